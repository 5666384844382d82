package page

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts"
	"tradebrief/charts/ink"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/pdf"
)

// place is where a text stands.
type place struct {
	page int
	text ink.Text
	el   int
}

// find is the places of texts that hold the words.
func find(out pdf.Document, words string) []place {
	var found []place
	for i, d := range out.Pages {
		for _, m := range d.Marks {
			if text, ok := m.Op.(ink.Text); ok && strings.Contains(text.S, words) {
				found = append(found, place{i + 1, text, m.Element})
			}
		}
	}
	return found
}

func findOne(t *testing.T, out pdf.Document, words string) place {
	t.Helper()
	found := find(out, words)
	if len(found) != 1 {
		t.Fatalf("%q stands at %d places, expected 1", words, len(found))
	}
	return found[0]
}

// layout lays a document out that has no problems.
func layout(t *testing.T, doc Document) pdf.Document {
	t.Helper()
	out, _, problems := Layout(doc)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	checkPages(t, out)
	checkTargets(t, out)
	checkStructure(t, out)
	checkWords(t, out, authorWords(doc))
	return out
}

// brief is a document with one section of the blocks.
func brief(blocks ...Block) Document {
	return Document{At: at(1), TitleAt: at(2), Words: english, Title: tx("A brief"), Sections: []Section{
		{At: at(5), ID: "one", Number: 1, Name: "One", Title: tx("What was found"), Blocks: blocks},
	}}
}

func onOwnPages(blocks ...Block) Document {
	return brief(append([]Block{&PageBreak{Common: common(6, Full)}}, blocks...)...)
}

func lorem(n int, word string) string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s%d", word, i)
	}
	return strings.Join(out, " ") + "."
}

func TestSpecimenIsRight(t *testing.T) {
	doc := specimen()
	out := layout(t, doc)
	if n := len(out.Pages); n < 5 || n > 6 {
		t.Errorf("%d pages, expected 5 or 6", n)
	}
	for i := range out.Pages {
		label := fmt.Sprintf("Page %d of %d", i+1, len(out.Pages))
		if p := findOne(t, out, label); p.page != i+1 || p.el > 0 {
			t.Errorf("%q stands on page %d as element %d, expected page %d as furniture", label, p.page, p.el, i+1)
		}
	}
	if n := len(find(out, "TLP:CLEAR")) - 1; n != 2*len(out.Pages) {
		t.Errorf("%d markings on %d pages, expected two on each", n, len(out.Pages))
	}
}

func TestSameDocumentGivesSamePages(t *testing.T) {
	a, _, _ := Layout(specimen())
	b, _, _ := Layout(specimen())
	for i := range a.Pages {
		if a.Pages[i].Dump() != b.Pages[i].Dump() {
			t.Errorf("page %d differs between two runs", i+1)
		}
	}
	if !slices.Equal(a.Elements, b.Elements) {
		t.Error("elements differ between two runs")
	}
}

func TestEveryPartHasItsRole(t *testing.T) {
	out := layout(t, specimen())
	for words, path := range map[string]string{
		"What Moved in September":   "Document H1",
		"Growth is fast":            "Document Sect H2",
		"Six of the ten largest":    "Document Sect P",
		"From recovery to growth":   "Document Sect H3",
		"Every month of 2023":       "Document Sect Figure Caption P",
		"Processed hair and wool":   "Document Sect Table TBody TR TH",
		"Exports, US$ million":      "Document Sect Table THead TR TH",
		"Staples and wig materials": "Document Sect Table Caption P",
		"barter, or credit":         "Document Sect L LI LBody",
		"State media commentary.":   "Document Sect L LI LBody",
		"desk@example.org":          "Document Sect P",
		"Parts may not sum":         "Document Sect P",
	} {
		var roles []string
		for el := findOne(t, out, words).el; el > 0; el = out.Elements[el].Parent {
			roles = append([]string{string(out.Elements[el].Role)}, roles...)
		}
		if got := strings.Join(roles, " "); got != path {
			t.Errorf("%q is %s, expected %s", words, got, path)
		}
	}
	for i, e := range out.Elements {
		if e.Role == "Figure" && e.Alt == "" {
			t.Errorf("a figure (%s) has no alternative text", e.Title)
		}
		if i > 0 && (e.At == diag.Pos{}) {
			t.Errorf("element %d (%s) does not know its place in the outline", i, e.Role)
		}
	}
}

func TestBookmarksNameSectionsAndExhibits(t *testing.T) {
	out := layout(t, specimen())
	var got []string
	for _, b := range out.Bookmarks {
		got = append(got, strings.Repeat("  ", b.Level)+b.Title+" → "+b.Dest)
	}
	text := strings.Join(got, "\n")
	for _, want := range []string{"\n1 Trends → section-trends\n", "\n  Figure 2. Every month of 2023 was above the year before → figure-2\n", "\n  Table 1. "} {
		if !strings.Contains(text, want) {
			t.Errorf("no bookmark %q in\n%s", want, text)
		}
	}
}

func TestReferencesLinkToTheirSource(t *testing.T) {
	out := layout(t, specimen())
	links := map[string]int{}
	for _, d := range out.Pages {
		for _, m := range d.Marks {
			if link, ok := m.Op.(ink.Link); ok {
				links[link.Dest+link.URL]++
				if out.Elements[m.Element].Role != "Link" {
					t.Errorf("the link to %s is a %s", link.Dest, out.Elements[m.Element].Role)
				}
			}
		}
	}
	if links["source-1"] < 3 || links["source-2"] == 0 || links["https://example.org/press"] != 1 {
		t.Errorf("links: %v", links)
	}
	for _, p := range find(out, "[1]") {
		if p.page == 1 && p.text.Font.Size == 6.5 && p.text.Color == colorBlue {
			return
		}
	}
	t.Error("no raised reference on page 1")
}

