package pdf

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/go-pdf/fpdf"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf/object"
)

// Fonts go to fpdf as simple TrueType fonts of at most 224 characters each, by
// way of AddFontFromBytes, with a font file that was cut here.
//
// fpdf's own way for Unicode text, AddUTF8FontFromBytes, was measured first, on
// seven Latin faces that UTF8CutFont had cut to 95 characters: 18 ms, 39 MB
// allocated and 78 kB of file, on a page with seven lines. The surprise of its
// profile is that cutting first saves little, because the cost does not depend
// on the font: for each face fpdf makes two tables of 65,536 widths, writes one
// of them as JSON only to hash it into a resource name (a fifth of the time),
// and compresses a table of 128 kB that maps all characters to glyphs. This way
// takes 4 ms, 3 MB and 59 kB, most of it for compressing the outlines. One byte a
// character also keeps the page contents short, and readable where they are ASCII.

// The codes that fpdf writes widths for.
const firstCode, lastCode = 0x20, 0xFF

// firstFree is the first code that stands for whatever character comes next.
// Codes below stand for themselves in the first subset of a face.
const firstFree = 0x80

// fontSet is the faces of a document and the characters used of each.
type fontSet struct {
	faces   map[ink.Face]*face
	subsets []*subset // in the order of first use
}

// face is one font file while characters are collected.
type face struct {
	set   *fontSet
	id    ink.Face
	file  *fontFile
	codes map[rune]charCode
	first *subset // has the face's ASCII characters; nil before the first character
	last  *subset // takes the next character
	free  int     // its next free code
}

// charCode is where a character went.
type charCode struct {
	subset *subset
	code   byte
}

// subset is what becomes one font of the PDF file.
type subset struct {
	face     *face
	resource string // its name in page contents: F1
	baseFont string // ABCDEF+SourceSans3-Regular, once it is cut
	runes    [256]rune
	glyphs   [256]uint16 // of the whole font file; 0: the code is not used
}

func newFontSet() *fontSet { return &fontSet{faces: map[ink.Face]*face{}} }

// face opens a font file at its first use.
func (s *fontSet) face(id ink.Face) (*face, error) {
	if f := s.faces[id]; f != nil {
		return f, nil
	}
	bytes := id.Bytes()
	if len(bytes) == 0 {
		return nil, errors.New("the text has no face")
	}
	file, err := openFont(bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", id.Name(), err)
	}
	f := &face{set: s, id: id, file: file, codes: map[rune]charCode{}}
	s.faces[id] = f
	return f, nil
}

// CheckFace says whether each character that the face has can be embedded: its glyph
// is found, whole, and as wide as the text is set for. A file from elsewhere is held
// to this before a page is laid out in it; the error is an *ink.RefusedFont.
func CheckFace(id ink.Face) error {
	broken := func(what string) error {
		return &ink.RefusedFont{Reason: "its tables are broken: " + what, Hint: "name another copy of the file"}
	}
	f, err := openFont(id.Bytes())
	if err != nil {
		return broken(err.Error())
	}
	if len(f.tables["head"]) < 54 || len(f.tables["hhea"]) < 36 || len(f.tables["maxp"]) < 6 {
		return broken("a header is too short")
	}
	// Each glyph is looked at once, and no more bytes than the file has twice over:
	// outlines may lie over each other in a file that means harm.
	seen, left := map[uint16]bool{}, 2*len(id.Bytes())
	whole := func(glyph uint16) error {
		for parts := []uint16{glyph}; len(parts) > 0; parts = parts[1:] {
			if seen[parts[0]] {
				continue
			}
			seen[parts[0]] = true
			outline, err := f.outline(parts[0])
			if err != nil {
				return err
			}
			if left -= len(outline); left < 0 {
				return errors.New("outlines lie over each other")
			}
			if err := components(outline, func(at int) { parts = append(parts, uint16(outline.u16(at))) }); err != nil {
				return err
			}
		}
		return nil
	}
	if err := whole(0); err != nil {
		return broken(err.Error())
	}
	for r := rune(firstCode); r <= 0xFFFF; r++ {
		if !id.Has(r) {
			continue
		}
		glyph := f.glyph(r)
		if glyph == 0 {
			return broken("there is no glyph for " + describe(r))
		}
		if set := 1000 * id.Advance(r); math.Abs(set-float64(f.thousandths(f.advance(glyph)))) > 1 {
			return broken("the width of " + describe(r) + " is open")
		}
		if err := whole(glyph); err != nil {
			return broken(err.Error())
		}
	}
	return nil
}

// code finds the subset and code of a character, giving it one if it is new.
func (f *face) code(r rune) (charCode, error) {
	if c, ok := f.codes[r]; ok {
		return c, nil
	}
	if r > 0xFFFF {
		return charCode{}, fmt.Errorf("the character %s is above U+FFFF and cannot be set", describe(r))
	}
	glyph := f.file.glyph(r)
	if glyph == 0 {
		return charCode{}, fmt.Errorf("%s has no glyph for %s", f.id.Name(), describe(r))
	}
	if f.first == nil {
		f.first = f.grow(firstFree)
	}
	c := charCode{f.first, byte(r)}
	if r < firstCode || r >= firstFree {
		if f.free > lastCode {
			f.grow(firstCode)
		}
		c = charCode{f.last, byte(f.free)}
		f.free++
	}
	c.subset.runes[c.code] = r
	c.subset.glyphs[c.code] = glyph
	f.codes[r] = c
	return c, nil
}

