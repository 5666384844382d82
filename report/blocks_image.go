package report

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"tradebrief/charts/ink"
	"tradebrief/charts/svg"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// mostPixels bounds what all pictures of a brief unpack to.
const mostPixels = 4 * ink.MaxPicturePixels

// pictureFile is a picture of the brief, whose file rides along.
type pictureFile struct {
	file
	drawing       ink.Drawing
	width, height int // pixels; none where it is made of shapes
}

func (c *composer) image(common page.Common, b *templates.Image, p planned) page.Block {
	defer c.from(b.Source)()
	out := &page.Image{Common: common, File: b.Path.Pos, Exhibit: c.exhibit(p, b.Title, b.Subtitle)}
	var source page.Text
	if b.Source.Present() {
		if n := c.cite(b.Source.Text); n > 0 {
			publisher := c.sources.entries[c.sources.used[n-1]].owner
			source = page.Text{{S: c.lang.Say(locale.SourceLead) + publisher + nbsp}, {Ref: n}, {S: c.lang.Say(locale.FullStop)}}
		}
	}
	out.Source = c.closed(source, c.text(b.Note))
	out.Alt = c.plainText(b.Alt)
	picture, problem := c.picture(b.Path)
	if problem != nil {
		c.report(problem)
		return nil
	}
	out.Drawing, out.PixelsWide, out.PixelsHigh = picture.drawing, picture.width, picture.height
	return out
}

// picture reads the file of a picture; two blocks may show one file.
func (c *composer) picture(key templates.Scalar) (*pictureFile, *diag.Problem) {
	name, problem := key.File(diag.Outline)
	if problem != nil {
		return nil, problem
	}
	if i := slices.IndexFunc(c.pictures, func(f *pictureFile) bool { return f.name == name }); i >= 0 {
		return c.pictures[i], nil
	}
	content, err := readBounded(c.files, name, ink.MaxPictureBytes)
	if err != nil {
		p := problemf(diag.Outline, key.Pos, "the picture %q cannot be read: %s", key.Value, diag.Reason(err))
		if errors.Is(err, fs.ErrNotExist) {
			*p, _ = p.Meaning(key.Pos, key.Value, filesBeside(c.files, name, key.Value, ".png", ".jpg", ".jpeg", ".svg"))
		}
		return nil, p
	}
	out := &pictureFile{file: file{name: name, kind: "image/svg+xml", content: content}}
	if strings.EqualFold(path.Ext(name), ".svg") {
		if out.drawing, problem = svg.Read(name, content); problem != nil {
			return nil, problem
		}
	} else {
		picture, err := ink.ReadPicture(content)
		if err != nil {
			return nil, problemf(diag.Outline, key.Pos, "%q: %v", key.Value, err)
		}
		if out.kind, out.content = "image/png", picture.File; picture.IsJPEG() {
			out.kind = "image/jpeg"
		}
		out.width, out.height = picture.Width, picture.Height
		out.drawing = ink.Drawing{W: float64(out.width), H: float64(out.height)}
		out.drawing.Add(0, ink.Image{W: out.drawing.W, H: out.drawing.H, Picture: picture})
	}
	pixels := out.width * out.height
	for _, f := range c.pictures {
		pixels += f.width * f.height
	}
	if pixels > mostPixels {
		return nil, problemf(diag.Outline, key.Pos, "the pictures of the brief have more than %d million pixels together", mostPixels/1_000_000)
	}
	c.pictures = append(c.pictures, out)
	return out, nil
}
