package page

import (
	"strings"
	"testing"

	"tradebrief/charts/ink"
)

func claimCheck(line int, w Width, rows int) *ClaimCheck {
	b := &ClaimCheck{
		Common: common(line, w), Title: "Claim check", Number: "4 of 5", Words: "claims rest on something",
		Squares: []ClaimState{ClaimComputed, ClaimComputed, ClaimSourced, ClaimWaived, ClaimUnbound},
		Counts:  []StateCount{{ClaimComputed, 2, "computed"}, {ClaimSourced, 1, "sourced"}, {ClaimUnbound, 1, "unbound"}, {ClaimWaived, 1, "waived"}},
		Heads:   [5]string{"ID", "In the text", "Page", "Bound to", "Verdict"},
		Shown:   "%d of 5 shown.", Proof: "All: export claims.", Facts: tx("Two were revised."),
		Notes: []NoteColumn{{"Waivers", []Para{para("C16 at the table: small base.")}}},
	}
	for i, text := range []string{"US$188.7 million", "15.9%", "nowhere", "a", "b", "c", "d", "e", "f", "g"}[:rows] {
		b.Rows = append(b.Rows, ClaimRow{ID: "F00" + string(rune('1'+i)), Text: text, Statement: i + 1, Bound: "exports.mom", Status: "unbound"})
	}
	return b
}

// TestClaimCheckNamesPages: the list names the page of each statement, those that
// come later included, and the pages are counted once.
func TestClaimCheckNamesPages(t *testing.T) {
	stands := func(line, statement int, words string) *TextBlock {
		return &TextBlock{common(line, Full), []Para{{Text: Text{{S: words, Statement: statement}}}}}
	}
	for _, w := range []Width{Full, TwoThirds, Half} {
		doc := brief(stands(7, 2, "an early statement"), claimCheck(8, w, 3), &PageBreak{Common: common(9, Full)}, stands(10, 1, "a late one"))
		out, places, problems := Layout(doc)
		if len(problems) > 0 || len(out.Pages) != 2 {
			t.Fatalf("%d pages, %v", len(out.Pages), problems)
		}
		checkPages(t, out)
		checkWords(t, out, authorWords(doc))
		row := func(id string) string {
			at := findOne(t, out, id)
			for _, words := range []string{"p. 1", "p. 2", "–"} {
				for _, p := range find(out, words) {
					if p.page == at.page && p.text.Y == at.text.Y {
						return words
					}
				}
			}
			return ""
		}
		if n := len(find(out, "unbound")); n != 4 { // the count and three verdicts
			t.Errorf("in a width of %d %d of 4 stand whole: a verdict is broken within its word", w, n)
		}
		if got := [3]string{row("F001"), row("F002"), row("F003")}; got != [3]string{"p. 2", "p. 1", "–"} {
			t.Errorf("the pages in a width of %d are %q", w, got)
		}
		stood := map[int]int{}
		for _, p := range places {
			stood[p.Statement]++
		}
		if stood[1] != 1 || stood[2] != 1 || len(find(out, "Claim check")) != 1 {
			t.Errorf("a page was counted twice: %v", stood)
		}
	}
}

// TestClaimCheckKeepsToItsRoom: beside the counts the list ends where they do, and
// says how much of it is shown; under them it is whole.
func TestClaimCheckKeepsToItsRoom(t *testing.T) {
	for _, c := range []struct {
		width Width
		shown string
	}{{Full, "4 of 5 shown. All: export claims. Two were revised."}, {TwoThirds, "10 of 5 shown. All: export claims. Two were revised."}} {
		out := layout(t, brief(claimCheck(8, c.width, 10)))
		if len(find(out, c.shown)) != 1 {
			t.Errorf("%q is not there: %v", c.shown, find(out, " shown"))
		}
	}
}

