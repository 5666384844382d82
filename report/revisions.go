package report

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/changes"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// mostRevisions is how many rows the table prints: two years of one series.
const mostRevisions = 24

// revision is a figure that changed after its first release.
type revision struct {
	entry *seriesEntry
	data.Revision
	printed *data.Value // in the last issue; nil: it did not print it, or is not known
	untold  bool        // no release in the data tells of it: only the last issue does
}

func (c *composer) findRevisions() []revision {
	var out []revision
	for _, id := range c.ids {
		e := c.series[id]
		for _, r := range e.series.Revisions() {
			out = append(out, revision{entry: e, Revision: r})
		}
	}
	out = c.printedBefore(out)
	// Newest first; series in the order of the outline.
	slices.SortStableFunc(out, func(a, b revision) int {
		if a.Span.To.Freq() != b.Span.To.Freq() {
			return 0
		}
		return b.Span.To.Compare(a.Span.To)
	})
	return out
}

// printedBefore adds what the last issue printed: to figures whose releases tell of
// their revision, and those that no release in the data tells of, such as after a
// download that took the place of an older one.
func (c *composer) printedBefore(list []revision) []revision {
	if c.last == nil {
		return list
	}
	for i := range list {
		r := &list[i]
		if j := slices.IndexFunc(c.last.Facts, func(f changes.Fact) bool {
			return f.Of == r.entry.decl.ID.Value && f.Period == r.Span.String() && f.Value != nil
		}); j >= 0 {
			r.printed = printedValue(*c.last.Facts[j].Value, r.entry.series.Unit())
		}
	}
	for _, f := range c.revisedSince {
		e, ok := c.series[f.Name]
		if !ok || slices.ContainsFunc(list, func(r revision) bool { return r.entry == e && r.Span.String() == f.Period }) {
			continue
		}
		p, err := data.ParsePeriod(f.Period)
		if err != nil {
			continue
		}
		if o, ok := e.series.Observation(p); ok && o.Span.From == p && o.Span.To == p && f.Fields[0].OldValue != nil {
			was := printedValue(*f.Fields[0].OldValue, e.series.Unit())
			list = append(list, revision{e, data.Revision{Span: o.Span, First: *was, Previous: *was, Value: o.Value}, was, true})
		}
	}
	return list
}

func printedValue(x float64, unit data.Unit) *data.Value {
	v := data.Exact(new(big.Rat).SetFloat64(x), unit)
	return &v
}

