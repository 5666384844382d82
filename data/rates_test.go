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
		if v.Unit != (Unit{Kind: Money, Code: "USD"}) || v.Status != Present || v.Inputs[0].Rate == nil || v.Inputs[0].Rate.Pos.String() != "rates.csv:2:9" || v.Inputs[0].X.Cmp(v.X) != 0 {
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
