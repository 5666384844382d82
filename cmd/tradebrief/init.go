package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tradebrief/data/diag"
	"tradebrief/templates"
)

// starter is an outline that ships with the tool and that init copies, with the
// data that it is written for.
type starter struct{ template, data string }

// starters are the templates of init; the first one is the default.
var starters = []starter{
	{"one-page", "data/sample/soybeans/imports.csv"},
	{"monthly", "data/sample/soybeans/imports.csv"},
	{"profile", "data/sample/china-partners/sitc.csv"},
}

// dataName is what a starter's data are called beside the new outline.
const dataName = "data.csv"

func (a *app) init() *cobra.Command {
	var template string
	cmd := &cobra.Command{
		Use:   "init NAME",
		Short: "Start a brief: a new folder with an outline and its data",
		Long: `The brief is complete and builds as it is; change it into your own line by line.

  one-page  a finding, its figures and a chart
  monthly   trends, reasons, implications, reactions, outlook, data notes
  profile   trade with any partner: build -P partner=JP chooses one`,
		Example: `  tradebrief init soybeans
  tradebrief init soybeans --template monthly
  tradebrief init .                               # in an empty folder`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.runInit(args[0], template) },
	}
	cmd.Flags().StringVar(&template, "template", starters[0].template, "`outline` to start from")
	return cmd
}

func (a *app) runInit(name, template string) error {
	names := make([]string, len(starters))
	for i, s := range starters {
		names[i] = s.template
	}
	i := slices.Index(names, template)
	if i < 0 {
		f := failure{codeUsage, fmt.Sprintf("there is no template %q: expected %s", template, strings.Join(names, ", ")), ""}
		if near := diag.Nearest(template, names); near != "" {
			f.hint = fmt.Sprintf("did you mean %q?", near)
		}
		return f
	}
	folder, err := newFolder(name)
	if err != nil {
		return err
	}
	files, err := starters[i].files()
	if err != nil {
		return err
	}
	written, err := fill(folder, files, a.ctx.Err)
	switch {
	case err != nil && a.ctx.Err() != nil:
		return failure{codeInterrupted, "interrupted; nothing was written", ""}
	case err != nil:
		return failure{codeInternal, fmt.Sprintf("%s was not made: %v", name, plainError(err)), ""}
	}
	if a.json {
		return a.printJSON(struct {
			Template string   `json:"template"`
			Files    []string `json:"files"`
		}{template, written})
	}
	if !a.quiet {
		outline := typedPath(written[0])
		fmt.Fprintf(a.stdout, "tradebrief build %s      # writes the brief to out/\n", outline)
		fmt.Fprintf(a.stdout, "tradebrief preview %s    # shows it while you write\n", outline)
		fmt.Fprintf(a.stdout, "tradebrief check %s      # says which sentences do not hold\n", outline)
	}
	return nil
}

// namedFile is a file to be written.
type namedFile struct {
	name    string
	content []byte
}

// files are those of a new brief, the outline first.
func (s starter) files() ([]namedFile, error) {
	outline, err := fs.ReadFile(shipped{}, "templates/"+s.template+".yaml")
	if err != nil {
		return nil, err
	}
	table, err := fs.ReadFile(shipped{}, s.data)
	if err != nil {
		return nil, err
	}
	schema, err := templates.Schema()
	if err != nil {
		return nil, err
	}
	text := "# yaml-language-server: $schema=" + templates.SchemaFile + "\n" + strings.Replace(string(outline), "../"+s.data, dataName, 1)
	return []namedFile{{"brief.yaml", []byte(text)}, {dataName, table}, {templates.SchemaFile, schema}}, nil
}

// newFolder is the place for a new brief: a folder that is empty, or none yet. It
// refuses a place where something is already.
func newFolder(name string) (string, error) {
	folder := filepath.Clean(name)
	entries, err := os.ReadDir(folder)
	switch {
	case name == "":
		return "", failure{codeUsage, "the name of the new folder is empty", "tradebrief init . fills the folder you are in"}
	case err == nil && len(entries) > 0:
		return "", failure{codeUsage, fmt.Sprintf("%s is not empty: it holds %s", folder, entries[0].Name()), fmt.Sprintf("name a new folder: tradebrief init %s", typedPath(filepath.Join(folder, "brief")))}
	case err == nil:
		return folder, nil
	}
	info, statErr := os.Lstat(folder)
	switch {
	case errors.Is(statErr, fs.ErrNotExist):
	case statErr != nil:
		return "", failure{codeUsage, fmt.Sprintf("%s: %v", folder, plainError(statErr)), ""}
	case !info.IsDir():
		return "", failure{codeUsage, fmt.Sprintf("%s is there already, and it is no folder", folder), ""}
	default:
		return "", failure{codeUsage, fmt.Sprintf("%s: %v", folder, plainError(err)), ""}
	}
	return folder, nil
}

// fill writes the files into a new folder, or leaves everything as it was.
func fill(folder string, files []namedFile, cancelled func() error) (written []string, err error) {
	writing.Lock()
	defer writing.Unlock()
	made, err := makeFolders(folder)
	defer func() {
		if err == nil {
			return
		}
		for _, name := range slices.Backward(made) {
			os.Remove(name)
		}
	}()
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		name := filepath.Join(folder, file.name)
		err := writeWhole(name, file.content, func() error {
			// The folder was empty a moment ago; nobody's file is replaced.
			if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("%s has appeared meanwhile", name)
			}
			return cancelled()
		})
		if err != nil {
			return nil, err
		}
		made = append(made, name)
		written = append(written, name)
	}
	return written, cancelled()
}

// typedPath is a path as it is typed on a command line.
func typedPath(path string) string {
	if strings.HasPrefix(path, "-") {
		path = "./" + path // no flag
	}
	return typed(path)
}

// typed is a word as it is typed on a command line.
func typed(word string) string {
	if strings.ContainsFunc(word, func(r rune) bool { return strings.ContainsRune(" \t\n'\"\\$`!&;()<>|*?[]#~{}", r) }) {
		return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}
	return word
}
