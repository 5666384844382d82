package wording

import "strconv"

// count reads a whole number in digits or in words.
func (s *scanner) count(i int) (Value, int) {
	if t := s.tok(i); t.class == digits {
		v, n := s.number(i)
		if !v.OK() || s.glued(n) && s.tok(n).class == word {
			return v, 0
		}
		return v, n
	}
	return s.cardinal(i)
}

// cardinal reads a number in words: three, twenty-five, one hundred and twenty
// thousand. The index is 0 where none begins at i.
func (s *scanner) cardinal(i int) (Value, int) {
	var total, part int64
	end, last := 0, int64(0)
	for j := i; j < min(len(s.tokens), i+12); j++ {
		t := s.tok(j)
		if j > i && t.gap != space && t.gap != hyphen || t.class != word {
			break
		}
		w := t.w
		n, ok := english.cardinals[w]
		scale, big := english.scales[w]
		switch {
		case ok && (end == 0 || last == 100 || last >= 1000 || last >= 20 && last < 100 && n < 10):
			part, last = part+n, n
		case w == "hundred" && part > 0 && part < 10:
			part, last = part*100, 100
		case w == "dozen" && part > 0 && part < 20:
			return whole((total + part) * 12), j + 1
		case big && len(w) > 3 && part > 0 && part < 1000 && total < 1e15/pow10(scale):
			total, part, last = total+part*pow10(scale), 0, 1000
		case w == "and" && (last == 100 || last == 1000) && english.cardinals[s.w(j+1)] > 0 && total+part >= 100:
			continue
		default:
			if end == 0 {
				return Value{}, 0
			}
			return whole(total + part), end
		}
		end = j + 1
	}
	if end == 0 {
		return Value{}, 0
	}
	return whole(total + part), end
}

func pow10(n int8) int64 {
	p := int64(1)
	for ; n > 0; n-- {
		p *= 10
	}
	return p
}

// numberWord reads a number or a fraction in words with its unit. "One" is a
// number only before what can be measured.
func (s *scanner) numberWord(i int) (Mark, int) {
	m := Mark{Kind: NumberWord}
	t := s.tok(i)
	if t.class != word || t.gap == hyphen && !english.prefixes[s.w(i-1)] {
		return m, 0
	}
	if e, n, _ := english.noNumbers.match(s, i); n > 0 {
		return Mark{Kind: 0, Sense: e.sense}, n
	}
	if e, n, _ := english.vague.match(s, i); n > 0 {
		m.Value = whole(e.value)
		if e.value == 0 {
			m.Value = Value{}
		}
		return m, s.unit(n, &m)
	}
	if v, n := s.fraction(i); n > 0 {
		m.Value = v
		return m, s.unit(n, &m)
	}
	v, n := s.cardinal(i)
	if n == 0 {
		return m, 0
	}
	m.Value = v
	// The Three Arrows are a name.
	if t.capital && s.tok(n).capital && s.tok(n).class == word && s.w(i-1) != "." && s.w(i-1) != "" && t.gap != line {
		return Mark{}, n + 1
	}
	if s.w(n) == "and" && s.w(n+1) == "a" && (s.w(n+2) == "half" || s.w(n+2) == "quarter") {
		den := int64(2)
		if s.w(n+2) == "quarter" {
			den = 4
		}
		m.Value, n = Value{Num: v.Num*den + 1, Den: den}, n+3
		k := s.unit(n, &m)
		return m, k
	}
	if of, to := s.cardinal(n + 1); s.w(n) == "in" && to > 0 && of.Num > v.Num && v.Num < 10 {
		m.Value = Value{Num: v.Num, Den: of.Num} // one in five
		return m, to
	}
	if s.compound(n) {
		// A three-month average has a length; two-way trade has no number.
		j := n + 1
		for s.compound(j) {
			j++
		}
		if english.periods[s.w(n)] {
			return Mark{Kind: Reference, Sense: Length, Value: v}, j
		}
		if k := s.unit(n, &m); k > n {
			return m, k
		}
		return Mark{}, j
	}
	k := s.unit(n, &m)
	if k == n && english.periods[s.w(n)] {
		m.Unit = plural(s.w(n))
		k = n + 1
	}
	if to, end := s.cardinal(n + 1); s.w(n) == "or" && to.OK() && s.published(end) {
		return Mark{Kind: Reference, Sense: Length, Value: v}, end + 1 // six or seven weeks
	}
	if s.published(n) {
		return Mark{Kind: Reference, Sense: Length, Value: v}, n + 1
	}
	switch before := s.w(i - 1); {
	case k > n:
		// With a unit it is a quantity, whatever stands before.
		if before == "the" && v.Num == 1 {
			return Mark{}, n
		}
		if (before == "these" || before == "those") && english.periods[s.w(n)] {
			return Mark{}, n // these two months: both are named elsewhere
		}
	case v.Num == 1:
		return Mark{}, n
	case v.Num <= 12 && (english.pointing[before] || before == "of" && english.pointing[s.w(i-2)]):
		return Mark{}, n // the two countries: both are named elsewhere
	case s.w(n) == "or" || before == "or": // one or two
		if v.Num <= 3 {
			return Mark{}, n
		}
	}
	return m, k
}

