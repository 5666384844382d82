package data

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// Status says what kind of figure a Value is, or why there is none.
type Status uint8

// The statuses. Missing, Suppressed and NotMeaningful have no figure.
const (
	Missing         Status = iota // no observation (zero value)
	Present                       // as published
	Suppressed                    // withheld by the publisher
	Provisional                   // to be revised by the publisher
	Revised                       // revised by the publisher
	Estimated                     // estimated by the publisher or the compiler
	Derived                       // from other figures, such as a total less its other part
	DerivedFromRate               // a base worked back from a published rate; a rate on it is no check of that rate
	Break                         // as published, the first by a new definition: what lies before does not compare
	NotMeaningful                 // computable but not to be printed: a tiny base, a base of both signs
)

var statusNames = [...]string{
	Missing: "missing", Present: "present", Suppressed: "suppressed", Provisional: "provisional", Revised: "revised",
	Estimated: "estimated", Derived: "derived", DerivedFromRate: "derived-from-rate", Break: "break", NotMeaningful: "not-meaningful",
}

// String is the word of the data files and of facts: derived-from-rate.
func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return fmt.Sprintf("status %d", uint8(s))
}

// UnitKind is the kind of a quantity; it decides how a value is printed.
type UnitKind uint8

// The kinds of unit.
const (
	NoUnit   UnitKind = iota // a bare number, as an author writes it; takes the unit of what it meets
	Money                    // Code is the ISO 4217 currency; whole units of it
	Ratio                    // a rate or share: 0.159 is 15.9%
	Points                   // a difference of two ratios: 0.017 is 1.7 percentage points
	Mass                     // kilograms
	Count                    // pieces, days, months, ranks
	Index                    // a number without unit whose size is a definition's: a concentration, a score
	Quantity                 // anything else: Code names it, such as USD/kg or m3
)

// Unit is what a value is measured in. The zero Unit is a bare number.
type Unit struct {
	Kind UnitKind
	Code string // the currency of Money, the name of Quantity; empty for the others
}

// String is the unit in words, for messages and facts: USD, ratio, percentage points, kg, count, m3.
func (u Unit) String() string {
	switch u.Kind {
	case Money, Quantity:
		return u.Code
	case Ratio:
		return "ratio"
	case Points:
		return "percentage points"
	case Mass:
		return "kg"
	case Count:
		return "count"
	case Index:
		return "index"
	}
	return "number"
}

// isRate reports whether the unit is a ratio or a difference of ratios.
func (u Unit) isRate() bool { return u.Kind == Ratio || u.Kind == Points }

// Value is one figure with what is known about it. X is exact; Low and High are
// the ends of the interval that the rounding of its inputs leaves
// (Low <= X <= High). X, Low and High are nil together where there is no figure;
// Status then says why, and Why names what is missing in words.
//
// The zero Value is a missing figure. Values are immutable: never change a
// *big.Rat in place.
type Value struct {
	X, Low, High *big.Rat
	Unit         Unit
	Status       Status
	Why          string
	Inputs       []Input
}

// OK reports whether there is a figure.
func (v Value) OK() bool { return v.X != nil }

// Input is an observation that a value was computed from.
type Input struct {
	Series  string
	Span    Span
	X       *big.Rat
	Unit    Unit
	Status  Status
	Vintage Date
	Source  string // source key, from the source column
	Pos     diag.Pos
	Rate    *Rate // nil: X is in the currency of the file
}

// same reports whether both name one observation.
func (a Input) same(b Input) bool {
	return a.Pos == b.Pos && a.Span == b.Span && a.Vintage == b.Vintage && a.Series == b.Series && a.Unit == b.Unit
}

// Exact is a figure without rounding: a constant, a count.
func Exact(x *big.Rat, u Unit) Value { return Value{X: x, Low: x, High: x, Unit: u, Status: Present} }

