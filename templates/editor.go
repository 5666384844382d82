package templates

import (
	"encoding/json"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"tradebrief/data/diag"
)

// Editor turns wishes about keys of an outline's file into exact edits of its
// text, in whatever style of YAML it is written: comments, quotes, anchors, line
// ends and everything else stay as they are. A key is named by its path from
// the top, such as "brief", "period". A value that stands behind an alias or in
// a merged mapping is edited there, so that all that shares it follows.
type Editor struct {
	src   *source
	top   *yaml.Node
	Edits []diag.Edit // so far
}

// NewEditor reads the text of the outline's file, as Parse found it right; nil
// if it is none.
func NewEditor(file string, text []byte) *Editor {
	var problems diag.List
	src, ok := readSource(file, text, &problems)
	if !ok {
		return nil
	}
	var doc yaml.Node
	if err := decodeYAML(yaml.NewDecoder(strings.NewReader(src.text)), &doc); err != nil || len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return nil
	}
	return &Editor{src: src, top: doc.Content[0]}
}

// pairNode is a key with its value in the mapping that they stand in.
type pairNode struct{ mapping, key, value *yaml.Node }

// find follows the path; ok is false where a key of it is missing.
func (e *Editor) find(path []string) (p pairNode, ok bool) {
	p.value = e.top
	for _, name := range path {
		if p, ok = lookup(resolved(p.value), name, map[*yaml.Node]bool{}); !ok {
			return p, false
		}
	}
	return p, ok
}

