package wording

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// show prints the marks of a text, one after the other.
func show(text string, kinds ...Kind) string {
	var out []string
	for _, m := range Scan(text) {
		for _, k := range kinds {
			if m.Kind == k {
				out = append(out, m.Text)
			}
		}
	}
	return strings.Join(out, " | ")
}

// What is digits or number words, and what only looks like them.
func TestFiguresApart(t *testing.T) {
	for _, c := range []struct {
		kind       Kind
		text, want string
	}{
		{Reference, "On 20 November 2023, November 20, 2023, 2023-11-20, Nov. 20 and 20–22 November", "20 November 2023 | November 20, 2023 | 2023-11-20 | Nov. 20 | 20–22 November"},
		{Reference, "HS 6703, chapter 72, HS chapters 72–73, resolution 2397 (2017), paragraph 8, Article 5", "HS 6703 | chapter 72 | HS chapters 72–73 | resolution 2397 (2017) | paragraph 8 | Article 5"},
		{Reference, "Figure 3, Tables 2 and 3, Exhibit 4, section 2, page 4, note 3", "Figure 3 | Tables 2 and 3 | Exhibit 4 | section 2 | page 4 | note 3"},
		{Reference, "COVID-19, G7, G20, EU27, ISO 3166, HS2022, 24/7", "COVID-19 | G7 | G20 | EU27 | ISO 3166 | HS2022 | 24/7"},
		{Reference, "a 10-year bond, a three-month average, the 75th anniversary", "10-year | three-month | 75th"},
		{Reference, "at 8:30 a.m., from a.b@c.org or https://x.org/2023/12, 202-606-9900, v1.2.3", "8:30 a.m. | a.b@c.org | https://x.org/2023/12 | 202-606-9900 | v1.2.3"},
		{Reference, "One tonne is 1,000 kilograms, a barrel equals 159 litres, 1 kg = 2.2 lb", "One tonne is 1,000 kilograms | a barrel equals 159 litres | 1 kg = 2.2 lb"},
		{Reference, "One shipment is 1,000 kilograms, one tonne is US$420, one dollar is 7.3 yuan, a point is 5%", ""},
		{Reference, "call +86 10 6519 4114 or +49 228 99-123; +1 443 500 tonnes", "+86 10 6519 4114 | +49 228 99-123"},
		{Number, "HS 6703, Table 3, 20 November, G20, 10-year, 8:30 a.m., 24/7, 2023, Q3 2023, 1990s", ""},
		{NumberWord, "Three goods, two-thirds of exports, half of it, a quarter of exports, a dozen", "Three | two-thirds | half | a quarter | a dozen"},
		{NumberWord, "twenty-five, one hundred and twenty tonnes, one percentage point, one in five", "twenty-five | one hundred and twenty tonnes | one percentage point | one in five"},
		{NumberWord, "one of them, no one, one another, the two countries, two-way trade, at first, a second look, the first quarter of 2023, half-year, three-month", ""},
	} {
		if got := show(c.text, c.kind); got != c.want {
			t.Errorf("%v in %q:\n got %s\nwant %s", c.kind, c.text, got, c.want)
		}
	}
}

