package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A voice has to know the language of what it reads. Where the author says
// nothing, the script tells it.

// scripts are those that tell a language, and which one is meant; of a document
// in one of the languages of own they tell nothing.
var scripts = []script{
	{unicode.Hangul, "ko", "ko"},
	{unicode.Hiragana, "ja", "ja"},
	{unicode.Katakana, "ja", "ja"},
	{unicode.Han, "zh", "zh ja"},
	{unicode.Cyrillic, "ru", "ru uk be bg sr mk kk ky mn tg"},
	{unicode.Greek, "el", "el"},
}

type script struct {
	table *unicode.RangeTable
	lang  string
	own   string
}

// writes reports whether the script is that of the language.
func (s script) writes(lang string) bool { return slices.Contains(strings.Fields(s.own), lang) }

// foreignFirst is the first character that may be of a script above.
const foreignFirst = 0x370

// toolLanguage is that of the words of the tool: in a document that is not in
// Latin letters, words in these are taken for it.
const toolLanguage = "en"

// passage is a piece of a text in one language; empty is the document's.
type passage struct{ s, lang string }

// language is that of a document.
type language struct {
	own   string // without country and script: zh
	latin bool   // it is written in Latin letters
}

func newLanguage(tag string) language {
	own, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return language{own, !slices.ContainsFunc(scripts, func(s script) bool { return s.writes(own) })}
}

// plain reports whether nothing of the text is in another language.
func (l language) plain(s string) bool {
	return l.latin && strings.IndexFunc(s, func(r rune) bool { return r >= foreignFirst }) < 0
}

// passages cuts a text where its language changes. What belongs to no script, as
// blanks and digits do, goes with the language on both its sides, else with the
// document's.
func (l language) passages(s string) []passage {
	if l.plain(s) {
		return []passage{{s: s}}
	}
	kana := strings.IndexFunc(s, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }) >= 0
	var out []passage
	add := func(s, lang string) {
		if n := len(out); n > 0 && (out[n-1].lang == lang) {
			out[n-1].s += s
		} else if s != "" {
			out = append(out, passage{s, lang})
		}
	}
	inWord := false        // the last letter was a Latin one
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
		switch {
		case !unicode.IsLetter(r):
		case r >= foreignFirst || l.latin:
			lang = languageOfLetter(r, l.own, kana)
		case inWord && neutral == 0: // as its first letter
		case isWord(s[i:]):
			lang = toolLanguage
		case last != toolLanguage:
			lang = "" // a unit, or the code of a country
		}
		inWord = r < foreignFirst && unicode.IsLetter(r)
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
		if s.writes(own) && (lang == s.lang || lang == own) {
			return ""
		}
		return lang
	}
	return ""
}

// isWord reports whether a text begins with a word, not a unit or a code: three
// letters or more, of which one is small.
func isWord(s string) bool {
	letters, small := 0, false
	for _, r := range s {
		if !unicode.IsLetter(r) {
			break
		}
		letters, small = letters+1, small || unicode.IsLower(r)
	}
	return letters >= 3 && small
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
	if l.language.plain(s) {
		return ""
	}
	lang, letters := "", false
	for _, p := range l.language.passages(s) {
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
