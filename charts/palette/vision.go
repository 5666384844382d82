package palette

import (
	"math"
	"sync"

	"tradebrief/charts/ink"
)

// Contrast is the ratio of the luminances of two colours as the Web Content
// Accessibility Guidelines define it, from 1 to 21, whichever is the lighter.
func Contrast(a, b ink.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Lightness is how light a colour looks, L* of CIE Lab: 0 is black, 100 is white.
func Lightness(c ink.Color) float64 { return toLab(c).l }

// Difference is the distance of two colours in CIE Lab. From about 2 on they can
// be told apart side by side.
func Difference(a, b ink.Color) float64 {
	x, y := toLab(a), toLab(b)
	return math.Hypot(math.Hypot(x.l-y.l, x.a-y.a), x.b-y.b)
}

// Vision is how somebody sees colours.
type Vision uint8

// The visions, after Machado, Oliveira and Fernandes (2009) at full severity.
const (
	Normal       Vision = iota
	Deuteranopia        // without green
	Protanopia          // without red
)

// machado holds for each vision what it makes of linear red, green and blue.
var machado = [...][3][3]float64{
	Deuteranopia: {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	Protanopia:   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
}

// Sees is the colour that looks to everybody as c does to somebody with the vision.
func (v Vision) Sees(c ink.Color) ink.Color {
	if v == Normal {
		return c
	}
	return fromLinear(times(machado[v], linear(c)))
}

// luminance is the relative luminance of a colour, from 0 to 1.
func luminance(c ink.Color) float64 { return times(toXYZ, linear(c))[1] }

// toXYZ and fromXYZ are the matrices of sRGB at white D65.
var (
	toXYZ = [3][3]float64{
		{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041},
	}
	fromXYZ = [3][3]float64{
		{3.2404542, -1.5371385, -0.4985314}, {-0.9692660, 1.8760108, 0.0415560}, {0.0556434, -0.2040259, 1.0572252},
	}
	whiteD65 = [3]float64{0.95047, 1, 1.08883}
)

// times multiplies without fusing a product with a sum, so that all processors
// agree.
func times(m [3][3]float64, v [3]float64) (out [3]float64) {
	for i, row := range m {
		out[i] = float64(row[0]*v[0]) + float64(row[1]*v[1]) + float64(row[2]*v[2])
	}
	return out
}

// linear is the light of a colour.
func linear(c ink.Color) [3]float64 {
	light := lights()
	return [3]float64{light[c.R], light[c.G], light[c.B]}
}

// lights is the light of each value that a part of a colour may have.
var lights = sync.OnceValue(func() *[256]float64 {
	var out [256]float64
	for i := range out {
		if v := float64(i) / 255; v <= 0.04045 {
			out[i] = v / 12.92
		} else {
			out[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return &out
})

// fromLinear is the nearest colour that a screen has.
func fromLinear(light [3]float64) ink.Color {
	var out [3]uint8
	for i, v := range light {
		v = min(1, max(0, v))
		if v <= 0.0031308 {
			v *= 12.92
		} else {
			v = float64(1.055*math.Pow(v, 1/2.4)) - 0.055
		}
		out[i] = uint8(math.Round(255 * v))
	}
	return ink.Color{R: out[0], G: out[1], B: out[2]}
}

// lab is a colour in CIE Lab.
type lab struct{ l, a, b float64 }

const (
	labEdge  = 216.0 / 24389 // below it the scale of lightness is a straight line
	labSlope = 24389.0 / 27
)

func toLab(c ink.Color) lab {
	var f [3]float64
	for i, v := range times(toXYZ, linear(c)) {
		if v /= whiteD65[i]; v > labEdge {
			f[i] = math.Cbrt(v)
		} else {
			f[i] = (float64(labSlope*v) + 16) / 116
		}
	}
	return lab{float64(116*f[1]) - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])}
}

// light is the light of the colour; parts outside 0 to 1 no screen has.
func (c lab) light() [3]float64 {
	y := (c.l + 16) / 116
	xyz := [3]float64{y + c.a/500, y, y - c.b/200}
	for i, f := range xyz {
		if cube := f * f * f; cube > labEdge {
			f = cube
		} else {
			f = (float64(116*f) - 16) / labSlope
		}
		xyz[i] = f * whiteD65[i]
	}
	return times(fromXYZ, xyz)
}

// color is the colour of this lightness and hue that a screen has, as strong as
// c where it can be.
func (c lab) color() ink.Color {
	fits := func(part float64) ([3]float64, bool) {
		light := lab{c.l, c.a * part, c.b * part}.light()
		for _, v := range light {
			if v < -1e-6 || v > 1+1e-6 {
				return light, false
			}
		}
		return light, true
	}
	light, ok := fits(1)
	if !ok {
		low, high := 0.0, 1.0
		for range 20 {
			part := (low + high) / 2
			if _, ok := fits(part); ok {
				low = part
			} else {
				high = part
			}
		}
		light, _ = fits(low)
	}
	return fromLinear(light)
}

// like is the colour that stands to now as c stands to was: of the lightness of
// c, so that contrasts stay, turned and weakened or strengthened in its hue.
func like(c, was, now ink.Color) ink.Color {
	if was == now {
		return c
	}
	x, a, b := toLab(c), toLab(was), toLab(now)
	strength := math.Hypot(x.a, x.b)
	turn := math.Atan2(b.b, b.a) - math.Atan2(a.b, a.a) + math.Atan2(x.b, x.a)
	if base := math.Hypot(a.a, a.b); base > 1 {
		strength *= min(2, math.Hypot(b.a, b.b)/base)
	}
	return lab{x.l, strength * math.Cos(turn), strength * math.Sin(turn)}.color()
}

// nearest is the colour of the hue of c, lighter or darker by as little as can
// be, for which ok holds; false: there is none.
func nearest(c ink.Color, ok func(ink.Color) bool) (ink.Color, bool) {
	at := toLab(c)
	for step := 1.0; step <= 100; step++ {
		for _, l := range [2]float64{at.l - step, at.l + step} {
			if l < 0 || l > 100 {
				continue
			}
			if n := (lab{l, at.a, at.b}).color(); ok(n) {
				return n, true
			}
		}
	}
	return c, false
}
