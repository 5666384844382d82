package locale

import (
	"math/big"
	"math/rand"
	"regexp"
	"strings"
	"testing"

	"tradebrief/data"
)

func dollars(s string) data.Value {
	x, _ := new(big.Rat).SetString(s)
	return data.Exact(x, data.Unit{Kind: data.Money, Code: "USD"})
}

func TestFigures(t *testing.T) {
	ratio := func(s string) data.Value {
		x, _ := new(big.Rat).SetString(s)
		return data.Exact(x, data.Unit{Kind: data.Ratio})
	}
	of := func(s string, kind data.UnitKind, code string) data.Value {
		x, _ := new(big.Rat).SetString(s)
		return data.Exact(x, data.Unit{Kind: kind, Code: code})
	}
	values := []data.Value{
		dollars("188.74e6"), dollars("62.9e6"), dollars("-1.4e9"), dollars("1234.56e9"), dollars("12345"), dollars("100e6"),
		ratio("0.1586"), ratio("-0.066"), of("0.017", data.Points, ""), of("206000", data.Mass, ""), of("12", data.Mass, ""), of("2345678000", data.Mass, ""),
		of("12.44", data.Quantity, "USD/kg"), of("1234", data.Count, ""), of("1.4e6", data.Money, "EUR"), of("-0.001", data.Money, "USD"),
	}
	for tag, want := range map[string][]string{
		"en": {"US$188.7_million", "US$62.9_million", "−US$1.4_billion", "US$1_234.6_billion", "US$12_345", "US$100.0_million", "15.9%", "−6.6%", "1.7_pp", "206_tonnes", "12_kg", "2.3_million_tonnes", "US$12.4 per kg", "1_234", "€1.4_million", "US$0"},
		"zh": {"1.887亿美元", "6,290万美元", "−14亿美元", "1.2346万亿美元", "12,345美元", "1.000亿美元", "15.9%", "−6.6%", "1.7个百分点", "206吨", "12千克", "230万吨", "12.4美元/千克", "1,234", "140万欧元", "0美元"},
		"ko": {"1억_8,870만_달러", "6,290만_달러", "−14억_달러", "1조_2,346억_달러", "12,345달러", "1억_달러", "15.9%", "−6.6%", "1.7%p", "206톤", "12kg", "230만_톤", "12.4달러/kg", "1,234", "140만_유로", "0달러"},
		"ja": {"1億8,870万ドル", "6,290万ドル", "−14億ドル", "1兆2,346億ドル", "12,345ドル", "1億ドル", "15.9%", "−6.6%", "1.7ポイント", "206トン", "12kg", "230万トン", "12.4ドル/kg", "1,234", "140万ユーロ", "0ドル"},
		"fr": {"188,7_millions de dollars", "62,9_millions de dollars", "−1,4_milliard de dollars", "1_234,6_milliards de dollars", "12_345_dollars", "100,0_millions de dollars", "15,9_%", "−6,6_%", "1,7_point", "206_tonnes", "12_kg", "2,3_millions de tonnes", "12,4_dollars par kg", "1_234", "1,4_million d’euros", "0_dollar"},
		"de": {"188,7_Mio._US-Dollar", "62,9_Mio._US-Dollar", "−1,4_Mrd._US-Dollar", "1_234,6_Mrd._US-Dollar", "12_345_US-Dollar", "100,0_Mio._US-Dollar", "15,9_%", "−6,6_%", "1,7_%\u2011Punkte", "206_Tonnen", "12_kg", "2,3_Mio._Tonnen", "12,4_US-Dollar je kg", "1_234", "1,4_Mio._Euro", "0_US-Dollar"},
		"es": {"188,7_millones de dólares", "62,9_millones de dólares", "−1400_millones de dólares", "1_234_600_millones de dólares", "12_345_dólares", "100,0_millones de dólares", "15,9_%", "−6,6_%", "1,7_pp", "206_toneladas", "12_kg", "2,3_millones de toneladas", "12,4_dólares por kg", "1234", "1,4_millones de euros", "0_dólares"},
		"ru": {"188,7_млн_долл._США", "62,9_млн_долл._США", "−1,4_млрд_долл._США", "1_234,6_млрд_долл._США", "12_345_долл._США", "100,0_млн_долл._США", "15,9_%", "−6,6_%", "1,7_п._п.", "206_т", "12_кг", "2,3_млн_т", "12,4_долл._США за кг", "1_234", "1,4_млн_евро", "0_долл._США"},
	} {
		l, _ := Of(tag)
		for i, v := range values {
			if got := spaced(l.Figure(v)); got != want[i] {
				t.Errorf("%s: %q, want %q", tag, got, want[i])
			}
		}
	}
}

