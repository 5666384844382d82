package charts

import (
	"math"

	"github.com/wcharczuk/go-chart/v2"

	"tradebrief/charts/ink"
)

// Sizes of the text in a plot.
var (
	axisStyle = sans(7, muted)
	noteStyle = sans(7, text2)
)

// insets are the least margins of a plot on a time axis. Above is kept free
// between the lanes of events and the plot; names is the right margin where it
// holds names that have been measured.
type insets struct{ left, right, top, above, names float64 }

// widestGutter is how wide the margin for the labels at the right may become.
const widestGutter = 26 * mm

// frame makes the plot of a chart on a time axis: the margins hold the axis
// numbers, the events, the names of periods and the labels at the right. The
// axis of x reaches from pad to as much before the end.
func (m *model) frame(in insets, pad float64, ends []endLabel, below float64) (*plot, timeAxis, []annotation, error) {
	p := &plot{typeset: m.typeset, w: m.W, h: m.H}
	p.left = in.left
	for _, v := range m.axis.ticks {
		p.left = max(p.left, m.width(axisStyle, m.axis.label(v, m.Signed))+axisGap)
	}
	gutter := max(m.fraction(0.14, in.right), in.names)
	for i := range ends {
		gutter = max(gutter, ends[i].fit(m.typeset, m.fraction(0.28, widestGutter-endGap))+endGap)
	}
	p.right = m.W - gutter
	if p.right-p.left < m.W/4 {
		return nil, timeAxis{}, nil, m.noRoom("plot")
	}
	p.x = chart.ContinuousRange{Min: pad, Max: float64(m.line.n) - pad}
	p.y = chart.ContinuousRange{Min: m.axis.lo(), Max: m.axis.hi()}

	if err := m.tellApart(p); err != nil {
		return nil, timeAxis{}, nil, err
	}
	time := m.line.axis(p.step())
	p.bottom = m.H - 5*mm - below
	if time.rows() > 1 {
		p.bottom -= rowHeight
	}
	notes := m.annotations(p, p.bottom-max(leastPlot, m.H/2)-in.above)
	p.top = max(in.top, lanesHeight(notes)+in.above)
	return p, time, notes, nil
}

// noRoom is the error of a chart whose labels take all of its width.
func (m *model) noRoom(what string) error {
	err := m.problem("the labels leave no room for the %s in %.0f mm", what, m.W/mm)
	if m.W < fullWidth-mm {
		return hint(err, "give the chart width: full")
	}
	return err
}

// leastPlot is the least height of the rectangle of a plot, or half the chart:
// events give way.
const leastPlot = 20 * mm

// grid is the gridlines and the numbers at their left.
type grid struct {
	scale  scale
	signed bool
}

const axisGap = 1.5 * mm // from the numbers to the plot

func (g grid) paint(p *pen) {
	for _, v := range g.scale.ticks {
		y := p.y(v)
		p.segment(p.left(), y, p.right(), y, hairline, gridline)
		if v != 0 && math.Abs(y-p.y(0)) < axisStyle.font.Size {
			continue // −100 beside zero, on an axis of thousands of percent
		}
		p.put(text{p.left() - axisGap, y + capHeight/2*axisStyle.font.Size, g.scale.label(v, g.signed), axisStyle, atRight})
	}
}

// baseLine is the line that bars stand on, and the names of periods under the
// plot.
type baseLine struct {
	at   float64 // a value
	time timeAxis
}

const (
	tickLength = 1.4 * mm
	firstRow   = 3.4 * mm // from the plot to the baseline of the first row of names
	rowHeight  = 3.0 * mm
)

func (b baseLine) paint(p *pen) {
	y := p.y(b.at)
	p.segment(p.left(), y, p.right(), y, baseWidth, inkColor)
	for _, t := range b.time.ticks {
		x := min(max(p.x(t), p.left()+hairline/2), p.right()-hairline/2)
		p.segment(x, p.bottom(), x, p.bottom()+tickLength, hairline, muted)
	}
}

