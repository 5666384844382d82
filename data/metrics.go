package data

import (
	"math/big"
	"slices"
)

// MetricInfo is the documentation of one metric, shown by facts and explain.
type MetricInfo struct {
	Name       string
	Unit       UnitKind // NoUnit: the unit of the series
	Rate       bool     // a change: its sign matters, tables print a +
	Definition string
	// Formula is "{value} / {month before} − 1", with the figures that it is made
	// of in braces: View.Term gives them. A metric that is looked up or counted has
	// none.
	Formula string
}

// costly are the metrics that look at every code, or at the whole history as a
// model of it.
var costly = []string{"unit_value_yoy", "price_effect", "volume_effect", "composition_effect", "price_coverage", "hhi", "new_codes", "lost_codes", "seasonal_factor", "sa", "sa_mom", "trend"}

// Costly reports whether the metric takes long where a series has thousands of
// codes, so that it is not to be computed unasked.
func (m MetricInfo) Costly() bool { return slices.Contains(costly, m.Name) }

// metric is one entry of the table of metrics: its documentation, how it is
// computed, and the figure it is measured against, if it has one.
type metric struct {
	MetricInfo
	of   func(View) Value
	base func(View) Value
}

// metricTable is in the order of facts. It never changes.
var metricTable = [...]metric{
	{MetricInfo{"value", NoUnit, false, "The figure of the period as observed.", ""}, View.value, nil},
	{MetricInfo{"prev", NoUnit, false, "The figure one period earlier; for annual data the year before.", ""}, View.previous, nil},
	{MetricInfo{"first_release", NoUnit, false, "The figure of the period in its oldest vintage.", ""}, View.firstValue, nil},
	{MetricInfo{"mom", Ratio, true, "Change on the month before, as a ratio of that month's figure. Monthly data only.", "{value} / {month before} − 1"},
		View.mom, View.monthBefore},
	{MetricInfo{"yoy", Ratio, true, "Change on the same period of the year before, as a ratio of that period's figure.", "{value} / {year before} − 1"},
		View.yoy, View.yearBefore},
	{MetricInfo{"yoy_abs", NoUnit, true, "Change on the same period of the year before, in the unit of the series.", "{value} − {year before}"},
		View.yoyAbs, View.yearBefore},
	{MetricInfo{"ytd", NoUnit, false, "Sum from the first period of the year to this one; missing if any of them is. Not for annual data.", "{sum of the year to date}"},
		View.ytd, nil},
	{MetricInfo{"ytd_yoy", Ratio, true, "Change of the year-to-date sum on the same periods of the year before.", "{sum of the year to date} / {sum of the year before to date} − 1"},
		View.ytdYoY, View.ytdBefore},
	{MetricInfo{"ma3", NoUnit, false, "Mean of the three months that end with this one; all three must be known.", "{sum of three months} / 3"}, View.ma3, nil},
	{MetricInfo{"ma3_change", Ratio, true, "Change of the mean of three months on that of the three months before them, as a ratio; not annualised.", "{sum of three months} / {sum of the three months before} − 1"},
		View.ma3Change, View.ma3Before},
	{MetricInfo{"ma12", NoUnit, false, "Mean of the twelve months that end with this one; all twelve must be known.", "{sum of twelve months} / 12"}, View.ma12, nil},
	{MetricInfo{"sum12", NoUnit, false, "Sum of the twelve months (four quarters) that end with this one; all must be known.", "{sum of twelve months}"}, View.sum12, nil},
	{MetricInfo{"share", Ratio, false, "The figure as a ratio of the total's figure for the same period.", "{value} / {total}"}, View.share, View.wholeValue},
	{MetricInfo{"share_mom", Points, true, "Share less the share of the month before, in percentage points. Monthly data only.", "{share} − {share of the month before}"},
		View.shareMoM, View.shareMonthBefore},
	{MetricInfo{"share_yoy", Points, true, "Share less the share of the same period of the year before, in percentage points.", "{share} − {share of the year before}"},
		View.shareYoY, View.shareYearBefore},
	{MetricInfo{"rank", Count, false, "Place by value among the codes of the same level that the data have for the period, 1 the largest; equal figures share a place and the next one follows without a gap.", ""},
		View.rank, nil},
	{MetricInfo{"contribution", Points, true, "Change on the month before as a ratio of the total's figure in that month: the part of the total's mom that this item makes up.", "({value} − {month before}) / {total of the month before}"},
		View.contribution, View.wholeMonthBefore},
	{MetricInfo{"contribution_yoy", Points, true, "Change on the year before as a ratio of the total's figure then: the part of the total's yoy that this item makes up.", "({value} − {year before}) / {total of the year before}"},
		View.contributionYoY, View.wholeYearBefore},
	{MetricInfo{"streak", Count, true, "Number of periods in a row, up to this one, that changed in the same direction as this one; below zero for falls, 0 after no change. It stops at a missing figure.", ""},
		View.streak, nil},
	{MetricInfo{"highest_since", Count, false, "Number of periods back to the last one with a figure at least as high; if there is none, back to the first figure of the data.", ""},
		func(v View) Value { return v.since(true) }, nil},
	{MetricInfo{"lowest_since", Count, false, "Number of periods back to the last one with a figure at least as low; if there is none, back to the first figure of the data.", ""},
		func(v View) Value { return v.since(false) }, nil},
	{MetricInfo{"max", NoUnit, false, "The highest figure from the start of the data up to the period; runs of periods do not count.", ""},
		func(v View) Value { return v.extreme(true) }, nil},
	{MetricInfo{"min", NoUnit, false, "The lowest figure from the start of the data up to the period; runs of periods do not count.", ""},
		func(v View) Value { return v.extreme(false) }, nil},
	{MetricInfo{"unit_value", Quantity, false, "Value divided by quantity for the period, such as USD/kg. It is no price: the mix of goods moves it too.", "{value} / {quantity}"},
		View.unitValue, View.quantity},
	{MetricInfo{"unit_value_yoy", Ratio, true, "Change of the unit value on the year before; of several goods the change of Fisher's index, the root of Laspeyres times Paasche (Fisher 1922), over those with quantities in both periods. A unit value is no price: the mix of qualities moves it too.", "√({Laspeyres} × {Paasche}) − 1"},
		View.unitValueYoY, func(v View) Value { return v.At(v.Period.Add(-v.Period.PerYear())).unitValue() }},
	{MetricInfo{"price_effect", NoUnit, true, "The part of yoy_abs that changed unit values make up (Bennet 1920): (p₁ − p₀)(q₀ + q₁)/2, added up over the goods with quantities in both periods. With volume_effect and composition_effect it adds up to yoy_abs. Not given where such goods are less than half of the value.", "{sum of (p₁ − p₀)(q₀ + q₁)/2 over the goods}"},
		View.priceEffect, View.yearBefore},
	{MetricInfo{"volume_effect", NoUnit, true, "The part of yoy_abs that changed quantities make up (Bennet 1920): (q₁ − q₀)(p₀ + p₁)/2, added up over the goods with quantities in both periods.", "{sum of (q₁ − q₀)(p₀ + p₁)/2 over the goods}"},
		View.volumeEffect, View.yearBefore},
	{MetricInfo{"composition_effect", NoUnit, true, "What price and volume leave of yoy_abs: goods that are new, gone, or without a quantity in one of the periods.", "{value} − {year before} − {price effect} − {volume effect}"},
		View.compositionEffect, View.yearBefore},
	{MetricInfo{"price_coverage", Ratio, false, "The part of the value, of both periods together, that is of goods with quantities in both: what price_effect and volume_effect speak for.", ""},
		View.priceCoverage, nil},
	{MetricInfo{"hhi", Index, false, "Concentration on goods (Herfindahl and Hirschman): the sum of the squared shares of the codes below the series, from near 0 to 1, where one code is all. The codes must be all there is.", "{sum of the squared shares of the codes}"},
		View.hhi, nil},
	{MetricInfo{"new_codes", Count, false, "Codes below the series that are traded in the period and were not in the same period of the year before. Only within one edition of the HS, and where no row means no trade (complete: true) or zeros are written.", ""},
		func(v View) Value { return v.turnover(true) }, nil},
	{MetricInfo{"lost_codes", Count, false, "Codes below the series that were traded in the same period of the year before and are not now, by the rules of new_codes.", ""},
		func(v View) Value { return v.turnover(false) }, nil},
	{MetricInfo{"revision", NoUnit, true, "Figure of the period in the newest vintage less its figure in the oldest; 0 if there is one vintage.", "{value} − {first release}"},
		View.revision, View.firstValue},
	{MetricInfo{"revision_rate", Ratio, true, "Revision as a ratio of the first release.", "({value} − {first release}) / {first release}"},
		View.revisionRate, View.firstValue},
	{MetricInfo{"working_days", Count, false, "Working days of the period in the reporting country, by its public calendar: Mondays to Fridays without public holidays, and the weekend days worked in their place. Of China only, from January 2017, by the yearly notices of the State Council's General Office.", ""},
		View.workingDays, nil},
	{MetricInfo{"daily", NoUnit, false, "The figure for each working day of the reporting country in the period.", "{value} / {working days}"},
		View.daily, View.workingDays},
	{MetricInfo{"daily_mom", Ratio, true, "Change of the daily figure on that of the month before. A month's working days are no cause of its trade: read it beside mom.", "{value per working day} / {month before per working day} − 1"},
		View.dailyMoM, View.dailyMonthBefore},
	{MetricInfo{"daily_yoy", Ratio, true, "Change of the daily figure on that of the same period of the year before.", "{value per working day} / {year before per working day} − 1"},
		View.dailyYoY, View.dailyYearBefore},
	{MetricInfo{"seasonal_factor", Index, false, "How far the season alone lifts or lowers the period, 1.1 being a tenth more than its year: by STL (Cleveland and others 1990) on the logarithms of the figures without a gap up to the newest, periodic and robust. Three years are needed, and below seven it is unstable; not given where trade stood still, where one figure in ten is an outlier, where no season stands out (F below 7), nor for January and February where the Lunar New Year moves them.", ""},
		View.seasonalFactor, nil},
	{MetricInfo{"sa", NoUnit, false, "The seasonally adjusted figure: the figure by its seasonal factor. Show it beside the figure itself, and name STL.", "{value} / {seasonal factor}"},
		View.adjusted, View.seasonalFactor},
	{MetricInfo{"sa_mom", Ratio, true, "Change of the seasonally adjusted figure on that of the month before.", "{seasonally adjusted} / {month before, seasonally adjusted} − 1"},
		View.adjustedMoM, View.adjustedMonthBefore},
	{MetricInfo{"trend", NoUnit, false, "The figure without season and noise, by the same split; the newest ones move most when a figure comes in.", ""}, View.trend, nil},
}

