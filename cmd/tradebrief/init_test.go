package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestInitLeavesNothing stops the making of a new folder at each moment at
// which it can be stopped: nothing is there afterwards that was not before.
func TestInitLeavesNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("there", 0o777); err != nil {
		t.Fatal(err)
	}
	files, err := starters[0].files()
	if err != nil {
		t.Fatal(err)
	}
	stopped := errors.New("stopped")
	for _, name := range []string{"new", "there", "there/new/brief"} {
		for after := 0; ; after++ {
			f, err := newFolder(name)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			_, err = f.fill(files, func() error {
				if n++; n > after {
					return stopped
				}
				return nil
			})
			if err == nil {
				if after != len(files)+1 {
					t.Errorf("%s: asked %d times whether to stop, for %d files", name, after, len(files))
				}
				if err := os.RemoveAll(filepath.Clean(name)); err != nil {
					t.Fatal(err)
				}
				if err := os.MkdirAll("there", 0o777); err != nil {
					t.Fatal(err)
				}
				break
			}
			if !errors.Is(err, stopped) {
				t.Fatal(err)
			}
			for dir, want := range map[string]int{".": 1, "there": 0} {
				if left, _ := os.ReadDir(dir); len(left) != want {
					t.Fatalf("%s, stopped after %d: %v is left in %s", name, after, left, dir)
				}
			}
		}
		os.RemoveAll("there/new")
	}
}

func TestInitInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	dir := t.TempDir()
	code, stdout, stderr := runIn(t, ctx, dir, "init", "a/b")
	if code != codeInterrupted || stdout != "" || stderr != "tradebrief: error: interrupted; nothing was written\n" {
		t.Errorf("code %d, %q, %q", code, stdout, stderr)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}
