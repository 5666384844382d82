package data

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// measure is a column of figures, or the rows of it that hold one measure.
type measure struct {
	column        int
	unit          unitFound
	flow, partner string
	where         string // word of the column of units; empty where there is none
	status        int
	quantity      *measure
	form          *headForm // of the headings of its columns, of which column is the first; nil = it has one column
}

// isMeasure reports whether the cells of a column are figures in the file's notation.
func (g *guess) isMeasure(i int) bool {
	c := &g.cols[i]
	n := c.numbers(g.by)
	return n > 0 && 10*(n+c.withoutFigure()) >= 9*c.filled
}

// dressed is the first column whose cells would be figures without a sign of
// currency or per cent, and such a cell; -1 where there is none.
func (g *guess) dressed() (column int, cell string) {
	for i := range g.cols {
		if !g.free(i) {
			continue
		}
		n := 0
		for _, s := range g.cols[i].shapes {
			for _, by := range [...]notation{plainNotation, {'.', ','}, {',', '.'}} {
				if _, err := by.parse(strings.Trim(s.word, "$€£¥% ")); err == nil {
					n += s.n
					break
				}
			}
		}
		if 10*n >= 8*g.cols[i].filled {
			return i, g.cols[i].words[0].word
		}
	}
	return -1, ""
}

// measures finds the columns of figures, each value with its quantity.
func (g *guess) measures(flowed bool, forms []headForm) []measure {
	var values, quantities []measure
	if len(forms) > 0 {
		values, quantities = g.headed(forms, flowed)
	} else {
		values, quantities = g.figures(flowed)
	}
	values = g.mainValues(values)
	g.countriesOf(values, quantities)
	quantities = g.quantityUnits(quantities, len(values) == 0)
	if len(values) == 0 {
		values, quantities = quantities, nil
	}
	for _, q := range quantities {
		at := slices.IndexFunc(values, func(m measure) bool {
			return m.quantity == nil && (m.flow == q.flow || q.flow == "") && m.partner == q.partner
		})
		if at < 0 {
			g.whys[q.column] = "a value takes one quantity"
			continue
		}
		values[at].quantity = &q
		what := "quantity, " + strings.TrimSpace(scaleWord(q.unit.scale)+" "+q.unit.unit)
		if q.form != nil {
			g.useHeaded(q.form, what)
			continue
		}
		g.use(q.column, "%s", what)
	}
	values = g.interleaved(values)
	g.scaleColumn(values)
	g.statuses(values)
	return values
}

// figures parts the columns of figures into values and quantities.
func (g *guess) figures(flowed bool) (values, quantities []measure) {
	for i := range g.cols {
		if !g.free(i) || !g.isMeasure(i) {
			continue
		}
		words := headingMeaning(g.names[i])
		text := strings.Join(words, " ")
		c := &g.cols[i]
		switch {
		case isRate(g.names[i]):
			g.whys[i] = "no level of trade; rates, shares and prices are computed"
			continue
		case has(words, "code", "codes", "id", "parent", "flag", "level", "leaf", "year", "month", "day", "no", "number", "rank", "line"),
			text == "#", strings.Contains(text, "编码"), strings.Contains(text, "序号"):
			continue
		case len(c.words) == 1 && c.words[0].word == "0":
			g.whys[i] = "it holds only 0"
			continue
		}
		m := g.measureOf(i, g.names[i], flowed)
		if m.isQuantity(g.names[i]) {
			quantities = append(quantities, m)
			continue
		}
		g.valued = g.valued || m.unit.unit != "" || m.flow != "" || saysValue(words)
		values = append(values, m)
	}
	return values, quantities
}

// measureOf is what the words of a heading say about the figures below it.
func (g *guess) measureOf(column int, heading string, flowed bool) measure {
	m := measure{column: column, status: -1}
	unit, known := unitIn(heading)
	switch text := plainHeading(heading); {
	case known:
	case g.is.known(g.names[column]):
		unit, _ = g.is.unitOf(g.names[column])
	case text == "primary value" || text == "cifvalue" || text == "fobvalue":
		unit = unitFound{"USD", "", true} // the United Nations write it nowhere in the file
	case text == "net wgt" || text == "gross wgt":
		unit = unitFound{"kg", "", false}
	default:
		unit.scale = scaleIn(headingMeaning(heading), "") // of what is for the author to say
	}
	m.unit = unit
	if !flowed {
		m.flow = flowIn(heading)
	}
	reporter, partner := countriesIn(heading)
	m.partner = cmp.Or(partner, reporter)
	return m
}

