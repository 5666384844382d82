package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"tradebrief/data"
)

// stdin is standard input as a file of data. It is kept in a file without a name
// when it is first asked for: data are looked at more than once, for an excerpt
// or where a figure stands twice, and by more than one outline.
type stdin struct {
	from *os.File
	once sync.Once
	kept *os.File
	size int64
	err  error
}

// standardInput is that of the process.
var standardInput = &stdin{from: os.Stdin}

func (s *stdin) keep(ctx context.Context) {
	if term.IsTerminal(int(s.from.Fd())) {
		s.err = errors.New("it is a terminal, and data were expected through a pipe")
		return
	}
	if s.kept, s.err = os.CreateTemp("", "tradebrief-*"); s.err != nil {
		return
	}
	_ = os.Remove(s.kept.Name()) // where an open file keeps its name, the system's own cleaning takes it
	s.size, s.err = io.Copy(s.kept, endsWith{s.from, ctx})
}

// open gives what came in, from its start.
func (s *stdin) open(ctx context.Context) (fs.File, error) {
	s.once.Do(func() { s.keep(ctx) })
	if s.err != nil {
		return nil, &fs.PathError{Op: "read", Path: data.Stdin, Err: s.err}
	}
	return &keptFile{io.NewSectionReader(s.kept, 0, s.size)}, nil
}

// endsWith reads until the user interrupts.
type endsWith struct {
	io.Reader
	ctx context.Context
}

func (e endsWith) Read(p []byte) (int, error) {
	if err := e.ctx.Err(); err != nil {
		return 0, err
	}
	return e.Reader.Read(p)
}

// withStdin is a project in which data.Stdin is standard input.
type withStdin struct {
	through
	*stdin
	ctx context.Context
}

func (w withStdin) Open(name string) (fs.File, error) {
	if name == data.Stdin {
		return w.open(w.ctx)
	}
	return w.FS.Open(name)
}

func (w withStdin) Stat(name string) (fs.FileInfo, error) {
	if name == data.Stdin {
		return keptInfo{}, nil // to ask what it is must not wait for it
	}
	return w.through.Stat(name)
}

// keptFile is standard input, being read.
type keptFile struct{ *io.SectionReader }

func (f *keptFile) Stat() (fs.FileInfo, error) { return keptInfo{f.Size()}, nil }
func (f *keptFile) Close() error               { return nil }

// keptInfo says that standard input is a file like others.
type keptInfo struct{ size int64 }

func (keptInfo) Name() string       { return data.Stdin }
func (i keptInfo) Size() int64      { return i.size }
func (keptInfo) Mode() fs.FileMode  { return 0o400 }
func (keptInfo) ModTime() time.Time { return time.Time{} }
func (keptInfo) IsDir() bool        { return false }
func (keptInfo) Sys() any           { return nil }
