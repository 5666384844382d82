package charts

import (
	"cmp"
	"errors"
	"math"

	"tradebrief/data"
	"tradebrief/data/diag"
)

// problem is an error located at the chart.
func (c Chart) problem(format string, args ...any) error {
	p := diag.Errorf(diag.Layout, c.At, format, args...)
	return &p
}

// hint gives an error of problem its one mend.
func hint(err error, format string, args ...any) error {
	var p *diag.Problem
	if !errors.As(err, &p) {
		return err
	}
	q := p.WithHint(format, args...)
	return &q
}

// fullWidth is the width of a page's text, on which a chart may take all of.
const fullWidth = 174 * mm

// tellApart rejects an axis of time on which neighbours would run into each other.
// Bars of several series stand side by side within a period.
func (m *model) tellApart(p *plot) error {
	need := m.pitch * mm
	if m.open {
		need *= float64(len(m.tracks))
	}
	if need == 0 || p.step() >= need {
		return nil
	}
	room := p.right - p.left
	words := map[data.Freq]string{data.Annual: "years", data.Quarterly: "quarters", data.Monthly: "months"}[m.From.Freq()]
	err := m.problem("%d %s in a chart %.0f mm wide cannot be told apart", m.line.n, words, m.W/mm)
	mend := "start later, with from: " + m.To.Add(1-int(room/need)).String()
	if (room+fullWidth-m.W)/float64(m.line.n) >= need {
		mend += ", or give it width: full"
	}
	return hint(err, "%s", mend)
}

// checkFigures finds values that no axis can show, and periods that cannot
// stand on one axis.
func (c Chart) checkFigures(f form) error {
	freq := c.From.Freq()
	onAxis := func(what string, s data.Span) error {
		if s.From.IsZero() || s.To.IsZero() {
			return c.problem("%s has no period", what)
		}
		if freq == 0 {
			freq = s.From.Freq()
		}
		if s.From.Freq() != freq || s.To.Freq() != freq {
			return c.problem("%s: %s is not of the frequency of the axis", what, s)
		}
		if s.Len() < 1 {
			return c.problem("%s runs backwards, from %s to %s", what, s.From, s.To)
		}
		return nil
	}
	for _, s := range c.Series {
		if len(s.Average) > 0 && !f.average {
			return c.problem("an average line does not go with kind %s", c.Kind)
		}
		for i := range len(s.Points) + len(s.Average) {
			p := s.at(i)
			if err := onAxis("a point of series "+s.Name, p.Span); err != nil {
				return err
			}
			if err := c.finite("series "+s.Name, p.Span.From, p.Value); err != nil && p.present() {
				return err
			}
		}
	}
	for _, r := range c.References {
		if err := cmp.Or(onAxis("reference "+r.Label, data.Span{From: r.Period, To: r.Period}), c.finite("reference "+r.Label, r.Period, r.Value)); err != nil {
			return err
		}
	}
	for _, s := range c.Shades {
		if err := onAxis("shaded period "+s.Label, data.Span{From: s.From, To: s.To}); err != nil {
			return err
		}
	}
	return nil
}

// at is the i-th of the points and then of those of the average.
func (s *Series) at(i int) *Point {
	if i < len(s.Points) {
		return &s.Points[i]
	}
	return &s.Average[i-len(s.Points)]
}

// finite rejects a value that no axis can show.
func (c Chart) finite(what string, p data.Period, v float64) error {
	if !(math.Abs(v) <= largest) {
		return c.problem("%s: the value of %s, %g, is not one that an axis can show", what, p, v)
	}
	return nil
}

// size sets the height that was left open, and rejects an area in which nothing
// could be read.
func (m *model) size() error {
	if m.H == 0 {
		_, m.H, _ = m.heights(m)
	}
	const leastW, leastH = 40 * mm, 28 * mm
	for _, x := range [...]float64{m.W, m.H} {
		if !(x > 0 && x <= 14400) {
			return m.problem("a chart of %g by %g points cannot be drawn", m.W, m.H)
		}
	}
	switch {
	case m.W < leastW:
		return m.problem("a chart %.0f mm wide cannot be read: at least %.0f mm are needed", m.W/mm, leastW/mm)
	case m.H < leastH && !m.low:
		return m.problem("a chart %.0f mm high cannot be read: at least %.0f mm are needed", m.H/mm, leastH/mm)
	}
	return nil
}
