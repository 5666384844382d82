package templates

import (
	"bytes"
	"flag"
	"io"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

var update = flag.Bool("update", false, "write the problems found into testdata/mistakes.txt")

const mistakesFile = "testdata/mistakes.txt"

// A case of mistakes.txt is a name, an outline and what Parse says about it.
// ⟨frame⟩ in an outline stands for what every outline needs, so that a case
// shows only its mistake.
type mistake struct{ name, outline, want string }

const frame = `version: 1
brief: {title: Exports, period: 2023-09}
series: {exports: {flow: export}, imports: {flow: import}}
params: {partner: KP}
constants: {resolution: 2397}
sources: {reuters-oct: {publisher: Reuters}, k1: {title: A page}}`

func readMistakes(t *testing.T) (preface string, cases []mistake) {
	t.Helper()
	data, err := os.ReadFile(mistakesFile)
	if err != nil {
		t.Fatal(err)
	}
	preface, rest, _ := strings.Cut(string(data), "\n==== ")
	for c := range strings.SplitSeq(rest, "\n==== ") {
		name, body, _ := strings.Cut(c, "\n")
		outline, want, _ := strings.Cut(body, "....\n")
		cases = append(cases, mistake{name, outline, strings.TrimRight(want, "\n")})
	}
	return preface, cases
}

func TestMistakes(t *testing.T) {
	preface, cases := readMistakes(t)
	if len(cases) < 50 {
		t.Fatalf("%d cases were read, more were expected", len(cases))
	}
	var out strings.Builder
	out.WriteString(preface)
	for _, c := range cases {
		source := strings.NewReplacer("⟨frame⟩", frame, "→", "\t").Replace(c.outline)
		fsys := fstest.MapFS{"brief.yaml": {Data: []byte(source)}}
		o, problems := Parse(fsys, "brief.yaml", Options{Lang: testLanguage()})
		problems.Excerpts(func(file string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(fsys[file].Data)), nil })
		got := problems.String()
		out.WriteString("\n==== " + c.name + "\n" + c.outline + "....\n" + got + "\n")
		if *update {
			continue
		}
		if (o == nil) != problems.Failed() {
			t.Errorf("%s: outline %v, problems %v", c.name, o != nil, problems)
		}
		if problems.Failed() && problems.Phase() != diag.Outline {
			t.Errorf("%s: phase %d", c.name, problems.Phase())
		}
		for _, p := range problems {
			if p.Pos.File == "" || p.Hint == p.Message || strings.HasSuffix(p.Message, ".") || strings.HasSuffix(p.Hint, ".") {
				t.Errorf("%s: ill-formed problem %+v", c.name, p)
			}
		}
		if got != c.want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	if *update {
		if err := os.WriteFile(mistakesFile, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
