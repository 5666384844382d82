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
	dot      float64 // radius of a dot to mark the place, for a label in the plot

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
func (l *endLabel) fit(t typeset, width float64) float64 {
	l.lines = nil
	if l.name != "" {
		l.lines = t.wrap(l.name, l.style, width, 2)
	}
	return max(t.width(l.headStyle(), l.head), t.widest(l.style, l.lines...))
}

func (l endLabel) height() float64 { return endHead + float64(len(l.lines))*endLine }

// insideLabels stand in the plot beside the end of their line, where nothing else
// is, or as little as can be.
type insideLabels []endLabel

// fitsInside says whether the label of a line that ends before the axis has room
// in a plot of a chart so wide.
func (l endLabel) fitsInside(t typeset, w float64) bool {
	return l.join && max(t.width(l.headStyle(), l.head), t.width(l.style, l.name)) < w/4
}

func (ls insideLabels) paint(p *pen) {
	for _, l := range ls {
		head := l.headStyle()
		half := max(p.width(head, l.head), p.width(l.style, l.name)) / 2
		x, y := p.x(l.x), p.y(l.value)
		if l.dot > 0 {
			p.dot(x, y, l.dot, l.style.color)
		}
		var choices [][]text
		const step = 1 * mm
		for away := 2.2 * mm; away < p.bottom()-p.top(); away += step {
			for _, middle := range [...]float64{x, x + half + step, x - half - step} {
				middle = min(max(middle, p.left()+half), p.right()-half)
				for _, base := range [...]float64{y - away - endLine, y + away + ascent*l.size} { // of the head
					if base-ascent*l.size < p.top()-firstRow || base+endLine+descent*l.size > p.bottom() {
						continue
					}
					choices = append(choices, []text{{middle, base, l.head, head, atCenter}, {middle, base + endLine, l.name, l.style, atCenter}})
				}
			}
		}
		at, ok := p.putBest(choices)
		if !ok {
			continue
		}
		b := p.bounds(choices[at][0])
		for _, t := range choices[at] {
			c := p.bounds(t)
			b = box{min(b.x0, c.x0), min(b.y0, c.y0), max(b.x1, c.x1), max(b.y1, c.y1)}
		}
		const clear = 1 * mm // from the next label
		p.marks = append(p.marks, box{b.x0 - clear, b.y0, b.x1 + clear, b.y1})
		switch middle := min(max(x, b.x0), b.x1); {
		case y-b.y1 > farthest:
			p.segment(x, y-leaderFrom, middle, b.y1+leaderTo, hairline, l.style.color)
		case b.y0-y > farthest:
			p.segment(x, y+leaderFrom, middle, b.y0-leaderTo, hairline, l.style.color)
		}
	}
}

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
		func(l *endLabel) { l.lines = p.wrap(l.name, l.style, p.w-p.right()-endGap, 1) },
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
