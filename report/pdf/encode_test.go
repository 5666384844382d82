package pdf

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"tradebrief/charts/ink"
	"tradebrief/report/pdf/object"
)

func TestFileHasWhatReadersNeed(t *testing.T) {
	doc := sampleDocument()
	f := reopen(t, doc)
	if !bytes.HasPrefix(f.raw, []byte("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")) {
		t.Errorf("the file begins with %q", f.raw[:20])
	}
	if len(f.pages) != len(doc.Pages) {
		t.Fatalf("%d pages, expected %d", len(f.pages), len(doc.Pages))
	}
	if n := f.Dict(f.catalog["Pages"])["Count"]; n != object.Number("8") {
		t.Errorf("the page tree counts %v", n)
	}
	for i, p := range f.pages {
		if want := (object.Array{object.Number("0"), object.Number("0"), object.Number("595.28"), object.Number("841.89")}); !reflect.DeepEqual(p["MediaBox"], want) {
			t.Errorf("page %d: MediaBox %v, expected %v", i+1, p["MediaBox"], want)
		}
	}
	if got := readable(f.catalog["Lang"]); got != "en-GB" {
		t.Errorf("language %q", got)
	}
	if f.Dict(f.catalog["ViewerPreferences"])["DisplayDocTitle"] != true {
		t.Error("the title is not shown in the viewer's window")
	}
	id := f.Array(f.trailer["ID"])
	if len(id) != 2 || len(id[0].(object.String)) != 16 || id[0] != id[1] {
		t.Errorf("file ID %v", id)
	}
	for i := range f.Objects {
		if d := f.Dict(object.Ref(i)); d["Subtype"] == object.Name("Image") || d["Type"] == object.Name("XObject") {
			t.Errorf("object %d is an image", i)
		}
	}
	if f.Dict(f.pages[0]["Resources"])["XObject"] != nil {
		t.Error("the resources name external objects")
	}
	if len(f.raw) > 100_000 {
		t.Errorf("eight pages in seven faces take %d bytes, expected at most 100,000", len(f.raw))
	}
}

func TestInfo(t *testing.T) {
	f := reopen(t, sampleDocument())
	info := f.Dict(f.trailer["Info"])
	want := map[object.Name]string{
		"Title":        "China’s Increased Exports to North Korea",
		"Author":       "Trade desk",
		"Subject":      "Reasons (and implications)",
		"Keywords":     "trade, China, DPRK",
		"Creator":      "tradebrief",
		"Producer":     producer,
		"CreationDate": "D:20231120003000+00'00'", // 08:30 in Beijing
		"ModDate":      "D:20231120003000+00'00'",
	}
	for _, k := range info.Keys() {
		if got := readable(info[k]); got != want[k] {
			t.Errorf("%s is %q, expected %q", k, got, want[k])
		}
		delete(want, k)
	}
	for k := range want {
		t.Errorf("%s is missing", k)
	}
}

func TestNothingKnownNothingWritten(t *testing.T) {
	f := reopen(t, onePage())
	info := f.Dict(f.trailer["Info"])
	if got := fmt.Sprint(info.Keys()); got != "[Creator Producer]" {
		t.Errorf("an empty Meta writes %s", got)
	}
	if got := fmt.Sprint(f.catalog.Keys()); got != "[Pages Type]" {
		t.Errorf("the catalog of an empty document has %s", got)
	}
	if dates := regexp.MustCompile(`D:\d+`).FindAll(f.raw, -1); len(dates) > 0 {
		t.Errorf("the file has dates that nobody gave: %s", dates)
	}
}

