package data

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
)

// doublings is a file of months that begins with 64 and doubles so many times
// from each to the next.
func doublings(times ...int) string {
	x := 64.0
	values := []string{"64"}
	for _, n := range times {
		for ; n > 0; n-- {
			x *= 2
		}
		for ; n < 0; n++ {
			x /= 2
		}
		values = append(values, fmt.Sprint(int(x)))
	}
	return exactRows(Month(2022, 1), values...)
}

// TestOutlier: of thirteen changes in doublings, 0 and ±1 and a last one of 3,
// the median is 0 and the median deviation 1, so that the last scores 3/1.4826.
func TestOutlier(t *testing.T) {
	usual := []int{0, 1, -1, 0, 1, -1, 0, 1, -1, 0, 1, -1}
	for _, c := range []struct {
		content, period, want string
	}{
		{doublings(append(usual, 3)...), "2023-02", "2.02"},
		{doublings(append(usual, -3)...), "2023-02", "−2.02"},
		{doublings(usual...), "2023-01", "−0.67"}, // 12 changes: median 0, deviation 1, −1/1.4826
		{doublings(usual[:11]...), "2022-12", "s has 11 changes up to 2022-12, and 12 are needed to tell what is usual"},
		{doublings(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3), "2023-02", "half of the changes of s are alike as far as rounding shows, so that none of them can be called usual or not"},
		{doublings(usual...) + "2023-02,0\n", "2023-02", "a figure that may be zero has no logarithm"},
		{doublings(usual...), "2023-02", "no figure of s for 2023-02, the last is for 2023-01"},
		{doublings(usual...), "2022-01", "no figure of s for 2021-12"},
		// A gap takes two changes: the rest is as before.
		{strings.Replace(doublings(append(append([]int{0, 0}, usual...), 3)...), "2022-02,64.000000000\n", "", 1), "2023-04", "2.02"},
	} {
		got, _ := View{Series: plainSeries(t, c.content), Period: parseP(t, c.period)}.Metric("outlier")
		if said := shown(got); said != c.want && got.Why != c.want {
			t.Errorf("%s: the score is %s (%s), want %s", c.period, said, got.Why, c.want)
		}
		if got.OK() && (got.Low.Cmp(got.X) > 0 || got.High.Cmp(got.X) < 0) {
			t.Errorf("%s: the score %s is not within %s and %s", c.period, got.X, got.Low, got.High)
		}
	}
	scaled := plainSource()
	scaled.Table.Values[0].Scale = text("1e9", 22)
	content := doublings(append(usual, 3)...)
	a, _ := View{Series: plainSeries(t, content), Period: Month(2023, 2)}.Metric("outlier")
	b, _ := View{Series: mustSelect(t, mustRead(t, files(content), scaled), Selector{}, 0), Period: Month(2023, 2)}.Metric("outlier")
	if a.X.Cmp(b.X) != 0 {
		t.Errorf("the score depends on the unit: %s and %s", a.X, b.X)
	}
	// Of figures that are known to ±0.5 the median is −0.016 to 0.016 (64.5/63.5),
	// the deviation 0.666 to 0.720 (127.5/64.5, 128.5/63.5, ±0.016), and the last
	// change 2.071 to 2.088: (2.071 − 0.016)/(1.4826×0.720) to (2.088 + 0.016)/(1.4826×0.666).
	rough := plainSeries(t, strings.ReplaceAll(content, ".000000000", ""))
	got, _ := View{Series: rough, Period: Month(2023, 2)}.Metric("outlier")
	if low, high := shownAt(got, got.Low), shownAt(got, got.High); low != "1.92" || high != "2.13" {
		t.Errorf("the score of rounded figures is %s to %s", low, high)
	}
}

