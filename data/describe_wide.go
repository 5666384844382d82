package data

import (
	"fmt"
	"slices"
	"strings"
)

// Tables with a column for each period.

// inHeadings says of a column beside those of the periods why it holds no figure.
const inHeadings = "the periods stand in the headings, and this is none"

// wideForms are the forms of the headings that name periods, of columns with
// figures. Those without a year count only where a column has the years.
func (g *guess) wideForms() []headForm {
	if g.header == 0 || g.numbered {
		return nil
	}
	var forms []headForm
	for _, f := range headForms(g.names) {
		figures := 0
		f.columns = slices.DeleteFunc(f.columns, func(i int) bool {
			if g.isMeasure(i) {
				figures++
				return false
			}
			return g.cols[i].filled > 0 // a month that is still to come is blank
		})
		switch {
		case figures == 0 || len(f.columns) < 2 || isRate(f.words()):
		case f.freq == Annual && (g.classYears(f) || f.partOfYear()):
		default:
			forms = append(forms, f)
		}
	}
	return forms
}

// classYears reports whether the years are those of editions of a classification.
func (g *guess) classYears(f headForm) bool {
	return has(headingMeaning(f.words()), "hs", "sitc", "code", "naics", "cn", "bec", "id")
}

// partOfYear reports whether the headings name months beside the year, as do those
// of sums from January on.
func (f *headForm) partOfYear() bool {
	return slices.ContainsFunc(headingWords(f.words()), func(w string) bool {
		_, month := monthOf(w)
		return month && !isNumber(w) || has([]string{w}, "ytd", "cumulative", "cum", "half", "h", "q", "upto", "til", "to")
	})
}

// words are those of a heading without the period.
func (f *headForm) words() string {
	var words []string
	for _, p := range f.parts {
		if p.token == "" {
			words = append(words, p.literal)
		}
	}
	return strings.Join(words, " ")
}

// wide takes the columns of forms out of what may be something else, until they are
// released, and says whether the periods of the table are in its headings.
func (g *guess) wide() (forms []headForm, failed string) {
	all := g.wideForms()
	reserve := func(why string) {
		for _, f := range all {
			for _, i := range f.columns {
				g.whys[i] = why
			}
		}
	}
	reserve(inHeadings)
	yearless := len(all) > 0 && all[0].yearless
	columns := 0
	all = slices.DeleteFunc(all, func(f headForm) bool { return f.yearless != yearless || f.freq != all[0].freq })
	for _, f := range all {
		columns += len(f.columns)
	}
	period := g.period()
	switch {
	case columns == 0:
		return nil, ""
	case yearless && columns > 2 && g.yearColumn() >= 0:
		year := g.yearColumn()
		clear(g.uses)
		g.table.Period = PeriodSpec{Year: g.ref(year)}
		g.layout = ""
		g.use(year, "period: the year")
	case yearless && !period && columns > 2:
		return nil, "the headings are months without a year"
	case yearless, period && columns < 3:
		reserve("")
		return nil, ""
	default:
		clear(g.uses)
		g.table.Period, g.layout = PeriodSpec{}, ""
	}
	for i := range g.whys {
		if g.whys[i] == "the period again" {
			g.whys[i] = ""
		}
	}
	return all, ""
}

// release gives the columns of forms back, which nothing else may take.
func (g *guess) release(forms []headForm) {
	for _, f := range forms {
		for _, i := range f.columns {
			g.whys[i] = ""
		}
	}
}

// yearColumn is the column with the year of each row, where the period is no more
// than that; -1 if there is none.
func (g *guess) yearColumn() int {
	for i := range g.cols {
		if form, _ := g.periodOf(i); form == "YYYY" && g.whys[i] == "" && has(headingMeaning(g.names[i]), "year", "yr") {
			return i
		}
	}
	return -1
}

// headed are the measures whose columns have their period in the heading, values and quantities.
func (g *guess) headed(forms []headForm, flowed bool) (values, quantities []measure) {
	for k := range forms {
		f := &forms[k]
		first := f.columns[0]
		if !slices.ContainsFunc(f.columns, func(i int) bool {
			return len(g.cols[i].words) > 1 || len(g.cols[i].words) == 1 && g.cols[i].words[0].word != "0"
		}) {
			for _, i := range f.columns {
				g.whys[i] = "it holds only 0"
			}
			continue
		}
		m := g.measureOf(first, f.words(), flowed)
		m.form = f
		if m.isQuantity(f.words()) {
			quantities = append(quantities, m)
			continue
		}
		g.valued = true
		values = append(values, m)
	}
	for i := range g.cols {
		if g.free(i) && g.isMeasure(i) && !slices.ContainsFunc(forms, func(f headForm) bool { return slices.Contains(f.columns, i) }) {
			g.whys[i] = inHeadings
		}
	}
	return values, quantities
}

// useHeaded says what the columns of a form are used for.
func (g *guess) useHeaded(f *headForm, what string) {
	for _, i := range f.columns {
		g.use(i, "%s, period by the heading: %s", what, f.said)
	}
}

// signs are the words in place of figures, and what they mean where that is known.
func (g *guess) signs(columns []int) {
	for _, i := range columns {
		for _, s := range g.cols[i].shapes {
			if _, err := g.by.parse(s.word); err == nil || !slices.Contains(noFigure[:], strings.ToLower(s.word)) ||
				slices.ContainsFunc(g.table.Signs, func(known Sign) bool { return known.Word.Value == s.word }) {
				continue
			}
			means := Unfilled
			if meansMissing(s.word) {
				means = "missing"
			} else {
				g.doubt("%s stands in place of figures: say what it means, 0, missing or suppressed", quote(s.word))
			}
			g.table.Signs = append(g.table.Signs, Sign{g.text(s.word), g.text(means)})
		}
	}
}

// rowNames takes the names of the rows for codes of goods where nothing else tells
// the rows of a wide table apart.
func (g *guess) rowNames() {
	if g.codeColumn >= 0 {
		return
	}
	for i := range g.cols {
		c := &g.cols[i]
		if !g.free(i) || isNumberColumn(c) || len(c.words) < 2 || c.many {
			continue
		}
		if g.table.Partner.Column.Value != "" && !has(headingMeaning(g.names[i]), "series", "product", "item", "description", "category", "commodity", "data") {
			continue
		}
		g.codeColumn = i
		g.table.Code = g.column(i)
		g.use(i, "tells the rows apart, as the code of a series: %s", wordsOf(c.words, 3))
		return
	}
}

// formTitle names the columns of a form for people.
func (g *guess) formTitle(f *headForm) string {
	return fmt.Sprintf("%s to %s", g.names[f.columns[0]], g.names[f.columns[len(f.columns)-1]])
}

// columnsOf are the columns of a measure.
func (g *guess) columnsOf(m *measure) []int {
	if m.form != nil {
		return m.form.columns
	}
	return []int{m.column}
}
