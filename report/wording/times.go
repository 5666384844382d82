package wording

// monthAt is the month that the i-th token names, from 1; 0 where it names
// none. May is a month with a capital only, and no month's name is a verb.
func (s *scanner) monthAt(i int) int8 {
	t := s.tok(i)
	if t.class != word || !t.capital {
		return 0
	}
	return english.months[t.w]
}

// yearAt is the year that stands at i, and whether it is nothing else, such as
// an amount.
func (s *scanner) yearAt(i int) int16 {
	t := s.tok(i)
	if t.class != digits || t.to-t.from != 4 || !plainDigits(t.w) || t.w < "1900" || t.w > "2099" {
		return 0
	}
	if t.gap == glued {
		switch s.w(i - 1) {
		case "(", "[", "“", "\"", "‘", "'", "–", "—", "/":
		default:
			if english.labels[s.w(i-1)] == 0 && s.w(i-1) != "fy" {
				return 0
			}
		}
	}
	var m Mark
	v := Value{}
	// In the December 2019 point figure no points are counted: they would be many.
	if n := s.scaleAndUnit(i+1, &v, &m); n > i+1 && s.tok(i+1).gap != hyphen && !(s.monthAt(i-1) != 0 && s.w(i+1) == "point") {
		return 0
	}
	return int16(t.w[0]-'0')*1000 + int16(t.w[1]-'0')*100 + int16(t.w[2]-'0')*10 + int16(t.w[3]-'0')
}

// small reads one or two digits that stand alone, up to most.
func (s *scanner) small(i int, most int8) int8 {
	t := s.tok(i)
	if t.class != digits || t.to-t.from > 2 || !plainDigits(t.w) {
		return 0
	}
	n := int8(t.w[0] - '0')
	if len(t.w) == 2 {
		n = n*10 + int8(t.w[1]-'0')
	}
	if n > most {
		return 0
	}
	return n
}

// dayAt is the day of a month at i, as in 20 or 20th, and the index after it.
func (s *scanner) dayAt(i int) (int8, int) {
	d := s.small(i, 31)
	if d == 0 {
		return 0, i
	}
	if s.glued(i + 1) {
		switch s.w(i + 1) {
		case "st", "nd", "rd", "th":
			return d, i + 2
		}
	}
	return d, i + 1
}

// date reads a day: 20 November 2023, November 20–22, 2023-11-20, 20/11/2023.
func (s *scanner) date(i int) (Mark, int) {
	m := Mark{Kind: Reference, Sense: Date}
	if s.tok(i).class == digits && s.tok(i).gap != hyphen {
		if y := s.yearDigits(i); y != 0 && s.compound(i+1) && s.compound(i+2) && s.tok(i+1).to-s.tok(i+1).from == 2 {
			mo, d := s.small(i+1, 12), s.small(i+2, 31)
			if mo > 0 && d > 0 {
				m.When = When{Year: y, Month: mo, Day: d}
				return m, i + 3
			}
		}
		if s.small(i, 31) > 0 && s.compound(i+1) && s.small(i+1, 31) > 0 && s.compound(i+2) && s.yearDigits(i+2) > 1900 {
			return m, i + 3 // 20-11-2023
		}
		// 20/11/2023, and 11/20/2023 or 9/11, whose order nobody can tell.
		if s.small(i, 31) > 0 && s.w(i+1) == "/" && s.glued(i+1) && s.glued(i+2) && s.small(i+2, 31) > 0 && s.w(i+3) == "/" && s.glued(i+4) && s.tok(i+4).class == digits {
			return m, i + 5
		}
		d, j := s.dayAt(i)
		if d == 0 {
			return m, 0
		}
		for j < i+8 && (s.w(j) == "–" || s.w(j) == "to" || s.w(j) == "and" || s.w(j) == "," || s.compound(j)) {
			k := j + 1
			if s.compound(j) {
				k = j
			}
			if _, n := s.dayAt(k); n > k {
				j = n
			} else {
				break
			}
		}
		if s.w(j) == "of" {
			j++
		}
		mo := s.monthAt(j)
		if mo == 0 {
			return m, 0
		}
		m.When = When{Month: mo, Day: d}
		j = s.stop(j)
		m.When.Year, j = s.yearAfter(j)
		return m, j
	}
	mo := s.monthAt(i)
	if mo == 0 {
		return m, 0
	}
	j := s.stop(i)
	d, k := s.dayAt(j)
	if d == 0 || s.tok(j).gap == line {
		return m, 0
	}
	if (s.w(k) == "–" && s.glued(k) || s.compound(k)) && s.small(k+1, 31)+s.small(k, 31) > 0 {
		if s.w(k) == "–" {
			k++
		}
		_, k = s.dayAt(k)
	}
	var unit Mark
	v := Value{}
	if n := s.scaleAndUnit(k, &v, &unit); n > k || s.tok(k).class == point && s.glued(k+1) && s.tok(k+1).class == digits {
		return m, 0 // in May 10 per cent
	}
	if english.counted[s.w(k)] {
		return m, 0
	}
	m.When = When{Month: mo, Day: d}
	if n := k + 1; (s.w(k) == "and" || s.w(k) == "to") && s.small(n, 31) > 0 && s.w(n+1) == "," && s.yearAt(n+2) != 0 {
		k = n + 1 // October 30 and 31, 2017
	}
	if s.w(k) == "," {
		if y := s.yearAt(k + 1); y != 0 {
			m.When.Year = y
			return m, k + 2
		}
	}
	m.When.Year, k = s.yearAfter(k)
	return m, k
}

