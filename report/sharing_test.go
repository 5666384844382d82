package report

import (
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

// office is the house of several briefs: what they share stands once, in the
// root and in a folder of wordings.
func office() fstest.MapFS {
	_, own, _ := strings.Cut(head, "data:\n")
	own, _, _ = strings.Cut(own, "# The sources")
	fs := fstest.MapFS{
		"tradebrief.yaml": {Data: []byte(`version: 1
brief:
  organisation: Trade Analysis Unit
  series: Trade Brief
  number: "{{period}}"
  period: latest
  issued: auto
  limits: {pages: 4, size: 2MB}
params: {partner: KP}
constants: {resolution: 2397, unread: 1}
data:
` + strings.Replace(own, "path: monthly.csv", "path: data/monthly.csv", 1) + `sources:
  k1: {type: media, publisher: Reuters, title: "Exports grow", date: 2023-10-20}
  k2: {type: official, publisher: Ministry, title: "Statement", date: 2023-05-15}
events: [{date: 2023-08-26, label: Citizens may return, src: k2}]
groups: {unread: ["01"]}
`)},
		"data/monthly.csv":    {Data: []byte(monthlyCSV)},
		"house/method.yaml":   {Data: []byte("- data_notes: {Coverage: {file: coverage.md}, Valuation: \"US dollars, {{month(period)}} as released.\"}\n- sources: true\n")},
		"house/coverage.md":   {Data: []byte("---\ndraft: true\n---\nGoods that pass customs [@k1].\n")},
		"house/direction.md":  {Data: []byte("Exports [rose]{claim=exports.mom} in {{month(period)}}, to {{exports}}.\n")},
		"north/goods/it.yaml": {Data: []byte("version: 1\nbrief: {title: Imports}\nseries: {exports: {label: Deliveries}}\nsections:\n  - title: Imports\n    blocks:\n      - text: \"{{imports}} came back.\"\n      - include: ../../house/method.yaml\n")},
	}
	for _, name := range []string{"north/a.yaml", "south/b.yaml"} {
		fs[name] = &fstest.MapFile{Data: []byte("version: 1\nbrief: {title: Exports}\nsections:\n  - title: Trends\n    blocks:\n      - text: {file: ../house/direction.md}\n      - chart: {id: level, kind: bars, title: Exports, series: [exports], from: 2023-06, annotate: events, note: \"{{ref('level')}} by month\"}\n      - include: ../house/method.yaml\n")}
	}
	return fs
}

func TestOutlinesShare(t *testing.T) {
	fs := office()
	for _, c := range []struct{ outline, stem, says, never string }{
		{"north/a.yaml", "a-2023-09", "Exports rose in September, to US$188.7~million.", "unread"},
		{"south/b.yaml", "b-2023-09", "Exports rose in September, to US$188.7~million.", "Deliveries"},
		{"north/goods/it.yaml", "it-2023-09", "US$27.8~million came back.", "Citizens may return"},
	} {
		b, problems := Load(Project{FS: fs, Outline: c.outline}, Options{Period: "2023-09"})
		if len(problems) > 0 {
			t.Fatalf("%s: %s", c.outline, problems)
		}
		got := dump(b.Document)
		for _, words := range []string{c.says, "Trade Analysis Unit", "Trade Brief · September~2023", "Goods that pass customs", "US dollars, September as released.", "Exports grow"} {
			if !strings.Contains(got, words) {
				t.Errorf("%s does not say %q:\n%s", c.outline, words, got)
			}
		}
		if b.Stem() != c.stem || strings.Contains(got, c.never) {
			t.Errorf("%s: stem %s, %q in\n%s", c.outline, b.Stem(), c.never, got)
		}
	}
}

// A problem stands where its words stand, once for each outline that has them.
func TestProblemsOfSharedWords(t *testing.T) {
	for _, c := range []struct {
		file, old, new string
		phase          diag.Phase
		want           string
	}{
		{"house/direction.md", "rose", "fell", diag.Claim, "house/direction.md:1:9: error: C11: \"fell\" is not true: exports.mom = 15.9%, needs < 0"},
		{"house/method.yaml", "month(period)", "imports.at('2022-09')", diag.Claim, "house/method.yaml:1:73: error: C28: imports.at('2022-09') is missing"},
		{"tradebrief.yaml", "data/monthly.csv", "data/monthy.csv", diag.Data, "tradebrief.yaml:13:11: error: file \"data/monthy.csv\" does not exist"},
		{"tradebrief.yaml", "organisation: Trade", "organisation: \"{{imports.at('2001-09')}}\" # ", diag.Claim, "tradebrief.yaml:3:20: error: "},
		{"house/coverage.md", "@k1", "@k3", diag.Outline, "house/coverage.md:4:27: error: unknown source \"k3\""},
	} {
		fs := office()
		fs[c.file].Data = []byte(strings.Replace(string(fs[c.file].Data), c.old, c.new, 1))
		_, problems := Load(Project{FS: fs, Outline: "north/a.yaml"}, Options{Period: "2023-09"})
		if problems.Phase() != c.phase || len(problems) != 1 || !strings.HasPrefix(problems.String(), c.want) {
			t.Errorf("phase %d, want %d with\n%s\ngot\n%s", problems.Phase(), c.phase, c.want, problems)
		}
		if len(problems) > 0 && problems[0].Excerpt == "" {
			t.Errorf("%s: no excerpt", c.want)
		}
	}
}
