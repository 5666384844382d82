package report

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
)

// The functions that write words: what they print is true of the data, in number
// and tense, or it is a problem. The house table bears out each of their words.

// A move is what a change comes to: up, down, little or none.
type move uint8

const (
	up move = iota
	down
	little
	none
)

// moves decides what a change comes to over the whole interval of its inputs.
// ok is false where no word holds over all of it.
func moves(n data.Value) (m move, ok bool) {
	if n.Unit.Kind == data.Ratio || n.Unit.Kind == data.Points {
		limit := rat(littleChanged)
		if n.Low.Cmp(new(big.Rat).Neg(limit)) > 0 && n.High.Cmp(limit) < 0 {
			return little, true
		}
	}
	switch {
	case n.Low.Sign() > 0:
		return up, true
	case n.High.Sign() < 0:
		return down, true
	case n.Low.Sign() == 0 && n.High.Sign() == 0:
		return none, true
	}
	return none, false
}

// writes is the problem of a function that writes words in a language in which
// the tool has none; nil where it has.
func (s *scope) writes(at diag.Pos, name string) *diag.Problem {
	if _, ok := voices[s.language]; ok {
		return nil
	}
	return hinted(problemf(diag.Outline, at, "%s writes words in English, Chinese and Korean, and the brief is in %s", name, s.language), "choose your own words, such as {{exports.mom > 0 ? '…' : '…'}}")
}

// verb is the word for a change: verb(exports.mom, 'perfect plural'). Number
// follows the label of the series where the form does not name it.
func (s *scope) verb(at diag.Pos, a []value) (value, *diag.Problem) {
	if p := s.writes(at, "verb()"); p != nil {
		return value{}, p
	}
	verbs := s.voice().verbs
	n := a[0].number()
	form, several := "past", false
	if a[0].view.Series != nil {
		several = s.plural(a[0].view.Series.ID())
	}
	if len(a) > 1 {
		for _, word := range strings.Fields(a[1].text) {
			if _, ok := verbs[word]; ok {
				form = word
				continue
			}
			if word != "singular" && word != "plural" {
				p := problemf(diag.Outline, at, "verb() knows no form %q", word)
				*p, _ = p.Meaning(diag.Pos{}, word, append(sortedKeys(verbs), "singular", "plural"))
				if p.Hint == "" {
					p = hinted(p, "the forms are %s, with singular or plural", enumerate(sortedKeys(verbs)))
				}
				return value{}, p
			}
			several = word == "plural"
		}
	}
	if !n.OK() {
		return missingText(n), nil
	}
	m, ok := moves(n)
	if !ok {
		return value{}, openWords(at, "verb()", n)
	}
	words := verbs[form][m]
	if several {
		return textValue(words[1]), nil
	}
	return textValue(words[0]), nil
}

// openWords is the problem of words that the rounding of the inputs leaves open.
func openWords(at diag.Pos, what string, n data.Value) *diag.Problem {
	return problemf(diag.Claim, at, "the words of %s are not decidable from rounded inputs: %s (%s to %s)", what, prose(n), proseAt(n, n.Low, false), proseAt(n, n.High, false))
}

// plural reports whether the label of a series names several things: Exports,
// hair and wool; not Trade, nor Exports of hair by its last word.
func (s *scope) plural(id string) bool {
	e := s.series[id]
	if e == nil {
		return false
	}
	var head []string
	for _, w := range strings.Fields(strings.ToLower(e.label)) {
		if slices.Contains([]string{"to", "from", "of", "for", "in", "with", "by", "on", "at", "between"}, w) {
			break
		}
		head = append(head, strings.Trim(w, ".,;:()"))
	}
	if len(head) == 0 {
		return false
	}
	last := head[len(head)-1]
	return slices.Contains(head, "and") || strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") && !strings.HasSuffix(last, "us") && !strings.HasSuffix(last, "is")
}

// moved is a change with its size: "rose by 7.2%", "hardly changed".
func (s *scope) moved(at diag.Pos, a []value) (value, *diag.Problem) {
	if p := s.writes(at, "moved()"); p != nil {
		return value{}, p
	}
	said := s.voice()
	n := a[0].number()
	if !n.OK() {
		return missingText(n), nil
	}
	m, ok := moves(n)
	switch {
	case !ok:
		return value{}, openWords(at, "moved()", n)
	case m == little || m == none:
		return textValue(said.hardly), nil
	}
	return textValue(put(said.moved, said.verbs["past"][m][0], s.lang.Figure(data.Abs(n)))), nil
}

