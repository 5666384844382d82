package charts

import (
	"math"
	"slices"
	"strconv"

	"github.com/wcharczuk/go-chart/v2"

	"tradebrief/charts/ink"
	"tradebrief/data"
	"tradebrief/data/diag"
)

// Sizes of a heat map.
const (
	heatPitch      = 8.4 * mm // of a row, its gap included
	leastHeatPitch = 4.4 * mm
	mostHeatPitch  = 9.6 * mm
	heatGap        = 0.5 * mm // white between two cells
	heatHead       = 5.0 * mm // the names of the months over the cells
	heatKey        = 6.4 * mm // a row of the key of classes under them
	heatRoom       = 190 * mm // for rows, so that a figure still fits on a page
	heatPad        = 0.3 * mm // at the least between a value and the edge of its cell
	heatNameGap    = 2.2 * mm // from the years to the cells
	heatSumGap     = 1.4 * mm // between cells, bars and totals of years
	leastHeatBar   = 4.0 * mm
	mostHeatBar    = 24 * mm
	widestHeatCell = 24 * mm
	heatSwatch     = 6.0 * mm // of the key
)

// mostHeatYears is as many rows as have room on a page.
const mostHeatYears = 43

// heatMap is a heat map with places for everything: a row for each year, a column
// for each month or quarter.
type heatMap struct {
	m       *model
	years   []int
	columns int
	cells   []heatCell
	key     classKey
	size    float64 // of the values in points
	right   float64 // of the cells
	bar     float64 // width of the longest bar, 0: there are none
	total   float64 // where the totals end
	heads   []string
	keyAt   float64 // where the key begins
}

// heatCell is a slot, or the part of it that lies in one year.
type heatCell struct {
	slot
	row, col, n int
	ref         bool
	value       string // what is printed; of a run, in its first and longest part
	mark        string // behind the value: the letter of a run, the sign of a status
}

// mapYears are the years of the axis, from the first to the last.
func (m *model) mapYears() []int {
	var out []int
	for y := m.From.Year(); y <= m.To.Year(); y++ {
		out = append(out, y)
	}
	return out
}

// describeMap finds what the reader of a heat map must be told.
func (m *model) describeMap() {
	m.key.Outlined = m.ref >= 0 && !m.tracks[0].slotAt(m.ref).blank
	end := m.line.period(m.line.n - 1)
	m.key.Dashed = m.ref >= 0 && end.Add(1).Year() == end.Year() ||
		slices.ContainsFunc(m.tracks[0].slots, func(s slot) bool { return s.blank })
	for _, s := range m.Sums {
		m.key.Partial = m.key.Partial || m.counted(s) != ""
	}
}

func (m *model) heatHeights() (least, standard, most float64) {
	rows := float64(len(m.mapYears()))
	rest := heatHead + float64(m.bands.key(m.typeset, m.W, m.Unit).rows)*heatKey
	pitch := func(most float64) float64 { return rows*min(most, heatRoom/rows) + rest }
	return pitch(6 * mm), pitch(heatPitch), pitch(mostHeatPitch)
}

func (m *model) heatmap() (*plot, error) {
	perYear := m.From.PerYear()
	if perYear == 1 {
		return nil, m.problem("a heat map has the months or quarters of a year side by side, and these data are annual")
	}
	h := &heatMap{m: m, years: m.mapYears(), columns: perYear, key: m.bands.key(m.typeset, m.W, m.Unit)}
	if n := len(h.years); n > mostHeatYears {
		return nil, m.problem("%d years are more than a heat map can show on a page (%d)", n, mostHeatYears)
	}
	room := m.H - heatHead - float64(h.key.rows)*heatKey
	if pitch := room / float64(len(h.years)); pitch < leastHeatPitch-0.01 {
		return nil, m.problem("%d years do not fit into %.0f mm", len(h.years), m.H/mm)
	}
	h.place()
	names := 0.0
	for _, y := range h.years {
		names = max(names, m.width(heatYear, strconv.Itoa(y)))
	}
	left := names + heatNameGap
	sums := h.sumWidth()
	// Where values need the room, bars give way, then the size of the values.
	pitch := 0.0
	for _, try := range [...]struct{ size, bar float64 }{{7.5, leastHeatBar + heatSumGap}, {7.5, 0}, {7, 0}} {
		side := sums
		if sums > 0 {
			side += try.bar
		}
		h.size, pitch = try.size, min((m.W-left-side)/float64(perYear), widestHeatCell)
		h.right = left + pitch*float64(perYear)
		if !h.fits(pitch) {
			continue
		}
		if sums > 0 && try.bar > 0 {
			h.bar = min(mostHeatBar, m.W-h.right-sums-heatSumGap)
		}
		break
	}
	if !h.fits(pitch) {
		p := diag.Errorf(diag.Layout, m.At, "%s does not fit into a cell of a heat map %.0f mm wide: cells would be %.1f mm wide", h.widest(), m.W/mm, max(0, (pitch-heatGap)/mm))
		if m.W < 170*mm {
			p = p.WithHint("give it the full width of the page")
		}
		return nil, &p
	}
	if sums > 0 {
		h.total = h.right + sums
		if h.bar > 0 {
			h.total += h.bar + heatSumGap
		}
	}
	h.nameColumns(pitch)
	p := &plot{typeset: m.typeset, w: m.W, h: m.H, left: left, right: h.right, top: heatHead, bottom: heatHead + room}
	h.keyAt = p.bottom
	p.x = chart.ContinuousRange{Min: 0, Max: float64(perYear)}
	p.y = chart.ContinuousRange{Min: 0, Max: float64(len(h.years))}
	p.add(h)
	return p, nil
}

