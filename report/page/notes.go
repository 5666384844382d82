package page

import (
	"strconv"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf"
)

const (
	entryGap = 0.5 * mm // between the sources

	symbolColumn = 11 * mm
	symbolHeight = 4.8 * mm
	sourceNumber = 6.4 * mm
)

// composeNotes sets data notes in three columns. The symbols take the last one
// if that costs little room.
func (l *layouter) composeNotes(b *Notes, parent int) []row {
	w, step := gridWidth(4), gridX(4)-gridX(0)
	items, head := b.headed()
	var symbols []slab
	if len(b.Symbols) > 0 {
		text := l.noteItems(items, parent, w)
		symbols = l.symbols(head, b.Symbols, parent, w)
		two := row{pour: 2, step: step, cols: []column{{x: left, w: w, slabs: text}}}
		three := row{pour: 3, step: step, cols: []column{{x: left, w: w, slabs: stack(s3, text, symbols)}}}
		last := column{x: gridX(8), w: w, slabs: symbols}
		if len(text) > 0 && !two.exceeds(l.paper.room()/2) && max(two.height(), last.height()) <= three.height()+s7 {
			two.settle(l.paper.room())
			return []row{{gap: s6, cols: append(two.cols, last)}}
		}
		three.gap = s6
		return []row{three}
	}
	text := l.noteItems(items, parent, w)
	if len(text) == 0 {
		return nil
	}
	return []row{{gap: s6, pour: 3, step: step, cols: []column{{x: left, w: w, slabs: text}}}}
}

// headed parts the items from the one that heads the list of symbols.
func (b *Notes) headed() (items, head []NoteColumn) {
	if n := len(b.Items); n > 0 && len(b.Symbols) > 0 && len(b.Items[n-1].Paras) == 0 {
		return b.Items[:n-1], b.Items[n-1:]
	}
	return b.Items, nil
}

// noteItems sets small headings with their text.
func (l *layouter) noteItems(items []NoteColumn, parent int, w float64) []slab {
	var out []slab
	for _, n := range items {
		var head []slab
		level := l.level
		if !plain(n.Title).blank() {
			s := l.setWords(n.Title, smallHeadingStyle, l.heading(parent), w).whole(l.at)
			s.keep = len(n.Paras) > 0
			head = []slab{s}
			l.level++
		}
		out = stack(s3, out, stack(s1/2, head, l.paras(n.Paras, noteStyle, parent, w)))
		l.level = level
	}
	return out
}

// symbols sets the list of marks and their meanings under its heading, if it has one.
func (l *layouter) symbols(head []NoteColumn, list [][2]string, parent int, w float64) []slab {
	over := l.noteItems(head, parent, w)
	if len(list) == 0 {
		return over
	}
	for i := range over {
		over[i].keep = true
	}
	el := l.node("L", parent)
	out := make([]slab, 0, len(list))
	for i, s := range list {
		item := l.node("LI", el)
		mark := l.setWords(s[0], noteStyle.face(ink.SansBold).in(colorInk), l.node("Lbl", item), symbolColumn-s1)
		text := l.setWords(s[1], noteStyle.in(colorInk), l.node("LBody", item), w-symbolColumn)
		h := max(mark.height(), text.height(), noteStyle.leading) + symbolHeight - noteStyle.leading
		out = append(out, slab{at: l.at, height: h, keep: i == 0, draw: func(d *sheet, x, y, h float64) {
			pad := (symbolHeight - noteStyle.leading) / 2
			mark.draw(d, x, y+pad, 0, Left)
			text.draw(d, x+symbolColumn, y+pad, 0, Left)
			d.Add(0, ink.Line(x, y+h, x+w, y+h, ink.Stroke{Color: colorGrid, Width: fine}))
		}})
	}
	return stack(s1, over, out)
}

// listHead sets the rule and the heading over a list that stands by itself.
func (l *layouter) listHead(words string, parent int, w float64) []slab {
	if plain(words).blank() {
		return nil
	}
	title := l.setWords(words, headingStyle, l.heading(parent), w)
	return []slab{{at: l.at, height: labelDrop + title.height(), keep: true, draw: func(d *sheet, x, y, _ float64) {
		d.Add(0, ink.Line(x, y, x+w, y, ink.Stroke{Color: colorInk, Width: heavy}))
		title.draw(d, x, y+labelDrop, 0, Left)
	}}}
}

// sourceEntries sets the numbered sources, each a place for links.
func (l *layouter) sourceEntries(b *Sources, parent int, w float64) []slab {
	if len(b.Entries) == 0 {
		return nil
	}
	hang := sourceNumber
	for _, e := range b.Entries {
		hang = max(hang, l.own(entryStyle).font.Width("["+strconv.Itoa(e.Number)+"]")+s1)
	}
	list := l.element(pdf.Element{Role: "L", Parent: parent, Numbering: pdf.Decimal})
	out := make([]slab, 0, len(b.Entries))
	for _, e := range b.Entries {
		number := strconv.Itoa(e.Number)
		item := l.node("LI", list)
		mark := l.setWords("["+number+"]", entryStyle.in(colorBlue), l.node("Lbl", item), w)
		text := l.set(e.Text, entryStyle.onLine(), l.node("LBody", item), w-hang)
		lines := text.slabs(l.at)
		if len(lines) == 0 {
			lines = []slab{{at: l.at, height: entryStyle.leading}}
		}
		line := lines[0].draw
		lines[0].draw = func(d *sheet, x, y, h float64) {
			d.Add(item, ink.Dest{Name: sourceDest(e.Number), Y: y})
			mark.draw(d, x, y, 0, Left)
			if line != nil {
				line(d, x+hang, y, h)
			}
		}
		for i := 1; i < len(lines); i++ {
			line := lines[i].draw
			lines[i].draw = func(d *sheet, x, y, h float64) { line(d, x+hang, y, h) }
		}
		lines[0].before = entryGap
		out = append(out, lines...)
	}
	return out
}
