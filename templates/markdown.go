package templates

import (
	"net/url"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// The Markdown of an outline is a small part of CommonMark. What is left out is
// either read as plain text (reference links, setext headings, tables) or
// recognised so that it can be named in an error (HTML, code, images, quotes).

var inlineParsers = []util.PrioritizedValue{
	util.Prioritized(parser.NewCodeSpanParser(), 100),
	util.Prioritized(bracketParser{}, 200),
	util.Prioritized(parser.NewAutoLinkParser(), 300),
	util.Prioritized(parser.NewRawHTMLParser(), 400),
	util.Prioritized(parser.NewEmphasisParser(), 500),
}

var lineParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(inlineParsers...))
})

var blockParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(noteParser{}, 250),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(inlineParsers...))
})

// proseKey gives the inline parsers access to the text they parse, bracketKey
// to the brackets that are open.
var (
	proseKey   = parser.NewContextKey()
	bracketKey = parser.NewContextKey()
)

var spanKind = ast.NewNodeKind("TradebriefSpan")

// span is [words] with what follows the bracket, or, while it is open, the
// bracket itself.
type span struct {
	ast.BaseInline
	start  int      // of the bracket
	image  bool     // a ! stands before it
	bottom ast.Node // the last emphasis delimiter before it
	mark   *mark    // the braces, or nil for a link
	url    string
	urlAt  int
}

func (*span) Kind() ast.NodeKind              { return spanKind }
func (s *span) Dump(source []byte, level int) { ast.DumpHelper(s, source, level, nil, nil) }

// bracketParser reads [words]{…} and [words](url).
type bracketParser struct{}

func (bracketParser) Trigger() []byte { return []byte{'!', '[', ']'} }

func (bracketParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	open, _ := pc.Get(bracketKey).([]*span)
	switch line[0] {
	case '!':
		if len(line) < 2 || line[1] != '[' {
			return nil
		}
		block.Advance(1)
		s := openBracket(block, segment.Start+1, pc, open)
		s.image = true
		return s
	case '[':
		return openBracket(block, segment.Start, pc, open)
	}
	if len(open) == 0 {
		return nil
	}
	s := open[len(open)-1]
	pc.Set(bracketKey, open[:len(open)-1])
	p := pc.Get(proseKey).(*proseParser)
	end := segment.Start + 1
	if m := p.markAt(end); m != nil && m.kind == attrsMark {
		m.used = true
		s.mark = m
		block.Advance(1 + m.end - m.start)
	} else if len(line) > 1 && line[1] == '(' {
		target, lead, width := linkTarget(line[1:])
		if width == 0 {
			s.becomeText()
			return nil
		}
		s.url, s.urlAt = target, end+1+lead
		block.Advance(1 + width)
	} else {
		s.becomeText()
		return nil
	}
	parser.ProcessDelimiters(s.bottom, pc)
	for c := s.NextSibling(); c != nil; {
		next := c.NextSibling()
		parent.RemoveChild(parent, c)
		s.AppendChild(s, c)
		c = next
	}
	parent.RemoveChild(parent, s)
	return s
}

func openBracket(block text.Reader, at int, pc parser.Context, open []*span) *span {
	s := &span{start: at}
	if d := pc.LastDelimiter(); d != nil {
		s.bottom = d
	}
	block.Advance(1)
	pc.Set(bracketKey, append(open, s))
	return s
}

// becomeText turns a bracket that opens nothing into text.
func (s *span) becomeText() {
	from := s.start
	if s.image {
		from--
	}
	ast.MergeOrReplaceTextSegment(s.Parent(), s, text.NewSegment(from, s.start+1))
}

// CloseBlock turns the brackets left open at the end of a paragraph into text.
func (bracketParser) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	open, _ := pc.Get(bracketKey).([]*span)
	for _, s := range open {
		s.becomeText()
	}
	pc.Set(bracketKey, nil)
}

