package ink

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/draw"
	"image/png"
	"math"

	"golang.org/x/image/vector"
)

// maxPixels bounds a picture: an A4 page at 900 dots per inch.
const maxPixels = 80e6

// PNG paints the drawing on white, at so many dots per inch, and says so in the
// file. Shapes are filled and stroked as in PDF and SVG: by the non-zero winding
// rule, with butt ends; edges are smooth. Links and places are left out.
//
// Places are rounded to 1/100 point as in the PDF, and no product is fused with a
// sum, so that every processor paints the same pixels, but for a few in shapes
// wider or higher than 512 pixels: there x/image/vector sums floats in another
// order on amd64, and a colour may be off by 1 of 255.
//
// The error is about the size: a side below one pixel, or more than 80 million
// pixels. Marks whose places are no finite numbers, which [Drawing.Check]
// reports, are not painted.
func (d Drawing) PNG(dpi int) ([]byte, error) {
	scale := float64(dpi) / pointsPerInch
	w, h := math.Round(d.W*scale), math.Round(d.H*scale)
	if !(w >= 1 && h >= 1 && w*h <= maxPixels) {
		return nil, fmt.Errorf("a picture of %g by %g points at %d dots per inch has %.0f by %.0f pixels, expected 1 to %.0f million in all", d.W, d.H, dpi, w, h, maxPixels/1e6)
	}
	c := canvas{img: image.NewRGBA(image.Rect(0, 0, int(w), int(h))), scale: scale}
	draw.Draw(c.img, c.img.Rect, image.White, image.Point{}, draw.Src)
	for _, m := range d.Marks {
		switch op := m.Op.(type) {
		case Text:
			c.text(op)
		case Path:
			c.path(op)
		case Image:
			c.image(op)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, c.img); err != nil {
		return nil, err
	}
	return withResolution(b.Bytes(), dpi), nil
}

const (
	pointsPerInch  = 72
	inchesPerMetre = 1 / 0.0254
)

// withResolution puts the chunk of the resolution behind the header of a PNG
// file: without it programs take the picture for one of 72 or 96 dots per inch
// and show it three times too large.
func withResolution(file []byte, dpi int) []byte {
	const header = 8 + 25 // the signature; length, name, content and checksum of IHDR
	perMetre := uint32(math.Round(float64(dpi) * inchesPerMetre))
	chunk := binary.BigEndian.AppendUint32(nil, 9)
	chunk = append(chunk, "pHYs"...)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1) // the unit: metre
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	out := make([]byte, 0, len(file)+len(chunk))
	out = append(out, file[:header]...)
	out = append(out, chunk...)
	return append(out, file[header:]...)
}

// canvas is a picture being painted.
type canvas struct {
	img    *image.RGBA
	scale  float64 // pixels a point
	raster vector.Rasterizer
}

// spot is a place on the canvas, in pixels.
type spot struct{ x, y float64 }

// trace is a part of a shape as straight lines.
type trace struct {
	spots  []spot
	closed bool
}

// place turns a place in points into one in pixels.
func (c *canvas) place(p Point) spot { return spot{c.pixels(p.X), c.pixels(p.Y)} }

// pixels rounds a length to 1/100 point, as the PDF does.
func (c *canvas) pixels(v float64) float64 {
	return float64(math.Round(max(-maxLength, min(maxLength, v))*100) / 100 * c.scale)
}

// mix is the place between a and b at the part t of the way. The conversions to
// float64, here, in the rest of this file and in stroke.go, keep processors
// that can from fusing a product with a sum.
func mix(a, b spot, t float64) spot {
	return spot{a.x + float64(t*(b.x-a.x)), a.y + float64(t*(b.y-a.y))}
}

// path fills and strokes a shape.
func (c *canvas) path(p Path) {
	traces := follow(p.Segs, c.place)
	if p.Fill != nil {
		c.fill(traces, *p.Fill)
	}
	if s := p.Stroke; s != nil && s.Width > 0 && finite(s.Width) && finite(s.Dash...) {
		c.fill(c.stroked(traces, *s), s.Color)
	}
}

// text fills the outlines of its characters, and strokes them in a heavier face.
func (c *canvas) text(t Text) {
	if !finite(t.X, t.Y) {
		return
	}
	origin := c.place(Point{t.X, t.Y})
	outline := t.Font.Outline(t.S, t.Color)
	traces := follow(outline.Segs, func(p Point) spot {
		return spot{origin.x + float64(p.X*c.scale), origin.y + float64(p.Y*c.scale)}
	})
	c.fill(traces, t.Color)
	if _, line := t.Font.Face.Painted(); line > 0 {
		c.fill(c.stroked(traces, Stroke{Color: t.Color, Width: line * t.Font.size(), Round: true}), t.Color)
	}
}

// follow turns segments into straight lines between places on the canvas.
func follow(segs []Seg, place func(Point) spot) []trace {
	var traces []trace
	for i := range segs {
		s := &segs[i]
		for _, q := range s.points() {
			if !finite(q.X, q.Y) {
				return nil
			}
		}
		if s.Kind == MoveTo {
			traces = append(traces, trace{spots: []spot{place(s.P[0])}})
			continue
		}
		n := len(traces)
		if n == 0 {
			continue
		}
		t := &traces[n-1]
		switch s.Kind {
		case LineTo:
			t.spots = append(t.spots, place(s.P[0]))
		case CurveTo:
			from := t.spots[len(t.spots)-1]
			t.spots = appendCurve(t.spots, from, place(s.P[0]), place(s.P[1]), place(s.P[2]))
		case Close:
			t.closed = true
			// What follows without a move begins where the part began.
			traces = append(traces, trace{spots: []spot{t.spots[0]}})
		}
	}
	return traces
}

// appendCurve appends a cubic curve as lines so short that none stands off the
// curve by a tenth of a pixel.
func appendCurve(out []spot, a, b, c, d spot) []spot {
	long := math.Abs(b.x-a.x) + math.Abs(b.y-a.y) + math.Abs(c.x-b.x) + math.Abs(c.y-b.y) + math.Abs(d.x-c.x) + math.Abs(d.y-c.y)
	n := int(min(2+2*math.Sqrt(long), 500))
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		ab, bc, cd := mix(a, b, t), mix(b, c, t), mix(c, d, t)
		out = append(out, mix(mix(ab, bc, t), mix(bc, cd, t), t))
	}
	return out
}

// fill paints the area inside the traces, each closed by a straight line.
func (c *canvas) fill(traces []trace, color Color) {
	if len(traces) == 0 {
		return
	}
	low, high := traces[0].spots[0], traces[0].spots[0]
	for _, t := range traces {
		for _, s := range t.spots {
			low = spot{min(low.x, s.x), min(low.y, s.y)}
			high = spot{max(high.x, s.x), max(high.y, s.y)}
		}
	}
	area := image.Rect(int(math.Floor(low.x)), int(math.Floor(low.y)), int(math.Ceil(high.x))+1, int(math.Ceil(high.y))+1).Intersect(c.img.Rect)
	if area.Empty() {
		return
	}
	c.raster.Reset(area.Dx(), area.Dy())
	left, top := float64(area.Min.X), float64(area.Min.Y)
	for _, t := range traces {
		for i, s := range t.spots {
			x, y := float32(s.x-left), float32(s.y-top)
			if i == 0 {
				c.raster.MoveTo(x, y)
			} else {
				c.raster.LineTo(x, y)
			}
		}
		c.raster.ClosePath()
	}
	c.raster.Draw(c.img, area, image.NewUniform(color.opaque()), image.Point{})
}
