package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tradebrief/data/diag"
	"tradebrief/report/checks"
)

// TestReadme runs what the README shows: its small outline builds, and the
// outputs printed there are those of the tool.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```(\\w*)\n(.*?)```\n").FindAllStringSubmatch(string(text), -1)
	var plain []string
	dir := t.TempDir()
	var coffee string
	for _, b := range blocks {
		switch b[1] {
		case "yaml":
			if strings.HasPrefix(b[2], "version:") { // the gallery shows blocks alone
				put(t, dir, "brief.yaml", strings.NewReader(b[2]))
			}
		case "csv":
			coffee = b[2]
		case "":
			plain = append(plain, b[2])
		}
	}
	if len(plain) < 3 || coffee == "" {
		t.Fatalf("the README has %d plain blocks and the data %q", len(plain), coffee)
	}
	t.Run("flagship", func(t *testing.T) {
		_, stdout, _ := runIn(t, t.Context(), t.TempDir(), "build")
		same(t, "the output of build", plain[1], stdout)
	})
	t.Run("example", func(t *testing.T) {
		put(t, dir, "coffee.csv", strings.NewReader(coffee))
		if code, _, stderr := runIn(t, t.Context(), dir, "build", "brief.yaml"); code != 0 {
			t.Errorf("exit code %d\n%s", code, stderr)
		}
		put(t, dir, "coffee.csv", strings.NewReader(strings.Replace(coffee, "121.0", "101.0", 1)))
		code, _, stderr := runIn(t, t.Context(), dir, "build", "brief.yaml")
		if code != 5 {
			t.Errorf("exit code %d, want 5", code)
		}
		same(t, "the messages", plain[2], stderr)
	})
}

// TestReadmeChecks: the README's table has every check, with what it stops.
func TestReadmeChecks(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range checks.All() {
		outcome := fmt.Sprintf("exit %d", c.Phase)
		switch {
		case !c.Live():
			outcome = "later"
		case c.Severity == diag.Warning:
			outcome = "warning"
		}
		if row := fmt.Sprintf("| %s | %s | %s |\n", c.Code, c.Title, outcome); !bytes.Contains(text, []byte(row)) {
			t.Errorf("the README lacks the row %s", row)
		}
	}
}

// TestReadmeTour types what the README's tour types, with the files of tour.txtar
// at hand, and looks for every line that it shows, in order; … stands for what it
// leaves out.
func TestReadmeTour(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	tour, err := txtar.ParseFile("testdata/tour.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	have := func(file, as string) {
		for _, f := range tour.Files {
			if f.Name == file {
				put(t, dir, as, bytes.NewReader(f.Data))
				return
			}
		}
		t.Fatalf("tour.txtar has no file %s", file)
	}
	commands, rest := 0, ""
	for _, b := range regexp.MustCompile("(?s)```console\n(.*?)```\n").FindAllStringSubmatch(string(text), -1) {
		for line := range strings.Lines(b[1]) {
			line = strings.TrimSuffix(line, "\n")
			typed, ok := strings.CutPrefix(line, "$ ")
			if !ok {
				if strings.TrimSpace(line) == "…" {
					continue
				}
				shown := strings.ReplaceAll(regexp.QuoteMeta(strings.TrimSuffix(line, "…")), "…", ".*")
				at := regexp.MustCompile("(?m)^" + shown).FindStringIndex(rest)
				if at == nil {
					t.Fatalf("the README shows\n%s\nand what is left of the output is\n%s", line, rest)
				}
				rest = rest[at[1]:]
				continue
			}
			args := strings.Fields(typed)
			switch {
			case args[0] == "cd":
				dir = filepath.Join(dir, args[1])
				continue
			case args[1] == "data":
				have("eurostat.csv", "eurostat.csv")
			case commands == 3:
				have("own.yaml", "brief.yaml")
			}
			_, stdout, stderr := runIn(t, t.Context(), dir, args[1:]...)
			rest = strings.NewReplacer("\u00A0", " ", "\u2009", " ", "\u202F", " ").Replace(stderr + stdout)
			commands++
		}
	}
	if commands < 6 {
		t.Errorf("the tour types %d commands", commands)
	}
}

// same compares outputs but for the seconds that a build took.
func same(t *testing.T, what, want, got string) {
	t.Helper()
	seconds := regexp.MustCompile(`\d+\.\d\d s`)
	want, got = seconds.ReplaceAllString(want, "T s"), seconds.ReplaceAllString(got, "T s")
	if strings.TrimSpace(want) != strings.TrimSpace(got) {
		t.Errorf("README shows %s as\n%s\nit is\n%s", what, want, got)
	}
}
