package diag

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Edit is an exact change of a file's text: at Pos the file holds Old, and New
// takes its place. An empty Old inserts before the character at Pos, an empty
// New deletes.
type Edit struct {
	Pos      Pos
	Old, New string
}

// WithFix returns the problem with its one mend said twice: as a hint that an
// author can type, and as the edits that do the same. They are set together,
// because a hint that says one thing and a fix that does another are worse than
// neither.
func (p Problem) WithFix(edits []Edit, format string, args ...any) Problem {
	p = p.WithHint(format, args...)
	p.Fix = edits
	return p
}

// Meant returns the problem of a misspelt word with the word that was meant. at
// is the place of the word; where it is no place in a file there is only a hint.
func (p Problem) Meant(at Pos, word, meant string) Problem {
	var edits []Edit
	if at.Line > 0 {
		edits = []Edit{{at, word, meant}}
	}
	return p.WithFix(edits, "did you mean %q?", meant)
}

// Keys is a mapping of an outline that can take a further key: the place of its
// first one and what stands between two, a comma or a line break and the
// indentation. The zero Keys takes none.
type Keys struct {
	First   Pos
	Between string
}

// Insert writes keys with their values, in pairs, before the first key.
func (k Keys) Insert(pairs ...string) []Edit {
	if k.First.Line == 0 || len(pairs) == 0 {
		return nil
	}
	var b strings.Builder
	for i := 0; i+1 < len(pairs); i += 2 {
		b.WriteString(pairs[i] + ": " + pairs[i+1] + k.Between)
	}
	return []Edit{{Pos: k.First, New: b.String()}}
}

// Why an edit cannot be made.
var (
	ErrMoved   = errors.New("the text is no longer what it was")
	ErrOverlap = errors.New("two changes meet in one place")
)

// Apply makes edits of one file, in any order, and leaves every other byte as it
// was: line ends, a byte order mark, blanks at the ends of lines. The same edit
// twice is made once. A line break in Old or New is that of the file. The error is
// ErrMoved where Old does not stand at Pos, and ErrOverlap where two different
// edits touch; the text is then nil.
func Apply(text []byte, edits []Edit) ([]byte, error) {
	type cut struct {
		from, to int
		new      string
	}
	starts := lineStarts(text)
	crlf := bytes.Contains(text, []byte("\r\n"))
	var cuts []cut
	for _, e := range edits {
		from := offsetOf(text, starts, e.Pos)
		old, put := e.Old, e.New
		if crlf {
			old, put = windowsEnds(old), windowsEnds(put)
		}
		if from < 0 || !bytes.HasPrefix(text[from:], []byte(old)) {
			return nil, fmt.Errorf("%s: %w", e.Pos, ErrMoved)
		}
		cuts = append(cuts, cut{from, from + len(old), put})
	}
	slices.SortFunc(cuts, func(a, b cut) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), strings.Compare(a.new, b.new))
	})
	cuts = slices.Compact(cuts)
	var out []byte
	at := 0
	for i, c := range cuts {
		// Two insertions at one place are refused too: their order is not known.
		if i > 0 && (c.from < cuts[i-1].to || c.from == cuts[i-1].from) {
			return nil, ErrOverlap
		}
		out = append(out, text[at:c.from]...)
		out = append(out, c.new...)
		at = c.to
	}
	return append(out, text[at:]...), nil
}

// windowsEnds is a text with \r\n at the end of its lines.
func windowsEnds(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
}

// lineStarts is the byte at which each line begins. A byte order mark belongs to
// no line: positions do not count it.
func lineStarts(text []byte) []int {
	first := 0
	if bytes.HasPrefix(text, []byte("\uFEFF")) {
		first = len("\uFEFF")
	}
	starts := []int{first}
	for i, c := range text {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// offsetOf is the byte at a place, or -1 where the text has no such place. The
// place behind the last character of a line is one.
func offsetOf(text []byte, starts []int, p Pos) int {
	if p.Line < 1 || p.Line > len(starts) || p.Col < 1 {
		return -1
	}
	at := starts[p.Line-1]
	for range p.Col - 1 {
		if at == len(text) || text[at] == '\n' {
			return -1
		}
		_, size := utf8.DecodeRune(text[at:])
		at += size
	}
	return at
}
