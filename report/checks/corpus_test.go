package checks

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tradebrief/data"
)

// Real prose on trade, as its authors printed it, has next to nothing against it:
// fewer than one finding of the rules about figures on five pages, whether it
// stands in a brief as typed or as from a source.
func TestFiguresOfRealProse(t *testing.T) {
	pages, err := filepath.Glob("../wording/testdata/corpus/*.txt")
	if err != nil || len(pages) < 20 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, source := range []string{"", "press"} {
		var found []string
		for _, name := range pages {
			page, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			_, text, _ := strings.Cut(string(page), "\n\n") // after the provenance
			for paragraph := range strings.SplitSeq(text, "\n\n") {
				p := fromSource(paragraph)
				p.Pieces[0].Source = source
				if got := codes(p, &Brief{Period: data.Month(2023, 9)}); got != "" {
					found = append(found, filepath.Base(name)+": "+got)
				}
			}
		}
		if len(found) > len(pages)/5 {
			t.Errorf("with the source %q:\n%s", source, strings.Join(found, "\n"))
		}
	}
}
