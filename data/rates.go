package data

import (
	"math/big"
	"slices"

	"tradebrief/data/diag"
)

// RatesSpec says by which file the figures of a source are converted to another
// currency: each by the rate of its own period, and a figure whose period has no
// rate is missing. The zero RatesSpec converts nothing.
type RatesSpec struct {
	Path     diag.Text // as that of a Source
	Written  string    // as that of a Source
	From, To diag.Text // currencies: CNY, USD
	Unit     diag.Text // what the rates are in: CNY/USD is yuan for a dollar, USD/CNY dollars for a yuan
	Period   PeriodSpec
	Column   diag.Text // of the rates
	Source   diag.Text // key of the source that they are from
	At       diag.Pos
}

// rates are those of an entry, by period.
type rates struct {
	from, to Unit
	divide   bool // they are from/to
	source   string
	entry    *entry
	of       map[Period]*observation
}

// Rate is how an input was converted from another currency.
type Rate struct {
	From     *big.Rat // the figure as published; nil if there is none
	FromUnit Unit
	X        *big.Rat // the rate; nil if there is none for the period
	Unit     Unit     // CNY/USD
	Source   string   // its key
	Pos      diag.Pos
}

// planRates checks what a source says about its rates before a file is opened.
func (r *reader) planRates(e *entry) (*rates, *plan) {
	spec := &e.src.Rates
	if spec.At.Line == 0 {
		return nil, nil
	}
	wrong := func(at diag.Text, format string, args ...any) {
		r.fail(diag.Errorf(diag.Outline, at.Pos, format, args...))
	}
	for _, t := range [...]diag.Text{spec.From, spec.To} {
		if !isCurrency(t.Value) {
			wrong(t, "%s is no currency such as CNY or USD", quote(t.Value))
			return nil, nil
		}
	}
	if spec.From.Value == spec.To.Value {
		wrong(spec.To, "rates from %s to %s change nothing", spec.From.Value, spec.To.Value)
		return nil, nil
	}
	out := &rates{from: namedUnit(spec.From.Value), to: namedUnit(spec.To.Value), source: spec.Source.Value, of: map[Period]*observation{}}
	asFrom, asTo := spec.From.Value+"/"+spec.To.Value, spec.To.Value+"/"+spec.From.Value
	switch spec.Unit.Value {
	case asFrom:
		out.divide = true
	case asTo:
	default:
		r.fail(diag.Errorf(diag.Outline, spec.Unit.Pos, "rates from %s to %s are in %s or in %s, found %s", spec.From.Value, spec.To.Value, asFrom, asTo, quote(spec.Unit.Value)).
			WithHint("write unit: %s where the file says how many %s one %s costs", asFrom, spec.From.Value, spec.To.Value))
		return nil, nil
	}
	out.entry = &entry{labels: map[int32]int32{}, seen: newKeyTable(), src: Source{
		ID: e.src.ID, Path: spec.Path, Written: spec.Written, At: spec.At,
		Table: Table{Period: spec.Period, Values: []ValueSpec{{Column: spec.Column, Unit: spec.Unit}}, At: spec.At},
	}}
	return out, r.plan(out.entry)
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
		if o.status.hasFigure() && o.value.rat().Cmp(o.rounding().rat()) <= 0 {
			r.fail(diag.Errorf(diag.Data, c.entry.pos(o), "the rate of %s is not above zero", o.span))
			return
		}
		if o.span.Len() == 1 {
			c.of[o.span.From] = o
		}
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

// rate is the rate of a span as a value; without figure where there is none.
func (c *rates) rate(span Span) (v Value, o *observation) {
	u := c.entry.scales[0].unit
	if o = c.of[span.From]; o == nil || span.Len() > 1 || !o.status.hasFigure() {
		return absent(u, Missing, nil, "%s has no rate in %s for %s, so that %s cannot be converted to %s", c.entry.files[0], u, span, c.from, c.to), nil
	}
	x, half := o.value.rat(), o.rounding().rat()
	return Value{X: x, Low: minus(x, half), High: plus(x, half), Unit: u, Status: Present}, o
}

// convert turns a figure of a span into the other currency. Rounding of figure
// and rate both widen its interval. Its inputs are the caller's to set.
func (c *rates) convert(v Value, span Span) Value {
	if !v.OK() {
		v.Unit = c.to
		return v
	}
	rate, _ := c.rate(span)
	if !rate.OK() {
		return absent(c.to, Missing, v.Inputs, "%s", rate.Why)
	}
	op := times
	if c.divide {
		op = over
	}
	low, high := corners(v, rate, op)
	return Value{X: op(v.X, rate.X), Low: low, High: high, Unit: c.to, Status: v.Status, Inputs: v.Inputs}
}

// input is an input in the other currency, with how it came about.
func (c *rates) input(in Input) Input {
	rate, o := c.rate(in.Span)
	in.Rate = &Rate{From: in.X, FromUnit: in.Unit, X: rate.X, Unit: rate.Unit, Source: c.source}
	if o != nil {
		in.Rate.Pos = c.entry.pos(o)
	}
	in.Unit = c.to
	if in.X != nil {
		in.X = c.convert(Exact(in.X, c.from), in.Span).X
	}
	return in
}

// Converted tells whether the figures of a series are converted from another
// currency, and the key of the source of the rates, which may be empty.
func (s *Series) Converted() (from Unit, source string, ok bool) {
	for _, p := range s.parts {
		if p.e.converts(p.e.keys[p.key].unit) {
			return p.e.rates.from, p.e.rates.source, true
		}
	}
	return Unit{}, "", false
}
