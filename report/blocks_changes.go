package report

import (
	"cmp"
	"slices"

	"tradebrief/charts/ink"
	"tradebrief/data"
	"tradebrief/report/changes"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// The block changes: what the last issue said otherwise.

// changeTable is a block that waits until all of the brief has been composed.
type changeTable struct {
	out  *page.Table
	note page.Text
}

// mostRevisedFigures is how many figures the block prints, in the order of the last
// issue, which puts first what matters most.
const mostRevisedFigures = 12

// changes composes the block without its rows. What cannot be compared is refused
// here, for a brief without the block can do without its last issue.
func (c *composer) changes(common page.Common, b *templates.Changes) page.Block {
	if c.lastProblem != nil {
		c.report(c.lastProblem)
	}
	out := &page.Table{Common: common, Exhibit: c.exhibit(planned{}, b.Title, b.Subtitle)}
	if len(out.Title) == 0 {
		out.Title = c.head(locale.ChangedSince)
	}
	c.changeTables = append(c.changeTables, changeTable{out, c.text(b.Note)})
	return out
}

// sentence makes a table that says one thing.
func (t *changeTable) sentence(s string) {
	t.out.Columns, t.out.Rows = []page.Column{{Grow: true}}, []page.Row{{Cells: []page.Cell{{Text: line(s)}}}}
	t.out.Source = t.note
}

// nothingToCompare is the block without a last issue.
func (c *composer) nothingToCompare(t changeTable) {
	if c.lastProblem != nil {
		t.sentence(c.lang.Say(locale.NotAtHand))
		return
	}
	if c.lastRead != nil {
		t.sentence(c.lang.Say(locale.IssueIsLater, c.lang.Period(c.lastRead.period)))
		return
	}
	t.sentence(c.lang.Say(locale.NoEarlierIssue))
}

// fillChanges fills a block: figures that were revised, then what is judged
// otherwise, signs that moved, and who has spoken since.
func (c *composer) fillChanges(t changeTable, since *changes.Changes) {
	out, issue := t.out, c.issueName()
	group := func(title locale.Key, rows []page.Row) {
		if len(rows) > 0 {
			out.Rows = append(out.Rows, page.Row{Style: page.Group, Cells: []page.Cell{{Text: line(c.lang.Say(title))}}})
			out.Rows = append(out.Rows, rows...)
		}
	}
	// A figure that is but a formula of the author's has no name for a reader.
	figures := slices.DeleteFunc(slices.Clone(since.Figures), func(f changes.Change) bool { return f.Label == "" })
	shown := figures[:min(len(figures), mostRevisedFigures)]
	group(locale.FiguresRevisedSince, c.figureRows(shown))
	group(locale.GroupJudgements, c.judgementRows(since))
	group(locale.GroupIndicators, c.signRows(since.Indicators))
	group(locale.GroupReactions, c.reactionRows(since.Reactions))
	if len(out.Rows) == 0 {
		t.sentence(c.lang.Say(locale.NothingChanged, issue))
		return
	}
	if len(out.Subtitle) == 0 {
		out.Subtitle = page.Text{{S: c.lang.Say(locale.ComparedWith, issue)}}
	}
	out.Columns = []page.Column{{Grow: true}, {Title: c.head(locale.HeadLastIssue), Width: 46}, {Title: c.head(locale.HeadNow), Width: 46}}
	if n := len(figures) - len(shown); n > 0 {
		out.Source = page.Text{{S: c.lang.Count(locale.FiguresNotShown, n)}}
	}
	out.Source = c.closed(out.Source, t.note)
}

// issueName is "August 2023, of 20 September 2023".
func (c *composer) issueName() string {
	name := c.lang.Period(c.last.period)
	if day, err := data.ParseDate(cmp.Or(c.last.Revised, c.last.Issued)); err == nil {
		name = c.lang.Say(locale.RevisionOf, name, c.lang.Date(day))
	}
	return name
}

// changeRow is a row of the block. The last issue may hold characters that no font
// of this brief has.
func changeRow(what, was, is string) page.Row {
	cell := func(s string, strong bool) page.Cell {
		if s == "" {
			return page.Cell{Text: line("–"), Muted: true}
		}
		return page.Cell{Text: line(settable(s)), Strong: strong}
	}
	return page.Row{Cells: []page.Cell{{Text: line(settable(what))}, cell(was, false), cell(is, true)}}
}

// settable is a text with a question mark for each character that no font has, and
// not too long for a cell.
func settable(s string) string {
	const most = 300
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	missing := ink.Missing(s)
	for _, m := range slices.Backward(missing) {
		s = s[:m.Offset] + "?" + s[m.Offset+len(string(m.Rune)):]
	}
	return s
}

func (c *composer) figureRows(list []changes.Change) []page.Row {
	var rows []page.Row
	for _, f := range list {
		what := f.Label
		if p, err := data.ParsePeriod(f.Period); err == nil {
			what = c.lang.Join(what, c.lang.Short(p, true))
		}
		was, is := f.Fields[0].Words()
		rows = append(rows, changeRow(what, was, is))
	}
	return rows
}

// judgementRows are judgements, hypotheses and scenarios that are rated otherwise or
// say something else.
func (c *composer) judgementRows(since *changes.Changes) []page.Row {
	var rows []page.Row
	for _, list := range [][]changes.Change{since.Judgements, since.Hypotheses, since.Scenarios} {
		for _, j := range list {
			var was, is []string
			worded := false
			for _, f := range j.Fields {
				switch f.Key {
				case "likelihood", "probability":
					was, is = append(was, f.Old), append(is, f.New)
				case "confidence":
					was, is = append(was, c.ratedAs(f.Old)), append(is, c.ratedAs(f.New))
				case "statement":
					worded = true
				}
			}
			old, now := c.lang.Join(was...), c.lang.Join(is...)
			switch {
			case old == now && !worded:
				continue // marks and reasons: the blocks themselves show them
			case j.Kind == changes.New:
				old, now = "", c.lang.Join(c.lang.Say(locale.New), now)
			case j.Kind == changes.Gone:
				now = c.lang.Say(locale.NoLongerHeld)
			case old == now:
				old, now = "", c.lang.Say(locale.WordedAnew)
			}
			rows = append(rows, changeRow(j.Label, old, now))
		}
	}
	return rows
}

// ratedAs is a level of confidence with the word.
func (c *composer) ratedAs(confidence string) string {
	i := slices.Index(templates.Confidences(), confidence)
	if i < 0 {
		return confidence
	}
	return lowerFirst(c.confidenceWords(i + 1))
}

// signRows are the indicators whose status moved, and those that are new or gone.
func (c *composer) signRows(list []changes.Change) []page.Row {
	var rows []page.Row
	for _, s := range list {
		i := slices.IndexFunc(s.Fields, func(f changes.Field) bool { return f.Key == "status" })
		if i < 0 {
			continue
		}
		was, is := c.figured(s.Fields[i].Old, c.last.Indicators, s.Name), c.figured(s.Fields[i].New, c.content.Indicators, s.Name)
		if s.Kind == changes.Gone {
			is = c.lang.Say(locale.NoLongerWatched)
		}
		rows = append(rows, changeRow(s.Label, was, is))
	}
	return rows
}

// figured is the status of an indicator with the figure that it is of: watch
// (US$167.6 million, Oct 2023).
func (c *composer) figured(status string, list []changes.Indicator, id string) string {
	i := slices.IndexFunc(list, func(i changes.Indicator) bool { return i.ID == id })
	if status == "" || i < 0 || list[i].Latest == "" {
		return c.statusWord(status)
	}
	figure := list[i].Latest
	if p, err := data.ParsePeriod(list[i].Period); err == nil {
		figure = c.lang.Join(figure, c.lang.Short(p, true))
	}
	return c.lang.Say(locale.Bracketed, c.statusWord(status), figure)
}

func (c *composer) reactionRows(list []changes.Change) []page.Row {
	var rows []page.Row
	field := func(r changes.Change, key string) changes.Field {
		if i := slices.IndexFunc(r.Fields, func(f changes.Field) bool { return f.Key == key }); i >= 0 {
			return r.Fields[i]
		}
		return changes.Field{}
	}
	for _, r := range list {
		stance, date := field(r, "stance"), field(r, "date")
		switch {
		case r.Kind == changes.New && stance.New != "":
			rows = append(rows, changeRow(r.Label, "", c.lang.Join(stance.New, dayOrText(c.lang, date.New))))
		case r.Kind == changes.Changed && stance.Old != stance.New:
			rows = append(rows, changeRow(r.Label, stance.Old, stance.New))
		case r.Kind == changes.Gone && stance.Old != "":
			rows = append(rows, changeRow(r.Label, c.lang.Join(stance.Old, dayOrText(c.lang, date.Old)), c.lang.Say(locale.NoLongerListed)))
		}
	}
	return rows
}
