package page

import (
	"tradebrief/data/diag"
)

// slab is the smallest piece of a page: it is never split. Blocks are composed
// to lists of slabs, and pages are filled with them.
type slab struct {
	at     diag.Pos // of its block, for messages
	height float64
	before float64 // gap to the slab above; dropped at the top of a column
	keep   bool    // the next slab stands in the same column
	below  int     // lines of the same paragraph that follow
	head   bool    // the heading of a numbered exhibit: those of a row end level
	source bool    // the source line of an exhibit: those of a row end level

	// A plot may have any height from least to most, and has the usual one where
	// nothing speaks against it; all are 0 elsewhere.
	least, usual, most float64

	loose float64 // by how much a row of a table may be raised to fill a page

	// What is set again above the slab if a break falls before it: the header of
	// its table.
	again []slab

	draw func(d *sheet, x, y, h float64)
}

// column is slabs one below the other.
type column struct {
	x, w  float64
	lead  []slab // stands first: what is repeated from the page before
	slabs []slab
	firm  int // so many slabs at the top stand together: lines of a parted paragraph
}

// heightOf is the height of slabs at the top of a column.
func heightOf(slabs []slab) float64 {
	var h float64
	for i := range slabs {
		if i > 0 {
			h += slabs[i].before
		}
		h += slabs[i].height
	}
	return h
}

// leadHeight is the height of what is repeated, with the gap after it.
func (c *column) leadHeight() float64 {
	h := heightOf(c.lead)
	if len(c.lead) > 0 && len(c.slabs) > 0 {
		h += c.slabs[0].before
	}
	return h
}

func (c *column) height() float64 { return c.leadHeight() + heightOf(c.slabs) }

// exceeds reports whether the column is higher than h. It looks only at as many
// slabs as that needs, so that filling page after page from a long table takes
// linear time.
func (c *column) exceeds(h float64) bool {
	h -= c.leadHeight()
	for i := range c.slabs {
		if i > 0 {
			h -= c.slabs[i].before
		}
		if h -= c.slabs[i].height; h < -hair {
			return true
		}
	}
	return false
}

// linesTogether is how many lines of a paragraph stay together on either side of a
// break.
const linesTogether = 3

// hair is the length below which two heights are one.
const hair = 0.01

// split divides the column after as many slabs as may stand in the height h and
// end a column. With force something always stands there: slabs that would stay
// together are parted, and the first slab is taken whatever its height.
func (c *column) split(h float64, force bool) (head, rest column) {
	h -= c.leadHeight()
	legal, fits := 0, 0
	for i := range c.slabs {
		if i > 0 {
			h -= c.slabs[i].before
		}
		if h -= c.slabs[i].height; h < -hair {
			break
		}
		fits = i + 1
		if !c.slabs[i].keep && fits >= c.firm {
			legal = fits
		}
	}
	if fits == len(c.slabs) {
		legal = fits
	}
	if legal == 0 && force {
		legal = max(fits, min(1, len(c.slabs)))
		// A table that is parted all the same is parted between two of its rows.
		for k := min(legal, len(c.slabs)-1); k > 1; k-- {
			if c.slabs[k].loose > 0 && len(c.slabs[k-1].again) > 0 {
				legal = k
				break
			}
		}
	}
	head, rest = *c, column{x: c.x, w: c.w}
	head.slabs, rest.slabs = c.slabs[:legal], c.slabs[legal:]
	if legal == 0 {
		head.lead, rest.lead, rest.firm = nil, c.lead, c.firm
	} else if len(rest.slabs) > 0 {
		rest.lead, rest.firm = rest.slabs[0].again, min(linesTogether, c.slabs[legal-1].below)
	}
	return head, rest
}

// shorten lowers the plots among the first slabs that stay together, where these are
// higher than h.
func (c *column) shorten(h float64) {
	over := c.chunk() - h
	for i := range c.slabs {
		s := &c.slabs[i]
		if by := min(over, s.height-s.least); s.most > 0 && by > 0 {
			s.height -= by
			over -= by
		}
		if !s.keep {
			break
		}
	}
}

