package report

import (
	"regexp"
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// timeMarks knows which words that date a text may not hold for the new period:
// the periods around the two editions, and words such as last month.
type timeMarks struct {
	from, to data.Period
	language wording.Language
}

var literalPeriods = regexp.MustCompile(`'([0-9]{4}(?:-(?:[0-9]{2}|Q[1-4]))?)'`)

// find gives the start and end of every mark in a text that may not hold for the
// new period.
func (t timeMarks) find(s string) [][]int {
	var found [][]int
	for _, m := range t.language.Scan(s) {
		if t.stale(m, s[m.To:]) {
			found = append(found, []int{m.From, m.From + len(strings.TrimSuffix(m.Text, "."))})
		}
	}
	return found
}

// stale reports whether a mark of time needs a look: words such as last month
// do, and a period that is not long past. A month without a year is taken for
// the one nearest to the edition, a year alone only matters when it turns.
func (t timeMarks) stale(m wording.Mark, rest string) bool {
	near := func(p data.Period) bool { return p.Compare(t.from.Add(-1)) >= 0 }
	switch {
	case m.Kind == wording.Reference && m.Sense == wording.Date:
	case m.Kind != wording.Time:
		return false
	case m.Sense == wording.Relative, m.Sense == wording.Span && m.When == wording.When{}:
		return true
	case m.Sense == wording.Base, m.Sense == wording.Decade:
		return false
	}
	year, month, quarter := int(m.When.Year), int(m.When.Month), int(m.When.Quarter)
	var named func(year int) data.Period
	switch {
	case month > 0 && t.to.Freq() == data.Monthly:
		named = func(year int) data.Period { return data.Month(year, month) }
	case quarter > 0 && t.to.Freq() == data.Quarterly:
		named = func(year int) data.Period { return data.Quarter(year, quarter) }
	}
	switch {
	case named != nil && year > 0:
		return near(named(year))
	case named != nil:
		// January to the month of the edition is the year so far.
		if rest = strings.TrimLeft(rest, " "); month == 1 && m.When.Day == 0 && (strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "to ")) {
			return false
		}
		for n := -1; n <= 2; n++ {
			if p := t.from.Add(n); p == named(p.Year()) {
				return true
			}
		}
		return false
	case year == 0:
		return false
	case t.to.Freq() == data.Annual:
		return near(data.Year(year))
	}
	return year == t.from.Year() && t.from.Year() != t.to.Year() || year > t.to.Year()
}

// literals are the periods written in an expression that are not long past.
func (t timeMarks) literals(expr string) []string {
	var out []string
	for _, m := range literalPeriods.FindAllStringSubmatch(expr, -1) {
		p, err := data.ParsePeriod(m[1])
		if err == nil && p.Freq() == t.to.Freq() && p.Compare(t.from.Add(-1)) >= 0 && !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}