// TestGrowthShare: of 80 that the total rose, 01 makes up 60.
func TestGrowthShare(t *testing.T) {
	before := []string{"TOTAL 200", "01 100", "02 60", "03 40"}
	for _, c := range []struct {
		name string
		now  []string
		want string
	}{
		{"60/80", []string{"TOTAL 280", "01 160", "02 55", "03 65"}, "75.0%"},
		{"a fall of 80", []string{"TOTAL 120", "01 40", "02 60", "03 20"}, "75.0%"},
		{"against the total", []string{"TOTAL 280", "01 90", "02 110", "03 80"}, "s and s did not move one way, or other goods moved against them: a share of the growth misleads"},
		{"more than all", []string{"TOTAL 280", "01 220", "02 60", "03 0"}, "s and s did not move one way, or other goods moved against them: a share of the growth misleads"},
		{"a large one against", []string{"TOTAL 280", "01 160", "02 40", "03 80"}, "s/02 moved the other way, by more than a tenth of the change of s: a share of the growth misleads"},
		{"too little", []string{"TOTAL 200", "01 100", "02 60", "03 40"}, "s changed by less than 0.5%, too little for parts of it: give the changes in money"},
		{"no figure", []string{"TOTAL 200"}, "no figure of s for 2023-09, the last is for 2022-09"},
	} {
		cube := mustRead(t, files(goodsRows(before, c.now)), goodsSource())
		v := View{Series: mustSelect(t, cube, Selector{Codes: codeTexts("01")}, 0), Whole: mustSelect(t, cube, Selector{}, 0), Period: Month(2023, 9)}
		got, _ := v.Metric("growth_share_yoy")
		if said := shown(got); said != c.want && got.Why != c.want {
			t.Errorf("%s: the share is %s (%s), want %s", c.name, said, got.Why, c.want)
		}
	}
	// A group moved with the total, though one of its own goods moved against it.
	cube := mustRead(t, files(goodsRows(before, []string{"TOTAL 280", "01 190", "02 40", "03 50"})), goodsSource())
	group := View{Series: mustSelect(t, cube, Selector{Codes: codeTexts("01", "02")}, 0), Whole: mustSelect(t, cube, Selector{}, 0), Period: Month(2023, 9)}
	if got, _ := group.Metric("growth_share_yoy"); shown(got) != "87.5%" {
		t.Errorf("a group with a good against it: %s (%s), want (230 − 160)/80", shown(got), got.Why)
	}
	alone := View{Series: plainSeries(t, exactRows(Month(2023, 8), "5", "8")), Period: Month(2023, 9)}
	if got, _ := alone.Metric("growth_share"); got.Why != "there is no total to refer to" {
		t.Errorf("without a total: %s (%s)", shown(got), got.Why)
	}
}

// TestSharesOfGrowthAddUp: where all goods moved one way, their shares of the
// growth are the whole of it, and so are their contributions and those of the
// share changes nothing.
func TestSharesOfGrowthAddUp(t *testing.T) {
	cube := mustRead(t, files(goodsRows([]string{"TOTAL 200", "01 100", "02 60", "03 40"}, []string{"TOTAL 300", "01 130", "02 90", "03 80"})), goodsSource())
	whole := mustSelect(t, cube, Selector{}, 0)
	share, contribution, points := new(big.Rat), new(big.Rat), new(big.Rat)
	for _, s := range cube.Breakdown(whole) {
		v := View{Series: s, Whole: whole, Period: Month(2023, 9)}
		for metric, sum := range map[string]*big.Rat{"growth_share_yoy": share, "contribution_yoy": contribution, "share_yoy": points} {
			got, _ := v.Metric(metric)
			if !got.OK() {
				t.Fatalf("%s of %s: %s", metric, s.code, got.Why)
			}
			sum.Add(sum, got.X)
		}
	}
	growth := View{Series: whole, Period: Month(2023, 9)}.yoy()
	if share.Cmp(one) != 0 || contribution.Cmp(growth.X) != 0 || points.Sign() != 0 {
		t.Errorf("the shares of the growth add up to %s, the contributions to %s of %s, the changes of share to %s", share, contribution, growth.X, points)
	}
}

func TestRevisionMean(t *testing.T) {
	src := plainSource()
	src.Table.Vintage = columnField("vintage")
	const rows = "period,vintage,value\n2023-07,2023-08-20,10.000\n2023-08,2023-09-20,100.000\n2023-08,2023-10-20,104.000\n2023-09,2023-10-20,50.000\n2023-09,2023-11-20,48.000\n2023-10,2023-11-20,9.000\n2023-10,2023-12-20,0.000\n"
	s := mustSelect(t, mustRead(t, files(rows), src), Selector{}, 0)
	for _, c := range []struct{ period, want string }{
		{"2023-09", "3.00"}, // (|104 − 100| + |48 − 50|)/2
		{"2023-10", "5.00"}, // (4 + 2 + |0 − 9|)/3
		{"2023-07", "no figure of s up to 2023-07 has two vintages"},
	} {
		got, _ := View{Series: s, Period: parseP(t, c.period)}.Metric("revision_mean")
		if said := shown(got); said != c.want && got.Why != c.want {
			t.Errorf("%s: the mean revision is %s (%s), want %s", c.period, said, got.Why, c.want)
		}
	}
	if got, _ := (View{Series: s, Period: Month(2023, 9)}).Metric("revision_rate"); shown(got) != "−4.0%" {
		t.Errorf("the revision is %s of the first release, want (48 − 50)/50", shown(got))
	}
}

