// Package preview shows a brief in a browser while it is being written.
//
// Serve answers on a listener until its context ends. It builds the brief, and
// builds it again whenever a file that the last build asked for has changed:
//
//	ln, err := net.Listen("tcp", "127.0.0.1:0")
//	…
//	err = preview.Serve(ctx, ln, preview.Config{Project: project, Root: folder})
//
// A build reads the project through a reader (reader.go), which keeps the texts
// that were read, so that the page shows the lines that were judged, and tells
// the watcher (watch.go) every name before it is opened, so that no change can
// fall between reading and watching. build.go makes a state out of the brief: what the page
// shows, in parts. http.go hands the page the parts that it does not have yet, over
// one stream of server-sent events. The page itself is three files by hand:
// page.html, preview.css, preview.js.
//
// Outlines and data are written by others. The page builds its text as text,
// runs no script but its own, asks no other host, and the server opens no file on
// a request: what can be fetched through it is what the last build has read.
package preview

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"tradebrief/report"
)

// Config is what a preview shows.
type Config struct {
	Project report.Project
	Options report.Options

	// Root is the folder on disk that Project.FS is rooted at, absolute and
	// without symbolic links. Empty: the files never change, as those inside the
	// program.
	Root string
}

// Serve shows the brief on ln until ctx ends, then closes ln and returns nil.
// Nothing that it started is left behind, but for a build that computes: it is not
// waited for, ends where it next asks, and its outcome is dropped. The error is one of
// the listener; a brief that cannot be built is shown, and is no error.
func Serve(ctx context.Context, ln net.Listener, c Config) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := newServer(c, ln.Addr())
	var w *watcher
	if c.Root != "" {
		// Where nothing can be watched the brief is shown as it is, and the page says so.
		w, s.blind = newWatcher(c.Root)
	}
	var tasks sync.WaitGroup
	if w != nil {
		tasks.Go(func() { w.run(ctx) })
	}
	tasks.Go(func() { s.rebuild(ctx, w) })

	web := &http.Server{
		Handler:           s.handler(),
		ReadHeaderTimeout: 10 * time.Second,
		// Streams end with the preview, not with their clients.
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	tasks.Go(func() {
		<-ctx.Done()
		web.Close()
	})
	err := web.Serve(ln)
	cancel()
	tasks.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// How long a change may take to become whole. Editors save in several steps (empty
// the file and write it; or write another and rename it), within a millisecond or
// two. A build that follows starts after settle; that it made no pages is said after
// doubt only, because a file that was read half written looks like a broken one.
const (
	settle = 8 * time.Millisecond
	doubt  = 50 * time.Millisecond
)

// rebuild builds now and after every change, one build at a time, until ctx
// ends. A change during a build ends the build: the newest files win.
func (s *server) rebuild(ctx context.Context, w *watcher) {
	var changes <-chan struct{}
	if w != nil {
		changes = w.changes
	}
	for first := true; ; first = false {
		b := s.attempt(ctx, w, changes, first)
		if b == nil {
			return
		}
		s.publish(*b)
		select {
		case <-ctx.Done():
			return
		case <-changes:
		}
		s.publishBuilding()
		if !quiet(ctx, changes, settle) {
			return
		}
	}
}

// attempt builds until no change has come in between. It returns nil when ctx
// has ended.
func (s *server) attempt(ctx context.Context, w *watcher, changes <-chan struct{}, first bool) *built {
	for {
		once, cancel := context.WithCancel(ctx)
		done := make(chan *built, 1)
		go func() { done <- s.build(once, w) }()
		var b *built
		changed := false
		for b == nil {
			select {
			case <-changes:
				changed = true
				cancel()
			case b = <-done:
			case <-ctx.Done():
				cancel()
				return nil
			}
		}
		cancel()
		if !changed && b.pages == nil && !first {
			select {
			case <-changes:
				changed = true
			case <-ctx.Done():
				return nil
			case <-time.After(doubt):
			}
		}
		if !changed {
			return b
		}
		if !quiet(ctx, changes, settle) {
			return nil
		}
	}
}

// quiet waits until no change has come for the time given. It is false when ctx
// has ended.
func quiet(ctx context.Context, changes <-chan struct{}, wait time.Duration) bool {
	for {
		select {
		case <-ctx.Done():
			return false
		case <-changes:
		case <-time.After(wait):
			return true
		}
	}
}
