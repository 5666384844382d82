package charts

import "tradebrief/charts/ink"

// curve is a line through slots, broken at gaps, with a dot at its end.
type curve struct {
	slots []slot
	color ink.Color
	width float64
	end   float64 // radius of the dot at the end
	halo  float64 // by how much white stands out around the line
}

// runs are the stretches of the curve between gaps.
func (c curve) runs(p *pen) [][]ink.Point {
	var out [][]ink.Point
	open := false
	for _, s := range c.slots {
		if s.gap {
			open = false
			continue
		}
		if !open {
			out = append(out, nil)
			open = true
		}
		i := len(out) - 1
		out[i] = append(out[i], ink.Point{X: p.x(s.middle()), Y: p.y(s.value)})
	}
	return out
}

func (c curve) paint(p *pen) {
	runs := c.runs(p)
	for _, over := range [...]bool{false, true} {
		s := ink.Stroke{Color: white, Width: c.width + c.halo}
		if over {
			s = ink.Stroke{Color: c.color, Width: c.width}
		}
		for i, r := range runs {
			if len(r) > 1 {
				p.polyline(s, r...)
			} else if i < len(runs)-1 {
				// A value between two gaps would be a line without length.
				p.dot(r[0].X, r[0].Y, s.Width/2+0.3*mm, s.Color)
			}
		}
	}
	if len(runs) == 0 {
		return
	}
	end := runs[len(runs)-1]
	at := end[len(end)-1]
	p.dot(at.X, at.Y, c.end, c.color)
	for _, r := range runs {
		p.occupy(r)
	}
}

// occupy notes where a line runs, in pieces short enough for their rectangles
// to tell something.
func (p *pen) occupy(line []ink.Point) {
	const pieces = 4
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		for k := range pieces {
			f, g := float64(k)/pieces, float64(k+1)/pieces
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

func (m *model) lines() (*plot, error) {
	var ends []endLabel
	for j, t := range m.tracks {
		if s, ok := last(t.slots); ok {
			l := s.label(t.name, 8.5, lineStyles[j].label)
			l.join = s.at+s.n < m.line.n
			ends = append(ends, l)
		}
	}
	pad := 0.5
	if m.line.n == 1 {
		pad = 0
	}
	p, time, notes, err := m.frame(insets{left: 7 * mm, right: 21 * mm, top: 3 * mm}, pad, ends, 0)
	if err != nil {
		return nil, err
	}
	if !time.years {
		for _, l := range time.labels {
			time.ticks = append(time.ticks, l.at)
		}
	}
	base := m.axis.lo()
	if m.key.FromZero {
		base = 0
	}
	p.add(m.shades(), grid{m.axis, m.Signed})
	for j := len(m.tracks) - 1; j >= 0; j-- { // the subject lies on top
		st := lineStyles[j]
		p.add(curve{slots: m.tracks[j].slots, color: st.color, width: st.width, end: 0.8 * mm, halo: 0.3 * mm})
	}
	p.add(leaders{notes, base, m.lineTop}, baseLine{base, time}, periodNames{time: time}, annotationTexts(notes), endLabels(ends), m.levels(), shadeNames(m.shades()))
	return p, nil
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
