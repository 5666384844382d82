package data

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"testing"
)

// exact gives a file whose figures are whole dollars with a precision far
// beyond what is printed, so that a test of a formula sees no interval.
func exactRows(first Period, values ...string) string {
	var b strings.Builder
	b.WriteString("period,value\n")
	for i, v := range values {
		if v != "" {
			fmt.Fprintf(&b, "%s,%s.000000000\n", first.Add(i), v)
		}
	}
	return b.String()
}

// TestMetricsByHand: each metric on a series of which the result can be worked
// out in the head. The series is in US$ million:
//
//	2022: Jan 10 Feb 20 Mar 30 Apr 40 May 50 Jun 60 Jul 70 Aug 80 Sep 90 Oct 100 Nov 110 Dec 120
//	2023: Jan 30 Feb 30 Mar 45 Apr 40 May  –  Jun 50 Jul 55 Aug 66 Sep 60
//
// The whole that shares refer to is 200 in every month of both years.
func TestMetricsByHand(t *testing.T) {
	s := plainSeries(t, exactRows(Month(2022, 1), "10", "20", "30", "40", "50", "60", "70", "80", "90", "100", "110", "120",
		"30", "30", "45", "40", "", "50", "55", "66", "60"))
	var wholes []string
	for range 21 {
		wholes = append(wholes, "200")
	}
	whole := plainSeries(t, exactRows(Month(2022, 1), wholes...))
	for _, c := range []struct {
		metric, period, want, why string
	}{
		{"value", "2022-03", "30.00", ""},
		{"value", "2023-05", "missing", "no figure of s for 2023-05"},
		{"value", "2024-01", "missing", "no figure of s for 2024-01, the last is for 2023-09"},
		{"value", "2023", "missing", "s is not observed for periods such as 2023"},
		{"prev", "2023-07", "50.00", ""},
		{"prev", "2023-06", "missing", "no figure of s for 2023-05"},
		{"first_release", "2023-07", "55.00", ""},
		{"mom", "2023-08", "20.0%", "66/55"},
		{"mom", "2023-09", "−9.1%", "60/66"},
		{"mom", "2023-02", "0.0%", "30/30"},
		{"mom", "2023-06", "missing", "no figure of s for 2023-05"},
		{"mom", "2023-05", "missing", "no figure of s for 2023-05"},
		{"mom", "2022-01", "missing", "no figure of s for 2021-12"},
		{"yoy", "2023-03", "50.0%", "45/30"},
		{"yoy", "2023-09", "−33.3%", "60/90"},
		{"yoy", "2022-09", "missing", "no figure of s for 2021-09"},
		{"yoy_abs", "2023-09", "−30.00", "60 − 90"},
		{"ytd", "2022-09", "450.00", "10 + 20 + … + 90"},
		{"ytd", "2023-01", "30.00", "January alone"},
		{"ytd", "2023-04", "145.00", "30 + 30 + 45 + 40"},
		{"ytd", "2023-09", "missing", "no figure of s for 2023-05"},
		{"ytd_yoy", "2023-04", "45.0%", "145/100"},
		{"ytd_yoy", "2023-09", "missing", "no figure of s for 2023-05"},
		{"ytd_yoy", "2022-04", "missing", "no figure of s for 2021-01"},
		{"ma3", "2023-03", "35.00", "(30 + 30 + 45)/3"},
		{"ma3", "2023-01", "86.67", "(110 + 120 + 30)/3"},
		{"ma3", "2023-07", "missing", "no figure of s for 2023-05"},
		{"ma12", "2022-12", "65.00", "780/12"},
		{"ma12", "2023-04", "68.75", "(780 − 100 + 145)/12"},
		{"ma12", "2022-11", "missing", "no figure of s for 2021-12"},
		{"ma12", "2023-09", "missing", "no figure of s for 2023-05"},
		{"sum12", "2022-12", "780.00", ""},
		{"share", "2022-12", "60.0%", "120/200"},
		{"share", "2023-05", "missing", "no figure of s for 2023-05"},
		{"contribution", "2022-12", "5.0%", "(120 − 110)/200"},
		{"contribution", "2023-01", "−45.0%", "(30 − 120)/200"},
		{"contribution", "2023-06", "missing", "no figure of s for 2023-05"},
		{"contribution_yoy", "2023-09", "−15.0%", "(60 − 90)/200"},
		{"streak", "2022-12", "11.00", "every month since February"},
		{"streak", "2023-01", "−1.00", "the first fall"},
		{"streak", "2023-02", "0.00", "no change"},
		{"streak", "2023-03", "1.00", "a month without change ends the row"},
		{"streak", "2023-04", "−1.00", "45 → 40"},
		{"streak", "2023-08", "2.00", "50 → 55 → 66, before that nothing is known"},
		{"streak", "2023-06", "missing", "no figure of s for 2023-05"},
		{"highest_since", "2023-08", "8.00", "December 2022 was 120"},
		{"highest_since", "2022-12", "11.00", "a record: all eleven months of data before it"},
		{"highest_since", "2023-02", "1.00", "as high as the month before"},
		{"highest_since", "2022-01", "missing", "the data begin with 2022-01"},
		{"lowest_since", "2023-04", "2.00", "February was 30"},
		{"lowest_since", "2023-01", "10.00", "March 2022 was 30"},
		{"max", "2023-09", "120.00", ""},
		{"max", "2022-05", "50.00", "only what was before"},
		{"min", "2023-09", "10.00", ""},
		{"max", "2021-12", "missing", "s has no figure up to 2021-12"},
		{"ma3_change", "2022-06", "150.0%", "(40 + 50 + 60)/(10 + 20 + 30) − 1"},
		{"ma3_change", "2022-05", "missing", "no figure of s for 2021-12"},
		{"ma3_change", "2023-09", "missing", "no figure of s for 2023-05"},
		{"share_mom", "2022-12", "5.0%", "120/200 − 110/200"},
		{"share_mom", "2023-06", "missing", "no figure of s for 2023-05"},
		{"share_yoy", "2023-09", "−15.0%", "60/200 − 90/200"},
		{"share_yoy", "2022-09", "missing", "no figure of s for 2021-09"},
		{"revision_rate", "2022-12", "0.0%", "one vintage"},
		{"rank", "2022-12", "missing", "s has no code to rank"},
		{"unit_value", "2022-12", "missing", "s has no quantities"},
		{"revision", "2022-12", "0.00", "one vintage"},
	} {
		got, ok := View{Series: s, Whole: whole, Period: parseP(t, c.period)}.Metric(c.metric)
		if !ok || shown(got) != c.want {
			t.Errorf("%s of %s is %s, want %s (%s)", c.metric, c.period, shown(got), c.want, c.why)
		}
		if !got.OK() && got.Why != c.why {
			t.Errorf("%s of %s is missing because %q, want %q", c.metric, c.period, got.Why, c.why)
		}
	}
}

