package report

import (
	"slices"
	"strconv"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/templates"
)

// Charts in which each figure has a place of its own: heat maps.

// mapYears are the rows of a heat map where the outline does not say where it
// begins.
const mapYears = 10

// mapFrom is the first period of a heat map whose outline names none.
func mapFrom(reference, first data.Period) data.Period {
	start := reference.Add(1 - position(reference) - (mapYears-1)*reference.PerYear())
	if first.Compare(start) < 0 {
		return start
	}
	return first
}

// checkMap reports what a heat map cannot show, and whether it can show the rest.
func (c *composer) checkMap(b *templates.Chart) bool {
	if c.period.Freq() == data.Annual {
		c.report(hinted(problemf(diag.Outline, b.Kind.Pos, "a heat map has the months or quarters of each year side by side, and this brief is annual"), "draw kind: bars"))
		return false
	}
	if len(b.Series) > 1 {
		c.report(problemf(diag.Outline, b.Series[1].At, "a heat map shows one series, and this one names %d", len(b.Series)))
		return false
	}
	return true
}

// yearSums are the totals of the years of a plot, of the figures that lie in each:
// none for what does not add up, such as rates, prices and averages. The spans of
// what is observed are those of the first and last figure that are in it.
func (p *plot) yearSums(l *locale.Locale, in locale.Denomination) (sums []charts.Sum, shown []observed) {
	price := locale.IsPrice(p.unit)
	switch p.unit.Kind {
	case data.Money, data.Mass, data.Count, data.Quantity:
		if price || !p.additive {
			return nil, nil
		}
	default:
		return nil, nil
	}
	name := l.Say(locale.SumOfYear, p.series.Name)
	for i, v := range p.values {
		span := p.series.Points[i].Span
		if !v.OK() || span.From.Year() != span.To.Year() {
			continue
		}
		last := len(sums) - 1
		if last < 0 || sums[last].Year != span.To.Year() {
			sums = append(sums, charts.Sum{Year: span.To.Year()})
			shown = append(shown, observed{series: name, span: span, value: v, total: true})
			last++
		} else {
			shown[last].value, shown[last].span.To = added(shown[last].value, v), span.To
		}
		sums[last].Periods += span.Len()
	}
	for i, o := range shown {
		sums[i].Value, sums[i].Text = in.Axis(o.value), in.Cell(o.value, false)
	}
	return sums, shown
}

// mapMarks explains the marks of a heat map under it.
func mapMarks(l *locale.Locale, ch charts.Chart, key charts.Key) []string {
	var out []string
	if key.Outlined {
		out = append(out, l.Say(locale.Outlined, l.Period(ch.Ref)))
	}
	if key.Dashed {
		out = append(out, l.Say(locale.DashedToCome))
	}
	if key.Partial {
		n := ch.From.PerYear()
		i := slices.IndexFunc(ch.Sums, func(s charts.Sum) bool { return s.Periods < n })
		periods := ch.Sums[i].Periods
		count := strconv.Itoa(periods) + "/" + strconv.Itoa(n)
		if slices.ContainsFunc(ch.Sums, func(s charts.Sum) bool { return s.Periods < n && s.Periods != periods }) {
			count = l.Say(locale.PartialLike, count)
		}
		out = append(out, l.Count(by(locale.PartialMonths, ch.From), periods, count))
	}
	return out
}

// sums tells the totals of years.
func (a aloud) sums(ch charts.Chart) string {
	var parts []string
	for _, s := range ch.Sums {
		text := s.Text
		if s.Periods < ch.From.PerYear() {
			text = a.Count(by(locale.InMonths, ch.From), s.Periods, text)
		}
		parts = append(parts, a.Say(locale.Colon, strconv.Itoa(s.Year), text))
	}
	if len(parts) == 0 {
		return ""
	}
	return a.Say(locale.TotalsOfYears, a.Semicolons(parts...))
}
