package checks

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// directions is C11 for words of direction beside a figure. A rate judges them: rose by
// {{exports.mom}} is refused when it falls. A level does not, since the words do not
// say what they compare it with: rose to {{exports}} stays in print.
func directions(s *Sentence, b *Brief, found func(Finding)) {
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Direction || m.Bound || s.sizedBeside(m) {
			continue
		}
		if f := s.changeAfter(m); f != nil && m.Sense != wording.Faster && m.Sense != wording.Slower {
			text, from := s.phrase(m)
			if f.Rate {
				s.judged(m, text, from, f, b, found)
				continue
			}
			claim := claimed(text, changeOf(f))
			out := Finding{Code: "C11", At: s.At(from), Statement: m.Piece.Statement,
				Message: fmt.Sprintf("%q stands beside %s, and nothing judges it", text, f.Expr), Hint: "write " + claim}
			out.Fix = s.replaced(from, text, claim)
			found(out)
		} else if f, ok := s.untold(m, b); ok {
			found(f)
		} else if f, ok := s.untoldGap(m, b); ok {
			found(f)
		}
	}
}

// judged is C11 for words of direction that the rate beside them belies.
func (s *Sentence) judged(m *Mark, text string, from int, f *Figure, b *Brief, found func(Finding)) {
	if p := b.Judge(text, int(m.Mark.Sign), f, s.At(from)); p != nil {
		found(Finding{Code: "C11", At: s.At(from), Statement: m.Piece.Statement, Message: p.Message, Hint: p.Hint})
	}
}

// sizedBeside reports whether a word of size stands with a word of direction,
// and is found in its place: rose sharply.
func (s *Sentence) sizedBeside(m *Mark) bool {
	for i := range s.Marks {
		if x := &s.Marks[i]; x.Kind == wording.Intensity && !x.Bound && s.movementBeside(x) == m {
			return true
		}
	}
	return false
}

// claimed writes words with the condition that judges them.
func claimed(words, expr string) string {
	if strings.ContainsAny(expr, " ()'") {
		return "[" + words + `]{claim="` + expr + `"}`
	}
	return "[" + words + "]{claim=" + expr + "}"
}

// changeOf is what a word of direction beside a figure is judged by: a rate by
// itself, and so is a balance, which the words compare with the month before.
func changeOf(f *Figure) string {
	if f.Metric == "value" {
		return f.Expr + ".mom"
	}
	return f.Expr
}

// changeAfter is the computed change that a word of direction is followed by,
// with nothing between but a preposition and how near the figure is: rose by
// about 15.9%, rose to US$188.7 million, unchanged at US$27.8 million.
func (s *Sentence) changeAfter(m *Mark) *Figure {
	for i := range s.Marks {
		n := &s.Marks[i]
		if n.From < m.To || n.Kind != wording.Number {
			continue
		}
		f := n.Piece.Figure
		between := strings.Fields(strings.ToLower(s.Text[m.To:n.From]))
		between = slices.DeleteFunc(between, func(w string) bool { return slices.Contains(nearness, w) })
		link := strings.Join(between, " ")
		switch wide := m.Sense == wording.Wider || m.Sense == wording.Narrower; {
		case f == nil:
		case strings.HasPrefix(f.Expr, "balance("):
			if wide && link == "to" {
				return f
			}
		case f.Series == "" || wide:
		case m.Sense == wording.Flat:
			if f.Metric == "value" && link == "at" && !strings.Contains(f.Expr, "(") {
				return f
			}
		case f.Rate && (link == "by" || link == "of" || link == ""):
			return f
		case f.Metric == "value" && link == "to" && !strings.Contains(f.Expr, "("):
			return f
		}
		return nil
	}
	return nil
}

// nearness are the words between a preposition and a figure.
var nearness = []string{"about", "around", "roughly", "some", "nearly", "almost", "just", "over", "under", "a", "total", "slightly", "sharply", "steeply", "further", "again"}

