package data

import (
	"errors"
	"fmt"
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
