package charts

import (
	"io"
	"math"
	"strings"
	"testing"

	"github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"

	"tradebrief/charts/ink"
)

func black(r *recorder) {
	r.SetStrokeColor(drawing.ColorBlack)
	r.SetFillColor(drawing.ColorBlack)
	r.SetStrokeWidth(100)
}

func TestRecorderPaintsOnlyWhatCanBeSeen(t *testing.T) {
	for name, set := range map[string]func(r *recorder){
		"no colour": func(r *recorder) { r.SetStrokeWidth(100) },
		"transparent colour": func(r *recorder) {
			black(r)
			r.SetStrokeColor(drawing.ColorTransparent)
			r.SetFillColor(drawing.ColorTransparent)
		},
		"after a reset": func(r *recorder) { black(r); r.ResetStyle() },
	} {
		r := &recorder{}
		set(r)
		r.MoveTo(0, 0)
		r.LineTo(100, 100)
		r.FillStroke()
		if len(r.drawing.Marks) != 0 {
			t.Errorf("%s: painted %s", name, r.drawing.Dump())
		}
	}
	r := &recorder{}
	black(r)
	r.SetStrokeWidth(0)
	r.MoveTo(0, 0)
	r.LineTo(100, 100)
	r.Stroke()
	if len(r.drawing.Marks) != 0 {
		t.Error("a line without width is painted")
	}
	r.Stroke()
	if len(r.drawing.Marks) != 0 {
		t.Error("an empty path is painted")
	}
}

