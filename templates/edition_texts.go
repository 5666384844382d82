package templates

import (
	"reflect"
	"slices"
	"strings"
	"unicode"

	"tradebrief/data/diag"
)

// Which keys of an outline are texts, and how the texts of an edition take the place
// of the original's: by the types of the outline.

// fieldNamed is the field of a type that a key of the file stands for.
func fieldNamed(of reflect.Type, key string) (reflect.StructField, bool) {
	for i := range of.NumField() {
		if f := of.Field(i); f.Tag.Get("yaml") == key && key != "-" {
			return f, true
		}
	}
	return reflect.StructField{}, false
}

// texts are the keys of a type that are translated: texts, and what holds texts.
func texts(of reflect.Type) []string {
	var out []string
	for i := range of.NumField() {
		f := of.Field(i)
		if key := f.Tag.Get("yaml"); key != "" && key != "-" && (holdsText(f) || translatedToo(of, key)) {
			out = append(out, key)
		}
	}
	return out
}

// translatedToo are texts by their use that are no prose by their type.
func translatedToo(of reflect.Type, key string) bool {
	return of == reflect.TypeFor[SourceDecl]() && key == "publisher" || of == reflect.TypeFor[DataEntry]() && key == "publisher" || of == reflect.TypeFor[Text]() && key == "file" ||
		of == reflect.TypeFor[Actor]() && key == "actor"
}

func holdsText(f reflect.StructField) bool {
	switch form := f.Tag.Get("jsonschema_extras"); form {
	case "form=notes", "form=reasons":
		return true
	case "form=fits", "form=texts", "form=params", "form=constants", "form=groups":
		return false
	}
	of := f.Type
	for of.Kind() == reflect.Slice || of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	if of == reflect.TypeFor[Prose]() {
		return true
	}
	if of.Kind() != reflect.Struct || of == reflect.TypeFor[Scalar]() || of == reflect.TypeFor[Expr]() || of.PkgPath() != reflect.TypeFor[Outline]().PkgPath() {
		return false
	}
	for i := range of.NumField() {
		if key := of.Field(i).Tag.Get("yaml"); key != "" && key != "-" && holdsText(of.Field(i)) {
			return true
		}
	}
	return false
}

// identities are the keys by which entries of lists are the same in both files;
// without them entries are matched by their order.
var identities = []string{"id", "date", "from", "at"}

// mapping translates the texts of a mapping of a type.
func (t *overlay) mapping(b, given *tree, of reflect.Type, what string) *tree {
	out := *b
	out.pairs = slices.Clone(b.pairs)
	known := texts(of)
	if given == nil {
		given = &tree{kind: mapTree}
	}
	if given.kind != mapTree {
		t.d.kindProblem(given, what, "a mapping of keys")
		return &out
	}
	for _, p := range given.pairs {
		switch k := p.key.Value; {
		case strings.HasPrefix(k, "x-"), slices.Contains(identities, k) && alike(b.find(k), p.val):
		case of == reflect.TypeFor[Text]() && (k == "text" || k == "file"):
		case slices.Contains(known, k) && b.find(k) != nil:
		case of == reflect.TypeFor[Actor]() && k == "position" && b.find("quote") != nil:
			// A quotation stays verbatim. What it says in the language of the edition
			// stands behind it.
			out.pairs = append(out.pairs, p)
		case slices.Contains(known, k):
			t.d.fail(p.key.Pos, "%s has no %s in %s", what, k, t.out.Of.Value).WithHint("an edition translates what the original says: add it there, or take it out here")
		case b.find(k) != nil:
			t.d.fail(p.key.Pos, "an edition takes no %s of %s: it has that of %s", k, what, t.out.Of.Value)
		default:
			nearest(t.d.fail(p.key.Pos, "unknown key %q in the translation of %s", k, what), k, known)
		}
	}
	if of == reflect.TypeFor[Text]() {
		t.body(&out, b, given)
		known = slices.DeleteFunc(known, func(k string) bool { return k == "text" || k == "file" })
	}
	for _, key := range known {
		v := b.find(key)
		if v == nil || v.empty {
			continue
		}
		f, _ := fieldNamed(of, key)
		i := slices.IndexFunc(out.pairs, func(p pair) bool { return p.key.Value == key })
		out.pairs[i].val = t.value(v, given.find(key), f, what, key)
	}
	return &out
}

