package charts

// A chart of contributions: what each part added to the growth of the whole, in
// percentage points, and the growth itself below.

func (m *model) contributionRows() rowBars {
	l := rowBars{m: m, head: rowsHead}
	var ends []barRow
	for _, t := range m.tracks {
		s := m.part(t)
		r := barRow{to: s.value, text: s.text, gap: s.gap, label: sans(7.5, inkColor)}
		if r.gap {
			r.to = 0
		}
		r.fill, r.value = moveColors(t, s)
		if r.gap {
			r.value = sans(7, muted)
		}
		switch t.role {
		case Rest:
			r.label, r.space = sans(7.5, text2), restSpace
		case Whole:
			r.bare, r.ruled, r.space = true, true, totalSpace
			r.label, r.value = bold(7.5, inkColor), bold(8.5, rust)
		}
		r.name = m.named(t.name, r.label)
		if t.role == Whole {
			r.name = r.name[:1]
			ends = append(ends, r)
			continue
		}
		l.rows = append(l.rows, r)
	}
	l.rows = append(l.rows, ends...)
	return l
}

func (m *model) contributionHeights() (least, standard, most float64) {
	return m.contributionRows().heights()
}

// scaleOfContributions has the parts on the axis; the whole has no bar.
func (m *model) scaleOfContributions() {
	lo, hi := 0.0, 0.0
	for _, t := range m.tracks {
		if s := m.part(t); t.role != Whole && !s.gap {
			lo, hi = min(lo, s.value), max(hi, s.value)
		}
	}
	m.axis = zeroScale(lo, hi)
}

func (m *model) contributions() (*plot, error) { return m.contributionRows().plan() }
