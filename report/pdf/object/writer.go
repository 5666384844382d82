package object

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strconv"
)

// Write gives the file whose root is the catalog. Only what can be reached from
// there and from info is written, numbered in the order in which it is met.
func (p *File) Write(catalog, info Ref, press *Compressor) ([]byte, error) {
	numbers := make([]int, len(p.Objects)) // 0: not met
	var order []Ref
	var meet func(o Object)
	meet = func(o Object) {
		switch o := o.(type) {
		case Ref:
			if int(o) < len(numbers) && numbers[o] == 0 {
				order = append(order, o)
				numbers[o] = len(order)
			}
		case Array:
			for _, e := range o {
				meet(e)
			}
		case Dict:
			for _, k := range o.Keys() {
				meet(o[k])
			}
		case *Stream:
			meet(o.Dict)
		}
	}
	meet(catalog)
	meet(info)
	for i := 0; i < len(order); i++ {
		meet(p.Get(order[i]))
	}

	w := writer{numbers: numbers, press: press, places: make([]entry, len(order)+1)}
	// Four bytes above 127 tell programs that copy files that this one is binary.
	w.out = append(w.out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"...)
	var packed []int // numbers of the objects that are no streams
	for i, r := range order {
		s, ok := p.Get(r).(*Stream)
		if !ok {
			packed = append(packed, i+1)
			continue
		}
		if err := w.indirect(i+1, s); err != nil {
			return nil, err
		}
	}
	for len(packed) > 0 {
		n := min(perStream, len(packed))
		if err := w.pack(p, order, packed[:n]); err != nil {
			return nil, err
		}
		packed = packed[n:]
	}
	id := fileID(w.out)
	err := w.crossReferences(Dict{"Root": catalog, "Info": info, "ID": Array{id, id}})
	return w.out, err
}

// perStream is how many objects lie in one object stream. A program that wants
// one of them unpacks them all; more than a thousand do not pack better.
const perStream = 1000

// writer writes objects under their numbers in the file.
type writer struct {
	out     []byte
	numbers []int   // by ref
	places  []entry // by number
	press   *Compressor
}

// indirect writes a stream under its number.
func (w *writer) indirect(number int, s *Stream) error {
	w.places[number] = entry{kind: plain, at: len(w.out)}
	w.out = append(strconv.AppendInt(w.out, int64(number), 10), " 0 obj\n"...)
	if err := w.object(s); err != nil {
		return err
	}
	w.out = append(w.out, "\nendobj\n"...)
	return nil
}

// pack writes objects into one stream, which packs them together: most of them
// are small and like their neighbours (ISO 32000-1, 7.5.7).
func (w *writer) pack(p *File, order []Ref, numbers []int) error {
	stream := len(w.places)
	w.places = append(w.places, entry{})
	in := writer{numbers: w.numbers}
	var head []byte
	for i, n := range numbers {
		w.places[n] = entry{inStream, stream, i}
		head = append(strconv.AppendInt(head, int64(n), 10), ' ')
		head = append(strconv.AppendInt(head, int64(len(in.out)), 10), ' ')
		if err := in.object(p.Get(order[n-1])); err != nil {
			return err
		}
		in.out = append(in.out, '\n')
	}
	return w.indirect(stream, &Stream{
		Dict: Dict{"Type": Name("ObjStm"), "N": Integer(len(numbers)), "First": Integer(len(head))},
		Data: append(head, in.out...),
	})
}

// crossReferences ends the file with the places of all objects, which are a
// stream too (ISO 32000-1, 7.5.8): a kind, a place and an index for each. Of most
// of them little differs from the one before, and only that is packed.
func (w *writer) crossReferences(trailer Dict) error {
	start, number := len(w.out), len(w.places)
	w.places = append(w.places, entry{kind: plain, at: start})
	w.places[0] = entry{kind: free, generation: 0xFFFF}
	width := 2 // of a place, in bytes
	for len(w.places) >= 1<<(8*width) || start >= 1<<(8*width) {
		width++
	}
	columns := 1 + width + 2
	row, before := make([]byte, columns), make([]byte, columns)
	var data []byte
	for _, e := range w.places {
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
	trailer["Type"], trailer["Size"] = Name("XRef"), Integer(len(w.places))
	trailer["W"] = Array{Integer(1), Integer(width), Integer(2)}
	trailer["Filter"] = Name("FlateDecode")
	trailer["DecodeParms"] = Dict{"Predictor": Integer(12), "Columns": Integer(columns)}
	if err := w.indirect(number, &Stream{Dict: trailer, Data: packed}); err != nil {
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
		w.out = append(strconv.AppendInt(w.out, int64(w.numbers[o]), 10), " 0 R"...)
	case Array:
		w.out = append(w.out, '[')
		for i, e := range o {
			if i > 0 {
				w.out = append(w.out, ' ')
			}
			if err := w.object(e); err != nil {
				return err
			}
		}
		w.out = append(w.out, ']')
	case Dict:
		w.out = append(w.out, "<<"...)
		for _, k := range o.Keys() {
			w.name(k)
			w.out = append(w.out, ' ')
			if err := w.object(o[k]); err != nil {
				return err
			}
		}
		w.out = append(w.out, ">>"...)
	case *Stream:
		return w.stream(o)
	default:
		return fmt.Errorf("a %T is no PDF object", o)
	}
	return nil
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
		if c <= ' ' || c > '~' || bytes.IndexByte([]byte("#()<>[]{}/%"), c) >= 0 {
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
		c.zip = zlib.NewWriter(&c.out)
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
