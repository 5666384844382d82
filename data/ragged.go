package data

import (
	"slices"
	"strings"

	"tradebrief/data/diag"
)

// steady is for how many periods on end a reporter has figures before those that
// it lacks, so that the lack is no month without trade, and how many it may lack
// before it is one that reports no more.
const steady = 6

// Ragged reports the reporters that a file does not have yet in a period in
// which others are in (C28), where the series that a brief uses need them: one
// of a reporter that is not in, and one of a union of countries such as
// EU27_2020 of which a member is not. A reporter that the brief does not use may
// come when it likes.
//
// A problem stands at the last row of the reporter, and has the id of its data
// entry among its Places.
func (c *Cube) Ragged(used []*Series, period Period) diag.List {
	var problems diag.List
	asked := map[*entry]map[int32]bool{}
	var entries []*entry
	for _, s := range used {
		for _, p := range s.parts {
			if p.e.dims.reporter != columnDimension {
				continue
			}
			if asked[p.e] == nil {
				asked[p.e] = map[int32]bool{}
				entries = append(entries, p.e)
			}
			asked[p.e][p.e.keys[p.key].reporter] = true
		}
	}
	for _, e := range entries {
		in := e.attendance(period)
		var have []string
		for r := range asked[e] {
			if in[r].there {
				have = append(have, c.words[r])
			}
		}
		if len(have) == 0 {
			continue // the period is not out at all
		}
		slices.Sort(have)
		union := ""
		if i := slices.IndexFunc(have, isUnion); i >= 0 {
			union = have[i]
		}
		var out []int32
		for r, a := range in {
			if !a.there && a.run >= steady && period.Sub(a.last.span.To) <= steady && (asked[e][r] || union != "" && !isUnion(c.words[r])) {
				out = append(out, r)
			}
		}
		if len(out) == 0 {
			continue
		}
		slices.SortFunc(out, func(a, b int32) int { return strings.Compare(c.words[a], c.words[b]) })
		words := make([]string, len(out))
		for i, r := range out {
			words[i] = c.words[r]
		}
		last := in[out[0]].last
		why := "the brief uses it beside " + list(have, 4)
		if !asked[e][out[0]] {
			why = "the figure of " + union + " is without it"
		}
		more := ""
		if len(words) > 1 {
			more = ", nor have " + list(words[1:], 6)
		}
		p := diag.Errorf(diag.Data, e.told(last), "reporter %s has no figure for %s yet, the last one is for %s%s: %s", words[0], period, last.span, more, why).
			WithHint("build the brief for an earlier period, or waive it with a reason")
		p.Code, p.Places = "C28", []string{e.src.ID.Value}
		problems = append(problems, p)
	}
	return problems
}

// attendance says what an entry has of a reporter up to a period.
type attendance struct {
	there bool         // it has a figure for the period or a later one
	last  *observation // for the last period
	run   int          // periods on end with figures, up to the last one
}

// attendance finds for each reporter of the entry whether it is in.
func (e *entry) attendance(period Period) map[int32]attendance {
	periods := map[int32]map[int32]bool{}
	all := map[int32]attendance{}
	for k, key := range e.keys {
		if periods[key.reporter] == nil {
			periods[key.reporter] = map[int32]bool{}
		}
		a := all[key.reporter]
		for i := e.start[k]; i < e.start[k+1]; i++ {
			o := &e.obs[i]
			if o.span.From.freq != period.freq {
				continue
			}
			a.there = a.there || o.span.To.Compare(period) >= 0
			if a.last == nil || o.span.To.Compare(a.last.span.To) > 0 {
				a.last = o
			}
			for n := o.span.From.n; n <= o.span.To.n; n++ {
				periods[key.reporter][n] = true
			}
		}
		all[key.reporter] = a
	}
	for r, a := range all {
		for a.last != nil && periods[r][a.last.span.To.n-int32(a.run)] {
			a.run++
		}
		all[r] = a
	}
	return all
}

// isUnion reports whether a reporter is a union of countries as Eurostat names
// them: EU27_2020, EA20, EU.
func isUnion(reporter string) bool {
	rest, ok := strings.CutPrefix(reporter, "EU")
	if !ok {
		rest, ok = strings.CutPrefix(reporter, "EA")
	}
	return ok && strings.Trim(rest, "0123456789_") == ""
}
