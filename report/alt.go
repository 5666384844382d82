package report

import (
	"slices"
	"strconv"
	"strings"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/report/page"
)

// Alternative texts: what a reader aloud says in place of a figure, made from
// the same points as the drawing. Who listens cannot look back, so sentences are
// short, months have their whole names, and each series is told to its end
// before the next begins.

var chartNames = map[charts.Kind]string{
	charts.Bars:    "Bar chart",
	charts.Line:    "Line chart",
	charts.Rates:   "Bar chart of rates of change",
	charts.Dots:    "Dot chart",
	charts.Heatmap: "Heat map",

	charts.Contributions: "Bar chart of contributions",
	charts.Waterfall:     "Waterfall chart",
	charts.Share:         "Stacked columns of shares",
	charts.Stacked:       "Stacked columns",

	charts.Years:    "Line chart",
	charts.Indexed:  "Line chart of indices",
	charts.Scenario: "Bar chart with scenarios",
}

// chartAlt says kind, unit and span; for each series its first, last, highest and
// lowest figure, its latest change and what it lacks; then what is marked.
// Changes are those of the last points, in words, empty where there are none.
func chartAlt(ch charts.Chart, in denomination, changes []string) string {
	head := chartNames[ch.Kind]
	if head == "" {
		head = "Chart"
	}
	if in.words != "" {
		head += " in " + in.words
	}
	head += ", " + runOf(data.Span{From: ch.From, To: ch.To})
	switch {
	case ch.Kind == charts.Dots && ch.From != ch.To:
		head += ", one dot a year"
	case ch.Kind == charts.Years:
		head += ", one line a year"
	case ch.Kind == charts.Indexed:
		head += ", " + periodName(ch.Base) + " is 100"
	}
	said := []string{head + "."}
	if ch.Kind == charts.Years {
		said = append(said, yearsAlt(ch, changes)...)
	}
	for i, s := range ch.Series {
		if ch.Kind == charts.Years {
			break
		}
		said = append(said, s.Name+": "+pointsAlt(s.Points, changes[i]))
		if i := lastPresent(s.Average); i >= 0 {
			said = append(said, s.AverageName+": "+pointAlt(&s.Average[i])+".")
		}
	}
	if sums := sumsAlt(ch); sums != "" {
		said = append(said, sums)
	}
	if len(ch.Outcomes) > 0 {
		var each []string
		for _, o := range ch.Outcomes {
			each = append(each, o.Name+" "+o.Text)
		}
		said = append(said, "Scenarios for "+periodName(ch.Horizon)+", drawn straight from the last figure: "+strings.Join(each, ", ")+".")
	}
	for _, r := range ch.References {
		said = append(said, "For comparison, "+strings.TrimRight(r.Label, ".")+", "+periodName(r.Period)+": "+r.Text+".")
	}
	var marked []string
	for _, e := range ch.Events {
		marked = append(marked, strings.TrimRight(e.Label, ".")+", "+periodName(data.Month(e.Date.Year(), e.Date.Month())))
	}
	for _, s := range ch.Shades {
		marked = append(marked, strings.TrimRight(s.Label, ".")+", "+runOf(data.Span{From: s.From, To: s.To}))
	}
	if len(marked) > 0 {
		said = append(said, "Marked: "+strings.Join(marked, "; ")+".")
	}
	return strings.Join(said, " ")
}

// alt tells of the chart: of changes each part in turn, of columns each part over
// time.
func (k *partChart) alt() string {
	if k.change == "" {
		return chartAlt(k.ch, k.in, make([]string, len(k.ch.Series)))
	}
	var said []string
	unit := k.in.words
	if unit == "pp" {
		unit = "percentage points"
	}
	head := chartNames[k.ch.Kind] + " in " + unit + ", " + periodName(k.ch.To) + " after " + periodName(k.ch.From) + "."
	for _, s := range k.ch.Series {
		p := s.Points[len(s.Points)-1]
		switch words := apartFrom(&p); {
		case words == notAvailable || words == withheld:
			said = append(said, s.Name+": "+lowerFirst(words))
		case s.Role == charts.Whole && len(s.Points) > 1:
			head += " " + s.Name + ": " + s.Points[0].Text + " in " + periodName(k.ch.From) + ", " + p.Text + " in " + periodName(k.ch.To) + "."
		default:
			said = append(said, s.Name+": "+p.Text)
		}
	}
	return head + " " + strings.Join(said, "; ") + "."
}

// yearsAlt tells of each line of a chart of years, and of the range of the others.
func yearsAlt(ch charts.Chart, changes []string) []string {
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
		said = append(said, strconv.Itoa(year)+": "+pointsAlt(within(year, year), change))
	}
	r := key.Range
	if r[0] == 0 {
		r = key.Thin
	}
	if r[0] != 0 {
		words := strconv.Itoa(r[0]) + " to " + strconv.Itoa(r[1])
		s := surveyed(within(r[0], r[1]))
		if s.high != nil {
			words += ", together: highest " + pointAlt(s.high) + ", lowest " + pointAlt(s.low)
		} else if s.first != nil {
			words += ": all " + s.first.Text
		}
		said = append(said, words+"."+s.apart)
	}
	return said
}

// survey is what there is to tell of points; none has a figure: first is nil.
type survey struct {
	first, before, last *charts.Point // before is the one before the last
	high, low           *charts.Point // nil: all are printed alike
	apart               string        // sentences on points that are not plainly the figure of one period
}