func TestSmallPage(t *testing.T) {
	doc := Document{
		At: at(1), TitleAt: at(2), Words: english, Organisation: "Desk", Marking: "TLP:GREEN", Title: tx("A title"),
		Standfirst: []Para{{Text: Text{{S: "It rose to "}, {S: "188.7", Strong: true}, {S: "."}, {Ref: 1}}}},
		Sections: []Section{{At: at(5), Blocks: []Block{
			&Table{Common: common(7, Half), Exhibit: Exhibit{Label: "Table 1", Dest: "table-1", Title: tx("Small"), Source: tx("Made up.")},
				Columns: []Column{{Title: tx("Month")}, {Title: tx("US$ m"), Align: Right}},
				Rows:    []Row{{Cells: cells("August", "162.8")}, {Style: Total, Cells: cells("September", "188.7")}}},
			&Sources{Common: common(9, Half), Title: "Sources", Entries: []SourceEntry{{1, tx("Customs.")}}},
		}}},
	}
	out := layout(t, doc)
	if len(out.Pages) != 1 {
		t.Fatalf("%d pages, expected 1", len(out.Pages))
	}
	var b strings.Builder
	b.WriteString(out.Pages[0].Dump())
	for i, e := range out.Elements {
		fmt.Fprintf(&b, "element %d %s in %d\n", i, e.Role, e.Parent)
	}
	golden(t, "small.txt", b.String())
}

// golden compares with a file of testdata; with UPDATE=1 in the environment it
// writes the file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; if the change is meant, run UPDATE=1 go test. Got:\n%s", file, got)
	}
}

func TestOnlyATitle(t *testing.T) {
	for _, doc := range []Document{{}, {Title: tx("Only a title")}, {Title: tx("t"), Sections: []Section{{}}}, brief()} {
		if out := layout(t, doc); len(out.Pages) != 1 {
			t.Errorf("%d pages, expected 1", len(out.Pages))
		}
	}
}

func TestLongTitle(t *testing.T) {
	doc := specimen()
	doc.Title = tx(lorem(60, "title"))
	if n := len(doc.Title.String()); n < 400 {
		t.Fatalf("the title has only %d characters", n)
	}
	doc.Sections[1].Title = doc.Title
	out, _, problems := Layout(doc)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	checkPages(t, out)
	size := find(out, "title0")[0].text.Font.Size
	if size >= 21 {
		t.Errorf("the title is set in %g pt, expected a smaller type", size)
	}
}

func TestTitleTakesTheLargestTypeThatFits(t *testing.T) {
	for words, size := range map[int]float64{3: 24, 10: 24, 13: 21, 24: 18} {
		doc := brief()
		doc.Title = tx(lorem(words, "word"))
		doc.Facts = []Fact{{"Flow", tx("there")}}
		out := layout(t, doc)
		if got := find(out, "word0")[0].text.Font.Size; got != size {
			t.Errorf("a title of %d words is set in %g pt, expected %g", words, got, size)
		}
	}
}

func TestFrontPagePlotsGiveWayToKeepOnePage(t *testing.T) {
	doc := specimen()
	doc.Sections, doc.Contact = doc.Sections[:1], nil
	box := doc.Sections[0].Blocks[2].(*Judgements)
	box.Items = append(box.Items, box.Items[:2]...)
	out := layout(t, doc)
	if len(out.Pages) != 1 {
		t.Errorf("%d pages, expected the plot to be lowered so that all stands on 1", len(out.Pages))
	}
}

func TestLinesOfAParagraphStayTogether(t *testing.T) {
	for shift := range 12 {
		filler := make([]Para, 0, 60)
		for i := range 40 + shift {
			filler = append(filler, para(fmt.Sprintf("Filler %d.", i)))
		}
		doc := onOwnPages(&Columns{Common: common(7, Full), Columns: [][]Block{{
			&TextBlock{Common: common(8, Full), Paras: append(filler, para(lorem(90, "paragraph")))},
		}, {&TextBlock{Common: common(9, Full), Paras: []Para{para("Beside.")}}}}})
		out := layout(t, doc)
		lines := map[int]map[float64]bool{}
		elements := map[int]bool{}
		for _, p := range find(out, "paragraph") {
			if lines[p.page] == nil {
				lines[p.page] = map[float64]bool{}
			}
			lines[p.page][p.text.Y] = true
			elements[p.el] = true
		}
		for page, n := range lines {
			if len(n) < 3 {
				t.Errorf("shift %d: %d lines of the paragraph stand alone on page %d", shift, len(n), page)
			}
		}
		if len(elements) != 1 {
			t.Errorf("shift %d: the paragraph is %d elements, expected 1", shift, len(elements))
		}
	}
}

func TestListsOfTwoKindsAreTwoLists(t *testing.T) {
	item := func(kind ParaKind, n, level int, s string) Para {
		return Para{Kind: kind, Number: n, Level: level, Text: tx(s)}
	}
	out := layout(t, brief(&TextBlock{common(8, Full), []Para{
		item(Bullet, 0, 0, "First"), item(Numbered, 1, 1, "Nested"), item(Bullet, 0, 0, "Second"),
		item(Numbered, 1, 0, "Third"), item(Numbered, 2, 0, "Fourth"),
	}}))
	list := func(s string) int { return out.Elements[out.Elements[findOne(t, out, s).el].Parent].Parent }
	if list("First") != list("Second") || list("Third") != list("Fourth") || list("Second") == list("Third") {
		t.Errorf("the items are in the lists %d, %d, %d, %d", list("First"), list("Second"), list("Third"), list("Fourth"))
	}
	apart := func(a, b string) float64 { return findOne(t, out, b).text.Y - findOne(t, out, a).text.Y }
	if apart("Second", "Third") < apart("Third", "Fourth")+1*mm {
		t.Error("the second list stands no farther from the first than an item from the next")
	}
}

