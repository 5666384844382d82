package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report"
)

// version is the version of the tool. It goes into the PDF, so that a brief
// says what made it; the commit does not, so that equal versions give equal
// bytes.
const version = "0.1.0"

const (
	codeDone        = 0
	codeInternal    = 1
	codeUsage       = 2
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
	draft       bool
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
	root.PersistentFlags().BoolVarP(&a.verbose, "verbose", "v", false, "print the files read and the time of each stage")
	root.PersistentFlags().StringVar(&a.color, "color", "auto", "`when` to colour: auto, always or never")
	root.PersistentFlags().StringVar(&a.diagnostics, "diagnostics", diagnosticsText, "`form` of problems: text, json or github")
	root.PersistentFlags().BoolP("help", "h", false, "print examples, flags and what a command does")
	root.SetHelpCommand(a.help())
	root.InitDefaultHelpCmd()
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { io.WriteString(a.stdout, helpText(cmd)) })
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(a.build(), a.check(), a.facts(), a.explain(), a.data(), a.export(), a.init(), a.roll(), a.preview(), a.schema(), a.completion(), a.man(), a.version())
	a.completeArgs(root)
	return root
}

func (a *app) outlineFlags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVarP(&a.params, "param", "P", nil, "set a parameter: `name=value`; may be repeated")
	cmd.Flags().StringVar(&a.period, "period", "", "another `period`: 2023-08, 2023-Q3, 2023 or latest")
	cmd.Flags().StringVar(&a.asOf, "as-of", "", "leave out what came after this `date`: 2023-10-20")
}

func (a *app) build() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "build [OUTLINE…]",
		Short: "Check an outline against its data and write the brief as a PDF",
		Long: `The brief goes to out/. Without an outline, the one that ships with the tool is
built. With a problem nothing is written, an older brief stays as it was, and
the exit code tells which stage failed.

With --draft it is written all the same while sentences are wrong or figures are
missing, as NAME.draft.pdf: DRAFT stands across each page, and each problem is
marked in its place. The exit code is the same, and the brief stays as it was.`,
		Example: `  tradebrief build
  tradebrief build brief.yaml -o issued/
  tradebrief build brief.yaml -o brief.pdf --period 2023-08
  tradebrief build brief.yaml -P partner=VN --as-of 2023-10-20
  tradebrief build brief.yaml --draft`,
		RunE: func(_ *cobra.Command, args []string) error { return a.runBuild(args) },
	}
	a.outlineFlags(cmd)
	cmd.Flags().BoolVar(&a.draft, "draft", false, "write NAME.draft.pdf with the problems marked")
	cmd.Flags().StringVarP(&a.output, "output", "o", "", "write to this `file`, or into this folder/")
	return cmd
}

func (a *app) check() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check [OUTLINE…]",
		Short: "Do everything but writing: outline, data, claims, layout",
		Long: `With --fix, every problem whose hint has one answer is mended in the outline
and the files it includes, and the differences are printed. Comments stay, data
files are never changed, and no word of a claim is: an author has to read those.`,
		Example: `  tradebrief check brief.yaml
  tradebrief check brief.yaml --fix
  tradebrief check brief.yaml --json`,
		RunE: func(_ *cobra.Command, args []string) error { return a.runCheck(args) },
	}
	a.outlineFlags(cmd)
	cmd.Flags().BoolVar(&a.fix, "fix", false, "mend what has one answer and print the differences")
	return cmd
}

func (a *app) facts() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "facts [OUTLINE]",
		Short: "Print every series and metric with value, text and inputs",
		Long:  `The prose is not judged: figures can be had while its sentences are still wrong.`,
		Example: `  tradebrief facts brief.yaml
  tradebrief facts brief.yaml --period 2023-08
  tradebrief facts brief.yaml --json --as-of 2023-10-20`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.runFacts(args) },
	}
	a.outlineFlags(cmd)
	return cmd
}

