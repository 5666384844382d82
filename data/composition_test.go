package data

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

// goodsSource reads period,code,value,kg.
func goodsSource() Source {
	s := plainSource()
	s.Table.Code = columnField("code")
	s.Table.Values[0].Quantity = QuantitySpec{Column: text("kg", 23), Unit: text("kg", 23)}
	return s
}

// goodsRows is a file of September 2022 and 2023; a row is code, value in US$
// million and kilograms, as exact as the figures of exactRows.
func goodsRows(before, now []string) string {
	var b strings.Builder
	b.WriteString("period,code,value,kg\n")
	for i, rows := range [][]string{before, now} {
		for _, row := range rows {
			cells := strings.Split(row, " ")
			for len(cells) < 3 {
				cells = append(cells, "")
			}
			if cells[2] != "" {
				cells[2] += ".000000000"
			}
			fmt.Fprintf(&b, "202%d-09,%s,%s.000000000,%s\n", 2+i, cells[0], cells[1], cells[2])
		}
	}
	return b.String()
}

// fiveGoods in US$ million and kilograms:
//
//	       2022          2023
//	01     100 of 50     180 of 60
//	02      60 of 30      50 of 20
//	03      40            30           no quantities
//	04      –             20 of 10     new
//	TOTAL  200           280
var fiveGoods = goodsRows([]string{"TOTAL 200", "01 100 50", "02 60 30", "03 40"}, []string{"TOTAL 280", "01 180 60", "02 50 20", "03 30", "04 20 10"})

func TestSplitByHand(t *testing.T) {
	cube := mustRead(t, files(fiveGoods), goodsSource())
	all := mustSelect(t, cube, Selector{}, 0)
	one := mustSelect(t, cube, Selector{Codes: codeTexts("01")}, 0)
	two := mustSelect(t, cube, Selector{Codes: codeTexts("01", "02")}, 0)
	three := mustSelect(t, cube, Selector{Codes: codeTexts("01", "03")}, 0)
	for _, c := range []struct {
		s                 *Series
		metric, want, why string
	}{
		{one, "unit_value", "3000000.00", "180 million / 60"},
		{one, "price_effect", "55.00", "(3 − 2) × (50 + 60)/2"},
		{one, "volume_effect", "25.00", "(60 − 50) × (2 + 3)/2; 55 + 25 = 180 − 100"},
		{one, "composition_effect", "0.00", "one good has no other"},
		{one, "price_coverage", "100.0%", ""},
		{one, "unit_value_yoy", "50.0%", "3/2 − 1"},
		{two, "price_effect", "67.50", "55 + (2.5 − 2) × (30 + 20)/2 = 55 + 12.5: of each code, not of the sum"},
		{two, "volume_effect", "2.50", "25 + (20 − 30) × (2 + 2.5)/2 = 25 − 22.5"},
		{two, "unit_value_yoy", "42.2%", "√(225/160 × 230/160) − 1: Laspeyres (3×50 + 2.5×30)/160, Paasche 230/(2×60 + 2×20)"},
		{all, "price_effect", "67.50", "01 and 02"},
		{all, "volume_effect", "2.50", "01 and 02"},
		{all, "composition_effect", "10.00", "03 fell by 10, 04 is new with 20; 67.5 + 2.5 + 10 = 280 − 200"},
		{all, "price_coverage", "81.3%", "(180 + 50 + 100 + 60)/(280 + 200) = 390/480"},
		{all, "unit_value_yoy", "42.2%", "over 01 and 02"},
		{three, "price_coverage", "80.0%", "280/350"},
		{all, "hhi", "0.46", "(180² + 50² + 30² + 20²)/280² = 36200/78400"},
		{two, "hhi", "0.66", "(180² + 50²)/230² = 34900/52900"},
	} {
		got, _ := View{Series: c.s, Period: Month(2023, 9)}.Metric(c.metric)
		s := strings.ReplaceAll(shown(got), "\u00a0", "")
		if s != c.want {
			t.Errorf("%s of %s codes is %s (%s), want %s: %s", c.metric, c.s.sel.Codes, s, got.Why, c.want, c.why)
		}
	}
	v := View{Series: all, Period: Month(2023, 9)}
	if got := v.hhi(); !near(got.X, big.NewRat(36200, 78400)) {
		t.Errorf("the concentration is %s", got.X)
	}
	if got := v.At(Month(2022, 9)).hhi(); !near(got.X, big.NewRat(38, 100)) {
		t.Errorf("the concentration of 2022 is %s, want 0.5² + 0.3² + 0.2²", got.X)
	}
	for name, want := range map[string]*big.Rat{"Laspeyres": big.NewRat(225, 160), "Paasche": big.NewRat(230, 160)} {
		if term, _ := v.Term(name); term.Value.X.Cmp(want) != 0 {
			t.Errorf("%s is %s, want %s", name, term.Value.X, want)
		}
	}
	squares, _ := v.Term("sum of the squared shares of the codes")
	if len(squares.Parts) != 4 || !near(squares.Parts[0].X, big.NewRat(32400, 78400)) {
		t.Errorf("the concentration is made of %v", squares.Parts)
	}
	term, _ := v.Term("sum of (p₁ − p₀)(q₀ + q₁)/2 over the goods")
	if len(term.Parts) != 2 || shown(term.Parts[0]) != "55.00" || shown(term.Parts[1]) != "12.50" || shown(term.Value) != "67.50" {
		t.Errorf("the price effect is made of %v", term)
	}
}

