package charts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/data"
)

// heatChart is a heat map with all that there can be in one: a year with a missing
// month, two months published as one figure, months to come.
func heatChart() Chart {
	points := months(data.Month(2019, 1), 168.4, 106.1, 197.9, 220.6, 258.1, 212.9, 229.4, 219.4, 231.9, 255.3, 262.7, 257.7)
	points = append(points, Point{Span: data.Span{From: data.Month(2020, 1), To: data.Month(2020, 2)}, Value: 197.4, Text: "197.4", Status: data.Present})
	points = append(points, months(data.Month(2020, 3), 18, 21.8, 58.6, 87.7, 65.9, 19.3, 18.9, .3, na, 3.4,
		0, 0, 13, 28.8, 2.7, 12.3, 16.8, 22.5, 55.6, 39.8, 36, 54.9, 57.9, 52.5, 51.6, 98.2, 14.5, 19, 59.7, 67, 80, 109.4, 113.8, 121.6,
		117.2, 130.4, 158.4, 166, 165.6, 154.7, 156.4, 162.8, 188.7)...)
	return Chart{Kind: Heatmap, W: 174 * mm, Ref: sep2023, Unit: "US$ million", Series: []Series{{Name: "Exports", Points: points}}, Sums: []Sum{
		{2019, 12, 2620.4, "2 620.4"}, {2020, 11, 491.3, "491.3"}, {2021, 12, 282.4, "282.4"}, {2022, 12, 845.2, "845.2"}, {2023, 9, 1400.2, "1 400.2"}}}
}

// heatOf is a heat map of points without totals.
func heatOf(w float64, points []Point) Chart {
	return Chart{Kind: Heatmap, W: w * mm, Ref: points[len(points)-1].Span.To, Series: []Series{{Points: points}}}
}

func TestHeatmapTellsEveryCellApart(t *testing.T) {
	c := heatChart()
	r := draw(t, c)
	want := Key{Notes: []Note{{"a", data.Span{From: data.Month(2020, 1), To: data.Month(2020, 2)}}}, Hatched: true, Signs: true, FromZero: true, Outlined: true, Dashed: true, Partial: true}
	if got := fmt.Sprintf("%+v", r.Key); got != fmt.Sprintf("%+v", want) {
		t.Errorf("got %s\nwant %+v", got, want)
	}
	if got := fmt.Sprintf("%+v", c.Key()); got != fmt.Sprintf("%+v", want) {
		t.Errorf("the key without drawing is %s", got)
	}
	if n := len(strokes(r.Drawing, rust, 0.7*mm)); n != 1 {
		t.Errorf("%d cells are outlined, want one", n)
	}
	if n := len(strokes(r.Drawing, rule, 0.15*mm)); n != 3 {
		t.Errorf("%d cells are dashed, want October to December", n)
	}
	// Every value is there once, that of the two months too.
	for _, p := range c.Series[0].Points {
		if p.present() && !contains(words(r.Drawing), p.Text) {
			t.Errorf("%s: %s is not printed", p.Span, p.Text)
		}
	}
	for _, s := range []string{"n.a.", "a", "2019", "2023", "Jan", "Dec", "Year total", "491.3", "11/12", "1 400.2", "9/12", "US$ million", "< 50", "50–100", "≥ 250"} {
		if !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing among %q", s, words(r.Drawing))
		}
	}
	// The merged cell is as wide as two with the white between them.
	var widths []float64
	for _, b := range areas(r.Drawing, heatRamp[1].fill) {
		if b.y1-b.y0 > 7*mm {
			widths = append(widths, b.x1-b.x0)
		}
	}
	if one, two := slices.Min(widths), slices.Max(widths); !about(two, 2*one+heatGap) {
		t.Errorf("the merged cell is %.2f wide, others %.2f", two, one)
	}
	// Whole years have full bars, others open ones.
	if n := len(areas(r.Drawing, mid)); n != 3 {
		t.Errorf("%d full bars of years, want 3", n)
	}
}

