package report

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/templates"
)

// language is what expressions of an outline may say beyond its own series,
// params and constants.
var language = sync.OnceValue(func() templates.Language {
	metrics := map[string]templates.Kind{"prev": kindSeries, "first_release": kindSeries}
	for _, m := range data.Metrics() {
		if _, taken := metrics[m.Name]; !taken {
			metrics[m.Name] = kindNumber
		}
	}
	funcs := make(map[string]templates.Func, len(functions))
	for name, f := range functions {
		funcs[name] = f.signature
	}
	return templates.Language{
		Metrics:     metrics,
		Methods:     maps.Clone(methods),
		Parts:       map[string]templates.Kind{"base": kindNumber, "low": kindNumber, "high": kindNumber, "status": kindText},
		PeriodParts: map[string]templates.Kind{"prev": kindPeriod, "next": kindPeriod, "year_ago": kindPeriod},
		Functions:   funcs,
		Words:       []string{"period"},
	}
})

// methods are the functions that stand behind a series: exports.at('2022-09').
var methods = map[string]templates.Func{
	"at": {Args: []templates.Kind{kindPeriod}, Result: kindSeries},
	"vs": {Args: []templates.Kind{kindPeriod}, Result: kindNumber},
	// The figure where that of a period is 100: exports.index('2022-09').
	"index": {Args: []templates.Kind{kindPeriod}, Result: kindNumber},
	// Yearly growth since a period: exports.cagr('2019').
	"cagr": {Args: []templates.Kind{kindPeriod}, Result: kindNumber},
}

// function is one function of the language. Its arguments arrive evaluated,
// in the number and of the kinds that the signature asks for.
type function struct {
	signature templates.Func
	call      func(s *scope, at diag.Pos, args []value) (value, *diag.Problem)
}

// The kinds of the language, by short names.
const (
	kindNumber = templates.Number
	kindSeries = templates.SeriesKind
	kindPeriod = templates.PeriodKind
	kindText   = templates.TextKind
	kindTruth  = templates.TruthKind
	kindList   = templates.ListKind
)

