package report

import (
	"os"
	"strings"
	"testing"

	"tradebrief/data/diag"
)

// The value of soybeans from Brazil and Argentina is that of the sample that ships
// with the tool; the rates are made, of one and of four decimals.
const (
	currencyHead = `version: 1
brief: {title: Soybeans, period: 2023-02, issued: 2023-11-25}
data:
  - id: customs
    path: soy.csv
    publisher: Customs
    RATES
    table: {period: {column: month, layout: YYYY-MM}, reporter: CN, partner: {column: origin}, values: [{column: yuan, flow: import, unit: CNY, quantity: {column: kg, unit: kg}}]}
series:
  brazil: {flow: import, partner: BR, label: Brazil}
  argentina: {flow: import, partner: AR, label: Argentina}
sources: {pboc: {type: official, publisher: Central bank, title: Average rates, date: 2023-11-01}}
`
	toDollars = "rates: {path: rates.csv, from: CNY, to: USD, unit: CNY/USD, period: {column: month}, column: average, source: pboc}"
	someRates = "month,average\n2023-01,6.8\n2023-02,6.8299\n"
)

func soybeans(t *testing.T, rates, ratesCSV, prose string) Project {
	t.Helper()
	csv, err := os.ReadFile("../data/sample/soybeans/imports.csv")
	if err != nil {
		t.Fatal(err)
	}
	return project("", "brief.yaml", strings.Replace(currencyHead, "RATES", rates, 1)+"sections:\n  - title: Trends\n    blocks:\n      - text: |\n          "+prose+
		"\n      - table: {kind: metrics, title: Values, rows: [brazil, argentina], columns: [value, mom, ytd, unit_value]}\n      - data_notes: true\n",
		"soy.csv", string(csv), "rates.csv", ratesCSV, "other.csv", "month,origin,usd\n2023-02,US,5000000\n")
}

// TestConverted: figures are converted by the rate of their own month, with its
// rounding, and say so wherever they are printed.
func TestConverted(t *testing.T) {
	// 284 199 366 / 6.8299 is 41 611 058, and 5 917 063 944 by 6.8, 6.75 and 6.85 are
	// 870 156 462, 876 602 066 and 863 805 029, by bc.
	b := load(t, soybeans(t, toDollars, someRates, "{{brazil.prev}}, {{argentina}} and {{argentina.prev}}"), Options{})
	got := strings.NewReplacer("~", " ", "\u00a0", " ").Replace(dump(b.Document))
	for _, want := range []string{
		"US$1.3 billion, US$41.6 million and US$870.2 million",
		"US$870.2 million (US$863.8 million to US$876.6 million)",
		"Converted from CNY to USD at the rate of each month [2].",
		"Valuation: Brazil and Argentina: converted from CNY to USD, each figure at the rate of its own month, by Central bank; February 2023: 6.8299 CNY/USD. Changes hold those of the rate.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for _, f := range b.Facts() {
		if f.Name != "argentina" {
			continue
		}
		in := f.Inputs[0]
		if f.Unit != "USD" || f.Status != "present" || in.Converted == nil || *in.Converted.Value != 284199366 || in.Converted.Unit != "CNY" ||
			*in.Converted.Rate != 6.8299 || in.Converted.RateUnit != "CNY/USD" || in.Converted.File != "rates.csv" || in.Converted.Line != 3 || in.Converted.Source != "pboc" {
			t.Errorf("argentina is %+v of %+v", f, in.Converted)
		}
	}
	matches := b.Explain("argentina").Matches
	if len(matches) == 0 {
		t.Fatalf("argentina cannot be explained")
	}
	if got, want := matches[0].Figures[0].Inputs[0].Rate, "RMB 284.199 million at 6.8299 CNY/USD, rates.csv:3; pboc: Central bank, 1 November 2023"; plainSpaces(got) != want {
		t.Errorf("the input is explained by %q, want %q", got, want)
	}
}

// TestNotConverted: without rates yuan stay yuan, and yuan and dollars are never
// added; without the rate of a month its figure is missing and says why.
func TestNotConverted(t *testing.T) {
	got := strings.NewReplacer("~", " ", "\u00a0", " ").Replace(dump(load(t, soybeans(t, "", someRates, "{{brazil.prev}} [@pboc]"), Options{}).Document))
	if !strings.Contains(got, "RMB 8.6 billion") || strings.Contains(got, "onverted") {
		t.Errorf("yuan do not stay yuan:\n%s", got)
	}
	fails(t, soybeans(t, toDollars, "month,average\n2023-02,6.83\n", "{{brazil.prev}}"), Options{}, diag.Claim,
		"rates.csv has no rate in CNY/USD for 2023-01, so that CNY cannot be converted to USD")
	p := soybeans(t, "", someRates, "{{total(brazil, other)}} [@pboc]")
	fs := p.FS.(interface {
		ReadFile(string) ([]byte, error)
	})
	outline, _ := fs.ReadFile("brief.yaml")
	two := strings.Replace(string(outline), "series:\n", "  - {id: dollars, path: other.csv, publisher: Other, table: {period: {column: month}, reporter: CN, partner: {column: origin}, values: [{column: usd, flow: import, unit: USD}]}}\nseries:\n  other: {flow: import, partner: US, data: dollars}\n", 1)
	csv, _ := fs.ReadFile("soy.csv")
	fails(t, project("", "brief.yaml", two, "soy.csv", string(csv), "other.csv", "month,origin,usd\n2023-02,US,5000000\n"), Options{}, diag.Claim, "cannot add CNY and USD")
}

// TestRatesMistakes: what is wrong with rates is said at its key or its cell.
func TestRatesMistakes(t *testing.T) {
	for _, c := range []struct {
		old, new, csv string
		phase         diag.Phase
		want          string
	}{
		{"unit: CNY/USD", "unit: CNY", someRates, diag.Outline, `rates from CNY to USD are in CNY/USD or in USD/CNY, found "CNY"`},
		{"to: USD", "to: dollars", someRates, diag.Outline, `"dollars" is no currency such as CNY or USD`},
		{"from: CNY, to: USD, unit: CNY/USD", "from: EUR, to: USD, unit: EUR/USD", someRates, diag.Data, "data customs have no figures in EUR to convert, only in CNY"},
		{"path: rates.csv", "path: rate.csv", someRates, diag.Data, `file "rate.csv" does not exist`},
		{"column: average", "column: mean", someRates, diag.Data, `no column "mean"`},
		{"source: pboc", "source: bank", someRates, diag.Outline, `unknown source "bank"`},
		{"", "", "month,average\n2023-01,6.8\n2023-01,6.9\n", diag.Data, "two figures for 2023-01"},
		{"", "", "month,average\n2023-01,0\n", diag.Data, "rates.csv:2:9: error: the rate of 2023-01 is not above zero"},
		{"", "", "month,average\n2023-01,six\n", diag.Data, `"six" in column "average"`},
	} {
		fails(t, soybeans(t, strings.Replace(toDollars, c.old, c.new, 1), c.csv, "{{brazil}} [@pboc]"), Options{}, c.phase, c.want)
	}
}
