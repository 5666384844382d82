package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tradebrief/data"
	"tradebrief/data/diag"
)

func (a *app) data() *cobra.Command {
	return &cobra.Command{
		Use:   "data FILE…",
		Short: "Say what a data file holds and print a data: block to paste",
		Long: `What was understood stands in comments above the block, to be held against the
spreadsheet; the whole is YAML and can be pasted or sent to a file as it is.
What the file does not say is left open for you to fill in.`,
		Example: `  tradebrief data exports.csv
  tradebrief data -q exports.csv   # the block alone
  tradebrief data downloads/*.csv
  tradebrief data exports.csv --json
  unzip -p all.zip cn.csv | tradebrief data -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.runData(args) },
	}
}

// described is one file of the command line with what was seen in it.
type described struct {
	typed   string
	path    string // for the outline
	outside bool   // the outline could not read it where it is
	saw     *data.Description
}

func (a *app) runData(args []string) error {
	var list []described
	var problems diag.List
	a.progress.begin(0, 1)
	for _, arg := range args {
		if _, err := os.Stat(arg); errors.Is(err, fs.ErrNotExist) && arg != data.Stdin {
			if to, err := os.Readlink(arg); err == nil {
				return failure{codeUsage, fmt.Sprintf("%s: is a link to %s, which is not there", arg, to), ""}
			}
			return failure{codeUsage, fmt.Sprintf("%s: no such file", arg), nearFile(arg)}
		}
		d := described{typed: arg, path: filepath.ToSlash(filepath.Clean(arg))}
		if filepath.IsAbs(arg) || strings.HasPrefix(d.path, "../") {
			d.path, d.outside = filepath.Base(arg), true
		}
		name := filepath.Base(arg)
		saw, found := data.Describe(a.progress.watch(a.argument(arg)), name)
		for i := range found {
			if found[i].Pos.File == name {
				found[i].Pos.File = arg
			}
		}
		problems = append(problems, found...)
		if d.saw = saw; saw != nil {
			for i := range saw.Sources {
				saw.Sources[i].Path.Value = d.path
			}
			list = append(list, d)
		}
	}
	problems.Excerpts(func(name string) (io.ReadCloser, error) {
		if !slices.Contains(args, name) {
			return nil, fs.ErrNotExist
		}
		return data.Open(a.argument(name), filepath.Base(name))
	})
	var b blockWriter
	b.block(list)
	if a.ctx.Err() != nil {
		return failure{codeInterrupted, "interrupted", ""}
	}
	if a.json {
		if err := a.printJSON(jsonDescriptions(list, b.String(), problems)); err != nil {
			return err
		}
	} else {
		if !a.quiet {
			for _, d := range list {
				io.WriteString(a.stdout, d.report())
			}
		}
		io.WriteString(a.stdout, b.String())
		a.printProblems(problems)
	}
	if problems.Failed() {
		return failure{code: int(problems.Phase())}
	}
	return nil
}

// argument is the file system of one file of the command line.
func (a *app) argument(arg string) fs.FS {
	file := through{interruptible{through{onlyFile{filepath.Base(arg), arg}}, a.ctx}}
	return withStdin{file, standardInput, a.ctx}
}

// nearFile is a hint at the file that was probably meant.
func nearFile(name string) string {
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if near := diag.Nearest(filepath.Base(name), names); near != "" {
		return fmt.Sprintf("did you mean %q?", filepath.Join(filepath.Dir(name), near))
	}
	return ""
}

// onlyFile is a file system with one file in it, wherever that lies.
type onlyFile struct{ name, path string }

func (o onlyFile) Open(name string) (fs.File, error) {
	if name != o.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return os.Open(o.path)
}

func (o onlyFile) Stat(name string) (fs.FileInfo, error) {
	if name != o.name {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return os.Stat(o.path)
}
