package report

import (
	"math/big"
	"testing"

	"tradebrief/data"
)

// A cell that a spreadsheet would run is text; a number stays a number.
func TestSheetGuardsFormulas(t *testing.T) {
	s := Sheet{Header: []string{"Name", "=1+1"}}
	for _, cell := range []string{"=HYPERLINK(\"x\")", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "-", "plain = text"} {
		s.Rows = append(s.Rows, []string{cell, "-1.5"})
	}
	s.Rows = append(s.Rows, []string{"+15.9%", "-0.000000123"})
	const want = "\ufeffName,'=1+1\n" +
		"\"'=HYPERLINK(\"\"x\"\")\",-1.5\n" +
		"'+cmd|' /C calc'!A0,-1.5\n" +
		"'-2+3,-1.5\n" +
		"'@SUM(A1),-1.5\n" +
		"'\tx,-1.5\n" +
		"'-,-1.5\n" +
		"plain = text,-1.5\n" +
		"+15.9%,-0.000000123\n"
	if got := string(s.CSV()); got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestExactNumber(t *testing.T) {
	for _, c := range []struct {
		x    *big.Rat
		want string
	}{
		{nil, ""},
		{big.NewRat(188_740_000, 1), "188740000"},
		{big.NewRat(-3, 8), "-0.375"},
		{big.NewRat(1, 3), "0.3333333333333333"},
		{big.NewRat(1, 3_000_000), "0.00000033333333333333335"},
		{new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(25), nil)), "10000000000000000000000000"},
	} {
		if got := exactNumber(c.x); got != c.want {
			t.Errorf("%v is written %s, want %s", c.x, got, c.want)
		}
	}
}

// Figures carry their unit once, or in a column where they differ, and a status
// only where one is needed.
func TestNewSheet(t *testing.T) {
	usd := data.Exact(big.NewRat(5, 1), data.Unit{Kind: data.Money, Code: "USD"})
	kg := data.Exact(big.NewRat(7, 2), data.Unit{Kind: data.Mass})
	missing := data.Value{Why: "no observation"}
	s := newSheet([]column{
		{title: "Series", texts: []string{"Soft\u00adware", "Wheat\u00a0flour", "Rice"}},
		{title: "All", figures: []data.Value{usd, usd, usd}},
		{title: "Mixed", figures: []data.Value{usd, kg, kg}},
		{title: "Gap", figures: []data.Value{usd, missing, usd}},
	})
	const want = "\ufeffSeries,All (USD),Mixed,\"Mixed, unit\",Gap (USD),\"Gap, status\"\n" +
		"Software,5,5,USD,5,present\n" +
		"Wheat flour,5,3.5,kg,,missing\n" +
		"Rice,5,3.5,kg,5,present\n"
	if got := string(s.CSV()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
