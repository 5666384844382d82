package checks

import (
	"cmp"
	"fmt"
	"math/big"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// Rates beside the figures that they follow from: C05, C06, C08 and C13.

// changes is C05, C08 and C13 for a clause that prints a movement with both its
// ends.
func changes(s *Sentence, b *Brief, found func(Finding)) {
	if !s.has(wording.Number) || !strings.Contains(s.Text, "from ") && !strings.Contains(s.Text, " than ") && !s.has(wording.Direction) {
		return
	}
	for _, c := range s.clauses() {
		if ch, ok := c.change(); ok {
			if ch.from.percent() {
				s.ratesOfRates(ch, found)
			} else if ch.rate.percent() {
				s.ratesOfLevels(ch, found)
			}
		}
		c.pace(found)
		c.ends(found)
		c.beside(found)
	}
}

// against is the finding of a check about the statement of a mark.
func (s *Sentence) against(m *Mark, code, format string, args ...any) Finding {
	f := Finding{Code: code, At: s.At(m.From), Message: fmt.Sprintf(format, args...)}
	if m.Piece != nil {
		f.Statement = m.Piece.Statement
	}
	return f
}

// between are the words from one byte to another, in lower case.
func (s *Sentence) between(from, to int) string {
	return strings.ToLower(strings.Trim(s.Text[from:to], " \n"))
}

// has reports whether the sentence holds a mark of the kind.
func (s *Sentence) has(k wording.Kind) bool { return s.Has(k) != nil }

// ratesOfLevels is C05.
func (s *Sentence) ratesOfLevels(ch change, found func(Finding)) {
	g := growth(ch.from.Value, ch.to.Value)
	if !g.OK() || meets(ch.rate.Value, g, ch.sign) {
		return
	}
	f := s.against(ch.rate.Mark, "C05", "%s does not follow: from %s to %s is %s (%s to %s as far as they are rounded)",
		ch.rate.Text, ch.from.Text, ch.to.Text, percentText(g.X), percentText(g.Low), percentText(g.High))
	f.Hint = "one of the three is misprinted: look it up"
	if ch.rate.figure() != nil && ch.from.figure() != nil && ch.to.figure() != nil {
		f.Hint = "one of the three is of another period or series"
	}
	found(f)
}

// ratesOfRates is C08 where the rate would be right in the other unit, and C05
// where it is right in neither.
func (s *Sentence) ratesOfRates(ch change, found func(Finding)) {
	points, err := data.Subtract(ch.to.Value, ch.from.Value)
	relative := growth(ch.from.Value, ch.to.Value)
	if err != nil || !relative.OK() {
		return
	}
	asPoints, asRate := meets(ch.rate.Value, points, ch.sign), meets(ch.rate.Value, relative, ch.sign)
	difference := data.Fixed(new(big.Rat).Abs(new(big.Rat).Mul(points.X, big.NewRat(100, 1))), 1, false)
	switch {
	case ch.rate.Points() && !asPoints && asRate:
		f := s.against(ch.rate.Mark, "C08", "from %s to %s are %s percentage points; the relative change is %s", ch.from.Text, ch.to.Text, difference, percentText(relative.X))
		f.Hint = "write " + difference + " percentage points"
		found(f)
	case ch.rate.percent() && asPoints && !asRate:
		f := s.against(ch.rate.Mark, "C08", "from %s to %s is a difference of percentage points, not of per cent: relative to %s it is %s", ch.from.Text, ch.to.Text, ch.from.Text, percentText(relative.X))
		f.Hint = "write " + difference + " percentage points"
		found(f)
	case !asPoints && !asRate:
		found(s.against(ch.rate.Mark, "C05", "%s does not follow: from %s to %s are %s percentage points, or %s", ch.rate.Text, ch.from.Text, ch.to.Text, difference, percentText(relative.X)))
	}
}

// beside is C05 for a figure that is so much per cent more than the one after the
// rate: US$150 million, 25% more than the US$100 million of a year before.
func (c *clause) beside(found func(Finding)) {
	for i := 1; i+1 < len(c.amounts); i++ {
		to, rate, from := &c.amounts[i-1], &c.amounts[i], &c.amounts[i+1]
		if !rate.percent() || !to.level() || to.Unit != from.Unit || c.says(notPlain...) {
			continue
		}
		link := c.s.between(rate.To, from.From)
		link = strings.TrimSuffix(link, " the")
		sign := map[string]int{"more than": 1, "higher than": 1, "above": 1, "less than": -1, "lower than": -1, "below": -1}[link]
		switch c.s.between(to.To, rate.From) {
		case ",", ", or", ", which is", ", which was", ", that is", ", i.e.", ", some":
		default:
			continue
		}
		g := growth(from.Value, to.Value)
		if sign == 0 || !g.OK() || meets(rate.Value, g, sign) {
			continue
		}
		f := c.s.against(rate.Mark, "C05", "%s does not follow: from %s to %s is %s", rate.Text, from.Text, to.Text, percentText(g.X))
		f.Hint = "one of the three is misprinted: look it up"
		found(f)
	}
}

// pace is C13: slowed and accelerated said of levels, fell and rose of rates.
func (c *clause) pace(found func(Finding)) {
	s := c.s
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.From < c.from || m.From >= c.to || m.Kind != wording.Direction || m.Piece == nil || m.Piece.Claim {
			continue
		}
		pair := c.pairAfter(m)
		if pair[0] == nil {
			continue
		}
		switch m.Sense {
		case wording.Faster, wording.Slower:
			if pair[0].Unit.Kind != data.Money && pair[0].Unit.Kind != data.Mass || c.says("growth", "rate", "rates", "pace", "change", "rise", "increase", "gain", "gains") {
				continue
			}
			word, other := "fell", "slowed"
			if m.Sense == wording.Faster {
				word, other = "rose", "accelerated"
			}
			f := s.against(m, "C13", "%q is said of rates, and %s is a level", m.Text, pair[0].Text)
			f.Hint = fmt.Sprintf("write %s of the level, or %s with the two rates", word, other)
			found(f)
		case wording.Up, wording.Down:
			if pair[1] == nil || !pair[0].percent() || !pair[1].percent() || !c.aboutFlows(m) {
				continue
			}
			word := "accelerated"
			if m.Sense == wording.Down {
				word = "slowed"
			}
			f := s.against(m, "C13", "%q is said of levels, and %s and %s are rates", m.Text, pair[0].Text, pair[1].Text)
			f.Hint = "say that growth " + word
			found(f)
		}
	}
}