// linkTarget reads (url), the blanks before the url, and the width of it all;
// 0 if it is none.
func linkTarget(s []byte) (target string, lead, width int) {
	depth := 0
	for i, c := range s {
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				inner := string(s[1:i])
				return strings.TrimSpace(inner), len(inner) - len(strings.TrimLeft(inner, " \t")), i + 1
			}
		case '\n':
			return "", 0, 0
		}
	}
	return "", 0, 0
}

// markAt is the mark that starts at an offset, or nil.
func (p *proseParser) markAt(offset int) *mark {
	i := sort.Search(len(p.marks), func(i int) bool { return p.marks[i].start >= offset })
	if i < len(p.marks) && p.marks[i].start == offset {
		return &p.marks[i]
	}
	return nil
}

// markdown parses the masked text.
func (p *proseParser) markdown(masked []byte) []Para {
	md := blockParser
	if p.form == lineForm {
		md = lineParser
	}
	pc := parser.NewContext()
	pc.Set(proseKey, p)
	doc := md().Parse(text.NewReader(masked), parser.WithContext(pc))
	paras := append(p.blocks(doc, 0), p.numbered()...)
	for _, m := range p.marks {
		if m.kind == attrsMark && !m.used {
			p.fail(p.text.PosAt(m.start), "] and {…} stand without an opening [").WithHint("write [words]{claim=…} or [words]{src=…}")
		}
	}
	return paras
}

// blocks are the paragraphs of the blocks within a node.
func (p *proseParser) blocks(n ast.Node, level int) []Para {
	var paras []Para
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		paras = p.block(paras, c, level)
	}
	return paras
}

// maxListDepth bounds lists within lists.
const maxListDepth = 4

// block appends the paragraphs of a Markdown block.
func (p *proseParser) block(paras []Para, n ast.Node, level int) []Para {
	fail := func(format string, args ...any) hinted {
		return p.fail(p.text.PosAt(blockStart(n)), format, args...)
	}
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return append(paras, Para{Kind: Plain, Level: level, Nodes: p.inlines(n)})
	case *ast.Heading:
		switch {
		case p.form != blockForm:
			fail("a heading cannot stand here").WithHint(`headings stand in text blocks; write \# for the sign`)
		case n.Level != 3 || level > 0:
			signs := strings.Repeat("#", n.Level)
			h := fail("a heading in a text has three signs, found %d", n.Level)
			if level == 0 {
				h.Replace(signs, "###", "write ### Heading")
			} else {
				h.WithHint("write ### Heading")
			}
		}
		return append(paras, Para{Kind: Heading, Level: 1, Nodes: p.inlines(n)})
	case *noteBlock:
		if level > 0 {
			p.fail(p.text.PosAt(n.start-2), "a note stands within a list").WithHint("write it under the text, at the beginning of a line")
			return paras
		}
		p.note(n)
	case *ast.List:
		return p.list(paras, n, level+1)
	case *ast.HTMLBlock:
		fail("HTML is not part of the outline's texts").WithHint(`write *…* and **…** for emphasis, \< for the sign`)
	case *ast.FencedCodeBlock:
		fail("code is not part of the outline's texts").WithHint("take the signs %s away", p.text.Value[blockStart(n):min(len(p.text.Value), blockStart(n)+3)])
	case *ast.CodeBlock:
		fail("a paragraph that is indented by four blanks is code, which is not part of the outline's texts").WithHint("indent it like the lines around it")
	case *ast.Blockquote:
		fail("a quotation with > is not part of the outline's texts").WithHint("put the words in quotation marks")
	case *ast.ThematicBreak:
		fail("a rule is not part of the outline's texts").WithHint("use the block page_break, or a heading")
	default:
		fail("this Markdown is not part of the outline's texts")
	}
	return paras
}

// blockStart is the offset at which a block begins.
func blockStart(n ast.Node) int { return max(0, n.Pos()) }

