package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/report/page"
)

const goodsCSV = `period,flow,hs,name,value,kg,vintage
2023-08,X,TOTAL,All goods,100,,2023-09-18
2023-08,X,1006,rice,20,15000000,2023-09-18
2023-08,X,6703,hair,30,185000,2023-09-18
2023-09,X,TOTAL,All goods,120,,2023-10-18
2023-09,X,1006,rice,25,20000000,2023-10-18
2023-09,X,6703,hair,45,206000,2023-10-18
2023-09,X,3105,fertiliser,10,,2023-10-18
`

const goodsHead = `version: 1
brief: {title: Goods, organisation: Unit, period: 2023-09, issued: 2023-10-20, series: Brief, number: "1"}
data:
  - id: goods
    path: goods.csv
    publisher: Customs
    table:
      period: {column: period, layout: YYYY-MM}
      reporter: CN
      partner: KP
      flow: {column: flow, map: {X: export, M: import}}
      code: {column: hs, classification: HS}
      label: {column: name}
      vintage: {column: vintage}
      values:
        - {column: value, unit: USD, scale: 1e6, quantity: {column: kg, unit: kg}}
series:
  exports: {flow: export}
  hair: {flow: export, code: "6703", label: hair for wigs}
  rice: {flow: export, code: "1006"}
  rice_weight: {flow: export, code: "1006", measure: quantity}
`

func goods(blocks string) Project {
	return project("", "brief.yaml", goodsHead+"sections:\n  - title: Goods\n    blocks:\n"+blocks, "goods.csv", goodsCSV)
}

// blockDump is the dump of the blocks of the first section.
func blockDump(t *testing.T, p Project) string {
	t.Helper()
	b := load(t, p, Options{})
	_, rest, _ := strings.Cut(dump(b.Document), "section 1")
	_, rest, _ = strings.Cut(rest, "\n")
	rest, _, _ = strings.Cut(rest, "  Sources\n")
	return rest
}

func TestCommodities(t *testing.T) {
	got := blockDump(t, goods("      - table: {kind: commodities, title: Leading goods, of: exports, by: code, top: 2, columns: [rank, code, label, value, share, mom, contribution, unit_value]}\n"))
	want := `  Table~1 (table-1) Leading goods / 
    source: Source: Customs~[1]; Unit calculations. n.a.: not available.
    |  | HS | Commodity |  | Sep~2023, US$ million | Share, % | On month, % | Contribution on month, pp | Unit value, USD/kg
    | 1 | 6703 | Hair for wigs | bar 1.00 | 45.0 | 37.5 | +50.0 | +15.0 | 218
    | 2 | 1006 | Rice | bar 0.56 | 25.0 | 20.8 | +25.0 | +5.0 | 1.25
    ~  |  | All other goods |  | 50.0 | 41.7 | 0.0 | 0.0 | n.a.
    =  |  | Exports |  | 120.0 | 100.0 | +20.0 | +20.0 | n.a.
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the table differs (-want +got):\n%s", diff)
	}
}

// TestCommoditiesAddUp: what is left of each column of parts stands in its row,
// so that every column adds up to its total.
func TestCommoditiesAddUp(t *testing.T) {
	const rows = `period,flow,hs,name,value,kg,vintage
2022-09,X,TOTAL,All goods,200.000,,2022-10-18
2022-09,X,1006,rice,100.000,50000000,2022-10-18
2022-09,X,6703,hair,60.000,30000000,2022-10-18
2022-09,X,3105,fertiliser,40.000,,2022-10-18
2023-09,X,TOTAL,All goods,280.000,,2023-10-18
2023-09,X,1006,rice,180.000,60000000,2023-10-18
2023-09,X,6703,hair,50.000,20000000,2023-10-18
2023-09,X,3105,fertiliser,30.000,,2023-10-18
2023-09,X,2710,oil,20.000,10000000,2023-10-18
`
	block := "      - table: {kind: commodities, title: Leading goods, of: exports, top: 2, columns: [label, share, yoy_abs, contribution_yoy, share_yoy, price_effect, volume_effect, composition_effect]}\n"
	got := blockDump(t, project("", "brief.yaml", goodsHead+"sections:\n  - title: Goods\n    blocks:\n"+block, "goods.csv", rows))
	// Rice: 80 more, of 200 that is 40.0 points; 180/280 − 100/200 = 14.3 points; its unit value rose from 2 to 3:
	// 1 × (50 + 60)/2 = 55.0; its volume by 10: 10 × (2 + 3)/2 = 25.0.
	want := `  Table~1 (table-1) Leading goods / 
    source: Source: Customs~[1]; Unit calculations. Rounded parts need not add up.
    | Commodity | Share, % | Change on year, US$ million | Contribution on year, pp | Share, on year, pp | Price effect on year, US$ million | Volume effect on year, US$ million | Composition effect on year, US$ million
    | Rice | 64.3 | +80.0 | +40.0 | +14.3 | +55.0 | +25.0 | 0.0
    | Hair for wigs | 17.9 | −10.0 | −5.0 | −12.1 | +12.5 | −22.5 | 0.0
    ~ All other goods | 17.9 | +10.0 | +5.0 | −2.1 | 0.0 | 0.0 | +10.0
    = Exports | 100.0 | +80.0 | +40.0 | 0.0 | +67.5 | +2.5 | +10.0
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the table differs (-want +got):\n%s", diff)
	}
}

