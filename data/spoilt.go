package data

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"tradebrief/data/codes"
	"tradebrief/data/diag"
)

// dates reports figures that are older than what they are about: of a month
// that had not begun (C41), or of a year that was not over (C20), when they were
// released.
func (t *tester) dates(e *entry) {
	for i := range e.obs {
		o := &e.obs[i]
		if o.vintage <= dateless || t.asOf != dateless && o.vintage > t.asOf || o.status == Estimated {
			continue
		}
		released := o.vintage.Year()*12 + o.vintage.Month() - 1
		f := figure{e, o}
		switch {
		case o.span.To.firstMonth() > released:
			hint := ""
			if day, err := ParseDate(e.src.Vintage.Value); err == nil && day == o.vintage {
				hint = "vintage: of the data entry is the day of the release that the file holds"
			}
			t.blame("C41", diag.Error, f, hint, "%s has a figure, and was released on %s, before it began", t.named(f), o.vintage)
		case o.span.From.freq == Annual && o.span.to() > released:
			t.blame("C20", diag.Error, f, "give the row the months that it covers, such as "+Span{Month(o.span.To.Year(), 1), Month(o.span.To.Year(), max(1, o.vintage.Month()-1))}.String(),
				"%s has a figure, and was released on %s, before the year was over", t.named(f), o.vintage)
		}
	}
}

// codes reports codes of goods and countries that cannot be what they say (C40).
func (t *tester) codes(e *entry) {
	t.lostNoughts(e)
	t.strangers(e)
	t.twoKoreas(e)
	t.countries(e)
}

// firstOf is the first row, by file and line, of the series that ok chooses.
func (e *entry) firstOf(ok func(seriesKey) bool) (f figure, found bool) {
	for k, key := range e.keys {
		if !ok(key) {
			continue
		}
		for i := e.start[k]; i < e.start[k+1]; i++ {
			o := &e.obs[i]
			if !found || o.file < f.o.file || o.file == f.o.file && o.line < f.o.line {
				f, found = figure{e, o}, true
			}
		}
	}
	return f, found
}

// northSouth is KP or KR for a word that is one of the two Koreas.
func northSouth(word string) string {
	c, ok := codes.Find(word)
	if !ok {
		c, _ = codes.ByCustoms(word)
	}
	if c.ISO2 == "KP" || c.ISO2 == "KR" {
		return c.ISO2
	}
	return ""
}

// koreaNames are the two in messages.
var koreaNames = map[string]string{"KP": "North Korea", "KR": "South Korea"}

// twoKoreas reports an entry in which the two Koreas are taken for one another:
// the outline maps one to the other, or months are of one and the rest, never the
// same ones, of the other.
func (t *tester) twoKoreas(e *entry) {
	table := &e.src.Table
	for _, f := range [...]Field{table.Partner, table.Reporter} {
		for _, word := range slices.Sorted(maps.Keys(f.Map)) {
			meant := f.Map[word]
			is, made := northSouth(word), northSouth(meant)
			if is != "" && made != "" && is != made {
				t.report("C40", diag.Error, e, f.Column.Pos, "", "the map makes %s, which is %s, to %s, which is %s", quote(word), koreaNames[is], quote(meant), koreaNames[made])
			}
		}
	}
	if e.dims.partner != columnDimension {
		return
	}
	// The series of each Korea; a file of all partners has both by right.
	var koreas [2][]int
	for k, key := range e.keys {
		switch word := t.cube.words[key.partner]; {
		case northSouth(word) == "KP":
			koreas[0] = append(koreas[0], k)
		case northSouth(word) == "KR":
			koreas[1] = append(koreas[1], k)
		case word != worldPartner:
			return
		}
	}
	n, m := e.count(koreas[0]), e.count(koreas[1])
	if n == 0 || m == 0 {
		return
	}
	if n > m {
		n, m, koreas[0], koreas[1] = m, n, koreas[1], koreas[0]
	}
	type place struct {
		key  seriesKey
		span Span
	}
	places := map[place]bool{}
	at := func(o *observation) place {
		key := e.keys[o.series]
		key.partner = 0
		return place{key, o.span}
	}
	for _, k := range koreas[1] {
		for i := e.start[k]; i < e.start[k+1]; i++ {
			places[at(&e.obs[i])] = true
		}
	}
	for _, k := range koreas[0] {
		for i := e.start[k]; i < e.start[k+1]; i++ {
			if places[at(&e.obs[i])] {
				return
			}
		}
	}
	few, _ := e.firstOf(func(k seriesKey) bool { return k.partner == e.keys[koreas[0][0]].partner })
	key := e.keys[few.o.series]
	is := northSouth(t.cube.words[key.partner])
	other := "KR"
	if is == "KR" {
		other = "KP"
	}
	t.report("C40", diag.Error, e, e.told(few.o), "look the row up in the source, and give the two Koreas a data entry each if the file is to have both",
		"%s of the file %s of %s (%s), and the other %d are of %s, never for the same period: one is taken for the other", count(n, "figure"), isAre(n), t.cube.words[key.partner], koreaNames[is], m, koreaNames[other])
}

