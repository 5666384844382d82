package verify

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"tradebrief/report"
	"tradebrief/report/pdf/object"
	"tradebrief/report/pdf/pdftest"
)

const version = "1.2.3"

// flagship is the brief that ships with the tool, as it is written.
var flagship = sync.OnceValues(func() ([]byte, error) { return build("templates/china-dprk.yaml") })

func build(outline string) ([]byte, error) {
	brief, problems := report.Load(report.Project{FS: os.DirFS("../.."), Outline: outline}, report.Options{Version: version})
	if problems.Failed() {
		return nil, fmt.Errorf("%v", problems)
	}
	pages, problems := brief.Pages()
	if problems.Failed() {
		return nil, fmt.Errorf("%v", problems)
	}
	content, problems := brief.PDF(pages)
	if problems.Failed() {
		return nil, fmt.Errorf("%v", problems)
	}
	return content, nil
}

// work is a brief that is being altered.
type work struct {
	*object.File
	t     *testing.T
	root  object.Dict
	pages []object.Page
}

// alter makes a change to the objects of a brief and writes it anew.
func alter(t *testing.T, content []byte, change func(w *work)) []byte {
	t.Helper()
	p, err := object.Read(content)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := p.Pages()
	if err != nil {
		t.Fatal(err)
	}
	w := &work{File: p, t: t, root: p.Dict(p.Trailer["Root"]), pages: pages}
	change(w)
	for k := range p.Objects {
		p.Get(object.Ref(k))
	}
	out, err := p.Write(p.Trailer["Root"].(object.Ref), p.Trailer["Info"].(object.Ref), &object.Compressor{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (w *work) data(o object.Object) []byte {
	w.t.Helper()
	data, err := w.Data(o)
	if err != nil {
		w.t.Fatal(err)
	}
	return data
}

func (w *work) setData(o object.Object, data []byte) {
	s := w.Get(o).(*object.Stream)
	delete(s.Dict, "Filter")
	delete(s.Dict, "DecodeParms")
	s.Data = data
}

// contents changes the operators of a page, from 1.
func (w *work) contents(page int, change func(data []byte) []byte) {
	w.t.Helper()
	o := w.pages[page-1].Dict["Contents"]
	old := w.data(o)
	data := change(bytes.Clone(old))
	if bytes.Equal(old, data) {
		w.t.Fatal("nothing was altered")
	}
	w.setData(o, data)
}

// write puts other words in the place of the first that are so on a page, in the
// codes of the font that has them.
func (w *work) write(page int, old, new string) {
	w.t.Helper()
	w.contents(page, func(data []byte) []byte {
		fonts := w.Dict(w.Dict(w.pages[page-1].Dict["Resources"])["Font"])
		for _, name := range fonts.Keys() {
			codes := map[string]byte{}
			c := object.NewContents(w.data(w.Dict(fonts[name])["ToUnicode"]))
			for c.Next() {
				if c.Op != "endbfrange" {
					continue
				}
				for args := c.Args; len(args) >= 3; args = args[3:] {
					first, last := args[0].(object.String)[0], args[1].(object.String)[0]
					start := []rune(("\xFE\xFF" + args[2].(object.String)).Text())[0]
					for k := int(first); k <= int(last); k++ {
						codes[string(start+rune(k)-rune(first))] = byte(k)
					}
				}
			}
			from, ok := encode(codes, old)
			to, ok2 := encode(codes, new)
			if ok && ok2 && bytes.Contains(data, from) {
				return bytes.Replace(data, from, to, 1)
			}
		}
		return data
	})
}

func encode(codes map[string]byte, text string) ([]byte, bool) {
	var out []byte
	for _, r := range text {
		c, ok := codes[string(r)]
		if !ok || strings.IndexByte(`()\`, c) >= 0 {
			return nil, false
		}
		out = append(out, c)
	}
	return out, true
}

// file changes a file inside.
func (w *work) file(name string, change func(data []byte) []byte) {
	w.t.Helper()
	for _, o := range w.Array(w.root["AF"]) {
		if d := w.Dict(o); d["UF"] == object.String(name) {
			at := w.Dict(d["EF"])["F"]
			old := w.data(at)
			data := change(bytes.Clone(old))
			if bytes.Equal(old, data) {
				w.t.Fatal("nothing was altered")
			}
			w.setData(at, data)
			return
		}
	}
	w.t.Fatalf("there is no %s", name)
}

func replaced(old, new string) func([]byte) []byte {
	return func(data []byte) []byte { return bytes.Replace(data, []byte(old), []byte(new), 1) }
}

// drop takes a file out.
func (w *work) drop(name string) {
	w.root["AF"] = slices.DeleteFunc(w.Array(w.root["AF"]), func(o object.Object) bool { return w.Dict(o)["UF"] == object.String(name) })
	tree := w.Dict(w.Dict(w.root["Names"])["EmbeddedFiles"])
	names := w.Array(tree["Names"])
	for i := 0; i < len(names); i += 2 {
		if names[i] == object.String(name) {
			tree["Names"] = slices.Delete(names, i, i+2)
			return
		}
	}
	w.t.Fatalf("there is no %s", name)
}

func (w *work) tree() object.Dict { return w.Dict(w.root["Pages"]) }

// appended adds an update with one object to a file, as programs that save
// incrementally do.
func appended(t *testing.T, content []byte, number object.Ref, text string) []byte {
	t.Helper()
	p, err := object.Read(content)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.LastIndex(content, []byte("startxref"))
	var start int
	fmt.Sscan(string(content[at+9:]), &start)
	out := append(bytes.Clone(content), fmt.Sprintf("%d 0 obj\n%s\nendobj\n", number, text)...)
	return fmt.Appendf(out, "xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Prev %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n",
		number, len(content), len(p.Objects), start, p.Trailer["Root"], p.Trailer["Info"], len(out))
}

func TestHolds(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	for _, name := range []string{"china-dprk", "china-korea", "eu-glassine", "monthly", "one-page", "profile"} {
		content, err := build("templates/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		v := File(content, version)
		if v.Outcome != Holds || !v.Exact || len(v.Findings) > 0 || v.Version != version || v.Claims.Total == 0 || v.Claims.Failed != 0 || len(v.Files) < 4 || v.Bytes != len(content) {
			t.Errorf("%s: %+v", name, v)
		}
		// By another version of the tool: what it says is compared, and holds.
		if v := File(alter(t, content, func(w *work) {}), "2.0.0"); v.Outcome != Holds || v.Exact || len(v.Findings) > 0 {
			t.Errorf("%s, by another version: %+v", name, v)
		}
	}
}

// alterations are ways to alter the flagship.
var alterations = []struct {
	name string
	make func(t *testing.T, content []byte) []byte
}{
	{"a figure in the text", edit(func(w *work) { w.write(1, "188.7\u00a0million", "187.8\u00a0million") })},
	{"a figure in a table", edit(func(w *work) { w.write(8, "15.9%", "25.9%") })},
	{"a word of direction", edit(func(w *work) { w.write(1, "rose for", "fell for") })},
	{"text added", edit(func(w *work) {
		w.contents(2, func(data []byte) []byte { return append(data, "\nBT 100 400 Td (A) Tj ET"...) })
	})},
	{"text taken out", edit(func(w *work) { w.write(1, "neighbour recovered", "") })},
	{"text made white", edit(func(w *work) {
		w.contents(1, replaced("1 1 1 rg", "1 1 .99 rg"))
	})},
	{"a box over text", edit(func(w *work) {
		w.contents(1, func(data []byte) []byte { return append(data, "\n1 1 1 rg 50 630 200 10 re f"...) })
	})},
	{"a bar of a chart", edit(func(w *work) {
		w.contents(1, func(data []byte) []byte {
			parts := bytes.SplitAfter(data, []byte(" re\nf\n"))
			bar := &parts[len(parts)/2]
			*bar = append(bytes.TrimSuffix(bytes.Clone(*bar), []byte(" re\nf\n")), "1 re\nf\n"...)
			return bytes.Join(parts, nil)
		})
	})},
	{"a page taken out", edit(func(w *work) {
		w.tree()["Kids"] = slices.Delete(slices.Clone(w.Array(w.tree()["Kids"])), 2, 3)
	})},
	{"a page added", edit(func(w *work) {
		page := object.Dict{"Type": object.Name("Page"), "Parent": w.root["Pages"], "MediaBox": w.pages[0].Dict["MediaBox"], "Contents": w.Add(&object.Stream{Dict: object.Dict{}, Data: []byte("0 0 9 9 re f")})}
		w.tree()["Kids"] = append(slices.Clone(w.Array(w.tree()["Kids"])), w.Add(page))
	})},
	{"pages in another order", edit(func(w *work) {
		kids := slices.Clone(w.Array(w.tree()["Kids"]))
		kids[1], kids[3] = kids[3], kids[1]
		w.tree()["Kids"] = kids
	})},
	{"a page turned", edit(func(w *work) { w.Dict(w.pages[3].Ref)["Rotate"] = object.Integer(90) })},
	{"the outline: a word", edit(func(w *work) { w.file("china-dprk.yaml", replaced("lives likely gain; it", "lives likely lose; it")) })},
	{"the outline: a claim", edit(func(w *work) { w.file("china-dprk.yaml", replaced("[rose", "[fell")) })},
	{"the outline: not YAML", edit(func(w *work) { w.file("china-dprk.yaml", replaced("version:", "version")) })},
	{"a row of the data", edit(func(w *work) { w.file("observations.csv", replaced(",188.7,", ",198.7,")) })},
	{"a row taken out of the data", edit(func(w *work) {
		w.file("observations.csv", func(data []byte) []byte {
			i := bytes.Index(data, []byte(",188.7,"))
			from, to := bytes.LastIndexByte(data[:i], '\n'), i+bytes.IndexByte(data[i:], '\n')
			return slices.Concat(data[:from], data[to:])
		})
	})},
	{"the ledger", edit(func(w *work) { w.file("claims.json", replaced(`"verdict":"holds"`, `"verdict":"false"`)) })},
	{"a row of the data and the manifest", edit(func(w *work) {
		digest := func(data []byte) []byte { return fmt.Appendf(nil, "%x", sha256.Sum256(data)) }
		w.file("observations.csv", func(data []byte) []byte {
			old := digest(data)
			data = replaced(",188.7,", ",198.7,")(data)
			w.file("manifest.json", func(m []byte) []byte { return bytes.Replace(m, old, digest(data), 1) })
			return data
		})
	})},
	{"the version in the manifest", edit(func(w *work) { w.file("manifest.json", replaced(`"version":"1.2.3"`, `"version":"1.2.2"`)) })},
	{"the manifest", edit(func(w *work) { w.file("manifest.json", replaced(`"marking":"TLP:CLEAR"`, `"marking":"TLP:GREEN"`)) })},
	{"the manifest: no JSON", edit(func(w *work) { w.file("manifest.json", replaced(`{`, ``)) })},
	{"the outline taken out", edit(func(w *work) { w.drop("china-dprk.yaml") })},
	{"the data taken out", edit(func(w *work) { w.drop("observations.csv") })},
	{"the ledger taken out", edit(func(w *work) { w.drop("claims.json") })},
	{"the manifest taken out", edit(func(w *work) { w.drop("manifest.json") })},
	{"a file put in", edit(func(w *work) {
		data := w.Add(&object.Stream{Dict: object.Dict{}, Data: []byte("MZ")})
		w.root["AF"] = append(slices.Clone(w.Array(w.root["AF"])), w.Add(object.Dict{"UF": object.String("setup.exe"), "EF": object.Dict{"F": data}}))
	})},
	{"an empty update", func(t *testing.T, content []byte) []byte { return appended(t, content, 9000, "null") }},
	{"an update of a page", func(t *testing.T, content []byte) []byte {
		p, _ := object.Read(content)
		pages, _ := p.Pages()
		return appended(t, content, pages[3].Ref, fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 595.28 841.89]>>", p.Dict(p.Trailer["Root"])["Pages"]))
	}},
	{"something behind the end", func(_ *testing.T, content []byte) []byte { return append(bytes.Clone(content), "more"...) }},
	{"a rewritten file", edit(func(*work) {})},
	{"rewritten by qpdf", func(t *testing.T, content []byte) []byte {
		at := t.TempDir() + "/out.pdf"
		pdftest.Run(t, content, "qpdf", "--linearize", "--object-streams=disable", "FILE", at)
		out, err := os.ReadFile(at)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}},
	{"written by qpdf in its form for editors", func(t *testing.T, content []byte) []byte {
		at := t.TempDir() + "/out.pdf"
		pdftest.Run(t, content, "qpdf", "--qdf", "--object-streams=disable", "FILE", at)
		out, err := os.ReadFile(at)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}},
	{"the author", edit(func(w *work) { w.Dict(w.Trailer["Info"])["Author"] = object.String("Somebody Else") })},
	{"the description in XMP", edit(func(w *work) {
		w.setData(w.root["Metadata"], bytes.Replace(w.data(w.root["Metadata"]), []byte("Trade Analysis Unit"), []byte("Somebody Else"), 1))
	})},
	{"where a link leads", edit(func(w *work) {
		for _, p := range w.pages {
			for _, a := range w.Array(p.Dict["Annots"]) {
				if action := w.Dict(w.Dict(a)["A"]); action["URI"] != nil {
					action["URI"] = object.String("https://example.org/phish")
					return
				}
			}
		}
	})},
	{"a note on a page", edit(func(w *work) {
		note := w.Add(object.Dict{"Type": object.Name("Annot"), "Subtype": object.Name("Text"), "Rect": object.Array{object.Integer(9), object.Integer(9), object.Integer(29), object.Integer(29)}, "Contents": object.String("Approved!")})
		page := w.Dict(w.pages[1].Ref)
		page["Annots"] = append(slices.Clone(w.Array(page["Annots"])), note)
	})},
	{"a script", edit(func(w *work) {
		script := object.Dict{"S": object.Name("JavaScript"), "JS": object.String("app.alert(1)")}
		w.Dict(w.root["Names"])["JavaScript"] = object.Dict{"Names": object.Array{object.String("a"), script}}
		w.root["OpenAction"] = script
	})},
	{"a bookmark", edit(func(w *work) { w.Dict(w.Dict(w.root["Outlines"])["First"])["Title"] = object.String("Other") })},
	{"what is read aloud for a chart", edit(func(w *work) {
		for i := range w.Objects {
			if d := w.Dict(object.Ref(i)); d["Alt"] != nil && d["S"] == object.Name("Figure") {
				d["Alt"] = object.String("Exports fell")
				return
			}
		}
	})},
	{"what the codes of a font mean", edit(func(w *work) {
		fonts := w.Dict(w.Dict(w.pages[0].Dict["Resources"])["Font"])
		at := w.Dict(fonts[fonts.Keys()[0]])["ToUnicode"]
		w.setData(at, bytes.Replace(w.data(at), []byte("CMapType 2"), []byte("CMapType 1"), 1))
	})},
}

// edit is an alteration of the objects.
func edit(change func(w *work)) func(t *testing.T, content []byte) []byte {
	return func(t *testing.T, content []byte) []byte { return alter(t, content, change) }
}

// BenchmarkFile verifies the flagship.
func BenchmarkFile(b *testing.B) {
	content, err := flagship()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if v := File(content, version); v.Outcome != Holds {
			b.Fatal(v.Findings)
		}
	}
}

// TestAlterationsAreNamed: what is said of each alteration is in
// testdata/alterations.txt.
func TestAlterationsAreNamed(t *testing.T) {
	if testing.Short() {
		t.Skip("what is found is the same with and without the race detector")
	}
	content, err := flagship()
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, a := range alterations {
		v := File(a.make(t, content), version)
		if v.Outcome != Altered || len(v.Findings) == 0 {
			t.Errorf("%s: %s %s", a.name, v.Outcome, v.Why)
		}
		fmt.Fprintf(&got, "# %s\n", a.name)
		for _, f := range v.Findings {
			message := f.Message
			if f.File == report.ClaimsFile && f.Line > 0 {
				// The ledger grows with the tool.
				message = strings.Replace(message, fmt.Sprintf("line %d", f.Line), "line N", 1)
			}
			fmt.Fprintln(&got, message)
		}
		got.WriteByte('\n')
	}
	const golden = "testdata/alterations.txt"
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	for i, section := range strings.Split(got.String(), "\n\n") {
		if all := strings.Split(string(want), "\n\n"); i >= len(all) || all[i] != section {
			t.Errorf("%s\nis not what %s says (UPDATE=1 writes it anew)", section, golden)
		}
	}
}
