// Command tradebrief reads trade data and a YAML outline, draws the charts,
// checks every statement against the data and writes the brief as a PDF.
//
// It is the edge of the program: flags, files, clock, environment and exit
// codes are here and nowhere else. What a brief is, package report knows.
//
// Results go to standard output, everything else to standard error. Exit codes:
//
//	0 done
//	1 internal error, or the output could not be written
//	2 usage
//	3 outline invalid, seen without opening data
//	4 data: a missing file or column, a bad value, a failed data test
//	5 a claim is false, a number is unbound, or a printed metric is missing
//	6 layout or PDF conformance failed
//	9 built, but sentences await approval and the outline requires it
//	130 interrupted
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
)

func main() {
	// A build allocates little and is over at once: collecting garbage four
	// times as seldom saves a fifth of its CPU and costs a few megabytes.
	collectGarbage(400)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	done := make(chan int, 1)
	go func() { done <- run(ctx, os.Args[1:], os.Stdout, os.Stderr) }()
	select {
	case code := <-done:
		os.Exit(code)
	case <-ctx.Done():
	}
	// The first Ctrl-C ends the work tidily, a second one ends it at once.
	stop()
	select {
	case code := <-done:
		os.Exit(code)
	case <-time.After(grace):
	}
	writing.Lock()
	select {
	case code := <-done: // it was at its last file
		os.Exit(code)
	default:
	}
	os.Stderr.WriteString("tradebrief: error: interrupted\n")
	os.Exit(codeInterrupted)
}

// collectGarbage sets how much garbage may lie about, in percent of what is in
// use, unless the environment says it.
func collectGarbage(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// grace is how long an interrupted command may take to end of its own accord. It
// asks whether it should between its stages; one that computes for longer on a
// huge outline is not waited for.
const grace = time.Second
