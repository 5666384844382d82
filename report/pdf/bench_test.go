package pdf

import (
	"testing"

	"tradebrief/report/pdf/object"
)

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

// What is added to fpdf's objects: tags, metadata, tables of objects, and packing
// them. Contents and fonts are packed before.
func BenchmarkFinish(b *testing.B) {
	for _, c := range []struct {
		name string
		doc  Document
	}{{"brief", sampleDocument()}, {"table of 10,000 rows", longTable(10_000)}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				fonts, tags, press := newFontSet(), newTags(c.doc), &object.Compressor{}
				var sheets []sheet
				for _, p := range c.doc.Pages {
					s, err := drawPage(p, fonts, &pictureSet{}, tags)
					if err != nil {
						b.Fatal(err)
					}
					sheets = append(sheets, s)
				}
				laid, err := typeset(sheets, fonts, press)
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if _, err := finish(laid, c.doc, sheets, fonts, &pictureSet{}, press); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(c.doc.Elements)), "elements")
		})
	}
}
