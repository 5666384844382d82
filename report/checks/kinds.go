package checks

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// What kind of quantity a figure is, and of which flow, against the words around
// it: C09, C12, C25 and C46.

// kinds is C09: a share said to be a growth, a growth a share, and either a level.
func kinds(s *Sentence, b *Brief, found func(Finding)) {
	if !s.has(wording.Number) {
		return
	}
	for i := range s.Marks {
		m := &s.Marks[i]
		f := m.figure()
		if f == nil {
			if m.Kind == wording.Number {
				s.typedShare(m, b, found)
			}
			continue
		}
		against := func(is, said string) {
			g := s.against(m, "C09", "%s is %s, and the sentence makes it %s", f.Expr, is, said)
			switch {
			case f.Metric == "share" && said == "a growth":
				g.Hint = fmt.Sprintf("write {{%s.yoy}} for the growth on the year", f.Series)
			case f.growth() && said == "a share":
				g.Hint = fmt.Sprintf("write {{%s.share}} for the share", f.Series)
			case f.growth():
				g.Hint = fmt.Sprintf("write {{%s}} for the level", f.Series)
			}
			found(g)
		}
		after := s.Text[m.To:]
		switch {
		case f.Metric == "share":
			if s.movedBy(m) || startsWith(after, " growth", " higher than", " lower than", " more than a year", " increase", " decrease", " rise", " fall") {
				against("a share", "a growth")
			}
		case f.growth():
			if before := s.before(m); endsWith(before, "share of", "accounted for", "accounts for", "accounting for", "makes up", "made up", "making up") || s.ofFlow(m) {
				against("a growth", "a share")
			} else if n := s.flowOf(m.From); n != nil && slices.Contains([]string{"reached", "came to", "totalled", "totaled", "amounted to", "were worth"}, s.between(n.To, m.From)) {
				against("a growth", "a level")
			}
		case f.Metric == "value" && f.Value.Unit.Kind == data.Money && s.movedBy(m):
			against("a level", "a change")
		}
	}
}

// typedShare is C09 for a figure that is not computed: the sentence makes it a
// growth of a series that it names, and the data have it as a share.
func (s *Sentence) typedShare(m *Mark, b *Brief, found func(Finding)) {
	if m.Unit != wording.Percent || m.Piece == nil || m.Piece.Computed || b.Figures == nil || !s.movedBy(m) || significant(m.Text) < 3 {
		return
	}
	a, ok := s.amount(m)
	if !ok {
		return
	}
	lower := strings.ToLower(s.Text)
	for _, series := range b.Series {
		if !containsWord(lower, strings.ToLower(series.Label)) {
			continue
		}
		share, growth := "", ""
		for _, f := range b.Figures() {
			name, metric, _ := strings.Cut(f.Expr, ".")
			if name != series.ID || f.Value.Unit.Kind != data.Ratio {
				continue
			}
			switch {
			case f.Rate && overlap(a.Value, f.Value):
				return
			case metric == "yoy":
				growth = percentText(f.Value.X)
			case strings.HasSuffix(metric, "share") && overlap(a.Value, f.Value):
				share = f.Expr
			}
		}
		if share != "" && growth != "" {
			f := s.against(m, "C09", "%s is %s, a share, and the sentence makes it a growth: %s.yoy is %s", m.Text, share, series.ID, growth)
			f.Hint = fmt.Sprintf("write {{%s.yoy}}", series.ID)
			found(f)
			return
		}
	}
}

// before is the text before a mark, in lower case, not further back than its
// clause is likely to reach.
func (s *Sentence) before(m *Mark) string { return s.between(max(0, m.From-80), m.From) }

func endsWith(text string, phrases ...string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool {
		rest, ok := strings.CutSuffix(text, p)
		return ok && (rest == "" || !isLetter(rest[len(rest)-1]))
	})
}

func startsWith(text string, phrases ...string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool {
		rest, ok := strings.CutPrefix(text, p)
		return ok && (rest == "" || !isLetter(rest[0]))
	})
}

