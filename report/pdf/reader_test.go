package pdf

import (
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tradebrief/report/pdf/object"
	"tradebrief/report/pdf/readback"
)

// openedFile is a written file, read back.
type openedFile struct {
	*object.File
	t       *testing.T
	raw     []byte
	trailer object.Dict
	catalog object.Dict
	pages   []object.Dict
	refs    []object.Ref // of the pages
}

func mustEncode(t *testing.T, doc Document) []byte {
	t.Helper()
	file, err := Encode(doc)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// reopen encodes a document and reads the file.
func reopen(t *testing.T, doc Document) *openedFile {
	t.Helper()
	raw := mustEncode(t, doc)
	p, err := object.Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	f := &openedFile{File: p, t: t, raw: raw, trailer: p.Trailer, catalog: p.Dict(p.Trailer["Root"])}
	for _, k := range f.Array(f.Dict(f.catalog["Pages"])["Kids"]) {
		f.pages = append(f.pages, f.Dict(k))
		f.refs = append(f.refs, k.(object.Ref))
	}
	return f
}

// data inflates a stream.
func (f *openedFile) data(o object.Object) []byte {
	f.t.Helper()
	s, ok := f.Get(o).(*object.Stream)
	if !ok || s.Dict["Filter"] == nil {
		f.t.Fatalf("no stream that is compressed: %v", o)
	}
	b, err := f.Data(s)
	if err != nil {
		f.t.Fatal(err)
	}
	return b
}

// readable turns a text string of a file into what people see.
func readable(o object.Object) string {
	s, _ := o.(object.String)
	return s.Text()
}

// asFloat is a number of a file.
func asFloat(t *testing.T, o object.Object) float64 {
	t.Helper()
	n, _ := o.(object.Number)
	v, err := strconv.ParseFloat(string(n), 64)
	if err != nil {
		t.Fatalf("not a number: %v", o)
	}
	return v
}

// shown is a run of text as a reader of the page extracts it.
type shown struct {
	s    string
	x, y float64 // of its start, from the foot of the page
	size float64
	font string // base font without the tag
}

// step is an operator of a page's contents with its operands.
type step struct {
	op   string
	args []object.Object
}

// steps reads the contents of a page.
func (f *openedFile) steps(page int) []step {
	f.t.Helper()
	c := object.NewContents(f.data(f.pages[page]["Contents"]))
	var all []step
	for c.Next() {
		all = append(all, step{c.Op, slices.Clone(c.Args)})
	}
	if c.Err() != nil {
		f.t.Fatal(c.Err())
	}
	return all
}

// texts is what a reader of the page extracts, run by run.
func (f *openedFile) texts(page int) []shown {
	f.t.Helper()
	doc, err := readback.Read(f.raw)
	if err != nil {
		f.t.Fatal(err)
	}
	var out []shown
	p := doc.Pages[page]
	for _, r := range p.Runs {
		if strings.ContainsRune(r.Text, '\uFFFD') {
			f.t.Fatalf("page %d: %q has codes without a character", page+1, r.Text)
		}
		out = append(out, shown{r.Text, round2(r.X), round2(p.Height - r.Y), r.Size, r.Font})
	}
	return out
}

func round2(v float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 2, 64), 64)
	return r + 0 // no negative zero
}

var rangeLine = regexp.MustCompile(`^<([0-9A-F]{2})> <([0-9A-F]{2})> <([0-9A-F]{4})>$`)

// characters reads a ToUnicode map, and holds it to the rules: at most 100
// ranges in a block, none of which carries into the high byte.
func (f *openedFile) characters(o object.Object) map[byte]string {
	f.t.Helper()
	m := map[byte]string{}
	lines := strings.Split(string(f.data(o)), "\n")
	for i, line := range lines {
		if n, ok := strings.CutSuffix(line, " beginbfrange"); ok {
			count, _ := strconv.Atoi(n)
			if count < 1 || count > 100 || lines[i+count+1] != "endbfrange" {
				f.t.Fatalf("a block of %q ranges", n)
			}
		}
		g := rangeLine.FindStringSubmatch(line)
		if g == nil {
			continue
		}
		b, _ := hex.DecodeString(g[1] + g[2] + g[3])
		start := rune(b[2])<<8 | rune(b[3])
		if int(b[3])+int(b[1]-b[0]) > 0xFF {
			f.t.Errorf("the range %s carries into the high byte", line)
		}
		for c := int(b[0]); c <= int(b[1]); c++ {
			m[byte(c)] = string(start + rune(c-int(b[0])))
		}
	}
	return m
}
