package templates

import (
	"errors"
	"io"
	"strings"

	"gopkg.in/yaml.v3"

	"tradebrief/data/diag"
)

// The bounds of an outline. A brief of eight pages has 30 kB, some 1,500 nodes
// and ten levels; what goes far beyond is a mistake or an attack.
const (
	maxBytes = 4 << 20
	maxNodes = 200_000 // after aliases are followed; of all its files together
	maxDepth = 64
)

type treeKind uint8

const (
	textTree treeKind = iota
	listTree
	mapTree
	brokenTree // already reported
)

func (k treeKind) String() string {
	switch k {
	case listTree:
		return "a list"
	case mapTree:
		return "a mapping"
	}
	return "text"
}

// tree is a YAML document without YAML: aliases followed, merge keys merged,
// duplicate keys gone, every value text, a list or a mapping.
type tree struct {
	kind  treeKind
	at    diag.Pos
	head  string        // how a list or mapping in brackets begins in the source: [ or { or {{
	flow  func() string // that list or mapping as it stands in the source, if on one line; nil for another
	empty bool          // nothing stands behind the key
	text  Scalar
	items []*tree
	pairs []pair
}

type pair struct {
	key Scalar
	val *tree
}

// find returns the value of a key, or nil.
func (t *tree) find(key string) *tree {
	if t == nil {
		return nil
	}
	for _, p := range t.pairs {
		if p.key.Value == key {
			return p.val
		}
	}
	return nil
}

// key returns a key as it stands in the mapping, absent if it does not.
func (t *tree) key(name string) Scalar {
	for _, p := range t.pairs {
		if p.key.Value == name {
			return p.key
		}
	}
	return Scalar{}
}

// grower turns YAML nodes into a tree.
type grower struct {
	src      *source
	problems *diag.List
	anchors  map[*yaml.Node]*grown
	nodes    int
	full     bool // a bound was reported; the rest is left out
}

// grown is the tree of an anchor, kept for its aliases. Its tree is nil while
// it grows: an alias that finds it so stands within its own anchor.
type grown struct {
	tree  *tree
	nodes int
	depth int
}

// outlineTree reads a file into the tree of an outline; nil after an error.
func (d *decoder) outlineTree(file string, data []byte) *tree {
	const hint = "begin with the line version: 1"
	t := d.readTree(file, data, "an outline", hint)
	if t == nil || t.kind == mapTree {
		return t
	}
	if t.kind != brokenTree {
		h := d.fail(t.at, "the outline is %s, a mapping of keys was expected", t.kind)
		if t.kind == listTree {
			h.WithHint(hint + ", or name the outline that includes this list")
		} else {
			h.WithHint(hint)
		}
	}
	return nil
}

// readTree reads one file into a tree; nil after an error. What the file
// should hold and how that begins are for the messages.
func (d *decoder) readTree(file string, data []byte, wanted, begin string) *tree {
	src, ok := readSource(file, data, &d.problems)
	if !ok {
		return nil
	}
	dec := yaml.NewDecoder(strings.NewReader(src.text))
	var doc, second yaml.Node
	if err := decodeYAML(dec, &doc); err != nil {
		if !errors.Is(err, io.EOF) {
			d.problems = append(d.problems, src.syntaxProblem(err))
			return nil
		}
	}
	if doc.Kind == 0 || len(doc.Content) == 0 || doc.Content[0].Kind == yaml.ScalarNode && doc.Content[0].Value == "" && doc.Content[0].Style == 0 {
		d.fail(src.pos(0), "the file is empty, %s was expected", wanted).WithHint("%s", begin)
		return nil
	}
	switch err := decodeYAML(dec, &second); {
	case err == nil:
		d.fail(src.pos(src.offset(second.Line, 1)), "a second document begins here, %s is one document", wanted).
			WithHint("remove the line --- or put what follows in a file of its own")
		return nil
	case !errors.Is(err, io.EOF):
		d.problems = append(d.problems, src.syntaxProblem(err))
		return nil
	}
	d.files.take(&File{Name: file, Text: data, src: src, top: doc.Content[0]})
	g := &grower{src: src, problems: &d.problems, anchors: map[*yaml.Node]*grown{}, nodes: d.files.values}
	t := g.grow(doc.Content[0], 1)
	d.files.values = g.nodes
	if g.full {
		d.files.full = true
		return nil
	}
	return t
}

// problem records an error; the result takes a hint.
func (g *grower) problem(at diag.Pos, format string, args ...any) hinted {
	return report(g.problems, at, format, args...)
}

// hinted is a recorded problem that may still get its hint.
type hinted struct{ p *diag.Problem }

