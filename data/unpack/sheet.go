package unpack

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"

	"tradebrief/data/diag"
)

// Bounds of a sheet, which are those of the programs that write them.
const (
	maxSheetRows = 1 << 20
	maxColumns   = 16384
)

// sheetText is a sheet as text: its rows are lines, with commas between the
// cells, so that the n-th line is the n-th row and everything that reads text
// reads it. Line ends within a cell are blanks.
type sheetText struct {
	book   *workbook
	xml    *pieces
	grid   *Grid
	merged []mergedCells // by their first row

	out   []byte // written, and not yet read
	from  int
	err   error
	row   int // the row that was written last
	begun bool

	cells  []sheetCell
	bytes  []byte // of the cells of the row
	above  map[int]string
	down   []covering
	column int // of the cell that was read last, from 1
}

// sheetCell is a cell of the row: a window into its bytes.
type sheetCell struct {
	from, to int
	number   bool
}

func (t *sheetText) Read(p []byte) (int, error) {
	for t.from == len(t.out) {
		if t.err != nil {
			return 0, t.err
		}
		t.out, t.from = t.out[:0], 0
		t.err = t.next()
	}
	n := copy(p, t.out[t.from:])
	t.from += n
	return n, nil
}

// next writes the next row.
func (t *sheetText) next() error {
	for {
		piece, err := t.xml.next()
		if errors.Is(err, io.EOF) {
			return err
		}
		if err != nil {
			return t.fault(t.row+1, err)
		}
		if end, ok := piece.(xml.EndElement); ok && end.Name.Local == "sheetData" {
			t.begun = false
		}
		e, _ := piece.(xml.StartElement)
		switch name := e.Name.Local; {
		case name == "sheetData":
			t.begun = true
		case name == "col" && !t.begun:
			if truth(attr(e, "hidden")) {
				first, _ := strconv.Atoi(attr(e, "min"))
				last, _ := strconv.Atoi(attr(e, "max"))
				for c := max(1, first); c <= min(last, maxColumns); c++ {
					t.grid.hideColumn(c)
				}
			}
		case name == "row" && t.begun:
			return t.readRow(e)
		}
	}
}

// fault puts what is wrong in the sheet down to a row of it.
func (t *sheetText) fault(row int, err error) error {
	var fault *Fault
	if errors.As(err, &fault) {
		return &Fault{What: fault.What, Hint: fault.Hint, Line: row}
	}
	return &Fault{What: "is damaged: the sheet " + err.Error(), Hint: saveAgain, Line: row}
}

func (t *sheetText) readRow(row xml.StartElement) error {
	n := t.row + 1
	if r := attr(row, "r"); r != "" {
		var err error
		if n, err = strconv.Atoi(r); err != nil || n <= t.row || n > maxSheetRows {
			return t.fault(t.row+1, errors.New("has a row numbered "+diag.Quote(r)+" after row "+strconv.Itoa(t.row)))
		}
	} else if n > maxSheetRows {
		return t.fault(t.row, errors.New("has more rows than a sheet can have"))
	}
	for ; t.row < n-1; t.row++ {
		t.out = append(t.out, '\n')
	}
	t.row = n
	t.cells, t.bytes, t.column = t.cells[:0], t.bytes[:0], 0
	for {
		piece, err := t.xml.next()
		if err != nil {
			return t.fault(n, ended(err))
		}
		switch piece := piece.(type) {
		case xml.StartElement:
			if piece.Name.Local == "c" {
				if err := t.readCell(piece); err != nil {
					return t.fault(n, err)
				}
			}
		case xml.EndElement:
			if piece.Name.Local == "row" {
				t.merge()
				if truth(attr(row, "hidden")) && len(t.cells) > 0 {
					t.grid.HiddenRows++
				}
				t.write()
				return nil
			}
		}
	}
}

// ended is the error of a piece that does not end.
func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return errXMLEnd
	}
	return err
}

// write writes the row.
func (t *sheetText) write() {
	for i, c := range t.cells {
		if i > 0 {
			t.out = append(t.out, ',')
		}
		t.out = appendCSV(t.out, t.bytes[c.from:c.to])
	}
	t.out = append(t.out, '\n')
}

// appendCSV writes a cell, in quotes where it needs them. Line ends are blanks,
// so that a row stays a line.
func appendCSV(to, text []byte) []byte {
	if !bytes.ContainsAny(text, "\",\r\n") {
		return append(to, text...)
	}
	to = append(to, '"')
	for i, b := range text {
		switch {
		case b == '"':
			to = append(to, '"', '"')
		case b == '\r' && i+1 < len(text) && text[i+1] == '\n':
		case b == '\r' || b == '\n':
			to = append(to, ' ')
		default:
			to = append(to, b)
		}
	}
	return append(to, '"')
}
