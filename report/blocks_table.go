package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// maxRows bounds a table.
const maxRows = 500

// widest is the width of a page's content in millimetres.
const widest = 174

func (c *composer) table(common page.Common, b *templates.Table, p planned) page.Block {
	out := &page.Table{Common: common, Exhibit: c.exhibit(p, b.Title, b.Subtitle)}
	if len(b.Rows) > maxRows {
		c.report(problemf(diag.Outline, b.At, "the table has %d rows: at most %d fit a brief", len(b.Rows), maxRows))
		return nil
	}
	switch b.Kind.Value {
	case "commodities":
		c.commodities(out, b)
	case "free":
		c.freeTable(out, b)
	default:
		c.metricsTable(out, b)
	}
	return out
}

func (c *composer) freeTable(out *page.Table, b *templates.Table) {
	for _, col := range b.Columns {
		pc := page.Column{Title: c.text(col.Title), Align: align(col.Align.Value)}
		if col.Width.Present() {
			w, err := strconv.ParseFloat(col.Width.Value, 64)
			if err != nil || !(w > 0 && w <= widest) {
				c.report(problemf(diag.Outline, col.Width.Pos, "%q is not a width: expected millimetres up to %d", col.Width.Value, widest))
			} else {
				pc.Width = w
			}
		}
		out.Columns = append(out.Columns, pc)
	}
	grow := -1
	for i := range out.Columns {
		if out.Columns[i].Width == 0 && out.Columns[i].Align == page.Left {
			grow = i
		}
	}
	if grow >= 0 {
		out.Columns[grow].Grow = true
	}
	for _, r := range b.Rows {
		row := page.Row{Style: rowStyle(r.Style.Value)}
		for _, cell := range r.Cells {
			row.Cells = append(row.Cells, page.Cell{Text: c.paras(cell)})
		}
		out.Rows = append(out.Rows, row)
	}
	out.Source = c.text(b.Note)
}

func align(s string) page.Align {
	switch s {
	case "right":
		return page.Right
	case "center", "centre":
		return page.Center
	}
	return page.Left
}

func rowStyle(s string) page.RowStyle {
	switch s {
	case "total":
		return page.Total
	case "other":
		return page.Other
	}
	return page.Body
}

// subject is a row of a table of metrics: a series, or a sum or difference of
// series, that metrics are computed of.
type subject struct {
	root    templates.ExprNode
	view    data.View // of a series
	label   string
	balance bool // can cross zero: rates of it mean nothing
}

func (c *composer) subject(x *templates.Expr) (subject, bool) {
	v, p := c.eval(x.Root)
	if p != nil {
		c.report(p)
		return subject{}, false
	}
	s := subject{root: x.Root, label: c.seriesTitle(x.Root), balance: isDifference(x.Root)}
	switch {
	case v.kind == kindSeries:
		s.view = v.view
	case v.kind == kindNumber && v.metric == "" && len(c.seriesIn(x.Root)) > 0:
	default:
		c.report(problemf(diag.Outline, x.At, "a row of this table is a series, a total or a balance, and %s is %s", source(x.Root), kindName(v.kind)))
		return subject{}, false
	}
	return s, true
}

// metric computes a metric of the subject. A sum or a difference of series
// knows the metrics that follow from its values.
func (c *composer) metric(s subject, name string) (data.Value, bool) {
	path := strings.Split(name, ".")
	if s.view.Series != nil {
		v := s.view
		for _, step := range path[:len(path)-1] {
			switch step {
			case "prev":
				v = v.Prev()
			case "first_release":
				v = v.First()
			default:
				return data.Value{}, false
			}
		}
		switch last := path[len(path)-1]; last {
		case "prev":
			return v.Prev().Metric("value")
		case "first_release":
			return v.First().Metric("value")
		default:
			return v.Metric(last)
		}
	}
	at := c.period
	for len(path) > 1 && path[0] == "prev" {
		at, path = at.Add(-1), path[1:]
	}
	if len(path) != 1 {
		return data.Value{}, false
	}
	year := at.PerYear()
	switch path[0] {
	case "value":
		return c.valueAt(s, at), true
	case "prev":
		return c.valueAt(s, at.Add(-1)), true
	case "mom":
		if at.Freq() == data.Annual {
			return data.Value{Why: "there are no monthly figures"}, true
		}
		return s.rate(c.valueAt(s, at), c.valueAt(s, at.Add(-1))), true
	case "yoy":
		return s.rate(c.valueAt(s, at), c.valueAt(s, at.Add(-year))), true
	case "yoy_abs":
		return subtracted(c.valueAt(s, at), c.valueAt(s, at.Add(-year))), true
	case "ytd":
		return c.toDate(s, at), true
	case "ytd_yoy":
		return s.rate(c.toDate(s, at), c.toDate(s, at.Add(-year))), true
	}
	return data.Value{Why: "the metric needs a series of the data", Status: data.NotMeaningful}, slices.Contains(metricNames(), path[0])
}