func TestHeadingStaysWithItsText(t *testing.T) {
	for n := 30; n < 48; n++ {
		filler := make([]Para, n)
		for i := range filler {
			filler[i] = para(fmt.Sprintf("Filler %d.", i))
		}
		out := layout(t, onOwnPages(
			&TextBlock{Common: common(8, TwoThirds), Paras: append(filler, h3("Heading"))},
			&TextBlock{Common: common(9, Full), Paras: []Para{para(lorem(120, "body"))}}))
		head, body := findOne(t, out, "Heading"), find(out, "body0")[0]
		if head.page != body.page {
			t.Errorf("%d lines: the heading stands on page %d, its text on page %d", n, head.page, body.page)
		}
	}
}

func longTable(rows int) *Table {
	tab := &Table{Common: common(7, Full), Exhibit: Exhibit{Label: "Table 1", Dest: "table-1", Title: tx("Long"), Source: tx("Source: made up.")},
		Columns: []Column{{Title: tx("Place")}, {Title: tx("Value"), Align: Right}}}
	for i := range rows {
		tab.Rows = append(tab.Rows, Row{Cells: cells(fmt.Sprintf("row%d,", i), fmt.Sprint(i%7))})
	}
	return tab
}

func TestTableRepeatsItsHeader(t *testing.T) {
	out := layout(t, brief(longTable(120)))
	pages := len(out.Pages)
	again := find(out, "Table 1, continued")
	if len(again) != pages-1 {
		t.Fatalf("the label is repeated %d times on %d pages", len(again), pages)
	}
	heads := find(out, "Place")
	if len(heads) != pages {
		t.Errorf("the header stands %d times on %d pages", len(heads), pages)
	}
	for i, p := range append(again, heads[1:]...) {
		if p.el > 0 {
			t.Errorf("repeated words %d are element %d, expected furniture", i, p.el)
		}
	}
	if last := findOne(t, out, "Source: made up."); last.page != pages || len(find(out, "row119,")) != 1 || find(out, "row118,")[0].page != pages {
		t.Error("the source line does not stand with the last rows")
	}
}

func TestHugeTable(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	out := layout(t, brief(longTable(10000)))
	if n := len(out.Pages); n < 200 || n > 300 {
		t.Errorf("%d pages for 10,000 rows", n)
	}
}

func TestRowHigherThanAPage(t *testing.T) {
	tab := longTable(2)
	tab.Rows[1].Cells[0].Text = []Para{para(lorem(4000, "long"))}
	out := layout(t, brief(tab))
	if n := len(out.Pages); n < 3 {
		t.Errorf("%d pages, expected the row to take more than two", n)
	}
}

func TestFigureIsNeverSplit(t *testing.T) {
	for n := range 50 {
		filler := make([]Para, n)
		for i := range filler {
			filler[i] = para(fmt.Sprintf("Filler %d.", i))
		}
		f := figure(1, Full, "Finding")
		f.Source = tx("Source: made up.")
		out := layout(t, onOwnPages(&TextBlock{Common: common(8, TwoThirds), Paras: filler}, f))
		label, source := findOne(t, out, "Figure 1"), findOne(t, out, "Source: made up.")
		if label.page != source.page {
			t.Errorf("%d lines before: the figure begins on page %d and ends on page %d", n, label.page, source.page)
		}
	}
}

func TestBodiesOfFiguresInARowBeginLevel(t *testing.T) {
	a, b := figure(1, Half, "Short"), figure(2, Half, lorem(20, "long"))
	a.Source, b.Source = tx("Source: one."), tx("Source: two.")
	out := layout(t, brief(a, b))
	if y1, y2 := findOne(t, out, "Source: one.").text.Y, findOne(t, out, "Source: two.").text.Y; y1 != y2 {
		t.Errorf("the source lines stand at %.1f and %.1f mm", y1/mm, y2/mm)
	}
}

func TestBlocksShareARowByTheirWidths(t *testing.T) {
	text := func(w Width, s string) Block { return &TextBlock{common(8, w), []Para{para(s)}} }
	out := layout(t, brief(
		text(TwoThirds, "alpha"), text(Third, "beta"),
		text(Third, "gamma"), text(Third, "delta"), text(Third, "epsilon"),
		text(Half, "zeta"), text(TwoThirds, "eta")))
	for i, want := range []struct {
		word string
		x    float64
	}{{"alpha", 18}, {"beta", 138}, {"gamma", 18}, {"delta", 78}, {"epsilon", 138}, {"zeta", 18}, {"eta", 18}} {
		p := find(out, want.word)
		if got := p[len(p)-1].text.X / mm; got < want.x-0.01 || got > want.x+0.01 {
			t.Errorf("%d: %s stands at %.2f mm, expected %.0f", i, want.word, got, want.x)
		}
	}
}

func TestLongTextRunsInTwoColumns(t *testing.T) {
	out := layout(t, brief(&TextBlock{common(8, Full), []Para{para(lorem(200, "word"))}}))
	xs := map[float64]int{}
	for _, p := range find(out, "word") {
		if p.el > 0 {
			xs[p.text.X]++
		}
	}
	if len(xs) != 2 || xs[gridX(0)] == 0 || xs[gridX(6)] == 0 || xs[gridX(0)]-xs[gridX(6)] > 1 {
		t.Errorf("lines by place: %v, expected two even columns", xs)
	}
}

