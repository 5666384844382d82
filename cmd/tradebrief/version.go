package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is the version of the tool. It goes into the PDF, so that a brief
// says what made it; the commit does not, so that equal versions give equal
// bytes.
const version = "0.1.0"

// released is the day of this version, for its man pages: the same version
// gives the same pages.
const released = "2026-11-26"

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
