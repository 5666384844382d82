package page

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
	"tradebrief/report/pdf"
)

// composeTable composes a table: heading, header row, rows, source line. Every
// row carries the header that is repeated where a page begins with it.
func (l *layouter) composeTable(t *Table, parent int, w float64) []slab {
	el := l.element(pdf.Element{Role: "Table", Parent: parent, Title: t.Title.String()})
	g := l.newGrid(t, w)
	if g.needs() > w+hair {
		l.problem(diag.Errorf(diag.Layout, t.At, "the %d columns of this table need %.0f mm for their words and figures, and it is %.0f mm wide", len(g.cols), math.Ceil(g.needs()/mm), w/mm).
			WithHint("%s", t.wider(g.needs(), w)))
	}
	gap := bodyDrop
	if !g.hasHeader() {
		gap = s1
	}
	out := make([]slab, 0, len(t.Rows)+3)
	out = append(out, l.exhibitHead(t.Exhibit, el, w, gap))
	if len(t.Columns) == 0 || len(t.Rows) == 0 {
		out[0].height = max(out[0].height, labelDrop)
	}
	again := l.composeContinued(t, g)
	switch {
	case g.hasHeader():
		out = append(out, l.composeHeader(g, l.node("TR", l.node("THead", el))))
	case t.Label == "" && t.Title.blank() && t.Subtitle.blank():
		out = append(out[:0], again...)
	}
	room := l.paper.room() - heightOf(again)
	first := len(out)
	body, naming := 0, t.naming()
	for i := range t.Rows {
		if body == 0 || t.Rows[i].Style == Group {
			body = l.node("TBody", el) // a part of the table under its own heading
		}
		out = append(out, g.compose(l, &t.Rows[i], l.node("TR", body), naming, room)...)
	}
	if body == 0 {
		// A table without rows has an empty one: readers take no other for a table.
		l.emptyCells(l.node("TR", l.node("TBody", el)), g.span())
	}
	// Two rows stay with the header, and two at the end together.
	for i := first; i < len(out); i++ {
		if i < first+2 || i == len(out)-2 {
			out[i].keep = true
		}
	}
	if !t.Finding.blank() {
		finding := l.set(t.Finding, tableStyle, l.element(pdf.Element{Role: "P", Parent: parent}), w).whole(l.at)
		finding.before = s2
		out[len(out)-1].keep = true
		out = append(out, finding)
	}
	out = l.addSource(out, t.Source, parent, w)
	for i := first; i < len(out); i++ {
		out[i].again = again
	}
	return out
}

// wider says how a table that needs more than the width w gets it.
func (t *Table) wider(needs, w float64) string {
	for _, width := range [...]struct {
		name    string
		columns int
	}{{"half", 6}, {"two-thirds", 8}, {"full", gridColumns}} {
		if at := gridWidth(width.columns); at >= needs && at > w {
			if t.Width == Full {
				return "put it outside the columns, or leave columns of the table out"
			}
			return "write width: " + width.name
		}
	}
	return "leave columns out, or make two tables of it"
}

// span is how many cells each row has: readers take no table without any.
func (g *grid) span() int { return max(1, len(g.cols)) }

// emptyCells fills a row up.
func (l *layouter) emptyCells(row, n int) {
	for range n {
		l.node("TD", row)
	}
}

// naming is the column whose cells name their rows: the first one that begins
// with words, else the first of all; -1: there is none.
func (t *Table) naming() int {
	i := slices.IndexFunc(t.Rows, func(r Row) bool { return r.Style != Group && len(r.Cells) > 0 })
	if i < 0 || len(t.Columns) < 2 {
		return -1
	}
	names := func(cell *Cell, letters bool) bool {
		s := joined(cell.Text).String()
		return strings.TrimSpace(s) != "" && (!letters || strings.IndexFunc(s, unicode.IsLetter) >= 0)
	}
	cells := t.Rows[i].Cells
	for k := range min(len(cells), len(t.Columns)) {
		if t.Columns[k].isText() && names(&cells[k], true) {
			return k
		}
	}
	if names(&cells[0], false) {
		return 0
	}
	return -1
}

// isText reports whether the cells of the column are words.
func (c *Column) isText() bool {
	return (c.Kind == TextColumn || c.Kind == CodeColumn) && c.Align == Left
}

