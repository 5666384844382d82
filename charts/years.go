package charts

import (
	"math"
	"slices"
	"strconv"

	"tradebrief/charts/ink"
	"tradebrief/data"
)

// yearTrack is one year of a series, its slots counted from the first period of
// a year.
type yearTrack struct {
	year  int
	slots []slot
}

// byYear cuts the series into years, the newest first: the order in which they
// are given lines, after the year of the reference period. Years without a figure
// are left out.
func (m *model) byYear() []yearTrack {
	perYear := m.From.PerYear()
	var out []yearTrack
	for _, s := range m.tracks[0].slots {
		for left := s.n; left > 0; { // a run may reach into the next year
			p := m.line.period(s.at)
			at := p.Sub(firstOfYear(p))
			piece := s
			piece.at, piece.n = at, min(left, perYear-at)
			if k := len(out); k == 0 || out[k-1].year != p.Year() {
				out = append(out, yearTrack{year: p.Year()})
			}
			y := &out[len(out)-1]
			y.slots = append(y.slots, piece)
			s.at, left = s.at+piece.n, left-piece.n
		}
	}
	out = slices.DeleteFunc(out, func(y yearTrack) bool { _, ok := last(y.slots); return !ok })
	slices.Reverse(out)
	subject := slices.IndexFunc(out, func(y yearTrack) bool { return m.ref >= 0 && y.year == m.Ref.Year() })
	if subject > 0 {
		y := out[subject]
		out = slices.Insert(slices.Delete(out, subject, subject+1), 0, y)
	}
	return out
}

// firstOfYear is the first period of the year of p.
func firstOfYear(p data.Period) data.Period {
	switch p.Freq() {
	case data.Annual:
		return p
	case data.Quarterly:
		return data.Quarter(p.Year(), 1)
	}
	return data.Month(p.Year(), 1)
}

// mostLines is how many years have a line of their own; with more years, one less
// do, and the rest is a range.
const mostLines = len(lineStyles)

// lined are the years that have a line of their own, and the others.
func (m *model) lined() (lines, others []yearTrack) {
	all := m.byYear()
	if len(all) <= mostLines {
		return all, nil
	}
	return all[:mostLines-1], all[mostLines-1:]
}

// tellYears lists the years by how they are drawn.
func (m *model) tellYears() {
	lines, others := m.lined()
	for _, l := range lines {
		m.key.Years = append(m.key.Years, l.year)
	}
	if len(others) == 0 {
		return
	}
	ends := rangeOf(others, m.From.PerYear()).ends
	if m.sparse(others) {
		m.key.Thin = ends
	} else {
		m.key.Range = ends
	}
}

// sparse says whether years have so many gaps that the range of the figures there
// are would tell of the gaps.
func (m *model) sparse(years []yearTrack) bool {
	there := 0
	for _, y := range years {
		for _, s := range y.slots {
			if !s.gap {
				there += s.n
			}
		}
	}
	return 4*there < 3*len(years)*m.From.PerYear()
}

