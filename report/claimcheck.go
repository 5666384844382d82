package report

import (
	"fmt"
	"strconv"
	"strings"

	"tradebrief/data"
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
		Title:  claimCheck,
		Number: fmt.Sprintf("%d of %d", backed, claims.Total),
		Words:  "claims rest on the data or on a source",
		Alarm:  claims.Unbound+claims.Failed > 0,
		Heads:  [5]string{"ID", "In the text", "Page", "Bound to", "Verdict"},
		Rows:   c.claimRows(),
		Shown:  "%d of " + strconv.Itoa(claims.Total) + " shown.",
		Proof:  "All of them, down to the lines of the data: tradebrief export claims --to json.",
		Facts:  c.unreadNote(c.revisedNote()),
		Notes:  c.waiverNotes(),
		Counts: []page.StateCount{
			{State: page.ClaimComputed, Number: claims.Computed, Words: "computed"},
			{State: page.ClaimSourced, Number: claims.Sourced, Words: "sourced"},
			{State: page.ClaimUnbound, Number: claims.Unbound, Words: "unbound"},
			{State: page.ClaimWaived, Number: claims.Waived, Words: "waived"},
		},
	}
	if claims.Failed > 0 {
		filled.Counts = append(filled.Counts, page.StateCount{State: page.ClaimUnbound, Number: claims.Failed, Words: "failed"})
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
		row := page.ClaimRow{ID: s.ID, Text: shortened(s.Text), Statement: i + 1, Bound: s.Expr, Status: s.Verdict}
		switch {
		case s.Source != "":
			row.Bound, row.Ref = c.sourceName(s.Source)
		case s.Kind == Judgement:
			row.Bound = "its basis"
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
	if len(t) > 0 {
		t = push(t, page.Span{S: " "})
	}
	words := " claims in words are judged by their conditions; the words of "
	if n == 1 {
		words = " claim in words is judged by its condition; the words of "
	}
	return push(t, page.Span{S: capital(cardinal(n)) + words + c.language.String() + " are not checked."})
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
	words := " figures were revised since their first release: "
	if len(spans) == 1 {
		words = " figure was revised since its first release: "
	}
	t := page.Text{{S: capital(cardinal(len(spans))) + words + spanList(spans)}}
	if c.revisedAt.label != "" {
		t = push(push(t, page.Span{S: " ("}), page.Span{S: c.revisedAt.label, Dest: c.revisedAt.dest})
		t = push(t, page.Span{S: ")"})
	}
	return push(t, page.Span{S: "."})
}

// waiverNotes are the waivers of the outline: the check, the place, why, by whom
// and when.
func (c *composer) waiverNotes() []page.NoteColumn {
	var paras []page.Para
	for i, w := range c.waivers.live {
		text := page.Text{{S: w.Code.Value, Strong: true}, {S: " at " + w.At.Value + ": " + c.waived[i]}}
		signed := joined(", ", w.By.Value, dayOrText(w.Date.Value))
		if !strings.HasSuffix(c.waived[i], ".") {
			text = push(text, page.Span{S: "."})
		}
		paras = append(paras, page.Para{Text: push(text, page.Span{S: " " + signed + "."})})
	}
	if paras == nil {
		return nil
	}
	return []page.NoteColumn{{Title: "Waivers", Paras: paras}}
}
