package templates

import (
	"slices"
	"strings"

	"tradebrief/data/diag"
)

func (d *decoder) sections(f *fields, o *Outline) {
	const hint = "write a list of sections, each with title: and blocks:"
	switch t := f.tree.find("sections"); {
	case t == nil:
		d.fail(f.at, "the outline needs the key sections").WithHint(hint)
	case t.empty || t.kind == listTree && len(t.items) == 0:
		d.fail(t.at, "sections is empty").WithHint(hint)
	}
	for i, t := range f.list("sections") {
		s := d.fields(t, "a section")
		section := Section{At: s.at, ID: s.scalar("id"), Title: s.prose("title", lineForm), Heading: s.prose("heading", lineForm), Deck: s.prose("deck", lineForm)}
		d.unique(section.ID, d.ids)
		section.Blocks = d.blocks(s.list("blocks"), false)
		if i > 0 {
			s.require("title")
		}
		if len(section.Blocks) == 0 && !s.bad && s.get("blocks") == nil {
			s.require("blocks")
		}
		s.close()
		o.Sections = append(o.Sections, section)
	}
	for _, s := range d.rests {
		d.refer(s, "evidence", d.evidence)
	}
	for _, s := range d.drawn {
		d.refer(s, "block of scenarios", d.outlooks)
	}
}

// blockReader says how one kind of block is read. main is the key that the value
// stands for when it is no mapping: text: "…" is short for text: {text: "…"}.
type blockReader struct {
	name string
	main string
	read func(d *decoder, f *fields, b Base) Block
}

func blockReaders() []blockReader {
	return []blockReader{
		{"text", "text", readText},
		{"key_figures", "tiles", readKeyFigures},
		{"chart", "", readChart},
		{"table", "", readTable},
		{"judgements", "items", readJudgements},
		{"hypotheses", "hypotheses", readHypotheses},
		{"two_sided", "", readTwoSided},
		{"indicators", "items", readIndicators},
		{"reactions", "", readReactions},
		{"timeline", "entries", readTimeline},
		{"scenarios", "items", readScenarios},
		{"callout", "", readCallout},
		{"columns", "columns", readColumns},
		{"image", "path", readImage},
		{"page_break", switchedOn, readPageBreak},
		{"likelihoods", switchedOn, readLikelihoods},
		{"contents", switchedOn, readContents},
		{"data_notes", switchedOn, readDataNotes},
		{"revisions", switchedOn, readRevisions},
		{"changes", switchedOn, readChanges},
		{"chart_data", switchedOn, readChartData},
		{"claim_check", switchedOn, readClaimCheck},
		{"sources", switchedOn, readSourceList},
	}
}

// switchedOn marks the blocks that are written as NAME: true.
const switchedOn = "true"

// blocks reads a list of blocks; inner lists stand in columns.
func (d *decoder) blocks(items []*tree, inner bool) []Block {
	var blocks []Block
	for _, t := range items {
		if key := t.key("include"); key.Present() {
			blocks = append(blocks, d.include(t, key, inner)...)
		} else if b := d.blockOf(t, inner); b != nil {
			blocks = append(blocks, b)
		}
	}
	return blocks
}

