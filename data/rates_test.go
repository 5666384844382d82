package data

import (
	"math/big"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

func ratesSpec(from, to, unit string) RatesSpec {
	return RatesSpec{Path: text("rates.csv", 60), From: text(from, 61), To: text(to, 62), Unit: text(unit, 63),
		Period: PeriodSpec{Column: text("month", 64)}, Column: text("rate", 65), Source: text("bank", 66), At: diag.Pos{File: "brief.yaml", Line: 60, Col: 5}}
}

// TestConvert: the interval of a converted figure holds every quotient of a
// number that prints as the figure by one that prints as the rate.
func TestConvert(t *testing.T) {
	const content = "period,code,value,status\n2023-01,TOTAL,30.0,\n2023-01,01,10.4,\n2023-01,02,19.6,estimated\n2023-02,01,1,\n2023-02/2023-03,02,5,\n2023-04,01,7,\n2023-05,01,,suppressed\n"
	src := codedSource()
	src.Table.Flow = Field{}
	src.Table.Values[0].Unit, src.Table.Values[0].Status = text("CNY", 22), columnField("status")
	for _, c := range []struct{ unit, rates, x, low, high string }{
		{"CNY/USD", "month,rate\n2023-01,6.8\n2023-02,7.0\n2023-03,7.0\n2023-05,7.1\n", "10400000/6.8", "10350000/6.85", "10450000/6.75"},
		{"USD/CNY", "month,rate\n2023-01,0.147\n2023-02,0.14\n2023-03,0.14\n2023-05,0.14\n", "10400000*0.147", "10350000*0.1465", "10450000*0.1475"},
	} {
		src.Rates = ratesSpec("CNY", "USD", c.unit)
		cube := mustRead(t, fstest.MapFS{"data.csv": {Data: []byte(content)}, "rates.csv": {Data: []byte(c.rates)}}, src)
		if problems := cube.Test(0); len(problems) > 0 {
			t.Errorf("%s: the data tests look at what was published:\n%s", c.unit, problems)
		}
		s := mustSelect(t, cube, Selector{Codes: codeTexts("01")}, 0)
		v := s.at(Month(2023, 1), false)
		for _, end := range []struct {
			got  *big.Rat
			want string
		}{{v.X, c.x}, {v.Low, c.low}, {v.High, c.high}} {
			if want := evaluated(t, end.want); end.got.Cmp(want) != 0 {
				t.Errorf("%s: %s, want %s", c.unit, end.got.FloatString(3), end.want)
			}
		}
		if v.Unit != (Unit{Kind: Money, Code: "USD"}) || v.Status != Present || v.Inputs[0].Rate == nil || v.Inputs[0].Rate.Steps[0].Pos.String() != "rates.csv:2:9" || v.Inputs[0].X.Cmp(v.X) != 0 {
			t.Errorf("%s: %+v from %+v", c.unit, v, v.Inputs)
		}
		// The parts of a sum share the rate of their month.
		sum := mustSelect(t, cube, Selector{Codes: codeTexts("01", "02")}, 0)
		parts := []Value{v, mustSelect(t, cube, Selector{Codes: codeTexts("02")}, 0).at(Month(2023, 1), false)}
		all := sum.at(Month(2023, 1), false)
		if whole := total(v.Unit, parts); all.X.Cmp(whole.X) != 0 || all.Low.Cmp(whole.Low) < 0 || all.High.Cmp(whole.High) > 0 || all.Status != Estimated || len(all.Inputs) != 2 || all.Inputs[1].Rate == nil {
			t.Errorf("%s: the sum is %v, its parts come to %v", c.unit, all, whole)
		}
		for _, missing := range []struct {
			s    *Series
			p    Period
			want string
		}{
			{s, Month(2023, 4), "rates.csv has no rate in " + c.unit + " for 2023-04, so that CNY cannot be converted to USD"},
			{s, Month(2023, 5), "2023-05 of s is suppressed"},
		} {
			if got := missing.s.at(missing.p, false); got.OK() || got.Why != missing.want || got.Unit.Code != "USD" {
				t.Errorf("%s, %s: %v, %q, want %q", c.unit, missing.p, got, got.Why, missing.want)
			}
		}
		run := mustSelect(t, cube, Selector{Codes: codeTexts("02")}, 0)
		if got := run.sum(Span{Month(2023, 2), Month(2023, 3)}, false); got.OK() || got.Why != "rates.csv has no rate in "+c.unit+" for 2023-02/2023-03, so that CNY cannot be converted to USD" {
			t.Errorf("%s: two months in one have no rate of a month: %v, %s", c.unit, got, got.Why)
		}
	}
}

// evaluated is a product or quotient of two numbers.
func evaluated(t *testing.T, s string) *big.Rat {
	t.Helper()
	for i, op := range s {
		if op == '/' || op == '*' {
			a, _ := new(big.Rat).SetString(s[:i])
			b, _ := new(big.Rat).SetString(s[i+1:])
			if op == '/' {
				return a.Quo(a, b)
			}
			return a.Mul(a, b)
		}
	}
	t.Fatalf("%s has no operator", s)
	return nil
}

// TestUnitsAreKnown: a column without a unit is told of, and a currency with two
// letters changed over; a unit of the author's own is one.
func TestUnitsAreKnown(t *testing.T) {
	for _, c := range []struct{ unit, want string }{
		{"USD", ""}, {"RMB", ""}, {"points", ""}, {"TEU", ""}, {"kg", ""},
		{"", "brief.yaml:22:7: error: C02: nobody says what the figures of column \"value\" are in\n" +
			"  hint: say it beside the column, such as unit: USD, and scale: 1e6 where they are millions; for plain numbers a word of your own, such as unit: points"},
		{"UDS", "brief.yaml:22:7: error: unknown unit \"UDS\"\n  hint: did you mean \"USD\"?"},
	} {
		src := plainSource()
		src.Table.Values[0].Unit = text(c.unit, 22)
		cube, problems := Read(files("period,value\n2023-09,1\n"), []Source{src})
		if cube != nil {
			problems = append(problems, cube.Test(0)...)
		}
		if got := problems.String(); got != c.want {
			t.Errorf("unit %q:\ngot  %s\nwant %s", c.unit, got, c.want)
		}
	}
	if u := namedUnit("TEU"); u.Kind != Quantity {
		t.Errorf("TEU is %+v: a container is no money", u)
	}
}

// ecb is the file of the European Central Bank's rates that ships with the tool.
func ecb(t *testing.T) []byte {
	t.Helper()
	csv, err := Sample.ReadFile("sample/ecb-rates/eurofxref.csv")
	if err != nil {
		t.Fatal(err)
	}
	return csv
}

// TestReferenceRates converts by the rates of days that the European Central Bank
// publishes. The means are those of
//
//	awk -F, '$1 ~ /^2025-11/ {n++; s += $2; c += $3} END {printf "%d %.6f %.6f\n", n, s/n, c/n}' data/sample/ecb-rates/eurofxref.csv
//
// which prints 20 1.156020 8.214915; of the quarter to December 64 days, 1.163417 by
// the same for /^2025-1/; the last of November is 1.1566 and 8.1836.
func TestReferenceRates(t *testing.T) {
	steps := func(from, to, unit, column string) RatesSpec {
		s := ratesSpec(from, to, unit)
		s.Period = PeriodSpec{Column: text("Date", 64), Layout: text("YYYY-MM-DD", 64)}
		s.Column, s.Kind = text(column, 65), text(AverageRate, 67)
		return s
	}
	end := steps("EUR", "USD", "USD/EUR", "USD")
	end.Kind = text(EndRate, 67)
	cross := steps("CNY", "USD", "CNY/EUR", "CNY")
	cross.Cross = CrossSpec{Column: text("USD", 68), Unit: text("USD/EUR", 69)}
	for _, c := range []struct {
		why, period string
		spec        RatesSpec
		asOf        Date
		want        string // of 100 million
		rows        int
	}{
		{"mean of the days", "2025-11", steps("EUR", "USD", "USD/EUR", "USD"), 0, "100000000*1.15602", 20},
		{"last of the days", "2025-11", end, 0, "100000000*1.1566", 1},
		{"the other way round", "2025-11", steps("USD", "EUR", "USD/EUR", "USD"), 0, "100000000/1.15602", 20},
		{"through the euro", "2025-11", cross, 0, "115602000/8.214915", 20},
		{"a quarter by its days", "2025-Q4", steps("EUR", "USD", "USD/EUR", "USD"), 0, "", 64},
		{"a year by its days", "2025", steps("EUR", "USD", "USD/EUR", "USD"), 0, "", 255},
		{"a month that is not over", "2025-11", steps("EUR", "USD", "USD/EUR", "USD"), 20251114, "rates.csv has no rate in USD/EUR from 2025-11-14 to the end of 2025-11, so that EUR cannot be converted to USD", 0},
		{"a month before the file", "2023-12", steps("EUR", "USD", "USD/EUR", "USD"), 0, "rates.csv has no rate in USD/EUR for 2023-12, so that EUR cannot be converted to USD", 0},
		{"a year that is not all there", "2023", steps("EUR", "USD", "USD/EUR", "USD"), 0, "rates.csv has no rate in USD/EUR for 2023-01, so that EUR cannot be converted to USD", 0},
	} {
		src := plainSource()
		src.Table.Period.Layout = diag.Text{}
		src.Table.Values[0].Unit, src.Rates = text(c.spec.From.Value, 22), c.spec
		cube := mustRead(t, fstest.MapFS{"data.csv": {Data: []byte("period,value\n" + c.period + ",100\n")}, "rates.csv": {Data: ecb(t)}}, src)
		s := mustSelect(t, cube, Selector{}, c.asOf)
		v := s.at(parseP(t, c.period), false)
		if c.rows == 0 {
			if v.OK() || v.Why != c.want || v.Unit != s.Unit() {
				t.Errorf("%s: %v in %s because %q, want %q", c.why, v.X, v.Unit, v.Why, c.want)
			}
			continue
		}
		if c.want != "" {
			if want := evaluated(t, c.want); v.X == nil || v.X.Cmp(want) != 0 {
				t.Errorf("%s: %v (%s), want %s", c.why, v.X, v.Why, c.want)
			}
		}
		if rates := v.Inputs[0].Rate.Steps; len(rates) != len(cube.entries[0].rates.steps) || rates[0].Rows != c.rows {
			t.Errorf("%s: by %+v", c.why, rates)
		}
	}
	quarter := steps("EUR", "USD", "USD/EUR", "USD")
	src := plainSource()
	src.Table.Period.Layout, src.Table.Values[0].Unit, src.Rates = diag.Text{}, text("EUR", 22), quarter
	cube := mustRead(t, fstest.MapFS{"data.csv": {Data: []byte("period,value\n2025-Q4,1\n")}, "rates.csv": {Data: ecb(t)}}, src)
	if rates := mustSelect(t, cube, Selector{}, 0).RateOf(Quarter(2025, 4)); len(rates) != 1 || rates[0].X.FloatString(6) != "1.163417" {
		t.Errorf("the mean of the quarter is %v", rates)
	}
}

// TestRatesOfLongerTimes: rates of months make those of quarters and years where the
// outline asks for it, and only where all months are there.
func TestRatesOfLongerTimes(t *testing.T) {
	monthly := "month,rate\n"
	for m := 1; m <= 12; m++ {
		monthly += Month(2022, m).String() + "," + big.NewRat(int64(60+m), 10).FloatString(1) + "\n"
	}
	for _, c := range []struct{ kind, period, rates, want string }{
		{AverageRate, "2022", monthly, "100000000/6.65"},
		{AverageRate, "2022-Q2", monthly, "100000000/6.5"},
		{EndRate, "2022", monthly, "100000000/7.2"},
		{AverageRate, "2022", monthly + "2022,6.7\n", "100000000/6.7"}, // the file's own comes first
		{"", "2022", monthly, "rates.csv has no rate in CNY/USD for 2022, so that CNY cannot be converted to USD"},
		{AverageRate, "2023", monthly, "rates.csv has no rate in CNY/USD for 2023-01, so that CNY cannot be converted to USD"},
	} {
		src := plainSource()
		src.Table.Period.Layout, src.Table.Values[0].Unit = diag.Text{}, text("CNY", 22)
		src.Rates = ratesSpec("CNY", "USD", "CNY/USD")
		src.Rates.Kind = text(c.kind, 67)
		cube := mustRead(t, fstest.MapFS{"data.csv": {Data: []byte("period,value\n" + c.period + ",100\n")}, "rates.csv": {Data: []byte(c.rates)}}, src)
		v := mustSelect(t, cube, Selector{}, 0).at(parseP(t, c.period), false)
		if v.OK() != (c.want[0] == '1') || v.OK() && v.X.Cmp(evaluated(t, c.want)) != 0 || !v.OK() && v.Why != c.want {
			t.Errorf("%s %s: %v %q, want %s", c.kind, c.period, v.X, v.Why, c.want)
		}
	}
}

// TestRatesRevised: rates have releases, too, and both releases of a figure are
// converted at the rate that is known on the day.
func TestRatesRevised(t *testing.T) {
	src := plainSource()
	src.Path, src.VintageLayout = text("d-*.csv", 11), text("YYYY-MM-DD", 12)
	src.Table.Values[0].Unit = text("CNY", 22)
	src.Rates = ratesSpec("CNY", "USD", "CNY/USD")
	src.Rates.Path, src.Rates.VintageLayout = text("rates-*.csv", 60), text("YYYYMMDD", 68)
	cube := mustRead(t, fstest.MapFS{
		"d-2023-02-20.csv":   {Data: []byte("period,value\n2023-01,70\n")},
		"d-2023-03-20.csv":   {Data: []byte("period,value\n2023-01,77\n")},
		"rates-20230201.csv": {Data: []byte("month,rate\n2023-01,7.00\n")},
		"rates-20230401.csv": {Data: []byte("month,rate\n2023-01,7.70\n")},
	}, src)
	for _, c := range []struct {
		asOf        Date
		first, want string
	}{{20230220, "10.00", "10.00"}, {20230320, "10.00", "11.00"}, {20230401, "9.09", "10.00"}, {0, "9.09", "10.00"}} {
		o, _ := mustSelect(t, cube, Selector{}, c.asOf).Observation(Month(2023, 1))
		if shown(o.First) != c.first || shown(o.Value) != c.want {
			t.Errorf("as of %s: %s, at first %s; want %s and %s", c.asOf, shown(o.Value), shown(o.First), c.want, c.first)
		}
	}
	if got := mustSelect(t, cube, Selector{}, 20230220).Revisions(); len(got) != 0 {
		t.Errorf("a new rate is no revision: %v", got)
	}
}

// TestRatesRefused: what cannot be right is said with its mend.
func TestRatesRefused(t *testing.T) {
	daily := PeriodSpec{Column: text("month", 64), Layout: text("YYYY-MM-DD", 64)}
	for _, c := range []struct {
		why, rates string
		change     func(*RatesSpec)
		want, hint string
	}{
		{"days", "month,rate\n2023-01-02,6.8\n", func(s *RatesSpec) { s.Period = daily },
			"brief.yaml:64:7: the rates are those of days, and no figure is", "beside column: write rate: average for the mean of the days of each period, or rate: end for the last of them"},
		{"two rates of one day", "month,rate\n2023-01-02,6.8\n2023-01-02,6.9\n", func(s *RatesSpec) { s.Period, s.Kind = daily, text(AverageRate, 67) },
			"rates.csv:3:12: two figures for 2023-01 of the series in the vintage 2023-01-02: 6.9 here, 6.8 in line 2", "keep one row, or give each the vintage it was published in"},
		{"the other way round", "month,rate\n2023-01,0.1471\n", func(*RatesSpec) {},
			"brief.yaml:63:7: rates.csv:2:9 has 0.1471 for 2023-01, which is no rate in CNY/USD", `did you mean "USD/CNY"?`},
		{"the other way round", "month,rate\n2023-01,6.8\n", func(s *RatesSpec) { s.Unit = text("USD/CNY", 63) },
			"brief.yaml:63:7: rates.csv:2:9 has 6.8 for 2023-01, which is no rate in USD/CNY", `did you mean "CNY/USD"?`},
		{"a third currency", "month,rate\n2023-01,7.8\n", func(s *RatesSpec) { s.Unit = text("CNY/EUR", 63) },
			`brief.yaml:63:7: rates from CNY to USD are in CNY/USD or in USD/CNY, found "CNY/EUR"`, "add the second step, from the same file: cross: {column: …, unit: USD/EUR}"},
		{"a second step without a first", "month,rate\n2023-01,7.8\n", func(s *RatesSpec) { s.Cross = CrossSpec{text("rate", 68), text("USD/EUR", 69)} },
			`brief.yaml:63:7: with cross: the first rates are between CNY and a third currency, found "CNY/USD"`, ""},
		{"a second step that leads elsewhere", "month,rate\n2023-01,7.8\n", func(s *RatesSpec) {
			s.Unit, s.Cross = text("CNY/EUR", 63), CrossSpec{text("rate", 68), text("USD/GBP", 69)}
		}, `brief.yaml:69:7: rates from EUR to USD are in EUR/USD or in USD/EUR, found "USD/GBP"`, "write unit: EUR/USD where the file says how many EUR one USD costs"},
	} {
		src := plainSource()
		src.Table.Values[0].Unit = text("CNY", 22)
		src.Rates = ratesSpec("CNY", "USD", "CNY/USD")
		c.change(&src.Rates)
		_, problems := Read(fstest.MapFS{"data.csv": {Data: []byte("period,value\n2023-01,1\n")}, "rates.csv": {Data: []byte(c.rates)}}, []Source{src})
		if len(problems) != 1 || problems[0].Pos.String()+": "+problems[0].Message != c.want || problems[0].Hint != c.hint {
			t.Errorf("%s: %v\nwant %s\nhint %s", c.why, problems, c.want, c.hint)
		}
	}
}
