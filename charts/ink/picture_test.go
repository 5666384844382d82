package ink

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// stripes is a picture of 8 by 4 pixels: rust, half transparent navy, nothing.
func stripes() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(5, 5, 13, 9))
	for y := 5; y < 9; y++ {
		for x := 5; x < 13; x++ {
			switch {
			case x < 8:
				img.SetNRGBA(x, y, color.NRGBA{0xB0, 0x40, 0x0F, 0xFF})
			case x < 11:
				img.SetNRGBA(x, y, color.NRGBA{0x00, 0x00, 0xFF, 0x80})
			}
		}
	}
	return img
}

func pngFile(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegFile(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exif is the part of a JPEG that says which side is up, and who made it.
func exif(turned byte) []byte {
	tiff := "II*\x00\x08\x00\x00\x00" + "\x01\x00" + "\x12\x01\x03\x00\x01\x00\x00\x00" + string(turned) + "\x00\x00\x00" + "\x00\x00\x00\x00" + "secret"
	body := "Exif\x00\x00" + tiff
	return append([]byte{0xFF, 0xE1, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
}

func TestReadPictureOnWhite(t *testing.T) {
	p, err := ReadPicture(pngFile(t, stripes()))
	if err != nil {
		t.Fatal(err)
	}
	if p.Width != 8 || p.Height != 4 || p.JPEG != nil {
		t.Fatalf("read %d by %d, JPEG %v", p.Width, p.Height, p.JPEG != nil)
	}
	want := []byte{0xB0, 0x40, 0x0F, 0x7F, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF}
	if got := append(append(bytes.Clone(p.RGB[:3]), p.RGB[3*3:3*3+3]...), p.RGB[7*3:7*3+3]...); !bytes.Equal(got, want) {
		t.Errorf("the three stripes are % X, want % X", got, want)
	}
	if again, err := ReadPicture(p.File); err != nil || !bytes.Equal(again.RGB, p.RGB) || !bytes.Equal(again.File, p.File) {
		t.Errorf("what is kept of the file gives another picture: %v", err)
	}
	colors, pixels := p.Palette()
	if len(colors) != 9 || len(pixels) != 32 || pixels[0] != 0 || pixels[3] != 1 || pixels[7] != 2 {
		t.Errorf("the palette is % X of %d pixels", colors, len(pixels))
	}
}

// A JPEG is kept as it is coded, without what it tells of its making.
func TestReadPictureKeepsJPEG(t *testing.T) {
	bare := jpegFile(t, stripes())
	noted := append(append(bytes.Clone(bare[:2]), exif(1)...), bare[2:]...)
	p, err := ReadPicture(noted)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(p.JPEG, bare) || p.RGB != nil || p.Gray {
		t.Errorf("%d bytes are kept of %d, want the %d without the note; gray %v", len(p.JPEG), len(noted), len(bare), p.Gray)
	}
	gray, err := ReadPicture(jpegFile(t, image.NewGray(image.Rect(0, 0, 9, 9))))
	if err != nil || !gray.Gray || gray.JPEG == nil {
		t.Errorf("a grey JPEG: %+v, %v", gray, err)
	}
}

// A PNG that is kept tells nothing but the picture.
func TestReadPictureKeepsNoWords(t *testing.T) {
	bare := pngFile(t, stripes())
	const header = 8 + 25
	words := "\x00\x00\x00\x0etEXtAuthor\x00A. Name"
	sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(words[4:])))
	noted := append(append(append(bytes.Clone(bare[:header]), words...), sum...), bare[header:]...)
	p, err := ReadPicture(append(noted, "after the end"...))
	if err != nil || !bytes.Equal(p.File, bare) {
		t.Errorf("%d bytes are kept of %d, want the %d without words; %v", len(p.File), len(noted), len(bare), err)
	}
}

func TestReadPictureRefuses(t *testing.T) {
	bare := jpegFile(t, stripes())
	whole := pngFile(t, stripes())
	large := bytes.Clone(whole) // says that it has 65,536 by 65,536 pixels
	copy(large[16:24], "\x00\x01\x00\x00\x00\x01\x00\x00")
	large = fixHeader(large)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"nothing":   {nil, "the file is neither PNG nor JPEG"},
		"GIF":       {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00"), "the file is neither PNG nor JPEG"},
		"SVG":       {[]byte("<svg/>"), "the file is neither PNG nor JPEG"},
		"half PNG":  {whole[:len(whole)-20], "the picture cannot be read: png: invalid format: unexpected EOF"},
		"half JPEG": {bare[:len(bare)-20], "the picture cannot be read: invalid JPEG format: short Huffman data"},
		"on side":   {append(append(bytes.Clone(bare[:2]), exif(6)...), bare[2:]...), "the picture cannot be read: the photograph lies on its side, and only a note in the file tells how to turn it: save it upright"},
		"pixels":    {large, "the picture has 65536 by 65536 pixels, more than the 24 million that one may have"},
		"bytes":     {make([]byte, MaxPictureBytes+1<<20), "the picture has 17.0 MB, more than the 16 that one may have"},
	} {
		if p, err := ReadPicture(c.file); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, %v, want %q", name, p, err, c.want)
		}
	}
}

func FuzzReadPicture(f *testing.F) {
	f.Add(pngFile(f, stripes()))
	bare := jpegFile(f, stripes())
	f.Add(bare)
	f.Add(append(append(bytes.Clone(bare[:2]), exif(3)...), bare[2:]...))
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := ReadPicture(file)
		if err != nil {
			return
		}
		if again, err := ReadPicture(p.File); err != nil || again.Width != p.Width || again.Height != p.Height || !bytes.Equal(again.RGB, p.RGB) || !bytes.Equal(again.File, p.File) {
			t.Errorf("what is kept of the file gives another picture: %v", err)
		}
		if p.Width < 1 || p.Height < 1 || (p.JPEG == nil) == (p.RGB == nil) || p.RGB != nil && len(p.RGB) != 3*p.Width*p.Height {
			t.Errorf("a picture of %d by %d pixels with %d bytes of pixels and %d of JPEG", p.Width, p.Height, len(p.RGB), len(p.JPEG))
		}
	})
}

