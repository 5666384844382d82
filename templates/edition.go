package templates

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// An outline with edition_of is a translation: it takes everything but its texts
// from another outline, and gives the texts of that by the ids of sections and
// blocks. The two trees become one before anything is decoded, so that nothing
// further knows of it; which keys are texts the types of the outline say.

// Translation is what an outline with edition_of owes to its original.
type Translation struct {
	Of       Scalar // the original, as written
	File     string // its path from the project root
	Problems diag.List
	Passages []Passage    // in the order of the original
	Noted    bool         // the edition has the key translated
	Unnoted  diag.Problem // for an edition without it: that nothing tells which texts of the original change
}

// Passage is a block, a section, or the head of the brief, with its place in both
// files.
type Passage struct {
	ID       string   // of the block or section; empty for the head
	What     string   // the block trends, the section outlook, brief
	At       diag.Pos // of the translation; no line: there is none
	Original diag.Pos
	Digest   string // of the texts of the original; empty: it has none
	Section  int    // its index among the sections; -1: it stands above them
}

// leaf is a text of the original with its translation.
type leaf struct {
	passage   int
	key       string
	was, now  Scalar
	untouched bool // the original's text stands
}

// overlay lays a translation over its original.
type overlay struct {
	d        *decoder
	file     string // of the original
	at       diag.Pos
	out      *Translation
	leaves   []leaf
	passage  int
	keep     bool // what is being translated stays as it is
	section  int  // of the original that is being translated; -1: none yet
	missing  []missingText
	given    map[string]*tree // blocks of the translation, by id
	asked    map[string]bool  // ids that the original has
	original []string         // the same, in order
	nameless []diag.Pos       // blocks of the translation without an id
	notes    *tree            // translated: the states of the original that were translated; nil: not noted
}

// missingText is a text of the original that the translation does not have.
type missingText struct {
	passage int
	key     string
	at      diag.Pos
}

// edition is the tree of an outline with that of its original below it, where it
// names one.
func (d *decoder) edition(top *tree) (*tree, *overlay) {
	key := top.key("edition_of")
	if !key.Present() {
		return top, nil
	}
	name := d.scalar(present(top.find("edition_of")), "edition_of")
	if !name.Present() {
		d.fail(key.Pos, "edition_of names no file").WithHint("write edition_of: OUTLINE.yaml")
		return top, nil
	}
	file, data := d.open(name, "an outline", ".yaml", ".yml")
	if data == nil {
		return nil, nil
	}
	if slices.Contains(d.files.chain, file) {
		d.fail(name.Pos, "an outline is no edition of itself")
		return nil, nil
	}
	below := d.outlineTree(file, data)
	if below == nil {
		return nil, nil
	}
	if first := below.find("edition_of"); first != nil {
		h := d.fail(name.Pos, "%s is an edition of another outline itself", name.Value)
		if first.kind == textTree {
			h.Replace(name.Value, path.Join(path.Dir(name.Value), first.text.Value), "name the original: %s", path.Join(path.Dir(name.Value), first.text.Value))
		}
		return nil, nil
	}
	t := &overlay{d: d, file: file, at: name.Pos, out: &Translation{Of: name, File: file}, given: map[string]*tree{}, asked: map[string]bool{}, section: -1}
	return t.outline(top, below), t
}

// editionKeys are the keys that an edition has for itself; for all others it takes those
// of the original.
var editionKeys = []string{"version", "edition_of", "waive", "approvals", "words", "embed", "theme"}

