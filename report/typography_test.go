package report

import (
	"testing"

	"tradebrief/report/locale"
)

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
		if got := typeset(english, c.s, c.before); got != c.want {
			t.Errorf("typeset(%q) after %q = %q, want %q", c.s, c.before, got, c.want)
		}
	}
	for tag, want := range map[string]string{"fr": "«\u00a0l’un\u00a0»", "de": "„l’un“", "es": "«l’un»", "ru": "«l’un»", "ja": "「l’un」", "zh": "“l’un”", "ko": "“l’un”"} {
		if l, _ := locale.Of(tag); typeset(l, `"l'un"`, "") != want {
			t.Errorf("%s: %q, want %q", tag, typeset(l, `"l'un"`, ""), want)
		}
	}
}
