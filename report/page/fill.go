package page

// squeezeMost is the room that the rest of a section may need on the next page
// for the plots of this page to be lowered so that the rest stands here.
const squeezeMost = 90 * mm

// give is by how much the row can be lowered and raised through its plots.
func (r *row) give() (down, up float64) {
	h := r.height()
	least, most := 0.0, 0.0
	for i := range r.cols {
		d, u := r.cols[i].give()
		ch := r.cols[i].height()
		least, most = max(least, ch-d), max(most, ch+u)
	}
	return max(0, h-least), max(0, most-h)
}

// resize brings the row to the height through its plots. Where every column has
// a plot their heights change alike, so that base lines stay level; elsewhere
// plots fill their column.
func (r *row) resize(h float64) {
	by, alike := h-r.height(), true
	for i := range r.cols {
		down, up := r.cols[i].give()
		alike = alike && down+up > 0
	}
	for i := range r.cols {
		c := &r.cols[i]
		if alike {
			c.resize(by)
		} else if d := h - c.height(); by >= 0 || d < 0 {
			c.resize(d)
		}
	}
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
	over := f.total(rows, bottom-top)
	need := f.y + gap + over - bottom
	if over > bottom-top || len(f.pages) > 1 && over > squeezeMost {
		return false
	}
	for i := range rows {
		rows[i].settle()
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
	part := need / can
	for i := range p.rows {
		r := &p.rows[i]
		down, _ := r.give()
		r.gap -= part * r.slack(i == 0)
		r.resize(r.row.height() - part*down)
	}
	p.stack()
	last := &p.rows[len(p.rows)-1]
	f.y = last.y + last.row.height()
	return true
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
			y = max(y, bottom-h)
		}
		r.y = y
		y += h
	}
}

// fill levels the columns of every row, then spreads what is left over at the
// foot of the page: plots are raised within their limits, then gaps.
func (p *page) fill(end float64) {
	for i := range p.rows {
		p.rows[i].resize(p.rows[i].row.height())
	}
	left := bottom - end
	foot := len(p.rows) > 0 && p.rows[len(p.rows)-1].foot
	if left < hair || foot || len(p.rows) < 2 {
		return
	}
	if left > 12*mm && (left <= 40*mm || !p.ends) {
		var up float64
		for i := range p.rows {
			_, u := p.rows[i].give()
			up += u
		}
		if up > 0 {
			part := min(1, left/up)
			for i := range p.rows {
				_, u := p.rows[i].give()
				p.rows[i].resize(p.rows[i].row.height() + part*u)
			}
			left -= part * up
		}
	}
	gaps := 0
	for i := 1; i < len(p.rows); i++ {
		if !p.rows[i].fixed {
			gaps++
		}
	}
	if left <= 40*mm && gaps > 0 {
		for i := 1; i < len(p.rows); i++ {
			if r := &p.rows[i]; !r.fixed {
				r.gap += max(0, min(mostGap-r.gap, left/float64(gaps)))
			}
		}
	}
	p.stack()
}
