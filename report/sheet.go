package report

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/report/page"
)

// Sheet is the figures of an exhibit as a spreadsheet wants them: one header
// row with units, numbers in whole units of the data (dollars, kilograms; 0.159
// for 15.9%) with all their digits, periods as 2023-09. The zero Sheet has no rows.
type Sheet struct {
	Header []string
	Rows   [][]string
}

// CSV writes the sheet with commas, in UTF-8. It begins with a byte order mark:
// without one Excel takes UTF-8 for the code page of the machine and garbles
// every name that is not in ASCII. Text that a spreadsheet would run as a formula
// is marked as text by an apostrophe.
func (s Sheet) CSV() []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	// A bytes.Buffer takes everything, so that there is no error to look at.
	_ = w.Write(harmless(s.Header))
	for _, row := range s.Rows {
		_ = w.Write(harmless(row))
	}
	w.Flush()
	return b.Bytes()
}

// printedNumber is what may begin with a sign and is no formula: −1.6, +15.9%.
var printedNumber = regexp.MustCompile(`^[+-]?[0-9][0-9., ]*(e-?[0-9]+)?%?$`)

// harmless marks the cells of a row that would be formulas.
func harmless(row []string) []string {
	out := make([]string, len(row))
	for i, cell := range row {
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && !printedNumber.MatchString(cell) {
			cell = "'" + cell
		}
		out[i] = cell
	}
	return out
}

// column is a column of a sheet: texts, or figures.
type column struct {
	title   string
	texts   []string
	figures []data.Value
}

// newSheet joins columns of one length. Figures are headed by their unit, or
// followed by a column of units where they have several; where one is missing,
// estimated or otherwise not plainly present, a column says so.
func newSheet(columns []column) Sheet {
	var s Sheet
	add := func(title string, cells []string) {
		s.Header = append(s.Header, unformatted(title))
		for i, cell := range cells {
			if len(s.Rows) <= i {
				s.Rows = append(s.Rows, nil)
			}
			s.Rows[i] = append(s.Rows[i], unformatted(cell))
		}
	}
	for _, c := range columns {
		if c.figures == nil {
			add(c.title, c.texts)
			continue
		}
		var numbers, units, statuses, known []string
		present := true
		for _, v := range c.figures {
			numbers = append(numbers, exactNumber(v.X))
			unit := unitName(v.Unit)
			if (v.OK() || unit != "") && !slices.Contains(known, unit) {
				known = append(known, unit)
			}
			units = append(units, unit)
			statuses = append(statuses, statusName(v.Status))
			present = present && v.OK() && v.Status == data.Present
		}
		title := c.title
		if len(known) == 1 && known[0] != "" {
			title += " (" + known[0] + ")"
		}
		add(title, numbers)
		if len(known) > 1 {
			add(c.title+", unit", units)
		}
		if !present {
			add(c.title+", status", statuses)
		}
	}
	return s
}

// cellFigures are the figures behind the cells of a table, by row and column, and
// the titles of their columns without unit.
type cellFigures struct {
	values map[[2]int]data.Value
	titles map[int]string
}

func newCellFigures() cellFigures {
	return cellFigures{map[[2]int]data.Value{}, map[int]string{}}
}

// sheet is the table with its figures in full.
func (f cellFigures) sheet(t *page.Table) Sheet {
	var columns []column
	for i, c := range t.Columns {
		title, full := f.titles[i]
		if !full && !printedColumn(t, i) {
			continue
		}
		col := column{title: title}
		if !full {
			col.title = cmp.Or(c.Title.String(), "Rank")
		}
		for row := range t.Rows {
			if full {
				col.figures = append(col.figures, f.values[[2]int{row, i}])
			} else if cells := t.Rows[row].Cells; i < len(cells) {
				col.texts = append(col.texts, sheetText(&cells[i]))
			}
		}
		columns = append(columns, col)
	}
	return newSheet(columns)
}