// TestClaimCheckMarks: a square for each statement in the colour of its state,
// and rust where not all is well.
func TestClaimCheckMarks(t *testing.T) {
	b := claimCheck(8, Full, 3)
	b.Alarm = true
	out := layout(t, brief(b))
	if c := findOne(t, out, "4 of 5").text.Color; c != colorRust {
		t.Errorf("the number is %v", c)
	}
	fills := map[ink.Color]int{}
	for _, m := range out.Pages[0].Marks {
		if p, ok := m.Op.(ink.Path); ok && p.Fill != nil {
			fills[*p.Fill]++
		}
	}
	// Those of the statements and of the legend.
	if fills[colorDerived] != 2 {
		t.Errorf("%d squares of sourced statements", fills[colorDerived])
	}
}

// TestSquares: squares stay in one row while they can be told apart, and never
// leave their width.
func TestSquares(t *testing.T) {
	for _, c := range []struct {
		n      int
		w      float64
		perRow int
		pitch  float64
	}{
		{5, 106 * mm, 5, 4.4 * mm},
		{24, 106 * mm, 24, 4.4 * mm},
		{48, 106 * mm, 48, 106 * mm / 48},
		{165, 70 * mm, 33, 70 * mm / 33},
		{1000, 70 * mm, 35, 2 * mm},
	} {
		perRow, pitch := squares(c.n, c.w)
		if perRow != c.perRow || pitch < c.pitch-hair || pitch > c.pitch+hair || float64(perRow)*pitch > c.w+hair {
			t.Errorf("%d squares in %.0f mm: %d a row, %.2f mm each", c.n, c.w/mm, perRow, pitch/mm)
		}
	}
	for n := 1; n < 500; n++ {
		perRow, pitch := squares(n, 54*mm)
		if perRow < 1 || float64(perRow)*pitch > 54*mm+hair || pitch < squareLeast-hair {
			t.Fatalf("%d squares: %d a row, %.2f mm each", n, perRow, pitch/mm)
		}
	}
}

// TestClaimCheckWithoutList: where all hold, the squares stand beside the head
// over the full width, so that the panel stays low.
func TestClaimCheckWithoutList(t *testing.T) {
	b := claimCheck(8, Full, 0)
	b.Squares, b.Notes = make([]ClaimState, 220), nil
	out := layout(t, brief(b))
	head, legend, foot := findOne(t, out, "Claim check"), findOne(t, out, "computed"), findOne(t, out, "All: export claims. Two were revised.")
	if legend.text.X < head.text.X+claimHead || foot.text.Y-head.text.Y > 25*mm {
		t.Errorf("the head is at %v, the legend at %v, the foot at %v", head.text, legend.text, foot.text)
	}
}

// TestClaimCheckOfOneLine: where there is nothing to list and nothing else to be
// said, the full width holds the counts in one line; with words too long for that,
// and in less width, the panel is as ever.
func TestClaimCheckOfOneLine(t *testing.T) {
	b := claimCheck(8, Full, 0)
	b.Squares, b.Facts, b.Notes = make([]ClaimState, 220), nil, nil
	out := layout(t, brief(b))
	head := findOne(t, out, "Claim check").text
	for _, words := range []string{"4 of 5", "claims rest on something", "computed", "waived"} {
		if at := findOne(t, out, words).text; at.Y < head.Y-mm || at.Y > head.Y+mm || at.X <= head.X {
			t.Errorf("%q is at %v, the heading at %v", words, at, head)
		}
	}
	if at := findOne(t, out, "All: export claims.").text; at.X != head.X || at.Y > head.Y+5*mm {
		t.Errorf("the foot is at %v, the heading at %v", at, head)
	}
	for _, panel := range []func(b *ClaimCheck){
		func(b *ClaimCheck) { b.Title += strings.Repeat(" and title", 9) },
		func(b *ClaimCheck) { b.Words += strings.Repeat(" and more", 7) },
		func(b *ClaimCheck) { b.Width = TwoThirds },
	} {
		high := *b
		panel(&high)
		out := layout(t, brief(&high))
		if number := findOne(t, out, "4 of 5").text; number.Font.Size < 15 {
			t.Errorf("with the title %q, the words %q and the width %d the number is small: %v", high.Title, high.Words, high.Width, number)
		}
		checkPages(t, out)
		checkWords(t, out, authorWords(brief(&high)))
	}
}
