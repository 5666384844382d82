package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// told is a match as a few lines of text.
func told(m Match) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s = %s", m.Kind, m.Name, m.Text)
	if m.Verdict != "" {
		fmt.Fprintf(&b, " (%s)", m.Verdict)
	}
	for _, f := range m.Figures {
		fmt.Fprintf(&b, "\n%s = %s | %s | %s | %s | %s | %s | %s", f.Name, f.Text, f.Formula, f.Filled, f.Range, f.Status, f.Vintage, f.Caution)
		for _, in := range f.Inputs {
			fmt.Fprintf(&b, "\n  %s %s %s %s:%d %s, %s", in.Period, in.Text, in.Status, in.File, in.Line, in.Source, in.Publisher)
		}
	}
	return b.String()
}

func TestExplainFlagship(t *testing.T) {
	b, problems := LoadFacts(flagship(), Options{})
	if problems.Failed() {
		t.Fatal(problems)
	}
	for _, c := range []struct{ queries, want string }{
		{"exports.mom | 15.9% | +15.9 % | {{exports.mom}} | F007", `metric exports.mom = 15.9%
exports.mom = 15.9% | value / month before − 1 | 188.74 / 162.9 − 1, in US$ million | 15.82% to 15.90% | present | 2023-11-20 | derived from other published figures: Sep 2023
  2023-09 US$188.74 million derived data/sample/china-dprk/monthly.csv:79 cdnk-2023-11, CDNK, 20 November 2023
  2023-08 US$162.9 million present data/sample/china-dprk/monthly.csv:76 reuters-2023-09, Reuters via TODAY, 20 September 2023`},
		{"exports.yoy | 135.9%", `metric exports.yoy = 135.9%
exports.yoy = 135.9% | value / year before − 1 | 188.74 / 80.0 − 1, in US$ million | 135.77% to 136.09% | derived-from-rate | 2023-11-20 | the figure of Sep 2022 was worked back from a published rate, so this repeats that source and checks nothing
  2023-09 US$188.74 million derived data/sample/china-dprk/monthly.csv:79 cdnk-2023-11, CDNK, 20 November 2023
  2022-09 US$80.0 million derived-from-rate data/sample/china-dprk/monthly.csv:54 reuters-2023-11, Reuters via Daily Mail, 20 November 2023`},
		{"US$188.7 million | US$188.7\u00a0million | 188.7 | $188.7m | exports | “188.7”", `metric exports = US$188.7 million
exports = US$188.7 million |  |  | US$188.73 million to US$188.75 million | derived | 2023-11-20 | derived from other published figures: Sep 2023
  2023-09 US$188.74 million derived data/sample/china-dprk/monthly.csv:79 cdnk-2023-11, CDNK, 20 November 2023`},
		{"-6.6% | −6.6% | exports.at('2023-06').mom", `metric exports.at('2023-06').mom = −6.6%
exports.at('2023-06').mom = −6.6% | value / month before − 1 | 154.7 / 165.63 − 1, in US$ million | −6.63% to −6.57% | present | 2023-07-20 | 
  2023-06 US$154.7 million present data/sample/china-dprk/monthly.csv:72 reuters-2023-07, Reuters via CNA, 20 July 2023
  2023-05 US$165.63 million present data/sample/china-dprk/monthly.csv:70 yonhap-2023-06, Yonhap, 19 June 2023`},
	} {
		for _, q := range strings.Split(c.queries, " | ") {
			e := b.Explain(q)
			if len(e.Matches) == 0 {
				t.Errorf("%s: nothing; nearest %q", q, e.Nearest)
				continue
			}
			if diff := cmp.Diff(c.want, told(e.Matches[0])); diff != "" {
				t.Errorf("%s: %s", q, diff)
			}
		}
	}

	// Every other place where the figure is printed: prose, a tile, a chart, a table.
	mom := b.Explain("exports.mom").Matches[0]
	var places []string
	for _, p := range mom.Printed {
		places = append(places, p.Where)
		if p.File != "templates/china-dprk.yaml" || p.Line == 0 || p.Column == 0 || !strings.Contains(p.Text, "15.9") || (p.ID == "") != (p.Sentence == "") {
			t.Errorf("%+v", p)
		}
	}
	for _, want := range []string{"Front page", "Trends", "Figure 2", "Table 1"} {
		if !slices.Contains(places, want) {
			t.Errorf("15.9%% is printed in %s, and in %s too", places, want)
		}
	}
	if !slices.ContainsFunc(mom.Used, func(m Mention) bool { return m.Text == "accelerated" }) {
		t.Errorf("used by %v", mom.Used)
	}

	// Words that stand in several places, and for several reasons.
	rose := b.Explain("rose")
	if len(rose.Matches) < 2 || len(rose.Matches[0].Printed) < 3 || rose.Matches[0].Name != "verb(exports.mom)" || rose.Matches[1].Kind != Claim || rose.Matches[1].Verdict != Holds || len(rose.Matches[1].Figures) == 0 {
		t.Errorf("rose: %+v", rose)
	}
	if m := b.Explain("4.1%").Matches; len(m) == 0 || m[0].Kind != Source || !strings.HasPrefix(m[0].Source, "reuters-2023-10, Reuters") {
		t.Errorf("4.1%%: %+v", m)
	}

	// Without a match: what is near, and why there is none.
	for q, want := range map[string]string{"15.7%": "15.9%", "exports.momm": "exports.mom", "US$188.6 million": "US$188.7 million", "qqqqq": "", "C05": ""} {
		e := b.Explain(q)
		if len(e.Matches) > 0 || e.Nearest != want || (e.Note != "") != (q == "C05") {
			t.Errorf("%s: %+v", q, e)
		}
	}
}

