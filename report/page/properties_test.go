package page

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
	"tradebrief/report/pdf"
)

// What holds of the pages of any document, told from the document and its finished
// pages alone: the code that breaks pages is not asked.

// leaf is a block that is no list of others, and where it came to stand.
type leaf struct {
	Block
	turned bool // a page break of the author stands before it
	places []Place
}

// laid is a document on its pages.
type laid struct {
	doc    Document
	out    pdf.Document
	places []Place
	leaves []leaf // in the order of reading
	byAt   map[diag.Pos][]Place
}

func newLaid(doc Document, out pdf.Document, places []Place) *laid {
	l := &laid{doc: doc, out: out, byAt: map[diag.Pos][]Place{}}
	for _, p := range places {
		if p.Statement == 0 {
			l.places = append(l.places, p)
			l.byAt[p.At] = append(l.byAt[p.At], p)
		}
	}
	for _, s := range doc.Sections {
		turned := false
		var walk func(list []Block)
		walk = func(list []Block) {
			for _, b := range list {
				switch b := b.(type) {
				case nil:
				case *PageBreak:
					turned = true
				case *Columns:
					for _, c := range b.Columns {
						walk(c)
					}
				default:
					if places := l.byAt[AtOf(b)]; len(places) > 0 {
						l.leaves = append(l.leaves, leaf{b, turned, places})
						turned = false
					}
				}
			}
		}
		walk(s.Blocks)
	}
	return l
}

// checkProperties fails the test for what an editor would send back.
func checkProperties(t *testing.T, doc Document, out pdf.Document, places []Place) {
	t.Helper()
	l := newLaid(doc, out, places)
	l.checkRoom(t)
	l.checkApart(t)
	l.checkOnce(t)
	l.checkSequence(t)
	l.checkReferences(t)
	l.checkHeadings(t)
	l.checkWhole(t)
	l.checkLines(t)
	l.checkContinued(t)
	l.checkFilled(t)
}

// checkRoom: each mark stands in the room of its block.
func (l *laid) checkRoom(t *testing.T) {
	t.Helper()
	const slack = 0.75 // half of a heavy line, and what a letter juts out
	for i, d := range l.out.Pages {
		for _, m := range d.Marks {
			b, ok := boxOf(m)
			if !ok || m.Element <= 0 {
				continue
			}
			at := l.out.Elements[m.Element].At
			in := func(p Place) bool {
				return p.Page == i+1 && b.x1 > p.X-slack && b.x2 < p.X+p.W+slack && b.y1 > p.Y-slack && b.y2 < p.Y+p.H+slack
			}
			if places, known := l.byAt[at]; known && at != l.doc.At && !slices.ContainsFunc(places, in) {
				t.Errorf("page %d: %s at %.1f,%.1f mm stands outside its block of line %d: %s", i+1, b.what, b.x1/mm, b.y1/mm, at.Line, rooms(places))
			}
		}
	}
}

// rooms are places as words of a message.
func rooms(places []Place) string {
	out := make([]string, len(places))
	for i, p := range places {
		out[i] = fmt.Sprintf("page %d, %.0f to %.0f by %.0f to %.0f mm", p.Page, p.X/mm, (p.X+p.W)/mm, p.Y/mm, (p.Y+p.H)/mm)
	}
	return strings.Join(out, "; ")
}

// checkApart: no block stands over another, nor outside the content of its page.
func (l *laid) checkApart(t *testing.T) {
	t.Helper()
	left, foot := (l.doc.Theme.Paper.width()-contentWidth)/2, l.doc.Theme.Paper.bottom()
	for i, a := range l.places {
		if a.X < left-hair || a.X+a.W > left+contentWidth+hair || a.Y+a.H > foot+hair || a.Y < mastheadTop-hair || a.Page > 1 && a.Y < top-hair {
			t.Errorf("page %d: the block of line %d stands outside the content: %s", a.Page, a.At.Line, rooms([]Place{a}))
		}
		for _, b := range l.places[i+1:] {
			w, h := min(a.X+a.W, b.X+b.W)-max(a.X, b.X), min(a.Y+a.H, b.Y+b.H)-max(a.Y, b.Y)
			if a.Page == b.Page && w > hair && h > hair {
				t.Errorf("page %d: the blocks of lines %d and %d share %.1f by %.1f mm", a.Page, a.At.Line, b.At.Line, w/mm, h/mm)
			}
		}
	}
}

