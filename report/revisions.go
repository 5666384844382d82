package report

import (
	"math/big"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// revision is a figure whose newest vintage differs from its first.
type revision struct {
	entry       *seriesEntry
	observation data.Observation
}

func (c *composer) findRevisions() []revision {
	var out []revision
	for _, id := range c.ids {
		e := c.series[id]
		for _, o := range e.series.Revisions() {
			if o.Value.OK() && o.First.OK() && o.Value.X.Cmp(o.First.X) != 0 {
				out = append(out, revision{e, o})
			}
		}
	}
	// Newest first; series in the order of the outline.
	slices.SortStableFunc(out, func(a, b revision) int {
		if a.observation.Span.To.Freq() != b.observation.Span.To.Freq() {
			return 0
		}
		return b.observation.Span.To.Compare(a.observation.Span.To)
	})
	return out
}

func (c *composer) revisions(common page.Common, b *templates.Revisions, p planned) page.Block {
	if len(c.revised) == 0 {
		return &page.TextBlock{Common: common, Paras: []page.Para{
			{Kind: page.Heading, Level: 3, Text: page.Text{{S: "Revisions"}}},
			{Text: page.Text{{S: "No figure of this brief has more than one release."}}},
		}}
	}
	out := &page.Table{Common: common, Exhibit: c.exhibit(p, b.Title, b.Subtitle)}
	if len(out.Title) == 0 {
		out.Title = page.Text{{S: "Figures revised since their first release"}}
	}
	out.Columns = []page.Column{
		{Title: page.Text{{S: "Series"}}}, {Title: page.Text{{S: "Unit"}}}, {Title: page.Text{{S: "Previous"}}, Align: page.Right},
		{Title: page.Text{{S: "Revised"}}, Align: page.Right}, {Title: page.Text{{S: "Change"}}, Align: page.Right}, {Title: page.Text{{S: "Reason"}}, Grow: true}}
	used := make([]bool, len(b.Reasons))
	var entries []*seriesEntry
	var m marks
	periods, labels, reasons := column{title: "Period"}, column{title: "Series"}, column{title: "Reason"}
	first, revised, changes := column{title: "Previous"}, column{title: "Revised"}, column{title: "Change"}
	for _, r := range c.revised {
		o := r.observation
		change := subtracted(o.Value, o.First)
		c.notes.use(o.Value)
		c.notes.use(o.First)
		m.add(o.Value, data.Span{From: o.Span.To, To: o.Span.To})
		in := denominate(o.Value.Unit, nil)
		row := page.Row{Cells: []page.Cell{
			{Text: line(spanName(o.Span) + ", " + lowerFirst(r.entry.label))}, {Text: line(in.words)},
			metricCell(o.First, in, false), metricCell(o.Value, in, false), metricCell(change, in, true), {}}}
		if cell(o.First, false) == cell(o.Value, false) {
			// House precision would print a revision that cannot be seen.
			for i, v := range []data.Value{o.First, o.Value, change} {
				row.Cells[2+i].Text = line(asWritten(v, i == 2))
			}
			row.Cells[4].Sign = change.X.Sign()
		}
		row.Cells[3].Strong = true
		for i, reason := range b.Reasons {
			if reason.Label.Value == o.Span.String() {
				used[i] = true
				row.Cells[5].Text = c.paras(reason.Text)
			}
		}
		if !slices.Contains(entries, r.entry) {
			entries = append(entries, r.entry)
		}
		periods.texts, labels.texts, reasons.texts = append(periods.texts, o.Span.String()), append(labels.texts, r.entry.label), append(reasons.texts, sheetText(&row.Cells[5]))
		first.figures, revised.figures, changes.figures = append(first.figures, o.First), append(revised.figures, o.Value), append(changes.figures, change)
		out.Rows = append(out.Rows, row)
	}
	c.sheets[out.Dest] = func() Sheet { return newSheet([]column{periods, labels, first, revised, changes, reasons}) }
	for i, reason := range b.Reasons {
		if !used[i] {
			c.problems = append(c.problems, warning(reason.Label.Pos, "no figure of %s was revised: the reason is not printed", reason.Label.Value))
		}
	}
	out.Source = c.sourceText(sourceLine{series: entries, calculations: true, marks: m.sentences(), note: c.text(b.Note)})
	return out
}

func warning(at diag.Pos, format string, args ...any) diag.Problem {
	p := diag.Errorf(diag.Claim, at, format, args...)
	p.Severity = diag.Warning
	return p
}

func lowerFirst(s string) string {
	if len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'a' && s[1] <= 'z' {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

// hundredPercent is the ratio 1.
var hundredPercent = big.NewRat(1, 1)
