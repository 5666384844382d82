package checks

import (
	"math/big"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// amount is a figure of a sentence with all that it may be: the width that its
// digits leave and, where it is computed, that of its inputs.
type amount struct {
	*Mark
	data.Value
	lead string // the word before it: from, to, by; empty at the beginning of a clause
}

// level reports whether it is a sum of money, a weight or a bare number, and not
// a rate or a price.
func (a *amount) level() bool {
	switch a.Unit.Kind {
	case data.Money, data.Mass, data.NoUnit:
		return true
	}
	return false
}

func (a *amount) percent() bool { return a.Unit.Kind == data.Ratio }

// clause is a part of a sentence within which figures belong together: what
// stands between semicolons, colons, dashes and brackets, and before or after
// while, whereas and but.
type clause struct {
	s        *Sentence
	from, to int      // bytes of the sentence
	amounts  []amount // in order; with a figure of doubt, none
}

// clauses cuts the sentence, once for all rules. A clause with a figure that may be anything, such
// as "about 5%" or a range, has no amounts at all: what is left would be read
// as belonging together.
func (s *Sentence) clauses() []clause {
	if s.cut != nil {
		return s.cut
	}
	var out []clause
	from := 0
	add := func(to, next int) {
		if to > from {
			out = append(out, clause{s: s, from: from, to: to})
		}
		from = next
	}
	for i := 0; i < len(s.Text); i++ {
		switch c := s.Text[i]; {
		case c == '(' && strings.HasPrefix(s.Text[i+1:], "from "): // rose 25% (from 100 to 125)
		case c == ';' || c == '(' || c == ')' || c == ':' && !digitAt(s.Text, i+1):
			add(i, i+1)
		case c == ' ':
			for _, cut := range clauseCuts {
				if strings.HasPrefix(s.Text[i:], cut) {
					add(i, i+len(cut)-1)
					break
				}
			}
		}
	}
	add(len(s.Text), len(s.Text))
	for i := range out {
		out[i].fill()
	}
	s.cut = out
	return out
}

var clauseCuts = []string{" while ", " whereas ", " but ", " although ", " – ", " — "}

func digitAt(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

func (c *clause) fill() {
	for i := range c.s.Marks {
		m := &c.s.Marks[i]
		if m.From < c.from || m.From >= c.to || m.Kind != wording.Number {
			continue
		}
		a, ok := c.s.amount(m)
		if !ok {
			c.amounts = nil
			return
		}
		c.amounts = append(c.amounts, a)
	}
}

// text is the clause as printed, in lower case, without the words that only say
// that a figure is one of the year before.
func (c *clause) text() string {
	return withoutBase.Replace(strings.ToLower(c.s.Text[c.from:c.to]))
}

var withoutBase = strings.NewReplacer("a year earlier", "", "a year before", "", "a year ago", "", "a year previously", "")

// says reports whether one of the words stands in the clause.
func (c *clause) says(words ...string) bool { return saysAny(c.text(), words) }

func saysAny(lower string, words []string) bool {
	for _, w := range words {
		if containsWord(lower, w) {
			return true
		}
	}
	return false
}

// amount reads the figure of a mark. ok is false for what is meant roughly, for
// ranges, prices and units that no series has.
func (s *Sentence) amount(m *Mark) (amount, bool) {
	if m.Mark.Bound != wording.Exactly {
		return amount{}, false
	}
	v, ok := m.typed()
	if !ok || isPrice(s.Text[m.To:]) {
		return amount{}, false
	}
	if f := m.figure(); f != nil {
		if f.Value.Unit.Kind != v.Unit.Kind {
			return amount{}, false // a multiple in place of a rate
		}
		v.X, v.Unit = f.Value.X, f.Value.Unit
		if f.Value.Low.Cmp(v.Low) < 0 {
			v.Low = f.Value.Low
		}
		if f.Value.High.Cmp(v.High) > 0 {
			v.High = f.Value.High
		}
	}
	return amount{Mark: m, Value: v, lead: leadWord(s.Text[:m.From])}, true
}

// typed is the figure of a mark as its digits say it, in whole units or as a
// ratio, with the width that half of the last digit leaves. ok is false for
// ranges and for units that no series has.
func (m *Mark) typed() (v data.Value, ok bool) {
	if !m.Value.OK() || m.Upper.OK() {
		return v, false
	}
	unit, size := data.Unit{}, big.NewRat(1, 1)
	switch m.Unit {
	case wording.Percent:
		unit.Kind, size = data.Ratio, big.NewRat(1, 100)
	case wording.Points:
		unit.Kind, size = data.Points, big.NewRat(1, 100)
	case "kg":
		unit.Kind = data.Mass
	case "tonnes":
		unit.Kind, size = data.Mass, count(1000)
	case "":
		if m.Currency != "" {
			unit = data.Unit{Kind: data.Money, Code: m.Currency}
			if code, ok := currencies[m.Currency]; ok {
				unit.Code = code
			}
		}
	default:
		return v, false
	}
	half := new(big.Rat).Mul(size, m.Value.Half())
	x := size.Mul(size, m.Value.Rat())
	return data.Value{X: x, Low: new(big.Rat).Sub(x, half), High: half.Add(half, x), Unit: unit, Status: data.Present}, true
}

// currencies are the signs and words of money that are no ISO codes themselves.
var currencies = map[string]string{"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "RMB": "CNY"}

// figure is the computed figure that the mark is all of, nil where it is typed.
func (m *Mark) figure() *Figure {
	if p := m.Piece; p != nil && p.Computed && p.Figure != nil && p.Figure.Value.OK() && strings.TrimSpace(p.Text) == m.Text {
		return p.Figure
	}
	return nil
}

// isPrice reports whether the text goes on so that the figure before it is one
// for each of something: per kg, a tonne.
func isPrice(after string) bool {
	for _, s := range []string{" per ", "/", " a tonne", " a ton", " a kilogram", " a kilo", " a barrel", " each", " apiece"} {
		if strings.HasPrefix(after, s) {
			return true
		}
	}
	return false
}

// leadWord is the last word of the text, in lower case; articles, and only and
// just, count as no word. After punctuation there is none.
func leadWord(text string) string {
	for {
		text = strings.TrimRight(text, " \n")
		at := len(text)
		for at > 0 && isLetter(text[at-1]) {
			at--
		}
		word := strings.ToLower(text[at:])
		switch word {
		case "a", "an", "the", "only", "just", "still":
			text = text[:at]
		default:
			return word
		}
	}
}

// change is what a clause says of a movement: the rate and the two figures that
// it is between.
type change struct {
	from, to, rate *amount
	sign           int // of the movement as the words say; 0: they do not
}

// change finds the one movement of a clause. ok is false where there is none,
// where there are several, and where words leave open what the rate is of.
func (c *clause) change() (ch change, ok bool) {
	var rates, levels []*amount
	for i := range c.amounts {
		a := &c.amounts[i]
		switch {
		case a.lead == "from", c.against(a):
			if ch.from != nil {
				return ch, false
			}
			ch.from = a
		case a.lead == "to" && ch.to == nil && !a.Points():
			ch.to = a
		case a.percent() || a.Points():
			rates = append(rates, a)
		default:
			levels = append(levels, a)
		}
	}
	if ch.from == nil || len(rates) != 1 {
		return ch, false
	}
	ch.rate = rates[0]
	if !c.moves(ch.rate) {
		return ch, false
	}
	if ch.to == nil && len(levels) == 1 && c.reached(levels[0], ch.rate) {
		ch.to, levels = levels[0], nil
	}
	if ch.to == nil || len(levels) > 0 || ch.from.Unit != ch.to.Unit || ch.from.Unit.Kind == data.Points {
		return ch, false
	}
	if c.says(notPlain...) || c.twoTimes(ch) {
		return ch, false
	}
	ch.sign = c.direction(ch.rate)
	return ch, true
}

// moves reports whether a rate is said to be a movement: rose by 5%, up 5%, a 5%
// rise.
func (c *clause) moves(rate *amount) bool {
	if rate.Mark.Sign != 0 || rate.lead == "by" {
		return true
	}
	if rate.lead == "of" && endsWith(c.s.between(c.from, rate.From), "rise of", "increase of", "gain of", "jump of", "fall of", "decrease of", "decline of", "drop of") {
		return true
	}
	return startsWith(c.s.Text[rate.To:], " rise", " increase", " growth", " gain", " jump", " surge", " fall", " decrease", " decline", " drop")
}

// Points reports whether the figure is one of percentage points.
func (a *amount) Points() bool { return a.Unit.Kind == data.Points }

// notPlain are words that make a rate another one than that between the levels
// beside it, or levels other ones than those of the movement.
var notPlain = []string{"average", "averaged", "annual", "annually", "annualised", "annualized", "a year", "per year", "per annum", "each year", "terms", "adjusted", "adjusting", "real", "constant",
	"volume", "volumes", "respectively", "daily", "per working day", "per day", "cumulative", "target", "forecast", "of which", "index", "excluding"}

// comparedWith are the words between a figure and the one that it is set against.
var comparedWith = []string{"compared with", "compared to", "as against", "against"}

// against reports whether a figure is what another one is set against: US$150
// million, compared with US$100 million.
func (c *clause) against(a *amount) bool {
	return a.level() && endsWith(c.s.between(c.from, a.From), comparedWith...)
}

// reached reports whether a figure stands before its rate as in "were US$2.77
// billion, up 74.6%".
func (c *clause) reached(level, rate *amount) bool {
	if level.To >= rate.From || level.lead == "by" || level.lead == "of" {
		return false
	}
	between := strings.TrimSpace(c.s.Text[level.To:rate.From])
	for i := range c.amounts {
		if from := &c.amounts[i]; from.From > level.To && from.To < rate.From && c.against(from) {
			link := strings.Trim(c.s.between(level.To, from.From), ", ")
			if !slices.Contains(comparedWith, link) {
				return false
			}
			between = c.s.between(from.To, rate.From)
		}
	}
	return between == ", up" || between == ", down" || between == ", a rise of" || between == ", a fall of" || between == ", an increase of" || between == ", a decrease of"
}

// twoTimes reports whether the rate names what it is measured against, and the
// first figure of the pair names a time too: the two may differ.
func (c *clause) twoTimes(ch change) bool {
	against := false
	for _, after := range []string{" on ", " over ", " compared ", " than ", " against ", " year on year", " year-on-year", " month on month", " month-on-month", " yoy", " from "} {
		against = against || strings.HasPrefix(c.s.Text[ch.rate.To:], after) && !strings.HasPrefix(c.s.Text[ch.rate.To:], " from "+ch.from.Text)
	}
	if !against {
		return false
	}
	for i := range c.s.Marks {
		if m := &c.s.Marks[i]; m.Kind == wording.Time && m.From >= ch.from.To && m.From-ch.from.To <= len(" in the month of ") && (ch.to.From < ch.from.To || m.From < ch.to.From) {
			return true
		}
	}
	return false
}

// direction is the sign that the words of the clause give a rate: its own, or
// that of the one direction that they name.
func (c *clause) direction(rate *amount) int {
	if rate.Sign != 0 {
		return int(rate.Sign)
	}
	sign := 0
	for i := range c.s.Marks {
		m := &c.s.Marks[i]
		if m.From < c.from || m.From >= c.to || m.Kind != wording.Direction && m.Kind != wording.Intensity || m.Mark.Sign == 0 {
			continue
		}
		if sign != 0 && sign != int(m.Mark.Sign) {
			return 0
		}
		sign = int(m.Mark.Sign)
	}
	return sign
}

// growth is the rate from one figure to another; it has no value where the base
// may be zero or less.
func growth(from, to data.Value) data.Value {
	if from.Low.Sign() <= 0 {
		return data.Value{}
	}
	q, err := data.Divide(to, from)
	if err != nil {
		return data.Value{}
	}
	q.Unit = data.Unit{Kind: data.Ratio}
	g, err := data.Subtract(q, data.Exact(big.NewRat(1, 1), q.Unit))
	if err != nil {
		return data.Value{}
	}
	return g
}

// meets reports whether a printed figure may be the computed one, given the
// width of both. Where the words do not say which way it goes, either will do.
func meets(printed, computed data.Value, sign int) bool {
	if sign < 0 && printed.X.Sign() > 0 {
		printed = data.Negate(printed)
	}
	printed.Unit = computed.Unit
	if overlap(printed, computed) {
		return true
	}
	return sign == 0 && overlap(data.Negate(printed), computed)
}

func overlap(a, b data.Value) bool {
	return a.Low.Cmp(b.High) <= 0 && b.Low.Cmp(a.High) <= 0
}

// percentText prints a rate with one decimal and its sign: +42.8%.
func percentText(x *big.Rat) string {
	return data.Fixed(new(big.Rat).Mul(x, big.NewRat(100, 1)), 1, true) + "%"
}
