package charts

import (
	"math"
	"slices"
	"strings"
	"testing"

	"tradebrief/data"
)

// seasons are so many months from January 2017 with a high in spring.
func seasons(n int) []Point {
	vs := make([]float64, n)
	for i := range vs {
		vs[i] = 100 + float64(i)/2 + 40*math.Sin(float64(i)*math.Pi/6)
	}
	return months(data.Month(2017, 1), vs...)
}

func yearChart(points []Point) Chart {
	return Chart{Kind: Years, W: 84 * mm, Ref: sep2023, Series: []Series{{Name: "Exports", Points: points}}}
}

// The year of the reference period is the first line, then the newest; what is
// more than four lines is a range.
func TestYearsInOrder(t *testing.T) {
	for n, c := range map[int]struct {
		years []int
		rest  [2]int
	}{
		81: {[]int{2023, 2022, 2021}, [2]int{2017, 2020}},
		48: {[]int{2020, 2019, 2018, 2017}, [2]int{}},
		9:  {[]int{2017}, [2]int{}},
	} {
		ch := yearChart(seasons(n))
		if n < 81 {
			ch.Ref = data.Period{}
		}
		if key := draw(t, ch).Key; !slices.Equal(key.Years, c.years) || key.Range != c.rest || key.Thin != [2]int{} {
			t.Errorf("%d months: years %v, range %v, thin %v", n, key.Years, key.Range, key.Thin)
		}
	}
	ch := yearChart(seasons(96))
	r := draw(t, ch)
	if !slices.Equal(r.Key.Years, []int{2023, 2024, 2022}) {
		t.Errorf("with a year after that of the reference: %v", r.Key.Years)
	}
	for _, s := range []string{"Jan", "Dec", "Dec 2023", "Dec 2024", "Dec 2022", "2017–2021", "range"} {
		if !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing among %q", s, words(r.Drawing))
		}
	}
}

// The range holds every value of its years, and its lines break where a year has
// a gap; years with many gaps are thin lines.
func TestTheRangeOfYears(t *testing.T) {
	points := seasons(81)
	chart := yearChart(points)
	area := areas(draw(t, chart).Drawing, pale)
	if len(area) != 1 {
		t.Fatalf("%d areas, want 1", len(area))
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, p := range points[:48] {
		lo, hi = min(lo, p.Value), max(hi, p.Value)
	}
	m, err := chart.model()
	if err != nil {
		t.Fatal(err)
	}
	lines := strokes(draw(t, chart).Drawing, gridline, hairline)
	first, last := around(lines[0]).y0, around(lines[len(lines)-1]).y0
	at := func(v float64) float64 { return first + (v-m.axis.lo())/(m.axis.hi()-m.axis.lo())*(last-first) }
	if !about(area[0].y1, at(lo)) || !about(area[0].y0, at(hi)) {
		t.Errorf("the range runs from %v to %v, want %v to %v", area[0].y1, area[0].y0, at(lo), at(hi))
	}
	for i := range 24 {
		points[i*2] = gap(points[i*2].Span.From)
	}
	r := draw(t, yearChart(points))
	if r.Key.Thin != [2]int{2017, 2020} || r.Key.Range != [2]int{} || len(areas(r.Drawing, pale)) != 0 {
		t.Errorf("with many gaps: %+v", r.Key)
	}
}

func TestYearsKeepGapsRunsAndWhatCameLater(t *testing.T) {
	points := seasons(82) // to October 2023
	points[81].After = true
	points[64] = gap(points[64].Span.From)         // May 2022
	points[60].Span.To = points[60].Span.To.Add(1) // January and February 2022
	points[60].Value, points = 300, slices.Delete(points, 61, 62)
	r := draw(t, yearChart(points))
	if got := lengths(strokes(r.Drawing, navy, 0.55*mm)); !slices.Equal(got, []int{2, 3, 7}) {
		t.Errorf("2022 is drawn in pieces of %v points, want the step, to April, from June", got)
	}
	if p := strokes(r.Drawing, navy, 0.55*mm)[0]; len(p.Stroke.Dash) == 0 || p.Segs[0].P[0].Y != p.Segs[1].P[0].Y {
		t.Error("January and February are no dashed step")
	}
	if got := strokes(r.Drawing, rust, 0.75*mm); len(got) != 2 || len(got[1].Stroke.Dash) == 0 || len(got[1].Segs) != 2 {
		t.Errorf("2023 is drawn in %v pieces, want a dashed one to October", lengths(got))
	}
	for _, s := range []string{"a", points[79].Text, "Sep 2023", points[80].Text, "Oct 2023"} {
		if !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing among %q", s, words(r.Drawing))
		}
	}
	if !r.Key.Later || r.Key.Open || len(r.Key.Notes) != 1 {
		t.Errorf("key %+v", r.Key)
	}
}

func TestYearsOfQuarters(t *testing.T) {
	var points []Point
	for i := range 15 {
		p := data.Quarter(2020, 1).Add(i)
		points = append(points, Point{Span: data.Span{From: p, To: p}, Value: float64(10 + i%4), Text: "1", Status: data.Present})
	}
	ch := yearChart(points)
	ch.Ref = data.Quarter(2023, 3)
	if ws := words(draw(t, ch).Drawing); !contains(ws, "Q1") || !contains(ws, "Q4") || !contains(ws, "Q3 2023") {
		t.Errorf("%q", ws)
	}
	for i := range points {
		p := data.Year(2000 + i)
		points[i].Span = data.Span{From: p, To: p}
	}
	ch.Ref = data.Year(2014)
	if _, err := Draw(ch); err == nil || !strings.Contains(err.Error(), "these figures are annual") {
		t.Errorf("annual figures: %v", err)
	}
}