// ends is C11 and C10 for words with the two figures that they are between: fell
// from 162.9 to 188.7, nearly doubled from 1.27 to 2.14.
func (c *clause) ends(found func(Finding)) {
	s := c.s
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.From < c.from || m.From >= c.to || m.Kind != wording.Direction && m.Kind != wording.Intensity && m.Kind != wording.Multiple {
			continue
		}
		pair := c.pairAfter(m)
		if pair[1] == nil || pair[0].Unit != pair[1].Unit || pair[0].lead == pair[1].lead || c.says(notPlain...) {
			continue
		}
		from, to := pair[0], pair[1]
		if to.lead == "from" {
			from, to = to, from
		}
		switch from.Unit.Kind {
		case data.Money, data.Mass, data.Ratio:
		case data.NoUnit:
			if m.Kind != wording.Multiple {
				continue // from tenth to third is a rise
			}
		default:
			continue
		}
		g := growth(from.Value, to.Value)
		if !g.OK() {
			continue
		}
		if m.Kind == wording.Multiple {
			if !m.Piece.Claim && !multipleOf(m, g) {
				f := s.against(m, "C10", "%q does not follow: from %s to %s is %s times", m.Text, from.Text, to.Text, data.Fixed(new(big.Rat).Add(g.X, count(1)), 2, false))
				f.Hint = "say how many times, or print the two figures alone"
				found(f)
			}
			continue
		}
		sign := int(m.Mark.Sign)
		switch m.Sense {
		case wording.Wider:
			sign = 1
		case wording.Narrower:
			sign = -1
		}
		goodOrBad := startsWith(strings.ToLower(m.Text), "improved", "deteriorated", "strengthened", "weakened", "appreciated", "depreciated", "recover", "rebound", "advanced", "retreated", "lost", "up", "down")
		if sign == 0 || goodOrBad || sign > 0 && g.High.Sign() >= 0 || sign < 0 && g.Low.Sign() <= 0 {
			continue
		}
		f := s.against(m, "C11", "%q does not follow: from %s to %s is %s", m.Text, from.Text, to.Text, percentText(g.X))
		f.Hint = "turn the two figures round, or the word"
		found(f)
	}
}

