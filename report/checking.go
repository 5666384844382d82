package report

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"sync"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/checks"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// What the rules of package checks are given, and what becomes of their
// findings.

// checkedBrief is what they know of the brief around a passage.
func (c *composer) checkedBrief() *checks.Brief {
	b := &checks.Brief{Language: c.language, Period: c.period, Scale: c.scale(), Sources: map[string]checks.Source{}, Figures: sync.OnceValue(c.printable), Judge: c.judgeBeside}
	for _, id := range c.ids {
		e := c.series[id]
		d := e.decl
		b.Series = append(b.Series, checks.Series{
			ID: id, Label: plainSpaces(e.label), Data: d.Data.Value, Flow: d.Flow.Value, Reporter: c.country(d.Reporter.Value, id, true), Partner: c.country(d.Partner.Value, id, false),
			Total: !d.Code.Present() && !d.Group.Present(), Quantity: d.Measure.Value == "quantity", Of: e.series,
			At: func(p data.Period) data.Value {
				if o, ok := e.series.Observation(p); ok && o.Span.Len() == 1 {
					return o.Value
				}
				return data.Value{}
			},
		})
		if o, ok := e.series.Observation(c.period); ok && (b.Released == 0 || o.FirstVintage < b.Released) {
			b.Released = o.FirstVintage
		}
	}
	for _, e := range c.sources.entries {
		s := checks.Source{Key: e.key, Publisher: e.owner}
		if e.decl != nil {
			b.Key = cmp.Or(b.Key, e.key)
			s.Type = e.decl.Type.Value
			if day, ok := c.day(e.decl.Date); ok {
				s.Date = day
			}
		}
		b.Sources[e.key] = s
	}
	return b
}

// declare adds what the outline says of periods: which are no base like others,
// and which others are compared with.
func (c *composer) declare(b *checks.Brief) {
	refer := func(periods ...string) (data.Period, data.Period, bool) {
		var out [2]data.Period
		for i, s := range periods {
			p, err := data.ParsePeriod(s)
			if day, errOfDay := data.ParseDate(s); errOfDay == nil {
				p, err = data.Month(day.Year(), day.Month()), nil
			}
			if err != nil {
				return out[0], out[1], false
			}
			out[i] = p
			b.References = append(b.References, p)
		}
		return out[0], out[1], true
	}
	for i := range c.outline.Shocks {
		if from, to, ok := refer(c.outline.Shocks[i].From.Value, c.outline.Shocks[i].To.Value); ok {
			b.Shocks = append(b.Shocks, checks.Shock{Span: data.Span{From: from, To: to}, Label: c.shocks[i]})
		}
	}
	for i := range c.outline.Events {
		refer(c.outline.Events[i].Date.Value)
	}
	for _, id := range c.ids {
		if first := c.series[id].series.First(); first.Freq() == data.Annual {
			b.References = append(b.References, first) // the whole record
		}
	}
	var walk func(blocks []templates.Block)
	walk = func(blocks []templates.Block) {
		for _, block := range blocks {
			switch block := block.(type) {
			case *templates.Chart:
				for _, r := range block.Reference {
					refer(r.At.Value)
				}
			case *templates.DataNotes:
				b.Notes = true
			case *templates.Columns:
				for _, column := range block.Columns {
					walk(column)
				}
			}
		}
	}
	for i := range c.outline.Sections {
		walk(c.outline.Sections[i].Blocks)
	}
}

// figureOf is what the rules know of a computed figure.
func (s *scope) figureOf(n templates.ExprNode, v value) *checks.Figure {
	if !isNumber(v) {
		return nil
	}
	f := &checks.Figure{Expr: source(n), Value: v.number(), Metric: v.metric, Rate: v.rate, View: v.view, Root: n}
	if v.kind == kindSeries {
		f.Metric = "value"
	}
	if call, ok := n.(*templates.Call); ok && call.X == nil && call.S == "abs" && len(call.Args) == 1 {
		// The size of a change is still that change.
		if inner, p := s.eval(call.Args[0]); p == nil && inner.view.Series != nil {
			v.view, f.Metric, f.View = inner.view, inner.metric, inner.view
		}
	}
	if v.view.Series != nil {
		f.Series = v.view.Series.ID()
	}
	return f
}

