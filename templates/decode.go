package templates

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tradebrief/data/diag"
)

// decoder turns trees into the outline and collects what is wrong with them.
type decoder struct {
	problems diag.List
	files    files
	names    names
	params   map[string]Scalar
	exprs    []*Expr
	ids      map[string]diag.Pos // of blocks, sections and what judgements name
	scale    Scale
	changes  []Change
	evidence []string // the ids of the items of evidence
	rests    []Scalar // the evidence that judgements name
	outlooks []string // the ids of blocks of scenarios
	drawn    []Scalar // those that charts name
}

func (d *decoder) fail(at diag.Pos, format string, args ...any) hinted {
	return report(&d.problems, at, format, args...)
}

// warn is fail for what an author may mean as it stands.
func (d *decoder) warn(at diag.Pos, format string, args ...any) hinted {
	h := d.fail(at, format, args...)
	h.p.Severity = diag.Warning
	return h
}

// fields reads one mapping key by key and at the end reports the keys that
// nobody asked for. A nil tree, or one that is no mapping, reads as empty.
type fields struct {
	d     *decoder
	what  string // the mapping in messages: a chart
	at    diag.Pos
	tree  *tree
	bad   bool // reported already; required keys stay silent
	known []string
	later []string

	implied string   // the key that the value of a block stands for, which its author did not write; mostly empty
	missing []string // required and not there
	code    string   // of the check that asks for what is required; mostly empty
}

// fields expects a mapping.
func (d *decoder) fields(t *tree, what string) *fields {
	f := &fields{d: d, what: what}
	if t == nil || t.empty {
		f.bad = t == nil
		if t != nil {
			f.at = t.at
		}
		return f
	}
	f.at = t.at
	if t.kind != mapTree {
		d.kindProblem(t, what, "a mapping of keys")
		f.bad = true
		return f
	}
	f.tree = t
	return f
}

// listOfWords is a list whose brackets were forgotten.
var listOfWords = regexp.MustCompile(`^[a-z][a-z0-9_.]*(?:, ?[a-z][a-z0-9_.]*)*$`)

// kindProblem reports a value of the wrong kind.
func (d *decoder) kindProblem(t *tree, what, wanted string) {
	if t.kind == brokenTree {
		return
	}
	if t.head == "{{" {
		d.unquoted(t)
		return
	}
	h := d.fail(t.at, "%s must be %s, found %s", what, wanted, t.kind)
	switch {
	case wanted == "a list" && t.kind == textTree && listOfWords.MatchString(t.text.Value):
		h.Replace(t.text.Value, "["+t.text.Value+"]", "write it in brackets: [%s]", t.text.Value)
	case wanted == "a list" && t.kind == mapTree && t.head == "{":
		h.WithHint("put square brackets around it: [{…}]")
	case wanted == "a list" && t.kind == mapTree:
		h.WithHint("begin each entry with a dash and a blank")
	}
}

// unquoted reports a text that YAML took for a list or a mapping.
func (d *decoder) unquoted(t *tree) {
	d.fail(t.at, "text that begins with %s needs quotes", t.head).WithFix(t.quoted(), "put the text in quotes or after |")
}

// get returns the value of a key, nil if it is absent or empty.
func (f *fields) get(key string) *tree {
	if !slices.Contains(f.known, key) {
		f.known = append(f.known, key)
	}
	t := f.tree.find(key)
	if t == nil || t.empty {
		return nil
	}
	return t
}

// keys is where a further key can be written into the mapping.
func (f *fields) keys() diag.Keys {
	if f.tree == nil || len(f.tree.pairs) == 0 {
		return diag.Keys{}
	}
	first := f.tree.pairs[0].key.Pos
	if f.tree.head != "" {
		return diag.Keys{First: first, Between: ", "}
	}
	return diag.Keys{First: first, Between: "\n" + strings.Repeat(" ", max(0, first.Col-1))}
}

// notYet names keys of the format that this version does not build.
func (f *fields) notYet(keys ...string) { f.later = append(f.later, keys...) }

