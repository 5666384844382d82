package data

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
)

// Export is what of a cube a brief rests on, so that the brief can be made again
// without the files and databases that the cube was read from: see Restore.
type Export struct {
	// Observations are the figures as a table in CSV, one a row, in the order of
	// the sources and their series, with the place that each was read from. A
	// figure that is the sum of others names their rows, counted from 1.
	Observations []byte
	Figures      int             // of the table, without parts of sums and rates
	Sources      map[string]bool // keys that its rows name
	Reading      Reading         // what the table does not say
}

// The columns of the table of observations.
var exportColumns = [...]string{
	"data", "kind", "flow", "reporter", "partner", "code", "label", "measure", "period", "value", "unit", "scale", "tolerance", "status",
	"vintage", "publisher", "source", "file", "line", "column", "cell", "rows", "sum_of",
}

const (
	colData = iota
	colKind
	colFlow
	colReporter
	colPartner
	colCode
	colLabel
	colMeasure
	colPeriod
	colValue
	colUnit
	colScale
	colTolerance
	colStatus
	colVintage
	colPublisher
	colSource
	colFile
	colLine
	colColumn
	colCell
	colRows
	colSumOf
)

// The kinds of rows of the table.
const (
	kindFigure = "figure" // an observation, or the sum of parts
	kindPart   = "part"   // a row that a figure adds up
	kindFold   = "folded" // rows of several series, added up while they were read
	kindRate   = "rate"
	kindNone   = "none" // a series without a figure
)

// Export writes what the cube was asked for: the observations of each series of
// the data that a Series is made of, as known on a day; zero means all. With all
// it writes everything that was read, whatever was asked for and whenever it came
// out.
func (c *Cube) Export(asOf Date, all bool) Export {
	x := exporter{cube: c, asOf: asOf, all: all, numbers: map[part]int{}, sources: map[string]bool{}}
	if all {
		x.asOf = dateless
	}
	x.csv = csv.NewWriter(&x.out)
	x.write(exportColumns[:])
	out := Export{Sources: x.sources}
	coverage := c.Coverage(asOf)
	for _, e := range c.entries {
		s := x.source(e)
		if !e.further {
			s.Coverage = coverageRead(&coverage[0])
			coverage = coverage[1:]
		}
		out.Reading.Sources = append(out.Reading.Sources, s)
	}
	x.csv.Flush()
	a := &c.asked
	a.mu.Lock()
	defer a.mu.Unlock()
	out.Reading.Series, out.Reading.Below = x.selections(a.series), x.below(a.below)
	out.Reading.Countries = make(map[string][][2]string, len(a.countries))
	for key, list := range a.countries {
		words := make([][2]string, len(list))
		for i, country := range list {
			words[i] = [2]string{country.name, country.word}
		}
		out.Reading.Countries[key] = words
	}
	out.Observations, out.Figures = []byte(x.out.String()), x.figures
	return out
}

// exporter writes the table.
type exporter struct {
	cube    *Cube
	asOf    Date
	all     bool
	out     strings.Builder
	csv     *csv.Writer
	rows    int
	figures int
	numbers map[part]int // of series, from 1
	sources map[string]bool
}

func (x *exporter) write(cells []string) {
	// A strings.Builder takes everything.
	_ = x.csv.Write(cells)
}

// selections are selections with the numbers of their series. Of what is not in the
// table no series could be made, whatever else was selected with it.
func (x *exporter) selections(asked map[string][]offer) map[string]string {
	out := make(map[string]string, len(asked))
	for key, offers := range asked {
		if numbers, whole := x.numbersOf(offers, nil); whole {
			out[key] = numberRanges(numbers)
		}
	}
	return out
}

// numbersOf are the numbers of some series but those of some codes, and whether all
// are in the table.
func (x *exporter) numbersOf(offers []offer, without map[string]bool) (numbers []int, whole bool) {
	whole = true
	for _, o := range offers {
		for _, k := range o.parts {
			if n := x.numbers[part{o.e, k}]; n == 0 {
				whole = false
			} else if !without[x.cube.words[o.e.keys[k].code]] {
				numbers = append(numbers, n)
			}
		}
	}
	return numbers, whole
}

