package report

import "testing"

func TestTypeset(t *testing.T) {
	for _, c := range []struct{ before, s, want string }{
		{"", "China's exports", "China’s exports"},
		{"", `"All told", they said`, "“All told”, they said"},
		{"rose in ", `'90 and '91`, "’90 and ’91"},
		{"", "'quoted' (\"twice\")", "‘quoted’ (“twice”)"},
		{"US$188.7 million", "'s worth", "’s worth"},
		{"he said ", `"`, "“"},
		{"he said “no", `"`, "”"},
		{"", "no marks", "no marks"},
	} {
		if got := typeset(c.s, c.before); got != c.want {
			t.Errorf("typeset(%q) after %q = %q, want %q", c.s, c.before, got, c.want)
		}
	}
}
