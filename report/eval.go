package report

import (
	"math/big"
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/report/wording"
	"tradebrief/templates"
)

// scope is what the names of an expression mean: the series as known on a day,
// the params and constants, and the period that everything is seen from.
type scope struct {
	outline  *templates.Outline
	lang     *locale.Locale // that the brief is written in
	series   map[string]*seriesEntry
	ids      []string // of the series, in the order of the outline
	cube     *data.Cube
	asOf     data.Date
	period   data.Period
	exhibits map[string]exhibitRef // by the author's id
	absent   map[string]string     // ids of blocks that are not in this brief, and why
	referred map[string]bool       // labels of exhibits that a text names
	metrics  map[string]bool       // that are named and have a figure
	mirrors  map[string][2]int     // pairs of series that were compared: periods that both have, of how many
	house    house                 // what words of claims mean
	language wording.Language      // of the brief
	stances  map[string]int        // entries of the registers of reactions, by stance
	depth    int                   // of the expression being evaluated
	first    bool                  // every figure is that of its first release
}

// seriesEntry is a series of the outline with what the data say.
type seriesEntry struct {
	decl   *templates.SeriesDecl
	series *data.Series
	whole  *data.Series // the total that its shares refer to; nil: none
	label  string
}

// exhibitRef is a numbered figure or table.
type exhibitRef struct{ label, dest string }

// at is the same scope seen from another period.
func (s *scope) at(p data.Period) *scope {
	c := *s
	c.period = p
	return &c
}

// periodSpan is the reference period alone.
func (s *scope) periodSpan() data.Span { return data.Span{From: s.period, To: s.period} }

func (s *scope) view(e *seriesEntry) data.View {
	return data.View{Series: e.series, Whole: e.whole, Period: s.period, FirstRelease: s.first}
}

// firstReleases is the same scope on the figures as first released, aside.
func (s *scope) firstReleases() *scope {
	c := s.aside()
	c.first = true
	return c
}

// aside is the same scope with notes of its own of what was named.
func (s *scope) aside() *scope {
	c := *s
	c.depth = 0
	c.referred, c.metrics, c.mirrors = map[string]bool{}, map[string]bool{}, map[string][2]int{}
	return &c
}

// value is what an expression yields. Only the fields of its kind are set.
type value struct {
	kind   templates.Kind
	num    data.Value
	view   data.View // SeriesKind; for a Number the series that a metric was taken from
	metric string    // that metric
	rate   bool      // a change, whose direction words say
	bare   bool      // a number without a unit, that takes the unit of what it is compared with
	period data.Period
	text   string // TextKind; of a constant the digits as written
	dest   string // where a reference to an exhibit leads
	truth  data.Truth
	why    string  // what an Unknown truth or a missing text lacks
	lost   bool    // TextKind without text, because a figure is missing
	list   []value // ListKind; of a text that names several things, each of them
}

// number is the figure that the value stands for; a series stands for its
// value in the period.
func (v value) number() data.Value {
	if v.kind == kindSeries {
		n, _ := v.view.Metric("value")
		return n
	}
	return v.num
}

func numberValue(n data.Value) value { return value{kind: kindNumber, num: n} }
func textValue(s string) value       { return value{kind: kindText, text: s} }

func missingText(n data.Value) value {
	return value{kind: kindText, lost: true, why: n.Why, num: n}
}

// maxDepth bounds the nesting of an expression, so that a hostile one cannot
// exhaust the stack.
const maxDepth = 200

