package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report"
)

const (
	codeDone        = 0
	codeInternal    = 1
	codeUsage       = 2
	codeAltered     = 1 // of verify
	codeUnverified  = 2
	codeAwaiting    = 9
	codeInterrupted = 130
)

// failure is an error that knows its exit code. An empty message means that
// everything has been said already.
type failure struct {
	code    int
	message string
	hint    string
}

func (f failure) Error() string { return f.message }

// run is the program without the process: it returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (code int) {
	progress := newProgress(stderr)
	results := &stream{Writer: stdout, before: progress.clear}
	app := &app{ctx: ctx, stdout: results, stderr: &stream{Writer: stderr, before: progress.clear}, progress: progress}
	defer progress.clear()
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(stderr, "tradebrief: error: internal error: %v\n  hint: please report this with the outline that causes it\n", r)
			if os.Getenv("TRADEBRIEF_TRACE") != "" {
				stderr.Write(debug.Stack())
			}
			code = codeInternal
		}
	}()
	root := app.root()
	root.SetArgs(figureArgs(args))
	root.SetOut(app.stdout)
	root.SetErr(app.stderr)
	err := root.ExecuteContext(ctx)
	for _, account := range app.accounts {
		account.print(app.stderr)
	}
	var f failure
	switch {
	case err == nil && results.err == nil:
		return codeDone
	case err == nil:
		f = failure{codeInternal, "standard output was not written: " + plainError(results.err).Error(), ""}
	case errors.As(err, &f):
	default:
		// What cobra itself refuses is a command line that it cannot take.
		f = usageFailure(root, args, err)
	}
	if f.message != "" {
		app.printFailure(f)
	}
	return f.code
}

type app struct {
	ctx            context.Context
	stdout, stderr io.Writer
	progress       *progress
	command        string // the one that runs: tradebrief build
	operand        string // what follows the outline on the command line

	json        bool
	quiet       bool
	verbose     bool
	accounts    []*account // of -v, in the order of the outlines
	color       string
	diagnostics string
	params      []string
	period      string
	asOf        string
	output      string
	standard    string
	draft       bool
	sign        bool
	strict      bool
	fix         bool
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "tradebrief COMMAND",
		Short: "Trade data and an outline in, a brief whose every statement is checked out",
		Example: `  tradebrief build                    # the brief that ships with the tool
  tradebrief init coffee              # a brief of your own to start from
  tradebrief preview coffee/brief.yaml
  tradebrief build coffee/brief.yaml  # checked, to out/`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			a.command = cmd.CommandPath()
			if a.quiet || a.json {
				a.progress.off()
			}
			if err := oneOf("--color", a.color, "auto", "always", "never"); err != nil {
				return err
			}
			return oneOf("--diagnostics", a.diagnostics, diagnosticsText, diagnosticsJSON, diagnosticsGitHub)
		},
	}
	root.PersistentFlags().BoolVar(&a.json, "json", false, "print the result as JSON")
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "print problems only")
	root.PersistentFlags().BoolVarP(&a.verbose, "verbose", "v", false, "print the files read, the statements sent and the time of each stage")
	root.PersistentFlags().StringVar(&a.color, "color", "auto", "`when` to colour: auto, always or never")
	root.PersistentFlags().StringVar(&a.diagnostics, "diagnostics", diagnosticsText, "`form` of problems: text, json or github")
	root.PersistentFlags().BoolP("help", "h", false, "print examples, flags and what a command does")
	root.SetHelpCommand(a.help())
	root.InitDefaultHelpCmd()
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { io.WriteString(a.stdout, helpText(cmd)) })
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(a.build(), a.check(), a.facts(), a.explain(), a.data(), a.diff(), a.export(), a.extract(), a.init(), a.roll(), a.approve(), a.preview(), a.verify(), a.schema(), a.completion(), a.man(), a.version())
	a.completeArgs(root)
	return root
}

func (a *app) outlineFlags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVarP(&a.params, "param", "P", nil, "set a parameter: `name=value`; may be repeated")
	cmd.Flags().StringVar(&a.period, "period", "", "another `period`: 2023-08, 2023-Q3, 2023 or latest")
	cmd.Flags().StringVar(&a.asOf, "as-of", "", "leave out what came after this `date`: 2023-10-20")
}

// strictFlag is for the commands that judge.
func (a *app) strictFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&a.strict, "strict", false, "take warnings for errors")
}

// options turns flags and environment into the options of a brief.
func (a *app) options() (report.Options, error) {
	o := report.Options{Version: version, Params: map[string]string{}, Period: a.period, Strict: a.strict}
	for _, p := range a.params {
		name, value, ok := strings.Cut(p, "=")
		if !ok || name == "" {
			return o, failure{codeUsage, fmt.Sprintf("-P takes name=value, got %q", p), "for example -P partner=VN"}
		}
		o.Params[name] = value
	}
	if a.period != "" && a.period != "latest" {
		if _, err := data.ParsePeriod(a.period); err != nil {
			return o, failure{codeUsage, fmt.Sprintf("--period %s: %v", a.period, err), "a month is written 2023-08, a quarter 2023-Q3, a year 2023"}
		}
	}
	if a.asOf != "" {
		d, err := data.ParseDate(a.asOf)
		if err != nil {
			return o, failure{codeUsage, fmt.Sprintf("--as-of %s: %v", a.asOf, err), "a date is written 2023-10-20"}
		}
		o.AsOf = d
	}
	if epoch := os.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return o, failure{codeUsage, fmt.Sprintf("SOURCE_DATE_EPOCH is %q, expected seconds since 1970", epoch), ""}
		}
		o.Created = time.Unix(seconds, 0).UTC()
	}
	return o, nil
}

