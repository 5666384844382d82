package main

import (
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// cells parts the lines of a file that hold all of the words, by the simplest
// means: no quoting, no encoding.
func cells(t *testing.T, file, sep string, words ...string) [][]string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
line:
	for line := range strings.Lines(string(content)) {
		for _, w := range words {
			if !strings.Contains(line, w) {
				continue line
			}
		}
		out = append(out, strings.Split(strings.TrimRight(line, "\r\n"), sep))
	}
	return out
}

// TestDescribedBlock pastes the block that is printed for a file into an outline
// and holds the facts against figures taken from the file without the reader.
func TestDescribedBlock(t *testing.T) {
	type file = string
	one := func(column int, sep string, f file, words ...string) func(*testing.T) string {
		return func(t *testing.T) string {
			t.Helper()
			rows := cells(t, f, sep, words...)
			if len(rows) != 1 {
				t.Fatalf("%d rows of %s hold %q", len(rows), f, words)
			}
			cell := rows[0][(column+len(rows[0]))%len(rows[0])]
			return strings.ReplaceAll(strings.Trim(cell, `",`), ",", "")
		}
	}
	known := func(s string) func(*testing.T) string { return func(*testing.T) string { return s } }
	for _, c := range []struct {
		name   string
		args   []string
		code   int
		edit   []string // old, new …
		period string
		more   string // further series
		facts  map[string]func(*testing.T) string
		scale  int64
	}{
		{name: "customs of China, flow in the name", args: []string{"2025in.csv"}, period: "2025-02",
			more: "  america: {flow: import, partner: US, code: 12019019}\n  weight: {flow: import, partner: BR, code: 12019019, measure: quantity}\n",
			facts: map[string]func(*testing.T) string{
				"imports": one(-1, `","`, "2025in.csv", `"202502"`, `"410"`, `"12019019"`),
				"america": one(-1, `","`, "2025in.csv", `"202502"`, `"502"`, `"12019019"`),
				"weight":  one(5, `","`, "2025in.csv", `"202502"`, `"410"`, `"12019019"`),
			}},
		{name: "customs of China, flow not said", args: []string{"2023.csv"}, period: "2023-02", edit: []string{"# flow: export or import; the file does not say", "flow: import"},
			facts: map[string]func(*testing.T) string{"trade": one(-1, `","`, "2023.csv", `"202302"`, `"410"`, `"12019019"`)}},
		{name: "UN Comtrade portal", args: []string{"TradeData.csv"}, period: "2022",
			more: "  kp: {flow: export, reporter: CHN, partner: PRK}\n  kp_imports: {flow: import, reporter: CHN, partner: PRK}\n  coast: {flow: export, reporter: CHN, partner: CIV}\n",
			facts: map[string]func(*testing.T) string{
				"exports": known("3593601435602"), "imports": known("2715997517261"),
				"kp": known("894039906"), "kp_imports": known("133677748"),
				"coast": one(43, ",", "TradeData.csv", `"CHN"`, `"X"`, `"CIV"`),
			}},
		{name: "UN Comtrade of old, two files", args: []string{"comtrade-2010-2014.csv", "comtrade-2015-2018.csv"}, period: "2015",
			more: "  machines: {flow: import, reporter: CHN, partner: KOR, code: 84, label: Clothing}\n",
			facts: map[string]func(*testing.T) string{
				"exports":      one(31, ",", "comtrade-2015-2018.csv", "S4,2015,", ",Export,", ",DEU,", ",,02,"),
				"exports.prev": one(31, ",", "comtrade-2010-2014.csv", "S4,2014,", ",Export,", ",DEU,", ",,02,"),
				"machines":     one(-4, ",", "comtrade-2015-2018.csv", "S4,2015,", ",Import,", ",KOR,", ",,84,"),
			}},
		{name: "Eurostat, totals only", args: []string{"CN_39199080.csv"}, period: "2025-09",
			more: "  belgium: {flow: import, reporter: BE, code: 39199080}\n",
			facts: map[string]func(*testing.T) string{
				"exports": one(-1, ",", "CN_39199080.csv", ",AT,", ",2,VALUE", "2025-09"),
				"belgium": one(-1, ",", "CN_39199080.csv", ",BE,", ",1,VALUE", "2025-09"),
			}},
		{name: "Eurostat, weights are hundreds of kilograms", args: []string{"CN_39199080.csv"}, period: "2025-09", scale: 100,
			more:  "  weight: {flow: export, reporter: AT, code: 39199080, measure: quantity}\n",
			facts: map[string]func(*testing.T) string{"weight": one(-1, ",", "CN_39199080.csv", ",AT,", ",2,QUANTITY", "2025-09")}},
		{name: "Eurostat, the world beside partners", args: []string{"CN_48064010-bilateral.csv"}, period: "2025-06",
			more: "  germany: {flow: import, reporter: AT, partner: DE, code: 48064010}\n",
			facts: map[string]func(*testing.T) string{
				"imports": one(-1, ",", "CN_48064010-bilateral.csv", ",AT,WORLD,", ",1,VALUE", "2025-06"),
				"germany": one(-1, ",", "CN_48064010-bilateral.csv", ",AT,DE,", ",1,VALUE", "2025-06"),
			}},
		{name: "a wide table", args: []string{"monthly-first-release.csv"}, period: "2023-08", scale: 1e6,
			more: "  both: {flow: total}\n",
			facts: map[string]func(*testing.T) string{
				"exports": one(1, ",", "monthly-first-release.csv", "2023-08,"),
				"imports": one(4, ",", "monthly-first-release.csv", "2023-08,"),
				"both":    one(7, ",", "monthly-first-release.csv", "2023-08,"),
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for _, f := range c.args {
				content, err := os.ReadFile(filepath.Join("testdata", "described", f))
				if err != nil {
					t.Fatal(err)
				}
				write(t, dir, f, string(content))
			}
			code, block, errs := runIn(t, t.Context(), dir, append([]string{"data"}, c.args...)...)
			if code != c.code {
				t.Fatalf("exit %d, want %d:\n%s", code, c.code, errs)
			}
			for i := 0; i+1 < len(c.edit); i += 2 {
				if !strings.Contains(block, c.edit[i]) {
					t.Fatalf("the block has no %q:\n%s", c.edit[i], block)
				}
				block = strings.Replace(block, c.edit[i], c.edit[i+1], 1)
			}
			outline := "version: 1\nbrief: {title: T, organisation: O, issued: 2026-11-20, period: " + c.period + "}\n" +
				block + c.more + "sections:\n  - title: S\n    blocks:\n      - text: \"They came to {{" + proposed(block) + "}}.\"\n"
			write(t, dir, "brief.yaml", outline)
			if code, _, errs := runIn(t, t.Context(), dir, "check", "brief.yaml"); code != 0 {
				t.Errorf("exit %d:\n%s\nfrom\n%s", code, errs, outline)
			}
			code, out, errs := runIn(t, t.Context(), dir, "facts", "brief.yaml", "--json")
			if code != 0 {
				t.Fatalf("exit %d:\n%s\nfrom\n%s", code, errs, block)
			}
			var facts struct {
				Facts map[string]struct {
					Value json.Number `json:"value"`
				} `json:"facts"`
			}
			if err := json.Unmarshal([]byte(out), &facts); err != nil {
				t.Fatal(err)
			}
			for name, want := range c.facts {
				w, ok := new(big.Rat).SetString(want(t))
				if !ok {
					t.Fatalf("%s: the file has no number there", name)
				}
				if c.scale > 0 {
					w.Mul(w, big.NewRat(c.scale, 1))
				}
				got, ok := new(big.Rat).SetString(facts.Facts[name].Value.String())
				if !ok || got.Cmp(w) != 0 {
					t.Errorf("%s is %q, want %s", name, facts.Facts[name].Value, w.FloatString(2))
				}
			}
		})
	}
}

