package data

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// addable reports whether the server can add the table's figures up as we would, to
// the last digit: they are decimals of the table, and a row says nothing of
// its figures but their status.
func (q *query) addable() bool {
	for _, at := range q.figures {
		if !q.columns[at].Decimal() {
			return false
		}
	}
	for i := range q.cols.values {
		c, spec := &q.cols.values[i], &q.plan.values[i].spec
		if c.unit >= 0 || c.power >= 0 || c.decimals >= 0 || c.confidentiality >= 0 || c.quantityUnit >= 0 || c.quantityStatus.at >= 0 ||
			len(spec.Where) > 0 || spec.Quantity.NoZero || slices.Contains(q.keys(), c.value) || slices.Contains(q.keys(), c.quantity) {
			return false
		}
	}
	return true
}

// serverSum is what one statement adds up: the rows of some groups, period by
// period, told apart by some of the dimensions.
type serverSum struct {
	by      [4]bool
	groups  []int              // in order
	figures []int              // as figureKey counts them
	folds   map[string][]int32 // the words of by → for each of figures the fold
}

// words are those of the dimensions by which a sum is told apart.
func (s *serverSum) words(words *[4]sql.NullString) string {
	var b strings.Builder
	for d := range words {
		if s.by[d] {
			b.WriteString(wordKey(words[d]))
		}
	}
	return b.String()
}

// serverSums are the statements for the folds of the series. Two folds are in one
// if the words of the dimensions in which neither varies tell them apart.
func (q *query) serverSums(groups []rawGroup, series [][]int32) []*serverSum {
	var all []*serverSum
	for f := range 2 * len(q.plan.values) {
		members := map[int32][]int{}
		var order []int32
		for i := range groups {
			n := series[i][f]
			if n < 0 || q.fateOf(n).own < 0 {
				continue
			}
			fold := q.fateOf(n).own
			if members[fold] == nil {
				order = append(order, fold)
			}
			members[fold] = append(members[fold], i)
		}
		var own []*serverSum
		for _, fold := range order {
			first := groups[members[fold][0]]
			by := [4]bool{q.dims[flowDim] >= 0, q.dims[reporterDim] >= 0, q.dims[partnerDim] >= 0, q.dims[codeDim] >= 0}
			for _, i := range members[fold] {
				for d := range by {
					by[d] = by[d] && groups[i].words[d] == first.words[d] && (d != partnerDim || groups[i].partners == nil)
				}
			}
			n := slices.IndexFunc(own, func(s *serverSum) bool { return s.by == by && s.folds[s.words(&first.words)] == nil })
			if n < 0 {
				n = len(own)
				own = append(own, &serverSum{by: by, figures: []int{f}, folds: map[string][]int32{}})
			}
			own[n].folds[own[n].words(&first.words)] = []int32{fold}
			own[n].groups = append(own[n].groups, members[fold]...)
		}
		for _, s := range own {
			slices.Sort(s.groups)
			same := slices.IndexFunc(all, func(other *serverSum) bool { return other.by == s.by && slices.Equal(other.groups, s.groups) })
			if same < 0 {
				all = append(all, s)
				continue
			}
			other := all[same]
			other.figures = append(other.figures, f)
			for words, folds := range s.folds {
				other.folds[words] = append(other.folds[words], folds...)
			}
		}
	}
	return all
}

// sums asks for the sums that the needs take. again is whether some rows cannot be
// added up.
func (q *query) sums(groups []rawGroup, series [][]int32) (again bool, err error) {
	a := &sumReader{q: q, spelt: map[Span]string{}, withheld: map[foldSpan]bool{}}
	for _, s := range q.serverSums(groups, series) {
		var list []rawGroup
		for _, i := range s.groups {
			list = append(list, groups[i])
		}
		dims := codeDim + 1
		if len(list) == len(groups) && !s.by[codeDim] {
			dims = codeDim // all codes that there are
		}
		for _, where := range parts(conditions(list, dims)) {
			if err := a.ask(s, where); err != nil || a.cannot {
				return a.cannot, err
			}
		}
	}
	for w := range a.withheld {
		q.folds[w.fold].at(w.period).first.status = Suppressed
	}
	return false, nil
}

