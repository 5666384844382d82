package wording

import (
	"strings"
	"unicode/utf8"
)

// A figure is digits with all that belongs to them: sign, currency, scale word
// and unit, and the other end of a range.
func (s *scanner) figure(i int) (Mark, int) {
	m := Mark{Kind: Number}
	j := i
	sign := int8(0)
	if t := s.tok(j); t.class == point && t.gap != glued || t.class == point && s.w(j-1) == "(" {
		switch t.w {
		case "+":
			sign = 1
		case "-", "−", "–":
			sign = -1
		}
		if sign != 0 {
			if j++; !s.glued(j) {
				return m, 0
			}
		}
	}
	m.Currency, j = s.currency(j)
	if sign == 0 && m.Currency != "" && s.tok(j).class == point && s.glued(j+1) { // $-5.2
		switch s.w(j) {
		case "+":
			sign, j = 1, j+1
		case "-", "−":
			sign, j = -1, j+1
		}
	}
	var v Value
	if num, den, n := s.vulgar(j); n > 0 && s.tok(j).class == point {
		v, j = Value{Num: num, Den: den}, n // ½ per cent
	} else if s.tok(j).class == digits {
		v, j = s.number(j)
	} else {
		return m, 0
	}
	if sign < 0 {
		v.Num = -v.Num
	}
	m.Value, m.Sign = v, sign
	if m.Currency == "" && s.published(j) || s.w(j-1) == "100" && s.w(j-2) == "of" && (s.w(j-3) == "baseline" || s.w(j-3) == "value" && (s.w(j-4) == "baseline" || s.w(j-4) == "base")) {
		m.Kind, m.Sense = Reference, Length
		return m, j + 1
	}
	j = s.scaleAndUnit(j, &m.Value, &m)
	if hi, n := s.rangeEnd(i, j, m); n > 0 {
		j = n
		m.Upper = hi
		if m.Unit == "" || m.Value.Scale == 0 {
			j = s.scaleAndUnit(j, &m.Upper, &m)
			if m.Value.Scale == 0 {
				m.Value.Scale = m.Upper.Scale
			}
		} else {
			j = s.scaleAndUnit(j, &m.Upper, &m)
		}
	}
	// Letters that are glued to digits and no unit make a name: 737s, 5G, 4x4.
	if m.Unit == "" && m.Value.Scale == 0 && s.glued(j) && s.tok(j).class != point {
		m = Mark{Kind: Reference, Sense: Name}
		for s.glued(j) && s.tok(j).class != point {
			j++
		}
		return m, j
	}
	return m, j
}

// currency reads a currency before a number, and the index after it.
func (s *scanner) currency(i int) (string, int) {
	j := i
	t := s.tok(j)
	if t.class == word && s.glued(j+1) && s.w(j+1) == "$" && len(t.w) <= 3 {
		return s.text[t.from:s.tok(j+1).to], j + 2
	}
	switch t.w {
	case "$", "€", "£", "¥", "₩", "₹", "₽":
		return t.w, j + 1
	}
	if t.w == "Rs" && s.w(j+1) == "." && s.tok(j+2).class == digits {
		return t.w, j + 2
	}
	// P10.5 billion; letters before a whole number are a name, as in G20.
	if t.class == word && t.to-t.from <= 3 && s.glued(j+1) && s.tok(j+1).class == digits && upper(s.text[t.from:t.to]) && (t.w == "p" || english.labels[t.w] == 0) {
		if _, scaled := english.scales[s.w(j+2)]; scaled || strings.Contains(s.w(j+1), ".") {
			return s.text[t.from:t.to], j + 1
		}
	}
	if t.class == word && t.capital && s.tok(j+1).class == digits && english.currencies[s.text[t.from:t.to]] {
		return s.text[t.from:t.to], j + 1
	}
	return "", i
}

// number reads the digits at i, with groups of three that stand behind a space.
func (s *scanner) number(i int) (Value, int) {
	t := s.tok(i)
	from, j := t.from, i+1
	if n := t.to - t.from; n <= 3 && plainDigits(t.w) {
		for g := s.tok(j); g.class == digits && g.gap == space && g.from-s.tok(j-1).to <= 3 && j < i+6; g = s.tok(j) {
			// The last group may carry the decimals.
			if len(g.w) != 3 && !(len(g.w) > 4 && g.w[3] == '.') || !plainDigits(g.w[:3]) || g.w[0] == '0' && n == 1 && t.w == "0" {
				break
			}
			j++
			if len(g.w) > 3 {
				break
			}
		}
	}
	v := parseDigits(s.text[from:s.tok(j-1).to])
	// 2½, 2 ½ and 2 1/2
	num, den, after := s.vulgar(j)
	if after > 0 && v.Den == 1 && v.Num < 1e15 {
		return Value{Num: v.Num*den + num, Den: den, Decimals: 0}, after
	}
	return v, j
}

