package report

import (
	"bytes"
	"encoding/json"
	"math"
	"math/big"

	"tradebrief/data"
	"tradebrief/report/checks"
	"tradebrief/report/locale"
	"tradebrief/templates"
)

// Fact is one figure of a brief, as facts --json gives it. Value, Low and High
// are in whole units (dollars, kilograms; 0.159 for 15.9%), nil where there is
// no figure; Text then is n.a. and Why names what is missing.
type Fact struct {
	Name string `json:"-"` // exports.mom
	// Interval is "15.8% to 15.9%" where the rounding of the inputs leaves the
	// last printed digit open, else empty.
	Interval string `json:"-"`

	Value  *float64    `json:"value"`
	Unit   string      `json:"unit"`
	Text   string      `json:"text"` // at house precision, as prose prints it
	Low    *float64    `json:"low"`
	High   *float64    `json:"high"`
	Status string      `json:"status"`
	Why    string      `json:"why,omitempty"`
	Inputs []FactInput `json:"inputs"`

	First *FirstRelease `json:"first_release,omitempty"` // nil: as first released, or not known
}

// FirstRelease is what a fact was on the first releases of its inputs, and by how much
// it has been revised since, in the same unit.
type FirstRelease struct {
	Value    float64 `json:"value"`
	Text     string  `json:"text"`
	Revision float64 `json:"revision"`
}

// FactInput is an observation that a fact was computed from.
type FactInput struct {
	Period  string   `json:"period"`
	Value   *float64 `json:"value"`
	Unit    string   `json:"unit"`
	File    string   `json:"file"`
	Line    int      `json:"line"`
	Cell    string   `json:"cell,omitempty"`    // in a workbook, as it follows the file: !Data!C14
	Vintage string   `json:"vintage,omitempty"` // the release that it belongs to
	Source  string   `json:"source,omitempty"`  // the key in the data

	Converted *Converted `json:"converted,omitempty"` // nil: as published
}

// Converted says how an input was converted from another currency: Value in Unit
// by a rate, and through a third currency by another. Numbers that are nil are not
// there.
type Converted struct {
	Value *float64 `json:"value"`
	Unit  string   `json:"unit"`
	RateStep
	Cross  *RateStep `json:"cross,omitempty"`
	Source string    `json:"source,omitempty"` // key of the rate's source
}

// RateStep is a rate in a unit such as CNY/USD, which stands at Line of File, or which
// was made from several rows up to that line.
type RateStep struct {
	Rate     *float64 `json:"rate"`
	RateUnit string   `json:"rate_unit"`
	Rows     int      `json:"rows,omitempty"` // more than one: that many
	File     string   `json:"file,omitempty"`
	Line     int      `json:"line,omitempty"`
}

// Facts is a list of facts in the order of the outline. In JSON it is an object
// keyed by name, in the same order.
type Facts []Fact

