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
	low, high, n := math.Inf(1), 0.0, 0
	pair(values, quantities, func(v, q *known) { low, high, n = min(low, v.x/q.x), max(high, v.x/q.x), n+1 })
	unit, mass := values.unit(), quantities.unit().Kind == Mass
	cheap := low < leastPrice && mass && (unit.Code == "USD" || unit.Code == "EUR")
	if far := high > low*math.Pow(10, farOrders) && n > pricesFewest; !far && !cheap {
		return
	}
	list := make([]price, 0, n)
	orders, sizes := make([]float64, 0, n), make([]float64, 0, n)
	pair(values, quantities, func(v, q *known) {
		p := price{v.figure(), q.figure(), math.Log10(v.x / q.x), v.x}
		list, orders, sizes = append(list, p), append(orders, p.order), append(sizes, p.x)
	})
	middle, spread := robust(orders)
	small := smallShare * median(sizes)
	for _, p := range list {
		off := math.Abs(p.order - middle)
		switch {
		case p.uncertain():
		case n > pricesFewest && off >= farOrders && off >= farDeviation*spread && p.x >= small && p.x >= leastTold:
			usual, _ := new(big.Float).SetFloat64(math.Pow(10, middle)).Rat(nil)
			t.implausible(p, math.Abs(off-3) < 0.3, "where %s is usual", Fixed(usual, Significant(usual), false)+" "+unit.String()+"/"+quantities.unit().String())
		case cheap && p.order < math.Log10(leastPrice):
			t.implausible(p, true, "which is less than sand costs")
		}
	}
}

// pair calls f for the spans of which both the value and the quantity are known,
// in one release.
func pair(values, quantities *track, f func(v, q *known)) {
	j := 0
	for i := range values.known {
		v := &values.known[i]
		span := v.o().span
		for j < len(quantities.known) && quantities.known[j].o().span != span && quantities.known[j].o().span.compare(span) < 0 {
			j++
		}
		if j == len(quantities.known) {
			return
		}
		if q := &quantities.known[j]; q.o().span == span && v.x > 0 && q.x > 0 && v.o().vintage == q.o().vintage {
			f(v, q)
		}
	}
}

// uncertain reports whether rounding alone may make the price what it is.
func (p price) uncertain() bool {
	x, half := p.value.float(), p.value.half()
	q, halfQ := p.quantity.float(), p.quantity.half()
	return half > x/4 || halfQ > q/4
}

func (t *tester) perUnit(p price) string {
	v, err := Divide(t.value(p.value), t.value(p.quantity))
	if err != nil || !v.OK() {
		return "no price"
	}
	return Fixed(v.X, Significant(v.X), false) + " " + v.Unit.String()
}

// implausible reports a price at its quantity. byThousand says that a slip
// between kilograms and tonnes would explain it.
func (t *tester) implausible(p price, byThousand bool, than string, args ...any) {
	hint := "one of the two is in another unit, or of another row"
	if byThousand {
		hint = "a thousand times is what lies between kilograms and tonnes: look at the quantity's unit"
	}
	t.blame("C26", diag.Warning, p.quantity, hint, "%s: %s and %s make %s, "+than,
		append([]any{t.named(p.value), t.shown(p.value), t.shown(p.quantity), t.perUnit(p)}, args...)...)
}