func (c *composer) valueAt(s subject, p data.Period) data.Value {
	v, problem := c.at(p).eval(s.root)
	if problem != nil {
		return data.Value{Why: problem.Message}
	}
	return v.number()
}

func (c *composer) toDate(s subject, at data.Period) data.Value {
	sum := c.valueAt(s, at.Add(1-position(at)))
	for p := at.Add(2 - position(at)); p.Compare(at) <= 0; p = p.Add(1) {
		next, err := data.Add(sum, c.valueAt(s, p))
		if err != nil {
			return data.Value{Why: err.Error()}
		}
		sum = next
	}
	return sum
}

func (s subject) rate(now, before data.Value) data.Value {
	if s.balance {
		return data.Value{Status: data.NotMeaningful, Why: "a balance can cross zero, so a rate of it means nothing"}
	}
	return rate(now, before)
}

// rate is the change from before to now, as a ratio of before.
func rate(now, before data.Value) data.Value {
	change := divided(subtracted(now, before), before)
	if change.OK() && before.X.Sign() < 0 {
		return data.Value{Status: data.NotMeaningful, Why: "the base is below zero"}
	}
	return change
}

func divided(a, b data.Value) data.Value {
	v, err := data.Divide(a, b)
	if err != nil {
		return data.Value{Why: err.Error()}
	}
	return v
}

func subtracted(a, b data.Value) data.Value {
	v, err := data.Subtract(a, b)
	if err != nil {
		return data.Value{Why: err.Error()}
	}
	return v
}

func (c *composer) metricsTable(out *page.Table, b *templates.Table) {
	var subjects []subject
	var entries []*seriesEntry
	for _, r := range b.Rows {
		if r.Series == nil {
			continue
		}
		s, ok := c.subject(r.Series)
		if !ok {
			continue
		}
		subjects = append(subjects, s)
		for _, e := range c.seriesIn(r.Series.Root) {
			if !slices.Contains(entries, e) {
				entries = append(entries, e)
			}
		}
	}
	units := make([]data.Unit, len(subjects))
	mixed := false
	for i, s := range subjects {
		units[i] = c.subjectUnit(s)
		mixed = mixed || units[i] != units[0]
	}
	var m marks
	calculations := false
	out.Columns = []page.Column{{Title: page.Text{{S: ""}}, Grow: true}}
	for i := range subjects {
		label := subjects[i].label
		if mixed {
			if u := cellUnit(units[i]); u != "" {
				label += ", " + u
			}
		}
		row := page.Row{Cells: []page.Cell{{Text: line(label)}}}
		if i < len(b.Rows) {
			row.Style = rowStyle(b.Rows[i].Style.Value)
		}
		out.Rows = append(out.Rows, row)
	}
	for _, col := range b.Columns {
		name := col.Name.Value
		info, known := metricInfo(lastStep(name))
		var unit data.Unit
		for i, s := range subjects {
			n, ok := c.metric(s, name)
			if !ok {
				p := problemf(diag.Outline, col.Name.Pos, "a table of metrics has no column %q", name)
				if near := diag.Nearest(name, metricNames()); near != "" {
					p = hinted(p, "did you mean %q?", near)
				}
				c.report(p)
				break
			}
			c.notes.use(n)
			m.addInputs(n)
			if n.OK() && unit.Kind == data.NoUnit {
				unit = n.Unit
			}
			if n.Status == data.Provisional {
				m.provisional = true
			}
			out.Rows[i].Cells = append(out.Rows[i].Cells, metricCell(n, known && info.Rate))
		}
		calculations = calculations || !slices.Contains([]string{"value", "prev", "first_release"}, lastStep(name))
		title := c.text(col.Title)
		if len(title) == 0 {
			words := c.columnWords(name)
			if u := cellUnit(unit); u != "" && !(mixed && unit.Kind != data.Ratio && unit.Kind != data.Points) {
				words += ", " + u
			}
			title = page.Text{{S: words}}
		}
		out.Columns = append(out.Columns, page.Column{Title: title, Align: page.Right})
	}
	// A column that could not be computed at all leaves rows of unequal length.
	for i := range out.Rows {
		for len(out.Rows[i].Cells) < len(out.Columns) {
			out.Rows[i].Cells = append(out.Rows[i].Cells, page.Cell{})
		}
	}
	if len(out.Title) == 0 {
		var names []string
		for _, s := range subjects {
			names = append(names, lowerFirst(s.label))
		}
		out.Title = page.Text{{S: capital(enumerate(names)) + ", " + periodName(c.period)}}
	}
	sentences := m.sentences()
	if m.na {
		sentences = append(sentences, "n.a.: not available or not meaningful")
	}
	for _, s := range subjects {
		calculations = calculations || s.view.Series == nil
	}
	out.Source = c.sourceText(sourceLine{series: entries, calculations: calculations, marks: sentences, note: c.text(b.Note)})
}

