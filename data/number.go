package data

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a number in a cell may hold. Beyond it a cell is a slip, or an attempt
// to make the reader compute 10 to the power of a billion.
const (
	maxDigits   = 40
	maxExponent = 40
)

// number is a figure as written: mant × 10^exp, or wide × 10^exp where the
// digits do not fit an int64. The last place written is its precision, which is
// why 162.90 and 162.9 are two numbers.
type number struct {
	mant int64
	wide *big.Int
	exp  int32
}

// rat is the exact value.
func (n number) rat() *big.Rat {
	m := n.wide
	if m == nil {
		m = big.NewInt(n.mant)
	}
	return scaled(m, int(n.exp))
}

// zero reports whether the number is nought.
func (n number) zero() bool { return n.mant == 0 && (n.wide == nil || n.wide.Sign() == 0) }

// exactTo makes a number that is written with fewer decimals than it is known to
// as exact as it is: 12 known to one decimal is 12.0.
func (n *number) exactTo(decimals int) {
	for n.wide == nil && -int(n.exp) < decimals && n.mant < 1<<59 && n.mant > -(1<<59) {
		n.mant *= 10
		n.exp--
	}
}

// lastPlace writes the number with 10 to the exp as its last place. It reports
// whether it could, in 64 bits.
func (n *number) lastPlace(exp int32) bool {
	for n.wide == nil && n.exp < exp && n.mant%10 == 0 {
		n.mant /= 10
		n.exp++
	}
	for n.wide == nil && n.exp > exp && n.mant <= math.MaxInt64/10 && n.mant >= -math.MaxInt64/10 {
		n.mant *= 10
		n.exp--
	}
	return n.wide == nil && n.exp == exp
}

// half is half a unit of the last place as written.
func (n number) half() number { return number{mant: 5, exp: n.exp - 1} }

// equals compares the values, whatever the digits.
func (n number) equals(m number) bool {
	if n.exp == m.exp && n.wide == nil && m.wide == nil {
		return n.mant == m.mant
	}
	return n.rat().Cmp(m.rat()) == 0
}

func scaled(m *big.Int, exp int) *big.Rat {
	if exp >= 0 {
		return new(big.Rat).SetInt(new(big.Int).Mul(m, pow10(exp)))
	}
	return new(big.Rat).SetFrac(m, pow10(-exp))
}

// notation is how a file writes numbers: the decimal sign and the sign between
// groups of three digits. A zero thousands sign means that there is none.
type notation struct{ decimal, thousands rune }

var plainNotation = notation{decimal: '.'}

var errNotNumber = errors.New("is not a number")

// parse reads a number as a person writes it: a sign (also U+2212), digits in
// groups if the notation has groups, a decimal part, an exponent. Blanks around
// it do not count.
func (f notation) parse(s string) (number, error) {
	if n, ok := f.short(s); ok {
		return n, nil
	}
	s = trim(s)
	var n number
	i, negative := 0, false
	switch {
	case strings.HasPrefix(s, "-"), strings.HasPrefix(s, "+"):
		negative, i = s[0] == '-', 1
	case strings.HasPrefix(s, minusSign):
		negative, i = true, len(minusSign)
	}
	total, group, groups, afterPoint := 0, 0, 0, false
	var wide []byte // digits, once they no longer fit an int64
	for i < len(s) {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case r >= '0' && r <= '9':
			if total++; total > maxDigits {
				return number{}, fmt.Errorf("has more than %d digits", maxDigits)
			}
			group++
			d := int64(r - '0')
			switch {
			case wide != nil:
				wide = append(wide, s[i])
			case n.mant > (1<<63-1-d)/10:
				wide = append(fmt.Appendf(nil, "%d", n.mant), s[i])
			default:
				n.mant = n.mant*10 + d
			}
			if afterPoint {
				n.exp--
			}
		case r == f.decimal && !afterPoint:
			if groups > 0 && group != 3 {
				return number{}, fmt.Errorf("has %s after the thousands sign %q, expected 3", count(group, "digit"), f.thousands)
			}
			groups, afterPoint = 0, true
		case f.thousands != 0 && (r == f.thousands || f.thousands == ' ' && isBlank(r)) && !afterPoint && total > 0:
			if groups > 0 && group != 3 || groups == 0 && group > 3 {
				return number{}, fmt.Errorf("has %s beside the thousands sign %q, expected 3", count(group, "digit"), f.thousands)
			}
			groups++
			group = 0
		case (r == 'e' || r == 'E') && total > 0:
			e, err := parseExponent(s[i+1:])
			if err != nil {
				return number{}, err
			}
			n.exp += e
			size = len(s) - i
		default:
			return number{}, errNotNumber
		}
		i += size
	}
	switch {
	case total == 0:
		return number{}, errNotNumber
	case groups > 0 && group != 3:
		return number{}, fmt.Errorf("has %s after the thousands sign %q, expected 3", count(group, "digit"), f.thousands)
	}
	if wide != nil {
		n.mant = 0
		n.wide, _ = new(big.Int).SetString(string(wide), 10)
		if negative {
			n.wide.Neg(n.wide)
		}
	} else if negative {
		n.mant = -n.mant
	}
	return n, nil
}

// short reads what nearly all cells hold: digits that fit an int64, with one
// decimal sign among them or none.
func (f notation) short(s string) (n number, ok bool) {
	if len(s) > 18 {
		return number{}, false
	}
	point := len(s)
	for i := range len(s) {
		c := s[i]
		if d := c - '0'; d <= 9 {
			n.mant = n.mant*10 + int64(d)
			continue
		}
		if rune(c) != f.decimal || point < len(s) {
			return number{}, false
		}
		point = i
		n.exp = int32(i + 1 - len(s))
	}
	return n, len(s) > 1 || len(s) == 1 && point == 1
}

// isBlank reports whether r is one of the blanks that stand between thousands
// and look alike: an author who writes " " means all of them.
func isBlank(r rune) bool { return r == '\u00a0' || r == '\u202f' || r == '\u2009' }

func parseExponent(s string) (int32, error) {
	digits := strings.TrimLeft(s, "+-")
	if digits == "" || len(s)-len(digits) > 1 || strings.Trim(digits, "0123456789") != "" {
		return 0, errNotNumber
	}
	digits = strings.TrimLeft(digits, "0")
	e := int32(0)
	for _, c := range []byte(digits) {
		if e = e*10 + int32(c-'0'); e > maxExponent {
			return 0, fmt.Errorf("has an exponent beyond %d", maxExponent)
		}
	}
	if s[0] == '-' {
		e = -e
	}
	return e, nil
}

// trim takes the blanks off a cell, also the no-break blanks that spreadsheets write.
func trim(s string) string {
	if s == "" || s[0] > ' ' && s[0] < utf8.RuneSelf && s[len(s)-1] > ' ' && s[len(s)-1] < utf8.RuneSelf {
		return s
	}
	return strings.TrimFunc(s, unicode.IsSpace)
}
