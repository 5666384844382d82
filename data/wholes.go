package data

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"tradebrief/data/diag"
)

// member is a figure as a part or as the whole: the n-th span of a track.
type member struct {
	t *track
	n int
}

func (m member) known() *known  { return &m.t.known[m.n] }
func (m member) figure() figure { return m.known().figure() }

// breakdown is a whole and the parts of it that the data have.
type breakdown struct {
	whole     member
	parts     []member
	code      string // of a part that is more than the whole
	sumCode   string // of a sum that is, or that differs
	sums      bool   // the parts do not overlap, so that their sum is at most the whole
	equal     bool   // they are all there is, so that their sum is the whole
	overTime  bool   // the parts are of other periods than the whole
	undatable bool   // months without a vintage: a sum that differs may be a revision
}

// interval is a figure, or a sum of figures, with what rounding leaves open.
type interval struct{ x, low, high *big.Rat }

func (t *tester) interval(f figure) interval {
	v := t.value(f)
	return interval{v.X, v.Low, v.High}
}

func (a interval) plus(b interval) interval {
	return interval{plus(a.x, b.x), plus(a.low, b.low), plus(a.high, b.high)}
}

func (a interval) minus(b interval) interval {
	return interval{minus(a.x, b.x), minus(a.low, b.high), minus(a.high, b.low)}
}

func (a interval) times(f *big.Rat) interval {
	return interval{times(a.x, f), times(a.low, f), times(a.high, f)}
}

// meets reports whether both may be one figure.
func (a interval) meets(b interval) bool { return a.low.Cmp(b.high) <= 0 && b.low.Cmp(a.high) <= 0 }

// revisionRoom is how much more a figure of one release may be than its whole in
// another before revision does not explain it: a base of China's trade with
// North Korea was revised by 14%.
var revisionRoom = big.NewRat(115, 100)

// noVintage stands for figures of several releases.
const noVintage Date = -1

// room is what a figure of one release may be above a whole of another.
func room(part, whole Date) *big.Rat {
	if part == whole {
		return one
	}
	return revisionRoom
}

// above reports whether a is more than the whole as known when a came out, and
// as known in each later release.
func (t *tester) above(a interval, vintage Date, whole []figure) bool {
	first := 0
	for i, f := range whole {
		if vintage > dateless && f.o.vintage <= vintage {
			first = i
		}
	}
	for _, f := range whole[first:] {
		if !f.o.status.hasFigure() || a.low.Cmp(times(t.interval(f).high, room(vintage, f.o.vintage))) <= 0 {
			return false
		}
	}
	return true
}

// differs reports whether a sum cannot be the whole in any of its releases.
func (t *tester) differs(sum interval, vintage Date, whole []figure) bool {
	for _, f := range whole {
		if !f.o.status.hasFigure() {
			return false
		}
		x, r := t.interval(f), room(vintage, f.o.vintage)
		if sum.low.Cmp(times(x.high, r)) <= 0 && x.low.Cmp(times(sum.high, r)) <= 0 {
			return false
		}
	}
	return true
}

// powers are the slips of scale that are looked for: a decimal sign that moved,
// thousands and millions read for one another, 万 and 亿.
var powers = [...]int{1, 2, 3, 4, 6, 8, 9}

func tenTo(n int) *big.Rat {
	if n < 0 {
		return new(big.Rat).SetFrac(pow10(0), pow10(-n))
	}
	return new(big.Rat).SetInt(pow10(n))
}

var one = big.NewRat(1, 1)

