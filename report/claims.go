package report

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
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
	switch v.truth {
	case data.True:
		return holding
	case data.Unknown:
		return lacks(problemf(diag.Claim, at, "%s cannot be judged: %s", quote(words), v.why))
	}
	terms := s.terms(x.Root)
	shown := strings.Join(strings.Fields(x.Src), " ")
	facts := ""
	if len(terms) > 0 {
		facts = strings.Join(terms, ", ") + ", "
	}
	if v.truth == data.Undecided {
		return undecided(problemf(diag.Claim, at, "%s is not decidable from rounded inputs: %sneeds %s", quote(words), facts, shown))
	}
	if op, bare := comparisonToBare(x.Root); bare != "" && len(terms) == 1 {
		shown = op + " " + bare
	}
	p := problemf(diag.Claim, at, "%s is not true: %sneeds %s", quote(words), facts, shown)
	if instead := s.truth(words, x.Root); instead != "" {
		p = hinted(p, "%s", instead)
	}
	return untrue(p)
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
		text, _ := v.said()
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
	b, ok := n.(*templates.Binary)
	if !ok || !isComparison(b.Op) {
		return ""
	}
	x, p := s.eval(b.X)
	if p != nil || x.kind != kindNumber || !x.num.OK() {
		return ""
	}
	if _, isNum := b.Y.(*templates.Num); isNum && x.rate && x.num.Unit.Kind != data.Count {
		return "the data say: " + moved(x.num)
	}
	if _, ok := houseRule(words, pace); !ok || x.metric == "" {
		return ""
	}
	y, p := s.eval(b.Y)
	switch {
	case p != nil || y.metric != x.metric:
	case y.view == x.view.Prev():
		return paceHint(x.num, y.num)
	case x.view == y.view.Prev():
		return paceHint(y.num, x.num)
	}
	return ""
}

// paceHint says how a rate stands to the one before it. A fall that became
// smaller has no word in the house table, and no hint.
func paceHint(now, before data.Value) string {
	if slower, err := data.Compare(now, "<", before); err == nil && slower == data.True {
		return "the data say: slowed"
	}
	if faster, err := data.Compare(now, ">", before); err == nil && faster == data.True && now.X.Sign() > 0 {
		return "the data say: accelerated"
	}
	return ""
}

// moved is "fell 6.6%".
func moved(n data.Value) string {
	verb := changeVerb(n)
	if strings.HasPrefix(verb, "was") {
		return verb + " (" + prose(n) + ")"
	}
	return verb + " " + prose(data.Abs(n))
}

