package data

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data/diag"
)

// maxNumbers is how many numbers of rows and series all lists of an export may
// hold: far more than any brief, and few enough to be read at once.
const maxNumbers = 8 << 20

// Restore makes a cube of what Export wrote: of the observations, a table in CSV
// that is called file in messages, and of what was known of the sources. It opens
// nothing else. The cube gives the same series, metrics and coverage as the one
// that was exported gave when it was; of what was not asked for then, it has
// nothing. Data tests are not for it: they need all that was read.
//
// Nothing is taken on trust. Problems are of phase Data, at the row and column of
// the table, and stop at the first; the cube is then nil.
func Restore(file string, observations []byte, from Reading) (*Cube, diag.List) {
	r := &restorer{
		file: file, cube: &Cube{words: []string{""}, kept: []Coverage{}}, words: map[string]int32{"": 0}, named: map[string]*restored{}, left: maxNumbers,
	}
	err := r.sources(from)
	if err == nil {
		err = r.table(observations)
	}
	if err == nil {
		err = r.finish(from)
	}
	if err != nil {
		return nil, diag.List{diag.Errorf(diag.Data, r.at, "%v", err)}
	}
	return r.cube, nil
}

// restorer is the state of one Restore.
type restorer struct {
	file    string
	at      diag.Pos // what is being read
	cube    *Cube
	words   map[string]int32
	entries []*restored
	named   map[string]*restored // by what the table calls them
	series  []part               // by their numbers less one
	rows    []tableRow           // by their numbers less one
	left    int                  // numbers that lists may still hold
}

// tableRow is a row of the table: an observation as it was read.
type tableRow struct {
	e    *entry
	key  int32
	kind string
	o    observation
}

// restored is an entry while its rows are read.
type restored struct {
	e      *entry
	from   *SourceReading
	rates  bool // it holds those of an entry
	keys   map[seriesKey]int32
	files  map[string]int32
	scales map[string]int32
	obs    [][]observation // of keys
	addsUp [][][]int       // of each of them, the rows that it adds up; nil: none
	folds  map[int32]*foldedSeries
}

func (r *restorer) word(s string) int32 {
	n, ok := r.words[s]
	if !ok {
		n = int32(len(r.cube.words))
		s = strings.Clone(s)
		r.words[s], r.cube.words = n, append(r.cube.words, s)
	}
	return n
}

func plainText(s string) diag.Text { return diag.Text{Value: s} }

// add makes an entry.
func (r *restorer) add(name string, src Source, from *SourceReading) *restored {
	e := &entry{src: src, labels: map[int32]int32{}, cells: map[diag.Pos]string{}}
	t := &restored{e: e, from: from, keys: map[seriesKey]int32{}, files: map[string]int32{}, scales: map[string]int32{}, folds: map[int32]*foldedSeries{}}
	r.entries, r.named[name] = append(r.entries, t), t
	return t
}

// sources makes the entries.
func (r *restorer) sources(from Reading) error {
	r.at = diag.Pos{File: r.file}
	seen := map[string]int{}
	for i := range from.Sources {
		s := &from.Sources[i]
		src := Source{ID: plainText(s.ID), Publisher: s.Publisher, Complete: s.Complete}
		src.Table.Classification = plainText(s.Classification)
		seen[s.ID]++
		name := measureName(s.ID, seen[s.ID])
		e := r.add(name, src, s).e
		e.further, e.wholeReleases = s.Further, s.WholeReleases
		if s.List < 0 || s.List > int(sitcList) {
			return fmt.Errorf("data %s have codes of a list that is not known", quote(s.ID))
		}
		r.cube.lists.Store(e, codeList(s.List))
		r.cube.entries = append(r.cube.entries, e)
		if (s.Coverage == nil) != s.Further {
			return fmt.Errorf("what was read of data %s was expected once", quote(s.ID))
		}
		if s.Coverage != nil {
			c, err := s.Coverage.coverage(s.ID)
			if err != nil {
				return err
			}
			r.cube.kept = append(r.cube.kept, c)
		}
		if s.Rates != nil {
			if err := s.Rates.restore(e); err != nil {
				return fmt.Errorf("the rates of data %s: %w", quote(s.ID), err)
			}
			rates := r.add(ratesOf+name, Source{ID: plainText(s.ID)}, s)
			rates.rates, rates.e.files, rates.files[s.Rates.File] = true, []string{s.Rates.File}, 0
			e.rates.entry = rates.e
		}
	}
	return nil
}

