package report

import (
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/changes"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// What a brief lists beside its sentences, as claims.json carries it and the next
// edition is compared with. The blocks gather it while they are composed, so that
// it holds what is in this brief and nothing else.

// listed is a printed text as the lists carry it.
func listed(t page.Text) string { return unformatted(plain(t)) }

// partOf composes what belongs to an item that a list tells of, until what it
// returns is called.
func (c *composer) partOf(item string) func() {
	was := c.item
	c.item = item
	return func() { c.item = was }
}

// words are the sentences of the brief that rest on nothing and belong to no item,
// in reading order.
func (b *Brief) words() []changes.Words {
	var out []changes.Words
	title := plain(b.Document.Title)
	for _, p := range b.work.passages {
		if p.item != "" || p.chapter == "" {
			continue
		}
		text := plain(p.text)
		if text == title || text == b.Document.RunningHead || text == b.Document.Organisation {
			continue // the imprint has it
		}
		for _, at := range b.work.language.Sentences(text) {
			sentence := plainSpaces(text[at[0]:at[1]])
			if !slices.ContainsFunc(b.work.ledger[p.first:p.next], func(s Statement) bool { return s.Sentence == sentence }) {
				out = append(out, changes.Words{Where: p.chapter, Text: unformatted(sentence)})
			}
		}
	}
	return out
}

// listImprint says which edition this is.
func (c *composer) listImprint(doc *page.Document, number, reason string, d dates, issued data.Date) {
	day := func(d data.Date) string {
		if d == 0 {
			return ""
		}
		return d.String()
	}
	c.imprint = changes.Imprint{Title: listed(doc.Title), Series: unformatted(doc.RunningHead), Number: unformatted(number), Organisation: unformatted(c.organ), Period: c.period.String(),
		Issued: day(issued), Revision: d.revision, Revised: day(d.revised), Reason: unformatted(reason), AsOf: day(c.asOf), Next: day(d.next), Marking: doc.Marking, Language: doc.Meta.Lang}
	if len(c.outline.Params) > 0 {
		c.imprint.Params = map[string]string{}
		for name, s := range c.outline.Params {
			c.imprint.Params[name] = s.Value
		}
	}
}

// listSources lists the sources with a number, in its order.
func (c *composer) listSources() {
	for _, i := range c.sources.used {
		e := &c.sources.entries[i]
		s := changes.Source{Key: e.key, Number: e.number, Publisher: unformatted(e.owner)}
		if d := e.decl; d != nil {
			s.Title, s.Date, s.URL, s.Grade = unformatted(d.Title.Value), d.Date.Value, d.URL.Value, d.Grade.Value
		}
		c.content.Sources = append(c.content.Sources, s)
	}
}

// listReaction lists an entry of a register of reactions.
func (c *composer) listReaction(a *templates.Actor, name, stance string, body, quote, position page.Text) {
	c.content.Reactions = append(c.content.Reactions, changes.Reaction{Actor: name, Body: listed(body), None: a.None, Stance: strings.ToLower(stance), Quote: listed(quote), Position: listed(position),
		Date: a.Date.Value, Source: a.Src.Value, Answers: a.Answers.Present()})
}

// listSide lists one side of two as a judgement, which it is where it is rated. What
// it rests on are its rows.
func (c *composer) listSide(s *templates.Side, side *page.Side, labels []string) {
	title := listed(side.Title)
	var rows []string
	for i, text := range side.Rows {
		if len(text) > 0 {
			rows = append(rows, unformatted(labels[i])+": "+listed(text))
		}
	}
	c.content.Judgements = append(c.content.Judgements, changes.Judgement{ID: title, Likelihood: lowerFirst(side.Likelihood), Confidence: s.Confidence.Value, Basis: strings.Join(rows, " ")})
}

// listEvidence is an item of evidence with its marks.
func listEvidence(e *templates.Evidence, row page.Row, marks []templates.Mark, hypotheses []string) changes.Evidence {
	out := changes.Evidence{ID: e.ID.Value, Text: sheetText(&row.Cells[1]), Source: e.Src.Value, Grade: e.Grade.Value, Marks: map[string]string{}}
	for i, id := range hypotheses {
		out.Marks[id] = templates.Marks()[2-marks[i]]
	}
	return out
}

// listSign lists an indicator as its row prints it.
func (c *composer) listSign(i *templates.Indicator, s *sign, text page.Text, cells []page.Cell) {
	out := changes.Indicator{ID: i.ID.Value, Text: listed(text), Status: statusWords[s.status]}
	if !s.at.IsZero() {
		said, _ := s.now.said(c.lang)
		out.Latest, out.Period = unformatted(said), s.at.String()
	}
	if s.below != nil {
		out.Below = sheetText(&cells[0])
	}
	if s.above != nil {
		out.Above = sheetText(&cells[1])
	}
	c.content.Indicators = append(c.content.Indicators, out)
}

// figureName names a figure for a reader; empty for one that is but a formula, or an
// end of an interval.
func (c *composer) figureName(n templates.ExprNode) string {
	if m, ok := n.(*templates.Member); ok && (m.S == "low" || m.S == "high") {
		return ""
	}
	if words := c.seriesTitle(n); words != source(n) {
		return unformatted(words)
	}
	return ""
}

// identity names a figure whatever the edition: what it is of, and the period of
// it, so that exports.prev of September is exports of August. A figure of several
// periods keeps its name, and its period is that of the brief unless each of them
// stands in the name; then there is none, as for what is no figure of a series.
func (s *scope) identity(n templates.ExprNode) (of templates.ExprNode, p data.Period) {
	x := identifier{scope: s}
	bare := x.strip(n)
	switch {
	case len(x.periods) == 0:
		return n, data.Period{}
	case !slices.ContainsFunc(x.periods, func(p data.Period) bool { return p != x.periods[0] }):
		return bare, x.periods[0]
	case x.named == len(x.periods):
		return n, data.Period{}
	}
	return n, s.period
}

// identifier takes the periods out of an expression.
type identifier struct {
	*scope
	periods []data.Period // of each series in it
	named   int           // how many of them stand in it
}

func (x *identifier) strip(n templates.ExprNode) templates.ExprNode {
	switch n := n.(type) {
	case *templates.Name:
		if _, ok := x.series[n.S]; ok {
			x.periods = append(x.periods, x.period)
		}
	case *templates.Member:
		m := *n
		m.X = x.strip(n.X)
		if n.S == "prev" && x.ofSeries(n.X) {
			x.periods[len(x.periods)-1] = x.periods[len(x.periods)-1].Add(-1)
			return m.X
		}
		return &m
	case *templates.Call:
		call := *n
		call.Args = nil
		if n.X != nil && x.ofSeries(n.X) {
			call.X, call.Args = x.strip(n.X), n.Args
			if n.S == "at" && len(n.Args) == 1 {
				if s, ok := n.Args[0].(*templates.Str); ok {
					if p, err := data.ParsePeriod(s.S); err == nil {
						x.periods[len(x.periods)-1] = p
						x.named++
						return call.X
					}
				}
			}
			return &call
		}
		for _, a := range n.Args {
			call.Args = append(call.Args, x.strip(a))
		}
		return &call
	case *templates.Unary:
		u := *n
		u.X = x.strip(n.X)
		return &u
	case *templates.Binary:
		b := *n
		b.X, b.Y = x.strip(n.X), x.strip(n.Y)
		return &b
	}
	return n
}

// listFacts lists the figures that the ledger rests on, and then those that tiles,
// cells and charts print besides.
func (v *statementValues) listFacts(names []string) []changes.Fact {
	var out []changes.Fact
	listed := map[string]bool{}
	for _, name := range names {
		if listed[name] {
			continue
		}
		listed[name] = true
		x := v.parse(name)
		if x == nil {
			continue
		}
		f, ok := v.fact(x.Root)
		if !ok {
			continue
		}
		of, period := v.identity(x.Root)
		fact := changes.Fact{Name: name, Of: source(of), Value: f.Value, Low: f.Low, High: f.High, Unit: f.Unit, Text: f.Text, Status: f.Status}
		fact.Label = v.b.work.figureName(of)
		if !period.IsZero() {
			fact.Period = period.String()
		}
		out = append(out, fact)
	}
	return out
}
