package templates

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"tradebrief/data/diag"
)

// checkProblems holds what is true of the problems of any input: each is of
// phase Outline, stands in the file, and says something.
func checkProblems(t *testing.T, text string, problems diag.List) {
	t.Helper()
	lines := strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n")
	for _, p := range problems {
		if p.Phase != diag.Outline || p.Message == "" || p.Pos.File == "" || p.Pos.Line > len(lines) {
			t.Fatalf("%q: ill-formed problem %+v", text, p)
		}
		if p.Pos.File == DefaultsFile {
			continue
		}
		if p.Pos.Line > 0 && (p.Pos.Col < 1 || p.Pos.Col > utf8.RuneCountInString(lines[p.Pos.Line-1])+1) {
			t.Fatalf("%q: %q stands at %v, beyond the end of the line", text, p.Message, p.Pos)
		}
	}
}

func FuzzParse(f *testing.F) {
	data, err := os.ReadFile(mistakesFile)
	if err != nil {
		f.Fatal(err)
	}
	for c := range strings.SplitSeq(string(data), "\n==== ") {
		_, body, _ := strings.Cut(c, "\n")
		outline, _, _ := strings.Cut(body, "....\n")
		f.Add(strings.NewReplacer("⟨frame⟩", frame, "→", "\t").Replace(outline))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			return
		}
		fsys := fstest.MapFS{"brief.yaml": {Data: []byte(text)}, DefaultsFile: {Data: []byte("brief: {language: en}\n")}}
		o, problems := Parse(fsys, "brief.yaml", Options{Lang: testLanguage()})
		if (o == nil) != problems.Failed() {
			t.Fatalf("%q: outline %v with problems %v", text, o != nil, problems)
		}
		if utf8.ValidString(text) {
			checkProblems(t, text, problems)
		}
		for _, p := range problems {
			// A fix that cannot be made is refused, and one that can changes nothing else.
			if mended, err := diag.Apply([]byte(text), p.Fix); err == nil && len(p.Fix) > 0 && utf8.ValidString(text) && !utf8.Valid(mended) {
				t.Fatalf("%q: %s: after the fix %v the file is no longer UTF-8", text, p.Message, p.Fix)
			}
		}
		if o == nil {
			return
		}
		o.Exprs(func(x *Expr) {
			if x.Root == nil || x.At.Line == 0 {
				t.Fatalf("%q: expression %+v", text, x)
			}
		})
	})
}

// wordsOf collects the words of nodes.
func wordsOf(nodes []Node, visit func(*Words)) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *Words:
			visit(n)
		case *Emph:
			wordsOf(n.Nodes, visit)
		case *Link:
			wordsOf(n.Nodes, visit)
		case *Claimed:
			wordsOf(n.Nodes, visit)
		case *Sourced:
			wordsOf(n.Nodes, visit)
		}
	}
}

// parseProse parses a text that stands at the start of a file of its own.
func parseProse(text string, form proseForm) ([]Para, diag.List) {
	var problems diag.List
	var exprs []*Expr
	src := newSource("x", text)
	s := Scalar{Text: diag.Text{Value: text, Pos: src.pos(0)}}
	for i := range text {
		if i == 0 || text[i-1] == '\n' {
			s.place = append(s.place, placed{i, src.pos(i), false})
		}
	}
	p := proseParser{text: s, form: form, exprs: &exprs, names: testNames(),
		fail: func(at diag.Pos, format string, args ...any) hinted { return report(&problems, at, format, args...) }}
	return p.parse(), problems
}

func testNames() *names {
	return &names{series: []string{"exports", "imports", "wigs"}, params: []string{"partner"}, constants: []string{"resolution"}, sources: []string{"k1", "reuters-oct"}, lang: testLanguage()}
}