func (a *app) version() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version of the tool",
		Example: `  tradebrief version --json`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			commit := ""
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						commit = s.Value
					}
				}
			}
			if a.json {
				return a.printJSON(struct {
					Version string `json:"version"`
					Commit  string `json:"commit,omitempty"`
					Go      string `json:"go"`
					Outline int    `json:"outline"`
				}{version, commit, runtime.Version(), 1})
			}
			fmt.Fprintf(a.stdout, "tradebrief %s (outline format 1, %s)\n", version, runtime.Version())
			return nil
		},
	}
}

// options turns flags and environment into the options of a brief.
func (a *app) options() (report.Options, error) {
	o := report.Options{Version: version, Params: map[string]string{}, Period: a.period, Draft: a.draft}
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
		return []report.Project{a.attended(shippedProject())}, opt, nil
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
	Problems []problem         `json:"problems"`
	Claims   report.ClaimCount `json:"claims"`
	Outputs  []output          `json:"outputs,omitempty"`
	Edits    []edit            `json:"edits,omitzero"` // of check --fix
}

type output struct {
	Path    string `json:"path"`
	Pages   int    `json:"pages"`
	Bytes   int    `json:"bytes"`
	SHA256  string `json:"sha256"`
	Skipped bool   `json:"skipped"`
}

func (a *app) runBuild(args []string) error {
	list, opt, err := a.projects(args)
	if err != nil {
		return err
	}
	if len(list) > 1 && a.output != "" && !isFolder(a.output) {
		return failure{codeUsage, fmt.Sprintf("-o %s is one file for %d outlines", a.output, len(list)), "name a folder: -o " + a.output + "/"}
	}
	var res result
	writtenFor := map[string]string{} // output to outline
	code := 0
	for i, p := range list {
		a.progress.begin(i, len(list))
		start := time.Now()
		brief, content, pages, problems := buildOne(p, opt)
		if brief != nil {
			res.Claims = res.Claims.Plus(brief.Claims)
		}
		code = worst(code, a.report(&res, problems))
		if content == nil {
			a.accountOf(i).print(a.stderr)
			continue
		}
		name, err := outputPath(a.output, brief.Stem()+".pdf")
		if err != nil {
			return err
		}
		if a.draft {
			name = draftPath(name)
		}
		if other, taken := writtenFor[name]; taken {
			return failure{codeUsage, fmt.Sprintf("%s and %s would both be written to %s", other, shown(p), name), "build them one by one, each with its own -o"}
		}
		writtenFor[name] = shown(p)
		if err := a.write(name, content); err != nil {
			return err
		}
		res.Outputs = append(res.Outputs, output{Path: name, Pages: pages, Bytes: len(content), SHA256: digest(content)})
		if !a.quiet && !a.json {
			a.describe(name, pages, len(content), brief, time.Since(start))
		}
		a.accountOf(i).print(a.stderr)
	}
	return a.finish(res, code)
}

// buildOne is the whole pipeline for one outline. The bytes are nil if nothing
// may be written.
func buildOne(p report.Project, opt report.Options) (*report.Brief, []byte, int, diag.List) {
	brief, problems := report.Load(p, opt)
	if problems.Failed() && !(opt.Draft && problems.Phase() == diag.Claim) {
		return brief, nil, 0, problems
	}
	content, pages, more := finished(brief)
	return brief, content, pages, append(problems, more...)
}