// WithHint adds the one mend.
func (h hinted) WithHint(format string, args ...any) {
	*h.p = h.p.WithHint(format, args...)
}

// WithFix adds the one mend with its edits.
func (h hinted) WithFix(edits []diag.Edit, format string, args ...any) {
	*h.p = h.p.WithFix(edits, format, args...)
}

// Meant adds the word that was meant by the one at the problem's place.
func (h hinted) Meant(word, meant string) {
	*h.p = h.p.Meant(h.p.Pos, word, meant)
}

// Nearest adds the candidate nearest to the word at the problem's place, if one
// is near.
func (h hinted) Nearest(word string, candidates []string) bool {
	p, ok := h.p.Meaning(h.p.Pos, word, candidates)
	*h.p = p
	return ok
}

// Replace adds the mend that puts one text for another at the problem's place.
func (h hinted) Replace(old, put, format string, args ...any) {
	h.WithFix([]diag.Edit{{Pos: h.p.Pos, Old: old, New: put}}, format, args...)
}

func report(problems *diag.List, at diag.Pos, format string, args ...any) hinted {
	*problems = append(*problems, diag.Errorf(diag.Outline, at, format, args...))
	return hinted{&(*problems)[len(*problems)-1]}
}

func (g *grower) grow(n *yaml.Node, depth int) *tree {
	at := g.src.offset(n.Line, n.Column)
	broken := &tree{kind: brokenTree, at: g.src.pos(at)}
	if g.full {
		return broken
	}
	if g.nodes++; g.nodes > maxNodes {
		g.full = true
		g.problem(broken.at, "the outline has more than 200,000 values, aliases counted as often as they are used")
		return broken
	}
	if depth > maxDepth {
		g.full = true
		g.problem(broken.at, "the outline is nested deeper than %d levels", maxDepth)
		return broken
	}
	if n.Kind == yaml.AliasNode {
		return g.alias(n, depth, broken)
	}
	if n.Style&yaml.TaggedStyle != 0 && !strings.HasPrefix(n.Tag, "!!") {
		g.problem(broken.at, "the tag %q is not part of an outline", n.Tag).WithHint("put text that begins with ! in quotes")
		return broken
	}
	var own *grown
	if n.Anchor != "" {
		own = &grown{}
		g.anchors[n] = own
	}
	before := g.nodes
	t := &tree{at: broken.at}
	switch n.Kind {
	case yaml.ScalarNode:
		t.text = g.src.scalar(n)
		t.at = t.text.Pos
		t.empty = n.Value == "" && n.Style&^yaml.TaggedStyle == 0
	case yaml.SequenceNode:
		t.kind = listTree
		g.head(n, at, t)
		t.items = make([]*tree, 0, len(n.Content))
		for _, c := range n.Content {
			t.items = append(t.items, g.grow(c, depth+1))
		}
	case yaml.MappingNode:
		t.kind = mapTree
		g.head(n, at, t)
		g.mapping(n, t, depth)
	default:
		t.kind = brokenTree
	}
	if own != nil {
		own.tree, own.nodes, own.depth = t, g.nodes-before, t.depth()
	}
	return t
}

// depth is the number of levels of the tree.
func (t *tree) depth() int {
	d := 0
	for _, c := range t.items {
		d = max(d, c.depth())
	}
	for _, p := range t.pairs {
		d = max(d, p.val.depth())
	}
	return d + 1
}

// head notes how a list or mapping in flow style stands in the source, for the
// hint that text has to be quoted.
func (g *grower) head(n *yaml.Node, at int, t *tree) {
	if n.Style&yaml.FlowStyle == 0 {
		return
	}
	at = g.src.skipProperties(at)
	rest := g.src.text[at:]
	t.head = rest[:min(len(rest), 1)]
	if strings.HasPrefix(rest, "{{") {
		t.head = "{{"
	}
	t.flow = func() string {
		line, _, _ := strings.Cut(rest, "\n")
		end, open := flowEnd(line)
		if open {
			return ""
		}
		return line[:end]
	}
}

// quoted puts a list or mapping in brackets, which was meant as text, in quotes;
// nothing where it goes over several lines.
func (t *tree) quoted() []diag.Edit {
	if t.flow == nil {
		return nil
	}
	text := t.flow()
	if text == "" {
		return nil
	}
	return []diag.Edit{{Pos: t.at, Old: text, New: inQuotes(text)}}
}

