package unpack

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
)

// inUTF16 is a text in UTF-16 with its mark, the high byte first.
func inUTF16(s string) string {
	out := []byte("\xFE\xFF")
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return string(out)
}

func TestXML(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"elements", `<?xml version="1.0" encoding="utf-8"?><a b="1"><c/>d</a>`, `<a b=1><c></c>d</a>`},
		{"a mark of the encoding", "\uFEFF<?xml version='1.0'?>\r\n<a>é</a>", `<a>é</a>`},
		{"references", `<a b="&lt;&#x41;&quot;">&amp;&#66;&apos;&gt;</a>`, `<a b=<A">&B'></a>`},
		{"marked text", `<a><![CDATA[<b>&amp;]]]]></a>`, `<a><b>&amp;]]</a>`},
		{"comments and instructions", `<!-- <b> --><a><?do it?><!-- - -->c</a><!-- -->`, `<a>c</a>`},
		{"name spaces", `<x:a xmlns:x="urn:x" x:b="1"><y:c/></x:a>`, `<a x=urn:x b=1><c></c></a>`},
		{"single quotes and a sign of tags in a value", `<a b='">'/>`, `<a b=">></a>`},
		{"nothing", ``, ``},
		{"no XML", `period,value`, `is no XML`},
		{"text behind the end", `<a/>b`, `<a></a>is no XML`},
		{"tags that cross", `<a><b></a></b>`, `<a><b>is no XML`},
		{"a closing tag too many", `<a/></a>`, `<a></a>is no XML`},
		{"an entity that is not declared", `<a>&b;</a>`, `<a>is no XML`},
		{"a value without quotes", `<a b=1/>`, `is no XML`},
		{"bytes that are not text", "<a>\xFF</a>", `<a>is no XML`},
		{"cut off in a tag", `<a><b c="`, `<a>ends in the middle`},
		{"cut off in a text", `<a>b`, `<a>bends in the middle`},
		{"cut off between elements", `<a><b/>`, `<a><b></b>ends in the middle`},
		{"a document type", `<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>`, `declares a document type of its own, as no spreadsheet program writes it`},
		{"another encoding", `<?xml version="1.0" encoding="GB2312"?><a/>`, `is not written in UTF-8`},
		{"UTF-16", inUTF16(`<?xml version="1.0" encoding="UTF-16"?><a/>`), `is not written in UTF-8`},
		{"a text without end", `<a>` + strings.Repeat("b", 2<<20), `<a>` + strings.Repeat("b", maxPiece) + `holds a text longer than 1 MB`},
		{"a tag without end", `<a ` + strings.Repeat(`b="c" `, 1<<18) + `/>`, `holds a text longer than 1 MB`},
		{"elements without end", strings.Repeat("<a>", 1000), strings.Repeat("<a>", maxDeep) + `is no XML`},
	} {
		for name, r := range map[string]io.Reader{"at once": strings.NewReader(c.text), "byte by byte": iotest.OneByteReader(strings.NewReader(c.text))} {
			if got := pieceByPiece(r); got != c.want {
				t.Errorf("%s, %s: %.1000s, want %.1000s", c.name, name, got, c.want)
			}
		}
	}
	if got, want := pieceByPiece(io.MultiReader(strings.NewReader("<a>"), iotest.ErrReader(errDisk))), "<a>"+errDisk.Error(); got != want {
		t.Errorf("an error of reading: %s, want %s", got, want)
	}
}

// pieceByPiece writes the pieces of a text out, and the error that ended it.
func pieceByPiece(r io.Reader) string {
	var out strings.Builder
	for p := newPieces(r); ; {
		piece, err := p.next()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				out.WriteString(err.Error())
			}
			return out.String()
		}
		switch piece := piece.(type) {
		case xml.StartElement:
			out.WriteString("<" + piece.Name.Local)
			for _, a := range piece.Attr {
				out.WriteString(" " + a.Name.Local + "=" + a.Value)
			}
			out.WriteString(">")
		case xml.EndElement:
			out.WriteString("</" + piece.Name.Local + ">")
		case xml.CharData:
			out.Write(piece)
		}
	}
}
