package templates

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// The bounds of what an outline takes from other files, beside those of an
// outline, which hold for all its files together.
const (
	maxFiles = 500 // names of files followed
	maxChain = 8   // files that include one another
)

// files reads the outline and what it takes from other files.
type files struct {
	fsys   fs.FS
	chain  []string // the files being read: the outline, what it includes, what that includes
	named  int      // names followed
	bytes  int      // of all files
	values int      // of all trees
	full   bool     // a bound was reported; the rest is left out
	taken  []*File  // each once, in the order read
}

// take notes a file that the outline was read from.
func (r *files) take(f *File) {
	if !slices.ContainsFunc(r.taken, func(g *File) bool { return g.Name == f.Name && (g.top == nil) == (f.top == nil) }) {
		r.taken = append(r.taken, f)
	}
}

// What a name can stand for in place of a file.
var (
	errFolder = errors.New("found a folder")
	errDevice = errors.New("found a pipe or a device")
)

// read reads no more of a file than the bounds allow.
func (r *files) read(file string) ([]byte, error) {
	// Asked before the file is opened: opening a pipe waits for its other end.
	info, err := fs.Stat(r.fsys, file)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errFolder
	case !info.Mode().IsRegular():
		return nil, errDevice
	}
	f, err := r.fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	r.bytes += len(data)
	return data, err
}

// outlineProblem says why an outline was not read.
func (r *files) outlineProblem(file string, err error) diag.Problem {
	at := diag.Pos{File: file}
	if errors.Is(err, errFolder) || errors.Is(err, errDevice) {
		return diag.Errorf(diag.Outline, at, "an outline was expected, %v", err)
	}
	p := diag.Errorf(diag.Outline, at, "the outline cannot be read: %s", diag.Reason(err))
	if errors.Is(err, fs.ErrNotExist) {
		if near := r.near(file, ".yaml", ".yml"); near != "" {
			return p.WithHint("did you mean %s?", path.Join(path.Dir(file), near))
		}
	}
	return p
}

// near is the file in the same folder with the nearest name, of those with one
// of the endings.
func (r *files) near(file string, endings ...string) string {
	entries, err := fs.ReadDir(r.fsys, path.Dir(file))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() && slices.Contains(endings, path.Ext(e.Name())) && e.Name() != DefaultsFile {
			names = append(names, e.Name())
		}
	}
	return diag.Nearest(path.Base(file), names)
}

