package data

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"
)

// chinaSeries is plainSeries as reported by China.
func chinaSeries(t testing.TB, content string) *Series {
	t.Helper()
	return reportedBy(t, "CN", content)
}

func reportedBy(t testing.TB, reporter, content string) *Series {
	t.Helper()
	src := plainSource()
	src.Table.Reporter = Field{Const: text(reporter, 23)}
	return mustSelect(t, mustRead(t, files(content), src), Selector{}, 0)
}

// TestWorkingDays: days that can be counted on a wall calendar, and those that
// the notices of the State Council move.
func TestWorkingDays(t *testing.T) {
	c := chinaCalendar()
	for _, d := range []struct {
		period string
		want   int64
		why    string
	}{
		{"2023-08", 23, "31 days, of which 8 at weekends, no holiday"},
		{"2023-09", 20, "21 weekdays less Friday 29 September"},
		{"2023-10", 19, "22 weekdays less 2 to 6 October, and Saturday 7 and Sunday 8 were worked"},
		{"2023-01", 18, "22 weekdays less 2 January and 23 to 27 January, and Saturday 28 and Sunday 29 were worked"},
		{"2022-12", 22, "22 weekdays: of the New Year's holiday only Saturday 31 December lies in it"},
		{"2018-12", 21, "21 weekdays less Monday 31 December, and Saturday 29 was worked: by the notice for 2019"},
		{"2020-01", 17, "23 weekdays less 1 January, 24, 27 to 30 January and, as prolonged, 31 January, and Sunday 19 was worked"},
		{"2020-02", 20, "20 weekdays; Saturday 1 February was to be worked until the holiday was prolonged"},
		{"2019-05", 21, "23 weekdays less 1 to 3 May, and Sunday 5 May was worked: by the second notice"},
		{"2024-02", 18, "21 weekdays less 12 to 16 February, and Sunday 4 and Sunday 18 were worked"},
		{"2023-Q3", 64, "21 + 23 + 20"},
		{"2023", 249, "260 weekdays less 18 of holidays, and 7 weekend days were worked"},
		{"2017-01", 19, "22 weekdays less 2, 27, 30 and 31 January, and Sunday 22 was worked"},
		{"2026-11", 21, "21 weekdays"},
	} {
		if n, ok := c.workdays(parseP(t, d.period)); !ok || n != d.want {
			t.Errorf("%s has %d working days (%v), want %d: %s", d.period, n, ok, d.want, d.why)
		}
	}
	for _, p := range []Period{Month(2016, 12), Month(2026, 12), Year(2016), Year(2026), Quarter(2026, 4), {}, Month(9999, 12)} {
		if n, ok := c.workdays(p); ok {
			t.Errorf("%s has %d working days, which no notice settles", p, n)
		}
	}
}

// TestCalendarRows: a day off is a day, one that is worked lies at a weekend, and
// none is both.
func TestCalendarRows(t *testing.T) {
	for i, row := range strings.Split(strings.TrimSpace(chinaCSV), "\n")[1:] {
		cells := strings.Split(row, ",")
		issued, err := ParseDate(cells[1])
		from, err1 := ParseDate(cells[3])
		to, err2 := ParseDate(cells[4])
		if len(cells) != 5 || err != nil || err1 != nil || err2 != nil || from > to || to.time().Sub(from.time()) > 9*24*time.Hour || issued > from || cells[2] != "off" && cells[2] != "work" {
			t.Errorf("row %d: %s", i+2, row)
		}
	}
	c := chinaCalendar()
	for d := range c.work {
		if w := d.time().Weekday(); c.off[d] || w != time.Saturday && w != time.Sunday {
			t.Errorf("%s is worked in place of another day, and is a %s", d, w)
		}
	}
}