// Metrics lists all metrics in the order of facts.
func Metrics() []MetricInfo {
	list := make([]MetricInfo, len(metricTable))
	for i, m := range metricTable {
		list[i] = m.MetricInfo
	}
	return list
}

// Term is a figure that the formula of a metric is made of.
type Term struct {
	Value Value
	Sum   bool    // the sum of its inputs
	Parts []Value // of which it is the sum; nil: it has none but its inputs
}

// terms are what may stand in the braces of a formula.
var terms = map[string]func(View) Term{
	"value":                          func(v View) Term { return Term{Value: v.value()} },
	"month before":                   func(v View) Term { return Term{Value: v.monthBefore()} },
	"year before":                    func(v View) Term { return Term{Value: v.yearBefore()} },
	"first release":                  func(v View) Term { return Term{Value: v.firstValue()} },
	"total":                          func(v View) Term { return Term{Value: v.wholeValue()} },
	"total of the month before":      func(v View) Term { return Term{Value: v.wholeMonthBefore()} },
	"total of the year before":       func(v View) Term { return Term{Value: v.wholeYearBefore()} },
	"quantity":                       func(v View) Term { return Term{Value: v.quantity()} },
	"sum of the year to date":        func(v View) Term { return Term{Value: v.ytd(), Sum: true} },
	"sum of the year before to date": func(v View) Term { return Term{Value: v.ytdBefore(), Sum: true} },
	"sum of three months":            func(v View) Term { return Term{Value: v.last(3), Sum: true} },
	"sum of the three months before": func(v View) Term { return Term{Value: v.At(v.Period.Add(-3)).last(3), Sum: true} },
	"share":                          func(v View) Term { return Term{Value: v.share()} },
	"share of the month before":      func(v View) Term { return Term{Value: v.shareMonthBefore()} },
	"share of the year before":       func(v View) Term { return Term{Value: v.shareYearBefore()} },
	"price effect":                   func(v View) Term { return Term{Value: v.priceEffect()} },
	"volume effect":                  func(v View) Term { return Term{Value: v.volumeEffect()} },
	"sum of (p₁ − p₀)(q₀ + q₁)/2 over the goods": func(v View) Term {
		return v.effectsOfGoods(func(sp split) ([]Value, Value) { return sp.prices, sp.price })
	},
	"sum of (q₁ − q₀)(p₀ + p₁)/2 over the goods": func(v View) Term {
		return v.effectsOfGoods(func(sp split) ([]Value, Value) { return sp.volumes, sp.volume })
	},
	"sum of the squared shares of the codes": func(v View) Term { h, squares := v.squaredShares(); return Term{Value: h, Parts: squares} },
	"Laspeyres":                              func(v View) Term { l, _ := v.unitValueIndices(); return Term{Value: l} },
	"Paasche":                                func(v View) Term { _, p := v.unitValueIndices(); return Term{Value: p} },
	"seasonal factor":                        func(v View) Term { return Term{Value: v.seasonalFactor()} },
	"seasonally adjusted":                    func(v View) Term { return Term{Value: v.adjusted()} },
	"month before, seasonally adjusted":      func(v View) Term { return Term{Value: v.adjustedMonthBefore()} },
	"working days":                           func(v View) Term { return Term{Value: v.workingDays()} },
	"value per working day":                  func(v View) Term { return Term{Value: v.daily()} },
	"month before per working day":           func(v View) Term { return Term{Value: v.dailyMonthBefore()} },
	"year before per working day":            func(v View) Term { return Term{Value: v.dailyYearBefore()} },
	"sum of twelve months":                   func(v View) Term { return Term{Value: v.sum12(), Sum: true} },
}

// Term is the figure that a name in the braces of a formula stands for. An
// unknown name gives ok=false.
func (v View) Term(name string) (t Term, ok bool) {
	of, ok := terms[name]
	if !ok {
		return Term{}, false
	}
	if v.Series == nil {
		return Term{Value: absent(Unit{}, Missing, nil, "there is no series")}, true
	}
	return of(v), true
}

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

func (v View) firstValue() Value { return v.First().value() }

func (v View) revision() Value {
	v.FirstRelease = false
	last, old := v.value(), v.firstValue()
	if last.OK() && old.OK() && len(last.Inputs) == len(old.Inputs) && slices.EqualFunc(last.Inputs, old.Inputs, Input.same) {
		// One vintage: nothing was revised, whatever the rounding.
		zero := new(big.Rat)
		return Value{X: zero, Low: zero, High: zero, Unit: last.Unit, Status: Present, Inputs: last.Inputs}
	}
	return difference(last, old)
}

func (v View) revisionRate() Value {
	base := v.firstValue()
	if why, status := v.unfit(base, v.Series); why != "" {
		return absent(Unit{Kind: Ratio}, status, base.Inputs, "%s", why)
	}
	return ratio(v.revision(), base)
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
