package report

import (
	"strconv"

	"tradebrief/data"
)

// The names of periods and days as they are printed.

var monthNames = [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// monthOf names the month of a period; a quarter is Q3, a year its number.
func monthOf(p data.Period) string {
	switch p.Freq() {
	case data.Monthly:
		return monthNames[p.Month()-1]
	case data.Quarterly:
		return "Q" + strconv.Itoa((p.Month()-1)/3+1)
	case data.Annual:
		return strconv.Itoa(p.Year())
	}
	return ""
}

// periodName is September 2023, Q3 2023 or 2023.
func periodName(p data.Period) string {
	if p.Freq() == data.Annual || p.IsZero() {
		return monthOf(p)
	}
	return monthOf(p) + nbsp + strconv.Itoa(p.Year())
}

// shortPeriod is Sep 2023, for charts and tables; without year Sep.
func shortPeriod(p data.Period, year bool) string {
	s := monthOf(p)
	if p.Freq() == data.Monthly {
		s = s[:3]
	}
	if year && p.Freq() != data.Annual && !p.IsZero() {
		s += nbsp + strconv.Itoa(p.Year())
	}
	return s
}

// spanName is Jan–Feb 2022 for a run of periods.
func spanName(s data.Span) string {
	if s.From == s.To {
		return shortPeriod(s.To, true)
	}
	if s.From.Year() == s.To.Year() {
		return shortPeriod(s.From, false) + "–" + shortPeriod(s.To, true)
	}
	return shortPeriod(s.From, true) + " to " + shortPeriod(s.To, true)
}

// yearToDate is January–September 2023.
func yearToDate(p data.Period, short bool) string {
	name := func(q data.Period) string {
		if short {
			return shortPeriod(q, false)
		}
		return monthOf(q)
	}
	first := p.Add(1 - position(p))
	if first == p {
		return name(p) + nbsp + strconv.Itoa(p.Year())
	}
	return name(first) + "–" + name(p) + nbsp + strconv.Itoa(p.Year())
}

// position is the place of a period in its year, from 1.
func position(p data.Period) int {
	switch p.Freq() {
	case data.Monthly:
		return p.Month()
	case data.Quarterly:
		return (p.Month()-1)/3 + 1
	}
	return 1
}

// dateName is 20 November 2023.
func dateName(d data.Date) string {
	if d == 0 || d.Month() < 1 || d.Month() > 12 {
		return ""
	}
	if d.Day() == 0 {
		return monthNames[d.Month()-1] + nbsp + strconv.Itoa(d.Year())
	}
	return strconv.Itoa(d.Day()) + nbsp + monthNames[d.Month()-1] + nbsp + strconv.Itoa(d.Year())
}

// shortDate is Nov 2023.
func shortDate(d data.Date) string {
	if d == 0 || d.Month() < 1 || d.Month() > 12 {
		return ""
	}
	return monthNames[d.Month()-1][:3] + nbsp + strconv.Itoa(d.Year())
}
