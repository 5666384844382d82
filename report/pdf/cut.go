package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// fontFile is a TrueType file, read in place: the bytes are shared and never
// written to. (fpdf's own cutter appends to slices of them, and so overwrites the
// widths of fonts with fewer metrics than glyphs, as Source Sans is.)
type fontFile struct {
	tables     map[string]table
	cmap       table // the subtable of format 4 for Unicode
	unitsPerEm int
	glyphCount int
	advances   int // how many glyphs have an advance of their own
	longLoca   bool
}

// table is a part of a font file. Reading beyond its end gives zeros, which no
// caller takes for a glyph.
type table []byte

func (t table) u16(at int) int {
	if at < 0 || at+2 > len(t) {
		return 0
	}
	return int(binary.BigEndian.Uint16(t[at:]))
}

func (t table) i16(at int) int { return int(int16(t.u16(at))) }

func (t table) u32(at int) int { return t.u16(at)<<16 | t.u16(at+2) }

// part is n bytes from at on, or nothing if the table does not have them.
func (t table) part(at, n int) table {
	if at < 0 || n < 0 || at > len(t) || n > len(t)-at {
		return nil
	}
	return t[at : at+n : at+n]
}

// openFont finds the tables of a TrueType file with outlines.
func openFont(b []byte) (*fontFile, error) {
	file := table(b)
	if v := file.u32(0); v != 0x00010000 {
		return nil, fmt.Errorf("not a TrueType font: it begins with %08X", v)
	}
	f := &fontFile{tables: map[string]table{}}
	for i := range file.u16(4) {
		entry := 12 + 16*i
		name := file.part(entry, 4)
		f.tables[string(name)] = file.part(file.u32(entry+8), file.u32(entry+12))
	}
	for _, name := range []string{"head", "hhea", "maxp", "hmtx", "cmap", "loca", "glyf"} {
		if len(f.tables[name]) == 0 {
			return nil, fmt.Errorf("the font has no table %s", name)
		}
	}
	f.unitsPerEm = f.tables["head"].u16(18)
	f.longLoca = f.tables["head"].u16(50) != 0
	f.glyphCount = f.tables["maxp"].u16(4)
	f.advances = f.tables["hhea"].u16(34)
	if f.unitsPerEm == 0 || f.advances == 0 {
		return nil, fmt.Errorf("the font has no scale or no advances")
	}
	maps := f.tables["cmap"]
	for i := range maps.u16(2) {
		platform, encoding, at := maps.u16(4+8*i), maps.u16(6+8*i), maps.u32(8+8*i)
		if (platform == 0 || platform == 3 && encoding == 1) && maps.u16(at) == 4 {
			f.cmap = maps.part(at, min(maps.u16(at+2), max(0, len(maps)-at)))
			return f, nil
		}
	}
	return nil, fmt.Errorf("the font has no character map of format 4 for Unicode")
}

