package charts

import (
	"cmp"
	"slices"
	"strings"

	"tradebrief/data"
)

// annotation is a date and a few words over the plot, with a line down to what
// they are about.
type annotation struct {
	at       int     // the period
	x        float64 // in periods
	boundary bool    // the line goes down to the base, between two periods
	date     string
	lines    []string
	event    int // index in Chart.Events, -1: a reference

	// Where it stands.
	place float64 // of the line, in points
	width float64
	lane  int
	left  bool // the text is at the left of its line
}

// Sizes of annotations.
const (
	laneHeight   = 5.9 * mm
	extraLine    = 2.75 * mm
	dateBaseline = 2.2 * mm // from the top of the lane
	laneFoot     = 2.2 * mm // from the last lane to the plot
	leaderGap    = 1.0 * mm // from the line to its text
	leaderClear  = 0.6 * mm // from a text to the line of another
	textGap      = 1.6 * mm // between two texts in a lane
	dotRadius    = 0.55 * mm
	dotGap       = 1.2 * mm // from the mark to the dot
	maxLanes     = 3
	maxEvents    = 5
)

var dateStyle = semi(7, text2)

// annotations finds lanes for events and for references on the axis. Those that
// find no place are dropped, the last listed first; high is the height that
// there is for lanes.
func (m *model) annotations(p *plot, high float64) []annotation {
	width := m.fraction(0.25, 28*mm)
	var all []annotation
	add := func(a annotation) {
		a.lines = m.wrap(a.lines[0], noteStyle, width, 2)
		a.date = m.truncate(a.date, dateStyle, width)
		a.width = max(m.width(dateStyle, a.date), m.widest(noteStyle, a.lines...))
		a.place = min(max(p.place(a.x), p.left), p.right)
		all = append(all, a)
	}
	for _, r := range m.References {
		if m.line.holds(r.Period) {
			at := r.Period.Sub(m.From)
			date := m.line.name(r.Period, true)
			if r.Text != "" {
				date += ": " + r.Text
			}
			x := float64(at) + 0.5
			if middle, ok := m.together(at); ok {
				x = middle
			}
			add(annotation{at: at, x: x, date: date, lines: []string{r.Label}, event: -1})
		}
	}
	if s, ok := last(m.tracks[0].slots); ok && m.ahead && s.point.After {
		add(annotation{at: s.at, x: s.middle(), date: m.line.spanName(s.point.Span) + ": " + s.text, lines: []string{m.Words.After}, event: -1})
	}
	for i, e := range m.Events {
		at, ok := m.eventPeriod(e)
		if !ok {
			continue
		}
		a := annotation{at: at, x: float64(at) + 0.5, event: i,
			date: m.line.name(data.Month(e.Date.Year(), e.Date.Month()), true), lines: []string{e.Label}}
		for _, s := range m.shades() {
			switch float64(at) {
			case s.from:
				a.x, a.boundary = s.from, true
			case s.to, s.to - 1:
				a.x, a.boundary = s.to, true
			}
		}
		if middle, ok := m.together(at); ok {
			a.x, a.boundary = middle, false
		}
		add(a)
	}
	kept := all[:min(len(all), maxEvents)]
	for ; len(kept) > 0; kept = kept[:len(kept)-1] {
		if found := arrange(kept, p.w); found != nil && lanesHeight(found) <= high {
			kept = found
			break
		}
	}
	for _, a := range all {
		if a.event >= 0 && !slices.ContainsFunc(kept, func(b annotation) bool { return a.event == b.event }) {
			p.dropped = append(p.dropped, m.Events[a.event])
		}
	}
	return kept
}

// together is the middle of the periods published together with the period at,
// if there are any: no boundary falls among them, and their one mark stands at
// their middle.
func (m *model) together(at int) (middle float64, ok bool) {
	for _, t := range m.tracks {
		if s := t.slotAt(at); s.n > 1 && !s.gap {
			return s.middle(), true
		}
	}
	return 0, false
}

// eventPeriod is the period of the axis that an event falls in.
func (m *model) eventPeriod(e Event) (at int, ok bool) {
	if e.Date <= 0 || e.Date.Month() < 1 || e.Date.Month() > 12 {
		return 0, false
	}
	var p data.Period
	switch m.From.Freq() {
	case data.Annual:
		p = data.Year(e.Date.Year())
	case data.Quarterly:
		p = data.Quarter(e.Date.Year(), (e.Date.Month()+2)/3)
	default:
		p = data.Month(e.Date.Year(), e.Date.Month())
	}
	return p.Sub(m.From), m.line.holds(p)
}

