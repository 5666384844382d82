package page

import (
	"tradebrief/charts/ink"
	"tradebrief/charts/palette"
	"tradebrief/report/pdf"
)

// Theme is the style of a house, in place of the tool's own. The zero value is
// the design of the tool.
type Theme struct {
	Paper   Paper
	Palette palette.Palette
	Logo    *Logo // nil: none
	Type    Type
	Faces   ink.HouseFaces // nil: those of the tool
}

// Logo is the sign of a house, at the head of the front page.
type Logo struct {
	Drawing ink.Drawing // as large as it is printed, in points
	Alt     string      // said in its place; empty: it only repeats the name of the house
}

// LogoMost is the greatest width of a logo in points: beside it stand the name of
// the house and the marking.
const LogoMost = 60 * mm

// Family is a family of type.
type Family uint8

const (
	Serif Family = iota
	Sans
)

// Type is what the running text and the headings of sections are set in.
type Type struct {
	Text, Headings Family
	Size           float64 // of paragraphs, in points; 0: that of the design
}

// of is a style in the type of the house. A serif face stands for its part: bold
// for headings, the others for running text. All else is sans in any house.
func (t Type) of(st style) style {
	switch face := st.font.Face; {
	case face == ink.SerifBold:
		if t.Headings == Sans {
			st.font.Face = ink.SansBold
		}
	case face.IsSerif():
		if t.Size > 0 {
			grown := t.Size / bodyStyle.font.Size
			st.font.Size, st.leading = st.font.Size*grown, st.leading*grown
		}
		if t.Text == Sans {
			st.font.Face = sansBeside[face]
		}
	}
	return st
}

// sansBeside is the sans face for each serif one of running text.
var sansBeside = map[ink.Face]ink.Face{ink.Serif: ink.Sans, ink.SerifItalic: ink.SansItalic, ink.SerifSemiBold: ink.SansSemiBold}

// own is a style in the faces of the house. Emphasis is chosen among the faces of the
// tool, before.
func (l *layouter) own(st style) style {
	st.font = l.doc.Theme.Faces.Of(st.font)
	return st
}

// composeLogo is the logo in colours of its own, and its element.
func (l *layouter) composeLogo() (logo ink.Drawing, el int) {
	if l.doc.Theme.Logo == nil {
		return ink.Drawing{}, 0
	}
	logo = l.doc.Theme.Logo.Drawing
	if !l.doc.Theme.Palette.Plain() {
		logo = logo.Recolor(l.doc.Theme.Palette.Beside)
	}
	if alt := l.doc.Theme.Logo.Alt; alt != "" {
		el = l.element(pdf.Element{Role: "Figure", Parent: documentElement, Alt: alt})
	}
	return logo, el
}

// dress gives the finished pages the paper and the colours of the house.
func (l *layouter) dress() {
	dx := (l.paper.width() - pageWidth) / 2
	for i, d := range l.out.Pages {
		if dx > 0 {
			moved := ink.Drawing{W: l.paper.width(), H: d.H, Marks: make([]ink.Mark, 0, len(d.Marks))}
			moved.Place(d, dx, 0, 0)
			d = moved
		}
		if !l.doc.Theme.Palette.Plain() {
			d = d.Recolor(l.doc.Theme.Palette.Of)
		}
		l.out.Pages[i] = d
	}
	for i := range l.places {
		l.places[i].X += dx
	}
}
