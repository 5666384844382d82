package charts

import (
	"slices"

	"tradebrief/charts/ink"
	"tradebrief/charts/palette"
)

// Stacks: a column for each period, its parts one on the other, in absolute values
// or as shares of the whole. The largest part lies at the bottom, the rest on top.

// Sizes of stacks.
const (
	stackRatio  = 0.80     // of a step
	closedStep  = 1.0 * mm // narrower steps have no room between columns
	leastStep   = 0.3 * mm
	widestStep  = 30 * mm
	segmentLine = 0.3 * mm // white between segments
	lowSegment  = 0.9 * mm // lower ones have no white line
	figureRoom  = 3.2 * mm // the least height of a segment with a figure in it
	sideLine    = 3.0 * mm // of a name in two lines
	sideRoom    = 3.4 * mm // of a name in one
	widestSide  = 26 * mm  // for names
	figureSide  = 0.2 * mm // beside a figure in a segment
	valueSide   = 1.2 * mm // from a value to the name after it
	smallShare  = 1e-6     // what shares may be off by, in percent
)

// segment is a part in a column.
type segment struct {
	*slot
	track    int
	from, to float64
}

// column is a stack of segments.
type column struct {
	*slot
	segments []segment
	total    *slot // of the whole; nil: there is none, or it has no figure
	void     bool  // a part is missing, and the rest does not hold it
}

// stackTracks are the parts, with the rest as the last; and the whole, if there is one.
func (m *model) stackTracks() (parts []track, whole *track) {
	var rest []track
	for i, t := range m.tracks {
		switch t.role {
		case Whole:
			whole = &m.tracks[i]
		case Rest:
			rest = append(rest, t)
		default:
			parts = append(parts, t)
		}
	}
	return append(parts, rest...), whole
}

// nothing is the slot of a period for which a track has none.
var nothing = slot{gap: true, blank: true}

// slotBeside is the slot of a track at the place of the i-th one of another, which as a
// rule is its own i-th.
func (t track) slotBeside(i, at int) *slot {
	if i < len(t.slots) && t.slots[i].at == at {
		return &t.slots[i]
	}
	for i, s := range t.slots {
		if s.at <= at && at < s.at+s.n {
			return &t.slots[i]
		}
	}
	return &nothing
}

// stackUp builds the stacks, in order of time.
func (m *model) stackUp() {
	parts, whole := m.stackTracks()
	m.columns = make([]column, len(m.tracks[0].slots))
	all := make([]segment, 0, len(m.columns)*len(parts))
	for i := range m.columns {
		c := &m.columns[i]
		c.slot = &m.tracks[0].slots[i]
		if whole != nil {
			if c.total = whole.slotBeside(i, c.at); c.total.gap {
				c.total, c.void = nil, true
			}
		}
		last := len(parts) - 1
		held := last >= 0 && parts[last].role == Rest && !parts[last].slotBeside(i, c.at).gap
		up, down := 0.0, 0.0
		for j, t := range parts {
			g := segment{slot: t.slotBeside(i, c.at), track: j}
			switch {
			case g.gap:
				c.void = c.void || !held
				g.from, g.to = up, up
			case g.value < 0:
				g.from, g.to = down, down+g.value
				down = g.to
			default:
				g.from, g.to = up, up+g.value
				up = g.to
			}
			all = append(all, g)
		}
		c.segments = all[len(all)-len(parts):]
	}
}

// scaleOfStacks reaches from zero, or from what lies below it, to the highest stack.
func (m *model) scaleOfStacks() {
	m.stackUp()
	lo, hi := 0.0, 0.0
	for _, c := range m.columns {
		for _, g := range c.segments {
			lo, hi = min(lo, g.to), max(hi, g.to)
		}
	}
	m.axis = zeroScale(lo, hi)
}

// hatchedColumns says which marks of stacks are hatched: whole columns, and the rest.
func (m *model) hatchedColumns() (columns, rest bool) {
	for _, c := range m.columns {
		columns = columns || c.void && !c.blank
		for _, g := range c.segments {
			rest = rest || g.point.Lacks && !g.gap
		}
	}
	return columns, rest
}

func (m *model) scaleOfShares() {
	m.stackUp()
	m.axis = scale{ticks: []float64{0, 50, 100}}
}

