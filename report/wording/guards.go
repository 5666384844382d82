package wording

import "strings"

// The guards decide by the words around a phrase whether it says what it seems
// to: the phrase is the tokens from up to to.

func notBefore(words string) func(*scanner, int, int) bool {
	not := set(words)
	return func(s *scanner, from, to int) bool { return !not[s.w(to)] }
}

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

// record keeps the record that is a height: not on record, a track record, to
// record a surplus.
func record(s *scanner, from, to int) bool {
	if s.w(to-1) != "record" && s.w(from) != "record" {
		return true
	}
	before, next := s.w(from-1), s.w(to)
	if s.w(from) != "record" {
		before = s.w(from)
		if before == "a" || before == "new" {
			switch next {
			case "of":
				return s.tok(to+1).class != word || english.currencies[s.w(to+1)] || s.w(to+1) == "US"
			case "keeping", "date", "number", "linkage", "label", "holder":
				return false
			}
		}
		return true
	}
	switch before {
	case "on", "track", "to", "not", "will", "may", "can", "could", "should", "must", "of", "would", "public", "they", "we", "which", "that", "who", "also", "safety", "criminal", "each", "every":
		return false
	}
	if before == "the" && !english.quantities[next] && next != "set" {
		return to-from > 1 // the record may be the whole history
	}
	if english.quantities[next] || s.tok(to).class != word || s.tok(to-1) != s.tok(from) {
		// Countries record exports: after a plural it is the verb.
		return !(strings.HasSuffix(before, "s") && before != "'s" && len(before) > 3) || to-from > 1
	}
	switch before {
	case "a", "an", "new", "its", "previous", "another", "this", "at", "'s", "time", "near":
		return next != "of" || s.tok(to+1).class != word
	}
	return false
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

// multiple keeps twice and doubled where they compare: not twice a month.
func multiple(s *scanner, from, to int) bool {
	if strings.HasSuffix(s.w(to-1), "fold") || s.w(to-1) == "fold" {
		return s.within(from, to, 3, s.about) || s.w(from-1) == "than"
	}
	switch s.w(to) {
	case "a", "per", "each", "every", "weekly", "yearly", "monthly", "in", "during", "counting", "counted", "over", "check", "checked", "taxation":
		return to-from > 1 || s.w(to) == "in" && s.w(from) != "twice" || s.w(to) == "over" && s.w(from) != "twice" || (s.w(to) == "during" || s.w(to) == "each" || s.w(to) == "every") && s.w(from) != "twice"
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
		if english.seasons[before] || s.yearAt(to) != 0 && s.w(to) != "" {
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

// upDown keeps up and down before a figure: up 15.9%, down on the month.
func upDown(s *scanner, from, to int) bool {
	if s.tok(to).class == digits || s.tok(to).class == point && s.tok(to).gap == space && s.w(to) != "(" && s.w(to) != "–" {
		return s.w(to) != "."
	}
	switch w := s.w(to); w {
	case "by", "from", "on", "slightly", "sharply", "nearly", "almost", "about", "over", "around", "just", "some", "strongly", "significantly", "marginally", "modestly", "more":
		if w == "from" || w == "on" || w == "by" {
			// set up by, made up by; but: was up by 5%, prices, up from
			switch s.w(from - 1) {
			case "set", "made", "make", "taken", "drawn", "follow", "catch", "built", "picked", "backed", "broken", "laid", "put", "handed", "held", "slowed":
				return false
			}
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

// causal keeps the words of cause that are no term of something else.
func causal(s *scanner, from, to int) bool {
	switch w := s.w(to - 1); {
	case w == "driving":
		return (s.w(to) == "the" || s.w(to) == "up" || s.w(to) == "down" || english.quantities[s.w(to)]) && english.common[s.w(from-1)]
	case s.w(from) == "causes" || s.w(from) == "caused":
		return s.w(from-1) != "the" || s.w(from) == "caused" || w == "of"
	case s.w(from) == "result" || s.w(from) == "results":
		switch s.w(from) {
		case "result", "results":
			if w == "in" || w == "from" {
				// The results in Table 3, the results from the survey.
				return s.w(from-1) != "the" && s.w(from-1) != "these" && !s.tok(from).capital
			}
		}
		return w != "of" || s.w(from-1) == "a" || s.w(from-1) == "the"
	case s.w(from) == "the" && s.w(from+1) == "result":
		return s.w(to) != "the" || s.w(to+1) != "survey"
	case w == "to" && (s.w(from) == "leading" || s.w(from) == "lead"):
		return true
	case s.w(from) == "hit" || s.w(from) == "weighed":
		return true
	case s.w(from) == "in" && s.w(from+1) == "response":
		switch s.w(to) {
		case "the", "a", "this", "questions", "question":
			return s.w(to+1) != "survey" && s.w(to+1) != "questionnaire" && s.w(to) != "questions"
		}
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

func notList(s *scanner, from, to int) bool {
	if s.w(from) == "led" || s.w(from) == "headed" {
		// A party led by a person is no contribution.
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
	case "appears", "appear", "appeared":
		return true
	case "potentially":
		return true
	}
	return true
}

func likelihood(s *scanner, from, to int) bool {
	switch s.w(from) {
	case "remote":
		return to-from > 1 || s.w(from-1) == "is" && s.tok(to).class == point
	case "even":
		return true
	}
	return s.w(from-1) != "how"
}

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

func plainNoun(s *scanner, from, to int) bool { return true }