// ratesOf stands before the name of an entry for the one of its rates.
const ratesOf = "\x00"

func (c *CoverageRead) coverage(id string) (Coverage, error) {
	out := Coverage{ID: id, Publisher: c.Publisher, Files: c.Files, Duplicates: c.Duplicates}
	var all error
	period := func(s string) Period {
		if s == "" {
			return Period{}
		}
		p, err := ParsePeriod(s)
		all = errors.Join(all, err)
		return p
	}
	out.Last = period(c.Last)
	for _, v := range c.Vintages {
		day, err := ParseDate(v)
		out.Vintages, all = append(out.Vintages, day), errors.Join(all, err)
	}
	for _, e := range c.Editions {
		out.Editions = append(out.Editions, Edition{e[0], period(e[1]), period(e[2])})
	}
	return out, all
}

// restore gives an entry its rates, without the figures.
func (s *RatesReading) restore(e *entry) error {
	if !isCurrency(s.From) || !isCurrency(s.To) || len(s.Steps) < 1 || len(s.Steps) > 2 || len(s.Divide) != len(s.Steps) {
		return errors.New("a step from one currency to another was expected, or two")
	}
	e.rates = &rates{from: namedUnit(s.From), to: namedUnit(s.To), kind: s.Kind, daily: s.Daily, source: s.Source}
	for i, unit := range s.Steps {
		e.rates.steps = append(e.rates.steps, rateStep{namedUnit(unit), s.Divide[i], map[Period][]*observation{}})
	}
	return nil
}

// table reads the rows.
func (r *restorer) table(observations []byte) error {
	in := csv.NewReader(bytes.NewReader(observations))
	in.ReuseRecord, in.FieldsPerRecord = true, len(exportColumns)
	for n := -1; ; n++ {
		cells, err := in.Read()
		var bad *csv.ParseError
		switch {
		case err == io.EOF && n >= 0:
			return nil
		case errors.As(err, &bad):
			r.at = diag.Pos{File: r.file, Line: bad.Line, Col: 1}
			return fmt.Errorf("this is no row of %d cells: %w", len(exportColumns), bad.Err)
		case err != nil:
			r.at = diag.Pos{File: r.file, Line: 1, Col: 1}
			return errors.New("the table is empty")
		}
		line, _ := in.FieldPos(0)
		r.at = diag.Pos{File: r.file, Line: line, Col: 1}
		switch {
		case n < 0 && !slices.Equal(cells, exportColumns[:]):
			return fmt.Errorf("the columns are not those of a table of observations, which begin with %s", list(exportColumns[:], 4))
		case n < 0:
			continue
		case n >= maxObservations:
			return fmt.Errorf("there are more than %d rows", maxObservations)
		}
		if col, err := r.row(cells); err != nil {
			r.at.Line, r.at.Col = in.FieldPos(col)
			return err
		}
	}
}