func TestCAGR(t *testing.T) {
	s := plainSeries(t, exactRows(Month(2021, 9), "100")+"2022-09,110.000000000\n2023-09,144.000000000\n")
	annual := plainSeries(t, exactRows(Year(2019), "100", "0", "5", "-8", "200"))
	for _, c := range []struct {
		s        *Series
		from, to string
		want     string
	}{
		{s, "2021-09", "2023-09", "20.0%"}, // √1.44 − 1
		{s, "2022-09", "2023-09", "30.9%"}, // 144/110 − 1: one year
		{annual, "2019", "2023", "18.9%"},  // ⁴√2 − 1 = 1.1892 − 1
		{annual, "2020", "2023", "the base is not above zero"},
		{annual, "2019", "2022", "s of 2022 is not above zero"},
		{annual, "2023", "2019", "2023 to 2019 is no number of whole years"},
		{annual, "2018", "2023", "no figure of s for 2018"},
		{s, "2022-08", "2023-09", "2022-08 to 2023-09 is no number of whole years"},
		{s, "2021", "2023-09", "2021 to 2023-09 is no number of whole years"},
	} {
		got := View{Series: c.s, Period: parseP(t, c.to)}.CAGR(parseP(t, c.from))
		if said := shown(got); said != c.want && got.Why != c.want {
			t.Errorf("%s to %s: %s (%s), want %s", c.from, c.to, said, got.Why, c.want)
		}
	}
	if got := (View{}).CAGR(Year(2020)); got.OK() {
		t.Error("nothing has grown")
	}
}

// TestMirror: China reports exports of 100 to Germany, Germany imports of 112
// from China: 12% more.
func TestMirror(t *testing.T) {
	src := plainSource()
	src.Table.Flow, src.Table.Reporter, src.Table.Partner = columnField("flow"), columnField("reporter"), columnField("partner")
	const rows = "period,flow,reporter,partner,value\n" +
		"2023-08,export,CN,DE,90.000\n2023-09,export,CN,DE,100.000\n2023-10,export,CN,DE,100.000\n" +
		"2023-09,import,DEU,156,112.000\n2023-10,import,DEU,156,95.000\n2023-09,import,CN,DE,40.000\n2023-09,export,CN,FR,70.000\n2023-07,import,DEU,156,99.000\n"
	cube := mustRead(t, files(rows), src)
	pick := func(id, flow, reporter, partner string) View {
		return View{Series: mustSelect(t, cube, Selector{ID: text(id, 30), Flow: text(flow, 31), Reporter: text(reporter, 32), Partner: text(partner, 33)}, 0), Period: Month(2023, 9)}
	}
	china, germany := pick("china", "export", "CN", "DE"), pick("germany", "import", "DEU", "156")
	for _, c := range []struct {
		name         string
		ours, theirs View
		metric, want string
	}{
		{"112/100 − 1", china, germany, "value", "12.0%"},
		{"from the other side, 100/112 − 1", germany, china, "value", "−10.7%"},
		{"another month, 95/100 − 1", china.At(Month(2023, 10)), germany.At(Month(2023, 10)), "value", "−5.0%"},
		{"one month of three", china, germany, "ma3", "no figure of germany for 2023-08"},
		{"two months", china, germany.At(Month(2023, 10)), "value", "2023-09 and 2023-10 are no one period"},
		{"not yet reported", china.At(Month(2023, 8)), germany.At(Month(2023, 8)), "value", "no figure of germany for 2023-08"},
		{"two flows of one country", china, pick("back", "import", "CN", "DE"), "value", "china is what CN reports of DE, and back what CN reports of DE"},
		{"another partner", pick("france", "export", "CN", "FR"), germany, "value", "france is what CN reports of FR, and germany what DEU reports of 156"},
		{"one flow", china, pick("france", "export", "CN", "FR"), "value", "china and france are not the exports of one country and the imports of another"},
		{"nothing", View{}, germany, "value", "there is no series"},
	} {
		got, both, of := Mirror(c.ours, c.theirs, c.metric)
		if said := shown(got); said != c.want && got.Why != c.want {
			t.Errorf("%s: %s (%s), want %s", c.name, said, got.Why, c.want)
		}
		// July is Germany's alone, August China's: September and October of four.
		if got.OK() && (both != 2 || of != 4) {
			t.Errorf("%s: both have %d of %d months, want 2 of 4", c.name, both, of)
		}
	}
	plain := plainSeries(t, "period,value\n2023-09,5\n")
	if got, _, _ := Mirror(View{Series: plain, Period: Month(2023, 9)}, germany, "value"); got.OK() {
		t.Errorf("a series without flow has a mirror: %s", shown(got))
	}
}
