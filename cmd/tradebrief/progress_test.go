package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// timedRead reads all of a file, a second passing with each piece of the size.
func timedRead(t *testing.T, fsys fs.FS, name string, piece int, clock *time.Time) {
	t.Helper()
	f, err := fsys.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b := make([]byte, piece)
	for {
		_, err := f.Read(b)
		*clock = clock.Add(600 * time.Millisecond)
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func testProgress(out io.Writer, width int) (*progress, *time.Time) {
	clock := time.Date(2023, 11, 20, 8, 0, 0, 0, time.UTC)
	return &progress{out: out, width: func() int { return width }, now: func() time.Time { return clock }}, &clock
}

// Nothing is shown in the first second; then the share that has been read, and
// what follows the reading. Whatever is printed next takes the line away.
func TestProgress(t *testing.T) {
	var terminal bytes.Buffer
	p, clock := testProgress(&terminal, 80)
	p.begin(0, 1)
	fsys := p.watch(fstest.MapFS{"data/big.csv": {Data: make([]byte, 4_000_000)}})
	timedRead(t, fsys, "data/big.csv", 1_000_000, clock)
	const clear = "\r\x1b[K"
	want := clear + "reading big.csv: 75% of 4 MB" + clear + "computing, with 4 MB of big.csv" + clear + "computing, with 4 MB of big.csv"
	if got := terminal.String(); got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	terminal.Reset()
	s := stream{Writer: &terminal, before: p.clear}
	fmt.Fprint(&s, "done\n")
	fmt.Fprint(&s, "and done\n")
	if got, want := terminal.String(), clear+"done\nand done\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The line changes at most ten times a second.
func TestProgressDrawsSeldom(t *testing.T) {
	var terminal bytes.Buffer
	p, clock := testProgress(&terminal, 80)
	p.begin(0, 1)
	p.opened("big.csv", 1_000_000)
	*clock = clock.Add(patience)
	for range 1000 {
		p.moved("big.csv", make([]byte, 100), false)
		*clock = clock.Add(time.Millisecond)
	}
	if n := strings.Count(terminal.String(), "reading"); n != 10 {
		t.Errorf("the line was drawn %d times in a second, want 10", n)
	}
}

func TestProgressOfOutlines(t *testing.T) {
	var terminal bytes.Buffer
	p, clock := testProgress(&terminal, 30)
	for i := range 3 {
		p.begin(i, 3)
		*clock = clock.Add(700 * time.Millisecond)
	}
	p.opened("a\x1b[2Jlong name of a file.csv", 5_000_000)
	p.moved("", make([]byte, 1_000_000), false)
	const clear = "\r\x1b[K"
	if got, want := terminal.String(), clear+"outline 3 of 3"+clear+"outline 3 of 3: reading a␛[2J"; got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

// Where there is no terminal, with -q and with --json, nothing is shown.
func TestProgressOff(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out)
	p.begin(0, 2)
	fsys := fstest.MapFS{"a.csv": {Data: []byte("x")}}
	if _, ok := p.watch(fsys).(fstest.MapFS); !ok {
		t.Error("files are watched for nobody")
	}
	q, clock := testProgress(&out, 80)
	q.begin(0, 2)
	q.off()
	*clock = clock.Add(time.Hour)
	q.begin(1, 2)
	p.clear()
	q.clear()
	if out.Len() > 0 {
		t.Errorf("%q was printed", out.String())
	}
}
