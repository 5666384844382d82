package charts

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/data"
	"tradebrief/data/diag"
)

func TestBarsStandOnZeroInProportion(t *testing.T) {
	points := exports()
	r := draw(t, barChart(points))
	bars := areas(r.Drawing, mid)
	if len(bars) != 12 {
		t.Fatalf("%d ordinary bars, want 12", len(bars))
	}
	ref := areas(r.Drawing, rust)
	if len(ref) != 1 {
		t.Fatalf("%d bars in the colour of the reference month, want exactly 1", len(ref))
	}
	scale := (ref[0].y1 - ref[0].y0) / 188.74
	for i, b := range bars {
		if h := b.y1 - b.y0; math.Abs(h-points[i].Value*scale) > 0.05 {
			t.Errorf("bar of %v is %.2f high, want %.2f", points[i].Value, h, points[i].Value*scale)
		}
		if b.y1 != ref[0].y1 {
			t.Errorf("bars stand on %v and %v", b.y1, ref[0].y1)
		}
		if i > 0 && !about(b.x0-bars[i-1].x0, bars[1].x0-bars[0].x0) {
			t.Errorf("bar %d is not in step", i)
		}
	}
	if step := bars[1].x0 - bars[0].x0; math.Abs((bars[0].x1-bars[0].x0)/step-barRatio) > 0.01 {
		t.Errorf("bars take %.2f of a step, want %.2f", (bars[0].x1-bars[0].x0)/step, barRatio)
	}
	for _, s := range []string{"0", "50", "100", "150", "200", "188.7", "Sep 2023", "Sep", "Dec", "Mar", "Jun", "2022", "2023"} {
		if !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing among %q", s, words(r.Drawing))
		}
	}
	if k := r.Key; k.Hatched || k.Open || len(k.Notes) > 0 || !k.FromZero {
		t.Errorf("the key explains what is not there: %+v", k)
	}
}

func TestBarsOfManyMonthsAreNamedByYears(t *testing.T) {
	r := draw(t, Chart{Kind: Bars, W: 174 * mm, Series: []Series{{Points: shapes()["33 months"]}}})
	for _, s := range []string{"2022", "2023", "2024", "2025"} {
		if !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing among %q", s, words(r.Drawing))
		}
	}
	if contains(words(r.Drawing), "Sep") {
		t.Error("months are named")
	}
}

// hatchings are the rectangles round hatched areas.
func hatchings(d ink.Drawing, c ink.Color) []box {
	var out []box
	for _, p := range strokes(d, c, 0.14*mm) {
		out = append(out, around(p))
	}
	return out
}

func TestAMissingMonthIsAHatchedStubAndZeroIsNot(t *testing.T) {
	points := exports()
	points[3] = gap(points[3].Span.From)
	points[5] = month(points[5].Span.From, 0)
	points = slices.Delete(points, 8, 9) // no point at all is a gap as well
	r := draw(t, barChart(points))
	if n := len(areas(r.Drawing, mid)); n != 9 {
		t.Errorf("%d bars, want 9", n)
	}
	stubs := hatchings(r.Drawing, muted)
	if len(stubs) != 2 {
		t.Fatalf("%d hatched stubs, want 2", len(stubs))
	}
	for _, b := range stubs {
		if h := b.y1 - b.y0; math.Abs(h-stub) > 0.05 {
			t.Errorf("the stub is %.2f high, want %.2f", h, stub)
		}
	}
	if zeros := strokes(r.Drawing, mid, zeroStroke); len(zeros) != 1 {
		t.Errorf("%d strokes for a true zero, want 1", len(zeros))
	}
	if !r.Key.Hatched {
		t.Error("the key does not explain the hatching")
	}
}

