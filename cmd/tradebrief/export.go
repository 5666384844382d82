package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"tradebrief/data/diag"
	"tradebrief/report"
)

// exportFormats are the formats of export.
var exportFormats = []string{"svg", "png", "csv", "txt", "json"}

func (a *app) export() *cobra.Command {
	to := ""
	cmd := &cobra.Command{
		Use:   "export [OUTLINE] [ID…] --to svg|png|csv|txt|json",
		Short: "Take a chart, a table, the text or the ledger out of a brief",
		Long: `svg and png are blocks as they are printed, for slides; csv is the figures of
tables and charts in full, for a spreadsheet; txt is the text, for a spelling
check or a translator; json is the ledger, claims: every statement with its
verdict, its values and the lines of the data that they come from.

An ID is the id of a block or a section in the outline, or a label as it is
printed: figure-3, "Table 1". Without one, everything that the format can show
is written, as svg and png the figures and tables. Without --to, the parts are
listed.

Files go to out/, or where -o says; txt goes to standard output. Figures and
tables must hold: with a false claim or a missing figure in one, it is not
written. The text is not judged, so that drafts can be read; the ledger holds
what is false with its verdict.`,
		Example: `  tradebrief export brief.yaml                         # what there is
  tradebrief export brief.yaml --to svg                # figures, tables: out/
  tradebrief export brief.yaml figure-1 --to png -o slide.png
  tradebrief export brief.yaml "Table 1" --to csv -o -
  tradebrief export brief.yaml --to txt | aspell list
  tradebrief export brief.yaml claims --to json -o claims.json`,
		RunE: func(_ *cobra.Command, args []string) error { return a.runExport(args, to) },
	}
	a.outlineFlags(cmd)
	cmd.Flags().StringVar(&to, "to", "", "the `format`: svg, png, csv, txt or json")
	cmd.Flags().StringVarP(&a.output, "output", "o", "", "write to this `file`, into this folder/, or to stdout: -")
	return cmd
}

// exported is one file of an export.
type exported struct {
	Path   string `json:"path"`
	ID     string `json:"id,omitempty"`
	Format string `json:"format"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`

	file    string // its name after that of the brief; empty: the whole brief
	content []byte
}

func (a *app) runExport(args []string, to string) error {
	if to != "" {
		if err := oneOf("--to", to, exportFormats...); err != nil {
			return err
		}
	}
	var outline []string
	if len(args) > 0 && isOutline(args[0]) {
		outline, args = args[:1], args[1:]
	}
	// The text is not judged, and of the rest only what is taken out.
	name, brief, err := a.loadFacts(outline)
	if err != nil {
		return err
	}
	listing := a.command
	if len(outline) > 0 {
		listing += " " + typedPath(outline[0])
	}
	for _, id := range args {
		if list := brief.Failed(id); len(list) > 0 && !slices.ContainsFunc(brief.Parts(), func(p report.Part) bool { return p.Is(id) }) {
			return a.refuse(list)
		}
	}
	parts, err := namedParts(brief, args, to, name, listing)
	if err != nil {
		return err
	}
	if to == "" {
		return a.listParts(parts)
	}
	files, err := a.exportParts(brief, parts, len(args) > 0, to)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return failure{codeUsage, fmt.Sprintf("%s has nothing to write as %s", name, to), listing + " lists its parts"}
	}
	return a.writeExports(brief.Stem(), files)
}

// isOutline says whether the first argument names an outline: without one the
// arguments are parts of the brief that ships with the tool.
func isOutline(arg string) bool {
	switch strings.ToLower(filepath.Ext(arg)) {
	case ".yaml", ".yml":
		return true
	}
	_, err := os.Stat(arg)
	return err == nil || strings.ContainsRune(arg, filepath.Separator)
}

// namedParts are the parts of the brief with the names, all of them without a name.
// Where a block of the author's has the name of the ledger, the format tells which
// of the two is meant. The command lists them.
func namedParts(b *report.Brief, names []string, to, outline, command string) ([]report.Part, error) {
	all := b.Parts()
	if len(names) == 0 {
		return all, nil
	}
	var out []report.Part
	for _, name := range names {
		i := slices.IndexFunc(all, func(p report.Part) bool { return p.Is(name) && slices.Contains(formatsOf(&p), to) })
		if i < 0 {
			i = slices.IndexFunc(all, func(p report.Part) bool { return p.Is(name) })
		}
		if i >= 0 {
			if !slices.ContainsFunc(out, func(p report.Part) bool { return p.Name() == all[i].Name() }) {
				out = append(out, all[i])
			}
			continue
		}
		var known []string
		for _, p := range all {
			known = append(known, p.Name())
		}
		f := failure{codeUsage, fmt.Sprintf("%s has no part %q", outline, name), command + " lists its parts"}
		if len(all) == 1 {
			f.hint = "give the block an id: in the outline"
		} else if near := diag.Nearest(name, known); near != "" {
			f.hint = fmt.Sprintf("did you mean %s?", near)
		}
		return nil, f
	}
	return out, nil
}

// formatsOf are the formats that a part can be written in.
func formatsOf(p *report.Part) []string {
	if p.Kind == report.LedgerPart {
		return []string{"json"}
	}
	var out []string
	if p.HasPicture() {
		out = append(out, "svg", "png")
	}
	if p.Sheet != nil {
		out = append(out, "csv")
	}
	return append(out, "txt")
}

