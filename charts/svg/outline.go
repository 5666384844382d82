package svg

import (
	"slices"

	"tradebrief/charts/ink"
)

// outline is a part of a path as points, its curves in short lines.
func outline(part []ink.Seg) []ink.Point {
	const pieces = 8
	var out []ink.Point
	for _, s := range part {
		switch s.Kind {
		case ink.MoveTo, ink.LineTo:
			out = append(out, s.P[0])
		case ink.CurveTo:
			if len(out) == 0 {
				continue
			}
			from := out[len(out)-1]
			for i := 1; i <= pieces; i++ {
				t := float64(i) / pieces
				a, b, c := along(from, s.P[0], t), along(s.P[0], s.P[1], t), along(s.P[1], s.P[2], t)
				out = append(out, along(along(a, b, t), along(b, c, t), t))
			}
		}
	}
	return out
}

// bounds is the area of a path.
func bounds(p ink.Path) (low, high ink.Point) {
	for i, at := range outline(p.Segs) {
		if i == 0 {
			low, high = at, at
		}
		low = ink.Point{X: min(low.X, at.X), Y: min(low.Y, at.Y)}
		high = ink.Point{X: max(high.X, at.X), Y: max(high.Y, at.Y)}
	}
	return low, high
}

// oriented turns the parts of a path so that the usual rule fills what the rule
// evenodd would: parts within an odd number of others run the other way round.
func oriented(p ink.Path) ink.Path {
	var parts [][]ink.Seg
	for _, s := range p.Segs {
		if s.Kind == ink.MoveTo {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], s)
	}
	const most = 400 // each is held against each
	if len(parts) < 2 || len(parts) > most {
		return p
	}
	outlines := make([][]ink.Point, len(parts))
	for i, part := range parts {
		outlines[i] = outline(part)
	}
	var segs []ink.Seg
	for i, part := range parts {
		around := 0
		for k := range parts {
			if k != i && contains(outlines[k], outlines[i][0]) {
				around++
			}
		}
		if (area(outlines[i]) > 0) == (around%2 == 1) {
			part = reversed(part)
		}
		segs = append(segs, part...)
	}
	return ink.Path{Segs: segs}
}

// area is twice the area within the points, above zero clockwise on a page.
func area(points []ink.Point) float64 {
	sum := 0.0
	for i, a := range points {
		b := points[(i+1)%len(points)]
		sum += a.X*b.Y - b.X*a.Y
	}
	return sum
}

// contains says whether a point lies within others.
func contains(points []ink.Point, at ink.Point) bool {
	in := false
	for i, a := range points {
		b := points[(i+1)%len(points)]
		if (a.Y > at.Y) != (b.Y > at.Y) && at.X < a.X+(at.Y-a.Y)/(b.Y-a.Y)*(b.X-a.X) {
			in = !in
		}
	}
	return in
}

// reversed is a part of a path the other way round. It is closed.
func reversed(part []ink.Seg) []ink.Seg {
	ends := make([]ink.Point, 0, len(part))
	for _, s := range part {
		switch s.Kind {
		case ink.MoveTo, ink.LineTo:
			ends = append(ends, s.P[0])
		case ink.CurveTo:
			ends = append(ends, s.P[2])
		}
	}
	out := []ink.Seg{{Kind: ink.MoveTo, P: [3]ink.Point{ends[len(ends)-1]}}}
	for i, s := range slices.Backward(part[:len(ends)]) {
		switch s.Kind {
		case ink.LineTo:
			out = append(out, ink.Seg{Kind: ink.LineTo, P: [3]ink.Point{ends[i-1]}})
		case ink.CurveTo:
			out = append(out, ink.Seg{Kind: ink.CurveTo, P: [3]ink.Point{s.P[1], s.P[0], ends[i-1]}})
		}
	}
	return append(out, ink.Seg{Kind: ink.Close})
}
