package charts

import "testing"

func BenchmarkDraw(b *testing.B) {
	bars := timeChart(Event{20230201, "Rail freight resumes"}, Event{20230501, "Rail freight suspended"}, Event{20231001, "Rail resumes"}, Event{20250401, "Citizens may return"})
	bars.Series[0].Average, bars.Series[0].AverageName = bars.Series[0].Points, "12-month average"
	for name, c := range map[string]Chart{
		"bars":  bars,
		"rates": rateChart(changes(append(year(31), 1042, 135.9)...)),
		"line":  lineChart(exports(), exports(), exports()),
		"dots":  {Kind: Dots, W: 84 * mm, Ref: sep2023, Series: []Series{{Points: exports()}}},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Draw(c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSpark(b *testing.B) {
	for _, k := range []SparkKind{SparkBars, SparkPair, SparkCumulative, SparkLine} {
		points := exports()
		if k == SparkPair {
			points = points[11:]
		}
		b.Run(string(k), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Spark(k, points, 27*mm, 7*mm); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
