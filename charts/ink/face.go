package ink

import (
	_ "embed"
	"sync"
	"sync/atomic"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face is one font file: one of those inside the program, or one of a house that
// [OpenFace] has read. Equal values are the same file. The zero value is no face: it
// has no characters.
type Face struct{ *face }

// The faces of the tool, each a TrueType file inside the program.
var (
	Serif         = Face{&shipped[serif]}         // Source Serif 4 Regular
	SerifItalic   = Face{&shipped[serifItalic]}   // Source Serif 4 Italic
	SerifSemiBold = Face{&shipped[serifSemiBold]} // Source Serif 4 SemiBold
	SerifBold     = Face{&shipped[serifBold]}     // Source Serif 4 Bold
	Sans          = Face{&shipped[sans]}          // Source Sans 3 Regular
	SansItalic    = Face{&shipped[sansItalic]}    // Source Sans 3 Italic
	SansSemiBold  = Face{&shipped[sansSemiBold]}  // Source Sans 3 SemiBold
	SansBold      = Face{&shipped[sansBold]}      // Source Sans 3 Bold
	CJKSC         = Face{&shipped[cjkSC]}         // Noto Sans SC Regular: Han, kana, full-width marks
	CJKKR         = Face{&shipped[cjkKR]}         // Noto Sans KR Regular: Hangul
	CJKSCBold     = Face{&shipped[cjkSCBold]}     // the Chinese face, made heavier by a line around it
	CJKKRBold     = Face{&shipped[cjkKRBold]}     // the Korean face, likewise
)

// part is what a face does in a document.
type part uint8

const (
	serif part = iota
	serifItalic
	serifSemiBold
	serifBold
	sans
	sansItalic
	sansSemiBold
	sansBold
	cjkSC
	cjkKR
	cjkSCBold
	cjkKRBold
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

// face is what is known of a face without reading its file, and what has been
// measured in it.
type face struct {
	part   part
	name   string // PostScript name
	family string // empty: of a house, which no browser has
	weight string // as in CSS
	italic bool
	file   *[]byte
	metrics
}

var shipped = [...]face{
	serif:         {part: serif, name: "SourceSerif4-Regular", family: "Source Serif 4", weight: "400", file: &serifFile},
	serifItalic:   {part: serifItalic, name: "SourceSerif4-Italic", family: "Source Serif 4", weight: "400", italic: true, file: &serifItalicFile},
	serifSemiBold: {part: serifSemiBold, name: "SourceSerif4-SemiBold", family: "Source Serif 4", weight: "600", file: &serifSemiBoldFile},
	serifBold:     {part: serifBold, name: "SourceSerif4-Bold", family: "Source Serif 4", weight: "700", file: &serifBoldFile},
	sans:          {part: sans, name: "SourceSans3-Regular", family: "Source Sans 3", weight: "400", file: &sansFile},
	sansItalic:    {part: sansItalic, name: "SourceSans3-Italic", family: "Source Sans 3", weight: "400", italic: true, file: &sansItalicFile},
	sansSemiBold:  {part: sansSemiBold, name: "SourceSans3-SemiBold", family: "Source Sans 3", weight: "600", file: &sansSemiBoldFile},
	sansBold:      {part: sansBold, name: "SourceSans3-Bold", family: "Source Sans 3", weight: "700", file: &sansBoldFile},
	cjkSC:         {part: cjkSC, name: "NotoSansSC-Regular", family: "Noto Sans SC", weight: "400", file: &cjkSCFile},
	cjkKR:         {part: cjkKR, name: "NotoSansKR-Regular", family: "Noto Sans KR", weight: "400", file: &cjkKRFile},
	cjkSCBold:     {part: cjkSCBold, name: "NotoSansSC-Regular", family: "Noto Sans SC", weight: "700", file: &cjkSCFile},
	cjkKRBold:     {part: cjkKRBold, name: "NotoSansKR-Regular", family: "Noto Sans KR", weight: "700", file: &cjkKRFile},
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

// Faces are all faces of the tool that have a file of their own.
func Faces() []Face {
	out := make([]Face, 0, cjkKR+1)
	for p := serif; p <= cjkKR; p++ {
		out = append(out, Face{&shipped[p]})
	}
	return out
}

// valid says whether f is a face.
func (f Face) valid() bool { return f.face != nil }

// Bytes is the TrueType file, shared by all callers: do not change it. It is
// nil for no face.
func (f Face) Bytes() []byte {
	if !f.valid() {
		return nil
	}
	return *f.file
}

// Name is the PostScript name, such as SourceSans3-Regular, or "" for no face.
func (f Face) Name() string {
	if !f.valid() {
		return ""
	}
	return f.name
}

// IsSerif says whether f is one of the serif faces.
func (f Face) IsSerif() bool { return f.valid() && f.part <= serifBold }

// isCJK says whether f is one of the Chinese and Korean faces.
func (f Face) isCJK() bool { return f.valid() && f.part >= cjkSC }

// isBold says whether f is heavier than its family's regular face.
func (f Face) isBold() bool { return f.valid() && f.weight != "400" }

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

// unitsPerEm is the grid that all faces are measured on, that of the files of the
// tool and of the widths in a PDF file.
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

// units is the advance of a character in font units, -1 if the face lacks it.
func (f Face) units(r rune) int {
	if uint32(r) > 0xFFFF || !f.valid() {
		return -1
	}
	f, _ = f.Painted()
	page := f.pages[r>>8].Load()
	if page == nil {
		page = f.read(r >> 8)
	}
	return int(page[r&0xFF])
}

// parsed is the file of the face, nil if it cannot be read.
func (f *face) parsed() *sfnt.Font {
	f.parse.Do(func() {
		if font, err := sfnt.Parse(*f.file); err == nil {
			f.font = font
		}
	})
	return f.font
}

// read fills a page of widths. Two callers may fill the same page at once; both
// find the same widths, so that it does not matter whose page stays.
func (f *face) read(page rune) *widthPage {
	font := f.parsed()
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
	f.pages[page].Store(&widths)
	return &widths
}
