package report

import (
	"math/big"
	"slices"
	"strconv"

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
	in := sizes.Of(unit)
	var shown []observed
	var changes []string // of the last figures
	for _, p := range plots {
		p.print(c.lang, in, ch.Kind)
		changes = append(changes, p.change(c.lang))
		ch.Series = append(ch.Series, p.series)
		shown = append(shown, observations(p.series.Name, p.series.Points, p.values, p.rate || ch.Kind == charts.Rates)...)
		shown = append(shown, observations(p.series.AverageName, p.series.Average, p.averages, false)...)
	}
	shown = append(shown, c.drawOutlook(&ch, ahead, in)...)
	if ch.Kind == charts.Rates && unit.Kind != data.Ratio && unit.Kind != data.Points && unit.Kind != data.NoUnit {
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

// shows reports whether there is something to draw of a plot. A rate without a
// meaningful base is: its reason.
func (p plot) shows() bool {
	return slices.ContainsFunc(p.values, func(n data.Value) bool { return n.OK() || n.Status == data.NotMeaningful })
}

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

// plot is a series of a chart, evaluated. Its points get their values and texts
// by print, when it is known how the chart prints its figures.
type plot struct {
	of       *templates.Expr
	series   charts.Series
	values   []data.Value // of the points
	averages []data.Value // of the points of the average
	unit     data.Unit
	view     data.View // of the series whose figures they are; none of a metric
	rate     bool      // the figures are changes
	additive bool      // those of several periods have a sum
	computed bool      // not figures as published
}

func (p *plot) print(l *locale.Locale, in locale.Denomination, kind charts.Kind) {
	for i, n := range p.values {
		point := &p.series.Points[i]
		point.Value, point.Text = in.Axis(n), in.Cell(n, p.rate || kind == charts.Rates)
		if kind == charts.Heatmap {
			point.Value = in.PrintedAxis(n)
		}
		if n.Status == data.NotMeaningful {
			point.Text = l.Say(locale.TinyBase)
		}
	}
	for i, n := range p.averages {
		p.series.Average[i].Value, p.series.Average[i].Text = in.Axis(n), in.Cell(n, false)
	}
}

// change is that of the last figure in words, of a series whose figures stand as
// they are.
func (p *plot) change(l *locale.Locale) string {
	last := lastPresent(p.series.Points)
	if p.view.Series == nil || last < 0 || p.series.Points[last].Span.Len() > 1 {
		return ""
	}
	return aloud{l}.change(p.view.At(p.series.Points[last].Span.To))
}

// plotted evaluates a series or a metric in every period of the chart. ok is
// false where the expression itself is wrong.
func (c *composer) plotted(x *templates.Expr, ch charts.Chart, m *marks) (plot, bool) {
	out := plot{of: x, series: charts.Series{Name: c.seriesTitle(x.Root)}}
	v, p := c.eval(x.Root)
	if p != nil {
		c.report(p)
		return out, false
	}
	if !isNumber(v) {
		c.report(problemf(diag.Outline, x.At, "a chart draws a series or a metric, and %s is %s", source(x.Root), kindName(v.kind)))
		return out, false
	}
	_, plainSeries := x.Root.(*templates.Name)
	plainSeries = plainSeries && v.kind == kindSeries
	out.computed, out.rate = !plainSeries, v.rate
	_, sum := x.Root.(*templates.Call) // a total or a balance
	out.additive = plainSeries || sum && !v.rate
	if plainSeries && ch.Kind != charts.Dots {
		out.view = v.view
	}
	for p := ch.From; p.Compare(ch.To) <= 0; p = p.Add(1) {
		if ch.Kind == charts.Dots && position(p) != position(c.period) {
			continue
		}
		span := data.Span{From: p, To: p}
		var n data.Value
		if plainSeries {
			if o, ok := v.view.Series.Observation(p); ok {
				n, span = o.Value, o.Span
				if span.From.Compare(p) < 0 && p != ch.From {
					continue // the run was drawn at its first period
				}
			}
		} else if at, problem := c.at(p).eval(x.Root); problem == nil {
			n = at.number()
		}
		c.notes.use(n)
		if n.OK() {
			out.unit = n.Unit
		}
		if plainSeries {
			m.add(n, span)
		} else {
			m.addInputs(n, span)
		}
		if n.OK() && ch.Kind != charts.Indexed && (p == c.period || ch.Kind == charts.Rates || ch.Kind == charts.Dots || ch.Kind == charts.Heatmap) {
			c.shows(source(c.inPeriod(x.Root, p)), x.At, c.lang.FigureAt(n, n.X, v.rate))
		}
		out.values = append(out.values, n)
		out.series.Points = append(out.series.Points, charts.Point{
			Span: span, Status: pointStatus(n), After: span.To.Compare(c.period) > 0, TinyBase: n.Status == data.NotMeaningful})
	}
	return out, true
}

// inPeriod is an expression as of another period: exports.at('2023-06').mom.
func (s *scope) inPeriod(n templates.ExprNode, p data.Period) templates.ExprNode {
	if p == s.period {
		return n
	}
	switch n := n.(type) {
	case *templates.Name:
		if _, ok := s.series[n.S]; ok {
			return &templates.Call{At: n.At, X: n, S: "at", Args: []templates.ExprNode{&templates.Str{At: n.At, S: p.String()}}}
		}
	case *templates.Member:
		m := *n
		m.X = s.inPeriod(n.X, p)
		return &m
	}
	return n
}

// pointStatus is the status that the drawing goes by: without a figure the
// point is withheld, or missing whatever other reason there is.
func pointStatus(n data.Value) data.Status {
	switch {
	case n.OK():
	case n.Status == data.Suppressed:
		return data.Suppressed
	default:
		return data.Missing
	}
	if n.Status == data.Missing {
		return data.Present
	}
	return n.Status
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

// average gives a plot of bars the moving average that is drawn over them.
func (c *composer) average(out *plot, b *templates.Chart, x *templates.Expr, ch charts.Chart) {
	metric := map[string]string{"3": "ma3", "12": "ma12"}[b.Average.Value]
	v, p := c.eval(x.Root)
	if metric == "" || p != nil || v.kind != kindSeries {
		c.report(problemf(diag.Outline, b.Average.Pos, "average takes 3 or 12 periods of a series, not %q of %s", b.Average.Value, source(x.Root)))
		return
	}
	var values []data.Value
	var points []charts.Point
	for p := ch.From; p.Compare(ch.To) <= 0; p = p.Add(1) {
		n, _ := v.view.At(p).Metric(metric)
		c.notes.use(n)
		values = append(values, n)
		points = append(points, charts.Point{Span: data.Span{From: p, To: p}, Status: pointStatus(n), After: p.Compare(c.period) > 0})
	}
	if slices.ContainsFunc(values, data.Value.OK) {
		out.averages, out.series.Average = values, points
		out.series.AverageName = c.lang.Say(by(locale.AverageMonths, c.period), b.Average.Value)
	}
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
