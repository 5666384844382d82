package object

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// plainFile puts objects, numbered from 1, into a file with a plain table. The
// trailer gets what is given beside Size.
func plainFile(trailer string, objects ...string) string {
	b := "%PDF-1.7\n"
	table := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, o := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", len(b))
		b += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return b + fmt.Sprintf("%strailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n", table, len(objects)+1, trailer, len(b))
}

// stream is the text of a stream that is packed.
func stream(dict, data string) string {
	packed, err := new(Compressor).Deflate([]byte(data))
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf("<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream", len(packed), dict, packed)
}

// later appends an update with one object to a file.
func later(file, trailer string, number int, object string) string {
	prev := strings.LastIndex(file, "startxref")
	var start int
	fmt.Sscan(file[prev+9:], &start)
	at := len(file)
	file += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", number, object)
	return file + fmt.Sprintf("xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size 9/Prev %d %s>>\nstartxref\n%d\n%%%%EOF\n", number, at, start, trailer, len(file))
}

// row is an entry of a packed table with widths of 1, 4 and 2 bytes.
func row(kind byte, at, index int) string {
	b := binary.BigEndian.AppendUint32([]byte{kind}, uint32(at))
	return string(binary.BigEndian.AppendUint16(b, uint16(index)))
}

// packedFile has its objects 3, 4 and 5 in two streams, the second of which
// extends the first, and a packed table.
func packedFile() string {
	b := "%PDF-1.7\n"
	one := len(b)
	b += "1 0 obj\n" + stream("/Type/ObjStm/N 2/First 8", "3 0 4 25<</Type/Catalog/A 4 0 R>>(four)") + "\nendobj\n"
	two := len(b)
	b += "2 0 obj\n" + stream("/Type/ObjStm/N 1/First 4/Extends 1 0 R", "5 0 [3 0 R 4 0 R]") + "\nendobj\n"
	table := len(b)
	rows := row(0, 0, 0) + row(1, one, 0) + row(1, two, 0) + row(2, 1, 0) + row(2, 1, 1) + row(2, 2, 0) + row(1, table, 0)
	b += "6 0 obj\n" + stream("/Type/XRef/Size 7/W[1 4 2]/Root 3 0 R", rows) + "\nendobj\n"
	return b + fmt.Sprintf("startxref\n%d\n%%%%EOF\n", table)
}

func TestReadPackedObjects(t *testing.T) {
	// Blanks before the header, as a mail program may leave them.
	for _, junk := range []string{"", "\r\n\r\nFrom: desk\n"} {
		p, err := Read([]byte(junk + packedFile()))
		if err != nil {
			t.Fatal(err)
		}
		root := p.Dict(p.Trailer["Root"])
		if p.Get(root["A"]) != String("four") || root["Type"] != Name("Catalog") {
			t.Errorf("the catalog is %v", root)
		}
		if a := p.Array(Ref(5)); len(a) != 2 || p.Get(a[1]) != String("four") || p.Err() != nil {
			t.Errorf("object 5 is %v, %v", a, p.Err())
		}
		if len(p.Revisions) != 1 || p.Revisions[0] != len(junk)+len(packedFile()) {
			t.Errorf("the file ends at %v, expected %d", p.Revisions, len(junk)+len(packedFile()))
		}
	}
}

