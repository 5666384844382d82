package ink

import "math"

// miterLimit is how far a pointed corner may stand out, in widths of the line,
// before it is cut: that of PDF.
const miterLimit = 10

// stroked is the area that a line along the traces covers: one part for each
// straight piece and one for each corner, all turning the same way, so that
// where they overlap the winding rule makes one area of them.
func (c *canvas) stroked(traces []trace, s Stroke) []trace {
	half := float64(math.Round(s.Width*1000) / 1000 * c.scale / 2)
	var dash []float64
	total := 0.0
	for _, d := range s.Dash {
		length := float64(math.Round(max(d, 0)*1000) / 1000 * c.scale)
		dash = append(dash, length)
		total += length
	}
	if !(total > 0) {
		dash = nil
	}
	var out []trace
	for _, t := range traces {
		t.spots = distinct(t.spots)
		if t.closed && len(t.spots) > 1 && t.spots[0] == t.spots[len(t.spots)-1] {
			t.spots = t.spots[:len(t.spots)-1]
		}
		if dash == nil {
			out = appendStroke(out, t, half, s.Round)
			continue
		}
		for _, part := range dashes(t, dash) {
			out = appendStroke(out, part, half, s.Round)
		}
	}
	return out
}

// distinct leaves out places that repeat the one before.
func distinct(spots []spot) []spot {
	var out []spot
	for i, s := range spots {
		if i == 0 || s != spots[i-1] {
			out = append(out, s)
		}
	}
	return out
}

// maxDashes bounds the dashes of a part of a shape: more than a page can show.
const maxDashes = 20000

// dashes cuts a trace into its dashes.
func dashes(t trace, dash []float64) []trace {
	spots := t.spots
	if t.closed {
		spots = append(spots[:len(spots):len(spots)], spots[0])
	}
	var out []trace
	on, k, left := true, 0, dash[0]
	open := []spot{spots[0]}
	end := func() {
		if on && len(open) > 1 {
			out = append(out, trace{spots: open})
		}
	}
	for i := 1; i < len(spots); i++ {
		a, b := spots[i-1], spots[i]
		long := distance(a, b)
		gone := 0.0
		for long-gone > left && len(out) < maxDashes {
			gone += left
			at := mix(a, b, gone/long)
			open = append(open, at)
			end()
			on, k = !on, (k+1)%len(dash)
			left, open = dash[k], []spot{at}
		}
		left -= long - gone
		open = append(open, b)
	}
	end()
	return out
}

func distance(a, b spot) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	return math.Sqrt(float64(dx*dx) + float64(dy*dy))
}

// appendStroke appends the area of an undashed line.
func appendStroke(out []trace, t trace, half float64, round bool) []trace {
	n := len(t.spots)
	if n < 2 {
		return out
	}
	pieces := n - 1
	if t.closed {
		pieces = n
	}
	// The sides of the pieces: what leads from the line to its right edge.
	sides := make([]spot, pieces)
	for i := range sides {
		a, b := t.spots[i], t.spots[(i+1)%n]
		long := distance(a, b)
		s := spot{float64((a.y - b.y) / long * half), float64((b.x - a.x) / long * half)}
		sides[i] = s
		out = appendPart(out, spot{a.x + s.x, a.y + s.y}, spot{b.x + s.x, b.y + s.y}, spot{b.x - s.x, b.y - s.y}, spot{a.x - s.x, a.y - s.y})
	}
	for i := range sides {
		before := i - 1
		if i == 0 {
			if !t.closed {
				continue
			}
			before = pieces - 1
		}
		out = appendCorner(out, t.spots[i], sides[before], sides[i], half, round)
	}
	return out
}

// appendCorner fills what two pieces that meet at p leave open outside their turn.
func appendCorner(out []trace, p, a, b spot, half float64, round bool) []trace {
	if round {
		return append(out, disc(p, half))
	}
	turn := float64(a.x*b.y) - float64(a.y*b.x)
	cos := (float64(a.x*b.x) + float64(a.y*b.y)) / half / half
	if turn > 0 {
		a, b = spot{-a.x, -a.y}, spot{-b.x, -b.y}
	}
	from, to := spot{p.x + a.x, p.y + a.y}, spot{p.x + b.x, p.y + b.y}
	// The point stands out by 1/cos of half the turn.
	if 1+cos <= 2.0/(miterLimit*miterLimit) {
		return appendPart(out, p, from, to)
	}
	tip := spot{p.x + (a.x+b.x)/(1+cos), p.y + (a.y+b.y)/(1+cos)}
	return appendPart(out, p, from, tip, to)
}

// disc is a circle as a part of an outline.
func disc(p spot, r float64) trace {
	k := float64(r * circleControl)
	t := trace{spots: []spot{{p.x + r, p.y}}, closed: true}
	at := func(dx, dy float64) spot { return spot{p.x + dx, p.y + dy} }
	t.spots = appendCurve(t.spots, at(r, 0), at(r, k), at(k, r), at(0, r))
	t.spots = appendCurve(t.spots, at(0, r), at(-k, r), at(-r, k), at(-r, 0))
	t.spots = appendCurve(t.spots, at(-r, 0), at(-r, -k), at(-k, -r), at(0, -r))
	t.spots = appendCurve(t.spots, at(0, -r), at(k, -r), at(r, -k), at(r, 0))
	return t
}

// appendPart appends a polygon, turned the way of all parts.
func appendPart(out []trace, spots ...spot) []trace {
	area := 0.0
	for i, a := range spots {
		b := spots[(i+1)%len(spots)]
		area += float64(a.x*b.y) - float64(a.y*b.x)
	}
	if area < 0 {
		for i, j := 0, len(spots)-1; i < j; i, j = i+1, j-1 {
			spots[i], spots[j] = spots[j], spots[i]
		}
	}
	return append(out, trace{spots: spots, closed: true})
}
