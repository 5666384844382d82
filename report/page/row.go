package page

import "slices"

// row is blocks side by side: columns that begin level.
type row struct {
	gap   float64 // above, unless the row begins a page
	fixed bool    // the gap is never raised or lowered
	cols  []column

	// With pour > 0 the slabs of cols[0] run through so many columns of the given
	// width, one after the other, of equal heights.
	pour int
	step float64 // from column to column

	parted bool // a part of a row that a page break divides
	level  bool // every column begins with a figure, and their plots have one height

	keep    bool // the next row begins on the same page
	newPage bool // begins a page
	foot    bool // stands at the bottom of its page
}

// height is that of the row in one piece.
func (r *row) height() float64 {
	if r.pour > 0 {
		return r.poured()
	}
	var h float64
	for i := range r.cols {
		h = max(h, r.cols[i].height())
	}
	return h
}

// exceeds reports whether the row in one piece is higher than h.
func (r *row) exceeds(h float64) bool {
	if r.pour > 0 {
		_, rest := r.fillColumns(h, false)
		return len(rest.slabs) > 0
	}
	for i := range r.cols {
		if r.cols[i].exceeds(h) {
			return true
		}
	}
	return false
}

// poured is the least height at which the columns hold all slabs.
func (r *row) poured() float64 {
	total := r.cols[0].height()
	low, high := total/float64(r.pour)-hair, total
	for high-low > 0.5 {
		mid := (low + high) / 2
		if _, rest := r.fillColumns(mid, false); len(rest.slabs) > 0 {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

// fillColumns pours the slabs into columns of the height h, and returns the
// columns and what is left over. A break that would part what stays together is
// made only if force asks for it.
func (r *row) fillColumns(h float64, force bool) ([]column, column) {
	rest := r.cols[0]
	cols := make([]column, r.pour)
	for i := range cols {
		var c column
		c, rest = rest.split(h, force)
		c.x += float64(i) * r.step
		cols[i] = c
	}
	return cols, rest
}

// settle turns poured columns into plain ones, for a row that is placed whole and has
// so much room. The height that poured finds may be more than that: what stays together
// can fit a lower column and not a higher one.
func (r *row) settle(room float64) {
	if r.pour > 0 {
		h := r.poured()
		if h > room && !r.exceeds(room) {
			h = room
		}
		r.cols, _ = r.fillColumns(h, false)
		r.pour = 0
	}
}

// start is the least height that the row needs to begin on a page with room for
// so much.
func (r *row) start(room float64) float64 {
	switch {
	case r.pour > 0:
		return r.cols[0].chunk()
	case len(r.cols) == 1:
		c := &r.cols[0]
		h := c.chunk()
		if c.repeats() && !c.exceeds(room) {
			h = max(h, min(c.height(), tableStart))
		}
		return h
	}
	if !r.exceeds(room) {
		return r.height()
	}
	h := min(r.height(), tableStart)
	for i := range r.cols {
		h = max(h, r.cols[i].chunk()) // each column begins
	}
	return h
}

// parts reports whether the row ends with a heading that could go to the next
// page alone.
func (r *row) parts() bool {
	return r.keep && len(r.cols) == 1 && slices.ContainsFunc(r.cols[0].slabs, func(s slab) bool { return !s.keep })
}

// tableStart is the room below which a table, or a row of columns, that could
// stand whole on the next page is not begun on this one.
const tableStart = 80 * mm

// repeats reports whether the column is a table that may be split.
func (c *column) repeats() bool { return len(c.slabs) > 0 && len(c.slabs[len(c.slabs)/2].again) > 0 }

// split divides the row at the height h.
func (r *row) split(h float64, force bool) (head, rest row) {
	head, rest = *r, *r
	head.keep, rest.newPage = false, false
	head.parted, rest.parted = true, true
	if r.pour > 0 {
		var left column
		head.cols, left = r.fillColumns(h, force)
		head.pour = 0
		rest.cols = []column{left}
		return head, rest
	}
	head.cols, rest.cols = make([]column, len(r.cols)), make([]column, len(r.cols))
	for i := range r.cols {
		head.cols[i], rest.cols[i] = r.cols[i].split(h, force)
	}
	return head, rest
}

// empty reports whether nothing stands in the row.
func (r *row) empty() bool {
	for i := range r.cols {
		if len(r.cols[i].slabs) > 0 {
			return false
		}
	}
	return true
}

// makeLevel sets exhibits that stand side by side level: headings are padded, so
// that bodies begin at one height; plots take the height of the highest, as far as it suits
// them all; source lines are padded, so that what follows begins at one height.
func (r *row) makeLevel() {
	var heads, plots, sources []*slab
	for i := range r.cols {
		c := &r.cols[i]
		if len(c.slabs) > 0 && c.slabs[0].head {
			heads = append(heads, &c.slabs[0])
		}
		if p := c.plot(); p != nil {
			plots = append(plots, p)
			if len(c.slabs) > 2 && c.slabs[2].source {
				sources = append(sources, &c.slabs[2])
			}
		}
	}
	padAlike(heads)
	padAlike(sources)
	if len(plots) != len(r.cols) {
		return
	}
	least, most, highest := plots[0].least, plots[0].most, 0.0
	for _, p := range plots {
		least, most = max(least, p.least), min(most, p.most)
		highest = max(highest, p.height)
	}
	if least > most {
		// No height suits all: they come as near to one as they can.
		for _, p := range plots {
			p.height = min(max((least+most)/2, p.least), p.most)
			p.usual = p.height
		}
		return
	}
	r.level = true
	for _, p := range plots {
		p.least, p.most, p.height = least, most, min(highest, most)
		p.usual = p.height
	}
}

// padAlike gives slabs the height of the highest.
func padAlike(slabs []*slab) {
	var h float64
	for _, s := range slabs {
		h = max(h, s.height)
	}
	for _, s := range slabs {
		s.height = h
	}
}

// endsOpen reports whether the row ends with a heading, which stays with what
// follows. Under one in a column that is not the highest nothing follows anyway.
func (r *row) endsOpen() bool {
	highest, open := 0.0, false
	for i := range r.cols {
		c := &r.cols[i]
		if h := c.height(); h > highest {
			highest, open = h, c.slabs[len(c.slabs)-1].keep
		}
	}
	return open
}
