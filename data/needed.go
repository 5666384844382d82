package data

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// What of a table of a database the series of an outline need.

// rawGroup is what the table has of one flow, reporter, partner and code, in its
// own words; of a dimension without a column, nothing.
type rawGroup struct {
	words   [4]sql.NullString
	figures []bool // for each value and quantity of the plan: whether there is any
}

// groups asks which flows, reporters and partners the table has, or, under a
// condition, which codes of some of them.
func (q *query) groups(where []condition) ([]rawGroup, error) {
	s := q.statement()
	dims := q.dims
	if where == nil {
		dims[3] = -1
	}
	n := 0
	for _, at := range dims {
		if at >= 0 {
			s.column(q.text(at))
			n++
		}
	}
	for _, at := range q.figures {
		s.column("COUNT(" + q.conn.Name(q.columns[at].Name) + ")")
	}
	s.column("COUNT(*)")
	s.from(q, where)
	s.grouped(n)
	s.add(fmt.Sprintf(" LIMIT %d", maxGroups+1))
	var out []rawGroup
	err := q.ask(s, func(cells []sql.NullString) bool {
		if len(out) == maxGroups {
			q.report(diag.Errorf(diag.Data, q.sql.Table.Pos, "%s has more than %d pairs of partner and code, and the like", q.title, maxGroups))
			return false
		}
		if cells[len(cells)-1].String == "0" {
			return false // the one row of an answer without groups
		}
		var g rawGroup
		i := 0
		for d, at := range dims {
			if at >= 0 {
				g.words[d] = cells[i]
				i++
			}
		}
		filled := func(at int) bool {
			return at >= 0 && cells[i+slices.Index(q.figures, at)].String != "0"
		}
		for v := range q.cols.values {
			c := &q.cols.values[v]
			// A figure that is withheld is one, too.
			g.figures = append(g.figures, filled(c.value) || c.status.at >= 0, filled(c.quantity))
		}
		out = append(out, g)
		return true
	})
	return out, err
}

// nothing says that the table has no rows, or none that the outline's where keeps.
func (q *query) nothing() error {
	where := q.e.src.Table.Where
	for i, w := range where {
		s := q.statement()
		s.add("SELECT DISTINCT " + q.text(q.cols.where[i]) + " FROM " + q.from + " ORDER BY 1 LIMIT 6")
		s.selecting = true
		if err := q.ask(s, func(cells []sql.NullString) bool {
			if word := trim(cells[0].String); word != w.Equals.Value {
				q.e.out.leftOut(i, word)
			}
			return true
		}); err != nil {
			return err
		}
		if len(q.e.out.out) > 0 {
			return nil
		}
	}
	q.report(diag.Errorf(diag.Data, q.sql.Table.Pos, "%s has no rows", q.title))
	return nil
}

// sketch is an entry with the series that groups stand for, without their
// figures, to select among; of gives the group of each series. A series may be
// there twice, where two words of the table mean one thing: x and X.
func (q *query) sketch(groups []rawGroup) (e *entry, of []int) {
	q.record = make([]string, len(q.header))
	e = &entry{src: q.e.src, scales: q.e.scales, dims: q.e.dims}
	for i, g := range groups {
		for d, at := range q.dims {
			if at >= 0 {
				q.record[at] = g.words[d].String
			}
		}
		key := seriesKey{
			flow: q.cellNumber(&q.cols.flow), reporter: q.cellNumber(&q.cols.reporter),
			partner: q.cellNumber(&q.cols.partner), code: q.cellNumber(&q.cols.code),
		}
		for v := range q.plan.values {
			p := &q.plan.values[v]
			key := key
			if p.flow != 0 {
				key.flow = p.flow
			}
			for n, scale := range [...]int32{p.scale, p.quantityScale} {
				if key.quantity = n == 1 || p.spec.Amounts; !g.figures[2*v+n] {
					continue
				}
				key.unit = q.e.unitScale(scale)
				e.keys, of = append(e.keys, key), append(of, i)
			}
		}
	}
	return e, of
}

// narrowed leaves the groups of the flows, reporters and partners that a
// selector takes.
func (q *query) narrowed(groups []rawGroup) []rawGroup {
	e, of := q.sketch(groups)
	needed := make([]bool, len(groups))
	for _, sel := range q.wants {
		keys, refusal := q.cube.narrow(e, sel)
		if refusal != nil {
			q.refuse(sel, refusal)
			continue
		}
		for _, k := range keys {
			needed[of[k]] = true
		}
	}
	return chosen(groups, needed)
}

// selected leaves the groups that the selectors are made of and broken down to.
func (q *query) selected(groups []rawGroup) []rawGroup {
	e, of := q.sketch(groups)
	needed := make([]bool, len(groups))
	ranked := slices.ContainsFunc(q.wants, func(s Selector) bool { return len(s.Codes) == 0 })
	for _, sel := range q.wants {
		if q.e.refused[sel.ID.Value] != nil {
			continue
		}
		keys, refusal := q.cube.narrow(e, sel)
		var o offer
		if refusal == nil {
			o, refusal = q.cube.codes(e, keys, sel)
		}
		if refusal != nil {
			q.refuse(sel, refusal)
			continue
		}
		for _, k := range o.parts {
			needed[of[k]] = true
		}
		var codes []string
		for _, k := range keys {
			if code := q.cube.words[e.keys[k].code]; code != totalCode {
				codes = append(codes, code)
			}
		}
		slices.Sort(codes)
		codes = slices.Compact(codes)
		var own []string
		for _, k := range o.parts {
			own = append(own, q.cube.words[e.keys[k].code])
		}
		beside := beside(codes, sel, own, ranked)
		for _, k := range keys {
			code := q.cube.words[e.keys[k].code]
			if _, ok := slices.BinarySearch(beside, code); ok || code == totalCode {
				needed[of[k]] = true
			}
		}
	}
	return chosen(groups, needed)
}

// beside are the codes, in order, that breakdowns and ranks of a selection are
// made of: the level below its own codes, and that on which a single one stands.
func beside(codes []string, sel Selector, own []string, ranked bool) []string {
	if len(codes) == 0 {
		return nil
	}
	if len(sel.Codes) == 0 || slices.Contains(own, totalCode) {
		return oneLevel(codes)
	}
	code := canonicalCode(sel.Codes[0].Value)
	single := len(sel.Codes) == 1 && (slices.Contains(own, code) || !strings.Contains(code, "-"))
	var below, out []string
	if single {
		below = codesBelow(codes, code)
		if ranked {
			out = append(out, levelOf(codes, code)...)
		}
	} else {
		for _, c := range codes {
			if slices.ContainsFunc(own, func(member string) bool { return strings.HasPrefix(c, member) }) {
				below = append(below, c)
			}
		}
	}
	if len(below) > 0 {
		out = append(out, oneLevel(below)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func chosen(groups []rawGroup, needed []bool) []rawGroup {
	var out []rawGroup
	for i, g := range groups {
		if needed[i] {
			out = append(out, g)
		}
	}
	return out
}

// refuse keeps why the entry has nothing for a selector: once only what is needed
// has been read, it cannot be told any more what else there was.
func (q *query) refuse(sel Selector, why *refusal) {
	if q.e.refused == nil {
		q.e.refused = map[string]*refusal{}
	}
	q.e.refused[sel.ID.Value] = why
}
