package charts

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/charts/palette"
)

// partOf is a part of one month.
func partOf(name string, v float64, share string, role Role) Series {
	p := month(sep2023, v)
	p.Share = share
	return Series{Name: name, Role: role, Points: []Point{p}}
}

// goods are parts of China's exports to North Korea in September 2023, those of the
// design, with the rest and the whole.
func goods() []Series {
	out := []Series{}
	for _, g := range []struct {
		name  string
		value float64
		share string
	}{
		{"Processed hair and wool for wigs", 24.6, "13.0%"}, {"Rice", 11.7, "6.2%"}, {"Plastic sheets and film", 9.8, "5.2%"}, {"Soybean oil", 8.9, "4.7%"},
		{"Granulated sugar", 6.9, "3.7%"}, {"Nitrogen fertiliser", 6.1, "3.2%"}, {"Wheat flour", 5.8, "3.1%"}, {"Medicines, packaged", 4.6, "2.4%"},
		{"Cream", 4.2, "2.2%"}, {"Cigarettes and tobacco", 3.9, "2.1%"},
	} {
		out = append(out, partOf(g.name, g.value, g.share, Part))
	}
	return append(out, partOf("All other, 212 goods", 102.2, "54.2%", Rest), partOf("Exports", 188.7, "100.0%", Whole))
}

func areaChart(k Kind, w float64, series ...Series) Chart {
	return Chart{Kind: k, W: w * mm, Ref: sep2023, Unit: "US$ million", Series: series}
}

func ringChart(w float64) Chart {
	gs := goods()
	return areaChart(Donut, w, append(slices.Clone(gs[:5]), partOf("All other", 126.8, "67.2%", Rest), gs[11])...)
}

// Every area is its share of the rectangle, none overlaps another, and together
// they fill it.
func TestAreasAreProportional(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		n := 1 + r.IntN(40)
		room := box{3, 5, 3 + 40 + 400*r.Float64(), 5 + 40 + 200*r.Float64()}
		whole := (room.x1 - room.x0) * (room.y1 - room.y0)
		areas := make([]float64, n)
		sum := 0.0
		for i := range areas {
			areas[i] = math.Pow(r.Float64(), 1+6*r.Float64())
			sum += areas[i]
		}
		for i := range areas {
			areas[i] *= whole / sum
		}
		slices.SortFunc(areas, func(a, b float64) int { return int(math.Copysign(1, b-a)) })
		boxes := arrangements[n%len(arrangements)](areas, room)
		total := 0.0
		for i, b := range boxes {
			got := (b.x1 - b.x0) * (b.y1 - b.y0)
			if math.Abs(got-areas[i]) > 1e-9*whole {
				t.Fatalf("area %d of %d is %g, want %g", i, n, got, areas[i])
			}
			total += got
			if b.x0 < room.x0-1e-9 || b.y0 < room.y0-1e-9 || b.x1 > room.x1+1e-9 || b.y1 > room.y1+1e-9 {
				t.Fatalf("area %d, %v, leaves %v", i, b, room)
			}
			for j, o := range boxes[:i] {
				if b.overlaps(o) && min(b.x1, o.x1)-max(b.x0, o.x0) > 0.011 && min(b.y1, o.y1)-max(b.y0, o.y0) > 0.011 {
					t.Fatalf("areas %d and %d overlap: %v, %v", j, i, o, b)
				}
			}
		}
		if math.Abs(total-whole) > 1e-9*whole {
			t.Fatalf("%d areas fill %g of %g", n, total, whole)
		}
	}
	// The example of the paper: 6, 6, 4, 3, 2, 2, 1 in a rectangle of 6 by 4.
	want := []box{{0, 0, 3, 2}, {0, 2, 3, 4}, {3, 0, 4.714285714, 2.333333333}, {4.714285714, 0, 6, 2.333333333}}
	for i, b := range squarify([]float64{6, 6, 4, 3, 2, 2, 1}, box{0, 0, 6, 4}, false)[:4] {
		if math.Abs(b.x0-want[i].x0)+math.Abs(b.y0-want[i].y0)+math.Abs(b.x1-want[i].x1)+math.Abs(b.y1-want[i].y1) > 1e-6 {
			t.Errorf("area %d is %v, want %v", i, b, want[i])
		}
	}
}

