package data

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// Rows that are parts of one figure (PartSpec): each part is read, tested for
// conflicts and dated as a series of its own, and then they are added up.

// parting is what the figures of an entry were added up from.
type parting struct {
	obs   []observation // the rows
	terms []int32       // into obs
	from  []int32       // of each figure of the entry, in terms; one more at the end
	words []int         // of each column of parts, how many it holds
}

// partSign stands between the words of several columns of parts.
const partSign = "\x1f"

// partOf is the number of what a row holds in the columns of parts.
func (t *rows) partOf() int32 {
	if len(t.cols.parts) == 1 {
		return t.cellNumber(&t.cols.parts[0])
	}
	same := t.lastPart != 0
	for i := range t.cols.parts {
		c := &t.cols.parts[i]
		same = same && c.last.text == t.record[c.at] && c.last.number != 0
		t.cellNumber(c)
	}
	if !same {
		words := make([]string, len(t.cols.parts))
		for i := range t.cols.parts {
			words[i] = t.cell(&t.cols.parts[i])
		}
		t.lastPart = t.word(strings.Join(words, partSign))
	}
	return t.lastPart
}

// addUp adds the parts of each figure up. A release that is a file has all parts
// there are; one that is some rows leaves the other parts as they were.
func (r *reader) addUp(e *entry) {
	p := &parting{obs: e.obs}
	numbers := map[seriesKey]int32{}
	whole := make([]int32, len(e.keys)) // the series that a part belongs to
	var keys []seriesKey
	var parts [][]int32
	for k, key := range e.keys {
		key.part = 0
		n, ok := numbers[key]
		if !ok {
			n = int32(len(keys))
			numbers[key] = n
			keys, parts = append(keys, key), append(parts, nil)
		}
		whole[k], parts[n] = n, append(parts[n], int32(k))
	}
	p.words = r.partWords(e)
	a := adder{e: e, p: p, read: e.keys, start: e.start, totals: r.totalParts(e), values: map[seriesKey][]int32{}, files: true}
	for _, v := range e.src.Table.Values {
		a.files = a.files && firstField(v.Vintage, e.src.Table.Vintage).Column.Value == ""
	}
	for k, key := range e.keys {
		if key.part, key.unit = 0, 0; !key.quantity {
			a.values[key] = append(a.values[key], int32(k))
		}
	}
	start := make([]int32, 0, len(keys)+1)
	for n := range keys {
		start = append(start, int32(len(a.sums)))
		a.series(int32(n), parts[n])
	}
	e.obs, e.start, e.keys, e.parts = a.sums, append(start, int32(len(a.sums))), keys, p
	p.from = append(p.from, int32(len(p.terms)))
	r.sumOfOthers(e, a.read)
	for i := range p.obs {
		p.obs[i].series = whole[p.obs[i].series]
	}
	e.joinFolds(whole)
}

// sureTotal is in how many figures a part is the sum of the others, and never is not,
// before it is taken for their total.
const sureTotal = 3

// sumOfOthers reports a part that is the total of the others under a word that does not
// say so: beside several others, it is always what they add up to.
func (r *reader) sumOfOthers(e *entry, read []seriesKey) {
	if len(e.src.Table.Parts) != 1 || e.hasTotals() {
		return
	}
	type tally struct {
		yes, no int
		first   *observation
	}
	tallies := map[int32]*tally{}
	var order []int32
	for i := range e.obs {
		terms := e.addends(int32(i))
		if len(terms) < 3 || !e.obs[i].status.hasFigure() || e.obs[i].value.zero() || e.keys[e.obs[i].series].quantity {
			continue
		}
		sum := e.obs[i].value
		for _, t := range terms {
			part := read[t.o.series].part
			if tallies[part] == nil {
				tallies[part] = &tally{first: t.o}
				order = append(order, part)
			}
			if twice := times(t.o.value.rat(), big.NewRat(2, 1)); t.o.scale == e.obs[i].scale && twice.Cmp(sum.rat()) == 0 {
				tallies[part].yes++
			} else {
				tallies[part].no++
			}
		}
	}
	for _, part := range order {
		if t := tallies[part]; t.yes >= sureTotal && t.no == 0 {
			column, word := e.src.Table.Parts[0].Column.Value, r.cube.words[part]
			r.fail(diag.Errorf(diag.Data, e.told(t.first), "%s in column %s is the sum of the other parts in each of %s, so that their sum counts the trade twice", quote(word), quote(column), count(t.yes, "figure")).
				WithHint("say that it is their total, under table: parts: [{column: %s, total: %s}]", column, quote(word)))
			return
		}
	}
}

