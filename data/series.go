package data

import (
	"slices"
	"strings"
	"sync"

	"tradebrief/data/diag"
)

// Series is one selection as known on a day: its observations by period, with
// all vintages up to that day. It is immutable and may be shared between
// goroutines.
type Series struct {
	cube      *Cube
	id        string
	label     string
	code      string
	unit      Unit
	publisher string
	freq      Freq
	groups    []group // by span
	longest   int     // periods in the longest span
	first     Period
	last      Period
	floors    sync.Map // the floors of views, *big.Rat by View without its series

	splits      sync.Map // its changes by price and volume, a split by View without its series
	adjustments sync.Map // how it is split into seasons and trend, by whether first releases are meant

	// What was selected, for the quantity and the breakdown of it.
	asOf    Date
	sel     Selector
	parts   []part
	members func() []*Series // the codes below it on every level, made once
	amounts func() *Series   // its quantities, or nil, made once
}

// group is one span with its vintages, the oldest first.
type group struct {
	span   Span
	layers []layer
}

// layer is a group in one vintage: the observation, or the parts of a sum.
type layer struct {
	vintage Date
	terms   []term
	gap     string // why there is no figure, if a part of the sum is missing
	gone    bool   // a later release does not have it any more
	sum     *sum   // of several terms
}

type term struct {
	e *entry
	o *observation
}

// part is a series of an entry.
type part struct {
	e   *entry
	key int32
}

// ID is the series' name in the outline; of a part of a breakdown the name with the code: exports/6703.
func (s *Series) ID() string { return s.id }

// Label is the outline's label, else the name of the code in the data, else empty.
func (s *Series) Label() string { return s.label }

// Code is the commodity code, or empty for a total or a group of codes.
func (s *Series) Code() string { return s.code }

// Classification is what the outline calls the classification of the codes,
// such as HS or SITC; empty where it does not say.
func (s *Series) Classification() string {
	if len(s.parts) == 0 {
		return ""
	}
	return s.parts[0].e.src.Table.Classification.Value
}

// Unit is the unit of every figure of the series.
func (s *Series) Unit() Unit { return s.unit }

// First is the first period with an observation.
func (s *Series) First() Period { return s.first }

// Publisher is the publisher of the data; several are joined with "; ".
func (s *Series) Publisher() string { return s.publisher }

// Observation is a figure as drawn: in its newest known vintage and in its
// oldest. A figure that covers a run of periods stands for each of them.
type Observation struct {
	Span         Span
	Value        Value
	Vintage      Date // 0 = not known
	First        Value
	FirstVintage Date // 0 = not known
}

// Observation is the newest known figure that covers p. Two figures of one
// vintage may cover it; then the shorter one is meant. ok is false where there
// is none.
func (s *Series) Observation(p Period) (o Observation, ok bool) {
	g := s.covering(p, false)
	if g == nil {
		return Observation{}, false
	}
	return s.observation(g), true
}

func (s *Series) observation(g *group) Observation {
	oldest, newest := &g.layers[0], &g.layers[len(g.layers)-1]
	return Observation{
		Span: g.span, Value: s.value(newest), Vintage: newest.vintage, First: s.value(oldest), FirstVintage: oldest.vintage,
	}
}

// Observations are all figures as known, in order of their periods.
func (s *Series) Observations() []Observation {
	list := make([]Observation, 0, len(s.groups))
	for i := range s.groups {
		list = append(list, s.observation(&s.groups[i]))
	}
	return list
}

// Has reports whether the series has a figure from that cell of a data file.
func (s *Series) Has(at diag.Pos) bool {
	for i := range s.groups {
		for _, l := range s.groups[i].layers {
			for _, t := range l.terms {
				if int(t.o.line) == at.Line && t.e.pos(t.o) == at {
					return true
				}
			}
		}
	}
	return false
}

// Latest is the newest period for which every series has a figure of its own
// (brief.period: latest). It is the zero Period where there is none.
func Latest(series []*Series) Period {
	if len(series) == 0 {
		return Period{}
	}
	last, first := series[0].last, series[0].first
	for _, s := range series {
		if s.freq != series[0].freq {
			return Period{}
		}
		if s.last.Compare(last) < 0 {
			last = s.last
		}
	}
	for p := last; !p.IsZero() && p.Compare(first) >= 0; p = p.Add(-1) {
		if !slices.ContainsFunc(series, func(s *Series) bool { return !s.at(p, false).OK() }) {
			return p
		}
	}
	return Period{}
}