// onlyWord finds the words of a generated document that occur in it once.
var onlyWord = regexp.MustCompile(`w[0-9]+[ex]*z|国[0-9]+한국|half-[0-9]+-made`)

// checkOnce: each word of the author stands on the pages as often as in the document.
// What is repeated over the rest of a table or a section is furniture; the contents
// repeat what they list.
func (l *laid) checkOnce(t *testing.T) {
	t.Helper()
	count := func(s string, n map[string]int) map[string]int {
		for _, w := range onlyWord.FindAllString(s, -1) {
			n[w]++
		}
		return n
	}
	want := map[string]int{}
	for _, s := range authorWords(l.doc) {
		count(squash(s), want)
	}
	labels := map[string]int{} // of the rows of panels: over each side where one stands below the other
	for _, b := range l.leaves {
		if panel, ok := b.Block.(*TwoSided); ok {
			count(squash(strings.Join(panel.Labels, " ")), labels)
		}
	}
	for w, n := range count(printed(l.out), map[string]int{}) {
		if want[w] > 0 && n != want[w] && n != want[w]+labels[w] {
			t.Errorf("%q stands on the pages %d times, and %d times in the document", w, n, want[w])
		}
	}
}

// checkSequence: what is read later stands lower, farther right or on a later page.
func (l *laid) checkSequence(t *testing.T) {
	t.Helper()
	for i := 1; i < len(l.leaves); i++ {
		a, b := l.leaves[i-1].places[0], l.leaves[i].places[0]
		before := b.Page < a.Page || b.Page == a.Page && b.Y < a.Y-hair
		if before && b.X < a.X+a.W-hair {
			t.Errorf("the block of line %d begins before that of line %d: %s %s", b.At.Line, a.At.Line, rooms([]Place{b}), rooms([]Place{a}))
		}
	}
}

// checkReferences: an exhibit that is referred to before it stands on or after the page
// of the first reference.
func (l *laid) checkReferences(t *testing.T) {
	t.Helper()
	type reference struct{ el, page int }
	first := map[string]reference{}
	at := map[string]reference{}
	for i, d := range l.out.Pages {
		for _, m := range d.Marks {
			switch op := m.Op.(type) {
			case ink.Link:
				if r, ok := first[op.Dest]; op.Dest != "" && !underContents(l.out, m.Element) && (!ok || m.Element < r.el) {
					first[op.Dest] = reference{m.Element, i + 1}
				}
			case ink.Dest:
				at[op.Name] = reference{m.Element, i + 1}
			}
		}
	}
	for dest, r := range first {
		e := at[dest]
		if !strings.HasPrefix(dest, "figure-") || l.sideBySide(l.out.Elements[r.el].At, l.out.Elements[e.el].At) {
			continue // the figure stands beside the beginning of the text
		}
		if r.el < e.el && e.page < r.page {
			t.Errorf("%s stands on page %d, and is first referred to on page %d", dest, e.page, r.page)
		}
	}
}

// sideBySide reports whether two blocks begin beside each other.
func (l *laid) sideBySide(a, b diag.Pos) bool {
	for _, p := range l.byAt[a] {
		for _, q := range l.byAt[b] {
			if p.Page == q.Page && p.Y < q.Y+q.H && q.Y < p.Y+p.H && a != b {
				return true
			}
		}
	}
	return false
}

