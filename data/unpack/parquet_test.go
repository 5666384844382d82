package unpack

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
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
	for _, file := range []string{"types", "duckdb"} {
		got, _ := unpacked(t, fsys, file+".parquet", Which{})
		golden(t, "parquet/"+file+".txt", got)
	}
	if got, _ := unpacked(t, fsys, "int96.parquet", Which{}); got != "ns\n2023-09-01\n1950-06-01 12:00:00\n" {
		t.Errorf("int96: %q", got)
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
	// Wherever a byte is wrong, there is text or a fault, in little memory.
	for name, file := range kept(t, "parquet", 10) {
		if !strings.HasSuffix(name, ".parquet") {
			continue
		}
		var before, after runtime.MemStats
		for i := 4; i < len(file.Data); i += 41 {
			damaged := bytes.Clone(file.Data)
			damaged[i] ^= 0xFF
			runtime.ReadMemStats(&before)
			unpacked(t, fstest.MapFS{"d.parquet": {Data: damaged}}, "d.parquet", Which{})
			if runtime.ReadMemStats(&after); after.TotalAlloc-before.TotalAlloc > 64<<20 {
				t.Errorf("%s with byte %d wrong took %d MB", name, i, (after.TotalAlloc-before.TotalAlloc)>>20)
			}
		}
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

// lying is a Parquet file whose description was changed.
func lying(t *testing.T, content []byte, change func(*format.FileMetaData)) []byte {
	t.Helper()
	foot := len(content) - 8 - int(binary.LittleEndian.Uint32(content[len(content)-8:]))
	var about format.FileMetaData
	if err := thrift.Unmarshal(new(thrift.CompactProtocol), content[foot:len(content)-8], &about); err != nil {
		t.Fatal(err)
	}
	change(&about)
	description, err := thrift.Marshal(new(thrift.CompactProtocol), &about)
	if err != nil {
		t.Fatal(err)
	}
	out := append(bytes.Clone(content[:foot]), description...)
	return append(binary.LittleEndian.AppendUint32(out, uint32(len(description))), "PAR1"...)
}

// A file that says of itself what is not so gives no rows out of nothing and takes
// no memory for them.
func TestParquetLies(t *testing.T) {
	whole := kept(t, "parquet", 10)["zstd.parquet"].Data
	damaged := func(line int, column string) string {
		return fmt.Sprintf("line %d: is damaged, or written in a way that is not read, in column %q\nhint: download it again, or write it again without that column", line, column)
	}
	column := func(m *format.FileMetaData, i int) *format.ColumnMetaData { return &m.RowGroups[0].Columns[i].MetaData }
	for _, c := range []struct {
		name   string
		change func(*format.FileMetaData)
		want   string // at the end
	}{
		{"nothing", func(*format.FileMetaData) {}, "\n"},
		{"rows", func(m *format.FileMetaData) { m.RowGroups[0].NumRows = 1 << 60 }, damaged(2, "period")},
		{"fewer rows", func(m *format.FileMetaData) { m.RowGroups[0].NumRows = 10 }, damaged(2, "period")},
		{"fewer values", func(m *format.FileMetaData) { column(m, 4).NumValues = 10 }, damaged(2, "value")},
		{"fewer of both", func(m *format.FileMetaData) {
			m.RowGroups[0].NumRows = 10
			for i := range m.RowGroups[0].Columns {
				column(m, i).NumValues = 10
			}
		}, damaged(2, "period")},
		{"less than no rows", func(m *format.FileMetaData) { m.RowGroups[0].NumRows = -1 }, damaged(2, "period")},
		{"values", func(m *format.FileMetaData) { column(m, 4).NumValues = 1 << 60 }, damaged(2, "value")},
		{"the place of a page", func(m *format.FileMetaData) {
			column(m, 4).DataPageOffset, column(m, 4).DictionaryPageOffset = 1<<60, 0
		}, damaged(2, "value")},
		{"the place of a page before the file", func(m *format.FileMetaData) { column(m, 4).DataPageOffset, column(m, 4).DictionaryPageOffset = -9, 0 }, damaged(2, "value")},
		{"the place of a dictionary before the file", func(m *format.FileMetaData) { column(m, 4).DictionaryPageOffset = -9 }, damaged(2, "value")},
		{"how it is packed", func(m *format.FileMetaData) { column(m, 4).Codec = format.Lz4Raw }, damaged(2, "value")},
		{"how it is packed later", func(m *format.FileMetaData) { m.RowGroups[1].Columns[4].MetaData.Codec = format.Snappy }, damaged(27, "value")},
		{"a way of packing that is not read", func(m *format.FileMetaData) { column(m, 4).Codec = format.Lz4 },
			"is a Parquet file packed with LZ4 of the old kind, which is not read\nhint: write it again with snappy or zstd"},
		{"fewer columns", func(m *format.FileMetaData) { m.RowGroups[0].Columns = m.RowGroups[0].Columns[:3] }, "is damaged, or no Parquet file\nhint: download it again"},
		{"kinds", func(m *format.FileMetaData) { kind := format.ByteArray; m.Schema[5].Type = &kind }, damaged(2, "value")},
	} {
		got, _ := unpacked(t, fstest.MapFS{"d.parquet": {Data: lying(t, whole, c.change)}}, "d.parquet", Which{})
		if !strings.HasSuffix(got, c.want) {
			t.Errorf("%s: %s, want %s", c.name, got[max(0, len(got)-200):], c.want)
		}
	}
}
