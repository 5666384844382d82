package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report"
	"tradebrief/templates"
)

// flagship is the outline that ships with the tool and is built when none is
// named.
const flagship = "templates/china-dprk.yaml"

// shipped is the outlines and sample data inside the binary, under the names
// that they have in the source tree.
type shipped struct{}

func (shipped) Open(name string) (fs.File, error) {
	if rest, ok := strings.CutPrefix(name, "templates/"); ok {
		return templates.Shipped.Open(rest)
	}
	if rest, ok := strings.CutPrefix(name, "data/"); ok {
		return data.Sample.Open(rest)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// shippedProject is an outline inside the binary, which needs no file on the
// machine.
func shippedProject(outline string) report.Project {
	return report.Project{FS: shipped{}, Outline: outline}
}

// isShipped reports whether the name of an outline is that of one inside the binary.
func isShipped(outline string) bool {
	info, err := fs.Stat(shipped{}, outline)
	return err == nil && !info.IsDir() && filepath.Ext(outline) == ".yaml"
}

// ownFile refuses an outline that stands inside the binary alone, to which nothing can
// be written. Done is what it would be: rolled on.
func ownFile(outline, done string) error {
	if _, _, err := locate(outline); err == nil || !isShipped(filepath.ToSlash(outline)) {
		return nil
	}
	hint := "start one of your own: tradebrief init mine"
	if name := strings.TrimSuffix(filepath.Base(outline), ".yaml"); slices.ContainsFunc(starters, func(s starter) bool { return s.template == name }) {
		hint += " --template " + name
	}
	return failure{codeUsage, fmt.Sprintf("%s is inside the binary and cannot be %s", outline, done), hint}
}

// openProject finds the root of an outline: the nearest folder upwards that
// holds tradebrief.yaml or .git, else the outline's own folder. Nothing outside
// the root can be opened through the project, not even through a symbolic link.
// Where there is no such file, templates/NAME.yaml is the one inside the binary.
func openProject(ctx context.Context, file string) (report.Project, error) {
	rootDir, rel, err := locate(file)
	switch {
	case err != nil && isShipped(filepath.ToSlash(file)):
		return shippedProject(filepath.ToSlash(file)), nil
	case err != nil:
		return report.Project{}, err
	}
	root, err := os.OpenRoot(rootDir)
	if err != nil {
		return report.Project{}, err
	}
	return report.Project{FS: withStdin{through{interruptible{through{root.FS()}, ctx}}, standardInput, ctx}, Outline: filepath.ToSlash(rel), Shown: shownFrom(rootDir),
		Databases: data.Databases{Context: ctx, Env: os.LookupEnv}}, nil
}

// locate is the root of an outline, without symbolic links, and the outline's
// path from there.
func locate(file string) (rootDir, rel string, err error) {
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return "", "", noOutline(file+": no such outline", filepath.Dir(file), filepath.Base(file))
	}
	if err != nil {
		return "", "", fmt.Errorf("%s: %w", file, errors.Unwrap(err))
	}
	if info.IsDir() {
		return "", "", noOutline(file+" is a folder: name the outline in it", file, "")
	}
	switch strings.ToLower(filepath.Ext(file)) {
	case ".csv", ".tsv", ".xlsx", ".xls", ".pdf", ".docx":
		return "", "", noOutline(file+" is no outline, which is a .yaml file", filepath.Dir(file), "")
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return "", "", err
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(abs))
	if err != nil {
		return "", "", err
	}
	rootDir = findRoot(dir)
	rel, err = filepath.Rel(rootDir, filepath.Join(dir, filepath.Base(abs)))
	return rootDir, rel, err
}

// through is a file system that another one changes a part of. What a name is and
// what a folder holds is passed on: asking that must not open anything, for a
// pipe would wait until somebody writes to it.
type through struct{ fs.FS }

func (t through) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(t.FS, name) }
func (t through) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(t.FS, name) }