func TestReadUpdates(t *testing.T) {
	first := plainFile("/Root 1 0 R", "<</A 2 0 R/B 3 0 R/C 4 0 R>>", "(old)", "(kept)")
	second := later(first, "/Root 1 0 R", 2, "(new)")
	third := later(second, "/Root 1 0 R", 4, "(added)")
	// An object that is deleted does not come back from an older table.
	fourth := third + fmt.Sprintf("xref\n3 1\n0000000000 00001 f \ntrailer\n<</Size 9/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\nmore",
		strings.LastIndex(third, "xref\n4"), len(third))
	for i, file := range []string{first, second, third, fourth} {
		p, err := Read([]byte(file))
		if err != nil {
			t.Fatal(err)
		}
		root := p.Dict(p.Trailer["Root"])
		got := fmt.Sprintf("%s %s %s", p.Get(root["A"]), p.Get(root["B"]), p.Get(root["C"]))
		want := []string{"old kept %!s(<nil>)", "new kept %!s(<nil>)", "new kept added", "new %!s(<nil>) added"}[i]
		if got != want || p.Err() != nil {
			t.Errorf("revision %d is %q, %v, expected %q", i+1, got, p.Err(), want)
		}
		ends := []int{len(first), len(second), len(third), len(fourth) - len("more")}[:i+1]
		if fmt.Sprint(p.Revisions) != fmt.Sprint(ends) {
			t.Errorf("the revisions end at %v, expected %v", p.Revisions, ends)
		}
	}
}

