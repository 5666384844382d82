package report

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/templates"
)

// What a chart of parts shows: a whole, its parts, and what these leave of it.

// partition is a whole with its parts in the periods of a chart. In every period
// that has all figures, parts and rest make up the whole exactly.
type partition struct {
	parts   []*portion
	rest    *portion // what the parts leave of the whole; nil: nothing, in any period
	whole   *portion
	spans   []data.Span    // of the figures, one after the other
	unit    data.Unit      // of all of them
	by      string         // what one series was broken down into; empty: the outline names the parts
	entries []*seriesEntry // whose figures they are

	// What the rest holds that a reader might look for by name: parts that have no
	// figure of their own in some periods, and others that have none at all.
	absent, withheld []string
	hidden           int // others that the publisher withholds
	held             int // others of which the rest is the sum; 0: it is more than that, or they are named
}

// portion is a part of a whole, or the whole.
type portion struct {
	name   string // as a drawing prints it
	full   string // as a table does
	find   func(p data.Period) data.Value
	known  map[data.Period]data.Value // what find found
	series *data.Series               // nil: an expression of several
	node   templates.ExprNode         // of the outline; nil: the outline does not name it
	pos    diag.Pos
	values []data.Value // one for each span
	lacks  []bool       // of the rest, by span: a part that it holds has no figure of its own
	size   *big.Rat     // by which it is ranked
}

// partRule is how a kind of chart chooses the parts that it draws.
type partRule struct {
	kind  string
	most  int  // parts that can be drawn, the rest among them
	top   int  // parts without the rest, where the outline does not say
	moved bool // ranked by the size of their change over the periods, else by that of their figure
	// moment: one period is shown, and the parts that have at least this share of the
	// whole, where the outline does not name them.
	moment bool
	least  *big.Rat
	// falls of the parts drawn are the largest ones that fell, where the outline
	// does not say; 0: any are.
	falls int
	// shows says whether a change is one when it is printed, beside the level of the
	// whole before it. What would be printed as nothing is left to the rest.
	shows func(change, level data.Value) bool
}

// partition finds the parts that a chart shows in the periods, which rise. Several
// series are the parts of the series of:, or else of their own sum. One series
// alone is broken down by its codes, or its partners where the data have no codes,
// or as by: says. What is not among the largest is all other. Where there is no
// such partition, ok is false and the problem is reported.
func (c *composer) partition(b *templates.Chart, periods []data.Period, rule partRule) (out *partition, ok bool) {
	out = &partition{}
	var all []*portion
	var nodes []templates.ExprNode
	for _, x := range b.Series {
		s, ok := c.shareOf(x)
		if !ok {
			return nil, false
		}
		all, nodes = append(all, s), append(nodes, x.Root)
	}
	if b.Of != nil {
		if out.whole, ok = c.shareOf(b.Of); !ok {
			return nil, false
		}
		nodes = append(nodes, b.Of.Root)
	}
	switch {
	case len(all) == 1 && (out.whole == nil || all[0].series.Same(out.whole.series)):
		out.whole = all[0]
		if all = c.brokenDown(b, out, periods); all == nil {
			return nil, false
		}
	case b.By.Present():
		c.report(hinted(problemf(diag.Outline, b.By.Pos, "by: breaks one series down, and this chart names %d", len(all)), "leave by: out, or name one series"))
		return nil, false
	case !c.apart(all, b.Of != nil):
		return nil, false
	}
	if !c.oneUnit(out, all) {
		return nil, false
	}
	out.entries = c.seriesIn(nodes...)
	out.spans = spansOf(periods, all, out.whole)
	var others []*portion
	if out.parts, others, ok = c.largest(b, out, all, periods, rule); !ok {
		return nil, false
	}
	for _, s := range out.parts {
		s.fill(out.spans)
	}
	return out, c.takeRest(b, out, others)
}

// shareOf is the series or figure of an expression, as a part or a whole.
func (c *composer) shareOf(x *templates.Expr) (*portion, bool) {
	v, p := c.eval(x.Root)
	if p != nil {
		c.report(p)
		return nil, false
	}
	out := &portion{name: c.seriesTitle(x.Root), node: x.Root, pos: x.At}
	out.full = out.name
	if v.kind == kindSeries {
		out.of(v.view)
		return out, true
	}
	if !isNumber(v) || v.rate {
		what := kindName(v.kind)
		if isNumber(v) {
			what = "a change"
		}
		p := problemf(diag.Outline, x.At, "a chart of parts draws amounts, and %s is %s", source(x.Root), what)
		if m, ok := x.Root.(*templates.Member); ok {
			p = hinted(p, "write %s, or draw kind: line", source(m.X))
		}
		c.report(p)
		return nil, false
	}
	out.find = func(p data.Period) data.Value {
		at, problem := c.at(p).eval(x.Root)
		if problem != nil {
			return data.Value{Why: problem.Message}
		}
		return at.number()
	}
	return out, true
}

