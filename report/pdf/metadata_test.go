package pdf

import (
	"crypto/md5"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tradebrief/report/pdf/object"
)

// xmpOf reads the properties of the metadata of a file by their names, but not
// what it tells of properties themselves.
func (f *openedFile) xmpOf() map[string]string {
	f.t.Helper()
	s, ok := f.Get(f.catalog["Metadata"]).(*object.Stream)
	if !ok || s.Dict["Filter"] != nil {
		f.t.Fatalf("no plain metadata: %v", f.catalog["Metadata"])
	}
	found := map[string]string{}
	var path []string
	var text string
	d := xml.NewDecoder(strings.NewReader(string(s.Data)))
	for {
		t, err := d.Token()
		if t == nil {
			if err.Error() != "EOF" {
				f.t.Fatal(err)
			}
			return found
		}
		switch t := t.(type) {
		case xml.StartElement:
			if !strings.HasSuffix(t.Name.Space, "rdf-syntax-ns#") {
				path = append(path, t.Name.Local)
			}
			text = ""
		case xml.CharData:
			text += string(t)
		case xml.EndElement:
			if strings.TrimSpace(text) != "" && len(path) < 3 {
				found[path[len(path)-1]] = text
			}
			if !strings.HasSuffix(t.Name.Space, "rdf-syntax-ns#") {
				path = path[:len(path)-1]
			}
			text = ""
		}
	}
}

// What XMP says is what Info says, whatever it is.
func TestMetadataAgrees(t *testing.T) {
	doc := taggedDocument()
	for _, m := range []Meta{
		sampleDocument().Meta,
		{Title: "A & B <C> \"d\" 'e' ]]>", Author: " blanks ", Subject: "two\nlines\r\nand\ttabs", Keywords: "(", Creator: "x\\y", Lang: "en"},
		{Title: "控\x00制\x0B\uFFFF\xff 😀", Lang: "zh", Created: time.Date(1999, 12, 31, 23, 59, 59, 999, time.UTC)},
	} {
		doc.Meta = m
		f := reopen(t, doc)
		info, said := f.Dict(f.trailer["Info"]), f.xmpOf()
		for key, property := range map[object.Name]string{
			"Title": "title", "Author": "creator", "Subject": "description", "Keywords": "Keywords", "Creator": "CreatorTool", "Producer": "Producer",
		} {
			if got, want := said[property], readable(info[key]); got != want {
				t.Errorf("XMP says %s is %q, Info says %q", property, got, want)
			}
		}
		for key, property := range map[object.Name]string{"CreationDate": "CreateDate", "ModDate": "ModifyDate"} {
			if (info[key] != nil) != (said[property] != "") {
				t.Errorf("XMP says %s is %q, Info says %v", property, said[property], info[key])
				continue
			}
			if info[key] == nil {
				continue
			}
			a, err := time.Parse("D:20060102150405-07'00'", readable(info[key]))
			b, err2 := time.Parse(time.RFC3339, said[property])
			if err != nil || err2 != nil || !a.Equal(b) || !a.Equal(m.Created.Truncate(time.Second)) {
				t.Errorf("XMP says %s is %s, Info says %s, expected %s", property, said[property], readable(info[key]), m.Created)
			}
		}
	}
}

func TestStandards(t *testing.T) {
	doc := taggedDocument()
	for _, c := range []struct {
		standard Standard
		want     string
	}{{UAAndA, "3 A 1 intent schema"}, {OnlyUA, "1"}, {OnlyA, "3 A intent"}} {
		doc.Standard = c.standard
		f := reopen(t, doc)
		raw := string(f.Get(f.catalog["Metadata"]).(*object.Stream).Data)
		var got []string
		for _, p := range []string{"pdfaid:part", "pdfaid:conformance", "pdfuaid:part"} {
			if _, rest, ok := strings.Cut(raw, "<"+p+">"); ok {
				value, _, _ := strings.Cut(rest, "<")
				got = append(got, value)
			}
		}
		if f.catalog["OutputIntents"] != nil {
			got = append(got, "intent")
		}
		if strings.Contains(raw, "pdfaExtension:schemas") {
			got = append(got, "schema")
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%v claims %q, expected %q", c.standard, s, c.want)
		}
		if f.catalog["StructTreeRoot"] == nil {
			t.Errorf("%v has no tags", c.standard)
		}
	}
}