func lastStep(name string) string {
	return name[strings.LastIndexByte(name, '.')+1:]
}

// metricCell prints a figure in a table.
func metricCell(n data.Value, rate bool) page.Cell {
	out := page.Cell{Text: line(cell(n, rate))}
	switch {
	case !n.OK():
		out.Muted = true
	case rate && strings.ContainsAny(plain(out.Text[0].Text), "123456789"):
		out.Sign = n.X.Sign()
	}
	switch n.Status {
	case data.Revised:
		out.Mark = "r"
	case data.Provisional:
		out.Mark = "p"
	case data.Estimated:
		out.Mark = "e"
	}
	return out
}

func (c *composer) subjectUnit(s subject) data.Unit {
	if s.view.Series != nil {
		return s.view.Series.Unit()
	}
	if found := c.seriesIn(s.root); len(found) > 0 {
		return found[0].series.Unit()
	}
	return data.Unit{}
}

// columnWords heads a column of metrics.
func (c *composer) columnWords(name string) string {
	at := c.period
	path := strings.Split(name, ".")
	first := ""
	for _, step := range path[:len(path)-1] {
		switch step {
		case "prev":
			at = at.Add(-1)
		case "first_release":
			first = ", first release"
		}
	}
	var words string
	switch last := path[len(path)-1]; last {
	case "value":
		words = shortPeriod(at, true)
	case "prev":
		words = shortPeriod(at.Add(-1), true)
	case "first_release":
		words = shortPeriod(at, true) + ", first release"
	case "ytd":
		words = yearToDate(at, true)
	case "ytd_yoy":
		words = capital(yearToDate(at, true)) + " on year"
	case "mom", "yoy":
		words = capital(metricWords(last))
		if at != c.period {
			words = shortPeriod(at, true) + " " + metricWords(last)
		}
	default:
		words = capital(metricWords(last))
	}
	return words + first
}

// ---- commodities

// breakdownPart is one commodity of a series.
type breakdownPart struct {
	label string
	view  data.View
	value data.Value
}

// breakdown lists the parts of a series that have a figure in the view's
// period, largest first; equal ones in the order of their codes.
func (s *scope) breakdown(v data.View) []breakdownPart {
	var out []breakdownPart
	for _, part := range s.cube.Breakdown(v.Series) {
		view := data.View{Series: part, Whole: v.Series, Period: v.Period, FirstRelease: v.FirstRelease}
		n, _ := view.Metric("value")
		if n.OK() {
			out = append(out, breakdownPart{s.partLabel(part), view, n})
		}
	}
	slices.SortStableFunc(out, func(a, b breakdownPart) int {
		return cmp.Or(b.value.X.Cmp(a.value.X), strings.Compare(a.view.Series.Code(), b.view.Series.Code()))
	})
	return out
}