// A box too long for two columns in half a page runs over pages in one column,
// which leaves no half of it empty.
func TestLongCalloutFillsItsWidth(t *testing.T) {
	out := layout(t, brief(&Callout{common(8, Full), true, tx("Caution"), []Para{para(lorem(1500, "word"))}}))
	most := 0.0
	for _, p := range find(out, "word") {
		most = max(most, p.text.X+p.text.Font.Width(p.text.S))
	}
	if middle := (left + right) / 2; len(out.Pages) < 2 || most < middle+40*mm || most > left+boxSide+cautionBar+measureWide+hair {
		t.Errorf("on %d pages the lines end at %.0f mm, the box at %.0f mm", len(out.Pages), most/mm, right/mm)
	}
}

func TestNarrowTablesOfAnAnnexRunThroughTwoColumns(t *testing.T) {
	long, wide := longTable(60), longTable(2)
	long.Label, long.Dest, wide.Dest = "Data of Figure 1", "data-1", "data-2"
	for range narrowMost {
		wide.Columns = append(wide.Columns, Column{Title: tx("More")})
	}
	out := layout(t, onOwnPages(&Annex{Common: common(8, Full), Tables: []*Table{long, wide}}))
	for i, p := range find(out, "Data of Figure 1") {
		if right := i == 1; p.page != 2 || (p.text.X > pageWidth/2) != right || (p.el <= 0) != right {
			t.Errorf("%q stands on page %d at %.0f as element %d", p.text.S, p.page, p.text.X, p.el)
		}
	}
	if n := len(find(out, "Data of Figure 1")); n != 2 {
		t.Errorf("the long table has %d headings, expected one in each column", n)
	}
	for _, p := range find(out, "More") {
		if p.page != 3 || p.text.X < pageWidth/4 {
			t.Errorf("a column of the wide table stands on page %d at %.0f", p.page, p.text.X)
		}
	}
}

func TestSectionBelowTheOneBefore(t *testing.T) {
	doc := brief(&TextBlock{common(8, Full), []Para{para("First.")}})
	doc.Sections = append(doc.Sections, Section{At: at(9), Number: 2, Name: "Two", Title: tx("Second"), Blocks: []Block{&TextBlock{common(8, Full), []Para{para("More.")}}}})
	if out := layout(t, doc); findOne(t, out, "First.").page != findOne(t, out, "More.").page {
		t.Error("a section that fits below the one before began a new page")
	}
	doc.Sections[0].Blocks = []Block{figure(1, Full, "a"), figure(2, Full, "b")}
	doc.Sections[1].Blocks = []Block{longTable(20)}
	if out := layout(t, doc); findOne(t, out, "Second").page == find(out, "Figure 2")[0].page {
		t.Error("a section that does not fit began at the foot of a page")
	}
}

func TestProblems(t *testing.T) {
	many := specimen()
	many.MaxPages, many.MaxPagesAt = 3, at(99)
	emoji := specimen()
	emoji.Sections[1].Blocks = []Block{&TextBlock{common(77, Full), []Para{para("Up 🚀 and 🚀 up")}}}
	high := brief(&Callout{Common: common(55, Full)}, &KeyFigures{Common: common(66, Third), Tiles: []Tile{{Label: lorem(900, "label"), Value: "1"}}})
	wide := &Table{Common: common(44, Full), Columns: make([]Column, 300), Rows: []Row{{Cells: make([]Cell, 300)}}}
	for i := range wide.Columns {
		wide.Columns[i].Title, wide.Rows[0].Cells[i].Text = tx("Column"), []Para{para("words")}
	}
	chart := brief(&Figure{Common: common(88, Full), Exhibit: Exhibit{Label: "Figure 1"}})
	for name, test := range map[string]struct {
		doc  Document
		line int
		want string
	}{
		"pages": {many, 99, "more than its limit of 3"},
		"glyph": {emoji, 77, `"🚀" (U+1F680)`},
		"high":  {high, 66, "cannot be split"},
		"chart": {chart, 88, ""},
		"wide":  {brief(wide), 44, "300 columns"},
	} {
		_, _, problems := Layout(test.doc)
		if len(problems) != 1 || problems[0].Pos.Line != test.line || problems[0].Phase != diag.Layout || !strings.Contains(problems[0].Message, test.want) {
			t.Errorf("%s: %v, expected one problem at line %d with %q", name, problems, test.line, test.want)
		}
	}
	_, _, problems := Layout(many)
	if !strings.Contains(problems[0].Hint, "Trends") && !strings.Contains(problems[0].Hint, "Data notes") {
		t.Errorf("the hint does not name a section: %q", problems[0].Hint)
	}
	// Where two sections run over, the one is named that needs least taken out, and
	// taking that out is enough.
	over := func(second int) Document {
		doc := brief(&TextBlock{common(6, Full), []Para{para("A front page.")}})
		doc.Sections[0].Title, doc.MaxPages, doc.MaxPagesAt = nil, 6, at(99)
		for i, paras := range []int{30, second} {
			s := Section{At: at(10 * i), Number: i + 1, Name: fmt.Sprint("Part ", i+1), Title: tx("A finding"), Blocks: []Block{&PageBreak{common(7, Full)}}}
			for k := range paras {
				s.Blocks = append(s.Blocks, &TextBlock{common(20+k, Full), []Para{para(lorem(40, fmt.Sprint("word", k)))}})
			}
			doc.Sections = append(doc.Sections, s)
		}
		return doc
	}
	out, _, problems := Layout(over(12))
	const want = "take 80 mm out of \"2 Part 2\", about 17 lines over the whole width: that is all that stands of it on page 7"
	if len(out.Pages) != 7 || len(problems) != 1 || problems[0].Hint != want {
		t.Errorf("%d pages: %v, want the hint %q", len(out.Pages), problems, want)
	}
	if out, _, problems := Layout(over(8)); len(out.Pages) != 6 || len(problems) != 0 {
		t.Errorf("shortened, the brief has %d pages: %v", len(out.Pages), problems)
	}
}