// require reports the keys that are missing, at close: a misspelt key is one
// mistake, not an unknown key and a missing one.
func (f *fields) require(keys ...string) {
	for _, key := range keys {
		switch t := f.get(key); {
		case t != nil && f.code == "C45" && t.kind == textTree && strings.TrimSpace(t.text.Value) == "":
			f.d.fail(t.at, "%s has an empty %s", f.what, key).p.Code = f.code
		case t != nil || f.bad:
		case f.tree.find(key) != nil:
			f.d.fail(f.tree.find(key).at, "%s has an empty %s", f.what, key).p.Code = f.code
		default:
			f.missing = append(f.missing, key)
		}
	}
}

var threeDigits = regexp.MustCompile(`^[0-9]{3}$`)

// otherKeys are words that other tools have for keys of the outline.
var otherKeys = map[string]string{
	"source": "src", "type": "kind", "file": "path", "filename": "path", "separator": "delimiter", "sep": "delimiter", "charset": "encoding",
	"caption": "title", "footnote": "note", "format": "layout", "header_rows": "skip", "url": "path", "currency": "unit", "multiplier": "scale",
}

// close reports unknown and missing keys.
func (f *fields) close() {
	var pairs []pair
	if f.tree != nil {
		pairs = f.tree.pairs
	}
	var unknown []string
	for _, p := range pairs {
		key := p.key.Value
		switch {
		case slices.Contains(f.known, key) || strings.HasPrefix(key, "x-"):
		case slices.Contains(f.later, key):
			f.d.fail(p.key.Pos, "%q in %s is not available in this version", key, f.what)
		case key == "include":
			f.d.fail(p.key.Pos, "unknown key %q in %s", key, f.what).WithHint("write it in a list of blocks: - include: FILE.yaml")
		default:
			unknown = append(unknown, key)
			h := f.d.fail(p.key.Pos, "unknown key %q in %s", key, f.what)
			if threeDigits.MatchString(key) {
				h.WithHint("a comma parts keys: write a number without one, such as 1000000 or 1e6")
			} else if meant := otherKeys[key]; slices.Contains(f.known, meant) && f.tree.find(meant) == nil {
				h.Meant(key, meant)
			} else {
				nearest(h, key, f.known)
			}
		}
	}
	for _, key := range f.missing {
		if !slices.ContainsFunc(unknown, func(u string) bool { return diag.Nearest(u, f.known) == key }) {
			f.d.fail(f.at, "%s needs the key %s", f.what, key).p.Code = f.code
		}
	}
}

// scalar reads a text, with {{params.x}} replaced.
func (f *fields) scalar(key string) Scalar {
	return f.d.scalar(f.get(key), key)
}

func (d *decoder) scalar(t *tree, what string) Scalar {
	if t == nil {
		return Scalar{}
	}
	if t.kind != textTree {
		d.kindProblem(t, what, "text")
		return Scalar{}
	}
	if first, size := utf8.DecodeRuneInString(t.text.Value); slices.Contains(typographic, first) {
		if last, n := utf8.DecodeLastRuneInString(t.text.Value); slices.Contains(typographic, last) && len(t.text.Value) > size+n {
			inner := t.text.Value[size : len(t.text.Value)-n]
			d.fail(t.text.Pos, "the quotation marks are typographic, YAML takes straight ones").
				Replace(t.text.Value, inQuotes(inner), "write %s", inQuotes(inner))
			return Scalar{}
		}
	}
	return d.replaceParams(t.text)
}

// replaceParams puts the values of params into a text that is no prose. After
// an error the text is absent.
func (d *decoder) replaceParams(s Scalar) Scalar {
	if !strings.Contains(s.Value, "{{") {
		return s
	}
	out := Scalar{}
	out.Pos = s.Pos
	rest := 0
	for {
		i := strings.Index(s.Value[rest:], "{{")
		if i < 0 {
			break
		}
		i += rest
		keep := s.slice(rest, i)
		out.join(keep)
		n := strings.Index(s.Value[i:], "}}")
		if n < 0 {
			d.fail(s.PosAt(i), "{{ is not closed by }}")
			return Scalar{}
		}
		inner := strings.TrimSpace(s.Value[i+2 : i+n])
		name, ok := strings.CutPrefix(inner, "params.")
		if !ok {
			d.fail(s.PosAt(i), "only a param can stand here, such as {{params.partner}}; found {{%s}}", inner)
			return Scalar{}
		}
		value, ok := d.params[name]
		if !ok {
			nearest(d.fail(s.PosAt(i+strings.Index(s.Value[i:], name)), "unknown param %q", name), name, d.names.params)
			return Scalar{}
		}
		put := Scalar{}
		put.Value = value.Value
		put.place = []placed{{0, s.PosAt(i), true}}
		out.join(put)
		rest = i + n + 2
	}
	out.join(s.slice(rest, len(s.Value)))
	return out
}

