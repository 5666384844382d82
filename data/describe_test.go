package data

import (
	"fmt"
	textunicode "golang.org/x/text/encoding/unicode"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestHeadings(t *testing.T) {
	for heading, want := range map[string]string{
		"Exports (US$ million)":             "export USD 1e6",
		"exports_usd_m":                     "export USD 1e6",
		"Trade Value (US$)":                 " USD ",
		"Imports, EUR bn":                   "import EUR 1e9",
		"出口金额（万美元）":                         "export USD 1e4",
		"进口 (亿元)":                           "import CNY 1e8",
		"人民币":                               " CNY ",
		"输出 千克":                             " kg ",
		"Value in '000 US dollars":          " USD 1e3",
		"Netweight (kg)":                    " kg ",
		"Quantity (tonnes)":                 " t ",
		"thousand tonnes":                   " t 1e3",
		"QUANTITY_IN_100KG":                 " 100kg ",
		"VALUE_IN_EUROS":                    " EUR ",
		"Total trade, USD million":          "total USD 1e6",
		"Exports of goods to Japan":         "export  ",
		"Value ($ million)":                 "  ", // of which dollar?
		"primaryValue":                      "  ",
		"china_exports_to_dprk_usd_million": "export USD 1e6",
		"輸入（百万円）":                           "import JPY 1e6",
		"Balance of exports and imports":    "  ",
	} {
		u, _ := unitIn(heading)
		if got := flowIn(heading) + " " + u.unit + " " + u.scale; got != want {
			t.Errorf("%q is read as %q, want %q", heading, got, want)
		}
	}
	for heading, want := range map[string]string{
		"china_exports_to_dprk_usd_million": "CN KP",
		"Exports from the United States":    " US",
		"South Korea":                       "KR ",
		"Trade value":                       " ",
	} {
		r, p := countriesIn(heading)
		if got := r + " " + p; got != want {
			t.Errorf("%q names %q, want %q", heading, got, want)
		}
	}
	for stem, want := range map[string]string{"2025in": "import", "2025out": "export", "exports-2023": "export", "2023": "", "inflation": "", "in-out": ""} {
		if got := flowOfFile(stem); got != want {
			t.Errorf("the file %s hints at %q, want %q", stem, got, want)
		}
	}
}

// describe describes the one file of a file system.
func describe(t testing.TB, name, content string) (*Description, string) {
	t.Helper()
	d, problems := Describe(fstest.MapFS{name: {Data: []byte(content)}}, name)
	return d, problems.String()
}

// TestDescribe holds, for tables as people keep them, what is understood: the
// first value column, the first figure, what is left to look at.
func TestDescribe(t *testing.T) {
	for _, c := range []struct {
		name, file, content string
		example             string
		doubt               string // part of one; empty: there is none
		problem             string
	}{
		{"titles, blank rows, an empty column, thousands, notes", "coffee.csv",
			"Ministry of Trade,,,\n\"Coffee, US$ thousand\",,,\n,,,\nMonth,Exports,,Imports\nJan-23,\"1,234\",,\"2,345,678\"\nFeb-23,\"1,300\",,\"2,445,000\"\n,,,\nMar-23,\"1,250\",,\"2,545,100\"\n,,,\nSource: customs,,,\n",
			"line 5: 2023-01, export is 1\u00a0234\u00a0000 USD", "the unit of Exports, Imports is taken from the line", ""},
		{"a semicolon and a decimal comma", "x.csv", "Monat;Ausfuhr (Mio. EUR);Einfuhr (Mio. EUR)\n2023-01;1.234,5;987,6\n2023-02;1.300,0;1.001,2\n",
			"line 2: 2023-01, export is 1\u00a0234\u00a0500\u00a0000 EUR", "", ""},
		{"units in a row of their own", "x.csv", "Year,Month,Exports,Imports\n,,(US$ million),(US$ million)\n2023,1,100.5,90\n2023,2,101.5,91\n",
			"line 3: 2023-01, export is 100\u00a0500\u00a0000 USD", "", ""},
		{"countries in the header", "x.csv", "Quarter,Japan,Germany\n2023Q1,100,50\n2023Q2,110,55\n",
			"line 2: 2023-Q1, JP is 100 units", "does not say the unit of Japan, Germany", ""},
		{"flows to and from countries in the header", "x.csv", "Month,Exports to Japan (USD),Imports from Japan (USD),Exports to Germany (USD)\n2023-01,1,2,3\n2023-02,4,5,6\n",
			"line 2: 2023-01, export JP is 1 USD", "read as partners", ""},
		{"one country in the header", "x.csv", "Month,Exports to Japan (USD),Total trade (USD)\n2023-01,1,2\n2023-02,4,5\n",
			"line 2: 2023-01, export JP is 1 USD", "by the headings the partner is JP", ""},
		{"no header", "x.csv", "2023-01,100.5\n2023-02,110.5\n", "line 1: 2023-01, the series is 100.5 units", "does not say the unit of 2", ""},
		{"a day that may be a month", "x.csv", "Date,Exports (USD)\n01/02/2023,5\n02/03/2023,6\n", "line 2: 2023-02, export is 5 USD", "write layout: MM/DD/YYYY", ""},
		{"a sign that may be either", "x.csv", "Month;Exports (USD)\n2023-01;1,234\n2023-02;2,345\n", "line 2: 2023-01, export is 1\u00a0234 USD", `1,234 is read as 1234; if it means 1.234, write decimal: ","`, ""},
		{"an export file by its name", "2024-exports.csv", "month,value (USD)\n2023-01,5\n2023-02,6\n", "line 2: 2023-01, export is 5 USD", "taken from the file's name", ""},
		{"shares and prices are no levels", "x.csv", "month,exports USD,share %,unit value USD/kg\n2023-01,5,50,1.2\n2023-02,6,60,1.3\n", "line 2: 2023-01, export is 5 USD", "", ""},
		{"names twice", "x.csv", "month,USD,USD\n2023-01,5,7\n2023-02,6,8\n", "line 2: 2023-01, the series is 5 USD", "", ""},

		{"months in the header", "x.csv", "Item,2023-01,2023-02,2023-03\nExports,1,2,3\nImports,4,5,6\n", "line 2: 2023-01, export is 1 units", "does not say the unit of 2023-01 to 2023-03", ""},
		{"months in the header, years in the rows", "x.csv", "Year,Country,Jan,Feb,Mar\n2023,Japan,1,2,3\n2024,Japan,4,5,6\n", "line 2: 2023-01, Japan is 1 units", "does not say the unit of Jan to Mar", ""},
		{"months in the header and no years", "x.csv", "Country,Jan,Feb,Mar\nJapan,1,2,3\n", "", "",
			"x.csv:1: error: the headings are months without a year; the columns are Country, Jan, Feb, Mar\n  hint: add a column with the year of each row"},
		{"the table turned", "x.csv", "Item,Exports (USD),Imports (USD)\n2023-01,1,4\n2023-02,2,5\n2023-03,3,6\n", "line 2: 2023-01, export is 1 USD", "", ""},
		{"one unit for two columns", "x.csv", "month,exports,imports,unit\n2023-01,1,4,US$ million\n2023-02,2,5,US$ million\n", "line 2: 2023-01, export is 1\u00a0000\u00a0000 USD", "", ""},
		{"codes of an office", "x.csv", "数据年月,贸易伙伴编码,美元\n202301,410,5\n202302,410,6\n", "line 2: 2023-01, CN BR is 5 USD", "", ""},
		{"codes of another office", "x.csv", "数据年月,贸易伙伴编码,美元\n202301,410,5\n202302,826,6\n", "line 2: 2023-01, CN BR is 5 USD", "", ""},
		{"numbers for countries of an office that is not known", "x.csv", "日期,贸易伙伴编码,美元\n2023-01,410,5\n2023-02,826,6\n", "line 2: 2023-01, CN 410 is 5 USD", "if they are those of its own office", ""},
		{"codes of Chinese customs under an English heading", "x.csv", "month,partner,USD\n2023-01,109,5\n2023-02,116,6\n", "line 2: 2023-01, KP is 5 USD", "", ""},
		{"numbers of countries", "x.csv", "month,partner,USD\n2023-01,116,5\n2023-02,410,6\n", "line 2: 2023-01, 116 is 5 USD", "", ""},
		{"a column of shares of partners", "x.csv", "month,partner share,USD\n2023-01,50,5\n2023-02,41,6\n", "line 2: 2023-01, the series is 5 USD", "", ""},
		{"signs of currency in the cells", "x.csv", "Date,Exports\n2023-01-31,\"$1,234.5\"\n2023-02-28,\"$1,300.0\"\n", "", "",
			"x.csv:1: error: no column holds figures; the columns are Date, Exports\n" +
				"  hint: \"$1,234.5\" in column Exports is more than a number: format the column as plain numbers in the spreadsheet, and save it again"},
		{"no period", "x.csv", "Country,Exports (US$ million)\nJapan,100\nChina,90\n", "", "",
			"x.csv:1: error: no column holds a period such as 2023-09; the columns are Country, Exports (US$ million)\n  hint: add a column with the month, quarter or year of each row"},
		{"codes without figures", "x.csv", "section,hscode,description,parent,level\nI,01,Animals,TOTAL,2\nI,0101,Horses,01,4\n", "", "",
			"x.csv:1: error: the file is a list of codes and has no figures; the columns are section, hscode, description, parent, level"},
		{"a total below the rows", "x.csv", "Quarter,Exports (EUR million)\n2023-Q1,100\n2023-Q2,110\nTotal,210\n", "line 2: 2023-Q1, export is 100\u00a0000\u00a0000 EUR", "", ""},
		{"October that lost its zero", "x.csv", "Period,Exports (USD)\n2001.01,5\n2001.09,6\n2001.1,7\n2001.11,8\n", "line 2: 2001-01, export is 5 USD", `"2001.1" in column Period`,
			"x.csv:4:1: error: period \"2001.1\" is not of the form YYYY.MM\n  hint: a spreadsheet took the zero off 2001.10: format the column as text there"},
		{"nothing", "x.csv", " \n\n", "", "", "x.csv: error: the file is empty, expected a table\n  hint: was the download finished? fetch it again"},
		{"words", "x.csv", "Dear colleague,\nplease find the figures attached.\n", "", "", "x.csv:1: error: no column holds figures"},
		{"a workbook", "x.xlsx", "PK\x03\x04\x14\x00[Content_Types].xml", "", "",
			"x.xlsx: error: the file is a workbook that is cut off or damaged\n  hint: download it again"},
		{"gzip", "x.csv.gz", "\x1f\x8b\x08", "", "", "x.csv.gz: error: the file is cut off: its packed content ends in the middle\n  hint: download it again"},
		{"Parquet", "x.parquet", "PAR1\x00", "", "", "x.parquet: error: the file is damaged, or no Parquet file\n  hint: download it again"},
		{"a PDF", "x.pdf", "%PDF-1.7", "", "", "x.pdf:1: error: the file is a PDF\n  hint: copy the table into a spreadsheet and save it as .csv"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, problems := describe(t, c.file, c.content)
			if problems != c.problem {
				t.Errorf("problems:\n%s\nwant:\n%s", problems, c.problem)
			}
			example, doubts := "", ""
			if d != nil {
				example, doubts = d.Example, strings.Join(d.Doubts, "\n")
			}
			if example != c.example {
				t.Errorf("the example is %q, want %q", example, c.example)
			}
			if (doubts == "") != (c.doubt == "") || !strings.Contains(doubts, c.doubt) {
				t.Errorf("to look at: %q, want %q", doubts, c.doubt)
			}
		})
	}
}

