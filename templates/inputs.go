package templates

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data/diag"
)

// formats are those of data files.
var formats = []string{"auto", "table", "gacc", "comtrade", "comtrade-legacy", "eurostat", "sdmx-csv"}

func (d *decoder) dataEntries(f *fields, o *Outline) {
	seen := map[string]diag.Pos{}
	for _, t := range f.list("data") {
		e := d.fields(t, "a data entry")
		entry := DataEntry{
			At: e.at, ID: e.scalar("id"), Path: e.scalar("path"), Format: e.scalar("format"), Publisher: e.scalar("publisher"),
			Vintage: e.vintage(), MaxAge: e.formed("max_age", positiveDays, days, "a number of days", "45", nil), Complete: e.truth("complete", false), Illustrative: e.truth("illustrative", false),
			Flow: e.scalar("flow"), Reporter: e.scalar("reporter"), Partner: e.scalar("partner"), Unit: e.scalar("unit"), Code: e.scalar("code"),
		}
		if entry.Format.Present() && !slices.Contains(formats, entry.Format.Value) {
			d.unknownWord(entry.Format, "format", formats)
		}
		if t := e.get("sql"); t != nil {
			entry.SQL = d.sqlTable(t)
			d.besidesSQL(e, &entry)
		}
		if t := e.get("table"); t != nil {
			entry.Table = d.table(t, entry.Format.Value == "" || entry.Format.Value == "table")
			for _, v := range entry.Table.Values {
				if entry.SQL != nil && v.Headings.Present() {
					d.fail(v.Headings.Pos, "headings: is of files, not of tables of a database").WithHint("name the column of the figures; a view on the server can make rows of columns")
				}
			}
		}
		if t := e.get("rates"); t != nil {
			entry.Rates = d.rates(t)
		}
		if e.tree.find("sql") == nil {
			e.require("path")
		} else {
			e.require("table")
		}
		if entry.Path.Present() && strings.TrimSpace(entry.Path.Value) == "" {
			d.fail(entry.Path.Pos, "a data entry has an empty path").WithHint("name its file beside the outline: path: FILE.csv")
		}
		e.require("id")
		e.close()
		d.unique(entry.ID, seen)
		o.Data = append(o.Data, entry)
	}
}

// vintage reads a day, or {file: LAYOUT}.
func (f *fields) vintage() Vintage {
	t := f.get("vintage")
	switch {
	case t != nil && t.kind == textTree && strings.Contains(t.text.Value, "YYYY"):
		layout := t.text
		f.d.fail(layout.Pos, "%q is not a date", layout.Value).Replace(layout.Value, "{file: "+layout.Value+"}", "where the names of the files hold the day, write vintage: {file: %s}", layout.Value)
		return Vintage{File: layout}
	case t == nil || t.kind != mapTree:
		return Vintage{Day: f.date("vintage")}
	}
	if c := t.find("column"); c != nil && t.find("file") == nil {
		f.d.fail(t.at, "vintage takes a date or {file: LAYOUT} here, a column was found").
			WithHint("name the column under table: vintage: {column: %s}", c.text.Value)
		return Vintage{}
	}
	v := f.d.fields(t, "vintage")
	file := v.scalar("file")
	v.require("file")
	v.close()
	return Vintage{File: file}
}

func positiveDays(s string) bool { n, ok := wholeNumber(s); return ok && n > 0 }

// days is the number of a text such as 45 days.
func days(s string) string {
	s = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(s, "days"), "d"))
	if positiveDays(s) {
		return s
	}
	return numberOf(s)
}

