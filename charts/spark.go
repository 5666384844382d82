package charts

import (
	"math"
	"slices"
	"strconv"

	"github.com/wcharczuk/go-chart/v2"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
)

// SparkKind is a form of small chart.
type SparkKind string

// The kinds of small charts.
const (
	SparkBars       SparkKind = "bars"       // levels
	SparkPair       SparkKind = "pair"       // two labelled horizontal bars: a year ago and now
	SparkCumulative SparkKind = "cumulative" // rising bars; the values are the sums
	SparkLine       SparkKind = "line"
)

// Spark draws a small chart without axes on an area of w by h points. The last
// point is the one to highlight; gaps stay open. Points without any value give
// an empty drawing. An error is a *diag.Problem of phase Layout without a place,
// since a small chart does not know where it is asked for.
func Spark(kind SparkKind, points []Point, w, h float64, faces ink.HouseFaces) (ink.Drawing, error) {
	if !(w > 0 && h > 0 && w <= 14400 && h <= 14400) {
		return ink.Drawing{}, sparkProblem("a small chart of %g by %g points cannot be drawn", w, h)
	}
	p := &plot{typeset: typeset{faces}, w: w, h: h, right: w, bottom: h}
	sp := spark{}
	lo, hi := math.Inf(1), math.Inf(-1)
	for i, q := range points {
		s := slot{at: i, n: 1, value: q.Value, gap: !q.present(), point: q}
		s.text = q.Text
		if s.gap {
			s.text = Words{}.orEnglish().Missing
		} else {
			if !(math.Abs(q.Value) <= largest) {
				return ink.Drawing{}, sparkProblem("the value of %s, %g, is not one that a chart can show", q.Span, q.Value)
			}
			// A run of periods stands for its mean, as in a large chart.
			if n := q.Span.Len(); n > 1 && kind != SparkCumulative {
				s.value /= float64(n)
			}
			lo, hi = min(lo, s.value), max(hi, s.value)
		}
		sp.slots = append(sp.slots, s)
	}
	if lo > hi {
		return ink.Drawing{W: w, H: h}, nil
	}
	p.x = chart.ContinuousRange{Min: 0, Max: float64(len(points))}
	switch kind {
	case SparkBars, SparkCumulative:
		lo, hi = min(lo, 0), max(hi, 0)
		p.add(sparkBars{sp})
	case SparkLine:
		// Room for the dot at the end and for the width of the line.
		x, y := min(sparkDot, w/4), min(sparkDot, h/4)
		p.right, p.top, p.bottom = w-x, y, h-y
		if !slices.ContainsFunc(sp.slots[1:], func(s slot) bool { return !s.gap }) {
			p.left = x
		}
		if len(points) > 1 {
			p.x.Min, p.x.Max = 0.5, float64(len(points))-0.5
		}
		p.add(sparkLine{sp})
	case SparkPair:
		if len(points) > 2 {
			return ink.Drawing{}, sparkProblem("a pair has two points, not %d", len(points))
		}
		lo, hi = min(lo, 0), max(hi, 0)
		p.y = chart.ContinuousRange{Min: 0, Max: float64(len(points))}
		sp.pair(p, lo, hi)
	default:
		return ink.Drawing{}, sparkProblem("unknown kind of small chart %q: expected bars, pair, cumulative or line", string(kind))
	}
	if hi-lo < smallest {
		// By a part of the value: next to a huge one, 1 is lost in rounding.
		hi = lo + max(1, math.Abs(lo))
	}
	if kind == SparkPair {
		p.x = chart.ContinuousRange{Min: lo, Max: hi}
	} else {
		p.y = chart.ContinuousRange{Min: lo, Max: hi}
	}
	d, err := p.render()
	if err != nil {
		return ink.Drawing{}, sparkProblem("%v", err)
	}
	return d, nil
}

// sparkProblem is an error without a place.
func sparkProblem(format string, args ...any) error {
	p := diag.Errorf(diag.Layout, diag.Pos{}, format, args...)
	return &p
}

