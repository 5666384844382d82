package report

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data"
)

// The house table: what an author's words say about a figure. A claim such as
// [rose sharply]{claim=exports.mom} names only the figure; the words decide
// what it has to be.

// measure is the kind of figure that a rule speaks about.
type measure uint8

const (
	change    measure = iota + 1 // a rate, or a change in units: exports.mom, exports.yoy_abs
	pace                         // a rate against the one before it
	run                          // exports.streak
	portion                      // a share or a ratio of two levels
	extremity                    // exports.max, exports.min: the value against them
)

// bound is a rule's condition: the figure lies between low and high. Ends are
// ratios (0.1 is 10%); an empty end is open, and an end is left out of the
// interval unless it is marked as within.
type bound struct {
	low, high             string
	withinLow, withinHigh bool
}

// rule is one row of the house table. The first word is what a hint suggests.
type rule struct {
	words   []string
	measure measure
	bound   bound
	needs   string // how the condition is said
}

// littleChanged is the rate within which nothing is said to have moved.
const littleChanged = "0.005"

// sharply is the rate beyond which a change may be called sharp.
const sharply = "0.1"

var houseTable = []rule{
	{[]string{"rose", "increased", "grew", "climbed", "went up", "up", "gained", "higher", "more", "above", "rising", "increasing", "growing", "climbing", "risen", "grown", "rise", "rises", "increase", "increases", "grow", "grows", "growth", "gain", "expanded"},
		change, bound{low: "0"}, "> 0"},
	{[]string{"fell", "declined", "dropped", "went down", "down", "decreased", "lower", "less", "below", "falling", "declining", "dropping", "fallen", "fall", "falls", "decline", "declines", "drop", "decrease", "shrank", "contracted"},
		change, bound{high: "0"}, "< 0"},
	{[]string{"little changed", "almost unchanged", "nearly unchanged", "flat", "stable", "steady", "unchanged"},
		change, bound{low: "-" + littleChanged, high: littleChanged}, "between −0.5% and 0.5%"},
	{[]string{"rose sharply", "sharp rise", "sharply higher", "grew sharply", "increased sharply", "climbed sharply", "sharply up", "jumped", "surged", "strong growth"},
		change, bound{low: sharply}, "> 10%"},
	{[]string{"fell sharply", "sharp fall", "sharply lower", "declined sharply", "dropped sharply", "decreased sharply", "sharply down", "plunged", "slumped", "sharp decline", "sharp drop"},
		change, bound{high: "-" + sharply}, "< −10%"},
	{[]string{"rose slightly", "edged up", "slightly higher", "increased slightly", "grew slightly", "slight rise"},
		change, bound{low: "0", high: "0.05"}, "between 0 and 5%"},
	{[]string{"fell slightly", "edged down", "slightly lower", "declined slightly", "decreased slightly", "slight fall"},
		change, bound{low: "-0.05", high: "0"}, "between −5% and 0"},
	{[]string{"more than doubled", "more than double", "more than twice"},
		change, bound{low: "1"}, "> 100%"},
	{[]string{"doubled", "about doubled", "twice", "double"},
		change, bound{low: "0.95", high: "1.05", withinLow: true, withinHigh: true}, "between 95% and 105%"},
	{[]string{"nearly doubled", "almost doubled", "nearly double", "almost double"},
		change, bound{low: "0.85", high: "1", withinLow: true}, "from 85% to under 100%"},
	{[]string{"more than tripled", "more than triple", "more than three times"},
		change, bound{low: "2"}, "> 200%"},
	{[]string{"tripled", "about tripled", "triple", "three times"},
		change, bound{low: "1.9", high: "2.1", withinLow: true, withinHigh: true}, "between 190% and 210%"},
	{[]string{"halved", "about halved"},
		change, bound{low: "-0.55", high: "-0.45", withinLow: true, withinHigh: true}, "between −55% and −45%"},
	{[]string{"more than halved"},
		change, bound{high: "-0.5"}, "< −50%"},
	{[]string{"accelerated", "sped up", "faster", "quickened", "gathered pace", "accelerating", "acceleration"},
		pace, bound{low: "0"}, "above zero and above the rate before it"},
	{[]string{"slowed", "slower", "decelerated", "eased", "slowing", "lost pace", "slowdown"},
		pace, bound{high: "0"}, "below the rate before it"},
	{[]string{"most", "more than half", "the majority", "over half", "the larger part"},
		portion, bound{low: "0.5"}, "> 50%"},
	{[]string{"less than half", "under half", "the smaller part"},
		portion, bound{high: "0.5"}, "< 50%"},
	{[]string{"about half", "half", "roughly half"},
		portion, bound{low: "0.45", high: "0.55", withinLow: true, withinHigh: true}, "between 45% and 55%"},
	{[]string{"nearly all", "almost all"},
		portion, bound{low: "0.9"}, "> 90%"},
	{[]string{"above", "exceeded", "higher than", "more than"},
		portion, bound{low: "1"}, "> 100%"},
	{[]string{"below", "short of", "lower than", "less than", "still below", "not yet back", "just below", "just under"},
		portion, bound{high: "1"}, "< 100%"},
	{[]string{"highest", "the highest", "record", "a record", "the peak", "largest", "the largest", "the most"},
		extremity, bound{low: "0", withinLow: true}, "the highest on record"},
	{[]string{"lowest", "the lowest", "smallest", "the smallest", "the least"},
		extremity, bound{high: "0", withinHigh: true}, "the lowest on record"},
}

