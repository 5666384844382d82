package charts

import (
	"math"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/data"
)

// changes are rates of change with signs, the last of September 2023.
func changes(vs ...float64) []Point {
	ps := months(sep2023.Add(1-len(vs)), vs...)
	for i := range ps {
		if ps[i].Value > 0 {
			ps[i].Text = "+" + ps[i].Text
		}
	}
	return ps
}

func rateChart(ps []Point) Chart {
	return Chart{Kind: Rates, W: 114 * mm, Ref: sep2023, Series: []Series{{Name: "Exports", Points: ps}}}
}

// year is a run of ordinary rates.
func year(n int) []float64 {
	var vs []float64
	for i := range n {
		vs = append(vs, []float64{40, 120, -30, 200, 80, -60}[i%6])
	}
	return vs
}

func TestAFewRatesAreAllLabelled(t *testing.T) {
	r := draw(t, rateChart(changes(-1.1, 4.1, 15.9)))
	if len(areas(r.Drawing, orange)) != 1 || len(areas(r.Drawing, blue)) != 1 || len(areas(r.Drawing, rust)) != 1 {
		t.Error("want one fall, one rise and the reference month")
	}
	for _, s := range []string{"−1.1", "+4.1", "+15.9", "Jul", "Aug", "Sep", "2023", "+20", "0", "−10"} {
		if !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing among %q", s, words(r.Drawing))
		}
	}
	if b := areas(r.Drawing, rust)[0]; b.x1-b.x0 > widestBar+0.05 {
		t.Errorf("the bar is %.1f mm wide", (b.x1-b.x0)/mm)
	}
}

// No gridline runs through the value of a bar.
func TestValuesOnAGridlineHaveGround(t *testing.T) {
	r := draw(t, rateChart(changes(8, 18.6, 30)))
	var value box
	for _, m := range r.Marks {
		if x, ok := m.Op.(ink.Text); ok && x.S == "+18.6" {
			value = box{x.X, x.Y - ascent*x.Font.Size, x.X + x.Font.Width(x.S), x.Y}
		}
	}
	crossed := false
	for _, line := range strokes(r.Drawing, gridline, hairline) {
		y := around(line).y0
		crossed = crossed || y > value.y0 && y < value.y1
	}
	if !crossed {
		t.Fatalf("no gridline lies behind the value %v", value)
	}
	for _, ground := range areas(r.Drawing, white) {
		if ground.x0 <= value.x0+0.1 && ground.x1 >= value.x1-0.1 && ground.y0 <= value.y0+0.1 && ground.y1 >= value.y1-0.1 {
			return
		}
	}
	t.Error("the value has no ground of its own")
}

func TestRatesAreCutWhereAFewWouldFlattenTheRest(t *testing.T) {
	for name, c := range map[string]struct {
		rates        []float64
		above, below float64
		cut          []string // labels of the bars that are cut
	}{
		"all fit":              {append(year(29), 135.9), 0, 0, nil},
		"one over 300":         {append(year(28), 1515, 135.9), 300, 0, []string{"+1515.0"}},
		"two neighbours":       {append(year(27), 1042, 714, 135.9), 300, 0, []string{"+1042.0", "+714.0"}},
		"three neighbours":     {append(year(26), 1042, 1714, 714, 135.9), 300, 0, []string{"+1714.0"}},
		"a tenth may not fit":  {append(year(20), 900, 950, 920, 910, 135.9), 0, 0, nil},
		"little over the rest": {append(year(28), 310, 135.9), 300, 0, []string{"+310.0"}},
		"small rates":          {append(slices.Repeat([]float64{4, -3, 2}, 9), 3456, 15.9), 20, 0, []string{"+3456.0"}},
		"reference huge":       {append(slices.Repeat([]float64{4, -3, 2}, 9), 3, 950), 4, 0, []string{"+950.0"}},
		"far below":            {append(slices.Repeat([]float64{4, -3, 2}, 9), -900, 15.9), 0, -10, []string{"−900.0"}},
		"too few to cut":       {[]float64{4, 1200, 15.9}, 0, 0, nil},
	} {
		r := draw(t, rateChart(changes(c.rates...)))
		if r.Key.Clipped != c.above || r.Key.ClippedBelow != c.below {
			t.Errorf("%s: cut at %v and %v, want %v and %v", name, r.Key.Clipped, r.Key.ClippedBelow, c.above, c.below)
		}
		cuts := 0
		for _, v := range c.rates {
			if c.above != 0 && v > c.above || c.below != 0 && v < c.below {
				cuts++
			}
		}
		if n := len(areas(r.Drawing, white)); n != cuts {
			t.Errorf("%s: %d breaks, want %d", name, n, cuts)
		}
		var got []string
		for _, w := range words(r.Drawing) {
			if strings.Contains(w, ".0") {
				got = append(got, w)
			}
		}
		if len(c.rates) > 13 && !slices.Equal(got, c.cut) {
			t.Errorf("%s: labels %q, want %q", name, got, c.cut)
		}
	}
}

