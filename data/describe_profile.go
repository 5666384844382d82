package data

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"tradebrief/data/diag"
	"tradebrief/data/unpack"
)

// Bounds of what Describe looks at before it guesses. The reader that checks the
// guess goes through the whole file.
const (
	sampleBytes = 64 << 20  // of text
	headBytes   = 256 << 10 // in which the delimiter and the header are looked for
	headRows    = 200
	maxWords    = 2000 // that are told apart in a column
	maxWordLen  = 200
	maxShapes   = 400
)

// profile is what a file holds before anything is known of its meaning.
type profile struct {
	file     string
	grid     *unpack.Grid // nil: it is text
	encoding foundEncoding
	delim    rune
	header   int      // line of the header; 0 = none
	first    int      // line of the first row of data
	names    []string // of the columns; numbers where there is no header
	numbered bool     // the header cannot name the columns: a row of units follows, or there is none
	above    []string // lines over the header: titles, units
	cols     []columnProfile
	rows     int
	whole    bool     // every row was looked at
	firstRow []string // of data
}

// columnProfile counts what stands in a column.
type columnProfile struct {
	filled, blank int
	words         []wordCount // in the order in which they come
	at            map[string]int
	many          bool // there are more words than are told apart
	shapes        []wordCount
	shapeAt       map[string]int
}

// wordCount is a word and the rows that hold it. Of a shape, which is a word with
// its digits made equal, it is the first example.
type wordCount struct {
	word string
	n    int
}

func newColumnProfile() columnProfile {
	return columnProfile{at: map[string]int{}, shapeAt: map[string]int{}}
}

func (c *columnProfile) add(cell string, shape []byte) []byte {
	word := trim(cell)
	if word == "" {
		c.blank++
		return shape
	}
	c.filled++
	if i, ok := c.at[word]; ok {
		c.words[i].n++
	} else if len(c.words) < maxWords && len(word) <= maxWordLen {
		word = strings.Clone(word)
		c.at[word] = len(c.words)
		c.words = append(c.words, wordCount{word, 1})
	} else {
		c.many = true
	}
	if len(word) > maxDigits+maxDigits/2 {
		return shape
	}
	shape = shape[:0]
	for i := range len(word) {
		b := word[i]
		if b >= '0' && b <= '9' {
			b = '9'
		}
		shape = append(shape, b)
	}
	if i, ok := c.shapeAt[string(shape)]; ok {
		c.shapes[i].n++
	} else if len(c.shapes) < maxShapes {
		c.shapeAt[string(shape)] = len(c.shapes)
		c.shapes = append(c.shapes, wordCount{strings.Clone(word), 1})
	}
	return shape
}

// numbers counts the cells that a notation reads.
func (c *columnProfile) numbers(by notation) int {
	n := 0
	for _, s := range c.shapes {
		if _, err := by.parse(s.word); err == nil {
			n += s.n
		}
	}
	return n
}

// withoutFigure counts the cells with a sign in place of a figure.
func (c *columnProfile) withoutFigure() int {
	n := 0
	for _, s := range c.shapes {
		if slices.Contains(noFigure[:], strings.ToLower(s.word)) {
			n += s.n
		}
	}
	return n
}

// longest is the length of the longest word.
func (c *columnProfile) longest() int {
	n := 0
	for _, w := range c.words {
		n = max(n, len(w.word))
	}
	return n
}

// only is the one word of a column that has no other; ok is false where it has
// several, or blank cells.
func (c *columnProfile) only() (word string, ok bool) {
	if len(c.words) != 1 || c.many || c.blank > 0 {
		return "", false
	}
	return c.words[0].word, true
}

// profileHead looks at the top of a file: its encoding, where the table stands,
// the names of the columns and the first row. What t says itself is not looked
// for. A problem is located in the file.
func profileHead(fsys fs.FS, name string, t Table) (*profile, *diag.Problem) {
	p, top, problem := openProfile(fsys, name, t)
	if problem == nil {
		top.file.Close()
	}
	return p, problem
}

// profileFile looks at a file. A problem is located in it.
func profileFile(fsys fs.FS, name string, t Table) (*profile, *diag.Problem) {
	p, top, problem := openProfile(fsys, name, t)
	if problem != nil {
		return nil, problem
	}
	defer top.file.Close()
	for range p.first - 1 {
		if err := skipLine(top.buffer); err != nil {
			break
		}
		top.text.row = 0
	}
	if err := p.read(top.buffer, top.text); errors.Is(err, errLongLine) && p.rows == 0 {
		problem := diag.Errorf(diag.Data, diag.Pos{File: name, Line: p.first}, "line %d %s", p.first, err).WithHint("is it a table of one row on each line, or a quotation mark left open?")
		return nil, &problem
	}
	return p, nil
}

// openedProfile is a file of which nothing is read yet but the top.
type openedProfile struct {
	file   io.Closer
	text   *textReader
	buffer *bufio.Reader
}

