package data

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data/diag"
)

// Description is what Describe saw in a file.
type Description struct {
	File string

	Sheet         string // of a workbook
	Sheets        int    // that the workbook has
	HiddenRows    int    // of the sheet, which are read like the others
	HiddenColumns []string

	Format    string    // of a publisher, for people; empty = a table of its own
	Encoding  string    // for people: UTF-8, GB18030 (Chinese); empty for cells
	Shown     diag.Text // a word in which the encoding shows, and its line; zero for plain ASCII
	Delimiter rune
	Header    int      // line of the header; 0 = none
	Above     []string // lines over the header
	Columns   []DescribedColumn
	Decimal   rune
	Thousands rune // 0 = none

	Rows       int // that were read as data
	Kept       int // of them, that gave a figure to one of the sources
	LeftOut    int // of them, that no source keeps because of its where
	Notes      int // rows below the table
	Duplicates int // figures that stand twice
	Figures    int

	Layout      string // of the periods; empty = the reader's own
	First, Last Period
	Gaps        []Period // between them, for which no row has a figure
	Ragged      string   // in which way the end is incomplete; empty = it is not

	Flows, Reporters, Partners []Counted
	Codes                      []Counted // by their levels: 2 digits, 4 digits
	Example                    string    // one row in words, to hold against the spreadsheet
	Totals                     []string  // totals that stand beside their details
	Doubts                     []string  // what should be looked at, as sentences

	Sources []Source   // that read the file: one for each measure; what is not known is Unfilled
	Series  []Selector // of the first source
}

// DescribedColumn is one column of a file.
type DescribedColumn struct {
	Name string
	Use  string // what it is used for; empty = it is not
	Why  string // why not, if there is a reason
	Some string // a few of its words
}

// Counted is a word of the data and the number of its figures.
type Counted struct {
	Word string
	N    int
}

// Describe finds out how a file is to be read: encoding, delimiter, header,
// columns and their meaning. It looks at the first 64 MB and then reads the
// whole file with Read, as the outline would.
//
// Where the file is no table of figures by period, the description holds what
// was seen, no source, and the problem says what is in the way. A description
// with sources may come with problems, too: rows that the reader refuses. With a
// file that cannot be opened or is of another kind the description is nil.
func Describe(fsys fs.FS, name string) (*Description, diag.List) {
	p, problem := profileFile(fsys, name, Table{})
	if problem != nil {
		return nil, diag.List{*problem}
	}
	g, measures, problem := guessTable(p)
	d := &Description{
		File: name, Encoding: p.encoding.Name, Delimiter: p.delim, Header: p.header, Above: p.above, Rows: p.rows,
		Shown:   diag.Text{Value: p.encoding.Example, Pos: diag.Pos{File: name, Line: p.encoding.Line}},
		Decimal: g.by.decimal, Thousands: g.by.thousands, Layout: g.layout,
	}
	if p.grid != nil {
		d.Encoding, d.Delimiter = "", 0
		d.Sheet, d.Sheets, d.HiddenRows, d.HiddenColumns = p.grid.sheet, p.grid.sheets, p.grid.hiddenRows, p.grid.hiddenColumns
		if p.grid.hidden {
			d.Doubts = append(d.Doubts, "the sheet "+quote(p.grid.sheet)+" is hidden in the workbook")
		}
	}
	if p.encoding.Unsure {
		d.Doubts = append(d.Doubts, "the encoding is a guess: look at the names, and write another encoding: if they are wrong")
	}
	h := &heading{names: p.names, first: p.firstRow, at: diag.Pos{File: name}}
	format := recognise(h)
	switch {
	case format != nil:
		d.Format = format.name + " (" + format.title + ")"
		src := format.fill(Source{ID: p.text(EntryID(name)), Path: p.text(name), Format: p.text(format.name), At: h.at}, h, p)
		d.Sources = []Source{src}
		g.known(&src)
	case problem != nil:
		d.Columns = g.columns()
		d.Doubts = append(d.Doubts, g.doubts...)
		return d, diag.List{*problem}
	default:
		d.Sources = g.sources(measures)
	}
	d.Columns = g.columns()
	d.Doubts = append(d.Doubts, g.doubts...)
	problems := d.check(fsys, g)
	if !p.whole {
		d.Doubts = append(d.Doubts, "the meaning of the columns was judged by the first 64 MB")
	}
	return d, problems
}

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
	for _, w := range t.Where {
		use(w.Column, "kept where it is "+w.Equals.Value+", the total of it")
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
	if t.Vintage.Const.Value != "" {
		use(diag.Text{Value: lastUpdate}, "the release, for the whole file")
	}
	if src.Flow.Value != "" {
		g.doubt("the flow is taken from the file's name: %s", src.Flow.Value)
	}
}

