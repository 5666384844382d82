package data

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tradebrief/data/codes"
	"tradebrief/data/diag"
)

// Part is one of the parts that the goods of a series are broken down into.
type Part struct {
	Code   string // as it is printed: 84, 8471, or XVI for a section of the HS
	Name   codes.Name
	Series *Series
}

// goodsLevel is a level of a classification by its name.
type goodsLevel struct {
	name   string
	digits int // of its codes; of the chapters where it has none of its own
}

var (
	hsLevels   = []goodsLevel{{"section", 2}, {"chapter", 2}, {"heading", 4}, {"subheading", 6}}
	sitcLevels = []goodsLevel{{"section", 1}, {"division", 2}}
)

// By breaks the goods of s down by a level of their classification, in the order
// of its codes: of the HS by section, chapter, heading or subheading, of the SITC
// by section or division. A code of the level is taken where the data have all of them;
// else each part is the sum of the codes on the coarsest finer level that holds
// the whole, never of two levels. Such a sum has a figure only where the source
// is complete, or where the codes add up to s in the period: a section without
// some of its chapters is no section. What is in no section, such as chapter 99,
// is a part of its own at the end.
//
// The problem has no place: it is the caller's to give.
func (c *Cube) By(s *Series, level string) ([]Part, *diag.Problem) {
	fail := func(format string, args ...any) ([]Part, *diag.Problem) {
		p := diag.Errorf(diag.Data, diag.Pos{}, format, args...)
		return nil, &p
	}
	if s == nil || s.members == nil || len(s.parts) == 0 {
		return fail("there is no series to break down")
	}
	of := c.listOf(s.parts[0].e)
	levels, called := hsLevels, "HS"
	switch of {
	case noList:
		p := diag.Errorf(diag.Data, diag.Pos{}, "the data do not say what list the codes of %s are of, and a %s is one of the HS or the SITC", s.id, level).
			WithHint("name it in the table: code: {column: …, classification: HS}")
		return nil, &p
	case sitcList:
		levels, called = sitcLevels, "SITC"
	}
	at := slices.IndexFunc(levels, func(l goodsLevel) bool { return l.name == level })
	if at < 0 {
		names := make([]string, len(levels))
		for i, l := range levels {
			names[i] = l.name
		}
		p := diag.Errorf(diag.Data, diag.Pos{}, "the codes of %s are of the %s, which has no %s", s.id, called, level).
			WithHint("its levels are %s", strings.Join(names, ", "))
		return nil, &p
	}
	members := s.members()
	if len(members) == 0 {
		return fail("the data have no codes below %s", s.id)
	}
	digits := levels[at].digits
	from, ok := coarsestWhole(members, digits)
	if !ok {
		all := make([]string, len(members))
		for i, m := range members {
			all[i] = m.code
		}
		return fail("no level of the codes of %s from %d digits on holds the whole, so that no %s can be made of them: %s", s.id, digits, level, list(all, 12))
	}
	var codesOf [][]*Series // of each part
	var parts []Part
	for _, m := range withCodes(members, func(all []string) []string { return ofLength(all, from) }) {
		code, name := of.part(level, m.code[:min(digits, len(m.code))])
		if n := len(parts); n == 0 || parts[n-1].Code != code {
			parts, codesOf = append(parts, Part{Code: code, Name: name}), append(codesOf, nil)
		}
		codesOf[len(parts)-1] = append(codesOf[len(parts)-1], m)
	}
	var short map[Span]string
	if from != digits || level == "section" && of != sitcList {
		short = s.shortOf(codesOf)
	}
	kept := parts[:0]
	for i, p := range parts {
		if p.Series = s.sumOf(p, codesOf[i], short); p.Series == nil {
			continue
		}
		if name, named := p.Series.Name(); p.Series.code == p.Code && named {
			p.Name = name
		}
		kept = append(kept, p)
	}
	return kept, nil
}

// part is the code and the name of the part on a level that a code belongs to.
func (l codeList) part(level, code string) (string, codes.Name) {
	if level == "section" && l != sitcList {
		if section, ok := codes.SectionOf(code); ok {
			return section.Number, section.Name
		}
		return "–", codes.Name{Full: "Goods in no section of the HS", Short: "Goods in no section"}
	}
	name, ok := l.name(code)
	if !ok {
		name = codes.Name{Full: code, Short: code}
	}
	return code, name
}

// coarsestWhole is the length of the codes on the coarsest level, of so many
// digits or more, that holds the whole.
func coarsestWhole(members []*Series, digits int) (length int, ok bool) {
	all := make([]string, len(members))
	lengths := map[int]bool{}
	for i, m := range members {
		all[i] = m.code
		lengths[len(m.code)] = true
	}
	for n := digits; n <= 12; n++ {
		if lengths[n] && coversAll(all, n) {
			return n, true
		}
	}
	return 0, false
}