func alike(a, b *tree) bool {
	return a != nil && b != nil && a.kind == textTree && b.kind == textTree && a.text.Value == b.text.Value
}

// body translates the prose of a block of text, which stands in it or in a file.
func (t *overlay) body(out, b, given *tree) {
	here, there := given.find("text"), b.find("text")
	for _, from := range []struct {
		in *tree
		to **tree
	}{{given, &here}, {b, &there}} {
		if name := from.in.find("file"); name != nil {
			*from.to = &tree{kind: mapTree, at: name.at, pairs: []pair{{from.in.key("file"), name}}}
		}
	}
	if there == nil {
		return
	}
	t.text(there, here, "text")
	if here == nil || here.empty {
		return
	}
	out.pairs = slices.DeleteFunc(out.pairs, func(p pair) bool { return p.key.Value == "text" || p.key.Value == "file" })
	for _, p := range given.pairs {
		if p.key.Value == "text" || p.key.Value == "file" {
			out.pairs = append(out.pairs, p)
		}
	}
}

// value translates the value of a key.
func (t *overlay) value(v, given *tree, f reflect.StructField, what, key string) *tree {
	if f.Tag.Get("jsonschema_extras") == "form=notes" {
		return t.labelled(v, given, what, key)
	}
	if f.Tag.Get("jsonschema_extras") == "form=reasons" {
		return t.reasons(v, given, what, key)
	}
	of := f.Type
	list := of.Kind() == reflect.Slice
	for of.Kind() == reflect.Slice || of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	switch {
	case list && v.kind == listTree:
		return t.items(v, given, of, key)
	case of == reflect.TypeFor[Prose](), of == reflect.TypeFor[Scalar]():
		t.text(v, given, key)
		if given == nil || given.empty || keeps(given) {
			return v
		}
		return given
	case v.kind == mapTree:
		return t.mapping(v, given, of, key+" of "+what)
	}
	return v
}

// items translates the entries of a list: by what identifies them where each entry
// of the translation has that, else by their order.
func (t *overlay) items(b, given *tree, of reflect.Type, what string) *tree {
	if b.kind != listTree {
		return b
	}
	out := *b
	out.items = slices.Clone(b.items)
	var entries []*tree
	if given != nil && !given.empty {
		if given.kind != listTree {
			t.d.kindProblem(given, what, "a list")
			return &out
		}
		entries = given.items
	}
	by := ""
	for _, key := range identities {
		if _, ok := fieldNamed(of, key); ok && len(entries) > 0 && !slices.ContainsFunc(entries, func(e *tree) bool { return e.find(key) == nil }) {
			by = key
			break
		}
	}
	if by == "" && len(entries) > 0 && len(entries) != len(b.items) {
		t.d.fail(given.at, "%s has %d entries here and %d in %s", what, len(entries), len(b.items), t.out.Of.Value).
			WithHint("give one for each, in the same order; ~ keeps an entry as it is")
		return &out
	}
	for i, e := range out.items {
		var own *tree
		switch {
		case by != "":
			for _, g := range entries {
				if alike(e.find(by), g.find(by)) {
					own = g
				}
			}
		case len(entries) > 0:
			own = entries[i]
		}
		kept := t.keep
		if t.keep = kept || keeps(own); t.keep || own != nil && own.empty {
			own = nil
		}
		out.items[i] = t.entry(e, own, of, what)
		t.keep = kept
	}
	for _, g := range entries {
		if by != "" && !slices.ContainsFunc(b.items, func(e *tree) bool { return alike(e.find(by), g.find(by)) }) {
			var ids []string
			for _, e := range b.items {
				if v := e.find(by); v != nil && v.kind == textTree {
					ids = append(ids, v.text.Value)
				}
			}
			v := g.find(by)
			nearest(t.d.fail(v.at, "%s of %s has no entry with the %s %q", what, t.out.Of.Value, by, v.text.Value), v.text.Value, ids)
		}
	}
	return &out
}

