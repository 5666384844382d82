package data

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
)

// keyTable numbers the series of an entry while several workers read them. It
// only grows: a reader needs no lock, and one that finds nothing looks again
// under the lock. Numbers are in no order; where a series was first seen is kept
// with it, so that number can put them in the order of the files.
type keyTable struct {
	slots atomic.Pointer[[]atomic.Uint64] // hash in the upper half, number + 1 in the lower one
	seen  atomic.Pointer[[]*keySegment]
	mu    sync.Mutex
	n     int
	fate  func(seriesKey) (fate, also int32) // of what is new; may be nil
}

const keysInSegment = 256

type keySegment [keysInSegment]seenKey

type seenKey struct {
	key   seriesKey
	first atomic.Uint64 // place

	number int32
	fate   int32
	also   int32        // a fold of the rows that are kept
	next   atomic.Int32 // one more than the number of what came after it; a file has its series in the same order again and again
}

func newKeyTable() *keyTable {
	t := &keyTable{}
	t.slots.Store(new(make([]atomic.Uint64, 256)))
	t.seen.Store(&[]*keySegment{})
	return t
}

func (k seriesKey) hash() uint64 {
	const odd = 0x9E3779B97F4A7C15
	h := uint64(uint32(k.flow)) | uint64(uint32(k.reporter))<<32
	h = (h ^ h>>29) * odd
	h ^= uint64(uint32(k.partner)) | uint64(uint32(k.code))<<32
	h = (h ^ h>>29) * odd
	h ^= uint64(uint32(k.unit))<<1 | uint64(uint32(k.part))<<33
	if k.quantity {
		h ^= 1
	}
	h = (h ^ h>>29) * odd
	return h ^ h>>32
}

func (t *keyTable) at(n int32) *seenKey {
	return &(*t.seen.Load())[n/keysInSegment][n%keysInSegment]
}

// look finds a key in some slots; -1 where it is not.
func (t *keyTable) look(slots []atomic.Uint64, key seriesKey, hash uint64) int32 {
	mask := uint64(len(slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		v := slots[i].Load()
		if v == 0 {
			return -1
		}
		if v>>32 == hash>>32 {
			if n := int32(uint32(v)) - 1; t.at(n).key == key {
				return n
			}
		}
	}
}

// after is what came after a key when it was last seen; nil if it was not.
func (t *keyTable) after(s *seenKey) *seenKey {
	n := s.next.Load()
	if n == 0 {
		return nil
	}
	return t.at(n - 1)
}

// find is a key that was seen at a place.
func (t *keyTable) find(key seriesKey, place uint64) *seenKey {
	hash := key.hash()
	n := t.look(*t.slots.Load(), key, hash)
	if n < 0 {
		n = t.insert(key, hash, place)
	}
	s := t.at(n)
	s.seenAt(place)
	return s
}

func (s *seenKey) seenAt(place uint64) {
	for {
		was := s.first.Load()
		if was <= place || s.first.CompareAndSwap(was, place) {
			return
		}
	}
}

// lookAhead is how many series a file may leave out of the order that it had.
const lookAhead = 3

// find is the series of a figure.
func (t *rows) find(key seriesKey) *seenKey {
	seen := t.e.seen
	s := t.before
	for range lookAhead {
		if s = seen.after(s); s == nil {
			break
		}
		if s.key == key {
			s.seenAt(t.place())
			t.before = s
			return s
		}
	}
	s = seen.find(key, t.place())
	t.before.next.Store(s.number + 1)
	t.before = s
	return s
}

// code is the number of the row's code.
func (t *rows) code() int32 {
	at := t.cols.code.at
	if at < 0 {
		return t.cols.code.number
	}
	cell := t.record[at]
	s := t.before
	for range lookAhead {
		if s = t.e.seen.after(s); s == nil {
			break
		}
		if n := s.key.code; int(n) < len(t.codes) && t.codes[n] == cell && cell != "" {
			return n
		}
	}
	n := t.number(&t.cols.code, cell)
	for int(n) >= len(t.codes) {
		t.codes = append(t.codes, "")
	}
	t.codes[n] = t.cols.code.last.text
	return n
}

func (t *keyTable) insert(key seriesKey, hash, place uint64) int32 {
	t.mu.Lock()
	defer t.mu.Unlock()
	slots := *t.slots.Load()
	if n := t.look(slots, key, hash); n >= 0 {
		return n
	}
	n := int32(t.n)
	if n%keysInSegment == 0 {
		t.seen.Store(new(append(slices.Clip(*t.seen.Load()), new(keySegment))))
	}
	s := t.at(n)
	s.key, s.number, s.also = key, n, -1
	if t.fate != nil {
		s.fate, s.also = t.fate(key)
	}
	s.first.Store(place)
	t.n++
	if 2*t.n > len(slots) {
		larger := make([]atomic.Uint64, 2*len(slots))
		for i := range t.n - 1 {
			k := t.at(int32(i)).key
			put64(larger, k.hash(), uint64(i+1))
		}
		slots = larger
	}
	put64(slots, hash, uint64(n+1))
	t.slots.Store(&slots)
	return n
}

func put64(slots []atomic.Uint64, hash, n uint64) {
	mask := uint64(len(slots) - 1)
	i := hash & mask
	for slots[i].Load() != 0 {
		i = (i + 1) & mask
	}
	slots[i].Store(hash>>32<<32 | n)
}

// number gives the series of an entry their numbers, in the order in which the
// files have them.
func (e *entry) number() {
	order := make([]int32, e.seen.n)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Compare(e.seen.at(a).first.Load(), e.seen.at(b).first.Load())
	})
	e.keys = make([]seriesKey, len(order))
	numbers := make([]int32, len(order))
	var fates, also []int32
	if e.narrowing != nil {
		fates, also = make([]int32, len(order)), make([]int32, len(order))
	}
	for i, n := range order {
		seen := e.seen.at(n)
		e.keys[i], numbers[n] = seen.key, int32(i)
		if e.narrowing != nil {
			fates[i], also[i] = seen.fate, seen.also
		}
	}
	if e.narrowing != nil {
		e.unfold(fates, also)
	}
	for _, part := range e.read {
		for i := range part {
			part[i].series = numbers[part[i].series]
		}
	}
	e.seen = nil
}
