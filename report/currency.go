package report

import (
	"slices"

	"tradebrief/data"
	"tradebrief/report/locale"
	"tradebrief/report/page"
)

// rateWords is a rate with its unit, and of how many rows it is the mean.
func rateWords(l *locale.Locale, s data.RateStep) string {
	const most = 6 // decimals
	decimals, exact := s.X.FloatPrec()
	if !exact || decimals > most {
		decimals = most
	}
	words := l.Numerals().Fixed(s.X, decimals, false) + " " + s.Unit.String()
	if s.Rows > 1 {
		words = l.Count(locale.MeanOfRates, s.Rows, words)
	}
	return words
}

// converted says by which rates figures are converted, as in: converted from CNY to
// USD through EUR at the average rate of each month.
func (c *composer) converted(v data.Conversion, through, direct, whose locale.Key) string {
	rate := locale.RateOf
	switch v.Kind {
	case data.AverageRate:
		rate = locale.AverageRateOf
	case data.EndRate:
		rate = locale.EndRateOf
	}
	words := c.lang.Say(rate, c.lang.Say(by(whose, c.period)))
	if v.Through.Code != "" {
		return c.lang.Say(through, v.From.Code, v.To.Code, words, v.Through.Code)
	}
	return c.lang.Say(direct, v.From.Code, v.To.Code, words)
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
		t = push(t, page.Span{S: c.gap(t) + c.converted(v, locale.ConvertedThrough, locale.Converted, locale.EachMonth)})
		if n, ok := c.sources.cite(v.Source); ok {
			t = push(push(t, page.Span{S: nbsp}), page.Span{Ref: n})
		}
		t = push(t, page.Span{S: c.lang.Say(locale.FullStop)})
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
		words := c.converted(v, locale.ConvertedEachThrough, locale.ConvertedEach, locale.OwnMonth)
		if i, ok := c.sources.index[v.Source]; ok {
			words = c.lang.Say(locale.RatesBy, words, c.sources.entries[i].owner)
		}
		if rates := groups[v].rates; len(rates) > 0 {
			each := make([]string, len(rates))
			for i, r := range rates {
				each[i] = rateWords(c.lang, r)
			}
			words = c.lang.Semicolons(words, c.lang.Say(locale.Colon, c.lang.Period(c.period), c.lang.List(each)))
		}
		out = append(out, c.lang.Stop(c.lang.Say(locale.Colon, capital(c.lang.List(groups[v].labels)), words)), c.lang.Say(locale.ChangesHoldRates))
	}
	return c.lang.Sentences(out...)
}
