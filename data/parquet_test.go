package data

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
)

// parquetSource reads a column of each kind.
func parquetSource(file string) Source {
	s := bookSource(file, "period", "value", "kg", "price", "short", "single")
	s.Table.Period.Layout = text("YYYY-MM-DD", 21)
	s.Table.Code, s.Table.Label, s.Table.Source = columnField("code"), columnField("label"), columnField("final")
	return s
}

// The file of text was written by the same program.
func TestParquetIsText(t *testing.T) {
	fsys := kept(t, "parquet", 10)
	bare := func(file string) string {
		var out strings.Builder
		for line := range strings.Lines(rowsOf(t, fsys, parquetSource(file))) {
			_, rest, ok := strings.Cut(line, " flow")
			if !ok {
				t.Fatalf("%s: %s", file, line)
			}
			out.WriteString(rest)
		}
		return strings.ReplaceAll(out.String(), ".0\n", "\n")
	}
	want := bare("parquet.csv")
	if strings.Count(want, "\n") != 295 {
		t.Fatalf("%d figures", strings.Count(want, "\n"))
	}
	for _, file := range []string{"none", "snappy", "gzip", "zstd", "lz4", "brotli", "plain"} {
		if got := bare(file + ".parquet"); got != want {
			a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
			i := 0
			for i < min(len(a), len(b))-1 && a[i] == b[i] {
				i++
			}
			t.Errorf("%s: line %d: %s, want %s", file, i, a[i], b[i])
		}
	}
	d, problems := Describe(fsys, "snappy.parquet")
	if len(problems) > 0 || d.Rows != 60 || d.Encoding != "" || d.Sheet != "" {
		t.Errorf("%+v\n%s", d, problems)
	}
}

func TestParquetPlaces(t *testing.T) {
	fsys := kept(t, "parquet", 10)
	src := bookSource("none.parquet", "period", "label")
	src.Table.Period.Layout = text("YYYY-MM-DD", 21)
	got := rowsOf(t, fsys, src)
	if want := "none.parquet: row 1, column label: error: \"Güter, 0\" in column \"label\" is not a number\n"; !strings.HasPrefix(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	got = rowsOf(t, fsys, bookSource("nested.parquet", "period", "value"))
	if want := "nested.parquet: row 1, column value: error: column \"value\" holds lists or records, expected one value in each row\n  hint: write the file out again with the column flat\n"; got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	got = rowsOf(t, fsys, bookSource("none.parquet", "perid", "value"))
	if !strings.Contains(got, `hint: did you mean "period"?`) {
		t.Errorf("got:\n%s", got)
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
		"cut off":                     {whole[:len(whole)-100], "is a Parquet file that is cut off"},
		"nothing":                     {[]byte("PAR1"), "is damaged, or no Parquet file"},
		"encrypted":                   {locked, "is a Parquet file that is encrypted"},
		"a footer larger than itself": {huge, "is damaged, or no Parquet file"},
	} {
		got := rowsOf(t, fstest.MapFS{"d.parquet": {Data: c.content}}, parquetSource("d.parquet"))
		if !strings.HasPrefix(got, `brief.yaml:11:7: error: "d.parquet" `+c.want+"\n  hint: ") {
			t.Errorf("%s: %s", name, got)
		}
	}
	// Wherever a byte is wrong, something is read or a problem has a place.
	for i := 4; i < len(whole); i += 23 {
		damaged := bytes.Clone(whole)
		damaged[i] ^= 0xFF
		if got := rowsOf(t, fstest.MapFS{"d.parquet": {Data: damaged}}, parquetSource("d.parquet")); strings.HasPrefix(got, "error") {
			t.Fatalf("byte %d: %s", i, got)
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
		cube, problems := Read(fstest.MapFS{"d.parquet": {Data: append([]byte("PAR1"), bytes.TrimPrefix(content, []byte("PAR1"))...)}}, []Source{parquetSource("d.parquet")})
		if (cube == nil) != problems.Failed() {
			t.Fatalf("cube %v with problems %v", cube, problems)
		}
	})
}
