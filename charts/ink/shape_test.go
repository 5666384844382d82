package ink

import (
	"math"
	"testing"
)

func TestRGB(t *testing.T) {
	if got, want := RGB(0xFF14202B), (Color{0x14, 0x20, 0x2B}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := RGB(0x00A0FF).String(); got != "#00A0FF" {
		t.Errorf("printed as %s", got)
	}
}

func TestCircleIsRound(t *testing.T) {
	const x, y, r = 30.0, 40.0, 7.0
	var from Point
	for _, s := range Circle(x, y, r, Color{}).Segs {
		if s.Kind != CurveTo {
			from = s.P[0]
			continue
		}
		for i := range 21 {
			u := float64(i) / 20
			v := 1 - u
			at := func(a, b, c, d float64) float64 { return v*v*v*a + 3*v*v*u*b + 3*v*u*u*c + u*u*u*d }
			px, py := at(from.X, s.P[0].X, s.P[1].X, s.P[2].X), at(from.Y, s.P[0].Y, s.P[1].Y, s.P[2].Y)
			if got := math.Hypot(px-x, py-y); math.Abs(got-r) > 0.0003*r {
				t.Errorf("%v, %v is %v from the middle, want %v", px, py, got, r)
			}
		}
		from = s.P[2]
	}
}

func TestPolygonIsClosedAndPolylineOpen(t *testing.T) {
	pts := []Point{{1, 1}, {2, 1}, {2, 2}}
	polygon, polyline := Polygon(pts, Color{}), Polyline(pts, Stroke{})
	if n := len(polygon.Segs); n != 4 || polygon.Segs[3].Kind != Close || polygon.Fill == nil || polygon.Stroke != nil {
		t.Errorf("polygon is %+v", polygon)
	}
	if n := len(polyline.Segs); n != 3 || polyline.Segs[2].Kind != LineTo || polyline.Fill != nil || polyline.Stroke == nil {
		t.Errorf("polyline is %+v", polyline)
	}
	if p := Polygon(nil, Color{}); len(p.Segs) != 0 {
		t.Errorf("a polygon of nothing has segments %v", p.Segs)
	}
}

// hatchLines are the ends of the lines of a hatch.
func hatchLines(p Path) [][2]Point {
	var lines [][2]Point
	for i, s := range p.Segs {
		if s.Kind == MoveTo {
			lines = append(lines, [2]Point{s.P[0], p.Segs[i+1].P[0]})
		}
	}
	return lines
}

func TestHatch(t *testing.T) {
	for _, c := range []struct{ x, y, w, h, pitch float64 }{
		{10, 20, 30, 8, 2}, {10.3, 20.7, 3, 40, 2.2}, {0, 0, 5, 5, 0.7}, {-3, -8, 6, 6, 1},
	} {
		lines := hatchLines(Hatch(c.x, c.y, c.w, c.h, c.pitch, Stroke{Width: 0.4}))
		// As many lines as fit across the rectangle, one more or less.
		if n := (c.w + c.h) / math.Sqrt2 / c.pitch; math.Abs(float64(len(lines))-n) > 1 {
			t.Errorf("%v: %d lines, want about %v", c, len(lines), n)
		}
		for i, l := range lines {
			for _, p := range l {
				if p.X < c.x-1e-9 || p.X > c.x+c.w+1e-9 || p.Y < c.y-1e-9 || p.Y > c.y+c.h+1e-9 {
					t.Errorf("%v: %v is outside", c, p)
				}
				onEdge := near(p.X, c.x) || near(p.X, c.x+c.w) || near(p.Y, c.y) || near(p.Y, c.y+c.h)
				if !onEdge {
					t.Errorf("%v: a line ends at %v, inside", c, p)
				}
			}
			if dx, dy := l[1].X-l[0].X, l[1].Y-l[0].Y; dx < 0 || !near(dx, -dy) {
				t.Errorf("%v: a line goes %v to the right and %v down, want 45° up", c, dx, dy)
			}
			if i > 0 {
				apart := (l[0].X + l[0].Y - lines[i-1][0].X - lines[i-1][0].Y) / math.Sqrt2
				if !near(apart, c.pitch) {
					t.Errorf("%v: lines are %v apart", c, apart)
				}
			}
		}
	}
}

func TestHatchOfNothing(t *testing.T) {
	nan := math.NaN()
	for _, c := range [][5]float64{
		{0, 0, 0, 5, 1}, {0, 0, 5, -1, 1}, {0, 0, 5, 5, 0}, {0, 0, 5, 5, -1}, {0, 0, 5, 5, 1e-9}, {0, 0, nan, 5, 1},
		{nan, 0, 5, 5, 1}, {0, 0, 5, 5, nan}, {0, 0, math.Inf(1), 5, 1}, {math.Inf(1), 0, 5, 5, 1}, {1e300, 0, 5, 5, 1},
		{math.Inf(-1), 0, 5, 5, 1}, {0.1, 0.1, 0.1, 0.1, 50},
	} {
		if p := Hatch(c[0], c[1], c[2], c[3], c[4], Stroke{Width: 1}); len(p.Segs) != 0 {
			t.Errorf("Hatch(%v) is %v", c, p.Segs)
		}
	}
}
