package report

import (
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"tradebrief/charts"
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

// sourceBook numbers the sources in the order of their first use.
type sourceBook struct {
	entries []sourceEntry
	index   map[string]int // key to entries
	used    []int          // entries, in the order of their numbers
}

type sourceEntry struct {
	key    string
	decl   *templates.SourceDecl
	owner  string // the publisher
	number int
}

// newSourceBook lists the outline's sources, and a source for each data entry
// that has none of its own key.
func newSourceBook(o *templates.Outline) sourceBook {
	b := sourceBook{index: map[string]int{}}
	for i := range o.Sources {
		d := &o.Sources[i]
		b.index[d.Key.Value] = len(b.entries)
		b.entries = append(b.entries, sourceEntry{key: d.Key.Value, decl: d, owner: d.Publisher.Value})
	}
	for _, d := range o.Data {
		if _, ok := b.index[d.ID.Value]; ok || !d.Publisher.Present() {
			continue
		}
		// Files of one publisher are one source.
		if i := slices.IndexFunc(b.entries, func(e sourceEntry) bool { return e.decl == nil && e.owner == d.Publisher.Value }); i >= 0 {
			b.index[d.ID.Value] = i
			continue
		}
		b.index[d.ID.Value] = len(b.entries)
		b.entries = append(b.entries, sourceEntry{key: d.ID.Value, owner: d.Publisher.Value})
	}
	return b
}

func (b *sourceBook) keys() []string {
	out := make([]string, len(b.entries))
	for i, e := range b.entries {
		out[i] = e.key
	}
	return out
}

// cite gives the source its number.
func (b *sourceBook) cite(key string) (int, bool) {
	i, ok := b.index[key]
	if !ok {
		return 0, false
	}
	e := &b.entries[i]
	if e.number == 0 {
		b.used = append(b.used, i)
		e.number = len(b.used)
	}
	return e.number, true
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

// sourceEntries are the entries of the list of sources: all that the brief
// cites, by number.
func (c *composer) sourceEntries() []page.SourceEntry {
	out := make([]page.SourceEntry, 0, len(c.sources.used))
	for _, i := range c.sources.used {
		e := c.sources.entries[i]
		t := page.Text{}
		if e.decl != nil {
			t = c.sourceWords(e.decl)
		} else {
			t = push(t, page.Span{S: c.lang.Join(e.owner, c.readWords(e.owner))})
		}
		out = append(out, page.SourceEntry{Number: e.number, Text: push(t, page.Span{S: c.lang.Say(locale.FullStop)})})
	}
	return out
}

// readWords says what was read of a publisher: the files, and how new they are.
func (c *composer) readWords(publisher string) string {
	var files []string
	newest := data.Date(0)
	for _, read := range c.cube.Coverage(c.asOf) {
		if read.Publisher != publisher {
			continue
		}
		for _, f := range read.Files {
			// Two entries may read two measures from one file.
			name := path.Base(f)
			switch {
			case f == data.Stdin:
				name = c.lang.Say(locale.StandardInput)
			case data.IsQuery(f):
				name = data.QueryTable(f)
			}
			if !slices.Contains(files, name) {
				files = append(files, name)
			}
		}
	}
	for _, k := range c.notes.order {
		newest = max(newest, k.vintage)
	}
	const most = 4 // names of files
	read := c.lang.List(files)
	if len(files) > most {
		read = c.lang.Count(locale.Files, len(files))
	}
	if newest == 0 {
		return c.lang.Say(locale.FiguresRead, read)
	}
	return c.lang.Say(locale.FiguresReleased, c.lang.Date(newest), read)
}

// sourceWords is publisher, title, date and address of a source. The address
// is printed as its host, where the publisher does not say it and the title is
// no link to it; the link holds all of it.
func (c *composer) sourceWords(d *templates.SourceDecl) page.Text {
	defer c.as(checks.Imprint)()
	var t page.Text
	add := func(spans ...page.Span) {
		for i, s := range spans {
			if i == 0 && len(t) > 0 {
				t = push(t, page.Span{S: c.lang.Say(locale.Comma)})
			}
			t = push(t, s)
		}
	}
	linked := func(words page.Text) page.Text {
		for i := range words {
			if words[i].URL == "" {
				words[i].URL = d.URL.Value
			}
		}
		return words
	}
	if d.Publisher.Present() {
		c.checkScalar(d.Publisher)
		add(page.Span{S: d.Publisher.Value})
	}
	title, descriptor := c.text(d.Title), c.text(d.Descriptor)
	if len(title) > 0 {
		add(linked(title)...)
		add(descriptor...)
	} else {
		add(linked(descriptor)...)
	}
	if d.Date.Present() {
		add(page.Span{S: shortDayOrText(c.lang, d.Date.Value)})
	}
	if h := host(d.URL.Value); d.URL.Present() && !(len(t) > 1 && names(d.Publisher.Value, h)) {
		add(page.Span{S: h, URL: d.URL.Value})
	}
	if d.Retrieved.Present() {
		add(page.Span{S: c.lang.Say(locale.ReadOn, shortDayOrText(c.lang, d.Retrieved.Value))})
	}
	return t
}

// names reports whether the words of a publisher say its host already, as Daily
// Mail does dailymail.co.uk.
func names(publisher, host string) bool {
	folded := strings.ToLower(strings.NewReplacer(" ", "", "-", "", "(", "", ")", "").Replace(publisher))
	for _, label := range strings.Split(strings.ReplaceAll(host, "-", ""), ".") {
		if len(label) > 3 && strings.Contains(folded, label) {
			return true
		}
	}
	return false
}

// host is the part of an address that a reader recognises.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return strings.TrimPrefix(u.Host, "www.")
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

// marks gathers what the source line has to explain about the figures of an
// exhibit.
type marks struct {
	derived, fromRate                                 []data.Span
	withheld, estimated, provisional, revised, breaks []data.Span
	na                                                bool // something is missing, and not withheld
}

func (m *marks) add(v data.Value, span data.Span) {
	switch v.Status {
	case data.Derived:
		m.derived = insert(m.derived, span)
	case data.DerivedFromRate:
		m.fromRate = insert(m.fromRate, span)
	}
	m.sign(v, span)
}

// sign notes the status of a figure that has a letter.
func (m *marks) sign(v data.Value, span data.Span) {
	switch v.Status {
	case data.Suppressed:
		m.withheld = insert(m.withheld, span)
	case data.Estimated:
		m.estimated = insert(m.estimated, span)
	case data.Provisional:
		m.provisional = insert(m.provisional, span)
	case data.Revised:
		m.revised = insert(m.revised, span)
	case data.Break:
		m.breaks = insert(m.breaks, span)
	}
	m.na = m.na || !v.OK() && v.Status != data.Suppressed
}

// addInputs is add for the observations behind a computed figure.
func (m *marks) addInputs(v data.Value, span data.Span) {
	for _, in := range v.Inputs {
		switch in.Status {
		case data.Derived:
			m.derived = insert(m.derived, in.Span)
		case data.DerivedFromRate:
			m.fromRate = insert(m.fromRate, in.Span)
		}
	}
	m.sign(v, span)
}

func insert(spans []data.Span, s data.Span) []data.Span {
	if slices.Contains(spans, s) {
		return spans
	}
	return append(spans, s)
}

// sentences explains derived figures and the letters of a table; what is special
// to another form is added by it.
func (m *marks) sentences(l *locale.Locale) []string {
	out := m.origins(l)
	for _, s := range m.letters(l) {
		out = append(out, l.Say(locale.Colon, s.letter, s.word))
	}
	return out
}

// lettered is a status with a letter, and the periods that have it.
type lettered struct {
	letter, word string
	spans        []data.Span
}

// letters are the statuses that were seen.
func (m *marks) letters(l *locale.Locale) []lettered {
	all := []lettered{
		{charts.Signs[data.Suppressed], l.Say(locale.Withheld), m.withheld},
		{charts.Signs[data.Estimated], l.Say(locale.Estimated), m.estimated},
		{charts.Signs[data.Revised], l.Say(locale.Revised), m.revised},
		{charts.Signs[data.Provisional], l.Say(locale.Provisional), m.provisional},
		{charts.Signs[data.Break], l.Say(locale.BreakInSeries), m.breaks},
	}
	return slices.DeleteFunc(all, func(l lettered) bool { return len(l.spans) == 0 })
}

// origins names the periods whose figures were not published as they stand.
func (m *marks) origins(l *locale.Locale) []string {
	var out []string
	if len(m.fromRate) > 0 {
		out = append(out, l.Say(locale.WorkedBack, spanList(l, m.fromRate)))
	}
	if len(m.derived) > 0 {
		out = append(out, l.Say(locale.DerivedFrom, spanList(l, m.derived)))
	}
	return out
}

// spanList names periods, neighbours drawn together, the year once: "Aug 2022,
// Jan and Feb 2023".
func spanList(l *locale.Locale, spans []data.Span) string { return spansBy(l, spans, l.Span) }

// spansBy is spanList with other names.
func spansBy(l *locale.Locale, spans []data.Span, name func(data.Span) string) string {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b data.Span) int { return a.From.Compare(b.From) })
	var runs []data.Span
	for _, s := range spans {
		if n := len(runs); n > 0 && s.From.Sub(runs[n-1].To) <= 1 {
			if s.To.Compare(runs[n-1].To) > 0 {
				runs[n-1].To = s.To
			}
			continue
		}
		runs = append(runs, s)
	}
	const most = 8
	var names []string
	for i, r := range runs {
		if i == most {
			return l.Say(locale.AndMore, l.Join(names...), strconv.Itoa(len(runs)-most))
		}
		names = append(names, name(r))
	}
	return l.List(names)
}
