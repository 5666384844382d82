package unpack

import (
	"bytes"
	"encoding/xml"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tradebrief/data/diag"
)

// readCell reads a cell that was opened.
func (t *sheetText) readCell(c xml.StartElement) error {
	column := t.column + 1
	if ref := attr(c, "r"); ref != "" {
		if column = columnOf(ref); column == 0 {
			return errors.New("has a cell named " + diag.Quote(ref))
		}
	}
	if column > maxColumns {
		return errors.New("has more columns than a sheet can have")
	}
	t.column = column
	style, _ := strconv.Atoi(attr(c, "s"))
	kind := cellKind(attr(c, "t"))
	from := len(t.bytes)
	formula, value, spoken, inside := false, false, 0, ""
	for depth := len(t.xml.open); len(t.xml.open) >= depth; {
		piece, err := t.xml.next()
		if err != nil {
			return ended(err)
		}
		switch piece := piece.(type) {
		case xml.CharData:
			if spoken == 0 && (inside == "v" || inside == "t" && kind == inlineCell) {
				t.bytes = append(t.bytes, piece...)
			}
			if len(t.bytes) > maxPiece {
				return errors.New("has a row of more than 1 MB")
			}
		case xml.StartElement:
			switch inside = piece.Name.Local; inside {
			case "rPh":
				spoken++
			case "v":
				value = true
			case "f":
				formula = true
			}
		case xml.EndElement:
			if inside = ""; piece.Name.Local == "rPh" {
				spoken--
			}
		}
	}
	stored := string(t.bytes[from:])
	if formula && kind == numberCell && stored == "" {
		// The program that made the workbook has not computed it.
		t.bytes = append(t.bytes, Uncomputed...)
	} else if value || kind == inlineCell {
		t.bytes = t.bytes[:from]
		if err := t.value(kind, style, stored); err != nil {
			return err
		}
	}
	if len(t.bytes) == from {
		return nil
	}
	if column > len(t.cells) {
		t.cells = append(t.cells, make([]sheetCell, column-len(t.cells))...)
	}
	t.cells[column-1] = sheetCell{from, len(t.bytes), kind == numberCell}
	return nil
}

// cellKind is how a cell holds its value.
type kindOfCell uint8

const (
	numberCell kindOfCell = iota
	sharedCell
	inlineCell
	textCell // the result of a formula, the name of an error
	truthCell
	dayCell
)

func cellKind(word string) kindOfCell {
	switch word {
	case "s":
		return sharedCell
	case "inlineStr":
		return inlineCell
	case "str", "e":
		return textCell
	case "b":
		return truthCell
	case "d":
		return dayCell
	}
	return numberCell
}

// value writes what a cell holds.
func (t *sheetText) value(kind kindOfCell, style int, stored string) error {
	switch kind {
	case sharedCell:
		n, err := strconv.Atoi(strings.TrimSpace(stored))
		text, ok := t.book.shared(n)
		if err != nil || !ok {
			return errors.New("has a cell with the text numbered " + diag.Quote(stored) + ", which the workbook does not have")
		}
		t.bytes = appendUncoded(t.bytes, text)
	case inlineCell, textCell:
		t.bytes = appendUncoded(t.bytes, []byte(stored))
	case truthCell:
		word := "FALSE"
		if truth(stored) {
			word = "TRUE"
		}
		t.bytes = append(t.bytes, word...)
	case dayCell:
		for _, form := range [...]string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04:05.999", "2006-01-02T15:04:05Z"} {
			if at, err := time.Parse(form, stored); err == nil {
				f := t.format(style)
				t.bytes = f.appendDay(t.bytes, at)
				return nil
			}
		}
		t.bytes = append(t.bytes, stored...)
	default:
		f := t.format(style)
		if f.date != noDate && stored != "" {
			t.bytes = f.appendDate(t.bytes, stored, t.book.date1904, t.book.decimal)
		} else {
			t.bytes = f.appendNumber(t.bytes, stored, t.book.decimal)
		}
	}
	return nil
}

func (t *sheetText) format(style int) cellFormat {
	if style < 0 || style >= len(t.book.formats) {
		return cellFormat{}
	}
	return t.book.formats[style]
}

// appendUncoded writes a text in which workbooks put a character that XML cannot
// hold as _x000D_.
func appendUncoded(to, text []byte) []byte {
	for {
		at := bytes.Index(text, []byte("_x"))
		if at < 0 || at+7 > len(text) {
			return append(to, text...)
		}
		n, err := strconv.ParseUint(string(text[at+2:at+6]), 16, 16)
		if err != nil || text[at+6] != '_' || !utf8.ValidRune(rune(n)) {
			to = append(to, text[:at+2]...)
			text = text[at+2:]
			continue
		}
		to = utf8.AppendRune(append(to, text[:at]...), rune(n))
		text = text[at+7:]
	}
}

// cell is the content of a cell of the row; columns count from 1.
func (t *sheetText) cell(column int) string {
	if column > len(t.cells) {
		return ""
	}
	c := t.cells[column-1]
	return string(t.bytes[c.from:c.to])
}

func (t *sheetText) set(column int, word string) {
	from := len(t.bytes)
	t.bytes = append(t.bytes, word...)
	if column > len(t.cells) {
		t.cells = append(t.cells, make([]sheetCell, column-len(t.cells))...)
	}
	t.cells[column-1] = sheetCell{from: from, to: len(t.bytes)}
}
