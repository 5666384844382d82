package data

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"sync"
)

// Seasonal adjustment: where a series is long and whole enough for it, the
// logarithms of its figures are split by STL, so that the season is a factor.

// season is what the split of a series says of one period.
type season struct {
	factor, trend *big.Rat
}

// adjustment is the split of a run of figures without a gap or a break.
type adjustment struct {
	seasons map[Period]season
	inputs  []Input
	why     string // there is none
	status  Status
}

const (
	mostYears     = 40   // of the newest figures: what lies before says nothing of today's season
	leastYears    = 3    // below them a season and a trend cannot be told apart
	mostOutliers  = 0.1  // of the figures that have no weight left
	leastSeason   = 7    // of F, as in the D8 table of X-11: the season against the remainder
	leastOfMean   = 0.01 // of the mean: less is trade that stood still
	noWeight      = 0.01
	floatDecimals = 9 // processors agree on so many places of a logarithm
)

// adjustment splits the series once for each of the two ways to see it.
func (s *Series) adjustment(first bool) *adjustment {
	once := sync.OnceValue(func() *adjustment { return s.adjust(first) })
	kept, _ := s.adjustments.LoadOrStore(first, once)
	return kept.(func() *adjustment)()
}

// adjust takes the figures that end with the newest, back to the first gap, the
// first figure after a break, or a shock: a season is not told across them.
func (s *Series) adjust(first bool) *adjustment {
	refuse := func(status Status, why string, args ...any) *adjustment {
		v := absent(s.unit, status, nil, why, args...)
		return &adjustment{why: v.Why, status: v.Status}
	}
	d := monthly
	switch s.freq {
	case Quarterly:
		d = quarterly
	case Annual:
		return refuse(Missing, "%s has no figures within the year", s.id)
	}
	var values []Value
	from, broken := s.last, ""
	for p := s.last; p.Compare(s.first) >= 0 && !p.IsZero() && len(values) < mostYears*s.last.PerYear(); p = p.Add(-1) {
		if shock, ok := s.shockAt(p); ok {
			broken = fmt.Sprintf("%s lies in a shock, %s to %s", p, shock.From, shock.To)
			break
		}
		v := s.at(p, first)
		if !v.OK() {
			broken = v.Why
			break
		}
		values, from = append(values, v), p
		if slices.ContainsFunc(v.Inputs, func(in Input) bool { return in.Status == Break }) {
			broken = fmt.Sprintf("the publisher marks a break at %s", p)
			break
		}
	}
	n := len(values)
	least := leastYears * s.first.PerYear()
	switch {
	case n < least && broken != "":
		return refuse(NotMeaningful, "seasonal adjustment needs %d figures in a row, and there are %d to %s: %s", least, n, s.last, broken)
	case n < least:
		return refuse(NotMeaningful, "seasonal adjustment needs %d figures, and %s has %d", least, s.id, n)
	}
	a := &adjustment{seasons: map[Period]season{}}
	logs := make([]float64, n)
	mean := 0.0
	for i, v := range values {
		x, _ := v.X.Float64()
		mean += x / float64(n)
		logs[n-1-i] = x
		a.inputs = append(a.inputs, v.Inputs...)
	}
	for i, x := range logs {
		if x <= leastOfMean*mean {
			return refuse(NotMeaningful, "%s of %s is less than 1%% of the usual: trade that stands still has no season to adjust", s.id, from.Add(i))
		}
		logs[i] = math.Log(x)
	}
	seasonal, trend, weights := d.split(logs)
	outliers := 0
	for _, w := range weights {
		if w < noWeight {
			outliers++
		}
	}
	if float64(outliers) > mostOutliers*float64(n) {
		return refuse(NotMeaningful, "%d of the %d figures of %s are outliers, too many for a season to be told", outliers, n, s.id)
	}
	if seasonality(d.period, logs, seasonal, trend) < leastSeason {
		return refuse(NotMeaningful, "%s has no season that stands out from its noise", s.id)
	}
	for i := range logs {
		a.seasons[from.Add(i)] = season{rounded(math.Exp(seasonal[i])), rounded(math.Exp(trend[i]))}
	}
	return a
}

