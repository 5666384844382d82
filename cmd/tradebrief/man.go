package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// released is the day of this version, for its man pages: the same version
// gives the same pages.
var released = time.Date(2026, time.November, 26, 0, 0, 0, 0, time.UTC)

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
		page, err := manPage(about)
		if err == nil {
			_, err = a.stdout.Write(page)
		}
		if err != nil {
			return failure{codeInternal, fmt.Sprintf("the page was not written: %v", plainError(err)), ""}
		}
		return nil
	}
	if len(args) > 0 {
		return failure{codeUsage, "-o writes the pages of all commands, and one is named", "write tradebrief man -o " + folder}
	}
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		if c.Hidden {
			continue
		}
		page, err := manPage(c)
		if err != nil {
			return failure{codeInternal, fmt.Sprintf("the page of %s was not made: %v", c.CommandPath(), err), ""}
		}
		name := filepath.Join(folder, strings.ReplaceAll(c.CommandPath(), " ", "-")+".1")
		if err := writeWhole(name, page, a.ctx.Err); err != nil {
			if a.ctx.Err() != nil {
				return failure{codeInterrupted, "interrupted; not all pages were written", ""}
			}
			return failure{codeInternal, fmt.Sprintf("%s was not written: %v", name, plainError(err)), ""}
		}
		if !a.quiet {
			fmt.Fprintln(a.stdout, name)
		}
	}
	return nil
}

// manPage is the page of a command, in the language of man.
func manPage(c *cobra.Command) ([]byte, error) {
	c.Root().DisableAutoGenTag = true
	var page bytes.Buffer
	if err := doc.GenMan(c, &doc.GenManHeader{Section: "1", Date: &released, Source: "tradebrief " + version, Manual: "tradebrief"}, &page); err != nil {
		return nil, err
	}
	var status bytes.Buffer
	status.WriteString(".SH EXIT STATUS\n")
	for _, code := range exitCodes {
		fmt.Fprintf(&status, ".TP\n\\fB%d\\fP\n%s\n", code.code, code.means)
	}
	const next = ".SH SEE ALSO"
	return bytes.Replace(page.Bytes(), []byte(next), append(status.Bytes(), next...), 1), nil
}