// join appends a part with its places.
func (s *Scalar) join(part Scalar) {
	for _, p := range part.place {
		p.offset += len(s.Value)
		s.place = append(s.place, p)
	}
	s.Value += part.Value
}

// prose reads an author text.
func (f *fields) prose(key string, form proseForm) Prose {
	return f.d.prose(f.get(key), key, form)
}

func (d *decoder) prose(t *tree, what string, form proseForm) Prose {
	if t == nil {
		return Prose{}
	}
	if form != lineForm && t.find("file") != nil {
		f := d.fields(t, what)
		name := f.scalar("file")
		f.require("file")
		f.close()
		return d.proseFile(name, form)
	}
	if t.kind != textTree {
		// The brackets of a claim, at the start of a text.
		if t.head == "[" {
			d.unquoted(t)
		} else {
			d.kindProblem(t, what, "text")
		}
		return Prose{}
	}
	return d.parsed(t.text, form)
}

// parsed is the prose of a text.
func (d *decoder) parsed(text Scalar, form proseForm) Prose {
	p := proseParser{text: text, form: form, names: &d.names, fail: d.fail, exprs: &d.exprs}
	return Prose{Scalar: text, Paras: p.parse()}
}

// expr reads an expression.
func (f *fields) expr(key, wanted string) *Expr {
	return f.d.expr(f.get(key), key, wanted)
}

func (d *decoder) expr(t *tree, what, wanted string) *Expr {
	if t == nil {
		return nil
	}
	if t.kind != textTree {
		d.kindProblem(t, what, "text")
		return nil
	}
	s := t.text
	if inner, ok := strings.CutPrefix(s.Value, "{{"); ok && strings.HasSuffix(inner, "}}") {
		inner = strings.TrimSpace(strings.TrimSuffix(inner, "}}"))
		d.fail(s.Pos, "%s is an expression already", what).Replace(s.Value, inner, "write it without the braces: %s", inner)
		return nil
	}
	return checkedExpr(exprText{src: s.Value, pos: s.PosAt}, &d.names, d.fail, wanted, &d.exprs)
}

// choice reads a word out of a list.
func (f *fields) choice(key string, words ...string) Scalar {
	s := f.scalar(key)
	if s.Present() && !slices.Contains(words, s.Value) {
		f.d.unknownWord(s, key, words)
	}
	return s
}

func (d *decoder) unknownWord(s Scalar, what string, words []string) {
	h := d.fail(s.Pos, "unknown %s %q", what, s.Value)
	if !h.Nearest(s.Value, words) {
		h.WithHint("write one of: %s", strings.Join(words, ", "))
	}
}

// reference reads the name of something that the outline declares.
func (f *fields) reference(key, what string, declared []string) Scalar {
	s := f.scalar(key)
	if s.Present() {
		f.d.refer(s, what, declared)
	}
	return s
}

func (d *decoder) refer(s Scalar, what string, declared []string) {
	if slices.Contains(declared, s.Value) {
		if what == "source" {
			d.names.cite(s.Value)
		}
		return
	}
	h := d.fail(s.Pos, "unknown %s %q", what, s.Value)
	if what == "source" {
		unknownSource(h, s.Value, declared)
		return
	}
	if len(declared) == 0 {
		h.WithHint("the outline declares none")
		return
	}
	nearest(h, s.Value, declared)
}

