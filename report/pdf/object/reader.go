package object

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
)

// reader reads values. After the first error all it reads is nothing.
type reader struct {
	file   []byte
	at     int
	depth  int
	values int     // read so far
	source *source // of the file, nil for a page's contents
	text   string  // of a page's contents, all of it, so that tokens are parts of one string
	err    error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("at byte %d: %s", r.at, fmt.Sprintf(format, args...))
	}
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// skip passes white space and comments.
func (r *reader) skip() {
	comment := false
	for ; r.at < len(r.file); r.at++ {
		switch c := r.file[r.at]; {
		case comment:
			comment = c != '\n' && c != '\r'
		case c == '%':
			comment = true
		case !isSpace(c):
			return
		}
	}
}

// peek is the next byte that is not white space, 0 at the end.
func (r *reader) peek() byte {
	if r.at < 0 || r.at > len(r.file) {
		r.fail("beyond the file of %d bytes", len(r.file))
	}
	if r.err != nil {
		return 0
	}
	if r.skip(); r.at < len(r.file) {
		return r.file[r.at]
	}
	return 0
}

// token reads up to white space or a delimiter.
func (r *reader) token() string { return r.string(r.bytes()) }

// string is the token that was read last.
func (r *reader) string(b []byte) string {
	if r.text != "" {
		return r.text[r.at-len(b) : r.at]
	}
	return string(b)
}

func (r *reader) bytes() []byte {
	if r.peek(); r.err != nil {
		return nil
	}
	from := r.at
	for r.at < len(r.file) && !isSpace(r.file[r.at]) && !isDelimiter(r.file[r.at]) {
		r.at++
	}
	return r.file[from:r.at]
}

// word reads a token that must be there.
func (r *reader) word(want string) {
	if got := r.token(); got != want {
		r.fail("expected %s, found %q", want, got)
	}
}

func (r *reader) integer() int {
	t := r.token()
	n, err := strconv.Atoi(t)
	if err != nil {
		r.fail("expected a whole number, found %q", t)
	}
	return n
}

// object reads any value but a stream.
func (r *reader) object() Object {
	if r.depth++; r.depth > mostNested {
		r.fail("arrays and dictionaries are nested more than %d deep", mostNested)
	}
	if r.values++; r.values > mostValues {
		r.fail("more than %d values", mostValues)
	}
	defer func() { r.depth-- }()
	switch c := r.peek(); {
	case r.err != nil:
		return nil
	case c == '/':
		return r.name()
	case c == '(':
		return r.literal()
	case c == '[':
		r.at++
		a := Array{}
		for r.peek() != ']' {
			if a = append(a, r.object()); r.err != nil {
				return nil
			}
		}
		r.at++
		return a
	case c == '<' && r.at+1 < len(r.file) && r.file[r.at+1] == '<':
		r.at += 2
		d := Dict{}
		for r.peek() == '/' {
			k := r.name()
			d[k] = r.object()
		}
		if r.err != nil {
			return nil
		}
		if !bytes.HasPrefix(r.file[r.at:], []byte(">>")) {
			r.fail("a dictionary that does not end")
			return nil
		}
		r.at += 2
		return d
	case c == '<':
		return r.hexadecimal()
	}
	b := r.bytes()
	if n, ok := digits(b); ok && r.text == "" { // a page's contents refer to nothing
		if ref, ok := r.reference(n); ok {
			return ref
		}
	}
	switch t := r.string(b); t {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	case "":
		r.fail("expected an object")
		return nil
	default:
		return r.number(t)
	}
}

// isDecimal says whether a token is digits with at most one point among them,
// which nearly all numbers are.
func isDecimal(t string) bool {
	points := 0
	for i := 0; i < len(t); i++ {
		if t[i] == '.' {
			points++
		} else if t[i] < '0' || t[i] > '9' {
			return false
		}
	}
	return points < 2 && len(t) > points
}

func (r *reader) number(t string) Object {
	if !isDecimal(t) {
		if _, err := strconv.ParseFloat(t, 64); err != nil {
			r.fail("expected an object, found %q", t)
			return nil
		}
	}
	return Number(t)
}

// digits reads a whole number without a sign.
func digits(b []byte) (n int, ok bool) {
	for _, c := range b {
		if c < '0' || c > '9' || n > math.MaxInt/100 {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, len(b) > 0
}

// reference reads the two tokens that make a number that was read the start of a
// reference. If they are not there, nothing is read.
func (r *reader) reference(n int) (Object, bool) {
	before := r.at
	if c := r.peek(); c >= '0' && c <= '9' {
		generation := r.bytes()
		if r.peek() == 'R' && len(r.bytes()) == 1 {
			return r.source.ref(n, generation), true
		}
	}
	r.at = before
	return nil, false
}

func (r *reader) name() Name {
	r.at++
	if r.at < len(r.file) && isSpace(r.file[r.at]) {
		return ""
	}
	t := r.bytes()
	if bytes.IndexByte(t, '#') < 0 {
		if r.text != "" {
			return Name(r.text[r.at-len(t) : r.at])
		}
		return r.source.name(t)
	}
	var out []byte
	for i := 0; i < len(t); i++ {
		if t[i] == '#' && i+3 <= len(t) {
			if c, err := strconv.ParseUint(string(t[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(c))
				i += 2
				continue
			}
		}
		out = append(out, t[i])
	}
	return Name(out)
}

func (r *reader) hexadecimal() String {
	end := bytes.IndexByte(r.file[r.at:], '>')
	if end < 0 {
		r.fail("a string that does not end")
		return ""
	}
	digits := bytes.Join(bytes.Fields(r.file[r.at+1:r.at+end]), nil)
	r.at += end + 1
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out, err := hex.AppendDecode(nil, digits)
	if err != nil {
		r.fail("a string that is not hexadecimal")
	}
	return String(out)
}

// literal reads a string in brackets.
func (r *reader) literal() String {
	// Most have no other bracket and no backslash in them.
	if i := bytes.IndexAny(r.file[r.at+1:], `()\`); i >= 0 && r.file[r.at+1+i] == ')' {
		from := r.at + 1
		r.at = from + i + 1
		if r.text != "" {
			return String(r.text[from : from+i])
		}
		return String(r.file[from : from+i])
	}
	var out []byte
	nested := 0
	for r.at++; r.at < len(r.file); r.at++ {
		c := r.file[r.at]
		switch c {
		case '(':
			nested++
		case ')':
			if nested == 0 {
				r.at++
				return String(out)
			}
			nested--
		case '\\':
			r.at++
			var ok bool
			if c, ok = r.escape(); !ok {
				continue
			}
		}
		out = append(out, c)
	}
	r.fail("a string that does not end")
	return ""
}

// escape reads what follows a backslash, and stops at its last byte. An escaped
// line end stands for nothing.
func (r *reader) escape() (byte, bool) {
	if r.at >= len(r.file) {
		r.at = len(r.file) - 1 // a string that does not end
		return 0, false
	}
	switch c := r.file[r.at]; c {
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case '\n', '\r':
		return 0, false
	case '0', '1', '2', '3', '4', '5', '6', '7':
		v := 0
		from := r.at
		for ; r.at < len(r.file) && r.at < from+3 && r.file[r.at] >= '0' && r.file[r.at] <= '7'; r.at++ {
			v = v*8 + int(r.file[r.at]-'0')
		}
		r.at--
		return byte(v), true
	default:
		return c, true
	}
}
