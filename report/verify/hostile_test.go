package verify

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/report"
	"tradebrief/report/pdf/object"
	"tradebrief/report/pdf/pdftest"
)

// small is a brief of one page.
func small(t testing.TB, more string) []byte {
	t.Helper()
	outline := `version: 1
brief: {title: "Coffee exports [rise]{claim=exports.mom}", organisation: Coffee Desk, period: 2023-03, issued: 2023-04-20` + more + `}
data:
  - id: customs
    path: coffee.csv
    format: table
    publisher: Customs office
    table:
      period: {column: month, layout: YYYY-MM}
      values: [{column: exports, flow: export, unit: USD, scale: 1e6}]
series:
  exports: {flow: export, label: Coffee exports}
sections:
  - deck: "A brief about coffee."
    blocks:
      - text: "Exports [rose]{claim=exports.mom} by {{exports.mom}} to {{exports}}."
      - table: {kind: metrics, rows: [exports], columns: [value, mom]}
`
	files := fstest.MapFS{"brief.yaml": {Data: []byte(outline)}, "coffee.csv": {Data: []byte("month,exports\n2023-01,100.0\n2023-02,110.0\n2023-03,121.0\n")}}
	brief, problems := report.Load(report.Project{FS: files, Outline: "brief.yaml"}, report.Options{Version: version})
	if problems.Failed() {
		t.Fatal(problems)
	}
	pages, problems := brief.Pages()
	if problems.Failed() {
		t.Fatal(problems)
	}
	content, problems := brief.PDF(pages)
	if problems.Failed() {
		t.Fatal(problems)
	}
	return content
}

func TestUnknown(t *testing.T) {
	content := small(t, "")
	locked := t.TempDir() + "/locked.pdf"
	pdftest.Run(t, content, "qpdf", "--encrypt", "", "secret", "256", "--", "FILE", locked)
	encrypted, err := os.ReadFile(locked)
	if err != nil {
		t.Fatal(err)
	}
	bare := alter(t, content, func(w *work) { delete(w.root, "AF"); delete(w.root, "Names") })
	others := alter(t, bare, func(w *work) { w.Dict(w.Trailer["Info"])["Producer"] = object.String("Word") })
	for _, c := range []struct {
		name      string
		file      []byte
		why, hint string
	}{
		{"nothing", nil, "it is not a PDF", ""},
		{"a workbook", []byte("PK\x03\x04"), "it is not a PDF", ""},
		{"cut off", content[:len(content)-100], "it is cut off: its end is missing", "get it again from where it came from"},
		{"encrypted", encrypted, "it is encrypted", "ask for the file as it was issued; with the password, qpdf --decrypt makes a copy whose content can be compared"},
		{"not ours", others, "it is no brief of tradebrief's: it has no manifest.json inside", ""},
		{"without its files", bare, "it has no files inside: it is a draft, or they were taken out", "ask for the file as it was issued"},
		{"digests only", small(t, ", marking: TLP:RED"), "it carries digests only (TLP:RED)", "with brief.yaml, coffee.csv, tradebrief 1.2.3 builds it again; the same bytes prove it"},
	} {
		if v := File(c.file, version); v.Outcome != Unknown || v.Why != c.why || v.Hint != c.hint || len(v.Findings) > 0 {
			t.Errorf("%s: %+v", c.name, v)
		}
	}
}

