package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tradebrief/data"
)

// timeMarks knows the words that date a text: the periods around the two
// editions, and words such as last month.
type timeMarks struct {
	from, to data.Period
	form     *regexp.Regexp
}

var (
	relativeTime   = `(?i:(?:this|last|next|past|previous|coming) (?:week|month|quarter|year)|yesterday|today|recently|lately|currently|upcoming)`
	literalPeriods = regexp.MustCompile(`'([0-9]{4}(?:-(?:[0-9]{2}|Q[1-4]))?)'`)
	quarterWords   = []string{"first", "second", "third", "fourth"}
)

func newTimeMarks(from, to data.Period) timeMarks {
	forms := []string{relativeTime, `[0-9]{4}-(?:[0-9]{2}|Q[1-4])(?:-[0-9]{2})?`}
	year := `(?:[  ][0-9]{4})?`
	switch to.Freq() {
	case data.Monthly:
		var names []string
		for _, name := range monthNames {
			names = append(names, name)
			if len(name) > 4 {
				names = append(names, name[:3])
			}
		}
		forms = append(forms, `(?:`+strings.Join(names, "|")+`|Sept)`+year)
	case data.Quarterly:
		forms = append(forms, `Q[1-4]`+year, `(?i:first|second|third|fourth) quarter(?: of [0-9]{4})?`)
	}
	forms = append(forms, `[0-9]{4}`)
	return timeMarks{from, to, regexp.MustCompile(`\b(?:` + strings.Join(forms, "|") + `)(?:\b|$)`)}
}

// find gives the start and end of every mark in a text that may not hold for the
// new period.
func (t timeMarks) find(s string) [][]int {
	found := t.form.FindAllStringIndex(s, -1)
	return slices.DeleteFunc(found, func(m []int) bool {
		words := s[m[0]:m[1]]
		// A number of another kind, such as an amount or a code.
		if r, _ := utf8.DecodeLastRuneInString(s[:m[0]]); strings.ContainsRune(".,$€£¥-/", r) && words[0] <= '9' {
			return true
		}
		// January to the month of the edition is the year so far.
		if rest := strings.TrimLeft(s[m[1]:], " "); words == monthNames[0] && (strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "to ")) {
			return true
		}
		return !t.stale(words)
	})
}

// stale reports whether a mark of time needs a look: words such as last month
// do, and a period that is not long past. A month without a year is taken for
// the one nearest to the edition, a year alone only matters when it turns.
func (t timeMarks) stale(words string) bool {
	near := func(p data.Period) bool { return p.Compare(t.from.Add(-1)) >= 0 }
	if p, err := data.ParsePeriod(words); err == nil {
		if p.Freq() == data.Annual && t.to.Freq() != data.Annual {
			return p.Year() == t.from.Year() && t.from.Year() != t.to.Year() || p.Year() > t.to.Year()
		}
		return near(p)
	}
	if day, err := data.ParseDate(words); err == nil {
		return near(periodAt(day, t.to.Freq()))
	}
	last := words[max(0, len(words)-4):]
	year, err := strconv.Atoi(last)
	dated := err == nil && len(last) == 4
	for p, n := t.from.Add(-1), 0; n < 4 && !dated; p, n = p.Add(1), n+1 {
		if nameOf(words) == monthOf(p) || p.Freq() == data.Quarterly && strings.HasPrefix(strings.ToLower(words), quarterWords[(p.Month()-1)/3]) {
			return true
		}
	}
	if dated {
		for n := 1; n <= t.to.PerYear(); n++ {
			p := data.Month(year, n)
			if t.to.Freq() == data.Quarterly {
				p = data.Quarter(year, n)
			}
			if nameOf(words) == monthOf(p) || p.Freq() == data.Quarterly && strings.HasPrefix(strings.ToLower(words), quarterWords[n-1]) {
				return near(p)
			}
		}
	}
	return relative.MatchString(words)
}

var relative = regexp.MustCompile(`^` + relativeTime + `$`)

// nameOf is the full name of the month, or the quarter, that words begin with.
func nameOf(words string) string {
	first, _, _ := strings.Cut(strings.ReplaceAll(words, nbsp, " "), " ")
	first = strings.TrimSuffix(first, ".")
	for _, name := range monthNames {
		if len(first) >= 3 && strings.HasPrefix(name, first) {
			return name
		}
	}
	return first
}

func periodAt(d data.Date, f data.Freq) data.Period {
	switch f {
	case data.Annual:
		return data.Year(d.Year())
	case data.Quarterly:
		return data.Quarter(d.Year(), (d.Month()-1)/3+1)
	}
	return data.Month(d.Year(), d.Month())
}

// literals are the periods written in an expression that are not long past.
func (t timeMarks) literals(expr string) []string {
	var out []string
	for _, m := range literalPeriods.FindAllStringSubmatch(expr, -1) {
		if p, err := data.ParsePeriod(m[1]); err == nil && p.Freq() == t.to.Freq() && p.Compare(t.from.Add(-1)) >= 0 {
			out = append(out, m[1])
		}
	}
	return out
}