// untold is C11 for a word of direction without a figure beside it: exports rose
// in September stays in print when they fall. It is a warning, and only where
// the sentence states it of a series of the brief: not what would rise, what
// somebody else says, or what is judged.
func (s *Sentence) untold(m *Mark, b *Brief) (Finding, bool) {
	x := s.mover(m, b)
	if x == nil || s.conditional(m) || s.judgedAfter(m) {
		return Finding{}, false
	}
	t := s.movement(m, x, b)
	run, isRun := s.runAfter(m, x)
	if isRun && t.value.OK() && m.Mark.Sign != 0 && t.value.X.Sign() == -int(m.Mark.Sign) && t.metric == x.ID+".mom" {
		f := s.against(m, "C15", "%q is judged by %s, which is one of %s, and the sentence says %q", run.Text, run.Expr, map[int]string{1: "rises", -1: "falls"}[t.value.X.Sign()], m.Text)
		f.Hint = "write {{verb(" + t.metric + ")}}"
		return f, true
	}
	if strings.HasPrefix(x.ID, "total(") {
		return s.untoldTrade(m, t, b)
	}
	if isRun && run.Expr != x.ID+".streak" {
		return Finding{}, false
	}
	condition, names := t.condition(m, x), x.ID
	if o := s.beside(m, x, b); o != nil && m.Mark.Sign != 0 {
		other := s.movement(m, o, b)
		condition, names = other.condition(m, o)+" and "+condition, o.ID+" and "+names
		if t.value.OK() && t.value.X.Sign() == int(m.Mark.Sign) {
			t.metric, t.value = other.metric, other.value // the one that is not so tells more
		}
	}
	text, from := s.phrase(m)
	f := Finding{Code: "C11", Warning: true, At: s.At(from), Statement: m.Piece.Statement,
		Message: fmt.Sprintf("%q is said of %s, and nothing judges it", text, names), Hint: "write " + claimed(text, condition)}
	if t.open {
		f.Hint = "say what it is compared with, or print the figures"
		return f, true
	}
	if isRun && run.About == x.ID && strings.HasSuffix(s.Text[from:m.To], text) {
		if end := strings.Index(s.Text[m.To:], run.Text); end >= 0 {
			f.Hint = "write " + claimed(s.Text[from:m.To+end+len(run.Text)], run.Expr)
			return f, true
		}
	}
	if !t.value.OK() {
		return f, true
	}
	f.Message += ": " + t.metric + " is " + percentText(t.value.X)
	verb := "{{verb(" + t.metric + ")}}"
	switch {
	case m.Mark.Sign != 0 && t.value.X.Sign() != int(m.Mark.Sign) && verbs[strings.ToLower(text)]:
		f.Hint = "write " + verb
	case m.Mark.Sign != 0 && t.value.X.Sign() != int(m.Mark.Sign), m.Sense == wording.Flat && new(big.Rat).Abs(t.value.X).Cmp(big.NewRat(1, 200)) >= 0:
		f.Hint = "print the change, as in " + verb + " {{" + t.metric + "}}"
	case t.named && m.Mark.Sign != 0:
		f.Fix = s.replaced(from, text, claimed(text, condition))
	}
	return f, true
}

// untoldTrade is C11 for exports and imports together, which have no metrics of
// their own: they are held against those of the month before.
func (s *Sentence) untoldTrade(m *Mark, t told, b *Brief) (Finding, bool) {
	x, y := b.bothWays()
	op := map[string]string{wording.Up: " > ", wording.Down: " < "}[m.Sense]
	if op == "" || s.elsewhen(b) || t.open || t.named || t.since != "" || !t.value.OK() {
		return Finding{}, false
	}
	f := s.against(m, "C11", "%q is said of trade both ways, and nothing judges it: it changed by %s on the period before", m.Text, percentText(t.value.X))
	f.Warning = true
	f.Hint = "write " + claimed(m.Text, fmt.Sprintf("total(%[1]s, %[2]s)%[3]stotal(%[1]s.prev, %[2]s.prev)", x.ID, y.ID, op))
	if t.value.X.Sign() != int(m.Mark.Sign) {
		f.Hint = "turn the word round, or say what it is compared with"
	}
	return f, true
}

// runAfter is the claim of a run that a word of direction goes on to: rose for the
// [third month in a row]{claim=exports.streak}.
func (s *Sentence) runAfter(m *Mark, x *Series) (*Piece, bool) {
	start := 0
	for i, end := range s.ends {
		p := &s.Passage.Pieces[i]
		if from := start - s.from; from >= m.To && p.Claim && from < len(s.Text) {
			switch s.between(m.To, from) {
			case "", "for", "for the", "for a":
				return p, strings.HasPrefix(p.Expr, x.ID+".streak")
			}
			return nil, false
		}
		start = end
	}
	return nil, false
}

