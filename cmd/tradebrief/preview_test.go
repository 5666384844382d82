package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// TestPreview runs the command as a user does: the address is all that goes to
// standard output, the page answers there and nowhere else, and an interrupt ends
// it with code 0.
func TestPreview(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "brief.yaml", strings.NewReader(goodOutline))
	put(t, dir, "data.csv", strings.NewReader(goodData))
	t.Chdir(dir)
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	out, in := io.Pipe()
	var errs writer
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"preview", "brief.yaml"}, in, &errs)
		in.Close()
	}()
	lines := bufio.NewReader(out)
	address, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address = strings.TrimSuffix(address, "\n")
	if !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Errorf("the address is %q", address)
	}
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("status %d", resp.StatusCode)
	}

	// The port is taken now, which another preview says.
	port := address[strings.LastIndex(address, ":")+1 : len(address)-1]
	var taken writer
	if c := run(t.Context(), []string{"preview", "brief.yaml", "--port", port}, io.Discard, &taken); c != codeUsage {
		t.Errorf("a port that is taken: code %d", c)
	}
	if got, want := string(taken), "tradebrief: error: --port "+port+": address already in use\n  hint: without --port a free one is taken\n"; got != want {
		t.Errorf("a port that is taken: %q, want %q", got, want)
	}

	interrupt()
	rest, err := io.ReadAll(lines)
	if err != nil || len(rest) > 0 {
		t.Errorf("after the address stands %q, %v", rest, err)
	}
	if c := <-code; c != codeDone {
		t.Errorf("interrupted: code %d, want %d\n%s", c, codeDone, errs)
	}
	if want := "brief.yaml: open this address; Ctrl-C ends the preview\n"; string(errs) != want {
		t.Errorf("messages %q, want %q", errs, want)
	}
	if _, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(address, "http://"), "/")); err == nil {
		t.Error("the port still answers")
	}
}
