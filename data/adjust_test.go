package data

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

// seasonalRows is a file of months: a level that grows by 1% a month times the
// factor of its month, with or without noise.
func seasonalRows(first Period, n int, factors []float64, noise func() float64) string {
	values := make([]string, n)
	for i := range values {
		x := 100 * math.Pow(1.01, float64(i)) * factors[i%len(factors)] * math.Exp(noise())
		values[i] = fmt.Sprintf("%.6f", x)
	}
	return strings.ReplaceAll(exactRows(first, values...), ".000000000", "")
}

func quiet() float64 { return 0 }

// halves are twelve factors whose product is 1.
var halves = []float64{0.5, 1, 2, 1, 0.8, 1.25, 1, 1, 1, 1, 0.5, 2}

// TestAdjustedByHand: where the season is a factor and the level grows by 1% a
// month, the adjusted figure is the level, and its change is 1%.
func TestAdjustedByHand(t *testing.T) {
	s := plainSeries(t, seasonalRows(Month(2015, 1), 60, halves, quiet))
	for i := range 60 {
		v := View{Series: s, Period: Month(2015, 1+i)}
		level := 100 * math.Pow(1.01, float64(i))
		for metric, want := range map[string]float64{"sa": level * 1e6, "trend": level * 1e6, "seasonal_factor": halves[i%12], "sa_mom": 0.01} {
			got, _ := v.Metric(metric)
			if metric == "sa_mom" && i == 0 {
				if got.OK() || got.Why != "no figure of s for 2014-12" {
					t.Errorf("the first month has a rate of %s (%s)", shown(got), got.Why)
				}
				continue
			}
			if !got.OK() {
				t.Fatalf("%s of %s: %s", metric, v.Period, got.Why)
			}
			if x, _ := got.X.Float64(); math.Abs(x-want) > 1e-5*math.Max(1, math.Abs(want)) {
				t.Errorf("%s of %s is %g, want %g", metric, v.Period, x, want)
			}
		}
	}
	v := View{Series: s, Period: Month(2017, 3)}
	if got, _ := v.Metric("sa"); got.Unit.Kind != Money || len(got.Inputs) != 60 {
		t.Errorf("the adjusted figure is in %s and rests on %d figures", got.Unit, len(got.Inputs))
	}
	got, _ := v.Metric("sa")
	value, factor := v.value(), v.seasonalFactor()
	if want := over(value.Low, factor.X); got.Low.Cmp(want) != 0 {
		t.Errorf("the low end is %s, want that of the figure by its factor, %s", got.Low, want)
	}
	quarters := plainSeries(t, seasonalRows(Quarter(2015, 1), 14, []float64{0.5, 2, 1, 1}, quiet))
	if got, _ := (View{Series: quarters, Period: Quarter(2018, 2)}).Metric("sa"); !got.OK() || math.Abs(float(got.X)-100e6*math.Pow(1.01, 13)) > 1e3 {
		t.Errorf("the second quarter is %s (%s), want its level 100 × 1.01¹³", shown(got), got.Why)
	}
}

func float(x *big.Rat) float64 { f, _ := x.Float64(); return f }

// TestAdjustedRefused: a series that is short, broken, wild or without season is
// not adjusted, and the reason is said.
func TestAdjustedRefused(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	noise := func() float64 { return rng.NormFloat64() / 5 }
	flat := []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}
	long := seasonalRows(Month(2015, 1), 60, halves, quiet)
	without := func(content, period string) string {
		var kept []string
		for _, row := range strings.Split(content, "\n") {
			if !strings.HasPrefix(row, period+",") {
				kept = append(kept, row)
			}
		}
		return strings.Join(kept, "\n")
	}
	stopped := without(without(long, "2016-05"), "2016-06") + "2016-05,0.001\n2016-06,0.001\n"
	combined := without(without(long, "2018-01"), "2018-02") + "2018-01/2018-02,240.0\n"
	wild := ""
	for i, row := range strings.Split(strings.TrimSpace(long), "\n") {
		if period, value, _ := strings.Cut(row, ","); i > 0 && i%6 == 0 {
			row = period + ",9" + value
		}
		wild += row + "\n"
	}
	for _, c := range []struct {
		name, content string
		period        Period
		want          string
	}{
		{"two years", seasonalRows(Month(2015, 1), 35, halves, quiet), Month(2016, 5), "seasonal adjustment needs 36 figures, and s has 35"},
		{"a gap", without(long, "2018-03"), Month(2019, 5), "seasonal adjustment needs 36 figures in a row, and there are 21 to 2019-12: no figure of s for 2018-03"},
		{"two months together", combined, Month(2019, 5), "seasonal adjustment needs 36 figures in a row, and there are 22 to 2019-12: 2018-02 of s is known only as part of 2018-01/2018-02"},
		{"before a gap", without(long, "2015-08"), Month(2015, 5), "2015-05 lies before the figures of s that are adjusted: those since the last gap or break, of 40 years at most"},
		{"no figure", long, Month(2020, 5), "no figure of s for 2020-05, the last is for 2019-12"},
		{"trade that stood still", stopped, Month(2019, 5), "s of 2016-05 is less than 1% of the usual: trade that stands still has no season to adjust"},
		{"no season", seasonalRows(Month(2015, 1), 60, flat, noise), Month(2019, 5), "s has no season that stands out from its noise"},
		{"annual", exactRows(Year(1960), strings.Split("10 20 30 40 50 60", " ")...), Year(1965), "s has no figures within the year"},
		{"a level of nothing", strings.Replace(long, "2017-01,", "2017-01,-", 1), Month(2019, 5), "s of 2017-01 is less than 1% of the usual: trade that stands still has no season to adjust"},
	} {
		s := plainSeries(t, c.content)
		for _, metric := range []string{"sa", "seasonal_factor", "trend"} {
			if got, _ := (View{Series: s, Period: c.period}).Metric(metric); got.OK() || got.Why != c.want {
				t.Errorf("%s: %s is %s because %q, want %q", c.name, metric, shown(got), got.Why, c.want)
			}
		}
	}
	if got, _ := (View{Series: plainSeries(t, wild), Period: Month(2019, 5)}).Metric("sa"); got.OK() || !strings.HasSuffix(got.Why, "of the 60 figures of s are outliers, too many for a season to be told") {
		t.Errorf("every sixth month nine hundred more: %s (%s)", shown(got), got.Why)
	}
	china := chinaSeries(t, long)
	for month, ok := range map[int]bool{1: false, 2: false, 3: true, 12: true} {
		v := View{Series: china, Period: Month(2018, month)}
		if got, _ := v.Metric("sa"); got.OK() != ok || !ok && !strings.HasPrefix(got.Why, "the Lunar New Year lies now in January and now in February") {
			t.Errorf("month %d of China: %s (%s)", month, shown(got), got.Why)
		}
		if got, _ := v.Metric("trend"); !got.OK() {
			t.Errorf("month %d of China has no trend: %s", month, got.Why)
		}
	}
}

