package report

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/changes"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// The blocks that look ahead: indicators with thresholds, and scenarios.

// sign is an indicator as it was read: its newest figure and its thresholds.
type sign struct {
	statement    int
	root         templates.ExprNode // the figure, seen from the period of the reading
	at           data.Period        // of the reading; zero: there is none
	now          value
	earlier      []data.Value // of the periods before, as many as have to agree
	below, above *data.Value  // nil: none
	status       page.Status
}

// nearness is the part of a threshold within which a figure is close to it.
var nearness = big.NewRat(1, 10)

func (c *composer) indicators(common page.Common, b *templates.Indicators, p planned) page.Block {
	first := len(c.ledger)
	out := &page.Table{Common: common, Exhibit: c.exhibit(p, b.Title, b.Subtitle)}
	out.Columns = []page.Column{{Kind: page.CodeColumn}, {Title: c.head(locale.HeadIndicator), Grow: true}, {Title: c.head(locale.HeadLowerTrigger)},
		{Title: c.head(locale.HeadUpperTrigger)}, {Title: c.head(locale.HeadLatest), Align: page.Right}, {Title: c.head(locale.HeadPeriod)}, {Title: c.head(locale.HeadStatus), Kind: page.StatusColumn}}
	// All are read before any is printed: figures of one unit are printed alike.
	signs := make([]sign, len(b.Items))
	texts := make([]page.Text, len(b.Items))
	sizes := c.lang.Denominations()
	for i := range b.Items {
		leave, whole := c.within(b.Items[i].ID.Value), c.partOf(b.Items[i].ID.Value)
		c.checkScalar(b.Items[i].ID)
		texts[i] = c.text(b.Items[i].Text)
		signs[i] = c.sign(&b.Items[i])
		whole()
		leave()
		sizes.Add(signs[i].now.number())
		for _, v := range []*data.Value{signs[i].below, signs[i].above} {
			if v != nil {
				sizes.Add(*v)
			}
		}
	}
	unit := func(s *sign) string { return sizes.Of(s.now.number().Unit).Words }
	mixed := slices.ContainsFunc(signs, func(s sign) bool { return unit(&s) != unit(&signs[0]) })
	for i := range signs {
		s := &signs[i]
		text := texts[i]
		if words := unit(s); mixed && words != "" {
			text = push(text, page.Span{S: c.lang.Say(locale.Comma) + words})
		}
		cells := c.signCells(s, &b.Items[i], sizes)
		c.listSign(&b.Items[i], s, text, cells)
		out.Rows = append(out.Rows, page.Row{Cells: append([]page.Cell{{Text: line(b.Items[i].ID.Value)}, {Text: []page.Para{{Text: text}}}}, cells...)})
	}
	if len(out.Title) == 0 {
		out.Title = page.Text{{S: c.signsTitle(signs)}}
	}
	if len(out.Subtitle) == 0 {
		words := c.lang.Say(locale.ThresholdsSubtitle)
		if u := unit(&signs[0]); !mixed && u != "" {
			words = c.lang.Join(words, u)
		}
		out.Subtitle = page.Text{{S: words}}
	}
	rule := c.lang.Say(locale.StatusRule)
	out.Tag = c.statusTag(c.seriesSince(first), &marks{})
	out.Source = c.sourceText(sourceLine{series: c.seriesSince(first), calculations: slices.ContainsFunc(b.Items, calculated), marks: []string{rule}, note: c.text(b.Note)})
	c.sheets[out.Dest] = func() Sheet { return signsSheet(out, signs) }
	return out
}

