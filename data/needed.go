package data

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// What of a table of a database the series of an outline need: narrowing decides
// it, as for a large file. But before a figure is asked for, all is known that the
// table has, so that what becomes of each series is known too.

// rawGroup is what the table has of one flow, reporter, partner and code, in its
// own words; of a dimension without a column, nothing.
type rawGroup struct {
	words    [4]sql.NullString
	figures  []bool           // for each value and quantity of the plan: whether there is any
	partners []sql.NullString // whose figures are added up, so that the group stands for all of them; nil: its own
	every    bool             // the partners are all that there are
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
		s.column("COUNT(" + q.column(at) + ")")
	}
	s.from(q, where)
	s.grouped(n)
	s.add(" HAVING COUNT(*) > 0") // without columns to group by, no rows are a row
	s.ordered(n)
	return q.askGroups(s, dims)
}

// pooled asks which codes some partners have whose figures are added up: not of
// each one, but of the first that has the same figures for a code.
func (q *query) pooled(where []condition) ([]rawGroup, error) {
	inner, s := q.statement(), q.statement()
	n := 0
	for d, at := range q.dims {
		if at < 0 {
			continue
		}
		inner.column(fmt.Sprintf("%s AS d%d", q.text(at), d))
		if n++; d == partnerDim {
			s.column("MIN(d2)")
		} else {
			s.column(fmt.Sprintf("d%d", d))
		}
	}
	grouped := make([]string, 0, len(q.dims)+len(q.figures))
	for d, at := range q.dims {
		if at >= 0 && d != partnerDim {
			grouped = append(grouped, fmt.Sprintf("d%d", d))
		}
	}
	for i, at := range q.figures {
		inner.column(fmt.Sprintf("CASE WHEN COUNT(%s) > 0 THEN 1 ELSE 0 END AS f%d", q.column(at), i))
		s.column(fmt.Sprintf("f%d", i))
		grouped = append(grouped, fmt.Sprintf("f%d", i))
	}
	inner.exact = true
	inner.from(q, where)
	inner.grouped(n)
	s.within(inner)
	s.add(" GROUP BY " + strings.Join(grouped, ", ") + " ORDER BY " + strings.Join(grouped, ", "))
	return q.askGroups(s, q.dims)
}

// The places of the dimensions in query.dims.
const (
	flowDim = iota
	reporterDim
	partnerDim
	codeDim
)

