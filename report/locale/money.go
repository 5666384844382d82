package locale

import (
	"math/big"
	"strings"

	"tradebrief/data"
)

// money is how a language writes sums.
type money struct {
	million, billion scaleName
	small            scaleName // of a head over sums below a hundred million; no words: million

	myriads  []myriad // from the least; empty: the language counts in thousands
	compound bool     // 1억 8,870만, not 1.887억
	after    string   // between such a word and the unit

	before     bool // the currency stands before the number
	currencies map[string]currency
	singular   func(size *big.Rat) bool // which numbers take the singular of a unit; nil: none
}

// scaleName is what a language calls a million or a billion.
type scaleName struct {
	words string // in text; singular|plural where they differ
	short string // in a tile
	head  string // over a column
	shift int    // the word means the house unit by ten to the power of -shift
	heads int    // the same for head
}

// myriad is a word for a power of ten.
type myriad struct {
	power int
	word  string
}

// currency is what a language calls a currency.
type currency struct {
	name  string // after a number: dollars; singular|plural where they differ
	of    string // after a word such as million, with what joins them
	short string // in a tile and before a number
}

func (l *Locale) currency(code string) currency {
	if code == "RMB" {
		code = "CNY"
	}
	if c, ok := l.money.currencies[code]; ok {
		return c
	}
	if code == "" {
		return currency{}
	}
	if l.money.before {
		return currency{code, nbsp + code, code + nbsp}
	}
	return currency{code, nbsp + code, code}
}

// sum prints a sum of money as running text does.
func (l *Locale) sum(code string, x *big.Rat) string {
	div, decimals := scale(x)
	if div == one {
		return l.exact(code, x, decimals)
	}
	size, c := new(big.Rat).Abs(x), l.currency(code)
	minus := ""
	if x.Sign() < 0 && data.Rounded(new(big.Rat).Quo(size, div), decimals).Sign() != 0 {
		minus = "−"
	}
	if len(l.money.myriads) > 0 {
		if l.money.compound {
			return minus + l.compound(size, div, decimals) + c.of
		}
		number, word := l.myriad(size, div, decimals)
		return minus + number + word + c.of
	}
	name := l.scaleName(div)
	number, rounded := l.shifted(new(big.Rat).Quo(size, div), decimals, name.shift, false)
	word := nbsp + l.formed(name.words, rounded)
	if l.money.before {
		return minus + c.short + number + word
	}
	return minus + number + word + c.of
}

// exact prints a sum of money without a word for millions.
func (l *Locale) exact(code string, x *big.Rat, decimals int) string {
	size, c := new(big.Rat).Abs(x), l.currency(code)
	rounded := data.Rounded(size, decimals)
	minus := ""
	if x.Sign() < 0 && rounded.Sign() != 0 {
		minus = "−"
	}
	if l.money.before {
		return minus + c.short + l.fixed(size, decimals, false)
	}
	return minus + l.WithUnit(Scaled{l.fixed(size, decimals, false), l.formed(c.name, rounded)})
}

func (l *Locale) scaleName(div *big.Rat) scaleName {
	if div == billion {
		return l.money.billion
	}
	return l.money.million
}

// tileSum prints a sum as a key figure.
func (l *Locale) tileSum(code string, x *big.Rat) Scaled {
	div, decimals := scale(x)
	c := l.currency(code)
	if div == one {
		return Scaled{l.fixed(x, decimals, false), strings.TrimSuffix(c.short, nbsp)}
	}
	if len(l.money.myriads) > 0 {
		number, word := l.myriad(x, div, decimals)
		return Scaled{number, word + c.of}
	}
	name := l.scaleName(div)
	number, _ := l.shifted(new(big.Rat).Quo(x, div), decimals, name.shift, false)
	if l.money.before {
		return Scaled{number, strings.TrimSpace(c.short + blankAfter(c.short) + name.short)}
	}
	return Scaled{number, joinShort(name.short, c.short)}
}

// joinShort is M€ for a sign and M CHF for a code.
func joinShort(scale, currency string) string {
	if currency == "" || len(currency) > 1 && currency[0] >= 'A' && currency[0] <= 'Z' || strings.HasSuffix(scale, ".") || len(currency) > 4 {
		return strings.TrimSuffix(scale+nbsp+currency, nbsp)
	}
	return scale + currency
}

// blankAfter is the blank between a currency's sign and the word million.
func blankAfter(sign string) string {
	if strings.HasSuffix(sign, nbsp) {
		return ""
	}
	return " "
}

// shifted rounds a number of house units and prints it in units ten to the power
// of -shift of them, with all the digits of the house and no others.
func (l *Locale) shifted(x *big.Rat, decimals, shift int, sign bool) (text string, rounded *big.Rat) {
	rounded = data.Rounded(x, decimals)
	for range shift {
		rounded = new(big.Rat).Mul(rounded, ten)
	}
	for range -shift {
		rounded = new(big.Rat).Quo(rounded, ten)
	}
	return l.fixed(rounded, max(0, decimals-shift), sign), rounded
}

