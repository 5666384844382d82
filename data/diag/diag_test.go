package diag

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func at(line, col int) Pos { return Pos{File: "brief.yaml", Line: line, Col: col} }

func TestProblemString(t *testing.T) {
	for _, c := range []struct {
		p    Problem
		want string
	}{
		{Errorf(Outline, Pos{}, "no outline"), "error: no outline"},
		{Errorf(Data, Pos{File: "d.csv"}, "the file is empty"), "d.csv: error: the file is empty"},
		{Errorf(Data, Pos{File: "d.csv", Line: 3}, "line %d is long", 3), "d.csv:3: error: line 3 is long"},
		{Problem{Pos: at(4, 2), Severity: Warning, Code: "C17", Message: "the base is not named"}, "brief.yaml:4:2: warning: C17: the base is not named"},
		{
			Problem{Pos: at(14, 9), Message: "unknown series", Excerpt: "value: {{exprts}}", Caret: 10}.WithHint("did you mean %q?", "exports"),
			"brief.yaml:14:9: error: unknown series\n   14 | value: {{exprts}}\n      |          ^\n  hint: did you mean \"exports\"?",
		},
	} {
		if got := c.p.String(); got != c.want {
			t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
		}
	}
	hostile := Problem{Pos: Pos{File: "a\x1b]0;x\a.csv", Line: 2, Col: 3}, Message: "cell \x00\nerror: \u202e", Hint: "\u009b1m\x7f", Excerpt: "\x1b[2J,x\r", Caret: 6}
	want := "a␛]0;x␇.csv:2:3: error: cell ␀␊error: �\n    2 | ␛[2J,x␍\n      |      ^\n  hint: �1m␡"
	if got := hostile.String(); got != want {
		t.Errorf("control characters reach the terminal:\n%q\nwant:\n%q", got, want)
	}
	long := Errorf(Data, Pos{}, "found %q", strings.Repeat("長", 9000)).WithHint("write %s", strings.Repeat("x", 300))
	if want := "found \"" + strings.Repeat("長", 300) + "…\""; long.Message != want || long.Hint != "write "+strings.Repeat("x", 300) {
		t.Errorf("a long word is not cut: %d and %d bytes", len(long.Message), len(long.Hint))
	}
	var err error = Errorf(Data, Pos{}, "found")
	var p Problem
	if !errors.As(err, &p) || p.Phase != Data {
		t.Error("a problem that was returned as an error is not found again")
	}
}

func TestList(t *testing.T) {
	list := List{
		Errorf(Claim, at(9, 1), "b"), Errorf(Data, at(2, 5), "c"), Errorf(Claim, at(9, 1), "b"),
		{Pos: at(2, 5), Phase: Outline, Severity: Warning, Message: "a"}, Errorf(Claim, at(10, 1), "a"), Errorf(Data, Pos{File: "a.csv", Line: 99}, "z"),
	}
	if !list.Failed() || list.Phase() != Data {
		t.Errorf("the earliest phase with an error is %d, want %d", list.Phase(), Data)
	}
	want := "a.csv:99: error: z\nbrief.yaml:2:5: error: c\nbrief.yaml:2:5: warning: a\nbrief.yaml:9:1: error: b\nbrief.yaml:10:1: error: a"
	if got := list.Sort().String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	warnings := List{{Severity: Warning, Phase: Outline, Message: "a"}}
	if warnings.Failed() || warnings.Phase() != 0 || (List{}).Failed() {
		t.Error("warnings stop a build")
	}
}

func TestExcerpts(t *testing.T) {
	long := strings.Repeat("0123456789", 50)
	files := map[string]string{
		"brief.yaml": "a: 1\r\n\tb: x\n国朝: y\n" + long + "\nlast",
		"bad.csv":    "caf\xe9,1\n",
		"huge.csv":   "h\n" + strings.Repeat("x", maxLine+1) + "\nafter\n",
	}
	open := func(name string) (io.ReadCloser, error) {
		s, ok := files[name]
		if !ok {
			return nil, errors.New("no such file")
		}
		return io.NopCloser(strings.NewReader(s)), nil
	}
	for _, c := range []struct {
		pos  Pos
		want string // from the first line break on
	}{
		{at(1, 4), "\n    1 | a: 1\n      |    ^"},
		{at(1, 0), "\n    1 | a: 1"},
		{at(2, 5), "\n    2 | \tb: x\n      | \t   ^"},
		{at(3, 3), "\n    3 | 国朝: y\n      |     ^"},
		{at(5, 99), "\n    5 | last\n      |     ^"},
		{at(6, 1), ""},
		{at(0, 0), ""},
		{at(4, 1), "\n    4 | " + long[:120] + "…\n      | ^"},
		{at(4, 500), "\n    4 | …" + long[380:] + "\n      | " + strings.Repeat(" ", 120) + "^"},
		{at(4, 251), "\n    4 | …" + long[191:311] + "…\n      | " + strings.Repeat(" ", 60) + "^"},
		{Pos{File: "bad.csv", Line: 1, Col: 1}, ""},
		{Pos{File: "huge.csv", Line: 2, Col: 1}, ""},
		{Pos{File: "huge.csv", Line: 3, Col: 1}, "\n    3 | after\n      | ^"},
		{Pos{File: "gone.csv", Line: 1, Col: 1}, ""},
	} {
		list := List{Errorf(Data, c.pos, "m")}
		list.Excerpts(open)
		_, got, found := strings.Cut(list.String(), "error: m")
		if !found || got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", c.pos, got, c.want)
		}
	}
}

