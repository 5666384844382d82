package data

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	textunicode "golang.org/x/text/encoding/unicode"

	"tradebrief/data/diag"
)

// TestBadInput is one entry for each way in which a data file or its entry is
// wrong: what is said, and where.
func TestBadInput(t *testing.T) {
	src := func(change func(*Source)) Source {
		s := plainSource()
		change(&s)
		return s
	}
	same := func(*Source) {}
	// What the entry itself says is wrong without any data.
	ofOutline := []string{
		"a scale like a bomb", "no scale at all", "unknown encoding", "a long delimiter", "one sign for two things", "a layout without year",
		"a unit to be filled in", "a unit in other words", "no column of figures", "a column of figures without a name", "a where without a column", "no period column", "a vintage of the entry that is no day",
	}
	for _, c := range []struct {
		name    string
		content string
		change  func(*Source)
		want    string // the whole list, without excerpts
	}{
		{"empty file", "", same,
			"data.csv: error: the file is empty, expected a table\n  hint: was the download finished? fetch it again"},
		{"blank lines only", "\n\n", same,
			"data.csv: error: the file is empty, expected a table\n  hint: was the download finished? fetch it again"},
		{"header only", "period,value\n", same,
			"data.csv:1:1: error: the file holds a header and no rows"},
		{"no header, no rows", "", func(s *Source) { s.Table.NoHeader = true },
			"data.csv: error: the file is empty, expected a table\n  hint: was the download finished? fetch it again"},
		{"text in a number column", "period,value\n2023-08,162.9\n2023-09,about 190\n", same,
			`data.csv:3:9: error: "about 190" in column "value" is not a number
  hint: let the cell hold the number alone; unit: and scale: in the outline say what it is in`},
		{"a sign for no figure", "period,value\n2023-08,1\n2023-09,n.a.\n", same,
			`data.csv:3:9: error: "n.a." in column "value" is not a number
  hint: write signs: {"n.a.": missing} under table`},
		{"a line break in the header", "\"per\niod\",value\n2023-09,1\n", same,
			`brief.yaml:21:7: error: data.csv has no column "period"; it has "per\niod", value
  hint: did you mean "per\niod"?`},
		{"a title above the header", "Exports of goods\n\nperiod,value\n2023-09,1\n", same,
			`brief.yaml:21:7: error: data.csv has no column "period"; it has Exports of goods
  hint: line 3 has it: write skip: 2 under table:
brief.yaml:22:7: error: data.csv has no column "value"; it has Exports of goods
  hint: line 3 has it: write skip: 2 under table:`},
		{"no header after all", "2023-08,162.9\n2023-09,188.7\n", func(s *Source) { s.Table.Period.Column = text("1", 20) },
			`brief.yaml:20:7: error: data.csv has no column "1"; it has 2023-08, 162.9
  hint: its first line looks like data: with header: false the columns are named 1, 2, 3 and so on
brief.yaml:22:7: error: data.csv has no column "value"; it has 2023-08, 162.9
  hint: its first line looks like data: with header: false the columns are named 1, 2, 3 and so on`},
		{"a workbook by another name", "PK\x03\x04\x14\x00[Content_Types].xml", same,
			"brief.yaml:11:7: error: \"data.csv\" is a workbook that is cut off or damaged\n  hint: download it again"},
		{"an archive", "PK\x03\x04\x14\x00", same,
			"brief.yaml:11:7: error: \"data.csv\" is a zip archive that is cut off or damaged\n  hint: download it again"},
		{"a web page", "<!DOCTYPE html><html>", same,
			"data.csv:1: error: the file is a web page\n  hint: what was saved is the page, not the file that it offers: download that one"},
		{"a packed file by another name", "\x1f\x8b\x08\x00", same,
			"brief.yaml:11:7: error: \"data.csv\" is cut off: its packed content ends in the middle\n  hint: download it again"},
		{"UTF-16 without a mark", "p\x00,\x00v\x00\n\x00", same,
			"data.csv:1: error: the file is no text: it holds zero bytes\n  hint: if it is UTF-16 without a mark, write encoding: utf-16le"},
		{"line ends of an old Mac", "period,value\r2023-09,1\r", same,
			"data.csv:1: error: the file is one line, with CR signs in place of line ends\n  hint: save it with the line ends of Windows or Unix"},
		{"a comma between thousands", "period,value\n2023-09,\"1,234\"\n", same,
			`data.csv:2:9: error: "1,234" in column "value" is not a number
  hint: if "1,234" means 1234, write thousands: ","; if it means 1.234, write decimal: ","`},
		{"commas between thousands", "period,value\n2023-08,\"1,234\"\n2023-09,\"1,234,567\"\n", same,
			`data.csv:2:9: error: "1,234" in column "value" is not a number
  hint: write thousands: "," under table:
data.csv:3:9: error: "1,234,567" in column "value" is not a number`},
		{"a continental file", "period;value\n2023-08;1.234,5\n2023-09;96,0\n", same,
			`data.csv:2:9: error: "1.234,5" in column "value" is not a number
  hint: write decimal: "," and thousands: "." under table:
data.csv:3:9: error: "96,0" in column "value" is not a number`},
		{"days that may be months", "period,value\n03/04/2023,1\n04/04/2023,1\n", same,
			`data.csv:2:1: error: period "03/04/2023" is not of the form 2023-09, 2023-Q3 or 2023
  hint: write layout: DD/MM/YYYY or layout: MM/DD/YYYY beside the column, whichever it is
data.csv:3:1: error: period "04/04/2023" is not of the form 2023-09, 2023-Q3 or 2023`},
		{"days that cannot be months", "period,value\n01/31/2023,1\n02/01/2023,1\n", same,
			`data.csv:2:1: error: period "01/31/2023" is not of the form 2023-09, 2023-Q3 or 2023
  hint: write period: {column: period, layout: MM/DD/YYYY}
data.csv:3:1: error: period "02/01/2023" is not of the form 2023-09, 2023-Q3 or 2023`},
		{"a column with its unit in the name", "period,value (US$)\n2023-09,1\n", same,
			`brief.yaml:22:7: error: data.csv has no column "value"; it has period, value (US$)
  hint: did you mean "value (US$)"?`},
		{"a unit in other words", "", func(s *Source) { s.Table.Values[0].Unit = text("US$ million", 26) },
			`brief.yaml:26:7: error: unknown unit "US$ million"
  hint: write unit: USD and scale: 1e6`},
		{"a decimal comma under thousands", "period;value\n2023-09;1,2\n", func(s *Source) { s.Table.Thousands = text(",", 25) },
			`data.csv:2:9: error: "1,2" in column "value" has 1 digit after the thousands sign ',', expected 3
  hint: write decimal: "," in place of thousands:`},
		{"month 13", "period,value\n2023-13,1\n", same,
			`data.csv:2:1: error: month "13" of period "2023-13" is not 01 to 12`},
		{"month 0 by layout", "period,value\n00/2023,1\n", func(s *Source) { s.Table.Period.Layout = text("MM/YYYY", 26) },
			`data.csv:2:1: error: month 0 of period "00/2023" is not 1 to 12`},
		{"a day that does not exist", "period,value\n31.02.2023,1\n", func(s *Source) { s.Table.Period.Layout = text("DD.MM.YYYY", 26) },
			`data.csv:2:1: error: day 31 of period "31.02.2023" does not exist`},
		{"a period in another layout", "period,value\nSep 2023,1\n", func(s *Source) { s.Table.Period.Layout = text("YYYY-MM", 26) },
			`data.csv:2:1: error: period "Sep 2023" is not of the form YYYY-MM
  hint: write period: {column: period, layout: MMM YYYY}`},
		{"month 13 in a column of its own", "y,m,value\n2023,13,1\n", func(s *Source) {
			s.Table.Period = PeriodSpec{Year: text("y", 21), Month: text("m", 21)}
		}, `data.csv:2:6: error: month "13" is not 1 to 12`},
		{"quarter 5 in a column of its own", "y,q,value\n2023,Q5,1\n", func(s *Source) {
			s.Table.Period = PeriodSpec{Year: text("y", 21), Quarter: text("q", 21)}
		}, `data.csv:2:6: error: quarter "Q5" is not 1 to 4`},
		{"a year of two digits", "y,value\n23,1\n", func(s *Source) { s.Table.Period = PeriodSpec{Year: text("y", 21)} },
			`data.csv:2:1: error: year "23" is not of the form 2023`},
		{"no period", "period,value\n,1\n", same,
			`data.csv:2:1: error: the period is blank`},
		{"a run that ends before it begins", "period,value\n2022-02/2022-01,1\n", same,
			`data.csv:2:1: error: run of periods "2022-02/2022-01" ends before it begins`},
		{"a run of centuries", "period,value\n1023-01/2023-01,1\n", same,
			`data.csv:2:1: error: run of periods "1023-01/2023-01" is longer than 1200 periods`},
		{"a run of two lengths", "period,value\n2022/2023-01,1\n", same,
			`data.csv:2:1: error: run of periods "2022/2023-01" ends before it begins`},
		{"two figures for one month", "period,value\n2023-08,162.9\n2023-09,188.7\n2023-09,188.74\n", same,
			`data.csv:4:9: error: C23: two figures for 2023-09 of the series: 188.74 here, 188.7 in line 3
  hint: keep one row, or give each the vintage it was published in`},
		{"unknown column", "period,valeu,flow\n2023-09,1,export\n", same,
			`brief.yaml:22:7: error: data.csv has no column "value"; it has period, valeu, flow
  hint: did you mean "valeu"?`},
		{"two figures in one vintage, in two files", "period,value\n2023-09,188.7\n", func(s *Source) { s.Path, s.Vintage = text("*a*.csv", 11), text("2023-11-20", 12) },
			`data.csv:2:9: error: C23: two figures for 2023-09 of the series in the vintage 2023-11-20: 188.7 here, 5 in again.csv:2
  hint: keep one row, or give each the vintage it was published in`},
		{"a figure and its suppression", "period,value,status\n2023-09,5,\n2023-09,,suppressed\n", func(s *Source) { s.Table.Values[0].Status = columnField("status") },
			`data.csv:3:9: error: C23: two figures for 2023-09 of the series: suppressed here, 5 in line 2
  hint: keep one row, or give each the vintage it was published in`},
		{"a column twice", "period,value,value\n2023-09,1,2\n", same,
			`brief.yaml:22:7: error: data.csv has column "value" twice, in places 2 and 3`},
		{"too few cells", "period,value,status\n2023-08,1,\n2023-09,1\n", same,
			`data.csv:3: error: the row has 2 cells, expected 3`},
		{"too many cells", "period,value\n2023-09,1,5\n", same,
			`data.csv:2:11: error: the row has 3 cells, expected 2`},
		{"unknown status", "period,value,status\n2023-09,1,estimate\n", func(s *Source) { s.Table.Values[0].Status = columnField("status") },
			`data.csv:2:11: error: unknown status "estimate", expected reported, present, missing, suppressed, provisional, revised, estimated, derived, derived-from-rate, break
  hint: did you mean "estimated"?`},
		{"an unknown constant status, once", "period,value\n2023-08,1\n2023-09,1\n", func(s *Source) { s.Table.Values[0].Status.Const = text("final", 27) },
			`brief.yaml:27:7: error: unknown status "final", expected reported, present, missing, suppressed, provisional, revised, estimated, derived, derived-from-rate, break`},
		{"a figure that is said to be missing", "period,value,status\n2023-09,5,missing\n", func(s *Source) { s.Table.Values[0].Status = columnField("status") },
			`data.csv:2:9: error: the status is missing, but the cell holds "5"`},
		{"a vintage that is no day", "period,value,vintage\n2023-09,5,2023-02-30\n", func(s *Source) { s.Table.Vintage = columnField("vintage") },
			`data.csv:2:11: error: vintage: date "2023-02-30" does not exist`},
		{"a tolerance below zero", "period,value,tolerance\n2023-09,5,-1\n", func(s *Source) { s.Table.Tolerance = columnField("tolerance") },
			`data.csv:2:11: error: tolerance "-1" is below zero`},
		{"an exponent like a bomb", "period,value\n2023-09,1e999999999\n", same,
			`data.csv:2:9: error: "1e999999999" in column "value" has an exponent beyond 40`},
		{"41 digits", "period,value\n2023-09," + strings.Repeat("7", 41) + "\n", same,
			`data.csv:2:9: error: "7777777777777777777777777777777777777777"… in column "value" has more than 40 digits`},
		{"a scale like a bomb", "period,value\n2023-09,1\n", func(s *Source) { s.Table.Values[0].Scale = text("1e99999", 22) },
			`brief.yaml:22:7: error: scale "1e99999" has an exponent beyond 40
  hint: millions are 1e6, thousands 1000`},
		{"no scale at all", "period,value\n2023-09,1\n", func(s *Source) { s.Table.Values[0].Scale = text("0", 22) },
			`brief.yaml:22:7: error: scale "0" is not above zero`},
		{"not UTF-8, Western", "period,value,name\n2023-09,1,C\xf4te\n", same,
			`data.csv:2:11: error: "C\xf4te" is not UTF-8
  hint: write encoding: windows-1252 under table:, which reads it as "Côte"`},
		{"not UTF-8, Chinese", "period,value,name\n2023-09,1,\xb3\xaf\xcf\xca\n", same,
			`data.csv:2:11: error: "\xb3\xaf\xcf\xca" is not UTF-8
  hint: write encoding: gb18030 under table:, which reads it as "朝鲜"`},
		{"unknown encoding", "period,value\n2023-09,1\n", func(s *Source) { s.Table.Encoding = text("klingon", 25) },
			`brief.yaml:25:7: error: unknown encoding "klingon", expected a name such as utf-8, utf-16, gb18030, windows-1252 or shift_jis`},
		{"the wrong encoding", "period,value\n2023-09,\xff\n", func(s *Source) { s.Table.Encoding = text("gb18030", 25) },
			`data.csv:2:9: error: "` + "\ufffd" + `" holds bytes that are not text of the encoding`},
		{"a long delimiter", "period,value\n2023-09,1\n", func(s *Source) { s.Table.Delimiter = text("::", 25) },
			`brief.yaml:25:7: error: delimiter "::" is not one character
  hint: write delimiter: ";" or delimiter: tab; without the key it is found in the first line`},
		{"another delimiter than the file's", "period;value\n2023-09;1\n", func(s *Source) { s.Table.Delimiter = text("tab", 25) },
			`brief.yaml:25:7: error: data.csv has no '\t' in its first line, but ';'
  hint: write delimiter: ";"`},
		{"a year before statistics", "y,value\n0203,1\n", func(s *Source) { s.Table.Period = PeriodSpec{Year: text("y", 21)} },
			`data.csv:2:1: error: year "0203" is not of the form 2023`},
		{"a year out of reach by layout", "period,value\n9999/12,1\n", func(s *Source) { s.Table.Period.Layout = text("YYYY/MM", 26) },
			`data.csv:2:1: error: year 9999 of period "9999/12" is not 1000 to 2999`},
		{"one sign for two things", "period,value\n2023-09,1\n", func(s *Source) { s.Table.Thousands = text(".", 25) },
			`brief.yaml:25:7: error: decimal and thousands are both '.'
  hint: without the key, decimal is "."; write decimal: ","`},
		{"a layout without year", "period,value\n2023-09,1\n", func(s *Source) { s.Table.Period.Layout = text("MM/DD", 26) },
			`brief.yaml:26:7: error: layout "MM/DD" is not understood: it has no YYYY
  hint: tokens are YYYY YY MM M MMM MMMM DD Q, such as YYYY-MM`},
		{"no column of figures", "period,value\n2023-09,1\n", func(s *Source) { s.Table.Values = nil },
			`brief.yaml:20:5: error: the table names no column of figures: values: [{column: …}]`},
		{"a unit to be filled in", "period,value\n2023-09,1\n", func(s *Source) { s.Table.Values[0].Unit.Value = Unfilled },
			`brief.yaml:22:7: error: the unit is not filled in
  hint: write what the figures are in, such as unit: USD, and scale: 1e6 where they are millions`},
		{"a note within the table", "period,value\n2023-08,1\nthe border opened,\n2023-09,1\n", same,
			`data.csv:3:1: error: the row has neither a period nor a figure, and rows with figures follow
  hint: notes may stand below the table, not within it`},
		{"a figure below the table", "period,value\n2023-08,1\nAverage,1\n", same,
			`data.csv:3:1: error: period "Average" is not of the form 2023-09, 2023-Q3 or 2023`},
		{"a row that was cut off", "period,value\n2023-08,1\n2023-09\n", same,
			`data.csv:3: error: the row has 1 cell, expected 2`},
		{"a column of figures without a name", "period,value\n2023-09,1\n", func(s *Source) { s.Table.Values[0].Column.Value = "" },
			`brief.yaml:22:7: error: a column of figures has no name`},
		{"a where without a column", "period,value\n2023-09,1\n", func(s *Source) {
			s.Table.Where = []Where{{Column: diag.Text{Pos: diag.Pos{File: "brief.yaml", Line: 27}}}}
		},
			`brief.yaml:27: error: where names no column`},
		{"no period column", "period,value\n2023-09,1\n", func(s *Source) { s.Table.Period = PeriodSpec{} },
			`brief.yaml:20:5: error: the table does not say where the period is: period: {column: …} or {year: …, month: …}`},
		{"a quote that does not end", "period,value\n2023-08,1\n2023-09,\"1\n2023-10,2\n", same,
			`data.csv:3: error: a quoted cell of this row does not end`},
		{"a quote inside a cell", "period,value\n2023-08,1\"\n2023-09,2\n", same,
			`data.csv:2:10: error: a quotation mark stands inside a cell that does not begin with one`},
		{"text after a quote", "period,value\n2023-08,\"1\"2\n2023-09,2\n", same,
			`data.csv:2:11: error: text follows the closing quotation mark of a cell`},
		{"fewer lines than are skipped", "period,value\n", func(s *Source) { s.Table.Skip = 4 },
			`data.csv: error: the file has fewer lines than skip: 4`},
		{"a where that keeps nothing", "period,value,type\n2023-08,1,value\n2023-09,1,index\n", func(s *Source) {
			s.Table.Where = []Where{{Column: text("type", 28), Equals: text("valeu", 29)}}
		}, `brief.yaml:29:7: error: no row has "valeu" in column "type"; there is value, index
  hint: did you mean "value"?`},
		{"a missing file", "period,value\n", func(s *Source) { s.Path = text("dat.csv", 11) },
			`brief.yaml:11:7: error: file "dat.csv" does not exist
  hint: did you mean "data.csv"?`},
		{"an address", "", func(s *Source) { s.Path = text("https://example.org/a.csv", 11) },
			`brief.yaml:11:7: error: file "https://example.org/a.csv" does not exist
  hint: nothing is read from the network: put the file into the project`},
		{"no file at all", "", func(s *Source) { s.Path = diag.Text{} },
			`brief.yaml:10:5: error: data entry "d" names no file
  hint: add path: FILE.csv`},
		{"a folder", "", func(s *Source) { s.Path = text("folder", 11) },
			`brief.yaml:11:7: error: "folder" is a folder, expected a file
  hint: for all files in it write path: folder/*.csv`},
		{"a pipe", "", func(s *Source) { s.Path = text("pipe.csv", 11) },
			`brief.yaml:11:7: error: "pipe.csv" is a pipe or a device, expected a file`},
		{"a glob that matches nothing", "", func(s *Source) { s.Path = text("release-*.csv", 11) },
			`brief.yaml:11:7: error: no file matches "release-*.csv"`},
		{"a bad glob", "", func(s *Source) { s.Path = text("release-[.csv", 11) },
			`brief.yaml:11:7: error: "release-[.csv" is no pattern of file names`},
		{"a path out of the project", "", func(s *Source) { s.Path = text("../secret.csv", 11) },
			`brief.yaml:11:7: error: "../secret.csv" is outside the project
  hint: copy the file into the project and name it relative to the outline`},
		{"an absolute path", "", func(s *Source) { s.Path = text("/etc/passwd", 11) },
			`brief.yaml:11:7: error: "/etc/passwd" is outside the project
  hint: copy the file into the project and name it relative to the outline`},
		{"a path that climbs out on the way", "", func(s *Source) { s.Path = text("folder/../../secret.csv", 11) },
			`brief.yaml:11:7: error: "folder/../../secret.csv" is outside the project
  hint: copy the file into the project and name it relative to the outline`},
		{"a file of another kind", "", func(s *Source) { s.Path = text("book.docx", 11) },
			`brief.yaml:11:7: error: "book.docx" is not read yet: .docx files are not supported
  hint: save it as .csv, .tsv or .xlsx`},
		{"another format", "period,value\n2023-09,1\n", func(s *Source) { s.Format = text("comtrade", 12) },
			`brief.yaml:12:7: error: "data.csv" is no file of format comtrade: it has no column reporterISO or reporterCode
  hint: tradebrief data data.csv says what it holds`},
		{"a vintage of the entry that is no day", "period,value\n2023-09,1\n", func(s *Source) { s.Vintage = text("20 November", 13) },
			`brief.yaml:13:7: error: date "20 November" is not of the form 2023-11-20`},
		{"a gap in complete data", "period,value\n2023-06,1\n2023-09,1\n", func(s *Source) { s.Complete = true },
			`brief.yaml:11:7: error: C28: the source is complete, but the series has no row for 2023-07, 2023-08
  hint: add the rows, or drop complete: true`},
		{"a blank figure in complete data", "period,value\n2023-08,1\n2023-09,\n", func(s *Source) { s.Complete = true },
			`data.csv:3:9: error: C28: the source is complete, but this figure is missing
  hint: write 0 for no trade, or drop complete: true`},
		{"all at once", "period,value\n2023-13,y\n2023-09,z\n2023-08,1\n2023-08,2\n", same,
			`data.csv:2:1: error: month "13" of period "2023-13" is not 01 to 12
data.csv:2:9: error: "y" in column "value" is not a number
data.csv:3:9: error: "z" in column "value" is not a number
data.csv:5:9: error: C23: two figures for 2023-08 of the series: 2 here, 1 in line 4
  hint: keep one row, or give each the vintage it was published in`},
	} {
		t.Run(c.name, func(t *testing.T) {
			fsys := fstest.MapFS{
				"data.csv":         {Data: []byte(c.content)},
				"again.csv":        {Data: []byte("period,value\n2023-09,5\n")},
				"book.docx":        {Data: []byte("PK")},
				"pipe.csv":         {Mode: fs.ModeNamedPipe},
				"folder/other.csv": {Data: []byte("period,value\n2023-09,1\n")},
			}
			cube, problems := Read(fsys, []Source{src(c.change)})
			grave := slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Severity == diag.Error && p.Code != "C23" })
			if grave != (cube == nil) {
				t.Error("a cube in spite of errors that nobody may allow, or none")
			}
			if cube != nil {
				problems = append(problems, cube.Test(0)...)
			}
			if got := problems.String(); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
			for _, p := range problems {
				for _, e := range p.Fix {
					if e.Pos.File != "brief.yaml" {
						t.Errorf("%s: a fix in %s: data are never changed", p.Message, e.Pos)
					}
				}
			}
			phase := diag.Data
			if slices.Contains(ofOutline, c.name) {
				phase = diag.Outline
			}
			if problems.Phase() != phase {
				t.Errorf("phase %d, want %d", problems.Phase(), phase)
			}
		})
	}
}