// myriad prints x, rounded in house units, by the largest word that it reaches.
func (l *Locale) myriad(x, div *big.Rat, decimals int) (number, word string) {
	shift, exp := 0, 6
	if div == billion {
		exp = 9
	}
	x = new(big.Rat).Quo(x, div)
	rounded := new(big.Rat).Abs(data.Rounded(x, decimals))
	for _, m := range l.money.myriads {
		if new(big.Rat).Mul(rounded, div).Cmp(tenTo(m.power)) >= 0 {
			shift, word = exp-m.power, m.word
		}
	}
	number, _ = l.shifted(x, decimals, shift, false)
	return number, word
}

// compound prints a size, rounded in house units, by all the words it needs:
// 1억 8,870만.
func (l *Locale) compound(size, div *big.Rat, decimals int) string {
	rest := new(big.Rat).Mul(data.Rounded(new(big.Rat).Quo(size, div), decimals), div)
	var parts []string
	for i := len(l.money.myriads) - 1; i >= 0; i-- {
		m := l.money.myriads[i]
		q := new(big.Rat).Quo(rest, tenTo(m.power))
		whole := new(big.Rat).SetInt(new(big.Int).Quo(q.Num(), q.Denom()))
		if whole.Sign() == 0 {
			continue
		}
		parts = append(parts, l.fixed(whole, 0, false)+m.word)
		rest.Sub(rest, whole.Mul(whole, tenTo(m.power)))
	}
	return strings.Join(parts, l.money.after)
}

func tenTo(n int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil))
}

// Denomination is how one exhibit prints the figures of a unit: all of them in
// the same one, chosen by the largest, so that they compare along an axis and
// down a column. The unit itself stands in a header or a subtitle.
type Denomination struct {
	Words string // US$ million, tonnes, %; empty: plain numbers

	l        *Locale
	div      *big.Rat // the house unit
	decimals int      // of it; bySize: as many as each figure needs
	shift    int      // what is printed is the house unit by ten to the power of -shift
	drawn    bool     // the figures stand alone: only zero prints as zero
}

// Drawn is the same for figures beside the marks of a drawing. In a table 0.0 is less
// than half the unit, which the data notes say; beside a bar it would deny the bar, so
// that such a figure gets the decimals that its first digit needs.
func (d Denomination) Drawn() Denomination {
	d.drawn = true
	return d
}

// bySize are the decimals of quantities. Prices lie far apart in one column: rice
// and hair have no sum, so that each shows three digits.
const bySize = -1

// quantityDecimals are one, or what three digits need: of prices and below one.
func quantityDecimals(v data.Value) int {
	if _, _, price := cutPrice(v.Unit); price || new(big.Rat).Abs(v.X).Cmp(one) < 0 && v.X.Sign() != 0 {
		return data.Significant(v.X)
	}
	return 1
}

// Denominate chooses by the size of the largest figure; nil is a small one.
func (l *Locale) Denominate(u data.Unit, largest *big.Rat) Denomination {
	if largest == nil {
		largest = new(big.Rat)
	}
	beyond := func(limit *big.Rat) bool { return new(big.Rat).Abs(largest).Cmp(limit) >= 0 }
	is := func(div *big.Rat, decimals int, words string) Denomination {
		return Denomination{Words: words, l: l, div: div, decimals: decimals}
	}
	tenBillion := tenTo(10)
	switch u.Kind {
	case data.Money:
		name, d := l.money.million, is(million, 1, "")
		switch {
		case beyond(tenBillion):
			name, d.div = l.money.billion, billion
		case l.money.small.head != "" && largest.Sign() != 0 && !beyond(tenTo(8)):
			name = l.money.small
		}
		if size := new(big.Rat).Quo(largest, million); size.Sign() != 0 && !beyond(tenTo(5)) {
			d.decimals = data.Significant(size) // one decimal would print nothing but 0.0
		}
		c := l.currency(u.Code)
		d.shift = name.heads
		if d.Words = name.head + c.of; l.money.before {
			d.Words = c.short + blankAfter(c.short) + name.head
		}
		return d
	case data.Ratio:
		return is(big.NewRat(1, 100), 1, "%")
	case data.Points:
		return is(big.NewRat(1, 100), 1, l.word(unitPoints, nil))
	case data.Mass: // in kilograms
		switch {
		case largest.Sign() != 0 && !beyond(thousand):
			return is(one, bySize, l.word(unitKilograms, nil))
		case beyond(tenBillion):
			d := is(billion, 1, l.word(unitMillionTonnes, nil))
			if len(l.money.myriads) > 0 {
				d.shift = 2
			}
			return d
		case beyond(billion):
			return is(million, 0, l.word(unitThousandTonnes, nil))
		}
		return is(thousand, 0, l.word(unitTonnes, nil))
	case data.Count:
		return is(one, 0, "")
	case data.Index:
		return is(one, indexDecimals(largest), "")
	case data.Quantity:
		words := u.Code
		if code, per, ok := cutPrice(u); ok && !l.money.before {
			words = l.formed(l.currency(code).name, nil) + "/" + l.unit(per)
		}
		return is(one, bySize, words)
	}
	return is(one, 1, "")
}

