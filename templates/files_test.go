package templates

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

// problemsOf parses a/brief.yaml of the files and gives the problems with their
// excerpts.
func problemsOf(files map[string]string) diag.List {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, "⟨frame⟩", frame))}
	}
	_, problems := Parse(fsys, "a/brief.yaml", Options{Lang: testLanguage()})
	problems.Excerpts(func(file string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(fsys[file].Data)), nil })
	return problems
}

const including = "⟨frame⟩\nsections:\n  - title: a\n    blocks:\n      - include: "

func TestIncludedBlocksAndProse(t *testing.T) {
	o := parse(t, map[string]string{
		"brief.yaml": frame + `
sections:
  - title: a
    blocks:
      - text: one
      - include: shared/blocks.yaml
        x-why: wording of the house
      - columns:
          - [text: left]
          - - include: shared/{{params.partner}}.yaml
      - callout: {title: c, text: {file: shared/caution.md}}
`,
		"shared/blocks.yaml": "x-note: free\nblocks:\n  - text: {file: trends.md, heading: Trends}\n  - include: more.yaml\n",
		"shared/more.yaml":   "\ufeff- data_notes: {Coverage: {file: ../caution.md}, Other: b}\r\n",
		"shared/KP.yaml":     "- text: right {{imports}}\n",
		"shared/trends.md":   "---\ntitle: for another tool\n---\r\nExports [rose]{claim=exports.mom}.\r\n\r\n### More\n\n- a\n- [b]{src=k1}",
		"shared/caution.md":  "\ufeffMind {{exports}}.\n",
		"caution.md":         "Of the root.\n",
	}, Options{})
	b := o.Sections[0].Blocks
	if len(b) != 5 {
		t.Fatalf("%d blocks", len(b))
	}
	trends := b[1].(*Text)
	if got := len(trends.Body.Paras); got != 4 || trends.Heading.Value != "Trends" || trends.Body.Paras[1].Kind != Heading {
		t.Errorf("%d paragraphs: %s", got, show(trends.Body.Paras))
	}
	notes, columns, callout := b[2].(*DataNotes), b[3].(*Columns), b[4].(*Callout)
	if notes.Notes[0].Text.Value != "Of the root.\n" || callout.Body.Value != "Mind {{exports}}.\n" {
		t.Errorf("a path is relative to the file in which it stands: %q, %q", notes.Notes[0].Text.Value, callout.Body.Value)
	}
	var places []string
	o.Exprs(func(x *Expr) { places = append(places, x.At.String()) })
	want := "shared/KP.yaml:1:17 shared/caution.md:1:8 shared/trends.md:4:22"
	if got := strings.Join(places, " "); got != want {
		t.Errorf("expressions at %s, want %s", got, want)
	}
	if got := columns.Columns[1][0].Common().At.String(); got != "shared/KP.yaml:1:3" {
		t.Errorf("the block of a column stands at %s", got)
	}
}

