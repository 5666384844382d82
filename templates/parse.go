package templates

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"tradebrief/data/diag"
)

// DefaultsFile is the name of the file in the project root whose keys hold for
// every outline beside it.
const DefaultsFile = "tradebrief.yaml"

// Parse reads the outline file from fsys, which is rooted at the project root,
// with the defaults file there if there is one. It checks everything that can
// be known without data: syntax, keys, kinds, ids, references between them,
// dates and numbers, and the expressions against the names of the outline. The
// problems come all at once, sorted, in phase Outline. If one of them is an
// error the outline is nil.
func Parse(fsys fs.FS, file string, opt Options) (*Outline, diag.List) {
	d := &decoder{files: files{fsys: fsys, chain: []string{file}}, names: names{lang: opt.Lang}, scale: Scales()[0], params: map[string]Scalar{}, ids: map[string]diag.Pos{}}
	data, err := d.files.read(file)
	if err != nil {
		return nil, diag.List{d.files.outlineProblem(file, err)}
	}
	top := d.outlineTree(file, data)
	var translated *overlay
	if top != nil {
		top, translated = d.edition(top)
	}
	if base := d.defaults(file); base != nil && top != nil {
		top = merge(top, base)
	}
	if top == nil {
		return nil, capped(d.problems)
	}
	o := &Outline{File: file, Source: data}
	d.outline(top, o, opt)
	if translated != nil {
		o.Translation = translated.finish(data)
	}
	problems := capped(d.problems)
	if problems.Failed() {
		return nil, problems
	}
	o.exprs, o.Changes, o.cited, o.Files = d.exprs, d.changes, d.names.cited, d.files.taken
	o.sortExprs()
	return o, problems
}

// maxProblems is as many as anyone reads; a file of another kind can have
// hundreds of thousands.
const maxProblems = 200

// capped sorts the problems and counts those that are too many to list.
func capped(problems diag.List) diag.List {
	problems = problems.Sort()
	if len(problems) <= maxProblems {
		return problems
	}
	more := diag.Errorf(diag.Outline, problems[maxProblems].Pos, "%d more problems from here on are not listed", len(problems)-maxProblems)
	return append(problems[:maxProblems:maxProblems], more)
}

// defaults reads the defaults file, nil if there is none.
func (d *decoder) defaults(file string) *tree {
	if path.Clean(file) == DefaultsFile {
		return nil
	}
	data, err := d.files.read(DefaultsFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		d.problems = append(d.problems, d.files.outlineProblem(DefaultsFile, err))
		return nil
	case blankOrComments(string(data)):
		return nil
	}
	return d.outlineTree(DefaultsFile, data)
}

// unseen says whether a character leaves nothing on the page.
func unseen(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) }

// blankOrComments reports whether a file says nothing; as defaults that is
// fine, and a file of that name marks the root.
func blankOrComments(s string) bool {
	for l := range strings.Lines(strings.TrimPrefix(s, "\uFEFF")) {
		if l = strings.TrimSpace(l); l != "" && l[0] != '#' {
			return false
		}
	}
	return true
}

// merge lays an outline over its defaults: mappings key by key, lists and
// texts as a whole. A key that the outline leaves empty takes the default.
func merge(over, base *tree) *tree {
	if over.kind != mapTree || base.kind != mapTree {
		return over
	}
	out := *over
	out.pairs = slices.Clone(over.pairs)
	for _, b := range base.pairs {
		i := slices.IndexFunc(out.pairs, func(p pair) bool { return p.key.Value == b.key.Value })
		switch {
		case i < 0:
			out.pairs = append(out.pairs, b)
		case out.pairs[i].val.empty:
			out.pairs[i] = b
		default:
			out.pairs[i].val = merge(out.pairs[i].val, b.val)
		}
	}
	return &out
}

// keysOf lists the keys of a mapping, free ones left out.
func keysOf(t *tree) []string {
	if t == nil {
		return nil
	}
	var keys []string
	for _, p := range t.pairs {
		if !strings.HasPrefix(p.key.Value, "x-") {
			keys = append(keys, p.key.Value)
		}
	}
	return keys
}

// topKeys are the keys of an outline.
var topKeys = []string{"version", "brief", "params", "constants", "data", "series", "groups", "events", "shocks", "sources", "waive", "approvals", "words", "embed", "theme", "sections", "edition_of"}

// asMeant is the outline with its misspelt keys also under the names that are
// near. A slip in the key series is one mistake: that each series is unknown
// where it is used does not help to find it.
func asMeant(top *tree) *tree {
	out := *top
	out.pairs = slices.Clone(top.pairs)
	for _, p := range top.pairs {
		if near := diag.Nearest(p.key.Value, topKeys); near != "" && out.find(near) == nil {
			p.key.Value = near
			out.pairs = append(out.pairs, p)
		}
	}
	return &out
}

