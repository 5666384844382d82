package data

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
	"tradebrief/data/unpack"
)

// madeBook is a workbook of one sheet with the given rows, as XML.
func madeBook(t testing.TB, rows string) []byte {
	t.Helper()
	return zipped(t,
		"[Content_Types].xml", "<Types/>",
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml", "<worksheet><sheetData>"+rows+"</sheetData></worksheet>")
}

const bookHead = `<row r="1"><c r="A1" t="str"><v>period</v></c><c r="B1" t="str"><v>value</v></c></row>`

func bookSource(file, period string, values ...string) Source {
	s := plainSource()
	s.Path = text(file, 11)
	s.Table.Period = PeriodSpec{Column: text(period, 21)}
	s.Table.Values = nil
	for _, v := range values {
		s.Table.Values = append(s.Table.Values, ValueSpec{Column: text(v, 22), Unit: text("USD", 22), Flow: text(fmt.Sprint("flow", len(s.Table.Values)), 22)})
	}
	return s
}

// rows is all that a file gave, a figure a line.
func rowsOf(t testing.TB, fsys fstest.MapFS, src Source) string {
	t.Helper()
	r := readAll(fsys, []Source{src}, Databases{}, nil)
	var b strings.Builder
	for _, p := range r.problems.Sort() {
		fmt.Fprintln(&b, p)
	}
	for _, e := range r.cube.entries {
		for k, key := range e.keys {
			if e.start == nil {
				break
			}
			for _, o := range e.obs[e.start[k]:e.start[k+1]] {
				fmt.Fprintf(&b, "%s %s %s %s\n", e.pos(&o), r.cube.describe(key), o.span, o.written())
			}
		}
	}
	return b.String()
}

// kept are the files of a folder of testdata, at least so many.
func kept(t testing.TB, folder string, least int) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	names, err := filepath.Glob(filepath.Join("unpack", "testdata", folder, "*.*"))
	if err != nil || len(names) < least {
		t.Fatalf("%d files: %v", len(names), err)
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		fsys[filepath.Base(name)] = &fstest.MapFile{Data: content}
	}
	return fsys
}

// lines are some lines of a text.
func lines(text string, which ...int) string {
	all := strings.Split(text, "\n")
	var out []string
	for _, n := range which {
		if n < 0 {
			n += len(all)
		}
		out = append(out, all[n])
	}
	return strings.Join(out, "\n")
}

func TestWorkbookTitlesMergedCells(t *testing.T) {
	src := bookSource("merged.xlsx", "Month", "Exports value", "Exports tonnes", "Imports value")
	got := rowsOf(t, kept(t, "workbooks", 7), src)
	if want := "merged.xlsx!Data!B5 flow0 2022-01 100.0\nmerged.xlsx!Data!B10 flow0 2022-06 105.5\nmerged.xlsx!Data!C5 flow1 2022-01 1\u00a0000\nmerged.xlsx!Data!D5 flow2 2022-01 0.3\nmerged.xlsx!Data!D28 flow2 2023-12 23.3"; lines(got, 0, 5, 24, 48, 71) != want {
		t.Errorf("got:\n%s\nwant among it:\n%s", got, want)
	}
	d, problems := Describe(kept(t, "workbooks", 7), "merged.xlsx")
	if len(problems) > 0 || d.Sheet != "Data" || d.Sheets != 2 || d.HiddenRows != 1 || strings.Join(d.HiddenColumns, " ") != "C" || d.Header != 4 || d.Notes != 1 || d.Figures != 96 {
		t.Errorf("%+v\n%s", d, problems)
	}
}

func TestWorkbookFormats(t *testing.T) {
	src := bookSource("from1904.xlsx", "Month", "Exports (USD)", "Imports (USD)", "share")
	src.Table.Period.Layout = text("YYYY-MM-DD", 21)
	got := rowsOf(t, kept(t, "workbooks", 7), src)
	if want := "from1904.xlsx!Figures!B2 flow0 2022-01 188\u00a0700\u00a0000\nfrom1904.xlsx!Figures!C3 flow1 2022-02 47\u00a0175\u00a0000.25\nfrom1904.xlsx!Figures!D7 flow2 2022-06 0.160"; lines(got, 0, 7, -2) != want {
		t.Errorf("got:\n%s\nwant among it:\n%s", got, want)
	}
}

