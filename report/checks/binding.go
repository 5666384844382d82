package checks

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// isBase reports whether the number is the base of an index: September 2022 = 100.
func (s *Sentence) isBase(m *Mark) bool {
	return m.Text == "100" && strings.HasSuffix(strings.TrimRight(s.Text[:m.From], " \u00a0"), "=")
}

// unbound is C01 for digits: a figure that the author typed.
func unbound(s *Sentence, b *Brief, found func(Finding)) {
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Number || m.Bound || s.lasts(m) || s.quotes(m) || s.isBase(m) {
			continue
		}
		at, text := s.At(m.From), strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(m.Text)
		f := Finding{Code: "C01", At: at, Unbound: m.Text, Statement: m.Piece.Statement}
		same := b.printing(s, m)
		switch {
		case len(same) == 0:
			f.Message = fmt.Sprintf("%q is typed by hand: no series has that figure", text)
			f.Hint = "compute it, or " + b.sourceOf(text)
			if near, prints := b.nearMiss(s, m); near != "" {
				f.Message = fmt.Sprintf("%q is typed by hand: it is near %s, %s", text, near, prints)
				f.Hint = "write {{" + near + "}}, or " + b.sourceOf(text)
			}
		case len(same) == 1 && s.Passage.Column != "":
			f.Message = fmt.Sprintf("%q is typed by hand: under %q it is %s", text, s.Passage.Column, same[0])
			f.Hint = "write {{" + same[0] + "}}, or make it a table of metrics, which prints units in its heads"
		case len(same) == 1 && !m.noUnit():
			f.Message = fmt.Sprintf("%q is typed by hand: it is %s", text, same[0])
			f.Hint = "write {{" + same[0] + "}}"
			f.Fix = s.replaced(m.From, m.Text, "{{"+same[0]+"}}")
		default:
			f.Message = fmt.Sprintf("%q is typed by hand: it may be %s", text, strings.Join(same[:min(3, len(same))], " or "))
			f.Hint = "write the one that is meant: {{" + same[0] + "}}"
		}
		found(f)
	}
}

// repeated is C01 for a unit typed beside a figure that prints it: {{exports}}
// million comes out as US$188.7 million million.
func repeated(s *Sentence, b *Brief, found func(Finding)) {
	from := 0
	for i, end := range s.ends {
		p := &s.Passage.Pieces[i]
		start := from
		from = end
		if p.Figure == nil || !p.Computed || start < s.from || end > s.from+len(s.Text) {
			continue
		}
		printed := strings.ToLower(strings.ReplaceAll(p.Text, "\u00a0", " "))
		before, after := s.Text[:start-s.from], s.Text[end-s.from:]
		word, at := "", 0
		switch rest := strings.ToLower(strings.TrimLeft(after, " ")); {
		case strings.HasSuffix(strings.TrimRight(before, " "), "$") && strings.Contains(printed, "$"):
			before = strings.TrimRight(before, " ")
			at = strings.LastIndexByte(before, ' ') + 1
			word = before[at:]
		default:
			for _, unit := range typedUnits {
				if strings.HasPrefix(rest, unit[0]) && strings.Contains(printed, unit[1]) && (len(rest) == len(unit[0]) || !isLetter(unit[0][0]) || !isLetter(rest[len(unit[0])])) {
					at = len(s.Text) - len(rest)
					word = s.Text[at : at+len(unit[0])]
					break
				}
			}
		}
		if q, _ := s.pieceAt(at); word != "" && !q.Computed {
			found(Finding{Code: "C01", At: s.At(at), Statement: p.Statement, Message: fmt.Sprintf("%q is typed beside {{%s}}, which prints it: %s", word, p.Expr, p.Text),
				Hint: "take " + word + " out"})
		}
	}
}

// typedUnits are words after a figure, with what is printed where it has them.
var typedUnits = [][2]string{{"%", "%"}, {"per cent", "%"}, {"percent", "%"}, {"million", "million"}, {"billion", "billion"}, {"us dollars", "us$"}, {"dollars", "$"}, {"tonnes", "tonnes"}, {"kg", "kg"}}

