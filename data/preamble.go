package data

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data/diag"
	"tradebrief/data/unpack"
)

// Open opens a data file as Read sees it: unpacked, before any change of encoding.
// A workbook comes as the text of its first table.
func Open(fsys fs.FS, name string) (io.ReadCloser, error) {
	return openText(fsys, name, "", plainNotation.decimal)
}

// openText opens a file as text; sheet and decimal are for workbooks.
func openText(fsys fs.FS, name, sheet string, decimal rune) (*unpack.Text, error) {
	return unpack.Open(fsys, name, unpack.Which{Sheet: sheet, Decimal: decimal, IsTable: func(head string, whole bool) bool {
		s := shapeBy(parseHead(head, !whole, ','), ',')
		return s.rightHeader && s.first < len(s.rows) && s.width > 1
	}})
}

// emptyFile is the problem of a file without a table.
func emptyFile(name string, g *unpack.Grid) diag.Problem {
	p := diag.Errorf(diag.Data, placeIn(name, g, 0, 0), "the file is empty, expected a table")
	switch {
	case g != nil && g.Sheets > 1:
		p.Message = "the sheet is empty, expected a table"
		return p.WithHint("name the sheet that holds the table: sheet: under table:")
	case g != nil && g.Sheet != "":
		p.Message = "the only sheet is empty, expected a table"
		return p.WithHint("was the workbook saved after the table was put into it?")
	}
	return p.WithHint("was the download finished? fetch it again")
}

// tarMagic is where a tar archive says that it is one.
const tarMagic = 257

// foreign says what a file is that begins with no text, and what to do about
// it; ok is false for text. start is as it was decoded.
func foreign(name string, start []byte, decoded bool) (what, hint string, ok bool) {
	const page, other = "a web page", "what was saved is the page, not the file that it offers: download that one"
	const saved, again = "a web page under the name of a workbook", "open it in the spreadsheet program and save it as .xlsx"
	asBook := strings.HasSuffix(strings.ToLower(name), ".xls") // so do programs of offices that make no workbooks
	for _, f := range [...]struct {
		begins, holds string
		asBook        bool
		what, hint    string
	}{
		{"%PDF", "", false, "a PDF", "copy the table into a spreadsheet and save it as .csv"},
		{"<?xml", "schemas-microsoft-com:office:spreadsheet", false, "a workbook as XML, of Excel 2003", again},
		{"<?xml", "", false, "XML", "ask the publisher for the table as .csv"},
		{"<!doctype", "", true, saved, again},
		{"<html", "", true, saved, again},
		{"<table", "", true, saved, again},
		{"<!doctype", "", false, page, other},
		{"<html", "", false, page, other},
	} {
		text, from := f.begins[0] == '<', start
		if text {
			from = bytes.TrimSpace(start)
		}
		n := len(f.begins)
		if (text || !decoded) && (asBook || !f.asBook) && len(from) >= n && strings.EqualFold(string(from[:n]), f.begins) && bytes.Contains(start, []byte(f.holds)) {
			return f.what, f.hint, true
		}
	}
	text := bytes.TrimLeft(start, " \t\r\n")
	switch {
	case len(text) > 1 && (text[0] == '{' || text[0] == '[') && bytes.IndexByte([]byte("[{\" \r\n\t}]"), text[1]) >= 0:
		return "JSON", "ask the publisher for the table as .csv, or open it in a spreadsheet (Data, Get Data) and save it as one", true
	case len(text) > 1 && text[0] == '<' && (text[1] == '!' || text[1]|0x20 >= 'a' && text[1]|0x20 <= 'z'):
		return "a web page or XML", "what was saved is the page, not the file that it offers: download that one", true
	}
	if !decoded && len(start) > tarMagic && bytes.HasPrefix(start[tarMagic:], []byte("ustar")) {
		return "a tar archive", "unpack it, and name the file in it", true
	}
	line, _, more := bytes.Cut(start, []byte("\n"))
	switch {
	case !decoded && bytes.IndexByte(line, 0) >= 0:
		return "no text: it holds zero bytes", "if it is UTF-16 without a mark, write encoding: utf-16le", true
	case !more && bytes.IndexByte(line, '\r') >= 0:
		return "one line, with CR signs in place of line ends", "save it with the line ends of Windows or Unix", true
	}
	return "", "", false
}

// headerMend looks for the header farther down in a file whose first line has
// not the column that is wanted: publishers put titles above it. It gives nothing
// if there is none.
func (t *rows) headerMend(wanted func(cell string) bool) mend {
	if slices.ContainsFunc(t.header, t.isFigure) {
		return mend{hint: "its first line looks like data: with header: false the columns are named 1, 2, 3 and so on"}
	}
	f, err := openText(t.fsys, t.name, t.e.src.Table.Sheet.Value, t.plan.notation.decimal)
	if err != nil {
		return mend{}
	}
	defer f.Close()
	lines := bufio.NewReader(io.LimitReader(decodeText(f, t.encoding()), maxLine))
	for skip := 0; skip < 50; skip++ {
		line, err := lines.ReadString('\n')
		r := csv.NewReader(strings.NewReader(line))
		r.LazyQuotes = true
		if r.Comma = t.plan.delim; t.grid != nil {
			r.Comma = ','
		} else if r.Comma == 0 {
			r.Comma = findDelimiter(bufio.NewReader(strings.NewReader(line)))
		}
		cells, _ := r.Read()
		if skip > t.e.src.Table.Skip && slices.ContainsFunc(cells, wanted) {
			m := mend{hint: fmt.Sprintf("line %d has it: write skip: %d under table:", skip+1, skip)}
			if t.e.src.Table.Skip == 0 {
				m.fix = t.e.src.Table.Keys.Insert("skip", strconv.Itoa(skip))
			}
			return m
		}
		if errors.Is(err, io.EOF) {
			break
		}
	}
	return mend{}
}

// isFigure reports whether a cell of a header is a number or a period.
func (t *rows) isFigure(cell string) bool {
	_, err := t.plan.notation.parse(cell)
	if err == nil {
		// A wide file may name its columns by years.
		_, err = ParsePeriod(cell)
		return err != nil
	}
	_, err = t.plan.layout.span(cell)
	return err == nil && len(cell) > len("2023")
}

// beginning lists the columns whose names begin with a word: Exports for Exports
// (US$ m).
func (t *rows) beginning(word string) []string {
	var found []string
	for _, h := range t.header {
		if rest := h[min(len(h), len(word)):]; rest != "" && strings.EqualFold(h[:len(h)-len(rest)], word) && strings.IndexByte(" (_,", rest[0]) >= 0 {
			found = append(found, h)
		}
	}
	return found
}

// missingColumn is the problem of a column that the outline names and the file
// does not have.
func (t *rows) missingColumn(name diag.Text) diag.Problem {
	p := diag.Errorf(diag.Data, name.Pos, "%s has no column %s; it has %s", t.title, quote(name.Value), list(t.headerWords(), 30))
	if meant, ok := p.Meaning(name.Pos, name.Value, t.header); ok {
		return meant
	}
	if words := t.beginning(name.Value); len(words) == 1 {
		return p.Meant(name.Pos, name.Value, words[0])
	}
	m := t.headerMend(func(cell string) bool { return trim(cell) == trim(name.Value) })
	return m.of(p)
}
