package main

import (
	"archive/zip"
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The test binary is the tool: the scripts in testdata run it as a user would.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tradebrief": main})
}

func TestScript(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no script is in testdata")
	}
	if testing.Short() { // under the race detector: those that read much or build many briefs
		files = nil
		for _, name := range []string{"build", "data", "parts", "shipped", "vintages"} {
			files = append(files, filepath.Join("testdata", name+".txtar"))
		}
	}
	testscript.Run(t, testscript.Params{
		Files: files, UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "", Condition: haveProgram,
		Setup: func(env *testscript.Env) error {
			kept, err := filepath.Abs("../../data/unpack/testdata")
			env.Setenv("UNPACK", kept) // files of other programs
			return err
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"pack": pack},
	})
}

// pack makes a zip archive, such as a workbook, of the files of some folders. Of two
// files of one name the later counts.
func pack(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: pack ARCHIVE FOLDER…")
	}
	files := map[string]string{}
	for _, dir := range args[1:] {
		dir := ts.MkAbs(dir)
		ts.Check(filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				name, _ := filepath.Rel(dir, file)
				files[filepath.ToSlash(name)] = file
			}
			return err
		}))
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		content, err := os.ReadFile(files[name])
		ts.Check(err)
		f, err := w.Create(name)
		ts.Check(err)
		_, err = f.Write(content)
		ts.Check(err)
	}
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o644))
}

// haveProgram answers [git] in a script: where the program is missing the script
// may go without, but not where CI is set.
func haveProgram(name string) (bool, error) {
	_, err := exec.LookPath(name)
	if err != nil && os.Getenv("CI") != "" {
		return false, err
	}
	return err == nil, nil
}

// runIn runs the tool in a folder and returns exit code, output and errors.
func runIn(t *testing.T, ctx context.Context, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Chdir(dir)
	var out, errs writer
	code = run(ctx, args, &out, &errs)
	return code, string(out), string(errs)
}

type writer []byte

func (w *writer) Write(p []byte) (int, error) {
	*w = append(*w, p...)
	return len(p), nil
}
