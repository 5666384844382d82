package ink

import (
	"errors"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Outline is a string as a filled path of the shapes of its letters, with its
// left end at 0 and its baseline at 0: for words that are a picture, as across a
// page, and not text to be read, searched or selected. Characters that the face
// lacks are left out.
func (f Font) Outline(s string, fill Color) Path {
	p := Path{Fill: &fill}
	if !f.Face.valid() {
		return p
	}
	face, _ := f.Face.Painted()
	file := face.parsed()
	if file == nil {
		return p
	}
	var buf sfnt.Buffer
	x := 0.0
	for _, r := range s {
		glyph, err := file.GlyphIndex(&buf, r)
		if err != nil || glyph == 0 {
			continue
		}
		// At as many pixels per em as there are units, points are in units.
		segs, err := loadGlyph(file, &buf, glyph)
		if err != nil {
			continue
		}
		at := func(q fixed.Point26_6) Point {
			return Point{x + float64(q.X)/64*f.size()/unitsPerEm, float64(q.Y) / 64 * f.size() / unitsPerEm}
		}
		last := Point{}
		for i, seg := range segs {
			a, b, c := at(seg.Args[0]), at(seg.Args[1]), at(seg.Args[2])
			switch seg.Op {
			case sfnt.SegmentOpMoveTo:
				if i > 0 {
					p.Segs = append(p.Segs, Seg{Kind: Close})
				}
				p.Segs = append(p.Segs, Seg{MoveTo, [3]Point{a}})
				last = a
			case sfnt.SegmentOpLineTo:
				p.Segs = append(p.Segs, Seg{LineTo, [3]Point{a}})
				last = a
			case sfnt.SegmentOpQuadTo:
				// The cubic curve that is the quadratic one.
				third := func(p, q Point) Point { return Point{p.X + (q.X-p.X)*2/3, p.Y + (q.Y-p.Y)*2/3} }
				p.Segs = append(p.Segs, Seg{CurveTo, [3]Point{third(last, a), third(b, a), b}})
				last = b
			case sfnt.SegmentOpCubeTo:
				p.Segs = append(p.Segs, Seg{CurveTo, [3]Point{a, b, c}})
				last = c
			}
		}
		if len(segs) > 0 {
			p.Segs = append(p.Segs, Seg{Kind: Close})
		}
		x += float64(f.Face.Advance(r) * f.size()) // rounded, and not fused with the sum: the same on every processor
	}
	return p
}

// loadGlyph is the shape of a glyph. The reader panics on some broken ones, which the
// file of a house may hold.
func loadGlyph(file *sfnt.Font, buf *sfnt.Buffer, glyph sfnt.GlyphIndex) (segs sfnt.Segments, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("the glyph is broken")
		}
	}()
	return file.LoadGlyph(buf, glyph, fixed.I(unitsPerEm), nil)
}
