package report

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/report/locale"
	"tradebrief/report/page"
)

// Alternative texts: what a reader aloud says in place of a figure, made from
// the same points as the drawing. Who listens cannot look back, so sentences are
// short, months have their whole names, and each series is told to its end
// before the next begins.

var chartNames = map[charts.Kind]locale.Key{
	charts.Bars:    locale.AltBars,
	charts.Line:    locale.AltLine,
	charts.Rates:   locale.AltRates,
	charts.Dots:    locale.AltDots,
	charts.Heatmap: locale.AltHeatmap,

	charts.Contributions: locale.AltContributions,
	charts.Waterfall:     locale.AltWaterfall,
	charts.Share:         locale.AltShare,
	charts.Stacked:       locale.AltStacked,

	charts.Years:    locale.AltLine,
	charts.Indexed:  locale.AltIndexed,
	charts.Scenario: locale.AltScenario,

	charts.Multiples: locale.AltMultiples,
	charts.Treemap:   locale.AltTreemap,
	charts.Donut:     locale.AltDonut,
}

// aloud says figures in the language of a brief.
type aloud struct{ *locale.Locale }

// chart says kind, unit and span; for each series its first, last, highest and
// lowest figure, its latest change and what it lacks; then what is marked.
// Changes are those of the last points, in words, empty where there are none.
func (a aloud) chart(ch charts.Chart, in locale.Denomination, changes []string) string {
	kind, known := chartNames[ch.Kind]
	if !known {
		kind = locale.AltChart
	}
	head := a.Join(a.named(kind, in), a.Run(drawnSpan(ch)))
	switch {
	case ch.Kind == charts.Dots && ch.From != ch.To:
		head = a.Join(head, a.Say(locale.OneDotAYear))
	case ch.Kind == charts.Years:
		head = a.Join(head, a.Say(locale.OneLineAYear))
	case ch.Kind == charts.Indexed:
		head = a.Join(head, a.Say(locale.IsHundred, a.Period(ch.Base)))
	}
	said := []string{a.Stop(head)}
	if ch.Kind == charts.Years {
		said = append(said, a.years(ch, changes)...)
	}
	for i, s := range ch.Series {
		if ch.Kind == charts.Years {
			break
		}
		said = append(said, a.Say(locale.Colon, s.Name, a.points(s.Points, changes[i])))
		if i := lastPresent(s.Average); i >= 0 {
			said = append(said, a.Stop(a.Say(locale.Colon, s.AverageName, a.point(&s.Average[i]))))
		}
	}
	said = append(said, a.sums(ch))
	if len(ch.Outcomes) > 0 {
		var each []string
		for _, o := range ch.Outcomes {
			each = append(each, o.Name+" "+o.Text)
		}
		said = append(said, a.Say(locale.AltScenarios, a.Period(ch.Horizon), a.Join(each...)))
	}
	for _, r := range ch.References {
		said = append(said, a.Say(locale.AltComparison, strings.TrimRight(r.Label, "."), a.Period(r.Period), forEar(r.Text)))
	}
	var marked []string
	for _, e := range ch.Events {
		marked = append(marked, a.Join(strings.TrimRight(e.Label, "."), a.Period(data.Month(e.Date.Year(), e.Date.Month()))))
	}
	for _, s := range ch.Shades {
		marked = append(marked, a.Join(strings.TrimRight(s.Label, "."), a.Run(data.Span{From: s.From, To: s.To})))
	}
	if len(marked) > 0 {
		said = append(said, a.Say(locale.AltMarked, a.Semicolons(marked...)))
	}
	return a.Sentences(said...)
}

// named is a kind of drawing with its unit.
func (a aloud) named(kind locale.Key, in locale.Denomination) string {
	if in.Words == "" {
		return a.Say(kind)
	}
	return a.Say(locale.AltIn, a.Say(kind), in.Words)
}

// alt tells of the chart: of changes each part in turn, of columns each part over
// time.
func (k *partChart) alt() string {
	a := aloud{k.lang}
	if partRules[k.ch.Kind].moment {
		return k.areasAlt(a)
	}
	if k.change == "" {
		return a.chart(k.ch, k.in, make([]string, len(k.ch.Series)))
	}
	unit := k.in
	if unit.Words == a.Unit(data.Unit{Kind: data.Points}) {
		unit.Words = a.Say(locale.PercentagePoints)
	}
	said := []string{a.Stop(a.Join(a.named(chartNames[k.ch.Kind], unit), a.Say(locale.AltAfterPeriod, a.Period(k.ch.To), a.Period(k.ch.From))))}
	var parts []string
	for _, s := range k.ch.Series {
		p := s.Points[len(s.Points)-1]
		switch what := apartFrom(&p); {
		case what == locale.AltNotAvailable || what == locale.AltWithheld:
			parts = append(parts, a.Say(locale.Colon, s.Name, lowerFirst(a.Say(what))))
		case s.Role == charts.Whole && len(s.Points) > 1:
			said = append(said, a.Stop(a.Say(locale.Colon, s.Name, a.Join(a.Say(locale.AltAt, forEar(s.Points[0].Text), a.Period(k.ch.From)), a.Say(locale.AltAt, forEar(p.Text), a.Period(k.ch.To))))))
		default:
			parts = append(parts, a.Say(locale.Colon, s.Name, forEar(p.Text)))
		}
	}
	return a.Sentences(append(said, a.Stop(a.Semicolons(parts...)))...)
}

