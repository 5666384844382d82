package data

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"tradebrief/data/diag"
)

var (
	dollars   = Unit{Money, "USD"}
	yuan      = Unit{Money, "CNY"}
	rate      = Unit{Kind: Ratio}
	points    = Unit{Kind: Points}
	kilograms = Unit{Kind: Mass}
	pieces    = Unit{Kind: Count}
	bare      = Unit{}
)

func within(low, x, high string, u Unit) Value {
	return Value{X: rat(x), Low: rat(low), High: rat(high), Unit: u, Status: Present}
}

func (v Value) String() string {
	if !v.OK() {
		return fmt.Sprintf("%s %s: %s", v.Status, v.Unit, v.Why)
	}
	return fmt.Sprintf("%s (%s to %s) %s", v.X.RatString(), v.Low.RatString(), v.High.RatString(), v.Unit)
}

func TestArithmetic(t *testing.T) {
	a := within("162.85", "162.9", "162.95", dollars)
	b := within("188.735", "188.74", "188.745", dollars)
	signed := within("-1", "1", "2", bare)
	for _, c := range []struct {
		what string
		do   func(a, b Value) (Value, error)
		a, b Value
		want string
	}{
		{"sum", Add, a, b, "8791/25 (70317/200 to 70339/200) USD"},
		{"difference", Subtract, b, a, "646/25 (5157/200 to 5179/200) USD"},
		{"product with a sign", Multiply, signed, within("-3", "2", "5", bare), "2 (-6 to 10) number"},
		{"share of money", Multiply, within("0.1", "0.1", "0.1", rate), a, "1629/100 (3257/200 to 3259/200) USD"},
		{"money by money", Divide, b, a, "9437/8145 (37747/32590 to 37749/32570) ratio"},
		{"price", Divide, within("10", "10", "10", dollars), within("4", "4", "4", kilograms), "5/2 (5/2 to 5/2) USD/kg"},
		{"price times quantity", Multiply, within("5/2", "5/2", "5/2", Unit{Quantity, "USD/kg"}), within("4", "4", "4", kilograms), "10 (10 to 10) USD"},
		{"quantity times price", Multiply, within("4", "4", "4", kilograms), within("5/2", "5/2", "5/2", Unit{Quantity, "USD/kg"}), "10 (10 to 10) USD"},
		{"per piece", Divide, within("10", "10", "10", dollars), within("4", "4", "4", pieces), "5/2 (5/2 to 5/2) USD"},
		{"a bare number takes the unit", Subtract, a, Exact(rat("100"), bare), "629/10 (1257/20 to 1259/20) USD"},
		{"ratio less ratio", Subtract, within("0.2", "0.2", "0.2", rate), within("0.1", "0.1", "0.1", rate), "1/10 (1/10 to 1/10) ratio"},
		{"ratio and points", Add, within("0.2", "0.2", "0.2", rate), within("0.1", "0.1", "0.1", points), "3/10 (3/10 to 3/10) ratio"},
		{"points less points", Subtract, within("0.2", "0.2", "0.2", points), within("0.1", "0.1", "0.1", points), "1/10 (1/10 to 1/10) percentage points"},
		{"by zero", Divide, a, within("0", "0", "0", dollars), "not-meaningful ratio: division by zero"},
		{"by what may be zero", Divide, a, within("-0.05", "0.04", "0.05", dollars), "not-meaningful ratio: division by a number that may be zero"},
		{"by a negative number", Divide, within("2", "2", "3", bare), within("-2", "-1", "-1", bare), "-2 (-3 to -1) number"},
		{"money and mass", Add, a, within("1", "1", "1", kilograms), "cannot add USD and kg"},
		{"mass from money", Subtract, a, within("1", "1", "1", kilograms), "cannot subtract kg from USD"},
		{"two currencies", Add, a, within("1", "1", "1", yuan), "cannot add USD and CNY"},
		{"two currencies divided", Divide, a, within("1", "1", "1", yuan), "cannot divide USD by CNY"},
		{"money by money multiplied", Multiply, a, b, "cannot multiply USD by USD"},
		{"what is missing stays missing", Add, a, absent(dollars, Suppressed, nil, "2023-09 is suppressed"), "suppressed USD: 2023-09 is suppressed"},
		{"the zero value is missing", Divide, Value{}, b, "missing number/USD: "},
	} {
		got := ""
		if v, err := c.do(c.a, c.b); err != nil {
			got = err.Error()
		} else {
			got = v.String()
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
	for _, c := range []struct{ in, negated, abs Value }{
		{within("1", "2", "3", bare), within("-3", "-2", "-1", bare), within("1", "2", "3", bare)},
		{within("-3", "-2", "-1", bare), within("1", "2", "3", bare), within("1", "2", "3", bare)},
		{within("-3", "1", "2", bare), within("-2", "-1", "3", bare), within("0", "1", "3", bare)},
		{within("-1", "-1", "2", bare), within("-2", "1", "1", bare), within("0", "1", "2", bare)},
	} {
		if got := Negate(c.in); got.String() != c.negated.String() {
			t.Errorf("−(%s) = %s, want %s", c.in, got, c.negated)
		}
		if got := Abs(c.in); got.String() != c.abs.String() {
			t.Errorf("|%s| = %s, want %s", c.in, got, c.abs)
		}
	}
	of := func(v Value, line int) Value {
		v.Inputs = []Input{{Pos: diag.Pos{Line: line}}}
		return v
	}
	for _, c := range []struct {
		what    string
		v, base Value
		want    string
	}{
		{"an index", of(b, 2), of(a, 1), "188740/1629 (377470/3259 to 377490/3257) index"},
		{"the base itself", of(a, 1), of(a, 1), "100 (100 to 100) index"},
		{"another figure of the same size", of(a, 2), of(a, 1), "100 (325700/3259 to 325900/3257) index"},
		{"a fall below zero", within("-5", "-4", "-3", dollars), within("2", "2", "2", dollars), "-200 (-250 to -150) index"},
		{"a base of zero", a, within("0", "0", "0", dollars), "not-meaningful index: the base of the index is not above zero"},
		{"a base that may be zero", a, within("0", "1", "2", dollars), "not-meaningful index: the base of the index is not above zero"},
		{"a missing figure", absent(dollars, Missing, nil, "no figure"), a, "missing index: no figure"},
		{"a missing base", a, absent(dollars, Suppressed, nil, "withheld"), "suppressed index: withheld"},
	} {
		if got := Indexed(c.v, c.base).String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
	if Negate(Value{}).OK() || Abs(Value{}).OK() {
		t.Error("nothing became a figure")
	}
}

// TestIntervalsHold: whatever numbers within the intervals are meant, the
// result lies within the interval of the result.
func TestIntervalsHold(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	number := func() *big.Rat { return big.NewRat(r.Int64N(2001)-1000, 1+r.Int64N(50)) }
	between := func(low, high *big.Rat) *big.Rat {
		return plus(low, times(minus(high, low), big.NewRat(r.Int64N(101), 100)))
	}
	interval := func() Value {
		low, high := number(), number()
		if low.Cmp(high) > 0 {
			low, high = high, low
		}
		return Value{X: between(low, high), Low: low, High: high, Status: Present}
	}
	for range 400 {
		a, b := interval(), interval()
		x, y := between(a.Low, a.High), between(b.Low, b.High)
		for name, c := range map[string]struct {
			of    func(a, b Value) (Value, error)
			exact func(x, y *big.Rat) *big.Rat
		}{
			"sum": {Add, plus}, "difference": {Subtract, minus}, "product": {Multiply, times}, "quotient": {Divide, over},
			"negation":  {func(a, _ Value) (Value, error) { return Negate(a), nil }, func(x, _ *big.Rat) *big.Rat { return negated(x) }},
			"magnitude": {func(a, _ Value) (Value, error) { return Abs(a), nil }, func(x, _ *big.Rat) *big.Rat { return new(big.Rat).Abs(x) }},
		} {
			v, err := c.of(a, b)
			if err != nil {
				t.Fatal(err)
			}
			if !v.OK() {
				continue // a divisor around zero
			}
			if z := c.exact(x, y); z.Cmp(v.Low) < 0 || z.Cmp(v.High) > 0 || v.X.Cmp(v.Low) < 0 || v.X.Cmp(v.High) > 0 {
				t.Fatalf("%s of %s and %s: %s, but %s and %s give %s", name, a, b, v, x, y, z)
			}
		}
		for _, op := range []string{"<", "<=", ">", ">=", "==", "!="} {
			truth, err := Compare(a, op, b)
			if err != nil {
				t.Fatal(err)
			}
			d := x.Cmp(y)
			holds := map[string]bool{"<": d < 0, "<=": d <= 0, ">": d > 0, ">=": d >= 0, "==": d == 0, "!=": d != 0}[op]
			if truth == True && !holds || truth == False && holds {
				t.Fatalf("%s %s %s is said to be %d, but %s and %s are possible", a, op, b, truth, x, y)
			}
		}
	}
}

func TestCompare(t *testing.T) {
	low, high, wide := within("1", "1.5", "2", rate), within("2", "2.5", "3", rate), within("1", "2", "3", rate)
	two := Exact(rat("2"), bare)
	for _, c := range []struct {
		a    Value
		op   string
		b    Value
		want Truth
	}{
		{low, "<", high, Undecided}, // both may be 2
		{low, "<=", high, True},
		{low, ">", high, False},
		{low, ">=", high, Undecided},
		{low, "<", wide, Undecided},
		{low, "<", Exact(rat("3"), bare), True},
		{low, "==", Exact(rat("3"), bare), False},
		{low, "!=", Exact(rat("3"), bare), True},
		{low, "==", low, Undecided},
		{two, "==", two, True},
		{two, "!=", two, False},
		{two, ">=", two, True},
		{two, ">", two, False},
		{within("0.1", "0.1", "0.1", points), ">", within("0", "0", "0", rate), True},
		{Value{}, "<", two, Unknown},
		{two, "!=", absent(bare, NotMeaningful, nil, "tiny"), Unknown},
	} {
		if got, err := Compare(c.a, c.op, c.b); err != nil || got != c.want {
			t.Errorf("%s %s %s: %d (%v), want %d", c.a, c.op, c.b, got, err, c.want)
		}
	}
	for _, c := range []struct {
		a    Value
		op   string
		b    Value
		want string
	}{
		{within("1", "1", "1", dollars), "<", within("1", "1", "1", kilograms), "cannot compare USD with kg"},
		{within("1", "1", "1", dollars), "<", within("1", "1", "1", yuan), "cannot compare USD with CNY"},
		{two, "=", two, `unknown comparison "=", expected <, <=, >, >=, == or !=`},
	} {
		if _, err := Compare(c.a, c.op, c.b); err == nil || err.Error() != c.want {
			t.Errorf("%s %s %s: %v, want %s", c.a, c.op, c.b, err, c.want)
		}
	}
}

// TestStatusOfResults: what must not be forgotten sticks.
func TestStatusOfResults(t *testing.T) {
	for _, c := range []struct{ a, b, want Status }{
		{Present, Present, Present},
		{Present, Derived, Present},
		{Revised, Present, Present},
		{Provisional, Present, Provisional},
		{Provisional, Estimated, Estimated},
		{Estimated, DerivedFromRate, DerivedFromRate},
		{DerivedFromRate, Present, DerivedFromRate},
	} {
		a, b := Exact(rat("1"), bare), Exact(rat("2"), bare)
		a.Status, b.Status = c.a, c.b
		for _, pair := range [][2]Value{{a, b}, {b, a}} {
			if v, err := Divide(pair[0], pair[1]); err != nil || v.Status != c.want {
				t.Errorf("%s and %s make %s, want %s", pair[0].Status, pair[1].Status, v.Status, c.want)
			}
		}
	}
}

func TestInputsAreMergedOnce(t *testing.T) {
	in := func(line int) Input {
		return Input{Series: "s", Span: Span{Month(2023, line), Month(2023, line)}, Pos: diag.Pos{File: "d.csv", Line: line, Col: 1}}
	}
	a, b := Exact(rat("1"), bare), Exact(rat("2"), bare)
	a.Inputs, b.Inputs = []Input{in(1), in(2)}, []Input{in(2), in(3)}
	v, err := Add(a, b)
	if err != nil || len(v.Inputs) != 3 {
		t.Fatalf("%d inputs (%v), want 3", len(v.Inputs), err)
	}
	for i, got := range v.Inputs {
		if got.Pos.Line != i+1 {
			t.Errorf("input %d is of line %d", i, got.Pos.Line)
		}
	}
	if len(a.Inputs) != 2 || len(b.Inputs) != 2 {
		t.Error("an operand was changed")
	}
}