// printing lists what would print a figure as it is typed: of the series that
// the sentence names where that gives any, and of the reference period before
// others.
func (b *Brief) printing(s *Sentence, m *Mark) []string {
	m = m.under(s.Passage.Column)
	typed, ok := m.typed()
	if !ok {
		return nil
	}
	named := s.Names(b)
	type match struct {
		expr string
		rank int
	}
	var all []match
	for _, f := range b.Figures() {
		like := typed
		if m.noUnit() && f.Value.Unit.Kind == data.Money {
			like.Unit = f.Value.Unit
		}
		expr, ok := printedBy(f, like, m.Sign)
		if !ok {
			continue
		}
		id, _, _ := strings.Cut(f.Expr, ".")
		rank := 0
		if !slices.Contains(named, id) {
			rank += 2
		}
		if m.vague() && (rank > 0 || !plainMetric(f.Expr)) {
			continue
		}
		_, metric, _ := strings.Cut(f.Expr, ".")
		if first, _, _ := strings.Cut(metric, "."); strings.Contains(f.Expr, "(") || slices.Contains(secondary, first) {
			rank++
		}
		all = append(all, match{expr, rank})
	}
	if len(all) == 0 {
		return nil
	}
	best := slices.MinFunc(all, func(a, b match) int { return cmp.Compare(a.rank, b.rank) }).rank
	var out []string
	for _, x := range all {
		if x.rank == best && !slices.Contains(out, x.expr) {
			out = append(out, x.expr)
		}
	}
	return out
}

// nearMiss is the figure of a series that the sentence names which lies one
// rounding off from what is typed: 15.8% beside 15.9%. It is not the same figure,
// but often the same one rounded twice, or cut.
func (b *Brief) nearMiss(s *Sentence, m *Mark) (expr, prints string) {
	typed, ok := m.typed()
	if !ok || m.vague() {
		return "", ""
	}
	named := s.Names(b)
	var best *big.Rat
	reach := new(big.Rat).Sub(typed.High, typed.Low) // one unit of its last digit,
	reach.Mul(reach, big.NewRat(3, 2))               // up to where the next but one begins
	for _, f := range b.Figures() {
		id, _, _ := strings.Cut(f.Expr, ".")
		around := typed
		if m.noUnit() && f.Value.Unit.Kind == data.Money {
			around.Unit = f.Value.Unit
		}
		around.Low, around.High = new(big.Rat).Sub(typed.X, reach), new(big.Rat).Add(typed.X, reach)
		x, ok := printedBy(f, around, m.Sign)
		if !ok || !plainMetric(f.Expr) || !slices.Contains(named, id) {
			continue
		}
		off := new(big.Rat).Sub(new(big.Rat).Abs(f.Value.X), new(big.Rat).Abs(typed.X))
		if off.Abs(off); best == nil || off.Cmp(best) < 0 {
			best, expr = off, x
			shown := f.Value.X
			if m.Unit == wording.Percent || m.Unit == wording.Points {
				shown = new(big.Rat).Mul(shown, big.NewRat(100, 1))
			}
			prints = like(&amount{Mark: m}, shown)
		}
	}
	return expr, prints
}

// under is a bare figure of a table read with the unit in the title of its column:
// 141.9 under US$ m.
func (m *Mark) under(column string) *Mark {
	if column == "" || m.Unit != "" || m.Currency != "" || m.Value.Scale != 0 {
		return m
	}
	text := m.Text + "%"
	if i := strings.Index(column, "US$"); i >= 0 {
		text = "US$" + m.Text + column[i+len("US$"):]
	} else if !strings.HasSuffix(column, "%") {
		return m
	}
	if marks := wording.Scan(text); len(marks) == 1 && marks[0].Kind == wording.Number && marks[0].To == len(text) {
		out := *m
		out.Mark = marks[0]
		return &out
	}
	return m
}

// noUnit reports whether a figure leaves its currency to the reader, as in 188.7
// million.
func (m *Mark) noUnit() bool {
	return m.Unit == "" && m.Currency == "" && m.Value.Scale > 0 && !m.vague()
}

// secondary are metrics that repeat another one more often than they are meant.
var secondary = []string{"value", "first_release", "max", "min", "revision", "prev", "yoy_abs"}

// vague reports whether a figure has so few digits, noughts at the end aside,
// that many figures of a brief print like it: US$2 billion, US$150 million.
func (m *Mark) vague() bool {
	return m.Unit != wording.Points && len(strings.Trim(strconv.FormatInt(m.Value.Num, 10), "-0")) < 3
}

// plainMetric reports whether an expression is a figure that a sentence states
// outright: a level, its change or its share.
func plainMetric(expr string) bool {
	_, metric, _ := strings.Cut(expr, ".")
	return slices.Contains([]string{"", "mom", "yoy", "ytd", "ytd_yoy", "share"}, metric)
}

