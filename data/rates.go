package data

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"

	"tradebrief/data/diag"
)

// RatesSpec says by which file the figures of a source are converted to another
// currency: each by the rate of its own period, as known on the day of the brief,
// so that a first release and a revised figure are converted alike. A figure whose
// period has no rate is missing. The zero RatesSpec converts nothing.
type RatesSpec struct {
	Path          diag.Text // as that of a Source
	Written       string    // as that of a Source
	From, To      diag.Text // currencies: CNY, USD
	Unit          diag.Text // what the rates are in: CNY/USD is yuan for a dollar, USD/CNY dollars for a yuan
	Period        PeriodSpec
	Column        diag.Text // of the rates
	Cross         CrossSpec // the second step, where the first leads to a third currency
	Kind          diag.Text // AverageRate or EndRate; "" = what the file has for the period, whatever that is
	Source        diag.Text // key of the source that they are from
	Vintage       diag.Text // as that of a Source
	VintageLayout diag.Text // as that of a Source
	At            diag.Pos
}

// CrossSpec is the column, of the same file, of the rates by which an amount in a
// third currency comes to the one that is wanted. The zero CrossSpec is absent.
type CrossSpec struct{ Column, Unit diag.Text }

// The kinds of rates: averages of periods, and rates at their end. A file with rates
// for shorter times than the figures, such as days, has them made by the kind.
const (
	AverageRate = "average"
	EndRate     = "end"
)

// rates are those of an entry.
type rates struct {
	from, to Unit
	steps    []rateStep // one, or two through a third currency
	kind     string
	daily    bool
	source   string
	entry    *entry
	made     sync.Map // rateOf by rateKey, found when first asked for
	looked   sync.Map // the observations that were looked at to make them, to true
}

// rateStep is the rates from one currency to the next.
type rateStep struct {
	unit   Unit
	divide bool                      // an amount is divided by them
	of     map[Period][]*observation // by vintage; of daily rates, the days of the month in order
}

type rateKey struct {
	step   int
	period Period
	asOf   Date
}

// rateOf is a rate of a period: one that the file has, or what several come to.
type rateOf struct {
	value Value // without inputs
	rows  []*observation
}

// Rate is how an input was converted from another currency.
type Rate struct {
	From     *big.Rat // the figure as published; nil if there is none
	FromUnit Unit
	Steps    []RateStep // empty if a rate is missing
	Source   string     // its key
}

// RateStep is one rate: what it is in, such as CNY/USD, from how many rows it was
// made, and the last of them.
type RateStep struct {
	X    *big.Rat
	Unit Unit
	Rows int
	Pos  diag.Pos
}

