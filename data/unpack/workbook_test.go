package unpack

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// madeBook is a workbook of one sheet with the given rows, as XML; more are parts
// in place of its own, and others.
func madeBook(t testing.TB, rows string, more ...string) []byte {
	t.Helper()
	parts := []string{
		"[Content_Types].xml", "<Types/>",
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/>` +
			`<Relationship Id="r8" Type="x/styles" Target="styles.xml"/><Relationship Id="r9" Type="x/sharedStrings" Target="strings.xml"/></Relationships>`,
		"xl/workbook.xml", `<?xml version="1.0"?><!-- made --><workbook xmlns:r="r"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="#,##0.00\ [$€-407]"/></numFmts>` +
			`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		"xl/strings.xml", `<sst><si><t>period</t></si><si><r><t>val</t></r><r><t>ue</t></r><rPh><t>spoken</t></rPh></si></sst>`,
		"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>",
	}
	for i := 0; i < len(more); i += 2 {
		if at := slices.Index(parts, more[i]); at >= 0 {
			parts[at+1] = more[i+1]
		} else {
			parts = append(parts, more[i:i+2]...)
		}
	}
	return zipped(t, parts...)
}

const bookHead = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`

// Workbooks of other programs, as text; UPDATE=1 writes it anew.
func TestWorkbooks(t *testing.T) {
	fsys := kept(t, "workbooks", 7)
	for _, c := range []struct {
		file  string
		which Which
		grid  Grid
	}{
		{"merged.xlsx", Which{Sheet: "Data"}, Grid{Sheet: "Data", Sheets: 2, HiddenRows: 1, HiddenColumns: []string{"C"}}},
		{"from1904.xlsx", Which{}, Grid{Sheet: "Figures", Sheets: 1}},
		{"errors.xlsx", Which{}, Grid{Sheet: "Sheet 1", Sheets: 1}},
		{"calc.xlsx", Which{}, Grid{Sheet: "calc", Sheets: 1}},
	} {
		got, grid := unpacked(t, fsys, c.file, c.which)
		golden(t, "workbooks/"+strings.TrimSuffix(c.file, ".xlsx")+".txt", got)
		if !reflect.DeepEqual(*grid, c.grid) {
			t.Errorf("%s: %+v, want %+v", c.file, *grid, c.grid)
		}
	}
	for file, want := range map[string]string{
		"calc.xls":    "is an old Excel workbook (.xls)\nhint: open it in the spreadsheet program and save it as .xlsx",
		"locked.xlsx": "is a workbook that is locked with a password\nhint: save a copy of it without the password",
		"calc.ods":    "is an OpenDocument file\nhint: open it in the spreadsheet program and save it as .xlsx",
	} {
		if got, _ := unpacked(t, fsys, file, Which{}); got != want {
			t.Errorf("%s: %s", file, got)
		}
	}
}

// golden compares with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; if the change is meant, run UPDATE=1 go test. Got:\n%s", file, got)
	}
}

// Workbooks and Parquet files lie in archives as they are downloaded.
func TestPackedCells(t *testing.T) {
	book := string(madeBook(t, bookHead+`<row r="2"><c r="A2" t="str"><v>2023-09</v></c><c r="B2"><v>5</v></c></row>`))
	parquet := string(kept(t, "parquet", 10)["snappy.parquet"].Data)
	bookText, _ := unpacked(t, fstest.MapFS{"d.xlsx": {Data: []byte(book)}}, "d.xlsx", Which{})
	parquetText, _ := unpacked(t, kept(t, "parquet", 10), "snappy.parquet", Which{})
	tooLarge := "holds more than 64 MB that would have to be unpacked at once\nhint: unpack it, and name the file in it"
	for _, c := range []struct {
		name, path string
		content    []byte
		want       string
	}{
		{"a workbook in a zip archive", "d.zip", zipped(t, "readme.txt", "?", "d.xlsx", book), bookText},
		{"a workbook that is named in a zip archive", "d.zip/b/d.xlsx", zipped(t, "a.xlsx", "?", "b/d.xlsx", book), bookText},
		{"a workbook in gzip", "d.xlsx.gz", gzipped(t, book), bookText},
		{"a workbook in Zstandard", "d.xlsx.zst", zstandard(t, book), bookText},
		{"a Parquet file in a zip archive", "d.zip", zipped(t, "d.parquet", parquet), parquetText},
		{"a Parquet file in gzip", "d.parquet.gz", gzipped(t, parquet), parquetText},
		{"a workbook packed twice", "d.zip.gz", gzipped(t, string(zipped(t, "d.xlsx", book))), `holds "d.xlsx", which is packed more than twice` + "\nhint: unpack it"},
		{"a workbook that is too large to be packed", "d.zip", zipped(t, "d.xlsx", book+strings.Repeat(" ", 4000)), `holds "d.xlsx", which ` + tooLarge},
		{"a cut off workbook in a zip archive", "d.zip", zipped(t, "d.xlsx", book[:700]), "holds \"d.xlsx\", which is a workbook that is cut off or damaged\nhint: download it again"},
		{"an old workbook in a zip archive", "d.zip", zipped(t, "d.xls", string(kept(t, "workbooks", 7)["calc.xls"].Data)), "holds \"d.xls\", which is an old Excel workbook (.xls)\nhint: open it in the spreadsheet program and save it as .xlsx"},
		{"an old workbook that is named in a zip archive", "d.zip/d.xls", zipped(t, "d.xls", string(kept(t, "workbooks", 7)["calc.xls"].Data)), "is an old Excel workbook (.xls)\nhint: open it in the spreadsheet program and save it as .xlsx"},
	} {
		t.Run(c.name, func(t *testing.T) {
			archive, _, _ := strings.Cut(c.path, "/")
			few := usual
			if few.held = 16 << 10; strings.Contains(c.name, "too large") {
				few.held = int64(len(book))
			}
			if got, _ := unpackedWithin(t, few, fstest.MapFS{archive: {Data: c.content}}, c.path, Which{}); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

const saveAgainHint = "\nhint: " + saveAgain

func TestSheets(t *testing.T) {
	row := func(cells string) string { return bookHead + `<row r="2">` + cells + `</row>` }
	figure := row(`<c r="A2" t="str"><v>2023-09</v></c><c r="B2"><v>5</v></c>`)
	head := "period,value\n"
	for _, c := range []struct {
		name    string
		content []byte
		which   Which
		want    string
	}{
		{"well", madeBook(t, figure), Which{}, head + "2023-09,5\n"},
		{"a sheet that is named", madeBook(t, figure), Which{Sheet: "data"}, head + "2023-09,5\n"},
		{"a sheet that it has not", madeBook(t, figure), Which{Sheet: "Date"}, `has no sheet "Date"; it has Data`},
		{"cells without names", madeBook(t, `<row><c t="inlineStr"><is><t>period</t></is></c><c t="inlineStr"><is><r><t>val</t></r><r><t>ue</t></r></is></c></row><row r="4"><c s="1"><v>45170</v></c><c s="2"><v>0.30000000000000004</v></c></row>`), Which{},
			head + "\n\n2023-09,0.30\n"},
		{"another sign of decimals", madeBook(t, row(`<c t="str"><v>2023-09</v></c><c><v>188.125</v></c>`)), Which{Decimal: ','}, head + "2023-09,\"188,125\"\n"},
		{"rows that are short and rows that are long", madeBook(t, `<row><c t="str"><v>a</v></c></row><row><c/><c/><c><v>9</v></c><c/></row>`), Which{}, "a\n,,9\n"},
		{"signs that CSV needs", madeBook(t, `<row><c t="str"><v>a "b", c</v></c><c t="str"><v>d&#13;&#10;e</v></c><c t="str"><v> f</v></c></row>`), Which{}, `"a ""b"", c","d e", f` + "\n"},
		{"a character in XML's own words", madeBook(t, `<row><c t="str"><v>_x0041__x00e9_ _xZZZZ_ _x</v></c></row>`), Which{}, "Aé _xZZZZ_ _x\n"},
		{"errors and a formula without a value", madeBook(t, `<row><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><f>1+1</f></c><c t="b"><v>1</v></c></row>`), Which{}, "#DIV/0!,=?,TRUE\n"},
		{"a text that the workbook has not", madeBook(t, row(`<c r="A2" t="s"><v>9</v></c>`)), Which{},
			head + "line 2: is damaged: the sheet has a cell with the text numbered \"9\", which the workbook does not have" + saveAgainHint},
		{"XML that breaks off", madeBook(t, bookHead+`<row r="2"><c r="A2"><v>5</v></row>`), Which{}, head + "line 2: is damaged: the sheet is no XML" + saveAgainHint},
		{"a row before the one above it", madeBook(t, `<row r="9"/><row r="3"/>`), Which{}, strings.Repeat("\n", 9) + "line 10: is damaged: the sheet has a row numbered \"3\" after row 9" + saveAgainHint},
		{"an entity that is not declared", madeBook(t, row(`<c t="str"><v>&b;</v></c>`)), Which{}, head + "line 2: is damaged: the sheet is no XML" + saveAgainHint},
		{"a document type", zipped(t, "[Content_Types].xml", "", "xl/_rels/workbook.xml.rels", "<Relationships/>", "xl/workbook.xml", `<!DOCTYPE a [<!ENTITY b "bbbb">]><workbook/>`), Which{},
			"is a workbook whose part \"xl/workbook.xml\" declares a document type of its own, as no spreadsheet program writes it" + saveAgainHint},
		{"no sheet", zipped(t, "[Content_Types].xml", "", "xl/_rels/workbook.xml.rels", "<Relationships/>", "xl/workbook.xml", `<workbook/>`), Which{}, "is a workbook without a sheet of cells"},
		{"a bomb", madeBook(t, bookHead+strings.Repeat("<!--"+strings.Repeat(" ", 1<<19)+"-->", 40)), Which{},
			head + "line 2: unpacks to more than 200 times its size, as no table of trade does\nhint: look at what it holds with another program, and save that unpacked if it is right"},
		{"cut off", madeBook(t, figure)[:900], Which{}, "is a workbook that is cut off or damaged\nhint: download it again"},
		{"the beginning of an old document", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Which{}, "is a document of an old office program, no workbook\nhint: copy the table into a spreadsheet and save it as .xlsx"},
		{"a binary workbook", zipped(t, "[Content_Types].xml", "", "xl/workbook.bin", ""), Which{}, "is a binary Excel workbook (.xlsb)\nhint: open it in the spreadsheet program and save it as .xlsx"},
		{"a document", zipped(t, "[Content_Types].xml", "", "_rels/.rels", "", "word/document.xml", ""), Which{}, "is a document or a presentation, no workbook\nhint: copy the table into a spreadsheet and save it as .xlsx"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := unpacked(t, fstest.MapFS{"d.xlsx": {Data: c.content}}, "d.xlsx", c.which); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
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

func FuzzSheet(f *testing.F) {
	f.Add([]byte(bookHead+`<row r="2"><c r="A2" t="str"><v>2023-09</v></c><c r="B2" s="2"><f>1+1</f><v>5</v></c></row>`), []byte(`<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`))
	f.Add([]byte(`<row r="90"><c r="XFD1" t="d"><v>2023-09-01</v></c></row>`), []byte(`<!-- --><x:y a='>' b="&#x41;"/>`))
	f.Add([]byte(`<row><c t="inlineStr"><is><r><t>_x000D_</t></r><rPh/></is></c><c t="e"><v>#N/A</v></c></row>`), []byte("<"))
	f.Fuzz(func(t *testing.T, rows, rest []byte) {
		book := madeBook(t, string(rows)+"</sheetData>"+string(rest)+"<sheetData>")
		got, grid := unpacked(t, fstest.MapFS{"d.xlsx": {Data: book}}, "d.xlsx", Which{})
		if grid == nil || strings.Contains(got, "\r") {
			t.Fatalf("%q, %+v", got, grid)
		}
	})
}

// A number as it is written out gives the same as one that has to be worked out.
func TestNumbersWrittenOut(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		stored := strconv.FormatFloat(float64(r.Int64N(1<<r.IntN(62)+1)), 'f', 0, 64)
		if at := r.IntN(len(stored) + 1); at < len(stored) {
			stored = stored[:at] + "." + stored[at:]
		}
		if r.IntN(3) == 0 {
			stored = "-" + strings.Repeat("0", r.IntN(3)) + stored
		}
		f := cellFormat{decimals: r.IntN(4)}
		got, want := string(f.appendNumber(nil, stored, '.')), string(f.appendNumber(nil, stored+"E0", '.'))
		if !strings.Contains(stored, ".") {
			continue // whole numbers keep all their digits
		}
		if got != want {
			t.Fatalf("%s: %s, want %s", stored, got, want)
		}
	}
}
