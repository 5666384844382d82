package page

import (
	"cmp"
	"strconv"

	"tradebrief/charts/ink"
)

const (
	contentsNumber  = 7 * mm   // the column of the numbers of sections
	contentsNames   = 0.3      // the part of the width that names may take
	contentsPage    = 10 * mm  // the column of page numbers, wide enough for five digits
	contentsExhibit = 0.5 * mm // over and under the line of an exhibit
)

// listed is an entry of the contents.
type listed struct {
	number, name string
	title        Text
	dest         string
	small        bool // an exhibit within a section
}

// contentsOf lists the sections of the document, and on request the numbered
// exhibits of each. Exhibits of the front page come first. A section that is nothing but
// the list is not in it: its reader is there.
func (l *layouter) contentsOf(exhibits bool) []listed {
	var out []listed
	for i, s := range l.doc.Sections {
		n := i
		if !l.fronted() {
			n++
		}
		if n > 0 && s.headed() && !s.onlyLists() {
			e := listed{name: s.Name, title: s.Title.bare(), dest: sectionDest(s, n)}
			if s.Number > 0 {
				e.number = strconv.Itoa(s.Number)
			}
			if e.title.String() == e.name {
				e.title = nil
			}
			out = append(out, e)
		}
		if !exhibits {
			continue
		}
		for e := range exhibitsIn(s.Blocks) {
			if e.Label != "" && e.Dest != "" {
				out = append(out, listed{name: e.Label, title: e.Title.bare(), dest: e.Dest, small: true})
			}
		}
	}
	return out
}

// onlyLists reports whether the section is a list of contents and nothing else.
func (s *Section) onlyLists() bool {
	lists := false
	for b := range blocksIn(s.Blocks) {
		switch b.(type) {
		case *Contents:
			lists = true
		case *Columns, *PageBreak:
		default:
			return false
		}
	}
	return lists
}

// bare is the text without references, notes and links, and without the statements
// that it is part of: these stand where the text is printed first.
func (t Text) bare() Text {
	var out Text
	for _, s := range t {
		if s.Ref == 0 && s.Note == 0 && s.S != "" {
			out = append(out, Span{S: s.S, Emph: s.Emph, Lang: s.Lang})
		}
	}
	return out
}

// composeContents composes the list of sections with the pages on which they begin.
// These are known once all pages are placed, and no page number changes the height of
// its line, so that filling them in moves nothing.
func (l *layouter) composeContents(b *Contents, parent int, w float64) []slab {
	out := l.listHead(b.Title, parent, w)
	var again []slab
	if !plain(b.Title).blank() && l.doc.Words.Continued != "" {
		label := l.setWords(b.Title+l.doc.Words.Continued, kickerStyle, 0, w)
		again = []slab{{at: l.at, height: labelDrop + label.height() + s1, keep: true, draw: func(d *sheet, x, y, _ float64) {
			d.Add(0, ink.Line(x, y, x+w, y, ink.Stroke{Color: colorInk, Width: heavy}))
			label.draw(d, x, y+labelDrop, 0, Left)
		}}}
	}
	entries := l.contentsOf(b.Exhibits)
	names := 0.0
	for _, e := range entries {
		st := contentsNameStyle
		if e.small {
			st = kickerStyle
		}
		names = max(names, l.own(st).font.Width(e.name)+s5)
	}
	names = min(names, contentsNames*w)
	toc := 0
	item, inner := 0, 0
	for i, e := range entries {
		if toc == 0 {
			toc = l.node("TOC", parent)
		}
		if e.small && item > 0 {
			if inner == 0 {
				inner = l.node("TOC", item)
			}
			out = append(out, l.contentsLine(e, l.node("TOCI", inner), w, names))
		} else {
			entry := l.node("TOCI", toc)
			if !e.small {
				item, inner = entry, 0
			}
			out = append(out, l.contentsLine(e, entry, w, names))
		}
		last := &out[len(out)-1]
		last.again = again
		// A section does not end a page when its exhibits follow, nor does the list
		// begin or end with a line alone.
		follows := i+1 < len(entries) && entries[i+1].small && !e.small
		last.keep = follows || i == 0 && len(entries) > 1 || i == len(entries)-2
	}
	if len(entries) == 0 {
		return nil
	}
	return out
}

// contentsLine sets an entry: number, name, title and page. The whole of it is a
// link.
func (l *layouter) contentsLine(e listed, item int, w, names float64) slab {
	number, name, title, pad := kickerStyle, contentsNameStyle, contentsTitleStyle, rowPad
	if e.small {
		name, title, pad = kickerStyle, noteStyle, contentsExhibit
	}
	room := w - contentsNumber - contentsPage
	mark := l.setWords(e.number, number, l.node("Lbl", item), contentsNumber)
	link := l.node("Link", l.node("Reference", item))
	narrow := w < gridWidth(8)-hair
	var label, words setting
	switch {
	case narrow:
		label = l.setWords(e.name, name, link, room)
		words = l.set(e.title, title, link, room)
	case len(e.title) == 0:
		label = l.setWords(e.name, name, link, room)
	default:
		label = l.setWords(e.name, name, link, names-s3)
		words = l.set(e.title, title, link, room-names)
	}
	h := max(label.height(), words.height(), name.leading) // of an entry without words too
	if narrow {
		h = max(label.height()+words.height(), name.leading)
	}
	spoken := cmp.Or(e.name, e.title.String())
	return slab{at: l.at, height: h + 2*pad, draw: func(d *sheet, x, y, h float64) {
		if !e.small {
			d.Add(0, ink.Line(x, y+h, x+w, y+h, ink.Stroke{Color: colorGrid, Width: fine}))
		}
		y += pad
		mark.draw(d, x, y+(name.leading-number.leading)/2, 0, Left)
		label.draw(d, x+contentsNumber, y, 0, Left)
		if narrow {
			words.draw(d, x+contentsNumber, y+label.height(), 0, Left)
		} else {
			words.draw(d, x+contentsNumber+names, y, 0, Left)
		}
		d.Add(link, ink.Link{X: x, Y: y - pad, W: w, H: h, Dest: e.dest, Contents: spoken})
		d.asks = true
		if n := d.destPages[e.dest]; n > 0 {
			l.setWords(strconv.Itoa(n), title.in(colorInk), link, contentsPage).draw(d, x+w-contentsPage, y, contentsPage, Right)
		}
	}}
}

// destPagesOf is the page of each place that links may lead to.
func destPagesOf(pages []ink.Drawing) map[string]int {
	out := map[string]int{}
	for i, p := range pages {
		for _, m := range p.Marks {
			if d, ok := m.Op.(ink.Dest); ok {
				out[d.Name] = i + 1
			}
		}
	}
	return out
}
