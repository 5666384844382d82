package pdf

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"tradebrief/charts/ink"
)

// producer names what wrote the objects.
const producer = "tradebrief report/pdf with go-pdf/fpdf 0.9.0"

// finisher makes the objects of the file around the contents and fonts that
// fpdf wrote. What goes into the file is objects of the pool; how they are laid
// out in bytes is the pool's business alone.
type finisher struct {
	*pool
	doc    Document
	sheets []sheet
	pages  []ref
	places map[string]place
}

// place is where a name leads.
type place struct {
	page int
	y    hundredths // from the foot of the page
}

// finish takes the contents and fonts out of fpdf's file and writes the document
// around them.
func finish(raw []byte, doc Document, sheets []sheet, fonts *fontSet, press *compressor) ([]byte, error) {
	p, trailer, err := readObjects(raw)
	if err != nil {
		return nil, fmt.Errorf("fpdf's file cannot be read: %w", err)
	}
	f := &finisher{pool: p, doc: doc, sheets: sheets, places: map[string]place{}}
	if err := f.findPlaces(); err != nil {
		return nil, err
	}
	tree := p.dict(p.dict(trailer["Root"])["Pages"])
	kids := p.array(tree["Kids"])
	if len(kids) != len(sheets) {
		return nil, fmt.Errorf("fpdf wrote %d pages, expected %d", len(kids), len(sheets))
	}
	// All pages first: links and bookmarks go to pages further on.
	for range sheets {
		f.pages = append(f.pages, p.add(dict{}))
	}
	resources, err := f.resources(tree, kids, fonts)
	if err != nil {
		return nil, err
	}
	root := p.add(nil)
	list := array{}
	for i := range sheets {
		page, err := f.page(i, root, resources, p.dict(kids[i])["Contents"])
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		p.objects[f.pages[i]] = page
		list = append(list, f.pages[i])
	}
	p.objects[root] = dict{"Type": name("Pages"), "Kids": list, "Count": integer(len(list))}

	catalog, err := f.catalog(root)
	if err != nil {
		return nil, err
	}
	return p.write(p.add(catalog), p.add(info(doc.Meta)), press)
}

// findPlaces collects the named places of all pages.
func (f *finisher) findPlaces() error {
	for i, s := range f.sheets {
		for _, d := range s.dests {
			if old, ok := f.places[d.Name]; ok {
				return fmt.Errorf("page %d: the place %q is on page %d already", i+1, d.Name, old.page+1)
			}
			c := content{height: s.height}
			f.places[d.Name] = place{i, c.top(d.Y)}
		}
	}
	return nil
}

// destination is the array that leads to a named place: its page, the left edge,
// its height, and the magnification as it is.
func (f *finisher) destination(to string) (array, error) {
	p, ok := f.places[to]
	if !ok {
		return nil, fmt.Errorf("no page has the place %q", to)
	}
	return array{f.pages[p.page], name("XYZ"), integer(0), points(p.y), nil}, nil
}

// resources gives all pages one dictionary of fonts, and completes the fonts.
func (f *finisher) resources(tree dict, kids array, fonts *fontSet) (ref, error) {
	written := map[name]ref{}
	if len(kids) > 0 {
		all := f.dict(f.dict(f.dict(kids[0])["Resources"])["Font"])
		for _, k := range all.keys() {
			r, _ := all[k].(ref)
			base, _ := f.dict(r)["BaseFont"].(name)
			written[base] = r
		}
	}
	list := dict{}
	for _, s := range fonts.subsets {
		r, ok := written[name(s.baseFont)]
		if !ok {
			return 0, fmt.Errorf("fpdf did not write the font %s", s.baseFont)
		}
		font := f.dict(r)
		// A symbolic font has no Encoding: its own character map counts.
		delete(font, "Encoding")
		font["ToUnicode"] = f.add(&stream{dict: dict{}, data: s.toUnicode()})
		list[name(s.resource)] = r
	}
	return f.add(dict{"Font": list}), nil
}

// page is the dictionary of a page with its links.
func (f *finisher) page(i int, parent, resources ref, contents object) (dict, error) {
	s := f.sheets[i]
	if _, ok := f.get(contents).(*stream); !ok {
		return nil, fmt.Errorf("fpdf wrote no contents")
	}
	page := dict{
		"Type":      name("Page"),
		"Parent":    parent,
		"MediaBox":  array{integer(0), integer(0), points(s.width), points(s.height)},
		"Resources": resources,
		"Contents":  contents,
	}
	var annotations array
	for _, l := range s.links {
		a, err := f.link(l, s)
		if err != nil {
			return nil, err
		}
		annotations = append(annotations, f.add(a))
	}
	if len(annotations) > 0 {
		page["Annots"] = annotations
	}
	return page, nil
}

