package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tradebrief/report/locale"
)

// closed is a text without the blanks that line breaks of the source leave between
// characters of Chinese and Japanese, which have none between words. In a brief in
// these languages there is none beside Latin letters and digits either (HS编码,
// 9月). In Korean and among Latin letters they stay.
func closed(l *locale.Locale, s string) string {
	if strings.IndexFunc(s, fullWidth) < 0 {
		return s
	}
	wordless := l.Tag == "zh" || l.Tag == "ja"
	drops := func(last, next rune, edge bool) bool {
		before, behind := fullWidth(last), fullWidth(next)
		switch {
		case before && behind, before && unicode.IsPunct(last), behind && unicode.IsPunct(next):
			return true
		}
		return (before || behind) && (edge || wordless)
	}
	var b strings.Builder
	last := rune(-1)
	for i, r := range s {
		if r == ' ' {
			next, _ := utf8.DecodeRuneInString(s[i+1:])
			if drops(last, next, i == 0 || i+1 == len(s)) {
				continue
			}
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// fullWidth reports whether a character stands in a square of its own, as those of
// Chinese and Japanese do and hangul does not.
func fullWidth(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || 0x3000 < r && r <= 0x303f || 0xff00 < r && r < 0xff5f
}

// frenchBlanks are those that an author of French types before signs and within
// quotation marks, and what print has there: none breaks, and one before a semicolon,
// a question and an exclamation is narrow.
var frenchBlanks = strings.NewReplacer(" :", "\u00a0:", " ;", "\u202f;", " ?", "\u202f?", " !", "\u202f!", "« ", "«\u00a0", " »", "\u00a0»")

// typeset turns the quotation marks and apostrophes of a keyboard into those of
// print: China's becomes China’s, "words" become “words”, or what the language has
// for them. before is the text in front of s, whose last character tells an opening mark from a closing one.
func typeset(l *locale.Locale, s, before string) string {
	if l.Tag == "fr" {
		s = frenchBlanks.Replace(s)
	}
	if !strings.ContainsAny(s, `'"`) {
		return s
	}
	var b strings.Builder
	open, shut := l.QuotationMarks()
	last, _ := utf8.DecodeLastRuneInString(before)
	if before == "" {
		last = ' '
	}
	for i, r := range s {
		opens := unicode.IsSpace(last) || strings.ContainsRune("([{–—“‘„«「/¿¡", last)
		if fullWidth(last) && r == '"' { // where words have no blanks before them, marks come in pairs
			said := before + b.String()
			opens = strings.Count(said, open) == strings.Count(said, shut)
		}
		next, _ := utf8.DecodeRuneInString(s[i+1:])
		switch {
		case r == '"' && opens:
			b.WriteString(open)
			last = '“'
			continue
		case r == '"':
			b.WriteString(shut)
			last = '”'
			continue
		case r == '\'' && opens && !unicode.IsDigit(next): // not the apostrophe of ’90s
			r = '‘'
		case r == '\'':
			r = '’'
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