// vulgar reads a fraction behind a whole number.
func (s *scanner) vulgar(i int) (num, den int64, next int) {
	t := s.tok(i)
	if t.gap == line || t.gap == hyphen {
		return 0, 0, 0
	}
	if t.class == digits && len(t.w) == 1 && t.gap == space && s.w(i+1) == "/" && s.glued(i+1) && s.glued(i+2) && len(s.w(i+2)) == 1 {
		num, den = int64(t.w[0]-'0'), int64(s.w(i + 2)[0]-'0')
		if den == 2 || den == 4 || den == 8 {
			return num, den, i + 3
		}
		return 0, 0, 0
	}
	f, ok := vulgar[t.w]
	if !ok {
		return 0, 0, 0
	}
	return f[0], f[1], i + 1
}

var vulgar = map[string][2]int64{"½": {1, 2}, "¼": {1, 4}, "¾": {3, 4}, "⅓": {1, 3}, "⅔": {2, 3}, "⅛": {1, 8}, "⅜": {3, 8}, "⅝": {5, 8}, "⅞": {7, 8}}

func plainDigits(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] < '0' || '9' < w[i] {
			return false
		}
	}
	return w != ""
}

// parseDigits reads 1,234.5 and 1 234.5, and 15,9 as much of the world writes it.
// A second point, more digits than 18, or digits of another script leave no
// value.
func parseDigits(w string) Value {
	if w == "" || w[0] >= utf8.RuneSelf {
		return Value{}
	}
	if i := strings.IndexByte(w, ','); i >= 0 && len(w)-i != 4 && strings.Count(w, ",") == 1 && !strings.Contains(w, ".") {
		w = w[:i] + "." + w[i+1:]
	}
	v, n, points := Value{Den: 1}, 0, 0
	for i := 0; i < len(w); i++ {
		switch c := w[i]; {
		case '0' <= c && c <= '9':
			if n++; n > 18 {
				return Value{}
			}
			v.Num = v.Num*10 + int64(c-'0')
			if points == 1 {
				v.Den *= 10
				v.Decimals++
			}
		case c == '.':
			if points++; points > 1 {
				return Value{}
			}
		}
	}
	return v
}

// scaleAndUnit reads what follows a number: million, a unit.
func (s *scanner) scaleAndUnit(i int, v *Value, m *Mark) int {
	j := i
	t := s.tok(j)
	if t.class == word && (t.gap == glued || t.gap == space || t.gap == hyphen) {
		if scale, ok := english.scales[t.w]; ok {
			v.Scale = scale
			j++
			// thousand million
			if next, ok := english.scales[s.w(j)]; ok && s.tok(j).gap == space && len(s.w(j)) > 3 {
				v.Scale += next
				j++
			}
		} else if scale, ok := english.letters[t.w]; ok && (m.Currency != "" || t.gap == glued || t.w == "m" || t.w == "k") && s.tok(j+1).gap != hyphen && !(t.w == "m" && s.w(j+1) == "²") {
			v.Scale = scale
			j++
		}
	}
	return s.unit(j, m)
}

// unit reads a unit after a number or a scale word.
func (s *scanner) unit(i int, m *Mark) int {
	t := s.tok(i)
	if t.gap == line || t.class != word && t.class != point {
		return i
	}
	if t.class == point {
		switch t.w {
		case "%":
			if s.tok(i).gap == glued || s.tok(i).gap == space {
				m.Unit = Percent
				if (s.w(i+1) == "point" || s.w(i+1) == "points") && s.tok(i+1).gap != glued {
					m.Unit = Points
					return i + 2
				}
				return i + 1
			}
		case "€", "£", "¥", "$", "₩":
			if m.Currency == "" && s.tok(i).gap == glued && s.tok(i+1).class != digits {
				m.Currency = t.w
				return i + 1
			}
		}
		return i
	}
	if e, n, _ := english.units.match(s, i); n > 0 {
		if e.currency {
			if m.Currency != "" {
				return i
			}
			m.Currency = e.name
		} else {
			m.Unit = e.name
		}
		return n
	}
	return i
}

