package templates

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tradebrief/data/diag"
)

// names is what an outline declares and its expressions may name.
type names struct {
	series    []string
	params    []string
	constants []string
	sources   []string
	groups    []string
	data      []string
	lang      Language
	cited     map[string]bool // the sources that something names
}

// all lists every name an expression may begin with.
func (n *names) all() []string {
	list := slices.Concat(n.series, n.constants)
	list = append(list, sortedKeys(n.lang.Functions)...)
	list = append(list, n.lang.Words...)
	return append(list, "params", "constants")
}

// cite notes that something names the source.
func (n *names) cite(key string) {
	if n.cited == nil {
		n.cited = map[string]bool{}
	}
	n.cited[key] = true
}

// first is a series for examples: the outline's first one.
func (n *names) first() string {
	if len(n.series) == 0 {
		return "exports"
	}
	return n.series[0]
}

// ParseExpr reads an expression that stands in no file, such as one typed on a
// command line, with the names of the outline; lang is that of Options.Lang. The
// place of a problem has no file.
func (o *Outline) ParseExpr(src string, lang Language) (*Expr, *diag.Problem) {
	src = strings.ToValidUTF8(src, "\uFFFD") // as every text of an outline is
	n := names{params: sortedKeys(o.Params), constants: sortedKeys(o.Constants), lang: lang}
	for _, s := range o.Series {
		n.series = append(n.series, s.ID.Value)
	}
	var problems diag.List
	fail := func(at diag.Pos, format string, args ...any) hinted { return report(&problems, at, format, args...) }
	var exprs []*Expr
	at := func(offset int) diag.Pos { return diag.Pos{Line: 1, Col: utf8.RuneCountInString(src[:offset]) + 1} }
	x := checkedExpr(exprText{src: src, pos: at}, &n, fail, "", &exprs)
	if x == nil {
		return nil, &problems[0]
	}
	return x, nil
}

// checker finds the kind of an expression and what is wrong with its names.
type checker struct {
	names *names
	fail  func(at diag.Pos, format string, args ...any) hinted
	bad   bool
}

func (c *checker) problem(at diag.Pos, format string, args ...any) hinted {
	c.bad = true
	return c.fail(at, format, args...)
}

// nearest adds the hint for a misspelt name.
func nearest(p hinted, word string, known []string) {
	if p.Nearest(word, known) {
		return
	}
	if len(known) > 0 && len(known) <= 24 {
		p.WithHint("known here: %s", strings.Join(known, ", "))
	}
}

// nearestMember is nearest for the metrics of a series, which are too many for
// a hint.
func (c *checker) nearestMember(p hinted, word string) {
	known := c.names.lang.members()
	if diag.Nearest(word, known) == "" && len(known) > 24 {
		p.WithHint("tradebrief facts lists the metrics of each series, such as mom, yoy and ytd")
		return
	}
	nearest(p, word, known)
}

func (c *checker) kind(n ExprNode) Kind {
	switch n := n.(type) {
	case *Name:
		return c.name(n)
	case *Member:
		return c.member(n)
	case *Call:
		return c.call(n)
	case *Num:
		return Number
	case *Str:
		return TextKind
	case *Bool:
		return TruthKind
	case *ListExpr:
		for _, x := range n.Items {
			c.kind(x)
		}
		return ListKind
	case *Unary:
		if n.Op == "not" {
			c.want(n.X, TruthKind, "not")
			return TruthKind
		}
		c.want(n.X, Number, n.Op)
		return Number
	case *Binary:
		return c.binary(n)
	case *Cond:
		c.want(n.C, TruthKind, "?")
		x, y := c.kind(n.X), c.kind(n.Y)
		switch {
		case x == y:
			return x
		case Number.takes(x) && Number.takes(y):
			return Number
		}
		return Any
	}
	return Any
}