// sqlTable reads where a table of a database is.
func (d *decoder) sqlTable(t *tree) *SQLDecl {
	f := d.fields(t, "sql")
	s := &SQLDecl{At: f.at, Driver: f.choice("driver", drivers...), Env: f.scalar("dsn_env"), Table: f.scalar("table")}
	switch env := s.Env; {
	case !env.Present() || variable.MatchString(env.Value):
	case strings.ContainsAny(env.Value, "@:/="):
		// Its words are not repeated, and neither is its line.
		h := d.fail(env.Pos, "dsn_env is a connection string, the name of an environment variable that holds it was expected")
		h.WithHint("put it into the environment and name it here, such as TRADE_DSN")
		h.p.Unshown = true
	default:
		d.fail(env.Pos, "%q is no name of an environment variable", env.Value).WithHint("write it like TRADE_DSN")
	}
	if s.Table.Present() && strings.TrimSpace(s.Table.Value) == "" {
		d.fail(s.Table.Pos, "sql names an empty table").WithHint("write table: SCHEMA.TABLE")
	}
	f.require("driver", "dsn_env", "table")
	f.close()
	return s
}

// drivers are the protocols of databases.
var drivers = []string{"postgres", "mysql"}

var variable = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// besidesSQL reports keys that are about files.
func (d *decoder) besidesSQL(e *fields, entry *DataEntry) {
	if entry.Path.Present() {
		d.fail(entry.Path.Pos, "a data entry takes path: or sql:, found both")
	}
	if f := entry.Format.Value; f != "auto" && f != "table" && slices.Contains(formats, f) {
		d.fail(entry.Format.Pos, "format: %s is of files, not of tables of a database", entry.Format.Value).
			WithHint("name the columns under table:")
	}
	if file := entry.Vintage.File; file.Present() {
		d.fail(file.Pos, "vintage: {file: …} is of files, not of tables of a database").WithHint("name the column of the release under table: vintage: {column: …}")
	}
	table := e.get("table")
	if table == nil || table.kind != mapTree {
		return
	}
	for _, p := range table.pairs {
		if slices.Contains([]string{"header", "skip", "delimiter", "encoding", "sheet"}, p.key.Value) {
			d.fail(p.key.Pos, "%s: is of files, not of tables of a database", p.key.Value).WithHint("take it out")
		}
	}
}

// table reads the columns of an entry. Where the format does not say them, whole
// is set, and it has to hold period and values.
func (d *decoder) table(t *tree, whole bool) *TableDecl {
	f := d.fields(t, "table")
	table := &TableDecl{
		At: f.at, Keys: f.keys(), Header: f.truth("header", true), Delimiter: f.scalar("delimiter"), Encoding: f.scalar("encoding"), Sheet: f.scalar("sheet"),
		Decimal: f.scalar("decimal"), Thousands: f.scalar("thousands"),
		Reporter: f.field("reporter"), Partner: f.field("partner"), Flow: f.field("flow"), Label: f.field("label"),
		Vintage: f.field("vintage"), Tolerance: f.field("tolerance"), Source: f.field("source"),
	}
	if s := f.whole("skip"); s.Present() {
		table.Skip, _ = wholeNumber(s.Value)
	}
	table.Code.FieldDecl = f.field("code", "classification")
	if t := f.get("code"); t != nil && t.kind == mapTree {
		table.Code.Classification = d.scalar(present(t.find("classification")), "classification")
	}
	table.Period = f.columnsOfPeriod()
	for _, t := range f.list("values") {
		v := d.fields(t, "values")
		value := ValueDecl{At: v.at, Keys: v.keys(), Column: v.scalar("column"), Headings: v.scalar("headings"), Flow: v.scalar("flow"), Unit: v.scalar("unit"), Scale: v.number("scale"),
			Status: v.field("status"), Source: v.field("source"), Tolerance: v.field("tolerance"), Vintage: v.field("vintage")}
		if t := v.get("quantity"); t != nil {
			q := d.fields(t, "quantity")
			value.Quantity = QuantityDecl{Column: q.scalar("column"), Headings: q.scalar("headings"), Unit: q.scalar("unit"), Scale: q.number("scale")}
			q.columnOrHeadings("unit")
			q.close()
		}
		v.columnOrHeadings()
		v.close()
		table.Values = append(table.Values, value)
	}
	for _, p := range f.mapping("signs") {
		table.Signs = append(table.Signs, SignDecl{Word: p.key, Means: d.scalar(p.val, "signs")})
	}
	for _, p := range f.mapping("where") {
		table.Where = append(table.Where, WhereDecl{Column: p.key, Equals: d.scalar(p.val, "where")})
	}
	for _, t := range f.list("parts") {
		p := d.fields(t, "parts")
		table.Parts = append(table.Parts, PartDecl{Column: p.scalar("column"), Total: p.scalar("total")})
		p.require("column")
		p.close()
	}
	if whole {
		if slices.ContainsFunc(table.Values, func(v ValueDecl) bool { return v.Headings.Present() }) {
			f.require("values")
		} else {
			f.require("period", "values")
		}
	}
	f.close()
	return table
}