// TestAnnualAndQuarterly: prev and yoy of annual data mean the year before,
// months have no meaning there.
func TestAnnualAndQuarterly(t *testing.T) {
	annual := plainSeries(t, exactRows(Year(2021), "50", "40", "60"))
	quarterly := plainSeries(t, exactRows(Quarter(2022, 1), "10", "20", "30", "40", "15", "25"))
	for _, c := range []struct {
		series               *Series
		period, metric, want string
	}{
		{annual, "2023", "value", "60.00"},
		{annual, "2023", "prev", "40.00"},
		{annual, "2023", "yoy", "50.0%"},
		{annual, "2023", "yoy_abs", "20.00"},
		{annual, "2023", "streak", "1.00"},
		{annual, "2023", "highest_since", "2.00"},
		{annual, "2023", "mom", "missing"},
		{annual, "2023", "ytd", "missing"},
		{annual, "2023", "ytd_yoy", "missing"},
		{annual, "2023", "ma3", "missing"},
		{annual, "2023", "ma12", "missing"},
		{annual, "2023", "sum12", "missing"},
		{annual, "2023", "ma3_change", "missing"},
		{annual, "2023", "share_mom", "missing"},
		{annual, "2023", "share_yoy", "0.0%"},
		{annual, "2023", "daily", "missing"},
		{annual, "2023", "contribution", "missing"},
		{annual, "2023", "contribution_yoy", "50.0%"},
		{quarterly, "2023-Q2", "prev", "15.00"},
		{quarterly, "2023-Q2", "yoy", "25.0%"},
		{quarterly, "2023-Q2", "ytd", "40.00"},
		{quarterly, "2023-Q2", "ytd_yoy", "33.3%"},
		{quarterly, "2022-Q4", "sum12", "100.00"},
		{quarterly, "2023-Q2", "mom", "missing"},
		{quarterly, "2023-Q2", "ma3", "missing"},
	} {
		got, _ := View{Series: c.series, Whole: c.series, Period: parseP(t, c.period)}.Metric(c.metric)
		if shown(got) != c.want {
			t.Errorf("%s of %s is %s (%s), want %s", c.metric, c.period, shown(got), got.Why, c.want)
		}
		if !got.OK() && got.Why == "" {
			t.Errorf("%s of %s does not say why it is missing", c.metric, c.period)
		}
	}
	view := View{Series: annual, Period: Year(2023)}
	if got := view.Prev().Period; got != Year(2022) {
		t.Errorf("prev of 2023 is %s", got)
	}
}

