package checks

import (
	"math/big"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// Levels beside each other in one sentence: C02 against the data, C03 and C04.

// parts is C03: a figure said to be part of another one that is smaller.
func parts(s *Sentence, b *Brief, found func(Finding)) {
	s.partsApart(b, found)
	if !saysAny(strings.ToLower(s.Text), []string{"of", "in", "including", "included", "includes"}) || !s.has(wording.Number) || s.aboutErrors() {
		return
	}
	for _, c := range s.clauses() {
		for i := 1; i < len(c.amounts); i++ {
			first, second := &c.amounts[i-1], &c.amounts[i]
			if first.Unit != second.Unit || !first.level() || first.Unit.Kind == data.NoUnit {
				continue
			}
			whole, part := first, second
			between := s.between(first.To, second.From)
			switch {
			case endsWith(between, wholeBefore...):
			case endsIn(between, wholeAfter):
				whole, part = second, first
			default:
				continue
			}
			if part.Low.Cmp(whole.High) <= 0 {
				continue
			}
			f := s.against(part.Mark, "C03", "%s cannot be part of %s", part.Text, whole.Text)
			if k := power(part.Value, whole.Value); k > 0 && part.Piece.Computed == whole.Piece.Computed {
				f.Hint = "look the units up: millions are often printed as billions"
			}
			found(f)
		}
	}
}

// partsApart is C03 for a total and some goods of it in two clauses: exports were
// US$154.7 million, and hair came to US$19.9 billion.
func (s *Sentence) partsApart(b *Brief, found func(Finding)) {
	if s.aboutErrors() || !s.has(wording.Noun) || s.Has(wording.Number) == nil {
		return
	}
	if _, ok := s.month(b); !ok {
		return
	}
	var whole, part *amount
	var of, goods *Series
	for i := range s.Marks {
		m := &s.Marks[i]
		a, ok := s.amount(m)
		if m.Kind != wording.Number || !ok || a.Unit.Kind != data.Money || m.Piece.Figure != nil && m.Piece.Figure.Metric != "value" {
			continue
		}
		if y := s.goodsOf(m.From, b); y != nil && !y.Quantity {
			part, goods = &a, y
		} else if n := s.flowOf(m.From); n != nil {
			if x := s.seriesOf(n, b, true); x != nil && x.Total {
				whole, of = &a, x
			}
		}
	}
	if whole == nil || part == nil || whole.Unit != part.Unit || goods.Flow != of.Flow || goods.Reporter != of.Reporter || goods.Partner != of.Partner || part.Low.Cmp(whole.High) <= 0 {
		return
	}
	f := s.against(part.Mark, "C03", "%s of %s cannot be part of %s, all %ss", part.Text, goods.Label, whole.Text, of.Flow)
	if power(part.Value, whole.Value) > 0 {
		f.Hint = "look the units up: millions are often printed as billions"
	}
	found(f)
}

// The words between a whole and its part, and between a part and its whole.
var (
	wholeBefore = []string{"including", "of which", "included", "includes"}
	wholeAfter  = []string{"out of", "of a total of", "in a total of", "from a total of", "of total exports of", "of total imports of", "of exports of", "of imports of",
		"in a month of", "in exports of", "in imports of", "in total exports of", "in total imports of", "in a year of"}
)

func endsIn(text string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool {
		rest, ok := strings.CutSuffix(text, p)
		return ok && !strings.Contains(rest, ",") && strings.Count(rest, " ") < 10
	})
}

// aboutErrors reports whether the sentence tells of a misprint: its figures are
// not the author's.
func (s *Sentence) aboutErrors() bool {
	return saysAny(strings.ToLower(s.Text), []string{"printed", "misprint", "misprinted", "error", "mistake", "wrong", "wrongly", "implausible", "slip", "left out", "cannot be", "misreported", "erroneously"})
}

// power is how many times a figure goes into another one as a power of ten, where
// it does within a factor of three: 3 for a thousand; 0 where it does not.
func power(a, b data.Value) int {
	q, err := data.Divide(a, b)
	if err != nil || !q.OK() || q.X.Sign() <= 0 {
		return 0
	}
	x, _ := q.X.Float64()
	for k := 3; k <= 9; k++ {
		if p, _ := tenTo(k).Float64(); x > p/8 && x < p*8 {
			return k
		}
	}
	return 0
}

func tenTo(k int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(k)), nil))
}

// sums is C04: exports, imports and what they make together, and shares that end
// with the rest.
func sums(s *Sentence, b *Brief, found func(Finding)) {
	if !s.has(wording.Number) || s.aboutErrors() {
		return
	}
	s.flowsAddUp(found)
	s.restAddsUp(found)
	s.countriesAddUp(found)
}

