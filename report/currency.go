package report

import (
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/page"
)

// conversion is from which currency a series is converted, and the key of the
// source of the rates.
type conversion struct {
	from, to data.Unit
	source   string
}

func conversionOf(e *seriesEntry) (conversion, bool) {
	from, source, ok := e.series.Converted()
	return conversion{from, e.series.Unit(), source}, ok
}

// conversions says under an exhibit which of its figures are converted.
func (c *composer) conversions(t page.Text, entries []*seriesEntry) page.Text {
	var said []conversion
	for _, e := range entries {
		v, ok := conversionOf(e)
		if !ok || slices.Contains(said, v) {
			continue
		}
		said = append(said, v)
		t = push(t, page.Span{S: gap(t) + "Converted from " + v.from.Code + " to " + v.to.Code + " at the rate of each " + periodWord(c.period)})
		if n, ok := c.sources.cite(v.source); ok {
			t = push(push(t, page.Span{S: nbsp}), page.Span{Ref: n})
		}
		t = push(t, page.Span{S: "."})
	}
	return t
}

// currencyNote tells in the data notes which series that the brief rests on are
// converted, and by whose rates.
func (c *composer) currencyNote() string {
	used := map[string]bool{}
	for _, k := range c.notes.order {
		used[k.series] = true
	}
	labels := map[conversion][]string{}
	var order []conversion
	for _, id := range c.ids {
		v, ok := conversionOf(c.series[id])
		if !ok || !used[id] {
			continue
		}
		if labels[v] == nil {
			order = append(order, v)
		}
		labels[v] = append(labels[v], c.series[id].label)
	}
	var out []string
	for _, v := range order {
		by := ""
		if i, ok := c.sources.index[v.source]; ok {
			by = ", by " + c.sources.entries[i].owner
		}
		out = append(out, capital(enumerate(labels[v]))+": converted from "+v.from.Code+" to "+v.to.Code+", each figure at the rate of its own "+periodWord(c.period)+by+". Changes hold those of the rate.")
	}
	return strings.Join(out, " ")
}