var heatYear = bold(7.5, inkColor)

// place finds the cells of the slots: a run that goes on into the next year has
// one in each.
func (h *heatMap) place() {
	m := h.m
	first := m.From.Year()
	for _, s := range m.tracks[0].slots {
		var parts []heatCell
		for at := s.at; at < s.at+s.n; {
			p := m.line.period(at)
			col := p.Sub(firstOf(p))
			n := min(s.at+s.n-at, h.columns-col)
			parts = append(parts, heatCell{slot: s, row: p.Year() - first, col: col, n: n, ref: m.isRef(0, s)})
			at += n
		}
		longest := 0
		for i := range parts {
			if parts[i].n > parts[longest].n {
				longest = i
			}
		}
		for i := range parts {
			parts[i].mark = s.note
			if i == longest {
				parts[i].value, parts[i].mark = s.text, s.lettered()
			}
			if s.gap {
				parts[i].mark = s.sign
			}
		}
		h.cells = append(h.cells, parts...)
	}
	// What is still to come of the last year.
	if m.ref >= 0 {
		last := m.line.period(m.line.n - 1)
		for p := last.Add(1); p.Year() == last.Year(); p = p.Add(1) {
			h.cells = append(h.cells, heatCell{slot: slot{gap: true, blank: true}, row: p.Year() - first, col: p.Sub(firstOf(p)), n: 1})
		}
	}
}

// firstOf is the first period of the year that p is in.
func firstOf(p data.Period) data.Period {
	for p.Add(-1).Year() == p.Year() {
		p = p.Add(-1)
	}
	return p
}

// styles are those of the value of a cell and of the letters behind it.
func (h *heatMap) styles(c heatCell) (value, mark style) {
	color := inkColor
	switch {
	case c.gap:
		color = muted
	case !c.point.After:
		color = h.key.of(c.slot.value).text
	}
	if c.ref {
		return bold(h.size, color), sans(7, color)
	}
	return sans(h.size, color), sans(7, color)
}

// width is that of all that stands in a cell.
func (h *heatMap) width(c heatCell) float64 {
	value, mark := h.styles(c)
	w := h.m.width(value, c.value)
	if c.mark != "" {
		w += markGap + h.m.width(mark, c.mark)
	}
	return w
}

const markGap = 0.4 * mm // from a value to the letter behind it

// fits says whether every value fits into its cell.
func (h *heatMap) fits(pitch float64) bool {
	for _, c := range h.cells {
		if !c.blank && h.width(c) > float64(c.n)*pitch-heatGap-2*heatPad {
			return false
		}
	}
	return true
}

// widest is the value that takes most room.
func (h *heatMap) widest() string {
	c := slices.MaxFunc(h.cells, func(a, b heatCell) int {
		return int(math.Round(h.width(a)/float64(a.n)*100)) - int(math.Round(h.width(b)/float64(b.n)*100))
	})
	return c.value
}

// sumWidth is the room right of the cells without bars; 0 where there are no
// totals of years.
func (h *heatMap) sumWidth() float64 {
	texts, counts := 0.0, 0.0
	for _, s := range h.m.Sums {
		texts = max(texts, h.m.width(sumStyle, s.Text))
		if c := h.m.counted(s); c != "" {
			counts = max(counts, heatSumGap+h.m.width(countStyle, c))
		}
	}
	if texts == 0 {
		return 0
	}
	return heatSumGap + max(texts+counts, h.m.width(headStyle, h.m.Words.YearTotal))
}

var (
	sumStyle   = semi(7.5, inkColor)
	countStyle = sans(7, muted)
	headStyle  = semi(7.5, text2)
)

// counted says of how many periods a total is one, as 9/12, where it is not of all.
func (m *model) counted(s Sum) string {
	if n := m.From.PerYear(); s.Periods < n {
		return strconv.Itoa(s.Periods) + "/" + strconv.Itoa(n)
	}
	return ""
}

