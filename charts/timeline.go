package charts

import (
	"strconv"

	"tradebrief/data"
)

// timeline is an axis of periods. Period i reaches from i to i+1.
type timeline struct {
	typeset
	first data.Period
	n     int
	name  func(p data.Period, year bool) string
	// yearless is the axis of every year: its periods have no year.
	yearless bool
}

func (t timeline) period(i int) data.Period { return t.first.Add(i) }

func (t timeline) holds(p data.Period) bool {
	i := p.Sub(t.first)
	return i >= 0 && i < t.n
}

// spanName names a run of periods with its year: Jan–Feb 2022.
func (t timeline) spanName(s data.Span) string {
	last := t.name(s.To, true)
	if s.Len() == 1 {
		return last
	}
	return t.name(s.From, s.From.Year() != s.To.Year()) + "–" + last
}

// englishName is the short English name of a period.
func englishName(p data.Period, year bool) string {
	months := [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	var s string
	switch p.Freq() {
	case data.Annual:
		return strconv.Itoa(p.Year())
	case data.Quarterly:
		s = "Q" + strconv.Itoa((p.Month()+2)/3)
	default:
		s = months[(p.Month()+11)%12]
	}
	if year {
		s += " " + strconv.Itoa(p.Year())
	}
	return s
}

// tickLabel is a name under the axis of time; year stands in a second row.
type tickLabel struct {
	at   float64
	name string
	year string
}

// timeAxis is what stands under a plot: labels, and ticks in periods.
type timeAxis struct {
	labels []tickLabel
	ticks  []float64
	years  bool // the names are those of years, centred under their months
}

// rows is the number of rows of text.
func (a timeAxis) rows() int {
	for _, l := range a.labels {
		if l.year != "" {
			return 2
		}
	}
	return 1
}

// Fonts under the axis of time.
var (
	periodStyle = sans(7.5, inkColor)
	yearStyle   = semi(7.5, text2)
)

// labelGap is the least room between two labels of an axis.
const labelGap = 1.2 * mm

// axis chooses the labels for periods that are step points wide. Up to fifteen
// periods are named each or at regular steps, with the year under the first of
// each year; of more, only the years are named.
func (t timeline) axis(step float64) timeAxis {
	perYear := t.first.PerYear()
	if perYear == 1 {
		return t.yearly(step)
	}
	if t.n <= 15 {
		for _, every := range [...]int{1, perYear / 4, perYear / 2, perYear} {
			if every == 1 && perYear == 12 && t.n > 6 && !t.yearless {
				continue
			}
			if a := t.named(every); t.fit(a, step) {
				return a
			}
		}
	}
	return t.years(step, perYear)
}

// named labels the first and every so many periods after it.
func (t timeline) named(every int) timeAxis {
	var a timeAxis
	year := 0
	for i := 0; i < t.n; i += every {
		p := t.period(i)
		l := tickLabel{at: float64(i) + 0.5, name: t.name(p, false)}
		if p.Year() != year && !t.yearless {
			year = p.Year()
			l.year = strconv.Itoa(year)
		}
		a.labels = append(a.labels, l)
	}
	return a
}

// fit says whether no label comes too near to the next.
func (t timeline) fit(a timeAxis, step float64) bool {
	for i := 1; i < len(a.labels); i++ {
		l, r := a.labels[i-1], a.labels[i]
		if (r.at-l.at)*step < (t.nameWidth(l)+t.nameWidth(r))/2+labelGap {
			return false
		}
	}
	return true
}

func (t timeline) nameWidth(l tickLabel) float64 {
	return max(t.width(periodStyle, l.name), t.width(yearStyle, l.year))
}

// yearly labels annual periods: all, or those whose number is round.
func (t timeline) yearly(step float64) timeAxis {
	for _, every := range [...]int{1, 2, 5, 10, 20, 50, 100} {
		var a timeAxis
		for i := range t.n {
			if y := t.period(i).Year(); y%every == 0 {
				a.labels = append(a.labels, tickLabel{at: float64(i) + 0.5, name: t.name(t.period(i), false)})
			}
		}
		if t.fit(a, step) {
			return a
		}
	}
	return timeAxis{}
}

// years names years under the middle of their periods, with ticks between them.
func (t timeline) years(step float64, perYear int) timeAxis {
	width := t.width(yearStyle, "2000") + labelGap
	every := 100
	for _, e := range [...]int{1, 2, 5, 10, 20, 50} {
		if float64(e*perYear)*step >= width {
			every = e
			break
		}
	}
	// Ticks closer than a millimetre would be a band.
	a := timeAxis{years: true}
	tickEvery := every
	if float64(perYear)*step >= mm {
		tickEvery = 1
	}
	for i := 0; i < t.n; {
		year, end := t.period(i).Year(), i+1
		for end < t.n && t.period(end).Year() == year {
			end++
		}
		if i == 0 || year%tickEvery == 0 {
			a.ticks = append(a.ticks, float64(i))
		}
		// A year of which only some periods are shown is named if it has room.
		if year%every == 0 && (end-i == perYear || float64(end-i)*step >= width) {
			a.labels = append(a.labels, tickLabel{at: float64(i+end) / 2, name: strconv.Itoa(year)})
		}
		i = end
	}
	a.ticks = append(a.ticks, float64(t.n))
	if len(a.labels) == 0 {
		// Too short for a name of its own: the first period says where we are.
		a = timeAxis{labels: []tickLabel{{at: 0.5, name: t.name(t.first, true)}}}
	}
	return a
}
