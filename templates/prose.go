package templates

import (
	"strings"
	"unicode/utf8"

	"tradebrief/data/diag"
)

// Prose is one text of the author's: Markdown with {{…}}, [words]{claim=…},
// [words]{src=…}, [@key] and notes, [^a]. The zero Prose is an absent one. A text that is
// present and empty has no paragraph.
type Prose struct {
	Scalar
	Paras []Para
}

// ParaKind says what a paragraph is.
type ParaKind uint8

// The kinds of paragraphs.
const (
	Plain    ParaKind = iota
	Heading           // ### in a text block
	Bullet            // first paragraph of an item
	Numbered          // first paragraph of an item
	Footnote          // a note, after all other paragraphs
)

// Para is one paragraph. Further paragraphs of a list item are Plain with the
// level of the item.
type Para struct {
	Kind   ParaKind
	Level  int // of a list item, from 1; 1 for a heading; 0 outside lists
	Number int // of a numbered item or a note, from 1
	Nodes  []Node
}

// ListLengths are the numbers of items of the lists in the text, of its headings,
// and of the emphasised words that begin sentences of a paragraph: run-in heads.
func (p Prose) ListLengths() []int {
	var out []int
	items, heads := 0, 0
	for _, para := range p.Paras {
		if (para.Kind == Bullet || para.Kind == Numbered) && para.Level == 1 {
			items++
			continue
		}
		if para.Level == 0 && items > 0 {
			out, items = append(out, items), 0
		}
		if para.Kind == Heading {
			heads++
		}
		if n := runIn(para.Nodes); n > 1 {
			out = append(out, n)
		}
	}
	for _, n := range []int{items, heads} {
		if n > 1 {
			out = append(out, n)
		}
	}
	return out
}

// runIn counts the emphasised words of a paragraph that begin a sentence.
func runIn(nodes []Node) int {
	n, begins := 0, true
	for _, node := range nodes {
		if _, ok := node.(*Emph); ok && begins {
			n++
		}
		words, ok := node.(*Words)
		begins = ok && strings.HasSuffix(strings.TrimRight(words.S, " "), ".")
	}
	return n
}

// Node is a piece of prose. The sum is sealed; its members are pointers:
// *Words, *Emph, *Link, *Computed, *Claimed, *Sourced and *NoteSign.
type Node interface {
	Pos() diag.Pos
	node()
}

type (
	// Words is plain text, escapes undone; a line break of the source is a
	// blank. Neighbouring words are one node.
	Words struct {
		At    diag.Pos
		S     string
		place []placed
	}
	// Emph is *emphasis*, or **strong**.
	Emph struct {
		At     diag.Pos
		Strong bool
		Nodes  []Node
	}
	// Link is [text](url), with an http, https or mailto address.
	Link struct {
		At    diag.Pos
		URL   string
		Nodes []Node
	}
	// Computed is {{EXPR}}.
	Computed struct {
		At diag.Pos // of the first brace
		X  *Expr
	}
	// Claimed is [words]{claim=EXPR}.
	Claimed struct {
		At    diag.Pos // of the bracket
		Nodes []Node
		X     *Expr
	}
	// Sourced is [words]{src=KEY}, or [@KEY] with no nodes. With a claim
	// beside the source, the words stand in a Claimed within it.
	Sourced struct {
		At    diag.Pos // of the bracket
		Nodes []Node
		Key   Scalar
	}
	// NoteSign is [^a], which refers to a note of the same text.
	NoteSign struct {
		At     diag.Pos // of the bracket
		Label  Scalar
		Number int // of the note, from 1
	}
)

func (n *Words) Pos() diag.Pos    { return n.At }
func (n *Emph) Pos() diag.Pos     { return n.At }
func (n *Link) Pos() diag.Pos     { return n.At }
func (n *Computed) Pos() diag.Pos { return n.At }
func (n *Claimed) Pos() diag.Pos  { return n.At }
func (n *Sourced) Pos() diag.Pos  { return n.At }
func (n *NoteSign) Pos() diag.Pos { return n.At }

