package templates

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"tradebrief/data/diag"
)

// What authors write where YAML wants something else, found line by line.

// suspect is a line that an author is likely to have meant otherwise.
type suspect struct {
	line, col int  // from 1; col in bytes
	sure      bool // a mistake in any file, not only in one that cannot be read
	message   string
	hint      string
	fix       []diag.Edit
	tab       bool // the fix is that of the whole file's tabs, found where it is wanted
}

var (
	keyLine   = regexp.MustCompile(`^((?:"[^"]*"|'[^']*'|[^\s"'#\[\]{},:&*!|>%@` + "`" + `][^:#]*?|[^\s"'#\[\]{},:&*!|>%@` + "`" + `][^\s:]*))\s*:(?:[ \t]+(.*))?$`)
	blockHead = regexp.MustCompile(`^(?:[&!]\S+\s+)*[|>][-+0-9]*\s*(?:#.*)?$`)
	bareKey   = regexp.MustCompile(`^\s*(?:- +)*[A-Za-z_][A-Za-z0-9_-]*:(?:\s|$)`)
	aliasForm = regexp.MustCompile(`^[*&][A-Za-z0-9_-]+(?:\s|$)`)
	loneKey   = regexp.MustCompile(`^([a-z_]{1,40})(?: [^\s:]+)?$`)
	tightDash = regexp.MustCompile(`^-[a-z_]{2,40}:(?:\s|$)`)
	tightKey  = regexp.MustCompile(`^([a-z_]{1,40}):([^\s/:].*)$`)
)

// level is one open list or mapping of the lines above.
type level struct {
	indent int
	list   bool
}

// lineReader looks at lines one by one.
type lineReader struct {
	src    *source
	found  []suspect
	levels []level
	n      int  // line, from 1
	valued bool // the last key has its value on its line
	parent int  // indentation that the further lines of the value exceed
}

func (r *lineReader) add(col int, sure bool, message, hint string, fix ...diag.Edit) {
	r.found = append(r.found, suspect{line: r.n, col: col, sure: sure, message: message, hint: hint, fix: fix})
}

// edit is a change on a line; col counts bytes from 1.
func (r *lineReader) edit(line, col int, old, put string) diag.Edit {
	return diag.Edit{Pos: r.src.pos(r.src.lines[line-1] + col - 1), Old: old, New: put}
}

// indented moves a line from one indentation to another.
func (r *lineReader) indented(from, to int) diag.Edit {
	return r.edit(r.n, 1, strings.Repeat(" ", from), strings.Repeat(" ", to))
}

// uncommented is a text on a line without the comment behind it.
func uncommented(text string) string {
	text, _, _ = strings.Cut(text, " #")
	return strings.TrimRight(text, " \t\r")
}

// maxQuoted is the most lines that are put in quotes at once.
const maxQuoted = 100

// quoting puts the text that begins at col in quotes, with the lines on which it
// goes on.
func (r *lineReader) quoting(col int) diag.Edit {
	from := r.src.lines[r.n-1] + col - 1
	to := r.src.lines[r.n-1] + len(r.src.line(r.n))
	to = from + len(uncommented(r.src.text[from:to]))
	for k := r.n + 1; k <= min(len(r.src.lines), r.n+maxQuoted); k++ {
		text := r.src.line(k)
		body := strings.TrimLeft(text, " ")
		if body == "" || body[0] == '#' || len(text)-len(body) <= r.parent || bareKey.MatchString(text) || strings.HasPrefix(body, "- ") {
			break
		}
		to = r.src.lines[k-1] + len(uncommented(text))
	}
	text := r.src.text[from:to]
	return diag.Edit{Pos: r.src.pos(from), Old: text, New: inQuotes(text)}
}

// noBreak is the blank that word processors and web pages set.
const noBreak = "\u00a0"

// indentation is everything that looks like it at the start of a line.
func indentation(line string) string {
	return line[:len(line)-len(strings.TrimLeft(line, " \t"+noBreak))]
}

