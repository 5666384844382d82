package charts

import (
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/data"
)

// The matrix: every kind over so many periods, parts and names, with figures that
// charts are known to stumble over. What every drawing holds is checked on all of them.

// figures make the values of a series: by name, the figure of a period.
var figures = map[string]func(r *rand.Rand, i int) float64{
	"usual":     func(r *rand.Rand, i int) float64 { return 100 + 60*math.Sin(float64(i)/2) + 20*r.Float64() },
	"negative":  func(r *rand.Rand, i int) float64 { return 80*math.Sin(float64(i)/2) + 5*r.Float64() },
	"one huge":  func(r *rand.Rand, i int) float64 { return max(0.01*r.Float64()+0.01, 3000*float64((i+1)%7/6)) },
	"all equal": func(*rand.Rand, int) float64 { return 42 },
	"all zero":  func(*rand.Rand, int) float64 { return 0 },
	"gaps and zeros": func(r *rand.Rand, i int) float64 {
		return [...]float64{na, 0, 50 * r.Float64(), 80, na, 120}[(i*5)%6]
	},
}

// cell is a chart of the matrix.
type cell struct {
	name string
	Chart
}

func matrix(f form) []cell {
	var out []cell
	add := func(name string, c Chart) {
		c.Kind = f.kind
		for _, w := range []float64{54, 84, 174} {
			c.W = w * mm
			out = append(out, cell{fmt.Sprintf("%s, %s, %v mm", f.kind, name, w), c})
		}
	}
	for what, figure := range figures {
		for _, n := range []int{1, 2, 13, 37, 120, 400} {
			r := rand.New(rand.NewPCG(7, uint64(n)))
			vs := make([]float64, n)
			for i := range vs {
				vs[i] = figure(r, i)
			}
			if partsOnly := f.hatched != nil || f.kind == Treemap || f.kind == Donut; partsOnly {
				continue
			}
			c := Chart{Ref: sep2023, Series: []Series{{Name: "Exports", Points: months(sep2023.Add(1-n), vs...)}}}
			if f.ahead {
				c.Horizon, c.Outcomes = sep2023.Add(6), []Outcome{{"Upside", 300, "300"}, {longName, 150, "150"}, {"Downside", 20, "20"}}
			}
			add(fmt.Sprintf("%s, %d periods", what, n), c)
			for len(c.Series) < min(f.most, 3) {
				c.Series = append(c.Series, Series{Name: longName, Points: c.Series[0].Points})
			}
			add(fmt.Sprintf("%s, %d periods of several", what, n), c)
		}
		for _, parts := range []int{1, 2, 5, 7, 40} {
			if f.hatched == nil && f.kind != Treemap && f.kind != Donut && f.kind != Multiples {
				continue
			}
			for _, name := range []string{"Good", longName} {
				add(fmt.Sprintf("%s, %d parts, %s", what, parts, name[:4]), divided(f.kind, parts, name, figure))
			}
		}
	}
	return out
}

// divided is a chart of so many parts, which make up the whole.
func divided(k Kind, parts int, name string, figure func(*rand.Rand, int) float64) Chart {
	r := rand.New(rand.NewPCG(9, uint64(parts)))
	n := map[Kind]int{Share: 33, Stacked: 33, Multiples: 13}[k]
	c := Chart{Kind: k, W: 84 * mm, Ref: sep2023, From: sep2023.Add(1 - max(1, n)), To: sep2023, Signed: k == Contributions}
	sums := make([]float64, max(1, n))
	rows := make([][]float64, parts)
	for j := range rows {
		for i := range sums {
			v := figure(r, i+3*j)
			rows[j] = append(rows[j], v)
			if !math.IsNaN(v) {
				sums[i] += v
			}
		}
	}
	for j, vs := range rows {
		for i := range vs {
			if k == Share {
				vs[i] *= 100 / sums[i]
			}
		}
		c.Series = append(c.Series, Series{Name: fmt.Sprintf("%s %d", name, j+1), Points: months(c.From, vs...)})
	}
	whole := Series{Name: "Exports", Role: Whole, Points: months(c.From, sums...)}
	switch k {
	case Waterfall:
		c.From = sep2023.Add(-1)
		whole.Points = months(c.From, 100, 100+sums[0])
	case Share, Multiples:
		return c
	}
	c.Series = append(c.Series, whole)
	return c
}

// refusals are what is said of charts that cannot be drawn legibly: each is one that
// the matrix must come upon, so that none of them is a word of the past.
var refusals = []string{
	"cannot be told apart", "does not fit into a cell", "chart has no figure to draw", "is below zero", "there is nothing to divide",
	"series, this one has", "have no room for their names", "do not fit beside a ring", "panels do not fit into", "rows are more than a page can show",
}

// TestTheMatrix: a drawing of any kind has its texts inside and clear of each other,
// numbers along its axis that are round, bars that begin at zero; or there is an error
// at its place that is one of those above.
func TestTheMatrix(t *testing.T) {
	met := map[string]int{}
	drawn := map[Kind]int{}
	bars := 0
	for _, f := range forms {
		for _, c := range matrix(f) {
			r, err := Draw(c.Chart)
			if err != nil {
				checkProblem(t, err, c.At)
				i := slices.IndexFunc(refusals, func(s string) bool { return strings.Contains(err.Error(), s) })
				if i < 0 {
					t.Errorf("%s: %v", c.name, err)
					continue
				}
				met[refusals[i]]++
				continue
			}
			drawn[c.Kind]++
			t.Run(c.name, func(t *testing.T) {
				checkLegible(t, r.Drawing)
				m, _ := c.model()
				if !slices.Contains([]Kind{Heatmap, Dots, Treemap, Donut}, c.Kind) {
					checkTicks(t, m)
				}
				m.size()
				if p, err := m.plan(m); err == nil && slices.Contains([]Kind{Bars, Rates, Scenario}, c.Kind) {
					bars += checkFromZero(t, p, r.Drawing)
				}
			})
		}
	}
	for _, f := range forms {
		if drawn[f.kind] < 20 {
			t.Errorf("%d drawings of kind %s", drawn[f.kind], f.kind)
		}
	}
	if bars < 10_000 {
		t.Errorf("only %d bars were seen", bars)
	}
	for _, s := range refusals {
		if met[s] == 0 {
			t.Errorf("no chart is refused with %q", s)
		}
	}
}

