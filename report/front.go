package report

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/page"
	"tradebrief/report/pdf"
	"tradebrief/templates"
)

// dates are the days of an outline.
type dates struct {
	period          data.Period // zero: latest
	issued, revised data.Date
	next, asOf      data.Date
	issuedAuto      bool
	revision        string // its number; empty: the first issue
	problems        diag.List
}

func readDates(o *templates.Outline, opt Options) dates {
	var d dates
	bad := func(s templates.Scalar, want string) {
		d.problems = append(d.problems, diag.Errorf(diag.Outline, s.Pos, "%q is not %s", s.Value, want))
	}
	day := func(s templates.Scalar, into *data.Date) {
		if !s.Present() {
			return
		}
		v, err := data.ParseDate(s.Value)
		if err != nil {
			bad(s, "a date such as 2023-11-20")
		}
		*into = v
	}
	b := &o.Brief
	if s := cmp.Or(opt.Period, b.Period.Value); s != "" && s != "latest" {
		p, err := data.ParsePeriod(s)
		if err != nil {
			bad(templates.Scalar{Text: diag.Text{Value: s, Pos: cmp.Or(b.Period.Pos, b.At)}}, "a period such as 2023-09, 2023-Q3 or 2023")
		}
		d.period = p
	}
	if b.Issued.Value == "auto" {
		d.issuedAuto = true
	} else {
		day(b.Issued, &d.issued)
	}
	day(b.Revision.Date, &d.revised)
	day(b.Next, &d.next)
	d.asOf = cmp.Or(opt.AsOf, d.revised, d.issued)
	if d.revised > d.asOf {
		d.revised = 0 // as of an earlier day, the revision has not been made
	} else {
		d.revision = b.Revision.Number.Value
	}
	for _, s := range o.Shocks {
		for _, end := range []templates.Scalar{s.From, s.To} {
			if _, err := data.ParsePeriod(end.Value); err != nil {
				bad(end, "a period such as 2020-02")
			}
		}
	}
	return d
}

