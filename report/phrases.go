package report

import (
	"math/big"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// Words of claims that hold a number, a multiple, a run or a superlative, read
// with their qualifiers: "nearly doubled", "eight times higher", "the third month
// in a row", "the highest since September 2018". A phrase is read as a whole: a
// word that belongs to none of its parts, such as not, leaves it unread.

// qualifiers are the words that say how a number is meant; wording has read them
// with the number.
var qualifiers = []string{"about", "around", "roughly", "some", "nearly", "almost", "close", "to", "just", "under", "less", "than", "fewer", "below", "more", "over", "above", "exceeding", "slightly", "at", "least", "up", "by", "of"}

// scanned is a phrase cut into its marks and the words between them.
type scanned struct {
	marks []wording.Mark
	rest  []string // in lower case, without filler and qualifiers
	text  string   // in lower case
}

func scan(words string) scanned {
	s := scanned{marks: wording.Scan(words), text: strings.ToLower(words)}
	at := 0
	var between strings.Builder
	for _, m := range s.marks {
		between.WriteString(s.text[at:m.From] + " ")
		at = m.To
	}
	between.WriteString(s.text[at:])
	for _, w := range strings.FieldsFunc(between.String(), func(r rune) bool { return strings.ContainsRune(" ,.;:()-\u00a0\n\t", r) }) {
		if !slices.Contains(filler, w) && !slices.Contains(qualifiers, w) {
			s.rest = append(s.rest, w)
		}
	}
	return s
}

// only is the one mark of the kinds; ok is false where there are several, or
// where the phrase holds anything beside them, the others and the words.
func (s scanned) only(kinds []wording.Kind, others []wording.Kind, words ...string) (m wording.Mark, ok bool) {
	n := 0
	for _, mark := range s.marks {
		switch {
		case slices.Contains(kinds, mark.Kind):
			m = mark
			n++
		case !slices.Contains(others, mark.Kind):
			return m, false
		}
	}
	if n != 1 || slices.ContainsFunc(s.rest, func(w string) bool { return !slices.Contains(words, w) }) {
		return m, false
	}
	return m, true
}

// around is what a number means with its qualifier: alone it stands for itself
// and the slack around it, nearly and about reach three times as far, and more
// than says only which side.
func around(k, slack *big.Rat, q wording.Bound) bound {
	if q != wording.Exactly {
		slack = new(big.Rat).Mul(slack, big.NewRat(3, 1))
	}
	low, high := new(big.Rat).Sub(k, slack), new(big.Rat).Add(k, slack)
	switch q {
	case wording.Nearly:
		return bound{low: low, high: k, withinLow: true}
	case wording.Under:
		return bound{high: k}
	case wording.JustOver:
		return bound{low: k, high: high, withinHigh: true}
	case wording.AtLeast:
		return bound{low: k, withinLow: true}
	case wording.Over:
		return bound{low: k}
	}
	return bound{low, high, true, true}
}

// slackOf is how far a number may be off: half of its last written decimal, else
// a fortieth of it, so that doubled is 1.95 to 2.05 and nearly double begins
// with 1.85. A part of a whole may be off by a twentieth of the smaller side.
func slackOf(v wording.Value, k *big.Rat) *big.Rat {
	one := big.NewRat(1, 1)
	switch {
	case v.Decimals > 0:
		return v.Half()
	case k.Cmp(one) < 0:
		side := new(big.Rat).Sub(one, k)
		if side.Cmp(k) > 0 {
			side = k
		}
		return new(big.Rat).Mul(side, big.NewRat(1, 20))
	}
	return new(big.Rat).Mul(k, big.NewRat(1, 40))
}

// asRatio makes a ratio of a number of per cent.
func asRatio(x *big.Rat) *big.Rat { return x.Quo(x, hundred) }

// An amount is a number of the words as a bound.
type amount struct {
	bound
	exact    bool // it names the printed figure and holds for what rounds to it
	currency string
	points   bool
}

// holds tests the bound.
func (a amount) holds(n data.Value) data.Truth {
	if a.exact {
		n.Low, n.High = n.X, n.X
	}
	return a.test(n)
}

// multipleOf reads "doubled", "almost three times more", "2.4 times as much",
// "half": the bound of a figure by the one it is compared with. k times more is
// k + 1 times as much, and so is "up 3 times".
func multipleOf(words string) (amount, bool) {
	switch lower := strings.ToLower(words); {
	case strings.HasSuffix(lower, "twice"), strings.HasSuffix(lower, "thrice"):
		words += " as much" // alone it might be twice a year
	case strings.HasSuffix(lower, "fold"):
		words = "rose " + words // alone it might be no comparison
	}
	s := scan(words)
	tail := []string{"as", "much", "many", "high", "large", "level", "value", "that", "those"}
	m, ok := s.only([]wording.Kind{wording.Multiple}, []wording.Kind{wording.Direction}, tail...)
	k := m.Value.Rat()
	switch {
	case slices.ContainsFunc(s.marks, func(m wording.Mark) bool { return m.Kind == wording.Direction && m.Sign < 0 }):
		return amount{}, false // three times lower: of that nobody knows how much it is
	case ok && k != nil:
		if m.Sense == wording.TimesMore || s.added(m) {
			k.Add(k, big.NewRat(1, 1))
		}
	case ok && strings.HasPrefix(strings.ToLower(m.Text), "halv"):
		k = big.NewRat(1, 2)
		// More than halved is less than half.
		switch m.Bound {
		case wording.Over:
			m.Bound = wording.Under
		case wording.Nearly:
			return amount{bound: bound{low: k, high: new(big.Rat).Mul(k, big.NewRat(43, 40)), withinHigh: true}}, true
		}
	default:
		m, ok = s.only([]wording.Kind{wording.NumberWord}, nil, tail...)
		if k = m.Value.Rat(); !ok || k == nil || k.Cmp(big.NewRat(1, 2)) != 0 || !strings.Contains(s.text, "half") {
			return amount{}, false
		}
	}
	slack := slackOf(m.Value, k)
	if k.Cmp(big.NewRat(1, 2)) == 0 {
		slack = big.NewRat(1, 80)
	}
	b := around(k, slack, m.Bound)
	// "More than 13 times" for 14.3 hides one: where two figures are named, the
	// last of them says how far it reaches.
	if ten := big.NewRat(10, 1); m.Bound == wording.Over && m.Value.Decimals == 0 && k.IsInt() && k.Cmp(ten) >= 0 {
		unit := big.NewRat(1, 1)
		for n := new(big.Rat).Quo(k, ten); n.IsInt(); n.Quo(n, ten) {
			unit.Mul(unit, ten)
		}
		b.high = new(big.Rat).Add(k, unit)
		b.withinHigh = true
	}
	return amount{bound: b, exact: m.Bound == wording.Exactly && (m.Value.Decimals > 0 || k.Cmp(big.NewRat(100, 1)) >= 0)}, true
}

// added reports whether the multiple is what came on top: "up 3 times", and not
// "up to 3 times" or "rose threefold".
func (s scanned) added(m wording.Mark) bool {
	if s.marks[0].Kind != wording.Direction || s.marks[0].From > m.From || !strings.HasSuffix(strings.ToLower(m.Text), "times") {
		return false
	}
	between := strings.Fields(s.text[s.marks[0].To:m.From])
	return !slices.Contains(between, "to")
}

// amountOf takes the one number out of the words of a change and gives the words
// that are left: "fell by almost 7%" is fell, and 5.5 to under 7 per cent.
func amountOf(words string) (rest string, a amount, ok bool) {
	s := scan(words)
	i := slices.IndexFunc(s.marks, func(m wording.Mark) bool { return m.Kind == wording.Number || m.Kind == wording.NumberWord })
	if i < 0 {
		return "", a, false
	}
	m := s.marks[i]
	k := m.Value.Rat()
	before := strings.Fields(s.text[:m.From])
	for len(before) > 0 && slices.Contains(qualifiers, before[len(before)-1]) {
		if before[len(before)-1] == "to" && m.Bound != wording.Nearly { // rose to 15.9% is no change of 15.9%
			return "", a, false
		}
		if way(strings.Join(before, " ")) != 0 {
			break // up 15.9%: up is the direction, not "up to"
		}
		before = before[:len(before)-1]
	}
	rest = strings.Join(before, " ") + " " + s.text[m.To:]
	if k == nil || m.Upper.OK() {
		return "", a, false
	}
	k.Abs(k)
	switch {
	case m.Unit == wording.Percent || m.Unit == wording.Points:
		asRatio(k)
		a = amount{bound: around(k, asRatio(m.Value.Half()), m.Bound), points: m.Unit == wording.Points}
	case m.Currency != "":
		a = amount{bound: around(k, m.Value.Half(), m.Bound), currency: m.Currency}
	case m.Kind == wording.NumberWord && m.Unit == "" && k.Cmp(big.NewRat(1, 1)) < 0:
		a = amount{bound: around(k, slackOf(m.Value, k), m.Bound)}
		return rest, a, true
	default:
		return "", a, false
	}
	a.exact = m.Bound == wording.Exactly
	return rest, a, true
}

// shareOf reads "two thirds", "about a quarter", "more than half", "71%".
func shareOf(words string) (amount, bool) {
	s := scan(words)
	m, ok := s.only([]wording.Kind{wording.Number, wording.NumberWord}, nil, "roughly", "as", "much")
	k := m.Value.Rat()
	switch {
	case !ok || k == nil || m.Upper.OK() || m.Currency != "":
		return amount{}, false
	case m.Unit == wording.Percent:
		asRatio(k)
		return amount{bound: around(k, asRatio(m.Value.Half()), m.Bound), exact: m.Bound == wording.Exactly}, true
	case m.Unit == "quarters":
		k.Quo(k, big.NewRat(4, 1)) // three quarters, which wording takes for a length of time
		return amount{bound: around(k, slackOf(m.Value, k), m.Bound)}, k.Cmp(big.NewRat(1, 1)) < 0
	case m.Kind == wording.NumberWord && m.Unit == "" && k.Cmp(big.NewRat(1, 1)) < 0:
		return amount{bound: around(k, slackOf(m.Value, k), m.Bound)}, true
	}
	return amount{}, false
}

// spell is what the words say of a run: "third month in a row", "three months
// running", "12th consecutive month", "one fall".
type spell struct {
	n       int
	way     int // +1 rises, −1 falls, 0 does not say
	atLeast bool
}

// spellOf reads the words of a run.
func spellOf(words string) (spell, bool) {
	fields := strings.Fields(strings.ToLower(strings.NewReplacer(",", " ", ".", " ", "\u00a0", " ", "-", " ").Replace(words)))
	var s spell
	inRow := slices.ContainsFunc([]string{"in a row", "running", "straight", "consecutive", "successive", "in succession", "on end"}, func(phrase string) bool {
		return strings.Contains(strings.Join(fields, " "), phrase)
	})
	unit := false
	for i, f := range fields {
		if slices.Contains([]string{"not", "no", "never", "nor", "neither"}, f) {
			return spell{}, false
		}
		for k := 1; k < len(ordinals); k++ {
			if f == ordinals[k] || f == cardinals[k] {
				s.n = k
			}
		}
		if digits := strings.TrimRight(f, "sthndr"); digits != "" {
			if k := wholeNumber(digits); k > 0 && k < 1000 {
				s.n = k
			}
		}
		switch {
		case f == "least" && i > 0 && fields[i-1] == "at":
			s.atLeast = true
		case slices.Contains([]string{"month", "months", "quarter", "quarters", "year", "years", "time", "times"}, f):
			// "a second month" says as much as "a second month in a row" where the
			// claim names a streak.
			unit = true
		case way(f) != 0 && f != "more" && f != "less" && f != "up" && f != "down":
			s.way = way(f)
		}
	}
	return s, s.n > 0 && (inRow || unit || s.way != 0)
}

func wholeNumber(digits string) int {
	n := 0
	for _, r := range digits {
		if r < '0' || r > '9' || n > 9999 {
			return 0
		}
		n = 10*n + int(r-'0')
	}
	return n
}

// top is what the words of a superlative say: which end, and of how long.
type top struct {
	highest bool
	since   wording.When  // the highest since March 2021
	length  wording.Value // the highest in four years
	unit    string
	meant   wording.Bound // of the length
	year    bool          // the highest of the year
	named   bool          // since or length or year is set
	span    *bound        // in periods, in place of all of these
	cover   string        // of the 41 months on record since March 2021
}

// cutCoverage takes what since() adds about the record out of the words.
func cutCoverage(words string) (rest, cover string) {
	words = plainSpaces(words)
	i := strings.LastIndex(words, "of the ")
	if i < 0 || !strings.Contains(words[i:], "s on record since ") {
		if i = strings.LastIndex(words, "on record since "); i < 0 {
			return words, ""
		}
	}
	return strings.TrimRight(words[:i], " ("), strings.TrimRight(words[i:], ")")
}

// topOf reads a superlative: "the highest since March 2021", "a record low", "the
// largest rise in four years".
func topOf(words string) (top, bool) {
	words, cover := cutCoverage(words)
	s := scan(words)
	m, ok := s.only([]wording.Kind{wording.Superlative}, []wording.Kind{wording.Time, wording.Number, wording.NumberWord, wording.Noun, wording.Direction},
		append([]string{"on", "record", "high", "low", "since", "in", "year", "month", "monthly", "quarterly", "annual", "ever", "of", "then", "records", "began"}, falls...)...)
	if !ok || m.Sense == wording.Rank || m.Sense == wording.First {
		return top{}, false
	}
	fall := slices.ContainsFunc(s.marks, func(m wording.Mark) bool { return m.Kind == wording.Direction && m.Sign < 0 }) ||
		slices.ContainsFunc(s.rest, func(w string) bool { return w != "less" && way(w) < 0 })
	t := top{cover: cover, highest: m.Sense != wording.Low && m.Sense != wording.Least && !strings.HasSuffix(strings.ToLower(m.Text), " low") && !slices.Contains(s.rest, "low")}
	if fall && !t.highest {
		return top{}, false // the smallest fall: of which sign it is depends on the reader
	}
	t.highest = t.highest && !fall
	for _, other := range s.marks {
		switch {
		case other.Kind == wording.Time && (other.When.Year != 0 || other.When.Month != 0) && m.Since:
			t.since, t.named = other.When, true
		case other.Kind == wording.Time && strings.HasSuffix(strings.ToLower(other.Text), "this year"):
			t.year, t.named = true, true
		case other.Kind == wording.Time && other.Sense != wording.Base: // the largest monthly rise
			return top{}, false
		case other.Kind == wording.Superlative && other.Value.OK(): // a two-year high
			_, unit, _ := strings.Cut(strings.ToLower(other.Text), "-")
			t.length, t.unit, t.named = other.Value, strings.Fields(unit + " ")[0]+"s", true
		case (other.Kind == wording.Number || other.Kind == wording.NumberWord) && slices.Contains([]string{"months", "quarters", "years"}, other.Unit):
			t.length, t.unit, t.meant, t.named = other.Value, other.Unit, other.Bound, true
		case other.Kind == wording.Number || other.Kind == wording.NumberWord:
			return top{}, false
		}
	}
	text := strings.Join(s.rest, " ")
	switch {
	case t.named:
	case strings.HasPrefix(text, "in year"), strings.HasPrefix(text, "in month"):
		t.length, t.unit, t.named = wording.Value{Num: 1, Den: 1}, strings.Fields(text)[1]+"s", true
	case strings.Contains(s.text, "of the year"):
		t.year, t.named = true, true
	case m.Since && !strings.Contains(s.text, "record since") && !strings.Contains(s.text, "since records began"):
		return top{}, false // since when was not read
	}
	return t, true
}

// first is what the words of a first time say: in how long, or since when.
type first struct {
	way  int          // of the movement; 0: the words do not say
	back wording.Mark // a length of time; without a value: since is set
	when wording.When // of the last time
}

// firstOf reads "for the first time since February" and "the first fall in three
// months".
func firstOf(words string) (f first, ok bool) {
	words = plainSpaces(words)
	lower := " " + strings.ToLower(words) + " "
	i := strings.Index(lower, " first ")
	if i < 0 {
		return f, false
	}
	for _, w := range strings.Fields(lower) {
		if sign := way(w); sign != 0 && !slices.Contains([]string{"up", "down", "more", "less", "above", "below"}, w) {
			f.way = sign
		}
	}
	for _, link := range []string{" since ", " in "} {
		j := strings.Index(lower[i:], link)
		if j < 0 {
			continue
		}
		marks := wording.Scan(words[i+j+len(link)-1:])
		if len(marks) != 1 {
			return f, false
		}
		switch m := marks[0]; {
		case link == " since " && m.Kind == wording.Time && (m.When.Year != 0 || m.When.Month != 0):
			f.when = m.When
			return f, true
		case link == " in " && (m.Kind == wording.Number || m.Kind == wording.NumberWord) && m.Value.OK():
			f.back = m
			return f, true
		}
		return f, false
	}
	return f, false
}

// dated gives a month without a year the newest one before the period.
func dated(w wording.When, p data.Period) wording.When {
	if w.Year == 0 && w.Month != 0 && p.Freq() == data.Monthly {
		w.Year = int16(p.Year())
		if int(w.Month) >= p.Month() {
			w.Year--
		}
	}
	return w
}

// periods is how many periods of a series a superlative is to reach back.
func (t top) periods(p data.Period) (bound, bool) {
	if t.span != nil {
		return *t.span, true
	}
	k := t.length.Rat()
	parts, ok := map[string]int64{"years": 1, "quarters": 4, "months": 12}[t.unit] // of a year
	if k == nil || !ok || p.IsZero() {
		return bound{}, false
	}
	k.Mul(k, big.NewRat(int64(p.PerYear()), parts))
	if t.meant == wording.Exactly {
		return bound{low: k, withinLow: true}, true
	}
	return around(k, new(big.Rat).Mul(k, big.NewRat(1, 30)), t.meant), true
}

// placeOf reads a rank: "the largest", "second largest", "third".
func placeOf(words string) (int, bool) {
	for _, w := range []string{"largest", "biggest", "first", "top", "leading", "highest", "most"} {
		if plainWords(words) == w {
			return 1, true
		}
	}
	w := strings.Fields(plainWords(words))
	if len(w) == 0 || len(w) > 2 || len(w) == 2 && !slices.Contains([]string{"largest", "biggest", "highest", "place"}, w[1]) {
		return 0, false
	}
	for k := 1; k < 1000; k++ {
		if w[0] == wording.Ordinal(k) {
			return k, true
		}
	}
	return 0, false
}
