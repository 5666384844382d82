package checks

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// Whose flow, and of which goods, a figure is said to be: C12.

// flows is C12: a figure of imports said of exports, or the other way, and of
// another country than that of its series.
func flows(s *Sentence, b *Brief, found func(Finding)) {
	if s.has(wording.Respectively) {
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
			if is, said := s.otherSubject(n, m.From, f, b); is != "" {
				found(s.against(m, "C12", "%s is a figure of %s, and the sentence makes it one of %s", f.Expr, is, said))
			}
			continue
		}
		is, said := series.Flow+"s", strings.ToLower(n.Text)
		if is == said { // of the other side
			is = series.flow()
			if country := countryAfter(s.Text[n.To:]); country != "" {
				said += countryLink(s.Text[n.To:]) + country
			} else {
				said = series.Partner + "’s " + said
			}
		}
		g := s.against(m, "C12", "%s is a figure of %s, and the sentence makes it one of %s", f.Expr, is, said)
		if other := b.mirror(series); other != "" && other != series.ID && f.Metric != "share" {
			g.Hint = fmt.Sprintf("write {{%s}}, or turn the sentence round", other+strings.TrimPrefix(f.Expr, f.Series))
		}
		found(g)
	}
	s.judgedByOther(b, found)
}

// otherSubject is what a figure is of and what the sentence says it is of, where
// the two cannot be the same: exports to another country, the label of other
// goods. They are empty where that is not sure.
func (s *Sentence) otherSubject(n *Mark, at int, f *Figure, b *Brief) (is, said string) {
	x := b.series(f.Series)
	if x == nil || !slices.Contains([]string{"value", "prev", "mom", "yoy", "ytd", "ytd_yoy"}, f.Metric) {
		return "", ""
	}
	if n != nil {
		if country := s.otherCountry(n, x); country != "" {
			return x.flow(), strings.ToLower(n.Text) + countryLink(s.Text[n.To:]) + country
		}
		return "", ""
	}
	y := s.goodsOf(at, b)
	if y == nil || y == x || y.Quantity || x.Quantity || x.Label == "" || shareWord(x.Label, y.Label) {
		return "", ""
	}
	return x.Label, y.Label
}

// flow is what a series is of: exports to North Korea.
func (x *Series) flow() string {
	return x.Flow + "s " + map[string]string{"export": "to ", "import": "from "}[x.Flow] + x.Partner
}

// otherCountry is the country that a flow is said to go to or to come from, where
// it is neither side of the series. A short word may be a code, or the beginning
// of US$.
func (s *Sentence) otherCountry(n *Mark, x *Series) string {
	name := countryAfter(s.Text[n.To:])
	said, ok := data.CountryNamed(name)
	partner, known := data.CountryNamed(x.Partner)
	reporter, _ := data.CountryNamed(x.Reporter)
	if len(name) < 4 || !ok || !known || said == partner || said == reporter {
		return ""
	}
	return name
}

// countryLink is the word between a flow and its country, with its blanks.
func countryLink(after string) string {
	for _, word := range []string{" to ", " from "} {
		if strings.HasPrefix(after, word) {
			return word
		}
	}
	return " with "
}

// goodsOf is the series of some goods by whose label a sentence says what stands
// at a byte, with nothing between but words of its verb: rice came to.
func (s *Sentence) goodsOf(at int, b *Brief) *Series {
	for {
		text := strings.TrimRight(s.Text[:at], " \u00a0")
		if x := b.labelled(lowered(text)); x != nil {
			before := strings.TrimRight(text[:len(text)-len(x.Label)], " ")
			if word := leadWord(before); x.Total || word != "" && word != "of" && word != "but" && word != "while" || word == "of" && !endsWith(lowered(before), "exports of", "imports of") {
				return nil
			}
			return x
		}
		from := len(text)
		for from > 0 && isLetter(text[from-1]) {
			from--
		}
		if from == len(text) || !verbal[strings.ToLower(text[from:])] {
			return nil
		}
		at = from
	}
}

// shareWord reports whether two labels have a word in common, so that one may
// be a part of the other, or its weight.
func shareWord(a, b string) bool {
	words := strings.FieldsFunc(lowered(b), func(r rune) bool { return !unicode.IsLetter(r) })
	return slices.ContainsFunc(strings.FieldsFunc(lowered(a), func(r rune) bool { return !unicode.IsLetter(r) }), func(w string) bool {
		return len(w) > 3 && slices.Contains(words, w)
	})
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
			if x := b.series(p.About); x != nil && n != nil {
				if country := s.otherCountry(n, x); country != "" {
					found(Finding{Code: "C12", At: s.At(from), Statement: p.Statement,
						Message: fmt.Sprintf("%q is judged by %s, a figure of trade with %s, and the sentence says it of %s%s%s", p.Text, p.Expr, x.Partner, strings.ToLower(n.Text), countryLink(s.Text[n.To:]), country)})
				}
			}
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
	// Exports go to the partner and come from the reporter, imports the other way.
	near, far := " to ", " from "
	if n.Sense == wording.Imports {
		near, far = far, near
	}
	for _, the := range []string{"", "the "} {
		switch {
		case strings.HasPrefix(after, near+the+reporter), strings.HasPrefix(after, far+the+partner):
			return mirrored
		case strings.HasPrefix(after, near+the+partner), strings.HasPrefix(after, far+the+reporter):
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