// fraction reads half, two-thirds, a quarter of.
func (s *scanner) fraction(i int) (Value, int) {
	j, n := i, int64(1)
	switch w := s.w(i); {
	case w == "half":
		if s.w(i+1) == "-" || s.compound(i+1) || english.wholeHalves[s.w(i+1)] || english.ordinals[s.w(i-1)] > 0 || english.halfOf[s.w(i-1)] {
			return Value{}, 0
		}
		return Value{Num: 1, Den: 2}, i + 1
	case w == "a" || w == "an":
		j++
	default:
		if c := english.cardinals[w]; c > 0 && c < 20 {
			n = c
			j++
		} else if s.w(i+1) != "of" || w != "quarter" && w != "quarters" {
			return Value{}, 0
		}
	}
	den := english.fractions[s.w(j)]
	if den == 0 || s.tok(j).gap == line || n >= den {
		return Value{}, 0
	}
	w, after := s.w(j), s.w(j+1)
	many := w[len(w)-1] == 's'
	if many != (n > 1) {
		return Value{}, 0
	}
	switch {
	case n > 1 && w == "quarters":
		// Three quarters of exports are a share, three quarters of 2023 a time.
		if !s.compound(j) && (after != "of" || s.yearAt(j+2) != 0 || s.w(j+2) == "the" && s.w(j+3) == "year") {
			return Value{}, 0
		}
	case n > 1:
	case w == "quarter" && j == i:
		return Value{}, 0
	case after != "of" && !s.compound(j):
		if !(w == "third" || w == "quarter" || w == "half") || !s.ends(j+1) || after == "time" || w == "quarter" && (after == "earlier" || after == "ago" || after == "later") {
			return Value{}, 0
		}
		// By a third; but not: a third, humbler reading.
		if before := s.w(i - 1); w != "half" && j+1 < len(s.tokens) && english.bounds[before] == Exactly && before != "by" && before != "than" && before != "to" && before != "only" && before != "just" && !english.moving[before] {
			return Value{}, 0
		}
	case after == "of" && (s.yearAt(j+2) != 0 || s.w(j+2) == "growth" || s.w(j+2) == "negative" || s.w(j+2) == "positive"):
		return Value{}, 0
	}
	return Value{Num: n, Den: den}, j + 1
}

// InWords is a whole number in words, empty for one that has more than one word.
func InWords(n int) string {
	fill()
	for word, value := range english.cardinals {
		if value == int64(n) {
			return word
		}
	}
	return ""
}

// Ordinal is third, and 13th from thirteen on.
func Ordinal(n int) string {
	fill()
	for word, value := range english.ordinals {
		if value == int64(n) {
			return word
		}
	}
	if n == 0 {
		return "zeroth"
	}
	ending := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return strconv.Itoa(n) + ending
}
