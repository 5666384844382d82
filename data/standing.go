package data

import (
	"math/big"
	"slices"
)

// streak counts changes of one direction. The interval holds the counts that
// the rounding of the figures leaves possible.
func (v View) streak() Value {
	count := Unit{Kind: Count}
	cur := v.value()
	if !cur.OK() {
		return absent(count, cur.Status, cur.Inputs, "%s", cur.Why)
	}
	// For each direction: changes that are it by the figures, certainly, possibly.
	type run struct {
		n    int64
		open bool
	}
	var byFigure, certain, possible [2]run
	for i := range 2 {
		byFigure[i].open, certain[i].open, possible[i].open = true, true, true
	}
	inputs := slices.Clone(cur.Inputs)
	extend := func(r *run, yes bool) {
		if r.open = r.open && yes; r.open {
			r.n++
		}
	}
	status := cur.Status
	for p := v.Period; ; p = p.Add(-1) {
		before := v.of(v.Series, p.Add(-1))
		if !before.OK() {
			if p == v.Period {
				return absent(count, before.Status, mergeInputs(inputs, before.Inputs), "%s", before.Why)
			}
			break
		}
		inputs = append(inputs, before.Inputs...) // of another period, so of other observations
		status = computed(status, before.Status)
		for i, pair := range [2][2]Value{{cur, before}, {before, cur}} {
			more, less := pair[0], pair[1]
			nothing := more.X.Sign() == 0 && less.X.Sign() == 0 // two months without trade hide no change
			extend(&byFigure[i], more.X.Cmp(less.X) > 0)
			extend(&certain[i], more.Low.Cmp(less.High) > 0)
			extend(&possible[i], more.High.Cmp(less.Low) > 0 && !nothing)
		}
		if !possible[0].open && !possible[1].open {
			break
		}
		cur = before
	}
	low, high := -possible[1].n, possible[0].n
	if certain[0].n > 0 {
		low = certain[0].n
	}
	if certain[1].n > 0 {
		high = -certain[1].n
	}
	return Value{
		X: big.NewRat(byFigure[0].n-byFigure[1].n, 1), Low: big.NewRat(low, 1), High: big.NewRat(high, 1),
		Unit: count, Status: status, Inputs: inputs,
	}
}

// beyond reports whether a is strictly above (or below) b.
func beyond(a, b *big.Rat, above bool) bool {
	if above {
		return a.Cmp(b) > 0
	}
	return a.Cmp(b) < 0
}

// since counts the periods back to the last figure at least as high (or low).
// A month between that is not known, or that may have been as high after
// rounding, lowers the low end. The last input is the figure that was found; a
// record has none.
func (v View) since(highest bool) Value {
	count := Unit{Kind: Count}
	cur := v.value()
	if !cur.OK() {
		return absent(count, cur.Status, cur.Inputs, "%s", cur.Why)
	}
	if v.Period == v.Series.first {
		return absent(count, Missing, cur.Inputs, "the data begin with %s", v.Period)
	}
	near, far := cur.High, cur.Low // the ends that other months are held against
	if highest {
		near, far = far, near
	}
	var low, x, high int64
	inputs, status := cur.Inputs, cur.Status
	end := int64(v.Period.Sub(v.Series.first))
	for n := int64(1); n <= end && high == 0; n++ {
		other := v.Series.bare(v.Period.Add(-int(n)), v.FirstRelease)
		if !other.OK() {
			low = first(low, n)
			continue
		}
		nearest, farthest := other.Low, other.High
		if highest {
			nearest, farthest = farthest, nearest
		}
		if !beyond(near, nearest, highest) {
			low = first(low, n)
		}
		if x == 0 && !beyond(cur.X, other.X, highest) {
			x = n
			inputs = mergeInputs(inputs, v.of(v.Series, v.Period.Add(-int(n))).Inputs)
			status = computed(status, other.Status)
		}
		if !beyond(far, farthest, highest) {
			high = n
		}
	}
	x, high = first(x, end), first(high, end)
	return Value{
		X: big.NewRat(x, 1), Low: big.NewRat(min(first(low, end), x), 1), High: big.NewRat(max(high, x), 1),
		Unit: count, Status: computed(status), Inputs: inputs,
	}
}

// first is a, or b where a is not set.
func first(a, b int64) int64 {
	if a != 0 {
		return a
	}
	return b
}

// Record is how a figure stands to the earlier ones of its metric: what "the
// highest since September 2018" says.
type Record struct {
	Since Period // the last earlier period with a figure at least as high (or low); zero where the data have none
	From  Period // the first period of the comparison: the one after Since, or the first with a figure
	Known int    // periods with a figure from From on, the view's own with them
	Gaps  int    // periods from From on without a figure of their own
	Doubt Period // the last period from From on whose figure may be as high after rounding; zero where there is none
	Open  bool   // rounding leaves open whether the figure of Since is as high
}

