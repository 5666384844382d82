package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (a *app) man() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "man [COMMAND]",
		Short: "Print a man page, or write all of them to a folder",
		Example: `  tradebrief man build | man -l -
  tradebrief man -o ~/.local/share/man/man1/`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.runMan(cmd.Root(), args, output) },
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write the pages of all commands into this `folder`")
	return cmd
}

func (a *app) runMan(root *cobra.Command, args []string, folder string) error {
	about := root
	if len(args) > 0 {
		var err error
		if about, err = command(root, args[0]); err != nil {
			return err
		}
	}
	if folder == "" {
		io.WriteString(a.stdout, manPage(about))
		return nil
	}
	if len(args) > 0 {
		return failure{codeUsage, "-o writes the pages of all commands, and one is named", "write tradebrief man -o " + folder}
	}
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		if c.Hidden {
			continue
		}
		name := filepath.Join(folder, manName(c)+".1")
		if err := a.write(name, []byte(manPage(c))); err != nil {
			return err
		}
		if !a.quiet {
			fmt.Fprintln(a.stdout, name)
		}
	}
	return nil
}

// manPage is the page of a command in the language of man, from the same words as
// its help. cobra's own generator would put a second parser of Markdown and one
// of YAML into the tool.
func manPage(c *cobra.Command) string {
	var b strings.Builder
	section := func(title string) { b.WriteString(".SH " + title + "\n") }
	item := func(tag, text string) { fmt.Fprintf(&b, ".TP\n%s\n%s\n", tag, roff(text)) }
	bold := func(s string) string { return `\fB` + roff(s) + `\fP` }
	name := manName(c)

	fmt.Fprintf(&b, ".TH %s 1 %s \"tradebrief %s\" tradebrief\n.nh\n", strings.ToUpper(roff(name)), released, version)
	section("NAME")
	fmt.Fprintf(&b, "%s \\- %s\n", roff(name), roff(c.Short))
	section("SYNOPSIS")
	path := c.CommandPath()
	fmt.Fprintf(&b, "%s%s\n", bold(path), roff(strings.TrimPrefix(c.UseLine(), path)))
	section("EXAMPLES")
	fmt.Fprintf(&b, ".EX\n%s\n.EE\n", roff(c.Example))
	if c.Long != "" {
		section("DESCRIPTION")
		for i, para := range strings.Split(c.Long, "\n\n") {
			switch {
			case strings.HasPrefix(para, " "):
				fmt.Fprintf(&b, ".PP\n.EX\n%s\n.EE\n", roff(para))
			case i == 0:
				fmt.Fprintf(&b, "%s\n", roff(para))
			default:
				fmt.Fprintf(&b, ".PP\n%s\n", roff(para))
			}
		}
	}
	if !c.HasParent() {
		section("COMMANDS")
		for _, n := range commandNames(c) {
			about, _ := command(c, n)
			item(bold(n), about.Short)
		}
	}
	section("OPTIONS")
	option := func(f *pflag.Flag) {
		word, usage := pflag.UnquoteUsage(f)
		tag := bold("--" + f.Name)
		if f.Shorthand != "" {
			tag = bold("-"+f.Shorthand) + ", " + tag
		}
		if word != "" {
			tag += ` \fI` + roff(word) + `\fP`
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" && f.DefValue != "[]" {
			usage += " (default " + f.DefValue + ")"
		}
		item(tag, usage)
	}
	c.LocalNonPersistentFlags().VisitAll(option)
	c.Root().PersistentFlags().VisitAll(option)
	section("EXIT STATUS")
	for _, code := range exitCodes {
		item(bold(fmt.Sprint(code.code)), code.means)
	}
	section("SEE ALSO")
	var others []string
	if c.HasParent() {
		others = append(others, `\fBtradebrief\fP(1)`)
	} else {
		for _, n := range commandNames(c) {
			about, _ := command(c, n)
			others = append(others, bold(manName(about))+"(1)")
		}
	}
	b.WriteString(strings.Join(others, ",\n") + "\n")
	return b.String()
}

// manName is the name of a command's page: tradebrief-build.
func manName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// roff keeps man from reading a text as its language: a backslash, a hyphen, and
// a dot or an apostrophe that begins a line.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	for _, sign := range []string{".", "'"} {
		text = strings.ReplaceAll("\n"+text, "\n"+sign, "\n\\&"+sign)[1:]
	}
	return text
}