// TestPartners: partners are shares of their total and end with what the total
// has beside them; reporters are ranked and not added.
func TestPartners(t *testing.T) {
	const content = "month,reporter,partner,flow,value\n" +
		"2023-08,CN,World,export,100\n2023-08,CN,KP,export,30\n2023-08,CN,VN,export,40\n2023-08,RU,KP,export,20\n" +
		"2023-09,CN,World,export,120\n2023-09,CN,KP,export,45\n2023-09,CN,VN,export,40\n2023-09,CN,EU27,export,25\n2023-09,RU,KP,export,60\n2023-09,JP,KP,import,9\n"
	const head = "version: 1\nbrief: {title: T, organisation: O, period: 2023-09, issued: 2023-10-20}\n" +
		"data:\n  - {id: flows, path: flows.csv, publisher: Customs, table: {period: {column: month, layout: YYYY-MM}, reporter: {column: reporter}, " +
		"partner: {column: partner}, flow: {column: flow}, values: [{column: value, unit: USD, scale: 1e6}]}}\n" +
		"series:\n  exports: {flow: export, reporter: CN}\n  to_korea: {flow: export, reporter: CN, partner: KP}\nsections:\n  - title: Flows\n    blocks:\n"
	brief := func(blocks string) Project { return project("", "brief.yaml", head+blocks, "flows.csv", content) }
	got := blockDump(t, brief("      - table: {kind: partners, title: By partner, of: exports, top: 1, columns: [rank, label, value, share, mom]}\n"))
	want := `  Table~1 (table-1) By partner / 
    source: Source: Customs~[1]; O calculations.
    |  | Partner |  | Sep~2023, US$ million | Share, % | On month, %
    | 1 | North Korea | bar 1.00 | 45.0 | 37.5 | +50.0
    ~  | All other partners |  | 75.0 | 62.5 | +7.1
    =  | Exports |  | 120.0 | 100.0 | +20.0
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the partners differ (-want +got):\n%s", diff)
	}
	got = blockDump(t, brief("      - table: {kind: partners, by: reporter, title: By reporter, of: to_korea, columns: [rank, label, value, mom]}\n"))
	want = `  Table~1 (table-1) By reporter / 
    source: Source: Customs~[1]; O calculations.
    |  | Reporter |  | Sep~2023, US$ million | On month, %
    | 1 | Russia | bar 1.00 | 60.0 | +200.0
    | 2 | China | bar 0.75 | 45.0 | +50.0
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the reporters differ (-want +got):\n%s", diff)
	}
	for _, c := range [][2]string{
		{"      - table: {kind: partners, of: to_korea, columns: [label, value]}\n",
			"brief.yaml:11:37: error: to_korea is trade with one partner, North Korea, which has no partners"},
		{"      - table: {kind: partners, of: exports, columns: [code, value]}\n",
			"brief.yaml:11:56: error: a table of partners has no column \"code\": they stand under label"},
		{"      - text: \"{{top(to_korea, 'partner', 2)}}\"\n", "to_korea is trade with one partner, North Korea, which has no partners"},
	} {
		_, problems := Load(brief(c[0]), Options{})
		if len(problems) == 0 || !strings.Contains(problems[0].String(), c[1]) {
			t.Errorf("%s got %v, want %s", c[0], problems, c[1])
		}
	}
	b := load(t, brief("      - text: \"{{top(exports, 'partner', 2)}}; {{top(to_korea, 'reporter', 2)}}\"\n"), Options{})
	if got := dump(b.Document); !strings.Contains(got, "North~Korea and Vietnam; Russia and China") && !strings.Contains(got, "North Korea and Vietnam; Russia and China") {
		t.Errorf("top() writes\n%s", got)
	}
}

