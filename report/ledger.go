package report

import (
	"fmt"
	"slices"
	"strings"

	"tradebrief/data/diag"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// Statement is an entry of the ledger: one thing that a brief says and that
// rests on data, on a source or on judgement. All its texts are plain, with
// ordinary spaces.
type Statement struct {
	ID       string   // F001, in reading order
	At       diag.Pos // of its first character in the outline, as shown to the user
	Kind     string   // Computed, Claim, Source, Judgement or Words
	Text     string   // as printed
	Expr     string   // as written; empty for sources and judgements
	Source   string   // the key of the source; empty for the other kinds
	Verdict  string   // Holds, Untrue, Undecided, Lacking, Sourced, Unbound, Refused or Passed
	Why      string   // the message of the problem; empty where there is none
	Facts    []string // the names of the facts it rests on, as Facts lists them
	Where    string   // "Figure 1", "Table 2", or the title of its section
	Sentence string   // the sentence around it
	Approved string   // who approved that sentence as it stands, and when; empty: nobody has

	at    diag.Pos        // At as a path of the project
	fault diag.Pos        // of its problem, likewise
	outer int             // the number of the statement that it stands in; 0: none
	x     *templates.Expr // Expr as a tree; nil without one

	chapter string   // the title of its section, whatever exhibit it stands in
	beside  []string // the figures that the words were held against, as expressions
	rated   string   // of a judgement: its likelihood and confidence
	item    string   // the judgement, indicator and the like that it belongs to, as claims.json lists it; empty: none
	unread  bool     // of a claim: its condition was judged, its words were not, since their language is not read
	reading bool     // of an indicator: its expression names the period of its newest figure, as no author wrote it
}

// The kinds of statements.
const (
	Computed  = "computed"  // {{exports.mom}}
	Claim     = "claim"     // [rose]{claim=exports.mom}
	Source    = "source"    // [words]{src=key}
	Judgement = "judgement" // an item of a block of judgements
	Words     = "words"     // a figure typed by hand
)

// The verdicts on statements.
const (
	Holds     = "holds"     // the data bear it out
	Untrue    = "false"     // the data say otherwise
	Undecided = "undecided" // rounded inputs, or words that the house table does not know, leave it open
	Lacking   = "missing"   // there is no figure
	Sourced   = "sourced"   // it has a source, or a judgement its basis
	Unbound   = "unbound"   // a judgement without basis and evidence, a figure without data and source
	Refused   = "refused"   // it is computed or sourced, and a check has something against it
	Passed    = "waived"    // it fails, and the outline waives that
)

// Statements is the ledger of the brief: every figure, claim, sourced passage
// and judgement, in reading order. It adds up to Claims.
func (b *Brief) Statements() []Statement { return b.work.ledger }

// count adds the ledger up.
func count(ledger []Statement) ClaimCount {
	c := ClaimCount{Total: len(ledger)}
	for _, s := range ledger {
		switch s.Verdict {
		case Holds:
			c.Computed++
		case Sourced:
			c.Sourced++
		case Unbound:
			c.Unbound++
		case Passed:
			c.Waived++
		default:
			c.Failed++
		}
	}
	return c
}

// finding is what became of a statement: its verdict and, where there is one,
// the problem.
type finding struct {
	verdict string
	problem *diag.Problem
	beside  []string // the figures that a claim on a bare metric was held against
	cover   string   // of a superlative over a history with gaps: how much of it is on record
}

var holding = finding{verdict: Holds}

func untrue(p *diag.Problem) finding    { return finding{verdict: Untrue, problem: p} }
func undecided(p *diag.Problem) finding { return finding{verdict: Undecided, problem: p} }
func lacks(p *diag.Problem) finding     { return finding{verdict: Lacking, problem: p} }

// record enters a statement into the ledger, before what stands within it, and
// returns its number, from 1.
func (c *composer) record(kind string, at diag.Pos, outer int) int {
	shown := at
	shown.File = c.shown(at.File)
	c.ledger = append(c.ledger, Statement{
		ID: fmt.Sprintf("F%03d", len(c.ledger)+1), At: shown, Kind: kind, Verdict: Sourced, Where: plainSpaces(c.where), at: at, outer: outer, chapter: c.chapter, item: c.item,
	})
	return len(c.ledger)
}

// recordExpr is record for a statement that is computed or judged.
func (c *composer) recordExpr(kind string, at diag.Pos, x *templates.Expr, outer int) int {
	n := c.record(kind, at, outer)
	s := &c.ledger[n-1]
	s.Expr, s.x, s.Facts = strings.Join(strings.Fields(x.Src), " "), x, c.factNames(x.Root)
	return n
}

// settle completes a statement with the text as printed and what became of it,
// and reports the problem.
func (c *composer) settle(n int, text string, f finding) {
	s := &c.ledger[n-1]
	s.Text, s.Verdict, s.beside = plainSpaces(text), f.verdict, f.beside
	if f.problem != nil {
		s.Why, s.fault = f.problem.Message, f.problem.Pos
		c.reportOf(s, f.problem)
	}
}

// reportOf is report for a problem of a statement: a waiver may name the series
// that it rests on.
func (c *composer) reportOf(s *Statement, p *diag.Problem) {
	q := *p
	for _, fact := range s.Facts {
		if id, _, _ := strings.Cut(fact, "."); !slices.Contains(q.Places, id) {
			q.Places = append(q.Places, id)
		}
	}
	c.report(&q)
}

// enclose makes the n-th statement the one around those recorded since, and the
// words of the text that are in none of them its own.
func (c *composer) enclose(n int, t page.Text) {
	s := &c.ledger[n-1]
	for i := n; i < len(c.ledger); i++ {
		if c.ledger[i].outer == 0 {
			c.ledger[i].outer = n
		}
		for _, name := range c.ledger[i].Facts {
			if !slices.Contains(s.Facts, name) {
				s.Facts = append(s.Facts, name)
			}
		}
	}
	for i := range t {
		if t[i].Statement == 0 {
			t[i].Statement = n
		}
	}
}

// plainSpaces is a text with its no-break spaces as ordinary ones.
func plainSpaces(s string) string { return strings.ReplaceAll(s, nbsp, " ") }

// factNames lists the facts that an expression rests on: series, their metrics,
// and what stands behind a series, such as exports.at('2022-09').
func (s *scope) factNames(n templates.ExprNode) []string {
	var out []string
	var walk func(n templates.ExprNode)
	walk = func(n templates.ExprNode) {
		m, ok := n.(*templates.Member)
		behind := ok && slices.Contains([]string{"base", "low", "high", "status"}, m.S)
		if s.ofSeries(n) && !behind {
			if name := source(n); !slices.Contains(out, name) {
				out = append(out, name)
			}
			return
		}
		for _, inner := range templates.Children(n) {
			walk(inner)
		}
	}
	walk(n)
	return out
}

// ofSeries reports whether the expression is a series or a member of one.
func (s *scope) ofSeries(n templates.ExprNode) bool {
	for {
		switch m := n.(type) {
		case *templates.Member:
			n = m.X
		case *templates.Call:
			n = m.X
		case *templates.Name:
			_, ok := s.series[m.S]
			return ok
		default:
			return false
		}
	}
}

// quoteSentences gives the statements of a paragraph, those from the number
// first on, the sentence that they stand in.
func (c *composer) quoteSentences(first int, t page.Text) {
	if len(c.ledger) < first {
		return
	}
	text := plain(t)
	offset := 0
	for _, span := range t {
		// A statement is found by its own words, or by those of one within it.
		for n := span.Statement; n >= first && c.ledger[n-1].Sentence == ""; n = c.ledger[n-1].outer {
			c.ledger[n-1].Sentence = plainSpaces(c.language.SentenceAt(text, offset))
		}
		offset += len(span.S)
	}
}

// placed gives the places of statements their place in the outline. A statement
// with others in it stands where they do too.
func (b *Brief) placed(places []page.Place) []page.Place {
	out := make([]page.Place, 0, len(places))
	for _, p := range places {
		for n := p.Statement; n > 0; n = b.work.ledger[n-1].outer {
			q := p
			q.Statement, q.At = n, b.work.ledger[n-1].at
			out = appendPlace(out, q)
		}
		if p.Statement == 0 {
			out = append(out, p)
		}
	}
	return out
}

// appendPlace appends the place of a statement, or widens the one before it on
// the line.
func appendPlace(places []page.Place, p page.Place) []page.Place {
	for i := len(places) - 1; i >= 0 && places[i].Statement > 0; i-- {
		q := &places[i]
		if q.Statement == p.Statement {
			if q.Page == p.Page && q.Y == p.Y && q.H == p.H && p.X-q.X-q.W < 0.01 && q.X <= p.X {
				q.W = p.X + p.W - q.X
				return places
			}
			break
		}
	}
	return append(places, p)
}
