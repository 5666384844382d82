package report

import (
	"math/big"
	"slices"
	"strings"

	"tradebrief/data"
)

// The one place that decides how a figure is printed. Prose names the unit,
// cells leave it to the header, tiles print it small beside the number.

const nbsp = "\u00a0"

var (
	thousand = big.NewRat(1_000, 1)
	million  = big.NewRat(1_000_000, 1)
	billion  = big.NewRat(1_000_000_000, 1)
	hundred  = big.NewRat(100, 1)
)

// currencySign stands before a sum of money.
func currencySign(code string) string {
	switch code {
	case "USD":
		return "US$"
	case "EUR":
		return "€"
	case "GBP":
		return "£"
	case "CNY", "RMB":
		return "RMB" + nbsp
	case "":
		return ""
	}
	return code + nbsp
}

// scaled is a figure in the unit it is printed in.
type scaled struct {
	number string // with a true minus
	unit   string // million, billion, %, pp, tonnes …; empty: none
}

// scale chooses the printed unit by size. small is how the unit of a tile or a
// tight head is written ("m", "bn"), instead of "million".
func scale(x *big.Rat, small bool) (div *big.Rat, decimals int, word string) {
	words := [3]string{"", "million", "billion"}
	if small {
		words = [3]string{"", "m", "bn"}
	}
	size := new(big.Rat).Abs(x)
	switch {
	case size.Cmp(big.NewRat(999_950_000, 1)) >= 0:
		return billion, 1, words[2]
	case size.Cmp(big.NewRat(50_000, 1)) >= 0:
		return million, 1, words[1]
	}
	return big.NewRat(1, 1), 0, words[0]
}

func fixed(x, div *big.Rat, decimals int, sign bool) string {
	return data.Fixed(new(big.Rat).Quo(x, div), decimals, sign)
}

func percent(x *big.Rat, sign bool) string {
	return data.Fixed(new(big.Rat).Mul(x, hundred), 1, sign)
}

// prose prints a figure as running text does: US$188.7 million, 15.9%, 1.7 pp,
// 206 tonnes. A figure that is not there is n.a.
func prose(v data.Value) string { return proseAt(v, v.X, false) }

// proseAt is prose for another point of the figure's interval. A change beyond
// 1 000% is said as a multiple.
func proseAt(v data.Value, x *big.Rat, rate bool) string {
	if x == nil {
		return "n.a."
	}
	switch v.Unit.Kind {
	case data.Money:
		div, decimals, word := scale(x, false)
		s := fixed(new(big.Rat).Abs(x), div, decimals, false)
		if x.Sign() < 0 && strings.Trim(s, "0.") != "" {
			s = "−" + currencySign(v.Unit.Code) + s
		} else {
			s = currencySign(v.Unit.Code) + s
		}
		if word != "" {
			s += nbsp + word
		}
		return s
	case data.Ratio:
		if rate && x.Cmp(big.NewRat(10, 1)) > 0 {
			return "×" + nbsp + data.Fixed(new(big.Rat).Add(x, big.NewRat(1, 1)), 1, false)
		}
		return percent(x, false) + "%"
	case data.Points:
		return percent(x, false) + nbsp + "pp"
	case data.Mass:
		n := mass(x)
		return n.number + nbsp + n.unit
	case data.Count:
		return data.Fixed(x, 0, false)
	case data.Index:
		return data.Fixed(x, indexDecimals(x), false)
	case data.Quantity:
		if code, per, ok := cutPrice(v.Unit); ok {
			sign := ""
			if x.Sign() < 0 {
				sign = "−"
			}
			return sign + currencySign(code) + data.Fixed(new(big.Rat).Abs(x), data.Significant(x), false) + " per " + per
		}
		return strings.TrimSuffix(plainNumber(x)+nbsp+v.Unit.Code, nbsp)
	}
	return plainNumber(x)
}

// cutPrice cuts the unit of a price, such as USD/kg, into the currency and what
// it is for.
func cutPrice(u data.Unit) (code, per string, ok bool) {
	code, per, ok = strings.Cut(u.Code, "/")
	return code, per, ok && u.Kind == data.Quantity && len(code) == 3
}

// indexDecimals are three for an index up to one, such as a concentration, two
// below ten, and one for others.
func indexDecimals(x *big.Rat) int {
	switch size := new(big.Rat).Abs(x); {
	case size.Cmp(big.NewRat(1, 1)) <= 0:
		return 3
	case size.Cmp(big.NewRat(10, 1)) < 0:
		return 2
	}
	return 1
}

// mass prints kilograms as tonnes from one tonne on.
func mass(x *big.Rat) scaled {
	size := new(big.Rat).Abs(x)
	switch {
	case size.Cmp(big.NewRat(1, 2)) < 0:
		return scaled{"0", "tonnes"}
	case size.Cmp(billion) >= 0:
		return scaled{fixed(x, billion, 1, false), "million" + nbsp + "tonnes"}
	case size.Cmp(big.NewRat(10_000, 1)) >= 0:
		return scaled{fixed(x, thousand, 0, false), "tonnes"}
	case size.Cmp(thousand) >= 0:
		return scaled{fixed(x, thousand, 1, false), "tonnes"}
	}
	return scaled{data.Fixed(x, 0, false), "kg"}
}

