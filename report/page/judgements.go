package page

import (
	"cmp"
	"strings"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf"
)

const (
	judgementPadTop    = 2.8 * mm
	judgementPadBottom = 3.4 * mm
	judgementCode      = 10 * mm
	judgementDrop      = 2 * mm // padding over an item
)

// composeJudgements composes the box of key judgements: two columns of items,
// or one in a narrow column of the page.
func (l *layouter) composeJudgements(j *Judgements, parent int, w float64) []slab {
	el := l.element(pdf.Element{Role: "Sect", Parent: parent, Title: j.Title})
	inner := w - 2*boxSide
	columns := 1
	if inner > 120*mm && len(j.Items) > 1 {
		columns = 2
	}
	each := (inner - float64(columns-1)*gutter) / float64(columns)

	var out []slab
	if head := l.composeBoxHead(j, el, inner); head.height > 0 {
		out = append(out, head)
	}
	list := l.node("L", el)
	for i := 0; i < len(j.Items); i += columns {
		items := make([]judgementItem, 0, columns)
		h := 0.0
		for k := i; k < min(i+columns, len(j.Items)); k++ {
			item := l.setJudgement(&j.Items[k], list, each)
			items, h = append(items, item), max(h, item.height())
		}
		out = append(out, slab{at: l.at, height: judgementDrop + h, draw: func(d *sheet, x, y, _ float64) {
			for k := range items {
				items[k].draw(d, x+float64(k)*(each+gutter), y+judgementDrop)
			}
		}})
	}
	if len(out) == 0 {
		return nil
	}
	return l.boxed(w, out, judgementPadTop, boxSide, judgementPadBottom, func(d *sheet, x, y, w, h float64) {
		d.Add(0, ink.Rect(x, y, w, h, colorTint))
		drawTab(d, x, y, w, true)
	})
}

// composeBoxHead sets the heading of the box, with the note at its right where
// there is room, else under it.
func (l *layouter) composeBoxHead(j *Judgements, el int, w float64) slab {
	title := l.setWords(j.Title, headingStyle, l.heading(el), w)
	var note setting
	if j.Note != "" {
		note = l.setWords(j.Note, markerStyle, l.node("P", el), w)
	}
	beside := len(title.lines) == 1 && len(note.lines) == 1 && title.width()+gutter+note.width() <= w
	h := title.height()
	if !beside {
		h += note.height()
	}
	return slab{at: l.at, height: h, keep: true, draw: func(d *sheet, x, y, _ float64) {
		title.draw(d, x, y, 0, Left)
		if beside {
			note.draw(d, x, y+(headingStyle.leading-markerStyle.leading)/2+0.3*mm, w, Right)
		} else {
			note.draw(d, x, y+title.height(), 0, Left)
		}
	}}
}

// judgementItem is a judgement, set.
type judgementItem struct {
	code, text, basis setting
	marker            marker
	indent            float64
}

func (l *layouter) setJudgement(j *Judgement, list int, w float64) judgementItem {
	var out judgementItem
	item := l.node("LI", list)
	if j.ID != "" {
		out.indent = judgementCode
		out.code = l.setWords(j.ID, codeStyle, l.node("Lbl", item), w/3)
		out.indent = max(out.indent, out.code.width()+s3)
	}
	w -= out.indent
	text := j.Text
	if j.Likelihood != "" {
		colon := cmp.Or(l.doc.Words.Colon, ": ")
		sign := strings.TrimRight(colon, " ")
		text = append(Text{{S: j.Likelihood + sign, Strong: true}, {S: strings.TrimPrefix(colon, sign)}}, j.Text...)
	}
	body := l.node("LBody", item)
	out.text = l.set(text, judgementStyle, l.node("P", body), w)
	out.marker = l.newMarker(j.Step, j.Level, j.Confidence, markerStyle, body, w)
	out.basis = l.set(j.Basis, noteStyle, l.node("P", body), w)
	return out
}

func (j *judgementItem) height() float64 {
	h := j.text.height() + 0.5*mm + j.marker.height()
	if len(j.basis.lines) > 0 {
		h += 0.5*mm + j.basis.height()
	}
	return max(h, j.code.height())
}

func (j *judgementItem) draw(d *sheet, x, y float64) {
	j.code.draw(d, x, y+(j.text.style.leading-codeStyle.leading)/2, 0, Left)
	x += j.indent
	j.text.draw(d, x, y, 0, Left)
	y += j.text.height() + 0.5*mm
	j.marker.draw(d, x, y)
	j.basis.draw(d, x, y+j.marker.height()+0.5*mm, 0, Left)
}