func TestTimelineWithManyEventsIsAList(t *testing.T) {
	tl := timeline()
	for y := 1990; y < 2016; y++ {
		tl.Entries = append(tl.Entries, Entry{From: 20200101, When: fmt.Sprintf("in %d", y), Text: tx("something happened that takes some words")})
	}
	layout(t, brief(tl))
}

func BenchmarkLayout(b *testing.B) {
	doc := specimen()
	for b.Loop() {
		Layout(doc)
	}
}

func BenchmarkHugeTable(b *testing.B) {
	doc := brief(longTable(10000))
	for b.Loop() {
		Layout(doc)
	}
}

// lowest is how far down the content of a page reaches, in millimetres.
func lowest(d ink.Drawing) float64 {
	var y float64
	for _, m := range d.Marks {
		if b, ok := boxOf(m); ok && m.Element > 0 {
			y = max(y, b.y2)
		}
	}
	return y / mm
}

func TestSmallRestIsPulledBack(t *testing.T) {
	callout := func() Block {
		return &Callout{Common: common(9, Full), Title: tx("Caution"), Paras: []Para{para("Some words of caution.")}}
	}
	out := layout(t, onOwnPages(figure(1, Full, "One"), figure(2, Half, "Two"), figure(3, Half, "Three"), callout(), callout(), callout()))
	if n := len(out.Pages); n != 2 {
		t.Errorf("%d pages, expected plots to be lowered so that the section stands on one after the front page", n)
	}
	if y := lowest(out.Pages[1]); y > 277.1 {
		t.Errorf("the page reaches down to %.1f mm", y)
	}
}

// plain slabs, plots and rows of tables for pages that are filled.
func fillable(heights ...slab) *page {
	p := &page{top: top, bottom: A4.bottom()}
	y := top
	for i, s := range heights {
		if i > 0 {
			y += s6
		}
		p.rows = append(p.rows, placed{row: row{gap: s6, cols: []column{{slabs: []slab{s}}}}, y: y})
		y += s.height
	}
	return p
}

func TestPageIsFilled(t *testing.T) {
	plot := slab{height: 60 * mm, least: 50 * mm, most: 72 * mm}
	table := slab{height: 60 * mm, loose: rowLoose}
	for name, test := range map[string]struct {
		rest, plot, table, gap float64 // in millimetres
	}{
		"little: gaps":            {3, 60, 60, 7.5},
		"plots, then gaps":        {14, 72, 60, 7},
		"plots, gaps, then rows":  {20, 72, 61.2, 8},
		"too much for gaps":       {60, 60, 60, 6},
		"gaps take what they can": {12, 60, 61.2, 8},
	} {
		text := slab{height: 255*mm - 120*mm - 2*s6 - test.rest*mm}
		p := fillable(text, plot, table)
		p.fill(A4.bottom() - test.rest*mm)
		got := [...]float64{p.rows[1].cols[0].slabs[0].height / mm, p.rows[2].cols[0].slabs[0].height / mm, p.rows[1].gap / mm}
		want := [...]float64{test.plot, test.table, test.gap}
		for i := range got {
			if math.Abs(got[i]-want[i]) > 0.01 {
				t.Errorf("%s: plot, table and gap are %.2f, expected %.2f", name, got, want)
				break
			}
		}
		if last := &p.rows[2]; last.y+last.row.height() > A4.bottom()+hair {
			t.Errorf("%s: the page reaches down to %.1f mm", name, (last.y+last.row.height())/mm)
		}
	}
}

// A table on two pages keeps one height of rows.
func TestPartOfATableIsNotRaised(t *testing.T) {
	p := fillable(slab{height: 200 * mm}, slab{height: 30 * mm, loose: rowLoose})
	p.rows[1].parted = true
	p.fill(A4.bottom() - 19*mm)
	if h := p.rows[1].height() / mm; math.Abs(h-30) > hair {
		t.Errorf("the part is %.1f mm high, expected 30", h)
	}
}

func TestFiguresInARowEndLevel(t *testing.T) {
	bars, dots := figure(2, Half, "Two"), figure(3, Half, "Three")
	bars.Source = tx("Source of two.")
	dots.Chart.Kind, dots.Chart.Events = charts.Dots, nil
	dots.Chart.Series = []charts.Series{{Points: monthly(data.Month(2023, 4), 1, 2, 3, 4, 5, 6)}}
	dots.Source = tx("Source of three, " + lorem(40, "which goes on"))
	under := func(s string) Block { return &TextBlock{common(9, Full), []Para{para(s)}} }
	out := layout(t, onOwnPages(&Columns{Common: common(8, Full), Columns: [][]Block{{bars, under("Undertwo.")}, {dots, under("Underthree.")}}}))
	if a, b := findOne(t, out, "Source of two").text.Y, findOne(t, out, "Source of three").text.Y; math.Abs(a-b) > hair {
		t.Errorf("the plots end at %.1f and %.1f mm", a/mm, b/mm)
	}
	if a, b := findOne(t, out, "Undertwo").text.Y, findOne(t, out, "Underthree").text.Y; math.Abs(a-b) > hair {
		t.Errorf("what follows begins at %.1f and %.1f mm", a/mm, b/mm)
	}
}

// TestLongTitleInARow: a title of pages parts one column from its plot; what is
// left of the row is placed all the same.
func TestLongTitleInARow(t *testing.T) {
	a, b := figure(1, Half, lorem(1900, "title")), figure(2, Half, "Short")
	doc := brief(&Columns{Common: common(8, Full), Columns: [][]Block{{a}, {b}}})
	out, _, problems := Layout(doc)
	if len(problems) == 0 && len(find(out, "Figure 2")) == 0 {
		t.Error("neither a problem nor the second figure")
	}
}

