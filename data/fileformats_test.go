package data

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

// sampleFiles are excerpts of files as publishers give them out.
const sampleFiles = "../cmd/tradebrief/testdata/described"

// TestFileFormats reads files of publishers by the name of their format, and
// without one: what is found agrees with sums that were made without this package.
func TestFileFormats(t *testing.T) {
	for _, c := range []struct {
		file, format string
		of           Selector
		period       Period
		want         string // in units
	}{
		// iconv -f gb18030 -t utf-8 2023.csv | grep '"202301","410"': 8,634,238,278 yuan, 1831535439 kg.
		{"2023.csv", "gacc", Selector{Reporter: word("CN"), Partner: word("BR"), Codes: codeTexts("12019019")}, Month(2023, 1), "8634238278"},
		{"2023.csv", "gacc", Selector{Reporter: word("CN"), Partner: word("BR"), Codes: codeTexts("12019019"), Quantity: true}, Month(2023, 1), "1831535439"},
		{"2025in.csv", "gacc", Selector{Flow: word("import"), Partner: word("AR"), Codes: codeTexts("12019019")}, Month(2025, 1), "375294072"},
		// grep PRK TradeData.csv | cut -d, -f 1-13,44
		{"TradeData.csv", "comtrade", Selector{Flow: word("export"), Reporter: word("CHN"), Partner: word("PRK")}, Year(2022), "894039906"},
		{"TradeData.csv", "comtrade", Selector{Flow: word("import"), Reporter: word("CHN"), Partner: word("PRK")}, Year(2022), "133677748"},
		{"TradeData.csv", "comtrade", Selector{Flow: word("import"), Reporter: word("CHN")}, Year(2022), "2715997517261"}, // World
		{"comtrade-2010-2014.csv", "comtrade-legacy", Selector{Flow: word("import"), Reporter: word("CHN"), Partner: word("DEU"), Codes: codeTexts("02")}, Year(2010), "46556416"},
		{"comtrade-2015-2018.csv", "comtrade-legacy", Selector{Flow: word("export"), Reporter: word("CHN"), Partner: word("DEU"), Codes: codeTexts("02")}, Year(2015), "280493"},
		// awk -F, '$3=="AT" || $4=="AT"' CN_48064010-bilateral.csv
		{"CN_48064010-bilateral.csv", "eurostat", Selector{Flow: word("import"), Reporter: word("AT"), Partner: word("DE"), Codes: codeTexts("48064010"), Quantity: true}, Month(2025, 2), "1100"}, // 11.0 of 100 kg
		{"CN_48064010-bilateral.csv", "eurostat", Selector{Flow: word("import"), Reporter: word("AT"), Partner: word("DE"), Codes: codeTexts("48064010")}, Month(2025, 2), "8998"},
		{"CN_48064010-bilateral.csv", "eurostat", Selector{Flow: word("export"), Reporter: word("AT"), Codes: codeTexts("48064010")}, Month(2025, 3), "67"}, // WORLD
		// The same countries by other codes and names.
		{"TradeData.csv", "comtrade", Selector{Flow: word("export"), Reporter: word("CN"), Partner: word("KP")}, Year(2022), "894039906"},
		{"2023.csv", "gacc", Selector{Partner: word("Brazil"), Codes: codeTexts("12019019")}, Month(2023, 1), "8634238278"},
	} {
		for _, format := range []string{"", "auto", c.format} {
			name := strings.Join([]string{c.file, format, c.of.Flow.Value, c.of.Partner.Value}, " ")
			v := readKnown(t, c.file, format).at(t, name, c.of, c.period)
			if got := Fixed(v.X, 0, false); strings.ReplaceAll(got, groupSign, "") != c.want {
				t.Errorf("%s: %s, want %s", name, got, c.want)
			}
		}
	}
}

func word(s string) diag.Text { return diag.Text{Value: s} }