// TestExplainFormulas: sums are written out, functions as signs, and what is no
// figure says so.
func TestExplainFormulas(t *testing.T) {
	b, problems := LoadFacts(flagship(), Options{})
	if problems.Failed() {
		t.Fatal(problems)
	}
	for q, want := range map[string]string{
		"exports.ma12":                       "(132.43 + 113.88 + 122.35 + 188.4 + 112.1 + 137.9 + 165.78 + 165.63 + 154.7 + 156.6 + 162.9 + 188.74) / 12, in US$ million",
		"exports.sum12":                      "132.43 + 113.88 + 122.35 + 188.4 + 112.1 + 137.9 + 165.78 + 165.63 + 154.7 + 156.6 + 162.9 + 188.74, in US$ million",
		"hair.share":                         "21.46 / 188.74, in US$ million",
		"balance(exports, imports)":          "188.74 − 27.79",
		"total(exports, imports)":            "188.74 + 27.79",
		"(exports + imports) / 2":            "(188.74 + 27.79) / 2",
		"ratio(exports.ma12, exports) - 1":   "150.118 / 188.74 − 1",
		"exports.vs('2018-09')":              "188.74 / 200.33",
		"exports.yoy.base":                   "",
		"exports.streak":                     "",
		"exports.mom - exports.prev.mom":     "15.9% − 4.0%",
		"exports.at('2010-01').mom":          "n.a. / n.a. − 1",
		"exports.first_release.prev.yoy_abs": "162.9 − 70.4, in US$ million",
	} {
		e := b.Explain(q)
		if len(e.Matches) != 1 || len(e.Matches[0].Figures) == 0 {
			t.Errorf("%s: %+v", q, e)
			continue
		}
		if got := e.Matches[0].Figures[0].Filled; got != want {
			t.Errorf("%s is %q, want %q", q, got, want)
		}
	}
	if f := b.Explain("exports.at('2010-01').mom").Matches[0].Figures[0]; f.Text != "n.a." || f.Why != "no figure of exports for 2010-01" || f.Range != "" {
		t.Errorf("%+v", f)
	}
}

// TestExplainFalse: what is not true can still be explained.
func TestExplainFalse(t *testing.T) {
	b, problems := LoadFacts(project(text("Exports [fell]{claim=exports.mom} by {{exports.at('2020-01')}}.")), Options{})
	if problems.Failed() {
		t.Fatal(problems)
	}
	m := b.Explain("fell").Matches
	if len(m) != 1 || m[0].Verdict != Untrue || m[0].Why != `"fell" is not true: exports.mom = 15.9%, needs < 0` || len(m[0].Figures) != 1 || m[0].Figures[0].Filled != "188.74 / 162.9 − 1, in US$ million" {
		t.Errorf("%+v", m)
	}
	if m := b.Explain("exports fell by n.a.").Matches; len(m) != 2 {
		t.Errorf("a sentence has %d statements: %+v", len(m), m)
	}
}

func FuzzExplain(f *testing.F) {
	b, problems := LoadFacts(project(text("Exports [fell]{claim=exports.mom} by {{exports.mom}}. [So]{src=k1}.")), Options{})
	if problems.Failed() {
		f.Fatal(problems)
	}
	for _, q := range []string{"exports.mom", "15.9%", "-6.6%", "US$188.7 million", "fell", "C05", "F001", "{{exports}}", "exports - imports", "'a' in ['a']", "period", "1e30", "top(exports, 'code', 5)", "\x00\x1b[2J", "exports.mom > 0 ? exports : 'x'", "−", "1 2,3.4", "'00'A00\x9a"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		e := b.Explain(q)
		if len(e.Matches) > 0 && e.Nearest != "" || e.Matches == nil {
			t.Errorf("%q: %+v", q, e)
		}
		for _, m := range e.Matches {
			if m.Kind == "" || m.Figures == nil || m.Printed == nil || m.Used == nil {
				t.Errorf("%q: %+v", q, m)
			}
		}
	})
}