// outline lays the translation over the whole original.
func (t *overlay) outline(top, below *tree) *tree {
	out := *below
	out.pairs = nil
	types := reflect.TypeFor[Outline]()
	for _, p := range below.pairs {
		if p.key.Value != "waive" && (!slices.Contains(editionKeys, p.key.Value) || top.find(p.key.Value) == nil) {
			out.pairs = append(out.pairs, p)
		}
	}
	for _, p := range top.pairs {
		switch k := p.key.Value; {
		case slices.Contains(editionKeys, k):
			out.pairs = append(out.pairs, p)
		case k == translatedKey:
			t.notes = p.val
		case k == "brief", k == "series", k == "sources", k == "events", k == "shocks", k == "data", k == "sections", strings.HasPrefix(k, "x-"):
		default:
			if f, ok := fieldNamed(types, k); ok && f.Name != "" {
				t.d.fail(p.key.Pos, "an edition takes no %s: it has that of %s", k, t.out.Of.Value)
			} else {
				nearest(t.d.fail(p.key.Pos, "unknown key %q in an edition", k), k, slices.Concat(editionKeys, []string{"brief", "series", "sources", "events", "shocks", "data", "sections", translatedKey}))
			}
		}
	}
	set := func(key string, v *tree) {
		if i := slices.IndexFunc(out.pairs, func(p pair) bool { return p.key.Value == key }); i >= 0 {
			out.pairs[i].val = v
		}
	}
	t.begin("", "brief", top.key("brief").Pos, below.key("brief").Pos)
	if b := below.find("brief"); b != nil {
		set("brief", t.brief(b, top.find("brief")))
	}
	for _, list := range []struct {
		key, by string
		of      reflect.Type
	}{{"series", "", reflect.TypeFor[SeriesDecl]()}, {"sources", "", reflect.TypeFor[SourceDecl]()}, {"events", "date", reflect.TypeFor[Event]()}, {"shocks", "from", reflect.TypeFor[Shock]()}, {"data", "id", reflect.TypeFor[DataEntry]()}} {
		b := below.find(list.key)
		if b == nil {
			if n := top.key(list.key); n.Present() {
				t.d.fail(n.Pos, "%s has no %s to translate", t.out.Of.Value, list.key)
			}
			continue
		}
		t.begin("", list.key, top.key(list.key).Pos, below.key(list.key).Pos)
		if list.by == "" {
			set(list.key, t.keyed(b, top.find(list.key), list.of, list.key))
		} else {
			set(list.key, t.items(b, top.find(list.key), list.of, list.key))
		}
	}
	if b := below.find("sections"); b != nil && b.kind == listTree {
		set("sections", t.sections(b, top.find("sections")))
	}
	return &out
}

// begin begins a passage.
func (t *overlay) begin(id, what string, at, original diag.Pos) {
	t.passage = len(t.out.Passages)
	t.out.Passages = append(t.out.Passages, Passage{ID: id, What: what, At: at, Original: original, Section: t.section})
}

// brief translates the head. The language is the edition's own, and so may be the
// last issue and the limits.
func (t *overlay) brief(b, given *tree) *tree {
	own := []string{"language", "previous", "limits"}
	rest := &tree{kind: mapTree}
	if given != nil && given.kind == mapTree {
		*rest = *given
		rest.pairs = slices.DeleteFunc(slices.Clone(given.pairs), func(p pair) bool { return slices.Contains(own, p.key.Value) })
	}
	out := t.mapping(b, rest, reflect.TypeFor[Brief](), "brief")
	if given == nil || given.find("language") == nil {
		t.d.fail(t.at, "an edition needs brief.language").WithHint("write brief: {language: zh}, or another of: %s", strings.Join(languages[1:], ", "))
		return out
	}
	for _, k := range own {
		v := given.find(k)
		if v == nil {
			continue
		}
		i := slices.IndexFunc(out.pairs, func(p pair) bool { return p.key.Value == k })
		if i < 0 {
			out.pairs = append(out.pairs, pair{given.key(k), v})
		} else {
			out.pairs[i] = pair{given.key(k), v}
		}
	}
	return out
}

// one is what messages call an entry of a mapping.
var one = map[string]string{"series": "series", "sources": "source"}

// keyed translates a mapping of mappings: series and sources.
func (t *overlay) keyed(b, given *tree, of reflect.Type, what string) *tree {
	if b.kind != mapTree {
		return b
	}
	out := *b
	out.pairs = slices.Clone(b.pairs)
	if given != nil && given.kind == mapTree {
		for _, p := range given.pairs {
			if b.find(p.key.Value) == nil && !strings.HasPrefix(p.key.Value, "x-") {
				nearest(t.d.fail(p.key.Pos, "%s has no %s %q", t.out.Of.Value, one[what], p.key.Value), p.key.Value, keysOf(b))
			}
		}
	}
	for i, p := range out.pairs {
		if p.val.kind == mapTree {
			out.pairs[i].val = t.mapping(p.val, given.find(p.key.Value), of, one[what]+" "+p.key.Value)
		}
	}
	return &out
}

