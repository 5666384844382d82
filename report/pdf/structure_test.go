package pdf

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf/object"
)

// taggedDocument has one of everything that a tree of elements can hold, on two
// pages.
func taggedDocument() Document {
	first, second := ink.Drawing{W: 300, H: 400}, ink.Drawing{W: 300, H: 400}
	doc := Document{Meta: Meta{Title: "Tagged", Lang: "en"}, Elements: []Element{{}, {Role: "Document"}}}
	element := func(e Element) int {
		doc.Elements = append(doc.Elements, e)
		return len(doc.Elements) - 1
	}
	text := func(d *ink.Drawing, el int, x, y float64, s string) {
		d.Add(el, at(x, y, s, ink.Sans, 8))
	}
	width := func(s string) float64 { return ink.Font{Face: ink.Sans, Size: 8}.Width(s) }

	text(&first, RunHead, 10, 10, "Trade desk")
	text(&first, element(Element{Role: "H1", Parent: 1}), 10, 30, "Exports")
	first.Add(Decoration, ink.Line(10, 34, 290, 34, ink.Stroke{Width: 1}))

	// A paragraph of three lines with a link that goes on in the second and a word in
	// another language, the third line on the next page.
	p := element(Element{Role: "P", Parent: 1})
	link := element(Element{Role: "Link", Parent: p})
	span := element(Element{Role: "Span", Parent: p, Lang: "de"})
	x := 10.0
	text(&first, p, x, 50, "They rose (")
	x += width("They rose (")
	text(&first, link, x, 50, "Figure 1 and")
	first.Add(link, ink.Link{X: x, Y: 43, W: 40, H: 10, Dest: "figure", Contents: "Figure 1 and what follows"})
	text(&first, link, 10, 60, "what follows")
	text(&first, p, 10+width("what follows"), 60, ") in ")
	first.Add(link, ink.Link{X: 10, Y: 53, W: 40, H: 10, Dest: "figure", Contents: "Figure 1 and what follows"})
	text(&second, span, 10, 20, "Länder-")
	text(&second, p, 10+width("Länder-"), 20, "terms.")

	list := element(Element{Role: "L", Parent: 1, Numbering: Decimal})
	for i, s := range []string{"Rail", "Road"} {
		item := element(Element{Role: "LI", Parent: list})
		y := 40 + 10*float64(i)
		text(&second, element(Element{Role: "Lbl", Parent: item}), 10, y, fmt.Sprint(i+1))
		text(&second, element(Element{Role: "LBody", Parent: item}), 20, y, s)
	}

	table := element(Element{Role: "Table", Parent: 1})
	for i, row := range [][]string{{"", "Value"}, {"Wigs", ""}, {"All"}} {
		tr := element(Element{Role: "TR", Parent: table})
		for k, s := range row {
			cell := Element{Role: "TD", Parent: tr}
			switch {
			case i == 0:
				cell.Role = "TH"
			case k == 0 && len(row) > 1:
				cell.Role, cell.Scope = "TH", Row
			}
			if len(row) == 1 {
				cell.ColSpan, cell.RowSpan = 2, 1
			}
			text(&second, element(cell), 10+50*float64(k), 70+10*float64(i), s)
		}
	}

	figure := element(Element{Role: "Figure", Parent: 1, Alt: "Two bars", Title: "Bars"})
	caption := element(Element{Role: "Caption", Parent: figure})
	second.Add(figure, ink.Dest{Name: "figure", Y: 100})
	text(&second, caption, 10, 110, "Figure 1")
	second.Add(figure, ink.Rect(20, 120, 10, 30, navy), ink.Line(20, 150, 60, 150, ink.Stroke{Width: 2}))
	text(&second, figure, 20, 160, "2022")
	text(&second, figure, 40, 160, "2023")
	text(&second, element(Element{Role: "Note", Parent: 1}), 10, 180, "Source: customs.")
	element(Element{Role: "P", Parent: element(Element{Role: "Sect", Parent: 1})}) // nothing of it is on a page
	text(&second, RunFoot, 10, 390, "2/2")
	second.Add(Watermark, ink.Rect(0, 0, 300, 400, grey))
	doc.Pages = []ink.Drawing{first, second}
	return doc
}

