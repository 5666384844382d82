package report

import (
	"cmp"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tradebrief/data/diag"
	"tradebrief/templates"
)

// What somebody types, compared with what is printed.

// plainQuery is a text as somebody types it: plain spaces and minus, no quotes
// or braces around it.
func plainQuery(s string) string {
	s = strings.NewReplacer(nbsp, " ", "\u202f", " ", "\u2009", " ", "−", "-", "–", "-", "’", "'", "‘", "'", "“", `"`, "”", `"`).Replace(s)
	s = strings.Join(strings.Fields(s), " ")
	for _, around := range [][2]string{{"{{", "}}"}, {`"`, `"`}} {
		if inner, ok := strings.CutPrefix(s, around[0]); ok {
			if inner, ok := strings.CutSuffix(inner, around[1]); ok {
				s = strings.TrimSpace(inner)
			}
		}
	}
	return s
}

// bareQuery reports whether an expression is a number or a text, which are
// looked up as printed.
func bareQuery(n templates.ExprNode) bool {
	switch n := n.(type) {
	case *templates.Num, *templates.Str, *templates.Bool:
		return true
	case *templates.Unary:
		return bareQuery(n.X)
	case *templates.Binary:
		return bareQuery(n.X) && bareQuery(n.Y)
	}
	return false
}

// candidate is something printed that matches a query.
type candidate struct {
	key   string
	class int // 0: as typed; larger: further off
	match func() (Match, bool)
	count int // of the places where it is printed
}

// printed lists what is printed as the query says, best first.
func (e *explainer) printed(q string) []Match {
	var found []candidate
	add := func(key string, class, count int, match func() (Match, bool)) {
		i := slices.IndexFunc(found, func(c candidate) bool { return c.key == key })
		if i < 0 {
			found = append(found, candidate{key: key, class: class, match: match})
			i = len(found) - 1
		}
		found[i].class = min(found[i].class, class)
		found[i].count += count
	}
	expression := func(src string) func() (Match, bool) {
		return func() (Match, bool) {
			x, p := e.outline.ParseExpr(src, language())
			if p != nil {
				return Match{}, false
			}
			return e.expression(x)
		}
	}
	entry := func(s Statement, class int) {
		if s.Kind == Computed {
			add("= "+strings.ReplaceAll(s.Expr, " ", ""), class, 1, expression(s.Expr))
			return
		}
		add(strings.Join([]string{s.Kind, s.Text, s.Expr, s.Source}, "\x00"), class, 1, func() (Match, bool) { return e.statement(s), true })
	}
	for _, s := range e.b.work.ledger {
		if class, ok := likeness(q, s.Text, s.Kind != Computed); ok {
			entry(s, class)
		}
	}
	for _, f := range e.b.facts {
		if strings.HasSuffix(f.Name, ".value") {
			continue // the series by another name
		}
		if class, ok := likeness(q, f.Text, false); ok {
			add("= "+strings.ReplaceAll(f.Name, " ", ""), class, 0, expression(f.Name))
		}
	}
	for _, shown := range e.b.work.mentions {
		if class, ok := likeness(q, shown.Text, false); ok {
			add("= "+strings.ReplaceAll(shown.fact, " ", ""), class, 1, expression(shown.fact))
		}
	}
	if len(found) == 0 && strings.Contains(q, " ") {
		for _, s := range e.b.work.ledger {
			if strings.Contains(strings.ToLower(plainQuery(s.Sentence)), strings.ToLower(q)) {
				entry(s, 3)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(min(b.count, 1), min(a.count, 1)), cmp.Compare(b.count, a.count))
	})
	var out []Match
	for _, c := range found[:min(len(found), maxMatches)] {
		if m, ok := c.match(); ok {
			out = append(out, m)
		}
	}
	return out
}

// maxMatches is as many as anyone reads.
const maxMatches = 50

// likeness compares a query with a printed text: 0 if they are the same, 1 if
// they are the same figure, 2 if it is so but for the sign, or if the query is a
// part of the words.
func likeness(q, text string, words bool) (class int, ok bool) {
	text = plainQuery(text)
	if strings.EqualFold(q, text) {
		return 0, true
	}
	a, isFigure := readFigure(q)
	if b, ok := readFigure(text); isFigure && ok && a.digits == b.digits && a.within(b) {
		switch {
		case a.minus == b.minus:
			return 1, true
		case b.minus:
			return 2, true
		}
	}
	if !words || isFigure || utf8.RuneCountInString(q) < 3 {
		return 0, false
	}
	return 2, strings.Contains(" "+strings.ToLower(text)+" ", " "+strings.ToLower(q)+" ")
}

// printedFigure is a figure in words: its digits, its sign, and the words of its
// unit.
type printedFigure struct {
	digits string
	minus  bool
	units  []string
}

var figureForm = regexp.MustCompile(`^([^\d]*)(\d[\d ,]*(?:\.\d+)?)([^\d]*)$`)

// unitSpellings are other ways to write the words of a unit.
var unitSpellings = map[string]string{"m": "million", "mn": "million", "mln": "million", "bn": "billion", "percent": "%", "usd": "us$", "$": "us$", "t": "tonnes"}

// readFigure takes a printed figure apart: "-US$188.7 million".
func readFigure(s string) (printedFigure, bool) {
	parts := figureForm.FindStringSubmatch(strings.ToLower(s))
	if parts == nil {
		return printedFigure{}, false
	}
	f := printedFigure{digits: strings.NewReplacer(" ", "", ",", "").Replace(parts[2]), minus: strings.Contains(parts[1], "-")}
	for _, word := range append(strings.Fields(strings.Trim(parts[1], "+- ")), strings.Fields(strings.ReplaceAll(parts[3], "%", " % "))...) {
		if known, ok := unitSpellings[word]; ok {
			word = known
		}
		f.units = append(f.units, word)
	}
	return f, true
}

// within reports whether all words of the unit are those of the other figure.
func (f printedFigure) within(g printedFigure) bool {
	return !slices.ContainsFunc(f.units, func(u string) bool { return !slices.Contains(g.units, u) })
}

// nearest is what was most likely meant by a query without a match: the figure
// of the same unit that is closest, if it is less than a twentieth off, or the name or
// the words nearest in spelling.
func (e *explainer) nearest(q string) string {
	var names, texts []string
	for _, f := range e.b.facts {
		names = append(names, f.Name)
	}
	for _, s := range e.b.work.ledger {
		names = append(names, s.Text)
		texts = append(texts, s.Text)
	}
	for _, shown := range e.b.work.mentions {
		texts = append(texts, shown.Text)
	}
	want, ok := readFigure(q)
	if !ok {
		return diag.Nearest(q, names)
	}
	x, _ := new(big.Rat).SetString(want.digits)
	best, near := (*big.Rat)(nil), ""
	for _, text := range texts {
		f, ok := readFigure(plainQuery(text))
		if !ok || !want.within(f) {
			continue
		}
		y, _ := new(big.Rat).SetString(f.digits)
		if d := new(big.Rat).Sub(x, y); best == nil || d.Abs(d).Cmp(best) < 0 {
			best, near = d.Abs(d), plainQuery(text)
		}
	}
	if best == nil || best.Mul(best, big.NewRat(20, 1)).Cmp(x) >= 0 {
		return ""
	}
	return near
}
