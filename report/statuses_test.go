package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tradebrief/data"
	"tradebrief/data/diag"
)

const statusesCSV = `period,hs,name,value,status
2023-05,TOTAL,,100,
2023-06,TOTAL,,0,break
2023-07,TOTAL,,,suppressed
2023-08,TOTAL,,120.5,estimated
2023-09,TOTAL,,130.2,provisional
2023-08,1006,rice,20,
2023-09,1006,rice,0,
2023-08,6703,hair,30,
2023-09,6703,hair,,suppressed
2023-08,3105,fertiliser,15,
2023-09,3105,fertiliser,10,estimated
2023-08,1001,wheat,0.00001,
2023-09,1001,wheat,0.00001,
`

const statusesHead = `version: 1
brief: {title: Statuses, period: 2023-09, issued: 2023-10-20}
data:
  - id: customs
    path: statuses.csv
    publisher: Customs
    table: {period: {column: period, layout: YYYY-MM}, flow: export, code: {column: hs, classification: HS}, label: {column: name}, values: [{column: value, unit: USD, scale: 1e6, status: {column: status}}]}
series:
  exports: {flow: export, label: Exports}
  rice: {code: "1006"}
  hair: {code: "6703"}
  fertiliser: {code: "3105"}
  wheat: {code: "1001"}
`

// TestStatusesApart: what is withheld, what is estimated, what is provisional and
// what is nothing at all look different wherever they are printed.
func TestStatusesApart(t *testing.T) {
	p := project("", "statuses.csv", statusesCSV, "brief.yaml", statusesHead+`sections:
  - title: Trends
    blocks:
      - chart: {kind: bars, title: Months, series: [exports]}
      - chart: {kind: line, title: Line, series: [exports]}
      - table: {kind: metrics, title: All, rows: [exports, rice, hair, fertiliser, wheat], columns: [value, prev, mom]}
      - table: {kind: commodities, title: Goods, of: exports, codes: [rice, hair, fertiliser], columns: [label, value]}
      - data_notes: true
`)
	want := `  Figure~1 (figure-1) [PROVISIONAL] Months / Exports, US$ million, May~2023 to September~2023
    source: Source: Customs~[1]. Withheld by the publisher (c): Jul~2023. Estimated (e): Aug~2023. Provisional (p): Sep~2023. Break in the series: Jun~2023.
    alt: Bar chart in US$ million, May~2023 to September~2023. Exports: first 100.0 in May~2023, last 130.2 in September~2023, up 8.0% on August~2023. Highest 130.2 in September~2023, lowest 0 in June~2023. Break in the series: June~2023. Provisional: September~2023. Estimated: August~2023. Withheld by the publisher: July~2023.
`
	got := blockDump(t, p)
	if !strings.HasPrefix(got, want) {
		t.Errorf("the bars are\n%s\nwant\n%s", got, want)
	}
	for _, line := range []string{
		"Figure~2 (figure-2) [PROVISIONAL] Line / Exports, US$ million, May~2023 to September~2023\n    source: Source: Customs~[1]. Withheld by the publisher (c): Jul~2023. Estimated (e): Aug~2023. Provisional (p): Sep~2023. Break in the series: Jun~2023.",
		"Source: Customs~[1]. c: withheld by the publisher. e: estimated. p: provisional. n.a.: not available or not meaningful.",
		"| Exports | 130.2^p | 120.5^e | +8.0^e",
		"| Rice | – | 20.0 | −100.0",
		"| Hair | n.a.^c | 30.0 | n.a.^c",
		"| Fertiliser | 10.0^e | 15.0 | −33.3^e",
		"| Wheat | 0.0 | 0.0 | n.a.",
	} {
		if !strings.Contains(got, line) {
			t.Errorf("no %q in\n%s", line, got)
		}
	}
	for _, line := range []string{"Figure~2 (figure-2) [PROVISIONAL] Line", "Table~1 (table-1) [ESTIMATE] All", "Table~2 (table-2) [ESTIMATE] Goods"} {
		if !strings.Contains(got, line) {
			t.Errorf("no %q in\n%s", line, got)
		}
	}
	made := edited(t, p, "brief.yaml", "publisher: Customs", "publisher: Customs\n    illustrative: true")
	doc := load(t, made, Options{}).Document
	if n := strings.Count(blockDump(t, made), "[ILLUSTRATIVE]"); n != 4 || !strings.HasPrefix(doc.Footer[1], "ILLUSTRATIVE") {
		t.Errorf("of made-up data %d of 4 exhibits are tagged, and the foot says %q", n, doc.Footer)
	}
	facts := map[string]string{}
	for _, f := range load(t, p, Options{}).Facts() {
		facts[f.Name] = f.Status
	}
	statuses := []string{facts["exports"], facts["rice"], facts["hair"], facts["fertiliser"], facts["hair.mom"]}
	if diff := cmp.Diff([]string{"provisional", "present", "suppressed", "estimated", "suppressed"}, statuses); diff != "" {
		t.Errorf("the statuses of the facts (-want +got):\n%s", diff)
	}
}

// TestShocksStopSeasons: no season is told across what the outline declares a
// shock.
func TestShocksStopSeasons(t *testing.T) {
	rows := "period,value\n"
	for i := range 48 {
		p := data.Month(2020, 1+i)
		rows += fmt.Sprintf("%s,%d\n", p, []int{50, 100, 200, 100, 80, 125, 101, 99, 100, 102, 50, 198}[i%12]+i%5)
	}
	const head = "version: 1\nbrief: {title: Seasons, period: 2023-09, issued: 2024-01-20}\n" +
		"data: [{id: d, path: d.csv, publisher: Customs, table: {period: {column: period}, flow: export, values: [{column: value, unit: USD, scale: 1e6}]}}]\n" +
		"series: {exports: {flow: export}}\n%ssections: [{title: T, blocks: [{text: \"{{exports.sa}}\"}]}]\n"
	for shocks, says := range map[string]string{
		"": "",
		"shocks: [{from: 2021-02, to: 2021-05, label: Closed}]\n":                                              "exports.sa is not meaningful: seasonal adjustment needs 36 figures in a row, and there are 31 to 2023-12: 2021-05 lies in a shock, 2021-02 to 2021-05",
		"shocks: [{from: 2020-02, to: 2020-05, label: Closed}, {from: 2023-11, to: 2023-12, label: Closed}]\n": "there are 0 to 2023-12: 2023-12 lies in a shock, 2023-11 to 2023-12",
	} {
		p := project("", "brief.yaml", fmt.Sprintf(head, shocks), "d.csv", rows)
		if says == "" {
			load(t, p, Options{})
		} else {
			fails(t, p, Options{}, diag.Claim, "brief.yaml:6:", says)
		}
	}
}
