package data

import (
	"cmp"
	"maps"
	"slices"

	"tradebrief/data/diag"
)

// Files of some publishers say row by row of which list a code is and of which
// edition of it, and change from one to the next in the course of the years.

// editionUse says that the rows of a flow of a reporter have codes of an edition for a
// span. Codes of two digits are apart: the HS has the same ones in every edition.
type editionUse struct {
	flow, reporter int32
	edition        int32 // as the file calls it
	fine           bool  // codes of more than two digits
	span           Span
}

// editionRow is the first row of a use.
type editionRow struct {
	file, line, col int32
	code            int32
}

func (r editionRow) before(s editionRow) bool {
	return cmp.Or(cmp.Compare(r.file, s.file), cmp.Compare(r.line, s.line)) < 0
}

// edition notes the edition of the row's code. Every edition has the total.
func (t *rows) edition(number int32) {
	s := &t.settled
	use := editionUse{s.key.flow, s.key.reporter, t.cellNumber(&t.cols.edition), false, s.span}
	code := t.cols.code.last.text
	if t.cols.code.at >= 0 {
		code = trim(t.record[t.cols.code.at])
	}
	if use.fine = len(code) > 2; use == t.lastUse || canonicalCode(code) == totalCode {
		return
	}
	t.lastUse = use
	if _, ok := t.uses[use]; !ok {
		line, col := t.cellAt(t.cols.edition.at)
		t.uses[use] = editionRow{t.file, int32(line), int32(col), number}
	}
}

// useEditions takes in what a worker noted.
func (e *entry) useEditions(uses map[editionUse]editionRow) {
	for use, row := range uses {
		if first, ok := e.uses[use]; !ok || row.before(first) {
			if e.uses == nil {
				e.uses = map[editionUse]editionRow{}
			}
			e.uses[use] = row
		}
	}
}

// edition is a list of codes and its edition, as a file calls it.
type edition struct {
	list    string // HS, SITC or BEC
	edition string // 2022, or the number of a revision; empty = not said
}

func editionOf(word string) (e edition, ok bool) {
	_, e.edition = classification(word)
	e.list = comtradeClass(word)
	return e, e.list != ""
}

func (e edition) String() string {
	switch {
	case e.edition == "":
		return e.list
	case e.list == "SITC":
		return "SITC Rev. " + e.edition
	}
	return e.list + " " + e.edition
}

// usesInOrder are the uses of an entry in the order of their first rows.
func (e *entry) usesInOrder() []editionUse {
	return slices.SortedFunc(maps.Keys(e.uses), func(a, b editionUse) int {
		x, y := e.uses[a], e.uses[b]
		if x.before(y) {
			return -1
		}
		if y.before(x) {
			return 1
		}
		return cmp.Or(cmp.Compare(a.flow, b.flow), cmp.Compare(a.reporter, b.reporter))
	})
}

// twoEditions reports codes of two lists, and those of two editions for one period:
// the same digits mean other goods, or the same trade stands there twice.
func (r *reader) twoEditions(e *entry) {
	type place struct {
		flow, reporter int32
		span           Span
	}
	byPlace := map[place]editionUse{}
	var first editionUse
	var known edition
	for _, use := range e.usesInOrder() {
		ed, ok := editionOf(r.cube.words[use.edition])
		if !ok {
			continue
		}
		row := e.uses[use]
		at := placeIn(e.files[row.file], e.grids[row.file], int(row.line), int(row.col))
		column := e.src.Table.Edition.Value
		where := func(old editionUse) string {
			o := e.uses[old]
			return e.row(&observation{file: o.file, line: o.line, col: o.col}, o.file == row.file)
		}
		fail := func(p diag.Problem, old editionUse) {
			p.Code = "C40"
			r.fail(p.WithHint("keep one of them, under table: where: {%s: %s}", column, r.cube.words[old.edition]))
		}
		switch {
		case known.list == "":
			first, known = use, ed
		case ed.list != known.list:
			fail(diag.Errorf(diag.Data, at, "code %s is of %s here, and code %s in %s of %s: two lists make no series",
				r.cube.words[row.code], ed, r.cube.words[e.uses[first].code], where(first), known), first)
			return
		}
		if !use.fine && ed.list == "HS" || ed.edition == "" {
			continue
		}
		p := place{use.flow, use.reporter, use.span}
		old, ok := byPlace[p]
		if !ok {
			byPlace[p] = use
			continue
		}
		if was, _ := editionOf(r.cube.words[old.edition]); was != ed {
			fail(diag.Errorf(diag.Data, at, "codes of %s are of %s here, and in %s of %s: the same trade stands there twice", use.span, ed, where(old), was), use)
			return
		}
	}
}

// editions are the editions that the figures of a series of the entry are of, each with
// the first of them, in the order of time. An entry whose rows do not say it has the one
// that the outline names.
func (c *Cube) editions(e *entry, k int32) []seriesEdition {
	key := e.keys[k]
	fine := len(c.words[key.code]) > 2
	if e.src.Table.Edition.Value == "" {
		word := e.src.Table.Classification.Value
		list, ed := classification(word)
		if list == noList || e.start[k] == e.start[k+1] {
			return nil
		}
		return []seriesEdition{{word: word, list: list, edition: ed, first: &e.obs[e.start[k]]}}
	}
	byspan := map[Span]int32{}
	for use := range e.uses {
		if use.flow == key.flow && use.reporter == key.reporter && use.fine == fine {
			byspan[use.span] = use.edition
		}
	}
	var list []seriesEdition
	for i := e.start[k]; i < e.start[k+1]; i++ {
		o := &e.obs[i]
		number, ok := byspan[o.span]
		if !ok {
			continue
		}
		ed, ok := editionOf(c.words[number])
		if !ok {
			continue
		}
		one := seriesEdition{word: ed.String(), first: o}
		if one.list, one.edition = classification(ed.list); ed.edition != "" {
			one.edition = ed.edition
		}
		if n := len(list); n == 0 || list[n-1].word != one.word {
			list = append(list, one)
		}
	}
	return list
}

// seriesEdition is an edition that some figures of a series are of.
type seriesEdition struct {
	word    string
	list    codeList
	edition string
	first   *observation
}

// mayDiffer reports whether a code may mean one thing in an edition and another in the
// next. Chapters are the same in every edition of the HS.
func (a seriesEdition) mayDiffer(b seriesEdition, code string) bool {
	if a.list == noList || b.list == noList {
		return false
	}
	if a.list != b.list {
		return true
	}
	return a.edition != b.edition && a.edition != "" && b.edition != "" && !(a.list == hsList && len(code) <= 2)
}

// Edition is an edition of a list of codes that a source has codes of.
type Edition struct {
	Name        string // HS 2022, SITC Rev. 4
	First, Last Period
}

// editionsUsed are the editions of the codes of an entry, in the order of time.
func (c *Cube) editionsUsed(e *entry) []Edition {
	var out []Edition
	for use := range e.uses {
		ed, ok := editionOf(c.words[use.edition])
		if !ok {
			continue
		}
		i := slices.IndexFunc(out, func(o Edition) bool { return o.Name == ed.String() })
		if i < 0 {
			i = len(out)
			out = append(out, Edition{ed.String(), use.span.From, use.span.To})
		}
		o := &out[i]
		if use.span.From.Compare(o.First) < 0 {
			o.First = use.span.From
		}
		if use.span.To.Compare(o.Last) > 0 {
			o.Last = use.span.To
		}
	}
	slices.SortFunc(out, func(a, b Edition) int { return cmp.Or(a.First.Compare(b.First), cmp.Compare(a.Name, b.Name)) })
	return out
}
