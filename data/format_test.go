package data

import (
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestFixed(t *testing.T) {
	for _, c := range []struct {
		x        string
		decimals int
		sign     bool
		want     string
	}{
		{"188.74", 1, false, "188.7"},
		{"188.75", 1, false, "188.8"},
		{"-188.75", 1, false, "−188.8"},
		{"0.05", 1, false, "0.1"},
		{"-0.05", 1, false, "−0.1"},
		{"0.049999999999999999999999", 1, true, "0.0"},
		{"-0.049999999999999999999999", 1, true, "0.0"},
		{"0", 1, true, "0.0"},
		{"2.5", 0, false, "3"},
		{"-2.5", 0, false, "−3"},
		{"999", 0, false, "999"},
		{"999.95", 1, true, "+1\u00a0000.0"},
		{"1432.75", 1, false, "1\u00a0432.8"},
		{"-1234567.8", 0, true, "−1\u00a0234\u00a0568"},
		{"100000", 0, false, "100\u00a0000"},
		{"1/3", 3, true, "+0.333"},
		{"2/3", -1, false, "1"},
	} {
		if got := Fixed(rat(c.x), c.decimals, c.sign); got != c.want {
			t.Errorf("Fixed(%s, %d, %t) = %q, want %q", c.x, c.decimals, c.sign, got, c.want)
		}
	}
	if Fixed(nil, 1, true) != "" {
		t.Error("no number is printed")
	}
	if got := len(Fixed(rat("1/3"), 1<<30, false)); got > maxDecimals+2 {
		t.Errorf("%d characters for one number", got)
	}
}

// TestFixedAgainstBigFloat compares with another implementation on random
// numbers that are not ties, which big.Float would round to even.
func TestFixedAgainstBigFloat(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		x := big.NewRat(r.Int64N(2_000_000_000_000)-1_000_000_000_000, 1+r.Int64N(1_000_000)*2) // odd denominators below have no ties
		decimals := r.IntN(5)
		tie := new(big.Rat).Mul(x, new(big.Rat).SetInt(pow10(decimals)))
		if tie.Mul(tie, big.NewRat(2, 1)).IsInt() {
			continue
		}
		want := new(big.Float).SetPrec(300).SetRat(x).Text('f', decimals)
		got := strings.NewReplacer(groupSign, "", minusSign, "-").Replace(Fixed(x, decimals, false))
		if strings.Trim(want, "-0.") == "" {
			want = strings.TrimPrefix(want, "-")
		}
		if got != want {
			t.Fatalf("Fixed(%s, %d) = %s, big.Float says %s", x, decimals, got, want)
		}
	}
}

func TestParseNumber(t *testing.T) {
	english, german := notation{'.', ','}, notation{',', '.'}
	swiss, french := notation{'.', '’'}, notation{',', '\u00a0'}
	for _, c := range []struct {
		by   notation
		in   string
		want string // the number and half a unit of its last place
	}{
		{plainNotation, "162.9", "1629/10 ±1/20"},
		{plainNotation, "162.90", "1629/10 ±1/200"},
		{plainNotation, " −57 ", "-57 ±1/2"},
		{plainNotation, "-.5", "-1/2 ±1/20"},
		{plainNotation, "5.", "5 ±1/2"},
		{plainNotation, "007", "7 ±1/2"},
		{plainNotation, "1.5E+06", "1500000 ±50000"},
		{plainNotation, "15e-1", "3/2 ±1/20"},
		{plainNotation, "9223372036854775807", "9223372036854775807 ±1/2"},
		{plainNotation, "-9223372036854775808", "-9223372036854775808 ±1/2"},
		{plainNotation, "12345678901234567890.5", "24691357802469135781/2 ±1/20"},
		{english, "5,917,063,944", "5917063944 ±1/2"},
		{english, "1234.5", "2469/2 ±1/20"},
		{german, "1.234,5", "2469/2 ±1/20"},
		{swiss, "1’234.50", "2469/2 ±1/200"},
		{french, "1\u00a0234,5", "2469/2 ±1/20"},
		{plainNotation, "1,234", "is not a number"},
		{english, "1,23", "has 2 digits after the thousands sign ',', expected 3"},
		{english, "1234,567", "has 4 digits beside the thousands sign ',', expected 3"},
		{english, "1,234,56.7", "has 2 digits after the thousands sign ',', expected 3"},
		{english, ",123", "is not a number"},
		{plainNotation, "", "is not a number"},
		{plainNotation, "-", "is not a number"},
		{plainNotation, "--5", "is not a number"},
		{plainNotation, "1e", "is not a number"},
		{plainNotation, "1e+-2", "is not a number"},
		{plainNotation, "e5", "is not a number"},
		{plainNotation, "0x1F", "is not a number"},
		{plainNotation, "1_000", "is not a number"},
		{plainNotation, "NaN", "is not a number"},
		{plainNotation, "Inf", "is not a number"},
		{plainNotation, "٣", "is not a number"},
		{plainNotation, "1.2.3", "is not a number"},
		{plainNotation, "1e41", "has an exponent beyond 40"},
		{plainNotation, strings.Repeat("0", 41), "has more than 40 digits"},
	} {
		n, err := c.by.parse(c.in)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = n.rat().RatString() + " ±" + n.half().rat().RatString()
		}
		if got != c.want {
			t.Errorf("%q is %s, want %s", c.in, got, c.want)
		}
	}
}

// FuzzParseNumber: what is printed is read as the same number.
func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"188.74", "−57", "1.5e6", "9223372036854775808", "1e-40", "00.00", "1,5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := plainNotation.parse(s)
		if err != nil {
			return
		}
		printed := Fixed(n.rat(), max(0, -int(n.exp)), true)
		if len(strings.Trim(printed, "+−.\u00a0")) > maxDigits {
			return
		}
		again, err := notation{'.', '\u00a0'}.parse(printed)
		if err != nil || !again.equals(n) {
			t.Errorf("%q is printed as %q and read as %v (%v)", s, printed, again.rat(), err)
		}
	})
}
