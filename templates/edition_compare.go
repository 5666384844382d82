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
func (t *overlay) finish(source []byte) *Translation {
	digests := make([]string, len(t.out.Passages))
	for _, l := range t.leaves {
		// Where its lines break makes no text another one.
		digests[l.passage] += l.key + "\x00" + strings.Join(strings.Fields(l.was.Value), " ") + "\x00"
	}
	for i := range t.out.Passages {
		if digests[i] != "" {
			sum := sha256.Sum256([]byte(digests[i]))
			t.out.Passages[i].Digest = hex.EncodeToString(sum[:6])
		}
	}
	t.untranslated()
	t.changed(source)
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

// untranslated reports what the translation lacks, once for each passage, and once
// for all that have no id.
func (t *overlay) untranslated() {
	var nameless []string // where they stand
	what := ""
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
			nameless, what = append(nameless, place), p.What
		default:
			t.problem(diag.Error, i, t.at, "%s is not translated: %s has it (%s)", p.What, place, strings.Join(keys, ", "))
		}
	}
	if len(nameless) == 0 {
		return
	}
	p := diag.Errorf(diag.Claim, t.at, "%s has no id, by which it could be translated: %s", what, nameless[0])
	p.Hint = "write an id: into it"
	if n := len(nameless); n > 1 {
		p.Message = fmt.Sprintf("%d sections and blocks have no id, by which they could be translated: %s", n, diag.First(nameless, 8))
		p.Hint = "write an id: into each"
	}
	p.Code = "C42"
	t.out.Problems = append(t.out.Problems, p)
}

// translatedKey is the key of an edition that notes how each passage of the
// original read when it was translated.
const translatedKey = "translated"

// changed reports the passages whose original has changed since it was
// translated, as far as the edition notes that.
func (t *overlay) changed(source []byte) {
	var fresh, wanted []string
	for _, p := range t.out.Passages {
		if p.Digest != "" && p.At.Line > 0 {
			wanted = append(wanted, p.noted())
			if t.notes.find(p.noted()) == nil {
				fresh = append(fresh, p.noted(), p.Digest)
			}
		}
	}
	switch {
	case t.notes == nil && len(fresh) == 0:
		t.out.Noted = true
		return
	case t.notes == nil:
		lines := ""
		for i := 0; i < len(fresh); i += 2 {
			lines += "  " + fresh[i] + ": " + fresh[i+1] + "\n"
		}
		t.out.Unnoted = diag.Errorf(diag.Claim, t.at, "nothing notes how %s read when it was translated, so a change of its texts goes unseen", t.out.Of.Value)
		t.out.Unnoted.Code, t.out.Unnoted.Severity = "C42", diag.Warning
		t.out.Unnoted = t.out.Unnoted.WithFix(appended(t.at.File, source, translatedKey+":\n"+lines), "check --fix notes it, under %s:", translatedKey)
		return
	case t.notes.kind != mapTree:
		t.d.kindProblem(t.notes, translatedKey, "a mapping of keys")
		return
	case len(t.notes.pairs) == 0:
		t.d.fail(t.notes.at, "%s notes nothing", translatedKey).WithHint("take it out, and check --fix writes it")
		return
	}
	t.out.Noted = true
	for i, p := range t.out.Passages {
		note := t.notes.find(p.noted())
		if p.Digest == "" || p.At.Line == 0 || note == nil || note.kind == textTree && note.text.Value == p.Digest {
			continue
		}
		*t.problem(diag.Warning, i, p.At, "the original of %s has changed since it was translated: %s:%d", p.What, p.Original.File, p.Original.Line) =
			t.out.Problems[len(t.out.Problems)-1].WithHint("read both; when they say the same, write %s: %s under %s:", p.noted(), p.Digest, translatedKey)
	}
	if len(fresh) > 0 {
		first := t.notes.pairs[0].key.Pos
		where := diag.Keys{First: first, Between: "\n" + strings.Repeat(" ", first.Col-1)}
		if t.notes.head != "" {
			where.Between = ", "
		}
		p := diag.Errorf(diag.Claim, t.notes.at, "%s does not note how the original of %s read", translatedKey, fresh[0])
		if n := len(fresh) / 2; n > 1 {
			p.Message = fmt.Sprintf("%s does not note how the originals of %s and %d more read", translatedKey, fresh[0], n-1)
		}
		p.Code, p.Severity = "C42", diag.Warning
		t.out.Problems = append(t.out.Problems, p.WithFix(where.Insert(fresh...), "check --fix notes it: %s: %s", fresh[0], fresh[1]))
	}
	for _, n := range t.notes.pairs {
		if !slices.Contains(wanted, n.key.Value) && !strings.HasPrefix(n.key.Value, "x-") {
			p := diag.Errorf(diag.Claim, n.key.Pos, "%s is noted as translated, and nothing of that name is translated here", n.key.Value)
			p.Code, p.Severity = "C42", diag.Warning
			p.Hint = "take the note out"
			t.out.Problems = append(t.out.Problems, p)
		}
	}
}

// noted is what the notes call a passage: block trends, section outlook, brief.
func (p Passage) noted() string {
	if p.ID == "" && strings.HasPrefix(p.What, "a block") {
		return ""
	}
	return strings.TrimPrefix(p.What, "the ")
}

// appended are the edits that write lines at the end of a file.
func appended(file string, text []byte, lines string) []diag.Edit {
	at := diag.Pos{File: file, Line: 1 + strings.Count(string(text), "\n"), Col: 1}
	if last := string(text[strings.LastIndex(string(text), "\n")+1:]); last != "" {
		at.Col += len([]rune(last))
		lines = "\n" + lines
	}
	return []diag.Edit{{Pos: at, New: lines}}
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