// readCube is a cube with the test's own ways to ask it.
type readCube struct{ *Cube }

func readKnown(t testing.TB, file, format string) readCube {
	t.Helper()
	src := Source{ID: word("d"), Path: word(file), Format: word(format), At: diag.Pos{File: "brief.yaml", Line: 1, Col: 1}}
	cube, problems := Read(os.DirFS(sampleFiles), []Source{src})
	if problems.Failed() {
		t.Fatalf("%s as %q:\n%s", file, format, problems)
	}
	return readCube{cube}
}

func (c readCube) at(t testing.TB, name string, of Selector, p Period) Value {
	t.Helper()
	of.ID = word("s")
	s, problem := c.Series(of, 0)
	if problem != nil {
		t.Fatalf("%s: %s", name, problem)
	}
	v, ok := View{Series: s, Period: p}.Metric("value")
	if !ok || v.X == nil {
		t.Fatalf("%s: %s", name, v.Why)
	}
	return v
}

// TestSDMX honours what the rows of an SDMX-CSV say of their figures.
func TestSDMX(t *testing.T) {
	const file = "DATAFLOW,REF_AREA,COUNTERPART_AREA,TRADE_FLOW,COMMODITY,UNIT_MEASURE,UNIT_MULT,DECIMALS,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS\n" +
		"X:Y(1.0),KR,VN,X,TOTAL,USD,6,1,2023-08,12,A,F\n" +
		"X:Y(1.0),KR,VN,X,TOTAL,USD,3,0,2023-09,12500,P,F\n" +
		"X:Y(1.0),KR,VN,X,TOTAL,USD,6,1,2023-10,13.4,E,F\n" +
		"X:Y(1.0),KR,VN,X,TOTAL,USD,6,1,2023-11,,A,C\n" +
		"X:Y(1.0),KR,VN,X,TOTAL,USD,6,1,2023-12,,M,F\n" +
		"X:Y(1.0),KR,VN,X,TOTAL,USD,6,1,2024-01,0,A,F\n"
	for _, format := range []string{"auto", "sdmx-csv"} {
		cube, problems := Read(fstest.MapFS{"x.csv": {Data: []byte(file)}}, []Source{{ID: word("d"), Path: word("x.csv"), Format: word(format)}})
		if problems.Failed() {
			t.Fatal(problems)
		}
		s, problem := cube.Series(Selector{ID: word("s"), Flow: word("export"), Reporter: word("KR"), Partner: word("VN")}, 0)
		if problem != nil {
			t.Fatal(problem)
		}
		for _, c := range []struct {
			period    Period
			value     string // in units; "" = none
			low, high string
			status    Status
		}{
			{Month(2023, 8), "12000000", "11950000", "12050000", Present}, // 12 known to one decimal of a million
			{Month(2023, 9), "12500000", "12499500", "12500500", Provisional},
			{Month(2023, 10), "13400000", "13350000", "13450000", Estimated},
			{Month(2023, 11), "", "", "", Suppressed},
			{Month(2023, 12), "", "", "", Missing},
			{Month(2024, 1), "0", "-50000", "50000", Present},
		} {
			v, ok := View{Series: s, Period: c.period}.Metric("value")
			if !ok {
				t.Fatal("no such metric")
			}
			plain := func(s string) string {
				return strings.ReplaceAll(strings.ReplaceAll(s, groupSign, ""), minusSign, "-")
			}
			if plain(Fixed(v.X, 0, false)) != c.value || plain(Fixed(v.Low, 0, false)) != c.low || plain(Fixed(v.High, 0, false)) != c.high || v.Status != c.status {
				t.Errorf("%s %s: %s (%s to %s) %s, want %s (%s to %s) %s", format, c.period, Fixed(v.X, 0, false), Fixed(v.Low, 0, false), Fixed(v.High, 0, false), v.Status, c.value, c.low, c.high, c.status)
			}
		}
	}
}
