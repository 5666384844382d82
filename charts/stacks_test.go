package charts

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
)

var longName = strings.Repeat("Processed hair and wool for wigs ", 3)[:90]

// moves is a chart of changes in September 2023: one part for each value, the rest,
// and the whole, which rises from the level to what the changes make of it.
func moves(kind Kind, level, rest float64, vs ...float64) Chart {
	c := Chart{Kind: kind, W: 84 * mm, Ref: sep2023, From: sep2023.Add(-1), To: sep2023, Signed: kind == Contributions}
	signed := func(p Point) Point {
		if p.Value > 0 {
			p.Text = "+" + p.Text
		}
		return p
	}
	total := rest
	for i, v := range vs {
		s := Series{Name: fmt.Sprintf("Good %d", i+1), Points: []Point{signed(month(sep2023, v))}}
		if math.IsNaN(v) {
			s.Points[0] = gap(sep2023)
		} else {
			total += v
		}
		c.Series = append(c.Series, s)
	}
	c.Series = append(c.Series, Series{Name: "All other", Role: Rest, Points: []Point{signed(month(sep2023, rest))}})
	whole := Series{Name: "Exports", Role: Whole, Points: []Point{signed(month(sep2023, total))}}
	if kind == Waterfall {
		whole.Points = months(sep2023.Add(-1), level, level+total)
	}
	c.Series = append(c.Series, whole)
	return c
}

// stack is a chart of parts over months up to September 2023, with the sum of each
// month.
func stack(kind Kind, parts ...[]float64) Chart {
	n := len(parts[0])
	c := Chart{Kind: kind, W: 84 * mm, Ref: sep2023}
	sums := make([]float64, n)
	for j, vs := range parts {
		s := Series{Name: fmt.Sprintf("Good %d", j+1), Points: months(sep2023.Add(1-n), vs...)}
		if j == len(parts)-1 && j > 0 {
			s.Name, s.Role = "All other", Rest
		}
		for i, v := range vs {
			sums[i] += v
		}
		c.Series = append(c.Series, s)
	}
	if kind == Share {
		for j := range c.Series {
			for i := range c.Series[j].Points {
				if p := &c.Series[j].Points[i]; p.present() {
					if *p = month(p.Span.To, 100*p.Value/sums[i]); math.IsNaN(sums[i]) {
						*p = gap(p.Span.To)
					}
				}
			}
		}
		return c
	}
	c.Series = append(c.Series, Series{Name: "Exports", Role: Whole, Points: months(sep2023.Add(1-n), sums...)})
	return c
}

// columnsOf are n columns of k parts.
func columnsOf(k, n int) [][]float64 {
	parts := make([][]float64, k)
	for j := range parts {
		for i := range n {
			parts[j] = append(parts[j], 10+float64((i*7+j*13)%17))
		}
	}
	return parts
}

// partCharts are charts of parts in all kinds at their extremes, by name.
func partCharts() map[string]Chart {
	out := map[string]Chart{}
	for _, w := range []float64{54, 84, 114, 174} {
		for _, kind := range []Kind{Contributions, Waterfall} {
			for name, vs := range map[string][]float64{
				"mixed": {5.8, 4.2, 2.5, 1.6, -0.5, -2}, "all gains": {9, 4, 1}, "all losses": {-1, -4, -9}, "one huge": {1e6, 2, 1, -1},
				"all equal": {3, 3, 3}, "all zero": {0, 0}, "missing": {5, na, -2, na}, "one": {4}, "tiny": {1e-7, -1e-7}, "huge": {1e15, -9e14},
			} {
				c := moves(kind, 162.8, -1.5, vs...)
				c.W = w * mm
				out[fmt.Sprintf("%s, %s, %g mm", kind, name, w)] = c
				c.Series = slices.Clone(c.Series)
				c.Series[0].Name, c.Series[len(c.Series)-1].Name = longName, longName
				out[fmt.Sprintf("%s, %s, long names, %g mm", kind, name, w)] = c
			}
			for _, n := range []int{1, 2, 8, 12, 13, 40} {
				vs := make([]float64, n)
				for i := range vs {
					vs[i] = float64(n/2-i) + 0.5
				}
				c := moves(kind, -3, 2, vs...)
				c.W = w * mm
				for i := range c.Series {
					c.Series[i].Name = strings.Repeat(c.Series[i].Name+" ", 1+i%5)
				}
				out[fmt.Sprintf("%s, %d parts, %g mm", kind, n, w)] = c
			}
		}
		for _, kind := range []Kind{Share, Stacked} {
			for _, k := range []int{1, 2, 6} {
				for _, n := range []int{1, 2, 7, 13, 16, 60, 240, 400} {
					c := stack(kind, columnsOf(k, n)...)
					c.W = w * mm
					if n%2 == 0 {
						c.Series[0].Name = longName
					}
					out[fmt.Sprintf("%s, %d parts, %d months, %g mm", kind, k, n, w)] = c
				}
			}
			for name, parts := range map[string][][]float64{
				"one huge": {{1e9, 1, 2}, {1, 1, 1}, {3, 2, 1}}, "zeros": {{0, 5, 0}, {0, 0, 3}, {1, 0, 0}}, "missing": {{1, na, 3}, {2, 2, na}, {na, 1, 1}},
				"small at the end": {{90, 80, 0.1}, {90, 80, 0.1}, {90, 80, 0.1}, {90, 80, 0.1}, {90, 80, 0.1}, {90, 80, 0.1}},
			} {
				c := stack(kind, parts...)
				c.W = w * mm
				out[fmt.Sprintf("%s, %s, %g mm", kind, name, w)] = c
			}
		}
	}
	return out
}