func TestMonthsPublishedTogetherAreOneBarAtTheirMean(t *testing.T) {
	points := exports()
	both := data.Span{From: data.Month(2023, 1), To: data.Month(2023, 2)}
	points[4] = Point{Span: both, Value: 300, Text: "300.0", Status: data.Present}
	points = slices.Delete(points, 5, 6)
	r := draw(t, barChart(points))
	run := hatchings(r.Drawing, mid)
	if len(run) != 1 {
		t.Fatalf("%d hatched bars, want 1", len(run))
	}
	bars, ref := areas(r.Drawing, mid), areas(r.Drawing, rust)[0]
	scale := (ref.y1 - ref.y0) / 188.74
	if h := run[0].y1 - run[0].y0; math.Abs(h-150*scale) > 0.5 {
		t.Errorf("the bar is %.1f high, want %.1f for the mean of 150", h, 150*scale)
	}
	step := bars[1].x0 - bars[0].x0
	if w := run[0].x1 - run[0].x0; math.Abs(w-step*(1+barRatio)) > 0.5 {
		t.Errorf("the bar is %.1f wide, want %.1f: over both months", w, step*(1+barRatio))
	}
	if !contains(words(r.Drawing), "a") {
		t.Error("no note letter")
	}
	if want := []Note{{"a", both}}; !slices.Equal(r.Key.Notes, want) || !slices.Equal(barChart(points).Key().Notes, want) {
		t.Errorf("notes %v, want %v", r.Key.Notes, want)
	}
}

// TestSignsOfStatuses: figures that are not final have a letter over their bar,
// and so has the stub of one that is withheld.
func TestSignsOfStatuses(t *testing.T) {
	points := exports()
	points[0].Status, points[1].Status, points[2].Status, points[3].Status = data.Estimated, data.Provisional, data.Suppressed, data.Revised
	got := words(draw(t, barChart(points)).Drawing)
	for _, sign := range []string{"e", "p", "c"} {
		if !contains(got, sign) {
			t.Errorf("no %s among %q", sign, got)
		}
	}
	if contains(got, "r") {
		t.Error("a revised figure is final")
	}
	if got := words(draw(t, barChart(exports())).Drawing); contains(got, "e") || contains(got, "p") || contains(got, "c") {
		t.Errorf("signs without a status: %q", got)
	}
}

func TestLetters(t *testing.T) {
	for n, want := range map[int]string{0: "a", 2: "d", 21: "z", 22: "aa", 23: "ab", 43: "az", 44: "ba"} {
		if got := letter(n); got != want {
			t.Errorf("letter %d is %s, want %s", n, got, want)
		}
	}
}

func TestWhatWasPublishedAfterIsAnOpenBar(t *testing.T) {
	after := month(data.Month(2023, 10), 167.6)
	after.After = true
	r := draw(t, barChart(append(exports(), after)))
	if len(areas(r.Drawing, rust)) != 1 || len(areas(r.Drawing, white)) != 1 {
		t.Error("want one bar in the colour of the reference month and one in white")
	}
	for _, s := range []string{"188.7", "Sep 2023", "167.6", "Oct 2023"} {
		if !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing", s)
		}
	}
	if !r.Key.Open {
		t.Error("the key does not explain the open bar")
	}
	// A month that is not out yet is neither a stub nor in the key.
	c := barChart(exports())
	c.To = data.Month(2023, 12)
	if r := draw(t, c); r.Key.Hatched || len(hatchings(r.Drawing, muted)) > 0 {
		t.Error("months to come are drawn as missing")
	}
}

func TestAnEarlierReferenceMonthCarriesItsValue(t *testing.T) {
	c := barChart(exports())
	c.Ref = data.Month(2023, 1)
	r := draw(t, c)
	for _, m := range r.Marks {
		if x, ok := m.Op.(ink.Text); ok && x.S == "188.4" {
			if b := areas(r.Drawing, rust)[0]; x.Y > b.y0 || x.X > b.x1 {
				t.Errorf("the value stands at %v, %v, not over its bar %v", x.X, x.Y, b)
			}
			return
		}
	}
	t.Error("no value")
}

func TestTheAverageBreaksAtGaps(t *testing.T) {
	c := barChart(exports())
	c.Series[0].Average = months(sep2022, na, 80, 85, na, 95, na, na, 110, 115, 120, 125, 130, 142.5)
	c.Series[0].AverageName = "12-month average"
	r := draw(t, c)
	if got := lengths(strokes(r.Drawing, navy, 0.55*mm)); !slices.Equal(got, []int{2, 6}) {
		t.Errorf("lines through %v points, want 2 and 6", got)
	}
	// The single value between gaps and the end are dots.
	if n := len(areas(r.Drawing, navy)); n != 2 {
		t.Errorf("%d dots, want 2", n)
	}
	if halos := strokes(r.Drawing, white, 0.55*mm*2); len(halos) != 2 {
		t.Errorf("%d halos, want 2", len(halos))
	}
	for _, s := range []string{"142.5", "12-month average"} {
		if !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing", s)
		}
	}
}

