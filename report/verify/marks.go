package verify

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"tradebrief/report/pdf/readback"
)

// spot is where a run begins, in tenths of a point.
type spot struct{ x, y int }

func spotOf(r readback.Run) spot {
	return spot{int(math.Round(r.X * 10)), int(math.Round(r.Y * 10))}
}

// runs compares the text of page i of the brief with page k of the file.
func (c *comparison) runs(i, k int) {
	want, found := c.want.Pages[i].Runs, c.found.Pages[k].Runs
	at, said := map[spot][]int{}, map[string][]int{} // runs of the file that are not matched yet
	for n, r := range found {
		at[spotOf(r)] = append(at[spotOf(r)], n)
		said[r.Text] = append(said[r.Text], n)
	}
	matched := make([]bool, len(found))
	free := func(list []int, ok func(r readback.Run) bool) int {
		for _, n := range list {
			if !matched[n] && (ok == nil || ok(found[n])) {
				matched[n] = true
				return n
			}
		}
		return -1
	}
	pending := make([]int, 0, len(want))
	for n, w := range want {
		m := free(at[spotOf(w)], func(r readback.Run) bool { return r.Text == w.Text })
		if m < 0 {
			pending = append(pending, n)
			continue
		}
		if f := found[m]; f.Look != w.Look || f.Size != w.Size || f.Font != w.Font {
			c.text(k, Finding{Kind: Text, Found: f.Text, Message: fmt.Sprintf("page %d: %s looks different: another colour, size or font", k+1, quoted(w.Text))})
		}
	}
	touched := map[int]bool{} // lines in which words were changed
	rest := pending[:0]
	for _, n := range pending {
		w := want[n]
		m := free(at[spotOf(w)], nil)
		if m < 0 {
			rest = append(rest, n)
			continue
		}
		touched[spotOf(w).y] = true
		c.piece(i, k, w, found[m].Text, w.Text)
	}
	if c.sources {
		return // with other words all that follows moves
	}
	// What is left of a line is compared as a whole: a program that changes words
	// also parts and moves what stands beside them.
	type line struct {
		want, found []string
		first       readback.Run
	}
	lines := map[int]*line{}
	of := func(r readback.Run) *line {
		y := spotOf(r).y
		if lines[y] == nil {
			lines[y] = &line{first: r}
		}
		return lines[y]
	}
	for _, n := range rest {
		if m := free(said[want[n].Text], nil); m >= 0 {
			if y := spotOf(want[n]).y; !touched[y] && !touched[spotOf(found[m]).y] {
				c.text(k, Finding{Kind: Text, Found: found[m].Text, Message: fmt.Sprintf("page %d: %s stands elsewhere on the page", k+1, quoted(want[n].Text))})
			}
			continue
		}
		l := of(want[n])
		l.want = append(l.want, want[n].Text)
	}
	for n, r := range found {
		if !matched[n] {
			l := of(r)
			l.found = append(l.found, r.Text)
		}
	}
	for _, y := range sorted(lines) {
		l := lines[y]
		c.piece(i, k, l.first, strings.Join(l.found, " "), strings.Join(l.want, " "))
	}
}

// text keeps a finding about the words of a page.
func (c *comparison) text(k int, f Finding) {
	f.Page = k + 1
	c.changed[k] = true
	c.find(f)
}

// piece names the words in which a piece of text differs from that of the brief,
// which is written at a place of the files inside.
func (c *comparison) piece(i, k int, at readback.Run, found, want string) {
	f, w := differing(found, want)
	if f == "" && w == "" {
		return
	}
	out := Finding{Kind: Text, Found: f, Expected: w}
	figure := strings.ContainsFunc(f+w, unicode.IsDigit)
	if figure {
		out.Kind = Figure
	}
	place := ""
	if out.File, out.Line = c.at(i, at, w); out.Line > 0 && w != "" {
		place = " (" + placeText(out.File, out.Line) + ")"
	}
	switch {
	case w == "":
		out.File, out.Line = "", 0
		out.Message = fmt.Sprintf("page %d: %s was added", k+1, quoted(f))
	case f == "":
		out.Message = fmt.Sprintf("page %d: %s was taken out%s", k+1, quoted(w), place)
	case figure:
		out.Message = fmt.Sprintf("page %d: %s is printed, the data inside give %s%s", k+1, quoted(f), quoted(w), place)
	default:
		out.Message = fmt.Sprintf("page %d: %s is printed, the outline inside says %s%s", k+1, quoted(f), quoted(w), place)
	}
	c.text(k, out)
}

