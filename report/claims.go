package report

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/wording"
	"tradebrief/templates"
)

// judge decides whether the words are true of the expression. The problem says
// which words, with the figures, what they would need, and where it can be
// derived what would be true instead.
//
// A false claim is never mended by the tool, not even where its words are one
// word of direction and {{verb(…)}} would print the true one: the sentence around
// was written for the other, its reason with it, and only its author can read it
// again. The hint says what the data say.
func (s *scope) judge(words string, x *templates.Expr, at diag.Pos) finding {
	v, p := s.eval(x.Root)
	if p != nil {
		return undecided(p)
	}
	switch v.kind {
	case kindTruth:
		return s.judgeCondition(words, x, at, v)
	case kindNumber, kindSeries:
		return s.judgeFigure(words, x, at, v)
	}
	return undecided(problemf(diag.Outline, x.At, "a claim takes a condition or a figure, and %s is %s", source(x.Root), kindName(v.kind)))
}

func hinted(p *diag.Problem, format string, args ...any) *diag.Problem {
	h := p.WithHint(format, args...)
	return &h
}

// quote shortens the words of a long claim for a message.
func quote(words string) string {
	words = strings.Join(strings.Fields(words), " ")
	if r := []rune(words); len(r) > 80 {
		words = string(r[:79]) + "…"
	}
	return `"` + words + `"`
}

func (s *scope) judgeCondition(words string, x *templates.Expr, at diag.Pos, v value) finding {
	if v.truth == data.True {
		return finding{verdict: Holds, problem: s.paceOfLevels(words, x.Root, at), cover: s.coverOf(words, x.Root)}
	}
	code := s.conditionCode(words, x.Root)
	if v.truth == data.Unknown {
		p := problemf(diag.Claim, at, "%s cannot be judged: %s", quote(words), v.why)
		p.Code = code
		return lacks(p)
	}
	terms := s.terms(x.Root)
	shown := strings.Join(strings.Fields(x.Src), " ")
	facts := ""
	if len(terms) > 0 {
		facts = strings.Join(terms, ", ") + ", "
	}
	if v.truth == data.Undecided {
		p := problemf(diag.Claim, at, "%s is not decidable from rounded inputs: %sneeds %s", quote(words), facts, shown)
		p.Code = code
		return undecided(p)
	}
	if op, bare := comparisonToBare(x.Root); bare != "" && len(terms) == 1 {
		shown = op + " " + bare
	}
	if call := asCall(x.Root); call != nil && call.X == nil && call.S == "mixed" {
		facts, shown = fmt.Sprintf("stances('against') = %d, stances('for') = %d, ", s.stances[againstStance], s.stances[forStance]), "both > 0"
	}
	p := problemf(diag.Claim, at, "%s is not true: %sneeds %s", quote(words), facts, shown)
	p.Code = code
	if instead := s.truth(words, x.Root); instead != "" {
		p = hinted(p, "%s", instead)
	}
	return untrue(p)
}

// coverOf is what a superlative covers whose condition names the maximum or the
// minimum of a history with gaps; empty for all others.
func (s *scope) coverOf(words string, n templates.ExprNode) string {
	if m, ok := n.(*templates.Member); ok && (m.S == "max" || m.S == "min") && isSuperlative(s.inEnglish(words)) {
		if v, p := s.eval(m.X); p == nil && v.kind == kindSeries {
			return s.recorded(v.view)
		}
	}
	for _, inner := range templates.Children(n) {
		if cover := s.coverOf(words, inner); cover != "" {
			return cover
		}
	}
	return ""
}

// paceOfLevels warns of words such as slowed whose condition compares levels: what
// slows is a rate, and a level that is lower fell. It is nil for all others.
func (s *scope) paceOfLevels(words string, n templates.ExprNode, at diag.Pos) *diag.Problem {
	b, ok := n.(*templates.Binary)
	if !ok || !isComparison(b.Op) {
		return nil
	}
	if _, ok := s.house.find(s.inEnglish(words), pace); !ok {
		return nil
	}
	for _, side := range []templates.ExprNode{b.X, b.Y} {
		v, p := s.eval(side)
		if kind := v.number().Unit.Kind; p != nil || !isNumber(v) || v.rate || kind != data.Money && kind != data.Mass && kind != data.Quantity {
			return nil
		}
	}
	p := hinted(problemf(diag.Claim, at, "%s speaks of a rate, and %s compares levels", quote(words), source(n)), `write rose or fell, or compare rates, such as claim="exports.mom < exports.prev.mom"`)
	p.Code, p.Severity = "C13", diag.Warning
	return p
}

