package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"tradebrief/report/pdf/object"
	"tradebrief/report/pdf/readback"
)

func (a *app) extract() *cobra.Command {
	force := false
	cmd := &cobra.Command{
		Use:   "extract FILE.pdf [DIR]",
		Short: "Get the files out that ride along in a PDF",
		Long: `A brief carries its outline, the figures that it uses, its claims and a
manifest. They are written into the folder DIR, which is made where there is
none; without DIR they are listed. A file that is there already is not replaced,
and nothing is written outside DIR, whatever the files are called. Any PDF will
do.`,
		Example: `  tradebrief extract brief.pdf            # what there is
  tradebrief extract brief.pdf files/
  tradebrief extract brief.pdf files/ --force --json`,
		RunE: func(_ *cobra.Command, args []string) error { return a.runExtract(args, force) },
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace files that are there already")
	return cmd
}

// extracted is a file that rides along.
type extracted struct {
	Name        string `json:"name"`
	Path        string `json:"path,omitempty"` // where it was written
	Description string `json:"description,omitempty"`
	MIME        string `json:"mime,omitempty"`
	Relation    string `json:"relation,omitempty"`
	Bytes       int    `json:"bytes"`
	SHA256      string `json:"sha256"`

	content []byte
}

func (a *app) runExtract(args []string, force bool) error {
	switch {
	case len(args) == 0:
		return failure{codeUsage, "extract takes a PDF and a folder", "for example tradebrief extract brief.pdf files/"}
	case len(args) > 2:
		return failure{codeUsage, fmt.Sprintf("extract takes one PDF and one folder, found %s", count(len(args), "argument")), ""}
	}
	content, err := readPDF(args[0])
	if err != nil {
		return err
	}
	attached, err := readback.Attachments(content)
	if err != nil {
		return unreadable(args[0], err)
	}
	if len(attached) == 0 {
		return failure{codeUsage, args[0] + " has no files inside", "briefs built with embed: none carry digests only"}
	}
	var files []extracted
	for _, f := range attached {
		files = append(files, extracted{Name: f.Name, Description: f.Description, MIME: f.MIME, Relation: f.Relation, Bytes: len(f.Data), SHA256: digest(f.Data), content: f.Data})
	}
	if len(args) == 2 {
		if err := a.writeExtracted(files, args[1], force); err != nil {
			return err
		}
	}
	if a.json {
		return a.printJSON(struct {
			Files []extracted `json:"files"`
		}{files})
	}
	if a.quiet && len(args) == 2 {
		return nil
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, f := range files {
		name := harmless(f.Name)
		if f.Path != "" {
			name = f.Path
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", name, sizeText(f.Bytes), harmless(f.Description))
	}
	w.Flush()
	return nil
}

// writeExtracted writes the files into the folder, all or, if one of them may not
// be written, none.
func (a *app) writeExtracted(files []extracted, dir string, force bool) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return failure{codeUsage, dir + " is a file, expected a folder", ""}
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	for i, name := range safeNames(names) {
		files[i].Path = filepath.Join(dir, filepath.FromSlash(name))
		if err := mayWrite(dir, name, files[i].Path, force); err != nil {
			return err
		}
	}
	for _, f := range files {
		if err := a.write(f.Path, f.content); err != nil {
			return err
		}
	}
	return nil
}

// mayWrite says why a file must not be written: it is there, or a link in the
// folder would lead it elsewhere.
func mayWrite(dir, name, target string, force bool) error {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return failure{codeUsage, fmt.Sprintf("%s cannot be opened: %v", dir, plainError(err)), ""}
	}
	defer root.Close()
	switch info, err := root.Stat(filepath.FromSlash(name)); {
	case err == nil && info.IsDir():
		return failure{codeUsage, target + " is a folder", "name another folder"}
	case err == nil && !force:
		return failure{codeUsage, target + " is there already", "--force replaces it"}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return failure{codeUsage, fmt.Sprintf("%s cannot be written: %v", target, plainError(err)), ""}
	}
	if _, err := root.Lstat(filepath.FromSlash(name)); err == nil && !force {
		return failure{codeUsage, target + " is there already, as a link", "--force replaces it"}
	}
	return nil
}

// safeNames are paths below a folder, each once on any system, for the names that
// a file has for those inside.
func safeNames(names []string) []string {
	taken := map[string]bool{}
	var out []string
	for _, name := range names {
		var parts []string
		for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '\\' }) {
			if part = safePart(part); part != "" {
				parts = append(parts, part)
			}
		}
		if len(parts) == 0 {
			parts = []string{"file"}
		}
		whole := path.Join(parts[max(0, len(parts)-8):]...)
		safe := whole
		for n := 2; conflicts(taken, safe); n++ {
			safe = fmt.Sprintf("%d-%s", n, whole)
		}
		taken[strings.ToLower(safe)] = true
		out = append(out, safe)
	}
	return out
}

