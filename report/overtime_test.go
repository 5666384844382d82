package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tradebrief/data/diag"
)

const overtimeHead = `version: 1
brief: {title: Over time, period: 2023-09, issued: 2023-11-20}
data:
  - id: customs
    path: months.csv
    publisher: Customs
    table: {period: {column: period, layout: YYYY-MM}, flow: {column: flow, map: {X: export, M: import}}, values: [{column: value, unit: USD, scale: 1e6}]}
series:
  exports: {flow: export, label: Exports}
  imports: {flow: import, label: Imports}
sections:
  - title: Trends
    blocks:
`

const overtimeCSV = `period,flow,value
2022-01/2022-02,X,80.0
2022-01,M,0.0
2022-02,M,10.0
2022-03,X,60.0
2022-03,M,20.0
2022-09,X,80.0
2023-01,X,100.0
2023-08,X,162.9
2023-09,X,188.7
2023-09,M,30.0
2023-10,X,167.6
`

func overtime(blocks string) Project {
	return project("", "months.csv", overtimeCSV, "brief.yaml", overtimeHead+blocks)
}

const threeScenarios = "      - scenarios: {id: outlook, horizon: 2024-03, items: [{name: Upside, probability: 0.25, text: Open, value: 232e6}, {name: Central, probability: 0.55, text: Steady, value: 184e6}, {name: Downside, probability: 0.2, text: Closed, value: 122e6}]}\n"

