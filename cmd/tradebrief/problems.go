package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tradebrief/data/diag"
)

// problem is the JSON form of a diag.Problem. Its names are a contract.
type problem struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
}

func jsonProblems(list diag.List) []problem {
	out := make([]problem, len(list))
	for i, d := range list {
		out[i] = problem{d.Pos.File, d.Pos.Line, d.Pos.Col, d.Severity.String(), d.Code, d.Message, d.Hint}
	}
	return out
}

func (a *app) printProblems(list diag.List) {
	color := a.colored()
	for _, d := range list {
		text := d.String()
		if color {
			text = paint(text, d.Severity)
		}
		fmt.Fprintln(a.stderr, text)
	}
}

// colored follows --color, then NO_COLOR and TERM=dumb, then whether standard
// error is a terminal.
func (a *app) colored() bool {
	switch a.color {
	case "always":
		return true
	case "never":
		return false
	}
	if os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	f, ok := a.stderr.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// paint makes the severity bold red or yellow and the hint cyan.
func paint(text string, s diag.Severity) string {
	word, code := "error:", "\x1b[1;31m"
	if s == diag.Warning {
		word, code = "warning:", "\x1b[1;33m"
	}
	text = strings.Replace(text, word, code+word+"\x1b[0m", 1)
	return strings.Replace(text, "\n  hint:", "\n  \x1b[36mhint:\x1b[0m", 1)
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
		word := firstQuoted(message)
		f.message = fmt.Sprintf("unknown command %q", word)
		var names []string
		for _, c := range root.Commands() {
			if !c.Hidden {
				names = append(names, c.Name())
			}
		}
		if near := diag.Nearest(word, names); near != "" {
			f.hint = fmt.Sprintf("did you mean %q?", near)
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
	}
	return f
}

func firstQuoted(s string) string {
	_, rest, _ := strings.Cut(s, `"`)
	word, _, _ := strings.Cut(rest, `"`)
	return word
}
