package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tradebrief/report/locale"
)

// typeset turns the quotation marks and apostrophes of a keyboard into those of
// print: China's becomes China’s, "words" become “words”, or what the language has
// for them. before is the text in front of s, whose last character tells an opening mark from a closing one.
func typeset(l *locale.Locale, s, before string) string {
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
		opens := unicode.IsSpace(last) || strings.ContainsRune("([{–—“‘„«「/", last)
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