func TestHeatmapShowsWhatCameLater(t *testing.T) {
	points := months(data.Month(2023, 1), 1, 2, 3, 4)
	points[3].After = true
	c := heatOf(174, points)
	c.Ref = data.Month(2023, 3)
	r := draw(t, c)
	if !r.Key.Open || len(strokes(r.Drawing, inkColor, baseWidth)) != 1 {
		t.Error("the month after the reference month is not drawn open")
	}
}

func TestHeatmapOfWithheldAndProvisionalFigures(t *testing.T) {
	points := months(data.Month(2023, 1), 1, 2, 3, 4)
	points[1].Status, points[2].Status = data.Suppressed, data.Provisional
	r := draw(t, heatOf(174, points))
	for _, s := range []string{"c", "p", "n.a."} {
		if !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing among %q", s, words(r.Drawing))
		}
	}
}

// A run of months that goes on into the next year has a cell in both, and its
// figure once.
func TestHeatmapSplitsARunAtTheYear(t *testing.T) {
	points := []Point{month(data.Month(2022, 10), 3), {Span: data.Span{From: data.Month(2022, 11), To: data.Month(2023, 1)}, Value: 90, Text: "90.0", Status: data.Present}, month(data.Month(2023, 2), 5)}
	c := heatOf(174, points)
	r := draw(t, c)
	n := 0
	for _, w := range words(r.Drawing) {
		if w == "90.0" {
			n++
		}
	}
	letters := 0
	for _, w := range words(r.Drawing) {
		if w == "a" {
			letters++
		}
	}
	if n != 1 || letters != 2 {
		t.Errorf("the figure stands %d times and its letter %d times, want 1 and 2", n, letters)
	}
}

func TestHeatmapSizes(t *testing.T) {
	wave := func(n int) []Point {
		vs := make([]float64, n)
		for i := range vs {
			vs[i] = float64(100 + i%90)
		}
		return months(data.Month(1980, 1), vs...)
	}
	for _, years := range []int{1, 2, 5, 12, 20, 30, 40, mostHeatYears} {
		r := draw(t, heatOf(174, wave(12*years)))
		checkLegible(t, r.Drawing)
		if r.H > 205*mm {
			t.Errorf("%d years are %.0f mm high, which fits on no page", years, r.H/mm)
		}
		if n := len(words(r.Drawing)); n < 13*years+12 {
			t.Errorf("%d years: only %d texts", years, n)
		}
	}
	big := []Point{month(data.Month(2023, 1), 1234567), month(data.Month(2023, 2), -123456)}
	big[0].Text, big[1].Text = "1 234 567", "−123 456"
	checkLegible(t, draw(t, heatOf(174, big)).Drawing)
	quarter := Point{Span: data.Span{From: data.Quarter(2023, 1), To: data.Quarter(2023, 1)}, Value: 1234567, Text: "1 234 567", Status: data.Present}
	checkLegible(t, draw(t, heatOf(84, []Point{quarter})).Drawing)
	year := Point{Span: data.Span{From: data.Year(2023), To: data.Year(2023)}, Value: 5, Text: "5.0", Status: data.Present}
	for want, c := range map[string]Chart{
		"44 years are more than a heat map can show on a page (43)":                                                                       heatOf(174, wave(12*44)),
		"129.0 does not fit into a cell of a heat map 60 mm wide: cells would be 3.9 mm wide\n  hint: give it the full width of the page": heatOf(60, wave(120)),
		"a heat map has the months or quarters of a year side by side, and these data are annual":                                         heatOf(174, []Point{year}),
		"10 years do not fit into 40 mm":                           func() Chart { c := heatOf(174, wave(120)); c.H = 40 * mm; return c }(),
		"a chart of kind heatmap draws one series, this one has 2": func() Chart { c := heatOf(174, wave(12)); c.Series = append(c.Series, c.Series[0]); return c }(),
	} {
		_, err := Draw(c)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v\nwant %s", err, want)
		}
	}
}

