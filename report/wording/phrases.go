package wording

import "strings"

// entry is what the lexicon says of a phrase.
type entry struct {
	kind     Kind
	sense    string
	sign     int8
	value    int64
	name     string // of a unit
	currency bool
	when     func(s *scanner, from, to int) bool // nil: always
}

// trie holds phrases by their words. Beside words a phrase may hold
//
//	#   a number in digits or words
//	@   an ordinal: third, 3rd
//	~   at most one adverb: largely, in part
//	%   month, quarter, year and their plurals
type trie struct {
	next  map[string]*trie
	entry *entry
}

// add enters phrases, separated by semicolons; a/b is either word, a? may be
// left out.
func (t *trie) add(e entry, phrases string) {
	for phrase := range strings.SplitSeq(phrases, ";") {
		t.insert(&e, strings.Fields(phrase))
	}
}

func (t *trie) insert(e *entry, words []string) {
	if len(words) == 0 {
		t.entry = e
		return
	}
	w, optional := strings.CutSuffix(words[0], "?")
	if optional {
		t.insert(e, words[1:])
	}
	for form := range strings.SplitSeq(w, "/") {
		if t.next == nil {
			t.next = map[string]*trie{}
		}
		if t.next[form] == nil {
			t.next[form] = &trie{}
		}
		t.next[form].insert(e, words[1:])
	}
}

// words calls f with each word of the phrases.
func (t *trie) words(f func(string)) {
	for w, next := range t.next {
		f(w)
		next.words(f)
	}
}

// match finds the longest phrase that begins with the i-th token and may stand
// there. The value is that of its number or ordinal.
func (t *trie) match(s *scanner, i int) (*entry, int, Value) {
	return t.walk(s, i, i, Value{})
}

func (t *trie) walk(s *scanner, from, i int, v Value) (best *entry, end int, value Value) {
	if t.entry != nil && i > from && (t.entry.when == nil || t.entry.when(s, from, i)) {
		best, end, value = t.entry, i, v
	}
	if t.next == nil || i >= len(s.tokens) || i > from && s.tokens[i].gap == line {
		return best, end, value
	}
	try := func(next *trie, to int, v Value) {
		if e, n, nv := next.walk(s, from, to, v); n > end {
			best, end, value = e, n, nv
		}
	}
	tok := &s.tokens[i]
	if next := t.next[tok.w]; next != nil && tok.class != link {
		try(next, i+1, v)
	}
	if next := t.next["#"]; next != nil {
		if n, to := s.count(i); to > 0 {
			try(next, to, n)
		}
	}
	if next := t.next["@"]; next != nil {
		if n, to := s.ordinal(i); to > 0 {
			try(next, to, whole(n))
		}
	}
	if next := t.next["~"]; next != nil {
		try(next, i, v)
		switch {
		case english.adverbs[tok.w] || len(tok.w) > 4 && strings.HasSuffix(tok.w, "ly"):
			try(next, i+1, v)
		case tok.w == "in" && (s.w(i+1) == "part" || s.w(i+1) == "large" && s.w(i+2) == "part"):
			to := i + 2
			if s.w(i+1) == "large" {
				to++
			}
			try(next, to, v)
		}
	}
	if next := t.next["%"]; next != nil && english.periods[tok.w] {
		try(next, i+1, v)
	}
	return best, end, value
}

// ordinal reads third or 3rd.
func (s *scanner) ordinal(i int) (int64, int) {
	if n := english.ordinals[s.w(i)]; n > 0 {
		return n, i + 1
	}
	if d := s.small(i, 99); d > 0 && s.glued(i+1) {
		switch s.w(i + 1) {
		case "st", "nd", "rd", "th":
			return int64(d), i + 2
		}
	}
	return 0, 0
}

// phrase reads what the lexicon lists. A word within a compound is no phrase of
// its own: export-led, peak-time.
func (s *scanner) phrase(i int) (Mark, int) {
	t := s.tok(i)
	if t.class == point || t.class == link || t.gap == hyphen && !english.prefixes[s.w(i-1)] {
		return Mark{}, 0
	}
	e, n, v := english.phrases.match(s, i)
	if n == 0 || s.compound(n) && !english.suffixes[s.w(n)] {
		return Mark{}, 0
	}
	m := Mark{Kind: e.kind, Sense: e.sense, Sign: e.sign, Value: v}
	if e.value != 0 {
		m.Value = whole(e.value)
	}
	return m, n
}
