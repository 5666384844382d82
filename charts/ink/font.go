package ink

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Font is a face at a size in points. The zero value has no width and paints nothing.
type Font struct {
	Face Face
	Size float64
}

// fallbackScale is the size of a Chinese or Korean character among Latin ones,
// as a part of the size of the font that lacks it.
const fallbackScale = 0.94

// MissingGlyph is a character that no face has, and its offset in bytes.
type MissingGlyph struct {
	Rune   rune // U+FFFD for bytes that are not UTF-8
	Offset int
}

// replacement is painted for a character that no face has. Such text should
// have been refused because of [Missing]; if it was not, the loss is visible.
const replacement = '?'

// glyph is how a character is painted: which character of which face. The zero
// value paints nothing.
type glyph struct {
	face    Face
	r       rune
	missing bool // r is the replacement
}

// glyph finds the face for a character, the fallback faces included.
func (f Face) glyph(r rune) glyph {
	switch {
	case r == '\t':
		r = ' '
	case r < 0x80 && r >= ' ':
		// Nothing special below U+0080: skip the questions that follow.
	case isLineBreak(r) || isInvisible(r):
		return glyph{}
	}
	alone := !needsShaping(r)
	if alone && f.Has(r) {
		return glyph{face: f, r: r}
	}
	if r == nonBreakingHyphen && f.Has(plainHyphen) {
		return glyph{face: f, r: plainHyphen}
	}
	if f.valid() && f.family == "" {
		return Face{&shipped[f.part]}.glyph(r)
	}
	if alone && f.valid() {
		for _, other := range f.fallbacks(r) {
			if other.Has(r) {
				return glyph{face: other, r: r}
			}
		}
	}
	return glyph{face: f, r: replacement, missing: true}
}

// fallbacks are the faces to ask for a character that f lacks, best first:
// Hangul from the Korean face; anything else, signs such as ● and Han alike,
// from the Latin face of the other family in the same weight, then from the
// Chinese one. Together with f they have all there is. A face of a house asks that of
// the tool in whose place it stands.
func (f Face) fallbacks(r rune) [3]Face {
	chinese, korean, plain, roman := CJKSC, CJKKR, Sans, Serif
	if f.isBold() {
		chinese, korean, plain, roman = CJKSCBold, CJKKRBold, SansBold, SerifBold
	}
	switch {
	case unicode.Is(unicode.Hangul, r):
		return [...]Face{korean, chinese, plain}
	case f.IsSerif():
		return [...]Face{{&shipped[f.part-serif+sans]}, chinese, korean}
	case f.isCJK():
		if f == korean {
			return [...]Face{chinese, plain, roman}
		}
		return [...]Face{korean, plain, roman}
	}
	return [...]Face{{&shipped[f.part-sans+serif]}, chinese, korean}
}

const (
	softHyphen        = '\u00AD'
	plainHyphen       = '\u2010'
	nonBreakingHyphen = '\u2011'
)

