package checks

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/wording"
)

// unbound is C01 for digits: a figure that the author typed.
func unbound(s *Sentence, b *Brief, found func(Finding)) {
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Number || m.Bound {
			continue
		}
		at, text := s.At(m.From), m.Text
		f := Finding{Code: "C01", At: at, Unbound: text, Statement: m.Piece.Statement}
		same := b.printing(s, m)
		switch {
		case len(same) == 0:
			f.Message = fmt.Sprintf("%q is typed by hand: no figure of the data is that", text)
			f.Hint = "compute it, {{…}}, or name its source, [" + text + "]{src=KEY}"
		case len(same) == 1:
			f.Message = fmt.Sprintf("%q is typed by hand: it is %s", text, same[0])
			f.Hint = "write {{" + same[0] + "}}"
			f.Fix = []diag.Edit{{Pos: at, Old: text, New: "{{" + same[0] + "}}"}}
		default:
			f.Message = fmt.Sprintf("%q is typed by hand: it may be %s", text, strings.Join(same[:min(3, len(same))], " or "))
			f.Hint = "write the one that is meant: {{" + same[0] + "}}"
		}
		found(f)
	}
}

// printing lists what would print a figure as it is typed: of the series that
// the sentence names where that gives any, and of the reference period before
// others.
func (b *Brief) printing(s *Sentence, m *Mark) []string {
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
		expr, ok := printedBy(f, typed, m.Sign)
		if !ok {
			continue
		}
		id, _, _ := strings.Cut(f.Expr, ".")
		rank := 0
		if !slices.Contains(named, id) {
			rank += 2
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

// secondary are metrics that repeat another one more often than they are meant.
var secondary = []string{"value", "first_release", "max", "min", "revision", "prev", "yoy_abs"}

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
		if !ok || m.Bound || s.cited() || m.Kind == wording.NumberWord && s.counts(m) || s.judges(m, b) {
			continue
		}
		f := Finding{Code: "C01", At: s.At(m.From), Warning: !s.OfData(b), Statement: m.Piece.Statement}
		f.Message = fmt.Sprintf("%q is %s that nothing judges", m.Text, what)
		f.Hint = "bind it: [" + m.Text + "]{claim=" + s.subject(b) + suggestion(m.Kind) + "}"
		if m.Kind == wording.NumberWord {
			f.Hint = fmt.Sprintf(`bind it, [%s]{claim="… == %s"}, or name its source, [%s]{src=KEY}`, m.Text, wordValue(m), m.Text)
		}
		found(f)
	}
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

// counts reports whether a number in words is the length of a list that the
// outline holds beside it: such a one counts itself.
func (s *Sentence) counts(m *Mark) bool {
	n, ok := m.Value.Int()
	return ok && m.Mark.Bound == wording.Exactly && slices.Contains(s.Passage.Lists, n)
}

func wordValue(m *Mark) string {
	if n, ok := m.Value.Int(); ok {
		return fmt.Sprint(n)
	}
	return "…"
}

// subject is the series that a hint takes for an example.
func (s *Sentence) subject(b *Brief) string {
	if named := s.Names(b); len(named) > 0 {
		return named[0]
	}
	if len(b.Series) > 0 {
		return b.Series[0].ID
	}
	return "exports"
}

func suggestion(k wording.Kind) string {
	switch k {
	case wording.Run:
		return ".streak"
	case wording.Superlative:
		return ".max"
	case wording.Multiple:
		return ".yoy"
	}
	return ".mom"
}

// directions is C11 for words of direction beside a computed change: rose by
// {{exports.mom}} stays in print when it falls.
func directions(s *Sentence, b *Brief, found func(Finding)) {
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Direction || m.Bound || m.Sense != wording.Up && m.Sense != wording.Down {
			continue
		}
		f := s.changeAfter(m)
		if f == nil {
			continue
		}
		about := f.Expr
		if f.Metric == "value" {
			about += ".mom"
		}
		claim := "[" + m.Text + "]{claim=" + about + "}"
		if strings.Contains(about, " ") {
			claim = "[" + m.Text + `]{claim="` + about + `"}`
		}
		out := Finding{Code: "C11", At: s.At(m.From), Statement: m.Piece.Statement,
			Message: fmt.Sprintf("%q stands beside %s, and nothing judges it", m.Text, f.Expr), Hint: "write " + claim}
		out.Fix = []diag.Edit{{Pos: out.At, Old: m.Text, New: claim}}
		found(out)
	}
}