func TestTreemap(t *testing.T) {
	for _, w := range []float64{84, 114, 174} {
		c := areaChart(Treemap, w, goods()...)
		r := draw(t, c)
		checkLegible(t, r.Drawing)
		ws := strings.Join(words(r.Drawing), " ")
		for _, s := range c.Series[:11] {
			value := s.Points[0].Text + " · " + s.Points[0].Share
			if !strings.Contains(ws, value) && !(strings.Contains(ws, s.Points[0].Text) && strings.Contains(ws, s.Points[0].Share)) {
				t.Errorf("%v mm: %s, %s, is missing among %s", w, s.Name, value, ws)
			}
		}
		// The drawn areas are as large as their values, but for rounding to a
		// hundredth of a point: the one of what is left over against all others.
		rest, others := areas(r.Drawing, gridline), 0.0
		for _, b := range slices.Concat(areas(r.Drawing, mid), areas(r.Drawing, pale)) {
			others += (b.x1 - b.x0) * (b.y1 - b.y0)
		}
		if len(rest) != 1 {
			t.Fatalf("%d areas of what is left over", len(rest))
		}
		size := (rest[0].x1 - rest[0].x0) * (rest[0].y1 - rest[0].y0)
		if got := size / (size + others); math.Abs(got-102.2/188.7) > 0.001 {
			t.Errorf("what is left over takes %.4f of the area, want %.4f", got, 102.2/188.7)
		}
		if n := len(strokes(r.Drawing, rust, 0.7*mm)); n != 1 {
			t.Errorf("%d areas are highlighted, want the largest", n)
		}
	}
}

// One small part beside a large rest is a strip with its name, not a sliver with a
// number.
func TestALowTileHasItsFiguresBesideItsName(t *testing.T) {
	r := draw(t, areaChart(Treemap, 84, partOf("Hair and wool for wigs", 21.5, "11.4%", Part), partOf("All other", 167.3, "88.6%", Rest), partOf("Exports", 188.8, "100.0%", Whole)))
	checkLegible(t, r.Drawing)
	if got := words(r.Drawing); !slices.Equal(got, []string{"Hair and wool for wigs", "21.5 · 11.4%", "All other", "167.3 · 88.6%"}) {
		t.Errorf("%q", got)
	}
}

// Names that have no room on their tiles stand in a list beside them, under the
// numbers of the tiles.
func TestTilesWithoutRoomAreNumbered(t *testing.T) {
	c := areaChart(Treemap, 84, goods()...)
	ws := words(draw(t, c).Drawing)
	n := 0
	for _, w := range ws {
		if w == "1" {
			n++
		}
	}
	if n != 2 || !contains(ws, "Cream") {
		t.Errorf("the number 1 stands %d times among %q", n, ws)
	}
	long := strings.Repeat("Processed hair and wool for wigs ", 3)[:90]
	for i := range c.Series {
		c.Series[i].Name = long
	}
	for _, w := range []float64{84, 174} {
		c.W = w * mm
		if r, err := Draw(c); err == nil {
			checkLegible(t, r.Drawing)
		} else if w > 100 {
			t.Errorf("%v mm: %v", w, err)
		}
	}
}

// TestNamesOfTheListAreCutLast: a list with room gives long names more lines, and cuts
// those for which none is left.
func TestNamesOfTheListAreCutLast(t *testing.T) {
	long := "Machinery and apparatus for the industrial preparation of food and drink"
	c := areaChart(Treemap, 174, partOf("Bulk", 900, "90.0%", Part), partOf(long, 10, "1.0%", Part), partOf("Tea and "+long, 9, "0.9%", Part), partOf("Rice", 8, "0.8%", Part))
	cut := func() int {
		n := 0
		for _, s := range words(draw(t, c).Drawing) {
			if strings.HasSuffix(s, "…") {
				n++
			}
		}
		return n
	}
	if n := cut(); n > 0 {
		t.Errorf("%d names are cut beside room", n)
	}
	// Nineteen rows, of which nine parts take two each at least.
	for i := range 6 {
		c.Series = append(c.Series, partOf(fmt.Sprintf("No %d of %s", i, long), 7-float64(i)/10, "0.7%", Part))
	}
	c.Series[3].Name = "No 9 of " + long
	if n := cut(); n != 8 {
		t.Errorf("%d of nine names are cut, and one more line has room", n)
	}
}