func TestProblemsPointIntoTheFile(t *testing.T) {
	for _, c := range []struct {
		name, want string
		files      map[string]string
	}{
		{"a false name in a block", "a/b.yaml:2:12: error: unknown series \"exprts\"\n    2 |   text: \"{{exprts}}\"\n      |            ^\n  hint: did you mean \"exports\"?", map[string]string{
			"a/brief.yaml": including + "b.yaml\n", "a/b.yaml": "- x-a: 1\n  text: \"{{exprts}}\"\n"}},
		{"a false name in Markdown", "a/t.md:3:7: error: unknown series \"exprts\"\n    3 | And {{exprts}}\n      |       ^\n  hint: did you mean \"exports\"?", map[string]string{
			"a/brief.yaml": including + "b.yaml\n", "a/b.yaml": "- text: {file: t.md}", "a/t.md": "One.\n\nAnd {{exprts}}\n"}},
		{"no such file", "a/brief.yaml:10:18: error: the file \"house/blocs.yaml\" cannot be read: there is no such file\n   10 |       - include: house/blocs.yaml\n      |                  ^\n  hint: did you mean \"house/blocks.yaml\"?", map[string]string{
			"a/brief.yaml": including + "house/blocs.yaml\n", "a/house/blocks.yaml": "", "a/house/blocs.md": ""}},
		{"no such text", "a/brief.yaml:10:22: error: the file \"trend.md\" cannot be read: there is no such file\n   10 |       - text: {file: trend.md}\n      |                      ^\n  hint: did you mean \"trends.md\"?", map[string]string{
			"a/brief.yaml": strings.Replace(including, "include: ", "text: {file: trend.md}\n", 1), "a/trends.md": "", "a/trends.yaml": ""}},
		{"out of the project", "a/brief.yaml:10:18: error: \"../../b.yaml\" lies outside the project, and nothing outside it is read\n   10 |       - include: ../../b.yaml\n      |                  ^\n  hint: put the file beside the outline, or a tradebrief.yaml in the folder that holds both", map[string]string{
			"a/brief.yaml": including + "../../b.yaml\n"}},
		{"an absolute path", "a/brief.yaml:10:18: error: \"/etc/passwd\" is not a path relative to the outline, with slashes", map[string]string{
			"a/brief.yaml": including + "/etc/passwd\n"}},
		{"a folder", "a/brief.yaml:10:18: error: a list of blocks was expected, found a folder", map[string]string{
			"a/brief.yaml": including + "b\n", "a/b/c.yaml": ""}},
		{"a circle", "a/c.yaml:1:12: error: the include leads back to a file that is being read: a/brief.yaml → a/b.yaml → a/c.yaml → a/b.yaml\n    1 | - include: b.yaml\n      |            ^", map[string]string{
			"a/brief.yaml": including + "b.yaml\n", "a/b.yaml": "- include: c.yaml", "a/c.yaml": "- include: b.yaml"}},
		{"the outline itself", "a/brief.yaml:10:18: error: the include leads back to a file that is being read: a/brief.yaml → a/brief.yaml", map[string]string{
			"a/brief.yaml": including + "brief.yaml\n"}},
		{"an id twice", "a/brief.yaml:11:23: error: the id \"x\" is used twice\n   11 |       - {text: b, id: x}\n      |                       ^\n  hint: it stands in a/b.yaml on line 1 already", map[string]string{
			"a/brief.yaml": including + "b.yaml\n      - {text: b, id: x}", "a/b.yaml": "- {text: a, id: x}"}},
		{"an empty file", "a/b.yaml:1:1: error: the file is empty, a list of blocks was expected\n    1 | # nothing\n      | ^\n  hint: begin with a block such as - text: …", map[string]string{
			"a/brief.yaml": including + "b.yaml\n", "a/b.yaml": "# nothing\n"}},
		{"an empty text", "a/b.md:1:1: error: the file is empty, prose was expected", map[string]string{
			"a/brief.yaml": strings.Replace(including, "include: ", "text: {file: b.md}\n", 1), "a/b.md": "\n"}},
		{"a word", "a/b.yaml:1:1: error: the included file is text, a list of blocks was expected", map[string]string{
			"a/brief.yaml": including + "b.yaml\n", "a/b.yaml": "hello\n"}},
		{"another outline", "a/b.yaml:1:1: error: an included file needs the key blocks\n    1 | version: 1\n      | ^\na/b.yaml:1:1: error: unknown key \"version\" in an included file", map[string]string{
			"a/brief.yaml": including + "b.yaml\n", "a/b.yaml": "version: 1\n"}},
		{"two documents", "a/b.yaml:2:1: error: a second document begins here, a list of blocks is one document", map[string]string{
			"a/brief.yaml": including + "b.yaml\n", "a/b.yaml": "- text: a\n---\n- text: b\n"}},
		{"not UTF-8", "a/b.md:2:2: error: the byte 0xE9 is not UTF-8", map[string]string{
			"a/brief.yaml": strings.Replace(including, "include: ", "text: {file: b.md}\n", 1), "a/b.md": "a\na\xe9"}},
		{"keys beside it", "a/brief.yaml:11:9: error: an include takes no for\n   11 |         for: 2023-09\n      |         ^\n  hint: write it at the blocks of the file\na/brief.yaml:12:9: error: one block is include and text", map[string]string{
			"a/brief.yaml": including + "b.yaml\n        for: 2023-09\n        text: a\n", "a/b.yaml": "- text: a"}},
		{"no name", "a/brief.yaml:10:9: error: include names no file\n   10 |       - include: \n      |         ^\n  hint: write include: FILE.yaml", map[string]string{
			"a/brief.yaml": including + "\n"}},
		{"at the top", "a/brief.yaml:7:1: error: unknown key \"include\" in the outline\n    7 | include: b.yaml\n      | ^\n  hint: write it in a list of blocks: - include: FILE.yaml", map[string]string{
			"a/brief.yaml": "⟨frame⟩\ninclude: b.yaml\nsections: [{title: a, blocks: [text: b]}]\n"}},
		{"a page break within columns", "a/b.yaml:1:3: error: page_break cannot stand within columns", map[string]string{
			"a/brief.yaml": strings.Replace(including, "include: ", "columns: [[text: a], [include: b.yaml]]\n", 1), "a/b.yaml": "- page_break: true"}},
		{"text and file", "a/brief.yaml:10:22: error: the block text takes text: or file:, found both", map[string]string{
			"a/brief.yaml": strings.Replace(including, "include: ", "text: {file: b.md, text: a}\n", 1), "a/b.md": "a"}},
		{"a file where a line stands", "a/brief.yaml:10:26: error: title must be text, found a mapping", map[string]string{
			"a/brief.yaml": strings.Replace(including, "include: ", "callout: {title: {file: b.md}, text: a}\n", 1), "a/b.md": "a"}},
	} {
		if got := problemsOf(c.files).String(); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// A theme holds words; those of the outline come first.
func TestTheme(t *testing.T) {
	const outline = "⟨frame⟩\nwords: [{say: [surged], of: change, above: 0.3}]\ntheme: ../house.yaml\nsections: [{title: a, blocks: [text: b]}]"
	here := strings.NewReplacer("⟨frame⟩", frame, "../", "").Replace(outline)
	o := parse(t, map[string]string{"brief.yaml": here, "house.yaml": "words:\n  - {say: [surged], of: change, above: 0.2}\n"}, Options{})
	if len(o.Words) != 2 || o.Words[0].Above.Value != "0.3" || o.Words[1].Above.Value != "0.2" || o.Words[1].Above.Pos.File != "house.yaml" {
		t.Errorf("words: %+v", o.Words)
	}
	if o := parse(t, map[string]string{"brief.yaml": here, "house.yaml": "# nothing yet\n"}, Options{}); len(o.Words) != 1 {
		t.Errorf("a theme of comments has words: %+v", o.Words)
	}
	for _, c := range []struct{ theme, want string }{
		{"words: [{say: [surged], of: change}]", "house.yaml:1:9: error: an entry of words needs a bound"},
		{"colors: {}", "house.yaml:1:1: error: unknown key \"colors\" in the theme\n    1 | colors: {}\n      | ^\n  hint: did you mean \"colours\"?"},
		{"word: []", "hint: did you mean \"words\"?"},
		{"paper: A3", "house.yaml:1:8: error: unknown paper \"A3\"\n    1 | paper: A3\n      |        ^\n  hint: did you mean \"a4\"?"},
		{"colours:\n  brand: #12395A\n  rise: \"#1D5B88\"", "house.yaml:2:10: error: YAML takes #12395A for a comment, since it is not in quotes\n    2 |   brand: #12395A\n      |          ^\n  hint: write brand: \"#12395A\""},
		{"colours: {brand: \"12395a\"}", "house.yaml:1:19: error: \"12395a\" is not a colour\n    1 | colours: {brand: \"12395a\"}\n      |                   ^\n  hint: write it in quotes: \"#12395A\""},
		{"colours: {brand: \"#08f\"}", "hint: write it in quotes: \"#0088FF\""},
		{"colours: {brand: green}", "house.yaml:1:18: error: \"green\" is not a colour\n    1 | colours: {brand: green}\n      |                  ^\n  hint: write it in quotes, like \"#12395A\""},
		{"colours: {brend: \"#08F808\"}", "unknown key \"brend\" in colours"},
		{"colours: {sequence: [\"#08F808\"]}", "house.yaml:1:21: error: sequence has 1 colours, expected 6"},
		{"- a", "house.yaml:1:1: error: the theme is a list, a mapping of keys was expected"},
		{"a: [", "house.yaml:1:"},
	} {
		if got := problemsOf(map[string]string{"a/brief.yaml": outline, "house.yaml": c.theme}).String(); !strings.Contains(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.theme, got, c.want)
		}
	}
	if got := problemsOf(map[string]string{"a/brief.yaml": outline}).String(); !strings.Contains(got, "a/brief.yaml:8:8: error: the file \"../house.yaml\" cannot be read: there is no such file") {
		t.Errorf("no theme: %s", got)
	}
	if got := problemsOf(map[string]string{"a/brief.yaml": strings.Replace(outline, "../house", "../../house", 1)}).String(); !strings.Contains(got, "lies outside the project") {
		t.Errorf("outside: %s", got)
	}
}

// The bounds of an outline hold for its files together.
func TestIncludesAreBounded(t *testing.T) {
	blocks := func(n int, block string) string { return strings.Repeat("- "+block+"\n", n) }
	for _, c := range []struct {
		name, want string
		files      map[string]string
	}{
		{"a long chain", "more than 8 files include one another", func() map[string]string {
			m := map[string]string{"a/brief.yaml": including + "0.yaml\n"}
			for i := range 9 {
				m[fmt.Sprintf("a/%d.yaml", i)] = fmt.Sprintf("- include: %d.yaml", i+1)
			}
			return m
		}()},
		{"many files", "takes more than 500 files", map[string]string{
			"a/brief.yaml": including + "b.yaml\n", "a/b.yaml": blocks(600, "include: c.yaml"), "a/c.yaml": "- text: a"}},
		{"many values", "more than 200,000 values", map[string]string{
			"a/brief.yaml": including + "b.yaml\n", "a/b.yaml": blocks(10, "include: c.yaml"), "a/c.yaml": blocks(15_000, "text: a")}},
		{"many bytes", "larger than 4 MB", map[string]string{
			"a/brief.yaml": including + "b.yaml\n", "a/b.yaml": blocks(10, "include: c.yaml"), "a/c.yaml": "- text: a\n" + strings.Repeat("# long\n", 100_000)}},
	} {
		problems := problemsOf(c.files)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, c.want) {
			t.Errorf("%s: %d problems, want one with %q: %s", c.name, len(problems), c.want, problems)
		}
	}
}

