package page

import (
	"cmp"
	"strings"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf"
)

// frontDest is the place of the front page for bookmarks.
const frontDest = "front"

// composeFront composes the front page: masthead, title, standfirst and facts,
// then the blocks of the front section.
func (l *layouter) composeFront(s Section) part {
	// Every exhibit stands under a section in the bookmarks, so the front page has one too.
	for _, name := range []string{l.doc.Title.String(), l.doc.Meta.Title, l.doc.Organisation, "1"} {
		if strings.TrimSpace(name) != "" {
			l.out.Bookmarks = append(l.out.Bookmarks, pdf.Bookmark{Title: name, Dest: frontDest})
			break
		}
	}
	l.level = 1
	rows := []row{{cols: []column{{x: left, w: contentWidth, slabs: l.composeMasthead()}}}}
	if r := l.composeTitle(); !r.empty() {
		rows = append(rows, r)
	}
	at := l.doc.At
	if len(s.Blocks) > 0 {
		at = s.At
	}
	l.at = at
	blocks := l.composeBlocks(s.Blocks, documentElement)
	// What the footer says is said once, at the end of its first page.
	l.at = l.doc.At
	for range l.doc.Footer {
		l.foot = append(l.foot, l.node("P", documentElement))
	}
	for i := range blocks {
		if !blocks[i].fixed {
			blocks[i].gap = frontGap
		}
	}
	if len(blocks) > 0 {
		blocks[0].gap, blocks[0].fixed = frontGap, true
	}
	return part{rows: append(rows, blocks...)}
}

// composeMasthead sets the organisation and the series against the marking and
// the sentence on how the brief may be shared.
func (l *layouter) composeMasthead() []slab {
	const handlingWidth = contentWidth * 0.55
	l.at = l.doc.At
	l.checkGlyphs(l.doc.Marking)
	mark := l.newMarking(l.doc.Marking, contentWidth/2)
	logo, logoElement := l.composeLogo()
	indent := 0.0
	if logo.W > 0 {
		indent = logo.W + s4
	}
	name := l.setWords(l.doc.Organisation, organisationStyle, l.node("P", documentElement), contentWidth-indent-mark.width-gutter)
	seriesElement := l.node("P", documentElement)
	mark.el = l.node("P", documentElement)
	handling := l.setWords(l.doc.Handling, handlingStyle, l.node("P", documentElement), handlingWidth)
	series := l.setWords(l.doc.SeriesLine, seriesStyle, seriesElement, contentWidth-indent-handling.width()-gutter)

	second := max(name.height(), organisationStyle.leading)
	handlingDrop := second + 0.7*mm
	h := max(second+series.height()+s3, handlingDrop+handling.height()+s3, logo.H+s3)
	if len(series.lines)+len(handling.lines) > 0 { // no empty line under the name alone
		h = max(h, mastheadRule-mastheadTop)
	}
	return []slab{{at: l.at, height: h, draw: func(d *sheet, x, y, h float64) {
		d.Add(documentElement, ink.Dest{Name: frontDest, Y: y})
		d.Add(0, ink.Rect(x, y-mastheadTop+bandTop, contentWidth, bandHeight, colorNavy))
		d.Place(logo, x, y, logoElement)
		name.draw(d, x+indent, y, 0, Left)
		series.draw(d, x+indent, y+second, 0, Left)
		mark.draw(d, x+contentWidth, y)
		handling.draw(d, x, y+handlingDrop, contentWidth, Right)
		d.Add(0, ink.Line(x, y+h, x+contentWidth, y+h, ink.Stroke{Color: colorInk, Width: light}))
	}}}
}

// composeTitle sets title and standfirst beside the facts.
func (l *layouter) composeTitle() row {
	l.at = cmp.Or(l.doc.TitleAt, l.doc.At)
	text := column{x: gridX(0), w: gridWidth(8)}
	if len(l.doc.Facts) == 0 {
		text.w = measureWide
	}
	if !l.doc.Title.blank() {
		t := l.setFit(l.doc.Title, titleStyles, l.heading(documentElement), text.w)
		text.slabs = t.slabs(l.at)
		l.level++
	}
	l.at = l.doc.At
	text.slabs = stack(standfirstDrop, text.slabs, l.paras(l.doc.Standfirst, standfirstStyle, documentElement, text.w))
	r := row{gap: titleDrop, fixed: true, cols: []column{text}}
	if len(l.doc.Facts) > 0 {
		r.cols = append(r.cols, column{x: gridX(8), w: gridWidth(4), slabs: l.composeFacts()})
	}
	return r
}

// composeFacts sets the list of facts, each between rules.
func (l *layouter) composeFacts() []slab {
	const valueX = factLabelWidth
	w := gridWidth(4)
	list := l.node("L", documentElement)
	out := []slab{{height: factsDrop, keep: true}}
	for i, f := range l.doc.Facts {
		item := l.node("LI", list)
		label := l.setWords(f.Label, factLabelStyle, l.node("Lbl", item), valueX-s1)
		value := l.set(f.Value, factValueStyle, l.node("LBody", item), w-valueX)
		h := max(label.height(), value.height(), factLabelStyle.leading) + factHeight - factLabelStyle.leading
		out = append(out, slab{at: l.doc.At, height: h, draw: func(d *sheet, x, y, h float64) {
			if i == 0 {
				d.Add(0, ink.Line(x, y, x+w, y, ink.Stroke{Color: colorInk, Width: heavy}))
			}
			label.draw(d, x, y+rowPad, 0, Left)
			value.draw(d, x+valueX, y+rowPad, 0, Left)
			d.Add(0, ink.Line(x, y+h, x+w, y+h, ink.Stroke{Color: colorGrid, Width: light}))
		}})
	}
	return out
}