// TestDescribeUnfilled: a unit that is not known is an error until it is filled in.
func TestDescribeUnfilled(t *testing.T) {
	content := "month,value\n2023-01,5\n"
	d, problems := describe(t, "x.csv", content)
	if problems != "" || d.Sources[0].Table.Values[0].Unit.Value != Unfilled {
		t.Fatalf("the unit is %q\n%s", d.Sources[0].Table.Values[0].Unit.Value, problems)
	}
	_, list := Read(fstest.MapFS{"x.csv": {Data: []byte(content)}}, d.Sources)
	if !strings.Contains(list.String(), "the unit is not filled in") {
		t.Errorf("the unit that is not filled in is read: %s", list)
	}
}

// madeTable is a table of one figure for each month, flow, partner and code, in
// one of the many ways in which people write such a table.
type madeTable struct {
	content string
	figures map[string]string // period, flow, partner, code → figure in dollars
}

func makeTable(r *rand.Rand) madeTable {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	months := []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	layout := pick("YYYY-MM", "YYYYMM", "YYYY/MM", "YYYY.MM", "MM/YYYY", "MMM YYYY", "YYYY'M'MM", "MMM-YY", "YYYY年M月", "two")
	delim := pick(",", ";", "\t", "|")
	decimal, group := ".", pick("", "", ",", " ")
	if r.IntN(3) == 0 {
		decimal, group = ",", pick("", ".", " ")
	}
	unit := pick("USD", "US$", "US dollars")
	scale, zeros := "", 0
	if r.IntN(2) == 0 {
		scale, zeros = pick("million", "m", "mn"), 6
	}
	chinese := layout == "YYYY年M月" || r.IntN(3) == 0
	names := map[string]string{"flow": pick("Flow", "Trade Flow"), "partner": pick("Partner", "Country"), "code": pick("HS", "HS code", "Commodity Code"), "value": "Value (" + strings.TrimSpace(unit+" "+scale) + ")"}
	if chinese {
		names["partner"], names["code"], names["flow"] = "国家", "商品编码", "进出口"
	}
	type row map[string]string
	var rows []row
	made := madeTable{figures: map[string]string{}}
	partners := []string{"JP", "DE", "US", "VN"}[:2+r.IntN(3)]
	codes := []string{"0101", "0402", "6703", "8471"}[:1+r.IntN(4)]
	flows := [][2]string{{"X", "export"}, {"M", "import"}}
	if r.IntN(2) == 0 {
		flows = [][2]string{{"Export", "export"}, {"Import", "import"}}
	}
	year := 1995 + r.IntN(30)
	for m := 1; m <= 12; m++ {
		for _, p := range partners {
			for _, code := range codes {
				for _, f := range flows {
					whole, cents := int64(r.IntN(9_000_000)+1_000), r.IntN(100)
					text := fmt.Sprint(whole)
					if group != "" {
						for at := len(text) - 3; at > 0; at -= 3 {
							text = text[:at] + group + text[at:]
						}
					}
					text += fmt.Sprintf("%s%02d", decimal, cents)
					rows = append(rows, row{"y": fmt.Sprint(year), "m": fmt.Sprint(m), "partner": p, "code": code, "flow": f[0], "value": text,
						"period": strings.NewReplacer("YYYY", fmt.Sprint(year), "MMM", months[m-1], "MM", fmt.Sprintf("%02d", m), "YY", fmt.Sprintf("%02d", year%100), "年M月", fmt.Sprintf("年%d月", m), "'", "").Replace(layout)})
					made.figures[fmt.Sprintf("%s %s %s %s", Month(year, m), f[1], p, code)] = Fixed(times(rat(fmt.Sprintf("%d.%02d", whole, cents)), rat("1"+strings.Repeat("0", zeros))), 2, false)
				}
			}
		}
	}
	columns := []string{"period", "flow", "partner", "code", "value"}
	names["period"] = pick("Period", "Month", "Date")
	if layout == "two" {
		columns[0] = "y"
		columns = append(columns, "m")
		names["y"], names["m"] = "Year", "Month"
	}
	if r.IntN(2) == 0 {
		columns = append(columns, "blank")
		names["blank"] = pick("", "Remarks")
	}
	r.Shuffle(len(columns), func(i, j int) { columns[i], columns[j] = columns[j], columns[i] })
	var b strings.Builder
	line := func(cell func(string) string) {
		for i, c := range columns {
			if i > 0 {
				b.WriteString(delim)
			}
			text := cell(c)
			if strings.Contains(text, delim) || r.IntN(20) == 0 {
				text = `"` + text + `"`
			}
			b.WriteString(text)
		}
		b.WriteString(pick("\n", "\r\n"))
	}
	if r.IntN(3) == 0 {
		b.WriteString("Trade by partner\n\n")
	}
	line(func(c string) string { return names[c] })
	for _, w := range rows {
		line(func(c string) string { return w[c] })
	}
	if r.IntN(3) == 0 {
		b.WriteString("Source: customs office\n")
	}
	made.content = b.String()
	enc := encoding.Nop
	switch {
	case chinese && r.IntN(2) == 0:
		enc = simplifiedchinese.GB18030
	case r.IntN(4) == 0:
		enc = textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM)
	}
	encoded, err := enc.NewEncoder().String(made.content)
	if err != nil {
		panic(err)
	}
	made.content = encoded
	return made
}

