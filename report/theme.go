package report

import (
	"cmp"
	"errors"
	"io/fs"
	"math"
	"path"
	"strconv"
	"strings"

	"tradebrief/charts/ink"
	"tradebrief/charts/palette"
	"tradebrief/charts/svg"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// houseStyle is the style of a house for the pages, and the file of its logo.
type houseStyle struct {
	page.Theme
	logo  file // without a name: none
	fonts []file
}

// file is a file of the project that rides along as it is.
type file struct {
	name    string // its path in the project
	kind    string // its media type
	content []byte
}

// readHouse reads the style of the house, and says what is wrong with it.
func readHouse(fsys fs.FS, t *templates.Theme) (houseStyle, diag.List) {
	var out houseStyle
	problems := checkWording(t)
	if t.Paper.Value == "letter" {
		out.Paper = page.Letter
	}
	family := func(s templates.Scalar) page.Family {
		if s.Value == "sans" {
			return page.Sans
		}
		return page.Serif
	}
	out.Type = page.Type{Text: family(t.Type.Text), Headings: family(t.Type.Headings), Size: number(t.Type.Size, 0)}
	if t.Logo.Path.Present() {
		if p := out.readLogo(fsys, &t.Logo); p != nil {
			problems = append(problems, *p)
		}
	}
	problems = append(problems, out.readFonts(fsys, &t.Fonts)...)
	chosen, bad := colours(&t.Colours)
	out.Palette = chosen
	return out, append(problems, bad...)
}

// languageOf is the language of the brief in the words of the house.
func languageOf(o *templates.Outline) *locale.Locale {
	lang, _ := locale.Of(o.Brief.Language.Value)
	words := o.Theme.Wording.Of(lang.Tag)
	if words == nil {
		return lang
	}
	said := map[string]string{}
	for key, s := range words.Said() {
		said[key] = s.Value
	}
	return lang.Worded(said)
}

// checkWording holds the words of the house against what is put in their places.
func checkWording(t *templates.Theme) (problems diag.List) {
	for _, tag := range locale.Languages() {
		lang, _ := locale.Of(tag)
		problems = append(problems, checkWords(lang, t.Wording.Of(tag).Said())...)
	}
	return problems
}

func checkWords(lang *locale.Locale, said map[string]templates.Scalar) (problems diag.List) {
	for _, w := range locale.Wordings() {
		s := said[w.Key]
		if !s.Present() {
			continue
		}
		message := ""
		switch lacks, strange := w.Places(s.Value); {
		case len(strange) > 0:
			message = "nothing is put in the place " + strange[0] + " of " + w.Key
		case len(lacks) > 0:
			message = w.Key + " has no place " + lacks[0] + ", where its number or name is put"
		default:
			continue
		}
		problems = append(problems, diag.Errorf(diag.Outline, s.Pos, "%s", message).WithHint("without the house it says %q", plainSpaces(w.Usual(lang))))
	}
	return problems
}

// number is a number that the outline has checked.
func number(s templates.Scalar, otherwise float64) float64 {
	if v, err := strconv.ParseFloat(s.Value, 64); err == nil {
		return v
	}
	return otherwise
}

// The height of a logo in millimetres where the outline does not say it, and the
// least that it may say.
const logoHeight, logoLeast = 9, 5

// readLogo reads the file of the logo and brings it to its size on paper.
func (h *houseStyle) readLogo(fsys fs.FS, t *templates.Logo) *diag.Problem {
	name, problem := t.Path.File(diag.Outline)
	if problem != nil {
		return problem
	}
	content, err := readBounded(fsys, name, ink.MaxPictureBytes)
	if err != nil {
		p := diag.Errorf(diag.Outline, t.Path.Pos, "the logo %q cannot be read: %s", t.Path.Value, diag.Reason(err))
		if errors.Is(err, fs.ErrNotExist) {
			p, _ = p.Meaning(t.Path.Pos, t.Path.Value, filesBeside(fsys, name, t.Path.Value, ".svg", ".png"))
		}
		return &p
	}
	h.logo = file{name: name, kind: "image/svg+xml", content: content}
	var drawing ink.Drawing
	switch strings.ToLower(path.Ext(name)) {
	case ".svg":
		if drawing, problem = svg.Read(name, content); problem != nil {
			return problem
		}
	case ".png":
		h.logo.kind = "image/png"
		picture, err := ink.ReadPicture(content)
		if err != nil {
			return problemf(diag.Outline, t.Path.Pos, "%q: %v", t.Path.Value, err)
		}
		drawing.W, drawing.H = float64(picture.Width), float64(picture.Height)
		drawing.Add(0, ink.Image{W: drawing.W, H: drawing.H, Picture: picture})
	default:
		return problemf(diag.Outline, t.Path.Pos, "a logo is an SVG or a PNG file, found %q", t.Path.Value)
	}
	height := number(t.Height, logoHeight) * ink.MM
	scale := height / drawing.H
	if width := drawing.W * scale; width > page.LogoMost {
		p := problemf(diag.Outline, cmp.Or(t.Height.Pos, t.Path.Pos), "the logo is %.0f mm wide at a height of %g mm, at most %.0f mm have room beside the name of the house", width/ink.MM, number(t.Height, logoHeight), page.LogoMost/ink.MM)
		if fits := math.Floor(10*height/ink.MM*page.LogoMost/width) / 10; fits >= logoLeast {
			return hinted(p, "write height: %g", fits)
		}
		return p
	}
	h.Logo = &page.Logo{Drawing: drawing.Scale(scale), Alt: t.Alt.Value}
	return nil
}

// colours are those of the house, with those that eyes cannot read or tell apart.
func colours(t *templates.Colours) (palette.Palette, diag.List) {
	c := palette.Choice{Colors: map[string]ink.Color{}}
	places := map[string]templates.Scalar{}
	for key, s := range t.Single() {
		c.Colors[key] = colorOf(s)
		places[key] = s
	}
	list := func(key string, chosen []templates.Scalar) (colors []ink.Color) {
		for i, s := range chosen {
			colors = append(colors, colorOf(s))
			places[key+strconv.Itoa(i)] = s
		}
		return colors
	}
	c.Categories, c.Sequence, c.Likelihood = list("categories", t.Categories), list("sequence", t.Sequence), list("likelihood", t.Likelihood)
	if len(places) == 0 {
		return palette.Palette{}, nil
	}
	var problems diag.List
	for _, f := range c.Faults() {
		s := places[f.Key]
		if f.Index >= 0 {
			s = places[f.Key+strconv.Itoa(f.Index)]
		}
		p := diag.Errorf(diag.Outline, s.Pos, "%s", f.Message)
		if f.Warning {
			p.Severity = diag.Warning
		}
		if f.Mend != nil {
			p = p.WithFix([]diag.Edit{{Pos: s.Pos, Old: s.Value, New: f.Mend.String()}}, "write %q, the nearest colour without this fault", f.Mend)
		}
		problems = append(problems, p)
	}
	return palette.New(c), problems
}

// colorOf is a colour that the outline has checked: #RRGGBB.
func colorOf(s templates.Scalar) ink.Color {
	hex, _ := strconv.ParseUint(s.Value[1:], 16, 32)
	return ink.RGB(uint32(hex))
}
