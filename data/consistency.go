package data

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// Test holds the figures against one another, as they are known on a day, and
// reports what cannot be true whatever a text makes of it: a part above its
// whole (C03), sums that do not add up (C04), a year to date that shrinks (C07),
// a year that is not over (C20), figures in another unit (C02, C27), an
// implausible price (C26), a gap in complete data (C28), spoilt codes (C40), and
// a figure from before its period (C41).
//
// Rounding and tolerance always count for the data. Between two releases a part
// is held against the total of its own release and of each later one, because a
// revision may reach one of them first. A problem stands at the cell that is most
// likely wrong, names the other one, and has the id of its data entry among its
// Places. There are at most five of one kind for an entry.
func (c *Cube) Test(asOf Date) diag.List {
	t := &tester{cube: c, asOf: asOf, blamed: map[*observation]bool{}, index: map[familyKey]int{}, byPartner: map[familyKey][]int{}, quantities: map[familyKey][]int{}}
	for _, e := range c.entries {
		t.units(e)
		t.gaps(e)
		t.codes(e)
		t.dates(e)
	}
	t.collect()
	for i := range t.families {
		f := &t.families[i]
		if f.key.unit.percent() {
			t.shares(f)
		}
		if !f.key.unit.Additive() {
			continue
		}
		t.levels(f)
		t.partners(f)
		t.flows(f)
		for j := range f.tracks {
			t.runs(f, &f.tracks[j])
		}
	}
	for i := range t.families {
		f := &t.families[i]
		for j := range f.tracks {
			if f.key.unit.Additive() || f.key.unit.Kind == NoUnit {
				t.slips(&f.tracks[j])
			}
		}
		t.prices(f)
	}
	return t.listed()
}

// tester is the state of one Test.
type tester struct {
	cube             *Cube
	asOf             Date
	families         []family
	index            map[familyKey]int
	byPartner        map[familyKey][]int // families that differ by their partner only, under the key without it
	quantities       map[familyKey][]int // families of quantities, under the key without their unit
	exports, imports int32               // the words for the two flows; 0 = there is none
	problems         diag.List
	blamed           map[*observation]bool // cells with a problem: the first that is found is the one to mend
}

// family is the tracks of one flow, reporter, partner and unit, by code.
type family struct {
	key    familyKey
	tracks []track
	last   int // the last month that is in a figure for less than a year
}

// familyKey tells which figures may be held against one another. Without a
// flow, reporter or partner nobody knows whether two entries mean the same, so
// that each stands for itself.
type familyKey struct {
	flow, reporter, partner int32 // as words
	unit                    Unit
	quantity                bool
	publisher               string
	entry                   *entry // nil where the words above say enough
}

// track is one code of a family as known on the day, whichever entries it is in.
type track struct {
	code  int32 // as word
	known []known
	mixed bool              // not all spans are of one length
	also  map[Span][]figure // what other entries say of a span
}

// known is the newest figure of a span. The older ones stand before it in the
// entry.
type known struct {
	e     *entry
	at    int32 // in e.obs
	older int32
	x     float64 // to look for what may be wrong; NaN where there is no figure
}

func (k *known) o() *observation { return &k.e.obs[k.at] }

func (k *known) figure() figure { return figure{k.e, k.o()} }

// figure is an observation with its entry.
type figure struct {
	e *entry
	o *observation
}

// float is the figure to within the precision of a float64, NaN where there is
// none. It only points out what is then computed exactly.
func (f figure) float() float64 {
	if !f.o.status.hasFigure() {
		return math.NaN()
	}
	return f.o.value.float() * f.e.scales[f.o.scale].float
}

// half is what rounding leaves open on each side of float.
func (f figure) half() float64 {
	r := f.o.rounding()
	return r.float() * f.e.scales[f.o.scale].float
}

func (n number) float() float64 {
	m := float64(n.mant)
	if n.wide != nil {
		m, _ = new(big.Float).SetInt(n.wide).Float64()
	}
	if n.exp == 0 {
		return m
	}
	return m * math.Pow10(int(n.exp))
}

