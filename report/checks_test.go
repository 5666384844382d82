package report

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"tradebrief/data/diag"
	"tradebrief/report/checks"
)

// checkCase is one case of testdata/checks/cases.txt.
type checkCase struct {
	name, code         string
	old, new           []string // lines of brief.yaml, pairwise
	fires, want, quiet []string
	from               int // the line of the file that it begins on
}

func readCheckCases(t *testing.T) (cases []checkCase, lines []string) {
	t.Helper()
	content, err := os.ReadFile("testdata/checks/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines = strings.Split(string(content), "\n")
	for i, line := range lines {
		mark, rest, _ := strings.Cut(line, " ")
		c := &checkCase{}
		if len(cases) > 0 {
			c = &cases[len(cases)-1]
		}
		switch {
		case len(mark) == 3 && mark[0] == 'C' && strings.Trim(mark[1:], "0123456789") == "":
			cases = append(cases, checkCase{name: line, code: mark, from: i})
		case mark == ">":
			c.fires = append(c.fires, rest)
		case mark == "!":
			c.want = append(c.want, rest)
		case mark == "=":
			c.quiet = append(c.quiet, rest)
		case mark == "-":
			c.old = append(c.old, rest)
		case mark == "+":
			c.new = append(c.new, rest)
		}
	}
	return cases, lines
}

// project is the brief of the cases with the blocks in its one section.
func (c checkCase) project(t *testing.T, blocks []string) Project {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"brief.yaml", "data.csv"} {
		content, err := os.ReadFile("testdata/checks/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: content}
	}
	text := string(files["brief.yaml"].Data)
	for i := range c.old {
		if strings.Count(text, c.old[i]+"\n") != 1 || i >= len(c.new) {
			t.Fatalf("brief.yaml has %d lines %q", strings.Count(text, c.old[i]+"\n"), c.old[i])
		}
		text = strings.Replace(text, c.old[i]+"\n", strings.ReplaceAll(c.new[i], `\n`, "\n")+"\n", 1)
	}
	files["brief.yaml"].Data = []byte(strings.Replace(text, "BLOCKS\n", "      "+strings.Join(blocks, "\n      ")+"\n", 1))
	return Project{FS: files, Outline: "brief.yaml"}
}

// TestChecks: each check fires on what it is for, and stays quiet on the nearest
// text that is right.
func TestChecks(t *testing.T) {
	cases, lines := readCheckCases(t)
	var out []string
	next := 0
	for _, c := range cases {
		var got []string
		t.Run(c.name, func(t *testing.T) {
			_, problems := Load(c.project(t, c.fires), Options{})
			for _, p := range problems {
				p.Excerpt = ""
				got = append(got, strings.Split(p.String(), "\n")...)
				if p.Code != c.code {
					t.Errorf("a problem of %q, and not of %s: %s", p.Code, c.code, p)
				}
			}
			if len(problems) == 0 {
				t.Error("it stays quiet")
			}
			if diff := cmp.Diff(c.want, got); diff != "" && !*update {
				t.Errorf("the problems differ (-want +got):\n%s", diff)
			}
			if len(c.quiet) == 0 {
				t.Error("nothing shows what is right")
			} else if _, problems := Load(c.project(t, c.quiet), Options{}); len(problems) > 0 {
				t.Errorf("what is right has problems:\n%s", problems)
			}
		})
		// The lines with ! follow the last one with >.
		last := c.from
		for i := c.from; i < len(lines) && (i == c.from || lines[i] != ""); i++ {
			if strings.HasPrefix(lines[i], ">") {
				last = i
			}
		}
		for ; next <= last; next++ {
			out = append(out, lines[next])
		}
		for _, line := range got {
			out = append(out, "! "+line)
		}
		for next < len(lines) && strings.HasPrefix(lines[next], "!") {
			next++
		}
	}
	out = append(out, lines[next:]...)
	if *update {
		if err := os.WriteFile("testdata/checks/cases.txt", []byte(strings.Join(out, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestRegister: codes are in order and whole, and every row says what it is.
func TestRegister(t *testing.T) {
	for i, c := range checks.All() {
		if want := "C" + string(rune('0'+(i+1)/10)) + string(rune('0'+(i+1)%10)); c.Code != want {
			t.Errorf("row %d has the code %s, want %s", i, c.Code, want)
		}
		for what, text := range map[string]string{"title": c.Title, "rule": c.Rule, "wrong": c.Wrong, "right": c.Right} {
			if text == "" {
				t.Errorf("%s has no %s", c.Code, what)
			}
		}
		if c.Phase == 0 {
			t.Errorf("%s has no phase", c.Code)
		}
	}
}

// sentences are the checks whose examples in the register are sentences.
var sentences = strings.Fields("C01 C03 C04 C05 C06 C08 C09 C10 C11 C12 C13 C14 C15 C16 C17 C25 C29 C33 C34 C35 C36 C38 C46")

// TestRegisterTexts: of the checks whose examples are sentences, the wrong one
// has a problem of the check, and the right one has none at all.
func TestRegisterTexts(t *testing.T) {
	for _, code := range sentences {
		t.Run(code, func(t *testing.T) {
			c, ok := checks.Find(code)
			if !ok {
				t.Fatal("no such check")
			}
			problems := func(text string) diag.List {
				_, problems := Load(checkCase{}.project(t, []string{"- text: >-", "    " + text}), Options{})
				return problems
			}
			if wrong := problems(c.Wrong); !slices.ContainsFunc(wrong, func(p diag.Problem) bool { return p.Code == code }) {
				t.Errorf("it does not fire on %s\n%s", c.Wrong, wrong)
			}
			if right := problems(c.Right); len(right) > 0 {
				t.Errorf("what is right has problems: %s\n%s", c.Right, right)
			}
		})
	}
}

// TestDirectionHints: what the hint about a word of direction says, typed as it
// stands, leaves nothing to say.
func TestDirectionHints(t *testing.T) {
	for _, c := range []struct{ text, words string }{
		{"Exports rose in {{month(period)}}.", "rose"},
		{"Exports fell in {{month(period)}}.", "fell"},
		{"Exports strengthened in {{month(period.prev)}}.", "strengthened"},
		{"Exports to North Korea were higher than a year earlier, when trains were halted.", "higher"},
		{"In {{month('2023-06')}}, exports fell.", "fell"},
		{"Exports have risen since {{month('2023-06')}}.", "risen"},
		{"Exports came to {{exports}}, up on the month.", "up"},
		{"Exports and imports rose in {{month(period)}}.", "rose"},
		{"The rise in exports came in {{month(period)}}.", "The rise"},
		{"Exports were broadly unchanged in {{month('2023-05')}}.", "broadly unchanged"},
		{"Imports of {{imports}}, after {{imports.prev}}, were higher.", "higher"},
	} {
		check := func(text string) diag.List {
			_, problems := Load(checkCase{}.project(t, []string{"- text: >-", "    " + text}), Options{})
			return problems
		}
		problems := check(c.text)
		if len(problems) != 1 || problems[0].Code != "C11" || problems[0].Severity != diag.Warning {
			t.Errorf("%s\n%s", c.text, problems)
			continue
		}
		mended := strings.Replace(c.text, c.words, strings.TrimPrefix(problems[0].Hint, "write "), 1)
		if left := check(mended); len(left) > 0 {
			t.Errorf("%s\n%s", mended, left)
		}
	}
}

// TestEveryCheckHasACase: a test wants the message of each check that is live.
func TestEveryCheckHasACase(t *testing.T) {
	message := regexp.MustCompile(`(?:error|warning): (C\d\d): `)
	fires := map[string]bool{}
	for _, code := range sentences {
		fires[code] = true
	}
	for _, pattern := range []string{"testdata/checks/cases.txt", "testdata/museum/*/want.txt", "*_test.go", "../data/*_test.go", "../cmd/tradebrief/testdata/mistakes.cases", "../cmd/tradebrief/testdata/*.txtar"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no file %s: %v", pattern, err)
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range message.FindAllSubmatch(content, -1) {
				fires[string(m[1])] = true
			}
		}
	}
	for _, c := range checks.All() {
		if fires[c.Code] != c.Live() {
			t.Errorf("%s, %s: live is %t, and a message of it wanted by some test: %t", c.Code, c.Title, c.Live(), fires[c.Code])
		}
	}
}
