package report

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/checks"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// Blocks that draw figures: charts and the strip of key figures.

// maxPoints bounds a chart: a span of a thousand years by month is a slip.
const maxPoints = 1200

func (c *composer) chart(common page.Common, b *templates.Chart, p planned) page.Block {
	out := &page.Figure{Common: common, Exhibit: c.exhibit(p, b.Title, b.Subtitle)}
	if _, ofParts := partRules[charts.Kind(b.Kind.Value)]; ofParts {
		return c.partChart(out, b, p)
	}
	ch := charts.Chart{At: b.At, Kind: charts.Kind(b.Kind.Value), Ref: c.period, MonthName: shortPeriod}
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
	sizes := denominations{}
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
	for _, p := range plots {
		for _, n := range slices.Concat(p.values, p.averages) {
			sizes.add(n)
		}
	}
	for _, o := range ahead {
		sizes.add(o.value)
	}
	in := sizes.of(unit)
	var shown []observed
	var changes []string // of the last figures
	for _, p := range plots {
		p.print(in, ch.Kind)
		changes = append(changes, p.change())
		ch.Series = append(ch.Series, p.series)
		shown = append(shown, observations(p.series.Name, p.series.Points, p.values, p.rate || ch.Kind == charts.Rates)...)
		shown = append(shown, observations(p.series.AverageName, p.series.Average, p.averages, false)...)
	}
	shown = append(shown, c.drawOutlook(&ch, ahead, in)...)
	if ch.Kind == charts.Rates && unit.Kind != data.Ratio && unit.Kind != data.Points && unit.Kind != data.NoUnit {
		c.report(hinted(problemf(diag.Outline, b.Kind.Pos, "a chart of rates draws changes in percent, and this one is in %s", unitWords(unit)), "draw a rate such as exports.yoy, or take the kind bars"))
	}
	var levels []observed
	if ch.Kind == charts.Heatmap && len(plots) > 0 {
		var sums []observed
		ch.Sums, sums = plots[0].yearSums(in)
		ch.Unit, ch.Signed = in.words, plots[0].rate
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
	if ch.Kind != charts.Dots && ch.Kind != charts.Years {
		ch.Shades = c.shades(from, to)
	}
	out.Chart = ch
	if len(out.Subtitle) == 0 {
		out.Subtitle = page.Text{{S: chartSubtitle(ch, in, measureWords(entries, plots))}}
	}
	out.Tag = c.statusTag(entries, &m)
	out.Source = c.sourceText(sourceLine{series: entries, calculations: calculations, marks: chartMarks(ch, m, unit), events: eventSources, note: c.text(b.Note)})
	if c.annexed {
		c.chartTables = append(c.chartTables, c.chartTable(out, shown, in, sourceLine{series: entries, calculations: calculations, marks: m.sentences()}))
	}
	out.Alt = altAfter(c.plainText(b.Alt), chartAlt(ch, in, changes))
	return out
}

func unitWords(u data.Unit) string {
	if s := cellUnit(u); s != "" {
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
	if b.Kind.Value == string(charts.Heatmap) {
		from = mapFrom(to, from)
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

func (p *plot) print(in denomination, kind charts.Kind) {
	for i, n := range p.values {
		point := &p.series.Points[i]
		point.Value, point.Text = in.axis(n), in.cell(n, p.rate || kind == charts.Rates)
		if kind == charts.Heatmap {
			point.Value = in.printedAxis(n)
		}
		if n.Status == data.NotMeaningful {
			point.Text = "n.a.: base too small"
		}
	}
	for i, n := range p.averages {
		p.series.Average[i].Value, p.series.Average[i].Text = in.axis(n), in.cell(n, false)
	}
}

// change is that of the last figure in words, of a series whose figures stand as
// they are.
func (p *plot) change() string {
	last := lastPresent(p.series.Points)
	if p.view.Series == nil || last < 0 || p.series.Points[last].Span.Len() > 1 {
		return ""
	}
	return changeAlt(p.view.At(p.series.Points[last].Span.To))
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
			c.shows(source(c.inPeriod(x.Root, p)), x.At, proseAt(n, n.X, v.rate))
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
			return name + ", first release"
		}
		return name + ", " + metricWords(n.S)
	case *templates.Call:
		switch n.S {
		case "total":
			return "Total"
		case "balance":
			return "Balance"
		}
	}
	return source(n)
}

// metricWords names a metric for a reader.
func metricWords(name string) string {
	switch name {
	case "value":
		return "value"
	case "mom":
		return "on month"
	case "yoy":
		return "on year"
	case "yoy_abs":
		return "change on year"
	case "ytd":
		return "year to date"
	case "ytd_yoy":
		return "year to date, on year"
	case "ma3":
		return "3-month average"
	case "ma12":
		return "12-month average"
	case "sum12":
		return "12-month sum"
	case "unit_value":
		return "unit value"
	case "ma3_change":
		return "three months on three"
	case "unit_value_yoy":
		return "unit value, on year"
	case "price_effect", "volume_effect", "composition_effect":
		return strings.ReplaceAll(name, "_", " ") + " on year"
	case "hhi":
		return "concentration (HHI)"
	case "sa":
		return "seasonally adjusted (STL)"
	case "sa_mom":
		return "seasonally adjusted, on month"
	case "trend":
		return "trend (STL)"
	case "share_mom":
		return "share, on month"
	case "share_yoy":
		return "share, on year"
	case "revision_rate":
		return "revision"
	case "daily":
		return "per working day"
	case "daily_mom":
		return "per working day, on month"
	case "daily_yoy":
		return "per working day, on year"
	case "contribution":
		return "contribution on month"
	case "contribution_yoy":
		return "contribution on year"
	}
	return strings.ReplaceAll(name, "_", " ")
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
		out.series.AverageName = b.Average.Value + "-" + periodWord(c.period) + " average"
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
func (c *composer) references(b *templates.Chart, in denomination) (marks []charts.Reference, levels []observed) {
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
		marks = append(marks, charts.Reference{Period: p, Label: label, Value: in.axis(n), Text: in.cell(n, b.Kind.Value == "rates")})
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
func chartSubtitle(ch charts.Chart, in denomination, measure string) string {
	if ch.Kind == charts.Indexed {
		s := measure + ", " + periodName(ch.Base) + " = 100"
		if ch.From == ch.Base && ch.To != ch.Base {
			return s + ", to " + periodName(ch.To)
		}
		return s + ", " + runOf(data.Span{From: ch.From, To: ch.To})
	}
	names := make([]string, len(ch.Series))
	for i, s := range ch.Series {
		names[i] = s.Name
	}
	s := strings.Join(names, "; ")
	if in.words != "" {
		s += ", " + in.words
	}
	switch {
	case ch.Kind == charts.Years:
		return s + ", by " + periodWord(ch.To) + ", " + spanYears(ch.From, ch.To)
	case ch.From == ch.To:
		s += ", " + periodName(ch.To)
	default:
		s += ", " + periodName(ch.From) + " to " + periodName(ch.To)
	}
	if ch.Kind == charts.Scenario {
		s += "; scenarios to " + periodName(ch.Horizon)
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
func chartMarks(ch charts.Chart, m marks, unit data.Unit) []string {
	out, key := m.origins(), ch.Key()
	for _, l := range m.letters() {
		words := capital(l.word)
		if key.Signs && l.letter != charts.Signs[data.Revised] && l.letter != charts.Signs[data.Break] {
			words += " (" + l.letter + ")"
		}
		out = append(out, words+": "+spanList(l.spans))
	}
	for _, n := range key.Notes {
		out = append(out, n.Letter+": "+runName(n.Span)+" published as one figure")
	}
	if slices.ContainsFunc(ch.Series, func(s charts.Series) bool { return broken(s.Average) }) {
		out = append(out, "The average breaks where it would need a missing "+periodWord(ch.Ref)+" or part of a joint figure")
	}
	out = append(out, mapMarks(ch, key)...)
	if key.Open {
		out = append(out, "Open: published after the reference period")
	}
	if key.Later {
		out = append(out, "Dashed: published after the reference period")
	}
	if r := key.Range; r[0] != 0 {
		out = append(out, fmt.Sprintf("Shaded: from the lowest to the highest figure of %d to %d", r[0], r[1]))
	}
	if r := key.Thin; r[0] != 0 {
		out = append(out, fmt.Sprintf("Thin: %d to %d, which have gaps", r[0], r[1]))
	}
	if n := len(ch.Outcomes); n > 0 {
		drawn := "Scenarios are drawn straight from the last figure to their values for " + periodName(ch.Horizon)
		if n > 1 {
			drawn += "; shaded: from the lowest to the highest"
		}
		out = append(out, drawn)
	}
	if key.Clipped != 0 {
		out = append(out, "Bars above "+clipped(key.Clipped, unit)+" are cut")
	}
	if key.ClippedBelow != 0 {
		out = append(out, "Bars below "+clipped(key.ClippedBelow, unit)+" are cut")
	}
	if lines := []charts.Kind{charts.Line, charts.Years, charts.Indexed}; slices.Contains(lines, ch.Kind) && !key.FromZero {
		out = append(out, "The axis does not start at zero")
	}
	switch {
	case key.TinyBase && key.Hatched:
		out = append(out, "Hatched: not available, or n.a. because the base is too small for a rate")
	case key.TinyBase:
		out = append(out, "Hatched: n.a., the base is too small for a rate")
	case key.Hatched && (m.na || len(m.withheld) == 0):
		out = append(out, "Hatched: not available")
	case m.na && ch.Kind == charts.Dots:
		out = append(out, "n.a.: not available")
	case m.na:
		out = append(out, "Gaps: not available")
	}
	return out
}

// clipped is the value at which a chart cuts its bars.
func clipped(x float64, unit data.Unit) string {
	s := data.Fixed(new(big.Rat).SetFloat64(x), 0, unit.Kind == data.Ratio)
	if unit.Kind == data.Ratio {
		return s + "%"
	}
	return s
}

// runName is "January and February 2022", or "January to March 2022".
func runName(s data.Span) string {
	if s.Len() == 2 && s.From.Year() == s.To.Year() {
		return monthOf(s.From) + " and " + periodName(s.To)
	}
	return periodName(s.From) + " to " + periodName(s.To)
}
