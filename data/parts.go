package data

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"strings"

	"tradebrief/data/codes"
	"tradebrief/data/diag"
)

// tally is what the parts of a whole come to in one span, about.
type tally struct {
	low, high float64
	parts     int
	unknown   bool // a part is withheld
	over      bool // a part is more than the whole
}

// hold holds tracks against the track of which they are parts, span by span.
func (t *tester) hold(b breakdown, whole *track, parts []*track, complete bool) {
	if len(parts) == 0 {
		return
	}
	tallies := make([]tally, len(whole.known))
	for _, p := range parts {
		j := 0
		for i := range p.known {
			k := &p.known[i]
			span := k.o().span
			for j < len(whole.known) && whole.known[j].o().span != span && whole.known[j].o().span.compare(span) < 0 {
				j++
			}
			if j == len(whole.known) {
				break
			}
			if whole.known[j].o().span != span {
				continue
			}
			s := &tallies[j]
			if math.IsNaN(k.x) {
				s.unknown = true
				continue
			}
			half := k.figure().half()
			s.low, s.high, s.parts = s.low+k.x-half, s.high+k.x+half, s.parts+1
			s.over = s.over || k.x > whole.known[j].x
		}
	}
	for j := range tallies {
		s, k := &tallies[j], &whole.known[j]
		if s.parts == 0 || math.IsNaN(k.x) {
			continue
		}
		x, half := k.x, k.figure().half()
		slack := 1e-9 * math.Abs(x)
		b.equal = complete && !s.unknown
		if !(s.over && b.code != "") && !(b.sums && s.low > x+half-slack) && !(b.equal && (s.low > x+half-slack || s.high < x-half+slack)) {
			continue
		}
		b.whole, b.parts = member{whole, j}, nil
		for _, p := range parts {
			if n := p.find(k.o().span); n >= 0 && !math.IsNaN(p.known[n].x) {
				b.parts = append(b.parts, member{p, n})
			}
		}
		t.judge(b)
	}
}

// levels holds codes against the codes above them, and those against the total.
func (t *tester) levels(f *family) {
	total := -1
	var codes []int // of tracks with a code, in its order
	complete := true
	for i := range f.tracks {
		switch word := t.cube.words[f.tracks[i].code]; word {
		case "":
		case totalCode:
			total = i
		default:
			codes = append(codes, i)
		}
		for _, k := range f.tracks[i].known[:1] {
			complete = complete && k.e.complete()
		}
	}
	nested := t.nested(f, codes)
	if len(codes) == 0 || total < 0 && !nested {
		return
	}
	sums := nested
	if !nested && complete {
		words := make([]string, len(codes))
		for i, n := range codes {
			words[i] = t.cube.words[f.tracks[n].code]
		}
		_, sums = finestLevel(words)
	}
	below := make(map[int][]*track)
	var above []int // codes that the next one may begin with
	for _, n := range codes {
		word := t.cube.words[f.tracks[n].code]
		for len(above) > 0 && !strings.HasPrefix(word, t.cube.words[f.tracks[above[len(above)-1]].code]) {
			above = above[:len(above)-1]
		}
		parent := total
		if nested && len(above) > 0 {
			parent = above[len(above)-1]
		}
		if parent >= 0 {
			below[parent] = append(below[parent], &f.tracks[n])
		}
		if nested {
			above = append(above, n)
		}
	}
	for i := range f.tracks {
		// What a quantity does not say may still have been traded.
		t.hold(breakdown{code: "C03", sumCode: "C03", sums: sums}, &f.tracks[i], below[i], complete && sums && !f.key.quantity)
	}
}

// nested reports whether a code holds all codes that begin with it: in the HS,
// whose codes have an even number of digits, and in the SITC.
func (t *tester) nested(f *family, codes []int) bool {
	for _, n := range codes {
		tr := &f.tracks[n]
		word := t.cube.words[tr.code]
		class, _ := classification(tr.known[0].e.src.Table.Classification.Value)
		if !isNumber(word) || len(word) > 10 || class != sitcList && len(word)%2 == 1 {
			return false
		}
	}
	return true
}

