package report

import (
	"slices"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/checks"
	"tradebrief/templates"
)

// breach is a problem that a check has found, as the register files it.
func breach(code string, at diag.Pos, format string, args ...any) *diag.Problem {
	check, _ := checks.Find(code)
	p := diag.Errorf(check.Phase, at, format, args...)
	p.Code, p.Severity = code, check.Severity
	return &p
}

// Waived is a problem that the outline lets pass.
type Waived struct {
	Waiver  templates.Waiver
	Problem diag.Problem
}

// waivers lets the problems pass that the outline waives, and keeps account of
// them.
type waivers struct {
	live   []templates.Waiver
	later  []templates.Waiver // dated after the outline's own day
	used   map[diag.Pos]bool  // by the place of the waiver's code
	passed []Waived
}

// newWaivers takes the outline's waivers; one that is dated after the day as of
// which the brief is written is not there yet. It is no fault of the outline
// where the command line names that day.
func newWaivers(o *templates.Outline, asOf data.Date, opt Options) *waivers {
	w := &waivers{used: map[diag.Pos]bool{}}
	for _, wv := range o.Waive {
		day, err := data.ParseDate(wv.Date.Value)
		switch {
		case err != nil:
		case asOf == 0 || day <= asOf:
			w.live = append(w.live, wv)
		case opt.AsOf == 0:
			w.later = append(w.later, wv)
		}
	}
	return w
}

// pass takes the problems out that a waiver covers.
func (w *waivers) pass(problems diag.List) diag.List {
	if len(w.live) == 0 {
		return problems
	}
	kept := problems[:0:0]
	for _, p := range problems {
		if wv, ok := w.covers(p); ok {
			if w.used[wv.Code.Pos] = true; !slices.ContainsFunc(w.passed, func(o Waived) bool { return o.Problem.Pos == p.Pos && o.Problem.Message == p.Message }) {
				w.passed = append(w.passed, Waived{Waiver: wv, Problem: p})
			}
			continue
		}
		kept = append(kept, p)
	}
	return kept
}

// tests are the problems of the data that were passed so far.
func (w *waivers) tests() diag.List {
	var out diag.List
	for _, p := range w.passed {
		if p.Problem.Phase == diag.Data {
			out = append(out, p.Problem)
		}
	}
	return out
}

func (w *waivers) covers(p diag.Problem) (templates.Waiver, bool) {
	if p.Code == "" || p.Code == "C45" {
		return templates.Waiver{}, false
	}
	for _, wv := range w.live {
		if wv.Code.Value == p.Code && slices.Contains(p.Places, wv.At.Value) {
			return wv, true
		}
	}
	return templates.Waiver{}, false
}

// account is what is wrong with the waivers themselves. One is good for one
// edition: it dates from after the period ended.
func (w *waivers) account(period data.Period) diag.List {
	var out diag.List
	for _, wv := range w.live {
		day, _ := data.ParseDate(wv.Date.Value)
		next := period.Add(1)
		var p diag.Problem
		switch _, known := checks.Find(wv.Code.Value); {
		case wv.Code.Value == "C45":
			p = diag.Errorf(diag.Claim, wv.Code.Pos, "C45 is about waivers themselves, and cannot be waived").WithHint("take the waiver out")
		case !known:
			p = diag.Errorf(diag.Claim, wv.Code.Pos, "no check has the code %s", wv.Code.Value).WithHint("each problem that can be waived names its code, such as C16")
		case !next.IsZero() && day < next.FirstDay():
			p = diag.Errorf(diag.Claim, wv.Date.Pos, "the waiver is of %s, before %s was over: it has ended with its edition", wv.Date.Value, plainSpaces(periodName(period))).
				WithHint("take it out, or waive again with today's date")
		case !w.used[wv.Code.Pos]:
			p = diag.Errorf(diag.Claim, wv.Code.Pos, "nothing fails by %s at %s, so there is nothing to waive", wv.Code.Value, wv.At.Value).WithHint("take the waiver out")
			p.Severity = diag.Warning
		default:
			continue
		}
		out = append(out, p)
	}
	for _, wv := range w.later {
		p := diag.Errorf(diag.Claim, wv.Date.Pos, "the waiver is of %s, after the issue of the brief, so it does not hold yet", wv.Date.Value)
		p.Severity = diag.Warning
		out = append(out, p)
	}
	for i := range out {
		out[i].Code = "C45"
	}
	return out
}
