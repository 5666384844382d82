package data

import (
	"cmp"
	"slices"
	"strings"
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
}

const keysInSegment = 256

type keySegment [keysInSegment]seenKey

type seenKey struct {
	key   seriesKey
	first atomic.Uint64 // place

	number int32
	next   atomic.Int32 // one more than the number of what came after it; a file has its series in the same order again and again
}

func newKeyTable() *keyTable {
	t := &keyTable{}
	t.slots.Store(new(make([]atomic.Uint64, 256)))
	t.seen.Store(&[]*keySegment{})
	return t
}

// hashFactor spreads numbers: 2⁶⁴ over the golden ratio.
const hashFactor = 0x9E3779B97F4A7C15

func (k seriesKey) hash() uint64 {
	const odd uint64 = hashFactor
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

// numberedCode is a code: the number of its word, in a large source its own among
// the codes, and among those of its partner.
type numberedCode struct{ word, index, local int32 }

// codeTable are the codes that a worker has seen, by their text: most are short
// enough for a number.
type codeTable struct {
	slots []codeSlot
	n     int
	long  map[string]numberedCode
	words []int32 // by the numbers of codes
}

type codeSlot struct {
	text uint64 // 0: free
	code numberedCode
}

// code is the row's code.
func (t *rows) code() numberedCode {
	cell := t.cols.code.constant
	if at := t.cols.code.at; at >= 0 {
		cell = t.record[at]
	}
	text := shortText(cell)
	s := t.settled.succession
	if s == nil {
		return t.lookUp(cell, text)
	}
	if text != 0 {
		if next := s.follow(text); next != nil {
			return numberedCode{t.codes.words[next.index], next.index, next.local}
		}
	}
	c := t.lookUp(cell, text)
	c.local = s.put(text, c.index)
	return c
}

// lookUp finds a code by its cell.
func (t *rows) lookUp(cell string, text uint64) numberedCode {
	if text == 0 {
		if c, ok := t.codes.long[cell]; ok {
			return c
		}
	} else if slots := t.codes.slots; len(slots) > 0 {
		for i := text * hashFactor >> 32; ; i++ {
			slot := &slots[i&uint64(len(slots)-1)]
			if slot.text == text {
				return slot.code
			}
			if slot.text == 0 {
				break
			}
		}
	}
	c := numberedCode{word: t.cellNumber(&t.cols.code)}
	if n := t.e.narrowing; n != nil {
		c.index = n.codeIndex(c.word)
		for int(c.index) >= len(t.codes.words) {
			t.codes.words = append(t.codes.words, 0)
		}
		t.codes.words[c.index] = c.word
	}
	t.codes.put(cell, text, c)
	return c
}

// succession are the codes of a class in the order in which they came. A file has
// them in that order again and again, and memory is read in it, where a table of
// thousands of codes is read here and there: that took a sixth of the time.
type succession struct {
	*numbering
	codes  []nextCode
	at     int // after the one that came last
	has    numbers
	spare  int             // steps that were saved so far, and may be spent on searching and moving
	locals map[int32]int32 // of those that are not followed; may be nil
}

type nextCode struct {
	text         uint64
	index, local int32
}

// nearCodes is how far a code is looked for at once: some may be left out, and a few
// stand behind, as what was left out when it was first seen cannot tell its place.
const (
	nearCodes   = 8
	behindCodes = 4
)

// follow finds a code near the one that came last, or at the beginning; nil if it
// is not there.
func (s *succession) follow(text uint64) *nextCode {
	for i := s.at; i < min(s.at+nearCodes, len(s.codes)); i++ {
		if s.codes[i].text == text {
			s.at = i + 1
			s.spare += nearCodes
			return &s.codes[i]
		}
	}
	for i := s.at - 1; i >= max(0, s.at-behindCodes); i-- {
		if s.codes[i].text == text {
			return &s.codes[i]
		}
	}
	for i := range min(nearCodes, len(s.codes)) {
		if s.codes[i].text == text {
			s.at = i + 1
			return &s.codes[i]
		}
	}
	return nil
}

// put puts a code that was not near in its place, and gives its number among those
// of the partner. Where codes come in no order that is given up.
func (s *succession) put(text uint64, index int32) (local int32) {
	switch {
	case text == 0:
	case !s.has.has(index):
		local = s.numbering.local(index)
		s.has.add(index)
		if n := len(s.codes); n == cap(s.codes) { // there are thousands of these: little is left over
			s.codes = append(make([]nextCode, 0, n+n/8+32), s.codes...)
		}
		at := s.at
		if behind := (len(s.codes) - at) / nearCodes; behind <= s.spare {
			s.spare -= behind
		} else {
			at = len(s.codes)
		}
		s.codes = slices.Insert(s.codes, at, nextCode{text, index, local})
		s.at = at + 1
		s.spare += nearCodes
		return local
	case s.spare >= len(s.codes):
		s.spare -= len(s.codes)
		i := slices.IndexFunc(s.codes, func(c nextCode) bool { return c.index == index }) // a code may be spelt in two ways
		s.at = i + 1
		return s.codes[i].local
	}
	local, ok := s.locals[index]
	if !ok {
		if s.locals == nil {
			s.locals = map[int32]int32{}
		}
		local = s.numbering.local(index)
		s.locals[index] = local
	}
	return local
}

// shortText is a text of 1 to 8 bytes as a number; 0 is any other.
func shortText(s string) uint64 {
	if len(s) > 8 {
		return 0
	}
	n := uint64(0)
	for i := range len(s) {
		n = n<<8 | uint64(s[i])
	}
	return n
}

func (t *codeTable) put(cell string, text uint64, c numberedCode) {
	if text == 0 {
		if t.long == nil {
			t.long = map[string]numberedCode{}
		}
		t.long[strings.Clone(cell)] = c
		return
	}
	if t.n++; 2*t.n > len(t.slots) {
		before := t.slots
		t.slots = make([]codeSlot, max(64, 2*len(before)))
		for _, s := range before {
			if s.text != 0 {
				t.place(s)
			}
		}
	}
	t.place(codeSlot{text, c})
}

func (t *codeTable) place(s codeSlot) {
	mask := uint64(len(t.slots) - 1)
	i := s.text * hashFactor >> 32 & mask
	for t.slots[i].text != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = s
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
	s.key, s.number = key, n
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
func (e *entry) number(words *Cube) {
	if e.narrowing != nil {
		e.narrowing.pair()
		for _, f := range e.narrowing.firsts {
			e.seen.find(f.key, f.place)
		}
	}
	order := make([]int32, e.seen.n)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		x, y := e.seen.at(a), e.seen.at(b)
		if c := cmp.Compare(x.first.Load(), y.first.Load()); c != 0 {
			return c
		}
		// Those that stand for others may have one place.
		return cmp.Or(cmp.Compare(words.describe(x.key), words.describe(y.key)), cmp.Compare(e.unitOf(x.key.unit).String(), e.unitOf(y.key.unit).String()))
	})
	e.keys = make([]seriesKey, len(order))
	numbers := make([]int32, len(order))
	for i, n := range order {
		e.keys[i], numbers[n] = e.seen.at(n).key, int32(i)
	}
	for _, part := range e.read {
		for i := range part {
			part[i].series = numbers[part[i].series]
		}
	}
	e.seen = nil
	if e.narrowing != nil {
		e.unfold()
	}
}
