package report

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// noteBook keeps what the data notes have to tell: which observations the brief
// rests on, and which figures the rounding of their inputs leaves open.
type noteBook struct {
	inputs  map[inputKey]data.Input
	order   []inputKey
	rounded []string // "exports.mom: 15.9%, between 15.8% and 15.9%"
}

type inputKey struct {
	series  string
	span    data.Span
	vintage data.Date
}

func newNoteBook() noteBook { return noteBook{inputs: map[inputKey]data.Input{}} }

func (b *noteBook) use(v data.Value) {
	if !v.OK() {
		return
	}
	for _, in := range v.Inputs {
		k := inputKey{in.Series, in.Span, in.Vintage}
		if _, seen := b.inputs[k]; !seen {
			b.inputs[k] = in
			b.order = append(b.order, k)
		}
	}
}

// rounding notes a printed figure whose interval ends print differently.
func (b *noteBook) rounding(x *templates.Expr, v value, text string) {
	n := v.number()
	if !isNumber(v) || !n.OK() || n.Low == nil || n.High == nil {
		return
	}
	low, high := proseAt(n, n.Low, v.rate), proseAt(n, n.High, v.rate)
	if low == text && high == text {
		return
	}
	note := text + " (" + low + " to " + high + ")"
	switch text {
	case low:
		note = text + " (up to " + high + ")"
	case high:
		note = text + " (from " + low + ")"
	}
	if !slices.Contains(b.rounded, note) {
		b.rounded = append(b.rounded, note)
	}
}

// newest is the latest vintage among the figures used.
func (b *noteBook) newest() data.Date {
	var d data.Date
	for _, k := range b.order {
		d = max(d, k.vintage)
	}
	return d
}

// noteOrder is the fixed order of the author's notes.
var noteOrder = []string{"Coverage", "Valuation", "Groups", "Calculations", "Not shown", "Comparability"}

func (c *composer) dataNotes(common page.Common, b *templates.DataNotes) page.Block {
	out := &page.Notes{Common: common}
	rows := slices.Clone(b.Notes)
	rank := func(r templates.SideRow) int {
		if i := slices.IndexFunc(noteOrder, func(s string) bool { return strings.EqualFold(s, r.Label.Value) }); i >= 0 {
			return i
		}
		return len(noteOrder)
	}
	slices.SortStableFunc(rows, func(x, y templates.SideRow) int { return rank(x) - rank(y) })
	for _, r := range rows {
		c.checkScalar(r.Label)
		out.Items = append(out.Items, page.NoteColumn{Title: capital(r.Label.Value), Paras: c.paras(r.Text)})
	}
	return out
}

// fillNotes adds what the tool has to say itself, once everything is composed.
func (c *composer) fillNotes(out *page.Notes) {
	for _, note := range c.ownNotes() {
		out.Items = append(out.Items, page.NoteColumn{Title: note[0], Paras: line(note[1])})
	}
	out.Symbols = [][2]string{
		{"n.a.", "not available, or not meaningful"},
		{"0.0", "less than half the unit shown"},
		{"pp", "percentage points"},
	}
	if c.anyStatus(data.Revised) {
		out.Symbols = append(out.Symbols, [2]string{"r", "revised"})
	}
	if c.anyStatus(data.Provisional) {
		out.Symbols = append(out.Symbols, [2]string{"p", "provisional"})
	}
}

func (c *composer) anyStatus(s data.Status) bool {
	return slices.ContainsFunc(c.notes.order, func(k inputKey) bool { return c.notes.inputs[k].Status == s })
}

// ownNotes are what the tool itself has to say about the data: heading and text.
func (c *composer) ownNotes() [][2]string {
	var out [][2]string
	add := func(title, text string) {
		if text != "" {
			out = append(out, [2]string{title, text})
		}
	}
	add("Observations", c.observationsNote())
	add("Missing "+periodWord(c.period)+"s", c.missingNote())
	add("Derived figures", c.derivedNote())
	add("Rounding", c.roundingNote())
	return out
}

func (c *composer) observationsNote() string {
	if len(c.notes.order) == 0 {
		return ""
	}
	used := map[string]bool{}
	first, last := data.Date(0), data.Date(0)
	for _, k := range c.notes.order {
		used[k.series] = true
		if k.vintage != 0 {
			if first == 0 || k.vintage < first {
				first = k.vintage
			}
			last = max(last, k.vintage)
		}
	}
	s := fmt.Sprintf("This brief rests on %s of %s.", counted2(len(c.notes.order), "observation"), counted2(len(used), "series"))
	if last != 0 {
		s = strings.TrimSuffix(s, ".") + ", released from " + dateName(first) + " to " + dateName(last) + "."
	}
	if c.asOf != 0 {
		s += " Data as known on " + dateName(c.asOf) + "."
	}
	return s
}

func counted2(n int, word string) string {
	s := strconv.Itoa(n) + nbsp + word
	if n != 1 && !strings.HasSuffix(word, "s") {
		s += "s"
	}
	return s
}

// missingNote names the periods without a figure, from the first observation
// of each series to the reference period.
func (c *composer) missingNote() string {
	var parts []string
	for _, id := range c.ids {
		e := c.series[id]
		first, to := e.series.First(), c.period
		if first.IsZero() || first.Freq() != to.Freq() || e.decl.Measure.Value == "quantity" {
			continue
		}
		var gaps []data.Span
		n := 0
		for p := first; p.Compare(to) <= 0 && n <= maxPoints; p = p.Add(1) {
			if o, ok := e.series.Observation(p); !ok || !o.Value.OK() {
				gaps = append(gaps, data.Span{From: p, To: p})
				n++
			}
		}
		if n == 0 || e.decl.Code.Present() || e.decl.Group.Present() {
			continue
		}
		parts = append(parts, capital(e.label)+": "+spanList(gaps))
	}
	if len(parts) == 0 {
		return ""
	}
	return "No figure was found for these, and none is estimated. " + strings.Join(parts, "; ") + "."
}

func (c *composer) derivedNote() string {
	var m marks
	for _, k := range c.notes.order {
		in := c.notes.inputs[k]
		m.addInputs(data.Value{X: in.X, Low: in.X, High: in.X, Inputs: []data.Input{in}})
	}
	s := strings.Join(m.sentences(), ". ")
	if s == "" {
		return ""
	}
	return s + "."
}

func (c *composer) roundingNote() string {
	const most = 8
	if len(c.notes.rounded) == 0 {
		return ""
	}
	shown := c.notes.rounded[:min(most, len(c.notes.rounded))]
	s := "The published inputs are rounded. Figures whose last digit that leaves open, with the range: " + strings.Join(shown, "; ")
	if more := len(c.notes.rounded) - len(shown); more > 0 {
		s += fmt.Sprintf("; and %d more", more)
	}
	return s + "."
}

// ---- revisions

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
	for _, r := range c.revised {
		o := r.observation
		change := subtracted(o.Value, o.First)
		c.notes.use(o.Value)
		c.notes.use(o.First)
		m.add(o.Value, data.Span{From: o.Span.To, To: o.Span.To})
		row := page.Row{Cells: []page.Cell{
			{Text: line(spanName(o.Span) + ", " + lowerFirst(r.entry.label))}, {Text: line(cellUnit(o.Value.Unit))},
			metricCell(o.First, false), metricCell(o.Value, false), metricCell(change, true), {}}}
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
		out.Rows = append(out.Rows, row)
	}
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
