package conform

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf"
	"tradebrief/report/pdf/object"
)

// book is a well-formed file of two pages that has one of each thing that is
// judged, made by hand: more than report/pdf writes, and nothing of its tags.
type book struct {
	*object.File
	catalog, info object.Ref
	pages         [2]object.Ref
	contents      [2]*object.Stream
	root          object.Ref // of the structure
	document      object.Ref // the outermost element
	parents       [2]object.Array
	nums          object.Array // of the parent tree, without those of the pages
	ids           object.Array
	simple, wide  object.Ref // fonts
	plain         object.Ref // one that is not symbolic
	coded         func(string) string
}

func name(s string) object.Name            { return object.Name(s) }
func number(n int) object.Number           { return object.Integer(n) }
func text(s string) object.String          { return object.String(s) }
func list(o ...object.Object) object.Array { return o }

// newBook makes the file.
func newBook(t testing.TB) *book {
	t.Helper()
	b := &book{File: &object.File{}}
	b.takeFonts(t)
	b.root = b.Add(object.Dict{"Type": name("StructTreeRoot")})
	for i := range b.pages {
		b.contents[i] = &object.Stream{Dict: object.Dict{}}
		b.pages[i] = b.Add(nil)
	}
	b.document = b.element(b.root, "Document", object.Dict{})

	b.said(0, b.element(b.document, "H1", object.Dict{}), "A title")
	sect := b.element(b.document, "Sect", object.Dict{})
	toc := b.element(sect, "TOC", object.Dict{})
	entry := b.element(toc, "TOCI", object.Dict{})
	b.link(b.element(entry, "Reference", object.Dict{}), "Trade", object.Dict{"Dest": list(b.pages[1], name("Fit"))})
	b.said(0, b.element(sect, "H2", object.Dict{}), "Trade")
	p := b.element(sect, "P", object.Dict{})
	b.said(0, p, "Exports rose ")
	b.link(p, "as customs say", object.Dict{"A": object.Dict{"S": name("URI"), "URI": text("https://example.org/")}})
	b.said(0, b.element(p, "Span", object.Dict{"Lang": text("fr")}), "en avance")
	b.noted(p)
	b.drawnForm(b.element(sect, "P", object.Dict{}))

	l := b.element(sect, "L", object.Dict{"A": object.Dict{"O": name("List"), "ListNumbering": name("Decimal")}})
	for _, n := range []string{"1", "2"} {
		item := b.element(l, "LI", object.Dict{})
		b.said(0, b.element(item, "Lbl", object.Dict{}), n)
		b.said(0, b.element(item, "LBody", object.Dict{}), "Goods")
	}
	figure := b.element(sect, "Figure", object.Dict{"Alt": text("Exports rise"), "A": object.Dict{"O": name("Layout"), "BBox": list(number(20), number(20), number(90), number(60))}})
	b.drawn(0, figure, "0 .2 .4 rg 20 20 40 30 re f\n")
	b.said(0, b.element(sect, "Caption", object.Dict{}), "Exports")
	b.said(0, b.element(sect, "Formula", object.Dict{"Alt": text("a by b")}), "ab")
	b.furniture(0, "Page 1")

	b.said(1, b.element(sect, "H3", object.Dict{}), "By goods")
	b.grid(sect)
	b.wideText(b.element(sect, "Quotation", object.Dict{}))
	b.drawn(1, b.element(sect, "P", object.Dict{}), "BT /F1 9 Tf 20 90 Td 0 Tr [(Ku) -20 (r)] TJ (ze) ' 0 0 (n) \" ET\n")
	b.drawn(1, b.element(sect, "P", object.Dict{}), "BT /F3 9 Tf 20 80 Td (Plain) Tj ET\n")
	b.drawn(1, b.element(sect, "P", object.Dict{}), "/Span <</ActualText (x) /Lang (de)>> BDC BT /F2 9 Tf 20 70 Td <"+b.coded("eks")+"> Tj ET EMC\n")
	picture := b.element(sect, "Figure", object.Dict{"ActualText": text("Colours"), "C": name("Wide")})
	b.drawn(1, picture, "q 10 0 0 10 50 50 cm /I1 Do Q\n/C1 cs .1 .2 .3 scn 5 5 9 9 re f\n/Pattern cs /P1 scn 5 5 9 9 re f /P2 scn 5 5 9 9 re f\n"+
		"/C2 cs 0 scn 5 5 9 9 re f /C3 cs 0 scn 5 5 9 9 re f\nq 5 5 9 9 re W n /S1 sh Q\nq 9 0 0 9 1 1 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI Q\n")
	b.furniture(1, "Page 2")

	for i, r := range b.pages {
		d := object.Dict{
			"Type": name("Page"), "MediaBox": list(number(0), number(0), number(300), number(400)), "StructParents": number(i),
			"Resources": b.resources(), "Contents": b.Add(b.contents[i]), "Group": object.Dict{"S": name("Transparency"), "CS": name("DeviceRGB")},
		}
		if i == 0 {
			d["Tabs"] = name("S")
			d["Annots"] = list()
		}
		b.Objects[r] = d
	}
	b.finish()
	return b
}

