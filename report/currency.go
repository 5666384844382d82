package report

import (
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/page"
)

// rateWords is a rate with its unit, and of how many rows it is the mean.
func rateWords(s data.RateStep) string {
	const most = 6 // decimals
	words := exactNumber(s.X)
	if decimals, exact := s.X.FloatPrec(); !exact || decimals > most {
		words = s.X.FloatString(most)
	}
	words += " " + s.Unit.String()
	if s.Rows > 1 {
		words += ", the mean of " + plainSpaces(howMany(s.Rows, "rate"))
	}
	return words
}

// atRate says by which rates the figures are converted, as in: converted from CNY to
// USD through EUR at the average rate of each month.
func (c *composer) atRate(v data.Conversion, each string) string {
	s := "onverted from " + v.From.Code + " to " + v.To.Code
	if v.Through.Code != "" {
		s += " through " + v.Through.Code
	}
	switch v.Kind {
	case data.AverageRate:
		return s + each + "the average rate of "
	case data.EndRate:
		return s + each + "the rate at the end of "
	}
	return s + each + "the rate of "
}

// conversions says under an exhibit which of its figures are converted.
func (c *composer) conversions(t page.Text, entries []*seriesEntry) page.Text {
	var said []data.Conversion
	for _, e := range entries {
		v, ok := e.series.Converted()
		if !ok || slices.Contains(said, v) {
			continue
		}
		said = append(said, v)
		t = push(t, page.Span{S: gap(t) + "C" + c.atRate(v, " at ") + "each " + periodWord(c.period)})
		if n, ok := c.sources.cite(v.Source); ok {
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
	type group struct {
		labels []string
		rates  []data.RateStep // of the reference period
	}
	groups := map[data.Conversion]*group{}
	var order []data.Conversion
	for _, id := range c.ids {
		e := c.series[id]
		v, ok := e.series.Converted()
		if !ok || !used[id] {
			continue
		}
		if groups[v] == nil {
			groups[v] = &group{rates: e.series.RateOf(c.period)}
			order = append(order, v)
		}
		groups[v].labels = append(groups[v].labels, e.label)
	}
	var out []string
	for _, v := range order {
		by := ""
		if i, ok := c.sources.index[v.Source]; ok {
			by = ", by " + c.sources.entries[i].owner
		}
		s := capital(enumerate(groups[v].labels)) + ": c" + c.atRate(v, ", each figure at ") + "its own " + periodWord(c.period) + by
		for i, r := range groups[v].rates {
			s += [...]string{"; " + periodName(c.period) + ": ", " and "}[i] + rateWords(r)
		}
		out = append(out, s+". Changes hold those of the rate.")
	}
	return strings.Join(out, " ")
}