// differing are the words of two texts between those that they share at the start
// and at the end.
func differing(found, want string) (f, w string) {
	a, b := strings.Fields(found), strings.Fields(want)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	f, w = strings.Join(a, " "), strings.Join(b, " ")
	// A stop that both end in is no part of what differs.
	for f != "" && w != "" && f[len(f)-1] == w[len(w)-1] && strings.ContainsRune(",;:.", rune(f[len(f)-1])) {
		f, w = f[:len(f)-1], w[:len(w)-1]
	}
	return f, w
}

// shapes compares everything on a page that is not text.
func (c *comparison) shapes(i, k int) {
	want, found := &c.want.Pages[i], &c.found.Pages[k]
	left := map[string][]readback.Shape{}
	for _, s := range want.Shapes {
		left[s.Paint] = append(left[s.Paint], s)
	}
	changed := map[string]int{} // marks by the figure that they stand in
	for _, s := range found.Shapes {
		if same := left[s.Paint]; len(same) > 0 {
			left[s.Paint] = same[1:]
			continue
		}
		if under := covered(s, found.Runs); under != "" && figureAt(want, s) == "" {
			c.changed[k] = true
			c.find(Finding{Kind: Drawing, Page: k + 1, Found: under, Message: fmt.Sprintf("page %d: something was drawn over %s", k+1, quoted(under))})
			continue
		}
		changed[whereText(want, s)]++
	}
	for _, same := range left {
		for _, s := range same {
			changed[whereText(want, s)]++
		}
	}
	for _, where := range sorted(changed) {
		c.changed[k] = true
		c.find(Finding{Kind: Drawing, Page: k + 1, Message: fmt.Sprintf("page %d: the drawing %s was changed", k+1, where)})
	}
}

// covered is the text that begins within a shape that is filled.
func covered(s readback.Shape, runs []readback.Run) string {
	if !strings.Contains(s.Paint, "f\n") && !strings.Contains(s.Paint, "B\n") && !strings.Contains(s.Paint, " Do\n") {
		return ""
	}
	var under []string
	for _, r := range runs {
		if r.X >= s.X-1 && r.X <= s.X+s.W && r.Y >= s.Y && r.Y <= s.Y+s.H+2 {
			under = append(under, strings.TrimSpace(r.Text))
		}
	}
	return strings.Join(under, " ")
}

// figureAt is the label of the figure whose title stands next above a shape.
func figureAt(p *readback.Page, s readback.Shape) string {
	label, y := "", -1.0
	for _, r := range p.Runs {
		words := strings.Fields(r.Text)
		if len(words) < 2 || words[0] != "Figure" {
			continue
		}
		number := strings.TrimRight(words[1], ".")
		if strings.Trim(number, "0123456789") == "" && r.Y <= s.Y+1 && r.Y > y && r.X <= s.X+s.W && s.X < r.X+p.Width/2+20 {
			label, y = "Figure "+number, r.Y
		}
	}
	return label
}

func whereText(p *readback.Page, s readback.Shape) string {
	if label := figureAt(p, s); label != "" {
		return "of " + label
	}
	// Places are told roughly, so that neighbours are one finding.
	return fmt.Sprintf("about %.0f points from the left and %.0f from the top", math.Round(s.X/20)*20, math.Round(s.Y/20)*20)
}

// figures compares what all pages together say, wherever another version of the tool
// has put it: each figure as often as the brief has it.
func (c *comparison) figures() {
	count := map[string]int{}
	page := map[string]int{}
	add := func(d *readback.Document, step int) {
		for k := range d.Pages {
			for _, r := range d.Pages[k].Runs {
				if r.Where == readback.Furniture {
					continue // page numbers are those of the layout
				}
				for _, w := range strings.Fields(r.Text) {
					if w = strings.Trim(w, ",;:.()[]“”"); strings.ContainsFunc(w, unicode.IsDigit) {
						if count[w] += step; step > 0 || page[w] == 0 {
							page[w] = k + 1
						}
					}
				}
			}
		}
	}
	add(c.want, -1)
	add(c.found, 1)
	var more, less []string
	for _, w := range sorted(count) {
		switch {
		case count[w] > 0:
			more = append(more, w)
		case count[w] < 0:
			less = append(less, w)
		}
	}
	slices.SortStableFunc(more, func(a, b string) int { return page[a] - page[b] })
	for _, w := range more {
		c.find(Finding{Kind: Figure, Page: page[w], Found: w, Message: fmt.Sprintf("page %d: %s is printed, which the data inside do not give there", page[w], quoted(w))})
	}
	for _, w := range less {
		c.find(Finding{Kind: Figure, Expected: w, Message: fmt.Sprintf("%s is printed less often than the data inside give it", quoted(w))})
	}
}
