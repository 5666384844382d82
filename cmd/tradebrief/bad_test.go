package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const goodOutline = `version: 1
brief:
  title: "Exports of China to North Korea"
  organisation: Test Desk
  period: 2023-03
  issued: 2023-04-20
data:
  - id: customs
    path: data.csv
    format: table
    publisher: Customs
    table:
      period: {column: month, layout: YYYY-MM}
      values:
        - {column: exports, flow: export, unit: USD, scale: 1e6}
series:
  exports: {flow: export}
sections:
  - deck: "Exports [rose]{claim=\"exports.mom > 0\"} by {{exports.mom}} to {{exports}} ({{ref('month')}}, {{ref('trend')}})."
    blocks:
      - chart: {id: month, kind: bars, title: "Exports of coffee", series: [exports]}
  - title: Trends
    heading: "A heading of words"
    blocks:
      - text: |
          One paragraph of text.
      - chart: {id: trend, kind: line, title: "Exports of coffee by month", series: [exports]}
`

const goodData = "month,exports\n2023-01,100.0\n2023-02,110.0\n2023-03,121.0\n"

// TestBadInput holds the inputs that must never panic, hang, or leave a blank
// or half-written PDF: each gives a right page or a located error with the
// exit code of its phase.
func TestBadInput(t *testing.T) {
	edit := func(old, new string) func(string) string {
		return func(s string) string {
			if !strings.Contains(s, old) {
				t.Fatalf("the base outline has no %q", old)
			}
			return strings.Replace(s, old, new, 1)
		}
	}
	title := func(s string) func(string) string {
		return edit(`"Exports of China to North Korea"`, `"`+s+`"`)
	}
	paragraph := func(s string) func(string) string { return edit("One paragraph of text.", s) }
	cases := []struct {
		name    string
		outline func(string) string
		data    string
		code    int
		stderr  string // regular expression; empty: no problem at all
	}{
		{"good", nil, goodData, 0, ""},
		{"empty CSV", nil, "", 4, `^data\.csv(:1:1)?: error: .*empty`},
		{"header only", nil, "month,exports\n", 4, `^data\.csv:1(:\d+)?: error: `},
		{"text in a number column", nil, strings.Replace(goodData, "110.0", "many", 1), 4, `^data\.csv:3:9: error: .*"many"`},
		{"month 13", nil, strings.Replace(goodData, "2023-02", "2023-13", 1), 4, `^data\.csv:3:1: error: .*2023-13`},
		{"two rows for one month", nil, goodData + "2023-03,125.0\n", 4, `^data\.csv:5:\d+: error: `},
		{"unknown column", edit("column: exports", "column: export"), goodData, 4, `^brief\.yaml:15:\d+: error: .*export[\s\S]*hint: .*exports`},
		{"a folder for a file", edit("path: data.csv", "path: folder"), goodData, 4, `^brief\.yaml:9:11: error: .*folder`},
		{"a missing file", edit("path: data.csv", "path: dta.csv"), goodData, 4, `^brief\.yaml:9:11: error: .*dta\.csv`},
		{"a path out of the root", edit("path: data.csv", "path: ../../etc/passwd"), goodData, 4, `^brief\.yaml:9:11: error: .*outside`},
		{"an absolute path", edit("path: data.csv", "path: /etc/passwd"), goodData, 4, `^brief\.yaml:9:11: error: `},
		{"one line of 300 MB", nil, "LONG", 4, `^data\.csv:1(:\d+)?: error: .*(long|MB)`},
		{"an alias bomb", func(s string) string { return bomb + s }, goodData, 3, `^brief\.yaml:\d+:\d+: error: `},
		{"no sections", func(s string) string { return s[:strings.Index(s, "sections:")] }, goodData, 3, `^brief\.yaml:\d+:\d+: error: .*sections`},
		{"an empty outline", func(string) string { return "" }, goodData, 3, `^brief\.yaml(:1:1)?: error: `},
		{"broken YAML", edit("brief:", "brief: ["), goodData, 3, `^brief\.yaml:\d+:\d+: error: `},
		{"a duplicate key", edit("  period: 2023-03\n", "  period: 2023-03\n  period: 2023-02\n"), goodData, 3, `^brief\.yaml:6:3: error: .*period`},
		{"an unknown key", edit("organisation:", "organization:"), goodData, 3, `^brief\.yaml:4:3: error: [\s\S]*hint: .*organisation`},
		{"an unknown series", edit("{{exports}}", "{{exprts}}"), goodData, 3, `^brief\.yaml:19:\d+: error: [\s\S]*hint: .*exports`},
		{"a false claim", nil, strings.Replace(goodData, "121.0", "101.0", 1), 5, `^brief\.yaml:19:\d+: error: [\s\S]*exports\.mom`},
		{"a printed metric that is missing", edit("to {{exports}}", "to {{exports.yoy}}"), goodData, 5, `^brief\.yaml:19:\d+: error: `},
		{"a chart with one point", nil, "month,exports\n2023-02,110.0\n2023-03,121.0\n", 0, ""},
		{"all values equal", edit("[rose]{claim=\\\"exports.mom > 0\\\"} by {{exports.mom}}", "stood"), "month,exports\n2023-01,5\n2023-02,5\n2023-03,5\n", 0, ""},
		{"a chart with nothing to draw", edit("series: [exports]}\n  - title", "series: [exports.yoy]}\n  - title"), goodData, 5, `^brief\.yaml:21:\d+: error: `},
		{"a title of 400 characters", title(strings.Repeat("Exports went and ", 23) + "so on and on"), goodData, 0, ""},
		{"an emoji", paragraph("Exports rose 😀."), goodData, 6, `^brief\.yaml:26:24: error: .*😀.*U\+1F600`},
		{"Chinese and Korean", paragraph("The country 国 and 한국."), goodData, 0, ""},
		{"a word of 500 letters", paragraph(strings.Repeat("abcdefghij", 50)), goodData, 0, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			outline := goodOutline
			if c.outline != nil {
				outline = c.outline(outline)
			}
			put(t, dir, "brief.yaml", strings.NewReader(outline))
			if c.data == "LONG" {
				put(t, dir, "data.csv", io.LimitReader(endless('7'), 300<<20))
			} else {
				put(t, dir, "data.csv", strings.NewReader(c.data))
			}
			if err := os.Mkdir(filepath.Join(dir, "folder"), 0o777); err != nil {
				t.Fatal(err)
			}
			put(t, dir, "out/brief-2023-03.pdf", strings.NewReader("the last edition"))

			code, _, stderr := runIn(t, t.Context(), dir, "build", "brief.yaml")
			if code != c.code {
				t.Errorf("exit code %d, want %d\n%s", code, c.code, stderr)
			}
			if c.stderr == "" && stderr != "" {
				t.Errorf("unexpected messages:\n%s", stderr)
			}
			if c.stderr != "" && !regexp.MustCompile(`(?m)`+c.stderr).MatchString(stderr) {
				t.Errorf("messages:\n%s\nwant %s", stderr, c.stderr)
			}
			pdf, err := os.ReadFile(filepath.Join(dir, "out/brief-2023-03.pdf"))
			if err != nil {
				t.Fatal(err)
			}
			if whole := bytes.HasPrefix(pdf, []byte("%PDF-")) && bytes.HasSuffix(bytes.TrimSpace(pdf), []byte("%%EOF")); whole != (c.code == 0) {
				t.Errorf("exit code %d, and the brief is %.20q…", c.code, pdf)
			}
			entries, err := os.ReadDir(filepath.Join(dir, "out"))
			if err != nil || len(entries) != 1 {
				t.Errorf("the output folder holds %v, want the brief alone", entries)
			}
		})
	}
}

