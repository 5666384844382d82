package readback

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"tradebrief/report/pdf/object"
)

// font is what is needed to read the text that it shows.
type font struct {
	name   string
	bytes  int // of a code
	chars  map[int]string
	widths map[int]float64 // in thousandths of the size
	width  float64         // of all other codes
}

// font reads a font of the page once.
func (r *painter) font(name object.Name) (*font, error) {
	o := r.Dict(r.resources["Font"])[name]
	ref, shared := o.(object.Ref)
	f := r.pageFonts[name]
	if shared {
		f = r.fonts[ref]
	}
	if f != nil {
		return f, nil
	}
	f, err := r.readFont(r.Dict(o))
	if err != nil {
		return nil, fmt.Errorf("the font %s: %w", name, err)
	}
	if shared {
		r.fonts[ref] = f
	} else {
		r.pageFonts[name] = f
	}
	return f, nil
}

func (r *painter) readFont(d object.Dict) (*font, error) {
	f := &font{bytes: 1, widths: map[int]float64{}}
	name, _ := r.Get(d["BaseFont"]).(object.Name)
	f.name = string(name)
	if tag, rest, ok := strings.Cut(f.name, "+"); ok && len(tag) == 6 {
		f.name = rest
	}
	f.width = number(r.File, r.Dict(d["FontDescriptor"])["MissingWidth"])
	if err := r.widths(f, whole(r.File, d["FirstChar"]), r.Array(d["Widths"])); err != nil {
		return nil, err
	}
	if r.Get(d["Subtype"]) == object.Name("Type0") {
		f.bytes = 2
		if below := r.Array(d["DescendantFonts"]); len(below) > 0 {
			if err := r.compositeWidths(f, r.Dict(below[0])); err != nil {
				return nil, err
			}
		}
	}
	if d["ToUnicode"] == nil {
		return f, nil
	}
	data, err := r.Data(d["ToUnicode"])
	if err != nil {
		return nil, err
	}
	return f, r.characters(f, data)
}

// whole is a number that can be a code.
func whole(p *object.File, o object.Object) int {
	return int(min(max(number(p, o), 0), 0xFFFF))
}

// widths keeps the widths of codes one after the other.
func (r *painter) widths(f *font, first int, each object.Array) error {
	for i, w := range each[:min(len(each), 0x10000)] {
		f.widths[first+i] = number(r.File, w)
	}
	return r.keep(16 * len(each))
}

// compositeWidths reads widths in their two forms: [first [w w …]] and
// [first last w].
func (r *painter) compositeWidths(f *font, d object.Dict) error {
	f.width = 1000
	if w, ok := d["DW"]; ok {
		f.width = number(r.File, w)
	}
	list := r.Array(d["W"])
	for len(list) >= 2 {
		first := whole(r.File, list[0])
		if each := r.Array(list[1]); each != nil {
			if err := r.widths(f, first, each); err != nil {
				return err
			}
			list = list[2:]
			continue
		}
		if len(list) < 3 {
			return nil
		}
		last := whole(r.File, list[1])
		for c := first; c <= last; c++ {
			f.widths[c] = number(r.File, list[2])
		}
		if err := r.keep(16 * max(last-first, 0)); err != nil {
			return err
		}
		list = list[3:]
	}
	return nil
}

// characters reads a ToUnicode map.
func (r *painter) characters(f *font, data []byte) error {
	f.chars = map[int]string{}
	c := object.NewContents(data)
	for c.Next() {
		args := c.Args
		switch c.Op {
		case "endbfchar":
			for ; len(args) >= 2; args = args[2:] {
				f.chars[code(args[0])] = units(args[1], 0)
			}
		case "endbfrange":
			for ; len(args) >= 3; args = args[3:] {
				first, last := code(args[0]), code(args[1])
				if err := r.keep(16 * max(last-first, 0)); err != nil {
					return err
				}
				each, listed := args[2].(object.Array)
				for k := first; k <= last; k++ {
					if !listed {
						f.chars[k] = units(args[2], k-first)
					} else if k-first < len(each) {
						f.chars[k] = units(each[k-first], 0)
					}
				}
			}
		}
	}
	return c.Err()
}

// code is the number of a code of one or two bytes.
func code(o object.Object) int {
	s, _ := o.(object.String)
	n := 0
	for _, b := range []byte(s[:min(2, len(s))]) {
		n = n<<8 | int(b)
	}
	return n
}

// units is text in UTF-16 whose last unit is so much further on.
func units(o object.Object, further int) string {
	s, _ := o.(object.String)
	var u []uint16
	for s = s[:min(len(s), 64)]; len(s) >= 2; s = s[2:] {
		u = append(u, uint16(s[0])<<8|uint16(s[1]))
	}
	if len(u) > 0 {
		u[len(u)-1] += uint16(further)
	}
	return string(utf16.Decode(u))
}

// show turns the bytes of a string into text and its width in thousandths of the
// size; spaces are how many one-byte codes 32 are in it, and codes how many in all.
func (f *font) show(s object.String) (text string, width float64, codes, spaces int) {
	var b strings.Builder
	for ; len(s) >= f.bytes; s = s[f.bytes:] {
		c := code(s[:f.bytes])
		codes++
		if f.bytes == 1 && c == ' ' {
			spaces++
		}
		switch ch, ok := f.chars[c]; {
		case ok:
			b.WriteString(ch)
		case f.chars == nil && f.bytes == 1:
			b.WriteRune(rune(c)) // Latin, as fonts of others without a map have it
		default:
			b.WriteRune('\uFFFD')
		}
		if w, ok := f.widths[c]; ok {
			width += w
		} else {
			width += f.width
		}
	}
	return b.String(), width, codes, spaces
}
