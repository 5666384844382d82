package report

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/checks"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/report/pdf"
)

// frontPage is what the ledger calls the place of the masthead, the title and
// what stands under it.
const frontPage = "Front page"

// claimCheck is what the ledger and the page call the summary of the ledger.
const claimCheck = "Claim check"

// document composes the whole brief, in reading order.
func (c *composer) document(o Options, d dates) page.Document {
	out, b := c.outline, &c.outline.Brief
	c.where, c.chapter = "Labels", "Labels"
	c.seriesFactList = c.seriesFacts()
	c.checked = c.checkedBrief()
	c.labels()
	c.failed(diag.Pos{}, c.problems)
	if c.last != nil {
		c.findRevisedSince()
	}
	c.revised = c.findRevisions()
	doc := page.Document{At: b.At, Marking: b.Marking.Value, TitleAt: b.Title.Pos}
	plan := make([][]planned, len(out.Sections))
	for i := range out.Sections {
		leave := c.within(out.Sections[i].ID.Value)
		plan[i] = c.plan(out.Sections[i].Blocks)
		leave()
	}
	c.where, c.chapter = frontPage, frontPage
	c.role = checks.Imprint
	c.organ = c.plainText(b.Organisation)
	doc.Organisation = c.organ
	doc.RunningHead = c.plainText(b.Series)
	c.chapter = ""
	number := c.plainText(b.Number) // it moves with the edition
	c.chapter, c.role = frontPage, checks.Headline
	doc.SeriesLine = joined(" · ", doc.RunningHead, c.numbered(number))
	doc.Title = c.text(b.Title)
	doc.RunningTitle = c.runningTitle(plain(doc.Title))
	count := 0
	for i := range out.Sections {
		s := &out.Sections[i]
		c.part = s
		if !s.Title.Present() && i == 0 {
			doc.Standfirst = c.paras(s.Deck)
			c.role = checks.Prose
		} else if s.Title.Present() {
			count++
		}
		doc.Sections = append(doc.Sections, c.section(s, plan[i], count))
	}
	c.where, c.chapter, c.part, c.role = "Contact", "Contact", nil, checks.Imprint
	contact := c.paras(b.Contact)
	c.chapter = ""
	reason := c.plainText(b.Revision.Reason) // it goes with the revision
	c.role = checks.Prose
	if d.revision == "" {
		reason = ""
	}
	c.where = claimCheck
	for _, w := range c.waivers.live {
		c.waived = append(c.waived, c.plainText(w.Reason))
	}
	c.unreferred()
	c.checkSources()
	c.tellChanges()
	if tr := c.outline.Translation; tr != nil {
		c.problems = append(c.problems, tr.Problems...)
	}
	c.waive()
	c.fill(doc.Sections)
	c.listSources()
	c.checkScalar(b.Marking)
	if k, ok := handlings[b.Marking.Value]; ok {
		doc.Handling = c.lang.Say(k)
	}
	issued := d.issued
	if d.issuedAuto {
		if issued = c.notes.newest(); issued == 0 {
			c.report(hinted(problemf(diag.Data, b.Issued.Pos, "issued: auto takes the vintage of the newest figure, and no figure of this brief has one"), "name the day, such as issued: 2023-10-20"))
		}
		var order calendar
		order.next(b.Next, cmp.Or(d.revised, issued))
		c.problems = append(c.problems, order.problems...)
	}
	doc.Facts = c.frontFacts(plain(doc.Title), d, issued)
	revision := ""
	if d.revision != "" {
		c.checkScalar(b.Revision.Number)
		revision = c.lang.Say(locale.RevisionNumber, d.revision)
	}
	doc.Footer = []string{c.lang.Join(c.organ, c.numbered(number), revision)}
	switch {
	case c.illustrative:
		doc.Footer = append(doc.Footer, c.lang.Say(locale.IllustrativeNote))
	case c.asOf != 0:
		doc.Footer = append(doc.Footer, c.lang.Say(locale.AsKnownOn, c.lang.Date(c.asOf)))
	}
	if len(contact) > 0 {
		doc.Contact = append(doc.Contact, page.NoteColumn{Title: c.lang.Say(locale.Contact), Paras: contact})
	}
	if doc.Handling != "" {
		doc.Contact = append(doc.Contact, page.NoteColumn{Title: c.lang.Say(locale.Handling), Paras: line(c.lang.Sentences(c.lang.Stop(doc.Marking), doc.Handling))})
	}
	last := cmp.Or(d.revised, issued)
	citation := c.lang.Stop(c.lang.Join(c.organ, c.lang.Say(locale.Cited, plain(doc.Title)), c.seriesIssue(doc.RunningHead, c.numbered(number)), revision, c.lang.Date(last)))
	if reason != "" {
		citation = c.lang.Sentences(citation, c.lang.Stop(c.lang.Say(locale.RevisedBecause, strings.TrimRight(reason, ".。"))))
	}
	doc.Contact = append(doc.Contact, page.NoteColumn{Title: c.lang.Say(locale.SuggestedCitation), Paras: line(citation)})
	doc.Words = page.Words{
		Continued: c.lang.Say(locale.Continued, ""), Colon: c.lang.Say(locale.Colon, "", ""), PageOf: c.lang.Say(locale.PageOf, "%[1]d", "%[2]d"), Page: c.lang.Say(locale.PageRef, "%d"),
		Source: c.lang.Say(locale.ReadSource, "%d"), Note: c.lang.Say(locale.ReadNote, "%s"),
		Likelihood: c.lang.Say(locale.ReadLikelihood, "%[1]d", "%[2]d"), Confidence: c.lang.Say(locale.ReadConfidence, "%[1]d", "%[2]d"), Stance: c.lang.Say(locale.ReadStance, "%[1]d", "%[2]d"),
	}
	doc.MaxPages, doc.MaxPagesAt = c.maxPages(), b.Limits.Pages.Pos
	doc.Meta = c.meta(o, doc, last)
	c.listImprint(&doc, number, reason, d, issued)
	return doc
}

