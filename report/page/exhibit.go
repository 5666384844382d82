package page

import (
	"strings"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf"
)

// exhibitHead composes what stands over the body of an exhibit of the element:
// rule, tab, label, status tag, title and subtitle, then the gap to the body. The
// words are its caption.
func (l *layouter) exhibitHead(e Exhibit, el int, w, gap float64) slab {
	caption := l.node("Caption", el)
	labelled := l.node("P", caption)
	if e.Dest != "" {
		title := strings.TrimSpace(strings.TrimSpace(e.Label) + ". " + e.Title.String())
		l.out.Bookmarks = append(l.out.Bookmarks, pdf.Bookmark{Title: title, Level: 1, Dest: e.Dest})
	}
	tag := l.newTag(e.Tag, l.node("P", caption), w/2)
	label := l.setWords(e.Label, kickerStyle, labelled, w-tag.width-1.6*mm)
	titleStyle := exhibitStyle
	if e.Label == "" {
		titleStyle = headingStyle
	}
	title := l.set(e.Title, titleStyle, l.node("P", caption), w)
	subtitle := l.set(e.Subtitle, subtitleStyle, l.node("P", caption), w)
	over := label.height() // of the line with label and tag
	if tag.width > 0 {
		over = max(over, kickerStyle.leading)
	}
	h := over + title.height() + subtitle.height()
	if h > 0 {
		h += labelDrop
	}
	return slab{at: l.at, height: h + gap, keep: true, head: e.Label != "", draw: func(d *sheet, x, y, _ float64) {
		if e.Dest != "" {
			d.Add(el, ink.Dest{Name: e.Dest, Y: y})
		}
		drawTab(d, x, y, w, e.Label != "")
		y += labelDrop
		label.draw(d, x, y, 0, Left)
		if len(label.lines) > 0 {
			tag.draw(d, x+label.width()+1.6*mm, y)
		} else {
			tag.draw(d, x, y)
		}
		y += over
		title.draw(d, x, y, 0, Left)
		subtitle.draw(d, x, y+title.height(), 0, Left)
	}}
}

// drawTab paints the rule over an exhibit or a box, and its tab: in the colour
// of labels, or quiet where nothing is numbered.
func drawTab(d *sheet, x, y, w float64, numbered bool) {
	color := colorNavy
	if numbered {
		color = colorRust
	}
	d.Add(0, ink.Line(x, y, x+w, y, ink.Stroke{Color: colorInk, Width: heavy}),
		ink.Rect(x, y-heavy/2, min(tabWidth, w), tabHeight, color))
}

// addSource puts the source line under the body of an exhibit.
func (l *layouter) addSource(body []slab, source Text, parent int, w float64) []slab {
	if source.blank() {
		body[len(body)-1].keep = false
		return body
	}
	note := l.set(source, sourceStyle, l.node("P", parent), w).whole(l.at)
	note.before, note.source = s2, true
	body[len(body)-1].keep = true
	return append(body, note)
}

// tag is the outlined word beside a label: ILLUSTRATIVE; the zero value draws
// nothing.
type tag struct {
	text  string
	font  ink.Font
	el    int
	width float64
}

func (l *layouter) newTag(text string, el int, most float64) tag {
	if text == "" {
		return tag{}
	}
	l.checkGlyphs(text)
	font := l.own(tagStyle).font
	text = ink.Truncate(text, font, most)
	return tag{text: text, font: font, el: el, width: font.Width(text) + 2*tagPad}
}

// draw paints the tag beside a label whose line box has the top y.
func (t tag) draw(d *sheet, x, y float64) {
	if t.width == 0 {
		return
	}
	y += (kickerStyle.leading - tagHeight) / 2
	frame := ink.Rect(x, y, t.width, tagHeight, colorWhite)
	frame.Fill = nil
	frame.Stroke = &ink.Stroke{Color: colorTag, Width: fine}
	d.Add(0, frame)
	d.Add(t.el, ink.Label(x+tagPad, y+tagHeight/2+0.33*t.font.Size, t.text, t.font, tagStyle.color)...)
}
