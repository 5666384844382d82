package conform

import (
	"encoding/binary"
	"fmt"
	"sort"
)

// trueType is a font program as far as widths and glyphs are looked up in it.
type trueType struct {
	unitsPerEm, glyphs int
	metrics            int // how many glyphs have a width of their own
	hmtx               []byte
	cmaps              []cmap
}

// cmap is a table from codes to glyphs.
type cmap struct {
	platform, encoding int
	data               []byte
}

func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.BigEndian.Uint16(b[at:]))
}

func u32(b []byte, at int) int {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return int(binary.BigEndian.Uint32(b[at:]))
}

// readTrueType reads a font program. What is beyond its end is 0.
func readTrueType(b []byte) (*trueType, error) {
	if v := u32(b, 0); v != 0x00010000 && v != 0x74727565 {
		return nil, fmt.Errorf("it begins with %.4q, expected a TrueType font", b)
	}
	tables := map[string][]byte{}
	for i := range u16(b, 4) {
		entry := 12 + 16*i
		if entry+16 > len(b) {
			return nil, fmt.Errorf("its table of tables is cut off")
		}
		from, size := u32(b, entry+8), u32(b, entry+12)
		if from+size > len(b) {
			return nil, fmt.Errorf("its table %q lies outside it", b[entry:entry+4])
		}
		tables[string(b[entry:entry+4])] = b[from : from+size]
	}
	for _, t := range []string{"head", "hhea", "hmtx", "maxp", "loca", "glyf"} {
		if tables[t] == nil {
			return nil, fmt.Errorf("it has no table %s", t)
		}
	}
	f := &trueType{
		unitsPerEm: u16(tables["head"], 18), glyphs: u16(tables["maxp"], 4), metrics: u16(tables["hhea"], 34), hmtx: tables["hmtx"],
	}
	if f.unitsPerEm == 0 || f.metrics == 0 || len(f.hmtx) < 4*f.metrics {
		return nil, fmt.Errorf("its widths cannot be read")
	}
	c := tables["cmap"]
	for i := range u16(c, 2) {
		at := u32(c, 4+8*i+4)
		if 4+8*i+8 > len(c) || at >= len(c) {
			return nil, fmt.Errorf("its tables of codes lie outside it")
		}
		f.cmaps = append(f.cmaps, cmap{u16(c, 4+8*i), u16(c, 4+8*i+2), c[at:]})
	}
	return f, nil
}

// width is the advance of a glyph in thousandths of the size.
func (f *trueType) width(glyph int) float64 {
	return float64(u16(f.hmtx, 4*min(glyph, f.metrics-1))) * 1000 / float64(f.unitsPerEm)
}

// find is the table for a platform and encoding.
func (f *trueType) find(platform, encoding int) *cmap {
	for i, m := range f.cmaps {
		if m.platform == platform && m.encoding == encoding {
			return &f.cmaps[i]
		}
	}
	return nil
}

// glyph looks up a code, 0 for one that the table does not have.
func (m *cmap) glyph(code int) int {
	b := m.data
	switch u16(b, 0) {
	case 0:
		if code < 256 && 6+code < len(b) {
			return int(b[6+code])
		}
	case 4:
		n := u16(b, 6) &^ 1 // twice the number of segments
		i := 2 * sort.Search(n/2, func(k int) bool { return u16(b, 14+2*k) >= code })
		start := u16(b, 16+n+i)
		if i >= n || code < start {
			return 0
		}
		delta, offset := u16(b, 16+2*n+i), u16(b, 16+3*n+i)
		if offset == 0 {
			return (code + delta) & 0xFFFF
		}
		g := u16(b, 16+3*n+i+offset+2*(code-start))
		if g == 0 {
			return 0
		}
		return (g + delta) & 0xFFFF
	case 6:
		first, count := u16(b, 6), u16(b, 8)
		if code >= first && code < first+count {
			return u16(b, 10+2*(code-first))
		}
	case 12:
		groups := min(u32(b, 12), len(b)/12)
		at := 16 + 12*sort.Search(groups, func(k int) bool { return u32(b, 16+12*k+4) >= code })
		if start := u32(b, at); at < 16+12*groups && code >= start {
			return u32(b, at+8) + code - start
		}
	}
	return 0
}
