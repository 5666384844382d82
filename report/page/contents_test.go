package page

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf"
)

// book is a brief of so many sections with a contents list in front, each section
// with a figure and so many lines of text.
func book(sections, words int, exhibits bool) Document {
	doc := brief(&Contents{Common: common(5, Full), Title: "Contents", Exhibits: exhibits})
	doc.Meta = pdf.Meta{Title: "A brief", Lang: "en"}
	doc.Sections[0].Title, doc.Sections[0].Name, doc.Sections[0].Number = nil, "", 0
	for i := range sections {
		n := i + 1
		title := fmt.Sprintf("Finding %d", n)
		if i%7 == 3 {
			title = fmt.Sprintf("Finding %d which takes as many words as it needs to be understood by somebody who has read nothing else of the brief and does not mean to either", n)
		}
		doc.Sections = append(doc.Sections, Section{
			At: at(10 * n), Number: n, Name: fmt.Sprintf("Part %d", n), Title: append(tx(title), Span{Ref: 1}), Blocks: []Block{
				figure(n, Full, fmt.Sprintf("What figure %d shows", n)),
				&TextBlock{Common: common(10*n+1, Full), Paras: []Para{para(lorem(words*(1+i%4), fmt.Sprintf("text%d", n)))}},
			},
		})
	}
	return doc
}

// The number printed beside each entry is that of the page to which it leads, and
// what stands there is what the entry names.
func TestContentsTellPages(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	for _, c := range []struct {
		sections, words int
		exhibits        bool
	}{{1, 5, false}, {3, 400, true}, {90, 120, false}, {130, 60, true}} {
		out := layout(t, book(c.sections, c.words, c.exhibits))
		pages := destPagesOf(out.Pages)
		entries, listedOn := 0, 0
		for i, d := range out.Pages {
			for k, m := range d.Marks {
				link, ok := m.Op.(ink.Link)
				if !ok || !underContents(out, m.Element) {
					continue
				}
				entries++
				listedOn = i + 1
				number, ok := d.Marks[k+1].Op.(ink.Text) // drawn after its link
				if !ok || number.S != strconv.Itoa(pages[link.Dest]) {
					t.Errorf("%d sections: the entry %q names page %v and leads to %q on page %d", c.sections, link.Contents, d.Marks[k+1].Op, link.Dest, pages[link.Dest])
				}
			}
		}
		want := c.sections
		if c.exhibits {
			want *= 2
		}
		if entries != want {
			t.Errorf("%d entries, want %d", entries, want)
		}
		if c.sections > 80 && listedOn < 3 {
			t.Errorf("%d entries end on page %d, want several pages of contents", entries, listedOn)
		}
		checkPages(t, out)
		checkTargets(t, out)
		checkStructure(t, out)
		checkConforms(t, out)
	}
}

// underContents reports whether an element is part of a list of contents.
func underContents(out pdf.Document, el int) bool {
	for ; el > 0; el = out.Elements[el].Parent {
		if out.Elements[el].Role == "TOC" {
			return true
		}
	}
	return false
}

// A reader aloud hears each entry whole, and the exhibits within their section.
func TestContentsAreAListInLists(t *testing.T) {
	out := layout(t, book(2, 5, true))
	var b strings.Builder
	tr := newTree(out)
	for el, e := range out.Elements {
		if e.Role == "TOC" && out.Elements[e.Parent].Role != "TOCI" {
			tr.dump(el, 0, &b)
		}
	}
	const want = `TOC
  TOCI
    Lbl
      “1”
    Reference
      Link
        “Part 1 Finding 1 1”
    TOC
      TOCI
        Reference
          Link
            “Figure 1 What figure 1 shows 1”
  TOCI
    Lbl
      “2”
    Reference
      Link
        “Part 2 Finding 2 2”
    TOC
      TOCI
        Reference
          Link
            “Figure 2 What figure 2 shows 2”
`
	if got := b.String(); got != want {
		t.Errorf("the contents are read as\n%s", got)
	}
}

// A section of the contents alone is not listed in them; one that says more is.
func TestContentsDoNotListThemselves(t *testing.T) {
	doc := book(2, 5, false)
	list := doc.Sections[0].Blocks[0]
	doc.Sections[0].Blocks = nil
	inside := Section{At: at(7), ID: "inside", Name: "Inside", Title: tx("What is in here"), Blocks: []Block{&PageBreak{Common: common(6, Full)}, list}}
	doc.Sections = append([]Section{doc.Sections[0], inside}, doc.Sections[1:]...)
	if n := len(find(layout(t, doc), "What is in here")); n != 1 {
		t.Errorf("the heading over the contents is printed %d times, want 1", n)
	}
	doc.Sections[1].Blocks = append(doc.Sections[1].Blocks, &TextBlock{Common: common(8, Full), Paras: []Para{para("And more.")}})
	if n := len(find(layout(t, doc), "What is in here")); n != 2 {
		t.Errorf("a section with a text beside the contents is printed %d times, want 2: as its heading and as an entry", n)
	}
}

// Over the full width the title of an entry stands beside its name, in a column under
// it; a page that the list goes on to says what goes on.
func TestContentsLook(t *testing.T) {
	out := layout(t, book(90, 60, false))
	name, title := find(out, "Part 4")[0], find(out, "Finding 4 which")[0]
	if name.text.Y != title.text.Y || title.text.X <= name.text.X {
		t.Errorf("name at %v, title at %v, want them on one line", name, title)
	}
	if len(find(out, "Contents, continued")) != 2 {
		t.Errorf("%d pages go on with the contents, want 2", len(find(out, "Contents, continued")))
	}
	doc := book(3, 5, false)
	doc.Sections[0].Blocks[0].common().Width = Third
	out = layout(t, doc)
	if name, title := find(out, "Part 2")[0], find(out, "Finding 2")[0]; name.text.X != title.text.X || title.text.Y <= name.text.Y {
		t.Errorf("in a narrow column the name stands at %v, the title at %v, want it below", name, title)
	}
}