// row reads a row. The column is where an error is.
func (r *restorer) row(cells []string) (column int, err error) {
	kind := cells[colKind]
	name := cells[colData]
	if kind == kindRate {
		name = ratesOf + name
	}
	t := r.named[name]
	if t == nil {
		return colData, fmt.Errorf("there are no data %s", quote(cells[colData]))
	}
	e := t.e
	p := tableRow{e: e, kind: kind}
	if p.o.scale, column, err = t.scale(cells); err != nil {
		return column, err
	}
	key := seriesKey{
		flow: r.word(cells[colFlow]), reporter: r.word(cells[colReporter]), partner: r.word(cells[colPartner]), code: r.word(cells[colCode]),
		unit: e.unitScale(p.o.scale),
	}
	switch cells[colMeasure] {
	case "value":
	case "quantity":
		key.quantity = true
	default:
		return colMeasure, fmt.Errorf("%s is no measure, expected value or quantity", quote(cells[colMeasure]))
	}
	if label := cells[colLabel]; label != "" {
		e.labels[key.code] = r.word(label)
	}
	var together bool
	if p.key, together = r.numbered(t, key); !together {
		return colData, fmt.Errorf("the rows of %s do not stand together", r.cube.describe(key))
	}
	p.o.series = p.key
	if kind == kindNone {
		r.rows = append(r.rows, p)
		return 0, nil
	}
	if column, err = r.observation(t, &p.o, cells); err != nil {
		return column, err
	}
	r.rows = append(r.rows, p)
	switch kind {
	case kindFigure, kindRate:
		obs := t.obs[p.key]
		if n := len(obs); n > 0 && !obs[n-1].earlier(&p.o) {
			return colPeriod, fmt.Errorf("%s of %s does not come after the figure before it", p.o.span, r.cube.describe(key))
		}
		var of []int
		if of, err = r.numbers(cells[colSumOf], len(r.rows)-1); err != nil {
			return colSumOf, err
		}
		for _, n := range of {
			if q := &r.rows[n-1]; q.kind != kindPart || q.e != e || q.key != p.key {
				return colSumOf, fmt.Errorf("row %d is no part of this figure", n)
			}
		}
		t.obs[p.key], t.addsUp[p.key] = append(obs, p.o), append(t.addsUp[p.key], of)
	case kindFold:
		f := t.folds[p.key]
		if f == nil {
			f = &foldedSeries{key: p.key}
			t.folds[p.key] = f
		}
		rows, err := strconv.Atoi(cells[colRows])
		if err != nil || rows < 1 {
			return colRows, fmt.Errorf("%s is no number of rows", quote(cells[colRows]))
		}
		if n := len(f.obs); n > 0 && !f.obs[n-1].earlier(&p.o) {
			return colPeriod, fmt.Errorf("%s of %s does not come after the figure before it", p.o.span, r.cube.describe(key))
		}
		f.obs, f.rows = append(f.obs, p.o), append(f.rows, rows)
	case kindPart:
	default:
		return colKind, fmt.Errorf("%s is no kind of row, expected %s", quote(kind), list([]string{kindFigure, kindPart, kindFold, kindRate, kindNone}, 5))
	}
	return 0, nil
}

// earlier reports whether an observation of a series comes before another one.
func (o *observation) earlier(p *observation) bool {
	c := o.span.compare(p.span)
	return c < 0 || c == 0 && o.vintage < p.vintage
}

// numbered is the number of a series in its entry; its rows stand together.
func (r *restorer) numbered(t *restored, key seriesKey) (k int32, ok bool) {
	k, ok = t.keys[key]
	if ok {
		last := &r.rows[len(r.rows)-1]
		return k, last.e == t.e && last.key == k
	}
	k = int32(len(t.e.keys))
	t.keys[key], t.e.keys = k, append(t.e.keys, key)
	t.obs, t.addsUp = append(t.obs, nil), append(t.addsUp, nil)
	for _, d := range [...]struct {
		from *origin
		word int32
	}{{&t.e.dims.flow, key.flow}, {&t.e.dims.reporter, key.reporter}, {&t.e.dims.partner, key.partner}, {&t.e.dims.code, key.code}} {
		if d.word != 0 {
			*d.from = columnDimension
		}
	}
	if !t.rates {
		r.series = append(r.series, part{t.e, k})
	}
	return k, true
}

// scale is the number of the scale of a row.
func (t *restored) scale(cells []string) (n int32, column int, err error) {
	word := cells[colUnit] + " " + cells[colScale]
	n, ok := t.scales[word]
	if ok {
		return n, 0, nil
	}
	whole, part, _ := strings.Cut(cells[colScale], "/")
	const most = 100 // digits
	factor, ok := new(big.Rat), len(whole) <= most && len(part) <= most
	if ok {
		factor, ok = factor.SetString(cells[colScale])
	}
	if !ok || factor.Sign() <= 0 || strings.Trim(cells[colScale], "0123456789/") != "" {
		return 0, colScale, fmt.Errorf("%s is no scale such as 1000000", quote(cells[colScale]))
	}
	about, _ := factor.Float64()
	n = int32(len(t.e.scales))
	t.scales[word], t.e.scales = n, append(t.e.scales, scale{unit: namedUnit(cells[colUnit]), factor: factor, float: about})
	return n, 0, nil
}

