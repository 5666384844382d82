package report

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"tradebrief/data"
	"tradebrief/data/diag"
)

// The October and the November download of one series, side by side.
const (
	octoberCSV  = "period,value\n2022-09,90.07\n2023-08,162.9\n2023-09,188.7\n"
	novemberCSV = "period,value\n2022-09,80.0\n2023-08,162.9\n2023-09,188.74\n2023-10,167.6\n"
)

const layeredHead = `version: 1
brief: {title: Layers, period: 2023-09, issued: 2023-11-25}
data:
  - {id: october, path: october.csv, publisher: Customs, vintage: 2023-10-20, table: {period: {column: period, layout: YYYY-MM}, flow: export, reporter: CN, partner: KP, values: [{column: value, unit: USD, scale: 1e6}]}}
  - {id: november, path: november.csv, publisher: Customs, vintage: 2023-11-20, table: {period: {column: period, layout: YYYY-MM}, flow: export, reporter: CN, partner: KP, values: [{column: value, unit: USD, scale: 1e6}]}}
series: {exports: {flow: export, partner: KP, label: Exports}}
`

func layered(sections string) Project {
	return project("", "brief.yaml", layeredHead+sections, "october.csv", octoberCSV, "november.csv", novemberCSV)
}

// TestLayers: a newer download put beside the older one makes revisions of what
// differs, and a brief as of a day before it is the brief that was known then.
func TestLayers(t *testing.T) {
	p := layered(`sections:
  - title: Trends
    blocks:
      - text: "{{exports}} {{exports.yoy}} {{exports.mom}} {{exports.first_release}} {{exports.first_release.yoy}} {{exports.revision}} {{exports.at('2022-09')}}"
      - revisions: true
`)
	for _, c := range []struct {
		asOf  data.Date
		want  string
		table []string
	}{
		{0, "US$188.7 million 135.9% 15.9% US$188.7 million 109.5% US$40 000 US$80.0 million", []string{
			"| Sep~2022, exports | US$ million | 90.1 | 80.0 | −10.1 |",
		}},
		{20231119, "US$188.7 million 109.5% 15.8% US$188.7 million 109.5% US$0 US$90.1 million", []string{"No figure of this brief has more than one release."}},
	} {
		got := dump(load(t, p, Options{AsOf: c.asOf}).Document)
		if !strings.Contains(strings.NewReplacer("~", " ", "\u2009", " ", "\u202f", " ").Replace(got), c.want) {
			t.Errorf("as of %s, no %q in\n%s", c.asOf, c.want, got)
		}
		for _, line := range c.table {
			if !strings.Contains(got, line) {
				t.Errorf("as of %s, no %q in\n%s", c.asOf, line, got)
			}
		}
		for _, same := range []string{"Aug~2023, exports", "Sep~2023, exports"} { // 188.7 may be 188.74
			if strings.Contains(got, same) {
				t.Errorf("%s was not revised:\n%s", same, got)
			}
		}
	}
	fails(t, p, Options{AsOf: 20231019}, diag.Data, "series exports has no figures as of 2023-10-19")
	fails(t, p, Options{AsOf: 20231119, Period: "2023-10"}, diag.Claim, "no figure of exports for 2023-10, the last is for 2023-09")
}

// TestLayersWithoutVintage: two downloads that differ and do not say which is the
// newer are refused.
func TestLayersWithoutVintage(t *testing.T) {
	undated := strings.ReplaceAll(strings.ReplaceAll(layeredHead, "vintage: 2023-10-20, ", ""), "vintage: 2023-11-20, ", "")
	fails(t, project("", "brief.yaml", undated+"sections:\n  - title: Trends\n    blocks:\n      - text: \"{{exports}}\"\n", "october.csv", octoberCSV, "november.csv", novemberCSV),
		Options{}, diag.Data, "C23", " USD in october.csv:2:9 and ", " USD in november.csv:2:9", "give each data entry its vintage")
}

// statusHead has figures that were provisional, and were revised.
const statusHead = `version: 1
brief: {title: Statuses, period: 2023-09, issued: auto}
data:
  - {id: exports, path: exports-*.csv, publisher: Customs, vintage: {file: YYYY-MM-DD}, table: {period: {column: period}, flow: export, values: [{column: value, unit: USD, scale: 1e6, status: {column: status}}]}}
series: {exports: {flow: export, label: Exports}}
sections:
  - title: Trends
    blocks:
      - text: "Exports came to {{exports}} ({{ref('changes')}})."
      - revisions: {id: changes}
      - data_notes: true
`