// judgeFigure is a claim that names only a figure: the house table says what
// the words need.
func (s *scope) judgeFigure(words string, x *templates.Expr, at diag.Pos, v value) finding {
	n := v.number()
	name := source(x.Root)
	unknown := func() finding {
		return lacks(problemf(diag.Claim, at, "%s cannot be judged: %s is missing: %s", quote(words), name, lacking(n)))
	}
	switch {
	case v.metric == "streak":
		return s.judgeRun(words, x, at, n, unknown)
	case v.metric == "max" || v.metric == "min":
		return s.judgeExtremity(words, x, at, v, unknown)
	case v.rate || n.Unit.Kind == data.Points:
		return s.judgeChange(words, x, at, v, unknown)
	case n.Unit.Kind == data.Ratio:
		return judgeBy(words, name, at, n, unknown, portion)
	case v.kind == kindNumber && v.metric == "" && isDifference(x.Root):
		return judgeBy(words, name, at, n, unknown, change)
	}
	if n.Unit.Kind == data.Count {
		return undecided(hinted(problemf(diag.Claim, at, "%s is claimed of %s, and the words do not say which %s would bear them out", quote(words), name, name), "write the condition: claim=\"%s == 1\"", name))
	}
	return undecided(hinted(problemf(diag.Claim, at, "%s is claimed of %s, which is a level: a level neither rises nor falls", quote(words), name),
		`name a change, such as claim=%s.mom, or write a condition, such as claim="%s > %s"`, s.seriesName(v, name), name, roundBelow(n)))
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

// judgeBy compares one figure with the rows of the house table for a measure.
func judgeBy(words, name string, at diag.Pos, n data.Value, unknown func() finding, m measure) finding {
	r, ok := houseRule(words, m)
	if !ok {
		return undecided(hinted(problemf(diag.Claim, at, "the house table does not say what %s means for %s", quote(words), name),
			`write a condition, such as claim="%s > %s", or one of: %s`, name, exampleBound(m), strings.Join(phrases(m), ", ")))
	}
	if !n.OK() {
		return unknown()
	}
	t, err := r.bound.test(n)
	if err != nil {
		return undecided(problemf(diag.Claim, at, "%v", err))
	}
	return verdict(words, name, at, n, t, r.needs, m)
}

func exampleBound(m measure) string {
	if m == portion {
		return "0.5"
	}
	return "0.05"
}

func verdict(words, name string, at diag.Pos, n data.Value, t data.Truth, needs string, m measure) finding {
	switch t {
	case data.True:
		return holding
	case data.Undecided:
		return undecided(problemf(diag.Claim, at, "%s is not decidable from rounded inputs: %s = %s (%s to %s), needs %s",
			quote(words), name, prose(n), proseAt(n, n.Low, false), proseAt(n, n.High, false), needs))
	}
	p := problemf(diag.Claim, at, "%s is not true: %s = %s, needs %s", quote(words), name, prose(n), needs)
	if m == change {
		p = hinted(p, "the data say: %s", moved(n))
	}
	return untrue(p)
}

// judgeChange judges a rate: by its sign and size, or, where the words speak
// of pace, against the rate one period before.
func (s *scope) judgeChange(words string, x *templates.Expr, at diag.Pos, v value, unknown func() finding) finding {
	name := source(x.Root)
	r, ok := houseRule(words, pace)
	if !ok {
		return judgeBy(words, name, at, v.num, unknown, change)
	}
	if v.metric == "" {
		return undecided(hinted(problemf(diag.Claim, at, "%s compares two rates, and %s is only one", quote(words), name),
			`write claim="exports.mom > exports.prev.mom"`))
	}
	before, ok := v.view.Prev().Metric(v.metric)
	if !ok || !v.num.OK() {
		return unknown()
	}
	if !before.OK() {
		return lacks(problemf(diag.Claim, at, "%s cannot be judged: %s of the period before is missing: %s", quote(words), name, lacking(before)))
	}
	faster, err := data.Compare(v.num, ">", before)
	if err != nil {
		return undecided(problemf(diag.Claim, at, "%v", err))
	}
	t := faster
	if r.bound.low != "" {
		// A fall that becomes smaller is no acceleration of growth.
		positive, err := bound{low: "0"}.test(v.num)
		if err != nil {
			return undecided(problemf(diag.Claim, at, "%v", err))
		}
		t = combine("and", value{truth: faster}, value{truth: positive}).truth
	} else if t, err = data.Compare(v.num, "<", before); err != nil {
		return undecided(problemf(diag.Claim, at, "%v", err))
	}
	facts := fmt.Sprintf("%s = %s after %s", name, prose(v.num), prose(before))
	switch t {
	case data.True:
		return holding
	case data.Undecided:
		return undecided(problemf(diag.Claim, at, "%s is not decidable from rounded inputs: %s", quote(words), facts))
	}
	p := problemf(diag.Claim, at, "%s is not true: %s, needs %s", quote(words), facts, r.needs)
	if hint := paceHint(v.num, before); hint != "" {
		p = hinted(p, "%s", hint)
	}
	return untrue(p)
}

// judgeRun judges "third month in a row".
func (s *scope) judgeRun(words string, x *templates.Expr, at diag.Pos, n data.Value, unknown func() finding) finding {
	name := source(x.Root)
	claimed, direction, ok := spokenRun(words)
	if !ok {
		return undecided(hinted(problemf(diag.Claim, at, "the house table does not say what %s means for %s", quote(words), name),
			`write words such as "third month in a row", or a condition, such as claim="%s >= 3"`, name))
	}
	if !n.OK() {
		return unknown()
	}
	actual, _ := new(big.Rat).Abs(n.X).Float64()
	if int(actual) == claimed && (direction == 0 || direction == n.X.Sign()) {
		return holding
	}
	p := problemf(diag.Claim, at, "%s is not true: %s = %s, needs %s", quote(words), name, prose(n), data.Fixed(big.NewRat(int64(claimed*cmp.Or(direction, 1)), 1), 0, false))
	if actual >= 1 && actual < 1000 {
		way := "rise"
		if n.X.Sign() < 0 {
			way = "fall"
		}
		if actual == 1 {
			return untrue(hinted(p, "the data say: one %s", way))
		}
		return untrue(hinted(p, "the data say: the %s %s in a row", ordinal(int(actual)), way))
	}
	return untrue(p)
}

// judgeExtremity judges "the highest" against the largest value of the series.
func (s *scope) judgeExtremity(words string, x *templates.Expr, at diag.Pos, v value, unknown func() finding) finding {
	name := source(x.Root)
	r, ok := houseRule(words, extremity)
	highest := r.bound.low != ""
	if !ok || highest != (v.metric == "max") {
		return undecided(hinted(problemf(diag.Claim, at, "the house table does not say what %s means for %s", quote(words), name),
			`write "highest" with .max or "lowest" with .min, or a condition`))
	}
	now, _ := v.view.Metric("value")
	if !v.num.OK() || !now.OK() {
		return unknown()
	}
	if now.X.Cmp(v.num.X) == 0 {
		return holding
	}
	return untrue(problemf(diag.Claim, at, "%s is not true: %s = %s, and the value is %s", quote(words), name, prose(v.num), prose(now)))
}
