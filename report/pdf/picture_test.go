package pdf

import (
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf/pdftest"
)

// A PNG of a drawing shows what its PDF shows: a viewer's picture of the page
// differs from ours only along edges. Blocks of eight by eight pixels are
// compared, so that a mark that is missing, moved or of another colour stands out.
func TestPictureAgreesWithPDF(t *testing.T) {
	rust, navy := ink.RGB(0xB0400F), ink.RGB(0x12395A)
	ring := ink.Circle(160, 70, 18, navy)
	ring.Fill, ring.Stroke = nil, &ink.Stroke{Color: rust, Width: 5}
	hole := ink.Rect(20, 60, 30, 30, navy)
	hole.Segs = append(hole.Segs, ink.Seg{Kind: ink.MoveTo, P: [3]ink.Point{{X: 28, Y: 68}}},
		ink.Seg{Kind: ink.LineTo, P: [3]ink.Point{{X: 28, Y: 82}}}, ink.Seg{Kind: ink.LineTo, P: [3]ink.Point{{X: 42, Y: 82}}},
		ink.Seg{Kind: ink.LineTo, P: [3]ink.Point{{X: 42, Y: 68}}}, ink.Seg{Kind: ink.Close})
	frame := ink.Rect(60, 62, 30, 26, rust)
	frame.Stroke = &ink.Stroke{Color: navy, Width: 4, Dash: []float64{7, 3}}
	marks := onePage(
		hole, ring, frame, ink.Circle(120, 75, 14, rust),
		ink.Polyline([]ink.Point{{X: 10, Y: 40}, {X: 40, Y: 12}, {X: 50, Y: 40}, {X: 58, Y: 14}}, ink.Stroke{Color: navy, Width: 3}),
		ink.Polyline([]ink.Point{{X: 70, Y: 40}, {X: 90, Y: 12}, {X: 110, Y: 40}}, ink.Stroke{Color: rust, Width: 6, Round: true}),
		ink.Line(120, 10, 195, 45, ink.Stroke{Color: navy, Width: 2, Dash: []float64{4, 2, 1, 2}}),
		ink.Hatch(130, 5, 30, 12, 2, ink.Stroke{Color: rust, Width: 0.4}),
	)
	sample := samplePage(0)
	for name, page := range map[string]ink.Drawing{"marks": marks.Pages[0], "page": sample.Cut(0, 0, sample.W, sample.H)} {
		doc := sampleDocument()
		doc.Pages, doc.Bookmarks = []ink.Drawing{page}, nil
		theirs := decode(t, pdftest.Run(t, mustEncode(t, doc), "pdftoppm", "-r", "144", "-png", "-singlefile", "FILE"))
		file, err := page.PNG(144)
		if err != nil {
			t.Fatal(err)
		}
		ours := decode(t, string(file))
		// A page that is no whole number of pixels may be cut or filled up.
		area := ours.Bounds().Intersect(theirs.Bounds())
		if d := ours.Bounds().Size().Sub(theirs.Bounds().Size()); d.X*d.X > 1 || d.Y*d.Y > 1 {
			t.Fatalf("%s: ours has %v pixels, theirs %v", name, ours.Bounds().Size(), theirs.Bounds().Size())
		}
		const side = 8
		sum, blocks, worst := 0.0, 0, 0.0
		where := image.Point{}
		for y := area.Min.Y; y+side <= area.Max.Y; y += side {
			for x := area.Min.X; x+side <= area.Max.X; x += side {
				d := difference(ours, theirs, image.Rect(x, y, x+side, y+side))
				sum, blocks = sum+d, blocks+1
				if d > worst {
					worst, where = d, image.Point{X: x, Y: y}
				}
			}
		}
		t.Logf("%s: the blocks differ by %.2f levels of 255 on average, at most by %.1f", name, sum/float64(blocks), worst)
		if mean := sum / float64(blocks); mean > 1.5 || worst > 24 {
			t.Errorf("%s: blocks differ by %.2f levels of 255 on average and by %.1f at %v, want at most 1.5 and 24", name, mean, worst, where)
		}
	}
}

// difference is how far the mean colours of an area are apart, in levels of 255.
func difference(a, b image.Image, area image.Rectangle) float64 {
	var sums [2][3]float64
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			for i, img := range [...]image.Image{a, b} {
				c := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
				sums[i][0] += float64(c.R)
				sums[i][1] += float64(c.G)
				sums[i][2] += float64(c.B)
			}
		}
	}
	far := 0.0
	for k := range 3 {
		far = max(far, sums[0][k]-sums[1][k], sums[1][k]-sums[0][k])
	}
	return far / float64(area.Dx()*area.Dy())
}

func decode(t *testing.T, file string) image.Image {
	t.Helper()
	img, err := png.Decode(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return img
}
