package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"strconv"
)

// write gives the file whose root is the catalog. Only what can be reached from
// there and from info is written, numbered in the order in which it is met.
func (p *pool) write(catalog, info ref, press *compressor) ([]byte, error) {
	numbers := make([]int, len(p.objects)) // 0: not met
	var order []ref
	var meet func(o object)
	meet = func(o object) {
		switch o := o.(type) {
		case ref:
			if numbers[o] == 0 {
				order = append(order, o)
				numbers[o] = len(order)
			}
		case array:
			for _, e := range o {
				meet(e)
			}
		case dict:
			for _, k := range o.keys() {
				meet(o[k])
			}
		case *stream:
			meet(o.dict)
		}
	}
	meet(catalog)
	meet(info)
	for i := 0; i < len(order); i++ {
		meet(p.objects[order[i]])
	}

	w := writer{numbers: numbers, press: press}
	// Four bytes above 127 tell programs that copy files that this one is binary.
	w.out = append(w.out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"...)
	offsets := make([]int, len(order))
	for i, r := range order {
		offsets[i] = len(w.out)
		w.out = fmt.Appendf(w.out, "%d 0 obj\n", i+1)
		if err := w.object(p.objects[r]); err != nil {
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
	if err := w.object(dict{"Size": integer(len(order) + 1), "Root": catalog, "Info": info, "ID": array{id, id}}); err != nil {
		return nil, err
	}
	w.out = fmt.Appendf(w.out, "\nstartxref\n%d\n%%%%EOF\n", start)
	return w.out, nil
}

// writer writes objects under their numbers in the file.
type writer struct {
	out     []byte
	numbers []int // by ref
	press   *compressor
}

func (w *writer) object(o object) error {
	switch o := o.(type) {
	case nil:
		w.out = append(w.out, "null"...)
	case bool:
		w.out = strconv.AppendBool(w.out, o)
	case number:
		w.out = append(w.out, o...)
	case name:
		w.name(o)
	case text:
		w.text(o)
	case ref:
		w.out = fmt.Appendf(w.out, "%d 0 R", w.numbers[o])
	case array:
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
	case dict:
		w.out = append(w.out, "<<"...)
		for _, k := range o.keys() {
			w.name(k)
			w.out = append(w.out, ' ')
			if err := w.object(o[k]); err != nil {
				return err
			}
		}
		w.out = append(w.out, ">>"...)
	case *stream:
		return w.stream(o)
	default:
		return fmt.Errorf("a %T is no PDF object", o)
	}
	return nil
}

func (w *writer) stream(s *stream) error {
	d, data := dict{}, s.data
	for k, v := range s.dict {
		d[k] = v
	}
	if d["Filter"] == nil {
		var err error
		if data, err = w.press.deflate(data); err != nil {
			return err
		}
		d["Filter"] = name("FlateDecode")
	}
	d["Length"] = integer(len(data))
	if err := w.object(d); err != nil {
		return err
	}
	w.out = append(w.out, "\nstream\n"...)
	w.out = append(w.out, data...)
	w.out = append(w.out, "\nendstream"...)
	return nil
}

func (w *writer) name(n name) {
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
func (w *writer) text(s text) {
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

// compressor compresses many streams with one set of tables. The zero value can
// be used.
type compressor struct {
	out bytes.Buffer
	zip *zlib.Writer
}

// deflate gives a copy of data in zlib's format.
func (c *compressor) deflate(data []byte) ([]byte, error) {
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
