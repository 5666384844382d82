package page

import (
	"slices"
	"strconv"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf"
)

// composeSection composes the heading of the n-th section and its blocks.
func (l *layouter) composeSection(s Section, n int) part {
	l.at = s.At
	sect := l.element(pdf.Element{Role: "Sect", Parent: documentElement, Title: s.Title.String()})
	kicker := s.Name
	if s.Number > 0 {
		kicker = strconv.Itoa(s.Number) + nbsp + " " + s.Name
	}
	out := part{name: sectionName(s)}
	if kicker != "" && l.doc.Words.Continued != "" {
		out.kicker = l.setWords(kicker+l.doc.Words.Continued, kickerStyle, 0, contentWidth)
	}
	top := l.level
	defer func() { l.level = top }()
	heading := l.composeHeading(s, kicker, sect)
	if kicker != "" || !s.Title.blank() {
		l.level++
	}
	if len(heading) > 0 {
		dest := sectionDest(s, n)
		l.out.Bookmarks = append(l.out.Bookmarks, pdf.Bookmark{Title: out.name, Dest: dest})
		place := slab{keep: true, draw: func(d *sheet, _, y, _ float64) { d.Add(sect, ink.Dest{Name: dest, Y: y}) }}
		heading = append([]slab{place}, heading...)
	}
	out.rows = l.composeBlocks(s.Blocks, sect)
	if len(heading) == 0 {
		return out
	}
	head := row{keep: true, cols: []column{{x: left, w: contentWidth, slabs: heading}}}
	if len(out.rows) > 0 {
		first := &out.rows[0]
		head.newPage, first.newPage = first.newPage, false
		first.gap, first.fixed = s5, true
		if s.Title.blank() && s.Deck.blank() {
			first.gap = s4
		}
	}
	out.rows = append([]row{head}, out.rows...)
	return out
}

// composeHeading sets kicker, title and deck, which stay together. Kicker and
// title are one heading.
func (l *layouter) composeHeading(s Section, kicker string, sect int) []slab {
	heading := l.heading(sect)
	var out []slab
	if !plain(kicker).blank() {
		out = l.setWords(kicker, kickerStyle, heading, contentWidth).slabs(s.At)
	}
	if !s.Title.blank() {
		t := l.setFit(s.Title, sectionStyles, heading, contentWidth)
		out = stack(1.2*mm, out, t.slabs(s.At))
	}
	if !s.Deck.blank() {
		d := l.set(s.Deck, deckStyle, l.node("P", sect), measureWide)
		out = stack(1.6*mm, out, d.slabs(s.At))
	}
	for i := range out {
		out[i].keep = true
	}
	return out
}

// span is the number of columns of the grid that a width takes.
func (w Width) span() int {
	switch w {
	case TwoThirds:
		return 8
	case Half:
		return 6
	case Third:
		return 4
	}
	return gridColumns
}

// gridX and gridWidth place a block that begins after so many columns of the
// grid and takes span of them.
func gridX(after int) float64    { return left + float64(after)*gridStep }
func gridWidth(span int) float64 { return float64(span)*gridStep - gutter }

// composeBlocks sets blocks on the grid: every row of the result stands under
// the one before it.
func (l *layouter) composeBlocks(blocks []Block, parent int) []row {
	var rows []row
	turn := false
	add := func(more ...row) {
		more = slices.DeleteFunc(more, func(r row) bool { return r.empty() })
		if len(more) > 0 {
			more[0].newPage = turn
			turn = false
		}
		rows = append(rows, more...)
	}
	for i := 0; i < len(blocks); {
		if blocks[i] == nil {
			i++
			continue
		}
		l.at = blocks[i].common().At
		switch b := blocks[i].(type) {
		case *PageBreak:
			turn = true
			i++
		case *Columns:
			add(l.composeColumns(b, parent)...)
			i++
		default:
			n, used := i, 0
			for n < len(blocks) && sharesRow(blocks[n]) && used+blocks[n].common().Width.span() <= gridColumns {
				used += blocks[n].common().Width.span()
				n++
			}
			if used == gridColumns && n == i+1 || n == i {
				add(l.composeWide(blocks[i], parent)...)
				i++
				continue
			}
			add(l.composeRow(blocks[i:n], parent))
			i = n
		}
	}
	return rows
}

// sharesRow reports whether the block is one that may stand beside others.
func sharesRow(b Block) bool {
	switch b.(type) {
	case nil, *PageBreak, *Columns:
		return false
	}
	return true
}

// composeRow sets blocks side by side on the grid.
func (l *layouter) composeRow(blocks []Block, parent int) row {
	r := row{gap: s6}
	after := 0
	small := len(blocks) > 2
	for _, b := range blocks {
		if _, ok := b.(*Callout); ok {
			small = true
		}
	}
	for _, b := range blocks {
		span := b.common().Width.span()
		c := column{x: gridX(after), w: gridWidth(span)}
		c.slabs = l.compose(b, parent, c.w, small && span == 4)
		r.cols = append(r.cols, c)
		after += span
	}
	r.makeLevel()
	r.keep = r.endsOpen()
	return r
}

