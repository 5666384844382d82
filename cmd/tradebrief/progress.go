package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"
	"time"

	"golang.org/x/term"

	"tradebrief/data/diag"
)

// patience is how long a command may take before it says what it is at;
// redraw is how often the line changes then.
const (
	patience = time.Second
	redraw   = 100 * time.Millisecond
)

// progress is the line on a terminal that says what takes so long: reading large
// data, many outlines. It is drawn when something moves, so that nothing runs
// beside the work, and cleared before anything else is printed. The zero value
// shows nothing.
type progress struct {
	out   io.Writer // a terminal; nil: nothing is shown
	width func() int
	now   func() time.Time

	mu       sync.Mutex
	since    time.Time // the work began
	last     time.Time // the line was drawn
	drawn    bool
	outline  int // of outlines, from 1
	outlines int
	file     string // being read
	size     int64
	read     int64
}

// newProgress shows progress on the output if it is a terminal that can take a
// line back.
func newProgress(out io.Writer) *progress {
	if f, ok := out.(interface{ Fd() uintptr }); !ok || !term.IsTerminal(int(f.Fd())) || os.Getenv("TERM") == "dumb" {
		return &progress{}
	}
	return &progress{out: out, width: func() int { return terminalWidth(out) }, now: time.Now}
}

// off shows nothing from now on.
func (p *progress) off() { p.out = nil }

// begin starts the work on the i-th of n outlines, from 0.
func (p *progress) begin(i, n int) {
	if p.out == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.since.IsZero() {
		p.since = p.now()
	}
	p.outline, p.outlines, p.file = i+1, n, ""
	p.draw(false)
}

func (p *progress) opened(file string, size int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.file, p.size, p.read = path.Base(file), size, 0
}

func (p *progress) moved(_ string, read []byte, ended bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.read += int64(len(read))
	if ended {
		p.read = p.size
	}
	p.draw(ended)
}

// draw draws the line where it is time for it; at once says that it will not
// move for a while.
func (p *progress) draw(atOnce bool) {
	now := p.now()
	if now.Sub(p.since) < patience || !atOnce && p.drawn && now.Sub(p.last) < redraw {
		return
	}
	p.last, p.drawn = now, true
	fmt.Fprint(p.out, "\r\x1b[K"+p.line())
}

// line is what is shown, no wider than the terminal.
func (p *progress) line() string {
	var s string
	if p.outlines > 1 {
		s = fmt.Sprintf("outline %d of %d", p.outline, p.outlines)
	}
	switch {
	case p.file == "":
	case p.size > 0 && p.read >= p.size:
		s = join(s, fmt.Sprintf("computing, with %s of %s", megabytes(p.size), p.file))
	case p.size > 0:
		s = join(s, fmt.Sprintf("reading %s: %d%% of %s", p.file, 100*p.read/p.size, megabytes(p.size)))
	}
	s = diag.Visible(s)
	if runes, most := []rune(s), p.width()-1; most > 0 && len(runes) > most {
		s = string(runes[:most])
	}
	return s
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + ": " + b
}

func megabytes(n int64) string {
	if n < 1e6 {
		return fmt.Sprintf("%d kB", (n+999)/1000)
	}
	return fmt.Sprintf("%d MB", (n+500_000)/1_000_000)
}

// clear takes the line away.
func (p *progress) clear() {
	if p.out == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawn {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
	p.drawn = false
}

// watch sees how far the files of a project are read.
func (p *progress) watch(fsys fs.FS) fs.FS {
	if p.out == nil {
		return fsys
	}
	return watched{through{fsys}, p}
}

// watcher sees how the files of a project are read.
type watcher interface {
	opened(file string, size int64)
	moved(file string, read []byte, ended bool)
}

type watched struct {
	through
	watcher
}

func (w watched) Open(name string) (fs.File, error) {
	f, err := w.FS.Open(name)
	if err != nil {
		return f, err
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return f, nil // what is wrong with it, its reader finds
	}
	w.opened(name, info.Size())
	return watchedFile{f, name, w.watcher}, nil
}

type watchedFile struct {
	fs.File
	name string
	watcher
}

func (f watchedFile) Read(b []byte) (int, error) {
	n, err := f.File.Read(b)
	f.moved(f.name, b[:n], errors.Is(err, io.EOF))
	return n, err
}

func (f watchedFile) ReadAt(b []byte, off int64) (int, error) {
	n, err := readAt(f.File, b, off)
	f.moved(f.name, b[:n], false)
	return n, err
}

// stream is standard output or standard error: it clears the line of progress
// before it prints, and remembers that printing failed.
type stream struct {
	io.Writer
	before func()
	err    error
}

func (s *stream) Write(b []byte) (int, error) {
	s.before()
	n, err := s.Writer.Write(b)
	if err != nil && s.err == nil {
		s.err = err
	}
	return n, err
}

// Fd is the descriptor of the file behind the stream, for what asks whether it
// is a terminal.
func (s *stream) Fd() uintptr {
	if f, ok := s.Writer.(interface{ Fd() uintptr }); ok {
		return f.Fd()
	}
	return ^uintptr(0)
}
