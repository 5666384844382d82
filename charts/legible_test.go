package charts

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/data"
	"tradebrief/data/diag"
)

// checkLegible fails if a text overlaps another, or any mark is no place on the
// area.
func checkLegible(t *testing.T, d ink.Drawing) {
	t.Helper()
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	type label struct {
		box
		s string
	}
	var texts []label
	for _, m := range d.Marks {
		switch op := m.Op.(type) {
		case ink.Text:
			b := label{box{op.X, op.Y - 0.7*op.Font.Size, op.X + op.Font.Width(op.S), op.Y + 0.2*op.Font.Size}, op.S}
			if b.x0 < -0.02 || b.y0 < -0.02 || b.x1 > d.W+0.02 || b.y1 > d.H+0.02 {
				t.Fatalf("%q leaves the area: %v of %g × %g", b.s, b.box, d.W, d.H)
			}
			for _, o := range texts {
				if b.x0+0.05 < o.x1 && o.x0+0.05 < b.x1 && b.y0+0.05 < o.y1 && o.y0+0.05 < b.y1 {
					t.Fatalf("%q and %q overlap: %v, %v", b.s, o.s, b.box, o.box)
				}
			}
			texts = append(texts, b)
		case ink.Path:
			// Dots at an edge and round joins may stand out by their radius.
			const edge = 1.2 * mm
			if b := around(op); b.x0 < -edge || b.y0 < -edge || b.x1 > d.W+edge || b.y1 > d.H+edge {
				t.Fatalf("a path leaves the area: %v of %g × %g", b, d.W, d.H)
			}
		}
	}
}

// shapes are series that charts are known to stumble over.
func shapes() map[string][]Point {
	repeat := func(n int, f func(i int) float64) []Point {
		vs := make([]float64, n)
		for i := range vs {
			vs[i] = f(i)
		}
		return months(sep2022, vs...)
	}
	wave := func(i int) float64 { return 100 + 90*math.Sin(float64(i)/3) }
	out := map[string][]Point{
		"all equal":     repeat(13, func(int) float64 { return 42 }),
		"all zero":      repeat(13, func(int) float64 { return 0 }),
		"one huge":      months(sep2022, 1, 2, 3, 1e15, 2, 1),
		"all huge":      repeat(20, func(i int) float64 { return 1e15 + float64(i) }),
		"tiny":          repeat(20, func(i int) float64 { return 1e-6 * float64(i+1) }),
		"below axis":    repeat(20, func(i int) float64 { return 1e-12 * float64(i+1) }),
		"negative mix":  repeat(24, func(i int) float64 { return wave(i) - 100 }),
		"all negative":  repeat(24, func(i int) float64 { return wave(i) - 300 }),
		"hardly moving": repeat(24, func(i int) float64 { return 1000 + float64(i%5) }),
		"gaps":          months(sep2022, na, 5, na, na, 7, 8, na, 9, na),
		"one value":     months(sep2022, na, na, 5, na, na),
		"zero and gaps": months(sep2022, 0, na, 0, na, 0.001),
	}
	for _, n := range []int{1, 2, 3, 5, 6, 7, 12, 13, 15, 16, 25, 33, 60, 120, 240, 400} {
		out[fmt.Sprint(n, " months")] = repeat(n, wave)
	}
	return out
}

