package ink

import (
	"bytes"
	"encoding/binary"
	"sync"
	"testing"

	"golang.org/x/image/font/sfnt"
)

// latinFaces and allFaces are in the order of their numbers.
var (
	latinFaces = []Face{Serif, SerifItalic, SerifSemiBold, SerifBold, Sans, SansItalic, SansSemiBold, SansBold}
	allFaces   = append(latinFaces[:len(latinFaces):len(latinFaces)], CJKSC, CJKKR)
)

func TestFaceFiles(t *testing.T) {
	for _, f := range allFaces {
		font, err := sfnt.Parse(f.Bytes())
		if err != nil {
			t.Fatalf("%s: %v", f.Name(), err)
		}
		if got := font.UnitsPerEm(); got != unitsPerEm {
			t.Errorf("%s has %d units per em, want %d", f.Name(), got, unitsPerEm)
		}
		if got, err := font.Name(nil, sfnt.NameIDPostScript); err != nil || got != f.Name() {
			t.Errorf("%s: the file calls itself %q (%v)", f.Name(), got, err)
		}
	}
}

// tables finds the tables of a TrueType file.
func tables(t *testing.T, file []byte) map[string][]byte {
	t.Helper()
	if !bytes.HasPrefix(file, []byte{0, 1, 0, 0}) {
		t.Fatalf("file begins with % x, want TrueType outlines", file[:4])
	}
	out := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		entry := file[12+16*i:]
		offset, size := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		out[string(entry[:4])] = file[offset : offset+size]
	}
	return out
}

// format4 reads the table of characters that writers of PDF fonts use.
func format4(t *testing.T, cmap []byte) map[rune]int {
	t.Helper()
	u16 := binary.BigEndian.Uint16
	for i := range int(u16(cmap[2:])) {
		sub := cmap[binary.BigEndian.Uint32(cmap[4+8*i+4:]):]
		if u16(sub) != 4 {
			continue
		}
		glyphs := map[rune]int{}
		n := int(u16(sub[6:])) // twice the number of segments
		ends, starts, deltas, ranges := sub[14:], sub[16+n:], sub[16+2*n:], sub[16+3*n:]
		for k := 0; k < n; k += 2 {
			for r := int(u16(starts[k:])); r <= int(u16(ends[k:])) && r < 0xFFFF; r++ {
				g := r
				if at := int(u16(ranges[k:])); at != 0 {
					if g = int(u16(ranges[k+at+2*(r-int(u16(starts[k:]))):])); g == 0 {
						continue
					}
				}
				if g = (g + int(u16(deltas[k:]))) & 0xFFFF; g != 0 {
					glyphs[rune(r)] = g
				}
			}
		}
		return glyphs
	}
	t.Fatal("no table of characters in format 4")
	return nil
}

// What ink says of a character is what the writer of the PDF will find in the
// file, read here by a second program.
func TestMetricsAreThoseOfTheFile(t *testing.T) {
	for _, f := range allFaces {
		tab := tables(t, f.Bytes())
		glyphs := format4(t, tab["cmap"])
		full := int(binary.BigEndian.Uint16(tab["hhea"][34:]))
		count := 0
		for r := rune(0); r <= 0xFFFF; r++ {
			g, ok := glyphs[r]
			if f.Has(r) != ok {
				t.Errorf("%s: Has(%U) = %v, in the file: %v", f.Name(), r, f.Has(r), ok)
			}
			want := 0.0
			if ok {
				count++
				// fpdf damages the bytes of a file for a glyph without a width of its own.
				if g >= full {
					t.Errorf("%s: glyph %d of %U has no width of its own", f.Name(), g, r)
				}
				want = float64(binary.BigEndian.Uint16(tab["hmtx"][4*g:])) / unitsPerEm
			}
			if got := f.Advance(r); got != want {
				t.Errorf("%s: Advance(%U) = %v, want %v", f.Name(), r, got, want)
			}
		}
		if count < 900 {
			t.Errorf("%s has only %d characters", f.Name(), count)
		}
	}
}

func TestFacesOfAFamilyHaveTheSameCharacters(t *testing.T) {
	for r := rune(0); r <= 0xFFFF; r++ {
		for _, f := range latinFaces {
			family := Sans
			if f.IsSerif() {
				family = Serif
			}
			if f.Has(r) != family.Has(r) {
				t.Errorf("%s and %s differ in %U", f.Name(), family.Name(), r)
			}
		}
	}
}

func TestHasNothingOutsideTheBasicPlane(t *testing.T) {
	for _, f := range allFaces {
		for _, r := range []rune{-1, 0, '\n', 0x7F, 0xFFFD, 0xFFFF, 0x10000, '😀', 0x20000, 0x10FFFF, 0x7FFFFFFF, -0x80000000} {
			if f.Has(r) || f.Advance(r) != 0 {
				t.Errorf("%s has %U", f.Name(), r)
			}
		}
	}
}

func TestNoFace(t *testing.T) {
	var f Face
	if f.Name() != "" || f.Bytes() != nil || f.Has('a') || f.Advance('a') != 0 || f.IsSerif() {
		t.Error("no face is a face")
	}
	if w := (Font{f, 10}).Width("a朝?"); w != 0 {
		t.Errorf("no face has a width of %v", w)
	}
}

func TestDigitsStandInColumns(t *testing.T) {
	for _, f := range latinFaces {
		if f == SansItalic {
			continue // differs by 0.001 em; no table is set in it
		}
		font := Font{f, 10}
		if a, b := font.Width("111.1"), font.Width("888.8"); a != b {
			t.Errorf("%s: 111.1 is %v wide, 888.8 %v", f.Name(), a, b)
		}
	}
	for _, f := range []Face{Sans, SansSemiBold, SansBold} {
		font := Font{f, 10}
		if a, b := font.Width("−15.9"), font.Width("+15.9"); a != b {
			t.Errorf("%s: −15.9 is %v wide, +15.9 %v", f.Name(), a, b)
		}
	}
}

func TestIsSerif(t *testing.T) {
	for i, f := range allFaces {
		if got, want := f.IsSerif(), i < 4; got != want {
			t.Errorf("%s: IsSerif() = %v", f.Name(), got)
		}
	}
}

// Many goroutines may meet a character for the first time at once.
func TestMetricsFromManyGoroutines(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for r := rune(0x4E00); r < 0x5200; r += 7 {
				if CJKSC.Advance(r) != 1 {
					t.Errorf("%c is %v wide, want 1", r, CJKSC.Advance(r))
				}
			}
		})
	}
	wg.Wait()
}
