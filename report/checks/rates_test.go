package checks

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"tradebrief/data"
	"tradebrief/data/diag"
)

// fromSource is a paragraph all of which is from a source.
func fromSource(text string) *Passage {
	return &Passage{Pieces: []Piece{{Text: text, Source: "press", Statement: 1, At: func(n int) diag.Pos { return diag.Pos{Line: 1, Col: n + 1} }}}}
}

// codes are the findings of the rules about figures in a paragraph.
func codes(p *Passage, b *Brief) string {
	if b.Figures == nil {
		b.Figures = func() []Named { return nil }
	}
	b.Judge = func(string, int, *Figure, diag.Pos) *diag.Problem { return nil }
	var out []string
	p.Check(b, func(f Finding) {
		switch f.Code {
		case "C02", "C03", "C04", "C05", "C06", "C08", "C09", "C12", "C13", "C16", "C17", "C18", "C19", "C20", "C21", "C24", "C25", "C39", "C46":
			out = append(out, f.Code)
		}
	})
	return strings.Join(out, " ")
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		// C05
		{"C05", "Trade rose by 74.6%, from US$1.59 billion to US$2.27 billion."},
		{"", "Trade rose by 74.6%, from US$1.59 billion to US$2.78 billion."},
		{"C05", "Trade rose 74.6% to US$2.27 billion from US$1.59 billion a year earlier."},
		{"C05", "Trade came to US$2.27 billion, up 74.6% from US$1.59 billion."},
		{"", "Trade came to US$2.77 billion, up 74.6% from US$1.59 billion a year earlier."},
		{"", "Imports fell 10.8% to US$24.8 million from US$27.8 million."},
		{"", "Imports fell 10.7% to US$24.8 million from US$27.8 million."},
		{"C05", "Imports rose 10.8% to US$24.8 million from US$27.8 million."},
		{"C05", "Imports fell 12.1% to US$24.8 million from US$27.8 million."},
		{"", "Exports rose 15.9% on the month to US$188.7 million, from US$80.0 million in September 2022."},
		{"", "Exports rose by an average of 9% a year from US$100 million to US$200 million."},
		{"", "Exports rose 3.0% in real terms, from US$100 million to US$110 million."},
		{"", "Exports rose about 10% from US$100 million to US$150 million."},
		{"", "Exports rose 5% from US$100 million to US$105 million, imports 10% from US$50 million to US$56 million."},
		{"C05", "Exports rose by 5.0%, from US$100.0 million to US$105.0 million; imports fell by 10.0%, from US$50.0 million to US$44.0 million."},
		{"", "The rate slowed from 162.1% in July to 131.4% and then 109.5%."},
		{"", "The two banks own from US$1 million to US$3 million of the 40% that is left."},
		// C08
		{"C08", "The share rose by 1.7%, from 9.7% to 11.4%."},
		{"", "The share rose by 17.5%, from 9.7% to 11.4%."},
		{"", "The share rose by 1.7 percentage points, from 9.7% to 11.4%."},
		{"C08", "The share rose by 17.5 percentage points, from 9.7% to 11.4%."},
		{"C05", "The share rose by 3.1 percentage points, from 9.7% to 11.4%."},
		// C06
		{"C06", "Exports rose by 146.6%, imports by 132.7% and total trade by 246.2%."},
		{"", "Exports rose by 146.6%, imports by 132.7% and total trade by 144.7%."},
		{"C06", "Exports fell by 3.0% and imports rose by 2.0%, so that total trade rose by 2.5%."},
		{"", "Exports fell by 3.0% and imports rose by 2.0%, so that total trade rose by 1.0%."},
		{"", "Exports to Japan rose by 3.0%, imports from Peru by 2.0% and total trade with both by 9.0%."},
		{"", "Exports of machines rose by 3.0%, imports of oil by 2.0% and total trade by 9.0%."},
		// C13
		{"C13", "Exports slowed, from US$184.2 million to US$181.6 million."},
		{"", "Exports fell, from US$184.2 million to US$181.6 million."},
		{"C13", "Exports fell from 15.9% to 4.1%."},
		{"", "Growth of exports fell from 15.9% to 4.1%."},
		{"", "Exports fell from 15.9% to 14.1% of GDP."},
		{"", "Export growth slowed to US$3 million a month."},
		// C03
		{"C03", "Exports came to US$154.7 million, including US$19.9 billion of hair."},
		{"", "Exports came to US$154.7 million, including US$19.9 million of hair."},
		{"C03", "Hair was US$19.9 billion in a month of US$154.7 million."},
		{"", "Hair was printed as US$19.9 billion in a month of US$154.7 million."},
		{"", "Exports came to US$154.7 million, of which US$19.9 million hair and US$6.4 million rice."},
		// C04
		{"C04", "Trade came to US$2.27 billion: exports of US$0.33 billion and imports of US$2.44 billion."},
		{"", "Trade came to US$2.77 billion: exports of US$0.33 billion and imports of US$2.44 billion."},
		{"C04", "Exports were US$188.7 million and imports US$27.8 million, a surplus of US$150.9 million."},
		{"", "Exports were US$188.7 million and imports US$27.8 million, a surplus of US$160.9 million."},
		{"C04", "China took 98.3% of exports, and the remaining 1.0% went elsewhere."},
		{"", "China took 98.3% of exports, and the remaining 1.7% went elsewhere."},
		// C16
		{"C16", "Wig exports rose by 1,332.5%."},
		{"C16", "Wig exports rose by 133.3%, from US$0.3 million to US$0.7 million."},
		{"", "The tariff is 350%."},
		// C17
		{"C17", "Exports rose by 135.9% on the year."},
		{"", "Exports rose by 135.9% on the year, from US$80.0 million."},
		{"", "Exports rose by 15.9% on the year."},
		// C25
		{"C25", "The trade balance fell by 907.5%."},
		{"", "The trade balance fell by US$3 million."},
		{"", "The trade balance fell to 3% of GDP."},
		// C46
		{"C46", "Exports and imports came to US$188.7 million and US$27.8 million, respectively."},
		{"", "Exports and imports moved apart and together, respectively."},
	} {
		if got := codes(fromSource(c.text), &Brief{}); got != c.want {
			t.Errorf("%s\n got %q, want %q", c.text, got, c.want)
		}
	}
}

