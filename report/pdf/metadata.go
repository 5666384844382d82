package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"tradebrief/report/pdf/object"
)

// The file tells about itself twice, in the Info dictionary and as XMP, and
// PDF/A-3 wants both to say the same to the letter (ISO 19005-3, 6.6).

// described is the description as it is written: without what XML has no way
// to say.
func (m Meta) described() Meta {
	if m.Creator == "" {
		m.Creator = "tradebrief"
	}
	for _, s := range []*string{&m.Title, &m.Author, &m.Subject, &m.Keywords, &m.Creator, &m.Lang} {
		*s = strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
				return -1
			}
			return r
		}, strings.ToValidUTF8(*s, ""))
	}
	return m
}

// info is the description that viewers and desktops show.
func info(m Meta) object.Dict {
	d := object.Dict{"Producer": object.String(producer)}
	for _, e := range []struct {
		key   object.Name
		value string
	}{
		{"Title", m.Title}, {"Author", m.Author}, {"Subject", m.Subject}, {"Keywords", m.Keywords}, {"Creator", m.Creator},
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
func date(t time.Time) object.String {
	return object.String(t.UTC().Format("D:20060102150405") + "+00'00'")
}

// uaSchema tells readers of PDF/A what the property of PDF/UA is, which ISO
// 19005-3 does not know.
const uaSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>the part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
`

// xmp is the description with the standards that the file claims to keep.
func xmp(m Meta, s Standard) *object.Stream {
	var b bytes.Buffer
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n" +
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"" +
		" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n")
	property := func(name, value, before, after string) {
		if value == "" {
			return
		}
		fmt.Fprintf(&b, "<%s>%s", name, before)
		xml.EscapeText(&b, []byte(value)) // a Buffer takes all
		fmt.Fprintf(&b, "%s</%s>\n", after, name)
	}
	const alt, altEnd = `<rdf:Alt><rdf:li xml:lang="x-default">`, `</rdf:li></rdf:Alt>`
	property("dc:title", m.Title, alt, altEnd)
	property("dc:creator", m.Author, "<rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq>")
	property("dc:description", m.Subject, alt, altEnd)
	property("pdf:Keywords", m.Keywords, "", "")
	property("pdf:Producer", producer, "", "")
	property("xmp:CreatorTool", m.Creator, "", "")
	if !m.Created.IsZero() {
		made := m.Created.UTC().Format("2006-01-02T15:04:05+00:00")
		property("xmp:CreateDate", made, "", "")
		property("xmp:ModifyDate", made, "", "")
	}
	if s.A() {
		property("pdfaid:part", "3", "", "")
		property("pdfaid:conformance", "A", "", "")
	}
	if s.UA() {
		property("pdfuaid:part", "1", "", "")
	}
	b.WriteString("</rdf:Description>\n")
	if s == UAAndA {
		b.WriteString(uaSchema)
	}
	b.WriteString("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return &object.Stream{
		Dict:  object.Dict{"Type": object.Name("Metadata"), "Subtype": object.Name("XML")},
		Data:  b.Bytes(),
		Plain: true, // so that programs that know nothing of PDF find it
	}
}