// Record looks back from the view's period for a figure of the metric that is at
// least as high, or as low. ok is false where the metric has no figure in the
// view's own period, and for an unknown metric.
func (v View) Record(metric string, highest bool) (r Record, ok bool) {
	of := func(p Period) Value { return v.Series.bare(p, v.FirstRelease) }
	if m, known := v.find(metric); !known || v.Series == nil {
		return Record{}, false
	} else if metric != "value" {
		of = func(p Period) Value { return m.of(v.At(p)) }
	}
	cur := of(v.Period)
	if !cur.OK() {
		return Record{}, false
	}
	sure, far := cur.Low, cur.High // what a lower figure stays below, what a higher one reaches
	if !highest {
		sure, far = far, sure
	}
	r = Record{From: v.Period, Known: 1}
	gaps := 0 // since the last known period; those before the first are no gaps
	for p := v.Period.Add(-1); p.Compare(v.Series.first) >= 0 && !p.IsZero(); p = p.Add(-1) {
		other := of(p)
		if !other.OK() {
			gaps++
			continue
		}
		nearest, farthest := other.High, other.Low
		if !highest {
			nearest, farthest = farthest, nearest
		}
		asHigh := !beyond(cur.X, other.X, highest)
		nothing := cur.X.Sign() == 0 && other.X.Sign() == 0 // no trade is no rounded figure
		if asHigh {
			r.Since, r.From, r.Gaps = p, p.Add(1), r.Gaps+gaps
			r.Open = beyond(far, farthest, highest) && !nothing
			return r, true
		}
		if r.Doubt.IsZero() && !beyond(sure, nearest, highest) {
			r.Doubt = p
		}
		r.From, r.Known, r.Gaps, gaps = p, r.Known+1, r.Gaps+gaps, 0
	}
	return r, true
}

// extreme is the highest or lowest figure up to the period.
func (v View) extreme(highest bool) Value {
	s := v.Series
	var best Value
	var at Period
	for p := s.first; p.Compare(v.Period) <= 0 && p.Compare(s.last) <= 0 && !p.IsZero(); p = p.Add(1) {
		x := s.bare(p, v.FirstRelease)
		switch {
		case !x.OK():
		case !best.OK():
			best, at = x, p
		default:
			low, high := outer(best.Low, x.Low, highest), outer(best.High, x.High, highest)
			if beyond(x.X, best.X, highest) {
				best, at = x, p
			}
			best.Low, best.High = low, high
		}
	}
	if !best.OK() {
		return absent(s.unit, Missing, nil, "%s has no figure up to %s", s.id, v.Period)
	}
	best.Inputs = v.of(s, at).Inputs
	return best
}

// outer is the greater of two numbers, or the smaller.
func outer(a, b *big.Rat, greater bool) *big.Rat {
	if beyond(b, a, greater) {
		return b
	}
	return a
}

// rank is 1 plus the number of different figures that are greater. The low end
// takes figures that may be equal for equal, the high end takes all that may be
// greater for greater.
func (v View) rank() Value {
	count := Unit{Kind: Count}
	own := v.value()
	switch {
	case v.Whole == nil:
		return absent(count, Missing, nil, "there is no total to refer to")
	case v.Series.code == "":
		return absent(count, Missing, nil, "%s has no code to rank", v.Series.id)
	case !own.OK():
		return absent(count, own.Status, own.Inputs, "%s", own.Why)
	}
	if v.Whole.folded() {
		return absent(count, Missing, nil, "the codes of %s were added up while they were read", v.Whole.id)
	}
	var greater, surely []Value
	possible := int64(0)
	inputs, status := slices.Clone(own.Inputs), own.Status
	peers := func(codes []string) []string { return levelOf(codes, v.Series.code) }
	for _, s := range withCodes(v.Whole.members(), peers) {
		other := v.of(s, v.Period)
		if s.code == v.Series.code || !other.OK() {
			continue
		}
		if other.X.Cmp(own.X) > 0 {
			greater = append(greater, other)
		}
		if other.Low.Cmp(own.High) > 0 {
			surely = append(surely, other)
		}
		if other.High.Cmp(own.Low) > 0 {
			possible++
		}
		inputs = append(inputs, other.Inputs...)
		status = computed(status, other.Status)
	}
	slices.SortFunc(greater, func(a, b Value) int { return a.X.Cmp(b.X) })
	greater = slices.CompactFunc(greater, func(a, b Value) bool { return a.X.Cmp(b.X) == 0 })
	return Value{
		X: big.NewRat(1+int64(len(greater)), 1), Low: big.NewRat(1+fewest(surely), 1), High: big.NewRat(1+possible, 1),
		Unit: count, Status: computed(status), Inputs: inputs,
	}
}

// fewest is the smallest number of different figures that the values can be:
// those whose intervals share a point may be one.
func fewest(values []Value) int64 {
	slices.SortFunc(values, func(a, b Value) int { return a.High.Cmp(b.High) })
	n := int64(0)
	var point *big.Rat
	for _, v := range values {
		if point == nil || v.Low.Cmp(point) > 0 {
			point = v.High
			n++
		}
	}
	return n
}
