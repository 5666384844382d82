package conform

import (
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"tradebrief/report/pdf/object"
)

// Namespaces of XMP.
const (
	nsRDF       = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsXML       = "http://www.w3.org/XML/1998/namespace"
	nsDC        = "http://purl.org/dc/elements/1.1/"
	nsXMP       = "http://ns.adobe.com/xap/1.0/"
	nsPDF       = "http://ns.adobe.com/pdf/1.3/"
	nsPDFA      = "http://www.aiim.org/pdfa/ns/id/"
	nsPDFUA     = "http://www.aiim.org/pdfua/ns/id/"
	nsExtension = "http://www.aiim.org/pdfa/ns/extension/"
	nsSchema    = "http://www.aiim.org/pdfa/ns/schema#"
	nsProperty  = "http://www.aiim.org/pdfa/ns/property#"
)

// prefixes are the namespaces whose prefix is laid down.
var prefixes = map[string]string{
	nsPDFA: "pdfaid", nsPDFUA: "pdfuaid", nsExtension: "pdfaExtension", nsSchema: "pdfaSchema", nsProperty: "pdfaProperty",
}

// known are the namespaces whose properties need no description in the file.
var known = []string{
	nsDC, nsXMP, nsPDF, nsPDFA, nsExtension,
	"http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/xap/1.0/rights/", "http://ns.adobe.com/xap/1.0/bj/", "http://ns.adobe.com/xap/1.0/t/pg/",
	"http://ns.adobe.com/xmp/1.0/DynamicMedia/", "http://ns.adobe.com/photoshop/1.0/", "http://ns.adobe.com/camera-raw-settings/1.0/",
	"http://ns.adobe.com/tiff/1.0/", "http://ns.adobe.com/exif/1.0/", "http://ns.adobe.com/exif/1.0/aux/",
}

// node is an element of XML.
type node struct {
	name  xml.Name
	attrs []xml.Attr
	kids  []*node
	text  string
}

// metadata checks the XMP of the document, and that Info says the same.
func (c *checker) metadata() {
	s := c.stream(c.catalog["Metadata"])
	if s == nil || c.name(s.Dict["Type"]) != "Metadata" || c.name(s.Dict["Subtype"]) != "XML" {
		c.fault(rule{m: "06-001", a: "6.6.2.1"}, at{}, "the document has no metadata (XMP)")
		return
	}
	data := c.unpack(s, "the metadata (XMP)", at{})
	if data == nil {
		return
	}
	if !utf8.Valid(data) {
		c.fault(rule{m: "06-001", a: "6.6.2.1"}, at{}, "the metadata (XMP) is not UTF-8")
		return
	}
	root, err := parseXML(data)
	var rdf *node
	if err == nil {
		rdf = root.find(nsRDF, "RDF", 4)
	}
	if rdf == nil {
		c.fault(rule{m: "06-001", a: "6.6.2.1"}, at{}, "the metadata (XMP) cannot be read: %v", errorOr(err, "it has no rdf:RDF"))
		return
	}
	if header, _, ok := bytes.Cut(data, []byte("?>")); ok {
		for _, k := range []string{"bytes=", "encoding="} {
			if bytes.HasPrefix(bytes.TrimSpace(header), []byte("<?xpacket")) && bytes.Contains(header, []byte(k)) {
				c.fault(rule{a: "6.6.2.1"}, at{}, "the header of the metadata (XMP) has the attribute %s", strings.TrimSuffix(k, "="))
			}
		}
	}
	c.checkPrefixes(root, 0)
	x := properties(rdf)
	if x.value(nsDC, "title") == "" {
		c.fault(rule{m: "06-003"}, at{}, "the metadata (XMP) has no title (dc:title)")
	} else if c.lang == "" {
		c.fault(rule{m: "11-006"}, at{}, "the language of the metadata is not known: the document has no language")
	}
	if part := x.value(nsPDFUA, "part"); part != "1" {
		c.fault(rule{m: "06-002"}, at{}, "the metadata (XMP) does not say that the file is PDF/UA-1: pdfuaid:part is %q", part)
	}
	if part, level := x.value(nsPDFA, "part"), x.value(nsPDFA, "conformance"); part != "3" || level != "A" {
		c.fault(rule{a: "6.6.4"}, at{}, "the metadata (XMP) does not say that the file is PDF/A-3a: pdfaid has part %q and conformance %q", part, level)
	}
	c.schemas(x)
	c.agreement(x)
}

func errorOr(err error, otherwise string) any {
	if err != nil {
		return err
	}
	return otherwise
}

// parseXML reads well-formed XML.
func parseXML(data []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	top := &node{}
	open := []*node{top}
	for {
		t, err := d.Token()
		if err == io.EOF {
			return top, nil
		}
		if err != nil {
			return nil, err
		}
		last := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			n := &node{name: t.Name, attrs: t.Attr}
			last.kids = append(last.kids, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			last.text += string(t)
		}
	}
}

// find is the first element of a name, at most so deep.
func (n *node) find(space, local string, depth int) *node {
	for _, k := range n.kids {
		if k.name.Space == space && k.name.Local == local {
			return k
		}
		if depth > 0 {
			if f := k.find(space, local, depth-1); f != nil {
				return f
			}
		}
	}
	return nil
}

// checkPrefixes finds namespaces of PDF/A and PDF/UA under another prefix.
func (c *checker) checkPrefixes(n *node, depth int) {
	for _, a := range n.attrs {
		if want := prefixes[a.Value]; a.Name.Space == "xmlns" && want != "" && a.Name.Local != want {
			r := rule{a: "6.6.4"}
			if a.Value == nsPDFUA {
				r = rule{ua: "5"}
			}
			c.fault(r, at{}, "the metadata (XMP) has the prefix %s where %s is laid down", a.Name.Local, want)
		}
	}
	if depth < deepest {
		for _, k := range n.kids {
			c.checkPrefixes(k, depth+1)
		}
	}
}

