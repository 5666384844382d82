package charts

import (
	"io"
	"math"
	"slices"

	"github.com/golang/freetype/truetype"
	"github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"

	"tradebrief/charts/ink"
)

// resolution is the number of go-chart's pixels in a point. go-chart counts
// places in whole pixels; at a hundredth of a point the steps cannot be seen.
const resolution = 100

// fontTokens stand for the faces. go-chart hands a font through to its renderer
// without looking into it, so an empty one serves as a name.
var fontTokens = [...]struct {
	face  ink.Face
	token *truetype.Font
}{
	{ink.Sans, new(truetype.Font)},
	{ink.SansSemiBold, new(truetype.Font)},
	{ink.SansBold, new(truetype.Font)},
}

// fontToken is the token of a face; that of Sans for a face without one.
func fontToken(face ink.Face) *truetype.Font {
	for _, t := range fontTokens {
		if t.face == face {
			return t.token
		}
	}
	return fontTokens[0].token
}

// recorder is the go-chart renderer that records what is painted as marks of a
// drawing. Lengths arrive in go-chart's pixels.
type recorder struct {
	drawing   ink.Drawing
	dpi       float64
	stroke    drawing.Color
	fill      drawing.Color
	width     float64
	dash      []float64
	font      ink.Font // in a face of the tool
	faces     ink.HouseFaces
	textColor drawing.Color
	path      []ink.Seg
	last      ink.Point
}

var _ chart.Renderer = (*recorder)(nil)

func inPoints(px int) float64 { return float64(px) / resolution }

func (r *recorder) ResetStyle() {
	*r = recorder{drawing: r.drawing, dpi: r.dpi, faces: r.faces, font: ink.Font{Face: ink.Sans}}
}
func (r *recorder) GetDPI() float64                 { return r.dpi }
func (r *recorder) SetDPI(dpi float64)              { r.dpi = dpi }
func (r *recorder) SetStrokeColor(c drawing.Color)  { r.stroke = c }
func (r *recorder) SetFillColor(c drawing.Color)    { r.fill = c }
func (r *recorder) SetStrokeWidth(width float64)    { r.width = width }
func (r *recorder) SetStrokeDashArray(ds []float64) { r.dash = ds }
func (r *recorder) SetFontColor(c drawing.Color)    { r.textColor = c }
func (r *recorder) SetFontSize(size float64)        { r.font.Size = size }
func (r *recorder) SetClassName(string)             {} // a drawing has no classes
func (r *recorder) SetTextRotation(float64)         {} // no text of a chart is ever turned
func (r *recorder) ClearTextRotation()              {}
func (r *recorder) Save(io.Writer) error            { return nil } // the drawing is taken from the recorder

func (r *recorder) SetFont(f *truetype.Font) {
	for _, t := range fontTokens {
		if t.token == f {
			r.font.Face = t.face
		}
	}
}

func (r *recorder) segment(kind ink.SegKind, ps ...ink.Point) {
	if r.path == nil {
		r.path = make([]ink.Seg, 0, 5) // as many as most have: a rectangle
	}
	s := ink.Seg{Kind: kind}
	copy(s.P[:], ps)
	r.path = append(r.path, s)
	if len(ps) > 0 {
		r.last = ps[len(ps)-1]
	}
}

func (r *recorder) MoveTo(x, y int) { r.segment(ink.MoveTo, ink.Point{X: inPoints(x), Y: inPoints(y)}) }

func (r *recorder) LineTo(x, y int) {
	if len(r.path) == 0 {
		r.MoveTo(x, y)
		return
	}
	r.segment(ink.LineTo, ink.Point{X: inPoints(x), Y: inPoints(y)})
}

func (r *recorder) QuadCurveTo(cx, cy, x, y int) {
	if len(r.path) == 0 {
		r.MoveTo(cx, cy)
	}
	from, c, to := r.last, ink.Point{X: inPoints(cx), Y: inPoints(cy)}, ink.Point{X: inPoints(x), Y: inPoints(y)}
	third := func(a, b ink.Point) ink.Point {
		return ink.Point{X: a.X + (b.X-a.X)*2/3, Y: a.Y + (b.Y-a.Y)*2/3}
	}
	r.segment(ink.CurveTo, third(from, c), third(to, c), to)
}

// ArcTo goes round the centre by delta, clockwise on the page, in pieces of at
// most a quarter turn.
func (r *recorder) ArcTo(cx, cy int, rx, ry, start, delta float64) {
	x, y, a, b := inPoints(cx), inPoints(cy), rx/resolution, ry/resolution
	at := func(t float64) ink.Point { return ink.Point{X: x + a*math.Cos(t), Y: y + b*math.Sin(t)} }
	if len(r.path) == 0 {
		r.segment(ink.MoveTo, at(start))
	} else {
		r.segment(ink.LineTo, at(start))
	}
	pieces := int(min(math.Ceil(math.Abs(delta)/(math.Pi/2)-1e-9), 8))
	for i := range pieces {
		from := start + delta*float64(i)/float64(pieces)
		to := start + delta*float64(i+1)/float64(pieces)
		k := 4.0 / 3 * math.Tan((to-from)/4)
		p, q := at(from), at(to)
		r.segment(ink.CurveTo,
			ink.Point{X: p.X - k*a*math.Sin(from), Y: p.Y + k*b*math.Cos(from)},
			ink.Point{X: q.X + k*a*math.Sin(to), Y: q.Y - k*b*math.Cos(to)}, q)
	}
}

func (r *recorder) Circle(radius float64, x, y int) {
	r.path = append(r.path, ink.Circle(inPoints(x), inPoints(y), radius/resolution, ink.Color{}).Segs...)
}

func (r *recorder) Close() { r.segment(ink.Close) }

func (r *recorder) Stroke()     { r.paint(true, false) }
func (r *recorder) Fill()       { r.paint(false, true) }
func (r *recorder) FillStroke() { r.paint(true, true) }

// paint records the path. What is transparent or has no width leaves no mark:
// in PDF a line of no width would be a hairline.
func (r *recorder) paint(stroke, fill bool) {
	p := ink.Path{Segs: slices.Clone(r.path)}
	r.path = r.path[:0] // its room serves the next one
	if fill && r.fill.A > 0 {
		c := opaque(r.fill)
		p.Fill = &c
	}
	if stroke && r.stroke.A > 0 && r.width > 0 {
		s := ink.Stroke{Color: opaque(r.stroke), Width: r.width / resolution, Round: len(p.Segs) > 2}
		for _, d := range r.dash {
			s.Dash = append(s.Dash, d/resolution)
		}
		p.Stroke = &s
	}
	if len(p.Segs) > 0 && (p.Fill != nil || p.Stroke != nil) {
		r.drawing.Add(0, p)
	}
}

func (r *recorder) Text(s string, x, y int) {
	if r.textColor.A > 0 {
		r.drawing.Add(0, ink.Label(inPoints(x), inPoints(y), s, r.faces.Of(r.font), opaque(r.textColor))...)
	}
}

func (r *recorder) MeasureText(s string) chart.Box {
	return chart.Box{Right: pixels(r.faces.Of(r.font).Width(s)), Bottom: pixels(capHeight * r.font.Size), IsSet: true}
}

func opaque(c drawing.Color) ink.Color { return ink.Color{R: c.R, G: c.G, B: c.B} }

func solid(c ink.Color) drawing.Color { return drawing.Color{R: c.R, G: c.G, B: c.B, A: 255} }

func pixels(pt float64) int { return int(math.Round(pt * resolution)) }