// untabbed puts blanks for the tabs and no-break blanks that indent lines of the
// file: as many for each tab as make it YAML, which is the second result.
func (s *source) untabbed() ([]diag.Edit, int) {
	var tabbed []int
	widths := []int{2, 4, 8}
	for n := 1; n <= len(s.lines); n++ {
		text := s.line(n)
		lead := indentation(text)
		switch {
		case lead == text:
		case strings.ContainsAny(lead, "\t"+noBreak):
			tabbed = append(tabbed, n)
		case lead != "" && len(widths) == 3:
			// The file's own step comes first.
			widths = append([]int{len(lead)}, widths...)
		}
	}
	var edits []diag.Edit // of the first width, where none does
	for _, width := range widths {
		var tried []diag.Edit
		for _, n := range tabbed {
			lead := indentation(s.line(n))
			put := strings.NewReplacer("\t", strings.Repeat(" ", width), noBreak, " ").Replace(lead)
			tried = append(tried, diag.Edit{Pos: s.pos(s.lines[n-1]), Old: lead, New: put})
		}
		if edits == nil {
			edits = tried
		}
		var n yaml.Node
		if text, err := diag.Apply([]byte(s.text), tried); err == nil && decodeYAML(yaml.NewDecoder(bytes.NewReader(text)), &n) == nil {
			return tried, width
		}
	}
	return edits, widths[0]
}

