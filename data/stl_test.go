package data

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// What the authors' own program gives for the carbon dioxide at Mauna Loa, 29
// years of months; where it is from: testdata/PROVENANCE.md.
//
//go:embed testdata/stl.csv
var stlCSV []byte

// What R gives, by Rscript testdata/stl.R.
//
//go:embed testdata/stl-r.csv
var stlByR []byte

func stlColumns(t *testing.T, file []byte) map[string][]float64 {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	columns := map[string][]float64{}
	for _, row := range rows[1:] {
		for j, cell := range row {
			if cell == "" {
				continue
			}
			x, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				t.Fatal(err)
			}
			columns[rows[0][j]] = append(columns[rows[0][j]], x)
		}
	}
	return columns
}

// TestSTLPublished: the figures that the authors' program gives, to the last of
// nine decimals.
func TestSTLPublished(t *testing.T) {
	columns := stlColumns(t, stlCSV)
	robust := decomposition{period: 12, seasonal: smoother{35, 1, 4}, trend: smoother{19, 1, 2}, lowPass: smoother{13, 1, 2}, inner: 1, outer: 2}
	finer := robust
	finer.trend.jump, finer.lowPass.jump = 1, 1
	plain := robust
	plain.inner, plain.outer = 2, 0
	for name, d := range map[string]decomposition{"robust": robust, "finer": finer, "short": robust, "plain": plain, "periodic": monthly} {
		y := columns["co2"]
		if name == "short" || name == "periodic" {
			y = y[:len(y)-1] // a year that is not whole
		}
		matches(t, columns, name, y, d)
	}
}

// matches holds the split of a series against published columns.
func matches(t *testing.T, columns map[string][]float64, name string, y []float64, d decomposition) {
	t.Helper()
	seasonal, trend, weights := d.split(y)
	for what, got := range map[string][]float64{"season": seasonal, "trend": trend, "weight": weights} {
		want, ok := columns[name+" "+what]
		if !ok {
			continue
		}
		if len(want) != len(got) {
			t.Fatalf("%s: %d of %d figures", name, len(got), len(want))
		}
		for i := range want {
			if math.Abs(got[i]-want[i]) > 1e-8*math.Max(1, math.Abs(want[i])/10) {
				t.Errorf("%s: the %s of month %d is %.9f, want %.9f", name, what, i, got[i], want[i])
				break
			}
		}
	}
}

// TestSTLByR: what R 4.2.2 gives, with seasons that stay and that change, plain and
// robust. The lengths are odd: of an even number of remainders R at times takes
// another one for the median, as its partial sort wants the two places in rising
// order and is given them falling. On R's own nottem, co2, UKgas and the logarithm
// of AirPassengers the plain splits agree to eleven digits, and the robust ones
// where the last figure is left out.
func TestSTLByR(t *testing.T) {
	columns := stlColumns(t, stlByR)
	seasons := decomposition{period: 12, seasonal: smoother{7, 0, 1}, trend: smoother{23, 1, 3}, lowPass: smoother{13, 1, 2}}
	quarters := decomposition{period: 4, seasonal: smoother{13, 0, 2}, trend: smoother{7, 1, 1}, lowPass: smoother{5, 1, 1}}
	for name, d := range map[string]decomposition{"monthly periodic": monthly, "monthly 7": seasons, "quarterly periodic": quarterly, "quarterly 13": quarters} {
		series, _, _ := strings.Cut(name, " ")
		d.inner, d.outer = 2, 0
		matches(t, columns, name+" plain", columns[series], d)
		d.inner, d.outer = 1, 15
		matches(t, columns, name+" robust", columns[series], d)
	}
	if len(columns) != 2+8*3 {
		t.Errorf("%d columns", len(columns))
	}
}

// TestSTLByHand: a straight line and a pattern that repeats are told apart
// without a remainder, and an outlier loses its weight and moves nothing.
func TestSTLByHand(t *testing.T) {
	pattern := []float64{-6, -2, 1, 3, 4, 5, 3, 1, 0, -2, -3, -4} // adds up to zero
	var y []float64
	for i := range 60 {
		y = append(y, 100+0.5*float64(i)+pattern[i%12])
	}
	d := monthly
	check := func(y []float64, but int) {
		t.Helper()
		seasonal, trend, weights := d.split(y)
		for i := range y {
			if math.Abs(seasonal[i]-pattern[i%12]) > 1e-6 || math.Abs(trend[i]-100-0.5*float64(i)) > 1e-6 {
				t.Errorf("month %d is %.6f + %.6f, want %.1f + %.1f", i, trend[i], seasonal[i], 100+0.5*float64(i), pattern[i%12])
			}
			if i == but && weights[i] != 0 {
				t.Errorf("the outlier has a weight of %f", weights[i])
			}
		}
	}
	check(y, -1)
	y[30] += 50
	check(y, 30)
}

// TestSTLProperties: what is added to all figures is trend, what multiplies them
// multiplies both parts, and a periodic seasonal repeats and adds up to nothing
// with the rest left to the trend.
func TestSTLProperties(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for round := range 20 {
		d := monthly
		if round%2 == 1 {
			d = quarterly
		}
		n := 3*d.period + rng.IntN(60)
		y, moved, scaled := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range y {
			y[i] = 10 + float64(i)/9 + 3*math.Sin(2*math.Pi*float64(i)/float64(d.period)) + rng.NormFloat64()
			moved[i], scaled[i] = y[i]+7, y[i]*3
		}
		seasonal, trend, weights := d.split(y)
		s2, t2, w2 := d.split(moved)
		s3, t3, w3 := d.split(scaled)
		near := func(a, b float64) bool { return math.Abs(a-b) < 1e-7 }
		for i := range y {
			switch {
			case !near(s2[i], seasonal[i]) || !near(t2[i], trend[i]+7) || !near(w2[i], weights[i]):
				t.Fatalf("round %d, month %d: seven more on all makes %f + %f of %f + %f", round, i, t2[i], s2[i], trend[i], seasonal[i])
			case !near(s3[i], 3*seasonal[i]) || !near(t3[i], 3*trend[i]) || !near(w3[i], weights[i]):
				t.Fatalf("round %d, month %d: three times all makes %f + %f of %f + %f", round, i, t3[i], s3[i], trend[i], seasonal[i])
			case i >= d.period && seasonal[i] != seasonal[i-d.period]:
				t.Fatalf("round %d, month %d: the seasonal does not repeat", round, i)
			case weights[i] < 0 || weights[i] > 1:
				t.Fatalf("round %d, month %d: a weight of %f", round, i, weights[i])
			}
		}
	}
}

// TestSTLBounds: nothing breaks on series that are short, flat or wild.
func TestSTLBounds(t *testing.T) {
	for _, y := range [][]float64{
		make([]float64, 24), slices.Repeat([]float64{5}, 37), slices.Repeat([]float64{1e300, 0}, 20), slices.Repeat([]float64{-1, 1e-300, 4}, 13),
	} {
		for _, d := range []decomposition{monthly, quarterly} {
			if seasonal, trend, weights := d.split(y); len(seasonal) != len(y) || len(trend) != len(y) || len(weights) != len(y) {
				t.Errorf("%d figures of %d", len(seasonal), len(y))
			}
		}
	}
}
