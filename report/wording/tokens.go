package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, the digits of a number, an address, or one other character.
// Spaces and the hyphens within compounds are no tokens; they are the gap before
// the token that follows.
type token struct {
	from, to int
	w        string // lower case where the lexicon knows the word, else as written
	class    class
	gap      gap
	capital  bool // begins with a capital
	starts   bool // a mark may begin with it
}

type class uint8

const (
	word class = iota
	digits
	point // punctuation, signs, currencies
	link  // an address, kept whole
)

type gap uint8

const (
	glued gap = iota
	space
	hyphen // two-thirds
	line   // a line or the text begins
)

type scanner struct {
	text   string
	tokens []token
	marks  []Mark
}

// none stands before the first and after the last token.
var none = token{class: point, gap: line}

func (s *scanner) tok(i int) *token {
	if i < 0 || i >= len(s.tokens) {
		return &none
	}
	return &s.tokens[i]
}

// w is the i-th word, "" outside the text.
func (s *scanner) w(i int) string { return s.tok(i).w }

// glued reports whether the i-th token follows the one before without a space.
func (s *scanner) glued(i int) bool {
	return i > 0 && i < len(s.tokens) && s.tokens[i].gap == glued
}

// compound reports whether a hyphen stands before the i-th token.
func (s *scanner) compound(i int) bool { return s.tok(i).gap == hyphen && i > 0 }

// opens reports whether the i-th token begins a sentence.
func (s *scanner) opens(i int) bool {
	switch s.w(i - 1) {
	case "", ".", "!", "?", "“", "\"", "•", ":":
		return true
	}
	return s.tok(i).gap == line
}

// cut makes the tokens.
func (s *scanner) cut() {
	text := s.text
	s.tokens = make([]token, 0, len(text)/5+4)
	g := line
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			g, i = line, i+size
			continue
		case unicode.IsSpace(r) || r == '\u200b':
			if g != line {
				g = space
			}
			i += size
			continue
		case isHyphen(r) && g == glued && len(s.tokens) > 0 && s.tokens[len(s.tokens)-1].class != point && startsWord(text[i+size:]):
			g, i = hyphen, i+size
			continue
		}
		t := token{from: i, gap: g, capital: unicode.IsUpper(r)}
		switch {
		case '0' <= r && r <= '9':
			t.class, t.to = digits, endOfDigits(text, i)
		case r >= utf8.RuneSelf && unicode.Is(unicode.Nd, r): // １８８, ١٨٨: digits whose value is not read
			t.class, t.to = digits, endOfForeign(text, i)
		case isLetter(r):
			t.class, t.to = s.endOfWord(i)
		case isApostrophe(r) && g == glued && startsWord(text[i+size:]):
			_, t.to = s.endOfWord(i + size)
		default:
			t.class, t.to = point, i+size
		}
		if t.class == link {
			// What is glued to the front of an address belongs to it.
			for n := len(s.tokens); n > 0 && t.gap != space && t.gap != line; n-- {
				before := &s.tokens[n-1]
				if before.class == point && !strings.Contains("._+", before.w) {
					break
				}
				t.from, t.gap = before.from, before.gap
				s.tokens = s.tokens[:n-1]
			}
		}
		t.w = text[t.from:t.to]
		switch {
		case t.class == word:
			t.w, t.starts = fold(t.w)
		case t.class == point:
			_, fraction := vulgar[t.w]
			t.starts = fraction || strings.Contains("+-−–$€£¥₩₹₽", t.w)
		default:
			t.starts = true
		}
		s.tokens = append(s.tokens, t)
		i, g = t.to, glued
	}
}

func isHyphen(r rune) bool     { return r == '-' || r == '\u2010' || r == '\u2011' }
func isApostrophe(r rune) bool { return r == '\'' || r == '’' }
func isLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '\u00ad' || r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsMark(r))
}

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isLetter(r) || '0' <= r && r <= '9'
}

// endOfDigits is the end of a number with its points and commas.
func endOfDigits(text string, i int) int {
	isDigit := func(i int) bool { return i < len(text) && '0' <= text[i] && text[i] <= '9' }
	for isDigit(i) || i < len(text) && (text[i] == '.' || text[i] == ',') && isDigit(i+1) {
		i++
	}
	return i
}

// endOfForeign is the end of a run of digits of another script.
func endOfForeign(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.Is(unicode.Nd, r) {
			break
		}
		i += size
	}
	return i
}

// endOfWord is the end of a word, or of an address that begins with it.
func (s *scanner) endOfWord(i int) (class, int) {
	text, end := s.text, i
	for end < len(text) {
		r, size := rune(text[end]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[end:])
		}
		if !isLetter(r) {
			break
		}
		end += size
	}
	rest := text[end:]
	mail := len(rest) > 1 && rest[0] == '@' && startsWord(rest[1:])
	if mail || strings.HasPrefix(rest, "://") || strings.HasPrefix(rest, ".") && strings.EqualFold(text[i:end], "www") && len(rest) > 1 && startsWord(rest[1:]) {
		if n := strings.IndexAny(rest, " \t\n\r\u00a0<>\"“”()[]"); n >= 0 {
			rest = rest[:n]
		}
		rest = strings.TrimRight(rest, ".,;:!?'’)")
		return link, end + len(rest)
	}
	return word, end
}

// fold is a word in lower case, where that can be had without a copy: it has no
// capitals, or the lexicon knows it. It also tells whether a mark may begin with
// the word.
func fold(w string) (string, bool) {
	var buf [24]byte
	if len(w) > len(buf) {
		return w, false
	}
	for i := 0; i < len(w); i++ {
		c := w[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	if known, ok := english.words[string(buf[:len(w)])]; ok {
		return known.w, known.starts
	}
	return w, false
}
