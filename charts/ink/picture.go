package ink

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"slices"
)

// Picture is a picture made of pixels, ready for every output: opaque, eight bits
// a colour, upright. It is not changed once it is read.
type Picture struct {
	// Width and Height are in pixels.
	Width, Height int

	// RGB is the pixels row by row from the top, three bytes each. It is nil for a
	// picture that came as JPEG and stays one.
	RGB []byte

	// JPEG is a file of one or three colours. nil: RGB counts.
	JPEG []byte
	Gray bool // the JPEG has one colour

	// File is what was read without anything but the picture: nothing about the
	// camera, the place, the day or the program. Reading it gives the same picture.
	File []byte
}

// What a file of a picture may be at most: its size, and what it unpacks to. A page
// of A4 at 400 dots per inch has 15 million pixels.
const (
	MaxPictureBytes  = 16 << 20
	MaxPicturePixels = 24_000_000
)

// ReadPicture reads a PNG or JPEG file. What is transparent is seen on white, as on
// the paper. Of a JPEG file the coded picture is kept as it is, and whatever else it
// tells is left out. Profiles of colours are not followed: the colours are taken for
// sRGB.
//
// The error says what was found: another kind of file, a damaged one, one beyond
// MaxPictureBytes or MaxPicturePixels, a photograph that lies on its side.
func ReadPicture(file []byte) (*Picture, error) {
	if len(file) > MaxPictureBytes {
		return nil, fmt.Errorf("the picture has %.1f MB, more than the %d that one may have", float64(len(file))/(1<<20), MaxPictureBytes>>20)
	}
	read := map[string]func([]byte) (*Picture, error){"png": readPNG, "jpeg": readJPEG}
	c, kind, err := image.DecodeConfig(bytes.NewReader(file))
	switch {
	case errors.Is(err, image.ErrFormat) || err == nil && read[kind] == nil:
		return nil, errors.New("the file is neither PNG nor JPEG")
	case err != nil:
		return nil, fmt.Errorf("the picture cannot be read: %v", err)
	case c.Width < 1 || c.Height < 1:
		return nil, errors.New("the picture has no pixels")
	case c.Width > MaxPicturePixels/c.Height:
		return nil, fmt.Errorf("the picture has %d by %d pixels, more than the %d million that one may have", c.Width, c.Height, MaxPicturePixels/1_000_000)
	}
	p, err := read[kind](file)
	if err != nil {
		return nil, fmt.Errorf("the picture cannot be read: %w", err)
	}
	return p, nil
}

func readPNG(file []byte) (*Picture, error) {
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	p := flatten(img)
	p.File = shownPart(file)
	return p, nil
}

// shownPart is a PNG file, which was read without an error, with no more chunks than
// it takes to show it.
func shownPart(file []byte) []byte {
	const signature, frame = 8, 12 // the frame of a chunk: length, name and sum
	out := append(make([]byte, 0, len(file)), file[:signature]...)
	for at := signature; at+frame <= len(file); {
		end := min(at+frame+int(binary.BigEndian.Uint32(file[at:])), len(file))
		switch name := string(file[at+4 : at+8]); name {
		case "IHDR", "PLTE", "tRNS", "IDAT", "IEND":
			out = append(out, file[at:end]...)
			if name == "IEND" {
				return out
			}
		}
		at = end
	}
	return out
}

// flatten puts a picture on white.
func flatten(img image.Image) *Picture {
	area := img.Bounds()
	flat := image.NewRGBA(image.Rect(0, 0, area.Dx(), area.Dy()))
	draw.Draw(flat, flat.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Rect, img, area.Min, draw.Over)
	p := &Picture{Width: area.Dx(), Height: area.Dy(), RGB: make([]byte, 0, 3*area.Dx()*area.Dy())}
	for i := 0; i < len(flat.Pix); i += 4 {
		p.RGB = append(p.RGB, flat.Pix[i], flat.Pix[i+1], flat.Pix[i+2])
	}
	return p
}

// readJPEG keeps a JPEG file as it is coded where PDF can show it.
func readJPEG(file []byte) (*Picture, error) {
	if upright, err := isUpright(file); err != nil {
		return nil, err
	} else if !upright {
		return nil, errors.New("the photograph lies on its side, and only a note in the file tells how to turn it: save it upright")
	}
	img, err := jpeg.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	coded, err := codedPart(file)
	if err != nil {
		return nil, err
	}
	size := img.Bounds().Size()
	switch img.(type) {
	case *image.Gray, *image.YCbCr:
		_, gray := img.(*image.Gray)
		return &Picture{Width: size.X, Height: size.Y, JPEG: coded, Gray: gray, File: coded}, nil
	}
	p := flatten(img) // printing colours
	p.File = coded
	return p, nil
}

// The markers of JPEG that matter here, without their first byte of 0xFF.
const (
	jpegStart    = 0xD8
	jpegScan     = 0xDA
	jpegApp0     = 0xE0 // JFIF: the shape of pixels
	jpegApp1     = 0xE1 // Exif: the camera, the place, which side is up
	jpegApp14    = 0xEE // Adobe: what the colours are
	jpegApp15    = 0xEF
	jpegComments = 0xFE
)

// jpegParts calls with each part of the file before the coded picture, its marker and
// the bytes from its marker on, and then with the rest. A file that breaks off is no
// error here: the decoder says so.
func jpegParts(file []byte, part func(marker byte, whole []byte)) error {
	if len(file) < 2 || file[0] != 0xFF || file[1] != jpegStart {
		return errors.New("it does not begin as JPEG")
	}
	part(jpegStart, file[:2])
	for at := 2; at+4 <= len(file); {
		if file[at] != 0xFF {
			return fmt.Errorf("byte %d is no marker", at)
		}
		marker := file[at+1]
		if marker == 0xFF { // a filling byte
			at++
			continue
		}
		if marker == jpegScan {
			part(marker, file[at:])
			return nil
		}
		end := at + 2 + int(binary.BigEndian.Uint16(file[at+2:]))
		if end > len(file) || end < at+4 {
			break
		}
		part(marker, file[at:end])
		at = end
	}
	return errors.New("it breaks off")
}

