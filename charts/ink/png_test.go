package ink

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"testing"
)

// paint is the picture of a drawing at one pixel a point.
func paint(t *testing.T, d Drawing, dpi int) *image.RGBA {
	t.Helper()
	file, err := d.PNG(dpi)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewRGBA(decoded.Bounds())
	draw.Draw(img, img.Rect, decoded, image.Point{}, draw.Src)
	return img
}

var (
	black = color.RGBA{A: 0xFF}
	white = color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}
)

func TestPNGFills(t *testing.T) {
	d := Drawing{W: 40, H: 40}
	d.Add(0, Rect(10, 10, 20, 10, RGB(0x12395A)), Rect(10, 30.5, 20, 1, Color{}))
	img := paint(t, d, 72)
	for at, want := range map[image.Point]color.RGBA{
		{9, 15}: white, {10, 10}: {0x12, 0x39, 0x5A, 0xFF}, {29, 19}: {0x12, 0x39, 0x5A, 0xFF}, {30, 19}: white, {29, 20}: white,
		// Half of a pixel covered is half of the colour.
		{20, 30}: {0x7F, 0x7F, 0x7F, 0xFF}, {20, 31}: {0x7F, 0x7F, 0x7F, 0xFF}, {20, 32}: white,
	} {
		if got := img.RGBAAt(at.X, at.Y); got != want {
			t.Errorf("pixel %v is %v, want %v", at, got, want)
		}
	}
}

// A hole is what the winding rule makes one: a part that turns the other way.
func TestPNGWinding(t *testing.T) {
	square := func(lo, hi float64, turned bool) []Seg {
		pts := []Point{{lo, lo}, {hi, lo}, {hi, hi}, {lo, hi}}
		if turned {
			pts = []Point{{lo, lo}, {lo, hi}, {hi, hi}, {hi, lo}}
		}
		return append(through(pts), Seg{Kind: Close})
	}
	for turned, want := range map[bool]color.RGBA{false: black, true: white} {
		d := Drawing{W: 40, H: 40}
		d.Add(0, Path{Segs: append(square(5, 35, false), square(15, 25, turned)...), Fill: &Color{}})
		img := paint(t, d, 72)
		if got := img.RGBAAt(20, 20); got != want {
			t.Errorf("turned %v: the inner square is %v, want %v", turned, got, want)
		}
		if got := img.RGBAAt(10, 20); got != black {
			t.Errorf("turned %v: the outer square is %v, want black", turned, got)
		}
	}
}

func TestPNGStrokes(t *testing.T) {
	corner := []Point{{10, 30}, {30, 30}, {30, 10}}
	frame := Path{Segs: append(through([]Point{{10, 10}, {30, 10}, {30, 30}, {10, 30}}), Seg{Kind: Close}), Stroke: &Stroke{Width: 4}}
	open := Path{Segs: through([]Point{{10, 10}, {30, 10}, {30, 30}, {10, 30}, {10, 10}}), Stroke: &Stroke{Width: 4}}
	sharp := []Point{{10, 19}, {30, 20}, {10, 21}} // stands out by 20 widths: cut
	for _, c := range []struct {
		name string
		op   Op
		at   image.Point
		want color.RGBA
	}{
		{"on the line", Polyline(corner, Stroke{Width: 4}), image.Point{20, 31}, black},
		{"beside the line", Polyline(corner, Stroke{Width: 4}), image.Point{20, 32}, white},
		{"the end is butt", Polyline(corner, Stroke{Width: 4}), image.Point{9, 30}, white},
		{"the corner is pointed", Polyline(corner, Stroke{Width: 4}), image.Point{31, 31}, black},
		{"the corner is round", Polyline(corner, Stroke{Width: 8, Round: true}), image.Point{33, 33}, white},
		{"the round corner is filled", Polyline(corner, Stroke{Width: 8, Round: true}), image.Point{32, 31}, black},
		{"no corner where an open line ends", open, image.Point{8, 8}, white},
		{"a corner where a closed line begins", frame, image.Point{8, 8}, black},
		{"a very sharp corner is cut", Polyline(sharp, Stroke{Width: 2}), image.Point{32, 20}, white},
		{"in a dash", Line(0, 20, 40, 20, Stroke{Width: 2, Dash: []float64{6, 4}}), image.Point{4, 20}, black},
		{"between dashes", Line(0, 20, 40, 20, Stroke{Width: 2, Dash: []float64{6, 4}}), image.Point{8, 20}, white},
		{"in the second dash", Line(0, 20, 40, 20, Stroke{Width: 2, Dash: []float64{6, 4}}), image.Point{12, 20}, black},
		{"a line without width", Line(0, 20, 40, 20, Stroke{}), image.Point{20, 20}, white},
		{"inside a ring", Path{Segs: Circle(20, 20, 10, Color{}).Segs, Stroke: &Stroke{Width: 4}}, image.Point{20, 20}, white},
		{"on a ring", Path{Segs: Circle(20, 20, 10, Color{}).Segs, Stroke: &Stroke{Width: 4}}, image.Point{29, 20}, black},
	} {
		d := Drawing{W: 40, H: 40}
		d.Add(0, c.op)
		if got := paint(t, d, 72).RGBAAt(c.at.X, c.at.Y); got != c.want {
			t.Errorf("%s: pixel %v is %v, want %v", c.name, c.at, got, c.want)
		}
	}
}

