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

// TestRealFiles reads whole files of offices, packed as they are, without being
// told what they are. What they add up to was computed without this package, by
// the commands shown.
func TestRealFiles(t *testing.T) {
	gacc := func(of string) Selector {
		return Selector{Reporter: word("China"), Partner: word(of), Codes: codeTexts("12019019")}
	}
	weight := func(s Selector) Selector { s.Quantity = true; return s }
	flow := func(flow, reporter, partner string, codes ...string) Selector {
		return Selector{Flow: word(flow), Reporter: word(reporter), Partner: word(partner), Codes: codeTexts(codes...)}
	}
	for _, c := range []struct {
		file   string
		of     Selector
		metric string
		period Period
		want   string // in units
	}{
		// iconv -f gb18030 -t utf-8 2024in.csv | awk -F'","' 'NR>1 {gsub(/[",]/,"",$10); v[$2" "$4]+=$10; q[$2" "$4]+=$6} END {for (k in v) printf "%s %.0f %.0f\n", k, v[k], q[k]}'
		{"2023.csv.gz", gacc("BR"), "ytd", Month(2023, 12), "288767348746"},
		{"2023.csv.gz", weight(gacc("BR")), "ytd", Month(2023, 12), "69930050331"},
		{"2023.csv.gz", gacc("US"), "ytd", Month(2023, 12), "105124212686"},
		{"2024in.csv.gz", gacc("BR"), "ytd", Month(2024, 12), "259240198214"},
		{"2024in.csv.gz", weight(gacc("BR")), "ytd", Month(2024, 12), "74647328871"},
		// grep '"CHN","China","X","Export","0"' TradeData.csv | cut -d, -f44, and the like: no quoted cell before it holds a comma.
		{"TradeData.csv.gz", flow("export", "CN", "World"), "value", Year(2022), "3593601435602"},
		{"TradeData.csv.gz", flow("import", "CN", "CN"), "value", Year(2022), "122883424107"}, // re-imports
		{"TradeData.csv.gz", flow("import", "US", "World"), "value", Year(2022), "3372902165775"},
		// python3 -c 'import csv; print(sum(int(x["Trade Value (US$)"]) for x in csv.DictReader(open("comtrade-2015-2018.csv"))
		//   if (x["Year"], x["Partner ISO"], x["Trade Flow"]) == ("2018", "USA", "Export")))'
		{"comtrade-2010-2014.csv.gz", flow("export", "CN", "KR"), "value", Year(2014), "100333450810"},
		{"comtrade-2015-2018.csv.gz", flow("export", "CN", "US"), "value", Year(2018), "479701580548"},
		{"comtrade-2015-2018.csv.gz", flow("import", "CHN", "Hong Kong"), "value", Year(2018), "8561183782"},
		// awk -F, '$4=="DE" && $5=="WORLD" && $7==1 && $8=="VALUE_IN_EUROS" && $9 ~ /^2024/ {s+=$10} END {printf "%.2f\n", s}' CN_48064010-bilateral.csv
		{"CN_48064010-bilateral.csv.gz", flow("import", "DE", "World", "48064010"), "ytd", Month(2024, 12), "102231392"},
		{"CN_48064010-bilateral.csv.gz", weight(flow("import", "DE", "World", "48064010")), "ytd", Month(2024, 12), "70392791"}, // 703,927.91 of 100 kg
		{"CN_48064010-bilateral.csv.gz", flow("export", "Poland", "", "48064010"), "ytd", Month(2024, 12), "117218"},
		{"CN_48064010-bilateral.csv.gz", flow("import", "PL", "WORLD", "48064010"), "ytd", Month(2024, 12), "73909342"},
	} {
		src := Source{ID: word("d"), Path: word(c.file), Complete: strings.HasPrefix(c.file, "comtrade-"), At: diag.Pos{File: "brief.yaml", Line: 1, Col: 1}}
		cube, problems := Read(os.DirFS("testdata/real"), []Source{src})
		if problems.Failed() {
			t.Fatalf("%s:\n%s", c.file, problems)
		}
		c.of.ID = word("s")
		s, problem := cube.Series(c.of, 0)
		if problem != nil {
			t.Errorf("%s: %s", c.file, problem)
			continue
		}
		v, _ := View{Series: s, Period: c.period}.Metric(c.metric)
		if got := strings.ReplaceAll(Fixed(v.X, 0, false), groupSign, ""); got != c.want {
			t.Errorf("%s %s %s: %q (%s), want %s", c.file, c.of.Partner.Value, c.metric, got, v.Why, c.want)
		}
	}
}

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
		"X:Y(1.0),KR,VN,X,TOTAL,USD,6,1,2024-01,0,B,F\n"
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
			{Month(2024, 1), "0", "-50000", "50000", Break},
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
