package pdf

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf/object"
)

// producer names what wrote the objects.
const producer = "tradebrief report/pdf with go-pdf/fpdf 0.9.0"

// finisher makes the objects of the file around the contents and fonts that
// fpdf wrote. What goes into the file is objects; how they are laid out in bytes is
// the business of package object alone.
type finisher struct {
	*object.File
	doc    Document
	sheets []sheet
	pages  []object.Ref
	places map[string]place
}

// place is where a name leads.
type place struct {
	page int
	y    hundredths // from the foot of the page
}

// finish writes the document around the contents and fonts of fpdf's file.
func finish(p *object.File, doc Document, sheets []sheet, fonts *fontSet, pictures *pictureSet, press *object.Compressor) ([]byte, error) {
	f := &finisher{File: p, doc: doc, sheets: sheets, places: map[string]place{}}
	if err := f.findPlaces(); err != nil {
		return nil, err
	}
	kids := pagesOf(p)
	if len(kids) != len(sheets) {
		return nil, fmt.Errorf("fpdf wrote %d pages, expected %d", len(kids), len(sheets))
	}
	// All pages first: links and bookmarks go to pages further on.
	for range sheets {
		f.pages = append(f.pages, p.Add(object.Dict{}))
	}
	resources, err := f.resources(kids, fonts, pictures)
	if err != nil {
		return nil, err
	}
	root := p.Add(nil)
	list := object.Array{}
	links := make([][]object.Ref, len(sheets))
	for i := range sheets {
		page, areas, err := f.page(i, root, resources, p.Dict(kids[i])["Contents"])
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		p.Objects[f.pages[i]] = page
		list = append(list, f.pages[i])
		links[i] = areas
	}
	p.Objects[root] = object.Dict{"Type": object.Name("Pages"), "Kids": list, "Count": object.Integer(len(list))}

	catalog, err := f.catalog(root)
	if err != nil {
		return nil, err
	}
	if err := p.Err(); err != nil {
		return nil, fmt.Errorf("fpdf's file cannot be read: %w", err)
	}
	f.attach(catalog)
	if doc.Standard != NoStandard {
		catalog["StructTreeRoot"] = f.structure(links)
		catalog["MarkInfo"] = object.Dict{"Marked": true}
		catalog["Metadata"] = p.Add(xmp(doc.Meta, doc.Standard))
	}
	if doc.Standard.A() {
		catalog["OutputIntents"] = object.Array{f.outputIntent()}
	}
	return p.Write(p.Add(catalog), p.Add(info(doc.Meta)), press)
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
func (f *finisher) destination(to string) (object.Array, error) {
	p, ok := f.places[to]
	if !ok {
		return nil, fmt.Errorf("no page has the place %q", to)
	}
	return object.Array{f.pages[p.page], object.Name("XYZ"), object.Integer(0), points(p.y), nil}, nil
}

// resources gives all pages one dictionary of fonts and pictures, and completes the
// fonts.
func (f *finisher) resources(kids object.Array, fonts *fontSet, pictures *pictureSet) (object.Ref, error) {
	written := map[object.Name]object.Ref{}
	if len(kids) > 0 {
		all := f.Dict(f.Dict(f.Dict(kids[0])["Resources"])["Font"])
		for _, k := range all.Keys() {
			r, _ := all[k].(object.Ref)
			base, _ := f.Dict(r)["BaseFont"].(object.Name)
			written[base] = r
		}
	}
	list := object.Dict{}
	for _, s := range fonts.subsets {
		r, ok := written[object.Name(s.baseFont)]
		if !ok {
			return 0, fmt.Errorf("fpdf did not write the font %s", s.baseFont)
		}
		font := f.Dict(r)
		// A symbolic font has no Encoding: its own character map counts.
		delete(font, "Encoding")
		font["ToUnicode"] = f.Add(&object.Stream{Dict: object.Dict{}, Data: s.toUnicode()})
		list[object.Name(s.resource)] = r
	}
	all := object.Dict{"Font": list}
	f.pictures(pictures, all)
	return f.Add(all), nil
}

// page is the dictionary of a page, and its links.
func (f *finisher) page(i int, parent, resources object.Ref, contents object.Object) (object.Dict, []object.Ref, error) {
	s := f.sheets[i]
	page := object.Dict{
		"Type":      object.Name("Page"),
		"Parent":    parent,
		"MediaBox":  object.Array{object.Integer(0), object.Integer(0), points(s.width), points(s.height)},
		"Resources": resources,
		"Contents":  contents,
	}
	if f.doc.Standard != NoStandard {
		page["Tabs"] = object.Name("S") // from link to link as the structure goes
	}
	var annotations object.Array
	var links []object.Ref
	for _, l := range s.links {
		a, err := f.link(l.Link, s)
		if err != nil {
			return nil, nil, err
		}
		links = append(links, f.Add(a))
		annotations = append(annotations, links[len(links)-1])
	}
	if len(annotations) > 0 {
		page["Annots"] = annotations
	}
	return page, links, nil
}

// link is an active area of a page.
func (f *finisher) link(l ink.Link, s sheet) (object.Dict, error) {
	c := content{height: s.height}
	a := object.Dict{
		"Type":    object.Name("Annot"),
		"Subtype": object.Name("Link"),
		"Rect":    object.Array{points(c.length(l.X)), points(c.top(l.Y + l.H)), points(c.length(l.X + l.W)), points(c.top(l.Y))},
		"Border":  object.Array{object.Integer(0), object.Integer(0), object.Integer(0)},
		"F":       object.Integer(4), // print: an area that is only on the screen is not allowed in PDF/A
	}
	switch {
	case l.Contents != "":
		a["Contents"] = textString(l.Contents)
	case l.URL != "":
		a["Contents"] = textString(l.URL)
	default:
		a["Contents"] = textString(l.Dest)
	}
	if l.URL != "" {
		a["A"] = object.Dict{"S": object.Name("URI"), "URI": object.String(address(l.URL))}
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
func (f *finisher) catalog(pages object.Ref) (object.Dict, error) {
	c := object.Dict{"Type": object.Name("Catalog"), "Pages": pages}
	if f.doc.Meta.Lang != "" {
		c["Lang"] = textString(f.doc.Meta.Lang)
	}
	if f.doc.Meta.Title != "" {
		c["ViewerPreferences"] = object.Dict{"DisplayDocTitle": true}
	}
	if len(f.doc.Bookmarks) > 0 {
		outline, err := f.outline()
		if err != nil {
			return nil, err
		}
		c["Outlines"] = outline
		c["PageMode"] = object.Name("UseOutlines")
	}
	return c, nil
}

// outline is the tree of bookmarks, all of it open.
func (f *finisher) outline() (object.Ref, error) {
	root := f.Add(object.Dict{"Type": object.Name("Outlines")})
	parents := []object.Ref{root} // by level
	for _, b := range f.doc.Bookmarks {
		dest, err := f.destination(b.Dest)
		if err != nil {
			return 0, fmt.Errorf("bookmark %q: %w", b.Title, err)
		}
		parents = parents[:b.Level+1]
		parent := parents[b.Level]
		item := object.Dict{"Title": textString(b.Title), "Parent": parent, "Dest": dest}
		r := f.Add(item)
		family := f.Dict(parent)
		if last, ok := family["Last"]; ok {
			item["Prev"] = last
			f.Dict(last)["Next"] = r
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
func (f *finisher) countOpen(r object.Ref) int {
	n := 0
	for next := f.Dict(r)["First"]; next != nil; next = f.Dict(next)["Next"] {
		n += 1 + f.countOpen(next.(object.Ref))
	}
	if n > 0 {
		f.Dict(r)["Count"] = object.Integer(n)
	}
	return n
}

// textString is text for people to read: as it is in ASCII, UTF-16 otherwise.
func textString(s string) object.String {
	ascii := true
	for _, c := range []byte(s) {
		ascii = ascii && c < 0x80
	}
	if ascii {
		return object.String(s)
	}
	b := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return object.String(b)
}

// points is a length as a number.
func points(h hundredths) object.Number { return object.Number(appendFixed(nil, int64(h), 2)) }
