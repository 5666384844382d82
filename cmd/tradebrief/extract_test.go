package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tradebrief/report/pdf/object"
	"tradebrief/report/pdf/pdftest"
	"tradebrief/report/pdf/readback"
)

// carrier is a PDF of one empty page with files inside, whatever they are called.
func carrier(t *testing.T, files ...readback.Attachment) []byte {
	t.Helper()
	p := &object.File{}
	var names object.Array
	for _, f := range files {
		data := p.Add(&object.Stream{Dict: object.Dict{"Subtype": object.Name(f.MIME)}, Data: f.Data})
		names = append(names, object.String(f.Name), p.Add(object.Dict{
			"UF": object.String("\xEF\xBB\xBF" + f.Name), "Desc": object.String(f.Description), "AFRelationship": object.Name(f.Relation), "EF": object.Dict{"F": data},
		}))
	}
	page := p.Add(object.Dict{"Type": object.Name("Page"), "MediaBox": object.Array{object.Integer(0), object.Integer(0), object.Integer(99), object.Integer(99)}})
	pages := p.Add(object.Dict{"Type": object.Name("Pages"), "Kids": object.Array{page}, "Count": object.Integer(1)})
	p.Dict(page)["Parent"] = pages
	catalog := object.Dict{"Type": object.Name("Catalog"), "Pages": pages, "Names": object.Dict{"EmbeddedFiles": object.Dict{"Names": names}}}
	content, err := p.Write(p.Add(catalog), p.Add(object.Dict{}), &object.Compressor{})
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// written is the files of a folder with what is in them.
func written(t *testing.T, dir string) string {
	t.Helper()
	var lines []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			content, readErr := os.ReadFile(name)
			rel, _ := filepath.Rel(dir, name)
			lines = append(lines, filepath.ToSlash(rel)+"="+string(content))
			return readErr
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestExtract(t *testing.T) {
	dir := t.TempDir()
	file := carrier(t,
		readback.Attachment{Name: "brief.yaml", MIME: "text/yaml", Description: "the outline", Relation: "Source", Data: []byte("version: 1\n")},
		readback.Attachment{Name: "data/coffee.csv", MIME: "text/csv", Description: "figures\x1b[2J", Relation: "Data", Data: []byte("month\n")})
	if err := os.WriteFile(filepath.Join(dir, "brief.pdf"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := runIn(t, t.Context(), dir, "extract", "brief.pdf")
	if want := "brief.yaml       11 bytes  the outline\ndata/coffee.csv  6 bytes   figures�[2J\n"; code != 0 || out != want || errs != "" {
		t.Errorf("code %d\n%s%s, expected\n%s", code, out, errs, want)
	}
	code, out, errs = runIn(t, t.Context(), dir, "extract", "brief.pdf", "files/")
	if want := "files/brief.yaml       11 bytes  the outline\nfiles/data/coffee.csv  6 bytes   figures�[2J\n"; code != 0 || out != want || errs != "" {
		t.Errorf("code %d\n%s%s, expected\n%s", code, out, errs, want)
	}
	want := "brief.yaml=version: 1\n\ndata/coffee.csv=month\n"
	if got := written(t, filepath.Join(dir, "files")); got != want {
		t.Errorf("the files are\n%s\nexpected\n%s", got, want)
	}
	// Nothing is replaced unless it is asked for, not even the first of the files.
	changed := filepath.Join(dir, "files", "data", "coffee.csv")
	if err := os.WriteFile(changed, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "files", "brief.yaml")); err != nil {
		t.Fatal(err)
	}
	code, out, errs = runIn(t, t.Context(), dir, "extract", "brief.pdf", "files")
	if code != 2 || out != "" || errs != "tradebrief: error: files/data/coffee.csv is there already\n  hint: --force replaces it\n" {
		t.Errorf("code %d\n%s%s", code, out, errs)
	}
	if got := written(t, filepath.Join(dir, "files")); got != "data/coffee.csv=mine" {
		t.Errorf("the files are\n%s", got)
	}
	code, out, errs = runIn(t, t.Context(), dir, "extract", "brief.pdf", "files", "--force", "--json")
	if code != 0 || errs != "" || written(t, filepath.Join(dir, "files")) != want {
		t.Errorf("code %d\n%s%s%s", code, out, errs, written(t, filepath.Join(dir, "files")))
	}
	var got struct{ Files []extracted }
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	second := extracted{Name: "data/coffee.csv", Path: "files/data/coffee.csv", Description: "figures\x1b[2J", MIME: "text/csv", Relation: "Data", Bytes: 6, SHA256: digest([]byte("month\n"))}
	if len(got.Files) != 2 || got.Files[1].SHA256 != second.SHA256 || got.Files[1].Path != second.Path || got.Files[1].MIME != second.MIME || got.Files[1].Relation != second.Relation {
		t.Errorf("the files are %+v, expected as second %+v", got.Files, second)
	}
}

// Whatever the files are called, they come to lie in the folder.
func TestSafeNames(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"claims.json", "claims.json"},
		{"data/sample/a b.csv", "data/sample/a b.csv"},
		{"../../etc/passwd", "etc/passwd"},
		{"/etc/passwd", "etc/passwd"},
		{`C:\Windows\system.ini`, "C_/Windows/system.ini"},
		{"..", "file"},
		{"", "file"},
		{".bashrc", "_.bashrc"},
		{"a/./b/...", "a/b"},
		{"-rf", "_-rf"},
		{"con.txt", "_con.txt"},
		{"LPT1", "_LPT1"},
		{"a\x00b\nc\u202ed", "a_b_c_d"},
		{"a\xffb", "a_b"},
		{"中国.csv", "中国.csv"},
		{strings.Repeat("x/", 100) + "y", "x/x/x/x/x/x/x/y"},
		{strings.Repeat("é", 200) + ".csv", strings.Repeat("é", 98) + ".csv"},
	} {
		if got := safeNames([]string{c.name})[0]; got != c.want {
			t.Errorf("%q becomes %q, expected %q", c.name, got, c.want)
		}
	}
	got := safeNames([]string{"a.csv", "A.csv", "../a.csv", "d", "d/e.csv", "D/e.csv"})
	if want := []string{"a.csv", "2-A.csv", "3-a.csv", "d", "2-d/e.csv", "3-D/e.csv"}; !slices.Equal(got, want) {
		t.Errorf("%q, expected %q", got, want)
	}
}

func TestExtractStaysInside(t *testing.T) {
	dir := t.TempDir()
	file := carrier(t, readback.Attachment{Name: "../out.csv", Data: []byte("a")}, readback.Attachment{Name: "sub/b.csv", Data: []byte("b")})
	if err := os.WriteFile(filepath.Join(dir, "brief.pdf"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"elsewhere", "files"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../elsewhere", filepath.Join(dir, "files", "sub")); err != nil {
		t.Fatal(err)
	}
	for _, force := range []string{"--force=false", "--force"} {
		code, out, errs := runIn(t, t.Context(), dir, "extract", "brief.pdf", "files", force)
		if code != 2 || out != "" || errs != "tradebrief: error: files/sub/b.csv cannot be written: path escapes from parent\n" {
			t.Errorf("code %d\n%s%s", code, out, errs)
		}
	}
	if got := written(t, filepath.Join(dir, "elsewhere")) + written(t, filepath.Join(dir, "files")); got != "" {
		t.Errorf("written were %s", got)
	}
}

func TestExtractRefuses(t *testing.T) {
	good := carrier(t, readback.Attachment{Name: "a.csv", Data: []byte("a")})
	dir := t.TempDir()
	locked := filepath.Join(dir, "locked.pdf")
	pdftest.Run(t, good, "qpdf", "--encrypt", "", "secret", "256", "--", "FILE", locked)
	for name, content := range map[string][]byte{
		"empty.pdf": {}, "sheet.pdf": []byte("PK\x03\x04"), "cut.pdf": good[:len(good)/2], "without.pdf": carrier(t),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		args string
		want string
	}{
		{"", "extract takes a PDF and a folder\n  hint: for example tradebrief extract brief.pdf files/"},
		{"a b c", "extract takes one PDF and one folder, found 3 arguments"},
		{"missing.pdf out", "missing.pdf: no such file"},
		{".", ". is a folder, expected a PDF"},
		{"empty.pdf out", "empty.pdf is not a PDF"},
		{"sheet.pdf out", "sheet.pdf is not a PDF"},
		{"cut.pdf out", "cut.pdf is cut off: its end is missing\n  hint: get it again from where it came from"},
		{"locked.pdf out", "locked.pdf is encrypted\n  hint: with the password, qpdf --decrypt --password=… locked.pdf plain.pdf makes a copy that can be read"},
		{"without.pdf out", "without.pdf has no files inside\n  hint: briefs built with embed: none carry digests only"},
		{"brief.pdf empty.pdf", "empty.pdf is a file, expected a folder"},
	} {
		if err := os.WriteFile(filepath.Join(dir, "brief.pdf"), good, 0o600); err != nil {
			t.Fatal(err)
		}
		code, out, errs := runIn(t, t.Context(), dir, append([]string{"extract"}, strings.Fields(c.args)...)...)
		if want := "tradebrief: error: " + c.want + "\n"; code != 2 || out != "" || errs != want {
			t.Errorf("%s: code %d\n%s%s, expected\n%s", c.args, code, out, errs, want)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
		t.Error("a folder was made")
	}
}