func (d *decoder) outline(top *tree, o *Outline, opt Options) {
	top = asMeant(top)
	f := d.fields(top, "the outline")
	f.notYet("delivery")
	o.Version = d.version(f)
	if o.EditionOf = f.scalar("edition_of"); o.EditionOf.Present() && o.EditionOf.Pos.File != o.File {
		d.fail(o.EditionOf.Pos, "edition_of stands in the outline of the edition, not in one for all")
	}

	// Names first: the texts above a declaration may use it.
	d.names.series = keysOf(top.find("series"))
	d.names.params = keysOf(top.find("params"))
	d.names.constants = keysOf(top.find("constants"))
	d.names.sources = keysOf(top.find("sources"))
	d.names.groups = keysOf(top.find("groups"))
	if t := top.find("data"); t != nil {
		for _, e := range t.items {
			if id := e.find("id"); id != nil && id.kind == textTree {
				d.names.data = append(d.names.data, id.text.Value)
			}
		}
	}
	o.Params = d.paramValues(f, o.File, opt)
	d.constants(f, o)

	if b := f.get("brief"); b != nil {
		d.brief(b, &o.Brief, opt)
	} else {
		f.require("brief")
	}
	d.dataEntries(f, o)
	d.groups(f, o)
	d.series(f, o)
	d.sources(f, o)
	d.events(f, o)
	d.shocks(f, o)
	o.Approvals = d.approvals(f)
	o.Words = d.wordRules(f)
	o.Embed = f.choice("embed", embeds...)
	o.Theme = d.theme(f)
	o.Words = append(o.Words, o.Theme.Words...)
	d.sections(f, o)
	d.waivers(f, o)
	f.close()
}

// approvals is the one word that the key takes; a truth would be that word.
func (d *decoder) approvals(f *fields) Scalar {
	s := f.scalar("approvals")
	if !s.Present() || slices.Contains(approvals, s.Value) {
		return s
	}
	h := d.fail(s.Pos, "approvals are required or the key is left out, found %q", s.Value)
	if only := approvals[0]; slices.Contains([]string{"true", "yes", "on"}, strings.ToLower(s.Value)) {
		h.Replace(s.Value, only, "write approvals: %s", only)
	} else {
		h.Nearest(s.Value, approvals)
	}
	return s
}

// version is checked first: everything else depends on it.
func (d *decoder) version(f *fields) Scalar {
	v := f.scalar("version")
	switch {
	case v.Present() && v.Value != "1":
		h := d.fail(v.Pos, "the outline is of version %q, this tool reads version 1", v.Value)
		if v.Value == "1.0" {
			h.Replace(v.Value, "1", "write version: 1")
		}
	case !v.Present():
		h := d.fail(f.at, "the outline needs the key version")
		const hint = "begin with the line version: 1"
		switch {
		case f.tree.find("version") != nil || f.tree.head != "" || f.at.Col != 1:
			h.WithHint(hint)
		default:
			h.Replace("", "version: 1\n", hint)
		}
	}
	return v
}

// paramValues reads the params and lays those of the command line over them.
func (d *decoder) paramValues(f *fields, file string, opt Options) map[string]Scalar {
	values := map[string]Scalar{}
	for _, p := range f.mapping("params") {
		if p.val.kind != textTree {
			d.kindProblem(p.val, "the param "+p.key.Value, "text")
			continue
		}
		if !idForm.MatchString(p.key.Value) {
			d.fail(p.key.Pos, "the param %q needs a name of small letters, digits and _", p.key.Value)
		}
		s := p.val.text
		if strings.Contains(s.Value, "{{") {
			d.fail(s.Pos, "a param is plain text, found {{")
		}
		values[p.key.Value] = s
	}
	for _, name := range slices.Sorted(maps.Keys(opt.Params)) {
		s, ok := values[name]
		if !ok {
			h := d.fail(diag.Pos{File: file}, "-P sets the param %q, which the outline does not declare", name)
			if len(d.names.params) == 0 {
				h.WithHint("it declares none; add params: {%s: …}", name)
			} else {
				nearest(h, name, d.names.params)
			}
			continue
		}
		if given := opt.Params[name]; given != s.Value {
			d.changes = append(d.changes, Change{name, s.Value, given})
		}
		values[name] = Scalar{Text: diag.Text{Value: opt.Params[name], Pos: s.Pos}, place: []placed{{0, s.Pos, true}}}
	}
	d.params = values
	return values
}

// named checks the name of a series or constant.
func (d *decoder) named(key Scalar, what string) {
	if !idForm.MatchString(key.Value) {
		d.fail(key.Pos, "the %s %q needs a name of small letters, digits and _ that begins with a letter", what, key.Value)
	} else if d.names.lang.reserved(key.Value) {
		d.fail(key.Pos, "the name %q belongs to the language of expressions", key.Value).WithHint("choose another name for the %s", what)
	}
}

