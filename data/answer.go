package data

import (
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tradebrief/data/database"
)

// observations reads the figures. Rows that are equal but for their figures come
// as one, with the least and the greatest figure: equal ones are one
// observation given twice, others are a conflict, as they are in a file. With
// behind, they are those behind a row of sums.
func (q *query) observations(where []condition, behind *behind) error {
	s := q.statement()
	keys := q.keys()
	for _, at := range keys {
		s.column(q.text(at))
	}
	label := q.cols.label.at
	if label >= 0 && !slices.Contains(keys, label) {
		s.column("MIN(" + q.text(label) + ")")
	} else {
		label = -1
	}
	for _, at := range q.figures {
		s.column("MIN(" + q.text(at) + ")")
		s.column("MAX(" + q.text(at) + ")")
		s.column("COUNT(" + q.column(at) + ")")
	}
	s.column("COUNT(*)")
	s.from(q, where)
	most := maxObservations + 1
	if behind != nil {
		behind.cells(q, s)
		most = maxFound
	}
	s.grouped(len(keys))
	if behind != nil {
		behind.faults(q, s)
	}
	s.ordered(len(keys))
	s.add(fmt.Sprintf(" LIMIT %d", most))
	answer := &answer{q: q, keys: keys, label: label, line: q.lines}
	q.table = answer
	rows, err := q.send(s)
	if err != nil {
		return err
	}
	defer rows.Close()
	answer.rows = rows
	for {
		before := q.found
		if !q.take() {
			break
		}
		if q.found > before {
			q.told[answer.line] = q.rowWords(keys)
		}
	}
	n := answer.line - q.lines
	q.lines = answer.line
	return q.answered(s, rows, n)
}

// answer is the answer to a query as a table. Each of its rows stands for all
// rows of the database that are equal but for their figures.
type answer struct {
	q      *query
	rows   *database.Rows
	keys   []int
	label  int // -1 = none
	line   int // of the row among all rows of figures, from 1
	record []string
	more   [][]string // records of the same row that come next
}

func (a *answer) at(i int) (line, col int) { return a.line, i + 1 }

func (a *answer) next(t *rows) ([]string, bool) {
	if len(a.more) > 0 {
		a.record, a.more = a.more[0], a.more[1:]
		return a.record, true
	}
	cells, ok := a.rows.Next()
	if !ok {
		return nil, false
	}
	a.line++
	a.record = make([]string, len(t.header))
	for i, at := range a.keys {
		a.record[at] = cells[i].String
	}
	figures := cells[len(a.keys):]
	if a.label >= 0 {
		a.record[a.label] = figures[0].String
		figures = figures[1:]
	}
	a.figures(figures)
	for i, cell := range a.record {
		if !utf8.ValidString(cell) {
			t.problem(t.at(i), "the text is not UTF-8")
			a.record[i] = strings.ToValidUTF8(cell, "\uFFFD")
		}
	}
	return a.record, true
}

// figures takes a row apart into what a file would have: the least figures, the
// greatest where they differ, and none where one lacks that may not.
func (a *answer) figures(cells []sql.NullString) {
	e := a.q.e
	all := number64(cells[len(cells)-1])
	differ, lacks := false, false
	greatest, blank := slices.Clone(a.record), slices.Clone(a.record)
	for i, at := range a.q.figures {
		least, most, n := cells[3*i], cells[3*i+1], number64(cells[3*i+2])
		a.record[at], greatest[at], blank[at] = least.String, most.String, least.String
		differ = differ || least != most
		if n < all {
			lacks, blank[at] = true, ""
		}
	}
	a.more = nil
	if differ {
		a.more = append(a.more, greatest)
	}
	if lacks && all > 1 && e.src.Complete {
		a.more = append(a.more, blank)
	}
	taken := len(a.more) + 1
	for i := range a.q.figures {
		e.coverage.Duplicates += max(0, number64(cells[3*i+2])-taken)
	}
	e.coverage.Rows += max(0, all-taken)
	e.coverage.Kept += max(0, all-taken)
}

// number64 is a count.
func number64(cell sql.NullString) int {
	n, _ := strconv.Atoi(cell.String)
	return n
}