// eval computes the expression. The problem is of phase Outline where the
// expression is wrong whatever the data say, and of phase Claim otherwise. A
// missing figure is no problem here: it comes back as a value that is not OK.
func (s *scope) eval(n templates.ExprNode) (value, *diag.Problem) {
	if s.depth++; s.depth > maxDepth {
		s.depth--
		return value{}, problemf(diag.Outline, n.ExprPos(), "this expression is nested more than %d deep", maxDepth)
	}
	defer func() { s.depth-- }()
	switch n := n.(type) {
	case *templates.Num:
		x, ok := exact(n.S)
		if !ok {
			return value{}, problemf(diag.Outline, n.At, "%q is not a number that can be computed with", n.S)
		}
		return value{kind: kindNumber, num: data.Exact(x, data.Unit{}), bare: true, text: n.S}, nil
	case *templates.Str:
		return textValue(n.S), nil
	case *templates.Bool:
		v := value{kind: kindTruth}
		if n.V {
			v.truth = data.True
		}
		return v, nil
	case *templates.Name:
		return s.name(n)
	case *templates.Member:
		return s.member(n)
	case *templates.Call:
		return s.call(n)
	case *templates.Unary:
		return s.unary(n)
	case *templates.Binary:
		return s.binary(n)
	case *templates.Cond:
		return s.cond(n)
	case *templates.ListExpr:
		v := value{kind: kindList}
		for _, item := range n.Items {
			x, p := s.eval(item)
			if p != nil {
				return value{}, p
			}
			v.list = append(v.list, x)
		}
		return v, nil
	}
	return value{}, problemf(diag.Outline, n.ExprPos(), "this expression cannot be computed")
}

func problemf(phase diag.Phase, at diag.Pos, format string, args ...any) *diag.Problem {
	p := diag.Errorf(phase, at, format, args...)
	return &p
}