// referenceName is the name of a reference with its period, once.
func (m *model) referenceName(r Reference) string {
	period := m.line.name(r.Period, true)
	switch {
	case r.Label == "":
		return period
	case strings.Contains(r.Label, period):
		return r.Label
	}
	return r.Label + m.Words.Comma + period
}

// arrange finds a lane and a side for each annotation on an area w wide, in as
// few lanes as possible, or nil. There are at most five, so that all ways can be
// tried.
func arrange(as []annotation, w float64) []annotation {
	as = slices.Clone(as)
	slices.SortStableFunc(as, func(a, b annotation) int { return cmp.Compare(a.place, b.place) })
	var try func(i, lanes int) bool
	try = func(i, lanes int) bool {
		if i == len(as) {
			return true
		}
		for lane := range lanes {
			for _, left := range [...]bool{false, true} {
				as[i].lane, as[i].left = lane, left
				if l, r := as[i].span(); l < 0 || r > w {
					continue
				}
				if !slices.ContainsFunc(as[:i], as[i].collides) && try(i+1, lanes) {
					return true
				}
			}
		}
		return false
	}
	for lanes := 1; lanes <= maxLanes; lanes++ {
		if try(0, lanes) {
			return as
		}
	}
	return nil
}

// span is the stretch of the text.
func (a annotation) span() (left, right float64) {
	if a.left {
		return a.place - leaderGap - a.width, a.place - leaderGap
	}
	return a.place + leaderGap, a.place + leaderGap + a.width
}

// collides says whether two texts touch, or the line of one crosses the text of
// the other: lines go down from their lane through all below.
func (a annotation) collides(b annotation) bool {
	al, ar := a.span()
	bl, br := b.span()
	return a.lane == b.lane && al < br+textGap && bl < ar+textGap ||
		b.lane <= a.lane && b.place > al-leaderClear && b.place < ar+leaderClear ||
		a.lane <= b.lane && a.place > bl-leaderClear && a.place < br+leaderClear
}

// laneTops are the upper ends of the lanes, and the lower end of the last.
func laneTops(as []annotation) []float64 {
	tops := []float64{0}
	for lane := 0; ; lane++ {
		height := 0.0
		for _, a := range as {
			if a.lane == lane {
				height = max(height, laneHeight+float64(len(a.lines)-1)*extraLine)
			}
		}
		if height == 0 {
			return tops
		}
		tops = append(tops, tops[lane]+height)
	}
}

// lanesHeight is how far the lanes push the plot down.
func lanesHeight(as []annotation) float64 {
	if len(as) == 0 {
		return 0
	}
	tops := laneTops(as)
	return tops[len(tops)-1] + laneFoot
}

// leaders are the lines from the annotations down, and their dots.
type leaders struct {
	notes []annotation
	base  float64                      // value of the base line
	mark  func(p *pen, at int) float64 // upper end of what is drawn for a period
}

func (l leaders) paint(p *pen) {
	tops := laneTops(l.notes)
	for _, a := range l.notes {
		x := min(max(p.x(a.x), p.left()), p.right())
		y := p.y(l.base)
		if !a.boundary {
			y = max(l.mark(p, a.at)-dotGap, p.top()-laneFoot+dotRadius)
		}
		p.segment(x, tops[a.lane], x, y, 0.2*mm, text2)
		if !a.boundary {
			p.dot(x, y, dotRadius, text2)
		}
		p.marks = append(p.marks, box{x - dotRadius, tops[a.lane], x + dotRadius, y})
	}
}

// annotationTexts are the words of the annotations.
type annotationTexts []annotation

func (as annotationTexts) paint(p *pen) {
	tops := laneTops(as)
	for _, a := range as {
		x, al := min(max(p.x(a.x), p.left()), p.right())+leaderGap, atLeft
		if a.left {
			x, al = x-2*leaderGap, atRight
		}
		y := tops[a.lane] + dateBaseline
		p.put(text{x, y, a.date, dateStyle, al})
		for i, s := range a.lines {
			p.put(text{x, y + float64(i+1)*extraLine, s, noteStyle, al})
		}
	}
}
