package report

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

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

// TestShipped: what init copies is whole, fits its pages, and has nothing in it
// that is bound to nothing.
func TestShipped(t *testing.T) {
	for _, c := range []struct {
		name    string
		partner string
		pages   int
	}{{"one-page", "", 1}, {"monthly", "", 4}, {"profile", "", 2}, {"profile", "DE", 2}, {"profile", "HK", 2}, {"profile", "JP", 2}, {"profile", "KR", 2}, {"profile", "US", 2}} {
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
		"DE": {"China’s Trade with Germany", "exports to Germany rose by 9.5% in 2018 and came to **US$77.9 billion**", "a deficit of US$28.3 billion", "In all, exports are the highest on record here.", "In all, imports are the highest on record here."},
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
	facts := map[string]Fact{}
	for _, f := range b.Facts() {
		facts[f.Name] = f
	}
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
