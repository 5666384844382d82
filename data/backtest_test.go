package data

import (
	"testing"
	"testing/fstest"
)

// chinaExports are China's monthly exports to North Korea as printed, US$
// million, with the customs release that each figure belongs to. The figure of
// September 2022 in the release of November 2023 is worked back from the
// published +135.9%.
const chinaExports = `period,flow,value,status,vintage,tolerance
2018-09,export,200.33,reported,2018-11-23,
2022-01/2022-02,export,116.30,reported,2022-03-18,
2022-03,export,57,reported,2022-04-20,
2022-04,export,98.09,derived,2022-06-18,0.01
2022-05,export,14.51,reported,2022-06-18,
2022-06,export,19.3,reported,2022-08-19,
2022-07,export,59.74,reported,2022-08-19,
2022-08,export,70.4,derived,2023-01-18,2
2022-09,export,90.07,reported,2022-10-24,
2022-09,export,80.0,derived-from-rate,2023-11-20,
2022-10,export,132.43,reported,2022-11-18,
2022-11,export,113.88,reported,2022-12-20,
2022-12,export,122.35,reported,2023-01-18,
2023-01,export,188.4,derived,2023-04-18,0.5
2023-02,export,112.1,derived,2023-04-18,0.5
2023-03,export,137.9,reported,2023-04-18,
2023-04,export,165.78,reported,2023-05-20,
2023-05,export,165.63,reported,2023-06-19,
2023-06,export,154.7,reported,2023-07-20,
2023-07,export,156.6,reported,2023-08-20,
2023-08,export,162.9,reported,2023-09-20,
2023-09,export,188.7,reported,2023-10-20,
2023-09,export,188.74,derived,2023-11-20,0.01
2023-08,import,28.23,reported,2023-09-20,
2023-09,import,27.79,reported,2023-10-20,
`

const chinaGoods = `period,flow,hs,name,value,tonnes,vintage
2023-08,export,6703,hair and wool for wigs,18.673,185,2023-09-20
2023-09,export,6703,hair and wool for wigs,21.46,206,2023-10-20
2023-08,import,6704,wigs,18.018,170,2023-09-20
2023-09,import,6704,wigs,17.96,182,2023-10-20
`

// chinaCube reads totals and goods as two sources, as the flagship does.
func chinaCube(t testing.TB) *Cube {
	totals := plainSource()
	totals.ID, totals.Path = text("totals", 10), text("monthly.csv", 11)
	totals.Publisher = "China customs"
	totals.Reporter, totals.Partner = text("CN", 12), text("KP", 13)
	totals.Table.Flow = columnField("flow")
	totals.Table.Vintage = columnField("vintage")
	totals.Table.Tolerance = columnField("tolerance")
	totals.Table.Values[0].Status = columnField("status")

	goods := plainSource()
	goods.ID, goods.Path = text("goods", 50), text("goods.csv", 51)
	goods.Publisher = "China customs, as printed"
	goods.Reporter, goods.Partner = text("CN", 52), text("KP", 53)
	goods.Table.Flow = columnField("flow")
	goods.Table.Code = columnField("hs")
	goods.Table.Label = columnField("name")
	goods.Table.Vintage = columnField("vintage")
	goods.Table.Values[0].Quantity = QuantitySpec{Column: text("tonnes", 54), Unit: text("t", 54)}

	return mustRead(t, fstest.MapFS{
		"monthly.csv": {Data: []byte(chinaExports)},
		"goods.csv":   {Data: []byte(chinaGoods)},
	}, totals, goods)
}

