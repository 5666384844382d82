// Package object reads and writes what a PDF file is made of: values, and the
// objects among them that others refer to by number.
//
// A [File] is the objects of a file in memory. [Read] makes one out of bytes, and
// Write gives bytes, always the same for the same objects. What the objects mean
// (pages, fonts, structure) is known to the packages above.
package object

import (
	"slices"
	"strconv"
)

// Object is a PDF value: nil, bool, [Number], [Name], [String], [Ref], [Array],
// [Dict] or *[Stream]. A Ref leads to an Object of a File.
type Object any

type (
	Number string // as it stands in the file
	Name   string // without the slash
	String string // the bytes of a string
	Ref    int    // index in the Objects of a File
	Array  []Object
	Dict   map[Name]Object
)

// Stream is a dictionary with data. Data that is not compressed yet is
// compressed when the file is written.
type Stream struct {
	Dict Dict
	Data []byte
}

// Integer is a number without a fraction.
func Integer(n int) Number { return Number(strconv.Itoa(n)) }

// File is the objects of a file that others refer to.
type File struct{ Objects []Object }

// Add puts an object into the file.
func (p *File) Add(o Object) Ref {
	p.Objects = append(p.Objects, o)
	return Ref(len(p.Objects) - 1)
}

// Get follows references. What a broken reference leads to is nil.
func (p *File) Get(o Object) Object {
	for range len(p.Objects) + 1 {
		r, ok := o.(Ref)
		if !ok {
			return o
		}
		if r < 0 || int(r) >= len(p.Objects) {
			return nil
		}
		o = p.Objects[r]
	}
	return nil
}

// Dict follows references to a dictionary, or to that of a stream.
func (p *File) Dict(o Object) Dict {
	switch o := p.Get(o).(type) {
	case Dict:
		return o
	case *Stream:
		return o.Dict
	}
	return nil
}

// Array follows references to an Array.
func (p *File) Array(o Object) Array {
	a, _ := p.Get(o).(Array)
	return a
}

// Keys are sorted, so that a dictionary is always written the same.
func (d Dict) Keys() []Name {
	keys := make([]Name, 0, len(d))
	for k := range d {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