// filler is words that do not change what a phrase says. Negations are not
// among them: "did not rise" is no row of the table, so that it is an error
// and never read as "rise".
var filler = []string{"again", "also", "further", "then", "has", "have", "had", "was", "were", "is", "are", "once", "clearly", "overall", "by", "to", "it", "they", "exports", "imports", "trade"}

// plainWords is the phrase in lower case without filler and punctuation.
func plainWords(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return r == ' ' || r == ',' || r == '.' || r == ';' || r == ':' || r == '\u00a0' || r == '\n' || r == '\t'
	})
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(filler, w) })
	if len(kept) == 0 {
		kept = words
	}
	return strings.Join(kept, " ")
}

// houseRule finds the row for the words and one of the measures.
func houseRule(words string, measures ...measure) (rule, bool) {
	w := plainWords(words)
	for _, m := range measures {
		for _, r := range houseTable {
			if r.measure == m && slices.Contains(r.words, w) {
				return r, true
			}
		}
	}
	return rule{}, false
}

// phrases lists the first words of the table's rows for a measure, for hints.
func phrases(measures ...measure) []string {
	var out []string
	for _, r := range houseTable {
		if slices.Contains(measures, r.measure) {
			out = append(out, r.words[0])
		}
	}
	return out
}

// test compares a figure with the bound.
func (b bound) test(v data.Value) (data.Truth, error) {
	truth := data.True
	for _, end := range []struct{ at, op, opWithin string }{{b.low, ">", ">="}, {b.high, "<", "<="}} {
		if end.at == "" {
			continue
		}
		x, _ := new(big.Rat).SetString(end.at)
		op := end.op
		if end.op == ">" && b.withinLow || end.op == "<" && b.withinHigh {
			op = end.opWithin
		}
		t, err := data.Compare(v, op, data.Exact(x, v.Unit))
		if err != nil {
			return data.False, err
		}
		truth = combine("and", value{truth: truth}, value{truth: t}).truth
	}
	return truth, nil
}

// changeVerb is the house's word for a change, by the figure itself.
func changeVerb(n data.Value) string { return verbs["past"][moveOf(n)][0] }

func rat(s string) *big.Rat {
	x, _ := new(big.Rat).SetString(s)
	return x
}

var ordinals = []string{"zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"}

var cardinals = []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// ordinal is third, and 13th from thirteen on.
func ordinal(n int) string {
	if n < len(ordinals) {
		return ordinals[n]
	}
	ending := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return strconv.Itoa(n) + ending
}

// cardinal is three, and 13 from thirteen on.
func cardinal(n int) string {
	if n < len(cardinals) {
		return cardinals[n]
	}
	return strconv.Itoa(n)
}

// spokenRun reads how long a run the words claim: "third month in a row",
// "three months running", "12th consecutive month", and the direction if they
// name one.
func spokenRun(words string) (n, direction int, ok bool) {
	fields := strings.Fields(strings.ToLower(strings.NewReplacer(",", " ", ".", " ", "\u00a0", " ", "-", " ").Replace(words)))
	inRow := false
	text := strings.Join(fields, " ")
	for _, phrase := range []string{"in a row", "running", "straight", "consecutive", "in succession", "on end"} {
		inRow = inRow || strings.Contains(text, phrase)
	}
	for _, f := range fields {
		if slices.Contains([]string{"not", "no", "never", "nor", "neither"}, f) {
			return 0, 0, false
		}
		for k := 1; k < len(ordinals); k++ {
			if f == ordinals[k] || f == cardinals[k] {
				n = k
			}
		}
		if digits := strings.TrimRight(f, "sthndr"); digits != "" {
			if k, err := strconv.Atoi(digits); err == nil && k > 0 && k < 1000 {
				n = k
			}
		}
		switch {
		case slices.Contains(houseTable[0].words, f):
			direction = 1
		case slices.Contains(houseTable[1].words, f):
			direction = -1
		}
	}
	// "a second month" says as much as "a second month in a row" where the
	// claim names a streak.
	unit := strings.Contains(text, "month") || strings.Contains(text, "quarter") || strings.Contains(text, "year") || strings.Contains(text, "time")
	return n, direction, n > 0 && (inRow || unit)
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