// TestPublishedFigures computes what was printed in 2023 from what was printed.
func TestPublishedFigures(t *testing.T) {
	cube := chinaCube(t)
	pick := func(id, flow, code string, asOf Date) *Series {
		sel := Selector{ID: text(id, 30), Flow: text(flow, 31), Partner: text("KP", 32)}
		if code != "" {
			sel.Codes = append(sel.Codes, text(code, 33))
		}
		return mustSelect(t, cube, sel, asOf)
	}
	exports, imports := pick("exports", "export", "", 0), pick("imports", "import", "", 0)
	october := pick("exports", "export", "", 20231020)
	hair := pick("hair", "export", "6703", 0)

	for _, c := range []struct {
		why       string
		series    *Series
		first     bool
		period    string
		metric    string
		want      string
		low, high string // as printed; empty = not checked
		status    Status
	}{
		{"216.53 less 27.79", exports, false, "2023-09", "value", "188.74", "188.73", "188.75", Derived},
		{"188.74 / 162.9", exports, false, "2023-09", "mom", "15.9%", "15.8%", "15.9%", Present},
		{"162.9 / 156.6", exports, false, "2023-08", "mom", "4.0%", "", "", Present},
		{"156.6 / 154.7", exports, false, "2023-07", "mom", "1.2%", "", "", Present},
		{"154.7 / 165.63", exports, false, "2023-06", "mom", "−6.6%", "", "", Present},
		{"188.74 / 80.0, a base from the rate itself", exports, false, "2023-09", "yoy", "135.9%", "", "", DerivedFromRate},
		{"188.7 / 90.07", exports, true, "2023-09", "yoy", "109.5%", "", "", Present},
		{"156.6 / 59.74", exports, true, "2023-07", "yoy", "162.1%", "", "", Present},
		{"162.9 / 70.4, which is known to 2 million only", exports, true, "2023-08", "yoy", "131.4%", "124.9%", "138.2%", Present},
		{"188.74 less 80.0", exports, false, "2023-09", "yoy_abs", "108.74", "", "", DerivedFromRate},
		{"nine months of 2023", exports, true, "2023-09", "ytd", "1\u00a0432.71", "", "", Present},
		{"over 116.30 for two months and seven more", exports, true, "2023-09", "ytd_yoy", "172.7%", "", "", Present},
		{"twelve months to September, mean", exports, false, "2023-09", "ma12", "150.12", "", "", Present},
		{"an estimate of one month does not hide a rise", exports, false, "2023-09", "streak", "3.00", "3.00", "3.00", Present},
		{"188.4 and 112.1 over 116.30, which was printed for both months", exports, false, "2023-02", "ytd_yoy", "158.4%", "157.5%", "159.3%", Present},
		{"188.74 in 20 working days over 162.9 in 23", exports, false, "2023-09", "daily_mom", "33.2%", "33.2%", "33.3%", Present},
		{"a border that was closed leaves no season to adjust", exports, false, "2023-09", "sa", "not-meaningful", "", "", NotMeaningful},
		{"188.7 / 162.9, known on 20 October", october, false, "2023-09", "mom", "15.8%", "15.8%", "15.9%", Present},
		{"one vintage was out", october, false, "2023-09", "revision", "0.00", "0.00", "0.00", Present},
		{"188.74 less 188.7", exports, false, "2023-09", "revision", "0.04", "−0.02", "0.10", Present},
		{"21.46 / 188.74", hair, false, "2023-09", "share", "11.4%", "", "", Present},
		{"(21.46 − 18.673) / 162.9", hair, false, "2023-09", "contribution", "1.7%", "", "", Present},
		{"21.46 million / 206 tonnes", hair, false, "2023-09", "unit_value", "104.17", "103.90", "104.45", Present},
		{"27.79", imports, false, "2023-09", "value", "27.79", "", "", Present},
		{"January 2022 was printed only with February", exports, false, "2022-01", "value", "missing", "", "", Missing},
		{"and so March 2022 has no month before", exports, false, "2022-03", "mom", "missing", "", "", Missing},
		{"the run counts whole in the year to date", exports, false, "2022-02", "ytd", "116.30", "", "", Present},
		{"and January alone does not", exports, false, "2022-01", "ytd", "missing", "", "", Missing},
	} {
		view := View{Series: c.series, Whole: exports, Period: parseP(t, c.period), FirstRelease: c.first}
		got, ok := view.Metric(c.metric)
		if !ok {
			t.Fatalf("no metric %s", c.metric)
		}
		if s := shown(got); s != c.want {
			t.Errorf("%s %s of %s (%s) = %s, want %s (%s)", c.series.ID(), c.metric, c.period, c.why, s, c.want, got.Why)
		}
		if got.Status != c.status {
			t.Errorf("%s %s of %s is %s, want %s", c.series.ID(), c.metric, c.period, got.Status, c.status)
		}
		if low := shownAt(got, got.Low); c.low != "" && low != c.low {
			t.Errorf("%s %s of %s: low end %s, want %s", c.series.ID(), c.metric, c.period, low, c.low)
		}
		if high := shownAt(got, got.High); c.high != "" && high != c.high {
			t.Errorf("%s %s of %s: high end %s, want %s", c.series.ID(), c.metric, c.period, high, c.high)
		}
	}

	view := View{Series: exports, Period: Month(2023, 9)}
	if got := shown(view.Versus(Month(2018, 9))); got != "94.2%" {
		t.Errorf("September 2023 is %s of September 2018, want 94.2%%", got)
	}
	both, err := Add(view.value(), View{Series: imports, Period: Month(2023, 9)}.value())
	if err != nil || shown(both) != "216.53" {
		t.Errorf("exports and imports together %s (%v), want 216.53", shown(both), err)
	}
	for metric, want := range map[string]string{"mom": "162.90", "yoy": "80.00"} {
		if base, ok := view.Base(metric); !ok || shown(base) != want {
			t.Errorf("base of %s is %s, want %s", metric, shown(base), want)
		}
	}
	if got := Latest([]*Series{exports, imports}); got != Month(2023, 9) {
		t.Errorf("latest period is %s, want 2023-09", got)
	}
	if _, known := exports.Observation(Month(2022, 1)); !known {
		t.Error("the run January–February 2022 is not drawn in January")
	}
}