func (m *model) years() (*plot, error) {
	perYear := m.From.PerYear()
	if perYear == 1 {
		return nil, hint(m.problem("a chart of kind years compares the months or quarters of years, and these figures are annual"), "write kind: bars")
	}
	lines, others := m.lined()
	// The axis is that of any year; what lies before it may still mark a level.
	y := *m
	y.line = timeline{typeset: m.typeset, first: firstOfYear(m.To), n: perYear, name: m.line.name, yearless: true}
	y.Events, y.Shades = nil, nil
	y.References = slices.DeleteFunc(slices.Clone(m.References), func(r Reference) bool { return r.Period.Compare(m.From) >= 0 })

	var ends []endLabel
	var inside insideLabels
	for j, l := range lines {
		s, _ := last(l.slots)
		end := y.lineEnd(l.slots, m.line.spanName(s.point.Span), lineStyles[j].label)
		if j == 0 && end.fitsInside(m.typeset, m.W) {
			inside = append(inside, end)
		} else {
			ends = append(ends, end)
		}
		if j == 0 && s.point.After { // the figure of the reference period is what the chart is about
			if at := m.Ref.Sub(firstOfYear(m.Ref)); m.ref >= 0 && l.year == m.Ref.Year() {
				s = track{slots: l.slots}.slotAt(at)
			}
			if label := s.label(m.line.spanName(s.point.Span), 8.5, rust); !s.gap && !s.point.After {
				label.dot = 0.8 * mm
				inside = slices.Insert(inside, 0, label)
			}
		}
	}
	band := rangeOf(others, perYear)
	sparse := m.sparse(others)
	if len(others) > 0 {
		word := m.Words.Range
		if sparse {
			word = m.Words.Thin
		}
		ends = append(ends, band.label(word))
	}
	p, time, _, err := y.lineFrame(ends)
	if err != nil {
		return nil, err
	}
	base := m.axis.lo()
	if m.key.FromZero {
		base = 0
	}
	p.add(grid{m.axis, m.Signed})
	if !sparse {
		p.add(band)
	} else {
		for _, y := range others {
			p.add(curve{slots: y.slots, color: paleEdge, width: 0.3 * mm, end: 0.45 * mm, after: true})
		}
	}
	for j := len(lines) - 1; j >= 0; j-- {
		p.add(m.curve(j, lines[j].slots))
	}
	p.add(baseLine{base, time}, periodNames{time: time}, inside, endLabels(ends))
	for _, l := range lines {
		p.add(lineLetters(l.slots))
	}
	p.add(y.levels())
	return p, nil
}

// yearRange is the least and largest value of several years at each period of a
// year; NaN where there is none.
type yearRange struct {
	ends   [2]int // first and last year
	lo, hi []float64
}

func rangeOf(years []yearTrack, perYear int) yearRange {
	if len(years) == 0 {
		return yearRange{}
	}
	r := yearRange{lo: make([]float64, perYear), hi: make([]float64, perYear)}
	r.ends = [2]int{years[0].year, years[0].year}
	for i := range perYear {
		r.lo[i], r.hi[i] = math.NaN(), math.NaN()
		for _, y := range years {
			r.ends = [2]int{min(r.ends[0], y.year), max(r.ends[1], y.year)}
			for _, s := range y.slots {
				if s.at <= i && i < s.at+s.n && !s.gap {
					r.lo[i], r.hi[i] = least(r.lo[i], s.value), -least(-r.hi[i], -s.value)
				}
			}
		}
	}
	return r
}

// least is the lesser of two numbers, of which the first may not be there yet.
func least(a, b float64) float64 {
	if math.IsNaN(a) {
		return b
	}
	return min(a, b)
}

// label stands beside the last values of the range.
func (r yearRange) label(word string) endLabel {
	l := endLabel{head: strconv.Itoa(r.ends[0]) + "–" + strconv.Itoa(r.ends[1]), name: word, size: 7, style: sans(7, text2)}
	for i := range r.lo {
		if !math.IsNaN(r.lo[i]) {
			l.x, l.value = float64(i)+0.5, (r.lo[i]+r.hi[i])/2
			l.join = i < len(r.lo)-1
		}
	}
	return l
}

func (r yearRange) paint(p *pen) {
	for i := 0; i < len(r.lo); {
		if math.IsNaN(r.lo[i]) {
			i++
			continue
		}
		var top, bottom []ink.Point
		for ; i < len(r.lo) && !math.IsNaN(r.lo[i]); i++ {
			x := p.x(float64(i) + 0.5)
			top, bottom = append(top, ink.Point{X: x, Y: p.y(r.hi[i])}), append(bottom, ink.Point{X: x, Y: p.y(r.lo[i])})
		}
		if len(top) == 1 { // a period alone has no width
			const half = 0.6 * mm
			for _, edge := range []*[]ink.Point{&top, &bottom} {
				at := (*edge)[0]
				*edge = []ink.Point{{X: max(at.X-half, p.left()), Y: at.Y}, {X: min(at.X+half, p.right()), Y: at.Y}}
			}
		}
		edge := ink.Stroke{Color: paleEdge, Width: 0.25 * mm, Dash: []float64{0.8 * mm, 0.8 * mm}}
		area := slices.Clone(bottom)
		slices.Reverse(area)
		p.polygon(pale, slices.Concat(top, area)...)
		p.polyline(edge, top...)
		p.polyline(edge, bottom...)
	}
}
