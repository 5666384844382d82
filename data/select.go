package data

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data/diag"
)

// Selector is a series of the outline. For a dimension that it leaves out the
// data's own total is meant.
type Selector struct {
	ID                      diag.Text
	Flow, Reporter, Partner diag.Text   // export, import; codes as in the data
	Partners                []diag.Text // a group of partners, in place of Partner: their sum
	Codes                   []diag.Text // one code, or the members of a group; ranges such as 02-24
	Data                    diag.Text   // id of a data entry; "" = all
	Label                   string
	Quantity                bool   // the quantity in place of the value
	Shocks                  []Span // across which no season is told; in periods of any length
}

func (o offer) unit() Unit { return o.e.unitOf(o.e.keys[o.parts[0]].unit) }

// refusal is why an entry has nothing for a selector; a greater depth came
// nearer to it.
type refusal struct {
	depth   int
	problem diag.Problem
}

// Series selects. For each of flow, reporter, partner and code that the
// selector leaves out, the total row of the data is taken (code TOTAL or blank;
// partner World, W00, 0 or WLD; a file without the dimension holds totals), else
// the sum of the finest complete level where the source is complete, else it is
// an error that names what was seen. Two reporters, two flows, a total and its
// parts, two levels of a classification are never added.
//
// With asOf every observation is taken in its newest vintage not after that
// day; figures without a vintage are always known. Zero means the newest.
//
// The problem is located at the selector.
func (c *Cube) Series(sel Selector, asOf Date) (*Series, *diag.Problem) {
	key := sel.key()
	offers, ok := recall(&c.asked, &c.asked.series, key)
	if !ok {
		var problem *diag.Problem
		if offers, problem = c.offers(sel); problem != nil {
			return nil, problem
		}
		keep(&c.asked, &c.asked.series, key, offers)
	}
	return c.assemble(sel, asOf, offers)
}

// offers are what the entries have for a selector.
func (c *Cube) offers(sel Selector) ([]offer, *diag.Problem) {
	var offers []offer
	var why *refusal
	var ids []string
	for _, e := range c.entries {
		ids = append(ids, e.src.ID.Value)
		if sel.Data.Value != "" && sel.Data.Value != e.src.ID.Value {
			continue
		}
		var keys []int32
		var o offer
		no := e.refused[sel.ID.Value]
		if no == nil {
			keys, no = c.narrow(e, sel)
		}
		if no == nil {
			o, no = c.codes(e, keys, sel)
		}
		if no == nil {
			offers = append(offers, o)
		} else if why == nil || no.depth > why.depth {
			why = no
		}
	}
	if len(offers) == 0 {
		if why != nil {
			return nil, &why.problem
		}
		p := diag.Errorf(diag.Data, sel.Data.Pos, "no data entry has the id %s", quote(sel.Data.Value))
		if sel.Data.Value == "" {
			p = diag.Errorf(diag.Data, sel.ID.Pos, "there are no data for series %s", sel.ID.Value)
		} else if near := diag.Nearest(sel.Data.Value, ids); near != "" {
			p = p.WithHint("did you mean %q?", near)
		}
		return nil, &p
	}
	// A total that is printed comes before one that would have to be added up.
	if slices.ContainsFunc(offers, func(o offer) bool { return !o.sum }) {
		offers = slices.DeleteFunc(offers, func(o offer) bool { return o.sum })
	}
	return offers, nil
}

// narrow finds the series of an entry that have the selector's flow, reporter
// and partner.
func (c *Cube) narrow(e *entry, sel Selector) ([]int32, *refusal) {
	keys := make([]int32, 0, len(e.keys))
	for k := range e.keys {
		if e.keys[k].quantity == sel.Quantity {
			keys = append(keys, int32(k))
		}
	}
	if len(keys) == 0 {
		what := "figures"
		if sel.Quantity {
			what = "quantities"
		}
		return nil, &refusal{0, diag.Errorf(diag.Data, sel.ID.Pos, "series %s: data %s have no %s", sel.ID.Value, e.src.ID.Value, what)}
	}
	for depth, d := range [...]dimension{
		{"flow", sel.Flow, canonicalFlow(sel.Flow.Value), e.dims.flow, func(k seriesKey) int32 { return k.flow }, ""},
		{"reporter", sel.Reporter, sel.Reporter.Value, e.dims.reporter, func(k seriesKey) int32 { return k.reporter }, ""},
		{"partner", sel.Partner, canonicalPartner(sel.Partner.Value), e.dims.partner, func(k seriesKey) int32 { return k.partner }, worldPartner},
	} {
		if d.name == "partner" && len(sel.Partners) > 0 {
			var refused *refusal
			if keys, refused = c.amongPartners(e, keys, sel, d); refused != nil {
				refused.depth = depth + 1
				return nil, refused
			}
			continue
		}
		matching, seen := c.having(e, keys, d)
		if len(matching) > 0 {
			keys = matching
		} else if problem, ok := d.unmatched(e, sel, seen); !ok {
			return nil, &refusal{depth + 1, problem}
		}
	}
	return keys, nil
}

