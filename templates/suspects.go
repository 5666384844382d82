package templates

import (
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"tradebrief/data/diag"
)

// The YAML parser names the line where a structure began, not the one where it
// broke, and says what it expected in terms of its own grammar. So the file is
// read once more in two ways: byte by byte, to learn how far the parser came,
// and line by line, for the few mistakes that authors make. The last of them
// before the place where the parser stopped is the one to report.

// suspect is a line that an author is likely to have meant otherwise.
type suspect struct {
	line, col int  // from 1; col in bytes
	sure      bool // a mistake in any file, not only in one that cannot be read
	message   string
	hint      string
}

// syntaxProblem says in our words what YAML could not read, and where.
func (s *source) syntaxProblem(err error) diag.Problem {
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	from, exact := 1, false
	if rest, ok := strings.CutPrefix(msg, "line "); ok {
		if number, after, ok := strings.Cut(rest, ": "); ok {
			if n, err := strconv.Atoi(number); err == nil {
				from, msg = max(1, n), after
			}
		}
	}
	switch {
	case strings.HasPrefix(msg, "mapping values"), strings.Contains(msg, "cannot start any token"), strings.Contains(msg, "escape"), strings.Contains(msg, "comment or line break"), strings.Contains(msg, "tab character"):
		exact = true
	}
	to := s.reached()
	if exact {
		to = min(to, from)
		from--
	}
	fail := func(line, col int, message, hint string) diag.Problem {
		line = max(1, min(line, len(s.lines)))
		p := diag.Errorf(diag.Outline, s.pos(s.lines[line-1]+min(col-1, len(s.line(line)))), "%s", message)
		p.Hint = hint
		return p
	}
	if name, ok := strings.CutPrefix(msg, "unknown anchor '"); ok {
		name, _, _ = strings.Cut(name, "'")
		at := max(0, strings.Index(s.text, "*"+name))
		p := diag.Errorf(diag.Outline, s.pos(at), "the alias *%s has no anchor", name)
		return p.WithHint("put text that begins with * in quotes")
	}
	suspects := s.suspects(to)
	for _, x := range slices.Backward(suspects) {
		if x.sure && x.line >= from {
			return fail(x.line, x.col, x.message, x.hint)
		}
	}
	for _, x := range slices.Backward(suspects) {
		if x.line >= from {
			return fail(x.line, x.col, x.message, x.hint)
		}
	}
	line := from
	if exact {
		line++
	}
	col := 1 + len(s.line(line)) - len(strings.TrimLeft(s.line(line), " \t"))
	switch {
	case strings.HasPrefix(msg, "mapping values"):
		return fail(line, col, "a colon makes this line a key, where text goes on or a value was expected", "put text that contains \": \" in quotes or after |")
	case strings.Contains(msg, "unexpected end of stream"):
		return fail(line, col, "a quotation mark is not closed", "")
	case strings.HasPrefix(msg, "did not find expected ',' or '}'"):
		return fail(line, col, "a { on this line is not closed by }, or a comma is missing in it", "put text that begins with { in quotes or after |")
	case strings.HasPrefix(msg, "did not find expected ',' or ']'"):
		return fail(line, col, "a [ on this line is not closed by ], or a comma is missing in it", "put text that begins with [ in quotes or after |")
	case strings.Contains(msg, "unknown escape"):
		if i := strings.IndexByte(s.line(line), '\\'); i >= 0 {
			col = i + 1
		}
		return fail(line, col, "a backslash in double quotes begins an escape, which this is not", `write \\ for a backslash, or take single quotes`)
	case strings.Contains(msg, "expected key"), strings.Contains(msg, "expected '-'"), strings.Contains(msg, "block end"):
		return fail(to, 1+len(s.line(to))-len(strings.TrimLeft(s.line(to), " \t")), "the line does not continue what stands above it", "check its indentation, and quotation marks above it")
	}
	return fail(line, col, "YAML cannot be read here: "+msg, "")
}

// crawl hands out one byte at a time, so that the parser reads no further than
// it needs.
type crawl struct {
	text string
	n    int
}

func (c *crawl) Read(p []byte) (int, error) {
	if c.n == len(c.text) || len(p) == 0 {
		return 0, io.EOF
	}
	p[0] = c.text[c.n]
	c.n++
	return 1, nil
}

// reached is the line of the last character the parser read. The mistake is
// there or before.
func (s *source) reached() int {
	c := &crawl{text: s.text}
	dec := yaml.NewDecoder(c)
	for {
		var n yaml.Node
		if err := decodeYAML(dec, &n); err != nil {
			if errors.Is(err, io.EOF) {
				return len(s.lines)
			}
			break
		}
	}
	last := c.n - 1
	// The look ahead ends on the first character of a line that is innocent.
	for last > 0 && (s.text[last] == ' ' || s.text[last] == '\n' || s.text[last] == '\r') {
		last--
	}
	return s.pos(max(last, 0)).Line
}

