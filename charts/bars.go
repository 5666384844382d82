package charts

import (
	"math"

	"tradebrief/charts/ink"
)

// Sizes of bars.
const (
	barRatio   = 0.72 // of a step
	rateRatio  = 0.70
	groupRatio = 0.84 // of a step, for bars side by side
	widestBar  = 14 * mm
	stub       = 3.0 * mm // height of the hatched stub of a gap
	zeroStroke = 0.5 * mm
	leastBar   = 0.3 * mm // height of the smallest bar
)

// barLayer is the bars of a chart.
type barLayer struct {
	m     *model
	ratio float64
	color func(j int, s slot) ink.Color // of the bar of series j
	// labelled says that a value stands over each bar.
	labelled bool
}

// isRef says whether the slot is the one to highlight.
func (m *model) isRef(j int, s slot) bool {
	return j == 0 && m.ref >= s.at && m.ref < s.at+s.n && !s.point.After
}

// edges are the left and right edge of a bar of series j.
func (l barLayer) edges(p *pen, j int, s slot) (x0, x1 float64) {
	k := float64(len(l.m.tracks))
	rest := (1 - l.ratio) / 2
	x0, x1 = p.x(float64(s.at)+rest), p.x(float64(s.at+s.n)-rest)
	if most := widestBar * k * float64(s.n); x1-x0 > most {
		x0, x1 = (x0+x1-most)/2, (x0+x1+most)/2
	}
	w := (x1 - x0) / k
	x0, x1 = x0+w*float64(j), x0+w*float64(j+1)
	if k > 1 {
		x1 -= min(w/10, 0.3*mm)
	}
	return x0, x1
}

// shape is the rectangle of a bar: that of a gap is the stub.
func (l barLayer) shape(p *pen, j int, s slot) box {
	x0, x1 := l.edges(p, j, s)
	base := p.y(0)
	if s.gap {
		if p.yr.GetMax() <= 0 {
			return box{x0, base, x1, min(base+stub, p.bottom())}
		}
		return box{x0, max(base-stub, p.top()), x1, base}
	}
	y := p.y(min(max(s.value, p.yr.GetMin()), p.yr.GetMax()))
	switch {
	case s.value > 0:
		return box{x0, min(y, base-leastBar), x1, base}
	case s.value < 0:
		return box{x0, base, x1, max(y, base+leastBar)}
	}
	return box{x0, base - zeroStroke/2, x1, base + zeroStroke/2}
}

func (l barLayer) paint(p *pen) {
	for j, t := range l.m.tracks {
		for _, s := range t.slots {
			if s.blank {
				continue
			}
			b := l.shape(p, j, s)
			p.marks = append(p.marks, b)
			c := l.color(j, s)
			switch {
			case s.gap:
				p.hatch(b, muted)
			case s.value == 0: // by zeroLayer, on the base line
			case s.note != "":
				p.rect(b, white)
				p.hatch(b, c)
				p.outline(b, hairline, c)
			case s.point.After:
				p.rect(b, white)
				p.outline(b, baseWidth, inkColor)
			default:
				p.rect(b, c)
				if c == pale {
					p.outline(b, 0.15*mm, paleEdge)
				}
			}
			l.cut(p, b, s)
		}
	}
}

// cut marks a bar that is longer than the axis by a slanted break.
func (l barLayer) cut(p *pen, b box, s slot) {
	const from, to, high, over = 3 * mm, 4.6 * mm, 1 * mm, 0.3 * mm
	var left, right float64
	switch {
	case s.gap:
		return
	case s.value > p.yr.GetMax():
		left, right = b.y0+to, b.y0+from
	case s.value < p.yr.GetMin():
		left, right = b.y1-from-high, b.y1-to-high
	default:
		return
	}
	p.polygon(white, ink.Point{X: b.x0 - over, Y: left}, ink.Point{X: b.x1 + over, Y: right},
		ink.Point{X: b.x1 + over, Y: right + high}, ink.Point{X: b.x0 - over, Y: left + high})
}

// zeroLayer is the strokes of true zeros, over the base line.
type zeroLayer struct{ barLayer }

func (l zeroLayer) paint(p *pen) {
	for j, t := range l.m.tracks {
		for _, s := range t.slots {
			if !s.gap && s.value == 0 {
				b := l.shape(p, j, s)
				y := (b.y0 + b.y1) / 2
				p.segment(b.x0, y, b.x1, y, zeroStroke, l.color(j, s))
			}
		}
	}
}

