package pdf

import (
	"fmt"
	"unicode/utf8"

	"tradebrief/charts/ink"
)

// fontUse is a subset at a size, in thousandths of a point: what Tf selects.
type fontUse struct {
	subset *subset
	size   int64
}

// text writes a run: colour and font where they change, the move from the start
// of the run before, and the codes of its characters. Runs that follow each
// other share one text object.
func (c *content) text(t ink.Text) error {
	x, y, size := c.length(t.X), c.top(t.Y), c.thousandths(t.Font.Size)
	switch {
	case c.err != nil:
		return c.err
	case size <= 0:
		return fmt.Errorf("%v points is no size of type", t.Font.Size)
	case !utf8.ValidString(t.S):
		return fmt.Errorf("the text is not valid UTF-8")
	case t.S == "":
		return nil
	}
	painted, line := t.Font.Face.Painted()
	face, err := c.fonts.face(painted)
	if err != nil {
		return err
	}
	c.enter(false)
	c.setFill(t.Color)
	c.setWeight(t, line)
	c.beginText()
	c.put(x - c.lineX)
	c.put(y - c.lineY)
	c.op("Td")
	c.lineX, c.lineY = x, y

	open := false // inside the string of a Tj
	advance := 0  // in units of the font
	for _, r := range c.parted(t, face) {
		g, err := face.code(r)
		if err != nil {
			return err
		}
		advance += face.file.advance(g.subset.glyphs[g.code])
		// A face with more characters than one subset has codes goes on in the
		// next subset. Shown text moves the pen, so no new place is needed.
		if use := (fontUse{g.subset, size}); c.font != use {
			if open {
				c.op(")Tj")
				open = false
			}
			c.font = use
			c.out = append(append(append(c.out, '/'), use.subset.resource...), ' ')
			c.putFine(size)
			c.op("Tf")
		}
		if !open {
			c.out = append(c.out, '(')
			open = true
		}
		if g.code == '(' || g.code == ')' || g.code == '\\' {
			c.out = append(c.out, '\\')
		}
		c.out = append(c.out, g.code)
	}
	c.op(")Tj")
	c.coverText(x, y, size, int64(advance), int64(face.file.unitsPerEm))
	return nil
}

// setWeight has the text stroked with a line of so many ems, or with none.
func (c *content) setWeight(t ink.Text, line float64) {
	if line > 0 {
		c.setStroke(t.Color)
		c.setPen(pen{known: true, width: c.thousandths(line * t.Font.Size), round: true})
	}
	if heavy := line > 0; heavy != c.heavy {
		c.heavy = heavy
		if heavy {
			c.op("2 Tr")
		} else {
			c.op("0 Tr")
		}
	}
}

// beginText opens a text object, unless one is open.
func (c *content) beginText() {
	if !c.inText {
		c.op("BT")
		c.inText, c.lineX, c.lineY = true, 0, 0
	}
}

// endText closes the text object, if one is open: paths may not stand inside.
func (c *content) endText() {
	if c.inText {
		c.op("ET")
		c.inText = false
	}
}
