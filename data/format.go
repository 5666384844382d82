package data

import (
	"cmp"
	"math/big"
	"strings"
	"sync"
)

// The signs of a printed number: a true minus, and a space that no line breaks at.
const (
	minusSign = "−"
	groupSign = "\u00a0"
)

// maxDecimals bounds what one printed number may cost.
const maxDecimals = 100

// Numerals are how a language writes numbers. The zero value is the English of
// this house: a point, and thousands apart by U+00A0 from four digits on.
type Numerals struct {
	Decimal string // before the decimals; empty: a point
	Group   string // between groups of three digits; empty: U+00A0
	From    int    // digits of the least number that is grouped; 0: four
}

// Fixed prints x with the given number of decimals (0 to 100), rounded half
// away from zero. It is the one formatter of the tool: the minus is U+2212, and a
// number that rounds to zero has no sign. With sign, positive numbers carry a +.
// No number (nil) prints as nothing.
func (n Numerals) Fixed(x *big.Rat, decimals int, sign bool) string {
	if x == nil {
		return ""
	}
	decimals = min(max(decimals, 0), maxDecimals)
	digits := halfUp(x, decimals).String()
	zero := digits == "0"
	if len(digits) <= decimals {
		digits = strings.Repeat("0", decimals+1-len(digits)) + digits
	}
	whole, frac := digits[:len(digits)-decimals], digits[len(digits)-decimals:]
	var b strings.Builder
	switch {
	case zero:
	case x.Sign() < 0:
		b.WriteString(minusSign)
	case sign:
		b.WriteByte('+')
	}
	group := cmp.Or(n.Group, groupSign)
	if len(whole) < cmp.Or(n.From, 4) {
		group = ""
	}
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteRune(c)
	}
	if decimals > 0 {
		b.WriteString(cmp.Or(n.Decimal, "."))
		b.WriteString(frac)
	}
	return b.String()
}

// Fixed prints a number as English does.
func Fixed(x *big.Rat, decimals int, sign bool) string { return Numerals{}.Fixed(x, decimals, sign) }

// Rounded is x as Fixed prints it, exactly; nil for no number.
func Rounded(x *big.Rat, decimals int) *big.Rat {
	if x == nil {
		return nil
	}
	decimals = min(max(decimals, 0), maxDecimals)
	out := new(big.Rat).SetFrac(halfUp(x, decimals), pow10(decimals))
	if x.Sign() < 0 {
		out.Neg(out)
	}
	return out
}

// halfUp is the absolute value of x in units of the last decimal, rounded half
// away from zero: floor((2·num + den) / (2·den)).
func halfUp(x *big.Rat, decimals int) *big.Int {
	num := new(big.Int).Abs(x.Num())
	num.Mul(num, pow10(decimals))
	num.Lsh(num, 1).Add(num, x.Denom())
	return num.Quo(num, new(big.Int).Lsh(x.Denom(), 1))
}

// Significant is the number of decimals that shows three digits of x: none for
// 3 250, one for 12.4, three for 0.413, nine at most. No number has none.
func Significant(x *big.Rat) int {
	if x == nil || x.Sign() == 0 {
		return 0
	}
	decimals := 0
	size, limit := new(big.Rat).Abs(x), big.NewRat(995, 10)
	for ; decimals < 9 && size.Cmp(limit) < 0; decimals++ {
		limit = new(big.Rat).Quo(limit, big.NewRat(10, 1))
	}
	return decimals
}

// powersOfTen are those that numbers of a data file need.
var powersOfTen = sync.OnceValue(func() []*big.Int {
	powers := make([]*big.Int, 2*maxDecimals)
	for n := range powers {
		powers[n] = new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
	}
	return powers
})

// pow10 is ten to the power of n, from 0 to 199. The result is shared: it must
// not be changed.
func pow10(n int) *big.Int { return powersOfTen()[n] }
