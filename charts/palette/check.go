package palette

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"tradebrief/charts/ink"
)

// What eyes need.
const (
	textContrast = 4.5 // of text to its ground
	barContrast  = 2   // of bars, which carry their value beside them, to white
	greyApart    = 13  // of lightness between fills side by side, for print without colour
	stepApart    = 4   // of lightness between steps of a scale
	hueApart     = 15  // of colours of opposite meanings, for all visions
)

// Fault is a colour of a choice that eyes cannot read, see or tell from another.
type Fault struct {
	Key     string // of the choice: brand, categories …
	Index   int    // in a list, from 0; -1 for a single colour
	Message string
	Warning bool // a brief in these colours can be read all the same

	// Mend is the nearest colour, lighter or darker, with which the key has no
	// fault; nil: there is none.
	Mend *ink.Color
}

// reading is text in one colour on the ground of another.
type reading struct{ text, ground ink.Color }

var readings = []reading{
	{Ink, White}, {Ink, Tint}, {Secondary, White}, {Secondary, Tint}, {Muted, White}, {Muted, Tint}, {Muted, Neutral},
	{Brand, White}, {Brand, Tint}, {Accent, White}, {Accent, Tint}, {Rise, White}, {Rise, Tint}, {FallText, White}, {FallText, Tint},
	{White, Against}, {Ink, Pale}, {Ink, Years}, {Ink, RiseBody}, {Ink, FallBody}, {Ink, Fits}, {Ink, Unfit}, {Ink, Found},
	{Ink, Ordinary}, {Ink, Grid},
	{Ink, Sequence[0]}, {Ink, Sequence[1]}, {Ink, Sequence[2]}, {Ink, Sequence[3]}, {White, Sequence[4]}, {White, Sequence[5]},
	{White, Categories[0]}, {White, Categories[1]}, {Ink, Categories[2]}, {Ink, Categories[3]}, {Ink, Categories[4]}, {Ink, Categories[5]},
}

// pair is two colours that are told apart, first the one that can give way.
type pair struct{ a, b ink.Color }

var (
	sideBySide = []pair{{Ordinary, Accent}, {Fall, Rise}, {Ordinary, Brand}, {Pale, Ordinary}}
	opposites  = []pair{{Fall, Rise}, {Ordinary, Accent}, {Accent, Rise}, {Against, Brand}}
)

// Faults are what is wrong with the colours of a choice, one for each colour at
// most, errors before warnings.
func (c Choice) Faults() []Fault {
	out := c.faults()
	for i := range out {
		f := &out[i]
		for _, warnings := range []bool{false, true} { // of the mend
			mend, ok := nearest(c.color(f.Key, f.Index), func(n ink.Color) bool {
				return !slices.ContainsFunc(c.with(f.Key, f.Index, n).faults(), func(g Fault) bool {
					return g.Key == f.Key && g.Index == f.Index && !(warnings && g.Warning)
				})
			})
			if ok {
				f.Mend = &mend
			}
			if ok || f.Warning {
				break
			}
		}
	}
	return out
}

