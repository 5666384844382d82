package templates

import (
	"iter"
	"regexp"
	"slices"
	"strings"
)

// mark is one of the three additions to Markdown, found before Markdown reads
// the text: inside of it * and _ and [ mean something else. In the text that
// goes to Markdown its bytes are masked by letters, so that all offsets stay.
type mark struct {
	start, end int
	kind       markKind
	node       Node  // of a computed value or a citation
	attrs      attrs // of the braces behind [words]
	used       bool  // the braces found their words
}

type markKind uint8

const (
	nodeMark    markKind = iota // {{…}} or [@key]
	attrsMark                   // {claim=… src=…} behind a ]
	escapedMark                 // \{{
)

// attrs is what stands in the braces behind [words].
type attrs struct {
	claim *Expr
	src   Scalar
	bad   bool // reported; the words stay
}

// strayAttrs is the beginning of braces that were meant for words in brackets.
var strayAttrs = regexp.MustCompile(`^\{\s*(?:claim|src)\s*=`)

// findMarks collects the marks of the text and returns it with them masked.
func (p *proseParser) findMarks() []byte {
	s := p.text.Value
	if !strings.ContainsAny(s, "{[") {
		return []byte(s)
	}
	masked := []byte(s)
	add := func(m mark) {
		for i := m.start; i < m.end; i++ {
			masked[i] = 'X'
		}
		p.marks = append(p.marks, m)
	}
	for i := 0; i < len(s); {
		rest := s[i:]
		switch {
		case strings.HasPrefix(rest, `\{{`):
			add(mark{start: i, end: i + 3, kind: escapedMark})
			i += 3
		case rest[0] == '\\' && len(rest) > 1:
			i += 2
		case strings.HasPrefix(rest, "{{"):
			i = p.computed(i, add)
		case strings.HasPrefix(rest, "[@"):
			i = p.citation(i, add)
		case strings.HasPrefix(rest, "]{") && !strings.HasPrefix(rest, "]{{"):
			i = p.attributes(i+1, add)
		case strayAttrs.MatchString(rest):
			p.fail(p.text.PosAt(i), "the braces stand apart from their words").WithHint("write [words]{claim=…} without a blank, or \\{ for a brace as text")
			i++
		default:
			i++
		}
	}
	return masked
}

// computed reads {{…}} at i and returns where the text goes on.
func (p *proseParser) computed(i int, add func(mark)) int {
	s := p.text.Value
	body := s[i+2:]
	end := closing(body, "}}")
	if next := strings.Index(body, "{{"); end < 0 || next >= 0 && next < end {
		p.fail(p.text.PosAt(i), "{{ is not closed by }}").WithHint(`write \{{ for two braces as text`)
		add(mark{start: i, end: i + 2, kind: escapedMark})
		return i + 2
	}
	m := mark{start: i, end: i + 2 + end + 2, kind: nodeMark}
	if strings.TrimSpace(body[:end]) == "" {
		p.fail(p.text.PosAt(i), "{{}} is empty").WithHint("write a series or a metric, such as {{exports.mom}}")
	} else if x := p.expr(i+2, i+2+end, "figure"); x != nil {
		m.node = &Computed{p.text.PosAt(i), x}
	}
	add(m)
	return m.end
}

// closing finds the end of an expression: the sign outside of quotes or, if
// the quotes do not match, the first one.
func closing(s, sign string) int {
	for i := range unquoted(s) {
		if strings.HasPrefix(s[i:], sign) {
			return i
		}
	}
	return strings.Index(s, sign)
}

// unquoted walks over the bytes that stand outside of quotation marks; the
// marks themselves are left out.
func unquoted(s string) iter.Seq2[int, byte] {
	return func(yield func(int, byte) bool) {
		quote := byte(0)
		for i := range len(s) {
			switch c := s[i]; {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '\'' || c == '"':
				quote = c
			case !yield(i, c):
				return
			}
		}
	}
}

// citation reads [@key] at i.
func (p *proseParser) citation(i int, add func(mark)) int {
	s := p.text.Value
	end := strings.IndexAny(s[i:], "]\n")
	if end < 0 || s[i+end] != ']' {
		p.fail(p.text.PosAt(i), "[@ is not closed by ]").WithHint(`write \[@ for the signs as text`)
		return i + 2
	}
	m := mark{start: i, end: i + end + 1, kind: nodeMark}
	key := p.text.slice(i+2, i+end)
	if p.source(key) {
		m.node = &Sourced{At: p.text.PosAt(i), Key: key}
	}
	add(m)
	return m.end
}