func (d *decoder) blockOf(t *tree, inner bool) Block {
	readers := blockReaders()
	known := make([]string, len(readers))
	for i, r := range readers {
		known[i] = r.name
	}
	known = append(known, "include")
	if t.empty {
		d.fail(t.at, "a block is empty").WithHint("write one of: %s", strings.Join(known, ", "))
		return nil
	}
	if t.kind != mapTree {
		if t.kind == textTree && slices.Contains(known, t.text.Value) {
			h := d.fail(t.at, "the block %s has no value", t.text.Value)
			if i := slices.IndexFunc(readers, func(r blockReader) bool { return r.name == t.text.Value }); i >= 0 && readers[i].main == switchedOn {
				h.Replace(t.text.Value, t.text.Value+": true", "write %s: true", t.text.Value)
			} else {
				h.WithHint("write %s: …", t.text.Value)
			}
			return nil
		}
		d.kindProblem(t, "a block", "a mapping such as text: …")
		return nil
	}
	var name pair
	var reader blockReader
	for _, p := range t.pairs {
		i := slices.Index(known, p.key.Value)
		if i < 0 || name.val != nil && commonWithin(reader.name, p.key.Value) {
			continue
		}
		if name.val != nil {
			h := d.fail(p.key.Pos, "one block is %s and %s", name.key.Value, p.key.Value)
			if t.head == "" && p.key.Pos.Line > name.key.Pos.Line && p.key.Pos.Col == name.key.Pos.Col && p.key.Pos.Col > 2 {
				dash := p.key.Pos
				dash.Col -= 2
				h.WithFix([]diag.Edit{{Pos: dash, Old: "  ", New: "- "}}, "begin %s: with a - of its own", p.key.Value)
			} else {
				h.WithHint("begin %s: with a - of its own", p.key.Value)
			}
			return nil
		}
		name, reader = p, readers[i]
	}
	if name.val == nil {
		for _, p := range t.pairs {
			if key := p.key.Value; !strings.HasPrefix(key, "x-") && key != "id" && key != "when" && key != "for" && key != "width" {
				nearest(d.fail(p.key.Pos, "unknown block %q", key), key, known)
				return nil
			}
		}
		d.fail(t.at, "a block without its kind").WithHint("write one of: %s", strings.Join(known, ", "))
		return nil
	}
	if inner && (reader.name == "columns" || reader.name == "page_break") {
		d.fail(name.key.Pos, "%s cannot stand within columns", reader.name)
		return nil
	}
	return d.readBlock(t, name, reader)
}

// commonWithin reports whether a key beside a block's name that is itself the
// name of a block belongs to it: text beside callout.
func commonWithin(block, key string) bool {
	return block == "callout" && key == "text" || block == "table" && key == "columns"
}

// withoutKeys parts the keys that any block takes from the notes of the author's
// among which they stand: data_notes: {width: half, Coverage: …}.
func withoutKeys(v *tree) (keys []pair, notes *tree) {
	own := *v
	own.pairs = nil
	for _, p := range v.pairs {
		if slices.Contains(anyBlock, p.key.Value) {
			keys = append(keys, p)
		} else {
			own.pairs = append(own.pairs, p)
		}
	}
	return keys, &own
}

// anyBlock are the keys that any block takes.
var anyBlock = []string{"id", "when", "for", "width"}

// readBlock gathers what belongs to the block, within its value and beside it.
func (d *decoder) readBlock(t *tree, name pair, reader blockReader) Block {
	all := &tree{kind: mapTree, at: name.key.Pos}
	v := name.val
	notes := v.find("notes")
	free := reader.name == "data_notes" && v.kind == mapTree && (notes == nil || notes.kind != mapTree)
	switch {
	case v.kind == brokenTree:
		return nil
	case free:
		keys, own := withoutKeys(v)
		all.pairs = append(keys, pair{Scalar{Text: diag.Text{Value: "notes", Pos: name.key.Pos}}, own})
	case v.kind == mapTree:
		all.pairs = append(all.pairs, v.pairs...)
	case reader.main == switchedOn:
		if v.kind != textTree || v.text.Value != "true" {
			if v.kind == textTree && v.text.Value == "false" {
				return nil
			}
			h := d.fail(v.at, "%s takes true", reader.name)
			switch {
			case v.empty:
				h.Replace("", " true", "write %s: true", reader.name)
			case v.kind == textTree:
				h.Replace(v.text.Value, "true", "write %s: true", reader.name)
			default:
				h.WithHint("write %s: true", reader.name)
			}
			return nil
		}
	case v.empty:
		d.fail(name.key.Pos, "the block %s has no value", reader.name)
		return nil
	case reader.main == "":
		d.kindProblem(v, reader.name, "a mapping of keys")
		return nil
	default:
		all.pairs = append(all.pairs, pair{Scalar{Text: diag.Text{Value: reader.main, Pos: name.key.Pos}}, v})
	}
	for _, p := range t.pairs {
		if p.key.Value == name.key.Value && p.val == v {
			continue
		}
		if inside := all.find(p.key.Value); inside != nil {
			d.fail(p.key.Pos, "the key %q stands within %s already", p.key.Value, reader.name)
			continue
		}
		all.pairs = append(all.pairs, p)
	}
	first := len(d.exprs)
	f := d.fields(all, "the block "+reader.name)
	if v.kind != mapTree {
		f.implied = reader.main
	}
	base := Base{At: name.key.Pos, ID: f.scalar("id"), When: f.expr("when", "condition"), For: f.period("for"), Width: f.choice("width", widths...)}
	d.unique(base.ID, d.ids)
	b := reader.read(d, f, base)
	f.close()
	if base.For.Present() {
		for _, x := range d.exprs[first:] {
			x.For = base.For
		}
	}
	return b
}