// tellApart gives series that the author did not label, and that have one name,
// their flow with it, and their ids where that does not do. A value and a quantity
// of one name are told apart by their units.
func (c *composer) tellApart() {
	type named struct{ label, measure string }
	for range 2 {
		seen := map[named]int{}
		for _, id := range c.ids {
			e := c.series[id]
			seen[named{e.label, e.decl.Measure.Value}]++
		}
		for _, id := range c.ids {
			switch e := c.series[id]; {
			case e.decl.Label.Present() || seen[named{e.label, e.decl.Measure.Value}] < 2:
			case e.decl.Flow.Present() && !strings.HasSuffix(e.label, e.decl.Flow.Value+"s"):
				e.label += ", " + e.decl.Flow.Value + "s"
			default:
				e.label = id
			}
		}
	}
}

// labels composes what series, events and shocks are called, once each: they
// appear in many exhibits and are one text of the author's.
func (c *composer) labels() {
	for _, id := range c.ids {
		e := c.series[id]
		e.label = c.plainText(e.decl.Label)
		if e.label == "" {
			name, _ := e.series.Name()
			e.label = cmp.Or(name.Short, id)
		}
	}
	c.tellApart()
	c.checked = c.checkedBrief() // it knows series by their labels
	defer c.as(checks.Dated)()
	for i := range c.outline.Events {
		c.events = append(c.events, c.plainText(c.outline.Events[i].Label))
	}
	for i := range c.outline.Shocks {
		c.shocks = append(c.shocks, c.plainText(c.outline.Shocks[i].Label))
	}
	c.declare(c.checked)
}

func joined(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "" }), sep)
}

