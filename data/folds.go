package data

import (
	"cmp"
	"fmt"
	"slices"
	"sync/atomic"
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

// marks are the series that have a figure for a span.
type marks [maxSeries / marksInPart]atomic.Pointer[[marksInPart / 64]uint64]

const marksInPart = 4096

// set marks a series. It reports whether it was marked before.
func (m *marks) set(series int32) bool {
	at := &m[series/marksInPart]
	part := at.Load()
	if part == nil {
		at.CompareAndSwap(nil, new([marksInPart / 64]uint64))
		part = at.Load()
	}
	bit := uint64(1) << (series % 64)
	return atomic.OrUint64(&part[series%marksInPart/64], bit)&bit != 0
}

// fold adds an observation of a series to a fold, unless the series has one for
// the span.
func (t *rows) fold(o *observation, number int32) {
	if t.query != nil {
		return // the server adds up
	}
	n := t.e.narrowing
	also := number == t.before.also
	cannot := func() {
		if also { // then the codes are added up when they are asked for
			t.folds[number].broken = true
			return
		}
		n.unfoldable.Store(true)
		t.dead = true
	}
	for int(number) >= len(t.folds) {
		t.folds = append(t.folds, &fold{})
	}
	t.folds[number].also = also
	if o.span.From != o.span.To || o.value.wide != nil || !o.status.hasFigure() {
		cannot()
		return
	}
	if t.marks == nil || t.marked != o.span {
		all, ok := n.given.Load(o.span)
		if !ok {
			all, _ = n.given.LoadOrStore(o.span, new(marks))
		}
		t.marks, t.marked = all.(*marks), o.span
	}
	if t.marks.set(o.series) {
		t.twice = append(t.twice, given{o.series, o.span})
		return
	}
	if !also {
		t.folded++
	}
	c := t.folds[number].at(o.span.From)
	if c == nil || c.n > 0 && c.first.vintage != o.vintage {
		cannot()
		return
	}
	if c.n > 0 && c.first.scale == o.scale && c.first.value.exp == o.value.exp && c.half < 1<<62 {
		if sum, ok := addInts(c.sum, o.value.mant); ok {
			c.sum = sum
			c.half += 5
			if c.n++; c.n == 2 || c.first.status != o.status {
				c.first.status = computed(c.first.status, o.status)
			}
			return
		}
	}
	if !c.add(&foldCell{n: 1, sum: o.value.mant, half: 5, first: *o}) {
		cannot()
	}
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
	again := &entry{src: e.src, scales: e.scales, dims: e.dims, seen: e.seen, narrowing: n, labels: map[int32]int32{}, spans: map[flowSpan]bool{}}
	for i := range e.seen.n {
		again.keys = append(again.keys, e.seen.at(int32(i)).key)
	}
	for _, file := range files {
		r.file(again, p, file)
	}
	bySeries := map[given][]observation{}
	var order []given
	for _, part := range again.read {
		for _, o := range part {
			g := given{o.series, o.span}
			if len(bySeries[g]) == 0 {
				order = append(order, g)
			}
			bySeries[g] = append(bySeries[g], o)
		}
	}
	r.observations -= again.observed()
	for _, g := range order {
		list := bySeries[g]
		first, seen := &list[0], e.seen.at(g.series)
		number, differs := seen.fate, false
		for i := range list[1:] {
			differs = differs || !first.agrees(&list[i+1]) || first.vintage != list[i+1].vintage
		}
		if number == keptSeries {
			number = seen.also
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
	members int
	key     int32 // of the first member
	codes   bool  // the members have several codes
	broken  bool  // a row could not be added up
	obs     []observation
	rows    []int // of each observation
}

// unfold makes series of the folds; fates are those of e.keys.
func (e *entry) unfold(fates, also []int32) {
	e.foldOf, e.alsoIn = fates, also
	e.folded = make([]foldedSeries, len(e.folds))
	for k, fate := range fates {
		if fate == keptSeries {
			fate = also[k]
		}
		if fate < 0 || int(fate) >= len(e.folded) {
			continue
		}
		f := &e.folded[fate]
		if f.members++; f.members == 1 {
			f.key = int32(k)
		}
		f.codes = f.codes || e.keys[k].code != e.keys[f.key].code
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

// partGroups are the groups of one part of a sum, or of some parts folded.
type partGroups struct {
	groups []group
	key    int32
}

// byPart are the groups of the parts of an offer. It gives nothing if the parts
// are some, but not all of those that were folded into one sum.
func (o offer) byPart(c *Cube, asOf Date) []partGroups {
	e := o.e
	var list []partGroups
	if n := o.also(); n >= 0 {
		f := &e.folded[n]
		return append(list, partGroups{f.groups(c, e, asOf), f.key})
	}
	taken := map[int32]int{}
	var order []int32
	for _, k := range o.parts {
		if e.foldOf == nil || e.foldOf[k] < 0 {
			list = append(list, partGroups{e.groups(k, asOf), k})
			continue
		}
		f := e.foldOf[k]
		if taken[f]++; taken[f] == 1 {
			order = append(order, f)
		}
	}
	for _, n := range order {
		f := &e.folded[n]
		if taken[n] < f.members {
			return nil
		}
		list = append(list, partGroups{f.groups(c, e, asOf), f.key})
	}
	return list
}

// also is the fold that holds all parts of an offer and nothing else, though they
// are kept; -1 where there is none.
func (o offer) also() int32 {
	if len(o.parts) < 2 || o.e.foldOf == nil {
		return -1
	}
	n := o.e.alsoIn[o.parts[0]]
	if n < 0 || o.e.folded[n].broken || o.e.folded[n].members != len(o.parts) {
		return -1
	}
	for _, k := range o.parts {
		if o.e.alsoIn[k] != n {
			return -1
		}
	}
	return n
}

func (f *foldedSeries) groups(c *Cube, e *entry, asOf Date) []group {
	var groups []group
	for i := range f.obs {
		o := &f.obs[i]
		if asOf != dateless && o.vintage > asOf {
			continue
		}
		l := layer{vintage: o.vintage, terms: []term{{e, o}}}
		if n := e.unmeasured(f, i); n > 0 {
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
func (e *entry) unmeasured(f *foldedSeries, n int) int {
	key := e.keys[f.key]
	if !key.quantity {
		return 0
	}
	for _, k := range e.valuesOf(key) {
		fold := e.foldOf[k]
		if fold == keptSeries {
			fold = e.alsoIn[k]
		}
		if fold < 0 || e.folded[fold].broken {
			continue
		}
		values := &e.folded[fold]
		if i, ok := slices.BinarySearchFunc(values.obs, f.obs[n].span, func(o observation, s Span) int { return o.span.compare(s) }); ok {
			return values.rows[i] - f.rows[n]
		}
	}
	return f.members - f.rows[n]
}

// folded reports whether the codes of the series are not to be told apart.
func (s *Series) folded() bool {
	return slices.ContainsFunc(s.parts, func(p part) bool {
		return p.e.foldOf != nil && p.e.foldOf[p.key] >= 0 && p.e.folded[p.e.foldOf[p.key]].codes
	})
}