// TestDescribeReadsBack: the block for a made table reads every figure of it,
// whatever the order of its columns, its signs, its layout and its encoding.
func TestDescribeReadsBack(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	for seed := range uint64(150) {
		made := makeTable(rand.New(rand.NewPCG(seed, 7)))
		d, problems := describe(t, "trade.csv", made.content)
		// Figures of chance are no trade: some lie far from their neighbours.
		if problems != "" && !strings.Contains(problems, "error: C27: ") {
			t.Fatalf("seed %d:\n%s\nin\n%.600s", seed, problems, made.content)
		}
		cube := mustRead(t, fstest.MapFS{"trade.csv": {Data: []byte(made.content)}}, d.Sources...)
		got := map[string]string{}
		for _, e := range cube.entries {
			for i, k := range e.keys {
				for _, o := range e.obs[e.start[i]:e.start[i+1]] {
					code := fmt.Sprintf("%s %s %s %s", o.span, cube.words[k.flow], cube.words[k.partner], cube.words[k.code])
					got[code] = Fixed(times(o.value.rat(), e.scales[o.scale].factor), 2, false)
					if e.scales[o.scale].unit.Code != "USD" {
						t.Fatalf("seed %d: the unit is %s", seed, e.scales[o.scale].unit)
					}
				}
			}
		}
		if len(got) != len(made.figures) {
			t.Fatalf("seed %d: %d figures are read, want %d, from\n%.600s", seed, len(got), len(made.figures), made.content)
		}
		for key, want := range made.figures {
			if got[key] != want {
				t.Fatalf("seed %d: %s is %q, want %q, from\n%.600s", seed, key, got[key], want, made.content)
			}
		}
	}
}

