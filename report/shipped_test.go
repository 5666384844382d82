package report

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

// shippedNames are the outlines that ship with the tool.
var shippedNames = []string{"china-dprk", "china-dprk.zh", "china-dprk.ko", "china-korea", "eu-glassine", "one-page", "monthly", "profile"}

// shippedBrief loads and lays out an outline that ships with the tool; it must
// do so without a problem, a warning included.
func shippedBrief(t *testing.T, name string, o Options) (*Brief, int) {
	t.Helper()
	b, problems := Load(Project{FS: os.DirFS(".."), Outline: "templates/" + name + ".yaml"}, o)
	if len(problems) > 0 {
		t.Fatalf("%s %v: %v", name, o.Params, problems)
	}
	doc, problems := b.Pages()
	if len(problems) > 0 {
		t.Fatalf("%s %v: %v", name, o.Params, problems)
	}
	return b, len(doc.Pages)
}

// factsOf are the facts of a brief by their names.
func factsOf(b *Brief) map[string]Fact {
	facts := map[string]Fact{}
	for _, f := range b.Facts() {
		facts[f.Name] = f
	}
	return facts
}

// holdsSums compares facts with sums made by other means.
func holdsSums(t *testing.T, b *Brief, sums map[string]float64) {
	t.Helper()
	facts := factsOf(b)
	for name, want := range sums {
		if f := facts[name]; f.Value == nil || math.Abs(*f.Value-want) > 1e-9*math.Abs(want) {
			t.Errorf("%s is %s, want %v", name, strings.ReplaceAll(f.Text, nbsp, " "), want)
		}
	}
}

// TestShipped: what init copies is whole, fits its pages, and has nothing in it
// that is bound to nothing.
func TestShipped(t *testing.T) {
	for _, c := range []struct {
		name    string
		partner string
		pages   int
	}{{"china-korea", "", 5}, {"eu-glassine", "", 5}, {"one-page", "", 1}, {"monthly", "", 5}, {"profile", "", 2}, {"profile", "DE", 2}, {"profile", "HK", 2}, {"profile", "JP", 2}, {"profile", "KR", 2}, {"profile", "US", 2}} {
		var o Options
		if c.partner != "" {
			o.Params = map[string]string{"partner": c.partner}
		}
		b, pages := shippedBrief(t, c.name, o)
		if pages != c.pages {
			t.Errorf("%s %s has %d pages, want %d", c.name, c.partner, pages, c.pages)
		}
		if b.Claims.Unbound+b.Claims.Waived+b.Claims.Failed > 0 {
			t.Errorf("%s %s: %+v", c.name, c.partner, b.Claims)
		}
	}
}

// TestProfile: the sentences of a profile say what is true of the partner.
func TestProfile(t *testing.T) {
	for partner, want := range map[string][]string{
		"DE": {"China’s Trade with Germany", "Machinery and transport equipment makes 62.4% of what China buys", "exports to Germany rose by 9.5% in 2018 and came to **US$77.9 billion**", "a deficit of US$28.3 billion", "In all, exports are the highest on record here.", "In all, imports are the highest on record here."},
		"HK": {"China’s Trade with Hong Kong", "a surplus of US$294.4 billion", "non-monetary gold; metal ores and scrap; and plastics in primary forms"},
		"US": {"China’s Trade with the United States", "Its imports from there rose by 1.0% and came to US$156.0 billion", "| Exports to the United States |  | 479.7 | 100.0 |"},
	} {
		b, _ := shippedBrief(t, "profile", Options{Params: map[string]string{"partner": partner}})
		got := strings.ReplaceAll(dump(b.Document), "~", " ")
		for _, s := range want {
			if !strings.Contains(got, s) {
				t.Errorf("the profile of %s does not say %q:\n%s", partner, s, got)
			}
		}
		if partner == "HK" && strings.Contains(got, "the highest") {
			t.Error("2018 was no record for Hong Kong")
		}
	}
}

