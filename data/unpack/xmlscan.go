package unpack

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// xmlScanner reads the XML of a workbook piece by piece, in the memory of its
// largest piece. It knows what workbooks hold: elements, attributes, text. A
// document type, which could declare an entity that grows without end, is
// refused.
type xmlScanner struct {
	r      *bufio.Reader
	attrs  []xmlAttr
	text   []byte // of the last text, without references
	name   []byte // of the last tag, without its prefix
	tag    []byte // room for a tag that the reader's buffer does not hold
	open   []byte // the names of the elements that are open, one after the other
	ends   []int  // where each of them begins in open
	closes bool   // the last tag opened an element and closed it
}

type xmlAttr struct{ name, value []byte }

// xmlPiece is what stands next in a text of XML.
type xmlPiece uint8

const (
	xmlOpen xmlPiece = iota
	xmlClose
	xmlText
)

// What a piece may take, in bytes, and how deep elements may lie in one another.
const (
	maxXMLText = 1 << 20
	maxXMLTag  = 64 << 10
	maxXMLDeep = 100
)

var (
	errXML     = errors.New("is no XML")
	errXMLEnd  = errors.New("ends in the middle")
	errXMLLong = errors.New("holds a text longer than 1 MB")
	errDoctype = errors.New("declares a document type of its own, as no spreadsheet program writes it")
)

func newXMLScanner(r io.Reader) *xmlScanner {
	return &xmlScanner{r: bufio.NewReaderSize(r, maxXMLTag)}
}

// next goes to the next piece; io.EOF at the end.
func (x *xmlScanner) next() (xmlPiece, error) {
	if x.closes {
		x.closes = false
		return xmlClose, x.leave()
	}
	for {
		b, err := x.r.ReadByte()
		switch {
		case errors.Is(err, io.EOF) && len(x.ends) > 0:
			return 0, errXMLEnd
		case err != nil:
			return 0, err
		}
		if b != '<' {
			if err := x.r.UnreadByte(); err != nil {
				return 0, err
			}
			if err := x.readText(); err != nil {
				return 0, err
			}
			if len(x.ends) == 0 {
				if len(bytes.TrimSpace(bytes.TrimPrefix(x.text, []byte("\uFEFF")))) > 0 {
					return 0, errXML
				}
				continue
			}
			return xmlText, nil
		}
		first, err := x.r.Peek(1)
		if err != nil {
			return 0, ended(err)
		}
		switch first[0] {
		case '?':
			err = x.pass("?>")
		case '!':
			var text bool
			if text, err = x.marked(); text && err == nil {
				return xmlText, nil
			}
		default:
			return x.readTag()
		}
		if err != nil {
			return 0, err
		}
	}
}

// ended is the error of a piece that does not end.
func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return errXMLEnd
	}
	return err
}

