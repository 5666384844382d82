package page

import (
	"fmt"
	"slices"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf"
)

// figuresOn counts the figures of each page.
func figuresOn(t *testing.T, doc Document) []int {
	t.Helper()
	out := layout(t, doc)
	counts := make([]int, len(out.Pages))
	for name, page := range destPagesOf(out.Pages) {
		var n int
		if _, err := fmt.Sscanf(name, "figure-%d", &n); err == nil {
			counts[page-1]++
		}
	}
	return counts
}

func figures(n int) []Block {
	var out []Block
	for i := range n {
		out = append(out, figure(i+1, Full, fmt.Sprintf("Figure no. %d", i+1)))
	}
	return out
}

// Two figures at their usual heights leave a third of the page; lowered, three fit.
func TestPlotsGiveWayToOneMoreFigure(t *testing.T) {
	if got, want := fmt.Sprint(figuresOn(t, onOwnPages(figures(6)...))), "[0 3 3]"; got != want {
		t.Errorf("figures on pages: %s, want %s", got, want)
	}
}

// Text that would leave a few lines for a page of their own comes forward, because the
// plot two pages before is lowered; once that is not enough, it is as high as usual.
func TestPlotsGiveWayToARestOfText(t *testing.T) {
	lay := func(words int) (pages int, foot float64) {
		out := layout(t, onOwnPages(figure(1, Full, "One"), &TextBlock{common(9, Full), []Para{para(lorem(words, "word"))}}))
		return len(out.Pages), findOne(t, out, "Hatched: not available").text.Y
	}
	words := 1000
	for pages := 0; pages < 4; words += 10 {
		pages, _ = lay(words)
	}
	pages, foot := lay(words - 20)
	_, usual := lay(words + 200)
	if pages != 3 || foot > usual-5*mm {
		t.Errorf("%d pages, the figure ends at %.1f mm; want 3, and the figure lowered by 5 mm from %.1f mm", pages, foot/mm, usual/mm)
	}
}

// A heading at the end of a text goes to the next page with what it is over, but not
// where that leaves no room for it: it would stand alone there.
func TestHeadingThatNoPageHoldsWithItsFigure(t *testing.T) {
	for _, c := range []struct {
		high float64
		page int
	}{{150 * mm, 2}, {247 * mm, 1}} {
		picture := ink.Drawing{W: contentWidth, H: c.high, Marks: []ink.Mark{{Op: ink.Rect(0, 0, contentWidth, c.high, colorBlue)}}}
		out := layout(t, onOwnPages(&TextBlock{common(9, Full), []Para{para(lorem(500, "word")), {Kind: Heading, Text: tx("Apart")}}},
			&Image{Common: common(10, Full), Exhibit: Exhibit{Label: "Figure 1", Dest: "figure-1", Alt: "A picture"}, Drawing: picture}))
		at := slices.IndexFunc(out.Pages, func(p ink.Drawing) bool { return len(find(pdf.Document{Pages: []ink.Drawing{p}}, "Apart")) > 0 })
		if at != c.page {
			t.Errorf("beside a picture of %.0f mm the heading stands on page %d of %d, want %d", c.high/mm, at+1, len(out.Pages), c.page+1)
		}
	}
}
