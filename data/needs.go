package data

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"tradebrief/data/diag"
	"tradebrief/data/unpack"
)

// Need is a series that will be selected from the cube. Of a large source only
// what the needs take is kept, see Read.
type Need struct {
	Selector
	Codes bool // its codes are looked at one by one, too: by Breakdown, for a rank

	EachPartner, EachReporter bool // each one in place of the selector's: Partners, Reporters
}

// largeSource is the size in bytes, once unpacked, from which a source is narrowed
// to the needs.
const largeSource = 16 << 20

// large reports whether the files of a source are too many to keep all that
// they hold.
func (r *reader) large(files []string) bool {
	size := int64(0)
	for _, name := range files {
		size += unpack.Size(r.fsys, name)
	}
	return size > r.largeSource
}

// narrowing decides which rows of a large source are kept, which are folded into
// sums as they are read, and which are passed over.
//
// A row is kept where a need looks at its series alone, and folded with others
// where every need that takes it adds it up: for lack of a partner in complete
// data, or of a code. Two rows are folded into one sum only if no need, whatever
// level of codes turns out to hold the whole, can tell their series apart.
type narrowing struct {
	r       *reader
	e       *entry
	needs   []narrowNeed
	folding bool // rows may be folded

	mu      sync.Mutex // over what follows
	classes map[class]*takers
	alike   map[string]*takers // the takers of classes that no need tells apart
	groups  map[string]int32   // what no need can tell apart → number of the fold
	codes   map[int32]int32    // word → number among the codes
	sheaves map[seriesKey]*sheaf
	locals  map[seriesKey]*numbering // by reporter, partner and part
	firsts  map[kin]firstRow
	decided map[seriesKey]fate // of a database, otherwise than by the needs alone

	segments   atomic.Int64 // of marks
	unfoldable atomic.Bool  // a row cannot be folded
	twice      map[given]bool
	again      bool // only what is given twice is read
}

type narrowNeed struct {
	Need
	codes []string // ranges written out
}

// flowSpan says that a flow of a reporter has rows for a span.
type flowSpan struct {
	flow, reporter int32
	span           Span
}

// class is what a row says besides its code.
type class struct{ flow, reporter, partner int32 }

// given is a figure of a series.
type given struct {
	key  seriesKey
	span Span
}

// Fates of a series: the number of its fold from 0 on, or one of these.
const (
	keptSeries    int32 = -1
	passedSeries  int32 = -2
	unknownSeries int32 = -3 // not decided yet
)

// narrow narrows a source to the needs.
func (r *reader) narrow(e *entry, p *plan, folding bool) {
	n := &narrowing{r: r, e: e, classes: map[class]*takers{}, alike: map[string]*takers{}, groups: map[string]int32{},
		codes: map[int32]int32{}, sheaves: map[seriesKey]*sheaf{}, locals: map[seriesKey]*numbering{}, firsts: map[kin]firstRow{}, decided: map[seriesKey]fate{}, twice: map[given]bool{}}
	for _, need := range r.needs {
		if need.Data.Value != "" && need.Data.Value != e.src.ID.Value || e.refused[need.ID.Value] != nil {
			continue
		}
		var codes []string
		for _, c := range need.Selector.Codes {
			text := strings.TrimSpace(c.Value)
			codes = append(codes, e.codeForm()(text))
			if plain := plainCode(text); plain != "" {
				codes = append(codes, plain)
			}
			if list, ok := codeRange(text); ok {
				codes = append(codes, list...)
			}
		}
		n.needs = append(n.needs, narrowNeed{need, codes})
	}
	n.folding = folding && e.src.Complete && !e.hasTotals()
	for i := range p.values {
		v := &p.values[i]
		for _, f := range [...]Field{v.vintage, v.tolerance, v.source} {
			n.folding = n.folding && f.Column.Value == ""
		}
		n.folding = n.folding && v.tolerance.Const.Value == ""
	}
	e.narrowing, e.spans = n, map[flowSpan]bool{}
}

// open reports whether a need adds the partner up.
func (n *narrowing) open(need *narrowNeed, partner string) bool {
	return need.Partner.Value == "" && len(need.Partners) == 0 && !need.EachPartner && n.e.dims.partner == columnDimension && partner != worldPartner
}

// takers are the needs that take rows of a class.
type takers struct {
	needs  []int
	parted bool // the partner matters to one of them
	fates  map[seriesKey]fate
}

// fate is what becomes of the rows of a series.
type fate struct{ own, also int32 }

// takers are the needs that take rows of a class. The lock is held.
func (n *narrowing) takers(c class) *takers {
	t, ok := n.classes[c]
	if ok {
		return t
	}
	t = &takers{fates: map[seriesKey]fate{}}
	takes := func(want, word string) bool { return want == "" || want == word || mayBeCountry(want, word) }
	partnerOf := func(need *narrowNeed, word string) bool {
		if len(need.Partners) == 0 {
			return need.EachPartner || takes(canonicalPartner(need.Partner.Value), word)
		}
		return slices.ContainsFunc(need.Partners, func(p diag.Text) bool { return takes(canonicalPartner(p.Value), word) })
	}
	flow, reporter, partner := n.r.wordOf(c.flow), n.r.wordOf(c.reporter), n.r.wordOf(c.partner)
	for i := range n.needs {
		need := &n.needs[i]
		if takes(canonicalFlow(need.Flow.Value), flow) && (need.EachReporter || takes(need.Reporter.Value, reporter)) && partnerOf(need, partner) &&
			(n.e.src.Complete || !n.open(need, partner)) {
			t.needs = append(t.needs, i)
			t.parted = t.parted || !n.open(need, partner)
		}
	}
	if !t.parted {
		name := fmt.Sprint(c.flow, c.reporter, t.needs)
		if same := n.alike[name]; same != nil {
			t = same
		}
		n.alike[name] = t
	}
	n.classes[c] = t
	return t
}