// sign reads an indicator and enters its status into the ledger.
func (c *composer) sign(i *templates.Indicator) sign {
	s := sign{root: i.Series.Root}
	s.below, s.above = c.threshold(i.Below), c.threshold(i.Above)
	s.at, s.now = c.newest(i.Series.Root)
	if s.at != c.period && !s.at.IsZero() {
		s.root = seenFrom(i.Series.Root, s.at)
	}
	x := templates.Expr{Src: source(s.root), At: i.Series.At, Root: s.root, Kind: i.Series.Kind}
	s.statement = c.recordExpr(Computed, i.Series.At, &x, 0)
	c.ledger[s.statement-1].reading = true
	for _, t := range []*templates.Expr{i.Below, i.Above} {
		if t != nil {
			for _, fact := range c.factNames(t.Root) {
				if facts := &c.ledger[s.statement-1].Facts; !slices.Contains(*facts, fact) {
					*facts = append(*facts, fact)
				}
			}
		}
	}
	times := 1
	if n, err := strconv.Atoi(i.InARow.Value); err == nil {
		times = min(max(1, n), 12)
	}
	for k := 1; k < times && !s.at.IsZero(); k++ {
		v, p := c.at(s.at.Add(-k)).eval(i.Series.Root)
		if p != nil {
			break
		}
		s.earlier = append(s.earlier, v.number())
	}
	var p *diag.Problem
	if s.status, p = s.judge(i, times); p != nil {
		c.report(p)
	}
	c.use(s.now)
	c.fact(s.root, s.now)
	words := c.lang.Say(statusKeys[s.status])
	if text, ok := s.now.said(c.lang); ok && !s.at.IsZero() {
		words = c.lang.Say(locale.StatusIn, text, c.lang.Short(s.at, true), words)
	}
	c.settle(s.statement, words, holding)
	c.ledger[s.statement-1].Sentence = i.ID.Value + " " + plainSpaces(words)
	// What it says is a sentence, though no author wrote it.
	said := page.Text{{S: i.ID.Value + " "}, {S: words, Statement: s.statement}}
	c.passages = append(c.passages, passage{c.chapter, c.part, nil, said, s.statement - 1, s.statement, c.item})
	return s
}

// calculated reports whether an indicator rests on more than figures of series as
// published.
func calculated(i templates.Indicator) bool {
	return slices.ContainsFunc([]*templates.Expr{i.Series, i.Below, i.Above}, func(x *templates.Expr) bool {
		return x != nil && x.Kind != templates.SeriesKind && !isLiteral(x.Root)
	})
}

func isLiteral(n templates.ExprNode) bool { _, ok := n.(*templates.Num); return ok }

// threshold is the figure of a threshold; nil where there is none.
func (c *composer) threshold(x *templates.Expr) *data.Value {
	if x == nil {
		return nil
	}
	v, p := c.eval(x.Root)
	if p == nil && !v.number().OK() {
		p = absent(v.number(), x.At, "%s is missing: %s", source(x.Root), lacking(v.number()))
	}
	if p != nil {
		c.report(p)
		return nil
	}
	c.use(v)
	c.fact(x.Root, v)
	n := v.number()
	if text, ok := v.said(c.lang); ok && !v.bare {
		c.shows(source(x.Root), x.At, text)
	}
	return &n
}

// oldestReading is for how many periods back from the newest one an indicator
// looks for a figure.
const oldestReading = 12

// newest is the newest figure of an expression as the brief knows it, which may
// be of a period after the reference period; zero where the last year has none.
func (c *composer) newest(n templates.ExprNode) (data.Period, value) {
	var series []*data.Series
	for _, e := range c.seriesIn(n) {
		series = append(series, e.series)
	}
	p := data.Latest(series)
	if p.IsZero() {
		p = c.period
	}
	for range oldestReading {
		if v, problem := c.at(p).eval(n); problem == nil && v.number().OK() {
			return p, v
		}
		if p = p.Add(-1); p.IsZero() {
			break
		}
	}
	v, problem := c.eval(n)
	if problem != nil {
		c.report(problem)
	}
	return data.Period{}, v
}

