package data

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"tradebrief/data/diag"
	"tradebrief/data/unpack"
)

// Bounds of a read, far beyond any brief.
const (
	maxProblems     = 20      // of one file; the rest are counted
	maxAlike        = 5       // of one kind in one file
	maxFound        = 1000    // of one file, which is read no further
	maxColumns      = 16384   // of one row
	maxObservations = 5 << 20 // of all files
	maxSeries       = 2 << 20 // of one source
)

// Read reads all sources, in order, into one immutable cube. It streams: a file
// costs memory for its observations only.
//
// Problems come all at once, sorted, at most 20 for one file and five of a
// kind; bad cells are located in the data file, missing files and columns at
// the outline's key. What is wrong with an entry itself, such as its scale, is
// of phase Outline, and then no file is opened. With errors the cube is nil,
// unless each is of two figures in one release (C23), which have the id of their
// data entry among their Places: then the cube has the first of both, for an
// outline that allows it.
//
// Needs are the series that will be selected. Of a source of more than 16 MB
// (packed 2 MB) that takes memory for their figures only, and what they add up is
// added up while it is read; Test then holds against one another what is kept.
// Without needs everything is kept.
func Read(fsys fs.FS, sources []Source, needs ...Need) (*Cube, diag.List) {
	return Databases{}.Read(fsys, sources, needs)
}

// readAll reads what can be read, whatever is wrong with the rest.
func readAll(fsys fs.FS, sources []Source, databases Databases, needs []Need) *reader {
	return readBy(&reader{fsys: fsys, databases: databases, needs: needs, largeSource: largeSource, workers: runtime.GOMAXPROCS(0), stretchSize: 512 << 10}, sources)
}

// readBy is readAll with the reader's way to go about it.
func readBy(r *reader, sources []Source) *reader {
	r.cube, r.numbers = &Cube{words: []string{""}}, map[string]int32{"": 0}
	// What the outline says about the tables is judged whole before a file is opened.
	var plans, ratePlans []*plan
	var conversions []*rates
	for _, src := range sources {
		list, _ := r.recognised(src)
		for i := range list {
			e := &entry{src: list[i], labels: map[int32]int32{}, seen: newKeyTable(), further: i > 0}
			e.coverage = Coverage{ID: e.src.ID.Value, Publisher: e.src.Publisher}
			plans = append(plans, r.plan(e))
			c, p := r.planRates(e)
			conversions, ratePlans = append(conversions, c), append(ratePlans, p)
			r.cube.entries = append(r.cube.entries, e)
		}
	}
	if !r.problems.Failed() {
		for i, e := range r.cube.entries {
			r.entry(e, plans[i])
			if conversions[i] != nil {
				r.readRates(e, conversions[i], ratePlans[i])
			}
		}
	}
	return r
}

// reader is the state of one Read.
type reader struct {
	fsys         fs.FS
	databases    Databases
	needs        []Need
	largeSource  int64 // bytes, see there
	workers      int   // that read one file
	stretchSize  int   // bytes of text that a worker takes at a time
	oneByOne     bool  // rows are read by encoding/csv, one after the other
	cube         *Cube
	mu           sync.Mutex       // over numbers, and cube.words while files are read
	numbers      map[string]int32 // word → its number in cube.words
	observations int
	problems     diag.List
}

func (r *reader) fail(p diag.Problem) { r.problems = append(r.problems, p) }

// word numbers a word. Cells are parts of longer strings, so a new one is copied.
func (r *reader) word(s string) int32 {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n, ok := r.numbers[s]; ok {
		return n
	}
	s = strings.Clone(s)
	n := int32(len(r.cube.words))
	r.cube.words = append(r.cube.words, s)
	r.numbers[s] = n
	return n
}

func (r *reader) entry(e *entry, plan *plan) {
	src := &e.src
	before := len(r.problems)
	if src.SQL != nil {
		r.query(e, plan)
	} else {
		files := r.files(src)
		if len(r.problems) > before {
			return
		}
		r.readFiles(e, plan, files)
		r.idleKeys(e)
	}
	if len(r.problems) == before && e.matched == 0 && len(e.out.out) > 0 {
		out := e.out.out[0]
		w := src.Table.Where[out.where]
		p := diag.Errorf(diag.Data, w.Equals.Pos, "no row has %s in column %s; there is %s", quote(w.Equals.Value), quote(w.Column.Value), list(out.words, 5))
		at := w.Equals.Pos
		if strings.ContainsAny(w.Equals.Value, "0123456789") {
			at = diag.Pos{} // another code is another thing, not another spelling
		}
		if w.Equals.Pos == src.at() && w.Column.Pos == src.at() { // found by the format, not by the author
			p = p.WithHint("if these are all parts that there are, add them up: format: %s, table: {parts: [{column: %s}]}; to choose one write table: {where: {%s: %s}}",
				src.Format.Value, w.Column.Value, w.Column.Value, out.words[0])
		} else {
			p, _ = p.Meaning(at, w.Equals.Value, out.words)
		}
		r.fail(p)
		return
	}
	r.twoEditions(e)
	r.arrange(e)
}

