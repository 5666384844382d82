package report

import (
	"cmp"
	"math/big"
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/report/wording"
)

// Runs, superlatives and ranks: words that hold a figure against the rest of its
// history, or against other figures of its period.

// ruleRun rules on "third month in a row".
func (s *scope) ruleRun(words, name string, n data.Value, v data.View) ruling {
	if f, ok := firstOf(words); ok && v.Series != nil {
		return s.ruleFirst(f, name, n, v)
	}
	own, ok := s.house.find(words, run)
	sp, read := spellOf(words)
	if !ok && !read {
		return s.unreadable(words, name, run)
	}
	if !n.OK() {
		return missing("C15", name, n)
	}
	r := ruling{code: "C15", facts: name + " = " + prose(n)}
	length := int(new(big.Int).Abs(n.X.Num()).Int64())
	said := s.voice()
	way := said.rise
	if n.X.Sign() < 0 {
		way = said.fall
	}
	switch {
	case length == 1:
		r.says = []string{put(said.oneRun, way)}
	case length > 1:
		unit := "months"
		if v.Series != nil {
			unit = said.many(v.Period)
		}
		r.says = []string{put(said.runs, said.ordinal(length), way, strconv.Itoa(length), unit)}
	}
	if ok {
		r.truth, r.needs = own.test(n), own.needs(countEnd)
		return r
	}
	size := bound{low: big.NewRat(int64(sp.n), 1), withinLow: true}
	if !sp.atLeast {
		size.high, size.withinHigh = size.low, true
	}
	signed := size
	if sp.way < 0 {
		signed = size.mirrored()
	}
	r.needs = signed.needs(countEnd)
	if sp.way == 0 {
		r.truth = combine("or", value{truth: size.test(n)}, value{truth: size.mirrored().test(n)}).truth
	} else {
		r.truth = signed.test(n)
	}
	return r
}

// ruleFirst rules on "the first fall in three months" and "for the first time
// since February": the month before went the other way, and so did those back to
// the last time.
func (s *scope) ruleFirst(f first, name string, n data.Value, v data.View) ruling {
	before, _ := v.Prev().Metric("streak")
	r := ruling{code: "C14", facts: name + " = " + prose(n)}
	switch {
	case !n.OK():
		return missing("C14", name, n)
	case !before.OK():
		return missing("C14", name+" of the "+periodWord(v.Period)+" before", before)
	}
	r.facts += " after " + prose(before)
	way := n.X.Sign()
	word := map[int]string{1: "rise", -1: "fall"}[cmp.Or(f.way, way)]
	if word == "" || f.way != 0 && f.way != way || n.X.Cmp(big.NewRat(int64(way), 1)) != 0 || before.X.Sign()*way >= 0 {
		r.truth, r.needs = data.False, "one "+cmp.Or(word, "movement")+" after others the other way"
		return r
	}
	last := v.Period.Add(-1 - int(new(big.Int).Abs(before.X.Num()).Int64()))
	if turn, _ := v.At(last).Metric("streak"); !turn.OK() || turn.X.Sign() != way {
		r.truth, r.why = data.Unknown, "the data do not have the "+word+" before it"
		return r
	}
	if s.language == wording.English {
		r.says = []string{"the first " + word + " since " + periodName(last)}
	}
	if f.back.Value.OK() {
		span, ok := top{length: f.back.Value, unit: f.back.Unit, meant: f.back.Bound}.periods(v.Period)
		if !ok {
			return ruling{code: "C14", unread: "names a length of time that cannot be counted"}
		}
		r.needs = "the last " + word + " " + span.needs(countEnd) + " " + periodWord(v.Period) + "s ago"
		r.truth = span.test(data.Exact(big.NewRat(int64(v.Period.Sub(last)), 1), data.Unit{Kind: data.Count}))
		return r
	}
	when := dated(f.when, v.Period)
	r.needs = "the last " + word + " in " + whenName(when)
	r.truth = truthOf(within(last, when))
	return r
}

func countEnd(x *big.Rat) string { return data.Fixed(x, 0, false) }

func isSuperlative(words string) bool {
	_, ok := topOf(words)
	return ok
}

