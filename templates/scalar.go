package templates

import (
	"sort"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"tradebrief/data/diag"
)

// Scalar is a value of the outline as written, whatever type YAML would give
// it, with its place. Pos is the place of its first character, behind quotes
// and indentation. The zero Scalar is an absent one.
type Scalar struct {
	diag.Text
	place []placed
}

// placed says where in the file the bytes of a value from offset on stand, up
// to the next one.
type placed struct {
	offset int
	pos    diag.Pos
	still  bool // all these bytes stand at one place: an escape, a replaced param
}

// Present reports whether the outline has the value at all; it may be empty.
func (s Scalar) Present() bool { return s.Pos.Line > 0 }

// PosAt returns the place in the file of the byte at offset in Value, through
// indentation, quotes, escapes and folded lines. An offset beyond the end gives
// the place behind the last character.
func (s Scalar) PosAt(offset int) diag.Pos {
	return posAt(s.place, s.Pos, s.Value, offset)
}

func posAt(place []placed, first diag.Pos, value string, offset int) diag.Pos {
	offset = max(0, min(offset, len(value)))
	from := placed{pos: first}
	if i := sort.Search(len(place), func(i int) bool { return place[i].offset > offset }); i > 0 {
		from = place[i-1]
	}
	if from.still || from.pos.Line == 0 {
		return from.pos
	}
	from.pos.Col += utf8.RuneCountInString(value[min(from.offset, offset):offset])
	return from.pos
}

// spot is a placed by its byte in the source.
type spot struct {
	offset, at int
	still      bool
}

// scalar finds the place of every character of a node's value by reading the
// source again. Where that does not give the same value, the whole value has
// the place of the node.
func (s *source) scalar(n *yaml.Node) Scalar {
	at := s.skipProperties(s.offset(n.Line, n.Column))
	var spots []spot
	ok := true
	switch n.Style &^ (yaml.TaggedStyle | yaml.FlowStyle) {
	case yaml.DoubleQuotedStyle:
		spots, ok = flowSpots(s.text, at+1, '"', n.Value)
	case yaml.SingleQuotedStyle:
		spots, ok = flowSpots(s.text, at+1, '\'', n.Value)
	case yaml.LiteralStyle, yaml.FoldedStyle:
		spots, ok = blockSpots(s.text, at, n.Value)
	default:
		spots, ok = flowSpots(s.text, at, 0, n.Value)
	}
	// What opens a web address is neither printed nor told in a message.
	text := Scalar{Text: diag.Text{Value: withoutCredentials(n.Value), Pos: s.pos(at)}}
	if !ok || len(spots) == 0 {
		return text
	}
	text.Pos = s.pos(spots[0].at)
	if len(spots) == 1 && len(n.Value) <= stretch {
		return text
	}
	text.place = make([]placed, 0, len(spots)+len(n.Value)/stretch)
	for i, p := range spots {
		text.place = append(text.place, placed{p.offset, s.pos(p.at), p.still})
		end := len(n.Value)
		if i+1 < len(spots) {
			end = spots[i+1].offset
		}
		for offset := p.offset + stretch; offset < end && !p.still; offset += stretch {
			for offset < end-1 && !utf8.RuneStart(n.Value[offset]) {
				offset++
			}
			text.place = append(text.place, placed{offset, s.pos(p.at + offset - p.offset), false})
		}
	}
	return text
}

// stretch is the most bytes of a value that are counted to find a place: a long
// text is asked for the places of its marks one after another, each of which
// would be counted from its beginning.
const stretch = 256

// skipProperties steps over an anchor and a tag before a value.
func (s *source) skipProperties(p int) int {
	for p < len(s.text) && (s.text[p] == '&' || s.text[p] == '!') {
		anchor := s.text[p] == '&'
		p++
		for p < len(s.text) && (!anchor || inAnchor(s.text[p])) && s.text[p] != ' ' && s.text[p] != '\t' && breakAt(s.text, p) == 0 {
			p++
		}
		for p < len(s.text) {
			if s.text[p] == '#' {
				for p < len(s.text) && breakAt(s.text, p) == 0 {
					p++
				}
			} else if s.text[p] == ' ' || s.text[p] == '\t' {
				p++
			} else if n := breakAt(s.text, p); n > 0 {
				p += n
			} else {
				break
			}
		}
	}
	return p
}

func blankAt(text string, p int) bool {
	return p < len(text) && (text[p] == ' ' || text[p] == '\t')
}