// isLineBreak says whether Unicode breaks a line after the character always.
func isLineBreak(r rune) bool {
	switch r {
	case '\n', '\v', '\f', '\r', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// isInvisible says whether the character only steers its neighbours: soft
// hyphens, zero-width spaces and joiners, bidirectional controls, variation
// selectors, language tags.
func isInvisible(r rune) bool {
	switch {
	case r == softHyphen, r == '\u034F', r == '\u061C', r == '\uFEFF',
		r >= '\u200B' && r <= '\u200F',
		r >= '\u202A' && r <= '\u202E',
		r >= '\u2060' && r <= '\u206F',
		r >= '\uFE00' && r <= '\uFE0F',
		r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return false
}

// needsShaping says whether the character can only be painted together with its
// neighbours: combining marks, whose place depends on the letter below them, and
// conjoining jamo, that become one syllable.
func needsShaping(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r >= 0x1100 && r <= 0x11FF, r >= 0xA960 && r <= 0xA97F, r >= 0xD7B0 && r <= 0xD7FF:
		return true
	}
	return unicode.Is(unicode.Mn, r)
}

// size is the font's size, 0 if it is not a positive number.
func (f Font) size() float64 {
	if f.Size > 0 && f.Size <= maxLength {
		return f.Size
	}
	return 0
}

// maxLength is far more than any page, and small enough that sums of lengths stay exact.
const maxLength = 1e6

// in is the font in the given face, which a fallback may have chosen.
func (f Font) in(face Face) Font {
	if face != f.Face && face.isCJK() {
		return Font{face, f.Size * fallbackScale}
	}
	return Font{face, f.Size}
}

// Width is the width of a string in points, with fallback faces applied.
// Characters that no face has count as the question mark painted for them.
func (f Font) Width(s string) float64 {
	// Font units are summed as whole numbers, so that the width of a string does
	// not depend on the order of its characters.
	var whole, scaled int
	last := rune(0)
	for _, r := range s {
		g := f.Face.glyph(r)
		switch u := g.face.units(g.r); {
		case u <= 0:
		case g.face != f.Face && g.face.isCJK():
			scaled += u
		default:
			whole += u
		}
		if mark := squeezed(last, r); mark != 0 {
			if face := f.Face.glyph(mark).face; face != f.Face && face.isCJK() {
				scaled -= unitsPerEm / 2
			} else {
				whole -= unitsPerEm / 2
			}
		}
		last = r
	}
	return (float64(whole) + fallbackScale*float64(scaled)) * f.size() / unitsPerEm
}

// segment is a part of a string in one face, as it is painted.
type segment struct {
	s     string
	font  Font
	width float64
	tight bool // what follows stands closer than the width of s
}

// segments cuts a string where the face changes and where a mark is squeezed.
// Characters that are not painted are left out.
func (f Font) segments(s string) []segment {
	var out []segment
	var face Face
	last := rune(0)
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			font := f.in(face)
			out = append(out, segment{s: b.String(), font: font, width: font.Width(b.String())})
			b = strings.Builder{}
		}
	}
	for _, r := range s {
		g := f.Face.glyph(r)
		if !g.face.valid() {
			continue
		}
		mark := squeezed(last, r)
		if g.face != face || mark != 0 {
			flush()
			face = g.face
		}
		if n := len(out) - 1; mark != 0 && n >= 0 {
			out[n].width, out[n].tight = out[n].width-f.half(mark), true
		}
		b.WriteRune(g.r)
		last = r
	}
	flush()
	return out
}

// Missing returns the characters of s that no face can show, with their byte
// offsets, in order: among them all emoji and combining marks. Line breaks,
// tabs, soft hyphens and other characters that are not painted are never missing.
func Missing(s string) []MissingGlyph {
	var out []MissingGlyph
	for i, r := range s {
		// Any face will do: each falls back on all others.
		if Sans.glyph(r).missing {
			out = append(out, MissingGlyph{r, i})
		}
	}
	return out
}

// Truncate returns s if it is no wider than width, else the longest beginning
// that is, with an ellipsis. It returns "" if not even the ellipsis fits.
func Truncate(s string, f Font, width float64) string {
	if f.Width(s) <= width+tolerance {
		return s
	}
	const ellipsis = "…"
	left := width - f.Width(ellipsis)
	if !(left >= 0) {
		return ""
	}
	end := 0
	for rest := s; rest != ""; {
		cluster := firstCluster(rest)
		left -= f.Width(cluster)
		if left < 0 {
			break
		}
		end += len(cluster)
		rest = rest[len(cluster):]
	}
	return strings.TrimRightFunc(s[:end], unicode.IsSpace) + ellipsis
}

// Baseline is the baseline of a line whose box begins at top and is leading
// high, both in points: the text looks centred in the box.
func Baseline(top, leading float64, f Font) float64 {
	rise := 0.31
	if f.Face.IsSerif() {
		rise = 0.35
	}
	return top + leading/2 + rise*f.Size
}

// lastRune is the last character of a string.
func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
