package page

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf"
)

// The measures in this file are those of the design, written out: millimetres from
// the top left corner of the page, points of type, colours as printed. None is taken
// from the theme, so that a slip there is found here.

// boxTop is where the line box of a text begins, of which the leading is given.
func boxTop(text ink.Text, leading float64) float64 {
	rise := 0.31
	if text.Font.Face.IsSerif() {
		rise = 0.35
	}
	return text.Y/mm - leading/2 - rise*text.Font.Size/mm
}

func colour(c ink.Color) string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

// near reports whether two lengths in millimetres agree to a twentieth.
func near(a, b float64) bool { return math.Abs(a-b) < 0.05 }

func TestDesignOfTexts(t *testing.T) {
	out := layout(t, specimen())
	const free = -1
	for _, m := range []struct {
		words   string
		face    ink.Face
		size    float64
		colour  string
		x       float64
		top     float64
		leading float64
	}{
		// 5.1 masthead
		{"Border Trade Desk", ink.SansBold, 13, "#12395A", 18, 16.4, 5.0},
		{"Monthly Trade Note · No. 2023/09", ink.Sans, 8.5, "#46525E", 18, free, 4.0},
		{"Open sources only. Pass on freely.", ink.Sans, 7, "#46525E", free, 22.1, 3.4},
		// 5.4 title, facts
		{"Exports Across", ink.SerifBold, 24, "#14202B", 18, 33.0, 9.4},
		{"Flow", ink.Sans, 8, "#46525E", 138, 34.6 + 1.15, 3.8},
		{"China to North Korea", ink.SansSemiBold, 8, "#14202B", 158, 34.6 + 1.15, 3.8},
		{"Period", ink.Sans, 8, "#46525E", 138, 34.6 + 6.1 + 1.15, 3.8},
		// 5.3 running header and footer
		{"Page 1 of ", ink.SansSemiBold, 7.5, "#14202B", 18, 282.6, 5.3},
		// 5.5 key figures
		{"Exports, September 2023", ink.SansSemiBold, 7.5, "#46525E", 18, free, 3.6},
		{"Change on a year earlier", ink.SansSemiBold, 7.5, "#46525E", 52.8 + 3, free, 3.6},
		{"12-month average", ink.SansSemiBold, 7.5, "#46525E", 157.2 + 3, free, 3.6},
		{"145.4", ink.SansBold, 20, "#14202B", 160.2, free, 8.6},
		{"−0.3%", ink.SansSemiBold, 7.2, "#14202B", 160.2 + 1.9 + 0.7, free, 3.8},
		// 5.6 kicker, title and deck of a section
		{"1\u00a0 Trends", ink.SansBold, 7.5, "#B0400F", 18, 22.0, 3.6},
		{"Growth is fast and led", ink.SerifBold, 19, "#14202B", 18, 26.8, 7.8},
		{"Six of the ten largest", ink.Serif, 10.5, "#46525E", 18, 36.2, 5.2},
		{"From recovery to growth", ink.SansBold, 10.5, "#14202B", 138, 51.4, 4.8},
		// 5.7 figure
		{"Figure 2", ink.SansBold, 7.5, "#B0400F", 18, 51.4 + 2.6, 3.6},
		{"Every month of 2023", ink.SansBold, 10.5, "#14202B", 18, 51.4 + 6.2, 4.6},
		// 5.8 table
		{"Processed hair and wool", ink.Sans, 8, "#14202B", free, free, 3.8},
		{"All other goods", ink.Sans, 8, "#46525E", free, free, 3.8},
		{"Total exports", ink.SansBold, 8, "#14202B", free, free, 3.8},
		{"+61.8", ink.Sans, 8, "#1D5B88", free, free, 3.8},
		{"−34.4", ink.Sans, 8, "#85470A", free, free, 3.8},
		{". n.a.: no exports", ink.Sans, 6.8, "#5B6874", free, free, 3.2},
		// 5.9 key judgements
		{"Key judgements", ink.SansBold, 10.5, "#14202B", 22, free, 4.8},
		{"KJ-1", ink.SansBold, 8, "#B0400F", 22, free, 3.8},
		{"KJ-2", ink.SansBold, 8, "#B0400F", 22 + 80 + 6, free, 3.8},
		{"Realistic possibility:", ink.SerifSemiBold, 9.4, "#14202B", 32, free, 4.4},
		{"Low confidence", ink.Sans, 7.2, "#46525E", free, free, 3.6},
		// 5.13 two-sided panel
		{"+ Positive", ink.SansSemiBold, 7.5, "#FFFFFF", 22, free, 3.6},
		{"Better lives for ordinary", ink.SerifBold, 11, "#FFFFFF", 22, free, 5.2},
		{"May help pay for weapons", ink.SerifBold, 11, "#FFFFFF", 116 + 4, free, 5.2},
		{"Rice, flour, oil and sugar together", ink.Sans, 8.5, "#14202B", 22, free, 4.0},
		// 5.15 reactions
		{"United States", ink.SansSemiBold, 8, "#14202B", 18, free, 3.8},
		{"Urges the use of economic", ink.SerifItalic, 8.6, "#14202B", free, free, 4.0},
		// 5.18 data notes, 5.20 contact
		{"US dollars, free on board", ink.Sans, 7.5, "#46525E", free, free, 3.6},
		{"Suggested citation", ink.SansBold, 8.5, "#14202B", 138, free, 4.0},
	} {
		found := find(out, m.words)
		i := slices.IndexFunc(found, func(p place) bool {
			return strings.HasPrefix(p.text.S, m.words) && p.text.Font.Size == m.size && p.text.Font.Face == m.face && colour(p.text.Color) == m.colour
		})
		if i < 0 {
			t.Errorf("%q is not set in face %v, %g pt, %s: %v", m.words, m.face, m.size, m.colour, found)
			continue
		}
		text := found[i].text
		if m.x != free && !near(text.X/mm, m.x) {
			t.Errorf("%q begins at %.2f mm, expected %.2f", m.words, text.X/mm, m.x)
		}
		if top := boxTop(text, m.leading); m.top != free && !near(top, m.top) {
			t.Errorf("the line of %q has its top at %.2f mm, expected %.2f", m.words, top, m.top)
		}
	}
}