// faults are those without their mends.
func (c Choice) faults() []Fault {
	p := New(c)
	var out []Fault
	// add notes a fault of the first of the colours that the choice tells of.
	add := func(warning bool, message string, colors ...ink.Color) {
		for _, color := range colors {
			if key, index := c.source(color); key != "" {
				if !slices.ContainsFunc(out, func(f Fault) bool { return f.Key == key && f.Index == index }) {
					out = append(out, Fault{Key: key, Index: index, Message: message, Warning: warning})
				}
				return
			}
		}
	}
	for _, r := range readings {
		if got := Contrast(p.Of(r.text), p.Of(r.ground)); got < textContrast {
			add(false, fmt.Sprintf("text in %s on %s has a contrast of %s, at least %v:1 is needed", name(r.text), name(r.ground), ratio(got), textContrast), r.text, r.ground)
		}
	}
	for _, bar := range []ink.Color{Ordinary, Fall} {
		if got := Contrast(p.Of(bar), p.Of(White)); got < barContrast {
			add(false, fmt.Sprintf("bars in %s on white have a contrast of %s, at least %v:1 is needed", name(bar), ratio(got), barContrast), bar)
		}
	}
	for _, list := range [][]ink.Color{Sequence[:], Likelihood[:]} {
		for i := 1; i < len(list); i++ {
			switch darker := Lightness(p.Of(list[i-1])) - Lightness(p.Of(list[i])); {
			case darker <= 0:
				add(false, fmt.Sprintf("%s is not darker than the step before it", name(list[i])), list[i])
			case darker < stepApart:
				add(true, fmt.Sprintf("%s is darker than the step before it by %s of lightness, %v are needed in print without colour", name(list[i]), below(darker), stepApart), list[i])
			}
		}
	}
	grey := slices.Clone(sideBySide)
	for i := 1; i < len(Categories); i++ {
		grey = append(grey, pair{Categories[i], Categories[i-1]})
	}
	for _, s := range grey {
		if got := math.Abs(Lightness(p.Of(s.a)) - Lightness(p.Of(s.b))); got < greyApart {
			add(true, fmt.Sprintf("%s and %s look alike in print without colour: their lightness differs by %s, %v are needed", name(s.a), name(s.b), below(got), greyApart), s.a, s.b)
		}
	}
	for _, s := range opposites {
		for v, who := range [...]string{"all readers", "readers without green (deuteranopia)", "readers without red (protanopia)"} {
			if got := Difference(Vision(v).Sees(p.Of(s.a)), Vision(v).Sees(p.Of(s.b))); got < hueApart {
				add(true, fmt.Sprintf("%s and %s look alike to %s: they are %s apart, %v are needed", name(s.a), name(s.b), who, below(got), hueApart), s.a, s.b)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Fault) int { return cmp.Compare(ordinal(a.Warning), ordinal(b.Warning)) })
	return out
}

func ordinal(b bool) int {
	if b {
		return 1
	}
	return 0
}

// ratio is a contrast as it is written, never rounded up to what is needed.
func ratio(v float64) string { return fmt.Sprintf("%.1f:1", math.Floor(v*10)/10) }

// below is a distance that is too small, never rounded up to what is needed.
func below(v float64) string { return fmt.Sprint(math.Floor(v)) }

// source is the colour of the choice that a colour of this package comes from:
// the key, and the place in a list; empty where the house has no say in it.
func (c Choice) source(color ink.Color) (key string, index int) {
	for _, list := range c.lists() {
		if i := slices.Index(list.is, color); i >= 0 {
			if list.given() {
				return list.key, i
			}
			color = list.follow[i]
		}
	}
	for i := len(parts) - 1; i >= 0; i-- {
		if p := parts[i]; p.is == color {
			if _, chosen := c.Colors[p.key]; chosen {
				return p.key, -1
			}
			color = p.follow
		}
	}
	return "", -1
}

// color is the colour of the choice under a key.
func (c Choice) color(key string, index int) ink.Color {
	for _, list := range c.lists() {
		if list.key == key {
			return list.chosen[index]
		}
	}
	return c.Colors[key]
}

// with is the choice with another colour under a key.
func (c Choice) with(key string, index int, color ink.Color) Choice {
	replaced := func(list []ink.Color) []ink.Color {
		list = slices.Clone(list)
		list[index] = color
		return list
	}
	switch key {
	case "categories":
		c.Categories = replaced(c.Categories)
	case "sequence":
		c.Sequence = replaced(c.Sequence)
	case "likelihood":
		c.Likelihood = replaced(c.Likelihood)
	default:
		c.Colors = maps.Clone(c.Colors)
		c.Colors[key] = color
	}
	return c
}

// name is what a message calls a colour.
func name(c ink.Color) string {
	for _, list := range new(Choice).lists() {
		if i := slices.Index(list.is, c); i >= 0 {
			return fmt.Sprintf("step %d of %s", i+1, list.key)
		}
	}
	for _, p := range parts {
		if p.is == c && p.key != "" {
			return p.key
		}
	}
	switch c {
	case White:
		return "white"
	case Years:
		return "the strip of years"
	case RiseBody, FallBody:
		return "the ground of a panel"
	case Found:
		return "marked words of a draft"
	}
	return "a cell of a matrix"
}
