package palette

import (
	"slices"

	"tradebrief/charts/ink"
)

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

// Beside is a colour for what is not painted again, such as a logo: c, or where c
// stands for a part, one that no eye tells from it.
func (p Palette) Beside(c ink.Color) ink.Color {
	for _, d := range [...]ink.Color{{}, {B: 1}, {G: 1}, {R: 1}} {
		near := ink.Color{R: c.R ^ d.R, G: c.G ^ d.G, B: c.B ^ d.B}
		if _, taken := p.to[near]; !taken {
			return near
		}
	}
	return c
}

// Choice is what a house chooses. What it leaves out follows from what it
// chooses: a house that gives only its brand has bars, ranges and maps in the
// hue of that.
type Choice struct {
	Colors     map[string]ink.Color // by their keys, see [Keys]
	Categories []ink.Color          // all or none, as the others
	Sequence   []ink.Color
	Likelihood []ink.Color
}

// part is a colour of the package: the key by which a house chooses it, and the
// colour that it follows where the house does not.
type part struct {
	key    string // empty: only follows
	is     ink.Color
	follow ink.Color // black: nothing
}

// parts are in an order in which each colour stands after the one it follows.
var parts = []part{
	{"ink", Ink, ink.Color{}}, {"secondary", Secondary, Ink}, {"muted", Muted, Ink}, {"rule", Rule, Ink}, {"grid", Grid, Ink}, {"", TagEdge, Ink},
	{"tint", Tint, ink.Color{}}, {"", Draft, Tint},
	{"brand", Brand, ink.Color{}}, {"", Years, Brand}, {"", Step, Brand},
	{"rise", Rise, Brand}, {"", RiseBody, Rise}, {"", Fits, Rise},
	{"ordinary", Ordinary, Rise}, {"", Third, Ordinary}, {"pale", Pale, Ordinary}, {"", PaleEdge, Pale},
	{"fall", Fall, ink.Color{}}, {"", FallBody, Fall}, {"", Unfit, Fall}, {"", Found, Fall}, {"fall_text", FallText, Fall}, {"against", Against, FallText},
	{"accent", Accent, ink.Color{}},
}

// Keys are the keys of the colours that a house may choose, one by one.
func Keys() []string {
	var out []string
	for _, p := range parts {
		if p.key != "" {
			out = append(out, p.key)
		}
	}
	return out
}

// New is the palette of a choice. A list that has not as many colours as the one
// in this package is left aside.
func New(c Choice) Palette {
	p := Palette{to: map[ink.Color]ink.Color{}}
	put := func(is, now ink.Color) {
		if is != now {
			p.to[is] = now
		}
	}
	for _, part := range parts {
		now, chosen := c.Colors[part.key]
		if !chosen {
			now = like(part.is, part.follow, p.Of(part.follow))
		}
		put(part.is, now)
	}
	for _, list := range c.lists() {
		for i, is := range list.is {
			if list.given() {
				put(is, list.chosen[i])
			} else if base := list.follow[i]; base != (ink.Color{}) {
				put(is, like(is, base, p.Of(base)))
			}
		}
	}
	return p
}

// colorList is a list of this package, and what a choice has in its place.
type colorList struct {
	key    string
	is     []ink.Color
	chosen []ink.Color
	follow []ink.Color // the colour that each follows; black: none
}

// given says whether the house chose the list.
func (l *colorList) given() bool { return len(l.chosen) == len(l.is) }

// lists are the lists of a choice.
func (c *Choice) lists() []colorList {
	return []colorList{
		{"categories", Categories[:], c.Categories, []ink.Color{Brand, Rise, Ordinary, Pale, {}, Grid}},
		{"sequence", Sequence[:], c.Sequence, slices.Repeat([]ink.Color{Brand}, len(Sequence))},
		{"likelihood", Likelihood[:], c.Likelihood, slices.Repeat([]ink.Color{Brand}, len(Likelihood))},
	}
}
