package data

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
)

// What a series is made of: how concentrated its goods are, and how much of a
// change is price, volume, or other goods than before.

// goods are what a change is split by: the series itself where it is one good
// with quantities, or has no codes below it, else its codes.
func (v View) goods() []*Series {
	s := v.Series
	if s.code == "" || s.quantity() == nil {
		if list := s.cube.Breakdown(s); len(list) > 0 {
			return list
		}
	}
	return []*Series{s}
}

// good is one good in the period and a year before: values and quantities.
type good struct{ x1, x0, q1, q0 Value }

// matched are the goods that have a value and a quantity above zero both in the
// period and a year before.
func (v View) matched() []good {
	before := v.Period.Add(-v.Period.PerYear())
	var list []good
	for _, s := range v.goods() {
		q := s.quantity()
		if q == nil {
			continue
		}
		g := good{v.of(s, v.Period), v.of(s, before), v.of(q, v.Period), v.of(q, before)}
		if !slices.ContainsFunc([]Value{g.x1, g.x0, g.q1, g.q0}, func(x Value) bool { return !x.OK() || x.Low.Sign() <= 0 }) {
			list = append(list, g)
		}
	}
	return list
}

// half is also the least part of the value that a split speaks for.
var half = big.NewRat(1, 2)

// split is the change on the year before in three parts.
type split struct {
	goods                      []good
	price, volume, composition Value
	coverage                   Value
	prices, volumes            []Value // of each good
}

// split takes the change on the year before apart, after Bennet: of each good
// (p₁−p₀)(q₀+q₁)/2 is price and (q₁−q₀)(p₀+p₁)/2 is volume, which add up to its
// change exactly; what other goods changed is composition. Without a figure the
// coverage says why. Six metrics ask for it, so that a series keeps it.
func (v View) split() split {
	key := View{Period: v.Period, FirstRelease: v.FirstRelease}
	if kept, ok := v.Series.splits.Load(key); ok {
		return kept.(split)
	}
	sp := v.takeApart()
	v.Series.splits.Store(key, sp)
	return sp
}

func (v View) takeApart() split {
	v1, v0 := v.value(), v.yearBefore()
	refuse := func(status Status, why string, args ...any) split {
		return split{coverage: absent(Unit{Kind: Ratio}, status, mergeInputs(v1.Inputs, v0.Inputs), why, args...)}
	}
	for _, x := range [...]Value{v1, v0} {
		if !x.OK() {
			return refuse(x.Status, "%s", x.Why)
		}
	}
	if v.Series.unit.Kind != Money {
		return refuse(Missing, "%s is no value: only a value has a price and a volume", v.Series.id)
	}
	sp := split{goods: v.matched(), price: Exact(new(big.Rat), v.Series.unit), volume: Exact(new(big.Rat), v.Series.unit)}
	if len(sp.goods) == 0 {
		return refuse(Missing, "no good of %s has a quantity in %s and in %s", v.Series.id, v.Period, v.Period.Add(-v.Period.PerYear()))
	}
	var now, before []Value
	for _, g := range sp.goods {
		p, q := g.effects(v.Series.unit)
		sp.prices, sp.volumes = append(sp.prices, p), append(sp.volumes, q)
		now, before = append(now, g.x1), append(before, g.x0)
	}
	sp.price, sp.volume = total(v.Series.unit, sp.prices), total(v.Series.unit, sp.volumes)
	m1, m0 := total(v.Series.unit, now), total(v.Series.unit, before)
	sp.composition = difference(difference(v1, v0), difference(m1, m0))
	sp.coverage = ratio(orAbsent(Add(m1, m0)), orAbsent(Add(v1, v0)))
	if len(sp.goods) == 1 && m1.X.Cmp(v1.X) == 0 && m0.X.Cmp(v0.X) == 0 {
		// The good is the whole: nothing is left, whatever the rounding.
		sp.composition.Low, sp.composition.High = sp.composition.X, sp.composition.X
		sp.coverage.Low, sp.coverage.High = sp.coverage.X, sp.coverage.X
	}
	if sp.coverage.OK() && sp.coverage.X.Cmp(half) < 0 {
		return refuse(NotMeaningful, "goods with quantities in both periods make up only %s%% of the value of %s",
			Fixed(times(sp.coverage.X, big.NewRat(100, 1)), 1, false), v.Series.id)
	}
	return sp
}