// TestTinyBases: a base below a million, or below 1% of what is usual, carries
// no rate; the base and the change in money are still there.
func TestTinyBases(t *testing.T) {
	for _, c := range []struct {
		name      string
		before, x string
		want, why string
	}{
		{"under a million", "0.9", "20", "not-meaningful", "the base is too small for a rate"},
		{"a million", "1.00", "2", "100.0%", ""},
		{"under 1% of the mean of 2.5 and 997.5", "2.5", "997.5", "not-meaningful", "the base is too small for a rate"},
		{"nothing", "0.0", "20", "not-meaningful", "the base is not above zero"},
		{"a correction", "-5", "20", "not-meaningful", "the base is not above zero"},
	} {
		s := plainSeries(t, "period,value\n2023-08,"+c.before+"\n2023-09,"+c.x+"\n")
		view := View{Series: s, Whole: s, Period: Month(2023, 9)}
		for _, metric := range []string{"mom", "contribution"} {
			got, _ := view.Metric(metric)
			if shown(got) != c.want || got.Why != c.why {
				t.Errorf("%s: %s is %s (%s), want %s (%s)", c.name, metric, shown(got), got.Why, c.want, c.why)
			}
			if len(got.Inputs) != 2 {
				t.Errorf("%s: %s has %d inputs, want both", c.name, metric, len(got.Inputs))
			}
		}
		base, ok := view.Base("mom")
		if !ok || !base.OK() {
			t.Errorf("%s: the base is gone", c.name)
		}
		if got, want := view.TinyBase(base), c.why != ""; got != want {
			t.Errorf("%s: tiny is %t, want %t", c.name, got, want)
		}
	}
	src := plainSource()
	src.Table.Values[0].Unit = text("kg", 22)
	kilos := mustSelect(t, mustRead(t, files("period,value\n2023-08,0.001\n2023-09,0.002\n"), src), Selector{}, 0)
	if got, _ := (View{Series: kilos, Period: Month(2023, 9)}).Metric("mom"); shown(got) != "100.0%" {
		t.Errorf("the floor of a million is for money: mom of kilograms is %s", shown(got))
	}
}

