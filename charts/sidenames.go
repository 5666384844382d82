package charts

import (
	"cmp"
	"slices"
)

// sideNames are the names of the parts at the right of the last column, after its
// figures where these have no room in it.
type sideNames struct {
	parts   []track
	columns []column
	figures bool
	lines   [][]string // by part
	indent  float64    // of the names, for the figures
}

// sideLines is how many lines a name has at most, fewer where there is no room. In a
// margin that is fuller than crowded, names would stand away from their parts: there
// they have one line less.
const (
	sideLines = 3
	crowded   = 0.6
)

var (
	sideStyle    = semi(7.5, inkColor)
	segmentStyle = semi(7, inkColor)
)

// last is the last column with figures.
func (l sideNames) last() (column, bool) {
	shown := outer(l.columns)
	if len(shown) == 0 {
		return column{}, false
	}
	return shown[len(shown)-1], true
}

// narrow says that the outer columns have no room for their figures, which then
// stand beside the names.
func (l *sideNames) narrow(m *model, p *plot) bool {
	for _, c := range outer(l.columns) {
		x0, x1 := c.columnEdges(p.place(float64(c.at)), p.place(float64(c.at+c.n)))
		for _, g := range c.segments {
			l.figures = l.figures || !g.gap && m.width(segmentStyle, g.text) > x1-x0-2*figureSide
		}
	}
	return l.figures
}

// fit breaks the names and returns the width of the labels.
func (l *sideNames) fit(m *model, width float64) float64 {
	l.indent, l.lines = 0, nil
	if c, ok := l.last(); ok && l.figures {
		for _, g := range c.segments {
			l.indent = max(l.indent, m.width(sideStyle, g.text)+valueSide)
		}
	}
	w := 0.0
	for _, t := range l.parts {
		lines := m.wrap(t.name, sideStyle, max(width-l.indent, width/2), sideLines)
		l.lines = append(l.lines, lines)
		w = max(w, m.widest(sideStyle, lines...))
	}
	return w + l.indent
}

func (l sideNames) paint(p *pen) {
	c, ok := l.last()
	if !ok {
		return
	}
	type side struct {
		segment
		mark, height float64
		lines        []string
	}
	var names []side
	need := 0.0
	for _, g := range slices.Backward(c.segments) {
		lines := l.lines[g.track]
		names = append(names, side{g, (p.y(g.from) + p.y(g.to)) / 2, sideRoom + float64(len(lines)-1)*sideLine, lines})
		need += names[len(names)-1].height
	}
	slices.SortStableFunc(names, func(a, b side) int { return cmp.Compare(a.mark, b.mark) })
	top, bottom := 0.0, p.bottom()+0.9*mm
	for most := sideLines - 1; most > 0 && (need > bottom-top || most == sideLines-1 && need > crowded*(bottom-top)); most-- {
		need = 0
		for i, s := range names {
			lines := p.wrap(l.parts[s.track].name, sideStyle, p.w-p.right()-endGap-l.indent, most)
			names[i].lines, names[i].height = lines, sideRoom+float64(len(lines)-1)*sideLine
			need += names[i].height
		}
	}
	marks, heights := make([]float64, len(names)), make([]float64, len(names))
	for i, s := range names {
		marks[i], heights[i] = s.mark-s.height/2, s.height
	}
	tops := spread(marks, heights, top, bottom, 0)
	x, name := p.right()+endGap, sideStyle
	if l.figures {
		name = sans(7.5, inkColor)
	}
	for i, s := range names {
		base := tops[i] + (heights[i]-float64(len(s.lines)-1)*sideLine)/2 + capHeight/2*sideStyle.font.Size
		if middle := tops[i] + heights[i]/2; middle-s.mark > farthest || s.mark-middle > farthest {
			p.segment(p.right()+0.2*mm, s.mark, x-leaderTo, middle, hairline, muted)
		}
		if l.figures {
			p.put(text{x + l.indent - valueSide, base, s.text, sideStyle, atRight})
		}
		for j, line := range s.lines {
			p.put(text{x + l.indent, base + float64(j)*sideLine, line, name, atLeft})
		}
	}
}
