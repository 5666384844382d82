package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
)

// openCut opens a font that was cut, whose character map is for symbols.
func openCut(file []byte) (*fontFile, error) {
	// What openFont takes for Unicode, so that its glyph method can be used.
	b := bytes.Clone(file)
	at := bytes.Index(b, []byte{0, 0, 0, 1, 0, 3, 0, 0, 0, 0, 0, 12})
	if at >= 0 {
		b[at+7] = 1
	}
	return openFont(b)
}

// cutTo cuts a face to characters under the codes from 0x20 on.
func cutTo(t *testing.T, face ink.Face, characters string) (whole, cut *fontFile, codes [256]uint16, file []byte) {
	t.Helper()
	whole, err := openFont(face.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range []rune(characters) {
		if codes[0x20+i] = whole.glyph(r); codes[0x20+i] == 0 {
			t.Fatalf("%s has no glyph for %q", face.Name(), r)
		}
	}
	if file, err = whole.cut(&codes); err != nil {
		t.Fatal(err)
	}
	if cut, err = openCut(file); err != nil {
		t.Fatal(err)
	}
	return whole, cut, codes, file
}

// sameGlyph compares an outline with its original, part by part where it is
// made of others.
func sameGlyph(t *testing.T, whole, cut *fontFile, was, is uint16) {
	t.Helper()
	if a, b := whole.advance(was), cut.advance(is); a != b {
		t.Errorf("glyph %d: the advance is %d, expected %d", was, b, a)
	}
	a, err := whole.outline(was)
	if err != nil {
		t.Fatal(err)
	}
	b, err := cut.outline(is)
	if err != nil {
		t.Fatal(err)
	}
	a, b = slices.Clone(a), slices.Clone(b)
	if len(b) < len(a) {
		t.Errorf("glyph %d: %d bytes of outline, expected %d", was, len(b), len(a))
		return
	}
	b = b[:len(a)] // the rest fills up to four bytes
	err = components(a, func(at int) {
		sameGlyph(t, whole, cut, uint16(a.u16(at)), uint16(b.u16(at)))
		copy(b[at:at+2], a[at:at+2])
	})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Errorf("glyph %d: another outline", was)
	}
}

func TestCutKeepsGlyphs(t *testing.T) {
	const latin = "AÅÇéñõ ş½fi0189−–“”\u00a0"
	for face, s := range map[ink.Face]string{
		ink.Serif: latin, ink.SerifItalic: latin, ink.SerifSemiBold: latin, ink.SerifBold: latin,
		ink.Sans: latin, ink.SansItalic: latin, ink.SansSemiBold: latin, ink.SansBold: latin,
		ink.CJKSC: "中国对朝鲜出口，。「」", ink.CJKKR: "한국은 수출",
	} {
		whole, cut, codes, file := cutTo(t, face, s)
		composite := false
		for code, glyph := range codes {
			is := cut.glyph(0xF000 + rune(code))
			if (glyph == 0) != (is == 0) {
				t.Errorf("%s: code %02X has the glyph %d, expected one like %d", face.Name(), code, is, glyph)
				continue
			}
			sameGlyph(t, whole, cut, glyph, is)
			if o, _ := whole.outline(glyph); o.i16(0) < 0 {
				composite = true
			}
		}
		if strings.Contains(s, "Å") && !composite {
			t.Errorf("%s: no glyph is made of others, so the test does not see them", face.Name())
		}
		if len(file) > 12_000 {
			t.Errorf("%s: %d bytes for %d characters", face.Name(), len(file), len(s))
		}
	}
}

func TestCutIsAFont(t *testing.T) {
	_, _, _, file := cutTo(t, ink.Sans, "Trade")
	// Table entries in the order of their names, at multiples of four, with the
	// sums of their contents; and the sum of the file.
	f := table(file)
	var names []string
	for i := range f.u16(4) {
		e := 12 + 16*i
		names = append(names, string(file[e:e+4]))
		from, n := f.u32(e+8), f.u32(e+12)
		part := slices.Clone(pad(slices.Clone(file[from : from+n])))
		if names[i] == "head" {
			binary.BigEndian.PutUint32(part[8:], 0)
		}
		if got := checksum(part); int(got) != f.u32(e+4) || from%4 != 0 {
			t.Errorf("table %s at %d: the sum is %08X, expected %08X", names[i], from, got, f.u32(e+4))
		}
	}
	if got := strings.Join(names, " "); got != "cmap glyf head hhea hmtx loca maxp prep" {
		t.Errorf("the tables are %s", got)
	}
	if sum := checksum(file); sum != 0xB1B0AFBA {
		t.Errorf("the sum of the file is %08X, expected B1B0AFBA", sum)
	}
}

