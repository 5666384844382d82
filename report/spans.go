package report

import (
	"strings"
	"unicode/utf8"

	"tradebrief/charts/ink"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/checks"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// Prose becomes the spans of a paragraph: words are checked, figures computed,
// claims judged, sources numbered. Sections and blocks are in compose.go.

// style is how a run of prose is set, and the innermost statement that it is
// part of.
type style struct {
	emph, strong bool
	url          string
	statement    int
	claim        string // the expression that it is judged by
	about        string // the one series of it
	source       string // the key of the source around it
}

// piece is what the checks see of a run of text.
func (st style) piece(s string, at func(int) diag.Pos) checks.Piece {
	return checks.Piece{Text: s, Claim: st.claim != "", Expr: st.claim, About: st.about, Source: st.source, Lead: st.emph || st.strong, Statement: st.statement, At: at}
}

func (st style) span(s string) page.Span {
	return page.Span{S: s, Emph: st.emph, Strong: st.strong, URL: st.url, Statement: st.statement}
}

// paras composes a prose of several paragraphs.
func (c *composer) paras(p templates.Prose) []page.Para {
	var out []page.Para
	for _, para := range p.Paras {
		c.told = ""
		first := len(c.ledger) + 1
		c.pieces = c.pieces[:0]
		q := page.Para{Kind: paraKind(para.Kind), Number: para.Number, Level: max(0, para.Level-1), Text: c.spans(nil, para.Nodes, style{source: c.source})}
		c.quoteSentences(first, q.Text)
		c.checkPassage(para.Kind)
		c.passages = append(c.passages, passage{c.chapter, c.part, para.Nodes, q.Text, first - 1, len(c.ledger), c.item})
		if len(q.Text) > 0 {
			out = append(out, q)
		}
	}
	return out
}

func paraKind(k templates.ParaKind) page.ParaKind {
	switch k {
	case templates.Heading:
		return page.Heading
	case templates.Bullet:
		return page.Bullet
	case templates.Numbered:
		return page.Numbered
	case templates.Footnote:
		return page.Footnote
	}
	return page.Plain
}

// text composes a prose that is one line or paragraph: a title, a label.
func (c *composer) text(p templates.Prose) page.Text {
	var out page.Text
	for _, para := range c.paras(p) {
		if len(out) > 0 {
			out = push(out, page.Span{S: " "})
		}
		for _, s := range para.Text {
			out = push(out, s)
		}
	}
	return out
}

// plainText composes a prose whose place takes no style: a tile's label.
func (c *composer) plainText(p templates.Prose) string { return plain(c.text(p)) }

// plain is a text without its style and references.
func plain(t page.Text) string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.S)
	}
	return b.String()
}

// push appends a span, joined to the one before where the style is the same.
func push(t page.Text, s page.Span) page.Text {
	if n := len(t); n > 0 {
		last, bare := t[n-1], s
		last.S, bare.S = "", ""
		if last == bare && s.Ref == 0 && s.Note == 0 {
			t[n-1].S += s.S
			return t
		}
	}
	return append(t, s)
}

