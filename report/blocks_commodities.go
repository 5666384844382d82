package report

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// Tables of commodities and of partners: a ranking by the data, or the goods that an
// author names.

// ranking is a table of commodities in the making.
type ranking struct {
	*composer
	out     *page.Table
	by      string // of breakdowns
	columns []templates.Column
	parts   []breakdownPart // a row each
	sizes   locale.Denominations
	marks   marks
	figures cellFigures

	metricOf map[int]string // by column
}

// brokenDown is what the rows of the table are.
func brokenDown(b *templates.Table) string {
	if b.Kind.Value == "partners" {
		return cmp.Or(b.By.Value, "partner")
	}
	return cmp.Or(b.By.Value, "code")
}

func (c *composer) commodities(out *page.Table, b *templates.Table) {
	by := brokenDown(b)
	before := len(c.problems)
	var whole *seriesEntry
	var of data.View
	var entries []*seriesEntry
	if b.Of != nil {
		v, p := c.eval(b.Of.Root)
		if p != nil {
			c.report(p)
			return
		}
		if v.kind != kindSeries {
			c.report(problemf(diag.Outline, b.Of.At, "of takes a series, and %s is %s", source(b.Of.Root), kindName(v.kind)))
			return
		}
		of = v.view
		entries = c.seriesIn(b.Of.Root)
		if len(entries) == 1 {
			whole = entries[0]
		}
	}
	parts, complete := c.commodityParts(b, of, &entries)
	if len(parts) == 0 && len(b.Codes) == 0 {
		if len(c.problems) > before {
			return
		}
		c.report(problemf(diag.Data, b.At, "the table has no rows: the data have no %s of this series in %s", breakdowns[by].all, periodName(c.period)))
		return
	}
	columns := b.Columns
	if len(columns) == 0 {
		names := []string{"rank", "code", "label", "value", "share", "mom", "yoy"}
		if slices.Contains(uncoded, by) {
			names = []string{"rank", "label", "value", "mom", "yoy"}
		}
		for _, name := range names {
			columns = append(columns, templates.Column{Name: templates.Scalar{Text: diag.Text{Value: name, Pos: b.At}}})
		}
	}
	out.Rows = make([]page.Row, len(parts))
	r := ranking{composer: c, out: out, by: by, columns: columns, parts: parts, sizes: c.lang.Denominations(), figures: newCellFigures(), metricOf: map[int]string{}}
	for _, part := range parts {
		r.sizes.Add(part.value)
	}
	if total, _ := of.Metric("value"); complete && by != "reporter" {
		r.sizes.Add(total)
	}
	for _, col := range columns {
		r.column(col)
	}
	if complete && by != "reporter" && whole != nil && len(c.problems) == before {
		r.close(of, capital(whole.label))
	}
	c.sheets[out.Dest] = func() Sheet { return r.figures.sheet(out) }
	if len(out.Title) == 0 {
		out.Title = page.Text{{S: capital(c.lang.Say(locale.ByValue, c.lang.Say(breakdownKeys[by][1]), c.lang.Period(c.period)))}}
	}
	sentences := r.marks.sentences(c.lang)
	if r.marks.na {
		sentences = append(sentences, c.lang.Say(locale.NaNotAvailable))
	}
	if n := len(out.Rows); n > 0 && out.Rows[n-1].Style == page.Total && !r.addsUp() {
		sentences = append(sentences, c.lang.Say(locale.RoundedParts))
	}
	out.Tag = c.statusTag(entries, &r.marks)
	out.Source = c.sourceText(sourceLine{series: entries, calculations: true, marks: sentences, note: c.text(b.Note)})
}