// judge reports what a breakdown shows to be wrong, at the figure that is most
// likely so: the one that a power of ten would put right, else the one part that
// is more than the whole, else the whole.
func (t *tester) judge(b breakdown) {
	w := b.whole.figure()
	if !w.o.status.hasFigure() || t.blamed[w.o] {
		return
	}
	if !b.suspect() {
		return
	}
	layers := b.whole.t.layers(b.whole.n)
	sum := interval{new(big.Rat), new(big.Rat), new(big.Rat)}
	var parts, over []figure
	vintage := dateless
	for i, m := range b.parts {
		f := m.figure()
		if t.blamed[f.o] {
			return
		}
		x := t.interval(f)
		if b.code != "" && t.above(x, f.o.vintage, layers) {
			over = append(over, f)
		}
		sum = sum.plus(x)
		parts = append(parts, f)
		if i == 0 {
			vintage = f.o.vintage
		} else if f.o.vintage != vintage {
			vintage = noVintage
		}
	}
	exceeds := b.sums && t.above(sum, vintage, layers)
	if len(over) == 0 && !exceeds && !(b.equal && t.differs(sum, vintage, layers)) {
		return
	}
	total := t.interval(w)
	// Of a whole and one part above it, the part is the likelier slip.
	if (b.sums || b.equal) && (len(parts) > 1 || len(over) == 0) {
		if f, k := t.slipOf(w, total, parts, sum); k != 0 && f.o != w.o {
			t.blame(b.sumCode, diag.Error, f, "", "%s is %s; %s, %s, the parts would add up to %s",
				t.named(f), t.shown(f), withPower(-k), amount(times(t.value(f).X, tenTo(-k)), b.unit()), t.wholeOf(b, f))
			return
		} else if k != 0 {
			over = nil
		}
	}
	if len(over) == 1 || len(over) > 0 && b.whole.usual() {
		for _, f := range over {
			t.blame(b.code, diag.Error, f, "", "%s is %s, %s %s", t.named(f), t.shown(f), cmp.Or(multiple(t.value(f).X, total.x), "more than"), t.wholeOf(b, f))
		}
		return
	}
	severity := diag.Error
	if b.undatable {
		severity = diag.Warning
	}
	parted := "its only part is " + amount(sum.x, b.unit())
	if len(parts) > 1 {
		parted = t.partsOf(w, parts) + " add up to " + amount(sum.x, b.unit())
	}
	apart := amount(new(big.Rat).Abs(minus(sum.x, total.x)), b.unit()) + " apart"
	if m := multiple(sum.x, total.x); m != "" {
		apart = m + " as much"
	} else if m := multiple(total.x, sum.x); m != "" {
		apart = "and it is " + m + " as much"
	}
	hint := ""
	if w.e.complete() && !b.overTime && total.x.Cmp(sum.x) > 0 {
		hint = "take complete: true off the data entry if it does not hold all parts"
	}
	t.blame(b.sumCode, severity, w, hint, "%s is %s, but %s, %s", t.named(w), t.shown(w), parted, apart)
}

// suspect reports whether the newest figures, about, are worth to be held
// against one another exactly.
func (b breakdown) suspect() bool {
	x, half := b.whole.known().x, b.whole.figure().half()
	slack := 1e-9 * math.Abs(x)
	low, high := 0.0, 0.0
	for _, m := range b.parts {
		p, h := m.known().x, m.figure().half()
		if b.code != "" && p-h > x+half-slack {
			return true
		}
		low, high = low+p-h, high+p+h
	}
	return b.sums && low > x+half-slack || b.equal && (low > x+half-slack || high < x-half+slack)
}

// usual reports whether a figure is much like those of its series before and after.
func (m member) usual() bool {
	var beside []float64
	for i := max(0, m.n-aroundMost); i < min(len(m.t.known), m.n+aroundMost+1); i++ {
		if x := m.t.known[i].x; i != m.n && x > 0 {
			beside = append(beside, math.Log10(x))
		}
	}
	return len(beside) > 0 && math.Abs(math.Log10(m.known().x)-median(beside)) < usualOrders
}

func (b breakdown) unit() Unit {
	f := b.whole.figure()
	return f.e.scales[f.o.scale].unit
}

// wholeOf is the whole in a message at one of its parts.
func (t *tester) wholeOf(b breakdown, part figure) string {
	w := b.whole.figure()
	if b.overTime {
		return "the " + t.shown(w) + " of " + w.o.span.String() + " in " + w.place(part) + ", which includes it"
	}
	return "its total of " + t.shown(w) + " in " + w.place(part)
}

