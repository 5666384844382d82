package palette

import (
	"testing"

	"tradebrief/charts/ink"
)

// all are the colours of the package, each with its name.
func all() map[string]ink.Color {
	out := map[string]ink.Color{
		"Ink": Ink, "Secondary": Secondary, "Muted": Muted, "Rule": Rule, "Grid": Grid, "Tint": Tint, "TagEdge": TagEdge, "White": White,
		"Brand": Brand, "Accent": Accent, "Rise": Rise, "Third": Third, "Ordinary": Ordinary, "Pale": Pale, "PaleEdge": PaleEdge, "RiseBody": RiseBody,
		"Fall": Fall, "FallText": FallText, "FallBody": FallBody, "Against": Against, "Fits": Fits, "Neutral": Neutral, "Unfit": Unfit,
		"Years": Years, "Step": Step, "Draft": Draft, "Found": Found,
	}
	for name, list := range map[string][]ink.Color{"Categories ": Categories[:], "Sequence ": Sequence[:], "Likelihood ": Likelihood[:]} {
		for i, c := range list {
			out[name+string(rune('1'+i))] = c
		}
	}
	return out
}

// A colour stands for its part, so no two parts have one colour.
func TestEveryPartHasItsOwnColour(t *testing.T) {
	part := map[ink.Color]string{{}: "black"}
	for name, c := range all() {
		if other := part[c]; other != "" {
			t.Errorf("%s and %s are both %v", name, other, c)
		}
		part[c] = name
	}
}

// The design passes its own checks, so it is measured with a house that chooses
// every colour as it is.
func chosenAsIs() Choice {
	c := Choice{Colors: map[string]ink.Color{}, Categories: Categories[:], Sequence: Sequence[:], Likelihood: Likelihood[:]}
	for _, p := range parts {
		if p.key != "" {
			c.Colors[p.key] = p.is
		}
	}
	return c
}

func TestTheDesignHasNoFault(t *testing.T) {
	if p := New(chosenAsIs()); !p.Plain() {
		t.Errorf("the colours of the design change %d colours", len(p.to))
	}
	for _, f := range chosenAsIs().Faults() {
		t.Errorf("%s %d: %s", f.Key, f.Index, f.Message)
	}
}