// periodNames stands apart from baseLine since it may be pushed down by labels
// under the bars.
type periodNames struct {
	time timeAxis
	down float64
}

func (n periodNames) paint(p *pen) {
	st := periodStyle
	if n.time.years {
		st = yearStyle
	}
	y := p.bottom() + firstRow + n.down
	for _, l := range n.time.labels {
		x := p.x(l.at)
		p.put(text{x, y, l.name, st, atCenter})
		p.put(text{x, y + rowHeight, l.year, yearStyle, atCenter})
	}
}

// shades are the areas behind shaded periods.
type shades []shade

type shade struct {
	from, to float64 // in periods
	name     string
}

// shades are the parts of the shaded periods that lie on the axis.
func (m *model) shades() shades {
	var out shades
	for _, s := range m.Shades {
		from, to := max(s.From.Sub(m.From), 0), min(s.To.Sub(m.From)+1, m.line.n)
		if from < to {
			out = append(out, shade{float64(from), float64(to), s.Label})
		}
	}
	return out
}

// edges are the left and right edge of a shade in the plot.
func (s shade) edges(p *pen) (left, right float64) {
	return max(p.x(s.from), p.left()), min(p.x(s.to), p.right())
}

func (ss shades) paint(p *pen) {
	for _, s := range ss {
		l, r := s.edges(p)
		p.rect(box{l, p.top(), r, p.bottom()}, tint)
	}
}

// shadeNames are the names of shaded periods, painted late so that they keep
// clear of the bars.
type shadeNames shades

func (ss shadeNames) paint(p *pen) {
	st := semi(7.5, text2)
	for _, s := range ss {
		l, r := s.edges(p)
		lines := p.wrap(s.name, st, max(r-l-2*mm, 22*mm), 2)
		half := p.widest(st, lines...) / 2
		p.putBest(blocks(lines, st, []float64{(l + r) / 2, l + 1.5*mm + half, r - 1.5*mm - half},
			[]float64{p.top() + 4.6*mm, p.top() + 8.2*mm, p.top() + 11.8*mm, p.bottom() - 1.8*mm - float64(len(lines)-1)*rowHeight}))
	}
}

// blocks are centred lines of text at all places with the middles xs and the
// first baselines ys.
func blocks(lines []string, st style, xs, ys []float64) [][]text {
	var out [][]text
	for _, y := range ys {
		for _, x := range xs {
			var block []text
			for i, s := range lines {
				block = append(block, text{x, y + float64(i)*rowHeight, s, st, atCenter})
			}
			out = append(out, block)
		}
	}
	return out
}

// levels are dashed lines at the values of references before the axis begins.
type levels []Reference

// levels are the references that lie before the axis, with their full names.
func (m *model) levels() levels {
	var out levels
	for _, r := range m.References {
		if r.Period.Compare(m.From) < 0 {
			r.Label = m.referenceName(r)
			out = append(out, r)
		}
	}
	return out
}

func (ls levels) paint(p *pen) {
	value, name := semi(7, text2), noteStyle
	for _, l := range ls {
		y := p.y(l.Value)
		p.polyline(ink.Stroke{Color: text2, Width: 0.25 * mm, Dash: []float64{0.8 * mm, 0.8 * mm}},
			ink.Point{X: p.left(), Y: y}, ink.Point{X: p.right(), Y: y})
	}
	for _, l := range ls {
		y := p.y(l.Value)
		head := l.Text + " "
		s := p.truncate(l.Label, name, (p.right()-p.left())*0.7)
		w := p.width(value, head) + p.width(name, s)
		var choices [][]text
		for _, base := range [...]float64{y - 1.1*mm, y + 2.7*mm} {
			for x := p.left() + 1.2*mm; x+w <= p.right(); x += 4 * mm {
				choices = append(choices, []text{
					{x, base, head, value, atLeft},
					{x + p.width(value, head), base, s, name, atLeft}})
			}
		}
		p.putBest(choices)
	}
}
