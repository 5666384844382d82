package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/wording"
	"tradebrief/templates"
)

// dates are the days of an outline.
type dates struct {
	period          data.Period // zero: latest
	issued, revised data.Date
	next, asOf      data.Date
	issuedAuto      bool
	revision        string // its number; empty: the first issue
	problems        diag.List
}

func readDates(o *templates.Outline, opt Options) dates {
	var d dates
	bad := func(s templates.Scalar, want string) {
		d.problems = append(d.problems, diag.Errorf(diag.Outline, s.Pos, "%q is not %s", s.Value, want))
	}
	day := func(s templates.Scalar, into *data.Date) {
		if !s.Present() {
			return
		}
		v, err := data.ParseDate(s.Value)
		if err != nil {
			bad(s, "a date such as 2023-11-20")
		}
		*into = v
	}
	b := &o.Brief
	if s := cmp.Or(opt.Period, b.Period.Value); s != "" && s != "latest" {
		p, err := data.ParsePeriod(s)
		if err != nil {
			bad(templates.Scalar{Text: diag.Text{Value: s, Pos: cmp.Or(b.Period.Pos, b.At)}}, "a period such as 2023-09, 2023-Q3 or 2023")
		}
		d.period = p
	}
	if b.Issued.Value == "auto" {
		d.issuedAuto = true
	} else {
		day(b.Issued, &d.issued)
	}
	day(b.Revision.Date, &d.revised)
	day(b.Next, &d.next)
	d.asOf = cmp.Or(opt.AsOf, d.revised, d.issued)
	if d.revised > d.asOf {
		d.revised = 0 // as of an earlier day, the revision has not been made
	} else {
		d.revision = b.Revision.Number.Value
	}
	for _, s := range o.Shocks {
		for _, end := range []templates.Scalar{s.From, s.To} {
			if _, err := data.ParsePeriod(end.Value); err != nil {
				bad(end, "a period such as 2020-02")
			}
		}
	}
	return d
}

// dataSources hands the outline's data entries to the reader.
func dataSources(o *templates.Outline) ([]data.Source, diag.List) {
	var problems diag.List
	out := make([]data.Source, len(o.Data))
	for i, d := range o.Data {
		file := d.Path.Text
		var table *data.SQL
		if d.SQL != nil {
			table = &data.SQL{Driver: d.SQL.Driver.Text, Env: d.SQL.Env.Text, Table: d.SQL.Table.Text}
		} else {
			name, problem := d.Path.File(diag.Data)
			if problem != nil {
				problems = append(problems, *problem)
			}
			if file.Value != data.Stdin {
				file.Value = name
			}
		}
		out[i] = data.Source{
			ID: d.ID.Text, Path: file, SQL: table, Format: d.Format.Text, Publisher: d.Publisher.Value, Vintage: d.Vintage.Day.Text, VintageLayout: d.Vintage.File.Text, Complete: d.Complete,
			Flow: d.Flow.Text, Reporter: d.Reporter.Text, Partner: d.Partner.Text, Unit: d.Unit.Text, Code: d.Code.Text, At: d.At, Written: d.Path.Value,
		}
		if d.Table != nil {
			out[i].Table = dataTable(d.Table)
		}
		if r := d.Rates; r != nil {
			path := r.Path.Text
			name, problem := r.Path.File(diag.Data)
			if problem != nil {
				problems = append(problems, *problem)
			}
			path.Value = name
			out[i].Rates = data.RatesSpec{Path: path, Written: r.Path.Value, From: r.From.Text, To: r.To.Text, Unit: r.Unit.Text, Period: periodSpec(r.Period), Column: r.Column.Text, Source: r.Source.Text, At: r.At,
				Cross: data.CrossSpec{Column: r.Cross.Column.Text, Unit: r.Cross.Unit.Text}, Kind: r.Rate.Text, Vintage: r.Vintage.Day.Text, VintageLayout: r.Vintage.File.Text}
		}
	}
	return out, problems
}