// value is the figure of a layer.
func (s *Series) value(l *layer) Value {
	if l.gap != "" {
		return absent(s.unit, Missing, nil, "%s", l.gap)
	}
	if len(l.terms) == 1 {
		return s.cube.figure(l.terms[0].e, l.terms[0].o, s.id, s.asOf)
	}
	v := s.figure(l)
	if v.OK() {
		v.Inputs = s.inputs(l.terms)
	}
	return v
}

// quantity is the series of quantities beside the values, or nil.
func (s *Series) quantity() *Series {
	if s.amounts == nil {
		return nil
	}
	return s.amounts()
}

// quantities makes the series of quantities. An entry that lacks the quantities
// of one part has none of the whole.
func (s *Series) quantities() *Series {
	var offers []offer
	var without *entry
	for _, p := range s.parts {
		k, ok := p.e.quantityOf(p.e.keys[p.key])
		switch n := len(offers); {
		case !ok && n > 0 && offers[n-1].e == p.e:
			offers, without = offers[:n-1], p.e
		case !ok:
			without = p.e
		case without != p.e:
			offers = addPart(offers, p.e, k)
		}
	}
	if len(offers) == 0 {
		return nil
	}
	for _, o := range offers {
		for _, k := range o.parts {
			if o.e.scales[o.e.keys[k].unit].unit != offers[0].unit() {
				return nil // kilograms and pieces have no sum
			}
		}
	}
	sel := s.sel
	sel.Quantity = true
	q, problem := s.cube.assemble(sel, s.asOf, offers)
	if problem != nil {
		return nil
	}
	return q
}

// quantityOf finds the quantities beside the values of a series of the entry,
// the first of them where they are in several units.
func (e *entry) quantityOf(values seriesKey) (key int32, ok bool) {
	e.quantities.Do(e.pairQuantities)
	values.unit = 0
	key, ok = e.quantityKeys[values]
	return key, ok && !values.quantity
}

// valuesOf finds the values beside quantities, in whatever units they are.
func (e *entry) valuesOf(quantities seriesKey) []int32 {
	e.quantities.Do(e.pairQuantities)
	quantities.unit, quantities.quantity = 0, false
	return e.valueKeys[quantities]
}

func (e *entry) pairQuantities() {
	e.quantityKeys, e.valueKeys = map[seriesKey]int32{}, map[seriesKey][]int32{}
	for k, q := range e.keys {
		quantity := q.quantity
		q.unit, q.quantity = 0, false
		if _, taken := e.quantityKeys[q]; quantity && !taken {
			e.quantityKeys[q] = int32(k)
		} else if !quantity {
			e.valueKeys[q] = append(e.valueKeys[q], int32(k))
		}
	}
}

// firstRelease is the day on which the first figures of the offers came out.
func firstRelease(c *Cube, offers []offer) Date {
	first := dateless
	for _, o := range offers {
		for _, g := range o.groups(c, dateless) {
			for _, l := range g.layers {
				if first == dateless || l.vintage < first {
					first = l.vintage
				}
			}
		}
	}
	return first
}