// letters are those over bars of periods published together, and the signs of
// statuses.
type letters struct{ barLayer }

var letterStyle = sans(7, inkColor)

func (l letters) paint(p *pen) {
	for j, t := range l.m.tracks {
		for _, s := range t.slots {
			if words := s.lettered(); words != "" {
				b := l.shape(p, j, s)
				up := b.y0 - 0.8*mm
				beyond := -valueHeight // a value that stands there already
				if s.value < 0 && !s.gap {
					up, beyond = b.y1+0.8*mm+ascent*letterStyle.font.Size, valueHeight
				}
				for _, y := range [...]float64{up, up + beyond} {
					if t := (text{(b.x0 + b.x1) / 2, y, words, letterStyle, atCenter}); p.room(t) {
						p.put(t)
						break
					}
				}
			}
		}
	}
}

// barTop is the upper end of what stands at a period: bars with their letters,
// and the average line.
func (l barLayer) barTop(p *pen, at int) float64 {
	y := p.y(0)
	for j, t := range l.m.tracks {
		for _, s := range t.slots {
			if s.at <= at && at < s.at+s.n && !s.blank {
				top := l.shape(p, j, s).y0
				if s.lettered() != "" {
					top -= 3 * mm
				}
				y = min(y, top)
			}
		}
		for _, s := range t.average {
			if s.at == at && !s.gap {
				y = min(y, p.y(s.value)-0.5*mm)
			}
		}
	}
	switch {
	case l.labelled:
		y -= valueHeight
	case l.m.labelledAbove() && at == l.m.ref:
		y = refValue{barLayer: l}.base(p) - refHeight
	}
	return y
}

// near is how many periods may follow the reference period for its label to
// stand in the margin.
const near = 2

// labelledAbove says whether the value of the reference period stands over its
// bar, since the bar is not at the right edge.
func (m *model) labelledAbove() bool {
	return m.ref >= 0 && (m.ref < m.line.n-1-near || m.ahead) && len(m.tracks) == 1
}

// refAbove is the room over the plot for the value over the bar.
func (m *model) refAbove() float64 {
	if m.labelledAbove() {
		return refHeight
	}
	return 0
}

// label is the label of a slot in the margin; that of a gap stands at zero.
func (s slot) label(name string, size float64, c ink.Color) endLabel {
	l := endLabel{x: s.middle(), value: s.value, head: s.text, name: name, size: size, style: sans(7, c)}
	if s.gap {
		l.value = 0
	}
	return l
}

// barEnds are the labels at the right of bars: the reference period or the last
// value, what was published after it, and the average.
func (m *model) barEnds() []endLabel {
	var out []endLabel
	period := func(s slot) string { return m.line.spanName(s.point.Span) }
	if len(m.tracks) > 1 {
		for j, t := range m.tracks {
			s, ok := last(t.slots)
			if m.ref >= 0 {
				s = t.slotAt(m.ref)
				ok = !s.blank
			}
			if !ok {
				continue
			}
			c := seriesText[j]
			if m.isRef(j, s) {
				c = rust
			}
			out = append(out, s.label(t.name, 8.5, c))
		}
	} else if !m.labelledAbove() {
		t := m.tracks[0]
		if s := t.slotAt(m.ref); m.ref >= 0 && !s.blank {
			out = append(out, s.label(period(s), 10, rust))
		}
		if s, ok := last(t.slots); ok && s.at > m.ref {
			out = append(out, s.label(period(s), 8.5, text2))
		}
	}
	for _, t := range m.tracks {
		if s, ok := last(t.average); ok {
			out = append(out, s.label(t.averageName, 8.5, navy))
		}
	}
	return out
}

// Colours of bars side by side, and of their labels.
var (
	seriesFill = [...]ink.Color{mid, navy, pale}
	seriesText = [...]ink.Color{blue, navy, text2}
)

// levelBars are bars of levels, which take so much of a step.
func (m *model) levelBars(ratio float64) barLayer {
	return barLayer{m: m, ratio: ratio, color: func(j int, s slot) ink.Color {
		switch {
		case m.isRef(j, s):
			return rust
		case s.value < 0 && len(m.tracks) == 1:
			return orange
		}
		return seriesFill[j]
	}}
}

