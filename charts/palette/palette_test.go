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
