package pdf

import (
	"fmt"
	"math"
	"strings"
	"time"

	"tradebrief/charts/ink"
)

var (
	navy = ink.Color{R: 0x1F, G: 0x3A, B: 0x5F}
	grey = ink.Color{R: 0x66, G: 0x66, B: 0x66}
	rust = ink.Color{R: 0xA8, G: 0x3E, B: 0x1C}
)

// latinFaces are the seven faces of a brief in English.
var latinFaces = []ink.Face{ink.Serif, ink.SerifItalic, ink.SerifBold, ink.Sans, ink.SansItalic, ink.SansSemiBold, ink.SansBold}

const (
	pageWidth  = 595.28
	pageHeight = 841.89
)

const sampleText = "China’s exports to North Korea rose by 15.9% to US$188.7\u00a0million in September 2023 – " +
	"after +4.0% in August – and were 94% of the level of September 2018 (“the last before the closure”); " +
	"hair & wool for wigs: 206\u00a0tonnes, −2.3% [3], EUR/USD 1.07, café, 1\u2009234 × ½ ≥ 0.5."

func at(x, y float64, s string, face ink.Face, size float64) ink.Text {
	return ink.Text{X: x, Y: y, S: s, Font: ink.Font{Face: face, Size: size}}
}

// samplePage is a page as full as one of a brief: 52 lines of text in all faces,
// two charts of bars and curves, rules, links and places.
func samplePage(n int) ink.Drawing {
	d := ink.Drawing{W: pageWidth, H: pageHeight}
	d.Add(0, ink.Dest{Name: fmt.Sprintf("page-%d", n), Y: 0})
	d.Add(2, ink.Dest{Name: fmt.Sprintf("section-%d", n), Y: 100.5})
	words := strings.Fields(strings.Repeat(sampleText+" ", 8))
	for line := range 52 {
		y := 60 + 11.5*float64(line)
		x := 42.52
		for piece := range 3 {
			face := latinFaces[(line+piece*n)%len(latinFaces)]
			from := (line*13 + piece*7 + n) % (len(words) - 8)
			t := at(x, y, strings.Join(words[from:from+7], " ")+" ", face, 9)
			t.Color = []ink.Color{{}, navy, grey}[piece]
			d.Add(2, t)
			x += 9 * 20
		}
	}
	for chart := range 2 {
		left, base := 42.52+260*float64(chart), 800.0
		d.Add(3, ink.Line(left, base, left+240, base, ink.Stroke{Color: grey, Width: 0.5}))
		var curve []ink.Point
		for i := range 40 {
			h := 60 + 50*math.Sin(float64(i+n))
			d.Add(3, ink.Rect(left+6*float64(i), base-h, 4.5, h, navy))
			curve = append(curve, ink.Point{X: left + 6*float64(i), Y: base - 70 - 30*math.Cos(float64(i)/5)})
			d.Add(3, at(left+6*float64(i), base+8, fmt.Sprint(i), ink.Sans, 4))
		}
		d.Add(3, ink.Polyline(curve, ink.Stroke{Color: rust, Width: 1.2, Round: true}))
		d.Add(3, ink.Polyline(curve, ink.Stroke{Color: grey, Width: 0.4, Dash: []float64{2, 1.5}}))
		d.Add(3, ink.Circle(left+100, base-100, 2, rust))
	}
	d.Add(4, ink.Link{X: 50, Y: 100, W: 120, H: 12, URL: "https://example.org/a?b=1&c=(2)", Contents: "Customs release of 20 October"})
	d.Add(4, ink.Link{X: 50, Y: 120, W: 120, H: 12, Dest: "section-1"})
	return d
}

// sampleDocument is a brief of eight pages in seven faces.
func sampleDocument() Document {
	doc := Document{
		Meta: Meta{
			Title:    "China’s Increased Exports to North Korea",
			Author:   "Trade desk",
			Subject:  "Reasons (and implications)",
			Keywords: "trade, China, DPRK",
			Lang:     "en-GB",
			Creator:  "tradebrief",
			Created:  time.Date(2023, 11, 20, 8, 30, 0, 0, time.FixedZone("CST", 8*3600)),
		},
		Elements: []Element{{}, {Role: "Document"}, {Role: "P", Parent: 1}, {Role: "Figure", Parent: 1, Alt: "A chart"}, {Role: "Link", Parent: 2}},
	}
	for n := range 8 {
		doc.Pages = append(doc.Pages, samplePage(n))
		doc.Bookmarks = append(doc.Bookmarks,
			Bookmark{Title: fmt.Sprintf("Page %d", n+1), Level: 0, Dest: fmt.Sprintf("page-%d", n)},
			Bookmark{Title: fmt.Sprintf("Section – %d", n+1), Level: 1, Dest: fmt.Sprintf("section-%d", n)})
	}
	return doc
}

// onePage is a document of a single page of 200 by 100 points with the marks,
// which all are furniture. It keeps no standard.
func onePage(ops ...ink.Op) Document {
	d := ink.Drawing{W: 200, H: 100}
	d.Add(0, ops...)
	return Document{Pages: []ink.Drawing{d}, Standard: NoStandard}
}
