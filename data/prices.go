package data

import (
	"math"
	"math/big"

	"tradebrief/data/diag"
)

// A price is the value of a row by its quantity. It is implausible where it is
// far from those of the same goods at other times or with other partners, and no
// small shipment.
const (
	farOrders    = 1.2  // from the middle of the other prices: 16 times
	farDeviation = 4    // the same in robust standard deviations
	pricesFewest = 6    // others that make a middle
	smallShare   = 0.05 // of the median value: less is a sample, which costs what it likes

	leastPrice = 0.002 // dollars or euros for a kilogram: sand and gravel cost more
)

// prices holds the value of each row against its quantity (C26).
func (t *tester) prices(f *family) {
	if f.key.quantity || f.key.unit.Kind != Money {
		return
	}
	for _, g := range t.quantities[f.key.ofQuantities()] {
		for i := range f.tracks {
			if q := t.coded(&t.families[g], f.tracks[i].code); q != nil {
				t.pricesOf(&f.tracks[i], q)
			}
		}
	}
}

// ofQuantities is the key under which the quantities of a family are found,
// whatever unit they are in.
func (k familyKey) ofQuantities() familyKey {
	k.unit, k.quantity = Unit{}, true
	return k
}

type price struct {
	value, quantity figure
	order, x        float64 // decimal logarithm of the price, and the value
}

func (t *tester) pricesOf(values, quantities *track) {
	list := make([]price, 0, len(values.known))
	j := 0
	for i := range values.known {
		k := &values.known[i]
		span := k.o().span
		for j < len(quantities.known) && quantities.known[j].o().span.compare(span) < 0 {
			j++
		}
		if j == len(quantities.known) {
			break
		}
		q := &quantities.known[j]
		if q.o().span == span && k.x > 0 && q.x > 0 && k.o().vintage == q.o().vintage {
			list = append(list, price{k.figure(), q.figure(), math.Log10(k.x / q.x), k.x})
		}
	}
	if len(list) == 0 {
		return
	}
	orders, sizes := make([]float64, len(list)), make([]float64, len(list))
	low, high := math.Inf(1), math.Inf(-1)
	for i, p := range list {
		orders[i], sizes[i] = p.order, p.x
		low, high = min(low, p.order), max(high, p.order)
	}
	if high-low > farOrders && len(list) > pricesFewest {
		middle, spread := robust(orders)
		small := smallShare * median(sizes)
		for i, p := range list {
			off := p.order - middle
			if math.Abs(off) < farOrders || math.Abs(off) < farDeviation*spread || p.x < small || p.uncertain() {
				continue
			}
			other := list[max(0, i-1)]
			if i == 0 {
				other = list[1]
			}
			t.dear(p, other, off)
		}
	}
	u := values.unit()
	for _, p := range list {
		mass := p.quantity.e.scales[p.quantity.o.scale].unit.Kind == Mass
		if mass && (u.Code == "USD" || u.Code == "EUR") && p.order < math.Log10(leastPrice) && !p.uncertain() {
			t.cheap(p, u)
		}
	}
}

// uncertain reports whether rounding alone may make the price what it is.
func (p price) uncertain() bool {
	x, half := p.value.float()
	q, halfQ := p.quantity.float()
	return half > x/4 || halfQ > q/4
}

func (t *tester) perUnit(p price) string {
	v, err := Divide(t.value(p.value), t.value(p.quantity))
	if err != nil || !v.OK() {
		return "no price"
	}
	return significant(v.X) + " " + v.Unit.String()
}

// significant prints three digits or so.
func significant(x *big.Rat) string {
	f, _ := x.Float64()
	return Fixed(x, max(0, 2-int(math.Floor(math.Log10(math.Abs(f))))), false)
}

func (t *tester) dear(p, other price, off float64) {
	hint := "value and quantity are of one row: one of them is in another unit"
	if math.Abs(math.Abs(off)-3) < 0.3 {
		hint = "a thousand times is what lies between kilograms and tonnes: look at the quantity's unit"
	}
	t.blame("C26", diag.Warning, p.quantity, hint, "%s and %s make %s, and %s in %s", t.named(p.value)+": "+t.shown(p.value), t.shown(p.quantity), t.perUnit(p),
		t.perUnit(other), other.quantity.o.span)
}

func (t *tester) cheap(p price, u Unit) {
	t.blame("C26", diag.Warning, p.quantity, "a thousand times is what lies between kilograms and tonnes: look at the quantity's unit",
		"%s and %s make %s, which is less than sand costs", t.named(p.value)+": "+t.shown(p.value), t.shown(p.quantity), t.perUnit(p))
}