// source checks the key of a source.
func (p *proseParser) source(key Scalar) bool {
	if slices.Contains(p.names.sources, key.Value) {
		return true
	}
	if key.Value == "" {
		p.fail(key.Pos, "the key of a source is missing")
		return false
	}
	if strings.ContainsAny(key.Value, ",; ") {
		p.fail(key.Pos, "unknown source %q", key.Value).WithHint("cite one source at a time: [@a] [@b]")
		return false
	}
	h := p.fail(key.Pos, "unknown source %q", key.Value)
	if len(p.names.sources) == 0 {
		h.WithHint("sources: has no entry yet")
		return false
	}
	nearest(h, key.Value, p.names.sources)
	return false
}

// attributes reads {claim=… src=…} at i, behind the bracket.
func (p *proseParser) attributes(i int, add func(mark)) int {
	s := p.text.Value
	end := closing(s[i:], "}")
	if blank := strings.Index(s[i:], "\n\n"); end < 0 || blank >= 0 && blank < end {
		p.fail(p.text.PosAt(i), "]{ is not closed by }").WithHint(`write ]\{ for the signs as text`)
		return i + 1
	}
	m := mark{start: i, end: i + end + 1, kind: attrsMark}
	at, stop := i+1, i+end
	for {
		for at < stop && strings.IndexByte(" \t\n", s[at]) >= 0 {
			at++
		}
		if at == stop {
			break
		}
		name := at
		for at < stop && strings.IndexByte("= \t\n\"'", s[at]) < 0 {
			at++
		}
		word := s[name:at]
		if at == stop || s[at] != '=' {
			h := p.fail(p.text.PosAt(name), "unknown attribute %q, claim=… or src=… was expected", word)
			switch {
			case m.attrs.claim != nil || m.attrs.src.Present():
				h.WithHint(`put a condition that holds blanks in quotes: claim="exports.mom > 0"`)
			case strings.TrimSuffix(word, ":") == "claim" || strings.TrimSuffix(word, ":") == "src":
				h.WithHint("write %s= and its value", strings.TrimSuffix(word, ":"))
			}
			m.attrs.bad = true
			break
		}
		at++
		from, to := at, at
		if at < stop && (s[at] == '"' || s[at] == '\'') {
			n := strings.IndexByte(s[at+1:stop], s[at])
			if n < 0 {
				p.fail(p.text.PosAt(at), "the quotation mark is not closed before }")
				m.attrs.bad = true
				break
			}
			from, to = at+1, at+1+n
			at = to + 1
		} else {
			to = bare(s, at, stop)
			at = to
		}
		p.attribute(word, name, from, to, &m.attrs)
	}
	if m.attrs.claim == nil && !m.attrs.src.Present() && !m.attrs.bad {
		p.fail(p.text.PosAt(i), "{} behind ] is empty, claim=… or src=… was expected")
		m.attrs.bad = true
	}
	add(m)
	return m.end
}

// bare is the end of a value without quotation marks: a blank outside of
// brackets and texts.
func bare(s string, at, stop int) int {
	depth := 0
	for i, c := range unquoted(s[at:stop]) {
		switch {
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case (c == ' ' || c == '\t' || c == '\n') && depth <= 0:
			return at + i
		}
	}
	return stop
}

// attribute reads one attribute whose value stands at [from, to).
func (p *proseParser) attribute(word string, name, from, to int, a *attrs) {
	switch {
	case word == "claim" && a.claim == nil:
		if strings.TrimSpace(p.text.Value[from:to]) == "" {
			p.fail(p.text.PosAt(name), "claim= is empty").WithHint("write what makes the words true, such as claim=exports.mom")
			a.bad = true
			return
		}
		a.claim = p.expr(from, to, "claim")
		a.bad = a.bad || a.claim == nil
	case word == "src" && !a.src.Present():
		if a.src = p.text.slice(from, to); !p.source(a.src) {
			a.bad = true
		}
	case word == "claim" || word == "src":
		p.fail(p.text.PosAt(name), "the attribute %s stands twice", word)
		a.bad = true
	default:
		nearest(p.fail(p.text.PosAt(name), "unknown attribute %q", word), word, []string{"claim", "src"})
		a.bad = true
	}
}
