package page

import (
	"fmt"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf"
)

// drawFurniture draws what stands on every page: header (not on the front page)
// and footer, each with the marking.
func (l *layouter) drawFurniture(d *sheet, number, pages int) {
	mark := l.newMarking(l.doc.Marking, contentWidth/2)
	if number > 1 {
		head, title := l.own(headerStyle.face(ink.SansBold).in(colorInk)), l.own(headerStyle)
		y := headerStyle.baseline(headerTop)
		room := contentWidth - mark.width - gutter
		name := ink.Truncate(l.doc.RunningHead, head.font, room)
		d.Add(pdf.RunHead, ink.Label(left, y, name, head.font, head.color)...)
		used := head.font.Width(name)
		if used > 0 {
			used += head.font.Width("  ")
		}
		if room > used {
			d.Add(pdf.RunHead, ink.Label(left+used, y, ink.Truncate(l.doc.RunningTitle, title.font, room-used), title.font, title.color)...)
		}
		mark.el = pdf.RunHead
		mark.draw(d, right, headerTop+(headerStyle.leading-markingHeight)/2)
		d.Add(pdf.RunHead, ink.Line(left, headerRule, right, headerRule, ink.Stroke{Color: colorInk, Width: light}))
	}
	rule := l.paper.footerRule()
	d.Add(pdf.RunFoot, ink.Line(left, rule, right, rule, ink.Stroke{Color: colorRule, Width: light}))
	l.drawFooter(d, mark, number, pages)
}

// drawFooter spreads page number, imprint, note and marking evenly.
func (l *layouter) drawFooter(d *sheet, mark marking, number, pages int) {
	format := l.doc.Words.PageOf
	if format == "" {
		format = "%d/%d"
	}
	count := l.own(footerStyle.face(ink.SansSemiBold).in(colorInk))
	items := []string{fmt.Sprintf(format, number, pages)}
	styles := []style{count}
	els := []int{pdf.RunFoot}
	for i, s := range l.doc.Footer {
		if s == "" {
			continue
		}
		items, styles = append(items, s), append(styles, l.own(footerStyle))
		if number == 1 {
			els = append(els, l.foot[i])
		} else {
			els = append(els, pdf.RunFoot)
		}
	}
	gaps := len(items)
	if mark.width == 0 {
		gaps--
	}
	// Where the items are too long for the line, the last ones are cut to what
	// the ones before leave.
	room := contentWidth - mark.width - float64(gaps)*s5
	var used float64
	for i, s := range items {
		part := (room - used) / float64(len(items)-i)
		w := styles[i].font.Width(s)
		if rest := widths(items[i+1:], styles[i+1:]); used+w+rest > room && w > part {
			items[i] = ink.Truncate(s, styles[i].font, max(part, room-used-rest))
			w = styles[i].font.Width(items[i])
		}
		used += w
	}
	gap := contentWidth - mark.width - used
	if gaps > 0 {
		gap /= float64(gaps)
	}
	x, top := left, l.paper.footerTop()
	for i, s := range items {
		d.Add(els[i], ink.Label(x, styles[i].baseline(top), s, styles[i].font, styles[i].color)...)
		x += styles[i].font.Width(s) + gap
	}
	mark.el = pdf.RunFoot
	mark.draw(d, right, top)
}

func widths(items []string, styles []style) float64 {
	var w float64
	for i, s := range items {
		w += styles[i].font.Width(s)
	}
	return w
}

// marking is the label of how the brief may be shared; the zero value draws
// nothing.
type marking struct {
	text  string
	font  ink.Font
	width float64
	color ink.Color
	el    int // where it is said, or the furniture that repeats it
}

func (l *layouter) newMarking(text string, most float64) marking {
	if text == "" {
		return marking{}
	}
	font := l.own(markingStyle).font
	cut := ink.Truncate(text, font, most)
	return marking{text: cut, font: font, width: font.Width(cut) + 2*markingPad, color: markingColor(text)}
}

// draw paints the marking with its top right corner at x, y.
func (m marking) draw(d *sheet, x, y float64) {
	if m.width == 0 {
		return
	}
	x -= m.width
	d.Add(min(m.el, 0), ink.Rect(x, y, m.width, markingHeight, colorBlack))
	// A line of capitals is centred by its cap height.
	d.Add(m.el, ink.Label(x+markingPad, y+markingHeight/2+0.33*m.font.Size, m.text, m.font, m.color)...)
}
