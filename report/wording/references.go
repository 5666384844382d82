package wording

import "unicode/utf8"

// address reads a page, an address of mail, or a telephone.
func (s *scanner) address(i int) (Mark, int) {
	t := s.tok(i)
	if t.class == link {
		return Mark{Kind: Reference, Sense: Address}, i + 1
	}
	if t.class != digits {
		return Mark{}, 0
	}
	// 202-606-9900, 606-9900
	j := i
	for j < i+3 && s.compound(j+1) && s.tok(j+1).class == digits && plainDigits(s.w(j+1)) && plainDigits(s.w(j)) && len(s.w(j)) == 3 {
		j++
	}
	if j > i && len(s.w(j)) == 4 {
		return Mark{Kind: Reference, Sense: Address}, j + 1
	}
	return Mark{}, 0
}

// definition reads a unit that is told in another one: one tonne is 1,000
// kilograms. A price and a rate of exchange are figures.
func (s *scanner) definition(i int) (Mark, int) {
	j := i + 1
	if w := s.w(i); w != "a" && w != "an" {
		v, n := s.count(i)
		if one, ok := v.Int(); n == 0 || !ok || one != 1 {
			return Mark{}, 0
		}
		j = n
	}
	of, in := Mark{}, Mark{}
	n := s.unit(j, &of)
	switch s.w(n) {
	case "is", "equals", "=", "has", "contains", "holds":
	default:
		return Mark{}, 0
	}
	v, k := s.count(n + 1)
	if k == 0 {
		return Mark{}, 0
	}
	k = s.scaleAndUnit(k, &v, &in)
	for _, m := range []Mark{of, in} {
		if m.Unit == "" || m.Unit == Percent || m.Unit == Points || m.Unit == BasisPoints || m.Unit == "points" || m.Currency != "" {
			return Mark{}, 0
		}
	}
	return Mark{Kind: Reference, Sense: Measure}, k
}

// label reads a number that names a thing: HS 6703, Table 3, resolution 2397
// (2017), G20, 24/7, 8:30 a.m., 15th, [3].
func (s *scanner) label(i int) (Mark, int) {
	t := s.tok(i)
	m := Mark{Kind: Reference, Sense: Name}
	switch t.class {
	case point:
		if n := s.abroad(i); n > 0 {
			m.Sense = Address
			return m, n
		}
	case word:
		if _, n := s.currency(i); n > i {
			break
		}
		if l := english.labels[t.w]; l != 0 && t.gap != hyphen {
			if n := s.numbersAfter(i, l); n > 0 {
				m.Sense = l.sense()
				return m, n
			}
		}
		if english.telephones[t.w] {
			if n := s.telephone(i + 1); n > 0 {
				m.Sense = Address
				return m, n
			}
		}
		if t.w == "P" && s.w(i-1) == "&" && s.tok(i+1).class == digits {
			return m, i + 2 // S&P 500
		}
		// Q3 and H1 are times; other letters with digits are names.
		if next := s.tok(i + 1); next.class == digits && (s.glued(i+1) || next.gap == hyphen && t.capital && !english.currencies[s.text[t.from:t.to]] && s.monthAt(i) == 0) {
			if next.gap == hyphen && (t.w != s.text[t.from:t.to] || s.yearDigits(i+1) != 0) && !upper(s.text[t.from:t.to]) {
				return m, 0
			}
			j := i + 2
			for j < len(s.tokens) && (s.glued(j) || s.compound(j)) && s.tok(j).class != point {
				j++
			}
			return m, j
		}
	case digits:
		next := s.tok(i + 1)
		switch {
		case s.glued(i+1) && (next.w == "st" || next.w == "nd" || next.w == "rd" || next.w == "th"):
			return m, i + 2
		case s.glued(i+1) && next.w == ":" && s.glued(i+2) && s.tok(i+2).class == digits && len(s.w(i+2)) == 2, s.hour(i+1) && s.small(i, 12) > 0, s.hour(i+1) && s.clock(i):
			j := i + 1
			if next.w == ":" {
				j = i + 3
			}
			return m, s.hourEnd(j)
		case s.glued(i+1) && next.w == "/" && s.glued(i+2) && s.tok(i+2).class == digits && s.w(i) != "50" && s.w(i) != "1" && plainDigits(t.w) && len(t.w) <= 2 && plainDigits(s.w(i+2)):
			return m, i + 3
		case !parseDigits(t.w).OK() && len(t.w) < 18 && t.w[0] < utf8.RuneSelf: // 1.2.3
			return m, i + 1
		case s.numbersItem(i):
			m.Sense = Item
			return m, i + 1
		case s.w(i-1) == "[" && next.w == "]" || s.w(i-1) == "(" && next.w == ")" && t.to-t.from <= 2 && plainDigits(t.w) && s.lists(i-1):
			m.Sense = Item
			return m, i + 1
		case next.gap == hyphen && next.class == word && i+1 < len(s.tokens):
			// 10-year is a length, 5-percent a figure.
			var unit Mark
			v := Value{}
			if k := s.scaleAndUnit(i+1, &v, &unit); k > i+1 && !english.periods[next.w] && !(next.w == "working" || next.w == "business" || next.w == "trading") && !(s.compound(k) && s.tok(k).class == word) {
				break
			}
			if (s.w(i+2) == "high" || s.w(i+2) == "low") && english.periods[next.w] || next.w == "fold" {
				break
			}
			if next.w == "to" || next.w == "or" || next.w == "and" || next.w == "by" {
				if s.compound(i+2) && s.tok(i+2).class == digits {
					return m, i + 3 // 1-to-1
				}
				return m, i + 2 // 3- to 5-year
			}
			m.Sense = Length
			j := i + 2
			for s.compound(j) && s.tok(j).class == word || next.w == "working" && s.w(j) == "day" {
				j++
			}
			m.Value = parseDigits(t.w)
			return m, j
		}
	}
	return m, 0
}

