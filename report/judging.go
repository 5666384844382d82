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
	says   []string // words that may be true instead, the nearest first
}

// houseTableLacks is unread for words that no row and no reading covers.
const houseTableLacks = "are not in the house table"

// codes of the checks by the kind of the words.
var measureCodes = map[measure]string{change: "C11", pace: "C13", run: "C15", share: "C10", multiple: "C10", extreme: "C14", width: "C11", rank: "C29"}

// rule holds words against a figure, by the house table.
func (s *scope) rule(words string, root templates.ExprNode, v value) ruling {
	words = s.withoutLabel(words, v)
	n, name := v.number(), source(root)
	m := metricOf(v)
	switch level := n.Unit.Kind != data.Ratio && n.Unit.Kind != data.Points && n.Unit.Kind != data.Count; {
	case m == "streak":
		return s.ruleRun(words, name, n)
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
	case level && m != "" && s.saysRun(words):
		streak, _ := v.view.Metric("streak")
		if m == "value" {
			return s.ruleRun(words, name+".streak", streak)
		}
	}
	if _, ok := s.house.find(words, pace); ok {
		return ruling{code: "C13", unread: "is claimed of " + name + ", which is a level: only a rate accelerates or slows",
			hint: "name the rate, such as claim=" + s.seriesName(v, name) + ".mom or claim=" + s.seriesName(v, name) + ".yoy"}
	}
	return ruling{unread: "is claimed of " + name + ", which is a level: a level neither rises nor falls",
		hint: "name a change, such as claim=" + s.seriesName(v, name) + `.mom, or write a condition, such as claim="` + name + " > " + roundBelow(n) + `"`}
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
	r.hint = `write a condition, such as claim="` + name + " > " + bound + `", or one of: ` + strings.Join(s.house.examples(m), ", ")
	if m == run {
		r.hint = `write words such as "third month in a row", or a condition, such as claim="` + name + ` >= 3"`
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
	b := own.bound
	if !ok && rate {
		b, ok = multipleOf(words)
	}
	if ok && rate {
		if !n.OK() {
			return missing("C10", name, n)
		}
		whole, _ := data.Add(n, data.Exact(big.NewRat(1, 1), n.Unit))
		return ruling{code: "C10", truth: b.test(whole), needs: b.needs(times), says: append(multiplesOf(whole), moved(n)),
			facts: name + " = " + prose(n) + ", which is " + times(whole.X)}
	}
	if r, ok := s.house.find(words, change); ok {
		if !n.OK() {
			return missing("C11", name, n)
		}
		return ruling{code: "C11", truth: r.test(n), facts: name + " = " + prose(n), needs: r.needs(rateEnd), says: []string{moved(n), "little changed"}}
	}
	return s.ruleAmount(words, name, n, !rate)
}

// ruleAmount rules on a change with its size in the words: "fell 6.6%".
func (s *scope) ruleAmount(words, name string, n data.Value, points bool) ruling {
	rest, a, ok := amountOf(words)
	sign := way(rest)
	currency := n.Unit.Kind == data.Money && a.currency == strings.TrimSuffix(currencySign(n.Unit.Code), nbsp)
	if !ok || sign == 0 || (a.currency != "") != currency || a.points && !points {
		return s.unreadable(words, name, change)
	}
	if !n.OK() {
		return missing("C11", name, n)
	}
	b := a.bound
	if sign < 0 {
		b = b.mirrored()
	}
	direction := bound{low: new(big.Rat)}
	if sign < 0 {
		direction = bound{high: new(big.Rat)}
	}
	sized := n
	if a.exact {
		sized.Low, sized.High = n.X, n.X
	}
	end := rateEnd
	if currency {
		end = func(x *big.Rat) string { return proseAt(n, x, false) }
	}
	truth := combine("and", value{truth: direction.test(n)}, value{truth: b.test(sized)}).truth
	return ruling{code: "C11", truth: truth, facts: name + " = " + prose(n), needs: b.needs(end), says: []string{moved(n), "little changed"}}
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
			out.says = append(out.says, row.words[0])
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
	b := r.bound
	if !ok {
		b, ok = shareOf(words)
	}
	if !ok {
		if r, ok = s.house.find(words, multiple); ok {
			b, end = r.bound, times
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
	return ruling{code: code, truth: b.test(n), facts: name + " = " + prose(n), needs: b.needs(end), says: append([]string{prose(n)}, multiplesOf(n)...)}
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
		r := ruling{code: "C11", truth: b.test(n), facts: name + " = " + prose(n), needs: b.needs(rateEnd), says: []string{moved(n)}}
		if balance(root) {
			r.says = []string{"a surplus", "a deficit"}
		}
		return r
	}
	return s.ruleAmount(words, name, n, n.Unit.Kind == data.Points)
}

// saysSide is +1 for a surplus, −1 for a deficit, else 0.
func saysSide(words string) int {
	switch plainWords(words) {
	case "surplus", "in surplus":
		return 1
	case "deficit", "in deficit":
		return -1
	}
	return 0
}

// breadth is what the words say of a balance against the one before: wider or
// narrower, of which side, or that it has changed sides.
type breadth struct {
	wider   int // +1 widened, −1 narrowed, 0: it changed sides
	side    int // +1 a surplus, −1 a deficit, 0: not said
	crossed bool
}

// widthOf reads "the deficit widened", "turned from deficit to surplus".
func widthOf(words string) breadth {
	s := scan(words)
	var b breadth
	last := 0
	for _, m := range s.marks {
		switch m.Sense {
		case wording.Surplus:
			last = 1
		case wording.Deficit:
			last = -1
		case wording.Balance:
		case wording.Wider:
			b.wider = 1
		case wording.Narrower:
			b.wider = -1
		default:
			return breadth{}
		}
	}
	b.side = last
	for _, w := range s.rest {
		switch w {
		case "turned", "swung", "moved", "went":
			b.crossed = true
		case "from", "into", "in", "gap", "grew", "balance", "shrank":
			if w == "grew" {
				b.wider = 1
			} else if w == "shrank" {
				b.wider = -1
			}
		default:
			return breadth{}
		}
	}
	if b.wider == 0 && !b.crossed || b.crossed && (b.side == 0 || b.wider != 0) {
		return breadth{}
	}
	return b
}

// ruleWidth rules on a balance against that of the period before.
func (s *scope) ruleWidth(words string, root templates.ExprNode, name string, now data.Value) ruling {
	earlier := s.at(s.period.Add(-1))
	v, p := earlier.eval(root)
	if p != nil {
		return ruling{code: "C11", unread: p.Message}
	}
	before := v.number()
	switch {
	case !now.OK():
		return missing("C11", name, now)
	case !before.OK():
		return missing("C11", name+" of the "+periodWord(s.period)+" before", before)
	}
	w := widthOf(words)
	zero := data.Exact(new(big.Rat), now.Unit)
	is := func(a data.Value, op string, b data.Value) value {
		t, err := data.Compare(a, op, b)
		if err != nil {
			t = data.Unknown
		}
		return value{truth: t}
	}
	all := func(parts ...value) value {
		out := value{truth: data.True}
		for _, p := range parts {
			out = combine("and", out, p)
		}
		return out
	}
	surplus, deficit := is(now, ">", zero), is(now, "<", zero)
	wasSurplus, wasDeficit := is(before, ">", zero), is(before, "<", zero)
	wider, narrower := is(data.Abs(now), ">", data.Abs(before)), is(data.Abs(now), "<", data.Abs(before))
	r := ruling{code: "C11", facts: name + " = " + prose(now) + " after " + prose(before)}
	var t value
	switch {
	case w.crossed && w.side > 0:
		t, r.needs = all(surplus, wasDeficit), "a surplus after a deficit"
	case w.crossed:
		t, r.needs = all(deficit, wasSurplus), "a deficit after a surplus"
	default:
		size := wider
		r.needs = "larger than before, on the same side"
		if w.wider < 0 {
			size, r.needs = narrower, "smaller than before, on the same side"
		}
		t = combine("or", all(surplus, wasSurplus), all(deficit, wasDeficit))
		switch w.side {
		case 1:
			t, r.needs = all(surplus, wasSurplus), "a surplus, "+r.needs
		case -1:
			t, r.needs = all(deficit, wasDeficit), "a deficit, "+r.needs
		}
		t = all(t, size)
	}
	r.truth = t.truth
	r.says = []string{"the surplus widened", "the surplus narrowed", "the deficit widened", "the deficit narrowed", "turned from deficit to surplus", "turned from surplus to deficit"}
	return r
}

// balance reports whether the expression is a balance, whose sign is a side.
func balance(n templates.ExprNode) bool {
	switch n := n.(type) {
	case *templates.Call:
		return n.X == nil && n.S == "balance"
	case *templates.Binary:
		x, okX := n.X.(*templates.Name)
		y, okY := n.Y.(*templates.Name)
		return n.Op == "-" && okX && okY && x.S != y.S
	}
	return false
}

func (s *scope) saysRun(words string) bool {
	if _, ok := s.house.find(words, run); ok {
		return true
	}
	_, ok := spellOf(words)
	return ok && way(words) == 0
}

// ruleRun rules on "third month in a row".
func (s *scope) ruleRun(words, name string, n data.Value) ruling {
	own, ok := s.house.find(words, run)
	sp, read := spellOf(words)
	if !ok && !read {
		return s.unreadable(words, name, run)
	}
	if !n.OK() {
		return missing("C15", name, n)
	}
	r := ruling{code: "C15", facts: name + " = " + prose(n)}
	length := int(new(big.Int).Abs(n.X.Num()).Int64())
	way := "rise"
	if n.X.Sign() < 0 {
		way = "fall"
	}
	switch {
	case length == 1:
		r.says = []string{"one " + way}
	case length > 1:
		r.says = []string{"the " + ordinal(length) + " " + way + " in a row"}
	}
	if ok {
		r.truth, r.needs = own.test(n), own.needs(countEnd)
		return r
	}
	size := bound{low: big.NewRat(int64(sp.n), 1), withinLow: true}
	if !sp.atLeast {
		size.high, size.withinHigh = size.low, true
	}
	signed := size
	if sp.way < 0 {
		signed = size.mirrored()
	}
	r.needs = signed.needs(countEnd)
	if sp.way == 0 {
		r.truth = combine("or", value{truth: size.test(n)}, value{truth: size.mirrored().test(n)}).truth
	} else {
		r.truth = signed.test(n)
	}
	return r
}

func countEnd(x *big.Rat) string { return data.Fixed(x, 0, false) }

func isSuperlative(words string) bool {
	_, ok := topOf(words)
	return ok
}

// ruleExtreme rules on "the highest" and "the lowest since March 2021", over the
// whole history of the metric.
func (s *scope) ruleExtreme(words, name string, v value, metric string) ruling {
	byCount := v.metric == "highest_since" || v.metric == "lowest_since"
	if own, ok := s.house.find(words, extreme); ok && byCount {
		if !v.num.OK() {
			return missing("C14", name, v.num)
		}
		return ruling{code: "C14", truth: own.test(v.num), facts: name + " = " + prose(v.num), needs: own.needs(countEnd)}
	}
	t, ok := topOf(words)
	highest := v.metric == "max" || v.metric == "highest_since"
	if !ok || t.highest != highest && (byCount || v.metric == "max" || v.metric == "min") {
		return ruling{code: "C14", unread: houseTableLacks, hint: `write "highest" with .max or .highest_since, "lowest" with .min or .lowest_since, or a condition`}
	}
	r := s.ruleTop(t, v.view, metric)
	if r.truth == data.False {
		for _, end := range []bool{t.highest, !t.highest} {
			if words := superlative(v.view, metric, end); words != "" {
				r.says = append(r.says, words)
			}
		}
	}
	return r
}

// superlative says since when the figure has not been as high, or as low; empty
// where it was so the period before.
func superlative(v data.View, metric string, highest bool) string {
	r, ok := v.Record(metric, highest)
	word := "the highest"
	if !highest {
		word = "the lowest"
	}
	switch {
	case !ok || r.Since == v.Period.Add(-1):
		return ""
	case r.Since.IsZero():
		return word + " on record"
	}
	return word + " since " + periodName(r.Since)
}

// ruleTop holds a superlative against the record of the metric.
func (s *scope) ruleTop(t top, v data.View, metric string) ruling {
	name := v.Series.ID()
	if metric != "value" {
		name += "." + metric
	}
	now, _ := v.Metric(metric)
	r, ok := v.Record(metric, t.highest)
	switch {
	case !ok:
		return missing("C14", name, now)
	case r.Since.IsZero() && r.Known == 1:
		return ruling{code: "C14", truth: data.Unknown, why: "there is no earlier figure of " + name}
	}
	out := ruling{code: "C14", facts: name + " = " + prose(now), needs: "no figure as high before it"}
	if !t.highest {
		out.needs = "no figure as low before it"
	}
	seen := r.Since
	if seen.IsZero() {
		seen = r.Doubt
	}
	if !seen.IsZero() {
		old, _ := v.At(seen).Metric(metric)
		out.facts += ", in " + periodName(seen) + " " + prose(old)
	}
	if r.Gaps > 0 {
		out.cover = coverage(r, t.since.Year != 0)
	}
	// What holds of the last figure at least as high has to hold of those that
	// rounding leaves open too.
	at := func(p data.Period) data.Truth { return truthOf(t.since.Year != 0 && within(p, t.since)) }
	switch {
	case t.since.Year != 0:
		out.needs = "the last figure as high in " + whenName(t.since)
		if !t.highest {
			out.needs = "the last figure as low in " + whenName(t.since)
		}
	case t.year:
		out.needs += " in " + periodName(data.Year(v.Period.Year()))
		at = func(p data.Period) data.Truth { return truthOf(p.IsZero() || p.Year() < v.Period.Year()) }
	case t.named:
		length, ok := t.periods(v.Period)
		if !ok {
			return ruling{code: "C14", unread: "names a length of time that cannot be counted"}
		}
		span := around(length, new(big.Rat).Mul(length, big.NewRat(1, 30)), t.meant)
		if t.meant == wording.Exactly || t.meant == wording.AtLeast {
			span = bound{low: length, withinLow: true}
		}
		out.needs += " for " + span.needs(countEnd) + " " + periodWord(v.Period) + "s"
		begin := v.Period.Sub(r.From)
		at = func(p data.Period) data.Truth {
			if p.IsZero() {
				// A record: as long as the data reach, and nothing is known beyond.
				if span.high == nil && big.NewRat(int64(begin), 1).Cmp(span.low) >= 0 {
					return data.True
				}
				return data.Unknown
			}
			return span.test(data.Exact(big.NewRat(int64(v.Period.Sub(p)), 1), data.Unit{Kind: data.Count}))
		}
	default:
		at = func(p data.Period) data.Truth { return truthOf(p.IsZero()) }
	}
	out.truth = at(r.Since)
	if out.truth == data.Unknown {
		out.why = "the data begin in " + periodName(r.From)
	}
	long := t.named && t.since.Year == 0 && !t.year
	earlier := t.since.Year != 0 && !r.Since.IsZero() && int(t.since.Year) <= r.Since.Year() && !within(r.Since, t.since)
	if !r.Doubt.IsZero() && at(r.Doubt) != out.truth ||
		r.Open && (out.truth == data.True && !long || out.truth == data.False && (t.since.Year == 0 || earlier)) {
		out.truth, out.doubt = data.Undecided, doubt(v, metric, r)
	}
	return out
}

func truthOf(holds bool) data.Truth {
	if holds {
		return data.True
	}
	return data.False
}

// within reports whether a period is the one that the words name, or lies in it.
func within(p data.Period, w wording.When) bool {
	if p.IsZero() || p.Year() != int(w.Year) {
		return false
	}
	switch {
	case w.Month != 0:
		return p.Freq() == data.Monthly && p.Month() == int(w.Month)
	case w.Quarter != 0:
		return p.Freq() != data.Annual && (p.Month()-1)/3+1 == int(w.Quarter)
	case w.Half != 0:
		return p.Freq() != data.Annual && (p.Month()-1)/6+1 == int(w.Half)
	}
	return true
}

func whenName(w wording.When) string {
	switch {
	case w.Month != 0:
		return periodName(data.Month(int(w.Year), int(w.Month)))
	case w.Quarter != 0:
		return periodName(data.Quarter(int(w.Year), int(w.Quarter)))
	}
	return periodName(data.Year(int(w.Year)))
}

// ruleRank rules on "the second largest".
func (s *scope) ruleRank(words, name string, n data.Value) ruling {
	k, ok := placeOf(words)
	if !ok {
		return ruling{code: "C29", unread: "is claimed of " + name + ", and the words do not say which " + name + " would bear them out", hint: `write words such as "second largest", or the condition: claim="` + name + ` == 1"`}
	}
	if !n.OK() {
		return missing("C29", name, n)
	}
	x := big.NewRat(int64(k), 1)
	b := bound{x, x, true, true}
	says := []string{"the largest"}
	if at := n.X.Num(); at.IsInt64() && at.Int64() > 1 {
		says = []string{"the " + ordinal(int(at.Int64())) + " largest"}
	}
	return ruling{code: "C29", truth: b.test(n), facts: name + " = " + prose(n), needs: b.needs(countEnd), says: says}
}

// rateEnd prints an end of a bound on a rate: 0, 10%, −0.5%.
func rateEnd(x *big.Rat) string {
	if x.Sign() == 0 {
		return "0"
	}
	p := new(big.Rat).Mul(x, hundred)
	for decimals := range 3 {
		if s := data.Fixed(p, decimals, false); decimals == 2 || new(big.Rat).Mul(p, new(big.Rat).SetInt(pow10(int64(decimals)))).IsInt() {
			return s + "%"
		}
	}
	return ""
}

// times prints an end of a bound on a multiple: 1.85 times, once.
func times(x *big.Rat) string {
	s := data.Fixed(x, 3, false)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s + " times"
}

// multiplesOf are words for a multiple, the plainest first.
func multiplesOf(n data.Value) []string {
	if !n.OK() || n.X.Sign() <= 0 {
		return nil
	}
	var out []string
	if n.X.Cmp(big.NewRat(3, 2)) > 0 {
		k := new(big.Int).Quo(n.X.Num(), n.X.Denom())
		if k.IsInt64() && k.Int64() < 1000 {
			for _, whole := range []int64{k.Int64(), k.Int64() + 1} {
				if word := timesOver(big.NewRat(whole, 1)); whole > 1 {
					out = append(out, word, "nearly "+word)
				}
			}
		}
	}
	if word := timesOver(n.X); word != "" {
		out = append(out, word)
	}
	return out
}