// composeHeader sets the titles of the columns over a rule, as cells of the row
// that is an element; 0: as furniture.
func (l *layouter) composeHeader(g *grid, tr int) slab {
	type title struct {
		setting
		x, w  float64
		align Align
		over  float64 // what stands under it
	}
	var titles []title
	var h float64
	add := func(t Text, el int, x, w float64, align Align) {
		s := l.set(t, tableHeadStyle, el, w)
		h = max(h, s.height())
		titles = append(titles, title{s, x, w, align, 0})
	}
	for i := range g.cols {
		c := &g.cols[i]
		th := 0
		if tr > 0 {
			th = l.headerCell(tr, c.def.Title, pdf.Column)
		}
		if n := len(c.def.Title); c.def.Kind == StanceColumn && n > 1 {
			ends := l.paraElements(2, th)
			add(c.def.Title[:n-1], ends[0], c.x, c.w/2, Left)
			add(c.def.Title[n-1:], ends[1], c.x+c.w/2, stanceEnd(c.w)-c.w/2, Right)
			continue
		}
		if c.def.Kind == FitColumn && len(c.def.Title) > 1 {
			parts := l.paraElements(2, th)
			name := l.set(c.def.Title[1:], tableHeadStyle, parts[1], c.w)
			code := l.set(c.def.Title[:1], tableHeadStyle.face(ink.SansBold).in(colorInk), parts[0], c.w)
			titles = append(titles, title{name, c.x, c.w, Center, 0}, title{code, c.x, c.w, Center, name.height()})
			h = max(h, name.height()+code.height())
			continue
		}
		add(c.def.Title, th, c.x, c.edge(), c.def.Align)
	}
	w := g.width
	return slab{at: l.at, height: h + headerPad, keep: true, draw: func(d *sheet, x, y, full float64) {
		for _, t := range titles {
			t.draw(d, x+t.x, y+h-t.over-t.height(), t.w, t.align)
		}
		d.Add(0, ink.Line(x, y+full, x+w, y+full, ink.Stroke{Color: colorInk, Width: heavy}))
	}}
}

// composeContinued is what is repeated on the next page: the label with ", continued",
// the header. Repeated words are furniture. A table without either has a rule.
func (l *layouter) composeContinued(t *Table, g *grid) []slab {
	var header []slab
	if g.hasHeader() {
		header = []slab{l.composeHeader(g, 0)}
	}
	if t.Label == "" {
		if len(header) == 0 {
			header = []slab{{keep: true, draw: func(d *sheet, x, y, _ float64) {
				d.Add(0, ink.Line(x, y, x+g.width, y, ink.Stroke{Color: colorInk, Width: heavy}))
			}}}
		}
		return header
	}
	label := l.setWords(t.Label+l.doc.Words.Continued, kickerStyle, 0, g.width)
	head := slab{at: l.at, height: labelDrop + label.height() + s1, keep: true, draw: func(d *sheet, x, y, _ float64) {
		drawTab(d, x, y, g.width, true)
		label.draw(d, x, y+labelDrop, 0, Left)
	}}
	return append([]slab{head}, header...)
}

// tableRow is a row of a table, set.
type tableRow struct {
	grid  *grid
	cells []cell
	style RowStyle
	group setting // of a group row
	h     float64 // before it is raised to fill a page
}

// cell is a cell of a table, set: lines of text, and what is drawn beside them.
type cell struct {
	lines   []cellLine
	def     *Cell
	mark    setting
	pad     float64 // from the alignment edge, in points
	spark   ink.Drawing
	picture int // the element of a spark or a scale
}

// cellLine is a line of a cell at its distance from the top of the cell.
type cellLine struct {
	line ink.TextLine
	st   style
}

func (c *cell) height() float64 {
	var h float64
	for _, line := range c.lines {
		h += line.st.leading
	}
	return h
}

// compose sets a row: one slab, or one for each line of text where the row is
// higher than the room of a page.
func (g *grid) compose(l *layouter, r *Row, tr, naming int, room float64) []slab {
	row := tableRow{grid: g, style: r.Style}
	if r.Style == Group {
		var text Text
		if len(r.Cells) > 0 {
			text = joined(r.Cells[0].Text)
		}
		el := l.headerCell(tr, text, pdf.Column)
		l.out.Elements[el].ColSpan = g.span()
		row.group = l.set(text, tableStyle.face(ink.SansSemiBold), el, g.width)
		return []slab{{at: l.at, height: row.group.height() + 3*rowPad, keep: true, draw: row.draw}}
	}
	if k := naming + 1; naming >= 0 && k < min(len(r.Cells), len(g.cols)) && joined(r.Cells[naming].Text).blank() && g.cols[k].def.isText() {
		naming = k // as in a row of sums under coded items
	}
	h := tableStyle.leading
	row.cells = make([]cell, min(len(g.cols), len(r.Cells)))
	for i := range row.cells {
		var words Text
		if i == naming {
			words = joined(r.Cells[i].Text)
		}
		row.cells[i] = g.cols[i].set(l, &r.Cells[i], r.Style, l.headerCell(tr, words, pdf.Row))
		h = max(h, row.cells[i].height())
	}
	l.emptyCells(tr, g.span()-len(row.cells))
	row.h = h + 2*rowPad
	for i := range row.cells {
		if row.marked(i) {
			row.h = max(row.h, fitHeight)
		}
	}
	if row.h <= room {
		return []slab{{at: l.at, height: row.h, loose: rowLoose, draw: row.draw}}
	}
	return row.lineSlabs(l.at)
}

