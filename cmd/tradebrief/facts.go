package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report"
)

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
			b.WriteString(diag.Pos{File: file, Line: in.Line, Cell: in.Cell}.String())
		case n < 4 && in.Cell != "":
			b.WriteString("," + in.Cell[strings.LastIndexAny(in.Cell, "! ")+1:])
		case n < 4:
			fmt.Fprintf(&b, ",%d", in.Line)
		case n == 4:
			b.WriteString(",…")
		}
		n++
	}
	return b.String()
}