// partLabel names a commodity: as the outline calls a series of that code,
// else as the data call it.
func (s *scope) partLabel(part *data.Series) string {
	for _, id := range s.ids {
		if e := s.series[id]; e.decl.Code.Value != "" && e.decl.Code.Value == part.Code() && e.label != id {
			return e.label
		}
	}
	if l := part.Label(); l != "" {
		return l
	}
	return part.Code()
}

func (c *composer) commodities(out *page.Table, b *templates.Table) {
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
		c.report(problemf(diag.Data, b.At, "the table has no rows: the data have no commodities of this series in %s", periodName(c.period)))
		return
	}
	columns := b.Columns
	if len(columns) == 0 {
		for _, name := range []string{"rank", "code", "label", "value", "share", "mom", "yoy"} {
			columns = append(columns, templates.Column{Name: templates.Scalar{Text: diag.Text{Value: name, Pos: b.At}}})
		}
	}
	out.Rows = make([]page.Row, len(parts))
	var m marks
	largest := 0.0
	for _, part := range parts {
		largest = max(largest, axis(part.value))
	}
	valueUnit := data.Unit{}
	for _, part := range parts {
		if part.value.OK() && valueUnit.Kind == data.NoUnit {
			valueUnit = part.value.Unit
		}
	}
	for _, col := range columns {
		c.commodityColumn(out, col, parts, largest, valueUnit, &m)
	}
	if complete && whole != nil && len(c.problems) == before {
		c.otherAndTotal(out, columns, parts, of, capital(whole.label), &m)
	}
	if len(out.Title) == 0 {
		out.Title = page.Text{{S: "Commodities by value, " + periodName(c.period)}}
	}
	sentences := m.sentences()
	if m.na {
		sentences = append(sentences, "n.a.: not available")
	}
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
			parts = append(parts, breakdownPart{e.label, view, n})
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
	if b.By.Present() && b.By.Value != "code" {
		c.report(problemf(diag.Outline, b.By.Pos, "commodities are broken down by code, not by %q", b.By.Value))
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
	parts = c.breakdown(of)
	return parts[:min(top, len(parts))], true
}

func (c *composer) commodityColumn(out *page.Table, col templates.Column, parts []breakdownPart, largest float64, valueUnit data.Unit, m *marks) {
	add := func(head string, column page.Column, cell func(i int, part breakdownPart) page.Cell) {
		column.Title = c.text(col.Title)
		if len(column.Title) == 0 {
			column.Title = page.Text{{S: head}}
		}
		out.Columns = append(out.Columns, column)
		for i, part := range parts {
			out.Rows[i].Cells = append(out.Rows[i].Cells, cell(i, part))
		}
	}
	name := col.Name.Value
	switch name {
	case "rank":
		add("", page.Column{Width: 5}, func(i int, _ breakdownPart) page.Cell {
			return page.Cell{Text: line(strconv.Itoa(i + 1))}
		})
	case "code":
		add("HS", page.Column{Width: 11}, func(_ int, p breakdownPart) page.Cell { return page.Cell{Text: line(p.view.Series.Code())} })
	case "label":
		add("Commodity", page.Column{Grow: true}, func(_ int, p breakdownPart) page.Cell { return page.Cell{Text: line(capital(p.label))} })
	case "spark":
		add(strconv.Itoa(c.period.Sub(sparkStart(c.period))+1)+" "+periodWord(c.period)+"s", page.Column{Width: 17, Kind: page.SparkColumn}, func(_ int, p breakdownPart) page.Cell {
			return page.Cell{Spark: sparkPoints(p.view)}
		})
	default:
		if name == "value" {
			title := col.Title
			col.Title = templates.Prose{}
			add("", page.Column{Width: 26, Kind: page.BarColumn}, func(_ int, p breakdownPart) page.Cell {
				if !p.value.OK() || largest <= 0 {
					return page.Cell{}
				}
				return page.Cell{Bar: max(0, axis(p.value)/largest)}
			})
			col.Title = title
		}
		info, known := metricInfo(lastStep(name))
		if _, ok := c.metric(subject{view: parts[0].view}, name); !ok {
			p := problemf(diag.Outline, col.Name.Pos, "a table of commodities has no column %q", name)
			if near := diag.Nearest(name, append([]string{"rank", "code", "label", "spark"}, metricNames()...)); near != "" {
				p = hinted(p, "did you mean %q?", near)
			}
			c.report(p)
			return
		}
		values := make([]data.Value, len(parts))
		var unit data.Unit
		for i, p := range parts {
			values[i], _ = c.metric(subject{view: p.view}, name)
			if values[i].OK() && unit.Kind == data.NoUnit {
				unit = values[i].Unit
			}
			c.notes.use(values[i])
			m.addInputs(values[i])
		}
		if unit.Kind == data.NoUnit && name == "value" {
			unit = valueUnit
		}
		if unit.Kind == data.NoUnit && known && info.Unit == data.Ratio {
			unit.Kind = data.Ratio
		}
		head := capital(metricWords(lastStep(name)))
		if name == "value" {
			head = shortPeriod(c.period, true)
		} else if name == "prev" {
			head = shortPeriod(c.period.Add(-1), true)
		}
		if u := cellUnit(unit); u != "" {
			head += ", " + u
		}
		add(head, page.Column{Align: page.Right}, func(i int, _ breakdownPart) page.Cell {
			out := metricCell(values[i], known && info.Rate)
			out.Strong = name == "value" && values[i].OK()
			return out
		})
	}
}

