package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"io/fs"
	"math"
	"strings"
	"sync"
)

// Digest names a file by what it holds.
type Digest struct {
	Name   string      `json:"name"`           // in the PDF; of an input, its path in the project
	Path   string      `json:"path,omitempty"` // in the project, where that is another one
	Bytes  int64       `json:"bytes"`
	SHA256 string      `json:"sha256"`
	Lines  LineDigests `json:"lines,omitzero"`
}

func digest(name string, content []byte) Digest {
	sum := sha256.Sum256(content)
	return Digest{Name: name, Bytes: int64(len(content)), SHA256: hex.EncodeToString(sum[:])}
}

// summing is a file system that works out the digests of files while they are
// read, so that a large one need not be read again for its own. A file that is
// not read from its start to its end in order has none.
type summing struct {
	fs.FS
	mu   sync.Mutex
	sums map[string]Digest
}

func newSumming(fsys fs.FS) *summing { return &summing{FS: fsys, sums: map[string]Digest{}} }

// Stat and ReadDir do not open what they tell of: a pipe would wait until somebody
// writes to it.
func (s *summing) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(s.FS, name) }
func (s *summing) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(s.FS, name) }

func (s *summing) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	if err != nil {
		return nil, err
	}
	if _, folder := f.(fs.ReadDirFile); folder {
		if info, err := f.Stat(); err != nil || info.IsDir() {
			return f, nil
		}
	}
	summed := &summedFile{File: f, name: name, hash: sha256.New(), all: s}
	if at, ok := f.(io.ReaderAt); ok {
		return struct {
			*summedFile
			io.ReaderAt
		}{summed, at}, nil
	}
	return summed, nil
}

// digest is that of a file which was read through, or is read through now.
func (s *summing) digest(name string) (Digest, error) {
	s.mu.Lock()
	d, ok := s.sums[name]
	s.mu.Unlock()
	if ok {
		return d, nil
	}
	f, err := s.Open(name)
	if err != nil {
		return Digest{}, err
	}
	defer f.Close()
	if _, err := io.Copy(io.Discard, f); err != nil {
		return Digest{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sums[name], nil
}

// summedFile is a file that is read.
type summedFile struct {
	fs.File
	name string
	hash hash.Hash
	n    int64
	all  *summing
}

func (f *summedFile) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.hash.Write(p[:n])
	f.n += int64(n)
	if err == io.EOF {
		f.all.mu.Lock()
		defer f.all.mu.Unlock()
		f.all.sums[f.name] = Digest{Name: f.name, Bytes: f.n, SHA256: hex.EncodeToString(f.hash.Sum(nil))}
	}
	return n, err
}

// LineDigests tell which line of a text was altered. The lines are laid out in rows
// of Width; each row has a digest, and each column of them. A line that was altered
// is where the two that differ meet, so that a text of a thousand lines needs sixty
// digests. The zero value is of no text.
type LineDigests struct {
	Width   int    `json:"width"`
	Rows    string `json:"rows"`    // eight hexadecimal digits each
	Columns string `json:"columns"` // likewise
}

const lineDigest = 8 // hexadecimal digits

func linesOf(content []byte) LineDigests {
	return laidOut(content, int(math.Ceil(math.Sqrt(float64(bytes.Count(content, []byte("\n"))+1)))))
}

func laidOut(content []byte, width int) LineDigests {
	lines := bytes.SplitAfter(content, []byte("\n"))
	var rows, columns strings.Builder
	short := func(h []byte) string { return hex.EncodeToString(h)[:lineDigest] }
	for i := 0; i < len(lines); i += width {
		h := sha256.Sum256(bytes.Join(lines[i:min(i+width, len(lines))], nil))
		rows.WriteString(short(h[:]))
	}
	for c := range min(width, len(lines)) {
		h := sha256.New()
		for i := c; i < len(lines); i += width {
			h.Write(lines[i])
		}
		columns.WriteString(short(h.Sum(nil)))
	}
	return LineDigests{Width: width, Rows: rows.String(), Columns: columns.String()}
}

// Altered lists the lines, from 1, in which a text may differ from the one that
// the digests are of: where one line was altered, that one. Where lines were added
// or taken out it is the first row of lines that differs, and all after it.
func (d LineDigests) Altered(content []byte) []int {
	if d.Width < 1 {
		return nil
	}
	now := laidOut(content, d.Width)
	moved := len(now.Rows) != len(d.Rows) || len(now.Columns) != len(d.Columns)
	differs := func(a, b string, n int) bool {
		at := n * lineDigest
		return at+lineDigest > len(a) || at+lineDigest > len(b) || a[at:at+lineDigest] != b[at:at+lineDigest]
	}
	var out []int
	for i := range bytes.Count(content, []byte("\n")) + 1 {
		if differs(now.Rows, d.Rows, i/d.Width) && (moved || differs(now.Columns, d.Columns, i%d.Width)) {
			out = append(out, i+1)
		}
	}
	return out
}
