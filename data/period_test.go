package data

import (
	"math"
	"strings"
	"testing"
	"time"
)

func TestParsePeriod(t *testing.T) {
	for in, want := range map[string]Period{
		"2023-09": Month(2023, 9), "1000-01": Month(1000, 1), "2999-12": Month(2999, 12),
		"2023-Q3": Quarter(2023, 3), "2023": Year(2023),
	} {
		p, err := ParsePeriod(in)
		if err != nil || p != want || p.String() != in {
			t.Errorf("%s read as %v (%v), want %v", in, p, err, want)
		}
	}
	for in, want := range map[string]string{
		"2023-13": `month "13" of period "2023-13" is not 01 to 12`,
		"2023-00": `month "00" of period "2023-00" is not 01 to 12`,
		"2023-Q5": `quarter "5" of period "2023-Q5" is not 1 to 4`,
		"0000":    `year 0000 of period "0000" is not 1000 to 2999`,
		"9999-12": `year 9999 of period "9999-12" is not 1000 to 2999`,
		"0999-Q1": `year 0999 of period "0999-Q1" is not 1000 to 2999`,
		"10000":   `period "10000" is not of the form 2023-09, 2023-Q3 or 2023`,
		"2023-9":  `period "2023-9" is not of the form 2023-09, 2023-Q3 or 2023`,
		"２０２３":    `period "２０２３" is not of the form 2023-09, 2023-Q3 or 2023`,
		"":        `period "" is not of the form 2023-09, 2023-Q3 or 2023`,
	} {
		if p, err := ParsePeriod(in); err == nil || err.Error() != want {
			t.Errorf("%q read as %v with %q, want %q", in, p, err, want)
		}
	}
}

func TestPeriodSteps(t *testing.T) {
	for _, c := range []struct {
		from Period
		n    int
		to   Period
	}{
		{Month(2023, 1), -1, Month(2022, 12)},
		{Month(2023, 9), 4, Month(2024, 1)},
		{Quarter(2023, 1), -1, Quarter(2022, 4)},
		{Year(2023), -1, Year(2022)},
		{Month(1, 1), -1, Period{}},
		{Month(9999, 12), 1, Period{}},
		{Year(9999), math.MaxInt, Period{}},
		{Period{}, 1, Period{}},
	} {
		if got := c.from.Add(c.n); got != c.to {
			t.Errorf("%v and %d steps is %v, want %v", c.from, c.n, got, c.to)
		} else if !got.IsZero() && got.Sub(c.from) != c.n {
			t.Errorf("from %v to %v are %d steps, want %d", c.from, got, got.Sub(c.from), c.n)
		}
	}
	if Month(2023, 13) != Month(2024, 1) || Month(10000, 1) != (Period{}) || Year(0) != (Period{}) {
		t.Error("a month counts on into the next year, a year out of bounds is no period")
	}
	if q := Quarter(2023, 3); q.Year() != 2023 || q.Month() != 7 || q.PerYear() != 4 {
		t.Errorf("%v begins in %d-%d", q, q.Year(), q.Month())
	}
	if Year(2023).Compare(Month(2023, 1)) >= 0 || Month(2023, 2).Compare(Year(2023)) <= 0 {
		t.Error("of periods that begin together the longer comes first")
	}
	if z := (Period{}); z.Year() != 0 || z.Month() != 0 || z.PerYear() != 0 || z.String() != "" {
		t.Error("the zero period has parts")
	}
}

func TestSpan(t *testing.T) {
	run := Span{Month(2022, 1), Month(2022, 2)}
	if run.Len() != 2 || run.String() != "2022-01/2022-02" || !run.contains(Month(2022, 2)) || run.contains(Month(2022, 3)) {
		t.Errorf("%v has %d periods", run, run.Len())
	}
	if (Span{}).Len() != 0 || (Span{}).contains(Period{}) || (Span{Month(2023, 9), Month(2023, 8)}).Len() != 0 {
		t.Error("an empty span has periods")
	}
	if got := (Span{Month(2023, 9), Month(2023, 9)}).String(); got != "2023-09" {
		t.Errorf("a span of one month is %s", got)
	}
}

func TestParseDate(t *testing.T) {
	d, err := ParseDate("2024-02-29")
	if err != nil || d != 20240229 || d.String() != "2024-02-29" || d.Year() != 2024 || d.Month() != 2 || d.Day() != 29 {
		t.Errorf("2024-02-29 read as %v (%v)", d, err)
	}
	for in, want := range map[string]string{
		"2023-02-30": `date "2023-02-30" does not exist`,
		"2023-02-29": `date "2023-02-29" does not exist`,
		"1900-02-29": `date "1900-02-29" does not exist`,
		"2023-04-31": `date "2023-04-31" does not exist`,
		"0000-01-01": `date "0000-01-01" does not exist`,
		"20.11.2023": `date "20.11.2023" is not of the form 2023-11-20`,
		"2023-11-2":  `date "2023-11-2" is not of the form 2023-11-20`,
		"":           `date "" is not of the form 2023-11-20`,
	} {
		if d, err := ParseDate(in); err == nil || err.Error() != want {
			t.Errorf("%q read as %v with %v, want %q", in, d, err, want)
		}
	}
	if Date(0).String() != "" {
		t.Error("the unknown day is printed")
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2023-09", "2023-Q3", "2023", "9999-12", "0000-00", "2023-Q", "----"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePeriod(s)
		if err == nil && p.String() != s {
			t.Errorf("%q is printed as %q", s, p)
		}
		if (err == nil) == p.IsZero() {
			t.Errorf("%q gives %v and %v", s, p, err)
		}
	})
}

