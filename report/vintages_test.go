package report

import (
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
