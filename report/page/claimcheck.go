package page

import (
	"fmt"
	"strconv"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf"
)

const (
	claimPadTop    = 2.8 * mm
	claimPadBottom = 3.0 * mm
	claimRowPad    = 0.55 * mm
	claimLinePad   = 2.2 * mm // over and under the form of one line

	claimWide      = 140 * mm // the inner width from which the list stands beside the counts
	claimListLeast = 26 * mm  // the height that it may have there in any case
	claimCounts    = 70 * mm  // the width of the counts then
	claimHead      = 58 * mm  // and of the head alone, where there is no list

	claimCross = 4.2 * mm // the cross before the words of a verdict, with its gap

	squarePitch = 4.4 * mm // of the squares, of which each is a statement
	squareLeast = 2.0 * mm
	squareEdge  = 0.3 * mm
)

// claimColumns are the parts of the width that the columns of the list take:
// identifier, text, page, binding, verdict.
var claimColumns = [5]float64{0.10, 0.26, 0.085, 0.365, 0.19}

// composeClaimCheck composes the summary of the ledger: how many statements are
// backed, a square for each, and a list of those that are not. Over the full
// width the list stands beside the counts and ends with them, else under them;
// without a list the squares stand beside the head, and where nothing else is to
// be said the counts are one line.
func (l *layouter) composeClaimCheck(b *ClaimCheck, parent int, w float64) []slab {
	el := l.element(pdf.Element{Role: "Sect", Parent: parent, Title: b.Title})
	inner := w - 2*boxSide
	wide, n := inner >= claimWide, len(b.Rows)
	if wide && n == 0 && b.Facts.blank() && len(b.Notes) == 0 {
		elements := len(l.out.Elements)
		if line := l.claimLine(b, el, inner); line != nil {
			return l.claimPanel(w, line, claimLinePad, claimLinePad)
		}
		l.out.Elements = l.out.Elements[:elements] // of a try
	}
	var body []slab
	switch {
	case wide && n > 0:
		list := inner - claimCounts - gutter
		body = l.claimCounts(b, el, claimCounts)
		room := max(heightOf(body), claimListLeast)
		elements := len(l.out.Elements)
		for n > 1 && heightOf(l.claimList(b, n, el, list)) > room {
			l.out.Elements = l.out.Elements[:elements] // of a try
			n--
		}
		l.out.Elements = l.out.Elements[:elements]
		body = l.claimBeside(column{slabs: body}, column{x: claimCounts + gutter, slabs: l.claimList(b, n, el, list)})
	case wide:
		head, marks := l.claimHead(b, el, claimHead), stack(s1, l.claimSquares(b, inner-claimHead-gutter), l.claimLegend(b, el, inner-claimHead-gutter))
		body = l.claimBeside(column{slabs: head}, column{x: claimHead + gutter, slabs: marks})
	default:
		body = stack(s3, l.claimCounts(b, el, inner), l.claimList(b, n, el, inner))
	}
	foot := l.claimFoot(b, n, el, inner)
	if b.Title != "" {
		defer l.below()()
	}
	content := stack(s3, stack(s1, body, foot), l.noteItems(b.Notes, el, inner))
	return l.claimPanel(w, content, claimPadTop, claimPadBottom)
}

func (l *layouter) claimPanel(w float64, content []slab, padTop, padBottom float64) []slab {
	return l.boxed(w, content, padTop, boxSide, padBottom, func(d *sheet, x, y, w, h float64) {
		d.Add(0, ink.Rect(x, y, w, h, colorTint))
		drawTab(d, x, y, w, false)
	})
}

// claimLine sets the heading, the number of statements that are backed and the
// counts in one line, with the foot under it; nil if they do not fit.
func (l *layouter) claimLine(b *ClaimCheck, el int, w float64) []slab {
	title := l.setWords(b.Title, smallHeadingStyle, l.heading(el), w)
	words := l.set(Text{{S: b.Number, Strong: true}, {S: " " + b.Words}}, smallStyle.in(wordsColor(b.Alarm)), l.node("P", el), w)
	after := title.width() + s5 + words.width() + s5
	if after >= w || len(title.lines) > 1 || len(words.lines) > 1 {
		return nil
	}
	legend := l.claimLegend(b, el, w-after)
	if len(legend) > 1 {
		return nil
	}
	line := slab{at: l.at, height: smallStyle.leading, keep: true, draw: func(d *sheet, x, y, h float64) {
		title.draw(d, x, y, 0, Left)
		words.draw(d, x+title.width()+s5, y, 0, Left)
		for _, s := range legend {
			s.draw(d, x+after, y+(h-s.height)/2, s.height)
		}
	}}
	return stack(s1, []slab{line}, l.claimFoot(b, 0, el, w))
}