// TestCommoditiesDenomination: the largest figure, the total, decides the unit,
// and the codes are headed by their classification.
func TestCommoditiesDenomination(t *testing.T) {
	head := strings.NewReplacer("classification: HS", "classification: SITC", "scale: 1e6", "scale: 1e8").Replace(goodsHead)
	p := project("", "brief.yaml", head+"sections:\n  - title: Goods\n    blocks:\n      - table: {kind: commodities, title: Leading goods, of: exports, top: 2, columns: [code, label, value, prev]}\n", "goods.csv", goodsCSV)
	want := `  Table~1 (table-1) Leading goods / 
    source: Source: Customs~[1]; Unit calculations.
    | SITC | Commodity |  | Sep~2023, US$ billion | Aug~2023, US$ billion
    | 6703 | Hair for wigs | bar 1.00 | 4.5 | 3.0
    | 1006 | Rice | bar 0.56 | 2.5 | 2.0
    ~  | All other goods |  | 5.0 | 5.0
    =  | Exports |  | 12.0 | 10.0
`
	if diff := cmp.Diff(want, blockDump(t, p)); diff != "" {
		t.Errorf("the table differs (-want +got):\n%s", diff)
	}
}

// TestCommoditiesByName: the author's order stands, and what has no figure is n.a.
func TestCommoditiesByName(t *testing.T) {
	p := goods("      - table: {kind: commodities, title: Named goods, of: exports, codes: [rice, hair], columns: [rank, label, prev, mom, yoy]}\n")
	got := blockDump(t, p)
	for _, row := range []string{"|  | Commodity | Aug~2023, US$ million | On month, % | On year, %", "| 1 | Rice | 20.0 | +25.0 | n.a.", "| 2 | Hair for wigs | 30.0 | +50.0 | n.a."} {
		if !strings.Contains(got, row) {
			t.Errorf("the table has no row %q:\n%s", row, got)
		}
	}
}

// TestMixedUnits: a column never mixes units without saying so in the rows.
func TestMixedUnits(t *testing.T) {
	got := blockDump(t, goods("      - table: {kind: metrics, title: Rice, rows: [rice, rice_weight], columns: [value, prev, mom]}\n"))
	for _, row := range []string{"|  | Sep~2023 | Aug~2023 | On month, %", "| Rice, US$ million | 25.0 | 20.0 | +25.0", "| Rice, tonnes | 20~000 | 15~000 | +33.3"} {
		if !strings.Contains(got, row) {
			t.Errorf("the table has no row %q:\n%s", row, got)
		}
	}
}