// property is a property of XMP or a field of one.
type property struct {
	name  xml.Name
	value string // as text; the default language of an alternative, the parts of a list with ", "
	node  *node  // nil for a property that stands as an attribute
}

type propertyList []property

// value is empty for a property that is not there.
func (l propertyList) value(space, local string) string {
	for _, p := range l {
		if p.name.Space == space && p.name.Local == local {
			return p.value
		}
	}
	return ""
}

func (l propertyList) node(space, local string) *node {
	for _, p := range l {
		if p.name.Space == space && p.name.Local == local {
			return p.node
		}
	}
	return nil
}

// properties are those of all descriptions.
func properties(rdf *node) propertyList {
	var out propertyList
	for _, d := range rdf.kids {
		if d.name.Space == nsRDF && d.name.Local == "Description" {
			out = append(out, fields(d)...)
		}
	}
	return out
}

// fields are the properties of a resource: its attributes and elements, or
// those of the description in it.
func fields(n *node) propertyList {
	if d := n.find(nsRDF, "Description", 0); d != nil {
		n = d
	}
	var out propertyList
	for _, a := range n.attrs {
		if s := a.Name.Space; s != "" && s != "xmlns" && s != nsRDF && s != nsXML && a.Name.Local != "xmlns" {
			out = append(out, property{a.Name, a.Value, nil})
		}
	}
	for _, k := range n.kids {
		out = append(out, property{k.name, k.asText(), k})
	}
	return out
}

// items are the elements of the list in a property.
func (n *node) items() []*node {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name.Space == nsRDF && (k.name.Local == "Alt" || k.name.Local == "Seq" || k.name.Local == "Bag") {
			return k.kids
		}
	}
	return nil
}

func (n *node) asText() string {
	var parts []string
	for _, li := range n.items() {
		for _, a := range li.attrs {
			if a.Name.Local == "lang" && a.Value == "x-default" {
				return strings.TrimSpace(li.text)
			}
		}
		parts = append(parts, strings.TrimSpace(li.text))
	}
	if parts != nil {
		return strings.Join(parts, ", ")
	}
	return strings.TrimSpace(n.text)
}

// schemas checks that each property is one that PDF/A knows or that the file
// describes.
func (c *checker) schemas(x propertyList) {
	described := map[xml.Name]string{}
	for _, li := range x.node(nsExtension, "schemas").items() {
		schema := fields(li)
		space := schema.value(nsSchema, "namespaceURI")
		for _, k := range []string{"schema", "namespaceURI", "prefix"} {
			if schema.value(nsSchema, k) == "" {
				c.fault(rule{a: "6.6.2.3.3"}, at{}, "a description of metadata of the file's own has no %s", k)
			}
		}
		for _, li := range schema.node(nsSchema, "property").items() {
			p := fields(li)
			for _, k := range []string{"name", "valueType", "description"} {
				if p.value(nsProperty, k) == "" {
					c.fault(rule{a: "6.6.2.3.3"}, at{}, "the description of a property of %s has no %s", space, k)
				}
			}
			if k := p.value(nsProperty, "category"); k != "internal" && k != "external" {
				c.fault(rule{a: "6.6.2.3.3"}, at{}, "the description of a property of %s has the category %q, expected internal or external", space, k)
			}
			described[xml.Name{Space: space, Local: p.value(nsProperty, "name")}] = p.value(nsProperty, "valueType")
		}
	}
	for _, p := range x {
		kind, ok := described[p.name]
		switch {
		case slices.Contains(known, p.name.Space):
		case !ok:
			c.fault(rule{a: "6.6.2.3.1"}, at{}, "the metadata (XMP) has the property %s of %s, which the file does not describe", p.name.Local, p.name.Space)
		case kind == "Integer" && strings.Trim(p.value, "0123456789+-") != "":
			c.fault(rule{a: "6.6.2.3.1"}, at{}, "the property %s of the metadata (XMP) is %q, expected a whole number", p.name.Local, p.value)
		}
	}
}

// agreement checks that what Info and XMP both say is the same.
func (c *checker) agreement(x propertyList) {
	info := c.Dict(c.Trailer["Info"])
	for _, e := range []struct {
		key         object.Name
		space, name string
	}{
		{"Title", nsDC, "title"}, {"Author", nsDC, "creator"}, {"Subject", nsDC, "description"}, {"Keywords", nsPDF, "Keywords"},
		{"Creator", nsXMP, "CreatorTool"}, {"Producer", nsPDF, "Producer"}, {"CreationDate", nsXMP, "CreateDate"}, {"ModDate", nsXMP, "ModifyDate"},
	} {
		told, also := c.text(info[e.key]), x.value(e.space, e.name)
		if told == "" || also == "" || told == also {
			continue
		}
		if t, err := readDate(told); err == nil {
			if u, err := time.Parse(time.RFC3339, also); err == nil && t.Equal(u) {
				continue
			}
		}
		c.fault(rule{own: "Info and XMP agree"}, at{}, "Info has %s %q where the metadata (XMP) has %q", e.key, told, also)
	}
}

// readDate reads a date of PDF: D:20231120083000+08'00'.
func readDate(s string) (time.Time, error) {
	s = strings.TrimSuffix(strings.ReplaceAll(strings.TrimPrefix(s, "D:"), "'", ""), "Z0000")
	if zone := strings.IndexAny(s, "+-"); zone < 0 {
		s = strings.TrimSuffix(s, "Z") + "+0000"
	}
	return time.Parse("20060102150405-0700", s)
}