func TestLayouts(t *testing.T) {
	for _, c := range []struct{ layout, cell, want string }{
		{"", "2022-01/2022-02", "2022-01/2022-02"},
		{"", "2022-Q1 / 2022-Q2", "2022-Q1/2022-Q2"},
		{"YYYYMM", "202201/202202", "2022-01/2022-02"},
		{"MM/YYYY", "01/2022/02/2022", "2022-01/2022-02"},
		{"MM/YYYY", "09/2023", "2023-09"},
		{"YYYY-Q", "2023-3", "2023-Q3"},
		{"YYYY-Q", "2023-Q3", "2023-Q3"},
		{"Q/YYYY", "Q3/2023", "2023-Q3"},
		{"YYYY", "2023", "2023"},
		{"FY YYYY", "FY 2023", "2023"},
		{"M.YYYY", "12.2023", "2023-12"},
		{"MMM-YYYY", "may-2023", "2023-05"},
		{"MMMM YYYY", "May 2023", "2023-05"},
		{"MMM-YY", "Sep-23", "2023-09"},
		{"MMM-YY", "Sep-68", "2068-09"},
		{"MMM-YY", "Sep-69", "1969-09"},
		{"YYYY'M'MM", "2023M09", "2023-09"},
		{"'FY' YYYY", "FY 2023", "2023"},
		{"YYYY-MM-DD", "2023-09-30", "2023-09"},
		{"YYYY-MM-DD", "2023-09-31", "error"},
		{"YYYY-MM", "2023-09-30", "error"},
		{"YYYY-MM", "0000-09", "error"},
		{"YYYY-MM", "2023", "error"},
	} {
		l, err := parseLayout(c.layout)
		got := "error"
		if err == nil {
			var s Span
			if s, err = l.span(c.cell); err == nil {
				got = s.String()
			}
		}
		if got != c.want {
			t.Errorf("%q by %q is %s (%v), want %s", c.cell, c.layout, got, err, c.want)
		}
	}
	for layout, want := range map[string]string{
		"MM":          "it has no YYYY",
		"yyyy-mm":     "it has no YYYY",
		"YYYY-Q-MM":   "it has both months and quarters",
		"YYYY DD":     "it has days without months",
		"YYYY YY":     "YY stands twice for the same thing",
		"YYYY'M":      "a single quote is not closed",
		"MM MMM YYYY": "MMM stands twice for the same thing",
	} {
		if _, err := parseLayout(layout); err == nil || err.Error() != want {
			t.Errorf("layout %q: %v, want %s", layout, err, want)
		}
	}
}

func FuzzLayout(f *testing.F) {
	f.Add("YYYY-MM", "2022-01/2022-02")
	f.Add("DD MMM YYYY", "30 Sep 2023")
	f.Add("YYYY年M月", "2023年9月")
	f.Add("Q/YYYY", "Q3/2023/Q4/2023")
	f.Add("", "////")
	f.Fuzz(func(t *testing.T, layout, cell string) {
		l, err := parseLayout(layout)
		if err != nil {
			return
		}
		if s, err := l.span(cell); err == nil && (s.Len() < 1 || l.text != "" && s.From.Freq() != l.freq) {
			t.Errorf("%q by %q is %v", cell, layout, s)
		}
	})
}

// TestDateSub counts days across leap years, as the calendar of package time does.
func TestDateSub(t *testing.T) {
	first := time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := range 3000 {
		day := first.AddDate(0, 0, 7*n)
		d := Date(day.Year()*10000 + int(day.Month())*100 + day.Day())
		if got := d.Sub(19990101); got != 7*n {
			t.Fatalf("%s is %d days after 1999-01-01, want %d", d, got, 7*n)
		}
	}
	if got := Date(0).Sub(20231120); got != 0 {
		t.Errorf("an unknown day is %d days off", got)
	}
}

// TestMonthNames reads every name of a month, in capitals too, as that month, and no
// name as another.
func TestMonthNames(t *testing.T) {
	for whole, names := range map[bool][12]string{true: monthNames, false: monthAbbreviations} {
		for i, list := range names {
			for _, name := range strings.Fields(list) {
				for _, cell := range []string{name, strings.ToUpper(name), name + " 2023"} {
					if m, rest := cutMonthName(cell, whole); m != i+1 || strings.TrimPrefix(rest, " 2023") != "" && strings.ToUpper(name) != cell {
						t.Errorf("%s is month %d, then %q", cell, m, rest)
					}
				}
			}
		}
	}
	for cell, want := range map[string]int{"9": 9, "09": 9, "Sep": 9, "September": 9, "01. Janeiro": 1, "02. Janeiro": 0, "3月": 3, "12월": 12, "Ağustos": 8, "": 0, "Maybe": 0} {
		if m, _ := monthOf(cell); m != want {
			t.Errorf("%q is month %d, want %d", cell, m, want)
		}
	}
	for layout, cells := range map[string][2]string{
		"MMM YYYY": {"janv. 2023", "2023-01"}, "MMMM' de 'YYYY": {"marzo de 2023", "2023-03"}, "YYY年M月": {"112年01月", "2023-01"}, "YYY/MM": {"99/12", ""},
		"YYYY' [YR'YYYY]": {"2022 [YR2022]", "2022"}, "YYYY (YYYY)": {"2022 (2023)", ""},
	} {
		l, err := parseLayout(layout)
		if err != nil {
			t.Fatal(err)
		}
		if s, _ := l.span(cells[0]); s.String() != cells[1] {
			t.Errorf("%s by %s is %q, want %q", cells[0], layout, s, cells[1])
		}
	}
}