// untoldGap is C11 for a surplus or deficit that is said to have widened, and for
// growth that is said to have slowed: which rate is meant is not known.
func (s *Sentence) untoldGap(m *Mark, b *Brief) (Finding, bool) {
	if s.conditional(m) || s.judgedAfter(m) {
		return Finding{}, false
	}
	end := len(strings.TrimRight(s.Text[:m.From], " \u00a0"))
	for _, aux := range []string{" has", " have", " had", " then", " also"} {
		end = len(strings.TrimSuffix(s.Text[:end], aux))
	}
	n := s.markEnding(end)
	if n == nil || n.Kind != wording.Noun {
		return Finding{}, false
	}
	f := Finding{Code: "C11", Warning: true, At: s.At(m.From), Statement: m.Piece.Statement}
	switch {
	case (m.Sense == wording.Wider || m.Sense == wording.Narrower) && (n.Sense == wording.Surplus || n.Sense == wording.Deficit):
		x, y := b.bothWays()
		w := leadWord(s.Text[:n.From])
		if x == nil || w != "" && w != "trade" && !opening[w] || countryAfter(s.Text[n.To:]) != "" || s.elsewhen(b) || !b.has(n.Sense, x, y) {
			return Finding{}, false
		}
		f.Message = fmt.Sprintf("%q is said of the %s, and nothing judges it", m.Text, strings.ToLower(n.Text))
		f.Hint = "write " + claimed(m.Text, "balance("+x.ID+", "+y.ID+")")
	case (m.Sense == wording.Faster || m.Sense == wording.Slower) && n.Sense == wording.Growth:
		flow := s.markEnding(len(strings.TrimRight(s.Text[:n.From], " ")))
		if flow == nil || flow.Sense != wording.Exports && flow.Sense != wording.Imports {
			return Finding{}, false
		}
		x := b.whole(strings.TrimSuffix(flow.Sense, "s"))
		if w := leadWord(s.Text[:flow.From]); x == nil || w != "" && !opening[w] {
			return Finding{}, false
		}
		op := map[string]string{wording.Faster: " > ", wording.Slower: " < "}[m.Sense]
		f.Message = fmt.Sprintf("%q is said of the growth of %s, and nothing judges it", m.Text, x.ID)
		f.Hint = "bind it to the rate that is meant: " + claimed(m.Text, x.ID+".yoy"+op+x.ID+".prev.yoy")
	default:
		return Finding{}, false
	}
	return f, true
}

// elsewhen reports whether the sentence names another time than the reference period.
func (s *Sentence) elsewhen(b *Brief) bool {
	for i := range s.Marks {
		if n := &s.Marks[i]; n.Kind == wording.Time {
			if p, ok := b.periodOf(n); !ok || p != b.Period {
				return true
			}
		}
	}
	return false
}

// verbs are the words of direction that {{verb(…)}} can stand in for.
var verbs = set("rose fell increased decreased declined grew dropped climbed shrank contracted expanded gained")

// told is the change that a word of direction speaks of.
type told struct {
	metric string     // exports.mom, exports.at('2023-05').yoy
	value  data.Value // of the metric; not OK where the rules do not know it
	named  bool       // the sentence says what is compared with what
	open   bool       // the sentence names a time that the rules do not know
	since  string     // the level that it is compared with by name: higher than in May
}

// condition is what a word of direction needs of the change. Words of pace, and
// those that nothing moved, take theirs from the house table.
func (t told) condition(m *Mark, x *Series) string {
	op := map[string]string{wording.Up: " > ", wording.Down: " < "}[m.Sense]
	switch {
	case op == "":
		return t.metric
	case t.since != "":
		return x.ID + op + t.since
	}
	return t.metric + op + "0"
}

// movement finds the change that a word of direction speaks of, by the times that
// the sentence names. Without any it is the one on the period before.
func (s *Sentence) movement(m *Mark, x *Series, b *Brief) told {
	t := told{}
	rate, at := "mom", b.Period
	if at.Freq() == data.Annual {
		rate = "yoy"
	}
	// What stands before the word counts only where nothing after it does.
	from, to := s.reach(m)
	before, after := lowered(s.Text[from:m.From]), lowered(s.Text[m.To:to])
	switch {
	case saysAny(after, onTheYear):
		rate, t.named = "yoy", true
	case saysAny(after, onTheMonth):
		t.named = true
	case saysAny(before+" "+after, toDate):
		rate = "ytd_yoy"
	}
	placed := false
	for i := range s.Marks {
		n := &s.Marks[i]
		if n.From < from || n.To > to {
			continue
		}
		if f := n.figure(); f != nil && n.From > m.To && f.Series == x.ID {
			switch {
			case f.Metric == "mom" || f.Metric == "yoy" || f.Metric == "ytd_yoy":
				return told{metric: f.Expr, value: f.Value, named: true}
			case strings.HasSuffix(f.Expr, ".yoy.base"):
				rate, t.named = "yoy", true
			case f.Expr == x.ID+".prev":
				t.named = true
			}
		}
		if n.Kind == wording.Time && b.Period.Freq() == data.Monthly {
			switch n.Sense {
			case wording.Quarter, wording.Half, wording.Span, wording.Decade, wording.Relative:
				t.open = true
			}
		}
		p, ok := b.periodOf(n)
		switch {
		case !ok || placed && n.From > m.To:
		case n.Sense == wording.Year:
			rate, at, placed = "ytd_yoy", p, n.From > m.To
		case endsWith(strings.TrimRight(s.before(n), " "), "since", "than", "than in", "from", "on", "with", "against"):
			t.since = x.ID + ".at('" + p.String() + "')"
		default:
			at, placed = p, n.From > m.To
		}
	}
	if t.since == "" && !t.named && saysAny(after, []string{"since", "after", "over", "during", "throughout", "until"}) {
		t.open = true
	}
	t.metric = x.ID + "." + rate
	switch {
	case at == b.Period:
	case at == b.Period.Add(-1):
		t.metric = x.ID + ".prev." + rate
	default:
		t.metric = x.ID + ".at('" + at.String() + "')." + rate
	}
	back := map[string]int{"mom": 1, "yoy": at.PerYear()}[rate]
	if x.At != nil && back > 0 && t.since == "" {
		if now, base := x.At(at), x.At(at.Add(-back)); now.OK() && base.OK() && base.X.Sign() > 0 {
			t.value = growth(base, now)
		}
	}
	return t
}