func readText(d *decoder, f *fields, b Base) Block {
	t := &Text{Base: b, Heading: f.prose("heading", lineForm)}
	t.File = f.scalar("file")
	switch name := t.File; {
	case !name.Present():
		t.Body = f.prose("text", blockForm)
		f.require("text")
	case f.get("text") != nil:
		d.fail(name.Pos, "the block text takes text: or file:, found both")
	default:
		t.Body = d.proseFile(name, blockForm)
	}
	return t
}

func readKeyFigures(d *decoder, f *fields, b Base) Block {
	k := &KeyFigures{Base: b}
	for _, t := range f.list("tiles") {
		m := d.fields(t, "a key figure")
		k.Tiles = append(k.Tiles, Tile{At: m.at, Value: m.prose("value", lineForm), Label: m.prose("label", lineForm), Change: m.expr("change", "number"),
			Note: m.prose("note", lineForm), Spark: m.choice("spark", sparks...), Of: m.expr("of", "series")})
		m.require("value", "label")
		m.close()
	}
	d.notEmpty(f, "tiles")
	return k
}

// notEmpty reports a list that is missing or has no entry.
func (d *decoder) notEmpty(f *fields, key string) {
	t := f.get(key)
	if t == nil {
		f.require(key)
	} else if t.kind == listTree && len(t.items) == 0 {
		if key == f.implied {
			d.fail(t.at, "%s has no entry", f.what)
		} else {
			d.fail(t.at, "%s has no entry in %s", f.what, key)
		}
	}
}

// The words of the choices.
var (
	markings     = []string{"TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"}
	measures     = []string{"value", "quantity"}
	widths       = []string{"full", "two-thirds", "half", "third"}
	sparks       = []string{"bars", "pair", "cumulative", "line"}
	annotations  = []string{"events"}
	tableKinds   = []string{"metrics", "commodities", "partners", "free"}
	goodsBy      = []string{"code", "section", "chapter", "heading", "subheading", "division", "group"}
	partedBy     = append(slices.Clone(goodsBy), "partner")
	dimensions   = append(slices.Clone(partedBy), "reporter")
	changes      = []string{"mom", "yoy"}
	rowStyles    = []string{"total", "other", "empty"}
	alignments   = []string{"left", "right", "center"}
	entryKinds   = []string{"legal", "restriction", "trade", "reference"}
	calloutKinds = []string{"note", "caution"}
	approvals    = []string{"required"}
	embeds       = []string{"none", "used", "all"}
	grades       = []string{"A", "B", "C", "D", "E", "F"}
)

