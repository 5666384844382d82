package report

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/templates"
)

// Which parts of a whole a chart draws, and the rest that they leave of it.

// largest chooses the parts that are drawn; the others are the rest.
func (c *composer) largest(b *templates.Chart, out *partition, all []*portion, periods []data.Period, rule partRule) (parts, others []*portion, ok bool) {
	top := 0
	if b.Top.Present() {
		if top, _ = strconv.Atoi(b.Top.Value); top < 1 || top >= rule.most {
			c.report(problemf(diag.Outline, b.Top.Pos, "top takes a number from 1 to %d in a chart of kind %s, not %q", rule.most-1, rule.kind, b.Top.Value))
			return nil, nil, false
		}
	}
	if out.by == "" && top == 0 {
		most, beside := rule.most, ""
		if out.whole != nil {
			most, beside = rule.most-1, " and the rest"
		}
		if n := len(all); n > most {
			c.report(hinted(problemf(diag.Outline, all[most].pos, "a chart of kind %s draws %d parts%s at most, and this one names %d", rule.kind, most, beside, n),
				"write top: %d, which draws the largest and adds the others up", rule.top))
			return nil, nil, false
		}
		return all, nil, true
	}
	rank(all, periods, c.period, rule.moved)
	switch n := len(all); {
	case top > 0:
	case rule.moved:
		all, top = mainMoves(all, out.whole, periods, rule)
	default:
		top = rule.top
		if n == top+1 && n <= rule.most {
			top = n // a rest of one has a name
		}
		if rule.least != nil {
			top = atLeast(all[:min(top, n)], rule.least, sizeOf(out.whole, all, periods[0]))
		}
	}
	top = min(top, len(all))
	return all[:top], all[top:], true
}

// atLeast is how many of the parts, largest first, have that share of the whole; one
// in any case.
func atLeast(all []*portion, share, whole *big.Rat) int {
	limit := new(big.Rat).Mul(share, whole)
	n := len(all)
	for n > 1 && all[n-1].size.Cmp(limit) < 0 {
		n--
	}
	return n
}

// sizeOf is the figure of the whole in a period, or the sum of all parts.
func sizeOf(whole *portion, all []*portion, p data.Period) *big.Rat {
	if whole != nil {
		if n := whole.at(p); n.OK() {
			return n.X
		}
	}
	sum := new(big.Rat)
	for _, s := range all {
		if n := s.at(p); n.OK() {
			sum.Add(sum, n.X)
		}
	}
	return sum
}

// mainMoves puts the parts that moved the whole most in front, and says how many
// they are: of rises and falls each so many as the rule has, for which one measure
// of size might have none.
func mainMoves(all []*portion, whole *portion, periods []data.Period, rule partRule) ([]*portion, int) {
	first, last := periods[0], periods[len(periods)-1]
	var level data.Value
	if whole != nil {
		level = alone(whole.at(first))
	}
	rises, falls := rule.top, rule.top
	if rule.falls > 0 {
		rises, falls = rule.top-rule.falls, rule.falls
	}
	var main, others []*portion
	for _, s := range all {
		change := subtracted(alone(s.at(last)), alone(s.at(first)))
		left := &rises
		if change.OK() && change.X.Sign() < 0 {
			left = &falls
		}
		if !change.OK() || *left == 0 || len(main) == rule.top || !rule.shows(change, level) {
			others = append(others, s)
			continue
		}
		*left--
		main = append(main, s)
	}
	return append(main, others...), len(main)
}

// alone is the figure without what it comes from. The total of a thousand codes comes
// from all of them, and so would each figure that is set against it.
func alone(v data.Value) data.Value {
	v.Inputs = nil
	return v
}

// rank sorts shares by size, largest first: that of their figure in the reference
// period, or of their change from the first period to the last. What has none
// stands last, with a size below zero.
func rank(all []*portion, periods []data.Period, reference data.Period, moved bool) {
	if !slices.Contains(periods, reference) {
		reference = periods[len(periods)-1]
	}
	for _, s := range all {
		n := s.at(reference)
		if moved {
			n = subtracted(alone(s.at(periods[len(periods)-1])), alone(s.at(periods[0])))
		}
		if s.size = big.NewRat(-1, 1); n.OK() {
			s.size = new(big.Rat).Abs(n.X)
		}
	}
	slices.SortStableFunc(all, func(a, b *portion) int { return b.size.Cmp(a.size) })
}