// entry translates an entry of a list, which may be written short: a row as its
// cells, a column as its name.
func (t *overlay) entry(e, own *tree, of reflect.Type, what string) *tree {
	switch {
	case of == reflect.TypeFor[Prose](): // a cell
		t.text(e, own, "a cell")
		if own == nil {
			return e
		}
		return own
	case of.Kind() != reflect.Struct || len(texts(of)) == 0:
		return e
	case e.kind == listTree && of == reflect.TypeFor[TableRow]():
		if own != nil && own.kind == mapTree {
			own = own.find("cells")
		}
		return t.items(e, own, reflect.TypeFor[Prose](), "cells")
	case e.kind == textTree && of == reflect.TypeFor[Column]() && own != nil && own.kind == mapTree:
		// A column that is written as its name takes a title.
		named := &tree{kind: mapTree, at: e.at, pairs: []pair{{Scalar{Text: diag.Text{Value: "name", Pos: e.at}}, e}}}
		if title := own.find("title"); title != nil {
			named.pairs = append(named.pairs, pair{own.key("title"), title})
		}
		return named
	case e.kind != mapTree:
		return e
	}
	return t.mapping(e, own, of, "an entry of "+what)
}

// labelled translates texts under labels, which are translated too: by their order.
func (t *overlay) labelled(v, given *tree, what, key string) *tree {
	if v.kind != mapTree {
		return v
	}
	if given == nil || given.empty {
		for _, p := range v.pairs {
			t.text(p.val, nil, key)
		}
		return v
	}
	if given.kind != mapTree || len(given.pairs) != len(v.pairs) {
		t.d.fail(given.at, "%s of %s has %d labels here and %d in %s", key, what, len(given.pairs), len(v.pairs), t.out.Of.Value).WithHint("give one for each, in the same order")
		return v
	}
	for i, p := range v.pairs {
		t.text(p.val, given.pairs[i].val, key)
	}
	return given
}

// reasons translates texts under keys that are the same in both files.
func (t *overlay) reasons(v, given *tree, what, key string) *tree {
	if v.kind != mapTree {
		return v
	}
	out := *v
	out.pairs = slices.Clone(v.pairs)
	if given != nil && given.kind == mapTree {
		for _, p := range given.pairs {
			if v.find(p.key.Value) == nil {
				nearest(t.d.fail(p.key.Pos, "%s of %s has no %q in %s", key, what, p.key.Value, t.out.Of.Value), p.key.Value, keysOf(v))
			}
		}
	}
	for i, p := range out.pairs {
		own := given.find(p.key.Value)
		if t.text(p.val, own, key); own != nil && !own.empty && !keeps(own) {
			out.pairs[i].val = own
		}
	}
	return &out
}

// keeps reports whether a value says that a text is the same in both languages.
func keeps(t *tree) bool { return t != nil && t.kind == textTree && t.text.Value == "~" }

// optional are texts that may be the same in all languages.
var optional = []string{"contact", "number", "publisher", "descriptor", "actor", "title of a source"}

// text notes a text of the original with its translation.
func (t *overlay) text(was, now *tree, key string) {
	l := leaf{passage: t.passage, key: key, was: t.d.written(was)}
	switch {
	case now != nil && !now.empty && !keeps(now):
		l.now = t.d.written(now)
	case t.keep, keeps(now), !says(l.was.Value), slices.Contains(optional, key), t.out.Passages[t.passage].What == "sources", t.out.Passages[t.passage].What == "data":
		l.untouched = true
	default:
		t.missing = append(t.missing, missingText{t.passage, key, was.at})
		l.untouched = true
	}
	t.leaves = append(t.leaves, l)
}

// written is the text of a value, or of the file that it names.
func (d *decoder) written(t *tree) Scalar {
	if t.kind == textTree {
		return t.text
	}
	name := t.find("file")
	if name == nil || name.kind != textTree {
		return Scalar{}
	}
	file, data := d.open(name.text, "prose", ".md", ".markdown", ".txt")
	if data == nil {
		return Scalar{}
	}
	src, ok := readSource(file, data, &d.problems)
	if !ok {
		return Scalar{}
	}
	d.files.take(&File{Name: file, Text: data, src: src})
	return src.whole()
}

// says reports whether a text has words of its own, beside expressions.
func says(s string) bool {
	for {
		from := strings.Index(s, "{{")
		if from < 0 {
			return strings.ContainsFunc(s, unicode.IsLetter)
		}
		to := strings.Index(s[from:], "}}")
		if to < 0 || strings.ContainsFunc(s[:from], unicode.IsLetter) {
			return true
		}
		s = s[from+to+2:]
	}
}
