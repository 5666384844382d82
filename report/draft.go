package report

import (
	"path"
	"slices"
	"strconv"

	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// Draft is the brief as one that is not to be issued: every problem of phase
// Claim is a note beside the words that it is about, or beside their block.
func (b *Brief) Draft() *Brief {
	out, c := *b, b.work
	doc := &out.Document
	draft := &page.Draft{Word: c.lang.Say(locale.DraftWord), Line: c.lang.Say(locale.NotForIssue)}
	for _, p := range slices.Clone(c.problems).Sort() {
		if p.Phase != diag.Claim {
			continue
		}
		draft.Notes = append(draft.Notes, page.Note{
			Label: path.Base(p.Pos.File) + ":" + strconv.Itoa(p.Pos.Line), Text: p.Message, Hint: p.Hint,
			Statements: c.statementsWith(p), At: c.anchor(doc, p.Pos),
		})
	}
	if n := len(draft.Notes); n > 0 {
		draft.Line += c.lang.Say(locale.SentenceGap) + c.lang.Count(locale.DraftProblems, n)
	}
	doc.Draft = draft
	doc.Meta.Title = c.lang.Say(locale.Colon, draft.Word, doc.Meta.Title)
	return &out
}

// statementsWith lists the statements that have the problem, and those that
// stand within them.
func (c *composer) statementsWith(p diag.Problem) []int {
	var out []int
	for i, s := range c.ledger {
		if s.fault == p.Pos && s.Why == p.Message || s.outer > 0 && slices.Contains(out, s.outer) {
			out = append(out, i+1)
		}
	}
	return out
}

// anchor is the block that a place of the outline belongs to. Where that was
// left out it is the heading of the section, and outside the sections the brief.
func (c *composer) anchor(doc *page.Document, at diag.Pos) diag.Pos {
	printed := map[diag.Pos]bool{}
	var note func(blocks []page.Block)
	note = func(blocks []page.Block) {
		for _, b := range blocks {
			printed[page.AtOf(b)] = true
			if columns, ok := b.(*page.Columns); ok {
				for _, list := range columns.Columns {
					note(list)
				}
			}
		}
	}
	for _, s := range doc.Sections {
		note(s.Blocks)
	}
	nearest, out := diag.Pos{}, doc.At
	consider := func(begin, anchor diag.Pos) {
		if begin.File == at.File && begin.Compare(at) <= 0 && (nearest == diag.Pos{} || nearest.Compare(begin) <= 0) {
			nearest, out = begin, anchor
		}
	}
	var visit func(blocks []templates.Block, around diag.Pos)
	visit = func(blocks []templates.Block, around diag.Pos) {
		for _, b := range blocks {
			own := around
			if begin := b.Common().At; printed[begin] {
				own = begin
			}
			consider(b.Common().At, own)
			if columns, ok := b.(*templates.Columns); ok {
				for _, list := range columns.Columns {
					visit(list, around)
				}
			}
		}
	}
	for _, s := range c.outline.Sections {
		consider(s.At, s.At)
		visit(s.Blocks, s.At)
	}
	return out
}
