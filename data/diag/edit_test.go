package diag

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestApply(t *testing.T) {
	for _, c := range []struct {
		name, text string
		edits      []Edit
		want       string
		err        error
	}{
		{"nothing", "a: b\n", nil, "a: b\n", nil},
		{"a word", "titel: x\n", []Edit{{at(1, 1), "titel", "title"}}, "title: x\n", nil},
		{"insertion and deletion", "a: b  \nc\n", []Edit{{at(2, 2), "", ": d"}, {at(1, 1), "a: b  \n", ""}}, "c: d\n", nil},
		{"columns count characters", "国: “x”\n", []Edit{{at(1, 4), "“", `"`}, {at(1, 6), "”", `"`}}, "国: \"x\"\n", nil},
		{"line ends and blanks stay", "a: 1 \r\nb: 2\r\n", []Edit{{at(2, 4), "2", "3"}}, "a: 1 \r\nb: 3\r\n", nil},
		{"a new line takes the line end of the file", "a: 1\r\n", []Edit{{at(1, 1), "", "version: 1\n"}}, "version: 1\r\na: 1\r\n", nil},
		{"byte order mark", "\uFEFFa: 1\n", []Edit{{at(1, 1), "a", "b"}}, "\uFEFFb: 1\n", nil},
		{"the end of a file without a line end", "a: 1", []Edit{{at(1, 5), "", "0"}}, "a: 10", nil},
		{"an edit twice", "a: 1\n", []Edit{{at(1, 1), "a", "b"}, {at(1, 1), "a", "b"}}, "b: 1\n", nil},
		{"neighbours", "ab\n", []Edit{{at(1, 1), "a", "x"}, {at(1, 2), "b", "y"}}, "xy\n", nil},
		{"another text", "a: 1\n", []Edit{{at(1, 1), "b", "c"}}, "", ErrMoved},
		{"no such line", "a: 1\n", []Edit{{at(3, 1), "", "c"}}, "", ErrMoved},
		{"no such column", "a: 1\nb\n", []Edit{{at(1, 6), "", "c"}}, "", ErrMoved},
		{"no place", "a: 1\n", []Edit{{at(0, 0), "", "c"}}, "", ErrMoved},
		{"overlap", "abc\n", []Edit{{at(1, 1), "ab", "x"}, {at(1, 2), "bc", "y"}}, "", ErrOverlap},
		{"two insertions at one place", "abc\n", []Edit{{at(1, 1), "", "x"}, {at(1, 1), "", "y"}}, "", ErrOverlap},
	} {
		got, err := Apply([]byte(c.text), c.edits)
		if string(got) != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: got %q and %v, want %q and %v", c.name, got, err, c.want, c.err)
		}
	}
}

func TestMeant(t *testing.T) {
	p := Errorf(Outline, at(3, 5), "unknown series %q", "exprts").Meant(at(3, 5), "exprts", "exports")
	if p.Hint != `did you mean "exports"?` || len(p.Fix) != 1 || p.Fix[0] != (Edit{at(3, 5), "exprts", "exports"}) {
		t.Errorf("hint %q, fix %v", p.Hint, p.Fix)
	}
	if p := Errorf(Outline, Pos{}, "unknown command").Meant(Pos{}, "biuld", "build"); p.Hint == "" || p.Fix != nil {
		t.Errorf("a word of no file has the fix %v", p.Fix)
	}
}

// FuzzApply holds an edit to its promise: taken back, it gives the same bytes.
func FuzzApply(f *testing.F) {
	f.Add("a: 1\r\nb: 国\n", 2, 4, 1, "x")
	f.Add("\uFEFFa", 1, 1, 0, "version: 1")
	f.Fuzz(func(t *testing.T, text string, line, col, n int, put string) {
		pos := Pos{File: "f", Line: line, Col: col}
		from := offsetOf([]byte(text), lineStarts([]byte(text)), pos)
		if from < 0 || n < 0 || n > len(text)-from || !utf8.ValidString(text) {
			return
		}
		old := text[from : from+n]
		if strings.ContainsAny(old+put, "\r\n") {
			return // half of a line end is not put back as it was
		}
		there, err := Apply([]byte(text), []Edit{{pos, old, put}})
		if err != nil {
			t.Fatal(err)
		}
		if back, err := Apply(there, []Edit{{pos, put, old}}); err == nil && string(back) != text {
			t.Fatalf("%q became %q and then %q", text, there, back)
		}
	})
}
