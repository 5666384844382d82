package object

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
)

// Write gives the file whose root is the catalog. Only what can be reached from
// there and from info is written, numbered in the order in which it is met.
func (p *File) Write(catalog, info Ref, press *Compressor) ([]byte, error) {
	w := writer{numbers: make([]int, len(p.Objects)), press: press}
	w.number(catalog)
	w.number(info)
	// Four bytes above 127 tell programs that copy files that this one is binary.
	w.out = append(w.out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"...)
	w.places = append(w.places, entry{kind: free, generation: 0xFFFF}) // the head of the list of free numbers
	var packed []byte
	var ends []int // of the objects in packed
	for i := 0; i < len(w.order); i++ {
		o := p.Get(w.order[i])
		if s, ok := o.(*Stream); ok {
			if err := w.indirect(s); err != nil {
				return nil, err
			}
			continue
		}
		w.places = append(w.places, entry{kind: inStream})
		file := w.out
		w.out = packed
		if err := w.object(o); err != nil {
			return nil, err
		}
		packed, w.out = append(w.out, '\n'), file
		ends = append(ends, len(packed))
	}
	if err := w.pack(packed, ends); err != nil {
		return nil, err
	}
	id := fileID(w.out)
	err := w.crossReferences(Dict{"Root": catalog, "Info": info, "ID": Array{id, id}})
	return w.out, err
}

// writer writes objects under their numbers in the file.
type writer struct {
	out     []byte
	numbers []int   // by ref, 0: not met
	order   []Ref   // by number, from that of number 1 on
	places  []entry // by number, as far as objects are written
	keys    []Name  // of the dictionaries that are being written
	press   *Compressor
}

// number is the number of an object, which is given to it when it is met.
func (w *writer) number(r Ref) int {
	if w.numbers[r] == 0 {
		w.order = append(w.order, r)
		w.numbers[r] = len(w.order)
	}
	return w.numbers[r]
}

// indirect writes a stream under the next number.
func (w *writer) indirect(s *Stream) error {
	w.out, w.places = append(strconv.AppendInt(w.out, int64(len(w.places)), 10), " 0 obj\n"...), append(w.places, entry{kind: plain, at: len(w.out)})
	if err := w.object(s); err != nil {
		return err
	}
	w.out = append(w.out, "\nendobj\n"...)
	return nil
}

// perStream is how many objects lie in one object stream. A program that wants
// one of them unpacks them all; more than a thousand do not pack better.
const perStream = 1000

// pack puts the objects that are no streams into streams, which pack them
// together: most of them are small and like their neighbours (ISO 32000-1, 7.5.7).
func (w *writer) pack(packed []byte, ends []int) error {
	var numbers []int
	for n, e := range w.places {
		if e.kind == inStream {
			numbers = append(numbers, n)
		}
	}
	for from := 0; len(numbers) > 0; {
		count := min(perStream, len(numbers))
		var head []byte
		at := from
		for i, n := range numbers[:count] {
			w.places[n] = entry{inStream, len(w.places), i}
			head = append(strconv.AppendInt(head, int64(n), 10), ' ')
			head = append(strconv.AppendInt(head, int64(at-from), 10), ' ')
			at = ends[i]
		}
		err := w.indirect(&Stream{
			Dict: Dict{"Type": Name("ObjStm"), "N": Integer(count), "First": Integer(len(head))},
			Data: append(head, packed[from:at]...),
		})
		if err != nil {
			return err
		}
		numbers, ends, from = numbers[count:], ends[count:], at
	}
	return nil
}

// crossReferences ends the file with the places of all objects, which are a
// stream too (ISO 32000-1, 7.5.8): a kind, a place and an index for each. Of most
// of them little differs from the one before, and only that is packed.
func (w *writer) crossReferences(trailer Dict) error {
	start, size := len(w.out), len(w.places)+1 // with itself
	rows := append(w.places, entry{kind: plain, at: start})
	width := 2 // of a place, in bytes
	for size >= 1<<(8*width) || start >= 1<<(8*width) {
		width++
	}
	columns := 1 + width + 2
	row, before := make([]byte, columns), make([]byte, columns)
	var data []byte
	for _, e := range rows {
		row[0] = byte(e.kind - free) // the kinds are numbered in this order
		for i := range width {
			row[width-i] = byte(e.at >> (8 * i))
		}
		row[columns-2], row[columns-1] = byte(e.generation>>8), byte(e.generation)
		data = append(data, 2) // the predictor Up of PNG
		for i, v := range row {
			data = append(data, v-before[i])
		}
		row, before = before, row
	}
	packed, err := w.press.Deflate(data)
	if err != nil {
		return err
	}
	trailer["Type"], trailer["Size"] = Name("XRef"), Integer(size)
	trailer["W"] = Array{Integer(1), Integer(width), Integer(2)}
	trailer["Filter"] = Name("FlateDecode")
	trailer["DecodeParms"] = Dict{"Predictor": Integer(12), "Columns": Integer(columns)}
	if err := w.indirect(&Stream{Dict: trailer, Data: packed}); err != nil {
		return err
	}
	w.out = fmt.Appendf(w.out, "startxref\n%d\n%%%%EOF\n", start)
	return nil
}

func (w *writer) object(o Object) error {
	switch o := o.(type) {
	case nil:
		w.out = append(w.out, "null"...)
	case bool:
		w.out = strconv.AppendBool(w.out, o)
	case Number:
		w.out = append(w.out, o...)
	case Name:
		w.name(o)
	case String:
		w.text(o)
	case Ref:
		if int(o) >= len(w.numbers) {
			w.out = append(w.out, "null"...)
			break
		}
		w.out = append(strconv.AppendInt(w.out, int64(w.number(o)), 10), " 0 R"...)
	case Array:
		w.out = append(w.out, '[')
		for i, e := range o {
			if i > 0 {
				w.part(e)
			}
			if err := w.object(e); err != nil {
				return err
			}
		}
		w.out = append(w.out, ']')
	case Dict:
		w.out = append(w.out, "<<"...)
		first := len(w.keys)
		for k := range o {
			w.keys = append(w.keys, k)
		}
		slices.Sort(w.keys[first:])
		for i := first; i < first+len(o); i++ {
			k := w.keys[i]
			w.name(k)
			w.part(o[k])
			if err := w.object(o[k]); err != nil {
				return err
			}
		}
		w.keys = w.keys[:first]
		w.out = append(w.out, ">>"...)
	case *Stream:
		return w.stream(o)
	default:
		return fmt.Errorf("a %T is no PDF object", o)
	}
	return nil
}

// part writes the blank before a value that would run into what stands before.
func (w *writer) part(o Object) {
	switch o.(type) {
	case nil, bool, Number, Ref:
		w.out = append(w.out, ' ')
	}
}

func (w *writer) stream(s *Stream) error {
	if !s.Plain {
		if err := w.press.Pack(s); err != nil {
			return err
		}
	}
	s.Dict["Length"] = Integer(len(s.Data))
	if err := w.object(s.Dict); err != nil {
		return err
	}
	w.out = append(w.out, "\nstream\n"...)
	w.out = append(w.out, s.Data...)
	w.out = append(w.out, "\nendstream"...)
	return nil
}

func (w *writer) name(n Name) {
	w.out = append(w.out, '/')
	for _, c := range []byte(n) {
		if c <= ' ' || c > '~' || c == '#' || isDelimiter(c) {
			w.out = fmt.Appendf(w.out, "#%02X", c)
		} else {
			w.out = append(w.out, c)
		}
	}
}

// text writes a string byte for byte: packed, this is shorter than hexadecimal.
func (w *writer) text(s String) {
	w.out = append(w.out, '(')
	for _, c := range []byte(s) {
		switch c {
		case '\r': // as it stands, it would be read as a line end
			w.out = append(w.out, `\r`...)
			continue
		case '(', ')', '\\':
			w.out = append(w.out, '\\')
		}
		w.out = append(w.out, c)
	}
	w.out = append(w.out, ')')
}

// level of compression. On the objects of a brief level 6, the one by default,
// takes five thirds of the time and saves a thousandth; level 9 saves a fiftieth and
// takes three times as long. Contents of pages and fonts hardly tell the two apart.
const level = 5

// Compressor compresses many streams with one set of tables. The zero value can
// be used.
type Compressor struct {
	out bytes.Buffer
	zip *zlib.Writer
}

// Pack compresses a stream, unless it is compressed already.
func (c *Compressor) Pack(s *Stream) error {
	if s.Dict["Filter"] != nil {
		return nil
	}
	data, err := c.Deflate(s.Data)
	if err == nil {
		s.Data, s.Dict["Filter"] = data, Name("FlateDecode")
	}
	return err
}

// Deflate gives a copy of data in zlib's format.
func (c *Compressor) Deflate(data []byte) ([]byte, error) {
	c.out.Reset()
	if c.zip == nil {
		var err error
		if c.zip, err = zlib.NewWriterLevel(&c.out, level); err != nil {
			return nil, err
		}
	} else {
		c.zip.Reset(&c.out)
	}
	if _, err := c.zip.Write(data); err != nil {
		return nil, err
	}
	if err := c.zip.Close(); err != nil {
		return nil, err
	}
	return bytes.Clone(c.out.Bytes()), nil
}

// fileID tells this file from any other.
func fileID(body []byte) String {
	sum := sha256.Sum256(body)
	return String(sum[:16])
}
