package data

import (
	"cmp"
	"fmt"
	"slices"
)

// fold adds the rows of some series up, period by period.
type fold struct {
	also   bool // its rows are kept, too
	broken bool // a row of them cannot be added up
	freq   Freq
	from   int32 // period of the first cell
	cells  []foldCell
}

// foldCell is the sum of the rows of one period: sum and the half width of what
// their rounding leaves, exact.
type foldCell struct {
	n     int
	sum   int64
	half  int64       // in units of one decimal place more than the sum has
	first observation // the first row, in place of its value the last place of the sum
}

// at is the cell of a period; nil where it cannot be one of this fold.
func (f *fold) at(p Period) *foldCell {
	if f.freq == 0 {
		f.freq, f.from = p.freq, p.n
	}
	if f.freq != p.freq {
		return nil
	}
	if p.n < f.from {
		f.cells = append(make([]foldCell, f.from-p.n, int(f.from-p.n)+len(f.cells)), f.cells...)
		f.from = p.n
	}
	for int(p.n-f.from) >= len(f.cells) {
		f.cells = append(f.cells, foldCell{})
	}
	return &f.cells[p.n-f.from]
}

// add adds a cell. It reports whether the sum is still one of 64 bits.
func (c *foldCell) add(d *foldCell) bool {
	if d.n == 0 {
		return true
	}
	if c.n == 0 {
		*c = *d
		return true
	}
	if c.first.scale != d.first.scale || c.first.vintage != d.first.vintage {
		return false
	}
	a, b := *c, *d
	exp := min(a.first.value.exp, b.first.value.exp)
	if !a.lower(exp) || !b.lower(exp) {
		return false
	}
	sum, ok := addInts(a.sum, b.sum)
	half, also := addInts(a.half, b.half)
	if !ok || !also {
		return false
	}
	status := computed(a.first.status, b.first.status)
	if b.first.before(&a.first) {
		a.first = b.first
	}
	a.n, a.sum, a.half, a.first.status = a.n+b.n, sum, half, status
	*c = a
	return true
}

// before reports whether an observation stands before another one in the files.
func (o *observation) before(p *observation) bool {
	return cmp.Or(cmp.Compare(o.file, p.file), cmp.Compare(o.line, p.line), cmp.Compare(o.col, p.col)) < 0
}

// lower takes the last decimal place to 10 to the exp.
func (c *foldCell) lower(exp int32) bool {
	for c.first.value.exp > exp {
		const most = (1<<63 - 1) / 10
		if c.sum > most || c.sum < -most || c.half > most {
			return false
		}
		c.sum *= 10
		c.half *= 10
		c.first.value.exp--
	}
	return true
}

func addInts(a, b int64) (sum int64, ok bool) {
	sum = a + b
	return sum, (a^sum)&(b^sum) >= 0
}

// fold adds a figure to a fold, unless its series has one for the span. also
// says that it is kept, too.
func (t *rows) fold(f *settledFigure, number int32, also bool, code numberedCode, x number, status Status, at int) {
	if t.query != nil {
		return // the server adds up
	}
	o := &f.o
	if o.span.From != o.span.To || x.wide != nil || !status.hasFigure() || code.local >= maxFoldedCodes {
		t.cannotFold(number, also)
		return
	}
	if f.marks == nil {
		f.marks = f.marksOf()
	}
	if t.mark(f, code.local) {
		key := f.key
		key.code = code.word
		t.twice = append(t.twice, given{key, o.span})
		return
	}
	if !also {
		t.folded++
	}
	c := f.cell
	if c == nil || f.fold != number {
		fold := t.foldOf(number)
		fold.also = also
		if c = fold.at(o.span.From); c == nil || c.n > 0 && c.first.vintage != o.vintage {
			t.cannotFold(number, also)
			return
		}
		f.cell, f.fold = c, number
	}
	if c.n > 0 && c.first.scale == o.scale && c.first.value.exp == x.exp && c.half < 1<<62 {
		if sum, ok := addInts(c.sum, x.mant); ok {
			c.sum = sum
			c.half += 5
			if c.n++; c.n == 2 || c.first.status != status {
				c.first.status = computed(c.first.status, status)
			}
			return
		}
	}
	if !c.add(&foldCell{n: 1, sum: x.mant, half: 5, first: t.observation(f, x, status, at)}) {
		t.cannotFold(number, also)
	}
}

