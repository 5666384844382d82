package charts

import (
	"cmp"
	"slices"

	"tradebrief/charts/ink"
)

func (m *model) rates() (*plot, error) {
	m.Signed = true
	all := m.labelAll()
	in := insets{left: 10 * mm, right: 13 * mm, top: 4 * mm}
	var ends []endLabel
	if all || m.key.Clipped != 0 {
		in.above = valueHeight - laneFoot
	}
	if all {
		in.right = 2 * mm
	} else {
		in.above += m.refAbove()
		ends = m.barEnds()
		for i := range ends {
			ends[i].size = 8.5
		}
	}
	// Labels under the longest bars push the names of the periods down.
	below := 0.0
	if m.key.ClippedBelow != 0 || all && slices.ContainsFunc(m.tracks[0].slots, func(s slot) bool { return !s.gap && s.value < 0 }) {
		below = 3.2 * mm
	}
	p, time, notes, err := m.frame(in, 0, ends, below)
	if err != nil {
		return nil, err
	}
	bars := barLayer{m: m, ratio: rateRatio, labelled: all, color: func(j int, s slot) ink.Color {
		switch {
		case m.isRef(j, s):
			return rust
		case s.value < 0:
			return orange
		}
		return blue
	}}
	p.add(m.shades(), grid{m.axis, true}, leaders{notes, 0, bars.barTop}, bars, baseLine{0, time}, zeroLayer{bars},
		periodNames{time, below}, annotationTexts(notes), endLabels(ends))
	if !all && m.labelledAbove() {
		p.add(refValue{bars, lanesHeight(notes)})
	}
	p.add(rateLabels{bars}, letters{bars})
	p.add(tinyBases{bars}, m.levels(), shadeNames(m.shades()))
	return p, nil
}

// valueHeight is the room that a value over a bar takes.
const valueHeight = 3.8 * mm

// labelAll says whether there are so few bars that each can carry its value.
func (m *model) labelAll() bool {
	if m.line.n > 13 {
		return false
	}
	step := (m.W - 16*mm) / float64(m.line.n)
	for _, s := range m.tracks[0].slots {
		if m.width(bold(8.5, rust), s.point.Text)+1*mm > step && !s.gap {
			return false
		}
	}
	return true
}

// rateLabels are the values over bars: of all where there are few, else of those
// that are cut.
type rateLabels struct{ barLayer }

func (l rateLabels) paint(p *pen) {
	if l.labelled {
		for _, s := range l.m.tracks[0].slots {
			switch {
			case !s.gap:
				l.label(p, s, atCenter)
			case !s.blank && !s.point.TinyBase:
				b := l.shape(p, 0, s)
				p.put(text{(b.x0 + b.x1) / 2, b.y0 - labelGap/2, s.text, sans(7, muted), atCenter})
			}
		}
		return
	}
	for _, above := range [...]bool{true, false} {
		var cut []slot
		for _, s := range l.m.tracks[0].slots {
			isCut := above && s.value > p.yr.GetMax() || !above && s.value < p.yr.GetMin()
			if !s.gap && isCut && !l.m.isRef(0, s) {
				cut = append(cut, s)
			}
		}
		for len(cut) > 0 {
			n := 1
			for n < len(cut) && l.crowded(p, cut[n-1], cut[n]) {
				n++
			}
			switch group := cut[:n]; n {
			case 1:
				l.label(p, group[0], atCenter)
			case 2:
				l.label(p, group[0], atRight)
				l.label(p, group[1], atLeft)
			default:
				highest := slices.MaxFunc(group, func(a, b slot) int { return cmp.Compare(max(a.value, -a.value), max(b.value, -b.value)) })
				l.label(p, highest, atCenter)
			}
			cut = cut[n:]
		}
	}
}

// crowded says whether the labels of two bars would meet over their middles.
func (l rateLabels) crowded(p *pen, a, b slot) bool {
	st := l.style(a)
	return p.x(b.middle())-p.x(a.middle()) < (p.width(st, a.point.Text)+p.width(st, b.point.Text))/2+labelGap
}

func (l rateLabels) style(s slot) style {
	switch {
	case l.m.isRef(0, s):
		return bold(8.5, rust)
	case s.value < 0:
		return semi(7, brown)
	}
	return semi(7, blue)
}

// label puts the value of a bar beyond its end: centred, or from its left edge,
// or up to its right edge.
func (l rateLabels) label(p *pen, s slot, al align) {
	b, st := l.shape(p, 0, s), l.style(s)
	x := [...]float64{b.x0, (b.x0 + b.x1) / 2, b.x1}[al]
	y := b.y0 - 1.1*mm
	if s.value < 0 {
		y = b.y1 + 0.7*mm + ascent*st.font.Size
	}
	t := text{x, y, s.point.Text, st, al}
	l.plate(p, s, p.bounds(t))
	p.put(t)
}

// plate clears the ground under a label that a gridline crosses.
func (l rateLabels) plate(p *pen, s slot, b box) {
	for _, sh := range l.m.shades() {
		if sh.from < float64(s.at+s.n) && sh.to > float64(s.at) {
			return
		}
	}
	for _, v := range l.m.axis.ticks {
		if y := p.y(v); v != 0 && y > b.y0 && y < b.y1 {
			p.rect(b, white)
		}
	}
}

// tinyBases are the brackets under rates without a meaningful base, and the
// words that say so.
type tinyBases struct{ barLayer }

func (l tinyBases) paint(p *pen) {
	slots := slices.DeleteFunc(slices.Clone(l.m.tracks[0].slots), func(s slot) bool { return !s.point.TinyBase })
	below := p.yr.GetMin() < 0
	y := p.y(0) + 1.5*mm
	if p.yr.GetMax() <= 0 { // the stubs hang from the line
		y += stub
	}
	words := ""
	var xs []float64
	for len(slots) > 0 {
		n := 1
		for n < len(slots) && slots[n].at == slots[n-1].at+slots[n-1].n {
			n++
		}
		x0, _ := l.edges(p, 0, slots[0])
		_, x1 := l.edges(p, 0, slots[n-1])
		if below {
			p.segment(x0, y, x1, y, hairline, muted)
		}
		xs = append(xs, x0)
		words = cmp.Or(words, slots[0].point.Text)
		slots = slots[n:]
	}
	if words == "" {
		return
	}
	st := sans(7, text2)
	s := p.truncate(words, st, p.right()-p.left())
	var ys []float64
	if below {
		ys = append(ys, y+0.8*mm+ascent*st.font.Size)
	}
	if p.yr.GetMax() > 0 {
		ys = append(ys, p.y(0)-stub-1*mm)
	}
	half := p.width(st, s) / 2
	var middles []float64
	for _, x := range xs {
		middles = append(middles, x+half)
	}
	for i := range middles { // the text may end where it cannot begin
		middles = append(middles, xs[i]-half)
	}
	p.putBest(blocks([]string{s}, st, middles, ys))
}
