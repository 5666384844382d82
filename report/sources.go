package report

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/checks"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// The list of sources: what a brief cites, in the order of first use, and how each
// is printed.

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
