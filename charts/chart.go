// Package charts turns a chart value into a drawing.
//
// A [Chart] says what is to be seen: series of points, the periods of the axis,
// the reference period, events. [Draw] makes the picture, an ink.Drawing of
// lines, areas and text; nothing is ever a bitmap. The letters, hatchings and
// cuts that a reader must be told about are the chart's [Key], which is known
// without drawing.
//
//	r, err := charts.Draw(charts.Chart{
//		Kind:   charts.Bars,
//		W:      174 * ink.MM,
//		Series: []charts.Series{{Name: "Exports", Points: points}},
//		From:   data.Month(2021, 2), To: data.Month(2023, 9), Ref: data.Month(2023, 9),
//	})
//
// [Spark] draws the small charts of tiles and tables.
//
// # How a chart comes about
//
// A chart is planned first: the scale of values gets round numbers, the margins
// get the widths of their labels, events get lanes. The plan is a list of
// layers, each a go-chart Series. go-chart then renders them: it scales values
// to places by its ranges and has every layer paint, in order, through its
// Renderer, which here records marks instead of pixels. Its own axes, labels and
// bar charts are not used: they neither choose round numbers nor avoid one
// another, and a bar of theirs does not begin at zero.
//
// No text overlaps another or leaves the area. Text that finds no place is left
// out; events left out are named in the [Result].
package charts

import (
	"tradebrief/charts/ink"
	"tradebrief/data"
	"tradebrief/data/diag"
)

// Point is one place of a series.
//
// There is a value unless Status is Missing, Suppressed or NotMeaningful; then
// there is a gap, as for a period without a point.
type Point struct {
	// Span is the period of the point, or the periods published together.
	Span data.Span
	// Value is in the unit of the axis: US$ million, or percent (15.9, not
	// 0.159). For periods published together it is the whole, and bars and
	// lines show its mean (but not rates).
	Value float64
	// Text is the value as it is printed, with its sign where the kind asks.
	Text   string
	Status data.Status
	// After marks a period published after the reference period: an open bar.
	After bool
	// Lacks marks a point of the rest that holds a part without a figure of its own.
	Lacks bool
	// Share is what the value is of the whole, as it is printed: 24.6%. Only for
	// charts of the parts of one moment.
	Share string
	// TinyBase marks a rate without a meaningful base: there is no value, and
	// Text says why ("n.a.: base below US$1 million").
	TinyBase bool
}

// present says whether the point has a value to show.
func (p Point) present() bool {
	switch p.Status {
	case data.Missing, data.Suppressed, data.NotMeaningful:
		return false
	}
	return !p.TinyBase
}

// Role is what a series is to the others of a chart of parts.
type Role uint8

// The roles. Parts and rest make up the whole in every period.
const (
	Part  Role = iota // one of several, also in charts that are not of parts
	Rest              // what the parts leave of the whole
	Whole             // what they are parts of
)

// Series is one series of a chart, its points in order of time.
type Series struct {
	Name   string
	Role   Role
	Points []Point
	// Average is a line over the bars; empty: none.
	Average     []Point
	AverageName string
}

// Reference is an earlier or notable level. Before the first period of the axis
// it is drawn as a line across, within the axis as a note at its period; for
// dots, Label stands beside the row of the period.
type Reference struct {
	Period data.Period
	Label  string // "Before the closure"
	Value  float64
	Text   string
}

// Event is something that happened on a day.
type Event struct {
	Date  data.Date
	Label string
}

// Shade is a run of periods with a name.
type Shade struct {
	From, To data.Period
	Label    string
}

// Outcome is what a scenario comes to.
type Outcome struct {
	Name  string
	Value float64
	Text  string
}