// TestPartsAreLegible draws charts of parts at their extremes: nothing overlaps or
// leaves the area, and every figure and name that the kind prints is there. What
// does not fit is a located error that says what would.
func TestPartsAreLegible(t *testing.T) {
	for name, c := range partCharts() {
		t.Run(name, func(t *testing.T) {
			c.At = diag.Pos{File: "outline.yaml", Line: 12, Col: 9}
			r, err := Draw(c)
			if err != nil {
				var p *diag.Problem
				if !errors.As(err, &p) || p.Pos != c.At || !strings.Contains(p.Message, "fit into") && !strings.Contains(p.Message, "leave no room") && !strings.Contains(p.Message, "no figure to draw") && !strings.Contains(p.Message, "are all parts there") {
					t.Fatal(err)
				}
				if c.W > 80*mm && !strings.Contains(p.Message, "columns do not fit") && !strings.Contains(name, "huge") && !strings.Contains(name, "missing") {
					t.Fatal(err)
				}
				return
			}
			checkLegible(t, r.Drawing)
			said := words(r.Drawing)
			for _, s := range c.Series {
				if c.Kind == Contributions || c.Kind == Waterfall {
					for _, p := range s.Points {
						if p.present() && !contains(said, p.Text) {
							t.Fatalf("the figure %s of %s is missing among %q", p.Text, s.Name, said)
						}
					}
				}
				if first, _, _ := strings.Cut(s.Name, " "); !(s.Role == Whole && c.Kind != Contributions) && !slices.ContainsFunc(said, func(w string) bool { return strings.HasPrefix(w, first) || strings.HasSuffix(w, "…") }) {
					t.Fatalf("the name %s is missing among %q", s.Name, said)
				}
			}
			if p := c.Series[len(c.Series)-1].Points; c.Kind == Stacked && p[len(p)-1].present() && !contains(said, p[len(p)-1].Text) {
				t.Fatalf("the total %s is missing among %q", p[len(p)-1].Text, said)
			}
		})
	}
}

// Bars of contributions stand on their side of zero, in the colour of their direction.
func TestContributionsDiverge(t *testing.T) {
	c := moves(Contributions, 0, 4, 5.8, 2.5, -2)
	r := draw(t, c)
	gains, losses, rest := areas(r.Drawing, blue), areas(r.Drawing, orange), areas(r.Drawing, restFill)
	if len(gains) != 2 || len(losses) != 1 || len(rest) != 1 {
		t.Fatalf("%d gains, %d losses, %d of the rest", len(gains), len(losses), len(rest))
	}
	zero := gains[0].x0
	if !about(gains[1].x0, zero) || !about(losses[0].x1, zero) || !about(rest[0].x0, zero) {
		t.Errorf("the bars do not begin at one zero: %v %v %v", gains, losses, rest)
	}
	if gains[0].x1-gains[0].x0 <= gains[1].x1-gains[1].x0 {
		t.Error("the larger gain has no longer bar")
	}
	if at := strokes(r.Drawing, restFill, hairline); len(at) != 1 {
		t.Errorf("%d lines over the total, want one", len(at))
	}
	for _, want := range []string{"+5.8", "+2.5", "−2.0", "+4.0", "+10.3", "Exports", "All other", "0", "+6"} {
		if !contains(words(r.Drawing), want) {
			t.Errorf("%q is missing among %q", want, words(r.Drawing))
		}
	}
}