// partWords is how many words each column of parts holds.
func (r *reader) partWords(e *entry) []int {
	seen := make([]map[string]bool, len(e.src.Table.Parts))
	for i := range seen {
		seen[i] = map[string]bool{}
	}
	known := map[int32]bool{}
	for _, key := range e.keys {
		if !known[key.part] {
			known[key.part] = true
			for i, word := range r.partsOf(e, key) {
				seen[i][word] = true
			}
		}
	}
	words := make([]int, len(seen))
	for i := range seen {
		words[i] = len(seen[i])
	}
	return words
}

// totalParts are, for each series as read, the columns of parts in which it is the total.
func (r *reader) totalParts(e *entry) [][]bool {
	if !e.hasTotals() {
		return nil
	}
	out := make([][]bool, len(e.keys))
	for k, key := range e.keys {
		for i, word := range r.partsOf(e, key) {
			total := e.src.Table.Parts[i].Total.Value
			out[k] = append(out[k], total != "" && word == total)
		}
	}
	return out
}

// partsOf is what a series as read holds in the columns of parts; nothing for one that
// only names rows which were passed over.
func (r *reader) partsOf(e *entry, key seriesKey) []string {
	words := strings.Split(r.cube.words[key.part], partSign)
	if len(words) != len(e.src.Table.Parts) {
		return nil
	}
	return words
}

// hasTotals reports whether a column of parts has a word for their total.
func (e *entry) hasTotals() bool {
	return slices.ContainsFunc(e.src.Table.Parts, func(p PartSpec) bool { return p.Total.Value != "" })
}

// joinFolds leaves of what was folded the series that parts belong to.
func (e *entry) joinFolds(whole []int32) {
	if e.narrowing == nil {
		return
	}
	foldOf, alsoIn := make([]int32, len(e.keys)), make([]int32, len(e.keys))
	for k, n := range whole {
		foldOf[n], alsoIn[n] = e.foldOf[k], e.alsoIn[k]
	}
	e.foldOf, e.alsoIn = foldOf, alsoIn
	for i := range e.folded {
		f := &e.folded[i]
		f.members = 0
		if len(whole) > 0 {
			f.key = whole[f.key]
		}
		for j := range f.obs {
			f.obs[j].series = f.key
		}
	}
	for n := range e.keys {
		fate := foldOf[n]
		if fate == keptSeries {
			fate = alsoIn[n]
		}
		if fate >= 0 && int(fate) < len(e.folded) {
			e.folded[fate].members++
		}
	}
}

// adder adds the parts of an entry up.
type adder struct {
	e      *entry
	p      *parting
	read   []seriesKey           // as read, each part for itself
	start  []int32               // of them in p.obs
	totals [][]bool              // see totalParts; nil: no column has a word for the total
	values map[seriesKey][]int32 // the parts of the values, under the key without part and unit
	files  bool                  // a release is a file: no column says it
	sums   []observation
}

