package report

import (
	"math/big"
	"slices"
	"strings"
	"unicode"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/checks"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// The register of who said what, and what a brief may say of its stances.

// stances are the steps of the stance scale, 1 to 5, with the words that stand
// on each: all of templates.Stances.
var stances = [5][]string{
	{"opposes"},
	{"critical", "concerned"},
	{"neutral", "declines"},
	{"favours", "defends"},
	{"supports"},
}

func (c *composer) stance(s templates.Scalar) (string, int) {
	if !s.Present() {
		return "", 0
	}
	word := strings.ToLower(strings.Join(strings.Fields(s.Value), " "))
	var own []string
	for i, words := range stances {
		own = append(own, words[0])
		if slices.Contains(words, word) {
			return capital(c.stanceWord(word)), i + 1
		}
	}
	c.report(problemf(diag.Outline, s.Pos, "%q is not a stance: expected %s", s.Value, strings.Join(own, ", ")))
	return capital(word), 3
}

// The words that stances() counts besides those of single stances.
const (
	everyStance   = "all"
	noStance      = "none"
	againstStance = "against"
	forStance     = "for"
)

// countStances counts the entries of a register for stances() and mixed(). It is
// done before anything is composed, for a title may speak of what stands below it.
func (s *scope) countStances(b *templates.Reactions) {
	for i := range b.Actors {
		a := &b.Actors[i]
		if s.asOf != 0 && dayOf(a.Date) > s.asOf {
			continue
		}
		s.stances[everyStance]++
		if a.None {
			s.stances[noStance]++
			continue
		}
		s.stances[a.Stance.Value]++
		for step, words := range stances {
			switch {
			case !slices.Contains(words, a.Stance.Value):
			case step < 2:
				s.stances[againstStance]++
			case step > 2:
				s.stances[forStance]++
			}
		}
	}
}

// stanceCount is the number of entries of the registers with a stance.
func (s *scope) stanceCount(at diag.Pos, word string) (value, *diag.Problem) {
	known := append([]string{everyStance, noStance, againstStance, forStance}, templates.Stances()...)
	if !slices.Contains(known, word) {
		p := problemf(diag.Outline, at, "stances() counts a stance of the register of reactions, and %q is none", word)
		if near := diag.Nearest(word, known); near != "" {
			return value{}, hinted(p, "did you mean '%s'?", near)
		}
		return value{}, hinted(p, "it takes %s", "'"+strings.Join(known, "', '")+"'")
	}
	return numberValue(data.Exact(big.NewRat(int64(s.stances[word]), 1), data.Unit{Kind: data.Count})), nil
}

// reactions composes the register of who said what. Its rows are positions on the
// trade; what answers the figures of this brief says so, and then it was said when
// they were out. None of them is a statement of the brief's own, so that the
// ledger does not count them.
func (c *composer) reactions(common page.Common, b *templates.Reactions, p planned) page.Block {
	asOf := c.lang.Date(c.asOf)
	if b.AsOf.Present() {
		if d, ok := c.day(b.AsOf); ok && (c.asOf == 0 || d < c.asOf) {
			asOf = c.lang.Date(d)
		}
	}
	out := &page.Table{Common: common, Exhibit: c.exhibit(p, b.Title, b.Subtitle)}
	if len(out.Title) == 0 {
		out.Title = c.head(locale.PositionsOnRecord)
	}
	if len(out.Subtitle) == 0 {
		sub := c.lang.Say(locale.StanceSubtitle)
		if asOf != "" {
			sub = c.lang.Say(locale.AsOf, sub, asOf)
		}
		out.Subtitle = page.Text{{S: sub}}
	}
	out.Columns = []page.Column{
		{Title: c.head(locale.HeadActor), Width: 35},
		{Title: page.Text{{S: c.lang.Say(locale.HeadOpposes)}, {S: c.lang.Say(locale.HeadSupports)}}, Width: 33, Kind: page.StanceColumn},
		{Title: c.head(locale.HeadStance), Width: 15},
		{Title: c.head(locale.HeadPosition), Width: 66, Grow: true, Kind: page.QuoteColumn},
		{Title: c.head(locale.HeadDate), Width: 16},
		{Title: c.head(locale.HeadRef), Width: 9, Align: page.Right},
	}
	positions, answers := 0, 0
	for i := range b.Actors {
		a := &b.Actors[i]
		if a.Date.Present() && c.after(a.Date) {
			continue
		}
		c.checkScalar(a.Actor)
		name := a.Actor.Value
		if country, ok := c.countryName(name); ok {
			name = country
		}
		whole := c.partOf(name)
		actor := page.Cell{Text: line(name), Strong: true, Sub: c.text(a.Body)}
		position := c.text(a.Position)
		quoted := c.quoted(a.Quote)
		whole()
		if a.None {
			words := c.lang.Say(locale.NoneFound)
			if asOf != "" {
				words = c.lang.Say(locale.NoneFoundAsOf, asOf)
			}
			out.Rows = append(out.Rows, page.Row{Cells: []page.Cell{actor, {}, {Text: line("–"), Muted: true}, {Text: line(words), Muted: true}, {Text: line("–"), Muted: true}, {}}})
			c.listReaction(a, name, "", actor.Sub, nil, nil)
			continue
		}
		word, step := c.stance(a.Stance)
		c.listReaction(a, name, word, actor.Sub, quoted, position)
		if len(quoted) > 0 {
			if len(position) > 0 {
				position[0].S = c.lang.Say(locale.SentenceGap) + position[0].S
			}
			position = append(c.quotation(quoted), position...)
		}
		c.checkReaction(a, quoted)
		var ref page.Cell
		if a.Src.Present() {
			if n := c.cite(a.Src.Text); n > 0 {
				ref.Text = []page.Para{{Text: page.Text{{Ref: n}}}}
			}
		}
		date := page.Cell{Text: line(c.when(a.Date))}
		if a.Answers.Present() {
			date.Sub = c.head(locale.Answer)
			answers++
		} else {
			positions++
		}
		out.Rows = append(out.Rows, page.Row{Cells: []page.Cell{
			actor, {Stance: step}, {Text: line(word)}, {Text: []page.Para{{Text: position}}}, date, ref}})
	}
	switch {
	case positions > 0 && answers > 0:
		out.Source = c.head(locale.AnswersKey)
	case positions > 0:
		out.Source = c.head(locale.StandingKey)
	}
	out.Source = c.closed(out.Source, c.text(b.Note))
	return out
}

// quoteMost is how many words of somebody else's a register quotes.
const quoteMost = 25

// checkReaction looks for a long quotation, and for an answer to figures that were
// not out. A day that is known only by its month may be any of it.
func (c *composer) checkReaction(a *templates.Actor, quoted page.Text) {
	words := strings.FieldsFunc(plain(quoted), func(r rune) bool { return unicode.IsSpace(r) || r == '…' || r == '–' })
	if n := len(words); n > quoteMost {
		p := breach("C37", a.Quote.Pos, "the quotation has %d words, more than %d", n, quoteMost)
		p.Severity = diag.Warning
		c.report(hinted(p, "quote the words that matter, and leave the rest out with …"))
	}
	if !a.Answers.Present() || c.checked.Released == 0 {
		return
	}
	last, err := data.ParseDate(a.Date.Value)
	if err != nil {
		period, err := data.ParsePeriod(a.Date.Value)
		if err != nil {
			return
		}
		last = period.Add(1).FirstDay()
	}
	if last < c.checked.Released {
		c.report(hinted(breach("C37", a.Answers.Pos, "this is of %s and cannot answer figures released on %s",
			plainSpaces(dayOrText(english, a.Date.Value)), plainSpaces(dateName(c.checked.Released))), "take answers: figures out, and it is a standing position"))
	}
}

func (c *composer) quoted(p templates.Prose) page.Text {
	defer c.as(checks.Quoted)()
	return c.text(p)
}

// quotation sets verbatim words in quotation marks.
func (c *composer) quotation(t page.Text) page.Text {
	t = slices.Clone(t)
	for i := range t {
		t[i].Quote = t[i].Ref == 0
	}
	first, last := t[0].S, t[len(t)-1].S
	open, shut := c.lang.QuotationMarks()
	if strings.HasPrefix(first, "“") || strings.HasPrefix(first, `"`) || strings.HasPrefix(first, open) {
		return t
	}
	t[0].S = open + first
	if len(t) == 1 {
		last = t[0].S
	}
	if t[len(t)-1].Ref == 0 {
		t[len(t)-1].S = last + shut
		return t
	}
	return append(t[:len(t)-1:len(t)-1], page.Span{S: shut, Quote: true}, t[len(t)-1])
}
