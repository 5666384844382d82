package data

import (
	"fmt"
	"strings"
	"testing"
)

// manyRows is a file of 15,725 rows and nine columns: 25 codes in two flows
// over 26 years of months and some.
func manyRows() string {
	var b strings.Builder
	b.WriteString("period,reporter,partner,flow,code,name,value,kg,status\n")
	n := 0
	for p := Month(1999, 1); n < 15725; p = p.Add(1) {
		for _, flow := range []string{"export", "import"} {
			for code := 1; code <= 25 && n < 15725; code++ {
				n++
				fmt.Fprintf(&b, "%s,CN,KP,%s,%02d,chapter %d,%d.%03d,%d,reported\n", p, flow, code, code, 100+n%877, n%1000, (100+n%877)*31)
			}
		}
	}
	return b.String()
}

func manySource() Source {
	s := codedSource()
	s.Complete = true
	s.Table.Reporter, s.Table.Partner, s.Table.Label = columnField("reporter"), columnField("partner"), columnField("name")
	s.Table.Values[0].Status = columnField("status")
	s.Table.Values[0].Quantity = QuantitySpec{Column: text("kg", 23), Unit: text("kg", 23)}
	return s
}

func BenchmarkRead(b *testing.B) {
	content := manyRows()
	fsys, src := files(content), manySource()
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		mustRead(b, fsys, src)
	}
}

// BenchmarkTest runs the data tests over the same rows; beside BenchmarkRead it
// shows what they add to a build.
func BenchmarkTest(b *testing.B) {
	cube := mustRead(b, files(manyRows()), manySource())
	b.ReportAllocs()
	for b.Loop() {
		cube.Test(0)
	}
}

// BenchmarkSumOfCodes selects a total that has to be added up from 25 codes.
func BenchmarkSumOfCodes(b *testing.B) {
	cube := mustRead(b, files(manyRows()), manySource())
	b.ReportAllocs()
	for b.Loop() {
		mustSelect(b, cube, Selector{Flow: text("export", 31)}, 0)
	}
}

func BenchmarkBreakdown(b *testing.B) {
	cube := mustRead(b, files(manyRows()), manySource())
	b.ReportAllocs()
	for b.Loop() {
		s := mustSelect(b, cube, Selector{Flow: text("export", 31)}, 0)
		if got := len(cube.Breakdown(s)); got != 25 {
			b.Fatalf("%d codes", got)
		}
	}
}

func BenchmarkMetrics(b *testing.B) {
	cube := chinaCube(b)
	exports := mustSelect(b, cube, Selector{ID: text("exports", 30), Flow: text("export", 31)}, 0)
	for _, m := range Metrics() {
		b.Run(m.Name, func(b *testing.B) {
			view := View{Series: exports, Whole: exports, Period: Month(2023, 9)}
			b.ReportAllocs()
			for b.Loop() {
				view.Metric(m.Name)
			}
		})
	}
}
