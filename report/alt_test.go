package report

import (
	"math/big"
	"strings"
	"testing"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/report/page"
)

func altPoints(from data.Period, texts ...string) []charts.Point {
	var out []charts.Point
	for i, s := range texts {
		p := charts.Point{Span: data.Span{From: from.Add(i), To: from.Add(i)}, Text: s, Status: data.Present}
		if x, ok := new(big.Rat).SetString(strings.NewReplacer("−", "-", "+", "").Replace(s)); ok {
			p.Value, _ = x.Float64()
		} else {
			p.Status = map[string]data.Status{"": data.Missing, "x": data.Suppressed}[s]
		}
		out = append(out, p)
	}
	return out
}

func TestAltOfPoints(t *testing.T) {
	year := data.Month(2023, 1)
	joint := altPoints(year, "30.0", "", "12.0", "14.0")
	joint[0].Span.To = year.Add(1)
	joint = append(joint[:1], joint[2:]...)
	runs := altPoints(year, "30.0", "", "12.0")
	runs[0].Span.To, runs[2].Span.To = year.Add(1), year.Add(3)
	runs = append(runs[:1], runs[2:]...)
	marked := altPoints(year, "1.0", "2.0", "3.0", "4.0")
	marked[0].Status, marked[2].Status, marked[3].Status = data.Break, data.Estimated, data.Provisional
	tiny := altPoints(year, "+5.0", "", "+7.0")
	tiny[1].TinyBase = true
	for _, c := range []struct {
		what   string
		points []charts.Point
		change string
		want   string
	}{
		{"none", nil, "", "no figures."},
		{"all missing", altPoints(year, "", ""), "", "no figures."},
		{"one", altPoints(year, "7.0"), "", "first 7.0 in January 2023."},
		{"two", altPoints(year, "7.0", "6.5"), "", "first 7.0 in January 2023, last 6.5 in February 2023. Highest 7.0 in January 2023, lowest 6.5 in February 2023."},
		{"latest change", altPoints(year, "7.0", "6.5"), "down 7.1% on January 2023",
			"first 7.0 in January 2023, last 6.5 in February 2023, down 7.1% on January 2023. Highest 7.0 in January 2023, lowest 6.5 in February 2023."},
		{"what came before", altPoints(year, "7.0", "9.0", "6.5"), "",
			"first 7.0 in January 2023, last 6.5 in March 2023, after 9.0 in February 2023. Highest 9.0 in February 2023, lowest 6.5 in March 2023."},
		{"all alike", altPoints(year, "0.0", "0.0", "0.0"), "", "first 0.0 in January 2023, last 0.0 in March 2023, after 0.0 in February 2023."},
		{"gaps", altPoints(year, "", "1.0", "", "", "2.0", "x"), "",
			"first 1.0 in February 2023, last 2.0 in May 2023. Highest 2.0 in May 2023, lowest 1.0 in February 2023. Not available: January 2023; and March and April 2023. Withheld by the publisher: June 2023."},
		{"months published together are no record", joint, "",
			"first 30.0 in January and February 2023, last 14.0 in April 2023, after 12.0 in March 2023. Highest 14.0 in April 2023, lowest 12.0 in March 2023. Published as one figure: January and February 2023."},
		{"runs stay apart", runs, "", "first 30.0 in January and February 2023, last 12.0 in March and April 2023. Published as one figure: January and February 2023; and March and April 2023."},
		{"marked", marked, "", "first 1.0 in January 2023, last 4.0 in April 2023, after 3.0 in March 2023. Highest 4.0 in April 2023, lowest 1.0 in January 2023. Break in the series: January 2023. Provisional: April 2023. Estimated: March 2023."},
		{"tiny base", tiny, "", "first +5.0 in January 2023, last +7.0 in March 2023. Highest +7.0 in March 2023, lowest +5.0 in January 2023. No rate, as the base is too small: February 2023."},
	} {
		if got := plainSpaces(aloud{english}.points(c.points, c.change)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, got, c.want)
		}
	}
}

// TestAltOfABalancePastZero: nothing falls by more than all of it, so that the figure
// before is told in place of a rate. A chart of dots spans those it has.
func TestAltOfABalancePastZero(t *testing.T) {
	p := project("sections:\n  - title: Trends\n    blocks:\n"+
		"      - chart: {kind: bars, series: [exports], from: 2023-07, title: Level}\n      - chart: {kind: dots, series: [exports], title: Septembers}\n",
		"monthly.csv", strings.NewReplacer("2023-09,X,188.74", "2023-09,X,-81.4", "2023-09,X,188.7", "2023-09,X,-81.4").Replace(monthlyCSV))
	var alts []string
	for _, block := range load(t, p, Options{}).Document.Sections[0].Blocks {
		if f, ok := block.(*page.Figure); ok {
			alts = append(alts, plainSpaces(f.Alt+" "+f.Subtitle.String()))
		}
	}
	if len(alts) != 2 || !strings.Contains(alts[0], "last −81.4 in September 2023, after 162.9 in August 2023.") {
		t.Errorf("%q", alts)
	}
	if want := "Dot chart in US$ million, September 2022 to September 2023, one dot a year."; !strings.HasPrefix(alts[1], want) {
		t.Errorf("%q", alts[1])
	}
}

func TestAltOfSmallCharts(t *testing.T) {
	year := data.Month(2023, 1)
	money := func(millions ...int64) (values []data.Value, points []charts.Point) {
		for i, m := range millions {
			v := data.Value{X: big.NewRat(m*1e6, 1), Unit: data.Unit{Kind: data.Money, Code: "USD"}, Status: data.Present}
			v.Low, v.High = v.X, v.X
			values = append(values, v)
			points = append(points, charts.Point{Span: data.Span{From: year.Add(i), To: year.Add(i)}, Value: english.Axis(v), Text: english.Cell(v, false), Status: data.Present})
		}
		return values, points
	}
	for _, c := range []struct {
		kind     charts.SparkKind
		millions []int64
		want     string
	}{
		{charts.SparkLine, nil, ""},
		{charts.SparkLine, []int64{5, 9, 7}, "Small line chart in US$ million, January 2023 to March 2023: first 5.0, last 7.0, highest 9.0 in February 2023, lowest 5.0 in January 2023."},
		{charts.SparkBars, []int64{150100, 147200}, "Small bar chart in US$ billion, January and February 2023: first 150.1, last 147.2, highest 150.1 in January 2023, lowest 147.2 in February 2023."},
		{charts.SparkPair, []int64{80, 189}, "Two bars in US$ million: first 80.0 in January 2023, last 189.0 in February 2023."},
		{charts.SparkCumulative, []int64{3, 3}, "Small bar chart of the year to date in US$ million, January and February 2023: first 3.0, last 3.0."},
	} {
		values, points := money(c.millions...)
		if got := plainSpaces(aloud{english}.spark(c.kind, points, values, false)); got != c.want {
			t.Errorf("%s of %v:\n got %s\nwant %s", c.kind, c.millions, got, c.want)
		}
	}
}

func TestAuthorIsHeardFirst(t *testing.T) {
	for author, want := range map[string]string{"": "Made.", "Mine": "Mine. Made.", "Mine!": "Mine! Made.", "Mine.": "Mine. Made."} {
		if got := altAfter(author, "Made."); got != want {
			t.Errorf("%q gives %q, expected %q", author, got, want)
		}
	}
}
