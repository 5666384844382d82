package report

import (
	"math/big"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
	"tradebrief/templates"
)

// ruling is what became of words that name only a figure: the house table gave
// them a condition, and the figure meets it or not.
type ruling struct {
	code   string     // of the check
	truth  data.Truth // Unknown: why says what is missing
	facts  string     // exports.mom = −6.6%
	needs  string     // > 0
	why    string
	cover  string   // of a superlative over a history with gaps, what it covers
	doubt  string   // what rounding leaves open, where facts do not show it
	unread string   // why the words cannot be held against the figure; the rest is then empty
	hint   string   // of unread
	beside []string // the figures that it was held against, as expressions
	says   []string // words that may be true instead, the nearest first
}

// houseTableLacks is unread for words that no row and no reading covers.
const houseTableLacks = "are not in the house table"

// codes of the checks by the kind of the words.
var measureCodes = map[measure]string{change: "C11", pace: "C13", run: "C15", share: "C10", multiple: "C10", extreme: "C14"}

// rule holds words against a figure, by the house table. Words of another language
// are held as what they say in the English of the table.
func (s *scope) rule(words string, root templates.ExprNode, v value) ruling {
	words = s.withoutLabel(words, v)
	n, name := v.number(), source(root)
	m := metricOf(v)
	if !s.house.own(words) {
		read := s.language.Read(words)
		switch {
		case !s.language.Words():
			return ruling{unread: "is claimed of " + name + ", and words in " + s.language.String() + " are not judged", hint: `write the condition, such as claim="` + s.example(v, name) + `"`}
		case read.Base != "" && baseOf(m) != "" && read.Base != baseOf(m):
			return ruling{code: "C20", unread: "compares with the " + read.Base + " before, and " + name + " with the " + baseOf(m) + " before"}
		}
	}
	words = s.inEnglish(words)
	switch {
	case m == "streak":
		return s.ruleRun(words, name, n, v.view)
	case m == "rank":
		return s.ruleRank(words, name, n)
	case m == "max" || m == "min" || m == "highest_since" || m == "lowest_since":
		return s.ruleExtreme(words, name, v, "value")
	case balance(root) && widthOf(words) != (breadth{}):
		return s.ruleWidth(words, root, name, n)
	case m != "" && isSuperlative(words):
		return s.ruleExtreme(words, name, v, m)
	case v.rate || n.Unit.Kind == data.Points:
		return s.ruleChange(words, name, v)
	case n.Unit.Kind == data.Ratio && !isDifference(root):
		return s.ruleShare(words, name, n)
	case n.Unit.Kind == data.Count:
		return ruling{unread: "is claimed of " + name + ", and the words do not say which " + name + " would bear them out", hint: `write the condition: claim="` + name + ` == 1"`}
	case isDifference(root):
		return s.ruleDifference(words, root, name, n)
	case m == "value" && s.saysRun(words):
		streak, _ := v.view.Metric("streak")
		return s.ruleRun(words, name+".streak", streak, v.view)
	}
	if _, ok := s.house.find(words, pace); ok {
		return ruling{code: "C13", unread: "is claimed of " + name + ", which is a level: only a rate accelerates or slows",
			hint: "name the rate, such as claim=" + s.seriesName(v, name) + ".mom or claim=" + s.seriesName(v, name) + ".yoy"}
	}
	return ruling{unread: "is claimed of " + name + ", which is a level: a level neither rises nor falls",
		hint: "name a change, such as claim=" + s.seriesName(v, name) + `.mom, or write a condition, such as claim="` + name + " > " + roundBelow(n) + `"`}
}

// inEnglish is what words say in the English of the house table. Words of the
// outline's own table, and such as cannot be read, stay as they are.
func (s *scope) inEnglish(words string) string {
	if read := s.language.Read(words).English; read != "" && !s.house.own(words) {
		return read
	}
	return words
}

// baseOf is what a metric compares with: the year or the month before; empty for
// all others.
func baseOf(metric string) string {
	switch {
	case strings.Contains(metric, "yoy"):
		return "year"
	case strings.HasSuffix(metric, "mom"):
		return "month"
	}
	return ""
}

// example is a condition on a figure, for hints: of a level one on its change.
func (s *scope) example(v value, name string) string {
	if m := metricOf(v); m == "value" || m == "" && !v.rate {
		return s.seriesName(v, name) + ".mom > 0"
	}
	return name + " > 0"
}

// metricOf is the name of the metric that a figure is of; a series stands for
// its value.
func metricOf(v value) string {
	if v.kind == kindSeries {
		return "value"
	}
	return v.metric
}