func TestStandardsAreNamed(t *testing.T) {
	for _, s := range []Standard{UAAndA, OnlyUA, OnlyA, NoStandard} {
		got := NoStandard - s
		if err := got.UnmarshalText([]byte(s.String())); err != nil || got != s {
			t.Errorf("%q is %v, %v", s.String(), got, err)
		}
	}
	for words, want := range map[string]string{
		"a-3a, ua-1": "ua-1,a-3a", "ua-1,ua-1": "ua-1", "": `expected ua-1, a-3a, both or none, found ""`,
		"ua-2": `expected ua-1, a-3a, both or none, found "ua-2"`, "a-3a,none": "none stands alone",
	} {
		var s Standard
		var got string
		if err := s.UnmarshalText([]byte(words)); err != nil {
			got = err.Error()
		} else {
			got = s.String()
		}
		if got != want {
			t.Errorf("%q is %s, expected %s", words, got, want)
		}
	}
}

func TestAttachedFiles(t *testing.T) {
	doc := taggedDocument()
	doc.Meta.Created = time.Date(2023, 11, 20, 0, 0, 0, 0, time.UTC)
	doc.Files = []File{
		{Name: "observations.csv", MIME: "text/csv", Description: "The figures used", Relation: "Data", Data: []byte("month,value\n2023-09,188.7\n")},
		{Name: "Übersicht.yaml", MIME: "application/yaml", Relation: "Source"},
		{Name: "claims.json", MIME: "application/json", Relation: "Supplement", Data: []byte(strings.Repeat("{}", 5000))},
	}
	f := reopen(t, doc)
	names := f.Array(f.Dict(f.Dict(f.catalog["Names"])["EmbeddedFiles"])["Names"])
	var listed []string
	var specs object.Array
	for i := 0; i < len(names); i += 2 {
		if i > 0 && names[i].(object.String) <= names[i-2].(object.String) {
			t.Errorf("the names do not rise at %q", readable(names[i]))
		}
		specs = append(specs, names[i+1])
		d := f.Dict(names[i+1])
		if d["F"] != names[i] || d["UF"] != names[i] || d["Type"] != object.Name("Filespec") {
			t.Errorf("%q leads to %v", readable(names[i]), d)
		}
		k := slices.IndexFunc(doc.Files, func(file File) bool { return file.Name == readable(d["UF"]) })
		want := doc.Files[k]
		ef := f.Dict(d["EF"])
		data := f.Dict(ef["F"])
		params := f.Dict(data["Params"])
		sum := md5.Sum(want.Data)
		if got := f.data(ef["UF"]); string(got) != string(want.Data) || params["CheckSum"] != object.String(sum[:]) || params["Size"] != object.Integer(len(want.Data)) {
			t.Errorf("%s: %d bytes, %v", want.Name, len(got), params)
		}
		listed = append(listed, fmt.Sprint(readable(d["UF"]), " ", data["Subtype"], " ", readable(d["Desc"]), " ", d["AFRelationship"], " ", params["ModDate"]))
	}
	want := []string{
		"claims.json application/json  Supplement D:20231120000000+00'00'",
		"observations.csv text/csv The figures used Data D:20231120000000+00'00'",
		"Übersicht.yaml application/yaml  Source D:20231120000000+00'00'",
	}
	if !slices.Equal(listed, want) {
		t.Errorf("the files are %q, expected %q", listed, want)
	}
	if !slices.Equal(f.Array(f.catalog["AF"]), specs) {
		t.Errorf("the files of the document are %v, expected %v", f.catalog["AF"], specs)
	}
}
