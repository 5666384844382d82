package data

import (
	"math"
	"slices"

	"tradebrief/data/diag"
)

// A stretch of figures is in another unit where nothing else explains it: the
// figures around it lie close together, it stands far off from all of them, and
// with a power of ten that units differ by taken out it is one of them. Trade
// that collapses or comes back is not close together and knows no powers of ten.
const (
	breakTimes   = 50     // between two neighbours: a break
	aroundMost   = 12     // neighbours on each side that are looked at
	aroundFewest = 8      // of them, in all
	closeOrders  = 1.4    // from the lowest to the highest of them, but for one in ten on each side: 25 times
	steadyOrders = 0.2    // their robust standard deviation where trade may have begun or ended: 1.6 times
	standOff     = 1.7    // decimal orders from the nearest of them: 50 times
	fitOrders    = 0.2    // beyond them that one of them may be
	usualOrders  = 0.7    // from the middle of figures that one of them may be: five times
	leastTold    = 10_000 // dollars or kilograms: what is less may well be a thousandth of the usual
	startFewest  = 6      // low figures at the start of a series that are no beginning of trade
	sameOrders   = 0.1    // between two releases of one figure once a power of ten is taken out
	exactOrders  = 0.004  // the same where the power is ten or a hundred
)

const differentUnits = "if they are in another unit, put them into a data entry of their own, with its scale"

// unitPowers are the decimal orders that units differ by: thousand, 万, million,
// 亿, billion.
var unitPowers = [...]int{3, 4, 6, 8, 9}

// slips looks for figures of a series that are in another unit than the rest of
// it: C02, or C27 where it is one alone.
func (t *tester) slips(tr *track) {
	months := tr.known[len(tr.known)-1].o().span.months()
	other := func(k *known) bool { return !(k.x > 0) || tr.mixed && k.o().span.months() != months }
	broken, last := false, 0.0
	for i := range tr.known {
		k := &tr.known[i]
		if tr.also != nil || k.older > 0 {
			t.slipsOfReleases(tr, i)
		}
		if other(k) {
			continue
		}
		broken = broken || last > 0 && (k.x > last*breakTimes || k.x*breakTimes < last)
		last = k.x
	}
	if !broken {
		return
	}
	s := stretch{track: tr}
	for i := range tr.known {
		if k := &tr.known[i]; !other(k) {
			s.at, s.orders = append(s.at, int32(i)), append(s.orders, math.Log10(k.x))
		}
	}
	for n := 1; n <= len(s.orders); n++ {
		if n < len(s.orders) && math.Abs(s.orders[n]-s.orders[n-1]) <= math.Log10(breakTimes) {
			continue
		}
		s.from, s.to = s.to, n
		t.slip(s)
	}
}

// stretch is a part of the figures of a series for periods of one length.
type stretch struct {
	track    *track
	at       []int32   // of all such figures in the track
	orders   []float64 // decimal logarithms
	from, to int
}

// slip judges a stretch between two breaks.
func (t *tester) slip(s stretch) {
	n, rest := s.to-s.from, len(s.orders)-(s.to-s.from)
	if rest < n || rest == n && s.from == 0 {
		return // the others are the odd ones
	}
	beside := slices.Concat(s.orders[max(0, s.from-aroundMost):s.from], s.orders[s.to:min(len(s.orders), s.to+aroundMost)])
	if len(beside) < aroundFewest {
		return
	}
	slices.Sort(beside)
	cut := len(beside) / 10
	low, high := beside[cut], beside[len(beside)-1-cut]
	middle, spread := robust(beside)
	own, ownSpread := robust(s.orders[s.from:s.to])
	if high-low > closeOrders || ownSpread > steadyOrders || own < high+standOff && own > low-standOff {
		return
	}
	power := 0
	for _, n := range unitPowers {
		if own < middle {
			n = -n
		}
		fits := own - float64(n)
		if fits >= low-fitOrders && fits <= high+fitOrders && (power == 0 || math.Abs(fits-middle) < math.Abs(own-float64(power)-middle)) {
			power = n
		}
	}
	fits, steady := own-float64(power), spread <= steadyOrders
	switch {
	case power == 0:
		return
	case !steady && (power < 0 || s.from == 0):
		return // trade may fall to a thousandth for a while
	case power < 0 && s.from == 0 && n < startFewest:
		return // trade may begin with samples
	case power < 0 && s.to == len(s.orders) && (fits < low-sameOrders || fits > high+sameOrders):
		return // trade may have ended
	}
	for i := s.from; i < s.to; i++ {
		if t.blamed[s.track.known[s.at[i]].o()] {
			return
		}
	}
	f := s.track.known[s.at[s.from]].figure()
	other := s.track.known[s.at[max(0, s.from-1)]].figure()
	if s.from == 0 {
		other = s.track.known[s.at[s.to]].figure()
	}
	for _, g := range [...]figure{f, other} {
		if x := g.float(); g.o.value.digits() < fewestDigits || x < leastTold && s.track.unit().Kind != NoUnit {
			return // so small that anything may be a thousand times it
		}
	}
	if n == 1 {
		inline := f.o.value
		inline.exp -= int32(power)
		t.blame("C27", diag.Error, f, "in the unit of its neighbours it is "+amount(inline.rat(), Unit{})+"; if it is true, waive C27 with the reason",
			"%s is %s, about %s %s", t.named(f), t.shown(f), powerOf(power), t.besides(f, other))
		return
	}
	t.blame("C02", diag.Error, f, differentUnits,
		"%s is %s, and so on to %s, about %s %s", t.named(f), t.shown(f), s.track.known[s.at[s.to-1]].o().span, powerOf(power), t.besides(f, other))
}

