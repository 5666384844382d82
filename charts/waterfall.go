package charts

import (
	"math"
	"strings"

	"github.com/wcharczuk/go-chart/v2"

	"tradebrief/charts/ink"
)

// A waterfall leads from the level of a whole before to its level now by the
// changes of its parts. The levels are bars from zero, the changes float between
// them. A few steps with short names stand side by side, others one under the
// other, where a name has room.

// steps are the bars of a waterfall, as rows; ok is false where it has no whole
// with two levels.
func (m *model) steps() (rows []barRow, ok bool) {
	var first, final slot
	for _, t := range m.tracks {
		if t.role != Whole {
			continue
		}
		final = m.part(t)
		for _, s := range t.slots {
			if !s.gap {
				first, ok = s, true
				break
			}
		}
	}
	if ok = ok && !final.gap && first.at < final.at; !ok {
		return nil, false
	}
	level := func(s slot, fill ink.Color, label, value style) barRow {
		return barRow{to: s.value, text: s.text, fill: fill, label: label, value: value,
			name: []string{m.line.name(s.point.Span.To, true)}}
	}
	rows = append(rows, level(first, mid, semi(7.5, inkColor), semi(8, text2)))
	at := first.value
	for _, t := range m.tracks {
		if t.role == Whole {
			continue
		}
		s := m.part(t)
		r := barRow{name: []string{t.name}, from: at, to: at, text: s.text, gap: s.gap, label: sans(7.5, inkColor)}
		if r.fill, r.value = moveColors(t, s); t.role == Rest {
			r.label = sans(7.5, text2)
		}
		if s.gap {
			r.value = sans(7, muted)
		} else {
			at += s.value
			r.to = at
		}
		rows = append(rows, r)
	}
	return append(rows, level(final, rust, bold(7.5, rust), bold(8.5, rust))), true
}

func (m *model) scaleOfWaterfall() {
	rows, _ := m.steps()
	lo, hi := 0.0, 0.0
	for _, r := range rows {
		lo, hi = min(lo, r.to), max(hi, r.to)
	}
	m.axis = zeroScale(lo, hi)
}

// Sizes of a waterfall of columns.
const (
	stepRatio  = 0.70 // of a step
	mostSteps  = 12
	stepsLeft  = 9 * mm
	stepsAbove = 4.4 * mm // over the columns, for their figures
	firstWide  = 0x2E80   // the characters of Chinese, Japanese and Korean begin here
)

// upright says whether the steps stand side by side, and breaks their names for
// it: each has to fit into two lines.
func (m *model) upright(rows []barRow) bool {
	if len(rows) > mostSteps || m.W == 0 {
		return false
	}
	step := (m.W - stepsLeft) / float64(len(rows))
	for i := range rows {
		r := &rows[i]
		f, width := m.faces.Of(r.label.font), step-labelGap
		if f.Width(r.name[0]) > width && len(ink.Break([]ink.Run{{S: r.name[0], Font: f}}, width)) > 2 {
			return false
		}
		for _, word := range strings.Fields(r.name[0]) {
			// A word is not broken for a step; Chinese has no blanks, and breaks anywhere.
			if f.Width(word) > width && !strings.ContainsFunc(word, func(c rune) bool { return c >= firstWide }) {
				return false
			}
		}
		r.name = m.wrap(r.name[0], r.label, width, 2)
		if m.widest(r.label, r.name...) > width || m.width(r.value, r.text) > step {
			return false
		}
	}
	return true
}

// fallen are the steps one under the other.
func (m *model) fallen() rowBars {
	rows, _ := m.steps()
	l := rowBars{m: m, rows: rows, head: rowsHead}
	for i := range l.rows {
		r := &l.rows[i]
		r.name = m.named(r.name[0], r.label)
		r.joined = i < len(l.rows)-1
	}
	return l
}

func (m *model) waterfallHeights() (least, standard, most float64) {
	if rows, ok := m.steps(); !ok || m.upright(rows) {
		return 46 * mm, 56 * mm, 66 * mm
	}
	return m.fallen().heights()
}