// stop is the index after a month's name and its full stop, where that is short
// for the name.
func (s *scanner) stop(i int) int {
	if s.w(i+1) == "." && s.glued(i+1) && len(s.w(i)) <= 4 && s.tok(i+2).class == digits {
		return i + 2
	}
	return i + 1
}

func (s *scanner) yearAfter(i int) (int16, int) {
	if s.tok(i).gap == space || s.tok(i).gap == hyphen {
		if y := s.yearAt(i); y != 0 {
			return y, i + 1
		}
	}
	return 0, i
}

// yearDigits is four digits that may be a year, whatever stands around them.
func (s *scanner) yearDigits(i int) int16 {
	t := s.tok(i)
	if t.class != digits || t.to-t.from != 4 || !plainDigits(t.w) {
		return 0
	}
	return int16(t.w[0]-'0')*1000 + int16(t.w[1]-'0')*100 + int16(t.w[2]-'0')*10 + int16(t.w[3]-'0')
}

// time reads a month, quarter, half-year or year, a decade, a span, and words
// such as last month.
func (s *scanner) time(i int) (Mark, int) {
	t := s.tok(i)
	if t.class == point || t.class == link {
		return Mark{}, 0
	}
	if m, n := s.span(i); n > 0 {
		return m, n
	}
	if t.class == digits {
		return s.yearFrom(i)
	}
	if mo := s.monthAt(i); mo != 0 && (t.gap != hyphen || s.monthAt(i-1) != 0 || english.prefixes[s.w(i-1)]) {
		m := Mark{Kind: Time, Sense: Month, When: When{Month: mo}}
		j := i + 1
		if s.w(j) == "." && s.glued(j) && len(t.w) <= 4 && (s.yearAt(j+1) != 0 || !s.opens(j+1) || !s.tok(j+1).capital) && j+1 < len(s.tokens) {
			j++
		}
		k := j
		if s.w(k) == "," || s.w(k) == "of" {
			k++
		}
		if y, n := s.yearAfter(k); y != 0 && !s.compound(n) {
			m.When.Year, j = y, n
		} else if s.yearly(i) {
			return Mark{}, j
		} else if n := s.nextYear(j); n > 0 {
			return Mark{}, n
		}
		return m, j
	}
	if m, n := s.part(i); n > 0 {
		return m, n
	}
	if e, n, _ := english.times.match(s, i); n > 0 {
		return Mark{Kind: Time, Sense: e.sense}, n
	}
	return Mark{}, 0
}

// yearly reports whether the month at i is that of any year, which stays true
// when the period moves on: every January, January and February of each year, the fiscal
// year (July to June).
func (s *scanner) yearly(i int) bool {
	if w := s.w(i - 1); w == "each" || w == "every" {
		return true
	}
	j := i + 1
	for n := 0; n < 4 && (s.w(j) == "and" || s.w(j) == "or" || s.w(j) == "to" || s.w(j) == ",") && s.monthAt(j+1) != 0; n++ {
		j += 2
	}
	// The fiscal year (October/September).
	fiscal := func(open int) bool {
		return s.w(open) == "(" && s.w(open-1) == "year" && (s.w(open-2) == "fiscal" || s.w(open-2) == "financial" || s.w(open-2) == "marketing")
	}
	if fiscal(i-1) && s.monthAt(i+2) != 0 || fiscal(i-3) && s.monthAt(i-2) != 0 {
		return true
	}
	return s.w(j) == "of" && (s.w(j+1) == "each" || s.w(j+1) == "every" || s.w(j+1) == "any") && s.w(j+2) == "year"
}

// nextYear is the index after "of the following year" at i, which counts from a
// year named before and not from the period; 0 where it does not stand there.
func (s *scanner) nextYear(i int) int {
	if s.w(i) == "of" || s.w(i) == "in" {
		i++
	}
	if s.w(i) == "the" && (s.w(i+1) == "following" || s.w(i+1) == "next") && s.w(i+2) == "year" {
		return i + 3
	}
	return 0
}

