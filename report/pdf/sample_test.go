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

// Where the elements of a sample page stand in sampleElements, from that of its
// section on: a heading, a table of 51 rows of three cells, a figure, a paragraph
// with two links.
const (
	sampleHeading = 1
	sampleTable   = 2
	sampleRows    = 3
	sampleFigure  = sampleRows + 51*4
	sampleLinks   = sampleFigure + 2
	samplePlaces  = sampleLinks + 2
)

// sampleSection is the element of the section that is page n.
func sampleSection(n int) int { return 2 + n*samplePlaces }

func sampleElements(pages int) []Element {
	e := []Element{{}, {Role: "Document"}}
	for n := range pages {
		sect := sampleSection(n)
		e = append(e, Element{Role: "Sect", Parent: 1}, Element{Role: "H1", Parent: sect}, Element{Role: "Table", Parent: sect})
		for row := range 51 {
			cell := Element{Role: "TD", Parent: len(e)}
			if row == 0 {
				cell.Role = "TH"
			}
			e = append(e, Element{Role: "TR", Parent: sect + sampleTable}, cell, cell, cell)
		}
		p := len(e) + 1
		e = append(e, Element{Role: "Figure", Parent: sect, Alt: "A chart"}, Element{Role: "P", Parent: sect}, Element{Role: "Link", Parent: p}, Element{Role: "Link", Parent: p})
	}
	return e
}

// samplePage is a page as full as one of a brief: 52 lines of text in all faces,
// two charts of bars and curves, rules, links and places. The elements are those
// of sampleElements.
func samplePage(n int) ink.Drawing {
	sect := sampleSection(n)
	figure := sect + sampleFigure
	d := ink.Drawing{W: pageWidth, H: pageHeight}
	d.Add(0, ink.Dest{Name: fmt.Sprintf("page-%d", n), Y: 0})
	d.Add(sect, ink.Dest{Name: fmt.Sprintf("section-%d", n), Y: 100.5})
	words := strings.Fields(strings.Repeat(sampleText+" ", 8))
	for line := range 52 {
		y := 60 + 11.5*float64(line)
		x := 42.52
		for piece := range 3 {
			face := latinFaces[(line+piece*n)%len(latinFaces)]
			from := (line*13 + piece*7 + n) % (len(words) - 8)
			t := at(x, y, strings.Join(words[from:from+7], " ")+" ", face, 9)
			t.Color = []ink.Color{{}, navy, grey}[piece]
			el := sect + sampleHeading
			if line > 0 {
				el = sect + sampleRows + 4*(line-1) + 1 + piece
			}
			d.Add(el, t)
			x += 9 * 20
		}
	}
	for chart := range 2 {
		left, base := 42.52+260*float64(chart), 800.0
		d.Add(figure, ink.Line(left, base, left+240, base, ink.Stroke{Color: grey, Width: 0.5}))
		var curve []ink.Point
		for i := range 40 {
			h := 60 + 50*math.Sin(float64(i+n))
			d.Add(figure, ink.Rect(left+6*float64(i), base-h, 4.5, h, navy))
			curve = append(curve, ink.Point{X: left + 6*float64(i), Y: base - 70 - 30*math.Cos(float64(i)/5)})
			d.Add(figure, at(left+6*float64(i), base+8, fmt.Sprint(i), ink.Sans, 4))
		}
		d.Add(figure, ink.Polyline(curve, ink.Stroke{Color: rust, Width: 1.2, Round: true}))
		d.Add(figure, ink.Polyline(curve, ink.Stroke{Color: grey, Width: 0.4, Dash: []float64{2, 1.5}}))
		d.Add(figure, ink.Circle(left+100, base-100, 2, rust))
	}
	d.Add(sect+sampleLinks, ink.Link{X: 50, Y: 100, W: 120, H: 12, URL: "https://example.org/a?b=1&c=(2)", Contents: "Customs release of 20 October"})
	d.Add(sect+sampleLinks+1, ink.Link{X: 50, Y: 120, W: 120, H: 12, Dest: "section-1", Contents: "Section 1"})
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
		Elements: sampleElements(8),
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

// longTable is a document with a table of so many rows of five cells.
func longTable(rows int) Document {
	const perPage = 60
	doc := Document{Meta: Meta{Title: "A long table", Lang: "en"}, Elements: []Element{{}, {Role: "Document"}, {Role: "Table", Parent: 1}}}
	for row := range rows {
		if row%perPage == 0 {
			doc.Pages = append(doc.Pages, ink.Drawing{W: pageWidth, H: pageHeight})
		}
		tr := len(doc.Elements)
		doc.Elements = append(doc.Elements, Element{Role: "TR", Parent: 2})
		for k := range 5 {
			cell := Element{Role: "TD", Parent: tr}
			if row == 0 {
				cell.Role = "TH"
			}
			doc.Pages[len(doc.Pages)-1].Add(len(doc.Elements), at(40+100*float64(k), 50+12*float64(row%perPage), fmt.Sprint(row*(k+7)), ink.Sans, 8))
			doc.Elements = append(doc.Elements, cell)
		}
	}
	return doc
}
