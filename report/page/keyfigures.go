package page

import (
	"strings"

	"tradebrief/charts/ink"
)

const (
	stripPadTop    = 2.2 * mm
	stripPadBottom = 2.4 * mm
	tileInset      = 3 * mm   // divider to text
	tileMargin     = 1.5 * mm // text to the next divider
	tileLeast      = 27 * mm
	tilesMost      = 6
	tileSparkGap   = 1.4 * mm
	tileSparkWidth = 27 * mm
	tileSparkHigh  = 7 * mm
	signWidth      = 1.9 * mm
	signHeight     = 1.7 * mm
	signGap        = 0.7 * mm
)

// composeKeyFigures composes the strip of headline values: one slab for each
// line of tiles.
func (l *layouter) composeKeyFigures(k *KeyFigures, parent int, w float64) []slab {
	n := min(tilesMost, max(1, int((w+hair)/tileLeast)))
	var out []slab
	list := l.node("L", parent)
	for tiles := k.Tiles; len(tiles) > 0; {
		// Lines of equal length: seven tiles are four and three.
		lines := (len(tiles) + n - 1) / n
		take := (len(tiles) + lines - 1) / lines
		out = append(out, l.composeStrip(tiles[:take], list, w, len(out) == 0))
		tiles = tiles[take:]
	}
	return out
}

// tile is a headline value, set.
type tile struct {
	label, value, change setting
	sign                 int
	spark                ink.Drawing
	picture              int // its element
}

// composeStrip composes a line of tiles of equal width, which are items of the list.
func (l *layouter) composeStrip(defs []Tile, list int, w float64, first bool) slab {
	each := w / float64(len(defs))
	tiles := make([]tile, len(defs))
	var label, value, change, spark float64
	for i := range defs {
		inset := tileInset
		if i == 0 {
			inset = 0
		}
		t := l.setTile(&defs[i], list, each-inset-tileMargin)
		label, value, change = max(label, t.label.height()), max(value, t.value.height()), max(change, t.change.height())
		if len(defs[i].Points) > 0 {
			spark = tileSparkGap + tileSparkHigh
		}
		tiles[i] = t
	}
	h := stripPadTop + label + value + change + spark + stripPadBottom
	return slab{at: l.at, height: h, draw: func(d *sheet, x, y, h float64) {
		if first {
			d.Add(0, ink.Line(x, y, x+w, y, ink.Stroke{Color: colorInk, Width: heavy}))
		}
		d.Add(0, ink.Line(x, y+h, x+w, y+h, ink.Stroke{Color: colorRule, Width: light}))
		for i := range tiles {
			t, at, top := &tiles[i], x+float64(i)*each, y+stripPadTop
			if i > 0 {
				d.Add(0, ink.Line(at, top, at, y+h-stripPadBottom, ink.Stroke{Color: colorRule, Width: light}))
				at += tileInset
			}
			t.label.draw(d, at, top+label-t.label.height(), 0, Left)
			top += label
			t.value.draw(d, at, top+value-t.value.height(), 0, Left)
			top += value
			if len(t.change.lines) > 0 {
				drawSign(d, at, top+tileChangeStyle.leading/2, t.sign)
				t.change.draw(d, at+signRoom(t.sign), top, 0, Left)
			}
			d.Place(t.spark, at, top+change+tileSparkGap, t.picture)
		}
	}}
}

// setTile sets the parts of a tile for the width.
func (l *layouter) setTile(def *Tile, list int, w float64) tile {
	item := l.node("LI", list)
	t := tile{sign: def.Sign}
	t.label = l.setWords(def.Label, tileLabelStyle, l.node("Lbl", item), w)
	body := l.node("LBody", item)
	t.value = l.setValue(def.Value, def.Unit, l.node("P", body), w)
	t.change = l.set(def.Change, tileChangeStyle, l.node("P", body), w-signRoom(def.Sign))
	if len(def.Points) > 0 {
		t.picture = l.picture(def.Alt, body)
		t.spark = l.spark(def.Spark, def.Points, min(w, tileSparkWidth), tileSparkHigh)
	}
	return t
}

// setValue sets a headline value with its unit beside it, in the largest type
// in which both fit.
func (l *layouter) setValue(value, unit string, el int, w float64) setting {
	var out setting
	for _, f := range tileValueStyles {
		runs := l.runs(plain(value), f.style, el)
		if unit != "" {
			runs = append(runs, l.runs(plain(nbsp), f.style, el)...)
			runs = append(runs, l.runs(plain(strings.ReplaceAll(unit, " ", nbsp)), tileUnitStyle, el)...)
		}
		out = setting{lines: ink.Break(runs, w), style: f.style}
		whole := f.lines == 0 || len(out.lines) <= f.lines && out.width() <= w+hair
		if short := len([]rune(value)) <= 7 || f.font.Size < tileValueStyles[0].font.Size; whole && short {
			break
		}
	}
	return out
}

// signRoom is the width that the mark of a change takes before its text.
func signRoom(sign int) float64 {
	if -1 <= sign && sign <= 1 {
		return signWidth + signGap
	}
	return 0
}

// drawSign paints a triangle up or down, or a bar for no change, around the
// middle height y.
func drawSign(d *sheet, x, y float64, sign int) {
	upper, lower := y-signHeight/2, y+signHeight/2
	switch sign {
	case 1:
		d.Add(0, ink.Polygon([]ink.Point{{X: x, Y: lower}, {X: x + signWidth/2, Y: upper}, {X: x + signWidth, Y: lower}}, colorBlue))
	case -1:
		d.Add(0, ink.Polygon([]ink.Point{{X: x, Y: upper}, {X: x + signWidth, Y: upper}, {X: x + signWidth/2, Y: lower}}, colorFall))
	case 0:
		d.Add(0, ink.Rect(x, y-0.25*mm, signWidth, 0.5*mm, colorMuted))
	}
}