const bomb = `x-a: &a [x, x, x, x, x, x, x, x, x]
x-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
x-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
x-e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
x-f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]
x-g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]
x-h: &h [*g, *g, *g, *g, *g, *g, *g, *g, *g]
`

type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

func put(t *testing.T, dir, name string, content io.Reader) {
	t.Helper()
	full := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(full)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(f, content); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestSameOutput: of two outlines that would be written to one file, neither
// wins silently.
func TestSameOutput(t *testing.T) {
	dir := t.TempDir()
	for _, folder := range []string{"one", "two"} {
		put(t, dir, folder+"/brief.yaml", strings.NewReader(goodOutline))
		put(t, dir, folder+"/data.csv", strings.NewReader(goodData))
	}
	code, _, stderr := runIn(t, t.Context(), dir, "build", "one/brief.yaml", "two/brief.yaml")
	if code != codeUsage || !strings.Contains(stderr, "one/brief.yaml and two/brief.yaml would both be written to out/brief-2023-03.pdf") {
		t.Errorf("exit code %d\n%s", code, stderr)
	}
}

// TestSymlinkOutOfRoot: a link inside the project does not open the rest of the
// machine.
func TestSymlinkOutOfRoot(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	put(t, outside, "secret.csv", strings.NewReader(goodData))
	put(t, dir, "brief.yaml", strings.NewReader(goodOutline))
	if err := os.Symlink(filepath.Join(outside, "secret.csv"), filepath.Join(dir, "data.csv")); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := runIn(t, t.Context(), dir, "build", "brief.yaml")
	if code != 4 || !strings.Contains(stderr, "brief.yaml:9:11: error: ") {
		t.Errorf("exit code %d, want 4 at the path\n%s", code, stderr)
	}
}

func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "brief.yaml", strings.NewReader(goodOutline))
	put(t, dir, "data.csv", strings.NewReader(goodData))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	code, _, stderr := runIn(t, ctx, dir, "build", "brief.yaml")
	if code != codeInterrupted {
		t.Errorf("exit code %d, want %d\n%s", code, codeInterrupted, stderr)
	}
	if entries, _ := os.ReadDir(filepath.Join(dir, "out")); len(entries) != 0 {
		t.Errorf("an interrupted build left %v", entries)
	}
}
