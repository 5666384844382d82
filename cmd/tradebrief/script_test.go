package main

import (
	"context"
	"os"
	"os/exec"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The test binary is the tool: the scripts in testdata run it as a user would.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tradebrief": main})
}

func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "", Condition: haveProgram})
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