// planRates checks what a source says about its rates before a file is opened.
func (r *reader) planRates(e *entry) (*rates, *plan) {
	spec := &e.src.Rates
	if spec.At.Line == 0 {
		return nil, nil
	}
	wrong := func(at diag.Text, format string, args ...any) (*rates, *plan) {
		r.fail(diag.Errorf(diag.Outline, at.Pos, format, args...))
		return nil, nil
	}
	for _, t := range [...]diag.Text{spec.From, spec.To} {
		if !isCurrency(t.Value) {
			return wrong(t, "%s is no currency such as CNY or USD", quote(t.Value))
		}
	}
	if spec.From.Value == spec.To.Value {
		return wrong(spec.To, "rates from %s to %s change nothing", spec.From.Value, spec.To.Value)
	}
	out := &rates{from: namedUnit(spec.From.Value), to: namedUnit(spec.To.Value), source: spec.Source.Value, kind: spec.Kind.Value}
	values := []ValueSpec{{Column: spec.Column, Unit: spec.Unit}}
	middle := spec.To.Value
	if spec.Cross.Unit.Value != "" {
		middle = otherCurrency(spec.Unit.Value, spec.From.Value)
		if middle == "" || middle == spec.To.Value {
			return wrong(spec.Unit, "with cross: the first rates are between %s and a third currency, found %s", spec.From.Value, quote(spec.Unit.Value))
		}
		values = append(values, ValueSpec{Column: spec.Cross.Column, Unit: spec.Cross.Unit})
	}
	for i, pair := range [][2]string{{spec.From.Value, middle}, {middle, spec.To.Value}}[:len(values)] {
		unit := values[i].Unit
		asFrom, asTo := pair[0]+"/"+pair[1], pair[1]+"/"+pair[0]
		if unit.Value != asFrom && unit.Value != asTo {
			p := diag.Errorf(diag.Outline, unit.Pos, "rates from %s to %s are in %s or in %s, found %s", pair[0], pair[1], asFrom, asTo, quote(unit.Value))
			if third := otherCurrency(unit.Value, pair[0]); third != "" && i == 0 {
				p = p.WithHint("add the second step, from the same file: cross: {column: …, unit: %s/%s}", spec.To.Value, third)
			} else {
				p = p.WithHint("write unit: %s where the file says how many %s one %s costs", asFrom, pair[0], pair[1])
			}
			r.fail(p)
			return nil, nil
		}
		out.steps = append(out.steps, rateStep{namedUnit(unit.Value), unit.Value == asFrom, map[Period][]*observation{}})
	}
	table := Table{Period: spec.Period, Values: values, At: spec.At}
	for _, word := range noFigure {
		for _, word := range [...]string{word, strings.ToUpper(word)} {
			table.Signs = append(table.Signs, Sign{diag.Text{Value: word, Pos: spec.At}, diag.Text{Value: Missing.String(), Pos: spec.At}})
		}
	}
	if days, err := parseLayout(spec.Period.Layout.Value); err == nil && days.hasDays() {
		if out.daily = true; out.kind == "" {
			r.fail(diag.Errorf(diag.Outline, spec.Period.Layout.Pos, "the rates are those of days, and no figure is").
				WithHint("beside column: write rate: %s for the mean of the days of each period, or rate: %s for the last of them", AverageRate, EndRate))
			return nil, nil
		}
		// A rate of a day is kept as the release of that day of the rate of its month.
		table.Vintage = Field{Column: spec.Period.Column, read: func(cell string) string {
			if d := days.day(cell); d != dateless {
				return d.String()
			}
			return ""
		}}
	}
	out.entry = &entry{labels: map[int32]int32{}, seen: newKeyTable(), src: Source{
		ID: e.src.ID, Path: spec.Path, Written: spec.Written, At: spec.At, Vintage: spec.Vintage, VintageLayout: spec.VintageLayout, Table: table,
	}}
	return out, r.plan(out.entry)
}

// otherCurrency is the other one of a unit such as CNY/EUR, or empty.
func otherCurrency(unit, one string) string {
	a, b, ok := strings.Cut(unit, "/")
	switch {
	case ok && a == one && isCurrency(b):
		return b
	case ok && b == one && isCurrency(a):
		return a
	}
	return ""
}

// readRates reads the rates of an entry whose figures have been read.
func (r *reader) readRates(e *entry, c *rates, p *plan) {
	before := len(r.problems)
	r.entry(c.entry, p)
	if len(r.problems) > before {
		return
	}
	for i := range c.entry.obs {
		o := &c.entry.obs[i]
		switch {
		case !o.status.hasFigure() || o.span.Len() != 1:
			continue
		case o.value.rat().Cmp(o.rounding().rat()) <= 0:
			r.fail(diag.Errorf(diag.Data, c.entry.pos(o), "the rate of %s is not above zero", o.span))
			return
		}
		n := slices.IndexFunc(c.steps, func(s rateStep) bool { return s.unit == c.entry.scales[o.scale].unit })
		if p, inverse := c.inverse(o, &c.steps[n], &e.src.Rates); inverse {
			r.fail(p)
			return
		}
		c.steps[n].of[o.span.From] = append(c.steps[n].of[o.span.From], o)
	}
	has := func(u Unit) bool {
		return slices.ContainsFunc(e.keys, func(k seriesKey) bool { return e.scales[k.unit].unit == u })
	}
	spec := &e.src.Rates
	switch {
	case len(e.keys) == 0, e.further && !has(c.from):
		return
	case !has(c.from):
		r.fail(diag.Errorf(diag.Data, spec.From.Pos, "data %s have no figures in %s to convert, only in %s", e.src.ID.Value, c.from, e.scales[e.keys[0].unit].unit))
		return
	case has(c.to):
		r.fail(diag.Errorf(diag.Data, spec.To.Pos, "data %s have figures in %s already", e.src.ID.Value, c.to).
			WithHint("take the rates out, or read each currency in a data entry of its own"))
		return
	}
	e.rates = c
}

