package templates

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"tradebrief/data/diag"
)

// charAt is the character at a place, counted from the text as an editor does.
func charAt(text string, p diag.Pos) rune {
	lines := strings.Split(text, "\n")
	if p.Line < 1 || p.Line > len(lines) {
		return -1
	}
	runes := []rune(lines[p.Line-1] + "\n")
	if p.Col < 1 || p.Col > len(runes) {
		return -1
	}
	return runes[p.Col-1]
}

// checkPlaces compares every character of a scalar with the one at its place.
// A blank or a line break may come from a fold, any character from an escape.
func checkPlaces(t *testing.T, text string, s Scalar) {
	t.Helper()
	for i, r := range s.Value {
		c := charAt(text, s.PosAt(i))
		switch {
		case c == r:
		case c == '\\' || r == '\'' && c == '\'':
		case (r == ' ' || r == '\n') && (c == '\n' || c == '\r'):
		default:
			t.Fatalf("%q: character %q at %d of %q is said to stand at %v, where %q stands", text, r, i, s.Value, s.PosAt(i), c)
		}
	}
}

// scalarsOf collects the values of a document with their places; ok is false
// where the source and the value did not agree.
func scalarsOf(t *testing.T, src *source) []Scalar {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(src.text), &doc); err != nil {
		return nil
	}
	var list []Scalar
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode && n.Value != "" {
			list = append(list, src.scalar(n))
		}
		for _, c := range n.Content {
			walk(c)
		}
	}
	walk(&doc)
	return list
}

// TestPlacesInOneLongLine of two million blanks, which are not looked at again for
// each of them.
func TestPlacesInOneLongLine(t *testing.T) {
	const width = 2_000_000
	for _, quote := range []string{`"`, `'`} {
		text := "a: " + quote + strings.Repeat(" ", width) + "x" + quote
		list := scalarsOf(t, newSource("x", text))
		if at := list[len(list)-1].PosAt(width); at.Line != 1 || at.Col != width+5 {
			t.Errorf("in %s: x stands at %v, want 1:%d", quote, at, width+5)
		}
	}
}

func TestPlacesOfEveryStyle(t *testing.T) {
	tests := []struct {
		name, text, value string
		word              string // of the value
		line, col         int    // of the word
	}{
		{"plain", "a: Exports rose 国 15.9%", "Exports rose 国 15.9%", "15.9", 1, 19},
		{"plain over lines", "a: Exports\n  rose\n\n  again", "Exports rose\nagain", "again", 4, 3},
		{"single", "a: 'it''s 国 here'", "it's 国 here", "here", 1, 13},
		{"single over lines", "a: 'one\n  two  \n\n\n  three'", "one two\n\nthree", "three", 5, 3},
		{"double", `a: "a \"b\" \u56fd\t\x41 end"`, "a \"b\" 国\tA end", "end", 1, 26},
		{"double over lines", "a: \"one \\\n   two\n  three\\n four\"", "one two three\n four", "four", 3, 11},
		{"literal", "a: |\n  one\n   two\n\n  three\n", "one\n two\n\nthree\n", "three", 5, 3},
		{"literal, stripped, comment", "a: |- # note\n    one\n    two\n\n", "one\ntwo", "two", 3, 5},
		{"literal, kept", "a: |+\n  one\n\n\n", "one\n\n\n", "one", 2, 3},
		{"literal, explicit", "x:\n  a: |2\n      one\n    two\n", "  one\ntwo\n", "two", 4, 5},
		{"literal, leading empty lines", "a: |\n\n  \n  one\n", "\n\none\n", "one", 4, 3},
		{"folded", "a: >\n  one\n  two\n\n  three\n    four\n  five\n", "one two\nthree\n  four\nfive\n", "five", 7, 3},
		{"folded, stripped", "a: >-\n  one\n  two {{exports}}\n", "one two {{exports}}", "exports", 3, 9},
		{"carriage returns", "a: |\r\n  one\r\n  two\r\nb: c\r\n", "one\ntwo\n", "two", 3, 3},
		{"anchor and tag", "a: &x !!str # note\n  'one two'", "one two", "two", 2, 8},
		{"in a flow list", "a: [one, \"two\", thr ee]", "thr ee", "ee", 1, 21},
		{"long", "a: " + strings.Repeat("one 国 ", 200) + "two", strings.Repeat("one 国 ", 200) + "two", "two", 1, 1204},
		{"long, folded", "a: >-\n  " + strings.Repeat("国one ", 200) + "\n  two", strings.Repeat("国one ", 200) + " two", "two", 3, 3},
		{"document of one text", "one two", "one two", "two", 1, 5},
		{"literal in a list", "- |\n  one\n  two\n- b\n", "one\ntwo\n", "two", 3, 3},
		{"literal as a whole", "--- |\n one\n two\n", "one\ntwo\n", "two", 3, 2},
	}
	for _, test := range tests {
		src := newSource("x", test.text)
		found := false
		for _, s := range scalarsOf(t, src) {
			checkPlaces(t, test.text, s)
			if s.Value != test.value {
				continue
			}
			found = true
			got := s.PosAt(strings.Index(s.Value, test.word))
			if got.Line != test.line || got.Col != test.col {
				t.Errorf("%s: %q stands at %v, want %d:%d", test.name, test.word, got, test.line, test.col)
			}
			if s.PosAt(0) != s.Pos && s.Value[0] != '\n' {
				t.Errorf("%s: the value begins at %v, its Pos is %v", test.name, s.PosAt(0), s.Pos)
			}
		}
		if !found {
			t.Errorf("%s: the value %q was not found", test.name, test.value)
		}
	}
}

// Whatever YAML reads, every character has its place.
func FuzzPlaces(f *testing.F) {
	for _, s := range []string{
		"a: b", "a: \"b\\n \\\n  c\\u1234\"", "a: 'b''\n\n c '", "- >+1\n   a\n  b\n\n", "- |2-\n    a\n   b", "&a?b", "a: b\n  c\n\n  d # e", "? a\n: b",
		"a: &x !!str\n  'b'", "{a: [b, 'c', \"d\"]}", "a: |\n\tb\n", "a: >\n\n  b\n   c\n  d\n", "\"a\\\r\n  b\"", "a:\n  - b c\n  - 国 한국 😀 x", "a: 'x\t \n y'",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 || !utf8.ValidString(text) || strings.ContainsAny(text, "\u0085\u2028\u2029\ufeff\u0000") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") {
			return
		}
		var problems diag.List
		src, ok := readSource("x", []byte(text), &problems)
		if !ok {
			return
		}
		for _, s := range scalarsOf(t, src) {
			checkPlaces(t, text, s)
		}
	})
}

func TestSourceCountsLikeAnEditor(t *testing.T) {
	long := strings.Repeat("国", 1000) + "x\n" + strings.Repeat("a", 600) + "é\u2028b\u0085c\nd"
	src := newSource("f", long)
	line, col := 1, 1
	for i, r := range long {
		if got := src.pos(i); got.Line != line || got.Col != col {
			t.Fatalf("byte %d is said to stand at %v, want %d:%d", i, got, line, col)
		}
		col++
		if r == '\n' {
			line, col = line+1, 1
		}
	}
	yamlLine, yamlCol := 1, 1
	for i, r := range long {
		if got := src.offset(yamlLine, yamlCol); got != i {
			t.Fatalf("YAML's %d:%d is said to be byte %d, want %d", yamlLine, yamlCol, got, i)
		}
		yamlCol++
		if r == '\n' || r == '\u2028' || r == '\u0085' {
			yamlLine, yamlCol = yamlLine+1, 1
		}
	}
}
