package report

import (
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/templates"
)

// How a figure comes about: its formula in words, the same with the figures
// filled in, its interval, and what it rests on.

// figure explains a figure: its formula, with the values filled in, and what it
// was computed from.
func (e *explainer) figure(n templates.ExprNode, v value) Figure {
	num := v.number()
	f := Figure{Name: source(n), Inputs: []FigureInput{}}
	f.Fact = newFact(e.lang, f.Name, num, v.rate, e.b.project.Show)
	f.Text = plainSpaces(f.Text)
	metric := v.metric
	if v.kind == kindSeries {
		metric = "value"
	}
	switch call, member := asCall(n), asMember(n); {
	case call != nil && call.X != nil && (call.S == "vs" || call.S == "index"):
		f.Definition = "The figure of the period as a ratio of that of another one."
		times := ""
		if call.S == "index" {
			f.Definition, times = "The figure of the period where that of another one is 100.", " × 100"
		}
		if now, p := e.eval(call.X); p == nil && len(call.Args) == 1 {
			then, p := e.eval(&templates.Call{At: call.At, X: call.X, S: "at", Args: call.Args})
			if p == nil {
				f.Formula, f.Filled = "value / value of "+strings.Trim(source(call.Args[0]), "'"), term(now.number())+" / "+term(then.number())
				f.Formula, f.Filled = f.Formula+times, f.Filled+times
			}
		}
	case call != nil && call.X != nil && call.S == "cagr" && len(call.Args) == 1:
		f.Definition = "The yearly growth that leads from the figure of one period to that of another, over whole years (compound annual growth rate)."
		f.Formula = "(value / value of " + strings.Trim(source(call.Args[0]), "'") + ")^(1 / years) − 1"
		now, p := e.eval(call.X)
		then, q := e.eval(&templates.Call{At: call.At, X: call.X, S: "at", Args: call.Args})
		if p == nil && q == nil && num.OK() {
			at := now.view.Period
			f.Filled = "(" + term(now.number()) + " / " + term(then.number()) + ")^(1 / " + strconv.Itoa(at.Sub(then.view.Period)/at.PerYear()) + ") − 1"
		}
	case call != nil && call.X == nil && call.S == "mirror" && len(call.Args) == 2:
		f.Definition = "How far the figure of the second office lies above that of the first, which reports the same trade from the other side."
		f.Formula = "(theirs − ours) / ours"
		if ours, p := e.eval(call.Args[0]); p == nil {
			if theirs, p := e.eval(call.Args[1]); p == nil {
				f.Filled = "(" + term(theirs.number()) + " − " + term(ours.number()) + ") / " + term(ours.number())
			}
		}
	case member != nil && metric == "" && member.S == "base":
		f.Definition = "The figure that " + source(member.X) + " is measured against."
	case metric != "":
		if info, ok := metricInfo(metric); ok {
			f.Definition = info.Definition
			f.Formula, f.Filled = e.formula(info, v.view)
		}
	default:
		f.Filled = strings.NewReplacer(nbsp, " ", " - ", " − ", " * ", " × ").Replace(source(e.filled(n)))
	}
	f.Range = interval(num)
	if f.First = e.firstReleases().released(&f.Fact); f.First != nil {
		f.First.Text = plainSpaces(f.First.Text)
	}
	newest := data.Date(0)
	for i, in := range num.Inputs {
		at := FigureInput{FactInput: f.Fact.Inputs[i], Text: inFull(data.Value{X: in.X, Unit: in.Unit}), Status: statusName(in.Status)}
		if r := in.Rate; r != nil && len(r.Steps) > 0 && r.From != nil {
			at.Rate = inFull(data.Value{X: r.From, Unit: r.FromUnit})
			for i, s := range r.Steps {
				at.Rate += [...]string{" at ", " and "}[i] + plainSpaces(rateWords(english, s)) + fmt.Sprintf(", %s:%d", at.Converted.File, s.Pos.Line)
			}
			if from := strings.Trim(r.Source+": "+e.publisher(r.Source), ": "); from != "" {
				at.Rate += "; " + from
			}
		}
		newest = max(newest, in.Vintage)
		if at.Publisher = e.publisher(in.Source); at.Publisher == "" {
			at.Publisher = e.owner(n)
		}
		f.Inputs = append(f.Inputs, at)
	}
	if newest != 0 {
		f.Vintage = newest.String()
	}
	f.Caution = plainSpaces(caution(num))
	return f
}

func asCall(n templates.ExprNode) *templates.Call {
	c, _ := n.(*templates.Call)
	return c
}

func asMember(n templates.ExprNode) *templates.Member {
	m, _ := n.(*templates.Member)
	return m
}

// owner is the publisher of the data of the first series that an expression
// names.
func (e *explainer) owner(n templates.ExprNode) string {
	if entries := e.seriesIn(n); len(entries) > 0 {
		return entries[0].series.Publisher()
	}
	return ""
}

// term is a figure within a formula: all its digits, no unit.
func term(n data.Value) string { return english.Denominate(n.Unit, nil).Full(n, false) }