// TestIntervalsOfCounts: streaks, ranks and superlatives know what rounding
// leaves open.
func TestIntervalsOfCounts(t *testing.T) {
	s := plainSeries(t, "period,value\n2023-01,20\n2023-02,5\n2023-04,10.0\n2023-05,10.04\n2023-06,12\n2023-07,12.4\n")
	for _, c := range []struct{ period, metric, want string }{
		// 10.0 → 10.04 is a rise by the figures, but 10.0 may be 10.05.
		{"2023-06", "streak", "2.00 (1.00 to 2.00)"},
		// 12 → 12.4: 12 may be 12.5.
		{"2023-07", "streak", "3.00 (-1.00 to 3.00)"},
		// Since January (20); March is not known, and may have been higher.
		{"2023-06", "highest_since", "5.00 (3.00 to 5.00)"},
		// June may have been as high.
		{"2023-07", "highest_since", "6.00 (1.00 to 6.00)"},
		{"2023-07", "max", "20.00 (19.50 to 20.50)"},
		{"2023-07", "min", "5.00 (4.50 to 5.50)"},
	} {
		v, _ := View{Series: s, Period: parseP(t, c.period)}.Metric(c.metric)
		got := fmt.Sprintf("%s (%s to %s)", shown(v), shownAt(v, v.Low), shownAt(v, v.High))
		if got = strings.ReplaceAll(got, minusSign, "-"); got != c.want {
			t.Errorf("%s of %s is %s, want %s", c.metric, c.period, got, c.want)
		}
	}
	v, _ := View{Series: s, Period: Month(2023, 7)}.Metric("highest_since")
	if got := v.Inputs[len(v.Inputs)-1].Span.From; got != Month(2023, 1) {
		t.Errorf("highest since %s, want 2023-01", got)
	}
}

// TestRecord: since when, over how much, and what rounding leaves open.
func TestRecord(t *testing.T) {
	exact := exactRows(Month(2022, 1), "10", "50", "30", "", "20", "0", "0", "40", "45", "45", "60")
	for _, c := range []struct {
		content, metric, period, want string
		lowest                        bool
	}{
		{exact, "value", "2022-11", "a record of 10 from 2022-01, 1 gap", false},
		{exact, "value", "2022-10", "since 2022-09, 1 from 2022-10, 0 gaps, open", false},
		{exact, "value", "2022-09", "since 2022-02, 6 from 2022-03, 1 gap", false},
		{exact, "value", "2022-05", "since 2022-03, 1 from 2022-04, 1 gap", false},
		{exact, "value", "2022-06", "a record of 5 from 2022-01, 1 gap", true},
		{exact, "value", "2022-07", "since 2022-06, 1 from 2022-07, 0 gaps", true},
		{exact, "value", "2022-01", "a record of 1 from 2022-01, 0 gaps", false},
		{exact, "value", "2022-04", "none", false},
		{exact, "value", "2023-04", "none", false},
		{exact, "no_metric", "2022-11", "none", false},
		// Rates begin a month later, and a missing month or one of nothing takes two of them.
		{exact, "mom", "2022-11", "since 2022-02, 5 from 2022-03, 4 gaps", false},
		// 12 may be 12.5, and July may not have been higher than 12.4.
		{"period,value\n2023-05,20\n2023-06,12\n2023-07,12.4\n", "value", "2023-07", "since 2023-05, 2 from 2023-06, 0 gaps, doubt 2023-06", false},
		{"period,value\n2023-05,12.4\n2023-06,3\n2023-07,12.4\n", "value", "2023-07", "since 2023-05, 2 from 2023-06, 0 gaps, open", false},
		// Two months without trade are equal, whatever the rounding.
		{"period,value\n2023-05,0\n2023-06,3\n2023-07,0\n", "value", "2023-07", "since 2023-05, 2 from 2023-06, 0 gaps", true},
	} {
		got := "none"
		if r, ok := (View{Series: plainSeries(t, c.content), Period: parseP(t, c.period)}).Record(c.metric, !c.lowest); ok {
			got = fmt.Sprintf("a record of %d from %s", r.Known, r.From)
			if !r.Since.IsZero() {
				got = fmt.Sprintf("since %s, %d from %s", r.Since, r.Known, r.From)
			}
			got += fmt.Sprintf(", %d gaps", r.Gaps)
			if r.Gaps == 1 {
				got = strings.TrimSuffix(got, "s")
			}
			if !r.Doubt.IsZero() {
				got += ", doubt " + r.Doubt.String()
			}
			if r.Open {
				got += ", open"
			}
		}
		if got != c.want {
			t.Errorf("%s of %s (lowest: %v) is %s, want %s", c.metric, c.period, c.lowest, got, c.want)
		}
	}
	if _, ok := (View{Period: Month(2022, 1)}).Record("value", true); ok {
		t.Error("no series has a record")
	}
}

