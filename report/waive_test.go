package report

import (
	"strings"
	"testing"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/templates"
)

// waiving is an outline with waivers, each as code, place and day.
func waiving(list ...[3]string) *templates.Outline {
	o := &templates.Outline{}
	for i, w := range list {
		at := func(col int) diag.Pos { return diag.Pos{File: "brief.yaml", Line: i + 1, Col: col} }
		o.Waive = append(o.Waive, templates.Waiver{
			Code: templates.Scalar{Text: diag.Text{Value: w[0], Pos: at(1)}},
			At:   templates.Scalar{Text: diag.Text{Value: w[1], Pos: at(5)}},
			Date: templates.Scalar{Text: diag.Text{Value: w[2], Pos: at(20)}},
		})
	}
	return o
}

// TestWaiversCover: a waiver lets its check pass at its place and nothing else.
func TestWaiversCover(t *testing.T) {
	problem := func(code string, severity diag.Severity, places ...string) diag.Problem {
		p := diag.Errorf(diag.Claim, diag.Pos{File: "brief.yaml", Line: 9, Col: 1}, "a finding")
		p.Code, p.Severity, p.Places = code, severity, places
		return p
	}
	for _, c := range []struct {
		name    string
		waiver  [3]string
		problem diag.Problem
		passes  bool
	}{
		{"a block", [3]string{"C16", "rates", "2023-10-20"}, problem("C16", diag.Error, "trends", "rates"), true},
		{"its section", [3]string{"C16", "trends", "2023-10-20"}, problem("C16", diag.Error, "trends", "rates"), true},
		{"a series", [3]string{"C16", "exports", "2023-10-20"}, problem("C16", diag.Error, "trends", "rates", "exports"), true},
		{"a judgement", [3]string{"C35", "KJ-1", "2023-10-20"}, problem("C35", diag.Warning, "trends", "KJ-1"), true},
		{"a data entry", [3]string{"C27", "gacc", "2023-10-20"}, problem("C27", diag.Error, "gacc"), true},
		{"another block", [3]string{"C16", "goods", "2023-10-20"}, problem("C16", diag.Error, "trends", "rates"), false},
		{"another check", [3]string{"C17", "rates", "2023-10-20"}, problem("C16", diag.Error, "trends", "rates"), false},
		{"a problem that is no check's", [3]string{"C16", "rates", "2023-10-20"}, problem("", diag.Error, "rates"), false},
		{"a problem of no place", [3]string{"C16", "rates", "2023-10-20"}, problem("C16", diag.Error), false},
		{"a waiver itself", [3]string{"C45", "rates", "2023-10-20"}, problem("C45", diag.Error, "rates"), false},
	} {
		w := newWaivers(waiving(c.waiver), 20231020, Options{})
		left := w.pass(diag.List{c.problem})
		if passes := len(left) == 0; passes != c.passes || passes != (len(w.passed) == 1) {
			t.Errorf("%s: passes %v, %d on record", c.name, passes, len(w.passed))
		}
	}
}

// A problem that is met twice, by its block and by its statement, is waived once.
func TestWaiversCountOnce(t *testing.T) {
	w := newWaivers(waiving([3]string{"C16", "rates", "2023-10-20"}), 20231020, Options{})
	p := diag.Errorf(diag.Claim, diag.Pos{Line: 9, Col: 1}, "a finding")
	p.Code, p.Places = "C16", []string{"rates"}
	other := p
	other.Pos.Line = 10
	if left := w.pass(diag.List{p, other, p}); len(left) != 0 || len(w.passed) != 2 {
		t.Errorf("%d are left, %d on record", len(left), len(w.passed))
	}
	if left := w.pass(diag.List{p}); len(left) != 0 || len(w.passed) != 2 {
		t.Errorf("again: %d are left, %d on record", len(left), len(w.passed))
	}
}

// TestWaiversAccount: what is wrong with waivers themselves.
func TestWaiversAccount(t *testing.T) {
	september := data.Month(2023, 9)
	for _, c := range []struct {
		name, code, date string
		fails            bool // something that it covers
		opt              Options
		asOf             data.Date
		want             string
	}{
		{"in use", "C16", "2023-10-20", true, Options{}, 20231020, ""},
		{"of the first day after the period", "C16", "2023-10-01", true, Options{}, 20231020, ""},
		{"without use", "C16", "2023-10-20", false, Options{}, 20231020,
			"brief.yaml:1:1: warning: C45: nothing fails by C16 at rates, so there is nothing to waive\n  hint: take the waiver out"},
		{"of the last edition", "C16", "2023-09-30", true, Options{}, 20231020,
			"brief.yaml:1:20: error: C45: the waiver is of 2023-09-30, before September 2023 was over: it has ended with its edition\n  hint: take it out, or waive again with today's date"},
		{"of an unknown check", "C99", "2023-10-20", true, Options{}, 20231020,
			"brief.yaml:1:1: error: C45: no check has the code C99\n  hint: each problem that can be waived names its code, such as C16"},
		{"of waivers", "C45", "2023-10-20", true, Options{}, 20231020,
			"brief.yaml:1:1: error: C45: C45 is about waivers themselves, and cannot be waived\n  hint: take the waiver out"},
		{"of a later day", "C16", "2023-10-21", true, Options{}, 20231020,
			"brief.yaml:1:20: warning: C45: the waiver is of 2023-10-21, after the issue of the brief, so it does not hold yet"},
		{"of a day after --as-of", "C16", "2023-10-21", true, Options{AsOf: 20231020}, 20231020, ""},
		{"of a brief without a day", "C16", "2023-10-21", true, Options{}, 0, ""},
	} {
		w := newWaivers(waiving([3]string{c.code, "rates", c.date}), c.asOf, c.opt)
		if c.fails {
			p := diag.Errorf(diag.Claim, diag.Pos{Line: 9, Col: 1}, "a finding")
			p.Code, p.Places = c.code, []string{"rates"}
			w.pass(diag.List{p})
		}
		if got := w.account(september).String(); strings.TrimSpace(got) != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, got, c.want)
		}
	}
}