// seenFrom is the expression with every series in it at the period:
// exports.at('2023-10').mom for exports.mom.
func seenFrom(n templates.ExprNode, p data.Period) templates.ExprNode {
	switch n := n.(type) {
	case *templates.Name:
		return &templates.Call{At: n.At, X: n, S: "at", Args: []templates.ExprNode{&templates.Str{At: n.At, S: p.String()}}}
	case *templates.Member:
		m := *n
		m.X = seenFrom(n.X, p)
		return &m
	case *templates.Call:
		call := *n
		call.Args = nil
		if n.X != nil {
			call.X, call.Args = seenFrom(n.X, p), n.Args
			return &call
		}
		for _, a := range n.Args {
			call.Args = append(call.Args, seenFrom(a, p))
		}
		return &call
	case *templates.Unary:
		u := *n
		u.X = seenFrom(n.X, p)
		return &u
	case *templates.Binary:
		b := *n
		b.X, b.Y = seenFrom(n.X, p), seenFrom(n.Y, p)
		return &b
	}
	return n
}

// judge is the status of the figure against its thresholds: breached where every
// figure asked for lies beyond one of them whatever its rounding hides.
func (s *sign) judge(i *templates.Indicator, times int) (page.Status, *diag.Problem) {
	if s.at.IsZero() {
		return page.NoData, nil
	}
	status := page.Steady
	for _, t := range []struct {
		limit *data.Value
		x     *templates.Expr
		op    string
	}{{s.below, i.Below, "<"}, {s.above, i.Above, ">"}} {
		if t.limit == nil {
			continue
		}
		now, limit, p := aligned(t.x.At, s.now.number(), *t.limit)
		if p != nil {
			return status, p
		}
		*t.limit = limit
		beyond, _ := data.Compare(now, t.op, limit)
		agree := beyond == data.True && len(s.earlier) == times-1
		for _, v := range s.earlier {
			is, err := data.Compare(v, t.op, limit)
			agree = agree && err == nil && is == data.True
		}
		switch {
		case agree:
			status = page.Breached
		case status == page.Steady && (beyond != data.False || near(now, limit)):
			status = page.Watch
		}
	}
	if s.below != nil && s.above != nil {
		if a, b, p := aligned(i.Above.At, *s.below, *s.above); p == nil {
			if crossed, _ := data.Compare(a, ">=", b); crossed == data.True {
				return status, problemf(diag.Claim, i.Below.At, "the lower threshold of %s is not below the upper one: %s and %s", i.ID.Value, prose(a), prose(b))
			}
		}
	}
	return status, nil
}

// near reports whether a figure lies within a tenth of a threshold.
func near(v, limit data.Value) bool {
	gap := new(big.Rat).Sub(v.X, limit.X)
	room := new(big.Rat).Mul(limit.X, nearness)
	return gap.Abs(gap).Cmp(room.Abs(room)) <= 0
}

var statusWords = map[page.Status]string{page.Steady: "steady", page.Watch: "watch", page.Breached: "breached", page.NoData: "no data"}

// signCells are the cells of an indicator behind its text.
func (c *composer) signCells(s *sign, i *templates.Indicator, sizes locale.Denominations) []page.Cell {
	times, _ := strconv.Atoi(i.InARow.Value)
	trigger := func(k locale.Key, v *data.Value) page.Cell {
		if v == nil {
			return page.Cell{Text: line(c.lang.Say(locale.NoTrigger)), Muted: true}
		}
		text := c.lang.Say(k, sizes.Of(v.Unit).Cell(*v, s.now.rate))
		switch {
		case times == 2:
			text = c.lang.Say(locale.Twice, text)
		case times > 2:
			text = c.lang.Say(locale.TimesInARow, text, c.countWord(times))
		}
		return page.Cell{Text: line(text)}
	}
	n := s.now.number()
	latest, period := page.Cell{Text: line(c.lang.Say(locale.NotAvailable)), Muted: true}, "–"
	if !s.at.IsZero() {
		latest, period = page.Cell{Text: line(sizes.Of(n.Unit).Cell(n, s.now.rate)), Strong: true}, c.lang.Short(s.at, true)
	}
	return []page.Cell{trigger(locale.TriggerBelow, s.below), trigger(locale.TriggerAbove, s.above), latest, {Text: line(period)},
		{Text: []page.Para{{Text: page.Text{{S: capital(c.lang.Say(statusKeys[s.status])), Statement: s.statement}}}}, Status: s.status}}
}

