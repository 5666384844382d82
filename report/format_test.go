package report

import (
	"math/big"
	"strconv"
	"strings"
	"testing"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/report/wording"
)

func figure(t *testing.T, x string, u data.Unit) data.Value {
	t.Helper()
	r, ok := new(big.Rat).SetString(x)
	if !ok {
		t.Fatalf("%q is no number", x)
	}
	return data.Exact(r, u)
}

// TestFormats: the same figure in prose, in a cell and as a key figure.
func TestFormats(t *testing.T) {
	usd, eur, cny := data.Unit{Kind: data.Money, Code: "USD"}, data.Unit{Kind: data.Money, Code: "EUR"}, data.Unit{Kind: data.Money, Code: "CNY"}
	ratio, points, kg, count := data.Unit{Kind: data.Ratio}, data.Unit{Kind: data.Points}, data.Unit{Kind: data.Mass}, data.Unit{Kind: data.Count}
	for _, c := range []struct {
		x                 string
		unit              data.Unit
		rate              bool
		prose, cell, tile string
	}{
		{"188740000", usd, false, "US$188.7~million", "188.7", "188.7 US$ m"},
		{"188750000", usd, false, "US$188.8~million", "188.8", "188.8 US$ m"},
		{"999949999", usd, false, "US$999.9~million", "999.9", "999.9 US$ m"},
		{"999950000", usd, false, "US$1.0~billion", "1~000.0", "1.0 US$ bn"},
		{"1385900000", usd, false, "US$1.4~billion", "1~385.9", "1.4 US$ bn"},
		{"50000", usd, false, "US$0.1~million", "0.1", "0.1 US$ m"},
		{"3000", usd, false, "US$3~000", "0.0", "3~000 US$"},
		{"0", usd, false, "US$0", "0.0", "0 US$"},
		{"-2000000", usd, false, "−US$2.0~million", "−2.0", "−2.0 US$ m"},
		{"-0.2", usd, false, "US$0", "0.0", "0 US$"},
		{"108740000", usd, true, "US$108.7~million", "+108.7", "108.7 US$ m"},
		{"12000000", eur, false, "€12.0~million", "12.0", "12.0 € m"},
		{"12000000", cny, false, "RMB~12.0~million", "12.0", "12.0 RMB~m"},
		{"0.1586", ratio, true, "15.9%", "+15.9", "+15.9%"},
		{"-0.0664", ratio, true, "−6.6%", "−6.6", "−6.6%"},
		{"0.0004", ratio, true, "0.0%", "0.0", "0.0%"},
		{"-0.0004", ratio, true, "0.0%", "0.0", "0.0%"},
		{"13.325", ratio, true, "×~14.3", "+1~332.5", "+1~332.5%"},
		{"10", ratio, true, "1~000.0%", "+1~000.0", "+1~000.0%"},
		{"0.942", ratio, false, "94.2%", "94.2", "94.2%"},
		{"0.0171", points, true, "1.7~pp", "+1.7", "+1.7 pp"},
		{"206000", kg, false, "206~tonnes", "206", "206 tonnes"},
		{"16450000", kg, false, "16~450~tonnes", "16~450", "16~450 tonnes"},
		{"6103", kg, false, "6.1~tonnes", "6", "6.1 tonnes"},
		{"850", kg, false, "850~kg", "1", "850 kg"},
		{"0", kg, false, "0~tonnes", "0", "0 tonnes"},
		{"3", count, true, "3", "+3", "3"},
		{"10.95", data.Unit{Kind: data.Quantity, Code: "EUR/kg"}, false, "€11.0 per kg", "11.0", "11.0 €/kg"},
		{"3", data.Unit{Kind: data.Quantity, Code: "CNY/kg"}, false, "RMB~3.00 per kg", "3.00", "3.00 RMB/kg"},
		{"0.4128", data.Unit{Kind: data.Quantity, Code: "USD/kg"}, false, "US$0.413 per kg", "0.413", "0.413 US$/kg"},
		{"0.0001166", data.Unit{Kind: data.Quantity, Code: "USD/kg"}, false, "US$0.000117 per kg", "0.000117", "0.000117 US$/kg"},
		{"99.46", data.Unit{Kind: data.Quantity, Code: "USD/kg"}, false, "US$99.5 per kg", "99.5", "99.5 US$/kg"},
		{"99.96", data.Unit{Kind: data.Quantity, Code: "USD/kg"}, false, "US$100 per kg", "100", "100 US$/kg"},
		{"9.996", data.Unit{Kind: data.Quantity, Code: "USD/kg"}, false, "US$10.0 per kg", "10.0", "10.0 US$/kg"},
		{"32504.7", data.Unit{Kind: data.Quantity, Code: "USD/kg"}, false, "US$32~505 per kg", "32~505", "32~505 US$/kg"},
		{"-0.4128", data.Unit{Kind: data.Quantity, Code: "USD/kg"}, true, "−US$0.413 per kg", "−0.413", "−0.413 US$/kg"},
		{"0", data.Unit{Kind: data.Quantity, Code: "USD/kg"}, false, "US$0 per kg", "0", "0 US$/kg"},
		{"0.0042", data.Unit{Kind: data.Quantity, Code: "m3"}, false, "0.0042~m3", "0.00420", "0.0042 m3"},
		{"12.345", data.Unit{Kind: data.Quantity, Code: "m3"}, false, "12.3~m3", "12.3", "12.3 m3"},
		{"0.25", data.Unit{}, false, "0.25", "0.3", "0.25"},
		{"2/3", data.Unit{}, false, "0.667", "0.7", "0.667"},
	} {
		n := figure(t, c.x, c.unit)
		tiled := english.Tile(n, c.rate)
		for _, got := range [][3]string{{"prose", proseAt(n, n.X, c.rate), c.prose}, {"cell", english.Cell(n, c.rate), c.cell}, {"tile", strings.TrimSpace(tiled.Number + " " + tiled.Unit), c.tile}} {
			if s := strings.ReplaceAll(got[1], nbsp, "~"); s != got[2] {
				t.Errorf("%s %s as %s: %s, want %s", c.x, c.unit, got[0], s, got[2])
			}
		}
	}
	if got := prose(data.Value{}); got != "n.a." {
		t.Errorf("no figure prints %q", got)
	}
}