// claimFoot says how many statements the list shows, how to see all, and what
// else there is to know.
func (l *layouter) claimFoot(b *ClaimCheck, shown, parent int, w float64) []slab {
	var t Text
	for i, s := range []string{fmt.Sprintf(b.Shown, shown), b.Proof} {
		if s != "" && (i > 0 || shown > 0) {
			t = append(t, Span{S: s + " "})
		}
	}
	return l.set(append(t, b.Facts...), sourceStyle, l.node("P", parent), w).slabs(l.at)
}

// claimBeside puts two columns of the panel side by side, as one.
func (l *layouter) claimBeside(cols ...column) []slab {
	return []slab{{at: l.at, height: max(cols[0].height(), cols[1].height()), draw: func(d *sheet, x, y, _ float64) {
		for _, c := range cols {
			c.x += x
			c.draw(d, y)
		}
	}}}
}

// claimCounts sets the head, the squares and what they mean.
func (l *layouter) claimCounts(b *ClaimCheck, el int, w float64) []slab {
	return stack(s1, l.claimHead(b, el, w), l.claimSquares(b, w), l.claimLegend(b, el, w))
}

// claimHead sets the heading and the number of statements that are backed.
func (l *layouter) claimHead(b *ClaimCheck, el int, w float64) []slab {
	title := l.setWords(b.Title, headingStyle, l.heading(el), w).whole(l.at)
	title.keep = true
	color := colorNavy
	if b.Alarm {
		color = colorRust
	}
	p := l.node("P", el)
	number := l.setWords(b.Number, tileValueStyles[0].in(color), p, w)
	words := l.setWords(b.Words, smallStyle.in(wordsColor(b.Alarm)), p, max(w-number.width()-s3, w/3))
	beside := number.width()+s3+words.width() <= w
	h := max(number.height(), words.height())
	if !beside {
		h = number.height() + words.height()
	}
	head := slab{at: l.at, height: h, keep: true, draw: func(d *sheet, x, y, h float64) {
		number.draw(d, x, y, 0, Left)
		if beside {
			words.draw(d, x+number.width()+s3, y+(h-words.height())/2, 0, Left)
		} else {
			words.draw(d, x, y+number.height(), 0, Left)
		}
	}}
	return stack(0, []slab{title}, []slab{head})
}

func wordsColor(alarm bool) ink.Color {
	if alarm {
		return colorRust
	}
	return colorInk
}

// squares are how the squares of so many statements stand in a width: in one row
// while they can be told apart, else in as many as that takes.
func squares(n int, w float64) (perRow int, pitch float64) {
	if float64(n)*squareLeast <= w {
		return n, min(squarePitch, w/float64(n))
	}
	rows := int(float64(n)*squareLeast/w) + 1
	perRow = (n + rows - 1) / rows
	return perRow, w / float64(perRow)
}

func (l *layouter) claimSquares(b *ClaimCheck, w float64) []slab {
	if len(b.Squares) == 0 {
		return nil
	}
	perRow, pitch := squares(len(b.Squares), w)
	rows := (len(b.Squares) + perRow - 1) / perRow
	return []slab{{at: l.at, height: float64(rows) * pitch, keep: true, draw: func(d *sheet, x, y, _ float64) {
		for i, state := range b.Squares {
			drawSquare(d, x+float64(i%perRow)*pitch, y+float64(i/perRow)*pitch, 0.86*pitch, 0.93*pitch, state)
		}
	}}}
}

// drawSquare paints the square of a statement, w by h. One that nothing backs is
// white with a rust edge, one that is waived with a navy one.
func drawSquare(d *sheet, x, y, w, h float64, state ClaimState) {
	switch state {
	case ClaimComputed:
		d.Add(0, ink.Rect(x, y, w, h, colorNavy))
		return
	case ClaimSourced:
		d.Add(0, ink.Rect(x, y, w, h, colorDerived))
		return
	}
	edge := ink.Stroke{Color: colorRust, Width: squareEdge}
	if state == ClaimWaived {
		edge.Color = colorNavy
	}
	square := ink.Rect(x+edge.Width/2, y+edge.Width/2, w-edge.Width, h-edge.Width, colorWhite)
	square.Stroke = &edge
	d.Add(0, square)
}

// claimLegend says how many statements are of each kind, in as many lines as
// that takes.
func (l *layouter) claimLegend(b *ClaimCheck, parent int, w float64) []slab {
	const mark, gap = 2.4 * mm, 2.8 * mm
	var out []slab
	list := l.node("L", parent)
	type entry struct {
		setting
		state ClaimState
		x     float64
	}
	var line []entry
	x := 0.0
	flush := func() {
		entries := line
		out = append(out, slab{at: l.at, height: noteStyle.leading, keep: true, draw: func(d *sheet, x, y, h float64) {
			for _, e := range entries {
				drawSquare(d, x+e.x, y+(h-mark)/2, mark, mark, e.state)
				e.draw(d, x+e.x+mark+s1, y, 0, Left)
			}
		}})
		line, x = nil, 0
	}
	for _, c := range b.Counts {
		t := Text{{S: strconv.Itoa(c.Number), Strong: true}, {S: nbsp + c.Words}}
		s := l.set(t, noteStyle.in(colorInk), l.node("LBody", l.node("LI", list)), w-mark-s1)
		if x > 0 && x+mark+s1+s.width() > w {
			flush()
		}
		line = append(line, entry{s, c.State, x})
		x += mark + s1 + s.width() + gap
	}
	if len(line) > 0 {
		flush()
	}
	if len(out) > 0 {
		out[len(out)-1].keep = false
	}
	return out
}