func TestAxisOfRatesEndsAtMinusHundred(t *testing.T) {
	r := draw(t, rateChart(changes(append(year(20), -100, 900, 950, 920, 910, 135.9)...)))
	if ws := words(r.Drawing); !contains(ws, "−100") || contains(ws, "−250") || contains(ws, "−500") {
		t.Errorf("%q", ws)
	}
}

func TestRatesWithoutABase(t *testing.T) {
	ps := changes(append(year(30), 135.9)...)
	for _, i := range []int{8, 9, 12} {
		ps[i] = Point{Span: ps[i].Span, Status: data.NotMeaningful, TinyBase: true, Text: "n.a.: base below US$1 million"}
	}
	r := draw(t, rateChart(ps))
	if n := len(hatchings(r.Drawing, muted)); n != 3 {
		t.Errorf("%d stubs, want 3", n)
	}
	n := 0
	for _, w := range words(r.Drawing) {
		if strings.HasPrefix(w, "n.a.") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the reason is given %d times, want once", n)
	}
	if !r.Key.TinyBase || r.Key.Hatched {
		t.Errorf("key %+v", r.Key)
	}
}

// TestWithoutARateTheAxisHasZeroAlone: other numbers would be of nothing.
func TestWithoutARateTheAxisHasZeroAlone(t *testing.T) {
	ps := changes(year(20)...)
	for i, p := range ps {
		ps[i] = Point{Span: p.Span, Status: data.NotMeaningful, TinyBase: true, Text: "n.a.: base too small"}
	}
	ws := words(draw(t, rateChart(ps)).Drawing)
	if !contains(ws, "0") || !contains(ws, "n.a.: base too small") || slices.ContainsFunc(ws, func(s string) bool { return strings.HasPrefix(s, "+") || strings.HasPrefix(s, "−") }) {
		t.Errorf("%q", ws)
	}
}

func lineChart(points ...[]Point) Chart {
	c := Chart{Kind: Line, W: 84 * mm, Ref: sep2023}
	for i, ps := range points {
		c.Series = append(c.Series, Series{Name: []string{"Food staples", "Wig materials", "All exports", "Fertiliser"}[i], Points: ps})
	}
	return c
}

func TestLinesBreakAtGaps(t *testing.T) {
	r := draw(t, lineChart(months(sep2022, 100, 110, na, 120, na, 130, 140, 150, na, na, na, na, 160)))
	if got := lengths(strokes(r.Drawing, rust, 0.75*mm)); !slices.Equal(got, []int{2, 3}) {
		t.Errorf("lines through %v points, want 2 and 3", got)
	}
	if n := len(areas(r.Drawing, rust)); n != 2 {
		t.Errorf("%d dots, want 2: a value between gaps, and the end", n)
	}
}

// TestLettersAtTheEndsOfALine: the first and the last figure stand on the edges of the
// plot, and the last is the one most often provisional.
func TestLettersAtTheEndsOfALine(t *testing.T) {
	ps := exports()
	ps[0].Status, ps[len(ps)-1].Status = data.Estimated, data.Provisional
	for _, k := range []Kind{Line, Indexed} {
		c := lineChart(ps)
		c.Kind, c.Base = k, sep2022
		if ws := words(draw(t, c).Drawing); !contains(ws, "e") || !contains(ws, "p") {
			t.Errorf("%s: a letter is missing among %q", k, ws)
		}
	}
}