// collect arranges the figures by family and code.
func (t *tester) collect() {
	for _, e := range t.cube.entries {
		for k, key := range e.keys {
			fk := familyKey{
				flow: key.flow, reporter: key.reporter, partner: key.partner,
				unit: e.scales[key.unit].unit, quantity: key.quantity, publisher: e.src.Publisher,
			}
			if fk.flow == 0 || fk.reporter == 0 || fk.partner == 0 {
				fk.entry = e
			}
			tr := t.track(e, int32(k))
			if len(tr.known) == 0 {
				continue
			}
			i, ok := t.index[fk]
			if !ok {
				i = len(t.families)
				t.index[fk] = i
				whichever := fk
				whichever.partner = 0
				t.byPartner[whichever] = append(t.byPartner[whichever], i)
				if key.quantity {
					t.quantities[fk.ofQuantities()] = append(t.quantities[fk.ofQuantities()], i)
				}
				t.families = append(t.families, family{key: fk})
			}
			f := &t.families[i]
			f.tracks = append(f.tracks, tr)
			for j := len(tr.known) - 1; j >= 0; j-- {
				if s := tr.known[j].o().span; s.From.freq != Annual {
					f.last = max(f.last, s.to())
					break
				}
			}
			switch t.cube.words[key.flow] {
			case "export":
				t.exports = key.flow
			case "import":
				t.imports = key.flow
			}
		}
	}
	for i := range t.families {
		f := &t.families[i]
		slices.SortStableFunc(f.tracks, func(a, b track) int {
			if a.code == b.code {
				return 0
			}
			return strings.Compare(t.cube.words[a.code], t.cube.words[b.code])
		})
		kept := f.tracks[:1]
		for _, tr := range f.tracks[1:] {
			if last := &kept[len(kept)-1]; last.code == tr.code {
				last.merge(&tr)
			} else {
				kept = append(kept, tr)
			}
		}
		f.tracks = kept
	}
}

// track is what one series of an entry shows on the day.
func (t *tester) track(e *entry, k int32) track {
	from, to := e.start[k], e.start[k+1]
	tr := track{code: e.keys[k].code, known: make([]known, 0, to-from)}
	for i := from; i < to; {
		span, first, last := e.obs[i].span, int32(-1), int32(-1)
		for ; i < to && e.obs[i].span == span; i++ {
			if t.asOf == dateless || e.obs[i].vintage <= t.asOf {
				if last = i; first < 0 {
					first = i
				}
			}
		}
		if last < 0 {
			continue
		}
		n := known{e: e, at: last, older: last - first}
		n.x = n.figure().float()
		tr.mixed = tr.mixed || len(tr.known) > 0 && span.months() != tr.known[0].o().span.months()
		tr.known = append(tr.known, n)
	}
	return tr
}

// merge takes in what another entry has of the same series.
func (t *track) merge(u *track) {
	merged := make([]known, 0, len(t.known)+len(u.known))
	i := 0
	for _, k := range u.known {
		for i < len(t.known) && t.known[i].o().span.compare(k.o().span) < 0 {
			merged = append(merged, t.known[i])
			i++
		}
		if i == len(t.known) || t.known[i].o().span != k.o().span {
			merged = append(merged, k)
			continue
		}
		main, other := t.known[i], k
		if other.o().vintage > main.o().vintage {
			main, other = other, main
		}
		if t.also == nil {
			t.also = map[Span][]figure{}
		}
		span := k.o().span
		t.also[span] = append(t.also[span], other.layers()...)
		merged = append(merged, main)
		i++
	}
	t.known = append(merged, t.known[i:]...)
	t.mixed = t.mixed || u.mixed || t.known[0].o().span.months() != u.known[0].o().span.months()
}

// maxReleases bounds how many releases of one figure are held against others.
const maxReleases = 60

// layers are the vintages of a figure that its own entry has, the oldest first:
// the newest ones, where there are very many.
func (k *known) layers() []figure {
	older := min(k.older, maxReleases-1)
	list := make([]figure, 0, older+1)
	for i := k.at - older; i <= k.at; i++ {
		list = append(list, figure{k.e, &k.e.obs[i]})
	}
	return list
}