// spans composes the nodes of a paragraph.
func (c *composer) spans(out page.Text, nodes []templates.Node, st style) page.Text {
	for i, n := range nodes {
		switch n := n.(type) {
		case *templates.Words:
			c.checkText(n.S, n.PosAt)
			c.pieces = append(c.pieces, st.piece(n.S, n.PosAt))
			before := ""
			if len(out) > 0 {
				before = out[len(out)-1].S
			}
			out = push(out, st.span(typeset(c.lang, closed(c.lang, n.S), before)))
		case *templates.Emph:
			inner := st
			if n.Strong {
				inner.strong = true
			} else {
				inner.emph = true
			}
			out = c.spans(out, n.Nodes, inner)
		case *templates.Link:
			inner := st
			inner.url = n.URL
			out = c.spans(out, n.Nodes, inner)
		case *templates.Computed:
			inner := st
			inner.statement = c.recordExpr(Computed, n.At, n.X, st.statement)
			if c.language.VerbLast() && i+2 < len(nodes) {
				c.told = verbAfter(nodes[i+1:i+3], n.X.Root)
			}
			text, dest, figure, found := c.computed(n)
			c.settle(inner.statement, text, found)
			piece := inner.piece(plainSpaces(text), func(int) diag.Pos { return n.At })
			piece.Computed, piece.Expr, piece.Figure = true, n.X.Src, figure
			if figure == nil && asCall(n.X.Root) != nil {
				piece.About = c.about(n.X.Root) // words of a function, such as verb
			}
			c.pieces = append(c.pieces, piece)
			span := inner.span(text)
			span.Dest = dest
			out = push(out, span)
		case *templates.Claimed:
			if !c.language.VerbLast() {
				c.told = direction(n.X.Root)
			}
			inner := st
			inner.claim, inner.about = n.X.Src, c.about(n.X.Root)
			inner.statement = c.recordExpr(Claim, n.At, n.X, st.statement)
			words := c.spans(nil, n.Nodes, inner)
			found := c.judge(plain(words), n.X, n.At)
			c.settle(inner.statement, plain(words), found)
			c.ledger[inner.statement-1].unread = !c.language.Words() && !c.house.own(plain(words))
			c.claimFacts(n.X.Root)
			for _, s := range words {
				out = push(out, s)
			}
			out = c.covered(out, plain(words), found.cover, inner)
		case *templates.Sourced:
			if len(n.Nodes) > 0 {
				inner, before := st, len(out)
				inner.source = n.Key.Value
				inner.statement = c.record(Source, n.At, st.statement)
				c.ledger[inner.statement-1].Source = n.Key.Value
				out = c.spans(out, n.Nodes, inner)
				c.settle(inner.statement, plain(out[before:]), finding{verdict: Sourced})
			} else {
				inner := st
				inner.source = n.Key.Value
				c.pieces = append(c.pieces, inner.piece("", func(int) diag.Pos { return n.At }))
			}
			if ref := c.cite(n.Key.Text); ref > 0 {
				if len(n.Nodes) == 0 && len(out) > 0 {
					out[len(out)-1].S = strings.TrimRight(out[len(out)-1].S, " ")
				}
				out = push(out, page.Span{Ref: ref})
			}
		case *templates.NoteSign:
			out = push(out, page.Span{Note: n.Number})
		}
	}
	return out
}

// about is the id of the one series that an expression is of; empty where there
// are none or several.
func (s *scope) about(n templates.ExprNode) string {
	in := s.seriesIn(n)
	if len(in) != 1 {
		return ""
	}
	return in[0].series.ID()
}

// covered tells over how much of its time a superlative was judged: in the data
// notes where the brief has them, else right behind the words.
func (c *composer) covered(out page.Text, words, cover string, st style) page.Text {
	switch {
	case cover == "" || strings.Contains(words, "s on record since"):
	case c.noted:
		c.notes.cover(c.lang.Say(locale.Colon, c.lang.Quote(capital(plainSpaces(words))), cover))
	default:
		out = push(out, st.span(c.lang.Say(locale.Bracketed, "", cover)))
	}
	return out
}

