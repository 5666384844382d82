package report

import (
	"fmt"
	"strings"
	"testing"
)

// TestBalances: widened and narrowed go by side and size, against the balance of
// the period before.
func TestBalances(t *testing.T) {
	for _, c := range []struct{ words, before, now, want string }{
		{"the surplus widened", "100.00 90.00", "100.00 80.00", ""},
		{"widened", "100.00 90.00", "100.00 80.00", ""},
		{"the gap widened", "90.00 100.00", "80.00 100.00", ""},
		{"the deficit widened", "90.00 100.00", "80.00 100.00", ""},
		{"the deficit narrowed", "90.00 100.00", "95.00 100.00", ""},
		{"the deficit narrowed", "90.00 100.00", "80.00 100.00", `C11: "the deficit narrowed" is not true: balance(exports, imports) = −US$20.0 million after −US$10.0 million, needs a deficit, smaller than before, on the same side; the data say: the deficit widened`},
		{"the surplus widened", "90.00 100.00", "80.00 100.00", "C11: needs a surplus, larger than before, on the same side; the data say: the deficit widened"},
		{"narrowed", "90.00 100.00", "110.00 100.00", "C11: the data say: turned from deficit to surplus"},
		{"turned from deficit to surplus", "90.00 100.00", "110.00 100.00", ""},
		{"swung into deficit", "110.00 100.00", "90.00 100.00", ""},
		{"swung into deficit", "110.00 100.00", "120.00 100.00", "C11: needs a deficit after a surplus; the data say: the surplus widened"},
		{"a surplus", "90.00 100.00", "110.00 100.00", ""},
		{"a deficit", "90.00 100.00", "110.00 100.00", "C11: needs < 0; the data say: a surplus"},
		{"more", "90.00 100.00", "110.00 100.00", ""},
		{"widened", "100 90", "100 90", "not decidable from rounded inputs"},
		{"did not widen", "100.00 90.00", "100.00 80.00", "the house table does not say"},
		{"widened", "- 90.00", "100.00 90.00", "balance(exports, imports) of the month before is missing"},
	} {
		var b strings.Builder
		b.WriteString("period,flow,value,status,source,vintage\n")
		for i, figures := range []string{c.before, c.now} {
			x, m, _ := strings.Cut(figures, " ")
			for flow, v := range map[string]string{"X": x, "M": m} {
				if v != "-" {
					fmt.Fprintf(&b, "2023-0%d,%s,%s,present,a,2023-10-20\n", 8+i, flow, v)
				}
			}
		}
		_, problems := Load(project(text(fmt.Sprintf("[%s]{claim=%q}", c.words, "balance(exports, imports)")), "monthly.csv", b.String()), Options{})
		got := strings.ReplaceAll(problems.String(), nbsp, " ")
		for _, part := range strings.Split(c.want, "; ") {
			if c.want == "" && got != "" || !strings.Contains(got, strings.TrimPrefix(part, "C11: ")) || strings.HasPrefix(c.want, "C11") && problems[0].Code != "C11" {
				t.Errorf("%s, %s after %s: want %q:\n%s", c.words, c.now, c.before, part, got)
			}
		}
	}
}

// TestRanks: the words name a place, and the data have it.
func TestRanks(t *testing.T) {
	const goods = "period,flow,code,value\n2023-09,X,TOTAL,100.0\n2023-09,X,01,50.0\n2023-09,X,02,30.0\n2023-09,X,03,20.0\n"
	outline := strings.Replace(head, "vintage: {column: vintage}\n      values:\n        - {column: value, unit: USD, scale: 1e6, status: {column: status}, source: {column: source}}",
		"code: {column: code}\n      values: [{column: value, unit: USD, scale: 1e6}]", 1)
	outline = strings.Replace(outline, "  imports: {flow: import, reporter: CN, partner: \"{{params.partner}}\"}\n", "  hair: {flow: export, code: \"01\"}\n  rice: {flow: export, code: \"03\"}\n", 1)
	for _, c := range []struct{ prose, want string }{
		{"[the largest]{claim=hair.rank} [third]{claim=rice.rank} [the third largest]{claim=rice.rank}", ""},
		{"[the second largest]{claim=rice.rank}", `C29: "the second largest" is not true: rice.rank = 3, needs 2`},
		{"[the second largest]{claim=rice.rank}", "the data say: the third largest"},
		{"[rose]{claim=rice.rank}", `write words such as "second largest"`},
	} {
		_, problems := Load(project("", "brief.yaml", outline+text(c.prose), "monthly.csv", goods), Options{})
		if got := problems.String(); c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: want %q:\n%s", c.prose, c.want, got)
		}
	}
}

// TestCoverage: a superlative over a history with gaps tells how much it covers:
// in the data notes where the brief has them, else behind the words.
func TestCoverage(t *testing.T) {
	const record, since = "It is [the highest]{claim=exports} by far.", "It is [the highest since May 2023]{claim=exports} by far."
	gaps, whole := []string{"100.000", "150.000", "", "90.000", "120.000"}, []string{"100.000", "150.000", "80.000", "90.000", "120.000"}
	for _, c := range []struct {
		prose, notes string
		figures      []string
		says         string
		note         string
	}{
		{record, "", []string{"100.000", "", "90.000", "120.000"}, "It is the highest (of the 3 months on record since June 2023) by far.", ""},
		{since, "", []string{"150.000", "", "90.000", "100.000", "120.000"}, "It is the highest since May 2023 (of the 3 months on record since then) by far.", ""},
		{"It is [the highest in four months]{claim=exports}.", "", []string{"150.000", "", "90.000", "100.000", "120.000"}, "It is the highest in four months (of the 3 months on record since May 2023).", ""},
		{"It is [the highest {{since(exports)}}]{claim=exports}.", "", []string{"150.000", "", "90.000", "100.000", "120.000"}, "It is the highest since May 2023 (of the 3 months on record since then).", ""},
		{since, "      - data_notes: {Coverage: Goods}\n", []string{"150.000", "", "90.000", "100.000", "120.000"}, "It is the highest since May 2023 by far.",
			"“The highest since May 2023”: of the 3 months on record since then. A month without a figure may have been beyond it."},
		{"It is [a record]{claim=\"exports >= exports.max\"}.", "", []string{"100.000", "", "90.000", "120.000"}, "It is a record (of the 3 months on record since June 2023).", ""},
		{"It is [much]{claim=\"exports >= exports.max\"}.", "", []string{"100.000", "", "90.000", "120.000"}, "It is much.", ""},
		{"It is [the highest since June 2023]{claim=exports}.", "", whole, "It is the highest since June 2023.", ""},
		{"It is [the highest since June 2023]{claim=exports}.", "", gaps, "It is the highest since June 2023 (of the 2 months on record since then).", ""},
	} {
		last := 9
		p := history(c.prose+"\n", fmt.Sprintf("2023-%02d", last+1-len(c.figures)), c.figures...)
		if c.notes != "" {
			outline := p.FS.(interface{ ReadFile(string) ([]byte, error) })
			old, _ := outline.ReadFile("brief.yaml")
			data, _ := outline.ReadFile("monthly.csv")
			p = project("", "brief.yaml", string(old)+c.notes, "monthly.csv", string(data))
		}
		b := load(t, p, Options{})
		got := plainSpaces(b.Text())
		if !strings.Contains(got, c.says) || c.note != "" && !strings.Contains(got, c.note) {
			t.Errorf("%s over %v: want %q and %q in\n%s", c.prose, c.figures, c.says, c.note, got)
		}
	}
}