// readFiles reads the files of an entry: those of a large source narrowed to the
// needs, and once more if some rows cannot be added up as they come.
func (r *reader) readFiles(e *entry, p *plan, files []string) {
	before := len(r.problems)
	large := len(r.needs) > 0 && r.large(files)
	for folding := large; ; folding = false {
		if large {
			r.narrow(e, p, folding)
		}
		for _, file := range files {
			r.file(e, p, file)
		}
		if n := e.narrowing; !folding || !n.unfoldable.Load() && (len(r.problems) > before || r.settle(e, p, files)) {
			return
		}
		r.problems = r.problems[:before]
		r.observations -= e.observed()
		e.forget()
	}
}

// files finds the files of a source.
func (r *reader) files(src *Source) []string {
	fail := func(format string, args ...any) diag.Problem {
		return diag.Errorf(diag.Data, src.Path.Pos, format, args...)
	}
	if src.Path.Value == "" {
		r.fail(diag.Errorf(diag.Data, src.At, "data entry %s names no file", quote(src.ID.Value)).WithHint("add path: FILE.csv"))
		return nil
	}
	name := path.Clean(src.Path.Value)
	if !fs.ValidPath(name) || strings.Contains(name, `\`) {
		r.fail(fail("%s is outside the project", quote(src.Path.Value)).WithHint("copy the file into the project and name it relative to the outline"))
		return nil
	}
	written := cmp.Or(src.Written, src.Path.Value)
	names := []string{name}
	archive, member := unpack.Archive(r.fsys, name)
	info, err := fs.Stat(r.fsys, archive)
	if err != nil && strings.ContainsAny(name, "*?[") {
		names, err = fs.Glob(r.fsys, name)
		if err == nil && len(names) == 0 {
			r.fail(fail("no file matches %s", quote(src.Path.Value)))
			return nil
		}
		slices.Sort(names)
	}
	switch {
	case errors.Is(err, path.ErrBadPattern):
		r.fail(fail("%s is no pattern of file names", quote(src.Path.Value)))
		return nil
	case errors.Is(err, fs.ErrNotExist):
		p := fail("file %s does not exist", quote(written))
		if near := r.nearFile(name); near != "" && member == "" {
			p = p.Meant(src.Path.Pos, written, path.Join(path.Dir(written), near))
		} else if strings.HasPrefix(name, "http:/") || strings.HasPrefix(name, "https:/") {
			p = p.WithHint("nothing is read from the network: put the file into the project")
		}
		r.fail(p)
		return nil
	case err != nil:
		r.fail(fail("%s cannot be read: %s", quote(src.Path.Value), diag.Reason(err)))
		return nil
	case info != nil && info.IsDir():
		p := fail("%s is a folder, expected a file", quote(written))
		pattern := path.Join(written, "*.csv")
		if inside, _ := fs.Glob(r.fsys, path.Join(name, "*.csv")); len(inside) > 0 {
			r.fail(p.WithFix([]diag.Edit{{Pos: src.Path.Pos, Old: written, New: pattern}}, "for all files in it write path: %s", pattern))
		} else {
			r.fail(p.WithHint("for all files in it write path: %s", pattern))
		}
		return nil
	}
	for _, n := range names {
		switch ext := strings.ToLower(path.Ext(n)); {
		case ext == "" || unpack.IsText(n) || ext == ".gz" || ext == ".zst" || ext == ".zip" || ext == ".xlsx" || ext == ".xlsm" || ext == ".parquet":
		default:
			p := fail("%s is not read yet: %s files are not supported", quote(n), path.Ext(n))
			if near := r.savedAs(n); near != "" && len(names) == 1 {
				r.fail(p.Meant(src.Path.Pos, written, path.Join(path.Dir(written), near)))
			} else if ext == ".xls" || ext == ".xlsb" || ext == ".ods" {
				continue // what it holds says more than its name
			} else {
				r.fail(p.WithHint("save it as .csv, .tsv or .xlsx"))
			}
		}
	}
	return names
}

// nearFile is the file in the same folder that was probably meant.
func (r *reader) nearFile(name string) string {
	dir, base := path.Split(name)
	list, err := fs.ReadDir(r.fsys, path.Clean("./"+dir))
	if err != nil {
		return ""
	}
	names := make([]string, 0, len(list))
	for _, f := range list {
		names = append(names, f.Name())
	}
	if near := diag.Nearest(base, names); near != "" {
		return near
	}
	return r.savedAs(name)
}

// savedAs is the file of text beside another of the same name: coffee.csv, which
// was saved from coffee.xlsx.
func (r *reader) savedAs(name string) string {
	stem := strings.TrimSuffix(name, path.Ext(name))
	for _, ext := range [...]string{".csv", ".tsv", ".txt"} {
		if info, err := fs.Stat(r.fsys, stem+ext); err == nil && info.Mode().IsRegular() {
			return path.Base(stem) + ext
		}
	}
	return ""
}

// arrange sorts the observations by series, period and vintage, drops
// identical ones and refuses two different figures in one vintage.
func (r *reader) arrange(e *entry) {
	e.number(r.cube)
	e.start = make([]int32, len(e.keys)+1)
	n := 0
	for _, chunk := range e.read {
		n += len(chunk)
		for i := range chunk {
			e.start[chunk[i].series+1]++
		}
	}
	for k := range e.keys {
		e.start[k+1] += e.start[k]
	}
	next := slices.Clone(e.start)
	sorted := make([]observation, n)
	for c, chunk := range e.read {
		for i := range chunk {
			o := &chunk[i]
			sorted[next[o.series]] = *o
			next[o.series]++
		}
		e.read[c] = nil // as much as the whole lies in sorted
	}
	e.read = nil
	byTime := func(a, b *observation) int {
		if a.span == b.span {
			return cmp.Compare(a.vintage, b.vintage)
		}
		return cmp.Or(a.span.compare(b.span), cmp.Compare(a.vintage, b.vintage))
	}
	before := func(a, b observation) int { return byTime(&a, &b) }
	kept := sorted[:0]
	conflicts, unlisted := 0, diag.Pos{}
	vintages, last := map[Date]bool{}, dateless
	for k := range e.keys {
		part := sorted[e.start[k]:e.start[k+1]]
		for i := 1; i < len(part); i++ {
			if byTime(&part[i-1], &part[i]) > 0 {
				slices.SortStableFunc(part, before)
				break
			}
		}
		e.start[k] = int32(len(kept))
		for i := range part {
			o := &part[i]
			if n := len(kept); o.withdrawn() && (n == int(e.start[k]) || kept[n-1].span != o.span || kept[n-1].withdrawn()) {
				continue // there is nothing to withdraw
			} else if n > int(e.start[k]) && byTime(&kept[n-1], o) == 0 {
				if kept[n-1].agrees(o) {
					e.repeat(o.vintage, 1)
				} else if conflicts++; conflicts <= maxProblems {
					r.conflict(e, &kept[n-1], o)
				} else {
					unlisted = e.told(o)
				}
				continue
			}
			kept = append(kept, *o)
			if o.vintage != last {
				last = o.vintage
				vintages[last] = true
			}
		}
	}
	if conflicts > maxProblems {
		p := diag.Errorf(diag.Data, unlisted, "and %s with two figures, the last one here", count(conflicts-maxProblems, "more place"))
		p.Code, p.Places = "C23", []string{e.src.ID.Value}
		r.fail(p)
	}
	e.start[len(e.keys)] = int32(len(kept))
	e.obs = kept

	c := &e.coverage
	c.Observations = len(kept)
	for i := range e.folded {
		f := &e.folded[i]
		for j := range f.obs {
			c.Observations += f.rows[j]
			vintages[f.obs[j].vintage] = true
		}
	}
	delete(vintages, dateless)
	for v := range vintages {
		c.Vintages = append(c.Vintages, v)
	}
	slices.Sort(c.Vintages)
	e.withdraw(r.cube, c.Vintages)
	for i := range kept {
		c.add(kept[i].span)
	}
	for s := range e.spans {
		c.add(s.span)
	}
	if len(e.src.Table.Parts) > 0 {
		r.twiceCounted(e)
		r.addUp(e)
	}
}

// add widens the periods that are covered.
func (c *Coverage) add(s Span) {
	if c.First.IsZero() || s.From.Compare(c.First) < 0 {
		c.First = s.From
	}
	if c.Last.IsZero() || s.To.Compare(c.Last) > 0 {
		c.Last = s.To
	}
}

// agrees reports whether both rows say the same.
func (o *observation) agrees(p *observation) bool {
	if o.status.hasFigure() != p.status.hasFigure() || !o.status.hasFigure() && o.status != p.status {
		return false
	}
	return !o.status.hasFigure() || o.scale == p.scale && o.value.equals(p.value)
}

// pos is the cell that an observation was read from.
func (e *entry) pos(o *observation) diag.Pos {
	if e.cells != nil {
		at := placeIn(e.files[o.file], nil, int(o.line), int(o.col))
		at.Cell = e.cells[at]
		return at
	}
	return placeIn(e.files[o.file], e.grids[o.file], int(o.line), int(o.col))
}

// told is where a problem with an observation is told: at its cell, or where the
// outline names the column of a database, whose rows have no lines.
func (e *entry) told(o *observation) diag.Pos {
	if e.columnAt != nil {
		return e.columnAt(int(o.col))
	}
	return e.pos(o)
}

// asText is how a column of codes keeps its noughts.
func (e *entry) asText() string {
	if e.src.SQL != nil {
		return "let the database hold the codes as text, as they were published"
	}
	return "format the column as text in the spreadsheet and save it again"
}

// placeIn is a place in a file of text or of cells.
func placeIn(file string, g *unpack.Grid, line, col int) diag.Pos {
	p := diag.Pos{File: file, Line: line, Col: col}
	if g != nil {
		p.Cell = g.Place(line, col)
	}
	return p
}

// row is where an observation stands as a message at another place says it; near
// is a place in the same file.
func (e *entry) row(o *observation, near bool) string {
	g := e.grids[o.file]
	switch {
	case g != nil && near:
		return strings.Trim(g.Place(int(o.line), int(o.col)), "!: ")
	case g != nil:
		return e.pos(o).String()
	case e.src.SQL != nil:
		return QueryTable(e.files[o.file])
	case near:
		return fmt.Sprintf("line %d", o.line)
	}
	return fmt.Sprintf("%s:%d", e.files[o.file], o.line)
}

func (r *reader) conflict(e *entry, first, second *observation) {
	place := e.pos(second)
	other := e.row(first, first.file == second.file)
	what := r.cube.describe(e.keys[second.series])
	when := ""
	if second.vintage != dateless {
		when = " in the vintage " + second.vintage.String()
	}
	p := diag.Errorf(diag.Data, place, "two figures for %s of %s%s: %s here, %s in %s", second.span, what, when,
		second.written(), first.written(), other).
		WithHint("keep one row, or give each the vintage it was published in")
	if form := layeredBy(e.files[first.file], e.files[second.file]); form != "" && when == "" {
		p = p.WithHint("if the names of the files say when each was released, write vintage: {file: %s} beside path: in the data entry", form)
	}
	if e.columnAt != nil {
		p = diag.Errorf(diag.Data, e.columnAt(int(second.col)), "two figures for %s of %s%s: %s and %s", second.span, what, when,
			first.written(), second.written()).
			WithHint("name the column that tells the rows apart and its value for the whole under table: where: {COLUMN: VALUE}")
	}
	p.Code, p.Places = "C23", []string{e.src.ID.Value}
	r.fail(p)
}

// written is the figure of a row as a message quotes it.
func (o *observation) written() string {
	if !o.status.hasFigure() {
		return o.status.String()
	}
	return Fixed(o.value.rat(), max(0, -int(o.value.exp)), false)
}

// describe names a series of the data in words: export CN KP 6703.
func (c *Cube) describe(k seriesKey) string {
	var words []string
	for _, n := range [...]int32{k.flow, k.reporter, k.partner, k.code} {
		if n != 0 {
			words = append(words, c.words[n])
		}
	}
	if part := strings.Trim(strings.ReplaceAll(c.words[k.part], partSign, " "), " "); part != "" {
		words = append(words, "part "+part)
	}
	if k.quantity {
		words = append(words, "quantity")
	}
	if len(words) == 0 {
		return "the series"
	}
	return strings.Join(words, " ")
}

// list joins words for a message, at most n of them.
func list(words []string, n int) string {
	return diag.First(words, n)
}
