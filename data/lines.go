package data

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"tradebrief/data/diag"
)

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
func (t *rows) next() bool {
	for {
		record, err := t.csv.Read()
		t.text.row = 0
		if err != nil {
			var parse *csv.ParseError
			switch {
			case errors.Is(err, io.EOF):
				return false
			case errors.As(err, &parse):
				t.quoteProblem(parse)
				if t.dead {
					return false
				}
				continue
			}
			t.fileProblem(t.last+1, err)
			return false
		}
		t.record = record
		t.last, _ = t.csv.FieldPos(len(record) - 1)
		t.last += t.skip
		t.ascii = true
		for i, field := range record {
			if isASCII(field) {
				continue
			}
			t.ascii = false
			if err := t.text.badText(field); err != nil {
				p := diag.Errorf(diag.Data, t.at(i), "%s", err)
				if !t.text.decoded {
					table := &t.e.src.Table
					guess := guessEncoding(field)
					p = p.WithFix(put(table.Keys, table.Encoding, "encoding", guess), "write encoding: %s under table:, which reads it as %s", guess, quote(reading(field, guess)))
				}
				t.report(p)
				t.dead = true
				return false
			}
		}
		return true
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

func (t *rows) quoteProblem(err *csv.ParseError) {
	place := diag.Pos{File: t.name, Line: err.Line + t.skip, Col: err.Column}
	switch {
	case errors.Is(err.Err, csv.ErrBareQuote):
		t.problem(place, "a quotation mark stands inside a cell that does not begin with one")
	case err.Line != err.StartLine:
		place = diag.Pos{File: t.name, Line: err.StartLine + t.skip}
		t.problem(place, "a quoted cell of this row does not end")
		t.dead = true
	default:
		t.problem(place, "text follows the closing quotation mark of a cell")
	}
}

// fileProblem reports what keeps the rest of the file from being read.
func (t *rows) fileProblem(line int, err error) {
	t.dead = true
	place := diag.Pos{File: t.name, Line: line}
	var fault *packFault
	switch {
	case errors.Is(err, io.EOF):
		t.problem(diag.Pos{File: t.name}, "the file has fewer lines than skip: %d", t.e.src.Table.Skip)
	case errors.Is(err, errLongLine):
		t.report(diag.Errorf(diag.Data, place, "line %d %s", line, err).WithHint("is it a table of one row on each line?"))
	case errors.As(err, &fault):
		p := diag.Errorf(diag.Data, place, "here the file %s", fault.what)
		if fault.hint != "" {
			p = p.WithHint("%s", fault.hint)
		}
		t.report(p)
	default:
		t.problem(diag.Pos{File: t.name}, "the file cannot be read: %s", reason(err))
	}
}

func (t *rows) problem(place diag.Pos, format string, args ...any) {
	t.report(diag.Errorf(diag.Data, place, format, args...))
}

func (t *rows) report(p diag.Problem) {
	t.found++
	// A column in another notation is wrong in every row; a few of them say it.
	kind := unquoted(p.Message)
	if p.Pos.File == t.name {
		t.kinds[kind]++
	}
	if t.kinds[kind] > maxAlike || t.listed == maxProblems {
		t.unlisted = p.Pos
		return
	}
	t.listed++
	t.fail(p)
}

// unquoted is a message without the words that it quotes.
func unquoted(message string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(message, `"`)
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		_, message, _ = strings.Cut(rest, `"`)
	}
}

// at is the place of a cell; its column counts characters.
func (t *rows) at(i int) diag.Pos {
	if i < 0 || i >= len(t.record) {
		return diag.Pos{File: t.name, Line: t.last}
	}
	line, col := t.csv.FieldPos(i)
	if !t.ascii {
		for j := range i {
			// A cell before this one on the same line takes fewer characters than bytes.
			field := t.record[j]
			if next, _ := t.csv.FieldPos(j + 1); next != line {
				continue
			}
			if from, _ := t.csv.FieldPos(j); from != line {
				field = field[strings.LastIndexByte(field, '\n')+1:]
			}
			col -= len(field) - utf8.RuneCountInString(field)
		}
	}
	return diag.Pos{File: t.name, Line: line + t.skip, Col: col}
}
