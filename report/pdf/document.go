// Package pdf writes pages as a PDF file.
//
// A [Document] is a value: pages of marks at fixed places, the structure that
// the marks belong to, bookmarks and the file's description. [Encode] turns it
// into the bytes of a file, and the same Document always gives the same bytes.
//
// The file keeps PDF/UA-1 (anyone can read it) and PDF/A-3a (it can be archived)
// unless Document.Standard says otherwise, as far as that can be done here: each
// mark is tagged with its element, and the tree of elements, the description, the
// colour profile and the files that ride along are written as the standards want
// them. What the elements are, and that they make a sensible tree, is up to who
// makes the Document.
//
// fpdf puts the page contents and the fonts into PDF objects, and this is the
// only package that imports it. Everything above that level is done here,
// because fpdf does it wrongly or not at all: what is on a page is written as
// content operators (content.go, text.go, path.go, image.go) in sequences that belong to
// elements (marking.go), fonts are cut to the characters used before fpdf sees
// them (cut.go, fonts.go), and fpdf's file is read back as objects (package
// object), completed (finish.go) and written anew. What it is completed by stands
// in structure.go, metadata.go, colour.go and attach.go.
//
// Lengths are points, as in package ink: from the top left corner, y downwards.
package pdf

import (
	"fmt"
	"strings"
	"time"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
)

// Document is everything that a PDF file holds.
type Document struct {
	Meta Meta

	// Pages are the drawings in order, at least one. The marks of a page name
	// the element they belong to by its index in Elements, 0 for page furniture
	// such as a running header. An ink.Dest mark names a place, once in a document.
	Pages []ink.Drawing

	// Elements are the structure: Elements[0] is not used, Elements[1] is the
	// document, and each other stands after its parent. Children of an element
	// are read in this order. An element without marks, and without a child that
	// has any, is left out, but for the cells of a table. A document without
	// Elements has furniture only.
	Elements []Element

	// Bookmarks are in the order of the contents list.
	Bookmarks []Bookmark

	// Files ride along inside the file, each under a name of its own.
	Files []File

	// Standard is what the file claims to be. The zero value claims both.
	Standard Standard
}

// Standard says which ISO standards a file keeps and claims to keep.
type Standard uint8

// The standards, of which a file keeps both unless it is told otherwise.
const (
	UAAndA     Standard = iota // PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3)
	OnlyUA                     // PDF/UA-1: anyone can read it
	OnlyA                      // PDF/A-3a: it can be archived
	NoStandard                 // neither: no tags
)

// String is how a user names the standards: "ua-1,a-3a", "ua-1", "a-3a" or "none".
func (s Standard) String() string {
	switch {
	case s == NoStandard:
		return "none"
	case !s.A():
		return "ua-1"
	case !s.UA():
		return "a-3a"
	}
	return "ua-1,a-3a"
}

// MarshalText gives the words of String.
func (s Standard) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText takes the words of String in any order, with blanks between.
func (s *Standard) UnmarshalText(text []byte) error {
	var ua, a, none bool
	for word := range strings.SplitSeq(string(text), ",") {
		switch strings.TrimSpace(word) {
		case "ua-1":
			ua = true
		case "a-3a":
			a = true
		case "none":
			none = true
		default:
			return fmt.Errorf("expected ua-1, a-3a, both or none, found %q", word)
		}
	}
	switch {
	case none && (ua || a):
		return fmt.Errorf("none stands alone")
	case none:
		*s = NoStandard
	case !a:
		*s = OnlyUA
	case !ua:
		*s = OnlyA
	default:
		*s = UAAndA
	}
	return nil
}

// UA says whether the file claims PDF/UA-1.
func (s Standard) UA() bool { return s == UAAndA || s == OnlyUA }

// A says whether the file claims PDF/A-3a.
func (s Standard) A() bool { return s == UAAndA || s == OnlyA }

