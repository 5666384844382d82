package wording

import "strings"

// Language is a language that texts are read in. The zero Language is English.
//
// English is read by its grammar, in the other files of this package. Chinese and
// Korean are read by a lexicon of what their statistics say and how figures, times
// and endings are written; what it does not know stays unmarked. Of the others
// only figures are read.
type Language uint8

// The languages.
const (
	English Language = iota
	Chinese
	Korean
	French
	German
	Spanish
	Japanese
	Russian
)

var languages = [...]struct{ tag, name string }{{"en", "English"}, {"zh", "Chinese"}, {"ko", "Korean"}, {"fr", "French"}, {"de", "German"}, {"es", "Spanish"}, {"ja", "Japanese"}, {"ru", "Russian"}}

// LanguageOf is the language of a tag such as zh or zh-CN; English for one that
// is not read.
func LanguageOf(tag string) Language {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
	for i, l := range languages {
		if l.tag == tag {
			return Language(i)
		}
	}
	return English
}

// String is the English name of the language.
func (l Language) String() string { return languages[l].name }

// Tag is the tag of the language: zh.
func (l Language) Tag() string { return languages[l].tag }

// Words reports whether what words say is read, and not figures alone.
func (l Language) Words() bool { return l <= Korean }

// VerbLast reports whether the verb stands behind its figure: 15.9% 증가했다.
func (l Language) VerbLast() bool { return l == Korean || l == Japanese }

// Scan finds the marks of a text of the language, in order and without overlaps.
// It takes any bytes.
func (l Language) Scan(text string) []Mark {
	switch l {
	case English:
		return Scan(text)
	case Chinese, Korean:
		return scanSigns(l, text)
	}
	return scanFigures(l, text)
}
