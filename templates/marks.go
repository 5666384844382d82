package templates

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tradebrief/data/diag"
)

// mark is one of the three additions to Markdown, found before Markdown reads
// the text: inside of it * and _ and [ mean something else. In the text that
// goes to Markdown its bytes are masked by letters, so that all offsets stay.
type mark struct {
	start, end int
	kind       markKind
	node       Node  // of a computed value, a citation or a sign of a note
	attrs      attrs // of the braces behind [words]
	used       bool  // the braces found their words
}

type markKind uint8

const (
	nodeMark    markKind = iota // {{…}}, [@key] or [^a]
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
		case strings.HasPrefix(rest, "[^"):
			i = p.sign(i, add)
		case strings.HasPrefix(rest, "]{") && !strings.HasPrefix(rest, "]{{"):
			i = p.attributes(i+1, add)
		case rest[0] == '{' && p.half(i):
			i++
		case strayAttrs.MatchString(rest):
			h := p.fail(p.text.PosAt(i), "the braces stand apart from their words")
			const hint = "write [words]{claim=…} without a blank, or \\{ for a brace as text"
			if i >= 2 && s[i-1] == ' ' && s[i-2] == ']' {
				h.WithFix(p.edit(i-1, " ", ""), hint)
			} else {
				h.WithHint(hint)
			}
			i++
		default:
			i++
		}
	}
	return masked
}

// openFigure is the figure behind {{ that is not closed, or closed by half.
var openFigure = regexp.MustCompile(`^([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*(?:\('[^'{}]*'\))?)*)(\}?)`)

// edit is the change of one piece of the text.
func (p *proseParser) edit(at int, old, put string) []diag.Edit {
	return []diag.Edit{{Pos: p.text.PosAt(at), Old: old, New: put}}
}

var halfFigure = regexp.MustCompile(`^\{([a-z][a-z0-9_]*)((?:\.[a-z][a-z0-9_]*)*)\}`)

// half reports a series of the outline that stands in one pair of braces, at i:
// it would be printed as it is.
func (p *proseParser) half(i int) bool {
	m := halfFigure.FindStringSubmatch(p.text.Value[i:])
	if m == nil || !slices.Contains(p.names.series, m[1]) {
		return false
	}
	p.fail(p.text.PosAt(i), "a figure stands in two braces on either side, found one").
		WithFix(p.edit(i, m[0], "{"+m[0]+"}"), "write {{%s%s}}, or \\{ for a brace as text", m[1], m[2])
	return true
}

