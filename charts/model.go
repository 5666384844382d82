package charts

import (
	"cmp"
	"slices"

	"tradebrief/data"
)

// model is a chart that has been checked, its periods counted from the first of
// the axis.
type model struct {
	Chart
	form
	typeset
	line   timeline
	tracks []track
	ref    int // index of the reference period, -1: none on the axis
	axis   scale
	bands  classes // of the values of a heat map
	key    Key

	columns []column            // of stacks
	names   map[nameIn][]string // the lines of the names of rows, which heights and plan both need
}

// track is a series with a slot for every stretch of the axis, without holes.
type track struct {
	name        string
	role        Role
	slots       []slot
	average     []slot
	averageName string
}

// slot is a point on the axis, or a gap.
type slot struct {
	at, n int // the first period, and how many
	value float64
	gap   bool
	blank bool // nothing was to be expected here: not even a stub is drawn
	added bool // no point was given for this period
	note  string
	sign  string // of a status, over a bar
	text  string // what is printed for it
	point Point
}

// middle is the middle of the slot in periods.
func (s slot) middle() float64 { return float64(s.at) + float64(s.n)/2 }

// lettered is what stands over the bar of the slot.
func (s slot) lettered() string {
	if s.note != "" && s.sign != "" {
		return s.note + "," + s.sign
	}
	return s.note + s.sign
}

// slotAt is the slot of a track that covers a period.
func (t track) slotAt(at int) slot {
	for _, s := range t.slots {
		if s.at <= at && at < s.at+s.n {
			return s
		}
	}
	return slot{gap: true, blank: true}
}

// last is the last slot with a value.
func last(slots []slot) (slot, bool) {
	for i := len(slots) - 1; i >= 0; i-- {
		if !slots[i].gap {
			return slots[i], true
		}
	}
	return slot{}, false
}

// maxPeriods bounds the axis: more cannot be told apart on a page.
const maxPeriods = 2400

func (c Chart) model() (*model, error) {
	f, err := c.form()
	if err != nil {
		return nil, err
	}
	if f.most == 1 && len(c.Series) > 1 {
		return nil, c.problem("a chart of kind %s draws one series, this one has %d", c.Kind, len(c.Series))
	}
	if len(c.Series) == 0 || len(c.Series) > f.most {
		return nil, c.problem("a chart of kind %s has 1 to %d series, this one has %d", c.Kind, f.most, len(c.Series))
	}
	if err := c.checkFigures(f); err != nil {
		return nil, err
	}
	m := &model{Chart: c, form: f, typeset: typeset{c.Faces}, ref: -1}
	m.Words = c.Words.orEnglish()
	if m.From.IsZero() || m.To.IsZero() {
		m.findEnds()
	}
	if m.ahead && m.Horizon.Freq() == m.To.Freq() && m.Horizon.Compare(m.To) > 0 {
		m.To = m.Horizon
	}
	if m.From.Freq() != m.To.Freq() || m.From.Compare(m.To) > 0 {
		return nil, c.problem("the axis runs from %s to %s", m.From, m.To)
	}
	if n := m.To.Sub(m.From) + 1; n > maxPeriods {
		return nil, c.problem("%d periods from %s to %s are more than a chart can show (%d)", n, m.From, m.To, maxPeriods)
	}
	m.line = timeline{typeset: m.typeset, first: m.From, n: m.To.Sub(m.From) + 1, name: m.MonthName}
	if m.line.name == nil {
		m.line.name = englishName
	}
	if m.Ref.Freq() == m.From.Freq() && m.line.holds(m.Ref) {
		m.ref = m.Ref.Sub(m.From)
	}
	for _, s := range c.Series {
		t := track{name: s.Name, role: s.Role, averageName: s.AverageName}
		if t.slots, err = m.slots(s.Name, s.Points, !f.whole); err != nil {
			return nil, err
		}
		if len(s.Average) > 0 {
			if t.average, err = m.slots(s.AverageName, s.Average, false); err != nil {
				return nil, err
			}
		}
		m.tracks = append(m.tracks, t)
	}
	if err := m.checkOutcomes(); err != nil {
		return nil, err
	}
	if !m.hasFigure() {
		return nil, c.problem("chart has no figure to draw")
	}
	m.scale(m)
	m.axis.numerals, m.bands.numerals = m.Words.Numerals, m.Words.Numerals
	m.key.FromZero = m.axis.lo() <= 0 && m.axis.hi() >= 0
	m.describe()
	return m, nil
}

// findEnds sets the ends of the axis that are not given to those of the points.
func (m *model) findEnds() {
	from, to := m.From, m.To
	for _, s := range m.Series {
		for _, p := range s.Points {
			if m.From.IsZero() && (from.IsZero() || p.Span.From.Compare(from) < 0) {
				from = p.Span.From
			}
			if m.To.IsZero() && (to.IsZero() || p.Span.To.Compare(to) > 0) {
				to = p.Span.To
			}
		}
	}
	m.From, m.To = from, to
}

