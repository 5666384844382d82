package charts

import (
	"slices"

	"tradebrief/charts/ink"
)

// curve is a line through slots, broken at gaps, with a dot at its end.
type curve struct {
	slots []slot
	color ink.Color
	width float64
	end   float64 // radius of the dot at the end
	halo  float64 // by how much white stands out around the line
	after bool    // what was published after the reference period is dashed, and its dot open
}

// stretch is a piece of a curve drawn in one way.
type stretch struct {
	points []ink.Point
	dashed bool
}

var dash = []float64{1.2 * mm, 0.8 * mm}

// stretches are the pieces between gaps. A figure of several periods is a dashed
// step over them at their mean.
func (c curve) stretches(p *pen) []stretch {
	var out []stretch
	var now stretch
	joined := false // the stretch begins where another one ends
	end := func() {
		if len(now.points) > 1 || len(now.points) == 1 && !joined {
			out = append(out, now)
		}
		now, joined = stretch{}, false
	}
	goOn := func(dashed bool) {
		if n := len(now.points); n > 0 && dashed != now.dashed {
			at := now.points[n-1]
			joined = true
			end()
			now, joined = stretch{points: []ink.Point{at}}, true
		}
		now.dashed = dashed
	}
	for _, s := range c.slots {
		if s.gap {
			end()
			continue
		}
		goOn(c.after && s.point.After)
		y := p.y(s.value)
		if s.n == 1 {
			now.points = append(now.points, ink.Point{X: p.x(s.middle()), Y: y})
			continue
		}
		now.points = append(now.points, ink.Point{X: p.x(float64(s.at) + 0.5), Y: y})
		goOn(true)
		now.points = append(now.points, ink.Point{X: p.x(float64(s.at+s.n) - 0.5), Y: y})
	}
	end()
	return out
}

func (c curve) paint(p *pen) {
	pieces := c.stretches(p)
	for _, over := range [...]bool{false, true} {
		s := ink.Stroke{Color: white, Width: c.width + c.halo}
		if over {
			s = ink.Stroke{Color: c.color, Width: c.width}
		}
		for i, piece := range pieces {
			if s.Dash = nil; over && piece.dashed {
				s.Dash = dash
			}
			if len(piece.points) > 1 {
				p.polyline(s, piece.points...)
			} else if i < len(pieces)-1 {
				// A value between two gaps would be a line without length.
				p.dot(piece.points[0].X, piece.points[0].Y, s.Width/2+0.3*mm, s.Color)
			}
		}
	}
	if len(pieces) == 0 {
		return
	}
	line := pieces[len(pieces)-1].points
	at := line[len(line)-1]
	p.dot(at.X, at.Y, c.end, c.color)
	if s, _ := last(c.slots); c.after && s.point.After {
		p.dot(at.X, at.Y, c.end-baseWidth, white)
	}
	for _, piece := range pieces {
		p.occupy(piece.points)
	}
}

// lineLetters are the letters over a line: of periods published together, and of
// statuses at both ends of the stretch that has one.
type lineLetters []slot

func (ss lineLetters) paint(p *pen) {
	for i, s := range ss {
		if s.gap { // one that is withheld stands at the foot of the plot
			p.put(text{p.x(s.middle()), p.bottom() - 0.9*mm, s.sign, letterStyle, atCenter})
			continue
		}
		words := s.note
		inner := i > 0 && i < len(ss)-1 && ss[i-1].sign == s.sign && ss[i+1].sign == s.sign
		if s.sign != "" && !inner {
			words = s.lettered()
		}
		if words == "" {
			continue
		}
		half := p.width(letterStyle, words) / 2 // the ends of a line are the edges of the plot
		x, y, above := min(max(p.x(s.middle()), p.left()+half), p.right()-half), p.y(s.value), 1.2*mm
		p.putBest([][]text{
			{{x, y - above, words, letterStyle, atCenter}},
			{{x, y + above + ascent*letterStyle.font.Size, words, letterStyle, atCenter}},
			{{x, y - above - 2.6*mm, words, letterStyle, atCenter}},
		})
	}
}

// occupy notes where a line runs, in pieces short enough for their rectangles
// to tell something.
func (p *pen) occupy(line []ink.Point) {
	p.marks = slices.Grow(p.marks, len(line))
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		pieces := 4
		if b.X-a.X < 1*mm {
			pieces = 1
		}
		for k := range pieces {
			f, g := float64(k)/float64(pieces), float64(k+1)/float64(pieces)
			x0, x1 := a.X+(b.X-a.X)*f, a.X+(b.X-a.X)*g
			y0, y1 := a.Y+(b.Y-a.Y)*f, a.Y+(b.Y-a.Y)*g
			p.marks = append(p.marks, box{x0, min(y0, y1) - 0.4*mm, x1, max(y0, y1) + 0.4*mm})
		}
	}
}