// Text stands on its baseline, between its left end and its width.
func TestPNGText(t *testing.T) {
	for _, s := range []string{"HEH", "朝"} {
		font := Font{Sans, 20}
		d := Drawing{W: 80, H: 40}
		for _, op := range Label(10, 30, s, font, Color{}) {
			d.Add(0, op)
		}
		img := paint(t, d, 144)
		box := image.Rectangle{}
		for y := range img.Rect.Dy() {
			for x := range img.Rect.Dx() {
				if img.RGBAAt(x, y) != white {
					box = box.Union(image.Rect(x, y, x+1, y+1))
				}
			}
		}
		right := 2 * (10 + font.Width(s))
		if box.Empty() || box.Min.X < 20 || float64(box.Max.X) > right+1 || float64(box.Max.X) < right-6 {
			t.Errorf("%s is painted in %v, want from 20 to %.1f across", s, box, right)
		}
		if s == "HEH" && (box.Max.Y != 60 || math.Abs(float64(box.Min.Y)-(60-2*0.656*20)) > 1) {
			t.Errorf("%s is painted in %v, want capitals on the baseline at 60", s, box)
		}
	}
}

func TestPNGSaysItsResolution(t *testing.T) {
	file, err := sample().PNG(300)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(file, []byte("pHYs"))
	if at < 0 {
		t.Fatal("no chunk pHYs")
	}
	if x, unit := binary.BigEndian.Uint32(file[at+4:]), file[at+12]; x != 11811 || unit != 1 {
		t.Errorf("the file says %d pixels per unit %d, want 11811 per metre", x, unit)
	}
	if config, err := png.DecodeConfig(bytes.NewReader(file)); err != nil || config.Width != 500 || config.Height != 250 {
		t.Errorf("%v, %v: want 500 by 250 pixels", config, err)
	}
}

func TestPNGRefusesSizes(t *testing.T) {
	for _, d := range []Drawing{{}, {W: 100}, {W: math.NaN(), H: 10}, {W: 1e6, H: 1e6}, {W: math.Inf(1), H: 1}} {
		if _, err := d.PNG(300); err == nil {
			t.Errorf("%g by %g points was painted", d.W, d.H)
		}
	}
	if _, err := (Drawing{W: 10, H: 10}).PNG(-1); err == nil {
		t.Error("-1 dots per inch was painted")
	}
}

// Marks that Check refuses neither hang nor paint.
func TestPNGBadMarks(t *testing.T) {
	nan := math.NaN()
	d := Drawing{W: 20, H: 20}
	d.Add(0, nil, Link{}, Dest{}, Path{}, Text{}, Text{X: nan, S: "x", Font: Font{Sans, 8}},
		Path{Segs: []Seg{{Kind: LineTo}, {Kind: Close}, {Kind: 9}}, Fill: &Color{}},
		Polygon([]Point{{nan, 1}, {2, 3}, {4, 5}}, Color{}),
		Line(1e18, -1e18, 2e18, -1e18, Stroke{Width: 1, Dash: []float64{1e-9}}),
		Line(-1e9, -5, 1e9, -5, Stroke{Width: 1, Dash: []float64{0.001, 0.001}}),
		Line(5, 5, 5, 5, Stroke{Width: 1, Dash: []float64{1, 1}}))
	img := paint(t, d, 72)
	for i, v := range img.Pix {
		if v != 0xFF {
			t.Fatalf("byte %d of the picture is %d, want all white", i, v)
		}
	}
}

// The pixels are the same on every processor; this holds them to one another.
func TestPNGPixels(t *testing.T) {
	d := sample()
	d.Add(1, Polyline([]Point{{5, 55}, {33.3, 31.7}, {61, 58.2}}, Stroke{Color: RGB(0xB0400F), Width: 1.3, Round: true, Dash: []float64{3.1, 1.7}}),
		Hatch(80, 10, 30, 20, 2, Stroke{Color: RGB(0x5B6874), Width: 0.4}))
	sum := sha256.Sum256(paint(t, d, 300).Pix)
	const want = "55f49f2da7e6bcd3"
	if got := hex.EncodeToString(sum[:8]); got != want {
		t.Errorf("the pixels have the digest %s, want %s", got, want)
	}
}

func TestCut(t *testing.T) {
	d := Drawing{W: 100, H: 100}
	d.Add(1, Rect(10, 10, 20, 20, Color{}), Rect(10, 40, 20, 20, Color{}), Line(5, 10, 40, 10, Stroke{Width: 1}))
	d.Add(2, Text{X: 11, Y: 25, S: "in", Font: Font{Sans, 8}}, Text{X: 28, Y: 25, S: "over the edge", Font: Font{Sans, 8}},
		Link{X: 12, Y: 12, W: 5, H: 5, Dest: "source-1"}, Link{X: 12, Y: 12, W: 5, H: 5, URL: "https://example.org/"}, Dest{Name: "figure-1", Y: 10})
	const want = `area 20 x 20
1 path fill #000000: M 0 0 L 20 0 L 20 20 L 0 20 Z
2 text 1 15 SourceSans3-Regular 8 #000000 "in"
2 link 2 2 5 5 to https://example.org/ ""
`
	if got := d.Cut(10, 10, 20, 20).Dump(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func BenchmarkPNG(b *testing.B) {
	d := sample()
	for b.Loop() {
		if _, err := d.PNG(300); err != nil {
			b.Fatal(err)
		}
	}
}