// glyph is the number of the glyph of a character, 0 if the font has none.
func (f *fontFile) glyph(r rune) uint16 {
	if r < 0 || r > 0xFFFF {
		return 0
	}
	c, m := int(r), f.cmap
	segments := m.u16(6) / 2
	ends, starts := 14, 16+2*segments
	deltas, offsets := starts+2*segments, starts+4*segments
	lo, hi := 0, segments
	for lo < hi {
		if mid := (lo + hi) / 2; m.u16(ends+2*mid) < c {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	start := m.u16(starts + 2*lo)
	if lo == segments || c < start {
		return 0
	}
	g, delta := c, m.u16(deltas+2*lo)
	if offset := m.u16(offsets + 2*lo); offset != 0 {
		if g = m.u16(offsets + 2*lo + offset + 2*(c-start)); g == 0 {
			return 0
		}
	}
	if g = (g + delta) & 0xFFFF; g >= f.glyphCount {
		return 0
	}
	return uint16(g)
}

// metric is the advance and the left side bearing of a glyph, four bytes.
func (f *fontFile) metric(glyph uint16) (advance, bearing int) {
	t, g := f.tables["hmtx"], int(glyph)
	if g < f.advances {
		return t.u16(4 * g), t.u16(4*g + 2)
	}
	return t.u16(4 * (f.advances - 1)), t.u16(4*f.advances + 2*(g-f.advances))
}

// advance is how far a glyph moves the pen, in units of the font.
func (f *fontFile) advance(glyph uint16) int {
	a, _ := f.metric(glyph)
	return a
}

// thousandths turns units of the font into thousandths of the size.
func (f *fontFile) thousandths(units int) int {
	return int(math.Round(float64(units*1000) / float64(f.unitsPerEm)))
}

// faceMetrics are what a font descriptor says, in thousandths of the size.
type faceMetrics struct {
	ascent, descent, capHeight int
	weight                     int     // 400 is regular, 700 bold
	italicAngle                float64 // degrees, negative when it leans to the right
	box                        [4]int
}

func (f *fontFile) metrics() faceMetrics {
	head, hhea, os2, post := f.tables["head"], f.tables["hhea"], f.tables["OS/2"], f.tables["post"]
	m := faceMetrics{
		ascent:      f.thousandths(hhea.i16(4)),
		descent:     f.thousandths(hhea.i16(6)),
		weight:      400,
		italicAngle: float64(post.i16(4)) + float64(post.u16(6))/65536,
	}
	for i := range m.box {
		m.box[i] = f.thousandths(head.i16(36 + 2*i))
	}
	if w := os2.u16(4); w > 0 {
		m.weight = w
	}
	m.capHeight = m.ascent
	if os2.u16(0) >= 2 {
		m.capHeight = f.thousandths(os2.i16(88))
	}
	return m
}

// outline is the data of a glyph, empty for a blank.
func (f *fontFile) outline(glyph uint16) (table, error) {
	loca, g := f.tables["loca"], int(glyph)
	var from, to, end int
	if f.longLoca {
		from, to, end = loca.u32(4*g), loca.u32(4*g+4), 4*g+8
	} else {
		from, to, end = 2*loca.u16(2*g), 2*loca.u16(2*g+2), 2*g+4
	}
	data := f.tables["glyf"].part(from, to-from)
	if data == nil || end > len(loca) || g >= f.glyphCount {
		return nil, fmt.Errorf("the font has no outline for its glyph %d", glyph)
	}
	return data, nil
}

// Flags of a component of a composite glyph.
const (
	wordArguments = 1 << 0
	oneScale      = 1 << 3
	moreFollow    = 1 << 5
	twoScales     = 1 << 6
	matrix        = 1 << 7
)

// components calls visit with the place of each glyph number in a composite
// glyph's data.
func components(outline table, visit func(at int)) error {
	if outline.i16(0) >= 0 {
		return nil
	}
	for at := 10; ; {
		if at+4 > len(outline) {
			return fmt.Errorf("a composite glyph of the font ends too early")
		}
		flags := outline.u16(at)
		visit(at + 2)
		at += 6
		if flags&wordArguments != 0 {
			at += 2
		}
		switch {
		case flags&oneScale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&moreFollow == 0 {
			return nil
		}
	}
}

// cut makes a font file with the glyphs that the codes use, and a symbol cmap
// (codes from U+F000 on) that leads from code to glyph. Tables that a PDF reader
// does not look at are left out. The same codes give the same bytes.
func (f *fontFile) cut(codes *[256]uint16) ([]byte, error) {
	// Glyph 0, what stands for a missing character, must be there. Then glyphs
	// in the order of the codes, then the parts of composites.
	kept := []uint16{0}
	number := map[uint16]uint16{0: 0}
	keep := func(g uint16) {
		if _, ok := number[g]; !ok {
			number[g] = uint16(len(kept))
			kept = append(kept, g)
		}
	}
	for _, g := range codes {
		keep(g)
	}
	var glyf, loca, hmtx []byte
	for i := 0; i < len(kept); i++ {
		data, err := f.outline(kept[i])
		if err != nil {
			return nil, err
		}
		data = slices.Clone(data)
		err = components(data, func(at int) {
			g := uint16(data.u16(at))
			keep(g)
			binary.BigEndian.PutUint16(data[at:], number[g])
		})
		if err != nil {
			return nil, err
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = pad(append(glyf, data...))
		advance, bearing := f.metric(kept[i])
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(advance))
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(bearing))
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))

	head := slices.Clone(f.tables["head"])
	hhea := slices.Clone(f.tables["hhea"])
	maxp := slices.Clone(f.tables["maxp"])
	if len(head) < 54 || len(hhea) < 36 || len(maxp) < 6 {
		return nil, fmt.Errorf("a header table of the font is too short")
	}
	binary.BigEndian.PutUint32(head[8:], 0)  // the checksum, below
	binary.BigEndian.PutUint16(head[50:], 1) // loca in 4 bytes
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(kept)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(kept)))

	tables := []struct {
		name string
		data []byte
	}{ // in the order of their names
		{"cmap", symbolMap(codes, number)},
		{"cvt ", f.tables["cvt "]},
		{"fpgm", f.tables["fpgm"]},
		{"glyf", glyf},
		{"head", head},
		{"hhea", hhea},
		{"hmtx", hmtx},
		{"loca", loca},
		{"maxp", maxp},
		{"prep", f.tables["prep"]},
	}
	count := 0
	for _, t := range tables {
		if len(t.data) > 0 {
			count++
		}
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	out = binary.BigEndian.AppendUint16(out, uint16(count))
	out = appendSearch(out, count, 16)
	at, headAt := 12+16*count, 0
	var body []byte
	for _, t := range tables {
		if len(t.data) == 0 {
			continue
		}
		if t.name == "head" {
			headAt = at
		}
		out = append(out, t.name...)
		padded := pad(slices.Clip(t.data))
		out = binary.BigEndian.AppendUint32(out, checksum(padded))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		body = append(body, padded...)
		at += len(padded)
	}
	out = append(out, body...)
	binary.BigEndian.PutUint32(out[headAt+8:], 0xB1B0AFBA-checksum(out))
	return out, nil
}

