package report

import (
	"strings"
	"testing"

	"tradebrief/data"
)

// Which marks of time may be out of date.
func TestTimeMarks(t *testing.T) {
	september, december := data.Month(2023, 9), data.Month(2023, 12)
	third, year := data.Quarter(2023, 3), data.Year(2023)
	for _, c := range []struct {
		from data.Period
		text string
		want string
	}{
		{september, "In September and in October, after August.", "September October August"},
		{september, "In May, as in January, Mayor March.", ""},
		{september, "September 2022, September 2023, October 2024, June 2023", "September 2023 October 2024"},
		{september, "Sept. and Oct, by Dec 2023", "Sept Oct Dec 2023"},
		{september, "since 2023-09, 2023-08-31 and 2023-05; HS 2023, US$2023, 1,2023", "2023-09 2023-08-31"},
		{september, "Last month, this year and yesterday; next to last, the month before last", "Last month this year yesterday"},
		{september, "by 2024, not in 2023", "2024"},
		{september, "Octoberfest, septembers", ""},
		{september, "January–September, January to October, in November, by December", "September October November"},
		{december, "January–December, January and March", "December January"},
		{december, "In December 2023 and January, all of 2023", "December 2023 January 2023"},
		{third, "Q3, Q2 2022, Q4 2023, the third quarter, the second quarter of 2021", "Q3 Q4 2023 third quarter"},
		{year, "in 2023, 2022 and 2021", "2023 2022"},
	} {
		m := timeMarks{from: c.from, to: c.from.Add(1)}
		var got []string
		for _, f := range m.find(c.text) {
			got = append(got, c.text[f[0]:f[1]])
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("after %s, %q: %s, want %s", c.from, c.text, s, c.want)
		}
	}
}

// FuzzTimeMarks: no text of an author's breaks the search for dates.
func FuzzTimeMarks(f *testing.F) {
	f.Add("In September 2023, Sept. 9999 and 2023-13")
	m := timeMarks{from: data.Month(2023, 9), to: data.Month(2023, 10)}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, at := range m.find(s) {
			if at[0] < last || at[1] <= at[0] || at[1] > len(s) {
				t.Fatalf("%q: %v", s, at)
			}
			last = at[1]
		}
	})
}