// TestNothingButZeroIsDrawnAsZero: beside a figure of billions one of thousands gets the
// decimals that its first digit needs; in a table it is less than half the unit.
func TestNothingButZeroIsDrawnAsZero(t *testing.T) {
	english, _ := Of("en")
	kg := func(s string) data.Value {
		v := dollars(s)
		v.Unit = data.Unit{Kind: data.Mass}
		return v
	}
	for _, c := range []struct {
		largest, v   data.Value
		table, drawn string
		words        string
	}{
		{dollars("3e9"), dollars("14700"), "0.0", "0.01", "US$ million"},
		{dollars("3e9"), dollars("-14700"), "0.0", "−0.01", "US$ million"},
		{dollars("3e9"), dollars("60000"), "0.1", "0.1", "US$ million"},
		{dollars("3e9"), dollars("0"), "0.0", "0.0", "US$ million"},
		{dollars("3e12"), dollars("200"), "0.0", "0.0000002", "US$ billion"},
		{kg("5e6"), kg("1.7"), "0", "0.002", "tonnes"},
		{kg("3.1"), kg("1.7"), "1.7", "1.7", "kg"},
	} {
		d := english.Denominate(c.v.Unit, c.largest.X)
		if table, drawn := d.Cell(c.v, false), d.Drawn().Cell(c.v, false); table != c.table || drawn != c.drawn || d.Words != c.words {
			t.Errorf("%s: %q in a table, %q drawn, in %s; want %q, %q, %s", c.v.X, table, drawn, d.Words, c.table, c.drawn, c.words)
		}
		if printed := d.Drawn().Printed(c.v); printed.Sign() != c.v.X.Sign() {
			t.Errorf("%s is drawn as %s", c.v.X, printed)
		}
	}
	small := data.Exact(big.NewRat(1, 10000), data.Unit{Kind: data.Ratio})
	if got := english.Closing([]data.Value{small, data.Exact(big.NewRat(9999, 10000), small.Unit)}); got[0] != "<0.1" || got[1] != "100.0" {
		t.Errorf("shares of one and 9,999 are %q", got)
	}
}

