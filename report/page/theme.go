package page

import (
	"tradebrief/charts/ink"
	"tradebrief/charts/palette"
)

// This file is the theme: the sizes, colours and type of the pages, as data.
// Lengths are points; mm is a millimetre.
const mm = ink.MM

// The page and its grid of twelve columns. Pages are laid out as wide as A4, and
// moved to the middle of a wider sheet when they are finished.
const (
	pageWidth = 210 * mm

	left, right  = 18 * mm, 192 * mm
	contentWidth = right - left
	top          = 22 * mm // of the content of inner pages
	gutter       = 6 * mm
	gridStep     = 15 * mm // a column of the grid and its gutter
	gridColumns  = 12

	measureWide = 150 * mm // the widest line of running text
)

// Paper is a size of sheets.
type Paper uint8

const (
	A4     Paper = iota
	Letter       // 8.5 by 11 inches
)

func (p Paper) width() float64 {
	if p == Letter {
		return 215.9 * mm
	}
	return pageWidth
}

func (p Paper) height() float64 {
	if p == Letter {
		return 279.4 * mm
	}
	return 297 * mm
}

// bottom is where the content of a page ends.
func (p Paper) bottom() float64 { return p.height() - 20*mm }

// room is the height for one block, under the kicker of a section that goes on.
func (p Paper) room() float64 { return p.bottom() - top - s7 }

// footerRule and footerTop are where the running footer stands.
func (p Paper) footerRule() float64 { return p.height() - 16*mm }
func (p Paper) footerTop() float64  { return p.height() - 14.4*mm }

// The vertical rhythm.
const (
	s1 = 0.8 * mm // kicker to heading, rows of lists
	s2 = 1.4 * mm // body to source line
	s3 = 2.4 * mm // between paragraphs
	s4 = 3.6 * mm // padding of boxes
	s5 = 4.8 * mm // heading block to first element; parts of a column
	s6 = 6.0 * mm // between rows of blocks
	s7 = 7.2 * mm // before a new part of a page

	frontGap = 5.2 * mm // between rows of the front page

	mostGap  = 8.0 * mm // a gap raised to fill a page
	leastGap = 4.8 * mm // a gap lowered to pull back what is left over
)

// The front page.
const (
	bandTop, bandHeight = 12 * mm, 2 * mm
	mastheadTop         = 16.4 * mm
	mastheadRule        = 28 * mm
	titleDrop           = 5 * mm // rule to title
	factsDrop           = 1.6 * mm
	standfirstDrop      = 2.8 * mm
	factLabelWidth      = 20 * mm
	factHeight          = 6.1 * mm
)

// The running header and footer.
const (
	headerTop     = 11.3 * mm
	headerRule    = 17 * mm
	markingHeight = 5.3 * mm
	markingPad    = 1.6 * mm
)

// Exhibits, tables and boxes.
const (
	tabWidth, tabHeight = 9 * mm, 1.1 * mm
	labelDrop           = 2.6 * mm // rule to label
	bodyDrop            = 2.2 * mm // subtitle to body
	tagHeight, tagPad   = 3 * mm, 0.9 * mm

	rowPad         = 1.15 * mm // over and under the text of a table row
	rowLoose       = 1.2 * mm  // by which a row is raised to fill a page
	headerPad      = 1.1 * mm  // header text to its rule
	columnGap      = 6 * mm
	columnGapMost  = 9 * mm
	columnGapLeast = 3 * mm // where nothing is broken
	columnGapTiny  = 2 * mm
	barHeight      = 2.7 * mm
	barWidth       = 24 * mm
	barLeast       = 14 * mm
	shareHeight    = 2.4 * mm
	shareWidth     = 11 * mm
	sparkWidth     = 17 * mm
	sparkHeight    = 3.9 * mm
	stanceWidth    = 33 * mm
	stancePitch    = 6.5 * mm
	statusSize     = 2.6 * mm
	fitWidth       = 27 * mm   // of a column of marks, at most
	fitsWidth      = 82 * mm   // of all of them over the full width
	fitHeight      = 7.25 * mm // of a row with marks, at least: 6.9 and the gap
	fitGap         = 0.35 * mm // white between marks
	boxSide        = 4 * mm
	cautionBar     = 1.1 * mm
	listIndent     = 4.2 * mm
)

// Weights of rules.
const (
	heavy  = 0.30 * mm
	light  = 0.18 * mm
	fine   = 0.15 * mm
	leader = 0.20 * mm
)