// TestDescribeEndlessLine bounds what is read of a file that is one line of 300 MB.
func TestDescribeEndlessLine(t *testing.T) {
	file := &endlessAgain{}
	d, problems := Describe(file, "data.csv")
	want := "data.csv:3: error: line 3 is longer than 1 MB\n  hint: is it a table of one row on each line, or a quotation mark left open?"
	if got := problems.String(); got != want || d == nil || len(d.Sources) != 1 {
		t.Errorf("got %q, want %q", got, want)
	}
	for i, f := range file.opened {
		if f.read > sampleBytes+4<<20 {
			t.Errorf("%d bytes were read when it was opened for time %d", f.read, i+1)
		}
	}
}

// TestDescribeLineOf2MB: a file that is no more than one long line says so.
func TestDescribeLineOf2MB(t *testing.T) {
	_, problems := describe(t, "x.csv", strings.Repeat("7", 2<<20))
	if want := "x.csv:1: error: line 1 is longer than 1 MB\n  hint: is it a table of one row on each line, or a quotation mark left open?"; problems != want {
		t.Errorf("got %q, want %q", problems, want)
	}
}

// endlessAgain is a file that can be opened more than once.
type endlessAgain struct{ opened []*endless }

func (e *endlessAgain) Open(string) (fs.File, error) {
	e.opened = append(e.opened, &endless{})
	return e.opened[len(e.opened)-1], nil
}

