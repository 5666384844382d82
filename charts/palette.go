package charts

import (
	"tradebrief/charts/ink"
	"tradebrief/charts/palette"
)

const mm = ink.MM

// The colours and what they mean. Rust is the reference period, or the first of
// several lines; orange and brown are below zero; navy is averages, or the second
// of several series.
var (
	inkColor = palette.Ink       // text, base lines
	text2    = palette.Secondary // annotations
	muted    = palette.Muted     // axis numbers, hatching
	gridline = palette.Grid
	tint     = palette.Tint // shaded periods
	navy     = palette.Brand
	blue     = palette.Rise
	mid      = palette.Ordinary // ordinary bars
	pale     = palette.Pale
	paleEdge = palette.PaleEdge
	sky      = palette.Third    // third line
	orange   = palette.Fall     // below zero, as an area
	brown    = palette.FallText // below zero, as text
	rust     = palette.Accent   // the reference period
	rule     = palette.Rule     // what is still to come
	white    = palette.White
	restFill = palette.Rule // what the parts leave of the whole, as a bar
)

// heatRamp is light to dark: the classes of levels.
var heatRamp = [...]shading{
	{palette.Sequence[0], inkColor}, {palette.Sequence[1], inkColor}, {palette.Sequence[2], inkColor},
	{palette.Sequence[3], inkColor}, {palette.Sequence[4], white}, {palette.Sequence[5], white},
}

// fallRamp is dark to light: the classes of levels that are all below zero.
var fallRamp = [...]shading{
	{palette.Against, white}, {palette.Unfit, inkColor}, {palette.FallBody, inkColor},
}

// heatAround is far below zero to far above it: the colours of a matrix.
var heatAround = [...]shading{
	{palette.Against, white}, {palette.Unfit, inkColor}, {palette.Neutral, muted}, {palette.Fits, inkColor}, {palette.Brand, white},
}

// shading is how a class looks: its area, and text on it.
type shading struct{ fill, text ink.Color }

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