// commodityParts are the rows: the series named by the author in their order,
// or the largest of the breakdown. complete says whether the rest follows from
// the total.
func (c *composer) commodityParts(b *templates.Table, of data.View, entries *[]*seriesEntry) ([]breakdownPart, bool) {
	var parts []breakdownPart
	if len(b.Codes) > 0 {
		for _, id := range b.Codes {
			e, ok := c.series[id.Value]
			if !ok {
				c.report(problemf(diag.Outline, id.Pos, "unknown series %q", id.Value))
				continue
			}
			view := c.view(e)
			if of.Series != nil {
				view.Whole = of.Series
			}
			n, _ := view.Metric("value")
			parts = append(parts, breakdownPart{e.series.Code(), e.label, e.label, view, n})
			if !slices.Contains(*entries, e) {
				*entries = append(*entries, e)
			}
		}
		return parts, false
	}
	if of.Series == nil {
		c.report(problemf(diag.Outline, b.At, "a table of commodities needs of: a series, or codes: a list of series"))
		return nil, false
	}
	top := 10
	if b.Top.Present() {
		n, err := strconv.Atoi(b.Top.Value)
		if err != nil || n < 1 || n > maxTop {
			c.report(problemf(diag.Outline, b.Top.Pos, "top takes a number from 1 to %d, not %q", maxTop, b.Top.Value))
		} else {
			top = n
		}
	}
	by := brokenDown(b)
	if partner := of.Series.Partner(); by == "partner" && partner != "" {
		c.report(hinted(problemf(diag.Outline, b.Of.At, "%s is trade with one partner, %s, which has no partners", source(b.Of.Root), partner),
			"by: reporter ranks the countries that report it; its partners are those of a series without partner:"))
		return nil, false
	}
	parts, p := c.breakdown(of, by)
	if p != nil {
		if p.Pos.Line == 0 {
			p.Pos = cmp.Or(b.By.Pos, b.At)
		}
		c.report(p)
		return nil, false
	}
	return parts[:min(top, len(parts))], true
}

// column adds a column, with a cell in each row.
func (r *ranking) column(col templates.Column) {
	add := func(head string, column page.Column, cell func(i int, part breakdownPart) page.Cell) {
		column.Title = r.text(col.Title)
		if len(column.Title) == 0 {
			column.Title = page.Text{{S: head}}
		}
		r.out.Columns = append(r.out.Columns, column)
		for i, part := range r.parts {
			r.out.Rows[i].Cells = append(r.out.Rows[i].Cells, cell(i, part))
		}
	}
	name := col.Name.Value
	switch name {
	case "rank":
		add("", page.Column{Width: 5}, func(i int, _ breakdownPart) page.Cell {
			return page.Cell{Text: line(strconv.Itoa(i + 1))}
		})
	case "code":
		if slices.Contains(uncoded, r.by) {
			r.report(problemf(diag.Outline, col.Name.Pos, "a table of %s has no column %q: they stand under label", breakdowns[r.by].all, name))
			return
		}
		add(cmp.Or(r.parts[0].view.Series.Classification(), "HS"), page.Column{Width: 11}, func(_ int, p breakdownPart) page.Cell { return page.Cell{Text: line(p.code)} })
	case "label":
		add(capital(r.lang.Say(breakdownKeys[r.by][0])), page.Column{Grow: true}, func(_ int, p breakdownPart) page.Cell { return page.Cell{Text: line(capital(p.label))} })
	case "spark":
		add(r.lang.Say(by(locale.SparkMonths, r.period), strconv.Itoa(r.period.Sub(sparkStart(r.period))+1)), page.Column{Width: 17, Kind: page.SparkColumn}, func(_ int, p breakdownPart) page.Cell {
			return r.sparkCell(p.view)
		})
	default:
		if name == "value" {
			largest := 0.0
			for _, p := range r.parts {
				largest = max(largest, r.lang.Axis(p.value))
			}
			title := col.Title
			col.Title = templates.Prose{}
			add("", page.Column{Kind: page.BarColumn}, func(_ int, p breakdownPart) page.Cell {
				if !p.value.OK() || largest <= 0 {
					return page.Cell{}
				}
				return page.Cell{Bar: max(0, r.lang.Axis(p.value)/largest)}
			})
			col.Title = title
		}
		info, known := metricInfo(lastStep(name))
		r.metrics[lastStep(name)] = true
		if _, ok := r.metric(subject{view: r.parts[0].view}, name); !ok {
			p := problemf(diag.Outline, col.Name.Pos, "a table of commodities has no column %q", name)
			*p, _ = p.Meaning(p.Pos, name, append([]string{"rank", "code", "label", "spark"}, metricNames()...))
			r.report(p)
			return
		}
		values := make([]data.Value, len(r.parts))
		var unit data.Unit
		for i, p := range r.parts {
			values[i], _ = r.metric(subject{view: p.view}, name)
			if values[i].OK() && unit.Kind == data.NoUnit {
				unit = values[i].Unit
			}
			r.notes.use(values[i])
			r.marks.addInputs(values[i], r.periodSpan())
		}
		if unit.Kind == data.NoUnit && known && info.Unit == data.Ratio {
			unit.Kind = data.Ratio
		}
		head := capital(r.metricWords(lastStep(name)))
		if name == "value" {
			head = r.lang.Short(r.period, true)
		} else if name == "prev" {
			head = r.lang.Short(r.period.Add(-1), true)
		}
		at, title := len(r.out.Columns), head
		r.metricOf[at] = name
		if u := r.sizes.Of(unit).Words; u != "" {
			head = r.lang.Join(head, u)
		}
		add(head, page.Column{Align: page.Right}, func(i int, p breakdownPart) page.Cell {
			r.figures.values[[2]int{i, at}] = values[i]
			out := metricCell(values[i], r.sizes.Of(values[i].Unit), known && info.Rate)
			out.Strong = name == "value" && values[i].OK()
			if e := r.seriesOf(p.view.Series); e != nil {
				fact := e.decl.ID.Value
				if name != "value" {
					fact += "." + name
				}
				r.shows(fact, col.Name.Pos, plain(out.Text[0].Text))
			}
			return out
		})
		if col.Title.Present() {
			title = plain(r.out.Columns[at].Title)
		}
		r.figures.titles[at] = title
	}
}