// partners holds partners against the world.
func (t *tester) partners(f *family) {
	if t.cube.words[f.key.partner] != worldPartner {
		return
	}
	var others []*family
	countries, complete := true, true // so that no partner is a part of another
	key := f.key
	key.partner = 0
	var words []string
	for _, i := range t.byPartner[key] {
		if g := &t.families[i]; g != f {
			words = append(words, t.cube.words[g.key.partner])
		}
	}
	customs := f.tracks[0].known[0].e.customsNumbers(words)
	seen := map[codes.Country]bool{}
	for _, i := range t.byPartner[key] {
		g := &t.families[i]
		if g == f {
			continue
		}
		c, known := country(t.cube.words[g.key.partner], customs)
		countries = countries && known && !seen[c]
		seen[c] = true
		complete = complete && g.complete()
		others = append(others, g)
	}
	complete = complete && countries && f.complete() && !f.key.quantity
	for i := range f.tracks {
		whole := &f.tracks[i]
		var parts []*track
		for _, g := range others {
			if p := t.coded(g, whole.code); p != nil {
				parts = append(parts, p)
			}
		}
		t.hold(breakdown{code: "C03", sumCode: "C03", sums: countries}, whole, parts, complete)
	}
}

// complete reports whether every entry of the family holds all there is.
func (f *family) complete() bool {
	return !slices.ContainsFunc(f.tracks, func(t track) bool { return !t.known[0].e.complete() })
}

// coded is the track of a code, or nil.
func (t *tester) coded(f *family, code int32) *track {
	i, ok := slices.BinarySearchFunc(f.tracks, t.cube.words[code], func(a track, word string) int {
		return strings.Compare(t.cube.words[a.code], word)
	})
	if !ok {
		return nil
	}
	return &f.tracks[i]
}

// The words for flows that are made of the two others.
var (
	totalFlows   = [...]string{"total", "trade", "total trade", "turnover"}
	balanceFlows = [...]string{"balance", "trade balance", "net", "net exports"}
)

// flows holds exports and imports against their total and their balance.
func (t *tester) flows(f *family) {
	word := strings.ToLower(t.cube.words[f.key.flow])
	total := slices.Contains(totalFlows[:], word)
	if !total && !slices.Contains(balanceFlows[:], word) {
		return
	}
	side := func(flow int32, code int32) *track {
		key := f.key
		key.flow = flow
		if n, ok := t.index[key]; ok && flow != 0 {
			return t.coded(&t.families[n], code)
		}
		return nil
	}
	for i := range f.tracks {
		tr := &f.tracks[i]
		exports, imports := side(t.exports, tr.code), side(t.imports, tr.code)
		switch {
		case exports == nil || imports == nil:
			if side := cmp.Or(exports, imports); total && side != nil {
				t.hold(breakdown{code: "C03", sumCode: "C03"}, tr, []*track{side}, false)
			}
		case total:
			t.identity(breakdown{code: "C03", sumCode: "C04", sums: true, equal: true}, tr, exports, imports)
		default:
			t.balance(tr, exports, imports)
		}
	}
}

// identity holds tracks against the track that they make, where all have a
// figure, and each for itself where they do not.
func (t *tester) identity(b breakdown, whole *track, parts ...*track) {
	for n := range whole.known {
		span := whole.known[n].o().span
		b.whole, b.parts = member{whole, n}, nil
		for _, p := range parts {
			if i := p.find(span); i >= 0 && !math.IsNaN(p.known[i].x) {
				b.parts = append(b.parts, member{p, i})
			}
		}
		if sum := b; len(b.parts) == len(parts) {
			sum.code = ""
			t.judge(sum)
			continue
		}
		for _, p := range b.parts {
			t.judge(breakdown{whole: b.whole, parts: []member{p}, code: b.code})
		}
	}
}