// A part without a figure keeps its row, hatched, and says n.a.
func TestMissingPartsKeepTheirRows(t *testing.T) {
	for _, kind := range []Kind{Contributions, Waterfall} {
		c := moves(kind, 100, 4, 5.8, na)
		if r := draw(t, c); !r.Key.Hatched || !contains(words(r.Drawing), "n.a.") || !contains(words(r.Drawing), "Good 2") {
			t.Errorf("%s: %q, hatched: %v", kind, words(r.Drawing), r.Key.Hatched)
		}
	}
}

// The steps of a waterfall lead from one level to the other, each from where the one
// before it ended, upright and lying.
func TestWaterfallSteps(t *testing.T) {
	for _, name := range []string{"Good", longName} {
		c := moves(Waterfall, 10, -3, 20, 5, -48)
		c.W = 174 * mm
		c.Series[0].Name = name
		m, err := c.model()
		if err != nil {
			t.Fatal(err)
		}
		rows, ok := m.steps()
		if !ok {
			t.Fatal("no steps")
		}
		at := 0.0
		for i, r := range rows {
			if i > 0 && i < len(rows)-1 && r.from != at {
				t.Errorf("step %d begins at %g, the one before it ended at %g", i, r.from, at)
			}
			at = r.to
		}
		if rows[0].from != 0 || rows[len(rows)-1].from != 0 || at != -16 {
			t.Errorf("the levels reach from %g and %g to %g", rows[0].from, rows[len(rows)-1].from, at)
		}
		if upright := m.upright(rows); upright != (name == "Good") {
			t.Errorf("%q: upright is %v", name, upright)
		}
		r := draw(t, c)
		if n := len(areas(r.Drawing, rust)); n != 1 {
			t.Errorf("%q: %d bars in rust, want the level now", name, n)
		}
		for _, want := range []string{"10.0", "+20.0", "+5.0", "−48.0", "−3.0", "−16.0", "Aug 2023", "Sep 2023"} {
			if !contains(words(r.Drawing), want) {
				t.Errorf("%q: %q is missing among %q", name, want, words(r.Drawing))
			}
		}
	}
}

// A word is not broken to make it fit under a step.
func TestStepsBreakNoWord(t *testing.T) {
	c := moves(Waterfall, 66, 1, 8, 7, -2)
	for name, upright := range map[string]bool{"Iron ore": true, "Integrated circuits": false, "集成电路设备": true} {
		c.Series[1].Name = name
		m, err := c.model()
		if err != nil {
			t.Fatal(err)
		}
		rows, _ := m.steps()
		if got := m.upright(rows); got != upright {
			t.Errorf("%q: upright is %v", name, got)
		}
	}
}

// The parts of a stack touch, from zero up to the whole; those below zero hang from it.
func TestStacksReachTheWhole(t *testing.T) {
	for _, c := range []Chart{stack(Stacked, columnsOf(4, 5)...), stack(Stacked, []float64{5, 8}, []float64{-2, 3}, []float64{1, -4})} {
		m, err := c.model()
		if err != nil {
			t.Fatal(err)
		}
		for _, col := range m.columns {
			up, down := 0.0, 0.0
			for _, g := range col.segments {
				if g.value < 0 && g.from != down || g.value >= 0 && g.from != up {
					t.Errorf("part %d reaches from %g to %g, those under it to %g and %g", g.track, g.from, g.to, down, up)
				}
				up, down = max(up, g.to), min(down, g.to)
			}
			if sum := up + down; math.Abs(sum-col.total.value) > 1e-9 {
				t.Errorf("the parts reach %g, the whole is %g", sum, col.total.value)
			}
			if m.axis.lo() > down || m.axis.hi() < up {
				t.Errorf("the axis from %g to %g leaves out %g or %g", m.axis.lo(), m.axis.hi(), down, up)
			}
		}
		checkLegible(t, draw(t, c).Drawing)
	}
}

// A period without one of its parts is hatched: the rest where it holds the part,
// else the whole column.
func TestMissingPartsOfAStack(t *testing.T) {
	held := stack(Share, []float64{50, 60}, []float64{50, 40})
	held.Series[0].Points[0] = gap(held.Series[0].Points[0].Span.To)
	held.Series[1].Points[0].Lacks = true
	if r := draw(t, held); r.Key.Hatched || !r.Key.Lacks || len(areas(r.Drawing, inkCategory(0))) != 1 {
		t.Errorf("a part held by the rest: %+v", r.Key)
	}
	void := stack(Stacked, []float64{50, na}, []float64{50, 40})
	if r := draw(t, void); !r.Key.Hatched || r.Key.Lacks || len(areas(r.Drawing, inkCategory(0))) != 1 {
		t.Errorf("a part that nothing holds: %+v", r.Key)
	}
}

