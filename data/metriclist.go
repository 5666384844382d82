package data

import "slices"

// The list of metrics: what each is, in words and as a formula, and what its
// formula is made of.

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
var costly = []string{"unit_value_yoy", "price_effect", "volume_effect", "composition_effect", "price_coverage", "hhi", "new_codes", "lost_codes", "seasonal_factor", "sa", "sa_mom", "trend", "outlier", "growth_share", "growth_share_yoy", "revision_mean"}

// Costly reports whether the metric takes long where a series has thousands of
// codes, so that it is not to be computed unasked.
func (m MetricInfo) Costly() bool { return slices.Contains(costly, m.Name) }

// byCode are the metrics that are made of the codes of a series.
var byCode = []string{"unit_value_yoy", "price_effect", "volume_effect", "composition_effect", "price_coverage", "hhi", "new_codes", "lost_codes"}

// ByCode reports whether a metric looks at each code of its series, so that they
// have to be read one by one, see Need.
func ByCode(metric string) bool { return slices.Contains(byCode, metric) }

// metric is one entry of the table of metrics: its documentation, how it is
// computed, and the figure it is measured against, if it has one.
type metric struct {
	MetricInfo
	of   func(View) Value
	base func(View) Value
}

// metricTable is in the order of facts. It never changes. A definition names its
// source where more than one is in use.
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
	{MetricInfo{"growth_share", Ratio, false, "The part of the total's change on the month before that the item makes up. Not given where the total changed by less than 0.5%, where the item moved against it, or where another good did by more than a tenth of it.", "({value} − {month before}) / {change of the total on the month}"},
		View.growthShareMoM, func(v View) Value { return v.wholeChange(v.Period.Add(-1)) }},
	{MetricInfo{"growth_share_yoy", Ratio, false, "The part of the total's change on the year before that the item makes up, by the rules of growth_share.", "({value} − {year before}) / {change of the total on the year}"},
		View.growthShareYoY, func(v View) Value { return v.wholeChange(v.Period.Add(-v.Period.PerYear())) }},
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
	{MetricInfo{"outlier", Index, false, "How unusual the change on the period before is: the logarithm of the ratio less the median of all such changes up to the period, by 1.4826 times their median absolute deviation (Hampel 1974). Beyond 2 or −2 it stands out, beyond 4 look for an error. Twelve changes are needed.", ""},
		View.outlier, View.previous},
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
	{MetricInfo{"revision_mean", NoUnit, false, "Mean size, without sign, of the revisions of all periods up to this one that have more than one vintage.", ""},
		View.revisionMean, nil},
	{MetricInfo{"working_days", Count, false, "Working days of the period in the reporting country, by its public calendar: Mondays to Fridays without public holidays, and the weekend days worked in their place. Of China only, from January 2017, by the yearly notices of the State Council's General Office.", ""},
		View.workingDays, nil},
	{MetricInfo{"daily", NoUnit, false, "The figure for each working day of the reporting country in the period.", "{value} / {working days}"},
		View.daily, View.workingDays},
	{MetricInfo{"daily_mom", Ratio, true, "Change of the daily figure on that of the month before. A month's working days are no cause of its trade: read it beside mom.", "{value per working day} / {month before per working day} − 1"},
		View.dailyMoM, View.dailyMonthBefore},
	{MetricInfo{"daily_yoy", Ratio, true, "Change of the daily figure on that of the same period of the year before.", "{value per working day} / {year before per working day} − 1"},
		View.dailyYoY, View.dailyYearBefore},
	{MetricInfo{"seasonal_factor", Index, false, "How far the season alone lifts or lowers the period, 1.1 being a tenth more than its year: by STL (Cleveland and others 1990) on the logarithms of the figures without a gap, a break or a shock up to the newest, periodic and robust. Three years are needed, and below seven it is unstable; not given where trade stood still, where one figure in ten is an outlier, where no season stands out (F below 7), nor for January and February where the Lunar New Year moves them.", ""},
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
	"value":                            func(v View) Term { return Term{Value: v.value()} },
	"month before":                     func(v View) Term { return Term{Value: v.monthBefore()} },
	"year before":                      func(v View) Term { return Term{Value: v.yearBefore()} },
	"first release":                    func(v View) Term { return Term{Value: v.firstValue()} },
	"total":                            func(v View) Term { return Term{Value: v.wholeValue()} },
	"total of the month before":        func(v View) Term { return Term{Value: v.wholeMonthBefore()} },
	"total of the year before":         func(v View) Term { return Term{Value: v.wholeYearBefore()} },
	"quantity":                         func(v View) Term { return Term{Value: v.quantity()} },
	"sum of the year to date":          func(v View) Term { return Term{Value: v.ytd(), Sum: true} },
	"sum of the year before to date":   func(v View) Term { return Term{Value: v.ytdBefore(), Sum: true} },
	"sum of three months":              func(v View) Term { return Term{Value: v.last(3), Sum: true} },
	"sum of the three months before":   func(v View) Term { return Term{Value: v.At(v.Period.Add(-3)).last(3), Sum: true} },
	"share":                            func(v View) Term { return Term{Value: v.share()} },
	"share of the month before":        func(v View) Term { return Term{Value: v.shareMonthBefore()} },
	"share of the year before":         func(v View) Term { return Term{Value: v.shareYearBefore()} },
	"change of the total on the month": func(v View) Term { return Term{Value: v.wholeChange(v.Period.Add(-1))} },
	"change of the total on the year":  func(v View) Term { return Term{Value: v.wholeChange(v.Period.Add(-v.Period.PerYear()))} },
	"price effect":                     func(v View) Term { return Term{Value: v.priceEffect()} },
	"volume effect":                    func(v View) Term { return Term{Value: v.volumeEffect()} },
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
