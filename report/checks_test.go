package report

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

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
