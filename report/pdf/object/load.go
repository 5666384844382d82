package object

import (
	"fmt"
	"strconv"
)

// Get follows references. What a broken reference leads to is nil, and Err says
// what is wrong with it.
func (p *File) Get(o Object) Object {
	for range mostHops {
		r, ok := o.(Ref)
		if !ok {
			return o
		}
		if r < 0 || int(r) >= len(p.Objects) {
			return nil
		}
		if _, ok := p.Objects[r].(unread); ok {
			p.Objects[r] = p.load(int(r))
		}
		o = p.Objects[r]
	}
	p.fail(fmt.Errorf("object %d: references lead to references more than %d times", o, mostHops))
	return nil
}

// Err is the first fault that was met in an object that Get was asked for. A
// file whose Err is not nil was read in part.
func (p *File) Err() error { return p.fault }

func (p *File) fail(err error) {
	if p.fault == nil {
		p.fault = err
	}
}

// load reads an object of the file.
func (p *File) load(n int) Object {
	e := p.entries[n]
	// Whoever asks for the object while it is being read finds nothing.
	p.Objects[n] = nil
	// Objects of a sound file do not overlap, so that all of them together are no
	// longer than the file.
	if p.scanned > 4*(len(p.file)+p.inflated) {
		p.fail(fmt.Errorf("object %d: the objects of the file overlap", n))
		return nil
	}
	if p.loading++; p.loading > 8 {
		p.fail(fmt.Errorf("object %d: one object needs another to be read, more than 8 deep", n))
		p.loading--
		return nil
	}
	defer func() { p.loading-- }()
	var r *reader
	var o Object
	if e.kind == inStream {
		k, err := p.unpack(e.at)
		if err == nil && (e.generation >= len(k.numbers) || e.generation < 0 || k.numbers[e.generation] != n) {
			err = fmt.Errorf("it is not at its place in it")
		}
		if err != nil {
			p.fail(fmt.Errorf("object %d in the object stream %d: %w", n, e.at, err))
			return nil
		}
		r = &reader{file: k.data, at: k.places[e.generation], values: p.values, source: &p.source}
		o = r.object()
		p.scanned += r.at - k.places[e.generation]
	} else {
		r = &reader{file: p.file, at: e.at, values: p.values, source: &p.source}
		if r.at < 0 || r.at >= len(p.file) {
			p.fail(fmt.Errorf("object %d: it should be at byte %d of a file of %d bytes: the file is damaged or cut off", n, e.at, len(p.file)))
			return nil
		}
		o = p.indirect(r, n)
		p.scanned += r.at - e.at
	}
	p.values = r.values
	if r.err != nil {
		p.fail(fmt.Errorf("object %d: %w", n, r.err))
		return nil
	}
	return o
}

// indirect reads an object with its number, and the stream that follows if it is one.
// The number -1 is any.
func (p *File) indirect(r *reader, n int) Object {
	if found := r.integer(); r.err == nil && n >= 0 && found != n {
		r.fail("expected object %d, found object %d", n, found)
	}
	generation := r.integer()
	if r.err == nil && n >= 0 && generation != p.entries[n].generation {
		r.fail("expected generation %d, found %d", p.entries[n].generation, generation)
	}
	r.word("obj")
	o := r.object()
	d, ok := o.(Dict)
	if !ok {
		return o
	}
	before := r.at
	if r.token() != "stream" {
		r.at = before
		return o
	}
	// One line end belongs to the word.
	if r.at < len(r.file) && r.file[r.at] == '\r' {
		r.at++
	}
	if r.at < len(r.file) && r.file[r.at] == '\n' {
		r.at++
	}
	at := r.at
	length, err := natural(p.Get(d["Length"]))
	if err != nil || length > len(r.file)-at {
		r.fail("a stream of length %v", d["Length"])
		return nil
	}
	delete(d, "Length")
	s := &Stream{Dict: d, Data: r.file[at : at+length : at+length]}
	r.at = at + length
	r.word("endstream")
	return s
}

// packed is an object stream, unpacked.
type packed struct {
	data    []byte
	numbers []int
	places  []int
	err     error
}

// unpack gives the objects of an object stream, unpacked once.
func (p *File) unpack(n int) (*packed, error) {
	if k, ok := p.packed[n]; ok {
		return k, k.err
	}
	k := &packed{err: fmt.Errorf("it leads back to itself")}
	p.packed[n] = k
	k.err = p.unpackInto(k, n)
	return k, k.err
}

func (p *File) unpackInto(k *packed, n int) error {
	if n < 0 || n >= len(p.entries) || p.entries[n].kind != plain {
		return fmt.Errorf("there is no such stream")
	}
	s, ok := p.Get(Ref(n)).(*Stream)
	if !ok || s.Dict["Type"] != Name("ObjStm") {
		return fmt.Errorf("there is no such stream")
	}
	count, err := natural(p.Get(s.Dict["N"]))
	if err != nil {
		return err
	}
	first, err := natural(p.Get(s.Dict["First"]))
	if err != nil {
		return err
	}
	if k.data, err = p.Data(s); err != nil {
		return err
	}
	// Each object takes at least four bytes of the head.
	if count > len(k.data)/3 || first > len(k.data) {
		return fmt.Errorf("%d objects after %d bytes in a stream of %d", count, first, len(k.data))
	}
	r := &reader{file: k.data[:first]}
	k.numbers, k.places = make([]int, count), make([]int, count)
	for i := range count {
		k.numbers[i], k.places[i] = r.integer(), first+r.integer()
		if k.places[i] < first || k.places[i] > len(k.data) {
			r.fail("an object at byte %d", k.places[i])
		}
	}
	return r.err
}

// ref makes a reference. One to an object that the file does not have in that
// generation stands for null.
func (s *source) ref(n int, generation []byte) Object {
	if s == nil || s.reading {
		return Ref(n)
	}
	if n >= len(s.entries) {
		return nil
	}
	has := "0"
	if e := s.entries[n]; e.kind == plain && e.generation != 0 {
		has = strconv.Itoa(e.generation)
	}
	if string(generation) != has {
		return nil
	}
	return Ref(n)
}

// name keeps each name of a file once.
func (s *source) name(b []byte) Name {
	if s == nil {
		return Name(b)
	}
	if n, ok := s.names[string(b)]; ok {
		return n
	}
	n := Name(b)
	s.names[string(b)] = n
	return n
}
