package page

import (
	"cmp"
	"fmt"

	"tradebrief/charts/ink"
)

const (
	stepWidth, stepHeight = 3.8 * mm, 1.7 * mm
	stepPitch             = 4.2 * mm
	steps                 = 7
	stripWidth            = (steps-1)*stepPitch + stepWidth
	levelSize             = 2 * mm
	levelPitch            = 2.5 * mm
	levels                = 3
	markerGap             = 1.4 * mm // strip to squares, squares to words
)

// marker is a strip of likelihood and, apart from it, squares of confidence
// with the words for it.
type marker struct {
	step, level int
	strip       int // the elements of strip and squares
	squares     int
	words       setting
	room        float64
	stacked     bool // the squares stand under the strip
}

// newMarker sets the words of a marker within the width.
func (l *layouter) newMarker(step, level int, confidence string, st style, parent int, w float64) marker {
	m := marker{step: step, level: level, room: w}
	m.strip = l.scale(l.doc.Words.Likelihood, step, steps, parent)
	m.squares = l.scale(l.doc.Words.Confidence, level, levels, parent)
	el := l.node("P", parent)
	m.words = l.setWords(confidence, st, el, max(w-m.stripWidth()-m.squaresWidth(), w/4))
	if len(m.words.lines) > 1 || m.stripWidth()+m.squaresWidth()+m.words.width() > w {
		m.stacked = m.step > 0
		m.words = l.setWords(confidence, st, el, max(w-m.squaresWidth(), w/4))
	}
	return m
}

// scale is the element of a picture that shows a step of a scale; there is none
// without a step.
func (l *layouter) scale(format string, step, of, parent int) int {
	if step <= 0 {
		return 0
	}
	return l.picture(fmt.Sprintf(cmp.Or(format, "%d/%d"), step, of), parent)
}

func (m *marker) stripWidth() float64 {
	if m.step <= 0 {
		return 0
	}
	return stripWidth + markerGap
}

func (m *marker) squaresWidth() float64 {
	if m.level <= 0 {
		return 0
	}
	return (levels-1)*levelPitch + levelSize + markerGap
}

func (m *marker) height() float64 {
	if m.step <= 0 && m.level <= 0 && len(m.words.lines) == 0 {
		return 0
	}
	h := max(m.words.height(), m.words.style.leading)
	if m.stacked {
		h += m.words.style.leading
	}
	return h
}

// draw paints the marker with the top of its line box at y.
func (m *marker) draw(d *sheet, x, y float64) {
	if m.step > 0 {
		drawSteps(d, x, y+(m.words.style.leading-stepHeight)/2, m.room, m.step, m.strip)
	}
	switch {
	case m.stacked:
		y += m.words.style.leading
	default:
		x += m.stripWidth()
	}
	if m.level > 0 {
		drawLevels(d, x, y+(m.words.style.leading-levelSize)/2, m.level, m.squares)
	}
	m.words.draw(d, x+m.squaresWidth(), y, 0, Left)
}

// drawSteps paints the seven steps of the likelihood scale, one of them dark,
// within the width w, as marks of the element.
func drawSteps(d *sheet, x, y, w float64, step, el int) {
	part := min(1, w/stripWidth)
	for i := 1; i <= steps; i++ {
		color := colorStep
		if i == step {
			color = colorNavy
		}
		d.Add(el, ink.Rect(x+float64(i-1)*stepPitch*part, y, stepWidth*part, stepHeight, color))
	}
}

// drawLevels paints three squares, as many filled as the level says, as marks of
// the element.
func drawLevels(d *sheet, x, y float64, level, el int) {
	const edge = 0.25 * mm
	for i := 1; i <= levels; i++ {
		fill := colorWhite
		if i <= level {
			fill = colorInk
		}
		square := ink.Rect(x+float64(i-1)*levelPitch+edge/2, y+edge/2, levelSize-edge, levelSize-edge, fill)
		square.Stroke = &ink.Stroke{Color: colorInk, Width: edge}
		d.Add(el, square)
	}
}