// plainNumber prints whole numbers whole, others with one decimal, and below one
// with what shows three digits of them.
func plainNumber(x *big.Rat) string { return data.Fixed(x, plainDecimals(x), false) }

func plainDecimals(x *big.Rat) int {
	if x.IsInt() {
		return 0
	}
	decimals, most := 1, 1
	if new(big.Rat).Abs(x).Cmp(big.NewRat(1, 1)) < 0 {
		most = data.Significant(x)
	}
	for scaled := new(big.Rat).Mul(x, big.NewRat(10, 1)); decimals < most && !scaled.IsInt(); decimals++ {
		scaled.Mul(scaled, big.NewRat(10, 1))
	}
	return decimals
}

// denomination is how one exhibit prints the figures of a unit: all of them in
// the same one, chosen by the largest, so that they compare along an axis and
// down a column. The unit itself stands in a header or a subtitle.
type denomination struct {
	div      *big.Rat
	decimals int    // bySize: as many as each figure needs
	words    string // US$ million, tonnes, %; empty: plain numbers
}

// bySize are the decimals of quantities. Prices lie far apart in one column: rice
// and hair have no sum, so that each shows three digits.
const bySize = -1

// quantityDecimals are one, or what three digits need: of prices and below one.
func quantityDecimals(v data.Value) int {
	if _, _, price := cutPrice(v.Unit); price || new(big.Rat).Abs(v.X).Cmp(big.NewRat(1, 1)) < 0 && v.X.Sign() != 0 {
		return data.Significant(v.X)
	}
	return 1
}

// denominate chooses by the size of the largest figure; nil is a small one.
func denominate(u data.Unit, largest *big.Rat) denomination {
	if largest == nil {
		largest = new(big.Rat)
	}
	beyond := func(limit *big.Rat) bool { return new(big.Rat).Abs(largest).Cmp(limit) >= 0 }
	one := big.NewRat(1, 1)
	switch u.Kind {
	case data.Money:
		sign := currencySign(u.Code) + unitGap(u.Code)
		if beyond(new(big.Rat).Mul(billion, big.NewRat(10, 1))) {
			return denomination{billion, 1, sign + "billion"}
		}
		return denomination{million, 1, sign + "million"}
	case data.Ratio:
		return denomination{big.NewRat(1, 100), 1, "%"}
	case data.Points:
		return denomination{big.NewRat(1, 100), 1, "pp"}
	case data.Mass: // in kilograms
		switch {
		case beyond(new(big.Rat).Mul(billion, big.NewRat(10, 1))):
			return denomination{billion, 1, "million" + nbsp + "tonnes"}
		case beyond(billion):
			return denomination{million, 0, "thousand" + nbsp + "tonnes"}
		}
		return denomination{thousand, 0, "tonnes"}
	case data.Count:
		return denomination{one, 0, ""}
	case data.Index:
		return denomination{one, indexDecimals(largest), ""}
	case data.Quantity:
		return denomination{one, bySize, u.Code}
	}
	return denomination{one, 1, ""}
}

// cell prints a figure; changes carry their sign.
func (d denomination) cell(v data.Value, rate bool) string {
	if !v.OK() {
		return "n.a."
	}
	decimals := d.decimals
	if decimals == bySize {
		decimals = quantityDecimals(v)
	}
	return fixed(v.X, d.div, decimals, rate)
}

