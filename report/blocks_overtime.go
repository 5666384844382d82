package report

import (
	"math/big"
	"slices"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/templates"
)

// What charts over time need besides their series: the base of an index, and the
// scenarios that go on from the last figure.

// index makes the figures of plots indices that are 100 in one period.
func (c *composer) index(b *templates.Chart, plots []plot) (base data.Period, ok bool) {
	for _, p := range plots {
		if p.unit.Kind == data.Ratio || p.unit.Kind == data.Points {
			c.report(hinted(problemf(diag.Outline, p.of.At, "an index is of levels, and %s is in %s", source(p.of.Root), unitWords(p.unit)), "write kind: line"))
			return base, false
		}
	}
	common := firstCommon(plots)
	base = common
	if b.Hundred.Present() && !c.readPeriod(b.Hundred, &base) {
		return base, false
	}
	if base.IsZero() {
		c.report(hinted(problemf(diag.Claim, b.At, "no period of the chart has a figure above zero of each series, so that there is no base for the index"), "write kind: line"))
		return base, false
	}
	for i := range plots {
		p := &plots[i]
		bottom, why := c.baseOf(p.of, base)
		if why != "" {
			at := b.At
			if b.Hundred.Present() {
				at = b.Hundred.Pos
			}
			problem := problemf(diag.Claim, at, "%s cannot be 100 in %s: %s", source(p.of.Root), periodName(base), why)
			if !common.IsZero() {
				problem = hinted(problem, "write base: %s, the first period with a figure above zero of each series", common)
			}
			c.report(problem)
			return base, false
		}
		for j, n := range p.values {
			if k := p.series.Points[j].Span.Len(); k > 1 && n.OK() {
				n, _ = data.Divide(n, data.Exact(big.NewRat(int64(k), 1), data.Unit{}))
			}
			p.values[j] = data.Indexed(n, bottom)
		}
		p.unit, p.computed = data.Unit{Kind: data.Index}, true
	}
	return base, true
}

// firstCommon is the first period in which each plot has a figure of its own above
// zero; the zero Period if there is none.
func firstCommon(plots []plot) data.Period {
	seen := map[data.Period]int{}
	for _, p := range plots {
		for i, n := range p.values {
			span := p.series.Points[i].Span
			if !n.OK() || n.Low.Sign() <= 0 || span.Len() > 1 {
				continue
			}
			seen[span.From]++
		}
	}
	var first data.Period
	for p, n := range seen {
		if n == len(plots) && (first.IsZero() || p.Compare(first) < 0) {
			first = p
		}
	}
	return first
}

// baseOf is the figure that is to be 100, or why it cannot be.
func (c *composer) baseOf(x *templates.Expr, p data.Period) (n data.Value, why string) {
	v, problem := c.at(p).eval(x.Root)
	if problem != nil {
		return n, problem.Message
	}
	if v.kind == kindSeries {
		if o, ok := v.view.Series.Observation(p); ok && o.Span.Len() > 1 {
			return n, english.Run(o.Span) + " were published as one figure"
		}
	}
	switch n = v.number(); {
	case !n.OK():
		return n, lacking(n)
	case n.X.Sign() <= 0:
		return n, "it is " + prose(n) + " there, and an index begins above zero"
	case n.Low.Sign() <= 0:
		return n, "rounding leaves open whether it is above zero there"
	}
	c.notes.use(n)
	return n, ""
}

// measureWords name what an index is of where all of it is of one flow and one
// measure: Export value.
func (c *composer) measureWords(entries []*seriesEntry, plots []plot) string {
	flow, kind := "", data.NoUnit
	for i, e := range entries {
		f, k := e.decl.Flow.Value, e.series.Unit().Kind
		if i > 0 && (f != flow || k != kind) {
			return c.lang.Say(locale.IndexWord)
		}
		flow, kind = f, k
	}
	plain := !slices.ContainsFunc(plots, func(p plot) bool { return p.view.Series == nil })
	first, known := map[string]locale.Key{"export": locale.ExportValue, "import": locale.ImportValue}[flow]
	at := slices.Index([]data.UnitKind{data.Money, data.Mass, data.Quantity}, kind)
	if !plain || !known || at < 0 || kind == data.Quantity && slices.ContainsFunc(entries, func(e *seriesEntry) bool { return !e.series.Unit().Additive() }) {
		return c.lang.Say(locale.IndexWord)
	}
	return c.lang.Say(first + locale.Key(at))
}

// mostAhead is how many months a fan of scenarios reaches beyond the reference period.
const mostAhead = 6

// outcome is a scenario with what it comes to.
type outcome struct {
	name  string
	value data.Value
}

