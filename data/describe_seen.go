package data

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// What the reader saw in a file that is described, and the series that it offers.

// count says what the cube holds.
func (d *Description) count(c *Cube) {
	flows, reporters, partners, levels := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	periods, lasts := map[Freq]map[int32]bool{}, map[string]Period{}
	codes, longest := map[string]bool{}, Freq(0)
	nonzero := map[Period]bool{}
	d.Rows = 0
	matched := 0
	for k, e := range c.entries {
		if cov := e.coverage; k == 0 {
			d.Rows, d.Sums, d.Headers, d.OtherLengths, d.Notes = cov.Rows, cov.Sums, cov.Headers, cov.OtherLengths, cov.Notes
		}
		d.Kept += e.coverage.Kept
		if len(e.src.Table.Where) > 0 {
			matched += e.matched
		} else {
			matched = d.Rows
		}
		d.Duplicates += e.coverage.Duplicates
		d.Figures += e.coverage.Observations
		for i, key := range e.keys {
			obs := e.obs[e.start[i]:e.start[i+1]]
			flows[c.words[key.flow]] += len(obs)
			reporters[c.words[key.reporter]] += len(obs)
			partners[c.words[key.partner]] += len(obs)
			code := c.words[key.code]
			codes[code] = true
			levels[levelWord(code)] += len(obs)
			for j := range obs {
				s := obs[j].span
				if periods[s.From.freq] == nil {
					periods[s.From.freq] = map[int32]bool{}
				}
				for n := s.From.n; n <= s.To.n; n++ {
					periods[s.From.freq][n] = true
				}
				longest = max(longest, s.From.freq)
				if !obs[j].value.zero() || !obs[j].status.hasFigure() {
					nonzero[s.From] = true
				}
				if d.First.IsZero() || s.From.Compare(d.First) < 0 {
					d.First = s.From
				}
				if d.Last.IsZero() || s.To.Compare(d.Last) > 0 {
					d.Last = s.To
				}
				if r := c.words[key.reporter]; s.To.freq == longest && (lasts[r].IsZero() || s.To.Compare(lasts[r]) > 0) {
					lasts[r] = s.To
				}
				if d.Example == "" && !key.quantity && obs[j].status.hasFigure() {
					d.Example = c.exampleRow(e, key, &obs[j])
					if parts := e.addends(e.start[i] + int32(j)); parts != nil {
						d.Example = c.exampleRow(e, key, parts[0].o) + ", a part of it"
					}
				}
			}
		}
	}
	for _, e := range c.entries[:min(1, len(c.entries))] {
		d.Parts = e.partsWord()
		if editions := c.editionsUsed(e); len(editions) > 1 {
			var words []string
			for _, ed := range editions {
				words = append(words, ed.Name+" for "+(Span{ed.First, ed.Last}).String())
			}
			d.Doubts = append(d.Doubts, "codes are of "+strings.Join(words, ", ")+": one of more than two digits may mean other goods in each")
		}
	}
	d.LeftOut = max(0, d.Rows-matched-d.Sums-d.OtherLengths)
	d.Flows, d.Reporters, d.Partners, d.Codes = counted(flows), counted(reporters), counted(partners), counted(levels)
	if seen := periods[longest]; len(seen) > 0 {
		all := slices.Sorted(maps.Keys(seen))
		for n := all[0]; n < all[len(all)-1] && len(d.Gaps) < 1000; n++ {
			if !seen[n] {
				d.Gaps = append(d.Gaps, Period{longest, n})
			}
		}
	}
	d.ragged(lasts)
	d.toCome(nonzero)
	if partners[worldPartner] > 0 && len(d.Partners) > 1 {
		d.Totals = append(d.Totals, fmt.Sprintf("partner World stands beside %s: a series without a partner takes World", count(len(d.Partners)-1, "partner")))
	}
	if codes[totalCode] && len(codes) > 1 {
		d.Totals = append(d.Totals, fmt.Sprintf("code TOTAL stands beside %s: a series without a code takes TOTAL", count(len(codes)-1, "code")))
	}
	if delete(levels, totalCode); len(levels) > 1 {
		d.Totals = append(d.Totals, "codes of several levels, which hold one another: "+list(slices.Sorted(maps.Keys(levels)), 6))
	}
}

// toCome says that the last periods have no figure but 0: some offices write it for
// months that are still to come.
func (d *Description) toCome(nonzero map[Period]bool) {
	last := Period{}
	for p := range nonzero {
		if p.freq == d.Last.freq && (last.IsZero() || p.Compare(last) > 0) {
			last = p
		}
	}
	if last.IsZero() || last.Compare(d.Last) >= 0 {
		return
	}
	d.Doubts = append(d.Doubts, fmt.Sprintf("every figure after %s is 0, as some offices write for months that are still to come: name the period of the brief, such as period: %s, not latest", last, last))
}

