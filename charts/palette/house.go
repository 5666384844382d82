package palette

import "tradebrief/charts/ink"

// Palette is the colours of a house: what it puts in the place of the colours of
// this package. The zero value changes none.
type Palette struct {
	to map[ink.Color]ink.Color
}

// Plain says whether the palette changes no colour.
func (p Palette) Plain() bool { return len(p.to) == 0 }

// Of is the colour of the house in place of c. A colour that plays no part, such
// as black, stays as it is.
func (p Palette) Of(c ink.Color) ink.Color {
	if h, ok := p.to[c]; ok {
		return h
	}
	return c
}