// effects are the price effect and the volume effect of one good. With r = q₁/q₀
// they are (x₁(1+1/r) − x₀(1+r))/2 and (x₁(1−1/r) + x₀(r−1))/2, which rise or
// fall in each of their three terms, so that their ends are those of the terms.
func (g good) effects(u Unit) (price, volume Value) {
	priceOf := func(x1, x0, r *big.Rat) *big.Rat {
		a := times(x1, plus(one, over(one, r)))
		return times(minus(a, times(x0, plus(one, r))), half)
	}
	volumeOf := func(x1, x0, r *big.Rat) *big.Rat {
		a := times(x1, minus(one, over(one, r)))
		return times(plus(a, times(x0, minus(r, one))), half)
	}
	r := over(g.q1.X, g.q0.X)
	least, most := over(g.q1.Low, g.q0.High), over(g.q1.High, g.q0.Low)
	// A volume that grew is the more the larger the values are.
	atEnd := func(r *big.Rat, low bool) *big.Rat {
		if low == (r.Cmp(one) >= 0) {
			return volumeOf(g.x1.Low, g.x0.Low, r)
		}
		return volumeOf(g.x1.High, g.x0.High, r)
	}
	inputs := mergeInputs(mergeInputs(g.x1.Inputs, g.x0.Inputs), mergeInputs(g.q1.Inputs, g.q0.Inputs))
	status := computed(g.x1.Status, g.x0.Status, g.q1.Status, g.q0.Status)
	price = Value{X: priceOf(g.x1.X, g.x0.X, r), Low: priceOf(g.x1.Low, g.x0.High, most), High: priceOf(g.x1.High, g.x0.Low, least), Unit: u, Status: status, Inputs: inputs}
	price = trimmed(price)
	volume = Value{X: volumeOf(g.x1.X, g.x0.X, r), Low: atEnd(least, true), High: atEnd(most, false), Unit: u, Status: status, Inputs: inputs}
	volume = trimmed(volume)
	volume.X = minus(minus(g.x1.X, g.x0.X), price.X) // so that they add up to the change exactly
	return price, volume
}

// trimmed is a value without the places behind the fifteenth, its interval a hair
// wider: thousands of fractions of different divisors would make a sum of a
// million digits.
func trimmed(v Value) Value {
	if v.OK() {
		v.X, v.Low, v.High = atPlaces(v.X, half), atPlaces(v.Low, new(big.Rat)), negated(atPlaces(negated(v.High), new(big.Rat)))
	}
	return v
}

// atPlaces is a number cut at fifteen places after up was added in the last.
func atPlaces(x, up *big.Rat) *big.Rat {
	y := plus(times(x, tenTo(15)), up)
	n := new(big.Int).Div(y.Num(), y.Denom()) // Div rounds down for negative numbers too
	return new(big.Rat).SetFrac(n, pow10(15))
}

// part of a split, or why there is none.
func (sp split) part(v Value, u Unit) Value {
	if !sp.coverage.OK() {
		return absent(u, sp.coverage.Status, sp.coverage.Inputs, "%s", sp.coverage.Why)
	}
	return v
}

func (v View) priceEffect() Value  { sp := v.split(); return sp.part(sp.price, v.Series.unit) }
func (v View) volumeEffect() Value { sp := v.split(); return sp.part(sp.volume, v.Series.unit) }
func (v View) compositionEffect() Value {
	sp := v.split()
	return sp.part(sp.composition, v.Series.unit)
}
func (v View) priceCoverage() Value { return v.split().coverage }

// effectsOfGoods are the terms of a sum over goods.
func (v View) effectsOfGoods(pick func(split) ([]Value, Value)) Term {
	sp := v.split()
	parts, all := pick(sp)
	return Term{Value: sp.part(all, v.Series.unit), Parts: parts}
}