// suspects reads the lines up to the given one.
func (s *source) suspects(to int) []suspect {
	r := &lineReader{src: s}
	for n := 1; n <= min(to, len(s.lines)); n++ {
		r.n = n
		text := s.line(n)
		body := strings.TrimLeft(text, " ")
		indent := len(text) - len(body)
		if strings.HasPrefix(body, "\t") {
			if strings.TrimSpace(body) != "" {
				r.found = append(r.found, suspect{line: n, col: indent + 1, sure: true, message: "a tab indents this line, YAML takes blanks", tab: true})
			}
			continue
		}
		if strings.HasPrefix(body, noBreak) {
			r.found = append(r.found, suspect{line: n, col: indent + 1, sure: true, message: "a no-break blank indents this line, YAML takes plain ones", hint: "write plain blanks", tab: true})
			continue
		}
		if body == "" || body[0] == '#' || strings.HasPrefix(text, "---") || strings.HasPrefix(text, "%") {
			continue
		}
		value, col, parent := r.structure(body, indent)
		r.parent = parent
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
	if tightDash.MatchString(body) {
		r.add(indent+1, false, "the - needs a blank behind it", "write - "+body[1:], r.edit(r.n, indent+2, "", " "))
		return "", indent + 1, parent
	}
	m := keyLine.FindStringSubmatchIndex(body)
	if m == nil {
		if t := tightKey.FindStringSubmatch(body); t != nil && strings.HasPrefix(t[2], noBreak) {
			r.add(indent+len(t[1])+1, false, "the blank behind "+t[1]+": is a no-break one, YAML takes a plain one", "write "+t[1]+": "+strings.TrimLeft(t[2], noBreak), r.edit(r.n, indent+len(t[1])+2, noBreak, " "))
			return "", indent + 1, parent
		}
		if t := tightKey.FindStringSubmatch(body); t != nil {
			r.add(indent+len(t[1])+1, false, "the colon behind "+t[1]+" needs a blank", "write "+t[1]+": "+t[2], r.edit(r.n, indent+len(t[1])+2, "", " "))
			return "", indent + 1, parent
		}
		if t := loneKey.FindStringSubmatch(body); t != nil && !r.valued {
			if len(t[0]) > len(t[1]) {
				r.add(indent+len(t[1])+1, false, "a colon is missing behind "+t[1], "write "+t[1]+":"+t[0][len(t[1]):], r.edit(r.n, indent+len(t[1])+1, "", ":"))
			} else {
				r.add(indent+len(t[1])+1, false, "a colon is missing behind "+t[1], "write "+t[1]+": and its value")
			}
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
	popped, inner := false, 0 // inner: where the keys of the last list entry stand
	for len(r.levels) > 0 && r.levels[len(r.levels)-1].indent > indent {
		inner = r.levels[len(r.levels)-1].indent
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
			var fix []diag.Edit
			if popped {
				fix = []diag.Edit{r.indented(indent, inner)}
			}
			r.add(indent+1, false, "a key stands where the list above goes on with -", "indent the key like the one behind the -", fix...)
		}
	case top.indent == indent && !top.list && list:
		r.levels = append(r.levels, level{indent, true})
	case top.indent < indent && popped:
		r.add(indent+1, false, "the line is indented by "+strconv.Itoa(indent)+" blanks, like none of the lines above it", "indent it like the line it belongs to")
		r.levels = append(r.levels, level{indent, list})
	case top.indent < indent:
		if r.valued && !list && !top.list && len(r.levels) > 0 {
			r.add(indent+1, false, "the line is indented deeper than the key above it, which has its value already", "indent it like the key above", r.indented(indent, top.indent))
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
		r.add(col, false, "text that begins with "+sign+" needs quotes", "put the text in quotes or after |", r.quoting(col))
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
			text := flowText(v[i:])
			r.add(col+i, true, "text that begins with {{ needs quotes", "put the text in quotes", r.edit(r.n, col+i, text, inQuotes(text)))
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
	case v == "-" || v == "- -":
		r.add(col, false, "a - behind a key begins a list; the sign stands in quotes", "write "+inQuotes(v), r.edit(r.n, col, v, inQuotes(v)))
		return closed
	}
	switch {
	case v[0] == '|' || v[0] == '>':
		text := strings.TrimLeft(v[1:], " ")
		deeper := r.parent + 2
		if next := r.src.line(r.n + 1); strings.TrimSpace(next) != "" {
			// The lines that follow say how deep the text stands.
			if n := len(next) - len(strings.TrimLeft(next, " ")); n > r.parent {
				deeper = n
			}
		}
		r.add(col, false, "text goes on behind "+v[:1]+" on the same line", "begin the text on the next line",
			r.edit(r.n, col, v, v[:1]+"\n"+strings.Repeat(" ", deeper)+text))
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
		if fix := r.straightened(v, col); fix != nil {
			r.add(col, false, "the quotation marks are typographic, YAML takes straight ones", "write "+fix[0].New, fix...)
		} else {
			r.add(col+i, false, "text that contains \": \" needs quotes", "put the text in quotes or after |", r.quoting(col))
		}
	} else if strings.HasSuffix(plain, ":") && v[0] != '&' && v[0] != '!' && !strings.HasPrefix(v, "- ") {
		r.add(col+len(plain)-1, false, "text that ends in a colon needs quotes", "put the text in quotes or after |", r.quoting(col))
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
		var fix []diag.Edit
		whole := uncommented(v)
		switch {
		case len(whole) < 2 || strings.Contains(whole, `\`):
		case whole[len(whole)-1] != v[0]:
			fix = []diag.Edit{r.edit(r.n, col, whole, inQuotes(whole))}
		default:
			inner := whole[1 : len(whole)-1]
			if v[0] == '\'' {
				inner = strings.ReplaceAll(inner, "''", "'")
			}
			fix = []diag.Edit{r.edit(r.n, col, whole, inQuotes(inner))}
		}
		r.add(col+end, false, "text goes on behind the closing quotation mark", hint, fix...)
	}
	return closed
}

// straightened puts straight quotation marks for the typographic ones around a
// value; nil where there are none.
func (r *lineReader) straightened(v string, col int) []diag.Edit {
	text := uncommented(v)
	first, size := utf8.DecodeRuneInString(text)
	last, end := utf8.DecodeLastRuneInString(text)
	if len(text) <= size+end || !slices.Contains(typographic, first) || !slices.Contains(typographic, last) {
		return nil
	}
	return []diag.Edit{r.edit(r.n, col, text, inQuotes(text[size:len(text)-end]))}
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

// closing writes the missing quotation mark at the end of line n; nothing where a
// comment may stand there.
func (r *lineReader) closing(n int, v string, quote byte) []diag.Edit {
	if strings.Contains(v, " #") {
		return nil
	}
	return []diag.Edit{r.edit(n, len(strings.TrimRight(r.src.line(n), " \t"))+1, "", string(quote))}
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
			body := strings.TrimLeft(text, " ")
			indent := len(text) - len(body)
			nextItem := strings.HasPrefix(body, "- ") && strings.HasPrefix(strings.TrimLeft(s.line(n), " "), "- ") && indent == len(s.line(n))-len(strings.TrimLeft(s.line(n), " "))
			if nextItem || bareKey.MatchString(text) && !strings.HasPrefix(body, "-") && indent < col-1 {
				swallowed = true
				before, _ := strings.CutSuffix(joined, "\n"+text)
				end := uncommented(s.line(k - 1))
				r.add(col, true, "the bracket "+v[:1]+" is not closed", "close it with "+closers(before), r.edit(k-1, len(end)+1, "", closers(before)))
				return k - 1
			}
			if len(joined) > 20_000 {
				return k
			}
			continue
		}
		if bareKey.MatchString(text) && !swallowed {
			swallowed = true
			r.add(col, true, "a quotation mark is opened here and not closed on its line", "close it before the line ends", r.closing(n, v, quote)...)
		}
		if quoteEnd(text, 0, quote) >= 0 {
			return k
		}
	}
	if end != openFlow && !swallowed {
		r.add(col, true, "the quotation mark is not closed", "close it where the text ends", r.closing(n, v, quote)...)
	}
	if end == openFlow {
		r.add(col, false, "the bracket "+v[:1]+" is not closed", "close it, or put the text in quotes")
	}
	return to
}
