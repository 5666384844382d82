package page

import (
	"tradebrief/charts/ink"
	"tradebrief/data/diag"
)

// page is a page with its rows in place.
type page struct {
	top    float64 // where the first row may begin
	bottom float64 // where the last one ends
	rows   []placed
	kicker *setting // of a section that goes on
}

// draw paints the rows, and over them the kicker of a section that goes on.
func (p *page) draw(d *sheet) {
	if p.kicker != nil {
		p.kicker.draw(d, left, top, contentWidth, Left)
	}
	for i := range p.rows {
		for j := range p.rows[i].cols {
			p.rows[i].cols[j].draw(d, p.rows[i].y)
			d.placeBlocks(&p.rows[i].cols[j], p.rows[i].y)
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

	bottom float64 // where pages end
	manner manner
}

// pageSpan is the length of a section, in points down the pages.
type pageSpan struct {
	name        string
	length      float64
	first, last int     // its pages, from 0
	rest        float64 // what stands of it on its last page
}

func (l *layouter) newFlow(front part) *flow {
	f := &flow{l: l, part: front, bottom: l.paper.bottom(), manner: manners[0]}
	f.pages = []page{{top: mastheadTop, bottom: f.bottom}}
	f.y = mastheadTop
	f.rows(front.rows)
	return f
}

func (f *flow) page() *page { return &f.pages[len(f.pages)-1] }

// length is how far down the pages the flow has come.
func (f *flow) length() float64 { return float64(len(f.pages))*(f.bottom-top) + f.y }

// turn closes the page and begins another.
func (f *flow) turn(continued bool) {
	f.close()
	p := page{top: top, bottom: f.bottom}
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

// place places the rows of a section in the manner of the flow, and returns how bad
// the pages are that it leaves.
func (f *flow) place(rows []row) (faults float64) {
	if f.manner.low > 0 {
		lower(rows, f.manner.low)
	}
	begin, first := f.length(), len(f.pages)-1
	fresh := len(f.page().rows) == 0
	switch avail := f.bottom - f.y; {
	case fresh:
	case !rows[0].newPage && (f.total(rows, avail-s7) <= avail-s7 || avail > emptyMost && f.starts(rows, avail-s7)):
		rows[0].openRule()
	default:
		f.turn(false)
		begin, first = f.length(), len(f.pages)-1
	}
	f.rows(rows)
	f.restore()
	f.spans = append(f.spans, pageSpan{f.part.name, f.length() - begin, first, len(f.pages) - 1, f.page().taken()})
	return f.faults(first)
}

// taken is the height of what stands on the page, without the room above its foot.
func (p *page) taken() float64 {
	var h float64
	for i := range p.rows {
		if i > 0 {
			h += p.rows[i].gap
		}
		h += p.rows[i].row.height()
	}
	return h
}

// overhang is the section that has least on its last page, which it began earlier and
// nothing follows on: where least has to be taken out for the brief to have a page
// less.
func (f *flow) overhang() (least pageSpan, found bool) {
	for i, s := range f.spans {
		if s.last == s.first || i+1 < len(f.spans) && f.spans[i+1].first == s.last {
			continue
		}
		if !found || s.rest < least.rest {
			least, found = s, true
		}
	}
	return least, found
}

// openRule begins a section that does not begin its page.
func (r *row) openRule() {
	r.gap, r.fixed = s7, true
	if len(r.cols) > 1 || r.pour > 0 {
		return // a section without a heading
	}
	rule := slab{height: labelDrop, keep: true, draw: func(d *sheet, x, y, _ float64) {
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
		if !rows[i].keep || i == len(rows)-1 || f.stands(rows[i:], avail) {
			return rows[i].start(f.l.paper.room()) <= avail+hair
		}
		avail -= rows[i].height()
	}
	return true
}

// stands reports whether the first row is one of columns that does not wait for the
// next row, though a column of it ends with a heading: there is no page for both, or
// the row goes on to the next page anyway.
func (f *flow) stands(rows []row, avail float64) bool {
	a, b, room := &rows[0], &rows[1], f.l.paper.room()
	return len(a.cols) > 1 && (a.exceeds(avail) || a.height()+b.gap+b.start(room) > room)
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
		avail := f.bottom - f.y - gap
		if fresh && r.pour == 0 {
			for k := range r.cols {
				r.cols[k].shorten(avail)
			}
		}
		switch {
		case r.newPage && !fresh:
			f.turn(true)
			r.newPage = false
		case !r.exceeds(avail) && (fresh && !r.parts() || f.starts(rows[i:], avail)):
			f.put(*r, gap)
			i++
		case f.squeeze(rows[i:], gap):
			return
		case !fresh && f.admit(rows[i:], gap):
		case r.keep && f.partTail(rows, i, avail, gap):
		case !fresh && !f.starts(rows[i:], avail):
			f.turn(true)
		default:
			head, rest := r.split(avail, fresh)
			if fresh {
				f.checkHeight(&head, &rest, avail)
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
// page with what it stays with, or ends its keeping where no page holds both. It
// reports whether there was something to part.
func (f *flow) partTail(rows []row, i int, avail, gap float64) bool {
	r := &rows[i]
	if len(r.cols) > 1 {
		return false
	}
	head, rest := r.split(min(avail, r.height()-1), false)
	if head.empty() {
		return false
	}
	if i+1 < len(rows) && !r.exceeds(avail) {
		next, room := &rows[i+1], f.l.paper.room()
		if lower, _ := next.give(); rest.height()+next.gap+next.start(room)-lower > room {
			r.keep = false
			return true
		}
	}
	f.put(head, gap)
	rows[i] = rest
	rows[i].keep = true
	f.turn(true)
	return true
}

// put places a row below the last one.
func (f *flow) put(r row, gap float64) {
	r.settle(f.bottom - f.y - gap)
	y, h := f.y+gap, r.height()
	if r.foot {
		y = max(y, f.bottom-h)
	}
	f.y = y + h
	p := f.page()
	p.rows = append(p.rows, placed{row: r, y: y})
}

// checkHeight reports a slab that is higher than a page, and a figure that had to be
// parted: head is what of the row stands on the page, rest what is left of it.
func (f *flow) checkHeight(head, rest *row, avail float64) {
	for i := range head.cols {
		c := &head.cols[i]
		h, n := c.height(), len(c.slabs)
		if n > 0 && i < len(rest.cols) && c.figure(rest.cols[i].slabs) {
			h += heightOf(rest.cols[i].slabs[:1])
		}
		if n == 1 && h > avail+hair || n > 1 && h > c.height()+hair {
			f.l.problem(diag.Errorf(diag.Layout, c.slabs[0].at, "this block is %.0f mm high, more than the %.0f mm of a page, and cannot be split", h/mm, avail/mm).
				WithHint("shorten its text or make two blocks of it"))
		}
	}
}

// figure reports whether a figure was parted: the column ends with its heading or its
// plot, and the rest begins with its plot or its source line.
func (c *column) figure(rest []slab) bool {
	n := len(c.slabs)
	return n > 0 && c.slabs[n-1].keep && len(rest) > 0 && (rest[0].most > 0 || rest[0].source && len(rest[0].again) == 0)
}