// MarshalJSON writes the object of facts.
func (f Facts) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, fact := range f {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(fact.Name)
		if err != nil {
			return nil, err
		}
		body, err := json.Marshal(fact)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(body)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Facts lists every series with its value, every metric of it, and every
// expression of the prose that yields a figure, under its own text.
func (b *Brief) Facts() Facts { return b.allFacts() }

// everyFact are the facts of every series with all of its metrics, and those of
// the prose that are no metrics.
func (b *Brief) everyFact() Facts {
	var out Facts
	listed := map[string]bool{}
	b.work.seriesFigures(true, func(name string, n data.Value, rate bool) {
		out = append(out, newFact(b.work.lang, name, n, rate, b.work.shown))
		listed[name] = true
	})
	for _, f := range b.work.said {
		if !listed[f.Name] {
			out = append(out, f)
		}
	}
	if b.work.layered() {
		first := b.work.firstReleases()
		for i := range out {
			out[i].First = first.released(&out[i])
		}
	}
	return out
}

// released is what a fact was in a scope of first releases; nil where it was the same.
func (s *scope) released(f *Fact) *FirstRelease {
	if f.Value == nil {
		return nil
	}
	x, p := s.outline.ParseExpr(f.Name, language())
	if p != nil {
		return nil
	}
	v, p := s.eval(x.Root)
	if p != nil || !isNumber(v) || !v.number().OK() {
		return nil
	}
	value := float(v.number().X)
	if value == nil || *value == *f.Value {
		return nil
	}
	return &FirstRelease{Value: *value, Text: s.lang.FigureAt(v.number(), v.number().X, v.rate), Revision: *f.Value - *value}
}

// fact keeps a figure of the prose that is no metric of a series.
func (c *composer) fact(n templates.ExprNode, v value) {
	name := source(n)
	if !isNumber(v) || v.bare || c.known[name] {
		return
	}
	c.known[name] = true
	c.said = append(c.said, newFact(c.lang, name, v.number(), v.rate, c.shown))
}

// claimFacts keeps the figures that a claim compares.
func (c *composer) claimFacts(n templates.ExprNode) {
	switch n := n.(type) {
	case *templates.Binary:
		if v, p := c.eval(n); p == nil && v.kind != kindTruth {
			c.fact(n, v)
			return
		}
		c.claimFacts(n.X)
		c.claimFacts(n.Y)
	case *templates.Unary:
		c.claimFacts(n.X)
	case *templates.Name, *templates.Member, *templates.Call:
		if v, p := c.eval(n); p == nil {
			c.fact(n, v)
		}
	}
}

// seriesFacts are the facts of every series, in the order of the outline,
// without those that take long: they are made where they are named.
func (c *composer) seriesFacts() Facts {
	var out Facts
	c.seriesFigures(false, func(name string, n data.Value, rate bool) {
		out = append(out, newFact(c.lang, name, n, rate, c.shown))
		c.known[name] = true
		if n.OK() {
			c.named = append(c.named, checks.Named{Expr: name, Value: n, Rate: rate})
		}
	})
	return out
}

// seriesFigures calls f with every series and each of its metrics.
func (c *composer) seriesFigures(costly bool, f func(name string, n data.Value, rate bool)) {
	for _, id := range c.ids {
		v := c.view(c.series[id])
		add := func(name string, v data.View, metric string) {
			info, ok := metricInfo(metric)
			if !ok || info.Costly() && !costly {
				return
			}
			n, _ := v.Metric(metric)
			full := id
			if name != "" {
				full += "." + name
			}
			f(full, n, info.Rate)
		}
		add("", v, "value")
		add("prev", v.Prev(), "value")
		add("prev.mom", v.Prev(), "mom")
		for _, m := range data.Metrics() {
			if m.Name != "prev" && m.Name != "first_release" {
				add(m.Name, v, m.Name)
			}
		}
		first := v.First()
		add("first_release", first, "value")
		for _, m := range []string{"mom", "yoy", "ytd", "ytd_yoy"} {
			add("first_release."+m, first, m)
		}
	}
}

func newFact(l *locale.Locale, name string, n data.Value, rate bool, shown func(string) string) Fact {
	f := Fact{Name: name, Value: float(n.X), Unit: unitName(n.Unit), Text: l.FigureAt(n, n.X, rate), Low: float(n.Low), High: float(n.High), Status: statusName(n.Status), Inputs: []FactInput{}}
	if !n.OK() {
		f.Why = n.Why
	} else if low, high := ends(n); l.FigureAt(n, low, rate) != l.FigureAt(n, high, rate) {
		f.Interval = l.Say(locale.FromTo, l.FigureAt(n, low, rate), l.FigureAt(n, high, rate))
	}
	for _, in := range n.Inputs {
		input := FactInput{Period: in.Span.String(), Value: float(in.X), Unit: unitName(in.Unit), File: shown(in.Pos.File), Line: in.Pos.Line, Cell: in.Pos.Cell, Source: in.Source}
		if in.Vintage != 0 {
			input.Vintage = in.Vintage.String()
		}
		if r := in.Rate; r != nil {
			input.Converted = &Converted{Value: float(r.From), Unit: unitName(r.FromUnit), Source: r.Source}
			for i, s := range r.Steps {
				step := RateStep{Rate: float(s.X), RateUnit: unitName(s.Unit), File: shown(s.Pos.File), Line: s.Pos.Line}
				if s.Rows > 1 {
					step.Rows = s.Rows
				}
				if i == 0 {
					input.Converted.RateStep = step
				} else {
					input.Converted.Cross = &step
				}
			}
		}
		f.Inputs = append(f.Inputs, input)
	}
	return f
}

func float(x *big.Rat) *float64 {
	if x == nil {
		return nil
	}
	f, _ := x.Float64()
	if math.IsInf(f, 0) {
		return nil // JSON has no such number
	}
	return &f
}
