package unpack

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tradebrief/data/diag"
)

// Bounds of a sheet, which are those of the programs that write them.
const (
	maxSheetRows = 1 << 20
	maxColumns   = 16384
	maxMerged    = 100_000
	headingRows  = 50 // in which the names of columns may stand one above the other
)

// sheetText is a sheet as text: its rows are lines, with commas between the
// cells, so that the n-th line is the n-th row and everything that reads text
// reads it. Line ends within a cell are blanks.
type sheetText struct {
	book   *workbook
	x      *xmlScanner
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

// mergedCells is a rectangle of cells that show the content of the first one.
// Rows and columns count from 1.
type mergedCells struct{ top, left, bottom, right int }

// covering is the word of a merged cell for the rows below its first.
type covering struct {
	column, bottom int
	word           string
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
		piece, err := t.x.next()
		if errors.Is(err, io.EOF) {
			return err
		}
		if err != nil {
			return t.fault(t.row+1, err)
		}
		switch name := string(t.x.name); {
		case piece == xmlText:
		case name == "sheetData":
			t.begun = piece == xmlOpen
		case piece != xmlOpen:
		case name == "col" && !t.begun:
			if truth(t.x.attr("hidden")) {
				first, _ := strconv.Atoi(string(t.x.attr("min")))
				last, _ := strconv.Atoi(string(t.x.attr("max")))
				for c := max(1, first); c <= min(last, maxColumns); c++ {
					t.grid.hideColumn(c)
				}
			}
		case name == "row" && t.begun:
			return t.readRow()
		}
	}
}

// fault puts what is wrong in the sheet down to a row of it.
func (t *sheetText) fault(row int, err error) error {
	var fault *Fault
	if errors.As(err, &fault) {
		return &Fault{What: fault.What, Hint: fault.Hint, Line: row}
	}
	return &Fault{What: "is damaged: the sheet " + err.Error(), Hint: "open it in the spreadsheet program and save it again", Line: row}
}

func (t *sheetText) readRow() error {
	n := t.row + 1
	if r := t.x.attr("r"); r != nil {
		var err error
		if n, err = strconv.Atoi(string(r)); err != nil || n <= t.row || n > maxSheetRows {
			return t.fault(t.row+1, errors.New("has a row numbered "+diag.Quote(string(r))+" after row "+strconv.Itoa(t.row)))
		}
	} else if n > maxSheetRows {
		return t.fault(t.row, errors.New("has more rows than a sheet can have"))
	}
	hidden := truth(t.x.attr("hidden"))
	for ; t.row < n-1; t.row++ {
		t.out = append(t.out, '\n')
	}
	t.row = n
	t.cells, t.bytes, t.column = t.cells[:0], t.bytes[:0], 0
	for {
		piece, err := t.x.next()
		if err != nil {
			return t.fault(n, ended(err))
		}
		switch name := string(t.x.name); {
		case piece == xmlOpen && name == "c":
			if err := t.readCell(); err != nil {
				return t.fault(n, err)
			}
		case piece == xmlClose && name == "row":
			t.merge()
			if hidden && len(t.cells) > 0 {
				t.grid.HiddenRows++
			}
			t.write()
			return nil
		}
	}
}