// likelihood and confidence read the two words apart.
func (f *fields) likelihood() Scalar {
	s := f.scalar("likelihood")
	if !s.Present() || f.d.scale.Step(s.Value) > 0 {
		return s
	}
	h := f.d.fail(s.Pos, "likelihood %q is not a word of the scale %s", s.Value, f.d.scale.Name)
	h.p.Code = "C34"
	if term, from, ok := f.d.scale.Instead(s.Value); ok {
		h.Replace(s.Value, term, "write %s, the nearest to this word of %s", term, from.Name)
	} else if !h.Nearest(s.Value, f.d.scale.Words()) {
		h.WithHint("write one of: %s", strings.Join(f.d.scale.Words(), ", "))
	}
	return s
}

func (f *fields) confidence() Scalar { return f.choice("confidence", Confidences()...) }

func readJudgements(d *decoder, f *fields, b Base) Block {
	j := &Judgements{Base: b, Title: f.prose("title", lineForm)}
	for _, t := range f.list("items") {
		m := d.fields(t, "a judgement")
		m.code = "C32"
		item := Judgement{At: m.at, ID: m.scalar("id"), Likelihood: m.likelihood(), Confidence: m.confidence(),
			Statement: m.prose("statement", lineForm), Basis: m.prose("basis", lineForm), Evidence: m.scalars("evidence")}
		d.unique(item.ID, d.ids)
		d.rests = append(d.rests, item.Evidence...)
		m.require("statement", "likelihood", "confidence")
		m.close()
		j.Items = append(j.Items, item)
	}
	d.notEmpty(f, "items")
	return j
}

func readTwoSided(d *decoder, f *fields, b Base) Block {
	t := &TwoSided{Base: b, Left: d.side(f, "left"), Right: d.side(f, "right")}
	f.require("left", "right")
	return t
}

func (d *decoder) side(f *fields, key string) Side {
	v := f.get(key)
	if v == nil {
		return Side{}
	}
	s := d.fields(v, key)
	side := Side{At: s.at, Title: s.prose("title", lineForm), Rows: d.rows(s, "rows", listForm), Likelihood: s.likelihood(), Confidence: s.confidence()}
	s.require("title", "rows")
	if t := s.get("rows"); t != nil && t.kind == mapTree && len(side.Rows) == 0 {
		d.fail(t.at, "%s has no entry in rows", s.what).WithHint("write a row, such as rows: {How: …}")
	}
	s.close()
	return side
}

// rows reads a mapping of labels to texts.
func (d *decoder) rows(f *fields, key string, form proseForm) []SideRow {
	var rows []SideRow
	for _, p := range f.mapping(key) {
		rows = append(rows, SideRow{Label: p.key, Text: d.prose(present(p.val), p.key.Value, form)})
	}
	return rows
}

func readReactions(d *decoder, f *fields, b Base) Block {
	r := &Reactions{Base: b, Title: f.prose("title", lineForm), Subtitle: f.prose("subtitle", lineForm), Note: f.prose("note", lineForm), AsOf: f.date("as_of")}
	for _, t := range f.list("actors") {
		m := d.fields(t, "an actor")
		m.code = "C37"
		a := Actor{At: m.at, Actor: m.scalar("actor"), Body: m.prose("body", lineForm), Stance: m.choice("stance", Stances()...),
			Quote: m.prose("quote", lineForm), Position: m.prose("position", lineForm), Date: m.moment("date"),
			Src: m.reference("src", "source", d.names.sources), None: m.truth("none", false), Answers: m.choice("answers", answered...)}
		m.require("actor")
		switch said := a.Quote.Present() || a.Position.Present(); {
		case a.None && (said || a.Stance.Present() || a.Answers.Present()):
			d.fail(a.At, "the actor has none: true and a reaction").p.Code = m.code
		case !a.None && !m.bad && !said:
			h := d.fail(a.At, "an actor needs quote: or position:")
			h.p.Code = m.code
			h.WithHint("write none: true where nothing was found")
		case !a.None && said:
			m.require("stance", "date", "src")
		}
		m.close()
		r.Actors = append(r.Actors, a)
	}
	f.require("as_of")
	d.notEmpty(f, "actors")
	return r
}

