package pdf

import (
	"fmt"
	"slices"

	"tradebrief/charts/ink"
)

// pen is what a stroke needs set besides its colour, in thousandths of a point.
type pen struct {
	known bool
	width int64
	round bool
	dash  []int64
}

// path writes a shape and paints it. A shape without fill and stroke, and a line
// without width, paint nothing: in PDF a width of 0 would be a hairline.
func (c *content) path(p ink.Path) error {
	if len(p.Segs) == 0 {
		return nil
	}
	if p.Segs[0].Kind != ink.MoveTo {
		return fmt.Errorf("a shape begins with a move, found segment kind %d", p.Segs[0].Kind)
	}
	var wanted pen
	if p.Stroke != nil {
		var err error
		if wanted, err = c.penOf(*p.Stroke); err != nil {
			return err
		}
	}
	painter, stroked := "n", wanted.width > 0
	switch {
	case p.Fill != nil && stroked:
		painter = "B"
	case p.Fill != nil:
		painter = "f"
	case stroked:
		painter = "S"
	default:
		// The segments are looked at even when nothing is painted: a bad number is
		// an error wherever it stands.
		before := len(c.out)
		err := c.segments(p.Segs)
		c.out = c.out[:before]
		return err
	}
	c.enter(true)
	c.endText()
	if stroked {
		c.setStroke(p.Stroke.Color)
		c.setPen(wanted)
	}
	if p.Fill != nil {
		c.setFill(*p.Fill)
	}
	c.coverPath(p.Segs, wanted.width)
	if !c.rectangle(p.Segs) {
		if err := c.segments(p.Segs); err != nil {
			return err
		}
	}
	c.op(painter)
	return nil
}

// segments writes the points of a shape.
func (c *content) segments(segs []ink.Seg) error {
	for _, s := range segs {
		switch s.Kind {
		case ink.MoveTo:
			c.point(s.P[0])
			c.op("m")
		case ink.LineTo:
			c.point(s.P[0])
			c.op("l")
		case ink.CurveTo:
			c.point(s.P[0])
			c.point(s.P[1])
			c.point(s.P[2])
			c.op("c")
		case ink.Close:
			c.op("h")
		default:
			return fmt.Errorf("unknown segment kind %d", s.Kind)
		}
	}
	return nil
}

func (c *content) point(p ink.Point) {
	c.put(c.length(p.X))
	c.put(c.top(p.Y))
}

// rectangle writes an upright rectangle, the most frequent shape by far, in a
// third of the bytes. Width and height are the differences of rounded edges, so
// that neighbours still meet.
func (c *content) rectangle(segs []ink.Seg) bool {
	if len(segs) != 5 || segs[1].Kind != ink.LineTo || segs[2].Kind != ink.LineTo || segs[3].Kind != ink.LineTo || segs[4].Kind != ink.Close {
		return false
	}
	p0, p1, p2, p3 := segs[0].P[0], segs[1].P[0], segs[2].P[0], segs[3].P[0]
	// The operator goes across first, and so must the shape: dashes begin there.
	if p0.Y != p1.Y || p1.X != p2.X || p2.Y != p3.Y || p3.X != p0.X {
		return false
	}
	x, y := c.length(p0.X), c.top(p0.Y)
	c.put(x)
	c.put(y)
	c.put(c.length(p2.X) - x)
	c.put(c.top(p2.Y) - y)
	c.op("re")
	return true
}

// penOf checks a stroke.
func (c *content) penOf(s ink.Stroke) (pen, error) {
	p := pen{known: true, width: c.thousandths(s.Width), round: s.Round}
	var sum int64
	for _, d := range s.Dash {
		v := c.thousandths(d)
		if v < 0 {
			return pen{}, fmt.Errorf("a dash of %v points is less than nothing", d)
		}
		p.dash = append(p.dash, v)
		sum += v
	}
	switch {
	case c.err != nil:
		return pen{}, c.err
	case p.width < 0:
		return pen{}, fmt.Errorf("a line of %v points is less than nothing", s.Width)
	case len(p.dash) > 0 && sum == 0:
		return pen{}, fmt.Errorf("the dashes %v have no length", s.Dash)
	}
	return p, nil
}

// setPen writes what differs from the pen in use. Line ends are butt: fpdf
// begins each page with 0 J.
func (c *content) setPen(p pen) {
	old := c.pen
	c.pen = p
	if !old.known || old.width != p.width {
		c.putFine(p.width)
		c.op("w")
	}
	if !old.known || old.round != p.round {
		if p.round {
			c.op("1 j")
		} else {
			c.op("0 j")
		}
	}
	if !old.known || !slices.Equal(old.dash, p.dash) {
		c.out = append(c.out, '[')
		for i, d := range p.dash {
			if i > 0 {
				c.out = append(c.out, ' ')
			}
			c.out = appendFixed(c.out, d, 3)
		}
		c.op("] 0 d")
	}
}
