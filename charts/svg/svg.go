// Package svg reads SVG files of filled shapes, such as a logo, as drawings. Of
// SVG it knows groups, paths, rectangles, circles, ellipses and polygons in plain
// colours, with transforms: what prints the same everywhere. Anything else is an
// error at its place. Nothing that a file refers to is followed.
//
// svg.go walks the elements, path.go reads the shapes, style.go their colours and
// transforms, outline.go what lies within what.
package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
)

// What a file may be at most.
const (
	MaxBytes    = 256 << 10
	maxDepth    = 32
	maxShapes   = 2000
	maxSegments = 40_000
	maxNumber   = 1e6
)

// allowed is what a message says of what may stand in a file.
const allowed = "a drawing is g, path, rect, circle, ellipse and polygon filled in plain colours"

// Read reads a file. The drawing is as large as its viewBox, one unit a point,
// and its marks are of element 0. Problems are of the phase Outline and stand in
// the file; with one of them the drawing is empty.
func Read(file string, text []byte) (ink.Drawing, *diag.Problem) {
	r := &reader{file: file, text: text}
	if err := r.read(); err != nil {
		var p *diag.Problem
		if !errors.As(err, &p) {
			q := r.errorf(r.start, "%v", err)
			p = &q
		}
		return ink.Drawing{}, p
	}
	return r.out, nil
}

type reader struct {
	file  string
	text  []byte
	dec   *xml.Decoder
	start int64 // of the element being read
	end   int64

	out      ink.Drawing
	shapes   int
	segments int
}

// state is what an element hands down to those within it.
type state struct {
	to      matrix
	fill    *ink.Color // nil: none
	evenOdd bool
	hidden  bool
}

// pos is the place of a byte.
func (r *reader) pos(offset int64) diag.Pos {
	before := r.text[:min(max(offset, 0), int64(len(r.text)))]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return diag.Pos{File: r.file, Line: 1 + bytes.Count(before, []byte("\n")), Col: 1 + utf8.RuneCount(line)}
}

func (r *reader) errorf(offset int64, format string, args ...any) diag.Problem {
	return diag.Errorf(diag.Outline, r.pos(offset), format, args...)
}

// fail is an error at a byte of the file.
func (r *reader) fail(offset int64, format string, args ...any) error {
	p := r.errorf(offset, format, args...)
	return &p
}

// hinted is fail with a mend.
func (r *reader) hinted(offset int64, hint, format string, args ...any) error {
	p := r.errorf(offset, format, args...).WithHint("%s", hint)
	return &p
}

func (r *reader) read() error {
	if len(r.text) > MaxBytes {
		return r.fail(0, "the file has %d kB, more than the %d that a drawing may have", len(r.text)>>10, MaxBytes>>10)
	}
	if !utf8.Valid(r.text) {
		return r.hinted(0, "save it as UTF-8", "the file is not in UTF-8")
	}
	r.dec = xml.NewDecoder(bytes.NewReader(r.text))
	for {
		token, err := r.next()
		switch {
		case errors.Is(err, io.EOF):
			return r.fail(0, "the file has no element svg")
		case err != nil:
			return err
		}
		if e, ok := token.(xml.StartElement); ok {
			if e.Name.Local != "svg" || !ours(e.Name) {
				return r.fail(r.start, "the file begins with the element %s, svg was expected", e.Name.Local)
			}
			return r.root(e)
		}
	}
}

// next is the next token; errors of XML stand where it was found.
func (r *reader) next() (xml.Token, error) {
	r.start = r.dec.InputOffset()
	token, err := r.dec.Token()
	r.end = r.dec.InputOffset()
	var bad *xml.SyntaxError
	if errors.As(err, &bad) {
		if bad.Msg == "unexpected EOF" {
			return nil, r.fail(r.end, "the file breaks off")
		}
		return nil, r.fail(r.end, "the file is not XML: %s", bad.Msg)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, r.fail(r.end, "the file is not XML: %v", err)
	}
	if p, ok := token.(xml.ProcInst); ok && p.Target != "xml" {
		return nil, r.hinted(r.start, allowed, "the instruction %s cannot stand in a drawing", p.Target)
	}
	return token, err
}

