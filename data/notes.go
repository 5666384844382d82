package data

import (
	"slices"
	"strings"
)

// Rows of a table that are none of its data: notes below it, sums in it.

// sumWords are what offices call a row that adds up the others.
var sumWords = [...]string{
	"total", "totals", "grand total", "sum", "summe", "insgesamt", "gesamt", "totale", "total general", "total geral", "toplam", "genel toplam", "итого", "всего",
	"합계", "총계", "计", "計", "合计", "合計", "总计", "總計", "総計", "总值", "總值", "tổng", "tổng cộng", "jumlah", "รวม", "razem", "celkem",
}

// isSumWord reports whether a cell says that its row adds up others.
func isSumWord(cell string) bool {
	cell = strings.TrimRight(trim(cell), ": ")
	return cell != "" && cell[0] > '9' && slices.Contains(sumWords[:], strings.ToLower(cell))
}

// isSum reports whether the row adds up periods: it has none of its own, and says
// that it is a total.
func (t *rows) isSum(period string) bool {
	return isSumWord(period) || trim(period) == "" && slices.ContainsFunc(t.record, isSumWord)
}

// isHeader reports whether the row is the header once more, as where files were put
// together.
func (t *rows) isHeader() bool {
	if t.e.src.Table.NoHeader || len(t.record) < len(t.header) {
		return false
	}
	for i, cell := range t.record {
		if i < len(t.header) && trim(cell) != t.header[i] || i >= len(t.header) && trim(cell) != "" {
			return false
		}
	}
	return true
}

// isNote reports whether a row is a note below the table: it has no figure and
// no period, and of the columns that the table names one at most is filled.
func (t *rows) isNote() bool {
	cell := func(at int) string {
		if at < 0 || at >= len(t.record) {
			return ""
		}
		return trim(t.record[at])
	}
	c := &t.cols
	words := 0
	for i := range c.values {
		v := &c.values[i]
		for _, at := range [...]int{v.value, v.quantity} {
			if figure := cell(at); figure != "" {
				if strings.ContainsAny(figure[:1], "0123456789+-.,") || strings.HasPrefix(figure, minusSign) {
					return false
				}
				words++
			}
		}
		if cell(v.status.at)+cell(v.source.at)+cell(v.tolerance.at)+cell(v.vintage.at) != "" {
			return false
		}
	}
	for i := range c.parts {
		if cell(c.parts[i].at) != "" {
			words++
		}
	}
	for _, at := range [...]int{c.period, c.year, c.month, c.quarter, c.reporter.at, c.partner.at, c.flow.at, c.code.at, c.label.at} {
		if cell(at) != "" {
			words++
		}
	}
	if words > 1 {
		return false
	}
	if c.period < 0 && c.year < 0 {
		filled := 0
		for _, word := range t.record {
			if trim(word) != "" {
				filled++
			}
		}
		return filled < 2
	}
	if period := cell(c.period); period != "" {
		_, err := t.plan.layout.span(period)
		return err != nil
	}
	_, dated := digits(cell(c.year), 0, 4)
	return !dated
}
