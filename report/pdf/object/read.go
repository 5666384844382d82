package object

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
)

// What is wrong with a file as a whole. Errors of [Read] are one of these or
// say what was found at which byte.
var (
	ErrNotPDF    = errors.New("not a PDF: %PDF- is not among its first 1024 bytes")
	ErrTruncated = errors.New("the file is cut off: it does not end with startxref, the place of its table of objects and %%EOF")
	ErrEncrypted = errors.New("the file is encrypted")
)

// Bounds on what one file may cost, far above any brief and far below what
// would be felt. A file that needs more is refused, not read in part.
const (
	mostObjects  = 1 << 20 // highest number of an object
	mostInflated = 1 << 28 // bytes of all streams together as they are unpacked
	mostValues   = 1 << 22 // values of all objects together
	mostSections = 1 << 12 // tables of objects, one for each time the file was saved
	mostNested   = 100     // arrays and dictionaries in one another
	mostHops     = 32      // references that lead to references
)

// source is the bytes that a File was read from and what reading has cost.
type source struct {
	file    []byte
	entries []entry
	packed  map[int]*packed // object streams by number
	names   map[string]Name // each name once
	reading bool            // the tables are not complete yet
	loading int             // objects that are being read because others need them
	fault   error

	values, scanned, inflated int // values, bytes of objects and bytes of streams read so far
	unzip                     io.Reader
}

// entry says where an object is.
type entry struct {
	kind       entryKind
	at         int // byte in the file, or number of the object stream
	generation int // or the index in the object stream
}

type entryKind uint8

const (
	unknown entryKind = iota
	free              // not in use since the newest section that names it
	plain             // at a byte of the file
	inStream
)

// unread stands in Objects for what Get has still to read.
type unread struct{}

// Read reads a file: its tables of objects, plain or packed, of all the times it
// was saved. The objects themselves are read when Get asks for them, and an
// object's Ref is its number in the file. The data of streams stay in the file's
// bytes.
//
// Nothing is repaired and nothing is guessed: a file whose table does not lead
// to its objects is an error here, or of Err once the object is asked for.
func Read(file []byte) (*File, error) {
	head := bytes.Index(file[:min(len(file), 1024)], []byte("%PDF-"))
	if head < 0 {
		return nil, ErrNotPDF
	}
	at := bytes.LastIndex(file, []byte("startxref"))
	if at < 0 {
		return nil, ErrTruncated
	}
	// Places are counted from the header, whatever a mail program put before it.
	file, at = file[head:], at-head
	p := &File{source: source{file: file, packed: map[int]*packed{}, names: map[string]Name{}, reading: true}}
	r := &reader{file: file, at: at + len("startxref"), source: &p.source}
	start := r.integer()
	if r.err != nil {
		return nil, ErrTruncated
	}
	if err := p.sections(start); err != nil {
		return nil, err
	}
	for i := range p.Revisions {
		p.Revisions[i] += head
	}
	if p.Trailer["Encrypt"] != nil {
		return nil, ErrEncrypted
	}
	p.reading = false
	// What the trailer refers to was not known when it was read.
	for k, v := range p.Trailer {
		if r, ok := v.(Ref); ok && int(r) >= len(p.entries) {
			delete(p.Trailer, k)
		}
	}
	p.Objects = make([]Object, len(p.entries))
	for i, e := range p.entries {
		if e.kind == plain || e.kind == inStream {
			p.Objects[i] = unread{}
		}
	}
	return p, nil
}

// sections reads the tables from the newest to the oldest. The first to name an
// object tells where it is.
func (p *File) sections(start int) error {
	type section struct{ at, end int }
	var all []section
	seen := map[int]bool{}
	for at, more := start, true; more; {
		if seen[at] {
			return fmt.Errorf("the tables of objects lead back to the one at byte %d", at)
		}
		if len(all) == mostSections {
			return fmt.Errorf("more than %d tables of objects", mostSections)
		}
		seen[at] = true
		trailer, end, err := p.section(at)
		if err != nil {
			return err
		}
		all = append(all, section{at, end})
		if p.Trailer == nil {
			p.Trailer = trailer
		}
		// A hybrid file hides objects from old programs in a second table.
		if hidden, ok := trailer["XRefStm"]; ok {
			n, err := natural(hidden)
			if err == nil && seen[n] {
				err = fmt.Errorf("it is read already")
			}
			if err == nil {
				seen[n] = true
				_, _, err = p.section(n)
			}
			if err != nil {
				return fmt.Errorf("the hidden table of objects: %w", err)
			}
		}
		prev, ok := trailer["Prev"]
		if more = ok; more {
			if at, err = natural(prev); err != nil {
				return fmt.Errorf("the table of objects before byte %d: %w", all[len(all)-1].at, err)
			}
		}
	}
	// A section that lies before the older one is a part of the same file, put
	// first so that a browser can show page 1 early.
	for i, s := range slices.Backward(all) {
		if n := len(p.Revisions); n > 0 && s.at < all[i+1].at {
			p.Revisions[n-1] = max(p.Revisions[n-1], s.end)
		} else {
			p.Revisions = append(p.Revisions, s.end)
		}
	}
	return nil
}