// Lines in order: their colour, width and the colour of their label.
var lineStyles = [...]struct {
	color ink.Color
	width float64
	label ink.Color
}{
	{rust, 0.75 * mm, rust},
	{navy, 0.55 * mm, navy},
	{sky, 0.55 * mm, blue},
	{muted, 0.55 * mm, text2},
}

// lineEnd is the label of a line in the margin. A line without a figure has its
// name there all the same.
func (m *model) lineEnd(slots []slot, name string, c ink.Color) endLabel {
	s, ok := last(slots)
	if !ok {
		return endLabel{value: m.axis.lo(), head: m.Words.Missing, name: name, size: 8.5, style: sans(7, c)}
	}
	l := s.label(name, 8.5, c)
	l.join = s.at+s.n < m.line.n
	return l
}

func (m *model) lines() (*plot, error) { return m.curves() }

// index is lines with one at 100, where they all were once.
func (m *model) index() (*plot, error) { return m.curves(hundred{}) }

// hundred is the dashed line at 100.
type hundred struct{}

func (hundred) paint(p *pen) {
	y := p.y(100)
	p.polyline(ink.Stroke{Color: text2, Width: 0.25 * mm, Dash: []float64{0.8 * mm, 0.8 * mm}}, ink.Point{X: p.left(), Y: y}, ink.Point{X: p.right(), Y: y})
}

// curves draws the series as lines over what lies behind them.
func (m *model) curves(behind ...layer) (*plot, error) {
	var ends []endLabel
	var inside insideLabels
	if s, ok := last(m.tracks[0].slots); ok && s.point.After {
		inside = m.subjectOf(m.tracks[0])
	}
	for j, t := range m.tracks {
		name := t.name
		if s, ok := last(t.slots); ok && s.at+s.n < m.line.n || m.ref >= 0 && s.at > m.ref {
			name += m.Words.Comma + m.line.spanName(s.point.Span) // not the period that a reader expects
		}
		ends = append(ends, m.lineEnd(t.slots, name, lineStyles[j].label))
	}
	p, time, notes, err := m.lineFrame(ends)
	if err != nil {
		return nil, err
	}
	base := m.axis.lo()
	if m.key.FromZero {
		base = 0
	}
	p.add(m.shades(), grid{m.axis, m.Signed})
	p.add(behind...)
	for j := len(m.tracks) - 1; j >= 0; j-- { // the subject lies on top
		p.add(m.curve(j, m.tracks[j].slots))
	}
	p.add(leaders{notes, base, m.lineTop}, baseLine{base, time}, periodNames{time: time}, annotationTexts(notes), inside, endLabels(ends))
	for _, t := range m.tracks {
		p.add(lineLetters(t.slots))
	}
	p.add(m.levels(), shadeNames(m.shades()))
	return p, nil
}

// subjectOf is the label of the figure of the reference period, which the chart is
// about, in a line that goes on after it; none where there is no such figure.
func (m *model) subjectOf(t track) insideLabels {
	s := t.slotAt(m.ref)
	if m.ref < 0 || s.gap || s.point.After {
		return nil
	}
	l := s.label(m.line.spanName(s.point.Span), 8.5, rust)
	l.dot = 0.8 * mm
	return insideLabels{l}
}

// lineFrame is the frame of a chart of lines, with a tick at each name.
func (m *model) lineFrame(ends []endLabel) (*plot, timeAxis, []annotation, error) {
	pad := 0.5
	if m.line.n == 1 {
		pad = 0
	}
	p, time, notes, err := m.frame(insets{left: 7 * mm, right: 21 * mm, top: 3 * mm}, pad, ends, 0)
	if err == nil && !time.years {
		for _, l := range time.labels {
			time.ticks = append(time.ticks, l.at)
		}
	}
	return p, time, notes, err
}

// curve is the line of rank j.
func (m *model) curve(j int, slots []slot) curve {
	st := lineStyles[j]
	return curve{slots: slots, color: st.color, width: st.width, end: 0.8 * mm, halo: 0.3 * mm, after: true}
}

// lineTop is the upper end of the lines at a period.
func (m *model) lineTop(p *pen, at int) float64 {
	y := p.bottom()
	for _, t := range m.tracks {
		if s := t.slotAt(at); !s.gap {
			y = min(y, p.y(s.value)-0.5*mm)
		}
	}
	return y
}
