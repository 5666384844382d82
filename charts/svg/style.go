package svg

import (
	"encoding/xml"
	"math"
	"slices"
	"strconv"
	"strings"

	"tradebrief/charts/ink"
)

// changing are properties that change the picture and that are not known here,
// unless they have one of these values.
var changing = map[string]string{
	"clip-path": "none", "clip": "auto", "mask": "none", "filter": "none", "visibility": "visible", "transform": "none",
	"marker": "none", "marker-start": "none", "marker-mid": "none", "marker-end": "none",
}

// paint reads what an element says of its colour and its place into s.
func (r *reader) paint(e xml.StartElement, s *state) error {
	for _, a := range e.Attr {
		name := a.Name.Local
		if !ours(a.Name) || a.Name.Space == "xmlns" || strings.HasPrefix(name, "aria-") || strings.HasPrefix(name, "data-") {
			if name == "href" {
				return r.hinted(r.valueAt("href"), allowed, "a drawing refers to nothing, found a link to %s", describe(a.Value))
			}
			continue
		}
		at := r.valueAt(name)
		switch {
		case name == "style":
			for part := range strings.SplitSeq(a.Value, ";") {
				if key, value, ok := strings.Cut(part, ":"); ok {
					if err := r.property(strings.TrimSpace(key), strings.TrimSpace(value), at, s); err != nil {
						return err
					}
				}
			}
		case name == "transform":
			m, err := r.transform(a.Value, at)
			if err != nil {
				return err
			}
			s.to = s.to.after(m)
		default:
			if err := r.property(name, strings.TrimSpace(a.Value), at, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// property reads one property of style into s.
func (r *reader) property(name, value string, at int64, s *state) error {
	switch name {
	case "fill":
		fill, ok := colorOf(value)
		if !ok {
			return r.hinted(at, "write a plain colour, such as #12395A", "the fill %s cannot be printed", describe(value))
		}
		s.fill = fill
	case "fill-rule":
		s.evenOdd = value == "evenodd"
	case "fill-opacity", "opacity":
		if v, err := strconv.ParseFloat(value, 64); err != nil || v != 1 {
			return r.hinted(at, "write the colour that is seen, without "+name, "%s is %s, and nothing in print is half transparent", name, describe(value))
		}
	case "stroke":
		if value != "none" && value != "transparent" {
			return r.hinted(at, "convert the outline to a path", "the shape has an outline in %s, and a drawing has only fills", describe(value))
		}
	case "display":
		s.hidden = s.hidden || value == "none"
	default:
		if strings.HasPrefix(name, "on") {
			return r.hinted(at, allowed, "a script cannot stand in a drawing, found %s", name)
		}
		if plain, known := changing[name]; known && value != plain {
			return r.hinted(at, allowed, "%s cannot stand in a drawing", name)
		}
	}
	return nil
}

// colorOf reads a plain colour; nil: nothing is filled.
func colorOf(s string) (*ink.Color, bool) {
	short := func(c byte) string { return string([]byte{c, c}) }
	switch s {
	case "none", "transparent":
		return nil, true
	case "black":
		s = "#000000"
	case "white":
		s = "#FFFFFF"
	}
	hex, ok := strings.CutPrefix(s, "#")
	if ok && len(hex) == 3 {
		hex = short(hex[0]) + short(hex[1]) + short(hex[2])
	}
	if inner, rgb := strings.CutPrefix(strings.ReplaceAll(s, " ", ""), "rgb("); rgb && strings.HasSuffix(inner, ")") {
		hex, ok = "", true
		for part := range strings.SplitSeq(strings.TrimSuffix(inner, ")"), ",") {
			v, err := strconv.ParseUint(part, 10, 8)
			if err != nil {
				return nil, false
			}
			hex += string("0123456789ABCDEF"[v>>4]) + string("0123456789ABCDEF"[v&15])
		}
	}
	v, err := strconv.ParseUint(hex, 16, 32)
	if !ok || len(hex) != 6 || err != nil {
		return nil, false
	}
	c := ink.RGB(uint32(v))
	return &c, true
}

// matrix moves a point: x' = ax + cy + e, y' = bx + dy + f.
type matrix [6]float64

func (m matrix) apply(p ink.Point) ink.Point {
	return ink.Point{X: m[0]*p.X + m[2]*p.Y + m[4], Y: m[1]*p.X + m[3]*p.Y + m[5]}
}

// after is the matrix that moves by n first and then by m.
func (m matrix) after(n matrix) matrix {
	o := m.apply(ink.Point{X: n[4], Y: n[5]})
	return matrix{
		m[0]*n[0] + m[2]*n[1], m[1]*n[0] + m[3]*n[1],
		m[0]*n[2] + m[2]*n[3], m[1]*n[2] + m[3]*n[3],
		o.X, o.Y,
	}
}

// transform reads a list of transforms.
func (r *reader) transform(s string, at int64) (matrix, error) {
	out := matrix{1, 0, 0, 1, 0, 0}
	rest := s
	for strings.Trim(rest, " ,\t\r\n") != "" {
		here := at + int64(len(s)-len(strings.TrimLeft(rest, " ,\t\r\n")))
		name, behind, ok := strings.Cut(rest, "(")
		inner, next, closed := strings.Cut(behind, ")")
		if !ok || !closed {
			return out, r.fail(here, "the transform %s has no brackets", describe(rest))
		}
		n, err := r.numbers(inner, at+int64(len(s)-len(behind)))
		if err != nil {
			return out, err
		}
		m, ok := moving(strings.Trim(name, " ,\t\r\n"), n)
		if !ok {
			return out, r.fail(here, "the transform %s(%s) is not one of SVG", strings.Trim(name, " ,\t\r\n"), inner)
		}
		out, rest = out.after(m), next
	}
	return out, nil
}

// moving is one transform of SVG.
func moving(name string, n []float64) (matrix, bool) {
	is := func(want string, counts ...int) bool { return name == want && slices.Contains(counts, len(n)) }
	switch {
	case is("matrix", 6):
		return matrix(n), true
	case is("translate", 1):
		return matrix{1, 0, 0, 1, n[0], 0}, true
	case is("translate", 2):
		return matrix{1, 0, 0, 1, n[0], n[1]}, true
	case is("scale", 1):
		return matrix{n[0], 0, 0, n[0], 0, 0}, true
	case is("scale", 2):
		return matrix{n[0], 0, 0, n[1], 0, 0}, true
	case is("rotate", 1, 3):
		sin, cos := math.Sincos(n[0] * math.Pi / 180)
		m := matrix{cos, sin, -sin, cos, 0, 0}
		if len(n) == 3 {
			m = matrix{1, 0, 0, 1, n[1], n[2]}.after(m).after(matrix{1, 0, 0, 1, -n[1], -n[2]})
		}
		return m, true
	case is("skewX", 1):
		return matrix{1, 0, math.Tan(n[0] * math.Pi / 180), 1, 0, 0}, true
	case is("skewY", 1):
		return matrix{1, math.Tan(n[0] * math.Pi / 180), 0, 1, 0, 0}, true
	}
	return matrix{}, false
}
