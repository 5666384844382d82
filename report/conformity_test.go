package report

import (
	"fmt"
	"strings"
	"testing"

	"tradebrief/report/pdf"
	"tradebrief/report/pdf/conform"
)

// Each shipped brief keeps both standards, and if one figure of it lost its words,
// the build would say so at the line of that figure's block.
func TestConformity(t *testing.T) {
	for _, name := range []string{"china-dprk", "one-page"} {
		b, _ := shippedBrief(t, name, Options{})
		pages, problems := b.Pages()
		if problems.Failed() {
			t.Fatal(problems)
		}
		if _, problems := b.PDF(pages); problems != nil {
			t.Errorf("%s: %v", name, problems)
		}
		figures := 0
		for i, e := range pages.Elements {
			if e.Role != "Figure" || e.Alt == "" {
				continue
			}
			figures++
			broken := pages
			broken.Elements = append([]pdf.Element{}, pages.Elements...)
			broken.Elements[i].Alt = ""
			file, problems := b.PDF(broken)
			if file != nil || len(problems) != 1 {
				t.Fatalf("%s: a figure without words gives %d bytes and %v", name, len(file), problems)
			}
			p := problems[0]
			if want := fmt.Sprintf("%s:%d:%d", e.At.File, e.At.Line, e.At.Col); p.Pos.String() != want {
				t.Errorf("%s: the figure of %s is told of at %s", name, want, p.Pos)
			}
			if !strings.HasSuffix(p.Message, " of the PDF a figure has no text that says what it shows (Alt), which breaks Matterhorn 13-004") || p.Phase != 6 {
				t.Errorf("%s: %s", name, p.Message)
			}
		}
		if figures == 0 {
			t.Errorf("%s has no figures", name)
		}
	}
}

// A file that claims nothing is held to nothing.
func TestConformityOfNothing(t *testing.T) {
	b, _ := shippedBrief(t, "one-page", Options{})
	pages, _ := b.Pages()
	pages.Standard = pdf.NoStandard
	if _, problems := b.PDF(pages); problems != nil {
		t.Error(problems)
	}
}

// BenchmarkConformity is the check of the flagship, which each build of it makes.
func BenchmarkConformity(b *testing.B) {
	brief, problems := Load(flagship(), Options{})
	if problems.Failed() {
		b.Fatal(problems)
	}
	pages, _ := brief.Pages()
	file, problems := brief.PDF(pages)
	if problems.Failed() {
		b.Fatal(problems)
	}
	for b.Loop() {
		if f := conform.Check(file, conform.Standards{UA1: true, A3a: true}); f != nil {
			b.Fatal(f)
		}
	}
	b.ReportMetric(float64(len(file)), "bytes")
}
