package data

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data/diag"
)

// What was understood of a file, as entries of the outline's data list.

// known says of the columns what the table of a publisher's format takes them for.
func (g *guess) known(src *Source) {
	clear(g.uses)
	g.doubts = nil
	use := func(column diag.Text, what string) {
		i := slices.Index(g.names, column.Value)
		switch {
		case i < 0:
		case g.uses[i] == "":
			g.uses[i] = what
		case !strings.Contains(g.uses[i], what):
			g.uses[i] += "; " + what
		}
	}
	t := &src.Table
	period := "period"
	if t.Period.Layout.Value != "" {
		period += ", as " + strings.ReplaceAll(t.Period.Layout.Value, "|", " or ")
	}
	use(t.Period.Column, period)
	use(t.Reporter.Column, "reporter")
	use(t.Partner.Column, "partner")
	use(t.Flow.Column, "flow")
	use(t.Code.Column, strings.TrimSpace("code of goods "+t.Classification.Value))
	use(t.Label.Column, "name of the code")
	use(t.Edition, "list and edition of the code")
	for _, w := range t.Where {
		use(w.Column, "kept where it is "+w.Equals.Value+", the total of it")
	}
	for _, p := range t.Parts {
		if use(p.Column, "rows are parts by it, added up"); p.Total.Value != "" {
			use(p.Column, p.Total.Value+" is their total, which comes first")
		}
	}
	for _, v := range t.Values {
		what := strings.TrimSpace("figures " + v.Unit.Value)
		for _, w := range v.Where {
			use(w.Column, "tells the measures apart")
			what += " where " + w.Column.Value + " is " + w.Equals.Value
		}
		use(v.Column, what)
		use(v.UnitColumn, "unit")
		use(v.Power, "power of ten of the figures")
		use(v.Decimals, "decimals to which a figure is known")
		use(v.Status.Column, "status")
		use(v.Confidentiality, "confidentiality")
		use(v.Quantity.Column, strings.TrimSpace("quantity "+v.Quantity.Unit.Value))
		use(v.Quantity.UnitColumn, "unit of the quantity")
		use(v.Quantity.Status.Column, "whether the quantity is estimated")
	}
	if src.release.Value != "" {
		use(diag.Text{Value: lastUpdate}, "the release, for the whole file")
	}
	if src.Flow.Value != "" {
		g.doubt("the flow is taken from the file's name: %s", src.Flow.Value)
	}
	if money := src.currencies(); len(money) > 1 {
		g.doubt("the values are there in %s; the block takes %s: for the other write unit: %s", strings.Join(money, " and "), money[0], money[1])
	}
}

// sources writes what was understood as entries of the outline's data list.
func (g *guess) sources(measures []measure) []Source {
	g.nameable(g.named(measures))
	base := g.base()
	var sources []Source
	var members [][]measure // of each source
	for _, m := range measures {
		at := -1
		for i := range members {
			first := &members[i][0]
			if first.where == m.where && first.partner == m.partner && !slices.ContainsFunc(members[i], func(o measure) bool { return o.flow == m.flow }) {
				at = i
				break
			}
		}
		if at < 0 {
			members = append(members, nil)
			at = len(members) - 1
		}
		members[at] = append(members[at], m)
	}
	const most = 24
	if len(members) > most {
		g.doubt("the file has %d columns of figures of one kind; the block holds the first %d of them", len(members), most)
		members = members[:most]
	}
	slugs := g.slugs(members)
	for i, some := range members {
		src := base
		src.Table.Where = slices.Clone(base.Table.Where)
		if slugs[i] != "" {
			src.ID.Value += "-" + slugs[i]
		}
		if first := some[0]; first.where != "" {
			src.Table.Where = append(src.Table.Where, Where{g.text(g.columnName(g.unitColumn)), g.text(first.where)})
		}
		if some[0].partner != "" {
			src.Partner = g.text(some[0].partner)
		}
		for _, m := range some {
			src.Table.Values = append(src.Table.Values, g.value(m))
		}
		sources = append(sources, src)
	}
	if len(g.unitless) > 0 {
		g.doubt("the file does not say the unit of %s: fill it in", list(g.unitless, 6))
	}
	if len(g.unitAbove) > 0 {
		g.doubt("the unit of %s is taken from the line %s", list(g.unitAbove, 6), quote(g.unitLine))
	}
	return sources
}

// base is the entry without its figures.
func (g *guess) base() Source {
	t := g.table
	t.NoHeader = g.numbered
	g.resolve(&t)
	switch {
	case t.NoHeader:
		t.Skip = g.first - 1
	default:
		t.Skip = g.header - 1
	}
	if g.encoding.Label != "" {
		t.Encoding = g.text(g.encoding.Label)
	}
	// The reader finds the delimiter itself where the first line that it reads shows it.
	if g.grid != nil {
		if g.grid.Sheets > 1 {
			t.Sheet = g.text(g.grid.Sheet)
		}
	} else if g.delim != ',' && !(g.delim == '\t' && strings.HasSuffix(strings.ToLower(g.file), ".tsv")) {
		t.Delimiter = g.text(map[rune]string{'\t': "tab", ';': ";", '|': "|"}[g.delim])
	} else if g.delim == ',' && slices.ContainsFunc(g.names, func(n string) bool { return strings.ContainsAny(n, ";|\t") }) {
		t.Delimiter = g.text(",")
	}
	if g.by.decimal != '.' {
		t.Decimal = g.text(string(g.by.decimal))
	}
	if g.by.thousands != 0 {
		t.Thousands = g.text(string(g.by.thousands))
	}
	src := Source{ID: g.text(EntryID(g.file)), Path: g.text(g.file), Format: g.text("table"), Table: t, At: diag.Pos{File: g.file}}
	if g.flow != "" {
		src.Flow = g.text(g.flow)
	}
	if g.reporter != "" {
		src.Reporter = g.text(g.reporter)
	}
	if g.partner != "" {
		src.Partner = g.text(g.partner)
	}
	return src
}