func (d *decoder) constants(f *fields, o *Outline) {
	o.Constants = map[string]Scalar{}
	for _, p := range f.mapping("constants") {
		d.named(p.key, "constant")
		s := d.scalar(p.val, "the constant "+p.key.Value)
		if !s.Present() {
			continue
		}
		if !validNumber(s.Value) {
			d.fail(s.Pos, "a constant takes a number, found %q", s.Value).WithHint("text that changes is a param")
		}
		if slices.Contains(d.names.series, p.key.Value) {
			d.fail(p.key.Pos, "%q is the name of a series too", p.key.Value)
		}
		o.Constants[p.key.Value] = s
	}
}

func (d *decoder) brief(t *tree, b *Brief, opt Options) {
	f := d.fields(t, "brief")
	if key := t.key("edition_of"); key.Present() {
		f.get("edition_of")
		d.fail(key.Pos, "edition_of stands beside brief, not within it")
	}
	b.At = f.at
	b.Title = f.prose("title", lineForm)
	b.Series = f.prose("series", lineForm)
	b.Number = f.prose("number", lineForm)
	b.Organisation = f.prose("organisation", lineForm)
	b.Contact = f.prose("contact", lineForm)
	b.Period = f.period("period", "latest")
	b.Issued = f.date("issued", "auto")
	b.Next = f.date("next")
	if t := f.get("revision"); t != nil {
		r := d.fields(t, "revision")
		b.Revision = Revision{Number: r.whole("number"), Date: r.date("date"), Reason: r.prose("reason", lineForm)}
		r.require("number")
		r.close()
	}
	b.Previous = f.scalar("previous")
	b.Marking = f.marking()
	b.Language = f.language()
	b.Scale = f.choice("scale", scaleNames()...)
	if s, ok := ScaleNamed(b.Scale.Value); ok {
		d.scale = s
	}
	if t := f.get("limits"); t != nil {
		l := d.fields(t, "limits")
		b.Limits = Limits{Pages: l.whole("pages"), Size: l.formed("size", sizeForm.MatchString, nil, "a size", "2MB", nil)}
		l.close()
	}
	f.require("title")
	if b.Title.Present() && strings.TrimFunc(b.Title.Value, unseen) == "" {
		d.fail(b.Title.Pos, "brief has an empty title")
	}
	if opt.Period != "" {
		if !validPeriod(opt.Period) && opt.Period != "latest" {
			d.fail(b.At, "--period takes a period, found %q", opt.Period).WithHint("write it like 2023-09, 2023-Q3 or 2023, or latest")
		}
		at := b.Period.Pos
		if !b.Period.Present() {
			at = b.At
		}
		if opt.Period != b.Period.Value {
			d.changes = append(d.changes, Change{"", b.Period.Value, opt.Period})
		}
		b.Period = Scalar{Text: diag.Text{Value: opt.Period, Pos: at}, place: []placed{{0, at, true}}}
	} else {
		f.require("period")
	}
	f.close()
}

// language reads the tag of a language that a brief can be written in.
func (f *fields) language() Scalar {
	s := f.scalar("language")
	if !s.Present() || validLanguage(s.Value) {
		return s
	}
	if traditional.MatchString(s.Value) {
		f.d.fail(s.Pos, "%q is Chinese in traditional characters, and a brief is written in simplified ones", s.Value).Replace(s.Value, "zh", "write language: zh")
		return s
	}
	h := f.d.fail(s.Pos, "%q is no language that a brief is written in", s.Value)
	if tag := languageOf(s.Value); validLanguage(tag) {
		h.Replace(s.Value, tag, "write language: %s", tag)
	} else {
		h.WithHint("write one of: %s; a region may follow, as in en-GB", strings.Join(languages, ", "))
	}
	return s
}

// marking reads a label of the Traffic Light Protocol. Version 2.0, of 2022, has
// capitals, a colon and no blanks, and calls clear what was white before.
func (f *fields) marking() Scalar {
	s := f.scalar("marking")
	if !s.Present() || slices.Contains(markings, s.Value) {
		return s
	}
	h := f.d.fail(s.Pos, "%q is no label of the Traffic Light Protocol", s.Value)
	h.p.Code = "C44"
	bare := letters(strings.Replace(strings.ToUpper(s.Value), "WHITE", "CLEAR", 1))
	for _, m := range markings {
		if letters(m) == bare || letters(m) == "TLP"+bare {
			h.Meant(s.Value, m)
			return s
		}
	}
	if !h.Nearest(s.Value, markings) {
		h.WithHint("write one of: %s", strings.Join(markings, ", "))
	}
	return s
}

// letters is a text without anything else.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}
