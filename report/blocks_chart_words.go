package report

import (
	"math/big"
	"slices"
	"strconv"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/templates"
)

// What stands around a drawing in words: names, units, subtitles and the marks under it.

// empty is the error of a chart without a figure.
func (c *composer) empty(b *templates.Chart, plots []plot, from, to data.Period) *diag.Problem {
	lacks := source(plots[0].of.Root) + " has no figure"
	if len(plots) > 1 {
		lacks = "none of its series has a figure"
	}
	span := "from " + periodName(from) + " to " + periodName(to)
	if from == to {
		span = "in " + periodName(to)
	}
	p := problemf(diag.Claim, b.At, "the chart has nothing to draw: %s %s", lacks, span)
	p.Code = "C28"
	var first, last data.Period
	for _, e := range c.seriesIn(plots[0].of.Root) {
		for _, o := range e.series.Observations() {
			if o.Value.OK() && o.Span.From.Freq() == to.Freq() {
				if first.IsZero() {
					first = o.Span.From
				}
				last = o.Span.To
			}
		}
	}
	if !first.IsZero() && (first.Compare(from) < 0 || last.Compare(to) > 0) {
		return hinted(p, "write from: %s and to: %s, where the data have figures", first, last)
	}
	return p
}

func unitWords(u data.Unit) string {
	if s := english.Unit(u); s != "" {
		return s
	}
	return "plain numbers"
}

// seriesTitle names a series or metric as a chart labels it.
func (c *composer) seriesTitle(n templates.ExprNode) string {
	switch n := n.(type) {
	case *templates.Name:
		if e, ok := c.series[n.S]; ok {
			return capital(e.label)
		}
	case *templates.Member:
		name := c.seriesTitle(n.X)
		switch n.S {
		case "prev":
			return name
		case "first_release":
			return c.lang.Say(locale.FirstRelease, name)
		}
		return c.lang.Join(name, c.metricWords(n.S))
	case *templates.Call:
		switch n.S {
		case "total":
			return c.lang.Say(locale.Total)
		case "balance":
			return c.lang.Say(locale.Balance)
		}
	}
	return source(n)
}

// drawnSpan is the span of a chart: of dots, which are of one month a year, from the
// first to the last of these.
func drawnSpan(ch charts.Chart) data.Span {
	if ch.Kind == charts.Dots && len(ch.Series) > 0 {
		if points := ch.Series[0].Points; len(points) > 0 {
			return data.Span{From: points[0].Span.From, To: points[len(points)-1].Span.To}
		}
	}
	return data.Span{From: ch.From, To: ch.To}
}

// chartSubtitle names what is drawn, its unit and the span. An index is of a measure.
func chartSubtitle(l *locale.Locale, ch charts.Chart, in locale.Denomination, measure string) string {
	if ch.Kind == charts.Indexed {
		span := l.Run(data.Span{From: ch.From, To: ch.To})
		if ch.From == ch.Base && ch.To != ch.Base {
			span = l.Say(locale.ToPeriod, l.Period(ch.To))
		}
		return l.Join(measure, l.Period(ch.Base)+" = 100", span)
	}
	names := make([]string, len(ch.Series))
	for i, s := range ch.Series {
		names[i] = s.Name
	}
	if ch.Kind == charts.Multiples && len(l.Semicolons(names...)) > mostNames {
		names = []string{l.Count(locale.PanelCount, len(names))} // the panels say which
	}
	drawn := drawnSpan(ch)
	ch.From, ch.To = drawn.From, drawn.To
	span := l.Period(ch.To)
	if ch.From != ch.To {
		span = l.Say(locale.FromTo, l.Period(ch.From), span)
	}
	if ch.Kind == charts.Years {
		return l.Join(l.Semicolons(names...), in.Words, l.Say(by(locale.ByMonth, ch.To)), l.Span(yearsOf(ch.From, ch.To)))
	}
	s := l.Join(l.Semicolons(names...), in.Words, span)
	switch ch.Kind {
	case charts.Scenario:
		s = l.Semicolons(s, l.Say(locale.ScenariosUntil, l.Period(ch.Horizon)))
	case charts.Multiples:
		s = l.Semicolons(s, l.Say(locale.OneScale))
	}
	return s
}