// of makes the portion that of a series.
func (s *portion) of(v data.View) {
	s.series = v.Series
	s.find = func(p data.Period) data.Value { n, _ := v.At(p).Metric("value"); return n }
}

// at is the figure of a period. Ranking asks for the same few of thousands of parts.
func (s *portion) at(p data.Period) data.Value {
	n, ok := s.known[p]
	if !ok {
		if s.known == nil {
			s.known = map[data.Period]data.Value{}
		}
		n = s.find(p)
		s.known[p] = n
	}
	return n
}

// brokenDown are the parts that the data have of the whole; nil: it has none, which
// is reported.
func (c *composer) brokenDown(b *templates.Chart, out *partition, periods []data.Period) []*portion {
	name, at := source(out.whole.node), cmp.Or(b.By.Pos, out.whole.pos)
	v := data.View{Series: out.whole.series, Period: periods[len(periods)-1], FirstRelease: c.first}
	if v.Series == nil {
		c.report(hinted(problemf(diag.Outline, at, "%s is computed, and only a series of the data can be broken down", name), "name its parts in series:"))
		return nil
	}
	partner := v.Series.Partner()
	var list []breakdownPart
	var p *diag.Problem
	switch out.by = b.By.Value; {
	case out.by == "partner" && partner != "":
		c.report(problemf(diag.Outline, at, "%s is trade with one partner, %s, which has no partners", name, partner))
		return nil
	case out.by != "":
		list, p = c.allParts(v, out.by)
	default:
		out.by = "code"
		if list, p = c.allParts(v, "code"); len(list) == 0 && partner == "" {
			out.by = "partner"
			list, p = c.allParts(v, "partner")
		}
	}
	if p != nil {
		if p.Pos.Line == 0 {
			p.Pos = at
		}
		c.report(p)
		return nil
	}
	// Goods of the same name, or of names that are the same once a drawing has cut them.
	called := map[string]int{}
	for _, part := range list {
		called[capital(part.label)]++
		called[cutName(part)]++
	}
	var parts []*portion
	var newest []*data.Series
	for _, part := range list {
		cut := cutName(part)
		if strings.HasSuffix(part.short, "…") { // a drawing knows better how much has room
			part.short = part.label
		}
		s := &portion{name: capital(part.short), full: capital(part.label), pos: at}
		switch {
		case part.code == "":
		case called[s.full] > 1:
			s.name, s.full = s.name+" "+part.code, s.full+" "+part.code
		case called[cut] > 1:
			s.name, s.full = part.code+" "+s.name, part.code+" "+s.full
		}
		if out.by == "partner" {
			s.name = part.label // no article
		}
		s.of(part.view)
		if slices.ContainsFunc(periods, s.stands) {
			parts = append(parts, s)
		}
		newest = append(newest, s.series)
	}
	when := english.Run(data.Span{From: periods[0], To: periods[len(periods)-1]})
	switch {
	case len(parts) > 1 || len(parts) == 1 && !parts[0].isAll(v):
		return parts
	case len(parts) == 1:
		p = problemf(diag.Data, at, "the data hold no parts of %s: its one %s is %s", name, breakdowns[out.by].one, parts[0].full)
	case len(list) == 0 && b.By.Present():
		p = problemf(diag.Data, at, "the data hold no %s of %s", breakdowns[out.by].all, name)
	case len(list) == 0 && partner != "":
		p = problemf(diag.Data, at, "the data hold no parts of %s: no codes below it, and one partner, %s", name, partner)
	case len(list) == 0:
		p = problemf(diag.Data, at, "the data hold no parts of %s: no codes below it, and no partners", name)
	case data.Latest(newest).IsZero():
		p = problemf(diag.Data, at, "the data hold %s of %s, none with a figure in %s", partCount(len(list), out.by), name, when)
	default:
		p = problemf(diag.Data, at, "the data hold %s of %s up to %s, none with a figure in %s", partCount(len(list), out.by), name, periodName(data.Latest(newest)), when)
	}
	c.report(hinted(p, "name the parts in series:, or draw kind: bars"))
	return nil
}

// cutName is about as much of a name as any drawing has room for, which is not a
// name: a Chinese or Korean character is as wide as two others.
func cutName(part breakdownPart) string {
	room := 24
	for i, r := range part.short {
		if room--; r >= 0x1100 {
			room--
		}
		if room <= 0 {
			return part.short[:i] + "…"
		}
	}
	return part.short + "…"
}