func inkCategory(j int) ink.Color { return (&model{}).stackFill([]track{{}, {}, {}, {}, {}, {}}, j) }

// Months published together are one wide column with a letter: at their mean, and
// shares as they are.
func TestJoinedMonthsInAStack(t *testing.T) {
	for kind, want := range map[Kind]float64{Stacked: 30, Share: 60} {
		c := stack(kind, []float64{60, 60, 60}, []float64{40, 40, 40})
		for j := range c.Series {
			p := &c.Series[j].Points
			(*p)[0].Span.To = (*p)[1].Span.To
			*p = slices.Delete(*p, 1, 2)
		}
		m, err := c.model()
		if err != nil {
			t.Fatal(err)
		}
		col := m.columns[0]
		if col.n != 2 || col.segments[0].to != want || col.note != "a" {
			t.Errorf("%s: %d periods up to %g with the note %q", kind, col.n, col.segments[0].to, col.note)
		}
		if r := draw(t, c); !contains(words(r.Drawing), "a") || len(r.Key.Notes) != 1 {
			t.Errorf("%s: the letter is missing among %q", kind, words(r.Drawing))
		}
	}
}

// What came out after the reference period is open, and the total stands at that period.
func TestStacksAfterTheReference(t *testing.T) {
	c := stack(Stacked, []float64{50, 60, 70}, []float64{5, 4, 3})
	c.Ref = sep2023.Add(-1)
	for j := range c.Series {
		c.Series[j].Points[2].After = true
	}
	r := draw(t, c)
	if b := areas(r.Drawing, inkCategory(0)); !r.Key.Open || len(b) != 1 || b[0].x1 > 160 || !contains(words(r.Drawing), "64.0") || contains(words(r.Drawing), "73.0") {
		t.Errorf("%+v, %q", r.Key, words(r.Drawing))
	}
}

func TestPartsThatCannotBeDrawn(t *testing.T) {
	for want, c := range map[string]Chart{
		"a chart of kind share has 1 to 6 series, this one has 7":                          stack(Share, columnsOf(7, 3)...),
		"a chart of kind stacked has 6 parts at most, the rest among them, this one has 7": {Kind: Stacked, W: 84 * mm, Series: stack(Stacked, columnsOf(7, 3)...).Series[:7]},
		"Good 1 is below zero in Sep 2023, and a share of a whole cannot be":               stack(Share, []float64{-5}, []float64{10}),
		"the shares of Sep 2023 add up to 120%":                                            {Kind: Share, W: 84 * mm, Series: []Series{{Name: "A", Points: months(sep2023, 70)}, {Name: "B", Points: months(sep2023, 50)}}},
		"a chart of kind waterfall needs the level of the whole in two periods":            {Kind: Waterfall, W: 84 * mm, Series: []Series{{Name: "A", Points: months(sep2023, 70)}}},
		"400 columns do not fit into 54 mm: at most":                                       {Kind: Stacked, W: 54 * mm, Series: stack(Stacked, columnsOf(2, 400)...).Series},
		"10 rows do not fit into 30 mm: they need":                                         {Kind: Contributions, W: 84 * mm, H: 30 * mm, Series: moves(Contributions, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8).Series},
		"in no period of the chart are all parts there":                                    stack(Stacked, []float64{1, na}, []float64{na, 1}),
		"chart has no figure to draw":                                                      stack(Stacked, []float64{na, na}, []float64{na, na}),
	} {
		if _, err := Draw(c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v\nwant %s", err, want)
		}
	}
}

func TestHeightsOfParts(t *testing.T) {
	for _, c := range []Chart{moves(Contributions, 0, 1, 3, 2), moves(Waterfall, 5, 1, 3, 2), moves(Waterfall, 5, 1, make([]float64, 20)...), stack(Share, columnsOf(3, 4)...), stack(Stacked, columnsOf(3, 4)...)} {
		least, standard, most := c.HeightRange()
		if !(0 < least && least <= standard && standard < most) {
			t.Errorf("%s: %g, %g, %g", c.Kind, least, standard, most)
		}
		for _, h := range []float64{least, standard, most} {
			c.H = h
			checkLegible(t, draw(t, c).Drawing)
		}
	}
	// The specification: rows × 4.55 + 12.
	if _, h, _ := moves(Contributions, 0, 1, make([]float64, 10)...).HeightRange(); math.Abs(h/mm-(11*4.55+12)) > 0.3 {
		t.Errorf("ten parts and the rest are %.1f mm high", h/mm)
	}
}
