package page

import (
	"tradebrief/charts/ink"
	"tradebrief/charts/palette"
)

// Theme is the style of a house, in place of the tool's own. The zero value is
// the design of the tool.
type Theme struct {
	Paper   Paper
	Palette palette.Palette
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