// TestALineGoesOnAfterTheReference: what the chart is about keeps its figure.
func TestALineGoesOnAfterTheReference(t *testing.T) {
	after := month(sep2023.Add(1), 167.6)
	after.After = true
	r := draw(t, lineChart(append(exports(), after)))
	for _, s := range []string{"188.7", "Sep 2023", "167.6", "Food staples, Oct 2023"} {
		if ws := strings.Join(words(r.Drawing), " "); !strings.Contains(ws, s) {
			t.Errorf("%q is missing among %q", s, ws)
		}
	}
}

func TestALineOfOnePointIsADot(t *testing.T) {
	r := draw(t, lineChart(months(sep2023, 5)))
	if len(areas(r.Drawing, rust)) != 1 || len(strokes(r.Drawing, rust, 0.75*mm)) != 0 {
		t.Error("want one dot and no line")
	}
}

func TestLabelsOfLinesAreSortedAndApart(t *testing.T) {
	// All four end near each other: the labels must not.
	r := draw(t, lineChart(months(sep2022, 1, 99), months(sep2022, 2, 101), months(sep2022, 3, 100), months(sep2022, 4, 98)))
	checkLegible(t, r.Drawing)
	var got []string
	for _, w := range words(r.Drawing) {
		if strings.HasSuffix(w, ".0") {
			got = append(got, w)
		}
	}
	if want := []string{"101.0", "100.0", "99.0", "98.0"}; !slices.Equal(got, want) {
		t.Errorf("labels from above %q, want %q", got, want)
	}
}

func TestTheAxisOfALineLeavesZeroOnlyForLevels(t *testing.T) {
	for name, c := range map[string]struct {
		vs   []float64
		zero bool
	}{
		"moves much":       {[]float64{100, 160}, true},
		"moves a little":   {[]float64{1000, 1010}, false},
		"falls a little":   {[]float64{-1000, -1010}, false},
		"does not move":    {[]float64{1000, 1000}, true},
		"around zero":      {[]float64{-1, 1}, true},
		"a quarter":        {[]float64{75, 100}, true},
		"less than that":   {[]float64{76, 100}, false},
		"starts from zero": {[]float64{0, 1000}, true},
	} {
		r := draw(t, lineChart(months(sep2022, c.vs...)))
		if r.Key.FromZero != c.zero {
			t.Errorf("%s: from zero %v, want %v", name, r.Key.FromZero, c.zero)
		}
		if contains(words(r.Drawing), "0") != c.zero {
			t.Errorf("%s: axis %q", name, words(r.Drawing))
		}
	}
}

func TestDots(t *testing.T) {
	c := Chart{Kind: Dots, W: 84 * mm, Ref: sep2023, References: []Reference{{Period: data.Month(2018, 9), Label: "Before the closure"}},
		Series: []Series{{Points: []Point{month(data.Month(2018, 9), 200), gap(data.Month(2019, 9)), month(sep2022, 50), month(sep2023, 100)}}}}
	r := draw(t, c)
	if want := 4*rowPitch + rowMargin; !about(r.H, want) {
		t.Errorf("%v high, want %v", r.H, want)
	}
	for _, s := range []string{"Sep 2018", "Before the closure", "200.0", "Sep 2019", "n.a.", "Sep 2022", "50.0", "Sep 2023", "100.0"} {
		if !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing among %q", s, words(r.Drawing))
		}
	}
	dots, ref := areas(r.Drawing, mid), areas(r.Drawing, rust)
	if len(dots) != 2 || len(ref) != 1 {
		t.Fatalf("%d dots and %d in the colour of the reference month, want 2 and 1", len(dots), len(ref))
	}
	zero := strokes(r.Drawing, inkColor, baseWidth)[0].Segs[0].P[0].X
	middle := func(b box) float64 { return (b.x0+b.x1)/2 - zero }
	if !about(middle(dots[0]), 2*middle(ref[0])) || !about(middle(dots[1]), middle(ref[0])/2) {
		t.Errorf("distances %v, %v, %v are not as 200, 50, 100", middle(dots[0]), middle(dots[1]), middle(ref[0]))
	}
	if !r.Key.Hatched || len(hatchings(r.Drawing, muted)) != 1 {
		t.Error("the missing month is not hatched")
	}
	c.H = 10 * mm
	if _, err := Draw(c); err == nil || !strings.Contains(err.Error(), "4 rows do not fit into 10 mm") {
		t.Errorf("got %v", err)
	}
}

