package report

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// longBrief is a brief with a table of so many rows and so many charts.
func longBrief(rows, charts int) Project {
	var b strings.Builder
	b.WriteString("sections:\n  - title: Trends\n    blocks:\n")
	if rows > 0 {
		b.WriteString("      - table:\n          kind: free\n          title: Rows\n          columns: [{title: A}, {title: B, align: right}, {title: C}]\n          rows:\n")
	}
	for i := range rows {
		fmt.Fprintf(&b, "            - [row %c, \"{{exports}}\", some words]\n", 'a'+i%26)
	}
	for i := range charts {
		fmt.Fprintf(&b, "      - chart: {id: c%d, kind: bars, title: Level, series: [exports], from: 2023-01}\n", i)
	}
	return project(b.String())
}

func BenchmarkLongBrief(b *testing.B) {
	for _, n := range [][2]int{{1000, 0}, {10_000, 0}, {0, 25}, {0, 100}} {
		b.Run(fmt.Sprintf("rows=%d charts=%d", n[0], n[1]), func(b *testing.B) {
			b.ReportAllocs()
			p := longBrief(n[0], n[1])
			for b.Loop() {
				brief, problems := Load(p, Options{})
				if brief == nil {
					b.Fatal(problems)
				}
				pages, _ := brief.Pages()
				if _, problems := brief.PDF(pages); problems.Failed() {
					b.Fatal(problems)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n[0]+n[1]), "ns/row")
		})
	}
}

// What a brief allocates grows with its length, not with the square of it.
func TestMemoryGrowsWithTheBrief(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	allocated := func(rows, charts int) uint64 {
		p := longBrief(rows, charts)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		built(t, p, Options{})
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	for _, n := range [][2]int{{500, 0}, {0, 20}} {
		if a, b := allocated(n[0], n[1]), allocated(4*n[0], 4*n[1]); b > 5*a {
			t.Errorf("%d rows and %d charts allocate %d bytes, four times as many %d", n[0], n[1], a, b)
		}
	}
}
