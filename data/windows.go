package data

import (
	"math/big"
	"slices"
	"sort"
)

// The figure of a period, and the figures that fill a window.

// covering is the group that stands for p in the newest or the oldest vintage;
// nil if there is none.
func (s *Series) covering(p Period, oldest bool) *group {
	var best *group
	// Groups are sorted by their first period; none is longer than s.longest.
	from := sort.Search(len(s.groups), func(i int) bool { return s.groups[i].span.From.Compare(p.Add(1-s.longest)) >= 0 })
	for i := from; i < len(s.groups) && s.groups[i].span.From.Compare(p) <= 0; i++ {
		if g := &s.groups[i]; g.span.contains(p) && (best == nil || g.before(best, oldest)) {
			best = g
		}
	}
	return best
}

// before reports whether g comes before h as the figure of a period.
func (g *group) before(h *group, oldest bool) bool {
	a, b := g.layers[len(g.layers)-1].vintage, h.layers[len(h.layers)-1].vintage
	if oldest {
		b, a = g.layers[0].vintage, h.layers[0].vintage
	}
	if a != b {
		return a > b
	}
	return g.span.Len() < h.span.Len()
}

func (g *group) layer(oldest bool) *layer {
	if oldest {
		return &g.layers[0]
	}
	return &g.layers[len(g.layers)-1]
}

// at is the figure of p alone; part of a run is no figure of its own.
func (s *Series) at(p Period, oldest bool) Value {
	g := s.covering(p, oldest)
	switch {
	case g == nil:
		return s.none(p)
	case g.span.Len() > 1:
		return absent(s.unit, Missing, nil, "%s of %s is known only as part of %s", p, s.id, g.span)
	}
	return s.value(g.layer(oldest))
}

// bare is the figure of p alone without the list of its inputs.
func (s *Series) bare(p Period, oldest bool) Value {
	g := s.covering(p, oldest)
	if g == nil || g.span.Len() > 1 {
		return s.at(p, oldest)
	}
	return s.figure(g.layer(oldest))
}

func (s *Series) none(p Period) Value {
	switch {
	case p.IsZero():
		return absent(s.unit, Missing, nil, "%s has no such period", s.id)
	case p.freq != s.freq:
		return absent(s.unit, Missing, nil, "%s is not observed for periods such as %s", s.id, p)
	}
	if p.Compare(s.last) > 0 {
		return absent(s.unit, Missing, nil, "no figure of %s for %s, the last is for %s", s.id, p, s.last)
	}
	return absent(s.unit, Missing, nil, "no figure of %s for %s", s.id, p)
}

// sum adds the figures that fill a window exactly: a run counts whole, and one
// that reaches out of the window leaves it incomplete. Where several sets of
// figures fill it, that is meant of which the oldest figure is the newest, and of
// those of one age the finer one: months that were revised come before a run of
// them, and a run that was revised before its months.
func (s *Series) sum(window Span, oldest bool) Value {
	if window.Len() == 0 {
		return s.none(window.From)
	}
	fills := make([]filling, window.Len()+1) // from each period to the end of the window
	fills[window.Len()].whole = true
	for n := window.Len() - 1; n >= 0; n-- {
		p := window.From.Add(n)
		i := sort.Search(len(s.groups), func(i int) bool { return s.groups[i].span.From.Compare(p) >= 0 })
		for ; i < len(s.groups) && s.groups[i].span.From == p; i++ {
			g := &s.groups[i]
			next := n + g.span.Len()
			if next > window.Len() || !fills[next].whole {
				continue
			}
			f := filling{whole: true, first: g}
			if s.longest > 1 {
				f.ages = slices.Clone(fills[next].ages)
				for range g.span.Len() {
					f.ages = append(f.ages, g.age(oldest))
				}
				slices.Sort(f.ages)
			}
			if best := &fills[n]; !best.whole || slices.Compare(f.ages, best.ages) > 0 {
				*best = f // the groups of a period are in order of their length, so that the shorter one stays
			}
		}
	}
	if !fills[0].whole {
		return s.unfilled(window)
	}
	var values []Value
	for n := 0; n < window.Len(); n += fills[n].first.span.Len() {
		values = append(values, s.value(fills[n].first.layer(oldest)))
	}
	return total(s.unit, values)
}

// filling is the figures that fill a window up to its end.
type filling struct {
	whole bool
	first *group
	ages  []int32 // of its periods, the least wanted first
}

// age is greater for a figure that is wanted more: the newer one, or of first
// releases the older one.
func (g *group) age(oldest bool) int32 {
	if oldest {
		return -int32(g.layers[0].vintage)
	}
	return int32(g.layers[len(g.layers)-1].vintage)
}

// unfilled says which period of a window has no figure.
func (s *Series) unfilled(window Span) Value {
	for p := window.From; p.Compare(window.To) <= 0; p = p.Add(1) {
		var within, beyond *group
		for i := range s.groups {
			switch g := &s.groups[i]; {
			case !g.span.contains(p):
			case g.span.From.Compare(window.From) >= 0 && g.span.To.Compare(window.To) <= 0:
				within = g
			default:
				beyond = g
			}
		}
		switch {
		case within != nil:
		case beyond != nil:
			return absent(s.unit, Missing, nil, "%s of %s reaches beyond %s", beyond.span, s.id, window)
		default:
			return s.none(p)
		}
	}
	return absent(s.unit, Missing, nil, "the figures of %s overlap, so that none of them fill %s", s.id, window)
}

// total adds values of one unit that share no input.
func total(u Unit, values []Value) Value {
	if len(values) == 1 {
		return values[0]
	}
	sum := Exact(new(big.Rat), u)
	var inputs []Input
	for _, v := range values {
		if !v.OK() {
			return v
		}
		sum.X, sum.Low, sum.High = plus(sum.X, v.X), plus(sum.Low, v.Low), plus(sum.High, v.High)
		sum.Status = computed(sum.Status, v.Status)
		inputs = append(inputs, v.Inputs...)
	}
	sum.Inputs = inputs
	return sum
}
