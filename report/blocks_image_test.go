package report

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
)

// mapFile is a picture of so many pixels, as PNG or JPEG.
func mapFile(w, h int, kind string) string {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, color.NRGBA{uint8(x), uint8(y), 0x80, uint8(255 - x%50)})
		}
	}
	var b bytes.Buffer
	var err error
	if kind == "jpg" {
		err = jpeg.Encode(&b, img, nil)
	} else {
		err = png.Encode(&b, img)
	}
	if err != nil {
		panic(err)
	}
	return b.String()
}

const (
	shapes   = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20H0z" fill="#12395A"/></svg>`
	pictured = "sections:\n  - title: Trends\n    blocks:\n" +
		"      - image: {id: map, path: map.png, alt: A map of three crossings, title: Three crossings carry the trade, subtitle: In 2023, source: k1, note: Drawn by us}\n" +
		"      - image: {path: photos/map.jpg, alt: A photograph, width: half}\n" +
		"      - image: {path: shapes.svg, alt: A box, title: A box, width: half}\n" +
		"      - chart: {id: level, kind: bars, title: Level, series: [exports], from: 2023-01}\n" +
		"      - text: \"See {{ref('map')}} and {{ref('level')}}.\"\n"
)

func picturedBrief(files ...string) Project {
	return project(pictured, append([]string{"map.png", mapFile(1100, 300, "png"), "photos/map.jpg", mapFile(600, 400, "jpg"), "shapes.svg", shapes}, files...)...)
}

// A picture is a figure like any other; one without a title has no number. Its file
// rides along, and the brief is made again from it, byte for byte.
func TestImages(t *testing.T) {
	b, files := proves(t, picturedBrief(), Options{})
	if b.Figures != 3 {
		t.Errorf("%d figures are numbered, want 3", b.Figures)
	}
	text := b.Text()
	for _, want := range []string{
		"Figure 1. Three crossings carry the trade\nIn 2023\nSource: Reuters [1]. Drawn by us\nA map of three crossings\n\nA photograph\n\nFigure 2. A box\nA box\n",
		"See Figure 1 and Figure 3.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the text does not hold %q:\n%s", want, text)
		}
	}
	for _, name := range []string{"map.png", "map.jpg", "shapes.svg"} {
		if len(files[name]) == 0 {
			t.Errorf("%s does not ride along", name)
		}
	}
	pages, _ := b.Pages()
	for _, p := range b.Parts() {
		if p.Kind != "image" {
			continue
		}
		if images := b.Picture(&p, pages).Marks; !hasImage(images) && p.ID == "map" {
			t.Error("the picture that is cut from the page has no pixels")
		}
	}
	again, _ := built(t, picturedBrief(), Options{})
	if bytes.Equal(again.Embedded()[0].Data, nil) {
		t.Error("nothing is embedded")
	}
	if d := b.Draft(); d != nil {
		if pages, problems := d.Pages(); problems.Failed() || !hasImage(pages.Pages[0].Marks) && !hasImage(pages.Pages[1].Marks) {
			t.Errorf("the draft shows no picture: %v", problems)
		}
	}
}

// A file that is too large says what makes it so.
func TestTooLargeNamesThePicture(t *testing.T) {
	p := picturedBrief()
	files := p.FS.(fstest.MapFS)
	files["brief.yaml"] = &fstest.MapFile{Data: bytes.Replace(files["brief.yaml"].Data, []byte("  marking: TLP:CLEAR\n"), []byte("  marking: TLP:CLEAR\n  limits: {size: 20kB}\n"), 1)}
	b := load(t, p, Options{})
	pages, _ := b.Pages()
	_, problems := b.PDF(pages)
	if len(problems) != 1 || !strings.HasPrefix(problems[0].Hint, "the picture map.jpg is the heaviest part, with 21.2 kB") {
		t.Errorf("%v", problems)
	}
}

// A table may have as many rows as a reader can be asked to print, and no more.
func TestRowsAreBounded(t *testing.T) {
	rows := func(n int) Project {
		return project("sections:\n  - title: Trends\n    blocks:\n      - table: {kind: free, title: Rows, columns: [{title: A}], rows: [" + strings.Repeat("[a], ", n) + "]}\n")
	}
	load(t, rows(2000), Options{})
	_, problems := Load(rows(maxRows+1), Options{})
	if got := problemWords(problems); got != "brief.yaml:34:9: error: the table has 20001 rows: at most 20000 fit a brief" {
		t.Errorf("%s", got)
	}
}

func hasImage(marks []ink.Mark) bool {
	for _, m := range marks {
		if _, ok := m.Op.(ink.Image); ok {
			return true
		}
	}
	return false
}

func TestImageProblems(t *testing.T) {
	at := func(keys string, files ...string) Project {
		return project("sections:\n  - title: Trends\n    blocks:\n      - image: {"+keys+"}\n", append([]string{"map.png", mapFile(700, 100, "png")}, files...)...)
	}
	for name, c := range map[string]struct {
		p    Project
		want string
	}{
		"no file": {at("path: nap.png, alt: A map"),
			`brief.yaml:34:23: error: the picture "nap.png" cannot be read: there is no such file` + "\n  hint: did you mean \"map.png\"?"},
		"outside": {at("path: ../map.png, alt: A map"),
			`brief.yaml:34:23: error: "../map.png" lies outside the project, and nothing outside it is read` + "\n  hint: put the file beside the outline, or a tradebrief.yaml in the folder that holds both"},
		"no picture": {at("path: monthly.csv, alt: A map"), `brief.yaml:34:23: error: "monthly.csv": the file is neither PNG nor JPEG`},
		"no alt":     {at("path: map.png"), `brief.yaml:34:9: error: the block image needs the key alt`},
		"empty alt":  {at(`path: map.png, alt: ""`), `brief.yaml:34:37: error: the block image has an empty alt` + "\n  hint: say in a sentence what the picture shows"},
		"no source":  {at(`path: map.png, alt: A map, source: k9`), `brief.yaml:34:52: error: unknown source "k9"` + "\n  hint: did you mean \"k1\" or \"k2\"?"},
	} {
		_, problems := Load(c.p, Options{})
		if got := problemWords(problems); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
	// What is too coarse for paper is judged where it is printed.
	for name, c := range map[string]struct {
		p    Project
		want string
	}{
		"coarse": {at("path: map.png, alt: A map"),
			"brief.yaml:34:23: warning: the picture has 700 by 100 pixels, which is 102 dots per inch over 174 mm; print needs 150\n" +
				"  hint: it bears 118 mm: write width: two-thirds, or save it with 1028 pixels or more across"},
		"fine":     {at("path: map.png, alt: A map, width: half"), ""},
		"too fine": {at("path: map.png, alt: A map", "map.png", mapFile(1028, 100, "png")), ""},
		"hopeless": {at("path: map.png, alt: A map, width: third", "map.png", mapFile(90, 100, "png")),
			"brief.yaml:34:23: error: the picture has 90 by 100 pixels, which is 42 dots per inch over 54 mm; print needs 150\n  hint: save it with 319 pixels or more across"},
	} {
		b, problems := Load(c.p, Options{})
		if problems.Failed() {
			t.Fatal(problems)
		}
		_, problems = b.Pages()
		if got := problemWords(problems); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

// problemWords is problems as a user reads them, without excerpts.
func problemWords(problems diag.List) string {
	var out []string
	for _, line := range strings.Split(problems.String(), "\n") {
		if line != "" && !strings.Contains(line, " | ") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