// codedPart is the file without what is not needed to show it.
func codedPart(file []byte) ([]byte, error) {
	out := make([]byte, 0, len(file))
	err := jpegParts(file, func(marker byte, whole []byte) {
		if marker == jpegComments || marker > jpegApp0 && marker <= jpegApp15 && marker != jpegApp14 {
			return
		}
		out = append(out, whole...)
	})
	return out, err
}

// isUpright reports whether the Exif part, if there is one, says that the first row is
// the top and the first column the left side.
func isUpright(file []byte) (bool, error) {
	upright := true
	err := jpegParts(file, func(marker byte, whole []byte) {
		if marker != jpegApp1 {
			return
		}
		tiff, ok := bytes.CutPrefix(whole[4:], []byte("Exif\x00\x00"))
		if !ok || len(tiff) < 8 {
			return
		}
		var order binary.ByteOrder = binary.BigEndian
		if tiff[0] == 'I' {
			order = binary.LittleEndian
		}
		const orientation, entry = 0x0112, 12
		first := int(order.Uint32(tiff[4:]))
		if first < 8 || first+2 > len(tiff) {
			return
		}
		for i := range int(order.Uint16(tiff[first:])) {
			at := first + 2 + i*entry
			if at+entry > len(tiff) {
				return
			}
			if order.Uint16(tiff[at:]) == orientation {
				turned := order.Uint16(tiff[at+8:])
				upright = turned <= 1 || turned > 8
			}
		}
	})
	return upright, err
}

// IsJPEG says whether File is a JPEG file; else it is PNG.
func (p *Picture) IsJPEG() bool { return len(p.File) > 1 && p.File[1] == jpegStart }

// image is the picture as pixels to look at.
func (p *Picture) image() *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, p.Width, p.Height))
	if p.JPEG != nil {
		if img, err := jpeg.Decode(bytes.NewReader(p.JPEG)); err == nil {
			draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
		}
		return out
	}
	for i, k := 0, 0; i+3 <= len(p.RGB); i, k = i+3, k+4 {
		out.Pix[k], out.Pix[k+1], out.Pix[k+2], out.Pix[k+3] = p.RGB[i], p.RGB[i+1], p.RGB[i+2], 0xFF
	}
	return out
}

// Palette is the colours of the picture, at most 256 of them as three bytes each in
// the order in which they are met, and for each pixel which one it has. A picture of
// more colours, or a JPEG, has none: maps and signs have few, photographs many.
func (p *Picture) Palette() (colors, pixels []byte) {
	index := map[[3]byte]byte{}
	pixels = make([]byte, 0, len(p.RGB)/3)
	for rgb := range slices.Chunk(p.RGB, 3) {
		c := [3]byte(rgb)
		i, ok := index[c]
		if !ok {
			if len(index) == 256 {
				return nil, nil
			}
			i = byte(len(index))
			index[c] = i
			colors = append(colors, rgb...)
		}
		pixels = append(pixels, i)
	}
	return colors, pixels
}

// svgImage writes a picture that stands inside the file itself.
func svgImage(b *bytes.Buffer, m Image) {
	if m.Picture == nil {
		return
	}
	kind, file := "jpeg", m.Picture.JPEG
	if file == nil {
		var coded bytes.Buffer
		if err := png.Encode(&coded, m.Picture.image()); err != nil {
			return
		}
		kind, file = "png", coded.Bytes()
	}
	fmt.Fprintf(b, `<image x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none" href="data:image/%s;base64,%s"/>`+"\n",
		svgNumber(m.X), svgNumber(m.Y), svgNumber(m.W), svgNumber(m.H), kind, base64.StdEncoding.EncodeToString(file))
}

// image paints a picture. A pixel of the canvas is the mean of those that it covers,
// summed as integers, or the nearest one where the picture is coarser.
func (c *canvas) image(m Image) {
	if m.Picture == nil || !finite(m.X, m.Y, m.W, m.H) {
		return
	}
	a, b := c.place(Point{m.X, m.Y}), c.place(Point{m.X + m.W, m.Y + m.H})
	area := image.Rect(int(math.Round(a.x)), int(math.Round(a.y)), int(math.Round(b.x)), int(math.Round(b.y)))
	src, w, h := m.Picture.image(), m.Picture.Width, m.Picture.Height
	for y := max(area.Min.Y, 0); y < min(area.Max.Y, c.img.Rect.Max.Y); y++ {
		top, bottom := covers(y-area.Min.Y, area.Dy(), h)
		for x := max(area.Min.X, 0); x < min(area.Max.X, c.img.Rect.Max.X); x++ {
			left, right := covers(x-area.Min.X, area.Dx(), w)
			var sum [3]int
			for v := top; v < bottom; v++ {
				row := src.Pix[src.PixOffset(left, v) : src.PixOffset(right-1, v)+4]
				for i := 0; i < len(row); i += 4 {
					sum[0], sum[1], sum[2] = sum[0]+int(row[i]), sum[1]+int(row[i+1]), sum[2]+int(row[i+2])
				}
			}
			n := (bottom - top) * (right - left)
			c.img.SetRGBA(x, y, color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 0xFF})
		}
	}
}

// covers is which of the source's pixels the i-th of so many painted ones covers.
func covers(i, painted, source int) (from, to int) {
	from = min(i*source/painted, source-1)
	return from, max(from+1, min((i+1)*source/painted, source))
}