// absent is a value without figure.
func absent(u Unit, s Status, inputs []Input, why string, args ...any) Value {
	return Value{Unit: u, Status: s, Why: fmt.Sprintf(why, args...), Inputs: inputs}
}

// Add is a + b: of one unit, or one of them a bare number; a ratio and
// percentage points give a ratio.
func Add(a, b Value) (Value, error) {
	u, err := sumUnit("add", a.Unit, b.Unit)
	if err != nil {
		return Value{}, err
	}
	return combine(a, b, u, func() (x, low, high *big.Rat) {
		return plus(a.X, b.X), plus(a.Low, b.Low), plus(a.High, b.High)
	}), nil
}

// Subtract is a − b, with the units of Add. The difference of two ratios is a
// ratio: whether it reads as percentage points is the caller's to say.
func Subtract(a, b Value) (Value, error) {
	u, err := sumUnit("subtract", a.Unit, b.Unit)
	if err != nil {
		return Value{}, err
	}
	return combine(a, b, u, func() (x, low, high *big.Rat) {
		return minus(a.X, b.X), minus(a.Low, b.High), minus(a.High, b.Low)
	}), nil
}

// Multiply is a × b. A ratio, a count or a bare number leaves the unit of the
// other; a price (USD/kg) times its quantity (kg) is money again; two amounts
// of money have no product.
func Multiply(a, b Value) (Value, error) {
	u, ok := productUnit(a.Unit, b.Unit)
	if !ok {
		return Value{}, fmt.Errorf("cannot multiply %s by %s", a.Unit, b.Unit)
	}
	return combine(a, b, u, func() (x, low, high *big.Rat) {
		low, high = corners(a, b, times)
		return times(a.X, b.X), low, high
	}), nil
}

// Divide is a / b. Two values of one unit give a ratio; a ratio, a count or a
// bare number leaves the unit of a; other units give a price such as USD/kg.
// Two currencies are an error. A divisor that is zero, or whose interval holds
// zero, gives a NotMeaningful value.
func Divide(a, b Value) (Value, error) {
	u, ok := quotientUnit(a.Unit, b.Unit)
	if !ok {
		return Value{}, fmt.Errorf("cannot divide %s by %s", a.Unit, b.Unit)
	}
	if a.OK() && b.OK() && b.Low.Sign() <= 0 && b.High.Sign() >= 0 {
		why := "division by a number that may be zero"
		if b.X.Sign() == 0 {
			why = "division by zero"
		}
		return absent(u, NotMeaningful, mergeInputs(a.Inputs, b.Inputs), "%s", why), nil
	}
	return combine(a, b, u, func() (x, low, high *big.Rat) {
		low, high = corners(a, b, over)
		return over(a.X, b.X), low, high
	}), nil
}

// Indexed is v in hundredths of base, a figure of the same series: an index that is
// 100 in the period of the base. That figure itself is 100 without doubt, however
// it was rounded. A base that is not above zero over its whole interval gives a
// NotMeaningful value.
func Indexed(v, base Value) Value {
	u := Unit{Kind: Index}
	inputs := mergeInputs(v.Inputs, base.Inputs)
	switch {
	case !v.OK() || !base.OK():
		return combine(v, base, u, nil)
	case base.Low.Sign() <= 0:
		return absent(u, NotMeaningful, inputs, "the base of the index is not above zero")
	case v.X.Cmp(base.X) == 0 && slices.EqualFunc(v.Inputs, base.Inputs, Input.same):
		v.X, v.Unit = big.NewRat(100, 1), u
		v.Low, v.High = v.X, v.X
		return v
	}
	return combine(v, base, u, func() (x, low, high *big.Rat) {
		hundredfold := func(x, y *big.Rat) *big.Rat { return times(big.NewRat(100, 1), over(x, y)) }
		low, high = corners(v, base, hundredfold)
		return hundredfold(v.X, base.X), low, high
	})
}