func surveyed(points []charts.Point) survey {
	var out survey
	apart := map[string][]data.Span{}
	for i := range points {
		p := &points[i]
		what := apartFrom(p)
		if what != "" {
			apart[what] = append(apart[what], p.Span)
		}
		if what == tooSmall || what == notAvailable || what == withheld {
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
	for _, what := range []string{combined, broke, provisional, estimated, notAvailable, withheld, tooSmall} {
		spans := apart[what]
		names := spansBy(spans, runOf)
		if what == combined { // each run is a figure of its own
			each := make([]string, len(spans))
			for i, s := range spans {
				each[i] = runOf(s)
			}
			names = enumerate(each)
		}
		if len(spans) > 0 {
			out.apart += " " + what + ": " + names + "."
		}
	}
	return out
}

// pointsAlt tells of the points of a series. Change is that of the last one.
func pointsAlt(points []charts.Point, change string) string {
	s := surveyed(points)
	if s.first == nil {
		return "no figures."
	}
	words := "first " + pointAlt(s.first)
	if s.last != s.first {
		words += ", last " + pointAlt(s.last)
	}
	if change != "" {
		words += ", " + change
	} else if s.before != nil && s.before != s.first {
		words += ", after " + pointAlt(s.before)
	}
	words += "."
	if s.high != nil {
		words += " Highest " + pointAlt(s.high) + ", lowest " + pointAlt(s.low) + "."
	}
	return words + s.apart
}

// apartFrom is how a point differs from the plain figure of one period, by one of
// the words below, or empty.
func apartFrom(p *charts.Point) string {
	switch {
	case p.TinyBase:
		return tooSmall
	case p.Status == data.Suppressed:
		return withheld
	case lastPresent([]charts.Point{*p}) < 0:
		return notAvailable
	case p.Span.Len() > 1:
		return combined
	}
	return map[data.Status]string{data.Provisional: provisional, data.Estimated: estimated, data.Break: broke}[p.Status]
}

const (
	combined     = "Published as one figure"
	broke        = "Break in the series"
	provisional  = "Provisional"
	estimated    = "Estimated"
	notAvailable = "Not available"
	withheld     = "Withheld by the publisher"
	tooSmall     = "No rate, as the base is too small"
)

func pointAlt(p *charts.Point) string { return p.Text + " in " + runOf(p.Span) }

// runOf is the name of a run of periods, or of one.
func runOf(s data.Span) string {
	if s.From == s.To {
		return periodName(s.To)
	}
	return runName(s)
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

// changeAlt is how the figure of a period compares with that before it and with
// that of a year earlier: "up 15.9% on August 2023 and up 135.9% on September 2022".
func changeAlt(v data.View) string {
	var parts []string
	for _, m := range []struct {
		metric string
		before int
	}{{"mom", 1}, {"yoy", v.Period.PerYear()}} {
		n, ok := v.Metric(m.metric)
		if !ok || !n.OK() {
			continue
		}
		words := prose(data.Abs(n))
		switch {
		case n.X.Sign() == 0:
			words = "unchanged"
		case words == "0.0%":
			words = "hardly changed"
		case n.X.Sign() > 0:
			words = "up " + words
		default:
			words = "down " + words
		}
		parts = append(parts, words+" on "+periodName(v.Period.Add(-m.before)))
	}
	return strings.Join(parts, " and ")
}

var sparkNames = map[charts.SparkKind]string{
	charts.SparkBars:       "Small bar chart",
	charts.SparkPair:       "Two bars",
	charts.SparkCumulative: "Small bar chart of the year to date",
	charts.SparkLine:       "Small line chart",
}

// sparkAlt tells of a small chart whose points have these values; of none it says
// nothing. It stands beside the figure that it leads to, so it is short.
func sparkAlt(kind charts.SparkKind, points []charts.Point, values []data.Value, rate bool) string {
	sizes, unit := denominations{}, data.Unit{}
	for _, n := range values {
		sizes.add(n)
		if n.OK() {
			unit = n.Unit
		}
	}
	in := sizes.of(unit)
	points = slices.Clone(points)
	for i := range points {
		points[i].Text = in.cell(values[i], rate)
	}
	s := surveyed(points)
	if s.first == nil {
		return ""
	}
	words := sparkNames[kind]
	if in.words != "" {
		words += " in " + in.words
	}
	if kind == charts.SparkPair {
		words += ": first " + pointAlt(s.first)
		if s.last != s.first {
			words += ", last " + pointAlt(s.last)
		}
		return words + "." + s.apart
	}
	words += ", " + runOf(data.Span{From: points[0].Span.From, To: points[len(points)-1].Span.To}) + ": first " + s.first.Text + ", last " + s.last.Text
	if s.high != nil {
		words += ", highest " + pointAlt(s.high) + ", lowest " + pointAlt(s.low)
	}
	return words + "." + s.apart
}

// timelineAlt lists the events.
func timelineAlt(t *page.Timeline) string {
	parts := make([]string, len(t.Entries))
	for i, e := range t.Entries {
		parts[i] = e.When + ", " + strings.TrimRight(plain(e.Text), ".")
	}
	return "Timeline. " + strings.Join(parts, "; ") + "."
}

// altAfter puts what the author says of a figure before what is made from its points.
func altAfter(author, made string) string {
	if author != "" && !strings.ContainsAny(author[len(author)-1:], ".!?") {
		author += "."
	}
	return joined(" ", author, made)
}