// foldOf is a fold of this worker.
func (t *rows) foldOf(number int32) *fold {
	for int(number) >= len(t.folds) {
		t.folds = append(t.folds, &fold{})
	}
	return t.folds[number]
}

// cannotFold says that a figure cannot be added up as it comes.
func (t *rows) cannotFold(number int32, also bool) {
	if also { // then the codes are added up when they are asked for
		fold := t.foldOf(number)
		fold.also, fold.broken = true, true
		return
	}
	t.e.narrowing.unfoldable.Store(true)
	t.dead = true
}

// merge adds the folds of one worker to those of the entry.
func (e *entry) merge(folds []*fold) {
	for i, f := range folds {
		for i >= len(e.folds) {
			e.folds = append(e.folds, &fold{})
		}
		sum := e.folds[i]
		sum.broken, sum.also = sum.broken || f.broken, sum.also || f.also
		for j := range f.cells {
			if f.cells[j].n == 0 || f.broken {
				continue
			}
			if c := sum.at(Period{f.freq, f.from + int32(j)}); c != nil && c.add(&f.cells[j]) {
				continue
			}
			if sum.broken = true; !sum.also {
				e.narrowing.unfoldable.Store(true)
			}
		}
	}
}

// maxTwice is how many figures of a large source may be there twice.
const maxTwice = 1 << 18

// settle reads a large source once more for the figures that it has twice: the
// same one is dropped. Two different ones cannot be settled in a sum.
func (r *reader) settle(e *entry, p *plan, files []string) (settled bool) {
	n := e.narrowing
	if len(n.twice) == 0 {
		return true
	}
	n.again = true
	again := &entry{src: e.src, scales: e.scales, dims: e.dims, seen: newKeyTable(), narrowing: n, labels: map[int32]int32{}, spans: map[flowSpan]bool{}}
	for _, file := range files {
		r.file(again, p, file)
	}
	bySeries := map[given][]observation{}
	var order []given
	for _, part := range again.read {
		for _, o := range part {
			g := given{again.seen.at(o.series).key, o.span}
			if len(bySeries[g]) == 0 {
				order = append(order, g)
			}
			bySeries[g] = append(bySeries[g], o)
		}
	}
	r.observations -= again.observed()
	for _, g := range order {
		list := bySeries[g]
		first, fate := &list[0], n.fate(g.key)
		number, differs := fate.own, false
		for i := range list[1:] {
			differs = differs || !first.agrees(&list[i+1]) || first.vintage != list[i+1].vintage
		}
		if number == keptSeries {
			number = fate.also
			e.folds[number].broken = e.folds[number].broken || differs // arrange says so
		} else if differs {
			return false
		} else {
			e.repeat(first.vintage, len(list)-1)
		}
		if c := e.folds[number].at(g.span.From); c != nil && first.before(&c.first) {
			exp, status := c.first.value.exp, c.first.status
			c.first = *first
			c.first.value.exp, c.first.status = exp, status
		}
	}
	return true
}

// forget takes what was read of an entry back.
func (e *entry) forget() {
	e.files, e.labels, e.seen, e.read = nil, map[int32]int32{}, newKeyTable(), nil
	e.coverage, e.repeated = Coverage{ID: e.coverage.ID, Publisher: e.coverage.Publisher}, nil
	e.matched, e.out, e.folds, e.narrowing, e.uses = 0, harvest{}, nil, nil, nil
}

func (e *entry) observed() int {
	n := 0
	for _, part := range e.read {
		n += len(part)
	}
	return n
}

// foldedSeries is what the rows of some series came to, which nothing tells apart.
type foldedSeries struct {
	members int   // in e.keys, which has a few for all
	series  int   // that were added up
	key     int32 // of the first member
	codes   bool  // the members have several codes
	broken  bool  // a row could not be added up
	obs     []observation
	rows    []int // of each observation
}

