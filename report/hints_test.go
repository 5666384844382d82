package report

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

var (
	printedExpr = regexp.MustCompile(`\{\{(.+?)\}\}|\{claim="(.+?)"\}|\{claim=([^" }]+)\}`)
	typedMend   = regexp.MustCompile(`(?:write|as in|is meant:|bind it:|bind it,) (\[[^\]]+\]\{[^}]*\}|\{\{.+?\}\})`)
	quotedWords = regexp.MustCompile(`^"(.+?)" `)
	placeholder = regexp.MustCompile(`…|KEY|'ID'`)
)

// TestHintsApply: what a hint says to type can be typed as it stands. Of every
// finding of the case file each expression in its hint is one of the language, and
// what takes the place of the words, or the fix, silences the finding.
func TestHintsApply(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	cases, _ := readCheckCases(t)
	applied := map[string]int{}
	for _, c := range cases {
		p := c.project(t, c.fires)
		brief, problems := Load(p, Options{})
		for _, problem := range problems {
			if s := placeholder.FindString(problem.Hint); s != "" && !strings.Contains(problem.Hint, "with a KEY declared under sources:") {
				t.Errorf("%s: the hint holds %s: %s", c.name, s, problem)
			}
			for _, m := range printedExpr.FindAllStringSubmatch(problem.Hint, -1) {
				if src := m[1] + m[2] + m[3]; brief != nil {
					if _, err := brief.Outline.ParseExpr(src, language()); err != nil {
						t.Errorf("%s: the hint holds %s, which is none of the language: %s", c.name, src, problem)
					}
				}
			}
			fixes := [][]diag.Edit{problem.Fix}
			if words := quotedWords.FindStringSubmatch(problem.Message); words != nil {
				for _, put := range typedMend.FindAllStringSubmatch(problem.Hint, -1) {
					fixes = append(fixes, []diag.Edit{{Pos: problem.Pos, Old: words[1], New: put[1]}})
				}
			}
			for _, fix := range fixes {
				if len(fix) == 0 {
					continue
				}
				text, _ := fs.ReadFile(p.FS, "brief.yaml")
				line := strings.Split(string(text), "\n")[fix[0].Pos.Line-1]
				if before := strings.TrimSpace(line[:min(len(line), fix[0].Pos.Col-1)]); before == "- text:" {
					continue // in YAML, text that begins with a bracket stands in quotes
				} else if strings.Contains(before, `: "`) {
					fix = []diag.Edit{{Pos: fix[0].Pos, Old: fix[0].Old, New: strings.ReplaceAll(fix[0].New, `"`, `\"`)}}
				}
				mended, err := diag.Apply(text, fix)
				if err != nil {
					continue // the words are printed, and stand otherwise in the outline
				}
				files := fstest.MapFS{"brief.yaml": {Data: mended}}
				csv, _ := fs.ReadFile(p.FS, "data.csv")
				files["data.csv"] = &fstest.MapFile{Data: csv}
				_, left := Load(Project{FS: files, Outline: "brief.yaml"}, Options{})
				applied[problem.Code]++
				if slices.ContainsFunc(left, func(q diag.Problem) bool {
					return q.Phase == diag.Outline || q.Code == problem.Code && q.Message == problem.Message && q.Pos == problem.Pos
				}) {
					t.Errorf("%s: with %q for %q\n%s\nstays, or the outline is broken:\n%s", c.name, fix[0].New, fix[0].Old, problem, left)
				}
			}
		}
	}
	for code, least := range map[string]int{"C01": 25, "C11": 15, "C31": 2, "C34": 3} {
		if applied[code] < least {
			t.Errorf("only %d hints of %s were typed", applied[code], code)
		}
	}
}
