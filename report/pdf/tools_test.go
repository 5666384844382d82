package pdf

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tradebrief/charts/ink"
)

// tool runs a program on a file. The test is skipped where the program is
// missing, but not where everything is checked.
func tool(t *testing.T, file []byte, program string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is missing", program)
		}
		t.Skipf("%s is missing", program)
	}
	at := filepath.Join(t.TempDir(), "brief.pdf")
	if err := os.WriteFile(at, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = at
		}
	}
	out, err := exec.Command(path, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
	return string(out)
}

func TestQpdfFindsNoFault(t *testing.T) {
	for _, doc := range []Document{sampleDocument(), unlike(), onePage()} {
		out := tool(t, mustEncode(t, doc), "qpdf", "--check", "FILE")
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
	out := tool(t, mustEncode(t, unlike()), "qpdf", "--json", "--json-key=outlines", "FILE")
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
	lines := strings.Split(strings.TrimSpace(tool(t, mustEncode(t, doc), "pdffonts", "FILE")), "\n")[2:]
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
	out := tool(t, file, "pdftotext", "-layout", "-enc", "UTF-8", "FILE", "-")
	out = strings.ReplaceAll(out, "\u00a0", " ")
	for _, w := range want {
		if !strings.Contains(out, w) {
			t.Errorf("the text %q is not in\n%s", w, out)
		}
	}
}

func TestPdfimagesFindsNone(t *testing.T) {
	out := strings.TrimSpace(tool(t, mustEncode(t, sampleDocument()), "pdfimages", "-list", "FILE"))
	if n := strings.Count(out, "\n"); n != 1 { // a heading of two lines
		t.Errorf("there are images:\n%s", out)
	}
}
