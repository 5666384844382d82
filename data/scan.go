package data

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf8"
	"unsafe"
)

// scanner is the table in a part of a file of text: whole rows, parted eight
// bytes at a time. Its cells are windows into the text. It knows only rows that
// are well formed; at another one it stops, and csvTable goes on from there and
// says what is wrong.
type scanner struct {
	text  []byte // UTF-8, ends with a line end; scanPad more bytes lie behind it
	delim byte
	pos   int // of the next row
	line  int // of the next row, from 1
	ascii bool
	odd   bool // the row at pos is not well formed

	row, rowLine int // where the current row begins
	broken       bool
	n            int         // cells of it
	cells        []string    // room for them
	bounds       []bound     // of the cells
	unquoted     []rewritten // cells of the row being read that are not as they are written

	// The first cells of a row are often those of the row before, as they are
	// written: then they are not looked for again.
	leading int  // how many cells
	lead    int  // bytes of them in the current row; 0 if they are not to be compared
	same    bool // they are those of the row before
}

// bound is where a cell stands, from the beginning of its row and within its
// quotation marks.
type bound struct {
	from, to int32
	quoted   bool
}

type rewritten struct {
	cell int
	text string
}

// newScanner makes room for as many cells as a header has and some more. Where a
// row has more than that it is odd.
func newScanner(delim byte, header, leading int) *scanner {
	n := header + 16
	return &scanner{delim: delim, leading: leading, cells: make([]string, n), bounds: make([]bound, n)}
}

// scanPad is how far the scanner may look beyond the text.
const scanPad = 8

const everyByte = 0x0101010101010101

// next goes to the next row.
func (s *scanner) next(*rows) ([]string, bool) {
	const low7, high = 0x7F * everyByte, 0x80 * everyByte
	text := s.text[:len(s.text)+scanPad]
	end := len(s.text)
	delim, delims := s.delim, everyByte*uint64(s.delim)
	bounds, before := s.bounds, s.ascii && delim < '-' && delim != ' '
	for s.pos < end {
		row := s.pos
		from, i, n := row, row, 0
		s.same = s.lead > 0 && row+s.lead <= end && window(text, row, row+s.lead) == window(text, s.row, s.row+s.lead)
		if s.same {
			from, i, n = row+s.lead, row+s.lead, s.leading
		}
		s.row, s.rowLine, s.broken = row, s.line, false
		first := n
		last, quoted := -1, -1
	words:
		for {
			w := binary.LittleEndian.Uint64(text[i:])
			// The high bit of each byte that is one of the three signs, or may be: in ASCII
			// it is quicker to look for what lies before the hyphen and is no blank.
			var m uint64
			if before {
				m = ((w ^ everyByte*' ') + low7) &^ ((w | high) - everyByte*'-') & high
			} else {
				a, b, c := w^delims, w^(everyByte*'\n'), w^(everyByte*'"')
				m = ^(((a&low7+low7)|a)&((b&low7+low7)|b)&((c&low7+low7)|c) | low7)
			}
			for ; m != 0; m &= m - 1 {
				bit := bits.TrailingZeros64(m)
				k := i + bit>>3
				sign := byte(w >> (bit &^ 7))
				if sign != delim && sign != '"' && sign != '\n' {
					continue
				}
				if sign == '"' {
					if k != from || n >= len(bounds) {
						s.odd = true
						return nil, false
					}
					to, after, ok := s.quoted(text[:end], k, n)
					if !ok {
						s.odd = true
						return nil, false
					}
					if quoted < 0 {
						quoted = n
					}
					bounds[n] = bound{int32(k + 1 - row), int32(to - row), true}
					n++
					if text[after] == delim {
						from, i = after+1, after+1
						continue words
					}
					if text[after] == '\r' {
						after++
					}
					last, from = after, -1
					break words
				}
				if n >= len(bounds) {
					s.odd = true
					return nil, false
				}
				bounds[n] = bound{int32(from - row), int32(k - row), false}
				n++
				if sign == '\n' {
					last = k
					break words
				}
				from = k + 1
			}
			i += 8
		}
		if from >= 0 {
			b := &bounds[n-1]
			if b.to > b.from && text[last-1] == '\r' {
				b.to--
			}
			if n == 1 && b.to == 0 { // csv passes blank lines over
				s.pos, s.line, s.lead = last+1, s.line+1, 0
				continue
			}
		}
		cells := s.cells[:n]
		for i := first; i < n; i++ {
			cells[i] = window(text, row+int(bounds[i].from), row+int(bounds[i].to))
		}
		for _, u := range s.unquoted {
			cells[u.cell] = u.text
		}
		s.unquoted, s.n = s.unquoted[:0], n
		if !s.same {
			s.lead = 0
			if n > s.leading && s.leading > 0 && (quoted < 0 || quoted >= s.leading) {
				s.lead = int(bounds[s.leading-1].to) + 1
			}
		}
		if last-s.row > maxLine {
			s.odd = true
			return nil, false
		}
		s.pos = last + 1
		s.line++
		if s.broken {
			s.line = s.rowLine + bytes.Count(text[s.row:s.pos], []byte("\n"))
		}
		return cells, true
	}
	return nil, false
}

func window(text []byte, from, to int) string {
	return unsafe.String(unsafe.SliceData(text[from:]), to-from)
}

// quoted reads the n-th cell, which begins with the quotation mark at k: to is
// where its text ends, after the place of the sign behind it.
func (s *scanner) quoted(text []byte, k, n int) (to, after int, ok bool) {
	escaped := false
	for at := k + 1; ; {
		next := bytes.IndexByte(text[at:], '"')
		if next < 0 || at+next+1 >= len(text) {
			return 0, 0, false
		}
		at += next + 1
		switch c := text[at]; {
		case c == '"':
			escaped = true
			at++
			continue
		case c == s.delim || c == '\n' || c == '\r' && text[at+1] == '\n':
		default:
			return 0, 0, false
		}
		cell := window(text, k+1, at-1)
		if broken := strings.IndexByte(cell, '\n') >= 0; broken || escaped {
			s.broken = s.broken || broken
			s.unquoted = append(s.unquoted, rewritten{n, strings.ReplaceAll(strings.ReplaceAll(cell, "\r\n", "\n"), `""`, `"`)})
		}
		return at - 1, at, true
	}
}

// at is the place of a cell of the row, its column in characters; of the last
// cell's line where there is no such cell.
func (s *scanner) at(i int) (line, col int) {
	outside := i < 0 || i >= s.n
	if outside {
		i = s.n - 1
	}
	from, to := s.row, s.row+int(s.bounds[i].from)
	if s.bounds[i].quoted {
		to--
	}
	line = s.rowLine
	if s.broken {
		line += bytes.Count(s.text[from:to], []byte("\n"))
		from += bytes.LastIndexByte(s.text[from:to], '\n') + 1
	}
	switch {
	case outside:
		return line, 0
	case s.ascii:
		return line, to - from + 1
	}
	return line, utf8.RuneCount(s.text[from:to]) + 1
}

func asciiBytes(text []byte) bool {
	for ; len(text) >= 32; text = text[32:] {
		a, b := binary.LittleEndian.Uint64(text), binary.LittleEndian.Uint64(text[8:])
		c, d := binary.LittleEndian.Uint64(text[16:]), binary.LittleEndian.Uint64(text[24:])
		if (a|b|c|d)&(everyByte<<7) != 0 {
			return false
		}
	}
	for _, b := range text {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