// sparkCell is a small line of the last periods of a series.
func (c *composer) sparkCell(v data.View) page.Cell {
	var out []charts.Point
	var values []data.Value
	found := false
	for p := sparkStart(v.Period); p.Compare(v.Period) <= 0; p = p.Add(1) {
		n, _ := v.At(p).Metric("value")
		found = found || n.OK()
		out = append(out, charts.Point{Span: data.Span{From: p, To: p}, Value: c.lang.Axis(n), Text: c.lang.Cell(n, false), Status: pointStatus(n)})
		values = append(values, n)
	}
	if !found {
		return page.Cell{}
	}
	return page.Cell{Spark: out, Alt: aloud{c.lang}.spark(charts.SparkLine, out, values, false)}
}

// additive are the metrics of which the parts add up to the whole.
var additive = []string{"value", "prev", "share", "contribution", "contribution_yoy", "share_mom", "share_yoy", "yoy_abs", "ytd", "ma3", "ma12", "sum12", "daily",
	"price_effect", "volume_effect", "composition_effect", "growth_share", "growth_share_yoy"}

// addsUp reports whether the figures of each such column add up to the last row as
// they are printed.
func (r *ranking) addsUp() bool {
	last := len(r.out.Rows) - 1
columns:
	for at := range r.out.Columns {
		total := r.figures.values[[2]int{last, at}]
		if !total.OK() || !slices.Contains(additive, r.metricOf[at]) {
			continue
		}
		in := r.sizes.Of(total.Unit)
		sum := in.Printed(total)
		for row := range last {
			v := r.figures.values[[2]int{row, at}]
			if !v.OK() {
				continue columns
			}
			sum.Sub(sum, in.Printed(v))
		}
		if sum.Sign() != 0 {
			return false
		}
	}
	return true
}

