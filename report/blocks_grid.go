package report

import (
	"cmp"
	"slices"
	"strconv"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/templates"
)

// Charts in which each figure has a place of its own: heat maps, panels side by
// side, and the parts of one moment as areas or as a ring.

// mapYears are the rows of a heat map where the outline does not say where it
// begins.
const mapYears = 10

// mapFrom is the first period of a heat map whose outline names none.
func mapFrom(reference, first data.Period) data.Period {
	start := reference.Add(1 - position(reference) - (mapYears-1)*reference.PerYear())
	if first.Compare(start) < 0 {
		return start
	}
	return first
}

// checkMap reports what a heat map cannot show, and whether it can show the rest.
func (c *composer) checkMap(b *templates.Chart) bool {
	if c.period.Freq() == data.Annual {
		c.report(hinted(problemf(diag.Outline, b.Kind.Pos, "a heat map has the months or quarters of each year side by side, and this brief is annual"), "draw kind: bars"))
		return false
	}
	if len(b.Series) > 1 {
		c.report(problemf(diag.Outline, b.Series[1].At, "a heat map shows one series, and this one names %d", len(b.Series)))
		return false
	}
	return true
}

// yearSums are the totals of the years of a plot, of the figures that lie in each:
// none for what does not add up, such as rates, prices and averages. The spans of
// what is observed are those of the first and last figure that are in it.
func (p *plot) yearSums(l *locale.Locale, in locale.Denomination) (sums []charts.Sum, shown []observed) {
	if !p.additive || !p.unit.Additive() {
		return nil, nil
	}
	name := l.Say(locale.SumOfYear, p.series.Name)
	for i, v := range p.values {
		span := p.series.Points[i].Span
		if !v.OK() || span.From.Year() != span.To.Year() {
			continue
		}
		last := len(sums) - 1
		if last < 0 || sums[last].Year != span.To.Year() {
			sums = append(sums, charts.Sum{Year: span.To.Year()})
			shown = append(shown, observed{series: name, span: span, value: v, total: true})
			last++
		} else {
			shown[last].value, shown[last].span.To = added(shown[last].value, v), span.To
		}
		sums[last].Periods += span.Len()
	}
	for i, o := range shown {
		sums[i].Value, sums[i].Text = in.Axis(o.value), in.Cell(o.value, false)
	}
	return sums, shown
}

// mapMarks explains the marks of a heat map under it.
func mapMarks(l *locale.Locale, ch charts.Chart, key charts.Key) []string {
	var out []string
	if key.Outlined {
		out = append(out, l.Say(locale.Outlined, l.Period(ch.Ref)))
	}
	if key.Dashed {
		out = append(out, l.Say(locale.DashedToCome))
	}
	if key.Partial {
		n := ch.From.PerYear()
		i := slices.IndexFunc(ch.Sums, func(s charts.Sum) bool { return s.Periods < n })
		periods := ch.Sums[i].Periods
		count := strconv.Itoa(periods) + "/" + strconv.Itoa(n)
		if slices.ContainsFunc(ch.Sums, func(s charts.Sum) bool { return s.Periods < n && s.Periods != periods }) {
			count = l.Say(locale.PartialLike, count)
		}
		out = append(out, l.Count(by(locale.PartialMonths, ch.From), periods, count))
	}
	return out
}

// sums tells the totals of years.
func (a aloud) sums(ch charts.Chart) string {
	var parts []string
	for _, s := range ch.Sums {
		text := s.Text
		if s.Periods < ch.From.PerYear() {
			text = a.Count(by(locale.InMonths, ch.From), s.Periods, text)
		}
		parts = append(parts, a.Say(locale.Colon, strconv.Itoa(s.Year), text))
	}
	if len(parts) == 0 {
		return ""
	}
	return a.Say(locale.TotalsOfYears, a.Semicolons(parts...))
}

// ownPanels says whether small multiples have a panel for each expression of the
// outline, rather than for the parts of a whole.
func (c *composer) ownPanels(b *templates.Chart) bool {
	if charts.Kind(b.Kind.Value) != charts.Multiples || b.Of != nil || b.By.Present() || b.Top.Present() {
		return false
	}
	if len(b.Series) != 1 {
		return true
	}
	v, p := c.eval(b.Series[0].Root)
	return p == nil && v.kind != kindSeries
}

