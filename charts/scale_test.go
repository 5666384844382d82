package charts

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestNiceScale(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		want   []string
	}{
		{0, 188.74, []string{"0", "50", "100", "150", "200"}},
		{0, 200, []string{"0", "50", "100", "150", "200"}},
		{0, 200.33, []string{"0", "100", "200", "300"}},
		{-100, 300, []string{"−100", "0", "100", "200", "300"}},
		{-6.6, 15.9, []string{"−10", "0", "10", "20"}},
		{0, 9, []string{"0", "2.5", "5.0", "7.5", "10.0"}},
		{0, 1400, []string{"0", "500", "1\u00a0000", "1\u00a0500"}},
		{0, 0, []string{"0", "0.25", "0.50", "0.75", "1.00"}},
		{-30, 0, []string{"−30", "−20", "−10", "0"}},
		{0, 3e-6, []string{"0", "0.000001", "0.000002", "0.000003"}},
		{96, 104, []string{"96", "98", "100", "102", "104"}},
	} {
		s := niceScale(c.lo, c.hi)
		var got []string
		for _, v := range s.ticks {
			got = append(got, s.label(v, false))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%g to %g: %q, want %q", c.lo, c.hi, got, c.want)
		}
	}
	if s := niceScale(-100, 300); s.label(100, true) != "+100" || s.label(0, true) != "0" {
		t.Errorf("signed labels %s %s", s.label(100, true), s.label(0, true))
	}
}

// TestNiceScaleHolds checks the rule for all kinds of ends: three to five ticks,
// even steps of 1, 2, 2.5 or 5, all values between the outer ones.
func TestNiceScaleHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		hi := math.Pow(10, r.Float64()*22-6)
		lo := -hi * []float64{0, 0, r.Float64(), 1, r.Float64() * 20}[r.IntN(5)]
		if r.IntN(4) == 0 {
			lo, hi = -hi, -lo
		}
		s := zeroScale(lo, hi)
		n := len(s.ticks)
		if n < 3 || n > maxTicks || !slices.Contains(s.ticks, 0) {
			t.Fatalf("%g to %g: ticks %v", lo, hi, s.ticks)
		}
		step := s.ticks[1] - s.ticks[0]
		if s.lo() > lo+step*1e-6 || s.hi() < hi-step*1e-6 {
			t.Fatalf("%g to %g: not within %v", lo, hi, s.ticks)
		}
		m := step / math.Pow10(int(math.Floor(math.Log10(step)+1e-9)))
		if !slices.ContainsFunc([]float64{1, 2, 2.5, 5}, func(x float64) bool { return math.Abs(m-x) < 1e-6 }) {
			t.Fatalf("%g to %g: step %g", lo, hi, step)
		}
		seen := map[string]bool{}
		for _, v := range s.ticks {
			if l := s.label(v, false); seen[l] {
				t.Fatalf("%g to %g: two ticks are labelled %s", lo, hi, l)
			} else {
				seen[l] = true
			}
		}
	}
}