// boxes are the filled rectangles of a colour on a page, "" of any: left, top, width,
// height.
func boxes(d ink.Drawing, fill string) [][4]float64 {
	var out [][4]float64
	for _, m := range d.Marks {
		p, ok := m.Op.(ink.Path)
		if !ok || p.Fill == nil || fill != "" && colour(*p.Fill) != fill {
			continue
		}
		b, _ := boxOf(m)
		out = append(out, [4]float64{b.x1 / mm, b.y1 / mm, (b.x2 - b.x1) / mm, (b.y2 - b.y1) / mm})
	}
	return out
}

func hasBox(boxes [][4]float64, x, y, w, h float64) bool {
	return slices.ContainsFunc(boxes, func(b [4]float64) bool {
		for i, v := range [4]float64{x, y, w, h} {
			if v >= 0 && !near(b[i], v) {
				return false
			}
		}
		return true
	})
}

func TestDesignOfShapes(t *testing.T) {
	out := layout(t, specimen())
	const free = -1
	front := out.Pages[0]
	for _, m := range []struct {
		what, fill string
		x, y, w, h float64
	}{
		{"band of the masthead", "#12395A", 18, 12.0, 174, 2.0},
		{"tab of a figure", "#B0400F", 18, free, 9.0, 1.1},
		{"box of judgements", "#F4F2ED", 18, free, 174, free},
		{"step of likelihood", "#D5DDE4", 32, free, 3.8, 1.7},
		{"square of confidence", "#14202B", free, free, 2.0 - 0.25, 2.0 - 0.25}, // within its edge
	} {
		if n := boxes(front, m.fill); !hasBox(n, m.x, m.y, m.w, m.h) {
			t.Errorf("no %s of %g by %g mm at %g, %g in %s: %v", m.what, m.w, m.h, m.x, m.y, m.fill, n)
		}
	}
	var heads [][4]float64
	var minus, plus, bars [][4]float64
	for _, p := range out.Pages {
		heads = append(heads, boxes(p, "#12395A")...)
		plus, minus = append(plus, boxes(p, "#EEF3F7")...), append(minus, boxes(p, "#FBF0E4")...)
		bars = append(bars, boxes(p, "#1D5B88")...)
	}
	if !hasBox(heads, 18, free, 76, 13.6) || !hasBox(plus, 18, free, 76, free) || !hasBox(minus, 116, free, 76, free) {
		t.Errorf("the panel is not 76, 22, 76 mm wide with heads of 13.6 mm: %v %v %v", heads, plus, minus)
	}
	if !hasBox(bars, free, free, 24, 2.7) {
		t.Errorf("the longest bar in a cell is not 24 by 2.7 mm: %v", bars)
	}
}

