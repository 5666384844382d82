package report

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tradebrief/data"
	"tradebrief/report/wording"
	"tradebrief/templates"
)

// The house table: what an author's words say about a figure. A claim such as
// [rose sharply]{claim=exports.mom} names only the figure; the words decide
// what it has to be. Numbers, multiples and superlatives are read by phrases.go.

// measure is the kind of figure that a row speaks about.
type measure uint8

const (
	change   measure = iota + 1 // a rate, or a change in units: exports.mom, exports.yoy_abs
	pace                        // a rate against the one before it
	run                         // exports.streak
	share                       // a share, or a ratio of two figures
	multiple                    // a figure by the one it is compared with
	extreme                     // exports.highest_since: periods
)

// bound is a condition: the figure lies between low and high. Ends are ratios
// (0.1 is 10%); a nil end is open, and an end is left out of the interval unless
// it is marked as within.
type bound struct {
	low, high             *big.Rat
	withinLow, withinHigh bool
}

// rule is one row of the house table. The first of its words is what hints
// suggest.
type rule struct {
	words   []string
	measure measure
	bound
	// What pace needs besides, of the rate and of the one before: +1 above zero,
	// −1 below it, 2 not below, −2 not above, 0 anything.
	now, before int
}

// littleChanged is the rate within which nothing is said to have moved, sharply
// the one beyond which a change is sharp, surging beyond which it is a surge.
const (
	littleChanged = "0.005"
	slightly      = "0.05"
	sharply       = "0.1"
	surging       = "0.2"
)

func above(x string) bound      { return bound{low: rat(x)} }
func below(x string) bound      { return bound{high: rat(x)} }
func between(x, y string) bound { return bound{low: rat(x), high: rat(y)} }

var houseTable = sync.OnceValue(func() []rule {
	for i := range builtin {
		for j, w := range builtin[i].words {
			builtin[i].words[j] = plainWords(w)
		}
	}
	return builtin
})

var builtin = []rule{
	{words: rises, measure: change, bound: above("0")},
	{words: falls, measure: change, bound: below("0")},
	{words: []string{"little changed", "almost unchanged", "nearly unchanged", "flat", "stable", "steady", "unchanged", "hardly changed", "not changed", "little change", "no change", "changed little", "constant", "level", "broadly unchanged", "largely unchanged", "virtually unchanged", "essentially unchanged", "broadly stable", "largely stable", "broadly flat", "remained unchanged", "remained stable", "remained steady", "remained flat"},
		measure: change, bound: between("-"+littleChanged, littleChanged)},
	{words: []string{"jumped", "leapt", "strong growth", "strong rise"}, measure: change, bound: above(sharply)},
	{words: []string{"surged", "soared", "rocketed"}, measure: change, bound: above(surging)},
	{words: []string{"tumbled", "slid"}, measure: change, bound: below("-" + sharply)},
	{words: []string{"plunged", "slumped", "plummeted", "collapsed"}, measure: change, bound: below("-" + surging)},
	{words: []string{"edged up", "inched up"}, measure: change, bound: between("0", slightly)},
	{words: []string{"edged down", "inched down", "dipped", "slipped"}, measure: change, bound: between("-"+slightly, "0")},
	{words: []string{"accelerated", "sped up", "faster", "quickened", "gathered pace", "accelerating", "acceleration", "rose faster", "grew faster"},
		measure: pace, bound: above("0"), now: 1, before: 1},
	{words: []string{"slowed", "slower", "decelerated", "eased", "slowing", "lost pace", "slowdown", "slowed down", "rose more slowly", "grew more slowly"},
		measure: pace, bound: below("0"), now: 2, before: 1},
	{words: []string{"fell faster", "declined faster", "dropped faster", "fall steepened", "fall deepened", "fall accelerated"}, measure: pace, bound: below("0"), now: -1, before: -1},
	{words: []string{"fell more slowly", "declined more slowly", "dropped more slowly", "fall slowed", "fall eased"}, measure: pace, bound: above("0"), now: -1, before: -1},
	{words: []string{"turned up", "rose after a fall", "returned to growth", "rebounded", "recovered"}, measure: pace, bound: above("0"), now: 1, before: -2},
	{words: []string{"turned down", "fell after a rise"}, measure: pace, bound: below("0"), now: -1, before: 2},
	{words: []string{"most", "the majority", "the larger part", "the bulk", "mostly"}, measure: share, bound: above("0.5")},
	{words: []string{"the smaller part", "a minority"}, measure: share, bound: below("0.5")},
	{words: []string{"nearly all", "almost all"}, measure: share, bound: bound{low: rat("0.9"), high: rat("1")}},
	{words: []string{"above", "exceeded", "higher than", "more than", "more", "higher"}, measure: share, bound: above("1")},
	{words: []string{"below", "short of", "lower than", "less than", "still below", "not yet back", "less", "lower"}, measure: share, bound: below("1")},
	{words: []string{"just below", "just under", "just short of"}, measure: share, bound: bound{low: rat("0.9"), high: rat("1"), withinLow: true}},
	{words: []string{"just above"}, measure: share, bound: bound{low: rat("1"), high: rat("1.1"), withinHigh: true}},
}