// takeRest finds the figures of the whole and of what the parts leave of it. That
// the parts are more than the whole is an error.
func (c *composer) takeRest(b *templates.Chart, out *partition, others []*portion) bool {
	out.rest = &portion{name: c.lang.Say(locale.AllOther), full: c.lang.Say(locale.AllOther), values: make([]data.Value, len(out.spans)), lacks: make([]bool, len(out.spans))}
	sum := out.whole == nil
	if sum {
		out.whole = &portion{name: c.lang.Say(locale.Total), full: c.lang.Say(locale.Total), pos: b.At}
		for _, s := range others {
			s.fill(out.spans)
		}
		out.whole.values = make([]data.Value, len(out.spans))
	} else {
		out.whole.fill(out.spans)
	}
	empty := true
	for i := range out.spans {
		if sum {
			total := data.Exact(new(big.Rat), out.unit)
			for _, s := range slices.Concat(out.parts, others) {
				total = added(total, s.values[i])
			}
			out.whole.values[i] = total
		}
		left := out.whole.values[i]
		for _, s := range out.parts {
			if n := s.values[i]; n.OK() {
				left = subtracted(left, alone(n)) // what the whole comes from is told once
			} else if left.OK() {
				out.rest.lacks[i] = true
			}
		}
		out.rest.values[i] = left
		empty = empty && !out.rest.lacks[i] && (!left.OK() || left.X.Sign() == 0)
		// Parts and whole may have been rounded apart.
		if left.OK() && left.High.Sign() < 0 && out.whole.values[i].X.Sign() >= 0 && !slices.ContainsFunc(out.parts, func(s *portion) bool { return s.values[i].OK() && s.values[i].X.Sign() < 0 }) {
			c.tooLarge(out, i)
			return false
		}
	}
	if empty {
		out.rest = nil
	} else {
		out.look(others)
	}
	return true
}

// tooLarge reports parts that are more than their whole.
func (c *composer) tooLarge(out *partition, i int) {
	total := subtracted(out.whole.values[i], out.rest.values[i])
	when, whole := english.Run(out.spans[i]), out.whole.values[i]
	if out.by != "" {
		c.report(hinted(problemf(diag.Data, out.whole.pos, "the %s of %s are more than all of it in %s: %s of %s", breakdowns[out.by].all, source(out.whole.node), when, prose(total), prose(whole)),
			"name the parts in series:, without those that are counted twice"))
		return
	}
	c.report(hinted(problemf(diag.Outline, out.whole.pos, "the parts are more than %s in %s: %s of %s", source(out.whole.node), when, prose(total), prose(whole)),
		"leave of: out, and they are parts of their own sum"))
}

// look finds what the rest holds that a reader might look for by name.
func (p *partition) look(others []*portion) {
	for _, s := range p.parts {
		if slices.ContainsFunc(s.values, func(n data.Value) bool { return !n.OK() && n.Status != data.Suppressed }) {
			p.absent = append(p.absent, s.name)
		}
		if slices.ContainsFunc(s.values, func(n data.Value) bool { return n.Status == data.Suppressed }) {
			p.withheld = append(p.withheld, s.name)
		}
	}
	for _, s := range others {
		if s.at(p.spans[0].From).Status == data.Suppressed || s.at(p.spans[len(p.spans)-1].To).Status == data.Suppressed {
			p.hidden++
		}
	}
	p.held = 0
	if p.by != "" && len(p.spans) == 1 && len(others) > 0 {
		sum := data.Exact(new(big.Rat), p.unit)
		for _, s := range others {
			sum = added(sum, s.at(p.spans[0].To))
		}
		if left := p.rest.values[0]; sum.OK() && left.OK() && sum.X.Cmp(left.X) == 0 {
			p.held = len(others)
		}
	}
}

// restNotes says what the rest holds, in sentences for the source line. Hatched says
// that the drawing hatches the rest where it does.
func (p *partition) restNotes(l *locale.Locale, hatched bool) []string {
	var out []string
	one, several := locale.OtherHolds, locale.OtherHoldsSeveral
	if hatched {
		one, several = locale.HatchedOther, locale.HatchedOtherSeveral
	}
	add := func(names []string, why locale.Key) {
		switch n := len(names); {
		case n == 1:
			out = append(out, l.Say(one, names[0], l.Say(why)))
		case n > 3: // as many names as a line has room for
			out = append(out, l.Say(several, l.Count(locale.Parts, n), l.Say(why)))
		case n > 0:
			out = append(out, l.Say(several, l.List(names), l.Say(why)))
		}
	}
	add(p.absent, locale.WhyNotAvailable)
	add(p.withheld, locale.Withheld)
	if p.hidden > 0 {
		of := breakdownKeys[cmp.Or(p.by, "code")]
		k := of[1]
		if p.hidden == 1 {
			k = of[0]
		}
		out = append(out, l.Say(locale.OtherWithheld, l.Number(p.hidden), l.Say(k)))
	}
	return out
}
