package report

import (
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

const monthlyCSV = `period,flow,value,status,source,vintage
2022-08,X,70.4,derived,a,2023-01-18
2022-09,X,90.07,present,a,2022-10-24
2022-09,X,80.0,derived-from-rate,b,2023-11-20
2023-06,X,154.7,present,a,2023-07-18
2023-07,X,156.6,present,a,2023-08-18
2023-08,X,162.9,present,a,2023-09-18
2023-08,M,28.23,present,a,2023-09-18
2023-09,X,188.7,present,a,2023-10-20
2023-09,X,188.74,derived,b,2023-11-20
2023-09,M,27.79,present,a,2023-10-20
2023-10,X,167.6,present,b,2023-11-20
`

const head = `version: 1
brief:
  title: "China's exports"
  series: Trade Brief
  number: "2023/09"
  organisation: Trade Analysis Unit
  period: 2023-09
  issued: 2023-10-20
  revision: {number: 1, date: 2023-11-20, reason: October release}
  marking: TLP:CLEAR
params: {partner: KP}
constants: {resolution: 2397}
data:
  - id: gacc
    path: monthly.csv
    publisher: Customs
    table:
      period: {column: period, layout: YYYY-MM}
      reporter: CN
      partner: KP
      flow: {column: flow, map: {X: export, M: import}}
      vintage: {column: vintage}
      values:
        - {column: value, unit: USD, scale: 1e6, status: {column: status}, source: {column: source}}
series:
  exports: {flow: export, reporter: CN, partner: "{{params.partner}}"}
  imports: {flow: import, reporter: CN, partner: "{{params.partner}}"}
# The sources, k1 and k2, are
# those of the house: no test
# has to cite them.
`

// houseSources is the defaults file that goes with the head.
const houseSources = `sources:
  k1: {type: media, publisher: Reuters, title: "Exports grow", date: 2023-10-20, url: "https://example.org/a"}
  k2: {type: official, publisher: Ministry, title: "Statement", date: 2023-05-15}
`

// project makes a project of the standard head, the given sections and data.
func project(sections string, files ...string) Project {
	fs := fstest.MapFS{
		"brief.yaml":      {Data: []byte(head + sections)},
		"monthly.csv":     {Data: []byte(monthlyCSV)},
		"tradebrief.yaml": {Data: []byte(houseSources)},
	}
	for i := 0; i+1 < len(files); i += 2 {
		fs[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return Project{FS: fs, Outline: "brief.yaml"}
}

// text is a section with one text block.
func text(prose string) string {
	return "sections:\n  - title: Trends\n    blocks:\n      - text: |\n          " + strings.ReplaceAll(prose, "\n", "\n          ") + "\n"
}

func load(t *testing.T, p Project, o Options) *Brief {
	t.Helper()
	b, problems := Load(p, o)
	if problems.Failed() || b == nil {
		t.Fatalf("unexpected problems:\n%s", problems)
	}
	return b
}

// fails checks that loading fails in the phase with a problem that holds every
// one of the words.
func fails(t *testing.T, p Project, o Options, phase diag.Phase, words ...string) {
	t.Helper()
	_, problems := Load(p, o)
	if got := problems.Phase(); got != phase {
		t.Fatalf("phase %d, want %d; problems:\n%s", got, phase, problems)
	}
	for _, w := range words {
		if !strings.Contains(problems.String(), w) {
			t.Errorf("the problems do not say %q:\n%s", w, problems)
		}
	}
}
