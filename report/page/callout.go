package page

import (
	"tradebrief/charts/ink"
	"tradebrief/report/pdf"
)

// linesInBox is the most lines of text that a box over the full width carries
// in one column.
const linesInBox = 3

// composeCallout composes a tinted box.
func (l *layouter) composeCallout(b *Callout, parent int, w float64) []slab {
	el := l.element(pdf.Element{Role: "Sect", Parent: parent, Title: b.Title.String()})
	side := boxSide
	bar := 0.0
	if b.Caution {
		bar = cautionBar
	}
	inner := w - 2*side - bar
	var title []slab
	if !b.Title.blank() {
		title = []slab{l.set(b.Title, headingStyle, l.heading(el), inner).whole(l.at)}
		title[0].keep = true
		defer l.below()()
	}
	// The elements of a try are withdrawn if the text is set anew.
	elements := len(l.out.Elements)
	body := l.paras(b.Paras, smallStyle, el, inner)
	if inner > measureWide && len(body) > linesInBox {
		l.out.Elements = l.out.Elements[:elements]
		half := (inner - gutter) / 2
		text := row{pour: 2, step: half + gutter, cols: []column{{w: half, slabs: l.paras(b.Paras, smallStyle, el, half)}}}
		if !text.exceeds(l.paper.room() / 2) {
			text.settle(l.paper.room())
			body = []slab{{at: l.at, height: text.height(), draw: func(d *sheet, x, y, _ float64) {
				for _, c := range text.cols {
					c.x += x
					c.draw(d, y)
				}
			}}}
		} else {
			l.out.Elements = l.out.Elements[:elements]
			body = l.paras(b.Paras, smallStyle, el, measureWide)
		}
	}
	content := stack(s1/2, title, body)
	if len(content) == 0 {
		return nil
	}
	return l.boxed(w, content, s4, side+bar, boxSide, func(d *sheet, x, y, w, h float64) {
		d.Add(0, ink.Rect(x, y, w, h, colorTint))
		if b.Caution {
			d.Add(0, ink.Rect(x, y, cautionBar, h, colorNavy))
		}
	})
}