// close ends the table with what is left of the total and the total.
func (r *ranking) close(of data.View, label string) {
	rest := func(p data.Period) data.Value {
		left, _ := of.At(p).Metric("value")
		for _, part := range r.parts {
			n, _ := part.view.At(p).Metric("value")
			left = subtracted(left, n)
		}
		return left
	}
	now := rest(of.Period)
	if !now.OK() || now.X.Sign() < 0 {
		return
	}
	none := func(v data.Value) bool { return !v.OK() || v.X.Sign() == 0 }
	total, _ := of.Metric("value")
	// contributed is the part of the total's change since p that a change makes up.
	contributed := func(change data.Value, p data.Period) data.Value {
		base, _ := of.At(p).Metric("value")
		n := divided(change, base)
		n.Unit.Kind = data.Points
		return n
	}
	yearBefore := of.Period.Add(-of.Period.PerYear())
	prev, _ := of.At(of.Period.Add(-1)).Metric("value")
	year, _ := of.At(yearBefore).Metric("value")
	one := data.Exact(hundredPercent, data.Unit{Kind: data.Ratio})
	var whole func(metric string) data.Value
	// What is left may be next to nothing, like the base of any other rate.
	fit := func(now, before data.Value) data.Value {
		if of.TinyBase(before) {
			return data.Value{Status: data.NotMeaningful, Why: "the base is too small for a rate"}
		}
		return rate(now, before)
	}
	left := func(metric string) data.Value {
		switch metric {
		case "value":
			return now
		case "prev":
			return rest(of.Period.Add(-1))
		case "share":
			return divided(now, total)
		case "mom":
			return fit(now, rest(of.Period.Add(-1)))
		case "yoy":
			return fit(now, rest(yearBefore))
		case "contribution":
			return contributed(subtracted(now, rest(of.Period.Add(-1))), of.Period.Add(-1))
		case "contribution_yoy":
			return contributed(subtracted(now, rest(yearBefore)), yearBefore)
		}
		if slices.Contains(additive, metric) {
			n := whole(metric)
			for _, part := range r.parts {
				of, _ := part.view.Metric(metric)
				n = subtracted(n, of)
			}
			return n
		}
		return data.Value{}
	}
	whole = func(metric string) data.Value {
		switch metric {
		case "share", "growth_share", "growth_share_yoy":
			return one
		case "share_mom", "share_yoy":
			return data.Exact(new(big.Rat), data.Unit{Kind: data.Points})
		case "contribution":
			return contributed(subtracted(total, prev), of.Period.Add(-1))
		case "contribution_yoy":
			return contributed(subtracted(total, year), yearBefore)
		}
		n, _ := r.metric(subject{view: of}, metric)
		return n
	}
	other := r.lang.Say(locale.OtherGoods)
	if r.by == "partner" {
		other = r.lang.Say(locale.OtherPartners)
	}
	if !none(now) || !none(rest(of.Period.Add(-1))) || !none(rest(yearBefore)) {
		r.closingRow(page.Other, other, page.Cell{}, left)
	}
	r.closingRow(page.Total, label, r.sparkCell(of), whole)
}

// closingRow adds a row under the ranking, with the cells of its columns.
func (r *ranking) closingRow(style page.RowStyle, name string, spark page.Cell, figure func(metric string) data.Value) {
	row := page.Row{Style: style}
	for _, col := range r.columns {
		switch col.Name.Value {
		case "rank", "code":
			row.Cells = append(row.Cells, page.Cell{})
		case "label":
			row.Cells = append(row.Cells, page.Cell{Text: line(name)})
		case "spark":
			row.Cells = append(row.Cells, spark)
		default:
			if col.Name.Value == "value" {
				row.Cells = append(row.Cells, page.Cell{}) // the column of bars
			}
			info, known := metricInfo(lastStep(col.Name.Value))
			n := figure(col.Name.Value)
			r.marks.addInputs(n, r.periodSpan())
			r.figures.values[[2]int{len(r.out.Rows), len(row.Cells)}] = n
			row.Cells = append(row.Cells, metricCell(n, r.sizes.Of(n.Unit), known && info.Rate))
		}
	}
	r.out.Rows = append(r.out.Rows, row)
}
