package conform

import (
	"bytes"
	"slices"
	"strings"

	"tradebrief/report/pdf/object"
)

// damage breaks one thing of the book.
type damage struct {
	name  string
	do    func(b *book)            // to its objects
	bytes func(file []byte) []byte // or to the finished file
	// silent is why veraPDF passes the damaged file; empty where it fails it too.
	silent string
}

const (
	notMachine = "the protocol leaves it to people, or asks only ISO 32000-1"
	recovers   = "veraPDF reads over it"
)

// swap is a damage to the bytes of the finished file.
func swap(old, new string) func([]byte) []byte {
	return func(file []byte) []byte {
		if !bytes.Contains(file, []byte(old)) {
			panic("the file has no " + old)
		}
		return bytes.Replace(file, []byte(old), []byte(new), 1)
	}
}

// catalogHas sets an entry of the catalog.
func catalogHas(key string, value object.Object) func(*book) {
	return func(b *book) { b.Dict(b.catalog)[name(key)] = value }
}

// catalogLacks removes one.
func catalogLacks(key string) func(*book) {
	return func(b *book) { delete(b.Dict(b.catalog), name(key)) }
}

// elementHas sets an entry of the nth element of a kind.
func elementHas(kind string, n int, key string, value object.Object) func(*book) {
	return func(b *book) { b.of(kind, n)[name(key)] = value }
}

func elementLacks(kind string, n int, key string) func(*book) {
	return func(b *book) { delete(b.of(kind, n), name(key)) }
}

func linkHas(key string, value object.Object) func(*book) {
	return func(b *book) { b.annotation(0)[name(key)] = value }
}

func linkLacks(key string) func(*book) {
	return func(b *book) { delete(b.annotation(0), name(key)) }
}

// edited replaces operators on a page.
func edited(page int, old, new string) func(*book) {
	return func(b *book) { b.edit(page, old, new) }
}

// metadata replaces text in the XMP.
func metadata(old, new string) func(*book) {
	return func(b *book) {
		s := b.Get(b.Dict(b.catalog)["Metadata"]).(*object.Stream)
		if !strings.Contains(string(s.Data), old) {
			panic("the metadata have no " + old)
		}
		s.Data = []byte(strings.Replace(string(s.Data), old, new, 1))
	}
}

func fontHas(key string, value object.Object) func(*book) {
	return func(b *book) { b.Dict(b.simple)[name(key)] = value }
}

// meaning gives the simple font a ToUnicode with an entry of its own beside those
// of all characters but A.
func meaning(entry string) func(*book) {
	return func(b *book) {
		b.Dict(b.simple)["ToUnicode"] = b.Add(&object.Stream{Dict: object.Dict{}, Data: []byte(cmapHead + "1 begincodespacerange <00> <FF> endcodespacerange\n" +
			"1 beginbfrange <20> <40> <0020> endbfrange 1 beginbfchar " + entry + " endbfchar 1 beginbfrange <42> <7F> <0042> endbfrange\n" + cmapFoot)})
	}
}

// plain changes the encoding of the font that is not symbolic.
func plain(encoding object.Object) func(*book) {
	return func(b *book) { b.Dict(b.plain)["Encoding"] = encoding }
}

// of2 changes an object among the resources of the second page.
func of2(kind, n string, change func(d object.Dict, s *object.Stream)) func(*book) {
	return func(b *book) {
		o := b.Get(b.Dict(b.Dict(b.Dict(b.pages[1])["Resources"])[name(kind)])[name(n)])
		s, _ := o.(*object.Stream)
		change(b.Dict(o), s)
	}
}

// picture sets an entry of the picture of pixels.
func picture(key string, value object.Object) func(*book) {
	return of2("XObject", "I1", func(d object.Dict, _ *object.Stream) { d[name(key)] = value })
}

// tablesOf are the names of the tables of a font program.
func tablesOf(program []byte) (names []string) {
	for i := range u16(program, 4) {
		names = append(names, string(program[12+16*i:16+16*i]))
	}
	return names
}

