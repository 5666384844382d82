package ink

import "math"

// Rect is a filled rectangle with its top left corner at x, y.
func Rect(x, y, w, h float64, fill Color) Path {
	return Polygon([]Point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, fill)
}

// Line is a straight line.
func Line(x1, y1, x2, y2 float64, s Stroke) Path {
	return Polyline([]Point{{x1, y1}, {x2, y2}}, s)
}

// Polyline is a line through the points, open at its ends.
func Polyline(pts []Point, s Stroke) Path {
	return Path{Segs: through(pts), Stroke: &s}
}

// Polygon is the filled area inside the points.
func Polygon(pts []Point, fill Color) Path {
	segs := through(pts)
	if len(segs) > 0 {
		segs = append(segs, Seg{Kind: Close})
	}
	return Path{Segs: segs, Fill: &fill}
}

// through are the segments of a line through the points.
func through(pts []Point) []Seg {
	segs := make([]Seg, 0, len(pts)+1)
	for i, p := range pts {
		kind := LineTo
		if i == 0 {
			kind = MoveTo
		}
		segs = append(segs, Seg{Kind: kind, P: [3]Point{p}})
	}
	return segs
}

// circleControl is how far the controls of the four cubic curves of a circle of
// radius 1 stand from their ends.
const circleControl = 4 * (math.Sqrt2 - 1) / 3

// Circle is a filled disc around x, y. For a ring, set Stroke, and Fill to nil.
func Circle(x, y, r float64, fill Color) Path {
	k := r * circleControl
	at := func(dx, dy float64) Point { return Point{x + dx, y + dy} }
	curve := func(a, b, end Point) Seg { return Seg{Kind: CurveTo, P: [3]Point{a, b, end}} }
	return Path{Fill: &fill, Segs: []Seg{
		{Kind: MoveTo, P: [3]Point{at(r, 0)}},
		curve(at(r, k), at(k, r), at(0, r)),
		curve(at(-k, r), at(-r, k), at(-r, 0)),
		curve(at(-r, -k), at(-k, -r), at(0, -r)),
		curve(at(k, -r), at(r, -k), at(r, 0)),
		{Kind: Close},
	}}
}

// Hatch fills a rectangle with lines that rise at 45°, pitch points apart
// (measured across the lines). The ends of the lines are computed, so that
// nothing needs clipping. The lines of neighbouring rectangles meet. The path has
// no segments if the pitch is not positive, or if it would take more than 10,000
// lines.
func Hatch(x, y, w, h, pitch float64, s Stroke) Path {
	// The lines are those with x+y = c. Counting c from the origin, and not from
	// the rectangle, makes the lines of two rectangles with one edge meet.
	step := pitch * math.Sqrt2
	const most = 10000
	if !(step > 0 && w > 0 && h > 0 && (w+h)/step <= most) {
		return Path{Stroke: &s}
	}
	var segs []Seg
	for n := math.Floor((x+y)/step) + 1; n*step < x+y+w+h; n++ {
		c := n * step
		left := math.Max(x, c-(y+h))
		right := math.Min(x+w, c-y)
		segs = append(segs, through([]Point{{left, c - left}, {right, c - right}})...)
	}
	return Path{Segs: segs, Stroke: &s}
}
