package page

import (
	"strings"

	"tradebrief/charts/ink"
	"tradebrief/charts/palette"
	"tradebrief/data/diag"
)

// The scale of likelihoods: bands at their true places, what is judged below them.
const (
	bandHigh      = 7.2 * mm // a band
	bandLane      = 9.0 * mm // from one row of bands, or of judgements, to the next
	bandNameGap   = 1.5 * mm // from a name to its band
	bandTick      = 1.4 * mm
	bandAxis      = 4.6 * mm // the base line, its ticks and their numbers
	ratedDrop     = 3.8 * mm // from there to the first judgement
	ratedNameDrop = 2.4 * mm // from a judgement to the top of its name
	ratedNames    = 48 * mm  // the width in which names of judgements are broken
	ratedCap      = 2 * mm
	ratedBar      = 0.9 * mm
	ratedDot      = 1.4 * mm
)

// placedText is a text at a place in a drawing.
type placedText struct {
	setting
	x, y float64
}

// composeScale composes the scale of likelihoods: heading, bands with their names,
// the base line, and on which band each judgement stands.
func (l *layouter) composeScale(b *LikelihoodScale, parent int, w float64) []slab {
	if w < contentWidth-hair {
		wider := "put it outside the columns"
		if b.Width != Full {
			wider = "write width: " + widthNames[Full]
		}
		l.problem(diag.Errorf(diag.Layout, l.at, "the scale of likelihoods has %.0f mm of room, and its names need the %.0f mm of the page", w/mm, contentWidth/mm).
			WithHint("%s", wider))
	}
	el := l.figureElement(b.Exhibit, parent)
	head := l.exhibitHead(b.Exhibit, el, w, bodyDrop)
	at := func(percent int) float64 { return w * float64(percent) / 100 }
	lanes := bandLanes(b.Bands)
	rows := 0
	for _, n := range lanes {
		rows = max(rows, n+1)
	}
	names, over := l.bandNames(b.Bands, lanes, rows, el, w)
	base := over + float64(rows-1)*bandLane + bandHigh
	top := base + bandAxis + ratedDrop
	rated, foot := l.ratedNames(b, el, w)
	body := slab{at: l.at, height: top + foot, draw: func(d *sheet, x, y, _ float64) {
		for i, band := range b.Bands {
			// The step of a scale of other length is as dark as its place.
			step := i * (len(palette.Likelihood) - 1) / max(1, len(b.Bands)-1)
			r := ink.Rect(x+at(band.Low), y+over+float64(lanes[i])*bandLane, at(band.High-band.Low), bandHigh, palette.Likelihood[step])
			if step < 2 {
				r.Stroke = &ink.Stroke{Color: colorTag, Width: fine}
			}
			d.Add(el, r)
		}
		for _, n := range names {
			n.draw(d, x+n.x, y+n.y, 0, Left)
		}
		d.Add(el, ink.Line(x, y+base, x+w, y+base, ink.Stroke{Color: colorInk, Width: heavy}))
		for p := 0; p <= 100; p += 10 {
			d.Add(el, ink.Line(x+at(p), y+base, x+at(p), y+base+bandTick, ink.Stroke{Color: colorMuted, Width: light}))
		}
		l.drawPercents(d, el, x, y+base+bandTick, w)
		for i, g := range rated {
			low, high := x+at(g.low), x+at(g.high)
			line := y + top + g.y
			stroke := ink.Stroke{Color: colorRust, Width: heavy}
			d.Add(el, ink.Rect(low, line-ratedBar/2, high-low, ratedBar, colorRust),
				ink.Line(low, line-ratedCap/2, low, line+ratedCap/2, stroke), ink.Line(high, line-ratedCap/2, high, line+ratedCap/2, stroke),
				ink.Circle((low+high)/2, line, min(ratedDot, max(ratedBar, (high-low)/2)), colorRust))
			for k, text := range rated[i].names.lines {
				// Each line is centred under the others.
				drawLine(d, text, rated[i].names.style, x+g.x, line+ratedNameDrop+float64(k)*rated[i].names.style.leading, g.names.width(), Center)
			}
		}
	}}
	return l.addSource([]slab{head, body}, b.Source, parent, w)
}

// bandLanes are the rows in which bands stand that would lie over each other in one.
func bandLanes(bands []Band) []int {
	lanes := make([]int, len(bands))
	for i, b := range bands {
		free := func(lane int) bool {
			for k := range i {
				if lanes[k] == lane && bands[k].Low < b.High && b.Low < bands[k].High {
					return false
				}
			}
			return true
		}
		for !free(lanes[i]) {
			lanes[i]++
		}
	}
	return lanes
}

