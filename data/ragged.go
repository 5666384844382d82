package data

import (
	"maps"
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
// entry among its Places. What was released after asOf does not count; zero means
// everything does. Data entries that one series is taken from are one file in this:
// a newer download beside the older.
func (c *Cube) Ragged(used []*Series, period Period, asOf Date) diag.List {
	var problems diag.List
	for _, p := range peersOf(used) {
		in := map[int32]attendance{}
		for _, e := range p.entries {
			e.attend(in, period, asOf)
		}
		var have []string
		for r := range p.asked {
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
			if !a.there && a.run() >= steady && period.Sub(a.last.span.To) <= steady && (p.asked[r] || union != "" && !isUnion(c.words[r])) {
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
		last := in[out[0]]
		why := "the brief uses it beside " + list(have, 4)
		if !p.asked[out[0]] {
			why = "the figure of " + union + " is without it"
		}
		more := ""
		if len(words) > 1 {
			more = ", nor have " + list(words[1:], 6)
		}
		problem := diag.Errorf(diag.Data, last.e.told(last.last), "reporter %s has no figure for %s yet, the last one is for %s%s: %s", words[0], period, last.last.span, more, why).
			WithHint("build the brief for an earlier period, or waive it with a reason")
		problem.Code, problem.Places = "C28", []string{last.e.src.ID.Value}
		problems = append(problems, problem)
	}
	return problems
}

// peers are the entries that some series are taken from together, and the reporters
// that are asked for.
type peers struct {
	entries []*entry
	asked   map[int32]bool
}

func peersOf(used []*Series) []*peers {
	var all []*peers
	of := map[*entry]*peers{}
	for _, s := range used {
		var p *peers
		for _, part := range s.parts {
			if part.e.dims.reporter != columnDimension {
				continue
			}
			switch other := of[part.e]; {
			case p == nil && other == nil:
				p = &peers{asked: map[int32]bool{}}
				all = append(all, p)
			case p == nil:
				p = other
			case other != nil && other != p: // the series joins two
				for _, e := range other.entries {
					of[e] = p
				}
				p.entries = append(p.entries, other.entries...)
				maps.Copy(p.asked, other.asked)
				*other = peers{}
			}
			if of[part.e] == nil {
				of[part.e] = p
				p.entries = append(p.entries, part.e)
			}
			p.asked[part.e.keys[part.key].reporter] = true
		}
	}
	return all
}

// attendance says what some entries have of a reporter up to a period.
type attendance struct {
	there   bool // it has a figure for the period or a later one
	e       *entry
	last    *observation   // for the last period, in that entry
	periods map[int32]bool // with figures
}

// run is for how many periods on end there are figures, up to the last one.
func (a attendance) run() int {
	n := 0
	for a.last != nil && a.periods[a.last.span.To.n-int32(n)] {
		n++
	}
	return n
}

// attend notes which reporters of the entry are in.
func (e *entry) attend(in map[int32]attendance, period Period, asOf Date) {
	folds := map[int32]bool{}
	for k, key := range e.keys {
		a := in[key.reporter]
		if a.periods == nil {
			a.periods = map[int32]bool{}
		}
		obs := e.obs[e.start[k]:e.start[k+1]]
		if e.foldOf != nil && e.foldOf[k] >= 0 && !folds[e.foldOf[k]] {
			folds[e.foldOf[k]] = true
			obs = e.folded[e.foldOf[k]].obs
		}
		for i := range obs {
			o := &obs[i]
			if o.span.From.freq != period.freq || o.withdrawn() || asOf != dateless && o.vintage > asOf {
				continue
			}
			a.there = a.there || o.span.To.Compare(period) >= 0
			if a.last == nil || o.span.To.Compare(a.last.span.To) > 0 {
				a.e, a.last = e, o
			}
			for n := o.span.From.n; n <= o.span.To.n; n++ {
				a.periods[n] = true
			}
		}
		in[key.reporter] = a
	}
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
