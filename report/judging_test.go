package report

import (
	"fmt"
	"strings"
	"testing"

	"tradebrief/data"
)

// TestReadings: what the words of a claim are read as, and what the data make of
// them. A verdict is the code with what the problem must say; empty: it holds.
func TestReadings(t *testing.T) {
	for _, c := range []struct{ words, claim, figures, verdict string }{
		// Direction and size.
		{"rose", "exports.mom", "100.000 103.000", ""},
		{"Exports rose slightly", "exports.mom", "100.000 103.000", ""},
		{"edged up", "exports.mom", "100.000 106.000", "C11: exports.mom = 6.0%, needs between 0 and 5%; the data say: rose 6.0%"},
		{"rose sharply", "exports.mom", "100.000 109.000", "C11: exports.mom = 9.0%, needs > 10%; the data say: rose 9.0%"},
		{"sharply higher", "exports.mom", "100.000 111.000", ""},
		{"surged", "exports.mom", "100.000 115.900", "C11: exports.mom = 15.9%, needs > 20%; the data say: rose 15.9%"},
		{"surged", "exports.mom", "100.000 121.000", ""},
		{"plunged", "exports.mom", "100.000 79.000", ""},
		{"slid", "exports.mom", "100.000 91.000", "C11: exports.mom = −9.0%, needs < −10%; the data say: fell 9.0%"},
		{"were little changed", "exports.mom", "100.000 100.400", ""},
		{"little changed", "exports.mom", "100.000 100.600", "C11: needs between −0.5% and 0.5%; the data say: rose 0.6%"},
		{"fell", "exports.mom", "100.000 100.000", "not decidable from rounded inputs"},
		{"did not rise", "exports.mom", "100.000 90.000", "the house table does not say"},
		{"rose sharply", "exports.yoy_abs", "100.000 200.000", "missing"},
		// With a number in the words.
		{"fell 6.6%", "exports.mom", "100.000 93.400", ""},
		{"fell by 6.5%", "exports.mom", "100.000 93.400", "C11: exports.mom = −6.6%, needs between −6.55% and −6.45%; the data say: fell 6.6%"},
		{"up 15.9%", "exports.mom", "100.000 115.900", ""},
		{"a rise of 16%", "exports.mom", "100.000 115.900", ""},
		{"rose by almost 16%", "exports.mom", "100.000 115.900", ""},
		{"rose by almost 16%", "exports.mom", "100.000 116.100", "C11: needs from 14.5% to under 16%"},
		{"grew by about a third", "exports.mom", "100.000 132.000", ""},
		{"fell by a third", "exports.mom", "100.000 67.000", ""},
		{"fell by more than a third", "exports.mom", "100.000 67.000", "C11: needs < −33.33%"},
		{"rose to 15.9%", "exports.mom", "100.000 115.900", "the house table does not say"},
		{"rose US$15.9 million", "exports - exports.prev", "100.000 115.900", ""},
		{"rose by US$16.2 million", "exports - exports.prev", "100.000 115.900", "C11: the data say: rose US$15.9 million"},
		{"rose by €15.9 million", "exports - exports.prev", "100.000 115.900", "the house table does not say"},
		// Pace.
		{"accelerated", "exports.mom", "100.000 104.000 120.000", ""},
		{"accelerated", "exports.mom", "100.000 96.000 120.000", "C13: exports.mom = 25.0% after −4.0%, needs a rise above the rate before it, after a rise; the data say: turned up"},
		{"slowed", "exports.mom", "100.000 120.000 130.000", ""},
		{"slowed", "exports.mom", "100.000 120.000 110.000", "C13: the data say: turned down"},
		{"slowed", "exports.mom", "100.000 90.000 70.000", "C13: the data say: fell faster"},
		{"slowed", "exports.mom", "100.000 80.000 70.000", "C13: the data say: fell more slowly"},
		{"accelerated", "exports.mom", "100.000 120.000 130.000", "C13: the data say: slowed"},
		{"accelerated", "exports", "100.000 120.000 130.000", "C13: is a level: only a rate accelerates or slows; name the rate, such as claim=exports.mom or claim=exports.yoy"},
		{"slowed", "exports.mom - exports.prev.mom", "100.000 120.000 130.000", "C13: compares two rates"},
		{"slowed", "exports.mom", "100.000 120.000", "C13: exports.mom of the month before is missing: no figure of exports"},
		// First times.
		{"for the first time in three months", "exports", "100.000 90.000 95.000 97.000 91.000", ""},
		{"the first fall since June", "exports.streak", "100.000 90.000 95.000 97.000 91.000", ""},
		{"first fall in four months", "exports.streak", "100.000 90.000 95.000 97.000 91.000", "C14: exports.streak = −1 after 2, needs the last fall >= 4 months ago"},
		{"for the first time since July 2023", "exports.streak", "100.000 90.000 95.000 97.000 91.000", "C14: needs the last fall in July 2023"},
		{"first rise in three months", "exports.streak", "100.000 90.000 95.000 97.000 91.000", "C14: needs one rise after others the other way"},
		{"for the first time in three months", "exports.streak", "100.000 110.000 91.000", "C14: cannot be judged: the data do not have the fall before it"},
		{"the lowest since June", "exports", "100.000 90.000 95.000 97.000 91.000", ""},
		{"the highest since records began", "exports", "100.000 90.000 95.000 97.000 191.000", ""},
		// Multiples.
		{"thrice as high", "exports.mom", "100.000 300.000", ""},
		{"threefold", "exports.mom", "100.000 200.000", "C10: needs between 2.925 times and 3.075 times"},
		{"nearly doubled", "exports.mom", "100.000 186.000", ""},
		{"nearly doubled", "exports.mom", "100.000 169.000", "C10: exports.mom = 69.0%, which is 1.69 times, needs from 1.85 times to under 2 times; the data say: 1.7 times"},
		{"nearly double", "exports.mom", "100.000 197.000", ""},
		{"doubled", "exports.mom", "100.000 197.000", ""},
		{"doubled", "exports.mom", "100.000 206.000", "C10: needs between 1.95 times and 2.05 times"},
		{"more than doubled", "exports.mom", "100.000 206.000", ""},
		{"more than double", "exports.mom", "100.000 169.000", "C10: needs > 2 times"},
		{"more than tripled", "exports.mom", "100.000 290.000", "C10: needs > 3 times"},
		{"about twice", "exports.mom", "100.000 212.000", ""},
		{"eight times higher", "exports.mom", "100.000 802.000", "C10: exports.mom = 702.0%, which is 8.02 times, needs between 8.775 times and 9.225 times; the data say: eight times"},
		{"eight times as much", "exports.mom", "100.000 802.000", ""},
		{"rose eightfold", "exports.mom", "100.000 802.000", ""},
		{"almost three times more", "exports.mom", "100.000 311.000", "C10: needs from 3.7 times to under 4 times"},
		{"more than three times as much", "exports.mom", "100.000 311.000", ""},
		{"up 13.4 times", "exports.mom", "10.000 143.200", "C10: which is 14.32 times, needs between 14.35 times and 14.45 times"},
		{"more than 13 times", "exports.mom", "10.000 143.200", "C10: needs over 13 times and up to 14 times; the data say: 14 times"},
		{"2.4 times", "exports.vs('2023-08')", "100.000 238.000", ""},
		{"at least twice", "exports.vs('2023-08')", "100.000 238.000", ""},
		{"halved", "exports.mom", "100.000 50.500", ""},
		{"more than halved", "exports.mom", "100.000 51.000", "C10: needs < 0.5 times"},
		{"nearly halved", "exports.mom", "100.000 53.000", ""},
		{"half", "ratio(exports, exports.prev)", "100.000 51.000", ""},
		{"half as much", "exports.mom", "100.000 49.000", ""},
		{"not doubled", "exports.mom", "100.000 150.000", "the house table does not say"},
		{"three times lower", "exports.mom", "100.000 33.000", "the house table does not say"},
		// Shares and ratios.
		{"most", "ratio(exports, exports.prev)", "100.000 51.000", ""},
		{"more than half", "ratio(exports, exports.prev)", "100.000 49.000", "C11: needs > 50%; the data say: 49.0%"},
		{"two thirds", "ratio(exports, exports.prev)", "100.000 66.000", ""},
		{"about nine tenths", "ratio(exports, exports.prev)", "100.000 91.000", ""},
		{"three quarters", "ratio(exports, exports.prev)", "100.000 75.000", ""},
		{"a quarter", "ratio(exports, exports.prev)", "100.000 28.000", "C10: needs between 23.75% and 26.25%"},
		{"71%", "ratio(exports, exports.prev)", "100.000 71.300", ""},
		{"nearly all", "ratio(exports, exports.prev)", "100.000 94.000", ""},
		{"above", "exports.vs('2023-08')", "100.000 94.000", "C11: needs > 100%"},
		{"rose", "exports.vs('2023-08')", "100.000 94.000", "the house table does not say"},
		// Runs.
		{"third month in a row", "exports.streak", "100.000 90.000 100.000 110.000 120.000", ""},
		{"third month in a row", "exports", "100.000 90.000 100.000 110.000 120.000", ""},
		{"a third rise in a row", "exports.streak", "100.000 90.000 100.000 110.000 120.000", ""},
		{"third fall in a row", "exports.streak", "100.000 90.000 100.000 110.000 120.000", "C15: exports.streak = 3, needs −3; the data say: the third rise in a row"},
		{"at least three months running", "exports.streak", "90.000 100.000 110.000 120.000 130.000", ""},
		{"fourth month in a row", "exports.streak", "100.000 90.000 100.000 110.000", "C15: exports.streak = 2, needs 4; the data say: the second rise in a row"},
		{"third month in a row", "exports.streak", "100.0 90 100 110 110.2", "not decidable from rounded inputs: exports.streak = 3 (−1 to 3)"},
		// Superlatives.
		{"the highest", "exports.max", "100.000 90.000 110.000", ""},
		{"a record", "exports", "100.000 90.000 110.000", ""},
		{"a record high", "exports", "100.000 90.000 95.000", "C14: exports = US$95.0 million, in July 2023 US$100.0 million, needs no figure as high before it; the data say: the highest since July 2023"},
		{"the lowest on record", "exports.min", "100.000 90.000 80.000", ""},
		{"the highest since July 2023", "exports", "100.000 90.000 95.000", ""},
		{"the highest since July 2023", "exports.highest_since", "100.000 90.000 95.000", ""},
		{"the highest since June 2023", "exports", "100.000 90.000 95.000", "C14: needs the last figure as high in June 2023; the data say: the highest since July 2023"},
		{"highest since 2023", "exports", "100.000 90.000 95.000", ""},
		{"the highest in two months", "exports", "100.000 90.000 95.000", ""},
		{"the highest in three months", "exports", "100.000 90.000 95.000", "C14: needs no figure as high before it for >= 3 months; the data say: the highest since July 2023"},
		{"the highest in a year", "exports", "100.000 90.000 110.000", "C14: the data begin in July 2023"},
		{"the highest of the year", "exports", "100.000 90.000 110.000", ""},
		{"the lowest", "exports.max", "100.000 90.000 110.000", "the house table does not say"},
		{"the highest", "exports", "100.0 90 100.0", "C14: not decidable from rounded inputs: exports = US$100.0 million, in July 2023 US$100.0 million"},
		{"the highest", "exports", "110.000 100.0 90 100.0", "C14: not decidable from rounded inputs"},
		{"the fastest growth on record", "exports.mom", "100.000 110.000 130.000", ""},
		{"the largest rise since July 2023", "exports.mom", "100.000 130.000 140.000 160.000", ""},
		{"the steepest fall on record", "exports.mom", "100.000 110.000 90.000", ""},
		{"a two-month high", "exports", "100.000 90.000 95.000", ""},
		{"a record low", "exports", "100.000 90.000 80.000", ""},
		{"the largest monthly fall on record", "exports.mom", "100.000 110.000 90.000", ""},
		{"the smallest fall", "exports.mom", "100.000 110.000 90.000", "the house table does not say"},
		{"the highest this year", "exports", "100.000 90.000 110.000", ""},
		{"not the highest", "exports", "100.000 90.000 110.000", "is a level"},
		{"the highest", "exports", "110.000", "C14: there is no earlier figure of exports"},
	} {
		figures := strings.Fields(c.figures)
		last := data.Month(2023, 9)
		p := history(fmt.Sprintf("[%s]{claim=%q}", c.words, c.claim), last.Add(1-len(figures)).String(), figures...)
		_, problems := Load(p, Options{})
		got := strings.ReplaceAll(problems.String(), nbsp, " ")
		if c.verdict == "" && len(problems) == 0 {
			continue
		}
		code, says, coded := strings.Cut(c.verdict, ": ")
		if !coded || len(code) != 3 {
			says = c.verdict
		} else if len(problems) == 0 || problems[0].Code != code {
			t.Errorf("[%s]{claim=%s}: the code is not %s:\n%s", c.words, c.claim, code, got)
		}
		for _, part := range strings.Split(says, "; ") {
			if c.verdict == "" || !strings.Contains(got, part) {
				t.Errorf("[%s]{claim=%s} over %s: want %q:\n%s", c.words, c.claim, c.figures, part, got)
			}
		}
	}
}
