package report

import (
	"strings"
	"testing"
)

const assessedOutline = "sections:\n  - title: Trends\n    blocks:\n" +
	"      - likelihoods: {id: scale, note: \"Ranges are ours.\"}\n" +
	"      - judgements:\n" +
	"          - {id: KJ-1, likelihood: likely, statement: Trade will grow., confidence: moderate, basis: Trains run.}\n" +
	"          - {id: KJ-2, likelihood: very unlikely, statement: Trade will stop., confidence: low, basis: Trains run.}\n" +
	"          - {id: KJ-3, likelihood: likely, statement: Prices will hold., confidence: low, basis: Trains run.}\n"

// The scale stands before what it shows, and names it all: in the title, aloud and in
// the sheet.
func TestLikelihoods(t *testing.T) {
	b := load(t, project(assessedOutline), Options{})
	const want = "Figure 1. Likelihoods run from very unlikely to likely\nWhere judgements and hypotheses stand on the scale, in per cent\n" +
		"Likelihood words follow the scale of the US Intelligence Community Directive 203; confidence is rated apart from them. Ranges are ours.\n" +
		"Very unlikely: KJ-2, 5% to 20%; Likely: KJ-1, KJ-3, 55% to 80%.\n"
	if got := b.Text(); !strings.Contains(got, want) {
		t.Errorf("the text is\n%s\nwant in it\n%s", got, want)
	}
	for _, p := range b.Parts() {
		if p.ID == "scale" && (p.Sheet == nil || len(p.Sheet.Rows) != 3 || strings.Join(p.Sheet.Rows[0], " ") != "KJ-2 Very unlikely 5 20") {
			t.Errorf("its sheet is %v", p.Sheet)
		}
	}
	_, problems := Load(project("sections:\n  - title: Trends\n    blocks:\n      - likelihoods: true\n"), Options{})
	const none = "brief.yaml:34:9: error: nothing in this brief has a likelihood that the scale could show\n  hint: give a judgement or a hypothesis its likelihood, or take the block away"
	if got := problemWords(problems); got != none {
		t.Errorf("without a likelihood:\n%s\nwant\n%s", got, none)
	}
}
