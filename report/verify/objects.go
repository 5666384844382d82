package verify

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tradebrief/report/pdf/object"
)

// sorted are the keys of a map in order.
func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// mostCompared bounds how many objects are compared: a file may refer to the same
// ones from very many places.
const mostCompared = 1 << 20

// graph compares the objects of a file with those of the brief.
type graph struct {
	found, want           *object.File
	foundPages, wantPages map[object.Ref]int // each page of the brief has one number in both
	seen                  map[[2]object.Ref]bool
	apart                 bool // annotations are compared on their pages
	compared              int
}

// objects compares all that neither a page shows nor the description says.
func (c *comparison) objects() {
	g := &graph{found: c.found.File, want: c.want.File, foundPages: map[object.Ref]int{}, wantPages: map[object.Ref]int{}, seen: map[[2]object.Ref]bool{}}
	wantPages, err := g.want.Pages()
	if err != nil {
		return
	}
	foundPages, err := g.found.Pages()
	if err != nil {
		return
	}
	for k, p := range foundPages {
		g.foundPages[p.Ref] = -k - 1
	}
	moved := len(foundPages) != len(wantPages)
	for i, p := range wantPages {
		g.wantPages[p.Ref] = i
		if k := c.pairs[i]; k >= 0 {
			g.foundPages[foundPages[k].Ref] = i
		}
		moved = moved || c.pairs[i] != i
	}
	// Bookmarks, tags and names lead to pages: without these they cannot be whole.
	root, original := g.found.Dict(g.found.Trailer["Root"]), g.want.Dict(g.want.Trailer["Root"])
	for _, k := range union(root, original) {
		switch {
		case k == "Pages" || k == "Type" || moved && (k == "StructTreeRoot" || k == "Outlines"):
		case k == "Names":
			c.names(g, g.found.Dict(root[k]), g.want.Dict(original[k]))
		case k == "AF" && c.has(Inside):
		case k == "StructTreeRoot" && c.words(g, "S", "Alt", "what is read aloud for a figure"):
		case k == "Outlines" && c.words(g, "Dest", "Title", "a bookmark"):
		default:
			g.apart = k == "StructTreeRoot"
			c.entry(k, "", 0, g, root, original)
		}
	}
	g.apart = false
	for i, k := range c.pairs {
		if k < 0 {
			continue
		}
		found, want := foundPages[k].Dict, wantPages[i].Dict
		for _, key := range union(found, want) {
			switch {
			case key == "Parent" || key == "Contents" && (c.changed[k] || g.sameContents(found[key], want[key])) || key == "Resources" && g.sameResources(found[key], want[key]) || key == "Annots" && (moved || c.has(Area)) || moved && key == "StructParents":
			default:
				c.entry(key, fmt.Sprintf("page %d: ", k+1), k+1, g, found, want)
			}
		}
	}
	if err := g.found.Err(); err != nil && len(c.Findings) == 0 {
		c.findf(Unreadable, "%v", err)
	}
}

// words compares a text that objects with a certain key have, such as what stands
// for a figure, and reports whether it differs anywhere.
func (c *comparison) words(g *graph, key, text object.Name, what string) bool {
	count := map[string]int{}
	for step, p := range map[int]*object.File{1: g.found, -1: g.want} {
		for i := range p.Objects {
			if d, ok := p.Get(object.Ref(i)).(object.Dict); ok && d[key] != nil {
				if s, ok := p.Get(d[text]).(object.String); ok {
					count[s.Text()] += step
				}
			}
		}
	}
	var found, want string
	for _, s := range sorted(count) {
		if count[s] > 0 {
			found = s
		} else if count[s] < 0 {
			want = s
		}
	}
	if found == want {
		return false
	}
	c.find(Finding{Kind: Structure, Found: found, Expected: want, Message: fmt.Sprintf("%s was changed: it is %s, in the brief %s", what, quoted(found), quoted(want))})
	return true
}

// names compares the lists by name: the files inside, and what may be added to run.
func (c *comparison) names(g *graph, found, want object.Dict) {
	for _, k := range union(found, want) {
		if k == "EmbeddedFiles" && c.has(Inside) {
			continue
		}
		c.entry(k, "", 0, g, found, want)
	}
}