// TestAdjustedScales: the unit of a series changes nothing but the unit, and
// noise that the season cannot explain is left.
func TestAdjustedScales(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	rows := seasonalRows(Month(2012, 1), 90, halves, func() float64 { return rng.NormFloat64() / 20 })
	src := plainSource()
	src.Table.Values[0].Scale = text("1e9", 22)
	s, scaled := plainSeries(t, rows), mustSelect(t, mustRead(t, files(rows), src), Selector{}, 0)
	for i := range 90 {
		a, _ := View{Series: s, Period: Month(2012, 1+i)}.Metric("sa")
		b, _ := View{Series: scaled, Period: Month(2012, 1+i)}.Metric("sa")
		if ratio := float(b.X) / float(a.X); math.Abs(ratio-1000) > 1e-4 {
			t.Errorf("month %d is %g times as much in another unit", i, ratio)
		}
		if f, _ := (View{Series: s, Period: Month(2012, 1+i)}).Metric("seasonal_factor"); math.Abs(float(f.X)-halves[i%12]) > 0.08 {
			t.Errorf("month %d has the factor %g, want about %g", i, float(f.X), halves[i%12])
		}
	}
}

// TestAdjustedBreaks: no season is told across a shock of the outline or a break
// that the publisher marks; the years after it may be enough.
func TestAdjustedBreaks(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	long := seasonalRows(Month(2015, 1), 60, halves, func() float64 { return rng.NormFloat64() / 20 })
	flagged := plainSource()
	flagged.Table.Values[0].Status = columnField("status")
	withBreak := func(at string) string {
		rows := strings.Split(strings.TrimSpace(long), "\n")
		for i, row := range rows {
			rows[i] += ","
			if i == 0 {
				rows[i] += "status"
			} else if strings.HasPrefix(row, at) {
				rows[i] += "break"
			}
		}
		return strings.Join(rows, "\n") + "\n"
	}
	shock := func(from, to Period) []Span { return []Span{{from, to}} }
	for _, c := range []struct {
		name, content string
		src           Source
		shocks        []Span
		period        Period
		want          string // why there is no figure
	}{
		{"a shock", long, plainSource(), shock(Month(2017, 2), Month(2017, 9)), Month(2019, 5),
			"seasonal adjustment needs 36 figures in a row, and there are 27 to 2019-12: 2017-09 lies in a shock, 2017-02 to 2017-09"},
		{"a shock in years", long, plainSource(), shock(Year(2017), Year(2018)), Month(2019, 5),
			"seasonal adjustment needs 36 figures in a row, and there are 12 to 2019-12: 2018-12 lies in a shock, 2017 to 2018"},
		{"a shock that lasts", long, plainSource(), shock(Month(2019, 3), Month(2030, 1)), Month(2019, 5),
			"seasonal adjustment needs 36 figures in a row, and there are 0 to 2019-12: 2019-12 lies in a shock, 2019-03 to 2030-01"},
		{"a shock long ago", long, plainSource(), shock(Month(2016, 2), Month(2016, 9)), Month(2019, 5), ""},
		{"before a shock long ago", long, plainSource(), shock(Month(2016, 2), Month(2016, 9)), Month(2015, 5),
			"2015-05 lies before the figures of s that are adjusted: those since the last gap or break, of 40 years at most"},
		{"a break", withBreak("2018-03"), flagged, nil, Month(2019, 5),
			"seasonal adjustment needs 36 figures in a row, and there are 22 to 2019-12: the publisher marks a break at 2018-03"},
		{"a break long ago", withBreak("2016-11"), flagged, nil, Month(2016, 11), ""},
		{"before a break long ago", withBreak("2016-11"), flagged, nil, Month(2016, 10),
			"2016-10 lies before the figures of s that are adjusted: those since the last gap or break, of 40 years at most"},
	} {
		s := mustSelect(t, mustRead(t, files(c.content), c.src), Selector{Shocks: c.shocks}, 0)
		if got, _ := (View{Series: s, Period: c.period}).Metric("sa"); got.OK() != (c.want == "") || got.Why != c.want {
			t.Errorf("%s: the adjusted figure is %s because %q, want %q", c.name, shown(got), got.Why, c.want)
		}
	}
}

func TestLunarNewYear(t *testing.T) {
	for country, want := range map[string]bool{"CN": true, "156": true, "China": true, "KOR": true, "US": false, "": false, "Ruritania": false, "KP": false} {
		if LunarNewYear(country) != want {
			t.Errorf("%q: %v", country, !want)
		}
	}
}
