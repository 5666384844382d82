package page

import (
	"slices"
	"strconv"

	"tradebrief/charts/ink"
	"tradebrief/data"
)

const (
	yearHeight    = 5 * mm
	yearGap       = 0.5 * mm
	yearLeast     = 9 * mm // the narrowest cell with a year in it
	earlyWidth    = 13 * mm
	earlyRoom     = 18 * mm // cell and chevron
	earlyGap      = 8       // years without an entry that set earlier history apart
	periodHeight  = 1.5 * mm
	eventGap      = 2.4 * mm // marker to text
	eventMark     = 1.5 * mm // half of the largest marker
	eventsMost    = 14
	eventLines    = 4
	laneFirst     = 5 * mm
	lanePitch     = 4 * mm
	lanes         = 9
	timelineLeast = 150 * mm
)

// eventWidths are the widths tried for the text of an event, until it takes two
// lines.
var eventWidths = []float64{27 * mm, 36 * mm, 48 * mm}

// composeTimeline composes a strip of years with events above and below; where
// there are too many, or the column is narrow, it composes a list.
func (l *layouter) composeTimeline(t *Timeline, parent int, w float64) []slab {
	entries := slices.Clone(t.Entries)
	slices.SortStableFunc(entries, func(a, b Entry) int { return int(a.From) - int(b.From) })
	el := l.figureElement(t.Exhibit, parent)
	head := l.exhibitHead(t.Exhibit, el, w, bodyDrop)
	if len(entries) == 0 {
		head.keep = false
		return l.addSource([]slab{head}, t.Source, parent, w)
	}
	s := l.newStrip(entries, el, w)
	if s == nil {
		l.out.Elements[el].Role, l.out.Elements[el].Alt = "L", ""
		return l.addSource(append([]slab{head}, l.entryList(entries, el, w)...), t.Source, parent, w)
	}
	body := slab{at: l.at, height: s.above + yearHeight + s.below, draw: func(d *sheet, x, y, _ float64) { s.draw(d, x, y+s.above) }}
	return l.addSource([]slab{head, body}, t.Source, parent, w)
}

// area is a rectangle that text or a leader takes on a timeline; y counts down
// from the top of the strip of years.
type area struct{ x1, y1, x2, y2 float64 }

func (a area) meets(b area) bool {
	return a.x1 < b.x2-hair && b.x1 < a.x2-hair && a.y1 < b.y2-hair && b.y1 < a.y2-hair
}

// strip is a timeline in place.
type strip struct {
	el           int
	x, w         float64 // of the years
	from, to     int
	early        string
	earlyText    setting
	font         ink.Font // of the years
	events       []event
	periods      []period
	above, below float64
	taken        []area // by words other than those of events, and by bars
}

// event is an entry at its place.
type event struct {
	kind   string
	x, y   float64 // of the marker
	w, h   float64 // of the words
	block  area
	align  Align
	date   setting
	text   setting
	leader area
}

// period is an entry that lasts.
type period struct {
	x1, x2, y  float64
	date, text setting
	block      area
	align      Align
}

// newStrip places the entries; nil: the strip cannot carry them.
func (l *layouter) newStrip(entries []Entry, el int, w float64) *strip {
	early := 0
	for i := 1; i < len(entries); i++ {
		if entries[i].From.Year()-entries[i-1].end().Year() >= earlyGap && len(entries)-i >= 2 && i <= 3 {
			early = i
		}
	}
	past, entries := entries[:early], entries[early:]
	if w < timelineLeast || len(entries) > eventsMost {
		return nil
	}
	s := &strip{el: el, w: w, font: l.own(yearStyle).font, from: entries[0].From.Year()}
	for _, e := range entries {
		s.to = max(s.to, e.From.Year(), e.end().Year())
	}
	if s.to-s.from >= 60 || s.from <= 0 {
		return nil
	}
	if early > 0 && !l.placeEarly(s, past) {
		return nil
	}
	for _, e := range entries {
		if e.end() > e.From {
			l.placePeriod(s, e)
		}
	}
	for _, e := range entries {
		if e.end() > e.From {
			continue
		}
		v, ok := l.setEvent(s, e)
		if !ok {
			return nil
		}
		s.events = append(s.events, v)
	}
	tries := 2000
	if !s.placeEvents(0, false, &tries) {
		return nil
	}
	for i := range s.events {
		s.taken = append(s.taken, s.events[i].block, s.events[i].leader)
	}
	for _, a := range s.taken {
		s.above, s.below = max(s.above, -a.y1), max(s.below, a.y2-yearHeight)
	}
	s.above += s2 // to the subtitle
	return s
}

