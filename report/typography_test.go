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

func TestClosed(t *testing.T) {
	for _, c := range [][2]string{
		{"高15.9%， 比列车停运的 上年同期高", "高15.9%，比列车停运的上年同期高"}, {"重开； ", "重开；"}, {"海关此后 ", "海关此后"}, {" 到 ", "到"}, {"為{ （図1） 増加", "為{（図1）増加"},
		{"수출은 증가했다. 수입은", "수출은 증가했다. 수입은"}, {"HS 6703 和 US 2", "HS 6703 和 US 2"}, {"plain words", "plain words"}, {"，", "，"},
	} {
		if got := closed(c[0]); got != c[1] {
			t.Errorf("%q is closed to %q, want %q", c[0], got, c[1])
		}
	}
}