// ones is a line that never ends; it counts what is read of it.
type ones struct{ read int }

func (o *ones) Close() error { return nil }
func (o *ones) Read(p []byte) (int, error) {
	if o.read > 300<<20 {
		return 0, io.EOF
	}
	for i := range p {
		p[i] = '1'
	}
	o.read += len(p)
	return len(p), nil
}

func TestExcerptOfEndlessLine(t *testing.T) {
	file := &ones{}
	list := List{Errorf(Data, Pos{File: "d.csv", Line: 1, Col: 1}, "m")}
	list.Excerpts(func(string) (io.ReadCloser, error) { return file, nil })
	if list[0].Excerpt != "" || file.read > 2*maxLine {
		t.Errorf("%d bytes were read for an excerpt of %d", file.read, len(list[0].Excerpt))
	}
}

func TestNearest(t *testing.T) {
	names := []string{"exports", "imports", "exports_2022", "mom", "yoy", "ma12", "ma3"}
	for word, want := range map[string]string{
		"exprts": "exports", "Exports": "exports", "epxorts": "exports", "export": "exports", "exports2022": "exports_2022",
		"mon": "mom", "imprts": "imports", "ma-12": "ma12",
		"balance": "", "xyz": "", "": "",
	} {
		if got := Nearest(word, names); got != want {
			t.Errorf("%q is near %q, want %q", word, got, want)
		}
	}
	series := Errorf(Outline, at(3, 5), "m")
	for _, c := range []struct{ word, hint, fix string }{
		{"exprts", `did you mean "exports"?`, "exports"}, {"mon", `did you mean "min" or "mom"?`, ""}, {"balance", "", ""},
	} {
		p, ok := series.Meaning(at(3, 5), c.word, []string{"exports", "min", "mom", "exports"})
		if ok != (c.hint != "") || p.Hint != c.hint || (len(p.Fix) > 0) != (c.fix != "") || c.fix != "" && p.Fix[0].New != c.fix {
			t.Errorf("%s: %v %q %v", c.word, ok, p.Hint, p.Fix)
		}
	}
	if got := Nearest("ab", []string{"ac", "ad"}); got != "ac" {
		t.Errorf("of two that are as near the first is meant, not %q", got)
	}
	if got := Nearest("v", []string{"p", "V"}); got != "V" {
		t.Errorf("v is near %q", got)
	}
	if got := Nearest("v", []string{"p", "va"}); got != "" {
		t.Errorf("v is near %q", got)
	}
	for word, want := range map[string]string{"FR": "", "RK": "KR", "kr": "KR", "KT": "KR", "PR": ""} {
		if got := Nearest(word, []string{"DE", "KR", "US"}); got != want {
			t.Errorf("%s is near %q, want %q", word, got, want)
		}
	}
	if got := Nearest("x", nil); got != "" {
		t.Errorf("nothing is near nothing, not %q", got)
	}
}

// TestPrintFits: whatever the width of the terminal, no line of source wraps and
// the caret stands under its character.
func TestPrintFits(t *testing.T) {
	plain := func(_ Part, s string) string { return s }
	columns := func(s string) int {
		n := 0
		for _, r := range s {
			n += width(r, n)
		}
		return n
	}
	lines := map[string]string{
		"ASCII": strings.Repeat("0123456789", 40), "Chinese": strings.Repeat("出口额 ", 90), "combining": strings.Repeat("e\u0301t", 120), "tabs": strings.Repeat("\tab", 60), "short": "a: b",
	}
	for name, line := range lines {
		runes := []rune(line)
		for _, col := range []int{1, len(runes) / 2, len(runes), len(runes) + 1} {
			list := List{Errorf(Data, at(1, col), "m")}
			list.Excerpts(func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(line)), nil })
			for _, wide := range []int{40, 80, 200} {
				parts := strings.Split(list[0].Print(wide, plain), "\n")
				if columns(parts[1]) >= wide || columns(parts[2]) > wide {
					t.Errorf("%s at %d: %d and %d columns on a terminal of %d", name, col, columns(parts[1]), columns(parts[2]), wide)
				}
				shown, n := []rune(parts[1]), 0
				for i := range shown {
					if n == columns(parts[2])-1 && (i+1 == len(shown) || columns(string(shown[i])) > 0) {
						n = -1
						if want := append(runes, 0)[col-1]; shown[i] != want && name != "combining" {
							t.Errorf("%s at %d of %d columns: the caret stands under %q, not %q", name, col, wide, shown[i], want)
						}
						break
					}
					n += width(shown[i], n)
				}
				if n > 0 && col <= len(runes) && name != "combining" {
					t.Errorf("%s at %d of %d columns: the caret stands under nothing:\n%s\n%s", name, col, wide, parts[1], parts[2])
				}
			}
		}
	}
}

func TestPrintPaints(t *testing.T) {
	p := Problem{Pos: at(2, 4), Severity: Warning, Message: "error: m", Hint: "hint: h", Excerpt: "a: b", Caret: 4}
	got := p.Print(80, func(part Part, s string) string { return string(rune('0'+part)) + "<" + s + ">" })
	if want := "0<brief.yaml:2:4:> 2<warning:> error: m\n3<    2 |> a: b\n3<      |>    4<^>\n  5<hint:> hint: h"; got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