// end is the last day of an entry.
func (e *Entry) end() data.Date { return max(e.From, e.To) }

// placeEarly sets earlier history in a cell at the left.
func (l *layouter) placeEarly(s *strip, past []Entry) bool {
	first, last := past[0].From.Year(), past[len(past)-1].end().Year()
	s.early = strconv.Itoa(first)
	if last != first {
		s.early += "–" + strconv.Itoa(last)[max(0, len(strconv.Itoa(last))-2):]
	}
	var text Text
	for i, e := range past {
		if i > 0 {
			text = append(text, Span{S: "\n"})
		}
		if e.When != s.early { // which the cell says already
			text = append(text, Span{S: e.When + " ", Strong: true})
		}
		text = append(text, e.Text...)
	}
	room := earlyRoom - s1
	s.earlyText = l.set(text, eventStyle, s.el, room)
	if len(s.earlyText.lines) > 5 {
		room = 34 * mm
		s.earlyText = l.set(text, eventStyle, s.el, room)
	}
	if len(s.earlyText.lines) > 10 {
		return false
	}
	s.x, s.w = earlyRoom, s.w-earlyRoom
	s.taken = append(s.taken, area{0, yearHeight, room + s1, yearHeight + s3 + s.earlyText.height()})
	return true
}

// at is the place of a day on the strip.
func (s *strip) at(d data.Date) float64 {
	part := 0.5
	if d.Month() >= 1 {
		day := 0.5
		if d.Day() >= 1 {
			day = float64(d.Day()-1) / 31
		}
		part = (float64(d.Month()-1) + day) / 12
	}
	return s.x + s.w*(float64(d.Year()-s.from)+part)/float64(s.to-s.from+1)
}

// placePeriod puts a bar under the strip, with its words under it.
func (l *layouter) placePeriod(s *strip, e Entry) {
	p := period{x1: s.at(e.From), x2: s.at(e.end())}
	room := max(p.x2-p.x1, 46*mm)
	p.date = l.setWords(e.When, eventDateStyle.in(colorFall), s.el, room)
	p.text = l.set(e.Text, eventStyle.in(colorFall), s.el, room)
	w := max(p.date.width(), p.text.width())
	x := p.x1
	if end := s.x + s.w; x+w > end {
		x, p.align = max(0, min(p.x2, end)-w), Right
	}
	for p.y = yearHeight; ; p.y += s1 {
		p.block = area{x, p.y, x + w, p.y + periodHeight + s1 + p.date.height() + p.text.height()}
		bar := area{p.x1, p.y, p.x2, p.y + periodHeight + s1}
		if !slices.ContainsFunc(s.taken, func(a area) bool { return a.meets(p.block) || a.meets(bar) }) {
			s.taken = append(s.taken, p.block, bar)
			s.periods = append(s.periods, p)
			return
		}
	}
}

// setEvent sets the words of an event; not ok: they are too many for the strip.
func (l *layouter) setEvent(s *strip, e Entry) (v event, ok bool) {
	v = event{kind: e.Kind, x: min(max(s.at(e.From), eventMark), s.x+s.w-eventMark)}
	for _, w := range eventWidths {
		if v.text = l.set(e.Text, eventStyle, s.el, w); len(v.text.lines) <= 2 {
			break
		}
	}
	color := colorInk
	if e.Kind == "reference" {
		color = colorRust
	}
	v.date = l.setWords(e.When, eventDateStyle.in(color), s.el, eventWidths[len(eventWidths)-1])
	v.w, v.h = max(v.text.width(), v.date.width()), v.date.height()+v.text.height()
	return v, len(v.text.lines) <= eventLines && len(v.date.lines) <= 1
}