func ofLength(all []string, length int) []string {
	return slices.DeleteFunc(slices.Clone(all), func(code string) bool { return len(code) != length })
}

// shortOf says of each span for which the codes do not add up to the series why
// sums of them are no figures. Complete data need no such proof.
func (s *Series) shortOf(codesOf [][]*Series) map[Span]string {
	short := map[Span]string{}
	all := slices.Concat(codesOf...)
	if !slices.ContainsFunc(all, func(m *Series) bool { return !m.complete() }) {
		return short
	}
	for i := range s.groups {
		span := s.groups[i].span
		whole := s.value(s.groups[i].layer(false))
		sum := total(s.unit, nil)
		for _, m := range all {
			if g := m.covering(span.From, false); g != nil && g.span == span {
				if x := m.figure(g.layer(false)); x.OK() {
					sum.X, sum.Low, sum.High = plus(sum.X, x.X), plus(sum.Low, x.Low), plus(sum.High, x.High)
				}
			}
		}
		if whole.OK() && whole.X.Sign() != 0 && (sum.High.Cmp(whole.Low) < 0 || sum.Low.Cmp(whole.High) > 0) {
			short[span] = fmt.Sprintf("the codes of %s add up to %s%% of it in %s, and sums of them need all", s.id, Fixed(times(over(sum.X, whole.X), big.NewRat(100, 1)), 1, false), span)
		}
	}
	return short
}

// sumOf is the sum of codes of s as a series, without the spans for which they
// are short; nil where there is none. In complete data, a span without a row had
// no trade.
func (s *Series) sumOf(p Part, members []*Series, short map[Span]string) *Series {
	var offers []offer
	sel := s.resolved()
	sel.ID.Value = s.id + "/" + p.Code
	if sel.Label = p.Name.Full; members[0].code == p.Code {
		sel.Label = members[0].label // in the words of the data
	}
	// All of an entry make one offer.
	for _, e := range s.cube.entries {
		for _, m := range members {
			for _, q := range m.parts {
				if q.e == e {
					offers = addPart(offers, q.e, q.key)
				}
			}
		}
	}
	for _, m := range members {
		sel.Codes = append(sel.Codes, diag.Text{Value: m.code, Pos: s.sel.ID.Pos})
	}
	made, problem := s.cube.assemble(sel, s.asOf, offers)
	if problem != nil {
		return nil
	}
	for i := range made.groups {
		g := &made.groups[i]
		for l := range g.layers {
			g.layers[l].gap = cmp.Or(g.layers[l].gap, short[g.span])
		}
	}
	if made.complete() {
		made.fillWithNothing(s)
	}
	return made
}

// fillWithNothing gives a part of a series a figure of nothing for each span of
// which the series has a figure and the part has no row.
func (s *Series) fillWithNothing(whole *Series) {
	var more []group
	for i := range whole.groups {
		g := &whole.groups[i]
		free := true
		for p := g.span.From; free && p.Compare(g.span.To) <= 0; p = p.Add(1) {
			free = s.covering(p, false) == nil
		}
		if free {
			none := &sum{value: Exact(new(big.Rat), s.unit)}
			none.once.Do(func() {})
			more = append(more, group{g.span, []layer{{vintage: g.layer(false).vintage, sum: none}}})
		}
	}
	s.groups = append(s.groups, more...)
	slices.SortStableFunc(s.groups, func(a, b group) int { return a.span.compare(b.span) })
	s.first, s.last, s.longest = whole.first, whole.last, max(s.longest, whole.longest)
}

// Group is a group of goods under a name: codes, or ranges of them such as 02-24.
type Group struct {
	Name  string
	Codes []diag.Text
}

// InGroups breaks the goods of s down by groups, in their order. Goods that two
// groups count are an error: the parts would add up to more than there is. A
// problem is at the code that it is about.
func (c *Cube) InGroups(s *Series, groups []Group) ([]Part, *diag.Problem) {
	if s == nil || s.code != "" || len(s.groupCodes()) > 0 {
		p := diag.Errorf(diag.Data, diag.Pos{}, "groups are parts of all goods, and the series is of some")
		return nil, &p
	}
	var parts []Part
	for _, g := range groups {
		sel := s.resolved()
		sel.ID.Value, sel.Label, sel.Codes = s.id+"/"+g.Name, g.Name, g.Codes
		series, problem := c.Series(sel, s.asOf)
		if problem != nil {
			return nil, problem
		}
		for i, p := range parts {
			if what, _, both := Overlap(series, p.Series); both {
				problem := diag.Errorf(diag.Data, g.Codes[0].Pos, "the groups %s and %s overlap: both count %s", groups[i].Name, g.Name, what).
					WithHint("a table of groups has each good once: take it out of one of them, or name the rows by codes: and a list of series")
				return nil, &problem
			}
		}
		parts = append(parts, Part{Name: codes.Name{Full: g.Name, Short: g.Name}, Series: series})
	}
	return parts, nil
}
