package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A voice has to know the language of what it reads. Where the author says
// nothing, the script tells it.

// scripts are those that tell a language, and which one is meant; of a document
// in one of the languages of own they tell nothing.
var scripts = []struct {
	table *unicode.RangeTable
	lang  string
	own   string
}{
	{unicode.Hangul, "ko", "ko"},
	{unicode.Hiragana, "ja", "ja"},
	{unicode.Katakana, "ja", "ja"},
	{unicode.Han, "zh", "zh ja"},
	{unicode.Cyrillic, "ru", "ru uk be bg sr mk kk ky mn tg"},
	{unicode.Greek, "el", "el"},
}

// foreignFirst is the first character that may be of a script above.
const foreignFirst = 0x370

// passage is a piece of a text in one language; empty is the document's.
type passage struct{ s, lang string }

// passages cuts a text where its language changes. What belongs to no script, as
// blanks and digits do, goes with the language on both its sides, else with the
// document's.
func passages(s, document string) []passage {
	if strings.IndexFunc(s, func(r rune) bool { return r >= foreignFirst }) < 0 {
		return []passage{{s: s}}
	}
	own, _, _ := strings.Cut(strings.ToLower(document), "-")
	kana := strings.IndexFunc(s, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }) >= 0
	var out []passage
	add := func(s, lang string) {
		if n := len(out); n > 0 && (out[n-1].lang == lang) {
			out[n-1].s += s
		} else if s != "" {
			out = append(out, passage{s, lang})
		}
	}
	last, neutral := "", 0 // the language of the last letter, and how long what has followed it is
	for i, r := range s {
		n := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, n = utf8.DecodeRuneInString(s[i:])
		}
		if !unicode.IsLetter(r) && !cjkSign(r) {
			neutral += n
			continue
		}
		lang := last
		if unicode.IsLetter(r) {
			lang = languageOfLetter(r, own, kana)
		}
		if lang == "el" && !besideGreek(s, i, n) {
			lang = "" // a sign, as in Δ
		}
		between := ""
		if lang == last {
			between = lang
		}
		add(s[i-neutral:i], between)
		add(s[i:i+n], lang)
		last, neutral = lang, 0
	}
	add(s[len(s)-neutral:], "")
	return out
}

// cjkSign reports whether the character is a stop, a bracket or the like of
// Chinese, Japanese and Korean, which goes with the words before it.
func cjkSign(r rune) bool { return 0x3001 <= r && r <= 0x303F || 0xFF01 <= r && r <= 0xFFEF }

func languageOfLetter(r rune, own string, kana bool) string {
	if r < foreignFirst {
		return ""
	}
	for _, s := range scripts {
		if !unicode.Is(s.table, r) {
			continue
		}
		lang := s.lang
		if lang == "zh" && kana {
			lang = "ja"
		}
		for _, l := range strings.Fields(s.own) {
			if l == own && (lang == s.lang || lang == own) {
				return ""
			}
		}
		return lang
	}
	return ""
}

// besideGreek reports whether a letter next to the character is Greek.
func besideGreek(s string, i, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+n:])
	return unicode.Is(unicode.Greek, before) || unicode.Is(unicode.Greek, after)
}

// languageOf is the one language of a text that is not in that of the document;
// empty: it is in that, or in several.
func (l *layouter) languageOf(s string) string {
	lang, letters := "", false
	for _, p := range passages(s, l.doc.Meta.Lang) {
		if strings.IndexFunc(p.s, unicode.IsLetter) < 0 {
			continue
		}
		if letters && p.lang != lang {
			return ""
		}
		lang, letters = p.lang, true
	}
	return lang
}