// claimList sets the header and the first n rows of the list of statements.
func (l *layouter) claimList(b *ClaimCheck, n int, parent int, w float64) []slab {
	if n == 0 {
		return nil
	}
	// In a narrow column the binding gives way to the verdict, up to half of its
	// room: the names of series break well, a word does not.
	columns := claimColumns
	for i := range b.Rows[:n] {
		need := (l.setWords(b.Rows[i].Status, noteStyle, parent, pageWidth).width() + claimCross + s1) / w
		columns[4] = min(max(columns[4], need), claimColumns[4]+claimColumns[3]/2)
	}
	columns[3] -= columns[4] - claimColumns[4]
	table := l.node("Table", parent)
	part := l.node("THead", table)
	row := func(head bool, texts [5]Text, styles [5]style) (cells [5]setting, els [5]int, h float64) {
		tr := l.node("TR", part)
		for i, t := range texts {
			switch {
			case head:
				els[i] = l.headerCell(tr, t, pdf.Column)
			case i == 0:
				els[i] = l.headerCell(tr, t, pdf.Row)
			default:
				els[i] = l.node("TD", tr)
			}
			room := columns[i]*w - s1
			if i == len(texts)-1 && !head {
				room -= claimCross
			}
			cells[i] = l.set(t, styles[i], els[i], room)
			h = max(h, cells[i].height())
		}
		return cells, els, h
	}
	x := func(i int) float64 {
		at := 0.0
		for _, part := range columns[:i] {
			at += part * w
		}
		return at
	}
	quiet := noteStyle
	var titles [5]Text
	for i, s := range b.Heads {
		titles[i] = plain(s)
	}
	heads, _, h := row(true, titles, [5]style{tableHeadStyle, tableHeadStyle, tableHeadStyle, tableHeadStyle, tableHeadStyle})
	part = l.node("TBody", table)
	out := []slab{{at: l.at, height: h + claimRowPad, keep: true, draw: func(d *sheet, left, y, full float64) {
		for i := range heads {
			heads[i].draw(d, left+x(i), y, 0, Left)
		}
		d.Add(0, ink.Line(left, y+full, left+w, y+full, ink.Stroke{Color: colorInk, Width: heavy}))
	}}}
	for k := range b.Rows[:n] {
		r := &b.Rows[k]
		bound := plain(r.Bound)
		if r.Ref > 0 {
			bound = Text{{Ref: r.Ref}, {S: nbsp + r.Bound}}
		}
		cells, els, h := row(false, [5]Text{plain(r.ID), plain(r.Text), nil, bound, plain(r.Status)},
			[5]style{quiet, noteStyle.in(colorInk).face(ink.SansSemiBold), quiet, quiet.onLine(), noteStyle.in(colorRust)})
		h = max(h, noteStyle.leading) + 2*claimRowPad
		out = append(out, slab{at: l.at, height: h, keep: k == 0, draw: func(d *sheet, left, y, h float64) {
			for i := range cells {
				at := left + x(i)
				switch i {
				case 2:
					l.drawPageOf(d, r.Statement, els[i], at, y+claimRowPad)
				case 4:
					drawCross(d, at, y+claimRowPad+noteStyle.leading/2)
					at += claimCross
				}
				cells[i].draw(d, at, y+claimRowPad, 0, Left)
			}
			d.Add(0, ink.Line(left, y+h, left+w, y+h, ink.Stroke{Color: colorRule, Width: fine}))
		}})
	}
	return out
}

// drawPageOf prints on which page a statement stands. That is known once all
// pages are drawn: the first time it only asks.
func (l *layouter) drawPageOf(d *sheet, statement, el int, x, y float64) {
	d.asks = true
	if d.pageOf == nil {
		return
	}
	s := "–"
	if n := d.pageOf[statement]; n > 0 {
		s = fmt.Sprintf(l.doc.Words.Page, n)
	}
	l.setWords(s, noteStyle, el, pageWidth).draw(d, x, y, 0, Left)
}

// drawCross paints a cross around the middle height y.
func drawCross(d *sheet, x, y float64) {
	const arm = 1 * mm
	stroke := ink.Stroke{Color: colorRust, Width: 0.5 * mm}
	d.Add(0, ink.Line(x, y-arm, x+2*arm, y+arm, stroke), ink.Line(x, y+arm, x+2*arm, y-arm, stroke))
}
