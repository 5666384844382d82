package report

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"tradebrief/data"
	"tradebrief/data/diag"
)

// TestHintsHold: over random histories, what a hint says the data say holds when
// it stands in place of the words, and a claim that holds is no longer true with
// words of the other way.
func TestHintsHold(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	phrases := []string{"rose", "fell", "rose sharply", "plunged", "edged up", "little changed", "rose 6.6%", "fell by almost a third",
		"accelerated", "slowed", "fell faster", "turned up", "nearly doubled", "doubled", "more than tripled", "halved", "eight times higher", "2.4 times",
		"most", "a third", "above", "more than half", "71%", "third month in a row", "fell for the second month in a row", "the highest", "the lowest on record",
		"the highest since May 2023", "the lowest in three months", "a record low", "the surplus widened", "the deficit narrowed", "turned from deficit to surplus", "a surplus", "the second largest"}
	exprs := []string{"exports", "exports.mom", "exports.yoy", "exports.yoy_abs", "exports.streak", "exports.max", "exports.min", "exports.highest_since", "exports.lowest_since",
		"exports.vs('2023-06')", "ratio(imports, exports)", "balance(exports, imports)", "exports - exports.prev", "exports.mom - exports.prev.mom", "exports.ma3"}
	r := rand.New(rand.NewPCG(1, 2))
	hinted, held := map[string]int{}, 0
	for range 25 {
		var b strings.Builder
		b.WriteString("period,flow,value,status,source,vintage\n")
		for _, flow := range []string{"X", "M"} {
			x, decimals := 20+200*r.Float64(), r.IntN(4)
			for i := range 14 {
				if x = max(2, x*(0.6+0.9*r.Float64())); r.IntN(8) == 0 {
					x *= 1 + 2*r.Float64()
				}
				if r.IntN(12) > 0 || i > 11 {
					fmt.Fprintf(&b, "%s,%s,%.*f,present,a,2024-01-18\n", data.Month(2022, 8).Add(i), flow, decimals, x)
				}
			}
		}
		outline := strings.Replace(head, "date: 2023-11-20, reason", "date: 2024-11-20, reason", 1)
		brief := load(t, project("", "brief.yaml", outline+text("Words."), "monthly.csv", b.String()), Options{})
		s := brief.work.scope
		for _, src := range exprs {
			x, p := brief.Outline.ParseExpr(src, language())
			if p != nil {
				t.Fatal(p)
			}
			for _, words := range phrases {
				f := s.judge(words, x, diag.Pos{File: "brief.yaml", Line: 1, Col: 1})
				if f.verdict == Holds {
					held++
				}
				if f.problem == nil {
					continue
				}
				says, ok := strings.CutPrefix(f.problem.Hint, "the data say: ")
				if f.verdict == Untrue && f.problem.Code == "" {
					t.Errorf("[%s]{claim=%s} is false and has no code: %s", words, src, f.problem)
				}
				if !ok {
					continue
				}
				hinted[f.problem.Code]++
				if g := s.judge(says, x, diag.Pos{}); g.verdict != Holds {
					t.Fatalf("[%s]{claim=%s}: %s\nand then: %s\nin\n%s", words, src, f.problem, g.problem, b.String())
				}
			}
		}
	}
	for _, code := range []string{"C10", "C11", "C13", "C14", "C15"} {
		if hinted[code] < 10 {
			t.Errorf("only %d hints of %s were seen", hinted[code], code)
		}
	}
	if held < 400 {
		t.Errorf("only %d claims held", held)
	}
}

