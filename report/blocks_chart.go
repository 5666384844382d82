package report

import (
	"slices"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/checks"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// Blocks that draw figures: charts and the strip of key figures.

// maxPoints bounds a chart: a span of a thousand years by month is a slip.
const maxPoints = 1200

func (c *composer) chart(common page.Common, b *templates.Chart, p planned) page.Block {
	out := &page.Figure{Common: common, Exhibit: c.exhibit(p, b.Title, b.Subtitle)}
	if _, ofParts := partRules[charts.Kind(b.Kind.Value)]; ofParts && !c.ownPanels(b) {
		return c.partChart(out, b, p)
	}
	ch := charts.Chart{At: b.At, Kind: charts.Kind(b.Kind.Value), Ref: c.period, MonthName: c.lang.Short, Words: c.drawingWords()}
	ch.Signed = ch.Kind == charts.Rates
	var nodes []templates.ExprNode
	for _, x := range b.Series {
		nodes = append(nodes, x.Root)
	}
	entries := c.seriesIn(nodes...)
	if ch.Kind == charts.Heatmap && !c.checkMap(b) {
		return nil
	}
	from, to, ok := c.chartSpan(b, entries)
	if !ok {
		return nil
	}
	ch.From, ch.To = from, to
	var ahead []outcome
	if ch.Kind == charts.Scenario {
		if ch.Horizon, ahead, ok = c.outlook(b, to); !ok {
			return nil
		}
	}
	var m marks
	var unit data.Unit
	calculations := false
	var plots []plot
	sizes := c.lang.Denominations()
	for i, x := range b.Series {
		plotted, ok := c.plotted(x, ch, &m)
		if !ok {
			continue
		}
		if unit.Kind == data.NoUnit {
			unit = plotted.unit
		} else if plotted.unit.Kind != data.NoUnit && plotted.unit != unit && ch.Kind != charts.Indexed {
			c.report(problemf(diag.Outline, x.At, "a chart has one unit: %s is in %s, and the first series in %s", source(x.Root), unitWords(plotted.unit), unitWords(unit)))
			continue
		}
		calculations = calculations || plotted.computed
		if i == 0 && b.Average.Present() {
			c.average(&plotted, b, x, ch)
			calculations = true
		}
		plots = append(plots, plotted)
	}
	if ch.Kind == charts.Rates && unit.Kind == data.NoUnit {
		unit.Kind = data.Ratio // every base is too small, and the axis is one of percent
	}
	if ch.Kind == charts.Indexed && len(plots) > 0 {
		if ch.Base, ok = c.index(b, plots); !ok {
			return nil
		}
		unit, calculations = data.Unit{Kind: data.Index}, true
	}
	if len(plots) > 0 && !slices.ContainsFunc(plots, plot.shows) {
		c.report(c.empty(b, plots, from, to))
		return nil
	}
	for _, p := range plots {
		for _, n := range slices.Concat(p.values, p.averages) {
			sizes.Add(n)
		}
	}
	for _, o := range ahead {
		sizes.Add(o.value)
	}
	in := sizes.Of(unit).Drawn()
	var shown []observed
	var changes []string // of the last figures
	for _, p := range plots {
		p.print(c.lang, in, ch.Kind)
		c.mentionEnds(p, ch)
		changes = append(changes, p.change(c.lang))
		ch.Series = append(ch.Series, p.series)
		shown = append(shown, observations(p.series.Name, p.series.Points, p.values, p.rate || ch.Kind == charts.Rates)...)
		shown = append(shown, observations(p.series.AverageName, p.series.Average, p.averages, false)...)
	}
	shown = append(shown, c.drawOutlook(&ch, ahead, in)...)
	if ch.Kind == charts.Rates && unitWords(unit) != "%" && unit.Kind != data.Points && unit.Kind != data.NoUnit {
		c.report(hinted(problemf(diag.Outline, b.Kind.Pos, "a chart of rates draws changes in percent, and this one is in %s", unitWords(unit)), "draw a rate such as exports.yoy, or take the kind bars"))
	}
	var levels []observed
	if ch.Kind == charts.Multiples {
		ch.Signed = !slices.ContainsFunc(plots, func(p plot) bool { return !p.rate })
	}
	if ch.Kind == charts.Heatmap && len(plots) > 0 {
		var sums []observed
		ch.Sums, sums = plots[0].yearSums(c.lang, in)
		ch.Unit, ch.Signed = in.Words, plots[0].rate
		shown = append(shown, sums...)
	}
	ch.References, levels = c.references(b, in)
	for _, o := range levels {
		// One within the axis is among the figures of its series.
		if o.span.To.Compare(from) < 0 || o.span.From.Compare(to) > 0 {
			shown = append(shown, o)
		}
	}
	c.sheets[p.dest] = func() Sheet { return chartSheet(shown) }
	var eventSources []diag.Text
	if b.Annotate.Present() {
		ch.Events, eventSources = c.chartEvents(from, to)
	}
	switch ch.Kind {
	case charts.Dots, charts.Years, charts.Heatmap, charts.Multiples:
	default:
		ch.Shades = c.shades(from, to)
	}
	out.Chart = ch
	if len(out.Subtitle) == 0 {
		out.Subtitle = page.Text{{S: chartSubtitle(c.lang, ch, in, c.measureWords(entries, plots))}}
	}
	out.Tag = c.statusTag(entries, &m)
	note := c.text(b.Note)
	out.Source = c.sourceText(sourceLine{series: entries, calculations: calculations, marks: chartMarks(c.lang, ch, m, unit), events: eventSources, note: note})
	c.honest(b, out, note, in, unit, entries)
	if c.annexed {
		c.chartTables = append(c.chartTables, c.chartTable(out, shown, in, sourceLine{series: entries, calculations: calculations, marks: m.sentences(c.lang)}))
	}
	out.Alt = altAfter(c.plainText(b.Alt), aloud{c.lang}.chart(ch, in, changes))
	return out
}

// chartSpan is the span that a chart shows: what the outline says, else from
// the first observation to the reference period.
func (c *composer) chartSpan(b *templates.Chart, entries []*seriesEntry) (from, to data.Period, ok bool) {
	to = c.period
	if b.Kind.Value == string(charts.Scenario) && len(b.Series) > 0 {
		if p, _ := c.newest(b.Series[0].Root); p.Compare(to) > 0 {
			to = p
		}
	}
	for _, e := range entries {
		if first := e.series.First(); !first.IsZero() && first.Freq() == to.Freq() && (from.IsZero() || first.Compare(from) < 0) {
			from = first
		}
	}
	if from.IsZero() || from.Compare(to) > 0 {
		from = to
	}
	switch charts.Kind(b.Kind.Value) {
	case charts.Scenario:
		if start := c.period.Add(1 - 3*c.period.PerYear()); from.Compare(start) < 0 {
			from = start // beside more years the months ahead are too narrow
		}
	case charts.Rates, charts.Line:
		from = c.firstRate(b, from, to)
	case charts.Heatmap:
		from = mapFrom(to, from)
	case charts.Multiples:
		if start := sparkStart(to); from.Compare(start) < 0 {
			from = start
		}
	}
	if b.From.Present() && !c.readPeriod(b.From, &from) || b.To.Present() && !c.readPeriod(b.To, &to) {
		return from, to, false
	}
	if from.Compare(to) > 0 {
		phase := diag.Outline
		if !b.To.Present() {
			phase = diag.Claim // it ends with the brief, whose claims of this month are judged all the same
		}
		c.report(problemf(phase, b.At, "the chart ends in %s, before it begins in %s", periodName(to), periodName(from)))
		return from, to, false
	}
	if to.Sub(from) > maxPoints {
		c.report(problemf(diag.Outline, b.At, "the chart would show %d periods: at most %d can be drawn", to.Sub(from)+1, maxPoints))
		return from, to, false
	}
	return from, to, true
}

// firstRate is the first period in which a chart of changes has one: the series that
// they are of begins a year earlier, and a year of hatching says nothing.
func (c *composer) firstRate(b *templates.Chart, from, to data.Period) data.Period {
	if b.From.Present() || to.Sub(from) > maxPoints {
		return from
	}
	for p := from; p.Compare(to) <= 0; p = p.Add(1) {
		for _, x := range b.Series {
			v, problem := c.at(p).eval(x.Root)
			if problem != nil || !isNumber(v) {
				return from // reported where the series is drawn
			}
			if n := v.number(); n.OK() || n.Status == data.NotMeaningful {
				return p
			}
		}
	}
	return from
}

// readPeriod reads a period of the frequency of the brief.
func (c *composer) readPeriod(s templates.Scalar, into *data.Period) bool {
	p, err := data.ParsePeriod(s.Value)
	if err != nil || p.Freq() != c.period.Freq() {
		c.report(problemf(diag.Outline, s.Pos, "%q is not a period of this brief: expected one such as %s", s.Value, c.period))
		return false
	}
	*into = p
	return true
}

func periodWord(p data.Period) string {
	switch p.Freq() {
	case data.Quarterly:
		return "quarter"
	case data.Annual:
		return "year"
	}
	return "month"
}

// references are the marks at earlier levels of the first series, and the
// figures behind them.
func (c *composer) references(b *templates.Chart, in locale.Denomination) (marks []charts.Reference, levels []observed) {
	for _, r := range b.Reference {
		dated := c.as(checks.Dated)
		label := c.plainText(r.Label)
		dated()
		p, err := data.ParsePeriod(r.At.Value)
		if err != nil || p.Freq() != c.period.Freq() {
			c.report(problemf(diag.Outline, r.At.Pos, "%q is not a period of this brief: expected one such as %s", r.At.Value, c.period))
			continue
		}
		if len(b.Series) == 0 {
			continue
		}
		v, problem := c.at(p).eval(b.Series[0].Root)
		if problem != nil {
			continue // reported where the series is drawn
		}
		n := v.number()
		if !n.OK() {
			c.report(absent(n, r.At.Pos, "the reference mark at %s cannot be drawn: %s", periodName(p), lacking(n)))
			continue
		}
		c.notes.use(n)
		levels = append(levels, observed{series: c.seriesTitle(b.Series[0].Root), span: data.Span{From: p, To: p}, value: n, rate: b.Kind.Value == "rates"})
		marks = append(marks, charts.Reference{Period: p, Label: label, Value: in.Axis(n), Text: in.Cell(n, b.Kind.Value == "rates")})
	}
	return marks, levels
}

// chartEvents are the events within the span of a chart that were known on the
// day of the brief, in order of time, with the keys of their sources.
func (c *composer) chartEvents(from, to data.Period) (events []charts.Event, sources []diag.Text) {
	for i, e := range c.outline.Events {
		d, ok := c.day(e.Date)
		if !ok || c.asOf != 0 && d > c.asOf || d < from.FirstDay() || d >= to.Add(1).FirstDay() {
			continue
		}
		events = append(events, charts.Event{Date: d, Label: c.events[i]})
		if e.Src.Present() {
			sources = append(sources, e.Src.Text)
		}
	}
	slices.SortStableFunc(events, func(a, b charts.Event) int { return int(a.Date) - int(b.Date) })
	return events, sources
}

func (c *composer) shades(from, to data.Period) []charts.Shade {
	var out []charts.Shade
	for i, s := range c.outline.Shocks {
		a, errA := data.ParsePeriod(s.From.Value)
		b, errB := data.ParsePeriod(s.To.Value)
		if errA != nil || errB != nil || a.Freq() != from.Freq() || b.Freq() != from.Freq() {
			continue // reported once, with the outline's dates
		}
		if b.Compare(from) < 0 || a.Compare(to) > 0 {
			continue
		}
		out = append(out, charts.Shade{From: a, To: b, Label: c.shocks[i]})
	}
	return out
}