// ours says whether a name belongs to SVG; editors add elements and attributes
// of their own, which are left aside.
func ours(n xml.Name) bool { return n.Space == "" || n.Space == "http://www.w3.org/2000/svg" }

// root reads the element svg: the area, then what is in it.
func (r *reader) root(e xml.StartElement) error {
	var box [4]float64
	if v, at, ok := r.attribute(e, "viewBox"); ok {
		n, err := r.numbers(v, at)
		if err != nil {
			return err
		}
		if len(n) != 4 {
			return r.fail(at, "the viewBox has %d numbers, expected 4", len(n))
		}
		box = [4]float64(n)
	} else {
		for i, name := range []string{"width", "height"} {
			v, at, ok := r.attribute(e, name)
			if !ok {
				return r.hinted(r.start, `write the area into the element svg: viewBox="0 0 120 40"`, "the file does not say how large it is")
			}
			n, err := strconv.ParseFloat(strings.TrimSuffix(v, "px"), 64)
			if err != nil {
				return r.hinted(at, `write the area into the element svg: viewBox="0 0 120 40"`, "the %s %q is no number", name, v)
			}
			box[2+i] = n
		}
	}
	if !(box[2] > 0 && box[3] > 0 && box[2] <= maxNumber && box[3] <= maxNumber) {
		return r.fail(r.start, "the area is %g by %g, numbers above 0 were expected", box[2], box[3])
	}
	r.out.W, r.out.H = box[2], box[3]
	black := ink.Color{}
	s := state{to: matrix{1, 0, 0, 1, -box[0], -box[1]}, fill: &black}
	if err := r.paint(e, &s); err != nil {
		return err
	}
	if err := r.content(s, 1); err != nil {
		return err
	}
	if len(r.out.Marks) == 0 {
		return r.fail(0, "the file shows nothing")
	}
	return nil
}

// content reads what stands within an element, to its end.
func (r *reader) content(s state, depth int) error {
	for {
		token, err := r.next()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.EndElement:
			return nil
		case xml.CharData:
			if text := bytes.TrimSpace(t); len(text) > 0 {
				return r.hinted(r.start, allowed, "text cannot stand in a drawing")
			}
		case xml.StartElement:
			if err := r.element(t, s, depth); err != nil {
				return err
			}
		}
	}
}

func (r *reader) element(e xml.StartElement, s state, depth int) error {
	switch {
	case depth > maxDepth:
		return r.fail(r.start, "the elements stand more than %d deep", maxDepth)
	case !ours(e.Name), e.Name.Local == "title", e.Name.Local == "desc", e.Name.Local == "metadata":
		return r.skip()
	case e.Name.Local == "defs":
		return r.empty("defs")
	}
	if err := r.paint(e, &s); err != nil {
		return err
	}
	if e.Name.Local == "g" {
		return r.content(s, depth+1)
	}
	path, err := r.shape(e)
	if err != nil {
		return err
	}
	if r.shapes++; r.shapes > maxShapes {
		return r.fail(r.start, "the file has more than %d shapes", maxShapes)
	}
	if r.segments += len(path.Segs); r.segments > maxSegments {
		return r.fail(r.start, "the shapes have more than %d segments", maxSegments)
	}
	if s.fill != nil && !s.hidden && len(path.Segs) > 0 {
		if s.evenOdd {
			path = oriented(path)
		}
		path = path.Map(s.to.apply)
		fill := *s.fill
		path.Fill = &fill
		if err := r.inside(path); err != nil {
			return err
		}
		r.out.Add(0, path)
	}
	return r.empty(e.Name.Local)
}