// exact reads a decimal number as written. Exponents are bounded: a number of
// a million digits is an attack, not a figure.
func exact(s string) (*big.Rat, bool) {
	s = strings.ReplaceAll(s, "_", "")
	if len(s) > 60 {
		return nil, false
	}
	if i := strings.IndexAny(s, "eE"); i >= 0 && !strings.HasPrefix(s, "0x") {
		if e, err := strconv.Atoi(s[i+1:]); err != nil || e > 30 || e < -30 {
			return nil, false
		}
	}
	if strings.ContainsAny(s, "/pP") {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

func (s *scope) name(n *templates.Name) (value, *diag.Problem) {
	if n.S == "period" {
		return value{kind: kindPeriod, period: s.period}, nil
	}
	if e, ok := s.series[n.S]; ok {
		return value{kind: kindSeries, view: s.view(e)}, nil
	}
	if c, ok := s.outline.Constants[n.S]; ok {
		if x, ok := exact(c.Value); ok {
			return value{kind: kindNumber, num: data.Exact(x, data.Unit{}), bare: true, text: c.Value}, nil
		}
		return textValue(c.Value), nil
	}
	p := problemf(diag.Outline, n.At, "unknown name %q", n.S)
	*p, _ = p.Meaning(p.Pos, n.S, s.ids)
	return value{}, p
}

func (s *scope) member(n *templates.Member) (value, *diag.Problem) {
	if name, ok := n.X.(*templates.Name); ok && name.S == "params" {
		if v, ok := s.outline.Params[n.S]; ok {
			return textValue(v.Value), nil
		}
		return value{}, problemf(diag.Outline, n.At, "unknown parameter %q", n.S)
	}
	x, p := s.eval(n.X)
	if p != nil {
		return value{}, p
	}
	switch x.kind {
	case kindPeriod:
		switch n.S {
		case "prev":
			return value{kind: kindPeriod, period: x.period.Add(-1)}, nil
		case "next":
			return value{kind: kindPeriod, period: x.period.Add(1)}, nil
		case "year_ago":
			return value{kind: kindPeriod, period: x.period.Add(-x.period.PerYear())}, nil
		}
		return value{}, problemf(diag.Outline, n.At, "a period has no %q: it has prev, next and year_ago", n.S)
	case kindSeries:
		return s.metric(n, x.view)
	case kindNumber:
		return part(n, x)
	}
	return value{}, problemf(diag.Outline, n.At, "%s has no member %q", source(n.X), n.S)
}

// metric is a member of a series.
func (s *scope) metric(n *templates.Member, v data.View) (value, *diag.Problem) {
	switch n.S {
	case "prev":
		return value{kind: kindSeries, view: v.Prev()}, nil
	case "first_release":
		return value{kind: kindSeries, view: v.First()}, nil
	case "low", "high", "status":
		num, _ := v.Metric("value")
		return part(n, value{kind: kindNumber, num: num, view: v, metric: "value"})
	}
	num, ok := v.Metric(n.S)
	if !ok {
		p := problemf(diag.Outline, n.At, "a series has no metric %q", n.S)
		*p, _ = p.Meaning(p.Pos, n.S, metricNames())
		return value{}, p
	}
	if num.OK() {
		s.metrics[n.S] = true
	}
	info, _ := metricInfo(n.S)
	return value{kind: kindNumber, num: num, view: v, metric: n.S, rate: info.Rate}, nil
}

// part is a member of a figure: its base, the ends of its interval, its status.
func part(n *templates.Member, x value) (value, *diag.Problem) {
	switch n.S {
	case "base":
		if x.metric != "" {
			if b, ok := x.view.Base(x.metric); ok {
				return numberValue(b), nil
			}
		}
		return value{}, problemf(diag.Outline, n.At, "%s is not measured against a base", source(n.X))
	case "low", "high":
		end := x.num.Low
		if n.S == "high" {
			end = x.num.High
		}
		num := x.num
		if num.OK() {
			num.X, num.Low, num.High = end, end, end
		}
		return value{kind: kindNumber, num: num, rate: x.rate}, nil
	case "status":
		return textValue(statusName(x.num.Status)), nil
	}
	return value{}, problemf(diag.Outline, n.At, "%s has no member %q: a figure has base, low, high and status", source(n.X), n.S)
}

func (s *scope) call(n *templates.Call) (value, *diag.Problem) {
	args := make([]value, len(n.Args))
	for i, a := range n.Args {
		v, p := s.eval(a)
		if p != nil {
			return value{}, p
		}
		args[i] = v
	}
	if n.X != nil {
		return s.method(n, args)
	}
	f, ok := functions[n.S]
	if !ok {
		return value{}, problemf(diag.Outline, n.At, "unknown function %q", n.S)
	}
	sig := f.signature
	if least, most := sig.Arity(); len(args) < least || most >= 0 && len(args) > most {
		return value{}, problemf(diag.Outline, n.At, "%s() takes %d arguments, not %d", n.S, len(sig.Args), len(args))
	}
	for i := range args {
		want := sig.Args[min(i, len(sig.Args)-1)]
		if p := convert(&args[i], want, n.Args[i], n.S); p != nil {
			return value{}, p
		}
	}
	return f.call(s, n.At, args)
}

// convert makes an argument the kind that a function wants.
func convert(v *value, want templates.Kind, n templates.ExprNode, fn string) *diag.Problem {
	switch {
	case want == templates.Any || v.kind == want:
		return nil
	case want == kindNumber && v.kind == kindSeries:
		view := v.view
		*v = numberValue(v.number())
		v.view, v.metric = view, "value"
		return nil
	case want == kindPeriod && v.kind == kindText:
		p, err := data.ParsePeriod(v.text)
		if err != nil {
			return problemf(diag.Outline, n.ExprPos(), "%q is not a period: expected one such as '2023-09'", v.text)
		}
		*v = value{kind: kindPeriod, period: p}
		return nil
	}
	return problemf(diag.Outline, n.ExprPos(), "%s() takes %s here, and %s is %s", fn, kindName(want), source(n), kindName(v.kind))
}

func (s *scope) method(n *templates.Call, args []value) (value, *diag.Problem) {
	x, p := s.eval(n.X)
	if p != nil {
		return value{}, p
	}
	if x.kind != kindSeries {
		return value{}, problemf(diag.Outline, n.At, "%s() stands behind a series, and %s is %s", n.S, source(n.X), kindName(x.kind))
	}
	if len(args) != 1 {
		return value{}, problemf(diag.Outline, n.At, "%s() takes one period such as '2022-09'", n.S)
	}
	if p := convert(&args[0], kindPeriod, n.Args[0], n.S); p != nil {
		return value{}, p
	}
	switch n.S {
	case "at":
		return value{kind: kindSeries, view: x.view.At(args[0].period)}, nil
	case "vs":
		return numberValue(x.view.Versus(args[0].period)), nil
	case "index":
		return numberValue(x.view.Index(args[0].period)), nil
	case "cagr":
		v := numberValue(x.view.CAGR(args[0].period))
		v.rate = true
		return v, nil
	}
	return value{}, problemf(diag.Outline, n.At, "a series has no method %q: it has at, vs, index and cagr", n.S)
}