// printedBy reports whether a figure prints as it is typed, with the expression
// that does: without its sign where the words before say that it fell.
func printedBy(f Named, typed data.Value, sign int8) (string, bool) {
	if !f.Value.OK() || f.Value.Unit.Kind != typed.Unit.Kind || typed.Unit.Kind == data.Money && typed.Unit.Code != f.Value.Unit.Code {
		return "", false
	}
	x, expr := f.Value.X, f.Expr
	if x.Sign() < 0 {
		if sign >= 0 && typed.X.Sign() > 0 {
			return "", false
		}
		if typed.X.Sign() > 0 {
			x, expr = new(big.Rat).Neg(x), "abs("+expr+")"
		}
	}
	return expr, typed.Low.Cmp(x) <= 0 && x.Cmp(typed.High) <= 0
}

// claimKinds are words that say something about data and hold only as long as
// the data do.
var claimKinds = map[wording.Kind]string{
	wording.NumberWord:  "a number in words",
	wording.Superlative: "a superlative",
	wording.Run:         "a run",
	wording.Multiple:    "a multiple",
	wording.Intensity:   "a word of size",
}

// unclaimed is C01 for words: a number in words, a superlative, a run, a
// multiple or a word of size that no condition judges.
func unclaimed(s *Sentence, b *Brief, found func(Finding)) {
	for i := range s.Marks {
		m := &s.Marks[i]
		what, ok := claimKinds[m.Kind]
		if !ok || m.Bound || s.cited() || m.Kind == wording.NumberWord && (s.counts(m) || s.lasts(m) || s.heads(m)) || s.judges(m, b) {
			continue
		}
		text, from := s.phrase(m)
		if n, ok := s.listAfter(m); ok {
			if k := m.Value.Rat(); k != nil && k.Cmp(count(n)) != 0 {
				found(Finding{Code: "C29", At: s.At(from), Statement: m.Piece.Statement, Message: fmt.Sprintf("%q stands before a list of %d", text, n)})
			}
			continue
		}
		f := Finding{Code: "C01", At: s.At(from), Warning: !s.OfData(b), Statement: m.Piece.Statement}
		f.Message = fmt.Sprintf("%q is %s that nothing judges", text, what)
		f.Hint = "bind it: " + claimed(text, s.condition(m, b))
		if m.Kind == wording.NumberWord || len(b.Series) == 0 {
			f.Hint = s.counted(m, b) + b.sourceOf(text)
		}
		found(f)
	}
}

// listAfter is how many the list holds that a superlative announces: the top three
// were {{list(top(exports, 'code', 3))}}. The list itself is what judges it.
func (s *Sentence) listAfter(m *Mark) (n int, ok bool) {
	if m.Kind != wording.Superlative || m.Sense != wording.Rank && m.Sense != wording.Most && m.Sense != wording.High {
		return 0, false
	}
	for _, p := range s.Pieces() {
		expr, isList := strings.CutPrefix(strings.TrimSpace(p.Expr), "list(top(")
		if !isList || !p.Computed {
			continue
		}
		args := strings.Split(strings.TrimRight(expr, ") "), ",")
		if n, err := strconv.Atoi(strings.TrimSpace(args[len(args)-1])); err == nil {
			return n, true
		}
	}
	return 0, false
}

// phrase is the words of a mark with those that belong to what they claim, and
// where they begin: more than doubled, rose sharply, the highest level since
// June 2022.
func (s *Sentence) phrase(m *Mark) (string, int) {
	from, to := m.From, m.To
	switch {
	case m.Kind == wording.Superlative && m.Since:
		since := strings.Index(s.Text[to:], "since ")
		for i := range s.Marks {
			if t := &s.Marks[i]; t.Kind == wording.Time && since >= 0 && t.From == to+since+len("since ") {
				to = t.To
				break
			}
		}
	case m.Kind == wording.Multiple && m.Mark.Bound != wording.Exactly:
		for {
			before := strings.TrimRight(s.Text[:from], " ")
			w := before[strings.LastIndexByte(before, ' ')+1:]
			if w == "" || !slices.Contains(approximate, strings.ToLower(w)) {
				break
			}
			from = len(before) - len(w)
		}
	case m.Kind == wording.Direction && m.Sense == wording.Flat:
		before := strings.TrimRight(s.Text[:from], " ")
		if w := before[strings.LastIndexByte(before, ' ')+1:]; slices.Contains(staying, strings.ToLower(w)) {
			from = len(before) - len(w)
		}
	case m.Kind == wording.Intensity:
		if d := s.movementBeside(m); d != nil {
			from, to = min(from, d.From), max(to, d.To)
		}
	}
	if p, _ := s.pieceAt(from); p != m.Piece {
		from = m.From
	}
	if p, _ := s.pieceAt(to - 1); p != m.Piece {
		to = m.To
	}
	return s.Text[from:to], from
}

