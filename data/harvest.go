package data

import (
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// harvest is what a stretch of rows gave. Workers read a file in stretches; gathered puts
// them together in the order of the file, so that nothing tells how many
// workers there were.
type harvest struct {
	file    string // whose it is
	number  uint64 // of the file and of the stretch in it, for the order of what was seen
	lookups uint64

	obs          []observation
	labels       []label
	rows         int // of data
	matched      int // rows that every where keeps
	kept         int // rows that gave an observation
	sums         int // rows that add up the periods of others
	headers      int // rows that are the header once more
	otherLengths int // rows of another length of period than the one that is kept
	observed     int
	folded       int     // rows that were folded
	twice        []given // what a series has already

	// Notes before the first row of data, and after the last one.
	leading, trailing        int
	firstLeading, firstAfter diag.Pos

	out []leftOut

	listed   []reported
	found    int // also those that are not listed
	kinds    map[string]int
	unlisted places // where those are that are not listed
	dead     bool   // nothing more is read
}

// place is a number that grows along the files.
func (h *harvest) place() uint64 {
	h.lookups++
	return h.number | min(h.lookups, lookupBits)
}

// What a place is made of: the file, the stretch, the look-up in it.
const (
	lookupBits  = 1<<26 - 1
	stretchUnit = 1 << 26
	fileUnit    = 1 << 50
)

// stretch begins the harvest of the n-th stretch of the file.
func (t *rows) stretch(n int) *harvest {
	return &harvest{file: t.name, number: uint64(t.file)*fileUnit + uint64(n)*stretchUnit}
}

// label is the name that a row has for a code.
type label struct{ code, name int32 }

// reported is a problem of a stretch.
type reported struct {
	problem diag.Problem
	mend    func(*rows) *mend // that goes with the first of its kind; may be nil
	number  int               // among those found
}

// places are a first and a last one; zero if there is none.
type places struct{ first, last diag.Pos }

func (s *places) add(p diag.Pos) {
	if s.first == (diag.Pos{}) || p.Compare(s.first) < 0 {
		s.first = p
	}
	if s.last == (diag.Pos{}) || p.Compare(s.last) > 0 {
		s.last = p
	}
}

// leftOut is what the rows that a where leaves out hold in its place, for a
// message: the first few words.
type leftOut struct {
	where int
	words []string
}

func (h *harvest) leftOut(where int, word string) {
	const most = 5
	i := slices.IndexFunc(h.out, func(l leftOut) bool { return l.where == where })
	if i < 0 {
		i = len(h.out)
		h.out = append(h.out, leftOut{where: where})
	}
	if l := &h.out[i]; len(l.words) < most && !slices.Contains(l.words, word) {
		l.words = append(l.words, strings.Clone(word))
	}
}

// note counts a note.
func (t *rows) note() {
	n, first := &t.trailing, &t.firstAfter
	if t.rows == 0 {
		n, first = &t.leading, &t.firstLeading
	}
	if *n++; *n == 1 {
		*first = t.at(0)
	}
}

// data counts a row of data. A note above it does not stand below the table.
func (t *rows) data() {
	if t.rows++; t.trailing > 0 {
		if !t.plan.headed() { // there it may be a country without any figure
			t.noteWithin(t.firstAfter)
		}
		t.trailing = 0
	}
}

func (h *harvest) noteWithin(at diag.Pos) {
	h.report(diag.Errorf(diag.Data, at, "the row has neither a period nor a figure, and rows with figures follow").
		WithHint("notes may stand below the table, not within it"))
}

// label notes the name of a code where the worker sees the code for the first time.
func (t *rows) label(code int32) {
	if t.labelled.has(code) {
		return
	}
	name := t.cellNumber(&t.cols.label)
	if name == 0 {
		t.nameless = t.nameless || t.cols.label.at >= 0
		return
	}
	t.labelled.add(code)
	t.labels = append(t.labels, label{code, name})
}

func (h *harvest) problem(place diag.Pos, format string, args ...any) {
	h.report(diag.Errorf(diag.Data, place, format, args...))
}

func (h *harvest) report(p diag.Problem) { h.reportMended(p, nil) }

// reportMended reports a problem that has a mend in common with others.
func (h *harvest) reportMended(p diag.Problem, m func(*rows) *mend) {
	if h.found++; h.found >= maxFound {
		h.dead = true
	}
	h.list(reported{p, m, h.found})
}

// list keeps a problem, or where it is. A column in another notation is wrong in
// every row; a few of them say it.
func (h *harvest) list(r reported) bool {
	if h.kinds == nil {
		h.kinds = map[string]int{}
	}
	kind := unquoted(r.problem.Message)
	if r.problem.Pos.File == h.file { // not of the outline
		h.kinds[kind]++
	}
	if h.kinds[kind] > maxAlike || len(h.listed) == maxProblems {
		h.unlisted.add(r.problem.Pos)
		return false
	}
	h.listed = append(h.listed, r)
	return true
}

// unquoted is a message without the words that it quotes.
func unquoted(message string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(message, `"`)
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		_, message, _ = strings.Cut(rest, `"`)
	}
}