// isQuantity reports whether the figures below a heading are quantities.
func (m *measure) isQuantity(heading string) bool {
	return m.unit.unit != "" && !m.unit.money ||
		m.unit.unit == "" && has(headingMeaning(heading), "qty", "quantity", "weight", "volume", "netweight", "wgt")
}

// saysValue reports whether a heading says that it holds values.
func saysValue(words []string) bool {
	return has(words, "value", "amount", "trade", "obs", "sales") || strings.Contains(strings.Join(words, " "), "金额")
}

// mainValues leaves out what is no value of its own: beside a column that says
// that it holds values, one that says nothing; beside the value of trade, the same
// by its terms of delivery.
func (g *guess) mainValues(list []measure) []measure {
	main := slices.ContainsFunc(list, func(m measure) bool {
		return !costBasis(g.names[m.column]) && (m.unit.money || m.flow != "" || saysValue(headingMeaning(g.names[m.column])))
	})
	return slices.DeleteFunc(list, func(m measure) bool {
		why := ""
		switch {
		case main && costBasis(g.names[m.column]):
			why = "the value with or without freight; another column holds the value that counts"
		case m.form != nil:
		case g.valued && m.unit.unit == "" && m.flow == "" && m.partner == "" && !saysValue(headingMeaning(g.names[m.column])):
			why = "it does not say what it counts"
		}
		g.whys[m.column] = why
		return why != ""
	})
}

// costBasis reports whether a heading names a value by its terms of delivery.
func costBasis(heading string) bool {
	return has(headingMeaning(heading), "cif", "fob", "cifvalue", "fobvalue")
}

// countriesOf decides what the countries in headings mean. The same in all of
// them, they are constants; each another, they are the partners of the columns.
func (g *guess) countriesOf(lists ...[]measure) {
	var all []*measure
	for _, l := range lists {
		for i := range l {
			all = append(all, &l[i])
		}
	}
	if len(all) == 0 || g.table.Partner.Column.Value != "" || g.table.Reporter.Column.Value != "" {
		for _, m := range all {
			m.partner = ""
		}
		return
	}
	reporter, partner := "", ""
	for _, m := range all {
		if m.partner == "" {
			continue // such as total trade
		}
		if partner != "" && m.partner != partner {
			g.doubt("the countries in the headings are read as partners")
			return
		}
		partner = m.partner
		if r, p := countriesIn(g.names[m.column]); p != "" {
			reporter = r
		}
	}
	if partner == "" {
		return
	}
	g.partner, g.reporter = partner, reporter
	for _, m := range all {
		m.partner = ""
	}
	if reporter != "" {
		g.doubt("by the headings the reporter is %s and the partner %s", reporter, partner)
	} else {
		g.doubt("by the headings the partner is %s", partner)
	}
}

// quantityUnits finds the units of quantities whose heading has none, in a
// column beside them. Those without a unit are left out, unless there is nothing else.
func (g *guess) quantityUnits(list []measure, alone bool) []measure {
	var kept []measure
	for _, q := range list {
		if q.unit.unit != "" {
			kept = append(kept, q)
			continue
		}
		for i := range g.cols {
			words := headingMeaning(g.names[i])
			text := strings.Join(words, " ")
			if i == q.column || !has(words, "unit", "units", "abbr") && !strings.Contains(text, "单位") {
				continue
			}
			name := []rune(plainHeading(g.names[q.column]))
			if first := string(name[:min(2, len(name))]); !strings.HasPrefix(text, first) {
				continue
			}
			if word, ok := g.cols[i].only(); ok {
				if unit, known := unitIn(word); known {
					q.unit = unit
					g.use(i, "unit of the quantity: %s", word)
				}
			} else if len(g.cols[i].words) > 1 {
				g.whys[q.column] = "its unit changes from row to row"
			}
		}
		switch {
		case q.unit.unit != "" || alone:
			kept = append(kept, q)
		case g.whys[q.column] == "":
			g.whys[q.column] = "its unit is not known"
		}
	}
	return kept
}