// below are the codes below selections. Each is a selection of its own.
func (x *exporter) below(asked map[string][]offer) map[string]string {
	out := make(map[string]string, len(asked))
	for key, offers := range asked {
		lacking := map[string]bool{}
		for _, o := range offers {
			for _, k := range o.parts {
				if x.numbers[part{o.e, k}] == 0 {
					lacking[x.cube.words[o.e.keys[k].code]] = true
				}
			}
		}
		numbers, _ := x.numbersOf(offers, lacking)
		out[key] = numberRanges(numbers)
	}
	return out
}

// source writes the rows of an entry.
func (x *exporter) source(e *entry) SourceReading {
	s := SourceReading{
		ID: e.src.ID.Value, Further: e.further, Publisher: e.src.Publisher, Complete: e.src.Complete,
		Classification: e.src.Table.Classification.Value, List: int(x.cube.listOf(e)), WholeReleases: e.byFile(),
	}
	keys := x.keysOf(e)
	folds := map[int32]int32{} // their new numbers
	for _, k := range keys {
		x.numbers[part{e, k}] = len(x.numbers) + 1
	}
	for _, k := range keys {
		rows := x.rows
		if e.foldOf == nil || e.foldOf[k] < 0 {
			for i := e.start[k]; i < e.start[k+1]; i++ {
				if o := &e.obs[i]; x.known(o) {
					x.figure(e, k, o, e.addends(i))
				}
			}
		}
		if e.foldOf != nil {
			s.Fates = append(s.Fates, x.fold(e, k, e.foldOf[k], folds, &s))
			s.Also = append(s.Also, x.fold(e, k, e.alsoIn[k], folds, &s))
		}
		if x.rows == rows {
			cells := x.seriesCells(e, e.keys[k], kindNone)
			scale := &e.scales[e.keys[k].unit]
			cells[colUnit], cells[colScale] = unitWord(scale.unit), scale.factor.RatString()
			x.row(cells)
		}
	}
	if e.rates != nil {
		s.Rates = x.rates(e)
	}
	return s
}

func (x *exporter) known(o *observation) bool {
	return x.asOf == dateless || o.vintage <= x.asOf
}

// keysOf are the series of an entry that go into the table. Of what was folded
// together all have to.
func (x *exporter) keysOf(e *entry) []int32 {
	a := &x.cube.asked
	a.mu.Lock()
	used := slices.Clone(a.used[e])
	a.mu.Unlock()
	var keys []int32
	if e.foldOf != nil && used != nil && !x.all {
		folds := map[int32]bool{}
		for k, u := range used {
			if u {
				folds[e.foldOf[k]], folds[e.alsoIn[k]] = true, true
			}
		}
		for k := range used {
			used[k] = used[k] || e.foldOf[k] >= 0 && folds[e.foldOf[k]] || e.alsoIn[k] >= 0 && folds[e.alsoIn[k]]
		}
	}
	for k := range e.keys {
		if x.all || used != nil && used[k] {
			keys = append(keys, int32(k))
		}
	}
	return keys
}

// fold writes the rows of a fold at the series that stands for it, and gives its
// new number.
func (x *exporter) fold(e *entry, k, n int32, numbers map[int32]int32, s *SourceReading) int32 {
	if n < 0 {
		return n
	}
	f := &e.folded[n]
	number, ok := numbers[n]
	if !ok {
		number = int32(len(s.Folds))
		numbers[n] = number
		s.Folds = append(s.Folds, FoldReading{Of: x.numbers[part{e, f.key}], Series: f.series, Codes: f.codes, Broken: f.broken})
	}
	if k == f.key {
		for i := range f.obs {
			if o := &f.obs[i]; x.known(o) {
				cells := x.cells(e, e.keys[k], o, kindFold)
				cells[colRows] = strconv.Itoa(f.rows[i])
				x.row(cells)
				x.figures++
			}
		}
	}
	return number
}

// figure writes an observation; one that is a sum comes behind its parts.
func (x *exporter) figure(e *entry, k int32, o *observation, addends []term) {
	var of []int
	for _, t := range addends {
		x.row(x.cells(e, e.keys[k], t.o, kindPart))
		of = append(of, x.rows)
	}
	cells := x.cells(e, e.keys[k], o, kindFigure)
	cells[colSumOf] = numberRanges(of)
	x.row(cells)
	x.figures++
}

