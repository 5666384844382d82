package page

import (
	"fmt"
	"testing"
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