// named are the columns that the entries will name.
func (g *guess) named(measures []measure) []int {
	var columns []int
	for i, use := range g.uses {
		if use != "" {
			columns = append(columns, i)
		}
	}
	for _, m := range measures {
		columns = append(columns, m.column)
	}
	return columns
}

// resolve names the columns of a table.
func (g *guess) resolve(t *Table) {
	name := func(ref *diag.Text) {
		if i, err := strconv.Atoi(ref.Value); err == nil {
			ref.Value = g.columnName(i)
		}
	}
	for _, ref := range []*diag.Text{&t.Period.Column, &t.Period.Year, &t.Period.Month, &t.Period.Quarter,
		&t.Reporter.Column, &t.Partner.Column, &t.Flow.Column, &t.Code.Column, &t.Label.Column, &t.Vintage.Column, &t.Tolerance.Column} {
		name(ref)
	}
	t.Parts = slices.Clone(t.Parts)
	for i := range t.Parts {
		name(&t.Parts[i].Column)
	}
	t.Where = slices.Clone(t.Where)
	for i := range t.Where {
		name(&t.Where[i].Column)
	}
}

// value is the entry's words for one column of figures.
func (g *guess) value(m measure) ValueSpec {
	v := ValueSpec{Unit: g.text(m.unit.unit), Scale: g.text(m.unit.scale)}
	title := g.title(m.column)
	if m.form != nil {
		v.Headings, title = g.text(m.form.said), g.formTitle(m.form)
	} else {
		v.Column = g.text(g.columnName(m.column))
	}
	if m.unit.unit == "" {
		for _, line := range g.above {
			if unit, ok := unitIn(line); ok {
				v.Unit, v.Scale = g.text(unit.unit), g.text(unit.scale)
				m.unit = unit
				g.unitAbove, g.unitLine = append(g.unitAbove, title), line
				break
			}
		}
	}
	if m.unit.unit == "" {
		v.Unit = g.text(Unfilled)
		g.unitless = append(g.unitless, title)
	}
	if m.flow != "" {
		v.Flow = g.text(m.flow)
	}
	if m.status >= 0 {
		v.Status = Field{Column: g.text(g.columnName(m.status))}
	}
	if q := m.quantity; q != nil {
		v.Quantity = QuantitySpec{Unit: g.text(q.unit.unit), Scale: g.text(q.unit.scale)}
		if q.form != nil {
			v.Quantity.Headings = g.text(q.form.said)
		} else {
			v.Quantity.Column = g.text(g.columnName(q.column))
		}
	}
	use := "figures"
	if m.flow != "" {
		use = m.flow
	}
	if m.partner != "" {
		use += " with " + m.partner
	}
	unit := strings.TrimSpace(scaleWord(m.unit.scale) + " " + cmp.Or(m.unit.unit, "unit not said"))
	if m.where == "" {
		use += ", " + unit
	}
	if m.form != nil {
		g.useHeaded(m.form, use)
		return v
	}
	if n := g.cols[m.column].blank; n > 0 {
		use += ", " + count(n, "blank cell")
	}
	g.use(m.column, "%s", use)
	return v
}

// slugs tell the entries of one file apart.
func (g *guess) slugs(members [][]measure) []string {
	slugs := make([]string, len(members))
	if len(members) < 2 {
		return slugs
	}
	by := func(word func(*measure) string) bool {
		seen := map[string]bool{"": true}
		for i := range members {
			if slugs[i] = slug(word(&members[i][0])); seen[slugs[i]] {
				return false
			}
			seen[slugs[i]] = true
		}
		return true
	}
	unit := func(m *measure) string {
		if m.unit.money || m.unit.unit == "" {
			return m.unit.unit
		}
		return "quantity"
	}
	if !by(func(m *measure) string { return m.partner }) && !by(unit) && !by(func(m *measure) string { return m.where }) && !by(func(m *measure) string { return g.names[m.column] }) {
		for i := range slugs {
			slugs[i] = fmt.Sprint(i + 1)
		}
	}
	return slugs
}

// slug is a text as an id: small letters, digits and hyphens.
func slug(text string) string {
	var words []string
	for _, w := range headingWords(text) {
		if isASCII(w) && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz0123456789") == "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, "-")
}

// EntryID is the id that an entry gets from the name of its file, or of the
// pattern of its files: small letters, digits and hyphens.
func EntryID(file string) string {
	name := path.Base(file)
	switch ext := path.Ext(name); strings.ToLower(ext) {
	case ".gz", ".zst", ".zip":
		name = strings.TrimSuffix(name, ext)
	}
	id := slug(strings.TrimSuffix(name, path.Ext(name)))
	switch {
	case id == "":
		return "data"
	case id[0] >= '0' && id[0] <= '9':
		return "data-" + id
	}
	return id
}