// numbered is "No. 2023/09"; a number that is words stays as it is, but for the
// period of the brief, which some languages name as an issue: 2023年9月号.
func (c *composer) numbered(s string) string {
	switch {
	case s == "":
		return ""
	case s == c.lang.Period(c.period):
		return c.lang.Say(locale.IssueFor, s)
	case s[0] < '0' || s[0] > '9' || strings.IndexFunc(s, isOther) >= 0:
		return s
	}
	return c.lang.Say(locale.Numbered, s)
}

// isOther reports whether a character is a letter that is not Latin.
func isOther(r rune) bool { return r > unicode.MaxLatin1 && unicode.IsLetter(r) }

// seriesIssue is the series and its edition, as a citation names them.
func (c *composer) seriesIssue(series, issue string) string {
	if series == "" || issue == "" {
		return series + issue
	}
	return c.lang.Say(locale.SeriesIssue, series, issue)
}

func (c *composer) maxPages() int {
	s := c.outline.Brief.Limits.Pages
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
// has been composed: the list of sources and the data notes. The claim check waits
// until everything has been judged; a brief with waivers that has none gets one, so
// that they are printed.
//
// Numbers in square brackets lead to the list of sources: a brief that cites and
// has no list gets one at its end.
func (c *composer) fill(sections []page.Section) {
	listed, checked := false, false
	var fill func(blocks []page.Block)
	fill = func(blocks []page.Block) {
		for _, b := range blocks {
			switch b := b.(type) {
			case *page.Sources:
				b.Entries = c.sourceEntries()
				listed = true
			case *page.LikelihoodScale:
				c.fillLikelihoods(b)
			case *page.Notes:
				c.fillNotes(b)
			case *page.Annex:
				for _, t := range c.chartTables {
					t.At = b.At
				}
				b.Tables, c.chartTables = c.chartTables, nil // printed once
				if len(b.Tables) == 0 {
					c.problems = append(c.problems, warning(b.At, "there is no chart left whose figures this annex could list"))
				}
			case *page.ClaimCheck:
				c.claimChecks, checked = append(c.claimChecks, b), true
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
	if len(sections) == 0 {
		return
	}
	last := &sections[len(sections)-1]
	if !checked && len(c.waivers.live) > 0 {
		b := &page.ClaimCheck{Common: page.Common{At: last.At}}
		last.Blocks, c.claimChecks = append(last.Blocks, b), append(c.claimChecks, b)
	}
	if !listed && len(c.sources.used) > 0 {
		last.Blocks = append(last.Blocks, &page.Sources{Common: page.Common{At: last.At}, Title: c.lang.Say(locale.Sources), Entries: c.sourceEntries()})
	}
}

// handlings say in a sentence what a TLP marking allows.
var handlings = map[string]locale.Key{
	"TLP:CLEAR": locale.HandlingClear, "TLP:GREEN": locale.HandlingGreen, "TLP:AMBER": locale.HandlingAmber,
	"TLP:AMBER+STRICT": locale.HandlingStrict, "TLP:RED": locale.HandlingRed,
}

// trade is between whom the series of a brief are, and which way.
type trade struct {
	reporter, partner string // empty: not said, or several
	imports           bool   // of the reporter, as the first series has it
	both              bool   // the series go both ways
}

func (c *composer) trade() trade {
	var t trade
	for _, id := range c.ids {
		d := c.series[id].decl
		reporter, partner := c.country(d.Reporter.Value, id, true), c.country(d.Partner.Value, id, false)
		imports := d.Flow.Value == "import"
		switch {
		case reporter == "" || partner == "":
		case t.reporter == "":
			t = trade{reporter: reporter, partner: partner, imports: imports}
		case t.reporter != reporter || t.partner != partner:
			return trade{}
		default:
			t.both = t.both || imports != t.imports
		}
	}
	return t
}

// of narrows trade both ways to the way that a title speaks of.
func (t trade) of(l *locale.Locale, title string) trade {
	title = strings.ToLower(title)
	says := func(k locale.Key) bool {
		return slices.ContainsFunc(strings.Fields(l.Say(k)), func(word string) bool { return strings.Contains(title, word) })
	}
	if exports, imports := says(locale.SaysExports), says(locale.SaysImports); exports != imports {
		t.imports, t.both = imports, false
	}
	return t
}

// direction is "China to North Korea", or both ways.
func (t trade) direction(l *locale.Locale) string {
	switch {
	case t.reporter == "":
		return ""
	case t.both:
		return l.Say(locale.FlowBothWays, t.reporter, t.partner)
	case t.imports:
		return l.Say(locale.FlowTo, t.partner, t.reporter)
	}
	return l.Say(locale.FlowTo, t.reporter, t.partner)
}

// tradeWords are "China’s exports to North Korea".
func (c *composer) tradeWords(t trade) string {
	k := locale.ExportsTo
	switch {
	case t.both:
		k = locale.TradeWith
	case t.imports:
		k = locale.ImportsFrom
	}
	words := c.lang.Say(k, t.reporter, c.inSentence(t.partner))
	return strings.Replace(words, "s’s ", "s’ ", 1) // the United States’
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
	if name, ok := c.countryName(code); ok {
		return name
	}
	return code
}

func (c *composer) runningTitle(title string) string {
	short, _, _ := strings.Cut(title, ":")
	if t := c.trade().of(c.lang, title); t.reporter != "" {
		short = c.tradeWords(t)
	}
	return c.lang.Join(short, c.lang.Period(c.period))
}

func (c *composer) frontFacts(title string, d dates, issued data.Date) []page.Fact {
	var out []page.Fact
	add := func(label locale.Key, t page.Text) {
		if len(t) > 0 && plain(t) != "" {
			out = append(out, page.Fact{Label: c.lang.Say(label), Value: t})
		}
	}
	words := func(s string) page.Text { return page.Text{{S: s}} }
	add(locale.LabelFlow, words(c.trade().of(c.lang, title).direction(c.lang)))
	add(locale.LabelPeriod, words(c.lang.Period(c.period)))
	add(locale.LabelIssued, words(c.lang.Date(issued)))
	if s := d.revision; s != "" {
		if d.revised != 0 {
			s = c.lang.Say(locale.RevisionOf, c.lang.Say(locale.RevisionOne, s), c.lang.Date(d.revised))
		}
		add(locale.LabelRevision, words(s))
	}
	var owners []string
	for _, e := range c.outline.Data {
		if e.Publisher.Present() && !slices.Contains(owners, e.Publisher.Value) {
			c.checkScalar(e.Publisher)
			owners = append(owners, e.Publisher.Value)
		}
	}
	add(locale.LabelSource, words(c.lang.Semicolons(owners...)))
	add(locale.LabelNext, words(c.lang.Date(d.next)))
	return out
}

func (c *composer) meta(o Options, doc page.Document, last data.Date) pdf.Meta {
	subject := doc.SeriesLine
	if !strings.Contains(subject, c.lang.Period(c.period)) {
		subject = c.lang.Join(subject, c.lang.Period(c.period))
	}
	m := pdf.Meta{
		Title: plain(doc.Title), Author: c.organ, Subject: subject,
		Lang: cmp.Or(c.outline.Brief.Language.Value, "en"), Creator: joined(" ", "tradebrief", o.Version), Created: o.Created,
	}
	words := []string{c.lang.Say(locale.KeywordTrade)}
	if t := c.trade(); t.reporter != "" {
		words = append(words, t.reporter, t.partner)
	}
	for _, id := range c.ids {
		e := c.series[id]
		if label := lowerFirst(e.label); len(words) < 12 && e.decl.Measure.Value != "quantity" && !slices.Contains(words, label) {
			words = append(words, label)
		}
	}
	m.Keywords = strings.Join(append(words, c.lang.Period(c.period)), ", ")
	if m.Created.IsZero() {
		if last == 0 {
			last = c.period.Add(1).FirstDay()
		}
		m.Created = time.Date(last.Year(), time.Month(last.Month()), last.Day(), 0, 0, 0, 0, time.UTC)
	}
	return m
}