// columnOrHeadings asks where figures stand, and for further keys.
func (f *fields) columnOrHeadings(more ...string) {
	column, headings := f.get("column"), f.get("headings")
	switch {
	case column != nil && headings != nil:
		f.d.fail(headings.at, "%s takes column: or headings:, found both", f.what)
	case headings == nil:
		more = append([]string{"column"}, more...)
	}
	f.require(more...)
}

// columnsOfPeriod reads where the period of a row stands.
func (f *fields) columnsOfPeriod() PeriodDecl {
	t := f.get("period")
	if t == nil {
		return PeriodDecl{}
	}
	p := f.d.fields(t, "period")
	c := PeriodDecl{Keys: p.keys(), Column: p.scalar("column"), Layout: p.scalar("layout"), Year: p.scalar("year"), Month: p.scalar("month"), Quarter: p.scalar("quarter"), Every: p.choice("every", lengths...)}
	switch {
	case c.Column.Present() && c.Year.Present():
		f.d.fail(c.Year.Pos, "period takes column: or year:, found both")
	case !c.Column.Present() && !c.Year.Present() && !p.bad:
		f.d.fail(p.at, "period needs column: or year:").WithHint("write period: {column: period, layout: YYYY-MM}")
	}
	p.close()
	return c
}

// rateKinds are what rates may be of their periods.
var rateKinds = []string{"average", "end"}

// lengths are those of periods.
var lengths = []string{"month", "quarter", "year"}

// rates reads by which file an entry is converted to another currency.
func (d *decoder) rates(t *tree) *RatesDecl {
	f := d.fields(t, "rates")
	r := &RatesDecl{At: f.at, Path: f.scalar("path"), From: f.scalar("from"), To: f.scalar("to"), Unit: f.scalar("unit"),
		Period: f.columnsOfPeriod(), Column: f.scalar("column"), Rate: f.choice("rate", rateKinds...), Vintage: f.vintage(), Source: f.reference("source", "source", d.names.sources)}
	if t := f.get("cross"); t != nil {
		c := d.fields(t, "cross")
		r.Cross = CrossDecl{Column: c.scalar("column"), Unit: c.scalar("unit")}
		c.require("column", "unit")
		c.close()
	}
	f.require("path", "from", "to", "unit", "period", "column", "source")
	f.close()
	return r
}

// present turns an empty value into an absent one.
func present(t *tree) *tree {
	if t == nil || t.empty {
		return nil
	}
	return t
}

// field reads a constant or {column:, map:}; more names further keys that the
// caller reads.
func (f *fields) field(key string, more ...string) FieldDecl {
	t := f.get(key)
	if t == nil {
		return FieldDecl{}
	}
	if t.kind == textTree {
		return FieldDecl{Const: f.d.scalar(t, key)}
	}
	c := f.d.fields(t, key)
	field := FieldDecl{Column: c.scalar("column")}
	for _, p := range c.mapping("map") {
		if field.Map == nil {
			field.Map = map[string]Scalar{}
		}
		field.Map[p.key.Value] = f.d.scalar(p.val, "map")
	}
	c.known = append(c.known, more...)
	c.require("column")
	c.close()
	return field
}