func dataTable(t *templates.TableDecl) data.Table {
	out := data.Table{
		NoHeader: !t.Header, Skip: t.Skip, Delimiter: t.Delimiter.Text, Encoding: t.Encoding.Text, Sheet: t.Sheet.Text, Decimal: t.Decimal.Text, Thousands: t.Thousands.Text,
		Period:   periodSpec(t.Period),
		Reporter: field(t.Reporter), Partner: field(t.Partner), Flow: field(t.Flow), Code: field(t.Code.FieldDecl), Label: field(t.Label), Vintage: field(t.Vintage), Tolerance: field(t.Tolerance),
		Classification: t.Code.Classification.Text, At: t.At, Keys: t.Keys,
	}
	for _, v := range t.Values {
		out.Values = append(out.Values, data.ValueSpec{
			Keys: v.Keys, Column: v.Column.Text, Headings: v.Headings.Text, Flow: v.Flow.Text, Unit: v.Unit.Text, Scale: v.Scale.Text,
			Status: field(v.Status), Source: field(v.Source), Tolerance: field(v.Tolerance), Vintage: field(v.Vintage),
			Quantity: data.QuantitySpec{Column: v.Quantity.Column.Text, Headings: v.Quantity.Headings.Text, Unit: v.Quantity.Unit.Text, Scale: v.Quantity.Scale.Text},
		})
	}
	for _, s := range t.Signs {
		out.Signs = append(out.Signs, data.Sign{Word: s.Word.Text, Means: s.Means.Text})
	}
	for _, w := range t.Where {
		out.Where = append(out.Where, data.Where{Column: w.Column.Text, Equals: w.Equals.Text})
	}
	for _, p := range t.Parts {
		out.Parts = append(out.Parts, data.PartSpec{Column: p.Column.Text, Total: p.Total.Text})
	}
	return out
}

func periodSpec(p templates.PeriodDecl) data.PeriodSpec {
	return data.PeriodSpec{Keys: p.Keys, Column: p.Column.Text, Layout: p.Layout.Text, Year: p.Year.Text, Month: p.Month.Text, Quarter: p.Quarter.Text, Every: p.Every.Text}
}

