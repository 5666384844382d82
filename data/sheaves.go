package data

import (
	"maps"
	"math"
	"math/bits"
	"slices"
	"sync"
	"sync/atomic"
)

// sheaf are the series of a large source that differ in their codes alone. A
// series that is folded with others has no number and no memory of its own, only
// a bit in the marks of its sheaf.
type sheaf struct {
	*numbering
	mu    sync.Mutex
	given map[Span]*marks // the codes that have a figure for a span
}

// numbering numbers the codes of a partner, which are few of all that there are.
type numbering struct {
	mu sync.Mutex
	of map[int32]int32 // numbers of codes
}

// numberingOf is the one for a row.
func (n *narrowing) numberingOf(key seriesKey) *numbering {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.numberingFor(key)
}

// numberingFor is numberingOf with the lock held.
func (n *narrowing) numberingFor(key seriesKey) *numbering {
	key = seriesKey{reporter: key.reporter, partner: key.partner, part: key.part}
	of := n.locals[key]
	if of == nil {
		of = &numbering{of: map[int32]int32{}}
		n.locals[key] = of
	}
	return of
}

// local is the number of a code.
func (n *numbering) local(index int32) int32 {
	n.mu.Lock()
	defer n.mu.Unlock()
	i, ok := n.of[index]
	if !ok {
		i = int32(len(n.of))
		n.of[index] = i
	}
	return i
}

// ownSheaf is a sheaf to one worker.
type ownSheaf struct {
	*sheaf
	key   seriesKey // without the code
	met   bool
	kin   kin
	fates *fates // those of its kin
}

// fates are those of codes, by their numbers. Most often all have the same one:
// then a bit says that a code has it.
type fates struct {
	own, also []int32
	one       numbers
	same      int32 // own fate of those in one
}

// numbers are a set of small numbers.
type numbers []uint64

func (s numbers) has(n int32) bool { return int(n/64) < len(s) && s[n/64]>>(n%64)&1 != 0 }

func (s *numbers) add(n int32) {
	for int(n/64) >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[n/64] |= 1 << (n % 64)
}

// kin are the sheaves whose codes have the same fates: no need tells their
// partners apart.
type kin struct {
	takers *takers
	key    seriesKey // without code and part; without the partner if no need looks at it
}

// kinOf are the kin of a sheaf. The lock is held.
func (n *narrowing) kinOf(key seriesKey) kin {
	k := kin{n.takers(class{key.flow, key.reporter, key.partner}), key}
	if k.key.part = 0; !k.takers.parted {
		k.key.partner = 0
	}
	return k
}

// firstRow is the first row of the file with something new. The series of such
// rows stand for all that were folded: there is one for each sheaf, and for each
// code among kin.
type firstRow struct {
	key   seriesKey
	place uint64
}

// maxFoldedCodes is how many codes a source may have whose rows are folded.
const maxFoldedCodes = 1 << 20

// codeIndex is the number of a code among the codes.
func (n *narrowing) codeIndex(word int32) int32 {
	n.mu.Lock()
	defer n.mu.Unlock()
	i, ok := n.codes[word]
	if !ok {
		i = int32(len(n.codes))
		n.codes[word] = i
	}
	return i
}

// sheafOf is the sheaf of a series, to this worker.
func (t *rows) sheafOf(key seriesKey) *ownSheaf {
	own, ok := t.sheaves[key]
	if ok {
		return own
	}
	n := t.e.narrowing
	n.mu.Lock()
	defer n.mu.Unlock()
	shared, ok := n.sheaves[key]
	if !ok {
		shared = &sheaf{numbering: n.numberingFor(key), given: map[Span]*marks{}}
		n.sheaves[key] = shared
	}
	own = &ownSheaf{sheaf: shared, key: key, kin: n.kinOf(key)}
	if own.fates = t.fates[own.kin]; own.fates == nil {
		own.fates = &fates{}
		t.fates[own.kin] = own.fates
	}
	t.sheaves[key] = own
	return own
}

// fate is what becomes of a figure.
func (t *rows) fate(f *settledFigure, code numberedCode) fate {
	own := f.sheaf
	known := own.fates
	if own.met && known.one.has(code.index) {
		return fate{known.same, -1}
	}
	key := f.key
	key.code = code.word
	n := t.e.narrowing
	if !own.met {
		own.met = true
		n.first(kin{key: f.key}, key, t.place())
	}
	for int(code.index) >= len(known.own) {
		known.own, known.also = append(known.own, unknownSeries), append(known.also, -1)
	}
	if known.own[code.index] == unknownSeries {
		fate := n.fate(key)
		known.own[code.index], known.also[code.index] = fate.own, fate.also
		if len(known.one) == 0 {
			known.same = fate.own
		}
		if fate.own == known.same && fate.also < 0 {
			known.one.add(code.index)
		}
		name := own.kin
		name.key.code = code.word
		n.first(name, key, t.place())
	}
	return fate{known.own[code.index], known.also[code.index]}
}

// first notes the first row of what has a name.
func (n *narrowing) first(name kin, key seriesKey, place uint64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if f, ok := n.firsts[name]; !ok || place < f.place {
		n.firsts[name] = firstRow{key, place}
	}
}