// interruptible ends the reading of a long file as soon as the user interrupts:
// reading is the one stage that can take longer than a moment.
type interruptible struct {
	through
	ctx context.Context
}

func (i interruptible) Open(name string) (fs.File, error) {
	f, err := i.FS.Open(name)
	if err == nil {
		if info, err := f.Stat(); err == nil && info.Size() > largeFile {
			collectGarbage(25)
		}
	}
	if dir, ok := f.(fs.ReadDirFile); ok && err == nil {
		return interruptibleFile{dir, i.ctx}, nil
	}
	return f, err
}

// largeFile is the size in bytes of a file beside which a few megabytes of garbage
// count more than the CPU that collecting them takes.
const largeFile = 16 << 20

type interruptibleFile struct {
	fs.ReadDirFile
	ctx context.Context
}

func (f interruptibleFile) Read(p []byte) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	return f.ReadDirFile.Read(p)
}

func (f interruptibleFile) ReadAt(p []byte, off int64) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	return readAt(f.ReadDirFile, p, off)
}

// readAt reads from the middle of a file, as archives are read.
func readAt(f fs.File, p []byte, off int64) (int, error) {
	if r, ok := f.(io.ReaderAt); ok {
		return r.ReadAt(p, off)
	}
	return 0, errors.ErrUnsupported
}

// noOutline is a command line that names no outline, with the one in the folder
// that was probably meant.
func noOutline(message, dir, name string) failure {
	f := failure{codeUsage, message, "tradebrief init NAME starts a brief of your own"}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return f
	}
	var outlines []string
	for _, e := range entries {
		if ext := filepath.Ext(e.Name()); !e.IsDir() && (ext == ".yaml" || ext == ".yml") && e.Name() != templates.DefaultsFile {
			outlines = append(outlines, e.Name())
		}
	}
	near := diag.Nearest(name, outlines)
	switch {
	case near != "":
		f.hint = fmt.Sprintf("did you mean %s?", filepath.Join(dir, near))
	case len(outlines) == 1:
		f.hint = fmt.Sprintf("the outline there is %s", filepath.Join(dir, outlines[0]))
	case len(outlines) > 1:
		f.hint = "the outlines there are " + strings.Join(outlines[:min(12, len(outlines))], ", ")
	}
	return f
}

func findRoot(dir string) string {
	for d := dir; ; d = filepath.Dir(d) {
		for _, mark := range []string{"tradebrief.yaml", ".git"} {
			if _, err := os.Lstat(filepath.Join(d, mark)); err == nil {
				return d
			}
		}
		if d == filepath.Dir(d) {
			return dir
		}
	}
}

// shown is the outline's path as the user would type it.
func shown(p report.Project) string { return p.Show(p.Outline) }

// shownFrom prints paths of the project as a user in the working directory
// would type them.
func shownFrom(rootDir string) func(string) string {
	wd, err := os.Getwd()
	if err == nil {
		wd, err = filepath.EvalSymlinks(wd)
	}
	return func(name string) string {
		if name == data.Stdin {
			return name
		}
		full := filepath.Join(rootDir, filepath.FromSlash(name))
		if err != nil {
			return full
		}
		rel, err := filepath.Rel(wd, full)
		if err != nil || strings.HasPrefix(rel, ".."+string(filepath.Separator)+"..") {
			return full
		}
		return rel
	}
}

// outputPath is where a file of this name goes: -o FILE of the same kind, -o DIR/
// or out/ in the working directory.
func outputPath(flag, name string) (string, error) {
	if flag == "" {
		return filepath.Join("out", name), nil
	}
	if isFolder(flag) {
		return filepath.Join(flag, name), nil
	}
	// -o brief.yaml would replace the outline by the brief.
	if ext := filepath.Ext(name); !strings.EqualFold(filepath.Ext(flag), ext) {
		return "", failure{codeUsage, fmt.Sprintf("-o %s: expected a name that ends in %s, or a folder", flag, ext), fmt.Sprintf("for a new folder write -o %s/", flag)}
	}
	return filepath.Clean(flag), nil
}

