package data

import (
	"database/sql"
	"strconv"
	"strings"

	"tradebrief/data/database"
)

// statement is a SELECT that is being written. Values go into it as parameters only.
type statement struct {
	dialect   database.Dialect
	b         strings.Builder
	args      []string
	selecting bool
	filtering bool
	exact     bool    // words are compared as they are, whatever two words the column takes for one,
	apart     [4]bool // but for dimensions that the answer tells apart
}

func (q *query) statement() *statement { return &statement{dialect: q.dialect} }

func (s *statement) add(text string) { s.b.WriteString(text) }

func (s *statement) text() string { return s.b.String() }

// column adds an expression to what is selected.
func (s *statement) column(expr string) {
	if s.selecting {
		s.add(", ")
	} else {
		s.add("SELECT ")
		s.selecting = true
	}
	s.add(expr)
}

// grouped groups by the first n columns, and ordered orders by them.
func (s *statement) grouped(n int) { s.by(" GROUP BY ", n) }
func (s *statement) ordered(n int) { s.by(" ORDER BY ", n) }

func (s *statement) by(words string, n int) {
	for i := range n {
		s.add(words)
		s.add(strconv.Itoa(i + 1))
		words = ", "
	}
}

// within reads from another statement.
func (s *statement) within(inner *statement) {
	s.add(" FROM (" + inner.text() + ") AS t")
	s.args = append(s.args, inner.args...)
}

// from names the table and keeps the rows that the outline's where and one of the
// conditions take; without conditions, all.
func (s *statement) from(q *query, any []condition) {
	s.add(" FROM " + q.from)
	name := func(at int, exact bool) string {
		if exact {
			return q.text(at)
		}
		return q.column(at)
	}
	for i, w := range q.e.src.Table.Where {
		s.and()
		s.in(name(q.cols.where[i], s.exact), []sql.NullString{{String: w.Equals.Value, Valid: true}})
	}
	var written []condition
	for _, c := range any {
		if c.words(q.dims) {
			written = append(written, c)
		}
	}
	if len(written) < len(any) || len(any) == 0 {
		return // one of them takes every row
	}
	s.and()
	if len(written) > 1 {
		s.add("(")
	}
	for i, c := range written {
		if i > 0 {
			s.add(" OR ")
		}
		if len(written) > 1 {
			s.add("(")
		}
		first := true
		for d, at := range q.dims {
			if at < 0 || c[d] == nil {
				continue
			}
			if !first {
				s.add(" AND ")
			}
			first = false
			s.in(name(at, s.exact && !s.apart[d]), c[d])
		}
		if len(written) > 1 {
			s.add(")")
		}
	}
	if len(written) > 1 {
		s.add(")")
	}
}

// and begins one more condition that the rows have to meet.
func (s *statement) and() {
	if s.filtering {
		s.add(" AND ")
		return
	}
	s.add(" WHERE ")
	s.filtering = true
}

// in compares a column with words.
func (s *statement) in(name string, words []sql.NullString) {
	null := false
	var values []string
	for _, w := range words {
		if w.Valid {
			values = append(values, w.String)
		} else {
			null = true
		}
	}
	if null && len(values) > 0 {
		s.add("(")
	}
	if len(values) > 0 {
		s.add(name)
		if len(values) == 1 {
			s.add(" = ")
		} else {
			s.add(" IN (")
		}
		for i, v := range values {
			if i > 0 {
				s.add(", ")
			}
			s.args = append(s.args, v)
			s.add(s.dialect.Param(len(s.args)))
		}
		if len(values) > 1 {
			s.add(")")
		}
		if null {
			s.add(" OR ")
		}
	}
	if null {
		s.add(name + " IS NULL")
		if len(values) > 0 {
			s.add(")")
		}
	}
}

// condition is for each of flow, reporter, partner and code the words of the table
// that are wanted; nil = any.
type condition [4][]sql.NullString

// words reports whether the condition says anything of the columns there are.
func (c condition) words(dims [4]int) bool {
	for d, at := range dims {
		if at >= 0 && c[d] != nil {
			return true
		}
	}
	return false
}

// key tells conditions apart.
func (c condition) key() string {
	var b strings.Builder
	for _, words := range c {
		for _, w := range words {
			b.WriteString(wordKey(w))
		}
		b.WriteByte(';')
	}
	return b.String()
}

func wordKey(w sql.NullString) string {
	if !w.Valid {
		return "null "
	}
	return strconv.Quote(w.String) + " "
}

// maxParams is the parameters of one statement; the protocols have room for 65,535.
const maxParams = 30000

// conditions describes groups by their first dimensions: partners that have the same
// codes share one, and so on.
func conditions(groups []rawGroup, dims int) []condition {
	var list []condition
	for _, g := range groups {
		var c condition
		for d, w := range g.words[:dims] {
			c[d] = []sql.NullString{w}
		}
		if dims > partnerDim && g.partners != nil {
			c[partnerDim] = g.partners
			if g.every {
				c[partnerDim] = nil
			}
		}
		list = append(list, c)
	}
	for d := dims - 1; d >= 0; d-- {
		list = merged(list, d)
	}
	return list
}

// parts cuts conditions into lists that have no more words than a statement may
// have. No row is of two of them.
func parts(list []condition) [][]condition {
	var out [][]condition
	room := 0
	for len(list) > 0 {
		c := list[0]
		list = list[1:]
		if n := paramsOf([]condition{c}); n > maxParams {
			longest := 0
			for d := range c {
				if len(c[d]) > len(c[longest]) {
					longest = d
				}
			}
			half := len(c[longest]) / 2
			rest := c
			c[longest], rest[longest] = c[longest][:half], rest[longest][half:]
			list = append([]condition{c, rest}, list...)
		} else if n <= room {
			out[len(out)-1] = append(out[len(out)-1], c)
			room -= n
		} else {
			out = append(out, []condition{c})
			room = maxParams - n
		}
	}
	return out
}

// merged joins conditions that differ in one dimension only.
func merged(list []condition, d int) []condition {
	at, has := map[string]int{}, map[string]bool{}
	var out []condition
	for _, c := range list {
		rest := c
		rest[d] = nil
		key := rest.key()
		if c[d] == nil {
			key += "any"
		}
		n, ok := at[key]
		if !ok {
			n = len(out)
			at[key] = n
			out = append(out, rest)
		}
		for _, w := range c[d] {
			if word := key + wordKey(w); !has[word] {
				has[word] = true
				out[n][d] = append(out[n][d], w)
			}
		}
	}
	return out
}

func paramsOf(list []condition) int {
	n := 0
	for _, c := range list {
		for _, words := range c {
			n += len(words)
		}
	}
	return n
}