// panels draws the parts in panels side by side. What they leave has one where the
// outline says of what they are parts: where one series is broken down, a panel of
// all the rest would make those of its parts small.
func (k *partChart) panels() {
	of := k.of
	sizes := k.lang.Denominations()
	for _, s := range of.parts {
		for _, n := range s.values {
			sizes.Add(n)
		}
	}
	switch {
	case of.rest == nil:
	case of.by != "":
		of.rest, of.absent, of.withheld, of.hidden = nil, nil, nil, 0
		k.rules = append(k.rules, k.lang.Say(locale.LargestOnly, k.lang.Say(breakdownKeys[of.by][1])))
	default:
		for _, n := range of.rest.values {
			sizes.Add(n)
		}
	}
	k.in = sizes.Of(of.unit).Drawn()
	k.bySize()
	k.parts(func(s *portion, role charts.Role) {
		k.add(s, role, s.values, of.spans, false, nil)
		k.mentionAt(s, s.values)
	})
}

// areas draws the parts of one moment with their shares, which add up to 100 as they
// are printed.
func (k *partChart) areas() bool {
	of := k.of
	if !k.wholeStands(0, "it has no parts") {
		return false
	}
	whole, span := of.whole.values[0], of.spans[0]
	if whole.X.Sign() == 0 {
		at := cmp.Or(of.whole.pos, k.block.At)
		k.report(problemf(diag.Data, at, "%s is %s in %s, so that there is nothing to divide", lowerFirst(of.whole.name), prose(whole), english.Run(span)))
		return false
	}
	k.bySize()
	var order []*portion
	var shares []data.Value
	stands := true
	k.parts(func(s *portion, _ charts.Role) {
		stands = !k.belowZero(s, s.values[0], span) && stands
		order, shares = append(order, s), append(shares, divided(s.values[0], whole))
	})
	if stands = !k.belowZero(of.whole, whole, span) && stands; !stands {
		return false
	}
	if of.rest != nil && of.held > 1 {
		of.rest.name = k.lang.Say(locale.AllOtherOf, k.lang.Number(of.held), k.lang.Say(breakdownKeys[of.by][1]))
	}
	sizes := k.lang.Denominations()
	sizes.Add(whole)
	k.in = sizes.Of(of.unit).Drawn()
	k.ch.Unit = k.in.Words
	ratio, adjusted := k.lang.Denominate(data.Unit{Kind: data.Ratio}, nil), false
	printed := k.lang.Closing(shares)
	for i, s := range order {
		role := charts.Part
		if s == of.rest {
			role = charts.Rest
		}
		k.add(s, role, s.values, of.spans, false, nil)
		if n := shares[i]; n.OK() {
			k.ch.Series[i].Points[0].Share = k.lang.WithPercent(printed[i])
			if s == of.rest && n.X.Sign() < 0 { // parts and whole were rounded apart
				k.ch.Series[i].Points[0].Value = 0
			}
			k.shown = append(k.shown, observed{series: s.full, span: span, value: n, text: printed[i], share: true})
			adjusted = adjusted || printed[i] != ratio.Cell(n, false)
		}
		k.mention(s, "", s.values[0], k.ch.Ref)
		k.mentionShare(s, shares[i], k.ch.Ref, printed[i])
	}
	k.add(of.whole, charts.Whole, of.whole.values, of.spans, false, nil)
	k.mention(of.whole, "", whole, k.ch.Ref)
	if adjusted {
		k.rules = append(k.rules, k.lang.Say(locale.SharesClosed))
	}
	return true
}

// areasAlt tells of the whole, then of its parts in one period, each with its share.
func (k *partChart) areasAlt(a aloud) string {
	said := []string{a.Stop(a.Join(a.named(chartNames[k.ch.Kind], k.in), a.Period(k.ch.To)))}
	var parts []string
	for _, s := range k.ch.Series {
		p := &s.Points[0]
		switch what := apartFrom(p); {
		case what == locale.AltNotAvailable || what == locale.AltWithheld:
			parts = append(parts, a.Say(locale.Colon, s.Name, lowerFirst(a.Say(what))))
		case s.Role == charts.Whole:
			said = append(said, a.Stop(a.Say(locale.Colon, s.Name, forEar(p.Text))))
		default:
			parts = append(parts, a.Say(locale.Colon, s.Name, a.Join(forEar(p.Text), p.Share)))
		}
	}
	return a.Sentences(append(said, a.Stop(a.Semicolons(parts...)))...)
}