func TestReadGenerations(t *testing.T) {
	file := plainFile("/Root 1 0 R", "<</A 2 1 R/B 2 0 R/C 9 0 R>>", "(x)")
	file = strings.Replace(strings.Replace(file, "2 0 obj", "2 1 obj", 1), "00000 n \ntrailer", "00001 n \ntrailer", 1)
	p, err := Read([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if root := p.Dict(p.Trailer["Root"]); p.Get(root["A"]) != String("x") || root["B"] != nil || root["C"] != nil || p.Err() != nil {
		t.Errorf("the catalog is %v, %v", root, p.Err())
	}
}

func TestReadHybrid(t *testing.T) {
	// Object 3 is free for old programs, and in a stream for those that read the
	// second table.
	b := "%PDF-1.7\n1 0 obj\n<</A 3 0 R>>\nendobj\n"
	two := len(b)
	b += "2 0 obj\n" + stream("/Type/ObjStm/N 1/First 4", "3 0 (hidden)") + "\nendobj\n"
	hidden := len(b)
	b += "4 0 obj\n" + stream("/Type/XRef/Size 5/W[1 4 2]/Index[3 1]", row(2, 2, 0)) + "\nendobj\n"
	table := len(b)
	b += fmt.Sprintf("xref\n0 3\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \n4 1\n%010d 00000 n \n"+
		"trailer\n<</Size 5/Root 1 0 R/XRefStm %d>>\nstartxref\n%d\n%%%%EOF", 9, two, hidden, hidden, table)
	p, err := Read([]byte(b))
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Get(p.Dict(p.Trailer["Root"])["A"]); got != String("hidden") || p.Err() != nil {
		t.Errorf("object 3 is %v, %v", got, p.Err())
	}
}

func TestPredictors(t *testing.T) {
	for _, c := range []struct{ parms, data, want string }{
		{"", "abc", "abc"},
		{"/DecodeParms<</Predictor 1/Columns 9>>", "abc", "abc"},
		{"/DecodeParms<</Predictor 12/Columns 3>>", "\x00abc\x02\x01\x01\x01\x02\x00\x00\x01", "abcbcdbce"},
		{"/DecodeParms[<</Predictor 15/Columns 3>>]", "\x01a\x01\x01\x03\x31\x01\x01\x04\x01\x00\x00", "abcabcbbc"},
		{"/DecodeParms<</Predictor 11/Columns 2/Colors 2>>", "\x01ab\x01\x02", "abbd"},
		{"/DecodeParms<</Predictor 2/Columns 3>>", "a\x01\x01b\x01\x01", "abcbcd"},
		{"/DecodeParms<</Predictor 12/Columns 3>>", "\x00abc\x02\x01", "abcb"}, // the last row is short
	} {
		p, err := Read([]byte(plainFile("/Root 1 0 R", stream(c.parms, c.data))))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := p.Data(Ref(1)); string(got) != c.want || err != nil {
			t.Errorf("%s: %q, %v, expected %q", c.parms, got, err, c.want)
		}
	}
}

func TestReadErrors(t *testing.T) {
	good := plainFile("/Root 1 0 R", "<</Pages 2 0 R>>", "<</Kids[]>>")
	atTable := strings.LastIndex(good, "xref\n0")
	for _, c := range []struct{ name, file, want string }{
		{"nothing", "", "not a PDF: %PDF- is not among its first 1024 bytes"},
		{"a workbook", "PK\x03\x04" + strings.Repeat(" ", 2000) + "%PDF-1.7", "not a PDF"},
		{"cut off", good[:len(good)-40], "the file is cut off"},
		{"cut off in the place", strings.TrimRight(good[:len(good)-7], "0123456789\n"), "the file is cut off"},
		{"the middle is missing", good[:30] + good[60:], "the table of objects at byte"},
		{"a place beyond the end", "%PDF-1.7 startxref 99999 %%EOF", "a table of objects should be at byte 99999 of a file of 30 bytes: it is damaged or cut off"},
		{"no table", "%PDF-1.7 startxref 0 %%EOF", `expected a table of objects, found ""`},
		{"encrypted", plainFile("/Root 1 0 R/Encrypt<</Filter/Standard>>", "<<>>"), "the file is encrypted"},
		{"a loop of updates", strings.Replace(good, "/Root 1", fmt.Sprintf("/Prev %d/Root 1", atTable), 1), fmt.Sprintf("the tables of objects lead back to the one at byte %d", atTable)},
		{"a huge number", strings.Replace(good, "xref\n0 3", "xref\n999999990 3", 1), "an object has the number 999999990, expected at most 1048575"},
		{"a count that is not true", strings.Replace(good, "xref\n0 3", "xref\n0 999999999", 1), "expected a whole number"},
		{"a packed table of many objects", "%PDF-1.7\n" + "1 0 obj" + stream("/Type/XRef/Size 1/W[1 0 0]/Index[4294967290 8]", "\x01\x01\x01\x01\x01\x01\x01\x01") + "startxref 9 %%EOF",
			"an object has the number 4294967290"},
		{"a packed table that ends", "%PDF-1.7\n" + "1 0 obj" + stream("/Type/XRef/Size 1/W[1 2 0]/Index[0 8]", "\x01\x01\x01\x01") + "startxref 9 %%EOF", "it ends before object 1"},
		{"a packed table without a width", "%PDF-1.7\n" + "1 0 obj" + stream("/Type/XRef/Size 1/W[0 0 0]/Index[0 999999999999]", "") + "startxref 9 %%EOF", "its entries have no width"},
	} {
		if _, err := Read([]byte(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, expected %s", c.name, err, c.want)
		}
	}
	for err, file := range map[error]string{ErrNotPDF: "x", ErrTruncated: "%PDF-1.7", ErrEncrypted: plainFile("/Encrypt 1 0 R", "<<>>")} {
		if _, got := Read([]byte(file)); !errors.Is(got, err) {
			t.Errorf("%v, expected %v", got, err)
		}
	}
}

// Hostile files can be opened; the fault comes to light where they are hostile.
func TestFaultsOfObjects(t *testing.T) {
	nested := strings.Repeat("[", 5000) + strings.Repeat("]", 5000)
	overlap := strings.Repeat("(", 400_000)
	for _, c := range []struct {
		name, want string
		objects    []string
	}{
		{"references to themselves", "references lead to references", []string{"2 0 R", "1 0 R"}},
		{"nesting", "nested more than 100 deep", []string{nested}},
		{"lengths that need lengths", "a stream of length", []string{"<</Length 2 0 R>>stream\n\nendstream", "<</Length 1 0 R>>stream\n\nendstream"}},
		{"a length beyond the end", "a stream of length 99999", []string{"<</Length 99999>>stream\n"}},
		{"another object", "expected object 1, found object 7", []string{"null endobj"}},
		{"a string without an end", "a string that does not end", []string{overlap}},
	} {
		file := plainFile("/Root 1 0 R", c.objects...)
		if c.name == "another object" {
			file = strings.Replace(file, "1 0 obj", "7 0 obj", 1)
		}
		p, err := Read([]byte(file))
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Get(Ref(1)); got != nil || p.Err() == nil || !strings.Contains(p.Err().Error(), c.want) {
			t.Errorf("%s: %v, %v, expected %s", c.name, got, p.Err(), c.want)
		}
	}
}

// A chain of streams whose lengths lie in one another's streams would use up the
// stack.
func TestNeedsAreBounded(t *testing.T) {
	var objects []string
	for i := range 2000 {
		objects = append(objects, fmt.Sprintf("<</Length %d 0 R>>stream\n\nendstream", i+2))
	}
	p, err := Read([]byte(plainFile("/Root 1 0 R", objects...)))
	if err != nil {
		t.Fatal(err)
	}
	if p.Get(Ref(1)); p.Err() == nil || !strings.Contains(p.Err().Error(), "more than 8 deep") {
		t.Errorf("%v", p.Err())
	}
}

// Objects that all run to the end of the file would take the square of its size.
func TestOverlapsAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	table := "xref\n0 20001\n0000000000 65535 f \n"
	for i := range 20_000 {
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj(", i+1)
	}
	file := b.String() + table + fmt.Sprintf("trailer<</Root 1 0 R>>startxref %d %%%%EOF", b.Len())
	p, err := Read([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Objects {
		p.Get(Ref(i))
	}
	if most := 6 * len(file); p.scanned > most && p.Err() == nil {
		t.Errorf("%d bytes were read of a file of %d", p.scanned, len(file))
	}
}

func TestBombs(t *testing.T) {
	zeros := strings.Repeat("\x00", mostInflated/8+1)
	bomb := stream("", zeros)
	twice, err := new(Compressor).Deflate([]byte(zeros))
	if err != nil {
		t.Fatal(err)
	}
	p, err := Read([]byte(plainFile("/Root 1 0 R", bomb, stream("/Note", string(twice)))))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for range 9 {
		var data []byte
		if data, err = p.Data(Ref(1)); err != nil {
			break
		}
		n += len(data)
	}
	if err == nil || err.Error() != "the streams of the file unpack to more than 256 MB" || n > mostInflated {
		t.Errorf("%d bytes were unpacked, %v", n, err)
	}
	if _, err := p.Data(Ref(2)); err == nil {
		t.Error("more was unpacked after that")
	}
}

func TestDataErrors(t *testing.T) {
	for _, c := range []struct{ object, want string }{
		{"(text)", "expected a stream"},
		{"<</Length 3/Filter/LZWDecode>>stream\nabc\nendstream", "packed by LZWDecode, expected FlateDecode"},
		{"<</Length 3/Filter/FlateDecode>>stream\nabc\nendstream", "a stream of 3 bytes is damaged"},
		{"<</Length 3/F(/etc/passwd)>>stream\nabc\nendstream", "in another file"},
		{stream("/DecodeParms<</Predictor 12/Columns 3>>", "\x07abc"), "a row with the filter 7"},
		{stream("/DecodeParms<</Predictor 12/Columns 99999999999>>", "\x00abc"), "a predictor of -1 columns"},
		{stream("/DecodeParms<</Predictor 2/BitsPerComponent 4>>", "abc"), "the predictor 2 of 4 bits"},
		{"<</Length 0/Filter[" + strings.Repeat("/FlateDecode", 5) + "]>>stream\n\nendstream", "a stream of 0 bytes is damaged"},
	} {
		p, err := Read([]byte(plainFile("/Root 1 0 R", c.object)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Data(Ref(1)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.60s: %v, expected %s", c.object, err, c.want)
		}
	}
}

func TestPages(t *testing.T) {
	root := "<</Pages 2 0 R>>"
	for _, c := range []struct {
		name, want string // the pages' MediaBox and A, or the error
		objects    []string
	}{
		{"groups", "[[1]a [9]b [1]c]", []string{root, "<</Kids[3 0 R 4 0 R 7 0 R]/MediaBox[1]>>", "<</A/a>>",
			"<</Kids[5 0 R]/MediaBox[8]>>", "<</Kids[6 0 R]>>", "<</MediaBox[9]/A/b>>", "<</A/c>>"}},
		{"none", "[]", []string{root, "<</Kids[]>>"}},
		{"no tree", "the file has no tree of pages", []string{"<<>>"}},
		{"a loop", "the tree of pages leads to object 2 twice", []string{root, "<</Kids[3 0 R]>>", "<</Kids[2 0 R]>>"}},
		{"a page twice", "the tree of pages leads to object 3 twice", []string{root, "<</Kids[3 0 R 3 0 R]>>", "<<>>"}},
		{"no page", "the tree of pages leads to 3, expected a page", []string{root, "<</Kids[3 0 R]>>", "(x)"}},
		{"a broken page", "object 3: at byte", []string{root, "<</Kids[3 0 R]>>", "<<"}},
	} {
		p, err := Read([]byte(plainFile("/Root 1 0 R", c.objects...)))
		if err != nil {
			t.Fatal(err)
		}
		pages, err := p.Pages()
		got := []string{}
		for _, page := range pages {
			got = append(got, fmt.Sprint(page.Dict["MediaBox"], page.Dict["A"]))
		}
		if s := fmt.Sprint(got); err == nil && s != c.want || err != nil && !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %s, %v, expected %s", c.name, s, err, c.want)
		}
	}
	deep := []string{root}
	for i := range 200 {
		deep = append(deep, fmt.Sprintf("<</Kids[%d 0 R]>>", i+3))
	}
	p, err := Read([]byte(plainFile("/Root 1 0 R", append(deep, "<<>>")...)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Pages(); err == nil || err.Error() != "the tree of pages is nested more than 100 deep" {
		t.Errorf("200 groups in one another: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	p := &File{}
	file, err := p.Write(p.Add(Dict{"Pages": p.Add(Dict{"Kids": Array{}})}), p.Add(&Stream{Dict: Dict{}, Data: []byte("q Q")}), &Compressor{})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Add([]byte(packedFile()))
	plain := plainFile("/Root 1 0 R", "<</Pages 2 0 R>>", "<</Kids[3 0 R]>>", "<</Contents 4 0 R>>", stream("/DecodeParms<</Predictor 12/Columns 3>>", "\x00abc"), "5 0 R")
	f.Add([]byte(plain))
	f.Add([]byte(plainFile("/Root 9 0 R")))
	f.Add([]byte(later(plain, "/Root 1 0 R/XRefStm 9", 2, "<</Kids[2 0 R]>>")))
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := Read(file)
		if err != nil {
			return
		}
		// What was read can be followed, unpacked, walked and written.
		pages, _ := p.Pages()
		for i := range p.Objects {
			if s, ok := p.Get(Ref(i)).(*Stream); ok {
				if data, err := p.Data(s); err == nil {
					for c := NewContents(data); c.Next(); {
					}
				}
			}
		}
		for _, r := range p.Revisions {
			if r < 0 || r > len(file) {
				t.Errorf("a revision of %d bytes ends at %d", len(file), r)
			}
		}
		root, ok := p.Trailer["Root"].(Ref)
		if !ok || p.Err() != nil {
			return
		}
		written, err := p.Write(root, p.Add(Dict{}), &Compressor{})
		if err != nil {
			t.Fatal(err)
		}
		q, err := Read(written)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := q.Pages(); len(pages) != len(again) {
			t.Errorf("%d pages, %d when written anew: %v", len(pages), len(again), err)
		}
		if !bytes.HasPrefix(written, []byte("%PDF-")) {
			t.Error("no header")
		}
	})
}
