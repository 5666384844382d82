package page

import (
	"tradebrief/charts/ink"
	"tradebrief/data/diag"
)

// Place is where a block or a statement came to stand. What a page break, a
// column or a line break divides has several places.
type Place struct {
	At         diag.Pos // of the block, or of the section for its heading; none for a statement
	Statement  int      // its number, or 0 for a block
	Page       int      // from 1
	X, Y, W, H float64  // left, top, width and height, in points from the top left corner
}

// sheet is a page being drawn, and the places on the pages so far.
type sheet struct {
	ink.Drawing
	number int
	places []Place
	found  map[int]bool // the statements that notes of a draft are about
	pageOf map[int]int  // the page of each statement; nil while the pages are first drawn
	asks   bool         // something on the page tells where a statement or an exhibit stands

	destPages map[string]int // the page of each place; nil likewise
}

// placeBlocks notes where the blocks of a column with the top y stand.
func (d *sheet) placeBlocks(c *column, y float64) {
	last := -1 // the place of the block that the slab before belongs to
	for i := range c.slabs {
		s := &c.slabs[i]
		if i > 0 {
			y += s.before
		}
		switch {
		case s.at == diag.Pos{}:
		case last >= 0 && d.places[last].At == s.at:
			d.places[last].H = y + s.height - d.places[last].Y
		default:
			last = len(d.places)
			d.places = append(d.places, Place{At: s.at, Page: d.number, X: c.x, Y: y, W: c.w, H: s.height})
			if i == 0 {
				d.places[last].H += c.leadHeight()
			}
		}
		if i == 0 {
			y += c.leadHeight()
		}
		y += s.height
	}
}

// placeStatements notes where the statements of a line stand whose left end is
// at x and whose line box has the top y and the height h.
func (d *sheet) placeStatements(line ink.TextLine, x, y, h float64) {
	before := 0
	for i := range line.Pieces {
		p := &line.Pieces[i]
		switch n := p.Run.Tag; {
		case n == 0:
		case n == before:
			last := &d.places[len(d.places)-1]
			last.W = x + p.X + p.W - last.X
		default:
			d.places = append(d.places, Place{Statement: n, Page: d.number, X: x + p.X, Y: y, W: p.W, H: h})
		}
		before = p.Run.Tag
	}
}

// pagesOf is the first page of each statement that has a place.
func pagesOf(places []Place) map[int]int {
	out := map[int]int{}
	for _, p := range places {
		if _, known := out[p.Statement]; p.Statement > 0 && !known {
			out[p.Statement] = p.Page
		}
	}
	return out
}
