package pdf

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf/pdftest"
)

// samples are documents of each kind that keep both standards.
func samples() map[string]Document {
	full := taggedDocument()
	full.Meta = sampleDocument().Meta
	full.Files = []File{
		{Name: "observations.csv", MIME: "text/csv", Description: "The figures used", Relation: "Data", Data: []byte("month,value\n2023-09,188.7\n")},
		{Name: "Übersicht.yaml", MIME: "application/yaml", Relation: "Source", Data: []byte("version: 1\n")},
	}
	empty := onePage()
	empty.Meta, empty.Standard = Meta{Title: "Empty", Lang: "en"}, UAAndA
	chinese := onePage()
	chinese.Meta, chinese.Standard = Meta{Title: "中国对朝鲜出口 — ±½€", Author: "Bureau «Ü»", Lang: "zh-Hans"}, UAAndA
	chinese.Elements = []Element{{}, {Role: "Document"}, {Role: "H1", Parent: 1}, {Role: "P", Parent: 1, Lang: "ko"}}
	chinese.Pages[0].Add(2, at(10, 20, everyCharacter(ink.CJKSC, 600), ink.CJKSC, 8))
	chinese.Pages[0].Add(3, at(10, 40, "한국은 수출", ink.CJKKR, 8))
	return map[string]Document{
		"full.pdf": full, "sample.pdf": sampleDocument(), "unlike.pdf": unlike(), "table.pdf": longTable(200), "empty.pdf": empty, "chinese.pdf": chinese,
	}
}

// A file that claims one standard keeps that one and not the other.
func TestVeraPDFFindsNoFault(t *testing.T) {
	files := map[string][]byte{}
	for name, doc := range samples() {
		files[name] = mustEncode(t, doc)
	}
	unclaimed := map[string]string{"readable.pdf": "3a ", "archived.pdf": "ua1 "}
	doc := samples()["full.pdf"]
	doc.Standard = OnlyUA
	files["readable.pdf"] = mustEncode(t, doc)
	doc.Standard = OnlyA
	files["archived.pdf"] = mustEncode(t, doc)
	broken := pdftest.VeraPDF(t, files)
	for name, rules := range broken {
		for _, rule := range rules {
			if other := unclaimed[name]; other == "" || !strings.HasPrefix(rule, other) {
				t.Errorf("%s breaks %s", name, rule)
			}
		}
	}
	for name := range unclaimed {
		if len(broken[name]) == 0 {
			t.Errorf("%s keeps what it does not claim", name)
		}
	}
}

// What a reader aloud hears, as poppler understands the tags.
func TestPdfinfoReadsStructure(t *testing.T) {
	file := mustEncode(t, taggedDocument())
	out := pdftest.Run(t, file, "pdfinfo", "-struct-text", "FILE")
	const want = `Document
  H1 (block)
    "Exports"
  P (block)
    "They rose ("
    Link (inline)
      "Figure 1 and what follows"
      Object %[1]s
      Object %[2]s
    ") in "
    Span (inline)
      "Länder-"
    "terms."
  L (block):`
	var areas []any
	for line := range strings.Lines(out) {
		if _, object, ok := strings.Cut(strings.TrimSpace(line), "Object "); ok {
			areas = append(areas, object)
		}
	}
	if len(areas) != 2 || !strings.HasPrefix(strings.TrimSpace(out), fmt.Sprintf(want, areas...)) {
		t.Errorf("the structure is\n%s\nexpected\n%s", out, want)
	}
	if out := pdftest.Run(t, file, "pdfinfo", "FILE"); !strings.Contains(out, "Tagged:          yes") {
		t.Error(out)
	}
}

func TestMutoolFindsNoFault(t *testing.T) {
	for name, doc := range samples() {
		out := pdftest.Run(t, mustEncode(t, doc), "mutool", "draw", "-F", "stext", "-o", "/dev/null", "FILE")
		out = strings.ReplaceAll(out, "warning: ICC support is not available\n", "") // of a build without it
		if strings.Contains(out, "warning") || strings.Contains(out, "error") {
			t.Errorf("%s: %s", name, out)
		}
	}
}

