package object

import "bytes"

// Contents reads the operators of a page's contents one by one:
//
//	for c := object.NewContents(data); c.Next(); {
//		… c.Op, c.Args …
//	}
//
// Of an image that stands in the contents themselves, ID has what describes it as
// operands; the data after it are passed over.
type Contents struct {
	Op   string   // Tj
	Args []Object // its operands; valid until the next call of Next
	r    reader
}

// NewContents reads the data of a stream, unpacked.
func NewContents(data []byte) *Contents {
	return &Contents{r: reader{file: data, text: string(data)}}
}

// Next reads up to the next operator. It is false at the end and after an error.
func (c *Contents) Next() bool {
	c.Args = c.Args[:0]
	c.r.values = 0
	for b := c.r.peek(); b != 0; b = c.r.peek() {
		if bytes.IndexByte([]byte("/([<+-.0123456789"), b) >= 0 {
			c.Args = append(c.Args, c.r.object())
			continue
		}
		switch c.Op = c.r.token(); {
		case c.r.err == nil && c.Op == "":
			c.r.fail("expected an operator, found %q", b)
		case c.Op == "true" || c.Op == "false":
			c.Args = append(c.Args, c.Op == "true")
			continue
		case c.Op == "null":
			c.Args = append(c.Args, nil)
			continue
		}
		if c.Op == "ID" {
			c.r.image()
		}
		return c.r.err == nil
	}
	return false
}

// Err is the error that ended Next, nil at the end of the data.
func (c *Contents) Err() error { return c.r.err }

// image passes over the data of an image up to its EI, which stands between white
// space.
func (r *reader) image() {
	for i := r.at; i+3 <= len(r.file); i++ {
		if isSpace(r.file[i]) && r.file[i+1] == 'E' && r.file[i+2] == 'I' && (i+3 == len(r.file) || isSpace(r.file[i+3])) {
			r.at = i
			return
		}
	}
	r.fail("an image that does not end")
}
