package report

import (
	"math/big"
	"regexp"
	"slices"
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

// maxRows bounds a table: at ten thousand rows it takes three seconds and 270 pages.
const maxRows = 20_000

// widest is the width of a page's content in millimetres.
const widest = 174

func (c *composer) table(common page.Common, b *templates.Table, p planned) page.Block {
	out := &page.Table{Common: common, Exhibit: c.exhibit(p, b.Title, b.Subtitle)}
	if len(b.Rows) > maxRows {
		c.report(problemf(diag.Outline, b.At, "the table has %d rows: at most %d fit a brief", len(b.Rows), maxRows))
		return nil
	}
	switch b.Kind.Value {
	case "commodities", "partners":
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
	for n, r := range b.Rows {
		row := page.Row{Style: rowStyle(r.Style.Value)}
		for i, cell := range r.Cells {
			code := i == 0 && cell.Value == strconv.Itoa(n+1) || i < len(out.Columns) && codeHead.MatchString(plain(out.Columns[i].Title))
			if i < len(out.Columns) {
				c.column = plainSpaces(plain(out.Columns[i].Title))
			}
			row.Cells = append(row.Cells, page.Cell{Text: c.cell(cell, code)})
			c.column = ""
		}
		out.Rows = append(out.Rows, row)
	}
	// A first column of codes such as H1 is set as codes are everywhere else.
	if len(out.Columns) > 1 && len(out.Rows) > 0 && !slices.ContainsFunc(out.Rows, func(r page.Row) bool { return !itemCode(r.Cells) }) {
		out.Columns[0].Kind = page.CodeColumn
	}
	out.Source = c.text(b.Note)
}

// cell composes a cell of a free table. Digits that are the number of its row, or
// stand in a column headed as one of codes, are no figures.
func (c *composer) cell(text templates.Prose, code bool) []page.Para {
	role := checks.Label
	if code {
		role = checks.Imprint
	}
	defer c.as(role)()
	return c.paras(text)
}

var codeHead = regexp.MustCompile(`\b(HS|CN|SITC|ISIC|Code|Codes)\b`)

// itemCode reports whether a row begins with the code of an item: H1, KJ-2, E10.
func itemCode(cells []page.Cell) bool {
	if len(cells) == 0 || len(cells[0].Text) != 1 {
		return false
	}
	code := plain(cells[0].Text[0].Text)
	digits := strings.TrimLeft(strings.Replace(code, "-", "", 1), "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	return len(code) <= 5 && digits != "" && digits != code && strings.Trim(digits, "0123456789") == ""
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
	case "ma3":
		return divided(c.sum(s, at.Add(-2), at), bareNumber(3)), true
	case "ma12":
		return divided(c.sum(s, at.Add(-11), at), bareNumber(12)), true
	case "sum12":
		return c.sum(s, at.Add(-11), at), true
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
	return c.sum(s, at.Add(1-position(at)), at)
}

// sum adds the values of a run of periods; one that is missing makes the sum
// missing.
func (c *composer) sum(s subject, from, to data.Period) data.Value {
	sum := c.valueAt(s, from)
	for p := from.Add(1); p.Compare(to) <= 0; p = p.Add(1) {
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

func bareNumber(n int64) data.Value { return data.Exact(big.NewRat(n, 1), data.Unit{}) }

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
	// All columns are computed before any is printed: a table has one
	// denomination for the figures of a unit.
	figures := make([][]data.Value, len(b.Columns))
	sizes := c.lang.Denominations()
	for j, col := range b.Columns {
		for _, s := range subjects {
			n, ok := c.metric(s, col.Name.Value)
			if !ok {
				p := problemf(diag.Outline, col.Name.Pos, "a table of metrics has no column %q", col.Name.Value)
				*p, _ = p.Meaning(p.Pos, col.Name.Value, metricNames())
				c.report(p)
				break
			}
			sizes.Add(n)
			figures[j] = append(figures[j], n)
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
	sheet := []column{{title: "Series"}}
	for i := range subjects {
		label := subjects[i].label
		sheet[0].texts = append(sheet[0].texts, label)
		if mixed {
			if u := sizes.Of(units[i]).Words; u != "" {
				label = c.lang.Join(label, u)
			}
		}
		row := page.Row{Cells: []page.Cell{{Text: line(label)}}}
		if i < len(b.Rows) {
			row.Style = rowStyle(b.Rows[i].Style.Value)
		}
		out.Rows = append(out.Rows, row)
	}
	for j, col := range b.Columns {
		name := col.Name.Value
		info, known := metricInfo(lastStep(name))
		c.metrics[lastStep(name)] = true
		var unit data.Unit
		for i, n := range figures[j] {
			c.notes.use(n)
			m.addInputs(n, c.periodSpan())
			if n.OK() && unit.Kind == data.NoUnit {
				unit = n.Unit
			}
			cell := metricCell(n, sizes.Of(n.Unit), known && info.Rate)
			out.Rows[i].Cells = append(out.Rows[i].Cells, cell)
			fact := source(subjects[i].root)
			if name != "value" {
				fact += "." + name
			}
			c.shows(fact, col.Name.Pos, plain(cell.Text[0].Text))
		}
		calculations = calculations || !slices.Contains([]string{"value", "prev", "first_release"}, lastStep(name))
		title := c.text(col.Title)
		full := column{title: plain(title), figures: figures[j]}
		if len(title) == 0 {
			words := c.columnWords(name)
			full.title = words
			if u := sizes.Of(unit).Words; u != "" && !(mixed && unit.Kind != data.Ratio && unit.Kind != data.Points) {
				words = c.lang.Join(words, u)
			}
			title = page.Text{{S: words}}
		}
		out.Columns = append(out.Columns, page.Column{Title: title, Align: page.Right})
		sheet = append(sheet, full)
	}
	c.sheets[out.Dest] = func() Sheet { return newSheet(sheet) }
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
		out.Title = page.Text{{S: c.lang.Join(capital(c.lang.List(names)), c.lang.Period(c.period))}}
	}
	sentences := m.sentences(c.lang)
	if m.na {
		sentences = append(sentences, c.lang.Say(locale.NaNotMeaningful))
	}
	for _, s := range subjects {
		calculations = calculations || s.view.Series == nil
	}
	out.Tag = c.statusTag(entries, &m)
	out.Source = c.sourceText(sourceLine{series: entries, calculations: calculations, marks: sentences, note: c.text(b.Note)})
}

func lastStep(name string) string {
	return name[strings.LastIndexByte(name, '.')+1:]
}

// nilSign stands for nothing at all; 0.0 is less than half the unit.
const nilSign = "–"

// metricCell prints a figure in a table.
func metricCell(n data.Value, in locale.Denomination, rate bool) page.Cell {
	out := page.Cell{Text: line(in.Cell(n, rate))}
	switch {
	case !n.OK():
		out.Muted = true
	case !rate && isNil(n):
		out.Text = line(nilSign)
	case rate && strings.ContainsAny(plain(out.Text[0].Text), "123456789"):
		out.Sign = n.X.Sign()
	}
	out.Mark = charts.Signs[n.Status]
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
	first := false
	for _, step := range path[:len(path)-1] {
		switch step {
		case "prev":
			at = at.Add(-1)
		case "first_release":
			first = true
		}
	}
	var words string
	switch last := path[len(path)-1]; last {
	case "value":
		words = c.lang.Short(at, true)
	case "prev":
		words = c.lang.Short(at.Add(-1), true)
	case "first_release":
		words = c.lang.Say(locale.FirstRelease, c.lang.Short(at, true))
	case "ytd":
		words = c.lang.YearToDate(at, true)
	case "ytd_yoy":
		words = capital(c.lang.Say(locale.YtdOnYear, c.lang.YearToDate(at, true)))
	case "mom", "yoy":
		words = capital(c.metricWords(last))
		if at != c.period {
			words = c.lang.Say(locale.PeriodMetric, c.lang.Short(at, true), c.metricWords(last))
		}
	default:
		words = capital(c.metricWords(last))
	}
	if first {
		words = c.lang.Say(locale.FirstRelease, words)
	}
	return words
}
