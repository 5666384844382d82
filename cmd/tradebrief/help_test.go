package main

import (
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func testRoot(t *testing.T) *cobra.Command {
	return (&app{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard}).root()
}

// TestHelp reads the help of every command as its user would: what it does in
// one line, then examples, within 80 columns.
func TestHelp(t *testing.T) {
	root := testRoot(t)
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		if c.Hidden {
			continue
		}
		text := helpText(c)
		name := c.CommandPath()
		for line := range strings.Lines(text) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > helpWidth {
				t.Errorf("%s: a line has %d columns: %s", name, n, line)
			}
		}
		if !strings.HasPrefix(text, c.Short+"\n\nExamples:\n  tradebrief ") && !strings.HasPrefix(text, c.Short+"\n\nExamples:\n  source ") {
			t.Errorf("%s: help begins %q", name, text[:min(len(text), 200)])
		}
		if c.Short == "" || strings.HasSuffix(c.Short, ".") || c.Short != "" && strings.HasPrefix(c.Long, c.Short) {
			t.Errorf("%s: short %q, long %q", name, c.Short, c.Long)
		}
		flags := c.LocalFlags()
		if c == root {
			flags = c.PersistentFlags()
		}
		flags.VisitAll(func(f *pflag.Flag) {
			if f.Usage == "" || strings.HasSuffix(f.Usage, ".") {
				t.Errorf("%s --%s: described as %q", name, f.Name, f.Usage)
			}
		})
	}
}

// TestCommandsAreGrouped: each command stands in one group of the help.
func TestCommandsAreGrouped(t *testing.T) {
	root := testRoot(t)
	grouped := commandNames(root)
	for _, c := range root.Commands() {
		if n := strings.Count(" "+strings.Join(grouped, " ")+" ", " "+c.Name()+" "); n != 1 && !c.Hidden {
			t.Errorf("%s stands %d times in the groups of help.go, want once", c.Name(), n)
		}
		if !c.Hidden && !strings.Contains(helpText(root), "\n  "+c.Name()+" ") {
			t.Errorf("tradebrief --help does not show %s", c.Name())
		}
	}
}

// TestExitCodes: the page of exit codes has those that this package returns.
func TestExitCodes(t *testing.T) {
	var codes []int
	for _, c := range exitCodes {
		codes = append(codes, c.code)
	}
	for _, code := range []int{codeDone, codeInternal, codeUsage, codeInterrupted} {
		if !slices.Contains(codes, code) {
			t.Errorf("help exit-codes leaves out %d", code)
		}
	}
	if !slices.IsSorted(codes) {
		t.Errorf("the codes are listed as %v", codes)
	}
}