// flowsAddUp compares exports, imports and their total or balance, where the
// sentence prints one figure of each.
func (s *Sentence) flowsAddUp(found func(Finding)) {
	levels := map[string]*amount{}
	noun, country := "", ""
	times := ""
	for i := range s.Marks {
		m := &s.Marks[i]
		switch m.Kind {
		case wording.Noun:
			noun = ""
			switch m.Sense {
			case wording.Exports, wording.Imports, wording.TotalTrade, wording.Balance, wording.Surplus, wording.Deficit:
				noun = m.Sense
				if !s.ofAllGoods(m, &country) {
					return
				}
			}
		case wording.Time:
			if m.Sense == wording.Base || m.Sense == wording.Relative {
				continue
			}
			if times != "" && times != m.Text {
				return
			}
			times = m.Text
		case wording.Number:
			if endsWith(s.before(m), "for a total of", "a total of", "added up to", "add up to", "together") && levels[wording.Exports] != nil && levels[wording.Imports] != nil {
				noun = wording.TotalTrade
			}
			if noun == "" || m.Unit == wording.Percent || m.Unit == wording.Points {
				noun = ""
				continue
			}
			a, ok := s.amount(m)
			if !ok || !a.level() || levels[noun] != nil || a.lead == "by" || a.lead == "from" {
				return
			}
			levels[noun] = &a
			noun = ""
		}
	}
	x, m := levels[wording.Exports], levels[wording.Imports]
	if x == nil || m == nil || x.Unit != m.Unit {
		return
	}
	if total := levels[wording.TotalTrade]; total != nil && total.Unit == x.Unit {
		if sum, err := data.Add(x.Value, m.Value); err == nil && !overlap(sum, total.Value) {
			found(s.against(total.Mark, "C04", "%s is not the sum of %s and %s, which is %s", total.Text, x.Text, m.Text, like(total, sum.X)))
		}
	}
	for _, name := range []string{wording.Balance, wording.Surplus, wording.Deficit} {
		gap := levels[name]
		if gap == nil || gap.Unit != x.Unit {
			continue
		}
		if less, err := data.Subtract(x.Value, m.Value); err == nil && !overlap(less, gap.Value) && !overlap(data.Negate(less), gap.Value) {
			found(s.against(gap.Mark, "C04", "%s is not what lies between %s and %s, which is %s", gap.Text, x.Text, m.Text, like(gap, less.X)))
		}
	}
}

// like prints a figure with the unit and the decimals of another one.
func like(a *amount, x *big.Rat) string {
	scaled := new(big.Rat).Quo(new(big.Rat).Abs(x), tenTo(int(a.Mark.Value.Scale)))
	if a.Mark.Unit == "tonnes" {
		scaled.Quo(scaled, big.NewRat(1000, 1))
	}
	n := data.Fixed(scaled, int(a.Mark.Value.Decimals), false)
	if strings.Contains(a.Text, ",") {
		n = strings.NewReplacer("\u00a0", ",", "\u202f", ",").Replace(n)
	}
	at := strings.IndexFunc(a.Text, func(r rune) bool { return '0' <= r && r <= '9' })
	end := strings.LastIndexFunc(a.Text, func(r rune) bool { return '0' <= r && r <= '9' }) + 1
	return strings.TrimRight(a.Text[:at], "-−+") + n + a.Text[end:]
}

// restAddsUp adds the shares of a sentence that ends with the share of the rest.
func (s *Sentence) restAddsUp(found func(Finding)) {
	if !s.has(wording.Number) || !saysAny(strings.ToLower(s.Text), []string{"the rest", "the remaining", "the remainder", "all others", "all other"}) {
		return
	}
	sum := data.Exact(new(big.Rat), data.Unit{Kind: data.Ratio})
	var rest *amount
	var shares []string
	for i := range s.Marks {
		m := &s.Marks[i]
		switch m.Kind {
		case wording.Direction, wording.Intensity, wording.NumberWord:
			return // growth, or shares in words
		case wording.Number:
			a, ok := s.amount(m)
			if !ok {
				return
			}
			if !a.percent() {
				continue
			}
			from := 0
			if i > 0 {
				from = s.Marks[i-1].To
			}
			if between := s.between(from, m.From); saysAny(between, []string{"the rest", "the remaining", "the remainder", "all others", "all other"}) || a.lead == "remaining" {
				rest = &a
			}
			shares = append(shares, a.Text)
			var err error
			if sum, err = data.Add(sum, a.Value); err != nil {
				return
			}
		}
	}
	whole := data.Exact(big.NewRat(1, 1), data.Unit{Kind: data.Ratio})
	if rest == nil || len(shares) < 2 || overlap(sum, whole) {
		return
	}
	f := s.against(rest.Mark, "C04", "%s add up to %s%%, so %s is not the rest", strings.Join(shares, ", "), data.Fixed(new(big.Rat).Mul(sum.X, big.NewRat(100, 1)), 1, false), rest.Text)
	others := new(big.Rat).Sub(big.NewRat(1, 1), new(big.Rat).Sub(sum.X, rest.X))
	if others.Sign() > 0 && rest.figure() == nil {
		f.Hint = "the rest is " + like(rest, new(big.Rat).Mul(others, big.NewRat(100, 1)))
	}
	found(f)
}

