package data

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// runs holds the figures of a series for one stretch of time against those for
// a longer one that includes it: months against quarters and years, and the sum
// from January to a month against the sum to a later one.
func (t *tester) runs(f *family, tr *track) {
	if !tr.mixed {
		return
	}
	signed := slices.Contains(balanceFlows[:], strings.ToLower(t.cube.words[f.key.flow]))
	order := make([]int, 0, len(tr.known))
	for i := range tr.known {
		if x := tr.known[i].x; !math.IsNaN(x) {
			order = append(order, i)
			signed = signed || x < 0
		}
	}
	span := func(i int) Span { return tr.known[i].o().span }
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := span(a), span(b)
		return cmp.Or(cmp.Compare(x.from(), y.from()), cmp.Compare(y.to(), x.to()))
	})
	within := map[int][]int{} // the figures that a longer one includes next to itself, by time
	var open []int            // those that include the present one, the longest first
	for _, i := range order {
		for len(open) > 0 && span(open[len(open)-1]).to() < span(i).to() {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			whole := open[len(open)-1]
			within[whole] = append(within[whole], i)
		}
		open = append(open, i)
	}
	for _, i := range order {
		parts := within[i]
		if len(parts) == 0 {
			continue
		}
		whole, next, apart := span(i), span(i).from(), true
		for _, p := range parts {
			apart = apart && span(p).from() >= next
			next = span(p).to() + 1
		}
		b := breakdown{whole: member{tr, i}, sumCode: "C04", overTime: true, sums: apart && !signed}
		b.equal = apart && next == whole.to()+1
		for n, p := range parts {
			b.equal = b.equal && (n == 0 && span(p).from() == whole.from() || n > 0 && span(p).from() == span(parts[n-1]).to()+1)
			b.parts = append(b.parts, member{tr, p})
		}
		b.undatable = tr.known[i].o().vintage == dateless
		if t.unfinished(f, b, next) {
			continue
		}
		if !signed {
			for _, p := range b.parts {
				alone := breakdown{whole: b.whole, parts: []member{p}, code: "C03", overTime: true}
				if s := p.known().o().span; s.from() == whole.from() && s.Len() > 1 {
					alone.code = "C07"
				}
				t.judge(alone)
			}
		}
		t.judge(b)
	}
}

// from and to count months, so that spans of two frequencies compare.
func (s Span) from() int { return s.From.firstMonth() }
func (s Span) to() int   { return s.To.firstMonth() + 12/max(1, s.To.PerYear()) - 1 }

// unfinished reports a row for a year that is the sum of its first months, and
// no later month is known: the year is not over. next is the first month that is
// in none of the parts.
func (t *tester) unfinished(f *family, b breakdown, next int) bool {
	w := b.whole.figure()
	whole := w.o.span
	if whole.From.freq != Annual || whole.Len() != 1 || !b.sums || next > whole.to() || b.parts[0].figure().o.span.from() != whole.from() || b.whole.known().x == 0 {
		return false
	}
	var sum interval
	for i, p := range b.parts {
		if s := p.figure().o.span; i > 0 && s.from() != b.parts[i-1].figure().o.span.to()+1 {
			return false
		}
		if x := t.interval(p.figure()); i == 0 {
			sum = x
		} else {
			sum = sum.plus(x)
		}
	}
	if !sum.meets(t.interval(w)) || f.last >= next {
		return false
	}
	first, last := b.parts[0].figure(), b.parts[len(b.parts)-1].figure()
	t.blame("C20", diag.Error, w, "give the row the months that it covers: "+Span{first.o.span.From, last.o.span.To}.String(),
		"%s is %s, which is what %s to %s add up to: the year is not over", t.named(w), t.shown(w), first.o.span.From, last.o.span.To)
	return true
}