func field(f templates.FieldDecl) data.Field {
	out := data.Field{Const: f.Const.Text, Column: f.Column.Text}
	if len(f.Map) > 0 {
		out.Map = make(map[string]string, len(f.Map))
		for k, v := range f.Map {
			out.Map[k] = v.Value
		}
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// newComposer selects the series of the outline.
func newComposer(p Project, o *templates.Outline, cube *data.Cube, d dates) (*composer, diag.List) {
	c := &composer{
		scope:   &scope{outline: o, lang: languageOf(o), series: map[string]*seriesEntry{}, cube: cube, asOf: d.asOf, period: d.period, exhibits: map[string]exhibitRef{}, absent: map[string]string{}, referred: map[string]bool{}, metrics: map[string]bool{}, mirrors: map[string][2]int{}, stances: map[string]int{}, house: newHouse(o.Words), language: wording.LanguageOf(o.Brief.Language.Value)},
		sources: newSourceBook(o), notes: newNoteBook(), known: map[string]bool{}, shown: p.Show,
		sheets: map[string]func() Sheet{}, failures: map[diag.Pos]diag.List{}, left: map[diag.Pos]string{}, proof: map[string]proof{}, judgedAt: map[string]diag.Pos{},
	}
	var problems diag.List
	var all []*data.Series
	for i := range o.Series {
		decl := &o.Series[i]
		s, problem := cube.Series(selector(o, decl), d.asOf)
		if problem != nil {
			problems = append(problems, *problem)
			continue
		}
		c.ids = append(c.ids, decl.ID.Value)
		c.series[decl.ID.Value] = &seriesEntry{decl: decl, series: s}
		all = append(all, s)
	}
	if problems.Failed() {
		return c, problems
	}
	for _, id := range c.ids {
		c.series[id].whole = c.wholeOf(c.series[id])
	}
	if c.period.IsZero() {
		if c.period = data.Latest(c.seriesUsed()); c.period.IsZero() {
			problems = append(problems, diag.Errorf(diag.Data, cmp.Or(o.Brief.Period.Pos, o.Brief.At), "no period is complete for every series that this outline uses, so there is no latest one").
				WithHint("name the period, such as 2023-09"))
		}
	}
	if len(all) > 0 && !c.period.IsZero() && !slices.ContainsFunc(all, func(s *data.Series) bool { return s.First().Freq() == c.period.Freq() }) {
		first := c.ids[0]
		problems = append(problems, diag.Errorf(diag.Data, cmp.Or(o.Brief.Period.Pos, o.Brief.At), "the period of the brief is the %s %s, and %s is observed by %s", periodWord(c.period), c.period, first, periodWord(all[0].First())))
	}
	return c, problems
}

// awaitsData puts a hint to the first figure that is missing where the data end
// before the period of the brief: then one thing is to be done about all of them.
func (c *composer) awaitsData() {
	latest := data.Latest(c.seriesUsed())
	if latest.IsZero() || latest.Compare(c.period) >= 0 {
		return
	}
	lacking := map[string]bool{}
	for i := range c.ledger {
		if c.ledger[i].Verdict == Lacking {
			lacking[c.ledger[i].Why] = true
		}
	}
	first := -1
	for i, p := range c.problems {
		if lacking[p.Message] && (first < 0 || p.Pos.Compare(c.problems[first].Pos) < 0) {
			first = i
		}
	}
	if first >= 0 && c.problems[first].Hint == "" {
		asOf := ""
		if c.asOf != 0 {
			asOf = "as of " + c.asOf.String() + " "
		}
		c.problems[first] = c.problems[first].WithHint("%sthe data end with %s: add the figures of %s, or build an earlier brief with --period %s", asOf, latest, c.period, latest)
	}
}

// dataTests are the problems of the data tests, with the series that have the
// figure among their places.
func (c *composer) dataTests(cube *data.Cube, asOf data.Date) diag.List {
	problems := append(cube.Test(asOf), c.stale(asOf)...)
	problems = append(problems, cube.Ragged(c.seriesUsed(), c.period, asOf)...)
	for _, id := range c.ids {
		e := c.series[id]
		problems = append(problems, e.series.Mixed()...)
		if e.whole != nil {
			for _, p := range e.series.Above(e.whole) {
				if !slices.ContainsFunc(problems, func(q diag.Problem) bool { return q.Pos == p.Pos }) {
					problems = append(problems, p)
				}
			}
		}
	}
	for i := range problems {
		for _, id := range c.ids {
			if c.series[id].series.Has(problems[i].Pos) {
				problems[i].Places = append(problems[i].Places, id)
			}
		}
	}
	return problems
}

// seriesUsed are the series that have to have a figure in the latest period: those
// that an expression names and, for a share or a contribution, the total that it
// is a part of. Naming a series in a block for one period or at a fixed period
// is no use in this sense, nor is declaring it. An outline that uses none is
// about all that it declares.
func (c *composer) seriesUsed() []*data.Series {
	used := map[*data.Series]bool{}
	var visit func(n templates.ExprNode) *seriesEntry
	visit = func(n templates.ExprNode) *seriesEntry {
		switch n := n.(type) {
		case *templates.Name:
			if e := c.series[n.S]; e != nil {
				used[e.series] = true
				return e
			}
		case *templates.Member:
			e := visit(n.X)
			if e != nil && e.whole != nil && (n.S == "share" || n.S == "contribution" || n.S == "contribution_yoy") {
				used[e.whole] = true
			}
			return e
		case *templates.Call:
			fixed := false
			for _, a := range n.Args {
				visit(a)
				if _, literal := a.(*templates.Str); literal && n.S == "at" {
					fixed = true
				}
			}
			if n.X != nil && !fixed {
				return visit(n.X)
			}
		default:
			for _, inner := range templates.Children(n) {
				visit(inner)
			}
		}
		return nil
	}
	c.outline.Exprs(func(x *templates.Expr) {
		if !x.For.Present() {
			visit(x.Root)
		}
	})
	var list []*data.Series
	for _, id := range c.ids {
		if s := c.series[id].series; used[s] || len(used) == 0 {
			list = append(list, s)
		}
	}
	return list
}

func selector(o *templates.Outline, s *templates.SeriesDecl) data.Selector {
	sel := data.Selector{ID: s.ID.Text, Flow: s.Flow.Text, Reporter: s.Reporter.Text, Partner: s.Partner.Text, Data: s.Data.Text, Quantity: s.Measure.Value == "quantity"}
	if s.Code.Present() {
		sel.Codes = []diag.Text{s.Code.Text}
	}
	for _, shock := range o.Shocks {
		from, err := data.ParsePeriod(shock.From.Value)
		to, bad := data.ParsePeriod(shock.To.Value)
		if err == nil && bad == nil {
			sel.Shocks = append(sel.Shocks, data.Span{From: from, To: to})
		}
	}
	members := &sel.Codes
	if o.GroupsPartners(s.Group.Value) {
		members = &sel.Partners
	}
	for _, member := range o.Groups[s.Group.Value] {
		*members = append(*members, member.Text)
	}
	return sel
}

// wholeOf is the total that the shares of a series refer to: the series of the
// outline with the same flow and partners and no code; of a group of partners,
// the one of all partners.
func (c *composer) wholeOf(e *seriesEntry) *data.Series {
	for _, id := range c.ids {
		if o := c.series[id]; isWhole(c.outline, o.decl, e.decl) {
			return o.series
		}
	}
	return nil
}

// namePublishers fills in who published a file whose format says so, where the
// outline does not.
func namePublishers(o *templates.Outline, cube *data.Cube) {
	for i, read := range cube.Coverage(0) {
		if d := &o.Data[i]; !d.Publisher.Present() && read.Publisher != "" {
			d.Publisher = templates.Scalar{Text: diag.Text{Value: read.Publisher, Pos: d.At}}
		}
	}
}

// isWhole reports whether the shares of d may refer to o.
func isWhole(out *templates.Outline, o, d *templates.SeriesDecl) bool {
	same := func(a, b templates.Scalar) bool { return a.Value == b.Value || a.Value == "" || b.Value == "" }
	switch partners := out.GroupsPartners(d.Group.Value); {
	case !d.Code.Present() && !d.Group.Present(), o.Code.Present(),
		o.Measure.Value != d.Measure.Value || o.Flow.Value != d.Flow.Value || !same(o.Reporter, d.Reporter):
		return false
	case partners && d.Code.Present():
		return o.Group.Value == d.Group.Value
	case o.Group.Present():
		return false
	case partners:
		name, _ := data.CountryName(o.Partner.Value)
		return o.Partner.Value == "" || name == "World"
	}
	return same(o.Partner, d.Partner)
}

// needs are the series of the outline, for the reader of a large file or of a
// database. Their codes, partners and reporters are looked at by tables of
// commodities and by top(), and the codes for the rank of a series within its whole
// and by some metrics: where all facts are asked for, of every series.
func needs(o *templates.Outline, facts bool) []data.Need {
	parted := map[string]map[string]bool{} // series → by what
	part := func(n templates.ExprNode, by string) {
		if by != "partner" && by != "reporter" {
			by = "code"
		}
		eachNode(n, func(n templates.ExprNode) {
			if name, ok := n.(*templates.Name); ok {
				if parted[name.S] == nil {
					parted[name.S] = map[string]bool{}
				}
				parted[name.S][by] = true
			}
		})
	}
	o.Exprs(func(x *templates.Expr) {
		eachNode(x.Root, func(n templates.ExprNode) {
			switch n := n.(type) {
			case *templates.Member:
				if data.ByCode(n.S) {
					part(n.X, "code")
				}
			case *templates.Call:
				for _, a := range n.Args {
					if by, ok := a.(*templates.Str); ok && n.S == "top" {
						part(n, by.S)
					}
				}
			}
		})
	})
	var blocks func(list []templates.Block)
	blocks = func(list []templates.Block) {
		for _, b := range list {
			switch b := b.(type) {
			case *templates.Columns:
				for _, column := range b.Columns {
					blocks(column)
				}
			case *templates.Table:
				if by := b.By.Value; b.Of != nil {
					if b.Kind.Value == "partners" {
						by = cmp.Or(by, "partner")
					}
					part(b.Of.Root, by)
				}
				for _, col := range b.Columns {
					if data.ByCode(col.Name.Value[strings.LastIndexByte(col.Name.Value, '.')+1:]) {
						for _, row := range b.Rows {
							if row.Series != nil {
								part(row.Series.Root, "code")
							}
						}
					}
				}
			}
		}
	}
	for i := range o.Sections {
		blocks(o.Sections[i].Blocks)
	}
	for i := range o.Series {
		if n := slices.IndexFunc(o.Series, func(d templates.SeriesDecl) bool { return isWhole(o, &d, &o.Series[i]) }); n >= 0 {
			part(&templates.Name{S: o.Series[n].ID.Value}, "code")
		}
	}
	list := make([]data.Need, len(o.Series))
	for i := range o.Series {
		decl := &o.Series[i]
		by := parted[decl.ID.Value]
		list[i] = data.Need{Selector: selector(o, decl), Codes: facts || by["code"], EachPartner: by["partner"], EachReporter: by["reporter"]}
	}
	return list
}

// eachNode visits the nodes of an expression.
func eachNode(n templates.ExprNode, visit func(templates.ExprNode)) {
	visit(n)
	for _, inner := range templates.Children(n) {
		eachNode(inner, visit)
	}
}
