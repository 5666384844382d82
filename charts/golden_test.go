package charts

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tradebrief/charts/ink"
	"tradebrief/data"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden compares small charts of real figures, mark by mark, with ones that
// were looked at.
func TestGolden(t *testing.T) {
	rates := months(data.Month(2023, 7), 1.2, 4, 15.9)
	for i, s := range []string{"+1.2", "+4.0", "+15.9"} {
		rates[i].Text = s
	}
	spark := func(k SparkKind, points []Point) ink.Drawing {
		d, err := Spark(k, points, 27*mm, 7*mm, nil)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for name, d := range map[string]ink.Drawing{
		"bars": draw(t, Chart{Kind: Bars, W: 84 * mm, H: 52 * mm, Ref: sep2023,
			Series:     []Series{{Name: "Exports", Points: exports(), Average: months(data.Month(2023, 8), 134.3, 142.5), AverageName: "12-month average"}},
			References: []Reference{{data.Month(2018, 9), "Before the closure", 200.33, "200.3"}},
			Events:     []Event{{20230827, "Citizens may return"}}}).Drawing,
		"rates": draw(t, Chart{Kind: Rates, W: 84 * mm, H: 46 * mm, Ref: sep2023, Series: []Series{{Name: "Exports", Points: rates}}}).Drawing,
		"line":  draw(t, Chart{Kind: Line, W: 84 * mm, H: 42 * mm, Ref: sep2023, Series: []Series{{Name: "Exports", Points: exports()}}}).Drawing,
		"dots": draw(t, Chart{Kind: Dots, W: 84 * mm, Ref: sep2023, Series: []Series{{Name: "Exports", Points: []Point{
			month(data.Month(2018, 9), 200.33), gap(data.Month(2019, 9)), month(sep2022, 90.07), month(sep2023, 188.74)}}},
			References: []Reference{{Period: data.Month(2018, 9), Label: "Before the closure"}}}).Drawing,
		"heatmap":       draw(t, heatChart()).Drawing,
		"years":         draw(t, Chart{Kind: Years, W: 84 * mm, H: 42 * mm, Ref: sep2023, Series: []Series{{Name: "Exports", Points: exports()}}}).Drawing,
		"indexed":       draw(t, indexChart()).Drawing,
		"scenario":      draw(t, fanChart()).Drawing,
		"spark-bars":    spark(SparkBars, exports()),
		"spark-pair":    spark(SparkPair, []Point{month(sep2022, 90.07), month(sep2023, 188.74)}),
		"spark-line":    spark(SparkLine, exports()),
		"contributions": draw(t, moves(Contributions, 0, 4, 5.8, 2.5, na, -2)).Drawing,
		"waterfall":     draw(t, moves(Waterfall, 162.9, 4, 5.8, -2)).Drawing,
		"share":         draw(t, stack(Share, []float64{14, 16, 22}, []float64{8, 9, 12}, []float64{78, 75, 66})).Drawing,
		"stacked":       draw(t, stack(Stacked, []float64{14, 16, 22}, []float64{8, 9, 12}, []float64{78, 75, 66})).Drawing,
		"multiples":     draw(t, panelChart(84, 3)).Drawing,
		"treemap":       draw(t, areaChart(Treemap, 174, goods()...)).Drawing,
		"donut":         draw(t, ringChart(84)).Drawing,
	} {
		t.Run(name, func(t *testing.T) {
			checkLegible(t, d)
			file := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(d.Dump()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), d.Dump()); diff != "" {
				t.Errorf("the drawing is not as it was (-want +got); see it, then run with -update:\n%s", diff)
			}
		})
	}
}