// multipleOf reports whether a growth may be what the words of a multiple say.
// Eight times more is read either way here: the figures beside it tell which.
func multipleOf(m *Mark, g data.Value) bool {
	k := m.Value.Rat()
	if strings.HasPrefix(strings.ToLower(m.Text), "halv") {
		k = big.NewRat(1, 2)
	}
	if k == nil || k.Sign() <= 0 || m.Upper.OK() {
		return true
	}
	readings := []*big.Rat{k}
	if strings.Contains(strings.ToLower(m.Text), "times") {
		readings = append(readings, new(big.Rat).Add(k, count(1)))
	}
	low, high := new(big.Rat).Add(g.Low, count(1)), new(big.Rat).Add(g.High, count(1))
	for _, k := range readings {
		part := func(per int64) *big.Rat { return new(big.Rat).Mul(k, big.NewRat(per, 1000)) }
		fits := false
		switch m.Mark.Bound {
		case wording.Exactly:
			fits = high.Cmp(part(975)) >= 0 && low.Cmp(part(1025)) <= 0
		case wording.Nearly:
			fits = high.Cmp(part(925)) >= 0 && low.Cmp(k) < 0
		case wording.Under:
			fits = low.Cmp(k) < 0
		case wording.Over, wording.AtLeast, wording.JustOver:
			fits = high.Cmp(k) >= 0
		default:
			fits = high.Cmp(part(925)) >= 0 && low.Cmp(part(1075)) <= 0
		}
		if fits {
			return true
		}
	}
	return false
}

// pairAfter are the figures right after a word of movement: from A to B, to B
// from A, to B, from A. The first is nil where no figure stands there.
func (c *clause) pairAfter(m *Mark) (pair [2]*amount) {
	at, n := m.To, 0
	for i := range c.amounts {
		a := &c.amounts[i]
		if a.From < at {
			continue
		}
		between := c.s.between(at, a.From)
		if n == 0 && between != "from" && between != "to" && between != ", from" && between != ", to" || n == 1 && between != "to" && between != "from" && between != "and then to" {
			return pair
		}
		if next := c.s.Text[a.To:c.to]; len(next) > 3 && next[:4] == " of " {
			return [2]*amount{} // a share of something
		}
		pair[n] = a
		if n++; n == 2 {
			return pair
		}
		at = a.To
	}
	return pair
}

// aboutFlows reports whether the word of movement is said of exports or imports
// themselves: exports fell, not the growth or the share of exports.
func (c *clause) aboutFlows(m *Mark) bool {
	s := c.s
	for i := range s.Marks {
		n := &s.Marks[i]
		if n.From < c.from || n.From >= c.to || n.Kind != wording.Noun {
			continue
		}
		switch n.Sense {
		case wording.Exports, wording.Imports:
			if n.From < m.From && s.between(n.To, m.From) == "" {
				return !c.says("share", "shares", "rate", "rates", "growth", "tariff", "tariffs", "duty", "weight")
			}
		}
	}
	return false
}

