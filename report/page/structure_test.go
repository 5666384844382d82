package page

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
	"tradebrief/report/pdf"
)

// inLine are the roles of parts of a line of text.
var inLine = []pdf.Role{"Link", "Span", "Reference", "Quote"}

// tree is the structure of a document as a reader aloud goes through it.
type tree struct {
	pdf.Document
	kids  [][]int
	texts [][]spoken // of each element itself
	first []moment   // when the first mark of the element, or within it, is drawn
	marks []bool     // the element has marks of its own
}

// moment is the number of a mark in the whole document; 0: never.
type moment int

// spoken is a text of an element.
type spoken struct {
	when moment
	page int
	ink.Text
}

func newTree(out pdf.Document) tree {
	n := len(out.Elements)
	tr := tree{out, make([][]int, n), make([][]spoken, n), make([]moment, n), make([]bool, n)}
	var now moment
	for i, d := range out.Pages {
		for _, m := range d.Marks {
			now++
			if _, place := m.Op.(ink.Dest); place || m.Element <= 0 {
				continue
			}
			tr.marks[m.Element] = true
			if tr.first[m.Element] == 0 {
				tr.first[m.Element] = now
			}
			if text, ok := m.Op.(ink.Text); ok {
				tr.texts[m.Element] = append(tr.texts[m.Element], spoken{now, i, text})
			}
		}
	}
	for i := n - 1; i > 0; i-- {
		p := out.Elements[i].Parent
		tr.kids[p] = append([]int{i}, tr.kids[p]...)
		if f := tr.first[i]; f > 0 && (tr.first[p] == 0 || f < tr.first[p]) {
			tr.first[p] = f
		}
	}
	return tr
}

// walk goes through an element: its texts, and between them its children.
func (tr tree) walk(el int, say func(texts []spoken), enter func(el int)) {
	texts := tr.texts[el]
	for _, k := range tr.kids[el] {
		n := 0
		for n < len(texts) && (tr.first[k] == 0 || texts[n].when < tr.first[k]) {
			n++
		}
		if n > 0 {
			say(texts[:n])
		}
		texts = texts[n:]
		enter(k)
	}
	if len(texts) > 0 {
		say(texts)
	}
}

// lines are texts as they are read: those that do not touch are parted.
func lines(texts []spoken) string {
	var b strings.Builder
	for i, s := range texts {
		if i > 0 && (s.Y != texts[i-1].Y || s.X > texts[i-1].X+texts[i-1].Font.Width(texts[i-1].S)+2) {
			b.WriteString(" ")
		}
		b.WriteString(s.S)
	}
	return b.String()
}

// dump is the tree as text.
func (tr tree) dump(el, depth int, b *strings.Builder) {
	e := tr.Elements[el]
	indent := strings.Repeat("  ", depth)
	fmt.Fprintf(b, "%s%s", indent, e.Role)
	for _, a := range []struct {
		name, value string
	}{
		{"head of its", map[pdf.Scope]string{pdf.Row: "row", pdf.Both: "row and column"}[e.Scope]},
		{"over columns", span(e.ColSpan)}, {"over rows", span(e.RowSpan)},
		{"numbered", map[pdf.Numbering]string{pdf.Disc: "•", pdf.Decimal: "1", pdf.LowerAlpha: "a"}[e.Numbering]},
		{"lang", e.Lang}, {"title", quoted(e.Title)}, {"alt", quoted(e.Alt)},
	} {
		if a.value != "" {
			fmt.Fprintf(b, " %s=%s", a.name, a.value)
		}
	}
	b.WriteString("\n")
	if e.Role == "Figure" && len(tr.texts[el]) > 0 {
		fmt.Fprintf(b, "%s  (%d words in the picture)\n", indent, len(tr.texts[el]))
		tr.texts[el] = nil
	}
	tr.walk(el, func(texts []spoken) { fmt.Fprintf(b, "%s  “%s”\n", indent, lines(texts)) }, func(k int) { tr.dump(k, depth+1, b) })
}