// What a figure is, with all that belongs to it.
func TestNumbers(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"US$188.7 million", "US$188.7 million = 188700000 US$"},
		{"up 15.9% on August", "15.9% = 159/10 percent +"},
		{"fell by about 6.6 per cent", "6.6 per cent = 33/5 percent -"},
		{"−6.6% and +4.1%", "−6.6% = -33/5 percent - | +4.1% = 41/10 percent +"},
		{"by 1.7 percentage points", "1.7 percentage points = 17/10 percentage points"},
		{"6,103 kilograms, 1 400.2 and 29.16 million tons", "6,103 kilograms = 6103 kg | 1 400.2 = 7001/5 | 29.16 million tons = 29160000 tonnes"},
		{"40–50% or 5 to 6 per cent", "40–50% = 40..50 percent | 5 to 6 per cent = 5..6 percent"},
		{"from 5 to 6 per cent", "5 = 5 | 6 per cent = 6 percent"},
		{"188.7 m, $1.5bn, EUR 2.3 billion", "188.7 m = 188700000 | $1.5bn = 1500000000 $ | EUR 2.3 billion = 2300000000 EUR"},
		{"20 working days and 3 months", "20 working days = 20 days | 3 months = 3 months"},
		{"a 5-percent fall", "5-percent = 5 percent"},
		{"15,9% and US$188,7 million, but 1,443 tonnes", "15,9% = 159/10 percent | US$188,7 million = 188700000 US$ | 1,443 tonnes = 1443 tonnes"},
		{"It was ½ of it, １８８ million dollars", "½ = 1/2 | １８８ million dollars = ? $"},
		{"2.27/1.59", "2.27 = 227/100 | 1.59 = 159/100"},
		{"12 dollars, 3 million yuan", "12 dollars = 12 $ | 3 million yuan = 3000000 CNY"},
		{"1234567890123456789 tonnes", "1234567890123456789 tonnes = ? tonnes"},
	} {
		var got []string
		for _, m := range Scan(c.text) {
			if m.Kind != Number {
				continue
			}
			s := m.Text + " = "
			if m.Value.OK() {
				s += m.Value.Rat().RatString()
			} else {
				s += "?"
			}
			if m.Upper.OK() {
				s += ".." + m.Upper.Rat().RatString()
			}
			s = strings.TrimRight(s+" "+strings.Trim(m.Currency+" "+m.Unit, " "), " ")
			got = append(got, s+[...]string{" -", "", " +"}[m.Sign+1])
		}
		if s := strings.Join(got, " | "); s != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

// Marks come in order, apart, on whole characters, and hold their own text.
func properties(t *testing.T, text string) {
	t.Helper()
	last := 0
	for _, m := range Scan(text) {
		if m.From < last || m.To <= m.From || m.To > len(text) || m.Text != text[m.From:m.To] || m.Kind == 0 || m.Kind.String() == "" {
			t.Fatalf("%q: %+v after %d", text, m, last)
		}
		if utf8.ValidString(text) && (m.From > 0 && !utf8.RuneStart(text[m.From]) || m.To < len(text) && !utf8.RuneStart(text[m.To])) {
			t.Fatalf("%q: %+v cuts a character", text, m)
		}
		if v := m.Value; v.Den < 0 || v.Scale < 0 || v.Decimals < 0 || m.Upper.Den < 0 {
			t.Fatalf("%q: %+v", text, m)
		}
		last = m.To
	}
}

var seeds = []string{
	"Exports rose 15.9% in September 2023 to US$188.7 million, the third month in a row; imports fell by two-thirds.",
	"On 20 November 2023 (resolution 2397 (2017), paragraph 8) HS 6703 was up 40–50%, 1 400.2 or 2.3 bn, nearly double.",
	"In the three months to June 2018, twice as much, due mainly to prices, may be likely, with high confidence.",
	"COVID-19, G20, 24/7, 8:30 a.m., v1.2.3, a.b@c.org, https://x.org/2023, Q3-2023, 2019-20, 1990s, 3- to 5-year, [3]",
	"5 to 6 to 7 – 8 - 9 -- −−3 $-$5 €€ 1,2,3 1 234 234 234 234 234 234 234",
	"thousand million billion five thousand five thousand one hundred and and twenty one half a dozen quarters",
	"\xff\xfe\u00ad½²⁄٣ १२ 三 １２ ’s 's ' - -a -1 a-1-a-1",
}

func FuzzScan(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(properties)
}

func FuzzSentences(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Add("Exports fell. “They rose.” (See No. 5.) U.S. imports, e.g. oil, n.a.\n\nIn the U.S. The end")
	f.Add("\t. 0")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, s := range English.Sentences(text) {
			if s[0] < last || s[1] <= s[0] || s[1] > len(text) || strings.Trim(text[last:s[0]], blanks) != "" {
				t.Fatalf("%q: %v after %d", text, s, last)
			}
			for _, at := range []int{s[0], s[1] - 1} {
				if got := English.SentenceAt(text, at); got != text[s[0]:s[1]] {
					t.Fatalf("%q: at %d %q, want %q", text, at, got, text[s[0]:s[1]])
				}
			}
			last = s[1]
		}
		if rest := text[last:]; strings.Trim(rest, blanks) != "" {
			t.Fatalf("%q: %q is in no sentence", text, rest)
		}
	})
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Exports fell. Imports rose! Did they? Yes.", "Exports fell.|Imports rose!|Did they?|Yes."},
		{"By 1.5 percent, i.e. little, to US$2.3 million. No. 5 and no. 6 of Jan. 5 count.", "By 1.5 percent, i.e. little, to US$2.3 million.|No. 5 and no. 6 of Jan. 5 count."},
		{"The U.S. Census Bureau said so. Goods of the U.S. The rest, e.g. US exports.", "The U.S. Census Bureau said so.|Goods of the U.S.|The rest, e.g. US exports."},
		{"“They rose.” (See Table 3.) It was n.a. in May. n.a. is not zero.", "“They rose.”|(See Table 3.)|It was n.a. in May.|n.a. is not zero."},
		{"A heading\n\nA sentence\nin two lines.  Next", "A heading|A sentence\nin two lines.|Next"},
		{"It ended in 2023. 5 goods fell... then rose", "It ended in 2023.|5 goods fell... then rose"},
		{"  \n ", ""},
	} {
		var got []string
		for _, s := range English.Sentences(c.text) {
			got = append(got, c.text[s[0]:s[1]])
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

func ExampleScan() {
	for _, m := range Scan("Exports rose 15.9% in September, the third month in a row.") {
		fmt.Printf("%s: %s\n", m.Kind, m.Text)
	}
	// Output:
	// noun: Exports
	// direction: rose
	// number: 15.9%
	// time: September
	// run: third month in a row
}