// observation reads the cells of a figure.
func (r *restorer) observation(t *restored, o *observation, cells []string) (column int, err error) {
	from, to, run := strings.Cut(cells[colPeriod], "/")
	if o.span.From, err = ParsePeriod(from); err != nil {
		return colPeriod, err
	}
	o.span.To = o.span.From
	if run {
		if o.span.To, err = ParsePeriod(to); err != nil {
			return colPeriod, err
		}
		if n := o.span.Len(); n < 2 || n > maxRun {
			return colPeriod, fmt.Errorf("%s is no run of periods", quote(cells[colPeriod]))
		}
	}
	status := slices.Index(statusNames[:], cells[colStatus])
	if status < 0 {
		return colStatus, fmt.Errorf("unknown status %s, expected %s", quote(cells[colStatus]), list(statusNames[:], len(statusNames)))
	}
	if o.status = Status(status); o.status.hasFigure() {
		if o.value, err = parseNumber(cells[colValue]); err != nil {
			return colValue, err
		}
	}
	if cells[colTolerance] != "" {
		tolerance, err := parseNumber(cells[colTolerance])
		if err != nil {
			return colTolerance, err
		}
		o.tolerance = &tolerance
	}
	if cells[colVintage] != "" {
		if o.vintage, err = ParseDate(cells[colVintage]); err != nil {
			return colVintage, err
		}
	}
	file, ok := t.files[cells[colFile]]
	if !ok {
		name := strings.Clone(cells[colFile])
		file = int32(len(t.e.files))
		t.files[name], t.e.files = file, append(t.e.files, name)
	}
	line, err := strconv.ParseInt(cells[colLine], 10, 32)
	if err != nil || line < 0 {
		return colLine, fmt.Errorf("%s is no number of a line", quote(cells[colLine]))
	}
	col, err := strconv.ParseInt(cells[colColumn], 10, 32)
	if err != nil || col < 0 {
		return colColumn, fmt.Errorf("%s is no number of a column", quote(cells[colColumn]))
	}
	o.file, o.line, o.col, o.source = file, int32(line), int32(col), r.word(cells[colSource])
	if cell := cells[colCell]; cell != "" {
		t.e.cells[diag.Pos{File: t.e.files[file], Line: int(line), Col: int(col)}] = strings.Clone(cell)
	}
	return 0, nil
}

// parseNumber reads what number.String writes.
func parseNumber(s string) (number, error) {
	bad := fmt.Errorf("%s is no figure", quote(s))
	const most = 200 // digits; a sum has more than its parts
	digits, exponent, scientific := strings.Cut(s, "e")
	whole, decimals, pointed := strings.Cut(digits, ".")
	if len(digits) > most || pointed && (scientific || decimals == "") || strings.Trim(strings.TrimPrefix(whole, "-")+decimals, "0123456789") != "" {
		return number{}, bad
	}
	n := number{exp: -int32(len(decimals))}
	if scientific {
		exp, err := strconv.ParseUint(exponent, 10, 8)
		if err != nil || exp > maxExponent+maxDigits {
			return number{}, bad
		}
		n.exp = int32(exp)
	}
	wide, ok := new(big.Int).SetString(whole+decimals, 10)
	if !ok {
		return number{}, bad
	}
	if wide.IsInt64() {
		n.mant = wide.Int64()
	} else {
		n.wide = wide
	}
	return n, nil
}

// numbers reads what numberRanges writes: numbers from 1 to most.
func (r *restorer) numbers(s string, most int) ([]int, error) {
	if s == "" {
		return nil, nil
	}
	var out []int
	for s != "" {
		var run string
		run, s, _ = strings.Cut(s, ",")
		first, last, ok := strings.Cut(run, "-")
		if !ok {
			last = first
		}
		from, err := strconv.Atoi(first)
		to, bad := strconv.Atoi(last)
		if err != nil || bad != nil || from < 1 || to < from || to > most {
			return nil, fmt.Errorf("%s is no list of numbers from 1 to %d such as 1-3,7", quote(run), most)
		}
		if r.left -= to - from + 1; r.left < 0 {
			return nil, fmt.Errorf("the lists of numbers are longer than %d in all", maxNumbers)
		}
		for n := from; n <= to; n++ {
			out = append(out, n)
		}
	}
	return out, nil
}