// signsTitle says how many indicators are beyond a threshold or close to one.
func (c *composer) signsTitle(signs []sign) string {
	counts := map[page.Status]int{}
	for _, s := range signs {
		counts[s.status]++
	}
	breached, watch := counts[page.Breached], counts[page.Watch]
	title := func(k locale.Key, n int) string {
		return capital(c.lang.Count(k, n, c.countWord(n), c.countWord(len(signs)), c.countWord(watch)))
	}
	one := len(signs) == 1
	switch {
	case one && breached > 0:
		return c.lang.Say(locale.OneIndicatorBeyond)
	case one && watch > 0:
		return c.lang.Say(locale.OneIndicatorClose)
	case one:
		return c.lang.Say(locale.OneIndicatorCalm)
	case breached > 0 && watch > 0:
		return title(locale.IndicatorsBeyondClose, breached)
	case breached > 0:
		return title(locale.IndicatorsBeyond, breached)
	case watch > 0:
		return title(locale.IndicatorsClose, watch)
	}
	return c.lang.Say(locale.NoIndicatorClose, c.countWord(len(signs)))
}

// signsSheet is the table with its figures in full, in whole units of the data.
func signsSheet(t *page.Table, signs []sign) Sheet {
	out := Sheet{Header: []string{"Code", "Indicator", "Unit", "Lower trigger", "Upper trigger", "Latest", "Period", "Status"}}
	number := func(v *data.Value) string {
		if v == nil {
			return ""
		}
		return exactNumber(v.X)
	}
	for i, s := range signs {
		cells, now, period := t.Rows[i].Cells, s.now.number(), ""
		if !s.at.IsZero() {
			period = s.at.String()
		}
		out.Rows = append(out.Rows, []string{sheetText(&cells[0]), sheetText(&cells[1]), unitName(now.Unit), number(s.below), number(s.above), exactNumber(now.X), period, statusWords[s.status]})
	}
	return out
}

