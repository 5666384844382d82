package pdf

import (
	"bytes"
	"fmt"
	"time"

	"github.com/go-pdf/fpdf"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf/object"
)

// Encode writes the file. On an error, which names the page and the mark, there
// are no bytes. It is an error if a face lacks a character of its text, if a
// character lies above U+FFFF, if a number is not finite or lies beyond the
// largest page, if a link or bookmark goes to a place that no page has, if a mark
// belongs to no element, and if a standard is claimed that the document cannot
// keep. Documents may be encoded at the same time.
func Encode(doc Document) (file []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			file, err = nil, fmt.Errorf("internal error while writing the PDF: %v", r)
		}
	}()
	if err := doc.check(); err != nil {
		return nil, err
	}
	doc.Meta = doc.Meta.described()
	fonts, pictures, tags := newFontSet(), &pictureSet{}, newTags(doc)
	sheets := make([]sheet, len(doc.Pages))
	for i, p := range doc.Pages {
		if sheets[i], err = drawPage(p, fonts, pictures, tags); err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	press := &object.Compressor{}
	laid, err := typeset(sheets, fonts, press)
	if err != nil {
		return nil, err
	}
	return finish(laid, doc, sheets, fonts, pictures, press)
}

// sheet is one page as PDF needs it.
type sheet struct {
	width, height hundredths
	content       []byte // operators
	links         []area
	dests         []ink.Dest
	owners        []int       // of each sequence of marked content, the element
	boxes         map[int]box // of each figure, what its marks cover
}

// area is a link of a page.
type area struct {
	ink.Link
	element int
	after   int // how many sequences of marked content come before it
}

// typeset has fpdf put contents and fonts into a PDF file, and reads its objects
// back. Nothing but the content streams and the font objects is kept of them.
func typeset(sheets []sheet, fonts *fontSet, press *object.Compressor) (*object.File, error) {
	// All contents are packed here with one compressor; fpdf would make a new one,
	// of about a megabyte, for each stream.
	p := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: 595.28, Ht: 841.89}})
	p.SetCompression(false)
	// Both are defaults that differ from run to run.
	p.SetCatalogSort(true)
	epoch := time.Unix(0, 0).UTC()
	p.SetCreationDate(epoch)
	p.SetModificationDate(epoch)

	if err := fonts.embed(p, press); err != nil {
		return nil, err
	}
	for _, s := range sheets {
		p.AddPageFormat("P", fpdf.SizeType{Wd: s.width.points(), Ht: s.height.points()})
		p.RawWriteBuf(bytes.NewReader(s.content))
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		return nil, fmt.Errorf("fpdf: %w", err)
	}
	laid, err := object.Read(out.Bytes())
	if err != nil {
		return nil, fmt.Errorf("fpdf's file cannot be read: %w", err)
	}
	for i, page := range pagesOf(laid) {
		s, ok := laid.Get(laid.Dict(page)["Contents"]).(*object.Stream)
		if !ok {
			return nil, fmt.Errorf("page %d: fpdf wrote no contents", i+1)
		}
		if err := press.Pack(s); err != nil {
			return nil, err
		}
	}
	return laid, nil
}

// pagesOf are the pages of fpdf's file, whose tree has no branches.
func pagesOf(laid *object.File) object.Array {
	return laid.Array(laid.Dict(laid.Dict(laid.Trailer["Root"])["Pages"])["Kids"])
}
