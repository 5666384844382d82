package conform

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tradebrief/report/pdf/pdftest"
)

// others are files of testdata/others.html by other programs, with what is wrong
// with them and the rules that veraPDF names. LibreOffice wrote its file as
// PDF/UA-1 and PDF/A-3b.
var others = []struct {
	file string
	want []string
	vera []string
}{
	{"chromium.pdf", []string{
		"ISO 19005-3 6.1.3: the trailer has no identifier (ID) of two strings",
		"Matterhorn 06-001: the document has no metadata (XMP)",
		"page 1: ISO 19005-3 6.2.4.3: the colours are DeviceRGB and the file does not say on what device (OutputIntents)",
		"page 1: ISO 19005-3 6.2.10: colours show through one another and no space is given in which they blend",
		"page 1: Matterhorn 28-012: a link does not say where it leads (Contents)",
		"page 1: ISO 32000-1 14.8.5.4.3: a figure does not say where on its page it is (BBox)",
	}, []string{"3a 6.1.3-1", "3a 6.2.10-2", "3a 6.2.4.3-2", "3a 6.6.2.1-1", "ua1 7.1-8", "ua1 7.18.1-2", "ua1 7.18.5-2"}},
	{"libreoffice.pdf", []string{
		"ISO 19005-3 6.6.4: the metadata (XMP) does not say that the file is PDF/A-3a: pdfaid has part \"3\" and conformance \"B\"",
		"ISO 19005-3 6.6.2.3.1: the metadata (XMP) has the property part of http://www.aiim.org/pdfua/ns/id/, which the file does not describe",
		"page 2: Matterhorn 28-008: the page has links and does not say in which order the keyboard reaches them (Tabs)",
		"page 2: Matterhorn 14-002: the first heading is of level 2, expected 1",
	}, []string{"3a 6.6.2.3.1-1", "3a 6.6.2.3.1-2", "3a 6.6.4-3", "ua1 7.18.3-1", "ua1 7.4.2-1"}},
}

func TestFilesOfOthers(t *testing.T) {
	files := map[string][]byte{}
	for _, o := range others {
		file, err := os.ReadFile(filepath.Join("testdata", o.file))
		if err != nil {
			t.Fatal(err)
		}
		files[o.file] = file
		var got []string
		for _, f := range Check(file, both) {
			if s := f.String(); !slices.Contains(got, s) {
				got = append(got, s)
			}
		}
		if !slices.Equal(got, o.want) {
			t.Errorf("%s:\n%s\nexpected\n%s", o.file, strings.Join(got, "\n"), strings.Join(o.want, "\n"))
		}
	}
	if testing.Short() {
		return
	}
	broken := pdftest.VeraPDF(t, files)
	for _, o := range others {
		if got := slices.Sorted(slices.Values(broken[o.file])); !slices.Equal(got, o.vera) {
			t.Errorf("%s: veraPDF names %q, expected %q", o.file, got, o.vera)
		}
	}
}

// A file that qpdf writes anew says the same, however it is laid out.
func TestLayoutsOfQpdf(t *testing.T) {
	file := newBook(t).bytes(t)
	for _, args := range [][]string{
		{"--linearize"}, {"--object-streams=generate"}, {"--object-streams=disable", "--stream-data=uncompress"}, {"--qdf"},
	} {
		anew := filepath.Join(t.TempDir(), "anew.pdf")
		pdftest.Run(t, file, "qpdf", append(args, "FILE", anew)...)
		b, err := os.ReadFile(anew)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range Check(b, both) {
			t.Errorf("%v: %s", args, f)
		}
	}
	locked := filepath.Join(t.TempDir(), "locked.pdf")
	pdftest.Run(t, file, "qpdf", "--encrypt", "", "x", "256", "--", "FILE", locked)
	b, err := os.ReadFile(locked)
	if err != nil {
		t.Fatal(err)
	}
	f := Check(b, both)
	if len(f) != 1 || f[0].String() != "ISO 19005-3 6.1.3: the file is encrypted, so that it cannot be checked" {
		t.Errorf("the encrypted file: %v", f)
	}
}
