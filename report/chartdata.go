package report

import (
	"cmp"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/locale"
	"tradebrief/report/page"
)

// The figures of charts as tables: an annex for readers who cannot see a chart, or
// who want its figures.

// chartTable is the figures of a chart: a row for each period, a column for each
// series, average and marked level.
func (c *composer) chartTable(f *page.Figure, list []observed, in locale.Denomination, foot sourceLine) *page.Table {
	out := &page.Table{Common: page.Common{At: f.At}, Exhibit: page.Exhibit{
		Label: c.lang.Say(locale.DataOf, f.Label), Dest: "data-" + f.Dest, Title: f.Title, Subtitle: page.Text{{S: capital(in.Words)}},
		Source: c.sourceText(foot),
	}}
	if in.Words == c.lang.Unit(data.Unit{Kind: data.Points}) {
		out.Subtitle = page.Text{{S: capital(c.lang.Say(locale.PercentagePoints))}}
	}
	var series []string
	var spans []data.Span
	// Months published as one figure have a row together; alone only where there is
	// something to say.
	list = slices.DeleteFunc(slices.Clone(list), func(o observed) bool {
		return !o.value.OK() && slices.ContainsFunc(list, func(run observed) bool {
			return !run.total && run.span != o.span && run.span.From.Compare(o.span.From) <= 0 && run.span.To.Compare(o.span.To) >= 0
		})
	})
	for _, o := range list {
		if !slices.Contains(series, o.series) {
			series = append(series, o.series)
		}
		if !slices.Contains(spans, o.span) {
			spans = append(spans, o.span)
		}
	}
	slices.SortStableFunc(spans, func(a, b data.Span) int {
		return cmp.Or(a.To.Compare(b.To), b.From.Compare(a.From)) // the total of a year under its months
	})
	head := locale.HeadPeriod
	columns, rows := series, make([]string, len(spans))
	for i, s := range spans {
		rows[i] = c.lang.Span(s)
	}
	place := func(o observed) (row, column int) { return slices.Index(spans, o.span), slices.Index(series, o.series) }
	switch {
	case slices.ContainsFunc(list, func(o observed) bool { return o.share }):
		// Parts of one moment have their shares beside them.
		share := c.lang.Join(capital(c.metricWords("share")), c.lang.Unit(data.Unit{Kind: data.Ratio}))
		head, columns, rows = locale.HeadPart, []string{capital(in.Words), share}, series
		place = func(o observed) (row, column int) { return slices.Index(series, o.series), truth(o.share) }
		out.Subtitle = page.Text{{S: c.lang.Span(spans[0])}}
	case len(spans) <= 2 && len(series) > 3:
		// Many series of one moment read down the page.
		head, columns, rows = locale.HeadSeries, rows, series
		across := place
		place = func(o observed) (row, column int) { column, row = across(o); return row, column }
	}
	out.Columns = []page.Column{{Title: c.head(head), Grow: len(columns) <= 2}}
	for _, name := range columns {
		out.Columns = append(out.Columns, page.Column{Title: page.Text{{S: name}}, Align: page.Right})
	}
	for i, name := range rows {
		out.Rows = append(out.Rows, page.Row{Cells: make([]page.Cell, len(out.Columns))})
		out.Rows[i].Cells[0].Text = line(name)
	}
	for _, o := range list {
		row, column := place(o)
		cell := metricCell(o.value, in, o.rate)
		if o.text != "" {
			cell.Text = line(o.text)
		}
		out.Rows[row].Cells[1+column] = cell
	}
	if strings.TrimSpace(in.Words) == "" {
		out.Subtitle = nil
	}
	c.sheets[out.Dest] = c.sheets[f.Dest]
	return out
}