// sequence is what marked content has in it.
type sequence struct {
	tag  object.Name
	mcid int // -1: an artifact
	text string
	kind string // of an artifact
}

// sequences reads the marked content of a page, and holds it to the rules: what
// is painted lies in exactly one sequence, and sequences and text objects do not
// overlap.
func (f *openedFile) sequences(page int) []sequence {
	f.t.Helper()
	var all []sequence
	var open []string
	texts := f.texts(page)
	shown := 0
	for i, s := range f.steps(page) {
		where := fmt.Sprintf("page %d, operator %d (%s)", page+1, i, s.op)
		end := func(what string) {
			if len(open) == 0 || open[len(open)-1] != what {
				f.t.Fatalf("%s ends %s, but open are %v", where, what, open)
			}
			open = open[:len(open)-1]
		}
		marked := slices.Contains(open, "content")
		switch s.op {
		case "BT":
			open = append(open, "text")
		case "ET":
			end("text")
		case "BDC":
			if marked {
				f.t.Fatalf("%s begins within another", where)
			}
			open = append(open, "content")
			properties := s.args[1].(object.Dict)
			q := sequence{tag: s.args[0].(object.Name), mcid: -1}
			if n, ok := properties["MCID"]; ok {
				q.mcid = int(asFloat(f.t, n))
			} else {
				q.kind = strings.TrimSpace(fmt.Sprint(properties["Type"], " ", properties["Subtype"]))
			}
			all = append(all, q)
		case "EMC":
			end("content")
		case "Td":
			if marked {
				all[len(all)-1].text += texts[shown].s
				shown++
			}
		case "Tj", "f", "S", "B":
			if !marked {
				f.t.Fatalf("%s belongs to nothing", where)
			}
		}
		if slices.Contains([]string{"m", "l", "c", "h", "re", "f", "S", "B"}, s.op) && slices.Contains(open, "text") {
			f.t.Fatalf("%s stands in a text object", where)
		}
	}
	if len(open) > 0 || shown != len(texts) {
		f.t.Fatalf("page %d ends with %v open, %d of %d texts in sequences", page+1, open, shown, len(texts))
	}
	return all
}

