package ink

import (
	_ "embed"
	"sync"
	"sync/atomic"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face is one font file. The zero value is no face: it has no characters.
type Face uint8

// The faces, each a TrueType file inside the program.
const (
	Serif         Face = iota + 1 // Source Serif 4 Regular
	SerifItalic                   // Source Serif 4 Italic
	SerifSemiBold                 // Source Serif 4 SemiBold
	SerifBold                     // Source Serif 4 Bold
	Sans                          // Source Sans 3 Regular
	SansItalic                    // Source Sans 3 Italic
	SansSemiBold                  // Source Sans 3 SemiBold
	SansBold                      // Source Sans 3 Bold
	CJKSC                         // Noto Sans SC Regular: Han, kana, full-width marks
	CJKKR                         // Noto Sans KR Regular: Hangul
	CJKSCBold                     // the Chinese face, made heavier by a line around it
	CJKKRBold                     // the Korean face, likewise
)

// Every file has a variable of its own, so that the pages of memory of a file
// that is not used are never read from disk.
var (
	//go:embed fonts/SourceSerif4_400Regular.ttf
	serifFile []byte
	//go:embed fonts/SourceSerif4_400Regular_Italic.ttf
	serifItalicFile []byte
	//go:embed fonts/SourceSerif4_600SemiBold.ttf
	serifSemiBoldFile []byte
	//go:embed fonts/SourceSerif4_700Bold.ttf
	serifBoldFile []byte
	//go:embed fonts/SourceSans3_400Regular.ttf
	sansFile []byte
	//go:embed fonts/SourceSans3_400Regular_Italic.ttf
	sansItalicFile []byte
	//go:embed fonts/SourceSans3_600SemiBold.ttf
	sansSemiBoldFile []byte
	//go:embed fonts/SourceSans3_700Bold.ttf
	sansBoldFile []byte
	//go:embed fonts/NotoSansSC_400Regular.ttf
	cjkSCFile []byte
	//go:embed fonts/NotoSansKR_400Regular.ttf
	cjkKRFile []byte
)

// faceInfo is what is known of a face without reading its file.
type faceInfo struct {
	name   string // PostScript name
	family string
	weight string // as in CSS
	italic bool
	file   *[]byte
}

var faceInfos = [...]faceInfo{
	Serif:         {"SourceSerif4-Regular", "Source Serif 4", "400", false, &serifFile},
	SerifItalic:   {"SourceSerif4-Italic", "Source Serif 4", "400", true, &serifItalicFile},
	SerifSemiBold: {"SourceSerif4-SemiBold", "Source Serif 4", "600", false, &serifSemiBoldFile},
	SerifBold:     {"SourceSerif4-Bold", "Source Serif 4", "700", false, &serifBoldFile},
	Sans:          {"SourceSans3-Regular", "Source Sans 3", "400", false, &sansFile},
	SansItalic:    {"SourceSans3-Italic", "Source Sans 3", "400", true, &sansItalicFile},
	SansSemiBold:  {"SourceSans3-SemiBold", "Source Sans 3", "600", false, &sansSemiBoldFile},
	SansBold:      {"SourceSans3-Bold", "Source Sans 3", "700", false, &sansBoldFile},
	CJKSC:         {"NotoSansSC-Regular", "Noto Sans SC", "400", false, &cjkSCFile},
	CJKKR:         {"NotoSansKR-Regular", "Noto Sans KR", "400", false, &cjkKRFile},
	CJKSCBold:     {"NotoSansSC-Regular", "Noto Sans SC", "700", false, &cjkSCFile},
	CJKKRBold:     {"NotoSansKR-Regular", "Noto Sans KR", "700", false, &cjkKRFile},
}

// boldLine is the width of the line that makes a character heavier, in ems. A bold
// file would add 17 MB to the program and half a megabyte to a Chinese brief; a line
// much heavier than this fills the characters with many strokes.
const boldLine = 0.03

// Painted is the face whose file the characters are in, and the width in ems of the
// line that is painted around each of them in its own colour; 0: none.
func (f Face) Painted() (file Face, line float64) {
	switch f {
	case CJKSCBold:
		return CJKSC, boldLine
	case CJKKRBold:
		return CJKKR, boldLine
	}
	return f, 0
}

// Faces are all faces that have a file of their own.
func Faces() []Face {
	out := make([]Face, 0, CJKKR)
	for f := Serif; f <= CJKKR; f++ {
		out = append(out, f)
	}
	return out
}

// valid says whether f is one of the faces above.
func (f Face) valid() bool { return f >= Serif && int(f) < len(faceInfos) }

// Bytes is the TrueType file, shared by all callers: do not change it. It is
// nil for a value that is no face.
func (f Face) Bytes() []byte {
	if !f.valid() {
		return nil
	}
	return *faceInfos[f].file
}

// Name is the PostScript name, such as SourceSans3-Regular, or "" for a value
// that is no face.
func (f Face) Name() string {
	if !f.valid() {
		return ""
	}
	return faceInfos[f].name
}

// IsSerif says whether f is one of the serif faces.
func (f Face) IsSerif() bool { return f >= Serif && f <= SerifBold }

// isCJK says whether f is one of the Chinese and Korean faces.
func (f Face) isCJK() bool { return f >= CJKSC && f.valid() }

// isBold says whether f is heavier than its family's regular face.
func (f Face) isBold() bool { return f.valid() && faceInfos[f].weight != "400" }

// Has says whether the face has a picture for the character. It is false for
// everything above U+FFFF: the writer of PDF fonts cannot take those.
func (f Face) Has(r rune) bool { return f.units(r) >= 0 }

// Advance is the width of one character at size 1 (em), 0 if the face lacks it.
func (f Face) Advance(r rune) float64 {
	u := f.units(r)
	if u <= 0 {
		return 0
	}
	return float64(u) / unitsPerEm
}

// unitsPerEm is the grid of all faces; a test holds the files to it.
const unitsPerEm = 1000

// widthPage holds the advances of 256 characters in font units, -1 for a
// character that the face lacks.
type widthPage [256]int16

// metrics reads the widths of a face from its file, a page at a time and only
// the pages that text asks for: a Chinese face has 30,000 characters, a brief a
// few hundred.
type metrics struct {
	parse sync.Once
	font  *sfnt.Font // nil if the file cannot be read
	pages [256]atomic.Pointer[widthPage]
}

var faceMetrics [len(faceInfos)]metrics

// units is the advance of a character in font units, -1 if the face lacks it.
func (f Face) units(r rune) int {
	if uint32(r) > 0xFFFF || !f.valid() {
		return -1
	}
	f, _ = f.Painted()
	m := &faceMetrics[f]
	page := m.pages[r>>8].Load()
	if page == nil {
		page = m.read(f, r>>8)
	}
	return int(page[r&0xFF])
}

// parsed is the file of the face, nil if it cannot be read.
func (m *metrics) parsed(f Face) *sfnt.Font {
	m.parse.Do(func() {
		if font, err := sfnt.Parse(f.Bytes()); err == nil {
			m.font = font
		}
	})
	return m.font
}

// read fills a page of widths. Two callers may fill the same page at once; both
// find the same widths, so that it does not matter whose page stays.
func (m *metrics) read(f Face, page rune) *widthPage {
	font := m.parsed(f)
	var widths widthPage
	var buf sfnt.Buffer
	for i := range widths {
		widths[i] = -1
		if font == nil {
			continue
		}
		glyph, err := font.GlyphIndex(&buf, page<<8|rune(i))
		if err != nil || glyph == 0 {
			continue
		}
		// At as many pixels per em as there are units, the advance is in units.
		advance, err := font.GlyphAdvance(&buf, glyph, fixed.I(unitsPerEm), 0)
		if err == nil {
			widths[i] = int16(advance.Round())
		}
	}
	m.pages[page].Store(&widths)
	return &widths
}