func TestPlotsInARowTakeOneHeight(t *testing.T) {
	plot := func(least, height, most float64) slab { return slab{least: least, height: height, most: most} }
	for name, test := range map[string]struct {
		plots []slab
		want  []float64
		level bool
	}{
		"the higher":            {[]slab{plot(50, 60, 70), plot(40, 50, 65)}, []float64{60, 60}, true},
		"within all ranges":     {[]slab{plot(50, 60, 70), plot(20, 30, 52)}, []float64{52, 52}, true},
		"no range in common":    {[]slab{plot(50, 60, 70), plot(20, 30, 40)}, []float64{50, 40}, false},
		"one of them is a text": {[]slab{plot(50, 60, 70), {height: 30}}, []float64{60, 30}, false},
	} {
		var r row
		for _, p := range test.plots {
			r.cols = append(r.cols, column{slabs: []slab{{head: true, height: 10}, p}})
		}
		r.makeLevel()
		for i, want := range test.want {
			if got := r.cols[i].slabs[1].height; math.Abs(got-want) > hair || r.level != test.level {
				t.Errorf("%s: plot %d is %.1f high, level %v; expected %.1f, %v", name, i, got, r.level, want, test.level)
			}
		}
	}
	// Raised and lowered, they stay level.
	r := row{cols: []column{{slabs: []slab{{head: true}, plot(50, 60, 70)}}, {slabs: []slab{{head: true}, plot(40, 50, 60), {source: true, height: 9}}}}}
	r.makeLevel()
	down, up := r.give()
	r.resize(r.height() + up)
	if a, b := r.cols[0].slabs[1].height, r.cols[1].slabs[1].height; down != 10 || up != 0 || a != 60 || b != 60 {
		t.Errorf("the row gives %.1f and %.1f, raised plots are %.1f and %.1f high", down, up, a, b)
	}
}

func TestReferencesHangOutsideTheEdge(t *testing.T) {
	table := &Table{Common: common(8, Full), Columns: []Column{{Title: tx("Good")}, {Title: tx("Valuehead"), Align: Right}},
		Rows: []Row{
			{Cells: []Cell{{Text: []Para{para("Hair")}}, {Text: []Para{{Text: ref("21.46", 1)}}}}},
			{Cells: []Cell{{Text: []Para{para("Wigs")}}, {Text: []Para{para("18.02")}, Mark: "r"}}},
			{Cells: []Cell{{Text: []Para{para("Flour")}}, {Text: []Para{para("11.99")}}}},
		}}
	out := layout(t, brief(table, sources()))
	edge := func(words string) float64 {
		text := findOne(t, out, words).text
		return text.X + text.Font.Width(text.S)
	}
	want := edge("Valuehead")
	for _, s := range []string{"21.46", "18.02", "11.99"} {
		if got := edge(s); math.Abs(got-want) > 0.05 {
			t.Errorf("%s ends at %.2f mm, its header at %.2f mm", s, got/mm, want/mm)
		}
	}
	var reference ink.Text
	for _, p := range find(out, "[1]") {
		if p.text.Font.Size == referenceFont.Size {
			reference = p.text
		}
	}
	number := findOne(t, out, "21.46").text
	if reference.X < want || reference.X > want+1*mm || reference.Y != number.Y-referenceRise {
		t.Errorf("the reference stands at %.1f, %.1f mm, the number ends at %.1f, %.1f mm", reference.X/mm, reference.Y/mm, want/mm, number.Y/mm)
	}
	if end := reference.X + reference.Font.Width(reference.S); end > right+hair {
		t.Errorf("the reference ends at %.1f mm, outside the page", end/mm)
	}
}

func TestPointsStandInLine(t *testing.T) {
	table := &Table{Common: common(8, Full), Columns: []Column{{Title: tx("Series")}, {Title: tx("Revised"), Align: Right}}}
	figures := []string{"188.74", "−80.1", "1" + nbsp + "206", "+0.25"}
	for _, s := range append(figures, "n.a.") {
		table.Rows = append(table.Rows, Row{Cells: cells("Row", s)})
	}
	out := layout(t, brief(table))
	point := func(s string) float64 {
		text := findOne(t, out, s).text
		whole, _, _ := strings.Cut(s, ".")
		return text.X + text.Font.Width(whole)
	}
	for _, s := range figures[1:] {
		if got, want := point(s), point(figures[0]); math.Abs(got-want) > 0.05 {
			t.Errorf("the point of %s stands at %.2f mm, that of %s at %.2f mm", s, got/mm, figures[0], want/mm)
		}
	}
	a, b := findOne(t, out, "n.a.").text, findOne(t, out, "188.74").text
	if got, want := a.X+a.Font.Width(a.S), b.X+b.Font.Width(b.S); math.Abs(got-want) > 0.05 {
		t.Errorf("n.a. ends at %.2f mm, expected %.2f", got/mm, want/mm)
	}
}

// Names of goods are not broken for the sake of bars and gaps.
func TestTextComesBeforeBars(t *testing.T) {
	table := commodities()
	table.Rows[0].Cells[1].Text = []Para{para("Soybean oil and its fractions, whether or not refined")}
	out := layout(t, brief(table, sources()))
	first, second := find(out, "Soybean oil and its"), find(out, "not refined")
	if len(first) != 1 || len(second) != 1 || second[0].text.Y > first[0].text.Y+1.1*tableStyle.leading {
		t.Errorf("the name takes more than two lines")
	}
}