func TestFontsAreEmbeddedSubsets(t *testing.T) {
	f := reopen(t, sampleDocument())
	tagged := regexp.MustCompile(`^[A-Z]{6}\+(.+)$`)
	found := map[string]bool{}
	for key, r := range f.Dict(f.Dict(f.pages[0]["Resources"])["Font"]) {
		font := f.Dict(r)
		descriptor := f.Dict(font["FontDescriptor"])
		base := string(font["BaseFont"].(object.Name))
		g := tagged.FindStringSubmatch(base)
		if g == nil {
			t.Errorf("%s: the name %s has no subset tag", key, base)
			continue
		}
		found[g[1]] = true
		if descriptor["FontName"] != font["BaseFont"] {
			t.Errorf("%s: the descriptor calls it %v", base, descriptor["FontName"])
		}
		if font["Encoding"] != nil {
			t.Errorf("%s: a symbolic font has the encoding %v", base, font["Encoding"])
		}
		file := f.data(descriptor["FontFile2"])
		length := f.Get(descriptor["FontFile2"]).(*object.Stream).Dict["Length1"]
		if length != object.Integer(len(file)) {
			t.Errorf("%s: Length1 is %v, the font file has %d bytes", base, length, len(file))
		}
		cut, err := openCut(file)
		if err != nil {
			t.Errorf("%s: %v", base, err)
			continue
		}
		// Each code of the character map has a glyph, and the width of the glyph.
		widths := f.Array(font["Widths"])
		for code := range f.characters(font["ToUnicode"]) {
			glyph := cut.glyph(0xF000 + rune(code))
			if glyph == 0 {
				t.Errorf("%s: code %02X has no glyph", base, code)
			}
			if got, want := widths[code-firstCode], object.Integer(cut.advance(glyph)); got != want {
				t.Errorf("%s: the width of code %02X is %v, that of its glyph %v", base, code, got, want)
			}
		}
	}
	for _, face := range latinFaces {
		if !found[face.Name()] {
			t.Errorf("%s is not in the file", face.Name())
		}
	}
}

func TestTextComesBack(t *testing.T) {
	doc := sampleDocument()
	f := reopen(t, doc)
	for i, p := range doc.Pages {
		var want []shown
		for _, m := range p.Marks {
			if d, ok := m.Op.(ink.Text); ok {
				want = append(want, shown{d.S, round2(d.X), round2(math.Round(p.H*100)/100 - math.Round(d.Y*100)/100), d.Font.Size, d.Font.Face.Name()})
			}
		}
		got := f.texts(i)
		if len(got) != len(want) {
			t.Fatalf("page %d: %d runs, expected %d", i+1, len(got), len(want))
		}
		for k := range want {
			// Where a run is not joined to the next, a blank parts them.
			if got[k].s == want[k].s+" " {
				got[k].s = want[k].s
			}
			if got[k] != want[k] {
				t.Fatalf("page %d, run %d: %+v, expected %+v", i+1, k, got[k], want[k])
			}
		}
	}
}

// everyCharacter is all characters of a face in the basic plane, at most most.
func everyCharacter(face ink.Face, most int) string {
	var b strings.Builder
	for r := rune(0x20); r <= 0xFFFF && most > 0; r++ {
		if face.Has(r) {
			b.WriteRune(r)
			most--
		}
	}
	return b.String()
}

func TestEveryCharacterComesBack(t *testing.T) {
	faces := append([]ink.Face{ink.CJKSC, ink.CJKKR}, latinFaces...)
	for _, face := range faces {
		s := everyCharacter(face, 2000)
		if n := len([]rune(s)); n < 800 {
			t.Errorf("%s has only %d characters", face.Name(), n)
		}
		f := reopen(t, onePage(at(10, 20, s, face, 7.5), at(10, 30, "Total", face, 7.5)))
		got := f.texts(0)
		if len(got) != 2 || got[0].s != s || got[1].s != "Total" {
			t.Errorf("%s: the text of a page with %d characters came back changed", face.Name(), len(s))
		}
	}
}