// streak is how many periods in a row a series has changed the same way: "for
// the third month in a row".
func (s *scope) streak(at diag.Pos, a []value) (value, *diag.Problem) {
	if p := s.writes(at, "streak()"); p != nil {
		return value{}, p
	}
	said := s.voice()
	v := a[0].view
	if v.Series == nil || a[0].kind != kindSeries && a[0].metric != "streak" {
		return value{}, problemf(diag.Outline, at, "streak() takes a series such as exports, and this is %s", kindName(a[0].kind))
	}
	n, _ := v.Metric("streak")
	name := "streak(" + v.Series.ID() + ")"
	switch {
	case !n.OK():
		return missingText(n), nil
	case n.Low.Cmp(n.High) != 0:
		return value{}, openWords(at, name, n)
	case n.X.Sign() == 0:
		return value{}, problemf(diag.Claim, at, "%s cannot be printed: there was no change in %s, so no run", name, periodName(v.Period))
	}
	last := v.Versus(v.Period.Add(-1))
	if last.OK() {
		if last, _ = data.Subtract(last, data.Exact(big.NewRat(1, 1), last.Unit)); moveOf(last) == little {
			return value{}, problemf(diag.Claim, at, "%s cannot be printed: %s was little changed in %s (%s), so that no run goes on", name, v.Series.ID(), periodName(v.Period), prose(last))
		}
	}
	length := int(new(big.Int).Abs(n.X.Num()).Int64())
	text := said.streak
	switch {
	case length == 1:
		text = said.streakOne
	case runCut(v, length):
		text = said.streakLeast
	}
	return textValue(put(text, said.ordinal(length), said.periods[periodWord(v.Period)], strconv.Itoa(length))), nil
}

// moveOf is moves by the figure itself, whatever its interval.
func moveOf(n data.Value) move {
	n.Low, n.High = n.X, n.X
	m, _ := moves(n)
	return m
}

// runCut reports whether a missing period within the history ends the count of a
// run, so that it may be longer.
func runCut(v data.View, length int) bool {
	before := v.Period.Add(-length - 1)
	if before.IsZero() || before.Compare(v.Series.First()) < 0 {
		return false
	}
	n, _ := v.At(before).Metric("value")
	return !n.OK()
}

// since says since when a figure has not been as high, or as low: "since
// September 2018". Over a history with gaps it says how much is on record.
func (s *scope) since(at diag.Pos, a []value) (value, *diag.Problem) {
	if p := s.writes(at, "since()"); p != nil {
		return value{}, p
	}
	said := s.voice()
	v := a[0].view
	highest := a[0].metric != "lowest_since"
	if v.Series == nil || a[0].kind != kindSeries && a[0].metric != "highest_since" && a[0].metric != "lowest_since" {
		return value{}, hinted(problemf(diag.Outline, at, "since() takes a series, its highest_since or its lowest_since, and this is %s", kindName(a[0].kind)), "write since(exports.lowest_since); a series alone means the highest")
	}
	now, _ := v.Metric("value")
	r, ok := v.Record("value", highest)
	name := "since(" + v.Series.ID() + ")"
	switch {
	case !ok:
		return missingText(now), nil
	case !r.Doubt.IsZero() || r.Open:
		return value{}, problemf(diag.Claim, at, "%s is not decidable from rounded inputs: %s", name, doubt(v, "value", r))
	case r.Since == v.Period.Add(-1):
		word := "higher"
		if !highest {
			word = "lower"
		}
		old, _ := v.Prev().Metric("value")
		return value{}, problemf(diag.Claim, at, "%s cannot be printed: %s of %s were as %s already (%s, now %s)", name, v.Series.ID(), periodName(r.Since), strings.TrimSuffix(word, "er"), prose(old), prose(now))
	case r.Since.IsZero() && r.Known == 1:
		return missingText(data.Value{Why: "there is no earlier figure of " + v.Series.ID()}), nil
	}
	cover := s.coverage(r, true)
	switch {
	case r.Since.IsZero() && r.Gaps == 0:
		return textValue(put(said.recordSince, s.lang.Period(r.From))), nil
	case r.Since.IsZero():
		return textValue(cover), nil
	case r.Gaps > 0:
		return textValue(put(said.sinceOf, s.lang.Period(r.Since), cover)), nil
	}
	return textValue(put(said.since, s.lang.Period(r.Since))), nil
}

