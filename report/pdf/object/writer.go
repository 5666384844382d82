package object

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
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

	w := writer{numbers: numbers, press: press}
	// Four bytes above 127 tell programs that copy files that this one is binary.
	w.out = append(w.out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"...)
	offsets := make([]int, len(order))
	for i, r := range order {
		offsets[i] = len(w.out)
		w.out = fmt.Appendf(w.out, "%d 0 obj\n", i+1)
		if err := w.object(p.Get(r)); err != nil {
			return nil, err
		}
		w.out = append(w.out, "\nendobj\n"...)
	}
	start := len(w.out)
	id := fileID(w.out)
	w.out = fmt.Appendf(w.out, "xref\n0 %d\n0000000000 65535 f \n", len(order)+1)
	for _, at := range offsets {
		w.out = fmt.Appendf(w.out, "%010d 00000 n \n", at)
	}
	w.out = append(w.out, "trailer\n"...)
	if err := w.object(Dict{"Size": Integer(len(order) + 1), "Root": catalog, "Info": info, "ID": Array{id, id}}); err != nil {
		return nil, err
	}
	w.out = fmt.Appendf(w.out, "\nstartxref\n%d\n%%%%EOF\n", start)
	return w.out, nil
}

// writer writes objects under their numbers in the file.
type writer struct {
	out     []byte
	numbers []int // by ref
	press   *Compressor
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
		w.out = fmt.Appendf(w.out, "%d 0 R", w.numbers[o])
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
	d, data := Dict{}, s.Data
	for k, v := range s.Dict {
		d[k] = v
	}
	if d["Filter"] == nil {
		var err error
		if data, err = w.press.Deflate(data); err != nil {
			return err
		}
		d["Filter"] = Name("FlateDecode")
	}
	d["Length"] = Integer(len(data))
	if err := w.object(d); err != nil {
		return err
	}
	w.out = append(w.out, "\nstream\n"...)
	w.out = append(w.out, data...)
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

// text writes a string so that it can be read where it is ASCII, in hexadecimal
// otherwise.
func (w *writer) text(s String) {
	for _, c := range []byte(s) {
		if c < ' ' || c > '~' {
			w.out = append(w.out, '<')
			w.out = hex.AppendEncode(w.out, []byte(s))
			w.out = append(w.out, '>')
			return
		}
	}
	w.out = append(w.out, '(')
	for _, c := range []byte(s) {
		if c == '(' || c == ')' || c == '\\' {
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