// A pair of levels with the rate between them as it would be printed is quiet
// whatever the rounding; a rate that the rounded pair cannot give is C05.
func TestRatesOfRandomPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 5))
	fired := 0
	for range 1200 {
		from := new(big.Rat).SetFrac64(1+r.Int64N(9_000_000)+1_000_000, 1000) // thousands of millions to the thousandth
		to := new(big.Rat).SetFrac64(1+r.Int64N(9_000_000)+1_000_000, 1000)
		decimals := r.IntN(3)
		g := growth(data.Exact(from, data.Unit{}), data.Exact(to, data.Unit{}))
		rate := new(big.Rat).Mul(g.X, big.NewRat(100, 1))
		if rate.Cmp(big.NewRat(300, 1)) > 0 || rate.Sign() == 0 {
			continue
		}
		verb := "rose"
		if rate.Sign() < 0 {
			verb = "fell"
		}
		say := func(rate *big.Rat) string {
			by, a, b := data.Fixed(rate.Abs(rate), 1, false), data.Fixed(from, decimals, false), data.Fixed(to, decimals, false)
			switch r.IntN(3) {
			case 0:
				return fmt.Sprintf("Exports %s by %s%%, from US$%s million to US$%s million.", verb, by, a, b)
			case 1:
				return fmt.Sprintf("Exports %s %s%% to US$%s million from US$%s million a year earlier.", verb, by, b, a)
			}
			return fmt.Sprintf("Exports %s from US$%s million to US$%s million, %s %s%%.", verb, a, b, map[string]string{"rose": "up", "fell": "down"}[verb], by)
		}
		if text := say(new(big.Rat).Set(rate)); codes(fromSource(text), &Brief{}) != "" {
			t.Errorf("true, and yet: %s: %s", text, codes(fromSource(text), &Brief{}))
		}
		half := new(big.Rat).Quo(big.NewRat(1, 2), tenTo(decimals))
		width := growth(
			data.Value{X: from, Low: new(big.Rat).Sub(from, half), High: new(big.Rat).Add(from, half)},
			data.Value{X: to, Low: new(big.Rat).Sub(to, half), High: new(big.Rat).Add(to, half)})
		off := new(big.Rat).Sub(width.High, width.X)
		off.Mul(off, big.NewRat(200, 1)).Add(off, big.NewRat(1, 4)) // twice the width, and a digit
		wrong := new(big.Rat).Add(new(big.Rat).Abs(rate), off)
		if wrong.Cmp(big.NewRat(300, 1)) > 0 {
			continue
		}
		fired++
		if text := say(wrong); codes(fromSource(text), &Brief{}) != "C05" {
			t.Errorf("false, and yet no C05: %s", text)
		}
	}
	if fired < 500 {
		t.Errorf("only %d pairs were tried", fired)
	}
}

// Sums of rounded figures are quiet, and C04 once they are off by more than the
// rounding.
func TestSumsOfRandomFlows(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 7))
	for range 500 {
		x, m := big.NewRat(1+r.Int64N(9_000_000), 1000), big.NewRat(1+r.Int64N(9_000_000), 1000)
		total := new(big.Rat).Add(x, m)
		say := func(total *big.Rat) string {
			return fmt.Sprintf("Trade came to US$%s million: exports of US$%s million and imports of US$%s million.", data.Fixed(total, 1, false), data.Fixed(x, 1, false), data.Fixed(m, 1, false))
		}
		if text := say(total); codes(fromSource(text), &Brief{}) != "" {
			t.Errorf("true, and yet: %s", text)
		}
		if text := say(new(big.Rat).Add(total, big.NewRat(4, 10))); codes(fromSource(text), &Brief{}) != "C04" {
			t.Errorf("false, and yet no C04: %s", text)
		}
	}
}