// computed prints {{…}}.
func (c *composer) computed(n *templates.Computed) (text, dest string, figure *checks.Figure, found finding) {
	v, p := c.eval(n.X.Root)
	figure = c.figureOf(n.X.Root, v)
	if p == nil {
		c.use(v)
		c.fact(n.X.Root, v)
		s, ok := v.said(c.lang)
		switch {
		case v.kind == kindTruth:
			p = problemf(diag.Outline, n.X.At, "%s is a condition, which cannot be printed", source(n.X.Root))
		case v.kind == kindText && v.lost:
			p = absent(v.num, n.X.At, "%s cannot be printed: %s", source(n.X.Root), lacking(v.num))
		case !ok:
			num := v.number()
			word := "is missing"
			if num.Status == data.NotMeaningful {
				word = "is not meaningful"
			}
			p = absent(num, n.X.At, "%s %s: %s", source(n.X.Root), word, lacking(num))
		default:
			// A rate on a base that was worked back from that very rate repeats its
			// source and checks nothing.
			found = holding
			if v.number().Status == data.DerivedFromRate {
				found.verdict = Sourced
			}
			c.notes.rounding(c.lang, n.X, v, s)
			return c.directed(n.X.Root, v, s), v.dest, figure, found
		}
	}
	if p.Code == "" && p.Phase == diag.Claim {
		p.Code = askedCode(n.X.Root)
	}
	return c.lang.Say(locale.NotAvailable), "", figure, lacks(p)
}

// directed is the printed figure s, without its minus where the words before it
// have said that it fell: "fell by 6.6%", not "fell by −6.6%".
func (c *composer) directed(root templates.ExprNode, v value, s string) string {
	if call, ok := root.(*templates.Call); ok && call.X == nil && call.S == "verb" && len(call.Args) > 0 {
		if !c.language.VerbLast() {
			c.told = source(call.Args[0])
		}
		return s
	}
	if v.rate && c.told != "" && c.told == source(root) {
		c.told = ""
		return strings.TrimPrefix(s, "−")
	}
	return s
}

// verbAfter is the rate of a figure whose direction the words behind it say, in a
// language whose verb stands there: 6.6% [감소했다]{claim=exports.mom}. It is empty
// where they say that of none.
func verbAfter(nodes []templates.Node, figure templates.ExprNode) string {
	words, ok := nodes[0].(*templates.Words)
	if !ok || strings.ContainsAny(words.S, ".,;") || utf8.RuneCountInString(words.S) > 12 {
		return ""
	}
	of := ""
	switch n := nodes[1].(type) {
	case *templates.Claimed:
		of = direction(n.X.Root)
	case *templates.Computed:
		if call, ok := n.X.Root.(*templates.Call); ok && call.X == nil && call.S == "verb" && len(call.Args) > 0 {
			of = source(call.Args[0])
		}
	}
	if of != source(figure) {
		return ""
	}
	return of
}

// direction is the rate whose direction a claim is about: the metric alone, or
// compared with nought.
func direction(n templates.ExprNode) string {
	if b, ok := n.(*templates.Binary); ok {
		if num, ok := b.Y.(*templates.Num); !ok || !isComparison(b.Op) || strings.Trim(num.S, "0.") != "" {
			return ""
		}
		n = b.X
	}
	return source(n)
}

// checkText reports the characters of an author's text that no font has, each
// at its place.
func (c *composer) checkText(s string, at func(offset int) diag.Pos) {
	for _, m := range ink.Missing(s) {
		problem := diag.Errorf(diag.Layout, at(m.Offset), "no font of this brief has the character %q (U+%04X)", string(m.Rune), m.Rune)
		c.glyphs = append(c.glyphs, problem.WithHint("write it in words, or take another sign"))
	}
}

func (c *composer) checkScalar(s templates.Scalar) { c.checkText(s.Value, s.PosAt) }

// cite is the number of a source; numbers are given in the order of first use.
func (c *composer) cite(key diag.Text) int {
	n, ok := c.sources.cite(key.Value)
	if !ok {
		p := problemf(diag.Outline, key.Pos, "no source has the key %q", key.Value)
		*p, _ = p.Meaning(p.Pos, key.Value, c.sources.keys())
		c.report(p)
	}
	return n
}

// use notes the observations behind a figure that the brief prints.
func (c *composer) use(v value) {
	if isNumber(v) {
		c.notes.use(v.number())
	}
	c.notes.use(v.num)
}