// Names in every script and of every length are shortened last, and in a donut only
// after three lines.
func TestAreasOfLongNames(t *testing.T) {
	for name, width := range map[string]float64{
		strings.Repeat("Processed hair and wool for wigs ", 3)[:90]: 84,
		strings.Repeat("加工毛发和假发用羊毛", 9):                             84,
		"Donaudampfschifffahrtsgesellschaft und ihre Kapitäne":      114,
		"Rice": 64,
	} {
		gs := goods()
		for i := range gs[:5] {
			gs[i].Name = name
		}
		for _, c := range []Chart{
			areaChart(Donut, width, append(slices.Clone(gs[:5]), partOf(name, 126.8, "67.2%", Rest), gs[11])...),
			areaChart(Treemap, width, gs...),
		} {
			r := draw(t, c)
			checkLegible(t, r.Drawing)
			for _, s := range c.Series[:5] {
				if ws := strings.Join(words(r.Drawing), " "); !strings.Contains(ws, s.Points[0].Text) || !strings.Contains(ws, s.Points[0].Share) {
					t.Errorf("%s of %s: %s is missing among %q", c.Kind, name, s.Points[0].Text, ws)
				}
			}
		}
	}
}

func TestAreasOfOddParts(t *testing.T) {
	many := func(n int, f func(i int) float64) []Series {
		var out []Series
		sum := 0.0
		for i := range n {
			out = append(out, partOf(fmt.Sprint("Goods ", i+1), f(i), "x%", Part))
			sum += f(i)
		}
		return append(out, partOf("Exports", sum, "", Whole))
	}
	for name, parts := range map[string][]Series{
		"one part":      many(1, func(int) float64 { return 5 }),
		"all equal":     many(6, func(int) float64 { return 5 }),
		"one huge":      many(6, func(i int) float64 { return []float64{1e12, 3, 2, 1, 1, 1}[i] }),
		"some are zero": many(6, func(i int) float64 { return []float64{4, 3, 0, 1, 0, 1}[i] }),
		"halving":       many(6, func(i int) float64 { return math.Pow(2, -float64(i)) }),
	} {
		for _, k := range []Kind{Treemap, Donut} {
			for _, w := range []float64{84, 114, 174} {
				r, err := Draw(areaChart(k, w, parts...))
				if err != nil && name == "one huge" && k == Donut && strings.Contains(err.Error(), "does not fit into a ring") {
					continue // thirteen digits
				}
				if err != nil {
					t.Errorf("%s, %s, %v mm: %v", name, k, w, err)
					continue
				}
				checkLegible(t, r.Drawing)
			}
		}
	}
	for _, n := range []int{2, 8, 15, 25, 40} {
		r := draw(t, areaChart(Treemap, 174, many(n, func(i int) float64 { return float64(100 - i) })...))
		checkLegible(t, r.Drawing)
	}
	missing := many(3, func(int) float64 { return na })
	for i := range missing {
		missing[i].Points[0].Status = 0
	}
	for want, c := range map[string]Chart{
		"all parts are zero, so that there is nothing to divide":                                                  areaChart(Treemap, 174, many(3, func(int) float64 { return 0 })...),
		"Goods 2 is below zero, which has no area in a chart of kind donut":                                       areaChart(Donut, 174, many(3, func(i int) float64 { return float64(1 - 2*i) })...),
		"a donut has 6 parts at most, what is left over among them, and this one 7":                               areaChart(Donut, 174, many(7, func(int) float64 { return 1 })[:7]...),
		"a chart of kind donut has 1 to 7 series, this one has 9":                                                 areaChart(Donut, 174, many(8, func(int) float64 { return 1 })...),
		"chart has no figure to draw":                                                                             areaChart(Treemap, 174, missing...),
		"the names of 6 parts do not fit beside a ring in 54 by 62 mm":                                            ringChart(54),
		"28 of 40 parts have no room for their names, and the list of them is 202 mm high beside tiles of 110 mm": areaChart(Treemap, 84, many(40, func(i int) float64 { return math.Pow(1.2, -float64(i)) })...),
	} {
		if _, err := Draw(c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v\nwant %s", err, want)
		}
	}
}

