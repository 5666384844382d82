package page

import (
	"math"
	"testing"

	"tradebrief/charts/ink"
)

// scaleOf is a scale with a judgement on each of the steps.
func scaleOf(bands []Band, steps ...int) *LikelihoodScale {
	s := &LikelihoodScale{Common: common(40, Full), Exhibit: Exhibit{Label: "Figure 1", Dest: "figure-1", Title: tx("Likelihoods"), Alt: "A scale", Source: tx("Scale of an office.")}, Bands: bands, Between: ", "}
	for i, step := range steps {
		s.Items = append(s.Items, Rated{[]string{"KJ-1", "H1 Reopening of the border", "H2 Prices", "H3 Noise and calendar"}[i%4], step})
	}
	return s
}

var (
	gaps = []Band{{"Remote chance", 0, 5}, {"Highly unlikely", 10, 20}, {"Unlikely", 25, 35}, {"Realistic possibility", 40, 50}, {"Likely", 55, 75}, {"Highly likely", 80, 90}, {"Almost certain", 95, 100}}
	nest = []Band{{"Exceptionally unlikely", 0, 1}, {"Very unlikely", 0, 10}, {"Unlikely", 0, 33}, {"About as likely as not", 33, 66}, {"Likely", 66, 100}, {"Very likely", 90, 100}, {"Virtually certain", 99, 100}}
	long = []Band{{"Nahezu ausgeschlossen", 1, 5}, {"Sehr unwahrscheinlich", 5, 20}, {"Unwahrscheinlich", 20, 45}, {"Etwa gleichwahrscheinlich", 45, 55}, {"Wahrscheinlich", 55, 80}, {"Sehr wahrscheinlich", 80, 95}, {"Höchstwahrscheinlich", 95, 99}}
)

// Bands and judgements stand at their true places, and no two texts meet, however
// many there are of each likelihood.
func TestLikelihoodScale(t *testing.T) {
	for name, bands := range map[string][]Band{"gaps": gaps, "nest": nest, "long": long} {
		for _, steps := range [][]int{{1}, {7}, {1, 2, 3, 4, 5, 6, 7}, {1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 5, 5, 6, 7, 7}} {
			doc := brief(scaleOf(bands, steps...))
			out := layout(t, doc)
			rects := map[[2]int]bool{} // left and right in tenths of a point
			dots := map[int]bool{}
			for _, m := range out.Pages[0].Marks {
				b, ok := boxOf(m)
				if p, isPath := m.Op.(ink.Path); ok && isPath && p.Fill != nil {
					rects[[2]int{int(math.Round(10 * b.x1)), int(math.Round(10 * b.x2))}] = true
					if len(p.Segs) == 6 {
						dots[int(math.Round(5*(b.x1+b.x2)))] = true
					}
				}
			}
			at := func(p float64) float64 { return left + contentWidth*p/100 }
			for i, b := range bands {
				if !rects[[2]int{int(math.Round(10 * at(float64(b.Low)))), int(math.Round(10 * at(float64(b.High))))}] {
					t.Errorf("%s: no band from %d to %d", name, b.Low, b.High)
				}
				for _, step := range steps {
					if step == i+1 && !dots[int(math.Round(10*at(float64(b.Low+b.High)/2)))] {
						t.Errorf("%s: no judgement in the middle of %q", name, b.Name)
					}
				}
			}
			doc.Meta.Title, doc.Meta.Lang = "A brief", "en"
			out, _, _ = Layout(doc)
			checkConforms(t, out)
		}
	}
}

// A scale that has not the width of the page is refused, with the way to it.
func TestLikelihoodScaleNeedsThePage(t *testing.T) {
	narrow := scaleOf(gaps, 3)
	narrow.Width = Half
	inside := &Columns{Common: common(39, Full), Columns: [][]Block{{scaleOf(gaps, 3)}, {&TextBlock{Common: common(41, Full), Paras: []Para{para("Beside.")}}}}}
	for hint, b := range map[string]Block{"write width: full": narrow, "put it outside the columns": inside} {
		_, _, problems := Layout(brief(b))
		want := "brief.yaml:40:3: error: the scale of likelihoods has 84 mm of room, and its names need the 174 mm of the page\n  hint: " + hint
		if len(problems) != 1 || problems[0].String() != want {
			t.Errorf("%v, want %q", problems, want)
		}
	}
}
