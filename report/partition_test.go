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
// printed, and none is off by a tenth or more.
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
			if !ok {
				t.Fatalf("%q is no number", s)
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
