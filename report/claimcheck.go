package report

import (
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/report/locale"
	"tradebrief/report/page"
)

// The claim check is the ledger in print: the counts, a square for each
// statement, those that do not hold with their pages, revisions and waivers.

// fillClaimChecks completes the claim checks of the brief, now that the ledger
// is. What it prints is about the statements and none of them.
func (c *composer) fillClaimChecks(claims ClaimCount) {
	if len(c.claimChecks) == 0 {
		return
	}
	backed := claims.Computed + claims.Sourced
	filled := page.ClaimCheck{
		Title:  c.lang.Say(locale.ClaimCheck),
		Number: c.lang.Say(locale.OfAll, strconv.Itoa(backed), strconv.Itoa(claims.Total)),
		Words:  c.lang.Say(locale.ClaimsRest),
		Alarm:  claims.Unbound+claims.Failed > 0,
		Heads:  [5]string{c.lang.Say(locale.HeadID), c.lang.Say(locale.HeadInText), c.lang.Say(locale.HeadPage), c.lang.Say(locale.HeadBoundTo), c.lang.Say(locale.HeadVerdict)},
		Rows:   c.claimRows(),
		Shown:  c.lang.Say(locale.ShownOf, "%d", strconv.Itoa(claims.Total)),
		Proof:  c.lang.Say(locale.AllClaims),
		Facts:  c.unreadNote(c.revisedNote()),
		Notes:  c.waiverNotes(),
		Counts: []page.StateCount{
			{State: page.ClaimComputed, Number: claims.Computed, Words: c.lang.Say(locale.CountComputed)},
			{State: page.ClaimSourced, Number: claims.Sourced, Words: c.lang.Say(locale.CountSourced)},
			{State: page.ClaimUnbound, Number: claims.Unbound, Words: c.lang.Say(locale.CountUnbound)},
			{State: page.ClaimWaived, Number: claims.Waived, Words: c.lang.Say(locale.CountWaived)},
		},
	}
	if claims.Failed > 0 {
		filled.Counts = append(filled.Counts, page.StateCount{State: page.ClaimUnbound, Number: claims.Failed, Words: c.lang.Say(locale.CountFailed)})
	}
	for _, s := range c.ledger {
		filled.Squares = append(filled.Squares, claimState(s))
	}
	for _, b := range c.claimChecks {
		common := b.Common
		*b = filled
		b.Common = common
	}
}

func claimState(s Statement) page.ClaimState {
	switch s.Verdict {
	case Holds:
		return page.ClaimComputed
	case Sourced:
		return page.ClaimSourced
	case Passed:
		return page.ClaimWaived
	}
	return page.ClaimUnbound
}

// claimRowsMost is how many statements the list shows at most, claimTextMost how
// many letters of one.
const (
	claimRowsMost = 10
	claimTextMost = 44
)

// claimRows are the statements in the list: those that nothing backs, each once.
// Where all hold there is no list: the page shows each with its figure or source.
func (c *composer) claimRows() []page.ClaimRow {
	var out []page.ClaimRow
	type key struct{ text, expr, source string }
	seen := map[key]bool{}
	for i := range c.ledger {
		s := &c.ledger[i]
		k := key{s.Text, s.Expr, s.Source}
		if len(out) == claimRowsMost || seen[k] || claimState(*s) < page.ClaimWaived {
			continue
		}
		seen[k] = true
		row := page.ClaimRow{ID: s.ID, Text: shortened(s.Text), Statement: i + 1, Bound: s.Expr, Status: c.lang.Say(verdictKeys[s.Verdict])}
		switch {
		case s.Source != "":
			row.Bound, row.Ref = c.sourceName(s.Source)
		case s.Kind == Judgement:
			row.Bound = c.lang.Say(locale.ItsBasis)
		}
		row.Bound = shortened(row.Bound)
		out = append(out, row)
	}
	return out
}

func shortened(s string) string {
	if r := []rune(s); len(r) > claimTextMost {
		return string(r[:claimTextMost-1]) + "…"
	}
	return s
}

// sourceName is what the list calls a source: its publisher, with its number.
func (c *composer) sourceName(key string) (name string, number int) {
	i, ok := c.sources.index[key]
	if !ok {
		return key, 0
	}
	return c.sources.entries[i].owner, c.sources.entries[i].number
}

// unreadNote adds how many claims are in words of a language that is not read.
func (c *composer) unreadNote(t page.Text) page.Text {
	n := 0
	for i := range c.ledger {
		if c.ledger[i].unread {
			n++
		}
	}
	if n == 0 {
		return t
	}
	return push(t, page.Span{S: c.gap(t) + capital(c.lang.Count(locale.WordsUnread, n, c.countWord(n)))})
}

// revisedNote says which figures of the data were revised, and where that stands.
func (c *composer) revisedNote() page.Text {
	var spans []data.Span
	for _, r := range c.revised {
		if !r.untold {
			spans = append(spans, r.Span)
		}
	}
	if len(spans) == 0 {
		return nil
	}
	n := len(spans)
	t := page.Text{{S: capital(c.lang.Count(locale.FiguresWereRevised, n, c.countWord(n), spanList(c.lang, spans)))}}
	if c.revisedAt.label != "" {
		before, after, _ := strings.Cut(c.lang.Say(locale.Bracketed, "", "{1}"), "{1}")
		t = push(push(t, page.Span{S: before}), page.Span{S: c.revisedAt.label, Dest: c.revisedAt.dest})
		t = push(t, page.Span{S: after})
	}
	return push(t, page.Span{S: c.lang.Say(locale.FullStop)})
}

// waiverNotes are the waivers of the outline: the check, the place, why, by whom
// and when.
func (c *composer) waiverNotes() []page.NoteColumn {
	var paras []page.Para
	for i, w := range c.waivers.live {
		text := page.Text{{S: w.Code.Value, Strong: true}, {S: c.lang.Say(locale.WaivedAt, w.At.Value, c.lang.Stop(c.waived[i]))}}
		signed := c.lang.Join(w.By.Value, dayOrText(c.lang, w.Date.Value))
		paras = append(paras, page.Para{Text: push(text, page.Span{S: c.gap(text) + signed + c.lang.Say(locale.FullStop)})})
	}
	if paras == nil {
		return nil
	}
	return []page.NoteColumn{{Title: c.lang.Say(locale.Waivers), Paras: paras}}
}
