package templates

import (
	"slices"
	"strings"
)

// Where quotation marks and brackets on a line end, by the grammar of YAML.

// flowText is the text at the start of s up to the sign that ends it inside of
// brackets.
func flowText(s string) string {
	for i := 0; i < len(s); i++ {
		switch {
		case strings.HasPrefix(s[i:], "{{"):
			if n := strings.Index(s[i:], "}}"); n > 0 {
				i += n + 1
				continue
			}
			return s
		case s[i] == ',' || s[i] == ']' || s[i] == '}':
			return strings.TrimRight(s[:i], " ")
		}
	}
	return strings.TrimRight(s, " ")
}

// closers are the brackets that close what is open at the end of a text.
func closers(s string) string {
	var open []byte
	for _, c := range unquoted(s) {
		switch {
		case c == '[' || c == '{':
			open = append(open, closer(c))
		case (c == ']' || c == '}') && len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	slices.Reverse(open)
	return string(open)
}

// bareBraces is the place of the first {{ that begins a value inside a list or
// mapping in brackets without standing in quotes, or -1.
func bareBraces(s string) int {
	before := s[0] // the last sign that is no blank
	for i := 1; i < len(s); i++ {
		begins := strings.IndexByte("[,:", before) >= 0
		switch c := s[i]; {
		case c == ' ':
			continue
		case begins && strings.HasPrefix(s[i:], "{{"):
			return i
		case begins && (c == '"' || c == '\''):
			n := quoteEnd(s, i+1, c)
			if n < 0 {
				return -1
			}
			i = n - 1
		}
		before = s[i]
	}
	return -1
}

// quoteEnd is the place behind the closing quotation mark, or -1.
func quoteEnd(s string, from int, quote byte) int {
	for i := from; i < len(s); i++ {
		switch {
		case quote == '"' && s[i] == '\\':
			i++
		case s[i] == quote && quote == '\'' && i+1 < len(s) && s[i+1] == '\'':
			i++
		case s[i] == quote:
			return i + 1
		}
	}
	return -1
}

// flowEnd is the place behind the bracket that closes the first one.
func flowEnd(s string) (end int, open bool) {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\'':
			if i > 0 && !strings.ContainsRune("[{,: ", rune(s[i-1])) {
				continue // an apostrophe
			}
			n := quoteEnd(s, i+1, c)
			if n < 0 {
				return len(s), true
			}
			i = n - 1
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			if depth--; depth == 0 {
				return i + 1, false
			}
		case c == '#' && i > 0 && s[i-1] == ' ':
			return len(s), depth > 0
		}
	}
	return len(s), depth > 0
}