// comparisonToBare reports the operator and the number of "metric > 0.1".
func comparisonToBare(n templates.ExprNode) (op, bare string) {
	if b, ok := n.(*templates.Binary); ok {
		if num, ok := b.Y.(*templates.Num); ok && isComparison(b.Op) {
			return b.Op, num.S
		}
	}
	return "", ""
}

func isComparison(op string) bool {
	return slices.Contains([]string{"<", "<=", ">", ">=", "==", "!="}, op)
}

// terms are the figures of a condition with their values: "exports.mom = 15.9%".
func (s *scope) terms(n templates.ExprNode) []string {
	var out []string
	var walk func(n templates.ExprNode)
	walk = func(n templates.ExprNode) {
		within := false
		switch n := n.(type) {
		case *templates.Num, *templates.Str, *templates.Bool, *templates.ListExpr:
			return
		case *templates.Binary:
			within = n.Op == "and" || n.Op == "or" || n.Op == "in" || isComparison(n.Op)
		case *templates.Unary:
			within = n.Op != "-"
		case *templates.Cond:
			within = true
		}
		if within {
			for _, inner := range templates.Children(n) {
				walk(inner)
			}
			return
		}
		v, p := s.eval(n)
		if p != nil || v.kind == kindTruth {
			return
		}
		text, _ := v.said(english)
		if term := source(n) + " = " + text; !slices.Contains(out, term) && len(out) < 8 {
			out = append(out, term)
		}
	}
	walk(n)
	return out
}

// truth says what holds instead of a false condition, where that can be said
// in words: for a rate against zero, and for two rates.
func (s *scope) truth(words string, n templates.ExprNode) string {
	if call := asCall(n); call != nil && call.X == nil && call.S == "mixed" {
		return fmt.Sprintf("of %d entries of the register, %d are against and %d for", s.stances[everyStance], s.stances[againstStance], s.stances[forStance])
	}
	b, ok := n.(*templates.Binary)
	if !ok || !isComparison(b.Op) {
		return ""
	}
	x, p := s.eval(b.X)
	if p != nil || x.kind != kindNumber || !x.num.OK() {
		return ""
	}
	if _, isNum := b.Y.(*templates.Num); isNum && x.rate && x.num.Unit.Kind != data.Count {
		return "the data say: " + s.changed(x.num)
	}
	if _, ok := s.house.find(s.inEnglish(words), pace); !ok || x.metric == "" {
		return ""
	}
	y, p := s.eval(b.Y)
	switch {
	case p != nil || y.metric != x.metric:
	case y.view == x.view.Prev():
		return s.paceHint(x)
	case x.view == y.view.Prev():
		return s.paceHint(y)
	}
	return ""
}

// paceHint says how a rate stands to the one before it.
func (s *scope) paceHint(x value) string {
	for _, r := range builtin {
		if r.measure == pace && s.rulePace(r, x.metric, x).truth == data.True {
			return "the data say: " + s.voice().row(r.words[0])
		}
	}
	return ""
}

// conditionCode is the code of the check that a condition falls under: by its
// words, else by what it asks about. Other words have the check of those of
// direction, which say what a figure did as well.
func (s *scope) conditionCode(words string, n templates.ExprNode) string {
	if code := s.wordCode(words); code != "" {
		return code
	}
	if code := askedCode(n); code != "" {
		return code
	}
	return "C11"
}

// askedCode is the code of the check for what an expression asks about: a run, a
// rank, an extreme, a share, the reactions, or words that it writes. It is empty for a level and its change.
func askedCode(n templates.ExprNode) string {
	name := ""
	switch n := n.(type) {
	case *templates.Member:
		name = n.S
	case *templates.Call:
		name = n.S
	}
	switch name {
	case "pct", "pp":
		return "C08"
	case "verb", "moved":
		return "C11"
	case "streak":
		return "C15"
	case "max", "min", "highest_since", "lowest_since", "since":
		return "C14"
	case "rank", "top":
		return "C29"
	case "share":
		return "C09"
	case "ratio", "times":
		return "C10"
	case "stances", "mixed":
		return "C37"
	}
	if b, ok := n.(*templates.Binary); ok && isComparison(b.Op) {
		x, okX := b.X.(*templates.Member)
		y, okY := b.Y.(*templates.Member)
		if okX && okY && x.S == y.S && slices.Contains([]string{"mom", "yoy", "ytd_yoy"}, x.S) {
			return "C13" // two rates: their pace
		}
	}
	for _, inner := range templates.Children(n) {
		if code := askedCode(inner); code != "" {
			return code
		}
	}
	return ""
}

