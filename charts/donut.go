package charts

import (
	"math"
	"slices"

	"github.com/wcharczuk/go-chart/v2"

	"tradebrief/charts/ink"
	"tradebrief/charts/palette"
)

// Sizes of a donut.
const (
	ringMargin  = 5.0 * mm  // over and under the ring, for lines to its labels
	ringHole    = 0.62      // of the radius
	leastRing   = 10.0 * mm // radius
	ringSpace   = 5.0 * mm  // from the ring to the labels
	ringLabel   = 20.0 * mm // of a label, at the least that a wide ring leaves
	leastLabel  = 15.0 * mm
	mostLabel   = 46.0 * mm
	leaderStep  = 0.8 * mm // between the lines to two labels
	leaderStart = 0.5 * mm // from the ring to a line
	leaderBend  = 2.2 * mm // from the ring to where a line turns to its label
	labelSpace  = 1.2 * mm // between two labels
	labelLine   = 3.2 * mm
)

// donut is a ring of parts with places for everything.
type donut struct {
	m     *model
	arcs  []arc
	x, y  float64 // of the centre
	r     float64
	total text     // in the hole
	unit  []string // under it
}

// arc is one part: its angle is its share of a full turn, clockwise from the top.
type arc struct {
	portion
	from, to float64 // in radians
	fill     ink.Color
	label    ringed
}

// ringed is the label of an arc, and the line to it.
type ringed struct {
	left    bool
	x, y, h float64 // its inner edge, its top, its height
	line    float64 // where the level part of the line lies
	lines   []string
	names   int // of the lines, those of the name
}

// middle is the angle in the middle of an arc.
func (a arc) middle() float64 { return (a.from + a.to) / 2 }

// arcFills are the colours of so many parts, with what is left over as the last or
// without it. Neighbours, the last and the first too, differ in grey.
func arcFills(parts int, rest bool) []ink.Color {
	c := palette.Categories
	out := c[:parts:parts]
	if rest {
		if out = c[: parts-1 : parts-1]; parts == 5 {
			out = []ink.Color{c[0], c[2], c[3], c[4]} // pale beside what is left over would be one
		}
		out = append(out, c[5])
	}
	return out
}

// mostArcs is how many parts a ring may have, what is left over among them.
const mostArcs = len(palette.Categories)

func (m *model) donut() (*plot, error) {
	parts, whole, err := m.portions()
	if err != nil {
		return nil, err
	}
	if len(parts) > mostArcs {
		return nil, m.problem("a donut has %d parts at most, what is left over among them, and this one %d", mostArcs, len(parts))
	}
	l := &donut{m: m, x: m.W / 2, y: m.H / 2}
	fills := arcFills(len(parts), parts[len(parts)-1].rest)
	turn := 0.0
	for i, s := range parts {
		a := arc{portion: s, from: turn, to: turn + s.value/whole*2*math.Pi, fill: fills[i]}
		if turn = a.to; i == len(parts)-1 {
			a.to = 2 * math.Pi
		}
		l.arcs = append(l.arcs, a)
	}
	width := l.chooseRadius()
	for _, t := range m.tracks {
		if s, ok := last(t.slots); ok && t.role == Whole {
			l.total = text{l.x, 0, s.text, bold(12, inkColor), atCenter}
		}
	}
	if err := l.fitTotal(); err != nil {
		return nil, err
	}
	if width < leastLabel || !l.placeLabels(width) {
		return nil, hint(m.problem("the names of %d parts do not fit beside a ring in %.0f by %.0f mm", len(parts), m.W/mm, m.H/mm), "write kind: treemap, or give the chart more width")
	}
	p := &plot{typeset: m.typeset, w: m.W, h: m.H, right: m.W, bottom: m.H}
	p.x, p.y = chart.ContinuousRange{Max: 1}, chart.ContinuousRange{Max: 1}
	p.add(l)
	return p, nil
}

// chooseRadius makes the ring as large as leaves its labels some room, or a little
// smaller where that saves a name from being cut within a word. It returns the width
// of the labels.
func (l *donut) chooseRadius() float64 {
	m := l.m
	width := func(r float64) float64 { return min(m.W/2-r-ringSpace, mostLabel) }
	most := min(m.H/2-ringMargin, max(leastRing, m.W/2-ringSpace-ringLabel))
	for l.r = most; l.r >= max(leastRing, 0.7*most); l.r -= 1 * mm {
		if !slices.ContainsFunc(l.arcs, func(a arc) bool { return !l.m.wholeWords(a.name, arcName, width(l.r)) }) {
			return width(l.r)
		}
	}
	l.r = most
	return width(most)
}

// fitTotal makes the whole small enough for the hole. Its unit is left out where it
// has no room: the line under the title has it too.
func (l *donut) fitTotal() error {
	room := 2*ringHole*l.r - 3*mm
	for _, size := range [...]float64{12, 10, 8.5, 7} {
		l.total.style = bold(size, inkColor)
		if l.m.width(l.total.style, l.total.s) <= room {
			if l.m.Unit != "" && l.m.wholeWords(l.m.Unit, keyStyle, room-2*mm) {
				l.unit = l.m.wrap(l.m.Unit, keyStyle, room-2*mm, 2)
			}
			return nil
		}
	}
	return l.m.problem("the whole, %s, does not fit into a ring in %.0f mm", l.total.s, l.m.W/mm)
}