// withPower is a power of ten of a figure, for a message: with 1000 times it, with a 10th of it.
func withPower(k int) string {
	if k > 0 {
		return "with " + tenTo(k).RatString() + " times it"
	}
	return "with a " + tenTo(-k).RatString() + "th of it"
}

// partsOf names the parts in a message at the whole: their figures where they
// are few, else their number.
func (t *tester) partsOf(whole figure, parts []figure) string {
	if len(parts) > 3 {
		return "its " + count(len(parts), "part")
	}
	words := make([]string, len(parts))
	for i, f := range parts {
		words[i] = t.shown(f) + " in " + f.place(whole)
	}
	return enumerated(words)
}

// slipOf finds the one figure that a power of ten would make fit, so that the
// sum of the parts is the whole, and the power that it is off by. Two such parts
// are none.
func (t *tester) slipOf(w figure, total interval, parts []figure, sum interval) (slip figure, by int) {
	if len(parts) > maxSlipParts {
		return figure{}, 0
	}
	for _, n := range powers {
		for _, k := range [...]int{n, -n} {
			if total.x.Sign() != 0 && total.times(tenTo(-k)).meets(sum) {
				return w, k
			}
		}
	}
	whole, halfWhole := w.float(), w.half()
	all, slack := 0.0, halfWhole
	for _, p := range parts {
		x, half := p.float(), p.half()
		all, slack = all+x, slack+half
	}
	for _, p := range parts {
		x, half := p.float(), p.half()
		if x == 0 || p.o.value.digits() < fewestDigits {
			continue // small figures fit anywhere
		}
		for _, n := range powers {
			for _, k := range [...]int{n, -n} {
				f := math.Pow10(-k)
				if math.Abs(all-x+x*f-whole) > slack+half*f+1e-9*math.Abs(whole) {
					continue
				}
				y := t.interval(p)
				rest := interval{minus(sum.x, y.x), minus(sum.low, y.low), minus(sum.high, y.high)}
				switch {
				case !rest.plus(y.times(tenTo(-k))).meets(total):
				case by != 0:
					return figure{}, 0
				default:
					slip, by = p, k
				}
			}
		}
	}
	return slip, by
}

const (
	maxSlipParts = 2000 // more are not searched
	fewestDigits = 3    // of a figure that may be told to be in another unit
)

// Above reports the figures of a series that are more than the whole that its
// shares are measured against (C03): what Test does for the codes of the data,
// for whatever an outline makes of them. The problems stand in the data; they
// have the id of the data entry among their Places.
func (s *Series) Above(whole *Series) diag.List {
	var problems diag.List
	if s.unit != whole.unit {
		return nil
	}
	for i := range s.groups {
		g := &s.groups[i]
		n, ok := slices.BinarySearchFunc(whole.groups, g.span, func(h group, span Span) int { return h.span.compare(span) })
		part := g.layer(false)
		v := s.figure(part)
		if !ok || !v.OK() || !whole.below(v, part.vintage, &whole.groups[n]) {
			continue
		}
		w, first := whole.value(whole.groups[n].layer(false)), part.terms[0]
		p := diag.Errorf(diag.Data, first.e.told(first.o), "%s of %s is %s, %s %s: %s in %s", s.id, g.span, amount(v.X, s.unit),
			cmp.Or(multiple(v.X, w.X), "more than"), whole.id, amount(w.X, s.unit), w.Inputs[0].Pos)
		p.Code, p.Places = "C03", []string{first.e.src.ID.Value}
		problems = append(problems, p)
	}
	return problems
}

// below reports whether the whole is less than a part in every release from that
// of the part on, beyond what revision explains.
func (s *Series) below(part Value, vintage Date, whole *group) bool {
	from := 0
	for i, l := range whole.layers {
		if vintage > dateless && l.vintage <= vintage {
			from = i
		}
	}
	for i := range whole.layers[from:] {
		l := &whole.layers[from+i]
		if x := s.figure(l); !x.OK() || part.Low.Cmp(times(x.High, room(vintage, l.vintage))) <= 0 {
			return false
		}
	}
	return true
}