// projects opens the outlines named, or the shipped one, and reads the options
// for them.
func (a *app) projects(args []string) ([]report.Project, report.Options, error) {
	opt, err := a.options()
	if err != nil {
		return nil, opt, err
	}
	a.progress.begin(0, 1)
	if len(args) == 0 {
		a.noteOwn()
		return []report.Project{a.attended(shippedProject(flagship))}, opt, nil
	}
	list := make([]report.Project, len(args))
	for i, arg := range args {
		p, err := openProject(a.ctx, arg)
		if err != nil {
			return nil, opt, asFailure(err)
		}
		p.FS = a.progress.watch(p.FS)
		list[i] = a.attended(p)
	}
	return list, opt, nil
}

// asFailure is an error of the command line with its exit code.
func asFailure(err error) failure {
	var f failure
	if errors.As(err, &f) {
		return f
	}
	return failure{codeUsage, err.Error(), ""}
}

// ownOutline is what an author's outline is called in its folder.
const ownOutline = "brief.yaml"

// noteOwn says that the shipped brief is meant where the folder has one of its
// own: who types build there may well have expected that.
func (a *app) noteOwn() {
	if a.quiet || a.json || a.diagnostics != diagnosticsText {
		return
	}
	if info, err := os.Stat(ownOutline); err == nil && info.Mode().IsRegular() {
		fmt.Fprintf(a.stderr, "note: this is the brief that ships with the tool; for the one in this folder type %s %s%s\n", a.command, ownOutline, a.operand)
	}
}

// result is what build and check print as JSON.
type result struct {
	Problems  []problem         `json:"problems"`
	Claims    report.ClaimCount `json:"claims"`
	Outputs   []output          `json:"outputs,omitempty"`
	Approvals *report.Approvals `json:"approvals,omitempty"` // where there is a lock, or one is required
	Edits     []edit            `json:"edits,omitzero"`      // of check --fix
}

// add counts a brief in.
func (r *result) add(b *report.Brief) {
	r.Claims = r.Claims.Plus(b.Claims)
	if b.Approvals == (report.Approvals{}) {
		return
	}
	if r.Approvals == nil {
		r.Approvals = &report.Approvals{}
	}
	*r.Approvals = r.Approvals.Plus(b.Approvals)
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// report prints the problems of one outline and returns their exit code.
func (a *app) report(res *result, problems diag.List) int {
	switch {
	case a.ctx.Err() != nil:
		// What an interrupted reading complains of is not the user's problem.
	case a.json:
		res.Problems = append(res.Problems, jsonProblems(problems)...)
		if a.diagnostics != diagnosticsText {
			a.printProblems(problems)
		}
	default:
		a.printProblems(problems)
	}
	return int(problems.Phase())
}

// sumUp says which of several outlines the problems above are of: they may stand
// in a file that all of them include.
func (a *app) sumUp(p report.Project, problems diag.List, outlines int) {
	if outlines > 1 && len(problems) > 0 && a.diagnostics == diagnosticsText && !a.json && !a.quiet && a.ctx.Err() == nil {
		fmt.Fprintf(a.stderr, "%s: %s\n", shown(p), count(len(problems), "problem"))
	}
}

func (a *app) finish(res result, code int) error {
	if a.ctx.Err() != nil {
		return failure{codeInterrupted, "interrupted; nothing more was written", ""}
	}
	if a.json {
		if res.Problems == nil {
			res.Problems = []problem{}
		}
		if err := a.printJSON(res); err != nil {
			return err
		}
	}
	if code != 0 {
		return failure{code: code}
	}
	return nil
}

// refuse reports the problems for which a command does nothing.
func (a *app) refuse(problems diag.List) error {
	var res result
	return a.finish(res, a.report(&res, problems))
}

// worst keeps the code of the earliest phase: an outline that cannot be read
// outweighs another whose layout failed.
func worst(a, b int) int {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

func (a *app) printJSON(v any) error {
	e := json.NewEncoder(a.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return failure{codeInternal, "the result could not be written: " + plainError(err).Error(), ""}
	}
	return nil
}

// plainError drops the operation and path or address that Go's errors of files
// and sockets repeat.
func plainError(err error) error {
	var pe *fs.PathError
	var le *os.LinkError
	var se *os.SyscallError
	switch {
	case errors.As(err, &pe):
		return pe.Err
	case errors.As(err, &le):
		return le.Err
	case errors.As(err, &se):
		return se.Err
	}
	return err
}