// section reads one table of objects and the trailer that belongs to it. End is
// the byte after its %%EOF.
func (p *File) section(at int) (trailer Dict, end int, err error) {
	r := &reader{file: p.file, at: at, source: &p.source}
	if at < 0 || at >= len(p.file) {
		return nil, 0, fmt.Errorf("a table of objects should be at byte %d of a file of %d bytes: it is damaged or cut off", at, len(p.file))
	}
	switch t := r.token(); {
	case t == "xref":
		trailer = p.table(r)
	case isNumber(t):
		r.at = at
		s, _ := p.indirect(r, -1).(*Stream)
		if s == nil || s.Dict["Type"] != Name("XRef") {
			r.fail("expected a table of objects")
			break
		}
		trailer = s.Dict
		if err := p.stream(s); err != nil {
			return nil, 0, fmt.Errorf("the table of objects at byte %d: %w", at, err)
		}
	default:
		r.fail("expected a table of objects, found %q", t)
	}
	if r.err != nil {
		return nil, 0, fmt.Errorf("the table of objects at byte %d: %w", at, r.err)
	}
	end = len(p.file)
	if i := bytes.Index(p.file[r.at:], []byte("%%EOF")); i >= 0 {
		end = r.at + i + len("%%EOF")
		// One line end belongs to the mark.
		if bytes.HasPrefix(p.file[end:], []byte("\r")) {
			end++
		}
		if bytes.HasPrefix(p.file[end:], []byte("\n")) {
			end++
		}
	}
	return trailer, end, nil
}

// table reads a plain table of objects up to the end of its trailer.
func (p *File) table(r *reader) Dict {
	for r.err == nil {
		t := r.token()
		if t == "trailer" {
			d, ok := r.object().(Dict)
			if !ok {
				r.fail("expected a trailer")
			}
			return d
		}
		first, err := strconv.Atoi(t)
		if err != nil {
			r.fail("expected the number of an object or a trailer, found %q", t)
		}
		count := r.integer()
		for i := 0; i < count && r.err == nil; i++ {
			e := entry{at: r.integer(), generation: r.integer()}
			switch t := r.token(); t {
			case "n":
				e.kind = plain
				// Some programs write unused entries so.
				if e.at == 0 {
					e.kind = free
				}
			case "f":
				e.kind = free
			default:
				r.fail("expected n or f, found %q", t)
			}
			if r.err == nil {
				r.err = p.enter(first+i, e)
			}
		}
	}
	return nil
}

// stream reads a table of objects that is packed as a stream.
func (p *File) stream(s *Stream) error {
	data, err := p.Data(s)
	if err != nil {
		return err
	}
	var widths [3]int
	w, _ := s.Dict["W"].(Array)
	if len(w) < 3 {
		return fmt.Errorf("expected three widths, found %v", s.Dict["W"])
	}
	row := 0
	for i := range widths {
		if widths[i], err = natural(w[i]); err != nil || widths[i] > 8 {
			return fmt.Errorf("expected a width of at most 8 bytes, found %v", w[i])
		}
		row += widths[i]
	}
	if row == 0 {
		return fmt.Errorf("its entries have no width")
	}
	index, ok := s.Dict["Index"].(Array)
	if !ok {
		index = Array{Integer(0), s.Dict["Size"]}
	}
	for ; len(index) >= 2; index = index[2:] {
		first, err := natural(index[0])
		count, err2 := natural(index[1])
		if err != nil || err2 != nil {
			return fmt.Errorf("expected whole numbers, found %v and %v", index[0], index[1])
		}
		for i := range count {
			if len(data) < row {
				return fmt.Errorf("it ends before object %d", first+i)
			}
			var field [3]int
			rest := data[:row]
			for k, width := range widths {
				for _, b := range rest[:width] {
					field[k] = field[k]<<8 | int(b)
				}
				rest = rest[width:]
			}
			data = data[row:]
			if widths[0] == 0 {
				field[0] = 1
			}
			e := entry{at: field[1], generation: field[2]}
			switch field[0] {
			case 0:
				e.kind = free
			case 1:
				e.kind = plain
			case 2:
				e.kind = inStream
			default:
				continue // a kind of later versions stands for null
			}
			if err := p.enter(first+i, e); err != nil {
				return err
			}
		}
	}
	return nil
}

// enter keeps an entry unless a newer section has one for the object.
func (p *File) enter(n int, e entry) error {
	if n < 0 || n >= mostObjects {
		return fmt.Errorf("an object has the number %d, expected at most %d", n, mostObjects-1)
	}
	if n >= len(p.entries) {
		p.entries = append(p.entries, make([]entry, n+1-len(p.entries))...)
	}
	if p.entries[n].kind == unknown {
		p.entries[n] = e
	}
	return nil
}

func isNumber(t string) bool {
	_, err := strconv.Atoi(t)
	return err == nil
}

// natural is a number that counts something.
func natural(o Object) (int, error) {
	n, ok := o.(Number)
	v, err := strconv.Atoi(string(n))
	if !ok || err != nil || v < 0 {
		return 0, fmt.Errorf("expected a whole number, found %v", o)
	}
	return v, nil
}
