package templates

import (
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// The block table: its rows, and columns that are metrics.

func readTable(d *decoder, f *fields, b Base) Block {
	t := &Table{Base: b, Kind: f.choice("kind", tableKinds...), Title: f.prose("title", lineForm), Subtitle: f.prose("subtitle", lineForm), Note: f.prose("note", lineForm)}
	f.require("kind")
	switch t.Kind.Value {
	case "metrics":
		for _, r := range f.list("rows") {
			t.Rows = append(t.Rows, d.metricsRow(r))
		}
		d.notEmpty(f, "rows")
	case "commodities":
		t.Of, t.By, t.Top = f.expr("of", "series"), f.choice("by", dimensions...), f.whole("top")
		for _, s := range f.scalars("codes") {
			d.refer(s, "series", d.names.series)
			t.Codes = append(t.Codes, s)
			d.exprs = append(d.exprs, &Expr{Src: s.Value, At: s.Pos, Root: &Name{At: s.Pos, S: s.Value}, Kind: SeriesKind})
		}
		f.require("of")
		if t.By.Present() && len(t.Codes) > 0 {
			d.fail(t.By.Pos, "a table of commodities takes by: or codes:, found both")
		} else if t.By.Value == "partner" || t.By.Value == "reporter" {
			d.fail(t.By.Pos, "commodities are broken down by code, section, chapter and the like, not by %s", t.By.Value).
				WithFix([]diag.Edit{{Pos: t.Kind.Pos, Old: t.Kind.Value, New: "partners"}}, "write kind: partners")
		}
	case "partners":
		t.Of, t.By, t.Top = f.expr("of", "series"), f.choice("by", dimensions...), f.whole("top")
		f.require("of")
		if slices.Contains(goodsBy, t.By.Value) {
			d.fail(t.By.Pos, "partners are broken down by partner or reporter, not by %s", t.By.Value).
				WithFix([]diag.Edit{{Pos: t.Kind.Pos, Old: t.Kind.Value, New: "commodities"}}, "write kind: commodities")
		}
	case "free":
		for _, r := range f.list("rows") {
			t.Rows = append(t.Rows, d.freeRow(r))
		}
		d.notEmpty(f, "rows")
	default:
		for _, key := range []string{"rows", "of", "by", "top", "codes"} {
			f.get(key)
		}
	}
	for _, c := range f.list("columns") {
		t.Columns = append(t.Columns, d.column(c, t.Kind.Value))
	}
	d.notEmpty(f, "columns")
	if t.Kind.Value == "free" {
		for _, r := range t.Rows {
			if len(r.Cells) != len(t.Columns) && len(r.Cells) > 0 && len(t.Columns) > 0 {
				d.fail(r.At, "the row has %d cells, the table %d columns", len(r.Cells), len(t.Columns))
			}
		}
	}
	return t
}

func (d *decoder) metricsRow(t *tree) TableRow {
	row := TableRow{At: t.at}
	if t.kind != mapTree {
		row.Series = d.expr(t, "a row", "series")
		return row
	}
	r := d.fields(t, "a row")
	row.Series, row.Style = r.expr("series", "series"), r.choice("style", rowStyles...)
	r.require("series")
	r.close()
	return row
}

func (d *decoder) freeRow(t *tree) TableRow {
	row := TableRow{At: t.at}
	cells := t
	if t.kind == mapTree {
		r := d.fields(t, "a row")
		cells, row.Style = r.get("cells"), r.choice("style", rowStyles...)
		r.require("cells")
		r.close()
	}
	for _, c := range d.list(cells, "a row") {
		row.Cells = append(row.Cells, d.prose(c, "a cell", lineForm))
	}
	return row
}

// tableWords are columns that are no metric.
var tableWords = []string{"code", "label", "rank", "spark"}

func (d *decoder) column(t *tree, kind string) Column {
	column := Column{At: t.at}
	if t.kind == mapTree {
		c := d.fields(t, "a column")
		if kind != "free" {
			column.Name = c.scalar("name")
			c.require("name")
		}
		column.Title, column.Align = c.prose("title", lineForm), c.choice("align", alignments...)
		if kind != "metrics" && kind != "commodities" && kind != "partners" {
			column.Width = c.number("width")
		}
		c.close()
	} else if kind == "free" {
		column.Title = d.prose(t, "a column", lineForm)
	} else {
		column.Name = d.scalar(t, "a column")
	}
	if column.Name.Present() {
		d.columnName(column.Name)
	}
	return column
}

// columnName checks the metric of a column: what may stand behind a series and
// a dot.
func (d *decoder) columnName(s Scalar) {
	if slices.Contains(tableWords, s.Value) {
		return
	}
	first, _, _ := strings.Cut(s.Value, ".")
	first, _, _ = strings.Cut(first, "(")
	if members := d.names.lang.members(); !slices.Contains(members, first) {
		if strings.Contains(s.Value, ";") {
			parted := strings.ReplaceAll(s.Value, ";", ",")
			d.fail(s.Pos, "unknown column %q", s.Value).Replace(s.Value, parted, "part the columns with commas: %s", parted)
			return
		}
		if h := d.fail(s.Pos, "unknown column %q", s.Value); !h.Nearest(s.Value, slices.Concat(tableWords, members)) {
			h.WithHint("a column is %s, or a metric such as value, mom, yoy and share", strings.Join(tableWords, ", "))
		}
		return
	}
	// The rest of the path is checked as an expression on a series, whose
	// characters stand before the first one here.
	n := d.names
	n.series = []string{n.first()}
	stem := n.first() + "."
	var aside []*Expr
	checkedExpr(exprText{src: stem + s.Value, pos: func(offset int) diag.Pos { return s.PosAt(max(0, offset-len(stem))) }}, &n, d.fail, "number", &aside)
}
