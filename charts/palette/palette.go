// Package palette is the colours of a brief by the part they play. Charts and
// pages are painted in the colours that stand here, and in no others but black,
// white and those of markings, logos and pictures.
//
// A colour stands for its part: no two of them are alike, so a house that wants
// other colours gives a [Palette], which says what each becomes, and finished
// pages are painted again by it. Where the design gives two parts one colour,
// the second differs by one in its last digit, which no eye sees.
//
// vision.go tells whether eyes can tell colours apart.
package palette

import "tradebrief/charts/ink"

// What is written and ruled.
var (
	Ink       = ink.RGB(0x14202B) // text, base lines, top rules
	Secondary = ink.RGB(0x46525E) // text that explains other text
	Muted     = ink.RGB(0x5B6874) // axis numbers, source lines, hatching
	Rule      = ink.RGB(0xC3CBD3) // light rules, "all other" bars
	Grid      = ink.RGB(0xDFE4E9) // gridlines, rules of table rows
	Tint      = ink.RGB(0xF4F2ED) // boxes, shaded periods
	TagEdge   = ink.RGB(0x9AA5AF) // outline of a status tag
	White     = ink.RGB(0xFFFFFF)
)

// What carries meaning.
var (
	Brand    = ink.RGB(0x12395A) // the house; averages, totals over time, strong support
	Accent   = ink.RGB(0xB0400F) // look here: the reference period, labels, "watch"
	Rise     = ink.RGB(0x1D5B88) // rise, gain, support; references
	Third    = ink.RGB(0x6C9ABD) // the third of several lines
	Ordinary = ink.RGB(0x8DB0CA) // ordinary bars
	Pale     = ink.RGB(0xDDE8F0) // ranges, quiet fills
	PaleEdge = ink.RGB(0x9FB0BF) // outline of fills that are nearly white
	RiseBody = ink.RGB(0xEEF3F7) // body of the positive panel
	Fall     = ink.RGB(0xE59A57) // fall or loss, as a fill
	FallText = ink.RGB(0x85470A) // fall or loss, as text; head of the negative panel
	FallBody = ink.RGB(0xFBF0E4) // body of the negative panel
	Against  = ink.RGB(0x97520F) // strong objection, opposing dots, restrictions
	Fits     = ink.RGB(0xBBD1E1) // evidence for a hypothesis
	Neutral  = ink.RGB(0xF4F5F7) // evidence that says nothing
	Unfit    = ink.RGB(0xF5D6B8) // evidence against one
	Years    = ink.RGB(0xE6EDF3) // strip of years
	Step     = ink.RGB(0xD5DDE4) // steps of a strip that are not meant
	Draft    = ink.RGB(0xF1ECE7) // the word across a draft
	Found    = ink.RGB(0xFCE2CC) // under words of a draft that are not true
)

// Fills that belong together.
var (
	// Categories are the parts of a whole from the base line up; the last is
	// always what is left over.
	Categories = [6]ink.Color{
		ink.RGB(0x12395B), ink.RGB(0x1D5B89), ink.RGB(0x8DB0CB),
		ink.RGB(0xDDE8F1), ink.RGB(0xB9AE9A), ink.RGB(0xDFE4EA),
	}
	// Sequence is the classes of a heat map from little to much: text in ink on
	// the first four, in white on the others.
	Sequence = [6]ink.Color{
		ink.RGB(0xEEF3F8), ink.RGB(0xCFDFEA), ink.RGB(0xA3C2D8),
		ink.RGB(0x6C9ABE), ink.RGB(0x32709E), ink.RGB(0x123959),
	}
	// Likelihood is the steps of the likelihood scale; the first two have an outline.
	Likelihood = [7]ink.Color{
		ink.RGB(0xF1F4F7), ink.RGB(0xDDE8EF), ink.RGB(0xC2D6E4), ink.RGB(0x9DBED5),
		ink.RGB(0x6C9ABC), ink.RGB(0x32709F), ink.RGB(0x123958),
	}
)
