package charts

import (
	"math"

	"github.com/wcharczuk/go-chart/v2"

	"tradebrief/charts/ink"
)

// Bars in rows, one under the other, on an axis at the top: contributions, and
// waterfalls with long names.

// Sizes of rows of bars.
const (
	barPitch      = 4.55 * mm // of a row with a name in one line
	leastPitch    = 3.9 * mm
	widestPitch   = 6.2 * mm
	barOfRow      = 0.69     // of the pitch
	twoLines      = 1.5      // the height of a row with a name in two lines, in those with one
	rowsHead      = 4.4 * mm // the numbers of the axis
	restSpace     = 1.4 * mm // before the rest
	totalSpace    = 1.2 * mm // before the total
	totalHeight   = 5.0 * mm
	namesOfWidth  = 0.44 // of the chart's width, which names may take
	nameGap       = 2.0 * mm
	besideBar     = 1.0 * mm // from a bar to its value
	plateHeight   = 3.4 * mm
	leastRowsPlot = 0.24 // of the chart's width
)

// barRow is a name, a bar from one value to another, and its figure.
type barRow struct {
	name        []string // one or two lines
	from, to    float64
	text        string
	fill        ink.Color
	label       style // of the name
	value       style // of the figure
	gap         bool  // there is no figure
	bare        bool  // the figure stands without a bar
	space       float64
	ruled       bool // a line stands over the row, across the chart
	joined      bool // a line joins the end of the bar to the next row
	top, height float64
}

// rowBars is a chart of such rows.
type rowBars struct {
	m    *model
	rows []barRow
	head float64
}

// part is the figure of a track in the reference period, or its last one.
func (m *model) part(t track) slot {
	if m.ref >= 0 {
		return t.slotAt(m.ref)
	}
	if s, ok := last(t.slots); ok {
		return s
	}
	return t.slots[len(t.slots)-1]
}

// hatchedRows says whether a part has no figure, so that its row is hatched.
func (m *model) hatchedRows() (rows, rest bool) {
	for _, t := range m.tracks {
		rows = rows || t.role != Whole && m.part(t).gap
	}
	return rows, false
}

// moveColors are the colours of a change: of its bar, and of its figure.
func moveColors(t track, s slot) (fill ink.Color, value style) {
	switch {
	case t.role == Rest:
		return restFill, semi(7.5, text2)
	case s.value < 0:
		return orange, semi(7.5, brown)
	}
	return blue, semi(7.5, blue)
}

// named breaks the name of a row.
func (m *model) named(s string, st style) []string {
	k := nameIn{s, st}
	lines, ok := m.names[k]
	if !ok {
		if m.names == nil {
			m.names = map[nameIn][]string{}
		}
		lines = m.wrap(s, st, max(m.W*namesOfWidth, 18*mm), 2)
		m.names[k] = lines
	}
	return lines
}

// nameIn is a name in a style.
type nameIn struct {
	name  string
	style style
}

// pitches is the height of all rows as a number of those with one line, and the
// height of what does not stretch with them.
func (l rowBars) pitches() (rows, fixed float64) {
	fixed = l.head
	for _, r := range l.rows {
		switch fixed += r.space; {
		case r.bare:
			fixed += totalHeight
		case len(r.name) > 1:
			rows += twoLines
		default:
			rows++
		}
	}
	return rows, fixed
}

func (l rowBars) heights() (least, standard, most float64) {
	n, fixed := l.pitches()
	return n*leastPitch + fixed, n*barPitch + fixed, n*widestPitch + fixed
}

// plan finds the places of the rows and the width of the plot: what names, and the
// figures beside bars, leave of it.
func (l rowBars) plan() (*plot, error) {
	m := l.m
	n, fixed := l.pitches()
	pitch := (m.H - fixed) / n
	if pitch < leastPitch-0.01 {
		return nil, m.problem("%d rows do not fit into %.0f mm: they need %.0f mm", len(l.rows), m.H/mm, (n*leastPitch+fixed)/mm)
	}
	y, names := l.head, 0.0
	for i := range l.rows {
		r := &l.rows[i]
		y += r.space
		switch r.top = y; {
		case r.bare:
			r.height = totalHeight
		case len(r.name) > 1:
			r.height = twoLines * pitch
		default:
			r.height = pitch
		}
		y += r.height
		names = max(names, m.widest(r.label, r.name...))
	}
	names += nameGap
	p := &plot{typeset: m.typeset, w: m.W, h: m.H, top: l.head, bottom: y}
	lo, hi := m.axis.lo(), m.axis.hi()
	left, right := l.margins(0)
	for range 3 { // a shorter margin makes the bars longer, which need less of it
		step := (m.W - names - left - right) / (hi - lo)
		if step <= 0 {
			break
		}
		left, right = l.margins(step)
	}
	p.left, p.right = names+left, m.W-right
	if p.right-p.left < leastRowsPlot*m.W {
		return nil, m.noRoom("bars")
	}
	p.x = chart.ContinuousRange{Min: lo, Max: hi}
	p.y = chart.ContinuousRange{Min: 0, Max: 1}
	p.add(l)
	return p, nil
}

