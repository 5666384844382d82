package report

import (
	"slices"
	"strings"

	"tradebrief/data"
	"tradebrief/data/diag"
)

// What a series is broken down into, for tables and for top().

// breakdownPart is one part of a series: a commodity, a section of them, a partner.
type breakdownPart struct {
	code  string
	label string // for a table
	short string // for a text
	view  data.View
	value data.Value
}

// breakdown lists the parts of a series that have a figure in the view's period,
// largest first; equal ones in the order of their codes or names. Reporters have
// no whole, because they are never added. The problem may have no place.
func (s *scope) breakdown(v data.View, by string) ([]breakdownPart, *diag.Problem) {
	all, p := s.allParts(v, by)
	if p != nil {
		return nil, p
	}
	var out []breakdownPart
	for _, part := range all {
		// What has no row in complete data has the figure nothing, and no place in a ranking.
		if part.value.OK() && (part.value.X.Sign() != 0 || len(part.value.Inputs) > 0) {
			out = append(out, part)
		}
	}
	slices.SortStableFunc(out, func(a, b breakdownPart) int { return b.value.X.Cmp(a.value.X) })
	return out, nil
}

// allParts are all parts that the data have of a series, with or without a figure
// in the view's period, in the order of their codes or names.
func (s *scope) allParts(v data.View, by string) ([]breakdownPart, *diag.Problem) {
	var out []breakdownPart
	add := func(series, whole *data.Series, code, label, short string) {
		view := data.View{Series: series, Whole: whole, Period: v.Period, FirstRelease: v.FirstRelease}
		n, _ := view.Metric("value")
		out = append(out, breakdownPart{code, label, short, view, n})
	}
	switch by {
	case "partner":
		for _, part := range s.cube.Partners(v.Series) {
			name := s.partnerName(part.Label())
			add(part, v.Series, "", name, s.inSentence(name))
		}
	case "reporter":
		for _, part := range s.cube.Reporters(v.Series) {
			name := s.partnerName(part.Label())
			add(part, nil, "", name, s.inSentence(name))
		}
	case "code":
		for _, part := range s.cube.Breakdown(v.Series) {
			full, short := s.partNames(part)
			add(part, v.Series, part.Code(), full, short)
		}
	default:
		parts, p := s.cube.By(v.Series, by)
		if by == "group" {
			parts, p = s.cube.InGroups(v.Series, s.goodsGroups())
		}
		if p != nil {
			return nil, p
		}
		for _, part := range parts {
			full, short := s.levelNames(part, by)
			add(part.Series, v.Series, part.Code, full, short)
		}
	}
	return out, nil
}

// goodsGroups are the groups of the outline that are of goods, by name.
func (s *scope) goodsGroups() []data.Group {
	var groups []data.Group
	for _, name := range sortedKeys(s.outline.Groups) {
		if s.outline.GroupsPartners(name) {
			continue
		}
		g := data.Group{Name: name}
		for _, code := range s.outline.Groups[name] {
			g.Codes = append(g.Codes, code.Text)
		}
		groups = append(groups, g)
	}
	return groups
}

// levelNames names a part of a level: as the outline calls the series that it is,
// else as its list does. The levels that hold many goods go by their short names,
// which are written by hand; their titles are lists of what is in them.
func (s *scope) levelNames(part data.Part, by string) (full, short string) {
	if e := s.seriesOf(part.Series); e != nil && e.decl.Label.Present() {
		return e.label, e.label
	}
	switch by {
	case "group":
		name := strings.ReplaceAll(part.Name.Full, "_", " ")
		return name, name
	case "section", "chapter", "division":
		return part.Name.Short, lowerFirst(part.Name.Short)
	}
	return s.partNames(part.Series)
}

// seriesOf is the series of the outline that a part is, or nil.
func (s *scope) seriesOf(part *data.Series) *seriesEntry {
	for _, id := range s.ids {
		if e := s.series[id]; e.series.Same(part) {
			return e
		}
	}
	return nil
}

// partNames names a commodity: as the outline calls the series that it is, else
// as the data or the list of its codes do, else by its code.
func (s *scope) partNames(part *data.Series) (full, short string) {
	if e := s.seriesOf(part); e != nil && e.decl.Label.Present() {
		return e.label, e.label
	}
	name, ok := part.Name()
	switch {
	case ok && name.Short == part.Label():
		return name.Full, name.Short // in the words of the data
	case ok:
		return name.Full, lowerFirst(name.Short)
	}
	return part.Code(), part.Code()
}

// breakdowns are what the rows of a ranking can be, with the words for one and for
// all of them.
var breakdowns = map[string]struct{ one, all string }{
	"code": {"commodity", "commodities"}, "partner": {"partner", "partners"}, "reporter": {"reporter", "reporters"},
	"section": {"section", "sections"}, "chapter": {"chapter", "chapters"}, "heading": {"heading", "headings"}, "subheading": {"subheading", "subheadings"},
	"division": {"division", "divisions"}, "group": {"group", "groups"},
}

// uncoded are the breakdowns whose parts have no codes.
var uncoded = []string{"partner", "reporter", "group"}
