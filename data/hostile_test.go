package data

import (
	"bytes"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"tradebrief/data/unpack"
)

// madeUp is a file system of one file, which is made up while it is read: files
// that are too large to lie anywhere.
type madeUp struct {
	size int64
	open func() io.Reader
}

func (m madeUp) Open(string) (fs.File, error)          { return madeUpFile{m.open(), m}, nil }
func (m madeUp) Stat(name string) (fs.FileInfo, error) { return m, nil }

func (m madeUp) Name() string     { return "data.csv" }
func (m madeUp) Size() int64      { return m.size }
func (madeUp) Mode() fs.FileMode  { return 0o444 }
func (madeUp) ModTime() time.Time { return time.Time{} }
func (madeUp) IsDir() bool        { return false }
func (madeUp) Sys() any           { return nil }

type madeUpFile struct {
	io.Reader
	m madeUp
}

func (f madeUpFile) Stat() (fs.FileInfo, error) { return f.m, nil }
func (madeUpFile) Close() error                 { return nil }

// again is a text so many times over, a thousand at a time.
func again(text string, n int) io.Reader { return &repeated{strings.Repeat(text, 1000), n / 1000, ""} }

type repeated struct {
	text  string
	times int
	rest  string
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.rest == "" {
		if r.times == 0 {
			return 0, io.EOF
		}
		r.times--
		r.rest = r.text
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// TestHostile reads large files that are broken far inside. Each gives an error at
// the place, and takes no more memory than a small one.
func TestHostile(t *testing.T) {
	const head = "period,partner,flow,code,value\n"
	const row = "2023-01,JP,X,01,1\n" // of no series that is asked for
	long := "\n  hint: is it a table of one row on each line, or a quotation mark left open?"
	for _, c := range []struct {
		name    string
		content func() io.Reader
		problem string
	}{
		{"a quotation mark left open in row 9 million", func() io.Reader {
			return io.MultiReader(strings.NewReader(head), again(row, 9_000_000), strings.NewReader("2023-01,\"JP,X,01,1\n"), again(row, 2_000_000))
		}, "data.csv:9000002: error: line 9000002 is longer than 1 MB" + long},
		{"a cell of 2 GB", func() io.Reader {
			return io.MultiReader(strings.NewReader(head+row+"2023-01,"), again("JP ", 700_000_000/3))
		}, "data.csv:3: error: line 3 is longer than 1 MB" + long},
		{"a quoted cell of 2 GB", func() io.Reader {
			return io.MultiReader(strings.NewReader(head+row+"2023-01,\""), again("J\nP", 700_000_000/3))
		}, "data.csv:3: error: line 3 is longer than 1 MB" + long},
		{"a zero byte", func() io.Reader {
			return io.MultiReader(strings.NewReader(head), again(row, 1_000_000), strings.NewReader("2023-01,J\x00P,X,01,1\n"), again(row, 1_000_000))
		}, `data.csv:1000002:9: error: "J\x00P" holds a zero byte, which no text does`},
		{"another encoding from there on", func() io.Reader {
			return io.MultiReader(strings.NewReader(head), again(row, 1_000_000), strings.NewReader("2023-01,C\xF4te d'Ivoire,X,01,1\n"), again(row, 1_000_000))
		}, `data.csv:1000002:9: error: "C\xf4te d'Ivoire" is not UTF-8` + "\n  hint: write encoding: windows-1252 under table:, which reads it as \"Côte d'Ivoire\""},
		{"line ends of three kinds", func() io.Reader {
			return io.MultiReader(strings.NewReader(head), again(row, 1_000_000), strings.NewReader("2023-01,VN,X,01,1\r\n2023-02,VN,X,01,1\r2023-03,VN,X,01,1\n"), again(row, 1_000_000))
		}, "data.csv:1000003:27: error: the row has 9 cells, expected 5"},
		{"text behind a quotation mark", func() io.Reader {
			return io.MultiReader(strings.NewReader(head), again(row, 1_000_000), strings.NewReader("2023-01,\"JP\"N,X,01,1\n"), again(row, 1000))
		}, "data.csv:1000002:12: error: text follows the closing quotation mark of a cell"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := plainSource()
			src.Complete = true
			src.Table.Partner, src.Table.Flow, src.Table.Code = columnField("partner"), columnField("flow"), columnField("code")
			need := Need{Selector: Selector{ID: text("s", 30), Flow: text("export", 31), Partner: text("VN", 32)}}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, problems := Read(madeUp{1 << 30, c.content}, []Source{src}, need)
			runtime.ReadMemStats(&after)
			if got := strings.TrimSpace(problems.String()); got != c.problem {
				t.Errorf("got\n%s\nwant\n%s", got, c.problem)
			}
			if took := after.TotalAlloc - before.TotalAlloc; took > 32<<20 {
				t.Errorf("it took %d MB of memory", took>>20)
			}
		})
	}
}

// TestBeyondTheBound: what comes behind the observation that is one too many adds nothing,
// and is said once.
func TestBeyondTheBound(t *testing.T) {
	r := &reader{observations: maxObservations, cube: &Cube{}}
	e := &entry{files: []string{"data.csv"}, grids: []*unpack.Grid{nil}, src: plainSource()}
	rows := &rows{reader: r, e: e, name: "data.csv", plan: &plan{}}
	all := &gathered{t: rows, sum: harvest{file: "data.csv"}}
	all.add(&harvest{observed: 1, rows: 1, obs: []observation{{line: 7, col: 3}}})
	all.add(&harvest{})
	if len(all.sum.listed) != 1 || all.sum.listed[0].problem.String() != "data.csv:7:3: error: more than 5242880 observations" {
		t.Errorf("it says %v", all.sum.listed)
	}
}

// TestHostileSteps reads the same error from files that come a few bytes at a time.
func TestHostileSteps(t *testing.T) {
	content := []byte("period,value\n" + strings.Repeat("2023-01,1\n", 50) + "2023-01,\"1\n")
	_, want := Read(madeUp{1, func() io.Reader { return bytes.NewReader(content) }}, []Source{plainSource()})
	_, got := Read(madeUp{1, func() io.Reader { return iotest.OneByteReader(bytes.NewReader(content)) }}, []Source{plainSource()})
	if got.String() != want.String() || !got.Failed() {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
