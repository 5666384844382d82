package report

import (
	"strings"
	"testing"

	"tradebrief/data/diag"
)

// withCode are the problems with one of the codes, without excerpts.
func withCode(problems diag.List, codes ...string) string {
	var b strings.Builder
	for _, p := range problems {
		for _, code := range codes {
			if p.Code == code {
				p.Excerpt = ""
				b.WriteString(p.String() + "\n")
			}
		}
	}
	return b.String()
}

// TestExhibitsReferred: a figure or a table that no text refers to is told at
// its block, wherever that stands; what the tool fills is not.
func TestExhibitsReferred(t *testing.T) {
	const sections = `sections:
  - id: trends
    title: Trends
    blocks:
      - chart: {id: level, kind: bars, title: Exports, series: [exports], from: 2023-06}
      - columns:
          - - table: {kind: free, columns: [{title: Item}], rows: [[Goods]]}
          - - text: "TEXT"
      - revisions: true
`
	for _, c := range []struct{ text, want string }{
		{"Exports.", "brief.yaml:35:9: warning: C31: no text refers to Figure 1\n  hint: write ({{ref('level')}}) where the text speaks of it\n" +
			"brief.yaml:37:15: warning: C31: no text refers to Table 1\n  hint: give it an id, such as id: table-1, and write ({{ref('table-1')}}) where the text speaks of it\n"},
		{"Exports ({{ref('level')}}).", "brief.yaml:37:15: warning: C31: no text refers to Table 1\n  hint: give it an id, such as id: table-1, and write ({{ref('table-1')}}) where the text speaks of it\n"},
		{"Exports ({{ref('levle')}}).", "brief.yaml:38:33: error: C31: no figure or table in this brief has the id \"levle\"\n  hint: did you mean \"level\"?\n"},
	} {
		_, problems := Load(project(strings.Replace(sections, "TEXT", c.text, 1)), Options{})
		if got := withCode(problems, "C31"); got != c.want {
			t.Errorf("%s\n%s\nwant:\n%s", c.text, got, c.want)
		}
	}
	// The id that a hint offers is plain in every language.
	chinese := edited(t, project(strings.Replace(sections, "id: level, ", "", 1)), "brief.yaml", "  marking:", "  language: zh\n  marking:")
	if _, problems := Load(chinese, Options{}); !strings.Contains(withCode(problems, "C31"), "no text refers to 图1\n  hint: give it an id, such as id: figure-1, and write ({{ref('figure-1')}})") {
		t.Errorf("in Chinese:\n%s", problems)
	}
	for why, key := range map[string]string{"exports < imports is not true": "when: exports < imports", "it is meant for 2023-08": "for: 2023-08"} {
		gone := strings.Replace(sections, "id: level, ", "id: level, "+key+", ", 1)
		_, problems := Load(project(strings.Replace(gone, "TEXT", "Exports ({{ref('level')}}).", 1)), Options{})
		want := "brief.yaml:38:33: error: C31: the block \"level\" is not in this brief: " + why + "\n  hint: put the sentence into a text with the same when: or for:\n"
		if got := withCode(problems, "C31"); !strings.HasSuffix(got, want) { // before it, of the table
			t.Errorf("%s\n%s\nwant:\n%s", key, got, want)
		}
	}
	p := project("waive: [{code: C31, at: trends, reason: a draft, by: A. Person, date: 2023-11-20}]\n" + strings.Replace(sections, "TEXT", "Exports.", 1))
	if _, problems := Load(p, Options{}); len(problems) > 0 {
		t.Errorf("the section is waived, and still:\n%s", problems)
	}
}
