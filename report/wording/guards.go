package wording

import "strings"

// The guards decide by the words around a phrase whether it says what it seems
// to: the phrase is the tokens from up to to.

// notBefore keeps a phrase unless one of the words follows: not the peak season.
func notBefore(words string) func(*scanner, int, int) bool {
	not := set(words)
	return func(s *scanner, from, to int) bool { return !not[s.w(to)] }
}

// notAfterMost keeps recent months: the most recent months are those that the data
// end with, in every edition.
func notAfterMost(s *scanner, from, to int) bool { return s.w(from-1) != "most" }

// quantified keeps superlatives that rank amounts: not the best available
// estimates.
func quantified(s *scanner, from, to int) bool {
	switch w := s.w(to - 1); w {
	case "best", "worst":
		next := s.w(to)
		if w == "worst" && s.since(to) {
			return true
		}
		return next == "since" || english.periods[next] || english.quantities[next] || next == "in" || next == "on" && s.w(to+1) == "record" || next == "performing" || next == "ever"
	case "greatest", "longest", "deepest", "widest", "least":
		return s.about(to) || s.about(to+1) || s.w(to) == "since" || s.w(to) == "in" || s.tok(to).class == point
	}
	switch s.w(to) {
	case "possible", "common", "priority", "priorities", "quality", "standard", "standards", "court", "authority", "importance", "bidder", "degree":
		return false
	}
	return true
}

// ofQuantity keeps most of and the majority of before what is measured or
// counted: most of the exports, not most of the evidence.
func ofQuantity(s *scanner, from, to int) bool {
	for i := to; i < to+4 && i < len(s.tokens) && s.tok(i).class != point; i++ {
		if s.about(i) || english.ranked[s.w(i)] || s.tok(i).class == digits {
			return true
		}
	}
	return false
}

// mostOfAll keeps "the most" as a quantity: the most since May, not the most
// likely.
func mostOfAll(s *scanner, from, to int) bool {
	switch w := s.w(to); w {
	case "since", "in", "of", "on", "at", "among", "by", "from", "to", "was", "were", "":
		return true
	}
	return s.tok(to).class == point || s.w(to) == "exports" || s.w(to) == "imports"
}

// mostNoun keeps "most" before the things counted: most exports, most countries.
func mostNoun(s *scanner, from, to int) bool {
	switch s.w(from - 1) {
	case "the", "at", "a", "is", "are", "was", "were", "be", "being":
		return false
	}
	w, next := s.w(to), s.w(to+1)
	return english.ranked[w] || english.quantities[w] && !english.moving[w] && !english.comparing[w] ||
		s.tok(to).class == word && !strings.HasSuffix(w, "ly") && (english.ranked[next] && strings.HasSuffix(next, "s"))
}

// record keeps the record that is a height: record exports, at a record; not on
// record, a track record, to record a surplus.
func record(s *scanner, from, to int) bool {
	before, next := s.w(from-1), s.w(to)
	switch before {
	case "its", "this", "at", "'s", "near":
		return next != "of"
	case "the": // which may be the whole history
		return english.quantities[next] || next == "set"
	case "on", "track", "to", "not", "will", "may", "can", "could", "should", "must", "of", "would", "public", "they", "we", "which", "that", "who", "also", "safety", "criminal", "each", "every":
		return false
	}
	// Countries record exports: after a plural it is the verb.
	plural := len(before) > 3 && strings.HasSuffix(before, "s")
	return !plural && (english.quantities[next] || s.tok(to).class != word)
}

// aRecord keeps "a record": not a record of decisions.
func aRecord(s *scanner, from, to int) bool {
	switch s.w(to) {
	case "of":
		return s.tok(to+1).class != word || english.currencies[s.w(to+1)] || s.w(to+2) == "$"
	case "keeping", "date", "number", "linkage", "label", "holder":
		return false
	}
	return true
}

// again keeps "for the third month" as a run: not the first, and not that of a
// year.
func again(s *scanner, from, to int) bool {
	n, _ := s.ordinal(from + 2)
	return n > 1 && s.w(to) != "of" && s.w(to) != "in" && !s.compound(to)
}

// topN keeps the top five as a rank: not the top 20% of households.
func topN(s *scanner, from, to int) bool {
	var m Mark
	var v Value
	return s.scaleAndUnit(to, &v, &m) == to
}

// topOf keeps top and leading as ranks: the top item, the leading supplier.
func topOf(s *scanner, from, to int) bool {
	if s.w(from) == "leading" && s.w(to) == "to" || s.w(to) == "of" || s.compound(to) {
		return false
	}
	switch s.w(from - 1) {
	case "the", "a", "'s", "its", "their", "as":
	default:
		return false
	}
	return english.ranked[s.w(to)] || s.w(to) == "trading" || s.w(to) == "export" || s.w(to) == "import"
}

// multiple keeps doubled and twofold where they compare: not double-counted.
func multiple(s *scanner, from, to int) bool {
	if strings.HasSuffix(s.w(to-1), "fold") || s.w(to-1) == "fold" {
		return s.within(from, to, 3, s.about) || s.w(from-1) == "than"
	}
	switch s.w(to) {
	case "a", "per", "weekly", "yearly", "monthly", "counting", "counted", "check", "checked", "taxation":
		return to-from > 1
	}
	return true
}

// double keeps double as a comparison: double the level, more than double.
func double(s *scanner, from, to int) bool {
	switch s.w(to) {
	case "counting", "counted", "taxation", "digit", "digits", "check", "edged", "decker":
		return false
	case "the", "that", "what", "its", "their", "in", "from", "last":
		return true
	}
	switch s.w(from - 1) {
	case "than", "nearly", "almost", "about", "roughly", "over":
		return true
	}
	return false
}