func TestBarsSideBySide(t *testing.T) {
	c := barChart(exports())
	c.Series = append(c.Series, Series{Name: "Imports", Points: months(sep2022, 14.2, 21.4, 11.8, 19.1, 17.5, 9.4, 20.6, 33.6, 23.9, 29.5, 25, 28.2, 27.8)},
		Series{Name: "Other", Points: months(sep2022, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)})
	r := draw(t, c)
	a, b, o := append(areas(r.Drawing, mid), areas(r.Drawing, rust)...), areas(r.Drawing, navy), areas(r.Drawing, pale)
	if len(a) != 13 || len(b) != 13 || len(o) != 13 {
		t.Fatalf("%d, %d and %d bars, want 13 each", len(a), len(b), len(o))
	}
	for i := range b {
		if a[i].x1 > b[i].x0 || b[i].x1 > o[i].x0 || i > 0 && o[i-1].x1 > a[i].x0 {
			t.Errorf("bars of month %d overlap", i)
		}
	}
	for _, s := range []string{"188.7", "Exports", "27.8", "Imports", "13.0", "Other"} {
		if !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing", s)
		}
	}
}

func TestNegativeBarsHangBelowZero(t *testing.T) {
	r := draw(t, Chart{Kind: Bars, W: 84 * mm, Series: []Series{{Points: months(sep2022, 10, -20, 5, -1)}}})
	up, down := areas(r.Drawing, mid), areas(r.Drawing, orange)
	if len(up) != 2 || len(down) != 2 {
		t.Fatalf("%d bars up and %d down, want 2 and 2", len(up), len(down))
	}
	if up[0].y1 != down[0].y0 || !about((down[0].y1-down[0].y0)/2, up[0].y1-up[0].y0) {
		t.Errorf("bars %v and %v do not meet at zero in proportion", up[0], down[0])
	}
	if !contains(words(r.Drawing), "−20") {
		t.Error("the axis has no true minus")
	}
}

func TestAnEarlierReferenceIsALevel(t *testing.T) {
	c := barChart(exports())
	c.References = []Reference{{data.Month(2018, 9), "Before the closure", 200.33, "200.3"}}
	r := draw(t, c)
	var dashed []ink.Path
	for _, m := range r.Marks {
		if p, ok := m.Op.(ink.Path); ok && p.Stroke != nil && len(p.Stroke.Dash) > 0 {
			dashed = append(dashed, p)
		}
	}
	if len(dashed) != 1 {
		t.Fatalf("%d dashed lines, want 1", len(dashed))
	}
	ref := areas(r.Drawing, rust)[0]
	if y := dashed[0].Segs[0].P[0].Y; math.Abs((ref.y1-y)/(ref.y1-ref.y0)-200.33/188.74) > 0.002 {
		t.Errorf("the level is drawn at %v, beside a bar of %v", y, ref)
	}
	ws := words(r.Drawing)
	if !contains(ws, "200.3 ") || !contains(ws, "Before the closure, Sep 2018") {
		t.Errorf("the level has no name: %q", ws)
	}
	// A name that has its period keeps it once.
	c.References[0].Label = "Sep 2018, before the closure"
	if ws := words(draw(t, c).Drawing); !contains(ws, "Sep 2018, before the closure") {
		t.Errorf("%q", ws)
	}
	// On the axis a reference is a note at its month.
	c.References[0].Period = data.Month(2022, 12)
	if ws := words(draw(t, c).Drawing); !contains(ws, "Dec 2022: 200.3") {
		t.Errorf("%q", ws)
	}
}

