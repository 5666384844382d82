package main

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tradebrief/report"
)

// TestAccount: a file that is opened again, for an excerpt or because it was only
// looked at, is one file with its lines once; a stage that runs again is one stage.
func TestAccount(t *testing.T) {
	clock := time.Date(2023, 11, 20, 8, 0, 0, 0, time.UTC)
	p := report.Project{Outline: "a\x1b[2J.yaml", Shown: func(s string) string { return "desk/" + s }}
	c := &account{project: p, current: -1, now: func() time.Time {
		clock = clock.Add(1500 * time.Microsecond)
		return clock
	}}
	fsys := watched{through{fstest.MapFS{"data.csv": {Data: []byte("month,exports\n2023-01,1\n2023-02,2")}, "more.csv.gz": {Data: make([]byte, 2_400_000)}}}, c}
	c.stage("read data")
	looked, err := fsys.Open("data.csv")
	if err != nil {
		t.Fatal(err)
	}
	looked.Read(make([]byte, 20))
	looked.Close()
	for _, name := range []string{"data.csv", "more.csv.gz", "data.csv"} {
		if _, err := fs.ReadFile(fsys, name); err != nil {
			t.Fatal(err)
		}
	}
	c.stage("lay out")
	c.stage("")
	c.stage("read data")
	var out bytes.Buffer
	c.print(&out)
	c.print(&out)
	const want = `desk/a␛[2J.yaml: 2 files read
  desk/data.csv     1 kB  3 lines
  desk/more.csv.gz  2 MB
  read data         3.0 ms
  lay out           1.5 ms
`
	got := strings.ReplaceAll(out.String(), "  \n", "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