// movedBy reports whether a word of movement stands right before the figure: rose
// by 5%, rose 5%, fell sharply by 5%.
func (s *Sentence) movedBy(m *Mark) bool {
	for i := range s.Marks {
		d := &s.Marks[i]
		if d.To > m.From || d.Kind != wording.Direction && d.Kind != wording.Intensity || d.Mark.Sign == 0 {
			continue
		}
		switch between := s.between(d.To, m.From); between {
		case "by":
			return true
		case "":
			return m.Unit == wording.Percent && d.Text != "up" && d.Text != "down"
		case "sharply by", "again by", "further by", ", by":
			return true
		}
	}
	return false
}

// ofFlow reports whether the figure is followed by "of exports", "of all
// imports", "of China's trade".
func (s *Sentence) ofFlow(m *Mark) bool { return s.flowAfter(m) != nil }

// flowAfter is the noun in "11.4% of all exports"; nil where none follows so.
func (s *Sentence) flowAfter(m *Mark) *Mark {
	if !strings.HasPrefix(s.Text[m.To:], " of ") {
		return nil
	}
	for i := range s.Marks {
		n := &s.Marks[i]
		if n.From < m.To || n.Kind != wording.Noun {
			continue
		}
		switch n.Sense {
		case wording.Exports, wording.Imports, wording.TotalTrade:
		default:
			return nil
		}
		if strings.HasPrefix(s.Text[n.To:], " growth") || strings.HasPrefix(s.Text[n.To:], "’") || strings.HasPrefix(s.Text[n.To:], "'") || strings.HasPrefix(s.Text[n.To:], "-") {
			return nil
		}
		words := strings.Fields(s.between(m.To+len(" of "), n.From))
		if len(words) > 4 || slices.ContainsFunc(words, func(w string) bool { return !describes(w) }) {
			return nil
		}
		return n
	}
	return nil
}

// describes reports whether a word may stand before a flow without making it
// another one: the total, China's overall.
func describes(w string) bool {
	switch w {
	case "the", "all", "its", "their", "total", "overall", "whole", "entire", "goods", "country", "country’s", "country's", "merchandise", "north", "south", "united", "new", "this", "these", "of", "value", "monthly", "annual":
		return true
	}
	return strings.HasSuffix(w, "’s") || strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "s’") || strings.HasSuffix(w, "s'")
}

// flowOf is the flow that what stands at a byte is said of: the noun before it
// with nothing between but words of its verb, and the other country.
func (s *Sentence) flowOf(at int) *Mark {
	for i := len(s.Marks) - 1; i >= 0; i-- {
		n := &s.Marks[i]
		if n.To > at {
			continue
		}
		if n.Kind != wording.Noun {
			continue
		}
		if n.Sense != wording.Exports && n.Sense != wording.Imports {
			return nil
		}
		to := n.To
		if other := countryAfter(s.Text[to:at]); other != "" {
			to += strings.Index(s.Text[to:at], other) + len(other)
		}
		for _, w := range strings.Fields(s.between(to, at)) {
			if !verbal[w] {
				return nil
			}
		}
		// The growth of exports, or exports and imports, are not exports.
		for k := i - 1; k >= 0; k-- {
			if o := &s.Marks[k]; o.Kind == wording.Noun {
				if between := s.between(o.To, n.From); between == "of" || between == "and" || between == "of all" || between == "of the" {
					return nil
				}
				break
			}
		}
		return n
	}
	return nil
}

// verbal are the words that join a flow with its figure.
var verbal = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("reached came to totalled totaled amounted were was stood at worth rose fell grew increased decreased declined climbed dropped slipped by of in the month had have has been then again only also just " +
		"january february march april may june july august september october november december") {
		out[w] = true
	}
	return out
}()