// TestChartsOverTime: what each of the kinds says without a word of the author's.
func TestChartsOverTime(t *testing.T) {
	got := blockDump(t, overtime("      - chart: {kind: years, title: A, series: [exports], to: 2023-10}\n"+
		"      - chart: {kind: indexed, title: B, series: [exports, imports]}\n"+
		"      - chart: {kind: indexed, title: C, series: [exports], base: 2023-01, from: 2022-01}\n"+
		"      - chart: {kind: scenario, title: D, series: [exports], from: 2023-08}\n"+threeScenarios))
	got, _, _ = strings.Cut(got, "  Table~1")
	want := `  Figure~1 (figure-1) A / Exports, US$ million, by month, 2022 to 2023
    source: Source: Customs~[1]. a: January and February~2022 published as one figure. Dashed: published after the reference period. Gaps: not available.
    alt: Line chart in US$ million, January~2022 to October~2023, one line a year. 2023: first 100.0 in January~2023, last 167.6 in October~2023, down 11.2% on September~2023. Highest 188.7 in September~2023, lowest 100.0 in January~2023. Not available: February~2023 to July~2023. 2022: first 80.0 in January and February~2022, last 80.0 in September~2022, after 60.0 in March~2022. Highest 80.0 in September~2022, lowest 60.0 in March~2022. Published as one figure: January and February~2022. Not available: April~2022 to August~2022 and October~2022 to December~2022.
    years 2022-01 to 2023-10, reference 2023-09
    Exports: 2022-01/2022-02 80.0; 2022-03 60.0; 2022-04 n.a.; 2022-05 n.a.; 2022-06 n.a.; 2022-07 n.a.; 2022-08 n.a.; 2022-09 80.0; 2022-10 n.a.; 2022-11 n.a.; 2022-12 n.a.; 2023-01 100.0; 2023-02 n.a.; 2023-03 n.a.; 2023-04 n.a.; 2023-05 n.a.; 2023-06 n.a.; 2023-07 n.a.; 2023-08 162.9; 2023-09 188.7; 2023-10 167.6 after
  Figure~2 (figure-2) B / Index, March~2022 = 100, January~2022 to September~2023
    source: Source: Customs~[1]. a: January and February~2022 published as one figure. Gaps: not available.
    alt: Line chart of indices, January~2022 to September~2023, March~2022 is 100. Exports: first 66.7 in January and February~2022, last 314.5 in September~2023, up 15.8% on August~2023 and up 135.9% on September~2022. Highest 314.5 in September~2023, lowest 100.0 in March~2022. Published as one figure: January and February~2022. Not available: April~2022 to August~2022, October~2022 to December~2022 and February~2023 to July~2023. Imports: first 0.0 in January~2022, last 150.0 in September~2023, after 100.0 in March~2022. Highest 150.0 in September~2023, lowest 0.0 in January~2022. Not available: April~2022 to August~2023.
    indexed 2022-01 to 2023-09, reference 2023-09
    Exports: 2022-01/2022-02 66.7; 2022-03 100.0; 2022-04 n.a.; 2022-05 n.a.; 2022-06 n.a.; 2022-07 n.a.; 2022-08 n.a.; 2022-09 133.3; 2022-10 n.a.; 2022-11 n.a.; 2022-12 n.a.; 2023-01 166.7; 2023-02 n.a.; 2023-03 n.a.; 2023-04 n.a.; 2023-05 n.a.; 2023-06 n.a.; 2023-07 n.a.; 2023-08 271.5; 2023-09 314.5
    Imports: 2022-01 0.0; 2022-02 50.0; 2022-03 100.0; 2022-04 n.a.; 2022-05 n.a.; 2022-06 n.a.; 2022-07 n.a.; 2022-08 n.a.; 2022-09 n.a.; 2022-10 n.a.; 2022-11 n.a.; 2022-12 n.a.; 2023-01 n.a.; 2023-02 n.a.; 2023-03 n.a.; 2023-04 n.a.; 2023-05 n.a.; 2023-06 n.a.; 2023-07 n.a.; 2023-08 n.a.; 2023-09 150.0
  Figure~3 (figure-3) C / Export value, January~2023 = 100, January~2022 to September~2023
    source: Source: Customs~[1]. a: January and February~2022 published as one figure. Gaps: not available.
    alt: Line chart of indices, January~2022 to September~2023, January~2023 is 100. Exports: first 40.0 in January and February~2022, last 188.7 in September~2023, up 15.8% on August~2023 and up 135.9% on September~2022. Highest 188.7 in September~2023, lowest 60.0 in March~2022. Published as one figure: January and February~2022. Not available: April~2022 to August~2022, October~2022 to December~2022 and February~2023 to July~2023.
    indexed 2022-01 to 2023-09, reference 2023-09
    Exports: 2022-01/2022-02 40.0; 2022-03 60.0; 2022-04 n.a.; 2022-05 n.a.; 2022-06 n.a.; 2022-07 n.a.; 2022-08 n.a.; 2022-09 80.0; 2022-10 n.a.; 2022-11 n.a.; 2022-12 n.a.; 2023-01 100.0; 2023-02 n.a.; 2023-03 n.a.; 2023-04 n.a.; 2023-05 n.a.; 2023-06 n.a.; 2023-07 n.a.; 2023-08 162.9; 2023-09 188.7
  Figure~4 (figure-4) D / Exports, US$ million, August~2023 to October~2023; scenarios to March~2024
    source: Source: Customs~[1]. Open: published after the reference period. Scenarios are drawn straight from the last figure to their values for March~2024; shaded: from the lowest to the highest.
    alt: Bar chart with scenarios in US$ million, August~2023 to October~2023. Exports: first 162.9 in August~2023, last 167.6 in October~2023, down 11.2% on September~2023. Highest 188.7 in September~2023, lowest 162.9 in August~2023. Scenarios for March~2024, drawn straight from the last figure: Upside 232, Central 184, Downside 122.
    scenario 2023-08 to 2023-10, reference 2023-09
    Exports: 2023-08 162.9; 2023-09 188.7; 2023-10 167.6 after
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the charts differ (-want +got):\n%s", diff)
	}
}

// TestChartsOverTimeRefuse: what cannot be drawn has its place and its mend.
func TestChartsOverTimeRefuse(t *testing.T) {
	for _, c := range []struct{ blocks, want string }{
		{"      - chart: {kind: indexed, title: A, series: [exports], base: 2022-01}\n", `14:67 exports cannot be 100 in January 2022: January and February 2022 were published as one figure (write base: 2022-03, the first period with a figure above zero of each series)`},
		{"      - chart: {kind: indexed, title: A, series: [imports], base: 2022-01}\n", `14:67 imports cannot be 100 in January 2022: it is US$0 there, and an index begins above zero (write base: 2022-02, the first period with a figure above zero of each series)`},
		{"      - chart: {kind: indexed, title: A, series: [imports], base: 2022-09}\n", `14:67 imports cannot be 100 in September 2022: no figure of imports for 2022-09 (write base: 2022-02, the first period with a figure above zero of each series)`},
		{"      - chart: {kind: indexed, title: A, series: [imports], base: 2022}\n", `14:67 "2022" is not a period of this brief: expected one such as 2023-09 ()`},
		{"      - chart: {kind: indexed, title: A, series: [exports.yoy]}\n", `14:51 an index is of levels, and exports.yoy is in % (write kind: line)`},
		{"      - chart: {kind: indexed, title: A, series: [exports, imports], from: 2022-10, to: 2023-08}\n", `14:9 no period of the chart has a figure above zero of each series, so that there is no base for the index (write kind: line)`},
		{"      - chart: {kind: years, title: A, series: [imports], from: 2022-04, to: 2022-08}\n", `14:9 the chart has nothing to draw: imports has no figure from April 2022 to August 2022 (write from: 2022-01 and to: 2023-09, where the data have figures)`},
		{"      - chart: {kind: bars, title: A, series: [imports, exports], from: 2022-04, to: 2022-08}\n", `14:9 the chart has nothing to draw: none of its series has a figure from April 2022 to August 2022 (write from: 2022-01 and to: 2023-09, where the data have figures)`},
		{"      - chart: {kind: scenario, title: A, series: [exports]}\n", `14:9 a chart of kind scenario draws a block of scenarios, and this brief has none (add a block scenarios: with horizon:, and with a value: in its items)`},
		{"      - chart: {kind: scenario, title: A, series: [imports]}\n" + threeScenarios, `14:52 the chart draws imports, and its scenarios are of exports (write series: [exports])`},
		{"      - chart: {kind: scenario, title: A, series: [exports.ma3]}\n" + threeScenarios, `14:52 the chart draws exports.ma3, and its scenarios are of exports (write series: [exports])`},
		{"      - chart: {kind: scenario, title: A, series: [exports]}\n" + strings.Replace(threeScenarios, "2024-03", "2024-04", 1), `15:43 the scenarios reach 7 months beyond September 2023, and a chart draws 6 at most (write horizon: 2024-03)`},
		{"      - chart: {kind: scenario, title: A, series: [exports]}\n" + strings.Replace(threeScenarios, "2024-03", "2023-10", 1), `15:43 the scenarios are of October 2023, and the figures go to October 2023 (write horizon: 2024-03)`},
		{"      - chart: {kind: scenario, title: A, series: [exports]}\n" + strings.Replace(threeScenarios, "horizon: 2024-03, ", "", 1), `15:9 the scenarios that a chart draws need a horizon (write horizon: 2024-03)`},
		{"      - chart: {kind: scenario, title: A, series: [exports]}\n" + strings.NewReplacer(", value: 232e6", "", ", value: 184e6", "", ", value: 122e6", "").Replace(threeScenarios), `15:9 none of the scenarios that a chart draws has a value (write value: in their items, such as value: 184e6)`},
		{"      - chart: {kind: scenario, title: A, series: [exports]}\n" + threeScenarios + strings.Replace(threeScenarios, "outlook", "other", 1), `14:9 the brief has 2 blocks of scenarios, and the chart does not say which one it draws (write scenarios: outlook in the chart, or another id)`},
		{"      - chart: {kind: scenario, title: A, series: [exports], scenarios: outlook}\n" + strings.Replace(threeScenarios, "horizon", "for: 2023-08, horizon", 1), `14:73 the block of scenarios "outlook" is not in this brief ()`},
	} {
		_, problems := Load(overtime(c.blocks), Options{})
		got := ""
		for _, p := range problems {
			if p.Severity == diag.Error {
				got += fmt.Sprintf("%d:%d %s (%s)\n", p.Pos.Line, p.Pos.Col, p.Message, p.Hint)
			}
		}
		if got = strings.TrimSuffix(got, "\n"); got != c.want {
			t.Errorf("%sgives\n%s\nwant\n%s", c.blocks, got, c.want)
		}
	}
}
