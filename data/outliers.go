package data

import (
	"math"
	"math/big"
	"slices"
)

// fewestChanges are the changes that make a usual one known.
const fewestChanges = 12

// reach is a number with what rounding leaves open, as floats: a score is
// compared with 2 or 3, not printed to many places.
type reach struct{ low, x, high float64 }

// outlier is the robust score of the change on the period before: the logarithm
// of the ratio less the median of all such changes up to the period, in their
// median absolute deviation times 1.4826, which is the standard deviation where
// they are normal.
func (v View) outlier() Value {
	index := Unit{Kind: Index}
	now, before := v.value(), v.previous()
	refuse := func(status Status, why string, args ...any) Value {
		return absent(index, status, mergeInputs(now.Inputs, before.Inputs), why, args...)
	}
	for _, x := range [...]Value{now, before} {
		switch {
		case !x.OK():
			return refuse(x.Status, "%s", x.Why)
		case x.Low.Sign() <= 0:
			return refuse(NotMeaningful, "a figure that may be zero has no logarithm")
		}
	}
	own := logOfRatio(now, before)
	var changes []reach
	last := Value{}
	for p := v.Series.first; p.Compare(v.Period) <= 0; p = p.Add(1) {
		x := v.Series.bare(p, v.FirstRelease)
		if !x.OK() || x.Low.Sign() <= 0 {
			last = Value{}
			continue
		}
		if last.OK() {
			changes = append(changes, logOfRatio(x, last))
		}
		last = x
	}
	if len(changes) < fewestChanges {
		return refuse(NotMeaningful, "%s has %d changes up to %s, and %d are needed to tell what is usual", v.Series.id, len(changes), v.Period, fewestChanges)
	}
	middle := medianReach(changes)
	apart := make([]reach, len(changes))
	for i, c := range changes {
		low, high := c.low-middle.high, c.high-middle.low
		apart[i] = reach{max(0, low, -high), math.Abs(c.x - middle.x), max(high, -low)}
	}
	spread := medianReach(apart)
	if spread.low <= 0 {
		return refuse(NotMeaningful, "half of the changes of %s are alike as far as rounding shows, so that none of them can be called usual or not", v.Series.id)
	}
	z := reach{own.low - middle.high, (own.x - middle.x) / (1.4826 * spread.x), own.high - middle.low}
	// The nearer end is measured in the wider spread.
	widest := func(end float64, toZero bool) float64 {
		if toZero {
			return end / (1.4826 * spread.high)
		}
		return end / (1.4826 * spread.low)
	}
	z.low, z.high = widest(z.low, z.low > 0), widest(z.high, z.high < 0)
	x := cut(z.x)
	return Value{
		X: x, Low: least(x, cut(z.low)), High: most(x, cut(z.high)), Unit: index,
		Status: computed(now.Status, before.Status), Inputs: mergeInputs(now.Inputs, before.Inputs),
	}
}

func logOfRatio(a, b Value) reach {
	log := func(x, y *big.Rat) float64 { f, _ := over(x, y).Float64(); return math.Log(f) }
	return reach{log(a.Low, b.High), log(a.X, b.X), log(a.High, b.Low)}
}

func medianReach(list []reach) reach {
	var low, x, high []float64
	for _, r := range list {
		low, x, high = append(low, r.low), append(x, r.x), append(high, r.high)
	}
	return reach{median(low), median(x), median(high)}
}

// cut is a float to six decimals, on which processors agree.
func cut(x float64) *big.Rat {
	return new(big.Rat).SetFrac64(int64(math.Round(min(max(x, -1e9), 1e9)*1e6)), 1_000_000)
}

func least(a, b *big.Rat) *big.Rat { return outer(a, b, false) }
func most(a, b *big.Rat) *big.Rat  { return outer(a, b, true) }

// growthShare is the part of the whole's change that the item makes up, where
// the whole changed enough for parts of it and the goods moved one way.
func (v View) growthShare(before Period) Value {
	rate := Unit{Kind: Ratio}
	change := difference(v.value(), v.of(v.Series, before))
	base := v.of(v.Whole, before)
	whole := difference(v.wholeValue(), base)
	refuse := func(status Status, why string, args ...any) Value {
		return absent(rate, status, mergeInputs(change.Inputs, whole.Inputs), why, args...)
	}
	for _, x := range [...]Value{change, whole} {
		if !x.OK() {
			return refuse(x.Status, "%s", x.Why)
		}
	}
	if new(big.Rat).Abs(whole.X).Cmp(times(new(big.Rat).Abs(base.X), littleGrowth)) < 0 || whole.X.Sign() == 0 {
		return refuse(NotMeaningful, "%s changed by less than 0.5%%, too little for parts of it: give the changes in money", v.Whole.id)
	}
	share := ratio(change, whole)
	if share.OK() && (share.X.Sign() < 0 || share.X.Cmp(one) > 0) {
		return refuse(NotMeaningful, "%s and %s did not move one way, or other goods moved against them: a share of the growth misleads", v.Series.id, v.Whole.id)
	}
	for _, s := range v.Whole.cube.Breakdown(v.Whole) {
		other := difference(v.of(s, v.Period), v.of(s, before))
		if against := over(zeroWhere(other), whole.X); against.Cmp(largeAgainst) <= 0 {
			if _, _, own := s.within(v.Series); own {
				continue
			}
			return refuse(NotMeaningful, "%s moved the other way, by more than a tenth of the change of %s: a share of the growth misleads", s.id, v.Whole.id)
		}
	}
	return share
}

var (
	littleGrowth = big.NewRat(5, 1000)
	largeAgainst = big.NewRat(-1, 10)
)

