package codes

import (
	"strings"
	"unicode/utf8"
)

// Titles of the HS begin with the noun and qualify it behind semicolons and
// commas: "Meat of swine; fresh, chilled or frozen". A short name takes the noun
// and as many of its qualifiers as have room.

// aside begins what says little of the goods, or what they are not.
type aside struct {
	words string
	other bool // the goods are the others of their kind
	last  bool // a list of what they are not may follow it in further clauses
}

// asides: the rest of a clause from there on is left out, as "other than
// primates, whales" would leave whales.
var asides = [...]aside{
	{"other than", true, true}, {"n.e.c", true, false}, {"n.e.s", true, false}, {"not elsewhere", true, false}, {"excluding", false, true}, {"except", false, true},
	{"not including", false, true}, {"whether or not", false, false}, {"including", false, false}, {"i.e.", false, false}, {"e.g.", false, false}, {"of heading", false, false},
	{"of subheading", false, false}, {"in chapter", false, false}, {"in heading", false, false}, {"in subheading", false, false},
}

// loose are words that a name cannot end with.
var loose = map[string]bool{
	"and": true, "or": true, "of": true, "the": true, "for": true, "with": true, "in": true, "on": true, "to": true, "a": true, "an": true, "by": true, "from": true, "as": true, "not": true, "than": true, "other": true, "their": true, "whether": true, "containing": true, "kind": true, "no.": true, "exceeding": true, "being": true, "having": true, "more": true, "less": true, "at": true, "least": true, "suitable": true, "used": true, "its": true,
}

// Shorten makes a short name, of at most MaxShort characters, of a longer one
// in the manner of the HS. One that is short enough stays as it is.
func Shorten(name string) string {
	if utf8.RuneCountInString(name) <= MaxShort {
		return name
	}
	return shorten(name)
}

// shorten makes a short name of a title.
func shorten(title string) string {
	name, others, more := "", false, false
	for clause := range strings.SplitSeq(withoutBrackets(title), ";") {
		more = false // only what is left out of the clause at hand is told
		clause, aside := withoutAside(clause)
		others = others || aside.other
		for i, piece := range strings.Split(clause, ",") {
			piece = trimLoose(strings.TrimSpace(piece))
			join := ", "
			switch {
			case piece == "":
				continue
			case name == "":
				join = ""
			case i == 0 && strings.HasPrefix(piece, "of "):
				join = " "
			}
			room := MaxShort - utf8.RuneCountInString(name+join)
			if utf8.RuneCountInString(piece) <= room {
				name += join + piece
				continue
			}
			more = i > 0
			if room >= 12 {
				name += join + cut(piece, room)
			}
			break
		}
		if more || aside.last || strings.HasSuffix(name, "…") {
			break
		}
	}
	switch room := MaxShort - utf8.RuneCountInString(name); {
	case strings.HasSuffix(name, "…"): // a word is cut off already
	case more && room > 0:
		name += "…"
	case more:
		name = cut(name, MaxShort-1)
	case others && room >= len(", other") && !strings.HasSuffix(name, ", other"):
		name += ", other"
	}
	return name
}

// withoutAside cuts a clause off before its first aside.
func withoutAside(clause string) (kept string, found aside) {
	first := len(clause)
	for _, a := range asides {
		i := strings.Index(clause, a.words)
		for i > 0 && clause[i-1] != ' ' { // within a word
			next := strings.Index(clause[i+1:], a.words)
			if next < 0 {
				i = -1
				break
			}
			i += 1 + next
		}
		if i >= 0 && i < first {
			first, found = i, a
		}
	}
	return clause[:first], found
}

// withoutBrackets takes out what stands in brackets.
func withoutBrackets(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth = max(0, depth-1)
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// cut is a text of at most n characters, ended behind a word with "…" where it
// was longer.
func cut(s string, n int) string {
	s = trimLoose(s)
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	kept := ""
	for word := range strings.FieldsSeq(strings.TrimSuffix(s, "…")) {
		longer := strings.TrimPrefix(kept+" "+word, " ")
		if utf8.RuneCountInString(longer) > n-1 {
			break
		}
		kept = longer
	}
	if kept == "" { // one long word
		kept = string([]rune(s)[:n-1])
	}
	return trimLoose(kept) + "…"
}

// trimLoose takes from the end the words and signs that a name cannot end with.
func trimLoose(s string) string {
	for {
		t := strings.TrimRight(s, " ,;:")
		i := strings.LastIndexByte(t, ' ')
		if i > 0 && loose[t[i+1:]] {
			t = t[:i]
		}
		if t == s {
			return s
		}
		s = t
	}
}
