package page

import (
	"strconv"

	"tradebrief/charts"
	"tradebrief/charts/ink"
	"tradebrief/report/pdf"
)

// markStyle is that of what hangs outside the alignment edge after a value: the
// letters r and p, references.
var markStyle = style{font: referenceFont, leading: tableStyle.leading, flat: true}

const markGap = 0.2 * mm

// hang parts the text of a cell from what stands outside its alignment edge:
// the mark, and in a column of figures the references at the end, so that
// figures with and without them stand in line.
func (c *gridColumn) hang(def *Cell) (text []Para, hung Text) {
	if def.Mark != "" {
		hung = Text{{S: def.Mark}}
	}
	if c.def.Align != Right || len(def.Text) != 1 {
		return def.Text, hung
	}
	t := def.Text[0].Text
	n := len(t)
	for n > 0 && (t[n-1].Ref > 0 || t[n-1].S == "") {
		n--
	}
	if n == len(t) || t[:n].blank() {
		return def.Text, hung
	}
	p := def.Text[0]
	p.Text = t[:n:n]
	return []Para{p}, append(hung, t[n:]...)
}

// decimals counts the digits after the point of a cell that holds a figure and
// nothing else, but references.
func decimals(text []Para) (n int, ok bool) {
	if len(text) != 1 {
		return 0, false
	}
	point, digits := false, 0
	for i, s := range text[0].Text {
		for k, r := range s.S {
			switch {
			case '0' <= r && r <= '9':
				digits++
				if point {
					n++
				}
			case r == '.' && !point && digits > 0:
				point = true
			case r == '\u00a0' && !point && digits > 0:
			case i+k == 0 && (r == '+' || r == '−'):
			default:
				return 0, false
			}
		}
	}
	return n, digits > 0
}

// pad is how far from its alignment edge a figure stands that has fewer decimals
// than others of its column, so that the points stand in line.
func (l *layouter) pad(c *gridColumn, def *Cell, st style) float64 {
	st = l.own(st)
	n, ok := decimals(def.Text)
	if !ok || n == c.decimals || c.def.Align != Right {
		return 0
	}
	w := float64(c.decimals-n) * st.font.Width("0")
	if n == 0 {
		w += st.font.Width(".")
	}
	return w
}

// hungWidth is the room that the part of a cell outside its edge takes.
func (l *layouter) hungWidth(t Text) float64 {
	font := l.own(markStyle).font
	if len(t) == 0 {
		return 0
	}
	w := markGap
	for i, s := range t {
		switch {
		case s.Ref > 0 && i > 0:
			w += font.Width(nbsp)
			fallthrough
		case s.Ref > 0:
			w += font.Width("[" + strconv.Itoa(s.Ref) + "]")
		default:
			w += font.Width(s.S)
		}
	}
	return w
}

// set breaks the text of a cell into the lines of its column.
func (c *gridColumn) set(l *layouter, def *Cell, row RowStyle, el int) cell {
	out := cell{def: def}
	st := cellStyle(&c.def, def, row)
	out.pad = l.pad(c, def, st)
	w := max(c.textWidth()-out.pad, 1)
	add := func(s setting) {
		for _, line := range s.lines {
			out.lines = append(out.lines, cellLine{line, s.style})
		}
	}
	paras, hung := c.hang(def)
	alone := len(paras) == 1 && paras[0].Kind == Plain && def.Sub.blank()
	var lists lists
	last := el
	for i := range paras {
		p := &paras[i]
		mark := ""
		switch p.Kind {
		case Bullet:
			mark = bullet + nbsp
		case Numbered:
			mark = strconv.Itoa(p.Number) + "." + nbsp
		default:
			lists = nil
			if !alone {
				last = l.node("P", el)
			} else if def.Alt != "" {
				last = l.element(pdf.Element{Role: "Span", Parent: el, Alt: def.Alt})
			}
			add(l.set(p.Text, st, last, w))
			continue
		}
		var label int
		label, last = lists.item(l, p, el)
		add(setting{lines: ink.Break(append(l.runs(plain(mark), st, label), l.runs(p.Text, st, last)...), w), style: st})
	}
	if !def.Sub.blank() {
		add(l.set(def.Sub, tableSubStyle, l.node("P", el), w))
	}
	out.mark = l.set(hung, markStyle.in(st.color), last, contentWidth)
	switch {
	case c.def.Kind == SparkColumn && len(def.Spark) > 0:
		out.spark = l.spark(charts.SparkLine, def.Spark, min(c.w, sparkWidth), sparkHeight)
		out.picture = l.picture(def.Alt, el)
	case c.def.Kind == StanceColumn:
		out.picture = l.scale(l.doc.Words.Stance, def.Stance, stanceSteps, el)
	}
	return out
}

// textX and textWidth place the text of the cells in their column: a share bar
// and the mark of a status stand at its left.
func (c *gridColumn) textX() float64     { return c.x + c.textInset() }
func (c *gridColumn) textWidth() float64 { return max(c.edge()-c.textInset(), 1) }

func (c *gridColumn) textInset() float64 {
	if c.def.Kind == BarColumn && c.texts {
		return min(shareWidth+s3, c.w/2)
	}
	if c.hasMarks() {
		return statusSize + s2
	}
	return 0
}

