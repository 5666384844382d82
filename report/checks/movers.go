package checks

import (
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// Whose movement a word of direction states.

// mover is the series whose movement a word of direction states: what the verb
// is said of, back through words that only join the two, or what a rise is one
// of. Where the words leave a doubt, as in exports of coal rose, there is none.
func (s *Sentence) mover(m *Mark, b *Brief) *Series {
	// A rise in exports, higher exports.
	for i := range s.Marks {
		n := &s.Marks[i]
		if n.From < m.To || n.Kind != wording.Noun {
			continue
		}
		switch s.between(m.To, n.From) {
		case "in", "of", "in the", "of the", "in total", "in all":
			return s.dated(m, s.seriesOf(n, b, true))
		case "":
			if adjectives[strings.ToLower(m.Text)] {
				return s.dated(m, s.seriesOf(n, b, true))
			}
		}
		break
	}
	if present[strings.ToLower(m.Text)] && !s.timed() {
		return nil // exports rise when trains run: at no time that the data could tell of
	}
	goesOn := false // there is another statement between the noun and the word
	for at := m.From; at > 0; {
		end := len(strings.TrimRight(s.Text[:at], " \u00a0"))
		if end == 0 {
			return nil
		}
		if p, from := s.pieceAt(end - 1); p.Computed || p.Claim {
			if p.Figure != nil {
				if p.Figure.Metric == "value" || goesOn {
					return b.series(p.Figure.Series)
				}
				return nil
			}
			at = max(0, from-s.from)
			continue
		}
		if x := b.labelled(lowered(s.Text[:end])); x != nil {
			return x
		}
		if n := s.markEnding(end); n != nil && (n.Kind == wording.Time || n.Kind == wording.Noun || goesOn && n.Kind == wording.Direction) {
			if n.Kind == wording.Noun {
				return s.seriesOf(n, b, false)
			}
			at = n.From
			continue
		}
		if s.Text[end-1] == ',' {
			goesOn, at = true, end-1
			continue
		}
		from := end
		for from > 0 && isLetter(s.Text[from-1]) {
			from--
		}
		if w := lowered(s.Text[from:end]); from == end || !joining[w] && !b.placed(w) && !(goesOn && w == "which") {
			return nil
		} else if w == "and" || w == "but" {
			goesOn = true
		}
		at = from
	}
	return nil
}

// beside is the series that is said to move together with another: exports and
// imports rose. It is nil where there is none.
func (s *Sentence) beside(m *Mark, x *Series, b *Brief) *Series {
	for i := len(s.Marks) - 1; i > 0; i-- {
		n, before := &s.Marks[i], &s.Marks[i-1]
		if n.To > m.From || n.Kind != wording.Noun {
			continue
		}
		if before.Kind == wording.Noun && s.between(before.To, n.From) == "and" {
			if o := s.seriesOf(before, b, false); o != x {
				return o
			}
		}
		return nil
	}
	return nil
}

// adjectives are words of direction that stand before what moves.
var adjectives = set("higher lower rising falling growing increasing decreasing declining shrinking")

// joining are the words between what moves and its verb.
var joining = set("have has had is are was were been being also again then still even just once more all both to from with in on of the goods month that it by and but nearly almost broadly largely further remained stayed contrast however though meanwhile too")

// markEnding is the mark that ends at a byte of the sentence.
func (s *Sentence) markEnding(at int) *Mark {
	for i := range s.Marks {
		if s.Marks[i].To == at {
			return &s.Marks[i]
		}
	}
	return nil
}

// labelled is the series by whose label a text ends, the longest one.
func (b *Brief) labelled(text string) (out *Series) {
	for i := range b.Series {
		x := &b.Series[i]
		if label := lowered(x.Label); label != "" && endsWith(text, label) && (out == nil || len(label) > len(out.Label)) {
			out = x
		}
	}
	return out
}

// placed reports whether a word is one of the names of the brief's two sides.
func (b *Brief) placed(w string) bool {
	return slices.ContainsFunc(b.Series, func(x Series) bool {
		return containsWord(lowered(x.Reporter), w) || containsWord(lowered(x.Partner), w)
	})
}

// seriesOf is the series of all goods that a noun names as the head of its
// phrase: not steel exports, the price of exports or, where the words behind it
// count, exports of coal.
func (s *Sentence) seriesOf(n *Mark, b *Brief, behind bool) *Series {
	if x := b.labelled(lowered(s.Text[:n.To])); x != nil {
		return x
	}
	if n.Sense == wording.TotalTrade && !behind {
		return s.tradeOf(n, b)
	}
	flow := map[string]string{wording.Exports: "export", wording.Imports: "import"}[n.Sense]
	if w := lowered(n.Text); flow == "" || w != flow+"s" {
		return nil
	}
	after := s.Text[n.To:]
	if behind && ofGoods(after) {
		return nil
	}
	if country := countryAfter(after); country != "" && !slices.ContainsFunc(strings.Fields(lowered(country)), b.placed) {
		return nil
	}
	before := strings.Fields(lowered(s.Text[:n.From]))
	if len(before) > 0 && s.markEnding(len(strings.TrimRight(s.Text[:n.From], " "))) == nil {
		w := before[len(before)-1]
		if !opening[w] && !describes(w) && !strings.ContainsRune(",;:.)–—", rune(w[len(w)-1])) && !strings.HasSuffix(w, "–") && !strings.HasSuffix(w, "—") && !(behind && adjectives[w]) {
			return nil
		}
		if (w == "of" || w == "for") && !(behind || len(before) > 1 && (before[len(before)-2] == "value" || before[len(before)-2] == "level")) {
			return nil
		}
	} else if k := s.markEnding(len(strings.TrimRight(s.Text[:n.From], " "))); k != nil && k.Kind == wording.Noun {
		return nil
	}
	for i := range b.Series {
		x := &b.Series[i]
		if !x.Total || x.Quantity || x.Flow != flow {
			continue
		}
		switch s.seenFrom(n, x) {
		case mirrored:
			if id := b.mirror(x); id != x.ID {
				return b.series(id)
			}
			return nil
		case unclear:
			if s.owned(n) {
				return nil
			}
		}
		return x
	}
	return nil
}

// tradeOf is exports and imports together, where a noun names no other trade: not
// the coal trade, trade in services or trade with Russia.
func (s *Sentence) tradeOf(n *Mark, b *Brief) *Series {
	x, y := b.bothWays()
	if w := lowered(n.Text); x == nil || w != "trade" && w != "total trade" {
		return nil
	}
	if w := leadWord(s.Text[:n.From]); w != "" && !opening[w] && w != "total" && w != "bilateral" && w != "overall" {
		return nil
	}
	after := s.Text[n.To:]
	if country := countryAfter(after); country != "" && !slices.ContainsFunc(strings.Fields(lowered(country)), b.placed) || strings.HasPrefix(after, "-") || ofGoods(after) || strings.HasPrefix(after, " in ") && !strings.HasPrefix(after, " in goods") {
		return nil
	}
	return &Series{ID: "total(" + x.ID + ", " + y.ID + ")", Label: "trade", Total: true, At: func(p data.Period) data.Value {
		sum, err := data.Add(x.At(p), y.At(p))
		if err != nil {
			return data.Value{}
		}
		return sum
	}}
}

// bothWays are the one pair of series of all exports and imports between the same
// two; nil where the brief has none or several.
func (b *Brief) bothWays() (exports, imports *Series) {
	for i := range b.Series {
		x := &b.Series[i]
		if !x.Total || x.Quantity || x.Flow != "export" || x.At == nil {
			continue
		}
		y := b.series(b.mirror(x))
		if y == nil || y.At == nil || exports != nil {
			return nil, nil
		}
		exports, imports = x, y
	}
	return exports, imports
}

// has reports whether the data of the reference period have the surplus or the
// deficit that a sentence speaks of: else it speaks of another one.
func (b *Brief) has(sense string, x, y *Series) bool {
	gap, err := data.Subtract(x.At(b.Period), y.At(b.Period))
	if err != nil || !gap.OK() {
		return false
	}
	return sense == wording.Surplus && gap.X.Sign() > 0 || sense == wording.Deficit && gap.X.Sign() < 0
}

// opening are the words that a noun may follow as the first of its phrase.
var opening = set("and but while when as that because since after before then so yet whereas although though in both where which meanwhile again also")

// present are words that say of no time of their own what moves.
var present = set("rise rises fall falls grow grows increase increases decrease decreases decline declines drop drops climb climbs shrink shrinks expand expands rebound rebounds")

// timed reports whether the sentence names a time, in words or computed.
func (s *Sentence) timed() bool {
	return s.Has(wording.Time) != nil || slices.ContainsFunc(s.Pieces(), func(p *Piece) bool { return strings.Contains(p.Expr, "period") })
}

// dated is the series where the noun of a movement says that there was one: the
// rise in exports, a rise in exports in September. It is nil for a rise in
// exports at large.
func (s *Sentence) dated(m *Mark, x *Series) *Series {
	first, _, _ := strings.Cut(strings.ToLower(m.Text), " ")
	if first == "the" || s.timed() || endsWith(s.before(m), "the ", "this ", "that ") {
		return x
	}
	return nil
}

// series is the one with an id, nil where there is none.
func (b *Brief) series(id string) *Series {
	for i := range b.Series {
		if b.Series[i].ID == id {
			return &b.Series[i]
		}
	}
	return nil
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// whole is the first series of all goods of a flow, by value.
func (b *Brief) whole(flow string) *Series {
	for i := range b.Series {
		if x := &b.Series[i]; x.Total && !x.Quantity && x.Flow == flow {
			return x
		}
	}
	return nil
}