// stackFill is the colour of a part. The last of the categories is the rest.
func (m *model) stackFill(parts []track, j int) ink.Color {
	if parts[j].role == Rest {
		return palette.Categories[len(palette.Categories)-1]
	}
	return palette.Categories[j]
}

// onFill is the colour of text on the fill of part j: the first two are dark.
func onFill(j int) ink.Color {
	if j < 2 {
		return white
	}
	return inkColor
}

func (m *model) stacks() (*plot, error) {
	parts, whole := m.stackTracks()
	if n := len(palette.Categories); len(parts) > n {
		return nil, m.problem("a chart of kind %s has %d parts at most, the rest among them, this one has %d", m.Kind, n, len(parts))
	}
	columns := m.columns
	for _, c := range columns {
		sum, when := 0.0, m.line.name(c.point.Span.To, true)
		for _, g := range c.segments {
			if g.gap || m.Kind != Share {
				continue
			}
			if sum += g.value; g.value < -smallShare {
				return nil, m.problem("%s is below zero in %s, and a share of a whole cannot be", parts[g.track].name, when)
			}
		}
		if sum > 100+smallShare {
			return nil, m.problem("the shares of %s add up to %g%%", when, sum)
		}
	}
	if len(outer(columns)) == 0 {
		return nil, m.problem("in no period of the chart are all parts there")
	}
	side := sideNames{parts: parts, columns: columns}
	in := insets{left: 9 * mm, right: 2 * mm, top: 2 * mm}
	if whole != nil {
		in.top = 4.6 * mm
	}
	if len(m.key.Notes) > 0 {
		in.top += 2.6 * mm // letters over the columns
	}
	in.names = side.fit(m, min(m.W*0.30, widestSide)) + endGap
	p, time, _, err := m.frame(in, 0, nil, 0)
	if err == nil && side.narrow(m, p) {
		// Columns too narrow for figures have those of the last beside the names.
		in.names = side.fit(m, min(m.W*0.37, widestSide+8*mm)) + endGap
		p, time, _, err = m.frame(in, 0, nil, 0)
	}
	if err != nil {
		return nil, err
	}
	if step := p.step(); step < leastStep {
		return nil, m.problem("%d columns do not fit into %.0f mm: at most %d can be told apart", m.line.n, m.W/mm, int((p.right-p.left)/leastStep))
	}
	if most := p.left + widestStep*float64(m.line.n); p.right > most { // the names stay near the few columns
		p.right = most
		time = m.line.axis(p.step())
	}
	l := stackLayer{m: m, parts: parts, columns: columns}
	p.add(grid{m.axis, false}, l, baseLine{0, time}, stackRef{l}, periodNames{time: time})
	if !side.figures {
		p.add(stackFigures{l})
	}
	if whole != nil {
		p.add(stackTotal{l})
	}
	p.add(side)
	return p, nil
}

// stackLayer paints the columns.
type stackLayer struct {
	m       *model
	parts   []track
	columns []column
}

// edges are the left and right edge of a column.
func (l stackLayer) edges(p *pen, c *slot) (x0, x1 float64) {
	return c.columnEdges(p.x(float64(c.at)), p.x(float64(c.at+c.n)))
}

// columnEdges are the edges of the column of a slot that reaches from x0 to x1.
func (c *slot) columnEdges(x0, x1 float64) (left, right float64) {
	step := (x1 - x0) / float64(c.n)
	if step < closedStep {
		return x0, x1
	}
	x0, x1 = x0+step*(1-stackRatio)/2, x1-step*(1-stackRatio)/2
	if most := widestBar * float64(c.n); x1-x0 > most {
		x0, x1 = (x0+x1-most)/2, (x0+x1+most)/2
	}
	return x0, x1
}

