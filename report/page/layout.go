// Package page lays a resolved document out on A4 pages: the theme, the grid,
// the components, the page breaks. It computes no figure: every number and
// every reference arrives as text. Its input is a Document, its output a
// pdf.Document.
//
// Layout comes first, drawing second. Every block is composed to slabs, the
// smallest pieces that are never split (a line, a row of a table, a plot:
// slab.go); the slabs of blocks that stand side by side are a row of columns on
// the grid (compose.go, row.go); rows are placed on pages (flow.go), which are
// then filled (fill.go) and drawn, with the header and footer that need the
// number of pages (furniture.go). The elements of the structure are made while
// composing, hence in reading order; every mark carries the element it belongs
// to, and 0 is furniture (structure.go, languages.go).
//
// theme.go holds the sizes, colours and type; each component has its own file.
// place.go tells where blocks and statements came to stand, draft.go marks what is
// wrong with them.
package page

import (
	"errors"
	"iter"
	"math"
	"strconv"
	"strings"

	"tradebrief/data/diag"
	"tradebrief/report/pdf"
)

// documentElement is the root of the structure; element 0 is furniture.
const documentElement = 1

// layouter holds what one call of Layout gathers.
type layouter struct {
	doc      Document
	paper    Paper
	at       diag.Pos // of the block being composed, for messages
	out      pdf.Document
	problems diag.List
	missing  map[missing]bool
	dests    map[string]bool // the names that links may lead to
	places   []Place
	language language

	level      int   // of the headings of blocks being composed
	noteBlocks int   // texts that may have notes, so far: their places have names of their own
	foot       []int // the elements of the items of the footer, said once
	draftHead  int   // the element of the word at the head of a draft
}

// Layout places the document on pages. Its problems are of the layout phase and
// carry the place of the block: a character that no font has, a block higher
// than a page, a chart that cannot be drawn, more pages than the limit. With
// any of them the pages are for looking at, not for issuing.
//
// The places are those of all blocks and statements, page by page. A document
// with a Draft is dressed as one; then its limit of pages is only a warning while
// it has notes.
func Layout(doc Document) (pdf.Document, []Place, diag.List) {
	l := &layouter{doc: doc, paper: doc.Theme.Paper, language: newLanguage(doc.Meta.Lang), at: doc.At, missing: map[missing]bool{}, dests: map[string]bool{}}
	l.findDests()
	l.out.Meta = doc.Meta
	l.out.Elements = make([]pdf.Element, 1, 64)
	l.node("Document", 0)
	l.draftHead = l.node("P", documentElement)

	sections := doc.Sections
	var front Section
	if l.fronted() {
		front, sections = sections[0], sections[1:]
	}
	f := l.newFlow(l.composeFront(front))
	for i, s := range sections {
		part := l.composeSection(s, i+1)
		if i == len(sections)-1 {
			part.rows = l.withContact(part.rows)
		}
		f.section(part)
	}
	if len(sections) == 0 {
		f.rows(l.composeContact())
	}
	f.close()

	var found map[int]bool
	if l.doc.Draft != nil {
		found = map[int]bool{}
		for _, n := range l.doc.Draft.Notes {
			for _, s := range n.Statements {
				found[s] = true
			}
		}
	}
	var asking []int
	for i := range f.pages {
		d := l.drawPage(f, sheet{number: i + 1, places: l.places, found: found})
		l.out.Pages, l.places = append(l.out.Pages, d.Drawing), d.places
		if d.asks {
			asking = append(asking, i)
		}
	}
	if len(asking) > 0 {
		pageOf, destPages := pagesOf(l.places), destPagesOf(l.out.Pages)
		problems := len(l.problems)
		for _, i := range asking {
			l.out.Pages[i] = l.drawPage(f, sheet{number: i + 1, found: found, pageOf: pageOf, destPages: destPages}).Drawing
		}
		l.problems = l.problems[:problems] // found twice
	}
	if l.doc.Draft != nil {
		l.dressDraft()
	}
	l.dress()
	l.checkLimit(f)
	l.prune()
	return l.out, l.places, l.problems.Sort()
}

// drawPage paints the page that the sheet is of.
func (l *layouter) drawPage(f *flow, d sheet) sheet {
	d.W, d.H = pageWidth, l.paper.height()
	f.pages[d.number-1].draw(&d)
	l.drawFurniture(&d, d.number, len(f.pages))
	return d
}

