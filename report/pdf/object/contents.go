package object

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
)

// Contents reads the operators of a page's contents one by one:
//
//	for c := object.NewContents(data); c.Next(); {
//		… c.Op, c.Args …
//	}
//
// An image that stands in the contents themselves (BI) is not read.
type Contents struct {
	Op   string   // Tj
	Args []Object // its operands; valid until the next call of Next
	r    reader
}

// NewContents reads the data of a stream, unpacked.
func NewContents(data []byte) *Contents { return &Contents{r: reader{file: data}} }

// Next reads up to the next operator. It is false at the end and after an error.
func (c *Contents) Next() bool {
	c.Args = c.Args[:0]
	for b := c.r.peek(); b != 0; b = c.r.peek() {
		if bytes.IndexByte([]byte("/([<+-.0123456789"), b) >= 0 {
			c.Args = append(c.Args, c.r.object())
			continue
		}
		if c.Op = c.r.token(); c.r.err == nil && c.Op == "" {
			c.r.fail("expected an operator, found %q", b)
		}
		return c.r.err == nil
	}
	return false
}

// Err is the error that ended Next, nil at the end of the data.
func (c *Contents) Err() error { return c.r.err }

// Inflate gives the data of a stream as they were before they were packed, at
// most so many bytes. The one filter that it knows is FlateDecode.
func (s *Stream) Inflate(most int) ([]byte, error) {
	switch s.Dict["Filter"] {
	case nil:
		return s.Data, nil
	case Name("FlateDecode"):
	default:
		return nil, fmt.Errorf("a stream is packed by %v, expected FlateDecode", s.Dict["Filter"])
	}
	z, err := zlib.NewReader(bytes.NewReader(s.Data))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(z, int64(most)+1))
	if err == nil && len(out) > most {
		err = fmt.Errorf("a stream unpacks to more than %d bytes", most)
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}