func TestSparks(t *testing.T) {
	spark := func(k SparkKind, ps []Point) ink.Drawing {
		t.Helper()
		d, err := Spark(k, ps, 27*mm, 7*mm, nil)
		if err != nil {
			t.Fatal(err)
		}
		checkLegible(t, d)
		return d
	}
	for _, k := range []SparkKind{SparkBars, SparkCumulative} {
		d := spark(k, exports())
		bars, last := areas(d, mid), areas(d, rust)
		if len(bars) != 12 || len(last) != 1 || len(words(d)) != 0 {
			t.Fatalf("%s: %d bars, %d highlighted, texts %q", k, len(bars), len(last), words(d))
		}
		if h := bars[0].y1 - bars[0].y0; !about(h/(last[0].y1-last[0].y0), 90.07/188.74) {
			t.Errorf("%s: bars do not begin at zero", k)
		}
	}
	d := spark(SparkPair, []Point{month(sep2022, 90.07), month(sep2023, 188.74)})
	if ws := words(d); !slices.Equal(ws, []string{"2022", "90.1", "2023", "188.7"}) {
		t.Errorf("pair: %q", ws)
	}
	before, now := areas(d, mid)[0], areas(d, rust)[0]
	if before.x0 != now.x0 || math.Abs((before.x1-before.x0)/(now.x1-now.x0)-90.07/188.74) > 0.002 || before.y1 > now.y0 {
		t.Errorf("pair: bars %v and %v", before, now)
	}
	if ws := words(spark(SparkPair, []Point{month(data.Month(2023, 8), 1), month(sep2023, 2)})); !contains(ws, "Aug") || !contains(ws, "Sep") {
		t.Errorf("pair within a year: %q", ws)
	}
	d = spark(SparkLine, months(sep2022, 1, 2, na, 3, na, 4, 5, 6))
	if n := len(strokes(d, blue, 0.3*mm)); n != 2 {
		t.Errorf("line: %d pieces, want 2", n)
	}
	if n := len(areas(d, rust)); n != 1 {
		t.Errorf("line: %d end dots, want 1", n)
	}
	d = spark(SparkBars, months(sep2022, -6.6, na, 15.9))
	if len(areas(d, orange)) != 1 || len(hatchings(d, muted)) != 1 {
		t.Error("bars: want a fall below zero and a gap")
	}
	for _, k := range []SparkKind{SparkBars, SparkPair, SparkCumulative, SparkLine} {
		for _, ps := range [][]Point{nil, months(sep2022, na, na)} {
			if d := spark(k, ps); len(d.Marks) != 0 || d.W != 27*mm {
				t.Errorf("%s of nothing: %s", k, d.Dump())
			}
		}
	}
}

// A flat line stands on the area even where the next number up cannot be told
// from its value.
func TestASparkOfEqualHugeValues(t *testing.T) {
	for _, v := range []float64{largest, -largest} {
		d, err := Spark(SparkLine, months(sep2022, v, v), 27*mm, 7*mm, nil)
		if err != nil {
			t.Fatal(err)
		}
		checkLegible(t, d)
		if n := len(strokes(d, blue, 0.3*mm)); n != 1 {
			t.Errorf("%g: %d lines, want 1", v, n)
		}
	}
}

func TestSparkErrors(t *testing.T) {
	for want, f := range map[string]func() (ink.Drawing, error){
		`unknown kind of small chart "pie"`: func() (ink.Drawing, error) { return Spark("pie", exports(), 10, 10, nil) },
		"a pair has two points, not 13":     func() (ink.Drawing, error) { return Spark(SparkPair, exports(), 10, 10, nil) },
		"a small chart of 0 by 10 points":   func() (ink.Drawing, error) { return Spark(SparkBars, exports(), 0, 10, nil) },
		"the value of 2022-09, +Inf,":       func() (ink.Drawing, error) { return Spark(SparkBars, months(sep2022, math.Inf(1)), 10, 10, nil) },
	} {
		if _, err := f(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