// near reports whether two numbers are the same to a millionth of a millionth.
func near(a, b *big.Rat) bool {
	apart := new(big.Rat).Abs(minus(a, b))
	return apart.Cmp(times(tenTo(-12), plus(one, new(big.Rat).Abs(a)))) <= 0
}

// TestSplitRefused: what cannot be split, or not for the whole, says why.
func TestSplitRefused(t *testing.T) {
	little := goodsRows([]string{"TOTAL 200", "01 40 50", "02 160"}, []string{"TOTAL 280", "01 50 60", "02 230"})
	none := goodsRows([]string{"TOTAL 200", "01 200"}, []string{"TOTAL 280", "01 280 60"})
	small := goodsRows([]string{"TOTAL 0", "01 0 1"}, []string{"TOTAL 280", "01 280 60"})
	gone := goodsRows([]string{"TOTAL 200", "01 200 50"}, []string{"02 280 60", "TOTAL 280"})
	for _, c := range []struct{ content, metric, want string }{
		{little, "price_effect", "goods with quantities in both periods make up only 18.8% of the value of s"},
		{little, "volume_effect", "goods with quantities in both periods make up only 18.8% of the value of s"},
		{none, "price_effect", "no good of s has a quantity in 2023-09 and in 2022-09"},
		{none, "price_coverage", "no good of s has a quantity in 2023-09 and in 2022-09"},
		{small, "unit_value_yoy", "the base is not above zero"},
		{gone, "composition_effect", "no good of s has a quantity in 2023-09 and in 2022-09"},
		{strings.ReplaceAll(little, "2022-09,TOTAL", "2021-09,TOTAL"), "price_effect", "no figure of s for 2022-09"},
		{strings.ReplaceAll(fiveGoods, "2023-09,03", "2023-08,03"), "hhi", "the codes of s add up to 89.3% of it in 2023-09, and a concentration needs all of them"},
		{"period,code,value,kg\n2023-09,TOTAL,5,\n", "hhi", "s has no figures by code for 2023-09"},
		{goodsRows(nil, []string{"TOTAL 0", "01 0"}), "hhi", "s of 2023-09 is not above zero"},
		{goodsRows(nil, []string{"TOTAL 5", "01 -5", "02 10"}), "hhi", "s/01 of 2023-09 is below zero"},
	} {
		s := mustSelect(t, mustRead(t, files(c.content), goodsSource()), Selector{}, 0)
		if got, _ := (View{Series: s, Period: Month(2023, 9)}).Metric(c.metric); got.OK() || got.Why != c.want {
			t.Errorf("%s is %s because %q, want %q", c.metric, shown(got), got.Why, c.want)
		}
	}
	kilos := mustSelect(t, mustRead(t, files(fiveGoods), goodsSource()), Selector{Codes: codeTexts("01"), Quantity: true}, 0)
	if got, _ := (View{Series: kilos, Period: Month(2023, 9)}).Metric("price_effect"); got.Why != "s is no value: only a value has a price and a volume" {
		t.Errorf("the price effect of kilograms is %s because %q", shown(got), got.Why)
	}
}