// isAll reports whether the portion is all of a series in the view's period.
func (s *portion) isAll(whole data.View) bool {
	n, _ := whole.Metric("value")
	own := s.at(whole.Period)
	return own.OK() && n.OK() && own.X.Cmp(n.X) == 0
}

// stands reports whether the data have the portion in a period: what has no row in
// complete data has the figure nothing.
func (s *portion) stands(p data.Period) bool {
	n := s.at(p)
	return n.OK() && (n.X.Sign() != 0 || len(n.Inputs) > 0) || n.Status == data.Suppressed
}

// partCount is a number of parts of a breakdown in words: 12 commodities.
func partCount(n int, by string) string {
	if n == 1 {
		return "1" + nbsp + breakdowns[by].one
	}
	return strconv.Itoa(n) + nbsp + breakdowns[by].all
}

// apart reports parts that have goods or partners in common.
func (c *composer) apart(all []*portion, whole bool) bool {
	for i, s := range all {
		for _, t := range all[:i] {
			a, b, both := data.Overlap(t.series, s.series)
			if !both {
				continue
			}
			larger, smaller := t, s
			if x, y := t.at(c.period), s.at(c.period); x.OK() && y.OK() && y.X.Cmp(x.X) > 0 {
				larger, smaller = s, t
			}
			message := a + " is in both"
			if a != b {
				message = source(t.node) + " has " + a + ", and " + source(s.node) + " has " + b
			}
			p := problemf(diag.Outline, s.pos, "the parts %s and %s overlap: %s", source(t.node), source(s.node), message)
			switch {
			case larger.series.Same(smaller.series):
				c.report(hinted(p, "take one of them out of series:"))
			case whole:
				c.report(hinted(p, "take %s out of series:", source(smaller.node)))
			default:
				c.report(hinted(p, "take %s out of series: and write of: %s", source(larger.node), source(larger.node)))
			}
			return false
		}
	}
	return true
}

// oneUnit finds the unit of the parts and the whole, which has to be one and that
// of an amount.
func (c *composer) oneUnit(out *partition, all []*portion) bool {
	unitOf := func(s *portion) data.Unit {
		if s.series != nil {
			return s.series.Unit()
		}
		return s.at(c.period).Unit
	}
	first := cmp.Or(out.whole, all[0])
	out.unit = unitOf(first)
	if locale.IsPrice(out.unit) || out.unit.Kind == data.Ratio || out.unit.Kind == data.Points || out.unit.Kind == data.Index {
		c.report(hinted(problemf(diag.Outline, first.pos, "a chart of parts draws amounts, which add up, and %s is in %s", source(first.node), unitWords(out.unit)), "draw kind: line"))
		return false
	}
	for _, s := range all {
		if u := unitOf(s); u.Kind != data.NoUnit && u != out.unit && s.node != nil {
			c.report(problemf(diag.Outline, s.pos, "the parts of a whole have one unit: %s is in %s, and %s in %s", source(s.node), unitWords(u), source(first.node), unitWords(out.unit)))
			return false
		}
	}
	return true
}

// spansOf joins periods that a source published as one figure, where all of them
// are drawn.
func spansOf(periods []data.Period, all []*portion, whole *portion) []data.Span {
	if whole != nil && len(all) > maxTop {
		all = nil // a thousand codes have the runs of their total
	}
	all = append(slices.Clone(all), whole)
	var out []data.Span
	for i := 0; i < len(periods); {
		span := data.Span{From: periods[i], To: periods[i]}
		for _, s := range all {
			if s == nil || s.series == nil {
				continue
			}
			o, ok := s.series.Observation(periods[i])
			if n := o.Span.Len(); ok && n > span.Len() && o.Span.From == periods[i] && i+n <= len(periods) && periods[i+n-1] == o.Span.To {
				span = o.Span
			}
		}
		out, i = append(out, span), i+span.Len()
	}
	return out
}

// fill finds the figures of a portion in spans: that of joined periods is as
// published, or the sum of theirs.
func (s *portion) fill(spans []data.Span) {
	s.values = make([]data.Value, len(spans))
	for i, span := range spans {
		if s.series != nil && span.Len() > 1 {
			if o, ok := s.series.Observation(span.From); ok && o.Span == span {
				s.values[i] = o.Value
				continue
			}
		}
		sum := s.at(span.From)
		for p := span.From.Add(1); p.Compare(span.To) <= 0; p = p.Add(1) {
			sum = added(sum, s.at(p))
		}
		s.values[i] = sum
	}
}

func added(a, b data.Value) data.Value {
	v, err := data.Add(a, b)
	if err != nil {
		return data.Value{Why: err.Error()}
	}
	return v
}
