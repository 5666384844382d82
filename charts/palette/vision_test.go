package palette

import (
	"math"
	"math/rand/v2"
	"testing"

	"tradebrief/charts/ink"
)

func randomColor(r *rand.Rand) ink.Color { return ink.RGB(r.Uint32()) }

// What the design says of its colours: lightness, contrast to white and to tint.
func TestMeasuresOfTheDesign(t *testing.T) {
	for _, c := range []struct {
		name                   string
		is                     ink.Color
		lightness, white, tint float64 // 0: not given
	}{
		{"ink", Ink, 12, 16.5, 0}, {"secondary", Secondary, 34, 8.0, 0}, {"muted", Muted, 43, 5.7, 5.1}, {"rule", Rule, 81, 0, 0}, {"grid", Grid, 90, 0, 0},
		{"tint", Tint, 96, 0, 0}, {"brand", Brand, 23, 11.9, 0}, {"rise", Rise, 37, 7.2, 0}, {"ordinary", Ordinary, 70, 0, 0}, {"pale", Pale, 91, 0, 0},
		{"fall", Fall, 70, 0, 0}, {"fall_text", FallText, 37, 7.2, 0}, {"against", Against, 42, 5.9, 0}, {"the negative panel", FallBody, 95, 0, 0},
		{"accent", Accent, 43, 5.9, 5.2}, {"the fifth category", Categories[4], 72, 0, 0}, {"the positive panel", RiseBody, 96, 0, 0}, {"the strip of years", Years, 93, 0, 0},
	} {
		if got := math.Round(Lightness(c.is)); got != c.lightness {
			t.Errorf("the lightness of %s is %v, the design says %v", c.name, got, c.lightness)
		}
		for ground, want := range map[ink.Color]float64{White: c.white, Tint: c.tint} {
			if got := math.Round(10*Contrast(c.is, ground)) / 10; want > 0 && got != want {
				t.Errorf("the contrast of %s to %v is %v, the design says %v", c.name, ground, got, want)
			}
		}
	}
}

// The design's distances for the three visions, and what it says a reader without
// green sees.
func TestVisionsOfTheDesign(t *testing.T) {
	for _, c := range []struct {
		a, b ink.Color
		want [3]float64
	}{
		{Rise, Fall, [3]float64{87, 88, 76}}, {Ordinary, Accent, [3]float64{87, 73, 68}}, {Brand, Against, [3]float64{78, 76, 69}},
		{Rise, Accent, [3]float64{93, 85, 72}}, {Fits, Unfit, [3]float64{31, 32, 27}},
	} {
		for v, want := range c.want {
			// The design was measured with other roundings of the matrices.
			if got := Difference(Vision(v).Sees(c.a), Vision(v).Sees(c.b)); math.Abs(got-want) > 1 {
				t.Errorf("vision %d sees %v and %v %.1f apart, the design says %v", v, c.a, c.b, got, want)
			}
		}
	}
	for c, want := range map[ink.Color]ink.Color{Rise: ink.RGB(0x375387), Fall: ink.RGB(0xC3B158), Accent: ink.RGB(0x7C6E06), Against: ink.RGB(0x776A0F)} {
		if got := Deuteranopia.Sees(c); got != want {
			t.Errorf("%v is seen as %v, the design says %v", c, got, want)
		}
	}
}

func TestArithmeticOfColours(t *testing.T) {
	if got := Contrast(ink.RGB(0), ink.RGB(0xFFFFFF)); math.Abs(got-21) > 1e-5 {
		t.Errorf("black on white has %v, expected 21", got)
	}
	// The example of the guidelines for 4.5:1 on white.
	if a, b := Contrast(ink.RGB(0x767676), White), Contrast(ink.RGB(0x777777), White); a < 4.5 || b >= 4.5 {
		t.Errorf("#767676 has %v and #777777 has %v, expected 4.5 between them", a, b)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		a, b := randomColor(r), randomColor(r)
		if x, y := Contrast(a, b), Contrast(b, a); x != y || x < 1 || x > 21.0001 {
			t.Fatalf("%v and %v have contrasts of %v and %v", a, b, x, y)
		}
		if x, y := Difference(a, b), Difference(b, a); x != y || (x == 0) != (a == b) {
			t.Fatalf("%v and %v are %v and %v apart", a, b, x, y)
		}
		if got := toLab(a).color(); got != a {
			t.Fatalf("%v comes back as %v", a, got)
		}
		grey := ink.Color{R: a.G, G: a.G, B: a.G}
		for v := Deuteranopia; v <= Protanopia; v++ {
			if got := Difference(v.Sees(grey), grey); got > 1 {
				t.Fatalf("vision %d sees the grey %v as %v", v, grey, v.Sees(grey))
			}
		}
		// A colour that follows another keeps its lightness, so every contrast too.
		if got := like(Ordinary, Rise, a); math.Abs(Lightness(got)-Lightness(Ordinary)) > 0.5 {
			t.Fatalf("beside %v ordinary bars are %v, of lightness %.1f", a, got, Lightness(got))
		}
	}
}