// flowSpots walks a plain (quote 0) or quoted value and the source from p side
// by side.
func flowSpots(text string, p int, quote byte, value string) ([]spot, bool) {
	var spots []spot
	add := func(offset, at int, still bool) {
		if k := len(spots) - 1; k >= 0 {
			last := spots[k]
			if !last.still && !still && at-last.at == offset-last.offset {
				return
			}
		}
		spots = append(spots, spot{offset, at, still})
	}
	i := 0
	take := func(s string) bool {
		if !strings.HasPrefix(value[i:], s) {
			return false
		}
		i += len(s)
		return true
	}
	escapedBreak := false
	q := p // the end of the blanks at p
	for i < len(value) {
		if p >= len(text) {
			return nil, false
		}
		// Blanks are text unless a line break follows; then the run of breaks
		// and blanks is one blank, or one line break less than it has.
		for q = max(p, q); blankAt(text, q); {
			q++
		}
		if n := breakAt(text, q); n > 0 || escapedBreak {
			at, breaks := q, 0
			p = q
			for {
				if n := breakAt(text, p); n > 0 {
					p += n
					breaks++
				} else if blankAt(text, p) {
					p++
				} else {
					break
				}
			}
			if !escapedBreak {
				if breaks == 1 {
					add(i, at, true)
					if !take(" ") {
						return nil, false
					}
					continue
				}
				breaks--
			}
			escapedBreak = false
			if breaks > 0 {
				add(i, at, true)
				if !take(strings.Repeat("\n", breaks)) {
					return nil, false
				}
			}
			continue
		}
		switch {
		case quote == '\'' && text[p] == '\'':
			if !strings.HasPrefix(text[p:], "''") || !take("'") {
				return nil, false
			}
			add(i-1, p, true)
			p += 2
		case quote == '"' && text[p] == '\\':
			if n := breakAt(text, p+1); n > 0 {
				p += 1 + n
				escapedBreak = true
				continue
			}
			s, width := unescape(text[p:])
			if width == 0 || !strings.HasPrefix(value[i:], s) {
				return nil, false
			}
			add(i, p, true)
			i += len(s)
			p += width
		default:
			_, width := utf8.DecodeRuneInString(text[p:])
			add(i, p, false)
			if !take(text[p : p+width]) {
				return nil, false
			}
			p += width
		}
	}
	return spots, true
}

// unescape reads one escape of a double-quoted value.
func unescape(text string) (s string, width int) {
	if len(text) < 2 {
		return "", 0
	}
	digits := 0
	switch text[1] {
	case '0':
		return "\x00", 2
	case 'a':
		return "\a", 2
	case 'b':
		return "\b", 2
	case 't', '\t':
		return "\t", 2
	case 'n':
		return "\n", 2
	case 'v':
		return "\v", 2
	case 'f':
		return "\f", 2
	case 'r':
		return "\r", 2
	case 'e':
		return "\x1b", 2
	case ' ', '"', '\'', '\\', '/':
		return text[1:2], 2
	case 'N':
		return "\u0085", 2
	case '_':
		return "\u00a0", 2
	case 'L':
		return "\u2028", 2
	case 'P':
		return "\u2029", 2
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	}
	if digits == 0 || len(text) < 2+digits {
		return "", 0
	}
	r := rune(0)
	for _, c := range []byte(text[2 : 2+digits]) {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return "", 0
		}
	}
	return string(r), 2 + digits
}

// inAnchor reports whether a byte can be part of an anchor's name.
func inAnchor(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-'
}

// blockSpots reads a literal or folded block whose indicator stands at p. The
// indentation is the one the first line shows; an explicit indicator counts
// from a parent that is not known here, so every smaller one is tried too.
func blockSpots(text string, p int, value string) ([]spot, bool) {
	if p >= len(text) {
		return nil, false
	}
	folded := text[p] == '>'
	chomp := byte(0)
	explicit := false
	for p++; p < len(text) && breakAt(text, p) == 0; p++ {
		switch c := text[p]; {
		case c == '#':
			for p+1 < len(text) && breakAt(text, p+1) == 0 {
				p++
			}
		case c == '+' || c == '-':
			chomp = c
		case '1' <= c && c <= '9':
			explicit = true
		}
	}
	p += breakAt(text, p)

	indent := 0
	for q := p; ; {
		n := q
		for n < len(text) && text[n] == ' ' {
			n++
		}
		indent = max(indent, n-q)
		w := breakAt(text, n)
		if w == 0 {
			break
		}
		q = n + w
	}
	for indent = max(indent, 1); indent >= 1; indent-- {
		if spots, ok := blockLines(text, p, indent, folded, chomp, value); ok {
			return spots, true
		}
		if !explicit {
			break
		}
	}
	return nil, false
}

// blockLines reads the lines of a block of known indentation as YAML does and
// compares the result with the value.
func blockLines(text string, p, indent int, folded bool, chomp byte, value string) ([]spot, bool) {
	var spots []spot
	var b strings.Builder
	b.Grow(len(value))
	// breaks reads the indentation and the empty lines before the next line
	// that has text, and says where each of those lines ends.
	breaks := func() (trailing []int, column int) {
		for {
			column = 0
			for column < indent && p < len(text) && text[p] == ' ' {
				p++
				column++
			}
			n := breakAt(text, p)
			if n == 0 {
				return trailing, column
			}
			trailing = append(trailing, p)
			p += n
		}
	}
	newline := func(at int) {
		spots = append(spots, spot{b.Len(), at, true})
		b.WriteByte('\n')
	}
	trailing, column := breaks()
	lead, leadingBlank := -1, false
	for column == indent && p < len(text) {
		trailingBlank := blankAt(text, p)
		if folded && !leadingBlank && !trailingBlank && lead >= 0 {
			if len(trailing) == 0 {
				spots = append(spots, spot{b.Len(), lead, true})
				b.WriteByte(' ')
			}
		} else if lead >= 0 {
			newline(lead)
		}
		for _, at := range trailing {
			newline(at)
		}
		leadingBlank = trailingBlank
		from := p
		for p < len(text) && breakAt(text, p) == 0 {
			p++
		}
		spots = append(spots, spot{b.Len(), from, false})
		b.WriteString(text[from:p])
		if !strings.HasPrefix(value[min(len(value), b.Len()-(p-from)):], text[from:p]) {
			return nil, false
		}
		lead = -1
		if n := breakAt(text, p); n > 0 {
			lead = p
			p += n
		}
		trailing, column = breaks()
	}
	if chomp != '-' && lead >= 0 {
		newline(lead)
	}
	if chomp == '+' {
		for _, at := range trailing {
			newline(at)
		}
	}
	return spots, b.String() == value
}
