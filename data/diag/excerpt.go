package diag

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Longer lines are shown as a window around the column: a file may be one line
// of 300 MB. window is its width in columns where nothing is known of the
// terminal, maxWindow the widest that is of use.
const (
	window    = 120
	maxWindow = 300
)

// maxKept is the characters of a line that an excerpt keeps, so that the widest
// window around the column can be cut from it.
const maxKept = 2*maxWindow + 2

// maxLine bounds what an excerpt may cost to find. A longer line has no
// excerpt; the position still says where it is.
const maxLine = 1 << 20

// Excerpts fills in the source line of every problem that has a line of text. Files
// that open cannot give are left without an excerpt: the position still helps.
func (l List) Excerpts(open func(file string) (io.ReadCloser, error)) {
	wanted := map[string]map[int]string{}
	type line struct {
		file string
		n    int
	}
	unshown := map[line]bool{} // also to a problem that stands beside the secret
	for _, p := range l {
		if p.Unshown {
			unshown[line{p.Pos.File, p.Pos.Line}] = true
		}
	}
	for _, p := range l {
		if p.Pos.Line > 0 && p.Pos.Cell == "" && !unshown[line{p.Pos.File, p.Pos.Line}] {
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
		if line := wanted[p.Pos.File][p.Pos.Line]; p.Pos.Cell == "" && line != "" && utf8.ValidString(line) {
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

// cut keeps the characters around a column that a window may show.
func cut(line string, col int) (string, int) {
	runes := []rune(line)
	col = min(col, len(runes)+1)
	if len(runes) <= maxKept {
		return line, col
	}
	from := max(0, min(col-maxKept/2, len(runes)-maxKept))
	return string(runes[from : from+maxKept]), col - from
}

// fit cuts a line to a window of that many columns around the character at col,
// with signs where it was cut.
func fit(line string, col, room int) (string, int) {
	runes := []rune(line)
	places := make([]int, len(runes)+1) // the column at which each character begins
	for i, r := range runes {
		places[i+1] = places[i] + width(r, places[i])
	}
	total := places[len(runes)]
	if total <= room {
		return line, col
	}
	at := places[max(0, min(col-1, len(runes)))]
	left := max(0, min(at+1-room/2, total-room))
	from := 0
	for places[from] < left {
		from++
	}
	to := from
	for to < len(runes) && places[to+1]-places[from] <= room {
		to++
	}
	s := string(runes[from:to])
	if from > 0 {
		s = "…" + s
		if col > 0 {
			col -= from - 1
		}
	}
	if to < len(runes) {
		s += "…"
	}
	return s, col
}

// width is the columns that a terminal gives a character which begins at a
// column: two for the wide ones of East Asia, none for marks that combine.
func width(r rune, column int) int {
	switch {
	case r == '\t':
		return 8 - column%8
	case r >= 0x1100 && (r <= 0x115F || r >= 0x2E80 && r <= 0xA4CF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE6F || r >= 0xFF00 && r <= 0xFF60 || r >= 0xFFE0 && r <= 0xFFE6 || r >= 0x1F300 && r <= 0x1F9FF || r >= 0x20000 && r <= 0x3FFFD):
		return 2
	case r == '\u200B' || r == '\u200D' || unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	}
	return 1
}

// caretPad is blanks up to the character at col. It repeats the tabs of the
// line: how wide they are, the terminal decides.
func caretPad(line string, col int) string {
	var b strings.Builder
	n := 1
	for _, r := range line {
		if n >= col {
			break
		}
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteString("  "[:width(r, 0)])
		}
		n++
	}
	return b.String()
}