// doubt shows the two figures whose rounding leaves open which is higher.
func doubt(v data.View, metric string, r data.Record) string {
	name := v.Series.ID()
	if metric != "value" {
		name += "." + metric
	}
	show := func(v data.View) string {
		n, _ := v.Metric(metric)
		l, h := ends(n)
		low, high := proseAt(n, l, false), proseAt(n, h, false)
		if low == high {
			return prose(n)
		}
		return prose(n) + " (" + low + " to " + high + ")"
	}
	p := r.Doubt
	if p.IsZero() {
		p = r.Since
	}
	return name + " = " + show(v) + ", in " + periodName(p) + " " + show(v.At(p))
}

// coverage says over how much of its time a record is judged: "of the 41 months
// on record since March 2021", or since then where the words have named it.
func (s *scope) coverage(r data.Record, named bool) string {
	said := s.voice()
	from := s.lang.Period(r.From)
	if !r.Since.IsZero() {
		if from = s.lang.Period(r.Since); named {
			from = said.then
		}
	}
	return put(said.coverage, strconv.Itoa(r.Known), said.many(r.From), from)
}

// times is a ratio, or a change as a multiple of its base: "2.4 times", "twice".
// A sentence goes on behind it: twice as much, 2.4 times the level of August.
func (s *scope) times(at diag.Pos, a []value) (value, *diag.Problem) {
	if p := s.writes(at, "times()"); p != nil {
		return value{}, p
	}
	n := a[0].num
	if a[0].kind != kindNumber || n.OK() && n.Unit.Kind != data.Ratio && !(n.Unit.Kind == data.NoUnit && !a[0].bare) {
		return value{}, hinted(problemf(diag.Outline, at, "times() takes a rate or a ratio, and %s is none", prose(n)), "write times(exports.yoy), times(exports.vs('2018-09')) or times(ratio(exports, imports))")
	}
	if !n.OK() {
		return missingText(n), nil
	}
	if a[0].rate {
		n, _ = data.Add(n, data.Exact(big.NewRat(1, 1), n.Unit))
	}
	text := s.timesOver(n)
	if text == "" {
		return value{}, problemf(diag.Claim, at, "times() cannot print %s: it is no multiple above zero", prose(a[0].num))
	}
	return textValue(text), nil
}

// timesOver is a ratio in words: half, twice, three times, 2.4 times; empty where
// it is too small for it. A whole number stands in words where the interval of
// the figure bears it out.
func (s *scope) timesOver(n data.Value) string {
	said := s.voice()
	decimals := 1
	switch {
	case n.X.Cmp(big.NewRat(95, 100)) < 0:
		decimals = 2
	case n.X.Cmp(big.NewRat(100, 1)) >= 0:
		decimals = 0
	}
	digits := data.Fixed(n.X, decimals, false)
	words := put(said.times, digits)
	whole, cut := strings.CutSuffix(digits, ".0")
	switch {
	case n.X.Sign() <= 0 || digits == "0.00":
		return ""
	case digits == "0.50":
		words = said.half
	case digits == "2.0":
		words = said.twice
	case cut && digits != "1.0":
		k, _ := strconv.Atoi(whole)
		words = put(said.timesWord, said.cardinal(k))
	}
	if b, ok := multipleOf(s.inEnglish(words)); ok && b.holds(n) == data.True {
		return words
	}
	return put(said.times, digits)
}

// enumeration lists texts: list('hair', 'flour'), list(top(exports, 'code', 3)).
// Empty texts are left out.
func (s *scope) enumeration(at diag.Pos, a []value) (value, *diag.Problem) {
	var parts []string
	lost := value{}
	var add func(v value) *diag.Problem
	add = func(v value) *diag.Problem {
		if len(v.list) > 0 {
			for _, item := range v.list {
				if p := add(item); p != nil {
					return p
				}
			}
			return nil
		}
		if v.kind == kindTruth || v.kind == kindList {
			return hinted(problemf(diag.Outline, at, "list() takes texts, and one of these is %s", kindName(v.kind)), "write list('hair', 'flour') or list(top(exports, 'code', 3))")
		}
		text, ok := v.said(s.lang)
		switch {
		case !ok && !lost.lost:
			n := v.num
			if v.kind == kindSeries {
				n = v.number()
			}
			lost = missingText(n)
		case text != "":
			parts = append(parts, text)
		}
		return nil
	}
	for _, v := range a {
		if p := add(v); p != nil {
			return value{}, p
		}
	}
	switch {
	case lost.lost:
		return lost, nil
	case len(parts) == 0:
		return value{}, problemf(diag.Claim, at, "list() has nothing to print")
	}
	return textValue(s.lang.List(parts)), nil
}
