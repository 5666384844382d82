package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tradebrief/report/pdf/object"
	"tradebrief/report/pdf/pdftest"
)

// rewritten gives a file as qpdf writes it.
func rewritten(t *testing.T, file []byte, args ...string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.pdf")
	pdftest.Run(t, file, "qpdf", slices.Concat(args, []string{"FILE", out})...)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Files that other programs wrote say the same on every page.
func TestReadsWhatOthersWrite(t *testing.T) {
	file := mustEncode(t, sampleDocument())
	want := pageContents(t, file)
	if len(want) != 8 {
		t.Fatalf("%d pages", len(want))
	}
	for _, args := range [][]string{
		{"--object-streams=generate"}, {"--object-streams=generate", "--linearize"}, {"--object-streams=disable"},
		{"--linearize"}, {"--qdf", "--normalize-content=n"}, {"--stream-data=uncompress", "--newline-before-endstream"}, {"--recompress-flate", "--compression-level=9"},
	} {
		other := rewritten(t, file, args...)
		if bytes.Equal(other, file) {
			t.Errorf("%v changed nothing", args)
		}
		if got := pageContents(t, other); !slices.Equal(got, want) {
			t.Errorf("%v: the pages differ", args)
		}
		p, err := object.Read(other)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Revisions) != 1 || p.Revisions[0] != len(other) {
			t.Errorf("%v: revisions end at %v, the file at %d", args, p.Revisions, len(other))
		}
	}
	for _, bits := range []string{"40", "128", "256"} {
		if _, err := object.Read(rewritten(t, file, "--allow-weak-crypto", "--encrypt", "", "secret", bits, "--")); err != object.ErrEncrypted {
			t.Errorf("encrypted with %s bits: %v", bits, err)
		}
	}
}

// pageContents are the operators of each page.
func pageContents(t *testing.T, file []byte) []string {
	t.Helper()
	p, err := object.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := p.Pages()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, page := range pages {
		data, err := p.Data(page.Dict["Contents"])
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.TrimSpace(string(data)))
	}
	if err := p.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// BenchmarkRead opens a brief and unpacks every stream of it.
func BenchmarkRead(b *testing.B) {
	file, err := Encode(sampleDocument())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		p, err := object.Read(file)
		if err != nil {
			b.Fatal(err)
		}
		for i := range p.Objects {
			if s, ok := p.Get(object.Ref(i)).(*object.Stream); ok {
				if _, err := p.Data(s); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}