// shockAt is the shock that a period lies in, if it lies in one.
func (s *Series) shockAt(p Period) (shock Span, ok bool) {
	own := Span{p, p}
	for _, shock := range s.sel.Shocks {
		if own.from() <= shock.to() && shock.from() <= own.to() {
			return shock, true
		}
	}
	return Span{}, false
}

// seasonality is F: the variance between the places of the cycle by that of what
// is left.
func seasonality(period int, y, seasonal, trend []float64) float64 {
	between, within := 0.0, 0.0
	for i := range y {
		r := y[i] - seasonal[i] - trend[i]
		between, within = between+seasonal[i]*seasonal[i], within+r*r
	}
	between /= float64(period - 1)
	within /= float64(len(y) - period)
	if within == 0 {
		return math.Inf(1)
	}
	return between / within
}

// rounded is a float of which the last digits, which processors do not agree on,
// are cut off.
func rounded(x float64) *big.Rat {
	scale := math.Pow10(floatDecimals - 1 - int(math.Floor(math.Log10(x))))
	r, ok := new(big.Rat).SetString(new(big.Float).SetFloat64(math.Round(x*scale)).Text('f', 0))
	if !ok {
		return new(big.Rat)
	}
	places := int(math.Round(math.Log10(scale)))
	return times(r, tenTo(-places))
}

// LunarNewYear reports whether a country keeps the Lunar New Year, which lies
// now in January and now in February: by its name or any of its codes.
func LunarNewYear(country string) bool {
	name, ok := CountryName(country)
	if !ok {
		name = country
	}
	for _, code := range [...]string{"CN", "HK", "KR", "MO", "SG", "TW", "VN"} {
		if known, _ := CountryName(code); name == known {
			return true
		}
	}
	return false
}

// seasonOf is the split of the series in a period, and why there is none.
func (v View) seasonOf(p Period) (season, *adjustment, Value) {
	refuse := func(status Status, why string, args ...any) (season, *adjustment, Value) {
		return season{}, nil, absent(v.Series.unit, status, nil, why, args...)
	}
	value := v.of(v.Series, p)
	if !value.OK() {
		return refuse(value.Status, "%s", value.Why)
	}
	a := v.Series.adjustment(v.FirstRelease)
	if a.why != "" {
		return refuse(a.status, "%s", a.why)
	}
	s, ok := a.seasons[p]
	if !ok {
		return refuse(NotMeaningful, "%s lies before the figures of %s that are adjusted: those since the last gap or break, of %d years at most", p, v.Series.id, mostYears)
	}
	return s, a, value
}

// moving reports whether the season of a period moves with the Lunar New Year.
func (v View) moving(p Period) bool {
	return LunarNewYear(v.Series.reporter()) && (v.Series.freq == Monthly && p.Month() <= 2)
}

// factorOf is how the season makes the figure of a period differ from the rest of
// the year: 1.1 is a tenth more.
func (v View) factorOf(p Period) Value {
	s, a, value := v.seasonOf(p)
	index := Unit{Kind: Index}
	switch {
	case a == nil:
		value.Unit = index
		return value
	case v.moving(p):
		return absent(index, NotMeaningful, nil, "the Lunar New Year lies now in January and now in February, so that these months have no season of their own")
	}
	f := Exact(s.factor, index)
	f.Inputs, f.Status = a.inputs, computed(value.Status)
	return f
}

func (v View) seasonalFactor() Value { return v.factorOf(v.Period) }

// adjusted is the figure of a period without its season. Its interval is what
// the rounding of the figure itself leaves open; the factor is taken as it is.
func (v View) adjusted() Value { return v.adjustedOf(v.Period) }

func (v View) adjustedOf(p Period) Value {
	return quotient(v.of(v.Series, p), v.factorOf(p))
}

func (v View) adjustedMonthBefore() Value {
	if missing, no := v.notMonthly(); no {
		return missing
	}
	return v.adjustedOf(v.Period.Add(-1))
}

func (v View) adjustedMoM() Value { return v.growth(v.adjusted(), v.adjustedMonthBefore()) }

// trend is the figure without season and noise.
func (v View) trend() Value {
	s, a, value := v.seasonOf(v.Period)
	if a == nil {
		return value
	}
	t := Exact(s.trend, v.Series.unit)
	t.Inputs, t.Status = a.inputs, computed(value.Status)
	return t
}
