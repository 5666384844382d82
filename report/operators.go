package report

import (
	"cmp"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/templates"
)

// What operators make of values: three-valued truth, figures with intervals,
// comparison. Names, members and calls are in eval.go.

func (s *scope) unary(n *templates.Unary) (value, *diag.Problem) {
	x, p := s.eval(n.X)
	if p != nil {
		return value{}, p
	}
	switch {
	case n.Op == "-" && isNumber(x):
		v := numberValue(data.Negate(x.number()))
		v.bare, v.rate = x.bare, x.rate
		return v, nil
	case n.Op == "not" && x.kind == kindTruth:
		switch x.truth {
		case data.True:
			x.truth = data.False
		case data.False:
			x.truth = data.True
		}
		return x, nil
	}
	return value{}, problemf(diag.Outline, n.At, "%q cannot be applied to %s", n.Op, kindName(x.kind))
}

func isNumber(v value) bool {
	return v.kind == kindNumber || v.kind == kindSeries
}

func (s *scope) binary(n *templates.Binary) (value, *diag.Problem) {
	x, p := s.eval(n.X)
	if p != nil {
		return value{}, p
	}
	y, p := s.eval(n.Y)
	if p != nil {
		return value{}, p
	}
	switch n.Op {
	case "and", "or":
		if x.kind != kindTruth || y.kind != kindTruth {
			return value{}, problemf(diag.Outline, n.At, "%q joins conditions, not %s and %s", n.Op, kindName(x.kind), kindName(y.kind))
		}
		return combine(n.Op, x, y), nil
	case "+", "-", "*", "/":
		if isNumber(x) && isNumber(y) {
			v, p := arithmetic(n.At, n.Op, x.number(), y.number())
			v.bare = x.bare && y.bare
			return v, p
		}
		return value{}, problemf(diag.Outline, n.At, "%q takes numbers, not %s and %s", n.Op, kindName(x.kind), kindName(y.kind))
	case "<", "<=", ">", ">=", "==", "!=":
		return compare(n, x, y)
	case "in":
		return member(n, x, y)
	}
	return value{}, problemf(diag.Outline, n.At, "unknown operator %q", n.Op)
}

// combine is Kleene's and and or. A missing figure weighs more than an
// undecided comparison: it is what the author can mend.
func combine(op string, x, y value) value {
	decisive := data.False
	if op == "or" {
		decisive = data.True
	}
	for _, t := range []data.Truth{decisive, data.Unknown, data.Undecided} {
		if x.truth == t {
			return x
		}
		if y.truth == t {
			return y
		}
	}
	return x
}

// arithmetic combines two figures. A bare number takes the unit of the other
// one in sums.
func arithmetic(at diag.Pos, op string, a, b data.Value) (value, *diag.Problem) {
	var v data.Value
	var err error
	switch op {
	case "+", "-":
		a, b = adapt(a, b)
		if op == "+" {
			v, err = data.Add(a, b)
		} else {
			v, err = data.Subtract(a, b)
		}
	case "*":
		v, err = data.Multiply(a, b)
	case "/":
		v, err = data.Divide(a, b)
	}
	if err != nil {
		return value{}, problemf(diag.Claim, at, "%v", err)
	}
	return numberValue(v), nil
}

// adapt gives a number without a unit the unit of the other.
func adapt(a, b data.Value) (data.Value, data.Value) {
	switch {
	case a.Unit.Kind == data.NoUnit:
		a.Unit = b.Unit
	case b.Unit.Kind == data.NoUnit:
		b.Unit = a.Unit
	}
	return a, b
}

// aligned is adapt with a check that the two can be compared at all.
func aligned(at diag.Pos, a, b data.Value) (data.Value, data.Value, *diag.Problem) {
	a, b = adapt(a, b)
	if _, err := data.Compare(a, "<", b); err != nil {
		return a, b, problemf(diag.Claim, at, "%v", err)
	}
	return a, b, nil
}

