package preview

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"sync"
	"unicode/utf8"
)

// maxText is the most bytes of a file that is kept to be shown, and read as one.
const maxText = 1 << 20

// reader is the project's files as one build sees them: a text is read once, and
// is the same for whoever opens it again, be it for an excerpt or for the page.
type reader struct {
	fs.FS
	ctx  context.Context           // of the build: reading ends with it
	need func(name string, l bool) // told every name before it is opened; l: its list of names counts

	mu    sync.Mutex
	texts map[string][]byte
}

// Open reads texts whole and hands other files on.
func (r *reader) Open(name string) (fs.File, error) {
	r.need(name, false)
	if err := r.ctx.Err(); err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	// What a name is, is asked before it is opened: a pipe would wait for a writer.
	info, err := fs.Stat(r.FS, name)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if text, ok := r.texts[name]; ok {
		return &textFile{bytes.NewReader(text), info}, nil
	}
	f, err := r.FS.Open(name)
	if err != nil || !info.Mode().IsRegular() {
		return f, err
	}
	if info.Size() > maxText {
		return &longFile{f, r.ctx}, nil
	}
	defer f.Close()
	content, err := io.ReadAll(&longFile{f, r.ctx})
	if err != nil {
		return nil, err
	}
	if len(content) <= maxText && utf8.Valid(content) {
		r.texts[name] = content
	}
	return &textFile{bytes.NewReader(content), info}, nil
}

// Stat says what a name is.
func (r *reader) Stat(name string) (fs.FileInfo, error) {
	r.need(name, false)
	return fs.Stat(r.FS, name)
}

// ReadDir lists a folder.
func (r *reader) ReadDir(name string) ([]fs.DirEntry, error) {
	r.need(name, true)
	return fs.ReadDir(r.FS, name)
}

// textFile is a file that has been read.
type textFile struct {
	*bytes.Reader
	info fs.FileInfo
}

func (f *textFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *textFile) Close() error               { return nil }

// longFile is a file whose reading ends with the build.
type longFile struct {
	fs.File
	ctx context.Context
}

func (f *longFile) Read(p []byte) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	return f.File.Read(p)
}

// ReadAt is for archives.
func (f *longFile) ReadAt(p []byte, off int64) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	r, ok := f.File.(io.ReaderAt)
	if !ok {
		return 0, errors.ErrUnsupported
	}
	return r.ReadAt(p, off)
}