// published reports whether the unit of time at i ends a length between a period
// and its figures: weeks after the end of the month, days after the reference
// quarter. No series has it.
func (s *scanner) published(i int) bool {
	if !english.periods[s.w(i)] || s.w(i+1) != "after" || s.w(i+2) != "the" {
		return false
	}
	j, named := i+3, false
	if s.w(j) == "end" && s.w(j+1) == "of" && s.w(j+2) == "the" {
		j, named = j+3, true
	}
	if s.w(j) == "reference" || s.w(j) == "reporting" || s.w(j) == "statistical" {
		j, named = j+1, true
	}
	return (english.periods[s.w(j)] || s.w(j) == "period") && (named || s.w(j+1) == "under" && s.w(j+2) == "review")
}

// yearFrom reads what begins with a year: 2023, 2023-09, 2022/23, 1990s, 2023Q3.
func (s *scanner) yearFrom(i int) (Mark, int) {
	m := Mark{Kind: Time, Sense: Year}
	y := s.yearDigits(i)
	if y < 1900 && y >= 1000 && s.early(i) {
		m.When.Year = y
		return m, i + 1
	}
	if y < 1900 || y > 2099 || s.tok(i).gap == hyphen && !s.afterQuarter(i) && !english.prefixes[s.w(i-1)] && s.yearDigits(i-1) < 1900 && s.monthAt(i-1) == 0 {
		return m, 0
	}
	m.When.Year = y
	next := s.tok(i + 1)
	switch {
	case s.glued(i+1) && next.w == "s":
		m.Sense = Decade
		return m, i + 2
	case s.glued(i+1) && next.w == "q" && s.glued(i+2) && s.small(i+2, 4) > 0:
		m.Sense, m.When.Quarter = Quarter, s.small(i+2, 4)
		return m, i + 3
	case s.compound(i+1) && next.w == "q" && s.small(i+2, 4) > 0:
		m.Sense, m.When.Quarter = Quarter, s.small(i+2, 4)
		return m, i + 3
	case next.class == digits && next.gap == hyphen && next.to-next.from == 1 && !s.compound(i+2):
		return m, i + 2 // 2008-9
	case next.class == digits && next.gap == hyphen && next.to-next.from == 2:
		n := s.small(i+1, 99)
		if fiscal := int8((y + 1) % 100); n == fiscal && s.tok(i + 1).w[0] != '0' && n > 12 || n > 12 {
			return m, i + 2
		}
		if n > 0 {
			m.Sense, m.When.Month = Month, n
			return m, i + 2
		}
	case (next.w == "/" || next.w == "–") && s.glued(i+1) && s.glued(i+2) && s.tok(i+2).to-s.tok(i+2).from == 2 && s.small(i+2, 99) > 0:
		return m, i + 3
	}
	if s.yearAt(i) == 0 {
		return m, 0
	}
	return m, i + 1
}

// early reports whether four digits before 1900 stand where a year does: in
// 1860, 1682–1725. An amount would have a comma.
func (s *scanner) early(i int) bool {
	if n := s.unit(i+1, &Mark{}); n > i+1 || s.glued(i+1) && s.tok(i+1).class == word {
		return false
	}
	if s.yearDigits(i+1) > 1000 && s.compound(i+1) || s.w(i+1) == "–" && s.yearDigits(i+2) > 1000 && s.glued(i+2) ||
		s.compound(i) && s.yearDigits(i-1) > 1000 || s.w(i-1) == "–" && s.yearDigits(i-2) > 1000 && s.glued(i) {
		return true
	}
	return english.datings[s.w(i-1)] && s.tok(i).gap == space
}

// afterQuarter reports whether the year at i follows a quarter: Q3-2023.
func (s *scanner) afterQuarter(i int) bool { return s.w(i-2) == "q" }

