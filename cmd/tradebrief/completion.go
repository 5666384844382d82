package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tradebrief/report"
)

var shells = []string{"bash", "zsh", "fish", "powershell"}

func (a *app) completion() *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print the script that lets a shell complete command lines",
		Long: `Besides commands and flags the shell then completes outlines, the names of
series and metrics, the ids of charts and tables, and the values of flags.`,
		Example: `  source <(tradebrief completion bash)   # in ~/.bashrc
  tradebrief completion zsh > ~/.zsh/completions/_tradebrief
  tradebrief completion fish > ~/.config/fish/completions/tradebrief.fish
  tradebrief completion powershell | Out-String | Invoke-Expression`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return failure{codeUsage, "completion takes a shell: " + strings.Join(shells, ", "), "for example tradebrief completion bash"}
			}
			if err := oneOf("completion", args[0], shells...); err != nil {
				return err
			}
			return a.printCompletion(cmd.Root(), args[0])
		},
	}
}

func (a *app) printCompletion(root *cobra.Command, shell string) error {
	var err error
	switch shell {
	case "bash":
		err = root.GenBashCompletionV2(a.stdout, true)
	case "zsh":
		err = root.GenZshCompletion(a.stdout)
	case "fish":
		err = root.GenFishCompletion(a.stdout, true)
	case "powershell":
		err = root.GenPowerShellCompletionWithDesc(a.stdout)
	}
	if err != nil {
		return failure{codeInternal, fmt.Sprintf("the script was not written: %v", plainError(err)), ""}
	}
	return nil
}

// completeArgs tells the shell what the arguments and the flags of the commands
// may be. It is asked while somebody types: what cannot be read gives no
// suggestion and no message.
func (a *app) completeArgs(root *cobra.Command) {
	words := func(words ...string) cobra.CompletionFunc {
		return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
	}
	outlines := func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		return outlineFiles()
	}
	outline := func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return outlineFiles()
	}
	pdf := func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveFilterDirs
		}
		return []string{"pdf"}, cobra.ShellCompDirectiveFilterFileExt
	}
	pdfs := func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 1 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return []string{"pdf", "json"}, cobra.ShellCompDirectiveFilterFileExt
	}
	var templates []string
	for _, s := range starters {
		templates = append(templates, s.template)
	}
	arguments := map[string]cobra.CompletionFunc{
		"build": outlines, "check": outlines, "facts": outline, "preview": outline, "roll": outline, "approve": outline,
		"explain": a.completeNames(factNames), "export": a.completeNames(partNames), "extract": pdf, "verify": pdf, "diff": pdfs,
		"completion": words(shells...), "schema": words(), "version": words(),
	}
	values := map[string]cobra.CompletionFunc{
		"color": words("auto", "always", "never"), "diagnostics": words(diagnosticsText, diagnosticsJSON, diagnosticsGitHub),
		"template": words(templates...), "to": words(exportFormats...), "param": a.completeParams, "period": words("latest"), "as-of": words(), "port": words(),
		"section": a.completeSections, "by": words(), "pdf-standard": words(append(pdfStandards, "ua-1,a-3a")...),
	}
	for _, c := range append(root.Commands(), root) {
		if complete := arguments[c.Name()]; complete != nil {
			c.ValidArgsFunction = complete
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if complete := values[f.Name]; complete != nil {
				// The one error is a second function for the same flag.
				_ = c.RegisterFlagCompletionFunc(f.Name, complete)
			}
		})
	}
}

func outlineFiles() ([]string, cobra.ShellCompDirective) {
	return []string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
}

// completeNames suggests what an outline holds, once one is named; before that,
// outlines, and what is begun may be a name in the brief that ships with the
// tool.
func (a *app) completeNames(names func(*report.Brief) []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 0 && (begun == "" || isOutline(begun)) {
			return outlineFiles()
		}
		brief := a.namedBrief(args)
		if brief == nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		var known []string
		for _, name := range names(brief) {
			if strings.HasPrefix(name, begun) && !slices.Contains(args, name) {
				known = append(known, name)
			}
		}
		if len(args) == 0 && len(known) == 0 {
			return outlineFiles()
		}
		return known, cobra.ShellCompDirectiveNoFileComp
	}
}

// completeParams suggests the params of the outline.
func (a *app) completeParams(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var known []string
	if brief := a.namedBrief(args); brief != nil {
		for name := range brief.Outline.Params {
			known = append(known, name+"=")
		}
	}
	slices.Sort(known)
	return known, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completeSections suggests the sections of the outline.
func (a *app) completeSections(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if brief := a.namedBrief(args); brief != nil {
		return brief.SectionNames(), cobra.ShellCompDirectiveNoFileComp
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}

// namedBrief reads the outline among the arguments, or the one that ships with
// the tool; nil where that does not go.
func (a *app) namedBrief(args []string) *report.Brief {
	if len(args) > 0 && isOutline(args[0]) {
		args = args[:1]
	} else {
		args = nil
	}
	list, opt, err := a.projects(args)
	if err != nil {
		return nil
	}
	brief, problems := report.LoadFacts(list[0], opt)
	if problems.Failed() {
		return nil
	}
	return brief
}

func factNames(b *report.Brief) []string {
	var names []string
	for _, f := range b.Facts() {
		names = append(names, f.Name)
	}
	return names
}

func partNames(b *report.Brief) []string {
	var names []string
	for _, p := range b.Parts() {
		names = append(names, p.Name())
	}
	return names
}
