package conform

import (
	"bytes"
	"math"

	"tradebrief/report/pdf/object"
)

// bytes checks what stands around the objects: the header, the trailer, the end.
func (c *checker) bytes() {
	h := c.file[:min(len(c.file), 32)]
	line := bytes.IndexAny(h, "\r\n")
	if line != 8 || !bytes.HasPrefix(h, []byte("%PDF-1.")) || h[7] < '0' || h[7] > '7' {
		c.fault(rule{ua: "6.1", a: "6.1.2"}, at{}, "the file begins with %.8q, expected %%PDF-1.7 on a line of its own", h)
	} else {
		rest := h[9:]
		if h[8] == '\r' && len(rest) > 0 && rest[0] == '\n' {
			rest = rest[1:]
		}
		binary := len(rest) > 4 && rest[0] == '%'
		for i := 1; binary && i <= 4; i++ {
			binary = rest[i] > 127
		}
		if !binary {
			c.fault(rule{a: "6.1.2"}, at{}, "the second line is no comment of four bytes above 127, by which programs know that the file is not text")
		}
	}
	if end := bytes.LastIndex(c.file, []byte("%%EOF")); end < 0 {
		c.fault(rule{a: "6.1.3"}, at{}, "the file does not end with %%%%EOF")
	} else if rest := string(c.file[end+5:]); rest != "" && rest != "\n" && rest != "\r" && rest != "\r\n" {
		c.fault(rule{a: "6.1.3"}, at{}, "%d bytes stand after the end of the file", len(rest))
	}

	id := c.Array(c.Trailer["ID"])
	valid := len(id) == 2
	for _, part := range id {
		s, _ := c.Get(part).(object.String)
		valid = valid && s != ""
	}
	if !valid {
		c.fault(rule{a: "6.1.3"}, at{}, "the trailer has no identifier (ID) of two strings")
	}
}

// values checks each value of the file: the bounds of numbers, strings and
// names, and how streams are packed.
func (c *checker) values() {
	for i := range c.Objects {
		o := c.Get(object.Ref(i))
		c.value(o)
		if s, ok := o.(*object.Stream); ok {
			c.packing(s.Dict)
		}
	}
	c.value(c.Trailer)
}

// value checks a value and all in it. Objects that it refers to are checked as
// what they are, and values nest only as deep as they can be read.
func (c *checker) value(o object.Object) {
	switch o := o.(type) {
	case object.Number:
		c.bounds(o)
	case object.String:
		if len(o) > 32767 {
			c.fault(rule{a: "6.1.13"}, at{}, "a string has %d bytes, more than 32767", len(o))
		}
	case object.Name:
		if len(o) > 127 {
			c.fault(rule{a: "6.1.13"}, at{}, "the name %.20q… has %d bytes, more than 127", string(o), len(o))
		}
	case object.Array:
		for _, e := range o {
			c.value(e)
		}
	case object.Dict:
		c.dict(o)
	case *object.Stream:
		c.dict(o.Dict)
	}
}

// dict is value for the keys and values of a dictionary.
func (c *checker) dict(d object.Dict) {
	// Almost no dictionary has a value that could be too large, and only then the
	// order of the keys matters.
	long := false
	for k, v := range d {
		switch v := v.(type) {
		case object.Ref, bool, nil:
		case object.Name:
			long = long || len(v) > 127
		case object.Number:
			long = long || len(v) > 9
		case object.String:
			long = long || len(v) > 32767
		default:
			long = true
		}
		long = long || len(k) > 127
	}
	if !long {
		return
	}
	for _, k := range d.Keys() {
		c.value(k)
		c.value(d[k])
	}
}

func (c *checker) bounds(n object.Number) {
	if len(n) <= 9 {
		return
	}
	v, ok := real(n)
	if !ok {
		return
	}
	_, integer := whole(n)
	switch a := math.Abs(v); {
	case integer && (v > math.MaxInt32 || v < math.MinInt32):
		c.fault(rule{a: "6.1.13"}, at{}, "the number %s needs more than 32 bits", n)
	case a > 3.403e38:
		c.fault(rule{a: "6.1.13"}, at{}, "a number is as large as %.3g, more than 3.403e38", v)
	case a != 0 && a < 1.175e-38:
		c.fault(rule{a: "6.1.13"}, at{}, "a number is as small as %.3g, less than 1.175e-38", v)
	}
}

// packing checks the dictionary of a stream.
func (c *checker) packing(d object.Dict) {
	for _, k := range []object.Name{"F", "FFilter", "FDecodeParms"} {
		if _, ok := d[k]; ok {
			c.fault(rule{a: "6.1.7.1"}, at{}, "the data of a stream lies outside the file (%s)", k)
		}
	}
	filters := c.Array(d["Filter"])
	if f := c.name(d["Filter"]); f != "" {
		filters = object.Array{f}
	}
	params := c.Array(d["DecodeParms"])
	if p := c.Dict(d["DecodeParms"]); p != nil {
		params = object.Array{p}
	}
	for i, f := range filters {
		switch n := c.name(f); n {
		case "ASCIIHexDecode", "ASCII85Decode", "FlateDecode", "RunLengthDecode", "CCITTFaxDecode", "JBIG2Decode", "DCTDecode", "JPXDecode":
		case "Crypt":
			if i >= len(params) || c.name(c.Dict(params[i])["Name"]) != "Identity" {
				c.fault(rule{a: "6.1.7.2"}, at{}, "a stream is encrypted (Crypt)")
			}
		default:
			c.fault(rule{a: "6.1.7.2"}, at{}, "a stream is packed by %s, which is not allowed", n)
		}
	}
}