// placeLabels finds places for the labels: beside their parts, and spread so that
// they keep clear of each other. It says whether there are any.
func (l *donut) placeLabels(width float64) bool {
	for _, a := range l.arcs {
		if l.m.widest(arcFigures, a.text, a.share) > width {
			return false
		}
	}
	for _, left := range [...]bool{false, true} {
		var side []*arc // from the top down
		for i := range l.arcs {
			a := &l.arcs[i]
			if a.label.left = a.middle() > math.Pi; a.label.left == left {
				side = append(side, a)
			}
		}
		if left {
			for i, j := 0, len(side)-1; i < j; i, j = i+1, j-1 {
				side[i], side[j] = side[j], side[i]
			}
		}
		if !l.placeSide(side, width) {
			return false
		}
	}
	return true
}

var (
	arcName    = semi(7.5, inkColor)
	arcFigures = sans(7.5, text2)
)

// placeSide places the labels of one side, from the top down.
func (l *donut) placeSide(side []*arc, width float64) bool {
	wanted, heights := make([]float64, len(side)), make([]float64, len(side))
	for lines := 3; ; lines-- {
		if lines == 0 {
			return false
		}
		room := l.m.H
		for i, a := range side {
			a.label.lines = []string{l.m.truncate(a.name, arcName, width)}
			if l.m.wholeWords(a.name, arcName, width) {
				a.label.lines = l.m.wrap(a.name, arcName, width, lines)
			}
			a.label.names = len(a.label.lines)
			a.label.lines = append(a.label.lines, l.m.figureLines(a.portion, width)...)
			a.label.h = float64(len(a.label.lines)) * labelLine
			heights[i] = a.label.h
			room -= a.label.h + labelSpace
		}
		if room+labelSpace >= 0 {
			break
		}
	}
	for i, a := range side {
		y := l.y - (l.r+leaderStart)*math.Cos(a.middle())
		// Lines near the top and the bottom would lie on each other.
		a.label.line, wanted[i] = y, y-a.label.h/2
	}
	for i := len(side) - 2; i >= 0; i-- {
		if a, below := side[i], side[i+1]; a.label.line < l.y {
			a.label.line = min(a.label.line, below.label.line-leaderStep)
		}
	}
	for i := 1; i < len(side); i++ {
		if a, above := side[i], side[i-1]; a.label.line >= l.y {
			a.label.line = max(a.label.line, above.label.line+leaderStep)
		}
	}
	for i, y := range spread(wanted, heights, 0, l.m.H, labelSpace) {
		side[i].label.y = y
		side[i].label.x = l.x + l.r + ringSpace
		if side[i].label.left {
			side[i].label.x = l.x - l.r - ringSpace
		}
	}
	return true
}

// figureLines are the figures of a part on one line, or on two where that is wide.
func (t typeset) figureLines(s portion, width float64) []string {
	if s.share == "" || t.width(arcFigures, s.said()) <= width {
		return []string{s.said()}
	}
	return []string{s.text, s.share}
}

func (l *donut) paint(p *pen) {
	for _, a := range l.arcs {
		p.ring(l.x, l.y, ringHole*l.r, l.r, a.from, a.to, a.fill)
		if a.fill == palette.Categories[3] || a.fill == palette.Categories[5] {
			p.ringEdge(l.x, l.y, ringHole*l.r, l.r, a.from, a.to, 0.15*mm, paleEdge)
		}
	}
	if len(l.arcs) > 1 {
		for _, a := range l.arcs {
			inner, outer := l.at(a.from, ringHole*l.r), l.at(a.from, l.r)
			p.polyline(ink.Stroke{Color: white, Width: tileGap}, inner, outer)
		}
	}
	l.paintTotal(p)
	for _, a := range l.arcs {
		l.paintLabel(p, a)
	}
}

// at is the place at an angle, clockwise from the top, and a distance from the centre.
func (l *donut) at(angle, r float64) ink.Point {
	return ink.Point{X: l.x + r*math.Sin(angle), Y: l.y - r*math.Cos(angle)}
}

func (l *donut) paintTotal(p *pen) {
	t := l.total
	t.y = l.y + capHeight/2*t.style.font.Size
	t.y -= 1.4 * mm * float64(len(l.unit))
	p.put(t)
	for i, s := range l.unit {
		p.put(text{l.x, t.y + 3.6*mm + float64(i)*2.9*mm, s, keyStyle, atCenter})
	}
}

// paintLabel joins a part to its label: out of the ring, level past its side, then
// to the middle of the label.
func (l *donut) paintLabel(p *pen, a arc) {
	label := a.label
	side, al := 1.0, atLeft
	if label.left {
		side, al = -1, atRight
	}
	from := l.at(a.middle(), l.r+leaderStart)
	bend := l.x + side*(l.r+leaderBend)
	to := ink.Point{X: label.x - side*0.8*mm, Y: label.y + label.h/2}
	p.polyline(ink.Stroke{Color: muted, Width: hairline}, from, ink.Point{X: from.X, Y: label.line}, ink.Point{X: bend, Y: label.line}, to)
	for i, s := range label.lines {
		st := arcName
		if i >= label.names {
			st = arcFigures
		}
		p.put(text{label.x, label.y + float64(i)*labelLine + ascent*st.font.Size + 0.2*mm, s, st, al})
	}
}