// layers are all vintages of the n-th span, the oldest first.
func (t *track) layers(n int) []figure {
	k := &t.known[n]
	list := k.layers()
	if more := t.also[k.o().span]; len(more) > 0 {
		list = append(list, more...)
		slices.SortStableFunc(list, func(a, b figure) int { return cmp.Compare(a.o.vintage, b.o.vintage) })
	}
	return list
}

// find is the place of a span in the track, or -1.
func (t *track) find(span Span) int {
	i, ok := slices.BinarySearchFunc(t.known, span, func(k known, s Span) int { return k.o().span.compare(s) })
	if !ok {
		return -1
	}
	return i
}

// months is the length of a span.
func (s Span) months() int { return s.Len() * 12 / max(1, s.From.PerYear()) }

// value is a figure exactly, with its interval.
func (t *tester) value(f figure) Value { return t.cube.published(f.e, f.o, "") }

// shown is a figure in whole units of its currency, with as many decimals as it has.
func (t *tester) shown(f figure) string { return amount(t.value(f).X, f.e.scales[f.o.scale].unit) }

func amount(x *big.Rat, u Unit) string {
	decimals := 0
	for y := new(big.Rat).Set(x); !y.IsInt() && decimals < 6; decimals++ {
		y.Mul(y, big.NewRat(10, 1))
	}
	words := Fixed(x, decimals, false)
	if u.Kind != NoUnit {
		words += " " + u.String()
	}
	return words
}

// named is a figure in words: export CN KP 6703 in 2023-06.
func (t *tester) named(f figure) string {
	return t.cube.describe(f.e.keys[f.o.series]) + " in " + f.o.span.String()
}

// place says where a figure stands, for a message at another one.
func (f figure) place(from figure) string {
	return f.e.row(f.o, f.e == from.e && f.o.file == from.o.file)
}

// multiple says how many times y is in x: 129 times, 1.3 times, and nothing near 1.
func multiple(x, y *big.Rat) string {
	if y.Sign() <= 0 || x.Sign() <= 0 {
		return ""
	}
	q := over(x, y)
	switch f, _ := q.Float64(); {
	case f >= 9.95:
		return Fixed(q, 0, false) + " times"
	case f >= 1.05:
		return Fixed(q, 1, false) + " times"
	}
	return ""
}

// blame reports a problem at a figure. A figure has one problem: the next is
// looked for once the first is mended.
func (t *tester) blame(code string, severity diag.Severity, f figure, hint, format string, args ...any) {
	if t.blamed[f.o] || len(t.problems) >= maxFindings {
		return
	}
	t.blamed[f.o] = true
	t.report(code, severity, f.e, f.e.told(f.o), hint, format, args...)
}

// maxFindings bounds what a file that is wrong in every row costs.
const maxFindings = 5000

func (t *tester) report(code string, severity diag.Severity, e *entry, pos diag.Pos, hint, format string, args ...any) {
	p := diag.Errorf(diag.Data, pos, format, args...)
	if hint != "" {
		p = p.WithHint("%s", hint)
	}
	p.Code, p.Severity, p.Places = code, severity, []string{e.src.ID.Value}
	t.problems = append(t.problems, p)
}

// listed sorts the problems and cuts those of one kind short.
func (t *tester) listed() diag.List {
	type kind struct{ code, entry string }
	list := t.problems.Sort()
	seen := map[kind]int{}
	var last []int // the last of each kind that is not listed, in order
	at := map[kind]int{}
	kept := list[:0:0]
	for i, p := range list {
		k := kind{p.Code, p.Places[0]}
		if seen[k]++; seen[k] <= maxAlike {
			kept = append(kept, p)
			continue
		}
		if n, ok := at[k]; ok {
			last[n] = i
		} else {
			at[k] = len(last)
			last = append(last, i)
		}
	}
	for _, i := range last {
		p := list[i]
		n := seen[kind{p.Code, p.Places[0]}] - maxAlike
		p.Message, p.Hint, p.Fix = fmt.Sprintf("and %d more like these, the last one here", n), "", nil
		kept = append(kept, p)
	}
	return kept.Sort()
}
