package wording

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// page is one page of published prose with what a reader found in it.
type page struct {
	name, text string
	read       []Mark // by a reader: kind, place and text
}

// corpus reads testdata/corpus: each page with a header, and beside it the marks
// in the order of the text, one a line as kind and the words in brackets among
// those around them.
func corpus(t testing.TB) []page {
	t.Helper()
	files, err := filepath.Glob("testdata/corpus/*.txt")
	if err != nil || len(files) != 20 {
		t.Fatalf("%d pages, %v", len(files), err)
	}
	kinds := map[string]Kind{}
	for k := range kindNames {
		kinds[kindNames[k]] = Kind(k)
	}
	var pages []page
	for _, file := range files {
		whole := readFile(t, file)
		head, text, ok := strings.Cut(whole, "\n\n")
		for _, key := range []string{"publisher: ", "title: ", "date: ", "address: ", "licence: ", "retrieved: "} {
			if !strings.Contains("\n"+head, "\n"+key) {
				t.Errorf("%s has no %s", file, key)
			}
		}
		if !ok {
			t.Fatalf("%s has no text", file)
		}
		p := page{name: filepath.Base(file), text: text}
		at := 0
		for n, line := range strings.Split(strings.TrimSpace(readFile(t, strings.TrimSuffix(file, ".txt")+".marks")), "\n") {
			kind, words, _ := strings.Cut(line, "\t")
			before, words, _ := strings.Cut(words, "[")
			words, after, _ := strings.Cut(words, "]")
			// Marks may share the words around them.
			from := max(0, at-len(before))
			i := strings.Index(text[from:], before+words+after)
			if kinds[kind] == 0 || words == "" || i < 0 {
				t.Fatalf("%s: mark %d, %q, is not in the text", file, n+1, line)
			}
			at = from + i + len(before) + len(words)
			p.read = append(p.read, Mark{Kind: kinds[kind], From: at - len(words), To: at, Text: words})
		}
		pages = append(pages, p)
	}
	return pages
}

func readFile(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// alarming kinds lead to a problem in front of an author.
var alarming = map[Kind]bool{Number: true, NumberWord: true, Superlative: true, Run: true, Multiple: true, Intensity: true, Cause: true, Hedge: true, Legal: true, Time: true}

// On published prose the scanner agrees with a reader. A false alarm is a mark
// of an alarming kind where the reader has none of it; at most one a page would
// do, and there is one on twenty. What it misses are causes and superlatives in
// words that say other things more often.
func TestCorpus(t *testing.T) {
	pages := corpus(t)
	words, alarms := 0, 0
	var found, missed [len(kindNames)]int
	for _, p := range pages {
		words += len(strings.Fields(p.text))
		scanned := Scan(p.text)
		agrees := func(m Mark, list []Mark) bool {
			for _, o := range list {
				if o.Kind == m.Kind && o.From < m.To && m.From < o.To {
					return true
				}
			}
			return false
		}
		for _, m := range scanned {
			if alarming[m.Kind] && !agrees(m, p.read) {
				alarms++
				t.Logf("%s: false alarm: %s %q in …%s…", p.name, m.Kind, m.Text, around(p.text, m))
			}
		}
		for _, m := range p.read {
			if agrees(m, scanned) {
				found[m.Kind]++
			} else {
				missed[m.Kind]++
				t.Logf("%s: missed: %s %q in …%s…", p.name, m.Kind, m.Text, around(p.text, m))
			}
		}
	}
	t.Logf("%d words, %d false alarms: %.2f a page", words, alarms, float64(alarms)/float64(len(pages)))
	if words < 8900 || alarms > 1 {
		t.Errorf("%d false alarms in %d words", alarms, words)
	}
	allowed := map[Kind]int{Superlative: 3, Cause: 3, Intensity: 2}
	for k := range kindNames {
		if missed[k] > allowed[Kind(k)] {
			t.Errorf("%s: %d missed of %d", Kind(k), missed[k], found[k]+missed[k])
		}
		if found[k]+missed[k] > 0 {
			t.Logf("%-12s %3d found, %d missed", Kind(k), found[k], missed[k])
		}
	}
}

func around(text string, m Mark) string {
	return strings.ReplaceAll(text[max(0, m.From-30):min(len(text), m.To+30)], "\n", " ")
}

// Scanning costs a bounded number of allocations whatever the text, and nothing
// for a mark.
func TestAllocations(t *testing.T) {
	var all strings.Builder
	for _, p := range corpus(t) {
		all.WriteString(p.text)
	}
	for _, text := range []string{"Exports rose 15.9% in September.", all.String()} {
		if n := testing.AllocsPerRun(3, func() { Scan(text) }); n > 4 {
			t.Errorf("%.0f allocations for %d bytes", n, len(text))
		}
	}
}

func BenchmarkScan(b *testing.B) {
	var all strings.Builder
	for _, p := range corpus(b) {
		all.WriteString(p.text)
	}
	text := all.String()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Scan(text)
	}
}

func BenchmarkSentences(b *testing.B) {
	text := corpus(b)[0].text
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		English.Sentences(text)
	}
}

func ExampleLanguage_Sentences() {
	text := "The U.S. deficit was $1.5 billion. It fell."
	for _, s := range English.Sentences(text) {
		fmt.Println(text[s[0]:s[1]])
	}
	// Output:
	// The U.S. deficit was $1.5 billion.
	// It fell.
}