// gathered is what the stretches of one file gave, in order.
type gathered struct {
	t     *rows    // the file
	head  diag.Pos // of the header
	sum   harvest
	notes int // since the last row of data
	first diag.Pos
	parts []*rows // of the workers
}

// add adds what the next stretch gave.
func (g *gathered) add(h *harvest) {
	e, sum := g.t.e, &g.sum
	note := func(n int, at diag.Pos) {
		if g.notes == 0 {
			g.first = at
		}
		g.notes += n
	}
	if h.leading > 0 {
		note(h.leading, h.firstLeading)
	}
	before := sum.found
	if h.rows > 0 {
		if g.notes > 0 && !g.t.plan.headed() {
			sum.noteWithin(g.first)
			before++
		}
		g.notes = 0
		if h.trailing > 0 {
			note(h.trailing, h.firstAfter)
		}
	}
	sum.found = before + h.found
	for _, r := range h.listed {
		if before+r.number <= maxFound {
			sum.list(r)
		}
	}
	if h.unlisted != (places{}) {
		sum.unlisted.add(h.unlisted.first)
		sum.unlisted.add(h.unlisted.last)
	}
	for _, l := range h.labels {
		if e.labels[l.code] == 0 {
			e.labels[l.code] = l.name
		}
	}
	for _, l := range h.out {
		for _, word := range l.words {
			sum.leftOut(l.where, word)
		}
	}
	sum.rows += h.rows
	sum.matched += h.matched
	sum.kept += h.kept
	sum.sums += h.sums
	sum.otherLengths += h.otherLengths
	sum.headers += h.headers
	sum.dead = sum.dead || h.dead || sum.found >= maxFound
	if len(h.obs) > 0 {
		e.read = append(e.read, h.obs)
	}
	if n := e.narrowing; n != nil {
		for _, g := range h.twice {
			n.twice[g] = true
		}
		if len(n.twice) > maxTwice && !sum.dead {
			sum.dead = true
			sum.problem(diag.Pos{File: g.t.name}, "more than %d figures are there twice", maxTwice)
		}
	}
	if g.t.observations += h.observed; g.t.observations > maxObservations && !sum.dead {
		sum.dead = true
		sum.problem(g.t.beyond(h, g.t.observations-maxObservations), "more than %d observations", maxObservations)
	}
}

// beyond is the place of the observation that is one too many; over is how many
// there are beyond the bound at the end of the stretch.
func (t *rows) beyond(h *harvest, over int) diag.Pos {
	return t.e.told(&h.obs[h.observed-over])
}

// end hands what the file gave to the entry.
func (g *gathered) end() {
	t, e, sum := g.t, g.t.e, &g.sum
	if sum.rows == 0 && sum.found == 0 && t.query == nil {
		if e.src.Table.NoHeader {
			sum.report(emptyFile(t.name, t.grid))
		} else {
			head := g.head
			if head.File == "" {
				head.File = t.name
			}
			sum.problem(head, "the file holds a header and no rows")
		}
	}
	for _, p := range append(g.parts, t) {
		e.merge(p.folds)
		e.useEditions(p.uses)
		for s := range p.seenSpans {
			e.spans[s] = true
		}
	}
	e.coverage.Rows += sum.rows
	e.coverage.Notes += g.notes
	e.coverage.Kept += sum.kept
	e.coverage.Sums += sum.sums
	e.coverage.OtherLengths += sum.otherLengths
	e.coverage.Headers += sum.headers
	e.matched += sum.matched
	for _, l := range sum.out {
		for _, word := range l.words {
			if len(e.out.out) == 0 || e.out.out[0].where == l.where {
				e.out.leftOut(l.where, word)
			}
		}
	}
	for _, r := range sum.listed {
		if r.mend != nil {
			r.problem = r.mend(t).of(r.problem)
		}
		t.fail(t.query.placed(r.problem))
	}
	whole := "file"
	if t.query != nil {
		whole = "table"
		sum.unlisted = places{t.query.sql.Table.Pos, t.query.sql.Table.Pos}
	}
	switch more := sum.found - len(sum.listed); {
	case sum.found >= maxFound:
		t.fail(diag.Errorf(diag.Data, sum.unlisted.first, "and more than %s in this %s, the next one here", count(maxFound-maxProblems, "more problem"), whole))
	case more > 0:
		t.fail(diag.Errorf(diag.Data, sum.unlisted.last, "and %s in this %s, the last one here", count(more, "more problem"), whole))
	}
}