var (
	keyLine   = regexp.MustCompile(`^((?:"[^"]*"|'[^']*'|[^\s"'#\[\]{},:&*!|>%@` + "`" + `][^:#]*?|[^\s"'#\[\]{},:&*!|>%@` + "`" + `][^\s:]*))\s*:(?:[ \t]+(.*))?$`)
	blockHead = regexp.MustCompile(`^(?:[&!]\S+\s+)*[|>][-+0-9]*\s*(?:#.*)?$`)
	bareKey   = regexp.MustCompile(`^\s*(?:- +)*[A-Za-z_][A-Za-z0-9_-]*:(?:\s|$)`)
	aliasForm = regexp.MustCompile(`^[*&][A-Za-z0-9_-]+(?:\s|$)`)
	loneKey   = regexp.MustCompile(`^([a-z_]{1,40})(?: [^\s:]+)?$`)
	tightKey  = regexp.MustCompile(`^([a-z_]{1,40}):([^\s/:].*)$`)
)

// level is one open list or mapping of the lines above.
type level struct {
	indent int
	list   bool
}

// lineReader looks at lines one by one.
type lineReader struct {
	found  []suspect
	levels []level
	n      int  // line, from 1
	valued bool // the last key has its value on its line
}

func (r *lineReader) add(col int, sure bool, message, hint string) {
	r.found = append(r.found, suspect{r.n, col, sure, message, hint})
}

// suspects reads the lines up to the given one.
func (s *source) suspects(to int) []suspect {
	r := &lineReader{}
	for n := 1; n <= min(to, len(s.lines)); n++ {
		r.n = n
		text := s.line(n)
		body := strings.TrimLeft(text, " ")
		indent := len(text) - len(body)
		if strings.HasPrefix(body, "\t") {
			if strings.TrimSpace(body) != "" {
				r.add(indent+1, true, "a tab indents this line, YAML takes blanks", "set the editor to indent with blanks")
			}
			continue
		}
		if body == "" || body[0] == '#' || strings.HasPrefix(text, "---") || strings.HasPrefix(text, "%") {
			continue
		}
		value, col, parent := r.structure(body, indent)
		switch end := r.value(value, col); {
		case end == openBlock:
			n = s.skipBlock(r, n, parent, to)
		case end != closed:
			n = s.skipOpen(r, n, col, value, end, to)
		}
	}
	return r.found
}

// structure reads dashes and a key. It returns the value, its column and the
// indentation that the lines of a block below it must exceed.
func (r *lineReader) structure(body string, indent int) (value string, col, parent int) {
	parent = indent
	for body == "-" || strings.HasPrefix(body, "- ") {
		r.enter(indent, true)
		rest := strings.TrimLeft(body[1:], " ")
		parent = indent
		indent += len(body) - len(rest)
		body = rest
	}
	m := keyLine.FindStringSubmatchIndex(body)
	if m == nil {
		if t := tightKey.FindStringSubmatch(body); t != nil {
			r.add(indent+len(t[1])+1, false, "the colon behind "+t[1]+" needs a blank", "write "+t[1]+": "+t[2])
			return "", indent + 1, parent
		}
		if t := loneKey.FindStringSubmatch(body); t != nil && !r.valued {
			r.add(indent+len(t[1])+1, false, "a colon is missing behind "+t[1], "write "+t[1]+": and its value")
			return "", indent + 1, parent
		}
		return body, indent + 1, parent
	}
	r.enter(indent, false)
	parent = indent
	r.valued = m[4] >= 0 && m[4] < m[5]
	if !r.valued {
		return "", indent + 1, parent
	}
	return body[m[4]:m[5]], indent + m[4] + 1, parent
}

// enter compares the indentation of a key or dash with the lines above.
func (r *lineReader) enter(indent int, list bool) {
	popped := false
	for len(r.levels) > 0 && r.levels[len(r.levels)-1].indent > indent {
		r.levels = r.levels[:len(r.levels)-1]
		popped = true
	}
	top := level{indent: -1}
	if len(r.levels) > 0 {
		top = r.levels[len(r.levels)-1]
	}
	switch {
	case top.indent == indent && top.list && !list:
		// A list may stand as far left as its key; the key that follows closes it.
		if len(r.levels) > 1 && r.levels[len(r.levels)-2] == (level{indent, false}) {
			r.levels = r.levels[:len(r.levels)-1]
		} else {
			r.add(indent+1, false, "a key stands where the list above goes on with -", "indent the key like the one behind the -")
		}
	case top.indent == indent && !top.list && list:
		r.levels = append(r.levels, level{indent, true})
	case top.indent < indent && popped:
		r.add(indent+1, false, "the line is indented by "+strconv.Itoa(indent)+" blanks, like none of the lines above it", "indent it like the line it belongs to")
		r.levels = append(r.levels, level{indent, list})
	case top.indent < indent:
		if r.valued && !list && !top.list && len(r.levels) > 0 {
			r.add(indent+1, false, "the line is indented deeper than the key above it, which has its value already", "indent it like the key above")
		}
		r.levels = append(r.levels, level{indent, list})
	}
	r.valued = false
}

// ending says how a value ends on its line.
type ending uint8

const (
	closed     ending = iota
	openBlock         // | or >
	openDouble        // a quotation mark is open
	openSingle
	openFlow // a bracket is open
)

