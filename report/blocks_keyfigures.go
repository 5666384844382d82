package report

import (
	"strconv"
	"strings"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/checks"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// The strip of key figures: a number large, its unit small, a change and a
// small chart.

// wordsOnly is the sign of a tile whose line of change, if it has one, says no
// change: it carries no mark of direction.
const wordsOnly = 2

func (c *composer) keyFigures(common page.Common, b *templates.KeyFigures) page.Block {
	out := &page.KeyFigures{Common: common}
	for i := range b.Tiles {
		out.Tiles = append(out.Tiles, c.tile(&b.Tiles[i]))
	}
	return out
}

func (c *composer) tile(t *templates.Tile) page.Tile {
	defer c.as(checks.Label)()
	out := page.Tile{Sign: wordsOnly, Label: c.plainText(t.Label)}
	before := len(c.problems)
	text := c.text(t.Value)
	failed := len(c.problems) > before
	var root templates.ExprNode
	if x := only(t.Value); x != nil && !failed {
		root = x.Root
		if v, p := c.eval(root); p == nil && isNumber(v) && !v.bare {
			n := c.lang.Tile(v.number(), v.rate)
			out.Value, out.Unit = n.Number, n.Unit
			if v.metric == "streak" {
				n, _ := strconv.Atoi(out.Value)
				out.Unit = c.lang.Count(by(locale.UnitMonths, c.period), n)
			}
		}
	}
	if out.Value == "" {
		out.Value, out.Unit = splitFigure(plain(text))
	}
	if t.Change != nil {
		c.tileChange(t, &out)
	}
	if note := c.text(t.Note); len(note) > 0 {
		for i, s := range note {
			if i == 0 && len(out.Change) > 0 {
				s.S = " " + s.S
			}
			out.Change = push(out.Change, s)
		}
	} else if t.Change != nil && len(out.Change) > 0 {
		if words := c.changeWords(t.Change.Root); words != "" {
			out.Change = push(out.Change, page.Span{S: " " + words})
		}
	}
	for _, s := range text {
		if s.Ref > 0 {
			out.Change = push(out.Change, s)
		}
	}
	if t.Spark.Present() && !(failed && t.Of == nil) {
		c.spark(t, root, &out)
	}
	return out
}

// only is the expression of a prose that is nothing but one {{…}}.
func only(p templates.Prose) *templates.Expr {
	if len(p.Paras) == 1 && len(p.Paras[0].Nodes) == 1 {
		if n, ok := p.Paras[0].Nodes[0].(*templates.Computed); ok {
			return n.X
		}
	}
	return nil
}

// splitFigure cuts a figure in words, such as US$1.4 billion, into the number
// and its short unit.
func splitFigure(s string) (number, unit string) {
	s = strings.TrimSpace(s)
	for _, scale := range [][2]string{{"million", "m"}, {"billion", "bn"}, {"tonnes", "tonnes"}, {"months", "months"}, {"pp", "pp"}} {
		for _, blank := range []string{nbsp, " "} {
			head, ok := strings.CutSuffix(s, blank+scale[0])
			if !ok {
				continue
			}
			i := strings.IndexFunc(head, func(r rune) bool { return r >= '0' && r <= '9' })
			if i < 0 {
				return s, ""
			}
			sign := strings.Trim(strings.ReplaceAll(head[:i], nbsp, " "), " +−-")
			minus := ""
			if strings.ContainsAny(head[:i], "−-") {
				minus = "−"
			}
			return minus + head[i:], strings.TrimSpace(sign + " " + scale[1])
		}
	}
	return s, ""
}

func (c *composer) tileChange(t *templates.Tile, out *page.Tile) {
	v, p := c.eval(t.Change.Root)
	if p != nil {
		c.report(p)
		return
	}
	n := v.number()
	if !isNumber(v) {
		c.report(problemf(diag.Outline, t.Change.At, "change takes a rate such as exports.mom, and %s is %s", source(t.Change.Root), kindName(v.kind)))
		return
	}
	c.use(v)
	c.fact(t.Change.Root, v)
	if !n.OK() {
		c.report(absent(n, t.Change.At, "%s is missing: %s", source(t.Change.Root), lacking(n)))
		return
	}
	out.Sign = n.X.Sign()
	text := c.lang.Tile(n, true)
	if strings.HasPrefix(changeVerb(n), "was") {
		out.Sign = 0
	}
	var number string
	if n.Unit.Kind == data.Money {
		number = c.lang.Amount(n)
	} else {
		number = c.lang.WithUnit(text)
	}
	out.Change = page.Text{{S: number, Strong: true}}
	c.shows(source(t.Change.Root), t.Change.At, number)
}

// changeWords says what a rate is measured against: "on August".
func (c *composer) changeWords(n templates.ExprNode) string {
	v, p := c.eval(n)
	if p != nil || v.metric == "" {
		return ""
	}
	at := v.view.Period
	switch v.metric {
	case "mom", "daily_mom", "sa_mom", "share_mom":
		if at.Add(-1).Year() == at.Year() {
			return c.lang.Say(locale.On, c.lang.Month(at.Add(-1)))
		}
		return c.lang.Say(locale.On, c.lang.Short(at.Add(-1), true))
	case "yoy", "yoy_abs", "daily_yoy", "share_yoy", "contribution_yoy", "unit_value_yoy", "price_effect", "volume_effect":
		return c.lang.Say(locale.On, c.lang.Short(at.Add(-at.PerYear()), true))
	case "ytd_yoy":
		return c.lang.Say(locale.On, c.lang.Period(data.Year(at.Year()-1)))
	}
	return ""
}

// sparkStart is the first period of a small chart that ends with p: thirteen
// months, nine quarters or six years.
func sparkStart(p data.Period) data.Period {
	switch p.Freq() {
	case data.Quarterly:
		return p.Add(-8)
	case data.Annual:
		return p.Add(-5)
	}
	return p.Add(-12)
}

// spark draws a tile's small chart: the series or metric that the tile names.
func (c *composer) spark(t *templates.Tile, root templates.ExprNode, out *page.Tile) {
	if t.Of != nil {
		root = t.Of.Root
	}
	if root == nil {
		c.report(hinted(problemf(diag.Outline, t.Spark.Pos, "the spark of this tile has nothing to draw: the value names no series"), "say of: exports"))
		return
	}
	v, p := c.eval(root)
	if p != nil || !isNumber(v) {
		if t.Of != nil {
			c.report(p)
		}
		return
	}
	out.Spark = charts.SparkKind(t.Spark.Value)
	var values []data.Value
	rates := false
	defer func() { out.Alt = aloud{c.lang}.spark(out.Spark, out.Points, values, rates) }()
	at := func(p data.Period, n data.Value, rate bool) {
		c.notes.use(n)
		values, rates = append(values, n), rate
		out.Points = append(out.Points, charts.Point{Span: data.Span{From: p, To: p}, Value: c.lang.Axis(n), Text: c.lang.Cell(n, rate), Status: pointStatus(n)})
	}
	level := func(view data.View, p data.Period, metric string) data.Value {
		n, _ := view.At(p).Metric(metric)
		return n
	}
	end := c.period
	switch t.Spark.Value {
	case "pair":
		if v.view.Series == nil {
			return
		}
		for _, p := range []data.Period{end.Add(-end.PerYear()), end} {
			at(p, level(v.view, p, "value"), false)
		}
	case "cumulative":
		if v.view.Series == nil {
			return
		}
		for p := end.Add(1 - position(end)); p.Compare(end) <= 0; p = p.Add(1) {
			at(p, level(v.view, p, "ytd"), false)
		}
	default:
		metric := v.metric
		if v.kind == kindSeries {
			metric = "value"
		}
		if metric == "streak" {
			// What is counted are the changes of the last periods.
			for p := end.Add(-4); p.Compare(end) <= 0; p = p.Add(1) {
				at(p, level(v.view, p, "mom"), true)
			}
			return
		}
		for p := sparkStart(end); p.Compare(end) <= 0; p = p.Add(1) {
			if metric != "" {
				at(p, level(v.view, p, metric), v.rate)
				continue
			}
			w, problem := c.at(p).eval(root)
			if problem != nil {
				return
			}
			at(p, w.number(), v.rate)
		}
	}
}