// Components from 5.10 on, by the shapes that make them.
func TestDesignOfComponents(t *testing.T) {
	matrix := &Table{Common: common(60, Full), Exhibit: Exhibit{Label: "Table 9", Dest: "table-9", Title: tx("Reopening fits best")},
		Columns: []Column{{Kind: CodeColumn, Width: 8}, {Title: tx("Evidence"), Grow: true}, {Title: tx("Source grade"), Align: Center, Width: 10}}}
	row := Row{Cells: cells("E1", "Exports doubled", "B")}
	for i, sign := range []string{"+ +", "+", "−", "− −"} {
		matrix.Columns = append(matrix.Columns, Column{Kind: FitColumn, Title: Text{{S: fmt.Sprintf("H%d", i+1)}, {S: "A reason"}}})
		row.Cells = append(row.Cells, Cell{Text: []Para{para(sign)}, Fit: []int{5, 4, 2, 1}[i], Alt: "fits"})
	}
	matrix.Rows = []Row{row}
	outcomes := &Table{Common: common(61, Full), Exhibit: Exhibit{Label: "Table 10", Dest: "table-10", Title: tx("Three outcomes")},
		Columns: []Column{{Title: tx("Scenario")}, {Title: tx("Probability"), Kind: BarColumn, Align: Right}, {Title: tx("What happens"), Grow: true}},
		Rows:    []Row{{Cells: []Cell{{Text: []Para{para("Central")}}, {Text: []Para{para("50%")}, Bar: 0.5}, {Text: []Para{para("As now")}}}}}}
	check := &ClaimCheck{Common: common(62, TwoThirds), Title: "Claim check", Number: "24 of 24", Words: "figures bound to data", Counts: []StateCount{{ClaimComputed, 20, "computed"}, {ClaimSourced, 4, "sourced"}},
		Heads: [5]string{"", "Text", "Page", "Binding", "Status"}, Rows: []ClaimRow{{ID: "C1", Text: "188.7", Bound: "exports", Status: "bound"}}, Shown: "%d listed"}
	for i := range 24 {
		check.Squares = append(check.Squares, []ClaimState{ClaimComputed, ClaimSourced}[i/20])
	}
	own, shared := layout(t, brief(matrix, scaleOf(gaps, 5), outcomes, check)), layout(t, specimen())
	const (
		free = -1
		each = (82 - 3*0.35) / 4 // of the four columns that 82 mm and their gaps hold
	)
	for _, m := range []struct {
		what, fill string
		out        pdf.Document
		x, w, h    float64
	}{
		{"5.10 bar of a caution", "#12395A", shared, 18, 1.1, free},
		{"5.11 cell that strongly fits", "#12395A", own, free, each, 6.9},
		{"5.11 cell that fits", "#BBD1E1", own, free, each, 6.9},
		{"5.11 cell that does not", "#F5D6B8", own, free, each, 6.9},
		{"5.11 cell that strongly does not", "#97520F", own, free, each, 6.9},
		{"5.12 band of likely, 55 to 75%", "", own, 18 + 174*0.55, 174 * 0.2, 7.2},
		{"5.15 bar of support", "#1D5B88", shared, free, 13, 1.4},
		{"5.15 bar of objection", "#E59A57", shared, free, free, 1.4},
		{"5.16 year", "#E6EDF3", shared, free, free, 5.0},
		{"5.16 period", "#E59A57", shared, free, free, 1.5},
		{"5.16 legal event", "#12395A", shared, free, 2.0, 2.0},
		{"5.17 track of a probability", "#DFE4E9", own, free, 11, 2.4},
		{"5.17 probability of a half", "#12395A", own, free, 5.5, 2.4},
		{"5.19 square of a computed figure", "#12395A", own, free, 3.8, 4.1},
		{"5.19 square of a sourced figure", "#6C9ABD", own, free, 3.8, 4.1},
	} {
		var found [][4]float64
		for _, p := range m.out.Pages {
			found = append(found, boxes(p, m.fill)...)
		}
		if !hasBox(found, m.x, free, m.w, m.h) {
			t.Errorf("%s: none of %g by %g mm at %g in %s: %.2f", m.what, m.w, m.h, m.x, m.fill, found)
		}
	}
}

