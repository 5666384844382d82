package pdf

import (
	"slices"
	"strconv"
)

// object is a PDF value: nil, bool, number, name, text, ref, array, dict or
// *stream. A ref leads to an object of a pool.
type object any

type (
	number string // as it stands in the file
	name   string // without the slash
	text   string // the bytes of a string
	ref    int    // index in a pool
	array  []object
	dict   map[name]object
)

// stream is a dictionary with data. Data that is not compressed yet is
// compressed when the file is written.
type stream struct {
	dict dict
	data []byte
}

// integer is a number without a fraction.
func integer(n int) number { return number(strconv.Itoa(n)) }

// points is a length as a number.
func points(h hundredths) number { return number(appendFixed(nil, int64(h), 2)) }

// pool is the objects of a file that others refer to.
type pool struct{ objects []object }

// add puts an object into the pool.
func (p *pool) add(o object) ref {
	p.objects = append(p.objects, o)
	return ref(len(p.objects) - 1)
}

// get follows references. What a broken reference leads to is nil.
func (p *pool) get(o object) object {
	for range len(p.objects) + 1 {
		r, ok := o.(ref)
		if !ok {
			return o
		}
		if r < 0 || int(r) >= len(p.objects) {
			return nil
		}
		o = p.objects[r]
	}
	return nil
}

// dict follows references to a dictionary, or to that of a stream.
func (p *pool) dict(o object) dict {
	switch o := p.get(o).(type) {
	case dict:
		return o
	case *stream:
		return o.dict
	}
	return nil
}

// array follows references to an array.
func (p *pool) array(o object) array {
	a, _ := p.get(o).(array)
	return a
}

// keys are sorted, so that a dictionary is always written the same.
func (d dict) keys() []name {
	keys := make([]name, 0, len(d))
	for k := range d {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
