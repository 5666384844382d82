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

func TestAreas(t *testing.T) {
	for blocks, want := range map[string]string{
		// The goods are less than the exports, so that there is a rest which is no sum of goods.
		`      - chart: {kind: treemap, title: Goods, series: [exports]}`: `Figure 1 (figure-1) Goods / Exports by commodity, US$ million, share in %, September 2023
source: Source: Customs [1]; Unit calculations. Shares add up to 100 by largest remainders; some differ by 0.1 from plain rounding.
alt: Treemap in US$ million, September 2023. Exports: 120.0. Hair for wigs: 45.0, 37.5%; Rice: 25.0, 20.9%; Fertiliser: 10.0, 8.3%; All other: 40.0, 33.3%.
treemap 2023-09 to 2023-09, reference 2023-09
Hair for wigs: 2023-09 45.0
Rice: 2023-09 25.0
Fertiliser: 2023-09 10.0
All other: 2023-09 40.0
Exports: 2023-09 120.0
Data of Figure 1 (data-figure-1) Goods / Sep 2023
source: Source: Customs [1]; Unit calculations. Shares add up to 100 by largest remainders; some differ by 0.1 from plain rounding.
| Part | US$ million | Share, %
| Hair for wigs | 45.0 | 37.5
| Rice | 25.0 | 20.9
| Fertiliser | 10.0 | 8.3
| All other | 40.0 | 33.3
| Exports | 120.0 |`,
		`      - chart: {kind: donut, title: Goods, series: [hair, rice], of: exports}`: `Figure 1 (figure-1) Goods / Exports, US$ million, share in %, September 2023
source: Source: Customs [1]; Unit calculations.
alt: Donut chart in US$ million, September 2023. Exports: 120.0. Hair for wigs: 45.0, 37.5%; Rice: 25.0, 20.8%; All other: 50.0, 41.7%.
donut 2023-09 to 2023-09, reference 2023-09
Hair for wigs: 2023-09 45.0
Rice: 2023-09 25.0
All other: 2023-09 50.0
Exports: 2023-09 120.0
Data of Figure 1 (data-figure-1) Goods / Sep 2023
source: Source: Customs [1]; Unit calculations.
| Part | US$ million | Share, %
| Hair for wigs | 45.0 | 37.5
| Rice | 25.0 | 20.8
| All other | 50.0 | 41.7
| Exports | 120.0 |`,
		`      - chart: {kind: multiples, title: Goods, series: [exports], top: 2}`: `Figure 1 (figure-1) Goods / Exports by commodity, US$ million, August and September 2023; one scale for all
source: Source: Customs [1]. Largest commodities only.
alt: Small bar charts side by side in US$ million, August and September 2023. Hair for wigs: first 30.0 in August 2023, last 45.0 in September 2023. Highest 45.0 in September 2023, lowest 30.0 in August 2023. Rice: first 20.0 in August 2023, last 25.0 in September 2023. Highest 25.0 in September 2023, lowest 20.0 in August 2023.
multiples 2023-08 to 2023-09, reference 2023-09
Hair for wigs: 2023-08 30.0; 2023-09 45.0
Rice: 2023-08 20.0; 2023-09 25.0
Data of Figure 1 (data-figure-1) Goods / US$ million
source: Source: Customs [1]. Largest commodities only.
| Period | Hair for wigs | Rice
| Aug 2023 | 30.0 | 20.0
| Sep 2023 | 45.0 | 25.0`,
		`      - chart: {kind: multiples, title: Goods, series: [hair.mom, rice.mom]}`: `Figure 1 (figure-1) Goods / Hair for wigs, on month; Rice, on month, %, August 2023 to September 2023; one scale for all
source: Source: Customs [1]; Unit calculations. Hatched: not available.
alt: Small bar charts side by side in %, August and September 2023. Hair for wigs, on month: first +50.0 in September 2023. Not available: August 2023. Rice, on month: first +25.0 in September 2023. Not available: August 2023.
multiples 2023-08 to 2023-09, reference 2023-09
Hair for wigs, on month: 2023-08 n.a.; 2023-09 +50.0
Rice, on month: 2023-08 n.a.; 2023-09 +25.0
Data of Figure 1 (data-figure-1) Goods / %
source: Source: Customs [1]; Unit calculations.
| Period | Hair for wigs, on month | Rice, on month
| Aug 2023 | n.a. | n.a.
| Sep 2023 | +50.0 | +25.0`,
	} {
		var got []string
		for line := range strings.Lines(blockDump(t, goods(blocks+"\n      - chart_data: true\n"))) {
			got = append(got, strings.TrimSpace(strings.ReplaceAll(line, "~", " ")))
		}
		if got := strings.Join(got, "\n"); got != want {
			t.Errorf("%s gives\n%s\nwant\n%s", strings.TrimSpace(blocks), got, want)
		}
	}
}

