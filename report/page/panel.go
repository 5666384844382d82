package page

import (
	"slices"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
	"tradebrief/report/pdf"
)

const (
	panelMiddle  = 22 * mm // between the two sides, for the labels
	panelHeadPad = 2.4 * mm
	panelRowPad  = 1.9 * mm
)

// panelSide is one half of a two-sided panel, set.
type panelSide struct {
	x, w       float64
	head, body ink.Color
	title      []setting
	rows       []panelCell
}

// panelCell is what one side says in a row: text, or in the last row the
// likelihood and the confidence.
type panelCell struct {
	text       setting
	likelihood setting
	marker     marker
	step       int
	strip      int // the element of the strip of likelihood
}

// composeTwoSided composes a panel of two readings with shared rows, whose
// labels stand between the sides. In a narrow column the sides stand one below
// the other, and the labels over their texts.
func (l *layouter) composeTwoSided(t *TwoSided, parent int, w float64) []slab {
	rows := max(len(t.Left.Rows), len(t.Right.Rows))
	closing := -1
	if t.Left.closes() || t.Right.closes() {
		closing = rows
		rows++
	}
	rows = max(rows, len(t.Labels))
	left := panelSide{w: w, head: colorNavy, body: colorPlus}
	right := panelSide{w: w, head: colorFall, body: colorMinus}
	if w < gridWidth(8)-hair {
		first := l.composePanel(t, parent, rows, closing, []*panelSide{&left}, []*Side{&t.Left})
		out := stack(s3, first, l.composePanel(t, parent, rows, closing, []*panelSide{&right}, []*Side{&t.Right}))
		// The two readings are weighed on one page, if one can hold both.
		out[len(first)-1].keep = heightOf(out) <= l.paper.room()
		return out
	}
	left.w = (w - panelMiddle) / 2
	right.w, right.x = left.w, left.w+panelMiddle
	return l.composePanel(t, parent, rows, closing, []*panelSide{&left, &right}, []*Side{&t.Left, &t.Right})
}

// composePanel composes the sides beside each other: a slab for the heads and
// one for each row, joined if they fit a page. It is a table, in which the label of
// a row comes first wherever it stands.
func (l *layouter) composePanel(t *TwoSided, parent, rows, closing int, sides []*panelSide, defs []*Side) []slab {
	table := l.node("Table", parent)
	l.setHeads(sides, defs, l.node("TR", l.node("THead", table)))
	body := l.node("TBody", table)
	between := len(sides) > 1
	labels := make([]setting, rows)
	for k := range rows {
		tr := l.node("TR", body)
		if k < len(t.Labels) {
			room := sides[0].inner()
			if between {
				room = panelMiddle - 2*s1
			}
			labels[k] = l.setWords(t.Labels[k], panelLabelStyle, l.headerCell(tr, plain(t.Labels[k]), pdf.Row), room)
		} else {
			l.node("TD", tr)
		}
		for i, s := range sides {
			s.rows = append(s.rows, l.setPanelCell(defs[i], k, closing, l.node("TD", tr), s.inner()))
		}
	}
	out := []slab{drawHeads(l.at, sides)}
	for k := range rows {
		out = append(out, panelRow(l.at, sides, labels[k], k, rows, between))
	}
	if c := (column{slabs: out}); c.height() <= l.paper.room() {
		return []slab{{at: l.at, height: c.height(), draw: func(d *sheet, x, y, _ float64) {
			c.x = x
			c.draw(d, y)
		}}}
	}
	return out
}

func (s *panelSide) inner() float64 { return s.w - 2*boxSide }

func (l *layouter) setHeads(sides []*panelSide, defs []*Side, tr int) {
	l.node("TD", tr) // over the labels
	for i, s := range sides {
		th := l.headerCell(tr, slices.Concat(defs[i].Sign, defs[i].Title), pdf.Column)
		s.title = []setting{
			l.set(defs[i].Sign, panelSignStyle, l.node("P", th), s.inner()),
			l.set(defs[i].Title, panelTitleStyle, l.node("P", th), s.inner()),
		}
	}
}