// years tells of each line of a chart of years, and of the range of the others.
func (a aloud) years(ch charts.Chart, changes []string) []string {
	key := ch.Key()
	within := func(first, last int) []charts.Point {
		var out []charts.Point
		for _, p := range ch.Series[0].Points {
			if y := p.Span.From.Year(); y >= first && y <= last {
				out = append(out, p)
			}
		}
		return out
	}
	var said []string
	for i, year := range key.Years {
		change := ""
		if i == 0 {
			change = changes[0]
		}
		said = append(said, a.Say(locale.Colon, strconv.Itoa(year), a.points(within(year, year), change)))
	}
	r := key.Range
	if r[0] == 0 {
		r = key.Thin
	}
	if r[0] != 0 {
		words := a.Say(locale.FromTo, strconv.Itoa(r[0]), strconv.Itoa(r[1]))
		s := a.surveyed(within(r[0], r[1]))
		if s.high != nil {
			words = a.Say(locale.Colon, a.Say(locale.YearsTogether, words), a.Say(locale.AltHighLow, a.point(s.high), a.point(s.low)))
		} else if s.first != nil {
			words = a.Say(locale.AllAlike, words, forEar(s.first.Text))
		}
		said = append(said, append([]string{a.Stop(words)}, s.apart...)...)
	}
	return said
}

// survey is what there is to tell of points; none has a figure: first is nil.
type survey struct {
	first, before, last *charts.Point // before is the one before the last
	high, low           *charts.Point // nil: all are printed alike
	apart               []string      // sentences on points that are not plainly the figure of one period
}

func (a aloud) surveyed(points []charts.Point) survey {
	var out survey
	apart := map[locale.Key][]data.Span{}
	for i := range points {
		p := &points[i]
		what := apartFrom(p)
		if what != plainFigure {
			apart[what] = append(apart[what], p.Span)
		}
		if what == locale.AltTooSmall || what == locale.AltNotAvailable || what == locale.AltWithheld {
			continue
		}
		out.before, out.last = out.last, p
		if out.first == nil {
			out.first = p
		}
		if p.Span.Len() > 1 {
			continue // neither high nor low beside the figure of one month
		}
		if out.high == nil || p.Value > out.high.Value {
			out.high = p
		}
		if out.low == nil || p.Value < out.low.Value {
			out.low = p
		}
	}
	if out.high != nil && out.high.Text == out.low.Text {
		out.high, out.low = nil, nil
	}
	for _, what := range []locale.Key{locale.AltCombined, locale.AltBreak, locale.AltProvisional, locale.AltEstimated, locale.AltNotAvailable, locale.AltWithheld, locale.AltTooSmall} {
		spans := apart[what]
		names := spansBy(a.Locale, spans, a.Run)
		if what == locale.AltCombined { // each run is a figure of its own
			each := make([]string, len(spans))
			for i, s := range spans {
				each[i] = a.Run(s)
			}
			names = a.List(each)
		}
		if len(spans) > 0 {
			out.apart = append(out.apart, a.Stop(a.Say(locale.Colon, a.Say(what), names)))
		}
	}
	return out
}

// points tells of the points of a series. Change is that of the last one.
func (a aloud) points(points []charts.Point, change string) string {
	s := a.surveyed(points)
	if s.first == nil {
		return a.Say(locale.AltNoFigures)
	}
	parts := []string{a.Say(locale.AltFirst, a.point(s.first))}
	if s.last != s.first {
		parts = append(parts, a.Say(locale.AltLast, a.point(s.last)))
	}
	if change != "" {
		parts = append(parts, change)
	} else if s.before != nil && s.before != s.first {
		parts = append(parts, a.Say(locale.AltAfter, a.point(s.before)))
	}
	said := []string{a.Stop(a.Join(parts...))}
	if s.high != nil {
		said = append(said, a.Say(locale.AltHighestLowest, a.point(s.high), a.point(s.low)))
	}
	return a.Sentences(append(said, s.apart...)...)
}

// plainFigure is a point that is nothing else.
const plainFigure locale.Key = -1

