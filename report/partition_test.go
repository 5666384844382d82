package report

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"tradebrief/charts"
	"tradebrief/data"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// partsProject is the project of testdata/parts with one chart.
func partsProject(t *testing.T, chart string) Project {
	t.Helper()
	fs := fstest.MapFS{}
	for _, name := range []string{"goods.csv", "origins.csv", "plain.csv", "head.yaml"} {
		content, err := os.ReadFile(filepath.Join("testdata/parts", name))
		if err != nil {
			t.Fatal(err)
		}
		fs[name] = &fstest.MapFile{Data: content}
	}
	fs["brief.yaml"] = &fstest.MapFile{Data: append(fs["head.yaml"].Data, "      - chart: "+chart+"\n"...)}
	return Project{FS: fs, Outline: "brief.yaml"}
}

// TestChartsOfParts composes the charts of the cases: their figures, their words and
// their tables, or the problems.
func TestChartsOfParts(t *testing.T) {
	const file = "testdata/parts/cases.txt"
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(raw), "\n==== ")
	out := []string{strings.TrimSuffix(parts[0], "\n") + "\n"}
	for _, part := range parts[1:] {
		name, body, _ := strings.Cut(part, "\n")
		chart, want, _ := strings.Cut(body, "\n....")
		chart, want = strings.TrimSpace(chart), strings.Trim(want, "\n")
		var got strings.Builder
		b, problems := Load(partsProject(t, chart), Options{})
		failed := problems.Failed()
		for _, p := range problems {
			if failed && p.Code != "C31" {
				fmt.Fprintf(&got, "%s: %s\n", strings.TrimPrefix(p.Pos.String(), "brief.yaml:"), p.Message)
				if p.Hint != "" {
					fmt.Fprintf(&got, "  hint: %s\n", p.Hint)
				}
			}
		}
		if b != nil && !failed {
			p := func(format string, args ...any) { fmt.Fprintf(&got, format+"\n", args...) }
			for _, block := range b.Document.Sections[0].Blocks {
				if annex, ok := block.(*page.Annex); ok {
					for _, table := range annex.Tables {
						dumpBlock(p, table)
					}
				}
			}
			lines := got.String()
			got.Reset()
			for _, block := range b.Document.Sections[0].Blocks {
				if f, ok := block.(*page.Figure); ok {
					dumpBlock(p, f)
					if _, err := charts.Draw(sized(f.Chart)); err != nil {
						t.Errorf("%s: %v", name, err)
					}
				}
			}
			got.WriteString(lines)
		}
		text := strings.TrimSpace(strings.ReplaceAll(got.String(), nbsp, "~"))
		if want = strings.TrimSpace(want); !*update && text != want {
			t.Errorf("%s (-want +got):\n%s", name, cmp.Diff(want, text))
		}
		out = append(out, name+"\n"+chart+"\n....\n"+text+"\n")
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(out, "\n==== ")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func sized(c charts.Chart) charts.Chart { c.W = 238; return c }

// TestSharesClose: whatever the shares of a whole, they add up to 100.0 as they are
// printed, <0.1 taken for nothing, and none is off by a tenth or more.
func TestSharesClose(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 20_000 {
		sizes := make([]int64, 1+r.IntN(12))
		total := int64(0)
		for i := range sizes {
			sizes[i] = []int64{0, 1, r.Int64N(10), r.Int64N(1000), r.Int64N(1e9)}[r.IntN(5)]
			total += sizes[i]
		}
		if total == 0 {
			continue
		}
		var shares []data.Value
		for _, n := range sizes {
			shares = append(shares, data.Exact(big.NewRat(n, total), data.Unit{Kind: data.Ratio}))
		}
		sum, tenth := new(big.Rat), big.NewRat(1, 10)
		for i, s := range english.Closing(shares) {
			x, ok := new(big.Rat).SetString(s)
			if s == "<0.1" && sizes[i] > 0 {
				x, ok = new(big.Rat), true
			}
			if !ok {
				t.Fatalf("%d of %d is printed as %q, which is no number", sizes[i], total, s)
			}
			off := new(big.Rat).Sub(x, new(big.Rat).Mul(shares[i].X, hundred))
			if off.Abs(off).Cmp(tenth) >= 0 {
				t.Fatalf("%d of %d is printed as %s", sizes[i], total, s)
			}
			sum.Add(sum, x)
		}
		if sum.Cmp(hundred) != 0 {
			t.Fatalf("the shares of %v add up to %s: %v", sizes, sum.FloatString(1), english.Closing(shares))
		}
	}
	third := data.Exact(big.NewRat(1, 3), data.Unit{Kind: data.Ratio})
	if got := english.Closing([]data.Value{third, third, third}); !slices.Equal(got, []string{"33.4", "33.3", "33.3"}) {
		t.Errorf("thirds are printed as %v", got)
	}
	if got := english.Closing([]data.Value{third, {}}); !slices.Equal(got, []string{"33.3", "n.a."}) {
		t.Errorf("a third beside nothing is printed as %v", got)
	}
}

// TestPartsAndRestMakeTheWhole: whatever the data hold, the parts drawn and the rest
// are the whole to the last digit, and no part left to the rest is larger than one
// that is drawn.
func TestPartsAndRestMakeTheWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	for round := range 60 {
		codes := 2 + r.IntN(20)
		var rows strings.Builder
		rows.WriteString("month,hs,name,value,kg,status\n")
		sizes := map[string]map[int]int64{} // by code and month, in hundredths
		for m := 1; m <= 9; m++ {
			total := int64(100 + r.Int64N(1000)) // what no code names
			for c := range codes {
				code, size := fmt.Sprintf("%04d", 101+37*c), r.Int64N(10_000)
				total += size
				switch r.IntN(12) {
				case 0:
				case 1:
					fmt.Fprintf(&rows, "2023-%02d,%s,good %s,,,suppressed\n", m, code, code)
				default:
					if sizes[code] == nil {
						sizes[code] = map[int]int64{}
					}
					sizes[code][m] = size
					fmt.Fprintf(&rows, "2023-%02d,%s,good %s,%d.%02d,,present\n", m, code, code, size/100, size%100)
				}
			}
			if r.IntN(9) > 0 || m >= 8 {
				fmt.Fprintf(&rows, "2023-%02d,TOTAL,,%d.%02d,,present\n", m, total/100, total%100)
			}
		}
		p := partsProject(t, "{kind: stacked, title: T, series: [exports], from: 2023-01}")
		fs := p.FS.(fstest.MapFS)
		head := string(fs["brief.yaml"].Data)
		before, rest, _ := strings.Cut(head, "  hair: ")
		_, after, _ := strings.Cut(rest, "  soy: ")
		after = strings.Replace(after, "groups: {food: [\"1006\", \"1701\"]}\n", "", 1)
		fs["brief.yaml"].Data = []byte(before + "  soy: " + after)
		fs["goods.csv"].Data = []byte(rows.String())
		b, problems := Load(p, Options{})
		if b == nil {
			t.Fatalf("round %d: %s\n%s", round, problems, rows.String())
		}
		var chart *templates.Chart
		for _, block := range b.Outline.Sections[0].Blocks {
			if c, ok := block.(*templates.Chart); ok {
				chart = c
			}
		}
		var periods []data.Period
		for m := 1; m <= 9; m++ {
			periods = append(periods, data.Month(2023, m))
		}
		for kind, rule := range partRules {
			rule.kind = string(kind)
			list := periods
			if rule.moved {
				list = periods[7:]
			}
			of, ok := b.work.partition(chart, list, rule)
			if !ok {
				t.Fatalf("round %d: no partition\n%s", round, rows.String())
			}
			if len(of.parts) > rule.most {
				t.Errorf("round %d, %s: %d parts", round, kind, len(of.parts))
			}
			for i, whole := range of.whole.values {
				left, lacks := whole, false
				for _, s := range of.parts {
					if n := s.values[i]; n.OK() {
						left = subtracted(left, n)
					} else {
						lacks = true
					}
				}
				switch {
				case !whole.OK():
					if of.rest.values[i].OK() {
						t.Errorf("round %d, %s: a rest of no whole", round, kind)
					}
				case of.rest == nil && left.X.Sign() != 0, of.rest != nil && (of.rest.values[i].X.Cmp(left.X) != 0 || of.rest.lacks[i] != lacks):
					t.Errorf("round %d, %s: the parts leave %s in %s, and a part is missing: %v; the rest says otherwise", round, kind, left.X.FloatString(2), of.spans[i], lacks)
				}
			}
			if rule.moved {
				continue
			}
			least := int64(1 << 40)
			drawn := map[string]bool{}
			for _, s := range of.parts {
				drawn[s.series.Code()] = true
				if n, there := sizes[s.series.Code()][9]; there {
					least = min(least, n)
				}
			}
			for code, size := range sizes {
				if n, there := size[9]; there && !drawn[code] && n > least {
					t.Errorf("round %d, %s: %s with %d is left to the rest, one with %d is drawn", round, kind, code, n, least)
				}
			}
		}
	}
}

// TestDrawnFiguresAreMentioned: explain finds the figures of a chart of parts by the
// series that they are of.
func TestDrawnFiguresAreMentioned(t *testing.T) {
	for chart, want := range map[string][]string{
		"{kind: contributions, title: T, series: [hair, urea], of: exports}": {"hair.contribution 1.7 pp", "urea.contribution −2.5 pp", "exports.mom 15.8%"},
		"{kind: waterfall, title: T, series: [exports]}":                     {"exports US$188.7 million", "exports.at('2023-08') US$162.9 million"},
		"{kind: share, title: T, series: [exports], from: 2023-08}":          {"hair.share 11.4%", "rice.share 6.5%"},
		"{kind: stacked, title: T, series: [hair, rice], from: 2023-08}":     {"hair US$21.5 million", "rice US$12.2 million"},
	} {
		b := load(t, partsProject(t, chart), Options{})
		var got []string
		for _, m := range b.work.mentions {
			got = append(got, m.fact+" "+m.Text)
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: %q is not among %q", chart, w, got)
			}
		}
	}
}
