package report

import (
	"math"
	"strings"
	"testing"

	"tradebrief/charts/ink"
)

// Every block of the flagship that has a name leaves it whole: the label, title and
// source of a figure are in the picture, nothing of its neighbours is, and no link
// leads to a place outside.
func TestPictures(t *testing.T) {
	b, problems := Load(flagship(), Options{})
	if problems.Failed() {
		t.Fatal(problems)
	}
	pages, problems := b.Pages()
	if problems.Failed() {
		t.Fatal(problems)
	}
	widths := map[string]float64{"Figure 1": 174, "Figure 2": 84, "Figure 3": 84, "Figure 6": 174} // millimetres
	figures := 0
	for _, p := range b.Parts() {
		label := p.Label
		if !p.HasPicture() {
			if d := b.Picture(&p, Pages{}); len(d.Marks) > 0 {
				t.Errorf("%s has a picture", p.Name())
			}
			continue
		}
		d := b.Picture(&p, pages)
		if err := d.Check(); err != nil {
			t.Errorf("%s: %v", label, err)
		}
		var words strings.Builder
		for _, m := range d.Marks {
			switch op := m.Op.(type) {
			case ink.Text:
				words.WriteString(unformatted(op.S) + " ")
			case ink.Link:
				if op.Dest != "" {
					t.Errorf("%s links to %s, which the picture does not hold", p.Name(), op.Dest)
				}
			case ink.Dest:
				t.Errorf("%s holds the place %s", label, op.Name)
			}
		}
		if label == "" {
			if len(words.String()) < 40 {
				t.Errorf("%s: the picture says %q", p.Name(), words.String())
			}
			continue
		}
		for _, want := range append(strings.Fields(p.Title), label) {
			if !strings.Contains(words.String(), want) {
				t.Errorf("%s: %q is not in the picture: %s", label, want, words.String())
			}
		}
		if p.Kind == "chart" || p.Kind == "timeline" {
			figures++
			if !strings.Contains(words.String(), "Source") {
				t.Errorf("%s: no source is in the picture: %s", label, words.String())
			}
			if n := strings.Count(words.String(), "Figure") + strings.Count(words.String(), "Table"); n != 1 {
				t.Errorf("%s: the picture holds %d labels: %s", label, n, words.String())
			}
		}
		if want, ok := widths[label]; ok && math.Abs(d.W/ink.MM-(want+2)) > 0.01 {
			t.Errorf("%s is %.2f mm wide, want %g and a margin of 1", label, d.W/ink.MM, want)
		}
	}
	if figures != b.Figures {
		t.Errorf("%d figures can be taken out, the brief has %d", figures, b.Figures)
	}
}

func TestPartNames(t *testing.T) {
	p := Part{ID: "level", Label: "Figure\u00a012", dest: "figure-12"}
	for name, want := range map[string]bool{
		"level": true, "figure-12": true, "Figure 12": true, "figure 12": true, "FIGURE\u00a012": true, "Figure-12": true,
		"Figure 1": false, "Level": false, "": false, "12": false,
	} {
		if got := p.Is(name); got != want {
			t.Errorf("Is(%q) is %v", name, got)
		}
	}
	evil := Part{ID: "../../etc\\cron\x1b[2J"}
	if got, want := evil.FileName(), ".._.._etc_cron[2J"; got != want {
		t.Errorf("the file name is %q, want %q", got, want)
	}
	if (&Part{Kind: "text"}).Is("") {
		t.Error("a part without a name has one")
	}
}

// The text of the flagship has everything that is read on its pages, and nothing
// that only setting it needs.
func TestText(t *testing.T) {
	b, problems := Load(flagship(), Options{})
	if problems.Failed() {
		t.Fatal(problems)
	}
	text := b.Text()
	for _, want := range []string{
		"China’s Increased Exports to North Korea: Reasons and Implications\n\n",
		"Exports, September: 188.7 US$ m, +15.9% on August\n",
		"\n1 Trends\n\nFaster on the month, slower on the year\n",
		"\nFigure 2. The monthly rate has sped up\nExports, change on the month, per cent\nSource: ",
		"\nExports to North Korea\t188.7\t162.9\t+15.9\t+135.9\t1 432.8\t169.4\n",
		"\nKJ-1. Likely: reopening,",
		"\nDec 2017: Resolution 2397 tightens the bans\n",
		"\n[1] Reuters",
		"\nSuggested citation\n\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the text", want)
		}
	}
	for _, not := range []string{nbsp, "\u00ad", "\u200b", ", continued", "Page 1 of", "\n\n\n", " \n", "\t\n"} {
		if strings.Contains(text, not) {
			t.Errorf("%q is in the text", not)
		}
	}
	for _, p := range b.Parts() {
		part := strings.TrimRight(p.Text(), "\n")
		if p.Kind == LedgerPart {
			continue // a file of its own
		}
		if part == "" || !strings.Contains(text, part) {
			t.Errorf("the text of %s is not that of the brief:\n%s", p.Name(), part)
		}
	}
}
