package ink

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var body = Font{Serif, 9.2}

// printed are the lines as text, one a line.
func printed(lines []TextLine) string {
	var out []string
	for _, l := range lines {
		var b strings.Builder
		for _, p := range l.Pieces {
			b.WriteString(p.Run.S)
		}
		out = append(out, b.String())
	}
	return strings.Join(out, "\n")
}

// plain is a paragraph of one run, as wide as the given text.
func plain(s, as string) string {
	return printed(Break([]Run{{S: s, Font: body}}, body.Width(as)))
}

func TestBreak(t *testing.T) {
	for _, c := range []struct{ name, s, as, want string }{
		{"fits", "Imports rose", "Imports rose", "Imports rose"},
		{"between words", "Imports rose", "Imports", "Imports\nrose"},
		{"blanks hang", "Imports   rose  ", "Imports", "Imports\nrose"},
		{"blanks inside stay", "a  b", "a  b", "a  b"},
		{"blanks at the beginning stay", "  a b", "  a b", "  a b"},
		{"forced", "a\nb", "aaaa", "a\nb"},
		{"forced twice", "a\n\nb", "aaaa", "a\n\nb"},
		{"carriage return", "a\r\nb\u2028c", "aaaa", "a\nb\nc"},
		{"forced at the end", "a\n", "aaaa", "a"},
		{"a tab is a blank", "a\tb", "a b", "a b"},
		{"number and unit", "about 188.7\u00A0million more", "about 188", "about\n188.7\u00A0\nmillion\nmore"},
		{"number and unit fit", "or so 188.7\u00A0million", "188.7\u00A0million", "or so\n188.7\u00A0million"},
		{"money", "rose to US$188.7 million", "rose to US$188", "rose to\nUS$188.7\nmillion"},
		{"percent", "a rise of +15.9% here", "a rise of +15.9", "a rise of\n+15.9% here"},
		{"minus", "a fall of −11.2% here", "a fall of −11.2", "a fall of\n−11.2% here"},
		{"hyphen", "cross-border", "cross-bo", "cross-\nborder"},
		{"en dash", "January–September", "January–Sep", "January–\nSeptember"},
		{"soft hyphen breaks", "inter\u00ADnational", "internati", "inter-\nnational"},
		{"soft hyphen dropped", "inter\u00ADnational trade", "international", "international\ntrade"},
		{"soft hyphen at the end", "trade\u00AD", "trade", "trade"},
		{"soft hyphen without room for the hyphen", "inter\u00ADnational", "inter", "int\ner-\nnati\nonal"},
		{"zero-width space", "customs\u200Bstatistics", "customsstat", "customs\nstatistics"},
		{"word too wide", "Transportation", "Transpor", "Transpor\ntation"},
		{"word too wide after a word", "of Transportation", "of Transpor", "of Transpor\ntation"},
		{"closing mark stays", "中国。贸易", "中国", "中\n国。\n贸易"},
		{"nothing fits", "ab", "", "a\nb"},
		{"accents stay", "aé\u0323\u0302bc", "a", "a\né??\nb\nc"},
		{"Chinese", "中国对外贸易出口增长", "中国对外贸", "中国对外贸\n易出口增长"},
		{"full stop never begins a line", "中国对外贸。出口", "中国对外贸", "中国对外\n贸。出口"},
		{"opening mark never ends a line", "中国对外（贸易", "中国对外（", "中国对外\n（贸易"},
		{"ideographic space hangs", "中国对外\u3000贸易", "中国对外", "中国对外\n贸易"},
		{"Korean", "조선 무역", "조선 무", "조선\n무역"},
	} {
		if got := plain(c.s, c.as); got != c.want {
			t.Errorf("%s: Break(%q) is\n%s\nwant\n%s", c.name, c.s, got, c.want)
		}
	}
}

func TestBreakNothing(t *testing.T) {
	for _, runs := range [][]Run{nil, {}, {{}}, {{Font: body}, {Font: body}}} {
		if lines := Break(runs, 100); lines != nil {
			t.Errorf("Break(%v) = %v, want none", runs, lines)
		}
	}
}

