package charts

import (
	"slices"
	"strconv"

	"github.com/wcharczuk/go-chart/v2"

	"tradebrief/charts/ink"
)

// Sizes of small multiples.
const (
	panelWidth     = 24.0 * mm // at the least, with the numbers of the axis
	panelGutter    = 6.0 * mm
	panelHeight    = 28.0 * mm // with its title and the names of periods
	leastPanel     = 24.0 * mm
	mostPanel      = 34.0 * mm
	panelRowGap    = 3.0 * mm
	panelsRoom     = 214 * mm // for all rows, so that a figure still fits on a page
	panelTitle     = 4.2 * mm // from the top of a panel to the lowest line of its title, and a line of it
	panelTitleLine = 3.0 * mm
	panelRatio     = 0.70
	panelFoot      = 4.6 * mm // names of periods under the plot
)

// mostPanels are as many as fit on a page.
const mostPanels = 48

// panels is small multiples with places for everything: a chart of bars for each
// series, all on one scale.
type panels struct {
	m          *model
	rows, cols int
	left       float64 // room for the numbers of the axis
	width      float64 // of a panel
	titles     [][]string
	lines      int     // of the longest title
	most       float64 // the largest value, or zero
}

// panelGrid is how many rows and columns the panels stand in: as many beside each other
// as may, and rows of nearly one length.
func (m *model) panelGrid() (rows, cols int) {
	n := len(m.tracks)
	cols = max(1, int((m.W+panelGutter+0.01)/(panelWidth+panelGutter)))
	rows = (n + cols - 1) / cols
	return rows, (n + rows - 1) / rows
}

func (m *model) panelHeights() (least, standard, most float64) {
	rows, _ := m.panelGrid()
	high := func(panel float64) float64 {
		return min(float64(rows)*panel+float64(rows-1)*panelRowGap, panelsRoom)
	}
	return high(leastPanel), high(panelHeight), high(mostPanel)
}

func (m *model) multiples() (*plot, error) {
	l := &panels{m: m, most: max(0, slices.Max(m.values()))}
	l.rows, l.cols = m.panelGrid()
	height := (m.H - float64(l.rows-1)*panelRowGap) / float64(l.rows)
	if height < leastPanel-0.01 {
		return nil, m.problem("%d panels do not fit into %.0f by %.0f mm", len(m.tracks), m.W/mm, m.H/mm)
	}
	for _, v := range m.axis.ticks {
		l.left = max(l.left, m.width(axisStyle, m.axis.label(v, m.Signed))+axisGap)
	}
	l.width = (m.W - l.left - float64(l.cols-1)*panelGutter) / float64(l.cols)
	if l.width < panelWidth/2 {
		return nil, m.problem("the numbers of the axis leave %.0f mm for each of %d panels", max(0, l.width/mm), l.cols)
	}
	for _, t := range m.tracks {
		if s, ok := l.labelled(t); ok && m.width(panelValue(rust), s.text) > l.width {
			return nil, m.problem("%s does not fit over a panel %.0f mm wide", s.text, l.width/mm)
		}
		title := m.wrap(t.name, panelTitleStyle, l.width+panelGutter/4, 2)
		l.titles = append(l.titles, title)
		l.lines = max(l.lines, len(title))
	}
	p := &plot{typeset: m.typeset, w: m.W, h: m.H, right: m.W, bottom: m.H}
	p.x, p.y = chart.ContinuousRange{Max: 1}, chart.ContinuousRange{Max: 1}
	p.add(l)
	return p, nil
}

var panelTitleStyle = semi(7.5, inkColor)

func panelValue(c ink.Color) style { return bold(8.5, c) }

// panel is the place of a panel, with its title and the names of periods.
func (l *panels) panel(i int) box {
	height := (l.m.H - float64(l.rows-1)*panelRowGap) / float64(l.rows)
	x := l.left + float64(i%l.cols)*(l.width+panelGutter)
	y := float64(i/l.cols) * (height + panelRowGap)
	return box{x, y, x + l.width, y + height}
}

// within is a pen for the plot of a panel.
func (l *panels) within(p *pen, b box) *pen {
	q := *p
	q.box = chart.Box{Left: pixels(b.x0), Top: pixels(b.y0), Right: pixels(b.x1), Bottom: pixels(b.y1)}
	q.xr = &chart.ContinuousRange{Max: float64(l.m.line.n), Domain: q.box.Right - q.box.Left}
	q.yr = &chart.ContinuousRange{Min: l.m.axis.lo(), Max: l.m.axis.hi(), Domain: q.box.Bottom - q.box.Top}
	return &q
}

