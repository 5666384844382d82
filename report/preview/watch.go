package preview

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// watcher says when something that a build asked for has changed on disk. It
// watches folders, not files: an editor that renames on saving puts another file
// in the place of the one it opened, and a file that is missing today may come.
type watcher struct {
	root    string
	events  *fsnotify.Watcher
	changes chan struct{} // holds one signal while there are changes not yet acted upon

	mu      sync.Mutex
	folders map[string]bool // watched
	files   map[string]bool // asked for, and every folder above them
	listed  map[string]bool // folders whose list of names was asked for
	trouble error           // of the first folder that cannot be watched
}

func newWatcher(root string) (*watcher, error) {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	return &watcher{
		root: root, events: events, changes: make(chan struct{}, 1),
		folders: map[string]bool{}, files: map[string]bool{}, listed: map[string]bool{},
	}, nil
}

// need begins to watch a name of the project. Names asked for once stay watched: a
// build too many does no harm.
func (w *watcher) need(name string, list bool) {
	if !fs.ValidPath(name) {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	full := filepath.Join(w.root, filepath.FromSlash(name))
	w.watch(full, list)
	// What a symbolic link leads to is written elsewhere.
	if real, err := filepath.EvalSymlinks(full); err == nil && real != full {
		w.watch(real, list)
	}
}

func (w *watcher) watch(full string, list bool) {
	if full != w.root && !strings.HasPrefix(full, w.root+string(filepath.Separator)) {
		return // out of the root, and so never read
	}
	if list {
		w.listed[full] = true
		w.add(full)
	}
	for {
		w.files[full] = true
		if full == w.root {
			return
		}
		full = filepath.Dir(full)
		w.add(full)
	}
}

func (w *watcher) add(folder string) {
	if info, err := os.Stat(folder); w.folders[folder] || err != nil || !info.IsDir() {
		return // a missing one comes as a change in its parent, and the build that follows adds it
	}
	switch err := w.events.Add(folder); {
	case err == nil:
		w.folders[folder] = true
	case errors.Is(err, fs.ErrNotExist):
		// It has just gone.
	case w.trouble == nil:
		w.trouble = err
	}
}

// errGone is that the project's own folder is no longer where it was: what is
// read still comes from it, and one of the same name would be another.
var errGone = errors.New("the folder was moved or deleted")

// failed is why changes are not seen, or nil.
func (w *watcher) failed() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.trouble
}

// run passes changes on until ctx ends.
func (w *watcher) run(ctx context.Context) {
	defer w.events.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-w.events.Events:
			if !w.matters(e) {
				continue
			}
		case <-w.events.Errors:
			// Events were lost, so anything may have changed.
		}
		select {
		case w.changes <- struct{}{}:
		default:
		}
	}
}

func (w *watcher) matters(e fsnotify.Event) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	gone := e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename)
	if gone {
		// The watch went with the folder; one that comes back is a new one.
		delete(w.folders, e.Name)
		if e.Name == w.root {
			w.trouble = errGone
		}
	}
	return w.files[e.Name] || w.listed[filepath.Dir(e.Name)] && (gone || e.Has(fsnotify.Create))
}
