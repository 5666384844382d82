package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"tradebrief/data/diag"
)

// helpWidth is what a page of help fits into: the narrowest terminal in use.
const helpWidth = 80

// groups are the commands by what they are for, in the order of the work.
var groups = []struct {
	title    string
	commands []string
}{
	{"Write", []string{"init", "data", "preview", "schema"}},
	{"Check", []string{"check"}},
	{"Understand", []string{"facts", "explain", "export"}},
	{"Issue", []string{"build", "approve", "roll"}},
	{"Prove", []string{"verify", "diff", "extract"}},
	{"Tool", []string{"help", "completion", "man", "version"}},
}

// exitCodes are what the shell learns of a run.
var exitCodes = []struct {
	code  int
	means string
}{
	{codeDone, "done"},
	{codeInternal, "internal error, or the output could not be written"},
	{codeUsage, "the command line is wrong"},
	{int(diag.Outline), "the outline is invalid: seen without opening data"},
	{int(diag.Data), "the data: a missing file or column, a bad value"},
	{int(diag.Claim), "a claim is false, a number unbound, or a printed figure missing"},
	{int(diag.Layout), "the layout does not work out"},
	{codeAwaiting, "built, but sentences await approval and the outline requires it"},
	{codeInterrupted, "interrupted"},
}

// helpTopic is the one page of help that is not about a command.
const helpTopic = "exit-codes"

func (a *app) help() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Explain a command, or the exit codes",
		Example: `  tradebrief help build
  tradebrief help exit-codes`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return append(commandNames(cmd.Root()), helpTopic), cobra.ShellCompDirectiveNoFileComp
		},
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return cmd.Root().Help()
			case args[0] == helpTopic:
				_, err := io.WriteString(a.stdout, exitCodesText())
				return err
			}
			about, err := command(cmd.Root(), args[0])
			if err != nil {
				return err
			}
			return about.Help()
		},
	}
}

// command finds a command by its name. The error is cobra's for an unknown one.
func command(root *cobra.Command, name string) (*cobra.Command, error) {
	for _, c := range root.Commands() {
		if c.Name() == name && !c.Hidden {
			return c, nil
		}
	}
	return nil, fmt.Errorf("unknown command %q for %q", name, root.Name())
}

func commandNames(root *cobra.Command) []string {
	var names []string
	for _, g := range groups {
		for _, name := range g.commands {
			if _, err := command(root, name); err == nil {
				names = append(names, name)
			}
		}
	}
	return names
}

func exitCodesText() string {
	var b strings.Builder
	b.WriteString("Exit codes:\n")
	for _, c := range exitCodes {
		fmt.Fprintf(&b, "  %3d  %s\n", c.code, c.means)
	}
	b.WriteString("Of several outlines, the code is that of the earliest stage that failed.\n")
	b.WriteString("diff ends with 0 where two briefs say the same, 1 where they differ, 2 where they\ncannot be compared.\n")
	b.WriteString("verify ends with 0 where a brief holds, 1 where it was altered, 2 where that cannot\nbe told.\n")
	return b.String()
}

// helpText is the page of help of a command: what it does, examples, and only
// then the rest.
func helpText(cmd *cobra.Command) string {
	var b strings.Builder
	section := func(title, text string) {
		if text = strings.TrimRight(text, "\n"); text != "" {
			fmt.Fprintf(&b, "\n%s\n%s\n", title, text)
		}
	}
	b.WriteString(cmd.Short + "\n")
	section("Examples:", cmd.Example)
	fmt.Fprintf(&b, "\nUsage: %s\n", cmd.UseLine())
	if cmd.Long != "" {
		fmt.Fprintf(&b, "\n%s\n", strings.TrimRight(cmd.Long, "\n"))
	}
	if cmd.HasParent() {
		section("Flags:", cmd.LocalNonPersistentFlags().FlagUsagesWrapped(helpWidth))
		b.WriteString("\nEvery command also takes --json, -q, -v, --color, --diagnostics and -h.\n")
		return b.String()
	}
	b.WriteString("\n")
	for _, g := range groups {
		title := g.title + ":\n"
		for _, name := range g.commands {
			if c, err := command(cmd, name); err == nil {
				fmt.Fprintf(&b, "%s  %-10s  %s\n", title, name, c.Short)
				title = ""
			}
		}
	}
	section("Flags of every command:", cmd.PersistentFlags().FlagUsagesWrapped(helpWidth))
	b.WriteString("\nExit code 0 means done; tradebrief help exit-codes lists the others.\n")
	return b.String()
}