// called are the entries of a document and its pages that a finding can name.
var called = map[object.Name]struct {
	kind Kind
	what string
}{
	"JavaScript":        {Action, "a script that runs when the file is opened"},
	"OpenAction":        {Action, "an action that runs when the file is opened"},
	"AA":                {Action, "an action that runs by itself"},
	"AcroForm":          {Action, "a form"},
	"Outlines":          {Structure, "the list of bookmarks"},
	"StructTreeRoot":    {Structure, "the tagging, which readers aloud go by,"},
	"MarkInfo":          {Structure, "the mark of a tagged file"},
	"OutputIntents":     {Structure, "the colour profile"},
	"Resources":         {Structure, "a font or another resource"},
	"Contents":          {Drawing, "the order or manner of drawing"},
	"MediaBox":          {Page, "the size of the page"},
	"CropBox":           {Page, "the visible part of the page"},
	"Rotate":            {Page, "the direction of the page"},
	"Annots":            {Area, "a property of a link"},
	"Metadata":          {Metadata, "the description in XMP"},
	"Lang":              {Metadata, "the language"},
	"ViewerPreferences": {Metadata, "the preference of how the file is shown"},
	"PageMode":          {Metadata, "the preference of how the file is opened"},
	"EmbeddedFiles":     {Inside, "the list of the files inside"},
	"AF":                {Inside, "the list of the files inside"},
}

// entry compares one entry of two dictionaries.
func (c *comparison) entry(k object.Name, place string, page int, g *graph, found, want object.Dict) {
	f, inFile := found[k]
	w, inBrief := want[k]
	name, ok := called[k]
	if !ok {
		name.kind, name.what = Structure, fmt.Sprintf("the entry /%s", k)
	}
	out := Finding{Kind: name.kind, Page: page}
	switch {
	case !inBrief && (!ok || name.kind == Action):
		out.Message = place + name.what + " was added"
	case !inFile && !ok:
		out.Message = place + name.what + " was taken out"
	case inFile && inBrief && g.same(f, w):
		return
	default:
		out.Message = place + name.what + " was changed"
	}
	// One font of all pages is one finding.
	for _, other := range c.Findings {
		if other.Message == out.Message || k == "Resources" && other.Kind == Structure && strings.HasSuffix(other.Message, name.what+" was changed") {
			return
		}
	}
	c.find(out)
}

func union(a, b object.Dict) []object.Name {
	keys := map[object.Name]bool{}
	for k := range a {
		keys[k] = true
	}
	for k := range b {
		keys[k] = true
	}
	return sorted(keys)
}

// same compares two objects and all that they lead to, pages but by their number.
// How streams are packed does not matter.
func (g *graph) same(found, want object.Object) (same bool) {
	var seen [][2]object.Ref
	// Of what differs nothing is known to be the same.
	defer func() {
		for _, pair := range seen {
			g.seen[pair] = same
		}
	}()
	open := [][2]object.Object{{found, want}}
	for len(open) > 0 {
		a, b := open[len(open)-1][0], open[len(open)-1][1]
		open = open[:len(open)-1]
		if g.compared++; g.compared > mostCompared {
			return false
		}
		ra, okA := a.(object.Ref)
		rb, okB := b.(object.Ref)
		if okA && okB {
			pa, isA := g.foundPages[ra]
			pb, isB := g.wantPages[rb]
			if isA != isB || pa != pb {
				return false
			}
			pair := [2]object.Ref{ra, rb}
			if isA || g.seen[pair] {
				continue
			}
			g.seen[pair] = true
			seen = append(seen, pair)
		}
		a, b = g.found.Get(a), g.want.Get(b)
		switch b := b.(type) {
		case object.Array:
			a, ok := a.(object.Array)
			if !ok || len(a) != len(b) {
				return false
			}
			for i := range b {
				open = append(open, [2]object.Object{a[i], b[i]})
			}
		case object.Dict:
			a, ok := a.(object.Dict)
			if g.apart && ok && a["Type"] == object.Name("Annot") && b["Type"] == a["Type"] {
				continue
			}
			if !ok || !pushEntries(&open, a, b) {
				return false
			}
		case *object.Stream:
			a, ok := a.(*object.Stream)
			if !ok || !pushEntries(&open, unpacked(a.Dict), unpacked(b.Dict)) || !g.sameData(a, b) {
				return false
			}
		case object.Number:
			a, ok := a.(object.Number)
			if !ok || a != b && !sameNumber(a, b) {
				return false
			}
		default:
			if _, isDict := a.(object.Dict); isDict {
				return false
			}
			if _, isArray := a.(object.Array); isArray || a != b {
				return false
			}
		}
	}
	return true
}

