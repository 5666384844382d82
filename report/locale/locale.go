// Package locale is what a brief says in the language it is written in: fixed
// words, months and dates, numbers with their units, lists and quotation marks.
//
// A [Locale] is one language. [Of] finds it by a language tag:
//
//	l, ok := locale.Of("zh-CN")
//	l.Say(locale.PageOf, "1", "8")            // 第1页，共8页
//	l.Figure(v, false)                        // 1.887亿美元
//	l.Period(data.Month(2023, 9))             // 2023年9月
//
// Each fixed phrase is a [Key] with a text in every language, in the file of that
// language; a text holds {0}, {1} … where the others are put. A phrase that counts
// has one text for each of the language's plural forms. A test holds the tables
// against one another: no phrase is missing, none has other places, and Chinese
// and Korean have no English left.
//
// Figures go through here wherever they are printed: text, cells, tiles, axes and
// what is said aloud. A figure is rounded once, in the unit of the house (one
// decimal of a million), and then only written: another language may set the
// decimal sign elsewhere or count in 10 000, but it prints the same digits.
package locale

import (
	"strconv"
	"strings"

	"tradebrief/data"
)

const nbsp = "\u00a0"

// Locale is a language of briefs. Its tables are never changed, so that it may
// be used by several goroutines. The zero value is no language; [Of] gives one.
type Locale struct {
	// Tag is the language as BCP 47 has it: en, zh, ko …
	Tag string

	texts  *texts
	plural func(n int) int // which form of a phrase n takes
	forms  int             // how many forms there are

	numerals data.Numerals
	percent  string // behind a number, with its blank
	gap      string // between a number and its unit

	months  [12]string // September
	dated   [12]string // in a date; empty: months
	short   [12]string // Sep
	quarter [4]string  // Q3
	brief   [4]string  // the same, short
	first   string     // the first day of a month in a date; empty: 1

	comma, and string // of a list
	quotes     [2]string

	money money
}

type texts [keys]string

// all are the languages, English first.
var all = [...]*Locale{&english, &chinese, &korean, &french, &german, &spanish, &japanese, &russian}

// English is the language of a brief that names none, and of what the tool says
// to its user.
func English() *Locale { return &english }

// Of is the language of a tag such as en, en-GB or zh-Hans-CN; the empty tag is
// English. ok is false, and the language English, where there is no table for it.
func Of(tag string) (l *Locale, ok bool) {
	if tag == "" {
		return &english, true
	}
	primary, rest, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	for _, l := range all {
		if !strings.EqualFold(l.Tag, primary) {
			continue
		}
		// The table of Chinese is in simplified characters.
		traditional := l == &chinese && hasAny(rest, "Hant", "TW", "HK", "MO")
		return l, !traditional
	}
	return &english, false
}

func hasAny(subtags string, wanted ...string) bool {
	for _, s := range strings.Split(subtags, "-") {
		for _, w := range wanted {
			if strings.EqualFold(s, w) {
				return true
			}
		}
	}
	return false
}

// Languages are the tags of the languages that there are tables for.
func Languages() []string {
	out := make([]string, len(all))
	for i, l := range all {
		out[i] = l.Tag
	}
	return out
}

// Say is the text of a phrase, with args in its places.
func (l *Locale) Say(k Key, args ...string) string { return fill(l.texts[k], args) }

// Count is the text of a phrase that counts: n, as it is printed, is in its first
// place, args in those after it.
func (l *Locale) Count(k Key, n int, args ...string) string {
	forms := strings.Split(l.texts[k], "|")
	form := forms[min(l.plural(n), len(forms)-1)]
	if len(args) == 0 {
		return fill(form, []string{l.Number(n)})
	}
	return fill(form, append([]string{l.Number(n)}, args...))
}

// fill puts args into the places {0} to {9} of a text.
func fill(text string, args []string) string {
	if len(args) == 0 || !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '{' && i+2 < len(text) && text[i+2] == '}' {
			if n := int(text[i+1] - '0'); n >= 0 && n < len(args) {
				b.WriteString(args[n])
				i += 2
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// List is "a, b and c"; parts that have a comma or an "and" of their own are kept
// apart by semicolons.
func (l *Locale) List(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	comma, and := l.comma, l.and
	for _, s := range parts {
		if strings.Contains(s, comma) || strings.Contains(s, and) {
			comma, and = l.texts[Semicolon], l.texts[semicolonAnd]
			break
		}
	}
	return strings.Join(parts[:len(parts)-1], comma) + and + parts[len(parts)-1]
}

// Join puts parts side by side as an enumeration without "and" does: "a, b".
// Empty parts are left out.
func (l *Locale) Join(parts ...string) string { return joined(l.texts[Comma], parts) }

// Semicolons is Join with semicolons.
func (l *Locale) Semicolons(parts ...string) string { return joined(l.texts[Semicolon], parts) }

// Sentences are texts that have their full stops, one behind the other. Empty
// ones are left out.
func (l *Locale) Sentences(parts ...string) string { return joined(l.texts[SentenceGap], parts) }

func joined(sep string, parts []string) string {
	var b strings.Builder
	for _, s := range parts {
		if s == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(sep)
		}
		b.WriteString(s)
	}
	return b.String()
}

// Stop ends a text with a full stop unless it has one.
func (l *Locale) Stop(s string) string {
	if s == "" {
		return ""
	}
	for _, end := range [...]string{".", "。", "!", "?", "！", "？"} {
		if strings.HasSuffix(s, end) {
			return s
		}
	}
	return s + l.texts[FullStop]
}

// Quote puts words into the quotation marks of the language.
func (l *Locale) Quote(s string) string { return l.quotes[0] + s + l.quotes[1] }

// QuotationMarks are those of the language, with the blanks inside them.
func (l *Locale) QuotationMarks() (open, shut string) { return l.quotes[0], l.quotes[1] }

// Number prints a whole number.
func (l *Locale) Number(n int) string {
	if n > -1000 && n < 1000 {
		s := strconv.Itoa(n)
		return strings.Replace(s, "-", "−", 1)
	}
	return l.numerals.Fixed(ratOf(n), 0, false)
}

// Numerals are how the language writes numbers.
func (l *Locale) Numerals() data.Numerals { return l.numerals }

// The rules of plural: which of its forms a phrase takes for n.
func onePlural(int) int { return 0 }

func twoPlurals(n int) int {
	if n == 1 {
		return 0
	}
	return 1
}

// frenchPlurals takes nothing for singular too.
func frenchPlurals(n int) int {
	if n == 0 || n == 1 {
		return 0
	}
	return 1
}

// russianPlurals are those of 1, of 2 to 4, and of the rest.
func russianPlurals(n int) int {
	switch tens := n / 10 % 10; {
	case tens == 1:
		return 2
	case n%10 == 1:
		return 0
	case n%10 >= 2 && n%10 <= 4:
		return 1
	}
	return 2
}

// Keys is the number of phrases: those from 0 on are keys.
func Keys() int { return int(keys) }