// File is the path from the project root of a file that is named relative to
// the file in which its name stands. The problem, of the given phase, says what
// is wrong with the name.
func (s Scalar) File(phase diag.Phase) (string, *diag.Problem) {
	if strings.HasPrefix(s.Value, "/") || strings.Contains(s.Value, `\`) {
		p := diag.Errorf(phase, s.Pos, "\"%s\" is not a path relative to the outline, with slashes", s.Value)
		if slashed := strings.ReplaceAll(s.Value, `\`, "/"); !strings.HasPrefix(slashed, "/") && !strings.Contains(slashed, ":") {
			p = p.WithFix([]diag.Edit{{Pos: s.Pos, Old: s.Value, New: slashed}}, "write %s", slashed)
		} else {
			p = p.WithHint("put the file beside the outline and write %s", path.Base(slashed))
		}
		return s.Value, &p
	}
	name := path.Join(path.Dir(s.Pos.File), s.Value)
	if name == ".." || strings.HasPrefix(name, "../") {
		p := diag.Errorf(phase, s.Pos, "%q lies outside the project, and nothing outside it is read", s.Value).
			WithHint("put the file beside the outline, or a tradebrief.yaml in the folder that holds both")
		return name, &p
	}
	return name, nil
}

// open reads a file that the outline names, and gives its path; no data after
// an error, which stands at the name. wanted is what the file should hold.
func (d *decoder) open(name Scalar, wanted string, endings ...string) (file string, data []byte) {
	r := &d.files
	if r.full || !name.Present() {
		return "", nil
	}
	if strings.TrimSpace(name.Value) == "" {
		d.fail(name.Pos, "the name of a file is empty, one with %s was expected", wanted)
		return "", nil
	}
	file, problem := name.File(diag.Outline)
	if problem != nil {
		d.problems = append(d.problems, *problem)
		return "", nil
	}
	if r.named++; r.named > maxFiles {
		r.full = true
		d.fail(name.Pos, "the outline takes more than %d files", maxFiles)
		return "", nil
	}
	data, err := r.read(file)
	switch {
	case errors.Is(err, errFolder) || errors.Is(err, errDevice):
		d.fail(name.Pos, "%s was expected, %v", wanted, err)
		return "", nil
	case err != nil:
		h := d.fail(name.Pos, "the file %q cannot be read: %s", name.Value, diag.Reason(err))
		if errors.Is(err, fs.ErrNotExist) {
			if near := r.near(file, endings...); near != "" {
				h.Meant(name.Value, path.Join(path.Dir(name.Value), near))
			}
		}
		return "", nil
	case r.bytes > maxBytes:
		r.full = true
		d.fail(name.Pos, "the outline and the files it takes are larger than %d MB", maxBytes>>20)
		return "", nil
	}
	return file, data
}

// include reads the blocks of the file that an entry of a list of blocks names.
func (d *decoder) include(t *tree, key Scalar, inner bool) (blocks []Block) {
	d.within(t, key, func(items []*tree) { blocks = d.blocks(items, inner) })
	return blocks
}

// within hands the entries of the file that an entry of a list of blocks names to
// use, while the file is one of those being read.
func (d *decoder) within(t *tree, key Scalar, use func(items []*tree)) {
	name := d.scalar(t.find("include"), "include")
	for _, p := range t.pairs {
		switch k := p.key.Value; {
		case k == key.Value || strings.HasPrefix(k, "x-"):
		case slices.Contains(anyBlock, k):
			d.fail(p.key.Pos, "an include takes no %s", k).WithHint("write it at the blocks of the file")
		default:
			d.fail(p.key.Pos, "one block is include and %s", k).WithHint("begin %s: with a - of its own", k)
		}
	}
	if t.find("include").empty {
		d.fail(key.Pos, "include names no file").WithHint("write include: FILE.yaml")
		return
	}
	file, data := d.open(name, "a list of blocks", ".yaml", ".yml")
	if data == nil {
		return
	}
	chain := append(slices.Clone(d.files.chain), file)
	switch shown := strings.Join(chain, " → "); {
	case slices.Contains(d.files.chain, file):
		d.fail(name.Pos, "the include leads back to a file that is being read: %s", shown)
		return
	case len(chain) > maxChain:
		d.fail(name.Pos, "more than %d files include one another: %s", maxChain, shown)
		return
	}
	const begin = "begin with a block such as - text: …"
	top := d.readTree(file, data, "a list of blocks", begin)
	if top == nil || top.kind == brokenTree {
		return
	}
	outer := d.files.chain
	d.files.chain = chain
	defer func() { d.files.chain = outer }()
	if top.kind == mapTree {
		f := d.fields(top, "an included file")
		items := f.list("blocks")
		f.require("blocks")
		f.close()
		use(items)
		return
	}
	if top.kind != listTree {
		d.fail(top.at, "the included file is %s, a list of blocks was expected", top.kind).WithHint(begin)
		return
	}
	use(top.items)
}

// proseFile reads a text from a Markdown file.
func (d *decoder) proseFile(name Scalar, form proseForm) Prose {
	file, data := d.open(name, "prose", ".md", ".markdown", ".txt")
	if data == nil {
		return Prose{}
	}
	src, ok := readSource(file, data, &d.problems)
	if !ok {
		return Prose{}
	}
	d.files.take(&File{Name: file, Text: data, src: src})
	text := src.whole()
	if strings.TrimSpace(text.Value) == "" {
		d.fail(src.pos(0), "the file is empty, prose was expected")
		return Prose{}
	}
	return d.parsed(text, form)
}

// whole is the text of the file with its places, line breaks as \n. Front
// matter, which other tools keep at the head of Markdown between lines of
// three dashes, is left out.
func (s *source) whole() Scalar {
	var b strings.Builder
	out := Scalar{}
	first := s.bodyLine()
	out.Pos = s.pos(s.lines[min(first, len(s.lines))-1])
	for n := first; n <= len(s.lines); n++ {
		line := s.line(n)
		start := s.lines[n-1]
		out.place = append(out.place, placed{offset: b.Len(), pos: s.pos(start)})
		b.WriteString(line)
		if n < len(s.lines) {
			out.place = append(out.place, placed{offset: b.Len(), pos: s.pos(start + len(line)), still: true})
			b.WriteByte('\n')
		}
	}
	out.Value = withoutCredentials(b.String())
	return out
}

// bodyLine is the line, from 1, on which the text begins: the one behind the
// front matter.
func (s *source) bodyLine() int {
	if strings.TrimRight(s.line(1), " \t") != "---" {
		return 1
	}
	for n := 2; n <= len(s.lines); n++ {
		if l := strings.TrimRight(s.line(n), " \t"); l == "---" || l == "..." {
			return n + 1
		}
	}
	return 1
}