// slots puts points on the axis and fills what they leave open with gaps. The
// value of a run of periods is divided among them where mean is set.
func (m *model) slots(name string, points []Point, mean bool) ([]slot, error) {
	inOrder := func(a, b Point) int { return a.Span.From.Compare(b.Span.From) }
	if !slices.IsSortedFunc(points, inOrder) {
		points = slices.Clone(points)
		slices.SortStableFunc(points, inOrder)
	}
	out := make([]slot, 0, m.line.n)
	next := 0
	known := m.ref // what comes later is not out yet
	if n := len(points); m.ahead && known < 0 && n > 0 {
		known = points[n-1].Span.To.Sub(m.From)
	}
	fill := func(to int) {
		for ; next < to; next++ {
			p := m.line.period(next)
			out = append(out, slot{at: next, n: 1, gap: true, added: true, blank: known >= 0 && next > known, text: m.Words.Missing,
				point: Point{Span: data.Span{From: p, To: p}}})
		}
	}
	var last data.Period
	for _, p := range points {
		if !last.IsZero() && p.Span.From.Compare(last) <= 0 {
			return nil, m.problem("series %s has two points for %s", name, p.Span.From)
		}
		last = p.Span.To
		from, to := max(p.Span.From.Sub(m.From), 0), min(p.Span.To.Sub(m.From)+1, m.line.n)
		if from >= to {
			continue
		}
		fill(from)
		s := slot{at: from, n: to - from, point: p, gap: !p.present(), value: p.Value, text: p.Text}
		if s.gap {
			s.text = m.Words.Missing
		}
		if mean {
			s.value /= float64(p.Span.Len())
		}
		out, next = append(out, s), to
	}
	fill(m.line.n)
	return out, nil
}

func (m *model) hasFigure() bool {
	for _, t := range m.tracks {
		for _, s := range t.slots {
			// A chart of rates whose bases are all too small still says that.
			if !s.gap || s.point.TinyBase {
				return true
			}
		}
	}
	return false
}

// describe finds what the reader must be told, and gives letters to runs of
// periods.
func (m *model) describe() {
	var runs []data.Span
	for _, t := range m.tracks {
		for _, s := range t.slots {
			switch {
			case s.point.TinyBase:
				m.key.TinyBase = true
			case s.gap && !s.blank:
				m.key.Hatched = m.key.Hatched || m.stubs && !(m.given && s.added)
			case !s.gap && s.point.After:
				m.key.Open, m.key.Later = m.open, m.dashed
			}
			if !s.gap && s.point.Span.Len() > 1 {
				runs = append(runs, s.point.Span)
			}
		}
	}
	if m.hatched != nil {
		m.key.Hatched, m.key.Lacks = m.hatched(m)
	}
	if m.key.Signs = m.signs; m.signs {
		m.sign()
	}
	if m.tell != nil {
		m.tell(m)
	}
	if !m.runs {
		return
	}
	slices.SortFunc(runs, func(a, b data.Span) int {
		return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To))
	})
	for _, r := range slices.Compact(runs) {
		m.key.Notes = append(m.key.Notes, Note{letter(len(m.key.Notes)), r})
	}
	for _, t := range m.tracks {
		for i, s := range t.slots {
			for _, n := range m.key.Notes {
				if !s.gap && n.Span == s.point.Span {
					t.slots[i].note = n.Letter
				}
			}
		}
	}
}

// Signs are the letters of the statuses that stand over bars and beside the figures of tables.
var Signs = map[data.Status]string{data.Suppressed: "c", data.Estimated: "e", data.Provisional: "p", data.Revised: "r", data.Break: "b"}

// sign gives the bars of figures that are not final their letters, and the stubs
// of those that are withheld. What is revised is final, and so is the first figure
// after a break.
func (m *model) sign() {
	for _, t := range m.tracks {
		for i, s := range t.slots {
			if s.point.Status != data.Revised && s.point.Status != data.Break && !s.blank {
				t.slots[i].sign = Signs[s.point.Status]
			}
		}
	}
}

// letters of runs of periods: none of them is a sign over a bar.
const runLetters = "abdfghijklmnoqstuvwxyz"

// letter is a, b, d … z, aa, ab …
func letter(n int) string {
	s := runLetters[n%len(runLetters)]
	if n >= len(runLetters) {
		return letter(n/len(runLetters)-1) + string(s)
	}
	return string(s)
}

// fraction is a share of the width, but no more than most.
func (m *model) fraction(share, most float64) float64 { return min(share*m.W, most) }