// functions is the whole vocabulary. Numbers may be given as a series, which
// then stands for its value.
var functions = map[string]function{
	"month": {templates.Func{Args: []templates.Kind{kindPeriod}, Result: kindText}, func(s *scope, _ diag.Pos, a []value) (value, *diag.Problem) {
		return textValue(s.lang.Month(a[0].period)), nil
	}},
	"year": {templates.Func{Args: []templates.Kind{kindPeriod}, Result: kindText}, func(_ *scope, _ diag.Pos, a []value) (value, *diag.Problem) {
		return textValue(strconv.Itoa(a[0].period.Year())), nil
	}},
	"country": {templates.Func{Args: []templates.Kind{kindText}, Result: kindText}, func(s *scope, at diag.Pos, a []value) (value, *diag.Problem) {
		name, ok := s.countryName(a[0].text)
		if !ok {
			return value{}, hinted(problemf(diag.Outline, at, "country() takes the code of a country, and %q is none", a[0].text), "codes have two or three letters: JP or JPN")
		}
		return textValue(s.inSentence(name)), nil
	}},
	"verb":   {templates.Func{Args: []templates.Kind{kindNumber, kindText}, Optional: true, Result: kindText}, (*scope).verb},
	"moved":  {templates.Func{Args: []templates.Kind{kindNumber}, Result: kindText}, (*scope).moved},
	"streak": {templates.Func{Args: []templates.Kind{templates.Any}, Result: kindText}, (*scope).streak},
	"since":  {templates.Func{Args: []templates.Kind{templates.Any}, Result: kindText}, (*scope).since},
	"times":  {templates.Func{Args: []templates.Kind{kindNumber}, Result: kindText}, (*scope).times},
	"list":   {templates.Func{Args: []templates.Kind{templates.Any}, More: true, Result: kindText}, (*scope).enumeration},
	"pct": {templates.Func{Args: []templates.Kind{kindNumber}, Result: kindNumber}, func(_ *scope, at diag.Pos, a []value) (value, *diag.Problem) {
		return reunit(at, a[0].number(), data.Unit{Kind: data.Ratio}, "pct", "a ratio such as exports.mom", data.NoUnit, data.Ratio, data.Points)
	}},
	"pp": {templates.Func{Args: []templates.Kind{kindNumber}, Result: kindNumber}, func(_ *scope, at diag.Pos, a []value) (value, *diag.Problem) {
		return reunit(at, a[0].number(), data.Unit{Kind: data.Points}, "pp", "a difference of two rates", data.NoUnit, data.Ratio, data.Points)
	}},
	"abs": {templates.Func{Args: []templates.Kind{kindNumber}, Result: kindNumber}, func(_ *scope, _ diag.Pos, a []value) (value, *diag.Problem) {
		return numberValue(data.Abs(a[0].number())), nil
	}},
	"min": {templates.Func{Args: []templates.Kind{kindNumber, kindNumber}, More: true, Result: kindNumber}, outermost("<")},
	"max": {templates.Func{Args: []templates.Kind{kindNumber, kindNumber}, More: true, Result: kindNumber}, outermost(">")},
	// A balance and a total are numbers that may also stand as a row of a table
	// of metrics, where a series is wanted; so their kind is left open.
	"balance": {templates.Func{Args: []templates.Kind{kindSeries, kindSeries}, Result: templates.Any}, func(_ *scope, at diag.Pos, a []value) (value, *diag.Problem) {
		return arithmetic(at, "-", a[0].number(), a[1].number())
	}},
	"total": {templates.Func{Args: []templates.Kind{kindSeries, kindSeries}, More: true, Result: templates.Any}, func(_ *scope, at diag.Pos, a []value) (value, *diag.Problem) {
		sum := numberValue(a[0].number())
		for _, x := range a[1:] {
			var p *diag.Problem
			if sum, p = arithmetic(at, "+", sum.num, x.number()); p != nil {
				return value{}, p
			}
		}
		return sum, nil
	}},
	"ratio": {templates.Func{Args: []templates.Kind{kindNumber, kindNumber}, Result: kindNumber}, func(_ *scope, at diag.Pos, a []value) (value, *diag.Problem) {
		return arithmetic(at, "/", a[0].number(), a[1].number())
	}},
	"mirror":  {templates.Func{Args: []templates.Kind{kindNumber, kindNumber}, Result: kindNumber}, (*scope).mirror},
	"ordinal": {templates.Func{Args: []templates.Kind{kindNumber}, Result: kindText}, counted("ordinal()", func(v *voice) func(int) string { return v.ordinal })},
	"count":   {templates.Func{Args: []templates.Kind{kindNumber}, Result: kindText}, counted("count()", func(v *voice) func(int) string { return v.cardinal })},
	"top": {templates.Func{Args: []templates.Kind{kindSeries, kindText, kindNumber}, Result: kindText}, func(s *scope, at diag.Pos, a []value) (value, *diag.Problem) {
		return s.top(at, a[0], a[1].text, a[2].number())
	}},
	"stances": {templates.Func{Args: []templates.Kind{kindText}, Result: kindNumber}, func(s *scope, at diag.Pos, a []value) (value, *diag.Problem) {
		return s.stanceCount(at, a[0].text)
	}},
	"mixed": {templates.Func{Result: kindTruth}, func(s *scope, _ diag.Pos, _ []value) (value, *diag.Problem) {
		v := value{kind: kindTruth}
		if s.stances[againstStance] > 0 && s.stances[forStance] > 0 {
			v.truth = data.True
		}
		return v, nil
	}},
	"ref": {templates.Func{Args: []templates.Kind{kindText}, Result: kindText}, func(s *scope, at diag.Pos, a []value) (value, *diag.Problem) {
		e, ok := s.exhibits[a[0].text]
		if why, left := s.absent[a[0].text]; left && !ok {
			p := diag.Errorf(diag.Claim, at, "the block %q is not in this brief: %s", a[0].text, why).WithHint("put the sentence into a text with the same when: or for:")
			p.Code = "C31"
			return value{}, &p
		}
		if !ok {
			ids := slices.Sorted(maps.Keys(s.exhibits))
			p := diag.Errorf(diag.Outline, at, "no figure or table in this brief has the id %q", a[0].text)
			p.Code = "C31"
			if near := diag.Nearest(a[0].text, ids); near != "" {
				p = p.WithFix([]diag.Edit{{Pos: at, Old: "ref('" + a[0].text + "')", New: "ref('" + near + "')"}}, "did you mean %q?", near)
			} else if len(ids) > 0 {
				p = p.WithHint("the ids are %s", strings.Join(ids, ", "))
			}
			return value{}, &p
		}
		s.referred[e.label] = true
		return value{kind: kindText, text: e.label, dest: e.dest}, nil
	}},
}