// TestRevisedStatuses: the table has the status of each release with its figure, the
// brief is issued on the day of the newest figure that it uses, and a reference to the
// table holds before anything was revised.
func TestRevisedStatuses(t *testing.T) {
	p := project("", "brief.yaml", statusHead,
		"exports-2023-10-20.csv", "period,value,status\n2023-08,162.9,revised\n2023-09,188.7,provisional\n",
		"exports-2023-11-20.csv", "period,value,status\n2023-08,162.9,revised\n2023-09,189.9,revised\n2023-10,167.1,provisional\n",
		"exports-2023-12-20.csv", "period,value,status\n2023-10,168.1,revised\n")
	for _, c := range []struct {
		asOf data.Date
		want []string
	}{
		{0, []string{
			"Issued: 20~December~2023", "Exports came to US$189.9~million (Table~1→table-1).", "| Oct~2023, exports | US$ million | 167.1^p | 168.1^r | +1.0 |",
			"| Sep~2023, exports | US$ million | 188.7^p | 189.9^r | +1.2 |", "Revised: Sep–Oct~2023. Provisional: Sep–Oct~2023.",
		}},
		{20231119, []string{"Issued: 20~October~2023", "Exports came to US$188.7~million (Table~1→table-1).", "No figure of this brief has more than one release.", "Provisional: Sep~2023."}},
	} {
		got := dump(load(t, p, Options{AsOf: c.asOf}).Document)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("as of %s, no %q in\n%s", c.asOf, want, got)
			}
		}
	}
}

// TestFirstReleaseOfFacts: a figure that was another on first releases says so, with
// what it was and by how much it was revised.
func TestFirstReleaseOfFacts(t *testing.T) {
	facts := map[string]Fact{}
	for _, f := range load(t, layered("sections:\n  - title: Trends\n    blocks:\n      - text: \"{{exports.yoy}} {{exports.at('2022-09')}} {{exports.prev}} {{exports.at('2022-09') / 2}}\"\n"), Options{}).Facts() {
		facts[f.Name] = f
	}
	// 188.74 / 80.0 − 1 = 1.35925, 188.7 / 90.07 − 1 = 1.09503719…; by bc.
	for name, want := range map[string]FirstRelease{
		"exports.yoy":               {1.0950371932941045, "109.5%", 0.2642128067058955},
		"exports.at('2022-09')":     {90070000, "US$90.1 million", -10070000},
		"exports.at('2022-09') / 2": {45035000, "US$45.0 million", -5035000},
	} {
		got := facts[name].First
		if got == nil || got.Value != want.Value || plainSpaces(got.Text) != want.Text || math.Abs(got.Revision-want.Revision) > 1e-9*math.Abs(want.Revision) {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
	if first := facts["exports.prev"].First; first != nil {
		t.Errorf("August was not revised: %+v", first)
	}
}

// TestManyRevisions: the table prints the newest, its sheet has all.
func TestManyRevisions(t *testing.T) {
	csv := func(add int) string {
		s := "period,value,status\n"
		for m := range 36 {
			s += fmt.Sprintf("%d-%02d,%d,\n", 2020+m/12, m%12+1, 100+m+add)
		}
		return s
	}
	b := load(t, project("", "brief.yaml", statusHead+"      - text: \"{{exports.at('2022-12')}}\"\n", "exports-2023-10-20.csv", csv(0)+"2023-09,1,\n", "exports-2023-11-20.csv", csv(5)), Options{})
	got := dump(b.Document)
	if n := strings.Count(got, "| US$ million | "); n != mostRevisions || !strings.Contains(got, "| Dec~2022, exports | US$ million | 135.0 | 140.0 | +5.0 |") ||
		!strings.Contains(got, "The newest 24 of 36; all of them: tradebrief export table-1 --to csv.") {
		t.Errorf("%d rows in\n%s", n, got)
	}
	if sheet := b.work.sheets["table-1"](); len(sheet.Rows) != 36 {
		t.Errorf("the sheet has %d rows", len(sheet.Rows))
	}
}
