package templates

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// An edition against its original, text by text: what is not translated, and what
// rests on other figures (C42).

// finish compares the texts of both files, once the names of the outline are
// known, and says what is not translated.
func (t *overlay) finish() *Translation {
	digests := make([]string, len(t.out.Passages))
	for _, l := range t.leaves {
		digests[l.passage] += l.key + "\x00" + l.was.Value + "\x00"
	}
	for i := range t.out.Passages {
		if digests[i] != "" {
			sum := sha256.Sum256([]byte(digests[i]))
			t.out.Passages[i].Digest = hex.EncodeToString(sum[:6])
		}
	}
	t.untranslated()
	for _, l := range t.leaves {
		if !l.untouched {
			t.compare(l)
		}
	}
	return t.out
}

func (t *overlay) problem(severity diag.Severity, passage int, at diag.Pos, format string, args ...any) *diag.Problem {
	p := diag.Errorf(diag.Claim, at, format, args...)
	p.Code, p.Severity = "C42", severity
	if id := t.out.Passages[passage].ID; id != "" {
		p.Places = []string{id}
	}
	t.out.Problems = append(t.out.Problems, p)
	return &t.out.Problems[len(t.out.Problems)-1]
}

// untranslated reports what the translation lacks, once for each passage.
func (t *overlay) untranslated() {
	for i, p := range t.out.Passages {
		var keys []string
		at := diag.Pos{}
		for _, m := range t.missing {
			if m.passage == i {
				if !slices.Contains(keys, m.key) {
					keys = append(keys, m.key)
				}
				if at.Line == 0 {
					at = m.at
				}
			}
		}
		if len(keys) == 0 {
			continue
		}
		place := fmt.Sprintf("%s:%d", at.File, at.Line)
		switch {
		case p.At.Line > 0:
			t.problem(diag.Error, i, p.At, "%s of %s is not translated: %s has it", strings.Join(keys, ", "), p.What, place)
		case p.ID == "" && (strings.HasPrefix(p.What, "a block") || strings.HasPrefix(p.What, "section ")):
			*t.problem(diag.Error, i, t.at, "%s has no id, by which it could be translated: %s", p.What, place) =
				t.out.Problems[len(t.out.Problems)-1].WithHint("write id: … in %s", t.out.Of.Value)
		default:
			t.problem(diag.Error, i, t.at, "%s is not translated: %s has it (%s)", p.What, place, strings.Join(keys, ", "))
		}
	}
}

// stated is what a text rests on.
type stated struct {
	figures []*Expr  // that it prints
	words   []string // what its words are judged by or written from
	sources []string
}

// compare holds the figures, claims and sources of a text against those of its
// translation, in whatever order.
func (t *overlay) compare(l leaf) {
	was, now := t.stated(l.was), t.stated(l.now)
	name := func(x *Expr) string {
		s := strings.Join(strings.Fields(x.Src), "")
		for _, f := range []string{"abs(", "pct("} {
			if rest, ok := strings.CutPrefix(s, f); ok && strings.HasSuffix(rest, ")") {
				s = strings.TrimSuffix(rest, ")")
			}
		}
		return s
	}
	left := slices.Clone(now.figures)
	for _, x := range was.figures {
		i := slices.IndexFunc(left, func(y *Expr) bool { return name(x) == name(y) })
		if i >= 0 {
			left = slices.Delete(left, i, i+1)
			continue
		}
		*t.problem(diag.Error, l.passage, l.now.Pos, "the original prints {{%s}} here, and this does not", x.Src) = t.out.Problems[len(t.out.Problems)-1].WithHint("%s:%d has it", x.At.File, x.At.Line)
	}
	for _, x := range left {
		t.problem(diag.Error, l.passage, x.At, "{{%s}} is printed here, and not by the original, %s:%d", x.Src, l.was.Pos.File, l.was.Pos.Line)
	}
	for _, w := range was.words {
		// Where the figure itself is printed, the words may leave its direction to it.
		if !slices.Contains(now.words, w) && !slices.ContainsFunc(now.figures, func(x *Expr) bool { return name(x) == w }) {
			t.problem(diag.Warning, l.passage, l.now.Pos, "the words of the original rest on %s, and none do here: %s:%d", w, l.was.Pos.File, l.was.Pos.Line)
		}
	}
	for _, k := range was.sources {
		if !slices.Contains(now.sources, k) {
			t.problem(diag.Warning, l.passage, l.now.Pos, "the original cites %s here, and this does not: %s:%d", k, l.was.Pos.File, l.was.Pos.Line)
		}
	}
}

// stated reads a text for what it rests on; what is wrong with it is told where it
// is decoded, if it is.
func (t *overlay) stated(s Scalar) stated {
	var out stated
	var exprs []*Expr
	quiet := func(at diag.Pos, format string, args ...any) hinted {
		var none diag.List
		return report(&none, at, format, args...)
	}
	cited := t.d.names.cited
	t.d.names.cited = map[string]bool{}
	p := proseParser{text: s, form: blockForm, names: &t.d.names, fail: quiet, exprs: &exprs}
	var walk func(nodes []Node)
	walk = func(nodes []Node) {
		for _, n := range nodes {
			switch n := n.(type) {
			case *Emph:
				walk(n.Nodes)
			case *Link:
				walk(n.Nodes)
			case *Computed:
				if n.X == nil {
					continue
				}
				if of := writtenFrom(n.X.Root); of != "" {
					out.words = append(out.words, of)
				} else if n.X.Kind != TextKind && n.X.Kind != PeriodKind {
					out.figures = append(out.figures, n.X)
				}
			case *Claimed:
				walk(n.Nodes)
				if n.X != nil {
					out.words = append(out.words, judgedBy(n.X.Root)...)
				}
			case *Sourced:
				walk(n.Nodes)
				if !slices.Contains(out.sources, n.Key.Value) {
					out.sources = append(out.sources, n.Key.Value)
				}
			}
		}
	}
	for _, para := range p.parse() {
		walk(para.Nodes)
	}
	t.d.names.cited = cited
	return out
}

// writtenFrom is what a function writes words from: exports.mom of
// verb(exports.mom); empty for all others.
func writtenFrom(n ExprNode) string {
	c, ok := n.(*Call)
	if ok && c.X == nil && len(c.Args) > 0 && slices.Contains([]string{"verb", "moved", "streak", "since", "times"}, c.S) {
		return spell(c.Args[0])
	}
	return ""
}

// judgedBy are the figures that a claim asks about: exports.mom of exports.mom >
// 0.
func judgedBy(n ExprNode) []string {
	switch n := n.(type) {
	case *Member, *Name:
		return []string{spell(n)}
	case *Call:
		if n.X != nil {
			return []string{spell(n)}
		}
	}
	var out []string
	for _, inner := range Children(n) {
		out = append(out, judgedBy(inner)...)
	}
	return out
}
