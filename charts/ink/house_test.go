package ink

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
)

// entryOf is where the directory of a font file has the entry of a table.
func entryOf(file []byte, name string) int {
	for at := 12; ; at += 16 {
		if string(file[at:at+4]) == name {
			return at
		}
	}
}

// changedFont is a copy of a shipped file with a change in one table.
func changedFont(f Face, name string, change func(table []byte)) []byte {
	file := bytes.Clone(f.Bytes())
	entry := file[entryOf(file, name):]
	at, size := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
	change(file[at : at+size])
	return file
}

func TestRefusedFonts(t *testing.T) {
	rights := func(fsType uint16) []byte {
		return changedFont(Sans, "OS/2", func(t []byte) { binary.BigEndian.PutUint16(t[8:], fsType) })
	}
	begins := func(magic string) []byte { return append([]byte(magic), Sans.Bytes()[4:]...) }
	variable := bytes.Clone(Sans.Bytes())
	copy(variable[entryOf(variable, "OS/2"):], "fvar")
	glyphs := format4(t, tables(t, Sans.Bytes())["cmap"])
	uneven := changedFont(Sans, "hmtx", func(t []byte) { t[4*glyphs['1']+1]++ })
	const another = "name a static TrueType file (.ttf) of the face"
	for _, c := range []struct {
		name         string
		file         []byte
		reason, hint string
	}{
		{"empty", nil, "it is no TrueType font", another},
		{"text", []byte("hello"), "it is no TrueType font", another},
		{"CFF", begins("OTTO"), "its outlines are of the kind CFF (OpenType), TrueType was expected", another},
		{"collection", begins("ttcf"), "it is a collection of fonts, one font was expected", another},
		{"WOFF", begins("wOFF"), "it is packed for the web (WOFF), TrueType was expected", another},
		{"WOFF 2", begins("wOF2"), "it is packed for the web (WOFF), TrueType was expected", another},
		{"variable", variable, "it is a variable font, and which of its weights is meant is open", another},
		{"cut short", Sans.Bytes()[:20000], "its tables are broken", another},
		{"header only", []byte("\x00\x01\x00\x00"), "its tables are broken", another},
		{"nothing embedded", rights(2), "its maker forbids that it is embedded (fsType 2)", "name a font whose licence allows embedding"},
		{"no part embedded", rights(0x104), "its maker forbids that only a part of it is embedded (fsType 0x100)", "name a font whose licence allows it"},
		{"bitmaps only", rights(0x208), "its maker allows only bitmaps of it to be embedded (fsType 0x200)", "name a font whose licence allows outlines"},
		{"no name", changedFont(Sans, "name", func(t []byte) { t[2], t[3] = 0, 0 }), "it does not say its name", another},
		{"no letters", changedFont(Sans, "hmtx", func(t []byte) { t[4*glyphs['Q']], t[4*glyphs['Q']+1] = 0, 0 }), `it has no 'Q', and a brief needs all of A to Z, a to z and 0 to 9`, another},
		{"uneven digits", uneven, "the digits of SourceSans3-Regular differ in width (0: 497, 1: 498 thousandths), and figures in tables would not stand below each other", "name a font whose digits are as wide as each other (tabular figures)"},
	} {
		f, err := OpenFace(c.file, Sans)
		var refused *RefusedFont
		if !errors.As(err, &refused) || refused.Reason != c.reason || refused.Hint != c.hint || f != (Face{}) {
			t.Errorf("%s: %v, %+v", c.name, f, err)
		}
	}
	// What may be embedded for print, and digits that no table is set in, are taken.
	for _, fsType := range []uint16{0, 4, 8} {
		if _, err := OpenFace(rights(fsType), Sans); err != nil {
			t.Errorf("fsType %d: %v", fsType, err)
		}
	}
	for _, place := range []Face{Serif, SansItalic} {
		if _, err := OpenFace(uneven, place); err != nil {
			t.Errorf("for %s: %v", place.Name(), err)
		}
	}
	if _, err := OpenFace(Sans.Bytes(), CJKSC); err == nil {
		t.Error("a face for Chinese was taken")
	}
}

// A face of a house measures as its file does, and what it lacks is in the face of the
// tool in whose place it stands.
func TestFaceOfAHouse(t *testing.T) {
	own, err := OpenFace(Serif.Bytes(), SansBold)
	if err != nil {
		t.Fatal(err)
	}
	house := HouseFaces{SansBold: own}
	f := house.Of(Font{SansBold, 10})
	if f.Face != own || f.Size != 10 || house.Of(f) != f || house.Of(Font{Sans, 8}) != (Font{Sans, 8}) || (HouseFaces)(nil).Of(f) != f {
		t.Errorf("the house sets in %v", f.Face.Name())
	}
	if got, want := f.Width("Exports 12.5"), (Font{Serif, 10}).Width("Exports 12.5"); got != want {
		t.Errorf("%v wide, want %v", got, want)
	}
	var faces []Face
	for _, s := range f.segments("Café ● 中国") {
		faces = append(faces, s.font.Face)
	}
	if want := []Face{own, SansBold, own, CJKSCBold}; !slices.Equal(faces, want) {
		t.Errorf("%d runs, %v", len(faces), faces)
	}
	if own.IsSerif() || own.Name() != "SourceSerif4-Regular" {
		t.Errorf("%s is serif: %v", own.Name(), own.IsSerif())
	}
}

// No browser has the face of a house: its letters are shapes, and its text is there.
func TestSVGInAFaceOfAHouse(t *testing.T) {
	own, err := OpenFace(Serif.Bytes(), Sans)
	if err != nil {
		t.Fatal(err)
	}
	d := Drawing{W: 100, H: 20}
	d.Add(0, Text{X: 3, Y: 12, S: "Exports", Font: Font{own, 9}, Color: RGB(0x12395A)})
	svg := string(d.SVG())
	for _, want := range []string{`<path d="M`, `fill="#12395A"`, `font-family="sans-serif" fill-opacity="0"`, ">Exports</text>"} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in %s", want, svg)
		}
	}
}

// FuzzOpenFace: whatever is done to the bytes of a font, it is refused for a reason or
// measures what can be measured.
func FuzzOpenFace(f *testing.F) {
	for _, name := range []string{"head", "hhea", "maxp", "cmap", "name", "loca", "glyf", "hmtx", "OS/2"} {
		file := Serif.Bytes()
		entry := entryOf(file, name)
		at := binary.BigEndian.Uint32(file[entry+8:])
		f.Add(at, []byte{0xFF, 0xFF, 0xFF, 0xFF}, uint32(len(file)))
		f.Add(uint32(entry+8), []byte{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}, uint32(len(file)))
		f.Add(at+6, []byte{0, 0, 0x80, 0}, at+9)
	}
	f.Fuzz(func(t *testing.T, at uint32, put []byte, size uint32) {
		file := bytes.Clone(Serif.Bytes())
		copy(file[int(at)%len(file):], put)
		face, err := OpenFace(file[:min(int(size), len(file))], Sans)
		if err != nil {
			if err.(*RefusedFont).Hint == "" {
				t.Errorf("no hint: %v", err)
			}
			return
		}
		font := Font{face, 9}
		if w := font.Width("Exports rose – 15.9% é 国"); !(w > 0) {
			t.Errorf("%v wide", w)
		}
		font.Outline("Exports rose – 15.9%", RGB(0))
	})
}
