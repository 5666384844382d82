package data

import (
	"cmp"
	"fmt"

	"tradebrief/data/diag"
)

// Freq is how often a series is observed. The zero Freq belongs to the zero Period.
type Freq uint8

// The frequencies.
const (
	Annual Freq = iota + 1
	Quarterly
	Monthly
)

// perYear is the number of periods in a year; 0 for the zero Freq.
func (f Freq) perYear() int {
	switch f {
	case Annual:
		return 1
	case Quarterly:
		return 4
	case Monthly:
		return 12
	}
	return 0
}

// The first and last year a Period can lie in.
const (
	minYear = 1
	maxYear = 9999
)

// The first and last year that is read. What lies outside is a slip of the pen,
// and a walk over periods that begins with one that was read stays far from the
// ends of the calendar.
const (
	firstYear = 1000
	lastYear  = 2999
)

// readableYear reports whether a year may stand in an outline or a data file.
func readableYear(year int) bool { return year >= firstYear && year <= lastYear }

// Period is one year, quarter or month: an integer with a frequency, so that
// time zones, clocks and the lengths of months cannot touch it. Years run from
// 1 to 9999. The zero Period is "no period". Periods are comparable with ==.
type Period struct {
	freq Freq
	n    int32 // years, quarters or months since the start of year 0
}

// Month is a month of a year, counted from 1. A month outside 1–12 counts on
// into the years beside it; a year outside 1–9999 gives the zero Period.
func Month(year, month int) Period { return periodOf(Monthly, int64(year)*12+int64(month)-1) }

// Quarter is a quarter of a year, counted from 1, with the rules of Month.
func Quarter(year, q int) Period { return periodOf(Quarterly, int64(year)*4+int64(q)-1) }

// Year is a whole year; outside 1–9999 it is the zero Period.
func Year(year int) Period { return periodOf(Annual, int64(year)) }

func periodOf(f Freq, n int64) Period {
	per := int64(f.perYear())
	if per == 0 || n < minYear*per || n >= (maxYear+1)*per {
		return Period{}
	}
	return Period{f, int32(n)}
}

// ParsePeriod reads 2023-09, 2023-Q3 or 2023, in the years 1000 to 2999.
func ParsePeriod(s string) (Period, error) {
	year, ok := digits(s, 0, 4)
	if !ok {
		return Period{}, fmt.Errorf("period %s is not of the form 2023-09, 2023-Q3 or 2023", quote(s))
	}
	switch {
	case !readableYear(year):
		return Period{}, fmt.Errorf("year %04d of period %s is not 1000 to 2999", year, quote(s))
	case len(s) == 4:
		return Year(year), nil
	case len(s) == 7 && s[4] == '-' && s[5] == 'Q':
		if s[6] < '1' || s[6] > '4' {
			return Period{}, fmt.Errorf("quarter %q of period %q is not 1 to 4", s[6:], s)
		}
		return Quarter(year, int(s[6]-'0')), nil
	case len(s) == 7 && s[4] == '-':
		month, ok := digits(s, 5, 2)
		if !ok {
			break
		}
		if month < 1 || month > 12 {
			return Period{}, fmt.Errorf("month %q of period %q is not 01 to 12", s[5:], s)
		}
		return Month(year, month), nil
	}
	return Period{}, fmt.Errorf("period %s is not of the form 2023-09, 2023-Q3 or 2023", quote(s))
}

// digits reads exactly n ASCII digits of s from byte i on.
func digits(s string, i, n int) (int, bool) {
	if len(s) < i+n {
		return 0, false
	}
	v := 0
	for _, c := range []byte(s[i : i+n]) {
		if c < '0' || c > '9' {
			return 0, false
		}
		v = v*10 + int(c-'0')
	}
	return v, true
}

// Freq is the frequency of the period.
func (p Period) Freq() Freq { return p.freq }

// IsZero reports whether p is no period.
func (p Period) IsZero() bool { return p.freq == 0 }

// Add is the period n steps later (earlier for a negative n). Steps of the zero
// Period, and steps out of the years 1–9999, give the zero Period.
func (p Period) Add(n int) Period {
	if n > 1<<20 || n < -1<<20 {
		return Period{}
	}
	return periodOf(p.freq, int64(p.n)+int64(n))
}