func (c *composer) revisions(common page.Common, b *templates.Revisions, p planned) page.Block {
	if len(c.revised) == 0 {
		none := c.lang.Say(locale.NoSecondRelease)
		if c.layered() {
			none = c.lang.Say(locale.NoneRevised)
		}
		if p.label == "" {
			return &page.TextBlock{Common: common, Paras: []page.Para{
				{Kind: page.Heading, Level: 3, Text: c.head(locale.Revisions)},
				{Text: page.Text{{S: none}}},
			}}
		}
		out := c.revisionsTable(common, b, p)
		out.Columns = []page.Column{{Title: c.head(locale.HeadSeries), Grow: true}}
		out.Rows = []page.Row{{Cells: []page.Cell{{Text: line(none)}}}}
		c.sheets[out.Dest] = func() Sheet {
			return newSheet([]column{{title: "Period"}, {title: "Series"}, {title: "Previous"}, {title: "Revised"}, {title: "Change"}, {title: "Reason"}})
		}
		return out
	}
	c.revisedTold = true
	out := c.revisionsTable(common, b, p)
	// The first release stands for itself where a figure was revised more than once.
	twice := slices.ContainsFunc(c.revised, func(r revision) bool { return r.FirstVintage != r.PreviousVintage })
	heads := []locale.Key{locale.HeadFirstRelease, locale.HeadPrevious, locale.HeadRevised, locale.HeadChange}
	names := []string{"First release", "Previous", "Revised", "Change"} // in files
	if !twice {
		heads, names = heads[1:], names[1:]
	}
	out.Columns = []page.Column{{Title: c.head(locale.HeadSeries)}, {Title: c.head(locale.HeadUnit)}}
	// What the last issue printed stands before what has come since.
	printed, issued := column{title: "Last issue"}, slices.ContainsFunc(c.revised, func(r revision) bool { return r.printed != nil })
	for i, head := range heads {
		if i == len(names)-3 && issued {
			out.Columns = append(out.Columns, page.Column{Title: c.head(locale.HeadLastIssue), Align: page.Right})
		}
		out.Columns = append(out.Columns, page.Column{Title: c.head(head), Align: page.Right})
	}
	out.Columns = append(out.Columns, page.Column{Title: c.head(locale.HeadReason), Grow: true})
	used := make([]bool, len(b.Reasons))
	var entries []*seriesEntry
	var m marks
	periods, labels, reasons := column{title: "Period"}, column{title: "Series"}, column{title: "Reason"}
	numbers := make([]column, len(names))
	for i, name := range names {
		numbers[i].title = name
	}
	for n, r := range c.revised {
		figures := []data.Value{r.First, r.Previous, r.Value, subtracted(r.Value, r.Previous)}
		figures = figures[len(figures)-len(names):]
		change := len(figures) - 1
		for i, v := range figures {
			numbers[i].figures = append(numbers[i].figures, v)
		}
		was := data.Value{Status: data.Missing}
		if r.printed != nil {
			was = *r.printed
		}
		printed.figures = append(printed.figures, was)
		periods.texts, labels.texts = append(periods.texts, r.Span.String()), append(labels.texts, r.entry.label)
		if n >= mostRevisions {
			reasons.texts = append(reasons.texts, "")
			continue
		}
		for _, v := range figures[:change] {
			c.notes.use(v)
			m.add(v, data.Span{From: r.Span.To, To: r.Span.To})
		}
		in := c.lang.Denominate(r.Previous.Unit, nil)
		row := page.Row{Cells: []page.Cell{{Text: line(c.lang.Join(c.lang.Span(r.Span), lowerFirst(r.entry.label)))}, {Text: line(in.Words)}}}
		// House precision may print a revision that cannot be seen.
		hidden := false
		for i, v := range figures[1:change] {
			before := figures[i]
			hidden = hidden || v.OK() && before.OK() && in.Cell(v, false) == in.Cell(before, false) && v.X.Cmp(before.X) != 0
		}
		for i, v := range figures {
			if i == change-2 && issued {
				row.Cells = append(row.Cells, printedCell(r.printed, in, hidden))
			}
			shown := metricCell(v, in, i == change)
			if i == change {
				shown.Mark = "" // those of the two figures say it
			}
			if hidden {
				shown.Text = line(in.Full(v, i == change))
				if i == change && v.OK() {
					shown.Sign = v.X.Sign()
				}
			}
			if i == change-1 {
				shown.Strong = true
				if !v.OK() && v.Status != data.Suppressed {
					shown.Text, shown.Muted = line(c.lang.Say(locale.Withdrawn)), false
				}
			}
			row.Cells = append(row.Cells, shown)
		}
		why := page.Cell{}
		for i, reason := range b.Reasons {
			if reason.Label.Value == r.Span.String() {
				used[i] = true
				why.Text = c.paras(reason.Text)
			}
		}
		row.Cells = append(row.Cells, why)
		if !slices.Contains(entries, r.entry) {
			entries = append(entries, r.entry)
		}
		reasons.texts = append(reasons.texts, sheetText(&why))
		out.Rows = append(out.Rows, row)
	}
	var before []column
	if issued {
		before = []column{printed}
	}
	c.sheets[out.Dest] = func() Sheet {
		return newSheet(slices.Concat([]column{periods, labels}, before, numbers, []column{reasons}))
	}
	for i, reason := range b.Reasons {
		if !used[i] {
			c.problems = append(c.problems, warning(reason.Label.Pos, "no figure of %s was revised: the reason is not printed", reason.Label.Value))
		}
	}
	note := c.text(b.Note)
	if n := len(c.revised); n > mostRevisions {
		note = push(note, page.Span{S: c.gap(note) + c.lang.Say(locale.NewestOf, strconv.Itoa(mostRevisions), strconv.Itoa(n), out.Dest)})
	}
	out.Source = c.sourceText(sourceLine{series: entries, calculations: true, marks: m.sentences(c.lang), note: note})
	return out
}

// printedCell is what the last issue had; in full where house precision would not
// show the revision.
func printedCell(v *data.Value, in locale.Denomination, full bool) page.Cell {
	switch {
	case v == nil:
		return page.Cell{Text: line("–"), Muted: true}
	case full:
		return page.Cell{Text: line(in.Full(*v, false))}
	}
	return metricCell(*v, in, false)
}

// revisionsTable is the table without columns and rows.
func (c *composer) revisionsTable(common page.Common, b *templates.Revisions, p planned) *page.Table {
	out := &page.Table{Common: common, Exhibit: c.exhibit(p, b.Title, b.Subtitle)}
	if len(out.Title) == 0 {
		title := locale.RevisedTitle
		if slices.ContainsFunc(c.revised, func(r revision) bool { return r.untold }) {
			title = locale.RevisedTitleIssue
		}
		out.Title = c.head(title)
	}
	return out
}

// layered reports whether a figure that the brief could use has several releases.
func (c *composer) layered() bool {
	return slices.ContainsFunc(c.ids, func(id string) bool { return c.series[id].series.Layered() })
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
