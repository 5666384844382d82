package charts

import (
	"math"
	"slices"
	"strings"

	"github.com/wcharczuk/go-chart/v2"

	"tradebrief/charts/ink"
)

// pen paints one layer: it turns values into places by the ranges that go-chart
// hands over, and points into go-chart's pixels.
type pen struct {
	r      chart.Renderer
	box    chart.Box
	xr, yr chart.Range
	*sheet
}

func (p *pen) x(v float64) float64 { return inPoints(p.box.Left + p.xr.Translate(v)) }
func (p *pen) y(v float64) float64 { return inPoints(p.box.Bottom - p.yr.Translate(v)) }

func (p *pen) left() float64   { return inPoints(p.box.Left) }
func (p *pen) right() float64  { return inPoints(p.box.Right) }
func (p *pen) top() float64    { return inPoints(p.box.Top) }
func (p *pen) bottom() float64 { return inPoints(p.box.Bottom) }

func (p *pen) trace(pts []ink.Point) {
	for i, q := range pts {
		if i == 0 {
			p.r.MoveTo(pixels(q.X), pixels(q.Y))
		} else {
			p.r.LineTo(pixels(q.X), pixels(q.Y))
		}
	}
}

// polygon fills an area.
func (p *pen) polygon(fill ink.Color, pts ...ink.Point) {
	p.r.SetFillColor(solid(fill))
	p.trace(pts)
	p.r.Close()
	p.r.Fill()
}

// rect fills a rectangle given by two corners.
func (p *pen) rect(b box, fill ink.Color) {
	p.polygon(fill, ink.Point{X: b.x0, Y: b.y0}, ink.Point{X: b.x1, Y: b.y0}, ink.Point{X: b.x1, Y: b.y1}, ink.Point{X: b.x0, Y: b.y1})
}

// rects fills rectangles in one colour, a few dozen as one mark.
func (p *pen) rects(bs []box, fill ink.Color) {
	p.r.SetFillColor(solid(fill))
	for some := range slices.Chunk(bs, 32) {
		for _, b := range some {
			x0, y0, x1, y1 := pixels(b.x0), pixels(b.y0), pixels(b.x1), pixels(b.y1)
			p.r.MoveTo(x0, y0)
			p.r.LineTo(x1, y0)
			p.r.LineTo(x1, y1)
			p.r.LineTo(x0, y1)
			p.r.Close()
		}
		p.r.Fill()
	}
}

// outline draws the border of a rectangle inside its edges.
func (p *pen) outline(b box, width float64, c ink.Color) {
	i := width / 2
	p.setStroke(ink.Stroke{Color: c, Width: width})
	p.trace([]ink.Point{{X: b.x0 + i, Y: b.y0 + i}, {X: b.x1 - i, Y: b.y0 + i}, {X: b.x1 - i, Y: b.y1 - i}, {X: b.x0 + i, Y: b.y1 - i}})
	p.r.Close()
	p.r.Stroke()
}

func (p *pen) setStroke(s ink.Stroke) {
	p.r.SetStrokeColor(solid(s.Color))
	p.r.SetStrokeWidth(s.Width * resolution)
	var dash []float64
	for _, d := range s.Dash {
		dash = append(dash, d*resolution)
	}
	p.r.SetStrokeDashArray(dash)
}

// polyline strokes a line through points.
func (p *pen) polyline(s ink.Stroke, pts ...ink.Point) {
	p.setStroke(s)
	p.trace(pts)
	p.r.Stroke()
}

// segment strokes a straight line.
func (p *pen) segment(x1, y1, x2, y2, width float64, c ink.Color) {
	p.polyline(ink.Stroke{Color: c, Width: width}, ink.Point{X: x1, Y: y1}, ink.Point{X: x2, Y: y2})
}

func (p *pen) dot(x, y, r float64, c ink.Color) {
	p.r.SetFillColor(solid(c))
	p.r.Circle(r*resolution, pixels(x), pixels(y))
	p.r.Fill()
}

// ring fills a part of a ring between two angles, clockwise from the top, in radians.
func (p *pen) ring(x, y, inner, outer, from, to float64, fill ink.Color) {
	p.r.SetFillColor(solid(fill))
	p.traceRing(x, y, inner, outer, from, to)
	p.r.Fill()
}

// ringEdge draws the outline of a part of a ring inside its edges.
func (p *pen) ringEdge(x, y, inner, outer, from, to, width float64, c ink.Color) {
	p.setStroke(ink.Stroke{Color: c, Width: width})
	p.traceRing(x, y, inner+width/2, outer-width/2, from, to)
	p.r.Stroke()
}

func (p *pen) traceRing(x, y, inner, outer, from, to float64) {
	cx, cy, turn := pixels(x), pixels(y), to-from
	p.r.ArcTo(cx, cy, outer*resolution, outer*resolution, from-math.Pi/2, turn)
	p.r.ArcTo(cx, cy, inner*resolution, inner*resolution, to-math.Pi/2, -turn)
	p.r.Close()
}

// hatch fills a rectangle with lines at 45°.
func (p *pen) hatch(b box, c ink.Color) {
	const width, pitch = 0.14 * mm, 0.78 * mm
	lines := ink.Hatch(b.x0, b.y0, b.x1-b.x0, b.y1-b.y0, pitch, ink.Stroke{Color: c, Width: width})
	p.setStroke(*lines.Stroke)
	for _, s := range lines.Segs {
		if s.Kind == ink.MoveTo {
			p.r.MoveTo(pixels(s.P[0].X), pixels(s.P[0].Y))
		} else {
			p.r.LineTo(pixels(s.P[0].X), pixels(s.P[0].Y))
		}
	}
	p.r.Stroke()
}