// Every level stands in the header and the footer of each page, in 12 pt on the
// only black of the page.
func TestDesignOfMarkings(t *testing.T) {
	for marking, want := range map[string]string{
		"TLP:CLEAR": "#FFFFFF", "TLP:GREEN": "#33FF00", "TLP:AMBER": "#FFC000", "TLP:AMBER+STRICT": "#FFC000", "TLP:RED": "#FF2B2B",
	} {
		doc := specimen()
		doc.Marking = marking
		out := layout(t, doc)
		for i, p := range out.Pages {
			black := boxes(p, "#000000")
			y := 11.3 + 3.6/2 - 5.3/2 // centred on the running header
			if i == 0 {
				y = 16.4
			}
			w := ink.Font{Face: ink.SansBold, Size: 12}.Width(marking)/mm + 2*1.6
			if len(black) != 2 || !hasBox(black, 192-w, y, w, 5.3) || !hasBox(black, 192-w, 282.6, w, 5.3) {
				t.Errorf("%s, page %d: black stands at %v", marking, i+1, black)
			}
			said := 0
			for _, f := range find(pdf.Document{Pages: []ink.Drawing{p}}, marking) {
				if f.text.S == marking && f.text.Font == (ink.Font{Face: ink.SansBold, Size: 12}) && colour(f.text.Color) == want && near(f.text.X/mm, 192-w+1.6) {
					said++
				}
			}
			if said != 2 {
				t.Errorf("%s, page %d: said %d times in 12 pt and %s, expected twice", marking, i+1, said, want)
			}
		}
	}
}

// No text is smaller than 6.8 pt but the tags of status and references, none is
// black, and none stands outside the columns.
func TestDesignOfAllTexts(t *testing.T) {
	out := layout(t, specimen())
	for i, p := range out.Pages {
		for _, m := range p.Marks {
			text, ok := m.Op.(ink.Text)
			if !ok {
				continue
			}
			small := text.Font.Size == 6.5 && text.Font.Face == ink.Sans || text.Font.Size == 6 && text.Font.Face == ink.SansSemiBold && text.S == "PROVISIONAL"
			if text.Font.Size < 6.8 && !small {
				t.Errorf("page %d: %q is set in %g pt", i+1, text.S, text.Font.Size)
			}
			if colour(text.Color) == "#000000" {
				t.Errorf("page %d: %q is black", i+1, text.S)
			}
			if x := text.X / mm; x < 17.95 || x+text.Font.Width(text.S)/mm > 192.05 {
				t.Errorf("page %d: %q stands from %.1f to %.1f mm", i+1, text.S, x, x+text.Font.Width(text.S)/mm)
			}
		}
	}
}
