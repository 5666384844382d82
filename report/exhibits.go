package report

import (
	"slices"
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/checks"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// planned is a block that is in the brief, with its number if it has one.
// Numbers are given before anything is composed, so that the text can refer to
// a figure that comes later.
type planned struct {
	block       templates.Block
	label, dest string
	columns     [][]planned
}

func (c *composer) plan(blocks []templates.Block) []planned {
	var out []planned
	for _, b := range blocks {
		base := b.Common()
		if !c.keep(base) {
			continue
		}
		p := planned{block: b}
		switch b := b.(type) {
		case *templates.Chart, *templates.Timeline, *templates.Likelihoods:
			c.numberFigure(&p)
		case *templates.Image:
			if b.Title.Present() {
				c.numberFigure(&p)
			}
		case *templates.Table, *templates.Indicators, *templates.Scenarios:
			c.number(&p)
			if s, ok := b.(*templates.Scenarios); ok {
				c.outlooks = append(c.outlooks, s)
			}
		case *templates.Hypotheses:
			c.number(&p)
			for i := range b.Evidence {
				e := &b.Evidence[i]
				c.proof[e.ID.Value] = proof{p.dest, e}
			}
		case *templates.Reactions:
			c.number(&p)
			c.countStances(b)
		case *templates.Revisions:
			// A text may refer to it by its id, whether or not anything was revised.
			if len(c.revised) > 0 || base.ID.Present() {
				c.number(&p)
			}
			if len(c.revised) > 0 {
				c.revisedAt = exhibitRef{p.label, p.dest}
			}
		case *templates.DataNotes:
			c.noted = true
		case *templates.ChartData:
			c.annexed = true
		case *templates.Columns:
			for _, column := range b.Columns {
				p.columns = append(p.columns, c.plan(column))
			}
		}
		if base.ID.Present() && p.label != "" {
			c.exhibits[base.ID.Value] = exhibitRef{p.label, p.dest}
		}
		if p.label != "" && !filled(b) {
			places := slices.Clone(c.places)
			if base.ID.Present() {
				places = append(places, base.ID.Value)
			}
			c.checked.Exhibits = append(c.checked.Exhibits, checks.Exhibit{Label: plainSpaces(p.label), Name: p.dest, ID: base.ID.Value, At: base.At, Places: places})
		}
		out = append(out, p)
	}
	return out
}

func (c *composer) numberFigure(p *planned) {
	c.figures++
	p.label, p.dest = c.lang.Say(locale.Figure, strconv.Itoa(c.figures)), "figure-"+strconv.Itoa(c.figures)
}

func (c *composer) number(p *planned) {
	c.tables++
	p.label, p.dest = c.lang.Say(locale.Table, strconv.Itoa(c.tables)), "table-"+strconv.Itoa(c.tables)
}

// proof is an item of evidence and the place of the matrix that it stands in.
type proof struct {
	dest string
	item *templates.Evidence
}

// exhibit composes the heading of a figure or table.
func (c *composer) exhibit(p planned, title, subtitle templates.Prose) page.Exhibit {
	defer c.as(checks.Headline)()
	return page.Exhibit{Label: p.label, Dest: p.dest, Title: c.text(title), Subtitle: c.text(subtitle)}
}

// sourceLine is what stands under an exhibit.
type sourceLine struct {
	series       []*seriesEntry
	calculations bool        // figures that the publisher did not print
	marks        []string    // explanations of marks, each a sentence without full stop
	events       []diag.Text // keys of the sources of events
	note         page.Text
}

func (c *composer) sourceText(l sourceLine) page.Text {
	var out page.Text
	for _, owner := range c.owners(l.series) {
		lead := c.lang.Say(locale.Semicolon)
		if len(out) == 0 {
			lead = c.lang.Say(locale.SourceLead)
		}
		out = push(out, page.Span{S: lead + owner.name})
		if owner.number > 0 {
			out = push(out, page.Span{S: nbsp})
			out = push(out, page.Span{Ref: owner.number})
		}
	}
	if l.calculations && len(out) > 0 && c.organ != "" {
		out = push(out, page.Span{S: c.lang.Say(locale.Semicolon) + c.lang.Say(locale.Calculations, c.organ)})
	}
	stop := c.lang.Say(locale.FullStop)
	if len(out) > 0 {
		out = push(out, page.Span{S: stop})
	}
	for _, m := range l.marks {
		out = push(out, page.Span{S: c.gap(out) + c.lang.Stop(m)})
	}
	out = c.conversions(out, l.series)
	if numbers := c.citeAll(l.events); len(numbers) > 0 {
		out = push(out, page.Span{S: c.gap(out) + c.lang.Say(locale.EventsLead)})
		out = push(c.cited(out, numbers), page.Span{S: stop})
	}
	return c.closed(out, l.note)
}

// citeAll is the numbers of several sources, each once, in ascending order.
func (c *composer) citeAll(keys []diag.Text) []int {
	var out []int
	for _, k := range keys {
		if n := c.cite(k); n > 0 && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

// cited appends the numbers of sources, separated by commas.
func (c *composer) cited(t page.Text, numbers []int) page.Text {
	for i, n := range numbers {
		if i > 0 {
			t = push(t, page.Span{S: c.lang.Say(locale.NumberComma)})
		}
		t = push(t, page.Span{Ref: n})
	}
	return t
}

// closed appends the author's note to a source line.
func (c *composer) closed(t, note page.Text) page.Text {
	for i, s := range note {
		if i == 0 {
			s.S = c.gap(t) + s.S
		}
		t = push(t, s)
	}
	return t
}

// gap is what stands between the sentences of t and the next one.
func (c *composer) gap(t page.Text) string {
	if len(t) == 0 {
		return ""
	}
	return c.lang.Say(locale.SentenceGap)
}

// owner is a publisher with its number among the sources.
type owner struct {
	name   string
	number int
}

// owners are the publishers of the series, each once.
func (c *composer) owners(entries []*seriesEntry) []owner {
	var out []owner
	for _, e := range entries {
		for _, d := range c.outline.Data {
			if !d.Publisher.Present() || !e.from(&d) {
				continue
			}
			if slices.ContainsFunc(out, func(o owner) bool { return o.name == d.Publisher.Value }) {
				continue
			}
			n, _ := c.sources.cite(d.ID.Value)
			out = append(out, owner{d.Publisher.Value, n})
		}
	}
	return out
}

// from reports whether figures of the series come from the data entry.
func (e *seriesEntry) from(d *templates.DataEntry) bool {
	if e.decl.Data.Present() && e.decl.Data.Value != d.ID.Value {
		return false
	}
	return slices.Contains(strings.Split(e.series.Publisher(), "; "), d.Publisher.Value)
}

// statusTag is the word beside the label of an exhibit: what is weakest about the
// figures that it shows of the reference period, which are those that it is about.
// Marks and letters tell it of the others.
func (c *composer) statusTag(entries []*seriesEntry, m *marks) string {
	ofPeriod := func(spans []data.Span) bool {
		return slices.ContainsFunc(spans, func(s data.Span) bool { return s.From.Compare(c.period) <= 0 && c.period.Compare(s.To) <= 0 })
	}
	for i := range c.outline.Data {
		if d := &c.outline.Data[i]; d.Illustrative && slices.ContainsFunc(entries, func(e *seriesEntry) bool { return e.from(d) }) {
			c.illustrative = true
			return c.lang.Say(locale.TagIllustrative)
		}
	}
	switch {
	case ofPeriod(m.estimated):
		return c.lang.Say(locale.TagEstimate)
	case ofPeriod(m.provisional):
		return c.lang.Say(locale.TagProvisional)
	case ofPeriod(m.revised):
		return c.lang.Say(locale.TagRevised)
	}
	return ""
}

// dayOrText prints a date in words; what is no date stays as the author wrote it.
func dayOrText(l *locale.Locale, s string) string {
	if d, err := data.ParseDate(s); err == nil {
		return l.Date(d)
	}
	if p, err := data.ParsePeriod(s); err == nil {
		return l.Period(p)
	}
	return s
}

// shortDayOrText is dayOrText for a list: 20 Nov 2023, Nov 2023.
func shortDayOrText(l *locale.Locale, s string) string {
	if d, err := data.ParseDate(s); err == nil {
		return l.ShortDate(d)
	}
	if p, err := data.ParsePeriod(s); err == nil {
		return l.Short(p, true)
	}
	return s
}

// seriesIn lists the series that an expression names.
func (s *scope) seriesIn(nodes ...templates.ExprNode) []*seriesEntry {
	var out []*seriesEntry
	var walk func(n templates.ExprNode)
	walk = func(n templates.ExprNode) {
		if name, ok := n.(*templates.Name); ok {
			if e, ok := s.series[name.S]; ok && !slices.Contains(out, e) {
				out = append(out, e)
			}
		}
		for _, inner := range templates.Children(n) {
			walk(inner)
		}
	}
	for _, n := range nodes {
		walk(n)
	}
	return out
}
