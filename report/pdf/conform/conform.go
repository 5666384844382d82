package conform

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"tradebrief/report/pdf/object"
)

// Standards are what a file is held against. The zero value is neither, and then
// nothing is checked.
type Standards struct {
	UA1 bool // PDF/UA-1, ISO 14289-1
	A3a bool // PDF/A-3a, ISO 19005-3 with conformance level A
}

// Fault is one condition that a file fails.
type Fault struct {
	Rule    string // "Matterhorn 13-004", "ISO 19005-3 6.2.4.3"
	Page    int    // from 1; 0 when the fault is of no single page
	Element int    // its place in the structure tree read from the start, from 1; 0 when it is of no element
	Message string // what was found and what was expected
}

// String is the fault as a line of text.
func (f Fault) String() string {
	s := f.Rule + ": " + f.Message
	if f.Page > 0 {
		s = fmt.Sprintf("page %d: %s", f.Page, s)
	}
	return s
}

const (
	// mostOfOne is how many faults of one rule on one page are told: a reader
	// needs no more, and the file may be hostile.
	mostOfOne = 5
	// mostFaults is how many are told in all.
	mostFaults = 500
	// mostRead is how many bytes of contents, fonts and the like are looked at. The
	// flagship has under one megabyte of them.
	mostRead = 64 << 20
	// mostKids is how many parts of elements are looked at. The objects of a file
	// are bounded, but a list may stand in many elements.
	mostKids = 1 << 21
	// deepest is how far trees of pages, elements and forms may nest.
	deepest = 200
)

// Check reads a finished file and gives the conditions that it fails, in an
// order that the same file always has: by page, then by element, faults of no
// page first. A file that cannot be read is one fault.
//
// Time and memory grow with the size of the file and with what its streams
// unpack to, which package object bounds, whatever the file is.
func Check(file []byte, s Standards) []Fault {
	if s == (Standards{}) {
		return nil
	}
	c := &checker{file: file, std: s, told: map[tally]int{}, profiles: map[*object.Stream]bool{}, room: mostRead}
	p, err := object.Read(file)
	switch {
	case errors.Is(err, object.ErrEncrypted):
		c.fault(rule{a: "6.1.3", pdf: "7.6"}, at{}, "the file is encrypted, so that it cannot be checked")
		return c.faults
	case err != nil:
		c.fault(rule{pdf: "7.5"}, at{}, "the file cannot be read: %v", err)
		return c.faults
	}
	c.File = p
	c.catalog = c.Dict(p.Trailer["Root"])
	c.bytes()
	if c.catalog == nil {
		c.fault(rule{pdf: "7.7.2"}, at{}, "the file has no catalog")
		return c.faults
	}
	c.values()
	c.document()
	c.metadata()
	c.attachments()
	c.outputIntents()
	c.readPages()
	c.readStructure()
	c.contents()
	c.claimed()
	c.annotations()
	c.bookmarks()
	c.elements()
	c.fonts()
	if err := c.Err(); err != nil {
		c.fault(rule{pdf: "7.5"}, at{}, "the file cannot be read in full: %v", err)
	}
	for i, e := range c.places {
		// Where an element is on the pages is known only once all of it was read.
		if e != nil && c.faults[i].Page == 0 {
			c.faults[i].Page = e.page
		}
	}
	slices.SortStableFunc(c.faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Element, b.Element))
	})
	return c.faults
}

// checker is one file while it is checked.
type checker struct {
	*object.File
	file    []byte
	std     Standards
	catalog object.Dict
	faults  []Fault
	places  []*element // of the faults, nil for those of none
	told    map[tally]int
	room    int // bytes that may still be read
	met     int // parts of elements so far

	lang       string                  // of the document; empty when the catalog has none
	profiles   map[*object.Stream]bool // of colour spaces, which were checked
	intent     string                  // colour space of the output intent's profile: RGB, CMYK, GRAY; empty without one
	pages      []*sheet
	pageOf     map[object.Ref]int // index in pages
	root       object.Dict        // of the structure
	tree       []*element         // in reading order
	byRef      map[object.Ref]*element
	claims     map[mark]*element
	parentTree map[int]object.Object
	found      map[mark]bool // marked contents that pages and forms have
	forms      map[formUse]bool
	drawn      map[object.Ref]int // how often a form is drawn
	fontList   []*font            // in the order of first use
	fontOf     map[uintptr]*font
}

// tally counts the faults of a rule on a page.
type tally struct {
	rule string
	page int
}

// rule names the clauses that a check holds a file against. The first of those
// that are asked for gives the fault its name; a rule of which none is asked for
// gives no fault.
type rule struct {
	m   string // a condition of the Matterhorn Protocol 1.1, which is of PDF/UA-1
	ua  string // a clause of ISO 14289-1 that the protocol gives no number
	a   string // a clause of ISO 19005-3
	pdf string // a clause of ISO 32000-1, on which both rest
	own string // what no standard asks for and we do
}

func (r rule) name(s Standards) string {
	switch {
	case s.UA1 && r.m != "":
		return "Matterhorn " + r.m
	case s.UA1 && r.ua != "":
		return "ISO 14289-1 " + r.ua
	case s.A3a && r.a != "":
		return "ISO 19005-3 " + r.a
	case r.pdf != "":
		return "ISO 32000-1 " + r.pdf
	case r.own != "":
		return "tradebrief: " + r.own
	}
	return ""
}

// at is where a fault is. The zero value is the file as a whole.
type at struct {
	page    int // from 1
	element *element
}

func (c *checker) fault(r rule, where at, format string, args ...any) {
	name := r.name(c.std)
	if name == "" || len(c.faults) == mostFaults {
		return
	}
	f := Fault{Rule: name, Page: where.page}
	if e := where.element; e != nil {
		f.Element = e.index
	}
	t := tally{name, f.Page}
	if c.told[t]++; c.told[t] > mostOfOne {
		return
	}
	f.Message = fmt.Sprintf(format, args...)
	c.faults = append(c.faults, f)
	c.places = append(c.places, where.element)
}

// unpack gives the data of a stream, nothing when it cannot be unpacked.
func (c *checker) unpack(s *object.Stream, what string, where at) []byte {
	data, err := c.Data(s)
	if err != nil {
		c.fault(rule{pdf: "7.4"}, where, "%s cannot be read: %v", what, err)
		return nil
	}
	if c.room -= len(data); c.room < 0 {
		c.fault(rule{pdf: "7.4"}, at{}, "the file has more than %d MB of contents and fonts, which is more than is looked at", mostRead>>20)
		return nil
	}
	return data
}

// stream follows references to a stream, nil when there is none.
func (c *checker) stream(o object.Object) *object.Stream {
	s, _ := c.Get(o).(*object.Stream)
	return s
}

// name follows references to a name.
func (c *checker) name(o object.Object) object.Name {
	n, _ := c.Get(o).(object.Name)
	return n
}

// integer follows references to a whole number.
func (c *checker) integer(o object.Object) (int, bool) {
	n, ok := c.Get(o).(object.Number)
	if !ok {
		return 0, false
	}
	return whole(n)
}

// number follows references to a number.
func (c *checker) number(o object.Object) (float64, bool) {
	n, ok := c.Get(o).(object.Number)
	if !ok {
		return 0, false
	}
	return real(n)
}

// text follows references to a string for people to read.
func (c *checker) text(o object.Object) string {
	s, _ := c.Get(o).(object.String)
	return textString(s)
}
