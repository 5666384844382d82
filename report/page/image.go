package page

import (
	"fmt"
	"math"

	"tradebrief/data/diag"
)

// What a picture of pixels needs to look well on paper, in dots per inch, and below
// what it is refused: it would be coarser than on a screen.
const (
	dotsWanted = 150
	dotsLeast  = 72
)

// composeImage composes a picture from a file: heading, picture, source line. It is as
// wide as its column, unless that made it higher than a page.
func (l *layouter) composeImage(m *Image, parent int, w float64) []slab {
	el := l.figureElement(m.Exhibit, parent)
	var body []slab
	taken := 0.0
	if m.Label != "" || !m.Title.blank() || !m.Subtitle.blank() {
		head := l.exhibitHead(m.Exhibit, el, w, bodyDrop)
		body, taken = append(body, head), head.height
	}
	elements := len(l.out.Elements)
	if source := l.set(m.Source, sourceStyle, el, w); len(source.lines) > 0 {
		taken += s2 + source.height()
	}
	l.out.Elements = l.out.Elements[:elements] // of a try
	shownW := w
	h := w * m.Drawing.H / m.Drawing.W
	if most := l.paper.room() - taken; h > most {
		shownW, h = w*most/h, most
	}
	l.checkDots(m, shownW, w)
	body = append(body, slab{at: l.at, height: h, draw: func(d *sheet, x, y, _ float64) {
		d.Place(m.Drawing.Scale(shownW/m.Drawing.W), x, y, el)
	}})
	return l.addSource(body, m.Source, parent, w)
}

// checkDots reports a picture with too few pixels for the width at which it is
// printed, in a column of the width w.
func (l *layouter) checkDots(m *Image, shown, w float64) {
	const inch = 25.4 * mm
	if m.PixelsWide == 0 {
		return
	}
	pixels := float64(m.PixelsWide)
	dots := math.Floor(pixels / shown * inch)
	if dots >= dotsWanted {
		return
	}
	p := diag.Errorf(diag.Layout, m.File, "the picture has %d by %d pixels, which is %.0f dots per inch over %.0f mm; print needs %d", m.PixelsWide, m.PixelsHigh, dots, shown/mm, dotsWanted)
	if dots >= dotsLeast {
		p.Severity = diag.Warning
	}
	bears := pixels / dotsWanted * inch
	larger := fmt.Sprintf("save it with %.0f pixels or more across", math.Ceil(dotsWanted*shown/inch))
	for width := TwoThirds; width <= Third; width++ {
		if g := gridWidth(width.span()); g < w-hair && g*shown/w <= bears+hair {
			larger = fmt.Sprintf("it bears %.0f mm: write width: %s, or %s", math.Floor(bears/mm), widthNames[width], larger)
			break
		}
	}
	l.problem(p.WithHint("%s", larger))
}

// widthNames are the words of the outline for the widths of blocks.
var widthNames = [...]string{Full: "full", TwoThirds: "two-thirds", Half: "half", Third: "third"}