// nameColumns names the months, or numbers them where their names are too wide.
func (h *heatMap) nameColumns(pitch float64) {
	p := firstOf(h.m.From)
	wide := false
	for i := range h.columns {
		name := h.m.line.name(p.Add(i), false)
		wide = wide || h.m.width(headStyle, name) > pitch-heatGap
		h.heads = append(h.heads, name)
	}
	for i := range h.heads {
		if wide {
			h.heads[i] = strconv.Itoa(i + 1)
		}
	}
}

// cell is the rectangle of columns in a row, without the white around it.
func (h *heatMap) cell(p *pen, row, col, n int) box {
	y0, y1 := p.y(float64(len(h.years)-row)), p.y(float64(len(h.years)-row-1))
	return box{p.x(float64(col)), y0, p.x(float64(col+n)) - heatGap, y1 - heatGap}
}

func (h *heatMap) paint(p *pen) {
	for i, name := range h.heads {
		b := h.cell(p, 0, i, 1)
		p.put(text{(b.x0 + b.x1) / 2, p.top() - 1.7*mm, name, headStyle, atCenter})
	}
	for i, y := range h.years {
		p.put(centred(h.cell(p, i, 0, 1), 0, strconv.Itoa(y), heatYear, atLeft))
	}
	for _, c := range h.cells {
		if !c.ref {
			h.paintCell(p, c)
		}
	}
	for _, c := range h.cells { // its outline stands over its neighbours
		if c.ref {
			h.paintCell(p, c)
		}
	}
	h.paintSums(p)
	h.key.paint(p, h.keyAt)
}

// centred is a text whose figures stand in the middle of the height of a box.
func centred(b box, x float64, s string, st style, al align) text {
	return text{x, (b.y0+b.y1)/2 + capHeight/2*st.font.Size, s, st, al}
}

func (h *heatMap) paintCell(p *pen, c heatCell) {
	b := h.cell(p, c.row, c.col, c.n)
	value, mark := h.styles(c)
	w := h.width(c)
	x := (b.x0 + b.x1 - w) / 2
	switch {
	case c.blank:
		p.polyline(ink.Stroke{Color: rule, Width: 0.15 * mm, Dash: []float64{1.2 * mm, 0.8 * mm}}, b.corners(0.15*mm/2)...)
		return
	case c.gap:
		p.hatch(b, muted)
		p.outline(b, 0.14*mm, rule)
		y := (b.y0 + b.y1) / 2
		p.rect(box{x - heatPad, y - 1.7*mm, x + w + heatPad, y + 1.7*mm}, white)
	case c.point.After:
		p.outline(b, baseWidth, inkColor)
	default:
		p.rect(b, h.key.of(c.slot.value).fill)
	}
	if c.ref {
		const width = 0.7 * mm
		p.outline(box{b.x0 - width/2, b.y0 - width/2, b.x1 + width/2, b.y1 + width/2}, width, rust)
	}
	p.put(centred(b, x, c.value, value, atLeft))
	if c.mark != "" {
		t := centred(b, b.x1-(x-b.x0), c.mark, mark, atRight)
		t.y -= 0.6 * mm
		p.put(t)
	}
}

// corners are those of the rectangle, so much inside, the first again at the end.
func (b box) corners(in float64) []ink.Point {
	return []ink.Point{{X: b.x0 + in, Y: b.y0 + in}, {X: b.x1 - in, Y: b.y0 + in}, {X: b.x1 - in, Y: b.y1 - in}, {X: b.x0 + in, Y: b.y1 - in}, {X: b.x0 + in, Y: b.y0 + in}}
}

// paintSums paints the totals of the years. Bars are drawn where none is below
// zero.
func (h *heatMap) paintSums(p *pen) {
	if h.total == 0 {
		return
	}
	largest, counts := 0.0, 0.0
	for _, s := range h.m.Sums {
		if s.Value < 0 {
			largest = math.Inf(1)
		}
		largest = max(largest, s.Value)
		if c := h.m.counted(s); c != "" {
			counts = max(counts, heatSumGap+p.width(countStyle, c))
		}
	}
	p.put(text{h.total, p.top() - 1.7*mm, h.m.Words.YearTotal, headStyle, atRight})
	left := h.right + heatSumGap
	for _, s := range h.m.Sums {
		row := s.Year - h.years[0]
		if row < 0 || row >= len(h.years) {
			continue
		}
		b := h.cell(p, row, 0, 1)
		if largest > 0 && h.bar > 0 {
			middle, half := (b.y0+b.y1)/2, min(2.6*mm, (b.y1-b.y0)/2)
			bar := box{left, middle - half, left + s.Value/largest*h.bar, middle + half}
			if h.m.counted(s) == "" {
				p.rect(bar, mid)
			} else { // no total of a whole year beside those that are
				p.rect(bar, pale)
				p.outline(bar, 0.15*mm, paleEdge)
			}
		}
		p.put(centred(b, h.total-counts, s.Text, sumStyle, atRight))
		if c := h.m.counted(s); c != "" {
			p.put(centred(b, h.total, c, countStyle, atRight))
		}
	}
}
