package data

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
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

const twoMonths = "period,value\n2023-08,162.9\n2023-09,188.7\n"

func TestPacked(t *testing.T) {
	for _, c := range []struct {
		name, path string
		content    []byte
	}{
		{"gzip", "data.csv.gz", gzipped(t, twoMonths)},
		{"one of several in a zip archive", "data.zip/2023/b.csv", zipped(t, "2023/a.csv", "?", "2023/b.csv", twoMonths)},
		{"a file with a mark of its own in gzip", "data.csv.gz", gzipped(t, "\xEF\xBB\xBF"+twoMonths)},
	} {
		t.Run(c.name, func(t *testing.T) {
			archive, _, _ := strings.Cut(c.path, "/")
			src := plainSource()
			src.Path = text(c.path, 11)
			cube := mustRead(t, fstest.MapFS{archive: {Data: c.content}}, src)
			s := mustSelect(t, cube, Selector{}, 0)
			got := View{Series: s, Period: Month(2023, 9)}
			if v, _ := got.Metric("value"); Fixed(v.X, 0, false) != "188\u00a0700\u00a0000" || v.Inputs[0].Pos.String() != c.path+":3:9" {
				t.Errorf("value %v from %v", v.X, v.Inputs)
			}
		})
	}
}

// What is wrong with a packed file stands at the line that was reached, or at the
// outline's key.
func TestPackedWrong(t *testing.T) {
	var long strings.Builder
	long.WriteString("period,value\n")
	r := rand.New(rand.NewPCG(1, 2))
	for p := Month(1900, 1); p.Year() < 2000; p = p.Add(1) {
		long.WriteString(p.String() + "," + strings.Repeat("9", 1+r.IntN(9)) + "\n")
	}
	gz := gzipped(t, long.String())
	bomb := gzipped(t, twoMonths+strings.Repeat(strings.Repeat(",", 40)+"\n", 1<<19))
	for _, c := range []struct {
		name, path string
		content    []byte
		problem    string
	}{
		{"gzip that is cut off", "data.csv.gz", gz[:len(gz)-9], "data.csv.gz:1202: error: here the file is cut off: its packed content ends in the middle\n  hint: download it again"},
		{"a zip archive that is cut off", "data.zip", zipped(t, "data.csv", twoMonths)[:90], `brief.yaml:11:7: error: "data.zip" is a zip archive that is cut off or damaged` + "\n  hint: download it again"},
		{"a gzip bomb", "data.csv.gz", bomb,
			"data.csv.gz:LINE: error: here the file unpacks to more than 200 times its size, as no table of trade does\n  hint: look at what it holds with another program, and save that unpacked if it is right"},
		{"a figure of a workbook in an archive", "data.zip", zipped(t, "a.xlsx", string(madeBook(t, bookHead+`<row><c t="str"><v>2023-09</v></c><c t="str"><v>about 5</v></c></row>`))),
			"data.zip!Data!B2: error: \"about 5\" in column \"value\" is not a number\n  hint: let the cell hold the number alone; unit: and scale: in the outline say what it is in"},
		{"a workbook in an archive that is cut off", "data.zip", zipped(t, "a.xlsx", "PK\x03\x04\x14\x00xl/workbook.xml"), "brief.yaml:11:7: error: \"data.zip\" holds \"a.xlsx\", which is a workbook that is cut off or damaged\n  hint: download it again"},
		{"a tar archive in gzip", "data.tar.gz", gzipped(t, "data.csv"+strings.Repeat("\x00", tarMagic-8)+"ustar\x0000"), "data.tar.gz:1: error: the file is a tar archive\n  hint: unpack it, and name the file in it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			archive, _, _ := strings.Cut(c.path, "/")
			src := plainSource()
			src.Path = text(c.path, 11)
			_, problems := Read(fstest.MapFS{archive: {Data: c.content}}, []Source{src})
			got := strings.TrimSpace(problems.String())
			if strings.Contains(c.problem, ":LINE:") { // how far the unpacker reads ahead is its own
				got = regexp.MustCompile(`:\d{5,7}:`).ReplaceAllString(got, ":LINE:")
			}
			if got != c.problem {
				t.Errorf("problems:\n%s\nwant:\n%s", got, c.problem)
			}
		})
	}
}