// Words of direction alone, and words of size that may stand beside them.
var (
	rises = []string{"rose", "increased", "grew", "climbed", "went up", "up", "gained", "higher", "more", "above", "rising", "increasing", "growing", "climbing", "risen", "grown", "rise", "rises", "increase", "increases", "grow", "grows", "growth", "gain", "gains", "expanded", "expansion"}
	falls = []string{"fell", "declined", "dropped", "went down", "down", "decreased", "lower", "less", "below", "falling", "declining", "dropping", "fallen", "fall", "falls", "decline", "declines", "drop", "drops", "decrease", "decreases", "shrank", "contracted", "contraction"}
	sharp = []string{"sharply", "sharp", "steeply", "steep", "strongly", "markedly", "considerably", "substantially", "significantly"}
	mild  = []string{"slightly", "slight", "a little", "marginally", "modestly", "modest", "somewhat"}
)

// filler is words that do not change what a phrase says. Negations are not
// among them: "did not rise" is no row of the table, so that it is an error
// and never read as "rise".
var filler = []string{"again", "also", "further", "then", "has", "have", "had", "been", "was", "were", "is", "are", "once", "clearly", "overall", "by", "to", "it", "they", "a", "an", "the", "exports", "imports", "trade"}

// house is the house table of one brief: the rows of the outline and its theme
// before those of the tool.
type house []rule

// own reports whether the words are a row of the outline's own table, in whatever
// language.
func (h house) own(words string) bool {
	w := plainWords(words)
	return slices.ContainsFunc(h[:len(h)-len(builtin)], func(r rule) bool { return slices.Contains(r.words, w) })
}

func newHouse(rules []templates.WordRule) house {
	measures := map[string]measure{"change": change, "pace": pace, "run": run, "share": share, "multiple": multiple, "extreme": extreme}
	h := make(house, 0, len(rules)+len(builtin))
	for _, r := range rules {
		own := rule{measure: measures[r.Of.Value]}
		for _, w := range r.Say {
			own.words = append(own.words, plainWords(w.Value))
		}
		if r.Above.Present() {
			own.low = rat(r.Above.Value)
		} else if r.AtLeast.Present() {
			own.low, own.withinLow = rat(r.AtLeast.Value), true
		}
		if r.Below.Present() {
			own.high = rat(r.Below.Value)
		} else if r.AtMost.Present() {
			own.high, own.withinHigh = rat(r.AtMost.Value), true
		}
		h = append(h, own)
	}
	return append(h, houseTable()...)
}

// find is the row for the words and a measure. A word of size beside one of
// direction makes a row of both.
func (h house) find(words string, m measure) (rule, bool) {
	w := plainWords(words)
	for _, r := range h {
		if r.measure == m && slices.Contains(r.words, w) {
			return r, true
		}
	}
	if m != change {
		return rule{}, false
	}
	for _, size := range []struct {
		words    []string
		low, top string
	}{{sharp, sharply, ""}, {mild, "0", slightly}} {
		for _, adverb := range size.words {
			rest, ok := strings.CutPrefix(w, adverb+" ")
			if !ok {
				rest, ok = strings.CutSuffix(w, " "+adverb)
			}
			sign := way(rest)
			if !ok || sign == 0 {
				continue
			}
			b := bound{low: rat(size.low)}
			if size.top != "" {
				b.high = rat(size.top)
			}
			if sign < 0 {
				b = b.mirrored()
			}
			return rule{words: []string{w}, measure: change, bound: b}, true
		}
	}
	return rule{}, false
}