// TestDenominations: one exhibit prints the figures of a unit alike, by the largest.
func TestDenominations(t *testing.T) {
	usd, kg, ratio := data.Unit{Kind: data.Money, Code: "USD"}, data.Unit{Kind: data.Mass}, data.Unit{Kind: data.Ratio}
	for _, c := range []struct {
		unit           data.Unit
		largest, x     string
		cell, axis, in string
	}{
		{usd, "9999999999", "188740000", "188.7", "188.74", "US$ million"},
		{usd, "10000000000", "188740000", "0.2", "0.18874", "US$ billion"},
		{usd, "-10000000000", "-10000000000", "−10.0", "-10", "US$ billion"},
		{kg, "999999999", "206000", "206", "206", "tonnes"},
		{kg, "1000000000", "206000", "0", "0.206", "thousand~tonnes"},
		{kg, "1000000000", "541433832", "541", "541.433832", "thousand~tonnes"},
		{kg, "12109276994", "7115741872", "7.1", "7.115741872", "million~tonnes"},
		{ratio, "25", "0.1586", "15.9", "15.86", "%"},
	} {
		sizes := english.Denominations()
		sizes.Add(data.Value{Status: data.Missing})
		sizes.Add(figure(t, c.x, c.unit))
		sizes.Add(figure(t, c.largest, c.unit))
		sizes.Add(figure(t, "1", data.Unit{Kind: data.Count}))
		in := sizes.Of(c.unit)
		n := figure(t, c.x, c.unit)
		if got := [3]string{in.Cell(n, false), strconv.FormatFloat(in.Axis(n), 'g', 10, 64), strings.ReplaceAll(in.Words, nbsp, "~")}; got != [3]string{c.cell, c.axis, c.in} {
			t.Errorf("%s %s beside %s: %q", c.x, c.unit, c.largest, got)
		}
	}
}