// computed reads {{…}} at i and returns where the text goes on.
func (p *proseParser) computed(i int, add func(mark)) int {
	s := p.text.Value
	body := s[i+2:]
	within, _, _ := strings.Cut(body, "{{")
	end := closing(within, "}}")
	if end < 0 {
		h := p.fail(p.text.PosAt(i), "{{ is not closed by }}")
		switch word := openFigure.FindStringSubmatch(body); {
		case word != nil && word[2] == "}":
			h.WithFix(p.edit(i+2+len(word[1]), "", "}"), "write {{%s}}", word[1])
		case word != nil:
			h.WithFix(p.edit(i+2+len(word[1]), "", "}}"), "write {{%s}}", word[1])
		default:
			h.WithHint(`write \{{ for two braces as text`)
		}
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
	if !strings.Contains(s, sign) {
		return -1
	}
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

var openKey = regexp.MustCompile(`^[A-Za-z0-9_-]+`)

// citation reads [@key] at i.
func (p *proseParser) citation(i int, add func(mark)) int {
	s := p.text.Value
	end := strings.IndexAny(s[i:], "]\n")
	if end < 0 || s[i+end] != ']' {
		h := p.fail(p.text.PosAt(i), "[@ is not closed by ]")
		if key := openKey.FindString(s[i+2:]); slices.Contains(p.names.sources, key) {
			h.WithFix(p.edit(i+2+len(key), "", "]"), "write [@%s]", key)
		} else {
			h.WithHint(`write \[@ for the signs as text`)
		}
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
		p.names.cite(key.Value)
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
	unknownSource(h, key.Value, p.names.sources)
	return false
}

var openBraces = regexp.MustCompile(`^\{(?:claim|src)=(?:"[^"{}\n]*"|'[^'{}\n]*'|[^\s"'{}.,;:]+(?:\.[^\s"'{}.,;:]+)*)`)

// unknownSource adds the near key, or how a source is declared.
func unknownSource(h hinted, key string, known []string) {
	if h.Nearest(key, known) {
		return
	}
	h.WithHint("declare it under sources: %s: {publisher: …, title: …, date: 2023-10-20}", key)
}

// attributes reads {claim=… src=…} at i, behind the bracket.
func (p *proseParser) attributes(i int, add func(mark)) int {
	s := p.text.Value
	within, _, _ := strings.Cut(s[i:], "\n\n")
	end := closing(within, "}")
	if end < 0 {
		h := p.fail(p.text.PosAt(i), "]{ is not closed by }")
		if braces := openBraces.FindString(s[i:]); braces != "" {
			h.WithFix(p.edit(i+len(braces), "", "}"), "write %s}", braces)
		} else {
			h.WithHint(`write ]\{ for the signs as text`)
		}
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
			m.attrs.bad = true
			if word == "claim" || word == "src" {
				p.empty(word, name)
				break
			}
			h := p.fail(p.text.PosAt(name), "unknown attribute %q, claim=… or src=… was expected", word)
			switch {
			case word == "claim:" || word == "src:":
				blanks := at
				for blanks < stop && s[blanks] == ' ' {
					blanks++
				}
				h.WithFix(p.edit(name, s[name:blanks], strings.TrimSuffix(word, ":")+"="), "write %s= and its value", strings.TrimSuffix(word, ":"))
			case slices.Contains(p.names.sources, strings.TrimPrefix(word, "@")):
				h.WithFix(p.edit(name, word, "src="+strings.TrimPrefix(word, "@")), "write {src=%s}", strings.TrimPrefix(word, "@"))
			}
			break
		}
		at++
		from, to := at, at
		if fix := p.straightened(at, stop); fix != nil {
			p.fail(p.text.PosAt(at), "the quotation marks are typographic, expressions take straight ones").WithFix(fix, "write %s=\"…\" with straight ones", word)
			m.attrs.bad = true
			break
		}
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
			if rest := strings.TrimSpace(s[to:stop]); word == "claim" && rest != "" && !strings.HasPrefix(rest, "src=") {
				p.blanks(from, stop)
				m.attrs.bad = true
				break
			}
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

// empty reports an attribute without a value.
func (p *proseParser) empty(word string, at int) {
	if word == "src" {
		p.fail(p.text.PosAt(at), "src names no source").WithHint("write its key: {src=%s}", slices.Concat(p.names.sources, []string{"KEY"})[0])
		return
	}
	p.fail(p.text.PosAt(at), "claim names no metric").WithHint("write what makes the words true, such as {claim=%s.mom}", p.names.first())
}

// blanks reports a condition with blanks that stands without quotes at [from,
// stop), a source behind it left out.
func (p *proseParser) blanks(from, stop int) {
	condition := p.text.Value[from:stop]
	if i := strings.Index(condition, " src="); i > 0 {
		condition = condition[:i]
	}
	condition = strings.TrimSpace(condition)
	quote := "'"
	if strings.Contains(condition, "'") {
		quote = `"`
	}
	h := p.fail(p.text.PosAt(from), "a condition that holds blanks needs quotes")
	if strings.Contains(condition, quote) {
		h.WithHint("write claim=\"…\" around it")
		return
	}
	h.WithFix(p.edit(from, condition, quote+condition+quote), "write claim=%s%s%s", quote, condition, quote)
}

// straightened puts straight quotation marks for the typographic ones that
// enclose a value at at; nil where none do. The text around decides which of the
// two: it may itself stand in quotation marks.
func (p *proseParser) straightened(at, stop int) []diag.Edit {
	value := p.text.Value[at:stop]
	first, size := utf8.DecodeRuneInString(value)
	if !slices.Contains(typographic, first) {
		return nil
	}
	end := strings.IndexFunc(value[size:], func(r rune) bool { return slices.Contains(typographic, r) })
	if end < 0 {
		return nil
	}
	inner := value[size : size+end]
	quote := "'"
	if strings.Contains(inner, "'") {
		quote = `"`
	}
	last, _ := utf8.DecodeRuneInString(value[size+end:])
	return slices.Concat(p.edit(at, string(first), quote), p.edit(at+size+end, string(last), quote))
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
			p.empty(word, name)
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
		h := p.fail(p.text.PosAt(name), "unknown attribute %q", word)
		if word == "source" {
			h.Meant(word, "src")
		} else {
			nearest(h, word, []string{"claim", "src"})
		}
		a.bad = true
	}
}
