package locale

import (
	"slices"
	"testing"
)

// A house has its own words in any language, and the language itself keeps its own.
func TestWorded(t *testing.T) {
	for _, l := range all {
		house := l.Worded(map[string]string{"figure": "Chart {0}", "sources": "References", "unknown": "x"})
		if got := house.Say(Figure, "3"); got != "Chart\u00a03" {
			t.Errorf("%s: a figure is called %q", l.Tag, got)
		}
		if got := house.Say(Sources); got != "References" {
			t.Errorf("%s: sources are headed %q", l.Tag, got)
		}
		if house.Say(Table, "1") != l.Say(Table, "1") || l.Say(Sources) == "References" {
			t.Errorf("%s: other words changed", l.Tag)
		}
		if l.Worded(nil) != l {
			t.Errorf("%s: a house without words has a language of its own", l.Tag)
		}
	}
}

// What a house may word has one form, and its places are found.
func TestWordings(t *testing.T) {
	for _, w := range Wordings() {
		for _, l := range all {
			if lacks, strange := w.Places(w.Usual(l)); len(lacks)+len(strange) > 0 {
				t.Errorf("%s: %s lacks %v and has %v", l.Tag, w.Key, lacks, strange)
			}
		}
	}
	lacks, strange := Wordings()[0].Places("Chart {1} {1}")
	if !slices.Equal(lacks, []string{"{0}"}) || !slices.Equal(strange, []string{"{1}"}) {
		t.Errorf("lacks %v, strange %v", lacks, strange)
	}
}
