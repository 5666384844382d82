package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf/pdftest"
	"tradebrief/report/pdf/readback"
)

// picture is a slope of so many colours, with a dark corner at its top left.
func picture(t testing.TB, steps int, encode func(b *bytes.Buffer, img image.Image) error) *ink.Picture {
	t.Helper()
	const side = 64
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			v := uint8(255 - (x+y)*steps/(2*side)*(200/steps))
			img.SetRGBA(x, y, color.RGBA{v, uint8(2 * y), v / 2, 0xFF})
			if steps < 20 {
				img.SetRGBA(x, y, color.RGBA{v, v / 2, 40, 0xFF})
			}
			if x < 16 && y < 16 {
				img.SetRGBA(x, y, color.RGBA{0x12, 0x39, 0x5A, 0xFF})
			}
		}
	}
	var b bytes.Buffer
	if err := encode(&b, img); err != nil {
		t.Fatal(err)
	}
	p, err := ink.ReadPicture(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func asPNG(b *bytes.Buffer, img image.Image) error { return png.Encode(b, img) }
func asJPEG(b *bytes.Buffer, img image.Image) error {
	return jpeg.Encode(b, img, &jpeg.Options{Quality: 90})
}
func asGray(b *bytes.Buffer, img image.Image) error {
	gray := image.NewGray(img.Bounds())
	for i := range gray.Pix {
		gray.Pix[i] = color.GrayModel.Convert(img.At(i%64, i/64)).(color.Gray).Y
	}
	return asJPEG(b, gray)
}

// pictures is a document with a page of pictures: few colours, many, and JPEG.
func pictures(t testing.TB) Document {
	few, many := picture(t, 10, asPNG), picture(t, 200, asPNG)
	photo, gray := picture(t, 200, asJPEG), picture(t, 200, asGray)
	doc := sampleDocument()
	page := ink.Drawing{W: 300, H: 200}
	figure := len(doc.Elements)
	doc.Elements = append(doc.Elements, Element{Role: "Figure", Parent: 1, Alt: "Four slopes"})
	page.Add(figure, at(10, 12, "Before", ink.Sans, 8), ink.Image{X: 10, Y: 20, W: 64, H: 64, Picture: few}, ink.Image{X: 80, Y: 20, W: 64, H: 64, Picture: many})
	page.Add(figure, ink.Image{X: 10, Y: 100, W: 64, H: 64, Picture: photo}, ink.Image{X: 80, Y: 100, W: 64, H: 64, Picture: gray})
	page.Add(0, ink.Image{X: 200, Y: 20, W: 32, H: 64, Picture: picture(t, 10, asPNG)}, at(200, 120, "After", ink.Sans, 8))
	doc.Pages, doc.Bookmarks = []ink.Drawing{page}, nil
	return doc
}

// A viewer shows the pictures as our own painter does, where they stand.
func TestImagesAreShown(t *testing.T) {
	doc := pictures(t)
	theirs := decode(t, pdftest.Run(t, mustEncode(t, doc), "pdftoppm", "-r", "72", "-png", "-singlefile", "FILE"))
	file, err := doc.Pages[0].PNG(72)
	if err != nil {
		t.Fatal(err)
	}
	ours := decode(t, string(file))
	// Not along edges, which viewers move outwards to the next pixel.
	for _, m := range doc.Pages[0].Marks {
		at, ok := m.Op.(ink.Image)
		for y := int(at.Y) + 4; ok && y+8 < int(at.Y+at.H); y += 8 {
			for x := int(at.X) + 4; x+8 < int(at.X+at.W); x += 8 {
				if d := difference(ours, theirs, image.Rect(x, y, x+8, y+8)); d > 16 {
					t.Errorf("the block at %d, %d differs by %.1f levels of 255", x, y, d)
				}
			}
		}
	}
}

// The file keeps its standards; a picture that is shown twice is in it once, and
// what is read back tells where each stands and one from the other.
func TestImagesInTheFile(t *testing.T) {
	doc := pictures(t)
	file := mustEncode(t, doc)
	for name, rules := range pdftest.VeraPDF(t, map[string][]byte{"pictures.pdf": file}) {
		t.Errorf("%s breaks %s", name, strings.Join(rules, ", "))
	}
	if !bytes.Equal(file, mustEncode(t, pictures(t))) {
		t.Error("the same pictures give other bytes")
	}
	read, err := readback.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	shapes := read.Pages[0].Shapes
	if len(shapes) != 5 {
		t.Fatalf("%d pictures are read back, want 5", len(shapes))
	}
	if s := shapes[1]; s.X != 80 || s.Y != 20 || s.W != 64 || s.H != 64 {
		t.Errorf("the second picture stands at %v, %v, %v by %v", s.X, s.Y, s.W, s.H)
	}
	digest := func(i int) string {
		_, shown, _ := strings.Cut(shapes[i].Paint, " cm\n")
		return shown
	}
	if digest(0) != digest(4) || digest(0) == digest(1) || digest(2) == digest(3) {
		t.Error("pictures are taken for others")
	}
}

func TestImageErrors(t *testing.T) {
	for name, c := range map[string]struct {
		m    ink.Image
		want string
	}{
		"nothing":  {ink.Image{X: 10, Y: 10, W: 10, H: 10}, "page 1: mark 0 (image): there is no picture"},
		"no area":  {ink.Image{X: 10, Y: 10, W: 0, H: 10, Picture: picture(t, 10, asPNG)}, "page 1: mark 0 (image): its area of 0 by 10 points is empty"},
		"far away": {ink.Image{X: 1e9, Y: 10, W: 10, H: 10, Picture: picture(t, 10, asPNG)}, "page 1: mark 0 (image): a place or length of 1e+09 points is beyond the largest page (14400)"},
	} {
		if _, err := Encode(onePage(c.m)); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
