package data

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

// madeBook is a workbook of one sheet with the given rows, as XML.
func madeBook(t testing.TB, rows string, more ...string) []byte {
	t.Helper()
	return zipped(t, append([]string{
		"[Content_Types].xml", "<Types/>",
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/>` +
			`<Relationship Id="r8" Type="x/styles" Target="styles.xml"/><Relationship Id="r9" Type="x/sharedStrings" Target="strings.xml"/></Relationships>`,
		"xl/workbook.xml", `<?xml version="1.0"?><!-- made --><workbook xmlns:r="r"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="#,##0.00\ [$€-407]"/></numFmts>` +
			`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		"xl/strings.xml", `<sst><si><t>period</t></si><si><r><t>val</t></r><r><t>ue</t></r><rPh><t>spoken</t></rPh></si></sst>`,
		"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>",
	}, more...)...)
}

const bookHead = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`

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
	names, err := filepath.Glob(filepath.Join("testdata", folder, "*.*"))
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

func TestSpoiltWorkbooks(t *testing.T) {
	row := func(cells string) string { return bookHead + `<row r="2">` + cells + `</row>` }
	figure := row(`<c r="A2" t="str"><v>2023-09</v></c><c r="B2"><v>5</v></c>`)
	long := "<!--" + strings.Repeat(" ", 20<<20) + "-->"
	for _, c := range []struct {
		name    string
		content []byte
		sheet   string
		want    string
	}{
		{"well", madeBook(t, figure), "", "d.xlsx!Data!B2 flow0 2023-09 5"},
		{"a sheet that is named", madeBook(t, figure), "data", "d.xlsx!Data!B2 flow0 2023-09 5"},
		{"a sheet that it has not", madeBook(t, figure), "Date", "brief.yaml:23:7: error: \"d.xlsx\" has no sheet \"Date\"; it has Data\n  hint: did you mean \"Data\"?"},
		{"cells without names", madeBook(t, `<row><c t="inlineStr"><is><t>period</t></is></c><c t="inlineStr"><is><r><t>val</t></r><r><t>ue</t></r></is></c></row><row r="4"><c s="1"><v>45170</v></c><c s="2"><v>0.30000000000000004</v></c></row>`), "",
			"d.xlsx!Data!B4 flow0 2023-09 0.30"},
		{"rows that are short and rows that are long", madeBook(t, `<row><c t="str"><v>period</v></c><c t="str"><v>value</v></c><c t="str"><v>note</v></c></row><row><c s="1"><v>45170</v></c><c><v>1e2</v></c></row><row><c s="1"><v>45200</v></c><c><v>7</v></c><c/><c/><c><v>9</v></c></row>`), "",
			"d.xlsx!Data!B2 flow0 2023-09 100\nd.xlsx!Data!B3 flow0 2023-10 7"},
		{"no figure", madeBook(t, row(`<c r="A2" t="str"><v>2023-09</v></c><c r="B2" t="str"><v>about 5</v></c>`)), "",
			"d.xlsx!Data!B2: error: \"about 5\" in column \"value\" is not a number\n  hint: let the cell hold the number alone; unit: and scale: in the outline say what it is in"},
		{"two figures", madeBook(t, figure+`<row r="7"><c t="str"><v>2023-09</v></c><c><v>6</v></c></row>`), "",
			"d.xlsx!Data!B7: error: C23: two figures for 2023-09 of flow0: 6 here, 5 in Data!B2\n  hint: keep one row, or give each the vintage it was published in\nd.xlsx!Data!B2 flow0 2023-09 5"},
		{"a text that the workbook has not", madeBook(t, row(`<c r="A2" t="s"><v>9</v></c>`)), "",
			"d.xlsx!Data!2: error: here the file is damaged: the sheet has a cell with the text numbered \"9\", which the workbook does not have\n  hint: open it in the spreadsheet program and save it again"},
		{"XML that breaks off", madeBook(t, bookHead+`<row r="2"><c r="A2"><v>5</v></row>`), "",
			"d.xlsx!Data!2: error: here the file is damaged: the sheet is no XML\n  hint: open it in the spreadsheet program and save it again"},
		{"a row before the one above it", madeBook(t, bookHead+`<row r="9"/><row r="3"/>`), "",
			"d.xlsx!Data!10: error: here the file is damaged: the sheet has a row numbered \"3\" after row 9\n  hint: open it in the spreadsheet program and save it again"},
		{"an entity that is not declared", madeBook(t, row(`<c t="str"><v>&b;</v></c>`)), "",
			"d.xlsx!Data!2: error: here the file is damaged: the sheet is no XML\n  hint: open it in the spreadsheet program and save it again"},
		{"a document type", zipped(t, "[Content_Types].xml", "", "xl/_rels/workbook.xml.rels", "<Relationships/>", "xl/workbook.xml", `<!DOCTYPE a [<!ENTITY b "bbbb">]><workbook/>`), "",
			"brief.yaml:11:7: error: \"d.xlsx\" is a workbook whose part \"xl/workbook.xml\" declares a document type of its own, as no spreadsheet program writes it\n  hint: open it in the spreadsheet program and save it again"},
		{"no sheet", zipped(t, "[Content_Types].xml", "", "xl/_rels/workbook.xml.rels", "<Relationships/>", "xl/workbook.xml", `<workbook/>`), "",
			"brief.yaml:11:7: error: \"d.xlsx\" is a workbook without a sheet of cells"},
		{"a bomb", madeBook(t, bookHead+long), "",
			"d.xlsx!Data!2: error: here the file unpacks to more than 200 times its size, as no table of trade does\n  hint: look at what it holds with another program, and save that unpacked if it is right"},
		{"cut off", madeBook(t, figure)[:900], "", "brief.yaml:11:7: error: \"d.xlsx\" is a workbook that is cut off or damaged\n  hint: download it again"},
		{"locked with a password", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "", "brief.yaml:11:7: error: \"d.xlsx\" is a workbook that is locked with a password\n  hint: save a copy of it without the password"},
		{"a binary workbook", zipped(t, "[Content_Types].xml", "", "xl/workbook.bin", ""), "", "brief.yaml:11:7: error: \"d.xlsx\" is a binary Excel workbook (.xlsb)\n  hint: open it in the spreadsheet program and save it as .xlsx"},
		{"a document", zipped(t, "[Content_Types].xml", "", "_rels/.rels", "", "word/document.xml", ""), "", "brief.yaml:11:7: error: \"d.xlsx\" is a document or a presentation, no workbook\n  hint: copy the table into a spreadsheet and save it as .xlsx"},
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
	for file, want := range map[string]string{
		"calc.xls": "brief.yaml:11:7: error: \"calc.xls\" is an old Excel workbook (.xls)\n  hint: open it in the spreadsheet program and save it as .xlsx\n",
		"calc.ods": "brief.yaml:11:7: error: \"calc.ods\" is an OpenDocument file\n  hint: open it in the spreadsheet program and save it as .xlsx\n",
	} {
		fsys := kept(t, "workbooks", 7)
		delete(fsys, "calc.csv") // which the outline would be pointed to
		if got := rowsOf(t, fsys, bookSource(file, "period", "value")); got != want {
			t.Errorf("got:\n%s\nwant:\n%s", got, want)
		}
	}
}

func TestCellFormats(t *testing.T) {
	for _, c := range []struct{ code, stored, want string }{
		{"General", "0.30000000000000004", "0.3"}, {"General", "188.69999999999999", "188.7"}, {"General", "1.8870000000000001E8", "188700000"},
		{"General", "12345678901234567", "12345678901234567"}, {"General", "123456789012.3456", "123456789012.346"}, {"General", "-0.0", "0"},
		{"General", "1e400", "1e400"}, {"General", "x", "x"}, {"General", "5E-7", "0.0000005"}, {"General", "1E+30", "1e+30"},
		{"0.00", "162.9", "162.90"}, {"#,##0.0", "1234", "1234.0"}, {"0.0%", "0.155", "0.155"}, {"0.0%", "0.15", "0.150"},
		{"0.0,,", "188700000", "188700000"}, {"0.00E+00", "188700000", "188700000"}, {`"t.00"0`, "7", "7"}, {`0\.0`, "7", "7"}, {"[Red]0.0;-0.000", "7", "7.0"},
		{"yyyy-mm-dd", "45170", "2023-09-01"}, {"mmm-yy", "45170", "2023-09"}, {"yyyy", "45170", "2023"}, {"[$-409]mmmm\\ yyyy;@", "45199", "2023-09"},
		{"d/m/yyyy h:mm", "45170.5", "2023-09-01 12:00:00"}, {"h:mm", "0.5", "0.5"}, {"[h]:mm", "1.5", "1.5"}, {"mm:ss", "0.5", "0.5"}, {"yyyy-mm-dd", "60", "1900-02-29"},
		{"yyyy-mm-dd", "59", "1900-02-28"}, {"yyyy-mm-dd", "61", "1900-03-01"}, {"yyyy-mm-dd", "-1", "-1"}, {"yyyy-mm-dd", "1e99", "1e+99"}, {`yyyy"年"m"月"`, "45170", "2023-09"}, {"e.m", "45170", "2023-09"},
	} {
		f := parseCellFormat(c.code)
		var got []byte
		if f.date != noDate {
			got = f.appendDate(nil, c.stored, false, '.')
		} else {
			got = f.appendNumber(nil, c.stored, '.')
		}
		if string(got) != c.want {
			t.Errorf("%s of %s: %s, want %s", c.code, c.stored, got, c.want)
		}
	}
	if got := parseCellFormat("yyyy-mm-dd").appendDate(nil, "43708", true, '.'); string(got) != "2023-09-01" {
		t.Errorf("from 1904: %s", got)
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

func FuzzSheet(f *testing.F) {
	f.Add([]byte(bookHead+`<row r="2"><c r="A2" t="str"><v>2023-09</v></c><c r="B2" s="2"><f>1+1</f><v>5</v></c></row>`), []byte(`<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`))
	f.Add([]byte(`<row r="90"><c r="XFD1" t="d"><v>2023-09-01</v></c></row>`), []byte(`<!-- --><x:y a='>' b="&#x41;"/>`))
	f.Add([]byte(`<row><c t="inlineStr"><is><r><t>_x000D_</t></r><rPh/></is></c><c t="e"><v>#N/A</v></c></row>`), []byte("<"))
	f.Fuzz(func(t *testing.T, rows, rest []byte) {
		book := madeBook(t, string(rows)+"</sheetData>"+string(rest)+"<sheetData>")
		cube, problems := Read(fstest.MapFS{"data.xlsx": {Data: book}}, []Source{bookSource("data.xlsx", "period", "value")})
		if (cube == nil) != problems.Failed() {
			t.Fatalf("cube %v with problems %v", cube, problems)
		}
		for _, p := range problems {
			if p.Pos == (diag.Pos{}) || strings.ContainsAny(p.Message, "\n") {
				t.Fatalf("a problem without a place: %s", p)
			}
		}
		Describe(fstest.MapFS{"data.xlsx": {Data: book}}, "data.xlsx")
		if !bytes.Contains(rows, []byte("<v>")) && cube != nil && cube.entries[0].coverage.Observations > 0 && !bytes.Contains(rest, []byte("<v>")) {
			t.Fatal("figures out of nothing")
		}
	})
}