func indexChart() Chart {
	index := func(first float64, vs ...float64) []Point {
		for i := range vs {
			vs[i] *= 100 / first
		}
		return months(sep2022, vs...)
	}
	return Chart{Kind: Indexed, W: 84 * mm, Ref: sep2023, Base: sep2022, Series: []Series{
		{Name: "Food staples", Points: index(40, 40, 60, 75, 62, 91, 108, 105, 92, 80, 72, 70, 70, 129)},
		{Name: "Wig materials", Points: index(20, 20, 23, 26, 24, 28, 31, 32, 35, 37, 31, 33, 34, 54)}}}
}

func TestIndexedStandsOn100(t *testing.T) {
	r := draw(t, indexChart())
	var dashed []box
	for _, p := range strokes(r.Drawing, text2, 0.25*mm) {
		dashed = append(dashed, around(p))
	}
	if len(dashed) != 1 || dashed[0].y0 != dashed[0].y1 {
		t.Fatalf("lines at 100: %v", dashed)
	}
	for _, c := range []struct {
		width float64
		color int
	}{{0.75 * mm, 0}, {0.55 * mm, 1}} {
		line := strokes(r.Drawing, lineStyles[c.color].color, c.width)[0]
		if !about(line.Segs[0].P[0].Y, dashed[0].y0) {
			t.Errorf("line %d begins at %v, and 100 is at %v", c.color, line.Segs[0].P[0].Y, dashed[0].y0)
		}
	}
	for name, c := range map[string]struct {
		vs   []float64
		axis []string
	}{
		"far above":    {[]float64{100, 900}, []string{"0", "250", "500", "750", "1 000"}},
		"little moved": {[]float64{100, 104}, []string{"98", "100", "102", "104"}},
		"not at all":   {[]float64{100, 100}, []string{"99.0", "99.5", "100.0", "100.5", "101.0"}},
		"never at 100": {[]float64{250, 260}, []string{"0", "100", "200", "300"}},
	} {
		ch := indexChart()
		ch.Series = []Series{{Name: "Exports", Points: months(sep2022, c.vs...)}}
		got := words(draw(t, ch).Drawing)[:len(c.axis)]
		for i := range got {
			got[i] = strings.ReplaceAll(got[i], "\u00a0", " ")
		}
		if !slices.Equal(got, c.axis) {
			t.Errorf("%s: axis %q, want %q", name, got, c.axis)
		}
	}
}

func fanChart() Chart {
	after := month(sep2023.Add(1), 167.6)
	after.After = true
	return Chart{Kind: Scenario, W: 114 * mm, Ref: sep2023, Series: []Series{{Name: "Exports", Points: append(exports(), after)}},
		Horizon: data.Month(2024, 3), Outcomes: []Outcome{{"Central", 184, "184"}, {"Upside", 232, "232"}, {"Downside", 122, "122"}}}
}

func TestScenarios(t *testing.T) {
	r := draw(t, fanChart())
	for _, s := range []string{"188.7", "Sep 2023", "Oct 2023: 167.6", "after the reference period", "232", "Upside", "184", "Central", "122", "Downside"} {
		if !contains(words(r.Drawing), s) {
			t.Errorf("%q is missing among %q", s, words(r.Drawing))
		}
	}
	edges, centre := strokes(r.Drawing, blue, 0.35*mm), strokes(r.Drawing, navy, 0.6*mm)
	if len(edges) != 2 || len(centre) != 1 {
		t.Fatalf("%d edges and %d lines within, want 2 and 1", len(edges), len(centre))
	}
	start, open := centre[0].Segs[0].P[0], around(strokes(r.Drawing, inkColor, baseWidth)[0])
	for _, e := range edges {
		if len(e.Stroke.Dash) != 2 || e.Segs[0].P[0] != start {
			t.Errorf("an edge begins at %v, dashes %v", e.Segs[0].P[0], e.Stroke.Dash)
		}
	}
	if !about(start.X, (open.x0+open.x1)/2) || math.Abs(start.Y-open.y0) > baseWidth {
		t.Errorf("the lines begin at %v, and the open bar is %v", start, open)
	}
	if area := areas(r.Drawing, pale); len(area) != 1 || !r.Key.Open || r.Key.Hatched {
		t.Errorf("areas %v, key %+v", area, r.Key)
	}

	one := fanChart()
	one.Outcomes = one.Outcomes[:1]
	if r := draw(t, one); len(areas(r.Drawing, pale)) != 0 || len(strokes(r.Drawing, blue, 0.35*mm)) != 0 {
		t.Error("one scenario alone has a range")
	}
}

func TestScenarioErrors(t *testing.T) {
	for want, change := range map[string]func(c *Chart){
		"shows 1 to 5 scenarios, this one has 0":                               func(c *Chart) { c.Outcomes = nil },
		"scenario Central: the value of 2024-03, +Inf, is not one":             func(c *Chart) { c.Outcomes[0].Value = math.Inf(1) },
		"the scenarios are of 2023-08, which is not on an axis":                func(c *Chart) { c.Horizon = data.Month(2023, 8) },
		"the scenarios are of 2024-Q1, which is not on an axis":                func(c *Chart) { c.Horizon = data.Quarter(2024, 1) },
		"the scenarios of 2023-10 begin at the last figure, and there is none": func(c *Chart) { c.Horizon = data.Month(2023, 10) },
		"scenarios do not go with kind bars":                                   func(c *Chart) { c.Kind = Bars },
	} {
		c := fanChart()
		change(&c)
		if _, err := Draw(c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
