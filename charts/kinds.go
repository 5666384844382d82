package charts

import (
	"cmp"
	"strings"

	"tradebrief/charts/palette"
	"tradebrief/data"
)

// Kind is a form of chart.
type Kind string

// The kinds.
const (
	Bars    Kind = "bars"    // one to three series side by side, an average line
	Line    Kind = "line"    // one to four series
	Rates   Kind = "rates"   // bars of rates of change in percent, clipped
	Dots    Kind = "dots"    // one row a point: the same month over years
	Heatmap Kind = "heatmap" // one row a year, one cell a month or quarter

	// What parts of a whole added to its growth, in percentage points: each series
	// has the one point, and the series of the whole its growth.
	Contributions Kind = "contributions"
	// The level of a whole before and now, with the changes of its parts between:
	// the series of the whole has two points, the others their change as one.
	Waterfall Kind = "waterfall"
	// The shares of parts in their whole, in percent, a column for each period.
	Share Kind = "share"
	// Parts one on the other, a column for each period, as high as the whole.
	Stacked Kind = "stacked"

	Years    Kind = "years"    // January to December of one series, a line a year
	Indexed  Kind = "indexed"  // one to four series as parts of their own value in the base period, which is 100
	Scenario Kind = "scenario" // bars of one series, and what scenarios make of it

	// A chart of bars for each series, all on one scale.
	Multiples Kind = "multiples"
	// The parts of a whole in one period as areas.
	Treemap Kind = "treemap"
	// The parts of a whole in one period as a ring around it.
	Donut Kind = "donut"
)

// form is what sets a kind of chart apart from the others.
type form struct {
	kind    Kind
	most    int                                            // series
	heights func(m *model) (least, standard, most float64) // of the body
	scale   func(m *model)                                 // chooses the axis of values
	plan    func(m *model) (*plot, error)                  // finds a place for everything

	hatched func(m *model) (marks, rest bool) // of parts of a whole: what is hatched
	tell    func(m *model)                    // what else a reader must be told; nil: nothing

	pitch   float64 // a period in less millimetres cannot be told from its neighbours; 0: any can
	average bool    // there may be an average line
	whole   bool    // the figure of a run of periods is drawn as it is, not as their mean
	runs    bool    // runs of periods get letters
	stubs   bool    // a missing period is a hatched stub, not a mere gap
	open    bool    // what was published after the reference period is drawn open
	dashed  bool    // lines to it are dashed
	ahead   bool    // scenarios go on from the last figure
	signs   bool    // the letters of statuses stand over the marks
	low     bool    // rows one under the other, so that a low chart may be legible
	given   bool    // only periods that have a point have a place
}

// Periods that are narrower run into each other: bars sooner than the points of a
// line. In millimetres.
const (
	barApart  = 0.3
	lineApart = 0.12
)

