package diag

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// Lines longer than this are shown as a window around the column: a file may
// be one line of 300 MB.
const window = 120

// maxLine bounds what an excerpt may cost to find. A longer line has no
// excerpt; the position still says where it is.
const maxLine = 1 << 20

// Excerpts fills in the source line of every problem that has a line. Files
// that open cannot give are left without an excerpt: the position still helps.
func (l List) Excerpts(open func(file string) (io.ReadCloser, error)) {
	wanted := map[string]map[int]string{}
	for _, p := range l {
		if p.Pos.Line > 0 {
			if wanted[p.Pos.File] == nil {
				wanted[p.Pos.File] = map[int]string{}
			}
			wanted[p.Pos.File][p.Pos.Line] = ""
		}
	}
	for file, lines := range wanted {
		f, err := open(file)
		if err != nil {
			continue
		}
		readLines(f, lines)
		f.Close()
	}
	for i := range l {
		p := &l[i]
		if line := wanted[p.Pos.File][p.Pos.Line]; line != "" && utf8.ValidString(line) {
			p.Excerpt, p.Caret = cut(line, p.Pos.Col)
		}
	}
}

func readLines(f io.Reader, lines map[int]string) {
	last := 0
	for n := range lines {
		last = max(last, n)
	}
	r := bufio.NewReaderSize(f, 64<<10)
	for n := 1; n <= last; n++ {
		_, want := lines[n]
		line, err := readLine(r, want, n == last)
		if want {
			lines[n] = strings.TrimRight(line, "\r\n")
		}
		if err != nil {
			return
		}
	}
}

// readLine reads on to the end of the line; of the last one that is wanted only
// as much as is kept.
func readLine(r *bufio.Reader, keep, last bool) (string, error) {
	var b strings.Builder
	for {
		part, err := r.ReadSlice('\n')
		if keep && b.Len()+len(part) <= maxLine {
			b.Write(part)
		} else if keep {
			keep = false
			b.Reset()
			if last {
				return "", nil
			}
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return b.String(), err
		}
	}
}

func cut(line string, col int) (string, int) {
	runes := []rune(line)
	if col > len(runes)+1 {
		col = len(runes) + 1
	}
	if len(runes) <= window {
		return line, col
	}
	from := max(0, min(col-window/2, len(runes)-window))
	to := min(len(runes), from+window)
	s := string(runes[from:to])
	if from > 0 {
		s, col = "…"+s, col-from+1
	}
	if to < len(runes) {
		s += "…"
	}
	return s, col
}

// caretPad repeats the tabs of the line, so that the caret stands under its
// character, and gives a wide (CJK) character two columns.
func caretPad(line string, col int) string {
	var b strings.Builder
	n := 1
	for _, r := range line {
		if n >= col {
			break
		}
		switch {
		case r == '\t':
			b.WriteByte('\t')
		case r >= 0x1100 && (r <= 0x115F || r >= 0x2E80 && r <= 0xA4CF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE6F || r >= 0xFF00 && r <= 0xFF60 || r >= 0x1F300 && r <= 0x1F9FF):
			b.WriteString("  ")
		default:
			b.WriteByte(' ')
		}
		n++
	}
	return b.String()
}