func (g *guess) columns() []DescribedColumn {
	list := make([]DescribedColumn, len(g.names))
	for i := range list {
		some := ""
		for _, w := range g.cols[i].words[:min(3, len(g.cols[i].words))] {
			some += ", " + w.word
		}
		if len(g.cols[i].words) > 3 {
			some += ", …"
		}
		name := g.title(i)
		if g.numbered && g.header > 0 {
			name = fmt.Sprintf("%d (%s)", i+1, g.names[i]) // the block has the number
		}
		list[i] = DescribedColumn{Name: name, Use: g.uses[i], Why: g.whys[i], Some: strings.TrimPrefix(some, ", ")}
	}
	return list
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
		if g.grid.sheets > 1 {
			t.Sheet = g.text(g.grid.sheet)
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
	t.Where = slices.Clone(t.Where)
	for i := range t.Where {
		name(&t.Where[i].Column)
	}
}

// value is the entry's words for one column of figures.
func (g *guess) value(m measure) ValueSpec {
	v := ValueSpec{Column: g.text(g.columnName(m.column)), Unit: g.text(m.unit.unit), Scale: g.text(m.unit.scale)}
	if m.unit.unit == "" {
		for _, line := range g.above {
			if unit, ok := unitIn(line); ok {
				v.Unit, v.Scale = g.text(unit.unit), g.text(unit.scale)
				m.unit = unit
				g.unitAbove, g.unitLine = append(g.unitAbove, g.title(m.column)), line
				break
			}
		}
	}
	if m.unit.unit == "" {
		v.Unit = g.text(Unfilled)
		g.unitless = append(g.unitless, g.title(m.column))
	}
	if m.flow != "" {
		v.Flow = g.text(m.flow)
	}
	if m.status >= 0 {
		v.Status = Field{Column: g.text(g.columnName(m.status))}
	}
	if q := m.quantity; q != nil {
		v.Quantity = QuantitySpec{Column: g.text(g.columnName(q.column)), Unit: g.text(q.unit.unit), Scale: g.text(q.unit.scale)}
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

// check reads the file as the outline would and adds what is seen.
func (d *Description) check(fsys fs.FS, g *guess) diag.List {
	filled := slices.Clone(d.Sources)
	for i := range filled {
		filled[i].Table.Values = slices.Clone(filled[i].Table.Values)
		for j := range filled[i].Table.Values {
			if v := &filled[i].Table.Values[j]; v.Unit.Value == Unfilled {
				v.Unit.Value = "units"
			}
		}
	}
	r := readAll(fsys, filled, Databases{}, nil)
	problems := r.problems.Sort()
	for _, p := range problems {
		if strings.HasPrefix(p.Message, "two figures for ") {
			d.Doubts = append(d.Doubts, g.partings()...)
			break
		}
	}
	d.count(r.cube)
	if d.Figures > 0 {
		d.propose(r.cube)
	}
	if !problems.Failed() {
		problems = append(problems, r.cube.Test(dateless)...).Sort()
	}
	return problems
}

// partings names the columns that are not used and part the rows: where there
// are two figures for one thing, one of them may tell them apart.
func (g *guess) partings() []string {
	var names []string
	for i := range g.cols {
		if c := &g.cols[i]; g.uses[i] == "" && g.whys[i] == "" && !c.many && len(c.words) > 1 && len(c.words) <= 40 &&
			!slices.ContainsFunc(c.words, func(w wordCount) bool { return len(w.word) > 40 }) {
			names = append(names, fmt.Sprintf("%s (%s)", g.title(i), wordsOf(c.words, 4)))
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{"some rows hold two figures for one thing; these columns may tell them apart, and where: {COLUMN: WORD} keeps the rows with one word: " + list(names, 3)}
}

// count says what the cube holds.
func (d *Description) count(c *Cube) {
	flows, reporters, partners, levels := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	periods, lasts := map[Freq]map[int32]bool{}, map[string]Period{}
	codes, longest := map[string]bool{}, Freq(0)
	d.Rows = 0
	matched := 0
	for k, e := range c.entries {
		if cov := e.coverage; k == 0 {
			d.Rows, d.Notes = cov.Rows, cov.Notes
		}
		d.Kept += e.coverage.Kept
		if len(e.src.Table.Where) > 0 {
			matched += e.matched
		} else {
			matched = d.Rows
		}
		d.Duplicates += e.coverage.Duplicates
		d.Figures += e.coverage.Observations
		for i, key := range e.keys {
			obs := e.obs[e.start[i]:e.start[i+1]]
			flows[c.words[key.flow]] += len(obs)
			reporters[c.words[key.reporter]] += len(obs)
			partners[c.words[key.partner]] += len(obs)
			code := c.words[key.code]
			codes[code] = true
			levels[levelWord(code)] += len(obs)
			for j := range obs {
				s := obs[j].span
				if periods[s.From.freq] == nil {
					periods[s.From.freq] = map[int32]bool{}
				}
				for n := s.From.n; n <= s.To.n; n++ {
					periods[s.From.freq][n] = true
				}
				longest = max(longest, s.From.freq)
				if d.First.IsZero() || s.From.Compare(d.First) < 0 {
					d.First = s.From
				}
				if d.Last.IsZero() || s.To.Compare(d.Last) > 0 {
					d.Last = s.To
				}
				if r := c.words[key.reporter]; s.To.freq == longest && (lasts[r].IsZero() || s.To.Compare(lasts[r]) > 0) {
					lasts[r] = s.To
				}
				if d.Example == "" && !key.quantity && obs[j].status.hasFigure() {
					d.Example = c.exampleRow(e, key, &obs[j])
				}
			}
		}
	}
	d.LeftOut = max(0, d.Rows-matched)
	d.Flows, d.Reporters, d.Partners, d.Codes = counted(flows), counted(reporters), counted(partners), counted(levels)
	if seen := periods[longest]; len(seen) > 0 {
		all := slices.Sorted(maps.Keys(seen))
		for n := all[0]; n < all[len(all)-1] && len(d.Gaps) < 1000; n++ {
			if !seen[n] {
				d.Gaps = append(d.Gaps, Period{longest, n})
			}
		}
	}
	d.ragged(lasts)
	if partners[worldPartner] > 0 && len(d.Partners) > 1 {
		d.Totals = append(d.Totals, fmt.Sprintf("partner World stands beside %s: a series without a partner takes World", count(len(d.Partners)-1, "partner")))
	}
	if codes[totalCode] && len(codes) > 1 {
		d.Totals = append(d.Totals, fmt.Sprintf("code TOTAL stands beside %s: a series without a code takes TOTAL", count(len(codes)-1, "code")))
	}
	if delete(levels, totalCode); len(levels) > 1 {
		d.Totals = append(d.Totals, "codes of several levels, which hold one another: "+list(slices.Sorted(maps.Keys(levels)), 6))
	}
}

func levelWord(code string) string {
	switch {
	case code == "" || code == totalCode:
		return code
	case strings.Trim(code, "0123456789.") == "":
		return count(len(strings.ReplaceAll(code, ".", "")), "digit")
	}
	return "names"
}

// ragged says how many reporters the last period lacks.
func (d *Description) ragged(lasts map[string]Period) {
	if len(lasts) < 2 {
		return
	}
	have, all := 0, d.Last
	for _, p := range lasts {
		if p == d.Last {
			have++
		}
		if p.Compare(all) < 0 {
			all = p
		}
	}
	if have < len(lasts) {
		d.Ragged = fmt.Sprintf("%s has %d of %s; all of them reach %s", d.Last, have, count(len(lasts), "reporter"), all)
	}
}

// exampleRow is one figure in words.
func (c *Cube) exampleRow(e *entry, key seriesKey, o *observation) string {
	what := c.describe(key)
	sc := &e.scales[o.scale]
	unit := sc.unit.String()
	if sc.unit.Kind == Quantity {
		unit = sc.unit.Code
	}
	x, decimals := times(o.value.rat(), sc.factor), 0
	if !x.IsInt() {
		decimals = max(0, -int(o.value.exp))
	}
	return fmt.Sprintf("%s: %s, %s is %s %s", e.row(o, true), o.span, what, Fixed(x, decimals, false), unit)
}

// counted sorts words by their number, then by themselves. The empty word alone
// is no word.
func counted(words map[string]int) []Counted {
	list := make([]Counted, 0, len(words))
	for w, n := range words {
		if w != "" {
			list = append(list, Counted{w, n})
		}
	}
	slices.SortFunc(list, func(a, b Counted) int { return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(a.Word, b.Word)) })
	return list
}

// propose writes a series of exports and one of imports of the first source, or
// one of what else it has: of totals where there are any, else of what most
// figures are for.
func (d *Description) propose(c *Cube) {
	e := c.entries[0]
	for _, flow := range []string{"export", "import", ""} {
		if flow == "" && len(d.Series) > 0 {
			return
		}
		best, bestRank := -1, int64(-1)
		for i, key := range e.keys {
			if key.quantity || flow != "" && c.words[key.flow] != flow {
				continue
			}
			rank := int64(e.start[i+1] - e.start[i])
			if e.dims.partner == columnDimension && c.words[key.partner] == worldPartner {
				rank += 1 << 30
			}
			if e.dims.code == columnDimension && c.words[key.code] == totalCode {
				rank += 1 << 40
			}
			if rank > bestRank {
				best, bestRank = i, rank
			}
		}
		if best < 0 {
			continue
		}
		word := func(n int32, from origin, total string) diag.Text {
			if from != columnDimension || c.words[n] == total {
				return diag.Text{}
			}
			return diag.Text{Value: c.words[n]}
		}
		key := e.keys[best]
		sel := Selector{
			ID: diag.Text{Value: "trade"}, Flow: word(key.flow, e.dims.flow, ""), Reporter: word(key.reporter, e.dims.reporter, ""),
			Partner: word(key.partner, e.dims.partner, worldPartner),
		}
		if flow != "" {
			sel.ID.Value, sel.Flow.Value = flow+"s", flow
		}
		if code := word(key.code, e.dims.code, totalCode); code.Value != "" {
			sel.Codes = []diag.Text{code}
		}
		if len(d.Sources) > 1 {
			sel.Data = d.Sources[0].ID
		}
		if _, problem := c.Series(sel, dateless); problem == nil {
			sel.Label = seriesLabel(sel, e.src.Partner.Value)
			d.Series = append(d.Series, sel)
		}
	}
}

// seriesLabel is a name for a proposed series of data with a constant partner, or none.
func seriesLabel(s Selector, partner string) string {
	var words []string
	switch s.Flow.Value {
	case "export":
		words = append(words, "Exports")
	case "import":
		words = append(words, "Imports")
	default:
		words = append(words, "Trade")
	}
	if len(s.Codes) > 0 {
		words = append(words, "of", s.Codes[0].Value)
	}
	country := func(code string) string {
		if name, ok := CountryName(code); ok {
			return name
		}
		return code
	}
	if with := cmp.Or(s.Partner.Value, partner); with != "" {
		words = append(words, cmp.Or(map[string]string{"export": "to", "import": "from"}[s.Flow.Value], "with"), country(with))
	}
	if s.Reporter.Value != "" {
		words = append(words, "("+country(s.Reporter.Value)+")")
	}
	return strings.Join(words, " ")
}