func (*Words) node()    {}
func (*Emph) node()     {}
func (*Link) node()     {}
func (*Computed) node() {}
func (*Claimed) node()  {}
func (*Sourced) node()  {}
func (*NoteSign) node() {}

// PosAt returns the place in the file of the byte at offset in S.
func (n *Words) PosAt(offset int) diag.Pos { return posAt(n.place, n.At, n.S, offset) }

// proseForm says which Markdown a text may have beside emphasis and links.
type proseForm uint8

const (
	lineForm  proseForm = iota // a title, a label, a cell: paragraphs only
	listForm                   // lists too
	blockForm                  // lists, ### headings and notes
)

// maxProse bounds one text, in characters. A page holds about 5,000.
const maxProse = 20_000

// proseParser parses one text.
type proseParser struct {
	text  Scalar
	form  proseForm
	names *names
	fail  func(at diag.Pos, format string, args ...any) hinted
	exprs *[]*Expr
	marks []mark
	signs []*NoteSign // in order
	notes []note
}

// parse returns the paragraphs of the text; problems go to fail.
func (p *proseParser) parse() []Para {
	if utf8.RuneCountInString(p.text.Value) > maxProse {
		p.fail(p.text.Pos, "a text is longer than 20,000 characters").WithHint("split it into several blocks")
		return nil
	}
	if p.form == lineForm && !strings.ContainsAny(p.text.Value, "*_[]{}<&\\`\n\t") && !strings.HasPrefix(p.text.Value, "    ") {
		return p.plainLine()
	}
	return p.markdown(p.findMarks())
}

// plainLine reads a text without any sign of Markdown, as most labels are.
func (p *proseParser) plainLine() []Para {
	s := p.text.Value
	words := strings.Trim(s, " ")
	if words == "" {
		return nil
	}
	from := strings.Index(s, words)
	part := p.text.slice(from, from+len(words))
	return []Para{{Nodes: []Node{&Words{part.Pos, words, part.place}}}}
}

// expr parses and checks an expression that stands at [from, to) of the text.
func (p *proseParser) expr(from, to int, wanted string) *Expr {
	t := exprText{src: p.text.Value[from:to], pos: func(offset int) diag.Pos { return p.text.PosAt(from + offset) }}
	return checkedExpr(t, p.names, p.fail, wanted, p.exprs)
}

// checkedExpr parses an expression, checks its names and the kind of its
// result, and records it; nil after an error. wanted is one of "figure" (what
// {{…}} prints), "claim", "condition", "series", "number".
func checkedExpr(t exprText, n *names, fail func(diag.Pos, string, ...any) hinted, wanted string, exprs *[]*Expr) *Expr {
	x, f := parseExpr(t)
	if f != nil {
		p := fail(f.at, "%s", f.message)
		if f.hint != "" {
			p.WithFix(f.fix, "%s", f.hint)
		}
		return nil
	}
	c := checker{names: n, fail: fail}
	x.Kind = c.kind(x.Root)
	if c.bad {
		return nil
	}
	switch wanted {
	case "figure":
		if x.Kind == TruthKind || x.Kind == ListKind {
			fail(x.At, "{{…}} prints a figure or a word, found %s", x.Kind).WithHint("choose words by it, such as {{exports.mom > 0 ? 'up' : 'down'}}")
			return nil
		}
	case "claim":
		if !TruthKind.takes(x.Kind) && !Number.takes(x.Kind) {
			fail(x.At, "a claim rests on a condition or a metric, found %s", x.Kind)
			return nil
		}
	case "condition":
		if !TruthKind.takes(x.Kind) {
			fail(x.At, "a condition was expected, found %s", x.Kind).WithHint("compare, such as exports.mom > 0")
			return nil
		}
	case "series":
		if !SeriesKind.takes(x.Kind) {
			h := fail(x.At, "a series was expected, found %s", x.Kind)
			if m, ok := x.Root.(*Member); ok {
				h.WithHint("write the series alone: %s", spell(m.X))
			}
			return nil
		}
	case "number":
		if !Number.takes(x.Kind) {
			fail(x.At, "a series or a metric was expected, found %s", x.Kind)
			return nil
		}
	}
	*exprs = append(*exprs, x)
	return x
}
