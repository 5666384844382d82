package pdf

import (
	"fmt"
	"math"
	"strconv"
	"unicode"
	"unicode/utf8"

	"tradebrief/charts/ink"
)

// Marks that belong to no element of the structure say what they are by one of
// these in place of its index. A reader aloud passes over them.
const (
	Decoration = 0  // rules, backgrounds, what is printed a second time
	RunHead    = -1 // the header of a page
	RunFoot    = -2 // the footer of a page
	Watermark  = -3 // a word across a page

	lastArtifact = Watermark
)

// artifacts begin the marked content of marks that belong to no element, by the
// negative of their number.
var artifacts = [...]string{
	-Decoration: "/Artifact <</Type/Layout>> BDC",
	-RunHead:    "/Artifact <</Type/Pagination/Subtype/Header>> BDC",
	-RunFoot:    "/Artifact <</Type/Pagination/Subtype/Footer>> BDC",
	-Watermark:  "/Artifact <</Type/Pagination/Subtype/Watermark>> BDC",
}

// tags are the elements of a document while its pages are drawn.
type tags struct {
	elements []Element
	figures  []int // of each element, the figure that it is or lies in, 0 if none
	blocks   []int // of each element, itself or what it is a part of the lines of
	written  bool  // false: the file is not tagged, and marks are written bare
}

func newTags(doc Document) *tags {
	t := &tags{elements: doc.Elements, figures: make([]int, len(doc.Elements)), blocks: make([]int, len(doc.Elements)), written: doc.Standard != NoStandard}
	for i, e := range doc.Elements {
		if e.Role == "Figure" || e.Role == "Formula" {
			t.figures[i] = i
		} else if i > 1 {
			t.figures[i] = t.figures[e.Parent]
		}
		switch e.Role {
		case "Span", "Quote", "Reference", "Link", "Code":
			t.blocks[i] = t.blocks[e.Parent]
		default:
			t.blocks[i] = i
		}
	}
	return t
}

// name is an element for an error.
func (t *tags) name(el int) string {
	if el < 1 {
		return "no element"
	}
	return fmt.Sprintf("element %d (%s)", el, t.elements[el].Role)
}

// marking puts what is painted into sequences of marked content, one for all
// marks of an element that follow each other on a page.
//
// A sequence and a text object may lie within each other but not overlap. Where
// a sequence has nothing but text it lies within the text object, which so serves
// many of them; else it lies around it.
type marking struct {
	tags  *tags
	marks []ink.Mark // from the one that is painted on

	open     bool
	bareText bool // the open sequence lies within a text object
	within   int  // the element of the open sequence

	owners []int       // of each sequence, by its number (MCID), the element
	boxes  map[int]box // of each figure, what its marks cover
}

// enter begins the sequence of the mark that is about to be painted, unless one of
// its element is open that the mark may stand in.
func (c *content) enter(shape bool) {
	el := c.marks[0].Element
	if !c.tags.written || c.open && c.within == el && !(shape && c.bareText) {
		return
	}
	c.leave()
	if c.bareText = !shape && c.onlyText(); c.bareText {
		c.beginText()
	} else {
		c.endText()
	}
	c.open, c.within = true, el
	if el < 1 {
		c.op(artifacts[-el])
		return
	}
	c.out = append(append(append(c.out, '/'), c.tags.elements[el].Role...), " <</MCID "...)
	c.out = strconv.AppendInt(c.out, int64(len(c.owners)), 10)
	c.op(">> BDC")
	c.owners = append(c.owners, el)
}

// leave ends the open sequence.
func (c *content) leave() {
	if !c.open {
		return
	}
	if !c.bareText {
		c.endText()
	}
	c.op("EMC")
	c.open = false
}

// onlyText says whether the sequence that begins has no shapes.
func (c *content) onlyText() bool {
	el := c.marks[0].Element
	for _, m := range c.marks {
		switch m.Op.(type) {
		case ink.Link, ink.Dest: // paint nothing
		case ink.Text:
			if m.Element != el {
				return true
			}
		default:
			return m.Element != el
		}
	}
	return true
}

// parted is the text of a run with a blank at its end, if the next run of its
// paragraph, cell or figure is not joined to it. The blanks at which lines are
// broken are not painted, and so are not there for who reads the text alone.
func (c *content) parted(t ink.Text, f *face) string {
	el := c.marks[0].Element
	if !c.tags.written || el < 1 {
		return t.S
	}
	for _, m := range c.marks[1:] {
		next, ok := m.Op.(ink.Text)
		switch {
		case !ok || next.S == "":
			continue
		case m.Element < 1 || c.tags.blocks[m.Element] != c.tags.blocks[el]:
			return t.S
		}
		last, _ := utf8.DecodeLastRuneInString(t.S)
		first, _ := utf8.DecodeRuneInString(next.S)
		sameLine := math.Abs(next.Y-t.Y) < t.Font.Size/2
		switch {
		case unicode.IsSpace(last) || unicode.IsSpace(first) || f.file.glyph(' ') == 0:
		case sameLine && joined((next.X-t.X-t.Font.Width(t.S))/t.Font.Size):
		case !sameLine && (unicode.Is(unicode.Pd, last) || last == '/'):
		case !sameLine && (wordless(last) || wordless(first)):
		default:
			return t.S + " "
		}
		return t.S
	}
	return t.S
}

// joined says whether a run goes on so many ems behind the one before it without a
// blank between them: close to it, or half a square into it, where a mark of Chinese
// gives up its blank half.
func joined(gap float64) bool { return -0.6 < gap && gap < 0.2 }

// wordless says whether a character is of Chinese or Japanese, where no blank stands
// for the end of a line.
func wordless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= '\u3001' && r <= '\u303f' || r >= '\uff00' && r <= '\uffef'
}

// box is an upright rectangle on a page, from its foot.
type box struct{ left, bottom, right, top hundredths }

// cover widens the box of the figure that the mark belongs to.
func (c *content) cover(b box) {
	el := c.marks[0].Element
	if el < 1 || c.tags.figures[el] == 0 {
		return
	}
	el = c.tags.figures[el]
	if old, ok := c.boxes[el]; ok {
		b = box{min(b.left, old.left), min(b.bottom, old.bottom), max(b.right, old.right), max(b.top, old.top)}
	} else if c.boxes == nil {
		c.boxes = map[int]box{}
	}
	c.boxes[el] = b
}

// coverText is cover for a run: from a quarter of its size below the baseline to
// its size above. The size is in thousandths of a point, the advance in units of
// the font.
func (c *content) coverText(x, y hundredths, size, advance, unitsPerEm int64) {
	em := hundredths(size / 10)
	c.cover(box{x, y - em/4, x + hundredths(advance*size/unitsPerEm/10), y + em})
}

// coverPath is cover for a shape, its line as wide as the pen, in thousandths of a
// point. A curve lies within the hull of its controls.
func (c *content) coverPath(segs []ink.Seg, width int64) {
	if el := c.marks[0].Element; el < 1 || c.tags.figures[el] == 0 {
		return
	}
	half := hundredths(width / 20)
	for _, s := range segs {
		points := s.P[:1]
		switch s.Kind {
		case ink.CurveTo:
			points = s.P[:]
		case ink.Close:
			points = nil
		}
		for _, p := range points {
			x, y := c.length(p.X), c.top(p.Y)
			c.cover(box{x - half, y - half, x + half, y + half})
		}
	}
}
