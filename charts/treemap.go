package charts

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/wcharczuk/go-chart/v2"

	"tradebrief/data/diag"
)

// Sizes of a treemap.
const (
	tileGap     = 0.3 * mm // white between tiles, half of it taken from each
	tilePad     = 1.2 * mm // from the edge of a tile to its words
	tileLine    = 3.3 * mm
	widestTiles = 0.68 // of the width, where a list stands beside the tiles
	tileListGap = 5.0 * mm
	tileListRow = 3.6 * mm
	leastList   = 28 * mm // width
	roomyTile   = 24 * mm // a tile this wide may shorten a name
)

// treemap is tiles with places for everything.
type treemap struct {
	m     *model
	tiles []tile
	width float64 // of the tiles; right of them stands the list
	list  []listed
}

// tile is one part: a rectangle whose area is its share of all of them.
type tile struct {
	box
	portion
	subject bool
	lines   []string // of the name; none: the tile is numbered
	number  int      // in the list
	figures place    // where its value and share stand
}

// place is where the figures of a tile stand.
type place uint8

const (
	underName place = iota
	inTwoLines
	besideName
)

// listed is a row of the list beside the tiles.
type listed struct {
	number int
	lines  []string
	level  bool // the figures stand right of the name, not under it
	portion
}

// portion is a part of a chart of one moment, larger than zero.
type portion struct {
	name, text, share string
	value             float64
	rest              bool
}

