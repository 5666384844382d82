package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tradebrief/report"
	"tradebrief/report/pdf/readback"
)

// rebuilds makes a brief again from nothing but what its PDF embeds, and compares the
// bytes. What data were read is not at hand any more.
func rebuilds(t *testing.T, name string, file []byte) {
	t.Helper()
	list, err := readback.Attachments(file)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, a := range list {
		files[a.Name] = a.Data
	}
	kept, err := report.ReadKept(files)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if kept.Manifest.Embed == report.EmbedNone {
		return
	}
	brief, problems := kept.Load()
	if problems.Failed() {
		t.Fatalf("%s: %s", name, problems)
	}
	again, _, problems := finished(brief)
	if problems.Failed() {
		t.Fatalf("%s: %s", name, problems)
	}
	if !bytes.Equal(file, again) {
		t.Errorf("%s: what is made again has other bytes", name)
	}
}

// buildsAgain builds an outline of a folder, if it builds, and makes the brief again.
func buildsAgain(t *testing.T, dir, outline string) bool {
	t.Helper()
	out := filepath.Join(t.TempDir(), "brief.pdf")
	runIn(t, t.Context(), dir, "build", outline, "-q", "-o", out)
	file, err := os.ReadFile(out)
	if err != nil {
		return false
	}
	rebuilds(t, filepath.Base(dir)+"/"+outline, file)
	return true
}

// TestProvesScripts: every outline of the scripts and of the README that builds is
// made again from its PDF, byte for byte.
func TestProvesScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("the bytes are the same with and without the race detector")
	}
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := filepath.Glob(here + "/testdata/*.txtar")
	if err != nil || len(scripts) < 20 {
		t.Fatalf("%d scripts: %v", len(scripts), err)
	}
	built := 0
	build := func(dir, outline string) {
		if buildsAgain(t, dir, outline) {
			built++
		}
	}
	for _, script := range scripts {
		archive, err := txtar.ParseFile(script)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), filepath.Base(script))
		for _, f := range archive.Files {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, f.Name)), 0o755); err != nil {
				t.Fatal(err)
			}
			put(t, dir, f.Name, bytes.NewReader(f.Data))
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".yaml") && bytes.Contains(f.Data, []byte("sections:")) {
				build(dir, f.Name)
			}
		}
	}
	text, err := os.ReadFile(here + "/../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	outline := regexp.MustCompile("(?s)```yaml\n(version: 1\n.*?)```\n").FindSubmatch(text)
	data := regexp.MustCompile("(?s)```csv\n(.*?)```\n").FindSubmatch(text)
	if outline == nil || data == nil {
		t.Fatal("the README has no outline with data")
	}
	put(t, dir, "brief.yaml", bytes.NewReader(outline[1]))
	put(t, dir, "coffee.csv", bytes.NewReader(data[1]))
	before := built
	build(dir, "brief.yaml")
	if built == before || built < 20 {
		t.Errorf("%d outlines were built", built)
	}
}