func readTimeline(d *decoder, f *fields, b Base) Block {
	l := &Timeline{Base: b, Title: f.prose("title", lineForm), Subtitle: f.prose("subtitle", lineForm), Note: f.prose("note", lineForm)}
	for _, t := range f.list("entries") {
		m := d.fields(t, "an entry")
		l.Entries = append(l.Entries, Entry{Date: m.moment("date"), To: m.moment("to"), Text: m.prose("text", lineForm),
			Kind: m.choice("kind", entryKinds...), Src: m.reference("src", "source", d.names.sources)})
		m.require("date", "text")
		m.close()
	}
	d.notEmpty(f, "entries")
	return l
}

func readCallout(d *decoder, f *fields, b Base) Block {
	c := &Callout{Base: b, Kind: f.choice("kind", calloutKinds...), Title: f.prose("title", lineForm), Body: f.prose("text", listForm)}
	f.require("text")
	if t := f.get("text"); t != nil && t.kind == textTree && strings.TrimSpace(t.text.Value) == "" {
		d.fail(t.at, "%s has an empty text", f.what)
	}
	return c
}

func readColumns(d *decoder, f *fields, b Base) Block {
	c := &Columns{Base: b}
	lists := f.list("columns")
	if n := len(lists); n == 1 || n > 3 {
		d.fail(f.at, "columns takes two or three lists of blocks, found %d", n)
	}
	for _, t := range lists {
		c.Columns = append(c.Columns, d.blocks(d.list(present(t), "a column"), true))
	}
	d.notEmpty(f, "columns")
	return c
}

func readImage(d *decoder, f *fields, b Base) Block {
	m := &Image{Base: b, Path: f.scalar("path"), Alt: f.prose("alt", lineForm), Title: f.prose("title", lineForm), Subtitle: f.prose("subtitle", lineForm),
		Source: f.reference("source", "source", d.names.sources), Note: f.prose("note", lineForm)}
	f.require("path", "alt")
	if alt := f.get("alt"); alt != nil && alt.kind == textTree && strings.TrimSpace(alt.text.Value) == "" {
		d.fail(alt.at, "%s has an empty alt", f.what).WithHint("say in a sentence what the picture shows")
	}
	return m
}

func readLikelihoods(_ *decoder, f *fields, b Base) Block {
	return &Likelihoods{Base: b, Title: f.prose("title", lineForm), Subtitle: f.prose("subtitle", lineForm), Note: f.prose("note", lineForm)}
}

func readPageBreak(_ *decoder, _ *fields, b Base) Block { return &PageBreak{b} }

func readContents(_ *decoder, f *fields, b Base) Block {
	return &Contents{Base: b, Title: f.prose("title", lineForm), Exhibits: f.truth("exhibits", false)}
}

func readDataNotes(d *decoder, f *fields, b Base) Block {
	return &DataNotes{Base: b, Notes: d.rows(f, "notes", listForm)}
}

func readRevisions(d *decoder, f *fields, b Base) Block {
	r := &Revisions{Base: b, Title: f.prose("title", lineForm), Subtitle: f.prose("subtitle", lineForm), Note: f.prose("note", lineForm), Reasons: d.rows(f, "reasons", lineForm)}
	for _, row := range r.Reasons {
		if !validPeriod(row.Label.Value) {
			d.fail(row.Label.Pos, "a reason belongs to a period, found %q", row.Label.Value).WithHint("write it like 2023-09")
		}
	}
	return r
}

func readChanges(_ *decoder, f *fields, b Base) Block {
	return &Changes{Base: b, Title: f.prose("title", lineForm), Subtitle: f.prose("subtitle", lineForm), Note: f.prose("note", lineForm)}
}

func readChartData(_ *decoder, _ *fields, b Base) Block { return &ChartData{b} }

func readClaimCheck(_ *decoder, _ *fields, b Base) Block { return &ClaimCheck{b} }

func readSourceList(_ *decoder, _ *fields, b Base) Block { return &SourceList{b} }