// goodsOf is a brief of goods whose figures of one month are these rows.
func goodsOf(block, rows string) Project {
	head, _, _ := strings.Cut(goodsHead, "  rice_weight:")
	return project("", "brief.yaml", head+"sections:\n  - title: Goods\n    blocks:\n"+block+"\n", "goods.csv", "period,flow,hs,name,value,kg,vintage\n"+rows)
}

// What is too small to be seen, or beyond top:, is in the rest, which says how many
// goods it holds where it is their sum.
func TestAreasFoldTheTail(t *testing.T) {
	const rows = "2023-09,X,TOTAL,All goods,1000,,2023-10-18\n2023-09,X,1006,rice,600,,2023-10-18\n2023-09,X,6703,hair,397,,2023-10-18\n2023-09,X,3105,fertiliser,2,,2023-10-18\n2023-09,X,2710,oil,1,,2023-10-18\n"
	for block, want := range map[string]string{
		`      - chart: {kind: treemap, title: Goods, series: [exports]}`:       "Rice: 600.0, 60.0%; Hair for wigs: 397.0, 39.7%; All other, 2 commodities: 3.0, 0.3%.",
		`      - chart: {kind: donut, title: Goods, series: [exports], top: 1}`: "Rice: 600.0, 60.0%; All other, 3 commodities: 400.0, 40.0%.",
		`      - chart: {kind: treemap, title: Goods, series: [hair, rice]}`:    "Total: 997.0. Rice: 600.0, 60.2%; Hair for wigs: 397.0, 39.8%.",
	} {
		if got := strings.ReplaceAll(blockDump(t, goodsOf(block, rows)), "~", " "); !strings.Contains(got, want) {
			t.Errorf("%s gives\n%s\nwithout\n%s", strings.TrimSpace(block), got, want)
		}
	}
}

// Panels of all the parts that there are do not claim to be of the largest.
func TestPanelsOfAllParts(t *testing.T) {
	const rows = "2023-09,X,TOTAL,All goods,3,,2023-10-18\n2023-09,X,1006,rice,1,,2023-10-18\n2023-09,X,6703,hair,2,,2023-10-18\n"
	for block, want := range map[string]bool{
		"      - chart: {kind: multiples, title: Goods, series: [exports]}":         false,
		"      - chart: {kind: multiples, title: Goods, series: [exports], top: 1}": true,
	} {
		if got := blockDump(t, goodsOf(block, rows)); strings.Contains(got, "Largest commodities only") != want {
			t.Errorf("%s gives\n%s", strings.TrimSpace(block), got)
		}
	}
}

func TestAreasNeedPartsThatAreShares(t *testing.T) {
	for rows, want := range map[string]string{
		"2023-09,X,TOTAL,All goods,10,,2023-10-18\n2023-09,X,1006,rice,10,,2023-10-18\n2023-09,X,6703,hair,-2,,2023-10-18\n": "hair for wigs is −US$2.0 million in September 2023, and a share cannot be below zero",
		"2023-09,X,TOTAL,All goods,0,,2023-10-18\n2023-09,X,1006,rice,0,,2023-10-18\n2023-09,X,6703,hair,0,,2023-10-18\n":    "exports is US$0 in September 2023, so that there is nothing to divide",
		"2023-08,X,TOTAL,All goods,9,,2023-10-18\n2023-09,X,1006,rice,4,,2023-10-18\n2023-09,X,6703,hair,4,,2023-10-18\n":    "exports has no figure in September 2023, so that it has no parts: no figure of exports for 2023-09, the last is for 2023-08",
	} {
		for _, kind := range []string{"treemap", "donut"} {
			_, problems := Load(goodsOf("      - chart: {kind: "+kind+", title: Goods, series: [exports]}", rows), Options{})
			var got []string
			for _, p := range problems {
				if p.Severity == diag.Error {
					got = append(got, plainSpaces(p.Message))
				}
			}
			if s := strings.Join(got, "\n"); s != want {
				t.Errorf("%s: got\n%s\nwant\n%s", kind, s, want)
			}
		}
	}
}