// A heavier Chinese or Korean face is the regular one with a line around it: one
// font in the file, and what follows is not stroked.
func TestHeavyText(t *testing.T) {
	f := reopen(t, onePage(at(10, 20, "出口", ink.CJKSC, 10), at(40, 20, "出口", ink.CJKSCBold, 10), at(70, 20, "수출", ink.CJKKRBold, 20), at(10, 40, "Total", ink.Sans, 10)))
	var all []string
	for _, text := range f.texts(0) {
		all = append(all, text.s)
	}
	if got := strings.Join(all, "|"); got != "出口|出口|수출|Total" {
		t.Errorf("the page says %s", got)
	}
	var weights []string
	for _, step := range f.steps(0) {
		if step.op == "w" || step.op == "Tr" {
			weights = append(weights, fmt.Sprint(step.args[0], step.op))
		}
	}
	if got := strings.Join(weights, " "); got != "0.57w .3w 2Tr .6w 0Tr" { // the first is fpdf’s
		t.Errorf("the lines around the characters are set by %s", got)
	}
}

func TestFacesShareNothing(t *testing.T) {
	before := bytes.Clone(ink.Sans.Bytes())
	mustEncode(t, onePage(at(10, 20, everyCharacter(ink.Sans, math.MaxInt), ink.Sans, 8)))
	if !bytes.Equal(before, ink.Sans.Bytes()) {
		t.Error("the font file was written to")
	}
}

