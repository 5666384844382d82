package pdf

import (
	"crypto/sha256"
	"fmt"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf/object"
)

// pictureSet is the pictures of a document, each once however often it is shown: a
// sign that stands on every page is in the file once.
type pictureSet struct {
	names map[[sha256.Size]byte]object.Name
	list  []*ink.Picture
	of    map[*ink.Picture]object.Name
}

// name is what the contents of pages call the picture.
func (s *pictureSet) name(p *ink.Picture) object.Name {
	if n, ok := s.of[p]; ok {
		return n
	}
	h := sha256.New()
	fmt.Fprintln(h, p.Width, p.Height, p.Gray, len(p.JPEG))
	h.Write(p.JPEG)
	h.Write(p.RGB)
	sum := [sha256.Size]byte(h.Sum(nil))
	n, ok := s.names[sum]
	if !ok {
		s.list = append(s.list, p)
		n = object.Name(fmt.Sprintf("Im%d", len(s.list)))
	}
	if s.of == nil {
		s.names, s.of = map[[sha256.Size]byte]object.Name{}, map[*ink.Picture]object.Name{}
	}
	s.names[sum], s.of[p] = n, n
	return n
}

// image shows a picture.
func (c *content) image(m ink.Image) error {
	x, y := c.length(m.X), c.top(m.Y+m.H)
	right, top := c.length(m.X+m.W), c.top(m.Y)
	switch {
	case c.err != nil:
		return c.err
	case m.Picture == nil:
		return fmt.Errorf("there is no picture")
	case right <= x || top <= y:
		return fmt.Errorf("its area of %v by %v points is empty", m.W, m.H)
	}
	c.enter(true)
	c.endText()
	c.cover(box{x, y, right, top})
	c.op("q")
	c.put(right - x)
	c.out = append(c.out, "0 0 "...)
	c.put(top - y)
	c.put(x)
	c.put(y)
	c.op("cm")
	c.op("/" + string(c.pictures.name(m.Picture)) + " Do")
	c.op("Q")
	return nil
}

// pictures adds the pictures to the resources of all pages.
func (f *finisher) pictures(set *pictureSet, resources object.Dict) {
	if len(set.list) == 0 {
		return
	}
	all := object.Dict{}
	for _, p := range set.list {
		all[set.of[p]] = f.Add(pixels(p))
	}
	resources["XObject"] = all
}

// pixels is a picture as an object. Few colours are listed once, and each pixel is one
// of them; of many, each row is written as differences from its neighbours.
func pixels(p *ink.Picture) *object.Stream {
	d := object.Dict{
		"Type": object.Name("XObject"), "Subtype": object.Name("Image"), "BitsPerComponent": object.Integer(8),
		"Width": object.Integer(p.Width), "Height": object.Integer(p.Height), "ColorSpace": object.Name("DeviceRGB"),
	}
	if p.JPEG != nil {
		if d["Filter"] = object.Name("DCTDecode"); p.Gray {
			d["ColorSpace"] = object.Name("DeviceGray")
		}
		return &object.Stream{Dict: d, Data: p.JPEG}
	}
	if colors, indexes := p.Palette(); indexes != nil {
		d["ColorSpace"] = object.Array{object.Name("Indexed"), object.Name("DeviceRGB"), object.Integer(len(colors)/3 - 1), object.String(colors)}
		return &object.Stream{Dict: d, Data: indexes}
	}
	d["DecodeParms"] = object.Dict{"Predictor": object.Integer(15), "Colors": object.Integer(3), "Columns": object.Integer(p.Width)}
	return &object.Stream{Dict: d, Data: differences(p.RGB, 3*p.Width)}
}

// differences writes each row by the filter Paeth of PNG: as what its bytes differ
// from the one of their neighbours to the left and above that is nearest to what
// these suggest.
func differences(rgb []byte, row int) []byte {
	const paeth, pixel = 4, 3
	out := make([]byte, 0, len(rgb)+len(rgb)/row)
	above := make([]byte, row)
	for ; len(rgb) > 0; rgb = rgb[row:] {
		out = append(out, paeth)
		line := rgb[:row]
		for i, v := range line {
			var left, corner int
			if i >= pixel {
				left, corner = int(line[i-pixel]), int(above[i-pixel])
			}
			up := int(above[i])
			best, guess := left, left+up-corner
			if distance(guess, up) < distance(guess, best) {
				best = up
			}
			if distance(guess, corner) < distance(guess, best) {
				best = corner
			}
			out = append(out, v-byte(best))
		}
		above = line
	}
	return out
}

func distance(a, b int) int { return max(a-b, b-a) }