// sections translates the chapters.
func (t *overlay) sections(b, given *tree) *tree {
	out := *b
	out.items = slices.Clone(b.items)
	var chapters []*tree
	if given != nil {
		for _, s := range t.d.list(given, "sections") {
			if s.kind != mapTree {
				t.d.kindProblem(s, "a section", "a mapping of keys")
				continue
			}
			chapters = append(chapters, s)
			t.collect(s.find("blocks"), 0)
		}
	}
	used := map[*tree]bool{}
	var ids []string
	for i, s := range b.items {
		if s.kind != mapTree {
			continue
		}
		id := idOf(s)
		ids, t.section = append(ids, id), i
		at := slices.IndexFunc(chapters, func(c *tree) bool { return idOf(c) == id && (id != "" || slices.Index(chapters, c) == i) })
		var c *tree
		what, pos := "the section "+id, diag.Pos{}
		if id == "" {
			what = fmt.Sprintf("section %d", i+1)
		}
		if at >= 0 {
			c, pos = chapters[at], chapters[at].at
			used[c] = true
		}
		t.begin(id, what, pos, s.at)
		plain := without(c, "blocks", "id")
		m := t.mapping(without(s, "blocks"), plain, reflect.TypeFor[Section](), what)
		if blocks := s.find("blocks"); blocks != nil {
			m.pairs = append(m.pairs, pair{s.key("blocks"), t.blocks(blocks, 0)})
		}
		out.items[i] = m
	}
	for _, c := range chapters {
		if !used[c] {
			h := t.d.fail(c.at, "%s has no section %q", t.out.Of.Value, idOf(c))
			if idOf(c) == "" {
				*h.p = diag.Errorf(diag.Outline, c.at, "a section of an edition has the id of the one that it translates")
				h.WithHint("the ids are %s", strings.Join(slices.DeleteFunc(ids, func(s string) bool { return s == "" }), ", "))
			} else {
				nearest(hinted{h.p}, idOf(c), ids)
			}
		}
	}
	if len(t.original) == 0 && len(t.given)+len(t.nameless) > 0 {
		t.d.fail(t.at, "no block of %s has an id, by which it could be translated", t.out.Of.Value).WithHint("give each block that has texts an id there, such as id: intro")
		return &out
	}
	if n := len(t.nameless); n > 0 {
		h := t.d.fail(t.nameless[0], "a block of an edition has the id of the one that it translates")
		if n > 1 {
			h.p.Message = fmt.Sprintf("%d blocks have no id, from this one on: a block of an edition has the id of the one that it translates", n)
		}
		left := slices.DeleteFunc(slices.Clone(t.original), func(id string) bool { return t.given[id] != nil })
		if n == 1 && len(left) == 1 {
			h.WithHint("write id: %s", left[0])
		} else if len(left) > 0 {
			h.WithHint("the ids that %s has and this edition has not are %s", t.out.Of.Value, diag.First(left, 8))
		}
	}
	for id, block := range t.given {
		if !t.asked[id] {
			nearest(t.d.fail(block.find("id").at, "%s has no block with the id %q", t.out.Of.Value, id), id, t.original)
		}
	}
	return &out
}

// without is a mapping without some of its keys; nil is an empty one.
func without(t *tree, keys ...string) *tree {
	out := &tree{kind: mapTree}
	if t != nil {
		*out = *t
		out.pairs = slices.DeleteFunc(slices.Clone(t.pairs), func(p pair) bool { return slices.Contains(keys, p.key.Value) })
	}
	return out
}

func idOf(t *tree) string {
	if id := t.find("id"); id != nil && id.kind == textTree {
		return id.text.Value
	}
	return ""
}

// collect notes the blocks of the translation by their ids, those in columns and
// in files that it includes too.
func (t *overlay) collect(list *tree, depth int) {
	if list == nil || list.kind != listTree || depth > maxChain {
		return
	}
	for _, b := range t.d.unfolded(list.items) {
		switch {
		case b.kind == listTree:
			t.collect(b, depth+1)
			continue
		case b.kind != mapTree:
			t.d.kindProblem(b, "a block of an edition", "a mapping with the id of the block that it translates")
			continue
		}
		if columns := b.find("columns"); columns != nil && b.find("table") == nil && columns.kind == listTree && !slices.ContainsFunc(columns.items, func(c *tree) bool { return c.kind != listTree }) {
			t.collect(columns, depth+1)
			if idOf(b) == "" {
				continue
			}
		}
		id := flat(b).find("id")
		switch {
		case id == nil || id.kind != textTree:
			t.nameless = append(t.nameless, b.at)
		case t.given[id.text.Value] != nil:
			t.d.fail(id.at, "the block %q is translated twice", id.text.Value)
		default:
			b = flat(b)
			t.given[id.text.Value] = b
		}
	}
}