// finished is the end of the pipeline: the brief as a file and its number of
// pages. Phase Layout has no problem that only one half of it would find.
func finished(b *report.Brief) ([]byte, int, diag.List) {
	doc, problems := b.Pages()
	if problems.Failed() {
		return nil, 0, problems
	}
	content, more := b.PDF(doc)
	return content, len(doc.Pages), append(problems, more...)
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func (a *app) describe(name string, pages, size int, b *report.Brief, took time.Duration) {
	c := b.Claims
	fmt.Fprintf(a.stdout, "%s\n", name)
	fmt.Fprintf(a.stdout, "  %s, %s, %s, %d kB\n", count(pages, "page"), count(b.Figures, "figure"), count(b.Tables, "table"), (size+500)/1000)
	failed := ""
	if c.Failed > 0 {
		failed = fmt.Sprintf(", %d failed", c.Failed)
	}
	fmt.Fprintf(a.stdout, "  %s: %d computed, %d sourced, %d waived, %d unbound%s\n", count(c.Total, "claim"), c.Computed, c.Sourced, c.Waived, c.Unbound, failed)
	fmt.Fprintf(a.stdout, "  %.2f s\n", took.Seconds())
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func (a *app) runCheck(args []string) error {
	list, opt, err := a.projects(args)
	if err != nil {
		return err
	}
	if a.fix && len(args) == 0 {
		return failure{codeUsage, "--fix changes files, and the outline that ships with the tool is none", "name the outline: tradebrief check brief.yaml --fix"}
	}
	check := func(p report.Project) (*report.Brief, diag.List) {
		brief, problems := report.Load(p, opt)
		if !problems.Failed() {
			_, _, more := finished(brief)
			problems = append(problems, more...)
		}
		return brief, problems
	}
	var res result
	if a.fix {
		res.Edits = []edit{}
	}
	code := 0
	for i, p := range list {
		a.progress.begin(i, len(list))
		brief, problems := check(p)
		if a.fix {
			if brief, problems, err = a.mend(p, brief, problems, check, &res); err != nil {
				return err
			}
		}
		if brief != nil {
			res.Claims = res.Claims.Plus(brief.Claims)
		}
		code = worst(code, a.report(&res, problems))
		if !problems.Failed() && !a.quiet && !a.json {
			c := brief.Claims
			hold := "hold"
			if c.Total == 1 {
				hold = "holds"
			}
			fmt.Fprintf(a.stdout, "%s: %s %s: %d computed, %d sourced, %d waived, %d unbound\n", shown(p), count(c.Total, "claim"), hold, c.Computed, c.Sourced, c.Waived, c.Unbound)
		}
		a.accountOf(i).print(a.stderr)
	}
	return a.finish(res, code)
}

// loadFacts computes the brief of the outline named, or of the shipped one,
// without judging its prose, and gives it with the outline's path as shown.
func (a *app) loadFacts(args []string) (outline string, brief *report.Brief, err error) {
	list, opt, err := a.projects(args)
	if err != nil {
		return "", nil, err
	}
	brief, problems := report.LoadFacts(list[0], opt)
	if problems.Failed() {
		return "", nil, a.refuse(problems)
	}
	return shown(list[0]), brief, nil
}

func (a *app) runFacts(args []string) error {
	_, brief, err := a.loadFacts(args)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(struct {
			Period string       `json:"period"`
			AsOf   string       `json:"as_of,omitempty"`
			Facts  report.Facts `json:"facts"`
		}{brief.Period.String(), dateText(brief.AsOf), brief.Facts()})
	}
	a.printFacts(brief)
	return nil
}

func dateText(d data.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// printFacts prints one line a fact: name, value, the interval where the
// rounding of the inputs leaves one, and the lines of the data it comes from.
func (a *app) printFacts(b *report.Brief) {
	heading := b.Period.String()
	if b.AsOf != 0 {
		heading += ", as of " + b.AsOf.String()
	}
	fmt.Fprintln(a.stdout, heading)
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, f := range b.Facts() {
		note := f.Interval
		if f.Value == nil {
			note = f.Why
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", f.Name, f.Text, note, inputLines(f.Inputs))
	}
	w.Flush()
}

// inputLines is file:line,line… of a fact, at most four lines a file.
func inputLines(inputs []report.FactInput) string {
	var b strings.Builder
	file, n := "", 0
	for _, in := range inputs {
		switch {
		case in.File != file:
			if file != "" {
				b.WriteByte(' ')
			}
			file, n = in.File, 0
			fmt.Fprintf(&b, "%s:%d", file, in.Line)
		case n < 4:
			fmt.Fprintf(&b, ",%d", in.Line)
		case n == 4:
			b.WriteString(",…")
		}
		n++
	}
	return b.String()
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
