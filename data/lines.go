package data

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"tradebrief/data/diag"
	"tradebrief/data/unpack"
)

// table hands over the rows of a rectangle of cells, whatever it is kept in.
type table interface {
	// next goes to the next row and gives its cells, which stay until the next
	// one; false at the end and where the rest cannot be read. What is wrong on
	// the way is reported to t.
	next(t *rows) (cells []string, ok bool)
	// at is the place of a cell of that row as a person counts; the column is 0,
	// not known, for a cell that the row does not have.
	at(i int) (line, col int)
}

// csvTable is a table of text as encoding/csv reads it, one row after the other.
type csvTable struct {
	csv    *csv.Reader
	text   *textReader
	skip   int // lines before the reader's first
	last   int // line on which the last cell of the row begins
	record []string
	ascii  bool
}

func newCSVTable(buffer *bufio.Reader, text *textReader, delim rune, skip int) *csvTable {
	c := &csvTable{csv: csv.NewReader(buffer), text: text, skip: skip, last: skip}
	c.csv.ReuseRecord = true
	c.csv.FieldsPerRecord = -1
	c.csv.Comma = delim
	return c
}

func skipLine(r *bufio.Reader) error {
	for {
		_, err := r.ReadSlice('\n')
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

func blank(record []string) bool {
	for _, f := range record {
		if trim(f) != "" {
			return false
		}
	}
	return true
}

// next reads a record that is a well-formed line of text. A line that is not
// is a problem and is passed over.
func (c *csvTable) next(t *rows) ([]string, bool) {
	for {
		before := c.csv.InputOffset()
		record, err := c.csv.Read()
		c.text.row = 0
		if err == nil && c.csv.InputOffset()-before > maxLine+1 {
			err = errLongLine
		}
		if err != nil {
			var parse *csv.ParseError
			switch {
			case errors.Is(err, io.EOF):
				return nil, false
			case errors.As(err, &parse):
				c.quoteProblem(t, parse)
				if t.dead {
					return nil, false
				}
				continue
			}
			t.fileProblem(c.last+1, err)
			return nil, false
		}
		c.record = record
		c.last, _ = c.csv.FieldPos(len(record) - 1)
		c.last += c.skip
		c.ascii = true
		for i, field := range record {
			ascii := isASCII(field)
			if ascii && strings.IndexByte(field, 0) < 0 {
				continue
			}
			c.ascii = c.ascii && ascii
			if err := c.text.badText(field); err != nil {
				p := diag.Errorf(diag.Data, t.at(i), "%s", err)
				if !c.text.decoded && !ascii {
					table := &t.e.src.Table
					guess := guessEncoding(field)
					p = p.WithFix(put(table.Keys, table.Encoding, "encoding", guess), "write encoding: %s under table:, which reads it as %s", guess, quote(reading(field, guess)))
				}
				t.report(p)
				t.dead = true
				return nil, false
			}
		}
		return record, true
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (c *csvTable) quoteProblem(t *rows, err *csv.ParseError) {
	place := diag.Pos{File: t.name, Line: err.Line + c.skip, Col: err.Column}
	switch {
	case errors.Is(err.Err, csv.ErrBareQuote):
		t.problem(place, "a quotation mark stands inside a cell that does not begin with one")
	case err.Line != err.StartLine:
		place = diag.Pos{File: t.name, Line: err.StartLine + c.skip}
		t.problem(place, "a quoted cell of this row does not end")
		t.dead = true
	default:
		t.problem(place, "text follows the closing quotation mark of a cell")
	}
}

// fileProblem reports what keeps the rest of the file from being read.
func (t *rows) fileProblem(line int, err error) {
	t.dead = true
	var fault *unpack.Fault
	if errors.As(err, &fault) && fault.Line > 0 {
		line = fault.Line
	}
	place := t.position(line, 0)
	switch {
	case errors.Is(err, io.EOF):
		t.problem(diag.Pos{File: t.name}, "the file has fewer lines than skip: %d", t.e.src.Table.Skip)
	case errors.Is(err, errLongLine):
		t.report(diag.Errorf(diag.Data, place, "line %d %s", line, err).WithHint("is it a table of one row on each line, or a quotation mark left open?"))
	case fault != nil:
		p := diag.Errorf(diag.Data, place, "here the file %s", fault.What)
		if fault.Hint != "" {
			p = p.WithHint("%s", fault.Hint)
		}
		t.report(p)
	default:
		t.problem(diag.Pos{File: t.name}, "the file cannot be read: %s", diag.Reason(err))
	}
}

// at is the place of a cell; its column counts characters.
func (c *csvTable) at(i int) (line, col int) {
	if i < 0 || i >= len(c.record) {
		return c.last, 0
	}
	line, col = c.csv.FieldPos(i)
	if !c.ascii {
		for j := range i {
			// A cell before this one on the same line takes fewer characters than bytes.
			field := c.record[j]
			if next, _ := c.csv.FieldPos(j + 1); next != line {
				continue
			}
			if from, _ := c.csv.FieldPos(j); from != line {
				field = field[strings.LastIndexByte(field, '\n')+1:]
			}
			col -= len(field) - utf8.RuneCountInString(field)
		}
	}
	return line + c.skip, col
}

// line is the line on which the row ends.
func (c *csvTable) line() int {
	if n := len(c.record); n > 0 {
		return c.last + strings.Count(c.record[n-1], "\n")
	}
	return c.last
}

// position is the place of a cell as its table gives it.
func (t *rows) position(line, col int) diag.Pos {
	return placeIn(t.name, t.grid, line, col)
}

// cellAt is the place of a cell of the row; in a grid its column counts cells.
func (t *rows) cellAt(i int) (line, col int) {
	line, col = t.table.at(i)
	if t.grid != nil && i >= 0 {
		col = i + 1
	}
	return line, col
}

// at is the place of a cell of the row.
func (t *rows) at(i int) diag.Pos { return t.position(t.cellAt(i)) }
