package ink

import (
	"fmt"
	"image/color"
)

// Color is an opaque sRGB colour. The zero value is black.
type Color struct{ R, G, B uint8 }

// RGB is the colour with the hexadecimal notation 0xRRGGBB. Higher bits are ignored.
func RGB(hex uint32) Color {
	return Color{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex)}
}

// String is the colour as #RRGGBB.
func (c Color) String() string {
	return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B)
}

func (c Color) opaque() color.RGBA { return color.RGBA{c.R, c.G, c.B, 0xFF} }