// mayBeCountry reports whether a word of the data means the country that an
// author's word means, whichever list its numbers are of.
func mayBeCountry(want, word string) bool {
	c, known := country(want, false)
	if !known {
		return false
	}
	for _, customs := range [...]bool{false, true} {
		if d, ok := country(word, customs); ok && d == c {
			return true
		}
	}
	return false
}

// takes reports whether any need takes rows of a class.
func (n *narrowing) takes(c class) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.takers(c).needs) > 0
}

// wanted reports whether any need takes figures of a row.
func (t *rows) wanted(key seriesKey, span Span) bool {
	some := false
	for i := range t.cols.values {
		at := &t.cols.values[i]
		v := &t.plan.values[at.of]
		c := class{key.flow, key.reporter, key.partner}
		if v.flow != 0 {
			c.flow = v.flow
		}
		span := at.when(span, v.heads.yearless)
		if v.heads.set() && trim(t.record[at.value]) == "" {
			span = Span{} // a month that is still to come has its column
		}
		if seen := (flowSpan{c.flow, c.reporter, span}); seen != t.lastSeen && !span.From.IsZero() {
			t.lastSeen = seen
			t.seenSpans[seen] = true
		}
		if c != t.last {
			takes, ok := t.takes[c]
			if !ok {
				takes = t.e.narrowing.takes(c)
				t.takes[c] = takes
				if !takes { // a message may name it
					t.e.seen.find(seriesKey{flow: c.flow, reporter: c.reporter, partner: c.partner, unit: t.unitScale(v.scale)}, t.place())
				}
			}
			t.last, t.lastTakes = c, takes
		}
		some = some || t.lastTakes
	}
	return some
}

// fate is what becomes of the rows of a series. Where rows are kept for their
// codes, also is the fold in which they make the total of all codes; -1 is none.
func (n *narrowing) fate(k seriesKey) fate {
	n.mu.Lock()
	defer n.mu.Unlock()
	if f, ok := n.decided[k]; ok {
		return f
	}
	t := n.takers(class{k.flow, k.reporter, k.partner})
	known := k
	known.part = 0
	if !t.parted {
		known.partner = 0
	}
	f, ok := t.fates[known]
	if !ok {
		f.own, f.also = n.decide(k, t)
		t.fates[known] = f
	}
	return f
}

// decide finds the fate of a series. The lock is held.
func (n *narrowing) decide(k seriesKey, t *takers) (own, also int32) {
	partner, code := n.r.wordOf(k.partner), n.r.wordOf(k.code)
	whole := code == totalCode || n.e.dims.code == absentDimension
	total := false                // of codes that are looked at, too
	alone, parted := false, false // of codes and of partners, in the eyes of some need
	var told []byte               // what the needs can tell of the code
	tell := func(need int, form string, args ...any) {
		told = fmt.Appendf(fmt.Appendf(told, "%d", need), form, args...)
	}
	for _, i := range t.needs {
		need, before := &n.needs[i], len(told)
		switch {
		case len(need.codes) == 0 && (need.Codes || whole):
			tell(i, "=%s;", code)
			alone, total = true, total || !whole
		case len(need.codes) == 0 && n.e.src.Complete:
			tell(i, ":%d;", levelOfCode(code))
		}
		for _, want := range need.codes {
			switch below := strings.HasPrefix(code, want); {
			case code == want, below && need.Codes:
				tell(i, "=%s;", code)
				alone = true
			case below && n.e.src.Complete:
				tell(i, ":%s %d;", want, levelOfCode(code))
			}
		}
		parted = parted || len(told) > before && !n.open(need, partner)
	}
	switch {
	case told == nil:
		return passedSeries, -1
	case n.folding && alone && parted && total:
		return keptSeries, n.group(k, fmt.Sprintf("also %d %d", k.partner, levelOfCode(code)))
	case !n.folding || alone && parted:
		return keptSeries, -1
	}
	if partner = ""; parted {
		partner = strconv.Itoa(int(k.partner))
	}
	return n.group(k, fmt.Sprintf("%s %s", partner, told)), -1
}

// group is the number of the fold of what is told alike.
func (n *narrowing) group(k seriesKey, told string) int32 {
	told = fmt.Sprintf("%d %d %d %t %s", k.flow, k.reporter, k.unit, k.quantity, told)
	number, ok := n.groups[told]
	if !ok {
		number = int32(len(n.groups))
		n.groups[told] = number
	}
	return number
}

// levelOfCode is the length of a code that is a number, or -1.
func levelOfCode(code string) int {
	if strings.Trim(code, "0123456789") != "" {
		return -1
	}
	return len(code)
}

// wordOf is the word of a number, while files are read.
func (r *reader) wordOf(n int32) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.cube.words[n]
}
