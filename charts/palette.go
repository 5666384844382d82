package charts

import "tradebrief/charts/ink"

const mm = ink.MM

// The colours and what they mean. Rust is the reference period, or the first of
// several lines; orange and brown are below zero; navy is averages, or the second
// of several series.
var (
	inkColor = ink.RGB(0x14202B) // text, base lines
	text2    = ink.RGB(0x46525E) // annotations
	muted    = ink.RGB(0x5B6874) // axis numbers, hatching
	gridline = ink.RGB(0xDFE4E9)
	tint     = ink.RGB(0xF4F2ED) // shaded periods
	navy     = ink.RGB(0x12395A)
	blue     = ink.RGB(0x1D5B88)
	mid      = ink.RGB(0x8DB0CA) // ordinary bars
	pale     = ink.RGB(0xDDE8F0)
	paleEdge = ink.RGB(0x9FB0BF)
	sky      = ink.RGB(0x6C9ABD) // third line
	orange   = ink.RGB(0xE59A57) // below zero, as an area
	brown    = ink.RGB(0x85470A) // below zero, as text
	rust     = ink.RGB(0xB0400F) // the reference period
	white    = ink.RGB(0xFFFFFF)
)

// Widths of lines.
const (
	hairline  = 0.18 * mm
	baseWidth = 0.30 * mm
)

// style is how a piece of text is set.
type style struct {
	font  ink.Font
	color ink.Color
}

func sans(size float64, c ink.Color) style { return style{ink.Font{Face: ink.Sans, Size: size}, c} }
func semi(size float64, c ink.Color) style {
	return style{ink.Font{Face: ink.SansSemiBold, Size: size}, c}
}
func bold(size float64, c ink.Color) style { return style{ink.Font{Face: ink.SansBold, Size: size}, c} }