// series adds the parts of one series up, span by span and release by release.
func (a *adder) series(number int32, parts []int32) {
	type row struct{ part, at int32 } // into parts and p.obs
	var rows []row
	for i, k := range parts {
		for at := a.start[k]; at < a.start[k+1]; at++ {
			rows = append(rows, row{int32(i), at})
		}
	}
	obs := a.p.obs
	slices.SortStableFunc(rows, func(x, y row) int {
		return cmp.Or(obs[x.at].span.compare(obs[y.at].span), cmp.Compare(obs[x.at].vintage, obs[y.at].vintage))
	})
	newest := make([]int32, len(parts)) // the row of each part, one more than its place
	for i := 0; i < len(rows); i++ {
		o := &obs[rows[i].at]
		if i > 0 && (obs[rows[i-1].at].span != o.span || a.files && obs[rows[i-1].at].vintage != o.vintage) {
			clear(newest)
		}
		if newest[rows[i].part] = rows[i].at + 1; o.withdrawn() {
			newest[rows[i].part] = 0
		}
		if i+1 < len(rows) && obs[rows[i+1].at].span == o.span && obs[rows[i+1].at].vintage == o.vintage {
			continue // of the same release
		}
		from := len(a.p.terms)
		for _, at := range newest {
			if at > 0 {
				a.p.terms = append(a.p.terms, at-1)
			}
		}
		if len(a.p.terms) == from { // all of it was withdrawn
			gone := *o
			gone.series = number
			a.p.from, a.sums = append(a.p.from, int32(from)), append(a.sums, gone)
			continue
		}
		terms := a.whole(a.p.terms[from:])
		slices.SortFunc(terms, func(x, y int32) int {
			if obs[x].before(&obs[y]) {
				return -1
			}
			return 1
		})
		a.p.terms = a.p.terms[:from+len(terms)]
		if a.unmeasured(o.span, terms) {
			a.p.terms = a.p.terms[:from]
			continue
		}
		a.p.from = append(a.p.from, int32(from))
		sum := a.e.addParts(obs, terms)
		sum.series, sum.vintage = number, o.vintage
		a.sums = append(a.sums, sum)
	}
}

// whole leaves of the parts of a figure the totals of them, column by column,
// where there are any.
func (a *adder) whole(terms []int32) []int32 {
	if a.totals == nil || len(terms) < 2 {
		return terms
	}
	for c := range a.e.src.Table.Parts {
		total := func(at int32) bool { return a.totals[a.p.obs[at].series][c] }
		if slices.ContainsFunc(terms, total) {
			kept := terms[:0]
			for _, at := range terms {
				if total(at) {
					kept = append(kept, at)
				}
			}
			terms = kept
		}
	}
	return terms
}

// unmeasured reports whether quantities are no whole: some part of the trade has a
// value and no quantity.
func (a *adder) unmeasured(span Span, terms []int32) bool {
	key := a.read[a.p.obs[terms[0]].series]
	if !key.quantity {
		return false
	}
	key.part, key.unit, key.quantity = 0, 0, false
	var values []int32
	for _, k := range a.values[key] {
		i, found := slices.BinarySearchFunc(a.p.obs[a.start[k]:a.start[k+1]], span, func(o observation, s Span) int { return o.span.compare(s) })
		if at := a.start[k] + int32(i); found && !a.p.obs[at].value.zero() {
			values = append(values, at)
		}
	}
	for _, at := range a.whole(values) {
		part := a.read[a.p.obs[at].series].part
		if !slices.ContainsFunc(terms, func(t int32) bool { return a.read[a.p.obs[t].series].part == part }) {
			return true
		}
	}
	return false
}

