package page

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"tradebrief/charts/ink"
)

// grid is the columns of a table in place.
type grid struct {
	width float64
	cols  []gridColumn
}

// gridColumn is a column of a table in place.
type gridColumn struct {
	def  Column
	x, w float64
	// The room kept at the right for marks that stand outside the edge at which
	// numbers are aligned.
	marks float64
	// The most decimals of a figure, where figures are aligned at the right.
	decimals int
	firm     float64 // the width under which a figure or a short word is broken
	texts    bool    // a bar column that prints its figure beside the bar
}

// edge is the width to the alignment edge.
func (c *gridColumn) edge() float64 { return c.w - c.marks }

// hasHeader reports whether a column has a title.
func (g *grid) hasHeader() bool {
	for i := range g.cols {
		if !g.cols[i].def.Title.blank() {
			return true
		}
	}
	return false
}

// wish is what a column asks for: the width at which nothing is broken, the least
// at which words stay whole, and the one under which nobody reads it; for a column
// of bars also the width that it takes where other columns have to break their text.
type wish struct {
	natural, least, firm, tight float64
}

// shortWord is the width up to which nobody reads a word that is broken; longer
// ones are.
const shortWord = 18 * mm

// wordMost is the width beyond which a single word is no reason for a wider
// column: it is broken.
const wordMost = 34 * mm

// headMost is the width beyond which the title of a column is broken.
const headMost = 24 * mm

// brokenWidth is the width of a text that is broken for the width w.
func (l *layouter) brokenWidth(t Text, st style, w float64) float64 {
	s := setting{lines: ink.Break([]ink.Run{{S: t.String(), Font: l.own(st).font}}, w)}
	return s.width() + 0.1 // a hair more, so that rounding breaks it no further
}

// newGrid finds the widths of the columns of a table in the width w.
func (l *layouter) newGrid(t *Table, w float64) *grid {
	g := &grid{width: w, cols: make([]gridColumn, len(t.Columns))}
	wishes := make([]wish, len(t.Columns))
	for i := range t.Columns {
		g.cols[i], wishes[i] = l.measureColumn(t, i)
		if g.cols[i].def.Kind == FitColumn {
			g.cols[i].def.Align = Center
		}
	}
	defs, asks := t.Columns, wishes
	first, n := fitRun(defs)
	if n > 0 {
		// Columns of marks touch and are of one width: they are shared out as one.
		all := min(float64(n)*fitWidth, fitsWidth) * min(1, w/contentWidth)
		firm := 0.0
		for _, m := range wishes[first : first+n] {
			all = max(all, min(float64(n)*m.least, w/2))
			firm = max(firm, float64(n)*m.firm)
		}
		defs = slices.Concat(defs[:first+1], defs[first+n:])
		asks = slices.Concat(wishes[:first], []wish{{natural: all, least: all, firm: min(firm, all)}}, wishes[first+n:])
	}
	gap, widths := fitColumns(defs, asks, w)
	if n > 0 {
		each := (widths[first]+fitGap)/float64(n) - fitGap
		widths = slices.Concat(widths[:first], slices.Repeat([]float64{each}, n), widths[first+1:])
	}
	x := 0.0
	for i := range g.cols {
		g.cols[i].x, g.cols[i].w, g.cols[i].firm = x, widths[i], wishes[i].firm
		x += widths[i] + gap
		if i >= first && i < first+n-1 {
			x += fitGap - gap
		}
	}
	return g
}

// fitRun is the first run of columns of marks.
func fitRun(defs []Column) (first, n int) {
	isFit := func(c Column) bool { return c.Kind == FitColumn }
	first = max(0, slices.IndexFunc(defs, isFit))
	for first+n < len(defs) && isFit(defs[first+n]) {
		n++
	}
	return first, n
}

// needs is the width under which a figure or a short word of the table is broken.
func (g *grid) needs() float64 {
	gap := columnGapTiny
	if len(g.cols) < 2 {
		gap = 0
	}
	w := float64(len(g.cols)-1) * gap
	for i := range g.cols {
		w += g.cols[i].firm
	}
	return w
}

