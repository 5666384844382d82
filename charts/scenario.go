package charts

import (
	"cmp"
	"slices"

	"tradebrief/charts/ink"
)

// mostOutcomes are as many as can be told apart at their ends.
const mostOutcomes = 5

// checkOutcomes finds scenarios that do not go on from the figures.
func (m *model) checkOutcomes() error {
	if !m.ahead {
		if len(m.Outcomes) > 0 {
			return m.problem("scenarios do not go with kind %s", m.Kind)
		}
		return nil
	}
	if n := len(m.Outcomes); n == 0 || n > mostOutcomes {
		return m.problem("a chart of kind %s shows 1 to %d scenarios, this one has %d", m.Kind, mostOutcomes, n)
	}
	if m.Horizon.Freq() != m.From.Freq() || m.Horizon.Compare(m.To) < 0 {
		return m.problem("the scenarios are of %s, which is not on an axis from %s to %s", m.Horizon, m.From, m.To)
	}
	for _, o := range m.Outcomes {
		if err := m.finite("scenario "+o.Name, m.Horizon, o.Value); err != nil {
			return err
		}
	}
	return nil
}

func (m *model) scenario() (*plot, error) {
	f := m.fan()
	if f.from.gap || f.from.at+f.from.n >= m.line.n {
		return nil, m.problem("the scenarios of %s begin at the last figure, and there is none before", m.Horizon)
	}
	var ends []endLabel
	for i, o := range f.outcomes {
		c := navy
		if f.edge(i) {
			c = blue
		}
		ends = append(ends, endLabel{x: float64(m.line.n) - 0.5, value: o.Value, head: o.Text, name: o.Name, size: 8.5, style: sans(7, c)})
	}
	p, time, notes, err := m.frame(insets{left: 9 * mm, right: 21 * mm, top: 4 * mm, above: m.refAbove()}, 0, ends, 0)
	if err != nil {
		return nil, err
	}
	bars := m.levelBars(aheadRatio)
	p.add(m.shades(), grid{m.axis, m.Signed}, leaders{notes, 0, bars.barTop}, bars, f,
		baseLine{0, time}, zeroLayer{bars}, periodNames{time: time}, annotationTexts(notes), endLabels(ends), letters{bars})
	if m.labelledAbove() {
		p.add(refValue{bars, lanesHeight(notes)})
	}
	p.add(m.levels(), shadeNames(m.shades()))
	return p, nil
}

// aheadRatio is the part of a step that a bar takes.
const aheadRatio = 0.70

// fan is the range of scenarios, straight from the last figure to what they come
// to, and the lines of those within it.
type fan struct {
	from     slot
	outcomes []Outcome // rising
}

// fan goes from the last figure, if there is one.
func (m *model) fan() fan {
	start, ok := last(m.tracks[0].slots)
	start.gap = !ok
	outcomes := slices.Clone(m.Outcomes)
	slices.SortStableFunc(outcomes, func(a, b Outcome) int { return cmp.Compare(a.Value, b.Value) })
	return fan{start, outcomes}
}

// end is where an outcome stands.
func (f fan) end(p *pen, i int) ink.Point {
	return ink.Point{X: p.x(p.xr.GetMax() - 0.5), Y: p.y(f.outcomes[i].Value)}
}

// top is the upper end of the fan at a place across; left of it, the foot of the plot.
func (f fan) top(p *pen, x float64) float64 {
	from, end := p.x(f.from.middle()), f.end(p, len(f.outcomes)-1)
	if x <= from {
		return p.bottom()
	}
	start := p.y(f.from.value)
	return min(start, start+(end.Y-start)*(x-from)/(end.X-from))
}

// edge says whether an outcome bounds the range.
func (f fan) edge(i int) bool { return len(f.outcomes) > 1 && (i == 0 || i == len(f.outcomes)-1) }

func (f fan) paint(p *pen) {
	start := ink.Point{X: p.x(f.from.middle()), Y: p.y(f.from.value)}
	if n := len(f.outcomes); n > 1 {
		p.polygon(pale, start, f.end(p, n-1), f.end(p, 0))
	}
	for i := range f.outcomes {
		s := ink.Stroke{Color: navy, Width: 0.6 * mm}
		if f.edge(i) {
			s = ink.Stroke{Color: blue, Width: 0.35 * mm, Dash: dash}
		}
		p.polyline(s, start, f.end(p, i))
		p.occupy([]ink.Point{start, f.end(p, i)})
	}
}