// TestWordsOfTheHouse: an entry of the outline or of the theme takes the place of
// the built-in rows for its words, and the outline's comes first.
func TestWordsOfTheHouse(t *testing.T) {
	const words = `words:
  - {say: [surged, "Jumped!"], of: change, above: 0.15}
  - {say: [rose], of: change, above: 0.02}
  - {say: [gathered speed], of: pace, at_least: 0.1}
  - {say: [a long run], of: run, at_least: 3}
  - {say: [much of], of: share, above: 0.1}
  - {say: [nearly doubled], of: multiple, at_least: 1.1, below: 2}
  - {say: [a multi-year high], of: extreme, at_least: 12}
theme: house.yaml
`
	theme := "words:\n  - {say: [surged], of: change, above: 0.9}\n  - {say: [soared], of: change, above: 0.155}\n"
	for _, c := range []struct{ prose, want string }{
		{"[surged]{claim=exports.mom} [jumped]{claim=exports.mom} [soared]{claim=exports.mom} [rose]{claim=exports.mom}", ""},
		{"[gathered speed]{claim=exports.mom} [a long run]{claim=exports.streak} [a long run]{claim=exports} [much of]{claim=\"ratio(imports, exports)\"}", ""},
		{"[nearly doubled]{claim=exports.mom} [a multi-year high]{claim=exports.highest_since}", ""},
		{"[surged]{claim=imports.mom}", `C11: "surged" is not true: imports.mom = −1.6%, needs > 15%`},
		{"[gathered speed]{claim=imports.yoy}", "cannot be judged"},
		{"[a multi-year high]{claim=exports.lowest_since}", `C14: "a multi-year high" is not true: exports = US$188.7 million, in August 2023 US$162.9 million, needs no figure as low before it for >= 12 months`},
		{"[a long run]{claim=imports.streak}", `C15: "a long run" is not true: imports.streak = −1, needs >= 3`},
		{"[nearly doubled]{claim=imports.mom}", `C10: "nearly doubled" is not true: imports.mom = −1.6%, which is 0.984 times, needs from 1.1 times to under 2 times`},
		{"[plunged]{claim=exports.mom}", `needs < −20%`},
	} {
		p := project("", "brief.yaml", head+words+text(c.prose), "house.yaml", theme)
		_, problems := Load(p, Options{})
		if got := problems.String(); c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: want %q:\n%s", c.prose, c.want, got)
		}
	}
}

// TestBuiltinRows: no phrase means two things for one kind of figure, and what a
// row calls for can be met.
func TestBuiltinRows(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range houseTable() {
		if r.low == nil && r.high == nil || r.low != nil && r.high != nil && r.low.Cmp(r.high) >= 0 {
			t.Errorf("the row of %q has no condition that can be met", r.words[0])
		}
		for _, w := range r.words {
			key := fmt.Sprint(r.measure, w)
			if seen[key] {
				t.Errorf("%q is twice in the table", w)
			}
			seen[key] = true
			if got, ok := newHouse(nil).find(w, r.measure); !ok || got.needs(rateEnd) != r.needs(rateEnd) {
				t.Errorf("%q is in the table and is not found in it", w)
			}
		}
	}
}

// TestWrittenWordsHold: what verb, streak, since and times write is borne out by
// the house table over the same data.
func TestWrittenWordsHold(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	r := rand.New(rand.NewPCG(3, 4))
	written := map[string]int{}
	for range 400 {
		figures := make([]string, 9)
		x := 50.0
		for i := range figures {
			x *= 0.7 + 0.7*r.Float64()
			if r.IntN(3) == 0 {
				x = float64(int(x))
			}
			if figures[i] = fmt.Sprintf("%.*f", r.IntN(4), x); r.IntN(15) == 0 {
				figures[i] = ""
			}
		}
		brief, problems := Load(history("Words.", "2023-01", figures...), Options{})
		if brief == nil {
			if !strings.Contains(problems.String(), "no figures") {
				t.Fatal(problems)
			}
			continue
		}
		s := brief.work.scope
		for _, c := range []struct{ writes, before, claim string }{
			{"verb(exports.mom)", "", "exports.mom"}, {"verb(exports.mom, 'perfect')", "", "exports.mom"}, {"verb(exports.mom, 'present')", "", "exports.mom"}, {"verb(exports.mom, 'noun')", "", "exports.mom"},
			{"moved(exports.mom)", "", "exports.mom"}, {"streak(exports)", "", "exports.streak"}, {"since(exports)", "the highest ", "exports"}, {"since(exports.lowest_since)", "the lowest ", "exports"},
			{"times(exports.mom)", "", "exports.mom"}, {"times(exports.vs('2023-01'))", "", "exports.vs('2023-01')"},
		} {
			x, p := brief.Outline.ParseExpr(c.writes, language())
			if p != nil {
				t.Fatal(p)
			}
			v, p := s.eval(x.Root)
			words, ok := v.said(english)
			if p != nil || !ok || strings.HasPrefix(words, "1.0 ") {
				continue
			}
			claim, _ := brief.Outline.ParseExpr(c.claim, language())
			words = c.before + words
			written[c.writes]++
			if f := s.judge(words, claim, diag.Pos{}); f.verdict != Holds {
				t.Fatalf("%s writes %q over %v: %s", c.writes, words, figures, f.problem)
			}
		}
	}
	if len(written) < 10 {
		t.Errorf("some functions wrote nothing: %v", written)
	}
}
