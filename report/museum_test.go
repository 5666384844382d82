package report

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"tradebrief/data/diag"
)

// TestMuseum builds the errors of testdata/museum, each of which was in print.
// A folder holds the brief with the figures as they were published (brief.yaml,
// which names the publication, and its files), want.txt with all problems that
// it is to have, a line for each, and right with the files that differ once the
// figures are the true ones; with them there is no problem.
func TestMuseum(t *testing.T) {
	folders, err := filepath.Glob("testdata/museum/*")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no museum: %v", err)
	}
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			wrong := hall(t, folder)
			right := hall(t, folder, "right")
			want := string(wrong["want.txt"].Data)
			_, problems := Load(Project{FS: wrong, Outline: "brief.yaml"}, Options{})
			got := inLines(problems)
			if *update {
				if err := os.WriteFile(filepath.Join(folder, "want.txt"), []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				want = got
			}
			if want == "" {
				t.Error("want.txt holds no problem")
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the problems differ from want.txt (-want +got):\n%s", diff)
			}
			if _, problems := Load(Project{FS: right, Outline: "brief.yaml"}, Options{}); len(problems) > 0 {
				t.Errorf("with the true figures:\n%s", problems)
			}
		})
	}
}

// TestWaivedData: what a data test finds is waived by the id of the data entry or
// of a series that has the figure, and by no other.
func TestWaivedData(t *testing.T) {
	const folder = "testdata/museum/9.1-hair"
	for _, c := range []struct {
		at   string
		left int // problems
	}{{"customs", 0}, {"hair", 1}, {"exports", 2}} {
		files := hall(t, folder)
		files["brief.yaml"].Data = append(files["brief.yaml"].Data, fmt.Sprintf("waive:\n  - {code: C03, at: %s, reason: as printed, by: A. Person, date: 2023-07-20}\n", c.at)...)
		b, problems := Load(Project{FS: files, Outline: "brief.yaml"}, Options{})
		if len(problems) != c.left || (b == nil) != problems.Failed() {
			t.Errorf("waived at %s: %d problems, want %d:\n%s", c.at, len(problems), c.left, problems)
		}
	}
}

// hall is the file system of a folder of the museum, with the files of a folder
// in it in place of those of the same name.
func hall(t *testing.T, folder string, instead ...string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{"want.txt": {}}
	for _, dir := range append([]string{"."}, instead...) {
		list, err := os.ReadDir(filepath.Join(folder, dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range list {
			if f.IsDir() {
				continue
			}
			content, err := fs.ReadFile(os.DirFS(folder), filepath.ToSlash(filepath.Join(dir, f.Name())))
			if err != nil {
				t.Fatal(err)
			}
			files[f.Name()] = &fstest.MapFile{Data: content}
		}
	}
	return files
}

// inLines prints problems without excerpts and hints, a line for each.
func inLines(problems diag.List) string {
	var b strings.Builder
	for _, p := range problems {
		p.Excerpt, p.Hint = "", ""
		fmt.Fprintln(&b, p)
	}
	return b.String()
}