// The angle of each part is its share of a full turn, as it is drawn.
func TestAnglesAreShares(t *testing.T) {
	c := ringChart(114)
	m, err := c.model()
	if err != nil {
		t.Fatal(err)
	}
	parts, whole, err := m.portions()
	if err != nil || len(parts) != 6 {
		t.Fatal(parts, err)
	}
	r := draw(t, c)
	cx, cy := r.W/2, r.H/2
	at := 0.0
	var rings []ink.Path
	for _, mark := range r.Marks {
		if p, ok := mark.Op.(ink.Path); ok && p.Fill != nil {
			rings = append(rings, p)
		}
	}
	if len(rings) != 6 {
		t.Fatalf("%d areas are filled, want 6", len(rings))
	}
	for i, p := range rings {
		angle := func(q ink.Point) float64 {
			return math.Mod(math.Atan2(q.X-cx, cy-q.Y)+2*math.Pi, 2*math.Pi)
		}
		// The outer arc goes from the first point to the last of its curves.
		end := p.Segs[0].P[0]
		for _, s := range p.Segs[1:] {
			if s.Kind != ink.CurveTo {
				break
			}
			end = s.P[2]
		}
		want := at + parts[i].value/whole*2*math.Pi
		from, to := angle(p.Segs[0].P[0]), angle(end)
		if i == len(rings)-1 && to < 1e-3 {
			to += 2 * math.Pi
		}
		if from > 6.28 && i == 0 {
			from -= 2 * math.Pi
		}
		if math.Abs(from-at) > 1e-3 || math.Abs(to-want) > 1e-3 {
			t.Errorf("part %d goes from %.4f to %.4f, want %.4f to %.4f", i+1, from, to, at, want)
		}
		at = want
	}
	if math.Abs(at-2*math.Pi) > 1e-9 {
		t.Errorf("the parts turn by %g, not in full", at)
	}
}

// Names, values and shares stand beside the ring, the whole with its unit in it.
func TestDonutSaysWhatItDraws(t *testing.T) {
	for _, w := range []float64{84, 114, 174} {
		r := draw(t, ringChart(w))
		checkLegible(t, r.Drawing)
		for _, s := range []string{"188.7", "US$ million", "Rice", "11.7 · 6.2%", "All other", "126.8 · 67.2%"} {
			if !contains(words(r.Drawing), s) {
				t.Errorf("%v mm: %q is missing among %q", w, s, words(r.Drawing))
			}
		}
	}
}

// In grey, every part of a ring differs from both its neighbours.
func TestNeighboursDifferInGrey(t *testing.T) {
	for n := 2; n <= mostArcs; n++ {
		for _, rest := range []bool{false, true} {
			fills := arcFills(n, rest)
			if len(fills) != n || rest && fills[n-1] != palette.Categories[5] {
				t.Fatalf("%d parts have the colours %v", n, fills)
			}
			for i, c := range fills {
				if a, b := lightness(c), lightness(fills[(i+1)%n]); math.Abs(a-b) < 13 {
					t.Errorf("%d parts, rest %v: %v beside %v, L* %.0f and %.0f", n, rest, c, fills[(i+1)%n], a, b)
				}
			}
		}
	}
}

// lightness is the L* of a colour.
func lightness(c ink.Color) float64 {
	linear := func(v uint8) float64 {
		if x := float64(v) / 255; x > 0.04045 {
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return float64(v) / 255 / 12.92
	}
	y := 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
	return 116*math.Cbrt(y) - 16
}