// inQuotes is a text as YAML takes it whatever it holds: in double quotes, or in
// single ones where it has double quotes or backslashes of its own.
func inQuotes(text string) string {
	if strings.ContainsAny(text, "\"\\") {
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	return `"` + text + `"`
}

func (g *grower) alias(n *yaml.Node, depth int, broken *tree) *tree {
	own := g.anchors[n.Alias]
	if own == nil || own.tree == nil {
		g.problem(broken.at, "the alias *%s stands within its own anchor", n.Value)
		return broken
	}
	g.nodes += own.nodes
	if g.nodes > maxNodes {
		g.full = true
		g.problem(broken.at, "the outline has more than 200,000 values, aliases counted as often as they are used")
		return broken
	}
	if depth+own.depth > maxDepth {
		g.full = true
		g.problem(broken.at, "the outline is nested deeper than %d levels", maxDepth)
		return broken
	}
	return own.tree
}

func (g *grower) mapping(n *yaml.Node, t *tree, depth int) {
	seen := make(map[string]int, len(n.Content)/2)
	var merged []pair
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind == yaml.AliasNode {
			k = k.Alias
		}
		if k.Kind != yaml.ScalarNode {
			at, found := g.src.offset(k.Line, k.Column), mapTree
			if k.Kind == yaml.SequenceNode {
				found = listTree
			}
			p := g.problem(g.src.pos(at), "a key must be text, found %s", found)
			switch {
			case at > 0 && strings.HasPrefix(g.src.text[at-1:], "{{"):
				// The outer brace is the mapping that was meant as text.
				*p.p = diag.Errorf(diag.Outline, t.at, "text that begins with {{ needs quotes").WithFix(t.quoted(), "put the text in quotes or after |")
			case strings.HasPrefix(g.src.text[at:], "{{"):
				p.WithHint("put text that begins with {{ in quotes or after |")
			}
			t.kind = brokenTree
			return
		}
		key := g.src.scalar(k)
		if k.Tag == "!!merge" {
			merged = append(merged, g.merge(g.grow(v, depth+1))...)
			continue
		}
		if key.Value == "" {
			g.problem(key.Pos, "a key is empty")
		}
		if line, twice := seen[key.Value]; twice {
			p := g.problem(key.Pos, "duplicate key %q", key.Value)
			if fix := g.repeated(n, k, v); fix != nil {
				p.WithFix(fix, "remove this line, line %d says the same", line)
			} else {
				p.WithHint("keep one of them, line %d has it already", line)
			}
			g.grow(v, depth+1)
			continue
		}
		seen[key.Value] = key.Pos.Line
		t.pairs = append(t.pairs, pair{key, g.grow(v, depth+1)})
		if g.full {
			return
		}
	}
	for _, p := range merged {
		if _, own := seen[p.key.Value]; !own {
			seen[p.key.Value] = p.key.Pos.Line
			t.pairs = append(t.pairs, p)
		}
	}
}

// repeated takes away the line of a key that stands in the mapping before with
// the same text; nil where it says something else.
func (g *grower) repeated(n, k, v *yaml.Node) []diag.Edit {
	if n.Style&yaml.FlowStyle != 0 || v.Kind != yaml.ScalarNode || v.Line != k.Line || v.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return nil
	}
	for i := 0; i+1 < len(n.Content) && n.Content[i] != k; i += 2 {
		if n.Content[i].Value == k.Value {
			if n.Content[i+1].Kind != yaml.ScalarNode || n.Content[i+1].Value != v.Value {
				return nil
			}
			break
		}
	}
	pos := g.src.pos(g.src.offset(k.Line, k.Column))
	text := g.src.line(pos.Line)
	if pos.Line == len(g.src.lines) || !strings.HasPrefix(strings.TrimLeft(text, " "), k.Value) || !strings.Contains(text, v.Value) {
		return nil
	}
	from, to := g.src.lines[pos.Line-1], g.src.lines[pos.Line]
	return []diag.Edit{{Pos: diag.Pos{File: pos.File, Line: pos.Line, Col: 1}, Old: g.src.text[from:to]}}
}

// merge lists the pairs that a merge key brings in.
func (g *grower) merge(v *tree) []pair {
	switch v.kind {
	case mapTree:
		g.nodes += len(v.pairs)
		return v.pairs
	case listTree:
		var all []pair
		for _, c := range v.items {
			if c.kind != mapTree {
				g.problem(c.at, "the merge key << takes mappings, found %s", c.kind)
				return nil
			}
			g.nodes += len(c.pairs)
			if g.nodes > maxNodes {
				return nil // the next value reports it
			}
			all = append(all, c.pairs...)
		}
		return all
	case textTree:
		g.problem(v.at, "the merge key << takes a mapping, found text")
	}
	return nil
}