// readText reads text up to the next tag.
func (x *xmlScanner) readText() error {
	x.text = x.text[:0]
	for {
		part, err := x.r.ReadSlice('<')
		found := err == nil
		if found {
			part = part[:len(part)-1]
			if err := x.r.UnreadByte(); err != nil {
				return err
			}
		}
		if x.text = append(x.text, part...); len(x.text) > maxXMLText {
			return errXMLLong
		}
		switch {
		case found, errors.Is(err, io.EOF):
			return x.resolve()
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

// resolve puts characters in place of their references.
func (x *xmlScanner) resolve() (err error) {
	x.text, err = unescaped(x.text)
	return err
}

// unescaped puts characters in place of their references, in the same memory: a
// reference is never shorter than what it stands for.
func unescaped(s []byte) ([]byte, error) {
	at := bytes.IndexByte(s, '&')
	if at < 0 {
		return s, nil
	}
	out := s[:at]
	for rest := s[at:]; len(rest) > 0; {
		if rest[0] != '&' {
			n := bytes.IndexByte(rest, '&')
			if n < 0 {
				n = len(rest)
			}
			out = append(out, rest[:n]...)
			rest = rest[n:]
			continue
		}
		end := bytes.IndexByte(rest[:min(len(rest), 12)], ';')
		if end < 0 {
			return nil, errXML
		}
		word := rest[1:end]
		rest = rest[end+1:]
		switch string(word) {
		case "amp":
			out = append(out, '&')
		case "lt":
			out = append(out, '<')
		case "gt":
			out = append(out, '>')
		case "quot":
			out = append(out, '"')
		case "apos":
			out = append(out, '\'')
		default:
			base, digits := 10, word
			if d, ok := bytes.CutPrefix(word, []byte("#x")); ok {
				base, digits = 16, d
			} else if d, ok := bytes.CutPrefix(word, []byte("#")); ok {
				digits = d
			} else {
				return nil, errXML
			}
			n, err := strconv.ParseUint(string(digits), base, 31)
			if err != nil || !utf8.ValidRune(rune(n)) {
				return nil, errXML
			}
			out = utf8.AppendRune(out, rune(n))
		}
	}
	return out, nil
}

// pass goes on behind the sign that ends a part which says nothing.
func (x *xmlScanner) pass(end string) error {
	var last []byte
	for {
		part, err := x.r.ReadSlice('>')
		last = append(last, part[max(0, len(part)-len(end)):]...)
		last = last[max(0, len(last)-len(end)):]
		switch {
		case err == nil && string(last) == end:
			return nil
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			return ended(err)
		}
	}
}

// marked reads what begins with an exclamation mark: a comment, or text that is
// marked as such.
func (x *xmlScanner) marked() (text bool, err error) {
	const cdata = "![CDATA["
	switch start, _ := x.r.Peek(len(cdata)); {
	case bytes.HasPrefix(start, []byte("!--")):
		return false, x.pass("-->")
	case string(start) != cdata:
		return false, errDoctype
	}
	_, _ = x.r.Discard(len(cdata)) // it was peeked
	x.text = x.text[:0]
	for {
		part, err := x.r.ReadSlice('>')
		if x.text = append(x.text, part...); len(x.text) > maxXMLText {
			return false, errXMLLong
		}
		if out, ok := bytes.CutSuffix(x.text, []byte("]]>")); ok {
			x.text = out
			return true, nil
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return false, ended(err)
		}
	}
}

// readTag reads a tag behind its first sign.
func (x *xmlScanner) readTag() (xmlPiece, error) {
	tag, err := x.r.ReadSlice('>')
	if err == nil && quoteOpen(tag) {
		x.tag = append(x.tag[:0], tag...)
		for err == nil && quoteOpen(x.tag) {
			var more []byte
			more, err = x.r.ReadSlice('>')
			if x.tag = append(x.tag, more...); len(x.tag) > maxXMLTag {
				return 0, errXMLLong
			}
		}
		tag = x.tag
	}
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		return 0, errXMLLong
	case err != nil:
		return 0, ended(err)
	}
	tag = tag[:len(tag)-1]
	if name, ok := bytes.CutPrefix(tag, []byte("/")); ok {
		x.name = localName(bytes.TrimSpace(name))
		return xmlClose, x.leave()
	}
	tag, x.closes = bytes.CutSuffix(tag, []byte("/"))
	n := bytes.IndexAny(tag, " \t\r\n")
	if n < 0 {
		n = len(tag)
	}
	if x.name = localName(tag[:n]); len(x.name) == 0 {
		return 0, errXML
	}
	x.attrs = x.attrs[:0]
	for rest := bytes.TrimSpace(tag[n:]); len(rest) > 0; rest = bytes.TrimSpace(rest) {
		at := bytes.IndexByte(rest, '=')
		if at < 0 {
			return 0, errXML
		}
		name := localName(bytes.TrimSpace(rest[:at]))
		if rest = bytes.TrimSpace(rest[at+1:]); len(rest) < 2 || rest[0] != '"' && rest[0] != '\'' {
			return 0, errXML
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return 0, errXML
		}
		value, err := unescaped(rest[1 : 1+end])
		if err != nil {
			return 0, err
		}
		x.attrs = append(x.attrs, xmlAttr{name, value})
		rest = rest[end+2:]
	}
	if len(x.ends) == maxXMLDeep {
		return 0, errXML
	}
	x.ends = append(x.ends, len(x.open))
	x.open = append(x.open, x.name...)
	return xmlOpen, nil
}

// quoteOpen reports whether a tag ends within the value of an attribute.
func quoteOpen(tag []byte) bool {
	open := byte(0)
	for _, b := range tag {
		switch {
		case open == 0 && (b == '"' || b == '\''):
			open = b
		case b == open:
			open = 0
		}
	}
	return open != 0
}

func localName(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

// leave closes the innermost element.
func (x *xmlScanner) leave() error {
	n := len(x.ends) - 1
	if n < 0 || !bytes.Equal(x.open[x.ends[n]:], x.name) {
		return errXML
	}
	x.open, x.ends = x.open[:x.ends[n]], x.ends[:n]
	return nil
}

// attr is the value of an attribute of the element that was opened last; nil
// where it has none.
func (x *xmlScanner) attr(name string) []byte {
	for i := range x.attrs {
		if string(x.attrs[i].name) == name {
			return x.attrs[i].value
		}
	}
	return nil
}