func TestContents(t *testing.T) {
	red, gold := ink.Color{R: 255}, ink.Color{R: 255, G: 204, B: 1}
	square := ink.Rect(10, 20, 30, 40, red)
	outlined := square
	outlined.Stroke = &ink.Stroke{Color: gold, Width: 0.567, Dash: []float64{2, 1.2346}, Round: true}
	bare := square
	bare.Fill = nil
	invisible := square
	invisible.Fill = nil
	invisible.Stroke = &ink.Stroke{Color: gold}
	doc := onePage(
		square,
		outlined,
		bare,      // nothing to paint
		invisible, // no width
		ink.Line(0, 0, 200, 100, ink.Stroke{Color: gold, Width: 1}),
		ink.Line(0, 0.004, 1.006, -5, ink.Stroke{Color: gold, Width: 1}),
		ink.Circle(50, 50, 10, red),
		at(10, 90, "", ink.Sans, 8), // nothing to say
		at(10, 90, `a(b)\`, ink.Sans, 8),
		at(60.5, 90, "c", ink.Sans, 8),
		square,
		at(10, 80, "d", ink.Serif, 7.25),
	)
	f := reopen(t, doc)
	got := string(f.data(f.pages[0]["Contents"]))
	// The first five lines are how fpdf begins a page.
	want := `0 J
0 j
0.57 w
0.000 G
0.000 g
1 0 0 rg
10 80 30 -40 re
f
1 .8 .004 RG
.567 w
1 j
[2 1.235] 0 d
10 80 30 -40 re
B
1 w
0 j
[] 0 d
0 100 m
200 0 l
S
0 100 m
1.01 105 l
S
60 50 m
60 44.48 55.52 40 50 40 c
44.48 40 40 44.48 40 50 c
40 55.52 44.48 60 50 60 c
55.52 60 60 55.52 60 50 c
h
f
0 0 0 rg
BT
10 10 Td
/F1 8 Tf
(a\(b\)\\)Tj
50.5 0 Td
(c)Tj
ET
1 0 0 rg
10 80 30 -40 re
f
0 0 0 rg
BT
10 20 Td
/F2 7.25 Tf
(d)Tj
ET
`
	if strings.TrimSpace(got) != strings.TrimSpace(want) {
		t.Errorf("the page is\n%s\nexpected\n%s", got, want)
	}
}

// unlike is a document of pages of three sizes with links and bookmarks that go
// forward and back.
func unlike() Document {
	doc := Document{
		Meta:     Meta{Title: "Unlike", Lang: "en"},
		Elements: []Element{{}, {Role: "Document"}, {Role: "P", Parent: 1}, {Role: "Link", Parent: 2}},
	}
	for i, h := range []float64{300, 841.89, 150} {
		d := ink.Drawing{W: 200 + 10*float64(i), H: h}
		d.Add(3,
			ink.Dest{Name: fmt.Sprint("top ", i), Y: 0},
			ink.Dest{Name: fmt.Sprint("part ", i), Y: 100.25},
			ink.Link{X: 10, Y: 20, W: 30, H: 5, Dest: fmt.Sprint("part ", (i+1)%3), Contents: "Ünlike"},
			ink.Link{X: 10, Y: 40, W: 30.256, H: 5.5, URL: "https://example.org/贸易 (x)?q=%20"})
		doc.Pages = append(doc.Pages, d)
	}
	doc.Bookmarks = []Bookmark{{"First", 0, "top 0"}, {"Within", 1, "part 0"}, {"Deep", 2, "part 2"}, {"Also within", 1, "part 1"}, {"Läst", 0, "top 2"}}
	return doc
}

// goesTo holds a destination to a page and a height from its foot.
func (f *openedFile) goesTo(what string, dest object.Object, page int, height float64) {
	f.t.Helper()
	a := f.Array(dest)
	if len(a) != 5 || a[1] != object.Name("XYZ") {
		f.t.Errorf("%s: the destination %v", what, a)
		return
	}
	if a[0] != f.refs[page] || asFloat(f.t, a[3]) != height {
		f.t.Errorf("%s goes to %v at %v, expected page %d (%v) at %v", what, a[0], a[3], page+1, f.refs[page], height)
	}
}

func TestLinks(t *testing.T) {
	f := reopen(t, unlike())
	heights := []float64{300, 841.89, 150}
	for i, p := range f.pages {
		links := f.Array(p["Annots"])
		if len(links) != 2 {
			t.Fatalf("page %d has %d links, expected 2", i+1, len(links))
		}
		inner, outer := f.Dict(links[0]), f.Dict(links[1])
		for _, l := range []object.Dict{inner, outer} {
			if l["Subtype"] != object.Name("Link") || l["F"] != object.Number("4") {
				t.Errorf("page %d: a link is %v", i+1, l)
			}
		}
		h := heights[i]
		rect := f.Array(inner["Rect"])
		for k, want := range []float64{10, h - 25, 40, h - 20} {
			if got := asFloat(t, rect[k]); math.Abs(got-want) > 1e-9 {
				t.Errorf("page %d: the link's area is %v, expected %v at %d", i+1, rect, want, k)
			}
		}
		to := (i + 1) % 3
		f.goesTo(fmt.Sprintf("the link of page %d", i+1), inner["Dest"], to, round2(heights[to]-100.25))
		if got := readable(inner["Contents"]); got != "Ünlike" {
			t.Errorf("the link says %q", got)
		}
		action := f.Dict(outer["A"])
		if got := readable(action["URI"]); action["S"] != object.Name("URI") || got != "https://example.org/%E8%B4%B8%E6%98%93%20(x)?q=%20" {
			t.Errorf("the link leads to %q", got)
		}
		if got := asFloat(t, f.Array(outer["Rect"])[2]); got != 40.26 {
			t.Errorf("the link ends at %v, expected 40.26", got)
		}
	}
}

func TestBookmarks(t *testing.T) {
	f := reopen(t, unlike())
	if f.catalog["PageMode"] != object.Name("UseOutlines") {
		t.Error("the viewer does not open the bookmarks")
	}
	var lines []string
	var walk func(o object.Object, indent string)
	walk = func(o object.Object, indent string) {
		d := f.Dict(o)
		var before object.Object
		for next := d["First"]; next != nil; next = f.Dict(next)["Next"] {
			b := f.Dict(next)
			if b["Parent"] != o || b["Prev"] != before {
				t.Errorf("%s is not tied to its neighbours: %v", readable(b["Title"]), b)
			}
			lines = append(lines, fmt.Sprintf("%s%s %v", indent, readable(b["Title"]), b["Count"]))
			walk(next, indent+". ")
			before = next
		}
		if d["Last"] != before {
			t.Errorf("the last of %v is %v", o, d["Last"])
		}
	}
	root := f.catalog["Outlines"]
	walk(root, "")
	want := "First 3\n. Within 1\n. . Deep <nil>\n. Also within <nil>\nLäst <nil>"
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("the bookmarks are\n%s\nexpected\n%s", got, want)
	}
	if got := f.Dict(root)["Count"]; got != object.Number("5") {
		t.Errorf("%v bookmarks are open, expected 5", got)
	}
	first := f.Dict(f.Dict(root)["First"])
	f.goesTo("First", first["Dest"], 0, 300)
	within := f.Dict(first["First"])
	f.goesTo("Within", within["Dest"], 0, 199.75)
	f.goesTo("Deep", f.Dict(within["First"])["Dest"], 2, 49.75)
	f.goesTo("Also within", f.Dict(within["Next"])["Dest"], 1, 741.64)
	f.goesTo("Läst", f.Dict(first["Next"])["Dest"], 2, 150)
}

func TestSameBytes(t *testing.T) {
	want := mustEncode(t, sampleDocument())
	var wait sync.WaitGroup
	files := make([][]byte, 20)
	for i := range files {
		wait.Go(func() {
			doc := sampleDocument()
			// The same moment, told in another time zone.
			doc.Meta.Created = doc.Meta.Created.In(time.FixedZone("", 600*(i-10)))
			files[i], _ = Encode(doc)
		})
	}
	wait.Wait()
	for i, f := range files {
		if !bytes.Equal(f, want) {
			t.Errorf("file %d differs", i)
		}
	}
}

func TestIDDependsOnTheFile(t *testing.T) {
	a, b := onePage(at(1, 1, "a", ink.Sans, 8)), onePage(at(1, 1, "b", ink.Sans, 8))
	if reflect.DeepEqual(reopen(t, a).trailer["ID"], reopen(t, b).trailer["ID"]) {
		t.Error("two unlike files have one ID")
	}
}

func TestErrors(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(-1)
	bar := func(change func(*ink.Path)) Document {
		p := ink.Rect(1, 1, 5, 5, navy)
		p.Stroke = &ink.Stroke{Width: 1}
		change(&p)
		return onePage(p)
	}
	page := func(w, h float64) Document { return Document{Pages: []ink.Drawing{{W: w, H: h}}, Standard: NoStandard} }
	bookmarks := func(b ...Bookmark) Document {
		doc := onePage(ink.Dest{Name: "a"})
		doc.Bookmarks = b
		return doc
	}
	elements := func(e ...Element) Document {
		doc := onePage()
		doc.Elements = e
		return doc
	}
	element := func(n int) Document {
		doc := elements(Element{}, Element{Role: "Document"})
		doc.Pages[0].Add(n, ink.Rect(1, 1, 1, 1, navy))
		return doc
	}
	tagged := func(el int) Document {
		doc := Document{Meta: Meta{Title: "T", Lang: "en"}, Elements: []Element{{}, {Role: "Document"}, {Role: "P", Parent: 1}}, Pages: onePage().Pages}
		doc.Pages[0].Add(el, ink.Link{X: 1, Y: 1, W: 1, H: 1, URL: "https://example.org"})
		return doc
	}
	stray, adrift := tagged(2), tagged(RunFoot)
	attached := func(files ...File) Document {
		doc := onePage()
		doc.Files = files
		return doc
	}
	created := onePage()
	created.Meta.Created = time.Date(12023, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		what string
		doc  Document
		want string
	}{
		{"no pages", Document{}, "a document needs at least one page, found none"},
		{"flat page", page(200, 0), "page 1: the page measures 200 by 0 points, expected 3 to 14400"},
		{"page without measure", page(nan, 100), "page 1: the page measures NaN by 100 points"},
		{"missing glyph", onePage(at(1, 1, "a 国", ink.Sans, 8)), `page 1: mark 0 (text "a 国"): SourceSans3-Regular has no glyph for "国" (U+56FD)`},
		{"line break", onePage(at(1, 1, "a\nb", ink.Sans, 8)), `has no glyph for "\n" (U+000A)`},
		{"emoji", onePage(at(1, 1, "up 📈", ink.Sans, 8)), `the character "📈" (U+1F4C8) is above U+FFFF and cannot be set`},
		{"not UTF-8", onePage(at(1, 1, "\xff", ink.Sans, 8)), "the text is not valid UTF-8"},
		{"long text", onePage(at(1, 1, strings.Repeat("ab", 300)+"\x01", ink.Sans, 8)), "bababab…\"): SourceSans3-Regular has no glyph"},
		{"no face", onePage(at(1, 1, "a", ink.Face{}, 8)), "the text has no face"},
		{"no size", onePage(at(1, 1, "a", ink.Sans, 0)), "0 points is no size of type"},
		{"minute size", onePage(at(1, 1, "a", ink.Sans, 1e-9)), "1e-09 points is no size of type"},
		{"text nowhere", onePage(at(nan, 1, "a", ink.Sans, 8)), "a place or length of NaN points is beyond the largest page (14400)"},
		{"text nowhere, empty", onePage(at(1, inf, "", ink.Sans, 8)), "a place or length of -Inf points"},
		{"infinite size", onePage(at(1, 1, "a", ink.Sans, math.Inf(1))), "a place or length of +Inf points"},
		{"path nowhere", bar(func(p *ink.Path) { p.Segs[2].P[0].Y = -9.2e18 }), "page 1: mark 0 (path): a place or length of -9.2e+18 points is beyond"},
		{"unpainted nowhere", bar(func(p *ink.Path) { p.Fill, p.Stroke, p.Segs[2].P[0].X = nil, nil, inf }), "-Inf points"},
		{"no move", bar(func(p *ink.Path) { p.Segs = p.Segs[1:] }), "a shape begins with a move"},
		{"unknown segment", bar(func(p *ink.Path) { p.Segs[3].Kind = 9 }), "unknown segment kind 9"},
		{"negative width", bar(func(p *ink.Path) { p.Stroke.Width = -1 }), "a line of -1 points is less than nothing"},
		{"width unknown", bar(func(p *ink.Path) { p.Stroke.Width = nan }), "NaN points"},
		{"negative dash", bar(func(p *ink.Path) { p.Stroke.Dash = []float64{1, -1} }), "a dash of -1 points is less than nothing"},
		{"no dash", bar(func(p *ink.Path) { p.Stroke.Dash = []float64{0, 0.0001} }), "the dashes [0 0.0001] have no length"},
		{"no mark", onePage(nil), "a mark of type <nil> cannot be drawn"},
		{"unknown element", element(2), "page 1: mark 0 belongs to element 2, but the document has 2"},
		{"negative element", element(-4), "mark 0 belongs to element -4"},
		{"unknown role", elements(Element{}, Element{Role: "Heading"}), `element 1 has the role "Heading", which is not a standard structure type`},
		{"orphan", elements(Element{}, Element{Role: "Document"}, Element{Role: "P"}), "element 2 (P) has the parent 0, expected one from 1 to 1"},
		{"own parent", elements(Element{}, Element{Role: "Document"}, Element{Role: "P", Parent: 2}), "element 2 (P) has the parent 2"},
		{"link to nowhere", onePage(ink.Link{X: 1, Y: 1, W: 1, H: 1, Dest: "x"}), `page 1: link to "x": no page has the place "x"`},
		{"link to nothing", onePage(ink.Link{X: 1, Y: 1, W: 1, H: 1}), "it needs either an address or a place in the document"},
		{"link to both", onePage(ink.Link{X: 1, Y: 1, W: 1, H: 1, Dest: "x", URL: "y"}), "it needs either an address or a place in the document"},
		{"empty link", onePage(ink.Link{X: 1, Y: 1, W: 0, H: 1, URL: "y"}), "its area of 0 by 1 points is empty"},
		{"endless link", onePage(ink.Link{X: 1, Y: 1, W: math.Inf(1), H: 1, URL: "y"}), "+Inf points"},
		{"place nowhere", onePage(ink.Dest{Name: "a", Y: nan}), `mark 0 (place "a"): a place or length of NaN`},
		{"place twice", onePage(ink.Dest{Name: "a"}, ink.Dest{Name: "a"}), `page 1: the place "a" is on page 1 already`},
		{"bookmark to nowhere", bookmarks(Bookmark{"T", 0, "b"}), `bookmark "T": no page has the place "b"`},
		{"first bookmark deep", bookmarks(Bookmark{"T", 1, "a"}), `bookmark "T" is on level 1, expected 0 to 0 after the one before`},
		{"bookmark too deep", bookmarks(Bookmark{"T", 0, "a"}, Bookmark{"U", 2, "a"}), `bookmark "U" is on level 2, expected 0 to 1`},
		{"no title", Document{Pages: onePage().Pages, Meta: Meta{Lang: "en"}}, `needs a title and a language, found title "" and language "en"`},
		{"no language", Document{Pages: onePage().Pages, Meta: Meta{Title: "T"}, Standard: OnlyA}, `needs a title and a language, found title "T" and language ""`},
		{"link of text", stray, `page 1: mark 0 (link to https://example.org): it belongs to element 2 (P), expected a Link of its own`},
		{"link of nothing", adrift, `it belongs to no element, expected a Link of its own`},
		{"file without name", attached(File{MIME: "a/b", Relation: "Data"}), `an attached file is called "", expected a name without a folder`},
		{"file in a folder", attached(File{Name: "a/b", MIME: "a/b", Relation: "Data"}), `an attached file is called "a/b", expected a name without a folder`},
		{"file twice", attached(File{Name: "a", MIME: "a/b", Relation: "Data"}, File{Name: "a", MIME: "a/b", Relation: "Data"}), `two attached files are called "a"`},
		{"file of no type", attached(File{Name: "a", MIME: "csv", Relation: "Data"}), `the attached file a has the type "csv", expected one such as text/csv`},
		{"file without relation", attached(File{Name: "a", MIME: "a/b"}), `the attached file a has the relation "", expected one of Source, Data, Alternative, Supplement, Unspecified`},
		{"year", created, "a PDF date needs a year of four digits, found 12023"},
	} {
		file, err := Encode(c.doc)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %q, expected %q", c.what, fmt.Sprint(err), c.want)
		}
		if file != nil {
			t.Errorf("%s: there are %d bytes beside the error", c.what, len(file))
		}
	}
}

// randomDrawing is made of what the numbers of source say. Next gives a number
// below n, anything a float64 that need not be finite.
func randomDrawing(next func(n int) int, anything func() float64) ink.Drawing {
	d := ink.Drawing{W: 300, H: 400}
	coordinate := func() float64 {
		switch next(12) {
		case 0:
			return anything()
		case 1:
			return []float64{0, -0.004, farthest, -farthest, math.SmallestNonzeroFloat64}[next(5)]
		}
		return float64(next(60000))/100 - 100
	}
	for range next(30) {
		switch next(5) {
		case 0, 1:
			face := ink.Faces()[next(10)]
			var b strings.Builder
			for range next(20) {
				if r := rune(next(0x10000)); face.Has(r) {
					b.WriteRune(r)
				} else if next(40) > 0 {
					b.WriteRune('x')
				} else {
					b.WriteRune(r)
				}
			}
			d.Add(0, ink.Text{X: coordinate(), Y: coordinate(), S: b.String(), Font: ink.Font{Face: face, Size: math.Abs(coordinate()) + 0.01}})
		case 2, 3:
			p := ink.Path{Fill: &navy, Segs: []ink.Seg{{}}}
			for range next(12) {
				s := ink.Seg{Kind: ink.SegKind(next(4))}
				for k := range s.P {
					s.P[k] = ink.Point{X: coordinate(), Y: coordinate()}
				}
				p.Segs = append(p.Segs, s)
			}
			if next(2) == 0 {
				p.Stroke = &ink.Stroke{Color: rust, Width: math.Abs(coordinate()), Dash: make([]float64, next(4)), Round: next(2) == 0}
				for i := range p.Stroke.Dash {
					p.Stroke.Dash[i] = math.Abs(coordinate())
				}
			}
			d.Add(0, p)
		case 4:
			d.Add(0, ink.Link{X: coordinate(), Y: coordinate(), W: coordinate(), H: coordinate(), URL: "https://example.org"})
		}
	}
	return d
}

// holds checks what is true of every drawing: it is an error, or a file that can
// be read and has the text of the drawing; a number that is not finite or is
// farther out than any page is an error.
func holds(t *testing.T, d ink.Drawing) (written bool) {
	t.Helper()
	doc := Document{Pages: []ink.Drawing{d}, Standard: NoStandard}
	_, err := Encode(doc)
	if err != nil {
		if strings.Contains(err.Error(), "internal error") {
			t.Error(err)
		}
		return false
	}
	var want []string
	for _, m := range d.Marks {
		switch op := m.Op.(type) {
		case ink.Text:
			if !finite(op.X, op.Y, op.Font.Size) {
				t.Errorf("%v was written", op)
			}
			if op.S != "" {
				want = append(want, op.S)
			}
		case ink.Path:
			if op.Stroke != nil && !finite(append(op.Stroke.Dash, op.Stroke.Width)...) {
				t.Errorf("%v was written", op.Stroke)
			}
			for _, s := range op.Segs {
				used := map[ink.SegKind]int{ink.MoveTo: 1, ink.LineTo: 1, ink.CurveTo: 3}[s.Kind]
				for _, p := range s.P[:used] {
					if !finite(p.X, p.Y) {
						t.Errorf("the segment %v was written", s)
					}
				}
			}
		case ink.Link:
			if !finite(op.X, op.Y, op.W, op.H) {
				t.Errorf("%v was written", op)
			}
		}
	}
	var got []string
	for _, s := range reopen(t, doc).texts(0) {
		got = append(got, s.s)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the text is %q, expected %q", got, want)
	}
	return true
}

func finite(values ...float64) bool {
	for _, v := range values {
		if !(math.Abs(v) <= farthest) {
			return false
		}
	}
	return true
}

func TestRandomDrawings(t *testing.T) {
	written := 0
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 1))
		anything := func() float64 {
			if r.IntN(10) > 0 {
				return 100
			}
			return math.Float64frombits(r.Uint64())
		}
		if holds(t, randomDrawing(r.IntN, anything)) {
			written++
		}
	}
	if written < 20 || written > 145 {
		t.Errorf("%d of 150 drawings were written: the test no longer sees both sides", written)
	}
}