// ruleExtreme rules on "the highest" and "the lowest since March 2021", over the
// whole history of the metric.
func (s *scope) ruleExtreme(words, name string, v value, metric string) ruling {
	byCount := v.metric == "highest_since" || v.metric == "lowest_since"
	t, ok := topOf(words)
	highest := v.metric == "max" || v.metric == "highest_since"
	if own, found := s.house.find(words, extreme); found && byCount {
		t, ok = top{highest: highest, named: true, span: &own.bound}, true
	}
	if !ok || t.highest != highest && (byCount || v.metric == "max" || v.metric == "min") {
		return ruling{code: "C14", unread: houseTableLacks, hint: `write "highest" with .max or .highest_since, "lowest" with .min or .lowest_since, or a condition`}
	}
	r := s.ruleTop(t, v.view, metric)
	if r.truth == data.False {
		for _, end := range []bool{t.highest, !t.highest} {
			if words := s.superlative(v.view, metric, end); words != "" {
				r.says = append(r.says, words)
			}
		}
	}
	return r
}

// superlative says since when the figure has not been as high, or as low; empty
// where it was so the period before.
func (s *scope) superlative(v data.View, metric string, highest bool) string {
	r, ok := v.Record(metric, highest)
	switch {
	case !ok || r.Since == v.Period.Add(-1):
		return ""
	case r.Since.IsZero():
		return s.voice().superlative(highest, "")
	}
	return s.voice().superlative(highest, s.lang.Period(r.Since))
}

// ruleTop holds a superlative against the record of the metric.
func (s *scope) ruleTop(t top, v data.View, metric string) ruling {
	t.since = dated(t.since, v.Period)
	name := v.Series.ID()
	if metric != "value" {
		name += "." + metric
	}
	now, _ := v.Metric(metric)
	r, ok := v.Record(metric, t.highest)
	switch {
	case !ok:
		return missing("C14", name, now)
	case r.Since.IsZero() && r.Known == 1:
		return ruling{code: "C14", truth: data.Unknown, why: "there is no earlier figure of " + name}
	}
	out := ruling{code: "C14", facts: name + " = " + prose(now), needs: "no figure as high before it"}
	if !t.highest {
		out.needs = "no figure as low before it"
	}
	seen := r.Since
	if seen.IsZero() {
		seen = r.Doubt
	}
	if !seen.IsZero() {
		old, _ := v.At(seen).Metric(metric)
		out.facts += ", in " + periodName(seen) + " " + prose(old)
	}
	out.beside = []string{name, besideRecord(v, metric, seen, t.highest)}
	if r.Gaps > 0 {
		out.cover = s.coverage(r, t.since.Year != 0)
	}
	// What holds of the last figure at least as high has to hold of those that
	// rounding leaves open too.
	at := func(p data.Period) data.Truth { return truthOf(t.since.Year != 0 && within(p, t.since)) }
	switch {
	case t.since.Year != 0:
		out.needs = "the last figure as high in " + whenName(t.since)
		if !t.highest {
			out.needs = "the last figure as low in " + whenName(t.since)
		}
	case t.year:
		out.needs += " in " + periodName(data.Year(v.Period.Year()))
		at = func(p data.Period) data.Truth { return truthOf(p.IsZero() || p.Year() < v.Period.Year()) }
	case t.named:
		span, ok := t.periods(v.Period)
		if !ok {
			return ruling{code: "C14", unread: "names a length of time that cannot be counted"}
		}
		out.needs += " for " + span.needs(countEnd) + " " + periodWord(v.Period) + "s"
		begin := v.Period.Sub(r.From)
		at = func(p data.Period) data.Truth {
			if p.IsZero() {
				// A record: as long as the data reach, and nothing is known beyond.
				if span.high == nil && span.low != nil && big.NewRat(int64(begin), 1).Cmp(span.low) >= 0 {
					return data.True
				}
				return data.Unknown
			}
			return span.test(data.Exact(big.NewRat(int64(v.Period.Sub(p)), 1), data.Unit{Kind: data.Count}))
		}
	default:
		at = func(p data.Period) data.Truth { return truthOf(p.IsZero()) }
	}
	out.truth = at(r.Since)
	want := plainSpaces(s.coverage(r, t.since.Year != 0))
	if strings.HasPrefix(t.cover, "on record") {
		want = "on record since " + plainSpaces(periodName(r.From))
	}
	if t.cover != "" && t.cover != want && out.truth == data.True {
		out.truth, out.needs = data.False, want
		return out
	}
	if out.truth == data.Unknown {
		out.why = "the data begin in " + periodName(r.From)
	}
	long := t.named && t.since.Year == 0 && !t.year
	earlier := t.since.Year != 0 && !r.Since.IsZero() && int(t.since.Year) <= r.Since.Year() && !within(r.Since, t.since)
	if !r.Doubt.IsZero() && at(r.Doubt) != out.truth ||
		r.Open && (out.truth == data.True && !long || out.truth == data.False && (t.since.Year == 0 || earlier)) {
		out.truth, out.doubt = data.Undecided, doubt(v, metric, r)
	}
	return out
}

