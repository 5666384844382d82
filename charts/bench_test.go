package charts

import (
	"runtime"
	"testing"
)

// benched are charts as full as they come in a brief.
func benched() map[string]Chart {
	bars := timeChart(Event{20230201, "Rail freight resumes"}, Event{20230501, "Rail freight suspended"}, Event{20231001, "Rail resumes"}, Event{20250401, "Citizens may return"})
	bars.Series[0].Average, bars.Series[0].AverageName = bars.Series[0].Points, "12-month average"
	return map[string]Chart{
		"bars":      bars,
		"rates":     rateChart(changes(append(year(31), 1042, 135.9)...)),
		"line":      lineChart(exports(), exports(), exports()),
		"dots":      {Kind: Dots, W: 84 * mm, Ref: sep2023, Series: []Series{{Points: exports()}}},
		"heatmap":   heatChart(),
		"years":     yearChart(seasons(81)),
		"indexed":   indexChart(),
		"scenario":  fanChart(),
		"multiples": panelChart(174, 12),
		"treemap":   areaChart(Treemap, 174, goods()...),
		"donut":     ringChart(114),
	}
}

// usual are charts as briefs have them, by name.
func usual() map[string]Chart {
	bars := timeChart(Event{20230201, "Rail freight resumes"}, Event{20230501, "Rail freight suspended"}, Event{20231001, "Rail resumes"}, Event{20250401, "Citizens may return"})
	bars.Series[0].Average, bars.Series[0].AverageName = bars.Series[0].Points, "12-month average"
	ten := []float64{5.8, 4.2, 2.5, 1.6, 1.4, 0.8, -0.5, -0.7, -1.2, -2}
	upright := moves(Waterfall, 162.8, 4, ten...)
	upright.W = 174 * mm
	return map[string]Chart{
		"bars":          bars,
		"rates":         rateChart(changes(append(year(31), 1042, 135.9)...)),
		"line":          lineChart(exports(), exports(), exports()),
		"dots":          {Kind: Dots, W: 84 * mm, Ref: sep2023, Series: []Series{{Points: exports()}}},
		"contributions": moves(Contributions, 0, 4, ten...),
		"waterfall":     moves(Waterfall, 162.8, 4, ten...),
		"steps":         upright,
		"share":         stack(Share, columnsOf(6, 33)...),
		"stacked":       stack(Stacked, columnsOf(6, 33)...),
	}
}

// TestDrawingIsCheap: a page of charts is no burden on memory.
func TestDrawingIsCheap(t *testing.T) {
	const runs, most = 20, 300_000 // bytes a chart
	for name, c := range usual() {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range runs {
			draw(t, c)
		}
		runtime.ReadMemStats(&after)
		if n := (after.TotalAlloc - before.TotalAlloc) / runs; n > most {
			t.Errorf("%s takes %d bytes, more than %d", name, n, most)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	for name, c := range usual() {
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

// TestDrawingTakesLittle holds the memory that a chart takes under 0.3 MB, in the
// mean of a few drawings.
func TestDrawingTakesLittle(t *testing.T) {
	const times, most = 5, 300_000
	for name, c := range benched() {
		draw(t, c) // what is read once
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range times {
			draw(t, c)
		}
		runtime.ReadMemStats(&after)
		if took := (after.TotalAlloc - before.TotalAlloc) / times; took > most {
			t.Errorf("%s: a drawing takes %d bytes, at most %d are expected", name, took, most)
		}
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