func TestHeadsAndTiles(t *testing.T) {
	v := dollars("188.74e6")
	for tag, want := range map[string][3]string{
		"en": {"188.7 US$ m", "188.7 US$ million", "12.3 US$ billion"},
		"zh": {"1.887 亿美元", "1.887 亿美元", "123 亿美元"},
		"ko": {"1.887 억_달러", "1.887 억_달러", "123 억_달러"},
		"ja": {"1.887 億ドル", "1.887 億ドル", "123 億ドル"},
		"fr": {"188,7 M$", "188,7 millions de dollars", "12,3 milliards de dollars"},
		"de": {"188,7 Mio._US$", "188,7 Mio._US-Dollar", "12,3 Mrd._US-Dollar"},
		"es": {"188,7 M$", "188,7 millones de dólares", "12_300 millones de dólares"},
		"ru": {"188,7 млн_долл.", "188,7 млн_долл._США", "12,3 млрд_долл._США"},
	} {
		l, _ := Of(tag)
		show := func(v data.Value) string {
			in := l.Denominations()
			in.Add(v)
			d := in.Of(v.Unit)
			return spaced(d.Cell(v, false) + " " + d.Words)
		}
		tile := l.Tile(v, false)
		if got := [3]string{spaced(tile.Number + " " + tile.Unit), show(v), show(dollars("12.3e9"))}; got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
	small := dollars("62.94e6")
	in := chinese.Denominations()
	in.Add(small)
	if d := in.Of(small.Unit); d.Cell(small, false)+d.Words != "6,290万美元" {
		t.Errorf("a small sum in Chinese: %q, in %q", d.Cell(small, false), d.Words)
	}
}

var power = map[string]int{
	"million": 6, "millions": 6, "Mio.": 6, "millones": 6, "millón": 6, "млн": 6, "billion": 9, "milliard": 9, "milliards": 9, "Mrd.": 9, "млрд": 9,
	"万": 4, "亿": 8, "万亿": 12, "만": 4, "억": 8, "조": 12, "億": 8, "兆": 12, "백만": 6, "百万": 6, "M": 6, "Md": 9, "m": 6, "bn": 9,
}

var (
	words   = regexp.MustCompile(`[\p{L}]+\.?`)
	numbers = regexp.MustCompile(`([0-9][0-9., ]*)([^0-9]*)`)
)

// read reads a printed sum as a reader does: numbers with the words behind them,
// added up.
func read(t *testing.T, l *Locale, s string) *big.Rat {
	t.Helper()
	negative := strings.HasPrefix(s, "−")
	sum := new(big.Rat)
	s = strings.NewReplacer("−", "", nbsp, " ").Replace(s)
	for _, m := range numbers.FindAllStringSubmatch(s, -1) {
		digits := strings.ReplaceAll(m[1], " ", "")
		if l.numerals.Decimal == "," {
			digits = strings.ReplaceAll(digits, ",", ".")
		} else {
			digits = strings.ReplaceAll(digits, ",", "")
		}
		x, ok := new(big.Rat).SetString(strings.TrimSuffix(digits, "."))
		if !ok {
			t.Fatalf("%s: no number in %q", l.Tag, s)
		}
		exp := 0
		for w, e := range power {
			tail := strings.TrimSpace(m[2])
			if first := words.FindString(tail); first == w || e > exp && strings.HasPrefix(tail, w) && l.gap == "" {
				exp = max(exp, e)
			}
		}
		sum.Add(sum, x.Mul(x, tenTo(exp)))
	}
	if negative {
		sum.Neg(sum)
	}
	return sum
}

// A figure is the same number in each language, in text, in a cell with its head,
// in a tile and on an axis.
func TestSameDigits(t *testing.T) {
	random := rand.New(rand.NewSource(7))
	for range 1000 {
		x := new(big.Rat).SetFrac64(random.Int63n(1_000_000_000), 1+random.Int63n(1000))
		x.Mul(x, tenTo(random.Intn(9)))
		if random.Intn(3) == 0 {
			x.Neg(x)
		}
		code := []string{"USD", "EUR", "CNY", "GBP", "CHF"}[random.Intn(5)]
		v := data.Exact(x, data.Unit{Kind: data.Money, Code: code})
		want := read(t, &english, strings.TrimPrefix(strings.TrimPrefix(english.Figure(v), "−"), english.currency(code).short))
		if x.Sign() < 0 {
			want.Neg(want)
		}
		div, decimals := scale(x)
		if house := new(big.Rat).Mul(data.Rounded(new(big.Rat).Quo(x, div), decimals), div); want.Cmp(house) != 0 {
			t.Fatalf("%s: English %q is read %s, not %s", x.RatString(), english.Figure(v), want.RatString(), house.RatString())
		}
		for _, l := range all[1:] {
			if got := read(t, l, l.Figure(v)); got.Cmp(want) != 0 {
				t.Fatalf("%s: %s is printed %q, which is %s, not %s", l.Tag, x.RatString(), l.Figure(v), got.RatString(), want.RatString())
			}
			tile := l.Tile(v, false)
			if got := read(t, l, tile.Number+tile.Unit); got.Cmp(want) != 0 {
				t.Fatalf("%s: the tile of %s is %q %q", l.Tag, x.RatString(), tile.Number, tile.Unit)
			}
		}
		// Cells and axes, in a table with a larger figure.
		larger := data.Exact(new(big.Rat).Mul(x, big.NewRat(1+random.Int63n(40), 1)), v.Unit)
		var first *big.Rat
		for _, l := range all {
			in := l.Denominations()
			in.Add(v)
			in.Add(larger)
			d := in.Of(v.Unit)
			head := strings.TrimPrefix(d.Words, english.currency(code).short)
			got := read(t, l, d.Cell(v, false)+" "+strings.TrimSpace(head))
			if first == nil {
				first = got
			}
			if got.Cmp(first) != 0 {
				t.Fatalf("%s: the cell of %s is %q in %q, in English it is %s", l.Tag, x.RatString(), d.Cell(v, false), d.Words, first.RatString())
			}
			if printed := read(t, l, d.Cell(v, false)); printed.Cmp(d.Printed(v)) != 0 {
				t.Fatalf("%s: %s is printed %q and Printed says %s", l.Tag, x.RatString(), d.Cell(v, false), d.Printed(v).RatString())
			}
			printed, _ := d.Printed(v).Float64()
			if axis, last := d.Axis(v), new(big.Rat).SetFrac64(1, 2); !within(axis, printed, d, last) {
				t.Fatalf("%s: %s stands at %g on the axis and is printed %q", l.Tag, x.RatString(), axis, d.Cell(v, false))
			}
		}
	}
}

// within reports whether a place on the axis rounds to what is printed.
func within(axis, printed float64, d Denomination, half *big.Rat) bool {
	places := d.decimals - d.shift
	step := new(big.Rat).Set(half)
	if places > 0 {
		step.Quo(step, tenTo(places))
	} else {
		step.Mul(step, tenTo(-places))
	}
	limit, _ := step.Float64()
	diff := axis - printed
	return diff <= limit*1.000001 && diff >= -limit*1.000001
}

// Rates, masses and plain numbers differ between languages in their signs alone.
func TestSameDigitsOfOthers(t *testing.T) {
	random := rand.New(rand.NewSource(11))
	kinds := []data.Unit{{Kind: data.Ratio}, {Kind: data.Points}, {Kind: data.Count}, {Kind: data.Index}, {Kind: data.Quantity, Code: "USD/kg"}, {Kind: data.NoUnit}}
	for range 1000 {
		x := new(big.Rat).SetFrac64(random.Int63n(1_000_000)-500_000, 1+random.Int63n(100_000))
		v := data.Exact(x, kinds[random.Intn(len(kinds))])
		want := read(t, &english, strings.Replace(english.Figure(v), "US$", "", 1))
		for _, l := range all {
			got := read(t, l, strings.Replace(l.Figure(v), "US$", "", 1))
			if got.Cmp(want) != 0 {
				t.Fatalf("%s: %q, in English %q", l.Tag, l.Figure(v), english.Figure(v))
			}
			if signed := l.Cell(v, true); x.Sign() > 0 && strings.ContainsAny(signed, "123456789") && !strings.HasPrefix(signed, "+") || strings.Contains(signed, "-") {
				t.Fatalf("%s: a change is printed %q", l.Tag, signed)
			}
		}
	}
	for _, l := range all {
		for _, v := range []data.Value{{}, {Status: data.Missing, Unit: data.Unit{Kind: data.Money, Code: "USD"}}} {
			if na := l.Say(NotAvailable); l.Figure(v) != na || l.Cell(v, false) != na || l.Tile(v, false).Number != na {
				t.Errorf("%s: a missing figure is printed %q, %q", l.Tag, l.Figure(v), l.Cell(v, false))
			}
		}
	}
}
