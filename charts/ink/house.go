package ink

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/image/font/sfnt"
)

// This file is the type of a house: faces from files of its own, each in the place of
// one of the tool's.

// HouseFaces are the faces of a house by the faces of the tool that they stand for. Nil is
// no face of its own. It is not changed after it is first used.
type HouseFaces map[Face]Face

// Of is the font in the faces of the house.
func (fs HouseFaces) Of(f Font) Font {
	if own, ok := fs[f.Face]; ok {
		f.Face = own
	}
	return f
}

// MaxFontBytes bounds the file of a face of a house.
const MaxFontBytes = 8 << 20

// A RefusedFont says why a file is no face for a brief, and what to do about it.
type RefusedFont struct{ Reason, Hint string }

func (e *RefusedFont) Error() string { return e.Reason }

// OpenFace reads the TrueType file of a house for the place of one of the Latin faces
// of the tool. The bytes are kept and never changed. The error is a *RefusedFont: the
// file is broken or of another kind, its maker does not allow that it is embedded, it
// lacks Latin letters, or it is for an upright sans face, in which tables are set, and
// its digits differ in width.
func OpenFace(content []byte, place Face) (Face, error) {
	if !place.valid() || place.isCJK() {
		return Face{}, errors.New("a face of a house stands for a Latin one")
	}
	const another = "name a static TrueType file (.ttf) of the face"
	switch magic := string(content[:min(4, len(content))]); magic {
	case "\x00\x01\x00\x00":
	case "OTTO":
		return Face{}, &RefusedFont{"its outlines are of the kind CFF (OpenType), TrueType was expected", another}
	case "ttcf":
		return Face{}, &RefusedFont{"it is a collection of fonts, one font was expected", another}
	case "wOFF", "wOF2":
		return Face{}, &RefusedFont{"it is packed for the web (WOFF), TrueType was expected", another}
	default:
		return Face{}, &RefusedFont{"it is no TrueType font", another}
	}
	if table(content, "fvar") != nil {
		return Face{}, &RefusedFont{"it is a variable font, and which of its weights is meant is open", another}
	}
	if os2 := table(content, "OS/2"); len(os2) >= 10 {
		switch rights := binary.BigEndian.Uint16(os2[8:]); {
		case rights&0xF == 2:
			return Face{}, &RefusedFont{"its maker forbids that it is embedded (fsType 2)", "name a font whose licence allows embedding"}
		case rights&0x100 != 0:
			return Face{}, &RefusedFont{"its maker forbids that only a part of it is embedded (fsType 0x100)", "name a font whose licence allows it"}
		case rights&0x200 != 0:
			return Face{}, &RefusedFont{"its maker allows only bitmaps of it to be embedded (fsType 0x200)", "name a font whose licence allows outlines"}
		}
	}
	f := Face{&face{part: place.part, weight: place.weight, italic: place.italic, file: &content}}
	if !f.measure() {
		return Face{}, &RefusedFont{"its tables are broken", another}
	}
	if f.name == "" {
		return Face{}, &RefusedFont{"it does not say its name", another}
	}
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	for _, r := range letters {
		if f.Advance(r) == 0 {
			return Face{}, &RefusedFont{fmt.Sprintf("it has no %q, and a brief needs all of A to Z, a to z and 0 to 9", r), another}
		}
	}
	if !place.IsSerif() && !place.italic {
		for _, r := range "123456789" {
			if zero, other := f.units('0'), f.units(r); zero != other {
				return Face{}, &RefusedFont{
					fmt.Sprintf("the digits of %s differ in width (0: %d, %c: %d thousandths), and figures in tables would not stand below each other", f.name, zero, r, other),
					"name a font whose digits are as wide as each other (tabular figures)",
				}
			}
		}
	}
	return f, nil
}

// measure reads the name of a face and all its widths, so that nothing is left to fail
// once text is set. The reader of tables panics on some that are broken.
func (f *face) measure() (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	font := f.parsed()
	if font == nil {
		return false
	}
	name, _ := font.Name(nil, sfnt.NameIDPostScript)
	f.name = postScript(name)
	for page := range rune(len(f.pages)) {
		f.read(page)
	}
	return true
}

// table is a table of a font file, nil if there is none.
func table(file []byte, name string) []byte {
	if len(file) < 12 {
		return nil
	}
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		if len(file) < 12+16*(i+1) {
			return nil
		}
		entry := file[12+16*i:]
		if string(entry[:4]) != name {
			continue
		}
		at, size := uint64(binary.BigEndian.Uint32(entry[8:])), uint64(binary.BigEndian.Uint32(entry[12:]))
		if at+size > uint64(len(file)) {
			return nil
		}
		return file[at : at+size]
	}
	return nil
}

// postScript is a name that a PDF file may call a font by.
func postScript(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.' {
			return r
		}
		return -1
	}, s)
	return s[:min(63, len(s))]
}
