package data

import (
	"fmt"
	"slices"
)

// How the series that an entry offers become spans with their releases: one as it
// is, or several as their sum.

// offer is what one entry has for a selector: one series, or the parts of a sum.
type offer struct {
	e     *entry
	parts []int32 // into e.keys
	sum   bool
}

// groups are the spans of the offer with their vintages up to asOf.
func (o offer) groups(c *Cube, asOf Date) []group {
	byPart := o.byPart(c, asOf)
	switch {
	case len(byPart) == 0:
		return nil
	case !o.sum:
		return byPart[0].groups
	}
	var spans []Span
	for _, p := range byPart {
		for _, g := range p.groups {
			spans = append(spans, g.span)
		}
	}
	slices.SortFunc(spans, Span.compare)
	spans = slices.Compact(spans)
	sums := make([]group, 0, len(spans))
	next := make([]int, len(byPart))
	parts := make([]summand, len(byPart))
	for _, span := range spans {
		var days []Date // on which the sum changed
		newest := dateless
		for i := range byPart {
			groups := byPart[i].groups
			for next[i] < len(groups) && groups[next[i]].span.From.Compare(span.From) < 0 {
				next[i]++
			}
			p := summand{of: &byPart[i]}
			if n := next[i]; n > 0 && groups[n-1].span.To.Compare(span.From) >= 0 {
				p.beside(&groups[n-1])
			}
			for j := range groups[next[i]:] {
				h := &groups[next[i]+j]
				if h.span.From.Compare(span.To) > 0 {
					break
				}
				if p.beside(h); h.span == span {
					p.group = h
				}
			}
			parts[i] = p
			for j := range p.layers() {
				l := &p.group.layers[j]
				newest = max(newest, l.vintage)
				if j > 0 && l.repeats(&p.group.layers[j-1]) {
					continue
				}
				if at, found := slices.BinarySearch(days, l.vintage); !found {
					days = slices.Insert(days, at, l.vintage)
				}
			}
		}
		sums = append(sums, group{span, o.releases(c, parts, span, days, newest)})
	}
	return sums
}

// traded reports whether what a part of a sum holds quantities of has a value for a
// span, or no values at all.
func (e *entry) traded(c *Cube, p *partGroups, span Span) bool {
	values := e.valuesOf(e.keys[p.key])
	c.asked.use(e, values...)
	for _, k := range values {
		obs := e.obs[e.start[k]:e.start[k+1]]
		if p.folded {
			if n := e.foldWith(k); n >= 0 {
				obs = e.folded[n].obs
			}
		}
		if _, ok := slices.BinarySearchFunc(obs, span, func(o observation, s Span) int { return o.span.compare(s) }); ok {
			return true
		}
	}
	return len(values) == 0
}

// summand is a part of a sum at a span: its group there, and the day from which it
// has a figure for some of that time.
type summand struct {
	of    *partGroups
	group *group
	some  bool
	from  Date
}

func (p *summand) beside(g *group) {
	if day := g.layers[0].vintage; !p.some || day < p.from {
		p.some, p.from = true, day
	}
}

func (p *summand) layers() []layer {
	if p.group == nil {
		return nil
	}
	return p.group.layers
}

// repeats reports whether a layer has the figures of the one before it.
func (l *layer) repeats(before *layer) bool {
	return slices.EqualFunc(l.terms, before.terms, func(a, b term) bool { return a.o.agrees(b.o) })
}

// releases are the sums of the parts as known on some of the days on which they
// changed: the first on which there was a sum, and the last ones up to that of the
// newest release, which may only repeat it.
func (o offer) releases(c *Cube, parts []summand, span Span, days []Date, newest Date) []layer {
	var layers []layer
	if last := len(days) - 1; days[last] < newest {
		days = append(days, newest)
	}
	for n, day := range days {
		if len(layers) > 0 && n < len(days)-3 {
			continue
		}
		if l := o.asKnown(c, parts, span, day); l.gap == "" || len(layers) > 0 || n == len(days)-1 {
			layers = append(layers, l)
		}
	}
	return layers
}

// asKnown is the sum of the parts as known on a day.
func (o offer) asKnown(c *Cube, parts []summand, span Span, day Date) layer {
	sums := layer{vintage: day, sum: &sum{}}
	for i := range parts {
		p := &parts[i]
		var known *layer
		for j := range p.layers() {
			if l := &p.group.layers[j]; l.vintage <= day {
				known = l
			}
		}
		switch {
		case known != nil && !known.withdrawn():
			sums.terms = append(sums.terms, known.terms...)
			if known.gap != "" {
				sums.gap = known.gap
			}
		case known == nil && p.some && p.from <= day, !o.e.src.Complete, o.e.keys[p.of.key].quantity && o.e.traded(c, p.of, span):
			// Where the data are complete, no row is no trade; the quantity of what was
			// traded may be unknown.
			sums.gap = fmt.Sprintf("%s has no figure for %s", c.describe(o.e.keys[p.of.key]), span)
		}
	}
	if len(sums.terms) == 0 && sums.gap == "" {
		sums.gone, sums.gap = true, fmt.Sprintf("all parts of it were withdrawn for %s by the release of %s", span, day)
	}
	return sums
}

// groups are the spans of one series of the entry with their vintages up to asOf.
func (e *entry) groups(k int32, asOf Date) []group {
	obs := e.obs[e.start[k]:e.start[k+1]]
	groups := make([]group, 0, len(obs))
	terms := make([]term, len(obs))
	layers := make([]layer, 0, len(obs))
	for i := range obs {
		o := &obs[i]
		if asOf != dateless && o.vintage > asOf {
			continue
		}
		terms[i] = term{e, o}
		l := layer{vintage: o.vintage, terms: terms[i : i+1 : i+1]}
		if addends := e.addends(e.start[k] + int32(i)); addends != nil {
			l.terms, l.sum = addends, &sum{}
		}
		layers = append(layers, l)
		last := len(layers) - 1
		if n := len(groups); n > 0 && groups[n-1].span == o.span {
			g := &groups[n-1]
			g.layers = layers[last-len(g.layers) : last+1 : last+1]
			continue
		}
		groups = append(groups, group{o.span, layers[last : last+1 : last+1]})
	}
	return groups
}