// measureColumn measures the cells of a column.
func (l *layouter) measureColumn(t *Table, i int) (gridColumn, wish) {
	c := gridColumn{def: t.Columns[i]}
	var ask wish
	for r := range t.Rows {
		if row := &t.Rows[r]; row.Style != Group && i < len(row.Cells) && c.def.Align == Right {
			n, _ := decimals(row.Cells[i].Text)
			c.decimals = max(c.decimals, n)
		}
	}
	head := l.words(c.def.Title, tableHeadStyle)
	ask.least, ask.firm = head.least, head.firm
	ask.natural = min(head.natural, l.brokenWidth(c.def.Title, tableHeadStyle, max(head.least, headMost)))
	for r := range t.Rows {
		row := &t.Rows[r]
		if row.Style == Group || i >= len(row.Cells) {
			continue
		}
		def := &row.Cells[i]
		st := l.doc.Theme.Type.of(cellStyle(&c.def, def, row.Style))
		paras, hung := c.hang(def)
		c.marks = max(c.marks, l.hungWidth(hung))
		for _, p := range paras {
			m := l.words(p.Text, st)
			pad := l.pad(&c, def, st)
			ask.natural, ask.least, ask.firm = max(ask.natural, m.natural+pad), max(ask.least, m.least+pad), max(ask.firm, m.firm+pad)
			c.texts = c.texts || !p.Text.blank()
		}
		m := l.words(def.Sub, tableSubStyle)
		ask.natural, ask.least, ask.firm = max(ask.natural, m.natural), max(ask.least, m.least), max(ask.firm, m.firm)
	}
	ask.natural += c.marks
	ask.least += c.marks
	ask.firm += c.marks
	switch c.def.Kind {
	case BarColumn:
		picture := barWidth
		if c.texts {
			picture = shareWidth + s3
			ask.natural += picture
			ask.least += picture
			ask.firm += picture
		} else {
			ask.tight = max(barLeast, ask.least)
			ask.firm = max(barLeast, ask.firm)
		}
		ask.natural, ask.least = max(ask.natural, picture), max(ask.least, picture)
	case SparkColumn:
		ask.natural, ask.least = max(ask.natural, sparkWidth), max(ask.least, sparkWidth)
		ask.firm = max(ask.firm, sparkWidth)
	case StanceColumn:
		ask = wish{natural: stanceWidth, least: stanceWidth, firm: 2*ask.firm + s1}
	case StatusColumn:
		ask.natural += statusSize + s2
		ask.least += statusSize + s2
		ask.firm += statusSize + s2
	}
	if c.def.Width > 0 {
		ask = wish{natural: c.def.Width * mm, least: c.def.Width * mm, firm: ask.firm}
	}
	ask.least = min(ask.least, ask.natural)
	ask.firm = min(ask.firm, ask.least)
	return c, ask
}

// words measures a text in one line, and its longest word.
func (l *layouter) words(t Text, st style) wish {
	reference := l.doc.Theme.Faces.Of(referenceFont)
	var m wish
	for _, s := range t {
		font := st.font
		if s.Strong {
			font.Face = strong(font.Face)
		}
		font = l.doc.Theme.Faces.Of(font)
		if s.Ref > 0 {
			m.natural += reference.Width("[000]")
			continue
		}
		m.natural += font.Width(s.S)
		for word := range strings.FieldsFuncSeq(s.S, breaks) {
			width := font.Width(word)
			m.least = max(m.least, width)
			if isFigure(word) {
				m.firm = max(m.firm, min(width, wordMost))
				continue
			}
			for part := range strings.SplitAfterSeq(strings.ReplaceAll(word, "–", "-"), "-") {
				if width := font.Width(part); width <= shortWord && !strings.ContainsFunc(part, isHan) {
					m.firm = max(m.firm, width)
				}
			}
		}
	}
	// A hair more, so that rounding never breaks a text that fits.
	m.natural += 0.1
	m.least = min(m.least+0.1, wordMost)
	m.firm = min(m.firm+0.1, m.least)
	return m
}

// breaks reports whether a line may break at the blank: not at the gaps within a
// number.
func breaks(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00A0' && r != '\u202F' && r != '\u2007'
}

func isHan(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }

// isFigure reports whether a word is a number with its sign and unit, and no more.
func isFigure(word string) bool {
	return strings.ContainsFunc(word, unicode.IsDigit) && !strings.ContainsFunc(word, unicode.IsLetter)
}