// Whatever stands in an included file or a text, it is read or refused with a
// place in it.
func FuzzInclude(f *testing.F) {
	f.Add("- text: {{exports}}\n", "---\na: b\n---\nIt [rose]{claim=exports.mom}.\r\n")
	f.Add("blocks: [include: b.yaml]\n", "\ufeff- a\n- {{exprts}}")
	f.Add("- callout: {title: a, text: {file: t.md}}", "a\r\rb\u2028c [d]{src=k1}")
	f.Fuzz(func(t *testing.T, blocks, prose string) {
		fsys := fstest.MapFS{"t.md": {Data: []byte(prose)}, "b.yaml": {Data: []byte(blocks)},
			"brief.yaml": {Data: []byte(frame + "\nsections: [{title: a, blocks: [include: b.yaml, text: {file: t.md}]}]")}}
		o, problems := Parse(fsys, "brief.yaml", Options{Lang: testLanguage()})
		if (o == nil) != problems.Failed() {
			t.Fatalf("outline %v with problems %v", o != nil, problems)
		}
		text := map[string]string{"t.md": prose, "b.yaml": blocks, "brief.yaml": string(fsys["brief.yaml"].Data)}
		for _, p := range problems {
			checkProblems(t, text[p.Pos.File], diag.List{p})
		}
		if o == nil {
			return
		}
		o.Exprs(func(x *Expr) {
			from := strings.Split(strings.ReplaceAll(strings.TrimPrefix(text[x.At.File], "\ufeff"), "\r\n", "\n"), "\n")[x.At.Line-1]
			if first := []rune(x.Src); x.At.File == "t.md" && len(first) > 0 && charAt(from, diag.Pos{Line: 1, Col: x.At.Col}) != first[0] {
				t.Fatalf("%q stands at %v, where there is %q", x.Src, x.At, from)
			}
		})
	})
}
