package templates

import (
	"fmt"
	"strings"
	"testing"

	"tradebrief/data/diag"
)

// show writes paragraphs on one line each: kind and level, then the nodes.
func show(paras []Para) string {
	var b strings.Builder
	for i, p := range paras {
		if i > 0 {
			b.WriteString(" | ")
		}
		switch p.Kind {
		case Heading:
			b.WriteString("###")
		case Bullet:
			fmt.Fprintf(&b, "%s•", strings.Repeat(">", p.Level))
		case Numbered:
			fmt.Fprintf(&b, "%s%d.", strings.Repeat(">", p.Level), p.Number)
		case Footnote:
			fmt.Fprintf(&b, "^%d ", p.Number)
		default:
			b.WriteString(strings.Repeat(">", p.Level))
		}
		b.WriteString(showNodes(p.Nodes))
	}
	return b.String()
}

func showNodes(nodes []Node) string {
	var b strings.Builder
	for _, n := range nodes {
		switch n := n.(type) {
		case *Words:
			b.WriteString(n.S)
		case *Emph:
			mark := map[bool]string{false: "_", true: "*"}[n.Strong]
			b.WriteString(mark + showNodes(n.Nodes) + mark)
		case *Link:
			fmt.Fprintf(&b, "link(%s, %s)", n.URL, showNodes(n.Nodes))
		case *Computed:
			fmt.Fprintf(&b, "‹%s›", n.X.Src)
		case *Claimed:
			fmt.Fprintf(&b, "claim(%s, %s)", n.X.Src, showNodes(n.Nodes))
		case *Sourced:
			fmt.Fprintf(&b, "src(%s, %s)", n.Key.Value, showNodes(n.Nodes))
		case *NoteSign:
			fmt.Fprintf(&b, "^%d", n.Number)
		}
	}
	return b.String()
}

func TestProse(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Exports rose", "Exports rose"},
		{"", ""},
		{"Exports\nrose  \nagain", "Exports rose again"},
		{"one\n\ntwo", "one | two"},
		{"*one* __two__ **th_r_ee** 2*3*4", "_one_ *two* *th_r_ee* 2_3_4"},
		{"up {{exports.mom}} to {{ exports }}.", "up ‹exports.mom› to ‹exports›."},
		{"{{exports.mom * 2 * exports.yoy}} and {{max(exports_a, 1)}}", ""},
		{"{{exports.mom * 2 * exports.yoy}} a*b {{imports.yoy * 3}}", "‹exports.mom * 2 * exports.yoy› a*b ‹imports.yoy * 3›"},
		{"**{{exports}}**", "*‹exports›*"},
		{"{{1 in [1, 2] ? 'a }} b' : \"[c](d)\"}}", "‹1 in [1, 2] ? 'a }} b' : \"[c](d)\"›"},
		{"{{exports\n  .mom}}", "‹exports\n  .mom›"},
		{"[rose]{claim=exports.mom} x", "claim(exports.mom, rose) x"},
		{"[rose *sharply*, by {{exports.mom}}]{claim=\"exports.mom > 0.1\"}", "claim(exports.mom > 0.1, rose _sharply_, by ‹exports.mom›)"},
		{"[a]{claim='exports.mom > 0'} [b]{claim=exports.at('2022-09').mom}", "claim(exports.mom > 0, a) claim(exports.at('2022-09').mom, b)"},
		{"[a]{claim=max(exports.mom, 1)} b", "claim(max(exports.mom, 1), a) b"},
		{"[4.1%]{src=k1}, [@reuters-oct]", "src(k1, 4.1%), src(reuters-oct, )"},
		{"[a]{claim=exports.mom src=k1}", "src(k1, claim(exports.mom, a))"},
		{"[a [b]{src=k1} c]{claim=exports.mom}", "claim(exports.mom, a src(k1, b) c)"},
		{"**[a]{src=k1} b** *[c*d]{src=k1}", "*src(k1, a) b* *src(k1, c*d)"},
		{"[a](https://b.c/d_e_f?g=*h*) <https://i.j>", "link(https://b.c/d_e_f?g=*h*, a) link(https://i.j, https://i.j)"},
		{"[a](mailto:b@c.d)", "link(mailto:b@c.d, a)"},
		{"[sic] [1] a[i] ]x", "[sic] [1] a[i] ]x"},
		{"\\{{exports}} \\*a\\* \\[b] 1 \\< 2 C:\\dir", "{{exports}} *a* [b] 1 < 2 C:\\dir"},
		{"AT&amp;T R&D &eacute; &#8212; a & b", "AT&T R&D é — a & b"},
		{"US$\u00a0188.7 m", "US$\u00a0188.7 m"},
		{"a < b > c, 5 > 3", "a < b > c, 5 > 3"},
		{"Wow![x]{src=k1}", "Wow!src(k1, x)"},
		{"- one\n- *two*\n  goes on\n\n  second\n  - inner\n", ">•one | >•_two_ goes on | >second | >>•inner"},
		{"3. one\n4. two", ">3.one | >4.two"},
		{"-\n- a", ">• | >•a"},
		{"### Head {{exports}}\ntext", "###Head ‹exports› | text"},
		{"#5 of 2023. Total", "#5 of 2023. Total"},
		{"a\n===\nb", "a === b"},
		{"one[^x] two[^y] three[^x]\n\n[^y]: why\nso *far*\n[^x]: {{exports}} [@k1]\n\nfour", "one^1 two^2 three^1 | four | ^1 ‹exports› src(k1, ) | ^2 why so _far_"},
		{"- one[^1]\n\n[^1]: of a list", ">•one^1 | ^1 of a list"},
		{"a [^b c] [^", "a [^b c] [^"},
		{"[a]: https://b.c", "[a]: https://b.c"},
		{"😀 国 한국 «x»", "😀 国 한국 «x»"},
	}
	for _, test := range tests {
		paras, problems := parseProse(test.text, blockForm)
		if test.want == "" && test.text != "" {
			if !problems.Failed() {
				t.Errorf("%q: no problem, read as %s", test.text, show(paras))
			}
			continue
		}
		if len(problems) > 0 {
			t.Errorf("%q: %v", test.text, problems)
		}
		if got := show(paras); got != test.want {
			t.Errorf("%q is read as\n%s\nwant\n%s", test.text, got, test.want)
		}
	}
}

