package readback

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tradebrief/report/pdf/object"
)

// sheet is a file of one page of 200 by 100 points in the making.
type sheet struct {
	*object.File
	page, catalog object.Dict
}

func newSheet(contents string) *sheet {
	p := &object.File{}
	s := &sheet{File: p, page: object.Dict{"Type": object.Name("Page")}, catalog: object.Dict{}}
	s.page["MediaBox"] = object.Array{object.Integer(0), object.Integer(0), object.Integer(200), object.Integer(100)}
	s.page["Contents"] = p.Add(&object.Stream{Dict: object.Dict{}, Data: []byte(contents)})
	s.catalog["Pages"] = p.Add(object.Dict{"Kids": object.Array{p.Add(s.page)}, "Count": object.Integer(1)})
	return s
}

// font adds a font under a name.
func (s *sheet) font(name object.Name, font object.Dict, toUnicode string) {
	resources, _ := s.page["Resources"].(object.Dict)
	if resources == nil {
		resources = object.Dict{"Font": object.Dict{}, "Properties": object.Dict{"MC1": object.Dict{"MCID": object.Integer(7)}}}
		s.page["Resources"] = resources
	}
	if toUnicode != "" {
		font["ToUnicode"] = s.Add(&object.Stream{Dict: object.Dict{}, Data: []byte(toUnicode)})
	}
	resources["Font"].(object.Dict)[name] = s.Add(font)
}

