package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// countdown is a context that is interrupted when it has been asked so often.
type countdown struct {
	context.Context
	left atomic.Int64
}

func (c *countdown) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// tree is every file and folder below dir with what it holds.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			out[path+"/"] = ""
			return err
		}
		content, err := os.ReadFile(path)
		out[path] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestInterruptedAnywhere ends a command at every point at which it asks whether
// it should: either it is done, or the exit code says that it was interrupted.
// Files that were there are as they were or whole and new; half a file, a
// temporary one, a folder with nothing in it are never left.
func TestInterruptedAnywhere(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1681948800") // approvals are dated
	for _, args := range [][]string{
		{"build", "brief.yaml"},
		{"build", "brief.yaml", "-o", "a/b/c/"},
		{"check", "brief.yaml"},
		{"facts", "brief.yaml"},
		{"export", "brief.yaml", "trend", "--to", "csv"},
		{"export", "brief.yaml", "--to", "svg", "-o", "pictures/"},
		{"init", "a/new"},
		{"roll", "brief.yaml"},
		{"check", "brief.yaml", "--fix"},
		{"approve", "brief.yaml", "--by", "B. Head"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			whole := map[string]string{} // the files of a run that is not interrupted
			for points := int64(1 << 40); points >= 0; {
				dir := t.TempDir()
				outline := goodOutline
				if args[len(args)-1] == "--fix" {
					outline = strings.Replace(outline, "kind: line", "kind: lines", 1)
				}
				put(t, dir, "brief.yaml", strings.NewReader(outline))
				put(t, dir, "data.csv", strings.NewReader(goodData+"2023-04,133.1\n"))
				before := tree(t, dir)
				ctx := &countdown{Context: t.Context()}
				ctx.left.Store(points)
				code, _, stderr := runIn(t, ctx, dir, args...)
				after := tree(t, dir)
				first := points == 1<<40
				switch {
				case first && code != codeDone:
					t.Fatalf("exit code %d\n%s", code, stderr)
				case code != codeDone && code != codeInterrupted:
					t.Errorf("interrupted at point %d: exit code %d, want %d or %d\n%s", points, code, codeDone, codeInterrupted, stderr)
				case code == codeInterrupted && !strings.Contains(stderr, "interrupted"):
					t.Errorf("interrupted at point %d: %q does not say so", points, stderr)
				}
				for path, content := range after {
					rel := strings.TrimPrefix(path, dir)
					if first {
						whole[rel] = content
					}
					if was, ok := before[path]; ok && was == content {
						continue
					}
					if want, ok := whole[rel]; !ok || content != want {
						t.Errorf("interrupted at point %d: %s is left, and it is not whole", points, rel)
					}
					if strings.HasSuffix(path, "/") && !strings.HasSuffix(path, "//") {
						if entries, _ := os.ReadDir(path); len(entries) == 0 {
							t.Errorf("interrupted at point %d: the empty folder %s is left", points, rel)
						}
					}
				}
				if strings.Contains(stderr, "nothing was") && !maps.Equal(before, after) {
					t.Errorf("interrupted at point %d: something is changed, and yet %s", points, stderr)
				}
				for path := range before {
					if _, ok := after[path]; !ok {
						t.Errorf("interrupted at point %d: %s is gone", points, path)
					}
				}
				if first {
					points = 1<<40 - ctx.left.Load() // so often the run asked
				}
				points--
			}
		})
	}
}

// TestSignals: Ctrl-C and a request to end both reach the command, which ends of
// its own accord.
func TestSignals(t *testing.T) {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		cmd := exec.Command("tradebrief", "preview")
		stdout, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// The address is printed when all is set up.
		if line, err := bufio.NewReader(stdout).ReadString('\n'); err != nil {
			t.Errorf("the preview began with %q, %v", line, err)
		}
		if err := cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("after %v: %v", sig, err)
		}
	}
}

// TestSignalWhileStuck: a command that cannot ask whether it should end, here
// because nobody takes its output, is ended all the same.
func TestSignalWhileStuck(t *testing.T) {
	cmd := exec.Command("tradebrief", "facts", "--json")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// It prints more than a pipe holds.
	if _, err := io.ReadFull(stdout, make([]byte, 1)); err != nil {
		t.Error(err)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	state, err := cmd.Process.Wait()
	if err != nil || state.ExitCode() != codeInterrupted {
		t.Errorf("it ended with %v, %v, want exit code %d", state, err, codeInterrupted)
	}
}

// A result that could not be written is no success.
func TestFullDevice(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("/dev/full is missing")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	for _, args := range [][]string{{"facts"}, {"facts", "--json"}, {"version"}, {"--help"}, {"export"}, {"export", "--to", "txt"}, {"schema"}, {"preview"}} {
		var stderr writer
		if code := run(t.Context(), args, full, &stderr); code != codeInternal || !strings.Contains(string(stderr), "no space left on device") {
			t.Errorf("%v: exit code %d, want %d\n%s", args, code, codeInternal, stderr)
		}
	}
}

// TestDanglingLink: a link that leads nowhere is the user's, and stays.
func TestDanglingLink(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Symlink("nowhere", "out"); err != nil {
		t.Fatal(err)
	}
	if err := writeWhole(filepath.Join("out", "new", "brief.pdf"), nil, t.Context().Err); err == nil {
		t.Error("a folder was made of a link")
	}
	if _, err := os.Readlink("out"); err != nil {
		t.Errorf("the link is gone: %v", err)
	}
}

// TestLongName: a name as long as a folder takes it, and beside it what a run
// that was cut off has left under the number of this process.
func TestLongName(t *testing.T) {
	name := filepath.Join(t.TempDir(), strings.Repeat("x", 251)+".pdf")
	left := filepath.Join(filepath.Dir(name), fmt.Sprintf(".tradebrief.%d.0.part", os.Getpid()))
	if err := os.WriteFile(left, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := writeWhole(name, []byte("a brief"), t.Context().Err); err != nil {
		t.Error(err)
	}
	if got, _ := os.ReadFile(name); string(got) != "a brief" {
		t.Errorf("the file holds %q", got)
	}
	if entries, _ := os.ReadDir(filepath.Dir(name)); len(entries) != 2 {
		t.Errorf("the folder holds %v", entries)
	}
}