func (d *decoder) series(f *fields, o *Outline) {
	for _, p := range f.mapping("series") {
		d.named(p.key, "series")
		s := d.fields(p.val, "the series "+p.key.Value)
		decl := SeriesDecl{ID: p.key, Flow: s.scalar("flow"), Reporter: s.scalar("reporter"), Partner: s.scalar("partner"), Code: s.scalar("code"),
			Data: s.reference("data", "data entry", d.names.data), Group: s.reference("group", "group", d.names.groups),
			Measure: s.choice("measure", measures...), Label: s.prose("label", lineForm)}
		switch partners := o.GroupsPartners(decl.Group.Value); {
		case decl.Code.Present() && decl.Group.Present() && !partners:
			d.fail(decl.Group.Pos, "the series %s takes code: or group:, found both", p.key.Value)
		case decl.Partner.Present() && partners:
			d.fail(decl.Group.Pos, "the series %s takes partner: or a group: of partners, found both", p.key.Value)
		}
		s.close()
		o.Series = append(o.Series, decl)
	}
}

func (d *decoder) groups(f *fields, o *Outline) {
	o.Groups = map[string][]Scalar{}
	for _, p := range f.mapping("groups") {
		var codes []Scalar
		for _, t := range d.list(present(p.val), "the group "+p.key.Value) {
			if s := d.scalar(present(t), "a code"); s.Present() {
				codes = append(codes, s)
			}
		}
		if len(codes) == 0 && (p.val.kind == listTree || p.val.empty) {
			d.fail(p.key.Pos, "the group %s has no code", p.key.Value)
		}
		o.Groups[p.key.Value] = codes
	}
}

func (d *decoder) sources(f *fields, o *Outline) {
	for _, p := range f.mapping("sources") {
		if strings.ContainsAny(p.key.Value, " \t]},;\"'") {
			d.fail(p.key.Pos, "the key of a source cannot hold blanks, brackets, commas or quotes, found %q", p.key.Value)
		}
		s := d.fields(p.val, "the source "+p.key.Value)
		source := SourceDecl{Key: p.key, Type: s.scalar("type"), Publisher: s.scalar("publisher"), Date: s.moment("date"), Retrieved: s.date("retrieved"),
			URL: s.formed("url", webAddress, addressOf, "a web address", "https://example.org", nil), Grade: s.scalar("grade"),
			Title: s.prose("title", lineForm), Descriptor: s.prose("descriptor", lineForm)}
		source.URL.Value = publicAddress(source.URL.Value)
		if s.get("title") == nil {
			s.require("publisher")
		}
		s.close()
		o.Sources = append(o.Sources, source)
	}
}

func webAddress(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	return ok && rest != "" && !strings.ContainsAny(s, " \t\n<>\"")
}

var bareAddress = regexp.MustCompile(`^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?$`)

// addressOf completes a web address without https://.
func addressOf(s string) string {
	if !bareAddress.MatchString(s) {
		return ""
	}
	return "https://" + s
}

func (d *decoder) events(f *fields, o *Outline) {
	for _, t := range f.list("events") {
		e := d.fields(t, "an event")
		o.Events = append(o.Events, Event{Date: e.moment("date"), Label: e.prose("label", lineForm), Src: e.reference("src", "source", d.names.sources)})
		e.require("date", "label")
		e.close()
	}
}

func (d *decoder) shocks(f *fields, o *Outline) {
	for _, t := range f.list("shocks") {
		s := d.fields(t, "a shock")
		shock := Shock{From: s.period("from"), To: s.period("to"), Label: s.prose("label", lineForm)}
		if shock.From.Present() && shock.To.Present() && len(shock.From.Value) == len(shock.To.Value) && shock.To.Value < shock.From.Value {
			h := d.fail(shock.To.Pos, "the shock ends before it begins")
			h.WithFix(swapped(shock.From, shock.To), "write from: %s and to: %s", shock.To.Value, shock.From.Value)
			h.p.Code = "C41"
		}
		s.require("from", "to", "label")
		s.close()
		o.Shocks = append(o.Shocks, shock)
	}
}