func FuzzProse(f *testing.F) {
	for _, s := range []string{
		"a *b* **c** _d_ [e](https://f.g/h_i_j) <https://k.l>", "- a\n- b\n  c\n\n  d\n  - e\n1. f\n2. g", "{{exports.mom}} [rose]{claim=exports.mom src=k1} [@k1] \\{{ \\* &amp;",
		"[a *b]{claim=exports.mom} c* [d", "![x](y) `z` <b> ***\n\n### h", "*[a]{src=k1}* [[b]](c)", "{{exports.at('2022-09')}} }} ]{ [@", "> q\n\n    code\n\n```\nx", "a  \nb\\\nc", "a[^b] *c[^d]*\n\n[^d]: e[^b]\n[^b]: {{exports}}\n- [^f]: g", "[a\nb]{claim=\"exports.mom >\n0\"}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 3000 || !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\r") {
			return
		}
		for _, form := range []proseForm{lineForm, listForm, blockForm} {
			paras, problems := parseProse(text, form)
			checkProblems(t, text, problems)
			if got, want := letters(showWords(paras)), letters(text); len(problems) == 0 && !strings.ContainsAny(text, "{&<[\\`") && got != want {
				t.Fatalf("%q: the letters %q came out as %q", text, want, got)
			}
			for _, p := range paras {
				wordsOf(p.Nodes, func(w *Words) {
					for i, r := range w.S {
						at := w.PosAt(i)
						if c := charAt(text, at); c != r && c != '\\' && c != '&' && !(r == ' ' && (c == '\n' || c == ' ' || c == '\t' || c == '\\')) {
							t.Fatalf("%q: %q of %q is said to stand at %v, where %q stands", text, r, w.S, at, c)
						}
					}
				})
			}
		}
	})
}

// showWords joins the words of paragraphs.
func showWords(paras []Para) string {
	var b strings.Builder
	for _, p := range paras {
		wordsOf(p.Nodes, func(w *Words) { b.WriteString(w.S) })
	}
	return b.String()
}

func FuzzExpr(f *testing.F) {
	for _, s := range []string{
		"exports.mom > exports.prev.mom", "exports.at('2022-09').mom + 0.1e3", "month(period.prev)", "-(1 + 2) * 3 / 4 - -5", "not (exports.mom > 0 and imports.mom < 0) or true", "exports > 0 ? 'a' : \"b\"",
		"1 in [1, 2, 3]", "0.1 < exports.mom < 0.2", "'a\\'b'", "exports.mom.base", "params.partner == 'KP'", "((((", "a?.b", "#", "exports..mom", "1_000", "“", "x // y", "let x = 1; x", "{a: 1}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 3000 || !utf8.ValidString(text) {
			return
		}
		src := newSource("x", text)
		at := exprText{src: text, pos: src.pos}
		x, failed := parseExpr(at)
		if (x == nil) == (failed == nil) {
			t.Fatalf("%q: expression %v, failure %v", text, x, failed)
		}
		if failed != nil {
			checkProblems(t, text, diag.List{diag.Errorf(diag.Outline, failed.at, "%s", failed.message)})
			return
		}
		var visit func(n ExprNode)
		visit = func(n ExprNode) {
			checkProblems(t, text, diag.List{diag.Errorf(diag.Outline, n.ExprPos(), "node")})
			c := charAt(text, n.ExprPos())
			switch n := n.(type) {
			case *Name:
				if c != rune0(n.S) {
					t.Fatalf("%q: the name %s is said to stand at %v", text, n.S, n.At)
				}
			case *Num:
				if c != rune0(n.S) {
					t.Fatalf("%q: the number %s is said to stand at %v", text, n.S, n.At)
				}
			case *Member:
				if c != rune0(n.S) {
					t.Fatalf("%q: the member %s is said to stand at %v", text, n.S, n.At)
				}
			case *Call:
				if c != rune0(n.S) {
					t.Fatalf("%q: the call %s is said to stand at %v", text, n.S, n.At)
				}
			}
			for _, inner := range Children(n) {
				visit(inner)
			}
		}
		visit(x.Root)
		c := checker{names: testNames(), fail: func(at diag.Pos, format string, args ...any) hinted {
			p := diag.Errorf(diag.Outline, at, format, args...)
			checkProblems(t, text, diag.List{p})
			return hinted{&p}
		}}
		c.kind(x.Root)
	})
}

func rune0(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