// staying are the words before unchanged and its like that say how near.
var staying = []string{"nearly", "almost", "broadly", "largely", "virtually", "hardly", "little"}

// approximate are the words before a multiple that say how near it is.
var approximate = []string{"more", "less", "than", "nearly", "almost", "about", "around", "roughly", "over", "under", "just", "slightly", "at", "least", "close", "to"}

// movementBeside is the word of direction that a word of size goes with, which
// nothing judges either: rose slightly, slightly higher. Surged is one itself.
func (s *Sentence) movementBeside(m *Mark) *Mark {
	if m.Sign != 0 {
		return nil
	}
	for i := range s.Marks {
		d := &s.Marks[i]
		if d.Kind == wording.Direction && !d.Bound && d.Piece == m.Piece && (d.To <= m.From && strings.TrimSpace(s.Text[d.To:m.From]) == "" || m.To <= d.From && strings.TrimSpace(s.Text[m.To:d.From]) == "") {
			return d
		}
	}
	return nil
}

// judges reports whether a word of size or rank is part of a judgement, which is
// a statement of its own with its likelihood; and whether most of something, in
// a sentence that is not about data, ranks nothing.
func (s *Sentence) judges(m *Mark, b *Brief) bool {
	if m.Kind == wording.Superlative && strings.HasPrefix(s.exprAfter(m), "since(") {
		return true // the highest {{since(exports)}}: it stops where that is not so
	}
	if m.Kind == wording.NumberWord || s.Has(wording.Number) != nil {
		return false
	}
	return s.Passage.Role == Judged || !s.OfData(b) && (m.Sense == wording.Most || s.Has(wording.Likelihood) != nil)
}

// exprAfter is the expression that is printed right after a mark.
func (s *Sentence) exprAfter(m *Mark) string {
	next := m.To + len(s.Text[m.To:]) - len(strings.TrimLeft(s.Text[m.To:], " "))
	if next >= len(s.Text) {
		return ""
	}
	p, from := s.pieceAt(next)
	if !p.Computed || s.from+next != from {
		return ""
	}
	return p.Expr
}

// cited reports whether a citation without words stands in the sentence: then
// what it says is the source's. A figure needs its own words named.
func (s *Sentence) cited() bool {
	for _, p := range s.Pieces() {
		if p.Source != "" && p.Text == "" {
			return true
		}
	}
	return false
}

// quotes reports whether a mark stands between quotation marks in a sentence that
// cites a source: the words are the source's, digits and all.
func (s *Sentence) quotes(m *Mark) bool {
	if !s.cited() {
		return false
	}
	before, after := s.Text[:m.From], s.Text[m.To:]
	for _, marks := range quotationMarks {
		if open := strings.LastIndex(before, marks[0]); open >= 0 {
			return !strings.Contains(before[open:], marks[1]) && strings.Contains(after, marks[1])
		}
	}
	return strings.Count(before, `"`)%2 == 1 && strings.Contains(after, `"`)
}

// quotationMarks open and close a quotation.
var quotationMarks = [][2]string{{"“", "”"}, {"「", "」"}, {"『", "』"}, {"«", "»"}, {"„", "“"}}

// heads reports whether a number in words is all of a title: it names a part.
func (s *Sentence) heads(m *Mark) bool {
	return s.Passage.Role == Headline && m.Kind == wording.NumberWord && strings.Trim(s.Text, " .:") == m.Text
}

// counts reports whether a number in words is the length of a list that the
// outline holds beside it: such a one counts itself.
func (s *Sentence) counts(m *Mark) bool {
	n, ok := m.Value.Int()
	return ok && m.Mark.Bound == wording.Exactly && m.Unit == "" && (slices.Contains(s.Passage.Lists, n) || s.enumerates(m, n))
}

// enumerates reports whether the prose after a number in words lists as many as
// it says: two reasons. First …; second ….
func (s *Sentence) enumerates(m *Mark, n int) bool {
	rest := lowered(s.Passage.Text()[s.from+m.To:])
	listed := 0
	for at := 0; at < len(rest); at++ {
		if !strings.ContainsRune(".;:,(–—", rune(rest[at])) && rest[at] < 0x80 {
			continue
		}
		opens := strings.TrimLeft(rest[at:], " .;:,(–—\u00a0")
		for _, word := range []string{"and ", "the "} {
			opens = strings.TrimPrefix(opens, word)
		}
		if listed < len(enumerated) && startsWith(opens, enumerated[listed], enumerated[listed]+"ly") || listed > 0 && listed == n-1 && startsWith(opens, "finally", "last", "lastly") {
			listed++
		}
	}
	return n > 1 && listed == n
}