// TestMarksOfFit: the grounds of the marks are of one width and touch but for a
// white gap, each has its sign in the middle, and its colour says how it fits.
func TestMarksOfFit(t *testing.T) {
	signs := []string{"−\u00a0−", "−", "0", "+", "+\u00a0+"}
	tab := &Table{Common: common(1, Full), Exhibit: Exhibit{Label: "Table 1", Title: tx("Two fit")}, Finding: tx("H1 has the least against it.")}
	tab.Columns = []Column{{Kind: CodeColumn}, {Title: tx("Evidence"), Grow: true}, {Title: tx("Grade"), Align: Center, Width: 10}}
	for _, code := range []string{"H1 ", "H2 ", "H3 ", "H4 "} {
		tab.Columns = append(tab.Columns, Column{Title: Text{{S: code}, {S: "Name of two lines"}}, Kind: FitColumn})
	}
	for i := range signs {
		row := Row{Cells: []Cell{{Text: []Para{para("E1")}}, {Text: []Para{para(lorem(12, "seen"))}}, {Text: []Para{para("B")}}}}
		for j := range 4 {
			fit := (i + j) % len(signs)
			row.Cells = append(row.Cells, Cell{Text: []Para{para(signs[fit])}, Fit: fit + 1, Alt: "how it fits"})
		}
		tab.Rows = append(tab.Rows, row)
	}
	tab.Rows = append(tab.Rows, Row{Style: Total, Cells: []Cell{{}, {Text: []Para{para("Assessed")}}, {}, {Text: []Para{para("Likely")}}}})
	out := layout(t, brief(tab))

	pitch := (fitsWidth + fitGap) / 4
	texts, grounds := map[string][]box{}, map[int][]box{}
	for _, m := range out.Pages[0].Marks {
		b, _ := boxOf(m)
		switch op := m.Op.(type) {
		case ink.Text:
			texts[op.S] = append(texts[op.S], b)
		case ink.Path:
			for fit, colors := range fitColors {
				if op.Fill != nil && *op.Fill == colors[0] && math.Abs(b.x2-b.x1-pitch+fitGap) < 0.01 {
					grounds[fit] = append(grounds[fit], b)
				}
			}
		}
	}
	for fit, sign := range signs {
		if len(grounds[fit]) != 4 || len(texts[sign]) != 4 {
			t.Fatalf("%d grounds and %d signs of the fit %d, want 4", len(grounds[fit]), len(texts[sign]), fit+1)
		}
		for i, g := range grounds[fit] {
			if s := texts[sign][i]; math.Abs(s.x1+s.x2-g.x1-g.x2) > 0.01 || math.Abs(s.y1+s.y2-g.y1-g.y2) > 2*mm {
				t.Errorf("the sign %q stands beside the middle of its ground", sign)
			}
			if from := (g.x1 - right + fitsWidth) / pitch; math.Abs(from-math.Round(from)) > 0.001 {
				t.Errorf("a ground begins at %.2f mm, between two columns", g.x1/mm)
			}
		}
	}
	if code, name := find(out, "H1")[0], find(out, "Name of")[0]; code.text.Y >= name.text.Y {
		t.Error("the code of a hypothesis does not stand over its name")
	}
	if findOne(t, out, "the least against").text.Y < findOne(t, out, "Assessed").text.Y {
		t.Error("the finding stands over the rows that it follows from")
	}
}

// TestMarksOfStatus: each status has a shape of its own at the left of its word,
// and in a column too narrow for both the word stands alone.
func TestMarksOfStatus(t *testing.T) {
	marks := func(width float64) map[string]int {
		tab := &Table{Common: common(1, Full), Columns: []Column{{Title: tx("Indicator"), Grow: true}, {Title: tx("S"), Kind: StatusColumn, Width: width}}}
		for status, word := range map[Status]string{Steady: "ok", Watch: "mind", Breached: "act", NoData: "void"} {
			tab.Rows = append(tab.Rows, Row{Cells: []Cell{{Text: []Para{para("Exports")}}, {Text: []Para{para(word)}, Status: status}}})
		}
		out := layout(t, brief(tab))
		shapes := map[string]int{}
		for _, m := range out.Pages[0].Marks {
			p, ok := m.Op.(ink.Path)
			if b, _ := boxOf(m); !ok || p.Fill == nil || math.Abs(b.x2-b.x1-statusSize) > light+0.01 || math.Abs(b.y2-b.y1-statusSize) > light+0.01 {
				continue
			}
			for _, word := range []string{"ok", "mind", "act", "void"} {
				b, _ := boxOf(m)
				if at := findOne(t, out, word).text; at.Y > b.y1 && at.Y < b.y2+mm && at.X > b.x2 {
					shapes[fmt.Sprintf("%s %v %d", word, *p.Fill, len(p.Segs))]++
				}
			}
		}
		return shapes
	}
	wide := marks(22)
	for _, want := range []string{fmt.Sprintf("mind %v 4", colorRust), fmt.Sprintf("act %v 5", colorAgain), fmt.Sprintf("void %v 5", colorWhite)} {
		if wide[want] != 1 {
			t.Errorf("no shape %q among %v", want, wide)
		}
	}
	if len(wide) != 4 {
		t.Errorf("%d shapes, want 4: %v", len(wide), wide)
	}
	if narrow := marks(9); len(narrow) > 0 {
		t.Errorf("shapes over the words of a narrow column: %v", narrow)
	}
}

func TestContactDoesNotStandAlone(t *testing.T) {
	for rows := range 50 {
		doc := brief(longTable(rows+1), sources())
		doc.Contact = []NoteColumn{{"Contact", []Para{para("Contact words.")}}}
		out := layout(t, doc)
		list, contact := findOne(t, out, "State media commentary."), findOne(t, out, "Contact words.")
		if list.page != contact.page {
			t.Fatalf("after %d rows the sources end on page %d and the contact stands on page %d", rows+1, list.page, contact.page)
		}
	}
}

func TestManyColumnsTakeMoreRows(t *testing.T) {
	cols := &Columns{Common: common(8, Full)}
	for i := range 9 {
		cols.Columns = append(cols.Columns, []Block{&TextBlock{common(8, Full), []Para{para(fmt.Sprintf("column%d", i))}}})
	}
	out := layout(t, brief(cols))
	if a, b := findOne(t, out, "column3").text, findOne(t, out, "column4").text; a.Y >= b.Y || b.X != gridX(0) {
		t.Error("the fifth column does not begin a second row")
	}
}