// The rate of the total of two random flows lies between theirs; beyond the
// larger one it is C06.
func TestTotalsOfRandomFlows(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	said := func(x *big.Rat) string {
		verb := "rose"
		if x.Sign() < 0 {
			verb = "fell"
		}
		return verb + " by " + data.Fixed(new(big.Rat).Mul(new(big.Rat).Abs(x), big.NewRat(100, 1)), 1, false) + "%"
	}
	for range 500 {
		var v [4]*big.Rat
		for i := range v {
			v[i] = big.NewRat(1000+r.Int64N(2000), 1)
		}
		rate := func(a, b *big.Rat) *big.Rat {
			return growth(data.Exact(a, data.Unit{}), data.Exact(b, data.Unit{})).X
		}
		x, m, total := rate(v[0], v[1]), rate(v[2], v[3]), rate(new(big.Rat).Add(v[0], v[2]), new(big.Rat).Add(v[1], v[3]))
		text := fmt.Sprintf("Exports %s, imports %s and total trade %s.", said(x), said(m), said(total))
		if got := codes(fromSource(text), &Brief{}); got != "" {
			t.Errorf("true, and yet %s: %s", got, text)
		}
		most := x
		if m.Cmp(x) > 0 {
			most = m
		}
		text = fmt.Sprintf("Exports %s, imports %s and total trade %s.", said(x), said(m), said(new(big.Rat).Add(most, big.NewRat(2, 1000))))
		if got := codes(fromSource(text), &Brief{}); got != "C06" {
			t.Errorf("false, and yet %q: %s", got, text)
		}
	}
}

// Whatever pieces a passage is made of, the rules end without a panic, and with
// no more findings than its sentences can have.
func FuzzCheck(f *testing.F) {
	words := []string{"Exports", "imports", "total trade", "the share of", "balance", "rose", "fell", "by", "to", "from", "slowed", "of which", "including", "in a month of", "respectively", "and the remaining",
		"on the year", "in September", ", ", ". ", "; ", "(", ") ", ": ", "US$188.7 million", "US$0.4 million", "15.9%", "1.7 percentage points", "1,332.5%", "0%", "US$0", "206 tonnes", "about 5%", "–", "× 11.4", "99999999999999999%", "−6.6%", "1e400%", "\x00", "é", "C"}
	metrics := []string{"value", "mom", "yoy", "ytd_yoy", "share", "ytd", ""}
	f.Add([]byte{0, 5, 7, 26, 9, 24, 8, 25, 19})
	f.Add([]byte{0, 128, 129, 130, 131, 200, 201, 255})
	f.Fuzz(func(t *testing.T, recipe []byte) {
		if len(recipe) > 200 {
			recipe = recipe[:200]
		}
		b := &Brief{Period: data.Month(2023, 9), Series: []Series{
			{ID: "exports", Label: "Exports", Flow: "export", Reporter: "China", Partner: "North Korea", Total: true},
			{ID: "hair", Label: "Hair", Flow: "export", Reporter: "China", Partner: "North Korea"},
			{ID: "imports", Label: "Imports", Flow: "import", Reporter: "China", Partner: "North Korea", Total: true}},
			Shocks: []Shock{{data.Span{From: data.Month(2022, 5), To: data.Month(2022, 9)}, "Trains halted"}},
		}
		b.Figures = func() []Named { return nil }
		b.Judge = func(string, int, *Figure, diag.Pos) *diag.Problem { return nil }
		p := &Passage{}
		for i, c := range recipe {
			q := Piece{Text: words[int(c)%len(words)] + " ", At: func(int) diag.Pos { return diag.Pos{} }}
			if c > 127 {
				x := big.NewRat(int64(c)-180, int64(i)+1)
				v := data.Value{X: x, Low: new(big.Rat).Sub(x, big.NewRat(1, 100)), High: x, Unit: data.Unit{Kind: data.UnitKind(c % 7)}, Status: data.Status(i % 9)}
				q.Computed, q.Text = true, data.Fixed(x, 1, false)+"% "
				q.Figure = &Figure{Expr: "exports." + metrics[i%len(metrics)], Value: v, Series: b.Series[i%3].ID, Metric: metrics[i%len(metrics)], Rate: i%2 == 0, View: data.View{Period: data.Month(2023, 1+i%12)}}
				if i%11 == 0 {
					q.Figure.Value = data.Value{}
				}
			} else if c%3 == 0 {
				q.Source = "press"
			}
			p.Pieces = append(p.Pieces, q)
		}
		p.Role = Role(len(recipe) % 6)
		found := 0
		p.Check(b, func(Finding) { found++ })
		if found > 20*len(recipe)+20 {
			t.Errorf("%d findings on %d pieces", found, len(recipe))
		}
	})
}