// proposed is the first series that a printed block proposes.
func proposed(block string) string {
	_, series, _ := strings.Cut(block, "\nseries:\n")
	name, _, _ := strings.Cut(strings.TrimSpace(series), ":")
	return name
}

// TestDescribedAndRefused: a file that contradicts itself gets its block, so that
// its author sees what was understood, and one without figures gets none.
func TestDescribedAndRefused(t *testing.T) {
	for _, c := range []struct {
		file, says string
		block      bool
	}{
		{"claims.csv", "claims.csv:9:17: error: C23: two figures for 2020-11 of import in the vintage 2020-12-27: 0.002382 here, 1.125 in line 8", true},
		{"harmonized-system.csv", "harmonized-system.csv:1: error: the file is a list of codes and has no figures", false},
	} {
		t.Run(c.file, func(t *testing.T) {
			content, err := os.ReadFile(filepath.Join("testdata", "described", c.file))
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			write(t, dir, c.file, string(content))
			code, out, errs := runIn(t, t.Context(), dir, "data", c.file)
			if code != 4 || !strings.HasPrefix(errs, c.says) || strings.Contains(out, "\ndata:\n") != c.block {
				t.Errorf("exit %d\n%s\n%s", code, errs, out)
			}
		})
	}
}

// TestHostileNames: whatever a file calls its columns, the report stays a comment
// and the block stays the outline's.
func TestHostileNames(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "x.csv", "\"month\nsections: []\",\"USD \x1b[31m: # {a}, 'b' \"\"c\"\" \\\",\"flow\u2028x: y\",\"plain\rtext: 1\"\n2023-01,5,X,a\n2023-01,6,M,a\n")
	code, out, errs := runIn(t, t.Context(), dir, "data", "x.csv")
	if code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	report, block, _ := strings.Cut(out, "\ndata:\n")
	for line := range strings.Lines(report) {
		if line != "\n" && !strings.HasPrefix(line, "#") {
			t.Errorf("the report is no comment: %q", line)
		}
	}
	if strings.ContainsAny(out, "\x1b\r\u2028") {
		t.Errorf("a sign that drives a terminal or ends a line is printed:\n%q", out)
	}
	write(t, dir, "brief.yaml", "version: 1\nbrief: {title: T, organisation: O, issued: 2023-11-20, period: 2023-01}\ndata:\n"+block+
		"sections:\n  - title: S\n    blocks:\n      - text: Words.\n")
	if code, _, errs := runIn(t, t.Context(), dir, "check", "brief.yaml"); code != 0 {
		t.Errorf("exit %d: %s\nfrom\n%s", code, errs, out)
	}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}
