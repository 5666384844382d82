package changes

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Observation is a figure of the data. Series, Period and Vintage name it.
type Observation struct {
	Series  string // in words: CN exports to KP, 6703
	Period  string
	Vintage string   // the day of its release; empty: not said
	Value   *float64 // in whole units; nil: there is none
	Unit    string
	Status  string
}

// mostRows bounds the table of observations.
const mostRows = 1_000_000

// ReadObservations reads the table of the observations that a brief carries. Its
// columns are found by their names; rows that are parts of others and rates are
// left out.
func ReadObservations(table []byte) ([]Observation, error) {
	broken := func(err error) ([]Observation, error) {
		return nil, fmt.Errorf("the table of observations is broken: %w", err)
	}
	r := csv.NewReader(bytes.NewReader(table))
	r.ReuseRecord = true
	head, err := r.Read()
	switch {
	case errors.Is(err, io.EOF):
		return broken(errors.New("it is empty"))
	case err != nil:
		return broken(err)
	}
	head = slices.Clone(head)
	columns := map[string]int{}
	for _, name := range []string{"kind", "flow", "reporter", "partner", "code", "label", "measure", "period", "value", "unit", "scale", "status", "vintage"} {
		columns[name] = slices.Index(head, name)
		if columns[name] < 0 {
			return broken(fmt.Errorf("it has no column %q", name))
		}
	}
	out := []Observation{}
	for {
		row, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return broken(err)
		case len(out) == mostRows:
			return broken(fmt.Errorf("it has more than %d rows", mostRows))
		}
		of := func(name string) string { return row[columns[name]] }
		if kind := of("kind"); kind != "figure" && kind != "folded" {
			continue
		}
		// The strings of a row share the memory of all of it.
		o := Observation{Series: seriesWords(of), Period: strings.Clone(of("period")), Vintage: strings.Clone(of("vintage")), Unit: strings.Clone(of("unit")), Status: strings.Clone(of("status"))}
		if x, ok := scaled(of("value"), of("scale")); ok {
			o.Value = &x
		}
		out = append(out, o)
	}
}

// allGoods is the code of the whole trade.
const allGoods = "TOTAL"

// seriesWords names a series: CN exports to KP, 6703 hair (quantity).
func seriesWords(of func(string) string) string {
	flow := of("flow")
	link := " with "
	switch flow {
	case "export", "re-export":
		flow, link = flow+"s", " to "
	case "import", "re-import":
		flow, link = flow+"s", " from "
	}
	s := strings.TrimSpace(of("reporter") + " " + flow)
	if partner := of("partner"); partner != "" {
		s += link + partner
	}
	if code := of("code"); code != "" && code != allGoods {
		s += ", " + strings.TrimSpace(code+" "+of("label"))
	}
	if measure := of("measure"); measure != "" && measure != "value" {
		s += " (" + measure + ")"
	}
	return s
}

// scaled is a figure in whole units: 162.9 at the scale 1000000, or 7 at 1/1000.
func scaled(value, scale string) (x float64, ok bool) {
	x, err := strconv.ParseFloat(value, 64)
	over, under, parted := strings.Cut(scale, "/")
	factor, errFactor := strconv.ParseFloat(over, 64)
	divisor := 1.0
	if parted {
		var errDivisor error
		if divisor, errDivisor = strconv.ParseFloat(under, 64); errDivisor != nil {
			return 0, false
		}
	}
	x = x * factor / divisor
	return x, err == nil && errFactor == nil && !math.IsInf(x, 0) && !math.IsNaN(x)
}

// observations compares the data that two editions used, each figure as the
// newest release in it has it. An edition that does not carry its data is not
// compared.
func observations(old, now []Observation) []Change {
	if old == nil || now == nil {
		return []Change{}
	}
	type key struct{ series, period string }
	newest := func(list []Observation) (map[key]*Observation, []key) {
		m := map[key]*Observation{}
		var order []key
		for i := range list {
			o := &list[i]
			k := key{o.Series, o.Period}
			was, ok := m[k]
			if !ok {
				order = append(order, k)
			}
			if !ok || o.Vintage >= was.Vintage {
				m[k] = o
			}
		}
		return m, order
	}
	before, all := newest(old)
	after, order := newest(now)
	revised, added, withdrawn := []Change{}, []Change{}, []Change{}
	for _, k := range order {
		was, ok := before[k]
		switch is := after[k]; {
		case !ok:
			added = append(added, observationChange(New, nil, is))
		case !sameObservation(was, is):
			revised = append(revised, observationChange(Revised, was, is))
		}
	}
	for _, k := range all {
		if _, ok := after[k]; !ok {
			withdrawn = append(withdrawn, observationChange(Gone, before[k], nil))
		}
	}
	return slices.Concat(revised, added, withdrawn)
}

func sameObservation(a, b *Observation) bool {
	if a.Unit != b.Unit {
		return false
	}
	if a.Value == nil || b.Value == nil {
		return a.Value == b.Value && a.Status == b.Status
	}
	return closeTo(*a.Value, *b.Value)
}

func observationChange(kind Kind, was, is *Observation) Change {
	o := is
	if o == nil {
		o = was
	}
	c := Change{Kind: kind, Name: o.Series + " " + o.Period, Label: o.Series, Period: o.Period, Fields: []Field{{Key: "value"}}}
	vintage := Field{Key: "release"}
	if was != nil {
		c.Fields[0].Old, c.Fields[0].OldValue, vintage.Old = was.words(), was.Value, was.Vintage
	}
	if is != nil {
		c.Fields[0].New, c.Fields[0].NewValue, vintage.New = is.words(), is.Value, is.Vintage
	}
	if vintage.Old != vintage.New {
		c.Fields = append(c.Fields, vintage)
	}
	return c
}

// words are the figure with its unit, or why there is none.
func (o *Observation) words() string {
	switch {
	case o.Value != nil:
		return strings.TrimSpace(grouped(*o.Value) + " " + o.Unit)
	case o.Status != "":
		return o.Status
	}
	return "missing"
}

// grouped is a number in full, its thousands parted by blanks.
func grouped(x float64) string {
	s := strconv.FormatFloat(x, 'f', -1, 64)
	whole, fraction, parted := strings.Cut(s, ".")
	start := 0
	if strings.HasPrefix(whole, "-") {
		start = 1
	}
	for i := len(whole) - 3; i > start && len(whole)-start > 4; i -= 3 {
		whole = whole[:i] + " " + whole[i:]
	}
	if parted {
		return whole + "." + fraction
	}
	return whole
}
