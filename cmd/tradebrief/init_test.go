package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestStarters: an outline is copied with the path of its data made that of the
// file beside it, and stays short where it promises to.
func TestStarters(t *testing.T) {
	for _, s := range starters {
		files, err := s.files()
		if err != nil {
			t.Fatal(err)
		}
		outline := string(files[0].content)
		if strings.Count(outline, "path: "+dataName+"\n") != 1 || strings.Contains(outline, "../") {
			t.Errorf("%s does not name %s once, and nothing outside its folder", s.template, dataName)
		}
		if n := strings.Count(outline, "\n"); s == starters[0] && n >= 60 {
			t.Errorf("%s has %d lines, want less than 60", s.template, n)
		}
	}
}

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
			folder, err := newFolder(name)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			_, err = fill(folder, files, func() error {
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
