package charts

import (
	"maps"
	"math"
	"runtime"
	"testing"

	"tradebrief/data"
)

// usual are charts of every kind, as full as they come in a brief.
func usual() map[string]Chart {
	bars := timeChart(Event{20230201, "Rail freight resumes"}, Event{20230501, "Rail freight suspended"}, Event{20231001, "Rail resumes"}, Event{20250401, "Citizens may return"})
	bars.Series[0].Average, bars.Series[0].AverageName = bars.Series[0].Points, "12-month average"
	ten := []float64{5.8, 4.2, 2.5, 1.6, 1.4, 0.8, -0.5, -0.7, -1.2, -2}
	upright := moves(Waterfall, 162.8, 4, ten...)
	upright.W = 174 * mm
	return map[string]Chart{
		"bars":            bars,
		"line":            lineChart(exports(), exports(), exports()),
		"years":           yearChart(seasons(81)),
		"rates":           rateChart(changes(append(year(31), 1042, 135.9)...)),
		"indexed":         indexChart(),
		"scenario":        fanChart(),
		"dots":            {Kind: Dots, W: 84 * mm, Ref: sep2023, Series: []Series{{Points: exports()}}},
		"heatmap":         heatChart(),
		"contributions":   moves(Contributions, 0, 4, ten...),
		"waterfall":       moves(Waterfall, 162.8, 4, ten...),
		"waterfall, wide": upright,
		"share":           stack(Share, columnsOf(6, 33)...),
		"stacked":         stack(Stacked, columnsOf(6, 33)...),
		"multiples":       panelChart(174, 12),
		"treemap":         areaChart(Treemap, 174, goods()...),
		"donut":           ringChart(114),
	}
}

// extreme are charts of as many periods and parts as the kinds are made for.
func extreme() map[string]Chart {
	return map[string]Chart{
		"bars, 400 months":        full(timeChart(), 400),
		"line, 400 months":        full(lineChart(exports(), exports(), exports(), exports()), 400),
		"rates, 400 months":       full(rateChart(changes(1)), 400),
		"indexed, 400 months":     full(indexChart(), 400),
		"years, 400 months":       full(yearChart(exports()), 400),
		"heatmap, 300 months":     full(heatChart(), 300),
		"stacked, 400 months":     wide(stack(Stacked, columnsOf(6, 400)...)),
		"contributions, 40 parts": divided(Contributions, 40, longName, figures["negative"]),
		"waterfall, 40 parts":     divided(Waterfall, 40, longName, figures["negative"]),
		"treemap, 40 parts":       wide(divided(Treemap, 40, "Good", figures["usual"])),
		"multiples, 40 parts":     wide(divided(Multiples, 40, longName, figures["usual"])),
	}
}

// wide is a chart of the width of the page.
func wide(c Chart) Chart {
	c.W = fullWidth
	return c
}

// full is a chart of the width of the page with so many months in each series.
func full(c Chart, n int) Chart {
	for i := range c.Series {
		vs := make([]float64, n)
		for k := range vs {
			vs[k] = 100 + 50*math.Sin(float64(k+i)/3)
		}
		c.Series[i].Points = months(sep2023.Add(1-n), vs...)
	}
	c.From, c.Sums = data.Period{}, nil
	return wide(c)
}

// TestDrawingIsCheap holds the memory that a chart of each kind takes under 0.3 MB,
// in the mean of a few drawings, and that of the largest under ten times as much.
func TestDrawingIsCheap(t *testing.T) {
	const runs, most = 5, 300_000
	check := func(charts map[string]Chart, most uint64) {
		for name, c := range charts {
			draw(t, c) // what is read once
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
	check(usual(), most)
	check(extreme(), 10*most)
	for _, f := range forms {
		if _, ok := usual()[string(f.kind)]; !ok {
			t.Errorf("no chart of kind %s is measured", f.kind)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	all := usual()
	maps.Copy(all, extreme())
	for name, c := range all {
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
				if _, err := Spark(k, points, 27*mm, 7*mm, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