// finish puts the entries together once all rows are read.
func (r *restorer) finish(from Reading) error {
	r.at = diag.Pos{File: r.file}
	for _, t := range r.entries {
		t.arrange(r.rows)
	}
	for _, e := range r.cube.entries {
		if e.rates != nil {
			if err := e.rates.fill(); err != nil {
				return err
			}
		}
	}
	for _, t := range r.entries {
		if t.rates {
			continue
		}
		if err := t.unfold(r.series); err != nil {
			return fmt.Errorf("data %s: %w", quote(t.from.ID), err)
		}
	}
	a := &r.cube.asked
	var err error
	if a.series, err = r.offers(from.Series); err != nil {
		return err
	}
	for key, offers := range a.series {
		if len(offers) == 0 {
			return fmt.Errorf("the series %s is of nothing", quote(key))
		}
	}
	if a.below, err = r.offers(from.Below); err != nil {
		return err
	}
	a.countries = map[string][]namedWord{}
	for key, words := range from.Countries {
		named := make([]namedWord, len(words))
		for i, w := range words {
			named[i] = namedWord{w[0], w[1]}
		}
		a.countries[key] = named
	}
	return nil
}

// arrange puts the observations of an entry in the order of its series, and those
// that are sums together with their parts.
func (t *restored) arrange(rows []tableRow) {
	e := t.e
	e.start = append(e.start, 0)
	added := slices.ContainsFunc(t.addsUp, func(of [][]int) bool { return slices.ContainsFunc(of, func(n []int) bool { return n != nil }) })
	if added {
		e.parts = &parting{from: []int32{0}}
	}
	for k, obs := range t.obs {
		e.obs = append(e.obs, obs...)
		e.start = append(e.start, int32(len(e.obs)))
		for _, of := range t.addsUp[k] {
			if !added {
				break
			}
			for _, n := range of {
				e.parts.terms = append(e.parts.terms, int32(len(e.parts.obs)))
				e.parts.obs = append(e.parts.obs, rows[n-1].o)
			}
			e.parts.from = append(e.parts.from, int32(len(e.parts.terms)))
		}
	}
}

// fill hands the rates to their steps.
func (c *rates) fill() error {
	for i := range c.entry.obs {
		o := &c.entry.obs[i]
		if !o.status.hasFigure() || o.span.Len() != 1 {
			continue
		}
		n := slices.IndexFunc(c.steps, func(s rateStep) bool { return s.unit == c.entry.scales[o.scale].unit })
		if n < 0 || o.value.rat().Cmp(o.rounding().rat()) <= 0 {
			return fmt.Errorf("%s is no rate of %s", o.written(), o.span)
		}
		c.steps[n].of[o.span.From] = append(c.steps[n].of[o.span.From], o)
	}
	return nil
}

// unfold puts the folds of an entry together.
func (t *restored) unfold(series []part) error {
	e, s := t.e, t.from
	if len(s.Folds) == 0 && len(s.Fates) == 0 && len(s.Also) == 0 {
		if len(t.folds) > 0 {
			return errors.New("it has sums of rows, and does not say of what series")
		}
		return nil
	}
	if len(s.Fates) != len(e.keys) || len(s.Also) != len(e.keys) {
		return fmt.Errorf("what became of %s was expected, found that of %d and %d", count(len(e.keys), "series"), len(s.Fates), len(s.Also))
	}
	e.foldOf, e.alsoIn, e.folded = s.Fates, s.Also, make([]foldedSeries, len(s.Folds))
	for i, from := range s.Folds {
		if from.Of < 1 || from.Of > len(series) || series[from.Of-1].e != e {
			return fmt.Errorf("sum %d of rows is of no series", i+1)
		}
		f := &e.folded[i]
		if own := t.folds[series[from.Of-1].key]; own != nil {
			*f = *own
		}
		f.key, f.series, f.codes, f.broken = series[from.Of-1].key, from.Series, from.Codes, from.Broken
	}
	for k := range e.keys {
		for _, n := range [...]int32{e.foldOf[k], e.alsoIn[k]} {
			if n < passedSeries || int(n) >= len(e.folded) {
				return errors.New("a series is in a sum of rows that is not there")
			}
		}
		if n := e.foldWith(int32(k)); n >= 0 {
			e.folded[n].members++
		}
	}
	return nil
}

// offers are selections by the numbers of their series.
func (r *restorer) offers(from map[string]string) (map[string][]offer, error) {
	out := make(map[string][]offer, len(from))
	for key, ranges := range from {
		numbers, err := r.numbers(ranges, len(r.series))
		if err != nil {
			return nil, err
		}
		var offers []offer
		for _, n := range numbers {
			p := r.series[n-1]
			offers = addPart(offers, p.e, p.key)
		}
		out[key] = offers
	}
	return out, nil
}
