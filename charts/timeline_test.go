package charts

import (
	"strings"
	"testing"

	"tradebrief/data"
)

// String is the axis as text: names with their years in brackets.
func (a timeAxis) String() string {
	var out []string
	for _, l := range a.labels {
		if l.year != "" {
			l.name += "(" + l.year + ")"
		}
		out = append(out, l.name)
	}
	return strings.Join(out, " ")
}

func TestTimeAxis(t *testing.T) {
	for _, c := range []struct {
		first data.Period
		n     int
		step  float64 // in mm
		want  string
	}{
		{sep2022, 1, 50, "Sep(2022)"},
		{data.Month(2023, 7), 3, 20, "Jul(2023) Aug Sep"},
		{sep2022, 13, 8, "Sep(2022) Dec Mar(2023) Jun Sep"},
		{data.Month(2022, 1), 12, 8, "Jan(2022) Apr Jul Oct"},
		{sep2022, 13, 1.2, "Sep(2022) Mar(2023) Sep"},
		{data.Month(2021, 2), 32, 4, "2021 2022 2023"},
		{data.Month(2021, 12), 22, 4, "2022 2023"}, // one month is too short for a name
		{data.Month(2000, 1), 240, 0.3, "2000 2002 2004 2006 2008 2010 2012 2014 2016 2018"},
		{data.Month(2022, 11), 4, 1, "Nov(2022)"},
		{data.Quarter(2022, 1), 7, 10, "Q1(2022) Q2 Q3 Q4 Q1(2023) Q2 Q3"},
		{data.Quarter(2022, 3), 7, 4, "Q3(2022) Q1(2023) Q3 Q1(2024)"},
		{data.Quarter(2015, 1), 36, 2, "2015 2016 2017 2018 2019 2020 2021 2022 2023"},
		{data.Year(2018), 6, 12, "2018 2019 2020 2021 2022 2023"},
		{data.Year(2000), 24, 3, "2000 2005 2010 2015 2020"},
	} {
		tl := timeline{first: c.first, n: c.n, name: englishName}
		if got := tl.axis(c.step * mm).String(); got != c.want {
			t.Errorf("%d from %s: %q, want %q", c.n, c.first, got, c.want)
		}
	}
}

func TestYearsStandUnderTheirMonths(t *testing.T) {
	a := timeline{first: data.Month(2021, 2), n: 32, name: englishName}.axis(4 * mm)
	for i, want := range []float64{5.5, 17, 27.5} {
		if a.labels[i].at != want {
			t.Errorf("%s stands at %v, want %v", a.labels[i].name, a.labels[i].at, want)
		}
	}
	for i, want := range []float64{0, 11, 23, 32} {
		if a.ticks[i] != want {
			t.Errorf("tick %d at %v, want %v", i, a.ticks[i], want)
		}
	}
}

func TestPeriodNames(t *testing.T) {
	for want, p := range map[string]data.Period{"Sep 2023": sep2023, "Q3 2023": data.Quarter(2023, 3), "2023": data.Year(2023)} {
		if got := englishName(p, true); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	c := barChart(exports())
	c.MonthName = func(p data.Period, year bool) string {
		if year {
			return p.String()
		}
		return "m" + p.String()[5:]
	}
	for _, s := range []string{"2023-09", "m09", "m12"} {
		if ws := words(draw(t, c).Drawing); !contains(ws, s) {
			t.Errorf("%q is missing among %q", s, ws)
		}
	}
}