// mirror is how far what the partner reports lies above what the reporter does:
// mirror(exports, their_imports).
func (s *scope) mirror(at diag.Pos, a []value) (value, *diag.Problem) {
	metric := a[0].metric
	if a[0].view.Series == nil || a[1].view.Series == nil || metric != a[1].metric || !slices.Contains(data.MirrorMetrics(), metric) {
		return value{}, hinted(problemf(diag.Outline, at, "mirror() takes one level of two series: what a country reports, and what its partner reports of it"),
			"write mirror(exports, their_imports), or both with .ytd")
	}
	n, both, of := data.Mirror(a[0].view, a[1].view, metric)
	if n.OK() {
		s.mirrors[a[0].view.Series.ID()+" and "+a[1].view.Series.ID()] = [2]int{both, of}
	}
	return numberValue(n), nil
}

// outermost is min or max: the argument that compares so with all the others.
func outermost(op string) func(*scope, diag.Pos, []value) (value, *diag.Problem) {
	return func(_ *scope, at diag.Pos, args []value) (value, *diag.Problem) {
		best := args[0].number()
		for _, a := range args[1:] {
			n := a.number()
			if !n.OK() {
				return numberValue(n), nil
			}
			if !best.OK() {
				break
			}
			x, y, p := aligned(at, n, best)
			if p != nil {
				return value{}, p
			}
			if c := x.X.Cmp(y.X); op == "<" && c < 0 || op == ">" && c > 0 {
				best = n
			}
		}
		return numberValue(best), nil
	}
}

func counted(name string, words func(*voice) func(int) string) func(*scope, diag.Pos, []value) (value, *diag.Problem) {
	return func(s *scope, at diag.Pos, args []value) (value, *diag.Problem) {
		if p := s.writes(at, name); p != nil {
			return value{}, p
		}
		n := args[0].number()
		if !n.OK() {
			return missingText(n), nil
		}
		if !n.X.IsInt() || !n.X.Num().IsInt64() {
			return value{}, problemf(diag.Claim, at, "%s is not a whole number that can be said in words", prose(n))
		}
		if n.Low.Cmp(n.High) != 0 {
			return value{}, openWords(at, name, n)
		}
		k := n.X.Num().Int64()
		if k < 0 {
			k = -k
		}
		return textValue(words(s.voice())(int(min(k, 1<<31-1)))), nil
	}
}

func reunit(at diag.Pos, n data.Value, u data.Unit, name, want string, from ...data.UnitKind) (value, *diag.Problem) {
	if n.OK() && !slices.Contains(from, n.Unit.Kind) {
		p := diag.Errorf(diag.Claim, at, "%s() takes %s, not %s", name, want, prose(n))
		return value{}, &p
	}
	n.Unit = u
	return numberValue(n), nil
}

// top names the n largest parts of a series in its period, largest first:
// "hair, rice and fertiliser".
func (s *scope) top(at diag.Pos, of value, by string, n data.Value) (value, *diag.Problem) {
	if _, ok := breakdowns[by]; !ok {
		p := problemf(diag.Outline, at, "top() breaks a series down by 'code', 'section', 'chapter', 'partner' and the like, not by %q", by)
		*p, _ = p.Meaning(diag.Pos{}, by, slices.Sorted(maps.Keys(breakdowns)))
		return value{}, p
	}
	if partner := of.view.Series.Partner(); by == "partner" && partner != "" {
		p := diag.Errorf(diag.Outline, at, "%s is trade with one partner, %s, which has no partners", of.view.Series.ID(), partner)
		return value{}, &p
	}
	if !n.OK() || !n.X.IsInt() || !n.X.Num().IsInt64() || n.X.Num().Int64() < 1 || n.X.Num().Int64() > maxTop {
		p := diag.Errorf(diag.Outline, at, "top() takes a number from 1 to %d", maxTop)
		return value{}, &p
	}
	parts, p := s.breakdown(of.view, by)
	if p != nil {
		if p.Pos.Line == 0 {
			p.Pos = at
		}
		return value{}, p
	}
	var names []string
	var items []value
	for _, part := range parts[:min(len(parts), int(n.X.Num().Int64()))] {
		names = append(names, part.short)
		items = append(items, textValue(part.short))
	}
	if len(names) == 0 {
		return missingText(data.Value{Why: "no figure of " + of.view.Series.ID() + " by " + by + " for " + of.view.Period.String()}), nil
	}
	return value{kind: kindText, text: s.lang.List(names), list: items}, nil
}

// maxTop bounds a ranking.
const maxTop = 100
