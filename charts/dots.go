package charts

import (
	"slices"

	"github.com/wcharczuk/go-chart/v2"

	"tradebrief/charts/ink"
)

// Sizes of a chart of dots.
const (
	rowPitch       = 6.5 * mm
	leastRowPitch  = 4.2 * mm
	widestRowPitch = 11 * mm
	rowMargin      = 2.0 * mm
	dotSize        = 1.2 * mm
	noteLine       = 2.8 * mm // from a name to the note under it
	valueGap       = 1.2 * mm // from the dot to its value
)

// dotRow is one row: a name, a line from zero, a dot and a value.
type dotRow struct {
	slot
	name  string
	note  string // under the name
	ref   bool
	row   float64 // its middle, counted from below
	value style
	label style
}

// rows are the points of a chart of dots, in order, gaps among them.
func (m *model) rows() []slot {
	return slices.DeleteFunc(slices.Clone(m.tracks[0].slots), func(s slot) bool { return s.added })
}

func (m *model) rowHeights() (least, standard, most float64) {
	rows := float64(len(m.rows()))
	least = rows*rowPitch + rowMargin
	// Many rows may come closer, to share a page with their title and source.
	if least > manyRows {
		least = max(manyRows, rows*leastRowPitch+rowMargin)
	}
	return least, rows*rowPitch + rowMargin, rows*widestRowPitch + rowMargin
}

// manyRows is a height beyond which rows stand as close as they can; mostRows is
// what a page has room for.
const (
	manyRows = 160 * mm
	mostRows = 54
)

func (m *model) dots() (*plot, error) {
	slots := m.rows()
	if n := len(slots); n > mostRows {
		return nil, hint(m.problem("%d rows are more than a page can show (%d)", n, mostRows), "start later, with from: %s", slots[n-mostRows].point.Span.From)
	}
	if m.H < float64(len(slots))*leastRowPitch+rowMargin {
		return nil, m.problem("%d rows do not fit into %.0f mm", len(slots), m.H/mm)
	}
	p := &plot{typeset: m.typeset, w: m.W, h: m.H, top: rowMargin / 2, bottom: m.H - rowMargin/2}
	var rows dotRows
	var names, low, high float64
	lo, hi := 0.0, 0.0
	for i, s := range slots {
		r := dotRow{slot: s, row: float64(len(slots)-i) - 0.5, value: semi(8, text2), label: sans(7.5, inkColor)}
		if m.Ref == s.point.Span.To {
			r.ref, r.value, r.label = true, bold(8.5, rust), bold(7.5, rust)
		}
		if s.value < 0 && !r.ref {
			r.value.color = brown
		}
		r.name = m.truncate(m.line.spanName(s.point.Span), r.label, m.W*0.4)
		for _, ref := range m.References {
			if ref.Period == s.point.Span.To {
				r.note = m.truncate(ref.Label, noteStyle, m.W*0.4)
			}
		}
		names = max(names, m.width(r.label, r.name), m.width(noteStyle, r.note))
		rows = append(rows, r)
		w := r.width(m.typeset) + dotSize + valueGap
		if s.value < 0 {
			low = max(low, w)
		} else {
			high = max(high, w)
		}
		if !s.gap {
			lo, hi = min(lo, s.value), max(hi, s.value)
		}
	}
	if hi-lo < smallest {
		hi = 1
	}
	p.left = names + 2.5*mm + low
	p.right = m.W - high
	if p.right-p.left < m.W/8 {
		return nil, m.noRoom("dots")
	}
	p.x = chart.ContinuousRange{Min: lo, Max: hi}
	p.y = chart.ContinuousRange{Min: 0, Max: float64(len(rows))}
	p.add(rows)
	return p, nil
}

// width is that of the value with the letter of its status.
func (r dotRow) width(t typeset) float64 {
	return t.width(r.value, r.text) + t.width(letterStyle, r.sign)
}

// put paints the value and, raised behind it, the letter of its status.
func (r dotRow) put(p *pen, x, y float64, st style) {
	p.put(text{x, y, r.text, st, atLeft})
	p.put(text{x + p.width(st, r.text), y - 0.9*mm, r.sign, letterStyle, atLeft})
}

// dotRows is the rows of a chart of dots.
type dotRows []dotRow

func (rs dotRows) paint(p *pen) {
	zero := p.x(0)
	for _, r := range rs {
		y := p.y(r.row)
		base := y + capHeight/2*r.label.font.Size
		if r.note != "" {
			base -= noteLine / 2
		}
		p.put(text{0, base, r.name, r.label, atLeft})
		p.put(text{0, base + noteLine, r.note, noteStyle, atLeft})
		st, x := r.value, p.x(r.slot.value)
		middle := y + capHeight/2*st.font.Size
		if r.gap {
			st = sans(7, muted)
			p.hatch(box{zero, y - 1*mm, zero + stub, y + 1*mm}, muted)
			r.put(p, zero+stub+valueGap, middle, st)
			continue
		}
		c := mid
		switch {
		case r.ref:
			c = rust
		case r.slot.value < 0:
			c = orange
		}
		p.segment(zero, y, x, y, 0.35*mm, c)
		p.dot(x, y, dotSize, c)
		if r.point.After {
			p.dot(x, y, dotSize-baseWidth, white)
		}
		if r.slot.value < 0 {
			r.put(p, x-dotSize-valueGap-r.width(p.typeset), middle, st)
		} else {
			r.put(p, x+dotSize+valueGap, middle, st)
		}
	}
	p.polyline(ink.Stroke{Color: inkColor, Width: baseWidth}, ink.Point{X: zero, Y: p.top()}, ink.Point{X: zero, Y: p.bottom()})
}
