package report

import (
	"slices"
	"strings"
	"testing"

	"tradebrief/data/diag"
	"tradebrief/report/page"
)

// TestDraftNotes: every problem of phase Claim is a note at its words, at its
// block, or at the heading of its section.
func TestDraftNotes(t *testing.T) {
	p := project(`sections:
  - deck: "Exports [fell]{claim=exports.mom}."
    blocks:
      - key_figures:
          - {value: "{{exports.at('2020-01')}}", label: "Exports, [down]{claim=\"exports.mom < 0\"}", change: exports.at('2020-01').mom}
  - title: Trends
    heading: "Exports [fell by {{exports.mom}}]{claim=\"exports.mom < 0\"}"
    blocks:
      - text: {text: "Gone", when: "exports.at('2020-01') > 3"}
      - columns:
          - - text: "It is {{exports.at('2020-01')}}."
          - - text: {text: "Gone", when: "exports.at('2020-02') > 3"}
            - chart: {kind: bars, series: [exports], title: "[Down]{claim=\"exports.mom < 0\"}", reference: [{at: "2020-01", label: Then}]}
      - table: {kind: free, columns: [{title: A}], rows: [["[Down]{claim=\"exports.mom < 0\"}"]]}
`)
	whole, want := Load(p, Options{})
	if whole == nil {
		t.Fatal(want)
	}
	b := whole.Draft()
	if whole.Document.Draft != nil {
		t.Error("the brief itself became a draft")
	}
	pages, problems := b.Pages()
	if problems.Failed() || !strings.HasPrefix(pages.Meta.Title, "DRAFT: ") {
		t.Fatal(problems, pages.Meta.Title)
	}
	notes := b.Document.Draft.Notes
	if len(notes) != len(want) {
		t.Fatalf("%d notes for %d problems", len(notes), len(want))
	}
	ledger := b.Statements()
	var got []string
	for i, n := range notes {
		if n.Text != want[i].Message || n.Hint != want[i].Hint {
			t.Errorf("note %+v is not of the problem %s", n, want[i])
		}
		at := ""
		for _, s := range n.Statements {
			at += " " + ledger[s-1].Text
		}
		blocks := 0
		for _, p := range pages.Places {
			if p.Statement == 0 && p.At == n.At {
				blocks = 1
			}
		}
		words := slices.ContainsFunc(pages.Places, func(p page.Place) bool { return slices.Contains(n.Statements, p.Statement) })
		kind := "nowhere"
		switch {
		case words:
			kind = "words"
		case blocks > 0:
			kind = "block"
		}
		got = append(got, n.Label+" "+kind+" "+diag.Pos{Line: n.At.Line, Col: n.At.Col, File: "b"}.String()+at)
	}
	const expected = `brief.yaml:32 words b:32:5 fell
brief.yaml:35 block b:34:9 n.a.
brief.yaml:35 block b:34:9 down
brief.yaml:35 block b:34:9
brief.yaml:37 words b:36:5 fell by 15.9% 15.9%
brief.yaml:39 block b:36:5
brief.yaml:41 words b:41:15 n.a.
brief.yaml:42 block b:36:5
brief.yaml:43 block b:43:15
brief.yaml:43 words b:43:15 Down
brief.yaml:43 block b:43:15
brief.yaml:44 block b:44:9
brief.yaml:44 words b:44:9 Down`
	if s := strings.Join(got, "\n"); s != expected {
		t.Error(s)
	}
}