// truth reads true or false.
func (f *fields) truth(key string, otherwise bool) bool {
	switch s := f.scalar(key); s.Value {
	case "":
		return otherwise
	case "true", "yes", "on":
		return true
	case "false", "no", "off":
		return false
	default:
		h := f.d.fail(s.Pos, "%s takes true or false, found %q", key, s.Value)
		switch word := strings.ToLower(s.Value); word {
		case "true", "yes", "y":
			h.Replace(s.Value, "true", "write true")
		case "false", "no", "n":
			h.Replace(s.Value, "false", "write false")
		}
	}
	return otherwise
}

// period, date, moment, number and whole read a text of that form.
func (f *fields) period(key string, words ...string) Scalar {
	return f.formed(key, func(s string) bool { return validPeriod(s) || slices.Contains(words, s) }, periodOf, "a period", "2023-09, 2023-Q3 or 2023", words)
}

func (f *fields) date(key string, words ...string) Scalar {
	return f.formed(key, func(s string) bool { return validDate(s) || slices.Contains(words, s) }, dateOf, "a date", "2023-11-20", words)
}

func (f *fields) moment(key string) Scalar {
	return f.formed(key, func(s string) bool { return validDate(s) || validPeriod(s) }, momentOf, "a date or a period", "2023-11-20 or 2023-11", nil)
}

func (f *fields) number(key string) Scalar {
	return f.formed(key, validNumber, numberOf, "a number", "2.5 or 1e6", nil)
}

func (f *fields) whole(key string) Scalar {
	return f.formed(key, func(s string) bool { _, ok := wholeNumber(s); return ok }, numberOf, "a whole number", "12", nil)
}

// formed reads a text of a form. meant reads what the author may have written
// instead, and gives the empty text where that is not certain; nil reads nothing.
func (f *fields) formed(key string, valid func(string) bool, meant func(string) string, what, example string, words []string) Scalar {
	s := f.scalar(key)
	if s.Present() && !valid(s.Value) {
		if meant != nil {
			if m := meant(s.Value); m != "" && valid(m) {
				f.d.fail(s.Pos, "%q is not %s", s.Value, what).Replace(s.Value, m, "write %s: %s", key, m)
				return s
			}
		}
		h := f.d.fail(s.Pos, "%q is not %s", s.Value, what)
		if h.Nearest(s.Value, words) {
			return s
		}
		hint := "write it like " + example
		if len(words) > 0 {
			hint += ", or " + strings.Join(words, " or ")
		}
		h.WithHint("%s", hint)
	}
	return s
}

// list reads a list; a single value is not one.
func (f *fields) list(key string) []*tree {
	return f.d.list(f.get(key), key)
}

func (d *decoder) list(t *tree, what string) []*tree {
	if t == nil {
		return nil
	}
	if t.kind != listTree {
		d.kindProblem(t, what, "a list")
		return nil
	}
	return t.items
}

// scalars reads a list of texts.
func (f *fields) scalars(key string) []Scalar {
	var list []Scalar
	for _, t := range f.list(key) {
		if t.empty {
			f.d.fail(t.at, "an entry of %s is empty", key)
			continue
		}
		if s := f.d.scalar(t, "an entry of "+key); s.Present() {
			list = append(list, s)
		}
	}
	return list
}

// mapping lists the pairs of a mapping with free keys.
func (f *fields) mapping(key string) []pair {
	t := f.get(key)
	if t == nil {
		return nil
	}
	if t.kind != mapTree {
		f.d.kindProblem(t, key, "a mapping of keys")
		return nil
	}
	return slices.DeleteFunc(slices.Clone(t.pairs), func(p pair) bool { return strings.HasPrefix(p.key.Value, "x-") })
}

// unique records an id and reports the second use of one.
func (d *decoder) unique(id Scalar, seen map[string]diag.Pos) {
	if !id.Present() || id.Value == "" {
		return
	}
	if first, twice := seen[id.Value]; twice {
		h := d.fail(id.Pos, "the id %q is used twice", id.Value)
		if first.File == id.Pos.File {
			h.WithHint("it stands on line %d already", first.Line)
		} else {
			h.WithHint("it stands in %s on line %d already", first.File, first.Line)
		}
		return
	}
	seen[id.Value] = id.Pos
}