// outlineOf writes the tree of a file down, an element a line, and holds it to
// the rules: each sequence and each active area is in the tree once, and the
// parent tree leads from it to its element.
func (f *openedFile) outlineOf() string {
	f.t.Helper()
	root := f.Dict(f.catalog["StructTreeRoot"])
	back := map[int]object.Object{}
	nums := f.Array(f.Dict(root["ParentTree"])["Nums"])
	for i := 0; i < len(nums); i += 2 {
		key := int(asFloat(f.t, nums[i]))
		if i > 0 && key <= int(asFloat(f.t, nums[i-2])) {
			f.t.Errorf("the keys of the parent tree do not rise at %d", key)
		}
		back[key] = nums[i+1]
	}
	if next := int(asFloat(f.t, root["ParentTreeNextKey"])); next != len(back) {
		f.t.Errorf("the next key is %d after %d", next, len(back))
	}
	content := make([][]sequence, len(f.pages))
	for i := range f.pages {
		for _, q := range f.sequences(i) {
			if q.mcid >= 0 {
				if q.mcid != len(content[i]) {
					f.t.Fatalf("page %d: sequence %d has the number %d", i+1, len(content[i]), q.mcid)
				}
				content[i] = append(content[i], q)
			}
		}
	}
	seen := map[[2]int]bool{}
	areas := 0
	var b strings.Builder
	var walk func(o, parent object.Object, indent string)
	walk = func(o, parent object.Object, indent string) {
		d := f.Dict(o)
		if d["P"] != parent {
			f.t.Errorf("%v has the parent %v, expected %v", d["S"], d["P"], parent)
		}
		fmt.Fprintf(&b, "%s%s", indent, d["S"])
		for _, k := range []object.Name{"T", "Alt", "Lang", "ID"} {
			if d[k] != nil {
				fmt.Fprintf(&b, " %s=%q", k, readable(d[k]))
			}
		}
		if a := f.Dict(d["A"]); a != nil {
			for _, k := range a.Keys() {
				if k != "O" {
					fmt.Fprintf(&b, " %s=%v", k, a[k])
				}
			}
		}
		b.WriteByte('\n')
		kids := f.Array(d["K"])
		if kids == nil && d["K"] != nil {
			kids = object.Array{d["K"]}
		}
		own := func(page object.Object, n object.Object) {
			i, mcid := slices.Index(f.refs, page.(object.Ref)), int(asFloat(f.t, n))
			if seen[[2]int{i, mcid}] {
				f.t.Errorf("sequence %d of page %d is in the tree twice", mcid, i+1)
			}
			seen[[2]int{i, mcid}] = true
			if key := int(asFloat(f.t, f.pages[i]["StructParents"])); f.Array(back[key])[mcid] != o {
				f.t.Errorf("the parent tree does not lead from sequence %d of page %d to its %v", mcid, i+1, d["S"])
			}
			if q := content[i][mcid]; q.tag != d["S"] {
				f.t.Errorf("sequence %d of page %d is a %s, its element a %s", mcid, i+1, q.tag, d["S"])
			} else {
				fmt.Fprintf(&b, "%s  page %d %q\n", indent, i+1, q.text)
			}
		}
		for _, k := range kids {
			kid := f.Dict(k)
			switch {
			case kid == nil:
				own(d["Pg"], k)
			case kid["Type"] == object.Name("MCR"):
				own(kid["Pg"], kid["MCID"])
			case kid["Type"] == object.Name("OBJR"):
				areas++
				area := f.Dict(kid["Obj"])
				fmt.Fprintf(&b, "%s  area %q\n", indent, readable(area["Contents"]))
				if back[int(asFloat(f.t, area["StructParent"]))] != o {
					f.t.Errorf("the parent tree does not lead from the area %v to its element", area)
				}
			default:
				walk(k, o, indent+"  ")
			}
		}
	}
	walk(root["K"], f.catalog["StructTreeRoot"], "")
	for i, list := range content {
		for mcid := range list {
			if !seen[[2]int{i, mcid}] {
				f.t.Errorf("sequence %d of page %d is not in the tree", mcid, i+1)
			}
		}
		areas -= len(f.Array(f.pages[i]["Annots"]))
		if f.pages[i]["Tabs"] != object.Name("S") {
			f.t.Errorf("page %d does not go from link to link as the structure does", i+1)
		}
	}
	if areas != 0 {
		f.t.Errorf("%d areas too many are in the tree", areas)
	}
	return b.String()
}

func TestStructure(t *testing.T) {
	f := reopen(t, taggedDocument())
	const want = `Document
  H1
    page 1 "Exports"
  P
    page 1 "They rose ("
    Link
      page 1 "Figure 1 and what follows"
      area "Figure 1 and what follows"
      area "Figure 1 and what follows"
    page 1 ") in "
    Span Lang="de"
      page 2 "Länder-"
    page 2 "terms."
  L ListNumbering=Decimal
    LI
      Lbl
        page 2 "1"
      LBody
        page 2 "Rail"
    LI
      Lbl
        page 2 "2"
      LBody
        page 2 "Road"
  Table
    TR
      TH Scope=Column
      TH Scope=Column
        page 2 "Value"
    TR
      TH Scope=Row
        page 2 "Wigs"
      TD
    TR
      TD ColSpan=2
        page 2 "All"
  Figure T="Bars" Alt="Two bars" BBox=[10 238 61 298] Placement=Block
    Caption
      page 2 "Figure 1"
    page 2 "2022 2023"
  Note ID="note-00000024"
    page 2 "Source: customs."
`
	if got := f.outlineOf(); got != want {
		t.Errorf("the structure is\n%s\nexpected\n%s", got, want)
	}
	var artifacts []string
	for i := range f.pages {
		for _, q := range f.sequences(i) {
			if q.mcid < 0 {
				artifacts = append(artifacts, q.kind+": "+q.text)
			}
		}
	}
	if want := []string{"Pagination Header: Trade desk", "Layout <nil>: ", "Pagination Footer: 2/2", "Pagination Watermark: "}; !slices.Equal(artifacts, want) {
		t.Errorf("the artifacts are %q, expected %q", artifacts, want)
	}
	root := f.Dict(f.catalog["StructTreeRoot"])
	names := f.Array(f.Dict(root["IDTree"])["Names"])
	if len(names) != 2 || f.Dict(names[1])["ID"] != names[0] {
		t.Errorf("the tree of names is %v", names)
	}
	if f.Dict(f.catalog["MarkInfo"])["Marked"] != true {
		t.Error("the file does not say that it is tagged")
	}
}