// Chart is a chart before it is a picture. Sizes are in points.
type Chart struct {
	At     diag.Pos // of the block, for errors
	Kind   Kind
	W, H   float64 // of the body; H 0: the standard height of the kind
	Series []Series
	// From and To are the first and last period of the axis. Zero: those of
	// the points. What lies outside is not drawn.
	From, To data.Period
	// Ref is the reference period, the one highlight of the chart. Zero: none.
	Ref data.Period
	// Signed gives axis numbers a sign.
	Signed     bool
	References []Reference
	// Events in order of importance, at most five are drawn. Only for time axes.
	Events []Event
	Shades []Shade
	// Base is the period at which each series is 100; only of Indexed.
	Base data.Period
	// Outcomes are what scenarios come to in the period Horizon, which ends the
	// axis; only of Scenario.
	Outcomes []Outcome
	Horizon  data.Period
	// MonthName names a period, with or without its year: "Sep", "Sep 2023".
	// Nil: short English names.
	MonthName func(p data.Period, year bool) string
	Words     Words
	// Unit is that of the values, where a kind prints it: before the classes of a
	// heat map.
	Unit string
	// Faces are those of a house; nil: those of the tool.
	Faces ink.HouseFaces
	// Sums are the totals of years, for heat maps; empty: none are shown.
	Sums []Sum
}

// Sum is the total of a year: of so many of its periods. Fewer than the year has
// are told beside it, as 9/12.
type Sum struct {
	Year, Periods int
	Value         float64
	Text          string
}

// Result is a drawn chart.
type Result struct {
	ink.Drawing
	Key     Key
	Dropped []Event // events within the axis for which there was no room
}

// Key is what a chart shows that a reader cannot know without being told.
type Key struct {
	Notes        []Note  // letters above bars of periods published together; those of statuses are Signs
	Hatched      bool    // missing periods are drawn as hatched stubs
	Lacks        bool    // the rest is hatched where it holds a part without a figure of its own
	TinyBase     bool    // rates without a meaningful base are drawn as hatched stubs
	Signs        bool    // letters of statuses stand over the marks
	Open         bool    // periods after the reference period are drawn open
	Later        bool    // lines to them are dashed
	Years        []int   // each with a line of its own, in the order of the lines
	Range        [2]int  // first and last of the years that are drawn as a range; zero: none is
	Thin         [2]int  // the same of those with gaps, which are drawn as thin lines instead
	Clipped      float64 // taller bars are cut at this value; 0: none is
	ClippedBelow float64 // longer bars below zero are cut at this value; 0: none is
	FromZero     bool    // the axis of values includes zero
	Outlined     bool    // the reference period of a heat map has an outline
	Dashed       bool    // periods of its last year that are still to come are drawn dashed
	Partial      bool    // some of its totals are not of whole years
}

// Note is a letter in a chart and the periods it stands at.
type Note struct {
	Letter string
	Span   data.Span
}

// Key tells what the chart will show, whatever its size. It is the zero Key for
// a chart that cannot be drawn.
func (c Chart) Key() Key {
	m, err := c.model()
	if err != nil {
		return Key{}
	}
	return m.key
}

// Draw draws the body of the chart: all but title, subtitle and source line.
// What cannot be drawn legibly is an error: a *diag.Problem of phase Layout at
// Chart.At.
func Draw(c Chart) (Result, error) {
	m, err := c.model()
	if err != nil {
		return Result{}, err
	}
	if err := m.size(); err != nil {
		return Result{}, err
	}
	p, err := m.plan(m)
	if err != nil {
		return Result{}, err
	}
	d, err := p.render()
	if err != nil {
		return Result{}, c.problem("%v", err)
	}
	return Result{Drawing: d, Key: m.key, Dropped: p.dropped}, nil
}

// HeightRange is the least and largest height of the body, and its standard, in
// points, whatever Chart.H. It follows from the kind, that of dots from the
// number of rows. It is all zero for a chart that cannot be drawn.
func (c Chart) HeightRange() (least, standard, most float64) {
	m, err := c.model()
	if err != nil {
		return 0, 0, 0
	}
	return m.heights(m)
}
