package data

import (
	"errors"
	"math/big"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"tradebrief/data/diag"
)

// plan is a Table understood: what is the same for all files of a source.
type plan struct {
	encoding encoding.Encoding
	delim    rune // 0 = to be found
	notation notation
	layout   layout
	every    Freq   // the only one that is kept; 0 = all
	vintage  Date   // of the entry
	named    layout // of the release in the names of the files; without text: none
	values   []valuePlan
	signs    map[string]Status // in place of figures; Present is 0
}

// valuePlan is a ValueSpec with what the table and the entry say filled in.
type valuePlan struct {
	spec                               ValueSpec
	heads, quantityHeads               headLayout
	scale, quantityScale               int32
	flow                               int32 // constant flow; 0 = from the flow column
	status, source, tolerance, vintage Field
}

// plan checks what a source says before a file is opened.
func (r *reader) plan(e *entry) *plan {
	src, t := &e.src, &e.src.Table
	p := &plan{notation: plainNotation}
	wrong := func(at diag.Text, format string, args ...any) {
		r.fail(diag.Errorf(diag.Outline, at.Pos, format, args...))
	}
	var err error
	if p.encoding, err = findEncoding(t.Encoding.Value); err != nil {
		r.fail(meantWord(diag.Errorf(diag.Outline, t.Encoding.Pos, "%s", err), t.Encoding, encodingWords))
	}
	switch d := t.Delimiter.Value; {
	case d == "":
		if strings.Contains(strings.ToLower(path.Base(src.Path.Value)), ".tsv") { // .tsv.gz, too
			p.delim = '\t'
		}
	case d == `\t` || d == "tab":
		p.delim = '\t'
	default:
		c, size := utf8.DecodeRuneInString(d)
		if size != len(d) || c == utf8.RuneError || strings.ContainsRune("\"\r\n", c) {
			p := diag.Errorf(diag.Outline, t.Delimiter.Pos, "delimiter %s is not one character", quote(d)).
				WithHint(`write delimiter: ";" or delimiter: tab; without the key it is found in the first line`)
			r.fail(meantWord(p, t.Delimiter, delimiterWords))
		}
		p.delim = c
	}
	p.notation = r.notation(t)
	p.signs = r.signs(t)
	if p.layout, err = parseLayout(t.Period.Layout.Value); err != nil {
		r.fail(diag.Errorf(diag.Outline, t.Period.Layout.Pos, "layout %s is not understood: %s", quote(t.Period.Layout.Value), err).
			WithHint("tokens are YYYY YY MM M MMM MMMM DD Q, such as YYYY-MM"))
	}
	p.every = map[string]Freq{"month": Monthly, "quarter": Quarterly, "year": Annual}[t.Period.Every.Value]
	if src.Vintage.Value != "" {
		if p.vintage, err = ParseDate(src.Vintage.Value); err != nil {
			wrong(src.Vintage, "%s", err)
		}
	}
	if form := src.VintageLayout; form.Pos.Line > 0 || form.Value != "" {
		if p.named, err = parseLayout(form.Value); err == nil && form.Value == "" {
			err = errors.New("it is empty")
		}
		if err != nil {
			r.fail(diag.Errorf(diag.Outline, form.Pos, "layout %s is not understood: %s", quote(form.Value), err).
				WithHint("tokens are YYYY YY MM M MMM MMMM DD Q, such as YYYY-MM-DD"))
		}
	}
	if t.Period.Column.Value == "" && t.Period.Year.Value == "" && !slices.ContainsFunc(t.Values, func(v ValueSpec) bool { return v.Headings.Value != "" }) {
		wrong(diag.Text{Pos: r.tablePos(src)}, "the table does not say where the period is: period: {column: …} or {year: …, month: …}")
	}
	if len(t.Values) == 0 {
		wrong(diag.Text{Pos: r.tablePos(src)}, "the table names no column of figures: values: [{column: …}]")
	}
	e.dims = dimensions{
		reporter: originOf(t.Reporter, src.Reporter), partner: originOf(t.Partner, src.Partner),
		flow: originOf(t.Flow, src.Flow), code: originOf(t.Code, src.Code),
	}
	for _, flow := range append([]diag.Text{src.Flow, t.Flow.Const}, flowsOf(t.Values)...) {
		if p, misspelt := misspeltFlow(flow); misspelt {
			r.fail(p)
		}
	}
	for _, w := range t.Where {
		if w.Column.Value == "" {
			wrong(w.Column, "where names no column")
		}
	}
	for _, part := range t.Parts {
		if part.Column.Value == "" {
			wrong(part.Column, "parts names no column")
		}
	}
	for _, spec := range t.Values {
		if spec.figures().Value == "" {
			wrong(spec.Column, "a column of figures has no name")
		}
		v := valuePlan{
			spec: spec, status: spec.Status,
			source: firstField(spec.Source, t.Source), tolerance: firstField(spec.Tolerance, t.Tolerance),
			vintage: firstField(spec.Vintage, t.Vintage),
		}
		unit := spec.Unit
		if unit.Value == "" {
			unit = src.Unit
		}
		v.scale = r.scale(e, unit, spec.Scale, spec.Keys)
		e.scales[v.scale].share = strings.Contains(strings.ToLower(spec.figures().Value), "share")
		if spec.Quantity.Column.Value+spec.Quantity.Headings.Value != "" {
			v.quantityScale = r.scale(e, spec.Quantity.Unit, spec.Quantity.Scale, diag.Keys{})
		}
		if spec.Flow.Value != "" {
			v.flow = r.word(canonicalFlow(spec.Flow.Value))
			if e.dims.flow == absentDimension {
				e.dims.flow = columnDimension
			}
		}
		p.values = append(p.values, v)
	}
	r.planHeadings(e, p)
	return p
}