func (m *model) bars() (*plot, error) {
	ends := m.barEnds()
	in := insets{left: 9 * mm, right: 24 * mm, top: 4 * mm, above: m.refAbove()}
	if len(ends) == 0 {
		in.right = 2 * mm
	}
	p, time, notes, err := m.frame(in, 0, ends, 0)
	if err != nil {
		return nil, err
	}
	bars := m.levelBars(barRatio)
	if len(m.tracks) > 1 {
		bars.ratio = groupRatio
	}
	p.add(m.shades(), grid{m.axis, m.Signed}, leaders{notes, 0, bars.barTop}, bars)
	for _, t := range m.tracks {
		p.add(curve{slots: t.average, color: navy, width: 0.55 * mm, end: 0.7 * mm, halo: 0.55 * mm})
	}
	p.add(baseLine{0, time}, zeroLayer{bars}, periodNames{time: time}, annotationTexts(notes), endLabels(ends), letters{bars})
	if m.labelledAbove() {
		p.add(refValue{bars, lanesHeight(notes)})
	}
	p.add(m.levels(), shadeNames(m.shades()))
	return p, nil
}

// refValue is the value of the reference period over its bar, with its name.
type refValue struct {
	barLayer
	lanes float64 // the lower end of what stands over the plot
}

// refHeight is how much room a refValue takes.
const refHeight = 6.6 * mm

// words are the value and the name at their place across.
func (l refValue) words(p *pen) (value, name text) {
	s := l.m.tracks[0].slotAt(l.m.ref)
	bar := l.shape(p, 0, s)
	x, al := (bar.x0+bar.x1)/2, atCenter
	if l.m.ahead { // the scenarios begin in the middle
		al = atRight
	}
	value = text{x: x, s: s.text, style: bold(8.5, rust), align: al}
	return value, text{x: x, s: l.m.line.spanName(s.point.Span), style: sans(7, rust), align: al}
}

// base is the upper end of what stands at the place of the words, which may be
// wider than the bar.
func (l refValue) base(p *pen) float64 {
	value, name := l.words(p)
	v, n := p.bounds(value), p.bounds(name)
	middle, half := (min(v.x0, n.x0)+max(v.x1, n.x1))/2, (max(v.x1, n.x1)-min(v.x0, n.x0))/2
	y := p.y(0)
	for j, t := range l.m.tracks {
		for _, s := range t.slots {
			if b := l.shape(p, j, s); !s.blank && b.x0 < middle+half && b.x1 > middle-half {
				if s.lettered() != "" {
					b.y0 -= 2.8 * mm
				}
				y = min(y, b.y0)
			}
		}
		for _, s := range t.average {
			if x := p.x(s.middle()); !s.gap && math.Abs(x-middle) < half {
				y = min(y, p.y(s.value)-0.6*mm)
			}
		}
	}
	return y
}

// places are where the words may stand, the best first: how far they move to the
// right, and what their upper end is measured from. Where scenarios begin they keep
// clear of these if they can.
func (l refValue) places(p *pen) [][2]float64 {
	base := l.base(p)
	if !l.m.ahead {
		return [][2]float64{{0, base}}
	}
	bar := l.shape(p, 0, l.m.tracks[0].slotAt(l.m.ref))
	value, name := l.words(p)
	right := max(p.bounds(value).x1, p.bounds(name).x1)
	return [][2]float64{{0, min(base, l.m.fan().top(p, right)-0.6*mm)}, {0, base}, {(bar.x1 - bar.x0) / 2, base}}
}

func (l refValue) paint(p *pen) {
	bar := l.shape(p, 0, l.m.tracks[0].slotAt(l.m.ref))
	var value, name text
	var base float64
	for _, at := range l.places(p) {
		value, name = l.words(p)
		value.x, name.x = value.x+at[0], name.x+at[0]
		base = max(at[1], l.lanes+refHeight)
		name.y = base - 1.1*mm
		value.y = name.y - endLine
		if p.room(value) && p.room(name) {
			break
		}
	}
	if l.m.tracks[0].slotAt(l.m.ref).lettered() != "" {
		bar.y0 -= 2.8 * mm
	}
	if x := (bar.x0 + bar.x1) / 2; bar.y0-base > 1*mm {
		p.segment(x, bar.y0, x, base-0.4*mm, hairline, rust)
	}
	p.put(value)
	p.put(name)
}