func levelWord(code string) string {
	switch {
	case code == "" || code == totalCode:
		return code
	case strings.Trim(code, "0123456789.") == "":
		return count(len(strings.ReplaceAll(code, ".", "")), "digit")
	}
	return "names"
}

// ragged says how many reporters the last period lacks.
func (d *Description) ragged(lasts map[string]Period) {
	if len(lasts) < 2 {
		return
	}
	have, all := 0, d.Last
	for _, p := range lasts {
		if p == d.Last {
			have++
		}
		if p.Compare(all) < 0 {
			all = p
		}
	}
	if have < len(lasts) {
		d.Ragged = fmt.Sprintf("%s has %d of %s; all of them reach %s", d.Last, have, count(len(lasts), "reporter"), all)
	}
}

// exampleRow is one figure in words.
func (c *Cube) exampleRow(e *entry, key seriesKey, o *observation) string {
	what := c.describe(key)
	sc := &e.scales[o.scale]
	unit := sc.unit.String()
	if sc.unit.Kind == Quantity {
		unit = sc.unit.Code
	}
	x, decimals := times(o.value.rat(), sc.factor), 0
	if !x.IsInt() {
		decimals = max(0, -int(o.value.exp))
	}
	return fmt.Sprintf("%s: %s, %s is %s %s", e.row(o, true), o.span, what, Fixed(x, decimals, false), unit)
}

// counted sorts words by their number, then by themselves. The empty word alone
// is no word.
func counted(words map[string]int) []Counted {
	list := make([]Counted, 0, len(words))
	for w, n := range words {
		if w != "" {
			list = append(list, Counted{w, n})
		}
	}
	slices.SortFunc(list, func(a, b Counted) int { return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(a.Word, b.Word)) })
	return list
}

// propose writes a series of exports and one of imports of the first source, or
// one of what else it has: of totals where there are any, else of what most
// figures are for.
func (d *Description) propose(c *Cube) {
	e := c.entries[0]
	for _, flow := range []string{"export", "import", ""} {
		if flow == "" && len(d.Series) > 0 {
			return
		}
		best, bestRank := -1, int64(-1)
		for i, key := range e.keys {
			if key.quantity || flow != "" && c.words[key.flow] != flow {
				continue
			}
			rank := int64(e.start[i+1] - e.start[i])
			if e.dims.partner == columnDimension && c.words[key.partner] == worldPartner {
				rank += 1 << 30
			}
			if e.dims.code == columnDimension && c.words[key.code] == totalCode {
				rank += 1 << 40
			}
			if rank > bestRank {
				best, bestRank = i, rank
			}
		}
		if best < 0 {
			continue
		}
		word := func(n int32, from origin, total string) diag.Text {
			if from != columnDimension || c.words[n] == total {
				return diag.Text{}
			}
			return diag.Text{Value: c.words[n]}
		}
		key := e.keys[best]
		sel := Selector{
			ID: diag.Text{Value: "trade"}, Flow: word(key.flow, e.dims.flow, ""), Reporter: word(key.reporter, e.dims.reporter, ""),
			Partner: word(key.partner, e.dims.partner, worldPartner),
		}
		if flow != "" {
			sel.ID.Value, sel.Flow.Value = flow+"s", flow
		}
		if code := word(key.code, e.dims.code, totalCode); code.Value != "" {
			sel.Codes = []diag.Text{code}
		}
		if len(d.Sources) > 1 {
			sel.Data = d.Sources[0].ID
		}
		if _, problem := c.Series(sel, dateless); problem == nil {
			sel.Label = seriesLabel(sel, e)
			d.Series = append(d.Series, sel)
		}
	}
}

// seriesLabel is a name for a proposed series of an entry. It stands in prose, so a code
// has the name of its list before it.
func seriesLabel(s Selector, e *entry) string {
	var words []string
	switch s.Flow.Value {
	case "export":
		words = append(words, "Exports")
	case "import":
		words = append(words, "Imports")
	default:
		words = append(words, "Trade")
	}
	if len(s.Codes) > 0 {
		of := "code"
		switch list, _ := classification(e.src.Table.Classification.Value); list {
		case hsList:
			of = "HS"
		case sitcList:
			of = "SITC"
		}
		words = append(words, "of", of, s.Codes[0].Value)
	}
	country := func(code string) string {
		if name, ok := CountryName(code); ok {
			return name
		}
		return code
	}
	if with := cmp.Or(s.Partner.Value, e.src.Partner.Value); with != "" {
		words = append(words, cmp.Or(map[string]string{"export": "to", "import": "from"}[s.Flow.Value], "with"), country(with))
	}
	if s.Reporter.Value != "" {
		words = append(words, "("+country(s.Reporter.Value)+")")
	}
	return strings.Join(words, " ")
}