func (p *proseParser) list(paras []Para, n *ast.List, level int) []Para {
	if level > maxListDepth {
		p.fail(p.text.PosAt(blockStart(n)), "a list is nested deeper than %d levels", maxListDepth)
		return paras
	}
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		first := len(paras)
		for c := item.FirstChild(); c != nil; c = c.NextSibling() {
			paras = p.block(paras, c, level)
		}
		if first == len(paras) || paras[first].Kind != Plain || paras[first].Level != level {
			paras = slices.Insert(paras, first, Para{Level: level})
		}
		paras[first].Kind = Bullet
		if n.IsOrdered() {
			paras[first].Kind, paras[first].Number = Numbered, number
			number++
		}
	}
	return paras
}

// line collects the nodes of a paragraph; neighbouring words become one node.
type line struct {
	p     *proseParser
	nodes []Node
	words strings.Builder
	first Scalar // where the words begin
	place []placed
}

// add appends words with their places.
func (l *line) add(s string, from Scalar) {
	if l.words.Len() == 0 {
		l.first = from
	}
	for _, p := range from.place {
		p.offset += l.words.Len()
		l.place = append(l.place, p)
	}
	l.words.WriteString(s)
}

func (l *line) flush() {
	if l.words.Len() > 0 {
		l.nodes = append(l.nodes, &Words{l.first.Pos, l.words.String(), l.place})
		l.words.Reset()
		l.place = nil
	}
}

func (l *line) node(n Node) {
	l.flush()
	l.nodes = append(l.nodes, n)
}

func (p *proseParser) inlines(parent ast.Node) []Node {
	l := &line{p: p}
	l.children(parent)
	l.flush()
	return l.nodes
}

func (l *line) children(parent ast.Node) {
	p := l.p
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch n := c.(type) {
		case *ast.Text:
			l.text(n.Segment.Start, n.Segment.Stop)
			if (n.SoftLineBreak() || n.HardLineBreak()) && n.NextSibling() != nil {
				l.add(" ", p.still(n.Segment.Stop))
			}
		case *ast.Emphasis:
			l.node(&Emph{p.text.PosAt(max(0, n.Pos())), n.Level == 2, p.inlines(n)})
		case *ast.AutoLink:
			at := max(0, n.Pos())
			label := string(n.Label([]byte(p.text.Value)))
			address := label
			if n.AutoLinkType == ast.AutoLinkEmail {
				address = "mailto:" + label
			}
			if p.address(address, label, at+1) {
				l.node(&Link{p.text.PosAt(at), publicAddress(address), []Node{&Words{At: p.text.PosAt(at + 1), S: label}}})
			}
		case *span:
			l.span(n)
		case *ast.RawHTML:
			p.fail(p.text.PosAt(n.Segments.At(0).Start), "HTML is not part of the outline's texts").WithHint(`write *…* and **…** for emphasis, \< for the sign`)
		case *ast.CodeSpan:
			p.fail(p.text.PosAt(max(0, n.Pos())), "code is not part of the outline's texts").WithHint("take the signs ` away")
		}
	}
}

// span appends a link, or words with their claim or source.
func (l *line) span(s *span) {
	p := l.p
	at := p.text.PosAt(s.start)
	if s.mark == nil {
		if s.image {
			p.fail(p.text.PosAt(s.start-1), "an image is not part of the outline's texts")
			return
		}
		if p.address(s.url, s.url, s.urlAt) {
			l.node(&Link{at, publicAddress(s.url), p.inlines(s)})
		}
		return
	}
	if s.image {
		l.add("!", p.text.slice(s.start-1, s.start))
	}
	nodes := p.inlines(s)
	if len(nodes) == 0 {
		p.fail(at, "no words stand between [ and ]").WithHint("write the words that the claim or the source backs; [@key] cites without words")
		return
	}
	a := s.mark.attrs
	if a.claim != nil {
		nodes = []Node{&Claimed{at, nodes, a.claim}}
	}
	if a.src.Present() {
		nodes = []Node{&Sourced{at, nodes, a.src}}
	}
	l.flush()
	l.nodes = append(l.nodes, nodes...)
}

