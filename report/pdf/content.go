package pdf

import (
	"fmt"
	"math"
	"strconv"

	"tradebrief/charts/ink"
)

// farthest is the largest measure of a page in points that readers support
// (ISO 32000-1, annex C). A mark that lies farther out is a mistake in a
// computation, not a drawing.
const farthest = 14400

// hundredths is a length in 1/100 point, 3.5 micrometres. Contents are computed
// in integers so that they do not depend on how a processor rounds, and so that
// edges that meet in the drawing meet in the file.
type hundredths int64

func (h hundredths) points() float64 { return float64(h) / 100 }

// content writes the operators of one page.
type content struct {
	fonts    *fontSet
	pictures *pictureSet
	height   hundredths
	out      []byte
	err      error // of the first number that could not be written
	marking

	// What the page's graphics state is known to be. Unknown at the start, so
	// that whatever a mark needs is set before its first use.
	inText       bool
	lineX, lineY hundredths // where the text line began, inside a text object
	font         fontUse
	fill, stroke paint
	pen          pen
	heavy        bool // text is stroked as well as filled
}

// paint is a colour that is or is not yet known.
type paint struct {
	color ink.Color
	known bool
}

// drawPage writes the marks of a page in order.
func drawPage(d ink.Drawing, fonts *fontSet, pictures *pictureSet, tags *tags) (sheet, error) {
	for _, side := range []float64{d.W, d.H} {
		// Readers refuse a page of less than 3 points.
		if !(side >= 3 && side <= farthest) {
			return sheet{}, fmt.Errorf("the page measures %v by %v points, expected 3 to %d", d.W, d.H, farthest)
		}
	}
	s := sheet{width: hundredths(math.Round(d.W * 100)), height: hundredths(math.Round(d.H * 100))}
	c := &content{fonts: fonts, pictures: pictures, height: s.height, out: make([]byte, 0, 64*len(d.Marks)), marking: marking{tags: tags}}
	for i, m := range d.Marks {
		if m.Element < lastArtifact || m.Element > 0 && m.Element >= len(tags.elements) {
			return sheet{}, fmt.Errorf("mark %d belongs to element %d, but the document has %d", i, m.Element, len(tags.elements))
		}
		c.marks = d.Marks[i:]
		var err error
		switch op := m.Op.(type) {
		case ink.Text:
			err = c.text(op)
		case ink.Path:
			err = c.path(op)
		case ink.Image:
			err = c.image(op)
		case ink.Link:
			err = c.link(op, &s)
		case ink.Dest:
			s.dests = append(s.dests, op)
			c.length(op.Y)
		default:
			err = fmt.Errorf("a mark of type %T cannot be drawn", op)
		}
		if err == nil {
			err = c.err
		}
		if err != nil {
			return sheet{}, fmt.Errorf("mark %d (%s): %w", i, kind(m.Op), err)
		}
	}
	c.leave()
	c.endText()
	s.content, s.owners, s.boxes = c.out, c.owners, c.boxes
	return s, nil
}

// kind names a mark for an error.
func kind(op ink.Op) string {
	switch op := op.(type) {
	case ink.Text:
		return fmt.Sprintf("text %s", strconv.QuoteToGraphic(clip(op.S)))
	case ink.Path:
		return "path"
	case ink.Image:
		return "image"
	case ink.Link:
		if op.URL != "" {
			return fmt.Sprintf("link to %s", clip(op.URL))
		}
		return fmt.Sprintf("link to %q", clip(op.Dest))
	case ink.Dest:
		return fmt.Sprintf("place %q", clip(op.Name))
	}
	return "unknown"
}

// clip keeps the start of a long text: an error is one line.
func clip(s string) string {
	const most = 60
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// link checks an active area and keeps it for the finisher.
func (c *content) link(l ink.Link, s *sheet) error {
	for _, v := range []float64{l.X, l.Y, l.X + l.W, l.Y + l.H} {
		c.length(v)
	}
	switch {
	case c.err != nil:
		return c.err
	case !(l.W > 0 && l.H > 0):
		return fmt.Errorf("its area of %v by %v points is empty", l.W, l.H)
	case (l.URL == "") == (l.Dest == ""):
		return fmt.Errorf("it needs either an address or a place in the document")
	}
	el := c.marks[0].Element
	if c.tags.written && (el < 1 || c.tags.elements[el].Role != "Link") {
		return fmt.Errorf("it belongs to %s, expected a Link of its own", c.tags.name(el))
	}
	s.links = append(s.links, area{l, el, len(c.owners)})
	return nil
}

// length turns points into what is written, and keeps the error for numbers
// that cannot be.
func (c *content) length(v float64) hundredths {
	if !(math.Abs(v) <= farthest) {
		if c.err == nil {
			c.err = fmt.Errorf("a place or length of %v points is beyond the largest page (%d)", v, farthest)
		}
		return 0
	}
	return hundredths(math.Round(v * 100))
}

// top turns a distance from the top of the page into one from its foot.
func (c *content) top(y float64) hundredths { return c.height - c.length(y) }

// thousandths is for what is seen finer than a place: widths of lines, dashes,
// sizes of type.
func (c *content) thousandths(v float64) int64 {
	c.length(v)
	return int64(math.Round(v * 1000))
}

// put writes a length and a blank.
func (c *content) put(h hundredths) { c.out = append(appendFixed(c.out, int64(h), 2), ' ') }

// putFine writes thousandths and a blank.
func (c *content) putFine(v int64) { c.out = append(appendFixed(c.out, v, 3), ' ') }

// op writes an operator and ends the line.
func (c *content) op(name string) { c.out = append(append(c.out, name...), '\n') }

// setFill makes colour the one that areas and text are painted with.
func (c *content) setFill(color ink.Color) { c.setPaint(&c.fill, color, "rg") }

// setStroke makes colour the one that lines are painted with.
func (c *content) setStroke(color ink.Color) { c.setPaint(&c.stroke, color, "RG") }

func (c *content) setPaint(p *paint, color ink.Color, operator string) {
	if p.known && p.color == color {
		return
	}
	*p = paint{color, true}
	for _, part := range [3]uint8{color.R, color.G, color.B} {
		// Three decimals tell all 256 levels apart.
		c.putFine((int64(part)*1000 + 127) / 255)
	}
	c.op(operator)
}

// appendFixed writes v/10^decimals without needless zeros: 1250 with 2 decimals
// is 12.5, 50 is .5.
func appendFixed(b []byte, v int64, decimals int) []byte {
	if v < 0 {
		b = append(b, '-')
		v = -v
	}
	unit := int64(1)
	for range decimals {
		unit *= 10
	}
	whole, part := v/unit, v%unit
	if whole > 0 || part == 0 {
		b = strconv.AppendInt(b, whole, 10)
	}
	if part > 0 {
		b = append(b, '.')
		for part > 0 {
			unit /= 10
			b = append(b, byte('0'+part/unit))
			part %= unit
		}
	}
	return b
}
