package locale

import (
	"math/big"
	"slices"
	"strings"

	"tradebrief/data"
)

// The one place that decides how a figure is printed. Prose names the unit,
// cells leave it to the header, tiles print it small beside the number.

var (
	one      = big.NewRat(1, 1)
	ten      = big.NewRat(10, 1)
	hundred  = big.NewRat(100, 1)
	thousand = big.NewRat(1_000, 1)
	million  = big.NewRat(1_000_000, 1)
	billion  = big.NewRat(1_000_000_000, 1)
)

func ratOf(n int) *big.Rat { return big.NewRat(int64(n), 1) }

// Scaled is a figure in the unit it is printed in.
type Scaled struct {
	Number string // with a true minus
	Unit   string // million, billion, pp, tonnes …; empty: none
}

// WithUnit is a figure with its unit beside it.
func (l *Locale) WithUnit(s Scaled) string {
	switch {
	case s.Unit == "":
		return s.Number
	case s.Unit[0] >= 'A' && s.Unit[0] <= 'Z':
		return s.Number + nbsp + s.Unit // a code
	}
	return s.Number + l.gap + s.Unit
}

// scale is the house unit of a sum by its size, with one decimal: millions from
// 50 000 on, then billions. Smaller ones are whole.
func scale(x *big.Rat) (div *big.Rat, decimals int) {
	size := new(big.Rat).Abs(x)
	switch {
	case size.Cmp(big.NewRat(999_950_000, 1)) >= 0:
		return billion, 1
	case size.Cmp(big.NewRat(50_000, 1)) >= 0:
		return million, 1
	}
	return one, 0
}

// Figure prints a figure as running text does: US$188.7 million, 15.9%, 1.7 pp,
// 206 tonnes. A figure that is not there is n.a.
func (l *Locale) Figure(v data.Value) string { return l.FigureAt(v, v.X, false) }

// FigureAt is Figure for another point of the figure's interval. A rate beyond
// 1 000% is said as a multiple.
func (l *Locale) FigureAt(v data.Value, x *big.Rat, rate bool) string {
	if x == nil {
		return l.Say(NotAvailable)
	}
	switch v.Unit.Kind {
	case data.Money:
		return l.sum(v.Unit.Code, x)
	case data.Ratio:
		if rate && x.Cmp(ten) > 0 {
			return "×" + nbsp + l.fixed(new(big.Rat).Add(x, one), 1, false)
		}
		return l.Percent(x, false)
	case data.Points:
		return l.points(x, false)
	case data.Mass:
		return l.WithUnit(l.mass(x))
	case data.Count:
		return l.fixed(x, 0, false)
	case data.Index:
		return l.fixed(x, indexDecimals(x), false)
	case data.Quantity:
		if code, per, ok := cutPrice(v.Unit); ok {
			return l.Say(pricePer, l.exact(code, x, data.Significant(x)), l.unit(per))
		}
		return l.WithUnit(Scaled{l.Plain(x), v.Unit.Code})
	}
	return l.Plain(x)
}

func (l *Locale) fixed(x *big.Rat, decimals int, sign bool) string {
	return l.numerals.Fixed(x, decimals, sign)
}

// Percent prints a ratio with one decimal and its sign of hundredths.
func (l *Locale) Percent(x *big.Rat, sign bool) string {
	return l.fixed(new(big.Rat).Mul(x, hundred), 1, sign) + l.percent
}

// WithPercent adds the sign of hundredths to a number that is printed.
func (l *Locale) WithPercent(s string) string { return s + l.percent }

// WholePercent prints a ratio as it is: 55%, 2.5%.
func (l *Locale) WholePercent(x *big.Rat) string {
	return l.Plain(new(big.Rat).Mul(x, hundred)) + l.percent
}

// Hundredths prints a number of hundredths, such as 300, as a rate.
func (l *Locale) Hundredths(x *big.Rat, decimals int, sign bool) string {
	return l.fixed(x, decimals, sign) + l.percent
}

// Amount is a change of a sum as a cell prints it, with its unit: +12.3 US$ million.
func (l *Locale) Amount(v data.Value) string {
	d := l.Denominate(v.Unit, nil)
	if l.gap == "" {
		return d.Cell(v, true) + d.Words
	}
	return d.Cell(v, true) + " " + d.Words
}

func (l *Locale) points(x *big.Rat, sign bool) string {
	x = new(big.Rat).Mul(x, hundred)
	return l.WithUnit(Scaled{l.fixed(x, 1, sign), l.word(unitPoints, data.Rounded(x, 1))})
}

// word is the word for a unit beside a number: its singular or its plural.
func (l *Locale) word(k Key, x *big.Rat) string { return l.formed(l.texts[k], x) }

func (l *Locale) formed(text string, x *big.Rat) string {
	singular, plural, two := strings.Cut(text, "|")
	if !two || l.money.singular != nil && x != nil && l.money.singular(new(big.Rat).Abs(x)) {
		return singular
	}
	return plural
}

// unit is the word for a unit of quantities.
func (l *Locale) unit(code string) string {
	if code == "kg" {
		return l.Say(unitKilograms)
	}
	return code
}

// cutPrice cuts the unit of a price, such as USD/kg, into the currency and what
// it is for.
func cutPrice(u data.Unit) (code, per string, ok bool) {
	code, per, ok = strings.Cut(u.Code, "/")
	return code, per, ok && u.Kind == data.Quantity && len(code) == 3
}

// IsPrice reports whether a unit is that of a price, such as USD/kg.
func IsPrice(u data.Unit) bool {
	_, _, ok := cutPrice(u)
	return ok
}