func zeroWhere(v Value) *big.Rat {
	if !v.OK() {
		return new(big.Rat)
	}
	return v.X
}

func (v View) growthShareMoM() Value {
	if missing, no := v.notMonthly(); no {
		missing.Unit = Unit{Kind: Ratio}
		return missing
	}
	return v.growthShare(v.Period.Add(-1))
}

func (v View) growthShareYoY() Value { return v.growthShare(v.Period.Add(-v.Period.PerYear())) }

func (v View) wholeChange(before Period) Value {
	return difference(v.wholeValue(), v.of(v.Whole, before))
}

// CAGR is the yearly growth that leads from the figure of another period to this
// one (compound annual growth rate): the n-th root of their ratio, less one,
// over n whole years.
func (v View) CAGR(from Period) Value {
	rate := Unit{Kind: Ratio}
	if v.Series == nil {
		return absent(rate, Missing, nil, "there is no series")
	}
	now, base := v.value(), v.of(v.Series, from)
	inputs := mergeInputs(now.Inputs, base.Inputs)
	steps := v.Period.Sub(from)
	switch {
	case steps <= 0 || steps%max(v.Period.PerYear(), 1) != 0:
		return absent(rate, NotMeaningful, inputs, "%s to %s is no number of whole years", from, v.Period)
	case now.OK() && now.Low.Sign() < 0:
		return absent(rate, NotMeaningful, inputs, "%s of %s is not above zero", v.Series.id, v.Period)
	}
	if why, status := v.unfit(base, v.Series); why != "" {
		return absent(rate, status, inputs, "%s", why)
	}
	q, n := ratio(now, base), steps/v.Period.PerYear()
	if !q.OK() || n == 1 {
		return lessOne(q)
	}
	low, high := root(q.X, n)
	q.X = times(plus(low, high), half)
	q.Low, _ = root(q.Low, n)
	_, q.High = root(q.High, n)
	return lessOne(q)
}

// mirrorWhy says why the figures of one series are no mirror of those of
// another; empty where they are: what one country says it sold to the other, and
// the other says it bought.
func (s *Series) mirrorWhy(o *Series) string {
	a, b := s.dims(), o.dims()
	switch {
	case a.flow == b.flow || a.flow != "export" && a.flow != "import" || b.flow != "export" && b.flow != "import":
		return s.id + " and " + o.id + " are not the exports of one country and the imports of another"
	case a.reporter == "" || b.reporter == "" || a.partner == "" || b.partner == "":
		return "the data do not say of " + s.id + " and " + o.id + " who reports and who is the partner"
	case !sameCountry(a.reporter, b.partner) || !sameCountry(a.partner, b.reporter):
		return s.id + " is what " + a.reporter + " reports of " + a.partner + ", and " + o.id + " what " + b.reporter + " reports of " + b.partner
	case s.code != o.code:
		return s.id + " and " + o.id + " are of different codes"
	case s.unit != o.unit:
		return s.id + " is in " + s.unit.String() + " and " + o.id + " in " + o.unit.String()
	case s.freq != o.freq:
		return s.id + " and " + o.id + " have no common periods"
	}
	return ""
}

type seriesDims struct{ flow, reporter, partner string }

func (s *Series) dims() seriesDims {
	if len(s.parts) == 0 {
		return seriesDims{}
	}
	key := s.parts[0].e.keys[s.parts[0].key]
	return seriesDims{s.cube.words[key.flow], s.cube.words[key.reporter], s.cube.words[key.partner]}
}

func sameCountry(a, b string) bool {
	x, ok := CountryName(a)
	if !ok {
		x = a
	}
	y, ok := CountryName(b)
	if !ok {
		y = b
	}
	return x == y
}

// Mirror is how far what the partner reports lies above what the reporter does,
// (theirs − ours)/ours: of a figure of one series the same figure of the series
// that mirrors it. It is no error of either: imports are valued with freight and
// insurance, exports without, goods travel and change hands on the way. The
// coverage are the periods that both have, of those from the first that one has
// to the last.
func Mirror(ours, theirs View, metric string) (gap Value, both, of int) {
	rate := Unit{Kind: Ratio}
	if ours.Series == nil || theirs.Series == nil {
		return absent(rate, Missing, nil, "there is no series"), 0, 0
	}
	a, _ := ours.Metric(metric)
	b, _ := theirs.Metric(metric)
	inputs := mergeInputs(a.Inputs, b.Inputs)
	if why := ours.Series.mirrorWhy(theirs.Series); why != "" {
		return absent(rate, NotMeaningful, inputs, "%s", why), 0, 0
	}
	if ours.Period != theirs.Period {
		return absent(rate, NotMeaningful, inputs, "%s and %s are no one period", ours.Period, theirs.Period), 0, 0
	}
	first, last := ours.Series.first, ours.Series.last
	if p := theirs.Series.first; p.Compare(first) < 0 {
		first = p
	}
	if p := theirs.Series.last; p.Compare(last) > 0 {
		last = p
	}
	for p := first; p.Compare(last) <= 0 && !p.IsZero(); p = p.Add(1) {
		of++
		if ours.of(ours.Series, p).OK() && theirs.of(theirs.Series, p).OK() {
			both++
		}
	}
	if a.OK() {
		if why, status := ours.unfit(a, ours.Series); why != "" {
			return absent(rate, status, inputs, "%s", why), both, of
		}
	}
	return lessOne(ratio(b, a)), both, of
}

// MirrorMetrics are the metrics that two reporters can be compared by: levels.
func MirrorMetrics() []string { return slices.Clone(mirrorMetrics) }

var mirrorMetrics = []string{"value", "ytd", "ma3", "ma12", "sum12", "daily"}