// way is +1 for words such as rose, −1 for fell, else 0.
func way(words string) int {
	switch w := plainWords(words); {
	case slices.Contains(rises, w):
		return 1
	case slices.Contains(falls, w):
		return -1
	}
	return 0
}

// plainWords is the phrase in lower case without filler and punctuation.
func plainWords(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return r == ' ' || r == ',' || r == '.' || r == ';' || r == ':' || r == '\u00a0' || r == '\n' || r == '\t' || r == '，' || r == '。' || r == '、'
	})
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(filler, w) })
	if len(kept) == 0 {
		kept = words
	}
	return strings.Join(kept, " ")
}

// examples are the first words of the rows for a measure, for hints.
func (h house) examples(m measure) []string {
	var out []string
	for _, r := range h {
		if r.measure == m && len(out) < 8 {
			out = append(out, r.words[0])
		}
	}
	return out
}

// mirrored is the bound of the figure with the other sign.
func (b bound) mirrored() bound {
	m := bound{withinLow: b.withinHigh, withinHigh: b.withinLow}
	if b.high != nil {
		m.low = new(big.Rat).Neg(b.high)
	}
	if b.low != nil {
		m.high = new(big.Rat).Neg(b.low)
	}
	return m
}

// test compares a figure with the bound.
func (b bound) test(v data.Value) data.Truth {
	truth := data.True
	for _, end := range []struct {
		at           *big.Rat
		op, opWithin string
		within       bool
	}{{b.low, ">", ">=", b.withinLow}, {b.high, "<", "<=", b.withinHigh}} {
		if end.at == nil {
			continue
		}
		op := end.op
		if end.within {
			op = end.opWithin
		}
		t, err := data.Compare(v, op, data.Exact(end.at, v.Unit))
		if err != nil {
			return data.Unknown // one unit on both sides, so it cannot be
		}
		truth = combine("and", value{truth: truth}, value{truth: t}).truth
	}
	return truth
}

// needs says the bound, its ends printed by show.
func (b bound) needs(show func(*big.Rat) string) string {
	switch {
	case b.low == nil && b.high == nil:
		return "any figure"
	case b.low == nil && b.withinHigh:
		return "<= " + show(b.high)
	case b.low == nil:
		return "< " + show(b.high)
	case b.high == nil && b.withinLow:
		return ">= " + show(b.low)
	case b.high == nil:
		return "> " + show(b.low)
	case b.low.Cmp(b.high) == 0:
		return show(b.low)
	case b.withinLow && !b.withinHigh:
		return "from " + show(b.low) + " to under " + show(b.high)
	case b.withinHigh && !b.withinLow:
		return "over " + show(b.low) + " and up to " + show(b.high)
	}
	return "between " + show(b.low) + " and " + show(b.high)
}

// changeVerb is the house's word for a change, by the figure itself.
func changeVerb(n data.Value) string { return voices[wording.English].verbs["past"][moveOf(n)][0] }

func rat(s string) *big.Rat {
	x, _ := new(big.Rat).SetString(s)
	return x
}

var ordinals = []string{"zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"}

var cardinals = []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// cardinal is three, and 13 from thirteen on.
func cardinal(n int) string {
	if n < len(cardinals) {
		return cardinals[n]
	}
	return strconv.Itoa(n)
}

// withArticle are first and last words of the names of countries that stand with
// an article in a sentence.
var withArticle = []string{"Bahamas", "Comoros", "Emirates", "Gambia", "Islands", "Isle", "Kingdom", "Maldives", "Netherlands", "Philippines", "Republic", "States", "Territories", "Territory"}

// inSentence is the name of a country as it stands within a sentence: the United
// States, Japan.
func inSentence(country string) string {
	words := strings.Fields(country)
	if len(words) > 0 && (slices.Contains(withArticle, words[0]) || slices.Contains(withArticle, words[len(words)-1])) {
		return "the " + country
	}
	return country
}
