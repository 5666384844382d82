package data

import (
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

func sourceFor(columns ...string) Source {
	s := plainSource()
	for _, c := range columns {
		switch f := columnField(c); c {
		case "flow":
			s.Table.Flow = f
		case "code":
			s.Table.Code = f
		case "partner":
			s.Table.Partner = f
		case "reporter":
			s.Table.Reporter = f
		case "vintage":
			s.Table.Vintage = f
		case "status":
			s.Table.Values[0].Status = f
		case "complete":
			s.Complete = true
		case "kg":
			s.Table.Values[0].Quantity = QuantitySpec{Column: text("kg", 23), Unit: text("kg", 23)}
		}
	}
	return s
}

func codeTexts(words ...string) []diag.Text {
	var list []diag.Text
	for _, w := range words {
		list = append(list, text(w, 33))
	}
	return list
}

// TestSelection is the rules of "what a series is", one by one: the figure of
// 2023-09, or the problem.
func TestSelection(t *testing.T) {
	const goods = "period,code,value\n2023-09,01,1\n2023-09,02,2\n2023-09,04,4\n"
	const levels = "period,code,value\n2023-09,01,3\n2023-09,0101,1\n2023-09,0102,2\n2023-09,02,4\n2023-09,0201,4\n"
	const partners = "period,partner,flow,value\n2023-09,KP,export,1\n2023-09,VN,export,2\n2023-09,KP,import,4\n2023-09,VN,import,8\n"
	for _, c := range []struct {
		name    string
		columns string
		content string
		sel     Selector
		want    string
	}{
		{"no dimensions", "", "period,value\n2023-09,5\n", Selector{}, "5.00"},
		{"the total row by name", "code", goods + "2023-09,TOTAL,9\n", Selector{}, "9.00"},
		{"the total row by a blank code", "code", goods + "2023-09,,9\n", Selector{}, "9.00"},
		{"the total row before a sum", "code complete", goods + "2023-09,Total,9\n", Selector{}, "9.00"},
		{"a sum of complete codes", "code complete", goods, Selector{}, "7.00"},
		{"a sum of the finest level", "code complete", levels, Selector{}, "7.00"},
		{"a sum of the coarser level where the finer has a hole", "code complete", strings.Replace(levels, "2023-09,0201,4\n", "", 1), Selector{}, "7.00"},
		{"no level holds the whole", "code complete", "period,code,value\n2023-09,01,1\n2023-09,0201,2\n", Selector{},
			"brief.yaml:30:7: error: series s cannot be added up: no level of the codes in data d holds the whole (01, 0201)"},
		{"codes that are words", "code complete", "period,code,value\n2023-09,rice,1\n2023-09,sugar,2\n", Selector{}, "3.00"},
		{"neither total nor complete", "code", goods, Selector{},
			"brief.yaml:30:7: error: series s leaves the code open, and data d have no total of 01, 02, 04\n" +
				"  hint: name one (code: \"01\"), or set complete: true on the data entry if these are all there are"},
		{"one code", "code", goods, Selector{Codes: codeTexts("02")}, "2.00"},
		{"the total by name", "code", goods + "2023-09,,9\n", Selector{Codes: codeTexts("TOTAL")}, "9.00"},
		{"a code that is not there", "code", goods, Selector{Codes: codeTexts("03")},
			"brief.yaml:33:7: error: code \"03\" is not in data d, which have 01, 02, 04"},
		{"a code where there are none", "", "period,value\n2023-09,5\n", Selector{Codes: codeTexts("02")},
			"brief.yaml:33:7: error: series s wants code 02, but data d have no codes\n  hint: name the column in the table: code: {column: …}"},
		{"a group", "code", goods, Selector{Codes: codeTexts("01", "04")}, "5.00"},
		{"a group that names one twice", "code", goods, Selector{Codes: codeTexts("01", "04", "04")}, "5.00"},
		{"a range of all there is", "code complete", goods, Selector{Codes: codeTexts("02-24")}, "6.00"},
		{"a range whose members all exist", "code", goods, Selector{Codes: codeTexts("01-02")}, "3.00"},
		{"a range with holes", "code", goods, Selector{Codes: codeTexts("01-09")},
			"brief.yaml:33:7: error: data d have no 03, 05, 06, 07, 08 and 1 more of the codes 01-09\n" +
				"  hint: list the codes that are meant, or set complete: true on the data entry if it holds all there is"},
		{"a range and a code in it", "code complete", goods, Selector{Codes: codeTexts("01-03", "02")}, "3.00"},
		{"a range that runs backwards", "code", goods, Selector{Codes: codeTexts("24-02")},
			"brief.yaml:33:7: error: codes \"24-02\" are not a range such as 02-24"},
		{"a range of the reserved chapter", "code", goods, Selector{Codes: codeTexts("77-77")},
			"brief.yaml:33:7: error: code \"77-77\" is not in data d, which have 01, 02, 04"},
		{"a range of two lengths", "code", goods, Selector{Codes: codeTexts("2-24")},
			"brief.yaml:33:7: error: codes \"2-24\" are not a range such as 02-24"},
		{"a chapter added up from its headings", "code complete", "period,code,value\n2023-09,0101,1\n2023-09,0102,2\n2023-09,0201,4\n", Selector{Codes: codeTexts("01")}, "3.00"},
		{"a chapter of which only headings are known", "code", "period,code,value\n2023-09,0101,1\n2023-09,0102,2\n", Selector{Codes: codeTexts("01")},
			"brief.yaml:33:7: error: data d have no row for code 01, only 0101, 0102\n" +
				"  hint: list those codes, or set complete: true on the data entry if they are all there are"},
		{"a total and its part", "code", levels, Selector{Codes: codeTexts("01", "0102")},
			"brief.yaml:33:7: error: series s adds 01 and 0102: a total and a part of it"},
		{"everything and a part", "code", goods + "2023-09,TOTAL,9\n", Selector{Codes: codeTexts("TOTAL", "01")},
			"brief.yaml:33:7: error: series s adds the total and a part of it"},

		{"a group of partners", "partner flow", partners, Selector{Flow: text("export", 31), Partners: codeTexts("VNM", "North Korea")}, "3.00"},
		{"a group with a partner that is not there", "partner flow", partners, Selector{Flow: text("export", 31), Partners: codeTexts("VN", "JP")},
			"brief.yaml:33:7: error: series s wants partner \"JP\", but data d have KP, VN"},
		{"a group of partners of whom one had no trade", "partner flow complete", partners, Selector{Flow: text("export", 31), Partners: codeTexts("VN", "JP")}, "2.00"},
		{"a group of partners without any trade", "partner flow complete", partners, Selector{Flow: text("export", 31), Partners: codeTexts("JP", "US")},
			"brief.yaml:33:7: error: data d have none of the partners of series s"},
		{"a partner under two names", "partner flow", partners, Selector{Flow: text("export", 31), Partners: codeTexts("VN", "VNM")}, "2.00"},
		{"the world and a country", "partner", "period,partner,value\n2023-09,World,9\n2023-09,VN,2\n", Selector{Partners: codeTexts("VN", "World")},
			"brief.yaml:33:7: error: series s adds the world and a country: a total and a part of it"},
		{"one partner", "partner flow", partners, Selector{Flow: text("export", 31), Partner: text("VN", 32)}, "2.00"},
		{"flows by their short names", "partner flow", strings.ReplaceAll(strings.ReplaceAll(partners, "export", "X"), "import", "Imports"), Selector{Flow: text("import", 31), Partner: text("VN", 32)}, "8.00"},
		{"the world by its row", "partner flow", partners + "2023-09,W00,export,7\n", Selector{Flow: text("export", 31)}, "7.00"},
		{"the world by another name", "partner flow", partners + "2023-09,World,export,7\n", Selector{Flow: text("export", 31), Partner: text("WLD", 32)}, "7.00"},
		{"partners added up", "partner flow complete", partners, Selector{Flow: text("export", 31)}, "3.00"},
		{"partners open", "partner flow", partners, Selector{Flow: text("export", 31)},
			"brief.yaml:30:7: error: series s leaves the partner open, and data d have no total of KP, VN\n" +
				"  hint: name one (partner: KP), or set complete: true on the data entry if these are all there are"},
		{"a partner that is not there", "partner flow", partners, Selector{Flow: text("export", 31), Partner: text("VM", 32)},
			"brief.yaml:32:7: error: series s wants partner \"VM\", but data d have KP, VN\n  hint: did you mean \"VN\"?"},
		{"another country is no slip", "partner flow", partners, Selector{Flow: text("export", 31), Partner: text("KR", 32)},
			"brief.yaml:32:7: error: series s wants partner \"KR\", but data d have KP, VN"},
		{"a country by its name", "partner flow", partners, Selector{Flow: text("export", 31), Partner: text("Korea, Dem. People's Rep. of", 32)}, "1.00"},
		{"a country by a longer code", "partner flow", partners, Selector{Flow: text("export", 31), Partner: text("VNM", 32)}, "2.00"},
		{"a country by its name in the data", "partner", "period,partner,value\n2023-09,朝鲜,1\n2023-09,韩国,2\n", Selector{Partner: text("KP", 32)}, "1.00"},
		{"a country by its code at Chinese customs", "partner", "period,partner,value\n2023-09,109,1\n2023-09,116,2\n", Selector{Partner: text("JP", 32)}, "2.00"},
		{"a country by its number", "partner", "period,partner,value\n2023-09,392,1\n2023-09,116,2\n", Selector{Partner: text("KH", 32)}, "2.00"},
		{"a reporter by its name in the data", "reporter", "period,reporter,value\n2023-09,China,1\n2023-09,Viet Nam,2\n", Selector{Reporter: text("VN", 32)}, "2.00"},
		{"a country under two words", "partner", "period,partner,value\n2023-09,US,1\n2023-09,842,2\n", Selector{Partner: text("USA", 32)},
			"brief.yaml:32:7: error: series s wants partner \"USA\", but data d have 842, US\n  hint: 842, US are one country in these data: name the one that is meant"},
		{"flows are never added", "partner flow complete", partners, Selector{Partner: text("KP", 32)},
			"brief.yaml:30:7: error: series s leaves the flow open, and data d have export, import\n" +
				"  hint: name one: flow: export; two flows are never added"},
		{"a flow by another word", "flow", "period,flow,value\n2023-09,Ausfuhr,1\n", Selector{Flow: text("export", 31)},
			"brief.yaml:31:7: error: series s wants flow \"export\", but data d have Ausfuhr\n" +
				"  hint: flows are read as export and import; map others: flow: {column: …, map: {Ausfuhr: export}}"},
		{"reporters are never added", "reporter complete", "period,reporter,value\n2023-09,CN,1\n2023-09,RU,2\n", Selector{},
			"brief.yaml:30:7: error: series s leaves the reporter open, and data d have CN, RU\n" +
				"  hint: name one: reporter: CN; two reporters are never added"},
		{"the only reporter", "reporter", "period,reporter,value\n2023-09,CN,1\n", Selector{}, "1.00"},
		{"a partner that the data do not say", "", "period,value\n2023-09,1\n", Selector{Partner: text("VN", 32)},
			"brief.yaml:32:7: error: series s wants partner \"VN\", but data d do not say their partner\n" +
				"  hint: add partner: VN to the data entry d, or name its column"},
		{"months and years", "", "period,value\n2023,12\n2023-09,1\n", Selector{},
			"brief.yaml:30:7: error: series s has figures for 2023 and for 2023-09; periods of two lengths make no series"},
		{"an unknown entry", "", "period,value\n2023-09,1\n", Selector{Data: text("dd", 34)},
			"brief.yaml:34:7: error: no data entry has the id \"dd\"\n  hint: did you mean \"d\"?"},
		{"quantities that are not there", "", "period,value\n2023-09,1\n", Selector{Quantity: true},
			"brief.yaml:30:7: error: series s: data d have no quantities"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cube := mustRead(t, files(c.content), sourceFor(strings.Fields(c.columns)...))
			c.sel.ID = text("s", 30)
			s, problem := cube.Series(c.sel, 0)
			got := ""
			if problem != nil {
				got = problem.String()
			} else {
				got = shown(s.at(Month(2023, 9), false))
			}
			if got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

// TestTwoEntries: files without codes hold the totals; the other file is a
// source of its own.
func TestTwoEntries(t *testing.T) {
	cube := chinaCube(t)
	total := mustSelect(t, cube, Selector{Flow: text("export", 31)}, 0)
	hair := mustSelect(t, cube, Selector{ID: text("hair", 30), Flow: text("export", 31), Codes: codeTexts("6703")}, 0)
	if total.Publisher() != "China customs" || hair.Publisher() != "China customs, as printed" {
		t.Errorf("publishers %q and %q", total.Publisher(), hair.Publisher())
	}
	if hair.Code() != "6703" || hair.Label() != "hair and wool for wigs" || total.Code() != "" {
		t.Errorf("codes %q and %q, label %q", total.Code(), hair.Code(), hair.Label())
	}
	if _, problem := cube.Series(Selector{ID: text("s", 30), Flow: text("export", 31), Data: text("goods", 34)}, 0); problem == nil {
		t.Error("a commodity file without total gave a total")
	}
	if total.First() != Month(2018, 9) || total.last != Month(2023, 9) || total.Unit() != dollars {
		t.Errorf("%s from %s to %s in %s", total.ID(), total.First(), total.last, total.Unit())
	}
	var got []string
	for _, s := range cube.Breakdown(total) {
		got = append(got, s.ID()+" "+s.Code()+" "+s.Label())
	}
	if len(got) != 1 || got[0] != "s/6703 6703 hair and wool for wigs" {
		t.Errorf("breakdown of exports: %q", got)
	}
}

// TestTwoPublishers: one month, one vintage, two figures.
func TestTwoPublishers(t *testing.T) {
	other := plainSource()
	other.ID, other.Path = text("e", 50), text("other.csv", 51)
	read := func(content string) *Cube {
		return mustRead(t, fstest.MapFS{"data.csv": {Data: []byte("period,value\n2023-09,1\n")}, "other.csv": {Data: []byte(content)}}, plainSource(), other)
	}
	sel := Selector{ID: text("s", 30)}
	_, problem := read("period,value\n2023-09,1.5\n").Series(sel, 0)
	want := "brief.yaml:30:7: error: C23: series s: two figures for 2023-09: 1\u00a0000\u00a0000 USD in data.csv:2:9 and 1\u00a0500\u00a0000 USD in other.csv:2:9\n" +
		"  hint: choose one with data: ID, or give each data entry its vintage"
	if problem == nil || problem.String() != want {
		t.Errorf("got:\n%v\nwant:\n%s", problem, want)
	}
	s := mustSelect(t, read("period,value\n2023-09,1.0\n2023-10,2\n"), sel, 0)
	if s.last != Month(2023, 10) || len(s.Revisions()) != 0 {
		t.Error("the same figure from two entries is one")
	}
	other.Table.Values[0].Unit = text("CNY", 22)
	_, problem = read("period,value\n2023-09,1\n").Series(sel, 0)
	want = "brief.yaml:30:7: error: series s has figures in USD (d) and in CNY (e)\n  hint: choose one with data: d"
	if problem == nil || problem.String() != want {
		t.Errorf("got:\n%v\nwant:\n%s", problem, want)
	}
}

// TestSums: what is missing in a part is missing in the sum, unless the data
// are complete; vintages and runs are those of the parts.
func TestSums(t *testing.T) {
	const content = "period,code,value,status,vintage\n" +
		"2023-07,01,1,,2023-08-20\n2023-07,02,10,,2023-08-20\n" +
		"2023-08,01,2,,2023-09-20\n" +
		"2023-09,01,3,,2023-10-20\n2023-09,01,4,,2023-11-20\n2023-09,02,30,provisional,2023-10-20\n" +
		"2023-10,01,5,,2023-11-20\n2023-10,02,,suppressed,2023-11-20\n" +
		"2023-11/2023-12,01,6,,2024-01-20\n2023-11,02,7,,2024-01-20\n2023-12,02,8,,2024-01-20\n"
	group := Selector{Codes: codeTexts("01", "02")}
	for _, c := range []struct {
		columns string
		month   int
		want    string
		status  Status
	}{
		{"code status vintage", 7, "11.00", Present},
		{"code status vintage", 8, "missing", Missing}, // nothing for 02
		{"code status vintage", 9, "34.00", Provisional},
		{"code status vintage", 10, "suppressed", Suppressed},
		{"code status vintage", 11, "missing", Missing}, // 01 only for two months
		{"code status vintage complete", 8, "2.00", Present},
		{"code status vintage complete", 10, "suppressed", Suppressed},
		{"code status vintage complete", 11, "missing", Missing},
	} {
		s := mustSelect(t, mustRead(t, files(content), sourceFor(strings.Fields(c.columns)...)), group, 0)
		v := s.at(Month(2023, c.month), false)
		if shown(v) != c.want || v.Status != c.status {
			t.Errorf("%s, 2023-%02d: %s, %s (%s), want %s, %s", c.columns, c.month, shown(v), v.Status, v.Why, c.want, c.status)
		}
		if !v.OK() && v.Why == "" {
			t.Errorf("%s, 2023-%02d is missing without a reason", c.columns, c.month)
		}
	}
	s := mustSelect(t, mustRead(t, files(content), sourceFor("code", "status", "vintage")), group, 0)
	o, _ := s.Observation(Month(2023, 9))
	if shown(o.First) != "33.00" || shown(o.Value) != "34.00" || o.FirstVintage != 20231020 || o.Vintage != 20231120 || len(o.Value.Inputs) != 2 {
		t.Errorf("September is %s of %s, at first %s of %s, from %d inputs", shown(o.Value), o.Vintage, shown(o.First), o.FirstVintage, len(o.Value.Inputs))
	}
}

// TestRuns: which figure stands for a month, alone and in sums.
func TestRuns(t *testing.T) {
	src := sourceFor("vintage")
	s := mustSelect(t, mustRead(t, files("period,value,vintage\n2022-01/2022-02,116.30,2022-03-18\n2022-03,57,2022-04-20\n2022-02/2022-04,9,2022-01-01\n2022-01,60,2023-01-18\n2022-02,56,2023-01-18\n"), src), Selector{}, 0)
	q1 := Span{Month(2022, 1), Month(2022, 3)}
	if got := shown(s.sum(q1, false)); got != "173.00" {
		t.Errorf("the quarter in its newest vintage is %s, want 60 + 56 + 57", got)
	}
	if got := shown(s.sum(q1, true)); got != "173.30" {
		t.Errorf("the quarter in its oldest vintage is %s, want 116.30 + 57", got)
	}
	if o, ok := s.Observation(Month(2022, 2)); !ok || shown(o.Value) != "56.00" || o.Span.Len() != 1 {
		t.Errorf("February is %s for %s", shown(o.Value), o.Span)
	}
	if o, ok := s.Observation(Month(2022, 4)); !ok || o.Span.Len() != 3 {
		t.Errorf("April is known as part of three months only, not as %s", o.Span)
	}
	if v := s.sum(Span{Month(2022, 4), Month(2022, 5)}, false); v.OK() || v.Why != "2022-02/2022-04 of s reaches beyond 2022-04/2022-05" {
		t.Errorf("April and May: %v", v)
	}
	if _, ok := s.Observation(Month(2021, 12)); ok {
		t.Error("a figure before the first one")
	}
}

// TestFilling: a run is used where only it fills a window, whatever came out
// later; and of two ways to fill one, that with the newer of the oldest figures.
func TestFilling(t *testing.T) {
	src := sourceFor("vintage")
	q1 := Span{Month(2022, 1), Month(2022, 3)}
	const run, jan1, feb1, jan2, feb2, march = "2022-01/2022-02,116,2022-03-18\n", "2022-01,60,2022-02-20\n", "2022-02,55,2022-02-25\n", "2022-01,61,2023-01-18\n", "2022-02,58,2023-01-18\n", "2022-03,7,2022-04-20\n"
	for _, c := range []struct{ name, rows, want, first string }{
		{"January alone is newer", run + jan2 + march, "123.00", "123.00"},
		{"January is newer, February older than the run", run + feb1 + jan2 + march, "123.00", "123.00"},
		{"both months are newer", run + jan2 + feb2 + march, "126.00", "123.00"},
		{"both months are older", jan1 + feb1 + run + march, "123.00", "122.00"},
		{"the run alone", run + march, "123.00", "123.00"},
		{"a run to March that is newer than all", run + jan1 + march + "2022-01/2022-03,130,2023-02-01\n", "130.00", "123.00"},
	} {
		s := mustSelect(t, mustRead(t, files("period,value,vintage\n"+c.rows), src), Selector{}, 0)
		if got := shown(s.sum(q1, false)); got != c.want {
			t.Errorf("%s: the quarter is %s, want %s", c.name, got, c.want)
		}
		if got := shown(s.sum(q1, true)); got != c.first {
			t.Errorf("%s: the quarter is first %s, want %s", c.name, got, c.first)
		}
	}
	s := mustSelect(t, mustRead(t, files("period,value,vintage\n2022-01/2022-02,116,2022-03-18\n2022-02/2022-03,9,2022-03-18\n"), src), Selector{}, 0)
	if v := s.sum(q1, false); v.OK() || v.Why != "the figures of s overlap, so that none of them fill 2022-01/2022-03" {
		t.Errorf("two runs that overlap: %v", v)
	}
}

// TestLatest: the newest period that every series has.
func TestLatest(t *testing.T) {
	cube := mustRead(t, files("period,flow,value\n2023-08,export,1\n2023-09,export,1\n2023-10,export,1\n2023-07,import,1\n2023-09,import,1\n2023-10/2023-11,import,2\n2023,transit,1\n"), sourceFor("flow"))
	pick := func(flow string) *Series { return mustSelect(t, cube, Selector{Flow: text(flow, 31)}, 0) }
	if got := Latest([]*Series{pick("export"), pick("import")}); got != Month(2023, 9) {
		t.Errorf("latest is %s, want 2023-09", got)
	}
	if got := Latest([]*Series{pick("export"), pick("transit")}); !got.IsZero() {
		t.Errorf("months and years have no latest period, not %s", got)
	}
	if got := Latest(nil); !got.IsZero() {
		t.Errorf("no series have no latest period, not %s", got)
	}
}

// TestBreakdownLevels: one level of a classification at a time.
func TestBreakdownLevels(t *testing.T) {
	const content = "period,code,value\n2023-09,TOTAL,7\n2023-09,01,3\n2023-09,0101,1\n2023-09,0102,2\n2023-09,02,4\n2023-09,0201,4\n"
	cube := mustRead(t, files(content), sourceFor("code"))
	list := func(s *Series) string {
		var words []string
		for _, m := range cube.Breakdown(s) {
			words = append(words, m.Code())
		}
		return strings.Join(words, " ")
	}
	total := mustSelect(t, cube, Selector{}, 0)
	if got := list(total); got != "0101 0102 0201" {
		t.Errorf("the total is made of %s", got)
	}
	chapter := mustSelect(t, cube, Selector{Codes: codeTexts("01")}, 0)
	if got := list(chapter); got != "0101 0102" {
		t.Errorf("chapter 01 is made of %s", got)
	}
	if got := list(mustSelect(t, cube, Selector{Codes: codeTexts("0102")}, 0)); got != "" {
		t.Errorf("heading 0102 is made of %s", got)
	}
	if cube.Breakdown(nil) != nil {
		t.Error("no series has a breakdown")
	}
}

// TestRangeWithReservedChapter: 77 is no chapter of the HS and is passed over in
// a range; where the data have the code, as a division of the SITC, it counts.
func TestRangeWithReservedChapter(t *testing.T) {
	for content, want := range map[string]string{
		"period,code,value\n2023-09,76,1\n2023-09,78,2\n":               "3.00",
		"period,code,value\n2023-09,76,1\n2023-09,77,8\n2023-09,78,2\n": "11.00",
	} {
		cube := mustRead(t, files(content), sourceFor("code"))
		if got := shown(mustSelect(t, cube, Selector{Codes: codeTexts("76-78")}, 0).at(Month(2023, 9), false)); got != want {
			t.Errorf("codes 76 to 78 of %q are %s, want %s", content, got, want)
		}
	}
}

// TestPartnersOfTwoOffices: 344 is Russia to Chinese customs and Hong Kong to the
// United Nations; a country of one source is not looked for in another by its number.
func TestPartnersOfTwoOffices(t *testing.T) {
	office := func(id, path, publisher string) Source {
		src := sourceFor("reporter", "partner")
		src.ID, src.Path, src.Publisher = text(id, 10), text(path, 11), publisher
		return src
	}
	fsys := fstest.MapFS{
		"china.csv":  {Data: []byte("period,reporter,partner,value\n2023-09,CN,World,9\n2023-09,CN,344,3\n2023-09,CN,110,2\n2023-09,CN,502,4\n")},
		"poland.csv": {Data: []byte("period,reporter,partner,value\n2023-09,PL,World,8\n2023-09,PL,344,5\n2023-09,PL,842,1\n")},
	}
	cube, problems := Read(fsys, []Source{office("china", "china.csv", "General Administration of Customs of China"), office("poland", "poland.csv", "Statistics Poland")})
	if problems.Failed() {
		t.Fatal(problems)
	}
	for reporter, want := range map[string]string{"CN": "Hong Kong 2.00, Russia 3.00, United States 4.00", "PL": "Hong Kong 5.00, United States 1.00"} {
		var got []string
		for _, s := range cube.Partners(mustSelect(t, cube, Selector{Reporter: text(reporter, 31)}, 0)) {
			got = append(got, s.Label()+" "+shown(s.at(Month(2023, 9), false)))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("the partners of %s are %v, want %s", reporter, got, want)
		}
	}
}

// TestCountriesOfSeries: countries are listed by name under whatever code the data
// have; totals, groups of countries and other flows are none, and of two codes of
// goods only what the series has is counted.
func TestCountriesOfSeries(t *testing.T) {
	const content = "period,flow,reporter,partner,code,value\n2023-09,export,CN,W00,6703,9\n2023-09,export,CN,KOR,6703,1\n2023-09,export,CN,392,6703,2\n" +
		"2023-09,export,CN,EU27_2020,6703,4\n2023-09,export,CN,VN,6704,8\n2023-09,import,CN,US,6703,3\n2023-09,export,DE,KOR,6703,7\n"
	cube := mustRead(t, files(content), sourceFor("flow", "reporter", "partner", "code"))
	list := func(series []*Series) string {
		var words []string
		for _, s := range series {
			words = append(words, s.ID()+" "+s.Label()+" "+shown(s.at(Month(2023, 9), false)))
		}
		return strings.Join(words, ", ")
	}
	world := mustSelect(t, cube, Selector{Flow: text("export", 31), Reporter: text("CN", 31), Codes: codeTexts("6703")}, 0)
	if got, want := list(cube.Partners(world)), "s/392 Japan 2.00, s/KOR South Korea 1.00"; got != want {
		t.Errorf("partners %q, want %q", got, want)
	}
	korea := mustSelect(t, cube, Selector{Flow: text("export", 31), Reporter: text("CN", 31), Partner: text("KR", 31), Codes: codeTexts("6703")}, 0)
	if got, want := list(cube.Reporters(korea)), "s/CN China 1.00, s/DE Germany 7.00"; got != want {
		t.Errorf("reporters %q, want %q", got, want)
	}
	if world.Partner() != "" || korea.Partner() != "South Korea" {
		t.Errorf("the partners of the series are %q and %q", world.Partner(), korea.Partner())
	}
	if !korea.Same(cube.Partners(world)[1]) || korea.Same(world) || korea.Same(nil) {
		t.Error("the series of South Korea is that partner, and no other")
	}
	if cube.Partners(nil) != nil {
		t.Error("no series has partners")
	}
}

// TestBreakdownOfSums: a code is added up over partners like the total is, and
// quantities count only where every part has them.
func TestBreakdownOfSums(t *testing.T) {
	const content = "period,partner,code,value,kg\n2023-09,KP,01,1,10\n2023-09,VN,01,2,20\n2023-09,KP,02,4,\n2023-09,VN,02,8,80\n2023-09,KP,03,1,5\n2023-09,VN,03,1,\n2023-10,VN,03,1,5\n"
	cube := mustRead(t, files(content), sourceFor("partner", "code", "kg", "complete"))
	total := mustSelect(t, cube, Selector{}, 0)
	var got []string
	for _, s := range cube.Breakdown(total) {
		price, _ := View{Series: s, Period: Month(2023, 9)}.Metric("unit_value")
		got = append(got, s.Code(), shown(s.at(Month(2023, 9), false)), shown(price))
	}
	if want := "01 3.00 100 000.00 02 12.00 missing 03 2.00 missing"; strings.ReplaceAll(strings.Join(got, " "), "\u00a0", " ") != want {
		t.Errorf("breakdown %q, want %s", got, want)
	}
	if got := shown(total.at(Month(2023, 9), false)); got != "17.00" {
		t.Errorf("the total is %s, want 17.00", got)
	}
}

func TestCountryNames(t *testing.T) {
	for code, want := range map[string]string{
		"CN": "China", "CHN": "China", "156": "China", "KP": "North Korea", "KR": "South Korea", "RUS": "Russia", "VN": "Vietnam",
		"408": "North Korea", "004": "Afghanistan", "W00": "World", "CI": "Ivory Coast", "TR": "Türkiye", "US": "United States",
	} {
		if got, ok := CountryName(code); !ok || got != want {
			t.Errorf("%s is %q, want %q", code, got, want)
		}
	}
	for _, code := range []string{"", "XX", "109", "China"} {
		if got, ok := CountryName(code); ok {
			t.Errorf("%q is %q", code, got)
		}
	}
}

// A wide file in which one column of figures forgot its flow.
func TestFlowForgotten(t *testing.T) {
	src := plainSource()
	src.Table.Values = []ValueSpec{{Column: text("x", 22)}, {Column: text("m", 23), Flow: text("import", 23)}}
	cube, problems := Read(fstest.MapFS{"data.csv": {Data: []byte("period,x,m\n2023-09,1,2\n")}}, []Source{src})
	if problems.Failed() {
		t.Fatal(problems)
	}
	for flow, want := range map[string]string{
		"export": `brief.yaml:30:7: error: series s wants flow "export", but data d have figures without a flow besides import
  hint: say it of each column of figures (values: [{column: …, flow: export}]), or name its column in the table`,
		"": `brief.yaml:30:7: error: series s leaves the flow open, and data d have figures without a flow besides import
  hint: say the flow of each column of figures, and of the series`,
	} {
		sel := Selector{ID: text("s", 30)}
		if flow != "" {
			sel.Flow = text(flow, 30)
		}
		if _, p := cube.Series(sel, 0); p == nil || p.String() != want {
			t.Errorf("flow %q: got\n%v\nwant\n%s", flow, p, want)
		}
	}
}

func TestOverlap(t *testing.T) {
	src := sourceFor("partner", "code", "flow")
	src.Table.Classification = text("HS", 27)
	cube := mustRead(t, files("period,partner,code,flow,value\n"+
		"2023-09,KP,TOTAL,X,9\n2023-09,KP,02,X,4\n2023-09,KP,0203,X,3\n2023-09,KP,67,X,1\n2023-09,KP,67,M,1\n2023-09,VN,67,X,1\n2023-09,World,67,X,5\n"), src)
	series := func(flow, partner string, codes ...string) *Series {
		return mustSelect(t, cube, Selector{Flow: text(flow, 31), Partner: text(partner, 32), Codes: codeTexts(codes...)}, 0)
	}
	for _, test := range []struct {
		x, y *Series
		want string
	}{
		{series("X", "KP"), series("X", "KP", "67"), "export KP TOTAL and export KP 67"},
		{series("X", "KP", "67"), series("X", "KP"), "export KP 67 and export KP TOTAL"},
		{series("X", "KP", "02", "67"), series("X", "KP", "0203"), "export KP 02 and export KP 0203"},
		{series("X", "KP", "67"), series("X", "KP", "02", "67"), "export KP 67 and export KP 67"},
		{series("X", "World", "67"), series("X", "VN", "67"), "export World 67 and export VN 67"},
		{series("X", "KP", "67"), series("M", "KP", "67"), ""},
		{series("X", "KP", "67"), series("X", "VN", "67"), ""},
		{series("X", "KP", "67"), series("X", "KP", "0203"), ""},
		{series("X", "KP", "67"), nil, ""},
	} {
		got := ""
		if a, b, ok := Overlap(test.x, test.y); ok {
			got = a + " and " + b
		}
		if got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

// TestCodesOfGroups selects by lists and ranges of codes on several levels, written as
// offices write them.
func TestCodesOfGroups(t *testing.T) {
	const plain = "0201,1 0202,2 0203,4 6703,8 670411,16 670419,32 670420,64"
	const pointed = "02.01,1 02.02,2 02.03,4 67.03,8 6704.11,16 6704.19,32 6704.20,64"
	for _, c := range []struct {
		rows, class string
		codes       []string
		want        string
	}{
		{plain, "HS", []string{"0201-0203"}, "7"},
		{plain, "HS", []string{"02-24"}, "7"},
		{plain, "HS", []string{" 02 - 24 "}, "7"},
		{plain, "HS", []string{"670411-670420"}, "112"},
		{plain, "HS", []string{"02", "6703", "670411-670419"}, "63"},
		{plain, "HS", []string{"67.03", "6704.11-6704.20"}, "120"},
		{plain, "", []string{"67.03"}, "8"},
		{pointed, "HS", []string{"02", "6703", "670411-670419"}, "63"},
		{pointed, "HS", []string{"67.03", "6704.11"}, "24"},
		{pointed, "CN", []string{"6704"}, "112"},
		{pointed, "CPA", []string{"67.03"}, "8"}, // a list of another kind keeps its signs
		{plain, "HS", []string{"6703", "67.03"}, "8"},
		{plain, "HS", []string{"67", "6703"}, `code 67 cannot be added up: no level of 6703, 670411, 670419, 670420 holds the whole`},
		{plain, "HS", []string{"24-02"}, `codes "24-02" are not a range such as 02-24`},
		{plain, "HS", []string{"02-0203"}, `codes "02-0203" are not a range such as 02-24`},
		{plain, "HS", []string{"90-97"}, `code "90-97" is not in data d, which have 0201, 0202, 0203, 6703, 670411, 670419, 670420`},
	} {
		src := codedSource()
		src.Complete, src.Table.Classification = true, text(c.class, 27)
		src.Table.Values[0].Scale = diag.Text{}
		content := "period,flow,code,value\n2023-09,export," + strings.ReplaceAll(c.rows, " ", "\n2023-09,export,") + "\n"
		sel := Selector{ID: text("s", 30), Codes: codeTexts(c.codes...)}
		for _, needs := range [][]Need{nil, {{Selector: sel}}} {
			r := readBy(&reader{fsys: files(content), needs: needs, largeSource: -1, workers: 1, stretchSize: 1000}, []Source{src})
			if r.problems.Failed() {
				t.Fatal(r.problems)
			}
			s, problem := r.cube.Series(sel, 0)
			got := ""
			if problem != nil {
				got = problem.Message
			} else {
				got = s.at(Month(2023, 9), false).X.FloatString(0)
			}
			if got != c.want && needs == nil || problem == nil && got != c.want {
				t.Errorf("%s of %s: %s, want %s", c.codes, c.class, got, c.want)
			}
		}
	}
}