// outlook finds the scenarios that the chart draws after its figures.
func (c *composer) outlook(b *templates.Chart, last data.Period) (horizon data.Period, out []outcome, ok bool) {
	refuse := func(p *diag.Problem) (data.Period, []outcome, bool) {
		c.report(p)
		return horizon, nil, false
	}
	at := b.At
	if b.Scenarios.Present() {
		at = b.Scenarios.Pos
	}
	var s *templates.Scenarios
	var ids []string
	for _, o := range c.outlooks {
		ids = append(ids, o.ID.Value)
		if !b.Scenarios.Present() || o.ID.Value == b.Scenarios.Value {
			s = o
		}
	}
	switch {
	case s == nil && b.Scenarios.Present():
		return refuse(problemf(diag.Outline, at, "the block of scenarios %q is not in this brief", b.Scenarios.Value))
	case s == nil:
		return refuse(hinted(problemf(diag.Outline, at, "a chart of kind scenario draws a block of scenarios, and this brief has none"), "add a block scenarios: with horizon:, and with a value: in its items"))
	case len(ids) > 1 && !b.Scenarios.Present():
		problem := problemf(diag.Outline, at, "the brief has %d blocks of scenarios, and the chart does not say which one it draws", len(ids))
		if id := ids[0]; id != "" {
			problem = hinted(problem, "write scenarios: %s in the chart, or another id", id)
		}
		return refuse(problem)
	}
	of := ""
	if s.Series != nil {
		of = source(s.Series.Root)
	} else if len(c.ids) > 0 {
		of = c.ids[0]
	}
	if drawn := source(b.Series[0].Root); drawn != of {
		return refuse(hinted(problemf(diag.Outline, b.Series[0].At, "the chart draws %s, and its scenarios are of %s", drawn, of), "write series: [%s]", of))
	}
	ahead := mostAhead * c.period.PerYear() / 12
	farthest := c.period.Add(ahead)
	if ahead == 0 {
		return refuse(hinted(problemf(diag.Outline, b.Kind.Pos, "a chart draws scenarios for %d months at most, and these figures are annual", mostAhead), "leave the chart out: the block of scenarios is a table by itself"))
	}
	if !s.Horizon.Present() {
		return refuse(hinted(problemf(diag.Outline, s.At, "the scenarios that a chart draws need a horizon"), "write horizon: %s", farthest))
	}
	if !c.readPeriod(s.Horizon, &horizon) {
		return horizon, nil, false
	}
	switch far := horizon.Sub(c.period); {
	case horizon.Compare(last) <= 0:
		return refuse(hinted(problemf(diag.Claim, s.Horizon.Pos, "the scenarios are of %s, and the figures go to %s", periodName(horizon), periodName(last)), "write horizon: %s", farthest))
	case far > ahead:
		return refuse(hinted(problemf(diag.Claim, s.Horizon.Pos, "the scenarios reach %d %ss beyond %s, and a chart draws %d at most", far, periodWord(c.period), periodName(c.period), ahead), "write horizon: %s", farthest))
	}
	unit := c.scenarioUnit(s)
	for i := range s.Items {
		item := &s.Items[i]
		if item.Value == nil {
			continue
		}
		v, problem := c.eval(item.Value.Root)
		if problem != nil || !v.number().OK() {
			continue // reported where the scenarios are listed
		}
		if n, _ := adapt(v.number(), data.Value{Unit: unit}); n.Unit == unit {
			out = append(out, outcome{c.plainText(item.Name), n})
		}
	}
	if len(out) == 0 {
		return refuse(hinted(problemf(diag.Outline, s.At, "none of the scenarios that a chart draws has a value"), "write value: in their items, such as value: 184e6"))
	}
	return horizon, out, true
}

// drawOutlook gives the chart the scenarios, and lists their figures.
func (c *composer) drawOutlook(ch *charts.Chart, list []outcome, in locale.Denomination) []observed {
	values := make([]data.Value, len(list))
	for i, o := range list {
		values[i] = o.value
	}
	in = in.Whole(values)
	var shown []observed
	for _, o := range list {
		ch.Outcomes = append(ch.Outcomes, charts.Outcome{Name: o.name, Value: in.Axis(o.value), Text: in.Cell(o.value, false)})
		shown = append(shown, observed{series: o.name, span: data.Span{From: ch.Horizon, To: ch.Horizon}, value: o.value})
	}
	return shown
}

// yearsOf are the years from one period to another.
func yearsOf(from, to data.Period) data.Span {
	return data.Span{From: data.Year(from.Year()), To: data.Year(to.Year())}
}