// totals is C06: the rate of a total beside those of its parts.
func totals(s *Sentence, b *Brief, found func(Finding)) {
	if !s.has(wording.Number) {
		return
	}
	var rate [3]*amount // of exports, imports and both together
	var signs [3]int
	sign := 0
	noun, country := -1, ""
	for i := range s.Marks {
		m := &s.Marks[i]
		switch m.Kind {
		case wording.Direction, wording.Intensity:
			if m.Mark.Sign != 0 {
				sign = int(m.Mark.Sign)
			}
			if m.Sense == wording.Faster || m.Sense == wording.Slower {
				return
			}
		case wording.Noun:
			switch m.Sense {
			case wording.Exports:
				noun = 0
			case wording.Imports:
				noun = 1
			case wording.TotalTrade:
				noun = 2
			case wording.Growth:
			default:
				noun = -1
			}
			if noun < 0 {
				continue
			}
			if !s.ofAllGoods(m, &country) {
				return
			}
		case wording.Number:
			if m.Unit != wording.Percent {
				if m.Unit == wording.Points {
					noun = -1
				}
				continue
			}
			a, ok := s.amount(m)
			if !ok || a.lead == "from" || strings.HasPrefix(s.Text[m.To:], " of ") {
				return
			}
			if noun < 0 {
				continue
			}
			if rate[noun] != nil {
				return
			}
			rate[noun], signs[noun] = &a, sign
			if m.Mark.Sign != 0 {
				signs[noun] = int(m.Mark.Sign)
			}
			noun = -1
		}
	}
	if s.bases() > 1 || rate[0] == nil || rate[1] == nil || rate[2] == nil || signs[0] == 0 || signs[1] == 0 || signs[2] == 0 {
		return
	}
	var v [3]data.Value
	for i, a := range rate {
		v[i] = a.Value
		if signs[i] < 0 && a.X.Sign() > 0 {
			v[i] = data.Negate(v[i])
		}
	}
	least, most := v[0], v[1]
	if least.X.Cmp(most.X) > 0 {
		least, most = most, least
	}
	if v[2].High.Cmp(least.Low) >= 0 && v[2].Low.Cmp(most.High) <= 0 {
		return
	}
	f := s.against(rate[2].Mark, "C06", "the total cannot have changed by %s, with exports by %s and imports by %s: its rate lies between theirs", percentText(v[2].X), percentText(v[0].X), percentText(v[1].X))
	f.Hint = "one of the three is misprinted, or they are of different months: look them up"
	found(f)
}

// bases counts the comparisons that the sentence names: on the month and on the
// year are two.
func (s *Sentence) bases() int {
	month, year := 0, 0
	text := strings.ToLower(s.Text)
	if containsWord(text, "on the month") {
		month = 1
	}
	if containsWord(text, "on the year") {
		year = 1
	}
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Time || m.Sense != wording.Base {
			continue
		}
		if t := strings.ToLower(m.Text); saysAny(t, []string{"month", "mom", "monthly"}) && !saysAny(t, []string{"same month"}) {
			month = 1
		} else {
			year = 1
		}
	}
	return month + year
}

// ofGoods reports whether the noun before the text is one of some goods only:
// exports of machinery, not exports of US$3 billion.
func ofGoods(after string) bool {
	rest, ok := strings.CutPrefix(after, " of ")
	if !ok || strings.HasPrefix(rest, "goods") && !strings.HasPrefix(rest, "goods and services") {
		return false
	}
	return rest != "" && 'a' <= rest[0] && rest[0] <= 'z'
}

// ofAllGoods reports whether the noun of a mark is of all goods and of no other
// country than the nouns before it, which is kept in country.
func (s *Sentence) ofAllGoods(m *Mark, country *string) bool {
	after := s.Text[m.To:]
	if ofGoods(after) {
		return false
	}
	other := countryAfter(after)
	if other != "" && *country != "" && other != *country {
		return false
	}
	*country = cmp.Or(other, *country)
	return true
}

// countryAfter is the name with a capital in "exports to North Korea", empty where
// the text does not begin so.
func countryAfter(after string) string {
	for _, word := range []string{" to ", " from ", " with "} {
		rest, ok := strings.CutPrefix(after, word)
		if !ok {
			continue
		}
		rest = strings.TrimPrefix(rest, "the ")
		end := 0
		for end < len(rest) {
			next := end
			if rest[next] == ' ' {
				next++
			}
			if next >= len(rest) || rest[next] < 'A' || rest[next] > 'Z' {
				break
			}
			for end = next; end < len(rest) && (isLetter(rest[end]) || rest[end] == '.' && rest[max(0, end-1)] < 'a'); end++ {
			}
		}
		return rest[:end]
	}
	return ""
}