// count is the number of figures of some series.
func (e *entry) count(keys []int) int {
	n := 0
	for _, k := range keys {
		n += int(e.start[k+1] - e.start[k])
	}
	return n
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// otherPartners are codes that no list of countries has and that publishers use:
// of countries that are no more, and of unions of countries.
var otherPartners = [...]string{
	"EU", "EA", "AN", "CS", "DD", "SU", "TP", "YU", "ZR", "BU", "SUN", "DDR", "CSK", "EUN", "UNS", "ROW",
	"BRI", "NAF", "SPE", "NES", "EUR", "OAS", "USMC", "GCC", "WTO", "AFR", "ASI", "AME", "OCE",
}

// countries reports the one or two words among codes of countries that are no
// such code. Codes that begin with Q or X are the publisher's own.
func (t *tester) countries(e *entry) {
	if e.dims.partner != columnDimension {
		return
	}
	seen := map[int32]bool{}
	var known, unknown []string
	for _, key := range e.keys {
		if seen[key.partner] {
			continue
		}
		seen[key.partner] = true
		word := t.cube.words[key.partner]
		if word == worldPartner || word == "" {
			continue
		}
		if len(word) < 2 || len(word) > 3 || strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			return // not codes, or other codes
		}
		if _, ok := codes.Find(word); ok {
			known = append(known, word)
		} else if word[0] != 'Q' && word[0] != 'X' && word[0] != 'Z' && word != "AA" && !slices.Contains(otherPartners[:], word) {
			unknown = append(unknown, word)
		}
	}
	if len(unknown) == 0 || len(unknown) > 2 || len(known) < 4*len(unknown) {
		return
	}
	for _, word := range unknown {
		f, found := e.firstOf(func(k seriesKey) bool { return t.cube.words[k.partner] == word })
		if !found {
			continue
		}
		t.report("C40", diag.Warning, e, e.told(f.o), "if it is a group of countries, give "+word+" its name in the map: of partner:",
			"partner %s is no code of a country, and the other %d are", quote(word), len(known))
	}
}

// gaps reports the periods that a complete source leaves out: for each flow
// and reporter, a period without any observation between the first and last.
func (t *tester) gaps(e *entry) {
	if !e.src.Complete {
		return
	}
	type slice struct {
		flow, reporter int32
		freq           Freq
	}
	seen := map[slice]map[int32]bool{}
	var order []slice
	mark := func(flow, reporter int32, span Span) {
		s := slice{flow, reporter, span.From.freq}
		if seen[s] == nil {
			seen[s] = map[int32]bool{}
			order = append(order, s)
		}
		for n := span.From.n; n <= span.To.n; n++ {
			seen[s][n] = true
		}
	}
	for s := range e.spans { // of a large source, also rows that are not kept
		mark(s.flow, s.reporter, s.span)
	}
	slices.SortFunc(order, func(a, b slice) int {
		return cmp.Or(strings.Compare(t.cube.words[a.flow], t.cube.words[b.flow]), strings.Compare(t.cube.words[a.reporter], t.cube.words[b.reporter]), cmp.Compare(a.freq, b.freq))
	})
	for k, key := range e.keys {
		for i := int(e.start[k]); i < int(e.start[k+1]); i++ {
			if o := &e.obs[i]; i == int(e.start[k]) || o.span != e.obs[i-1].span {
				mark(key.flow, key.reporter, o.span)
			}
		}
	}
	for _, s := range order {
		periods := seen[s]
		first, last := int32(1<<30), int32(0)
		for n := range periods {
			first, last = min(first, n), max(last, n)
		}
		var missing []string
		for n := first; n <= last; n++ {
			if !periods[n] {
				missing = append(missing, Period{s.freq, n}.String())
			}
		}
		if len(missing) == 0 {
			continue
		}
		what := t.cube.describe(seriesKey{flow: s.flow, reporter: s.reporter})
		t.report("C28", diag.Error, e, e.src.place(), "add the rows, or drop complete: true", "the source is complete, but %s has no row for %s", what, list(missing, 5))
	}
}