// Sub is the number of steps from q to p. Periods of two frequencies have no
// distance: the result is 0.
func (p Period) Sub(q Period) int {
	if p.freq != q.freq {
		return 0
	}
	return int(p.n - q.n)
}

// Compare is negative, zero or positive as p begins before, with or after q;
// of two that begin together the longer one comes first.
func (p Period) Compare(q Period) int {
	if p.freq == q.freq {
		return cmp.Compare(p.n, q.n)
	}
	return cmp.Or(cmp.Compare(p.firstMonth(), q.firstMonth()), cmp.Compare(p.freq, q.freq))
}

// firstMonth counts the months from the start of year 0 to the start of p.
func (p Period) firstMonth() int {
	if p.freq == 0 {
		return -1
	}
	return int(p.n) * (12 / p.PerYear())
}

// Year is the calendar year, 0 for the zero Period.
func (p Period) Year() int {
	if p.freq == 0 {
		return 0
	}
	return int(p.n) / p.PerYear()
}

// Month is 1–12: the month, or the first month of a quarter or year; 0 for the
// zero Period.
func (p Period) Month() int {
	if p.freq == 0 {
		return 0
	}
	return p.firstMonth()%12 + 1
}

// PerYear is the number of such periods in a year: 1, 4 or 12; 0 for the zero
// Period.
func (p Period) PerYear() int { return p.freq.perYear() }

// String is 2023-09, 2023-Q3 or 2023, and empty for the zero Period.
func (p Period) String() string {
	switch p.freq {
	case Annual:
		return fmt.Sprintf("%04d", p.Year())
	case Quarterly:
		return fmt.Sprintf("%04d-Q%d", p.Year(), int(p.n)%4+1)
	case Monthly:
		return fmt.Sprintf("%04d-%02d", p.Year(), p.Month())
	}
	return ""
}

// Span is a run of periods of one frequency, both ends included. The zero Span
// is empty.
type Span struct{ From, To Period }

// Len is the number of periods, 0 for the zero Span.
func (s Span) Len() int {
	if s.From.IsZero() || s.From.freq != s.To.freq {
		return 0
	}
	return max(0, s.To.Sub(s.From)+1)
}

// compare orders spans by their first period, then by their last.
func (s Span) compare(t Span) int {
	return cmp.Or(s.From.Compare(t.From), s.To.Compare(t.To))
}

// contains reports whether p is one of the periods of the run.
func (s Span) contains(p Period) bool {
	return p.freq == s.From.freq && p.n >= s.From.n && p.n <= s.To.n && !p.IsZero()
}

// String is 2023-09, or 2022-01/2022-02 for more than one period.
func (s Span) String() string {
	if s.From == s.To {
		return s.From.String()
	}
	return s.From.String() + "/" + s.To.String()
}

// Date is a day, written as the number 20231120, so that days compare with <.
// The zero Date is an unknown day.
type Date int32

// ParseDate reads 2023-11-20. A day that the calendar does not have is an error.
func ParseDate(s string) (Date, error) {
	year, ok1 := digits(s, 0, 4)
	month, ok2 := digits(s, 5, 2)
	day, ok3 := digits(s, 8, 2)
	if len(s) != 10 || s[4] != '-' || s[7] != '-' || !ok1 || !ok2 || !ok3 {
		return 0, fmt.Errorf("date %s is not of the form 2023-11-20", quote(s))
	}
	if year < minYear || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0, fmt.Errorf("date %q does not exist", s)
	}
	return Date(year*10000 + month*100 + day), nil
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// Sub is the number of days from the other day to this one. One of them unknown
// gives 0.
func (d Date) Sub(other Date) int {
	if d == 0 || other == 0 {
		return 0
	}
	return d.number() - other.number()
}

// number counts the days of the calendar.
func (d Date) number() int {
	year, month := d.Year(), d.Month()
	if month <= 2 { // so that the day of the leap year is the last one of a year
		year, month = year-1, month+12
	}
	return 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + int(d)%100
}

// String is 2023-11-20, and empty for the unknown day.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year(), d.Month(), d.Day())
}

// Year is the calendar year.
func (d Date) Year() int { return int(d) / 10000 }

// Month is the month, 1–12.
func (d Date) Month() int { return int(d) / 100 % 100 }

// Day is the day of the month, from 1.
func (d Date) Day() int { return int(d) % 100 }

// quote quotes a cell or word for a message.
func quote(s string) string { return diag.Quote(s) }