func compare(n *templates.Binary, x, y value) (value, *diag.Problem) {
	v := value{kind: kindTruth}
	truth := func(holds bool) (value, *diag.Problem) {
		if holds {
			v.truth = data.True
		}
		return v, nil
	}
	switch {
	case isNumber(x) && isNumber(y):
		a, b := adapt(x.number(), y.number())
		t, err := data.Compare(a, n.Op, b)
		if err != nil {
			return value{}, problemf(diag.Claim, n.At, "%v", err)
		}
		if t == data.Undecided && sameFigure(a, b) {
			return truth(holds(0, n.Op))
		}
		v.truth = t
		if t == data.Unknown {
			v.why = a.Why
			if a.OK() {
				v.why = b.Why
			}
		}
		return v, nil
	case x.kind == kindPeriod || y.kind == kindPeriod:
		if p := convert(&x, kindPeriod, n.X, n.Op); p != nil {
			return value{}, problemf(diag.Outline, n.At, "a period is compared with a period such as '2023-09', not with %s", source(n.X))
		}
		if p := convert(&y, kindPeriod, n.Y, n.Op); p != nil {
			return value{}, problemf(diag.Outline, n.At, "a period is compared with a period such as '2023-09', not with %s", source(n.Y))
		}
		if x.period.Freq() != y.period.Freq() {
			return value{}, problemf(diag.Outline, n.At, "%s and %s are not of one frequency", x.period, y.period)
		}
		return truth(holds(x.period.Compare(y.period), n.Op))
	case x.kind == kindText && y.kind == kindText:
		return truth(holds(strings.Compare(x.text, y.text), n.Op))
	case x.kind == kindTruth && y.kind == kindTruth && (n.Op == "==" || n.Op == "!="):
		if x.truth > data.True || y.truth > data.True {
			v.truth, v.why = max(x.truth, y.truth), cmp.Or(x.why, y.why)
			return v, nil
		}
		return truth((x.truth == y.truth) == (n.Op == "=="))
	}
	return value{}, problemf(diag.Outline, n.At, "%s and %s cannot be compared", kindName(x.kind), kindName(y.kind))
}

// sameFigure reports whether both are one figure: the same observation, or the
// same sum of observations. Whatever their rounding hides, it equals itself.
func sameFigure(a, b data.Value) bool {
	same := func(x, y data.Input) bool {
		return x.Pos == y.Pos && x.Series == y.Series && x.Span == y.Span && x.Vintage == y.Vintage && x.X.Cmp(y.X) == 0
	}
	if a.Unit != b.Unit || a.X.Cmp(b.X) != 0 || len(a.Inputs) == 0 || !slices.EqualFunc(a.Inputs, b.Inputs, same) {
		return false
	}
	if len(a.Inputs) == 1 {
		return a.X.Cmp(a.Inputs[0].X) == 0
	}
	return a.Low.Cmp(b.Low) == 0 && a.High.Cmp(b.High) == 0
}

func holds(c int, op string) bool {
	switch op {
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	case ">=":
		return c >= 0
	case "==":
		return c == 0
	}
	return c != 0
}

// member is x in y: for texts, periods and numbers in a list.
func member(n *templates.Binary, x, y value) (value, *diag.Problem) {
	if y.kind != kindList {
		return value{}, problemf(diag.Outline, n.At, "%q takes a list such as ['KP', 'VN'] on its right, not %s", n.Op, kindName(y.kind))
	}
	found := value{kind: kindTruth}
	for _, item := range y.list {
		eq := *n
		eq.Op = "=="
		v, p := compare(&eq, x, item)
		if p != nil {
			return value{}, p
		}
		found = combine("or", found, v)
	}
	return found, nil
}

func (s *scope) cond(n *templates.Cond) (value, *diag.Problem) {
	c, p := s.eval(n.C)
	if p != nil {
		return value{}, p
	}
	if c.kind != kindTruth {
		return value{}, problemf(diag.Outline, n.At, "a condition stands before the question mark, and %s is %s", source(n.C), kindName(c.kind))
	}
	switch c.truth {
	case data.Unknown:
		return missingText(data.Value{Why: c.why}), nil
	case data.Undecided:
		return value{}, problemf(diag.Claim, n.C.ExprPos(), "%s is not decidable from rounded inputs", source(n.C))
	case data.True:
		return s.eval(n.X)
	}
	return s.eval(n.Y)
}
