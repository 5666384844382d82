package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"tradebrief/data/diag"
	"tradebrief/report"
)

// edit is one change that check --fix made, for --json: at a place of the file as
// it stood when the change was made, with the message of the problem it mends.
type edit struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Old     string `json:"old"`
	New     string `json:"new"`
	Message string `json:"message"`
}

// maxRounds bounds how often a project is mended and checked again. A round
// mends all that is known at the time; what a file hides behind a syntax error
// is known a round later.
const maxRounds = 60

// mending is the mends of one project. Nothing is written before all of them are
// made: until then the project is checked with its changed files in memory.
type mending struct {
	project report.Project
	check   func(report.Project) (*report.Brief, diag.List)
	before  map[string][]byte // by path in the project
	after   map[string][]byte
	edits   []edit
	refused map[string]bool
}

// mend mends what has one answer of the problems that check found, prints the
// differences and returns what check says of the result. A mend after which the
// problem is still there, or more is wrong in an earlier phase, is not kept.
func (a *app) mend(p report.Project, brief *report.Brief, problems diag.List, check func(report.Project) (*report.Brief, diag.List), res *result) (*report.Brief, diag.List, error) {
	m := &mending{project: p, check: check, before: map[string][]byte{}, after: map[string][]byte{}, refused: map[string]bool{}}
	for range maxRounds {
		if a.ctx.Err() != nil {
			return nil, nil, failure{codeInterrupted, "interrupted; nothing was changed", ""}
		}
		next, left, ok := m.round(problems)
		if !ok {
			break
		}
		brief, problems = next, left
	}
	if err := a.writeMended(m); err != nil {
		return nil, nil, err
	}
	res.Edits = append(res.Edits, m.edits...)
	return brief, problems, nil
}

// round makes as many of the mends as can be made together or, where that makes
// matters worse, the first that does not; ok is false when none is left.
func (m *mending) round(problems diag.List) (*report.Brief, diag.List, bool) {
	var open diag.List
	for _, p := range problems {
		if len(p.Fix) > 0 && !m.refused[mendKey(p)] {
			open = append(open, p)
		}
	}
	var together diag.List
	for _, p := range open {
		if _, err := m.texts(append(together[:len(together):len(together)], p)); err == nil {
			together = append(together, p)
		}
	}
	if len(together) > 1 {
		if brief, left, ok := m.try(problems, together); ok {
			return brief, left, true
		}
	}
	for _, p := range open {
		if brief, left, ok := m.try(problems, diag.List{p}); ok {
			return brief, left, true
		}
		m.refused[mendKey(p)] = true
	}
	return nil, nil, false
}

// mendKey tells a mend from others in the same round.
func mendKey(p diag.Problem) string { return fmt.Sprintf("%s %s %v", p.Pos, p.Message, p.Fix) }

// try makes the mends and keeps them if nothing becomes worse.
func (m *mending) try(problems, mends diag.List) (*report.Brief, diag.List, bool) {
	texts, err := m.texts(mends)
	if err != nil {
		return nil, nil, false
	}
	mended := m.project
	mended.FS = mendedFS{through{m.project.FS}, texts}
	brief, left := m.check(mended)
	if !better(problems, left, mends) {
		return nil, nil, false
	}
	m.after = texts
	for _, p := range mends {
		for _, e := range p.Fix {
			pos := e.Pos
			pos.File = m.project.Show(pos.File)
			m.edits = append(m.edits, edit{pos.File, pos.Line, pos.Col, e.Old, e.New, p.Message})
		}
	}
	return brief, left, true
}

// texts are the changed files after further mends. The error says that a mend
// cannot be made, and then none of them is.
func (m *mending) texts(mends diag.List) (map[string][]byte, error) {
	byFile := map[string][]diag.Edit{}
	for _, p := range mends {
		for _, e := range p.Fix {
			byFile[e.Pos.File] = append(byFile[e.Pos.File], e)
		}
	}
	out := maps.Clone(m.after)
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		edits := byFile[file]
		if isData(file) {
			return nil, fmt.Errorf("%s holds data, which are never changed", file)
		}
		text, ok := m.after[file]
		if !ok {
			var err error
			if text, err = fs.ReadFile(m.project.FS, file); err != nil {
				return nil, err
			}
			m.before[file] = text
		}
		text, err := diag.Apply(text, edits)
		if err != nil {
			return nil, err
		}
		out[file] = text
	}
	return out, nil
}