// flat is a block as a mapping of all its keys, those of its value and those
// beside it: - text: … and - chart: {…}.
func flat(b *tree) *tree {
	reader, name, ok := kindOf(b)
	if !ok {
		return b
	}
	out := *b
	out.pairs = nil
	switch v := name.val; {
	case v.kind == mapTree && (reader.name != "data_notes" || v.find("notes") != nil):
		out.pairs = append(out.pairs, v.pairs...)
	case reader.main == switchedOn:
		if v.kind == mapTree {
			keys, own := withoutKeys(v)
			out.pairs = append(keys, pair{Scalar{Text: diag.Text{Value: "notes", Pos: name.key.Pos}}, own})
		}
	case reader.main != "":
		out.pairs = append(out.pairs, pair{Scalar{Text: diag.Text{Value: reader.main, Pos: name.key.Pos}}, v})
	}
	for _, p := range b.pairs {
		if p.val != name.val || p.key.Value != name.key.Value {
			out.pairs = append(out.pairs, p)
		}
	}
	return &out
}

// kindOf finds the name of a block among its keys.
func kindOf(b *tree) (reader blockReader, name pair, ok bool) {
	readers := blockReaders()
	for _, p := range b.pairs {
		i := slices.IndexFunc(readers, func(r blockReader) bool { return r.name == p.key.Value })
		if i < 0 || ok && commonWithin(reader.name, p.key.Value) {
			continue
		}
		if !ok || commonWithin(p.key.Value, reader.name) {
			reader, name, ok = readers[i], p, true
		}
	}
	return reader, name, ok
}

// blocks translates a list of blocks of the original.
func (t *overlay) blocks(list *tree, depth int) *tree {
	if list.kind != listTree || depth > maxDepth {
		return list
	}
	out := *list
	out.items = slices.Clone(t.d.unfolded(list.items))
	for i, b := range out.items {
		switch b.kind {
		case listTree: // a column
			out.items[i] = t.blocks(b, depth+1)
		case mapTree:
			out.items[i] = t.block(b, depth)
		}
	}
	return &out
}

func (t *overlay) block(b *tree, depth int) *tree {
	reader, name, ok := kindOf(b)
	if !ok {
		return b // the decoder says what is wrong with it
	}
	all := flat(b)
	if reader.name == "columns" {
		if v := all.find("columns"); v != nil {
			i := slices.IndexFunc(all.pairs, func(p pair) bool { return p.key.Value == "columns" })
			all.pairs[i].val = t.blocks(v, depth+1)
		}
		return t.named(b, name, all)
	}
	id := idOf(all)
	given := t.given[id]
	what, at := "the block "+id, diag.Pos{}
	if id == "" {
		what = "a block of the kind " + reader.name
	} else {
		t.asked[id] = true
		t.original = append(t.original, id)
	}
	if given != nil {
		at = given.find("id").at
		given = without(given, "id")
	}
	t.begin(id, what, at, name.key.Pos)
	f, _ := fieldNamed(reflect.TypeFor[blockKeys](), reader.name)
	return t.named(b, name, t.mapping(all, given, f.Type.Elem(), what))
}

// named is a block with the keys of its value as a mapping.
func (t *overlay) named(b *tree, name pair, all *tree) *tree {
	out := *b
	if name.val.kind == textTree && name.val.text.Value == "true" && len(all.pairs) == 0 {
		return &out
	}
	inside := *all
	inside.kind, inside.head, inside.flow = mapTree, "", nil
	if name.val.kind == textTree && name.val.text.Value == "true" {
		// data_notes: true beside its id
		out.pairs = append([]pair{name}, all.pairs...)
		return &out
	}
	out.pairs = []pair{{name.key, &inside}}
	return &out
}

// unfolded is a list of blocks with what they include in their place.
func (d *decoder) unfolded(items []*tree) []*tree {
	var out []*tree
	for _, b := range items {
		key := b.key("include")
		if !key.Present() {
			out = append(out, b)
			continue
		}
		d.within(b, key, func(items []*tree) { out = append(out, d.unfolded(items)...) })
	}
	return out
}
