package report

import (
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

// build goes through every phase, as the command line does, and returns the
// problems of the first one that fails.
func build(p Project, o Options) ([]byte, diag.List) {
	b, problems := Load(p, o)
	if problems.Failed() || b == nil {
		return nil, problems
	}
	pages, more := b.Pages()
	if problems = append(problems, more...); problems.Failed() {
		return nil, problems
	}
	file, more := b.PDF(pages)
	return file, append(problems, more...)
}

const header = "period,flow,value,status,source,vintage\n"

const oneChart = "sections:\n  - title: Trends\n    blocks:\n      - chart: {kind: bars, title: Level, series: [exports], from: 2023-06}\n"

// TestBadInput: each gives a located error of the right phase, or a right page.
func TestBadInput(t *testing.T) {
	long := strings.Repeat("A title that does not end ", 16)[:400]
	yaml := func(old, new string) string {
		return strings.Replace(head, old, new, 1) + text("{{exports}}")
	}
	cases := []struct {
		name  string
		p     Project
		phase diag.Phase // 0: a page
		says  []string
	}{
		{"empty CSV", project(oneChart, "monthly.csv", ""), diag.Data, []string{"monthly.csv"}},
		{"header only", project(oneChart, "monthly.csv", header), diag.Data, []string{"monthly.csv"}},
		{"text in a number", project(oneChart, "monthly.csv", header+"2023-09,X,many,present,a,2023-10-20\n"), diag.Data, []string{"monthly.csv:2:11", "many"}},
		{"month 13", project(oneChart, "monthly.csv", header+"2023-13,X,1,present,a,2023-10-20\n"), diag.Data, []string{"monthly.csv:2:1", "2023-13"}},
		{"two rows for one month", project(oneChart, "monthly.csv", monthlyCSV+"2023-10,X,170,present,b,2023-11-20\n"), diag.Data, []string{"monthly.csv:13"}},
		{"unknown column", project("", "brief.yaml", yaml("column: value, unit", "column: valeu, unit")), diag.Data, []string{"brief.yaml:", "valeu", "value"}},
		{"a folder for a file", project(oneChart, "monthly.csv/x.csv", "a\n", "brief.yaml", yaml("path: monthly.csv", "path: folder"), "folder/x.csv", "a\n"), diag.Data, []string{"brief.yaml:", "folder"}},
		{"a missing file", project("", "brief.yaml", yaml("path: monthly.csv", "path: monthy.csv")), diag.Data, []string{"brief.yaml:", "monthy.csv"}},
		{"a path out of the root", project("", "brief.yaml", yaml("path: monthly.csv", "path: ../../etc/passwd")), diag.Data, []string{"brief.yaml:", "outside"}},
		{"no sections", project(""), diag.Outline, []string{"brief.yaml", "sections"}},
		{"empty sections", project("sections: []\n"), diag.Outline, []string{"brief.yaml", "sections"}},
		{"not YAML", project("", "brief.yaml", "\tversion: 1"), diag.Outline, []string{"brief.yaml:1"}},
		{"an empty outline", project("", "brief.yaml", ""), diag.Outline, []string{"brief.yaml"}},
		{"no outline", Project{FS: fstest.MapFS{}, Outline: "brief.yaml"}, diag.Outline, []string{"brief.yaml"}},
		{"an alias bomb", project(bomb()), diag.Outline, []string{"brief.yaml:"}},
		{"a chart with one point", project(oneChart, "monthly.csv", header+"2023-09,X,188.7,present,a,2023-10-20\n2023-09,M,20,present,a,2023-10-20\n"), 0, nil},
		{"all values equal", project(oneChart, "monthly.csv", header+"2023-07,X,5,present,a,2023-10-20\n2023-08,X,5,present,a,2023-10-20\n2023-09,X,5,present,a,2023-10-20\n2023-09,M,5,present,a,2023-10-20\n"), 0, nil},
		{"a file over its limit", project("", "brief.yaml", strings.Replace(head, "  marking: TLP:CLEAR\n", "  limits: {size: 3kB}\n", 1)+text("x")), diag.Layout, []string{"brief.yaml:10:", "3kB"}},
		{"more pages than the limit", project("", "brief.yaml", strings.Replace(head, "  marking: TLP:CLEAR\n", "  limits: {pages: 1}\n", 1)+text("x")+"      - page_break: true\n      - text: y\n"), diag.Layout, []string{"brief.yaml:10:", "limit of 1"}},
		{"an emoji", project(text("Trade 😀 grows")), diag.Layout, []string{"brief.yaml:35:17", "U+1F600"}},
		{"an emoji in a title", project(strings.Replace(text("x"), "title: Trends", "title: \"Up \\U0001F600\"", 1)), diag.Layout, []string{"brief.yaml:32:", "U+1F600"}},
		{"Han and Hangul", project(text("中国 and 한국")), 0, nil},
		{"a word of 500 letters", project(text(strings.Repeat("w", 500))), 0, nil},
		{"a circular chart span", project(strings.Replace(oneChart, "from: 2023-06", "from: 2023-12", 1)), diag.Claim, []string{"brief.yaml:34", "before it begins"}},
		{"a span of a thousand years", project(strings.Replace(oneChart, "from: 2023-06", "from: 1023-06", 1)), diag.Outline, []string{"brief.yaml:34"}},
		{"units that do not add", project(text(`[x]{claim="exports + exports.mom > 3"}`)), diag.Claim, []string{"brief.yaml:35", "USD"}},
		{"a number of a million digits", project(text(`{{1e999999999}}`)), diag.Outline, []string{"brief.yaml:35"}},
		{"an unknown series", project("", "brief.yaml", strings.Replace(head, "flow: import, reporter: CN", "flow: import, reporter: RU", 1)+text("x")), diag.Data, []string{"brief.yaml:27", "RU"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			file, problems := build(c.p, Options{})
			if problems.Phase() != c.phase {
				t.Fatalf("phase %d, want %d:\n%s", problems.Phase(), c.phase, problems)
			}
			for _, w := range c.says {
				if !strings.Contains(problems.String(), w) {
					t.Errorf("the problems do not say %q:\n%s", w, problems)
				}
			}
			if (len(file) > 0) != (c.phase == 0) {
				t.Errorf("%d bytes with problems of phase %d", len(file), c.phase)
			}
		})
	}
	t.Run("a title of 400 characters", func(t *testing.T) {
		p := project("", "brief.yaml", strings.Replace(head, "China's exports", long, 1)+text("x"))
		file, problems := build(p, Options{})
		if problems.Failed() && problems.Phase() != diag.Layout {
			t.Fatalf("phase %d:\n%s", problems.Phase(), problems)
		}
		if problems.Failed() == (len(file) > 0) || problems.Failed() && !strings.Contains(problems.String(), "brief.yaml:3:") {
			t.Errorf("neither a page nor an error at the title:\n%s", problems)
		}
	})
}

// bomb is a text of aliases that would unfold to a thousand million words.
func bomb() string {
	var b strings.Builder
	b.WriteString("x-a: &a [w, w, w, w, w, w, w, w, w, w]\n")
	for c := 'b'; c <= 'i'; c++ {
		last := string(c - 1)
		b.WriteString("x-" + string(c) + ": &" + string(c) + " [*" + strings.Join(strings.Split(strings.Repeat(last, 10), ""), ", *") + "]\n")
	}
	b.WriteString("sections: *i\n")
	return b.String()
}

// FuzzExpression: no expression of an author brings the tool down, and what is
// printed is never empty.
func FuzzExpression(f *testing.F) {
	for _, s := range []string{"exports", "exports.mom.base", "top(exports, 'code', 3)", "ratio(exports, 0)", "min(exports, imports.mom)", "exports.at('9999-12')", "((1))", "-exports", "not true", "exports.mom > 0 ? 1 : 'x'", "[1, 2]", "1/0", "month('2023')", "ordinal(-3)", "count(1.5)", "exports * exports", "params.partner", "period.prev.prev", "exports in [1]", "pp(exports)", "exports.prev.first_release.prev.yoy.base.low"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, expr string) {
		if len(expr) > 300 || strings.ContainsAny(expr, "\n\r") {
			return
		}
		for _, prose := range []string{"{{" + expr + "}} x", "[words]{claim=\"" + expr + "\"}"} {
			b, problems := Load(project(text(prose)), Options{})
			if b == nil && !problems.Failed() {
				t.Fatalf("%q: neither a brief nor a problem", prose)
			}
			for _, p := range problems {
				if p.Message == "" || p.Pos.File == "" {
					t.Errorf("%q: an unlocated problem %+v", prose, p)
				}
			}
		}
	})
}