// pushEntries puts the entries of two dictionaries on the list of what is still to
// be compared.
func pushEntries(open *[][2]object.Object, a, b object.Dict) bool {
	for _, k := range union(a, b) {
		if a[k] == nil != (b[k] == nil) {
			return false
		}
		*open = append(*open, [2]object.Object{a[k], b[k]})
	}
	return true
}

// unpacked is the dictionary of a stream without what tells how it is packed.
func unpacked(d object.Dict) object.Dict {
	d = maps.Clone(d)
	for _, k := range []object.Name{"Filter", "DecodeParms", "DL"} {
		delete(d, k)
	}
	return d
}

func (g *graph) sameData(a, b *object.Stream) bool {
	found, err := g.found.Data(a)
	if err != nil {
		return false
	}
	want, err := g.want.Data(b)
	return err == nil && bytes.Equal(found, want)
}

// sameResources compares what a page may use. A program that parts a file leaves
// out what the page does not use.
func (g *graph) sameResources(found, want object.Object) bool {
	f, w := g.found.Dict(found), g.want.Dict(want)
	for _, kind := range f.Keys() {
		a, b := g.found.Dict(f[kind]), g.want.Dict(w[kind])
		for _, name := range a.Keys() {
			if b[name] == nil || !g.same(a[name], b[name]) {
				return false
			}
		}
	}
	return true
}

// sameContents compares the contents of two pages operator by operator: programs
// that write a file anew may put other blanks between them.
func (g *graph) sameContents(found, want object.Object) bool {
	a, okA := contents(g.found, found)
	b, okB := contents(g.want, want)
	for okA && okB {
		more := a.Next()
		if more != b.Next() || a.Err() != nil || b.Err() != nil {
			return false
		}
		if !more {
			return true
		}
		if a.Op != b.Op || !slices.EqualFunc(a.Args, b.Args, func(x, y object.Object) bool { return fmt.Sprint(x) == fmt.Sprint(y) }) {
			return false
		}
	}
	return false
}

// contents reads the contents of a page, whose streams count as one.
func contents(p *object.File, o object.Object) (*object.Contents, bool) {
	parts, ok := p.Get(o).(object.Array)
	if !ok {
		parts = object.Array{o}
	}
	var all [][]byte
	for _, part := range parts {
		data, err := p.Data(part)
		if err != nil {
			return nil, false
		}
		all = append(all, data)
	}
	return object.NewContents(bytes.Join(all, []byte("\n"))), true
}

func sameNumber(a, b object.Number) bool {
	x, err := strconv.ParseFloat(string(a), 64)
	y, err2 := strconv.ParseFloat(string(b), 64)
	return err == nil && err2 == nil && x == y
}

// added finds what no brief has, without the brief to compare with.
func (v *Verdict) added(p *object.File) {
	root := p.Dict(p.Trailer["Root"])
	for _, k := range []object.Name{"OpenAction", "AA", "AcroForm"} {
		if root[k] != nil {
			v.findf(Action, "%s was added", called[k].what)
		}
	}
	if p.Dict(root["Names"])["JavaScript"] != nil {
		v.findf(Action, "%s was added", called["JavaScript"].what)
	}
	if len(p.Revisions) > 1 && !v.has(Update) {
		v.findf(Update, "an update was appended after the brief was written")
	}
	pages, err := p.Pages()
	if err != nil {
		v.findf(Unreadable, "%v", err)
		return
	}
	for k, page := range pages {
		for _, a := range p.Array(page.Dict["Annots"]) {
			if subtype := p.Get(p.Dict(a)["Subtype"]); subtype != object.Name("Link") {
				v.find(Finding{Kind: Area, Page: k + 1, Message: fmt.Sprintf("page %d: an annotation (%v) was added", k+1, subtype)})
			}
		}
	}
}