// The palette.
var (
	colorInk     = palette.Ink       // text, top rules
	colorText2   = palette.Secondary // secondary text
	colorMuted   = palette.Muted     // source lines
	colorRule    = palette.Rule      // light rules
	colorGrid    = palette.Grid      // rules of table rows
	colorTint    = palette.Tint      // boxes
	colorNavy    = palette.Brand     // brand
	colorBlue    = palette.Rise      // rise, support, references
	colorOrange  = palette.Fall      // fall, as a fill
	colorFall    = palette.FallText  // fall, as text
	colorAgain   = palette.Against   // against: opposing dots, restrictions
	colorRust    = palette.Accent    // look here: labels, codes
	colorPlus    = palette.RiseBody  // body of the left panel
	colorMinus   = palette.FallBody  // body of the right panel
	colorYear    = palette.Years     // strip of years
	colorStep    = palette.Step      // likelihood strip
	colorTag     = palette.TagEdge   // outline of a status tag
	colorDerived = palette.Third     // squares of figures that are derived
	colorDraft   = palette.Draft     // the word across a draft
	colorFound   = palette.Found     // under words that are not true
	colorWhite   = palette.White
	colorBlack   = ink.Color{}
)

// fitColors are the ground and the sign of a mark, from the worst fit to the best.
var fitColors = [5][2]ink.Color{
	{colorAgain, colorWhite},
	{palette.Unfit, colorInk},
	{palette.Neutral, colorMuted},
	{palette.Fits, colorInk},
	{colorNavy, colorWhite},
}

// markingColor is the colour of the text of a marking, by its level.
func markingColor(marking string) ink.Color {
	switch marking {
	case "TLP:GREEN":
		return ink.RGB(0x33FF00)
	case "TLP:AMBER", "TLP:AMBER+STRICT":
		return ink.RGB(0xFFC000)
	case "TLP:RED":
		return ink.RGB(0xFF2B2B)
	}
	return colorWhite
}

// style is how a text is set: its type, the height of its lines, its colour.
type style struct {
	font    ink.Font
	leading float64
	color   ink.Color
	flat    bool // references stand on the line, in the style of the text
}

func newStyle(face ink.Face, size, leading float64, color ink.Color) style {
	return style{font: ink.Font{Face: face, Size: size}, leading: leading * mm, color: color}
}

// baseline is where the text of a line box stands whose top is y.
func (s style) baseline(y float64) float64 { return ink.Baseline(y, s.leading, s.font) }

// in is the style in another colour.
func (s style) in(c ink.Color) style {
	s.color = c
	return s
}

// face is the style in another face.
func (s style) face(f ink.Face) style {
	s.font.Face = f
	return s
}

// onLine is the style with references on the line.
func (s style) onLine() style {
	s.flat = true
	return s
}

