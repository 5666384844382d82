package unpack

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
)

// The file of text was written by the same program. A figure is written in the
// fewest digits, so that 3.0 of the text is 3.
func TestParquetIsText(t *testing.T) {
	fsys := kept(t, "parquet", 10)
	want := strings.NewReplacer(".0,", ",", ".0\n", "\n").Replace(string(fsys["parquet.csv"].Data))
	for _, file := range []string{"none", "snappy", "gzip", "zstd", "lz4", "brotli", "plain"} {
		got, grid := unpacked(t, fsys, file+".parquet", Which{})
		if got != want {
			a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
			i := 0
			for i < min(len(a), len(b))-1 && a[i] == b[i] {
				i++
			}
			t.Errorf("%s: line %d: %s, want %s", file, i, a[i], b[i])
		}
		if grid == nil || grid.Sheet != "" || grid.Place(3, 4) != ": row 2, column label" || grid.Place(3, 0) != ": row 2" || grid.Place(1, 2) != "" {
			t.Errorf("%s: %+v", file, grid)
		}
	}
	if got, _ := unpacked(t, fsys, "nested.parquet", Which{}); got != "period,value\n2023-09,={}\n" {
		t.Errorf("nested: %q", got)
	}
}

func TestSpoiltParquet(t *testing.T) {
	whole := kept(t, "parquet", 10)["snappy.parquet"].Data
	locked := bytes.Clone(whole)
	copy(locked[len(locked)-4:], "PARE")
	huge := bytes.Clone(whole)
	copy(huge[len(huge)-8:], "\xFF\xFF\xFF\x7F")
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"cut off":                     {whole[:len(whole)-100], "is a Parquet file that is cut off\nhint: download it again"},
		"nothing":                     {[]byte("PAR1"), "is damaged, or no Parquet file\nhint: download it again"},
		"encrypted":                   {locked, "is a Parquet file that is encrypted\nhint: save a copy of it that is not"},
		"a footer larger than itself": {huge, "is damaged, or no Parquet file\nhint: download it again"},
	} {
		if got, _ := unpacked(t, fstest.MapFS{"d.parquet": {Data: c.content}}, "d.parquet", Which{}); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
	// Wherever a byte is wrong, there is text or a fault.
	for i := 4; i < len(whole); i += 23 {
		damaged := bytes.Clone(whole)
		damaged[i] ^= 0xFF
		unpacked(t, fstest.MapFS{"d.parquet": {Data: damaged}}, "d.parquet", Which{})
	}
}

func FuzzParquet(f *testing.F) {
	for name, file := range kept(f, "parquet", 10) {
		if strings.HasSuffix(name, ".parquet") {
			f.Add(file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		fsys := fstest.MapFS{"d.parquet": {Data: append([]byte("PAR1"), bytes.TrimPrefix(content, []byte("PAR1"))...)}}
		got, grid := unpacked(t, fsys, "d.parquet", Which{})
		if grid != nil && !strings.Contains(got, "\n") {
			t.Fatalf("no line with the names of columns: %q", got)
		}
	})
}
