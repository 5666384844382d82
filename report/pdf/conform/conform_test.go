package conform

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"tradebrief/report/pdf/object"
	"tradebrief/report/pdf/pdftest"
)

var both = Standards{UA1: true, A3a: true}

func TestGoodFile(t *testing.T) {
	for _, f := range Check(newBook(t).bytes(t), both) {
		t.Error(f)
	}
}

// file is the book with one thing broken.
func (d damage) file(t testing.TB) []byte {
	b := newBook(t)
	if d.do != nil {
		d.do(b)
	}
	file := b.bytes(t)
	if d.bytes != nil {
		file = d.bytes(file)
	}
	return file
}

// Each damage gives the faults that are written down for it, and no others.
func TestDamages(t *testing.T) {
	var got strings.Builder
	for _, d := range damages {
		fmt.Fprintf(&got, "%s\n", d.name)
		for _, f := range Check(d.file(t), both) {
			fmt.Fprintf(&got, "    %s\n", f)
		}
	}
	const at = "testdata/damages.txt"
	if os.Getenv("UPDATE_DAMAGES") != "" {
		if err := os.WriteFile(at, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	w := strings.Split(string(want), "\n")
	for i, line := range strings.Split(got.String(), "\n") {
		if i >= len(w) || line != w[i] {
			t.Fatalf("line %d is\n%s\nexpected\n%s", i+1, line, strings.Join(w[min(i, len(w)):min(i+1, len(w))], ""))
		}
	}
}

// veraPDF passes the book and fails what is damaged.
func TestVeraPDFAgrees(t *testing.T) {
	if testing.Short() {
		t.Skip("the files are the same with and without the race detector")
	}
	files := map[string][]byte{"book.pdf": newBook(t).bytes(t)}
	of := func(d damage) string { return strings.ReplaceAll(d.name, " ", "-") + ".pdf" }
	for _, d := range damages {
		files[of(d)] = d.file(t)
	}
	broken := pdftest.VeraPDF(t, files)
	if rules := broken["book.pdf"]; rules != nil {
		t.Errorf("veraPDF finds that the good file breaks %v", rules)
	}
	for _, d := range damages {
		rules := broken[of(d)]
		switch {
		case d.silent == "" && rules == nil:
			t.Errorf("%s: veraPDF finds no fault", d.name)
		case d.silent != "" && rules != nil:
			t.Errorf("%s: veraPDF finds that it breaks %v", d.name, rules)
		}
	}
}

func TestNothingIsCheckedUnasked(t *testing.T) {
	if f := Check([]byte("no PDF at all"), Standards{}); f != nil {
		t.Errorf("faults without a standard: %v", f)
	}
}

// A standard gives only its own faults.
func TestOneStandard(t *testing.T) {
	for _, c := range []struct {
		damage string
		asked  Standards
		want   string
	}{
		{"figure without words", Standards{UA1: true}, "page 1: Matterhorn 13-004: a figure has no text that says what it shows (Alt)"},
		{"figure without words", Standards{A3a: true}, ""},
		{"script", Standards{UA1: true}, ""},
		{"script", Standards{A3a: true}, "ISO 19005-3 6.5.1: an action is of the kind JavaScript, which is not allowed"},
		{"not marked", Standards{UA1: true}, "ISO 14289-1 6.2: the catalog does not say that the file is tagged (Marked)"},
		{"not marked", Standards{A3a: true}, "ISO 19005-3 6.7.2.2: the catalog does not say that the file is tagged (Marked)"},
	} {
		for _, d := range damages {
			if d.name != c.damage {
				continue
			}
			got := ""
			for _, f := range Check(d.file(t), c.asked) {
				got += f.String()
			}
			if got != c.want {
				t.Errorf("%s, %+v: %q, expected %q", c.damage, c.asked, got, c.want)
			}
		}
	}
}

func TestUnreadableFiles(t *testing.T) {
	good := newBook(t).bytes(t)
	for what, file := range map[string][]byte{
		"ISO 32000-1 7.5: the file cannot be read: not a PDF: %PDF- is not among its first 1024 bytes":                                               []byte("no PDF"),
		"ISO 32000-1 7.5: the file cannot be read: the file is cut off: it does not end with startxref, the place of its table of objects and %%EOF": good[:len(good)/2],
	} {
		f := Check(file, both)
		if len(f) != 1 || f[0].String() != what {
			t.Errorf("%v, expected %s", f, what)
		}
	}
}

func TestElementIsNamed(t *testing.T) {
	b := newBook(t)
	elementLacks("Figure", 0, "Alt")(b)
	f := Check(b.bytes(t), both)
	if len(f) != 1 {
		t.Fatal(f)
	}
	// Reading order: Document, H1, Sect, TOC, TOCI, Reference, Link, H2, P, Link,
	// Span, Note, P, L, two items of three elements, Figure.
	if f[0].Element != 21 || f[0].Page != 1 {
		t.Errorf("element %d on page %d, expected 21 on page 1", f[0].Element, f[0].Page)
	}
}

// What comes from a hostile file is bounded: faults, time, depth.
func TestManyFaults(t *testing.T) {
	b := newBook(t)
	for range 5000 {
		b.element(b.document, "Figure", object.Dict{})
	}
	if n := len(Check(b.bytes(t), both)); n > mostOfOne {
		t.Errorf("%d faults are told, expected at most %d of one kind", n, mostOfOne)
	}
}

// Bytes that are changed anywhere give faults or none, and never a panic.
func TestFlippedBytes(t *testing.T) {
	file := newBook(t).bytes(t)
	r := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 500 {
		damaged := bytes.Clone(file)
		for range 1 + r.IntN(6) {
			damaged[r.IntN(len(damaged))] = byte(r.IntN(256))
		}
		if len(Check(damaged, both)) > 0 {
			found++
		}
	}
	// Most bytes are in compressed streams, where a change is seen.
	if found < 400 {
		t.Errorf("faults were found in %d of 500 damaged files", found)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add(newBook(f).bytes(f))
	for _, d := range damages {
		f.Add(d.file(f))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		first := fmt.Sprint(Check(file, both))
		if again := fmt.Sprint(Check(file, both)); again != first {
			t.Errorf("first %s, then %s", first, again)
		}
	})
}
