package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/report/pdf/object"
)

// inflated is all that the bytes of a PDF hold: as they are, and every stream of it
// unpacked.
func inflated(t *testing.T, file []byte) string {
	t.Helper()
	f, err := object.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	all := bytes.Clone(file)
	streams := 0
	for i := range f.Objects {
		if s, ok := f.Get(object.Ref(i)).(*object.Stream); ok {
			content, err := f.Data(s)
			if err != nil {
				t.Fatal(err)
			}
			all = append(append(all, '\n'), content...)
			streams++
		}
	}
	if err := f.Err(); err != nil || streams < 8 {
		t.Fatalf("%d streams: %v", streams, err)
	}
	return string(all)
}

const confidential = `# SECRET-COMMENT of the author
version: 1
x-address: postgres://SECRET-USER@db.example.org/trade
brief:
  title: "China's exports"
  organisation: Trade Analysis Unit  # SECRET-ENDING
  period: 2023-09
  issued: 2023-11-20
data:
  - id: gacc
    path: monthly.csv
    publisher: Customs
    table:
      period: {column: period, layout: YYYY-MM}
      reporter: CN
      partner: {column: partner}
      flow: {column: flow, map: {X: export, M: import}}
      vintage: {column: vintage}
      values: [{column: value, unit: USD, scale: 1e6}]
series:
  exports: {flow: export, partner: KP}
sources:
  used: {publisher: Reuters, title: "Exports grow", date: 2023-10-20, url: "https://SECRET-NAME:SECRET-WORD@example.org/a?token=SECRET-TOKEN&page=2"}
  SECRET-KEY:
    publisher: SECRET-PUBLISHER
    title: "A page"
    date: 2023-05-15
sections:
  - title: Trends
    blocks:
      - text: Exports [rose]{claim=exports.mom} to {{exports}}, [it is said]{src=used}.
`

const confidentialCSV = `period,partner,flow,value,vintage
2023-08,KP,X,162.9,2023-09-18
2023-09,KP,X,188.7,2023-10-20
2023-09,KP,X,333.25,2023-12-20
2023-09,KP,M,444.25,2023-10-20
2023-09,SECRET-PARTNER,X,555.25,2023-10-20
`

func confidentialProject(more string) Project {
	return Project{FS: fstest.MapFS{"brief.yaml": {Data: []byte(confidential + more)}, "monthly.csv": {Data: []byte(confidentialCSV)}}, Outline: "brief.yaml"}
}