// askGroups reads groups.
func (q *query) askGroups(s *statement, dims [4]int) ([]rawGroup, error) {
	s.add(fmt.Sprintf(" LIMIT %d", maxGroups+1))
	var out []rawGroup
	err := q.ask(s, func(cells []sql.NullString) bool {
		if len(out) == maxGroups {
			q.report(diag.Errorf(diag.Data, q.sql.Table.Pos, "%s has more than %d pairs of partner and code, and the like", q.title, maxGroups))
			return false
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

// figureKey is the series of a figure of a group, by the number of the value of
// the plan, twice, and one more for its quantity.
func (q *query) figureKey(g *rawGroup, f int) seriesKey {
	for d, at := range q.dims {
		if at >= 0 {
			q.record[at] = g.words[d].String
		}
	}
	p := &q.plan.values[f/2]
	key := seriesKey{
		flow: q.flowOf(f / 2), reporter: q.cellNumber(&q.cols.reporter),
		partner: q.cellNumber(&q.cols.partner), code: q.cellNumber(&q.cols.code),
		unit: q.unitScale(p.scale), quantity: p.spec.Amounts,
	}
	if f%2 == 1 {
		key.unit, key.quantity = q.unitScale(p.quantityScale), true
	}
	return key
}

// flowOf is the flow of a value of the plan in the row.
func (q *query) flowOf(value int) int32 {
	if flow := q.plan.values[value].flow; flow != 0 {
		return flow
	}
	return q.cellNumber(&q.cols.flow)
}

// refusals notes for which needs the table has no flow, reporter or partner; what
// is read for the others does not tell any more what else there was.
func (q *query) refusals(groups []rawGroup) {
	all := &entry{src: q.e.src, scales: q.e.scales, dims: q.e.dims}
	for i := range groups {
		for f, there := range groups[i].figures {
			if there {
				all.keys = append(all.keys, q.figureKey(&groups[i], f))
			}
		}
	}
	q.e.refused = map[string]*refusal{}
	for _, need := range q.needs {
		if need.Data.Value != "" && need.Data.Value != q.e.src.ID.Value {
			continue
		}
		if _, refusal := q.cube.narrow(all, need.Selector); refusal != nil {
			q.e.refused[need.ID.Value] = refusal
		}
	}
}

// taken leaves the groups that some need takes, with their codes.
func (q *query) taken(groups []rawGroup) ([]rawGroup, error) {
	n := q.e.narrowing
	var parted, open []rawGroup
	for _, g := range groups {
		takes, alone := false, false
		for f := range g.figures {
			if !g.figures[f] {
				continue
			}
			key := q.figureKey(&g, f)
			if t := n.takers(class{key.flow, key.reporter, key.partner}); len(t.needs) > 0 {
				takes, alone = true, alone || t.parted
			}
		}
		switch {
		case !takes:
		case alone || !n.folding || q.dims[partnerDim] < 0 || q.dims[codeDim] < 0:
			parted = append(parted, g)
		default:
			open = append(open, g)
		}
	}
	if q.e.src.Complete {
		if err := q.periods(slices.Concat(parted, open)); err != nil {
			return nil, err
		}
	}
	if q.dims[codeDim] < 0 {
		return parted, nil
	}
	var out []rawGroup
	for _, where := range parts(conditions(parted, codeDim)) {
		list, err := q.groups(where)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	pools := pools(open, groups)
	for _, where := range parts(conditions(pools, codeDim)) {
		list, err := q.pooled(where)
		if err != nil {
			return nil, err
		}
		for i := range list {
			pool := pools[slices.IndexFunc(pools, func(p rawGroup) bool { return p.trades(&list[i]) })]
			list[i].partners, list[i].every = pool.partners, pool.every
		}
		out = append(out, list...)
	}
	return out, nil
}

// periods asks for which periods the flows and reporters have rows, so that a period
// without any is told from one in which the goods of the brief were not traded.
func (q *query) periods(groups []rawGroup) error {
	c := &q.cols
	s := q.statement()
	n := 0
	columns := [...]int{c.flow.at, c.reporter.at, c.period, c.year, c.month, c.quarter}
	for _, at := range columns {
		if at >= 0 {
			s.column(q.text(at))
			n++
		}
	}
	s.from(q, conditions(groups, partnerDim))
	s.grouped(n)
	s.ordered(n)
	s.add(fmt.Sprintf(" LIMIT %d", maxGroups))
	own := q.harvest
	defer func() { q.harvest = own }()
	return q.ask(s, func(cells []sql.NullString) bool {
		q.harvest = q.stretch(0) // what is wrong with a period is said where its rows are read
		for _, at := range columns {
			if at >= 0 {
				q.record[at] = cells[0].String
				cells = cells[1:]
			}
		}
		span := q.span()
		if span.From.IsZero() {
			return true
		}
		for v := range q.plan.values {
			q.seenSpans[flowSpan{q.flowOf(v), q.cellNumber(&c.reporter), span}] = true
		}
		return true
	})
}

// pools puts the partners of each flow and reporter together; all are the groups that
// there are.
func pools(groups, all []rawGroup) []rawGroup {
	var out []rawGroup
	for _, g := range groups {
		if n := slices.IndexFunc(out, func(p rawGroup) bool { return p.trades(&g) }); n >= 0 {
			out[n].partners = append(out[n].partners, g.words[partnerDim])
			continue
		}
		g.partners = []sql.NullString{g.words[partnerDim]}
		out = append(out, g)
	}
	for i := range out {
		n := 0
		for j := range all {
			if out[i].trades(&all[j]) {
				n++
			}
		}
		out[i].every = n == len(out[i].partners)
	}
	return out
}

// trades reports whether both are of one flow and reporter.
func (g *rawGroup) trades(h *rawGroup) bool {
	return g.words[flowDim] == h.words[flowDim] && g.words[reporterDim] == h.words[reporterDim]
}

// ambiguous reports whether two words of the table mean one thing, such as x and X:
// then it takes the rows to tell what is given twice.
func (q *query) ambiguous(groups []rawGroup) bool {
	type word struct {
		dim    int
		number int32
	}
	spelt := map[word]sql.NullString{}
	for i := range groups {
		g := &groups[i]
		key := q.figureKey(g, 0)
		for d, number := range [...]int32{q.cellNumber(&q.cols.flow), key.reporter, key.partner, key.code} {
			w := word{d, number}
			before, there := spelt[w]
			if spelt[w] = g.words[d]; there && before != g.words[d] {
				return true
			}
		}
	}
	return false
}

// register numbers the series of groups, as a file does whose rows are read, so
// that narrowing decides on each of them. Of each group it gives the numbers of the
// figures; -1 where there is none.
func (q *query) register(groups []rawGroup) [][]int32 {
	series := make([][]int32, len(groups))
	for i := range groups {
		g := &groups[i]
		series[i] = make([]int32, len(g.figures))
		for f := range g.figures {
			if series[i][f] = -1; !g.figures[f] {
				continue
			}
			key := q.figureKey(g, f)
			fate := q.e.narrowing.fate(key)
			fate.also = -1 // the server adds up
			q.e.narrowing.decided[key] = fate
			series[i][f] = q.e.seen.find(key, q.place()).number
		}
	}
	return series
}

// unused has the series passed over that no need comes to, now that all codes are
// known: those of levels that do not make a whole.
func (q *query) unused() {
	seen := q.e.seen
	all := &entry{src: q.e.src, scales: q.e.scales, dims: q.e.dims}
	for i := range seen.n {
		all.keys = append(all.keys, seen.at(int32(i)).key)
	}
	used := map[class4]bool{}
	use := func(keys []int32) {
		for _, k := range keys {
			used[all.keys[k].class4()] = true
		}
	}
	for i := range q.e.narrowing.needs {
		need := &q.e.narrowing.needs[i]
		if need.EachPartner || need.EachReporter {
			return // it takes many selections
		}
		keys, refusal := q.cube.narrow(all, need.Selector)
		if refusal != nil {
			continue
		}
		o, refusal := q.cube.codes(all, keys, need.Selector)
		switch {
		case need.Codes:
			use(keys)
		case refusal == nil:
			use(o.parts)
		}
	}
	for i := range seen.n {
		if key := seen.at(int32(i)).key; !used[key.class4()] {
			q.e.narrowing.decided[key] = fate{passedSeries, -1}
		}
	}
}

// fateOf is the fate of the n-th series.
func (q *query) fateOf(n int32) fate { return q.e.narrowing.fate(q.e.seen.at(n).key) }

// class4 is what a series is of, value and quantity alike.
type class4 [4]int32

func (k seriesKey) class4() class4 { return class4{k.flow, k.reporter, k.partner, k.code} }

// needed asks for what the needs take. again is whether the rows have to be asked for
// one by one, because they cannot be added up as they are.
func (q *query) needed(groups []rawGroup) (again bool, err error) {
	folding := q.e.narrowing.folding
	if folding && q.ambiguous(groups) {
		return true, nil
	}
	if groups, err = q.taken(groups); err != nil || q.found > 0 {
		return false, err
	}
	if folding && q.ambiguous(groups) {
		return true, nil
	}
	series := q.register(groups)
	q.unused()
	var kept []rawGroup
	for i := range series {
		if slices.ContainsFunc(series[i], func(n int32) bool { return n >= 0 && q.fateOf(n).own == keptSeries }) {
			kept = append(kept, groups[i])
		}
	}
	for _, where := range parts(conditions(kept, codeDim+1)) {
		if err := q.observations(where, nil); err != nil || q.dead {
			return false, err
		}
	}
	return q.sums(groups, series)
}
