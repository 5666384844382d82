package data

import (
	"math/big"
	"slices"
)

// View is a series seen from a reference period: what exports.prev.mom walks
// over. Without a Series every metric is missing.
type View struct {
	Series       *Series
	Whole        *Series // the total that share, contribution and rank refer to; nil = none
	Period       Period
	FirstRelease bool // use the oldest vintage of every observation
}

// Prev is the view one period back; for annual data the year before.
func (v View) Prev() View { v.Period = v.Period.Add(-1); return v }

// At is the view from another period.
func (v View) At(p Period) View { v.Period = p; return v }

// First is the view of first releases: every observation in its oldest vintage.
func (v View) First() View { v.FirstRelease = true; return v }

// Metric computes a metric by its name in the outline. An unknown name gives
// ok=false; a metric with a missing input is a Value without figure that says
// what is missing.
//
// A rate on a base below a million (of the currency), or below 1% of the mean
// size of the last twelve months, is NotMeaningful, as is one on a base of zero
// or less; the base is still there by Base. A rate on a base that was worked back from a
// published rate has the status DerivedFromRate.
func (v View) Metric(name string) (value Value, ok bool) {
	m, ok := v.find(name)
	if !ok {
		return Value{}, false
	}
	if v.Series == nil {
		return absent(Unit{Kind: m.Unit}, Missing, nil, "there is no series"), true
	}
	return m.of(v), true
}

// Base is the figure that a metric is measured against: of mom the month
// before, of share the total, of unit_value the quantity. A metric without one,
// and an unknown name, give ok=false.
func (v View) Base(name string) (base Value, ok bool) {
	m, ok := v.find(name)
	if !ok || m.base == nil {
		return Value{}, false
	}
	if v.Series == nil {
		return absent(Unit{}, Missing, nil, "there is no series"), true
	}
	return m.base(v), true
}

// Versus is the figure of the period as a ratio of that of another one.
func (v View) Versus(other Period) Value {
	if v.Series == nil {
		return absent(Unit{Kind: Ratio}, Missing, nil, "there is no series")
	}
	return ratio(v.value(), v.of(v.Series, other))
}

// Index is the figure of the period where that of another one is 100.
func (v View) Index(base Period) Value {
	if v.Series == nil {
		return absent(Unit{Kind: Index}, Missing, nil, "there is no series")
	}
	return Indexed(v.value(), v.of(v.Series, base))
}

func (v View) find(name string) (metric, bool) {
	i := slices.IndexFunc(metricTable[:], func(m metric) bool { return m.Name == name })
	if i < 0 {
		return metric{}, false
	}
	return metricTable[i], true
}

// of is the figure of a series for a period, in the view's vintage.
func (v View) of(s *Series, p Period) Value {
	if s == nil {
		return absent(Unit{}, Missing, nil, "there is no total to refer to")
	}
	return s.at(p, v.FirstRelease)
}

func (v View) value() Value    { return v.of(v.Series, v.Period) }
func (v View) previous() Value { return v.of(v.Series, v.Period.Add(-1)) }

func (v View) yearBefore() Value { return v.of(v.Series, v.Period.Add(-v.Period.PerYear())) }

func (v View) monthBefore() Value {
	if missing, no := v.notMonthly(); no {
		return missing
	}
	return v.previous()
}

// notMonthly gives the missing value of a monthly metric for other data.
func (v View) notMonthly() (Value, bool) {
	if v.Series.freq == Monthly {
		return Value{}, false
	}
	return absent(v.Series.unit, Missing, nil, "%s has no monthly figures", v.Series.id), true
}

func (v View) mom() Value    { return v.growth(v.value(), v.monthBefore()) }
func (v View) yoy() Value    { return v.growth(v.value(), v.yearBefore()) }
func (v View) yoyAbs() Value { return difference(v.value(), v.yearBefore()) }

func (v View) ytd() Value       { return v.yearToDate(v.Period) }
func (v View) ytdBefore() Value { return v.yearToDate(v.Period.Add(-v.Period.PerYear())) }

func (v View) ytdYoY() Value {
	return v.growth(v.ytd(), v.ytdBefore())
}

func (v View) yearToDate(p Period) Value {
	s := v.Series
	if p.freq != Monthly && p.freq != Quarterly {
		return absent(s.unit, Missing, nil, "%s has no figures within the year", s.id)
	}
	return s.sum(Span{p.Add(-(int(p.n) % p.PerYear())), p}, v.FirstRelease)
}

func (v View) ma3() Value  { return v.mean(3) }
func (v View) ma12() Value { return v.mean(12) }

func (v View) ma3Before() Value { return v.At(v.Period.Add(-3)).ma3() }
func (v View) ma3Change() Value { return v.growth(v.ma3(), v.ma3Before()) }

func (v View) mean(months int) Value {
	if missing, no := v.notMonthly(); no {
		return missing
	}
	return scaledBy(v.last(months), big.NewRat(1, int64(months)))
}

func (v View) sum12() Value {
	if v.Period.freq == Annual {
		return absent(v.Series.unit, Missing, nil, "%s has no figures within the year", v.Series.id)
	}
	return v.last(v.Period.PerYear())
}

// last is the sum of the n periods that end with the view's.
func (v View) last(n int) Value {
	return v.Series.sum(Span{v.Period.Add(1 - n), v.Period}, v.FirstRelease)
}

func (v View) wholeValue() Value { return v.of(v.Whole, v.Period) }

func (v View) wholeMonthBefore() Value {
	if missing, no := v.notMonthly(); no {
		return missing
	}
	return v.of(v.Whole, v.Period.Add(-1))
}