// dataSources hands the outline's data entries to the reader.
func dataSources(o *templates.Outline) ([]data.Source, diag.List) {
	var problems diag.List
	out := make([]data.Source, len(o.Data))
	for i, d := range o.Data {
		file := d.Path.Text
		if strings.HasPrefix(file.Value, "/") || strings.Contains(file.Value, `\`) {
			problems = append(problems, diag.Errorf(diag.Data, file.Pos, "%q is not a path relative to the outline, with slashes", file.Value))
		}
		file.Value = path.Join(path.Dir(o.File), file.Value)
		if file.Value == ".." || strings.HasPrefix(file.Value, "../") {
			problems = append(problems, diag.Errorf(diag.Data, file.Pos, "%q lies outside the project, and nothing outside it is read", d.Path.Value).
				WithHint("put the data beside the outline, or a tradebrief.yaml in the folder that holds both"))
		}
		out[i] = data.Source{
			ID: d.ID.Text, Path: file, Format: d.Format.Text, Publisher: d.Publisher.Value, Vintage: d.Vintage.Text, Complete: d.Complete,
			Flow: d.Flow.Text, Reporter: d.Reporter.Text, Partner: d.Partner.Text, Unit: d.Unit.Text, Code: d.Code.Text, At: d.At,
		}
		if d.Table != nil {
			out[i].Table = dataTable(d.Table)
		}
	}
	return out, problems
}

func dataTable(t *templates.TableDecl) data.Table {
	out := data.Table{
		NoHeader: !t.Header, Skip: t.Skip, Delimiter: t.Delimiter.Text, Encoding: t.Encoding.Text, Sheet: t.Sheet.Text, Decimal: t.Decimal.Text, Thousands: t.Thousands.Text,
		Period:   data.PeriodSpec{Column: t.Period.Column.Text, Layout: t.Period.Layout.Text, Year: t.Period.Year.Text, Month: t.Period.Month.Text, Quarter: t.Period.Quarter.Text},
		Reporter: field(t.Reporter), Partner: field(t.Partner), Flow: field(t.Flow), Code: field(t.Code), Label: field(t.Label), Vintage: field(t.Vintage), Tolerance: field(t.Tolerance),
		Classification: t.Classification.Text, At: t.At,
	}
	for _, v := range t.Values {
		out.Values = append(out.Values, data.ValueSpec{
			Column: v.Column.Text, Flow: v.Flow.Text, Unit: v.Unit.Text, Scale: v.Scale.Text,
			Status: field(v.Status), Source: field(v.Source), Tolerance: field(v.Tolerance), Vintage: field(v.Vintage),
			Quantity: data.QuantitySpec{Column: v.QuantityColumn.Text, Unit: v.QuantityUnit.Text, Scale: v.QuantityScale.Text},
		})
	}
	for _, w := range t.Where {
		out.Where = append(out.Where, data.Where{Column: w.Column.Text, Equals: w.Equals.Text})
	}
	return out
}

func field(f templates.FieldDecl) data.Field {
	out := data.Field{Const: f.Const.Text, Column: f.Column.Text}
	if len(f.Map) > 0 {
		out.Map = make(map[string]string, len(f.Map))
		for k, v := range f.Map {
			out.Map[k] = v.Value
		}
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// newComposer selects the series of the outline.
func newComposer(p Project, o *templates.Outline, cube *data.Cube, d dates) (*composer, diag.List) {
	c := &composer{
		scope:   &scope{outline: o, series: map[string]*seriesEntry{}, cube: cube, asOf: d.asOf, period: d.period, exhibits: map[string]exhibitRef{}},
		sources: newSourceBook(o), notes: newNoteBook(), known: map[string]bool{}, shown: p.show,
	}
	var problems diag.List
	var all []*data.Series
	for i := range o.Series {
		decl := &o.Series[i]
		s, problem := cube.Series(selector(o, decl), d.asOf)
		if problem != nil {
			problems = append(problems, *problem)
			continue
		}
		c.ids = append(c.ids, decl.ID.Value)
		c.series[decl.ID.Value] = &seriesEntry{decl: decl, series: s}
		all = append(all, s)
	}
	if problems.Failed() {
		return c, problems
	}
	for _, id := range c.ids {
		c.series[id].whole = c.wholeOf(c.series[id])
	}
	if c.period.IsZero() {
		if c.period = data.Latest(all); c.period.IsZero() {
			problems = append(problems, diag.Errorf(diag.Data, cmp.Or(o.Brief.Period.Pos, o.Brief.At), "no period is complete for every series of this outline, so there is no latest one").
				WithHint("name the period, such as 2023-09"))
		}
	}
	if len(all) > 0 && !c.period.IsZero() && !slices.ContainsFunc(all, func(s *data.Series) bool { return s.First().Freq() == c.period.Freq() }) {
		first := c.ids[0]
		problems = append(problems, diag.Errorf(diag.Data, cmp.Or(o.Brief.Period.Pos, o.Brief.At), "the period of the brief is the %s %s, and %s is observed by %s", periodWord(c.period), c.period, first, periodWord(all[0].First())))
	}
	return c, problems
}

func selector(o *templates.Outline, s *templates.SeriesDecl) data.Selector {
	sel := data.Selector{ID: s.ID.Text, Flow: s.Flow.Text, Reporter: s.Reporter.Text, Partner: s.Partner.Text, Data: s.Data.Text, Quantity: s.Measure.Value == "quantity"}
	if s.Code.Present() {
		sel.Codes = []diag.Text{s.Code.Text}
	}
	for _, code := range o.Groups[s.Group.Value] {
		sel.Codes = append(sel.Codes, code.Text)
	}
	return sel
}

// wholeOf is the total that the shares of a series refer to: the series of the
// outline with the same flow and partners and no code.
func (c *composer) wholeOf(e *seriesEntry) *data.Series {
	d := e.decl
	if !d.Code.Present() && !d.Group.Present() {
		return nil
	}
	same := func(a, b templates.Scalar) bool { return a.Value == b.Value || a.Value == "" || b.Value == "" }
	for _, id := range c.ids {
		o := c.series[id].decl
		if !o.Code.Present() && !o.Group.Present() && o.Measure.Value == d.Measure.Value &&
			o.Flow.Value == d.Flow.Value && same(o.Reporter, d.Reporter) && same(o.Partner, d.Partner) {
			return c.series[id].series
		}
	}
	return nil
}

// document composes the whole brief, in reading order.
func (c *composer) document(o Options, d dates) page.Document {
	out, b := c.outline, &c.outline.Brief
	c.seriesFactList = c.seriesFacts()
	c.labels()
	c.revised = c.findRevisions()
	doc := page.Document{At: b.At, Marking: b.Marking.Value, TitleAt: b.Title.Pos}
	plan := make([][]planned, len(out.Sections))
	for i := range out.Sections {
		plan[i] = c.plan(out.Sections[i].Blocks)
	}
	organ := c.text(b.Organisation)
	c.organ = plain(organ)
	doc.Organisation = c.organ
	doc.RunningHead = c.plainText(b.Series)
	number := c.plainText(b.Number)
	doc.SeriesLine = joined(" · ", doc.RunningHead, numbered(number))
	doc.Title = c.text(b.Title)
	doc.RunningTitle = c.runningTitle(plain(doc.Title))
	reason := c.plainText(b.Revision.Reason)
	if d.revision == "" {
		reason = ""
	}
	contact := c.paras(b.Contact)
	count := 0
	for i := range out.Sections {
		s := &out.Sections[i]
		if !s.Title.Present() && i == 0 {
			doc.Standfirst = c.paras(s.Deck)
		} else if s.Title.Present() {
			count++
		}
		doc.Sections = append(doc.Sections, c.section(s, plan[i], count))
	}
	c.fill(doc.Sections)
	c.checkScalar(b.Marking)
	doc.Handling = handling(b.Marking.Value)
	issued := d.issued
	if d.issuedAuto {
		issued = c.notes.newest()
	}
	doc.Facts = c.frontFacts(d, issued)
	revision := ""
	if d.revision != "" {
		c.checkScalar(b.Revision.Number)
		revision = "rev." + nbsp + d.revision
	}
	doc.Footer = []string{joined(", ", c.organ, numbered(number), revision)}
	if c.asOf != 0 {
		doc.Footer = append(doc.Footer, "Data as known on "+dateName(c.asOf))
	}
	if len(contact) > 0 {
		doc.Contact = append(doc.Contact, page.NoteColumn{Title: "Contact", Paras: contact})
	}
	if doc.Handling != "" {
		doc.Contact = append(doc.Contact, page.NoteColumn{Title: "Handling", Paras: line(doc.Marking + ". " + doc.Handling)})
	}
	last := cmp.Or(d.revised, issued)
	citation := joined(", ", c.organ, "“"+plain(doc.Title)+"”", joined(" ", doc.RunningHead, strings.TrimPrefix(numbered(number), "No. ")), revision, dateName(last)) + "."
	if reason != "" {
		citation += " Revised: " + strings.TrimRight(reason, ".") + "."
	}
	doc.Contact = append(doc.Contact, page.NoteColumn{Title: "Suggested citation", Paras: line(citation)})
	doc.Words = page.Words{Figure: "Figure", Table: "Table", Continued: ", continued", PageOf: "Page %d of %d"}
	doc.MaxPages, doc.MaxPagesAt = c.maxPages(), b.LimitPages.Pos
	doc.Meta = c.meta(o, doc, last)
	return doc
}

// labels composes what series, events and shocks are called, once each: they
// appear in many exhibits and are one text of the author's.
func (c *composer) labels() {
	for _, id := range c.ids {
		e := c.series[id]
		e.label = c.plainText(e.decl.Label)
		if e.label == "" {
			e.label = cmp.Or(e.series.Label(), id)
		}
	}
	for i := range c.outline.Events {
		c.events = append(c.events, c.plainText(c.outline.Events[i].Label))
	}
	for i := range c.outline.Shocks {
		c.shocks = append(c.shocks, c.plainText(c.outline.Shocks[i].Label))
	}
}

func joined(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "" }), sep)
}

// numbered is "No. 2023/09"; a number that is words, such as September 2023,
// stays as it is.
func numbered(s string) string {
	if s == "" || s[0] < '0' || s[0] > '9' {
		return s
	}
	return "No." + nbsp + s
}

func (c *composer) maxPages() int {
	s := c.outline.Brief.LimitPages
	if !s.Present() {
		return 0
	}
	n := 0
	for _, r := range s.Value {
		if r < '0' || r > '9' || n > 10_000 {
			c.report(problemf(diag.Outline, s.Pos, "%q is not a number of pages", s.Value))
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// fill completes the blocks that tell about the whole brief, now that all of it
// has been composed: the list of sources and the data notes.
//
// Numbers in square brackets lead to the list of sources: a brief that cites and
// has no list gets one at its end.
func (c *composer) fill(sections []page.Section) {
	listed := false
	var fill func(blocks []page.Block)
	fill = func(blocks []page.Block) {
		for _, b := range blocks {
			switch b := b.(type) {
			case *page.Sources:
				b.Entries = c.sourceEntries()
				listed = true
			case *page.Notes:
				c.fillNotes(b)
			case *page.Columns:
				for _, column := range b.Columns {
					fill(column)
				}
			}
		}
	}
	for i := range sections {
		fill(sections[i].Blocks)
	}
	if n := len(sections); n > 0 && !listed && len(c.sources.used) > 0 {
		last := &sections[n-1]
		last.Blocks = append(last.Blocks, &page.Sources{Common: page.Common{At: last.At}, Title: "Sources", Entries: c.sourceEntries()})
	}
}

// handling says in a sentence what a TLP marking allows.
func handling(marking string) string {
	switch marking {
	case "TLP:CLEAR":
		return "From open sources. No limit on passing it on."
	case "TLP:GREEN":
		return "For the community; not for publication."
	case "TLP:AMBER":
		return "For the receiving organisation and its clients who need to know."
	case "TLP:AMBER+STRICT":
		return "For the receiving organisation only."
	case "TLP:RED":
		return "For the named recipients only."
	}
	return ""
}

// flow names the direction of trade: "China to North Korea".
func (c *composer) flow() (from, to string) {
	for _, id := range c.ids {
		d := c.series[id].decl
		reporter, partner := c.country(d.Reporter.Value, id, true), c.country(d.Partner.Value, id, false)
		if reporter == "" || partner == "" {
			continue
		}
		if d.Flow.Value == "import" {
			return partner, reporter
		}
		return reporter, partner
	}
	return "", ""
}

// country names a country of a series; one that the series leaves out may
// stand in its data entry.
func (c *composer) country(code, id string, reporter bool) string {
	if code == "" {
		for _, d := range c.outline.Data {
			if want := c.series[id].decl.Data; want.Present() && want.Value != d.ID.Value {
				continue
			}
			s, t := d.Partner, d.Table
			if reporter {
				s = d.Reporter
			}
			if s.Present() {
				code = s.Value
			} else if t != nil && reporter && t.Reporter.Const.Present() {
				code = t.Reporter.Const.Value
			} else if t != nil && !reporter && t.Partner.Const.Present() {
				code = t.Partner.Const.Value
			}
			if code != "" {
				break
			}
		}
	}
	if name, ok := data.CountryName(code); ok {
		return name
	}
	return code
}

func (c *composer) runningTitle(title string) string {
	if from, to := c.flow(); from != "" {
		owner := from + "’s"
		if strings.HasSuffix(from, "s") {
			owner = from + "’"
		}
		return owner + " exports to " + to + ", " + periodName(c.period)
	}
	short, _, _ := strings.Cut(title, ":")
	return short + ", " + periodName(c.period)
}

func (c *composer) frontFacts(d dates, issued data.Date) []page.Fact {
	var out []page.Fact
	add := func(label string, t page.Text) {
		if len(t) > 0 && plain(t) != "" {
			out = append(out, page.Fact{Label: label, Value: t})
		}
	}
	words := func(s string) page.Text { return page.Text{{S: s}} }
	if from, to := c.flow(); from != "" {
		add("Flow", words(from+" to "+to))
	}
	add("Period", words(periodName(c.period)))
	add("Issued", words(dateName(issued)))
	if s := d.revision; s != "" {
		if d.revised != 0 {
			s += ", of " + dateName(d.revised)
		}
		add("Revision", words(s))
	}
	var owners []string
	for _, e := range c.outline.Data {
		if e.Publisher.Present() && !slices.Contains(owners, e.Publisher.Value) {
			c.checkScalar(e.Publisher)
			owners = append(owners, e.Publisher.Value)
		}
	}
	add("Source", words(strings.Join(owners, "; ")))
	add("Next issue", words(dateName(d.next)))
	return out
}

func (c *composer) meta(o Options, doc page.Document, last data.Date) pdf.Meta {
	m := pdf.Meta{
		Title: plain(doc.Title), Author: c.organ, Subject: joined(", ", doc.SeriesLine, periodName(c.period)),
		Lang: cmp.Or(c.outline.Brief.Language.Value, "en"), Creator: joined(" ", "tradebrief", o.Version), Created: o.Created,
	}
	words := []string{"trade"}
	if from, to := c.flow(); from != "" {
		words = append(words, from, to)
	}
	for _, id := range c.ids {
		if label := lowerFirst(c.series[id].label); len(words) < 12 && !slices.Contains(words, label) {
			words = append(words, label)
		}
	}
	m.Keywords = strings.Join(append(words, periodName(c.period)), ", ")
	if m.Created.IsZero() {
		if last == 0 {
			last = firstDay(c.period.Add(1))
		}
		m.Created = time.Date(last.Year(), time.Month(last.Month()), last.Day(), 0, 0, 0, 0, time.UTC)
	}
	return m
}
