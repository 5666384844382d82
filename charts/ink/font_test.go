package ink

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestWidth(t *testing.T) {
	ten := Font{Sans, 10}
	for _, c := range []struct {
		font Font
		s    string
		want float64
	}{
		{ten, "", 0},
		{ten, "188.7", 4*4.97 + 2.49},
		{ten, "a\tb", ten.Width("a b")},
		{ten, "co\u00ADop\u200B\uFE0F\uFEFF", ten.Width("coop")},
		{ten, "a\nb", ten.Width("ab")},
		{ten, "朝鲜", 2 * 10 * 0.94},
		{ten, "A朝鲜B", ten.Width("AB") + 2*10*0.94},
		{ten, "조선", 2 * 9.2 * 0.94},
		{Font{CJKSC, 10}, "朝鲜", 20},
		{ten, "😀", ten.Width("?")},
		{ten, "\xff", ten.Width("?")},
		{Font{Sans, 0}, "abc", 0},
		{Font{Sans, -3}, "abc", 0},
		{Font{Sans, math.NaN()}, "abc", 0},
		{Font{Sans, math.Inf(1)}, "abc", 0},
	} {
		if got := c.font.Width(c.s); !near(got, c.want) {
			t.Errorf("%v.Width(%q) = %v, want %v", c.font, c.s, got, c.want)
		}
	}
}

func TestWidthAllocatesNothing(t *testing.T) {
	font := Font{Serif, 9.2}
	const s = "Imports “rose” by 15.9% − to US$188.7 million 朝鲜 한국"
	if n := testing.AllocsPerRun(100, func() { font.Width(s) }); n != 0 {
		t.Errorf("Width allocates %v times", n)
	}
}

func TestFallback(t *testing.T) {
	for _, c := range []struct {
		face Face
		r    rune
		want Face
		as   rune
	}{
		{SansBold, 'A', SansBold, 'A'},
		{Serif, 'é', Serif, 'é'},
		{Serif, '朝', CJKSC, '朝'},
		{SerifItalic, '关', CJKSC, '关'}, // not in the Korean face
		{Sans, '조', CJKKR, '조'},
		{Sans, 'ㄱ', CJKKR, 'ㄱ'},
		{Sans, 'ア', CJKSC, 'ア'},
		{Sans, '，', CJKSC, '，'},
		{Sans, '。', CJKSC, '。'},
		{CJKSC, '조', CJKKR, '조'},
		{CJKKR, '关', CJKSC, '关'},
		{CJKKR, 'Ł', Sans, 'Ł'},
		{SerifBold, '●', SansBold, '●'}, // a sign stays Latin, in its weight
		{SerifItalic, 'ϕ', SansItalic, 'ϕ'},
		{SansItalic, '₿', SerifItalic, '₿'},
		{Serif, '\t', Serif, ' '},
		{Serif, '\u00A0', Serif, '\u00A0'},
		{Serif, '\u2011', Serif, '\u2010'}, // the face has no non-breaking hyphen
		{Sans, '\u2011', Sans, '\u2011'},
		{Serif, '\u0301', Serif, '?'}, // the glyph is there, but would stand beside its letter
		{Sans, '\u1112', Sans, '?'},   // conjoining jamo
		{Sans, '\u3099', Sans, '?'},
		{Sans, 'ش', Sans, '?'},
		{Sans, '😀', Sans, '?'},
		{Sans, 0, Sans, '?'},
		{Sans, 0x1B, Sans, '?'},
		{Sans, '\n', Face{}, 0},
		{Sans, '\u2028', Face{}, 0},
		{Sans, '\u00AD', Face{}, 0},
		{Sans, '\u200B', Face{}, 0},
		{Sans, '\u200D', Face{}, 0},
		{Sans, '\u202E', Face{}, 0},
		{Sans, '\uFE0F', Face{}, 0},
		{Sans, 0xE0100, Face{}, 0},
	} {
		if g := c.face.glyph(c.r); g.face != c.want || g.r != c.as {
			t.Errorf("%s paints %U as %U of %q, want %U of %q", c.face.Name(), c.r, g.r, g.face.Name(), c.as, c.want.Name())
		}
	}
}