// openProfile looks at the top of a file, by the encoding and in the sheet that t
// names. Without a problem the file is to be closed.
func openProfile(fsys fs.FS, name string, t Table) (*profile, *openedProfile, *diag.Problem) {
	p, label := &profile{file: name}, t.Encoding.Value
	sign, _ := utf8.DecodeRuneInString(cmp.Or(t.Decimal.Value, string(plainNotation.decimal)))
	fail := func(line int, format string, args ...any) (*profile, *openedProfile, *diag.Problem) {
		problem := diag.Errorf(diag.Data, placeIn(name, p.grid, line, 0), format, args...)
		return nil, nil, &problem
	}
	f, err := openText(fsys, name, t.Sheet.Value, sign)
	if err != nil {
		_, _, problem := fail(0, "the file %s", err)
		var fault *unpack.Fault
		if errors.As(err, &fault) && fault.Sheets != nil {
			*problem = diag.Errorf(diag.Data, t.Sheet.Pos, "%s %s", quote(name), err)
			*problem, _ = problem.Meaning(t.Sheet.Pos, t.Sheet.Value, fault.Sheets)
		} else if errors.As(err, &fault) && fault.Hint != "" {
			*problem = problem.WithHint("%s", fault.Hint)
		}
		return nil, nil, problem
	}
	p.grid = f.Grid
	raw := bufio.NewReaderSize(f, 64<<10)
	start, _ := raw.Peek(raw.Size())
	if what, hint, ok := foreign(name, start, false); ok && p.grid == nil && !marked16(start) && !looksUTF16(start) {
		f.Close()
		_, _, problem := fail(1, "the file is %s", what)
		*problem = problem.WithHint("%s", hint)
		return nil, nil, problem
	}
	if p.grid != nil {
		p.encoding.Name = "UTF-8"
	} else if p.encoding.Label = label; label == "" {
		p.encoding, err = encodingOf(raw)
	}
	f.Close()
	if err != nil {
		_, _, problem := fail(0, "the file cannot be read: %s", diag.Reason(err))
		if fault := (*unpack.Fault)(nil); errors.As(err, &fault) {
			if *problem = diag.Errorf(diag.Data, problem.Pos, "the file %s", fault.What); fault.Hint != "" {
				*problem = problem.WithHint("%s", fault.Hint)
			}
		}
		return nil, nil, problem
	}

	if f, err = openText(fsys, name, t.Sheet.Value, sign); err != nil {
		return fail(0, "the file %s", err)
	}
	p.grid = f.Grid
	enc, _ := findEncoding(p.encoding.Label) // one of ours; what the outline names is checked with its table
	text := decodeText(f, enc)
	buffer := bufio.NewReaderSize(text, headBytes)
	head, err := buffer.Peek(headBytes)
	text.row = 0
	if what, hint, ok := foreign(name, head, true); ok && p.grid == nil {
		f.Close()
		_, _, problem := fail(1, "the file is %s", what)
		*problem = problem.WithHint("%s", hint)
		return nil, nil, problem
	}
	if len(strings.TrimSpace(string(head))) == 0 {
		f.Close()
		problem := emptyFile(name, p.grid)
		return nil, nil, &problem
	}
	p.shape(string(head), err == nil)
	return p, &openedProfile{f, text, buffer}, nil
}

// repeats reports whether a record is the header once more.
func (p *profile) repeats(record []string) bool {
	return !p.numbered && len(record) >= len(p.names) && trim(record[0]) == p.names[0] &&
		slices.EqualFunc(record[:len(p.names)], p.names, func(cell, name string) bool { return trim(cell) == name })
}

// read counts what the rows hold, up to the bound of the sample or to an error.
func (p *profile) read(buffer *bufio.Reader, text *textReader) error {
	r := csv.NewReader(buffer)
	r.Comma, r.ReuseRecord, r.FieldsPerRecord = p.delim, true, -1
	var shape []byte
	for {
		record, err := r.Read()
		text.row = 0
		if p.whole = errors.Is(err, io.EOF); p.whole || r.InputOffset() > sampleBytes {
			return nil
		}
		var parse *csv.ParseError
		switch {
		case errors.As(err, &parse):
			continue // the reader says what is wrong with it
		case err != nil:
			return err
		}
		filled := 0
		if p.repeats(record) {
			continue
		}
		for _, cell := range record {
			if trim(cell) != "" {
				filled++
			}
		}
		// A note stands alone in its row; so does a period without a figure.
		if filled == 0 || filled == 1 && len(p.names) > 2 {
			continue
		}
		if filled == 1 && usualLayout(record[0]) == "" {
			continue
		}
		p.rows++
		for i := range min(len(record), len(p.cols)) {
			cell := record[i]
			if p.grid != nil && (cell == unpack.Uncomputed || unpack.IsError(cell)) {
				cell = "" // a figure once it is mended
			}
			shape = p.cols[i].add(cell, shape)
		}
	}
}