// colour replaces a colour space of the second page.
func colour(n string, value object.Object) func(*book) {
	return func(b *book) { b.Dict(b.Dict(b.Dict(b.pages[1])["Resources"])["ColorSpace"])[name(n)] = value }
}

// profile changes the profile of the output intent.
func profile(at int, bytes string) func(*book) {
	return func(b *book) {
		intent := b.Dict(b.Array(b.Dict(b.catalog)["OutputIntents"])[0])
		copy(b.Get(intent["DestOutputProfile"]).(*object.Stream).Data[at:], bytes)
	}
}

// resource puts an object among the resources of the first page.
func resource(kind, n string, o object.Object) func(*book) {
	return func(b *book) {
		all := b.Dict(b.Dict(b.pages[0])["Resources"])
		if all[name(kind)] == nil {
			all[name(kind)] = object.Dict{}
		}
		b.Dict(all[name(kind)])[name(n)] = b.Add(o)
	}
}

// all does several things.
func all(do ...func(*book)) func(*book) {
	return func(b *book) {
		for _, d := range do {
			d(b)
		}
	}
}

// attached is the dictionary of the attached file, and its stream.
func attached(change func(spec object.Dict, data *object.Stream)) func(*book) {
	return func(b *book) {
		spec := b.Dict(b.Array(b.Dict(b.catalog)["AF"])[0])
		change(spec, b.Get(b.Dict(spec["EF"])["F"]).(*object.Stream))
	}
}

// tableHas sets an attribute of the nth cell of a kind.
func tableHas(kind string, n int, key string, value object.Object) func(*book) {
	return func(b *book) {
		d := b.of(kind, n)
		if d["A"] == nil {
			d["A"] = object.Dict{"O": name("Table")}
		}
		b.Dict(d["A"])[name(key)] = value
	}
}