func (c *composer) scenarios(common page.Common, b *templates.Scenarios, p planned) page.Block {
	out := &page.Table{Common: common, Exhibit: c.exhibit(p, b.Title, b.Subtitle)}
	unit := c.scenarioUnit(b)
	values := make([]data.Value, len(b.Items))
	sizes := c.lang.Denominations()
	valued := false
	for i := range b.Items {
		if x := b.Items[i].Value; x != nil {
			valued = true
			values[i] = c.scenarioValue(x, unit)
			sizes.Add(values[i])
		}
	}
	if valued && b.Series != nil {
		// Beside a chart of the series the table has its unit.
		for _, e := range c.seriesIn(b.Series.Root) {
			most, _ := c.view(e).Metric("max")
			sizes.Add(most)
		}
	}
	in := sizes.Of(unit).Whole(values)
	out.Columns = []page.Column{{Title: c.head(locale.HeadScenario)}, {Title: c.head(locale.HeadProbability), Kind: page.BarColumn, Align: page.Right}, {Title: c.head(locale.HeadWhatHappens), Grow: true}}
	when := ""
	if h, err := data.ParsePeriod(b.Horizon.Value); err == nil {
		when = c.lang.Short(h, true)
	}
	if valued {
		out.Columns = append(out.Columns, page.Column{Title: page.Text{{S: capital(c.lang.Join(in.Words, when))}}, Align: page.Right})
	}
	full := []column{{title: "Scenario"}, {title: "Probability"}, {title: "What happens"}, {title: joined(", ", "Value", b.Horizon.Value), figures: values}}
	best, most, several := "", new(big.Rat), false
	for i := range b.Items {
		s := &b.Items[i]
		chance, _ := new(big.Rat).SetString(s.Probability.Value)
		percent := c.lang.WholePercent(chance)
		whole := c.partOf(s.Name.Value)
		n := c.record(Judgement, s.Name.Pos, 0)
		name := c.text(s.Name)
		c.enclose(n, name)
		text := c.text(s.Text)
		whole()
		c.settle(n, c.lang.Say(locale.Colon, c.lang.Join(plain(name), percent), plain(text)), finding{verdict: Sourced})
		c.ledger[n-1].rated = percent
		c.ledger[n-1].Sentence = c.ledger[n-1].Text
		scenario := changes.Scenario{Name: listed(name), Probability: percent, Text: listed(text)}
		bar, _ := chance.Float64()
		row := page.Row{Cells: []page.Cell{{Text: []page.Para{{Text: name}}, Strong: true}, {Text: line(percent), Strong: true, Bar: bar}, {Text: []page.Para{{Text: text}}}}}
		if valued {
			cell := page.Cell{Text: line("–"), Muted: true}
			if s.Value != nil {
				cell = page.Cell{Text: line(in.Cell(values[i], false))}
			}
			row.Cells = append(row.Cells, cell)
			if s.Value != nil {
				scenario.Value = joined(" ", sheetText(&cell), in.Words)
			}
		}
		c.content.Scenarios = append(c.content.Scenarios, scenario)
		out.Rows = append(out.Rows, row)
		full[0].texts, full[1].texts, full[2].texts = append(full[0].texts, plain(name)), append(full[1].texts, s.Probability.Value), append(full[2].texts, plain(text))
		switch chance.Cmp(most) {
		case 1:
			best, most, several = plain(name), chance, false
		case 0:
			several = true
		}
	}
	if len(out.Title) == 0 {
		title := c.lang.Say(locale.Scenarios)
		if n := len(b.Items); n > 1 && !several {
			title = c.lang.Say(locale.LikeliestScenario, best, c.countWord(n))
		}
		out.Title = page.Text{{S: title}}
	}
	if len(out.Subtitle) == 0 && when != "" {
		out.Subtitle = page.Text{{S: c.lang.Say(locale.ScenariosTo, when)}}
	}
	if !valued {
		full = full[:3]
	}
	c.sheets[out.Dest] = func() Sheet { return newSheet(full) }
	out.Source = c.closed(page.Text{{S: c.lang.Say(locale.ProbabilitiesSum, c.lang.WholePercent(hundredPercent))}}, c.text(b.Note))
	return out
}

// scenarioUnit is the unit of the series that the values are of: the one named,
// or the first of the outline.
func (c *composer) scenarioUnit(b *templates.Scenarios) data.Unit {
	if b.Series != nil {
		for _, e := range c.seriesIn(b.Series.Root) {
			return e.series.Unit()
		}
	}
	if len(c.ids) > 0 {
		return c.series[c.ids[0]].series.Unit()
	}
	return data.Unit{}
}

func (c *composer) scenarioValue(x *templates.Expr, unit data.Unit) data.Value {
	v, p := c.eval(x.Root)
	n := v.number()
	if p == nil && !n.OK() {
		p = absent(n, x.At, "%s is missing: %s", source(x.Root), lacking(n))
	}
	if p != nil {
		c.report(p)
		return data.Value{}
	}
	n, _ = adapt(n, data.Value{Unit: unit})
	if n.Unit != unit {
		c.report(problemf(diag.Claim, x.At, "%s is %s, and the values of these scenarios are in %s", source(x.Root), prose(n), strings.TrimSpace(unitName(unit))))
	}
	c.use(v)
	c.fact(x.Root, v)
	return n
}
