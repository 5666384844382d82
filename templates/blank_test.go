package templates

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

// TestBlanked blanks what is not handed on, and leaves the rest where it stands.
func TestBlanked(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"comments", "# top\na: b # end\nc: 'it # is' # x\nd: \"#\"\ne: f#g\nh: |\n  # text\n  more\n# last", "#\na: b #\nc: 'it # is' #\nd: \"#\"\ne: f#g\nh: |\n  # text\n  more\n#"},
		{"a comment at the head of a block of text", "a: | # why\n  # text\nb: >- # why\n  more # text\n", "a: | #\n  # text\nb: >- #\n  more # text\n"},
		{"a comment behind CR LF", "a: b # c\r\nd: e\r\n", "a: b #\r\nd: e\r\n"},
		{"delivery", "a: b\ndelivery:\n  to: [x@example.org]\n  # who\nc: d\n", "a: b\n#\n\n  #\nc: d\n"},
		{"keys of the author's own", "x-note: {a: b}\nbrief: {title: T, x-who: me, period: p}\nsections:\n  - x-by: me\n    title: T\n", "#\nbrief: {title: T,            period: p}\nsections:\n  - #\n    title: T\n"},
		{"the last key in braces", "brief: {title: T, x-who: me}\n", "brief: {title: T           }\n"},
		{"what an alias stands for stays", "x-all: &all {a: b} # c\nbrief: *all\n", "x-all: &all {a: b} #\nbrief: *all\n"},
		{"names that begin like keys of one's own", "params: {x-a: b}\n", "params: {x-a: b}\n"},
		{"sources", "sources:\n  used: {title: A} # c\n  gone: {title: B,\n    url: \"https://example.org\"} # d\n  last:\n    title: C\nevents: []\n", "sources:\n  used: {title: A} #\n  #\n\n  last:\n    title: C\nevents: []\n"},
		{"sources in braces", "sources: {gone: {title: Ü}, used: {title: A}}\n", "sources: {                  used: {title: A}}\n"},
		{"the name of a variable", "data:\n  - id: d\n    sql: {driver: mysql, dsn_env: TRADE_DSN, table: t}\n", "data:\n  - id: d\n    sql: {driver: mysql, dsn_env: xxxxxxxxx, table: t}\n"},
		{"credentials", "a: https://me:pw@example.org/x@y?token=abc&n=1\nb: '(http://example.org/?n=1&API_KEY=ü9)'\n", "a: https://xxxxx@example.org/x@y?token=xxx&n=1\nb: '(http://example.org/?n=1&API_KEY=xx)'\n"},
		{"a text before what is gone", "a: |+\n  text\n\nx-b: c\n", "a: |+\n  text\n\n#\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := blankedText(t, c.text)
			if got != c.want {
				t.Errorf("got\n%q\nwant\n%q", got, c.want)
			}
			if again := blankedText(t, got); again != got {
				t.Errorf("blanked again\n%q", again)
			}
		})
	}
}

func blankedText(t testing.TB, text string) string {
	t.Helper()
	d := &decoder{files: files{fsys: fstest.MapFS{}}}
	if d.readTree("brief.yaml", []byte(text), "an outline", "") == nil || d.problems.Failed() {
		t.Skip("no outline")
	}
	return string(d.files.taken[0].Blanked(func(key string) bool { return key == "gone" }))
}

// TestBlankedProse leaves the lines of what other tools keep at the head of a text.
func TestBlankedProse(t *testing.T) {
	d := &decoder{files: files{fsys: fstest.MapFS{"t.md": {Data: []byte("---\nauthor: me\n---\nText\n")}}}}
	d.proseFile(Scalar{}, blockForm)
	src, _ := readSource("t.md", []byte("---\nauthor: me\n---\nText\n"), &d.problems)
	f := &File{Name: "t.md", Text: []byte(src.text), src: src}
	if got := string(f.Blanked(nil)); got != "---\n\n---\nText\n" {
		t.Errorf("%q", got)
	}
}

// FuzzBlanked: what is blanked reads as before but for what is gone, at the same
// places; blanking it again changes nothing.
func FuzzBlanked(f *testing.F) {
	for _, text := range []string{
		"a: b # c\n", "a: 'x' #y\nb: |\n  # z\n#\n", "x-a: &b {c: d}\ne: *b\n", "a: [1, {x-b: c, d: e}] # f\n", "sources: {gone: {a: b}, c: {d: e}}\n", "- a: b\n  x-c: |\n    d\n\n- \"e\\\n  f\" # g\n", "? a # b\n: c\n", "a: !!str # b\n  c\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		got := blankedText(t, text)
		if again := blankedText(t, got); again != got {
			t.Fatalf("%q\nis blanked to\n%q\nand again to\n%q", text, got, again)
		}
		if strings.Contains(text, "x-") || strings.Contains(text, "gone") || strings.Contains(text, "delivery") || strings.Contains(text, "dsn_env") || strings.Contains(text, "://") {
			return
		}
		if was, now := readAs(t, text), readAs(t, got); was != now {
			t.Fatalf("%q\nis blanked to\n%q\nand reads\n%s\nnot\n%s", text, got, now, was)
		}
		if utf8.RuneCountInString(got) > utf8.RuneCountInString(text) {
			t.Fatalf("%q has grown to %q", text, got)
		}
	})
}

// readAs are the texts of a file with their places.
func readAs(t *testing.T, text string) string {
	t.Helper()
	d := &decoder{files: files{fsys: fstest.MapFS{}}}
	top := d.readTree("brief.yaml", []byte(text), "an outline", "")
	var b strings.Builder
	var visit func(*tree)
	visit = func(n *tree) {
		if n == nil {
			return
		}
		if n.kind == textTree && !n.empty {
			b.WriteString(n.text.Pos.String() + " " + n.text.Value + "\n")
		}
		for _, c := range n.items {
			visit(c)
		}
		for _, p := range n.pairs {
			b.WriteString(p.key.Pos.String() + " " + p.key.Value + "\n")
			visit(p.val)
		}
	}
	visit(top)
	return b.String()
}