// placeEvents finds places for the events from the i-th on, near the strip, at
// which their words and leaders meet nothing. Neighbours go above and below in
// turn where both are as near; words keep clear of the places of later events
// where they can, but for the next, which is likely to stand on the other side.
// Where an event finds no place, those before it try others.
func (s *strip) placeEvents(i int, below bool, tries *int) bool {
	if i == len(s.events) {
		return true
	}
	type candidate struct {
		event
		below bool
		cost  int
	}
	var found []candidate
	for lane := range lanes {
		for side := range 4 {
			c := candidate{event: s.events[i], below: (side&2 != 0) == below}
			if i == 0 {
				c.below = side&2 != 0
			}
			c.align = Align(side & 1) // Left: the words stand at the right of the marker
			c.place(lane, c.below)
			if c.block.x1 < 0 || c.block.x2 > s.x+s.w || s.blocked(&c.event, i) {
				continue
			}
			c.cost = 4*lane + side
			for k := i + 2; k < len(s.events); k++ {
				if x := s.events[k].x; x > c.block.x1-eventGap && x < c.block.x2+eventGap {
					c.cost += 3
				}
			}
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return a.cost - b.cost })
	for _, c := range found {
		if *tries--; *tries < 0 {
			return false
		}
		s.events[i] = c.event
		if s.placeEvents(i+1, c.below, tries) {
			return true
		}
	}
	return false
}

// place puts an event into a lane, above the strip or below.
func (v *event) place(lane int, below bool) {
	if below {
		v.y = yearHeight + laneFirst - 0.6*mm + float64(lane)*lanePitch
		v.block.y1 = v.y - eventDateStyle.leading/2
		v.leader = area{v.x - eventMark, yearHeight, v.x + eventMark, v.y + eventMark}
	} else {
		v.y = -laneFirst - float64(lane)*lanePitch
		v.block.y1 = v.y + 3*mm - v.h
		v.leader = area{v.x - eventMark, v.y - eventMark, v.x + eventMark, 0}
	}
	v.block.y2 = v.block.y1 + v.h
	if v.align == Left {
		v.block.x1, v.block.x2 = v.x+eventGap, v.x+eventGap+v.w
	} else {
		v.block.x1, v.block.x2 = v.x-eventGap-v.w, v.x-eventGap
	}
}

// blocked reports whether the words or the leader of the i-th event would meet
// what is in place.
func (s *strip) blocked(v *event, i int) bool {
	const apart = 0.6 * mm
	wide := area{v.block.x1 - apart, v.block.y1, v.block.x2 + apart, v.block.y2}
	// A leader may start at the bar of a period, but not cross words.
	line := v.leader
	if line.y1 == yearHeight {
		line.y1 += periodHeight + s1
	}
	for _, a := range s.taken {
		if a.meets(wide) || a.meets(line) {
			return true
		}
	}
	for k := range s.events[:i] {
		e := &s.events[k]
		if e.block.meets(wide) || e.block.meets(v.leader) || e.leader.meets(wide) || e.leader.meets(v.leader) {
			return true
		}
	}
	return false
}

// draw paints the timeline with the top of the strip of years at y.
func (s *strip) draw(d *sheet, x, y float64) {
	if s.early != "" {
		d.Add(s.el, ink.Rect(x, y, earlyWidth, yearHeight, colorTint))
		d.Add(s.el, ink.LabelCenter(x+earlyWidth/2, yearStyle.baseline(y), s.early, s.font, yearStyle.color)...)
		tip := x + (earlyWidth+earlyRoom)/2
		d.Add(s.el, ink.Polyline([]ink.Point{{X: tip - 0.8*mm, Y: y + 0.6*mm}, {X: tip + 0.6*mm, Y: y + yearHeight/2}, {X: tip - 0.8*mm, Y: y + yearHeight - 0.6*mm}},
			ink.Stroke{Color: colorNavy, Width: 0.25 * mm}))
		s.earlyText.draw(d, x, y+yearHeight+s3, 0, Left)
	}
	s.drawYears(d, x, y)
	for i := range s.events {
		s.events[i].drawLeader(d, x, y, s.el)
	}
	for i := range s.periods {
		p := &s.periods[i]
		d.Add(s.el, ink.Rect(x+p.x1, y+p.y, max(p.x2-p.x1, periodHeight), periodHeight, colorOrange))
		words, w := y+p.y+periodHeight+s1, p.block.x2-p.block.x1
		p.date.draw(d, x+p.block.x1, words, w, p.align)
		p.text.draw(d, x+p.block.x1, words+p.date.height(), w, p.align)
	}
	for i := range s.events {
		s.events[i].draw(d, x, y, s.el)
	}
}

