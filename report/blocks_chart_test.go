package report

import (
	"slices"
	"strings"
	"testing"

	"tradebrief/charts"
	"tradebrief/report/page"
)

// drawn are the charts of the first section of a brief that holds.
func drawn(t *testing.T, p Project) (*Brief, []charts.Chart) {
	t.Helper()
	b := load(t, p, Options{})
	var out []charts.Chart
	for _, block := range b.Document.Sections[0].Blocks {
		if f, ok := block.(*page.Figure); ok {
			out = append(out, f.Chart)
		}
	}
	return b, out
}

func section(blocks string) string { return "sections:\n  - title: Trends\n    blocks:\n" + blocks }

// TestIndexIsExplained: the figure beside the line of an index is one of the ledger, and
// an expression gives the same.
func TestIndexIsExplained(t *testing.T) {
	b, list := drawn(t, project(section("      - chart: {kind: indexed, title: Level, series: [exports], base: 2023-06}\n      - text: \"It is {{exports.index('2023-06')}} now.\"\n")))
	points := list[0].Series[0].Points
	at := slices.IndexFunc(points, func(p charts.Point) bool { return p.Span.To == b.Period })
	if at < 0 || points[at].Text != "122.0" {
		t.Fatalf("the points are %v", points)
	}
	e := b.Explain("122.0")
	if len(e.Matches) != 1 || e.Matches[0].Name != "exports.index('2023-06')" {
		t.Fatalf("122.0 is %+v", e)
	}
	m := e.Matches[0]
	if len(m.Printed) != 2 || m.Figures[0].Filled != "188.74 / 154.7 × 100" {
		t.Errorf("it is printed at %v and worked out as %q", m.Printed, m.Figures[0].Filled)
	}
}

// TestMovedShareIsExplained: a share that closing has moved is found as it is printed,
// with the reason, and by its own rounding.
func TestMovedShareIsExplained(t *testing.T) {
	rows := "period,hs,name,value,status\n2023-09,TOTAL,,30,\n2023-09,1006,rice,10,\n2023-09,6703,hair,10,\n2023-09,3105,fertiliser,10,\n"
	p := project("", "statuses.csv", rows, "brief.yaml", strings.NewReplacer("  wheat: {code: \"1001\"}\n", "", "{code:", "{flow: export, code:").Replace(statusesHead)+section("      - chart: {kind: donut, title: Parts, series: [exports]}\n"))
	b, list := drawn(t, p)
	if got := list[0].Series[0].Points[0].Share; got != "33.4%" {
		t.Fatalf("the first third is %s", got)
	}
	e := b.Explain("33.4%")
	if len(e.Matches) != 1 || len(e.Matches[0].Printed) != 1 || e.Matches[0].Printed[0].Sentence != "printed as 33.4%, 33.3% by itself: the shares of a chart add up to 100 by largest remainders" {
		t.Errorf("33.4%% is %+v", e.Matches)
	}
	if e := b.Explain("33.3%"); len(e.Matches) != 3 {
		t.Errorf("33.3%% has %d matches", len(e.Matches))
	}
}

// TestRatesBeginWithARate: the year that has no base is left out where the outline does
// not ask for it.
func TestRatesBeginWithARate(t *testing.T) {
	_, list := drawn(t, project(section("      - chart: {kind: rates, title: Growth, series: [exports.mom]}\n      - chart: {kind: rates, title: Growth, series: [exports.mom], from: 2022-06}\n")))
	if got := list[0].From.String() + " " + list[1].From.String(); got != "2022-09 2022-06" {
		t.Errorf("the charts begin in %s", got)
	}
}

// TestNamesCutAlike: goods that a drawing would call the same begin with their codes, on
// it and in its table; others do not.
func TestNamesCutAlike(t *testing.T) {
	long := "parts and accessories of machinery for the "
	rows := "period,hs,name,value,status\n2023-09,TOTAL,,60,\n2023-09,1006," + long + "textile industry,10,\n2023-09,6703," + long + "food industry,20,\n2023-09,3105,fertiliser,30,\n"
	head, _, _ := strings.Cut(strings.Replace(statusesHead, "classification: HS", "classification: own", 1), "  rice:")
	_, list := drawn(t, project("", "statuses.csv", rows, "brief.yaml", head+section("      - chart: {kind: treemap, title: Parts, series: [exports]}\n")))
	var names []string
	for _, s := range list[0].Series[:3] {
		first, _, _ := strings.Cut(s.Name, " ")
		names = append(names, first)
	}
	if want := []string{"Fertiliser", "6703", "1006"}; !slices.Equal(names, want) {
		t.Errorf("the names begin with %v", names)
	}
}