// The type scale: points, leading in millimetres. Where several are given, the
// text takes the first in which it keeps within its lines.
var (
	titleStyles = []fit{
		{newStyle(ink.SerifBold, 24, 9.4, colorInk), 3},
		{newStyle(ink.SerifBold, 21, 8.4, colorInk), 4},
		{newStyle(ink.SerifBold, 18, 7.2, colorInk), 6},
		{newStyle(ink.SerifBold, 15, 6.0, colorInk), 10},
		{newStyle(ink.SerifBold, 12, 4.9, colorInk), 0},
	}
	sectionStyles = []fit{
		{newStyle(ink.SerifBold, 19, 7.8, colorInk), 1},
		{newStyle(ink.SerifBold, 17, 7.0, colorInk), 2},
		{newStyle(ink.SerifBold, 14, 5.8, colorInk), 4},
		{newStyle(ink.SerifBold, 12, 4.9, colorInk), 0},
	}
	standfirstStyle    = newStyle(ink.Serif, 10.5, 5.2, colorInk)
	deckStyle          = newStyle(ink.Serif, 10.5, 5.2, colorText2)
	panelTitleStyle    = newStyle(ink.SerifBold, 11, 5.2, colorWhite)
	panelSignStyle     = newStyle(ink.SansSemiBold, 7.5, 3.6, colorWhite)
	panelLabelStyle    = newStyle(ink.SansSemiBold, 7.5, 4.0, colorText2)
	bodyStyle          = newStyle(ink.Serif, 9.2, 4.8, colorInk)
	judgementStyle     = newStyle(ink.Serif, 9.4, 4.4, colorInk)
	quoteStyle         = newStyle(ink.SerifItalic, 8.6, 4.0, colorInk)
	headingStyle       = newStyle(ink.SansBold, 10.5, 4.8, colorInk)
	smallHeadingStyle  = newStyle(ink.SansBold, 8.5, 4.0, colorInk)
	exhibitStyle       = newStyle(ink.SansBold, 10.5, 4.6, colorInk)
	subtitleStyle      = newStyle(ink.Sans, 8, 3.8, colorText2)
	smallStyle         = newStyle(ink.Sans, 8.5, 4.0, colorInk)
	tableStyle         = newStyle(ink.Sans, 8, 3.8, colorInk)
	tableHeadStyle     = newStyle(ink.SansSemiBold, 7.5, 3.4, colorText2).onLine()
	tableSubStyle      = newStyle(ink.Sans, 7.5, 3.8, colorText2)
	codeStyle          = newStyle(ink.SansBold, 8, 3.8, colorRust)
	fitStyle           = newStyle(ink.SansBold, 9.5, 3.8, colorInk)
	noteStyle          = newStyle(ink.Sans, 7.5, 3.6, colorText2)
	sourceStyle        = newStyle(ink.Sans, 6.8, 3.2, colorMuted).onLine()
	entryStyle         = newStyle(ink.Sans, 6.8, 3.2, colorText2) // of the list of sources
	contentsNameStyle  = newStyle(ink.SansSemiBold, 8, 3.8, colorInk)
	contentsTitleStyle = newStyle(ink.Sans, 8, 3.8, colorText2)
	kickerStyle        = newStyle(ink.SansBold, 7.5, 3.6, colorRust)
	tagStyle           = newStyle(ink.SansSemiBold, 6, 3.0, colorMuted)
	organisationStyle  = newStyle(ink.SansBold, 13, 5.0, colorNavy)
	seriesStyle        = newStyle(ink.Sans, 8.5, 4.0, colorText2)
	handlingStyle      = newStyle(ink.Sans, 7, 3.4, colorText2)
	markingStyle       = newStyle(ink.SansBold, 12, 5.3, colorWhite)
	factLabelStyle     = newStyle(ink.Sans, 8, 3.8, colorText2)
	factValueStyle     = newStyle(ink.SansSemiBold, 8, 3.8, colorInk)
	footerStyle        = newStyle(ink.Sans, 7.5, 5.3, colorMuted)
	headerStyle        = newStyle(ink.Sans, 7.5, 3.6, colorText2)

	tileLabelStyle  = newStyle(ink.SansSemiBold, 7.5, 3.6, colorText2)
	tileValueStyles = []fit{
		{newStyle(ink.SansBold, 20, 8.6, colorInk), 1},
		{newStyle(ink.SansBold, 17, 8.6, colorInk), 1},
		{newStyle(ink.SansBold, 14, 6.4, colorInk), 2},
		{newStyle(ink.SansBold, 10, 4.6, colorInk), 0},
	}
	tileUnitStyle   = newStyle(ink.Sans, 8, 8.6, colorText2)
	tileChangeStyle = newStyle(ink.Sans, 7.2, 3.8, colorInk)
	markerStyle     = newStyle(ink.Sans, 7.2, 3.6, colorText2)
	eventDateStyle  = newStyle(ink.SansSemiBold, 7, 2.95, colorInk)
	eventStyle      = newStyle(ink.Sans, 7, 2.95, colorText2).onLine()
	bandStyle       = newStyle(ink.SansSemiBold, 7.5, 3.4, colorInk)
	ratedStyle      = newStyle(ink.SansSemiBold, 7.5, 3.4, colorRust)
	axisStyle       = newStyle(ink.Sans, 7, 3.2, colorMuted)
	yearStyle       = newStyle(ink.SansSemiBold, 7.5, 5.0, colorInk)

	referenceFont = ink.Font{Face: ink.Sans, Size: 6.5}
)

const referenceRise = 0.9 * mm

// fit is a style and the most lines that a text may take in it; 0: any number.
type fit struct {
	style
	lines int
}

// strong is the face of emphasis by weight beside the face.
func strong(f ink.Face) ink.Face {
	switch f {
	case ink.Serif, ink.SerifItalic:
		return ink.SerifSemiBold
	case ink.Sans, ink.SansItalic:
		return ink.SansSemiBold
	case ink.SansSemiBold:
		return ink.SansBold
	case ink.SerifSemiBold:
		return ink.SerifBold
	}
	return f
}

// upright is the face without its slope.
func upright(f ink.Face) ink.Face {
	switch f {
	case ink.SerifItalic, ink.SansItalic:
		return slanted(f)
	}
	return f
}

// slanted is the face of emphasis by slope beside the face.
func slanted(f ink.Face) ink.Face {
	switch f {
	case ink.Serif, ink.SerifSemiBold:
		return ink.SerifItalic
	case ink.SerifItalic:
		return ink.Serif
	case ink.Sans:
		return ink.SansItalic
	case ink.SansItalic:
		return ink.Sans
	}
	return f
}