// hasMarks reports whether the marks of a column of statuses are drawn: where it
// is too narrow for both, the word stands alone.
func (c *gridColumn) hasMarks() bool {
	return c.def.Kind == StatusColumn && c.w >= 4*statusSize
}

// draw paints a cell of a row that has its top at y and the height h.
func (c *gridColumn) draw(d *sheet, cell *cell, x, y, h float64) {
	c.drawPicture(d, cell, x, y, h)
	top := y + rowPad
	if c.def.Kind == FitColumn && cell.def.Fit > 0 {
		top = y + (h-cell.height())/2
	}
	for i, line := range cell.lines {
		drawLine(d, line.line, line.st, x+c.textX(), top, c.textWidth()-cell.pad, c.def.Align)
		if i == len(cell.lines)-1 {
			c.drawMark(d, cell, line, x, top)
		}
		top += line.st.leading
	}
}

// drawMark paints the mark of a cell behind its last line.
func (c *gridColumn) drawMark(d *sheet, cell *cell, line cellLine, x, y float64) {
	if len(cell.mark.lines) == 0 {
		return
	}
	x += c.textX()
	switch c.def.Align {
	case Right:
		x += c.textWidth() - cell.pad
	case Center:
		x += (c.textWidth() + line.line.Width) / 2
	default:
		x += line.line.Width
	}
	d.Marks = append(d.Marks, cell.mark.lines[0].Marks(x+markGap, line.st.baseline(y)-referenceRise)...)
}

// drawPicture paints the bar, the small line or the scale of a cell.
func (c *gridColumn) drawPicture(d *sheet, cell *cell, x, y, h float64) {
	x += c.x
	first := y + rowPad + tableStyle.leading/2
	switch c.def.Kind {
	case BarColumn:
		share := clampShare(cell.def.Bar)
		if c.texts {
			if len(cell.lines) > 0 {
				w := min(shareWidth, c.w/2-s1)
				d.Add(0, ink.Rect(x, first-shareHeight/2, w, shareHeight, colorGrid), ink.Rect(x, first-shareHeight/2, w*share, shareHeight, colorNavy))
			}
		} else if share > 0 {
			d.Add(0, ink.Rect(x, first-barHeight/2, min(barWidth, c.w)*share, barHeight, colorBlue))
		}
	case SparkColumn:
		d.Place(cell.spark, x, first-sparkHeight/2, cell.picture)
	case StatusColumn:
		if c.hasMarks() {
			drawStatus(d, x+statusSize/2, first, cell.def.Status)
		}
	case StanceColumn:
		drawStance(d, x, min(y+h/2, y+rowPad+tableStyle.leading), min(c.w, stanceWidth), cell.def.Stance, cell.picture)
	}
}

// drawStatus paints the mark of a status around x, y.
func drawStatus(d *sheet, x, y float64, s Status) {
	const r = statusSize / 2
	switch s {
	case Steady:
		d.Add(0, ink.Circle(x, y, r, colorBlue))
	case Watch:
		d.Add(0, ink.Polygon([]ink.Point{{X: x - r, Y: y + r}, {X: x, Y: y - r}, {X: x + r, Y: y + r}}, colorRust))
	case Breached:
		d.Add(0, ink.Rect(x-r, y-r, 2*r, 2*r, colorAgain))
	case NoData:
		frame := ink.Rect(x-r+light/2, y-r+light/2, 2*r-light, 2*r-light, colorWhite)
		frame.Stroke = &ink.Stroke{Color: colorText2, Width: light}
		d.Add(0, frame)
	}
}

// stanceInset is where the scale begins in its column, stanceDot the radius of
// its dot.
const (
	stanceInset = 2.1 * mm
	stanceDot   = 1.75 * mm
	stanceSteps = 5
)

// stanceEnd is the right end of the scale in a column of the width w, with half
// a dot.
func stanceEnd(w float64) float64 { return min(w, stanceInset+4*stancePitch+stanceInset) }

// drawStance paints a scale of five steps in the width w around the middle
// height y, with a bar from the middle to the dot, as marks of the element.
func drawStance(d *sheet, x, y, w float64, stance, el int) {
	if stance < 1 || stance > stanceSteps {
		return
	}
	part := min(1, w/(2*stanceInset+4*stancePitch))
	pitch := stancePitch * part
	x += stanceInset * part
	const tick = 2 * mm
	stroke := ink.Stroke{Color: colorMuted, Width: 0.25 * mm}
	d.Add(el, ink.Line(x, y, x+4*pitch, y, stroke))
	for i := range stanceSteps {
		at := x + float64(i)*pitch
		d.Add(el, ink.Line(at, y-tick/2, at, y+tick/2, stroke))
	}
	middle, dot := x+2*pitch, x+float64(stance-1)*pitch
	bar, point := colorBlue, colorBlue
	switch {
	case stance < 3:
		bar, point = colorOrange, colorAgain
	case stance == 3:
		point = colorText2
	}
	const thick = 1.4 * mm
	if stance != 3 {
		d.Add(el, ink.Rect(min(middle, dot), y-thick/2, max(dot, middle)-min(dot, middle), thick, bar))
	}
	d.Add(el, ink.Circle(dot, y, part*(stanceDot+0.3*mm), colorWhite), ink.Circle(dot, y, part*stanceDot, point))
}
