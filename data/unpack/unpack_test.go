package unpack

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zip"
	"github.com/klauspost/compress/zstd"
)

func gzipped(t testing.TB, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zstandard(t testing.TB, content string, opts ...zstd.EOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, opts...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zipped packs files given as name, content, name, content …
func zipped(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// kept are the files of a folder of testdata, at least so many.
func kept(t testing.TB, folder string, least int) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	names, err := filepath.Glob(filepath.Join("testdata", folder, "*.*"))
	if err != nil || len(names) < least {
		t.Fatalf("%d files: %v", len(names), err)
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		fsys[filepath.Base(name)] = &fstest.MapFile{Data: content}
	}
	return fsys
}

// unpacked is the text of a file, or what stood before the fault and the fault.
func unpacked(t testing.TB, fsys fs.FS, name string, which Which) (string, *Grid) {
	t.Helper()
	return unpackedWithin(t, usual, fsys, name, which)
}

func unpackedWithin(t testing.TB, b bounds, fsys fs.FS, name string, which Which) (string, *Grid) {
	t.Helper()
	var all []byte
	text, err := openWithin(b, fsys, name, which)
	var grid *Grid
	if err == nil {
		grid = text.Grid
		all, err = io.ReadAll(text)
		if unclosed := text.Close(); unclosed != nil && err == nil {
			t.Fatal(unclosed)
		}
	}
	if err == nil {
		return string(all), grid
	}
	var fault *Fault
	if !errors.As(err, &fault) || strings.ContainsAny(fault.What, "\n\x00") {
		t.Fatalf("no fault: %v", err)
	}
	said := fault.What
	if fault.Line > 0 {
		said = fmt.Sprintf("line %d: %s", fault.Line, said)
	}
	if fault.Hint != "" {
		said += "\nhint: " + fault.Hint
	}
	return string(all) + said, grid
}

const twoMonths = "period,value\n2023-08,162.9\n2023-09,188.7\n"

func TestPacked(t *testing.T) {
	gz := gzipped(t, twoMonths)
	for _, c := range []struct {
		name, path string
		content    []byte
	}{
		{"text", "data.csv", []byte(twoMonths)},
		{"gzip", "data.csv.gz", gz},
		{"gzip in two parts", "data.csv.gz", append(gzipped(t, "period,value\n2023-08,162.9\n"), gzipped(t, "2023-09,188.7\n")...)},
		{"gzip by another name", "data.csv", gz},
		{"Zstandard", "data.csv.zst", zstandard(t, twoMonths)},
		{"Zstandard in two parts", "data.csv.zst", append(zstandard(t, "period,value\n2023-08,162.9\n"), zstandard(t, "2023-09,188.7\n")...)},
		{"zip", "data.zip", zipped(t, "data.csv", twoMonths)},
		{"a zip archive with a note", "data.zip", zipped(t, "README.md", "From customs.", "year/", "", "year/data.csv", twoMonths)},
		{"a zip archive of a Mac", "data.zip", zipped(t, "data.csv", twoMonths, "__MACOSX/._data.csv", "\x00")},
		{"a zip archive with a note as text", "data.zip", zipped(t, "readme.txt", "From customs.", "data.csv", twoMonths)},
		{"a zip archive of text", "data.zip", zipped(t, "LICENSE", "?", "data.txt", twoMonths)},
		{"gzip in a zip archive", "data.zip", zipped(t, "data.csv.gz", string(gz))},
		{"a zip archive in a zip archive", "data.zip", zipped(t, "inner.zip", string(zipped(t, "data.csv", twoMonths)))},
		{"a zip archive in gzip", "data.zip.gz", gzipped(t, string(zipped(t, "data.csv", twoMonths)))},
		{"gzip twice", "data.csv.gz", gzipped(t, string(gz))},
		{"one of several in a zip archive", "data.zip/2023/b.csv", zipped(t, "2023/a.csv", "?", "2023/b.csv", twoMonths)},
	} {
		t.Run(c.name, func(t *testing.T) {
			archive, _, _ := strings.Cut(c.path, "/")
			if got, grid := unpacked(t, fstest.MapFS{archive: {Data: c.content}}, c.path, Which{}); got != twoMonths || grid != nil {
				t.Errorf("got %q, %v", got, grid)
			}
		})
	}
	if got, _ := unpacked(t, fstest.MapFS{"2023.zip/data.csv": {Data: []byte(twoMonths)}}, "2023.zip/data.csv", Which{}); got != twoMonths {
		t.Errorf("from a folder with the name of an archive: %q", got)
	}
}

func TestPackedWrong(t *testing.T) {
	var long strings.Builder
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 1200 {
		fmt.Fprintf(&long, "%d-%02d,%s\n", 1900+i/12, 1+i%12, strings.Repeat("9", 1+r.IntN(9)))
	}
	gz := gzipped(t, long.String())
	damaged := bytes.Clone(gz)
	damaged[len(damaged)-6] ^= 0xFF // of the checksum
	zst := zstandard(t, long.String(), zstd.WithEncoderCRC(true))
	locked := zipped(t, "data.csv", twoMonths)
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1
	blank := strings.Repeat(strings.Repeat(",", 40)+"\n", int(usual.packingFrom)/20)
	const bomb = "unpacks to more than 200 times its size, as no table of trade does\nhint: look at what it holds with another program, and save that unpacked if it is right"
	const cutOff = "is cut off: its packed content ends in the middle\nhint: download it again"
	for _, c := range []struct {
		name, path string
		content    []byte
		want       string
	}{
		{"gzip that is cut off", "data.csv.gz", gz[:len(gz)-9], cutOff},
		{"gzip that is only begun", "data.csv.gz", gz[:5], cutOff},
		{"gzip that is damaged", "data.csv.gz", damaged, "is damaged: its packed content cannot be unpacked\nhint: download it again"},
		{"Zstandard that is cut off", "data.csv.zst", zst[:len(zst)-5], cutOff},
		{"a zip archive that is cut off", "data.zip", zipped(t, "data.csv", twoMonths)[:90], "is a zip archive that is cut off or damaged\nhint: download it again"},
		{"a zip archive of several files", "data.zip", zipped(t, "2022.csv", "?", "2023.csv", "?", "LICENSE", "?"),
			"is a zip archive of several files: 2022.csv, 2023.csv\nhint: name one of them after the archive, such as path: data.zip/2022.csv"},
		{"a file that the archive has not", "data.zip/2024.csv", zipped(t, "2022.csv", "?", "2023.csv", "?"), `is a zip archive without "2024.csv"; it has 2022.csv, 2023.csv`},
		{"a file in a file", "data.zip/2024.csv", []byte(twoMonths), "is no zip archive"},
		{"a zip archive of nothing", "data.zip", zipped(t), "is a zip archive without a file in it"},
		{"a locked zip archive", "data.zip", locked, "is a zip archive that is locked with a password\nhint: unpack it"},
		{"a gzip bomb", "data.csv.gz", gzipped(t, twoMonths+blank), bomb},
		{"a Zstandard bomb", "data.csv.zst", zstandard(t, twoMonths+blank), bomb},
		{"a zip bomb", "data.zip", zipped(t, "data.csv", twoMonths+blank), bomb},
		{"a window beyond the bound", "data.csv.zst", []byte("\x28\xB5\x2F\xFD\x00\x90\x01\x00\x00"),
			"needs more than 32 MB of memory to unpack\nhint: pack it again without --long, or unpack it with unzstd"},
		{"gzip three times", "data.csv.gz", gzipped(t, string(gzipped(t, string(gz)))), "is packed more than twice\nhint: unpack it"},
		{"a cut off file in a zip archive", "data.zip", zipped(t, "data.csv.gz", string(gz[:4])), `holds "data.csv.gz", which ` + cutOff},
		{"a bomb in a bomb", "data.csv.gz", gzipped(t, string(gzipped(t, blank))), bomb},
		{"a file that is not there", "other.csv", nil, "cannot be read: there is no such file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			archive, _, _ := strings.Cut(c.path, "/")
			fsys := fstest.MapFS{archive: {Data: c.content}}
			if c.content == nil {
				delete(fsys, archive)
			}
			if got, _ := unpacked(t, fsys, c.path, Which{}); !strings.HasSuffix(got, c.want) {
				t.Errorf("got:\n%s\nwant:\n%s", got[max(0, len(got)-300):], c.want)
			}
		})
	}
}

// failing is a file that cannot be read beyond some bytes.
type failing struct {
	fs.File
	left int
}

var errDisk = errors.New("the disk is gone")

func (f *failing) Read(p []byte) (int, error) {
	if f.left == 0 {
		return 0, errDisk
	}
	n, err := f.File.Read(p[:min(len(p), f.left)])
	f.left -= n
	return n, err
}

type failingFS struct {
	fs.FS
	left int
}

func (f failingFS) Open(name string) (fs.File, error) {
	file, err := f.FS.Open(name)
	return &failing{file, f.left}, err
}

// A file that was not read to its end is not called damaged.
func TestPackedUnread(t *testing.T) {
	content := gzipped(t, twoMonths)
	for left := range len(content) {
		text, err := Open(failingFS{fstest.MapFS{"data.csv.gz": {Data: content}}, left}, "data.csv.gz", Which{})
		if err == nil {
			_, err = io.ReadAll(text)
		}
		if err == nil || !strings.Contains(err.Error(), errDisk.Error()) {
			t.Fatalf("after %d bytes: %v", left, err)
		}
	}
}