func (l *panels) paint(p *pen) {
	for i, t := range l.m.tracks {
		b := l.panel(i)
		for k, s := range l.titles[i] {
			p.put(text{b.x0, b.y0 + panelTitle - 1.2*mm + float64(k)*panelTitleLine, s, panelTitleStyle, atLeft})
		}
		b.y0 += panelTitle + float64(l.lines-1)*panelTitleLine
		b.y1 -= panelFoot
		b.y0 += l.above(b.y1 - b.y0)
		l.paintPanel(l.within(p, b), t, i%l.cols == 0)
	}
}

// above is the room over the plots for a value over the tallest bar, if there is a
// height for both.
func (l *panels) above(height float64) float64 {
	axis := l.m.axis
	free := (axis.hi() - l.most) / (axis.hi() - axis.lo()) // of the plot, over the bar
	if free >= 1 {
		return 0
	}
	return max(0, (valueHeight-free*height)/(1-free))
}

// labelled is the slot whose value stands over its bar: that of the reference
// period, or the last one with a value.
func (l *panels) labelled(t track) (slot, bool) {
	if l.m.ref >= 0 {
		s := t.slotAt(l.m.ref)
		return s, !s.blank
	}
	return last(t.slots)
}

func (l *panels) paintPanel(p *pen, t track, numbered bool) {
	one := *l.m
	one.tracks = []track{t}
	bars := barLayer{m: &one, ratio: panelRatio, color: func(_ int, s slot) ink.Color {
		switch {
		case one.isRef(0, s):
			return rust
		case s.value < 0:
			return orange
		}
		return mid
	}}
	for _, v := range one.axis.ticks {
		y := p.y(v)
		p.segment(p.left(), y, p.right(), y, hairline, gridline)
		if numbered {
			p.put(text{p.left() - axisGap, y + capHeight/2*axisStyle.font.Size, one.axis.label(v, one.Signed), axisStyle, atRight})
		}
	}
	bars.paint(p)
	y := p.y(0)
	p.segment(p.left(), y, p.right(), y, baseWidth, inkColor)
	zeroLayer{bars}.paint(p)
	l.paintValue(p, bars, t)
	letters{bars}.paint(p)
	l.paintPeriods(p)
}

// paintValue labels a bar beyond its end, but not beyond the panel.
func (l *panels) paintValue(p *pen, bars barLayer, t track) {
	s, ok := l.labelled(t)
	if !ok {
		return
	}
	st := panelValue(text2)
	switch {
	case s.gap:
		st = sans(7, muted)
	case l.m.ref >= 0:
		st = panelValue(rust)
	}
	b := bars.shape(p, 0, s)
	width := p.width(st, s.text)
	x := min(max((b.x0+b.x1-width)/2, p.left()), p.right()-width)
	value := text{x, b.y0 - 1*mm, s.text, st, atLeft}
	if s.value < 0 && !s.gap {
		value.y = b.y1 + 0.7*mm + ascent*st.font.Size
	}
	if s.value >= 0 || s.gap || value.y+descent*st.font.Size > p.bottom()+0.5*mm {
		// Over the bars that it stands above, and below zero where there is no room.
		top := min(b.y0, p.y(0))
		for _, o := range t.slots {
			if c := bars.shape(p, 0, o); !o.blank && c.x0 < x+width && c.x1 > x {
				top = min(top, c.y0)
			}
		}
		value.y = top - 1*mm
		if middle := (b.x0 + b.x1) / 2; b.y0-top > 1*mm {
			p.segment(middle, b.y0, middle, top-0.4*mm, hairline, st.color)
		}
	}
	ground := p.bounds(value)
	for _, v := range l.m.axis.ticks {
		if y := p.y(v); v != 0 && y > ground.y0 && y < value.y {
			p.rect(box{ground.x0, ground.y0, ground.x1, value.y + 0.2*mm}, white)
		}
	}
	p.put(value)
}

// paintPeriods names the first and the last period; where there is no room for
// both with their years, only the years.
func (l *panels) paintPeriods(p *pen) {
	m := l.m
	first, end := m.From, m.To
	y := p.bottom() + firstRow
	if first == end {
		p.put(text{(p.left() + p.right()) / 2, y, m.line.name(end, true), periodStyle, atCenter})
		return
	}
	a, b := m.line.name(first, true), m.line.name(end, true)
	if room := p.right() - p.left() - labelGap; p.widest(periodStyle, a)+p.widest(periodStyle, b) > room {
		a, b = strconv.Itoa(first.Year()), strconv.Itoa(end.Year())
	}
	p.put(text{p.left(), y, a, periodStyle, atLeft})
	if a != b {
		p.put(text{p.right(), y, b, periodStyle, atRight})
	}
}