// sumReader takes the answers with sums.
type sumReader struct {
	q        *query
	spelt    map[Span]string // the periods as the table writes them
	withheld map[foldSpan]bool
	looks    int  // at the rows behind a sum that showed nothing
	cannot   bool // the rows have to be read one by one
}

type foldSpan struct {
	fold   int32
	period Period
}

// sumRow is a row of an answer with sums.
type sumRow struct {
	words     [4]sql.NullString
	time      []sql.NullString // of the columns of the period
	statuses  []string
	decimals  []int
	label     string
	sums      []sumCell
	doubtful  int // keys with more than one status
	keys, all int // of rows that are equal but for their figures; and of rows
}

// sumCell is the sum of a column in one row.
type sumCell struct {
	sum      string
	keys     int // with a figure
	all      int // rows with a figure
	conflict int // keys with two figures
}

// sumLayout is what stands where in a row.
type sumLayout struct {
	time, statuses, figures []int // columns of the table
	labelled                bool
}

// statement writes the SELECT for sums: within, it puts rows that are equal but for their
// figures together, of which the least figure counts; then it adds up.
func (a *sumReader) statement(s *serverSum, where []condition) (*statement, *sumLayout) {
	q := a.q
	c := &q.cols
	l := &sumLayout{labelled: s.by[codeDim] && c.label.at >= 0}
	for _, at := range [...]int{c.period, c.year, c.month, c.quarter} {
		if at >= 0 {
			l.time = append(l.time, at)
		}
	}
	for _, f := range s.figures {
		v := &c.values[f/2]
		at := v.value
		if f%2 == 1 {
			at = v.quantity
		}
		if !slices.Contains(l.figures, at) {
			l.figures = append(l.figures, at)
		}
		if at := v.status.at; at >= 0 && !slices.Contains(l.statuses, at) {
			l.statuses = append(l.statuses, at)
		}
	}
	inner, outer := q.statement(), q.statement()
	inner.exact, inner.apart = true, s.by
	keys, grouped := 0, 0
	key := func(at int, name string, told bool) {
		inner.column(q.text(at) + " AS " + name)
		if keys++; told {
			outer.column(name)
			grouped++
		}
	}
	for d, at := range q.dims {
		if at >= 0 {
			key(at, fmt.Sprintf("d%d", d), s.by[d])
		}
	}
	for i, at := range l.time {
		key(at, fmt.Sprintf("p%d", i), true)
	}
	for i := range c.parts {
		key(c.parts[i].at, fmt.Sprintf("q%d", i), false)
	}
	for i, at := range l.statuses {
		text := "COALESCE(" + q.text(at) + ", '')"
		inner.column(fmt.Sprintf("MIN(%s) AS s%d", text, i))
		inner.column(fmt.Sprintf("MAX(%s) AS t%d", text, i))
		outer.column(fmt.Sprintf("s%d", i))
		grouped++
	}
	for i, at := range l.figures {
		inner.column(fmt.Sprintf("MIN(%s) AS a%d", q.column(at), i))
		inner.column(fmt.Sprintf("MAX(%s) AS z%d", q.column(at), i))
		inner.column(fmt.Sprintf("COUNT(%s) AS n%d", q.column(at), i))
		if q.columns[at].Decimals < 0 {
			inner.column(fmt.Sprintf("MIN(%s) AS w%d", q.text(at), i))
			outer.column(fmt.Sprintf("CASE WHEN POSITION('.' IN w%d) = 0 THEN 0 ELSE CHAR_LENGTH(w%d) - POSITION('.' IN w%d) END", i, i, i))
			grouped++
		}
	}
	if l.labelled {
		inner.column("MIN(" + q.text(c.label.at) + ") AS label")
		outer.column("MIN(label)")
	}
	for i := range l.figures {
		outer.column(fmt.Sprintf("SUM(a%d)", i))
		outer.column(fmt.Sprintf("COUNT(a%d)", i))
		outer.column(fmt.Sprintf("SUM(n%d)", i))
		outer.column(fmt.Sprintf("SUM(CASE WHEN a%d <> z%d THEN 1 ELSE 0 END)", i, i))
	}
	for i := range l.statuses {
		outer.column(fmt.Sprintf("SUM(CASE WHEN s%d <> t%d THEN 1 ELSE 0 END)", i, i))
	}
	inner.column("COUNT(*) AS n")
	outer.column("COUNT(*)")
	outer.column("SUM(n)")
	inner.from(q, where)
	inner.grouped(keys)
	outer.within(inner)
	outer.grouped(grouped)
	outer.ordered(grouped)
	outer.add(fmt.Sprintf(" LIMIT %d", maxObservations+1))
	return outer, l
}