// checkTicks fails unless the numbers of the axis are three to five steps of 1, 2, 2.5
// or 5 times a power of ten, on which all figures lie that are not cut.
func checkTicks(t *testing.T, m *model) {
	t.Helper()
	ticks := m.axis.ticks
	if m.axis.bare {
		return
	}
	if len(ticks) < 2 || len(ticks) > maxTicks {
		t.Fatalf("%d numbers along the axis: %v", len(ticks), ticks)
	}
	step := ticks[len(ticks)-1] - ticks[len(ticks)-2]
	lead := step / math.Pow10(int(math.Floor(math.Log10(step)+1e-9)))
	if !slices.ContainsFunc([]float64{1, 2, 2.5, 5}, func(x float64) bool { return math.Abs(lead-x) < 1e-6 }) {
		t.Fatalf("steps of %v along the axis: %v", step, ticks)
	}
	for i, v := range ticks {
		if off := math.Abs(v/step - math.Round(v/step)); off > 1e-6 && !(i == 0 && v == -100) {
			t.Fatalf("%v is no multiple of %v: %v", v, step, ticks)
		}
		if label := m.axis.label(v, false); v != 0 && strings.Trim(label, "0.−") == "" {
			t.Fatalf("%v is printed as %q", v, label)
		}
	}
	if !slices.Contains([]Kind{Bars, Rates, Scenario, Multiples}, m.Kind) {
		return
	}
	lo, hi := m.extent()
	if m.axis.lo() > 0 || m.axis.hi() < 0 || m.key.Clipped == 0 && m.axis.hi() < hi-1e-6*math.Abs(hi) || m.key.ClippedBelow == 0 && m.axis.lo() > lo+1e-6*math.Abs(lo) {
		t.Fatalf("an axis from %v to %v for figures from %v to %v", m.axis.lo(), m.axis.hi(), lo, hi)
	}
}

// checkFromZero fails if a bar has no edge at zero, and says how many there are.
func checkFromZero(t *testing.T, p *plot, d ink.Drawing) int {
	t.Helper()
	zero := p.bottom + p.y.Min*(p.bottom-p.top)/(p.y.Max-p.y.Min)
	n := 0
	for _, c := range []ink.Color{mid, rust, orange, blue} {
		for _, m := range d.Marks {
			path, ok := m.Op.(ink.Path)
			if !ok || path.Fill == nil || *path.Fill != c || len(path.Segs) > 5 { // not a dot
				continue
			}
			n++
			if b := around(path); math.Abs(b.y0-zero) > 0.1 && math.Abs(b.y1-zero) > 0.1 {
				t.Fatalf("a bar from %v to %v, and zero is at %v", b.y0, b.y1, zero)
			}
		}
	}
	return n
}

var colours = regexp.MustCompile(`#[0-9A-F]{6}`)

// TestStatesDifferWithoutColour: what is there, is zero, is missing, was published with
// its neighbour, is provisional or came after the reference period is drawn in ways that
// stay apart where colours are left out.
func TestStatesDifferWithoutColour(t *testing.T) {
	states := map[string]func(ps []Point) []Point{
		"there": func(ps []Point) []Point { return ps },
		"zero":  func(ps []Point) []Point { ps[20] = month(ps[20].Span.From, 0); return ps },
		"missing": func(ps []Point) []Point {
			ps[20] = gap(ps[20].Span.From)
			return ps
		},
		"combined": func(ps []Point) []Point {
			ps[20].Span.To, ps[20].Value = ps[21].Span.To, ps[20].Value+ps[21].Value
			return slices.Delete(ps, 21, 22)
		},
		"provisional": func(ps []Point) []Point { ps[20].Status = data.Provisional; return ps },
		"after": func(ps []Point) []Point {
			for i := 20; i < len(ps); i++ {
				ps[i].After = true
			}
			return ps
		},
	}
	for _, f := range forms {
		if f.hatched != nil || slices.Contains([]Kind{Treemap, Donut, Dots}, f.kind) {
			continue
		}
		seen := map[string]string{}
		for name, state := range states {
			if name == "provisional" && !f.signs || name == "after" && f.ahead {
				continue // told under the drawing; and scenarios begin there
			}
			vs := make([]float64, 25)
			for i := range vs {
				vs[i] = 100
			}
			c := Chart{Kind: f.kind, W: 174 * mm, Ref: sep2023, Series: []Series{{Name: "Exports", Points: state(months(sep2023.Add(-24), vs...))}}}
			if !f.ahead {
				c.Ref = sep2023.Add(-5)
			} else {
				c.Horizon, c.Outcomes = sep2023.Add(6), []Outcome{{"Central", 100, "100"}}
			}
			shape := colours.ReplaceAllString(draw(t, c).Dump(), "")
			if other, ok := seen[shape]; ok {
				t.Errorf("%s: a month that is %s is drawn as one that is %s", f.kind, name, other)
			}
			seen[shape] = name
		}
	}
}