// A unit of one of the dear currencies has bought several of each of the cheap ones
// for as long as there has been the euro.
const (
	dearCurrencies  = "USD EUR GBP CHF"
	cheapCurrencies = "CNY JPY KRW INR HKD TWD THB VND IDR PHP MXN SEK NOK DKK ZAR CZK HUF"
)

// inverse tells of a rate that cannot be in the unit that the outline says, but
// only in the inverse of it.
func (c *rates) inverse(o *observation, s *rateStep, spec *RatesSpec) (diag.Problem, bool) {
	over, under, _ := strings.Cut(s.unit.Code, "/")
	order := 0
	switch {
	case strings.Contains(cheapCurrencies, over) && strings.Contains(dearCurrencies, under):
		order = 1
	case strings.Contains(dearCurrencies, over) && strings.Contains(cheapCurrencies, under):
		order = -1
	}
	if order == 0 || o.value.rat().Cmp(big.NewRat(1, 1)) == order {
		return diag.Problem{}, false
	}
	at := spec.Unit
	if s == &c.steps[len(c.steps)-1] && len(c.steps) > 1 {
		at = spec.Cross.Unit
	}
	p := diag.Errorf(diag.Data, at.Pos, "%s has %s for %s, which is no rate in %s", c.entry.pos(o), o.written(), o.span, s.unit)
	return p.Meant(at.Pos, at.Value, under+"/"+over), true
}

// unitOf is the unit of the figures in a scale, once they are converted.
func (e *entry) unitOf(scale int32) Unit {
	u := e.scales[scale].unit
	if e.rates != nil && u == e.rates.from {
		return e.rates.to
	}
	return u
}

// converts reports whether figures in a scale are converted.
func (e *entry) converts(scale int32) bool {
	return e.rates != nil && e.scales[scale].unit == e.rates.from
}

// maxClosed is for how many days on end no rates are set: none is set from 29
// September to 9 October in China, and from Christmas to New Year elsewhere.
const maxClosed = 11

// step is the rate of one step for a period as known on a day.
func (c *rates) step(n int, period Period, asOf Date) *rateOf {
	key := rateKey{n, period, asOf}
	if known, ok := c.made.Load(key); ok {
		return known.(*rateOf)
	}
	made := c.make(&c.steps[n], period, asOf)
	c.made.Store(key, made)
	return made
}

func (c *rates) make(s *rateStep, period Period, asOf Date) *rateOf {
	none := func(why string) *rateOf {
		return &rateOf{value: absent(s.unit, Missing, nil, "%s has %s, so that %s cannot be converted to %s", c.entry.files[0], why, c.from, c.to)}
	}
	known := func(p Period) []*observation {
		list := s.of[p]
		for asOf != dateless && len(list) > 0 && list[len(list)-1].vintage > asOf {
			list = list[:len(list)-1]
		}
		for _, o := range list {
			c.looked.Store(o, true)
		}
		return list
	}
	var rows []*observation
	if list := known(period); len(list) > 0 && !c.daily {
		rows = list[len(list)-1:]
	} else {
		if c.kind == "" || period.freq == Monthly && !c.daily {
			return none(fmt.Sprintf("no rate in %s for %s", s.unit, period))
		}
		first := period.firstMonth()
		day := Month(first/12, first%12+1).FirstDay()
		for m := first; m < first+12/period.PerYear(); m++ {
			month := Month(m/12, m%12+1)
			list := known(month)
			switch {
			case len(list) == 0:
				return none(fmt.Sprintf("no rate in %s for %s", s.unit, month))
			case !c.daily:
				list = list[len(list)-1:]
			}
			for _, o := range list {
				if c.daily && o.vintage.Sub(day) > maxClosed {
					return none(fmt.Sprintf("no rate in %s between %s and %s", s.unit, day, o.vintage))
				}
				if c.daily {
					day = o.vintage
				}
			}
			rows = append(rows, list...)
		}
		if last := period.lastDay(); c.daily && last.Sub(day) > maxClosed {
			return none(fmt.Sprintf("no rate in %s from %s to the end of %s", s.unit, day, period))
		}
		if c.kind == EndRate {
			rows = rows[len(rows)-1:]
		}
	}
	sum, half := new(big.Rat), new(big.Rat)
	for _, o := range rows {
		sum.Add(sum, o.value.rat())
		half.Add(half, o.rounding().rat())
	}
	n := big.NewRat(int64(len(rows)), 1)
	x, half := over(sum, n), over(half, n)
	return &rateOf{Value{X: x, Low: minus(x, half), High: plus(x, half), Unit: s.unit, Status: Present}, rows}
}