func TestRank(t *testing.T) {
	const content = "period,code,value\n2023-09,,100\n2023-09,01,30\n2023-09,02,20\n2023-09,03,20\n2023-09,04,20.4\n2023-09,0101,25\n2023-09,05,1\n2023-08,06,99\n"
	cube := mustRead(t, files(content), sourceFor("code"))
	whole := mustSelect(t, cube, Selector{ID: text("exports", 30)}, 0)
	for code, want := range map[string]string{
		"01": "1 (1 to 1)", "04": "2 (2 to 4)", "02": "3 (2 to 4)", "03": "3 (2 to 4)", "05": "4 (3 to 5)",
	} {
		s := mustSelect(t, cube, Selector{Codes: codeTexts(code)}, 0)
		v, _ := View{Series: s, Whole: whole, Period: Month(2023, 9)}.Metric("rank")
		if got := fmt.Sprintf("%s (%s to %s)", Fixed(v.X, 0, false), Fixed(v.Low, 0, false), Fixed(v.High, 0, false)); got != want {
			t.Errorf("code %s is number %s, want %s", code, got, want)
		}
	}
	s := mustSelect(t, cube, Selector{Codes: codeTexts("01")}, 0)
	if v, _ := (View{Series: s, Period: Month(2023, 9)}).Metric("rank"); v.Why != "there is no total to refer to" {
		t.Errorf("rank without a total: %v", v)
	}
}

// TestRankLevels: a chapter is ranked among chapters wherever the data have
// headings too, and words among words of any length.
func TestRankLevels(t *testing.T) {
	const content = "period,code,value\n2023-09,TOTAL,60\n" +
		"2023-09,01,3\n2023-09,0101,1\n2023-09,0102,2\n2023-09,02,4\n2023-09,0201,4\n"
	const words = "period,code,value\n2023-09,TOTAL,60\n2023-09,iron,30\n2023-09,pig-iron,20\n2023-09,steel,10\n"
	for _, c := range []struct{ content, code, want string }{
		{content, "01", "2"}, {content, "02", "1"}, {content, "0101", "3"}, {content, "0201", "1"},
		{words, "iron", "1"}, {words, "pig-iron", "2"}, {words, "steel", "3"},
	} {
		cube := mustRead(t, files(c.content), sourceFor("code"))
		view := View{Series: mustSelect(t, cube, Selector{Codes: codeTexts(c.code)}, 0), Whole: mustSelect(t, cube, Selector{}, 0), Period: Month(2023, 9)}
		if v, _ := view.Metric("rank"); Fixed(v.X, 0, false) != c.want {
			t.Errorf("code %s is number %s (%s), want %s", c.code, Fixed(v.X, 0, false), v.Why, c.want)
		}
	}
}

// TestUnknownMetrics and views without a series break nothing.
func TestUnknownMetrics(t *testing.T) {
	if _, ok := (View{}).Metric("momm"); ok {
		t.Error("momm is a metric")
	}
	if _, ok := (View{}).Base("ma12"); ok {
		t.Error("a mean has a base")
	}
	for _, m := range Metrics() {
		if v, ok := (View{}).Metric(m.Name); !ok || v.OK() || v.Why == "" {
			t.Errorf("%s of nothing is %v", m.Name, v)
		}
		if m.Definition == "" || strings.ToLower(m.Name) != m.Name {
			t.Errorf("metric %q is not documented", m.Name)
		}
		if base, ok := (View{}).Base(m.Name); ok && base.OK() {
			t.Errorf("the base of %s of nothing is %v", m.Name, base)
		}
	}
	if v := (View{}).Versus(Month(2018, 9)); v.OK() {
		t.Errorf("nothing versus something is %v", v)
	}
	s := plainSeries(t, "period,value\n2023-09,5\n")
	for _, m := range Metrics() {
		for _, p := range []Period{{}, Month(1, 1), Month(9999, 12), Year(2023)} {
			if v, _ := (View{Series: s, Whole: s, Period: p}).Metric(m.Name); !v.OK() && v.Why == "" {
				t.Errorf("%s of %q is missing without a reason", m.Name, p)
			}
		}
	}
}

