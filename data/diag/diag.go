// Package diag describes a problem at a place in a file: where, what was
// found, what was expected, and at most one mend.
//
// Every other package reports through it, so that a message has one voice and
// one shape wherever it comes from:
//
//	outline.yaml:14:9: error: unknown series "exprts"
//	   14 |   value: "{{exprts.mom}}"
//	      |             ^
//	  hint: did you mean "exports"?
//
// Problems are values. They carry a position, never the text around it; the
// excerpt is cut from the file once, at the edge, by Excerpts. Messages are
// lower case without a full stop, say what was found and what was expected,
// and quote the author's words.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Pos is a place in a file. File is a slash-separated path as the user knows
// it; Line and Col count from 1, Col in characters (not bytes). Line zero means
// the file as a whole; the zero Pos means no place at all.
//
// In a file that has no lines of text, Line is a row, Col the number of a cell in
// it, and Cell the name of that place as it follows the file's: !Data!C14.
type Pos struct {
	File string
	Line int
	Col  int
	Cell string
}

// String is file:line:col with the parts that are known, or file and cell.
func (p Pos) String() string {
	switch {
	case p.Cell != "":
		return p.File + p.Cell
	case p.File == "":
		return ""
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Compare orders positions by file, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(strings.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Text is a word of the author's with the place where it stands. The zero Text
// is an absent one.
type Text struct {
	Value string
	Pos   Pos
}

// Phase is the stage of a build that found a problem; it decides the exit code.
type Phase uint8

// The phases in the order in which a build goes through them. The numbers are
// the exit codes of the command line.
const (
	Outline Phase = 3 // syntax, keys, names: seen without opening data
	Data    Phase = 4 // a missing file or column, a bad value, a failed data test
	Claim   Phase = 5 // a false claim, an unbound number, a missing printed metric
	Layout  Phase = 6 // layout or PDF conformance
)

// Severity says whether a problem stops the build.
type Severity uint8

const (
	Error Severity = iota
	Warning
)

func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Problem is one finding. Message and Hint are single sentences without a full
// stop; Code is the check's code such as "C05", or empty.
type Problem struct {
	Pos      Pos
	Phase    Phase
	Severity Severity
	Code     string
	Message  string
	Hint     string
	Fix      []Edit   // what the hint says, as edits; nil where an author has to decide
	Places   []string // ids of the block, section, series or data entry that it is about, by which a waiver names it
	Unread   bool     // a file could not be read beyond Pos: what else is wrong in it is not known
	Unshown  bool     // the source line holds a secret: it has no excerpt
	Excerpt  string   // the source line, set by Excerpts; empty if unknown
	Caret    int      // column of the caret within Excerpt, from 1
}

// Errorf makes an error of the phase at the place. Arguments that are long texts
// are cut: the excerpt shows them.
func Errorf(phase Phase, pos Pos, format string, args ...any) Problem {
	return Problem{Pos: pos, Phase: phase, Message: fmt.Sprintf(format, shortened(args)...)}
}

// WithHint returns the problem with its one mend.
func (p Problem) WithHint(format string, args ...any) Problem {
	p.Hint = fmt.Sprintf(format, shortened(args)...)
	return p
}

// maxArgument is the most characters that one argument brings into a message.
// Lists of names fit into it; a paragraph quoted in full would bury the message.
const maxArgument = 300

func shortened(args []any) []any {
	for i, a := range args {
		if s, ok := a.(string); ok && len(s) > maxArgument {
			if r := []rune(s[:min(len(s), 4*maxArgument+4)]); len(r) > maxArgument {
				args = slices.Clone(args)
				args[i] = string(r[:maxArgument]) + "…"
			}
		}
	}
	return args
}

// Part is a piece of a printed problem that a terminal may colour.
type Part uint8

const (
	PlacePart Part = iota // file:line:column
	ErrorPart             // the word error
	WarningPart
	GutterPart // the line's number and the bar
	CaretPart
	HintPart // the word hint
)

// gutter is the columns before an excerpt: the line's number and a bar.
const gutter = 8

// String prints the problem with excerpt, caret and hint, without colour, the
// excerpt cut to 120 columns.
func (p Problem) String() string {
	return p.Print(0, func(_ Part, text string) string { return text })
}

// Print is String for a terminal of that many columns, so that no line of source
// wraps and takes the caret away from its character; 0 stands for no terminal.
// paint colours a part. What comes from files and could drive a terminal is made
// visible: a control character is shown as its picture such as ␛, and one that
// turns the direction of writing as �.
func (p Problem) Print(columns int, paint func(part Part, text string) string) string {
	var b strings.Builder
	if s := Visible(p.Pos.String()); s != "" {
		b.WriteString(paint(PlacePart, s+":") + " ")
	}
	word := ErrorPart
	if p.Severity == Warning {
		word = WarningPart
	}
	b.WriteString(paint(word, p.Severity.String()+":") + " ")
	if p.Code != "" {
		b.WriteString(p.Code + ": ")
	}
	b.WriteString(Visible(p.Message))
	if p.Excerpt != "" {
		room := window
		if columns > 0 {
			// Two for the signs of a cut, one that stays free: some terminals wrap
			// when the last column is filled.
			room = max(20, min(columns-gutter-3, maxWindow))
		}
		line, caret := fit(Visible(p.Excerpt), p.Caret, room)
		number := fmt.Sprintf("%5d |", p.Pos.Line)
		b.WriteString("\n" + paint(GutterPart, number) + " " + line)
		if caret > 0 {
			b.WriteString("\n" + paint(GutterPart, strings.Repeat(" ", len(number)-1)+"|") + " " + caretPad(line, caret) + paint(CaretPart, "^"))
		}
	}
	if p.Hint != "" {
		b.WriteString("\n  " + paint(HintPart, "hint:") + " " + Visible(p.Hint))
	}
	return b.String()
}

// Visible replaces every character that a terminal would obey with one of the
// same width that it prints, so that a caret below still points at it. Tabs stay.
func Visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return r
		case r < 0x20:
			return '\u2400' + r // the pictures of the control characters, in their order
		case r == 0x7F:
			return '\u2421'
		case r >= 0x80 && r < 0xA0, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E || r == 0x200F, r == 0x2028 || r == 0x2029, r == 0xFEFF:
			return '\uFFFD'
		}
		return r
	}, s)
}

// Error lets a single problem be returned where Go wants an error.
func (p Problem) Error() string { return p.String() }

// List is the problems of one run.
type List []Problem

// Failed reports whether the list holds an error (not only warnings).
func (l List) Failed() bool {
	return slices.ContainsFunc(l, func(p Problem) bool { return p.Severity == Error })
}

// Phase is the earliest phase that has an error, or zero.
func (l List) Phase() Phase {
	var first Phase
	for _, p := range l {
		if p.Severity == Error && (first == 0 || p.Phase < first) {
			first = p.Phase
		}
	}
	return first
}

// Sort orders by place, then message, and drops exact repetitions, so that the
// output does not depend on the order in which checks ran.
func (l List) Sort() List {
	slices.SortStableFunc(l, func(a, b Problem) int {
		return cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.Severity, b.Severity), strings.Compare(a.Code, b.Code), strings.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(l, func(a, b Problem) bool {
		return a.Pos == b.Pos && a.Severity == b.Severity && a.Code == b.Code && a.Message == b.Message
	})
}

func (l List) String() string {
	parts := make([]string, len(l))
	for i, p := range l {
		parts[i] = p.String()
	}
	return strings.Join(parts, "\n")
}