// value looks at what stands behind a key or dash.
func (r *lineReader) value(v string, col int) ending {
	if v == "" {
		return closed
	}
	quote := func(sign string) {
		r.add(col, false, "text that begins with "+sign+" needs quotes", "put the text in quotes or after |")
	}
	switch {
	case blockHead.MatchString(v):
		return openBlock
	case strings.HasPrefix(v, "{{"):
		quote("{{")
		return closed
	case v[0] == '"' || v[0] == '\'':
		return r.quoted(v, col)
	case v[0] == '[' || v[0] == '{':
		if i := bareBraces(v); i > 0 {
			r.add(col+i, true, "text that begins with {{ needs quotes", "put the text in quotes")
		}
		end, open := flowEnd(v)
		if open {
			return openFlow
		}
		rest := strings.TrimSpace(v[end:])
		if rest != "" && rest[0] != '#' {
			if v[0] == '[' {
				quote("[")
			} else {
				quote("{")
			}
		}
		return closed
	case v[0] == '@' || v[0] == '`' || v[0] == '%':
		quote(v[:1])
		return closed
	}
	switch {
	case v[0] == '|' || v[0] == '>':
		r.add(col, false, "text goes on behind "+v[:1]+" on the same line", "begin the text on the next line")
		return closed
	case v[0] == '*' && !aliasForm.MatchString(v):
		quote("*")
		return closed
	case v[0] == '&' && !aliasForm.MatchString(v):
		quote("&")
		return closed
	}
	plain, _, _ := strings.Cut(v, " #")
	if i := strings.Index(plain, ": "); i >= 0 && v[0] != '&' && v[0] != '!' && v[0] != '?' {
		r.add(col+i, false, "text that contains \": \" needs quotes", "put the text in quotes or after |")
	} else if strings.HasSuffix(plain, ":") && v[0] != '&' && v[0] != '!' && !strings.HasPrefix(v, "- ") {
		r.add(col+len(plain)-1, false, "text that ends in a colon needs quotes", "put the text in quotes or after |")
	}
	return closed
}

// quoted looks at a value in quotation marks.
func (r *lineReader) quoted(v string, col int) ending {
	end := quoteEnd(v, 1, v[0])
	if end < 0 {
		if v[0] == '"' {
			return openDouble
		}
		return openSingle
	}
	rest := strings.TrimSpace(v[end:])
	if rest != "" && rest[0] != '#' && !strings.HasPrefix(rest, ":") {
		hint := `write \" for a quotation mark within double quotes`
		if v[0] == '\'' {
			hint = "write '' for an apostrophe within single quotes, or take double quotes"
		}
		r.add(col+end, false, "text goes on behind the closing quotation mark", hint)
	}
	return closed
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

// skipBlock steps over the lines of a literal or folded block. A line that is
// indented less than the first one, yet deeper than the key, ends the block.
func (s *source) skipBlock(r *lineReader, n, parent, to int) int {
	first := 0
	for n < to {
		next := s.line(n + 1)
		body := strings.TrimLeft(next, " ")
		indent := len(next) - len(body)
		if strings.TrimSpace(body) != "" {
			if indent <= parent {
				break
			}
			if first == 0 {
				first = indent
			}
			if indent < first && body[0] != '#' {
				r.n = n + 1
				r.add(indent+1, false, "the line is indented less than the first line of its text", "indent it like the first line of the text")
			}
		}
		n++
	}
	return n
}

// skipOpen steps over the further lines of a quoted value or a bracket. Where
// the lines that it swallows look like keys, the opening is the suspect.
func (s *source) skipOpen(r *lineReader, n, col int, v string, end ending, to int) int {
	quote := byte('"')
	if end == openSingle {
		quote = '\''
	}
	swallowed := false
	joined := v
	for k := n + 1; k <= min(to, len(s.lines)); k++ {
		text := s.line(k)
		if end == openFlow {
			joined += "\n" + text
			if stop, open := flowEnd(joined); !open {
				if rest := strings.TrimSpace(joined[stop:]); rest != "" && rest[0] != '#' && !swallowed {
					r.n = k
					r.add(1, false, "text goes on behind the closing bracket", "put text that begins with a bracket in quotes or after |")
				}
				return k
			}
			if bareKey.MatchString(text) && !strings.HasPrefix(strings.TrimSpace(text), "-") && len(text)-len(strings.TrimLeft(text, " ")) < col-1 {
				swallowed = true
				r.add(col, true, "the bracket "+v[:1]+" is not closed", "close it, or put the text in quotes")
				return k - 1
			}
			if len(joined) > 20_000 {
				return k
			}
			continue
		}
		if bareKey.MatchString(text) && !swallowed {
			swallowed = true
			r.add(col, true, "a quotation mark is opened here and not closed on its line", "close it before the line ends")
		}
		if quoteEnd(text, 0, quote) >= 0 {
			return k
		}
	}
	if end != openFlow && !swallowed {
		r.add(col, true, "the quotation mark is not closed", "")
	}
	if end == openFlow {
		r.add(col, false, "the bracket "+v[:1]+" is not closed", "close it, or put the text in quotes")
	}
	return to
}