// withoutLabel takes the name of the series out of the words: "Coffee exports
// rose" is rose.
func (s *scope) withoutLabel(words string, v value) string {
	if v.view.Series == nil {
		return words
	}
	e := s.series[v.view.Series.ID()]
	if e == nil || e.label == "" {
		return words
	}
	if s.language == wording.Chinese || s.language == wording.Korean { // no blanks around words
		if rest := strings.Replace(words, e.label, " ", 1); strings.TrimSpace(rest) != "" {
			return strings.TrimSpace(rest)
		}
		return words
	}
	lower, label := " "+strings.ToLower(strings.Join(strings.Fields(words), " "))+" ", " "+strings.ToLower(e.label)+" "
	if i := strings.Index(lower, label); i >= 0 && strings.TrimSpace(lower) != strings.TrimSpace(label) {
		return strings.TrimSpace(lower[:i] + " " + lower[i+len(label):])
	}
	return words
}

// unreadable is the ruling on words that no row and no reading covers.
func (s *scope) unreadable(words, name string, m measure) ruling {
	bound := map[measure]string{change: "0.05", share: "0.5", run: "3"}[m]
	r := ruling{code: measureCodes[m], unread: houseTableLacks}
	examples := s.voice().examples[m]
	if examples == "" {
		examples = strings.Join(s.house.examples(m), ", ")
	}
	r.hint = `write a condition, such as claim="` + name + " > " + bound + `", or one of: ` + examples
	if m == run {
		words := "third month in a row"
		if s.language != wording.English {
			words = examples
		}
		r.hint = `write words such as "` + words + `", or a condition, such as claim="` + name + ` >= 3"`
	}
	return r
}

// missing is the ruling on a figure that is not there.
func missing(code, name string, n data.Value) ruling {
	return ruling{code: code, truth: data.Unknown, facts: name, why: name + " is missing: " + lacking(n)}
}

// ruleChange rules on a rate: by its sign, its size, as a multiple of the base,
// or, where the words speak of pace, against the rate one period before.
func (s *scope) ruleChange(words, name string, v value) ruling {
	n := v.num
	if r, ok := s.house.find(words, pace); ok {
		return s.rulePace(r, name, v)
	}
	rate := v.rate && n.Unit.Kind == data.Ratio
	own, ok := s.house.find(words, multiple)
	b := amount{bound: own.bound}
	if !ok && rate {
		b, ok = multipleOf(words)
	}
	if ok && rate {
		if !n.OK() {
			return missing("C10", name, n)
		}
		whole, _ := data.Add(n, data.Exact(big.NewRat(1, 1), n.Unit))
		return ruling{code: "C10", truth: b.holds(whole), needs: b.needs(times), says: append(s.multiplesOf(whole), s.changed(n)),
			facts: name + " = " + prose(n) + ", which is " + times(whole.X)}
	}
	if r, ok := s.house.find(words, change); ok {
		if !n.OK() {
			return missing("C11", name, n)
		}
		return ruling{code: "C11", truth: r.test(n), facts: name + " = " + prose(n), needs: r.needs(rateEnd), says: []string{s.changed(n), s.voice().little}}
	}
	return s.ruleAmount(words, name, n, !rate)
}

// ruleAmount rules on a change with its size in the words: "fell 6.6%".
func (s *scope) ruleAmount(words, name string, n data.Value, points bool) ruling {
	rest, a, ok := amountOf(words)
	sign := way(rest)
	currency := n.Unit.Kind == data.Money && a.currency == strings.TrimSuffix(english.Currency(n.Unit.Code), nbsp)
	if !ok || sign == 0 || (a.currency != "") != currency || a.points && !points {
		return s.unreadable(words, name, change)
	}
	if !n.OK() {
		return missing("C11", name, n)
	}
	if sign < 0 {
		a.bound = a.mirrored()
	}
	direction := bound{low: new(big.Rat)}
	if sign < 0 {
		direction = bound{high: new(big.Rat)}
	}
	end := rateEnd
	if currency {
		end = func(x *big.Rat) string { return proseAt(n, x, false) }
	}
	truth := combine("and", value{truth: direction.test(n)}, value{truth: a.holds(n)}).truth
	return ruling{code: "C11", truth: truth, facts: name + " = " + prose(n), needs: a.needs(end), says: []string{s.changed(n), s.voice().little}}
}

