// Package pdftest hands PDF files to programs by others, for tests.
//
// Where a program is missing the test is skipped with its name, but not in CI,
// where everything is checked.
package pdftest

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Run gives what a program prints about a file, whose path stands for FILE
// among the arguments. The test fails if the program does.
func Run(t testing.TB, file []byte, program string, args ...string) string {
	t.Helper()
	path := find(t, program)
	at := filepath.Join(t.TempDir(), "brief.pdf")
	write(t, at, file)
	for i, a := range args {
		if a == "FILE" {
			args[i] = at
		}
	}
	out, err := exec.Command(path, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
	return string(out)
}

// The profiles of veraPDF that a brief is held to.
var profiles = []string{"ua1", "3a"}

// VeraPDF gives for each file the rules that it breaks, such as "ua1 7.1-3", in
// the order in which veraPDF names them. A file that breaks none is left out.
func VeraPDF(t testing.TB, files map[string][]byte) map[string][]string {
	t.Helper()
	path := find(t, "verapdf")
	dir := t.TempDir()
	names := slices.Sorted(maps.Keys(files))
	var paths []string
	for _, name := range names {
		at := filepath.Join(dir, name)
		write(t, at, files[name])
		paths = append(paths, at)
	}
	broken := map[string][]string{}
	for _, profile := range profiles {
		out, err := exec.Command(path, append([]string{"-f", profile, "--format", "text", "-v"}, paths...)...).Output()
		// Its exit code tells only that some file breaks a rule, which its words tell too.
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatalf("verapdf: %v\n%s", err, out)
		}
		judged := 0
		name := ""
		for line := range strings.Lines(string(out)) {
			line = strings.TrimSpace(line)
			word, rest, _ := strings.Cut(line, " ")
			if word != "PASS" && word != "FAIL" {
				continue
			}
			if at, _, ok := strings.Cut(rest, " "); ok && filepath.Dir(at) == dir {
				name = filepath.Base(at)
				judged++
			} else if word == "FAIL" {
				broken[name] = append(broken[name], profile+" "+rest)
			}
		}
		if judged != len(names) {
			t.Fatalf("verapdf judged %d of %d files:\n%s", judged, len(names), out)
		}
	}
	return broken
}

func find(t testing.TB, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err == nil {
		return path
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is missing", program)
	}
	t.Skipf("%s is missing", program)
	return ""
}

func write(t testing.TB, at string, file []byte) {
	t.Helper()
	if err := os.WriteFile(at, file, 0o600); err != nil {
		t.Fatal(err)
	}
}
