package report

import (
	"strings"
	"testing"

	"tradebrief/data/diag"
)

// watched is a brief with one indicator.
func watched(keys string) string {
	return "sections:\n  - title: Outlook\n    blocks:\n      - indicators: [{id: I1, text: Exports, " + keys + "}]\n"
}

// TestStatus: exports were 156.5, 162.9, 188.74 and 167.6 from July to October
// 2023, the last one after the reference period.
func TestStatus(t *testing.T) {
	for _, c := range []struct{ name, keys, status string }{
		{"between its thresholds", "series: exports, below: 120e6, above: 250e6", "US$167.6 million in Oct 2023: steady"},
		{"just outside a tenth of the lower one", "series: exports, below: 152e6", "steady"},
		{"within a tenth of the lower one", "series: exports, below: 153e6", "watch"},
		{"within a tenth of the upper one", "series: exports, above: 186e6", "watch"},
		{"on it", "series: exports, above: 167.6e6", "watch"},
		{"beyond it within what rounding hides", "series: exports, above: 167.596e6", "watch"},
		{"beyond it whatever rounding hides", "series: exports, above: 167.5e6", "breached"},
		{"below", "series: exports, below: 170e6", "breached"},
		{"below, but for the first month", "series: exports, below: 170e6, in_a_row: 2", "watch"},
		{"above for two months", "series: exports, above: 163e6, in_a_row: 2", "breached"},
		{"above for two months of three", "series: exports, above: 163e6, in_a_row: 3", "watch"},
		{"a threshold of the reference period", "series: exports, below: exports.ma3", "breached"},
		{"a rate", "series: exports.mom, below: -0.1, above: 0.1", "−11.2% in Oct 2023: breached"},
		{"an older period", "series: exports.at('2023-08'), below: 120e6", "US$162.9 million in Oct 2023: steady"},
		{"a figure without data in the last year", "series: exports.at('2019-01'), below: 120e6", "no data"},
		{"a sum of two series", "series: \"total(exports, imports)\", above: 500e6", "steady"},
	} {
		b, problems := Load(project(watched(c.keys)), Options{})
		if b == nil || problems.Failed() {
			t.Errorf("%s: %v", c.name, problems)
			continue
		}
		s := b.Statements()[0]
		if s.Kind != Computed || s.Verdict != Holds || !strings.HasSuffix(s.Text, c.status) {
			t.Errorf("%s: %s %s %q, want %q", c.name, s.Kind, s.Verdict, s.Text, c.status)
		}
	}
}

// TestStatusMoves: as known a month earlier the newest figure is another one, and
// so is what it says.
func TestStatusMoves(t *testing.T) {
	outline := project(watched("series: exports, above: 185e6"))
	b := load(t, outline, Options{AsOf: 20231020})
	if s := b.Statements()[0]; s.Text != "US$188.7 million in Sep 2023: breached" || s.Expr != "exports" {
		t.Errorf("as of October: %q of %s", s.Text, s.Expr)
	}
	b = load(t, outline, Options{})
	if s := b.Statements()[0]; s.Text != "US$167.6 million in Oct 2023: watch" || s.Expr != "exports.at('2023-10')" || strings.Join(s.Facts, " ") != "exports.at('2023-10')" {
		t.Errorf("as of November: %q of %s, facts %q", s.Text, s.Expr, s.Facts)
	}
}

func TestIndicatorProblems(t *testing.T) {
	for _, c := range []struct {
		keys  string
		wants []string
	}{
		{"series: exports, above: \"exports.at('2019-01')\"", []string{"exports.at('2019-01') is missing: no figure of exports for 2019-01"}},
		{"series: exports, above: exports.mom", []string{"brief.yaml:34:70", "cannot compare USD with ratio"}},
		{"series: exports, below: 250e6, above: 120e6", []string{"the lower threshold of I1 is not below the upper one: US$250.0"}},
	} {
		fails(t, project(watched(c.keys)), Options{}, diag.Claim, c.wants...)
	}
}

// TestScenarioValues: figures take the unit of their series, and keep the decimals
// that their author gave them.
func TestScenarioValues(t *testing.T) {
	scenarios := func(items, more string) string {
		return "sections:\n  - title: Outlook\n    blocks:\n      - scenarios: [" + items + "]\n" + more
	}
	b := load(t, project(scenarios("{name: Up, probability: 0.25, text: More, value: 232e6}, {name: Down, probability: 0.75, text: Less, value: 90e6}", "        horizon: 2024-03\n")), Options{})
	for _, want := range []string{"Down is the likeliest of two scenarios", "Scenarios to Mar 2024", "Scenario\tProbability\tWhat happens\tUS$ million, Mar 2024", "Up\t25%\tMore\t232\n", "Down\t75%\tLess\t90\n", "Probabilities sum to 100%"} {
		if !strings.Contains(b.Text(), want) {
			t.Errorf("%q is not in\n%s", want, b.Text())
		}
	}
	if s := b.Statements()[0]; s.Kind != Judgement || s.Verdict != Sourced || s.Text != "Up, 25%: More" {
		t.Errorf("statement %+v", s)
	}
	b = load(t, project(scenarios("{name: Up, probability: 0.5, text: More, value: 232.5e6}, {name: Down, probability: 0.5, text: Less, value: exports.ma3}", "")), Options{})
	for _, want := range []string{"Scenarios\n", "Up\t50%\tMore\t232.5\n", "Down\t50%\tLess\t169.4\n"} {
		if !strings.Contains(b.Text(), want) {
			t.Errorf("%q is not in\n%s", want, b.Text())
		}
	}
	b = load(t, project(scenarios("{name: Up, probability: 1, text: More}", "")), Options{})
	if strings.Contains(b.Text(), "US$ million") {
		t.Errorf("a column for values that nobody gave:\n%s", b.Text())
	}
	fails(t, project(scenarios("{name: Up, probability: 1, text: More, value: exports.mom}", "")), Options{}, diag.Claim, "exports.mom is 15.9%, and the values of these scenarios are in USD")
	fails(t, project(scenarios("{name: Up, probability: 1, text: More, value: \"exports.at('2019-01')\"}", "")), Options{}, diag.Claim, "is missing")
}

// TestSignsSheet: as a spreadsheet an indicator has its figures in whole units,
// and nothing where it has no threshold.
func TestSignsSheet(t *testing.T) {
	b := load(t, project(watched("series: exports, above: 250e6}, {id: I2, text: Growth, series: exports.mom, below: -0.1, above: 0.5")), Options{})
	for _, p := range b.Parts() {
		if p.Label == "Table 1" {
			got := strings.ReplaceAll(string(p.Sheet.CSV()), "\ufeff", "")
			const want = "Code,Indicator,Unit,Lower trigger,Upper trigger,Latest,Period,Status\n" +
				"I1,\"Exports, US$ million\",USD,,250000000,167600000,2023-10,steady\n" +
				"I2,\"Growth, %\",ratio,-0.1,0.5,-0.11200593408922327,2023-10,breached\n"
			if got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
			return
		}
	}
	t.Error("there is no table")
}