// indexDecimals are three for an index up to one, such as a concentration, two
// below ten, and one for others.
func indexDecimals(x *big.Rat) int {
	switch size := new(big.Rat).Abs(x); {
	case size.Cmp(one) <= 0:
		return 3
	case size.Cmp(ten) < 0:
		return 2
	}
	return 1
}

// mass prints kilograms as tonnes from one tonne on.
func (l *Locale) mass(x *big.Rat) Scaled {
	div, decimals, k := one, 0, unitKilograms
	switch size := new(big.Rat).Abs(x); {
	case size.Cmp(big.NewRat(1, 2)) < 0:
		return Scaled{l.fixed(new(big.Rat), 0, false), l.word(unitTonnes, new(big.Rat))}
	case size.Cmp(billion) >= 0:
		if len(l.money.myriads) > 0 {
			number, word := l.myriad(new(big.Rat).Quo(x, thousand), million, 1)
			return Scaled{number, word + l.money.after + l.Say(unitTonnes)}
		}
		div, decimals, k = billion, 1, unitMillionTonnes
	case size.Cmp(big.NewRat(10_000, 1)) >= 0:
		div, k = thousand, unitTonnes
	case size.Cmp(thousand) >= 0:
		div, decimals, k = thousand, 1, unitTonnes
	}
	x = new(big.Rat).Quo(x, div)
	return Scaled{l.fixed(x, decimals, false), l.word(k, data.Rounded(x, decimals))}
}

// Plain prints whole numbers whole, others with one decimal, and below one with
// what shows three digits of them.
func (l *Locale) Plain(x *big.Rat) string { return l.fixed(x, plainDecimals(x), false) }

func plainDecimals(x *big.Rat) int {
	if x.IsInt() {
		return 0
	}
	decimals, most := 1, 1
	if new(big.Rat).Abs(x).Cmp(one) < 0 {
		most = data.Significant(x)
	}
	for scaled := new(big.Rat).Mul(x, ten); decimals < most && !scaled.IsInt(); decimals++ {
		scaled.Mul(scaled, ten)
	}
	return decimals
}

// Closing prints the shares of one whole in percent, with one decimal, so that they
// add up to 100.0: each is cut to a tenth, and the tenths that are left go to the
// shares that lost most (the method of largest remainders). Where a share is
// missing, those of the others stand as they are. One that would print as nothing is
// said to be less than a tenth.
func (l *Locale) Closing(shares []data.Value) []string {
	out := make([]string, len(shares))
	tenths := make([]int64, len(shares))
	lost := make([]*big.Rat, len(shares))
	left, sum := int64(1000), new(big.Rat)
	var order []int
	for i, n := range shares {
		if !n.OK() {
			out[i] = l.Say(NotAvailable)
			continue
		}
		x := new(big.Rat).Mul(n.X, big.NewRat(1000, 1))
		if sum.Add(sum, n.X); x.Sign() < 0 {
			x.SetInt64(0) // of a rest that rounding has put below zero
		}
		whole := new(big.Int).Quo(x.Num(), x.Denom())
		tenths[i], lost[i] = whole.Int64(), x.Sub(x, new(big.Rat).SetInt(whole))
		left -= tenths[i]
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(a, b int) int { return lost[b].Cmp(lost[a]) })
	if sum.Cmp(big.NewRat(1, 1)) != 0 {
		for _, i := range order {
			out[i] = l.share(data.Rounded(new(big.Rat).Mul(shares[i].X, hundred), 1), shares[i])
		}
		return out
	}
	for at := 0; left > 0; at++ {
		tenths[order[at%len(order)]]++
		left--
	}
	for at := len(order) - 1; left < 0; at = (at + len(order) - 1) % len(order) {
		if i := order[at]; tenths[i] > 0 {
			tenths[i]--
			left++
		}
	}
	for _, i := range order {
		out[i] = l.share(big.NewRat(tenths[i], 10), shares[i])
	}
	return out
}

// share prints percent with one decimal. What is there is not printed as nothing.
func (l *Locale) share(percent *big.Rat, n data.Value) string {
	if percent.Sign() == 0 && n.X.Sign() > 0 {
		return "<" + l.fixed(big.NewRat(1, 10), 1, false)
	}
	return l.fixed(percent, 1, false)
}

// Tile prints a figure as a key figure: the number large, the unit small.
func (l *Locale) Tile(v data.Value, rate bool) Scaled {
	if !v.OK() {
		return Scaled{Number: l.Say(NotAvailable)}
	}
	switch v.Unit.Kind {
	case data.Money:
		return l.tileSum(v.Unit.Code, v.X)
	case data.Ratio:
		return Scaled{Number: l.Percent(v.X, rate)}
	case data.Points:
		x := new(big.Rat).Mul(v.X, hundred)
		return Scaled{l.fixed(x, 1, true), l.word(unitPoints, data.Rounded(x, 1))}
	case data.Mass:
		return l.mass(v.X)
	case data.Count:
		return Scaled{Number: l.fixed(v.X, 0, false)}
	case data.Index:
		return Scaled{Number: l.fixed(v.X, indexDecimals(v.X), false)}
	}
	if code, per, ok := cutPrice(v.Unit); ok {
		return Scaled{l.fixed(v.X, data.Significant(v.X), false), strings.TrimSuffix(l.currency(code).short, nbsp) + "/" + l.unit(per)}
	}
	return Scaled{l.Plain(v.X), v.Unit.Code}
}
