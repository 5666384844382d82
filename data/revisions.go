package data

import (
	"math/big"
	"slices"
)

// Revision is a figure that changed after its first release. Where it was
// withdrawn, Value is none.
type Revision struct {
	Span                   Span
	First, Previous, Value Value // in the first release, before the newest change, now
	// The releases that brought them; 0 = not known.
	FirstVintage, PreviousVintage, Vintage Date
}

// Revisions are the figures that changed after their first release, in order of
// their periods. A release that repeats a figure, or writes it with more digits,
// changes nothing: 188.7 stands for all that rounds to it.
func (s *Series) Revisions() []Revision {
	var list []Revision
	for i := range s.groups {
		g := &s.groups[i]
		steps := []*layer{&g.layers[0]} // the releases that brought another figure
		for j := range g.layers[1:] {
			if l := &g.layers[j+1]; s.differs(steps[len(steps)-1], l) {
				steps = append(steps, l)
			}
		}
		if n := len(steps); n > 1 {
			first, before, now := steps[0], steps[n-2], steps[n-1]
			newest := &g.layers[len(g.layers)-1] // of more digits, it may be
			list = append(list, Revision{
				Span: g.span, First: s.value(first), Previous: s.value(before), Value: s.value(newest),
				FirstVintage: first.vintage, PreviousVintage: before.vintage, Vintage: now.vintage,
			})
		}
	}
	return list
}

// Layered reports whether a figure of the series has more than one release.
func (s *Series) Layered() bool {
	return slices.ContainsFunc(s.groups, func(g group) bool { return len(g.layers) > 1 })
}

// differs reports whether two releases of one figure cannot be the same figure
// rounded. A sum differs if one of its parts does.
func (s *Series) differs(a, b *layer) bool {
	if len(a.terms) == 1 && len(b.terms) == 1 && a.gap+b.gap == "" {
		return s.apart(a.terms[0], b.terms[0])
	}
	x, y := s.figure(a), s.figure(b)
	if !x.OK() || !y.OK() {
		return x.OK() != y.OK()
	}
	alike := len(a.terms) == len(b.terms)
	for i := 0; alike && i < len(a.terms); i++ {
		old, now := a.terms[i], b.terms[i]
		if alike = old.e == now.e && old.o.series == now.o.series; alike && s.apart(old, now) {
			return true
		}
	}
	return !alike && x.X.Cmp(y.X) != 0
}

// apart reports whether two observations cannot be the same figure rounded.
func (s *Series) apart(a, b term) bool {
	if a.o == b.o || a.o.scale == b.o.scale && a.e == b.e && a.o.agrees(b.o) {
		return false
	}
	x, y := s.cube.published(a.e, a.o, s.id), s.cube.published(b.e, b.o, s.id)
	if !x.OK() || !y.OK() {
		return x.OK() != y.OK()
	}
	return x.X.Cmp(y.X) != 0 && (x.Low.Cmp(y.High) >= 0 || y.Low.Cmp(x.High) >= 0)
}

func (v View) firstValue() Value { return v.First().value() }

func (v View) revision() Value {
	v.FirstRelease = false
	last, old := v.value(), v.firstValue()
	if last.OK() && old.OK() && len(last.Inputs) == len(old.Inputs) && slices.EqualFunc(last.Inputs, old.Inputs, Input.same) {
		// One vintage: nothing was revised, whatever the rounding.
		zero := new(big.Rat)
		return Value{X: zero, Low: zero, High: zero, Unit: last.Unit, Status: Present, Inputs: last.Inputs}
	}
	return difference(last, old)
}

func (v View) revisionRate() Value {
	base := v.firstValue()
	if why, status := v.unfit(base, v.Series); why != "" {
		return absent(Unit{Kind: Ratio}, status, base.Inputs, "%s", why)
	}
	return ratio(v.revision(), base)
}

// revisionMean is the mean size of the revisions of all periods up to this one
// that have more than one vintage.
func (v View) revisionMean() Value {
	v.FirstRelease = false
	var sizes []Value
	for i := range v.Series.groups {
		g := &v.Series.groups[i]
		if len(g.layers) < 2 || g.span.Len() != 1 || g.span.From.Compare(v.Period) > 0 {
			continue
		}
		if r := v.At(g.span.From).revision(); r.OK() {
			sizes = append(sizes, Abs(r))
		}
	}
	if len(sizes) == 0 {
		return absent(v.Series.unit, Missing, nil, "no figure of %s up to %s has two vintages", v.Series.id, v.Period)
	}
	return scaledBy(total(v.Series.unit, sizes), big.NewRat(1, int64(len(sizes))))
}
