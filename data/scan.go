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
	cells        []string
	starts       []int32 // of the cells, in text; a quoted one begins at its sign
}

// scanPad is how far the scanner may look beyond the text.
const scanPad = 8

const everyByte = 0x0101010101010101

// next goes to the next row.
func (s *scanner) next(*rows) ([]string, bool) {
	const low7 = 0x7F * everyByte
	text := s.text[:len(s.text)+scanPad]
	end := len(s.text)
	delim, delims := s.delim, everyByte*uint64(s.delim)
	for s.pos < end {
		s.row, s.rowLine, s.broken = s.pos, s.line, false
		cells, starts := s.cells[:0], s.starts[:0]
		from, i := s.pos, s.pos
		last := -1
	words:
		for {
			w := binary.LittleEndian.Uint64(text[i:])
			// The high bit of each byte that is none of the three signs.
			a, b, c := w^delims, w^(everyByte*'\n'), w^(everyByte*'"')
			m := ^(((a&low7+low7)|a)&((b&low7+low7)|b)&((c&low7+low7)|c) | low7)
			for ; m != 0; m &= m - 1 {
				k := i + bits.TrailingZeros64(m)>>3
				switch text[k] {
				case delim:
					cells, starts = append(cells, window(text, from, k)), append(starts, int32(from))
					from = k + 1
				case '\n':
					last = k
					break words
				default:
					if k != from {
						s.odd = true
						return nil, false
					}
					cell, after, ok := s.quoted(text[:end], k)
					if !ok {
						s.odd = true
						return nil, false
					}
					cells, starts = append(cells, cell), append(starts, int32(from))
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
			}
			i += 8
		}
		if from >= 0 {
			to := last
			if to > from && text[to-1] == '\r' {
				to--
			}
			if to == s.row { // csv passes blank lines over
				s.pos, s.line = last+1, s.line+1
				continue
			}
			cells, starts = append(cells, window(text, from, to)), append(starts, int32(from))
		}
		s.cells, s.starts = cells, starts
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

// quoted reads the cell that begins with the quotation mark at k; after is the
// place of the sign behind it.
func (s *scanner) quoted(text []byte, k int) (cell string, after int, ok bool) {
	escaped := false
	for at := k + 1; ; {
		n := bytes.IndexByte(text[at:], '"')
		if n < 0 || at+n+1 >= len(text) {
			return "", 0, false
		}
		at += n + 1
		switch c := text[at]; {
		case c == '"':
			escaped = true
			at++
			continue
		case c == s.delim || c == '\n' || c == '\r' && text[at+1] == '\n':
		default:
			return "", 0, false
		}
		cell = window(text, k+1, at-1)
		if strings.IndexByte(cell, '\n') >= 0 {
			s.broken = true
			cell = strings.ReplaceAll(cell, "\r\n", "\n")
		}
		if escaped {
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		return cell, at, true
	}
}

// at is the place of a cell of the row, its column in characters; of the last
// cell's line where there is no such cell.
func (s *scanner) at(i int) (line, col int) {
	outside := i < 0 || i >= len(s.starts)
	if outside {
		i = len(s.starts) - 1
	}
	from, to := s.row, int(s.starts[i])
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