// part reads a quarter or a half of a year.
func (s *scanner) part(i int) (Mark, int) {
	m := Mark{Kind: Time}
	j := i
	switch w := s.w(i); {
	case (w == "q" || w == "h" && s.tok(i).capital) && s.glued(i+1) && s.tok(i+1).class == digits:
		m.Sense, m.When.Quarter = Quarter, s.small(i+1, 4)
		if w == "h" {
			m.Sense, m.When.Half, m.When.Quarter = Half, s.small(i+1, 2), 0
		}
		if m.When.Quarter+m.When.Half == 0 {
			return m, 0
		}
		j = i + 2
		if s.w(j) == "/" && s.glued(j) {
			j++
		}
		y, n := s.yearAfter(j)
		if y == 0 && s.glued(j) {
			y = s.yearDigits(j)
			n = j + 1
		}
		if y != 0 {
			m.When.Year, j = y, n
		}
		return m, j
	case (w == "fy" || w == "cy") && s.tok(i+1).class == digits && plainDigits(s.w(i+1)) && (len(s.w(i+1)) == 4 || len(s.w(i+1)) == 2 && s.glued(i+1)):
		m.Sense, m.When.Year, j = Year, s.yearDigits(i+1), i+2
		if m.When.Year == 0 {
			m.When.Year = 2000 + int16(s.small(i+1, 99))
		}
		if s.compound(j) && s.tok(j).class == digits || (s.w(j) == "/" || s.w(j) == "–") && s.glued(j) && s.glued(j+1) && s.tok(j+1).class == digits {
			if s.compound(j) {
				j--
			}
			j += 2
		}
		return m, j
	case english.ordinals[w] > 0 && english.ordinals[w] <= 4 && (s.w(i+1) == "quarter" || s.w(i+1) == "half" && w != "third" && w != "fourth") && !(s.compound(i+2) && s.w(i+2) != "year"):
		m.Sense, m.When.Quarter = Quarter, int8(english.ordinals[w])
		if s.w(i+1) == "half" {
			m.Sense, m.When.Half, m.When.Quarter = Half, m.When.Quarter, 0
		}
		j = i + 2
	case (w == "last" || w == "final") && s.w(i+1) == "quarter":
		m.Sense, m.When.Quarter = Quarter, 4
		j = i + 2
	case (w == "quarter" || w == "half") && s.small(i+1, 4) > 0 && s.tok(i+1).gap == space && w == "quarter":
		m.Sense, m.When.Quarter = Quarter, s.small(i+1, 4)
		j = i + 2
	default:
		return m, 0
	}
	k := j
	if w := s.w(i); w == "last" || w == "final" {
		if s.w(k) != "of" || s.yearAt(k+1) == 0 {
			return m, 0
		}
	}
	if s.w(k) == "of" || s.w(k) == "in" || s.w(k) == "," {
		k++
	}
	for s.w(k) == "the" || s.w(k) == "fiscal" || s.w(k) == "this" || s.w(k) == "last" {
		k++
	}
	if y, n := s.yearAfter(k); y != 0 {
		m.When.Year, j = y, n
	} else if s.w(k) == "year" && k > j+1 {
		j = k + 1
	}
	return m, j
}

// span reads a length of time with an end: the three months to June 2018, the
// first nine months of 2023, the past two years.
func (s *scanner) span(i int) (Mark, int) {
	m := Mark{Kind: Time, Sense: Span}
	j := i
	edge := english.edges[s.w(j)]
	if s.w(j) == "following" || s.w(j) == "preceding" {
		edge = s.w(j-1) == "the" // following two years of growth is after them
	}
	if edge {
		j++
	}
	v, n := s.count(j)
	if n == 0 || s.compound(n) && s.tok(j).class == word || !english.periods[s.w(n)] {
		return m, 0
	}
	m.Value, m.Unit = v, plural(s.w(n))
	j = n + 1
	ended := false
	switch s.w(j) {
	case "to", "ending", "ended", "through", "until":
		k := j + 1
		for s.w(k) == "in" || s.w(k) == "the" || s.w(k) == "end" || s.w(k) == "of" || s.w(k) == "with" {
			k++
		}
		if p, after := s.period(k); after > 0 {
			m.When, j, ended = p.When, after, true
		}
	case "of":
		k := j + 1
		for s.w(k) == "the" || s.w(k) == "this" {
			k++
		}
		if p, after := s.period(k); after > 0 && edge {
			m.When, j, ended = p.When, after, true
		} else if edge && s.w(k) == "year" {
			j, ended = k+1, true
		}
	case "ago", "earlier", "before", "later", "previously":
		m.Sense = Base
		return m, j + 1
	}
	if !edge && !ended {
		return m, 0
	}
	return m, j
}

// period reads a day or a period that a span ends with.
func (s *scanner) period(i int) (Mark, int) {
	if m, n := s.date(i); n > 0 {
		return m, n
	}
	if mo := s.monthAt(i); mo != 0 {
		m := Mark{When: When{Month: mo}}
		j := i + 1
		if y, n := s.yearAfter(j); y != 0 {
			m.When.Year, j = y, n
		}
		return m, j
	}
	if s.tok(i).class == digits {
		return s.yearFrom(i)
	}
	return s.part(i)
}

func plural(w string) string {
	if w != "" && w[len(w)-1] == 's' {
		return w
	}
	for _, p := range [...]string{"days", "weeks", "months", "quarters", "years", "decades", "hours"} {
		if p[:len(p)-1] == w {
			return p
		}
	}
	return w
}