func TestStructureOfSample(t *testing.T) {
	got := reopen(t, sampleDocument()).outlineOf()
	for role, want := range map[string]int{"H1": 8, "TR": 8 * 51, "TH": 8 * 3, "TD": 8 * 50 * 3, "Figure": 8, "Link": 16} {
		if n := strings.Count(got, " "+role+" ") + strings.Count(got, " "+role+"\n"); n != want {
			t.Errorf("%d elements are a %s, expected %d", n, role, want)
		}
	}
}

// Whatever marks and elements come in what order: all that is painted is in the
// tree once, and each element has the text of its marks in their order.
func TestRandomStructure(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		doc := Document{Meta: Meta{Title: "Random", Lang: "en"}, Elements: []Element{{}, {Role: "Document"}}}
		for i := range 2 + r.IntN(20) {
			role := []Role{"P", "Span", "Figure", "Sect", "Link", "TD"}[r.IntN(6)]
			doc.Elements = append(doc.Elements, Element{Role: role, Parent: 1 + r.IntN(i+1), Alt: fmt.Sprint(i)})
		}
		want := make([]string, len(doc.Elements))
		for range 1 + r.IntN(4) {
			d := ink.Drawing{W: 300, H: 300}
			for n := range r.IntN(60) {
				el := r.IntN(len(doc.Elements)+1) - 1
				switch r.IntN(6) {
				case 0:
					d.Add(el, ink.Rect(1, 1, 2, 3, navy))
				case 1:
					d.Add(el, ink.Path{Segs: []ink.Seg{{}}}) // paints nothing
				case 2:
					if el > 0 && doc.Elements[el].Role == "Link" {
						d.Add(el, ink.Link{X: 1, Y: 1, W: 1, H: 1, URL: "https://example.org"})
					}
				default:
					s := fmt.Sprintf("%d:%d;", el, n)
					d.Add(el, at(float64(r.IntN(100)), float64(r.IntN(100)), s, ink.Sans, 8))
					if el > 0 {
						want[el] += s
					}
				}
			}
			doc.Pages = append(doc.Pages, d)
		}
		f := reopen(t, doc)
		tree := f.outlineOf()
		if t.Failed() {
			t.Fatalf("seed %d: the structure is\n%s", seed, tree)
		}
		got := make([]string, len(doc.Elements))
		for line := range strings.Lines(tree) {
			_, quoted, _ := strings.Cut(line, `"`)
			if !strings.Contains(line, " page ") {
				continue
			}
			for _, s := range strings.Split(strings.TrimSuffix(strings.ReplaceAll(quoted, " ", ""), "\"\n"), ";") {
				var el, n int
				if k, _ := fmt.Sscanf(s, "%d:%d", &el, &n); k == 2 {
					got[el] += s + ";"
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: the elements have the texts %q, expected %q", seed, got, want)
		}
	}
}

// A file that keeps no standard is the same picture without tags.
func TestUntagged(t *testing.T) {
	doc := taggedDocument()
	doc.Standard = NoStandard
	f := reopen(t, doc)
	for _, k := range []object.Name{"StructTreeRoot", "MarkInfo", "Metadata", "OutputIntents"} {
		if f.catalog[k] != nil {
			t.Errorf("the catalog has %s", k)
		}
	}
	for i, p := range f.pages {
		if p["StructParents"] != nil || p["Tabs"] != nil {
			t.Errorf("page %d is %v", i+1, p)
		}
		for _, s := range f.steps(i) {
			if s.op == "BDC" || s.op == "EMC" {
				t.Errorf("page %d has marked content", i+1)
			}
		}
	}
}