// TestSplitInterval: of 100 (99.5 to 100.5) for 50 (49.5 to 50.5) kg and 180 for
// 60 kg the effects reach from corner to corner, and those of a good that is
// known exactly have no width.
func TestSplitInterval(t *testing.T) {
	s := mustSelect(t, mustRead(t, files("period,code,value,kg\n2022-09,01,100,50\n2023-09,01,180,60\n"), goodsSource()), Selector{Codes: codeTexts("01")}, 0)
	v := View{Series: s, Period: Month(2023, 9)}
	for _, c := range []struct{ metric, want string }{
		// r is 59.5/50.5 = 1.17822 to 60.5/49.5 = 1.22222: the price effect is
		// least with (179.5×(1 + 1/1.22222) − 100.5×2.22222)/2 = 51.515 and
		// greatest with (180.5×(1 + 1/1.17822) − 99.5×2.17822)/2 = 58.48.
		{"price_effect", "55.00 (51.52 to 58.48)"},
		// least with (179.5×(1 − 1/1.17822) + 99.5×0.17822)/2 = 22.44, greatest
		// with (180.5×(1 − 1/1.22222) + 100.5×0.22222)/2 = 27.58.
		{"volume_effect", "25.00 (22.44 to 27.58)"},
		{"composition_effect", "0.00 (0.00 to 0.00)"},
	} {
		got, _ := v.Metric(c.metric)
		if s := fmt.Sprintf("%s (%s to %s)", shown(got), shownAt(got, got.Low), shownAt(got, got.High)); s != c.want {
			t.Errorf("%s is %s, want %s", c.metric, s, c.want)
		}
	}
}

// TestSplitProperties: for any goods the three effects add up to the change, a
// change of unit or of order changes nothing, and the intervals hold what any
// figures that round to the published ones would give.
func TestSplitProperties(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for round := range 60 {
		var rows [2][]string
		totals := [2]int{}
		for n := range 2 + rng.IntN(5) {
			for y := range 2 {
				x, q := 10+rng.IntN(500), 5+rng.IntN(90)
				totals[y] += x
				rows[y] = append(rows[y], fmt.Sprintf("%02d %d %d", n+1, x, q))
			}
		}
		view := func(order func([]string), scale string) View {
			file := make([][]string, 2)
			for y := range 2 {
				file[y] = append([]string{fmt.Sprintf("TOTAL %d", totals[y])}, rows[y]...)
				order(file[y])
			}
			src := goodsSource()
			src.Table.Values[0].Scale = text(scale, 22)
			return View{Series: mustSelect(t, mustRead(t, files(goodsRows(file[0], file[1])), src), Selector{}, 0), Period: Month(2023, 9)}
		}
		v := view(func([]string) {}, "1e6")
		shuffled := view(func(list []string) { rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] }) }, "1e6")
		thousandfold := view(func([]string) {}, "1e9")
		sum := plus(plus(v.priceEffect().X, v.volumeEffect().X), v.compositionEffect().X)
		if sum.Cmp(v.yoyAbs().X) != 0 {
			t.Fatalf("round %d: the effects add up to %s, the change is %s", round, sum, v.yoyAbs().X)
		}
		for _, m := range []string{"price_effect", "volume_effect", "composition_effect", "price_coverage", "unit_value_yoy", "hhi"} {
			a, _ := v.Metric(m)
			b, _ := shuffled.Metric(m)
			k, _ := thousandfold.Metric(m)
			if a.X.Cmp(b.X) != 0 {
				t.Errorf("round %d: %s depends on the order of rows", round, m)
			}
			if a.Unit.Kind == Money {
				a.X = times(a.X, big.NewRat(1000, 1))
			}
			if !near(a.X, k.X) {
				t.Errorf("round %d: %s depends on the unit", round, m)
			}
		}
		if h := v.hhi(); h.X.Sign() <= 0 || h.X.Cmp(one) > 0 || h.X.Cmp(big.NewRat(1, int64(len(rows[0])))) < 0 {
			t.Errorf("round %d: a concentration of %s over %d codes", round, h.X, len(rows[0]))
		}
	}
}