// Meta describes the file. An empty field is left out of the file.
type Meta struct {
	Title, Author, Subject, Keywords string

	// Lang is the language of the text as a BCP 47 tag: "en-GB".
	Lang string

	// Creator is the program that made the document; empty means tradebrief.
	Creator string

	// Created is written in UTC as the day of making and of change. The zero
	// time writes no dates: the clock is never read.
	Created time.Time
}

// Element is a node of the document's structure. Its children are read in the
// order of their indexes, and its own marks among them where they are drawn: a
// paragraph is its text with the links in it. An element may be empty only where
// its place counts, as that of a cell does.
type Element struct {
	Role   Role
	Parent int      // index in Document.Elements, smaller than the element's own
	At     diag.Pos // the place in the outline of what it is made from, for messages; none in a document without an outline
	Alt    string   // of a figure, or of text that is a mere sign: what is said in its place
	Lang   string   // of its text and of Alt, as a BCP 47 tag, when it differs from the document's
	Title  string   // a short name, for lists of elements

	Scope     Scope     // of a header cell (TH): what it is the head of
	Numbering Numbering // of a list (L): what the labels of its items are

	// ColSpan and RowSpan are how many columns and rows of its table a cell (TH,
	// TD) takes; 0 is one.
	ColSpan, RowSpan int
}

// Scope is the cells that a header cell is the head of. The zero value is its column.
type Scope uint8

// The scopes of header cells.
const (
	Column Scope = iota
	Row
	Both // its column and its row: the cell in the corner
)

// Numbering is what the labels of a list's items are. The zero value is words or
// none at all.
type Numbering uint8

// The numberings of lists, by their names in ISO 32000-1, table 347.
const (
	None       Numbering = iota
	Disc                 // bullets
	Decimal              // 1, 2, 3
	LowerAlpha           // a, b, c
)

// Role is a standard structure type of ISO 32000-1, section 14.8.4: "Document",
// "Sect", "H1", "P", "L", "LI", "Table", "TR", "TD", "Figure" and so on.
type Role string

// Bookmark is an entry of the viewer's outline that goes to a place.
type Bookmark struct {
	Title string
	Level int    // 0 for the outermost; at most one more than that of the bookmark before
	Dest  string // name of an ink.Dest on one of the pages
}

// standard says whether the role is one that every reader knows.
func (r Role) standard() bool {
	switch r {
	case "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
		"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody",
		"Table", "TR", "TH", "TD", "THead", "TBody", "TFoot",
		"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Figure", "Formula", "Form":
		return true
	}
	return false
}

// check finds what no page needs to be drawn for.
func (d Document) check() error {
	if len(d.Pages) == 0 {
		return fmt.Errorf("a document needs at least one page, found none")
	}
	for i, e := range d.Elements {
		switch {
		case i == 0:
			continue
		case !e.Role.standard():
			return fmt.Errorf("element %d has the role %q, which is not a standard structure type", i, e.Role)
		case i == 1 && e.Parent != 0:
			return fmt.Errorf("element 1 is the document and has no parent, found %d", e.Parent)
		case i > 1 && (e.Parent < 1 || e.Parent >= i):
			return fmt.Errorf("element %d (%s) has the parent %d, expected one from 1 to %d", i, e.Role, e.Parent, i-1)
		}
	}
	if d.Standard.UA() && d.Meta.Title == "" || d.Standard != NoStandard && d.Meta.Lang == "" {
		return fmt.Errorf("a file that keeps PDF/UA-1 or PDF/A-3a needs a title and a language, found title %q and language %q", d.Meta.Title, d.Meta.Lang)
	}
	if err := checkFiles(d.Files); err != nil {
		return err
	}
	deepest := 0
	for _, b := range d.Bookmarks {
		if b.Level < 0 || b.Level > deepest {
			return fmt.Errorf("bookmark %q is on level %d, expected 0 to %d after the one before", b.Title, b.Level, deepest)
		}
		deepest = b.Level + 1
	}
	if !d.Meta.Created.IsZero() {
		if y := d.Meta.Created.UTC().Year(); y < 1 || y > 9999 {
			return fmt.Errorf("a PDF date needs a year of four digits, found %d", y)
		}
	}
	return nil
}
