package data

import (
	"cmp"
	"io/fs"
	"math/big"
	"slices"
	"strings"
	"sync"

	"tradebrief/data/diag"
	"tradebrief/data/unpack"
)

// Cube holds every observation of all sources in every vintage. It is
// immutable and may be shared between goroutines.
type Cube struct {
	entries []*entry
	words   []string // dimension values, codes, labels and source keys, by number; 0 is the empty one
	lists   sync.Map // codeList by *entry, found when first asked for
	asked   asked
	kept    []Coverage // of a cube that was restored: what had been read; nil: it was read
}

// Sources are the keys of the sources that the observations and rates name, in no order.
func (c *Cube) Sources() map[string]bool {
	seen := make([]bool, len(c.words))
	for _, e := range c.entries {
		for i := range e.obs {
			seen[e.obs[i].source] = true
		}
		if e.parts != nil {
			for i := range e.parts.obs {
				seen[e.parts.obs[i].source] = true
			}
		}
	}
	out := map[string]bool{}
	for _, e := range c.entries {
		if e.rates != nil && e.rates.source != "" {
			out[e.rates.source] = true
		}
	}
	for i, s := range seen {
		if s && c.words[i] != "" {
			out[c.words[i]] = true
		}
	}
	return out
}

// entry is what one Source gave.
type entry struct {
	src    Source
	scales []scale
	files  []string
	grids  []*unpack.Grid  // of the files; nil for one of text
	labels map[int32]int32 // code → name, as words
	dims   dimensions
	keys   []seriesKey
	start  []int32 // of keys[i] in obs; one more at the end

	quantities   sync.Once             // fills the two below
	quantityKeys map[seriesKey]int32   // of quantities, without their unit
	valueKeys    map[seriesKey][]int32 // of values, without their units

	read     [][]observation // as read, by stretches; nil once obs is sorted
	obs      []observation   // by series, span and vintage
	parts    *parting        // what they were added up from; nil: rows are whole figures
	uses     map[editionUse]editionRow
	coverage Coverage
	repeated map[Date]int           // its duplicates, by their vintage
	rates    *rates                 // nil: none
	further  bool                   // another measure of the entry before it, which has the rows already
	matched  int                    // rows that every where keeps
	out      harvest                // of all files, what a where left out
	seen     *keyTable              // the keys while they are read
	refused  map[string]*refusal    // why a database has nothing for a selector, by its id
	columnAt func(col int) diag.Pos // where the outline names a column of a database; nil: the entry has files

	// Of a large source, of which only what is needed is kept.
	narrowing *narrowing
	folds     []*fold // while it is read
	folded    []foldedSeries
	foldOf    []int32 // of keys, into folded; see fate
	alsoIn    []int32 // of keys that are kept, into folded; -1 is none
	spans     map[flowSpan]bool

	// Of an entry that was restored.
	cells         map[diag.Pos]string // the names of cells, by place
	wholeReleases bool                // see byFile
}

// complete reports whether the parts that are kept are all there are.
func (e *entry) complete() bool { return e.src.Complete && e.narrowing == nil }

// origin says where a dimension of an entry comes from.
type origin uint8

const (
	absentDimension   origin = iota
	constantDimension        // from the outline
	columnDimension          // from the file
)

type dimensions struct{ flow, reporter, partner, code origin }

// seriesKey is one series of observations of an entry: numbers of words.
type seriesKey struct {
	flow, reporter, partner, code int32
	part                          int32 // what further columns hold, while files are read; see PartSpec
	unit                          int32 // index into entry.scales of the first scale with that unit
	quantity                      bool
}

// scale is what a column of figures is multiplied with, and its unit then.
type scale struct {
	unit   Unit
	factor *big.Rat // 1e6 for millions; 1000 for tonnes, which are kept in kg
	float  float64  // the factor, for data tests to look where they then compute
	share  bool     // the column says that it holds shares
}

// observation is one figure as read; it becomes a Value when it is asked for.
type observation struct {
	series    int32
	scale     int32
	span      Span
	vintage   Date
	source    int32
	line, col int32
	file      int32
	status    Status
	value     number  // unset if the status has no figure
	tolerance *number // nil = none
}

// rounding is how far the true figure may lie from the one that is written:
// half a unit of its last place, or its tolerance if that is more.
func (o *observation) rounding() number {
	half := o.value.half()
	if o.tolerance != nil && o.tolerance.rat().Cmp(half.rat()) > 0 {
		return *o.tolerance
	}
	return half
}

// dateless is the vintage of a figure whose release is not known.
const dateless Date = 0

// input is the observation as the input of a value of the series named id.
func (c *Cube) input(e *entry, o *observation, id string) Input {
	sc := &e.scales[o.scale]
	in := Input{
		Series: id, Span: o.span, Unit: sc.unit, Status: o.status, Vintage: o.vintage, Source: c.words[o.source],
		Pos: e.pos(o),
	}
	if o.status.hasFigure() {
		in.X = times(o.value.rat(), sc.factor)
	}
	return in
}

// figure is the observation as a value of the series named id, in the currency
// that the outline wants it in, at the rates that are known on a day.
func (c *Cube) figure(e *entry, o *observation, id string, asOf Date) Value {
	v := c.published(e, o, id)
	if e.converts(o.scale) {
		v = e.rates.convert(v, o.span, asOf)
		v.Inputs = []Input{e.rates.input(v.Inputs[0], asOf)}
	}
	return v
}