// variants are the charts of a shape in every kind, in several sizes, with and
// without everything that can stand around a plot.
func variants(points []Point) []Chart {
	var out []Chart
	long := strings.Repeat("Processed hair and wool for wigs ", 3)[:90]
	last := points[len(points)-1].Span.To
	for _, w := range []float64{54, 84, 114, 174} {
		for _, f := range forms {
			if f.hatched != nil || f.kind == Treemap || f.kind == Donut || f.low && len(points) > 40 {
				continue
			}
			c := Chart{Kind: f.kind, W: w * mm, Ref: last, Series: []Series{{Name: "Exports", Points: points}}}
			if f.ahead {
				c.Horizon = last.Add(6)
				c.Outcomes = []Outcome{{"Upside", 300, "300"}, {long, 150, "150"}, {"Downside", -20, "−20"}}
			}
			out = append(out, c)
			c.Ref = points[len(points)/2].Span.To
			c.Series[0].Name = long
			c.Shades = []Shade{{From: points[0].Span.From.Add(-3), To: points[len(points)/2].Span.To, Label: long}}
			c.References = []Reference{
				{Period: points[0].Span.From.Add(-30), Label: long, Value: 50, Text: "50.0"},
				{Period: points[len(points)/2].Span.From, Label: "Before the closure", Value: 7, Text: "7.0"},
			}
			for i := range 7 {
				p := points[len(points)*i/7].Span.From
				c.Events = append(c.Events, Event{data.Date(p.Year()*10000 + p.Month()*100 + 15), []string{"Border closes", long, "Rail"}[i%3]})
			}
			out = append(out, c)
			if f.most > 1 {
				c.Series = append(slices.Clone(c.Series), Series{Name: long, Points: points}, Series{Name: "Imports", Points: points[len(points)/3:]})
				if f.average {
					c.Series[0].Average, c.Series[0].AverageName = points, "12-month average"
				}
				out = append(out, c)
			}
		}
	}
	return out
}

func TestTextNeverOverlapsOrLeavesTheArea(t *testing.T) {
	for name, points := range shapes() {
		t.Run(name, func(t *testing.T) {
			for _, c := range variants(points) {
				r, err := Draw(c)
				if err != nil {
					// Sixteen digits leave no room in a narrow chart.
					if c.W < 60*mm && strings.Contains(err.Error(), "leave no room") || strings.Contains(err.Error(), "cannot be told apart") {
						continue
					}
					// Twelve values in a row need the width of the page.
					if c.Kind == Heatmap && (c.W < 90*mm || strings.Contains(name, "huge")) && strings.Contains(err.Error(), "does not fit into a cell") ||
						c.Kind == Multiples && strings.Contains(name, "huge") && strings.Contains(err.Error(), "does not fit over a panel") {
						continue
					}
					t.Fatalf("%s, %.0f mm: %v", c.Kind, c.W/mm, err)
				}
				checkLegible(t, r.Drawing)
				checkComplete(t, c, r.Drawing)
			}
		})
	}
}

// TestWhatCannotBeToldApart: more periods than a chart has room for are an error
// whose hint, as it stands, gives a chart.
func TestWhatCannotBeToldApart(t *testing.T) {
	told := 0
	for _, f := range forms {
		for _, w := range []float64{54, 84, 114, 174} {
			if f.pitch == 0 {
				continue
			}
			c := Chart{Kind: f.kind, W: w * mm, Series: []Series{{Name: "Exports", Points: shapes()["400 months"]}}}
			if f.ahead {
				c.Outcomes, c.Horizon = []Outcome{{"Central", 184, "184"}}, c.Series[0].Points[399].Span.To.Add(6)
			}
			_, err := Draw(c)
			if err == nil {
				continue
			}
			told++
			var p *diag.Problem
			if !errors.As(err, &p) || !strings.Contains(p.Message, fmt.Sprintf(" months in a chart %g mm wide cannot be told apart", w)) {
				t.Fatalf("%s: %v", f.kind, err)
			}
			_, from, _ := strings.Cut(p.Hint, "start later, with from: ")
			from, wide, _ := strings.Cut(from, ", or give it ")
			if c.From, err = data.ParsePeriod(from); err != nil {
				t.Fatalf("%s: hint %q", f.kind, p.Hint)
			}
			c.To = sep2022.Add(399)
			draw(t, c)
			if wide == "width: full" {
				c.From, c.W = sep2022, fullWidth
				draw(t, c)
			}
		}
	}
	if told < 6 {
		t.Errorf("only %d charts were refused", told)
	}
}