// isData reports whether a file can only be one of data.
func isData(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".csv", ".tsv", ".gz", ".zst", ".zip", ".xlsx", ".xls", ".parquet":
		return true
	}
	return false
}

// better reports whether the mended problems are gone and no earlier phase has
// more of them than before. A file that cannot be read comes before all phases;
// there, the place up to which it can be read has to move on.
func better(before, after, mended diag.List) bool {
	rank := func(p diag.Problem) int {
		if p.Unread {
			return 0
		}
		return int(p.Phase)
	}
	count := func(list diag.List, of func(diag.Problem) bool) (n int) {
		for _, p := range list {
			if of(p) {
				n++
			}
		}
		return n
	}
	first := int(diag.Layout)
	for _, p := range mended {
		first = min(first, rank(p))
		if p.Unread {
			for _, q := range after {
				if q.Unread && q.Pos.File == p.Pos.File && q.Pos.Compare(p.Pos) <= 0 {
					return false
				}
			}
			continue
		}
		same := func(q diag.Problem) bool { return q.Message == p.Message && q.Pos.File == p.Pos.File }
		if count(after, same) > count(before, same)-count(mended, same) {
			return false
		}
	}
	earlier := func(p diag.Problem) bool { return rank(p) < first }
	return count(after, earlier) <= count(before, earlier)
}

// writeMended writes the changed files, each whole. Where one cannot be written,
// those before it are put back.
func (a *app) writeMended(m *mending) error {
	written := slices.Sorted(maps.Keys(m.after))
	if name, err := m.replace(written, a.ctx.Err); err != nil {
		return a.notWritten(name, err, "nothing was changed")
	}
	if a.json {
		return nil
	}
	for _, file := range written {
		name := filepath.ToSlash(m.project.Show(file))
		a.printDiff(diff.Diff(name, m.before[file], name, m.after[file]))
	}
	if n := len(m.edits); n > 0 && !a.quiet {
		fmt.Fprintf(a.stderr, "%s: %s in %s\n", shown(m.project), count(n, "change"), count(len(written), "file"))
	}
	return nil
}

// replace writes the changed files, or says which one cannot be written and
// leaves all of them as they were.
func (m *mending) replace(files []string, cancelled func() error) (failed string, err error) {
	writing.Lock()
	defer writing.Unlock()
	for i, file := range files {
		name := m.project.Show(file)
		if err := replaceWhole(name, m.before[file], m.after[file], cancelled); err != nil {
			for _, back := range files[:i] {
				replaceWhole(m.project.Show(back), m.after[back], m.before[back], func() error { return nil })
			}
			return name, err
		}
	}
	return "", nil
}

// printDiff prints a unified diff, on a terminal in the colours of diffs. It is
// there to be read, so what a terminal would obey is made visible in it.
func (a *app) printDiff(text []byte) {
	colored := a.colored(a.stdout)
	for line := range bytes.Lines(text) {
		code := ""
		switch {
		case !colored:
		case bytes.HasPrefix(line, []byte("diff ")), bytes.HasPrefix(line, []byte("---")), bytes.HasPrefix(line, []byte("+++")):
			code = "1"
		case line[0] == '@':
			code = "36"
		case line[0] == '-':
			code = "31"
		case line[0] == '+':
			code = "32"
		}
		shown := diag.Visible(string(bytes.TrimRight(line, "\r\n")))
		if code != "" {
			shown = "\x1b[" + code + "m" + shown + "\x1b[0m"
		}
		fmt.Fprintln(a.stdout, shown)
	}
}

// mendedFS is a project with some of its files changed in memory.
type mendedFS struct {
	through
	texts map[string][]byte
}

func (m mendedFS) Open(name string) (fs.File, error) {
	text, changed := m.texts[name]
	if !changed {
		return m.FS.Open(name)
	}
	info, err := fs.Stat(m.FS, name)
	if err != nil {
		return nil, err
	}
	return mendedFile{bytes.NewReader(text), info}, nil
}

// mendedFile is a changed file; its info, but for the size, is that of the file
// on disk.
type mendedFile struct {
	io.Reader
	info fs.FileInfo
}

func (f mendedFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f mendedFile) Close() error               { return nil }
