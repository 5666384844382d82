package charts

import (
	"fmt"
	"io"

	"github.com/wcharczuk/go-chart/v2"

	"tradebrief/charts/ink"
)

// plot is a chart with places for everything: an area, the rectangle of the
// plot in it, the ranges of values over that rectangle, and the layers to paint.
type plot struct {
	w, h                     float64
	left, top, right, bottom float64 // of the rectangle, from the top left corner
	x, y                     chart.ContinuousRange
	layers                   []layer
	dropped                  []Event
	typeset
}

// layer is a part of a plot, painted when go-chart renders it as a series.
type layer interface {
	paint(p *pen)
}

// add puts layers on top.
func (p *plot) add(ls ...layer) { p.layers = append(p.layers, ls...) }

// step is the width of one unit of x.
func (p *plot) step() float64 { return (p.right - p.left) / p.x.GetDelta() }

// place is where a value of x will stand.
func (p *plot) place(x float64) float64 { return p.left + (x-p.x.Min)*p.step() }

// series hands a layer to go-chart.
type series struct {
	layer layer
	sheet *sheet
}

var _ chart.Series = series{}

func (s series) GetName() string           { return "" }
func (s series) GetYAxis() chart.YAxisType { return chart.YAxisPrimary }
func (s series) GetStyle() chart.Style     { return chart.Style{} }
func (s series) Validate() error           { return nil }

func (s series) Render(r chart.Renderer, box chart.Box, x, y chart.Range, _ chart.Style) {
	s.layer.paint(&pen{r: r, box: box, xr: x, yr: y, sheet: s.sheet})
}

// render has go-chart draw the layers.
func (p *plot) render() (d ink.Drawing, err error) {
	// go-chart is known to panic on input that it does not expect. A chart that
	// fails must stop the build with its place, not end the program.
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("the chart cannot be drawn: %v", e)
		}
	}()
	rec := &recorder{faces: p.faces, drawing: ink.Drawing{W: p.w, H: p.h}}
	nothing := chart.Style{FillColor: chart.ColorTransparent, StrokeColor: chart.ColorTransparent}
	frame := nothing
	frame.Padding = chart.Box{IsSet: true,
		Left: pixels(p.left), Top: pixels(p.top),
		Right: pixels(p.w) - pixels(p.right), Bottom: pixels(p.h) - pixels(p.bottom)}
	x, y := p.x, p.y
	hidden := chart.Style{Hidden: true}
	graph := chart.Chart{
		Width: pixels(p.w), Height: pixels(p.h), DPI: 72 * resolution,
		Font:       fontTokens[0].token, // without one, go-chart parses a font of its own
		Background: frame, Canvas: nothing,
		XAxis:          chart.XAxis{Style: hidden, Range: &x},
		YAxis:          chart.YAxis{Style: hidden, Range: &y},
		YAxisSecondary: chart.YAxis{Style: hidden},
	}
	s := &sheet{w: p.w, h: p.h, typeset: p.typeset}
	for _, l := range p.layers {
		graph.Series = append(graph.Series, series{l, s})
	}
	err = graph.Render(func(int, int) (chart.Renderer, error) { return rec, nil }, io.Discard)
	return rec.drawing, err
}