// drawHeads is the heads of the sides as a slab.
func drawHeads(at diag.Pos, sides []*panelSide) slab {
	var h float64
	for _, s := range sides {
		h = max(h, s.title[0].height()+s.title[1].height())
	}
	return slab{at: at, height: h + 2*panelHeadPad, keep: true, draw: func(d *sheet, x, y, h float64) {
		for _, s := range sides {
			d.Add(0, ink.Rect(x+s.x, y, s.w, h, s.head))
			s.title[0].draw(d, x+s.x+boxSide, y+panelHeadPad, 0, Left)
			s.title[1].draw(d, x+s.x+boxSide, y+panelHeadPad+s.title[0].height(), 0, Left)
		}
	}}
}

// setPanelCell sets what a side says in row k.
func (l *layouter) setPanelCell(def *Side, k, closing, el int, w float64) panelCell {
	var c panelCell
	if k == closing {
		if !def.closes() {
			return c
		}
		c.step = def.Step
		c.strip = l.scale(l.doc.Words.Likelihood, c.step, steps, el)
		c.likelihood = l.setWords(def.Likelihood, smallStyle.face(ink.SansSemiBold), l.node("P", el), w)
		c.marker = l.newMarker(0, def.Level, def.Confidence, smallStyle, el, w)
		return c
	}
	if k < len(def.Rows) {
		c.text = l.set(def.Rows[k], smallStyle, el, w)
	}
	return c
}

// panelRow is a row of the panel as a slab. The first and the last have a little
// more room.
func panelRow(at diag.Pos, sides []*panelSide, label setting, k, rows int, between bool) slab {
	over, least := label.height(), 0.0
	if between {
		over, least = 0, label.height()
	}
	var h float64
	for _, s := range sides {
		h = max(h, s.rows[k].height(s.inner()))
	}
	pad := panelRowPad
	if k == 0 {
		pad += s1
	}
	h = max(over+h, least) + pad + panelRowPad
	if k == rows-1 {
		h += s1
	}
	return slab{at: at, height: h, draw: func(d *sheet, x, y, h float64) {
		for _, s := range sides {
			d.Add(0, ink.Rect(x+s.x, y, s.w, h, s.body))
			if k > 0 {
				d.Add(0, ink.Line(x+s.x+boxSide, y, x+s.x+s.w-boxSide, y, ink.Stroke{Color: colorRule, Width: light}))
			}
			if !between {
				label.draw(d, x+s.x+boxSide, y+pad, 0, Left)
			}
			s.rows[k].draw(d, x+s.x+boxSide, y+pad+over, s.inner())
		}
		if between {
			label.draw(d, x+sides[0].w+s1, y+pad, panelMiddle-2*s1, Center)
		}
	}}
}

// closes reports whether the side ends with an assessed likelihood.
func (s *Side) closes() bool {
	return s.Likelihood != "" || s.Confidence != "" || s.Step > 0 || s.Level > 0
}

// beside reports whether likelihood and confidence fit on one line.
func (c *panelCell) beside(w float64) bool {
	return len(c.likelihood.lines) <= 1 && len(c.marker.words.lines) <= 1 &&
		c.likelihood.width()+s3+c.marker.squaresWidth()+c.marker.words.width() <= w
}

func (c *panelCell) height(w float64) float64 {
	h := c.text.height()
	if c.step > 0 {
		h += s1 + stepHeight + s1
	}
	if c.beside(w) {
		return h + max(c.likelihood.height(), c.marker.height())
	}
	return h + c.likelihood.height() + c.marker.height()
}

// draw paints the text; or the strip of likelihood, the word for it, and the
// confidence beside it or, where there is no room, under it.
func (c *panelCell) draw(d *sheet, x, y, w float64) {
	c.text.draw(d, x, y, 0, Left)
	if c.step > 0 {
		drawSteps(d, x, y+s1, w, c.step, c.strip)
		y += s1 + stepHeight + s1
	}
	c.likelihood.draw(d, x, y, 0, Left)
	switch {
	case !c.beside(w):
		y += c.likelihood.height()
	case len(c.likelihood.lines) > 0:
		x += c.likelihood.width() + s3
	}
	c.marker.draw(d, x, y)
}