// box is a rectangle.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) overlaps(c box) bool {
	const touch = 0.01 // edges that only meet do not overlap
	return b.x0+touch < c.x1 && c.x0+touch < b.x1 && b.y0+touch < c.y1 && c.y0+touch < b.y1
}

func (b box) inside(c box) bool {
	return b.x0 >= c.x0 && b.x1 <= c.x1 && b.y0 >= c.y0 && b.y1 <= c.y1
}

// sheet keeps account of what stands where.
type sheet struct {
	w, h  float64
	texts []box
	marks []box // of bars and lines, which text should leave free
	typeset
}

func free(b box, taken []box) bool {
	for _, t := range taken {
		if b.overlaps(t) {
			return false
		}
	}
	return true
}

// Heights of text over and under its baseline, as a part of its size.
const (
	capHeight = 0.66
	ascent    = 0.72
	descent   = 0.22
)

// align says which part of a text stands at its place.
type align uint8

const (
	atLeft align = iota
	atCenter
	atRight
)

// text is one line of text at a place.
type text struct {
	x, y  float64 // y is the baseline
	s     string
	style style
	align align
}

// bounds is the rectangle of a text, moved sideways into the sheet.
func (p *sheet) bounds(t text) box {
	w := p.width(t.style, t.s)
	x := t.x
	switch t.align {
	case atCenter:
		x -= w / 2
	case atRight:
		x -= w
	}
	x = max(0, min(x, p.w-w))
	return box{x, t.y - ascent*t.style.font.Size, x + w, t.y + descent*t.style.font.Size}
}

// room says whether the text is on the sheet and over no other text.
func (p *sheet) room(t text) bool {
	b := p.bounds(t)
	return b.inside(box{0, 0, p.w + 0.01, p.h + 0.01}) && free(b, p.texts)
}

// covered is how much of the bars and lines the text would cover.
func (p *sheet) covered(t text) float64 {
	b, area := p.bounds(t), 0.0
	for _, m := range p.marks {
		if b.overlaps(m) {
			area += (min(b.x1, m.x1) - max(b.x0, m.x0)) * (min(b.y1, m.y1) - max(b.y0, m.y0))
		}
	}
	return area
}

// putBest paints the texts of the choice that covers least, the first of those,
// if there is one within the plot with room for all its texts.
func (p *pen) putBest(choices [][]text) (chosen int, ok bool) {
	best, least := -1, math.Inf(1)
	for i, ts := range choices {
		area := 0.0
		for _, t := range ts {
			if b := p.bounds(t); !p.room(t) || b.x0 < p.left() || b.x1 > p.right() {
				area = math.Inf(1)
				break
			}
			area += p.covered(t)
		}
		if area < least {
			best, least = i, area
		}
		if least == 0 {
			break
		}
	}
	if best < 0 {
		return 0, false
	}
	for _, t := range choices[best] {
		p.put(t)
	}
	return best, true
}

// put paints a text, if it has room.
func (p *pen) put(t text) {
	t.s = p.truncate(t.s, t.style, p.w)
	if strings.TrimSpace(t.s) == "" || !p.room(t) {
		return
	}
	b := p.bounds(t)
	p.texts = append(p.texts, b)
	p.r.SetFont(fontToken(t.style.font.Face))
	p.r.SetFontSize(t.style.font.Size)
	p.r.SetFontColor(solid(t.style.color))
	p.r.Text(t.s, pixels(b.x0), pixels(t.y))
}

// typeset measures and breaks text in the faces that it will be painted in.
type typeset struct{ faces ink.HouseFaces }

// width is the width of a string.
func (t typeset) width(st style, s string) float64 { return t.faces.Of(st.font).Width(s) }

// truncate cuts a string to a width with an ellipsis.
func (t typeset) truncate(s string, st style, width float64) string {
	return ink.Truncate(s, t.faces.Of(st.font), width)
}

// wrap breaks s into at most so many lines, the last of which is cut with an
// ellipsis if it must be.
func (t typeset) wrap(s string, st style, width float64, lines int) []string {
	f := t.faces.Of(st.font)
	if f.Width(s) <= width {
		return []string{s}
	}
	broken := ink.Break([]ink.Run{{S: s, Font: f}}, width)
	var out []string
	for i, l := range broken {
		var b strings.Builder
		for _, piece := range l.Pieces {
			b.WriteString(piece.Run.S)
		}
		if i >= lines {
			out[lines-1] += " " + b.String()
		} else {
			out = append(out, b.String())
		}
	}
	for i, l := range out {
		out[i] = ink.Truncate(strings.TrimSpace(l), f, width)
	}
	return out
}

// wholeWords says whether s can be wrapped into the width without a break within a
// word. Han, kana and Hangul break anywhere.
func (t typeset) wholeWords(s string, st style, width float64) bool {
	f := t.faces.Of(st.font)
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == '-' || r >= '\u2e80' }) {
		if f.Width(word) > width {
			return false
		}
	}
	return true
}

// widest is the width of the widest of the strings.
func (t typeset) widest(st style, ss ...string) float64 {
	f, w := t.faces.Of(st.font), 0.0
	for _, s := range ss {
		w = max(w, f.Width(s))
	}
	return w
}