// Negate is −a.
func Negate(a Value) Value {
	if !a.OK() {
		return a
	}
	a.X, a.Low, a.High = negated(a.X), negated(a.High), negated(a.Low)
	return a
}

// Abs is a without its sign.
func Abs(a Value) Value {
	switch {
	case !a.OK() || a.Low.Sign() >= 0:
		return a
	case a.High.Sign() <= 0:
		return Negate(a)
	}
	// The interval holds zero: its far end decides.
	low := negated(a.Low)
	if low.Cmp(a.High) > 0 {
		a.High = low
	}
	a.Low = new(big.Rat)
	a.X = new(big.Rat).Abs(a.X)
	return a
}

// combine makes the result of a two-sided operation: without a figure on
// either side there is none, and the first side that lacks one says why.
func combine(a, b Value, u Unit, f func() (x, low, high *big.Rat)) Value {
	inputs := mergeInputs(a.Inputs, b.Inputs)
	for _, v := range [...]Value{a, b} {
		if !v.OK() {
			return Value{Unit: u, Status: v.Status, Why: v.Why, Inputs: inputs}
		}
	}
	x, low, high := f()
	return Value{X: x, Low: low, High: high, Unit: u, Status: computed(a.Status, b.Status), Inputs: inputs}
}

// computed is the status of a result: the weakest sticky status of its inputs.
// A figure from revised or derived figures is simply present: the marks r and
// "derived" belong to the observation, not to what is computed from it.
func computed(from ...Status) Status {
	for _, sticky := range [...]Status{DerivedFromRate, Estimated, Provisional} {
		if slices.Contains(from, sticky) {
			return sticky
		}
	}
	return Present
}

// mergeInputs is both lists in order, each observation once. The lists of
// values are never changed.
func mergeInputs(a, b []Input) []Input {
	if len(b) == 0 {
		return a
	}
	if len(a) == 0 {
		return b
	}
	merged := make([]Input, len(a), len(a)+len(b))
	copy(merged, a)
	if len(a)*len(b) > 1000 {
		return mergeMany(merged, b)
	}
next:
	for _, in := range b {
		for _, old := range a {
			if old.same(in) {
				continue next
			}
		}
		merged = append(merged, in)
	}
	return merged
}

// mergeMany is for sums of thousands of codes, where to compare each with each
// would take minutes.
func mergeMany(merged, b []Input) []Input {
	type observed struct {
		pos     diag.Pos
		span    Span
		vintage Date
		series  string
		unit    Unit
	}
	key := func(in *Input) observed { return observed{in.Pos, in.Span, in.Vintage, in.Series, in.Unit} }
	seen := make(map[observed]bool, len(merged))
	for i := range merged {
		seen[key(&merged[i])] = true
	}
	for i := range b {
		if !seen[key(&b[i])] {
			merged = append(merged, b[i])
		}
	}
	return merged
}

func sumUnit(verb string, a, b Unit) (Unit, error) {
	switch {
	case a == b, b.Kind == NoUnit:
		return a, nil
	case a.Kind == NoUnit:
		return b, nil
	case a.isRate() && b.isRate():
		return Unit{Kind: Ratio}, nil
	}
	if verb == "subtract" {
		return Unit{}, fmt.Errorf("cannot subtract %s from %s", b, a)
	}
	return Unit{}, fmt.Errorf("cannot %s %s and %s", verb, a, b)
}

// isFactor reports whether the unit only multiplies: it leaves the other unit as it is.
func (u Unit) isFactor() bool {
	return u.Kind == NoUnit || u.isRate() || u.Kind == Count || u.Kind == Index
}

func productUnit(a, b Unit) (Unit, bool) {
	switch {
	case a.isRate() && b.isRate():
		return Unit{Kind: Ratio}, true
	case a.Kind == NoUnit:
		return b, true
	case b.isFactor():
		return a, true
	case a.isFactor():
		return b, true
	}
	for _, pair := range [...][2]Unit{{a, b}, {b, a}} {
		price, quantity := pair[0], pair[1]
		if code, ok := strings.CutSuffix(price.Code, "/"+quantity.String()); ok && price.Kind == Quantity && code != "" {
			return namedUnit(code), true
		}
	}
	return Unit{}, false
}