// roundAttrs is what belongs in braces and stands in round brackets.
var roundAttrs = regexp.MustCompile(`^(?:claim|src)=\S+$`)

// address checks the address of a link. written is how it stands in the text;
// where the text has something else, a mark stands within it.
func (p *proseParser) address(s, written string, at int) bool {
	u, err := url.Parse(s)
	if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" || err == nil && u.Scheme == "mailto" && u.Opaque != "" {
		if strings.HasPrefix(p.text.Value[at:], written) && !strings.ContainsAny(s, " \t\"") {
			return true
		}
	}
	if roundAttrs.MatchString(s) && at > 0 && strings.HasPrefix(p.text.Value[at-1:], "("+s+")") {
		p.fail(p.text.PosAt(at-1), "claim= and src= stand in braces, found round brackets").
			WithFix(p.edit(at-1, "("+s+")", "{"+s+"}"), "write {%s} behind the words", s)
		return false
	}
	h := p.fail(p.text.PosAt(at), "a link takes an address that begins with https://, http:// or mailto:")
	if addressOf(s) != "" {
		h.WithFix(p.edit(at, "", "https://"), "write https://%s", s)
	}
	return false
}

// text appends the part [from, to) of the text: marks as their nodes, the rest
// as words with escapes and entities undone.
func (l *line) text(from, to int) {
	p := l.p
	next := sort.Search(len(p.marks), func(i int) bool { return p.marks[i].end > from })
	for from < to {
		if next == len(p.marks) || p.marks[next].start >= to {
			l.plain(from, to)
			return
		}
		m := p.marks[next]
		next++
		if m.start > from {
			l.plain(from, m.start)
		}
		switch {
		case m.kind == escapedMark:
			l.add("{{", p.still(m.start))
		case m.node != nil:
			l.node(m.node)
		}
		from = max(from, m.end)
	}
}

func (l *line) plain(from, to int) {
	s := l.p.text.Value
	start := from
	keep := func(end int) {
		if start < end {
			l.add(s[start:end], l.p.text.slice(start, end))
		}
	}
	for i := from; i < to; {
		if s[i] == '\\' && i+1 < to && util.IsPunct(s[i+1]) {
			keep(i)
			l.add(s[i+1:i+2], l.p.still(i))
			i += 2
			start = i
			continue
		}
		if s[i] == '&' {
			if n := strings.IndexByte(s[i:min(to, i+40)], ';'); n > 0 {
				raw := []byte(s[i : i+n+1])
				if v := util.ResolveEntityNames(util.ResolveNumericReferences(raw)); string(v) != string(raw) {
					keep(i)
					l.add(string(v), l.p.still(i))
					i += n + 1
					start = i
					continue
				}
			}
		}
		i++
	}
	keep(to)
}

// still is one place, for characters that do not stand in the text as they are.
func (p *proseParser) still(at int) Scalar {
	s := Scalar{}
	s.Pos = p.text.PosAt(at)
	s.place = []placed{{0, s.Pos, true}}
	return s
}

// slice is the part [from, to) of a scalar, with its places.
func (s Scalar) slice(from, to int) Scalar {
	out := Scalar{}
	out.Value, out.Pos = s.Value[from:to], s.PosAt(from)
	i := sort.Search(len(s.place), func(i int) bool { return s.place[i].offset > from })
	out.place = []placed{{0, out.Pos, i > 0 && s.place[i-1].still}}
	for ; i < len(s.place) && s.place[i].offset < to; i++ {
		p := s.place[i]
		p.offset -= from
		out.place = append(out.place, p)
	}
	return out
}