func TestPdfdetachFindsFiles(t *testing.T) {
	out := pdftest.Run(t, mustEncode(t, samples()["full.pdf"]), "pdfdetach", "-list", "FILE")
	if !strings.Contains(out, "2 embedded files") || !strings.Contains(out, "observations.csv") || !strings.Contains(out, "Übersicht.yaml") {
		t.Error(out)
	}
}

func TestQpdfFindsNoFault(t *testing.T) {
	for _, doc := range samples() {
		out := pdftest.Run(t, mustEncode(t, doc), "qpdf", "--check", "FILE")
		if !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(out, "WARNING") {
			t.Error(out)
		}
	}
}

func TestQpdfFollowsBookmarks(t *testing.T) {
	var seen struct {
		Outlines []struct {
			Title string
			Page  int `json:"destpageposfrom1"`
			Kids  []struct {
				Title string
				Page  int `json:"destpageposfrom1"`
			}
		}
	}
	out := pdftest.Run(t, mustEncode(t, unlike()), "qpdf", "--json", "--json-key=outlines", "FILE")
	if err := json.Unmarshal([]byte(out), &seen); err != nil {
		t.Fatal(err)
	}
	o := seen.Outlines
	if len(o) != 2 || o[0].Title != "First" || o[0].Page != 1 || len(o[0].Kids) != 2 || o[0].Kids[1].Page != 2 || o[1].Title != "Läst" || o[1].Page != 3 {
		t.Errorf("the bookmarks are %+v", o)
	}
}

func TestPdffontsFindsSubsets(t *testing.T) {
	doc := sampleDocument()
	doc.Pages[7].Add(0, at(10, 10, "中国对朝鲜", ink.CJKSC, 8), at(90, 10, "한국", ink.CJKKR, 8))
	lines := strings.Split(strings.TrimSpace(pdftest.Run(t, mustEncode(t, doc), "pdffonts", "FILE")), "\n")[2:]
	if want := len(latinFaces) + 2; len(lines) != want {
		t.Errorf("%d fonts, expected %d", len(lines), want)
	}
	for _, l := range lines {
		fields := strings.Fields(l)
		if len(fields) < 6 || strings.Join(fields[3:6], " ") != "yes yes yes" {
			t.Errorf("not embedded, no subset or without Unicode: %s", l)
		}
	}
}

func TestPdftotextFindsText(t *testing.T) {
	d := ink.Drawing{W: pageWidth, H: pageHeight}
	sentence, _, _ := strings.Cut(sampleText, " after")
	y := 50.0
	var want []string
	for _, face := range latinFaces {
		d.Add(0, at(40, y, sentence, face, 9))
		want = append(want, strings.ReplaceAll(sentence, "\u00a0", " "))
		y += 30
	}
	// A line in pieces, as bold words and references make it, is one line.
	x := 40.0
	for i, s := range []string{"Exports were ", "US$188.7\u00a0million", " in September", ", or −2.3%", "."} {
		face := []ink.Face{ink.Serif, ink.SerifBold}[i%2]
		d.Add(0, at(x, y, s, face, 9))
		for _, r := range s {
			x += 9 * face.Advance(r)
		}
	}
	want = append(want, "Exports were US$188.7 million in September, or −2.3%.")
	cjk := everyCharacter(ink.CJKSC, 1200)
	cjk = cjk[len(cjk)-3*60:]
	d.Add(0, at(40, y+30, cjk, ink.CJKSC, 8), at(40, y+60, "한국은 수출", ink.CJKKR, 8))
	want = append(want, cjk, "한국은 수출")
	file := mustEncode(t, Document{Pages: []ink.Drawing{d}, Standard: NoStandard})
	out := pdftest.Run(t, file, "pdftotext", "-layout", "-enc", "UTF-8", "FILE", "-")
	out = strings.ReplaceAll(out, "\u00a0", " ")
	for _, w := range want {
		if !strings.Contains(out, w) {
			t.Errorf("the text %q is not in\n%s", w, out)
		}
	}
}

func TestPdfimagesFindsNone(t *testing.T) {
	out := strings.TrimSpace(pdftest.Run(t, mustEncode(t, sampleDocument()), "pdfimages", "-list", "FILE"))
	if n := strings.Count(out, "\n"); n != 1 { // a heading of two lines
		t.Errorf("there are images:\n%s", out)
	}
}