func TestWorkbookErrors(t *testing.T) {
	got := rowsOf(t, kept(t, "workbooks", 7), bookSource("errors.xlsx", "period", "value"))
	want := `errors.xlsx!Sheet 1!B3: error: the cell in column "value" holds the error #DIV/0!
  hint: mend its formula, or leave the cell empty where there is no figure
errors.xlsx!Sheet 1!B4: error: the cell in column "value" has a formula whose value was never computed
  hint: open the workbook in a spreadsheet program and save it
errors.xlsx!Sheet 1!B5: error: the cell in column "value" holds the error #N/A
  hint: mend its formula, or leave the cell empty where there is no figure
`
	if !strings.HasPrefix(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// LibreOffice made the workbook of the file of text; both hold the same figures,
// but for what adding binary fractions leaves.
func TestWorkbookOfText(t *testing.T) {
	fsys := kept(t, "workbooks", 7)
	csv, xlsx := bookSource("calc.csv", "period", "value"), bookSource("calc.xlsx", "period", "value")
	csv.Table.Period.Layout, xlsx.Table.Period.Layout = text("YYYY-MM-DD", 21), text("YYYY-MM-DD", 21)
	bare := func(s string) string {
		var out []string
		for line := range strings.Lines(s) {
			_, rest, _ := strings.Cut(line, " ")
			out = append(out, rest)
		}
		return strings.NewReplacer("0.30000000000000004", "0.3", "0.6000000000000001", "0.6", "0.7000000000000001", "0.7", "0.9000000000000001", "0.9", "1.0\n", "1\n").Replace(strings.Join(out, ""))
	}
	if a, b := bare(rowsOf(t, fsys, csv)), bare(rowsOf(t, fsys, xlsx)); a != b || strings.Count(a, "\n") != 12 {
		t.Errorf("from text:\n%s\nfrom the workbook:\n%s", a, b)
	}
}

// What is wrong with a workbook stands at its cell, at its row, or at the outline's
// key.
func TestSpoiltWorkbooks(t *testing.T) {
	row := func(cells string) string { return bookHead + `<row r="2">` + cells + `</row>` }
	figure := row(`<c r="A2" t="str"><v>2023-09</v></c><c r="B2"><v>5</v></c>`)
	for _, c := range []struct {
		name    string
		content []byte
		sheet   string
		want    string
	}{
		{"well", madeBook(t, figure), "", "d.xlsx!Data!B2 flow0 2023-09 5"},
		{"a sheet that is named", madeBook(t, figure), "data", "d.xlsx!Data!B2 flow0 2023-09 5"},
		{"a sheet that it has not", madeBook(t, figure), "Date", "brief.yaml:23:7: error: \"d.xlsx\" has no sheet \"Date\"; it has Data\n  hint: did you mean \"Data\"?"},
		{"no figure", madeBook(t, row(`<c r="A2" t="str"><v>2023-09</v></c><c r="B2" t="str"><v>about 5</v></c>`)), "",
			"d.xlsx!Data!B2: error: \"about 5\" in column \"value\" is not a number\n  hint: let the cell hold the number alone; unit: and scale: in the outline say what it is in"},
		{"two figures", madeBook(t, figure+`<row r="7"><c t="str"><v>2023-09</v></c><c><v>6</v></c></row>`), "",
			"d.xlsx!Data!B7: error: C23: two figures for 2023-09 of flow0: 6 here, 5 in Data!B2\n  hint: keep one row, or give each the vintage it was published in\nd.xlsx!Data!B2 flow0 2023-09 5"},
		{"a row before the one above it", madeBook(t, bookHead+`<row r="9"/><row r="3"/>`), "",
			"d.xlsx!Data!10: error: here the file is damaged: the sheet has a row numbered \"3\" after row 9\n  hint: open it in the spreadsheet program and save it again"},
		{"cut off", madeBook(t, figure)[:700], "", "brief.yaml:11:7: error: \"d.xlsx\" is a workbook that is cut off or damaged\n  hint: download it again"},
		{"text by another name", []byte("period,value\n2023-09,5\n"), "", "d.xlsx:2:9 flow0 2023-09 5"},
		{"text that has no sheets", []byte("period,value\n2023-09,5\n"), "Data", "brief.yaml:11:7: error: \"d.xlsx\" is no workbook, so it has no sheets"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := bookSource("d.xlsx", "period", "value")
			src.Table.Sheet = text(c.sheet, 23)
			if got := strings.TrimSpace(rowsOf(t, fstest.MapFS{"d.xlsx": {Data: c.content}}, src)); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

// The signs of an outline are for the texts in a sheet. A number has none, and
// is never read as a thousand times itself.
func TestWorkbookSigns(t *testing.T) {
	src := bookSource("d.xlsx", "period", "value")
	src.Table.Decimal, src.Table.Thousands = text(",", 23), text(".", 23)
	book := madeBook(t, bookHead+`<row><c t="str"><v>2023-08</v></c><c t="str"><v>1.188,125</v></c></row><row><c t="str"><v>2023-09</v></c><c><v>188.125</v></c></row>`)
	if got, want := rowsOf(t, fstest.MapFS{"d.xlsx": {Data: book}}, src), "d.xlsx!Data!B2 flow0 2023-08 1\u00a0188.125\nd.xlsx!Data!B3 flow0 2023-09 188.125\n"; got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// TestWorkbookIsText makes tables at random, as text and as a workbook, and reads
// the same from both.
func TestWorkbookIsText(t *testing.T) {
	for seed := range 60 {
		r := rand.New(rand.NewPCG(uint64(seed), 11))
		var csv, xml strings.Builder
		csv.WriteString("period,flow,code,value\n")
		xml.WriteString(`<row><c t="inlineStr"><is><t>period</t></is></c><c t="inlineStr"><is><t>flow</t></is></c><c t="inlineStr"><is><t>code</t></is></c><c t="inlineStr"><is><t>value</t></is></c></row>`)
		for i := range r.IntN(300) {
			flow, code := []string{"export", "import"}[i%2], []string{"01", "0301", "TOTAL", "a & b", "<c>"}[r.IntN(5)]
			value := fmt.Sprint(r.IntN(2_000_000) - 1000)
			if r.IntN(2) == 0 {
				value += fmt.Sprintf(".%d", 1+r.IntN(9))
			}
			stored := value
			switch r.IntN(4) {
			case 0:
				value, stored = "", ""
			case 1:
				stored = strings.Replace(fmt.Sprintf("%.16E", ratOf(value)), "E+0", "E+", 1)
			}
			p := Month(2001+i/24, i/2%12+1)
			fmt.Fprintf(&csv, "%s,%s,%s,%s\n", p, flow, code, value)
			kind := ""
			if stored != "" && r.IntN(5) == 0 {
				kind, stored = ` t="str"`, value
			}
			v := "<v>" + stored + "</v>"
			if stored == "" {
				v = ""
			}
			escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&#62;").Replace(code)
			fmt.Fprintf(&xml, `<row r="%d"><c r="A%d" t="str"><v>%s</v></c><c r="B%d" t="str"><v><![CDATA[%s]]></v></c><c r="C%d" t="str"><v>%s</v></c><c r="D%d"%s>%s</c></row>`, i+2, i+2, p, i+2, flow, i+2, escaped, i+2, kind, v)
		}
		a, b := codedSource(), codedSource()
		b.Path = text("data.xlsx", 11)
		fsys := fstest.MapFS{"data.csv": {Data: []byte(csv.String())}, "data.xlsx": {Data: madeBook(t, xml.String())}}
		dump := func(s Source) string {
			r := readAll(fsys, []Source{s}, Databases{}, nil)
			var out []string
			for line := range strings.Lines(r.dump()) {
				if strings.HasPrefix(line, "  ") {
					_, line, _ = strings.Cut(strings.TrimSpace(line), " ")
				}
				out = append(out, strings.ReplaceAll(line, "data.xlsx", "data.csv"))
			}
			return strings.Join(out, "")
		}
		if x, y := dump(a), dump(b); x != y {
			x, y := strings.Split(x, "\n"), strings.Split(y, "\n")
			i := 0
			for i < min(len(x), len(y))-1 && x[i] == y[i] {
				i++
			}
			t.Fatalf("seed %d, line %d:\n%s\n%s", seed, i, x[i], y[i])
		}
	}
}

func ratOf(s string) float64 {
	x, _ := rat(s).Float64()
	return x
}

func TestParquetPlaces(t *testing.T) {
	fsys := kept(t, "parquet", 10)
	src := bookSource("none.parquet", "period", "label")
	src.Table.Period.Layout = text("YYYY-MM-DD", 21)
	got := rowsOf(t, fsys, src)
	if want := "none.parquet: row 1, column label: error: \"Güter, 0\" in column \"label\" is not a number\n"; !strings.HasPrefix(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	got = rowsOf(t, fsys, bookSource("nested.parquet", "period", "value"))
	if want := "nested.parquet: row 1, column value: error: column \"value\" holds lists or records, expected one value in each row\n  hint: write the file out again with the column flat\n"; got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	got = rowsOf(t, fsys, bookSource("none.parquet", "perid", "value"))
	if !strings.Contains(got, `hint: did you mean "period"?`) {
		t.Errorf("got:\n%s", got)
	}
}

// Keys about text do nothing for cells, and are said to; where some files of the
// source are text they are for those.
func TestKeysOfText(t *testing.T) {
	book := madeBook(t, bookHead+`<row><c t="str"><v>2023-09</v></c><c><v>5</v></c></row>`)
	fsys := fstest.MapFS{"a.xlsx": {Data: book}, "a.csv": {Data: []byte("period;value\n2023-08;4\n")}}
	src := bookSource("a.xlsx", "period", "value")
	src.Table.Delimiter, src.Table.Encoding = text(";", 15), text("gb18030", 16)
	want := `brief.yaml:15:7: warning: delimiter: does nothing here: "a.xlsx" is a workbook, whose cells need none
  hint: leave delimiter: out
brief.yaml:16:7: warning: encoding: does nothing here: "a.xlsx" is a workbook, whose cells need none
  hint: leave encoding: out
a.xlsx!Data!B2 flow0 2023-09 5
`
	if got := rowsOf(t, fsys, src); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	src.Path = text("a.*", 11)
	if got, want := rowsOf(t, fsys, src), "a.csv:2:9 flow0 2023-08 4\na.xlsx!Data!B2 flow0 2023-09 5\n"; got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	src = bookSource("nested.parquet", "period", "value")
	src.Table.Skip = 1
	if got, want := rowsOf(t, kept(t, "parquet", 10), src), "\"nested.parquet\" is a Parquet file, which names its columns itself\n  hint: leave skip: and header: out\n"; !strings.HasSuffix(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	for sheets, want := range map[int]string{1: "the only sheet is empty, expected a table\n  hint: was the workbook saved after the table was put into it?\n",
		2: "the sheet is empty, expected a table\n  hint: name the sheet that holds the table: sheet: under table:\n"} {
		if got := emptyFile("a.xlsx", &unpack.Grid{Sheet: "Data", Sheets: sheets}).String(); got+"\n" != "a.xlsx!Data: error: "+want {
			t.Errorf("%d sheets: %s", sheets, got)
		}
	}
}

// FuzzBook reads sheets: a problem has a place, and each figure that is accepted is
// one that a series gives.
func FuzzBook(f *testing.F) {
	f.Add(bookHead + `<row r="2"><c r="A2" t="str"><v>2023-09</v></c><c r="B2" s="2"><f>1+1</f><v>5</v></c></row>`)
	f.Add(bookHead + `<row r="90"><c t="d"><v>2023-09-01</v></c><c t="e"><v>#N/A</v></c></row><row><c t="str"><v>2022-01/2022-02</v></c><c><v>1e-7</v></c></row>`)
	f.Add(`<row><c t="inlineStr"><is><r><t>_x000D_</t></r><rPh/></is></c><c t="b"><v>1</v></c></row>` + bookHead)
	f.Fuzz(func(t *testing.T, rows string) {
		fsys := fstest.MapFS{"data.xlsx": {Data: madeBook(t, rows)}}
		cube, problems := Read(fsys, []Source{bookSource("data.xlsx", "period", "value")})
		if (cube == nil) != problems.Failed() {
			t.Fatalf("cube %v with problems %v", cube, problems)
		}
		for _, p := range problems {
			if p.Pos == (diag.Pos{}) || strings.ContainsAny(p.Message, "\n") {
				t.Fatalf("a problem without a place: %s", p)
			}
		}
		Describe(fsys, "data.xlsx")
		if cube == nil || len(cube.entries[0].obs) == 0 {
			return
		}
		s, problem := cube.Series(Selector{ID: text("s", 30), Flow: text("flow0", 31)}, 0)
		if problem != nil {
			t.Fatal(problem)
		}
		for _, o := range cube.entries[0].obs {
			if v, _ := (View{Series: s, Whole: s, Period: o.span.To}).Metric("value"); o.span.Len() == 1 && o.status.hasFigure() && o.span.To.Freq() == s.last.Freq() && !v.OK() {
				t.Fatalf("%s of %s is in no series: %s", o.written(), o.span, v.Why)
			}
		}
	})
}
