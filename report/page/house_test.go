package page

import (
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/charts/palette"
	"tradebrief/report/pdf"
)

// On Letter a page is wider and shorter: the content keeps its width, in the
// middle of the page, and nothing is lost.
func TestLetter(t *testing.T) {
	doc := specimen()
	doc.Theme.Paper = Letter
	out, places, problems := Layout(doc)
	if problems.Failed() {
		t.Fatal(problems)
	}
	checkPages(t, out)
	checkWords(t, out, authorWords(doc))
	for i, d := range out.Pages {
		if d.W < 611.99 || d.W > 612.01 || d.H < 791.99 || d.H > 792.01 {
			t.Errorf("page %d measures %v by %v points, expected 612 by 792", i+1, d.W, d.H)
		}
	}
	for _, p := range places {
		if p.X < left+2.9*mm || p.X+p.W > right+2.95*mm+hair {
			t.Errorf("%+v did not move with its page", p)
		}
	}
}

// ministry is a house style that is made up, with a logo that has a colour of the
// design in it.
func ministry() Theme {
	sign := ink.Drawing{W: 9 * mm, H: 9 * mm}
	sign.Add(0, ink.Circle(4.5*mm, 4.5*mm, 4*mm, ink.RGB(0x12395A)), ink.Rect(3*mm, 3*mm, 3*mm, 3*mm, ink.RGB(0xC8A24A)))
	return Theme{
		Palette: palette.New(palette.Choice{Colors: map[string]ink.Color{"brand": ink.RGB(0x00553D), "accent": ink.RGB(0x8A1538), "ink": {}}}),
		Logo:    &Logo{Drawing: sign, Alt: "Seal of the ministry"},
		Type:    Type{Headings: Sans, Size: 10},
	}
}

// painted are the colours of the pages, each with how many marks have it.
func painted(out pdf.Document) map[ink.Color]int {
	colors := map[ink.Color]int{}
	for _, d := range out.Pages {
		for _, m := range d.Marks {
			switch op := m.Op.(type) {
			case ink.Text:
				colors[op.Color]++
			case ink.Path:
				if op.Fill != nil {
					colors[*op.Fill]++
				}
				if op.Stroke != nil {
					colors[op.Stroke.Color]++
				}
			}
		}
	}
	return colors
}

// A house has its own colours wherever the design has one of the parts, and its
// logo keeps those that it has.
func TestHouse(t *testing.T) {
	doc := specimen()
	doc.Theme = ministry()
	for _, draft := range []*Draft{nil, {Word: "DRAFT", Notes: []Note{{Label: "brief.yaml:1", Text: "false", At: doc.At}}}} {
		doc.Draft = draft
		out, _, problems := Layout(doc)
		if problems.Failed() {
			t.Fatal(problems)
		}
		if draft == nil {
			checkPages(t, out)
		}
		checkTargets(t, out)
		checkWords(t, out, authorWords(doc))
		checkConforms(t, out)
		colors := painted(out)
		for name, c := range map[string]ink.Color{"ink": palette.Ink, "brand": palette.Brand, "rise": palette.Rise, "ordinary": palette.Ordinary, "accent": palette.Accent} {
			if n := colors[c]; n > 0 {
				t.Errorf("%d marks are in the %s of the design, %v", n, name, c)
			}
		}
		for _, c := range []ink.Color{ink.RGB(0x00553D), ink.RGB(0x8A1538), ink.RGB(0xC8A24A), ink.RGB(0x12385A), {}} {
			if colors[c] == 0 {
				t.Errorf("no mark is in %v", c)
			}
		}
	}
}

// The type of a house changes running text and headings, and leaves the rest.
func TestTypeOfAHouse(t *testing.T) {
	faces := func(theme Theme) map[ink.Face]int {
		doc := specimen()
		doc.Theme = theme
		out := layout(t, doc)
		checkPages(t, out)
		checkWords(t, out, authorWords(doc))
		set := map[ink.Face]int{}
		for _, d := range out.Pages {
			for _, m := range d.Marks {
				if text, ok := m.Op.(ink.Text); ok {
					set[text.Font.Face] += len(text.S)
				}
			}
		}
		return set
	}
	was := faces(Theme{})
	if now := faces(Theme{Type: Type{Headings: Sans}}); now[ink.SerifBold] > 0 || now[ink.Serif] != was[ink.Serif] || was[ink.SerifBold] == 0 {
		t.Errorf("headings in sans: %v, before %v", now, was)
	}
	if now := faces(Theme{Type: Type{Text: Sans}}); now[ink.Serif]+now[ink.SerifItalic]+now[ink.SerifSemiBold] > 0 || now[ink.SerifBold] != was[ink.SerifBold] {
		t.Errorf("text in sans: %v, before %v", now, was)
	}
	st := Type{Size: 11.5}.of(judgementStyle)
	if got, want := st.font.Size, judgementStyle.font.Size*1.25; got < want-hair || got > want+hair {
		t.Errorf("judgements are set in %v points, expected %v", got, want)
	}
	if st := (Type{Size: 11.5}).of(tableStyle); st != tableStyle {
		t.Errorf("tables are set in %+v", st)
	}
}

// A logo without words of its own is no part of what is read.
func TestLogoIsReadOrNot(t *testing.T) {
	for _, alt := range []string{"", "Seal of the ministry"} {
		doc := specimen()
		doc.Theme = ministry()
		doc.Theme.Logo.Alt = alt
		out := layout(t, doc)
		found := false
		for _, e := range out.Elements {
			found = found || e.Role == "Figure" && e.Alt == "Seal of the ministry"
		}
		if found != (alt != "") {
			t.Errorf("with %q: a figure for it: %v", alt, found)
		}
		checkStructure(t, out)
	}
}