// TestSplitHolds: the intervals of the effects hold those of figures that round
// to the published ones.
func TestSplitHolds(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		near := func(n int) (x, actual Value) {
			x = Value{X: big.NewRat(int64(n), 1), Low: big.NewRat(int64(2*n-1), 2), High: big.NewRat(int64(2*n+1), 2), Status: Present}
			return x, Exact(big.NewRat(int64(1000*n+rng.IntN(1001)-500), 1000), Unit{})
		}
		var g, real good
		g.x1, real.x1 = near(10 + rng.IntN(50))
		g.x0, real.x0 = near(10 + rng.IntN(50))
		g.q1, real.q1 = near(3 + rng.IntN(20))
		g.q0, real.q0 = near(3 + rng.IntN(20))
		price, volume := g.effects(Unit{})
		p, q := real.effects(Unit{})
		if p.X.Cmp(price.Low) < 0 || p.X.Cmp(price.High) > 0 || q.X.Cmp(volume.Low) < 0 || q.X.Cmp(volume.High) > 0 {
			t.Fatalf("of %v the effects %s and %s lie outside", real, p.X, q.X)
		}
		if sum, change := plus(p.X, q.X), minus(real.x1.X, real.x0.X); sum.Cmp(change) != 0 {
			t.Fatalf("the effects add up to %s, not %s", sum, change)
		}
	}
}

func TestRoot(t *testing.T) {
	for _, c := range []struct {
		x, want string
		n       int
	}{
		{"2", "1.414213562373095", 2}, {"9/4", "1.5", 2}, {"27", "3", 3}, {"0", "0", 2}, {"1/1000", "0.1", 3}, {"1.05", "1.024695076595959", 2}, {"1e-40", "0", 2},
	} {
		low, high := root(rat(c.x), c.n)
		if low.Cmp(rat(c.want)) != 0 {
			t.Errorf("root %d of %s is %s", c.n, c.x, low.FloatString(18))
		}
		power := func(x *big.Rat) *big.Rat {
			p := new(big.Rat).Set(one)
			for range c.n {
				p.Mul(p, x)
			}
			return p
		}
		if power(low).Cmp(rat(c.x)) > 0 || power(high).Cmp(rat(c.x)) < 0 {
			t.Errorf("root %d of %s is not between %s and %s", c.n, c.x, low, high)
		}
	}
}

// TestTurnover: new and lost codes are counted where no row means no trade, and
// within one edition of the HS.
func TestTurnover(t *testing.T) {
	complete := goodsSource()
	complete.Complete = true
	later := func(s string) string { return strings.NewReplacer("2022-", "2021-", "2023-", "2022-").Replace(s) }
	zero := goodsRows([]string{"TOTAL 200", "01 200", "02 0"}, []string{"TOTAL 280", "01 0", "02 280"})
	sitc := complete
	sitc.Table.Classification = text("SITC", 24)
	const hidden = "period,code,value,kg\n2022-09,TOTAL,200,\n2022-09,01,200,\n2023-09,TOTAL,280,\n2023-09,01,250,\n2023-09,02,30,\n"
	for _, c := range []struct {
		name, content string
		src           Source
		gained, lost  string
	}{
		{"a new code", fiveGoods, complete, "1.00", "0.00"},
		{"no row in data that are not complete", fiveGoods, goodsSource(), "no figure of s/04 for 2022-09, which need not mean no trade", "0.00"},
		{"zeros are written", zero, goodsSource(), "1.00", "1.00"},
		{"a new edition", later(fiveGoods), complete, "the HS of 2022 came between 2021-09 and 2022-09: a code that is new is no new good", "the HS of 2022 came between 2021-09 and 2022-09: a code that is new is no new good"},
		{"another classification", later(fiveGoods), sitc, "1.00", "0.00"},
		{"no quantities at all", hidden, complete, "1.00", "0.00"},
	} {
		s := mustSelect(t, mustRead(t, files(c.content), c.src), Selector{}, 0)
		v := View{Series: s, Period: s.last}
		for metric, want := range map[string]string{"new_codes": c.gained, "lost_codes": c.lost} {
			got, _ := v.Metric(metric)
			if said := shown(got); said != want && got.Why != want {
				t.Errorf("%s: %s is %s (%s), want %s", c.name, metric, said, got.Why, want)
			}
		}
	}
}
