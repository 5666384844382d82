package charts

import (
	"cmp"
	"slices"
)

// endLabel is a label in the right margin: a value over the name of its mark.
type endLabel struct {
	x, value float64 // the mark, in the ranges of the plot
	head     string
	name     string
	size     float64 // of the head, in points
	style    style   // of the name; the head has its colour
	join     bool    // a line joins it to a mark that is not at the right edge

	lines []string // of the name
}

// Sizes of the labels in the right margin.
const (
	endGap     = 1.8 * mm // from the plot to the labels
	endSpace   = 0.9 * mm // between two labels, where there is room
	endHead    = 3.5 * mm // height of a value
	endLine    = 3.1 * mm // height of a line of a name
	endAscent  = 2.7 * mm // from the top of the label to the baseline of the value
	farthest   = 4.0 * mm // a label pushed farther gets a line to its mark
	leaderFrom = 1.0 * mm // from the plot to the leader, past a dot at the edge
	leaderTo   = 0.4 * mm // from the leader to the label
)

func (l *endLabel) headStyle() style { return bold(l.size, l.style.color) }

// fit breaks the name and returns the width of the label.
func (l *endLabel) fit(width float64) float64 {
	l.lines = nil
	if l.name != "" {
		l.lines = wrap(l.name, l.style.font, width, 2)
	}
	return max(l.headStyle().font.Width(l.head), widest(l.style.font, l.lines...))
}

func (l endLabel) height() float64 { return endHead + float64(len(l.lines))*endLine }

// endLabels are the labels in the right margin, spread so that they stand
// clear of each other.
type endLabels []endLabel

func (ls endLabels) paint(p *pen) {
	ls = slices.Clone(ls)
	lo, hi := p.yr.GetMin(), p.yr.GetMax()
	mark := func(l endLabel) float64 { return p.y(min(max(l.value, lo), hi)) }
	slices.SortStableFunc(ls, func(a, b endLabel) int { return cmp.Compare(mark(a), mark(b)) })
	// The labels may stand over the plot by as much as the lanes leave free.
	top, bottom := max(0, p.top()-laneFoot-0.5*mm), p.bottom()+0.9*mm
	for _, short := range [...]func(*endLabel){
		func(*endLabel) {},
		func(l *endLabel) { l.lines = wrap(l.name, l.style.font, p.w-p.right()-endGap, 1) },
		func(l *endLabel) { l.lines = nil },
	} {
		need := 0.0
		for i := range ls {
			short(&ls[i])
			need += ls[i].height()
		}
		if need <= bottom-top {
			break
		}
	}
	marks, heights := make([]float64, len(ls)), make([]float64, len(ls))
	for i, l := range ls {
		marks[i], heights[i] = mark(l)-endAscent, l.height()
	}
	tops := spread(marks, heights, top, bottom, endSpace)
	x := p.right() + endGap
	for i, l := range ls {
		base := tops[i] + endAscent
		from, to := mark(l), base-capHeight/2*l.size
		if l.join {
			p.segment(p.x(l.x), from, p.right()+leaderFrom, from, hairline, l.style.color)
		}
		if l.join || base-from > farthest || from-base > farthest {
			p.segment(p.right()+leaderFrom, from, x-leaderTo, to, hairline, l.style.color)
		}
		p.put(text{x, base, l.head, l.headStyle(), atLeft})
		for j, s := range l.lines {
			p.put(text{x, base + float64(j+1)*endLine, s, l.style, atLeft})
		}
	}
}

// spread places labels of these heights as near to their marks as they can stand
// between top and bottom without meeting, and returns their upper ends. Between two
// of them is so much space, where there is room.
func spread(marks, heights []float64, top, bottom, space float64) []float64 {
	room := bottom - top
	for _, h := range heights {
		room -= h
	}
	space = min(space, max(0, room)/float64(max(1, len(marks)-1)))
	tops := make([]float64, len(marks))
	y := top
	for i, mark := range marks {
		tops[i] = max(mark, y)
		y = tops[i] + heights[i] + space
	}
	for i := len(marks) - 1; i >= 0; i-- {
		tops[i] = max(min(tops[i], bottom-heights[i]), top)
		bottom = tops[i] - space
	}
	return tops
}