// unitValueIndices are the indices of Laspeyres and of Paasche of the unit values
// on the year before: Σp₁q₀/Σx₀ and Σx₁/Σp₀q₁. Of one good both are p₁/p₀.
func (v View) unitValueIndices() (laspeyres, paasche Value) {
	index := func(x Value) Value { x.Unit = Unit{Kind: Index}; return x }
	sp, u := v.split(), v.Series.unit
	if !sp.coverage.OK() {
		return index(sp.coverage), index(sp.coverage)
	}
	var x1, x0, then, now []Value
	var inputs []Input
	for _, g := range sp.goods {
		r := quotient(g.q1, g.q0)
		x1, x0 = append(x1, g.x1), append(x0, g.x0)
		then, now = append(then, trimmed(quotient(g.x1, r))), append(now, trimmed(orAbsent(Multiply(g.x0, r))))
		for _, x := range [...]Value{g.x1, g.x0, g.q1, g.q0} {
			inputs = append(inputs, x.Inputs...) // each good has its own
		}
	}
	laspeyres, paasche = ratio(total(u, then), total(u, x0)), ratio(total(u, x1), total(u, now))
	laspeyres.Inputs, paasche.Inputs = inputs, inputs
	return index(laspeyres), index(paasche)
}

// unitValueYoY is the change of the unit value of one good; of several it is the
// change of Fisher's index over those with quantities in both periods.
func (v View) unitValueYoY() Value {
	rate := Unit{Kind: Ratio}
	if base := v.yearBefore(); base.OK() {
		if why, status := v.unfit(base, v.Series); why != "" {
			return absent(rate, status, mergeInputs(v.value().Inputs, base.Inputs), "%s", why)
		}
	}
	laspeyres, paasche := v.unitValueIndices()
	fisher := laspeyres
	fisher.Unit = rate
	if !fisher.OK() || laspeyres.X.Cmp(paasche.X) == 0 && laspeyres.Low.Cmp(paasche.Low) == 0 {
		return lessOne(fisher)
	}
	low, high := root(times(laspeyres.X, paasche.X), 2)
	fisher.X = times(plus(low, high), half)
	fisher.Low, _ = root(times(laspeyres.Low, paasche.Low), 2)
	_, fisher.High = root(times(laspeyres.High, paasche.High), 2)
	return lessOne(fisher)
}

// root is the n-th root of a number that is not negative, to fifteen places: the
// greatest number of as many places below it, and the least above it.
func root(x *big.Rat, n int) (low, high *big.Rat) {
	places := pow10(15)
	goal := new(big.Int).Exp(places, big.NewInt(int64(n)), nil)
	goal.Mul(goal, x.Num()).Quo(goal, x.Denom()) // floor of (x · 10^15)ⁿ
	r := new(big.Int).Lsh(big.NewInt(1), uint(goal.BitLen()/n+1))
	for k := big.NewInt(int64(n - 1)); goal.Sign() > 0; { // Newton's steps go down until they are there
		next := new(big.Int).Quo(goal, new(big.Int).Exp(r, k, nil))
		next.Add(next, new(big.Int).Mul(r, k)).Quo(next, big.NewInt(int64(n)))
		if next.Cmp(r) >= 0 {
			break
		}
		r = next
	}
	if goal.Sign() == 0 {
		r = goal
	}
	low = new(big.Rat).SetFrac(r, places)
	high = new(big.Rat).SetFrac(new(big.Int).Add(r, big.NewInt(1)), places)
	if power := new(big.Rat).SetFrac(new(big.Int).Exp(r, big.NewInt(int64(n)), nil), new(big.Int).Exp(places, big.NewInt(int64(n)), nil)); power.Cmp(x) == 0 {
		high = low
	}
	return low, high
}

// hhi is the sum of the squared shares of the codes. The codes must be all
// there is: their sum is the figure itself as far as rounding goes.
func (v View) hhi() Value { h, _ := v.squaredShares(); return h }