// Twice the length takes twice the memory, on the pages and in the file.
func TestLengthIsLinear(t *testing.T) {
	bytes := func(doc Document) float64 {
		doc.Meta = pdf.Meta{Title: "A long brief", Lang: "en"}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		out, _, _ := Layout(doc)
		if _, err := pdf.Encode(out); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	for name, long := range map[string]func(n int) Document{
		"rows":   func(n int) Document { return brief(longTable(5000 * n)) },
		"charts": func(n int) Document { return brief(figures(50 * n)...) },
		"text": func(n int) Document {
			return brief(&TextBlock{Common: common(8, Full), Paras: slices.Repeat([]Para{para(lorem(120, "word"))}, 100*n)})
		},
	} {
		bytes(long(1)) // what is read once for all
		one, two := bytes(long(1)), bytes(long(2))
		if t.Logf("%s: %.1f MB, twice as many %.1f MB", name, one/1e6, two/1e6); two > 2.2*one {
			t.Errorf("%s: twice the length takes %.2f times the memory, want 2", name, two/one)
		}
	}
}

// What is left of a paragraph after a page break is not parted so that a line of it
// stands alone at the head of a column.
func TestRestOfAParagraphStaysTogether(t *testing.T) {
	for words := 900; words < 1100; words += 7 {
		doc := onOwnPages(&TextBlock{Common: common(8, Full), Paras: []Para{para(lorem(words, "paragraph"))}})
		out, places, problems := Layout(doc)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		newLaid(doc, out, places).checkLines(t)
	}
}

func TestHugeTableTakesLittleForARow(t *testing.T) {
	const rows = 10000
	doc := brief(longTable(rows))
	if n := testing.AllocsPerRun(1, func() { Layout(doc) }) / rows; n > 45 {
		t.Errorf("%.0f allocations for a row, expected at most 45", n)
	}
}

// A figure in two lines is read as two, and so is a short word: a table that is too
// narrow for them is refused, and the width that its hint names is enough.
func TestTableTooNarrowForItsFigures(t *testing.T) {
	table := func(width Width) *Table {
		tab := &Table{Common: common(44, width), Exhibit: Exhibit{Label: "Table 1", Dest: "table-1", Title: tx("Narrow")},
			Columns: []Column{{Title: tx("Good")}, {Title: tx("Exports"), Align: Right}, {Title: tx("Imports"), Align: Right}, {Title: tx("On month"), Align: Right}, {Title: tx("Balance"), Align: Right}}}
		tab.Rows = []Row{{Cells: cells("Fertiliser", "1\u00a0234\u00a0567.8", "234\u00a0567.8", "+1\u00a0234.5", "1\u00a0000\u00a0000.0")}}
		return tab
	}
	_, _, problems := Layout(brief(table(Third)))
	const want = "brief.yaml:44:3: error: the 5 columns of this table need 66 mm for their words and figures, and it is 54 mm wide\n  hint: write width: half"
	if len(problems) != 1 || problems[0].String() != want {
		t.Fatalf("got %v, expected %s", problems, want)
	}
	out := layout(t, brief(table(Half)))
	for _, figure := range []string{"1\u00a0234\u00a0567.8", "234\u00a0567.8", "+1\u00a0234.5", "1\u00a0000\u00a0000.0", "Fertiliser", "Exports"} {
		if !slices.ContainsFunc(find(out, figure), func(p place) bool { return p.text.S == figure }) {
			t.Errorf("%q is not whole on a line", figure)
		}
	}
	// Inside a column no width helps, and nothing does for more than a page holds.
	column := brief(&Columns{Common: common(40, Full), Columns: [][]Block{{table(Full)}, {table(Full)}, {table(Full)}}})
	if _, _, problems = Layout(column); len(problems) == 0 || problems[0].Hint != "put it outside the columns, or leave columns of the table out" {
		t.Errorf("in a column: %v", problems)
	}
	// A long word is broken, and nobody minds.
	long := table(Half)
	long.Rows[0].Cells[0] = cells("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz")[0]
	layout(t, brief(long))
}

// The two readings of a panel are weighed on one page, also one below the other.
func TestNarrowPanelStaysTogether(t *testing.T) {
	for n := range 60 {
		filler := make([]Para, n)
		for i := range filler {
			filler[i] = para(fmt.Sprintf("Filler %d.", i))
		}
		p := panel()
		p.Width = Half
		out := layout(t, onOwnPages(&TextBlock{Common: common(8, TwoThirds), Paras: filler}, p))
		if a, b := findOne(t, out, "Better lives"), findOne(t, out, "May help pay"); a.page != b.page {
			t.Fatalf("%d lines before: one side stands on page %d, the other on page %d", n, a.page, b.page)
		}
	}
}

// Emphasis among characters of Chinese and Korean is by weight, and digits between
// them stand upright; Latin words beside them are slanted.
func TestEmphasisWithoutSlope(t *testing.T) {
	doc := specimen()
	doc.Sections = []Section{{Blocks: []Block{&TextBlock{Paras: []Para{{Text: Text{
		{S: "腾出的资源40份", Emph: true}, {S: "："}, {S: "DPRK", Emph: true}, {S: "，"}, {S: "가발 소득", Emph: true},
	}}}}}}}
	out, _, problems := Layout(doc)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for words, face := range map[string]ink.Face{"腾出的资源": ink.CJKSCBold, "40": ink.SerifSemiBold, "DPRK": ink.SerifItalic, "가발": ink.CJKKRBold} {
		if got := findOne(t, out, words).text.Font.Face; got != face {
			t.Errorf("%s is in %s, want %s", words, got.Name(), face.Name())
		}
	}
}