// checkComplete fails if a text that a reader cannot do without was left out:
// the numbers of the axis, and the value that the chart is about.
func checkComplete(t *testing.T, c Chart, d ink.Drawing) {
	t.Helper()
	m, err := c.model()
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	if !m.low {
		for _, v := range m.axis.ticks {
			if v == -100 && m.axis.hi() > 500 {
				continue // there may be no room for it beside zero
			}
			want = append(want, m.axis.label(v, c.Signed || c.Kind == Rates))
		}
	}
	switch {
	case c.Kind == Years:
		lines, _ := m.lined()
		for _, l := range lines {
			s, _ := last(l.slots)
			want = append(want, s.point.Text)
		}
	case m.dashed: // lines
		for _, t := range m.tracks {
			if s, ok := last(t.slots); ok {
				want = append(want, s.point.Text)
			}
		}
	default:
		if s := m.tracks[0].slotAt(m.ref); !s.gap {
			want = append(want, s.point.Text)
		}
	}
	for _, o := range m.Outcomes {
		want = append(want, o.Text)
	}
	for _, w := range want {
		if !contains(words(d), w) {
			t.Fatalf("%s, %.0f mm: %q is missing among %q", c.Kind, c.W/mm, w, words(d))
		}
	}
}

// TestDrawIsAFunction draws charts at the same time: the drawings are the same,
// and the chart is left as it was.
func TestDrawIsAFunction(t *testing.T) {
	for _, c := range variants(shapes()["33 months"])[:12] {
		before := fmt.Sprintf("%+v", c)
		dumps := make(chan string)
		for range 3 {
			go func() {
				r, err := Draw(c)
				dumps <- fmt.Sprint(r.Dump(), r.Key, r.Dropped, err)
			}()
		}
		if a, b, d := <-dumps, <-dumps, <-dumps; a != b || b != d {
			t.Errorf("%s: three drawings differ", c.Kind)
		}
		// The way in which functions and points print does not change either.
		if after := fmt.Sprintf("%+v", c); after != before {
			t.Errorf("%s: the chart was changed", c.Kind)
		}
	}
}

