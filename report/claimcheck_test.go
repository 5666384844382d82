package report

import (
	"strings"
	"testing"

	"tradebrief/report/page"
)

// checkOf is the claim check of a brief as text.
func checkOf(t *testing.T, b *Brief) string {
	t.Helper()
	var out strings.Builder
	for _, s := range b.Document.Sections {
		for _, block := range s.Blocks {
			if check, ok := block.(*page.ClaimCheck); ok {
				doc := page.Document{Sections: []page.Section{{Blocks: []page.Block{check}}}}
				out.WriteString(dump(doc))
			}
		}
	}
	return strings.ReplaceAll(out.String(), "~", " ")
}

// TestClaimCheck: the list is of what does not hold, the rest is counted. The
// check counts none of its own figures.
func TestClaimCheck(t *testing.T) {
	p := project(`sections:
  - title: "Trends of {{month(period)}}"
    heading: "Exports [rose]{claim=exports.mom} by {{exports.mom}}"
    deck: "Exports [fell]{claim=exports.mom}. Exports rose by {{exports.mom}}, the press says [a quarter]{src=k1}, or [something that is very much longer than a line of a list]{src=k1}."
    blocks:
      - judgements:
          - {id: KJ-1, likelihood: likely, statement: "It goes on.", confidence: low, basis: "Three months"}
          - {likelihood: unlikely, confidence: low, statement: "Nobody knows what will have become of all this by the end of the year."}
      - revisions: true
      - claim_check: true
`)
	b, problems := Load(p, Options{})
	if b == nil {
		t.Fatal(problems)
	}
	got := checkOf(t, b)
	for _, want := range []string{
		"Claim check: 7 of 9 claims rest on the data or on a source, alarm true, squares [0 0 0 3 0 1 1 1 3]\n",
		"    4 computed\n", "    3 sourced\n", "    1 unbound\n", "    0 waived\n", "    1 failed\n",
		`    F004 4 fell | exports.mom [0] | false
    F009 9 Unlikely: Nobody knows what will have becom… | its basis [0] | unbound
`,
		"    %d of 9 shown. All of them, down to the lines of the data: tradebrief export claims --to json. One figure was revised since its first release: Sep 2022 (Table 1→table-1).",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the claim check lacks %q:\n%s", want, got)
		}
	}
	if text := b.Text(); !strings.Contains(text, "Claim check\n\n7 of 9 claims rest on the data or on a source\n4 computed\n") {
		t.Errorf("the claim check is not in the text:\n%s", text)
	}
}

// TestWaiversArePrinted: with their code, place, reason, person and date; in the
// claim check of the outline, or in one that the tool adds.
func TestWaiversArePrinted(t *testing.T) {
	const waive = `waive:
  - {code: C16, at: exports, reason: "The base of {{exports.prev}} is small", by: A. Person, date: 2023-11-20}
  - {code: C18, at: exports, reason: "Of later.", by: B. Person, date: 2023-12-01}
`
	const want = "**C16** at exports: The base of US$162.9 million is small. A. Person, 20 November 2023."
	for _, blocks := range []string{"[{text: Nothing.}, {claim_check: true}]", "[{text: Nothing.}]"} {
		b, problems := Load(project(waive+"sections: [{blocks: "+blocks+"}]\n"), Options{})
		if b == nil {
			t.Fatal(problems)
		}
		got := checkOf(t, b)
		if strings.Count(got, want) != 1 || strings.Contains(got, "B. Person") {
			t.Errorf("%s: the waiver is not printed once, alone:\n%s", blocks, got)
		}
	}
	b := load(t, project("sections: [{blocks: [{text: Nothing.}]}]\n"), Options{})
	if got := checkOf(t, b); got != "" {
		t.Errorf("a brief without waivers has a claim check that nobody asked for:\n%s", got)
	}
}