// changeAfter is the computed change that a word of direction is followed by,
// with nothing between but a preposition: rose by 15.9%, rose to US$188.7
// million.
func (s *Sentence) changeAfter(m *Mark) *Figure {
	for i := range s.Marks {
		n := &s.Marks[i]
		if n.From < m.To || n.Kind != wording.Number {
			continue
		}
		f := n.Piece.Figure
		between := strings.TrimSpace(s.Text[m.To:n.From])
		switch {
		case f == nil || f.Series == "":
		case f.Rate && (between == "by" || between == "of" || between == ""):
			return f
		case f.Metric == "value" && between == "to" && !strings.Contains(f.Expr, "("):
			return f
		}
		return nil
	}
	return nil
}

// near is how many months off the reference period a month typed by hand is
// taken to be about it.
const near = 13

// timeWords is C01 for time: a month or a year near the reference period, or
// words such as last month, that stay when the edition moves on.
func timeWords(s *Sentence, b *Brief, found func(Finding)) {
	if b.Period.Freq() != data.Monthly || s.Passage.Role == Dated || s.cited() {
		return
	}
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Time || m.Bound || s.yearBegins(m) {
			continue
		}
		mend, sure, ok := s.mendOfTime(m, b)
		if !ok {
			continue
		}
		f := Finding{Code: "C01", Warning: true, At: s.At(m.From), Message: fmt.Sprintf("%q is typed by hand: it stays when the period moves on", m.Text)}
		switch {
		case mend == "":
			f.Hint = "name the time by the period, such as {{month(period.prev)}}"
		case sure:
			f.Hint = "write " + mend
			f.Fix = []diag.Edit{{Pos: f.At, Old: m.Text, New: mend}}
		default:
			f.Hint = "if it stays for good, write " + mend
		}
		found(f)
	}
}

// yearBegins reports whether a mark is the January of January to September: the
// year so far begins with it in every edition.
func (s *Sentence) yearBegins(m *Mark) bool {
	rest := strings.TrimLeft(s.Text[m.To:], " ")
	return m.Sense == wording.Month && m.When.Month == 1 && m.When.Year == 0 && (strings.HasPrefix(rest, "to ") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "through "))
}

// mendOfTime is what to write in place of a mark of time, and whether that is
// the only reading; ok is false where it may stand.
func (s *Sentence) mendOfTime(m *Mark, b *Brief) (mend string, sure, ok bool) {
	switch m.Sense {
	case wording.Relative:
		mend = relativeTimes[strings.ToLower(m.Text)]
		return mend, mend != "", true
	case wording.Month:
		month := data.Month(int(m.When.Year), int(m.When.Month))
		if m.When.Year == 0 {
			// The one nearest to the reference period: a text looks back further
			// than ahead.
			const ahead = 3
			back := (b.Period.Month() + ahead - int(m.When.Month) + 12) % 12
			month = b.Period.Add(ahead - back)
		}
		off := month.Sub(b.Period)
		if off < -near || off > near {
			return "", false, false
		}
		step, named := stepped(off, month)
		if literal := "'" + month.String() + "'"; s.computes(literal) {
			step, named = literal, m.When.Year == 0 // it stands beside a figure of that month
		}
		switch {
		case m.When.Year == 0:
			return "{{month(" + step + ")}}", named, true
		case named:
			return "{{" + step + "}}", true, true
		}
		return "{{month(" + step + ")}} {{year(" + step + ")}}", true, true
	case wording.Year:
		switch int(m.When.Year) - b.Period.Year() {
		case 0:
			return "{{year(period)}}", true, true
		case -1:
			return "{{year(period.year_ago)}}", true, true
		}
	}
	return "", false, false
}

// computes reports whether an expression of the sentence has the text.
func (s *Sentence) computes(text string) bool {
	return slices.ContainsFunc(s.Pieces(), func(p *Piece) bool { return strings.Contains(p.Expr, text) })
}

// relativeTimes are words of time that have a name in every edition.
var relativeTimes = map[string]string{
	"last month": "{{month(period.prev)}}", "this month": "{{month(period)}}", "next month": "{{month(period.next)}}",
	"this year": "{{year(period)}}", "last year": "{{year(period.year_ago)}}",
}

// stepped writes a month by its distance from the reference period; one for
// which there is no name is a literal, which roll asks about.
func stepped(off int, month data.Period) (step string, named bool) {
	switch off {
	case 0:
		return "period", true
	case -1:
		return "period.prev", true
	case 1:
		return "period.next", true
	case -12:
		return "period.year_ago", true
	}
	return "'" + month.String() + "'", false
}