// readCell reads a cell that was opened.
func (t *sheetText) readCell() error {
	x := t.x
	column := t.column + 1
	if ref := x.attr("r"); ref != nil {
		if column = columnOf(ref); column == 0 {
			return errors.New("has a cell named " + diag.Quote(string(ref)))
		}
	}
	if column > maxColumns {
		return errors.New("has more columns than a sheet can have")
	}
	t.column = column
	style, _ := strconv.Atoi(string(x.attr("s")))
	kind := cellKind(x.attr("t"))
	from := len(t.bytes)
	formula, value, spoken, inside := false, false, 0, ""
	depth := len(x.ends)
	for {
		piece, err := x.next()
		if err != nil {
			return ended(err)
		}
		if piece == xmlClose && len(x.ends) < depth {
			break
		}
		if piece == xmlText {
			if spoken == 0 && (inside == "v" || inside == "t" && kind == inlineCell) {
				t.bytes = append(t.bytes, x.text...)
			}
			if len(t.bytes) > maxXMLText {
				return errors.New("has a row of more than 1 MB")
			}
			continue
		}
		inside = ""
		switch name := string(x.name); {
		case name == "rPh":
			spoken++
			if piece == xmlClose {
				spoken -= 2
			}
		case piece != xmlOpen:
		case name == "v":
			inside, value = "v", true
		case name == "t":
			inside = "t"
		case name == "f":
			formula = true
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

func cellKind(word []byte) kindOfCell {
	switch string(word) {
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
		if truth([]byte(stored)) {
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

// columnOf is the column of a reference such as C14; 0 if it is none.
func columnOf(ref []byte) int {
	n, i := 0, 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		if n = n*26 + int(ref[i]-'A') + 1; n > maxColumns {
			return 0
		}
	}
	if i == 0 || i == len(ref) || strings.Trim(string(ref[i:]), "0123456789") != "" {
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

// merge puts the words of merged cells where they count. One that covers several
// rows stands in each of them; a figure does not, it would be counted twice. One
// that covers several columns heads them: its words come before the names below
// it, unless it stands alone in its row, as titles do.
func (t *sheetText) merge() {
	t.down = slices.DeleteFunc(t.down, func(f covering) bool { return f.bottom < t.row })
	for _, f := range t.down {
		if t.cell(f.column) == "" {
			t.set(f.column, f.word)
		}
	}
	under := t.above
	t.above = nil
	if len(under) > 0 && t.isHeading() {
		for c, words := range under {
			if below := t.cell(c); below != "" && below != words {
				t.set(c, words+" "+below)
			}
		}
		under = nil
	}
	filled := 0
	for _, c := range t.cells {
		if c.to > c.from {
			filled++
		}
	}
	if filled == 0 {
		t.above = under
	}
	for len(t.merged) > 0 && t.merged[0].top < t.row {
		t.merged = t.merged[1:]
	}
	for len(t.merged) > 0 && t.merged[0].top == t.row {
		m := t.merged[0]
		t.merged = t.merged[1:]
		word := t.cell(m.left)
		if word == "" {
			continue
		}
		names := !t.cells[m.left-1].number || isPeriod(word)
		switch {
		case !names:
		case m.right == m.left && m.bottom > m.top:
			t.down = append(t.down, covering{m.left, m.bottom, word})
		case m.bottom == m.top && filled > 1 && t.row <= headingRows:
			if t.above == nil {
				t.above = map[int]string{}
			}
			for c := m.left; c <= min(m.right, maxColumns); c++ {
				t.above[c] = strings.TrimSpace(word)
			}
		}
	}
}

// isHeading reports whether a row may name columns: it has no figure but years
// and months.
func (t *sheetText) isHeading() bool {
	filled := false
	for i, c := range t.cells {
		if c.to > c.from {
			filled = true
			if c.number && !isPeriod(t.cell(i+1)) {
				return false
			}
		}
	}
	return filled
}

// isPeriod reports whether a number is a year or was written as a date.
func isPeriod(word string) bool {
	year, err := strconv.Atoi(word[:min(4, len(word))])
	return err == nil && year >= 1900 && year <= 2100 && (len(word) == 4 || word[4] == '-')
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

// merged reads which cells of a sheet are merged. That stands behind the rows,
// which are passed over without a look.
func (w *workbook) merged(s sheetPart) ([]mergedCells, error) {
	r, err := w.open(s.part)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	rest := behindRows(r)
	if rest == nil {
		return nil, nil
	}
	var list []mergedCells
	for x := newXMLScanner(rest); len(list) < maxMerged; {
		// What is wrong here is said where the rows are read.
		piece, err := x.next()
		if err != nil {
			break
		}
		if piece != xmlOpen || string(x.name) != "mergeCell" {
			continue
		}
		from, to, ok := bytes.Cut(x.attr("ref"), []byte(":"))
		m := mergedCells{rowOf(from), columnOf(from), rowOf(to), columnOf(to)}
		if ok && m.top > 0 && m.left > 0 && m.bottom >= m.top && m.right >= m.left {
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b mergedCells) int { return a.top - b.top })
	return list, nil
}

// rowOf is the row of a reference such as C14; 0 if it is none.
func rowOf(ref []byte) int {
	n, err := strconv.Atoi(string(bytes.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
	if err != nil || n > maxSheetRows {
		return 0
	}
	return max(n, 0)
}

// behindRows is the rest of a sheet after its rows, within an element of its own;
// nil where there is none.
func behindRows(r io.Reader) io.Reader {
	const end = "sheetData>"
	buffer := make([]byte, 0, 64<<10)
	for {
		n, err := r.Read(buffer[len(buffer):cap(buffer)])
		buffer = buffer[:len(buffer)+n]
		for from := 0; ; {
			at := bytes.Index(buffer[from:], []byte(end))
			if at < 0 {
				break
			}
			at += from
			// With a prefix or without, behind the sign of a closing tag.
			if open := bytes.LastIndexByte(buffer[:at], '<'); open >= 0 && bytes.HasPrefix(buffer[open:], []byte("</")) {
				return io.MultiReader(strings.NewReader("<rest>"), bytes.NewReader(buffer[at+len(end):]), r)
			}
			from = at + len(end)
		}
		if err != nil {
			return nil
		}
		const keep = 200
		if n := len(buffer); n > keep {
			buffer = buffer[:copy(buffer, buffer[n-keep:])]
		}
	}
}
