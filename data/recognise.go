package data

import (
	"path"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// recognised gives the source with its table: as the outline has it, or by what
// its first file holds. ok is false where that cannot be told, which is reported.
func (r *reader) recognised(src Source) (out []Source, ok bool) {
	format := src.Format.Value
	described := src.Table.Period.Column.Value+src.Table.Period.Year.Value != "" || len(src.Table.Values) > 0
	if src.SQL != nil || format == "table" || formatNamed(format) == nil && (format != "" && format != "auto" || described) {
		return []Source{src}, true
	}
	files := r.files(&src)
	if len(files) == 0 {
		return nil, false
	}
	p, problem := profileHead(r.fsys, files[0], src.Table)
	if problem != nil {
		r.fail(*problem)
		return nil, false
	}
	h := &heading{names: p.names, first: p.firstRow, at: src.at()}
	want := formatNamed(format)
	if want != nil {
		form := want.form(h)
		if form == nil {
			r.fail(r.otherFormat(&src, want, h, files[0], want.missing(h)))
			return nil, false
		}
		want = form
	} else if want = recognise(h); want == nil {
		return r.guessed(src, files[0])
	}
	src = want.fill(src, h, p)
	return []Source{src}, r.fileFlows(&src, files) && r.oneCurrency(&src)
}

// fileFlows reports whether the name of each file says its flow, where that of the
// first one does.
func (r *reader) fileFlows(src *Source, files []string) bool {
	if !src.flowInName {
		return true
	}
	for _, name := range files {
		if flowOfFile(name) == "" {
			r.fail(diag.Errorf(diag.Data, src.Path.Pos, "the name of %s does not say whether it holds exports or imports, as that of %s does", quote(name), quote(files[0])).
				WithHint("rename the file, as in exports-2023.csv, or read it in a data entry of its own with flow: export"))
			return false
		}
	}
	return true
}

// oneCurrency leaves of a file that has its values in several currencies those in the
// one that the outline names.
func (r *reader) oneCurrency(src *Source) bool {
	seen := src.currencies()
	if len(seen) < 2 || src.Table.Values[0].Column.Pos != src.at() { // the author has named the columns
		return true
	}
	if !slices.Contains(seen, src.Unit.Value) {
		r.fail(whichCurrency(src, seen))
		return false
	}
	var kept []ValueSpec
	quantity := QuantitySpec{}
	for _, v := range src.Table.Values {
		if v.Quantity.Column.Value != "" {
			quantity = v.Quantity
		}
		if v.Unit.Value == src.Unit.Value {
			kept = append(kept, v)
		}
	}
	kept[0].Quantity = quantity
	src.Table.Values = kept
	return true
}

// currencies are those of the columns of figures.
func (src *Source) currencies() (seen []string) {
	for _, v := range src.Table.Values {
		if u := v.Unit.Value; isCurrency(u) && !slices.Contains(seen, u) {
			seen = append(seen, u)
		}
	}
	return seen
}

func whichCurrency(src *Source, seen []string) diag.Problem {
	return diag.Errorf(diag.Data, src.at(), "data %s hold figures in %s", quote(src.ID.Value), strings.Join(seen, " and ")).
		WithHint("say which: unit: %s", seen[0])
}

// recognise is the known format that a header belongs to, or nil.
func recognise(h *heading) *fileFormat {
	for i := range fileFormats {
		if k := fileFormats[i].form(h); k != nil {
			return k
		}
	}
	return nil
}

// otherFormat says that a file is not of the format that the outline names.
func (r *reader) otherFormat(src *Source, want *fileFormat, h *heading, file string, names []string) diag.Problem {
	p := diag.Errorf(diag.Data, src.Format.Pos, "%s is no file of format %s: it has no column %s", quote(file), want.name, strings.Join(names, " or "))
	if k := recognise(h); k != nil {
		return p.Meant(src.Format.Pos, want.name, k.name)
	}
	return p.WithHint("tradebrief data %s says what it holds", path.Base(file))
}

// at is the place to which a source's own words are put down: its format, else
// the entry.
func (src *Source) at() diag.Pos {
	if src.Format.Pos.Line > 0 {
		return src.Format.Pos
	}
	return src.At
}

// fill makes the table of a known format. What the outline says itself stays.
func (k *fileFormat) fill(src Source, h *heading, p *profile) Source {
	var t Table
	t.Encoding = h.text(p.encoding.Label)
	if p.delim != ',' {
		t.Delimiter = h.text(string(p.delim))
	}
	if p.grid == nil { // in a sheet the header is found by the names of the columns
		t.Skip = max(0, p.header-1)
	}
	k.table(h, &t)
	if src.Vintage.Value+src.VintageLayout.Value == "" {
		src.release = h.release()
	}
	own := src.Table
	own.under(t)
	src.Table, src.Format = own, h.text(k.name)
	if src.Publisher == "" {
		src.Publisher = k.publisher
	}
	if src.Flow.Value == "" && src.Table.Flow.Column.Value+src.Table.Flow.Const.Value == "" {
		if flow := flowOfFile(p.file); flow != "" {
			src.Flow, src.flowInName = h.text(flow), true
		}
	}
	return src
}

// under fills what t leaves open with what found says.
func (t *Table) under(found Table) {
	text := func(own *diag.Text, other diag.Text) {
		if own.Value == "" {
			*own = other
		}
	}
	field := func(own *Field, other Field) { *own = firstField(*own, other) }
	if t.Skip == 0 {
		t.Skip = found.Skip
	}
	text(&t.Delimiter, found.Delimiter)
	text(&t.Encoding, found.Encoding)
	text(&t.Decimal, found.Decimal)
	text(&t.Thousands, found.Thousands)
	t.Signs = append(slices.Clone(t.Signs), slices.DeleteFunc(slices.Clone(found.Signs), func(s Sign) bool {
		return slices.ContainsFunc(t.Signs, func(own Sign) bool { return own.Word.Value == s.Word.Value })
	})...)
	text(&t.Classification, found.Classification)
	text(&t.Edition, found.Edition)
	t.labelled = found.labelled
	if t.Period.Column.Value+t.Period.Year.Value == "" {
		t.Period = found.Period
	}
	field(&t.Reporter, found.Reporter)
	field(&t.Partner, found.Partner)
	field(&t.Flow, found.Flow)
	field(&t.Code, found.Code)
	field(&t.Label, found.Label)
	field(&t.Vintage, found.Vintage)
	field(&t.Tolerance, found.Tolerance)
	field(&t.Source, found.Source)
	if len(t.Values) == 0 {
		t.Values = found.Values
	}
	// What the outline says of a column, it says in place of what was found.
	own := *t
	says := func(column diag.Text) bool {
		return slices.ContainsFunc(own.Where, func(w Where) bool { return w.Column.Value == column.Value }) ||
			slices.ContainsFunc(own.Parts, func(p PartSpec) bool { return p.Column.Value == column.Value })
	}
	t.Where = append(slices.Clone(t.Where), slices.DeleteFunc(slices.Clone(found.Where), func(w Where) bool { return says(w.Column) })...)
	t.Parts = append(slices.Clone(t.Parts), slices.DeleteFunc(slices.Clone(found.Parts), func(p PartSpec) bool { return says(p.Column) })...)
}

// guessed is the source of a file of no known format, as Describe understands it.
func (r *reader) guessed(src Source, file string) ([]Source, bool) {
	p, problem := profileFile(r.fsys, file, src.Table)
	if problem != nil {
		r.fail(*problem)
		return nil, false
	}
	g, measures, problem := guessTable(p)
	if problem != nil {
		r.fail(*problem)
		return nil, false
	}
	found := g.sources(measures)
	var out []Source
	for _, s := range found {
		own := src
		if p.grid != nil && !s.Table.NoHeader {
			s.Table.Skip = 0
		}
		own.Table.under(s.Table)
		own.Table.NoHeader = own.Table.NoHeader || s.Table.NoHeader
		own.Table.place(src.at())
		for _, f := range [...]struct{ own, found *diag.Text }{{&own.Flow, &s.Flow}, {&own.Reporter, &s.Reporter}, {&own.Partner, &s.Partner}} {
			if f.own.Value == "" {
				*f.own = diag.Text{Value: f.found.Value, Pos: src.at()}
			}
		}
		for i := range own.Table.Values {
			v := &own.Table.Values[i]
			if v.Unit.Value != Unfilled {
				continue
			}
			if v.Unit = src.Unit; src.Unit.Value == "" {
				r.fail(diag.Errorf(diag.Data, src.at(), "%s does not say what column %s is in", quote(file), quote(v.Column.Value)).
					WithHint("write unit: USD or what it is beside path:, or describe the columns: tradebrief data %s prints the lines", path.Base(file)))
				return nil, false
			}
		}
		out = append(out, own)
	}
	return r.oneMoney(src, out)
}

// oneMoney keeps of a file with values in several currencies those of the unit
// that the outline names, and the quantities.
func (r *reader) oneMoney(src Source, list []Source) ([]Source, bool) {
	money := func(s Source) string {
		if u := s.Table.Values[0].Unit.Value; isCurrency(u) {
			return u
		}
		return ""
	}
	var seen []string
	for _, s := range list {
		if u := money(s); u != "" && !slices.Contains(seen, u) {
			seen = append(seen, u)
		}
	}
	for i := range list {
		if len(seen) > 0 && money(list[i]) == "" {
			for j := range list[i].Table.Values {
				list[i].Table.Values[j].Amounts = true
			}
		}
	}
	if len(seen) < 2 {
		return list, true
	}
	if !slices.Contains(seen, src.Unit.Value) {
		r.fail(whichCurrency(&src, seen))
		return nil, false
	}
	return slices.DeleteFunc(list, func(s Source) bool { u := money(s); return u != "" && u != src.Unit.Value }), true
}

// place puts the words of a table that was found down to a place in the outline.
func (t *Table) place(at diag.Pos) {
	put := func(list ...*diag.Text) {
		for _, x := range list {
			if x.Pos.Line == 0 {
				x.Pos = at
			}
		}
	}
	t.Parts = slices.Clone(t.Parts)
	for i := range t.Parts {
		put(&t.Parts[i].Column, &t.Parts[i].Total)
	}
	put(&t.Delimiter, &t.Encoding, &t.Decimal, &t.Thousands, &t.Classification, &t.Edition, &t.Period.Column, &t.Period.Layout, &t.Period.Year, &t.Period.Month, &t.Period.Quarter)
	for _, f := range [...]*Field{&t.Reporter, &t.Partner, &t.Flow, &t.Code, &t.Label, &t.Vintage, &t.Tolerance, &t.Source} {
		put(&f.Const, &f.Column)
	}
	t.Signs = slices.Clone(t.Signs)
	for i := range t.Signs {
		put(&t.Signs[i].Word, &t.Signs[i].Means)
	}
	t.Where = slices.Clone(t.Where)
	for i := range t.Where {
		put(&t.Where[i].Column, &t.Where[i].Equals)
	}
	t.Values = slices.Clone(t.Values)
	for i := range t.Values {
		v := &t.Values[i]
		put(&v.Column, &v.Headings, &v.Flow, &v.Unit, &v.Scale, &v.Status.Column, &v.Quantity.Column, &v.Quantity.Headings, &v.Quantity.Unit, &v.Quantity.Scale)
	}
}