// takeFonts takes a font out of a file of report/pdf, and makes a composite one of it.
func (b *book) takeFonts(t testing.TB) {
	t.Helper()
	d := ink.Drawing{W: 300, H: 400}
	d.Add(0, ink.Text{X: 10, Y: 10, S: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,", Font: ink.Font{Face: ink.Sans, Size: 9}})
	file, err := pdf.Encode(pdf.Document{Pages: []ink.Drawing{d}, Standard: pdf.NoStandard})
	if err != nil {
		t.Fatal(err)
	}
	if b.File, err = object.Read(file); err != nil {
		t.Fatal(err)
	}
	for i := range b.Objects {
		if b.Dict(object.Ref(i))["Type"] == name("Font") {
			b.simple = object.Ref(i)
		}
	}
	simple := b.Dict(b.simple)
	program, err := b.Data(b.Dict(simple["FontDescriptor"])["FontFile2"])
	if err != nil {
		t.Fatal(err)
	}
	tt, err := readTrueType(program)
	if err != nil {
		t.Fatal(err)
	}
	glyph := func(r rune) int {
		return (&checker{File: b.File}).glyphsByCode(&font{dict: simple, kind: "TrueType"}, tt, b.Dict(simple["FontDescriptor"]), "")(int(r))
	}
	var widths object.Array
	meanings := "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
	for r := 'A'; r <= 'z'; r++ {
		if g := glyph(r); g > 0 {
			widths = append(widths, number(g), list(number(int(tt.width(g)+.5))))
			meanings += fmt.Sprintf("1 beginbfchar <%04X> <%04X> endbfchar\n", g, r)
		}
	}
	b.wide = b.Add(object.Dict{
		"Type": name("Font"), "Subtype": name("Type0"), "BaseFont": simple["BaseFont"], "Encoding": name("Identity-H"),
		"ToUnicode": b.Add(&object.Stream{Dict: object.Dict{}, Data: []byte(cmapHead + meanings + cmapFoot)}),
		"DescendantFonts": list(b.Add(object.Dict{
			"Type": name("Font"), "Subtype": name("CIDFontType2"), "BaseFont": simple["BaseFont"], "CIDToGIDMap": name("Identity"), "W": widths,
			"FontDescriptor": simple["FontDescriptor"],
			"CIDSystemInfo":  object.Dict{"Registry": text("Adobe"), "Ordering": text("Identity"), "Supplement": number(0)},
		})),
	})
	b.plainFont(program)
	b.coded = func(s string) string {
		var out strings.Builder
		for _, r := range s {
			fmt.Fprintf(&out, "%04X", glyph(r))
		}
		return out.String()
	}
}

// plainFont makes a font that is not symbolic of the program of the simple one.
func (b *book) plainFont(program []byte) {
	descriptor := object.Dict{}
	for k, v := range b.Dict(b.Dict(b.simple)["FontDescriptor"]) {
		descriptor[k] = v
	}
	descriptor["Flags"] = number(32)
	descriptor["FontFile2"] = b.Add(&object.Stream{Dict: object.Dict{}, Data: ofUnicode(program)})
	font := object.Dict{}
	for k, v := range b.Dict(b.simple) {
		font[k] = v
	}
	font["FontDescriptor"], font["Encoding"] = b.Add(descriptor), name("WinAnsiEncoding")
	delete(font, "ToUnicode")
	b.plain = b.Add(font)
}

// ofUnicode gives a font program a table by characters, where the letters of ASCII
// have the glyphs of their codes.
func ofUnicode(program []byte) []byte {
	tt, err := readTrueType(program)
	if err != nil {
		panic(err)
	}
	table := binary.BigEndian.AppendUint16(nil, 0) // version
	for _, v := range []uint16{1, 3, 1, 0, 12, 6, 10 + 2*96, 0, 32, 96} {
		table = binary.BigEndian.AppendUint16(table, v)
	}
	for code := 32; code < 128; code++ {
		table = binary.BigEndian.AppendUint16(table, uint16(tt.find(3, 0).glyph(0xF000+code)|tt.find(3, 0).glyph(code)))
	}
	out := slices.Clone(program)
	for i := 12; ; i += 16 {
		if string(out[i:i+4]) == "cmap" {
			binary.BigEndian.PutUint32(out[i+8:], uint32(len(out)))
			binary.BigEndian.PutUint32(out[i+12:], uint32(len(table)))
			return append(out, table...)
		}
	}
}

const (
	cmapHead = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
	cmapFoot = "endcmap end end\n"
)

func (b *book) resources() object.Dict {
	return object.Dict{
		"Font":      object.Dict{"F1": b.simple, "F2": b.wide, "F3": b.plain},
		"ExtGState": object.Dict{"G1": object.Dict{"Type": name("ExtGState"), "ca": object.Number(".5"), "BM": name("Multiply")}},
	}
}

// element adds an element under another.
func (b *book) element(parent object.Ref, kind string, d object.Dict) object.Ref {
	d["Type"], d["S"], d["P"] = name("StructElem"), name(kind), parent
	r := b.Add(d)
	b.kid(parent, r)
	return r
}

func (b *book) kid(parent object.Ref, o object.Object) {
	d := b.Dict(parent)
	d["K"] = append(b.Array(d["K"]), o)
}

// put adds operators to a page.
func (b *book) put(page int, format string, args ...any) {
	s := b.contents[page]
	s.Data = fmt.Appendf(s.Data, format, args...)
}

// drawn puts operators on a page as an element's content.
func (b *book) drawn(page int, owner object.Ref, operators string) {
	n := len(b.parents[page])
	b.put(page, "/%s <</MCID %d>> BDC\n%sEMC\n", b.Dict(owner)["S"], n, operators)
	b.parents[page] = append(b.parents[page], owner)
	b.kid(owner, object.Dict{"Type": name("MCR"), "Pg": b.pages[page], "MCID": number(n)})
}

func (b *book) said(page int, owner object.Ref, s string) {
	b.drawn(page, owner, "BT /F1 9 Tf 20 300 Td ("+s+") Tj ET\n")
}

func (b *book) furniture(page int, s string) {
	b.put(page, "/Artifact <</Type /Pagination>> BDC\nBT /F1 9 Tf 20 10 Td (%s) Tj ET\nq 0 g 0 0 10 1 re f Q\nEMC\n", s)
}

// link adds a link to the first page.
func (b *book) link(owner object.Ref, s string, d object.Dict) {
	e := b.element(owner, "Link", object.Dict{})
	b.said(0, e, s)
	d["Type"], d["Subtype"], d["F"], d["Contents"] = name("Annot"), name("Link"), number(4), text("To "+s)
	d["Rect"] = list(number(20), number(300), number(90), number(310))
	d["StructParent"] = number(100 + len(b.nums)/2)
	a := b.Add(d)
	b.nums = append(b.nums, d["StructParent"], e)
	b.kid(e, object.Dict{"Type": name("OBJR"), "Obj": a, "Pg": b.pages[0]})
}

// noted adds a note.
func (b *book) noted(owner object.Ref) {
	e := b.element(owner, "Note", object.Dict{"ID": text("n1")})
	b.said(0, e, "A note")
	b.ids = append(b.ids, text("n1"), e)
}

// drawnForm draws a form whose content is numbered apart.
func (b *book) drawnForm(owner object.Ref) {
	form := b.Add(&object.Stream{
		Dict: object.Dict{"Type": name("XObject"), "Subtype": name("Form"), "BBox": list(number(0), number(0), number(300), number(400)), "Resources": b.resources(), "StructParents": number(200)},
		Data: []byte("/P <</MCID 0>> BDC BT /F1 9 Tf 20 200 Td (A form) Tj ET EMC"),
	})
	b.nums = append(b.nums, number(200), list(owner))
	b.kid(owner, object.Dict{"Type": name("MCR"), "Pg": b.pages[0], "Stm": form, "MCID": number(0)})
	b.put(0, "q /G1 gs /X1 Do Q\n")
}

// grid adds a table whose cells take more than one row or column.
func (b *book) grid(owner object.Ref) {
	table := b.element(owner, "Table", object.Dict{})
	b.said(1, b.element(table, "Caption", object.Dict{}), "A table")
	cell := func(row object.Ref, kind, s string, attributes object.Dict) {
		d := object.Dict{}
		if attributes != nil {
			attributes["O"] = name("Table")
			d["A"] = attributes
		}
		b.said(1, b.element(row, kind, d), s)
	}
	head := b.element(table, "THead", object.Dict{})
	row := b.element(head, "TR", object.Dict{})
	cell(row, "TH", "Group", object.Dict{"Scope": name("Column")})
	cell(row, "TH", "Goods", object.Dict{"Scope": name("Column")})
	cell(row, "TH", "Value", object.Dict{"Scope": name("Column"), "ColSpan": number(2)})
	body := b.element(table, "TBody", object.Dict{})
	row = b.element(body, "TR", object.Dict{})
	cell(row, "TH", "Food", object.Dict{"Scope": name("Row"), "RowSpan": number(2)})
	cell(row, "TD", "Rice", nil)
	cell(row, "TD", "1", nil)
	cell(row, "TD", "2", nil)
	row = b.element(body, "TR", object.Dict{})
	cell(row, "TD", "Fish", nil)
	cell(row, "TD", "3", nil)
	cell(row, "TD", "4", nil)
}

func (b *book) wideText(owner object.Ref) {
	b.drawn(1, owner, "BT /F2 9 Tf 20 100 Td <"+b.coded("Quoted")+"> Tj ET\n")
}

// finish makes what stands around the pages and the structure.
func (b *book) finish() {
	form := object.Ref(0)
	for i, o := range b.Objects {
		switch d := b.Dict(object.Ref(i)); {
		case d["Subtype"] == name("Link"):
			page := b.Dict(b.pages[0])
			page["Annots"] = append(b.Array(page["Annots"]), object.Ref(i))
		case d["Subtype"] == name("Form") && o != nil:
			form = object.Ref(i)
		}
	}
	b.Dict(b.Dict(b.pages[0])["Resources"])["XObject"] = object.Dict{"X1": form}
	b.colours(b.Dict(b.Dict(b.pages[1])["Resources"]))
	var nums object.Array
	for i, p := range b.parents {
		nums = append(nums, number(i), b.Add(p))
	}
	root := b.Dict(b.root)
	root["ParentTree"] = b.Add(object.Dict{"Nums": append(nums, b.nums...)})
	root["IDTree"] = object.Dict{"Names": b.ids}
	root["ClassMap"] = object.Dict{"Wide": object.Dict{"O": name("Layout"), "BBox": list(number(0), number(0), number(90), number(90))}}
	root["RoleMap"] = object.Dict{"Quotation": name("Saying"), "Saying": name("P")}
	tree := b.Add(object.Dict{"Type": name("Pages"), "Kids": list(b.pages[0], b.pages[1]), "Count": number(2)})
	for _, p := range b.pages {
		b.Dict(p)["Parent"] = tree
	}
	data := b.Add(&object.Stream{
		Dict: object.Dict{"Type": name("EmbeddedFile"), "Subtype": name("text/csv"), "Params": object.Dict{"ModDate": text("D:20231120083000+00'00'")}},
		Data: []byte("period,value\n"),
	})
	spec := b.Add(object.Dict{"Type": name("Filespec"), "F": text("data.csv"), "UF": text("data.csv"), "AFRelationship": name("Data"), "EF": object.Dict{"F": data, "UF": data}})
	outline := b.Add(object.Dict{"Type": name("Outlines"), "Count": number(1)})
	item := b.Add(object.Dict{"Title": text("A title"), "Parent": outline, "Dest": list(b.pages[0], name("Fit"))})
	b.Dict(outline)["First"], b.Dict(outline)["Last"] = item, item
	b.catalog = b.Add(object.Dict{
		"Type": name("Catalog"), "Pages": tree, "Lang": text("en"), "StructTreeRoot": b.root, "Outlines": outline,
		"MarkInfo": object.Dict{"Marked": true}, "ViewerPreferences": object.Dict{"DisplayDocTitle": true},
		"Metadata": b.Add(&object.Stream{Dict: object.Dict{"Type": name("Metadata"), "Subtype": name("XML")}, Data: []byte(packet)}),
		"OutputIntents": list(object.Dict{
			"Type": name("OutputIntent"), "S": name("GTS_PDFA1"), "OutputConditionIdentifier": text("sRGB"),
			"DestOutputProfile": b.Add(&object.Stream{Dict: object.Dict{"N": number(3)}, Data: profileOf("RGB ")}),
		}),
		"AF": list(spec), "Names": object.Dict{"EmbeddedFiles": object.Dict{"Names": list(text("data.csv"), spec)}},
		"OCProperties": object.Dict{"OCGs": list(), "D": object.Dict{"Name": text("Layers"), "Order": list()}},
	})
	b.info = b.Add(object.Dict{"Title": text("A title"), "ModDate": text("D:20231120083000+00'00'")})
}

// colours are what the second page draws with besides text.
func (b *book) colours(resources object.Dict) {
	profile := b.Add(&object.Stream{Dict: object.Dict{"N": number(3)}, Data: profileOf("RGB ")})
	calibrated := list(name("ICCBased"), profile)
	tint := object.Dict{"FunctionType": number(2), "Domain": list(number(0), number(1)), "C0": list(number(0), number(0), number(0)), "C1": list(number(1), number(1), number(1)), "N": number(1)}
	box := list(number(0), number(0), number(9), number(9))
	resources["ColorSpace"] = object.Dict{
		"C1": b.Add(calibrated),
		"C2": list(name("Separation"), name("Ink"), name("DeviceRGB"), tint),
		"C3": list(name("Indexed"), name("DeviceRGB"), number(0), text("abc")),
	}
	resources["Shading"] = object.Dict{"S1": b.Add(object.Dict{
		"ShadingType": number(2), "ColorSpace": name("DeviceRGB"), "Coords": list(number(0), number(0), number(9), number(9)), "Function": tint,
	})}
	resources["Pattern"] = object.Dict{
		"P1": b.Add(&object.Stream{
			Dict: object.Dict{
				"Type": name("Pattern"), "PatternType": number(1), "PaintType": number(1), "TilingType": number(1), "BBox": box,
				"XStep": number(9), "YStep": number(9), "Resources": object.Dict{},
			},
			Data: []byte("1 0 0 rg 0 0 4 4 re f"),
		}),
		"P2": b.Add(object.Dict{"Type": name("Pattern"), "PatternType": number(2), "Shading": b.Dict(resources["Shading"])["S1"]}),
	}
	resources["XObject"] = object.Dict{"I1": b.Add(&object.Stream{
		Dict: object.Dict{
			"Type": name("XObject"), "Subtype": name("Image"), "Width": number(1), "Height": number(1), "BitsPerComponent": number(8), "ColorSpace": calibrated,
			"SMask": b.Add(&object.Stream{
				Dict: object.Dict{"Type": name("XObject"), "Subtype": name("Image"), "Width": number(1), "Height": number(1), "BitsPerComponent": number(8), "ColorSpace": name("DeviceGray")},
				Data: []byte{128},
			}),
		},
		Data: []byte("abc"),
	})}
}

// packet is the metadata of the book.
const packet = `<?xpacket begin="` + "\uFEFF" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:ModifyDate="2023-11-20T08:30:00Z">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A title</rdf:li></rdf:Alt></dc:title></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="3" pdfaid:conformance="A"/>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`

// profileOf is the head of an ICC profile for a screen, with one part.
func profileOf(space string) []byte {
	b := make([]byte, 152)
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	b[8] = 2
	copy(b[12:], "mntr"+space+"XYZ ")
	copy(b[36:], "acsp")
	binary.BigEndian.PutUint32(b[128:], 1)
	copy(b[132:], "cprt")
	binary.BigEndian.PutUint32(b[136:], 144)
	binary.BigEndian.PutUint32(b[140:], 8)
	copy(b[144:], "text")
	return b
}

// bytes is the book as a file.
func (b *book) bytes(t testing.TB) []byte {
	t.Helper()
	file, err := b.Write(b.catalog, b.info, &object.Compressor{})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// of is the dictionary of the nth element of a kind, from 0.
func (b *book) of(kind string, n int) object.Dict {
	for i := range b.Objects {
		if d := b.Dict(object.Ref(i)); d["Type"] == name("StructElem") && d["S"] == name(kind) {
			if n--; n < 0 {
				return d
			}
		}
	}
	panic("the book has no " + kind)
}

// refOf is the reference to a dictionary.
func (b *book) refOf(d object.Dict) object.Ref {
	return object.Ref(slices.IndexFunc(b.Objects, func(o object.Object) bool {
		e, ok := o.(object.Dict)
		return ok && identity(e) == identity(d)
	}))
}

// annotation is the nth annotation of the first page.
func (b *book) annotation(n int) object.Dict {
	return b.Dict(b.Array(b.Dict(b.pages[0])["Annots"])[n])
}

// edit replaces operators on a page, once.
func (b *book) edit(page int, old, new string) {
	s := b.contents[page]
	if !strings.Contains(string(s.Data), old) {
		panic("the page has no " + old)
	}
	s.Data = []byte(strings.Replace(string(s.Data), old, new, 1))
}
