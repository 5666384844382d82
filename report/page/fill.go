package page

import (
	"cmp"
	"slices"
)

// squeezeMost is the room that the rest of a section may need on the next page
// for the plots of this page to be lowered so that the rest stands here.
const squeezeMost = 90 * mm

// give is by how much the row can be lowered and raised through its plots.
func (r *row) give() (down, up float64) {
	if r.even() {
		p := r.cols[0].plot()
		return p.height - p.least, p.most - p.height
	}
	h := r.height()
	least, most := 0.0, 0.0
	for i := range r.cols {
		d, u := r.cols[i].give()
		ch := r.cols[i].height()
		least, most = max(least, ch-d), max(most, ch+u)
	}
	return max(0, h-least), max(0, most-h)
}

// even reports whether the row is level and still has all its plots: a heading
// of many lines can part a column from its plot.
func (r *row) even() bool {
	return r.level && !slices.ContainsFunc(r.cols, func(c column) bool { return c.plot() == nil })
}

// resize brings the row to the height through its plots. In a level row they
// change alike; elsewhere they fill their column.
func (r *row) resize(h float64) {
	by := h - r.height()
	even := r.even()
	for i := range r.cols {
		c := &r.cols[i]
		if even {
			p := c.plot()
			p.height = min(max(p.height+by, p.least), p.most)
		} else if d := h - c.height(); by >= 0 || d < 0 {
			c.resize(d)
		}
	}
}

// tables are the rows of the tables that stand whole in the row and may be
// raised, and by how much all of them together.
func (r *row) tables() (slabs []*slab, loose float64) {
	if len(r.cols) != 1 || r.parted {
		return nil, 0
	}
	for i := range r.cols[0].slabs {
		if s := &r.cols[0].slabs[i]; s.loose > 0 {
			slabs = append(slabs, s)
			loose += s.loose
		}
	}
	return slabs, loose
}

// squeeze places all the rows that are left of a section on the page by lowering
// plots and gaps, if what would go to the next page is little and the limits
// allow it. On the front page any rest is worth it.
func (f *flow) squeeze(rows []row, gap float64) bool {
	p := f.page()
	for i := range rows {
		if rows[i].newPage {
			return false
		}
	}
	over := f.total(rows, f.bottom-top)
	need := f.y + gap + over - f.bottom
	if over > f.bottom-top || len(f.pages) > 1 && over > squeezeMost {
		return false
	}
	can := 0.0
	for i := range p.rows {
		down, _ := p.rows[i].give()
		can += down + p.rows[i].slack(i == 0)
	}
	for i := range rows {
		down, _ := rows[i].give()
		can += down + rows[i].slack(false)
	}
	if need > can {
		return false
	}
	for i := range rows {
		g := rows[i].gap
		if i == 0 {
			g = gap
		}
		f.put(rows[i], g)
	}
	p.lower(need / can)
	last := &p.rows[len(p.rows)-1]
	f.y = last.y + last.row.height()
	return true
}

// admit makes room on the page for the next row, and those that it stays with, by
// lowering plots and gaps, if more would be left over otherwise than the manner
// allows.
func (f *flow) admit(rows []row, gap float64) bool {
	p := f.page()
	need, can, up := f.y+gap-f.bottom, 0.0, 0.0
	n := 0
	for i := range rows {
		n = i + 1
		if i > 0 {
			if rows[i].newPage {
				break
			}
			need += rows[i].gap
		}
		if !rows[i].keep || i == len(rows)-1 {
			need += rows[i].start(f.l.paper.room())
			break
		}
		need += rows[i].height()
	}
	rows = rows[:n]
	for i := range p.rows {
		down, raise := p.rows[i].give()
		can += down + p.rows[i].slack(i == 0)
		up += raise
	}
	for i := range rows {
		down, _ := rows[i].give()
		can += down
	}
	if left := f.bottom - f.y - up; need <= hair || need > can || left < f.manner.trade {
		return false
	}
	part := min(1, (need+hair)/can)
	p.lower(part)
	lower(rows, part)
	last := &p.rows[len(p.rows)-1]
	f.y = last.y + last.row.height()
	return true
}