// fronted reports whether the first section is the front page.
func (l *layouter) fronted() bool {
	return len(l.doc.Sections) > 0 && l.doc.Sections[0].Title.blank()
}

// findDests gathers the sections, exhibits and sources of the document: a reference
// to one that is not printed is no link.
func (l *layouter) findDests() {
	for i, s := range l.doc.Sections {
		if !l.fronted() {
			i++
		}
		if i > 0 && s.headed() {
			l.dests[sectionDest(s, i)] = true
		}
		for e := range exhibitsIn(s.Blocks) {
			l.dests[e.Dest] = true
		}
		for b := range blocksIn(s.Blocks) {
			if b, ok := b.(*Sources); ok {
				for _, e := range b.Entries {
					l.dests[sourceDest(e.Number)] = true
				}
			}
		}
	}
}

// blocksIn goes through blocks, and those inside them, in the order of reading.
func blocksIn(blocks []Block) iter.Seq[Block] {
	return func(yield func(Block) bool) {
		var walk func(list []Block) bool
		walk = func(list []Block) bool {
			for _, b := range list {
				if b != nil && !yield(b) {
					return false
				}
				switch b := b.(type) {
				case *Columns:
					for _, column := range b.Columns {
						if !walk(column) {
							return false
						}
					}
				case *Annex:
					for _, t := range b.Tables {
						if !yield(t) {
							return false
						}
					}
				}
			}
			return true
		}
		walk(blocks)
	}
}

// exhibitsIn goes through the exhibits among blocks in the order of reading.
func exhibitsIn(blocks []Block) iter.Seq[*Exhibit] {
	return func(yield func(*Exhibit) bool) {
		for b := range blocksIn(blocks) {
			if e := exhibitOf(b); e != nil && !yield(e) {
				return
			}
		}
	}
}

// exhibitOf is the heading and source line of a block; nil: it has none.
func exhibitOf(b Block) *Exhibit {
	switch b := b.(type) {
	case *Figure:
		return &b.Exhibit
	case *Image:
		return &b.Exhibit
	case *LikelihoodScale:
		return &b.Exhibit
	case *Table:
		return &b.Exhibit
	case *Timeline:
		return &b.Exhibit
	}
	return nil
}

// sourceDest is the place of a source for links.
func sourceDest(number int) string { return "source-" + strconv.Itoa(number) }

func (l *layouter) problem(p diag.Problem) { l.problems = append(l.problems, p) }

// chartProblem reports that a chart could not be drawn.
func (l *layouter) chartProblem(at diag.Pos, err error) {
	var p *diag.Problem
	if errors.As(err, &p) {
		q := *p
		if q.Pos == (diag.Pos{}) {
			q.Pos = at
		}
		l.problem(q)
		return
	}
	l.problem(diag.Errorf(diag.Layout, at, "%v", err))
}

// checkLimit reports more pages than the brief may have.
func (l *layouter) checkLimit(f *flow) {
	limit, n := l.doc.MaxPages, len(f.pages)
	if limit <= 0 || n <= limit {
		return
	}
	p := diag.Errorf(diag.Layout, l.doc.MaxPagesAt, "the brief has %d pages, more than its limit of %d", n, limit)
	if s, ok := f.overhang(); ok {
		p = p.WithHint("take %.0f mm out of %q, about %.0f lines over the whole width: that is all that stands of it on page %d", math.Ceil(s.rest/mm), s.name, math.Ceil(s.rest/bodyStyle.leading), s.last+1)
	} else if name := f.longest(); name != "" {
		p = p.WithHint("shorten %q, its longest section", name)
	}
	if l.doc.Draft != nil && len(l.doc.Draft.Notes) > 0 {
		p.Severity = diag.Warning // the text is going to change
	}
	l.problem(p)
}

// headed reports whether the section has a heading.
func (s *Section) headed() bool {
	return s.Number > 0 || s.Name != "" || !s.Title.blank() || !s.Deck.blank()
}

// sectionDest is the place of the n-th section for links and bookmarks.
func sectionDest(s Section, n int) string {
	if s.ID != "" {
		return "section-" + s.ID
	}
	return "part-" + strconv.Itoa(n)
}

// sectionName is what a bookmark and a message call the section.
func sectionName(s Section) string {
	name := s.Name
	if name == "" {
		name = s.Title.String()
	}
	if s.Number > 0 {
		name = strings.TrimSpace(strconv.Itoa(s.Number) + " " + name)
	}
	return name
}