// enumerated are the words by which running prose lists.
var enumerated = strings.Fields("first second third fourth fifth sixth seventh")

// lasts reports whether a length of time is an age, or how long a rule runs, and
// nothing of the data: three years old, a ban for three years.
func (s *Sentence) lasts(m *Mark) bool {
	if !slices.Contains([]string{"days", "weeks", "months", "years", "decades"}, m.Unit) {
		return false
	}
	if startsWith(s.Text[m.To:], " old", " of age") {
		return true
	}
	for i := range s.Marks {
		switch n := &s.Marks[i]; n.Kind {
		case wording.Direction, wording.Intensity, wording.Superlative, wording.Run, wording.Multiple, wording.Noun:
			return false
		}
	}
	return len(s.Figures()) == 0 && saysAny(lowered(s.Text), ofRules)
}

// ofRules are what runs for a time that was set.
var ofRules = strings.Fields("law laws act decree regulation rule rules resolution treaty agreement contract contracts licence licences license permit permits ban bans embargo sanction sanctions mandate term terms exemption waiver measure measures lease guarantee quota quotas sentence prison")

// counted says for a hint what the number in words may count, where the outline
// can tell: a list that it announces, months of a run, entries of the register of
// reactions, or a constant. Else it is empty.
func (s *Sentence) counted(m *Mark, b *Brief) string {
	n, ok := m.Value.Int()
	if !ok || m.Kind != wording.NumberWord || m.Mark.Bound != wording.Exactly {
		return ""
	}
	bind := func(expr string) string { return "bind it, " + claimed(m.Text, expr) + ", or " }
	if l := s.Passage.Lists; len(l) > 0 && (m.From == 0 || strings.HasSuffix(s.Text, ":")) && l[0] > 1 && slices.Max(l) == slices.Min(l) && wording.InWords(l[0]) != "" {
		return "write " + sameCase(m.Text, wording.InWords(l[0])) + ", as the list beside it has, or "
	}
	next, _, _ := strings.Cut(strings.TrimLeft(s.Text[m.To:], " "), " ")
	next = strings.Trim(next, ".,;:")
	subject, _ := s.subject(m, b)
	var equal []string
	for _, f := range b.Figures() {
		if !f.Value.OK() || !f.Value.X.IsInt() {
			continue
		}
		size := new(big.Rat).Abs(f.Value.X)
		if size.Cmp(big.NewRat(int64(n), 1)) != 0 {
			continue
		}
		reactions := strings.HasPrefix(f.Expr, "stances(")
		switch constant := !strings.ContainsAny(f.Expr, ".("); {
		case f.Expr == subject+".streak" && (m.Unit == "months" || strings.HasPrefix(next, "month")),
			reactions && slices.Contains([]string{"governments", "countries", "states", "capitals", "actors"}, next),
			constant && f.Value.Unit.Kind == data.NoUnit:
			equal = append(equal, f.Expr+" == "+data.Fixed(f.Value.X, 0, false))
		}
	}
	if len(equal) != 1 {
		return ""
	}
	return bind(equal[0])
}

// condition is what would judge a word, of the series that the words before it
// name.
func (s *Sentence) condition(m *Mark, b *Brief) string {
	subject, whole := s.subject(m, b)
	switch m.Kind {
	case wording.Run:
		return subject + ".streak"
	case wording.Superlative:
		switch {
		case m.Since:
			return subject
		case !whole && (m.Sense == wording.Most || m.Sense == wording.Rank):
			return subject + ".rank"
		case m.Sense == wording.Low:
			return subject + ".min"
		}
		return subject + ".max"
	case wording.Multiple:
		return subject + ".yoy"
	}
	return subject + ".mom"
}

// subject is the series that a hint takes for an example, and whether it is of
// all goods: the one named last before the mark, else any of the sentence.
func (s *Sentence) subject(m *Mark, b *Brief) (id string, whole bool) {
	named, last := s.Names(b), -1
	before := lowered(s.Text[:m.From])
	for i := range b.Series {
		x := &b.Series[i]
		at := -1
		if x.Label != "" {
			at = strings.LastIndex(before, lowered(x.Label))
		}
		if x.Total && x.Flow != "" {
			at = max(at, strings.LastIndex(before, x.Flow))
		}
		if at > last || id == "" && slices.Contains(named, x.ID) {
			id, whole, last = x.ID, x.Total, max(at, last)
		}
	}
	if id == "" && len(b.Series) > 0 {
		return b.Series[0].ID, b.Series[0].Total
	}
	return cmp.Or(id, "exports"), whole
}
