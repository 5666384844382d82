package page

import (
	"cmp"

	"tradebrief/charts"
	"tradebrief/charts/ink"
	"tradebrief/data/diag"
	"tradebrief/report/pdf"
)

// composeFigure composes a figure: heading, plot, source line.
func (l *layouter) composeFigure(f *Figure, parent int, w float64) []slab {
	el := l.figureElement(f.Exhibit, parent)
	l.checkChart(f.Chart)
	head := l.exhibitHead(f.Exhibit, el, w, bodyDrop)
	return l.addSource([]slab{head, l.plot(f.Chart, el, w)}, f.Source, parent, w)
}

// figureElement is the element of an exhibit that is a picture. Its title stands
// in for words that nobody wrote.
func (l *layouter) figureElement(e Exhibit, parent int) int {
	title := e.Title.String()
	return l.element(pdf.Element{Role: "Figure", Parent: parent, Alt: cmp.Or(e.Alt, title, e.Label), Title: title})
}

// plot is the body of a figure. Its height may change while pages are filled, so
// it is drawn last; one that cannot be drawn at all is drawn at once, to say so.
func (l *layouter) plot(chart charts.Chart, el int, w float64) slab {
	at := l.at
	chart.At, chart.W, chart.H, chart.Faces = at, w, 0, l.doc.Theme.Faces
	least, standard, most := chart.HeightRange()
	if most == 0 {
		l.drawChart(chart, at)
		return slab{at: at}
	}
	return slab{at: at, height: standard, least: least, usual: standard, most: most, draw: func(d *sheet, x, y, h float64) {
		c := chart
		c.H = h
		l.drawPicture(d, l.drawChart(c, at), x, y, el)
	}}
}

// drawChart draws the body of a chart and reports what it could not show.
func (l *layouter) drawChart(c charts.Chart, at diag.Pos) ink.Drawing {
	picture, err := charts.Draw(c)
	if err != nil {
		l.chartProblem(at, err)
		return ink.Drawing{H: c.H}
	}
	for _, e := range picture.Dropped {
		p := diag.Errorf(diag.Layout, at, "the chart has no room for the event %q", e.Label).WithHint("shorten the labels of its events, or annotate fewer")
		p.Severity = diag.Warning
		l.problem(p)
	}
	return picture.Drawing
}

// checkChart looks for characters that no font has in the words of a chart.
func (l *layouter) checkChart(c charts.Chart) {
	l.checkGlyphs(c.Unit)
	for _, s := range c.Series {
		l.checkGlyphs(s.Name)
		l.checkGlyphs(s.AverageName)
	}
	for _, r := range c.References {
		l.checkGlyphs(r.Label)
	}
	for _, e := range c.Events {
		l.checkGlyphs(e.Label)
	}
	for _, s := range c.Shades {
		l.checkGlyphs(s.Label)
	}
}

// spark draws a small chart of the size; it is empty if it cannot be drawn.
func (l *layouter) spark(kind charts.SparkKind, points []charts.Point, w, h float64) ink.Drawing {
	picture, err := charts.Spark(kind, points, w, h, l.doc.Theme.Faces)
	if err != nil {
		l.chartProblem(l.at, err)
	}
	return picture
}