// having are the series that have the word that the dimension wants, or its total;
// a country may go by another of its names. seen are the words that there are, in
// order.
func (c *Cube) having(e *entry, keys []int32, d dimension) (matching []int32, seen []string) {
	known := map[int32]bool{} // whether the word is wanted
	for _, k := range keys {
		number := d.word(e.keys[k])
		wanted, ok := known[number]
		if !ok {
			word := c.words[number]
			wanted = d.want != "" && word == d.want || d.want == "" && d.total != "" && word == d.total
			seen, known[number] = append(seen, word), wanted
		}
		if wanted {
			matching = append(matching, k)
		}
	}
	slices.Sort(seen)
	if len(matching) > 0 || d.want == "" || d.name == "flow" {
		return matching, seen
	}
	if same, _ := e.alike(d.want, seen); len(same) == 1 {
		for _, k := range keys {
			if c.words[d.word(e.keys[k])] == same[0] {
				matching = append(matching, k)
			}
		}
	}
	return matching, seen
}

// amongPartners are the series of all partners of a group. In complete data, one
// without rows had no trade.
func (c *Cube) amongPartners(e *entry, keys []int32, sel Selector, d dimension) ([]int32, *refusal) {
	var all []int32
	for _, d.text = range sel.Partners {
		d.want = canonicalPartner(d.text.Value)
		matching, seen := c.having(e, keys, d)
		if d.want == worldPartner && len(sel.Partners) > 1 {
			return nil, &refusal{problem: diag.Errorf(diag.Data, d.text.Pos, "series %s adds the world and a country: a total and a part of it", sel.ID.Value)}
		}
		if problem, _ := d.unmatched(e, sel, seen); len(matching) == 0 && !(e.src.Complete && d.from == columnDimension) {
			return nil, &refusal{problem: problem}
		}
		all = append(all, matching...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) == 0 {
		problem := diag.Errorf(diag.Data, sel.Partners[0].Pos, "data %s have none of the partners of series %s", e.src.ID.Value, sel.ID.Value)
		return nil, &refusal{problem: problem}
	}
	return all, nil
}

// dimension is one of flow, reporter and partner in a selection.
type dimension struct {
	name  string
	text  diag.Text // as the selector has it
	want  string    // in canonical form; "" = left open
	from  origin
	word  func(seriesKey) int32
	total string // the word of the total; "" where there is none
}

// unmatched judges a dimension for which an entry has neither the word that is
// wanted nor a total. ok means that what was seen, in order, may be taken as it
// is: there is one word only, or the source is complete and is added up.
func (d dimension) unmatched(e *entry, sel Selector, seen []string) (p diag.Problem, ok bool) {
	pos := d.text.Pos
	if d.want == "" || pos.Line == 0 {
		pos = sel.ID.Pos
	}
	no := func(format string, args ...any) diag.Problem {
		return diag.Errorf(diag.Data, pos, format, args...)
	}
	id, name, data := sel.ID.Value, d.name, e.src.ID.Value
	switch {
	case d.want != "" && d.from == absentDimension:
		return no("series %s wants %s %s, but data %s do not say their %s", id, name, quote(d.want), data, name).
			WithHint("add %s: %s to the data entry %s, or name its column", name, d.want, data), false
	case d.want != "" && seen[0] == "":
		return no("series %s wants %s %s, but data %s have figures without a %s%s", id, name, quote(d.want), data, name, besides(seen[1:])).
			WithHint("say it of each column of figures (values: [{column: …, %s: %s}]), or name its column in the table", name, d.want), false
	case d.want != "":
		p := no("series %s wants %s %s, but data %s have %s", id, name, quote(d.want), data, list(seen, 12))
		at := diag.Pos{} // another country is no other spelling
		country := false
		if name == "flow" {
			at = d.text.Pos
		} else {
			var same []string
			if same, country = e.alike(d.want, seen); len(same) > 1 {
				return p.WithHint("%s are one country in these data: name the one that is meant", list(same, 12)), false
			}
		}
		if meant, near := p.Meaning(at, d.text.Value, seen); near && !country {
			p = meant
		} else if name == "flow" && seen[0] != "export" && seen[0] != "import" {
			p = p.WithHint("flows are read as export and import; map others: flow: {column: …, map: {%s: export}}", seen[0])
		}
		return p, false
	case d.from == absentDimension, d.from == constantDimension && len(seen) == 1, d.total == "" && len(seen) == 1:
		return diag.Problem{}, true
	case d.total == "" && seen[0] == "":
		return no("series %s leaves the %s open, and data %s have figures without a %s%s", id, name, data, name, besides(seen[1:])).
			WithHint("say the %s of each column of figures, and of the series", name), false
	case d.total == "":
		return no("series %s leaves the %s open, and data %s have %s", id, name, data, list(seen, 12)).
			WithHint("name one: %s: %s; two %ss are never added", name, seen[0], name), false
	case e.src.Complete:
		return diag.Problem{}, true
	}
	return no("series %s leaves the %s open, and data %s have no total of %s", id, name, data, list(seen, 12)).
		WithHint("name one (%s: %s), or set complete: true on the data entry if these are all there are", name, seen[0]), false
}

// besides lists what else was seen, for a message.
func besides(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return " besides " + list(words, 12)
}

// codes picks among the series of an entry those of the selector's codes.
func (c *Cube) codes(e *entry, keys []int32, sel Selector) (offer, *refusal) {
	const depth = 4
	id := sel.ID.Value
	no := func(at diag.Text, format string, args ...any) *refusal {
		if at.Pos.Line == 0 {
			at = sel.ID
		}
		return &refusal{depth, diag.Errorf(diag.Data, at.Pos, format, args...)}
	}
	byCode := map[string][]int32{}
	var codes []string // without the total
	for _, k := range keys {
		code := c.words[e.keys[k].code]
		if byCode[code] == nil && code != totalCode {
			codes = append(codes, code)
		}
		byCode[code] = append(byCode[code], k)
	}
	slices.Sort(codes)

	var members []string
	switch {
	case len(sel.Codes) == 0 && e.dims.code == absentDimension:
		members = []string{""}
	case len(sel.Codes) == 0 && byCode[totalCode] != nil:
		members = []string{totalCode}
	case e.dims.code == absentDimension:
		r := no(sel.Codes[0], "series %s wants code %s, but data %s have no codes", id, sel.Codes[0].Value, e.src.ID.Value)
		r.depth--
		r.problem = r.problem.WithHint("name the column in the table: code: {column: …}")
		return offer{}, r
	case len(sel.Codes) == 0 && !e.src.Complete:
		r := no(diag.Text{}, "series %s leaves the code open, and data %s have no total of %s", id, e.src.ID.Value, list(codes, 12))
		r.problem = r.problem.WithHint("name one (code: %q), or set complete: true on the data entry if these are all there are", codes[0])
		return offer{}, r
	case len(sel.Codes) == 0:
		level, ok := finestLevel(codes)
		if !ok {
			return offer{}, no(diag.Text{}, "series %s cannot be added up: no level of the codes in data %s holds the whole (%s)", id, e.src.ID.Value, list(codes, 12))
		}
		members = codes
		if level > 0 {
			members = oneLevel(codes)
		}
	default:
		for _, want := range sel.Codes {
			found, r := c.member(e, codes, byCode, want, sel)
			if r != nil {
				return offer{}, r
			}
			members = append(members, found...)
		}
		slices.Sort(members)
		members = slices.Compact(members)
		for i := range members[1:] {
			if strings.HasPrefix(members[i+1], members[i]) {
				return offer{}, no(sel.Codes[0], "series %s adds %s and %s: a total and a part of it", id, members[i], members[i+1])
			}
			if members[i] == totalCode || members[i+1] == totalCode {
				return offer{}, no(sel.Codes[0], "series %s adds the total and a part of it", id)
			}
		}
	}
	o := offer{e: e}
	for _, m := range members {
		o.parts = append(o.parts, byCode[m]...)
	}
	o.sum = len(o.parts) > 1
	for _, k := range o.parts {
		if e.unitOf(e.keys[k].unit) != o.unit() {
			return offer{}, no(diag.Text{}, "series %s has figures in %s and in %s in data %s", id, o.unit(), e.unitOf(e.keys[k].unit), e.src.ID.Value)
		}
	}
	return o, nil
}

// member finds the codes of one word of a selector: a code, or a range of them.
func (c *Cube) member(e *entry, codes []string, byCode map[string][]int32, want diag.Text, sel Selector) ([]string, *refusal) {
	no := func(format string, args ...any) *refusal {
		pos := want.Pos
		if pos.Line == 0 {
			pos = sel.ID.Pos
		}
		return &refusal{4, diag.Errorf(diag.Data, pos, format, args...)}
	}
	text := strings.TrimSpace(want.Value)
	wanted := []string{e.codeForm()(text)}
	if plain := plainCode(text); plain != "" && byCode[wanted[0]] == nil {
		wanted[0] = plain // data that do not name their list
	}
	if strings.Contains(text, "-") && byCode[text] == nil {
		var ok bool
		if wanted, ok = codeRange(text); !ok {
			return nil, no("codes %s are not a range such as 02-24", quote(want.Value))
		}
		// Chapter 77 is reserved: no edition of the HS has used it, though the SITC has
		// a division of that number. A range of nothing else is looked for as it is
		// written.
		if len(wanted) > 1 {
			wanted = slices.DeleteFunc(wanted, func(code string) bool {
				return code == "77" && byCode[code] == nil && len(codesBelow(codes, code)) == 0
			})
		}
	}
	var found, missing []string
	for _, code := range wanted {
		below := codesBelow(codes, code)
		switch {
		case byCode[code] != nil:
			found = append(found, code)
		case e.src.Complete && len(below) > 0:
			if level, ok := finestLevel(below); ok && level > 0 {
				found = append(found, oneLevel(below)...)
				continue
			}
			return nil, no("code %s cannot be added up: no level of %s holds the whole", code, list(below, 12))
		default:
			missing = append(missing, code)
		}
	}
	switch {
	case len(found) > 0 && (len(missing) == 0 || e.src.Complete):
		return found, nil // in complete data, a code without rows had no trade
	case len(found) > 0:
		r := no("data %s have no %s of the codes %s", e.src.ID.Value, list(missing, 5), text)
		r.problem = r.problem.WithHint("list the codes that are meant, or set complete: true on the data entry if it holds all there is")
		return nil, r
	}
	if below := codesBelow(codes, wanted[0]); len(below) > 0 {
		r := no("data %s have no row for code %s, only %s", e.src.ID.Value, text, list(below, 12))
		r.problem = r.problem.WithHint("list those codes, or set complete: true on the data entry if they are all there are")
		return nil, r
	}
	r := no("code %s is not in data %s, which have %s", quote(text), e.src.ID.Value, list(codes, 12))
	// A near code is another good, so that there is no fix.
	if bare := strings.TrimLeft(text, "0"); bare != text && slices.Contains(codes, bare) {
		r.problem = r.problem.WithHint("%s has lost its zero: %s", bare, e.asText())
	} else if len(text) >= 4 {
		r.problem, _ = r.problem.Meaning(diag.Pos{}, text, codes)
	}
	return nil, r
}

// codeRange is the codes of a range such as 02-24.
func codeRange(text string) (codes []string, ok bool) {
	from, to, _ := strings.Cut(text, "-")
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	from, to = cmp.Or(plainCode(from), from), cmp.Or(plainCode(to), to)
	a, errA := strconv.ParseUint(from, 10, 32)
	b, errB := strconv.ParseUint(to, 10, 32)
	if errA != nil || errB != nil || len(from) != len(to) || a > b || b-a > 9999 {
		return nil, false
	}
	for n := a; n <= b; n++ {
		codes = append(codes, fmt.Sprintf("%0*d", len(from), n))
	}
	return codes, true
}