// flows is C12: a figure of imports said of exports, or the other way, and of
// another country than that of its series.
func flows(s *Sentence, b *Brief, found func(Finding)) {
	if !s.has(wording.Noun) || s.has(wording.Respectively) {
		return
	}
	for i := range s.Marks {
		m := &s.Marks[i]
		f := m.figure()
		if f == nil || f.Series == "" {
			continue
		}
		n := s.flowOf(m.From)
		if f.Metric == "share" {
			n = s.flowAfter(m)
		}
		series := s.otherFlow(n, f.Series, b)
		if series == nil {
			continue
		}
		g := s.against(m, "C12", "%s is a figure of %ss, and the sentence makes it one of %s", f.Expr, series.Flow, strings.ToLower(n.Text))
		if other := b.mirror(series); other != "" && other != series.ID && f.Metric != "share" {
			g.Hint = fmt.Sprintf("write {{%s}}, or turn the sentence round", other+strings.TrimPrefix(f.Expr, f.Series))
		}
		found(g)
	}
	s.judgedByOther(b, found)
}

// judgedByOther is C12 for words: exports are said to have fallen, and what the
// words are judged by is a figure of imports.
func (s *Sentence) judgedByOther(b *Brief, found func(Finding)) {
	at := 0
	for i, end := range s.ends {
		p, from := &s.Passage.Pieces[i], at-s.from
		at = end
		if p.About == "" || p.Text == "" || from < 0 || from >= len(s.Text) {
			continue
		}
		m := s.comparison(from, end-s.from)
		if m == nil {
			continue
		}
		n := s.flowOf(m.From)
		series := s.otherFlow(n, p.About, b)
		if series == nil {
			continue
		}
		g := Finding{Code: "C12", At: s.At(from), Statement: p.Statement,
			Message: fmt.Sprintf("%q is judged by a figure of %ss, %s, and the sentence says it of %s", p.Text, series.Flow, p.Expr, strings.ToLower(n.Text))}
		if other := b.mirror(series); other != "" && other != series.ID {
			g.Hint = "judge it by " + other + ", or turn the sentence round"
		}
		found(g)
	}
}

// comparison is the word of movement, of rank or of size between two bytes, nil
// where there is none: what is said of the flow itself and not of its goods.
func (s *Sentence) comparison(from, to int) *Mark {
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.From >= from && m.From < to && (m.Kind == wording.Direction || m.Kind == wording.Intensity || m.Kind == wording.Superlative || m.Kind == wording.Multiple) {
			return m
		}
	}
	return nil
}

// otherFlow is the series where it is of another flow than the noun says; nil
// where they agree, or where that is not sure.
func (s *Sentence) otherFlow(n *Mark, id string, b *Brief) *Series {
	if n == nil || n.Sense != wording.Exports && n.Sense != wording.Imports {
		return nil
	}
	k := slices.IndexFunc(b.Series, func(s Series) bool { return s.ID == id })
	if k < 0 || b.Series[k].Flow != "export" && b.Series[k].Flow != "import" {
		return nil
	}
	said, is := map[string]string{wording.Exports: "export", wording.Imports: "import"}[n.Sense], b.Series[k].Flow
	if other := strings.ToLower(countryAfter(s.Text[n.To:])); other != "" && other != strings.ToLower(b.Series[k].Partner) && other != strings.ToLower(b.Series[k].Reporter) {
		return nil // the same country by another name, or another one
	}
	switch s.seenFrom(n, &b.Series[k]) {
	case mirrored:
		is = map[string]string{"export": "import", "import": "export"}[is]
	case unclear:
		return nil
	}
	if said == is {
		return nil
	}
	return &b.Series[k]
}

type viewpoint uint8

const (
	straight viewpoint = iota // of the reporter
	mirrored                  // of the partner: what one sells the other buys
	unclear
)