// draftPath is the name of the draft beside that of the brief: brief.draft.pdf.
func draftPath(name string) string {
	ext := filepath.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	if strings.EqualFold(filepath.Ext(stem), ".draft") {
		return name
	}
	return stem + ".draft" + ext
}

func isFolder(name string) bool {
	if strings.HasSuffix(name, "/") || strings.HasSuffix(name, string(filepath.Separator)) {
		return true
	}
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// makeFolders makes a folder and those that it stands in, and returns the new
// ones, outermost first.
func makeFolders(dir string) (made []string, err error) {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Lstat(d); !errors.Is(err, fs.ErrNotExist) || d == filepath.Dir(d) {
			break
		}
		made = append(made, d)
	}
	slices.Reverse(made)
	return made, os.MkdirAll(dir, 0o777)
}

// writing is held while files are written that belong together, up to the last
// of them or until all is as it was: the process does not end in between.
var writing sync.Mutex

// write writes an output whole. The failure says why it is not there.
func (a *app) write(name string, content []byte) error {
	writing.Lock()
	defer writing.Unlock()
	if err := writeWhole(name, content, a.ctx.Err); err != nil {
		return a.notWritten(name, err, "nothing more was written")
	}
	return nil
}

// notWritten is an error of writing; where the user interrupted, so says it.
func (a *app) notWritten(name string, err error, interrupted string) failure {
	if a.ctx.Err() != nil {
		return failure{codeInterrupted, "interrupted; " + interrupted, ""}
	}
	return failure{codeInternal, fmt.Sprintf("%s was not written: %v", name, plainError(err)), ""}
}

// errNewer is that somebody has saved a file since it was read.
var errNewer = errors.New("it was changed meanwhile")

// replaceWhole writes a file that was read, unless it is no longer what was read: an
// author who saves in the meantime loses nothing. A link stays one: what it
// leads to is that file.
func replaceWhole(name string, old, content []byte, cancelled func() error) error {
	target, err := filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	// A file that is read-only may be meant to stay as it is; renaming another one
	// over it would not ask.
	f, err := os.OpenFile(target, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	f.Close()
	return writeWhole(target, content, func() error {
		if now, err := os.ReadFile(target); err != nil {
			return err
		} else if !bytes.Equal(now, old) {
			return errNewer
		}
		return cancelled()
	})
}

// newPart is a new temporary file in a folder, with a name that is short enough
// for whatever file it becomes, and that another machine may have left there. Not
// os.CreateTemp: its files are private, and a brief is as public as the user's mask
// lets new files be.
func newPart(dir string) (*os.File, error) {
	for i := 0; ; i++ {
		f, err := os.OpenFile(filepath.Join(dir, fmt.Sprintf(".tradebrief.%d.%d.part", os.Getpid(), i)), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// writeWhole writes a file so that there is either the old one or the whole new
// one: to a temporary file beside it, synced, then renamed. cancelled is asked
// before the rename; when it says so nothing changes, and no folder stays that was
// made for it.
func writeWhole(name string, content []byte, cancelled func() error) (err error) {
	dir := filepath.Dir(name)
	made, err := makeFolders(dir)
	defer func() {
		if err != nil {
			for _, folder := range slices.Backward(made) {
				os.Remove(folder) // unless something else is in it by now
			}
		}
	}()
	if err != nil {
		return err
	}
	f, err := newPart(dir)
	if err != nil {
		return err
	}
	temp := f.Name()
	// What is replaced stays as private as it was.
	if info, statErr := os.Stat(name); statErr == nil {
		if err := f.Chmod(info.Mode().Perm()); err != nil {
			f.Close()
			os.Remove(temp)
			return err
		}
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(temp)
		}
	}()
	if _, err := f.Write(content); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := cancelled(); err != nil {
		return err
	}
	return os.Rename(temp, name)
}