// judgeBeside judges words of direction by the change that they stand beside, as the
// claim [words]{claim=change} would be; words that the house table does not have, by
// their sign.
func (s *scope) judgeBeside(words string, sign int, f *checks.Figure, at diag.Pos) *diag.Problem {
	x := templates.Expr{Src: f.Expr, At: at, Root: f.Root}
	if _, known := s.house.find(s.inEnglish(words), change); !known && sign != 0 {
		op := map[int]string{1: ">", -1: "<"}[sign]
		x.Root = &templates.Binary{Op: op, X: f.Root, Y: &templates.Num{S: "0"}}
		x.Src = source(x.Root)
	}
	return s.judge(words, &x, at).problem
}

// printable is what a figure typed by hand is compared with.
func (c *composer) printable() []checks.Named {
	out := slices.Clone(c.named)
	for _, id := range c.ids {
		if share, _ := c.view(c.series[id]).Prev().Metric("share"); share.OK() {
			out = append(out, checks.Named{Expr: id + ".prev.share", Value: share})
		}
	}
	for _, word := range []string{againstStance, forStance} {
		out = append(out, checks.Named{Expr: "stances('" + word + "')", Value: data.Exact(big.NewRat(int64(c.stances[word]), 1), data.Unit{Kind: data.Count})})
	}
	for _, name := range sortedKeys(c.outline.Constants) {
		if x, ok := exact(c.outline.Constants[name].Value); ok {
			out = append(out, checks.Named{Expr: name, Value: data.Exact(x, data.Unit{})})
		}
	}
	for _, id := range c.ids {
		for _, o := range c.series[id].series.Observations() {
			if o.Value.OK() && o.Span.Len() == 1 {
				out = append(out, checks.Named{Expr: id + ".at('" + o.Span.From.String() + "')", Value: o.Value})
			}
		}
	}
	return out
}

// listLengths adds the lengths of the lists that the blocks hold: a sentence of
// the section that says four signs counts them.
func listLengths(out []int, blocks []planned) []int {
	for _, p := range blocks {
		switch b := p.block.(type) {
		case *templates.Text:
			out = append(out, b.Body.ListLengths()...)
		case *templates.Callout:
			out = append(out, b.Body.ListLengths()...)
		case *templates.KeyFigures:
			out = append(out, len(b.Tiles))
		case *templates.Table:
			out = append(out, len(b.Rows))
		case *templates.Judgements:
			out = append(out, len(b.Items))
		case *templates.TwoSided:
			out = append(out, 2)
		case *templates.Hypotheses:
			out = append(out, len(b.Hypotheses), len(b.Evidence))
		case *templates.Reactions:
			out = append(out, len(b.Actors))
		case *templates.Timeline:
			out = append(out, len(b.Entries))
		case *templates.Columns:
			for _, column := range p.columns {
				out = listLengths(out, column)
			}
		}
	}
	return out
}

// checkPassage has the rules read the paragraph that has just been composed.
func (c *composer) checkPassage(kind templates.ParaKind) {
	if c.role == checks.Imprint || len(c.pieces) == 0 {
		return
	}
	p := checks.Passage{Role: c.role, Section: c.chapter, Rated: c.rated, Pieces: c.pieces, Exhibit: plainSpaces(c.where) != c.chapter, Lists: c.lists, Column: c.column}
	if kind == templates.Heading {
		p.Role = checks.Headline
	}
	p.Check(c.checked, c.found)
}

// found reports what a rule has against a passage, and enters it into the
// ledger: a figure that is bound to nothing as a statement of its own, any other
// with the statement that it is about. It is one of the text, whatever the check
// finds elsewhere.
func (c *composer) found(f checks.Finding) {
	check, _ := checks.Find(f.Code)
	p := diag.Errorf(diag.Claim, f.At, "%s", f.Message)
	p.Code, p.Severity, p.Hint, p.Fix = f.Code, check.Severity, f.Hint, f.Fix
	if f.Warning {
		p.Severity = diag.Warning
	}
	switch {
	case f.Unbound != "":
		n := c.record(Words, f.At, 0)
		c.settle(n, f.Unbound, finding{verdict: Unbound, problem: &p})
	case f.Statement > 0:
		s := &c.ledger[f.Statement-1]
		if p.Severity == diag.Error && (s.Verdict == Holds || s.Verdict == Sourced) {
			s.Verdict, s.Why, s.fault = Refused, p.Message, p.Pos
		}
		c.reportOf(s, &p)
	default:
		c.report(&p)
	}
}