// margins are what the figures need on both sides of a plot with so many points a
// unit.
func (l rowBars) margins(step float64) (left, right float64) {
	lo, hi := l.m.axis.lo(), l.m.axis.hi()
	for _, r := range l.rows {
		w := l.m.width(r.value, r.text) + besideBar
		if r.gap {
			w += stub
		}
		if end, below := r.end(); below {
			left = max(left, w-(end-lo)*step)
		} else {
			right = max(right, w-(hi-end)*step)
		}
	}
	return left, max(right, 0.5*mm)
}

// end is the value beside which the figure stands, and whether it stands on the
// left of it.
func (r barRow) end() (v float64, below bool) {
	switch {
	case r.gap:
		return r.from, false
	case r.bare:
		return 0, false
	case r.to < r.from:
		return r.to, true
	case r.to == r.from:
		return r.to, r.to < 0
	}
	return r.to, false
}

func (l rowBars) paint(p *pen) {
	zero := p.x(0)
	foot := p.bottom()
	for _, r := range l.rows {
		if r.ruled {
			foot = r.top - totalSpace/2
			p.segment(0, foot, p.w, foot, hairline, restFill)
		}
	}
	for _, v := range l.m.axis.ticks {
		x := p.x(v)
		p.segment(x, p.top()-0.8*mm, x, foot, hairline, gridline)
		p.put(text{x, p.top() - 1.9*mm, l.m.axis.label(v, l.m.Signed), axisStyle, atCenter})
	}
	for i, r := range l.rows {
		y := r.top + r.height/2
		l.bar(p, r, y)
		if r.joined && i+1 < len(l.rows) {
			next := l.rows[i+1]
			x := min(max(p.x(r.to), p.left()+hairline/2), p.right()-hairline/2)
			p.segment(x, y+r.half(), x, next.top+next.height/2-next.half(), hairline, muted)
		}
	}
	p.segment(zero, p.top()-0.8*mm, zero, foot, baseWidth, inkColor)
	for _, r := range l.rows {
		y := r.top + r.height/2
		base := y + capHeight/2*r.label.font.Size - float64(len(r.name)-1)*rowHeight/2
		for j, s := range r.name {
			p.put(text{0, base + float64(j)*rowHeight, s, r.label, atLeft})
		}
		l.figure(p, r, y)
	}
}

// half is half the height of the row's bar: all bars are of one height.
func (r barRow) half() float64 {
	if len(r.name) > 1 {
		return r.height / twoLines * barOfRow / 2
	}
	return r.height * barOfRow / 2
}

// bar paints the bar of a row.
func (l rowBars) bar(p *pen, r barRow, y float64) {
	half := r.half()
	from, to := p.x(r.from), p.x(r.to)
	switch {
	case r.bare:
		return
	case r.gap:
		p.hatch(box{from, y - half, from + stub, y + half}, muted)
		return
	case r.to == r.from: // a true zero
		p.segment(from, y-half, from, y+half, zeroStroke, r.fill)
		return
	case math.Abs(to-from) < leastBar:
		to = from + math.Copysign(leastBar, r.to-r.from)
	}
	p.rect(box{min(from, to), y - half, max(from, to), y + half}, r.fill)
}

// figure paints the figure beside the bar, on white where it crosses a gridline.
func (l rowBars) figure(p *pen, r barRow, y float64) {
	end, below := r.end()
	t := text{p.x(end) + besideBar, y + capHeight/2*r.value.font.Size, r.text, r.value, atLeft}
	switch {
	case below:
		t.x, t.align = p.x(end)-besideBar, atRight
	case r.gap:
		t.x += stub
	}
	b := p.bounds(t)
	for _, v := range l.m.axis.ticks {
		if x := p.x(v); v != 0 && x > b.x0-0.3*mm && x < b.x1+0.3*mm {
			p.rect(box{b.x0 - 0.3*mm, y - plateHeight/2, b.x1 + 0.3*mm, y + plateHeight/2}, white)
			break
		}
	}
	p.put(t)
}