// apartFrom is how a point differs from the plain figure of one period.
func apartFrom(p *charts.Point) locale.Key {
	switch {
	case p.TinyBase:
		return locale.AltTooSmall
	case p.Status == data.Suppressed:
		return locale.AltWithheld
	case lastPresent([]charts.Point{*p}) < 0:
		return locale.AltNotAvailable
	case p.Span.Len() > 1:
		return locale.AltCombined
	}
	switch p.Status {
	case data.Provisional:
		return locale.AltProvisional
	case data.Estimated:
		return locale.AltEstimated
	case data.Break:
		return locale.AltBreak
	}
	return plainFigure
}

func (a aloud) point(p *charts.Point) string {
	return a.Say(locale.AltAt, forEar(p.Text), a.Run(p.Span))
}

// forEar is a printed figure for the ear: the sign for nothing is silent.
func forEar(text string) string {
	if text == nilSign {
		return "0"
	}
	return text
}

// lastPresent is the last point with a figure; -1: there is none.
func lastPresent(points []charts.Point) int {
	for i := len(points) - 1; i >= 0; i-- {
		if s := points[i].Status; s != data.Missing && s != data.Suppressed && s != data.NotMeaningful {
			return i
		}
	}
	return -1
}

// change is how the figure of a period compares with that before it and with
// that of a year earlier: "up 15.9% on August 2023 and up 135.9% on September 2022".
func (a aloud) change(v data.View) string {
	var parts []string
	for _, m := range []struct {
		metric string
		before int
	}{{"mom", 1}, {"yoy", v.Period.PerYear()}} {
		n, ok := v.Metric(m.metric)
		if !ok || !n.OK() || n.X.Cmp(big.NewRat(-1, 1)) < 0 {
			continue // nothing falls by more than all of it: a balance has passed zero
		}
		before := a.Period(v.Period.Add(-m.before))
		size := a.Figure(data.Abs(n))
		switch {
		case n.X.Sign() == 0:
			parts = append(parts, a.Say(locale.AltUnchanged, before))
		case !strings.ContainsAny(size, "123456789"):
			parts = append(parts, a.Say(locale.AltHardlyChanged, before))
		case n.X.Sign() > 0:
			parts = append(parts, a.Say(locale.AltUp, size, before))
		default:
			parts = append(parts, a.Say(locale.AltDown, size, before))
		}
	}
	return a.List(parts)
}

var sparkNames = map[charts.SparkKind]locale.Key{
	charts.SparkBars:       locale.AltSparkBars,
	charts.SparkPair:       locale.AltSparkPair,
	charts.SparkCumulative: locale.AltSparkCumulative,
	charts.SparkLine:       locale.AltSparkLine,
}

// spark tells of a small chart whose points have these values; of none it says
// nothing. It stands beside the figure that it leads to, so it is short.
func (a aloud) spark(kind charts.SparkKind, points []charts.Point, values []data.Value, rate bool) string {
	sizes, unit := a.Denominations(), data.Unit{}
	for _, n := range values {
		sizes.Add(n)
		if n.OK() {
			unit = n.Unit
		}
	}
	in := sizes.Of(unit)
	points = slices.Clone(points)
	for i := range points {
		points[i].Text = in.Cell(values[i], rate)
	}
	s := a.surveyed(points)
	if s.first == nil {
		return ""
	}
	head := a.named(sparkNames[kind], in)
	var parts []string
	if kind == charts.SparkPair {
		parts = append(parts, a.Say(locale.AltFirst, a.point(s.first)))
		if s.last != s.first {
			parts = append(parts, a.Say(locale.AltLast, a.point(s.last)))
		}
	} else {
		head = a.Join(head, a.Run(data.Span{From: points[0].Span.From, To: points[len(points)-1].Span.To}))
		parts = append(parts, a.Say(locale.AltFirst, forEar(s.first.Text)), a.Say(locale.AltLast, forEar(s.last.Text)))
		if s.high != nil {
			parts = append(parts, a.Say(locale.AltHighLow, a.point(s.high), a.point(s.low)))
		}
	}
	return a.Sentences(append([]string{a.Stop(a.Say(locale.Colon, head, a.Join(parts...)))}, s.apart...)...)
}

// timeline lists the events.
func (a aloud) timeline(t *page.Timeline) string {
	parts := make([]string, len(t.Entries))
	for i, e := range t.Entries {
		parts[i] = a.Join(e.When, strings.TrimRight(plain(e.Text), "."))
	}
	return a.Say(locale.AltTimeline, a.Semicolons(parts...))
}

// altAfter puts what the author says of a figure before what is made from its points.
func altAfter(author, made string) string {
	if author != "" && !strings.ContainsAny(author[len(author)-1:], ".!?") {
		author += "."
	}
	return joined(" ", author, made)
}
