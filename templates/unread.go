package templates

import (
	"errors"
	"fmt"
	"io"
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
	fail := func(line, col int, message, hint string, fix ...diag.Edit) diag.Problem {
		line = max(1, min(line, len(s.lines)))
		p := diag.Errorf(diag.Outline, s.pos(s.lines[line-1]+min(col-1, len(s.line(line)))), "%s", message)
		p.Hint, p.Fix, p.Unread = hint, fix, true
		return p
	}
	if name, ok := strings.CutPrefix(msg, "unknown anchor '"); ok {
		name, _, _ = strings.Cut(name, "'")
		at := max(0, strings.Index(s.text, "*"+name))
		p := diag.Errorf(diag.Outline, s.pos(at), "the alias *%s has no anchor", name)
		p.Unread = true
		pos := s.pos(at)
		rest := s.text[at : s.lines[pos.Line-1]+len(s.line(pos.Line))]
		if before := strings.TrimRight(s.text[s.lines[pos.Line-1]:at], " "); strings.HasSuffix(before, ":") || strings.HasSuffix(before, "-") {
			return p.WithFix([]diag.Edit{{Pos: pos, Old: uncommented(rest), New: inQuotes(uncommented(rest))}}, "put text that begins with * in quotes")
		}
		return p.WithHint("put text that begins with * in quotes")
	}
	found := func(x suspect) diag.Problem {
		if x.tab {
			var width int
			if x.fix, width = s.untabbed(); x.hint == "" {
				x.hint = fmt.Sprintf("write %d blanks for each tab", width)
			}
		}
		return fail(x.line, x.col, x.message, x.hint, x.fix...)
	}
	suspects := s.suspects(to)
	for _, x := range slices.Backward(suspects) {
		if x.sure && x.line >= from {
			return found(x)
		}
	}
	for _, x := range slices.Backward(suspects) {
		if x.line >= from {
			return found(x)
		}
	}
	line := from
	if exact {
		line++
	}
	col := 1 + len(s.line(line)) - len(strings.TrimLeft(s.line(line), " \t"))
	for l := line; l <= min(line+1, len(s.lines)) && strings.HasPrefix(msg, "did not find expected ','"); l++ {
		i := questionInBrackets(s.line(l))
		if i < 0 {
			continue
		}
		return fail(l, i+1, "a ? before a comma or a bracket is a sign of YAML's own within { } and [ ]", "put the text that it ends in quotes")
	}
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
		text := s.line(line)
		var fix []diag.Edit
		for i := 0; i < len(text); i++ {
			if text[i] != '\\' {
				continue
			}
			if escape, width := unescape(text[i:]); escape != "" {
				i += width - 1
				continue
			}
			if len(fix) == 0 {
				col = i + 1
			}
			fix = append(fix, diag.Edit{Pos: s.pos(s.lines[line-1] + i), Old: `\`, New: `\\`})
		}
		return fail(line, col, "a backslash in double quotes begins an escape, which this is not", `write \\ for a backslash, or take single quotes`, fix...)
	case strings.Contains(msg, "could not find expected ':'"):
		text := uncommented(s.line(line))
		if body := strings.TrimLeft(text, " -"); idForm.MatchString(body) {
			return fail(line, len(text)+1, "a colon is missing behind "+body, "write "+body+":", diag.Edit{Pos: s.pos(s.lines[line-1] + len(text)), New: ":"})
		}
		return fail(line, col, "the line is no key with a colon, nor does it go on with the text above", "write KEY: and its value, or indent it like the text")
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

// questionInBrackets is where a ? stands before a comma or a closing bracket,
// outside quotation marks: -1 where none does. YAML reads it as the mark of a key.
func questionInBrackets(line string) int {
	quote := byte(0)
	for i := 0; i+1 < len(line); i++ {
		switch c := line[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && i > 0 && strings.IndexByte(" {[,:", line[i-1]) >= 0:
			quote = c
		case c == '?' && strings.IndexByte(",}]", line[i+1]) >= 0:
			return i
		}
	}
	return -1
}
