package report

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// TestPublisherOfFormat: a file of an office that is known by its format names
// its publisher in the list of sources.
func TestPublisherOfFormat(t *testing.T) {
	content, err := os.ReadFile("../cmd/tradebrief/testdata/described/2025in.csv")
	if err != nil {
		t.Fatal(err)
	}
	const outline = `version: 1
brief: {title: Soybeans, organisation: O, period: 2025-02, issued: 2025-04-20}
data: [{id: d, path: 2025in.csv}]
series: {soy: {flow: import, partner: BR, code: "12019019", label: Soybeans from Brazil}}
sections:
  - title: Trade
    blocks:
      - text: "China bought {{soy}} of them."
      - table: {kind: metrics, title: Soybeans, rows: [soy], columns: [value, mom]}
      - sources: true
`
	b, problems := Load(Project{FS: fstest.MapFS{"brief.yaml": {Data: []byte(outline)}, "2025in.csv": {Data: content}}, Outline: "brief.yaml"}, Options{})
	if problems.Failed() {
		t.Fatal(problems)
	}
	if text := b.Text(); !strings.Contains(text, "General Administration of Customs of China") {
		t.Errorf("nobody is named as the publisher:\n%s", text)
	}
}
