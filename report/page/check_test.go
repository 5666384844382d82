package page

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf"
)

// box is what a mark covers.
type box struct {
	x1, y1, x2, y2 float64
	what           string
}

// boxOf is the area of a mark; ok is false where it paints nothing.
func boxOf(m ink.Mark) (b box, ok bool) {
	switch op := m.Op.(type) {
	case ink.Text:
		w := op.Font.Width(op.S)
		if strings.HasSuffix(op.S, "，") {
			w -= op.Font.Size / 2 // the mark is squeezed: half of its square is blank
		}
		return box{op.X, op.Y - 0.66*op.Font.Size, op.X + w, op.Y + 0.16*op.Font.Size, fmt.Sprintf("%q", op.S)}, strings.TrimSpace(op.S) != ""
	case ink.Path:
		b = box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1), "path"}
		for _, s := range op.Segs {
			n := map[ink.SegKind]int{ink.MoveTo: 1, ink.LineTo: 1, ink.CurveTo: 3}[s.Kind]
			for _, p := range s.P[:n] {
				b.x1, b.x2 = min(b.x1, p.X), max(b.x2, p.X)
				b.y1, b.y2 = min(b.y1, p.Y), max(b.y2, p.Y)
			}
		}
		return b, len(op.Segs) > 0
	}
	return b, false
}

// checkPages fails the test for what no page may show: marks outside the area,
// texts over one another, marks of no element of the structure.
func checkPages(t *testing.T, out pdf.Document) {
	t.Helper()
	for i, d := range out.Pages {
		if err := d.Check(); err != nil {
			t.Errorf("page %d: %v", i+1, err)
		}
		var texts []box
		for _, m := range d.Marks {
			if m.Element < pdf.Watermark || m.Element >= len(out.Elements) {
				t.Fatalf("page %d: a mark of element %d of %d", i+1, m.Element, len(out.Elements))
			}
			b, ok := boxOf(m)
			if !ok {
				continue
			}
			const slack = 0.7
			left, foot := (d.W-contentWidth)/2, d.H-20*mm
			if m.Element <= 0 || i == 0 { // the footer of the first page is read
				foot = d.H - 9*mm
			}
			if b.x1 < left-slack || b.x2 > left+contentWidth+slack || b.y1 < 9*mm || b.y2 > foot+slack {
				t.Errorf("page %d: %s of element %d (%s) stands at %.1f–%.1f by %.1f–%.1f mm", i+1, b.what, m.Element, out.Elements[max(m.Element, 0)].Role, b.x1/mm, b.x2/mm, b.y1/mm, b.y2/mm)
			}
			if b.what != "path" {
				texts = append(texts, b)
			}
		}
		slices.SortFunc(texts, func(a, b box) int { return cmp.Compare(a.y1, b.y1) })
		for k, a := range texts {
			for _, b := range texts[k+1:] {
				if b.y1 >= a.y2-0.4 {
					break
				}
				if a.x1 < b.x2-0.4 && b.x1 < a.x2-0.4 {
					t.Errorf("page %d: %s at %.1f,%.1f mm lies over %s at %.1f,%.1f mm", i+1, a.what, a.x1/mm, a.y1/mm, b.what, b.x1/mm, b.y1/mm)
				}
			}
		}
	}
	for i, e := range out.Elements {
		if i > 1 && (e.Parent < 1 || e.Parent >= i) {
			t.Errorf("element %d (%s) has the parent %d", i, e.Role, e.Parent)
		}
	}
}

// printed is all text of the pages without blanks and furniture, element by
// element: words may be parted by a page, or by the other cells of a long row.
func printed(out pdf.Document) string {
	parts := make([]strings.Builder, len(out.Elements))
	for _, d := range out.Pages {
		for _, m := range d.Marks {
			if text, ok := m.Op.(ink.Text); ok && m.Element > 0 {
				owner := m.Element
				for slices.Contains(inLine, out.Elements[owner].Role) {
					owner = out.Elements[owner].Parent
				}
				parts[owner].WriteString(text.S)
			}
		}
	}
	var b strings.Builder
	for i := range parts {
		b.WriteString(parts[i].String() + "\n")
	}
	return strings.ReplaceAll(squash(strings.ReplaceAll(b.String(), "\n", "|")), "|", "\n")
}

func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00ad' {
			return -1
		}
		return r
	}, s)
}

// checkWords fails the test for words that stand on no page.
func checkWords(t *testing.T, out pdf.Document, texts []string) {
	t.Helper()
	all := printed(out)
	for _, text := range texts {
		for _, word := range strings.Fields(text) {
			if !strings.Contains(all, squash(word)) {
				t.Errorf("%.40q stands on no page", word)
			}
		}
	}
}

// checkTargets fails the test for links and bookmarks that lead nowhere, and
// for places with one name.
func checkTargets(t *testing.T, out pdf.Document) {
	t.Helper()
	places := map[string]int{}
	for i, d := range out.Pages {
		for _, m := range d.Marks {
			if dest, ok := m.Op.(ink.Dest); ok {
				if places[dest.Name] > 0 {
					t.Errorf("two places are called %q", dest.Name)
				}
				places[dest.Name] = i + 1
			}
		}
	}
	for i, d := range out.Pages {
		for _, m := range d.Marks {
			if link, ok := m.Op.(ink.Link); ok && link.URL == "" && places[link.Dest] == 0 {
				t.Errorf("page %d: a link leads to %q, which is nowhere", i+1, link.Dest)
			}
		}
	}
	for _, b := range out.Bookmarks {
		if places[b.Dest] == 0 {
			t.Errorf("the bookmark %q leads to %q, which is nowhere", b.Title, b.Dest)
		}
	}
}
