// Package readback tells what a PDF file shows and carries, whoever wrote it:
// the text of each page as people see it, everything else that is painted,
// active areas, attached files and the file's description.
//
//	doc, err := readback.Read(file)
//	…
//	for _, run := range doc.Pages[2].Runs {
//		fmt.Println(run.X, run.Y, run.Text)
//	}
//
// It is the opposite of package pdf, which it does not know: verify holds what
// is read here against what the tool would write. Lengths are points from the top
// left corner of the page, y downwards, as in package ink. What a hostile file may
// cost is bounded here and in package object.
package readback

import (
	"crypto/sha256"
	"fmt"
	"math"
	"strconv"

	"tradebrief/report/pdf/object"
)

// Document is what a file shows and carries.
type Document struct {
	// File is the objects, for what is not told here.
	File *object.File

	Pages []Page
	Files []Attachment // by the order of their names in the file

	// Info is the description: Title, Author and so on.
	Info map[string]string
}

// Page is what one page shows.
type Page struct {
	Width, Height float64
	Runs          []Run   // in the order of drawing
	Shapes        []Shape // in the order of drawing
	Areas         []Area
}

// Where tells to what of the structure something belongs: the number of its
// marked content on the page, Furniture if it is marked as an artifact, or
// Unmarked.
type Where int

const (
	Unmarked  Where = -1
	Furniture Where = -2
)

// Run is text of one look that was drawn without a new place in between.
type Run struct {
	Text  string
	X, Y  float64 // of its start, on the baseline
	W     float64 // from there to its end
	Size  float64
	Font  string // name of the font without the mark of a subset
	Look  string // colour and manner, as operators
	Where Where
}

// Shape is anything painted that is not text.
type Shape struct {
	X, Y, W, H float64 // the box around its points
	Paint      string  // its operators, with colours and pen
	Where      Where
}

// Area is an annotation of a page.
type Area struct {
	Subtype    string // Link
	X, Y, W, H float64
	URI        string // where it leads, if outside
	Page       int    // where it leads, if to a page, from 1
	Contents   string
}

// Attachment is a file inside the file.
type Attachment struct {
	Name        string // as it stands in the file: not safe as a path
	Description string
	MIME        string
	Relation    string // Source, Data, Supplement
	Data        []byte
}

// mostShown bounds what is kept of all pages, in bytes.
const mostShown = 1 << 26

// Read reads a file. Its errors are those of object.Read, and say of a page or a
// file inside what could not be read.
func Read(file []byte) (*Document, error) {
	p, err := object.Read(file)
	if err != nil {
		return nil, err
	}
	d := &Document{File: p, Info: map[string]string{}}
	pages, err := p.Pages()
	if err != nil {
		return nil, err
	}
	r := &painter{File: p, fonts: map[object.Ref]*font{}, pictures: map[object.Ref][sha256.Size]byte{}}
	numbers := map[object.Ref]int{}
	for i, page := range pages {
		numbers[page.Ref] = i + 1
	}
	for i, page := range pages {
		shown, err := r.page(page.Dict)
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		shown.Areas = areas(p, page.Dict, shown.Height, numbers)
		d.Pages = append(d.Pages, shown)
	}
	if d.Files, err = attachments(p); err != nil {
		return nil, err
	}
	info := p.Dict(p.Trailer["Info"])
	for _, k := range info.Keys() {
		d.Info[string(k)] = text(p, info[k])
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	return d, nil
}

// text is a string for people to read.
func text(p *object.File, o object.Object) string {
	switch o := p.Get(o).(type) {
	case object.String:
		return o.Text()
	case object.Name:
		return string(o)
	}
	return ""
}

// number is a number that a drawing can have, 0 for anything else.
func number(p *object.File, o object.Object) float64 {
	n, _ := p.Get(o).(object.Number)
	v, err := strconv.ParseFloat(string(n), 64)
	if err != nil || math.Abs(v) > 1e9 {
		return 0
	}
	return v
}

// box is a rectangle from the top left corner of a page.
func box(p *object.File, o object.Object, height float64) (x, y, w, h float64) {
	a := p.Array(o)
	if len(a) < 4 {
		return 0, 0, 0, 0
	}
	left, bottom, right, top := number(p, a[0]), number(p, a[1]), number(p, a[2]), number(p, a[3])
	return min(left, right), height - max(bottom, top), math.Abs(right - left), math.Abs(top - bottom)
}

// areas are the annotations of a page.
func areas(p *object.File, page object.Dict, height float64, numbers map[object.Ref]int) []Area {
	var all []Area
	for _, o := range p.Array(page["Annots"]) {
		d := p.Dict(o)
		subtype, _ := p.Get(d["Subtype"]).(object.Name)
		a := Area{Subtype: string(subtype), Contents: text(p, d["Contents"])}
		a.X, a.Y, a.W, a.H = box(p, d["Rect"], height)
		action := p.Dict(d["A"])
		a.URI = text(p, action["URI"])
		dest := p.Array(d["Dest"])
		if dest == nil {
			dest = p.Array(action["D"])
		}
		if len(dest) > 0 {
			if r, ok := dest[0].(object.Ref); ok {
				a.Page = numbers[r]
			}
		}
		all = append(all, a)
	}
	return all
}