// symbolMap is a cmap of one subtable, for Microsoft symbol fonts, in format 4.
func symbolMap(codes *[256]uint16, number map[uint16]uint16) []byte {
	type segment struct{ start, end, delta int }
	var segments []segment
	for code, g := range codes {
		if g == 0 {
			continue
		}
		at, to := 0xF000+code, int(number[g])
		if n := len(segments); n > 0 && segments[n-1].end+1 == at && segments[n-1].delta == to-at {
			segments[n-1].end++
			continue
		}
		segments = append(segments, segment{at, at, to - at})
	}
	segments = append(segments, segment{0xFFFF, 0xFFFF, 1})
	n := len(segments)
	var b []byte
	u16 := func(values ...int) {
		for _, v := range values {
			b = binary.BigEndian.AppendUint16(b, uint16(v))
		}
	}
	u16(0, 1, 3, 0, 0, 12, 4, 16+8*n, 0)
	u16(2 * n)
	b = appendSearch(b, n, 2)
	for _, s := range segments {
		u16(s.end)
	}
	u16(0)
	for _, s := range segments {
		u16(s.start)
	}
	for _, s := range segments {
		u16(s.delta)
	}
	for range segments {
		u16(0)
	}
	return b
}

// appendSearch writes the three numbers that help to search count entries of
// size bytes by halving.
func appendSearch(b []byte, count, size int) []byte {
	power, log := 1, 0
	for power*2 <= count {
		power *= 2
		log++
	}
	for _, v := range [3]int{power * size, log, (count - power) * size} {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return b
}

// pad fills up to a multiple of four bytes.
func pad(b []byte) []byte {
	if n := len(b) % 4; n > 0 {
		b = append(b, bytes.Repeat([]byte{0}, 4-n)...)
	}
	return b
}

// checksum adds up the 32-bit words of a padded table.
func checksum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	return sum
}
