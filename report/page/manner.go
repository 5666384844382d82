package page

import "slices"

// A section is placed in several manners if the first leaves pages that an editor
// would not sign, and the best is kept.

// manner is how a section is brought to its pages.
type manner struct {
	// More room than this at the foot of a page is not left over if the plots of the
	// page can be lowered for one more block.
	trade float64
	// The part of what plots can give by which they are lowered from the start, so
	// that text moves forward too; what is left over in the end raises them again.
	low float64
}

// manners are tried in this order. A later one has to be better by what can be
// seen: plots as high as usual are worth something.
var manners = [...]manner{{trade: gapsMost}, {trade: plotsFrom}, {}, {low: 0.5}, {low: 1}}

const (
	seen       = 10 * mm  // a difference in emptiness
	pageWorth  = 120 * mm // of a page less
	nearlyNone = 0.25     // the part of a page below which it is nearly empty
	mannersFor = 4000     // the most slabs of a section that is placed several times
)

// section places a section: on a new page, or below the one before if all of it
// fits there, or if too much of the page would stay empty otherwise.
func (f *flow) section(s part) {
	f.part = s
	if len(s.rows) == 0 {
		return
	}
	slabs := 0
	for i := range s.rows {
		for j := range s.rows[i].cols {
			slabs += len(s.rows[i].cols[j].slabs)
		}
	}
	if slabs > mannersFor {
		f.place(s.rows)
		return
	}
	problems := len(f.l.problems)
	before, best := *f, *f
	least, found := 0.0, slices.Clone(f.l.problems)
	for i, m := range manners {
		f.l.problems = f.l.problems[:problems]
		try := before.clone()
		try.manner = m
		faults := try.place(cloneRows(s.rows))
		if i > 0 && faults > least-seen {
			continue
		}
		best, least, found = try, faults, slices.Clone(f.l.problems)
		if faults < seen {
			break
		}
	}
	*f = best
	f.l.problems = found
}

// clone is the flow with rows of its own on the page that is not closed yet.
func (f *flow) clone() flow {
	c := *f
	c.pages, c.spans = slices.Clone(f.pages), slices.Clone(f.spans)
	p := c.page()
	p.rows = slices.Clone(p.rows)
	for i := range p.rows {
		p.rows[i].row = p.rows[i].row.clone()
	}
	return c
}

func cloneRows(rows []row) []row {
	out := slices.Clone(rows)
	for i := range out {
		out[i] = out[i].clone()
	}
	return out
}

// clone is the row with slabs of its own.
func (r row) clone() row {
	r.cols = slices.Clone(r.cols)
	for i := range r.cols {
		r.cols[i].slabs = slices.Clone(r.cols[i].slabs)
	}
	return r
}

// faults is what an editor would not sign of pages from the first one: room left
// over at their feet, a page more than need be, a rest alone on the last one. In
// points of height.
func (f *flow) faults(first int) float64 {
	sum := 0.0
	last := len(f.pages) - 1
	for i := first; i < last; i++ {
		sum += pageWorth
		if left := f.pages[i].left(); left > plotsFrom {
			sum += left - plotsFrom
		}
	}
	if last > first && f.page().taken() < nearlyNone*f.l.paper.room() {
		sum += pageWorth
	}
	return sum
}

// left is what is left over at the foot of the page.
func (p *page) left() float64 {
	n := len(p.rows)
	if n == 0 {
		return 0
	}
	last := &p.rows[n-1]
	return p.bottom - last.y - last.row.height()
}

// lower brings the plots of rows down by the part of what they can give.
func lower(rows []row, part float64) {
	for i := range rows {
		if down, _ := rows[i].give(); down > 0 {
			rows[i].resize(rows[i].height() - part*down)
		}
	}
}

// restore raises the plots of the page that is not closed yet, which were lowered for
// others to come forward, to their usual height as far as there is room.
func (f *flow) restore() {
	p := f.page()
	for i := range p.rows {
		left := p.left()
		if left <= hair {
			break
		}
		p.rows[i].restore(left)
		p.stack()
	}
	f.y = p.bottom - p.left()
}

// restore raises the plots of the row to their usual height, by left at most.
func (r *row) restore(left float64) {
	h := r.height()
	for i := range r.cols {
		c := &r.cols[i]
		room := h + left - c.height()
		for j := range c.slabs {
			if s := &c.slabs[j]; s.usual > s.height && room > 0 {
				by := min(s.usual-s.height, room)
				s.height += by
				room -= by
			}
		}
	}
}
