package page

import (
	"tradebrief/charts/ink"
)

// contactAlone is the height of a row from which it does not go to the next
// page for the contact not to stand there alone.
const contactAlone = 60 * mm

// withContact appends the contact to the rows of the last section.
func (l *layouter) withContact(rows []row) []row {
	contact := l.composeContact()
	if n := len(rows); n > 0 && len(contact) > 0 && rows[n-1].height() < contactAlone {
		rows[n-1].keep = true
	}
	return append(rows, contact...)
}

// composeContact sets contact, handling and citation at the foot of the last
// page.
func (l *layouter) composeContact() []row {
	items := l.doc.Contact
	l.at = l.doc.At
	if len(items) == 0 {
		return nil
	}
	sect := l.node("Sect", documentElement)
	r := row{gap: s6, fixed: true, foot: true}
	for len(items) > 0 {
		n := min(3, len(items))
		cols := make([]column, n)
		w := gridWidth(4)
		if len(l.doc.Contact) == 1 {
			w = contentWidth // one item alone needs no column
		}
		var h float64
		for i, item := range items[:n] {
			cols[i] = column{x: gridX(i*4) - left, w: w, slabs: l.noteItems([]NoteColumn{item}, sect, w)}
			h = max(h, cols[i].height())
		}
		s := slab{at: l.doc.At, height: labelDrop + h, before: s3, draw: func(d *sheet, x, y, _ float64) {
			d.Add(0, ink.Line(x, y, x+contentWidth, y, ink.Stroke{Color: colorInk, Width: heavy}))
			for _, c := range cols {
				c.x += x
				c.draw(d, y+labelDrop)
			}
		}}
		if len(r.cols) == 0 {
			r.cols = []column{{x: left, w: contentWidth}}
		}
		r.cols[0].slabs = append(r.cols[0].slabs, s)
		items = items[n:]
	}
	return []row{r}
}
