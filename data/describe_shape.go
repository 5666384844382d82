package data

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Where the table stands in a file, and how its columns are called.

// headRow is a row near the beginning of a file.
type headRow struct {
	cells      []string
	line, last int
	filled     int
}

// parseHead parts the beginning of a file by a delimiter.
func parseHead(head string, cut bool, delim rune) []headRow {
	r := csv.NewReader(strings.NewReader(head))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = delim, true, -1
	var rows []headRow
	for len(rows) < headRows {
		cells, err := r.Read()
		if err != nil {
			if cut && len(rows) > 1 {
				rows = rows[:len(rows)-1]
			}
			break
		}
		row := headRow{cells: cells}
		row.line, _ = r.FieldPos(0)
		row.last, _ = r.FieldPos(len(cells) - 1)
		for i := range cells {
			cells[i] = trim(cells[i])
			if cells[i] != "" {
				row.filled++
			}
		}
		if row.filled > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// isData reports whether a row holds figures, or a period and something else.
// Many periods and no figure are the header of a wide table.
func (r *headRow) isData() bool {
	figures, periods := 0, 0
	for _, c := range r.cells {
		switch {
		case c == "":
		case usualLayout(c) != "":
			periods++
		case looksNumber(c):
			figures++
		}
	}
	return figures > 0 || periods > 0 && periods < 3 && r.filled > 1
}

// looksNumber reports whether a cell consists of digits and the signs of numbers.
func looksNumber(cell string) bool {
	digits := false
	for _, r := range cell {
		switch {
		case r >= '0' && r <= '9':
			digits = true
		case (r == '-' || r == '−') && digits:
			return false // 2021-2022
		case strings.ContainsRune("+-−.,'’ \u00a0\u202f", r):
		case (r == 'e' || r == 'E') && digits:
		default:
			return false
		}
	}
	return digits
}

// tableShape is where the table stands under one reading of the delimiter.
type tableShape struct {
	delim       rune
	rows        []headRow
	width       int // cells of most rows
	alike       int // rows of that width
	header      int // index in rows; -1 = none
	first       int // index of the first row of data; len(rows) if there is none
	rightHeader bool
}

func shapeBy(rows []headRow, delim rune) tableShape {
	s := tableShape{delim: delim, rows: rows, header: -1, first: len(rows)}
	widths := map[int]int{}
	for _, r := range rows {
		widths[len(r.cells)]++
	}
	for width, n := range widths {
		if n > s.alike || n == s.alike && width > s.width {
			s.width, s.alike = width, n
		}
	}
	var filled []int
	for _, r := range rows {
		if len(r.cells) == s.width {
			filled = append(filled, r.filled)
		}
	}
	slices.Sort(filled)
	usual := 0
	if len(filled) > 0 {
		usual = filled[len(filled)/2]
	}
	for i := range rows {
		if 2*rows[i].filled >= usual && rows[i].isData() && !headsPeriods(rows[i:]) {
			s.first = i
			break
		}
	}
	// The header is the fullest row above the data, the last of them where
	// titles are as long.
	best := 1
	for i := range rows[:s.first] {
		r := &rows[i]
		if r.filled >= best && 10*r.filled >= 5*usual && r.filled > 1 && (s.header < 0 || !unitRow(r.cells)) {
			s.header, best = i, r.filled
		}
	}
	s.rightHeader = s.header >= 0 && (s.first < len(rows) || s.header == 0)
	return s
}

// headsPeriods reports whether the first of the rows names periods of which the
// second has figures: two years may stand in a header as well as in a row.
func headsPeriods(rows []headRow) bool {
	if len(rows) < 2 {
		return false
	}
	periods := 0
	for i, cell := range rows[0].cells {
		switch {
		case cell == "":
		case usualLayout(cell) != "":
			if i >= len(rows[1].cells) {
				return false
			}
			if below := rows[1].cells[i]; below != "" && (!looksNumber(below) || usualLayout(below) != "" && len(below) == len(cell)) {
				return false
			}
			periods++
		case looksNumber(cell):
			return false
		}
	}
	return periods > 1
}

// unitRow reports whether most cells of a row are units, as stand below the
// names of some tables.
func unitRow(cells []string) bool {
	units, filled := 0, 0
	for _, c := range cells {
		if c == "" {
			continue
		}
		filled++
		if _, ok := unitIn(c); ok || strings.HasPrefix(c, "(") || strings.HasPrefix(c, "（") {
			units++
		}
	}
	return filled > 0 && 2*units > filled
}

// shape finds the delimiter, the header and the names of the columns.
func (p *profile) shape(head string, cut bool) {
	var best tableShape
	better := func(s tableShape) bool {
		switch {
		case s.width < 2:
			return false
		case best.width < 2:
			return true
		case 2*s.alike < len(s.rows):
			return false // a sign that happens to stand in the text
		case s.rightHeader != best.rightHeader:
			return s.rightHeader
		case s.rightHeader:
			return len(s.rows[s.header].cells) > len(best.rows[best.header].cells)
		}
		return s.width > best.width
	}
	// The comma last: it is also a sign of decimals, the others are not.
	delims := []rune{';', '\t', '|', ','}
	if p.grid != nil {
		delims = delims[3:]
	}
	for i, delim := range delims {
		s := shapeBy(parseHead(head, cut, delim), delim)
		if i == 0 || better(s) {
			best = s
		}
	}
	if best.width < 2 {
		best = shapeBy(parseHead(head, cut, ','), ',')
	}
	p.delim = best.delim
	if p.timeSeries(best.rows) {
		return
	}
	above := best.rows[:best.first]
	if best.first < len(best.rows) {
		p.firstRow = best.rows[best.first].cells
	}
	if best.header >= 0 {
		h := best.rows[best.header]
		p.header, p.first, above = h.line, h.last+1, best.rows[:best.header]
		for n := len(h.cells); n > 0 && h.cells[n-1] == ""; n-- {
			h.cells = h.cells[:n-1]
		}
		p.names = h.cells
		if below := best.header + 1; below < best.first && best.first < len(best.rows) && unitRow(best.rows[below].cells) {
			// The names of the header alone would leave out the units.
			p.numbered, p.first = true, best.rows[below].last+1
			for i, unit := range best.rows[below].cells[:min(len(p.names), len(best.rows[below].cells))] {
				p.names[i] = strings.TrimSpace(p.names[i] + " " + unit)
			}
		}
	} else {
		p.numbered, p.first = true, 1
		if best.first < len(best.rows) {
			p.first = best.rows[best.first].line
		} else {
			above = nil
		}
		for i := range best.width {
			p.names = append(p.names, strconv.Itoa(i+1))
		}
	}
	for _, r := range above {
		p.above = append(p.above, strings.TrimSpace(strings.Join(r.cells, " ")))
	}
	if len(p.names) > maxColumns {
		p.names = p.names[:maxColumns]
	}
	p.cols = make([]columnProfile, len(p.names))
	for i := range p.cols {
		p.cols[i] = newColumnProfile()
	}
}

// timeSeries takes the file of one series of Britain's statistical office for a table
// without header: eight lines say what it is, and the rest is periods and figures.
func (p *profile) timeSeries(rows []headRow) bool {
	said := map[string]string{}
	last := 0
	for i, r := range rows[:min(len(rows), 12)] {
		if len(r.cells) < 2 || usualLayout(r.cells[0]) != "" {
			break
		}
		said[r.cells[0]], last = r.cells[1], i
	}
	if said["CDID"] == "" || said["Title"] == "" || last+1 >= len(rows) {
		return false
	}
	first := rows[last+1]
	p.numbered, p.first, p.firstRow = true, first.line, first.cells
	p.names = []string{"1", "2"}
	p.above = []string{strings.TrimSpace(said["PreUnit"] + " " + said["Unit"]), said["Title"]}
	p.cols = []columnProfile{newColumnProfile(), newColumnProfile()}
	return true
}

// columnName is how the outline names a column: by its header, or by its place.
func (p *profile) columnName(i int) string {
	if p.numbered {
		return strconv.Itoa(i + 1)
	}
	return p.names[i]
}

// title is the name of a column for people.
func (p *profile) title(i int) string {
	if p.names[i] == "" {
		return "column " + strconv.Itoa(i+1)
	}
	return p.names[i]
}

// nameable makes sure that the columns can be named: one that stands twice, or
// has a name that is no text, is named by its place, and then all are.
func (p *profile) nameable(columns []int) {
	for _, i := range columns {
		if name := p.names[i]; name == "" || !utf8.ValidString(name) || slices.Index(p.names, name) != i || slices.Contains(p.names[i+1:], name) {
			p.numbered = true
		}
	}
}