func TestTop(t *testing.T) {
	got := blockDump(t, goods("      - text: \"{{top(exports, 'code', 3)}} led, {{pct(hair.share)}} and {{hair.contribution}}; {{rice_weight}} of rice at {{rice.unit_value}}.\"\n"))
	if want := "  text: hair for wigs, rice and fertiliser led, 37.5% and 15.0~pp; 20~000~tonnes of rice at US$1.25 per kg.\n"; !strings.HasPrefix(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestTableProblems(t *testing.T) {
	for _, c := range []struct {
		block string
		phase diag.Phase
		says  string
	}{
		{"table: {kind: metrics, rows: [exports], columns: [value, momm]}", diag.Outline, "momm"},
		{"table: {kind: free, title: T, columns: [{title: A, width: wide}], rows: [[x]]}", diag.Outline, "wide"},
		{"table: {kind: free, title: T, columns: [{title: A}], rows: [[x, y]]}", diag.Outline, "2 cells"},
		{"chart: {kind: bars, title: T, series: [exports, rice_weight]}", diag.Outline, "one unit"},
		{"chart: {kind: rates, title: T, series: [exports]}", diag.Outline, "rates"},
		{"chart: {kind: bars, title: T, series: [exports], average: 5}", diag.Outline, "average"},
		{"chart: {kind: bars, title: T, series: [exports], reference: [{at: 2019-01, label: Before}]}", diag.Claim, "2019-01"},
		{"key_figures: [{value: \"{{hair.yoy}}\", label: Hair, spark: bars}]", diag.Claim, "hair.yoy is missing"},
		{"key_figures: [{value: \"{{hair}}\", label: Hair, change: hair.yoy}]", diag.Claim, "hair.yoy is missing"},
	} {
		t.Run(c.block, func(t *testing.T) {
			fails(t, goods("      - "+c.block+"\n"), Options{}, c.phase, "brief.yaml:25:", c.says)
		})
	}
}

// TestTotalRow: a sum of two series has the metrics that follow from its
// values: (181.6 + 191.13 + 216.53) / 3 = 196.42.
func TestTotalRow(t *testing.T) {
	p := project("sections:\n  - title: Trends\n    blocks:\n      - table: {kind: metrics, title: Trade, rows: [exports, imports, \"total(exports, imports)\"], columns: [value, prev, mom, ma3, ma12]}\n",
		"monthly.csv", monthlyCSV+"2023-07,M,25.0,derived,a,2023-08-18\n")
	got := blockDump(t, p)
	if want := "| Total | 216.5 | 191.1 | +13.3 | 196.4 | n.a."; !strings.Contains(got, want) {
		t.Errorf("the table has no row %q:\n%s", want, got)
	}
}

// TestItemCodes: a first column of codes is set as codes; one of words is not.
func TestItemCodes(t *testing.T) {
	for _, c := range []struct {
		codes string
		want  page.ColumnKind
	}{{"H1 H10 KJ-2", page.CodeColumn}, {"H1 Rice H3", page.TextColumn}, {"1 2 3", page.TextColumn}, {"H1 H2 HS Flour", page.TextColumn}} {
		rows := ""
		for _, code := range strings.Fields(c.codes) {
			rows += "[" + code + ", words], "
		}
		b := load(t, goods("      - table: {kind: free, title: T, columns: [{title: A}, {title: B}], rows: ["+strings.TrimSuffix(rows, ", ")+"]}\n"), Options{})
		table := b.Document.Sections[0].Blocks[0].(*page.Table)
		if got := table.Columns[0].Kind; got != c.want {
			t.Errorf("%s: column kind %d, want %d", c.codes, got, c.want)
		}
	}
}

const chaptersCSV = `period,flow,hs,name,value,kg,vintage
2022-09,X,TOTAL,All goods,100.0,,2022-10-18
2022-09,X,10,,40.0,,2022-10-18
2022-09,X,12,,10.0,,2022-10-18
2022-09,X,84,,20.0,,2022-10-18
2022-09,X,87,,30.0,,2022-10-18
2023-09,X,TOTAL,All goods,150.0,,2023-10-18
2023-09,X,10,,25.0,,2023-10-18
2023-09,X,12,,15.0,,2023-10-18
2023-09,X,84,,50.0,,2023-10-18
2023-09,X,87,,60.0,,2023-10-18
`

// TestTablesByLevel: goods are gathered into sections and groups, and what is
// left of the total has its row, so that shares make 100 and contributions the
// change of the total.
func TestTablesByLevel(t *testing.T) {
	const groups = "groups: {food: [\"10\", \"12\"], transport_equipment: [\"87\"], partners: [KP]}\n"
	brief := func(complete, groups, block string) Project {
		head := strings.Replace(goodsHead, "    publisher: Customs\n", "    publisher: Customs\n    complete: "+complete+"\n", 1)
		head = head[:strings.Index(head, "  hair:")] + groups
		return project("", "brief.yaml", head+"sections:\n  - title: Goods\n    blocks:\n      - "+block+"\n", "goods.csv", chaptersCSV)
	}
	for _, c := range []struct{ name, complete, block, want string }{
		// 10 and 12 are of section II: 40 of 150, less 10 than the 50 of the year before, of 100.
		{"sections", "false", "table: {kind: commodities, title: T, of: exports, by: section, columns: [rank, code, label, value, share, yoy, contribution_yoy]}", `
    |  | HS | Section |  | Sep~2023, US$ million | Share, % | On year, % | Contribution on year, pp
    | 1 | XVII | Transport equipment | bar 1.00 | 60.0 | 40.0 | +100.0 | +30.0
    | 2 | XVI | Machinery and electrical goods | bar 0.83 | 50.0 | 33.3 | +150.0 | +30.0
    | 3 | II | Vegetable products | bar 0.67 | 40.0 | 26.7 | −20.0 | −10.0
    =  |  | Exports |  | 150.0 | 100.0 | +50.0 | +50.0
`},
		{"two sections and the rest", "false", "table: {kind: commodities, title: T, of: exports, by: section, top: 2, columns: [label, share, contribution_yoy]}", `
    | Section | Share, % | Contribution on year, pp
    | Transport equipment | 40.0 | +30.0
    | Machinery and electrical goods | 33.3 | +30.0
    ~ All other goods | 26.7 | −10.0
    = Exports | 100.0 | +50.0
`},
		{"chapters", "false", "table: {kind: commodities, title: T, of: exports, by: chapter, top: 3, columns: [code, label, value]}", `
    | HS | Chapter |  | Sep~2023, US$ million
    | 87 | Road vehicles | bar 1.00 | 60.0
    | 84 | Machinery | bar 0.83 | 50.0
    | 10 | Cereals | bar 0.42 | 25.0
    ~  | All other goods |  | 15.0
    =  | Exports |  | 150.0
`},
		{"groups", "false", "table: {kind: commodities, title: T, of: exports, by: group, columns: [rank, label, value, share, contribution_yoy]}", `
    |  | Group |  | Sep~2023, US$ million | Share, % | Contribution on year, pp
    | 1 | Transport equipment | bar 1.00 | 60.0 | 40.0 | +30.0
    | 2 | Food | bar 0.67 | 40.0 | 26.7 | −10.0
    ~  | All other goods |  | 50.0 | 33.3 | +30.0
    =  | Exports |  | 150.0 | 100.0 | +50.0
`},
		{"words", "false", "text: \"First {{top(exports, 'section', 2)}}; of chapters {{top(exports, 'chapter', 1)}}.\"",
			"  text: First transport equipment; and machinery and electrical goods; of chapters road vehicles.\n"},
	} {
		got := blockDump(t, brief(c.complete, groups, c.block))
		if !strings.Contains(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	for _, c := range []struct {
		name, groups, block string
		phase               diag.Phase
		place, says         string
	}{
		{"two groups with one chapter", "groups: {food: [\"10\", \"12\"], cereals: [\"10\"]}\n", "table: {kind: commodities, title: T, of: exports, by: group, columns: [label]}", diag.Data, "brief.yaml:20:", "the groups cereals and food overlap: both count export CN KP 10"},
		{"a level of another list", "", "table: {kind: commodities, title: T, of: exports, by: division, columns: [label]}", diag.Data, "brief.yaml:23:", "the codes of exports are of the HS, which has no division"},
		{"a level of another list, in words", "", "text: \"{{top(exports, 'division', 1)}}\"", diag.Data, "brief.yaml:23:", "the codes of exports are of the HS, which has no division"},
		{"no such level", "", "text: \"{{top(exports, 'sections', 1)}}\"", diag.Outline, "brief.yaml:23:", `not by "sections"`},
		{"codes of groups", groups, "table: {kind: commodities, title: T, of: exports, by: group, columns: [code, label]}", diag.Outline, "brief.yaml:24:", `a table of groups has no column "code": they stand under label`},
	} {
		t.Run(c.name, func(t *testing.T) { fails(t, brief("false", c.groups, c.block), Options{}, c.phase, c.place, c.says) })
	}
}

// A rate is named by what it is on, which goes by the frequency of the brief.
func TestNamesOfRates(t *testing.T) {
	for _, c := range []struct {
		tag    string
		period data.Period
		want   string // mom, yoy
	}{
		{"en", data.Month(2023, 9), "on month, on year"}, {"en", data.Quarter(2023, 3), "on quarter, on year"},
		{"ko", data.Month(2023, 9), "전월 대비, 전년 동월 대비"}, {"ko", data.Quarter(2023, 3), "전 분기 대비, 전년 대비"}, {"ko", data.Year(2018), "전월 대비, 전년 대비"},
		{"ja", data.Month(2023, 9), "前月比, 前年同月比"}, {"ja", data.Year(2018), "前月比, 前年比"},
	} {
		l, _ := locale.Of(c.tag)
		s := &scope{lang: l, period: c.period}
		if got := s.metricWords("mom") + ", " + s.metricWords("yoy"); got != c.want {
			t.Errorf("%s, %v: %s, want %s", c.tag, c.period, got, c.want)
		}
	}
}