func quotientUnit(a, b Unit) (Unit, bool) {
	switch {
	case a == b && a.Kind == NoUnit:
		return a, true
	case a == b, a.isRate() && b.isRate():
		return Unit{Kind: Ratio}, true
	case b.isFactor():
		return a, true
	case a.Kind == Money && b.Kind == Money:
		return Unit{}, false
	}
	return Unit{Kind: Quantity, Code: a.String() + "/" + b.String()}, true
}

// corners is the least and the greatest result over the ends of two intervals,
// which bound a monotone operation.
func corners(a, b Value, op func(x, y *big.Rat) *big.Rat) (low, high *big.Rat) {
	for _, x := range [...]*big.Rat{a.Low, a.High} {
		for _, y := range [...]*big.Rat{b.Low, b.High} {
			r := op(x, y)
			if low == nil || r.Cmp(low) < 0 {
				low = r
			}
			if high == nil || r.Cmp(high) > 0 {
				high = r
			}
		}
	}
	return low, high
}

func plus(x, y *big.Rat) *big.Rat  { return new(big.Rat).Add(x, y) }
func minus(x, y *big.Rat) *big.Rat { return new(big.Rat).Sub(x, y) }
func times(x, y *big.Rat) *big.Rat { return new(big.Rat).Mul(x, y) }
func over(x, y *big.Rat) *big.Rat  { return new(big.Rat).Quo(x, y) }
func negated(x *big.Rat) *big.Rat  { return new(big.Rat).Neg(x) }

// Truth is the outcome of a comparison of intervals.
type Truth uint8

// The outcomes.
const (
	False     Truth = iota // holds nowhere in the intervals
	True                   // holds over the whole intervals
	Undecided              // not decidable from rounded inputs
	Unknown                // an input is missing
)

// Compare applies < <= > >= == or != to the intervals of a and b: true if it
// holds for every pair of numbers in them, false if it holds for none, and
// otherwise undecided. A missing figure on either side gives Unknown. Units
// that have no common measure, and an unknown operator, are errors.
func Compare(a Value, op string, b Value) (Truth, error) {
	if a.Unit != b.Unit && a.Unit.Kind != NoUnit && b.Unit.Kind != NoUnit && !(a.Unit.isRate() && b.Unit.isRate()) {
		return Unknown, fmt.Errorf("cannot compare %s with %s", a.Unit, b.Unit)
	}
	var always, never func() bool
	switch op {
	case "<":
		always = func() bool { return a.High.Cmp(b.Low) < 0 }
		never = func() bool { return a.Low.Cmp(b.High) >= 0 }
	case "<=":
		always = func() bool { return a.High.Cmp(b.Low) <= 0 }
		never = func() bool { return a.Low.Cmp(b.High) > 0 }
	case ">":
		always = func() bool { return a.Low.Cmp(b.High) > 0 }
		never = func() bool { return a.High.Cmp(b.Low) <= 0 }
	case ">=":
		always = func() bool { return a.Low.Cmp(b.High) >= 0 }
		never = func() bool { return a.High.Cmp(b.Low) < 0 }
	case "==", "!=":
		always = func() bool { return a.Low.Cmp(b.High) == 0 && a.High.Cmp(b.Low) == 0 }
		never = func() bool { return a.High.Cmp(b.Low) < 0 || a.Low.Cmp(b.High) > 0 }
		if op == "!=" {
			always, never = never, always
		}
	default:
		return Unknown, fmt.Errorf("unknown comparison %q, expected <, <=, >, >=, == or !=", op)
	}
	switch {
	case !a.OK() || !b.OK():
		return Unknown, nil
	case always():
		return True, nil
	case never():
		return False, nil
	}
	return Undecided, nil
}
