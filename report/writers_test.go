package report

import (
	"fmt"
	"strings"
	"testing"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report/page"
)

// history is a project whose series exports has these figures, from the first
// period on; an empty one is a gap, and none is rounded where it would matter.
// The brief is of the last period.
func history(prose, first string, figures ...string) Project {
	p, err := data.ParsePeriod(first)
	if err != nil {
		panic(err)
	}
	var b strings.Builder
	b.WriteString("period,flow,value,status,source,vintage\n")
	last := p
	for i, f := range figures {
		if last = p.Add(i); f != "" {
			fmt.Fprintf(&b, "%s,X,%s,present,a,2024-01-18\n", last, f)
		}
	}
	outline := strings.NewReplacer("period: 2023-09", "period: "+last.String(), "issued: 2023-10-20", "issued: 2024-01-18", "date: 2023-11-20, reason", "date: 2024-11-20, reason", "layout: YYYY-MM", "layout: "+layoutOf(p),
		"  imports: {flow: import, reporter: CN, partner: \"{{params.partner}}\"}\n", "").Replace(head)
	return project("", "brief.yaml", outline+text(prose), "monthly.csv", b.String())
}

func layoutOf(p data.Period) string {
	switch p.Freq() {
	case data.Quarterly:
		return "YYYY-Q"
	case data.Annual:
		return "YYYY"
	}
	return "YYYY-MM"
}

func months(figures string) []string { return strings.Split(figures, " ") }

// TestWrittenWords: what the functions write, in the history from which it must
// follow.
func TestWrittenWords(t *testing.T) {
	for _, c := range []struct{ expr, first, figures, want string }{
		{"verb(exports.mom)", "2023-08", "100.0000 120.0000", "rose"},
		{"verb(exports.mom, 'present')", "2023-08", "100.0000 120.0000", "rise"},
		{"verb(exports.mom, 'perfect')", "2023-08", "120.0000 100.0000", "have fallen"},
		{"verb(exports.mom, 'perfect singular')", "2023-08", "120.0000 100.0000", "has fallen"},
		{"verb(exports.mom, 'noun')", "2023-08", "120.0000 100.0000", "a fall"},
		{"verb(exports.mom)", "2023-08", "100.0000 100.3000", "were little changed"},
		{"verb(exports.mom, 'singular')", "2023-08", "100.0000 100.3000", "was little changed"},
		{"verb(exports.mom, 'plural present')", "2023-08", "100.0000 99.8000", "are little changed"},
		{"verb(exports.yoy_abs)", "2022", "100.0000 99.8000", "fell"},
		// A figure that rounds to the one before is not little changed for sure, but it surely rose.
		{"verb(exports.mom)", "2023-08", "20.0 20.2", "rose"},
		{"verb(exports.mom, 'past') + ''", "2023-08", "20.0 20.2", "takes a number"},
		{"verb(exports.mom)", "2023-08", "20.0 20.1", "rounded inputs: 0.5% (0.0% to 1.0%)"},
		{"verb(exports.mom, 'pastt')", "2023-08", "20.0 30.0", `verb() knows no form "pastt"`},
		{"verb(exports.mom)", "2023-07", "20.0  30.0", "no figure of exports for 2023-08"},
		{"moved(exports.mom)", "2023-08", "20.0 30.0", "rose by 50.0%"},
		{"moved(exports.mom)", "2023-08", "20.0 20.1", "not decidable from rounded inputs"},

		{"streak(exports)", "2023-05", "100 90 100 110 120", "for the third month in a row"},
		{"streak(exports.streak)", "2023-05", "100 90 100 110 120", "for the third month in a row"},
		{"streak(exports)", "2023-06", "100 110 120 90", "for a first month"},
		{"streak(exports)", "2022-Q4", "100 90 100 110", "for the second quarter in a row"},
		{"streak(exports)", "2020", "100 90 80 70", "for the third year in a row"},
		{"streak(exports)", "2022-07", "10.0 20.0 30.0 40.0 50.0 60.0 70.0 80.0 90.0 100.0 110.0 120.0 130.0 140.0 150.0", "for the 14th month in a row"},
		// A gap hides how long the run is; where the data begin, it is as long as they show.
		{"streak(exports)", "2023-05", "100  100 110 120", "for at least the second month in a row"},
		{"streak(exports)", "2023-07", "100 110 120", "for the second month in a row"},
		{"streak(exports)", "2023-08", "100.000 100.000", "not decidable from rounded inputs: 0 (−1 to 1)"},
		{"streak(exports)", "2023-06", "100.0000 110.0000 120.0000 120.1000", "exports was little changed in September\u00a02023 (0.1%)"},
		{"streak(exports)", "2023-08", " 120.0000", "no figure of exports for 2023-08"},
		{"streak(exports.mom)", "2023-08", "100 120", "streak() takes a series"},

		{"since(exports)", "2023-04", "150 100 110 90 120", "since April\u00a02023"},
		{"since(exports.highest_since)", "2023-04", "150 100 110 90 120", "since April\u00a02023"},
		{"since(exports.lowest_since)", "2023-04", "80 100 110 120 90", "since April\u00a02023"},
		{"since(exports)", "2023-04", "120.000 100 110 90 120.000", "not decidable from rounded inputs: exports = US$120.0\u00a0million, in April\u00a02023"},
		{"since(exports)", "2023-04", "150 100  90 120", "since April\u00a02023 (of the 3\u00a0months on record since then)"},
		{"since(exports)", "2023-04", "15 100 110 90 120", "on record since April\u00a02023"},
		{"since(exports)", "2023-04", "15 100  90 120", "of the 4\u00a0months on record since April\u00a02023"},
		{"since(exports)", "2019", "150 100 110 90 120", "since 2019"},
		{"since(exports)", "2022-Q3", "150 100 110 90 120", "since Q3\u00a02022"},
		{"since(exports)", "2023-04", "150 100 110 130 120", "exports of July\u00a02023 were as high already"},
		{"since(exports)", "2023-09", "150", "there is no earlier figure of exports"},
		{"since(exports.ma3)", "2023-04", "150 100 110 130 120", "since() takes a series, its highest_since or its lowest_since"},

		{"times(exports.mom)", "2023-08", "100.0000 240.0000", "2.4 times"},
		{"times(exports.mom)", "2023-08", "100.0000 199.0000", "twice"},
		{"times(exports.mom)", "2023-08", "100.0000 302.0000", "three times"},
		{"times(exports.mom)", "2023-08", "10.0000 803.0000", "80.3 times"},
		{"times(exports.vs('2023-08'))", "2023-08", "15.0000 4201.0000", "280 times"},
		{"times(exports.mom)", "2023-08", "100.0000 50.0000", "half"},
		{"times(exports.mom)", "2023-08", "100.0000 46.0000", "0.46 times"},
		{"times(exports.mom)", "2023-08", "100.0000 101.0000", "1.0 times"},
		{"times(exports.vs('2023-08'))", "2023-08", "100.0000 170.0000", "1.7 times"},
		{"times(ratio(exports.prev, exports))", "2023-08", "100.0000 170.0000", "0.59 times"},
		{"times(exports / exports.prev)", "2023-08", "100.0000 170.0000", "1.7 times"},
		{"times(exports.mom)", "2023-08", "100.0000 0.0000", "times() cannot print −100.0%"},
		{"times(exports)", "2023-08", "100.0000 170.0000", "times() takes a rate or a ratio"},
		{"times(2)", "2023-08", "100.0000 170.0000", "times() takes a rate or a ratio"},
		{"times(exports.mom)", "2023-07", "100.0000  170.0000", "no figure of exports for 2023-08"},

		{"list('hair', 'flour', 'rice')", "2023-09", "100", "hair, flour and rice"},
		{"list('hair', exports > 200e6 ? 'flour' : '', 'rice')", "2023-09", "100", "hair and rice"},
		{"list(['hair'])", "2023-09", "100", "hair"},
		{"list(exports, exports.prev)", "2023-08", "100 200", "US$200.0\u00a0million and US$100.0\u00a0million"},
		{"list(exports, exports.mom)", "2023-09", "100", "cannot be printed: no figure of exports for 2023-08"},
		{"list('')", "2023-09", "100", "list() has nothing to print"},
		{"list([])", "2023-09", "100", "list() takes texts, and one of these is a list"},
		{"list(exports > 3)", "2023-09", "100", "list() takes texts, and one of these is a condition"},

		{"ordinal(exports.streak)", "2023-07", "100 110 120", "second"},
		{"ordinal(exports.streak)", "2023-07", "100.0 100.1 120", "the words of ordinal() are not decidable from rounded inputs: 2 (1 to 2)"},
	} {
		b, problems := Load(history("{{"+c.expr+"}}", c.first, months(c.figures)...), Options{})
		got := problems.String()
		if len(problems) == 0 {
			got = b.Document.Sections[0].Blocks[0].(*page.TextBlock).Paras[0].Text.String()
			if got != c.want {
				t.Errorf("%s over %s prints %q, want %q", c.expr, c.figures, got, c.want)
			}
			continue
		}
		if !strings.Contains(got, c.want) || strings.Contains(c.want, "not decidable") && problems.Phase() != diag.Claim {
			t.Errorf("%s over %s: the problems do not say %q:\n%s", c.expr, c.figures, c.want, got)
		}
	}
}