func (c *checker) binary(n *Binary) Kind {
	switch n.Op {
	case "and", "or":
		c.want(n.X, TruthKind, n.Op)
		c.want(n.Y, TruthKind, n.Op)
		return TruthKind
	case "+", "-", "*", "/":
		c.want(n.X, Number, n.Op)
		c.want(n.Y, Number, n.Op)
		return Number
	case "in":
		c.kind(n.X)
		c.want(n.Y, ListKind, n.Op)
		return TruthKind
	}
	x, y := c.kind(n.X), c.kind(n.Y)
	period := x == PeriodKind || y == PeriodKind
	for _, s := range []ExprNode{n.X, n.Y} {
		if s, ok := s.(*Str); ok && period {
			c.period(s)
		}
	}
	switch {
	case c.bad || x == Any || y == Any || x == y && x != ListKind:
	case Number.takes(x) && Number.takes(y):
	case period && (x == TextKind || y == TextKind):
	default:
		c.problem(n.At, "%s compares %s with %s", n.Op, x, y)
	}
	return TruthKind
}

// want checks that a node is of a kind.
func (c *checker) want(n ExprNode, kind Kind, op string) {
	got := c.kind(n)
	if c.bad || kind.takes(got) {
		return
	}
	p := c.problem(n.ExprPos(), "%s takes %s here, found %s", op, kind, got)
	if kind == TruthKind && Number.takes(got) {
		p.WithHint("a condition compares, such as exports.mom > 0")
	}
}

func (c *checker) period(s *Str) {
	if !validPeriod(s.S) {
		p := c.problem(s.At, "%q is not a period", s.S)
		meant := periodOf(s.S)
		if meant == "" {
			p.WithHint("write '2023-09', '2023-Q3' or '2023'")
			return
		}
		within := s.At
		within.Col++ // behind the quotation mark
		p.WithFix([]diag.Edit{{Pos: within, Old: s.S, New: meant}}, "write '%s'", meant)
	}
}

func (c *checker) name(n *Name) Kind {
	switch {
	case slices.Contains(c.names.series, n.S):
		return SeriesKind
	case slices.Contains(c.names.constants, n.S):
		return Number
	case slices.Contains(c.names.lang.Words, n.S):
		if n.S == "period" {
			return PeriodKind
		}
		return Any
	}
	if _, ok := c.names.lang.Functions[n.S]; ok {
		c.problem(n.At, "the function %q wants its arguments in brackets", n.S)
		return Any
	}
	switch n.S {
	case "params":
		c.problem(n.At, "params needs the name of a param, such as params.partner")
	case "constants":
		c.problem(n.At, "constants needs the name of a constant")
	default:
		p := c.problem(n.At, "unknown series %q", n.S)
		if slices.Contains(c.names.lang.members(), n.S) {
			p.WithHint("%s stands behind a series, as in %s.%s", n.S, c.names.first(), n.S)
		} else if !p.Nearest(n.S, c.names.all()) {
			if len(c.names.series) == 0 {
				p.WithHint("declare it under series:")
			} else {
				p.WithHint("the series are %s; another is declared under series:", strings.Join(c.names.series[:min(12, len(c.names.series))], ", "))
			}
		}
	}
	return Any
}