func TestBreakStrangeNumbers(t *testing.T) {
	const s = "Imports rose"
	for _, w := range []float64{0, -1, math.Inf(-1)} {
		if got := printed(Break([]Run{{S: s, Font: body}}, w)); strings.Count(got, "\n") != 10 {
			t.Errorf("width %v: %q", w, got)
		}
	}
	for _, w := range []float64{math.Inf(1), math.NaN(), 1e300} {
		if got := printed(Break([]Run{{S: s, Font: body}}, w)); got != s {
			t.Errorf("width %v: %q", w, got)
		}
	}
	for _, f := range []Font{{}, {Serif, math.NaN()}, {Serif, -1}, {Serif, math.Inf(1)}} {
		for _, l := range Break([]Run{{S: s, Font: f}}, 50) {
			if !finite(l.Width) {
				t.Errorf("font %v: a line is %v wide", f, l.Width)
			}
		}
	}
}

// An opportunity for a break depends on the text of all runs, not on where one ends.
func TestBreakAcrossRuns(t *testing.T) {
	bold := Font{SerifBold, 9.2}
	runs := []Run{{S: "up US$", Font: body}, {S: "188", Font: bold}, {S: ".7", Font: body}, {S: "m now", Font: body}}
	width := body.Width("up US$188.7")
	if got, want := printed(Break(runs, width)), "up\nUS$188.7m\nnow"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNoBreakBefore(t *testing.T) {
	ref := Run{S: "[1]", Font: Font{Sans, 6.5}, NoBreakBefore: true}
	for _, c := range []struct{ before, after, want string }{
		{"It rose.", " Then", "It\nrose.[1]\nThen"},
		{"It rose. ", " Then", "It\nrose. [1]\nThen"},
		{"它上升。", "然后", "它上\n升。[1]\n然后"},
		{"", "Then", "[1]Then"},
	} {
		runs := []Run{{S: c.before, Font: body}, ref, {S: c.after, Font: body}}
		if got := printed(Break(runs, body.Width("rose. [1]"))); got != c.want {
			t.Errorf("%q: got\n%s\nwant\n%s", c.before, got, c.want)
		}
	}
	// Two references stay together, and an empty one does no harm.
	runs := []Run{{S: "It rose.", Font: body}, ref, {NoBreakBefore: true}, ref, {S: " Then", Font: body}}
	if got, want := printed(Break(runs, body.Width("rose.[1][1]"))), "It\nrose.[1][1]\nThen"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	// A forced break is stronger.
	runs = []Run{{S: "It rose.\n", Font: body}, ref}
	if got, want := printed(Break(runs, 500)), "It rose.\n[1]"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestLastLineIsNoSingleShortWord(t *testing.T) {
	for _, c := range []struct{ name, s, as, want string }{
		{"word pulled down", "aaaa bbbb cccc dd", "aaaa bbbb cccc", "aaaa bbbb\ncccc dd"},
		{"cannot be avoided", "aaaaaaaaaaaa dd", "aaaaaaaaaaaa", "aaaaaaaaaaaa\ndd"},
		{"one line", "dd", "aaaaaaaaaaaa", "dd"},
		{"long word may stand alone", "aaaa bbbb dddddddddd", "aaaa bbbb dddddd", "aaaa bbbb\ndddddddddd"},
		{"rest of a hyphened word", "aaaa bb-ccc bb-dd", "aaaa bb-ccc bb-", "aaaa bb-\nccc bb-dd"},
		{"one Chinese character", "中国对外贸易", "中国对外贸", "中国对外\n贸易"},
		{"before a forced break", "aaaa bbbb cccc dd\nx", "aaaa bbbb cccc", "aaaa bbbb\ncccc dd\nx"},
	} {
		if got := plain(c.s, c.as); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// For short paragraphs, every way to break them is tried.
func TestBreakIsBest(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const width = 60.0
	for range 300 {
		words := make([]string, 2+rng.IntN(9))
		for i := range words {
			words[i] = strings.Repeat("x", 1+rng.IntN(9))
		}
		// score is what a way costs: lines, then slack and the short last word.
		score := func(lines []string) (int, float64) {
			cost := 0.0
			for i, l := range lines {
				w := body.Width(l)
				if w > width {
					return math.MaxInt, 0
				}
				if i < len(lines)-1 {
					cost += (1 - w/width) * (1 - w/width)
				} else if i > 0 && !strings.Contains(l, " ") && w < width/2 {
					cost++
				}
			}
			return len(lines), cost
		}
		text := strings.Join(words, " ")
		lines, cost := score(strings.Split(printed(Break([]Run{{S: text, Font: body}}, width)), "\n"))
		for mask := range 1 << (len(words) - 1) {
			var b strings.Builder
			for i, w := range words {
				if i > 0 {
					b.WriteByte(" \n"[mask>>(i-1)&1])
				}
				b.WriteString(w)
			}
			if n, c := score(strings.Split(b.String(), "\n")); n < lines || n == lines && c < cost-1e-9 {
				t.Fatalf("%q: %d lines at %v, but this is %d lines at %v:\n%s", text, lines, cost, n, c, b.String())
			}
		}
	}
}

// checkLines says what is wrong with the lines of a paragraph, "" if nothing:
// the text must be there from its first to its last character, blanks that hang
// excepted; lines must fit; pieces must follow each other.
func checkLines(text string, lines []TextLine, width float64) string {
	rest := text
	for _, l := range lines {
		var painted strings.Builder
		x := 0.0
		for i, p := range l.Pieces {
			painted.WriteString(p.Run.S)
			first, _ := utf8.DecodeRuneInString(p.Run.S)
			if i == 0 && opensSquare(first) {
				x = -p.Run.Font.half(first)
			}
			if math.Abs(p.X-x) > 1e-6 {
				return "a piece is not where the one before it ends"
			}
			saved := p.Run.Font.Width(p.Run.S) - p.W
			if saved > 1e-6 && (!p.tight || saved > p.Run.Font.Size) || saved < -1e-6 {
				return "a piece is not as wide as its text"
			}
			x += p.W
			for _, r := range p.Run.S {
				if !p.Run.Font.Face.Has(r) {
					return "a piece is in a face that lacks " + string(r)
				}
			}
		}
		if math.Abs(l.Width-x) > 1e-6 {
			return "the width of a line is not that of its pieces"
		}
		s := painted.String()
		if r := lastRune(s); r == ' ' || r == '\u3000' {
			return "a blank is painted at the end of a line"
		}
		if l.Hyphen {
			if !strings.HasSuffix(s, hyphen) {
				return "a line that ends with a hyphen has none"
			}
			s = strings.TrimSuffix(s, hyphen)
		}
		// A mark that is missing does not part from its letter.
		if l.Width > width+tolerance && strings.Trim(s[len(firstCluster(s)):], "?") != "" {
			return "a line is too wide: " + s
		}
		for _, r := range s {
			rest = strings.TrimLeftFunc(rest, isInvisible)
			want, n := utf8.DecodeRuneInString(rest)
			switch {
			case want == '\t':
				want = ' '
			case want == nonBreakingHyphen:
				want = r
			case Missing(rest[:n]) != nil:
				want = '?'
			}
			if n == 0 || r != want {
				return "lost a character before " + rest
			}
			rest = rest[n:]
		}
		rest = strings.TrimLeftFunc(rest, func(r rune) bool { return hangs(r) && !isLineBreak(r) })
		if r, n := utf8.DecodeRuneInString(rest); isLineBreak(r) {
			if strings.HasPrefix(rest, "\r\n") {
				n = 2
			}
			rest = rest[n:]
		}
	}
	if rest != "" {
		return "lost the end: " + rest
	}
	return ""
}

// cut makes runs of a text, of three styles.
func cut(text string, at ...int) []Run {
	styles := []Run{{Font: body}, {Font: Font{SansBold, 8}}, {Font: Font{Sans, 6.5}, NoBreakBefore: true}}
	var runs []Run
	for i := range at {
		at[i] %= len(text) + 1
	}
	start := 0
	for i, end := range append(at, len(text)) {
		for end < len(text) && !utf8.RuneStart(text[end]) {
			end++
		}
		if end < start {
			continue
		}
		run := styles[i%len(styles)]
		run.S = text[start:end]
		runs = append(runs, run)
		start = end
	}
	return runs
}

func TestBreakLosesNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	parts := []string{
		"Imports", "of", "a", "coal", "inter\u00ADnation\u00ADal", "cross-border", "188.7\u00A0million", "US$1.4", "−11.2%", "（注）", "中国", "朝鲜。",
		"進出口", "조선", "무역이", "アジア", "e\u0301", "😀", "\t", "\u3000", "[1]", "“x”", "—", "…", "and/or", "https://www.example.org/a?b=c", "\u200B", "ɥ●",
	}
	joints := []string{"", " ", " ", " ", "  ", "\u00A0", "\u00AD", "\n", "\r\n", "-"}
	for range 2000 {
		var b strings.Builder
		for range 1 + rng.IntN(12) {
			b.WriteString(parts[rng.IntN(len(parts))])
			b.WriteString(joints[rng.IntN(len(joints))])
		}
		text := b.String()
		at := rng.IntN(len(text) + 1)
		runs := cut(text, at, at+rng.IntN(len(text)+1-at))
		width := rng.Float64() * 150
		if bad := checkLines(text, Break(runs, width), width); bad != "" {
			t.Fatalf("Break(%q, %v) of %d runs: %s", text, width, len(runs), bad)
		}
	}
}

func TestFullStopNeverBeginsALine(t *testing.T) {
	const text = "中国对外贸易，出口增长。朝鲜进口。上升、下降；如此？是！（注）「完」"
	for width := 2 * body.Width("中"); width < 200; width += 1.7 {
		for _, l := range strings.Split(plainAt(text, width), "\n") {
			if r, _ := utf8.DecodeRuneInString(l); strings.ContainsRune("，。、；？！）」", r) {
				t.Fatalf("width %v: a line begins with %c", width, r)
			}
			if r := lastRune(l); strings.ContainsRune("（「", r) && width > body.Width("（注）") {
				t.Fatalf("width %v: a line ends with %c", width, r)
			}
		}
	}
}

// plainAt is a paragraph of one run in the body font.
func plainAt(s string, width float64) string {
	return printed(Break([]Run{{S: s, Font: body}}, width))
}

func TestMoneyNeverBreaks(t *testing.T) {
	const text = "It rose to US$188.7 and then by 15.9% or 1,234.5\u00A0t (−11.2%) in all"
	wholes := []string{"US$188.7", "15.9%", "1,234.5\u00A0t", "(−11.2%)"}
	least := 0.0
	for _, whole := range wholes {
		least = max(least, body.Width(whole))
	}
	for width := least; width < 200; width += 0.9 {
		got := plainAt(text, width)
		for _, whole := range wholes {
			if !strings.Contains(got, whole) {
				t.Fatalf("width %v: %q is broken:\n%s", width, whole, got)
			}
		}
	}
}

func FuzzBreak(f *testing.F) {
	f.Add("Imports rose by 15.9%\u00A0to\nUS$188.7 朝鲜。", 8, 20, 60.0)
	f.Add("inter\u00ADnation\u00ADal \u3000\u200B [1]", 3, 5, 12.0)
	f.Add("a fall\n-5.2%\r\n-1", 3, 9, 60.0)
	f.Add("\xff\x00e\u0301 😀\u200D😀", 0, 1, 0.0)
	f.Fuzz(func(t *testing.T, text string, a, b int, width float64) {
		runs := cut(text, int(uint16(a)), int(uint16(b)))
		lines := Break(runs, width)
		if !(width <= maxLength) {
			width = maxLength
		}
		if bad := checkLines(text, lines, max(width, 0)); bad != "" {
			t.Fatal(bad)
		}
		for _, l := range lines {
			for _, m := range l.Marks(0, 0) {
				if text, ok := m.Op.(Text); ok && text.S == "" {
					t.Fatal("an empty text is painted")
				}
			}
		}
	})
}

func BenchmarkBreak(b *testing.B) {
	sentence := "Imports rose by 15.9% on the month to US$188.7 million, the highest since the border was closed in January 2020. "
	for _, c := range []struct {
		name  string
		words int
	}{{"100 words", 100}, {"10000 words", 10000}} {
		text := strings.Repeat(sentence, c.words/20)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Break([]Run{{S: text, Font: body}}, 174*MM)
			}
		})
	}
}