func FuzzDescribe(f *testing.F) {
	for seed := range uint64(8) {
		content := makeTable(rand.New(rand.NewPCG(seed, 7))).content
		f.Add([]byte(content[:min(len(content), 400)])) // long ones take the fuzzer a minute each to shorten
	}
	f.Add([]byte("period,value\n2023-09,188.74\n"))
	f.Add([]byte("\xff\xfe,\x00\n\x00"))
	f.Add([]byte("a;b\n\"\n2023-09;1,5;;;\n"))
	f.Add([]byte(",USD,USD\n2023,1,2\n(,(,("))
	f.Fuzz(func(t *testing.T, content []byte) {
		fsys := fstest.MapFS{"x.csv": {Data: content}}
		d, problems := Describe(fsys, "x.csv")
		if d == nil {
			if !problems.Failed() {
				t.Fatal("nothing is said about the file")
			}
			return
		}
		if len(d.Sources) == 0 && !problems.Failed() {
			t.Fatal("there is no block and no problem")
		}
		filled := slices.Clone(d.Sources)
		for i := range filled {
			filled[i].Table.Values = slices.Clone(filled[i].Table.Values)
			for j := range filled[i].Table.Values {
				if filled[i].Table.Values[j].Unit.Value == Unfilled {
					filled[i].Table.Values[j].Unit.Value = "USD"
				}
			}
		}
		if len(filled) > 0 && !problems.Failed() {
			cube, again := Read(fsys, filled)
			if again.Failed() {
				t.Fatalf("the block does not read the file:\n%s", again)
			}
			for _, s := range d.Series {
				if _, problem := cube.Series(s, 0); problem != nil {
					t.Fatalf("a proposed series does not exist: %s", problem)
				}
			}
		}
	})
}
