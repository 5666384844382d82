package report

import (
	"strings"
	"testing"

	"tradebrief/data/diag"
)

// onlyFigure is the dump of the figure that the blocks make, without tildes.
func onlyFigure(t *testing.T, blocks string) string {
	t.Helper()
	text := dump(load(t, trends(blocks), Options{}).Document)
	from := strings.Index(text, "  Figure~1 (")
	if from < 0 {
		t.Fatalf("there is no figure in\n%s", text)
	}
	var out []string
	for i, line := range strings.Split(text[from:], "\n") {
		if i > 0 && !strings.HasPrefix(line, "    ") {
			break
		}
		out = append(out, strings.TrimSpace(strings.ReplaceAll(line, "~", " ")))
	}
	return strings.Join(out, "\n")
}

func TestHeatmap(t *testing.T) {
	for blocks, want := range map[string]string{
		`      - chart: {kind: heatmap, title: Months, series: [exports]}`: `Figure 1 (figure-1) Months / Exports, US$ million, August 2022 to September 2023
source: Source: Customs [1]. Worked back from a published rate: Sep 2022. Derived from other published figures: Aug 2022 and Sep 2023. a: May and June 2023 published as one figure. Outlined: September 2023. Dashed: still to come. Like 2/12: the total of 2 months of the year. Hatched: not available.
alt: Heat map in US$ million, August 2022 to September 2023. Exports: first 70.4 in August 2022, last 188.7 in September 2023, up 15.9% on August 2023 and up 135.9% on September 2022. Highest 188.7 in September 2023, lowest 70.4 in August 2022. Published as one figure: May and June 2023. Not available: October 2022 to April 2023. Totals of years, 2022: 150.4 in 2 months; 2023: 808.1 in 5 months.
heatmap 2022-08 to 2023-09, reference 2023-09
Exports: 2022-08 70.4; 2022-09 80.0; 2022-10 n.a.; 2022-11 n.a.; 2022-12 n.a.; 2023-01 n.a.; 2023-02 n.a.; 2023-03 n.a.; 2023-04 n.a.; 2023-05/2023-06 299.9; 2023-07 156.6; 2023-08 162.9; 2023-09 188.7`,
		// Rates have no total.
		`      - chart: {kind: heatmap, title: Months, series: [exports.mom], from: 2023-08}`: `Figure 1 (figure-1) Months / Exports, on month, %, August 2023 to September 2023
source: Source: Customs [1]; Trade Analysis Unit calculations. Derived from other published figures: Sep 2023. Outlined: September 2023. Dashed: still to come.
alt: Heat map in %, August and September 2023. Exports, on month: first +4.0 in August 2023, last +15.9 in September 2023. Highest +15.9 in September 2023, lowest +4.0 in August 2023.
heatmap 2023-08 to 2023-09, reference 2023-09
Exports, on month: 2023-08 +4.0; 2023-09 +15.9`,
	} {
		if got := onlyFigure(t, blocks+"\n"); got != want {
			t.Errorf("%s gives\n%s\nwant\n%s", strings.TrimSpace(blocks), got, want)
		}
	}
}

// The sums of years are among the figures of the chart: in its table under the
// last month that they hold, in its sheet with their own name.
func TestHeatmapHasItsSumsInTheAnnex(t *testing.T) {
	b := load(t, trends("      - chart: {kind: heatmap, title: Months, series: [exports], from: 2023-04}\n      - chart_data: true\n"), Options{})
	for _, want := range []string{
		"| Period | Exports | Exports, sum of the year’s figures\n    | Apr~2023 | n.a. | \n    | May–Jun~2023 | 299.9 | \n    | Jul~2023 | 156.6 | \n    | Aug~2023 | 162.9 | \n    | Sep~2023 | 188.7 | \n    | May–Sep~2023 |  | 808.1\n",
	} {
		if got := dump(b.Document); !strings.Contains(got, want) {
			t.Errorf("the annex is\n%s\nwant\n%s", got[max(0, strings.Index(got, "| Period")):], want)
		}
	}
	for _, p := range b.Parts() {
		if p.Label == "Figure 1" && !strings.Contains(string(p.Sheet.CSV()), "2023-05/2023-09,\"Exports, sum of the year’s figures\",808140000,") {
			t.Errorf("the sheet is\n%s", p.Sheet.CSV())
		}
	}
}

func TestHeatmapTakesOneSeriesOfMonthsOrQuarters(t *testing.T) {
	if got := figureProblems(t, "      - chart: {kind: heatmap, title: Months, series: [exports, exports.mom]}\n"); got != "a heat map shows one series, and this one names 2" {
		t.Error(got)
	}
}

// figureProblems are the errors that the blocks give.
func figureProblems(t *testing.T, blocks string) string {
	t.Helper()
	_, problems := Load(trends(blocks), Options{})
	var out []string
	for _, p := range problems {
		if p.Severity == diag.Error {
			out = append(out, p.Message)
		}
	}
	return plainSpaces(strings.Join(out, "\n"))
}