// TestEmbedLeavesOut: what is kept out of the embedded files is nowhere in the PDF,
// whichever stream of it is looked into; what is not kept out is there.
func TestEmbedLeavesOut(t *testing.T) {
	secrets := []string{"SECRET", "444.25", "333.25", "555.25"}
	for _, c := range []struct {
		name, more string
		out, in    []string
	}{
		{"used", "", secrets, []string{"162.9", "Exports grow", "page=2", "https://example.org/a"}},
		{"all", "embed: all\n", []string{"SECRET-COMMENT", "SECRET-USER", "SECRET-ENDING", "SECRET-NAME", "SECRET-WORD", "SECRET-TOKEN", "SECRET-KEY", "SECRET-PUBLISHER"}, []string{"444.25", "333.25", "555.25", "SECRET-PARTNER"}},
		{"none", "embed: none\n", append(slices.Clone(secrets), "162.9", "claim=exports.mom", "dsn_env"), []string{`"sha256"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, file := built(t, confidentialProject(c.more), Options{})
			all := inflated(t, file)
			for _, s := range c.out {
				if at := strings.Index(all, s); at >= 0 {
					t.Errorf("%q is in the file: %q", s, all[max(0, at-80):min(len(all), at+80)])
				}
			}
			for _, s := range c.in {
				if !strings.Contains(all, s) {
					t.Errorf("%q is not in the file", s)
				}
			}
			if c.name != "none" {
				proves(t, confidentialProject(c.more), Options{})
			}
		})
	}
}

// TestEmbedByMarking: what is for few embeds digests only, unless the outline says
// otherwise; a draft embeds nothing.
func TestEmbedByMarking(t *testing.T) {
	for _, c := range []struct{ marking, said, want string }{
		{"", "", "used"}, {"TLP:CLEAR", "", "used"}, {"TLP:GREEN", "", "used"}, {"TLP:AMBER", "", "none"}, {"TLP:AMBER+STRICT", "", "none"}, {"TLP:RED", "", "none"},
		{"TLP:AMBER", "used", "used"}, {"TLP:CLEAR", "none", "none"}, {"TLP:RED", "all", "all"},
	} {
		text := confidential
		if c.marking != "" {
			text = strings.Replace(text, "brief:\n", "brief:\n  marking: "+c.marking+"\n", 1)
		}
		if c.said != "" {
			text += "embed: " + c.said + "\n"
		}
		b, file := built(t, Project{FS: fstest.MapFS{"brief.yaml": {Data: []byte(text)}, "monthly.csv": {Data: []byte(confidentialCSV)}}, Outline: "brief.yaml"}, Options{})
		files := attached(t, file)
		want := []string{"brief.yaml", "claims.json", "manifest.json", "observations.csv"}
		if c.want == EmbedNone {
			want = []string{"manifest.json"}
		}
		if got := sortedKeys(files); b.Embeds() != c.want || !slices.Equal(got, want) {
			t.Errorf("%+v embeds %s: %v", c, b.Embeds(), got)
		}
		var m Manifest
		if err := json.Unmarshal(files[ManifestFile], &m); err != nil || m.Embed != c.want || m.Marking != c.marking || len(m.Files) != 3 || len(m.Inputs) != 2 {
			t.Errorf("%+v: %v %s", c, err, files[ManifestFile])
		}
		if d := digest("monthly.csv", []byte(confidentialCSV)); m.Inputs[1].SHA256 != d.SHA256 || m.Inputs[1].Name != "monthly.csv" {
			t.Errorf("the data are digested as %+v, want %+v", m.Inputs[1], d)
		}
		if got := b.Draft().Embedded(); got != nil {
			t.Errorf("a draft embeds %d files", len(got))
		}
		kept, err := ReadKept(files)
		if err != nil {
			t.Fatal(err)
		}
		if again, problems := kept.Load(); c.want == EmbedNone && (again != nil || !strings.Contains(problems.String(), "the brief embeds digests only")) {
			t.Errorf("a brief that embeds nothing is made again: %v", problems)
		}
	}
}

// TestAltered: each embedded file that was changed is named, with the line.
func TestAltered(t *testing.T) {
	_, file := built(t, confidentialProject(""), Options{})
	names := sortedKeys(attached(t, file))
	for _, name := range names {
		if name == ManifestFile {
			continue
		}
		files := attached(t, file)
		lines := bytes.SplitAfter(files[name], []byte("\n"))
		for i := range lines {
			if len(lines[i]) < 3 {
				continue
			}
			changed := bytes.Join(slices.Concat(lines[:i], [][]byte{append([]byte("7"), lines[i][1:]...)}, lines[i+1:]), nil)
			if bytes.Equal(changed, files[name]) {
				continue
			}
			kept, err := ReadKept(map[string][]byte{ManifestFile: files[ManifestFile], "brief.yaml": files["brief.yaml"], ObservationsFile: files[ObservationsFile], ClaimsFile: files[ClaimsFile], name: changed})
			if err != nil {
				t.Fatal(err)
			}
			if got := fmt.Sprint(kept.Altered()); got != fmt.Sprintf("[{%s false false [%d]}]", name, i+1) {
				t.Errorf("with line %d of %s changed: %s", i+1, name, got)
			}
		}
		delete(files, name)
		files["more.txt"] = []byte("x")
		kept, err := ReadKept(files)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(kept.Altered()); got != fmt.Sprintf("[{%s true false []} {more.txt false true []}]", name) {
			t.Errorf("without %s: %s", name, got)
		}
	}
}

// TestRebuildRefuses: embedded files that do not go together give an error that says
// where, and no brief.
func TestRebuildRefuses(t *testing.T) {
	_, file := built(t, confidentialProject(""), Options{})
	for _, c := range []struct{ file, old, put, want string }{
		{ObservationsFile, "162.9", "162.x", `observations.csv:2:42: error: "162.x" is no figure`},
		{ObservationsFile, "2023-09-18", "2023-09-31", `date "2023-09-31" does not exist`},
		{ObservationsFile, "2023-09-18,Customs", "2023-11-18,Customs,", "observations.csv:2:1: error: this is no row of 23 cells: wrong number of fields"},
		{ManifestFile, `"id":"gacc"`, `"id":"other"`, "observations.csv:2:1: error: there are no data \"gacc\""},
		{"brief.yaml", "id: gacc", "id: gac2", "the data are not those of the outline"},
		{"brief.yaml", "version: 1", "version: 2", "this tool reads version 1"},
		{ManifestFile, `"outline":"brief.yaml"`, `"outline":"../x.yaml"`, "cannot be read"},
	} {
		files := attached(t, file)
		files[c.file] = bytes.Replace(files[c.file], []byte(c.old), []byte(c.put), 1)
		kept, err := ReadKept(files)
		if err != nil {
			t.Fatal(err)
		}
		if b, problems := kept.Load(); b != nil || !strings.Contains(problems.String(), c.want) {
			t.Errorf("%s with %s: %v, want %s", c.file, c.put, problems, c.want)
		}
	}
	for _, c := range []struct{ text, want string }{{"{", "manifest.json: unexpected end"}, {`{"format":9}`, "manifest.json is of format 9, this tool reads format 1"}} {
		if _, err := ReadKept(map[string][]byte{ManifestFile: []byte(c.text)}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.text, err)
		}
	}
	if _, err := ReadKept(nil); err == nil || err.Error() != "there is no manifest.json among the embedded files" {
		t.Error(err)
	}
}

// FuzzRebuild: whatever stands in the manifest and in the outline that ride along, a
// brief is made of it or an error is given.
func FuzzRebuild(f *testing.F) {
	b, problems := Load(confidentialProject(""), Options{Params: nil})
	if problems.Failed() {
		f.Fatal(problems)
	}
	files := map[string][]byte{}
	for _, file := range b.Embedded() {
		files[file.Name] = file.Data
	}
	f.Add(files[ManifestFile], files["brief.yaml"], files[ObservationsFile])
	f.Add(bytes.Replace(files[ManifestFile], []byte(`"options":{}`), []byte(`"options":{"as_of":"2023-10-20","created":"2023-11-14T22:13:20Z","period":"2023-08"},"passed":[{"code":"C04","places":["gacc"],"message":"x"}]`), 1), files["brief.yaml"], files[ObservationsFile])
	f.Fuzz(func(t *testing.T, manifest, outline, table []byte) {
		if len(manifest)+len(outline)+len(table) > 1<<15 {
			return
		}
		kept, err := ReadKept(map[string][]byte{ManifestFile: manifest, "brief.yaml": outline, ObservationsFile: table, ClaimsFile: files[ClaimsFile]})
		if err != nil {
			return
		}
		kept.Altered()
		again, problems := kept.Load()
		if again == nil && !problems.Failed() {
			t.Fatal("neither a brief nor an error")
		}
		if again == nil || problems.Failed() {
			return
		}
		if pages, problems := again.Pages(); !problems.Failed() {
			again.PDF(pages)
		}
	})
}