// interleaved parts one column of figures by a column that says what each row
// counts: VALUE_IN_EUROS, QUANTITY_IN_100KG.
func (g *guess) interleaved(list []measure) []measure {
	if len(list) == 0 || slices.ContainsFunc(list, func(m measure) bool { return m.unit.unit != "" }) {
		return list
	}
	for i := range g.cols {
		c := &g.cols[i]
		words := headingMeaning(g.names[i])
		if !g.free(i) || c.many || len(c.words) > 12 || has(words, "qty", "qy", "quantity") ||
			!has(words, "unit", "units", "indicator", "indicators", "measure", "currency", "variable") && !strings.Contains(strings.Join(words, " "), "单位") {
			continue
		}
		if word, ok := c.only(); ok {
			unit, ok := unitIn(word)
			if !ok {
				continue
			}
			for j := range list {
				list[j].unit = unit
				if list[j].flow == "" && g.table.Flow.Column.Value == "" {
					list[j].flow = flowIn(word)
				}
			}
			g.use(i, "unit: %s", word)
			return list
		}
		if len(list) > 1 {
			continue
		}
		var parts []measure
		for _, w := range c.words {
			unit, ok := unitIn(w.word)
			if !ok {
				g.doubt("rows with %s in column %s are left out: the unit is not understood", quote(w.word), g.title(i))
				continue
			}
			part := list[0]
			part.unit, part.where = unit, w.word
			if part.flow == "" && g.table.Flow.Column.Value == "" {
				part.flow = flowIn(w.word)
			}
			parts = append(parts, part)
		}
		if len(parts) == 0 {
			continue
		}
		g.unitColumn = i
		g.use(i, "tells the measures apart: %s", wordsOf(c.words, 6))
		// Money first, whatever the order of the rows.
		slices.SortStableFunc(parts, func(a, b measure) int {
			switch {
			case a.unit.money == b.unit.money:
				return 0
			case a.unit.money:
				return -1
			}
			return 1
		})
		return parts
	}
	return list
}

// scaleColumn applies a column that says what power of ten the figures are
// written in. Several of them in one column are for the author to part.
func (g *guess) scaleColumn(list []measure) {
	for i := range g.cols {
		words := headingMeaning(g.names[i])
		if !g.free(i) || !has(words, "scalar", "multiplier", "powercode", "scale") && !follow(words, "unit", "mult") && !follow(words, "power", "code") || len(g.cols[i].words) == 0 {
			continue
		}
		power, _, _ := strings.Cut(g.cols[i].words[0].word, ":") // 3: Thousands
		scale, known := scaleWords[strings.ToLower(power)]
		if n, ok := digits(power, 0, len(power)); ok && len(power) <= 2 {
			scale, known = map[bool]string{true: "", false: fmt.Sprintf("1e%d", n)}[n == 0], n <= 12
		}
		known = known || strings.EqualFold(power, "units")
		one := len(g.cols[i].words) == 1 && g.cols[i].blank == 0
		if !one || !known {
			g.doubt("column %s says in which power of ten a row is (%s): keep the rows of one with where:, and write its scale:", g.title(i), wordsOf(g.cols[i].words, 3))
			scale = Unfilled
		}
		for j := range list {
			if m := &list[j]; m.unit.scale == "" {
				m.unit.scale = scale
			}
		}
		g.use(i, "power of ten of the figures: %s", wordsOf(g.cols[i].words, 3))
		return
	}
}

// wordsOf lists the first words of a column.
func wordsOf(words []wordCount, most int) string {
	names := make([]string, len(words))
	for i, w := range words {
		names[i] = w.word
	}
	return list(names, most)
}

// statuses finds the columns that say how good a figure is. In a wide file each
// belongs to the figures with which its heading begins.
func (g *guess) statuses(list []measure) {
	for i := range g.cols {
		words := headingMeaning(g.names[i])
		if !g.free(i) || !has(words, "status") || !allWords(&g.cols[i], func(w string) bool { _, ok := parseStatus(w); return ok }) {
			continue
		}
		stem := strings.TrimSuffix(strings.Join(words, " "), "status")
		for j := range list {
			if stem == "" || stem == "obs " || strings.HasPrefix(plainHeading(g.names[list[j].column]), strings.TrimSpace(stem)) {
				list[j].status = i
				g.use(i, "status of %s", g.title(list[j].column))
			}
		}
	}
}

func scaleWord(scale string) string {
	switch scale {
	case "1e3":
		return "thousand"
	case "1e6":
		return "million"
	case "1e9":
		return "billion"
	case "1e12":
		return "trillion"
	case "":
		return ""
	}
	return "× " + scale
}