func (v View) squaredShares() (h Value, squares []Value) {
	index := Unit{Kind: Index}
	whole := v.value()
	if !whole.OK() {
		return absent(index, whole.Status, whole.Inputs, "%s", whole.Why), nil
	}
	var parts []Value
	hidden := 0
	for _, s := range v.Series.cube.Breakdown(v.Series) {
		switch x := v.of(s, v.Period); {
		case x.OK() && x.X.Sign() < 0:
			return absent(index, NotMeaningful, x.Inputs, "%s of %s is below zero", s.id, v.Period), nil
		case x.OK():
			parts = append(parts, x)
		case x.Status == Suppressed:
			hidden++
		}
	}
	sum := total(v.Series.unit, parts)
	switch {
	case len(parts) == 0:
		return absent(index, Missing, whole.Inputs, "%s has no figures by code for %s", v.Series.id, v.Period), nil
	case hidden > 0:
		return absent(index, Suppressed, whole.Inputs, "%d of the codes of %s are suppressed in %s, and a concentration needs all of them", hidden, v.Series.id, v.Period), nil
	case whole.X.Sign() <= 0:
		return absent(index, NotMeaningful, whole.Inputs, "%s of %s is not above zero", v.Series.id, v.Period), nil
	case sum.Low.Cmp(whole.High) > 0 || sum.High.Cmp(whole.Low) < 0:
		return absent(index, Missing, whole.Inputs, "the codes of %s add up to %s%% of it in %s, and a concentration needs all of them", v.Series.id,
			Fixed(times(over(sum.X, whole.X), big.NewRat(100, 1)), 1, false), v.Period), nil
	}
	// The share of a code is least where it is low and all others are high.
	square := func(x, rest *big.Rat) *big.Rat {
		if x.Sign() <= 0 || rest.Sign() < 0 {
			return new(big.Rat)
		}
		s := over(x, plus(x, rest))
		return times(s, s)
	}
	for _, x := range parts {
		squares = append(squares, trimmed(Value{
			X:    square(x.X, minus(sum.X, x.X)),
			Low:  square(x.Low, minus(sum.High, x.High)),
			High: square(x.High, minus(sum.Low, x.Low)),
			Unit: index, Status: computed(x.Status),
		}))
	}
	h = total(index, squares)
	h.Inputs = sum.Inputs
	if h.High.Cmp(one) > 0 {
		h.High = one
	}
	return h, squares
}

// editions are the years in which a new edition of the HS came into force.
var editions = []int{1996, 2002, 2007, 2012, 2017, 2022, 2028}

// turnover counts the codes that are traded now and were not a year before, or
// the other way round.
func (v View) turnover(gained bool) Value {
	count := Unit{Kind: Count}
	before := v.Period.Add(-v.Period.PerYear())
	hs := strings.HasPrefix(strings.ToUpper(cmp.Or(v.Series.Classification(), "HS")), "H")
	for _, year := range editions {
		if hs && before.Year() < year && v.Period.Year() >= year {
			return absent(count, NotMeaningful, nil, "the HS of %d came between %s and %s: a code that is new is no new good", year, before, v.Period)
		}
	}
	n := Exact(new(big.Rat), count)
	list := v.Series.cube.Breakdown(v.Series)
	for _, s := range list {
		from, to := v.of(s, before), v.of(s, v.Period)
		if !gained {
			from, to = to, from
		}
		if !to.OK() || to.X.Sign() <= 0 {
			continue
		}
		if !from.OK() && (from.Status != Missing || len(from.Inputs) > 0 || !s.complete()) {
			return absent(count, Missing, to.Inputs, "%s, which need not mean no trade", from.Why)
		}
		if !from.OK() || from.X.Sign() == 0 {
			n.X = plus(n.X, one)
			n.Inputs = append(n.Inputs, to.Inputs...)
		}
	}
	if len(list) == 0 {
		return absent(count, Missing, nil, "%s has no codes", v.Series.id)
	}
	n.Low, n.High = n.X, n.X
	return n
}

// complete reports whether a code without a row had no trade.
func (s *Series) complete() bool {
	return !slices.ContainsFunc(s.parts, func(p part) bool { return !p.e.src.Complete })
}
