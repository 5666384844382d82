package data

import (
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

// Fixed prints x with the given number of decimals (0 to 100), rounded half
// away from zero. It is the one formatter of the tool: the minus is U+2212,
// thousands are grouped by U+00A0 from four integer digits on, and a number
// that rounds to zero has no sign. With sign, positive numbers carry a +.
// No number (nil) prints as nothing.
func Fixed(x *big.Rat, decimals int, sign bool) string {
	if x == nil {
		return ""
	}
	decimals = min(max(decimals, 0), maxDecimals)
	num := new(big.Int).Abs(x.Num())
	num.Mul(num, pow10(decimals))
	// Half away from zero: floor((2·num + den) / (2·den)) of the absolute value.
	num.Lsh(num, 1).Add(num, x.Denom())
	num.Quo(num, new(big.Int).Lsh(x.Denom(), 1))
	zero := num.Sign() == 0

	digits := num.String()
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
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(groupSign)
		}
		b.WriteRune(c)
	}
	if decimals > 0 {
		b.WriteByte('.')
		b.WriteString(frac)
	}
	return b.String()
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
