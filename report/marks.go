package report

import (
	"slices"
	"strconv"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/report/locale"
)

// What the line under an exhibit explains about its figures: those that were
// derived, withheld, estimated, provisional or revised.

// marks gathers what the source line has to explain about the figures of an
// exhibit.
type marks struct {
	derived, fromRate                                 []data.Span
	withheld, estimated, provisional, revised, breaks []data.Span
	na                                                bool // something is missing, and not withheld
}

func (m *marks) add(v data.Value, span data.Span) {
	m.origin(v.Status, span)
	m.sign(v, span)
}

// origin notes that a figure was not published as it stands.
func (m *marks) origin(status data.Status, span data.Span) {
	switch status {
	case data.Derived:
		m.derived = insert(m.derived, span)
	case data.DerivedFromRate:
		m.fromRate = insert(m.fromRate, span)
	}
}

// sign notes the status of a figure that has a letter.
func (m *marks) sign(v data.Value, span data.Span) {
	switch v.Status {
	case data.Suppressed:
		m.withheld = insert(m.withheld, span)
	case data.Estimated:
		m.estimated = insert(m.estimated, span)
	case data.Provisional:
		m.provisional = insert(m.provisional, span)
	case data.Revised:
		m.revised = insert(m.revised, span)
	case data.Break:
		m.breaks = insert(m.breaks, span)
	}
	m.na = m.na || !v.OK() && v.Status != data.Suppressed
}

// addInputs is add for the observations behind a computed figure.
func (m *marks) addInputs(v data.Value, span data.Span) {
	for _, in := range v.Inputs {
		m.origin(in.Status, in.Span)
	}
	m.sign(v, span)
}

func insert(spans []data.Span, s data.Span) []data.Span {
	if slices.Contains(spans, s) {
		return spans
	}
	return append(spans, s)
}

// sentences explains derived figures and the letters of a table; what is special
// to another form is added by it.
func (m *marks) sentences(l *locale.Locale) []string {
	out := m.origins(l)
	for _, s := range m.letters(l) {
		out = append(out, l.Say(locale.Colon, s.letter, s.word))
	}
	return out
}

// lettered is a status with a letter, and the periods that have it.
type lettered struct {
	letter, word string
	spans        []data.Span
}

// letters are the statuses that were seen.
func (m *marks) letters(l *locale.Locale) []lettered {
	all := []lettered{
		{charts.Signs[data.Suppressed], l.Say(locale.Withheld), m.withheld},
		{charts.Signs[data.Estimated], l.Say(locale.Estimated), m.estimated},
		{charts.Signs[data.Revised], l.Say(locale.Revised), m.revised},
		{charts.Signs[data.Provisional], l.Say(locale.Provisional), m.provisional},
		{charts.Signs[data.Break], l.Say(locale.BreakInSeries), m.breaks},
	}
	return slices.DeleteFunc(all, func(l lettered) bool { return len(l.spans) == 0 })
}

// origins names the periods whose figures were not published as they stand.
func (m *marks) origins(l *locale.Locale) []string {
	var out []string
	if len(m.fromRate) > 0 {
		out = append(out, l.Say(locale.WorkedBack, spanList(l, m.fromRate)))
	}
	if len(m.derived) > 0 {
		out = append(out, l.Say(locale.DerivedFrom, spanList(l, m.derived)))
	}
	return out
}

// spanList names periods, neighbours drawn together, the year once: "Aug 2022,
// Jan and Feb 2023".
func spanList(l *locale.Locale, spans []data.Span) string { return spansBy(l, spans, l.Span) }

// spansBy is spanList with other names.
func spansBy(l *locale.Locale, spans []data.Span, name func(data.Span) string) string {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b data.Span) int { return a.From.Compare(b.From) })
	var runs []data.Span
	for _, s := range spans {
		if n := len(runs); n > 0 && s.From.Sub(runs[n-1].To) <= 1 {
			if s.To.Compare(runs[n-1].To) > 0 {
				runs[n-1].To = s.To
			}
			continue
		}
		runs = append(runs, s)
	}
	const most = 8
	var names []string
	for i, r := range runs {
		if i == most {
			return l.Say(locale.AndMore, l.Join(names...), strconv.Itoa(len(runs)-most))
		}
		names = append(names, name(r))
	}
	return l.List(names)
}