// paint paints all segments of a colour at once, then the lines between them.
func (l stackLayer) paint(p *pen) {
	fills := make([][]box, len(l.parts))
	for j := range fills {
		fills[j] = make([]box, 0, len(l.columns))
	}
	var lines []box
	for _, c := range l.columns {
		if c.blank {
			continue
		}
		x0, x1 := l.edges(p, c.slot)
		if c.void {
			p.hatch(box{x0, max(p.y(0)-stub, p.top()), x1, p.y(0)}, muted)
			continue
		}
		for _, g := range c.segments {
			if g.gap || g.from == g.to {
				continue
			}
			b := box{x0, min(p.y(g.from), p.y(g.to)), x1, max(p.y(g.from), p.y(g.to))}
			switch {
			case c.point.After:
				p.rect(b, white)
				p.outline(b, hairline, inkColor)
				continue
			case g.point.Lacks:
				p.rect(b, white)
				p.hatch(b, muted)
			default:
				fills[g.track] = append(fills[g.track], b)
			}
			if g.from != 0 && b.y1-b.y0 >= lowSegment {
				y := p.y(g.from)
				lines = append(lines, box{x0, y - segmentLine/2, x1, y + segmentLine/2})
			}
		}
		if c.note != "" {
			p.put(text{(x0 + x1) / 2, l.top(p, c) - 0.8*mm, c.note, letterStyle, atCenter})
		}
	}
	for j, boxes := range fills {
		p.rects(boxes, l.m.stackFill(l.parts, j))
	}
	p.rects(lines, white)
}

// top is the upper end of a column.
func (l stackLayer) top(p *pen, c column) float64 {
	y := p.y(0)
	if c.void {
		return y - stub
	}
	for _, g := range c.segments {
		y = min(y, p.y(g.to))
	}
	return y
}

// stackRef marks the reference period under its column.
type stackRef struct{ stackLayer }

func (l stackRef) paint(p *pen) {
	for _, c := range l.columns {
		if l.m.ref >= c.at && l.m.ref < c.at+c.n && !c.blank {
			x0, x1 := l.edges(p, c.slot)
			p.segment(x0, p.bottom()+0.45*mm, x1, p.bottom()+0.45*mm, 0.6*mm, rust)
		}
	}
}

// stackFigures are the figures in the segments of the first and the last column.
type stackFigures struct{ stackLayer }

func (l stackFigures) paint(p *pen) {
	st := segmentStyle
	for _, c := range outer(l.columns) {
		x0, x1 := l.edges(p, c.slot)
		for _, g := range c.segments {
			y0, y1 := p.y(g.to), p.y(g.from)
			if g.gap || y1-y0 < figureRoom && y0-y1 < figureRoom || p.width(st, g.text) > x1-x0-2*figureSide {
				continue
			}
			color := onFill(g.track)
			if c.point.After || l.parts[g.track].role == Rest {
				color = inkColor
			}
			base := (y0+y1)/2 + capHeight/2*st.font.Size
			t := text{(x0 + x1) / 2, base, g.text, style{st.font, color}, atCenter}
			if g.point.Lacks {
				p.rect(p.bounds(t), white)
			}
			p.put(t)
		}
	}
}

// outer are the first and the last column with figures, which may be one.
func outer(columns []column) []column {
	var out []column
	for _, c := range columns {
		if c.void || c.blank {
			continue
		}
		if out = append(out, c); len(out) > 2 {
			out = append(out[:1], c)
		}
	}
	return out
}

// stackTotal is the whole in the reference period, or the last, over its column.
type stackTotal struct{ stackLayer }

func (l stackTotal) paint(p *pen) {
	shown := outer(l.columns)
	if at := slices.IndexFunc(l.columns, func(c column) bool { return l.m.ref >= c.at && l.m.ref < c.at+c.n }); at >= 0 {
		shown = l.columns[at : at+1]
	}
	if len(shown) == 0 || shown[len(shown)-1].total == nil {
		return
	}
	c := shown[len(shown)-1]
	x0, x1 := l.edges(p, c.slot)
	st := bold(8.5, rust)
	t := text{(x0 + x1) / 2, 0, c.total.text, st, atCenter}
	if half := p.width(st, t.s) / 2; t.x+half > p.right() {
		t.x, t.align = p.right(), atRight
	} else if t.x-half < p.left() {
		t.x, t.align = p.left(), atLeft
	}
	b, y := p.bounds(t), p.bottom()
	for _, o := range l.columns {
		o0, o1 := l.edges(p, o.slot)
		if !o.blank && o0 < b.x1+0.5*mm && o1 > b.x0-0.5*mm {
			top := l.top(p, o)
			if o.note != "" {
				top -= 3 * mm
			}
			y = min(y, top)
		}
	}
	if top := l.top(p, c); top-y > 1*mm {
		p.segment((x0+x1)/2, top, (x0+x1)/2, y-0.4*mm, hairline, rust)
	}
	t.y = y - 1.1*mm
	p.plated(t, l.m.axis)
}