// link is an active area of a page.
func (f *finisher) link(l ink.Link, s sheet) (dict, error) {
	c := content{height: s.height}
	a := dict{
		"Type":    name("Annot"),
		"Subtype": name("Link"),
		"Rect":    array{points(c.length(l.X)), points(c.top(l.Y + l.H)), points(c.length(l.X + l.W)), points(c.top(l.Y))},
		"Border":  array{integer(0), integer(0), integer(0)},
		"F":       integer(4), // print: an area that is only on the screen is not allowed in PDF/A
	}
	if l.Contents != "" {
		a["Contents"] = textString(l.Contents)
	}
	if l.URL != "" {
		a["A"] = dict{"S": name("URI"), "URI": text(address(l.URL))}
		return a, nil
	}
	dest, err := f.destination(l.Dest)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", kind(l), err)
	}
	a["Dest"] = dest
	return a, nil
}

// address is a URL in ASCII, as a PDF needs it: all else as UTF-8 in percent
// signs, which is what browsers make of it.
func address(url string) string {
	var b strings.Builder
	for _, c := range []byte(url) {
		if c <= ' ' || c > '~' {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// catalog is the root of the document.
func (f *finisher) catalog(pages ref) (dict, error) {
	c := dict{"Type": name("Catalog"), "Pages": pages}
	if f.doc.Meta.Lang != "" {
		c["Lang"] = textString(f.doc.Meta.Lang)
	}
	if f.doc.Meta.Title != "" {
		c["ViewerPreferences"] = dict{"DisplayDocTitle": true}
	}
	if len(f.doc.Bookmarks) > 0 {
		outline, err := f.outline()
		if err != nil {
			return nil, err
		}
		c["Outlines"] = outline
		c["PageMode"] = name("UseOutlines")
	}
	return c, nil
}

// outline is the tree of bookmarks, all of it open.
func (f *finisher) outline() (ref, error) {
	root := f.add(dict{"Type": name("Outlines")})
	parents := []ref{root} // by level
	for _, b := range f.doc.Bookmarks {
		dest, err := f.destination(b.Dest)
		if err != nil {
			return 0, fmt.Errorf("bookmark %q: %w", b.Title, err)
		}
		parents = parents[:b.Level+1]
		parent := parents[b.Level]
		item := dict{"Title": textString(b.Title), "Parent": parent, "Dest": dest}
		r := f.add(item)
		family := f.dict(parent)
		if last, ok := family["Last"]; ok {
			item["Prev"] = last
			f.dict(last)["Next"] = r
		} else {
			family["First"] = r
		}
		family["Last"] = r
		parents = append(parents, r)
	}
	f.countOpen(root)
	return root, nil
}

// countOpen sets on each bookmark with others below it how many those are.
func (f *finisher) countOpen(r ref) int {
	n := 0
	for next := f.dict(r)["First"]; next != nil; next = f.dict(next)["Next"] {
		n += 1 + f.countOpen(next.(ref))
	}
	if n > 0 {
		f.dict(r)["Count"] = integer(n)
	}
	return n
}

// info is the description that viewers and desktops show.
func info(m Meta) dict {
	d := dict{"Producer": text(producer)}
	creator := m.Creator
	if creator == "" {
		creator = "tradebrief"
	}
	for _, e := range []struct {
		key   name
		value string
	}{
		{"Title", m.Title}, {"Author", m.Author}, {"Subject", m.Subject}, {"Keywords", m.Keywords}, {"Creator", creator},
	} {
		if e.value != "" {
			d[e.key] = textString(e.value)
		}
	}
	if !m.Created.IsZero() {
		d["CreationDate"] = date(m.Created)
		d["ModDate"] = date(m.Created)
	}
	return d
}

// date is a time in UTC, with the time zone written out: without one, it would
// be local time of nobody knows where.
func date(t time.Time) text { return text(t.UTC().Format("D:20060102150405") + "+00'00'") }

// textString is text for people to read: as it is in ASCII, UTF-16 otherwise.
func textString(s string) text {
	ascii := true
	for _, c := range []byte(s) {
		ascii = ascii && c < 0x80
	}
	if ascii {
		return text(s)
	}
	b := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return text(b)
}

// fileID tells this file from any other.
func fileID(body []byte) text {
	sum := sha256.Sum256(body)
	return text(sum[:16])
}