func (c *checker) member(n *Member) Kind {
	if x, ok := n.X.(*Name); ok && x.S == "params" {
		if !slices.Contains(c.names.params, n.S) {
			nearest(c.problem(n.At, "unknown param %q", n.S), n.S, c.names.params)
		}
		return TextKind
	}
	x := c.kind(n.X)
	if c.bad {
		return Any
	}
	lang := c.names.lang
	switch x {
	case SeriesKind:
		if k, ok := lang.Metrics[n.S]; ok {
			return k
		}
		if k, ok := lang.Parts[n.S]; ok {
			return k
		}
		if _, ok := lang.Methods[n.S]; ok {
			c.problem(n.At, "%q wants its period in brackets", n.S).WithHint("write %s.%s('2022-09')", spell(n.X), n.S)
			return Any
		}
		c.nearestMember(c.problem(n.At, "unknown metric %q of series %s", n.S, spell(n.X)), n.S)
	case Number:
		if k, ok := lang.Parts[n.S]; ok {
			return k
		}
		if _, metric := lang.Metrics[n.S]; metric {
			c.problem(n.At, "the metric %q stands behind a series, %s is a figure", n.S, spell(n.X)).WithHint("the members of a figure are %s", strings.Join(sortedKeys(lang.Parts), ", "))
			return Any
		}
		nearest(c.problem(n.At, "unknown member %q of a figure", n.S), n.S, sortedKeys(lang.Parts))
	case PeriodKind:
		if k, ok := lang.PeriodParts[n.S]; ok {
			return k
		}
		nearest(c.problem(n.At, "unknown member %q of a period", n.S), n.S, sortedKeys(lang.PeriodParts))
	case Any:
	default:
		c.problem(n.At, "%s has no member %q", x, n.S)
	}
	return Any
}

func (c *checker) call(n *Call) Kind {
	lang := c.names.lang
	if n.X == nil {
		if f, ok := lang.Functions[n.S]; ok {
			c.arguments(n, f)
			return f.Result
		}
		p := c.problem(n.At, "unknown function %q", n.S)
		switch {
		case slices.Contains(c.names.series, n.S):
			p.WithHint("%s is a series: write %s.at('2022-09') for another period", n.S, n.S)
		case slices.Contains(lang.members(), n.S):
			p.WithHint("%s stands behind a series, as in %s.%s", n.S, c.names.first(), n.S)
		default:
			nearest(p, n.S, sortedKeys(lang.Functions))
		}
		return Any
	}
	x := c.kind(n.X)
	if c.bad {
		return Any
	}
	if x != SeriesKind && x != Any {
		c.problem(n.At, "%s has no member %q", x, n.S)
		return Any
	}
	if f, ok := lang.Methods[n.S]; ok {
		c.arguments(n, f)
		return f.Result
	}
	if _, metric := lang.Metrics[n.S]; metric {
		c.problem(n.At, "the metric %q takes no arguments", n.S).WithHint("write it without brackets")
		return Any
	}
	c.nearestMember(c.problem(n.At, "unknown metric %q of series %s", n.S, spell(n.X)), n.S)
	return Any
}

func (c *checker) arguments(n *Call, f Func) {
	if least, most := f.Arity(); len(n.Args) < least || most >= 0 && len(n.Args) > most {
		c.problem(n.At, "%s takes %s, found %d", n.S, count(least, most), len(n.Args))
		return
	}
	for i, a := range n.Args {
		got := c.kind(a)
		if c.bad {
			return
		}
		if len(f.Args) == 0 {
			continue
		}
		want := f.Args[min(i, len(f.Args)-1)]
		if s, ok := a.(*Str); ok && want == PeriodKind {
			c.period(s)
			continue
		}
		if !want.takes(got) {
			p := c.problem(a.ExprPos(), "%s takes %s here, found %s", n.S, want, got)
			if want == PeriodKind && got == Number {
				p.WithHint("write the period in single quotes, as in %s('2022-09')", n.S)
			}
		}
	}
}

// count says how many arguments there may be; most -1 is any number.
func count(least, most int) string {
	s := fmt.Sprintf("%d arguments", least)
	switch {
	case most > least:
		return fmt.Sprintf("%d or %d arguments", least, most)
	case least == 0:
		s = "no argument"
	case least == 1:
		s = "one argument"
	}
	if most < 0 {
		return s + " or more"
	}
	return s
}

// spell writes the path of names of a node, for messages.
func spell(n ExprNode) string {
	switch n := n.(type) {
	case *Name:
		return n.S
	case *Member:
		return spell(n.X) + "." + n.S
	case *Call:
		if n.X != nil {
			return spell(n.X) + "." + n.S + "(…)"
		}
		return n.S + "(…)"
	}
	return "…"
}