// skip reads to the end of an element that says nothing of the picture.
func (r *reader) skip() error {
	for depth := 1; depth > 0; {
		token, err := r.next()
		if err != nil {
			return err
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// empty reads to the end of an element that has nothing to hold.
func (r *reader) empty(name string) error {
	for {
		token, err := r.next()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if ours(t.Name) && t.Name.Local != "title" && t.Name.Local != "desc" {
				return r.hinted(r.start, allowed, "the element %s cannot stand in %s", t.Name.Local, name)
			}
			if err := r.skip(); err != nil {
				return err
			}
		}
	}
}

// inside checks that the shape stands in the area: what a viewer would cut off is
// no part of the logo, and the page has no room for it.
func (r *reader) inside(p ink.Path) error {
	slack := 0.005 * max(r.out.W, r.out.H)
	low, high := bounds(p)
	if low.X < -slack || low.Y < -slack || high.X > r.out.W+slack || high.Y > r.out.H+slack || math.IsNaN(low.X+low.Y+high.X+high.Y) {
		return r.hinted(r.start, "make the viewBox larger, or leave the shape out", "the shape reaches from %.4g, %.4g to %.4g, %.4g, beyond the area of %.4g by %.4g", low.X, low.Y, high.X, high.Y, r.out.W, r.out.H)
	}
	return nil
}

// attribute is the value of an attribute and the place of its first byte.
func (r *reader) attribute(e xml.StartElement, name string) (value string, at int64, ok bool) {
	for _, a := range e.Attr {
		if a.Name.Local == name && ours(a.Name) {
			return a.Value, r.valueAt(name), true
		}
	}
	return "", r.start, false
}

// valueAt is the place of the value of an attribute of the element being read.
func (r *reader) valueAt(name string) int64 {
	tag := r.text[r.start:r.end]
	for i := 0; i < len(tag); {
		j := bytes.Index(tag[i:], []byte(name))
		if j < 0 {
			break
		}
		i += j
		rest := bytes.TrimLeft(tag[i+len(name):], " \t\r\n")
		if i > 0 && bytes.IndexByte([]byte(" \t\r\n"), tag[i-1]) >= 0 && len(rest) > 0 && rest[0] == '=' {
			rest = bytes.TrimLeft(rest[1:], " \t\r\n")
			if len(rest) > 0 {
				return r.end - int64(len(rest)) + 1
			}
		}
		i += len(name)
	}
	return r.start
}

// numbers reads a list of numbers, parted by blanks and commas.
func (r *reader) numbers(s string, at int64) ([]float64, error) {
	sc := scanner{s: s}
	var out []float64
	for sc.separator(); sc.i < len(sc.s); sc.separator() {
		n, err := sc.number()
		if err != nil {
			return nil, r.fail(at+int64(sc.i), "%v", err)
		}
		if out = append(out, n); len(out) > 2*maxSegments {
			return nil, r.fail(at, "the shapes have more than %d segments", maxSegments)
		}
	}
	return out, nil
}

// number reads an attribute with one number, otherwise where it is not there.
func (r *reader) number(e xml.StartElement, name string, otherwise float64) (float64, error) {
	v, at, ok := r.attribute(e, name)
	if !ok {
		return otherwise, nil
	}
	n, err := r.numbers(strings.TrimSuffix(strings.TrimSpace(v), "px"), at)
	if err != nil {
		return 0, err
	}
	if len(n) != 1 {
		return 0, r.fail(at, "%s=%q is not one number", name, v)
	}
	return n[0], nil
}

// size is number for a length.
func (r *reader) size(e xml.StartElement, name string) (float64, error) {
	n, err := r.number(e, name, 0)
	if err == nil && n < 0 {
		return 0, r.fail(r.valueAt(name), "%s is %g, a length from 0 was expected", name, n)
	}
	return n, err
}

// describe quotes what was found, shortened.
func describe(s string) string {
	if r := []rune(s); len(r) > 24 {
		s = string(r[:24]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
