package report

import (
	"bytes"
	"os"
	"path"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"tradebrief/charts/ink"
)

// swapped is a theme that has the tool's serif faces for its sans ones and the other
// way round, and its files.
const swapped = `fonts:
  serif: {regular: fonts/sans.ttf, bold: fonts/sans-bold.ttf, semibold: fonts/sans-semibold.ttf, italic: fonts/sans-italic.ttf}
  sans: {regular: fonts/serif.ttf, bold: fonts/serif-bold.ttf}
`

// fontFiles are faces of the tool as a house would name its own.
func fontFiles() map[string][]byte {
	return map[string][]byte{
		"fonts/sans.ttf": ink.Sans.Bytes(), "fonts/sans-bold.ttf": ink.SansBold.Bytes(), "fonts/sans-semibold.ttf": ink.SansSemiBold.Bytes(), "fonts/sans-italic.ttf": ink.SansItalic.Bytes(),
		"fonts/serif.ttf": ink.Serif.Bytes(), "fonts/serif-bold.ttf": ink.SerifBold.Bytes(), "fonts/serif-semibold.ttf": ink.SerifSemiBold.Bytes(), "fonts/serif-italic.ttf": ink.SerifItalic.Bytes(),
	}
}

// inSwappedType is a shipped outline in the faces of the swapped theme, on as many
// pages as it takes.
func inSwappedType(t *testing.T, name string) Project {
	t.Helper()
	p := inHouse(t, name)
	over := p.FS.(laid).over
	over["templates/house.yaml"] = &fstest.MapFile{Data: []byte(swapped)}
	for file, content := range fontFiles() {
		over["templates/"+file] = &fstest.MapFile{Data: content}
	}
	outline := over[p.Outline]
	for _, limit := range []string{"5", "8"} {
		outline.Data = bytes.Replace(outline.Data, []byte("limits: {pages: "+limit), []byte("limits: {pages: 12"), 1)
	}
	return p
}