// rulePace rules on "accelerated" and "slowed".
func (s *scope) rulePace(r rule, name string, v value) ruling {
	if v.metric == "" {
		return ruling{code: "C13", unread: "compares two rates, and " + name + " is only one", hint: `write claim="exports.mom > exports.prev.mom"`}
	}
	if !v.num.OK() {
		return missing("C13", name, v.num)
	}
	before, _ := v.view.Prev().Metric(v.metric)
	if !before.OK() {
		return missing("C13", name+" of the "+periodWord(v.view.Period)+" before", before)
	}
	out := ruling{code: "C13", facts: name + " = " + prose(v.num) + " after " + prose(before)}
	if of, ok := strings.CutSuffix(name, "."+v.metric); ok {
		out.beside = []string{of + ".prev." + v.metric}
	}
	sign := [...]bound{{high: new(big.Rat), withinHigh: true}, {high: new(big.Rat)}, {}, {low: new(big.Rat)}, {low: new(big.Rat), withinLow: true}}
	diff, err := data.Subtract(v.num, before)
	if err != nil {
		return ruling{code: "C13", unread: err.Error()}
	}
	truth := value{truth: r.test(diff)}
	for _, part := range []value{{truth: sign[2+r.now].test(v.num)}, {truth: sign[2+r.before].test(before)}} {
		truth = combine("and", truth, part)
	}
	out.truth = truth.truth
	out.needs = paceNeeds(r)
	for _, row := range builtin {
		if row.measure == pace {
			out.says = append(out.says, s.voice().row(row.words[0]))
		}
	}
	return out
}

func paceNeeds(r rule) string {
	signs := [...]string{"a rate of zero or less", "a fall", "a rate", "a rise", "a rate of zero or more"}
	than := "above"
	if r.low == nil {
		than = "below"
	}
	needs := signs[2+r.now] + " " + than + " the rate before it"
	if r.low != nil && r.low.Sign() != 0 || r.high != nil && r.high.Sign() != 0 {
		needs = "a difference to the rate before it of " + r.bound.needs(rateEnd)
	}
	if r.before != 0 {
		needs += ", after " + signs[2+r.before]
	}
	return needs
}

// ruleShare rules on a share, or on a ratio of two figures.
func (s *scope) ruleShare(words, name string, n data.Value) ruling {
	code, end := "C10", rateEnd
	r, ok := s.house.find(words, share)
	b := amount{bound: r.bound}
	if !ok {
		b, ok = shareOf(words)
	}
	if !ok {
		if r, ok = s.house.find(words, multiple); ok {
			b, end = amount{bound: r.bound}, times
		} else if b, ok = multipleOf(words); ok {
			end = times
		}
	}
	if !ok {
		return s.unreadable(words, name, share)
	}
	if b.low == nil || b.high == nil {
		code = "C11"
	}
	if !n.OK() {
		return missing(code, name, n)
	}
	return ruling{code: code, truth: b.holds(n), facts: name + " = " + prose(n), needs: b.needs(end), says: append([]string{s.lang.Figure(n)}, s.multiplesOf(n)...)}
}

// ruleDifference rules on what is left of one figure after another was taken
// off: words compare the two, or say by how much.
func (s *scope) ruleDifference(words string, root templates.ExprNode, name string, n data.Value) ruling {
	if r, ok := s.house.find(words, pace); ok {
		return s.rulePace(r, name, value{num: n})
	}
	if sign := way(words); sign != 0 || saysSide(words) != 0 {
		if !n.OK() {
			return missing("C11", name, n)
		}
		b := bound{low: new(big.Rat)}
		if sign < 0 || saysSide(words) < 0 {
			b = b.mirrored()
		}
		r := ruling{code: "C11", truth: b.test(n), facts: name + " = " + prose(n), needs: b.needs(rateEnd), says: []string{s.changed(n)}}
		if balance(root) {
			r.says = []string{s.voice().row("a surplus"), s.voice().row("a deficit")}
		}
		return r
	}
	return s.ruleAmount(words, name, n, n.Unit.Kind == data.Points)
}

func (s *scope) saysRun(words string) bool {
	if _, ok := s.house.find(words, run); ok {
		return true
	}
	_, ok := spellOf(words)
	return ok && way(words) == 0
}

// rateEnd prints an end of a bound on a rate: 0, 10%, −0.5%.
func rateEnd(x *big.Rat) string {
	if x.Sign() == 0 {
		return "0"
	}
	return shortest(new(big.Rat).Mul(x, hundred), 2) + "%"
}

// times prints an end of a bound on a multiple: 1.85 times, once.
func times(x *big.Rat) string { return shortest(x, 3) + " times" }

// shortest prints a number with as many decimals as it has, up to a number of them.
func shortest(x *big.Rat, most int) string {
	s := data.Fixed(x, most, false)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// multiplesOf are words for a multiple, the plainest first.
func (s *scope) multiplesOf(n data.Value) []string {
	if !n.OK() || n.X.Sign() <= 0 {
		return nil
	}
	var out []string
	if n.X.Cmp(big.NewRat(3, 2)) > 0 {
		k := new(big.Int).Quo(n.X.Num(), n.X.Denom())
		if k.IsInt64() && k.Int64() < 1000 {
			for _, whole := range []int64{k.Int64(), k.Int64() + 1} {
				if word := s.timesOver(data.Exact(big.NewRat(whole, 1), n.Unit)); whole > 1 {
					out = append(out, word, put(s.voice().nearly, word))
				}
			}
		}
	}
	if word := s.timesOver(n); word != "" {
		out = append(out, word)
	}
	return out
}