// signMeanings are what a sign in place of a figure may mean.
var signMeanings = [...]string{"0", "missing", "suppressed"}

// signs are the table's signs in place of figures.
func (r *reader) signs(t *Table) map[string]Status {
	signs := map[string]Status{}
	for _, s := range t.Signs {
		switch s.Means.Value {
		case "0":
			signs[s.Word.Value] = Present
		case "missing":
			signs[s.Word.Value] = Missing
		case "suppressed":
			signs[s.Word.Value] = Suppressed
		case Unfilled:
			r.fail(diag.Errorf(diag.Outline, s.Means.Pos, "what %s means is not filled in", quote(s.Word.Value)).
				WithHint("write 0 where it is nil, missing where there is no figure, suppressed where it is withheld"))
		default:
			p := diag.Errorf(diag.Outline, s.Means.Pos, "a sign means %s, found %s", "0, missing or suppressed", quote(s.Means.Value))
			p, _ = p.Meaning(s.Means.Pos, s.Means.Value, signMeanings[:])
			r.fail(p)
		}
		if _, err := plainNotation.parse(s.Word.Value); err == nil {
			r.fail(diag.Errorf(diag.Outline, s.Word.Pos, "the sign %s is a number", quote(s.Word.Value)))
		}
	}
	return signs
}

// tablePos is the place of the table, or of the entry where the table has none.
func (r *reader) tablePos(src *Source) diag.Pos {
	if src.Table.At.Line > 0 {
		return src.Table.At
	}
	return src.At
}

func originOf(field Field, constant diag.Text) origin {
	switch {
	case field.Column.Value != "":
		return columnDimension
	case field.Const.Value != "" || constant.Value != "":
		return constantDimension
	}
	return absentDimension
}

func firstField(a, b Field) Field {
	if a.Const.Value != "" || a.Column.Value != "" {
		return a
	}
	return b
}

// scale adds a unit and scale to the entry and gives its number.
func (r *reader) scale(e *entry, unit, by diag.Text, keys diag.Keys) int32 {
	if unit.Value == Unfilled {
		r.fail(diag.Errorf(diag.Outline, unit.Pos, "the unit is not filled in").
			WithHint("write what the figures are in, such as unit: USD, and scale: 1e6 where they are millions"))
	}
	if meant, by10 := meantUnit(unit.Value); meant != "" {
		p := diag.Errorf(diag.Outline, unit.Pos, "unknown unit %s", quote(unit.Value))
		switch {
		case by10 == "":
			p = p.Meant(unit.Pos, unit.Value, meant)
		case by.Pos.Line == 0 && keys.First.Line > 0:
			p = p.WithFix(append(keys.Insert("scale", by10), diag.Edit{Pos: unit.Pos, Old: unit.Value, New: meant}), "write unit: %s and scale: %s", meant, by10)
		default:
			p = p.WithHint("write unit: %s and scale: %s", meant, by10)
		}
		r.fail(p)
	}
	if meant := misspeltCurrency(unit.Value); meant != "" {
		r.fail(diag.Errorf(diag.Outline, unit.Pos, "unknown unit %s", quote(unit.Value)).Meant(unit.Pos, unit.Value, meant))
	}
	u, factor := scaledUnit(unit.Value)
	if by.Value == Unfilled {
		r.fail(diag.Errorf(diag.Outline, by.Pos, "the scale is not filled in").WithHint("write what a figure is multiplied by, such as scale: 1e6 where they are millions"))
	} else if by.Value != "" {
		n, err := plainNotation.parse(by.Value)
		switch {
		case err != nil:
			r.fail(diag.Errorf(diag.Outline, by.Pos, "scale %s %s", quote(by.Value), err).WithHint("millions are 1e6, thousands 1000"))
		case n.rat().Sign() <= 0:
			r.fail(diag.Errorf(diag.Outline, by.Pos, "scale %s is not above zero", quote(by.Value)))
		default:
			factor = times(factor, n.rat())
		}
	}
	about, _ := factor.Float64()
	e.scales = append(e.scales, scale{u, new(big.Rat).Set(factor), about, false})
	return int32(len(e.scales) - 1)
}

// unitScale is the first scale of the entry with the unit of scale i.
func (e *entry) unitScale(i int32) int32 {
	for j := range e.scales {
		if e.scales[j].unit == e.scales[i].unit {
			return int32(j)
		}
	}
	return i
}

func (r *reader) notation(t *Table) notation {
	n := plainNotation
	sign := func(at diag.Text) rune {
		c, size := utf8.DecodeRuneInString(at.Value)
		if size != len(at.Value) || c == utf8.RuneError || strings.ContainsRune("0123456789+-eE", c) {
			r.fail(meantWord(diag.Errorf(diag.Outline, at.Pos, "%s is not one sign such as . or ,", quote(at.Value)), at, signWords))
		}
		return c
	}
	if t.Decimal.Value != "" {
		n.decimal = sign(t.Decimal)
	}
	if t.Thousands.Value != "" {
		n.thousands = sign(t.Thousands)
	}
	if n.decimal == n.thousands {
		p := diag.Errorf(diag.Outline, t.Thousands.Pos, "decimal and thousands are both %q", n.decimal)
		if t.Decimal.Value == "" {
			p = p.WithHint(`without the key, decimal is "."; write decimal: ","`)
		}
		r.fail(p)
	}
	return n
}