// besides names the figure that another one stands off from.
func (t *tester) besides(f, other figure) string {
	return "its neighbours, such as " + t.shown(other) + " for " + other.o.span.String() + " in " + other.place(f)
}

// powerOf is a power of ten for a message: 1000 times, a 1000th of.
func powerOf(k int) string {
	if k < 0 {
		return "a " + tenTo(-k).RatString() + "th of"
	}
	return tenTo(k).RatString() + " times"
}

// unitPower is the power of ten that units differ by and that lies within so
// many orders, or 0.
func unitPower(orders, within float64) int {
	for _, n := range unitPowers {
		for _, k := range [...]int{n, -n} {
			if math.Abs(orders-float64(k)) <= within {
				return k
			}
		}
	}
	return 0
}

// slipsOfReleases holds the releases of one figure against one another: no
// revision is by a power of ten.
func (t *tester) slipsOfReleases(tr *track, n int) {
	layers := tr.layers(n)
	for i := range layers[1:] {
		before, after := layers[i], layers[i+1]
		a, b := before.float(), after.float()
		if !(a > 0) || !(b > 0) {
			continue
		}
		orders := math.Log10(b / a)
		power := unitPower(orders, sameOrders)
		for _, k := range [...]int{1, 2, -1, -2} {
			if power == 0 && math.Abs(orders-float64(k)) <= exactOrders && before.o.value.digits() >= fewestDigits && after.o.value.digits() >= fewestDigits {
				power = k
			}
		}
		if power == 0 || t.blamed[before.o] || t.blamed[after.o] {
			continue
		}
		// The one that is farther from the other figures of the series is in the other unit.
		var others []float64
		for j := max(0, n-aroundMost); j < min(len(tr.known), n+aroundMost+1); j++ {
			if x := tr.known[j].x; j != n && x > 0 {
				others = append(others, math.Log10(x))
			}
		}
		wrong, right := after, before
		if len(others) > 0 {
			if m := median(others); math.Abs(math.Log10(a)-m) > math.Abs(math.Log10(b)-m) {
				wrong, right, power = before, after, -power
			}
		}
		t.blame("C02", diag.Error, wrong, differentUnits,
			"%s is %s here, %s the %s in %s", t.named(wrong), t.shown(wrong), powerOf(power), t.shown(right), right.place(wrong))
	}
}

// digits is the number of digits of a figure as written, without noughts in front.
func (n number) digits() int {
	if n.wide != nil {
		return len(n.wide.Text(10))
	}
	d := 0
	for m := n.mant; m != 0; m /= 10 {
		d++
	}
	return d
}

// robust is the median and the robust standard deviation: 1.4826 times the
// median distance from it.
func robust(list []float64) (middle, spread float64) {
	middle = median(list)
	apart := make([]float64, len(list))
	for i, x := range list {
		apart[i] = math.Abs(x - middle)
	}
	return middle, 1.4826 * median(apart)
}

func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// units reports columns of figures of which nobody says what they are in (C02).
func (t *tester) units(e *entry) {
	said := func(u diag.Text) bool { return u.Value != "" }
	for i := range e.src.Table.Values {
		v := &e.src.Table.Values[i]
		if said(v.Unit) || said(v.UnitColumn) || said(e.src.Unit) || v.Amounts || v.figures().Pos.Line == 0 {
			continue
		}
		t.report("C02", diag.Error, e, v.figures().Pos, "say it beside the column, such as unit: USD, and scale: 1e6 where they are millions; for plain numbers a word of your own, such as unit: points",
			"nobody says what the figures of column %s are in", quote(v.figures().Value))
	}
}