func TestPeriodsInWords(t *testing.T) {
	month := func(s string) data.Period {
		p, err := data.ParsePeriod(s)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	span := func(a, b string) data.Span { return data.Span{From: month(a), To: month(b)} }
	for _, c := range [][2]string{
		{periodName(month("2023-09")), "September~2023"},
		{english.Short(month("2023-09"), true), "Sep~2023"},
		{english.Short(month("2023-09"), false), "Sep"},
		{english.YearToDate(month("2023-09"), false), "January–September~2023"},
		{english.YearToDate(month("2023-01"), true), "Jan~2023"},
		{english.YearToDate(month("2023-Q3"), true), "Q1–Q3~2023"},
		{english.Span(span("2022-01", "2022-02")), "Jan–Feb~2022"},
		{english.Span(span("2022-12", "2023-01")), "Dec~2022 to Jan~2023"},
		{spanList(english, []data.Span{span("2023-02", "2023-02"), span("2022-08", "2022-08"), span("2023-01", "2023-01")}), "Aug~2022 and Jan–Feb~2023"},
		{dateName(20231120), "20~November~2023"},
		{english.ShortMonth(20231120), "Nov~2023"},
		{dateName(0), ""},
		{dayOrText(english, "2023-11-20"), "20~November~2023"},
		{dayOrText(english, "2023-11"), "November~2023"},
		{dayOrText(english, "spring of 2023"), "spring of 2023"},
	} {
		if got := strings.ReplaceAll(c[0], nbsp, "~"); got != c[1] {
			t.Errorf("%s, want %s", got, c[1])
		}
	}
}

func TestEnumerate(t *testing.T) {
	for _, c := range []struct {
		parts []string
		want  string
	}{
		{nil, ""}, {[]string{"hair"}, "hair"}, {[]string{"hair", "rice"}, "hair and rice"}, {[]string{"hair", "rice", "milk"}, "hair, rice and milk"},
		{[]string{"hair", "iron and steel", "milk"}, "hair; iron and steel; and milk"}, {[]string{"coal, coke", "gas"}, "coal, coke; and gas"},
	} {
		if got := enumerate(c.parts); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestSplitFigure(t *testing.T) {
	for in, want := range map[string][2]string{
		"US$1.4 billion": {"1.4", "US$ bn"}, "US$1.4" + nbsp + "billion": {"1.4", "US$ bn"}, "−US$2.0 million": {"−2.0", "US$ m"},
		"+135.9%": {"+135.9%", ""}, "206 tonnes": {"206", "tonnes"}, "none": {"none", ""}, "a few million": {"a few million", ""}, "": {"", ""},
	} {
		if number, unit := splitFigure(in); number != want[0] || unit != want[1] {
			t.Errorf("%q is %q and %q, want %q and %q", in, number, unit, want[0], want[1])
		}
	}
}

func TestBroken(t *testing.T) {
	for marks, want := range map[string]bool{"": false, "--": false, "xx": false, "-xx": false, "xx-": false, "x-x": true, "-x--x-": true} {
		points := make([]charts.Point, len(marks))
		for i, m := range marks {
			if m == 'x' {
				points[i].Status = data.Present
			}
		}
		if got := broken(points); got != want {
			t.Errorf("%q: broken %v, want %v", marks, got, want)
		}
	}
}

func TestTradeInWords(t *testing.T) {
	words := &composer{scope: &scope{lang: english}}
	for _, c := range []struct {
		trade
		title, direction, words string
	}{
		{trade{reporter: "China", partner: "North Korea", both: true}, "China’s Increased Exports", "China to North Korea", "China’s exports to North Korea"},
		{trade{reporter: "China", partner: "Japan", both: true}, "Profile", "China and Japan, both ways", "China’s trade with Japan"},
		{trade{reporter: "United States", partner: "Netherlands", imports: true}, "", "Netherlands to United States", "United States’ imports from the Netherlands"},
		{trade{reporter: "China", partner: "United States"}, "Imports and Exports", "China to United States", "China’s exports to the United States"},
		{trade{}, "Exports", "", ""},
	} {
		got := c.of(english, c.title)
		if got.direction(english) != c.direction || c.words != "" && words.tradeWords(got) != c.words {
			t.Errorf("%+v in %q: %s, %s", c.trade, c.title, got.direction(english), words.tradeWords(got))
		}
	}
}
func TestOrdinals(t *testing.T) {
	for n, want := range map[int]string{0: "zeroth", 1: "first", 12: "twelfth", 13: "13th", 21: "21st", 22: "22nd", 111: "111th"} {
		if got := wording.Ordinal(n); got != want {
			t.Errorf("the ordinal of %d is %s, want %s", n, got, want)
		}
	}
}

// TestShortDayOrText: in a list months are short, and what is no date stays.
func TestShortDayOrText(t *testing.T) {
	for _, c := range [][2]string{{"2023-11-20", "20~Nov~2023"}, {"2023-11", "Nov~2023"}, {"2023", "2023"}, {"spring of 2023", "spring of 2023"}} {
		if got := strings.ReplaceAll(shortDayOrText(english, c[0]), nbsp, "~"); got != c[1] {
			t.Errorf("%s is printed as %s, want %s", c[0], got, c[1])
		}
	}
}
