package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"tradebrief/data/diag"
	"tradebrief/report"
)

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
	a.strictFlag(cmd)
	cmd.Flags().BoolVar(&a.fix, "fix", false, "mend what has one answer and print the differences")
	return cmd
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
			res.add(brief)
		}
		code = worst(code, a.report(&res, problems))
		a.sumUp(p, problems, len(list))
		if !problems.Failed() && !a.quiet && !a.json {
			c := brief.Claims
			hold := "hold"
			if c.Total == 1 {
				hold = "holds"
			}
			fmt.Fprintf(a.stdout, "%s: %s %s: %d computed, %d sourced, %d waived, %d unbound\n", shown(p), count(c.Total, "claim"), hold, c.Computed, c.Sourced, c.Waived, c.Unbound)
		}
		if !problems.Failed() {
			code = worst(code, a.awaiting(p, brief))
		}
		a.accountOf(i).print(a.stderr)
	}
	return a.finish(res, code)
}