// chunk is the height of the fewest slabs that may stand before a break.
func (c *column) chunk() float64 {
	h := c.leadHeight()
	for i := range c.slabs {
		if i > 0 {
			h += c.slabs[i].before
		}
		h += c.slabs[i].height
		if !c.slabs[i].keep && i+1 >= c.firm {
			break
		}
	}
	return h
}

// plot is the plot of the column where it stands right under the heading of the
// column and is the only one; else nil.
func (c *column) plot() *slab {
	if len(c.slabs) < 2 || !c.slabs[0].head || c.slabs[1].most == 0 {
		return nil
	}
	for i := 2; i < len(c.slabs); i++ {
		if c.slabs[i].most > 0 {
			return nil
		}
	}
	return &c.slabs[1]
}

// give is by how much the plots of the column can be lowered and raised.
func (c *column) give() (down, up float64) {
	for i := range c.slabs {
		if s := &c.slabs[i]; s.most > 0 {
			down += max(0, s.height-s.least)
			up += max(0, s.most-s.height)
		}
	}
	return down, up
}

// resize raises (or, below zero, lowers) the plots of the column by as much of
// by as their limits allow, each by its part of what all can give.
func (c *column) resize(by float64) {
	down, up := c.give()
	part := 0.0
	switch {
	case by > 0 && up > 0:
		part = min(1, by/up)
	case by < 0 && down > 0:
		part = min(1, -by/down)
	default:
		return
	}
	for i := range c.slabs {
		s := &c.slabs[i]
		switch {
		case s.most == 0:
		case by > 0:
			s.height += part * max(0, s.most-s.height)
		default:
			s.height -= part * max(0, s.height-s.least)
		}
	}
}

func (c *column) draw(d *sheet, y float64) {
	for i, part := range [][]slab{c.lead, c.slabs} {
		for j := range part {
			s := &part[j]
			if j > 0 || i > 0 && len(c.lead) > 0 {
				y += s.before
			}
			if s.draw != nil {
				s.draw(d, c.x, y, s.height)
			}
			y += s.height
		}
	}
}

// stack joins lists of slabs with a gap between them.
func stack(gap float64, lists ...[]slab) []slab {
	var out []slab
	for _, list := range lists {
		if len(list) == 0 {
			continue
		}
		at := len(out)
		out = append(out, list...)
		if at > 0 {
			out[at].before = gap
		}
	}
	return out
}

// boxed sets slabs on a ground with padding. A box that fits a page is one
// slab; a higher one is a ground for each of its slabs.
func (l *layouter) boxed(w float64, inner []slab, padTop, side, padBottom float64, ground func(d *sheet, x, y, w, h float64)) []slab {
	at, h := l.at, padTop+heightOf(inner)+padBottom
	if h <= l.paper.room() {
		content := column{slabs: inner}
		return []slab{{at: at, height: h, draw: func(d *sheet, x, y, h float64) {
			ground(d, x, y, w, h)
			content.x = x + side
			content.draw(d, y+padTop)
		}}}
	}
	out := make([]slab, 0, len(inner)+2)
	strip := func(s slab, drop, height float64) slab {
		return slab{at: at, height: height, keep: s.keep, below: s.below, draw: func(d *sheet, x, y, h float64) {
			ground(d, x, y, w, h)
			if s.draw != nil {
				s.draw(d, x+side, y+drop, s.height)
			}
		}}
	}
	out = append(out, strip(slab{keep: true}, 0, padTop))
	for i, s := range inner {
		gap := s.before
		if i == 0 {
			gap = 0
		}
		s.keep = s.keep || i == len(inner)-1
		out = append(out, strip(s, gap, gap+s.height))
	}
	return append(out, strip(slab{}, 0, padBottom))
}