const (
	sparkDot  = 0.65 * mm
	sparkStub = 1.2 * mm
)

type spark struct{ slots []slot }

// color is that of a bar.
func (sp spark) color(i int) ink.Color {
	switch {
	case i == len(sp.slots)-1:
		return rust
	case sp.slots[i].value < 0:
		return orange
	}
	return mid
}

type sparkBars struct{ spark }

func (sp sparkBars) paint(p *pen) {
	base := p.y(0)
	for i, s := range sp.slots {
		const rest = (1 - barRatio) / 2
		b := box{p.x(float64(i) + rest), p.y(max(s.value, 0)), p.x(float64(i+1) - rest), p.y(min(s.value, 0))}
		switch {
		case s.gap:
			p.hatch(box{b.x0, max(base-min(sparkStub, p.h/3), 0), b.x1, base}, muted)
		case s.point.After:
			p.rect(b, white)
			p.outline(b, hairline, inkColor)
		default:
			p.rect(b, sp.color(i))
		}
	}
	p.segment(0, min(base, p.h-hairline/2), p.w, min(base, p.h-hairline/2), hairline, muted)
}

type sparkLine struct{ spark }

func (sp sparkLine) paint(p *pen) {
	c := curve{slots: sp.slots, color: blue, width: 0.3 * mm}
	pieces := c.stretches(p)
	for _, piece := range pieces {
		if r := piece.points; len(r) > 1 {
			p.polyline(ink.Stroke{Color: c.color, Width: c.width}, r...)
		} else {
			p.dot(r[0].X, r[0].Y, c.width, c.color)
		}
	}
	end := pieces[len(pieces)-1].points
	p.dot(end[len(end)-1].X, end[len(end)-1].Y, min(sparkDot, p.w/4, p.h/4), rust)
}

type sparkPair struct {
	spark
	names []string
}

func (sp sparkPair) style(i int) style {
	if i == len(sp.slots)-1 {
		return semi(7, rust)
	}
	return sans(7, text2)
}

// pair gives the names and the values their room.
func (sp spark) pair(p *plot, lo, hi float64) {
	pair := sparkPair{spark: sp}
	var names, left, right float64
	sameYear := len(sp.slots) == 2 && sp.slots[0].point.Span.To.Year() == sp.slots[1].point.Span.To.Year()
	for i, s := range sp.slots {
		name := strconv.Itoa(s.point.Span.To.Year())
		if sameYear {
			name = englishName(s.point.Span.To, false)
		}
		pair.names = append(pair.names, name)
		st := pair.style(i)
		names = max(names, p.width(st, name))
		w := p.width(st, s.text) + 1*mm
		if s.value < 0 {
			left = max(left, w)
		} else {
			right = max(right, w)
		}
	}
	p.left = min(names+1.5*mm+left, p.w/2)
	p.right = max(p.w-right, p.left+1)
	p.add(pair)
}

func (sp sparkPair) paint(p *pen) {
	zero := p.x(0)
	n := len(sp.slots)
	for i, s := range sp.slots {
		y := p.y(float64(n-i) - 0.5)
		half := min(1.25*mm, p.h/float64(n)*0.4)
		st := sp.style(i)
		base := y + capHeight/2*st.font.Size
		p.put(text{0, base, sp.names[i], st, atLeft})
		x := p.x(s.value)
		switch {
		case s.gap:
			x = min(zero+stub, p.w)
			p.hatch(box{zero, y - half, x, y + half}, muted)
		case x == zero:
			p.segment(zero, y-half, zero, y+half, zeroStroke, sp.color(i))
		default:
			p.rect(box{min(zero, x), y - half, max(zero, x), y + half}, sp.color(i))
		}
		if s.value < 0 && !s.gap {
			p.put(text{x - 1*mm, base, s.text, st, atRight})
		} else {
			p.put(text{x + 1*mm, base, s.text, st, atLeft})
		}
	}
}