// forms are the kinds that can be drawn, in the order in which errors list them.
// A new one is an entry here, its drawing in a file of its own, and its name among
// the kinds that an outline may ask for.
var forms = [...]form{
	{kind: Bars, most: 3, heights: between(52, 64.5, 72), scale: (*model).scaleFromZero, plan: (*model).bars, pitch: barApart, average: true, runs: true, stubs: true, open: true, signs: true},
	{kind: Line, most: 4, heights: between(42, 49, 60), scale: (*model).scaleOfLevels, plan: (*model).lines, pitch: lineApart, runs: true, dashed: true, signs: true},
	{kind: Years, most: 1, heights: between(42, 49, 60), scale: (*model).scaleOfLevels, plan: (*model).years, tell: (*model).tellYears, runs: true, dashed: true, signs: true},
	{kind: Rates, most: 1, heights: between(46, 52, 62), scale: (*model).scaleOfRates, plan: (*model).rates, pitch: barApart, whole: true, runs: true, stubs: true, open: true, signs: true},
	{kind: Indexed, most: 4, heights: between(42, 49, 60), scale: (*model).scaleOfIndex, plan: (*model).index, pitch: lineApart, whole: true, runs: true, dashed: true, signs: true},
	{kind: Scenario, most: 1, heights: between(52, 66, 70), scale: (*model).scaleFromZero, plan: (*model).scenario, pitch: barApart, runs: true, stubs: true, open: true, signs: true, ahead: true},
	{kind: Dots, most: 1, heights: (*model).rowHeights, scale: (*model).scaleFromZero, plan: (*model).dots, whole: true, stubs: true, open: true, signs: true, low: true, given: true},
	{kind: Heatmap, most: 1, heights: (*model).heatHeights, scale: (*model).classify, plan: (*model).heatmap, runs: true, stubs: true, open: true, signs: true, low: true},
	{kind: Contributions, most: maxParts, heights: (*model).contributionHeights, scale: (*model).scaleOfContributions, plan: (*model).contributions, hatched: (*model).hatchedRows, low: true},
	{kind: Waterfall, most: maxParts, heights: (*model).waterfallHeights, scale: (*model).scaleOfWaterfall, plan: (*model).waterfall, whole: true, hatched: (*model).hatchedRows, low: true},
	{kind: Share, most: len(palette.Categories), heights: between(50, 62, 70), scale: (*model).scaleOfShares, plan: (*model).stacks, whole: true, runs: true, open: true, hatched: (*model).hatchedColumns},
	{kind: Stacked, most: len(palette.Categories) + 1, heights: between(50, 62, 70), scale: (*model).scaleOfStacks, plan: (*model).stacks, runs: true, open: true, hatched: (*model).hatchedColumns},
	{kind: Multiples, most: mostPanels, heights: (*model).panelHeights, scale: (*model).scaleFromZero, plan: (*model).multiples, runs: true, stubs: true, open: true, low: true},
	{kind: Treemap, most: maxParts, heights: (*model).treemapHeights, scale: (*model).scaleFromZero, plan: (*model).treemap, whole: true, low: true},
	{kind: Donut, most: mostArcs + 1, heights: between(50, 62, 70), scale: (*model).scaleFromZero, plan: (*model).donut, whole: true, low: true},
}

// maxParts are the series of a chart with a row for each: forty parts, the rest and
// the whole.
const maxParts = 42

// between is the heights of a kind that has a range of them, in millimetres.
func between(least, standard, most float64) func(*model) (least, standard, most float64) {
	return func(*model) (float64, float64, float64) { return least * mm, standard * mm, most * mm }
}

// form is that of the chart's kind.
func (c Chart) form() (form, error) {
	names := make([]string, len(forms))
	for i, f := range forms {
		if f.kind == c.Kind {
			return f, nil
		}
		names[i] = string(f.kind)
	}
	last := len(names) - 1
	return form{}, c.problem("unknown kind of chart %q: expected %s or %s", string(c.Kind), strings.Join(names[:last], ", "), names[last])
}

// Words are the fixed words that a drawing prints. An empty field: in English.
type Words struct {
	YearTotal string        // over the totals of years: Year total
	Missing   string        // of a figure that is not there: n.a.
	Range     string        // under the name of years whose least and largest values are drawn: range
	Thin      string        // under the name of years that are thin lines
	Numerals  data.Numerals // how numbers are written along an axis
	After     string        // beside what was published after the reference period
	Comma     string        // between a name and its period, with its blank
}

// orEnglish fills what is empty.
func (w Words) orEnglish() Words {
	english := Words{YearTotal: "Year total", Missing: "n.a.", Range: "range", Thin: "thin lines", After: "after the reference period", Comma: ", "}
	return Words{
		Numerals:  w.Numerals,
		YearTotal: cmp.Or(w.YearTotal, english.YearTotal), Missing: cmp.Or(w.Missing, english.Missing),
		Range: cmp.Or(w.Range, english.Range), Thin: cmp.Or(w.Thin, english.Thin), After: cmp.Or(w.After, english.After),
		Comma: cmp.Or(w.Comma, english.Comma),
	}
}
