package templates

import (
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// The block chart: which keys go with which kind, and what kinds are called in
// other tools.

var (
	chartKinds = []string{"bars", "line", "rates", "dots", "years", "indexed", "scenario", "heatmap", "contributions", "waterfall", "share", "stacked", "multiples", "treemap", "donut"}
	// Names of charts in spreadsheets and other tools, in the order in which
	// they are compared.
	otherKinds = []otherKind{
		{"clustered column", "bars", ""}, {"clustered bar", "bars", ""}, {"column", "bars", ""}, {"columns", "bars", ""}, {"bar", "bars", ""}, {"barchart", "bars", ""},
		{"grouped bar", "bars", ""}, {"grouped column", "bars", ""}, {"lines", "line", ""}, {"line with markers", "line", ""}, {"stacked line", "stacked", ""},
		{"dot", "dots", ""}, {"dot plot", "dots", ""}, {"points", "dots", ""}, {"lollipop", "dots", ""},
		{"growth", "rates", ""}, {"pie", "donut", ""}, {"exploded pie", "donut", ""}, {"pie of pie", "donut", ""}, {"bar of pie", "donut", ""}, {"doughnut", "donut", ""}, {"ring", "donut", ""},
		{"100% stacked column", "share", ""}, {"100% stacked bar", "share", ""}, {"100% stacked area", "share", ""}, {"percent stacked", "share", ""}, {"marimekko", "share", ""},
		{"area", "stacked", ""}, {"stacked column", "stacked", ""}, {"stacked bar", "stacked", ""}, {"stacked area", "stacked", ""}, {"streamgraph", "stacked", ""},
		{"bridge", "waterfall", ""}, {"cascade", "waterfall", ""}, {"diverging bar", "contributions", ""}, {"tornado", "contributions", ""}, {"index", "indexed", ""},
		{"seasonal", "years", ""}, {"small multiples", "multiples", ""}, {"facets", "multiples", ""}, {"trellis", "multiples", ""}, {"sparklines", "multiples", ""},
		{"calendar", "heatmap", ""}, {"surface", "heatmap", ""}, {"sunburst", "treemap", ""}, {"icicle", "treemap", ""}, {"fan", "scenario", ""}, {"forecast", "scenario", ""},
		{"scatter", "indexed", "no two measures are set against each other"}, {"xy", "indexed", "no two measures are set against each other"},
		{"bubble", "treemap", "no two measures are set against each other"},
		{"combo", "indexed", "a chart has one axis of values"}, {"dual axis", "indexed", "a chart has one axis of values"}, {"secondary axis", "indexed", "a chart has one axis of values"},
		{"radar", "multiples", "spokes at different angles cannot be compared"}, {"spider", "multiples", "spokes at different angles cannot be compared"},
		{"histogram", "bars", "a chart shows figures, not how often each occurs"}, {"box and whisker", "years", "a chart shows figures, not how often each occurs"}, {"box", "years", "a chart shows figures, not how often each occurs"},
		{"pareto", "contributions", "a chart has one axis of values"},
		{"stock", "line", "trade has no opening and closing prices"}, {"candlestick", "line", "trade has no opening and closing prices"},
		{"funnel", "waterfall", "trade has no stages that narrow"},
		{"map", "treemap", "large countries would look like large partners"}, {"choropleth", "treemap", "large countries would look like large partners"}, {"filled map", "treemap", "large countries would look like large partners"},
		{"sankey", "stacked", "a brief shows no flows between more than two sides"}, {"chord", "stacked", "a brief shows no flows between more than two sides"},
		{"gauge", "bars", "a dial shows one figure and no past"}, {"speedometer", "bars", "a dial shows one figure and no past"}, {"bullet", "bars", "a dial shows one figure and no past"},
	}
)

// otherKind is a chart of another tool.
type otherKind struct {
	name string
	kind string // the kind that is it, or comes closest to what it is for
	why  string // it is not drawn; empty: kind is the same chart by another name
}

// An average is drawn over so many periods.
const minAverage, maxAverage = 2, 60

// chartKind reads the kind of a chart.
func (f *fields) chartKind() Scalar {
	s := f.scalar("kind")
	if !s.Present() || slices.Contains(chartKinds, s.Value) {
		return s
	}
	candidates := slices.Clone(chartKinds)
	for _, o := range otherKinds {
		candidates = append(candidates, o.name)
	}
	form := strings.ToLower(s.Value)
	for _, word := range []string{"3-d ", "3d ", "2-d "} {
		form = strings.TrimPrefix(form, word)
	}
	for _, word := range []string{" chart", " graph", " plot", " diagram"} {
		form = strings.TrimSuffix(form, word)
	}
	near := diag.Nearest(form, candidates)
	for _, o := range otherKinds {
		if near != o.name {
			continue
		}
		if o.why != "" {
			f.d.fail(s.Pos, "unknown chart kind %q: %s", s.Value, o.why).WithHint("write kind: %s", o.kind)
			return s
		}
		near = o.kind
		break
	}
	h := f.d.fail(s.Pos, "unknown chart kind %q", s.Value)
	if near == "" {
		h.WithHint("available: %s", strings.Join(chartKinds, ", "))
		return s
	}
	h.Meant(s.Value, near)
	return s
}

// swapped puts two texts each in the other's place.
func swapped(a, b Scalar) []diag.Edit {
	return []diag.Edit{{Pos: a.Pos, Old: a.Value, New: b.Value}, {Pos: b.Pos, Old: b.Value, New: a.Value}}
}

func readChart(d *decoder, f *fields, b Base) Block {
	c := &Chart{Base: b, Kind: f.chartKind(), Title: f.prose("title", lineForm), Subtitle: f.prose("subtitle", lineForm),
		Of: f.expr("of", "series"), By: f.choice("by", partedBy...), Top: f.whole("top"), Change: f.choice("change", changes...),
		From: f.period("from"), To: f.period("to"), Average: f.whole("average"), Annotate: f.choice("annotate", annotations...),
		Hundred: f.period("base"), Scenarios: f.scalar("scenarios"),
		Note: f.prose("note", lineForm), Alt: f.prose("alt", lineForm)}
	for _, t := range f.list("series") {
		if x := d.expr(present(t), "a series of the chart", "number"); x != nil {
			c.Series = append(c.Series, x)
		}
	}
	for _, t := range f.list("reference") {
		r := d.fields(t, "a reference")
		c.Reference = append(c.Reference, Reference{At: r.period("at"), Label: r.prose("label", lineForm)})
		r.require("at")
		r.close()
	}
	if c.Average.Present() {
		if n, _ := wholeNumber(c.Average.Value); n < minAverage || n > maxAverage {
			d.fail(c.Average.Pos, "average takes a number of periods from %d to %d, found %s", minAverage, maxAverage, c.Average.Value)
		}
	}
	if c.From.Present() && c.To.Present() && len(c.From.Value) == len(c.To.Value) && c.To.Value < c.From.Value {
		d.fail(c.To.Pos, "the chart ends before it begins").WithFix(swapped(c.From, c.To), "write from: %s and to: %s", c.To.Value, c.From.Value)
	}
	f.keysOfKind(c.Kind.Value)
	if c.Scenarios.Present() {
		d.drawn = append(d.drawn, c.Scenarios)
	}
	f.require("kind", "title")
	d.notEmpty(f, "series")
	return c
}

// Kinds of charts that show the parts of a whole, and those of them that show one
// period.
var (
	partKinds   = []string{"contributions", "waterfall", "share", "stacked", "multiples", "treemap", "donut"}
	changeKinds = []string{"contributions", "waterfall"}
)

// chartKeys are the keys that only some kinds of chart take; the others would pass
// over them in silence.
var chartKeys = []struct {
	name  string
	kinds []string
	hint  string // for the other kinds; empty: which kinds take it
}{
	{name: "of", kinds: partKinds},
	{name: "by", kinds: partKinds},
	{name: "top", kinds: partKinds},
	{name: "change", kinds: changeKinds},
	{"from", []string{"bars", "line", "rates", "dots", "years", "indexed", "scenario", "heatmap", "share", "stacked", "multiples"},
		"it shows one period or the change up to it: to: says which"},
	{name: "average", kinds: []string{"bars"}},
	{name: "annotate", kinds: []string{"bars", "line", "rates", "indexed", "scenario"}},
	{name: "reference", kinds: []string{"bars", "line", "rates", "dots", "scenario"}},
	{name: "base", kinds: []string{"indexed"}},
	{name: "scenarios", kinds: []string{"scenario"}},
}

// keysOfKind reports keys of other kinds of chart.
func (f *fields) keysOfKind(kind string) {
	for _, k := range chartKeys {
		t := f.get(k.name)
		if t == nil || !slices.Contains(chartKinds, kind) || slices.Contains(k.kinds, kind) {
			continue
		}
		hint := k.hint
		if hint == "" {
			hint = "it goes with kind: " + strings.Join(k.kinds, ", ")
		}
		f.d.fail(t.at, "a chart of kind %s takes no %s:", kind, k.name).WithHint("%s", hint)
	}
}