func TestMissing(t *testing.T) {
	for _, s := range []string{
		"", "Imports rose 15.9% – “sharply”", "朝鲜 조선 アジア，。", "a\tb\nc\r\nd", "co\u00ADop\u200B", "é ● → − ♥",
	} {
		if got := Missing(s); len(got) != 0 {
			t.Errorf("Missing(%q) = %v", s, got)
		}
	}
	got := Missing("é😀朝\xffش\x00e\u0301\uFE0F")
	want := []MissingGlyph{{'😀', 2}, {utf8.RuneError, 9}, {'ش', 10}, {0, 12}, {'\u0301', 14}}
	if len(got) != len(want) {
		t.Fatalf("Missing = %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("Missing[%d] = %v, want %v", i, got[i], want[i])
		}
	}
}

// A string without missing characters is painted without question marks in every face.
func TestMissingHoldsForEveryFace(t *testing.T) {
	for r := rune(0); r <= 0xFFFF; r++ {
		if s := string(r); len(Missing(s)) == 0 {
			for _, f := range allFaces {
				if f.glyph(r).missing {
					t.Errorf("%U is missing from %s", r, f.Name())
				}
			}
		}
	}
}

func TestTruncate(t *testing.T) {
	f := Font{Sans, 8}
	const s = "Customs statistics 朝鲜"
	if got := Truncate(s, f, f.Width(s)); got != s {
		t.Errorf("in its own width: %q", got)
	}
	if got, want := Truncate(s, f, f.Width("Customs s…")), "Customs s…"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Truncate(s, f, f.Width("Customs …")), "Customs…"; got != want {
		t.Errorf("got %q, want %q: no blank before the ellipsis", got, want)
	}
	// A cut never parts a letter from its mark, nor the halves of an emoji.
	if got, want := Truncate("e\u0301e\u0301e\u0301", f, f.Width("e?e…")+0.01), "e\u0301…"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for w := -1.0; w < 120; w += 0.37 {
		got := Truncate(s, f, w)
		if f.Width(got) > max(w, 0)+tolerance {
			t.Errorf("Truncate(%v) = %q is %v wide", w, got, f.Width(got))
		}
		if got != s && got != "" && !strings.HasPrefix(s, strings.TrimSuffix(got, "…")) {
			t.Errorf("Truncate(%v) = %q is no beginning", w, got)
		}
	}
	if got := Truncate(s, f, math.NaN()); got != "" {
		t.Errorf("Truncate(NaN) = %q", got)
	}
}

func TestBaseline(t *testing.T) {
	if got := Baseline(100, 12, Font{Sans, 10}); !near(got, 109.1) {
		t.Errorf("sans: %v, want 109.1", got)
	}
	if got := Baseline(100, 12, Font{Serif, 10}); !near(got, 109.5) {
		t.Errorf("serif: %v, want 109.5", got)
	}
}

func BenchmarkWidth(b *testing.B) {
	font := Font{Serif, 9.2}
	const s = "Imports rose by 15.9% on the month to US$188.7 million – the highest since early 2020."
	for b.Loop() {
		font.Width(s)
	}
}

// cold forgets what is known of a face.
func cold(f Face) { f.face.metrics = metrics{} }

func BenchmarkFirstUse(b *testing.B) {
	for _, c := range []struct {
		name string
		face Face
		s    string
	}{
		{"latin", Serif, "Imports rose – “sharply”"},
		{"chinese", CJKSC, "朝鲜中华人民共和国海关总署进出口商品总值表"},
		{"korean", CJKKR, "조선민주주의인민공화국 무역"},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				cold(c.face)
				Font{c.face, 9}.Width(c.s)
			}
		})
	}
}