// joined is paragraphs as one text.
func joined(ps []Para) Text {
	var t Text
	for i, p := range ps {
		if i > 0 {
			t = append(t, Span{S: " "})
		}
		t = append(t, p.Text...)
	}
	return t
}

// draw paints the row with its rules.
func (r *tableRow) draw(d *sheet, x, y, h float64) {
	w := r.grid.width
	if r.style == Group {
		r.group.draw(d, x, y+h-rowPad-r.group.height(), 0, Left)
		d.Add(0, ink.Line(x, y+h, x+w, y+h, ink.Stroke{Color: colorGrid, Width: fine}))
		return
	}
	for i := range r.cells {
		if c := &r.grid.cols[i]; r.marked(i) {
			d.Add(0, ink.Rect(x+c.x, y, c.w, h-fitGap, fitColors[min(r.cells[i].def.Fit, 5)-1][0]))
		}
		r.grid.cols[i].draw(d, &r.cells[i], x, y+(h-r.h)/2, r.h)
	}
	r.rule(d, x, y, h)
}

// marked reports whether the i-th cell of the row is a mark of fit.
func (r *tableRow) marked(i int) bool {
	return r.grid.cols[i].def.Kind == FitColumn && r.cells[i].def.Fit > 0
}

// rule paints the rules of a row with the top y.
func (r *tableRow) rule(d *sheet, x, y, h float64) {
	w := r.grid.width
	if r.style == Total {
		stroke := ink.Stroke{Color: colorInk, Width: heavy}
		d.Add(0, ink.Line(x, y, x+w, y, stroke), ink.Line(x, y+h, x+w, y+h, stroke))
		return
	}
	for i := range r.cells {
		if r.marked(i) {
			w = r.grid.cols[i].x // the ground of marks parts rows by itself
			break
		}
	}
	d.Add(0, ink.Line(x, y+h, x+w, y+h, ink.Stroke{Color: colorGrid, Width: fine}))
}

// lineSlabs is a row that is higher than a page as a slab for each line.
func (r *tableRow) lineSlabs(at diag.Pos) []slab {
	n, pitch := 0, tableStyle.leading
	for i := range r.cells {
		n = max(n, len(r.cells[i].lines))
		for _, line := range r.cells[i].lines {
			pitch = max(pitch, line.st.leading)
		}
	}
	out := make([]slab, n)
	for k := range out {
		drop, h := 0.0, pitch
		if k == 0 {
			drop, h = rowPad, pitch+rowPad
		}
		if k == n-1 {
			h += rowPad
		}
		out[k] = slab{at: at, height: h, keep: k == 0, draw: func(d *sheet, x, y, h float64) {
			for i := range r.cells {
				c, col := &r.cells[i], &r.grid.cols[i]
				if k == 0 {
					col.drawPicture(d, c, x, y, tableStyle.leading+2*rowPad)
				}
				if k < len(c.lines) {
					line := c.lines[k]
					drawLine(d, line.line, line.st, x+col.textX(), y+drop, col.textWidth()-c.pad, col.def.Align)
					if k == len(c.lines)-1 {
						col.drawMark(d, c, line, x, y+drop)
					}
				}
			}
			if k == n-1 {
				d.Add(0, ink.Line(x, y+h, x+r.grid.width, y+h, ink.Stroke{Color: colorGrid, Width: fine}))
			}
		}}
	}
	return out
}

// narrowMost is the most columns that a table over half of the page may have.
const narrowMost = 4

// composeTables sets tables one below the other.
func (l *layouter) composeTables(tables []*Table, parent int, w float64) []slab {
	var out []slab
	for _, t := range tables {
		out = stack(s6, out, l.composeTable(t, parent, w))
	}
	return out
}

// composeAnnex sets tables over the full width: narrow ones that follow each
// other run through two columns.
func (l *layouter) composeAnnex(b *Annex, parent int, halves func([]slab) row) []row {
	var rows []row
	for tables := b.Tables; len(tables) > 0; {
		n := 0
		for n < len(tables) && len(tables[n].Columns) <= narrowMost {
			n++
		}
		if n > 0 {
			rows = append(rows, halves(l.composeTables(tables[:n], parent, gridWidth(6))))
		} else {
			n = 1
			rows = append(rows, row{gap: s6, cols: []column{{x: left, w: contentWidth, slabs: l.composeTables(tables[:n], parent, contentWidth)}}})
		}
		tables = tables[n:]
	}
	return rows
}
