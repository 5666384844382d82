// Package object reads and writes what a PDF file is made of: values, and the
// objects among them that others refer to by number.
//
// A [File] is the objects of a file in memory. [Read] makes one out of the bytes
// of any PDF, and Write gives bytes, always the same for the same objects:
//
//	p, err := object.Read(file)
//	…
//	pages, err := p.Pages()
//	data, err := p.Data(pages[0].Dict["Contents"])
//	for c := object.NewContents(data); c.Next(); {
//		… c.Op, c.Args …
//	}
//	if err := p.Err(); err != nil { … }
//
// Read takes in the tables of objects only; an object is read when Get, Dict or
// Array asks for it, and Err tells whether all of them could be. What a file may
// cost is bounded, whatever is in it: a file may come from anybody. What the
// objects mean beyond pages (fonts, structure, attached files) is known to the
// packages above.
package object

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
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
// compressed when the file is written, unless it is to stay Plain.
type Stream struct {
	Dict  Dict
	Data  []byte
	Plain bool
}

// Integer is a number without a fraction.
func Integer(n int) Number { return Number(strconv.Itoa(n)) }

// File is the objects of a file that others refer to. The zero value is a file
// without objects. A File is not for use by several goroutines at once.
type File struct {
	// Objects are made by Add. Those of a file that was read are to be asked
	// for by Get, which reads them.
	Objects []Object

	// Trailer leads to the Root of a file that was read.
	Trailer Dict

	// Revisions are where the file ended, in bytes, each time it was saved. More
	// than one means that something was added later without a change to the
	// bytes before it.
	Revisions []int

	source
}

// Add puts an object into the file.
func (p *File) Add(o Object) Ref {
	p.Objects = append(p.Objects, o)
	return Ref(len(p.Objects) - 1)
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

// Text is a string that people are meant to read: UTF-16 or UTF-8 if it begins
// with their marks, else one byte a character.
func (s String) Text() string {
	if rest, ok := strings.CutPrefix(string(s), "\xEF\xBB\xBF"); ok {
		return rest
	}
	rest, wide := strings.CutPrefix(string(s), "\xFE\xFF")
	var units []uint16
	for i := 0; i < len(rest); i++ {
		unit := uint16(rest[i])
		if wide {
			if i++; i == len(rest) {
				break
			}
			unit = unit<<8 | uint16(rest[i])
		}
		units = append(units, unit)
	}
	return string(utf16.Decode(units))
}