func FuzzEncode(f *testing.F) {
	f.Add([]byte("a drawing"))
	f.Add([]byte{9, 2, 200, 14, 7, 0, 0, 255, 255, 3, 3, 3, 90, 91, 92})
	f.Add(bytes.Repeat([]byte{29, 4, 0, 1, 127, 240}, 20))
	f.Fuzz(func(t *testing.T, source []byte) {
		at := 0
		next := func(n int) int {
			v := 0
			for range 2 {
				if at < len(source) {
					v = v<<8 | int(source[at])
					at++
				}
			}
			return v % n
		}
		anything := func() float64 {
			return math.Float64frombits(uint64(next(0x10000)) << 48)
		}
		holds(t, randomDrawing(next, anything))
	})
}

// Twice the rows take twice the memory.
func TestMemoryGrowsWithTheDocument(t *testing.T) {
	allocated := func(rows int) uint64 {
		doc := longTable(rows)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		mustEncode(t, doc)
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	if a, b := allocated(1000), allocated(2000); b > 5*a/2 {
		t.Errorf("1,000 rows allocate %d bytes, 2,000 rows %d", a, b)
	}
}

func TestMemory(t *testing.T) {
	doc := sampleDocument()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	mustEncode(t, doc)
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 10<<20 {
		t.Errorf("a brief of eight pages allocates %d bytes, expected at most 10 MiB", n)
	}
}