// addParts is the sum of some rows, which are in the order of the files, at the place of
// the first. Of parts of which one has no figure there is none.
func (e *entry) addParts(obs []observation, terms []int32) observation {
	sum := obs[terms[0]]
	if len(terms) == 1 {
		return sum
	}
	x, half := new(big.Rat), new(big.Rat)
	status, exp := sum.status, sum.value.exp
	for _, at := range terms {
		o := &obs[at]
		if o.source != sum.source {
			sum.source = 0
		}
		switch {
		case !status.hasFigure():
		case !o.status.hasFigure():
			status = o.status
		default:
			status, exp = computed(status, o.status), min(exp, o.value.exp)
			factor := e.scales[o.scale].factor
			x.Add(x, times(o.value.rat(), factor))
			half.Add(half, times(o.rounding().rat(), factor))
		}
	}
	if sum.status = status; !status.hasFigure() {
		sum.value, sum.tolerance = number{}, nil
		return sum
	}
	factor := e.scales[sum.scale].factor
	if slices.ContainsFunc(terms, func(at int32) bool { return obs[at].scale != sum.scale }) {
		// A scale of ones holds the sum of any others.
		factor = one
		if sum.scale = int32(slices.IndexFunc(e.scales, func(s scale) bool {
			return s.unit == e.scales[obs[terms[0]].scale].unit && s.factor.Cmp(one) == 0 && !s.share
		})); sum.scale < 0 {
			sum.scale = int32(len(e.scales))
			e.scales = append(e.scales, scale{e.scales[obs[terms[0]].scale].unit, one, 1, false})
		}
		exp = 0
	}
	tolerance := decimal(over(half, factor), 0)
	sum.value, sum.tolerance = decimal(over(x, factor), exp), &tolerance
	return sum
}

// decimal is a finite decimal as a number, written to 10 to the exp or further.
func decimal(x *big.Rat, exp int32) number {
	ten := big.NewRat(10, 1)
	x = new(big.Rat).Set(x)
	if exp < 0 {
		x.Mul(x, new(big.Rat).SetInt(pow10(int(-exp))))
	} else {
		exp = 0
	}
	for ; !x.IsInt(); exp-- {
		x.Mul(x, ten)
	}
	if x.Num().IsInt64() {
		return number{mant: x.Num().Int64(), exp: exp}
	}
	return number{wide: x.Num(), exp: exp}
}

// addends are the rows that the figure at a place in the entry was added up from;
// none where it is a row itself.
func (e *entry) addends(at int32) []term {
	if e.parts == nil || e.parts.from[at+1]-e.parts.from[at] < 2 {
		return nil
	}
	var list []term
	for _, i := range e.parts.terms[e.parts.from[at]:e.parts.from[at+1]] {
		list = append(list, term{e, &e.parts.obs[i]})
	}
	return list
}

// partsWord says what rows of the entry are parts by. It is empty where each is a
// figure of its own.
func (e *entry) partsWord() string {
	if e.parts == nil {
		return ""
	}
	var words []string
	for i, spec := range e.src.Table.Parts {
		words = append(words, fmt.Sprintf("%s (%s)", spec.Column.Value, count(e.parts.words[i], "word")))
	}
	return fmt.Sprintf("rows are parts by %s, and are added up: %s to %s", strings.Join(words, " and "), count(len(e.parts.obs), "part"), count(len(e.obs), "figure"))
}

// twiceCounted reports a column of parts that holds their total, too, unless the
// outline names its word.
func (r *reader) twiceCounted(e *entry) {
	for c, spec := range e.src.Table.Parts {
		if spec.Total.Value != "" {
			continue
		}
		for k, key := range e.keys {
			words := r.partsOf(e, key)
			if c >= len(words) {
				continue
			}
			if word := words[c]; totalPart(word) {
				at := spec.Column.Pos // where the rows were folded
				if e.start[k] < e.start[k+1] {
					at = e.told(&e.obs[e.start[k]])
				}
				r.fail(diag.Errorf(diag.Data, at, "column %s holds the total %s beside its parts, so that their sum counts the trade twice", quote(spec.Column.Value), quote(word)).
					WithHint("say which word it is, under table: parts: [{column: %s, total: %s}]", spec.Column.Value, quote(word)))
				break
			}
		}
	}
}

// totalPart reports whether a word in a column of parts stands for all of them.
func totalPart(word string) bool {
	return totalPartner(word) || word == "C00" || word == "全国" || strings.EqualFold(word, "TOTAL CPC") || strings.EqualFold(word, "TOTAL MOT")
}