// rangeEnd reads the upper end of a range whose lower end ends before j: 40–50%,
// 40% to 50%, 40-50.
func (s *scanner) rangeEnd(i, j int, m Mark) (Value, int) {
	k := j
	switch t := s.tok(j); {
	case (t.w == "–" || t.w == "—" || t.w == "-" || t.w == "−") && t.class == point && t.gap == glued && s.glued(j+1):
		k++
	case t.w == "to" && t.gap == space && s.w(i-1) != "from" && m.Unit == "" && m.Value.Scale == 0 && !s.movesBefore(i):
		k++
	case t.class == digits && t.gap == hyphen:
	default:
		return Value{}, 0
	}
	joined := s.w(j) != "to"
	if c, n := s.currency(k); c != "" {
		if m.Currency != "" && c != m.Currency {
			return Value{}, 0
		}
		k = n
	}
	if s.tok(k).class != digits {
		return Value{}, 0
	}
	v, n := s.number(k)
	if !v.OK() || !m.Value.OK() {
		return Value{}, 0
	}
	if !joined {
		// "5 to 6" is a range only with a unit for both.
		probe := Mark{Currency: m.Currency}
		w := v
		if s.scaleAndUnit(n, &w, &probe) == n {
			return Value{}, 0
		}
	}
	return v, n
}

// movesBefore reports whether a word of movement shortly before makes "5 to 6"
// two figures: rose 5 to 6.
func (s *scanner) movesBefore(i int) bool {
	if n := len(s.marks); n > 0 && s.marks[n-1].To <= s.tok(i).from {
		last := &s.marks[n-1]
		return (last.Kind == Direction || last.Kind == Intensity) && s.tok(i).from-last.To <= 4
	}
	return false
}

// signOf is the sign of a figure: its own, or that of the word of movement
// before it.
func (s *scanner) signOf(i int, m Mark) int8 {
	if m.Kind != Number && m.Kind != NumberWord || m.Sign != 0 {
		return m.Sign
	}
	n := len(s.marks)
	for n > 0 && s.marks[n-1].Kind == Intensity && s.marks[n-1].Sign == 0 {
		n-- // fell sharply, by 5%
	}
	if n == 0 {
		return 0
	}
	last := &s.marks[n-1]
	if last.Kind != Direction && last.Kind != Intensity || last.Sign == 0 {
		return 0
	}
	for k := i - 1; k >= 0 && s.tokens[k].from >= last.To; k-- {
		switch w := s.tokens[k].w; {
		case w == "by" || w == "of" || w == "a" || w == "an" || w == "further" || w == "another" || w == "just" || w == "some":
		case english.bounds[w] != Exactly || w == "than" || w == "more" || w == "less":
		case english.intensities[w]:
		default:
			return 0
		}
	}
	return last.Sign
}

// boundBefore is how a quantity is meant: about, nearly, more than.
func (s *scanner) boundBefore(i int, m Mark) Bound {
	switch m.Kind {
	case Number, NumberWord, Run, Multiple:
	default:
		return Exactly
	}
	for k := i - 1; k >= i-2; k-- {
		switch w := s.w(k); w {
		case "a", "an", "by", "the":
			continue
		case "than":
			if s.rateAt(k - 2) {
				return Exactly // 25% more than the US$100 million
			}
			switch s.w(k - 1) {
			case "more", "greater", "higher":
				if s.w(k-2) == "slightly" || s.w(k-2) == "little" {
					return JustOver
				}
				return Over
			case "less", "fewer", "lower":
				return Under
			}
			return Exactly
		case "over":
			if s.w(k-1) == "just" || s.w(k-1) == "slightly" {
				return JustOver
			}
			return Over
		case "under", "below":
			if s.w(k-1) == "just" || s.w(k-1) == "slightly" {
				return Nearly
			}
			return Under
		case "to":
			switch s.w(k - 1) {
			case "close":
				return Nearly
			case "up":
				switch s.w(k - 2) {
				case "add", "adds", "added", "adding":
					return Exactly // added up to US$2.3 billion
				}
				return Under
			}
			return Exactly
		case "least":
			if s.w(k-1) == "at" {
				return AtLeast
			}
			return Exactly
		default:
			return english.bounds[w]
		}
	}
	return Exactly
}

// rateAt reports whether the word at i ends a rate: 25%, 25 per cent.
func (s *scanner) rateAt(i int) bool {
	switch s.w(i) {
	case "%", "percent":
		return true
	case "cent":
		return s.w(i-1) == "per"
	}
	return false
}