// lists reports whether the bracket at i stands where one holds the number of an
// item: (1) at a beginning, after a comma or "and"; an age (45) stands elsewhere.
func (s *scanner) lists(i int) bool {
	before := s.tok(i - 1)
	return before.class == point || s.tok(i).gap == line || before.w == "and" || before.w == "or"
}

// telephone is the index after the groups of digits of a number to call.
func (s *scanner) telephone(i int) int {
	end := 0
	for j := i; j < i+16 && j < len(s.tokens); j++ {
		switch t := s.tok(j); {
		case t.class == digits:
			end = j + 1
		case t.class == point && (t.w == "+" || t.w == "(" || t.w == ")" || t.w == "-" || t.w == "." && j == i || t.w == ":" && j == i || t.w == "/" && s.glued(j)):
		default:
			return end
		}
	}
	return end
}

// abroad is the index after a number to call with the code of its country: +86 10
// 6519 4114, not the thousands of +1 443 500.
func (s *scanner) abroad(i int) int {
	if s.w(i) != "+" || !s.glued(i+1) || s.tok(i+1).class != digits || len(s.w(i+1)) > 3 {
		return 0
	}
	j, thousands := i+2, true
	for ; s.tok(j).class == digits && s.tok(j).gap != line && plainDigits(s.w(j)); j++ {
		thousands = thousands && len(s.w(j)) == 3
	}
	if j < i+4 || thousands {
		return 0
	}
	return j
}

// numbersItem reports whether the digits at i are the number of an item or a
// paragraph: they begin a line or follow a full sentence, and a sentence follows.
func (s *scanner) numbersItem(i int) bool {
	t, next, after := s.tok(i), s.tok(i+1), s.tok(i+2)
	if t.to-t.from > 3 || !plainDigits(t.w) || t.gap == glued || t.gap == hyphen || t.gap == space && (s.tok(i-1).class != point || s.tok(i-1).gap != glued) {
		return false
	}
	if (next.w == "." || next.w == ")") && next.gap == glued {
		return after.gap == space && (after.capital || t.gap == line)
	}
	return next.gap == space && next.capital && english.common[next.w] && s.opens(i)
}

func upper(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] < 'A' || 'Z' < w[i] {
			return false
		}
	}
	return true
}