// balance holds exports less imports against the balance that the data give.
func (t *tester) balance(balance, exports, imports *track) {
	for i := range balance.known {
		b := balance.known[i].figure()
		n, m := exports.find(b.o.span), imports.find(b.o.span)
		if n < 0 || m < 0 || !b.o.status.hasFigure() {
			continue
		}
		x, y := exports.known[n].figure(), imports.known[m].figure()
		if !x.o.status.hasFigure() || !y.o.status.hasFigure() || t.blamed[b.o] || t.blamed[x.o] || t.blamed[y.o] {
			continue
		}
		difference := t.interval(x).minus(t.interval(y))
		own := t.interval(b)
		if difference.meets(own) {
			continue
		}
		if b.o.vintage != x.o.vintage || b.o.vintage != y.o.vintage {
			// A revision may move the balance by so much of the larger side.
			most := times(new(big.Rat).Abs(t.interval(x).plus(t.interval(y)).x), minus(revisionRoom, one))
			if new(big.Rat).Abs(minus(difference.x, own.x)).Cmp(most) <= 0 {
				continue
			}
		}
		apart := amount(new(big.Rat).Abs(minus(difference.x, own.x)), balance.unit()) + " apart"
		a, d := new(big.Rat).Abs(own.x), new(big.Rat).Abs(difference.x)
		if m := multiple(d, a); m != "" && own.x.Sign() == difference.x.Sign() {
			apart = m + " as much"
		} else if a.Cmp(d) == 0 {
			apart = "of the other sign"
		}
		t.blame("C04", diag.Error, b, "", "%s is %s, but %s in %s less %s in %s is %s, %s", t.named(b), t.shown(b),
			t.shown(x), x.place(b), t.shown(y), y.place(b), amount(difference.x, balance.unit()), apart)
	}
}

func (t *track) unit() Unit {
	k := &t.known[0]
	return k.e.scales[k.o().scale].unit
}

// shares holds the shares of each span against a hundred. The largest share is
// where a sum beyond it is told.
func (t *tester) shares(f *family) {
	complete := f.complete()
	bySpan := map[Span][]figure{}
	var spans []Span
	top := ""
	for i := range f.tracks {
		tr := &f.tracks[i]
		word := t.cube.words[tr.code]
		if word == "" || word == totalCode || top != "" && strings.HasPrefix(word, top) {
			continue // the whole, or a part of a part
		}
		top = word
		for n := range tr.known {
			g := tr.known[n].figure()
			if !g.e.scales[g.o.scale].share {
				return
			}
			if bySpan[g.o.span] == nil {
				spans = append(spans, g.o.span)
			}
			bySpan[g.o.span] = append(bySpan[g.o.span], g)
		}
	}
	hundred := big.NewRat(100, 1)
spans:
	for _, span := range spans {
		shares := bySpan[span]
		slices.SortStableFunc(shares, func(a, b figure) int { return cmp.Compare(b.float(), a.float()) })
		sum := interval{new(big.Rat), new(big.Rat), new(big.Rat)}
		var words []string
		for _, g := range shares {
			if !g.o.status.hasFigure() {
				continue spans // a share is withheld
			}
			sum = sum.plus(t.interval(g))
			words = append(words, amount(t.value(g).X, Unit{}))
		}
		if sum.low.Cmp(hundred) <= 0 && (!complete || sum.high.Cmp(hundred) >= 0) {
			continue
		}
		t.blame("C04", diag.Error, shares[0], "", "the shares of %s add up to %s%%: %s", span, amount(sum.x, Unit{}), enumerated(words))
	}
}

// enumerated joins figures for a message: 64.1, 20.1 and 16.9.
func enumerated(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	if len(words) > 5 {
		return list(words, 5)
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
