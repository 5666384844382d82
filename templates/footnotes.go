package templates

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Notes of a text: words[^a] refers to one, and a line that begins [^a]: is its
// text. They are numbered as they are referred to, and follow the text.

// maxNotes is how many notes a text may have: they are printed as letters.
const maxNotes = 26

var (
	noteSign  = regexp.MustCompile(`^\[\^([^\[\]\s{}]{1,40})\]`)
	noteBegin = regexp.MustCompile(`^\[\^([^\[\]\s{}]{1,40})\]:`)
)

// note is the text of a note and the name that signs refer to it by.
type note struct {
	label Scalar
	text  Para
}

// sign reads [^a] at i and returns where the text goes on. The beginning of a
// note is left to noteParser.
func (p *proseParser) sign(i int, add func(mark)) int {
	s := p.text.Value
	m := noteSign.FindString(s[i:])
	if m == "" {
		return i + 1
	}
	end := i + len(m)
	line := s[strings.LastIndexByte(s[:i], '\n')+1 : i]
	if p.form == blockForm && strings.HasPrefix(s[end:], ":") && strings.Trim(line, " ") == "" && len(line) < 4 {
		return end
	}
	sign := mark{start: i, end: end, kind: nodeMark}
	if p.form == blockForm {
		n := &NoteSign{At: p.text.PosAt(i), Label: p.text.slice(i+2, end-1)}
		p.signs = append(p.signs, n)
		sign.node = n
	} else {
		p.fail(p.text.PosAt(i), "a note stands in a block of text, not here").WithHint("put its words in round brackets, or under note: of the figure or table")
	}
	add(sign)
	return end
}

var noteKind = ast.NewNodeKind("TradebriefNote")

// noteBlock is the text of a note.
type noteBlock struct {
	ast.BaseBlock
	start, end int // of its label
}

func (*noteBlock) Kind() ast.NodeKind              { return noteKind }
func (n *noteBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// noteParser reads [^a]: and the paragraph behind it.
type noteParser struct{}

func (noteParser) Trigger() []byte { return []byte{'['} }

func (noteParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := max(0, pc.BlockOffset())
	m := noteBegin.Find(line[pos:])
	if m == nil {
		return nil, parser.NoChildren
	}
	at := segment.Start + pos - segment.Padding
	reader.Advance(pos + len(m))
	return &noteBlock{start: at + 2, end: at + len(m) - 2}, parser.HasChildren
}

func (noteParser) Continue(ast.Node, text.Reader, parser.Context) parser.State { return parser.Close }
func (noteParser) Close(ast.Node, text.Reader, parser.Context)                 {}
func (noteParser) CanInterruptParagraph() bool                                 { return true }
func (noteParser) CanAcceptIndentedLine() bool                                 { return false }

// note collects the text of a note.
func (p *proseParser) note(n *noteBlock) {
	label := p.text.slice(n.start, n.end)
	at := p.text.PosAt(n.start - 2)
	if slices.ContainsFunc(p.notes, func(other note) bool { return other.label.Value == label.Value }) {
		p.fail(at, "there are two notes [^%s]", label.Value).WithHint("give each a name of its own")
		return
	}
	text := Para{Kind: Footnote}
	switch paras := p.blocks(n, 1); {
	case len(paras) == 0:
		p.fail(at, "the note [^%s] has no text", label.Value).WithHint("write it behind the colon")
	case len(paras) > 1 || paras[0].Kind != Plain:
		p.fail(at, "the note [^%s] is more than one paragraph", label.Value).WithHint("write it as one, without a list or a heading")
	default:
		text.Nodes = paras[0].Nodes
	}
	p.notes = append(p.notes, note{label, text})
}

// numbered are the notes in the order in which the text refers to them.
func (p *proseParser) numbered() []Para {
	var out []Para
	numbers := map[string]int{}
	for _, s := range p.signs {
		name := s.Label.Value
		i := slices.IndexFunc(p.notes, func(n note) bool { return n.label.Value == name })
		if i < 0 {
			names := make([]string, len(p.notes))
			for k, n := range p.notes {
				names[k] = n.label.Value
			}
			if h := p.fail(s.Label.Pos, "the text has no note [^%s]", name); !h.Nearest(name, names) {
				h.WithHint("write it on a line of its own under the text: [^%s]: …", name)
			}
			continue
		}
		if numbers[name] == 0 {
			numbers[name] = len(out) + 1
			note := p.notes[i].text
			note.Number = numbers[name]
			out = append(out, note)
		}
		s.Number = numbers[name]
	}
	for _, n := range p.notes {
		if numbers[n.label.Value] == 0 {
			p.fail(n.label.Pos, "no words of the text refer to the note [^%s]", n.label.Value).WithHint("write [^%s] behind the words that it is about", n.label.Value)
		}
	}
	if len(out) > maxNotes {
		p.fail(p.notes[maxNotes].label.Pos, "a text has more than %d notes", maxNotes).WithHint("split it into several blocks")
	}
	return out
}