func TestImageIsPainted(t *testing.T) {
	p, err := ReadPicture(pngFile(t, stripes()))
	if err != nil {
		t.Fatal(err)
	}
	d := Drawing{W: 40, H: 40}
	d.Add(3, Image{8, 8, 16, 8, p}) // two pixels for each, one pixel a point
	img := paint(t, d, 72)
	rust, navy := color.RGBA{0xB0, 0x40, 0x0F, 0xFF}, color.RGBA{0x7F, 0x7F, 0xFF, 0xFF}
	for at, want := range map[image.Point]color.RGBA{{7, 8}: white, {8, 7}: white, {8, 8}: rust, {13, 15}: rust, {14, 15}: navy, {20, 8}: white, {8, 16}: white} {
		if got := img.RGBAAt(at.X, at.Y); got != want {
			t.Errorf("pixel %v is %v, want %v", at, got, want)
		}
	}
	// Where pixels are smaller than those of the canvas, their mean is seen.
	d = Drawing{W: 8, H: 8}
	d.Add(3, Image{0, 0, 2, 2, p})
	if got, want := paint(t, d, 72).RGBAAt(0, 0), (color.RGBA{(3*0xB0 + 0x7F) / 4, (3*0x40 + 0x7F) / 4, (3*0x0F + 0xFF) / 4, 0xFF}); got != want {
		t.Errorf("the mean of four pixels is %v, want %v", got, want)
	}
	svg := string(d.SVG())
	_, coded, ok := strings.Cut(svg, `<image x="0" y="0" width="2" height="2" preserveAspectRatio="none" href="data:image/png;base64,`)
	coded, _, _ = strings.Cut(coded, `"`)
	file, bad := base64.StdEncoding.DecodeString(coded)
	if !ok || bad != nil {
		t.Fatalf("the SVG holds no picture: %v\n%s", bad, svg)
	}
	if again, err := ReadPicture(file); err != nil || !bytes.Equal(again.RGB, p.RGB) {
		t.Errorf("the picture inside the SVG has other pixels: %v", err)
	}
	if moved := d.Scale(2).Cut(0, 0, 10, 10).Marks; len(moved) != 1 || moved[0].Op.(Image).W != 4 {
		t.Errorf("a picture that is scaled and cut out comes to %v", moved)
	}
}

// fixHeader puts the sum of a PNG's header right.
func fixHeader(file []byte) []byte {
	binary.BigEndian.PutUint32(file[29:], crc32.ChecksumIEEE(file[12:29]))
	return file
}