// row takes a row of the answer apart.
func (s *serverSum) row(q *query, l *sumLayout, cells []sql.NullString) *sumRow {
	r := &sumRow{}
	next := func() sql.NullString {
		c := cells[0]
		cells = cells[1:]
		return c
	}
	for d, at := range q.dims {
		if at >= 0 && s.by[d] {
			r.words[d] = next()
		}
	}
	for range l.time {
		r.time = append(r.time, next())
	}
	for range l.statuses {
		r.statuses = append(r.statuses, next().String)
	}
	for _, at := range l.figures {
		decimals := q.columns[at].Decimals
		if decimals < 0 {
			decimals = number64(next())
		}
		r.decimals = append(r.decimals, decimals)
	}
	if l.labelled {
		r.label = next().String
	}
	for range l.figures {
		r.sums = append(r.sums, sumCell{next().String, number64(next()), number64(next()), number64(next())})
	}
	for range l.statuses {
		r.doubtful += number64(next())
	}
	r.keys, r.all = number64(next()), number64(next())
	return r
}

// ask asks for sums and takes them.
func (a *sumReader) ask(s *serverSum, where []condition) error {
	q := a.q
	statement, l := a.statement(s, where)
	var doubts []*behind
	err := q.ask(statement, func(cells []sql.NullString) bool {
		q.lines++
		if doubt := a.take(s, l, s.row(q, l, cells)); doubt != nil {
			doubt.apart = s.by
			doubts = append(doubts, doubt)
		}
		return !a.cannot
	})
	for _, doubt := range doubts {
		if err == nil && !a.cannot && !q.dead {
			err = a.look(doubt, where)
		}
	}
	return err
}

// take adds a row to its folds. It gives what has to be looked at behind it.
func (a *sumReader) take(s *serverSum, l *sumLayout, r *sumRow) *behind {
	q := a.q
	folds, ok := s.folds[s.words(&r.words)]
	if !ok {
		return nil // the column takes two words for one, and this one was not meant
	}
	clear(q.record)
	for d, at := range q.dims {
		if at >= 0 {
			q.record[at] = r.words[d].String
		}
	}
	var written []string
	for i, at := range l.time {
		q.record[at] = r.time[i].String
		written = append(written, wordKey(r.time[i]))
	}
	for i, at := range l.statuses {
		q.record[at] = r.statuses[i]
	}
	if l.labelled {
		q.record[q.cols.label.at] = r.label
		q.label(q.cellNumber(&q.cols.code))
	}
	q.table = &answer{q: q, line: q.lines}
	own := q.harvest
	q.harvest = q.stretch(0) // what is wrong with a row is said of the rows behind it
	span := q.span()
	q.harvest = own
	look := &behind{l: l, row: r, all: span.From.IsZero() || r.doubtful > 0}
	if spelling := strings.Join(written, ""); !look.all {
		if before, there := a.spelt[span]; span.From != span.To || there && before != spelling {
			a.cannot = true
			return nil
		}
		a.spelt[span] = spelling
	}
	q.e.coverage.Rows += r.all
	q.e.coverage.Kept += r.all
	for i, f := range s.figures {
		v, at := &q.plan.values[f/2], &q.cols.values[f/2]
		column, scale := at.value, v.scale
		if f%2 == 1 {
			column, scale = at.quantity, v.quantityScale
		}
		n := slices.Index(l.figures, column)
		cell := &r.sums[n]
		status, ok := parseStatus(q.cell(&at.status))
		look.differ = look.differ || cell.conflict > 0
		switch {
		case !ok:
			look.all = true
		case status == Suppressed || f%2 == 1:
		case status == Missing:
			look.all = true
		case cell.keys < r.keys:
			look.differ = true
		}
		if span.From.IsZero() {
			continue
		}
		o := observation{span: span, vintage: q.released, scale: scale, status: status, line: int32(q.lines), col: int32(column) + 1, source: q.cellNumber(&at.source)}
		if !a.add(folds[i], &o, cell, r.decimals[n], r.keys) {
			a.cannot = true
			return nil
		}
		q.e.coverage.Duplicates += cell.all - cell.keys
		q.seenSpans[flowSpan{q.flowOf(f / 2), q.cellNumber(&q.cols.reporter), span}] = true
	}
	if look.all || look.differ {
		return look
	}
	return nil
}