func TestErrorsNameWhatIsWrong(t *testing.T) {
	quarter := Point{Span: data.Span{From: data.Quarter(2023, 1), To: data.Quarter(2023, 1)}, Status: data.Present}
	for want, change := range map[string]func(c *Chart){
		`unknown kind of chart "pie": expected bars, line, `:                   func(c *Chart) { c.Kind = "pie" },
		"a chart of kind bars has 1 to 3 series, this one has 0":               func(c *Chart) { c.Series = nil },
		"a chart of kind bars has 1 to 3 series, this one has 4":               func(c *Chart) { c.Series = make([]Series, 4) },
		"chart has no figure to draw":                                          func(c *Chart) { c.Series[0].Points = months(sep2022, na, na) },
		"series Exports: the value of 2022-09, NaN, is not one":                func(c *Chart) { c.Series[0].Points[0].Value = na },
		"series Exports: the value of 2022-09, +Inf, is not one":               func(c *Chart) { c.Series[0].Points[0].Value = math.Inf(1) },
		"series Exports: the value of 2022-09, 1e+20, is not one":              func(c *Chart) { c.Series[0].Points[0].Value = 1e20 },
		"series Exports has two points for 2022-10":                            func(c *Chart) { c.Series[0].Points[0].Span.To = data.Month(2022, 10) },
		"a point of series Exports: 2023-Q1 is not of the frequency":           func(c *Chart) { c.Series[0].Points[3] = quarter },
		"a point of series Exports has no period":                              func(c *Chart) { c.Series[0].Points[0].Span = data.Span{} },
		"shaded period War runs backwards, from 2023-02 to 2023-01":            func(c *Chart) { c.Shades = []Shade{{data.Month(2023, 2), data.Month(2023, 1), "War"}} },
		"reference Old: the value of 2018-09, NaN, is not one":                 func(c *Chart) { c.References = []Reference{{data.Month(2018, 9), "Old", na, ""}} },
		"an average line does not go with kind line":                           func(c *Chart) { c.Kind = Line; c.Series[0].Average = exports() },
		"the axis runs from 2023-09 to 2022-09":                                func(c *Chart) { c.From, c.To = sep2023, sep2022 },
		"24000 periods from 0023-10 to 2023-09 are more than a chart can show": func(c *Chart) { c.From, c.To = sep2023.Add(-23999), sep2023 },
		"a chart 20 mm wide cannot be read: at least 40 mm are needed":         func(c *Chart) { c.W = 20 * mm },
		"a chart 20 mm high cannot be read: at least 28 mm are needed":         func(c *Chart) { c.H = 20 * mm },
		"a chart of -1 by ": func(c *Chart) { c.W = -1 },
	} {
		c := barChart(exports())
		c.At = diag.Pos{File: "outline.yaml", Line: 12, Col: 9}
		change(&c)
		_, err := Draw(c)
		var p *diag.Problem
		if !errors.As(err, &p) {
			t.Errorf("got %v, want %s", err, want)
			continue
		}
		if !strings.Contains(p.Message, want) || p.Pos != c.At || p.Phase != diag.Layout {
			t.Errorf("got %v, phase %d\nwant %s", p, p.Phase, want)
		}
	}
}

func TestHeights(t *testing.T) {
	for _, f := range forms {
		if f.hatched != nil {
			continue // charts of parts have a test of their own
		}
		k := f.kind
		c := Chart{Kind: k, W: 174 * mm, Ref: sep2023, Series: []Series{{Name: "Exports", Points: exports()[:6]}}}
		if f.ahead {
			c.Horizon, c.Outcomes = sep2023, []Outcome{{"Central", 184, "184"}}
		}
		least, standard, most := c.HeightRange()
		if !(0 < least && least <= standard && standard < most) {
			t.Errorf("%s: %v, %v, %v", k, least, standard, most)
		}
		if r := draw(t, c); r.H != standard {
			t.Errorf("%s: drawn %v high, want %v", k, r.H, standard)
		}
		for _, h := range []float64{least, most} {
			c.H = h
			if r := draw(t, c); r.H != h {
				t.Errorf("%s: drawn %v high, want %v", k, r.H, h)
			}
		}
	}
	if least, standard, most := (Chart{Kind: "pie"}).HeightRange(); least != 0 || standard != 0 || most != 0 {
		t.Errorf("a chart that cannot be drawn has the heights %v, %v, %v", least, standard, most)
	}
}
