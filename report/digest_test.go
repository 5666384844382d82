package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"testing"
	"testing/fstest"
)

// opened counts how often files are opened.
type opened struct {
	fstest.MapFS
	n map[string]int
}

func (o opened) Open(name string) (fs.File, error) {
	o.n[name]++
	return o.MapFS.Open(name)
}

// TestDigestsWhileReading: the digest of a file is that of all its bytes, however
// it was read, and a file that was read through is not read again.
func TestDigestsWhileReading(t *testing.T) {
	content := bytes.Repeat([]byte("2023-09,188.7\n"), 1000)
	files := opened{fstest.MapFS{"data/a.csv": {Data: content}, "data/b.csv": {Data: nil}}, map[string]int{}}
	sum := sha256.Sum256(content)
	want := Digest{Name: "data/a.csv", Bytes: int64(len(content)), SHA256: hex.EncodeToString(sum[:])}
	for _, c := range []struct {
		name  string
		read  func(f fs.File) error
		opens int
	}{
		{"to the end", func(f fs.File) error { _, err := io.ReadAll(f); return err }, 1},
		{"in small parts", func(f fs.File) error {
			_, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, f, make([]byte, 7))
			return err
		}, 1},
		{"the head only", func(f fs.File) error { _, err := f.Read(make([]byte, 10)); return err }, 2},
		{"from the middle", func(f fs.File) error { _, err := f.(io.ReaderAt).ReadAt(make([]byte, 10), 50); return err }, 2},
		{"not at all", func(fs.File) error { return nil }, 2},
	} {
		clear(files.n)
		s := newSumming(files)
		f, err := s.Open("data/a.csv")
		if err != nil {
			t.Fatal(err)
		}
		if err := c.read(f); err != nil {
			t.Fatal(c.name, err)
		}
		if got, err := s.digest("data/a.csv"); err != nil || got.Name != want.Name || got.Bytes != want.Bytes || got.SHA256 != want.SHA256 {
			t.Errorf("%s: %+v, %v; expected %+v", c.name, got, err, want)
		}
		if files.n["data/a.csv"] != c.opens {
			t.Errorf("%s: the file was opened %d times, expected %d", c.name, files.n["data/a.csv"], c.opens)
		}
	}
	s := newSumming(files)
	if list, err := fs.Glob(s, "data/*.csv"); err != nil || len(list) != 2 {
		t.Errorf("the folder has %v, %v", list, err)
	}
	if _, err := s.digest("data/c.csv"); err == nil {
		t.Error("a file that is not there has a digest")
	}
}