// TestManyProblems counts what it does not show: more of a kind than are needed
// to see it, and more than anyone reads.
func TestManyProblems(t *testing.T) {
	wide := ""
	for n := range 30 {
		wide += "2023-09,1" + strings.Repeat(",1", n+1) + "\n"
	}
	for _, c := range []struct {
		rows   string
		listed int
		want   string
	}{
		{strings.Repeat("2023-09,x\n", 50), maxAlike, "data.csv:51:9: error: and 45 more problems in this file, the last one here"},
		{"2023-09,1\n" + strings.Repeat("2023-09,2\n", 23), maxProblems, "data.csv:25:9: error: C23: and 3 more places with two figures, the last one here"},
		{wide, maxProblems, "data.csv:31:11: error: and 10 more problems in this file, the last one here"},
	} {
		_, problems := Read(files("period,value\n"+c.rows), []Source{plainSource()})
		if len(problems) != c.listed+1 {
			t.Fatalf("%d problems, want %d and a last line", len(problems), c.listed)
		}
		if got := problems[c.listed].String(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// endless is a file that never ends a line. It counts what was read of it.
type endless struct{ read int }

func (e *endless) Open(name string) (fs.File, error) { return e, nil }
func (e *endless) Stat() (fs.FileInfo, error)        { return endlessInfo{}, nil }
func (e *endless) Close() error                      { return nil }
func (e *endless) Read(p []byte) (int, error) {
	if e.read > 300<<20 {
		return 0, io.EOF
	}
	n := 0
	if e.read == 0 {
		n = copy(p, "period,value\n2023-08,1\n")
	}
	for i := n; i < len(p); i++ {
		p[i] = '7'
	}
	e.read += len(p)
	return len(p), nil
}

type endlessInfo struct{}

func (endlessInfo) Name() string       { return "data.csv" }
func (endlessInfo) Size() int64        { return 300 << 20 }
func (endlessInfo) Mode() fs.FileMode  { return 0o444 }
func (endlessInfo) ModTime() time.Time { return time.Time{} }
func (endlessInfo) IsDir() bool        { return false }
func (endlessInfo) Sys() any           { return nil }

func TestLineOf300MB(t *testing.T) {
	file := &endless{}
	_, problems := Read(file, []Source{plainSource()})
	want := "data.csv:3: error: line 3 is longer than 1 MB\n  hint: is it a table of one row on each line, or a quotation mark left open?"
	if got := problems.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if file.read > 3<<20 {
		t.Errorf("%d bytes were read of a line that is too long", file.read)
	}
}

// TestSameTableManyWays reads one table as different publishers write it.
func TestSameTableManyWays(t *testing.T) {
	encoded := func(s string, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	chinese := encoded(simplifiedchinese.GB18030.NewEncoder().String("月份,数值\n2023-08,162.9\n2023-09,188.74\n"))
	western := encoded(charmap.Windows1252.NewEncoder().String("période;valeur\n2023-08;162,9\n2023-09;188,74\n"))
	wide := encoded(textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM).NewEncoder().String("period\tvalue\r\n2023-08\t162.9\r\n2023-09\t188.74\r\n"))
	layout := func(l string) func(*Source) {
		return func(s *Source) { s.Table.Period.Layout = text(l, 26) }
	}
	columns := func(period, value string) func(*Source) {
		return func(s *Source) {
			s.Table.Period.Column, s.Table.Values[0].Column = text(period, 21), text(value, 22)
		}
	}
	for _, c := range []struct {
		name    string
		content string
		change  func(*Source)
	}{
		{"plain", "period,value\n2023-08,162.9\n2023-09,188.74\n", func(*Source) {}},
		{"byte order mark, CRLF, blank lines", "\xef\xbb\xbfperiod,value\r\n\r\n2023-08,162.9\r\n2023-09,188.74\r\n,\r\n", func(*Source) {}},
		{"no newline at the end, blanks, quotes", "period , value\n\"2023-08\", 162.9\n2023-09,\u00a0188.74", func(*Source) {}},
		{"semicolons found", "period;value;note\n2023-08;162.9;a, b, c\n2023-09;188.74;\n", func(*Source) {}},
		{"tabs found", "period\tvalue\n2023-08\t162.9\n2023-09\t188.74\n", func(*Source) {}},
		{"strokes found", "period|value\n2023-08|162.9\n2023-09|188.74\n", func(*Source) {}},
		{"delimiter given", "period#value\n2023-08#162.9\n2023-09#188.74\n", func(s *Source) { s.Table.Delimiter = text("#", 25) }},
		{"a delimiter after each row", "period,value\n2023-08,162.9,\n2023-09,188.74,\n", func(*Source) {}},
		{"a delimiter after each row and the header", "period,value,,\n2023-08,162.9,,\n2023-09,188.74,,\n", func(*Source) {}},
		{"a delimiter after the header", "period,value,\n2023-08,162.9\n2023-09,188.74\n", func(*Source) {}},
		{"blanks around a name", "period , value\n2023-08,162.9\n2023-09,188.74\n", func(*Source) {}},
		{"notes below the table", "period,value\n2023-08,162.9\n2023-09,188.74\n\nSource: customs office\n\"Note: in millions, revised\",\n", func(*Source) {}},
		{"YYYY'M'MM", "period,value\n2023M08,162.9\n2023M09,188.74\n", layout("YYYY'M'MM")},
		{"MMM-YY", "period,value\nAug-23,162.9\nSep-23,188.74\n", layout("MMM-YY")},
		{"GB18030", chinese, func(s *Source) { columns("月份", "数值")(s); s.Table.Encoding = text("gb18030", 25) }},
		{"Windows-1252 with decimal comma", western, func(s *Source) {
			columns("période", "valeur")(s)
			s.Table.Encoding, s.Table.Decimal = text("windows-1252", 25), text(",", 25)
		}},
		{"UTF-16 by its mark", wide, func(*Source) {}},
		{"UTF-16 by its name", wide, func(s *Source) { s.Table.Encoding = text("UTF-16", 25) }},
		{"lines before the header", "\"Table 1\nPartner: North Korea\nperiod,value\n2023-08,162.9\n2023-09,188.74\n", func(s *Source) { s.Table.Skip = 2 }},
		{"no header", "2023-08,162.9\n2023-09,188.74\n", func(s *Source) { s.Table.NoHeader = true; columns("1", "2")(s) }},
		{"YYYYMM", "period,value\n202308,162.9\n202309,188.74\n", layout("YYYYMM")},
		{"MMM YYYY", "period,value\nAug 2023,162.9\nSEP 2023,188.74\n", layout("MMM YYYY")},
		{"MMMM YYYY", "period,value\nAugust 2023,162.9\nseptember 2023,188.74\n", layout("MMMM YYYY")},
		{"M/YYYY", "period,value\n8/2023,162.9\n09/2023,188.74\n", layout("M/YYYY")},
		{"DD/MM/YYYY", "period,value\n01/08/2023,162.9\n30/09/2023,188.74\n", layout("DD/MM/YYYY")},
		{"YYYY年M月", "period,value\n2023年8月,162.9\n2023年9月,188.74\n", layout("YYYY年M月")},
		{"columns of year and month", "y,m,value\n2023,8,162.9\n2023,Sep,188.74\n", func(s *Source) {
			s.Table.Period = PeriodSpec{Year: text("y", 21), Month: text("m", 21)}
		}},
		{"thousands of dollars in groups", "period,value\n2023-08,\"162,900\"\n2023-09,\"188,740\"\n", func(s *Source) {
			s.Table.Thousands, s.Table.Values[0].Scale = text(",", 25), text("1000", 22)
		}},
		{"exponents", "period,value\n2023-08,1.629e2\n2023-09,+188740E-3\n", func(*Source) {}},
		{"other rows left out", "period,value,what\n2023-08,162.9,usd\n2023-08,9,kg\n2023-09,188.74,usd\n2023-09,bad,kg\n", func(s *Source) {
			s.Table.Where = []Where{{text("what", 28), text("usd", 28)}}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := plainSource()
			c.change(&src)
			s := mustSelect(t, mustRead(t, files(c.content), src), Selector{}, 0)
			for p, want := range map[Period]string{Month(2023, 8): "162900000", Month(2023, 9): "188740000"} {
				if o, ok := s.Observation(p); !ok || o.Value.X.RatString() != want || o.Value.Unit != (Unit{Money, "USD"}) {
					t.Errorf("%s is %v, want %s USD", p, o.Value, want)
				}
			}
		})
	}
}

// TestQuartersAndYears by columns of their own, and .tsv files without a word about tabs.
func TestQuartersAndYears(t *testing.T) {
	fsys := fstest.MapFS{"q.tsv": {Data: []byte("year\tquarter\tvalue\n2023\tQ3\t1\n2023\t4\t2\n")}, "y.csv": {Data: []byte("year,value\n2023,3\n")}}
	quarters, years := plainSource(), plainSource()
	quarters.Path, quarters.Table.Period = text("q.tsv", 11), PeriodSpec{Year: text("year", 21), Quarter: text("quarter", 21)}
	years.Path, years.Table.Period = text("y.csv", 11), PeriodSpec{Year: text("year", 21)}
	s := mustSelect(t, mustRead(t, fsys, quarters), Selector{}, 0)
	if s.First() != Quarter(2023, 3) || s.last != Quarter(2023, 4) {
		t.Errorf("quarters from %s to %s", s.First(), s.last)
	}
	if s := mustSelect(t, mustRead(t, fsys, years), Selector{}, 0); s.First() != Year(2023) {
		t.Errorf("years from %s", s.First())
	}
}

// TestUnitsOfColumns: what a unit and a scale make of a 2.
func TestUnitsOfColumns(t *testing.T) {
	for _, c := range []struct{ unit, scale, want string }{
		{"USD", "", "2 USD"}, {"USD", "1e6", "2000000 USD"}, {"CNY", "10000", "20000 CNY"}, {"kg", "", "2 kg"}, {"t", "", "2000 kg"},
		{"tonnes", "1000", "2000000 kg"}, {"100kg", "", "200 kg"}, {"g", "", "1/500 kg"}, {"m3", "", "2 m3"}, {"pieces", "", "2 count"}, {"", "", "2 number"},
	} {
		src := plainSource()
		src.Table.Values[0].Unit, src.Table.Values[0].Scale = text(c.unit, 22), text(c.scale, 22)
		v := mustSelect(t, mustRead(t, files("period,value\n2023-09,2\n"), src), Selector{}, 0).at(Month(2023, 9), false)
		if got := v.X.RatString() + " " + v.Unit.String(); got != c.want {
			t.Errorf("2 in %q by %q is %s, want %s", c.unit, c.scale, got, c.want)
		}
	}
	src := plainSource() // the entry says the unit for its columns
	src.Table.Values[0].Unit, src.Unit = diag.Text{}, text("EUR", 14)
	if s := mustSelect(t, mustRead(t, files("period,value\n2023-09,2\n"), src), Selector{}, 0); s.Unit() != (Unit{Money, "EUR"}) {
		t.Errorf("the unit is %s", s.Unit())
	}
}

// TestTwoScales: columns of one unit are one series whatever their scale.
func TestTwoScales(t *testing.T) {
	src := plainSource()
	src.Table.Values = append(src.Table.Values, ValueSpec{Column: text("thousands", 23), Unit: text("USD", 23), Scale: text("1000", 23)})
	s := mustSelect(t, mustRead(t, files("period,value,thousands\n2023-08,1.5,\n2023-09,,2500\n"), src), Selector{}, 0)
	if a, b := shown(s.at(Month(2023, 8), false)), shown(s.at(Month(2023, 9), false)); a != "1.50" || b != "2.50" {
		t.Errorf("%s and %s million", a, b)
	}
}

// TestPrecision: the digits as written are the interval, tolerance widens it.
func TestPrecision(t *testing.T) {
	src := plainSource()
	src.Table.Tolerance = columnField("tolerance")
	s := mustSelect(t, mustRead(t, files("period,value,tolerance\n2023-01,162.9,\n2023-02,162.90,\n2023-03,57,\n2023-04,70.4,2\n2023-05,70.4,0.01\n2023-06,1.5e3,\n2023-07,-0.0,\n"), src), Selector{}, 0)
	for month, want := range []string{
		"162850000 162900000 162950000",
		"162895000 162900000 162905000",
		"56500000 57000000 57500000",
		"68400000 70400000 72400000",
		"70350000 70400000 70450000",
		"1450000000 1500000000 1550000000",
		"-50000 0 50000",
	} {
		v := s.at(Month(2023, month+1), false)
		if got := fmt.Sprintf("%s %s %s", v.Low.RatString(), v.X.RatString(), v.High.RatString()); got != want {
			t.Errorf("2023-%02d: %s, want %s", month+1, got, want)
		}
	}
}

// TestStatuses reads every word of a status column.
func TestStatuses(t *testing.T) {
	src := plainSource()
	src.Table.Values[0].Status = Field{Column: text("status", 22), Map: map[string]string{"c": "suppressed", "p": "provisional"}}
	s := mustSelect(t, mustRead(t, files("period,value,status\n2023-01,1,reported\n2023-02,1,\n2023-03,,reported\n2023-04,n.a.,missing\n2023-05,..,suppressed\n2023-06,1,p\n"+
		"2023-07,1,revised\n2023-08,1,estimated\n2023-09,1,derived\n2023-10,1,derived-from-rate\n2023-11,,c\n2023-12,1,present\n"), src), Selector{}, 0)
	want := []Status{Present, Present, Missing, Missing, Suppressed, Provisional, Revised, Estimated, Derived, DerivedFromRate, Suppressed, Present}
	for i, status := range want {
		v := s.at(Month(2023, i+1), false)
		if v.Status != status || v.OK() != status.hasFigure() {
			t.Errorf("2023-%02d: %s (figure: %t), want %s", i+1, v.Status, v.OK(), status)
		}
		if !v.OK() && v.Why == "" {
			t.Errorf("2023-%02d has no figure and does not say why", i+1)
		}
	}
}

// TestInputs: every figure can be followed to its place, in characters.
func TestInputs(t *testing.T) {
	src := plainSource()
	src.Table.Source, src.Table.Vintage = columnField("source"), columnField("vintage")
	s := mustSelect(t, mustRead(t, files("period,name,value,source,vintage\n2023-08,\"朝鲜, DPRK\",162.9,reuters,2023-09-20\n"), src), Selector{ID: text("exports", 30)}, 0)
	o, _ := s.Observation(Month(2023, 8))
	if len(o.Value.Inputs) != 1 {
		t.Fatalf("%d inputs, want 1", len(o.Value.Inputs))
	}
	in := o.Value.Inputs[0]
	if got := fmt.Sprint(in.Series, " ", in.Span, " ", in.Vintage, " ", in.Source, " ", in.Pos); got != "exports 2023-08 2023-09-20 reuters data.csv:2:20" {
		t.Errorf("input %s", got)
	}
}

// TestWideAndLong: columns of flows and a column of flows are one thing.
func TestWideAndLong(t *testing.T) {
	wide := plainSource()
	wide.Table.Values = []ValueSpec{
		{Column: text("exports", 22), Flow: text("export", 22), Unit: text("USD", 22)},
		{Column: text("imports", 23), Flow: text("import", 23), Unit: text("USD", 23)},
	}
	long := plainSource()
	long.Table.Flow = Field{Column: text("flow", 24), Map: map[string]string{"1": "import", "2": "export"}}
	long.Table.Values[0].Scale = diag.Text{}
	for name, c := range map[string]struct {
		src     Source
		content string
	}{
		"wide": {wide, "period,exports,imports\n2023-09,188,27\n"},
		"long": {long, "period,flow,value\n2023-09,1,27\n2023-09,2,188\n"},
	} {
		cube := mustRead(t, files(c.content), c.src)
		for flow, want := range map[string]string{"export": "188", "import": "27"} {
			s := mustSelect(t, cube, Selector{Flow: text(flow, 31)}, 0)
			if o, _ := s.Observation(Month(2023, 9)); o.Value.X.RatString() != want {
				t.Errorf("%s: %s %s, want %s", name, flow, o.Value.X.RatString(), want)
			}
		}
	}
}

// TestFilesByVintage: several files of one series are layers of it, whether
// they are matched by a pattern or are entries of their own.
func TestFilesByVintage(t *testing.T) {
	fsys := fstest.MapFS{
		"r/2023-10.csv": {Data: []byte("period,value,vintage\n2023-08,162.9,2023-10-20\n2023-09,188.7,2023-10-20\n")},
		"r/2023-11.csv": {Data: []byte("period,value,vintage\n2023-08,162.9,2023-11-20\n2023-09,188.74,2023-11-20\n")},
		"r/notes.txt":   {Data: []byte("not data")},
	}
	glob := plainSource()
	glob.Path, glob.Table.Vintage = text("r/2023-*.csv", 11), columnField("vintage")
	october, november := plainSource(), plainSource()
	october.Path, october.Vintage = text("r/2023-10.csv", 11), text("2023-10-20", 12)
	november.Path, november.Vintage, november.ID = text("r/2023-11.csv", 51), text("2023-11-20", 52), text("e", 50)

	for name, cube := range map[string]*Cube{
		"glob":    mustRead(t, fsys, glob),
		"entries": mustRead(t, fsys, november, october),
	} {
		s := mustSelect(t, cube, Selector{}, 0)
		o, _ := s.Observation(Month(2023, 9))
		if shown(o.Value) != "188.74" || shown(o.First) != "188.70" || o.Vintage != 20231120 || o.FirstVintage != 20231020 {
			t.Errorf("%s: newest %s of %s, oldest %s of %s", name, shown(o.Value), o.Vintage, shown(o.First), o.FirstVintage)
		}
		if got := s.Revisions(); len(got) != 0 || !s.Layered() {
			t.Errorf("%s: %d figures were revised, though 188.7 may be 188.74", name, len(got))
		}
		s = mustSelect(t, cube, Selector{}, 20231119)
		if o, _ := s.Observation(Month(2023, 9)); shown(o.Value) != "188.70" {
			t.Errorf("%s: on 19 November %s was known, want 188.70", name, shown(o.Value))
		}
		if _, problem := cube.Series(Selector{ID: text("s", 30)}, 20231019); problem == nil || problem.Message != "series s has no figures as of 2023-10-19" ||
			problem.Hint != "the first were released on 2023-10-20: a brief that uses them is issued on that day or later" {
			t.Errorf("%s: before the first release: %v", name, problem)
		}
	}
}

func TestCoverage(t *testing.T) {
	src := plainSource()
	src.Publisher = "Customs"
	src.Table.Vintage = columnField("vintage")
	cube := mustRead(t, files("period,value,vintage\n2023-07,,2023-08-20\n2023-08,162.9,2023-09-20\n2023-08,162.90,2023-09-20\n2023-09,188.7,2023-10-20\n2023-09,188.74,2023-11-20\n"), src)
	got := cube.Coverage(0)
	want := Coverage{
		ID: "d", Publisher: "Customs", Files: []string{"data.csv"}, Rows: 5, Kept: 4, Observations: 3, Duplicates: 1,
		Vintages: []Date{20230920, 20231020, 20231120}, First: Month(2023, 8), Last: Month(2023, 9),
	}
	if len(got) != 1 || fmt.Sprint(got[0]) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	got[0].Files[0] = "changed"
	if slices.Contains(cube.Coverage(0)[0].Files, "changed") {
		t.Error("the cube can be changed from outside")
	}
}

// TestCodesAreText: leading zeros stay.
func TestCodesAreText(t *testing.T) {
	cube := mustRead(t, files("period,flow,code,value\n2023-09,export,0402,1\n2023-09,export,402,2\n"), codedSource())
	for code, want := range map[string]string{"0402": "1.00", "402": "2.00"} {
		s := mustSelect(t, cube, Selector{Codes: []diag.Text{text(code, 33)}}, 0)
		if o, _ := s.Observation(Month(2023, 9)); shown(o.Value) != want {
			t.Errorf("code %s is %s, want %s", code, shown(o.Value), want)
		}
	}
}

// TestReadAllocates bounds what a row costs: one string for its text, hardly
// anything else.
func TestReadAllocates(t *testing.T) {
	fsys, src := files(manyRows()), manySource()
	if got := testing.AllocsPerRun(1, func() { mustRead(t, fsys, src) }); got > 20_000 {
		t.Errorf("%.0f allocations for 15,725 rows", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("period,value\n2023-09,188.74\n")
	f.Add("\xef\xbb\xbfperiod;value;\n2022-01/2022-02;1,5;\n\"")
	f.Add("period,value\n2023-09,1e40\n2023-09,\x00\n,,\n\"\n")
	f.Fuzz(func(t *testing.T, content string) {
		cube, problems := Read(files(content), []Source{plainSource()})
		if (cube == nil) != problems.Failed() {
			t.Fatalf("cube %v with problems %v", cube, problems)
		}
		if cube == nil {
			return
		}
		for _, p := range cube.Test(0) {
			if p.Code == "" || p.Message == "" || p.Pos.Line == 0 {
				t.Fatalf("a data test says %s", p)
			}
		}
		if s, problem := cube.Series(Selector{ID: text("s", 30)}, 0); problem == nil {
			for _, m := range Metrics() {
				v, _ := View{Series: s, Whole: s, Period: s.last}.Metric(m.Name)
				if v.OK() && (v.Low.Cmp(v.X) > 0 || v.X.Cmp(v.High) > 0) {
					t.Fatalf("%s: %s is not within %s and %s", m.Name, v.X, v.Low, v.High)
				}
				if !v.OK() && v.Why == "" {
					t.Fatalf("%s has no figure and does not say why", m.Name)
				}
			}
		}
	})
}

// A link that leads out of the project is not followed.
func TestLinkOut(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "secret.csv"), []byte("period,value\n2023-09,1\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	project := filepath.Join(dir, "project")
	if err := os.Mkdir(project, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../secret.csv", filepath.Join(project, "data.csv")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(project)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	_, problems := Read(root.FS(), []Source{plainSource()})
	if got, want := problems.String(), `brief.yaml:11:7: error: "data.csv" cannot be read: a link leads out of the project`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