// TestSmallSumsKeepDigits: beside an axis of hundredths no figure is 0.0.
func TestSmallSumsKeepDigits(t *testing.T) {
	rows := "period,hs,name,value,status\n2023-08,TOTAL,,0.027,\n2023-09,TOTAL,,0.029,\n"
	head, _, _ := strings.Cut(statusesHead, "  rice:")
	_, list := drawn(t, project("", "statuses.csv", rows, "brief.yaml", head+section("      - chart: {kind: bars, title: Level, series: [exports]}\n")))
	if got := list[0].Series[0].Points[1].Text; got != "0.0290" {
		t.Errorf("29 000 dollars are %s million", got)
	}
}

// TestScenariosHaveRoom: a fan stands beside three years where the outline does not say.
func TestScenariosHaveRoom(t *testing.T) {
	rows := "period,hs,name,value,status\n2003-09,TOTAL,,20,\n2023-09,TOTAL,,30,\n"
	head, _, _ := strings.Cut(statusesHead, "  rice:")
	_, list := drawn(t, project("", "statuses.csv", rows, "brief.yaml", head+section("      - chart: {kind: scenario, title: Outlook, series: [exports]}\n      - scenarios: {horizon: 2023-12, items: [{name: More, probability: 1, text: a, value: 40e6}]}\n")))
	if got := list[0].From.String(); got != "2020-10" {
		t.Errorf("the chart begins in %s", got)
	}
}

// TestSubtitlesInOtherLanguages: C30 reads units, their sizes and spans in the language
// of the brief, and is quiet on what the tool itself would write.
func TestSubtitlesInOtherLanguages(t *testing.T) {
	for _, c := range []struct{ lang, subtitle, want string }{
		{"zh", "出口，亿美元，2022年1月至2023年9月", ""},
		{"zh", "各月出口", "nothing says that this chart is in"},
		{"zh", "出口，2019年1月至2023年9月，美元", "the subtitle speaks of 2019 to 2023"},
		{"ko", "수출, 달러, 2019년 1월~2023년 9월", "the subtitle speaks of 2019 to 2023"},
		{"ko", "월별 수출", "nothing says that this chart is in"},
		{"de", "Ausfuhren, Mio. US-Dollar, Juni 2022 bis September 2023", ""},
		{"de", "Ausfuhren, Mrd. US-Dollar", "the subtitle speaks of"},
		{"de", "Ausfuhren, Mio. US-Dollar, Juni 2020 bis September 2023", "the subtitle speaks of 2020 to 2023"},
		{"fr", "Exportations, millions de dollars, janvier 2019 à septembre 2023", "the subtitle speaks of 2019 to 2023"},
		{"fr", "Exportations par mois", "nothing says that this chart is in"},
		{"es", "Exportaciones, millones de dólares, enero de 2019 a septiembre de 2023", "the subtitle speaks of 2019 to 2023"},
		{"ru", "Экспорт, млн долл. США, с января 2019 по сентябрь 2023", "the subtitle speaks of 2019 to 2023"},
		{"ja", "輸出、ドル、2019年1月から2023年9月まで", "the subtitle speaks of 2019 to 2023"},
		{"en", "Exports, US$ million, with the average of 2017–2021", ""},
	} {
		p := project("", "brief.yaml", strings.Replace(head, "  marking: TLP:CLEAR\n", "  marking: TLP:CLEAR\n  language: "+c.lang+"\n", 1)+
			section("      - chart: {kind: bars, title: T, subtitle: \""+c.subtitle+"\", series: [exports], from: 2022-09, to: 2023-09}\n"))
		_, problems := Load(p, Options{})
		var found []string
		for _, p := range problems {
			if p.Code == "C30" {
				found = append(found, p.Message)
			}
		}
		if got := strings.Join(found, "; "); c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %s: %q", c.lang, c.subtitle, got)
		}
	}
}