// portions are the parts that have an area: largest first, what is left over last.
// Without any there is an error, and with one below zero.
func (m *model) portions() (parts []portion, whole float64, err error) {
	for _, t := range m.tracks {
		s, ok := last(t.slots)
		switch {
		case !ok || t.role == Whole:
			continue
		case s.value < 0:
			return nil, 0, m.problem("%s is below zero, which has no area in a chart of kind %s", t.name, m.Kind)
		case s.value < smallest:
			continue
		}
		parts = append(parts, portion{t.name, s.text, s.point.Share, s.value, t.role == Rest})
		whole += s.value
	}
	if len(parts) == 0 {
		return nil, 0, m.problem("all parts are zero, so that there is nothing to divide")
	}
	slices.SortStableFunc(parts, func(a, b portion) int {
		if a.rest != b.rest {
			return cmp.Compare(oneIf(a.rest), oneIf(b.rest))
		}
		return cmp.Compare(b.value, a.value)
	})
	return parts, whole, nil
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// said is what is said of a part under its name: its value and its share.
func (s portion) said() string {
	if s.share == "" {
		return s.text
	}
	return s.text + " · " + s.share
}

// treemapHeights give many parts more room.
func (m *model) treemapHeights() (least, standard, most float64) {
	return 50 * mm, min(110, 70+2*max(0, float64(len(m.tracks))-14)) * mm, 110 * mm
}

func (m *model) treemap() (*plot, error) {
	parts, whole, err := m.portions()
	if err != nil {
		return nil, err
	}
	l := &treemap{m: m, width: m.W}
	if !l.layAll(parts, whole) {
		l.width = max(m.W/3, min(m.W*widestTiles, m.W-tileListGap-leastList))
		l.lay(parts, whole, arrangements[0])
		room := int(m.H / tileListRow)
		for lines := listLines; lines >= 0; lines-- {
			if l.wrapList(lines, room); l.rows() <= room {
				break
			}
		}
		if n := len(l.list); l.rows() > room {
			p := diag.Errorf(diag.Layout, m.At, "%d of %d parts have no room for their names, and the list of them is %.0f mm high beside tiles of %.0f mm", n, len(parts), float64(l.rows())*tileListRow/mm, m.H/mm).
				WithHint("write top: with fewer parts than %d", len(parts))
			return nil, &p
		}
	}
	p := &plot{typeset: m.typeset, w: m.W, h: m.H, right: m.W, bottom: m.H}
	p.x, p.y = chart.ContinuousRange{Max: 1}, chart.ContinuousRange{Max: 1}
	p.add(l)
	return p, nil
}

// layAll finds tiles that all have room for their words, and says whether there are
// some: in another arrangement or on a little less than the whole width.
func (l *treemap) layAll(parts []portion, whole float64) bool {
	for _, share := range [...]float64{1, 0.97, 0.94, 0.91, 0.88, 0.85, 0.82} {
		l.width = l.m.W * share
		for _, divide := range arrangements {
			if l.lay(parts, whole, divide); len(l.list) == 0 {
				return true
			}
		}
	}
	return false
}

// arrangements are the ways to divide a rectangle, the best first.
var arrangements = [...]func(areas []float64, room box) []box{
	func(areas []float64, room box) []box { return squarify(areas, room, false) },
	func(areas []float64, room box) []box { return squarify(areas, room, true) },
	strips,
}

// strips divides a rectangle into areas one under the other: low ones have room for
// a name where narrow ones have none.
func strips(areas []float64, room box) []box {
	out := make([]box, len(areas))
	y := room.y0
	for i, a := range areas {
		out[i] = box{room.x0, y, room.x1, y + a/(room.x1-room.x0)}
		y = out[i].y1
	}
	out[len(out)-1].y1 = room.y1
	return out
}

// lay places the tiles on the width, and words on those that have room.
func (l *treemap) lay(parts []portion, whole float64, divide func([]float64, box) []box) {
	l.tiles, l.list = l.tiles[:0], nil
	areas := make([]float64, len(parts))
	for i, s := range parts {
		areas[i] = s.value / whole * l.width * l.m.H
	}
	for i, b := range divide(areas, box{0, 0, l.width, l.m.H}) {
		t := tile{box: b, portion: parts[i], subject: i == 0 && len(parts) > 1}
		if !t.label(l.m.typeset) {
			t.number = len(l.list) + 1
			l.list = append(l.list, listed{number: t.number, portion: t.portion})
		}
		l.tiles = append(l.tiles, t)
	}
}

// listLines is how many lines a name of the list has at most.
const listLines = 5

// wrapList gives the names of the list so many lines at most; none: each stands on
// one line with its figures. Names that are cut then get more lines while the list has
// room for them.
func (l *treemap) wrapList(lines, room int) {
	for i := range l.list {
		l.list[i].level = lines == 0
		l.wrapListed(&l.list[i], max(1, lines))
	}
	for i := range l.list {
		for n := 2; n <= listLines && shortened(l.list[i].lines) && l.rows() < room; n++ {
			before := l.list[i]
			if l.wrapListed(&l.list[i], n); l.rows() > room {
				l.list[i] = before
				break
			}
		}
	}
}

// wrapListed breaks a name of the list, beside its figures where they stand level.
func (l *treemap) wrapListed(e *listed, lines int) {
	room := l.m.W - l.width - tileListGap - listIndent
	beside := room - l.m.width(listStyle, e.said()) - 2*mm
	if e.level = e.level && beside > leastList/2; e.level {
		room = beside
	}
	e.lines = l.m.wrap(e.name, listStyle, room, lines)
}

// rows is how many lines the list takes.
func (l *treemap) rows() int {
	n := 0
	for _, e := range l.list {
		if n += len(e.lines); !e.level {
			n++
		}
	}
	return n
}

// squarify divides a rectangle into areas, which fall: rows along its shorter side,
// each closed when another area would make its tiles less square (Bruls, Huizing
// and van Wijk, 2000). Across: the first row lies along the longer side. The areas
// add up to that of the rectangle.
func squarify(areas []float64, room box, across bool) []box {
	out := make([]box, 0, len(areas))
	for len(areas) > 0 {
		w, h := room.x1-room.x0, room.y1-room.y0
		level := w < h != across // the row lies along the width
		across = false
		side := h
		if level {
			side = w
		}
		n, sum := 1, areas[0]
		for n < len(areas) && worst(areas[:n+1], sum+areas[n], side) <= worst(areas[:n], sum, side) {
			sum += areas[n]
			n++
		}
		depth := sum / side
		if n == len(areas) {
			depth = w + h - side // the last row ends where the rectangle does
		}
		x, y := room.x0, room.y0
		for i, a := range areas[:n] {
			length := a / depth
			b := box{x, y, x + depth, y + length}
			if level {
				b = box{x, y, x + length, y + depth}
			}
			if b.x1, b.y1 = min(b.x1, room.x1), min(b.y1, room.y1); i == n-1 { // no sliver is left by rounding
				if level {
					b.x1 = room.x1
				} else {
					b.y1 = room.y1
				}
			}
			if out = append(out, b); level {
				x = b.x1
			} else {
				y = b.y1
			}
		}
		if level {
			room.y0 += depth
		} else {
			room.x0 += depth
		}
		areas = areas[n:]
	}
	return out
}

// worst is the ratio of the sides of the least square tile of a row.
func worst(areas []float64, sum, side float64) float64 {
	lo, hi := slices.Min(areas), slices.Max(areas)
	return max(side*side*hi/(sum*sum), sum*sum/(side*side*lo))
}

var listStyle = sans(7.5, inkColor)

const listIndent = 5 * mm // from the numbers of the list to the names

// nameStyle and figureStyle are how a tile is written on.
func (t *tile) nameStyle() style {
	if t.subject {
		return bold(8.5, inkColor)
	}
	return semi(7.5, inkColor)
}

func (t *tile) figureStyle() style {
	if t.subject {
		return bold(8.5, inkColor)
	}
	return sans(7.5, inkColor)
}

// label finds lines for the words of a tile, and says whether there is room for
// them: a name on up to three lines over its figures, or before them on a low tile.
// Only a wide tile shortens a name.
func (t *tile) label(ts typeset) bool {
	w, h := t.x1-t.x0-2*tilePad, t.y1-t.y0-2*tilePad
	name, figures := t.nameStyle(), t.figureStyle()
	if w <= 0 || ts.widest(figures, t.text, t.share) > w || !ts.wholeWords(t.name, name, w) {
		return false
	}
	const loose = 0.5 * mm // the last line needs no space under it
	if h+loose >= tileLine && h+loose < 2*tileLine && ts.width(name, t.name)+nameToFigures+ts.width(figures, t.said()) <= w {
		t.lines, t.figures = []string{t.name}, besideName
		return true
	}
	below := 1
	if ts.width(figures, t.said()) > w {
		below, t.figures = 2, inTwoLines
	}
	for n := 1; n <= 3 && float64(n+below)*tileLine <= h+loose; n++ {
		t.lines = ts.wrap(t.name, name, w, n)
		if !shortened(t.lines) {
			return true
		}
	}
	if len(t.lines) > 0 && w >= roomyTile {
		return true
	}
	t.lines = nil
	return false
}

const nameToFigures = 2 * mm // between a name and the figures beside it

// shortened says whether a name was cut.
func shortened(lines []string) bool {
	return slices.ContainsFunc(lines, func(s string) bool { return len(s) >= len("…") && s[len(s)-len("…"):] == "…" })
}

func (l *treemap) paint(p *pen) {
	for _, t := range l.tiles {
		c := mid
		if t.rest {
			c = gridline
		} else if len(t.lines) == 0 {
			c = pale
		}
		p.rect(t.box, c)
	}
	for _, t := range l.tiles {
		// White between two tiles, not around them all.
		if t.x1 < l.width-0.01 {
			p.segment(t.x1, t.y0, t.x1, t.y1, tileGap, white)
		}
		if t.y1 < l.m.H-0.01 {
			p.segment(t.x0, t.y1, t.x1, t.y1, tileGap, white)
		}
	}
	for _, t := range l.tiles {
		if t.subject {
			p.outline(t.box, 0.7*mm, rust)
		}
		l.paintWords(p, t)
	}
	y := 0.0
	for _, e := range l.list {
		x := l.width + tileListGap
		p.put(text{x, y + 2.6*mm, strconv.Itoa(e.number), semi(7.5, text2), atLeft})
		for _, s := range e.lines {
			p.put(text{x + listIndent, y + 2.6*mm, s, listStyle, atLeft})
			y += tileListRow
		}
		if figures := sans(7.5, text2); e.level {
			p.put(text{l.m.W, y - tileListRow + 2.6*mm, e.said(), figures, atRight})
		} else {
			p.put(text{x + listIndent, y + 2.6*mm, e.said(), figures, atLeft})
			y += tileListRow
		}
	}
}

// paintWords writes on a tile, or puts its number there if it has room for that.
func (l *treemap) paintWords(p *pen, t tile) {
	if len(t.lines) == 0 {
		st := semi(7.5, inkColor)
		s := strconv.Itoa(t.number)
		if w, h := t.x1-t.x0, t.y1-t.y0; math.Min(w-p.width(st, s), h-st.font.Size*capHeight) > 0.8*mm {
			p.put(centred(t.box, (t.x0+t.x1)/2, s, st, atCenter))
		}
		return
	}
	y := t.y0 + tilePad + ascent*t.nameStyle().font.Size
	for _, s := range t.lines {
		p.put(text{t.x0 + tilePad, y, s, t.nameStyle(), atLeft})
		y += tileLine
	}
	st, x := t.figureStyle(), t.x0+tilePad
	switch t.figures {
	case besideName:
		p.put(text{t.x1 - tilePad, y - tileLine, t.said(), st, atRight})
	case inTwoLines:
		p.put(text{x, y, t.text, st, atLeft})
		p.put(text{x, y + tileLine, t.share, st, atLeft})
	default:
		p.put(text{x, y, t.said(), st, atLeft})
	}
}
