package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
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
			put(t, dir, "brief.yaml", strings.NewReader(b[2]))
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

// same compares outputs but for the seconds that a build took.
func same(t *testing.T, what, want, got string) {
	t.Helper()
	seconds := regexp.MustCompile(`\d+\.\d\d s`)
	want, got = seconds.ReplaceAllString(want, "T s"), seconds.ReplaceAllString(got, "T s")
	if strings.TrimSpace(want) != strings.TrimSpace(got) {
		t.Errorf("README shows %s as\n%s\nit is\n%s", what, want, got)
	}
}
