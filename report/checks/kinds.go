package checks

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// What kind of quantity a figure is, against the words around it: C09, C25 and
// C46.

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