// TestUnits: the unit that is documented is the unit of the value.
func TestUnits(t *testing.T) {
	cube := chinaCube(t)
	exports := mustSelect(t, cube, Selector{Flow: text("export", 31)}, 0)
	hair := mustSelect(t, cube, Selector{Flow: text("export", 31), Codes: codeTexts("6703")}, 0)
	view := View{Series: hair, Whole: exports, Period: Month(2023, 9)}
	for _, m := range Metrics() {
		v, _ := view.Metric(m.Name)
		want := m.Unit
		if want == NoUnit {
			want = Money
		}
		if v.Unit.Kind != want {
			t.Errorf("%s (%s) is in %s", m.Name, v.Status, v.Unit)
		}
	}
	if v, _ := view.Metric("unit_value"); v.Unit != (Unit{Quantity, "USD/kg"}) {
		t.Errorf("the unit value is in %s", v.Unit)
	}
}

// TestFormulas: what the formula of a metric says, worked out with the figures
// that it names, is the metric.
// elsewhere are metrics that need quantities, codes or a season: TestSplitByHand
// and TestAdjustedByHand have them.
var elsewhere = map[string]bool{"unit_value": true, "price_effect": true, "volume_effect": true, "composition_effect": true, "hhi": true, "unit_value_yoy": true, "sa": true, "sa_mom": true}

func TestFormulas(t *testing.T) {
	var months, wholes []string
	for i := range 24 {
		months, wholes = append(months, fmt.Sprint(11+i*i)), append(wholes, fmt.Sprint(2000+70*i))
	}
	v := View{Series: chinaSeries(t, exactRows(Month(2022, 1), months...)), Whole: chinaSeries(t, exactRows(Month(2022, 1), wholes...)), Period: Month(2023, 12)}
	braces := regexp.MustCompile(`\{([^}]*)\}`)
	checked := 0
	for _, m := range Metrics() {
		if m.Formula == "" || elsewhere[m.Name] {
			continue
		}
		want, _ := v.Metric(m.Name)
		rest := braces.ReplaceAllStringFunc(m.Formula, func(name string) string {
			term, ok := v.Term(strings.Trim(name, "{}"))
			if !ok || !term.Value.OK() {
				t.Fatalf("%s: %s is %v, %v", m.Name, name, term.Value.Why, ok)
			}
			if term.Sum {
				sum := new(big.Rat)
				for _, in := range term.Value.Inputs {
					sum.Add(sum, in.X)
				}
				if sum.Cmp(term.Value.X) != 0 {
					t.Errorf("%s: %s is not the sum of its inputs", m.Name, name)
				}
			}
			return term.Value.X.RatString() // a quotient only of whole numbers here
		})
		got := calculate(t, strings.Fields(strings.NewReplacer("(", "( ", ")", " )").Replace(rest)))
		if got.Cmp(want.X) != 0 {
			t.Errorf("%s: %s = %s, want %s", m.Name, rest, got, want.X)
		}
		checked++
	}
	if checked < 10 {
		t.Errorf("only %d formulas", checked)
	}
	if _, ok := v.Term("nothing"); ok {
		t.Error("a term that is not known")
	}
}

// calculate works out "( 5 − 3 ) / 2 − 1": at most one bracket, which comes first.
func calculate(t *testing.T, words []string) *big.Rat {
	t.Helper()
	if words[0] == "(" {
		for i, w := range words {
			if w == ")" {
				return calculate(t, append([]string{calculate(t, words[1:i]).RatString()}, words[i+1:]...))
			}
		}
	}
	x, ok := new(big.Rat).SetString(words[0])
	for i := 1; ok && i+1 < len(words); i += 2 {
		var y *big.Rat
		if y, ok = new(big.Rat).SetString(words[i+1]); !ok {
			break
		}
		switch words[i] {
		case "/":
			x.Quo(x, y)
		case "−":
			x.Sub(x, y)
		default:
			ok = false
		}
	}
	if !ok {
		t.Fatalf("%v cannot be worked out", words)
	}
	return x
}