// seenFrom tells whose exports or imports a sentence speaks of. Where it names
// the partner at all and does not say, it is unclear.
func (s *Sentence) seenFrom(n *Mark, series *Series) viewpoint {
	reporter, partner := strings.ToLower(series.Reporter), strings.ToLower(series.Partner)
	if reporter == "" || partner == "" {
		return straight.unless(partner == "" && reporter == "" && s.owned(n))
	}
	before, after := strings.ReplaceAll(s.between(max(0, n.From-60), n.From), "’", "'"), strings.ToLower(s.Text[n.To:])
	for _, adjective := range []string{"", " overall", " total", " own", " monthly", " merchandise"} {
		switch {
		case strings.HasSuffix(before, partner+"'s"+adjective), strings.HasSuffix(before, partner+"'"+adjective):
			return mirrored
		case strings.HasSuffix(before, reporter+"'s"+adjective), strings.HasSuffix(before, reporter+"'"+adjective):
			return straight
		}
	}
	for _, way := range []string{" to ", " to the ", " from ", " from the "} {
		switch {
		case strings.HasPrefix(after, way+reporter):
			return mirrored
		case strings.HasPrefix(after, way+partner):
			return straight
		}
	}
	return straight.unless(s.owned(n) || strings.Contains(strings.ToLower(s.Passage.Text()), partner))
}

func (v viewpoint) unless(doubt bool) viewpoint {
	if doubt {
		return unclear
	}
	return v
}

// owned reports whether the noun has an owner that the rules do not know: its
// exports, Beijing's exports.
func (s *Sentence) owned(n *Mark) bool {
	words := strings.Fields(s.between(max(0, n.From-40), n.From))
	if len(words) == 0 {
		return false
	}
	w := words[len(words)-1]
	return w == "its" || w == "their" || strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "’s") || strings.HasSuffix(w, "s'") || strings.HasSuffix(w, "s’")
}

// mirror is the series of the other flow between the same two, of all goods.
func (b *Brief) mirror(s *Series) string {
	for _, o := range b.Series {
		if o.Flow != s.Flow && o.Reporter == s.Reporter && o.Partner == s.Partner && o.Total && s.Total && o.Quantity == s.Quantity {
			return o.ID
		}
	}
	return ""
}

// lists is C46, and C25 for words.
func lists(s *Sentence, b *Brief, found func(Finding)) {
	if r := s.Has(wording.Respectively); r != nil && (r.Piece == nil || !r.Piece.Quote) {
		var values, nouns []*Mark
		for i := range s.Marks {
			m := &s.Marks[i]
			switch {
			case m.Kind == wording.Number && m.Bound && m.From < r.From:
				values = append(values, m)
			case m.Kind == wording.Noun && (m.Sense == wording.Exports || m.Sense == wording.Imports || m.Sense == wording.TotalTrade):
				nouns = append(nouns, m)
			}
		}
		if n := len(values); n > 1 {
			f := s.against(r, "C46", "%s and %s stand apart from what they are about: lists with respectively are where figures get swapped", values[n-2].Text, values[n-1].Text)
			f.Hint = "write each figure beside its noun"
			if len(nouns) == len(values) {
				pairs := make([]string, len(nouns))
				for i := range nouns {
					pairs[i] = strings.ToLower(nouns[i].Text) + " " + values[i].Text
				}
				f.Hint = "write pairs: " + strings.Join(pairs, ", ")
			}
			found(f)
		}
	}
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Kind != wording.Noun || m.Sense != wording.Balance {
			continue
		}
		for k := i + 1; k < len(s.Marks) && k < i+3; k++ {
			n := &s.Marks[k]
			if n.Kind == wording.Number && n.Unit == wording.Percent && s.movedBy(n) && s.Marks[k-1].From >= m.To && (k == i+1 || s.between(m.To, s.Marks[k-1].From) == "") && !strings.HasPrefix(s.Text[n.To:], " of ") {
				f := s.against(n, "C25", "%s is a change of a balance, which can cross zero: it has no per cent", n.Text)
				f.Hint = "print the change in the unit of the balance"
				found(f)
			}
		}
	}
}

func count(n int) *big.Rat { return big.NewRat(int64(n), 1) }
