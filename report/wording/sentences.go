package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences cuts a text of the language into its sentences: from and to, in bytes, in order and
// without the spaces between them. A full stop that is part of a number or stands
// for letters left out ends none.
func (l Language) Sentences(text string) [][2]int {
	var out [][2]int
	for from := len(text) - len(strings.TrimLeft(text, blanks)); from < len(text); {
		end, next := l.sentenceEnd(text, from)
		out = append(out, [2]int{from, end})
		from = next
	}
	return out
}

// SentenceAt is the sentence of a text around a byte of it.
func (l Language) SentenceAt(text string, at int) string {
	for from := len(text) - len(strings.TrimLeft(text, blanks)); from < len(text); {
		end, next := l.sentenceEnd(text, from)
		if at < end || next >= len(text) {
			return text[from:end]
		}
		from = next
	}
	return ""
}

const (
	blanks  = " \n\t\r"
	noBreak = "\u00a0"
)

// sentenceEnd is the end of the sentence that begins at from, and the beginning
// of the next one.
func (l Language) sentenceEnd(text string, from int) (end, next int) {
	for i := from; i < len(text); i++ {
		switch c := text[i]; c {
		case '.', '!', '?':
		case 0xe3, 0xef: // 。！？ end a sentence, whatever follows
			full, n := utf8.DecodeRuneInString(text[i:])
			if !strings.ContainsRune("。！？", full) {
				continue
			}
			for end = i + n; end < len(text); end += n {
				var r rune
				if r, n = utf8.DecodeRuneInString(text[end:]); !strings.ContainsRune("。！？…」』”’）】》", r) {
					break
				}
			}
			return end, len(text) - len(strings.TrimLeft(text[end:], blanks))
		case '\n': // an empty line ends a heading
			if end = from + len(strings.TrimRight(text[from:i], blanks)); strings.HasPrefix(text[i+1:], "\n") && end > from {
				return end, len(text) - len(strings.TrimLeft(text[i:], blanks))
			}
			continue
		default:
			continue
		}
		// Closing marks belong to the sentence that they end.
		end = i + 1
		for end < len(text) {
			r, n := utf8.DecodeRuneInString(text[end:])
			if !strings.ContainsRune(`.!?)]”’"'`, r) {
				break
			}
			end += n
		}
		rest := strings.TrimLeft(text[end:], blanks)
		r, _ := utf8.DecodeRuneInString(rest)
		switch {
		case rest == "", len(rest) == len(text)-end:
		case unicode.IsLower(r) && !strings.HasPrefix(rest, "n.a."):
		case text[i] == '.' && abbreviated(text[from:i], rest):
		case l == German && text[i] == '.' && ordinalBefore(text[from:i]): // am 20. Oktober
		default:
			return end, len(text) - len(rest)
		}
		i = end - 1
	}
	return max(from, len(strings.TrimRight(text, blanks))), len(text)
}

// abbreviated reports whether a full stop after the text stands for letters left
// out: after a single letter, and before a figure after a word such as No.
func abbreviated(before, after string) bool {
	at := strings.LastIndexAny(before, " .(\n\t"+noBreak) + 1
	word := before[at:]
	first, _ := utf8.DecodeRuneInString(after)
	switch {
	case utf8.RuneCountInString(word) == 1 && word < "\u1100": // 큼. ends a sentence
		// After initials, as in the U.S., a word that opens sentences opens one.
		if initials := at >= 2 && before[at-1] == '.'; initials && opensSentence(after) {
			return false
		}
		return !unicode.IsDigit([]rune(word)[0])
	case unicode.IsDigit(first):
		switch word {
		case "No", "Nos", "no", "nos", "rev", "Rev", "ch", "Ch", "pp", "ca", "approx", "Fig", "Figs", "fig", "Art", "art", "Sec", "sec", "Vol", "vol", "para", "paras",
			"Jan", "Feb", "Mar", "Apr", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
			"Abb", "Tab", "Nr", "tabl", "gráf", "Gráf", "рис", "Рис", "табл", "Табл", "см":
			return true
		}
		return false
	}
	switch word {
	case "Mr", "Mrs", "Ms", "Dr", "St", "vs", "cf", "Prof", "Gov", "Gen", "Sen", "Rep", "Messrs",
		"Mio", "Mrd", "Tsd", "Nr", "Abb", "Tab", "bzw", "млн", "млрд", "тыс", "долл", "рис", "табл":
		return true
	}
	return false
}

// ordinalBefore reports whether a text ends with one or two digits, which a full
// stop makes an ordinal number in German.
func ordinalBefore(text string) bool {
	digits := len(text) - len(strings.TrimRight(text, "0123456789"))
	return digits == 1 || digits == 2
}

// opensSentence reports whether a text begins with a word that is hardly ever
// capital within a sentence.
func opensSentence(text string) bool {
	word := text
	if n := strings.IndexAny(text, blanks+","); n >= 0 {
		word = text[:n]
	}
	switch word {
	case "The", "This", "These", "That", "Those", "In", "On", "At", "For", "From", "It", "Its", "They", "There", "A", "An", "As", "But", "And", "However", "While", "When", "Exports", "Imports", "Total":
		return true
	}
	return false
}
