package report

import (
	"testing"

	"tradebrief/report/wording"
	"tradebrief/templates"
)

// Each word of each scale is found in a sentence as one term, and each level of
// confidence.
func TestScalesAreWords(t *testing.T) {
	find := func(text string, kind wording.Kind, words string) {
		for _, m := range wording.Scan(text) {
			if m.Kind == kind && m.Text == words {
				return
			}
		}
		t.Errorf("%q: no %s %q in %v", text, kind, words, wording.Scan(text))
	}
	for _, scale := range templates.Scales() {
		for _, term := range scale.Terms {
			for _, word := range append([]string{term.Word}, term.Same...) {
				find("It is "+word+" that exports stay.", wording.Likelihood, word)
			}
		}
	}
	for _, level := range templates.Confidences() {
		find("We say so with "+level+" confidence.", wording.Confidence, "with "+level+" confidence")
	}
}