// add adds the sum of a column to a fold. It reports whether it could.
func (a *sumReader) add(number int32, o *observation, cell *sumCell, decimals, keys int) bool {
	q := a.q
	for int(number) >= len(q.folds) {
		q.folds = append(q.folds, &fold{})
	}
	at := q.folds[number].at(o.span.From)
	if at == nil {
		return false
	}
	if o.status == Suppressed {
		a.withheld[foldSpan{number, o.span.From}] = true
		o.status = Present
		return at.add(&foldCell{n: keys, first: *o})
	}
	if cell.keys == 0 {
		return true
	}
	sum, err := plainNotation.parse(cell.sum)
	if err != nil || !sum.lastPlace(-int32(decimals)) {
		return false
	}
	o.value = sum
	return at.add(&foldCell{n: cell.keys, sum: sum.mant, half: 5 * int64(cell.keys), first: *o})
}

// maxLooks bounds the looks behind sums that show nothing wrong.
const maxLooks = 20

// behind is what stands behind a row of sums that does not look right: two figures
// for one thing, none, or a word that is not understood.
type behind struct {
	l      *sumLayout
	row    *sumRow
	apart  [4]bool // the dimensions that are told apart
	differ bool    // figures differ or lack
	all    bool    // something else
}

// cells leaves the rows behind the sum.
func (b *behind) cells(q *query, s *statement) {
	for d, at := range q.dims {
		if at >= 0 && b.apart[d] {
			s.and()
			s.in(q.text(at), []sql.NullString{b.row.words[d]})
		}
	}
	for i, at := range b.l.time {
		s.and()
		s.in(q.text(at), []sql.NullString{b.row.time[i]})
	}
}

// faults leaves those that can be at fault.
func (b *behind) faults(q *query, s *statement) {
	if b.all {
		return
	}
	words := " HAVING "
	for _, at := range b.l.figures {
		name := q.column(at)
		s.add(fmt.Sprintf("%sMIN(%s) <> MAX(%s) OR COUNT(%s) < COUNT(*)", words, name, name, name))
		words = " OR "
	}
}

// look reads the rows behind a sum one by one, for what is wrong with them.
func (a *sumReader) look(b *behind, where []condition) error {
	q := a.q
	before := len(q.problems)
	if before >= maxProblems {
		return nil // there are enough
	}
	src := q.e.src
	e := &entry{src: src, scales: q.e.scales, dims: q.e.dims, labels: map[int32]int32{}, seen: newKeyTable(), files: q.e.files, grids: q.e.grids, columnAt: q.e.columnAt}
	one, of := *q, *q.rows
	one.rows, one.told = &of, map[int]string{}
	of.e, of.query, of.cols = e, &one, q.cols.own()
	of.own()
	of.harvest = of.stretch(0)
	observations := q.reader.observations
	all := &gathered{t: &of, sum: harvest{file: q.name}}
	err := one.observations(where, b)
	q.lines = one.lines
	all.add(of.harvest)
	all.end()
	q.arrange(e)
	q.reader.observations = observations
	if err == nil && len(q.problems) == before {
		a.looks++
		a.cannot = a.looks > maxLooks
	}
	return err
}