// TestDaily: Reuters has September 2023 at 188.7 and August at 162.9, +15.9%; by
// working days (20 and 23) the rise is about a third.
func TestDaily(t *testing.T) {
	s := chinaSeries(t, exactRows(Month(2023, 7), "156", "161", "188")+"2022-09,84.000000000\n")
	v := View{Series: s, Period: Month(2023, 9)}
	for _, c := range []struct{ metric, want, why string }{
		{"working_days", "20.00", ""},
		{"daily", "9.40", "188/20"},
		{"daily_mom", "34.3%", "(188/20)/(161/23) − 1 = 9.4/7 − 1"},
		{"daily_yoy", "135.0%", "(188/20)/(84/21) − 1 = 9.4/4 − 1"},
	} {
		if got, _ := v.Metric(c.metric); shown(got) != c.want {
			t.Errorf("%s is %s (%s), want %s (%s)", c.metric, shown(got), got.Why, c.want, c.why)
		}
	}
	if base, _ := v.Base("daily"); shown(base) != "20.00" || base.Unit.Kind != Count {
		t.Errorf("the base of daily is %s", shown(base))
	}
	reuters := chinaSeries(t, "period,value\n2023-08,162.9\n2023-09,188.74\n")
	if got, _ := (View{Series: reuters, Period: Month(2023, 9)}).Metric("daily_mom"); shown(got) != "33.2%" || shownAt(got, got.Low) != "33.2%" || shownAt(got, got.High) != "33.3%" {
		t.Errorf("by working days the rise is %s (%s to %s), want (188.74/20)/(162.9/23) − 1 = 33.2%%", shown(got), shownAt(got, got.Low), shownAt(got, got.High))
	}
}

// TestDailyRefused: where there is no calendar there is no figure, and the
// reason says which is missing.
func TestDailyRefused(t *testing.T) {
	rows := exactRows(Month(2023, 8), "10", "20")
	for _, c := range []struct {
		s      *Series
		period Period
		want   string
	}{
		{reportedBy(t, "JP", rows), Month(2023, 9), "there is no calendar of working days of Japan, only of China: give the days under constants: and divide by them"},
		{reportedBy(t, "Ruritania", rows), Month(2023, 9), "there is no calendar of working days of Ruritania, only of China: give the days under constants: and divide by them"},
		{plainSeries(t, rows), Month(2023, 9), "the data of s do not say which country reports, and working days are those of a country"},
		{chinaSeries(t, exactRows(Month(2016, 6), "10")), Month(2016, 6), "the calendar of China's working days holds 2017-01 to 2026-11, not 2016-06"},
		{chinaSeries(t, rows), Month(2023, 10), "no figure of s for 2023-10, the last is for 2023-09"},
		{reportedBy(t, "156", "period,value\n2022-01/2022-02,116.30\n"), Month(2022, 2), "2022-02 of s is known only as part of 2022-01/2022-02"},
	} {
		if got, _ := (View{Series: c.s, Period: c.period}).Metric("daily"); got.OK() || got.Why != c.want {
			t.Errorf("daily is %s because %q, want %q", shown(got), got.Why, c.want)
		}
	}
	tiny := View{Series: chinaSeries(t, exactRows(Month(2023, 7), "90", "0", "188")), Period: Month(2023, 9)}
	if got, _ := tiny.Metric("daily_mom"); got.Status != NotMeaningful || got.Why != "the base is not above zero" {
		t.Errorf("on a base of nothing the rate is %s (%s)", shown(got), got.Why)
	}
	large := View{Series: chinaSeries(t, "period,value\n2023-08,1.1\n2023-09,2.0\n"), Period: Month(2023, 9)}
	if got, _ := large.Metric("daily_mom"); shown(got) != "109.1%" {
		t.Errorf("a base of 1.1 million in 23 days carries a rate: %s (%s), want (2/20)/(1.1/23) − 1", shown(got), got.Why)
	}
}

// TestDailyAddsUp: the daily figures times the days are the sum of the months,
// and scaling a series scales its daily figure.
func TestDailyAddsUp(t *testing.T) {
	var values, tenfold []string
	for i := range 24 {
		values, tenfold = append(values, fmt.Sprint(7+i*i)), append(tenfold, fmt.Sprint(10*(7+i*i)))
	}
	s, scaled := chinaSeries(t, exactRows(Month(2022, 1), values...)), chinaSeries(t, exactRows(Month(2022, 1), tenfold...))
	sum := new(big.Rat)
	for m := range 24 {
		p := Month(2022, 1+m)
		v := View{Series: s, Period: p}
		daily, days := v.daily(), v.workingDays()
		sum.Add(sum, times(daily.X, days.X))
		if m%12 == 11 {
			if ytd := v.ytd(); sum.Cmp(ytd.X) != 0 {
				t.Errorf("the days of %d add up to %s, not %s", p.Year(), sum, ytd.X)
			}
			sum = new(big.Rat)
		}
		ten := View{Series: scaled, Period: p}
		if got := ten.daily(); got.X.Cmp(times(daily.X, big.NewRat(10, 1))) != 0 {
			t.Errorf("%s: ten times the figures are not ten times a day", p)
		}
		if a, b := v.dailyMoM(), ten.dailyMoM(); a.OK() && a.X.Cmp(b.X) != 0 {
			t.Errorf("%s: the rate depends on the unit", p)
		}
	}
}
