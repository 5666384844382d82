package wording

import "strings"

// The guards of the words of movement, and of those that say how strong one is.

// within reports whether a word near the phrase, at most n tokens before or
// after and in the same clause, satisfies f.
func (s *scanner) within(from, to, n int, f func(i int) bool) bool {
	for i := from - 1; i >= from-n && i >= 0 && s.tok(i).class != point; i-- {
		if f(i) {
			return true
		}
	}
	for i := to; i < to+n && i < len(s.tokens) && s.tok(i).class != point; i++ {
		if f(i) {
			return true
		}
	}
	return false
}

// about reports whether the i-th word names a movement, a comparison or a
// quantity.
func (s *scanner) about(i int) bool {
	return english.quantities[s.w(i)]
}

// moves keeps the words of movement that are about a quantity.
func moves(s *scanner, from, to int) bool {
	next, before := s.w(to), s.w(from-1)
	switch w := s.w(to - 1); w {
	case "rose", "grew", "fell", "rise", "grown", "grow":
		switch next {
		case "out", "ill", "apart", "behind", "short", "asleep", "through", "into", "under", "within", "outside", "victim":
			return false
		case "to":
			return s.w(to+1) != "the" || s.w(to+2) != "challenge" && s.w(to+2) != "occasion"
		}
	case "falls", "fall":
		switch next {
		case "into", "under", "within", "outside", "short", "behind", "on", "through":
			return false
		}
		if english.seasons[before] || s.yearAt(to) != 0 {
			return false
		}
	case "collapse", "crash", "boom", "spike", "surge", "slump", "plunge", "jump":
		// The collapse of a price, not of a state; exports collapse.
		if next == "of" || next == "in" {
			for i := to + 1; i < to+5 && s.tok(i).class != point && s.w(i) != "and"; i++ {
				if s.about(i) {
					return true
				}
			}
			return s.tok(to+1).class == digits // a surge of 10 per cent
		}
		for i := from - 1; i >= from-2; i-- {
			if s.about(i) {
				return true
			}
		}
		return before == "to" && next != "and" || s.tok(to).class == digits
	case "drop", "raised", "lost", "advanced", "gained", "reduced", "recovered", "improved", "recovery", "expansion", "lowered", "crashed", "collapsed", "jumped", "appreciated", "advances", "retreated", "dip", "contracts", "rallied", "sank", "sunk", "exploded", "climbing", "jumping", "deteriorated":
		if w == "contracts" || w == "reduced" && (next == "form" || next == "rate" || before == "the") {
			return false
		}
		return s.within(from, to, 4, s.about) || s.tok(to).class == digits || next == "by" || next == "from" || next == "$"
	}
	return true
}

// upDown keeps up and down before a figure: up 15.9%, down on the month; not made
// up 15.9% of exports, nor set up by.
func upDown(s *scanner, from, to int) bool {
	switch s.w(from - 1) {
	case "set", "made", "make", "makes", "making", "take", "takes", "taken", "took", "drawn", "follow", "catch", "built", "picked", "backed", "broken", "laid", "put", "handed", "held", "slowed":
		return false
	}
	if s.tok(to).class == digits || s.tok(to).class == point && s.tok(to).gap == space && s.w(to) != "(" && s.w(to) != "–" {
		return s.w(to) != "."
	}
	if to == len(s.tokens) || s.w(to) == "." {
		return s.stands(from - 1)
	}
	switch w := s.w(to); w {
	case "in":
		return s.stands(from-1) && s.monthAt(to+1) != 0
	case "by", "from", "on", "slightly", "sharply", "nearly", "almost", "about", "over", "around", "just", "some", "strongly", "significantly", "marginally", "modestly", "more":
		if w == "from" || w == "on" || w == "by" {
			return w != "on" || s.w(to+1) == "the" || s.w(to+1) == "a" || s.tok(to+1).class == digits || s.monthAt(to+1) != 0
		}
		return true
	}
	if english.currencies[s.w(to)] || s.w(to) == "US" && s.w(to+1) == "$" {
		return true
	}
	_, n := s.cardinal(to)
	return n > 0
}

// stands reports whether the word at i is a form of be: exports are up.
func (s *scanner) stands(i int) bool {
	switch s.w(i) {
	case "is", "are", "was", "were":
		return true
	}
	return false
}

// compared keeps higher and lower as comparisons: not higher education.
func compared(s *scanner, from, to int) bool {
	switch s.w(to) {
	case "education", "income", "house", "middle", "bound", "limit", "end", "court", "level", "ranking", "order", "learning", "value":
		return false
	}
	return !s.compound(to)
}

// ofMovement keeps an intensity word that stands with a movement, a comparison
// or a quantity: a strong rise, significantly higher; not a significant step.
func ofMovement(s *scanner, from, to int) bool {
	w := s.w(to - 1)
	if s.w(from-1) == "statistically" || s.w(from-1) == "most" && !strings.HasSuffix(w, "ly") {
		return false
	}
	if strings.HasSuffix(w, "ly") || w == "somewhat" || w == "little" || w == "bit" || s.w(from) == "well" {
		if s.w(from) == "well" {
			return true
		}
		if (s.w(from-1) == "only" || s.w(from-1) == "more") && english.moving[s.w(from-2)] {
			return true
		}
		if english.moving[s.w(from-1)] || english.moving[s.w(to)] || english.comparing[s.w(to)] {
			return true
		}
		return english.moving[s.w(to+1)] && s.tok(to).class == word
	}
	if before := s.w(from - 1); w == "slow" && (before == "to" || before == "will" || before == "would" || before == "could" || before == "may") {
		return false
	}
	// An adjective belongs to the noun after it, with at most two words between.
	for i := to; i < to+3 && s.tok(i).class == word && i < len(s.tokens); i++ {
		if english.movements[s.w(i)] {
			return true
		}
		if english.common[s.w(i)] {
			return false
		}
	}
	return false
}
