package page

import "testing"

// On Letter a page is wider and shorter: the content keeps its width, in the
// middle of the page, and nothing is lost.
func TestLetter(t *testing.T) {
	doc := specimen()
	doc.Theme.Paper = Letter
	out, places, problems := Layout(doc)
	if problems.Failed() {
		t.Fatal(problems)
	}
	checkPages(t, out)
	checkWords(t, out, authorWords(doc))
	for i, d := range out.Pages {
		if d.W < 611.99 || d.W > 612.01 || d.H < 791.99 || d.H > 792.01 {
			t.Errorf("page %d measures %v by %v points, expected 612 by 792", i+1, d.W, d.H)
		}
	}
	for _, p := range places {
		if p.X < left+2.9*mm || p.X+p.W > right+2.95*mm+hair {
			t.Errorf("%+v did not move with its page", p)
		}
	}
}
