package report

import (
	"os"
	"strings"
	"testing"

	"tradebrief/report/page"
)

// The data notes stand in one order whatever the author's, with what the tool says
// under the same headings; headings of the author's own come last.
func TestNotesHaveOneOrder(t *testing.T) {
	for name, want := range map[string]string{
		"china-dprk":    "Coverage, Valuation, Calculations, Not shown, Comparability",
		"china-dprk.zh": "涵盖范围, 计价, 计算, 未列入, 可比性",
		"china-dprk.ko": "범위, 평가, 계산, 싣지 않은 것, 비교 가능성",
		"eu-glassine":   "Coverage, Valuation, Calculations, Last month, Weights",
	} {
		b, problems := Load(Project{FS: os.DirFS(".."), Outline: "templates/" + name + ".yaml"}, Options{})
		if problems.Failed() {
			t.Fatal(problems)
		}
		var notes *page.Notes
		for _, s := range b.Document.Sections {
			for _, block := range s.Blocks {
				if n, ok := block.(*page.Notes); ok {
					notes = n
				}
			}
		}
		var got []string
		for _, item := range notes.Items {
			got = append(got, item.Title)
			if len(item.Paras) == 0 {
				t.Errorf("%s: nothing stands under %s", name, item.Title)
			}
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s: the notes are %s, expected %s", name, s, want)
		}
	}
}