// sparkPoints are the last periods of a series.
func sparkPoints(v data.View) []charts.Point {
	var out []charts.Point
	found := false
	for p := sparkStart(v.Period); p.Compare(v.Period) <= 0; p = p.Add(1) {
		n, _ := v.At(p).Metric("value")
		found = found || n.OK()
		out = append(out, charts.Point{Span: data.Span{From: p, To: p}, Value: axis(n), Text: cell(n, false), Status: pointStatus(n)})
	}
	if !found {
		return nil
	}
	return out
}

// otherAndTotal closes a ranking with what is left of the total and the total.
func (c *composer) otherAndTotal(out *page.Table, columns []templates.Column, parts []breakdownPart, of data.View, label string, m *marks) {
	rest := func(p data.Period) data.Value {
		left, _ := of.At(p).Metric("value")
		for _, part := range parts {
			n, _ := part.view.At(p).Metric("value")
			left = subtracted(left, n)
		}
		return left
	}
	now := rest(of.Period)
	if !now.OK() || now.X.Sign() < 0 {
		return
	}
	total, _ := of.Metric("value")
	one := data.Exact(hundredPercent, data.Unit{Kind: data.Ratio})
	out.Rows = append(out.Rows,
		c.closingRow(page.Other, "All other goods", columns, nil, m, func(metric string) data.Value {
			switch metric {
			case "value":
				return now
			case "prev":
				return rest(of.Period.Add(-1))
			case "share":
				return divided(now, total)
			case "mom":
				return rate(now, rest(of.Period.Add(-1)))
			case "yoy":
				return rate(now, rest(of.Period.Add(-of.Period.PerYear())))
			}
			return data.Value{}
		}),
		c.closingRow(page.Total, label, columns, sparkPoints(of), m, func(metric string) data.Value {
			if metric == "share" {
				return one
			}
			n, _ := c.metric(subject{view: of}, metric)
			return n
		}))
}

// closingRow is a row under a ranking, with the cells of its columns.
func (c *composer) closingRow(style page.RowStyle, name string, columns []templates.Column, spark []charts.Point, m *marks, figure func(metric string) data.Value) page.Row {
	row := page.Row{Style: style}
	for _, col := range columns {
		switch col.Name.Value {
		case "rank", "code":
			row.Cells = append(row.Cells, page.Cell{})
		case "label":
			row.Cells = append(row.Cells, page.Cell{Text: line(name)})
		case "spark":
			row.Cells = append(row.Cells, page.Cell{Spark: spark})
		default:
			if col.Name.Value == "value" {
				row.Cells = append(row.Cells, page.Cell{}) // the column of bars
			}
			info, known := metricInfo(lastStep(col.Name.Value))
			n := figure(col.Name.Value)
			m.addInputs(n)
			row.Cells = append(row.Cells, metricCell(n, known && info.Rate))
		}
	}
	return row
}
