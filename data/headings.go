package data

import (
	"fmt"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// Tables in which each period has a column of its own, so that the headings say
// when: the months of a year, the years of a record.

// headLayout reads the headings of columns of figures. The zero headLayout reads none.
type headLayout struct {
	layout
	yearless bool   // they name a month or a quarter, and the row the year
	said     string // as the outline has it
}

// withoutMarks takes off a heading what says how good the figures below are.
var withoutMarks = strings.NewReplacer("(R)", "", "(r)", "", "(P)", "", "(p)", "", "(F)", "", "(f)", "", "(E)", "", "(e)", "", "*", "")

// anyYear stands in for the year of the row where a heading has none.
const anyYear = 2000

// parseHeadLayout understands what parseLayout does, and MMM, Q and the like alone.
func parseHeadLayout(s string) (headLayout, error) {
	if s == "" {
		return headLayout{}, nil
	}
	l, err := parseLayout(s)
	if err == nil {
		return headLayout{l, false, s}, nil
	}
	if l, yearlessErr := parseLayout("YYYY " + strings.ReplaceAll(s, "|", "|YYYY ")); yearlessErr == nil && l.freq != Annual {
		return headLayout{l, true, s}, nil
	}
	return headLayout{}, err
}

func (h *headLayout) set() bool { return h.said != "" }

// span is the period of a heading; ok is false for one of another column.
func (h *headLayout) span(heading string) (s Span, ok bool) {
	heading = trim(withoutMarks.Replace(heading))
	if h.yearless {
		heading = fmt.Sprintf("%d %s", anyYear, heading)
	}
	s, err := h.layout.span(heading)
	return s, err == nil
}

// figures is where the outline says in which columns the figures are.
func (v *ValueSpec) figures() diag.Text {
	if v.Column.Value == "" {
		return v.Headings
	}
	return v.Column
}

// headed reports whether the headings say the period of the figures.
func (p *plan) headed() bool { return len(p.values) > 0 && p.values[0].heads.set() }

// planHeadings checks what the outline says about headings: all columns of figures of a
// table have their periods in the same place.
func (r *reader) planHeadings(e *entry, p *plan) {
	t := &e.src.Table
	yearly := false
	for i := range p.values {
		v := &p.values[i]
		spec := &v.spec
		for _, h := range [...]struct {
			said diag.Text
			to   *headLayout
		}{{spec.Headings, &v.heads}, {spec.Quantity.Headings, &v.quantityHeads}} {
			var err error
			if *h.to, err = parseHeadLayout(h.said.Value); err != nil {
				r.fail(diag.Errorf(diag.Outline, h.said.Pos, "headings %s are not understood: %s", quote(h.said.Value), err).
					WithHint("tokens are YYYY YY MM M MMM MMMM Q, and other letters stand in single quotes: headings: \"'Value 'YYYY\""))
				return
			}
		}
		switch {
		case v.heads.set() != p.values[0].heads.set(), v.quantityHeads.set() && !v.heads.set():
			r.fail(diag.Errorf(diag.Outline, spec.figures().Pos, "some columns of figures have their period in the heading and others in the row").
				WithHint("make two entries of the data list, one for each"))
			return
		case v.quantityHeads.set() && v.quantityHeads.yearless != v.heads.yearless:
			r.fail(diag.Errorf(diag.Outline, spec.Quantity.Headings.Pos, "the headings of values and of quantities have not both a year"))
			return
		}
		yearly = yearly || v.heads.yearless
	}
	switch rows := t.Period.Column.Value + t.Period.Year.Value; {
	case !p.headed():
	case t.NoHeader:
		r.fail(diag.Errorf(diag.Outline, t.Values[0].Headings.Pos, "headings say the periods, but the table has none (header: false)"))
	case yearly && (t.Period.Year.Value == "" || t.Period.Month.Value+t.Period.Quarter.Value != ""):
		r.fail(diag.Errorf(diag.Outline, t.Values[0].Headings.Pos, "headings %s have no year", quote(t.Values[0].Headings.Value)).
			WithHint("name the column with the year of each row: period: {year: COLUMN}"))
	case !yearly && rows != "":
		r.fail(diag.Errorf(diag.Outline, t.Values[0].Headings.Pos, "the period is in the headings and in a column").
			WithHint("take period: out of the table, or the year out of the headings: MMM"))
	}
}

// headedColumns are the columns whose headings a value of the plan reads, each with
// its period and, if there is one, with the quantity of the same period.
func (t *rows) headedColumns(v *valuePlan) []valueColumns {
	at := func(h *headLayout, said diag.Text) map[Span]int {
		found := map[Span]int{}
		for i, name := range t.header {
			s, ok := h.span(name)
			if !ok {
				continue
			}
			if j, twice := found[s]; twice {
				t.problem(said.Pos, "%s has two columns for %s, %s and %s", t.title, s, quote(t.header[j]), quote(name))
			}
			found[s] = i
		}
		if len(found) == 0 {
			t.report(t.noHeading(h, said))
		}
		return found
	}
	values := at(&v.heads, v.spec.Headings)
	quantities := map[Span]int{}
	if v.quantityHeads.set() {
		quantities = at(&v.quantityHeads, v.spec.Quantity.Headings)
	}
	var out []valueColumns
	for s, i := range values {
		c := valueColumns{value: i, quantity: -1, head: s}
		if q, ok := quantities[s]; ok {
			c.quantity = q
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b valueColumns) int { return a.value - b.value })
	return out
}

// noHeading is the problem of headings of which the file has none. Where its
// headings have one form of their own, that is meant.
func (t *rows) noHeading(h *headLayout, said diag.Text) diag.Problem {
	p := diag.Errorf(diag.Data, said.Pos, "%s has no column headed %s; it has %s", t.title, quote(said.Value), list(t.headerWords(), 30))
	if forms := headForms(t.header); len(forms) > 0 {
		return p.Meant(said.Pos, said.Value, forms[0].said)
	}
	m := t.headerMend(func(cell string) bool { _, ok := h.span(cell); return ok })
	return m.of(p)
}

// when is the period of the figures of a column in a row whose own is that.
func (c *valueColumns) when(row Span, yearless bool) Span {
	switch {
	case c.head.From.IsZero():
		return row
	case !yearless:
		return c.head
	case row.From.IsZero():
		return Span{} // the year was reported
	}
	years := row.From.Year() - anyYear
	move := func(p Period) Period { return p.Add(years * p.PerYear()) }
	return Span{move(c.head.From), move(c.head.To)}
}

// headForm is a form that some headings of a file have in common.
type headForm struct {
	headLayout
	columns []int
}

// Bounds of what is looked at to find the forms of headings.
const (
	maxHeading   = 120 // bytes of one
	maxFormless  = 200 // headings with figures of which none has a form
	maxHeadForms = 40
)

// headForms finds the forms that headings have in common, each of two periods or
// more: first the one of most columns. A heading is of one form.
func headForms(names []string) []headForm {
	var forms []headForm
	formless := 0
	for i, name := range names {
		at := slices.IndexFunc(forms, func(f headForm) bool { _, ok := f.span(name); return ok })
		if at < 0 {
			if len(name) > maxHeading || formless > maxFormless || len(forms) > maxHeadForms {
				continue
			}
			form, ok := formOf(name)
			if !ok {
				formless++
				continue
			}
			at, forms = len(forms), append(forms, headForm{headLayout: form})
		}
		forms[at].columns = append(forms[at].columns, i)
	}
	forms = slices.DeleteFunc(forms, func(f headForm) bool { return len(f.columns) < 2 })
	slices.SortStableFunc(forms, func(a, b headForm) int { return len(b.columns) - len(a.columns) })
	return forms
}

// formOf is the form of one heading: the longest part of it that reads as a
// period, between words that stand for themselves.
func formOf(name string) (headLayout, bool) {
	name = trim(withoutMarks.Replace(name))
	var cuts []int // where a word or a number begins or ends
	kind, last := byte(0), byte(0)
	for i := 0; i <= len(name); i++ {
		switch {
		case i == len(name):
			kind = 0
		case name[i] >= '0' && name[i] <= '9':
			kind = 1
		case name[i] == ' ' || strings.IndexByte("-/._,:;()[]'", name[i]) >= 0:
			kind = 2
		default:
			kind = 3
		}
		if kind != last || kind == 0 {
			cuts = append(cuts, i)
		}
		last = kind
	}
	for n := len(cuts) - 1; n > 0; n-- {
		for i := 0; i+n < len(cuts); i++ {
			from, to := cuts[i], cuts[i+n]
			form := periodForm(name[from:to])
			if form == "" {
				continue
			}
			before, after := name[:from], name[to:]
			if year, ok := yearIn(form, name[from:to]); ok { // 2022 [YR2022]
				before, after = literalForm(before, year), literalForm(after, year)
			} else {
				before, after = literalForm(before, ""), literalForm(after, "")
			}
			if l, err := parseHeadLayout(before + form + after); err == nil {
				if _, ok := l.span(name); ok {
					return l, true
				}
			}
		}
	}
	return headLayout{}, false
}

// periodForm is the layout of a part of a heading that reads as a period or as
// the name of a month or a quarter; empty for other words.
func periodForm(part string) string {
	if form := usualLayout(part); form != "" {
		return form
	}
	if len(part) < 2 || len(part) > maxHeading/2 {
		return ""
	}
	for _, form := range [...]string{"MMMM", "MMM", "M月", "M월", "Q"} {
		if l, err := parseHeadLayout(form); err == nil {
			if _, ok := l.span(part); ok {
				return form
			}
		}
	}
	return ""
}

// yearIn is the year of a part as its four digits.
func yearIn(form, part string) (string, bool) {
	if !strings.Contains(form, "YYYY") {
		return "", false
	}
	l, err := parseLayout(form)
	if err != nil {
		return "", false
	}
	s, err := l.span(part)
	return fmt.Sprintf("%04d", s.From.Year()), err == nil
}

// literalForm is words as a layout that stands for themselves, but for a year.
func literalForm(words, year string) string {
	if year != "" {
		if before, after, ok := strings.Cut(words, year); ok {
			return literalForm(before, "") + "YYYY" + literalForm(after, year)
		}
	}
	if !strings.ContainsAny(words, "YMDQ'|") {
		return words
	}
	return "'" + strings.ReplaceAll(words, "'", "''") + "'"
}