func (v View) wholeYearBefore() Value { return v.of(v.Whole, v.Period.Add(-v.Period.PerYear())) }

func (v View) share() Value { return ratio(v.value(), v.wholeValue()) }

func (v View) shareMonthBefore() Value { return ratio(v.monthBefore(), v.wholeMonthBefore()) }
func (v View) shareYearBefore() Value  { return ratio(v.yearBefore(), v.wholeYearBefore()) }

func (v View) shareMoM() Value { return inPoints(difference(v.share(), v.shareMonthBefore())) }
func (v View) shareYoY() Value { return inPoints(difference(v.share(), v.shareYearBefore())) }

// inPoints says that a ratio is a number of percentage points.
func inPoints(v Value) Value { v.Unit = Unit{Kind: Points}; return v }

func (v View) contribution() Value {
	return v.part(difference(v.value(), v.monthBefore()), v.wholeMonthBefore())
}

func (v View) contributionYoY() Value {
	return v.part(difference(v.value(), v.yearBefore()), v.wholeYearBefore())
}

// part is a change as percentage points of the growth of the whole.
func (v View) part(change, base Value) Value {
	if why, status := v.unfit(base, v.Whole); why != "" {
		return absent(Unit{Kind: Points}, status, mergeInputs(change.Inputs, base.Inputs), "%s", why)
	}
	return inPoints(ratio(change, base))
}

// growth is cur/base − 1.
func (v View) growth(cur, base Value) Value {
	if cur.OK() {
		if why, status := v.unfit(base, v.Series); why != "" {
			return absent(Unit{Kind: Ratio}, status, mergeInputs(cur.Inputs, base.Inputs), "%s", why)
		}
	}
	return lessOne(ratio(cur, base))
}

// lessOne makes a rate of a ratio.
func lessOne(q Value) Value {
	if q.OK() {
		q.X, q.Low, q.High = minus(q.X, one), minus(q.Low, one), minus(q.High, one)
	}
	return q
}

// unfit says why a base carries no rate: it is zero or less, or tiny.
func (v View) unfit(base Value, s *Series) (string, Status) {
	switch {
	case !base.OK():
		return "", Present // the missing base speaks for itself
	case base.X.Sign() <= 0:
		return "the base is not above zero", NotMeaningful
	}
	if v.Series = s; v.TinyBase(base) {
		return "the base is too small for a rate", NotMeaningful
	}
	return "", Present
}

// TinyBase reports whether a figure of the series is too small to carry a rate:
// below a million of the currency, or below 1% of the mean size of the twelve
// months (one year) up to the period. A missing figure is not tiny.
func (v View) TinyBase(base Value) bool {
	floor := v.floor(v.Series)
	return base.OK() && floor != nil && base.X.Cmp(floor) < 0
}

// floor is the smallest base that carries a rate: a million of the currency,
// or 1% of the mean size of the twelve months (one year) up to the period if
// that is more. Other units have only the second part; nil where it is not known
// either. Every rate asks for one, so that a series keeps them.
func (v View) floor(s *Series) *big.Rat {
	key := View{Period: v.Period, FirstRelease: v.FirstRelease}
	if kept, ok := s.floors.Load(key); ok {
		return kept.(*big.Rat)
	}
	var floor *big.Rat
	if s.unit.Kind == Money {
		floor = big.NewRat(1_000_000, 1)
	}
	sum, n := new(big.Rat), int64(0)
	for i := range v.Period.PerYear() {
		if x := s.bare(v.Period.Add(-i), v.FirstRelease); x.OK() {
			sum.Add(sum, new(big.Rat).Abs(x.X))
			n++
		}
	}
	if n > 0 {
		if mean := sum.Mul(sum, big.NewRat(1, 100*n)); floor == nil || mean.Cmp(floor) > 0 {
			floor = mean
		}
	}
	s.floors.Store(key, floor)
	return floor
}

func (v View) quantity() Value {
	q := v.Series.quantity()
	if q == nil {
		return absent(Unit{Kind: Quantity}, Missing, nil, "%s has no quantities", v.Series.id)
	}
	return v.of(q, v.Period)
}

func (v View) unitValue() Value {
	q := v.quantity()
	if q.OK() && q.X.Sign() == 0 {
		return absent(Unit{Kind: Quantity}, NotMeaningful, q.Inputs, "the quantity is zero")
	}
	return quotient(v.value(), q)
}

// difference, ratio and quotient are Subtract and Divide for values whose
// units are known to go together; where they do not, as with a total in
// another currency, there is no figure.

func difference(a, b Value) Value { return orAbsent(Subtract(a, b)) }

func quotient(a, b Value) Value { return orAbsent(Divide(a, b)) }

func ratio(a, b Value) Value {
	q := quotient(a, b)
	if q.OK() && q.Unit.Kind != Ratio && q.Unit.Kind != NoUnit {
		return absent(Unit{Kind: Ratio}, Missing, q.Inputs, "%s and %s have no ratio", a.Unit, b.Unit)
	}
	q.Unit = Unit{Kind: Ratio}
	return q
}

func orAbsent(v Value, err error) Value {
	if err != nil {
		return absent(Unit{}, Missing, nil, "%s", err)
	}
	return v
}

// scaledBy multiplies a value with an exact positive number.
func scaledBy(v Value, by *big.Rat) Value {
	if v.OK() {
		v.X, v.Low, v.High = times(v.X, by), times(v.Low, by), times(v.High, by)
		v.Status = computed(v.Status)
	}
	return v
}