// A dash parts long names at the end of a line, but not the ends of a span of months.
func TestDashes(t *testing.T) {
	font := Font{Sans, 9}
	for text, want := range map[string]string{
		"Trade of Jan–Nov 2025":         "Trade of|Jan–Nov 2025",
		"Trade of 2017–2023":            "Trade of|2017–2023",
		"Trade by Russia–China by rail": "Trade by Russia–|China by rail",
		"Trade—which fell—grows":        "Trade—which|fell—grows",
	} {
		width := font.Width("Trade by Russia–")
		var got []string
		for _, line := range Break([]Run{{S: text, Font: font}}, width) {
			got = append(got, printed([]TextLine{line}))
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%q breaks as %q, expected %q", text, s, want)
		}
	}
}

// Chinese, Japanese and Korean break as their printers do: no line begins with what
// closes, with a small letter of Japanese or a long vowel, none ends with what opens; a
// number keeps its unit and what it numbers, and a Korean word stays whole where the line is wide enough.
func TestEastAsianLines(t *testing.T) {
	const (
		notFirst = "、。，．：；？！）〕］｝〉》」』】”’ぁぃぅぇぉっゃゅょァィゥェォッャュョー々％‰"
		notLast  = "（〔［｛〈《「『【“‘"
	)
	words := []string{"出口", "增长", "さくら", "データ", "きょう", "っ子"}
	pieces := []string{"（", "）", "，", "。", "「", "」", "《", "》", "、", "：", "；", "々", "！"}
	wholes := []string{"188.7亿美元", "15.9%", "9月", "2023年", "表1", "第3", "8—9月"}
	pieces = append(pieces, wholes...)
	rng := rand.New(rand.NewPCG(3, 9))
	for range 2000 {
		var b strings.Builder
		b.WriteString("贸易")
		for range 5 + rng.IntN(40) {
			b.WriteString(words[rng.IntN(len(words))])
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		b.WriteString("终")
		text := b.String()
		width := 100 + 60*rng.Float64()
		lines := Break([]Run{{S: text, Font: Font{Sans, 9}}}, width)
		var all strings.Builder
		for i, line := range lines {
			s := printed([]TextLine{line})
			all.WriteString(s)
			if line.Width > width+tolerance {
				t.Errorf("%q is %.1f points wide, more than %.1f", s, line.Width, width)
			}
			for _, whole := range wholes {
				for cut := range whole {
					if next := i + 1; cut > 0 && next < len(lines) && strings.HasSuffix(s, whole[:cut]) && strings.HasPrefix(printed(lines[next:next+1]), whole[cut:]) {
						t.Errorf("%q is cut in %q and %q", whole, s, printed(lines[next:next+1]))
					}
				}
			}
			first, _ := utf8.DecodeRuneInString(s)
			last, _ := utf8.DecodeLastRuneInString(s)
			if i > 0 && strings.ContainsRune(notFirst, first) {
				t.Errorf("a line of %q begins with %q", text, first)
			}
			if i < len(lines)-1 && strings.ContainsRune(notLast, last) {
				t.Errorf("a line of %q ends with %q", text, last)
			}
		}
		if all.String() != text {
			t.Errorf("%q became %q", text, all.String())
		}
	}
	korean := "중국의 대북 수출은 9월에 전월보다 15.9% 늘어난 1억 8,870만 달러였다. 코로나19 이후 2017–2023년."
	for _, width := range []float64{60, 80, 120} {
		for _, line := range Break([]Run{{S: korean, Font: Font{Sans, 9}}}, width) {
			for _, word := range strings.Fields(printed([]TextLine{line})) {
				if !slices.Contains(strings.Fields(korean), word) {
					t.Errorf("at %.0f points a word is broken: %q", width, word)
				}
			}
		}
	}
}