// broken reports whether a line of points stops and goes on again.
func broken(points []charts.Point) bool {
	missing := func(p charts.Point) bool { return p.Status == data.Missing || p.Status == data.Suppressed }
	first := slices.IndexFunc(points, func(p charts.Point) bool { return !missing(p) })
	if first < 0 {
		return false
	}
	gap := slices.IndexFunc(points[first:], missing)
	return gap >= 0 && slices.ContainsFunc(points[first+gap:], func(p charts.Point) bool { return !missing(p) })
}

// chartMarks explains the marks of a drawing under it.
func chartMarks(l *locale.Locale, ch charts.Chart, m marks, unit data.Unit) []string {
	out, key := m.origins(l), ch.Key()
	for _, s := range m.letters(l) {
		words := capital(s.word)
		if key.Signs && s.letter != charts.Signs[data.Revised] && s.letter != charts.Signs[data.Break] {
			words = l.Say(locale.Bracketed, words, s.letter)
		}
		out = append(out, l.Say(locale.Colon, words, spanList(l, s.spans)))
	}
	for _, n := range key.Notes {
		out = append(out, l.Say(locale.PublishedAsOne, n.Letter, l.Run(n.Span)))
	}
	if slices.ContainsFunc(ch.Series, func(s charts.Series) bool { return broken(s.Average) }) {
		out = append(out, l.Say(by(locale.BreakMonths, ch.Ref)))
	}
	out = append(out, mapMarks(l, ch, key)...)
	if key.Open {
		out = append(out, l.Say(locale.OpenAfter))
	}
	if key.Later {
		out = append(out, l.Say(locale.DashedLater))
	}
	if r := key.Range; r[0] != 0 {
		out = append(out, l.Say(locale.ShadedRange, strconv.Itoa(r[0]), strconv.Itoa(r[1])))
	}
	if r := key.Thin; r[0] != 0 {
		out = append(out, l.Say(locale.ThinYears, strconv.Itoa(r[0]), strconv.Itoa(r[1])))
	}
	if n := len(ch.Outcomes); n > 0 {
		drawn := l.Say(locale.ScenariosStraight, l.Period(ch.Horizon))
		if n > 1 {
			drawn = l.Semicolons(drawn, l.Say(locale.ShadedScenarios))
		}
		out = append(out, drawn)
	}
	if key.Clipped != 0 {
		out = append(out, l.Say(locale.BarsAboveCut, clipped(l, key.Clipped, unit)))
	}
	if key.ClippedBelow != 0 {
		out = append(out, l.Say(locale.BarsBelowCut, clipped(l, key.ClippedBelow, unit)))
	}
	if lines := []charts.Kind{charts.Line, charts.Years, charts.Indexed}; slices.Contains(lines, ch.Kind) && !key.FromZero {
		out = append(out, l.Say(locale.AxisNotFromZero))
	}
	switch {
	case key.TinyBase && key.Hatched:
		out = append(out, l.Say(locale.HatchedOrTiny))
	case key.TinyBase:
		out = append(out, l.Say(locale.HatchedTiny))
	case key.Hatched && (m.na || len(m.withheld) == 0):
		out = append(out, l.Say(locale.Hatched))
	case m.na && ch.Kind == charts.Dots:
		out = append(out, l.Say(locale.NaNotAvailable))
	case m.na:
		out = append(out, l.Say(locale.GapsNotAvailable))
	}
	return out
}

// clipped is the value at which a chart cuts its bars.
func clipped(l *locale.Locale, x float64, unit data.Unit) string {
	cut := new(big.Rat).SetFloat64(x)
	if unit.Kind == data.Ratio {
		return l.Hundredths(cut, 0, true)
	}
	return l.Numerals().Fixed(cut, 0, false)
}
