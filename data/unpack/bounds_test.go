package unpack

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
)

// longSheet is the rows of a sheet of figures, which shrink as those of a table do.
func longSheet(rows int) string {
	var b strings.Builder
	for r := range rows {
		fmt.Fprintf(&b, `<row r="%d"><c r="A%d" s="3"><v>%d</v></c><c r="B%d"><v>%d.%d</v></c><c r="C%d" t="str"><v>%x</v></c></row>`, r+1, r+1, 40000+r%3000, r+1, r*r%999_983, r%10, r+1, r*7919)
	}
	return b.String()
}

// The bounds of workbooks, made small.
func TestBounds(t *testing.T) {
	book := madeBook(t, longSheet(2000))
	for _, c := range []struct {
		name    string
		content []byte
		few     func(*bounds)
		want    string
	}{
		{"a sheet", book, func(b *bounds) { b.part = 100 << 10 }, "is a workbook with a sheet of more than 2 GB once unpacked\nhint: save the sheet as .csv"},
		{"shared texts", madeBook(t, bookHead, "xl/strings.xml", "<sst><si><t>"+strings.Repeat("ab ", 40)+"</t></si></sst>"), func(b *bounds) { b.texts = 100 },
			"is a workbook with more than 64 MB of texts\nhint: save the sheet as .csv"},
		{"the number of shared texts", madeBook(t, bookHead, "xl/strings.xml", "<sst>"+strings.Repeat("<si/>", 40)+"</sst>"), func(b *bounds) { b.texts = 100 },
			"is a workbook with more than 16 million texts\nhint: save the sheet as .csv"},
		{"shared texts that are a bomb", madeBook(t, bookHead, "xl/strings.xml", "<sst>"+strings.Repeat("<si><t>"+strings.Repeat(" ", 1<<19)+"</t></si>", 20)+"</sst>"), func(*bounds) {},
			"unpacks to more than 200 times its size, as no table of trade does\nhint: look at what it holds with another program, and save that unpacked if it is right"},
	} {
		few := usual
		c.few(&few)
		if got, _ := unpackedWithin(t, few, fstest.MapFS{"d.xlsx": {Data: c.content}}, "d.xlsx", Which{}); !strings.HasSuffix(got, c.want) {
			t.Errorf("%s: %s", c.name, got[max(0, len(got)-300):])
		}
	}
}

// While a sheet is read, no more of it is in memory than a row.
func TestSheetIsNotHeld(t *testing.T) {
	fsys := fstest.MapFS{"d.xlsx": {Data: madeBook(t, longSheet(100_000))}}
	text, err := Open(fsys, "d.xlsx", Which{})
	if err != nil {
		t.Fatal(err)
	}
	defer text.Close()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	n, err := io.Copy(io.Discard, io.LimitReader(text, 1<<20))
	if err != nil || n < 1<<20 {
		t.Fatalf("%d bytes: %v", n, err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if held := int64(after.HeapAlloc) - int64(before.HeapAlloc); held > 1<<20 {
		t.Errorf("%d kB are held after %d kB of text", held>>10, n>>10)
	}
}

// BenchmarkSheet reads 100,000 rows of three cells.
func BenchmarkSheet(b *testing.B) {
	rows := longSheet(100_000)
	fsys := fstest.MapFS{"d.xlsx": {Data: madeBook(b, rows)}}
	b.SetBytes(int64(len(rows)))
	b.ReportAllocs()
	for b.Loop() {
		text, err := Open(fsys, "d.xlsx", Which{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, text); err != nil {
			b.Fatal(err)
		}
		text.Close()
	}
}
