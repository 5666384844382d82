package data

import (
	_ "embed"
	"math/big"
	"slices"
	"strings"
	"sync"
	"time"
)

// Where the calendar comes from, and what it leaves out: calendars/PROVENANCE.md.
//
//go:embed calendars/china.csv
var chinaCSV string

// calendar is the public calendar of a country: the weekdays that are off and
// the weekend days that are worked.
type calendar struct {
	first, last Period // months whose days are all settled
	off, work   map[Date]bool
}

var chinaCalendar = sync.OnceValue(func() calendar {
	c := calendar{off: map[Date]bool{}, work: map[Date]bool{}}
	_, rows, _ := strings.Cut(chinaCSV, "\n")
	years := []int{}
	for row := range strings.Lines(rows) {
		cells := strings.Split(strings.TrimSpace(row), ",")
		if len(cells) != 5 {
			continue
		}
		from, _ := ParseDate(cells[3])
		to, _ := ParseDate(cells[4])
		years = append(years, to.Year())
		days := c.off
		if cells[2] == "work" {
			days = c.work
		}
		for t := from.time(); !t.After(to.time()); t = t.AddDate(0, 0, 1) {
			days[dateOf(t)] = true
		}
	}
	// The notice for a year may reach into the December before it.
	c.first, c.last = Month(slices.Min(years), 1), Month(slices.Max(years), 11)
	return c
})

func (d Date) time() time.Time {
	return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, time.UTC)
}

func dateOf(t time.Time) Date { return Date(t.Year()*10000 + int(t.Month())*100 + t.Day()) }

// workdays counts the working days of a period. ok is false where the calendar
// does not settle all of them.
func (c calendar) workdays(p Period) (n int64, ok bool) {
	from := Month(p.Year(), p.Month())
	to := from.Add(12/max(p.PerYear(), 1) - 1)
	if p.IsZero() || from.Compare(c.first) < 0 || to.Compare(c.last) > 0 {
		return 0, false
	}
	end := to.Add(1)
	for t := time.Date(from.Year(), time.Month(from.Month()), 1, 0, 0, 0, 0, time.UTC); t.Year() != end.Year() || int(t.Month()) != end.Month(); t = t.AddDate(0, 0, 1) {
		d := dateOf(t)
		weekend := t.Weekday() == time.Saturday || t.Weekday() == time.Sunday
		if c.work[d] || !weekend && !c.off[d] {
			n++
		}
	}
	return n, true
}

// workingDays counts the working days of the period in the country that reports
// the series.
func (v View) workingDays() Value { return v.workingDaysOf(v.Period) }

func (v View) workingDaysOf(p Period) Value {
	days := Unit{Kind: Count}
	reporter := v.Series.reporter()
	name, known := CountryName(reporter)
	if !known {
		name = reporter
	}
	switch {
	case reporter == "":
		return absent(days, Missing, nil, "the data of %s do not say which country reports, and working days are those of a country", v.Series.id)
	case !strings.EqualFold(name, "China"):
		return absent(days, Missing, nil, "there is no calendar of working days of %s, only of China: give the days under constants: and divide by them", name)
	}
	c := chinaCalendar()
	n, ok := c.workdays(p)
	if !ok {
		return absent(days, Missing, nil, "the calendar of China's working days holds %s to %s, not %s", c.first, c.last, p)
	}
	return Exact(big.NewRat(n, 1), days)
}

// reporter is the country that reports all of the series, empty where the data
// do not say.
func (s *Series) reporter() string {
	word := ""
	for i, p := range s.parts {
		w := s.cube.words[p.e.keys[p.key].reporter]
		if i > 0 && w != word {
			return ""
		}
		word = w
	}
	return word
}

// daily is the figure of a period for each of its working days.
func (v View) daily() Value { return v.dailyOf(v.Period) }

func (v View) dailyOf(p Period) Value { return quotient(v.of(v.Series, p), v.workingDaysOf(p)) }

func (v View) dailyMonthBefore() Value {
	if missing, no := v.notMonthly(); no {
		return missing
	}
	return v.dailyOf(v.Period.Add(-1))
}

func (v View) dailyYearBefore() Value { return v.dailyOf(v.Period.Add(-v.Period.PerYear())) }

func (v View) dailyMoM() Value { return v.dailyGrowth(v.monthBefore(), v.dailyMonthBefore()) }
func (v View) dailyYoY() Value { return v.dailyGrowth(v.yearBefore(), v.dailyYearBefore()) }

// dailyGrowth is the growth of the daily figure. Whether its base carries a rate
// is told from the base of the whole period.
func (v View) dailyGrowth(whole, base Value) Value {
	if why, status := v.unfit(whole, v.Series); why != "" {
		return absent(Unit{Kind: Ratio}, status, mergeInputs(v.value().Inputs, whole.Inputs), "%s", why)
	}
	return lessOne(ratio(v.daily(), base))
}
