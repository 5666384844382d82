package locale

import (
	"strconv"

	"tradebrief/data"
)

// The names of periods and days as they are printed.

// Month names the month of a period without its year; a quarter is Q3, a year
// itself. The zero period has no name.
func (l *Locale) Month(p data.Period) string {
	switch p.Freq() {
	case data.Monthly:
		return l.months[p.Month()-1]
	case data.Quarterly:
		return l.quarter[(p.Month()-1)/3]
	case data.Annual:
		return l.Say(yearAlone, strconv.Itoa(p.Year()))
	}
	return ""
}

// Period is September 2023, Q3 2023 or 2023.
func (l *Locale) Period(p data.Period) string {
	year := strconv.Itoa(p.Year())
	switch p.Freq() {
	case data.Monthly:
		return l.Say(monthYear, l.Month(p), year)
	case data.Quarterly:
		return l.Say(quarterYear, l.Month(p), year)
	}
	return l.Month(p)
}

// Short is Sep 2023, for charts and tables; without year Sep. A year without year
// is its bare number, for an axis.
func (l *Locale) Short(p data.Period, year bool) string {
	number := strconv.Itoa(p.Year())
	switch p.Freq() {
	case data.Monthly:
		if !year {
			return l.short[p.Month()-1]
		}
		return l.Say(shortMonthYear, l.short[p.Month()-1], number)
	case data.Quarterly:
		if !year {
			return l.brief[(p.Month()-1)/3]
		}
		return l.Say(shortQuarterYear, l.brief[(p.Month()-1)/3], number)
	case data.Annual:
		if !year {
			return number
		}
		return l.Say(yearAlone, number)
	}
	return ""
}

// Span is Jan–Feb 2022 for a run of periods.
func (l *Locale) Span(s data.Span) string {
	switch {
	case s.From == s.To:
		return l.Short(s.To, true)
	case s.From.Year() == s.To.Year() && s.To.Freq() != data.Annual:
		return l.run(s, true)
	}
	return l.Say(FromTo, l.Short(s.From, true), l.Short(s.To, true))
}

// run is Jan–Feb 2022: a run within one year.
func (l *Locale) run(s data.Span, short bool) string {
	name, k := l.Month, monthRun
	if short {
		name, k = func(p data.Period) string { return l.Short(p, false) }, shortMonthRun
	}
	if s.To.Freq() == data.Quarterly {
		k = quarterRun
	}
	return l.Say(k, name(s.From), name(s.To), strconv.Itoa(s.To.Year()), strconv.Itoa(s.From.Month()))
}

// Run is the name of a run of periods in running text: January and February 2022,
// January to March 2022. One period has its own.
func (l *Locale) Run(s data.Span) string {
	switch {
	case s.From == s.To:
		return l.Period(s.To)
	case s.Len() == 2 && s.From.Year() == s.To.Year():
		k := monthPair
		if s.To.Freq() == data.Quarterly {
			k = quarterPair
		}
		return l.Say(k, l.Month(s.From), l.Month(s.To), strconv.Itoa(s.To.Year()), strconv.Itoa(s.From.Month()))
	}
	return l.Say(FromTo, l.Period(s.From), l.Period(s.To))
}

// YearToDate is January–September 2023, or Jan–Sep 2023.
func (l *Locale) YearToDate(p data.Period, short bool) string {
	first := p
	switch p.Freq() {
	case data.Monthly:
		first = data.Month(p.Year(), 1)
	case data.Quarterly:
		first = data.Quarter(p.Year(), 1)
	}
	switch {
	case first != p:
		return l.run(data.Span{From: first, To: p}, short)
	case short:
		return l.Short(p, true)
	}
	return l.Period(p)
}

// Date is 20 November 2023. A day that is not known leaves its month; no date is
// nothing.
func (l *Locale) Date(d data.Date) string {
	return l.day(d, dayMonthYear, l.dated, l.months, monthYear)
}

// ShortDate is 20 Nov 2023, for lists.
func (l *Locale) ShortDate(d data.Date) string {
	return l.day(d, shortDayMonthYear, l.short, l.short, shortMonthYear)
}

// ShortMonth is Nov 2023 for a day.
func (l *Locale) ShortMonth(d data.Date) string {
	if d == 0 || d.Month() < 1 || d.Month() > 12 {
		return ""
	}
	return l.Say(shortMonthYear, l.short[d.Month()-1], strconv.Itoa(d.Year()))
}

func (l *Locale) day(d data.Date, k Key, dated, alone [12]string, without Key) string {
	if d == 0 || d.Month() < 1 || d.Month() > 12 {
		return ""
	}
	month, year := alone[d.Month()-1], strconv.Itoa(d.Year())
	if d.Day() == 0 {
		return l.Say(without, month, year)
	}
	if dated[d.Month()-1] != "" {
		month = dated[d.Month()-1]
	}
	day := strconv.Itoa(d.Day())
	if d.Day() == 1 && l.first != "" {
		day = l.first
	}
	return l.Say(k, day, month, year)
}