// By another version of the tool the pages may look otherwise; what they say must
// be the same, and nothing may have been added.
func TestAnotherVersion(t *testing.T) {
	content := small(t, "")
	for _, c := range []struct {
		name   string
		change func(w *work)
		want   string
	}{
		{"nothing", func(*work) {}, ""},
		{"moved", func(w *work) { w.contents(1, replaced("BT\n", "BT\n0 -1 Td\n")) }, ""},
		{"a figure", func(w *work) { w.write(1, "10.0%", "11.0%") },
			"page 1: \"11.0%\" is printed, which the data inside do not give there\n\"10.0%\" is printed less often than the data inside give it"},
		{"the data", func(w *work) { w.file("observations.csv", replaced(",121.0,", ",131.0,")) }, "observations.csv, line 4 was altered, and is now export, 2023-03, 131.0 × 1000000 USD (coffee.csv, line 4)"},
		{"the ledger", func(w *work) { w.file("claims.json", replaced(`"verdict":"holds"`, `"verdict":"false"`)) }, "claims.json has other statements or verdicts than are computed again from the data inside"},
		{"a script", func(w *work) {
			w.root["OpenAction"] = object.Dict{"S": object.Name("JavaScript"), "JS": object.String("app.alert(1)")}
		}, "an action that runs when the file is opened was added"},
		{"a note", func(w *work) {
			w.Dict(w.pages[0].Ref)["Annots"] = object.Array{w.Add(object.Dict{"Type": object.Name("Annot"), "Subtype": object.Name("Text")})}
		}, "page 1: an annotation (Text) was added"},
	} {
		v := File(alter(t, content, c.change), "9.9.9")
		var got []string
		for _, f := range v.Findings {
			got = append(got, f.Message)
		}
		s := strings.Join(got, "\n")
		if c.name == "the data" {
			s, _, _ = strings.Cut(s, "\n") // figures follow
		}
		if s != c.want || (c.want == "") != (v.Outcome == Holds) || v.Exact {
			t.Errorf("%s: %s %s\n%s\nexpected\n%s", c.name, v.Outcome, v.Why, s, c.want)
		}
	}
}

// Hostile files cost no more than their size allows.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("the bounds are the same with and without the race detector")
	}
	content := small(t, "")
	zeros := make([]byte, 64<<20)
	for name, change := range map[string]func(w *work){
		"a loop in the tree of pages": func(w *work) { w.tree()["Kids"] = object.Array{w.root["Pages"]} },
		"a bomb inside": func(w *work) {
			var names object.Array
			bomb := w.Add(&object.Stream{Dict: object.Dict{}, Data: zeros})
			for i := range 900 {
				names = append(names, w.Add(object.Dict{"UF": object.String(fmt.Sprint(i)), "EF": object.Dict{"F": bomb}}))
			}
			w.root["AF"] = append(w.Array(w.root["AF"]), names...)
		},
		"a page of a bomb": func(w *work) { w.setData(w.pages[0].Dict["Contents"], bytes.Repeat([]byte("0 0 9 9 re f "), 4<<20)) },
		"a huge outline": func(w *work) {
			w.file("brief.yaml", func(data []byte) []byte { return append(data, bytes.Repeat([]byte("# \n"), 8<<20)...) })
		},
		"a huge manifest": func(w *work) {
			w.file("manifest.json", func(data []byte) []byte { return append(data, bytes.Repeat([]byte(" "), 8<<20)...) })
		},
		"nested JSON": func(w *work) {
			w.file("manifest.json", func([]byte) []byte { return bytes.Repeat([]byte("["), 8<<20) })
		},
		"a huge observation": func(w *work) {
			w.file("observations.csv", func(data []byte) []byte { return append(data, bytes.Repeat([]byte(","), 8<<20)...) })
		},
		"endless references": func(w *work) { w.Objects[w.root["Pages"].(object.Ref)] = w.root["Pages"] },
	} {
		file := alter(t, content, change)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		v := File(file, version)
		runtime.ReadMemStats(&after)
		if v.Outcome == Holds || strings.Contains(v.Why, "internal error") {
			t.Errorf("%s: %s %s", name, v.Outcome, v.Why)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 3000 {
			t.Errorf("%s: %d MB were taken", name, used)
		}
	}
}

// Whatever the files inside hold, the tool says what is wrong and does not fail.
func FuzzInside(f *testing.F) {
	names := []string{"brief.yaml", "observations.csv", "claims.json", "manifest.json"}
	content := small(f, "")
	for i := range names {
		f.Add(uint8(i), uint32(100), uint32(5), []byte("9"))
		f.Add(uint8(i), uint32(0), uint32(1<<20), []byte(""))
		f.Add(uint8(i), uint32(0), uint32(0), []byte("\x00"))
	}
	f.Fuzz(func(t *testing.T, file uint8, at, length uint32, with []byte) {
		altered := alter(t, content, func(w *work) {
			w.file(names[int(file)%len(names)], func(data []byte) []byte {
				from := min(int(at), len(data))
				to := min(from+int(length), len(data))
				return append(append(bytes.Clone(data[:from]), append(with, '#')...), data[to:]...)
			})
		})
		v := File(altered, version)
		if strings.Contains(v.Why, "internal error") || v.Outcome == Holds {
			t.Errorf("%s: %s %v", v.Outcome, v.Why, v.Findings)
		}
	})
}