// listParts prints what can be taken out.
func (a *app) listParts(parts []report.Part) error {
	if a.json {
		type part struct {
			ID      string   `json:"id"`
			Label   string   `json:"label,omitempty"`
			Kind    string   `json:"kind"`
			Title   string   `json:"title"`
			Formats []string `json:"formats"`
		}
		list := make([]part, len(parts))
		for i := range parts {
			p := &parts[i]
			list[i] = part{p.Name(), p.Label, p.Kind, p.Title, formatsOf(p)}
		}
		return a.printJSON(struct {
			Parts []part `json:"parts"`
		}{list})
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for i := range parts {
		p := &parts[i]
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", p.Name(), p.Label, p.Kind, strings.Join(formatsOf(p), " "), p.Title)
	}
	w.Flush()
	return nil
}

// exportParts makes the files of the parts in one format. Parts that were named
// must have it; of all parts those that have it are taken.
func (a *app) exportParts(b *report.Brief, parts []report.Part, named bool, to string) ([]exported, error) {
	var files []exported
	var res result
	code := 0
	add := func(p *report.Part, content []byte) {
		files = append(files, exported{ID: p.Name(), Format: to, Bytes: len(content), file: p.FileName(), content: content})
	}
	picture := pictures(b)
	if to == "txt" && !named {
		add(&report.Part{}, []byte(b.Text()))
		parts = nil
	}
	for i := range parts {
		p := &parts[i]
		has := formatsOf(p)
		if !named && p.Label == "" && (to == "svg" || to == "png") {
			continue // a box or a text is a slide only where somebody asks for it
		}
		if !slices.Contains(has, to) {
			if !named {
				continue
			}
			return nil, failure{codeUsage, fmt.Sprintf("%s is a %s and cannot be written as %s", p.Name(), p.Kind, to), "--to " + has[len(has)-1] + " writes it"}
		}
		if to != "txt" && len(p.Failures) > 0 {
			code = worst(code, a.report(&res, p.Failures))
			continue
		}
		switch to {
		case "svg", "png":
			content, problems := picture(p, to)
			if code = worst(code, a.report(&res, problems)); code == 0 {
				add(p, content)
			}
		case "csv":
			add(p, p.Sheet.CSV())
		case "txt":
			add(p, []byte(p.Text()))
		case "json":
			add(p, b.ClaimsJSON())
		}
	}
	if code != 0 {
		return nil, a.finish(res, code)
	}
	return files, nil
}

// dotsPerInch of a PNG: a figure of the width of a page fills a slide of 1,920
// pixels.
const dotsPerInch = 300

// pictures draws parts of a brief, which is laid out for the first of them.
func pictures(b *report.Brief) func(p *report.Part, to string) ([]byte, diag.List) {
	layOut := sync.OnceValues(b.Pages)
	return func(p *report.Part, to string) ([]byte, diag.List) {
		pages, problems := layOut()
		if len(pages.Pages) > 0 {
			// That another block does not fit its page is no fault of this one.
			problems = slices.DeleteFunc(slices.Clone(problems), func(q diag.Problem) bool { return q.Pos != p.At })
		}
		if problems.Failed() {
			return nil, problems
		}
		d := b.Picture(p, pages)
		if to == "svg" {
			return d.TitledSVG(strings.TrimPrefix(p.Label+". "+p.Title, ". "), p.Alt), problems
		}
		content, err := d.PNG(dotsPerInch)
		if err != nil {
			problems = append(problems, diag.Errorf(diag.Layout, p.At, "%v", err))
		}
		return content, problems
	}
}

// writeExports writes the files, each whole, or one to standard output.
func (a *app) writeExports(stem string, files []exported) error {
	to := files[0].Format
	text := to == "txt" && a.output == "" && !a.json
	if a.output == "-" || text {
		if a.json {
			return failure{codeUsage, "-o - and --json would both print to standard output", "name a folder: -o out/"}
		}
		if len(files) > 1 && !text {
			return failure{codeUsage, fmt.Sprintf("-o - is one file for %s", count(len(files), "part")), "name a folder: -o out/"}
		}
		for i, f := range files {
			if i > 0 {
				fmt.Fprintln(a.stdout)
			}
			a.stdout.Write(f.content)
		}
		return nil
	}
	if a.output != "" && !isFolder(a.output) && len(files) > 1 {
		return failure{codeUsage, fmt.Sprintf("-o %s is one file for %s", a.output, count(len(files), "part")), "name a folder: -o " + a.output + "/"}
	}
	parts := map[string]string{} // by the path of their file
	for i := range files {
		f := &files[i]
		name := stem
		if f.file != "" {
			name += "-" + f.file
		}
		var err error
		if f.Path, err = outputPath(a.output, name+"."+to); err != nil {
			return err
		}
		if other, taken := parts[f.Path]; taken {
			return failure{codeUsage, fmt.Sprintf("%s and %s would both be written to %s", other, f.ID, f.Path), "export them one by one, each with its own -o"}
		}
		parts[f.Path] = f.ID
	}
	for i := range files {
		f := &files[i]
		if err := a.write(f.Path, f.content); err != nil {
			return err
		}
		f.SHA256 = digest(f.content)
		if !a.quiet && !a.json {
			fmt.Fprintln(a.stdout, f.Path)
		}
	}
	if a.json {
		return a.printJSON(struct {
			Problems []problem  `json:"problems"`
			Outputs  []exported `json:"outputs"`
		}{[]problem{}, files})
	}
	return nil
}
