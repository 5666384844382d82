package report

import (
	"math/big"
	"slices"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// Charts of parts: what a whole is made of, or what moved it.

// partRules are the kinds of such charts, and how each chooses its parts.
var partRules = map[charts.Kind]partRule{
	charts.Contributions: {most: 41, top: 10, moved: true, falls: 4, shows: func(change, level data.Value) bool {
		rate := divided(change, level)
		return !rate.OK() || data.Rounded(rate.X, 3).Sign() != 0
	}},
	charts.Waterfall: {most: 41, top: 6, moved: true, shows: func(change, level data.Value) bool {
		sizes := english.Denominations()
		sizes.Add(level)
		return sizes.Of(change.Unit).Printed(change).Sign() != 0
	}},
	charts.Share:     {most: 6, top: 5},
	charts.Stacked:   {most: 6, top: 5},
	charts.Multiples: {most: 48, top: 6},
	charts.Treemap:   {most: 41, top: 10, moment: true, least: big.NewRat(1, 400)},
	charts.Donut:     {most: 6, top: 5, moment: true, least: big.NewRat(1, 200)},
}

// partChart is a chart of parts in the making.
type partChart struct {
	*composer
	of     *partition
	ch     charts.Chart
	block  *templates.Chart
	change string // mom or yoy, of kinds that show changes
	shown  []observed
	in     locale.Denomination
	marks  marks
	rules  []string // how the figures were rounded, sentences for the source line
}

func (c *composer) partChart(out *page.Figure, b *templates.Chart, p planned) page.Block {
	k := partChart{composer: c, block: b, ch: charts.Chart{At: b.At, Kind: charts.Kind(b.Kind.Value), Ref: c.period, MonthName: c.lang.Short, Words: c.drawingWords()}}
	periods, ok := k.periods()
	if !ok {
		return nil
	}
	rule := partRules[k.ch.Kind]
	rule.kind = b.Kind.Value
	if k.of, ok = c.partition(b, periods, rule); !ok {
		return nil
	}
	k.ch.From, k.ch.To = periods[0], periods[len(periods)-1]
	switch k.ch.Kind {
	case charts.Contributions, charts.Waterfall:
		ok = k.changes()
	case charts.Share:
		ok = k.shares()
	case charts.Stacked:
		k.stacked()
	case charts.Multiples:
		k.panels()
	case charts.Treemap, charts.Donut:
		ok = k.areas()
	}
	if !ok {
		return nil
	}
	shown := k.shown
	c.sheets[p.dest] = func() Sheet { return chartSheet(shown) }
	out.Chart = k.ch
	if len(out.Subtitle) == 0 {
		out.Subtitle = page.Text{{S: k.subtitle()}}
	}
	key := k.ch.Key()
	k.marks.na = k.marks.na && key.Hatched // what the rest holds is said of the rest
	line := sourceLine{series: k.of.entries, calculations: k.ch.Kind != charts.Multiples,
		marks: slices.Concat(chartMarks(c.lang, k.ch, k.marks, k.of.unit), k.of.restNotes(c.lang, key.Lacks), k.rules), note: c.text(b.Note)}
	out.Tag = c.statusTag(k.of.entries, &k.marks)
	out.Source = c.sourceText(line)
	c.honest(b, out, line.note, k.in, k.of.unit, k.of.entries)
	if c.annexed {
		line.note, line.marks = nil, slices.Concat(k.marks.sentences(c.lang), k.of.restNotes(c.lang, false), k.rules)
		c.chartTables = append(c.chartTables, c.chartTable(out, shown, k.in, line))
	}
	out.Alt = altAfter(c.plainText(b.Alt), k.alt())
	return out
}

// periods are those that the chart shows: of changes, the one before and the one
// now; of a moment, that one.
func (k *partChart) periods() ([]data.Period, bool) {
	b, rule := k.block, partRules[k.ch.Kind]
	if !rule.moved && !rule.moment {
		var nodes []templates.ExprNode
		for _, x := range b.Series {
			nodes = append(nodes, x.Root)
		}
		from, to, ok := k.chartSpan(b, k.seriesIn(nodes...))
		var out []data.Period
		for p := from; ok && p.Compare(to) <= 0; p = p.Add(1) {
			out = append(out, p)
		}
		return out, ok
	}
	now := k.period
	if b.To.Present() {
		p, err := data.ParsePeriod(b.To.Value)
		if err != nil || p.Freq() != now.Freq() {
			k.report(problemf(diag.Outline, b.To.Pos, "%q is not a period of this brief: expected one such as %s", b.To.Value, now))
			return nil, false
		}
		now = p
	}
	k.ch.Ref = now
	if rule.moment {
		return []data.Period{now}, true
	}
	annual := now.Freq() == data.Annual
	if k.change = b.Change.Value; k.change == "" {
		if k.change = "mom"; annual {
			k.change = "yoy"
		}
	} else if annual && k.change == "mom" {
		p := problemf(diag.Outline, b.Change.Pos, "the change mom is on the month before, and the brief is of a year").
			WithFix([]diag.Edit{{Pos: b.Change.Pos, Old: "mom", New: "yoy"}}, "write change: yoy")
		k.report(&p)
		return nil, false
	}
	back := 1
	if k.change == "yoy" {
		back = now.PerYear()
	}
	return []data.Period{now.Add(-back), now}, true
}

// onBase says what the change is on: on month, on year.
func (k *partChart) onBase() string {
	if k.change == "yoy" {
		return k.lang.Say(locale.BaseYear)
	}
	return k.lang.Say(by(locale.BaseMonth, k.ch.Ref))
}

// parts are the parts and the rest, if there is one, with their roles.
func (k *partChart) parts(do func(s *portion, role charts.Role)) {
	for _, s := range k.of.parts {
		do(s, charts.Part)
	}
	if k.of.rest != nil {
		do(k.of.rest, charts.Rest)
	}
}

// add draws a series with a point for each value, printed by text, which may be nil.
func (k *partChart) add(s *portion, role charts.Role, values []data.Value, spans []data.Span, signed bool, text func(i int) string) {
	out := charts.Series{Name: s.name, Role: role}
	for i, n := range values {
		k.notes.use(n)
		k.marks.addInputs(n, spans[i])
		name := s.full
		if k.ch.Kind == charts.Waterfall && role != charts.Whole {
			name = k.lang.Say(locale.ChangeOf, name)
		}
		o := observed{series: name, span: spans[i], value: n, rate: signed}
		point := charts.Point{Span: spans[i], Value: k.in.Axis(n), Text: k.in.Cell(n, signed), Status: pointStatus(n), After: spans[i].To.Compare(k.ch.Ref) > 0}
		if !signed && text == nil && isNil(n) {
			point.Text = nilSign
		}
		if text != nil && n.OK() {
			point.Text = text(i)
			o.text = point.Text
		}
		point.Lacks = len(s.lacks) == len(values) && s.lacks[i]
		out.Points = append(out.Points, point)
		k.shown = append(k.shown, o)
	}
	k.ch.Series = append(k.ch.Series, out)
}

// useWhole notes what the whole comes from, which the figures set against it leave out.
func (k *partChart) useWhole() {
	for i, n := range k.of.whole.values {
		k.notes.use(n)
		k.marks.addInputs(n, k.of.spans[i])
	}
}

// mention notes that the figure of a series of the outline is drawn in a period:
// its value, or a metric of it against the whole.
func (k *partChart) mention(s *portion, metric string, n data.Value, p data.Period) {
	k.mentionAs(s, metric, n, p, k.lang.Figure(n))
}

// mentionShare is mention for a share as it is printed where all shares add up to 100:
// in another place of the brief it may be a tenth more or less.
func (k *partChart) mentionShare(s *portion, n data.Value, p data.Period, printed string) {
	text, before := k.lang.WithPercent(printed), len(k.mentions)
	k.mentionAs(s, "share", n, p, text)
	if own := k.lang.Figure(n); text != own && len(k.mentions) > before {
		k.mentions[before].Sentence = plainSpaces("printed as " + text + ", " + own + " by itself: the shares of a chart add up to 100 by largest remainders")
	}
}

func (k *partChart) mentionAs(s *portion, metric string, n data.Value, p data.Period, text string) {
	e := k.entry(s)
	if e == nil || !n.OK() || metric != "" && s != k.of.whole && !e.whole.Same(k.of.whole.series) {
		return
	}
	var node templates.ExprNode = &templates.Name{At: s.pos, S: e.decl.ID.Value}
	node = k.inPeriod(node, p)
	if metric != "" {
		node = &templates.Member{At: s.pos, X: node, S: metric}
		k.metrics[metric] = true
	}
	k.shows(source(node), s.pos, text)
}

// entry is the series of the outline that a portion is; nil: none.
func (k *partChart) entry(s *portion) *seriesEntry {
	if s.series == nil {
		return nil
	}
	return k.seriesOf(s.series)
}

// changes draws what moved the whole between two periods: each part by its
// contribution to the growth, or as a step between the levels.
func (k *partChart) changes() bool {
	before, now, ok := k.levels()
	k.useWhole()
	if !ok {
		return false
	}
	of, signed := k.of, true
	if len(of.parts) == 0 {
		least := "as much as is printed"
		if k.ch.Kind == charts.Contributions {
			least = "a tenth of a point"
		}
		k.report(hinted(problemf(diag.Data, k.block.At, "the chart has nothing to draw: no part of %s moved it by %s from %s to %s", lowerFirst(of.whole.name), least, english.Run(of.spans[0]), english.Run(of.spans[1])), "draw kind: stacked"))
		return false
	}
	change := func(s *portion) data.Value { return subtracted(s.values[1], s.values[0]) }
	unit := of.unit
	if k.ch.Kind == charts.Contributions {
		if why := k.noBase(before); why != "" {
			k.report(absent(data.Value{Status: data.NotMeaningful}, of.whole.pos, "contributions are parts of a rate, and %s", why))
			return false
		}
		amount := change
		change = func(s *portion) data.Value {
			n := divided(amount(s), alone(before))
			n.Unit.Kind = data.Points
			return n
		}
		unit = data.Unit{Kind: data.Points}
	}
	by := map[*portion]data.Value{of.whole: change(of.whole)}
	sizes := k.lang.Denominations()
	k.parts(func(s *portion, _ charts.Role) {
		by[s] = change(s)
		sizes.Add(by[s])
	})
	sizes.Add(by[of.whole])
	if k.ch.Kind == charts.Waterfall {
		sizes.Add(before)
		sizes.Add(now)
	}
	k.in = sizes.Of(unit).Drawn()
	slices.SortStableFunc(of.parts, func(a, b *portion) int {
		x, y := by[a], by[b]
		if x.OK() && y.OK() {
			return y.X.Cmp(x.X)
		}
		return truth(y.OK()) - truth(x.OK()) // what has no figure stands last
	})
	left := new(big.Rat) // of the printed total, without the printed parts
	spans := of.spans[1:]
	metric := map[string]string{"mom": "contribution", "yoy": "contribution_yoy"}[k.change]
	k.parts(func(s *portion, role charts.Role) {
		k.add(s, role, []data.Value{by[s]}, spans, signed, nil)
		left.Sub(left, k.in.Printed(by[s]))
		if k.ch.Kind == charts.Contributions {
			k.mention(s, metric, by[s], k.ch.Ref)
		}
	})
	if k.ch.Kind == charts.Contributions {
		left.Add(left, k.in.Printed(by[of.whole]))
		k.ch.Signed = true
		k.add(of.whole, charts.Whole, []data.Value{by[of.whole]}, spans, signed, nil)
		growth := by[of.whole]
		growth.Unit.Kind = data.Ratio
		k.mention(of.whole, k.change, growth, k.ch.Ref)
	} else {
		left.Add(left, k.in.Printed(now)).Sub(left, k.in.Printed(before))
		k.add(of.whole, charts.Whole, of.whole.values, of.spans, false, nil)
		k.mention(of.whole, "", now, k.ch.Ref)
		k.mention(of.whole, "", before, of.spans[0].To)
	}
	if left.Sign() != 0 {
		k.rules = append(k.rules, k.lang.Say(locale.NotToAddUp))
	}
	return true
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// levels are the figures of the whole in both periods. Without them there is no
// change to draw, which is reported.
func (k *partChart) levels() (before, now data.Value, ok bool) {
	whole := k.of.whole
	if len(k.of.spans) < 2 {
		k.report(problemf(diag.Data, k.block.At, "%s were published as one figure, so that there is no change between them", english.Run(k.of.spans[0])))
		return before, now, false
	}
	for i := range whole.values {
		if !k.wholeStands(i, "its change has no parts") {
			return before, now, false
		}
	}
	return whole.values[0], whole.values[1], true
}

// wholeStands says whether the whole has a figure, or reports what follows if not.
func (k *partChart) wholeStands(i int, follows string) bool {
	whole, when := k.of.whole, english.Run(k.of.spans[i])
	n := whole.values[i]
	if n.OK() {
		return true
	}
	if whole.node != nil {
		k.report(absent(n, whole.pos, "%s has no figure in %s, so that %s: %s", source(whole.node), when, follows, lacking(n)))
		return false
	}
	for _, s := range k.of.parts {
		if n := s.values[i]; !n.OK() {
			k.report(hinted(absent(n, s.pos, "%s has no figure in %s, so that the parts have no sum: %s", source(s.node), when, lacking(n)),
				"take it out of series:, or name the whole in of:"))
			return false
		}
	}
	return false
}

// noBase says why the level before carries no rate; empty: it does.
func (k *partChart) noBase(before data.Value) string {
	when := english.Run(k.of.spans[0])
	switch {
	case before.X.Sign() <= 0:
		return "the base of " + when + ", " + prose(before) + ", is not above zero"
	case k.of.whole.series != nil:
		if v := (data.View{Series: k.of.whole.series, Period: k.ch.Ref, FirstRelease: k.first}); v.TinyBase(before) {
			return "the base of " + when + ", " + prose(before) + ", is too small for one"
		}
	}
	return ""
}

// subtitle is what is drawn, with unit and span.
func (k *partChart) subtitle() string {
	what, when := k.subject(), k.lang.Run(data.Span{From: k.ch.From, To: k.ch.To})
	switch k.ch.Kind {
	case charts.Contributions:
		return k.lang.Say(locale.ContributionsSubtitle, what, k.onBase(), k.lang.Period(k.ch.To))
	case charts.Waterfall:
		return k.lang.Join(what, k.in.Words, k.lang.Say(locale.PeriodPair, k.lang.Period(k.ch.From), k.lang.Period(k.ch.To)))
	case charts.Share:
		return k.lang.Join(what, k.lang.Say(locale.ShareInPercent), when)
	case charts.Multiples:
		return k.lang.Semicolons(k.lang.Join(what, k.in.Words, when), k.lang.Say(locale.OneScale))
	case charts.Treemap, charts.Donut:
		return k.lang.Join(what, k.in.Words, k.lang.Say(locale.ShareInPercent), when)
	}
	return k.lang.Join(what, k.in.Words, when)
}

// mostNames is how long the names of all parts may be under a title.
const mostNames = 70

// subject is the whole and what it is broken down into; the sum of parts that the
// outline names is called by these.
func (k *partChart) subject() string {
	of := k.of
	switch {
	case of.by != "":
		return k.lang.Say(locale.BrokenDownBy, of.whole.name, k.lang.Say(breakdownKeys[of.by][0]))
	case of.whole.node != nil:
		return of.whole.name
	}
	names := make([]string, len(of.parts))
	for i, s := range of.parts {
		names[i] = s.name
	}
	if all := k.lang.Semicolons(names...); len(all) <= mostNames && of.rest == nil {
		return all
	}
	return k.lang.Count(locale.PartsOfOneSum, len(k.block.Series))
}