// wordCode is the code of the check that the words of a condition fall under;
// empty where they fall under none.
func (s *scope) wordCode(words string) string {
	said := s.inEnglish(words)
	for _, m := range []measure{run, pace, change} {
		if _, ok := s.house.find(said, m); ok {
			return measureCodes[m]
		}
	}
	for _, m := range s.language.Scan(words) {
		switch m.Kind {
		case wording.Run:
			return "C15"
		case wording.Superlative:
			return "C14"
		case wording.Multiple:
			return "C10"
		case wording.Direction, wording.Intensity:
			if m.Sense == wording.Faster || m.Sense == wording.Slower {
				return "C13"
			}
			return "C11"
		}
	}
	return ""
}

// judgeFigure is a claim that names only a figure: the house table says what
// the words need.
func (s *scope) judgeFigure(words string, x *templates.Expr, at diag.Pos, v value) finding {
	name := source(x.Root)
	r := s.rule(words, x.Root, v)
	if r.code == "" {
		r.code = s.conditionCode(words, x.Root)
	}
	coded := func(p *diag.Problem) *diag.Problem {
		p.Code = r.code
		return p
	}
	if r.unread == houseTableLacks {
		r.unread = ""
		return undecided(coded(hinted(problemf(diag.Claim, at, "the house table does not say what %s means for %s", quote(words), name), "%s", r.hint)))
	}
	if r.unread != "" {
		p := coded(problemf(diag.Claim, at, "%s %s", quote(words), r.unread))
		if r.hint != "" {
			p = hinted(p, "%s", r.hint)
		}
		return undecided(p)
	}
	switch r.truth {
	case data.True:
		found := holding
		found.cover, found.beside = r.cover, r.beside
		return found
	case data.Unknown:
		return lacks(coded(problemf(diag.Claim, at, "%s cannot be judged: %s", quote(words), r.why)))
	case data.Undecided:
		if r.doubt != "" {
			return undecided(coded(problemf(diag.Claim, at, "%s is not decidable from rounded inputs: %s", quote(words), r.doubt)))
		}
		n := v.number()
		return undecided(coded(problemf(diag.Claim, at, "%s is not decidable from rounded inputs: %s (%s to %s), needs %s", quote(words), r.facts, proseAt(n, n.Low, false), proseAt(n, n.High, false), r.needs)))
	}
	p := problemf(diag.Claim, at, "%s is not true: %s, needs %s", quote(words), r.facts, r.needs)
	// What the hint says would hold in place of the words: each is judged first.
	for _, instead := range r.says {
		if s.rule(instead, x.Root, v).truth == data.True {
			p = hinted(p, "the data say: %s", instead)
			break
		}
	}
	found := untrue(coded(p))
	found.beside = r.beside
	return found
}

// seriesName is the id of the series that a figure was taken from.
func (s *scope) seriesName(v value, fallback string) string {
	if v.view.Series != nil {
		return v.view.Series.ID()
	}
	return fallback
}

// roundBelow is a plain number for an example in a hint.
func roundBelow(n data.Value) string {
	if n.OK() && n.Unit.Kind == data.Money && n.X.Cmp(million) >= 0 {
		return fixedPlain(new(big.Rat).Quo(n.X, million)) + "e6"
	}
	return "0"
}

func fixedPlain(x *big.Rat) string {
	return new(big.Int).Quo(x.Num(), x.Denom()).String()
}

func isDifference(n templates.ExprNode) bool {
	switch n := n.(type) {
	case *templates.Binary:
		return n.Op == "-"
	case *templates.Call:
		return n.S == "balance"
	}
	return false
}

// absent is a problem of a figure that is not there: a gap in its window (C28),
// or a base on which there is no rate (C16).
func absent(n data.Value, at diag.Pos, format string, args ...any) *diag.Problem {
	p := problemf(diag.Claim, at, format, args...)
	p.Code = "C28"
	if n.Status == data.NotMeaningful {
		p.Code = "C16"
	}
	return p
}

// lacking says in words why there is no figure.
func lacking(n data.Value) string {
	switch {
	case n.Why != "":
		return n.Why
	case n.Status == data.NotMeaningful:
		return "its base is too small or crosses zero"
	}
	return "the data do not have it"
}