// nTimes keeps "n times" where it compares: rose 13.4 times, not five times a
// year.
func nTimes(s *scanner, from, to int) bool {
	switch s.w(to) {
	case "a", "per", "each", "in", "since", "between", "during", "over", "and", "before", "daily", "weekly", "this", "when":
		return strings.Contains(s.w(from), ".") && s.w(to) != "a"
	}
	return true
}

// halved keeps what multiplies: not several times a year, nor multiplied by a rate.
func halved(s *scanner, from, to int) bool {
	switch s.w(from) {
	case "many", "several":
		switch s.w(to) {
		case "more", "higher", "larger", "greater", "as", "the", "that", "its":
			return true
		}
		return false
	case "multiplied", "manifold":
		return s.w(to) != "by" && s.w(to) != "with"
	}
	return true
}

// causal keeps the words of cause that are no term of something else: not the
// results in Table 3, nor in response to the questionnaire.
func causal(s *scanner, from, to int) bool {
	first, last, before, next := s.w(from), s.w(to-1), s.w(from-1), s.w(to)
	switch {
	case last == "driving":
		return english.common[before] && (next == "the" || next == "up" || next == "down" || english.quantities[next])
	case first == "causes":
		return before != "the"
	case (first == "result" || first == "results") && (last == "in" || last == "from"):
		return before != "the" && before != "these" && !s.tok(from).capital
	case first == "result":
		return before == "a" || before == "the"
	case first == "in" && last == "to":
		return next != "question" && next != "questions" && s.w(to+1) != "survey" && s.w(to+1) != "questionnaire"
	}
	return true
}

// dueTo keeps "due to" before a noun: not due to be published.
func dueTo(s *scanner, from, to int) bool {
	switch s.w(to) {
	case "be", "expire", "take", "begin", "start", "open", "end", "publish", "report", "meet", "come", "close", "release", "vote", "visit", "hold", "enter", "appear", "arrive", "leave", "run":
		return false
	}
	return true
}

// notPersons keeps "led by" where it is arithmetic: growth led by exports, not a
// party led by a person.
func notPersons(s *scanner, from, to int) bool {
	if s.w(from) == "led" || s.w(from) == "headed" {
		return !(s.tok(to).capital && s.monthAt(to) == 0) || s.within(from, to, 4, s.about)
	}
	return true
}

// hedges keeps the words of doubt that are no permission, no name of a month and
// no past ability.
func hedges(s *scanner, from, to int) bool {
	w, next, before := s.w(from), s.w(to), s.w(from-1)
	switch w {
	case "may":
		if s.tok(from).capital {
			return false
		}
		skip := to
		if next == "not" || next == "also" || next == "only" {
			skip++
		}
		if english.persons[before] {
			return false // citizens may return
		}
		if s.w(skip) == "be" && english.permitted[s.w(skip+1)] || english.permitted[s.w(skip)] {
			return false
		}
		return true
	case "could":
		// So that banks could lend is a purpose, could not a past inability.
		for i := from - 1; i > from-8 && s.tok(i).class != point; i-- {
			if s.w(i) == "that" && s.w(i-1) == "so" {
				return false
			}
		}
		return next != "not" || s.w(to+1) == "have"
	case "suggest", "suggests", "suggested", "suggesting":
		// What people suggest is a proposal.
		for i := from - 1; i >= from-3; i-- {
			switch s.w(i) {
			case "member", "members", "participants", "participant", "analysts", "economists", "he", "she", "they", "who", "some", "several", "we", "minister", "officials":
				return false
			}
		}
		return !(w == "suggested" && (next == "citation" || next == "reading" || before == "the")) && s.w(from-2) != "name" && before != "name"
	}
	return true
}

// likelihood keeps the terms of a scale: not how likely, nor a remote region.
func likelihood(s *scanner, from, to int) bool {
	if to-from == 1 && s.w(from) == "remote" {
		return s.w(from-1) == "is" && s.tok(to).class == point
	}
	return s.w(from-1) != "how"
}

// confidence keeps that of an analyst: not consumer confidence, nor an interval.
func confidence(s *scanner, from, to int) bool {
	switch s.w(from - 1) {
	case "consumer", "business", "industrial", "investor", "economic", "%", "percent", "cent":
		return false
	}
	return s.w(to) != "interval" && s.w(to) != "intervals" && s.w(to) != "index" && s.w(to) != "level"
}

// confidenceAlone keeps a level of confidence that ends its clause: (moderate
// confidence).
func confidenceAlone(s *scanner, from, to int) bool {
	return confidence(s, from, to) && (s.tok(to).class == point || s.tok(to).gap == line)
}

// legal keeps the words of law: a threshold is breached too.
func legal(s *scanner, from, to int) bool {
	w := s.w(from)
	if strings.HasPrefix(w, "breach") && to-from == 1 {
		if s.within(to, to, 3, func(i int) bool {
			switch s.w(i) {
			case "resolution", "resolutions", "sanctions", "embargo", "law", "laws", "ban", "treaty", "agreement":
				return true
			}
			return false
		}) {
			return true
		}
		if s.tok(to).class != word && s.w(to) != "." && s.w(to) != "," {
			return false
		}
		return !s.within(to, to, 5, func(i int) bool {
			if t := s.tok(i + 1); t.class == digits || t.w == "$" {
				return true
			}
			switch s.w(i) {
			case "mark", "level", "threshold", "barrier", "ceiling", "target", "%", "limit", "end", "band", "range", "floor":
				return true
			}
			return false
		})
	}
	return true
}