// randomChart is any chart; every third has parts that make no sense and is not sane.
func randomChart(r *rand.Rand) (c Chart, sane bool) {
	wild := r.IntN(3) == 0
	freq := r.IntN(8)
	pick := func(vs ...float64) float64 { return vs[r.IntN(len(vs))] }
	value := func() float64 {
		if !wild {
			return pick(0, 7, 7, r.NormFloat64()*100, 100*r.Float64(), 1e6*r.Float64(), 1e15*r.Float64()*float64(freq/7), 100+r.Float64())
		}
		return pick(0, 1, -1, r.NormFloat64(), r.NormFloat64()*100, 1e15*r.Float64(), 1e-6*r.Float64(), math.Pow(10, 40*r.Float64()-20), math.Inf(1), na, 7, 7, 7, 100*r.Float64())
	}
	word := func() string {
		return []string{"", "Exports", "12-month average", strings.Repeat("Wig ", 20), strings.Repeat("x", 90), "中国对朝鲜出口", "a\nb\nc\nd", "soft\u00adhyphen\u00adated"}[r.IntN(8)]
	}
	period := func() data.Period {
		kind := freq
		if wild && r.IntN(30) == 0 {
			kind = r.IntN(3)
		}
		switch kind {
		case 0:
			return data.Year(2000 + r.IntN(30))
		case 1:
			return data.Quarter(2000+r.IntN(30), 1+r.IntN(4))
		case 2:
			if wild {
				return data.Period{}
			}
		}
		return data.Month(2015+r.IntN(9), 1+r.IntN(12))
	}
	series := func() []Point {
		var out []Point
		at := period()
		for range r.IntN(80) {
			p := Point{Span: data.Span{From: at, To: at}, Value: value(), Status: data.Status(r.IntN(9)), After: r.IntN(20) == 0, TinyBase: r.IntN(20) == 0}
			if p.Text = strings.ReplaceAll(fmt.Sprintf("%.1f", p.Value), "-", "−"); wild {
				p.Text = word()
			}
			if r.IntN(10) == 0 {
				p.Span.To = at.Add(r.IntN(3))
			}
			if at = p.Span.To.Add(1); wild && r.IntN(30) == 0 {
				at = period()
			}
			out = append(out, p)
		}
		return out
	}
	c = Chart{
		W: pick(54, 84, 114, 174, 400) * mm, H: pick(0, 0, 0, 30, 52, 64) * mm,
		Ref: period(), Signed: r.IntN(2) == 0,
	}
	f := forms[r.IntN(len(forms))]
	c.Kind = f.kind
	if wild && r.IntN(3) == 0 {
		c.Kind, c.W, c.H = "pie", pick(3, 0, -1, na), pick(3, -4, na)
	}
	if r.IntN(2) == 0 {
		if c.From, c.To = period(), period(); !wild && c.From.Compare(c.To) > 0 {
			c.From, c.To = c.To, c.From
		}
	}
	for range 1 + r.IntN(f.most) {
		c.Series = append(c.Series, Series{Name: word(), Role: Role(r.IntN(12) / 4 % 3), Points: series(), AverageName: word()})
		if f.average && r.IntN(3) == 0 {
			c.Series[0].Average = series()
		}
	}
	if f.ahead {
		c.Horizon = period()
		for range 1 + r.IntN(6) {
			c.Outcomes = append(c.Outcomes, Outcome{word(), value(), "184"})
		}
	}
	if len(c.Series[0].Points) > 0 && r.IntN(2) == 0 {
		c.Ref = c.Series[0].Points[len(c.Series[0].Points)-1].Span.To
	}
	for range r.IntN(4) {
		c.References = append(c.References, Reference{period(), word(), value(), word()})
		c.Events = append(c.Events, Event{data.Date(r.IntN(20301231)), word()}, Event{data.Date((2015+r.IntN(9))*10000 + 100 + r.IntN(1200)), word()})
		s := Shade{period(), period(), word()}
		if !wild && s.From.Compare(s.To) > 0 {
			s.From, s.To = s.To, s.From
		}
		c.Shades = append(c.Shades, s)
	}
	return c, !wild
}

// FuzzDraw draws random charts: each gives a legible drawing or an error of the
// phase of layout at the place of the chart.
func FuzzDraw(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		c, sane := randomChart(rand.New(rand.NewPCG(seed, 1)))
		c.At = diag.Pos{File: "outline.yaml", Line: 7, Col: 3}
		r, err := Draw(c)
		if err != nil {
			checkProblem(t, err, c.At)
			return
		}
		checkLegible(t, r.Drawing)
		if f, _ := c.form(); sane && (f.pitch > 0 || slices.Contains([]Kind{Years, Dots}, f.kind)) { // kinds over time
			checkComplete(t, c, r.Drawing)
		}
	})
}

func FuzzSpark(f *testing.F) {
	for seed := range uint64(100) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 2))
		c, _ := randomChart(r)
		for _, s := range c.Series {
			d, err := Spark([]SparkKind{SparkBars, SparkPair, SparkCumulative, SparkLine, "pie"}[r.IntN(5)], s.Points, (1+r.Float64()*40)*mm, (1+r.Float64()*10)*mm, nil)
			if err != nil {
				checkProblem(t, err, diag.Pos{})
				continue
			}
			checkLegible(t, d)
		}
	})
}

func checkProblem(t *testing.T, err error, at diag.Pos) {
	t.Helper()
	var p *diag.Problem
	if !errors.As(err, &p) || p.Phase != diag.Layout || p.Pos != at {
		t.Fatalf("%v is not a problem of the layout at %v", err, at)
	}
	if strings.Contains(p.Message, "cannot be drawn:") {
		t.Fatalf("go-chart failed: %v", err)
	}
}