// inFull is a figure with all its digits and its unit.
func inFull(n data.Value) string {
	if n.Unit.Kind == data.Money {
		return plainSpaces(english.Currency(n.Unit.Code) + term(n) + " million")
	}
	return plainSpaces(strings.TrimSpace(term(n) + " " + english.Unit(n.Unit)))
}

// interval is the two ends of a figure's interval, with as many digits as tell
// them apart; empty if there is none.
func interval(n data.Value) string {
	if !n.OK() || n.Low.Cmp(n.High) == 0 {
		return ""
	}
	if n.Unit.Kind == data.Ratio || n.Unit.Kind == data.Points {
		unit := strings.TrimSpace(english.Unit(n.Unit))
		if unit != "%" {
			unit = " " + unit
		}
		for decimals := 2; ; decimals++ {
			low, high := data.Fixed(new(big.Rat).Mul(n.Low, hundred), decimals, false), data.Fixed(new(big.Rat).Mul(n.High, hundred), decimals, false)
			if low != high || decimals == 6 {
				return low + unit + " to " + high + unit
			}
		}
	}
	low, high := n, n
	low.X, high.X = n.Low, n.High
	return inFull(low) + " to " + inFull(high)
}

var formulaTerms = regexp.MustCompile(`\{[^}]*\}`)

// formula is the formula of a metric, in words and with the figures filled in.
// The unit stands behind it where all figures have one.
func (e *explainer) formula(info data.MetricInfo, v data.View) (words, filled string) {
	unit, mixed := data.Unit{}, false
	alone := strings.HasPrefix(info.Formula, "{") && strings.IndexByte(info.Formula, '}') == len(info.Formula)-1
	words = strings.NewReplacer("{", "", "}", "").Replace(info.Formula)
	filled = formulaTerms.ReplaceAllStringFunc(info.Formula, func(name string) string {
		t, ok := v.Term(strings.Trim(name, "{}"))
		if !ok || !t.Value.OK() {
			return "n.a."
		}
		mixed = mixed || unit.Kind != data.NoUnit && unit != t.Value.Unit
		unit = t.Value.Unit
		addends := t.Parts
		if t.Sum {
			for _, in := range t.Value.Inputs {
				addends = append(addends, data.Value{X: in.X, Unit: in.Unit})
			}
		}
		if len(addends) < 2 || len(addends) > maxAddends {
			return term(t.Value)
		}
		parts := make([]string, len(addends))
		for i, a := range addends {
			parts[i] = term(a)
		}
		sum := strings.ReplaceAll(strings.Join(parts, " + "), "+ −", "− ")
		if !alone {
			sum = "(" + sum + ")"
		}
		return sum
	})
	if u := english.Unit(unit); u != "" && !mixed && filled != "" {
		filled += ", in " + u
	}
	return words, plainSpaces(filled)
}

// maxAddends is as many addends as a formula shows; more are given as their sum.
const maxAddends = 24

// arithmeticOf are the functions that a formula writes with a sign.
var arithmeticOf = map[string]string{"balance": "-", "total": "+", "ratio": "/"}

// filled is an expression with its facts replaced by their figures.
func (e *explainer) filled(n templates.ExprNode) templates.ExprNode {
	if e.ofSeries(n) {
		if v, p := e.eval(n); p == nil && isNumber(v) {
			text := prose(v.number())
			if v.number().Unit.Kind == data.Money {
				text = term(v.number())
			}
			return &templates.Name{S: text}
		}
		return n
	}
	list := func(nodes []templates.ExprNode) []templates.ExprNode {
		out := make([]templates.ExprNode, len(nodes))
		for i, x := range nodes {
			out[i] = e.filled(x)
		}
		return out
	}
	switch n := n.(type) {
	case *templates.Call:
		c := *n
		c.Args = list(n.Args)
		if op := arithmeticOf[n.S]; op != "" && len(c.Args) > 0 {
			sum := c.Args[0]
			for _, x := range c.Args[1:] {
				sum = &templates.Binary{Op: op, X: sum, Y: x}
			}
			return sum
		}
		return &c
	case *templates.Unary:
		c := *n
		c.X = e.filled(n.X)
		return &c
	case *templates.Binary:
		c := *n
		c.X, c.Y = e.filled(n.X), e.filled(n.Y)
		return &c
	case *templates.Cond:
		c := *n
		c.C, c.X, c.Y = e.filled(n.C), e.filled(n.X), e.filled(n.Y)
		return &c
	case *templates.ListExpr:
		c := *n
		c.Items = list(n.Items)
		return &c
	}
	return n
}

// caution says what a figure rests on that a reader should know.
func caution(n data.Value) string {
	var m marks
	m.addInputs(n, data.Span{})
	switch {
	case n.Status == data.DerivedFromRate && len(m.fromRate) > 0:
		return "the figure of " + spanList(english, m.fromRate) + " was worked back from a published rate, so this repeats that source and checks nothing"
	case len(m.fromRate) > 0:
		return "the figure of " + spanList(english, m.fromRate) + " was worked back from a published rate"
	case len(m.derived) > 0:
		return "derived from other published figures: " + spanList(english, m.derived)
	}
	return ""
}
