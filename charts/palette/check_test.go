package palette

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"tradebrief/charts/ink"
)

func chosen(pairs ...any) Choice {
	c := Choice{Colors: map[string]ink.Color{}}
	for i := 0; i < len(pairs); i += 2 {
		c.Colors[pairs[i].(string)] = ink.RGB(uint32(pairs[i+1].(int)))
	}
	return c
}

func told(faults []Fault) string {
	var b strings.Builder
	for _, f := range faults {
		kind, mend := "error", "-"
		if f.Warning {
			kind = "warning"
		}
		if f.Mend != nil {
			mend = f.Mend.String()
		}
		fmt.Fprintf(&b, "%s[%d] %s: %s; %s\n", f.Key, f.Index, kind, f.Message, mend)
	}
	return b.String()
}

func TestFaults(t *testing.T) {
	list := func(hex ...uint32) (out []ink.Color) {
		for _, h := range hex {
			out = append(out, ink.RGB(h))
		}
		return out
	}
	for _, test := range []struct {
		choice Choice
		want   string
	}{
		{chosen("brand", 0x00553D, "rise", 0x1F6F54), ""},
		{chosen("brand", 0x00553D, "rise", 0x1F6F54, "accent", 0xA3195B), "accent[-1] warning: accent and rise look alike to readers without green (deuteranopia): they are 1 apart, 15 are needed; #6E003A\n"},
		{chosen("brand", 0x6FA98F), "brand[-1] error: text in brand on white has a contrast of 2.7:1, at least 4.5:1 is needed; #3F775F\n"},
		{chosen("tint", 0x9FB0BF), "tint[-1] error: text in secondary on tint has a contrast of 3.5:1, at least 4.5:1 is needed; #D6E8F7\n"},
		{chosen("ink", 0x808080, "tint", 0xFFFFFF), "ink[-1] error: text in ink on white has a contrast of 3.9:1, at least 4.5:1 is needed; #2D2D2D\n"},
		{chosen("fall", 0xFFE08A), "fall[-1] error: bars in fall on white have a contrast of 1.2:1, at least 2:1 is needed; #D0B460\n"},
		{chosen("rise", 0x2E7D32, "fall", 0xC62828), "fall[-1] warning: fall and rise look alike in print without colour: their lightness differs by 2, 13 are needed; #8E0011\n" +
			"rise[-1] warning: accent and rise look alike to readers without red (protanopia): they are 12 apart, 15 are needed; #00440D\n"},
		{chosen("pale", 0x8DB0CA), "pale[-1] warning: pale and ordinary look alike in print without colour: their lightness differs by 0, 13 are needed; #B0D4EF\n"},
		{Choice{Categories: list(0x12395A, 0x14405F, 0x8DB0CA, 0xDDE8F0, 0xB9AE9A, 0xDFE4E9)}, "categories[1] warning: step 2 of categories and step 1 of categories look alike in print without colour: their lightness differs by 2, 13 are needed; #335A7A\n"},
		{Choice{Sequence: list(0xEEF3F7, 0xF4F8FA, 0xA3C2D8, 0x9FBED4, 0x32709E, 0x12395A)}, "sequence[1] error: step 2 of sequence is not darker than the step before it; #E3E7E9\n" +
			"sequence[3] warning: step 4 of sequence is darker than the step before it by 1 of lightness, 4 are needed in print without colour; #97B6CC\n"},
		{Choice{Categories: list(0x8DB0CA, 0x1D5B88, 0x5B6874, 0xDDE8F0, 0xB9AE9A, 0xDFE4E9)}, "categories[0] error: text in white on step 1 of categories has a contrast of 2.2:1, at least 4.5:1 is needed; #567991\n" +
			"categories[2] error: text in ink on step 3 of categories has a contrast of 2.8:1, at least 4.5:1 is needed; #7B8995\n"},
		{Choice{Sequence: list(0xEEF3F7, 0xCFDFEA, 0xA3C2D8, 0x5A6E80, 0x506478, 0x12395A)}, "sequence[3] error: text in ink on step 4 of sequence has a contrast of 3.1:1, at least 4.5:1 is needed; #768A9D\n" +
			"sequence[4] warning: step 5 of sequence is darker than the step before it by 3 of lightness, 4 are needed in print without colour; #4E6275\n"},
		{Choice{Likelihood: list(0xF1F4F7, 0xDDE8F0, 0xC2D6E4, 0xC8DCEA, 0x6C9ABD, 0x32709E, 0x12395A)}, "likelihood[3] error: step 4 of likelihood is not darker than the step before it; #B5C8D6\n"},
		{chosen("against", 0xC9A27C), "against[-1] error: text in white on against has a contrast of 2.3:1, at least 4.5:1 is needed; #916E4B\n"},
		{chosen("rise", 0x9A5A00, "accent", 0x9A5F05), "accent[-1] warning: accent and rise look alike to all readers: they are 3 apart, 15 are needed; #6C4100\n"},
	} {
		if got := told(test.choice.Faults()); got != test.want {
			t.Errorf("got\n%swant\n%s", got, test.want)
		}
	}
}

// A house that gives only its brand has no error but of that brand, whatever it
// is, and the mend mends it.
func TestABrandIsEnough(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	mended := 0
	for range 300 {
		brand := randomColor(r)
		c := Choice{Colors: map[string]ink.Color{"brand": brand}}
		for _, f := range c.Faults() {
			if f.Key != "brand" || !f.Warning && f.Mend == nil {
				t.Fatalf("brand %v: %+v", brand, f)
			}
			if f.Warning {
				continue // a green one beside the accent of the design
			}
			mended++
			for _, g := range c.with(f.Key, f.Index, *f.Mend).Faults() {
				if !g.Warning {
					t.Fatalf("brand %v became %v: %+v", brand, *f.Mend, g)
				}
			}
		}
	}
	if mended == 0 {
		t.Error("no colour of chance had a fault")
	}
}