// unfold makes series of the folds.
func (e *entry) unfold() {
	e.foldOf, e.alsoIn = make([]int32, len(e.keys)), make([]int32, len(e.keys))
	e.folded = make([]foldedSeries, len(e.folds))
	for k, key := range e.keys {
		fate := e.narrowing.fate(key)
		e.foldOf[k], e.alsoIn[k] = fate.own, fate.also
		number := e.foldWith(int32(k))
		if number < 0 || int(number) >= len(e.folded) {
			continue
		}
		f := &e.folded[number]
		if f.members++; f.members == 1 {
			f.key = int32(k)
		}
		if e.src.SQL != nil { // all of them are in e.keys
			f.series = f.members
		}
		f.codes = f.codes || key.code != e.keys[f.key].code
	}
	if e.src.SQL == nil {
		e.narrowing.series(e.folded)
	}
	for i, fold := range e.folds {
		f := &e.folded[i]
		if f.broken = fold.broken; f.broken {
			continue
		}
		for j := range fold.cells {
			if c := &fold.cells[j]; c.n > 0 {
				o := c.first
				o.series, o.value.mant = f.key, c.sum
				if c.n > 1 {
					o.tolerance = &number{mant: c.half, exp: o.value.exp - 1}
				}
				f.obs, f.rows = append(f.obs, o), append(f.rows, c.n)
			}
		}
	}
	e.folds = nil
}

// foldWith is the fold of a series, whether or not its rows are kept, too; negative
// if it has none.
func (e *entry) foldWith(k int32) int32 {
	if e.foldOf[k] == keptSeries {
		return e.alsoIn[k]
	}
	return e.foldOf[k]
}

// partGroups are the groups of one part of a sum, or of some parts folded.
type partGroups struct {
	groups []group
	key    int32 // the first of them
	folded bool
}

// byPart are the groups of the parts of an offer. It gives nothing if the parts
// are some, but not all of those that were folded into one sum. Parts that are
// kept are taken by their fold, too, where all of it is meant.
func (o offer) byPart(c *Cube, asOf Date) []partGroups {
	e := o.e
	var list []partGroups
	if e.foldOf == nil {
		for _, k := range o.parts {
			list = append(list, partGroups{groups: e.groups(k, asOf), key: k})
		}
		return list
	}
	taken := map[int32]int{}
	var order []int32
	for _, k := range o.parts {
		for _, f := range [...]int32{e.foldOf[k], e.alsoIn[k]} {
			if f < 0 {
				continue
			}
			if taken[f]++; taken[f] == 1 {
				order = append(order, f)
			}
		}
	}
	whole := func(n int32) bool { return taken[n] == e.folded[n].members && !e.folded[n].broken }
	for _, k := range o.parts {
		if n := e.alsoIn[k]; e.foldOf[k] < 0 && (n < 0 || e.folded[n].members == 1 || !whole(n)) {
			list = append(list, partGroups{groups: e.groups(k, asOf), key: k})
			taken[n] = -1
		}
	}
	for _, n := range order {
		f := &e.folded[n]
		switch {
		case taken[n] < 0:
		case whole(n):
			list = append(list, partGroups{f.groups(c, e, asOf), f.key, true})
		default:
			return nil
		}
	}
	return list
}

func (f *foldedSeries) groups(c *Cube, e *entry, asOf Date) []group {
	var groups []group
	for i := range f.obs {
		o := &f.obs[i]
		if asOf != dateless && o.vintage > asOf {
			continue
		}
		l := layer{vintage: o.vintage, terms: []term{{e, o}}}
		if n := e.unmeasured(c, f, i); n > 0 {
			have := "have"
			if n == 1 {
				have = "has"
			}
			l.gap = fmt.Sprintf("%s of its parts, such as %s, %s no quantity for %s", count(n, "row"), c.describe(e.keys[f.key]), have, o.span)
		}
		groups = append(groups, group{o.span, []layer{l}})
	}
	return groups
}

// unmeasured is how many rows of the n-th sum of quantities have a value and no
// quantity.
func (e *entry) unmeasured(c *Cube, f *foldedSeries, n int) int {
	key := e.keys[f.key]
	if !key.quantity {
		return 0
	}
	values := e.valuesOf(key)
	c.asked.use(e, values...)
	for _, k := range values {
		fold := e.foldWith(k)
		if fold < 0 || e.folded[fold].broken {
			continue
		}
		values := &e.folded[fold]
		if i, ok := slices.BinarySearchFunc(values.obs, f.obs[n].span, func(o observation, s Span) int { return o.span.compare(s) }); ok {
			return values.rows[i] - f.rows[n]
		}
	}
	return f.series - f.rows[n]
}

// folded reports whether the codes of the series are not to be told apart.
func (s *Series) folded() bool {
	return slices.ContainsFunc(s.parts, func(p part) bool {
		return p.e.foldOf != nil && p.e.foldOf[p.key] >= 0 && p.e.folded[p.e.foldOf[p.key]].codes
	})
}
