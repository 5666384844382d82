package templates

import (
	"sort"
	"unicode/utf8"

	"tradebrief/data/diag"
)

// source is one file with what it takes to turn the places that YAML reports
// into byte offsets, and byte offsets into the lines and columns of an editor.
// The two count lines differently: to YAML U+0085, U+2028 and U+2029 end a line.
type source struct {
	file      string
	text      string
	yamlLines []int // where each line starts, as YAML counts
	lines     []int // as editors count
	runes     []int // characters before every stride-th byte
}

// stride keeps the search for a column short in files that are one long line.
const stride = 32

func newSource(file, text string) *source {
	s := &source{file: file, text: text, yamlLines: []int{0}, lines: []int{0}}
	n := 0
	for i := 0; i < len(text); i++ {
		if i%stride == 0 {
			s.runes = append(s.runes, n)
		}
		c := text[i]
		if utf8.RuneStart(c) {
			n++
		}
		if c == '\n' {
			s.lines = append(s.lines, i+1)
		}
		// The break ends at its last byte; of CR LF that is the LF.
		if c == '\n' || c == '\r' && (i+1 == len(text) || text[i+1] != '\n') || c >= 0x80 && endsWideBreak(text, i) {
			s.yamlLines = append(s.yamlLines, i+1)
		}
	}
	s.runes = append(s.runes, n)
	return s
}

// endsWideBreak reports whether byte i is the last of U+0085, U+2028 or U+2029.
func endsWideBreak(text string, i int) bool {
	return i >= 1 && text[i-1] == 0xC2 && text[i] == 0x85 ||
		i >= 2 && text[i-2] == 0xE2 && text[i-1] == 0x80 && (text[i] == 0xA8 || text[i] == 0xA9)
}

// breakAt is the length in bytes of the line break at p, or 0.
func breakAt(text string, p int) int {
	if p >= len(text) {
		return 0
	}
	switch text[p] {
	case '\n':
		return 1
	case '\r':
		if p+1 < len(text) && text[p+1] == '\n' {
			return 2
		}
		return 1
	case 0xC2:
		if p+1 < len(text) && text[p+1] == 0x85 {
			return 2
		}
	case 0xE2:
		if p+2 < len(text) && text[p+1] == 0x80 && (text[p+2] == 0xA8 || text[p+2] == 0xA9) {
			return 3
		}
	}
	return 0
}

// characters counts those before the byte offset.
func (s *source) characters(offset int) int {
	k := offset / stride
	n := s.runes[k]
	for i := k * stride; i < offset; i++ {
		if utf8.RuneStart(s.text[i]) {
			n++
		}
	}
	return n
}

// offset finds the byte at YAML's line and column, both from 1.
func (s *source) offset(line, col int) int {
	if line < 1 || line > len(s.yamlLines) {
		return len(s.text)
	}
	want := s.characters(s.yamlLines[line-1]) + col - 1
	k := max(0, sort.Search(len(s.runes), func(i int) bool { return s.runes[i] > want })-1)
	p, n := k*stride, s.runes[k]
	for p < len(s.text) && (n < want || !utf8.RuneStart(s.text[p])) {
		if utf8.RuneStart(s.text[p]) {
			n++
		}
		p++
	}
	return min(p, len(s.text))
}

// pos is the place of a byte as an editor shows it.
func (s *source) pos(offset int) diag.Pos {
	offset = max(0, min(offset, len(s.text)))
	line := sort.SearchInts(s.lines, offset+1)
	return diag.Pos{File: s.file, Line: line, Col: s.characters(offset) - s.characters(s.lines[line-1]) + 1}
}

// line is the text of a line, from 1, as an editor shows it.
func (s *source) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	end := len(s.text)
	if n < len(s.lines) {
		end = s.lines[n] - 1
	}
	if end > s.lines[n-1] && s.text[end-1] == '\r' {
		end--
	}
	return s.text[s.lines[n-1]:end]
}
