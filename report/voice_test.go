package report

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/report/wording"
)

// TestVoices: what a voice writes is read back, in its own language, as what the
// house table has in English.
func TestVoices(t *testing.T) {
	for language, v := range voices {
		read := func(words string) string { return plainWords(language.Read(words).English) }
		for form, moves := range v.verbs {
			if len(moves) != 4 {
				t.Fatalf("%s %s", language, form)
			}
			for i, sign := range []int{1, -1} {
				for _, words := range moves[i] {
					if got := way(read(words)); got != sign {
						t.Errorf("%s: %q, %s, is read as %q", language, words, form, read(words))
					}
				}
			}
			for _, words := range slices.Concat(moves[2][:], moves[3][:]) {
				if r, ok := newHouse(nil).find(read(words), change); language != wording.English && (!ok || r.low == nil || r.high == nil) {
					t.Errorf("%s: %q, %s, is read as %q", language, words, form, read(words))
				}
			}
		}
		for english, words := range v.rows {
			if read(words) != plainWords(english) && !(english == "turned up" && read(words) == "rebounded") {
				t.Errorf("%s: %q is read as %q and is to say %q", language, words, read(words), english)
			}
		}
		for n := 2; n < 30; n++ {
			if k, ok := placeOf(language.Read(put(v.nth, v.ordinal(n))).English); !ok || k != n {
				t.Errorf("%s: %q is read as %q", language, put(v.nth, v.ordinal(n)), read(put(v.nth, v.ordinal(n))))
			}
			for unit, many := range v.periodsMany {
				for _, words := range []string{put(v.runs, v.ordinal(n), v.rise, strconv.Itoa(n), many), put(v.streak, v.ordinal(n), v.periods[unit], strconv.Itoa(n))} {
					if sp, ok := spellOf(language.Read(words).English); !ok || sp.n != n {
						t.Errorf("%s: %q is read as %q", language, words, read(words))
					}
				}
			}
		}
		for _, highest := range []bool{true, false} {
			if top, ok := topOf(language.Read(v.superlative(highest, "")).English); !ok || top.highest != highest || top.named {
				t.Errorf("%s: %q is read as %q", language, v.superlative(highest, ""), read(v.superlative(highest, "")))
			}
		}
	}
}

// TestWrittenInOtherLanguages: what the functions that write words write.
func TestWrittenInOtherLanguages(t *testing.T) {
	for _, c := range []struct{ language, prose, want string }{
		{"zh", "出口{{verb(exports.mom)}}{{exports.mom}}，进口{{verb(imports.mom)}}{{imports.mom}}，{{moved(exports.mom)}}", "出口上升15.9%，进口下降1.6%，上升15.9%"},
		{"zh-CN", "{{streak(exports)}}{{verb(exports.mom)}}，{{times(exports.yoy)}}，{{ordinal(2)}}大，{{count(2)}}个", "至少连续第三个月上升，2.4倍，第二大，两个"},
		{"ko", "수출은 {{exports.mom}} {{verb(exports.mom)}}. 수입은 {{imports.mom}} {{verb(imports.mom, 'joining')}}, {{moved(imports.mom)}}.", "수출은 15.9% 증가했다. 수입은 1.6% 감소했으며, 1.6% 감소했다."},
		{"ko", "수입은 {{imports.mom}} [감소했다]{claim=imports.mom}. 증감률은 {{imports.mom}}이다.", "수입은 1.6% 감소했다. 증감률은 −1.6%이다."},
		{"ko-KR", "{{streak(exports)}} {{verb(exports.mom, 'modifying')}} 수출, {{times(exports.yoy)}}, {{ordinal(2)}}", "최소 3개월 연속 증가한 수출, 2.4배, 두 번째"},
	} {
		p := project(text(c.prose))
		p.FS.(fstest.MapFS)["brief.yaml"].Data = bytes.Replace(p.FS.(fstest.MapFS)["brief.yaml"].Data, []byte("brief:\n"), []byte("brief:\n  language: "+c.language+"\n"), 1)
		b, problems := Load(p, Options{})
		if b == nil {
			t.Fatalf("%s: %v", c.prose, problems)
		}
		got := ""
		for _, passage := range b.work.passages {
			if s := plain(passage.text); strings.Contains(s, c.want[:3]) {
				got = plainSpaces(s)
			}
		}
		if got != c.want {
			t.Errorf("%s in %s prints %q, want %q", c.prose, c.language, got, c.want)
		}
	}
}