// TestNumberOfLabels: the verb follows what the series is called.
func TestNumberOfLabels(t *testing.T) {
	for label, want := range map[string]bool{
		"Exports": true, "Coffee exports": true, "exports of hair": true, "hair and wool": true, "processed hair and wool for wigs": true,
		"Trade": false, "trade with its neighbours": false, "glass": false, "surplus": false, "": false, "Hair": false,
	} {
		s := &scope{lang: english, series: map[string]*seriesEntry{"x": {label: label}}}
		if got := s.plural("x"); got != want {
			t.Errorf("%q is plural: %v, want %v", label, got, want)
		}
	}
}

// TestListOfTheTop: a ranking can be listed together with other texts.
func TestListOfTheTop(t *testing.T) {
	const goods = "period,flow,code,label,value\n2023-09,X,TOTAL,all,100\n2023-09,X,01,hair,50\n2023-09,X,02,flour,30\n2023-09,X,03,rice,20\n"
	outline := strings.Replace(head, "vintage: {column: vintage}\n      values:\n        - {column: value, unit: USD, scale: 1e6, status: {column: status}, source: {column: source}}",
		"code: {column: code}\n      label: {column: label}\n      values: [{column: value, unit: USD, scale: 1e6}]", 1)
	outline = strings.Replace(outline, "  imports: {flow: import, reporter: CN, partner: \"{{params.partner}}\"}\n", "", 1)
	b := load(t, project("", "brief.yaml", outline+text("{{list(top(exports, 'code', 2))}}; {{list(top(exports, 'code', 2), 'the rest')}}"), "monthly.csv", goods), Options{})
	if got, want := b.Document.Sections[0].Blocks[0].(*page.TextBlock).Paras[0].Text.String(), "hair and flour; hair, flour and the rest"; got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
}