func (m *model) waterfall() (*plot, error) {
	rows, ok := m.steps()
	switch {
	case !ok:
		return nil, m.problem("a chart of kind waterfall needs the level of the whole in two periods")
	case !m.upright(rows):
		return m.fallen().plan()
	}
	p := &plot{typeset: m.typeset, w: m.W, h: m.H, left: stepsLeft, top: stepsAbove, right: m.W}
	for _, v := range m.axis.ticks {
		p.left = max(p.left, m.width(axisStyle, m.axis.label(v, false))+axisGap)
	}
	lines := 1
	for _, r := range rows {
		lines = max(lines, len(r.name))
	}
	p.bottom = m.H - 5*mm - float64(lines-1)*rowHeight
	if m.axis.lo() < 0 {
		p.bottom -= stepsAbove // figures stand under what ends below zero
	}
	if p.bottom-p.top < leastPlot {
		return nil, m.problem("a waterfall %.0f mm high cannot be read: at least %.0f mm are needed", m.H/mm, (m.H-p.bottom+p.top+leastPlot)/mm)
	}
	p.x = chart.ContinuousRange{Min: 0, Max: float64(len(rows))}
	p.y = chart.ContinuousRange{Min: m.axis.lo(), Max: m.axis.hi()}
	p.add(grid{m.axis, false}, columns{m, rows})
	return p, nil
}

// columns are the steps of a waterfall side by side.
type columns struct {
	m    *model
	rows []barRow
}

func (l columns) paint(p *pen) {
	edges := func(i int) (x0, x1 float64) {
		x0, x1 = p.x(float64(i)+(1-stepRatio)/2), p.x(float64(i)+(1+stepRatio)/2)
		if most := widestBar; x1-x0 > most {
			x0, x1 = (x0+x1-most)/2, (x0+x1+most)/2
		}
		return x0, x1
	}
	for i, r := range l.rows {
		x0, x1 := edges(i)
		from, to := p.y(r.from), p.y(r.to)
		switch {
		case r.gap:
			p.hatch(box{x0, max(from-stub, p.top()), x1, max(from, p.top()+stub)}, muted)
		case r.from == r.to:
			p.segment(x0, from, x1, from, zeroStroke, r.fill)
		default:
			if math.Abs(to-from) < leastBar {
				to = from - math.Copysign(leastBar, r.to-r.from)
			}
			p.rect(box{x0, min(from, to), x1, max(from, to)}, r.fill)
		}
		if i+1 < len(l.rows) {
			next, _ := edges(i + 1)
			p.segment(x1, p.y(r.to), next, p.y(r.to), hairline, muted)
		}
	}
	p.segment(p.left(), p.y(0), p.right(), p.y(0), baseWidth, inkColor)
	below := 0.0
	if l.m.axis.lo() < 0 {
		below = stepsAbove
	}
	for i, r := range l.rows {
		x0, x1 := edges(i)
		x := (x0 + x1) / 2
		y := min(p.y(r.from), p.y(r.to)) - 1.1*mm
		switch {
		case r.gap:
			y -= stub
		case r.from <= 0 && r.to < 0 || r.from < 0 && r.to <= 0:
			y = max(p.y(r.from), p.y(r.to)) + 0.7*mm + ascent*r.value.font.Size
		}
		p.plated(text{x, y, r.text, r.value, atCenter}, l.m.axis)
		for j, s := range r.name {
			p.put(text{x, p.bottom() + below + firstRow + float64(j)*rowHeight, s, r.label, atCenter})
		}
	}
}

// plated puts a text, on white where a gridline crosses it.
func (p *pen) plated(t text, axis scale) {
	b := p.bounds(t)
	for _, v := range axis.ticks {
		if y := p.y(v); v != 0 && y > b.y0 && y < b.y1 {
			p.rect(box{b.x0 - 0.3*mm, b.y0, b.x1 + 0.3*mm, b.y1}, white)
		}
	}
	p.put(t)
}