// convert turns a figure of a span into the other currency. Rounding of figure
// and rate both widen its interval. Its inputs are the caller's to set.
func (c *rates) convert(v Value, span Span, asOf Date) Value {
	for n := range c.steps {
		if !v.OK() {
			break
		}
		rate := c.step(n, span.From, asOf).value
		if span.Len() > 1 {
			rate = absent(rate.Unit, Missing, nil, "%s has no rate in %s for %s, so that %s cannot be converted to %s", c.entry.files[0], rate.Unit, span, c.from, c.to)
		}
		if !rate.OK() {
			return absent(c.to, Missing, v.Inputs, "%s", rate.Why)
		}
		op := times
		if c.steps[n].divide {
			op = over
		}
		low, high := corners(v, rate, op)
		v = Value{X: op(v.X, rate.X), Low: low, High: high, Unit: c.to, Status: v.Status, Inputs: v.Inputs}
	}
	v.Unit = c.to
	return v
}

// input is an input in the other currency, with how it came about.
func (c *rates) input(in Input, asOf Date) Input {
	in.Rate = &Rate{From: in.X, FromUnit: in.Unit, Source: c.source, Steps: c.stepsOf(in.Span, asOf)}
	in.Unit = c.to
	if in.X != nil {
		in.X = c.convert(Exact(in.X, c.from), in.Span, asOf).X
	}
	return in
}

// stepsOf are the rates of a span; nothing where one is missing.
func (c *rates) stepsOf(span Span, asOf Date) []RateStep {
	var list []RateStep
	for n := range c.steps {
		made := c.step(n, span.From, asOf)
		if !made.value.OK() || span.Len() > 1 {
			return nil
		}
		list = append(list, RateStep{X: made.value.X, Unit: made.value.Unit, Rows: len(made.rows), Pos: c.entry.pos(made.rows[len(made.rows)-1])})
	}
	return list
}

// Conversion is how the figures of a series come from another currency.
type Conversion struct {
	From, To Unit
	Through  Unit   // the third currency; the zero Unit: none
	Kind     string // AverageRate or EndRate; "" = not said
	Source   string // key of the source of the rates; may be empty
}

// Converted tells whether the figures of a series are converted from another
// currency.
func (s *Series) Converted() (Conversion, bool) {
	for _, p := range s.parts {
		if c := p.e.rates; p.e.converts(p.e.keys[p.key].unit) {
			out := Conversion{From: c.from, To: c.to, Kind: c.kind, Source: c.source}
			if len(c.steps) > 1 {
				out.Through = namedUnit(otherCurrency(c.steps[0].unit.Code, c.from.Code))
			}
			return out, true
		}
	}
	return Conversion{}, false
}

// RateOf are the rates by which the figures of a converted series for a period are
// converted; nothing where there is none.
func (s *Series) RateOf(period Period) []RateStep {
	for _, p := range s.parts {
		if p.e.converts(p.e.keys[p.key].unit) {
			return p.e.rates.stepsOf(Span{period, period}, s.asOf)
		}
	}
	return nil
}