// checkHeadings: no heading ends a page or a column, unless nothing follows in its
// section.
func (l *laid) checkHeadings(t *testing.T) {
	t.Helper()
	tr := newTree(l.out)
	section := func(el int) int {
		for ; el > documentElement && l.out.Elements[el].Parent != documentElement; el = l.out.Elements[el].Parent {
		}
		return el
	}
	within := func(el, in int) bool {
		for ; el > in; el = l.out.Elements[el].Parent {
		}
		return el == in
	}
	turned, boxed := map[diag.Pos]bool{}, map[diag.Pos]bool{}
	for _, b := range l.leaves {
		at := AtOf(b.Block)
		turned[at] = b.turned
		_, text := b.Block.(*TextBlock)
		boxed[at] = !text
	}
	type mark struct {
		page int
		y    float64
	}
	last, first := map[int]mark{}, map[int]mark{}
	for i, d := range l.out.Pages {
		for _, m := range d.Marks {
			b, ok := boxOf(m)
			if !ok || m.Element <= 0 {
				continue
			}
			for el := m.Element; el > documentElement; el = l.out.Elements[el].Parent {
				if _, known := first[el]; !known {
					first[el] = mark{i, b.y1}
				}
				last[el] = mark{i, b.y2}
			}
		}
	}
	// A heading may end a column that has nothing under it, beside another block.
	beside := func(at diag.Pos) bool {
		return slices.ContainsFunc(l.leaves, func(b leaf) bool { return l.sideBySide(at, AtOf(b.Block)) })
	}
	for el, e := range l.out.Elements {
		if len(e.Role) != 2 || e.Role[0] != 'H' || e.Role == "H1" || tr.first[el] == 0 {
			continue
		}
		for k := el + 1; k < len(l.out.Elements); k++ {
			next, at := first[k], l.out.Elements[k].At
			_, block := boxed[e.At]
			if within(k, el) || tr.first[k] == 0 || within(el, k) || !block && at == e.At {
				continue // the deck is part of the heading of a section
			}
			if at != e.At && (boxed[e.At] || block && beside(e.At)) || boxed[at] && l.out.Elements[k].Role == e.Role {
				break // a box, or a note, that is nothing but its heading
			}
			high := last[el].y - first[el].y + 3*bodyStyle.leading // with the lines over it that may have to go with it
			if !block {
				high = l.byAt[e.At][0].H
			}
			if at != e.At && high+s5+l.rowOf(at) > l.doc.Theme.Paper.room() {
				break // no page holds the heading and what follows
			}
			if section(k) == section(el) && (at == e.At || !turned[at]) && (next.page != last[el].page || at == e.At && !boxed[at] && next.y < last[el].y-mm) {
				t.Errorf("the heading %q ends page %d, and what follows (%s of line %d) stands on page %d", tr.said(el), last[el].page+1, l.out.Elements[k].Role, at.Line, next.page+1)
			}
			break
		}
	}
}

// checkWhole: a figure stands in one place.
func (l *laid) checkWhole(t *testing.T) {
	t.Helper()
	for _, b := range l.leaves {
		switch b.Block.(type) {
		case *Figure, *Image, *LikelihoodScale:
			if len(b.places) != 1 {
				t.Errorf("the figure of line %d is split: %s", AtOf(b.Block).Line, rooms(b.places))
			}
		}
	}
}

// checkLines: at least three lines of a paragraph stay together.
func (l *laid) checkLines(t *testing.T) {
	t.Helper()
	type spot struct{ el, place int }
	lines := map[spot]map[int]bool{}
	for i, d := range l.out.Pages {
		for _, m := range d.Marks {
			text, ok := m.Op.(ink.Text)
			if !ok || m.Element <= 0 || strings.TrimSpace(text.S) == "" {
				continue
			}
			el := m.Element
			for slices.Contains(inLine, l.out.Elements[el].Role) {
				el = l.out.Elements[el].Parent
			}
			if role := l.out.Elements[el].Role; role != "P" && role != "LBody" || l.raised(text) {
				continue
			}
			for k, p := range l.byAt[l.out.Elements[el].At] {
				if p.Page == i+1 && text.X > p.X-hair && text.X < p.X+p.W && text.Y > p.Y && text.Y < p.Y+p.H+hair {
					s := spot{el, k}
					if lines[s] == nil {
						lines[s] = map[int]bool{}
					}
					lines[s][int(math.Round(text.Y*10))] = true
				}
			}
		}
	}
	parts := map[int][]int{}
	for s, n := range lines {
		parts[s.el] = append(parts[s.el], len(n))
	}
	for el, n := range parts {
		if len(n) > 1 && slices.Min(n) < 3 {
			e := l.out.Elements[el]
			t.Errorf("a %s of line %d is parted into lines of %v", e.Role, e.At.Line, n)
		}
	}
}

