package charts

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/data"
)

// month is a point of one month, its text with one decimal.
func month(p data.Period, v float64) Point {
	return Point{Span: data.Span{From: p, To: p}, Value: v, Text: strings.ReplaceAll(fmt.Sprintf("%.1f", v), "-", "−"), Status: data.Present}
}

// gap is a month without a value.
func gap(p data.Period) Point { return Point{Span: data.Span{From: p, To: p}} }

// months are points from a month on; NaN is a gap.
func months(from data.Period, vs ...float64) []Point {
	var out []Point
	for i, v := range vs {
		if p := from.Add(i); math.IsNaN(v) {
			out = append(out, gap(p))
		} else {
			out = append(out, month(p, v))
		}
	}
	return out
}

var (
	na      = math.NaN()
	sep2022 = data.Month(2022, 9)
	sep2023 = data.Month(2023, 9)
)

// exports are China's exports to North Korea, September 2022 to September 2023,
// in US$ million as first published.
func exports() []Point {
	return months(sep2022, 90.07, 132.43, 113.88, 122.35, 188.4, 112.1, 137.9, 165.78, 165.63, 154.7, 156.6, 162.9, 188.74)
}

func barChart(points []Point) Chart {
	return Chart{Kind: Bars, W: 174 * mm, Ref: sep2023, Series: []Series{{Name: "Exports", Points: points}}}
}

// draw draws, or fails the test.
func draw(t *testing.T, c Chart) Result {
	t.Helper()
	r, err := Draw(c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// words are the texts of a drawing.
func words(d ink.Drawing) []string {
	var out []string
	for _, m := range d.Marks {
		if x, ok := m.Op.(ink.Text); ok {
			out = append(out, x.S)
		}
	}
	return out
}

// areas are the rectangles round the filled paths in a colour.
func areas(d ink.Drawing, c ink.Color) []box {
	var out []box
	for _, m := range d.Marks {
		if p, ok := m.Op.(ink.Path); ok && p.Fill != nil && *p.Fill == c {
			out = append(out, around(p))
		}
	}
	return out
}

// strokes are the stroked paths in a colour that are so wide.
func strokes(d ink.Drawing, c ink.Color, width float64) []ink.Path {
	var out []ink.Path
	for _, m := range d.Marks {
		if p, ok := m.Op.(ink.Path); ok && p.Stroke != nil && p.Stroke.Color == c && math.Abs(p.Stroke.Width-width) < 0.01 {
			out = append(out, p)
		}
	}
	return out
}

// lengths are the numbers of points of paths.
func lengths(paths []ink.Path) []int {
	var out []int
	for _, p := range paths {
		out = append(out, len(p.Segs))
	}
	return out
}

// around is the rectangle round the points of a path.
func around(p ink.Path) box {
	b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, s := range p.Segs {
		n := map[ink.SegKind]int{ink.MoveTo: 1, ink.LineTo: 1, ink.CurveTo: 3}[s.Kind]
		for _, q := range s.P[:n] {
			b = box{min(b.x0, q.X), min(b.y0, q.Y), max(b.x1, q.X), max(b.y1, q.Y)}
		}
	}
	return b
}

func contains(ss []string, s string) bool { return slices.Contains(ss, s) }

// about says whether two places are the same but for rounding to pixels.
func about(a, b float64) bool { return math.Abs(a-b) < 0.03 }