// filled reports whether the tool fills a block; its text comes with it.
func filled(b templates.Block) bool {
	switch b.(type) {
	case *templates.Revisions, *templates.Changes, *templates.Likelihoods:
		return true
	}
	return false
}

// unreferred warns of figures and tables that no text refers to (C31).
func (c *composer) unreferred() {
	for _, e := range c.checked.Exhibits {
		if e.Typed || c.referred[strings.ReplaceAll(e.Label, " ", nbsp)] {
			continue
		}
		p := diag.Errorf(diag.Claim, e.At, "no text refers to %s", e.Label)
		if e.ID == "" {
			p = p.WithHint("give it an id, such as id: %s, and write ({{ref('%[1]s')}}) where the text speaks of it", e.Name)
		} else {
			p = p.WithHint("write ({{ref('%s')}}) where the text speaks of it", e.ID)
		}
		p.Code, p.Severity, p.Places = "C31", diag.Warning, e.Places
		c.problems = append(c.problems, p)
	}
}

// waive lets the problems pass that the outline waives.
func (c *composer) waive() {
	c.problems = append(c.waivers.pass(c.problems), c.waivers.account(c.period)...)
	for _, w := range c.waivers.passed {
		for i := range c.ledger {
			if s := &c.ledger[i]; s.fault == w.Problem.Pos && s.Why == w.Problem.Message {
				s.Verdict = Passed
			}
		}
	}
	for at, list := range c.failures {
		c.failures[at] = slices.DeleteFunc(list, func(p diag.Problem) bool { _, waived := c.waivers.covers(p); return waived })
	}
}

// honest looks for what a reader of a chart lacks around the drawing (C30).
func (c *composer) honest(b *templates.Chart, f *page.Figure, note page.Text, in locale.Denomination, unit data.Unit, entries []*seriesEntry) {
	ch := checks.Chart{At: b.At, Text: joined(" ", f.Title.String(), f.Subtitle.String(), note.String()), Head: f.Subtitle.String(), Unit: unit, Printed: plainSpaces(in.Words)}
	ch.From, ch.To = f.Chart.From, f.Chart.To
	if ch.To.Compare(f.Chart.Horizon) < 0 {
		ch.To = f.Chart.Horizon
	}
	if b.Subtitle.Present() {
		ch.Span = plainSpaces(english.Run(data.Span{From: f.Chart.From, To: f.Chart.To}))
		for m := range 12 {
			p := data.Month(2000, m+1)
			ch.Months = append(ch.Months, strings.ToLower(c.lang.Month(p)), strings.ToLower(c.lang.Short(p, false)))
			for _, w := range strings.Fields(plainSpaces(c.lang.Date(p.FirstDay()))) {
				if !strings.ContainsAny(w, "0123456789") {
					ch.Months = append(ch.Months, strings.ToLower(w)) // in the case that it has in a date
				}
			}
		}
		slices.SortStableFunc(ch.Months, func(a, b string) int { return len(b) - len(a) })
		ch.Names = c.lang.UnitNames(unit)
		for _, power := range []int64{5, 9, 12} {
			size := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(power), nil))
			if words := plainSpaces(c.lang.Denominate(unit, size).Words); words != ch.Printed && words != "" && !strings.Contains(ch.Printed, words) {
				ch.Sizes = append(ch.Sizes, words)
			}
		}
		ch.Subtitle = b.Subtitle.Pos
		if !strings.ContainsAny(b.Subtitle.Value, "{[*_`\\\n") {
			ch.Written = b.Subtitle.Value
		}
	}
	if !f.Chart.Base.IsZero() {
		ch.Base = plainSpaces(periodName(f.Chart.Base))
	}
	if len(c.owners(entries)) == 0 && !b.Note.Present() && len(entries) > 0 {
		for _, d := range c.outline.Data {
			if !d.Publisher.Present() {
				ch.Unnamed = cmp.Or(ch.Unnamed, d.ID.Value)
			}
		}
	}
	for i, x := range b.Series {
		if i < len(f.Chart.Series) && len(f.Chart.Series) == len(b.Series) {
			ch.Series = append(ch.Series, checks.Drawn{At: x.At, Of: source(x.Root), Text: plainSpaces(f.Chart.Series[i].Name)})
		}
	}
	ch.Check(c.language, c.found)
}