// raised reports whether the text is a reference or the sign of a note.
func (l *laid) raised(text ink.Text) bool { return text.Font.Size <= referenceFont.Size }

// checkContinued: where a table goes on, its head is repeated, and says so.
func (l *laid) checkContinued(t *testing.T) {
	t.Helper()
	for _, b := range l.leaves {
		tab, ok := b.Block.(*Table)
		if !ok {
			continue
		}
		for _, p := range b.places[1:] {
			var again strings.Builder
			for _, m := range l.out.Pages[p.Page-1].Marks {
				if text, ok := m.Op.(ink.Text); ok && m.Element == 0 && text.X > p.X-hair && text.X < p.X+p.W && text.Y > p.Y && text.Y < p.Y+p.H {
					again.WriteString(text.S)
				}
			}
			said := squash(again.String())
			if label := squash(tab.Label + l.doc.Words.Continued); tab.Label != "" && !strings.Contains(said, label) {
				t.Errorf("page %d: the table of line %d goes on and does not say %q", p.Page, tab.At.Line, tab.Label+l.doc.Words.Continued)
			}
			for _, c := range tab.Columns {
				for _, span := range c.Title {
					for _, word := range strings.Fields(span.S) {
						if !strings.Contains(said, squash(word)) {
							t.Errorf("page %d: the table of line %d goes on without the head %q", p.Page, tab.At.Line, word)
						}
					}
				}
			}
		}
	}
}

// checkFilled: a page is left nearly empty only at the end of the brief, where the
// author begins a new one, or where the next block does not fit under what is there.
func (l *laid) checkFilled(t *testing.T) {
	t.Helper()
	room := l.doc.Theme.Paper.room()
	byPage := make([][]Place, len(l.out.Pages)+1)
	for _, p := range l.places {
		byPage[p.Page] = append(byPage[p.Page], p)
	}
	turned := map[diag.Pos]bool{}
	for _, b := range l.leaves {
		turned[AtOf(b.Block)] = b.turned
	}
	for page := 2; page < len(byPage)-1; page++ {
		here, next := byPage[page], byPage[page+1]
		if len(here) == 0 || len(next) == 0 {
			continue
		}
		foot := 0.0
		for _, p := range here {
			foot = max(foot, p.Y+p.H)
		}
		if foot-top > nearlyNone*room {
			continue
		}
		slices.SortStableFunc(next, func(a, b Place) int { return cmp.Compare(a.Y, b.Y) })
		begins := slices.ContainsFunc(next[:min(2, len(next))], func(p Place) bool { return turned[p.At] })
		need := rowsHigh(next, 2) // a heading and what it is over
		if next[len(next)-1].Y == next[0].Y && slices.ContainsFunc(l.doc.Sections, func(s Section) bool { return s.At == next[0].At }) {
			continue // a heading that no page holds together with what follows
		}
		if left := l.doc.Theme.Paper.bottom() - foot - s7; !begins && need <= left {
			t.Errorf("page %d ends at %.0f mm, and the %.0f mm that begin the next page would have stood on it", page, foot/mm, need/mm)
		}
	}
}

// rowOf is the height of the row that the block begins in.
func (l *laid) rowOf(at diag.Pos) float64 {
	var h float64
	for _, p := range l.places {
		if a := l.byAt[at]; len(a) > 0 && p.Page == a[0].Page && math.Abs(p.Y-a[0].Y) < hair {
			h = max(h, p.H)
		}
	}
	return h
}

// rowsHigh is the height of the first rows of a page, whose places go down it.
func rowsHigh(places []Place, rows int) float64 {
	h, row := 0.0, places[0].Y
	for _, p := range places {
		if p.Y > row+hair {
			row = p.Y
			rows--
		}
		if rows == 0 {
			break
		}
		h = max(h, p.Y+p.H-places[0].Y)
	}
	return h
}
