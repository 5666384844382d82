package data

import (
	"maps"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// Breakdown lists the codes with data for the same flow, reporter and partner
// as s, in code order, one series for each, named like exports/6703. Totals are
// left out, and where the data have several levels of a classification only
// the finest complete one is listed, or else the one with the most codes. Of a
// series with a code they are the codes below it.
func (c *Cube) Breakdown(s *Series) []*Series {
	if s == nil || s.members == nil {
		return nil
	}
	return withCodes(s.members(), oneLevel)
}

// Partners lists the countries that the data have as partners beside the flow,
// reporter and codes of s, in the order of their names, one series for each, with
// the country's name for a label. The total of all partners and words that are no
// country, such as a group of countries, are left out.
func (c *Cube) Partners(s *Series) []*Series {
	return c.countries(s, "partner", func(k seriesKey) int32 { return k.partner }, func(sel *Selector) *diag.Text { return &sel.Partner })
}

// Reporters lists in the same way the countries that report the flow of s with
// its partner and codes. They can be ranked but make no sum: what one of them
// sells another may buy.
func (c *Cube) Reporters(s *Series) []*Series {
	return c.countries(s, "reporter", func(k seriesKey) int32 { return k.reporter }, func(sel *Selector) *diag.Text { return &sel.Reporter })
}

// Partner is the name of the one country that a series is trade with; empty for
// all partners, and where the data do not say.
func (s *Series) Partner() string {
	name, ok := CountryName(s.sel.Partner.Value)
	if !ok || name == worldPartner {
		return ""
	}
	return name
}

// Same reports whether both select the same figures of the data.
func (s *Series) Same(other *Series) bool {
	return s != nil && other != nil && s.asOf == other.asOf && slices.Equal(s.parts, other.parts)
}

// countries selects s anew with each country of one dimension in its place.
// A country for which nothing can be selected has none of these goods, or none
// as of the day, and is not listed.
func (c *Cube) countries(s *Series, dimension string, word func(seriesKey) int32, text func(*Selector) *diag.Text) []*Series {
	if s == nil || len(s.parts) == 0 {
		return nil
	}
	with := func(country namedWord) *Series {
		sel := s.sel
		sel.ID.Value, sel.Label = s.id+"/"+country.word, country.name
		text(&sel).Value = country.word
		one, problem := c.Series(sel, s.asOf)
		if problem != nil {
			return nil
		}
		return one
	}
	flow := s.parts[0].e.keys[s.parts[0].key].flow
	of := askedKey(s.sel.key())
	of.add("each", dimension)
	of.add("of", c.words[flow])
	of.add("day", s.asOf.String())
	key := string(of)
	var list []*Series
	if known, ok := recall(&c.asked, &c.asked.countries, key); ok {
		for _, country := range known {
			if one := with(country); one != nil {
				list = append(list, one)
			}
		}
		return list
	}
	var found []namedWord
	words, customs := c.countryWords(flow, word)
	for _, name := range slices.Sorted(maps.Keys(words)) {
		// The number of a country in one source may be another one's in the next.
		isOther := func(p part) bool {
			found, ok := country(c.words[word(p.e.keys[p.key])], customs[p.e])
			return !ok || found.Name != name
		}
		for _, w := range [...]string{words[name], name} {
			if one := with(namedWord{name, w}); one != nil && !slices.ContainsFunc(one.parts, isOther) {
				list, found = append(list, one), append(found, namedWord{name, w})
				break
			}
		}
	}
	keep(&c.asked, &c.asked.countries, key, found)
	return list
}

// countryWords are the countries that the data have in a dimension of a flow: the
// word of the data for the name of each, and whether numbers of an entry are codes
// of Chinese customs.
func (c *Cube) countryWords(flow int32, word func(seriesKey) int32) (words map[string]string, customs map[*entry]bool) {
	words, customs = map[string]string{}, map[*entry]bool{}
	for _, e := range c.entries {
		var seen []string
		for _, k := range e.keys {
			if w := c.words[word(k)]; k.flow == flow && !slices.Contains(seen, w) {
				seen = append(seen, w)
			}
		}
		customs[e] = e.customsNumbers(seen)
		for _, w := range seen {
			if found, ok := country(w, customs[e]); ok && words[found.Name] == "" {
				words[found.Name] = w
			}
		}
	}
	return words, customs
}

// withCodes are those of a list of series, in the order of their codes, whose
// codes are chosen.
func withCodes(list []*Series, choose func(codes []string) []string) []*Series {
	codes := make([]string, len(list))
	for i, s := range list {
		codes[i] = s.code
	}
	chosen := choose(codes)
	var some []*Series
	for _, s := range list {
		if _, ok := slices.BinarySearch(chosen, s.code); ok {
			some = append(some, s)
		}
	}
	return some
}

// codesBelow makes a series of each code below that of s, on every level, in
// code order.
func (s *Series) codesBelow() []*Series {
	byCode := map[string][]offer{}
	labels := map[string]string{}
	sel := s.resolved()
	group := s.groupCodes()
	of := askedKey(sel.key())
	of.add("unit", s.unit.String())
	of.add("code", s.code)
	for _, member := range group {
		of.add("group", member)
	}
	key := string(of)
	below, ok := recall(&s.cube.asked, &s.cube.asked.below, key)
	if !ok {
		below = s.keysBelow(sel, group)
		keep(&s.cube.asked, &s.cube.asked.below, key, below)
	}
	for _, o := range below {
		for _, k := range o.parts {
			number := o.e.keys[k].code
			code := s.cube.words[number]
			byCode[code] = addPart(byCode[code], o.e, k)
			if label := o.e.labels[number]; label != 0 && labels[code] == "" {
				labels[code] = s.cube.words[label]
			}
		}
	}
	var list []*Series
	for _, code := range slices.Sorted(maps.Keys(byCode)) {
		sel.ID.Value = s.id + "/" + code
		sel.Codes = []diag.Text{{Value: code, Pos: s.sel.ID.Pos}}
		sel.Label = labels[code]
		// A code whose figures are all newer than the day is not listed.
		if member, problem := s.cube.assemble(sel, s.asOf, byCode[code]); problem == nil {
			list = append(list, member)
		}
	}
	return list
}

// keysBelow are the series of the data with the codes below that of s, as it was
// resolved, or below those of its group.
func (s *Series) keysBelow(sel Selector, group []string) []offer {
	var below []offer
	for _, e := range s.cube.entries {
		if e.dims.code == absentDimension || sel.Data.Value != "" && sel.Data.Value != e.src.ID.Value {
			continue
		}
		keys, refusal := s.cube.narrow(e, sel)
		if refusal != nil {
			continue
		}
		for _, k := range keys {
			code := s.cube.words[e.keys[k].code]
			if code == totalCode || e.unitOf(e.keys[k].unit) != s.unit || code == s.code || !strings.HasPrefix(code, s.code) {
				continue
			}
			if len(group) == 0 || slices.ContainsFunc(group, func(member string) bool { return strings.HasPrefix(code, member) }) {
				below = addPart(below, e, k)
			}
		}
	}
	return below
}

// groupCodes are the codes of a group; a total and a single code have none.
func (s *Series) groupCodes() []string {
	if s.code != "" || len(s.sel.Codes) == 0 {
		return nil
	}
	var codes []string
	for _, p := range s.parts {
		if code := s.cube.words[p.e.keys[p.key].code]; code != totalCode && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// addPart adds a series of an entry to the offers: several of one entry make a sum.
func addPart(offers []offer, e *entry, key int32) []offer {
	if n := len(offers); n > 0 && offers[n-1].e == e {
		offers[n-1].parts = append(offers[n-1].parts, key)
		offers[n-1].sum = true
		return offers
	}
	return append(offers, offer{e: e, parts: []int32{key}})
}

// resolved is the selector with the flow, reporter and partner that it came to.
func (s *Series) resolved() Selector {
	sel := s.sel
	sel.Codes = nil
	if len(s.parts) > 0 {
		p := s.parts[0]
		key := p.e.keys[p.key]
		for _, d := range [...]struct {
			text *diag.Text
			word int32
		}{{&sel.Flow, key.flow}, {&sel.Reporter, key.reporter}, {&sel.Partner, key.partner}} {
			if d.text.Value == "" && len(s.parts) == 1 {
				d.text.Value = s.cube.words[d.word]
			}
		}
	}
	return sel
}

// Overlap names a part that two series both count: a and b are what it is in
// each, such as "export CN KP TOTAL" and "export CN KP 6704". ok is false where the
// data do not show one: two data entries may be of different things.
func Overlap(x, y *Series) (a, b string, ok bool) {
	if x == nil || y == nil {
		return "", "", false
	}
	if p, q, found := x.within(y); found {
		return x.cube.describe(p.e.keys[p.key]), x.cube.describe(q.e.keys[q.key]), true
	}
	if q, p, found := y.within(x); found {
		return x.cube.describe(p.e.keys[p.key]), x.cube.describe(q.e.keys[q.key]), true
	}
	return "", "", false
}

// within finds a part of the series that is a part of one of y, or is it.
func (s *Series) within(y *Series) (own, other part, ok bool) {
	at := map[*entry]map[seriesKey]int32{}
	for _, p := range y.parts {
		if at[p.e] == nil {
			at[p.e] = map[seriesKey]int32{}
		}
		at[p.e][p.e.keys[p.key]] = p.key
	}
	numbers := map[string]int32{} // the words that a larger whole may have
	for _, p := range y.parts {
		for _, n := range [...]int32{p.e.keys[p.key].code, p.e.keys[p.key].partner} {
			numbers[s.cube.words[n]] = n
		}
	}
	for _, p := range s.parts {
		in := at[p.e]
		if in == nil {
			continue
		}
		key := p.e.keys[p.key]
		codes := []int32{key.code}
		if n, ok := numbers[totalCode]; ok {
			codes = append(codes, n)
		}
		if word := s.cube.words[key.code]; s.cube.listOf(p.e) != noList && word != totalCode {
			for i := 1; i < len(word); i++ {
				if n, ok := numbers[word[:i]]; ok {
					codes = append(codes, n)
				}
			}
		}
		partners := []int32{key.partner}
		if n, ok := numbers[worldPartner]; ok {
			partners = append(partners, n)
		}
		for _, key.code = range codes {
			for _, key.partner = range partners {
				if k, found := in[key]; found {
					return p, part{p.e, k}, true
				}
			}
		}
	}
	return part{}, part{}, false
}