func TestRecorderCountsHundredthsOfAPoint(t *testing.T) {
	r := &recorder{drawing: ink.Drawing{W: 100, H: 100}}
	black(r)
	r.SetStrokeDashArray([]float64{200, 300})
	r.LineTo(150, 1025) // a line without a beginning begins
	r.LineTo(300, 1025)
	r.Stroke()
	r.SetFont(fontToken(ink.SansBold))
	r.SetFontSize(8)
	r.SetFontColor(drawing.ColorBlack)
	r.Text("188.7", 1000, 2000)
	want := "area 100 x 100\n0 path stroke #000000 1 dash 2 3: M 1.5 10.25 L 3 10.25\n0 text 10 20 SourceSans3-Bold 8 #000000 \"188.7\"\n"
	if got := r.drawing.Dump(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	box := r.MeasureText("188.7")
	if w := (ink.Font{Face: ink.SansBold, Size: 8}).Width("188.7"); !about(inPoints(box.Width()), w) {
		t.Errorf("width %v, want %v", inPoints(box.Width()), w)
	}
}

// TestRecorderArcs draws circles in three ways: all points of the curves lie on
// the circle or are controls a little outside of it.
func TestRecorderArcs(t *testing.T) {
	for name, trace := range map[string]func(r *recorder){
		"circle":   func(r *recorder) { r.Circle(1000, 5000, 5000) },
		"one turn": func(r *recorder) { r.ArcTo(5000, 5000, 1000, 1000, 0, 2*math.Pi) },
		"half turns": func(r *recorder) {
			r.ArcTo(5000, 5000, 1000, 1000, 1, math.Pi)
			r.ArcTo(5000, 5000, 1000, 1000, 1+math.Pi, math.Pi)
		},
		"backwards": func(r *recorder) { r.ArcTo(5000, 5000, 1000, 1000, 0, -2*math.Pi) },
	} {
		r := &recorder{}
		black(r)
		trace(r)
		r.Fill()
		p := r.drawing.Marks[0].Op.(ink.Path)
		from := p.Segs[0].P[0]
		curves := 0
		for _, s := range p.Segs {
			if s.Kind != ink.CurveTo {
				continue
			}
			curves++
			for _, f := range []float64{0.25, 0.5, 0.75, 1} {
				g := 1 - f
				at := func(a, b, c, d float64) float64 { return g*g*g*a + 3*g*g*f*b + 3*g*f*f*c + f*f*f*d }
				x := at(from.X, s.P[0].X, s.P[1].X, s.P[2].X) - 50
				y := at(from.Y, s.P[0].Y, s.P[1].Y, s.P[2].Y) - 50
				if d := math.Hypot(x, y); math.Abs(d-10) > 0.01 {
					t.Errorf("%s: %.3f from the centre, want 10", name, d)
				}
			}
			from = s.P[2]
		}
		if curves != 4 {
			t.Errorf("%s: %d curves, want 4", name, curves)
		}
	}
}

func TestRecorderQuadraticCurve(t *testing.T) {
	r := &recorder{}
	black(r)
	r.MoveTo(0, 0)
	r.QuadCurveTo(300, 600, 600, 0)
	r.Stroke()
	got := r.drawing.Dump()
	if want := "C 2 4 4 4 6 0"; !strings.Contains(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestRecorderServesGoChart has go-chart draw a chart of its own, axes and all.
func TestRecorderServesGoChart(t *testing.T) {
	r := &recorder{drawing: ink.Drawing{W: 300, H: 200}}
	c := chart.Chart{Width: 30000, Height: 20000, DPI: 7200, Font: fontToken(ink.Sans), YAxisSecondary: chart.HideYAxis(),
		Series: []chart.Series{chart.ContinuousSeries{XValues: []float64{1, 2, 3}, YValues: []float64{10, 30, 20}}}}
	if err := c.Render(func(int, int) (chart.Renderer, error) { return r, nil }, io.Discard); err != nil {
		t.Fatal(err)
	}
	if err := r.drawing.Check(); err != nil {
		t.Error(err)
	}
	if !contains(words(r.drawing), "30.00") {
		t.Errorf("axis numbers are missing: %q", words(r.drawing))
	}
}

// TestGoChartDrawsTheMarks shows that go-chart does the drawing: a plan paints
// nothing, its layers are painted when go-chart renders them, and the places of
// bars follow from go-chart's range.
func TestGoChartDrawsTheMarks(t *testing.T) {
	m, err := barChart(exports()).model()
	if err != nil {
		t.Fatal(err)
	}
	if err := m.size(); err != nil {
		t.Fatal(err)
	}
	p, err := m.bars()
	if err != nil {
		t.Fatal(err)
	}
	layers := p.layers

	// A layer that go-chart is not given is not painted.
	p.layers = []layer{grid{m.axis, false}}
	d, err := p.render()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(areas(d, mid)) + len(areas(d, rust)); n != 0 {
		t.Fatalf("%d bars without their layer", n)
	}

	p.layers = layers
	height := func() float64 {
		d, err := p.render()
		if err != nil {
			t.Fatal(err)
		}
		b := areas(d, rust)
		if len(b) != 1 || len(areas(d, mid)) != 12 {
			t.Fatalf("%d bars in rust and %d in blue, want 1 and 12", len(b), len(areas(d, mid)))
		}
		return b[0].y1 - b[0].y0
	}
	before := height()
	p.y.Max *= 2
	if after := height(); !about(after, before/2) {
		t.Errorf("the range twice as long gives a bar of %.2f, want half of %.2f", after, before)
	}

	// What go-chart rejects is an error, not an empty chart.
	p.x.Max = p.x.Min
	if _, err := p.render(); err == nil || !strings.Contains(err.Error(), "x-range") {
		t.Errorf("got %v, want go-chart's error", err)
	}
}

type brokenLayer struct{}

func (brokenLayer) paint(*pen) { panic("index out of range") }

func TestAPanicIsAnError(t *testing.T) {
	p := &plot{w: 100, h: 100, right: 100, bottom: 100, x: chart.ContinuousRange{Max: 1}, y: chart.ContinuousRange{Max: 1}}
	p.add(brokenLayer{})
	if _, err := p.render(); err == nil || !strings.Contains(err.Error(), "index out of range") {
		t.Errorf("got %v", err)
	}
}