// Narrow cells number the months whose names have no room.
func TestHeatmapNumbersMonthsThatHaveNoRoom(t *testing.T) {
	c := heatOf(84, months(data.Month(2023, 1), 1, 2, 3))
	c.MonthName = func(p data.Period, year bool) string { return "September" }
	r := draw(t, c)
	if ws := words(r.Drawing); contains(ws, "September") || !contains(ws, "12") {
		t.Errorf("%q", ws)
	}
}

func TestClasses(t *testing.T) {
	for _, c := range []struct {
		values []float64
		signed bool
		want   string
	}{
		{[]float64{0, 262.7, 13, 57, 100, 188.7}, false, "< 50, 50–100, 100–150, 150–200, 200–250, ≥ 250"},
		{[]float64{98, 99, 100, 101, 102}, false, "< 99, 99–100, 100–101, 101–102, ≥ 102"},
		{[]float64{0.1, 0.2, 0.3}, false, "< 0.15, 0.15–0.20, 0.20–0.25, 0.25–0.30, ≥ 0.30"},
		{[]float64{1e6, 9e6}, false, "< 2\u00a0000\u00a0000, 2\u00a0000\u00a0000–4\u00a0000\u00a0000, 4\u00a0000\u00a0000–6\u00a0000\u00a0000, 6\u00a0000\u00a0000–8\u00a0000\u00a0000, ≥ 8\u00a0000\u00a0000"},
		{slices.Concat(slices.Repeat([]float64{3, 20, 50}, 20), []float64{1e9}), false, "< 10, 10–20, 20–30, 30–40, 40–50, ≥ 50"},
		{[]float64{42, 42, 42}, false, ""},
		{[]float64{0, 0}, true, ""},
		{[]float64{0}, false, ""},
		{[]float64{1e15, 1e15 + 0.125}, false, ""},
		{[]float64{-40, -12, 3, 20, 80}, true, "< −15, −15 … −5, −5 … +5, +5 … +15, ≥ +15"},
		{[]float64{2, 8, 20}, true, "< +5, +5 … +10, +10 … +15, +15 … +20, ≥ +20"},
		{[]float64{-20, 3, 4}, false, "< −3, −3 … −1, −1 … +1, +1 … +3, ≥ +3"},
		{[]float64{-7, -8, -9}, true, "< −8, −8 … −7, ≥ −7"},
	} {
		k := classesOf(slices.Clone(c.values), c.signed)
		if got := strings.Join(k.names(), ", "); got != c.want {
			t.Errorf("%v: got %s, want %s", c.values, got, c.want)
		}
		if len(k.shades) != len(k.limits)+1 || len(k.shades) > len(heatRamp) {
			t.Errorf("%v: %d classes with %d limits", c.values, len(k.shades), len(k.limits))
		}
		for _, v := range c.values {
			i := k.index(v)
			if i > 0 && v < k.limits[i-1]-1e-6 || i < len(k.limits) && v >= k.limits[i] {
				t.Errorf("%v is in class %d of %v", v, i, k.limits)
			}
		}
	}
}

// In grey, each class of levels is darker than the one before.
func TestClassesDarken(t *testing.T) {
	grey := func(c ink.Color) float64 { return 0.2126*float64(c.R) + 0.7152*float64(c.G) + 0.0722*float64(c.B) }
	for n := 2; n <= len(heatRamp); n++ {
		vs := make([]float64, 0, n)
		for i := range n {
			vs = append(vs, float64(i))
		}
		last := 256.0
		for _, s := range classesOf(vs, false).shades {
			if g := grey(s.fill); g > last-8 {
				t.Errorf("%d values: a shade of %.0f after %.0f", n, g, last)
			} else {
				last = g
			}
		}
	}
}
