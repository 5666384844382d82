package report

import (
	"slices"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/templates"
)

// The series of a chart: evaluated in each period, printed, and noted for the ledger.

// mentionEnds notes the figures that stand beside a drawing and that evaluating its
// series did not: those of an index, which is known once its base is, of an average,
// and of a period after that of the brief.
func (c *composer) mentionEnds(p plot, ch charts.Chart) {
	for i, n := range p.values {
		point := p.series.Points[i]
		at := point.Span.To
		if !n.OK() || point.Span.Len() > 1 || at != c.period && at != ch.To {
			continue
		}
		x := c.inPeriod(p.of.Root, at)
		switch {
		case ch.Kind == charts.Indexed && p.view.Series != nil:
			x = &templates.Call{At: p.of.At, X: x, S: "index", Args: []templates.ExprNode{&templates.Str{At: p.of.At, S: ch.Base.String()}}}
			c.shows(source(x), p.of.At, point.Text)
		case ch.Kind == charts.Bars || ch.Kind == charts.Line || ch.Kind == charts.Scenario:
			if at != c.period {
				c.shows(source(x), p.of.At, c.lang.FigureAt(n, n.X, p.rate))
			}
		}
		if len(p.averages) > i && p.averages[i].OK() {
			c.shows(source(&templates.Member{At: p.of.At, X: x, S: p.averaged}), p.of.At, c.lang.Figure(p.averages[i]))
		}
	}
}

// shows reports whether there is something to draw of a plot. A rate without a
// meaningful base is: its reason.
func (p plot) shows() bool {
	return slices.ContainsFunc(p.values, func(n data.Value) bool { return n.OK() || n.Status == data.NotMeaningful })
}

// plot is a series of a chart, evaluated. Its points get their values and texts
// by print, when it is known how the chart prints its figures.
type plot struct {
	of       *templates.Expr
	series   charts.Series
	values   []data.Value // of the points
	averages []data.Value // of the points of the average
	averaged string       // the metric that they are
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
		switch {
		case n.Status == data.NotMeaningful:
			point.Text = l.Say(locale.TinyBase)
		case !p.rate && kind != charts.Rates && isNil(n):
			point.Text = nilSign
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
		out.averages, out.averaged, out.series.Average = values, metric, points
		out.series.AverageName = c.lang.Say(by(locale.AverageMonths, c.period), b.Average.Value)
	}
}
