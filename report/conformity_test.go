package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tradebrief/report/pdf"
	"tradebrief/report/pdf/conform"
	"tradebrief/report/pdf/object"
)

// Each shipped brief keeps both standards, and if one figure of it lost its words,
// the build would say so at the line of that figure's block.
func TestConformity(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
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

// damaged is a brief as objects, to be broken.
type damaged struct {
	*object.File
	catalog object.Dict
	pages   []object.Page
}

// first is the first dictionary whose key has the name.
func (d damaged) first(key, value object.Name) object.Dict {
	for i := range d.Objects {
		if o := d.Dict(object.Ref(i)); o != nil && o[key] == value {
			return o
		}
	}
	panic("the brief has no " + string(value))
}

// contents replaces operators on the first page.
func (d damaged) contents(old, new string) {
	s := d.Get(d.pages[0].Dict["Contents"]).(*object.Stream)
	data, err := d.Data(s)
	if err != nil || !bytes.Contains(data, []byte(old)) {
		panic("the first page has no " + old)
	}
	s.Data = bytes.Replace(data, []byte(old), []byte(new), 1)
	delete(s.Dict, "Filter")
}

func (d damaged) font() object.Dict { return d.first("Subtype", "TrueType") }

// TestDamagedBriefs: each shipped brief conforms, and one in which a thing is
// broken fails just that rule. (That veraPDF fails such files too is tested where
// the check is.)
func TestDamagedBriefs(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	damages := []struct {
		name string
		do   func(d damaged)
		want string // the rules that it fails
		all  bool   // of all shipped briefs, not only of the flagship
	}{
		{"no-language", func(d damaged) { delete(d.catalog, "Lang") }, "Matterhorn 11-001, Matterhorn 11-002, Matterhorn 11-003, Matterhorn 11-004, Matterhorn 11-006", false},
		{"not-marked", func(d damaged) { delete(d.catalog, "MarkInfo") }, "ISO 14289-1 6.2", true},
		{"title-not-shown", func(d damaged) { delete(d.catalog, "ViewerPreferences") }, "Matterhorn 07-001", true},
		{"no-metadata", func(d damaged) { delete(d.catalog, "Metadata") }, "Matterhorn 06-001", true},
		{"no-output-intent", func(d damaged) { delete(d.catalog, "OutputIntents") }, "ISO 19005-3 6.2.4.3", true},
		{"files-of-nothing", func(d damaged) { delete(d.catalog, "AF") }, "ISO 19005-3 6.8", true},
		{"no-tab-order", func(d damaged) { delete(d.first("Tabs", "S"), "Tabs") }, "Matterhorn 28-008", true},
		{"no-way-back", func(d damaged) { delete(d.Dict(d.pages[0].Ref), "StructParents") }, "ISO 32000-1 14.7.4.4", true},
		{"link-outside", func(d damaged) { delete(d.first("Subtype", "Link"), "StructParent") }, "Matterhorn 28-011", true},
		{"link-without-words", func(d damaged) { delete(d.first("Subtype", "Link"), "Contents") }, "Matterhorn 28-012", true},
		{"link-not-printed", func(d damaged) { d.first("Subtype", "Link")["F"] = object.Integer(0) }, "ISO 19005-3 6.3.2", true},
		{"first-heading", func(d damaged) { d.first("S", "H1")["S"] = object.Name("H2") }, "Matterhorn 14-002", true},
		{"level-skipped", func(d damaged) { d.first("S", "H2")["S"] = object.Name("H5") }, "Matterhorn 14-003", true},
		{"row-in-a-section", func(d damaged) { d.first("S", "TR")["S"] = object.Name("Sect") }, "Matterhorn 09-004", false},
		{"item-is-text", func(d damaged) { d.first("S", "LI")["S"] = object.Name("P") }, "Matterhorn 09-005", false},
		{"figure-without-words", func(d damaged) { delete(d.first("S", "Figure"), "Alt") }, "Matterhorn 13-004", true},
		{"unknown-type", func(d damaged) { d.first("S", "P")["S"] = object.Name("Prose") }, "Matterhorn 02-001", true},
		{"font-without-meanings", func(d damaged) { delete(d.font(), "ToUnicode") }, "Matterhorn 31-028", true},
		{"font-not-inside", func(d damaged) { delete(d.Dict(d.font()["FontDescriptor"]), "FontFile2") }, "Matterhorn 31-009", true},
		{"font-with-an-encoding", func(d damaged) { d.font()["Encoding"] = object.Name("WinAnsiEncoding") }, "Matterhorn 31-025", true},
		{"false-widths", func(d damaged) {
			widths := slices.Clone(d.Array(d.font()["Widths"]))
			for i := range widths {
				widths[i] = object.Integer(77)
			}
			d.font()["Widths"] = widths
		}, "Matterhorn 31-016", true},
		{"a-box", func(d damaged) { d.contents(")Tj", "\\001)Tj") }, "ISO 14289-1 7.21.8, Matterhorn 10-001", true},
		{"neither", func(d damaged) { d.contents("/Artifact", "/Span") }, "Matterhorn 01-005", true},
		{"of-no-element", func(d damaged) { d.contents("/MCID 0>>", "/MCID 9999>>") }, "ISO 32000-1 14.7.4.2, Matterhorn 01-005", true},
		{"colour-of-print", func(d damaged) { d.contents(" rg", " 0 k") }, "ISO 19005-3 6.2.4.3", true},
		{"unknown-operator", func(d damaged) { d.contents("ET", "ET Foo") }, "ISO 19005-3 6.2.2", true},
		{"script", func(d damaged) {
			d.catalog["OpenAction"] = object.Dict{"S": object.Name("JavaScript"), "JS": object.String("x()")}
		}, "ISO 19005-3 6.5.1", true},
		{"a-page-less", func(d damaged) {
			tree := d.Dict(d.catalog["Pages"])
			kids := d.Array(tree["Kids"])
			tree["Kids"], tree["Count"] = kids[1:], object.Integer(len(kids)-1)
		}, "ISO 32000-1 14.7.4.2", false},
	}
	for _, name := range []string{"china-dprk", "china-korea", "eu-glassine", "monthly", "one-page", "profile"} {
		b, _ := shippedBrief(t, name, Options{})
		pages, _ := b.Pages()
		file, problems := b.PDF(pages) // which checks it
		if problems.Failed() {
			t.Errorf("%s: %v", name, problems)
			continue
		}
		for _, c := range damages {
			if !c.all && name != "china-dprk" {
				continue
			}
			p, err := object.Read(file)
			if err != nil {
				t.Fatal(err)
			}
			d := damaged{File: p, catalog: p.Dict(p.Trailer["Root"])}
			if d.pages, err = p.Pages(); err != nil {
				t.Fatal(err)
			}
			c.do(d)
			broken, err := p.Write(p.Trailer["Root"].(object.Ref), p.Trailer["Info"].(object.Ref), &object.Compressor{})
			if err != nil {
				t.Fatal(err)
			}
			var rules []string
			for _, f := range conform.Check(broken, conform.Standards{UA1: true, A3a: true}) {
				rules = append(rules, f.Rule)
			}
			slices.Sort(rules)
			if got := strings.Join(slices.Compact(rules), ", "); got != c.want {
				t.Errorf("%s, %s: fails %s, expected %s", name, c.name, got, c.want)
			}
		}
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