// bandNames sets the names of bands: above them where there is one row of bands, a
// second tier for those that would meet; in or beside them where there are more. It
// returns the height above the first row.
func (l *layouter) bandNames(bands []Band, lanes []int, rows, el int, w float64) (out []placedText, over float64) {
	at := func(percent float64) float64 { return w * percent / 100 }
	if rows > 1 {
		for i, b := range bands {
			st := bandStyle
			name := l.setWords(b.Name, st, el, w/3)
			y := float64(lanes[i])*bandLane + (bandHigh-name.height())/2
			low, high := at(float64(b.Low)), at(float64(b.High))
			x := (low + high - name.width()) / 2
			switch {
			case name.width() <= high-low-s3:
				if i >= len(bands)-2 {
					name = l.setWords(b.Name, st.in(colorWhite), el, w/3)
				}
			case b.Low+b.High < 100:
				x = high + s2
			default:
				x = low - s2 - name.width()
			}
			out = append(out, placedText{name, x, y})
		}
		return out, 0
	}
	ends := [2]float64{-w, -w} // of the last name in each tier
	tier := make([]int, len(bands))
	tall := [2]float64{}
	for i, b := range bands {
		low, high := at(float64(b.Low)), at(float64(b.High))
		room := max(high-low, 14*mm)
		for _, word := range strings.Fields(b.Name) {
			room = max(room, l.own(bandStyle).font.Width(word)+hair)
		}
		name := l.setWords(b.Name, bandStyle, el, room)
		x := min(max((low+high-name.width())/2, 0), w-name.width())
		if i == 0 {
			x = 0
		} else if i == len(bands)-1 {
			x = w - name.width()
		}
		if x < ends[0]+s1 {
			tier[i] = 1
			x = max(x, ends[1]+s1)
		}
		ends[tier[i]] = x + name.width()
		tall[tier[i]] = max(tall[tier[i]], name.height())
		out = append(out, placedText{setting: name, x: x})
	}
	over = tall[0] + bandNameGap
	if tall[1] > 0 {
		over += tall[1]
	}
	for i := range out {
		bottom := over - bandNameGap
		if tier[i] == 1 {
			bottom -= tall[0]
		}
		out[i].y = bottom - out[i].height()
	}
	return out, over
}

// rated is what is judged to be of one likelihood.
type rated struct {
	low, high int
	names     setting
	x, y      float64 // of the names from the left, of the range from the first one
}

// ratedNames groups what is judged by its likelihood, and puts what would meet in
// rows below each other. It returns the height of all of them.
func (l *layouter) ratedNames(b *LikelihoodScale, el int, w float64) (out []rated, height float64) {
	var ends []float64 // of what stands in each row
	tall := []float64{}
	var row []int
	for step, band := range b.Bands {
		var names []string
		for _, item := range b.Items {
			if item.Step == step+1 {
				names = append(names, item.Name)
			}
		}
		if len(names) == 0 {
			continue
		}
		low, high := w*float64(band.Low)/100, w*float64(band.High)/100
		g := rated{low: band.Low, high: band.High}
		g.names = l.setWords(strings.Join(names, b.Between), ratedStyle, el, max(high-low, ratedNames))
		g.x = min(max((low+high-g.names.width())/2, 0), w-g.names.width())
		lane := 0
		for ; lane < len(ends) && min(low, g.x) < ends[lane]+s3; lane++ {
		}
		if lane == len(ends) {
			ends, tall = append(ends, 0), append(tall, 0)
		}
		ends[lane] = max(high, g.x+g.names.width())
		tall[lane] = max(tall[lane], ratedNameDrop+g.names.height())
		row, out = append(row, lane), append(out, g)
	}
	tops := make([]float64, len(tall)+1)
	for i, h := range tall {
		tops[i+1] = tops[i] + max(bandLane, h+s3)
	}
	for i := range out {
		out[i].y = tops[row[i]]
		height = max(height, out[i].y+ratedNameDrop+out[i].names.height())
	}
	return out, height
}

// drawPercents prints the numbers of the base line, every ten, the sign only at its
// ends and in the middle.
func (l *layouter) drawPercents(d *sheet, el int, x, y, w float64) {
	st := l.own(axisStyle)
	for p := 0; p <= 100; p += 10 {
		s := percents[p/10]
		tx := x + w*float64(p)/100 - st.font.Width(s)/2
		tx = min(max(tx, x), x+w-st.font.Width(s))
		d.Add(el, ink.Label(tx, st.baseline(y), s, st.font, st.color)...)
	}
}

var percents = [...]string{"0%", "10", "20", "30", "40", "50%", "60", "70", "80", "90", "100%"}