// assemble makes the series of what the entries offer. The same span from two
// entries is two vintages of it; in one vintage both must say the same.
func (c *Cube) assemble(sel Selector, asOf Date, offers []offer) (*Series, *diag.Problem) {
	s := &Series{cube: c, id: sel.ID.Value, label: sel.Label, sel: sel, asOf: asOf, unit: offers[0].unit()}
	fail := func(format string, args ...any) (*Series, *diag.Problem) {
		p := diag.Errorf(diag.Data, sel.ID.Pos, format, args...)
		return nil, &p
	}
	var all []group
	var publishers []string
	for _, o := range offers {
		if u := o.unit(); u != s.unit {
			p := diag.Errorf(diag.Data, sel.ID.Pos, "series %s has figures in %s (%s) and in %s (%s)", sel.ID.Value, s.unit, offers[0].e.src.ID.Value, u, o.e.src.ID.Value).
				WithHint("choose one with data: %s", offers[0].e.src.ID.Value)
			return nil, &p
		}
		s.parts = slices.Grow(s.parts, len(o.parts))
		for _, k := range o.parts {
			s.parts = append(s.parts, part{o.e, k})
		}
		all = append(all, o.groups(c, asOf)...)
		if name := o.e.src.Publisher; name != "" && !slices.Contains(publishers, name) {
			publishers = append(publishers, name)
		}
	}
	s.publisher = strings.Join(publishers, "; ")
	s.nameCode()
	slices.SortStableFunc(all, func(a, b group) int { return a.span.compare(b.span) })
	for _, g := range all {
		if n := len(s.groups); n > 0 && s.groups[n-1].span == g.span {
			if p := s.interleave(&s.groups[n-1], g.layers); p != nil {
				return nil, p
			}
			continue
		}
		s.groups = append(s.groups, g)
	}
	if len(offers) > 1 {
		s.withdrawBetween()
	}
	for _, g := range s.groups {
		if s.freq != 0 && g.span.From.freq != s.freq {
			return fail("series %s has figures for %s and for %s; periods of two lengths make no series", sel.ID.Value, s.groups[0].span, g.span)
		}
		s.freq = g.span.From.freq
		s.longest = max(s.longest, g.span.Len())
		if s.last.IsZero() || g.span.To.Compare(s.last) > 0 {
			s.last = g.span.To
		}
	}
	if len(s.groups) == 0 {
		if asOf != dateless {
			p := diag.Errorf(diag.Data, sel.ID.Pos, "series %s has no figures as of %s", sel.ID.Value, asOf)
			if first := firstRelease(c, offers); first != dateless {
				p = p.WithHint("the first were released on %s: a brief that uses them is issued on that day or later", first)
			}
			return nil, &p
		}
		return fail("series %s has no figures", sel.ID.Value)
	}
	s.first = s.groups[0].span.From
	for _, o := range offers {
		c.asked.use(o.e, o.parts...)
	}
	s.members = sync.OnceValue(s.codesBelow)
	s.amounts = sync.OnceValue(s.quantities)
	return s, nil
}

// nameCode notes the code of a series that selects a single one, and takes its
// label from the data where the outline has none. The total has no code.
func (s *Series) nameCode() {
	if len(s.sel.Codes) != 1 {
		return
	}
	code := s.parts[0].e.codeForm()(s.sel.Codes[0].Value)
	has := func(code string) bool {
		return slices.ContainsFunc(s.parts, func(p part) bool { return s.cube.words[p.e.keys[p.key].code] == code })
	}
	if plain := plainCode(code); plain != "" && !has(code) {
		code = plain
	}
	own := slices.DeleteFunc(slices.Clone(s.parts), func(p part) bool { return s.cube.words[p.e.keys[p.key].code] != code })
	// What has a dash is a range of codes, unless the data have it as a code.
	if code == totalCode || len(own) == 0 && strings.Contains(code, "-") {
		return
	}
	s.code = code
	for _, p := range own {
		if label := p.e.labels[p.e.keys[p.key].code]; s.label == "" && label != 0 {
			s.label = s.cube.words[label]
		}
	}
}

// interleave puts the vintages of another entry among those of g. It gives a
// problem where both have one vintage with two figures.
func (s *Series) interleave(g *group, more []layer) *diag.Problem {
	for _, l := range more {
		i, found := slices.BinarySearchFunc(g.layers, l.vintage, func(a layer, v Date) int { return int(a.vintage - v) })
		if !found {
			g.layers = slices.Insert(slices.Clip(g.layers), i, l)
			continue
		}
		a, b := s.value(&g.layers[i]), s.value(&l)
		if a.OK() == b.OK() && (!a.OK() || a.X.Cmp(b.X) == 0) {
			continue
		}
		p := diag.Errorf(diag.Data, s.sel.ID.Pos, "series %s: two figures for %s: %s and %s", s.id, g.span, place(a), place(b)).
			WithHint("choose one with data: ID, or give each data entry its vintage")
		if len(a.Inputs) > 0 && len(b.Inputs) > 0 && l.vintage == dateless {
			files := []string{a.Inputs[0].Pos.File, b.Inputs[0].Pos.File}
			if form := layeredBy(files[0], files[1]); form != "" {
				p = p.WithHint("if the names of the files say when each was released, write vintage: {file: %s} in both data entries", form)
			}
		}
		p.Code = "C23"
		return &p
	}
	return nil
}

// place says what a value is and where it stands.
func place(v Value) string {
	what := v.Status.String()
	if v.OK() {
		what = Fixed(v.X, 0, false) + " " + v.Unit.String()
	}
	if len(v.Inputs) > 0 {
		what += " in " + v.Inputs[0].Pos.String()
	}
	return what
}