func span(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func quoted(s string) string {
	if s == "" {
		return ""
	}
	return strconv.Quote(s)
}

// inside are the roles that an element of a role may hold (ISO 32000-1, 14.8.4),
// as far as they are used; roles that are not named hold what block holds.
var inside = map[pdf.Role][]pdf.Role{
	"Document": block, "Sect": block, "LBody": append([]pdf.Role{"Span", "Reference", "Link", "Quote"}, block...),
	"L": {"Caption", "LI"}, "LI": {"Lbl", "LBody"}, "Lbl": phrase,
	"TOC": {"TOCI"}, "TOCI": {"Lbl", "Reference", "TOC"},
	"Table": {"Caption", "THead", "TBody"}, "THead": {"TR"}, "TBody": {"TR"}, "TR": {"TH", "TD"},
	"TH": append([]pdf.Role{"P", "L", "Figure"}, phrase...), "TD": append([]pdf.Role{"P", "L", "Figure"}, phrase...),
	"Figure": {"Caption", "Span", "Reference", "Link"}, "Caption": {"P"}, "Note": {"Lbl", "P"},
	"P": phrase, "H1": phrase, "H2": phrase, "H3": phrase, "H4": phrase, "H5": phrase, "H6": phrase,
	"Span": {}, "Link": {"Span"}, "Reference": {"Link", "Span"}, "Quote": {"Link", "Span", "Reference"},
}

var (
	block  = []pdf.Role{"Sect", "P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "Table", "Figure", "Note", "TOC"}
	phrase = []pdf.Role{"Span", "Reference", "Link", "Quote"}
	holds  = []pdf.Role{"P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "LBody", "TH", "TD", "Figure", "Span", "Link", "Reference", "Quote"} // have words of their own
)

// checkStructure fails the test where the structure is not one that readers take.
func checkStructure(t *testing.T, out pdf.Document) {
	t.Helper()
	tr := newTree(out)
	tr.checkOrder(t)
	level := 0
	for i, e := range out.Elements {
		if i == 0 {
			continue
		}
		role := func(el int) pdf.Role { return out.Elements[el].Role }
		if may, ok := inside[e.Role]; !ok {
			t.Errorf("element %d has the role %s", i, e.Role)
		} else {
			for _, k := range tr.kids[i] {
				if !slices.Contains(may, role(k)) {
					t.Errorf("%s %d holds %s", e.Role, i, role(k))
				}
			}
		}
		if tr.marks[i] && !slices.Contains(holds, e.Role) {
			t.Errorf("%s %d has marks of its own", e.Role, i)
		}
		if tr.first[i] == 0 && i > 1 && !slices.Contains([]pdf.Role{"THead", "TBody", "TR", "TH", "TD"}, e.Role) {
			t.Errorf("%s %d is empty", e.Role, i)
		}
		if n, ok := strings.CutPrefix(string(e.Role), "H"); ok && len(n) == 1 {
			next, _ := strconv.Atoi(n)
			if next > level+1 {
				t.Errorf("heading %q is on level %d after one on level %d", lines(tr.texts[i]), next, level)
			}
			level = next
			if strings.TrimSpace(tr.said(i)) == "" {
				t.Errorf("heading %d has no words", i)
			}
		}
		switch e.Role {
		case "Figure":
			if strings.TrimSpace(e.Alt) == "" {
				t.Errorf("figure %d has no words in its place", i)
			}
		case "Table":
			tr.checkTable(t, i)
		case "L":
			tr.checkList(t, i)
		case "TH":
			if strings.TrimSpace(tr.said(i)) == "" {
				t.Errorf("header cell %d has no words", i)
			}
		}
		if at := slices.IndexFunc(tr.kids[i], func(k int) bool { return role(k) == "Caption" }); at > 0 {
			t.Errorf("the caption of %s %d is child %d", e.Role, i, at+1)
		}
		if (e.At == diag.Pos{}) && out.Elements[1].At != e.At {
			t.Errorf("%s %d does not know its place in the outline", e.Role, i)
		}
	}
}

// said is all words of an element and of those within it.
func (tr tree) said(el int) string {
	var b strings.Builder
	tr.walk(el, func(texts []spoken) { b.WriteString(lines(texts)) }, func(k int) { b.WriteString(tr.said(k)) })
	return b.String()
}

// checkTable fails the test for rows of different lengths, and for parts of a
// table out of order.
func (tr tree) checkTable(t *testing.T, table int) {
	t.Helper()
	width, order := 0, 0
	for _, k := range tr.kids[table] {
		at := slices.Index([]pdf.Role{"Caption", "THead", "TBody"}, tr.Elements[k].Role)
		if at < order || at == order && at == 1 {
			t.Errorf("table %d has its %s out of order", table, tr.Elements[k].Role)
		}
		order = at
		if at == 0 {
			continue
		}
		for _, row := range tr.kids[k] {
			n := 0
			for _, cell := range tr.kids[row] {
				n += max(1, tr.Elements[cell].ColSpan)
			}
			if width = cmp.Or(width, n); n != width {
				t.Errorf("table %d (%s): row %d has %d cells, the first %d", table, tr.Elements[table].Title, row, n, width)
			}
		}
	}
	if order != 2 {
		t.Errorf("table %d (%s) has no body", table, tr.Elements[table].Title)
	}
}

// checkList fails the test for items without a body, and for labels that come
// second.
func (tr tree) checkList(t *testing.T, list int) {
	t.Helper()
	for _, item := range tr.kids[list] {
		var roles []pdf.Role
		for _, k := range tr.kids[item] {
			roles = append(roles, tr.Elements[k].Role)
		}
		if n := len(roles); tr.Elements[item].Role == "LI" && (n == 0 || n > 2 || n == 2 && roles[0] != "Lbl") {
			t.Errorf("item %d of a list holds %v", item, roles)
		}
	}
}

// checkOrder fails the test for texts of a page that stand above others which are
// read before them: within a column, what is read later stands lower. A row of a
// table, a picture and an item's label go across.
func (tr tree) checkOrder(t *testing.T) {
	t.Helper()
	type placed struct {
		el, whole int
		spoken
		x2 float64
	}
	for page := range tr.Pages {
		var texts []placed
		var gather func(el, whole int)
		gather = func(el, whole int) {
			if role := tr.Elements[el].Role; whole == 0 && (role == "TR" || role == "Figure") {
				whole = el
			}
			tr.walk(el, func(list []spoken) {
				for _, s := range list {
					if s.page == page && s.Y < tr.Pages[page].H-16*mm {
						texts = append(texts, placed{el, cmp.Or(whole, el), s, s.X + s.Font.Width(s.S)})
					}
				}
			}, func(k int) { gather(k, whole) })
		}
		gather(documentElement, 0)
		for i, a := range texts {
			for _, b := range texts[i+1:] {
				if a.whole != b.whole && a.X < b.x2-1 && b.X < a.x2-1 && b.Y < a.Y-3 {
					t.Errorf("page %d: %q (%s %d, at %.0f) is read before %q (%s %d, at %.0f)", page+1, a.S, tr.Elements[a.el].Role, a.el, a.Y, b.S, tr.Elements[b.el].Role, b.el, b.Y)
					return
				}
			}
		}
	}
}

func TestSpecimenIsReadInOrder(t *testing.T) {
	out := layout(t, specimen())
	var b strings.Builder
	newTree(out).dump(1, 0, &b)
	golden(t, "structure.txt", b.String())
}

func TestPartsOfATextAreRead(t *testing.T) {
	note := func(s string, n int) Para { return Para{Text: Text{{S: s}, {Note: n}, {S: " more."}}} }
	cell := func(ps ...Para) Cell { return Cell{Text: ps} }
	out, _, problems := Layout(onOwnPages(
		&TextBlock{Common: common(7, Full), Paras: []Para{
			h3("Points"), {Kind: Bullet, Text: tx("outer")}, {Kind: Numbered, Number: 1, Level: 1, Text: tx("inner")}, {Kind: Bullet, Text: tx("outer again")},
			note("Said", 1), {Kind: Footnote, Number: 1, Text: tx("First note.")},
		}},
		&TextBlock{Common: common(8, Full), Paras: []Para{note("Said elsewhere", 1), {Kind: Footnote, Number: 1, Text: tx("Its note.")}}},
		&Table{Common: common(9, Full), Columns: []Column{{Kind: CodeColumn}, {Title: tx("Item")}, {Title: Text{{S: "H1 "}, {S: "Reopening"}}, Kind: FitColumn}, {Title: tx("Words"), Kind: QuoteColumn}}, Rows: []Row{
			{Style: Group, Cells: []Cell{cell(para("Evidence"))}},
			{Cells: []Cell{cell(para("E1")), cell(para("Exports")), {Text: []Para{para("+ +")}, Fit: 5, Alt: "strongly consistent"}, cell(Para{Text: Text{{S: "“we "}, {S: "will", Quote: true, Emph: true}, {S: "”"}}})}},
			{Style: Group, Cells: []Cell{cell(para("Result"))}},
			{Cells: []Cell{{}, cell(para("Against")), cell(para("0")), cell(Para{Kind: Bullet, Text: tx("a")}, Para{Kind: Bullet, Text: tx("b")})}},
		}},
	))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	checkPages(t, out)
	checkTargets(t, out)
	checkStructure(t, out)
	var b strings.Builder
	newTree(out).dump(1, 0, &b)
	golden(t, "parts.txt", b.String())

	links := map[string]string{}
	for _, d := range out.Pages {
		for _, m := range d.Marks {
			if link, ok := m.Op.(ink.Link); ok {
				links[link.Dest] = link.Contents
			}
		}
	}
	if len(links) != 2 {
		t.Errorf("the links to notes are %v, expected two", links)
	}
	for dest, says := range links {
		if says != "Note a" || !strings.HasPrefix(dest, "note-") {
			t.Errorf("the link to %s says %q", dest, says)
		}
	}
}

// TestFurnitureSaysNothingNew: what headers, footers and repeated headers of tables
// say is said once where it is read; only the number of the page is not.
func TestFurnitureSaysNothingNew(t *testing.T) {
	doc := specimen()
	section := &doc.Sections[1]
	section.Blocks = append(section.Blocks, longTable(90))
	out, _, problems := Layout(doc)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	read, repeated := strings.ToLower(printed(out)), 0
	for i, d := range out.Pages {
		for _, m := range d.Marks {
			text, ok := m.Op.(ink.Text)
			if !ok || m.Element > 0 || text.S == fmt.Sprintf(english.PageOf, i+1, len(out.Pages)) {
				continue
			}
			repeated++
			for _, word := range strings.Fields(strings.TrimSuffix(text.S, english.Continued)) {
				if !strings.Contains(read, strings.ToLower(strings.Trim(word, ",."))) {
					t.Errorf("page %d: %q is said by furniture alone", i+1, text.S)
				}
			}
		}
	}
	if repeated < 5*len(out.Pages) {
		t.Errorf("%d texts of furniture on %d pages", repeated, len(out.Pages))
	}
}