// drawYears paints the cells of the years; where they are narrow, only some are
// named.
func (s *strip) drawYears(d *sheet, x, y float64) {
	n := s.to - s.from + 1
	each := s.w / float64(n)
	every := 1
	for float64(every)*each < yearLeast {
		every++
	}
	for i := 0; i < n; i += every {
		at, w := x+s.x+float64(i)*each, each*float64(min(every, n-i))
		d.Add(s.el, ink.Rect(at, y, w-yearGap, yearHeight, colorYear))
		if w >= yearLeast-hair {
			d.Add(s.el, ink.LabelCenter(at+(w-yearGap)/2, yearStyle.baseline(y), strconv.Itoa(s.from+i), s.font, yearStyle.color)...)
		}
	}
}

func (v *event) drawLeader(d *sheet, x, y float64, el int) {
	end := 0.0
	if v.y > 0 {
		end = yearHeight
	}
	d.Add(el, ink.Line(x+v.x, y+end, x+v.x, y+v.y, ink.Stroke{Color: colorText2, Width: leader}))
}

func (v *event) draw(d *sheet, x, y float64, el int) {
	drawEventMark(d, x+v.x, y+v.y, v.kind, el)
	w := v.block.x2 - v.block.x1
	v.date.draw(d, x+v.block.x1, y+v.block.y1, w, v.align)
	v.text.draw(d, x+v.block.x1, y+v.block.y1+v.date.height(), w, v.align)
}

// drawEventMark paints the mark of an event by its kind: a square for legal
// acts, a diamond for restrictions, a circle for trade.
func drawEventMark(d *sheet, x, y float64, kind string, el int) {
	switch kind {
	case "legal":
		const side = 2 * mm
		d.Add(el, ink.Rect(x-side/2, y-side/2, side, side, colorNavy))
	case "restriction":
		const half = eventMark
		d.Add(el, ink.Polygon([]ink.Point{{X: x, Y: y - half}, {X: x + half, Y: y}, {X: x, Y: y + half}, {X: x - half, Y: y}}, colorAgain))
	case "reference":
		d.Add(el, ink.Circle(x, y, 1.15*mm, colorRust))
	default:
		d.Add(el, ink.Circle(x, y, 1.15*mm, colorBlue))
	}
}

// entryList sets the entries one below the other.
func (l *layouter) entryList(entries []Entry, list int, w float64) []slab {
	const mark = 5 * mm
	when := 0.0
	for _, e := range entries {
		when = max(when, l.own(factValueStyle).font.Width(e.When))
	}
	when = min(when, w/3) + s3
	out := make([]slab, 0, len(entries))
	for i, e := range entries {
		item := l.node("LI", list)
		color := colorInk
		if e.Kind == "reference" {
			color = colorRust
		}
		date := l.setWords(e.When, factValueStyle.in(color), l.node("Lbl", item), when-s3+hair)
		text := l.set(e.Text, tableStyle, l.node("LBody", item), w-mark-when)
		h := max(date.height(), text.height(), tableStyle.leading) + 2*rowPad
		out = append(out, slab{at: l.at, height: h, keep: i == 0, draw: func(d *sheet, x, y, h float64) {
			middle := y + rowPad + tableStyle.leading/2
			if e.end() > e.From {
				d.Add(0, ink.Rect(x, middle-periodHeight/2, mark-s3, periodHeight, colorOrange))
			} else {
				drawEventMark(d, x+1.5*mm, middle, e.Kind, 0)
			}
			date.draw(d, x+mark, y+rowPad, 0, Left)
			text.draw(d, x+mark+when, y+rowPad, 0, Left)
			d.Add(0, ink.Line(x, y+h, x+w, y+h, ink.Stroke{Color: colorGrid, Width: fine}))
		}})
	}
	return out
}