// Cell prints a figure; changes carry their sign.
func (d Denomination) Cell(v data.Value, rate bool) string {
	if !v.OK() {
		return d.l.Say(NotAvailable)
	}
	text, _ := d.l.shifted(new(big.Rat).Quo(v.X, d.div), d.places(v), d.shift, rate)
	return text
}

// mostDecimals is how far the decimals of a drawn figure go.
const mostDecimals = 9

func (d Denomination) places(v data.Value) int {
	if d.decimals == bySize {
		return quantityDecimals(v)
	}
	if !d.drawn || v.X.Sign() == 0 {
		return d.decimals
	}
	n, x := d.decimals, new(big.Rat).Quo(v.X, d.div)
	for ; n < mostDecimals && data.Rounded(x, n).Sign() == 0; n++ {
	}
	return n
}

// Full is Cell with all the decimals of a sum of money, three of the house at
// most: 188.74.
func (d Denomination) Full(v data.Value, rate bool) string {
	if v.Unit.Kind != data.Money || !v.OK() {
		return d.Cell(v, rate)
	}
	x := new(big.Rat).Quo(v.X, d.div)
	decimals := max(1, d.decimals)
	for scaled := new(big.Rat).Mul(x, ten); decimals < 3 && !scaled.IsInt(); decimals++ {
		scaled.Mul(scaled, ten)
	}
	text, _ := d.l.shifted(x, decimals, d.shift, rate)
	return text
}

// Printed is the figure as Cell prints it, in its unit: rounded. Of a figure that
// is not there it is zero.
func (d Denomination) Printed(v data.Value) *big.Rat {
	if !v.OK() {
		return new(big.Rat)
	}
	_, x := d.l.shifted(new(big.Rat).Quo(v.X, d.div), d.places(v), d.shift, false)
	return x
}

// Axis is the figure in the unit of Cell, for drawing.
func (d Denomination) Axis(v data.Value) float64 {
	if !v.OK() {
		return 0
	}
	x := new(big.Rat).Quo(v.X, d.div)
	switch {
	case d.shift > 0:
		x.Mul(x, tenTo(d.shift))
	case d.shift < 0:
		x.Quo(x, tenTo(-d.shift))
	}
	f, _ := x.Float64()
	return f
}

// PrintedAxis is the figure as it is printed, for drawing: in a heat map a cell
// that says 50.0 is not of the class below 50.
func (d Denomination) PrintedAxis(v data.Value) float64 {
	f, _ := d.Printed(v).Float64()
	return f
}

// Whole is the same for figures of an author's, which are not given a decimal that
// they do not have, where all are whole in the house unit.
func (d Denomination) Whole(values []data.Value) Denomination {
	for _, v := range values {
		if v.OK() && !new(big.Rat).Quo(v.X, d.div).IsInt() {
			return d
		}
	}
	d.decimals = 0
	return d
}

// Denominations are those of the units of an exhibit.
type Denominations struct {
	l       *Locale
	largest map[data.Unit]*big.Rat
}

// Denominations are for an exhibit without figures so far.
func (l *Locale) Denominations() Denominations {
	return Denominations{l, map[data.Unit]*big.Rat{}}
}

// Add takes note of a figure of the exhibit.
func (d Denominations) Add(v data.Value) {
	if size := new(big.Rat); v.OK() && (d.largest[v.Unit] == nil || size.Abs(v.X).Cmp(d.largest[v.Unit]) > 0) {
		d.largest[v.Unit] = size.Abs(v.X)
	}
}

// Of is how the exhibit prints a unit.
func (d Denominations) Of(u data.Unit) Denomination { return d.l.Denominate(u, d.largest[u]) }

// Cell prints a figure that shares its unit with no larger one.
func (l *Locale) Cell(v data.Value, rate bool) string { return l.Denominate(v.Unit, nil).Cell(v, rate) }

// Unit is the unit that Cell leaves out.
func (l *Locale) Unit(u data.Unit) string { return l.Denominate(u, nil).Words }

// Axis is the figure in the unit of Cell, for drawing.
func (l *Locale) Axis(v data.Value) float64 { return l.Denominate(v.Unit, nil).Axis(v) }

// Currency is what stands for a currency beside a number, such as US$.
func (l *Locale) Currency(code string) string { return l.currency(code).short }