// marksOf are the marks for the span of a figure.
func (f *settledFigure) marksOf() *marks {
	s := f.sheaf
	s.mu.Lock()
	defer s.mu.Unlock()
	m, ok := s.given[f.o.span]
	if !ok {
		m = &marks{}
		s.given[f.o.span] = m
	}
	return m
}

// marks are a set of codes, to which several workers add.
type marks struct{ first atomic.Pointer[segment] }

// segment are some of the marks. A span of a partner with very many codes takes
// memory for those only that it has.
type segment struct {
	at    int32 // times segmentCodes is its first code
	words [segmentCodes / 64]atomic.Uint64
	next  *segment
}

const segmentCodes = 1024

// mark marks a code in the span of a figure. It reports whether it was marked before.
func (t *rows) mark(f *settledFigure, code int32) bool {
	if s := f.segment; s == nil || s.at != code/segmentCodes {
		f.segment = t.segment(f.marks, code/segmentCodes)
	}
	return f.segment.set(code % segmentCodes)
}

func (t *rows) segment(m *marks, at int32) *segment {
	for {
		first := m.first.Load()
		for s := first; s != nil; s = s.next {
			if s.at == at {
				return s
			}
		}
		s := &segment{at: at, next: first}
		if m.first.CompareAndSwap(first, s) {
			if t.e.narrowing.segments.Add(1) > maxSeries {
				t.problem(t.at(0), "more than %d periods of partners to add up", maxSeries)
				t.dead = true
			}
			return s
		}
	}
}

func (s *segment) set(i int32) bool {
	bit := uint64(1) << (i % 64)
	return s.words[i/64].Or(bit)&bit != 0
}

// codes are those that have a figure for some span, in order.
func (s *sheaf) codes() []int32 {
	index := make([]int32, len(s.of))
	for i, local := range s.of {
		index[local] = i
	}
	var locals numbers
	for _, m := range s.given {
		for part := m.first.Load(); part != nil; part = part.next {
			for i := range part.words {
				for w := part.words[i].Load(); w != 0; w &= w - 1 {
					locals.add(part.at*segmentCodes + int32(64*i+bits.TrailingZeros64(w)))
				}
			}
		}
	}
	var all []int32
	for local, i := range index {
		if locals.has(int32(local)) {
			all = append(all, i)
		}
	}
	slices.Sort(all)
	return all
}

// codeWords are the words of codes, by their numbers.
func (n *narrowing) codeWords() []int32 {
	words := make([]int32, len(n.codes))
	for word, i := range n.codes {
		words[i] = word
	}
	return words
}

// pairing are the sheaves of the values and of the quantities of the same rows.
type pairing struct{ values, quantities []paired }

type paired struct {
	key   seriesKey
	codes []int32
}

func (p *paired) has(code int32) bool {
	_, ok := slices.BinarySearch(p.codes, code)
	return ok
}

// pair sees to it that what stands for the folded series tells of values and
// quantities what all of them would: where one has the other beside it, and
// whether a value lacks its quantity.
func (n *narrowing) pair() {
	quantities := false
	for key := range n.sheaves {
		quantities = quantities || key.quantity
	}
	if !quantities {
		return
	}
	all := map[seriesKey]*pairing{}
	of := func(key seriesKey) *pairing {
		key.part, key.code, key.unit, key.quantity = 0, 0, 0, false
		p := all[key]
		if p == nil {
			p = &pairing{}
			all[key] = p
		}
		return p
	}
	for key, s := range n.sheaves {
		if p, own := of(key), (paired{key, s.codes()}); key.quantity {
			p.quantities = append(p.quantities, own)
		} else {
			p.values = append(p.values, own)
		}
	}
	stand := func(key seriesKey, place uint64) {
		n.firsts[kin{key: key}] = firstRow{key, place}
	}
	for _, f := range slices.Collect(maps.Values(n.firsts)) {
		others := of(f.key).values
		if !f.key.quantity {
			others = of(f.key).quantities
		}
		for _, p := range others {
			if key := p.key; p.has(n.codes[f.key.code]) {
				key.code = f.key.code
				stand(key, f.place)
			}
		}
	}
	words := n.codeWords()
	lacking := map[kin]seriesKey{} // one of each kin is enough: that which comes first by its words
	for _, p := range all {
		for _, v := range p.values {
			name := n.kinOf(v.key)
			for _, code := range v.codes {
				if slices.ContainsFunc(p.quantities, func(q paired) bool { return q.has(code) }) {
					continue
				}
				key := v.key
				key.code = words[code]
				if first, ok := lacking[name]; !ok || n.r.cube.describe(key) < n.r.cube.describe(first) {
					lacking[name] = key
				}
			}
		}
	}
	for _, key := range lacking {
		stand(key, math.MaxUint64)
	}
}

// series counts the series of quantities of each fold: only of them one that is
// missing may still have been traded.
func (n *narrowing) series(folded []foldedSeries) {
	words := n.codeWords()
	for key, s := range n.sheaves {
		if !key.quantity {
			continue
		}
		for _, code := range s.codes() {
			key.code = words[code]
			if fate := n.fate(key); fate.own >= 0 {
				folded[fate.own].series++
			} else if fate.also >= 0 {
				folded[fate.also].series++
			}
		}
	}
}
