package report

import (
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/charts/ink"
	"tradebrief/charts/palette"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/report/pdf"
	"tradebrief/templates"
)

// laid is a file system with files of its own over another one.
type laid struct {
	fs.FS
	over fstest.MapFS
}

func (l laid) Open(name string) (fs.File, error) {
	if _, ok := l.over[name]; ok {
		return l.over.Open(name)
	}
	return l.FS.Open(name)
}

// inHouse is an outline that ships with the tool in the style of a ministry that
// is made up, on Letter.
func inHouse(t *testing.T, name string) Project {
	t.Helper()
	over := fstest.MapFS{}
	for file, from := range map[string]string{
		"templates/" + name + ".yaml": "../templates/" + name + ".yaml",
		"templates/house.yaml":        "testdata/house/house.yaml",
		"templates/seal.svg":          "testdata/house/seal.svg",
	} {
		text, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		over[file] = &fstest.MapFile{Data: text}
	}
	outline := over["templates/"+name+".yaml"]
	outline.Data = append(outline.Data, "\ntheme: house.yaml\n"...)
	return Project{FS: laid{os.DirFS(".."), over}, Outline: "templates/" + name + ".yaml"}
}

// spokenWords are the words of the elements of a document in their order, without
// numbers of pages.
func spokenWords(d pdf.Document) []string {
	parts := make([]strings.Builder, len(d.Elements))
	for _, p := range d.Pages {
		for _, m := range p.Marks {
			if text, ok := m.Op.(ink.Text); ok && m.Element > 0 {
				parts[m.Element].WriteString(text.S)
			}
		}
	}
	var out []string
	for i := range parts {
		if s := strings.ReplaceAll(parts[i].String(), " ", ""); s != "" && !strings.HasPrefix(s, "Page1of") {
			out = append(out, s)
		}
	}
	return out
}

// Each brief that ships with the tool says the same in the style of a house and on
// shorter paper; where it needs more pages for that than it may have, this is said.
func TestShippedInTheStyleOfAHouse(t *testing.T) {
	for _, name := range shippedNames {
		plain, problems := Load(Project{FS: os.DirFS(".."), Outline: "templates/" + name + ".yaml"}, Options{})
		if problems.Failed() {
			t.Fatal(problems)
		}
		house, problems := Load(inHouse(t, name), Options{})
		if len(problems) > 0 {
			t.Fatalf("%s: %v", name, problems)
		}
		a, _ := plain.Pages()
		b, problems := house.Pages()
		for _, p := range problems {
			if !strings.Contains(p.Message, "more than its limit of") && p.Severity == diag.Error {
				t.Errorf("%s: %v", name, p)
			}
		}
		if x, y := spokenWords(a.Document), spokenWords(b.Document); !slices.Equal(x, y) {
			t.Errorf("%s: %d texts in the tool's own style, %d in that of the house", name, len(x), len(y))
		}
		if len(b.Document.Pages) < len(a.Document.Pages) {
			t.Errorf("%s has %d pages on Letter and %d on A4", name, len(b.Document.Pages), len(a.Document.Pages))
		}
		for i, p := range b.Document.Pages {
			if err := p.Check(); err != nil {
				t.Errorf("%s, page %d: %v", name, i+1, err)
			}
			for _, m := range p.Marks {
				if text, ok := m.Op.(ink.Text); ok && (text.Color == palette.Brand || text.Color == palette.Rise || text.Color == palette.Accent || text.Color == palette.Ink) {
					t.Fatalf("%s, page %d: %q is in a colour of the tool's own style, %v", name, i+1, text.S, text.Color)
				}
			}
		}
	}
}

// A draft, and a figure cut from its page, are in the style of the house too.
func TestDraftInTheStyleOfAHouse(t *testing.T) {
	b, problems := Load(inHouse(t, "monthly"), Options{})
	if problems.Failed() {
		t.Fatal(problems)
	}
	pages, _ := b.Draft().Pages()
	brand := ink.RGB(0x00553D)
	has := func(d ink.Drawing) bool {
		return slices.ContainsFunc(d.Marks, func(m ink.Mark) bool {
			p, ok := m.Op.(ink.Path)
			return ok && (p.Fill != nil && *p.Fill == brand || p.Stroke != nil && p.Stroke.Color == brand)
		})
	}
	if first := pages.Document.Pages[0]; !has(first) || first.W < 611 {
		t.Errorf("the first page of the draft is %v wide and has the colour of the house: %v", first.W, has(first))
	}
}

// The keys of the colours of a theme are those of the palette.
func TestColoursOfAThemeAreThoseOfThePalette(t *testing.T) {
	var keys []string
	for i := range reflect.TypeFor[templates.Colours]().NumField() {
		f := reflect.TypeFor[templates.Colours]().Field(i)
		if f.Type == reflect.TypeFor[templates.Scalar]() {
			keys = append(keys, f.Tag.Get("yaml"))
		}
	}
	if got := palette.Keys(); !slices.Equal(got, keys) {
		t.Errorf("the palette has %v, a theme %v", got, keys)
	}
}

// The keys of the wording of a theme are those of the languages.
func TestWordingOfAThemeIsThatOfTheLanguages(t *testing.T) {
	var keys, known []string
	for i := range reflect.TypeFor[templates.Wording]().NumField() {
		keys = append(keys, reflect.TypeFor[templates.Wording]().Field(i).Tag.Get("yaml"))
	}
	for _, w := range locale.Wordings() {
		known = append(known, w.Key)
	}
	for _, tag := range locale.Languages() {
		if new(templates.Wordings).Of(tag) == nil {
			t.Errorf("a theme has no words in %s", tag)
		}
	}
	if !slices.Equal(known, keys) {
		t.Errorf("the languages have %v, a theme %v", known, keys)
	}
}

// FuzzTheme: whatever stands in a theme, it is refused at a place or gives colours
// that eyes can read.
func FuzzTheme(f *testing.F) {
	house, err := os.ReadFile("testdata/house/house.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(house), `<svg viewBox="0 0 9 9"><rect width="9" height="9"/></svg>`)
	f.Add("colours: {ink: \"#808080\", tint: \"#FFFFFF\", sequence: [\"#EEF3F7\", \"#CFDFEA\", \"#A3C2D8\", \"#6C9ABD\", \"#32709E\", \"#12395A\"]}", "")
	f.Add("logo: {path: seal.svg, height: 1e3}\ntype: {size: nan, text: sans}\npaper: letter", "<svg/>")
	f.Fuzz(func(t *testing.T, theme, seal string) {
		p := project(text("Exports are told of here.") + "theme: house.yaml\n")
		p.FS.(fstest.MapFS)["house.yaml"] = &fstest.MapFile{Data: []byte(theme)}
		p.FS.(fstest.MapFS)["seal.svg"] = &fstest.MapFile{Data: []byte(seal)}
		b, problems := Load(p, Options{})
		for _, q := range problems {
			if q.Message == "" || q.Pos.File == "" {
				t.Errorf("a problem without its place: %+v", q)
			}
		}
		if problems.Failed() {
			return
		}
		house := b.Document.Theme
		if c := palette.Contrast(house.Palette.Of(palette.Ink), house.Palette.Of(palette.Tint)); c < 4.5 {
			t.Errorf("text on tint has %v", c)
		}
		if house.Logo != nil && !(house.Logo.Drawing.W > 0 && house.Logo.Drawing.H <= 20*ink.MM+0.01) {
			t.Errorf("a logo of %v by %v", house.Logo.Drawing.W, house.Logo.Drawing.H)
		}
	})
}
