package unpack

import (
	"slices"
	"strconv"
	"strings"
)

// Signs for what a cell holds that no text says.
const (
	Uncomputed = "=?"  // in a sheet: a formula without a value
	Nested     = "={}" // in a Parquet file: lists or records
)

// sheetErrors are what spreadsheets write in place of a value that they cannot
// compute.
var sheetErrors = [...]string{"#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#BLOCKED!", "#CONNECT!", "#FIELD!", "#UNKNOWN!"}

// IsError reports whether a cell of a sheet holds the name of an error in place of
// a value.
func IsError(cell string) bool { return slices.Contains(sheetErrors[:], cell) }

// Grid is what a table of cells says of itself. What is hidden is read like the
// rest, and known once it was read.
type Grid struct {
	Sheet         string // of a workbook; empty for a file without sheets
	Sheets        int    // that the workbook has
	Hidden        bool   // the sheet
	HiddenRows    int
	HiddenColumns []string // by their letters, a hundred at most

	columns []string // of a file without sheets
}

func (g *Grid) hideColumn(n int) {
	if name := columnName(n); len(g.HiddenColumns) < 100 && !slices.Contains(g.HiddenColumns, name) {
		g.HiddenColumns = append(g.HiddenColumns, name)
	}
}

// Place is the name of a cell for people, as it follows that of the file:
// !Data!C14. The line is that of the text and col the number of the cell in it, both
// from 1; a col of 0 stands for the whole row, a line of 0 for the whole table. Files
// without sheets have their names of columns in line 1.
func (g *Grid) Place(line, col int) string {
	switch {
	case g.Sheet != "" && line == 0:
		return "!" + g.Sheet
	case g.Sheet != "" && col == 0:
		return "!" + g.Sheet + "!" + strconv.Itoa(line)
	case g.Sheet != "":
		return "!" + g.Sheet + "!" + columnName(col) + strconv.Itoa(line)
	case line < 2:
		return ""
	case col == 0 || col > len(g.columns):
		return ": row " + strconv.Itoa(line-1)
	}
	return ": row " + strconv.Itoa(line-1) + ", column " + g.columns[col-1]
}

// columnOf is the column of a reference such as C14; 0 if it is none.
func columnOf(ref string) int {
	n, i := 0, 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		if n = n*26 + int(ref[i]-'A') + 1; n > maxColumns {
			return 0
		}
	}
	if i == 0 || i == len(ref) || strings.Trim(ref[i:], "0123456789") != "" {
		return 0
	}
	return n
}

// columnName is the name of the n-th column: 3 is C.
func columnName(n int) string {
	name := ""
	for ; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// rowOf is the row of a reference such as C14; 0 if it is none.
func rowOf(ref string) int {
	n, err := strconv.Atoi(strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err != nil || n > maxSheetRows {
		return 0
	}
	return max(n, 0)
}