func (s *sheet) write(t testing.TB) []byte {
	t.Helper()
	file, err := s.Write(s.Add(s.catalog), s.Add(object.Dict{"Title": object.String("\xFE\xFF\x00T\x4e\x2d")}), &object.Compressor{})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func read(t *testing.T, s *sheet) *Document {
	t.Helper()
	d, err := Read(s.write(t))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func wide(n ...int) object.Array {
	a := object.Array{}
	for _, w := range n {
		a = append(a, object.Integer(w))
	}
	return a
}

func TestRuns(t *testing.T) {
	s := newSheet(`/Artifact BMC BT /F1 10 Tf 10 90 Td (Page) Tj ET EMC
/P <</MCID 3>> BDC BT 1 0 0 rg 20 80 Td (Ex) Tj [(ports) 20 (,) -300 (rose)] TJ 0 -12 TD (by) Tj T* (far) ' ET EMC
/Span /MC1 BDC /Lbl BMC BT 2 0 0 2 30 40 Tm /F2 5 Tf <00010002FFFF> Tj EMC (\000\002) Tj ET EMC
q .5 0 0 .5 100 0 cm BT 3 Ts 10 10 Td /F1 8 Tf (A) Tj /F1 9 Tf (B) Tj ET Q
BT 3 Tr 1 1 Td /F3 4 Tf (caf\351) Tj ET`)
	s.font("F1", object.Dict{"Subtype": object.Name("TrueType"), "BaseFont": object.Name("ABCDEF+Serif"), "FirstChar": object.Integer(65), "Widths": wide(500, 600)}, "")
	s.font("F2", object.Dict{"Subtype": object.Name("Type0"), "BaseFont": object.Name("Han"),
		"DescendantFonts": object.Array{object.Dict{"DW": object.Integer(900), "W": object.Array{object.Integer(1), wide(1000), object.Integer(2), object.Integer(9), object.Integer(800)}}},
	}, "1 beginbfchar <0001> <4E2D> endbfchar 1 beginbfrange <0002> <0003> <0041> <0004> <0005> [<0058> <D83DDE00>] endbfrange")
	s.font("F3", object.Dict{"Subtype": object.Name("Type1"), "BaseFont": object.Name("Helvetica")}, "")
	d := read(t, s)
	var got strings.Builder
	for _, r := range d.Pages[0].Runs {
		fmt.Fprintf(&got, "%q %v+%v %v %v %s %q %d\n", r.Text, r.X, r.W, r.Y, r.Size, r.Font, r.Look, r.Where)
	}
	want := `"Page" 10+0 10 10 Serif "" -2
"Exports, rose" 20+2.8 20 10 Serif "1 0 0 rg\n" 3
"by" 20+0 32 10 Serif "1 0 0 rg\n" 3
"far" 20+0 56 10 Serif "1 0 0 rg\n" 3
"中A�" 30+27 60 10 Han "1 0 0 rg\n" 7
"A" 57+8 60 10 Han "1 0 0 rg\n" 7
"A" 105+2 93.5 4 Serif "1 0 0 rg\n" -1
"B" 107+2.7 93.5 4.5 Serif "1 0 0 rg\n" -1
"café" 1+0 99 4 Helvetica "1 0 0 rg\n3 Tr\n" -1
`
	if got.String() != want {
		t.Errorf("the runs are\n%s\nexpected\n%s", got.String(), want)
	}
	if d.Info["Title"] != "T中" {
		t.Errorf("the title is %q", d.Info["Title"])
	}
}

func TestShapes(t *testing.T) {
	d := read(t, newSheet("2 w 10 10 30 20 re f q 0 1 0 RG 2 0 0 2 0 0 cm 5 5 m 10 15 l S Q 1 1 1 1 re W n /Fig <</MCID 1>> BDC /X1 Do EMC"))
	var got strings.Builder
	for _, s := range d.Pages[0].Shapes {
		fmt.Fprintf(&got, "%v %v %v %v %q %d\n", s.X, s.Y, s.W, s.H, s.Paint, s.Where)
	}
	want := `10 70 30 20 "10 10 30 20 re\nf\n2 w\n" -1
10 70 10 20 "5 5 m\n10 15 l\nS\n0 1 0 RG\n2 w\n[2 0 0 2 0 0] cm\n" -1
0 0 0 0 "X1 Do\n2 w\n1 1 1 1 re\nW\n" 1
`
	if got.String() != want {
		t.Errorf("the shapes are\n%s\nexpected\n%s", got.String(), want)
	}
}

func TestAreasAndFiles(t *testing.T) {
	s := newSheet("")
	self := s.Array(s.Dict(s.catalog["Pages"])["Kids"])[0]
	s.page["Annots"] = object.Array{
		object.Dict{"Subtype": object.Name("Link"), "Rect": wide(10, 20, 40, 30), "A": object.Dict{"S": object.Name("URI"), "URI": object.String("https://example.org")}, "Contents": object.String("Customs")},
		object.Dict{"Subtype": object.Name("Link"), "Rect": wide(40, 30, 10, 20), "Dest": object.Array{self, object.Name("Fit")}},
	}
	file := func(name, data string) object.Ref {
		kept := s.Add(&object.Stream{Dict: object.Dict{"Subtype": object.Name("text/csv")}, Data: []byte(data)})
		return s.Add(object.Dict{"F": object.String("old"), "UF": object.String(name), "Desc": object.String("what is used"), "AFRelationship": object.Name("Data"), "EF": object.Dict{"F": kept}})
	}
	a, b, c := file("a.csv", "1,2"), file("../b.csv", ""), file("c.csv", "3")
	tree := object.Dict{"Kids": object.Array{s.Add(object.Dict{"Names": object.Array{object.String("a"), a}}), s.Add(object.Dict{"Names": object.Array{object.String("b"), b}})}}
	s.catalog["Names"] = object.Dict{"EmbeddedFiles": tree}
	s.catalog["AF"] = object.Array{a, c}
	d := read(t, s)
	if got, want := fmt.Sprintf("%+v", d.Pages[0].Areas), "[{Subtype:Link X:10 Y:70 W:30 H:10 URI:https://example.org Page:0 Contents:Customs} {Subtype:Link X:10 Y:70 W:30 H:10 URI: Page:1 Contents:}]"; got != want {
		t.Errorf("the areas are %s, expected %s", got, want)
	}
	if got, want := fmt.Sprintf("%q", d.Files), `[{"a.csv" "what is used" "text/csv" "Data" "1,2"} {"../b.csv" "what is used" "text/csv" "Data" ""} {"c.csv" "what is used" "text/csv" "Data" "3"}]`; got != want {
		t.Errorf("the files are %s, expected %s", got, want)
	}
	// A list of names that leads back to itself.
	loop := s.Add(nil)
	s.Objects[loop] = object.Dict{"Kids": object.Array{loop}}
	tree["Kids"] = object.Array{loop}
	if _, err := Attachments(s.write(t)); err == nil || !strings.Contains(err.Error(), "the list of embedded files leads to object") {
		t.Errorf("a loop of names: %v", err)
	}
}

// What a page may cost is bounded whatever is on it.
func TestBounds(t *testing.T) {
	for name, c := range map[string]struct{ contents, want string }{
		"text":    {"BT " + strings.Repeat("(a) Tj ", mostShown/128+1), "page 1: the pages show more than 64 MB"},
		"shapes":  {strings.Repeat("f ", mostShown/128+1), "page 1: the pages show more than 64 MB"},
		"states":  {strings.Repeat("q ", 2000), "page 1: states are saved in one another more than 1000 deep"},
		"marks":   {strings.Repeat("/P BMC ", 2000), "page 1: marked content is nested more than 1000 deep"},
		"clips":   {strings.Repeat("1 2 3 4 re W n ", 20_000), "page 1: more than 64 kB of clips"},
		"nesting": {strings.Repeat("[", 2000), "page 1: at byte 100: arrays and dictionaries are nested more than 100 deep"},
		"fonts":   {"/F1 1 Tf", "page 1: the font F1: the pages show more than 64 MB"},
	} {
		s := newSheet(c.contents)
		s.font("F1", object.Dict{}, "1 beginbfrange "+strings.Repeat("<0000> <FFFF> <0041> ", 200)+"endbfrange")
		if _, err := Read(s.write(t)); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, expected %s", name, err, c.want)
		}
	}
	if _, err := Read([]byte("PK\x03\x04")); !errors.Is(err, object.ErrNotPDF) {
		t.Errorf("no PDF: %v", err)
	}
}

func FuzzPage(f *testing.F) {
	f.Add("BT /F1 10 Tf 1 0 0 1 5 5 Tm (a) Tj [(b) -300 (c)] TJ T* (d) ' 1 2 (e) \" ET", "1 beginbfrange <00> <FF> <0041> endbfrange")
	f.Add("q 1 0 0 RG 0 0 m 1 1 l S Q /P <</MCID 3>> BDC 0 0 1 1 re W n f EMC", "1 beginbfchar <41> <D83DDE00> endbfchar")
	f.Fuzz(func(t *testing.T, contents, toUnicode string) {
		s := newSheet(contents)
		s.font("F1", object.Dict{"Subtype": object.Name("Type0")}, toUnicode)
		d, err := Read(s.write(t))
		if err == nil && len(d.Pages) != 1 {
			t.Errorf("%d pages", len(d.Pages))
		}
	})
}