// published is the observation as a value in the unit of its file.
func (c *Cube) published(e *entry, o *observation, id string) Value {
	sc := &e.scales[o.scale]
	in := c.input(e, o, id)
	if o.withdrawn() {
		return absent(sc.unit, o.status, []Input{in}, "%s", withdrawnWords(o.span, id, o.vintage))
	}
	if in.X == nil {
		return absent(sc.unit, o.status, []Input{in}, "%s of %s is %s", o.span, id, o.status)
	}
	half := times(o.rounding().rat(), sc.factor)
	return Value{X: in.X, Low: minus(in.X, half), High: plus(in.X, half), Unit: sc.unit, Status: o.status, Inputs: []Input{in}}
}

// hasFigure reports whether an observation of the status carries a number.
func (s Status) hasFigure() bool { return s != Missing && s != Suppressed && s != NotMeaningful }

// The words under which total rows are kept, whatever the file calls them.
const (
	totalCode    = "TOTAL"
	worldPartner = "World"
)

func canonicalCode(s string) string {
	s = strings.TrimPrefix(s, "'") // which keeps a spreadsheet from taking it for a number
	if s == "" || strings.EqualFold(s, totalCode) || s == "_T" {
		return totalCode
	}
	return s
}

// codeForm gives the codes of an entry one form: those of the HS without the signs
// that some offices write between their digits, as in 6704.11 or 1201.90.00.
func (e *entry) codeForm() func(string) string {
	if list, _ := classification(e.src.Table.Classification.Value); list == hsList {
		return func(s string) string { return cmp.Or(plainCode(s), canonicalCode(s)) }
	}
	return canonicalCode
}

// plainCode is a code of the HS that is written with points or blanks between its
// levels; empty where a word is none.
func plainCode(s string) string {
	if !strings.ContainsAny(s, ". ") {
		return ""
	}
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ' ' })
	for _, g := range groups {
		if len(g)%2 != 0 || !isNumber(g) {
			return ""
		}
	}
	if plain := strings.Join(groups, ""); len(groups) > 1 && len(groups[0]) <= 6 && len(plain)+len(groups)-1 == len(s) && len(plain) <= 12 {
		return plain
	}
	return ""
}

func canonicalPartner(s string) string {
	switch strings.ToUpper(s) {
	case "WORLD", "W00", "0", "WLD", totalCode, "_T":
		return worldPartner
	}
	return s
}

// canonicalFlow gives the words for the two flows one form; other flows stay as they are.
func canonicalFlow(s string) string {
	switch strings.ToLower(s) {
	case "export", "exports", "x":
		return "export"
	case "import", "imports", "m":
		return "import"
	}
	return s
}

// Coverage is what was read of one source, for the data notes.
type Coverage struct {
	ID, Publisher string
	Files         []string // in the order read, as slash paths
	Rows          int      // data rows, without header and blank lines
	Sums          int      // rows that add up the periods of others, and are left out
	Headers       int      // rows that are the header once more
	OtherLengths  int      // rows of another length of period than the one that is kept
	Notes         int      // rows below the table that are none of it, such as its source
	Kept          int      // rows that gave at least one observation
	Observations  int
	Duplicates    int       // observations dropped because an identical one is there
	Vintages      []Date    // in order; the unknown day is left out
	First, Last   Period    // of the observations; zero where there are none
	Editions      []Edition // of the codes, where the rows say it
}

// Coverage tells for each source, in the order of the outline, what was read. With
// asOf it is without files, vintages and repeated figures of later releases; rows,
// observations and periods are of all that was read.
func (c *Cube) Coverage(asOf Date) []Coverage {
	if c.kept != nil {
		return slices.Clone(c.kept)
	}
	var list []Coverage
	for _, e := range c.entries {
		cov := e.coverage
		cov.Vintages = slices.Clone(cov.Vintages)
		if n := len(cov.Vintages); asOf == dateless || n == 0 || cov.Vintages[n-1] <= asOf {
			cov.Files = slices.Clone(cov.Files)
		} else {
			cov.Files = e.filesKnown(asOf)
			cov.Vintages = slices.DeleteFunc(cov.Vintages, func(v Date) bool { return v > asOf })
			for v, n := range e.repeated {
				if v > asOf {
					cov.Duplicates -= n
				}
			}
		}
		cov.Editions = c.editionsUsed(e)
		if n := len(list); n > 0 && e.further {
			list[n-1].Observations += cov.Observations
			list[n-1].Duplicates += cov.Duplicates
			continue
		}
		list = append(list, cov)
	}
	return list
}

// Inputs are the files that the cube was read from, each once and an archive in
// place of what is in it: those that Coverage lists for the day, and those of rates.
// Tables of databases are none.
func (c *Cube) Inputs(fsys fs.FS, asOf Date) []string {
	var names []string
	add := func(files []string) {
		for _, f := range files {
			if name, _ := unpack.Archive(fsys, f); !IsQuery(f) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	for _, read := range c.Coverage(asOf) {
		add(read.Files)
	}
	for _, e := range c.entries {
		if e.rates != nil {
			add(e.rates.entry.files)
		}
	}
	return names
}

// repeat counts figures of a release that were given before.
func (e *entry) repeat(release Date, n int) {
	if e.repeated == nil {
		e.repeated = map[Date]int{}
	}
	e.repeated[release] += n
	e.coverage.Duplicates += n
}

// filesKnown are the files of an entry but those whose figures all came after a day.
func (e *entry) filesKnown(asOf Date) []string {
	known, later := make([]bool, len(e.files)), make([]bool, len(e.files))
	note := func(obs []observation) {
		for i := range obs {
			o := &obs[i]
			known[o.file] = known[o.file] || o.vintage <= asOf
			later[o.file] = later[o.file] || o.vintage > asOf
		}
	}
	note(e.obs)
	if e.parts != nil {
		note(e.parts.obs)
	}
	for i := range e.folded {
		note(e.folded[i].obs)
	}
	var files []string
	for i, f := range e.files {
		if known[i] || !later[i] {
			files = append(files, f)
		}
	}
	return files
}