// Titles, labels and cells may begin with what opens a list or a heading.
func TestLineProse(t *testing.T) {
	for _, text := range []string{"- 3.2", "2023. A year", "# 1", "+ Positive", "> 5", "-", "***", "```"} {
		paras, problems := parseProse(text, lineForm)
		want := strings.TrimSpace(text)
		if len(problems) > 0 || show(paras) != want {
			t.Errorf("%q is read as %q, %v", text, show(paras), problems)
		}
	}
}

// Four blanks make code of a line, so that its words would be lost.
func TestIndentedLine(t *testing.T) {
	for _, form := range []proseForm{lineForm, listForm, blockForm} {
		if paras, problems := parseProse("    indented", form); !problems.Failed() {
			t.Errorf("form %d: no problem, read as %q", form, show(paras))
		}
	}
}

func TestProsePositions(t *testing.T) {
	text := "Up *by {{exports.mom}}* and\n  [fell]{claim=\"imports.mom < 0\" src=k1}, \\* [@k1] [t](https://x.y)."
	paras, problems := parseProse(text, blockForm)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var got []string
	var visit func(nodes []Node)
	visit = func(nodes []Node) {
		for _, n := range nodes {
			at := fmt.Sprintf("%d:%d ", n.Pos().Line, n.Pos().Col)
			switch n := n.(type) {
			case *Words:
				got = append(got, at+n.S)
			case *Emph:
				got = append(got, at+"emph")
				visit(n.Nodes)
			case *Link:
				got = append(got, at+"link")
			case *Computed:
				got = append(got, at+"computed", fmt.Sprintf("%d:%d %s", n.X.At.Line, n.X.At.Col, n.X.Src))
			case *Claimed:
				b := n.X.Root.(*Binary)
				got = append(got, at+"claimed", fmt.Sprintf("%d:%d %s", b.At.Line, b.At.Col, b.Op))
				visit(n.Nodes)
			case *Sourced:
				got = append(got, at+"sourced", fmt.Sprintf("%d:%d %s", n.Key.Pos.Line, n.Key.Pos.Col, n.Key.Value))
				visit(n.Nodes)
			}
		}
	}
	visit(paras[0].Nodes)
	want := []string{"1:1 Up ", "1:4 emph", "1:5 by ", "1:8 computed", "1:10 exports.mom", "1:24  and ", "2:3 sourced", "2:38 k1", "2:3 claimed", "2:29 <", "2:4 fell", "2:41 , * ", "2:46 sourced", "2:48 k1", "2:51  ", "2:52 link", "2:68 ."}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestLongExpressions: the bound counts characters, whatever bytes they take.
func TestLongExpressions(t *testing.T) {
	for n, want := range map[int]string{1998: "", 1999: "an expression is longer than 2,000 characters"} {
		got := ""
		if _, f := parseExpr(exprText{src: "'" + strings.Repeat("朝", n) + "'", pos: func(int) diag.Pos { return diag.Pos{} }}); f != nil {
			got = f.message
		}
		if got != want {
			t.Errorf("a text of %d characters: %q, want %q", n, got, want)
		}
	}
}