// closing prints the shares of one whole in percent, with one decimal, so that they
// add up to 100.0: each is cut to a tenth, and the tenths that are left go to the
// shares that lost most (the method of largest remainders). Where a share is
// missing, those of the others stand as they are.
func closing(shares []data.Value) []string {
	out := make([]string, len(shares))
	tenths := make([]int64, len(shares))
	lost := make([]*big.Rat, len(shares))
	left, sum := int64(1000), new(big.Rat)
	var order []int
	for i, n := range shares {
		if !n.OK() {
			out[i] = "n.a."
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
			out[i] = percent(shares[i].X, false)
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
		out[i] = data.Fixed(big.NewRat(tenths[i], 10), 1, false)
	}
	return out
}

// printed is the figure as cell prints it, in its unit: rounded.
func (d denomination) printed(v data.Value) *big.Rat {
	text := strings.NewReplacer("−", "-", nbsp, "").Replace(d.cell(v, false))
	x, ok := new(big.Rat).SetString(text)
	if !ok {
		return new(big.Rat)
	}
	return x
}

// axis is the figure in the unit of cell, for drawing.
func (d denomination) axis(v data.Value) float64 {
	if !v.OK() {
		return 0
	}
	f, _ := new(big.Rat).Quo(v.X, d.div).Float64()
	return f
}

// denominations are those of the units of an exhibit.
type denominations map[data.Unit]*big.Rat

// add takes note of a figure of the exhibit.
func (d denominations) add(v data.Value) {
	if size := new(big.Rat); v.OK() && (d[v.Unit] == nil || size.Abs(v.X).Cmp(d[v.Unit]) > 0) {
		d[v.Unit] = size.Abs(v.X)
	}
}

func (d denominations) of(u data.Unit) denomination { return denominate(u, d[u]) }

// cell prints a figure that shares its unit with no larger one.
func cell(v data.Value, rate bool) string { return denominate(v.Unit, nil).cell(v, rate) }

// cellUnit is the unit that cell leaves out.
func cellUnit(u data.Unit) string { return denominate(u, nil).words }

// axis is the figure in the unit of cell, for drawing.
func axis(v data.Value) float64 { return denominate(v.Unit, nil).axis(v) }

// ends are the ends of a figure's interval as they are to be printed: a hair
// towards the figure, since a published 162.9 stands for less than 162.95, and
// "up to 163.0" would doubt what was published.
func ends(v data.Value) (low, high *big.Rat) {
	hair := big.NewRat(1, 1_000_000_000)
	towards := func(end *big.Rat) *big.Rat {
		step := new(big.Rat).Sub(v.X, end)
		return step.Mul(step, hair).Add(step, end)
	}
	return towards(v.Low), towards(v.High)
}

// asWritten is cell with all the decimals of the figure, three at most: 188.74.
func asWritten(v data.Value, rate bool) string {
	if v.Unit.Kind != data.Money || !v.OK() {
		return cell(v, rate)
	}
	x := new(big.Rat).Quo(v.X, million)
	decimals := 1
	for scaled := new(big.Rat).Mul(x, big.NewRat(10, 1)); decimals < 3 && !scaled.IsInt(); decimals++ {
		scaled.Mul(scaled, big.NewRat(10, 1))
	}
	return data.Fixed(x, decimals, rate)
}

// unitGap is the blank between a currency's sign and the word million.
func unitGap(code string) string {
	if strings.HasSuffix(currencySign(code), nbsp) {
		return ""
	}
	return " "
}

// tile prints a figure as a key figure: the number large, the unit small.
func tile(v data.Value, rate bool) scaled {
	if !v.OK() {
		return scaled{number: "n.a."}
	}
	switch v.Unit.Kind {
	case data.Money:
		div, decimals, word := scale(v.X, true)
		return scaled{fixed(v.X, div, decimals, false), strings.TrimSpace(currencySign(v.Unit.Code) + unitGap(v.Unit.Code) + word)}
	case data.Ratio:
		return scaled{number: percent(v.X, rate) + "%"}
	case data.Points:
		return scaled{percent(v.X, true), "pp"}
	case data.Mass:
		return mass(v.X)
	case data.Count:
		return scaled{number: data.Fixed(v.X, 0, false)}
	case data.Index:
		return scaled{number: data.Fixed(v.X, indexDecimals(v.X), false)}
	}
	if code, per, ok := cutPrice(v.Unit); ok {
		return scaled{data.Fixed(v.X, data.Significant(v.X), false), strings.TrimSuffix(currencySign(code), nbsp) + "/" + per}
	}
	return scaled{plainNumber(v.X), v.Unit.Code}
}

// unitName is the unit in facts --json: currency code, ratio, points, kg, count, index.
func unitName(u data.Unit) string {
	switch u.Kind {
	case data.Ratio:
		return "ratio"
	case data.Points:
		return "points"
	case data.Mass:
		return "kg"
	case data.Count:
		return "count"
	case data.Index:
		return "index"
	case data.NoUnit:
		return ""
	}
	return u.Code
}

func statusName(s data.Status) string {
	switch s {
	case data.Present:
		return "present"
	case data.Suppressed:
		return "suppressed"
	case data.Provisional:
		return "provisional"
	case data.Revised:
		return "revised"
	case data.Estimated:
		return "estimated"
	case data.Derived:
		return "derived"
	case data.DerivedFromRate:
		return "derived-from-rate"
	case data.Break:
		return "break"
	case data.NotMeaningful:
		return "not meaningful"
	}
	return "missing"
}

// said prints what an expression yields in running text. ok is false where a
// figure is missing.
func (v value) said() (string, bool) {
	switch v.kind {
	case kindNumber:
		if v.bare && v.text != "" {
			return v.text, true
		}
		return proseAt(v.num, v.num.X, v.rate), v.num.OK()
	case kindSeries:
		n := v.number()
		return prose(n), n.OK()
	case kindPeriod:
		return periodName(v.period), true
	case kindText:
		return v.text, !v.lost
	}
	// Conditions and lists are not printed; the parser says so.
	return "", true
}

// enumerate is "a, b and c"; parts that have a comma or an "and" of their own are
// kept apart by semicolons.
func enumerate(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	comma, and := ", ", " and "
	if slices.ContainsFunc(parts, func(s string) bool { return strings.Contains(s, comma) || strings.Contains(s, and) }) {
		comma, and = "; ", "; and "
	}
	return strings.Join(parts[:len(parts)-1], comma) + and + parts[len(parts)-1]
}
