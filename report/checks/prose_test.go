package checks

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/templates"
)

// TestAlarmsOverProse: the twenty pages of published prose that package wording
// has, as text that nothing binds or cites. Of what the checks of judgement and
// evidence find there, read one by one, four causes are none of a figure; the
// others say what moved a figure without showing it. More findings than these
// want reading again.
func TestAlarmsOverProse(t *testing.T) {
	files, err := filepath.Glob("../wording/testdata/corpus/*.txt")
	if err != nil || len(files) != 20 {
		t.Fatalf("%d pages, %v", len(files), err)
	}
	scale, _ := templates.ScaleNamed("")
	most := map[string]int{"C11": 0, "C31": 0, "C32": 0, "C33": 0, "C34": 3, "C35": 23, "C36": 0, "C38": 2}
	found := map[string][]string{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(string(raw), "\n\n")
		b := &Brief{Scale: scale, Figures: func() []Named { return nil }, Period: data.Month(2023, 9),
			Series: []Series{{ID: "exports", Flow: "export", Total: true}, {ID: "imports", Flow: "import", Total: true}}}
		for para := range strings.SplitSeq(text, "\n\n") {
			para = strings.Join(strings.Fields(para), " ")
			p := Passage{Pieces: []Piece{{Text: para, At: func(offset int) diag.Pos { return diag.Pos{Line: 1, Col: offset + 1} }}}}
			p.Check(b, func(f Finding) {
				at := f.At.Col - 1
				found[f.Code] = append(found[f.Code], filepath.Base(file)+": "+f.Message+": "+para[at:min(len(para), at+80)])
			})
		}
	}
	for code, n := range most {
		if len(found[code]) > n {
			t.Errorf("%s is found %d times, %d were read:\n%s", code, len(found[code]), n, strings.Join(found[code], "\n"))
		}
	}
}

// FuzzRules: no text makes a rule panic, and what is found stands in the text.
func FuzzRules(f *testing.F) {
	for _, text := range []string{"Exports rose because of it, according to", "It is quite likely, with high confidence, that Tables 2 and", "We judge ", "violates", "Fig. 3 of", "could not be ruled out. Probably", "\x860ACCording to"} {
		f.Add(text)
	}
	scale, _ := templates.ScaleNamed("")
	f.Fuzz(func(t *testing.T, text string) {
		b := &Brief{Scale: scale, Figures: func() []Named { return nil }}
		p := Passage{Pieces: []Piece{{Text: text, At: func(offset int) diag.Pos { return diag.Pos{Line: 1, Col: offset + 1} }}}}
		p.Check(b, func(found Finding) {
			if found.At.Col < 1 || found.At.Col > len(text) || found.Message == "" || found.Code == "" {
				t.Errorf("%+v in %q", found, text)
			}
		})
	})
}