// reach is how far the words around a word of direction are about it: to the next
// one, and back to the one before.
func (s *Sentence) reach(m *Mark) (from, to int) {
	to = len(s.Text)
	for i := range s.Marks {
		switch n := &s.Marks[i]; {
		case n.Kind != wording.Direction && (n.Kind != wording.Intensity || n.Mark.Sign == 0):
		case n.To <= m.From:
			from = n.To
		case n.From >= m.To:
			return from, n.From
		}
	}
	return from, to
}

// periodOf is the month that a mark of time names, of another year than that of
// the reference period its last one.
func (b *Brief) periodOf(n *Mark) (data.Period, bool) {
	if n.Kind != wording.Time || n.Sense != wording.Month && n.Sense != wording.Year || b.Period.Freq() != data.Monthly {
		return data.Period{}, false
	}
	if _, quoted, ok := strings.Cut(n.Piece.Expr, "'"); ok && n.Piece.Computed && n.Sense == wording.Month {
		p, err := data.ParsePeriod(strings.TrimRight(quoted, "')"))
		return p, err == nil && p.Freq() == data.Monthly
	}
	switch year := int(n.When.Year); {
	case n.Sense == wording.Year:
		return data.Month(year, 12), !n.Piece.Computed && year != b.Period.Year()
	case year == 0:
		return b.nearest(int(n.When.Month)), true
	default:
		return data.Month(year, int(n.When.Month)), true
	}
}

var (
	onTheYear  = []string{"on the year", "year earlier", "year ago", "year before", "year on year", "year-on-year", "last year", "year-earlier"}
	onTheMonth = []string{"on the month", "month earlier", "month before", "month on month", "month-on-month", "previous month"}
	toDate     = []string{"so far this year", "year so far", "year to date", "to date"}
)

// judgedAfter reports whether what a word of direction goes on to is judged, or
// is still typed by hand and told of by itself: risen for the [third month
// running]{claim=…}, rose 15.9%.
func (s *Sentence) judgedAfter(m *Mark) bool {
	_, to := s.reach(m)
	for i := range s.Marks {
		switch n := &s.Marks[i]; {
		case n.From < m.To || n.To > to || n.Bound:
		case n.Kind == wording.Number, n.Kind == wording.NumberWord, n.Kind == wording.Multiple, n.Kind == wording.Run:
			return true
		}
	}
	start := 0
	for i, end := range s.ends {
		p := &s.Passage.Pieces[i]
		if from := start - s.from; from >= m.To && p.Claim && from < len(s.Text) {
			if strings.HasSuffix(p.Expr, ".streak") {
				return false // a run is one of falls as well
			}
			switch s.between(m.To, from) {
			case "", "by", "to", "for", "for the", "for a":
				return true
			}
			return false
		}
		start = end
	}
	return false
}

// conditional reports whether a word of direction is not stated: it would be so,
// is asked, denied or judged.
func (s *Sentence) conditional(m *Mark) bool {
	if s.Passage.Role == Judged || s.Cites() || s.Has(wording.Likelihood) != nil || s.Has(wording.Hedge) != nil || strings.HasSuffix(s.Text, "?") {
		return true
	}
	lower := lowered(s.Text)
	for _, w := range strings.FieldsFunc(lower, func(r rune) bool { return strings.ContainsRune(" ,;:().–—\u00a0", r) }) {
		if unreal[w] {
			return true
		}
	}
	before := strings.Fields(lower[:m.From])
	for _, w := range before[max(0, len(before)-4):] {
		if denying[strings.Trim(w, ",;")] {
			return true
		}
	}
	return len(before) > 0 && before[len(before)-1] == "to"
}

var (
	unreal  = set("if unless whether would could should might will shall until expected forecast projected assume assuming suppose whenever usually often tend tends generally")
	denying = set("not no never neither nor cannot without must can any each every")
)