// fitColumns shares the width out between the columns.
func fitColumns(defs []Column, wishes []wish, w float64) (gap float64, widths []float64) {
	n := len(wishes)
	widths = make([]float64, n)
	if n == 0 {
		return 0, widths
	}
	var natural, least float64
	for _, m := range wishes {
		natural += m.natural
		least += m.least
	}
	gaps := float64(n - 1)
	if gap = (w - natural) / max(gaps, 1); gap >= columnGapLeast {
		gap = min(gap, columnGap)
		return widen(defs, wishes, widths, w-natural-gaps*gap, gap), widths
	}
	least = 0
	firm := 0.0
	for i := range wishes {
		if m := &wishes[i]; m.tight > 0 {
			m.natural, m.least = m.tight, m.tight
		}
		least += wishes[i].least
		firm += wishes[i].firm
	}
	gap = tightGap(defs, wishes, w, least)
	room := w - gaps*gap
	if least >= room {
		// Long words are broken before figures and short words are.
		part := 0.0
		if firm < least {
			part = max(0, room-firm) / (least - firm)
		}
		for i, m := range wishes {
			widths[i] = (m.firm + part*(m.least-m.firm)) * min(1, room/max(firm, hair))
		}
		return gap, widths
	}
	// Columns that ask for little get it; the others share what is left.
	low, high := 0.0, room
	for range 50 {
		level := (low + high) / 2
		var sum float64
		for i, m := range wishes {
			widths[i] = min(m.natural, max(m.least, level))
			sum += widths[i]
		}
		if sum > room {
			high = level
		} else {
			low = level
		}
	}
	var sum float64
	for i, m := range wishes {
		widths[i] = min(m.natural, max(m.least, low))
		sum += widths[i]
	}
	widths[widest(widths)] += room - sum
	return gap, widths
}

// textEnough is the width at which a column of text reads well.
const textEnough = 48 * mm

// tightGap is the gap between columns that have to break their text: the widest
// that leaves columns of text a good width, or else leaves words whole.
func tightGap(defs []Column, wishes []wish, w, least float64) float64 {
	var enough float64
	for i, m := range wishes {
		if defs[i].Width > 0 {
			enough += m.natural
		} else {
			enough += min(m.natural, max(m.least, textEnough))
		}
	}
	gaps := max(1, float64(len(wishes)-1))
	choice := []float64{columnGap, 4.5 * mm, 3.75 * mm, columnGapLeast}
	if _, n := fitRun(defs); n > 0 {
		choice = choice[3:] // marks leave little room to the text beside them
	}
	for _, try := range [...]struct{ need, room float64 }{{enough, w}, {least, 0.8 * w}} {
		for _, gap := range choice {
			if try.need+gaps*gap <= try.room {
				return min(gap, w/4/gaps)
			}
		}
	}
	return min(columnGapTiny, w/4/gaps)
}

func widest(widths []float64) int {
	at := 0
	for i, w := range widths {
		if w > widths[at] {
			at = i
		}
	}
	return at
}

// growMost is by how much a column of text is widened before other columns take
// a part: a wide gap within a row is hard to read across.
const growMost = 25 * mm

// widen gives what is left over to the columns that take it. Without any it goes
// first to the gaps, then to columns of text, then to all columns alike.
func widen(defs []Column, wishes []wish, widths []float64, left, gap float64) float64 {
	var grow []int
	var text []int
	for i, m := range wishes {
		widths[i] = m.natural
		d := &defs[i]
		if d.Grow {
			grow = append(grow, i)
		}
		if d.Width == 0 && d.Align == Left && (d.Kind == TextColumn || d.Kind == QuoteColumn) {
			text = append(text, i)
		}
	}
	share := func(cols []int, by float64) {
		for _, i := range cols {
			widths[i] += by / float64(len(cols))
		}
		left -= by
	}
	if len(grow) > 0 {
		share(grow, left)
		return gap
	}
	if gaps := float64(len(defs) - 1); gaps > 0 && gap == columnGap {
		more := min(columnGapMost-gap, left/gaps)
		gap, left = gap+more, left-more*gaps
	}
	if len(text) > 0 {
		share(text, min(left, growMost*float64(len(text))))
	}
	for i := range widths {
		widths[i] += left / float64(len(widths))
	}
	return gap
}

// cellStyle is the type of the text of a cell.
func cellStyle(c *Column, def *Cell, row RowStyle) style {
	st := tableStyle
	switch c.Kind {
	case QuoteColumn:
		st = quoteStyle
	case CodeColumn:
		st = codeStyle
	case FitColumn:
		if def.Fit > 0 {
			return fitStyle.in(fitColors[min(def.Fit, 5)-1][1])
		}
	}
	switch {
	case row == Total:
		st = st.face(ink.SansBold)
	case def.Strong:
		st = st.face(strong(st.font.Face))
	}
	switch {
	case def.Muted:
		st = st.in(colorMuted)
	case row == Total:
		st = st.in(colorInk)
	case def.Sign > 0:
		st = st.in(colorBlue)
	case def.Sign < 0:
		st = st.in(colorFall)
	case row == Other:
		st = st.in(colorText2)
	}
	return st
}

// clampShare keeps the length of a bar within its column.
func clampShare(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return min(1, max(0, v))
}