// conflicts says whether a name is taken, or is a folder of one that is, or the
// other way round.
func conflicts(taken map[string]bool, name string) bool {
	name = strings.ToLower(name)
	for other := range taken {
		if other == name || strings.HasPrefix(other, name+"/") || strings.HasPrefix(name, other+"/") {
			return true
		}
	}
	return false
}

// devices are names that Windows keeps for itself, whatever follows the point.
var devices = []string{"con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
	"lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"}

// safePart is a name of a file or folder that every system takes and none gives
// a meaning of its own: neither hidden nor a way up.
func safePart(part string) string {
	part = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsGraphic(r) || strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, strings.Trim(part, " "))
	part = strings.TrimRight(part, ". ")
	if part == "" {
		return ""
	}
	stem, _, _ := strings.Cut(strings.ToLower(part), ".")
	if part[0] == '.' || part[0] == '-' || slices.Contains(devices, strings.TrimRight(stem, " ")) {
		part = "_" + part
	}
	// A name has at most 255 bytes; the end, which tells the kind, is kept.
	for len(part) > 200 {
		_, size := utf8.DecodeRuneInString(part)
		part = part[size:]
	}
	return part
}

// largestPDF is the size up to which a PDF is read.
const largestPDF = 256 << 20

// readPDF reads a file that is meant to be a PDF.
func readPDF(name string) ([]byte, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, failure{codeUsage, name + ": no such file", ""}
	}
	if err != nil {
		return nil, failure{codeUsage, fmt.Sprintf("%s cannot be read: %v", name, plainError(err)), ""}
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, failure{codeUsage, name + " is a folder, expected a PDF", ""}
	}
	content, err := io.ReadAll(io.LimitReader(f, largestPDF+1))
	switch {
	case err != nil:
		return nil, failure{codeUsage, fmt.Sprintf("%s cannot be read: %v", name, plainError(err)), ""}
	case len(content) > largestPDF:
		return nil, failure{codeUsage, fmt.Sprintf("%s has more than %d MB, which no brief has", name, largestPDF>>20), ""}
	}
	return content, nil
}

// unreadable says what is wrong with a PDF, and how to go on.
func unreadable(name string, err error) failure {
	f := failure{codeUsage, fmt.Sprintf("%s cannot be read as a PDF: %v", name, err), ""}
	switch {
	case errors.Is(err, object.ErrEncrypted):
		f = failure{codeUsage, name + " is encrypted", fmt.Sprintf("with the password, qpdf --decrypt --password=… %s plain.pdf makes a copy that can be read", typedPath(name))}
	case errors.Is(err, object.ErrNotPDF):
		f = failure{codeUsage, name + " is not a PDF", ""}
	case errors.Is(err, object.ErrTruncated):
		f = failure{codeUsage, name + " is cut off: its end is missing", "get it again from where it came from"}
	}
	return f
}

// sizeText is a number of bytes for people.
func sizeText(n int) string {
	if n < 1000 {
		return count(n, "byte")
	}
	return fmt.Sprintf("%d kB", (n+500)/1000)
}

// harmless is text out of a file as a terminal may show it: on one line, without
// anything that moves the cursor.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return '�'
		}
		return r
	}, s)
}
