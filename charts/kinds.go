package charts

import "strings"

// Kind is a form of chart.
type Kind string

// The kinds.
const (
	Bars    Kind = "bars"    // one to three series side by side, an average line
	Line    Kind = "line"    // one to four series
	Rates   Kind = "rates"   // bars of rates of change in percent, clipped
	Dots    Kind = "dots"    // one row a point: the same month over years
	Heatmap Kind = "heatmap" // one row a year, one cell a month or quarter
)

// form is what sets a kind of chart apart from the others.
type form struct {
	kind    Kind
	most    int                                            // series
	heights func(m *model) (least, standard, most float64) // of the body
	scale   func(m *model)                                 // chooses the axis of values
	plan    func(m *model) (*plot, error)                  // finds a place for everything

	average bool // there may be an average line
	whole   bool // the figure of a run of periods is drawn as it is, not as their mean
	runs    bool // runs of periods get letters
	stubs   bool // a missing period is a hatched stub, not a mere gap
	open    bool // what was published after the reference period is drawn open
	signs   bool // the letters of statuses stand over the marks
	low     bool // rows one under the other, so that a low chart may be legible
	given   bool // only periods that have a point have a place
}

// forms are the kinds that can be drawn, in the order in which errors list them.
// A new one is an entry here, its drawing in a file of its own, and its name among
// the kinds that an outline may ask for.
var forms = [...]form{
	{kind: Bars, most: 3, heights: between(52, 64.5, 72), scale: (*model).scaleFromZero, plan: (*model).bars, average: true, runs: true, stubs: true, open: true, signs: true},
	{kind: Line, most: 4, heights: between(42, 49, 60), scale: (*model).scaleOfLevels, plan: (*model).lines, runs: true},
	{kind: Rates, most: 1, heights: between(46, 52, 62), scale: (*model).scaleOfRates, plan: (*model).rates, whole: true, runs: true, stubs: true, open: true},
	{kind: Dots, most: 1, heights: (*model).rowHeights, scale: (*model).scaleFromZero, plan: (*model).dots, stubs: true, low: true, given: true},
	{kind: Heatmap, most: 1, heights: (*model).heatHeights, scale: (*model).classify, plan: (*model).heatmap, runs: true, stubs: true, open: true, signs: true, low: true},
}

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
	YearTotal string // over the totals of years: Year total
	Missing   string // of a figure that is not there: n.a.
}

// orEnglish fills what is empty.
func (w Words) orEnglish() Words {
	if w.Missing == "" {
		w.Missing = "n.a."
	}
	if w.YearTotal == "" {
		w.YearTotal = "Year total"
	}
	return w
}