// exactNumber writes a figure with all its decimals; one that has no end is
// written to the precision of a float64. Without a figure it is empty.
func exactNumber(x *big.Rat) string {
	if x == nil {
		return ""
	}
	if decimals, exact := x.FloatPrec(); exact && decimals <= 15 {
		return x.FloatString(decimals)
	}
	f, _ := x.Float64()
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// observed is a figure of a chart: which series it is of, and when.
type observed struct {
	series string
	span   data.Span
	value  data.Value
	rate   bool   // it is a change
	total  bool   // it is that of the figures beside it
	share  bool   // it is what the figure of the series is of the whole
	text   string // how it is printed, where it is rounded together with others
}

// observations are the figures behind the points of a series.
func observations(series string, points []charts.Point, values []data.Value, rate bool) []observed {
	var out []observed
	for i, v := range values {
		out = append(out, observed{series: series, span: points[i].Span, value: v, rate: rate})
	}
	return out
}

// chartSheet has a row for each figure of a chart: of its series, their averages
// and the earlier levels that it marks.
func chartSheet(list []observed) Sheet {
	periods, series, vintages := []string{}, []string{}, []string{}
	numbers, units, statuses := []string{}, []string{}, []string{}
	nameOf := func(o observed) string {
		if o.share {
			return o.series + ", share"
		}
		return o.series
	}
	known := map[string]string{} // the unit of a series, for its figures that are missing
	for _, o := range list {
		if name, unit := nameOf(o), unitName(o.value.Unit); unit != "" && known[name] == "" {
			known[name] = unit
		}
	}
	for _, o := range list {
		name := nameOf(o)
		periods, series = append(periods, o.span.String()), append(series, name)
		numbers, units, statuses = append(numbers, exactNumber(o.value.X)), append(units, cmp.Or(unitName(o.value.Unit), known[name])), append(statuses, statusName(o.value.Status))
		var newest data.Date
		for _, in := range o.value.Inputs {
			newest = max(newest, in.Vintage)
		}
		vintage := ""
		if newest != 0 {
			vintage = newest.String()
		}
		vintages = append(vintages, vintage)
	}
	return newSheet([]column{{title: "Period", texts: periods}, {title: "Series", texts: series}, {title: "Value", texts: numbers}, {title: "Unit", texts: units}, {title: "Status", texts: statuses}, {title: "Source vintage", texts: vintages}})
}

// printedSheet is a table as it is printed, without its small pictures.
func printedSheet(t *page.Table) Sheet {
	var s Sheet
	for i, c := range t.Columns {
		if !printedColumn(t, i) {
			continue
		}
		title := c.Title.String()
		if c.Kind == page.StanceColumn && len(c.Title) == 2 {
			title = "Stance, 1 " + lowerFirst(c.Title[0].S) + " to 5 " + lowerFirst(c.Title[1].S)
		}
		s.Header = append(s.Header, unformatted(title))
	}
	for _, r := range t.Rows {
		var row []string
		for i := range t.Columns {
			if !printedColumn(t, i) {
				continue
			}
			cell := ""
			if i < len(r.Cells) {
				if cell = sheetText(&r.Cells[i]); t.Columns[i].Kind == page.StanceColumn && r.Cells[i].Stance > 0 {
					cell = strconv.Itoa(r.Cells[i].Stance)
				}
			}
			row = append(row, cell)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// printedColumn says whether a column has words or figures: those of bars and
// sparks repeat the figures beside them.
func printedColumn(t *page.Table, i int) bool {
	switch t.Columns[i].Kind {
	case page.SparkColumn:
		return false
	case page.BarColumn:
		return slices.ContainsFunc(t.Rows, func(r page.Row) bool { return i < len(r.Cells) && len(r.Cells[i].Text) > 0 })
	}
	return true
}

// cellText is the words of a cell in one line, as print gives a text.
func cellText(c *page.Cell, print func(page.Text) string) string {
	var parts []string
	for _, p := range c.Text {
		parts = append(parts, unformatted(print(p.Text)))
	}
	return joined(", ", joined(" ", append(parts, c.Mark)...), unformatted(print(c.Sub)))
}

// sheetText is the words of a cell, without references and marks where there is
// anything else: 21.46[11] would be no number to a spreadsheet.
func sheetText(c *page.Cell) string {
	bare := *c
	bare.Mark = ""
	if s := cellText(&bare, plain); s != "" {
		return s
	}
	return cellText(&bare, page.Text.String)
}