func resolved(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// lookup finds a key in a mapping, or in those merged into it.
func lookup(m *yaml.Node, name string, seen map[*yaml.Node]bool) (pairNode, bool) {
	if m.Kind != yaml.MappingNode || seen[m] {
		return pairNode{}, false
	}
	seen[m] = true
	for i := 0; i+1 < len(m.Content); i += 2 {
		if k := m.Content[i]; resolved(k).Value == name && k.Tag != "!!merge" {
			return pairNode{m, k, m.Content[i+1]}, true
		}
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Tag != "!!merge" {
			continue
		}
		merged := []*yaml.Node{m.Content[i+1]}
		if v := resolved(m.Content[i+1]); v.Kind == yaml.SequenceNode {
			merged = v.Content
		}
		for _, v := range merged {
			if p, ok := lookup(resolved(v), name, seen); ok {
				return p, true
			}
		}
	}
	return pairNode{}, false
}

// At is the place of a key; ok is false where the file does not have it.
func (e *Editor) At(path ...string) (at diag.Pos, ok bool) {
	p, ok := e.find(path)
	if !ok {
		return diag.Pos{}, false
	}
	return e.src.pos(e.src.offset(p.key.Line, p.key.Column)), true
}

// Raw is the value of a key as it stands in the file, with its quotes.
func (e *Editor) Raw(path ...string) string {
	p, ok := e.find(path)
	if !ok {
		return ""
	}
	from, to := e.token(p.value)
	return e.src.text[from:to]
}

// Set gives a key that the file has another text as its value, in the quotes
// that it has.
func (e *Editor) Set(value string, path ...string) {
	if p, ok := e.find(path); ok {
		from, to := e.token(p.value)
		old := e.src.text[from:to]
		e.edit(from, to, quotedLike(old, value))
	}
}

// Replace gives a key that the file has another value, written as it is to stand
// there, quotes included.
func (e *Editor) Replace(raw string, path ...string) {
	if p, ok := e.find(path); ok {
		from, to := e.token(p.value)
		e.edit(from, to, raw)
	}
}

// token is where a value begins, behind anchor and tag, and ends.
func (e *Editor) token(value *yaml.Node) (from, to int) {
	v := resolved(value)
	from = e.src.skipProperties(e.src.offset(v.Line, v.Column))
	return from, max(from, e.end(v))
}

// Add puts a key with a text as its value behind a key that the file has, in
// the mapping of that one.
func (e *Editor) Add(name, value string, behind ...string) {
	p, ok := e.find(behind)
	if !ok {
		return
	}
	text := name + ": " + quotedLike("", value)
	at := e.end(p.value)
	if p.mapping.Style&yaml.FlowStyle != 0 {
		e.edit(at, at, ", "+text)
		return
	}
	key := e.src.offset(p.key.Line, p.key.Column)
	at = e.lineEnd(at)
	e.edit(at, at, "\n"+strings.Repeat(" ", e.src.pos(key).Col-1)+text)
}

// Remove takes a key away, with its value and what stands on their lines.
func (e *Editor) Remove(path ...string) {
	p, ok := e.find(path)
	if !ok {
		return
	}
	text := e.src.text
	from, to := e.src.offset(p.key.Line, p.key.Column), e.end(p.value)
	line := from
	for line > 0 && (text[line-1] == ' ' || text[line-1] == '\t') {
		line--
	}
	ownLine := line == 0 || text[line-1] == '\n'
	if p.mapping.Style&yaml.FlowStyle == 0 {
		if ownLine {
			from = line
		}
		e.edit(from, e.behindLine(to), "")
		return
	}
	rest := to
	for rest < len(text) && strings.IndexByte(" \t\r\n", text[rest]) >= 0 {
		rest++
	}
	if rest < len(text) && text[rest] == ',' {
		to = rest + 1
		for blankAt(text, to) {
			to++
		}
		if ownLine && breakAt(text, to) > 0 {
			from, to = line, to+breakAt(text, to)
		}
	} else {
		// The last pair goes with the comma before it.
		before := line
		for before > 0 && strings.IndexByte(" \t\r\n", text[before-1]) >= 0 {
			before--
		}
		if before > 0 && text[before-1] == ',' {
			from = before - 1
		}
	}
	e.edit(from, to, "")
}

func (e *Editor) edit(from, to int, text string) {
	e.Edits = append(e.Edits, diag.Edit{Pos: e.src.pos(from), Old: e.src.text[from:to], New: text})
}

// lineEnd is the end of the line of a byte, before its break.
func (e *Editor) lineEnd(at int) int {
	n := strings.IndexByte(e.src.text[at:], '\n')
	if n < 0 {
		return len(e.src.text)
	}
	if n > 0 && e.src.text[at+n-1] == '\r' {
		n--
	}
	return at + n
}

// behindLine is where the line after that of a byte begins.
func (e *Editor) behindLine(at int) int {
	if n := strings.IndexByte(e.src.text[at:], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(e.src.text)
}

// end is the byte behind a value as it is written.
func (e *Editor) end(n *yaml.Node) int {
	text := e.src.text
	from := e.src.offset(n.Line, n.Column)
	at := e.src.skipProperties(from)
	switch n.Kind {
	case yaml.AliasNode:
		return from + len("*") + len(n.Value)
	case yaml.MappingNode, yaml.SequenceNode:
		if n.Style&yaml.FlowStyle == 0 {
			last := from
			for _, c := range n.Content {
				last = max(last, e.end(c))
			}
			return last
		}
		at++
		for _, c := range n.Content {
			at = max(at, e.end(c))
		}
		return e.closed(at)
	}
	switch n.Style &^ (yaml.TaggedStyle | yaml.FlowStyle) {
	case yaml.DoubleQuotedStyle:
		return max(at, quoteEnd(text, at+1, '"'))
	case yaml.SingleQuotedStyle:
		return max(at, quoteEnd(text, at+1, '\''))
	case yaml.LiteralStyle, yaml.FoldedStyle:
		end := e.lineEnd(at)
		if spots, ok := blockSpots(text, at, n.Value); ok {
			for _, s := range spots {
				if !s.still {
					end = max(end, e.lineEnd(s.at))
				}
			}
		}
		return end
	}
	if n.Value == "" {
		return min(at, from) // nothing stands behind the key
	}
	if spots, ok := flowSpots(text, at, 0, n.Value); ok && len(spots) > 0 {
		last := spots[len(spots)-1]
		return last.at + len(n.Value) - last.offset
	}
	return at
}

// closed is the byte behind the bracket that ends a flow collection whose last
// value ends at a byte.
func (e *Editor) closed(at int) int {
	text := e.src.text
	for at < len(text) {
		switch c := text[at]; {
		case c == ']' || c == '}':
			return at + 1
		case c == '#':
			at = e.lineEnd(at)
		default:
			at++
		}
	}
	return at
}

// bareForm is text that needs no quotes.
var bareForm = regexp.MustCompile(`^[A-Za-z0-9_./][A-Za-z0-9_./-]*$`)

// quotedLike writes a text in the quotes of another one.
func quotedLike(old, value string) string {
	switch {
	case strings.HasPrefix(old, "'"):
		return "'" + strings.ReplaceAll(value, "'", "''") + "'"
	case !strings.HasPrefix(old, `"`) && bareForm.MatchString(value):
		return value
	}
	// A text of JSON is one of YAML in double quotes.
	var b strings.Builder
	j := json.NewEncoder(&b)
	j.SetEscapeHTML(false)
	if err := j.Encode(value); err != nil {
		return value // no string fails
	}
	return strings.TrimSuffix(b.String(), "\n")
}
