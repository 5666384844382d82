package pdf

import "testing"

func BenchmarkEncode(b *testing.B) {
	doc := sampleDocument()
	b.ReportAllocs()
	size := 0
	for b.Loop() {
		file, err := Encode(doc)
		if err != nil {
			b.Fatal(err)
		}
		size = len(file)
	}
	b.ReportMetric(float64(size), "bytes/file")
}
