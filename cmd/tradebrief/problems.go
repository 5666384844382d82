package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"tradebrief/data/diag"
)

// problem is the JSON form of a diag.Problem. Its names are a contract.
type problem struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Cell     string `json:"cell,omitempty"` // in a workbook, as it follows the file: !Data!C14
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
}

// jsonProblems never gives null.
func jsonProblems(list diag.List) []problem {
	out := make([]problem, len(list))
	for i, d := range list {
		out[i] = problem{d.Pos.File, d.Pos.Line, d.Pos.Col, d.Pos.Cell, d.Severity.String(), d.Code, d.Message, d.Hint}
	}
	return out
}

// Forms in which problems go to standard error.
const (
	diagnosticsText   = "text"
	diagnosticsJSON   = "json"   // a problem a line, with the names of problem
	diagnosticsGitHub = "github" // workflow commands, which GitHub shows beside the line
)

// printProblems prints to standard error, in the form of --diagnostics.
func (a *app) printProblems(list diag.List) {
	switch a.diagnostics {
	case diagnosticsJSON:
		e := json.NewEncoder(a.stderr)
		e.SetEscapeHTML(false)
		for _, p := range jsonProblems(list) {
			e.Encode(p) // where standard error is gone, nobody can be told
		}
		return
	case diagnosticsGitHub:
		for _, d := range list {
			fmt.Fprintln(a.stderr, workflowCommand(d))
		}
		return
	}
	paint := plainly
	if a.colored(a.stderr) {
		paint = inColor
	}
	columns := terminalWidth(a.stderr)
	for _, d := range list {
		fmt.Fprintln(a.stderr, d.Print(columns, paint))
	}
}

// workflowCommand is a problem as GitHub Actions reads it from the log of a
// step: ::error file=…,line=…,col=…::message. The signs that would end a
// property or the command are written as GitHub wants them.
func workflowCommand(d diag.Problem) string {
	message := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var properties []string
	add := func(name, value string) { properties = append(properties, name+"="+property.Replace(value)) }
	if d.Pos.File != "" {
		add("file", d.Pos.File)
	}
	if d.Pos.Line > 0 {
		add("line", strconv.Itoa(d.Pos.Line))
	}
	if d.Pos.Line > 0 && d.Pos.Col > 0 {
		add("col", strconv.Itoa(d.Pos.Col))
	}
	if d.Code != "" {
		add("title", d.Code)
	}
	text := d.Message
	if d.Hint != "" {
		text += "\nhint: " + d.Hint
	}
	command := "::" + d.Severity.String()
	if len(properties) > 0 {
		command += " " + strings.Join(properties, ",")
	}
	return command + "::" + message.Replace(text)
}

// colored follows --color, then NO_COLOR and TERM=dumb, then whether the output
// is a terminal.
func (a *app) colored(out io.Writer) bool {
	switch a.color {
	case "always":
		return true
	case "never":
		return false
	}
	if os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	f, ok := out.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(int(f.Fd()))
}

// terminalWidth is the columns of a terminal, or 0 where the output is none.
func terminalWidth(out io.Writer) int {
	f, ok := out.(interface{ Fd() uintptr })
	if !ok {
		return 0
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return columns
}

func plainly(_ diag.Part, text string) string { return text }

// inColor paints what the eye looks for first: where, how bad, and the mend.
func inColor(part diag.Part, text string) string {
	code := map[diag.Part]string{
		diag.PlacePart: "1", diag.ErrorPart: "1;31", diag.WarningPart: "1;33", diag.GutterPart: "2", diag.CaretPart: "1;31", diag.HintPart: "36",
	}[part]
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// printFailure says why a command ended. A problem prints itself harmlessly,
// whatever a file is called.
func (a *app) printFailure(f failure) {
	if a.diagnostics != diagnosticsJSON && a.diagnostics != diagnosticsGitHub {
		fmt.Fprint(a.stderr, "tradebrief: ")
	}
	a.printProblems(diag.List{{Message: f.message, Hint: f.hint}})
}

// oneOf takes the value of a flag that is a choice.
func oneOf(flag, value string, words ...string) error {
	if slices.Contains(words, value) {
		return nil
	}
	f := failure{codeUsage, fmt.Sprintf("%s %s: expected %s", flag, value, strings.Join(words, ", ")), ""}
	if near := diag.Nearest(value, words); near != "" {
		f.hint = fmt.Sprintf("did you mean %s %s?", flag, near)
	}
	return f
}

// usageFailure says what is wrong with a command line that cobra refused, and
// which command or flag is near.
func usageFailure(root *cobra.Command, args []string, err error) failure {
	message := err.Error()
	f := failure{code: codeUsage, message: strings.TrimRight(strings.SplitN(message, "\n", 2)[0], "."), hint: "tradebrief --help shows the commands"}
	cmd, _, findErr := root.Find(args)
	if findErr != nil || cmd == nil {
		cmd = root
	}
	if cmd != root {
		f.hint = cmd.CommandPath() + " --help shows the flags"
	}
	switch {
	case strings.HasPrefix(message, "unknown command"):
		word := firstQuotedBy(message, `"`)
		f.message = fmt.Sprintf("unknown command %q", word)
		names := commandNames(root)
		if near := diag.Nearest(word, names); near != "" {
			f.hint = fmt.Sprintf("did you mean %q?", near)
		} else if ext := filepath.Ext(word); ext == ".yaml" || ext == ".yml" {
			f.hint = "name the command first: tradebrief build " + word
		} else {
			f.hint = "the commands are " + strings.Join(names, ", ")
		}
	case strings.HasPrefix(message, "unknown flag: "):
		word := strings.TrimPrefix(message, "unknown flag: ")
		f.message = "unknown flag " + word
		var names []string
		collect := func(fl *pflag.Flag) { names = append(names, "--"+fl.Name) }
		cmd.Flags().VisitAll(collect)
		cmd.InheritedFlags().VisitAll(collect)
		if near := diag.Nearest(word, names); near != "" {
			f.hint = fmt.Sprintf("did you mean %s?", near)
		}
	case strings.HasPrefix(message, "unknown shorthand flag: "):
		f.message = "unknown flag -" + firstQuotedBy(message, "'")
	}
	return f
}

// firstQuotedBy is the first word of a message between two quotation marks.
func firstQuotedBy(message, mark string) string {
	_, rest, _ := strings.Cut(message, mark)
	word, _, _ := strings.Cut(rest, mark)
	return word
}