func inPDF(t *testing.T, p Project) ([]byte, Pages) {
	t.Helper()
	b, problems := Load(p, Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	pages, problems := b.Pages()
	if problems.Failed() {
		t.Fatal(problems)
	}
	file, problems := b.PDF(pages)
	if problems.Failed() {
		t.Fatal(problems)
	}
	return file, pages
}

// Everything is set in the faces of the house: pages, charts and furniture say the
// same words in them, and a letter that they lack is in a face of the tool.
func TestBriefInTheTypeOfAHouse(t *testing.T) {
	_, plain := inPDF(t, Project{FS: os.DirFS(".."), Outline: "templates/china-dprk.yaml"})
	_, house := inPDF(t, inSwappedType(t, "china-dprk"))
	if x, y := spokenWords(plain.Document), spokenWords(house.Document); len(x) != len(y) {
		t.Errorf("%d texts in the tool's own type, %d in that of the house", len(x), len(y))
	}
	tools, names := map[ink.Face]bool{}, map[string]bool{}
	for _, f := range ink.Faces() {
		tools[f] = true
	}
	for i, p := range house.Document.Pages {
		if err := p.Check(); err != nil {
			t.Errorf("page %d: %v", i+1, err)
		}
		for _, m := range p.Marks {
			text, ok := m.Op.(ink.Text)
			if !ok {
				continue
			}
			if !tools[text.Font.Face] {
				names[text.Font.Face.Name()] = true
				continue
			}
			for _, r := range text.S {
				own := ink.Serif
				if text.Font.Face.IsSerif() {
					own = ink.Sans
				}
				if own.Has(r) {
					t.Fatalf("page %d: %q is in %s", i+1, text.S, text.Font.Face.Name())
				}
			}
		}
	}
	for _, name := range []string{"SourceSans3-Bold", "SourceSans3-SemiBold", "SourceSans3-Regular", "SourceSerif4-Bold", "SourceSerif4-Regular"} {
		if !names[name] {
			t.Errorf("nothing is set in %s", name)
		}
	}
	if names["SourceSerif4-SemiBold"] {
		t.Error("a weight that the house does not have is set")
	}
}

// Briefs of several houses are built at once, and each is what it is alone.
func TestHousesAtOnce(t *testing.T) {
	p := project(text("Exports are told of here."))
	in := func(theme string) Project {
		files := []string{}
		for name, content := range fontFiles() {
			files = append(files, name, string(content))
		}
		return project(text("Exports are told of here.")+theme, files...)
	}
	projects := []Project{p, in("theme:\n  " + strings.ReplaceAll(strings.TrimSpace(swapped), "\n", "\n  ") + "\n"),
		in("theme: {fonts: {serif: {regular: fonts/serif-bold.ttf, bold: fonts/sans.ttf}}}\n")}
	var alone [3][]byte
	for i, p := range projects {
		alone[i], _ = inPDF(t, p)
	}
	if bytes.Equal(alone[0], alone[1]) || bytes.Equal(alone[1], alone[2]) {
		t.Error("two houses have one file")
	}
	var wg sync.WaitGroup
	for n := range 9 {
		wg.Go(func() {
			if file, _ := inPDF(t, projects[n%3]); !bytes.Equal(file, alone[n%3]) {
				t.Errorf("the brief of house %d differs from the one built alone", n%3)
			}
		})
	}
	wg.Wait()
}

// The faces of a house ride along, and the brief is made again in them.
func TestBriefInTheTypeOfAHouseIsMadeAgain(t *testing.T) {
	_, files := proves(t, inSwappedType(t, "monthly"), Options{})
	for name, content := range fontFiles() {
		if strings.Contains(swapped, name) && !bytes.Equal(files[path.Base(name)], content) {
			t.Errorf("%s does not ride along", name)
		}
	}
}

func TestFontsOfAThemeRefused(t *testing.T) {
	for _, c := range []struct{ fonts, want string }{
		{"{sans: {regular: fonts/note.ttf, bold: fonts/sans-bold.ttf}}", "brief.yaml:36:33: the font \"fonts/note.ttf\" cannot be used: it is no TrueType font\nname a static TrueType file (.ttf) of the face"},
		{"{sans: {regular: fonts/snas.ttf, bold: fonts/sans-bold.ttf}}", "brief.yaml:36:33: the font \"fonts/snas.ttf\" cannot be read: there is no such file\ndid you mean \"fonts/sans.ttf\"?"},
		{"{sans: {regular: fonts/sans.ttf, bold: ../sans.ttf}}", "brief.yaml:36:55: \"../sans.ttf\" lies outside the project, and nothing outside it is read\nput the file beside the outline, or a tradebrief.yaml in the folder that holds both"},
		{"{sans: {regular: fonts/sans.ttf, bold: fonts/huge.ttf}}", "brief.yaml:36:55: the font \"fonts/huge.ttf\" has 9 MB, at most 8 MB were expected\nname a font of Latin letters: what it lacks, such as Chinese, is set in the tool's"},
		{"{sans: {regular: fonts/broken.ttf, bold: fonts/sans-bold.ttf}}", "brief.yaml:36:33: the font \"fonts/broken.ttf\" cannot be used: its tables are broken\nname a static TrueType file (.ttf) of the face"},
		{"{sans: {regular: fonts/sans.ttf}}", "brief.yaml:36:23: sans needs the key bold\n"},
		{"{mono: {regular: fonts/sans.ttf}}", "brief.yaml:36:17: unknown key \"mono\" in fonts\nknown here: serif, sans"},
	} {
		p := project(text("Exports are told of here.")+"theme: {fonts: "+c.fonts+"}\n", "fonts/note.ttf", "a note", "fonts/huge.ttf", strings.Repeat("x", ink.MaxFontBytes+1))
		for name, content := range fontFiles() {
			p.FS.(fstest.MapFS)[name] = &fstest.MapFile{Data: content}
		}
		broken := bytes.Clone(ink.Sans.Bytes())
		at := bytes.Index(broken, []byte("loca"))
		copy(broken[at+8:], []byte{0x7F, 0xFF, 0xFF, 0xFF})
		p.FS.(fstest.MapFS)["fonts/broken.ttf"] = &fstest.MapFile{Data: broken}
		_, problems := Load(p, Options{})
		var got []string
		for _, q := range problems {
			got = append(got, q.Pos.String()+": "+q.Message, q.Hint)
		}
		if s := strings.Join(got, "\n"); s != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.fonts, s, c.want)
		}
	}
}

// What a marking says is in its own colours in any house, and how the brief may be
// shared is in the words of the house.
func TestAmberInTheStyleOfAHouse(t *testing.T) {
	for _, marking := range []string{"TLP:AMBER", "TLP:AMBER+STRICT"} {
		p := project(text("Exports are told of here.") + `theme:
  colours: {brand: "#00553D", ink: "#1B1F1D", accent: "#B34700"}
  wording: {en: {handling_amber: For the ministry and its agencies., handling_strict: For the ministry only.}}
`)
		outline := p.FS.(fstest.MapFS)["brief.yaml"]
		outline.Data = bytes.Replace(outline.Data, []byte("TLP:CLEAR"), []byte(marking), 1)
		_, pages := inPDF(t, p)
		words := map[string]string{"TLP:AMBER": "For the ministry and its agencies.", "TLP:AMBER+STRICT": "For the ministry only."}[marking]
		marked := 0
		for _, d := range pages.Document.Pages {
			for _, m := range d.Marks {
				if text, ok := m.Op.(ink.Text); ok && text.S == marking && text.Font.Size == 12 {
					marked++
					if text.Color != ink.RGB(0xFFC000) {
						t.Errorf("%s is in %v", marking, text.Color)
					}
				}
			}
		}
		if marked < 2 {
			t.Errorf("%s stands %d times", marking, marked)
		}
		if said := strings.Join(spokenWords(pages.Document), "\n"); !strings.Contains(said, strings.ReplaceAll(words, " ", "")) {
			t.Errorf("%q is not said in\n%s", words, said)
		}
	}
}