// wordRules reads the rows of the house table that an outline or a theme sets.
func (d *decoder) wordRules(f *fields) []WordRule {
	var rules []WordRule
	said := map[string]diag.Pos{}
	for _, t := range f.list("words") {
		w := d.fields(t, "an entry of words")
		end := func(key string) Scalar {
			return w.formed(key, validNumber, bound, "a number", "0.25 or 3", nil)
		}
		r := WordRule{Say: w.scalars("say"), Of: w.choice("of", wordKinds...), Above: end("above"), Below: end("below"), AtLeast: end("at_least"), AtMost: end("at_most")}
		w.require("say", "of")
		w.close()
		for _, s := range r.Say {
			key := r.Of.Value + " " + strings.ToLower(strings.Join(strings.Fields(s.Value), " "))
			if first, twice := said[key]; twice {
				d.fail(s.Pos, "%q is said twice of %s", s.Value, r.Of.Value).WithHint("line %d has it already", first.Line)
			}
			said[key] = s.Pos
		}
		low, high := r.Above, r.Below
		for _, end := range []struct{ strict, within *Scalar }{{&r.Above, &r.AtLeast}, {&r.Below, &r.AtMost}} {
			if end.strict.Present() && end.within.Present() {
				d.fail(end.within.Pos, "an entry of words has one lower and one upper end, found two of a side").WithHint("keep one of them")
			}
		}
		if r.AtLeast.Present() {
			low = r.AtLeast
		}
		if r.AtMost.Present() {
			high = r.AtMost
		}
		switch {
		case w.bad:
		case len(r.Say) == 0:
			if t := w.get("say"); t != nil && t.kind == listTree && len(t.items) == 0 {
				d.fail(t.at, "an entry of words says nothing").WithHint("write the words of a claim: say: [surged]")
			}
		case !low.Present() && !high.Present():
			d.fail(w.at, "an entry of words needs a bound: above, below, at_least or at_most")
		case low.Present() && high.Present() && validNumber(low.Value) && validNumber(high.Value):
			a, _ := strconv.ParseFloat(low.Value, 64)
			if b, _ := strconv.ParseFloat(high.Value, 64); a > b || a == b && (r.Above.Present() || r.Below.Present()) {
				d.fail(high.Pos, "no figure lies between %s and %s", low.Value, high.Value)
			}
		}
		rules = append(rules, r)
	}
	return rules
}

// bound reads a number of per cent as a ratio, which rates are.
func bound(s string) string {
	if number, ok := strings.CutSuffix(s, "%"); ok && percentage.FindString(number) == number {
		return asRatio(number)
	}
	return numberOf(s)
}

func (d *decoder) waivers(f *fields, o *Outline) {
	var places []string
	for _, s := range o.Series {
		places = append(places, s.ID.Value)
	}
	for id := range d.ids {
		places = append(places, id)
	}
	for _, e := range o.Data {
		if e.ID.Present() {
			places = append(places, e.ID.Value)
		}
	}
	for _, s := range o.Sources {
		places = append(places, s.Key.Value)
	}
	places = append(places, "brief") // its dates
	slices.Sort(places)
	places = slices.Compact(places)
	for _, t := range f.list("waive") {
		w := d.fields(t, "a waiver")
		w.code = "C45"
		o.Waive = append(o.Waive, Waiver{Code: w.formed("code", checkCode, nil, "the code of a check", "C16", nil), At: w.reference("at", "id", places),
			By: w.scalar("by"), Date: w.date("date"), Reason: w.prose("reason", lineForm)})
		w.require("code", "at", "reason", "by", "date")
		w.close()
	}
}

func checkCode(s string) bool {
	return len(s) == 3 && s[0] == 'C' && s[1] >= '0' && s[1] <= '9' && s[2] >= '0' && s[2] <= '9'
}