// recorded says over how much of its time a series is known up to the period;
// empty where that is all of it.
func (s *scope) recorded(v data.View) string {
	r := data.Record{From: v.Series.First()}
	for p := r.From; !p.IsZero() && p.Compare(v.Period) <= 0 && r.Known+r.Gaps < maxPoints; p = p.Add(1) {
		if n, _ := v.At(p).Metric("value"); n.OK() {
			r.Known++
		} else {
			r.Gaps++
		}
	}
	if r.Gaps == 0 {
		return ""
	}
	return s.coverage(r, false)
}

// besideRecord is the figure that a superlative is held against: of the last
// period that was at least as high, or the highest before it.
func besideRecord(v data.View, metric string, seen data.Period, highest bool) string {
	of := v.Series.ID() + ".at('"
	switch {
	case !seen.IsZero() && metric == "value":
		return of + seen.String() + "')"
	case !seen.IsZero():
		return of + seen.String() + "')." + metric
	case metric != "value":
		return "" // no metric is the highest rate
	}
	of += v.Period.Add(-1).String() + "')."
	if highest {
		return of + "max"
	}
	return of + "min"
}

func truthOf(holds bool) data.Truth {
	if holds {
		return data.True
	}
	return data.False
}

// within reports whether a period is the one that the words name, or lies in it.
func within(p data.Period, w wording.When) bool {
	if p.IsZero() || p.Year() != int(w.Year) {
		return false
	}
	switch {
	case w.Month != 0:
		return p.Freq() == data.Monthly && p.Month() == int(w.Month)
	case w.Quarter != 0:
		return p.Freq() != data.Annual && (p.Month()-1)/3+1 == int(w.Quarter)
	case w.Half != 0:
		return p.Freq() != data.Annual && (p.Month()-1)/6+1 == int(w.Half)
	}
	return true
}

func whenName(w wording.When) string {
	switch {
	case w.Month != 0:
		return periodName(data.Month(int(w.Year), int(w.Month)))
	case w.Quarter != 0:
		return periodName(data.Quarter(int(w.Year), int(w.Quarter)))
	}
	return periodName(data.Year(int(w.Year)))
}

// ruleRank rules on "the second largest".
func (s *scope) ruleRank(words, name string, n data.Value) ruling {
	k, ok := placeOf(words)
	if !ok {
		return ruling{code: "C29", unread: "is claimed of " + name + ", and the words do not say which " + name + " would bear them out", hint: `write words such as "second largest", or the condition: claim="` + name + ` == 1"`}
	}
	if !n.OK() {
		return missing("C29", name, n)
	}
	x := big.NewRat(int64(k), 1)
	b := bound{x, x, true, true}
	says := []string{s.voice().largest}
	if at := n.X.Num(); at.IsInt64() && at.Int64() > 1 {
		says = []string{put(s.voice().nth, s.voice().ordinal(int(at.Int64())))}
	}
	return ruling{code: "C29", truth: b.test(n), facts: name + " = " + prose(n), needs: b.needs(countEnd), says: says}
}
