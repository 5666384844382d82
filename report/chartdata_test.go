package report

import (
	"strings"
	"testing"
)

const annexOutline = `      - chart_data: true
      - chart: {id: level, kind: bars, title: "Exports, {{period}}", series: [exports], average: 3, from: 2023-05, to: 2023-10, reference: [{at: "2022-09", label: Before}]}
      - chart: {kind: rates, title: On the month, series: [exports.mom], from: 2023-07}
      - table: {kind: metrics, title: No chart, rows: [exports], columns: [value]}
`

func TestChartsHaveTheirFiguresInATable(t *testing.T) {
	b := load(t, trends(annexOutline), Options{})
	var got strings.Builder
	for _, line := range strings.SplitAfter(dump(b.Document), "\n") {
		if got.Len() > 0 && !strings.HasPrefix(line, "    ") && !strings.Contains(line, "(data-") {
			break
		}
		if got.Len() > 0 || strings.Contains(line, "(data-") {
			got.WriteString(line)
		}
	}
	want := `  Data of Figure~1 (data-figure-1) Exports, September~2023 / US$ million
    source: Source: Customs~[1]; Trade Analysis Unit calculations. Derived from other published figures: Sep~2023.
    | Period | Exports | 3-month average
    | Sep~2022 | 80.0 | 
    | May–Jun~2023 | 299.9 | 
    | Jul~2023 | 156.6 | 152.2
    | Aug~2023 | 162.9 | n.a.
    | Sep~2023 | 188.7 | 169.4
    | Oct~2023 | 167.6 | 173.1
  Data of Figure~2 (data-figure-2) On the month / %
    source: Source: Customs~[1]; Trade Analysis Unit calculations. Derived from other published figures: Sep~2023.
    | Period | Exports, on month
    | Jul~2023 | n.a.
    | Aug~2023 | +4.0
    | Sep~2023 | +15.9
`
	if got.String() != want {
		t.Errorf("the annex is\n%s\nwant\n%s", got.String(), want)
	}
	var figure, table *Part
	for _, p := range b.Parts() {
		switch p.Label {
		case "Figure 1":
			figure = &p
		case "Data of Figure 1":
			table = &p
		}
	}
	if figure == nil || table == nil || figure.Sheet == nil || table.Sheet == nil || string(figure.Sheet.CSV()) != string(table.Sheet.CSV()) {
		t.Errorf("the table and its figure have other data: %v and %v", table, figure)
	}
}

func TestAnnexIsPrintedOnce(t *testing.T) {
	for blocks, want := range map[string]int{
		annexOutline: 0,
		annexOutline + "      - chart_data: true\n":               1,
		"      - text: Words.\n      - chart_data: {id: annex}\n": 1,
	} {
		b, problems := Load(trends(blocks), Options{})
		if b == nil || problems.Failed() {
			t.Fatal(problems)
		}
		n := 0
		for _, p := range problems {
			if strings.Contains(p.Message, "there is no chart left whose figures this annex could list") && p.Pos.Line > 0 {
				n++
			}
		}
		if n != want {
			t.Errorf("%s\n%d warnings, expected %d: %v", blocks, n, want, problems)
		}
		if _, layout := b.Pages(); layout.Failed() {
			t.Error(layout)
		}
	}
}

// trends is a project of one section of the blocks, in which one figure of two
// months stands.
func trends(blocks string) Project {
	return project("sections:\n  - title: Trends\n    blocks:\n"+blocks, "monthly.csv", strings.Replace(monthlyCSV, "2023-06,X,154.7", "2023-05/2023-06,X,299.9", 1))
}