// rates writes the rates that figures were converted by.
func (x *exporter) rates(e *entry) *RatesReading {
	r := e.rates
	out := &RatesReading{From: r.from.Code, To: r.to.Code, Kind: r.kind, Daily: r.daily, Source: r.source}
	for _, s := range r.steps {
		out.Steps, out.Divide = append(out.Steps, s.unit.Code), append(out.Divide, s.divide)
	}
	if len(r.entry.files) > 0 {
		out.File = r.entry.files[0]
	}
	for i := range r.entry.obs {
		o := &r.entry.obs[i]
		if _, used := r.looked.Load(o); used || x.all {
			cells := x.cells(r.entry, r.entry.keys[o.series], o, kindRate)
			cells[colData] = x.name(e)
			x.row(cells)
		}
	}
	return out
}

func (x *exporter) row(cells []string) {
	x.rows++
	x.write(cells)
}

// name tells the measures of a data entry apart.
func (x *exporter) name(e *entry) string {
	n := 0
	for _, other := range x.cube.entries {
		if other.src.ID.Value == e.src.ID.Value {
			n++
		}
		if other == e {
			break
		}
	}
	return measureName(e.src.ID.Value, n)
}

// measureName is the name of the n-th measure of a data entry, from 1.
func measureName(id string, n int) string {
	if n < 2 {
		return id
	}
	return id + " (" + strconv.Itoa(n) + ")"
}

// seriesCells are the cells of a row that say what series it is of.
func (x *exporter) seriesCells(e *entry, k seriesKey, kind string) []string {
	cells := make([]string, len(exportColumns))
	words := x.cube.words
	cells[colData], cells[colKind], cells[colPublisher] = x.name(e), kind, e.src.Publisher
	cells[colFlow], cells[colReporter], cells[colPartner], cells[colCode] = words[k.flow], words[k.reporter], words[k.partner], words[k.code]
	if label := e.labels[k.code]; label != 0 {
		cells[colLabel] = words[label]
	}
	cells[colMeasure] = "value"
	if k.quantity {
		cells[colMeasure] = "quantity"
	}
	return cells
}

func (x *exporter) cells(e *entry, k seriesKey, o *observation, kind string) []string {
	cells := x.seriesCells(e, k, kind)
	scale := &e.scales[o.scale]
	at := e.pos(o)
	cells[colPeriod], cells[colStatus], cells[colSource] = o.span.String(), o.status.String(), x.cube.words[o.source]
	cells[colUnit], cells[colScale] = unitWord(scale.unit), scale.factor.RatString()
	x.sources[cells[colSource]] = true
	if o.status.hasFigure() {
		cells[colValue] = o.value.String()
	}
	if o.tolerance != nil {
		cells[colTolerance] = o.tolerance.String()
	}
	if o.vintage != dateless {
		cells[colVintage] = o.vintage.String()
	}
	cells[colFile], cells[colLine], cells[colColumn], cells[colCell] = at.File, strconv.Itoa(at.Line), strconv.Itoa(at.Col), at.Cell
	return cells
}

// unitWord is the word that namedUnit reads as the unit.
func unitWord(u Unit) string {
	if u.Kind == NoUnit {
		return ""
	}
	return u.String()
}

// String is the number as it can be read again, to the same last place: 162.90, 5e3.
func (n number) String() string {
	digits, negative := strconv.FormatInt(n.mant, 10), false
	if n.wide != nil {
		digits = n.wide.String()
	}
	if digits, negative = strings.CutPrefix(digits, "-"); n.exp > 0 {
		digits += "e" + strconv.Itoa(int(n.exp))
	} else if places := int(-n.exp); places > 0 {
		if lacking := places + 1 - len(digits); lacking > 0 {
			digits = strings.Repeat("0", lacking) + digits
		}
		digits = digits[:len(digits)-places] + "." + digits[len(digits)-places:]
	}
	if negative {
		return "-" + digits
	}
	return digits
}

// numberRanges writes numbers as 1-3,7, in their order.
func numberRanges(numbers []int) string {
	var b strings.Builder
	for i := 0; i < len(numbers); {
		j := i + 1
		for j < len(numbers) && numbers[j] == numbers[j-1]+1 {
			j++
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(numbers[i]))
		if j > i+1 {
			b.WriteByte('-')
			b.WriteString(strconv.Itoa(numbers[j-1]))
		}
		i = j
	}
	return b.String()
}