// TestSoybeans holds the sample data against what Reuters printed of the same
// releases on 20 November 2025: the months that customs left out are noughts.
func TestSoybeans(t *testing.T) {
	b, _ := shippedBrief(t, "one-page", Options{})
	facts := factsOf(b)
	for name, want := range map[string]struct {
		value  float64
		digits float64 // half of the last one printed
	}{
		"brazil":            {7.12e9, 0.005e9},
		"us":                {0, 0},
		"us.prev":           {0, 0},
		"us.yoy":            {-1, 0},
		"argentina":         {1.57e9, 0.005e9},
		"brazil.ytd":        {70.81e9, 0.005e9},
		"brazil.ytd_yoy":    {0.045, 0.0005},
		"us.ytd":            {16.82e9, 0.005e9},
		"us.ytd_yoy":        {0.115, 0.0005},
		"argentina.ytd":     {4.46e9, 0.005e9},
		"argentina.ytd_yoy": {0.239, 0.0035}, // customs revised 2024 after the download
	} {
		f := facts[name]
		if f.Value == nil || math.Abs(*f.Value-want.value) > want.digits {
			t.Errorf("%s is %s, Reuters printed %g", name, strings.ReplaceAll(f.Text, nbsp, " "), want.value)
		}
	}
	if got := fmt.Sprint(b.Period, b.AsOf); got != "2025-10 2025-11-21" {
		t.Errorf("the brief is of %s", got)
	}
}

// TestKorea holds the breakdown of annual trade against sums made by
//
//	zcat data/sample/china-korea/*.gz | tr -d '\r' | awk -F, '/,KOR,/ {v[$2 " " $8] += $(NF-3)} END {for (k in v) printf "%s %.0f\n", k, v[k]}'
//
// and, for division 77 and for machinery, which is section 7, the same with
// && $22 == "77" or && $22 ~ /^7/ after the pattern.
func TestKorea(t *testing.T) {
	b, _ := shippedBrief(t, "china-korea", Options{})
	holdsSums(t, b, map[string]float64{
		"exports": 109028748904, "exports.prev": 102703776594, "imports": 204566451226, "imports.prev": 177553154148,
		"imports.yoy": 204566451226.0/177553154148 - 1, "imports.vs('2010')": 204566451226.0 / 138339223044,
		"machinery.share": 126504619759.0 / 204566451226.0, "electrical": 92282029242, "electrical.share": 92282029242.0 / 204566451226.0,
	})
	got := strings.ReplaceAll(dump(b.Document), "~", " ")
	for _, want := range []string{
		"made 45.1% of it, after 30.5% in 2010", "| 1 | 77 | Electrical machinery | bar 1.00 | 92.3 | 45.1 | +21.1 | +9.0",
		"| 32 | 84 | Articles of apparel and clothing accessories |", "| All other goods |", "| 1 | 7 | Machinery | bar 1.00 | 53.0 | 48.6 | +7.3 | +3.5", "| 10 | 4 | Oils, fats and waxes |", "Imports from South Korea |  | 204.6 | 100.0 | +15.2 | +15.2",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the brief does not say %q", want)
		}
	}
}

// TestGlassine holds both sides of the trade against sums made by
//
//	zcat data/sample/eu-glassine/*.gz | awk -F, '$9 <= "2025-11" && $9 >= "2025-01" {v[$4 " " $7 " " $5 " " $8] += $10} END {for (k in v) printf "%s %.2f\n", k, v[k]}'
//
// (to date; with $9 == "2025-11" the month; a quantity of 1 is 100 kg), and the
// order of reporters and partners against the same, sorted. December, which
// only 17 of 27 reporters have, is not in it.
func TestGlassine(t *testing.T) {
	b, _ := shippedBrief(t, "eu-glassine", Options{})
	holdsSums(t, b, map[string]float64{
		"german": 7350575, "german.ytd": 117842876, "german.yoy": 7350575.0/8688445 - 1, "german_weight": 5399439, "finnish": 14273373,
		"finnish.ytd": 209256436, "finnish_weight": 10738166, "from_finland": 3174369, "from_finland.ytd": 55285441, "to_germany.ytd": 34889828,
		"from_china": 292625, "from_china.ytd": 8351243, "china_weight": 206074, "polish": 5687685,
	})
	got := strings.ReplaceAll(dump(b.Document), "~", " ")
	for _, want := range []string{
		"The first three importers are Germany, Poland and Spain", "Finland, France, Italy and Hungary sent Germany",
		"| 1 | Germany | bar 1.00 | 7.4 | −15.4 | 117.8 | +25.2 | 1.36", "| 4 | Luxembourg | bar 0.36 | 2.7 |",
		"| 1 | Finland | bar 1.00 | 3.2 | 43.2 | −21.0 | −9.7 | 1.23", "| All other partners |", "| 3 | Lithuania |", "13 February 2026",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the brief does not say %q", want)
		}
	}
}
