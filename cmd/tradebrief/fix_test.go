package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tradebrief/data/diag"
)

// TestMendsAreWrittenTogether: where one of two files cannot be written, the
// other is put back.
func TestMendsAreWrittenTogether(t *testing.T) {
	dir := t.TempDir()
	outline := filepath.Join(dir, "a.yaml")
	if err := os.WriteFile(outline, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs writer
	a := &app{ctx: t.Context(), stdout: &out, stderr: &errs}
	p, err := openProject(t.Context(), outline)
	if err != nil {
		t.Fatal(err)
	}
	m := &mending{
		project: p, before: map[string][]byte{"a.yaml": []byte("before")},
		after: map[string][]byte{"a.yaml": []byte("after"), "gone.yaml": []byte("after")},
		edits: []edit{{}},
	}
	if err := a.writeMended(m); err == nil {
		t.Error("a file that is gone was written")
	}
	if got, _ := os.ReadFile(outline); string(got) != "before" || len(out) > 0 {
		t.Errorf("the other file holds %q, and %q was printed", got, out)
	}
	delete(m.after, "gone.yaml")

	// What an author saves while the tool is at work is not written over.
	if err := os.WriteFile(outline, []byte("newer"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := a.writeMended(m); err == nil || !strings.HasSuffix(err.Error(), "a.yaml was not written: it was changed meanwhile") {
		t.Errorf("a newer file was written over: %v", err)
	}
	if got, _ := os.ReadFile(outline); string(got) != "newer" {
		t.Errorf("the newer file holds %q", got)
	}
	m.before["a.yaml"] = []byte("newer")
	if err := a.writeMended(m); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(outline); string(got) != "after" {
		t.Errorf("the file holds %q", got)
	}
	if info, _ := os.Stat(outline); info.Mode().Perm() != 0o600 {
		t.Errorf("a private file became %v", info.Mode().Perm())
	}
}

// TestBetter: what a mend may change for the worse, and what not.
func TestBetter(t *testing.T) {
	at := func(line int) diag.Pos { return diag.Pos{File: "brief.yaml", Line: line, Col: 1} }
	broken := func(line int) diag.Problem {
		return diag.Problem{Pos: at(line), Phase: diag.Outline, Unread: true, Message: "needs quotes"}
	}
	key := diag.Errorf(diag.Outline, at(5), "unknown key")
	column := diag.Errorf(diag.Data, at(7), "no column")
	false1 := diag.Errorf(diag.Claim, at(9), "not true")
	for _, c := range []struct {
		name                  string
		before, after, mended diag.List
		want                  bool
	}{
		{"gone", diag.List{key}, nil, diag.List{key}, true},
		{"gone, and a later phase is reached", diag.List{key}, diag.List{column, column, false1}, diag.List{key}, true},
		{"still there", diag.List{key}, diag.List{key}, diag.List{key}, false},
		{"one of two alike", diag.List{key, key}, diag.List{key}, diag.List{key}, true},
		{"an earlier phase has more", diag.List{column}, diag.List{key}, diag.List{column}, false},
		{"the file can no longer be read", diag.List{key, key}, diag.List{broken(5)}, diag.List{key}, false},
		{"read farther", diag.List{broken(3)}, diag.List{broken(8)}, diag.List{broken(3)}, true},
		{"read whole", diag.List{broken(3)}, diag.List{key, column}, diag.List{broken(3)}, true},
		{"read no farther", diag.List{broken(3)}, diag.List{broken(3)}, diag.List{broken(3)}, false},
	} {
		if got := better(c.before, c.after, c.mended); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// TestDiffIsReadable: what turns the direction of writing or drives a terminal
// does neither in a diff, whose own colours stay.
func TestDiffIsReadable(t *testing.T) {
	var out writer
	a := &app{stdout: &out, color: "always"}
	a.printDiff([]byte("@@ -1,2 +1,2 @@\n-a: b # \u202Ec\x1b[2J\r\n+a: 'b' # \u202Ec\x1b[2J\r\n\tend"))
	const want = "\x1b[36m@@ -1,2 +1,2 @@\x1b[0m\n\x1b[31m-a: b # \uFFFDc␛[2J\x1b[0m\n\x1b[32m+a: 'b' # \uFFFDc␛[2J\x1b[0m\n\tend\n"
	if got := string(out); got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}
