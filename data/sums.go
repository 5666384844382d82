package data

import (
	"math/big"
	"sync"
)

// sum is a figure of many parts, such as a total of five thousand codes. It is
// added up when it is first asked for, because a record or a streak asks for
// the same months again and again.
type sum struct {
	once  sync.Once
	value Value // without inputs, unless it is missing
}

// figure is the figure of a layer without the list of its inputs.
func (s *Series) figure(l *layer) Value {
	if l.gap != "" || len(l.terms) == 1 {
		return s.value(l)
	}
	l.sum.once.Do(func() { l.sum.value = s.add(l.terms) })
	return l.sum.value
}

// inputs lists what a layer was added up from.
func (s *Series) inputs(terms []term) []Input {
	list := make([]Input, len(terms))
	for i, t := range terms {
		if list[i] = s.cube.input(t.e, t.o, s.id); t.e.converts(t.o.scale) {
			list[i] = t.e.rates.input(list[i], s.asOf)
		}
	}
	return list
}

// add adds the terms up as integers: those of one scale at the last decimal
// place that any of them needs.
func (s *Series) add(terms []term) Value {
	sum := Exact(new(big.Rat), s.unit)
	last := int32(0) // exponent of the last place
	for _, t := range terms {
		if !t.o.status.hasFigure() {
			return s.cube.figure(t.e, t.o, s.id, s.asOf)
		}
		sum.Status = computed(sum.Status, t.o.status)
		last = min(last, t.o.value.exp-1)
		if t.o.tolerance != nil {
			last = min(last, t.o.tolerance.exp)
		}
	}
	type parts struct{ x, half big.Int }
	byScale := map[*big.Rat]*parts{}
	var order []*big.Rat
	place := new(big.Int)
	at := func(n number) *big.Int {
		if n.wide != nil {
			return place.Mul(n.wide, pow10(int(n.exp-last)))
		}
		return place.Mul(place.SetInt64(n.mant), pow10(int(n.exp-last)))
	}
	for _, t := range terms {
		factor := t.e.scales[t.o.scale].factor
		p := byScale[factor]
		if p == nil {
			p = &parts{}
			byScale[factor] = p
			order = append(order, factor)
		}
		p.x.Add(&p.x, at(t.o.value))
		p.half.Add(&p.half, at(t.o.rounding()))
	}
	half := new(big.Rat)
	for _, factor := range order {
		p := byScale[factor]
		sum.X = plus(sum.X, times(scaled(&p.x, int(last)), factor))
		half.Add(half, times(scaled(&p.half, int(last)), factor))
	}
	sum.Low, sum.High = minus(sum.X, half), plus(sum.X, half)
	if t := terms[0]; t.e.converts(t.o.scale) { // and so are all terms, at one rate
		return t.e.rates.convert(sum, t.o.span, s.asOf)
	}
	return sum
}
