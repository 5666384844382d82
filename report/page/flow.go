package page

import (
	"slices"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
)

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

// settle turns poured columns into plain ones, for a row that is placed whole.
func (r *row) settle() {
	if r.pour > 0 {
		r.cols, _ = r.fillColumns(r.poured(), false)
		r.pour = 0
	}
}

// start is the least height that the row needs to begin on a page.
func (r *row) start() float64 {
	switch {
	case r.pour > 0:
		return r.cols[0].chunk()
	case len(r.cols) == 1:
		c := &r.cols[0]
		h := c.chunk()
		if c.repeats() && !c.exceeds(pageRoom) {
			h = max(h, min(c.height(), tableStart))
		}
		return h
	}
	if r.exceeds(pageRoom) {
		return min(r.height(), tableStart)
	}
	return r.height()
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

// page is a page with its rows in place.
type page struct {
	top    float64 // where the first row may begin
	rows   []placed
	kicker *setting // of a section that goes on
}

// draw paints the rows, and over them the kicker of a section that goes on.
func (p *page) draw(d *ink.Drawing) {
	if p.kicker != nil {
		p.kicker.draw(d, left, top, contentWidth, Left)
	}
	for i := range p.rows {
		for j := range p.rows[i].cols {
			p.rows[i].cols[j].draw(d, p.rows[i].y)
		}
	}
}

type placed struct {
	row
	y float64
}

// part is a composed section.
type part struct {
	name   string
	kicker setting // repeated on pages that the section goes on to
	rows   []row
}

// flow places rows on pages.
type flow struct {
	l     *layouter
	pages []page
	y     float64 // the bottom of the last row
	part  part    // the section being placed
	spans []pageSpan
}

// pageSpan is the length of a section, in points down the pages.
type pageSpan struct {
	name   string
	length float64
}

func (l *layouter) newFlow(front part) *flow {
	f := &flow{l: l, part: front}
	f.pages = []page{{top: mastheadTop}}
	f.y = mastheadTop
	f.rows(front.rows)
	return f
}

func (f *flow) page() *page { return &f.pages[len(f.pages)-1] }

// length is how far down the pages the flow has come.
func (f *flow) length() float64 { return float64(len(f.pages))*(bottom-top) + f.y }

// turn closes the page and begins another.
func (f *flow) turn(continued bool) {
	f.close()
	p := page{top: top}
	if continued && len(f.part.kicker.lines) == 1 {
		k := f.part.kicker
		p.kicker = &k
		p.top += s7
	}
	f.pages = append(f.pages, p)
	f.y = p.top
}

// close fills the page that is being left.
func (f *flow) close() { f.page().fill(f.y) }

// emptyMost is the room at the foot of a page that is not left empty for the
// sake of a new page, if the next section can begin in it.
const emptyMost = 100 * mm

// section places a section: on a new page, or below the one before if all of it
// fits there, or if too much of the page would stay empty otherwise.
func (f *flow) section(s part) {
	f.part = s
	if len(s.rows) == 0 {
		return
	}
	begin := f.length()
	fresh := len(f.page().rows) == 0
	switch avail := bottom - f.y; {
	case fresh:
	case !s.rows[0].newPage && (f.total(s.rows, avail-s7) <= avail-s7 || avail > emptyMost && f.starts(s.rows, avail-s7)):
		s.rows[0].openRule()
	default:
		f.turn(false)
		begin = f.length()
	}
	f.rows(s.rows)
	f.spans = append(f.spans, pageSpan{s.name, f.length() - begin})
}

// openRule begins a section that does not begin its page.
func (r *row) openRule() {
	r.gap, r.fixed = s7, true
	if len(r.cols) > 1 || r.pour > 0 {
		return // a section without a heading
	}
	rule := slab{height: labelDrop, keep: true, draw: func(d *ink.Drawing, x, y, _ float64) {
		d.Add(0, ink.Line(x, y, x+contentWidth, y, ink.Stroke{Color: colorInk, Width: heavy}))
	}}
	r.cols[0].slabs = append([]slab{rule}, r.cols[0].slabs...)
}

// total is the height of rows one below the other; more than limit is not
// counted out.
func (f *flow) total(rows []row, limit float64) float64 {
	var h float64
	for i := range rows {
		if i > 0 {
			h += rows[i].gap
		}
		if i > 0 && rows[i].newPage || rows[i].exceeds(max(0, limit-h)) {
			return limit + 1
		}
		h += rows[i].height()
	}
	return h
}

// starts reports whether the first row, and those that it stays with, can begin
// in the height.
func (f *flow) starts(rows []row, avail float64) bool {
	for i := range rows {
		if i > 0 {
			avail -= rows[i].gap
		}
		if !rows[i].keep || i == len(rows)-1 {
			return rows[i].start() <= avail+hair
		}
		avail -= rows[i].height()
	}
	return true
}

// longest names the section that takes most room.
func (f *flow) longest() string {
	var most pageSpan
	for _, s := range f.spans {
		if s.length > most.length {
			most = s
		}
	}
	return most.name
}

// rows places rows, turning pages where they need it.
func (f *flow) rows(rows []row) {
	for i := 0; i < len(rows); {
		r := &rows[i]
		fresh := len(f.page().rows) == 0
		gap := r.gap
		if fresh {
			gap = 0
		}
		avail := bottom - f.y - gap
		switch {
		case r.newPage && !fresh:
			f.turn(true)
			r.newPage = false
		case !r.exceeds(avail) && (fresh && !r.parts() || f.starts(rows[i:], avail)):
			f.put(*r, gap)
			i++
		case f.squeeze(rows[i:], gap):
			return
		case r.keep && f.partTail(rows, i, avail, gap):
		case !fresh && !f.starts(rows[i:], avail):
			f.turn(true)
		default:
			head, rest := r.split(avail, fresh)
			if fresh {
				f.checkHeight(&head, avail)
			}
			if !head.empty() {
				f.put(head, gap)
			}
			rows[i] = rest
			if !rest.empty() {
				f.turn(true)
			} else {
				i++
			}
		}
	}
}

// partTail places a row without its last lines, a heading that goes to the next
// page with what it stays with. It reports whether there was something to part.
func (f *flow) partTail(rows []row, i int, avail, gap float64) bool {
	r := &rows[i]
	if len(r.cols) > 1 {
		return false
	}
	head, rest := r.split(min(avail, r.height()-1), false)
	if head.empty() {
		return false
	}
	f.put(head, gap)
	rows[i] = rest
	rows[i].keep = true
	f.turn(true)
	return true
}

// put places a row below the last one.
func (f *flow) put(r row, gap float64) {
	r.settle()
	y := f.y + gap
	if h := r.height(); r.foot {
		y = max(y, bottom-h)
		f.y = y + h
	} else {
		f.y = y + h
	}
	p := f.page()
	p.rows = append(p.rows, placed{row: r, y: y})
}

// checkHeight reports a slab that is higher than a page.
func (f *flow) checkHeight(r *row, avail float64) {
	for i := range r.cols {
		c := &r.cols[i]
		if len(c.slabs) == 1 && c.height() > avail+hair {
			f.l.problem(diag.Errorf(diag.Layout, c.slabs[0].at, "this block is %.0f mm high, more than the %.0f mm of a page, and cannot be split", c.height()/mm, avail/mm).
				WithHint("shorten its text or make two blocks of it"))
		}
	}
}
