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
		for _, p := range problems {
			if p.Fix != nil {
				checkFix(t, c.name, source, problems, p)
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

// checkFix makes the edits of one problem: it must be gone, and a file that could
// be read must stay so.
func checkFix(t *testing.T, name, source string, before diag.List, p diag.Problem) {
	t.Helper()
	mended, err := diag.Apply([]byte(source), p.Fix)
	if err != nil {
		t.Errorf("%s: %s: the fix %v cannot be made: %v", name, p.Message, p.Fix, err)
		return
	}
	_, after := Parse(fstest.MapFS{"brief.yaml": {Data: mended}}, "brief.yaml", Options{Lang: testLanguage()})
	alike := func(list diag.List) (n int) {
		for _, q := range list {
			if q.Message == p.Message && !(p.Unread && (q.Pos.Line > p.Pos.Line || q.Pos.Line == p.Pos.Line && q.Pos.Col > p.Pos.Col)) {
				n++
			}
		}
		return n
	}
	if alike(after) >= alike(before) {
		t.Errorf("%s: %s: still there after %v:\n%s", name, p.Message, p.Fix, mended)
	}
	for _, q := range after {
		if q.Unread && !p.Unread {
			t.Errorf("%s: %s: after %v the file cannot be read: %s", name, p.Message, p.Fix, q)
		}
	}
}