// grow begins a new subset whose free codes start at free.
func (f *face) grow(free int) *subset {
	s := &subset{face: f, resource: "F" + strconv.Itoa(len(f.set.subsets)+1)}
	f.set.subsets = append(f.set.subsets, s)
	f.last, f.free = s, free
	return s
}

// describe names a character for an error: "é" (U+00E9).
func describe(r rune) string { return fmt.Sprintf("%s (U+%04X)", strconv.QuoteToGraphic(string(r)), r) }

// fontDefinition is fpdf's description of a font, in its JSON form.
type fontDefinition struct {
	Tp, Name     string
	Desc         fpdf.FontDescType
	Cw           []int
	File         string
	OriginalSize int
}

// embed cuts each subset and hands it to fpdf.
func (s *fontSet) embed(p *fpdf.Fpdf, press *object.Compressor) error {
	for _, sub := range s.subsets {
		file, err := sub.face.file.cut(&sub.glyphs)
		if err != nil {
			return fmt.Errorf("%s: %w", sub.face.id.Name(), err)
		}
		sub.baseFont = tag(file) + "+" + sub.face.id.Name()
		def, err := json.Marshal(fontDefinition{
			Tp:           "TrueType",
			Name:         sub.baseFont,
			Desc:         sub.descriptor(),
			Cw:           sub.widths(),
			File:         sub.resource + ".z",
			OriginalSize: len(file),
		})
		if err != nil {
			return err
		}
		packed, err := press.Deflate(file)
		if err != nil {
			return err
		}
		p.AddFontFromBytes(sub.resource, "", def, packed)
		if err := p.Error(); err != nil {
			return fmt.Errorf("fpdf: %s: %w", sub.baseFont, err)
		}
	}
	return nil
}

// tag is the six letters that mark a subset. They come from the font file, so
// that two subsets of one face differ and one subset is always called the same.
func tag(file []byte) string {
	sum := sha256.Sum256(file)
	letters := make([]byte, 6)
	for i := range letters {
		letters[i] = 'A' + sum[i]%26
	}
	return string(letters)
}

// widths are the advances by code in thousandths of the size.
func (s *subset) widths() []int {
	w := make([]int, lastCode+1)
	for code, glyph := range s.glyphs {
		if glyph != 0 {
			w[code] = s.face.file.thousandths(s.face.file.advance(glyph))
		}
	}
	return w
}

// Flags of a font descriptor, ISO 32000-1 table 123.
const (
	flagSerif    = 1 << 1
	flagSymbolic = 1 << 2
	flagItalic   = 1 << 6
)

// descriptor describes the face. It is symbolic because its codes mean what its
// own cmap says, not what a standard encoding says.
func (s *subset) descriptor() fpdf.FontDescType {
	m := s.face.file.metrics()
	d := fpdf.FontDescType{
		Ascent:      m.ascent,
		Descent:     m.descent,
		CapHeight:   m.capHeight,
		Flags:       flagSymbolic,
		ItalicAngle: int(math.Round(m.italicAngle)),
		// No table of the font says how thick stems are; the weight does, roughly.
		StemV: 50 + m.weight*m.weight/(65*65),
	}
	if s.face.id.IsSerif() {
		d.Flags |= flagSerif
	}
	if m.italicAngle != 0 {
		d.Flags |= flagItalic
	}
	d.FontBBox.Xmin, d.FontBBox.Ymin, d.FontBBox.Xmax, d.FontBBox.Ymax = m.box[0], m.box[1], m.box[2], m.box[3]
	return d
}

// toUnicode is the character map that gives extracted text back: all used codes
// in ranges, a hundred to a block as the format wants it.
func (s *subset) toUnicode() []byte {
	type span struct {
		first, last byte
		start       rune
	}
	var spans []span
	for code, r := range s.runes {
		if s.glyphs[code] == 0 {
			continue
		}
		if n := len(spans); n > 0 {
			// A range may not carry over into the high byte of its characters.
			l := &spans[n-1]
			if int(l.last)+1 == code && l.start+rune(l.last-l.first)+1 == r && r&0xFF != 0 {
				l.last++
				continue
			}
		}
		spans = append(spans, span{byte(code), byte(code), r})
	}
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n")
	for len(spans) > 0 {
		block := spans[:min(100, len(spans))]
		spans = spans[len(block):]
		b = fmt.Appendf(b, "%d beginbfrange\n", len(block))
		for _, r := range block {
			b = fmt.Appendf(b, "<%02X> <%02X> <%04X>\n", r.first, r.last, r.start)
		}
		b = append(b, "endbfrange\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