var damages = []damage{
	// 01: real content and artifacts.
	{name: "artifact in tagged content", do: edited(0, "(A title) Tj", "/Artifact BMC (A title) Tj EMC")},
	{name: "tagged content in an artifact", do: edited(0, "/H1 <</MCID 0>> BDC\n", "/Artifact BMC /H1 <</MCID 0>> BDC EMC\n")},
	{name: "text without a mark", do: edited(0, "/Artifact <</Type /Pagination>> BDC\n", "/Span <<>> BDC\n")},
	{name: "path without a mark", do: edited(0, "/Figure <<", "0 0 5 5 re f /Figure <<")},
	{name: "content of no element", do: edited(0, "/H1 <</MCID 0>>", "/H1 <</MCID 77>>")},
	{name: "content numbered twice", do: edited(0, "/H2 <</MCID 2>>", "/H2 <</MCID 0>>"), silent: recovers},
	{name: "content of two elements", do: func(b *book) {
		b.kid(b.refOf(b.of("H2", 0)), object.Dict{"Type": name("MCR"), "Pg": b.pages[0], "MCID": number(0)})
	}, silent: notMachine},
	{name: "way back to another element", do: func(b *book) {
		nums := b.Array(b.Dict(b.Dict(b.root)["ParentTree"])["Nums"])
		b.Array(nums[1])[0] = b.refOf(b.of("H2", 0))
	}, silent: notMachine},
	{name: "no way back", do: func(b *book) { delete(b.Dict(b.pages[1]), "StructParents") }},
	{name: "suspects", do: catalogHas("MarkInfo", object.Dict{"Marked": true, "Suspects": true})},
	{name: "not marked", do: catalogLacks("MarkInfo")},
	{name: "no structure", do: catalogLacks("StructTreeRoot")},
	{name: "mark not ended", do: edited(1, "0 10 1 re f Q\nEMC", "0 10 1 re f Q\n")},
	{name: "mark ended twice", do: edited(1, "0 10 1 re f Q\nEMC", "0 10 1 re f Q\nEMC EMC"), silent: recovers},
	{name: "mark across text", do: edited(0, "/Artifact <</Type /Pagination>> BDC\nBT", "BT /Artifact <</Type /Pagination>> BDC\n"), silent: recovers},

	// 02: structure types.
	{name: "unknown type", do: elementHas("H3", 0, "S", name("Heading"))},
	{name: "types in a circle", do: func(b *book) {
		b.Dict(b.Dict(b.root)["RoleMap"])["Saying"] = name("Quotation")
	}},
	{name: "standard type remapped", do: func(b *book) { b.Dict(b.Dict(b.root)["RoleMap"])["P"] = name("Span") }},
	{name: "element without its parent", do: elementLacks("H2", 0, "P")},
	{name: "element with another parent", do: func(b *book) { b.of("H2", 0)["P"] = b.refOf(b.of("L", 0)) }, silent: notMachine},
	{name: "element in two places", do: func(b *book) {
		b.kid(b.document, b.refOf(b.of("H2", 0)))
	}},

	// 06, 07: metadata and settings.
	{name: "no metadata", do: catalogLacks("Metadata")},
	{name: "metadata not XML", do: metadata("</rdf:RDF>", "")},
	{name: "metadata not UTF-8", do: metadata("A title", "A t\xEFtle"), silent: recovers},
	{name: "no title", do: metadata("dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">A title</rdf:li></rdf:Alt></dc:title>", "dc:format>application/pdf</dc:format>")},
	{name: "an empty title", do: metadata("A title", ""), silent: recovers},
	{name: "no identifier of PDF UA", do: metadata("<pdfuaid:part>1</pdfuaid:part>", "")},
	{name: "another part of PDF UA", do: metadata("<pdfuaid:part>1</pdfuaid:part>", "<pdfuaid:part>2</pdfuaid:part>")},
	{name: "no identifier of PDF A", do: metadata(`pdfaid:part="3" pdfaid:conformance="A"`, "")},
	{name: "another level of PDF A", do: metadata(`pdfaid:conformance="A"`, `pdfaid:conformance="B"`)},
	{name: "prefix of PDF A", do: func(b *book) {
		s := b.Get(b.Dict(b.catalog)["Metadata"]).(*object.Stream)
		s.Data = []byte(strings.ReplaceAll(string(s.Data), "pdfaid", "id"))
	}},
	{name: "property not described", do: metadata("<pdfaProperty:name>part<", "<pdfaProperty:name>parts<")},
	{name: "property of a false kind", do: metadata("<pdfuaid:part>1<", "<pdfuaid:part>one<")},
	{name: "property of the file's own", do: metadata("<pdfuaid:part>", `<own:x xmlns:own="urn:own">y</own:x><pdfuaid:part>`)},
	{name: "schema without a category", do: metadata("internal", "inside")},
	{name: "schema without a prefix", do: metadata("<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>", "")},
	{name: "header with bytes", do: metadata(` id="W5M0`, ` bytes="9" id="W5M0`)},
	{name: "Info differs", do: func(b *book) { b.Dict(b.info)["Title"] = text("Another title") }, silent: notMachine},
	{name: "date of Info differs", do: func(b *book) { b.Dict(b.info)["ModDate"] = text("D:20231120083000+08'00'") }, silent: notMachine},
	{name: "title not shown", do: catalogHas("ViewerPreferences", object.Dict{"DisplayDocTitle": false})},
	{name: "no word on the title", do: catalogLacks("ViewerPreferences")},

	// 09: nesting.
	{name: "row outside a table", do: elementHas("Table", 0, "S", name("Div"))},
	{name: "cell outside a row", do: elementHas("TR", 1, "S", name("Div"))},
	{name: "paragraph in a row", do: elementHas("TD", 0, "S", name("P"))},
	{name: "two heads", do: elementHas("TBody", 0, "S", name("THead"))},
	{name: "caption in the middle", do: func(b *book) {
		k := b.Array(b.of("Table", 0)["K"])
		k[0], k[1] = k[1], k[0]
	}},
	{name: "row too short", do: tableHas("TH", 3, "RowSpan", number(1))},
	{name: "row too long", do: tableHas("TD", 0, "ColSpan", number(2))},
	{name: "cell below the table", do: tableHas("TD", 5, "RowSpan", number(2))},
	{name: "cell over another", do: all(tableHas("TD", 1, "RowSpan", number(2)), tableHas("TD", 3, "ColSpan", number(2)))},
	{name: "text in a list", do: elementHas("LI", 0, "S", name("P"))},
	{name: "item outside a list", do: elementHas("L", 0, "S", name("Div"))},
	{name: "text of an item outside one", do: elementHas("LBody", 0, "S", name("P"))},
	{name: "entry outside the contents", do: elementHas("TOC", 0, "S", name("Div"))},
	{name: "section in the contents", do: elementHas("TOCI", 0, "S", name("Sect"))},
	{name: "Ruby without its parts", do: elementHas("Span", 0, "S", name("RB")), silent: recovers},

	// 11: languages.
	{name: "no language", do: catalogLacks("Lang")},
	{name: "language with a blank", do: catalogHas("Lang", text("en GB"))},
	{name: "language of an element", do: elementHas("Span", 0, "Lang", text("fr_FR"))},

	// 13 to 19: figures, headings, tables, lists, formulas, notes.
	{name: "figure without words", do: elementLacks("Figure", 0, "Alt")},
	{name: "figure with empty words", do: elementHas("Figure", 0, "Alt", text(""))},
	{name: "figure without a place", do: elementLacks("Figure", 0, "A"), silent: notMachine},
	{name: "first heading of level 2", do: elementHas("H1", 0, "S", name("H2"))},
	{name: "level skipped", do: elementHas("H3", 0, "S", name("H4"))},
	{name: "headings of two sorts", do: elementHas("H3", 0, "S", name("H"))},
	{name: "two headings of a node", do: all(elementHas("H1", 0, "S", name("P")), elementHas("H2", 0, "S", name("H")), elementHas("H3", 0, "S", name("H")))},
	{name: "header cell without scope", do: elementLacks("TH", 0, "A"), silent: "each cell still has some header"},
	{name: "header cell with a false scope", do: tableHas("TH", 1, "Scope", name("Cell")), silent: "each cell still has some header"},
	{name: "header cells without scope", do: all(elementLacks("TH", 1, "A"), func(b *book) { delete(b.Dict(b.of("TH", 3)["A"]), "Scope") })},
	{name: "labels of no kind", do: elementLacks("L", 0, "A"), silent: notMachine},
	{name: "formula without words", do: elementLacks("Formula", 0, "Alt")},
	{name: "note without identifier", do: elementLacks("Note", 0, "ID")},
	{name: "notes with one identifier", do: all(elementHas("Span", 0, "S", name("Note")), func(b *book) { b.of("Note", 0)["ID"] = text("n1") })},
	{name: "identifier not listed", do: func(b *book) { delete(b.Dict(b.root), "IDTree") }, silent: notMachine},

	// 20, 21: layers and attached files.
	{name: "layers without a name", do: catalogHas("OCProperties", object.Dict{"OCGs": list(), "D": object.Dict{"Order": list()}})},
	{name: "other layers without a name", do: catalogHas("OCProperties", object.Dict{"OCGs": list(), "D": object.Dict{"Name": text("A")}, "Configs": list(object.Dict{})})},
	{name: "layers of one name", do: catalogHas("OCProperties", object.Dict{"OCGs": list(), "D": object.Dict{"Name": text("A")}, "Configs": list(object.Dict{"Name": text("A")})})},
	{name: "layers change by themselves", do: catalogHas("OCProperties", object.Dict{"OCGs": list(), "D": object.Dict{"Name": text("A"), "AS": list()}})},
	{name: "attached file without a name", do: attached(func(spec object.Dict, _ *object.Stream) { delete(spec, "UF") })},
	{name: "attached file without its relation", do: attached(func(spec object.Dict, _ *object.Stream) { delete(spec, "AFRelationship") })},
	{name: "attached file of nothing", do: catalogLacks("AF")},
	{name: "attached file of no kind", do: attached(func(_ object.Dict, s *object.Stream) { delete(s.Dict, "Subtype") })},
	{name: "attached file of a false kind", do: attached(func(_ object.Dict, s *object.Stream) { s.Dict["Subtype"] = name("csv") })},
	{name: "attached file without a date", do: attached(func(_ object.Dict, s *object.Stream) { delete(s.Dict, "Params") }), silent: "veraPDF does not ask for it"},

	// 26: encryption; 28: links and other annotations.
	{name: "tab order missing", do: func(b *book) { delete(b.Dict(b.pages[0]), "Tabs") }},
	{name: "tab order of rows", do: func(b *book) { b.Dict(b.pages[0])["Tabs"] = name("R") }},
	{name: "link outside the structure", do: linkLacks("StructParent")},
	{name: "link in a span", do: elementHas("Link", 0, "S", name("Span"))},
	{name: "link without contents", do: linkLacks("Contents")},
	{name: "link without flags", do: linkLacks("F")},
	{name: "link not printed", do: linkHas("F", number(0))},
	{name: "link not viewed", do: linkHas("F", number(4|32))},
	{name: "square outside the structure", do: all(linkHas("Subtype", name("Square")), linkLacks("Contents"), linkLacks("StructParent"))},
	{name: "film", do: all(linkHas("Subtype", name("Movie")), elementHas("Link", 0, "S", name("Annot")), linkHas("AP", object.Dict{"N": object.Dict{}}))},
	{name: "net of traps", do: all(linkHas("Subtype", name("TrapNet")), elementHas("Link", 0, "S", name("Annot")), linkHas("AP", object.Dict{"N": object.Dict{}}))},
	{name: "field without description", do: all(linkHas("Subtype", name("Widget")), linkHas("FT", name("Tx")), linkHas("T", text("field")), linkLacks("Dest"), func(b *book) {
		b.annotation(0)["AP"] = object.Dict{"N": b.Add(&object.Stream{Dict: object.Dict{"Subtype": name("Form"), "BBox": list(number(0), number(0), number(9), number(9))}})}
		b.Dict(b.catalog)["AcroForm"] = object.Dict{"Fields": list(b.Array(b.Dict(b.pages[0])["Annots"])[0])}
	})},
	{name: "two looks", do: func(b *book) {
		look := b.Add(&object.Stream{Dict: object.Dict{"Subtype": name("Form"), "BBox": list(number(0), number(0), number(9), number(9))}})
		b.annotation(0)["AP"] = object.Dict{"N": look, "D": look}
	}},

	// 30: forms.
	{name: "form of another file", do: func(b *book) { b.formOf().Dict["Ref"] = object.Dict{"F": text("a.pdf"), "Page": number(0)} }},
	{name: "form drawn twice", do: edited(0, "/X1 Do Q", "/X1 Do /X1 Do Q")},
	{name: "form of PostScript", do: func(b *book) { b.formOf().Dict["Subtype2"] = name("PS") }},
	{name: "PostScript", do: func(b *book) { b.formOf().Dict["Subtype"] = name("PS") }},
	{name: "content of a form of no element", do: func(b *book) { b.formOf().Data = bytes.Replace(b.formOf().Data, []byte("MCID 0"), []byte("MCID 5"), 1) }},

	// 31: fonts.
	{name: "font without a program", do: func(b *book) { delete(b.Dict(b.Dict(b.simple)["FontDescriptor"]), "FontFile2") }},
	{name: "character without a glyph", do: edited(0, "(A title)", "(A\\200title)")},
	{name: "composite character without a glyph", do: edited(1, "BT /F2 9 Tf 20 100 Td <", "BT /F2 9 Tf 20 100 Td <0000")},
	{name: "glyph beyond the program", do: edited(1, "BT /F2 9 Tf 20 100 Td <", "BT /F2 9 Tf 20 100 Td <7FFF")},
	{name: "false width", do: func(b *book) { b.Array(b.Dict(b.simple)["Widths"])[int('A'-' ')] = number(999) }},
	{name: "false width of a composite font", do: func(b *book) {
		d := b.Dict(b.Array(b.Dict(b.wide)["DescendantFonts"])[0])
		d["W"], d["DW"] = list(number(0), number(65535), number(321)), number(321)
	}},
	{name: "no widths", do: func(b *book) { delete(b.Dict(b.simple), "FirstChar") }},
	{name: "no meanings", do: func(b *book) { delete(b.Dict(b.simple), "ToUnicode") }},
	{name: "a character without meaning", do: meaning("<40> <0040>")},
	{name: "an empty meaning", do: meaning("<41> <>"), silent: recovers},
	{name: "a meaning of zero", do: meaning("<41> <0000>")},
	{name: "a meaning of a byte order mark", do: meaning("<41> <FEFF>")},
	{name: "a private meaning", do: meaning("<41> <E001>")},
	{name: "symbolic font with an encoding", do: fontHas("Encoding", name("WinAnsiEncoding"))},
	{name: "plain font without a map", do: func(b *book) { b.Dict(b.Dict(b.simple)["FontDescriptor"])["Flags"] = number(32) }},
	{name: "plain font without an encoding", do: plain(nil)},
	{name: "plain font with a strange encoding", do: plain(name("MacExpertEncoding"))},
	{name: "plain font with no base", do: plain(object.Dict{"Differences": list(number(65), name("A"))})},
	{name: "plain font with a strange base", do: plain(object.Dict{"BaseEncoding": name("StandardEncoding")})},
	{name: "plain font with names of characters", do: plain(object.Dict{"BaseEncoding": name("WinAnsiEncoding"), "Differences": list(number(80), name("P"))}), silent: "it is none"},
	{name: "plain font without a glyph", do: edited(1, "(Plain)", "(Pl\\344in)")},
	{name: "plain font of a false width", do: func(b *book) {
		b.Dict(b.plain)["Widths"] = slices.Clone(b.Array(b.Dict(b.plain)["Widths"]))
		b.Array(b.Dict(b.plain)["Widths"])[int('P'-' ')] = number(1)
	}},
	{name: "symbolic font with two maps", do: func(b *book) {
		d := b.Dict(b.Dict(b.plain)["FontDescriptor"])
		d["Flags"] = number(4)
		delete(b.Dict(b.plain), "Encoding")
		data := b.Get(d["FontFile2"]).(*object.Stream).Data
		table := data[u32(data, 12+16*slices.Index(tablesOf(data), "cmap")+8):]
		copy(table[2:], "\x00\x02\x00\x03\x00\x01\x00\x00\x00\x0c\x00\x03\x00\x01\x00\x00\x00\x0c")
	}},
	{name: "font without a name", do: func(b *book) { delete(b.Dict(b.plain), "BaseFont") }},
	{name: "private meaning with words", do: func(b *book) {
		s := b.Get(b.Dict(b.wide)["ToUnicode"]).(*object.Stream)
		s.Data = bytes.Replace(s.Data, []byte("<006B> endbfchar"), []byte("<E06B> endbfchar"), 1)
	}, silent: "it is none"},
	{name: "font of a strange kind", do: fontHas("Subtype", name("OpenType")), silent: recovers},
	{name: "font program broken", do: func(b *book) {
		d := b.Dict(b.Dict(b.simple)["FontDescriptor"])
		data, _ := b.Data(d["FontFile2"])
		d["FontFile2"] = b.Add(&object.Stream{Dict: object.Dict{}, Data: data[:len(data)/2]})
	}},
	{name: "no map of glyphs", do: func(b *book) { delete(b.Dict(b.Array(b.Dict(b.wide)["DescendantFonts"])[0]), "CIDToGIDMap") }},
	{name: "a strange map of glyphs", do: func(b *book) { b.Dict(b.Array(b.Dict(b.wide)["DescendantFonts"])[0])["CIDToGIDMap"] = name("Same") }},
	{name: "a strange encoding of a composite font", do: func(b *book) { b.Dict(b.wide)["Encoding"] = name("House") }},

	// ISO 19005-3: the file.
	{name: "bytes before the header", bytes: func(f []byte) []byte { return append([]byte("\n"), f...) }},
	{name: "header of PDF 2", bytes: swap("%PDF-1.7", "%PDF-2.0")},
	{name: "no binary comment", bytes: swap("%\xE2\xE3\xCF\xD3", "%abcd")},
	{name: "bytes after the end", bytes: func(f []byte) []byte { return append(f, "more"...) }},
	{name: "no identifier", bytes: func(f []byte) []byte { i := bytes.LastIndex(f, []byte("/ID")); f[i+2] = 'd'; return f }},
	{name: "large number", do: catalogHas("X", object.Number("3000000000"))},
	{name: "small number", do: catalogHas("X", object.Number(".000000000000000000000000000000000000000001"))},
	{name: "long string", do: catalogHas("X", text(strings.Repeat("x", 40000)))},
	{name: "long name", do: catalogHas(strings.Repeat("x", 200), true)},
	{name: "stream outside the file", do: func(b *book) { b.contents[1].Dict["F"] = text("a.bin") }},
	{name: "stream of LZW", do: attached(func(_ object.Dict, s *object.Stream) { s.Dict["Filter"] = name("LZWDecode") })},
	{name: "deep states", do: edited(0, "/X1 Do", strings.Repeat("q ", 30)+"/X1 Do"+strings.Repeat(" Q", 30))},
	{name: "state not restored", do: edited(0, "/X1 Do Q", "/X1 Do"), silent: recovers},
	{name: "unknown operator", do: edited(0, "/X1 Do Q", "/X1 Do Q BX foo EX")},
	{name: "colour of print", do: edited(0, "0 .2 .4 rg", "0 .2 .4 0 k")},
	{name: "no output intent", do: catalogLacks("OutputIntents")},
	{name: "profile for print of a scanner", do: profile(12, "scnr")},
	{name: "profile of a later version", do: profile(8, "\x05")},
	{name: "profile of other colours", do: profile(16, "CMYK")},
	{name: "profile cut off", do: profile(0, "\x00\x00\x10\x00"), silent: "veraPDF does not look into it"},
	{name: "unknown blend mode", do: resource("ExtGState", "G2", object.Dict{"BM": name("Mix")}), silent: "it is not used"},
	{name: "transfer function", do: func(b *book) {
		b.Dict(b.Dict(b.Dict(b.Dict(b.pages[0])["Resources"])["ExtGState"])["G1"])["TR"] = name("Identity")
	}},
	{name: "rendering intent", do: edited(0, "/X1 Do Q", "/Best ri /X1 Do Q")},
	{name: "picture to be smoothed", do: picture("Interpolate", true)},
	{name: "picture with others", do: picture("Alternates", list())},
	{name: "picture of strange depth", do: picture("BitsPerComponent", number(7))},
	{name: "picture of print", do: picture("ColorSpace", name("DeviceCMYK"))},
	{name: "picture with a rendering intent", do: picture("Intent", name("Best"))},
	{name: "mask of print", do: func(b *book) {
		of2("XObject", "I1", func(d object.Dict, _ *object.Stream) { b.Dict(d["SMask"])["ColorSpace"] = name("DeviceCMYK") })(b)
	}, silent: recovers},
	{name: "picture in the contents of print", do: edited(1, "/CS /RGB", "/CS /CMYK")},
	{name: "picture in the contents by LZW", do: edited(1, "/CS /RGB", "/CS /RGB /F /LZW")},
	{name: "picture in the contents to be smoothed", do: edited(1, "/CS /RGB", "/CS /RGB /I true")},
	{name: "pattern of print", do: of2("Pattern", "P1", func(_ object.Dict, s *object.Stream) { s.Data = []byte("0 0 0 1 k 0 0 4 4 re f") })},
	{name: "shading of print", do: of2("Shading", "S1", func(d object.Dict, _ *object.Stream) { d["ColorSpace"] = name("DeviceCMYK") })},
	{name: "index of print", do: colour("C3", list(name("Indexed"), name("DeviceCMYK"), number(0), text("abcd")))},
	{name: "spot colour of print", do: func(b *book) {
		b.Array(b.Dict(b.Dict(b.Dict(b.pages[1])["Resources"])["ColorSpace"])["C2"])[2] = name("DeviceCMYK")
	}},
	{name: "profile of no use", do: func(b *book) {
		a := b.Array(b.Dict(b.Dict(b.Dict(b.pages[1])["Resources"])["ColorSpace"])["C1"])
		copy(b.Get(a[1]).(*object.Stream).Data[12:], "link")
	}},
	{name: "two profiles", do: func(b *book) {
		d := b.Dict(b.catalog)
		d["OutputIntents"] = append(b.Array(d["OutputIntents"]), object.Dict{
			"S": name("GTS_PDFX"), "OutputConditionIdentifier": text("CMYK"), "DestOutputProfile": b.Add(&object.Stream{Dict: object.Dict{"N": number(4)}, Data: profileOf("CMYK")}),
		})
	}},
	{name: "intent without a condition", do: func(b *book) {
		delete(b.Dict(b.Array(b.Dict(b.catalog)["OutputIntents"])[0]), "OutputConditionIdentifier")
	}, silent: notMachine},
	{name: "page that blends in print", do: func(b *book) {
		b.Dict(b.pages[0])["Group"] = object.Dict{"S": name("Transparency"), "CS": name("DeviceCMYK")}
	}},
	{name: "permissions", do: catalogHas("Perms", object.Dict{"Own": object.Dict{}})},
	{name: "programs of the document", do: func(b *book) {
		b.Dict(b.Dict(b.catalog)["Names"])["JavaScript"] = object.Dict{"Names": list(text("a"), object.Dict{"S": name("JavaScript"), "JS": text("x()")})}
	}, silent: "it does not look there"},
	{name: "a second action", do: linkHas("A", object.Dict{"S": name("URI"), "URI": text("https://example.org/"), "Next": list(object.Dict{"S": name("Sound")})})},
	{name: "slides", do: func(b *book) { b.Dict(b.pages[0])["PresSteps"] = object.Dict{} }},
	{name: "class without a place", do: func(b *book) { b.Dict(b.Dict(b.Dict(b.root)["ClassMap"])["Wide"])["O"] = name("List") }, silent: notMachine},
	{name: "script", do: catalogHas("OpenAction", object.Dict{"S": name("JavaScript"), "JS": text("x()")})},
	{name: "program started", do: linkHas("A", object.Dict{"S": name("Launch"), "F": text("a.exe")})},
	{name: "action of no name", do: linkHas("A", object.Dict{"S": name("Named"), "N": name("Print")})},
	{name: "actions of the document", do: catalogHas("AA", object.Dict{})},
	{name: "actions of a page", do: func(b *book) { b.Dict(b.pages[0])["AA"] = object.Dict{} }},
	{name: "requirements", do: catalogHas("Requirements", list())},
	{name: "form without looks", do: catalogHas("AcroForm", object.Dict{"Fields": list(), "NeedAppearances": true})},
	{name: "form of XFA", do: catalogHas("AcroForm", object.Dict{"Fields": list(), "XFA": text("x")})},
	{name: "slide show", do: func(b *book) {
		b.Dict(b.Dict(b.catalog)["Names"])["AlternatePresentations"] = object.Dict{"Names": list()}
	}},
	{name: "page too small", do: func(b *book) { b.Dict(b.pages[1])["MediaBox"] = list(number(0), number(0), number(2), number(400)) }},
	{name: "font not among the resources", do: edited(0, "/F1 9 Tf", "/F9 9 Tf"), silent: recovers},
}

// formOf is the form of the book.
func (b *book) formOf() *object.Stream {
	return b.Get(b.Dict(b.Dict(b.Dict(b.pages[0])["Resources"])["XObject"])["X1"]).(*object.Stream)
}
