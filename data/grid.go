package data

import (
	"slices"
	"strings"

	"tradebrief/data/diag"
	"tradebrief/data/unpack"
)

// idleKeys warns of keys that say how text is written where no file of the source
// is text: they were left when a workbook took the place of a file.
func (r *reader) idleKeys(e *entry) {
	if len(e.grids) == 0 || slices.Contains(e.grids, nil) {
		return
	}
	what := "a Parquet file"
	if e.grids[0].Sheet != "" {
		what = "a workbook"
	}
	for _, key := range [...]struct {
		name string
		text diag.Text
	}{{"delimiter", e.src.Table.Delimiter}, {"encoding", e.src.Table.Encoding}} {
		if key.text.Value != "" {
			p := diag.Errorf(diag.Data, key.text.Pos, "%s: does nothing here: %s is %s, whose cells need none", key.name, quote(e.files[0]), what).
				WithHint("leave %s: out", key.name)
			p.Severity = diag.Warning
			r.fail(p)
		}
	}
}

// namesItself reports whether the names of the columns of a file without sheets are
// read as such, and says so where they are not.
func (t *rows) namesItself() bool {
	table := &t.e.src.Table
	if t.grid == nil || t.grid.Sheet != "" || table.NoHeader == (table.Skip > 0) {
		return true
	}
	t.report(diag.Errorf(diag.Data, t.tablePos(&t.e.src), "%s is a Parquet file, which names its columns itself", quote(t.name)).
		WithHint("leave skip: and header: out"))
	return false
}

// belowTitles goes on from the first row of a sheet to the one with the names of
// the columns that the outline needs, if there is one: titles stand above it in
// most workbooks, and a sheet has no first line that a reader sees as such.
func (t *rows) belowTitles() bool {
	table := &t.e.src.Table
	var needed []string
	for _, name := range [...]string{table.Period.Column.Value, table.Period.Year.Value} {
		if name != "" {
			needed = append(needed, trim(name))
		}
	}
	for i := range t.plan.values {
		if !t.plan.headed() {
			needed = append(needed, trim(t.plan.values[i].spec.Column.Value))
		}
	}
	missing := func(record []string) bool {
		if t.plan.headed() && !slices.ContainsFunc(record, func(cell string) bool { _, ok := t.plan.values[0].heads.span(cell); return ok }) {
			return true
		}
		return slices.ContainsFunc(needed, func(name string) bool {
			return !slices.ContainsFunc(record, func(cell string) bool { return trim(cell) == name })
		})
	}
	if !missing(t.record) {
		return true
	}
	first, below := slices.Clone(t.record), t.table.(*csvTable)
	for i := range first {
		first[i] = strings.Clone(first[i])
	}
	at := below.last
	for below.last < headRows {
		record, ok := t.table.next(t)
		if !ok {
			break
		}
		if t.record = record; !missing(record) {
			return true
		}
	}
	if t.dead {
		return false
	}
	// The message about the missing column is about the first row.
	t.record, t.table = first, &heldRow{cells: first, line: at}
	return true
}

// heldRow is a row that was read before.
type heldRow struct {
	cells []string
	line  int
}

func (h *heldRow) next(*rows) ([]string, bool) { return nil, false }
func (h *heldRow) at(int) (line, col int)      { return h.line, 0 }

// square makes a row of a grid as long as the header. Its cells end with the last
// one that is filled; what stands right of the header is of no column.
func (t *rows) square() {
	if len(t.record) >= len(t.header) {
		t.record = t.record[:len(t.header)]
		return
	}
	t.wide = append(t.wide[:0], t.record...)
	for len(t.wide) < len(t.header) {
		t.wide = append(t.wide, "")
	}
	t.record = t.wide
}

// computed reports whether the row has a value in each cell that is used, not an
// error or a formula that was never computed.
func (t *rows) computed() bool {
	ok := true
	for _, at := range t.cols.used {
		cell := t.record[at]
		if len(cell) < 2 || cell[0] != '#' && cell[0] != '=' {
			continue
		}
		var p diag.Problem
		switch {
		case cell == unpack.Uncomputed && t.grid.Sheet != "":
			p = diag.Errorf(diag.Data, t.at(at), "the cell in column %s has a formula whose value was never computed", quote(t.header[at])).
				WithHint("open the workbook in a spreadsheet program and save it")
		case cell == unpack.Nested && t.grid.Sheet == "":
			p = diag.Errorf(diag.Data, t.at(at), "column %s holds lists or records, expected one value in each row", quote(t.header[at])).
				WithHint("write the file out again with the column flat")
			t.dead = true
		case t.grid.Sheet != "" && unpack.IsError(cell):
			p = diag.Errorf(diag.Data, t.at(at), "the cell in column %s holds the error %s", quote(t.header[at]), cell).
				WithHint("mend its formula, or leave the cell empty where there is no figure")
		default:
			continue
		}
		t.report(p)
		ok = false
	}
	return ok
}