// lower brings the plots and the gaps of the page down by the part of what they can
// give.
func (p *page) lower(part float64) {
	for i := range p.rows {
		r := &p.rows[i]
		down, _ := r.give()
		r.gap -= part * r.slack(i == 0)
		r.resize(r.row.height() - part*down)
	}
	p.stack()
}

// slack is by how much the gap above the row may be lowered.
func (r *row) slack(first bool) float64 {
	if first || r.fixed {
		return 0
	}
	return max(0, r.gap-leastGap)
}

// stack places the rows of the page again, after their heights changed.
func (p *page) stack() {
	if len(p.rows) == 0 {
		return
	}
	y := p.rows[0].y
	for i := range p.rows {
		r := &p.rows[i]
		if i > 0 {
			y += r.gap
		}
		h := r.row.height()
		if r.foot {
			y = max(y, p.bottom-h)
		}
		r.y = y
		y += h
	}
}

// plotsFrom is what must be left over for plots to be raised; where they leave more
// than gapsMost, the page stays as it is: nothing could hide that.
const (
	plotsFrom = 12 * mm
	gapsMost  = 40 * mm
)

// fill levels the columns of every row, then spreads what is left over at the
// foot of the page: plots are raised within their limits, then gaps, then the
// rows of tables. What stands at the foot of the last page stays there.
func (p *page) fill(end float64) {
	for i := range p.rows {
		p.rows[i].resize(p.rows[i].row.height())
	}
	left := p.bottom - end
	if n := len(p.rows); n > 0 && p.rows[n-1].foot {
		if n > 1 {
			last := &p.rows[n-2]
			left = p.rows[n-1].y - p.rows[n-1].gap - last.y - last.row.height()
			p.raisePlots(left)
			p.stack()
		}
		return
	}
	if left < hair {
		return
	}
	var up float64
	for i := range p.rows {
		_, u := p.rows[i].give()
		up += u
	}
	if left > gapsMost+up {
		return
	}
	if left > plotsFrom {
		left -= p.raisePlots(left)
	}
	left -= p.raiseGaps(left)
	p.raiseTables(left)
	p.stack()
}

// raisePlots raises the plots of the page by up to so much, and returns by how
// much the page has grown.
func (p *page) raisePlots(left float64) float64 {
	var up float64
	for i := range p.rows {
		_, u := p.rows[i].give()
		up += u
	}
	if up <= 0 || left <= 0 {
		return 0
	}
	part := min(1, left/up)
	for i := range p.rows {
		_, u := p.rows[i].give()
		p.rows[i].resize(p.rows[i].row.height() + part*u)
	}
	return part * up
}

// raiseGaps raises the gaps between rows towards one value, and returns by how much
// the page has grown.
func (p *page) raiseGaps(left float64) float64 {
	var gaps []*float64
	for i := 1; i < len(p.rows); i++ {
		if r := &p.rows[i]; !r.fixed && r.gap < mostGap {
			gaps = append(gaps, &r.gap)
		}
	}
	slices.SortStableFunc(gaps, func(a, b *float64) int { return cmp.Compare(*a, *b) })
	var used float64
	for n := 1; n <= len(gaps) && left > used; n++ {
		next := mostGap
		if n < len(gaps) {
			next = *gaps[n]
		}
		by := min(next-*gaps[0], (left-used)/float64(n))
		for _, g := range gaps[:n] {
			*g += by
			used += by
		}
	}
	return used
}

// raiseTables raises the rows of tables alike.
func (p *page) raiseTables(left float64) {
	var loose float64
	for i := range p.rows {
		_, u := p.rows[i].tables()
		loose += u
	}
	if loose <= 0 || left <= 0 {
		return
	}
	part := min(1, left/loose)
	for i := range p.rows {
		slabs, _ := p.rows[i].tables()
		for _, s := range slabs {
			s.height += part * s.loose
		}
	}
}