func TestGlyphsAgreeWithMetrics(t *testing.T) {
	for _, face := range append([]ink.Face{ink.CJKSC, ink.CJKKR}, latinFaces...) {
		font, err := openFont(face.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for r := rune(0x20); r <= 0xFFFF; r++ {
			glyph := font.glyph(r)
			if has := face.Has(r); has != (glyph != 0) {
				t.Fatalf("%s: %q has the glyph %d, layout says %v", face.Name(), r, glyph, has)
			}
			// Layout and file measure alike only if no width is rounded.
			if glyph != 0 && float64(font.thousandths(font.advance(glyph)))/1000 != face.Advance(r) {
				t.Fatalf("%s: the width of %q is %d, layout says %v", face.Name(), r, font.advance(glyph), face.Advance(r))
			}
		}
	}
}

func TestDamagedFonts(t *testing.T) {
	good := ink.SerifItalic.Bytes()
	if _, err := openFont(nil); err == nil {
		t.Error("nothing was taken for a font")
	}
	if _, err := openFont([]byte("OTTO with outlines of another kind")); err == nil {
		t.Error("a font without TrueType outlines was taken")
	}
	codes := [256]uint16{0x41: 36, 0x42: 900, 0x43: 0xFFFF}
	for cut := 0; cut < len(good); cut += 1009 {
		if f, err := openFont(good[:cut]); err == nil {
			if _, err := f.cut(&codes); err == nil {
				t.Errorf("a font of %d bytes was cut to glyphs that it lacks", cut)
			}
		}
	}
}

func FuzzFont(f *testing.F) {
	whole, err := openFont(ink.SerifItalic.Bytes())
	if err != nil {
		f.Fatal(err)
	}
	small, err := whole.cut(&[256]uint16{0x41: whole.glyph('Å'), 0x42: whole.glyph('b')})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(small, uint16('A'))
	f.Add(ink.SerifItalic.Bytes()[:30_000], uint16('b'))
	f.Fuzz(func(t *testing.T, file []byte, r uint16) {
		font, err := openCut(file)
		if err != nil {
			return
		}
		codes := [256]uint16{0x41: font.glyph(rune(r)), 0x42: r}
		if cut, err := font.cut(&codes); err == nil && checksum(pad(cut)) != 0xB1B0AFBA {
			t.Error("the cut font has a wrong checksum")
		}
		font.metrics()
	})
}

// FuzzCheckFace: a font that is taken can be embedded, with every character that it
// says it has, whatever was done to its bytes.
func FuzzCheckFace(f *testing.F) {
	whole := ink.Serif.Bytes()
	for i := range int(whole[5]) {
		entry := whole[12+16*i:]
		at := binary.BigEndian.Uint32(entry[8:])
		for _, d := range []uint32{0, 4, 8, 18, 34, 50} {
			f.Add(at+d, []byte{0xFF, 0xFF})
			f.Add(at+d, []byte{0, 0, 0, 1})
		}
	}
	f.Fuzz(func(t *testing.T, place uint32, put []byte) {
		file := bytes.Clone(whole)
		copy(file[int(place)%len(file):], put)
		face, err := ink.OpenFace(file, ink.Sans)
		if err == nil {
			err = CheckFace(face)
		}
		if err != nil {
			var refused *ink.RefusedFont
			if !errors.As(err, &refused) || refused.Hint == "" {
				t.Errorf("refused for %v", err)
			}
			return
		}
		if _, err := Encode(onePage(at(4, 40, everyCharacter(face, 300), face, 8))); err != nil {
			t.Error(err)
		}
	})
}