// composeColumns sets lists of blocks side by side. More than four are set four
// to a row.
func (l *layouter) composeColumns(b *Columns, parent int) []row {
	const most = 4
	var rows []row
	for lists := b.Columns; len(lists) > 0; {
		n := min(most, len(lists))
		spans := columnSpans(lists[:n])
		if len(b.Columns) > most {
			spans = columnSpans(make([][]Block, most))
		}
		r := row{gap: s6}
		after := 0
		for i, list := range lists[:n] {
			c := column{x: gridX(after), w: gridWidth(spans[i])}
			c.slabs = l.composeList(list, parent, c.w, spans[i] <= 4 && (n > 2 || !allText(list)))
			r.cols = append(r.cols, c)
			after += spans[i]
		}
		r.makeLevel()
		r.keep = r.endsOpen()
		rows = append(rows, r)
		lists = lists[n:]
	}
	return rows
}

// allText reports whether the blocks are running text.
func allText(blocks []Block) bool {
	for _, b := range blocks {
		if _, ok := b.(*TextBlock); !ok {
			return false
		}
	}
	return true
}

// columnSpans divides the grid between lists of blocks: by the widths of their
// first blocks if these fill it, else equally.
func columnSpans(lists [][]Block) []int {
	spans := make([]int, len(lists))
	sum := 0
	for i, list := range lists {
		if len(list) > 0 && list[0] != nil {
			spans[i] = list[0].common().Width.span()
		}
		sum += spans[i]
	}
	if sum != gridColumns || len(lists) == 0 {
		for i := range spans {
			spans[i] = gridColumns / len(lists)
		}
	}
	return spans
}

// composeList sets blocks one below the other in one column.
func (l *layouter) composeList(blocks []Block, parent int, w float64, small bool) []slab {
	var out []slab
	text := true
	for _, b := range blocks {
		if b == nil {
			continue
		}
		l.at = b.common().At
		slabs := l.compose(b, parent, w, small)
		_, isText := b.(*TextBlock)
		gap := s6
		if isText && text {
			gap = s5
		}
		if len(slabs) > 0 {
			text = isText
		}
		out = stack(gap, out, slabs)
	}
	return out
}

// compose sets a block in a column of the width w. Small text is for columns
// that stand beside others of their kind.
func (l *layouter) compose(b Block, parent int, w float64, small bool) []slab {
	l.at = b.common().At
	switch b := b.(type) {
	case *TextBlock:
		if small {
			return l.paras(b.Paras, smallStyle, parent, w)
		}
		return l.paras(b.Paras, bodyStyle, parent, w)
	case *KeyFigures:
		return l.composeKeyFigures(b, parent, w)
	case *Figure:
		return l.composeFigure(b, parent, w)
	case *Image:
		return l.composeImage(b, parent, w)
	case *Table:
		return l.composeTable(b, parent, w)
	case *Judgements:
		return l.composeJudgements(b, parent, w)
	case *LikelihoodScale:
		return l.composeScale(b, parent, w)
	case *TwoSided:
		return l.composeTwoSided(b, parent, w)
	case *Timeline:
		return l.composeTimeline(b, parent, w)
	case *Callout:
		return l.composeCallout(b, parent, w)
	case *ClaimCheck:
		return l.composeClaimCheck(b, parent, w)
	case *Notes:
		items, head := b.headed()
		return stack(s5, l.noteItems(items, parent, w), l.symbols(head, b.Symbols, parent, w))
	case *Sources:
		return stack(s1, l.listHead(b.Title, parent, w), l.sourceEntries(b, parent, w))
	case *Contents:
		return l.composeContents(b, parent, w)
	case *Annex:
		return l.composeTables(b.Tables, parent, w)
	case *Columns:
		var lists [][]slab
		for _, list := range b.Columns {
			lists = append(lists, l.composeList(list, parent, w, small))
		}
		return stack(s5, lists...)
	}
	return nil
}

// composeWide sets a block over the full width, where long text, notes and
// sources run in columns.
func (l *layouter) composeWide(b Block, parent int) []row {
	halves := func(slabs []slab) row {
		return row{gap: s6, pour: 2, step: gridX(6) - gridX(0), cols: []column{{x: left, w: gridWidth(6), slabs: slabs}}}
	}
	switch b := b.(type) {
	case *TextBlock:
		return l.composeText(b, parent, halves)
	case *Notes:
		return l.composeNotes(b, parent)
	case *Annex:
		return l.composeAnnex(b, parent, halves)
	case *Sources:
		head := row{gap: s7, fixed: true, keep: true, cols: []column{{x: left, w: contentWidth, slabs: l.listHead(b.Title, parent, contentWidth)}}}
		list := halves(l.sourceEntries(b, parent, gridWidth(6)))
		list.gap, list.fixed = s1, true
		if head.empty() {
			list.gap = s7
		}
		return []row{head, list}
	}
	r := row{gap: s6, cols: []column{{x: left, w: contentWidth, slabs: l.compose(b, parent, contentWidth, false)}}}
	r.keep = r.endsOpen()
	return []row{r}
}

// linesInOne is the most lines of text that the full width carries in one
// column; more are set in two.
const linesInOne = 6

// composeText sets a text block over the full width.
func (l *layouter) composeText(b *TextBlock, parent int, halves func([]slab) row) []row {
	// The elements of the first try are withdrawn if the text takes two columns.
	elements := len(l.out.Elements)
	one := l.paras(b.Paras, bodyStyle, parent, measureWide)
	if len(one) == 0 {
		return nil
	}
	r := row{gap: s6, cols: []column{{x: left, w: measureWide, slabs: one}}}
	if len(one) > linesInOne {
		l.out.Elements = l.out.Elements[:elements]
		r = halves(l.paras(b.Paras, bodyStyle, parent, gridWidth(6)))
	}
	r.keep = r.endsOpen()
	return []row{r}
}