// hour reports whether a.m. or a zone stands at i; hourEnd is the index after
// those.
func (s *scanner) hour(i int) bool {
	switch s.w(i) {
	case "am", "pm", "AM", "PM", "GMT", "UTC", "EST", "EDT", "CET":
		return true
	case "a", "p":
		return s.w(i+1) == "." && s.glued(i+1) && (s.w(i+2) == "m" || s.w(i+2) == "M") && s.glued(i+2)
	}
	return false
}

func (s *scanner) clock(i int) bool {
	w := s.w(i)
	return len(w) <= 5 && len(w) >= 3 && (plainDigits(w) || w[len(w)-3] == '.')
}

func (s *scanner) hourEnd(i int) int {
	for s.hour(i) {
		if w := s.w(i); w == "a" || w == "p" {
			i += 3
			if s.w(i) == "." && s.glued(i) && (s.hour(i+1) || !s.tok(i+1).capital && i+1 < len(s.tokens)) {
				i++
			}
		} else {
			i++
		}
		if s.w(i) == "," && s.hour(i+1) {
			i++
		}
	}
	return i
}

// numbersAfter is the index after the numbers that follow a label: 3, 2.1, 4a,
// 72–73, 2 and 3, 2397 (2017).
func (s *scanner) numbersAfter(i int, l label) int {
	j := i + 1
	for s.w(j) == "." && s.glued(j) && len(s.w(i)) <= 4 || s.w(j) == "chapter" || s.w(j) == "chapters" || s.w(j) == "heading" || s.w(j) == "headings" ||
		s.w(j) == "code" || s.w(j) == "codes" || l == codeLabel && s.yearDigits(j) != 0 && english.labels[s.w(j+1)] != 0 {
		j++
	}
	end := 0
	for {
		t := s.tok(j)
		if t.class == word && t.capital && t.to-t.from == 1 && (s.glued(j+1) && s.tok(j+1).class == digits || s.compound(j+1) && s.tok(j+1).class == digits) {
			j++ // Table A1
			t = s.tok(j)
		}
		if t.class == word && t.capital && t.to-t.from == 1 && s.w(j+1) == "." && s.glued(j+1) && s.glued(j+2) && s.tok(j+2).class == digits {
			j += 2 // Table A.1
			t = s.tok(j)
		}
		if t.class != digits || t.gap == line {
			break
		}
		if l.needsCapital() && !s.tok(i).capital && !s.ends(j+1) {
			break
		}
		var m Mark
		v := Value{}
		if n := s.scaleAndUnit(j+1, &v, &m); n > j+1 && !(s.glued(j+1) && s.tok(j+1).class == word && len(s.w(j+1)) == 1) {
			break // in part 15 per cent
		}
		j++
		if s.glued(j) && s.tok(j).class == word && len(s.w(j)) <= 2 {
			j++ // 4a
		}
		for s.w(j) == "(" && s.tok(j+1).class != point && s.w(j+2) == ")" && (s.glued(j) || s.yearDigits(j+1) != 0 && l == textLabel) {
			j += 3 // (2017), (a)
		}
		for s.compound(j) && s.tok(j).class == digits || s.w(j) == "." && s.glued(j) && s.glued(j+1) && s.tok(j+1).class == digits {
			j++
		}
		end = j
		switch w := s.w(j); {
		case (w == "–" || w == "—") && s.tok(j+1).class == digits, w == "/" && s.glued(j) && s.tok(j+1).class == digits:
			j++
		case (w == "and" || w == "to" || w == "or" || w == "&" || w == ",") && s.isMany(i, j):
			j++
			if s.w(j) == "and" || s.w(j) == "or" {
				j++
			}
		default:
			return end
		}
	}
	return end
}

// ends reports whether nothing that is counted stands at i: the clause ends.
func (s *scanner) ends(i int) bool {
	t := s.tok(i)
	return t.class == point || t.gap == line || !t.capital && english.common[t.w]
}

// isMany reports whether the label is in the plural, so that the numbers after
// "and" belong to it: Tables 2 and 3.
func (s *scanner) isMany(i, j int) bool {
	w := s.w(i)
	if w == "hs" {
		return !s.glued(i + 1)
	}
	return w != "" && (w[len(w)-1] == 's' || w == "pp" || w == "no") && s.tok(j).gap != line
}