// countriesAddUp is C04 for shares of countries in one flow, which are no parts of
// each other: China 60%, Russia 40% and Vietnam 10% of exports.
func (s *Sentence) countriesAddUp(found func(Finding)) {
	if s.has(wording.Direction) || s.has(wording.Intensity) {
		return
	}
	for _, c := range s.clauses() {
		n := len(c.amounts)
		if n < 2 || s.flowAfter(c.amounts[n-1].Mark) == nil {
			continue
		}
		sum := data.Exact(new(big.Rat), data.Unit{Kind: data.Ratio})
		var texts []string
		var names []string
		from := c.from
		for i := range c.amounts {
			a := &c.amounts[i]
			name := nameBefore(s.Text[from:a.From])
			code, ok := data.CountryNamed(name)
			if from = a.To; !ok || !a.percent() || i < n-1 && strings.HasPrefix(s.Text[a.To:], " of ") || slices.Contains(names, code) {
				names = nil
				break
			}
			names, texts = append(names, code), append(texts, a.Text)
			sum, _ = data.Add(sum, a.Value)
		}
		if len(names) < n || sum.Low.Cmp(big.NewRat(1, 1)) <= 0 {
			continue
		}
		found(s.against(c.amounts[n-1].Mark, "C04", "%s add up to %s%%, and shares of one flow to no more than 100%%", strings.Join(texts, ", "), data.Fixed(new(big.Rat).Mul(sum.X, big.NewRat(100, 1)), 1, false)))
	}
}

// nameBefore is the name with capitals that a text ends with, the verb of a share
// behind it left out: and Viet Nam, made up.
func nameBefore(text string) string {
	text = strings.TrimRight(text, " \u00a0")
	for _, verb := range []string{" made up", " makes up", " accounted for", " accounts for", " took", " takes", " had", " with"} {
		text = strings.TrimSuffix(text, verb)
	}
	at := len(text)
	for at > 0 {
		from := strings.LastIndexByte(text[:at-1], ' ') + 1
		if w := text[from:at]; w == "" || w[0] < 'A' || w[0] > 'Z' {
			break
		}
		if at = from; at > 0 {
			at-- // the blank
		}
	}
	return strings.TrimSpace(text[at:])
}

// scales is C02: a sourced figure that is a figure of the data with its unit
// mistaken, thousands for millions or yuan in ten thousands.
func scales(s *Sentence, b *Brief, found func(Finding)) {
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Number || m.Currency == "" || m.Piece == nil || m.Piece.Computed || significant(m.Text) < 3 {
			continue
		}
		a, ok := s.amount(m)
		if !ok || a.Unit.Kind != data.Money || s.aboutErrors() {
			return
		}
		month, ok := s.month(b)
		if !ok {
			return
		}
		names := s.Names(b)
		for k := range b.Series {
			series := &b.Series[k]
			if series.At == nil || !slices.Contains(names, series.ID) {
				continue
			}
			v := series.At(month)
			if !v.OK() || v.Unit != a.Unit {
				continue
			}
			if overlap(a.Value, v) {
				break
			}
			if slipOf(a.Value, v) {
				f := s.against(m, "C02", "%s has the digits of %s of %s in another unit: the data have %s", m.Text, series.ID, month, m.Currency+sized(v.X))
				found(f)
				break
			}
		}
	}
}

// sized is a sum of money in words of its size, with one decimal.
func sized(x *big.Rat) string {
	for _, k := range []struct {
		power int
		word  string
	}{{9, " billion"}, {6, " million"}} {
		if y := new(big.Rat).Quo(x, tenTo(k.power)); new(big.Rat).Abs(y).Cmp(big.NewRat(1, 1)) >= 0 {
			return data.Fixed(y, 1, false) + k.word
		}
	}
	return data.Fixed(x, 0, false)
}

// significant is how many digits of a figure say something: fewer than three are
// near too many figures to be one of them.
func significant(text string) int {
	n := 0
	for i := 0; i < len(text); i++ {
		if digitAt(text, i) && (n > 0 || text[i] != '0') {
			n++
		}
	}
	return n
}

// slipOf reports whether the one figure is the other but for a power of ten that
// a mistaken unit makes.
func slipOf(a, b data.Value) bool {
	for _, k := range []int{3, 6, 4, 8} {
		up := tenTo(k)
		for _, by := range []*big.Rat{up, new(big.Rat).Inv(up)} {
			if overlap(a, data.Value{X: new(big.Rat).Mul(b.X, by), Low: new(big.Rat).Mul(b.Low, by), High: new(big.Rat).Mul(b.High, by)}) {
				return true
			}
		}
	}
	return false
}

// month is the one month that the sentence names, the reference period where it
// names none. ok is false where it names several, or another time.
func (s *Sentence) month(b *Brief) (data.Period, bool) {
	p := data.Period{}
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Time {
			continue
		}
		if m.Sense != wording.Month || !p.IsZero() {
			return p, false
		}
		year := int(m.When.Year)
		if year == 0 {
			if year = b.Period.Year(); int(m.When.Month) > b.Period.Month() {
				year--
			}
		}
		p = data.Month(year, int(m.When.Month))
	}
	if p.IsZero() {
		p = b.Period
	}
	return p, !p.IsZero() && p.Freq() == data.Monthly
}
